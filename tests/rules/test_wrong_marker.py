"""The rule on bullets: what its examples cannot say."""

import pytest

from bot.document import Span, parse
from bot.lint import LintContext, applied
from tests.rules.finding import PDF, found, listed, plain

RULE = "wrong-marker"
MEANT = f"**[X]** Title Words Of It {PDF.format(9)}"
LEADS = ["", "-", "+", "*", "• ", " - ", "  - ", "    - ", "\t- "]


@pytest.mark.parametrize("lead", LEADS)
def test_a_clumsy_bullet_is_mended(lead: str) -> None:
    """Whichever it is, the line stands as an entry afterwards."""
    text = listed(*plain(6), lead + MEANT, *plain(2))
    mended, _ = applied(text, found(RULE, text), unsafe=True)
    assert mended == listed(*plain(6), f"- {MEANT}", *plain(2))


@pytest.mark.parametrize("lead", LEADS)
def test_a_clumsy_bullet_is_told_of_a_changed_line(lead: str) -> None:
    """By the habit of those that were there."""
    text = listed(*plain(6), lead + MEANT, *plain(2))
    assert len(found(RULE, text, (Span(10, 11),))) == 1


def test_several_lines_without_a_bullet_are_several_slips() -> None:
    """Each is mended."""
    text = listed(*plain(20), MEANT, MEANT)
    assert applied(text, found(RULE, text, (Span(24, 26),)))[0] == listed(*plain(20), f"- {MEANT}", f"- {MEANT}")


def test_a_paper_in_a_line_without_a_bullet_is_met_by_other_rules() -> None:
    """It is an entry as the others."""
    context = LintContext(parse(listed(*plain(6), MEANT)))
    assert [one.name for one in context.entries][-2:] == ["N5", "X"]


def test_items_below_items_are_a_habit_where_there_are_several() -> None:
    """Such a list nests on purpose."""
    assert found(RULE, listed(*plain(9), f"  - {MEANT}", *plain(2), f"  - {MEANT}")) == []


def test_an_item_below_a_caption_is_in_its_place() -> None:
    """What stands above is no paper."""
    assert found(RULE, listed(*plain(6), "- **[Surveys]** and more", f"  - {MEANT}", f"  - {MEANT}")) == []


@pytest.mark.parametrize(
    "line", ["  - **Note** on it", "  - [[code]](https://github.com/a/b)", f"  - Its appendix {PDF.format(8)}"]
)
def test_items_that_say_more_of_an_entry_are_in_their_place(line: str) -> None:
    """They do not begin as entries do."""
    assert found(RULE, listed(*plain(9), line)) == []


def test_paragraphs_between_entries_are_a_habit_where_there_are_several() -> None:
    """Two of eleven are no slip."""
    text = listed(*plain(4), "", MEANT, "", *plain(4), "", MEANT, "", *plain(1))
    assert found(RULE, text) == []


def test_a_list_without_blanks_behind_its_bullets_is_left_alone() -> None:
    """What all do is no slip of one."""
    assert found(RULE, listed(*(f"-{MEANT}" for _ in range(9)))) == []
