"""What stands on our branch: what may stay, and how lines are carried to the list of today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.addition import Addition, plan_addition
from bot.carrying import Standing, carried, moved
from bot.citation import Citation
from bot.document import apply_edits, parse
from bot.links import Link
from bot.model import Branch
from bot.papers import PaperId
from tests.builders import LIST, list_file

LINE = "- **[InstructBLIP]** Towards General-purpose [[pdf]](https://arxiv.org/pdf/2305.06500.pdf)\n"
SECOND = "- **[LLaVA]** Visual Instruction Tuning [[pdf]](https://arxiv.org/pdf/2304.08485.pdf)\n"
IDS = (PaperId("arxiv", "2305.06500"),)
BEFORE = "- **[BLIP-2]**"


def _standing(head: str, *, began: str = LIST, today: str = LIST, made: tuple[str, str] | None = None) -> Standing:
    texts = None if made is None else {"README.md": made}
    return Standing(Branch("h" * 40, {"README.md": (began, head)}, texts), list_file(today))


def _with(line: str, text: str = LIST, before: str = BEFORE) -> str:
    """The list with a line before an entry."""
    return text.replace(before, line + before, 1)


def _addition(text: str = LIST) -> Addition:
    link = Link("pdf", "https://arxiv.org/pdf/2305.06500.pdf")
    planned = plan_addition(parse(text), Citation("Another title of it", "InstructBLIP", links=(link,)), ids=IDS)
    assert isinstance(planned, Addition)
    return planned


@pytest.mark.parametrize(
    ("head", "ours"),
    [
        (_with(LINE), True),
        (_with(LINE.replace("Towards", "Toward")), True),
        (_with(LINE + "  - with a note\n"), True),
        (_with(LINE, before="- **[ViLT]**"), True),
        (LIST, False),
        (_with(LINE).replace("# Awesome", "# The awesome"), False),
        (_with(LINE, _with(SECOND, before="- **[ViLT]**")), False),
        (_with(LINE).replace("- **[Flamingo]**", "- **[Flamenco]**"), False),
    ],
)
def test_what_a_person_changed_is_only_our_line(head: str, *, ours: bool) -> None:
    """Our line in other words, with more lines, or elsewhere is still ours; anything else makes the branch theirs."""
    assert _standing(head, made=(LIST, _with(LINE))).has_only_our_lines(1) is ours


def test_other_files_make_it_theirs() -> None:
    """A further file that a person changed is more than our line."""
    changes = {"README.md": (LIST, _with(LINE)), "a.txt": ("", "x")}
    made = {"README.md": (LIST, _with(LINE)), "a.txt": ("", "")}
    assert not Standing(Branch("h", changes, made), list_file(LIST)).has_only_our_lines(1)


def test_where_a_person_moved_it() -> None:
    """An entry that a person put elsewhere is known by the line that it stands behind."""
    elsewhere = _with(LINE, before="- **[ViLT]**")
    behind = _standing(elsewhere, made=(LIST, _with(LINE))).moved_behind
    assert behind is not None
    assert behind.startswith("- **[VisualBERT]**")
    assert _standing(_with(LINE.upper()), made=(LIST, _with(LINE))).moved_behind is None
    text = apply_edits(LIST, [moved(_addition(), (LINE,), behind, parse(LIST)).edit])
    assert text == elsewhere


def test_the_list_that_moved_on_moves_no_entry() -> None:
    """New entries of others around ours do not mean that somebody moved it."""
    today = _with(SECOND)
    head = today.replace(SECOND, LINE + SECOND)
    assert _standing(head, began=today, today=today, made=(LIST, _with(LINE))).moved_behind is None


def test_a_section_that_was_renamed_is_still_the_same() -> None:
    """Its entries tell; one whose entries are gone is gone."""
    standing = _standing(_with(LINE), today=LIST.replace("## Papers", "## Works"))
    assert standing.section_today(IDS, 0) == ("Works",)
    assert not standing.is_out_of_place
    gone = _standing(_with(LINE), today="# Awesome Vision-Language\n\n## Other\n\n- x\n")
    assert gone.section_today(IDS, 0) is None


def test_a_list_in_another_file_is_out_of_place() -> None:
    """A branch that changes a file that is no part of the list any more must be made anew."""
    standing = Standing(Branch("h", {"docs/README.md": (LIST, _with(LINE))}), list_file(LIST))
    assert standing.file_is_gone
    assert standing.is_out_of_place
    assert standing.lines_of(IDS, 0, 1) == (LINE,)


def test_papers_of_one_post_are_told_apart() -> None:
    """Of two new entries each is found by its paper's address."""
    standing = _standing(_with(SECOND + LINE))
    assert standing.lines_of(IDS, 0, 2) == (LINE,)
    assert standing.lines_of((PaperId("arxiv", "2304.08485"),), 1, 2) == (SECOND,)


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@given(st.lists(words, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_carried_lines_are_the_same_to_the_byte(said: list[str], end: str) -> None:
    """Whatever a person wrote, their line comes whole into the list, and no other byte of that changes."""
    text = LIST.replace("\n", end)
    line = f"- {' '.join(said)} [[pdf]](https://arxiv.org/pdf/2305.06500.pdf){end}"
    result = apply_edits(text, [carried(_addition(text), (line,), parse(text)).edit])
    assert line in result
    assert result.replace(line, "", 1) == text


def test_a_line_at_the_end_of_a_file_without_a_line_end() -> None:
    """A list whose last line has no line end keeps that, and so does the carried line then."""
    text = LIST.rstrip("\n")
    planned = carried(_addition(text), (LINE,), parse(text))
    result = apply_edits(text, [planned.edit])
    assert LINE.rstrip("\n") in result
    assert result.replace(LINE.rstrip("\n"), "", 1).strip() == text.strip()
