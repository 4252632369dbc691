import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.citation import Citation
from bot.links import Link
from bot.replay import Replayed, added_entry, as_submitted, replay
from tests.document.shapes import TEXTS

LINES = [
    f"- **[Net{number}]** Title of paper {number} [[pdf]](https://arxiv.org/pdf/24{number:02}.00001.pdf)\n"
    for number in range(1, 9)
]
HEAD = "# List\n\n## Papers\n\n"
TAIL = "\n## Talks\n\n- [A talk](https://example.org)\n"


def text(lines: list[str]) -> str:
    """A list with one section of papers."""
    return HEAD + "".join(lines) + TAIL


def replayed(before: list[str], after: list[str]) -> Replayed:
    """The addition from one list to the next, done again."""
    added = added_entry(text(before), text(after))
    assert added is not None
    again = replay(added)
    assert again is not None
    return again


def test_what_a_maintainer_did_is_done_again() -> None:
    """Where the list is regular, line, form, place and section are equal."""
    again = replayed(LINES[:7], LINES)
    assert again.added.text == LINES[7]
    assert (again.added.section.path, again.added.index) == (("Papers",), 7)
    assert (again.line, again.form, again.place, again.section, again.near) == (True, True, True, True, True)


def test_the_facts_are_those_of_the_entry_without_its_form() -> None:
    """Labels and the form of addresses are not given away."""
    citation = replayed(LINES[:7], LINES).citation
    assert (citation.title, citation.name, citation.date) == ("Net8: Title of paper 8", None, "2024-08")
    assert citation.links == (Link("abstract", "https://arxiv.org/abs/2408.00001"),)


def test_another_text_of_the_same_form_is_told_apart_from_another_form() -> None:
    """The name of the maintainer's choosing makes the line differ, but not its form."""
    again = replayed(LINES[:7], [*LINES[:7], LINES[7].replace("/pdf/", "/abs/").replace(".pdf", "")])
    assert (again.line, again.form) == (False, True)
    again = replayed(LINES[:7], [*LINES[:7], LINES[7].replace("**[", "[**").replace("]**", "**]")])
    assert (again.line, again.form) == (False, False)


def test_another_place_is_told() -> None:
    """An entry on top of a list that grows at its end is elsewhere."""
    again = replayed(LINES[:7], [LINES[7], *LINES[:7]])
    assert (again.line, again.place, again.section) == (True, False, True)


def test_a_paper_that_the_list_had_is_told_with_its_line() -> None:
    """Nothing is compared then."""
    again = replayed(LINES, [*LINES, LINES[2].replace("Net3", "Net3b")])
    assert (again.duplicate_line, again.planned) == (7, None)


def test_a_short_file_is_no_list_and_refused() -> None:
    """Four entries are too few to learn from; that is told, not counted as a difference of form."""
    again = replayed(LINES[:3], LINES[:4])
    assert (again.refused, again.planned, again.line) == ("no list", None, False)


def test_free_words_are_told() -> None:
    """No submission says that a paper is a must-read."""
    marked = LINES[7].replace("\n", " (a must-read for everybody)\n")
    assert replayed(LINES[:7], [*LINES[:7], marked]).free
    assert not replayed(LINES[:7], LINES).free


@pytest.mark.parametrize(
    "after",
    [
        LINES[:7],
        LINES[:6],
        [*LINES[:6], LINES[7]],
        [*LINES, LINES[0].replace("Net1", "Net9").replace("2401", "2410")],
        [*LINES[:7], "\n", "Some words.\n"],
        [*LINES[:7], "\n", "## More\n", LINES[7]],
        [LINES[0].replace("Net1", "Net"), *LINES[1:]],
    ],
)
def test_anything_else_is_no_addition(after: list[str]) -> None:
    """Corrections, removals, two entries at once, new sections and prose are left out."""
    assert added_entry(text(LINES[:7]), text(after)) is None


def test_blank_lines_around_belong_to_the_addition() -> None:
    """A list with blank lines between its entries gets one with each entry."""
    before, after = "\n".join(LINES[:7]), "\n".join(LINES)
    added = added_entry(HEAD + before + TAIL, HEAD + after + TAIL)
    assert added is not None
    assert added.text == LINES[7]


def test_an_entry_below_a_last_line_without_an_end_is_an_addition() -> None:
    """The line above gets its end, which is no change of it."""
    added = added_entry((HEAD + "".join(LINES[:7])).rstrip("\n"), (HEAD + "".join(LINES)).rstrip("\n"))
    assert added is not None
    assert added.index == 7


def test_an_entry_of_several_lines_is_one() -> None:
    """Equal lines above and below do not hide where it starts."""
    blocks = [f"- **Paper {n}**\n  - [pdf](https://arxiv.org/abs/240{n}.00001)\n  - note\n" for n in range(1, 8)]
    added = added_entry(text(blocks[:3] + blocks[4:]), text(blocks))
    assert added is not None
    assert (added.text, added.index) == (blocks[3], 3)


def test_links_are_submitted_without_labels_and_in_one_order() -> None:
    """The same paper twice is one link."""
    links = (
        Link("code", "https://github.com/a/b", "code"),
        Link("pdf", "https://arxiv.org/pdf/2401.00001.pdf", "pdf"),
        Link("abstract", "http://arxiv.org/abs/2401.00001v2", "arXiv"),
    )
    citation = as_submitted(Citation("On nets.", "Net", links=links, date="2024-05"))
    assert citation.title == "Net: On nets"
    assert citation.links == (
        Link("abstract", "https://arxiv.org/abs/2401.00001"),
        Link("code", "https://github.com/a/b"),
    )
    assert citation.date == "2024-05"


def test_a_name_that_begins_the_title_is_not_said_twice() -> None:
    """Lists that write both give the title whole."""
    assert as_submitted(Citation("Net: On nets", "Net")).title == "Net: On nets"


@given(TEXTS, TEXTS, st.integers(0, 30))
@settings(max_examples=150)
def test_any_two_versions_can_be_compared(before: str, block: str, line: int) -> None:
    """Whatever was inserted: an addition keeps its text, and nothing fails."""
    lines = before.splitlines(keepends=True)
    after = "".join([*lines[:line], block, *lines[line:]])
    added = added_entry(before, after)
    if added is not None:
        assert added.text in after
        replay(added)
