from collections.abc import Sequence

import pytest

from bot.citation import Citation
from bot.document import parse
from bot.links import Link
from bot.placement import Order, Place, find_place
from bot.styles import learn_style


def entry(number: str, title: str = "Some title", name: str | None = None) -> str:
    """One line of a list: a paper at arXiv."""
    return f"- {f'**[{name}]** ' if name else ''}{title} [[pdf]](https://arxiv.org/pdf/{number}.pdf)\n"


def paper(number: str, title: str = "Some title", name: str | None = None, date: str | None = None) -> Citation:
    """A new paper at arXiv, as the list writes it."""
    return Citation(title, name, date=date, links=(Link("pdf", f"https://arxiv.org/pdf/{number}.pdf", "pdf"),))


def place(lines: Sequence[str], citation: Citation) -> Place:
    """Where a paper goes in a section of these lines."""
    section = parse("".join(lines)).sections[0]
    style = learn_style(section.entries)
    assert style is not None
    return find_place(section, citation, style)


RISING = [entry(f"2{year}{month:02}.12345", f"{word} of things") for (year, month), word in zip(
    [(0, 3), (0, 7), (1, 1), (1, 9), (2, 2), (3, 5)], ["Zoo", "Ant", "Moth", "Bee", "Yak", "Cat"], strict=True
)]  # fmt: skip
UNSORTED = [RISING[place] for place in (3, 0, 5, 1, 4, 2)]
NAMED = [
    entry(f"2{n % 3}0{n}.12345", f"{word} of things", name)
    for n, (word, name) in enumerate(
        [("Zoo", "Bert"), ("Ant", "CLIP"), ("Moth", "dino"), ("Bee", "ELMo"), ("Cat", "GIT")], 1
    )
]


def test_a_section_in_no_order_gets_the_entry_at_its_end() -> None:
    """Without an order no place is better than the last, and no order is claimed."""
    found = place(UNSORTED, paper("2106.00001"))
    assert (found.line, found.order, found.among) == (6, None, None)
    assert found.before is not None
    assert found.before.text == UNSORTED[-1]
    assert found.after is None


def test_three_entries_show_no_order() -> None:
    """So few are in some order by chance."""
    assert place(RISING[:3], paper("2004.00001")).order is None


@pytest.mark.parametrize(
    ("number", "line"), [("1901.00001", 0), ("2004.00001", 1), ("2101.12344", 2), ("2101.12345", 3), ("2401.00001", 6)]
)
def test_oldest_first(number: str, line: int) -> None:
    """In rising order by date the entry goes behind all that are not newer."""
    found = place(RISING, paper(number))
    assert (found.line, found.order) == (line, Order("date", "ascending"))


@pytest.mark.parametrize(
    ("number", "line"), [("2401.00001", 0), ("2305.12345", 0), ("2305.12344", 1), ("2004.00001", 5), ("1901.00001", 6)]
)
def test_newest_first(number: str, line: int) -> None:
    """In falling order by date the entry goes before all that are not newer."""
    found = place(RISING[::-1], paper(number))
    assert (found.line, found.order) == (line, Order("date", "descending"))


def test_a_few_entries_out_of_order_do_not_hide_the_order() -> None:
    """The place is the one with the fewest entries on its wrong side."""
    lines = [entry(f"{year}{month:02}.00001") for year in range(17, 22) for month in (2, 5, 8)]
    lines[4], lines[9] = lines[9], lines[4]
    found = place(lines, paper("1903.00001"))
    assert (found.line, found.order) == (7, Order("date", "ascending"))


def test_old_style_ids_are_dates_too() -> None:
    """Ids from before 2007 sort before the others."""
    lines = [entry("hep-th/9901001"), entry("math.GT/0309136"), *RISING]
    assert place(lines, paper("cs/0107001")).line == 1


def test_a_paper_without_an_id_is_placed_by_its_date() -> None:
    """A month stands behind that month's papers, a year behind that year's."""
    for date, line in (("2020-07", 2), ("2020-07-15", 2), ("2020", 2), ("2021-08", 3)):
        assert place(RISING, Citation("T", date=date, links=(Link("pdf", "https://x.org/t.pdf", "pdf"),))).line == line


def test_a_paper_without_a_date_goes_last_though_there_is_an_order() -> None:
    """Where the order cannot be applied none is claimed."""
    found = place(RISING, Citation("T", links=(Link("pdf", "https://x.org/t.pdf", "pdf"),)))
    assert (found.line, found.order) == (6, None)


def test_names_from_a_to_z() -> None:
    """Names sort without regard to case."""
    found = place(NAMED, paper("2406.00001", "Aaa", "DALL-E"))
    assert (found.line, found.order) == (2, Order("name", "ascending"))


def test_titles_from_a_to_z() -> None:
    """Titles sort without regard to case and signs."""
    lines = sorted(UNSORTED, key=lambda line: line)
    found = place(lines, paper("2406.00001", '"big" things'))
    assert (found.line, found.order) == (2, Order("title", "ascending"))


def test_entries_that_mostly_have_the_newest_first_grow_at_the_top() -> None:
    """A section too untidy to be sorted, but with its newest entries on top, gets new ones there."""
    months = ["2305", "2212", "2301", "2206", "2111", "2203", "2010", "2105", "1906", "2002"]
    found = place([entry(f"{month}.00001") for month in months], paper("2306.00001"))
    assert (found.line, found.order) == (0, Order("date", "descending", strict=False))


MIXED = [*(entry(f"2{n}01.00001", f"T{n}", f"N{n}") for n in (2, 0, 3, 1, 4)), *UNSORTED[:3]]


def test_a_named_entry_goes_behind_the_last_named_one() -> None:
    """Where names come first, the new named entry does not stray among the nameless."""
    found = place(MIXED, paper("2405.00001", "T", "Name"))
    assert (found.line, found.among) == (5, "named")


def test_a_nameless_entry_goes_behind_the_last_nameless_one() -> None:
    """The end of the section is the end of its nameless entries, before those whose title is a link."""
    links = ["- [A collection of things](https://github.com/a/b)\n"]
    found = place(MIXED + links, paper("2405.00001"))
    assert (found.line, found.among) == (8, "nameless")


def test_order_is_judged_among_entries_of_one_kind() -> None:
    """Named entries sorted by date keep their order beside unsorted nameless ones."""
    named = [entry(f"{year}01.00001", f"T{year}", f"N{year}") for year in (18, 19, 21, 22, 23)]
    found = place(named + UNSORTED, paper("2001.00001", "T", "Name"))
    assert (found.line, found.order, found.among) == (2, Order("date", "ascending"), "named")


def test_nested_entries_stay_with_theirs() -> None:
    """A place behind an entry is behind what is nested in it."""
    lines = [*UNSORTED[:-1], UNSORTED[-1], "  - a note\n"]
    assert place(lines, paper("2405.00001")).line == 7
