"""Blanks at the end of a line: severities and habits."""

from tests.rules.finding import found, listed, plain

RULE = "trailing-space"


def test_prose_gives_a_hint() -> None:
    """Outside of entries it matters less."""
    assert [one.severity for one in found(RULE, listed(*plain(6)).replace("## A", "Words. \n\n## A"))] == ["hint"]


def test_an_entry_gives_a_warning() -> None:
    """In an entry it is the list's form."""
    assert [one.severity for one in found(RULE, listed(*plain(6), plain(1)[0] + " "))] == ["warning"]


def test_a_list_that_ends_its_lines_so_has_the_habit() -> None:
    """What a list does everywhere is not called wrong."""
    assert found(RULE, listed(*(f"{entry} " for entry in plain(20)))) == []


def test_two_blanks_at_the_end_of_an_item_break_nothing() -> None:
    """The next item begins anyway."""
    assert len(found(RULE, listed(*plain(5), plain(1)[0] + "  ", plain(1)[0]))) == 1
