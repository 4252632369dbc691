"""Suggestions: read out of comments, shown as a change, and committed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import Refused, Remark, Repository
from bot.sandbox.suggestions import Suggestion, as_change, in_comment, parts

from .conftest import README

CHANGED = README.replace(b"- three\n", b"- threee\n")
BODY = "Better so:\n\n```suggestion\n- three\n```\n\nThank you."


@pytest.fixture
def number(repo: Repository) -> int:
    """A pull request of Zoe's fork."""
    repo.fork("zoe").push_file("README.md", CHANGED, by="zoe", branch="b")
    return repo.open_pull("A change", "zoe:b", by="zoe").number


def suggest(
    repo: Repository, number: int, body: str = BODY, line: int = 5, start: int | None = None, side: str = "RIGHT"
) -> int:
    """Comment on a line; returns the comment's number."""
    repo.review(number, "", [Remark("README.md", body, line, side, start)], by="ana")
    return repo.review_comments(number)[-1].id


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (BODY, ["Better so:\n", Suggestion(("- three",)), "\nThank you."]),
        (BODY.replace("\n", "\r\n"), ["Better so:\n", Suggestion(("- three",)), "\nThank you."]),
        ("```suggestion\n```", [Suggestion(())]),
        ("```suggestion\n\n```", [Suggestion(("",))]),
        ("````suggestion\n```\n````", [Suggestion(("```",))]),
        ("~~~suggestion\na\nb\n~~~", [Suggestion(("a", "b"))]),
        ("```python\na\n```", ["```python\na\n```"]),
        ("> ```suggestion\n> a\n> ```", ["> ```suggestion\n> a\n> ```"]),
    ],
)
def test_parts_of_a_comment(body: str, expected: list[str | Suggestion]) -> None:
    """A suggestion is a fenced block of its own; all else is Markdown."""
    assert parts(body) == expected


def test_suggestion_is_shown_as_a_change(repo: Repository, number: int) -> None:
    """The line as it is goes out, the suggested one comes in."""
    suggest(repo, number)
    known = repo.review_comments(number)[0]
    rows = as_change(known, in_comment(known.body)[0])
    assert [(row.kind, row.text + row.changed + row.after) for row in rows] == [("del", "- threee"), ("add", "- three")]


def test_suggestion_is_committed(repo: Repository, number: int) -> None:
    """It changes exactly its lines; the one who suggested is co-author, and the comment is outdated then."""
    comment = suggest(repo, number)
    sha = repo.apply_suggestion(comment, "zoe")
    fork = repo.fork("zoe")
    assert fork.branches()["b"] == sha
    assert fork.read_file("README.md", "b") == README
    title, trailer = fork.commit_message(sha).split("\n\n")
    assert title == "Update README.md"
    assert re.fullmatch(r"Co-authored-by: ana <\d+\+ana@users\.noreply\.github\.com>", trailer)
    with pytest.raises(Refused, match="Outdated suggestions cannot be applied"):
        repo.apply_suggestion(comment, "zoe")


@pytest.mark.parametrize(
    ("suggested", "line", "start", "expected"),
    [
        ("```suggestion\n```", 5, None, README.replace(b"- three\n", b"")),
        ("```suggestion\n- a\n- b\n```", 5, None, README.replace(b"- three\n", b"- a\n- b\n")),
        ("```suggestion\n- a\n```", 6, 4, README.replace(b"- two\n- three\n- four\n", b"- a\n")),
    ],
)
def test_lines_that_are_replaced(
    repo: Repository, number: int, suggested: str, line: int, start: int | None, expected: bytes
) -> None:
    """Any number of lines may stand in place of any number."""
    repo.apply_suggestion(suggest(repo, number, suggested, line, start), "zoe")
    assert repo.fork("zoe").read_file("README.md", "b") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(b"a\r\nb\r\n", b"a\r\nc\r\n"), (b"a\nb", b"a\nc"), (b"a\nb\n", b"a\nc\n")],
)
def test_line_ends_stay(repo: Repository, text: bytes, expected: bytes) -> None:
    """Lines end as they did, and so does the file."""
    repo.push_file("x.md", text, branch="x")
    number = repo.open_pull("X", "x").number
    repo.review(number, "", [Remark("x.md", "```suggestion\nc\n```", 2)])
    repo.apply_suggestion(repo.review_comments(number)[0].id, "ana")
    assert repo.read_file("x.md", "x") == expected


@pytest.mark.parametrize(
    ("why", "match"),
    [
        ("closed", "while the pull request is closed"),
        ("same", "no changes were made to the code"),
        ("deleted", "deleted lines is not supported"),
        ("none", "no such suggestion"),
        ("stranger", "403"),
        ("not lent", "403"),
    ],
)
def test_what_is_not_applied(repo: Repository, number: int, why: str, match: str) -> None:
    """What GitHub refuses to apply, and to whom."""
    body = {"same": "```suggestion\n- threee\n```", "none": "Well"}.get(why, BODY)
    comment = suggest(repo, number, body, side="LEFT" if why == "deleted" else "RIGHT")
    if why == "closed":
        repo.close_pull(number)
    if why == "not lent":
        repo.fork("zoe").refuse_edits()
    by = {"stranger": "stranger", "not lent": "ana"}.get(why, "zoe")
    before = repo.fork("zoe").branches()
    with pytest.raises(Refused, match=match):
        repo.apply_suggestion(comment, by)
    assert repo.fork("zoe").branches() == before


def test_maintainer_applies_where_it_is_lent(repo: Repository, number: int) -> None:
    """A maintainer of the original may, where the author lets maintainers edit; of one's own there is no co-author."""
    sha = repo.apply_suggestion(suggest(repo, number), "ana")
    assert repo.fork("zoe").commit_message(sha) == "Update README.md"


@given(st.text(alphabet="ab`~\n> ", max_size=40))
def test_a_suggestion_survives_its_fence(text: str) -> None:
    """Whatever lines are put into a long enough fence come out again."""
    lines = tuple(text.split("\n"))
    body = f"Look\n\n{'`' * 50}suggestion\n{text}\n{'`' * 50}\n"
    assert in_comment(body) == [Suggestion(lines)]
