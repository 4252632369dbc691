"""Lines that are meant as entries: which are told apart, and which stay part of the entry above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.document import parse
from bot.slips import parted
from tests.rules.finding import PDF, listed, plain

MEANT = f"**[X]** Title Words Of It {PDF.format(9)}"


def _texts(*entries: str) -> list[str]:
    document = parted(parse(listed(*entries)))
    return [one.text for section in document.sections for one in section.entries]


@pytest.mark.parametrize("lead", ["", "-", "+", "*", "• ", "– "])
def test_a_line_that_begins_as_entries_do_is_one(lead: str) -> None:
    """Its bullet was forgotten, has no blank behind it, or is none to Markdown."""
    assert _texts(*plain(6), lead + MEANT, *plain(1))[6] == f"{lead}{MEANT}\n"


@pytest.mark.parametrize(
    "line",
    [
        f"  {MEANT}",
        f"    - {MEANT}",
        "**[X]** Title Words Of It, to appear",
        f"Title Words Of It {PDF.format(9)}",
        f"**[pdf]** {PDF.format(9)}",
        "[[code]](https://github.com/a/b)",
    ],
)
def test_a_line_that_says_more_of_the_entry_above_is_none(line: str) -> None:
    """It is indented, has no paper or no title, or begins in another way."""
    assert len(_texts(*plain(6), line)) == len(_texts(*plain(6), f"{line} ".replace("](", "] (")))


def test_sections_whose_entries_have_several_lines_stay_as_they_are() -> None:
    """Only a section of entries on one line shows that another line is a slip."""
    two = "\n".join((f"- **[A]** Title Words {PDF.format(1)}", MEANT))
    assert len(_texts(*[two] * 6)) == 6


def test_sections_whose_entries_begin_in_several_ways_stay_as_they_are() -> None:
    """No line begins as they do."""
    assert len(_texts(*plain(3), *(f"- Title {PDF.format(n)}" for n in range(3)), MEANT)) == 6


@given(st.lists(st.sampled_from([*plain(2), MEANT, f"-{MEANT}", f"  - {MEANT}", "Words", "", "## B", "1. [a](b)"])))
def test_no_line_is_lost_and_none_is_told_twice(lines: list[str]) -> None:
    """The parts of an entry are its lines."""
    document = parse(listed(*plain(5), *lines))
    before = [one for section in document.sections for one in section.entries if one.depth == 0]
    after = [one for section in parted(document).sections for one in section.entries if one.depth == 0]
    assert "".join(one.text for one in after) == "".join(one.text for one in before)
    assert {n for one in after for n in range(one.span.start, one.span.end)} == {
        n for one in before for n in range(one.span.start, one.span.end)
    }
