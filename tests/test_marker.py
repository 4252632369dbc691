"""Hidden marks in our own texts."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import Link
from bot.marker import (
    Memory,
    PullMark,
    has_mark,
    paper_mark,
    read_memory,
    read_pull_mark,
    with_memory,
    with_pull_mark,
    without_memory,
)
from bot.papers import PaperId
from bot.submission import ProposedPaper

memories = st.builds(
    Memory,
    state=st.text(max_size=20),
    question=st.text(max_size=20),
    labels=st.lists(st.text(max_size=10)).map(tuple),
    since=st.dictionaries(st.text(max_size=10), st.datetimes(timezones=st.just(UTC))),
    shown=st.text(max_size=20),
    added=st.lists(st.text(max_size=10)).map(tuple),
    answered=st.dictionaries(st.text(max_size=10), st.text(max_size=10)),
)


@given(memories, st.text())
def test_memory_comes_back_as_it_was(memory: Memory, text: str) -> None:
    """Whatever is remembered, and whatever the text says, the memory is read back and ends in the comment."""
    body = with_memory(text.replace("<!-- shelver", ""), memory)
    assert read_memory(body) == memory
    assert has_mark(body)
    mark = body[body.rindex("<!-- shelver:comment") :]
    assert mark.count("-->") == 1
    assert "\n" not in mark


def test_a_mark_that_a_text_of_ours_quotes_is_not_believed() -> None:
    """A stranger's words may look like a mark; ours stands last, and a text without its memory has none."""
    quoted = with_memory("`x`", Memory(state="declined", answered={"1": "1"}))
    body = with_memory(f"@kim, the list has no section `{quoted}`.", Memory(state="ready"))
    assert read_memory(body) == Memory(state="ready")
    assert not has_mark(without_memory(body))


def test_pull_mark_comes_back_as_it_was() -> None:
    """The mark of a pull request is read back."""
    mark = PullMark(("a:verified", "b:as given"), closes=False, issue=12)
    body = with_pull_mark("text", mark)
    assert read_pull_mark(body) == mark
    other = PullMark(("a:verified",), let_go=True)
    assert with_pull_mark(body, other) == with_pull_mark("text", other), "a new mark takes the place of the old"


@pytest.mark.parametrize(
    "body",
    [
        None,
        "",
        "no mark",
        "<!-- shelver:comment {} ",
        '<!-- shelver:comment {"state": 3} -->',
        '<!-- shelver:comment {"labels": "submission"} -->',
        '<!-- shelver:comment {"since": []} -->',
        '<!-- shelver:comment {"answered": {"7": 7}} -->',
        '<!-- shelver:comment {"since": {"a": "x2026"}} -->',
        '<!-- shelver:comment {"since": {"a": "2026-11-24T14:02:00"}} -->',
        "<!-- shelver:comment {nonsense} -->",
        '<!-- shelver:pull {"papers": []} -->',
    ],
)
def test_damaged_memory_is_empty_memory(body: str | None) -> None:
    """A mark that is missing, damaged or of another kind counts as none."""
    assert read_memory(body) == Memory()


def test_paper_mark_follows_what_was_proposed() -> None:
    """The mark of a paper is the same for the same proposal and changes with each part of it."""
    paper = ProposedPaper(PaperId("arxiv", "2305.06500"), links=(Link("code", "https://example.org/c"),))
    same = ProposedPaper(PaperId("arxiv", "2305.06500"), links=(Link("code", "https://example.org/c"),))
    others = [
        ProposedPaper(PaperId("arxiv", "2305.06501"), links=paper.links),
        ProposedPaper(paper.id),
        ProposedPaper(paper.id, links=paper.links, section="Papers"),
        ProposedPaper(paper.id, title="T", links=paper.links),
    ]
    assert paper_mark(paper) == paper_mark(same)
    assert len({paper_mark(paper), *map(paper_mark, others)}) == 5
