from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citation import Citation
from bot.document import parse
from bot.links import Link
from bot.ordering import Order
from bot.placement import Habit, Place, find_place
from bot.styles import learn_style


def entry(number: str, title: str = "Some title", name: str | None = None) -> str:
    """One line of a list: a paper at arXiv."""
    return f"- {f'**[{name}]** ' if name else ''}{title} [[pdf]](https://arxiv.org/pdf/{number}.pdf)\n"


def paper(number: str, title: str = "Some title", name: str | None = None, date: str | None = None) -> Citation:
    """A new paper at arXiv, as the list writes it."""
    return Citation(title, name, date=date, links=(Link("pdf", f"https://arxiv.org/pdf/{number}.pdf", "pdf"),))


def place(lines: Sequence[str], citation: Citation, order: Order | Habit | None = None) -> Place:
    """Where a paper goes in the last section of these lines."""
    document = parse("".join(lines))
    section = document.sections[-1]
    style = learn_style(section.entries)
    assert style is not None
    return find_place(document, section, citation, style, order)


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
    assert (found.line, found.order, found.habit) == (0, None, Habit("top", "section"))
    found = place([entry(f"{month}.00001") for month in months[::-1]], paper("2306.00001"))
    assert (found.line, found.order, found.habit) == (10, None, Habit("bottom", "section"))


def test_a_section_that_shows_nothing_does_as_the_list_does() -> None:
    """One entry has no order; the list's other sections have the newest first."""
    lines = ["## A\n", *RISING[::-1], "## B\n", *RISING[::-1], "## C\n", RISING[2]]
    found = place(lines, paper("2306.00001"))
    assert (found.index, found.habit) == (0, Habit("top", "list"))
    assert place(lines[-2:], paper("2306.00001")).habit == Habit("bottom")


def test_years_keep_together_whatever_the_months() -> None:
    """Sorted by the year shown, a paper goes to the end of its year, or in falling order to the head of it."""
    lines = [
        f"- T{number} (CVPR {year}) [[pdf]](https://arxiv.org/pdf/{number}.00001.pdf)\n"
        for year, number in ((2019, "1811"), (2020, "1912"), (2020, "1911"), (2021, "2012"), (2021, "2011"))
    ]
    new = Citation("T", venue="CVPR 2020", links=paper("1910.00001").links)
    assert place(lines, new).index == 3
    assert place(lines[::-1], new).index == 2


VENUES = [
    f"- {year}-{venue} - {word} of {number} things [[pdf]](https://x.org/{number}.pdf)\n"
    for number, (year, venue, word) in enumerate(
        (year, venue, word)
        for year, venues in ((2019, ("CVPR", "ICML", "NeurIPS")), (2020, ("CVPR", "NeurIPS")))
        for venue in venues
        for word in ("Care", "Art", "Beauty")
    )
]


@pytest.mark.parametrize(
    ("venue", "index"), [("CVPR 2019", 3), ("CVPR 2020", 12), ("ICML 2020", 12), ("NeurIPS 2020", 15)]
)
def test_entries_of_one_venue_stay_together(venue: str, index: int) -> None:
    """Within a year a venue has its place; one that is the first of its year stands where it stood in others."""
    links = (Link("pdf", "https://x.org/n.pdf", "pdf"),)
    found = place(VENUES, Citation("New", venue=venue, date=venue[-4:], links=links))
    assert (found.index, found.venue) == (index, venue)


def test_a_venue_that_is_not_shown_tells_the_place_as_well() -> None:
    """The form of an entry may have no room for it."""
    named = [line.replace("- ", f"- **[N{number}]** ") for number, line in enumerate(VENUES)]
    bare = ["- Title [[pdf]](https://x.org/b.pdf)\n"]
    found = place(
        named + bare,
        Citation("New", venue="CVPR 2020", date="2020", links=(Link("pdf", "https://x.org/n.pdf", "pdf"),)),
    )
    assert (found.index, found.venue) == (12, "CVPR 2020")


PARTS = [
    "## Papers\n\n", "**Conference**\n\n",
    *(f"- C{n} [[CVPR{n}]](https://arxiv.org/abs/{n % 100}03.00001)\n" for n in (2023, 2021, 2020, 2019)),
    "\n**Journal**\n\n",
    *(f"- J{n} [[TPAMI{n}]](https://arxiv.org/abs/{n % 100}04.00001)\n" for n in (2022, 2021, 2018, 2017)),
]  # fmt: skip


@pytest.mark.parametrize(("venue", "index", "line"), [("ICCV 2023", 0, 4), ("TIP 2023", 4, 11), ("TIP 2019", 6, 13)])
def test_a_part_of_a_section_is_kept(venue: str, index: int, line: int) -> None:
    """A paper goes to the part that is headed by the kind of its venue, below the words that head it."""
    citation = Citation("T", venue=venue, date=venue[-4:], links=(Link("pdf", "https://x.org/n.pdf"),))
    found = place(PARTS, citation)
    assert (found.index, found.line) == (index, line)


def test_a_part_is_guessed_by_its_words() -> None:
    """Where nothing else tells, a paper goes to the part whose entries share its words."""
    lines = [
        "**Cats**\n\n", *(entry(f"2{n}01.00001", f"Seeing cats {n}") for n in range(4)),
        "\n**Dogs**\n\n", *(entry(f"2{n}02.00001", f"Hearing dogs {n}") for n in range(4)),
    ]  # fmt: skip
    assert place(lines, paper("2406.00001", "More of cats")).index == 4
    assert place(lines, paper("2406.00001", "More of dogs")).index == 8


@pytest.mark.parametrize(
    ("order", "index"),
    [
        (Order("date", "descending"), 0),
        (Order("title", "ascending"), 4),
        (Order("name", "ascending"), 6),
        (Habit("top", "owner"), 0),
        (Habit("bottom", "owner"), 6),
    ],
)
def test_the_owners_word_goes_before_what_is_learned(order: Order | Habit, index: int) -> None:
    """A section is taken as sorted as its owner says; what the new entry lacks it cannot be sorted by."""
    assert place(RISING, paper("2406.00001", "Boa"), order).index == index


@given(st.lists(st.sampled_from(["2001", "2006", "2101", "2112", "2203"]), min_size=1, max_size=12), st.booleans())
def test_a_place_is_where_its_neighbours_meet(months: list[str], parted: bool) -> None:
    """Whatever the entries, the line lies between those that the place names."""
    lines = [entry(f"{month}.0000{n % 10}", f"T{n}") for n, month in enumerate(months)]
    if parted:
        lines[len(lines) // 2] += "\nOther things\n\n"
    found = place(lines, paper("2105.00001"))
    assert found.before is None or found.before.span.end <= found.line
    assert found.after is None or found.line <= found.after.span.start
    assert found.line in {found.before and found.before.span.end, found.after and found.after.span.start}


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


def dated(number: str, day: str) -> str:
    """An entry that shows its day."""
    return f"- Some title, {day} [[pdf]](https://arxiv.org/pdf/{number}.pdf)\n"


def test_among_those_of_one_month_the_day_decides_where_days_are_kept_to() -> None:
    """A few days out of order leave months the better order, and days good enough to tell the place in a month."""
    days = ["2022-05-30", "2022-05-20", "2022-05-10", "2022-04-20", "2022-04-28", "2022-04-08", "2022-04-02"]
    days += ["2022-03-30", "2022-03-20", "2022-03-10", "2022-02-01"]
    lines = [f"- T{number}, {day} [[pdf]](https://x.org/{number}.pdf)\n" for number, day in enumerate(days)]
    new = Citation("T", date="2022-04-01", links=(Link("pdf", "https://x.org/t.pdf", "pdf"),))
    assert place(lines, new).index == 7


def test_where_all_are_of_one_year_a_venues_papers_tell_the_month() -> None:
    """A paper of which only the year is known stands where the months of its venue's other papers do."""

    def of_venue(venue: str, month: str) -> str:
        return f"- Title, {venue} 2023 [[pdf]](https://arxiv.org/pdf/{month}.00001.pdf)\n"

    other = ["## B\n", *(of_venue("ICLR", month) for month in ("2210", "2209", "2301"))]
    lines = ["## A\n", *(of_venue("CVPR", month) for month in ("2306", "2305", "2303", "2302", "2208"))]
    new = Citation("T", venue="ICLR 2023", date="2023", links=(Link("pdf", "https://x.org/t.pdf", "pdf"),))
    assert place(other + lines, new).index == 4
    assert place(other[:-1] + lines, new).index == 0, "two papers tell nothing"


def test_the_month_shown_goes_before_that_of_the_id() -> None:
    """A paper that is listed with the month of its conference stands among the papers of that month."""
    months = [("2301", "2023-01"), ("2302", "2023-02"), ("2304", "2023-04"), ("2306", "2023-06"), ("2307", "2023-07")]
    lines = [dated(f"{number}.00001", month) for number, month in months]
    assert place(lines, paper("2302.00002", date="2023-05")).index == 3


def test_nothing_is_sorted_from_z_to_a() -> None:
    """A few names that fall do so by chance."""
    assert place(NAMED[::-1], paper("2406.00001", "Aaa", "DALL-E")).order is None


def test_a_few_entries_against_the_lists_order_are_so_by_chance() -> None:
    """Four that fall by year show nothing where all else of the list rises."""
    years = [f"- T{number} (CVPR {year}) [[pdf]](https://x.org/{number}.pdf)\n" for number, year in enumerate(
        (2024, 2023, 2023, 2023)
    )]  # fmt: skip
    new = Citation("T", venue="CVPR 2024", links=(Link("pdf", "https://x.org/t.pdf", "pdf"),))
    found = place(["## A\n", *RISING, "## B\n", *years], new)
    assert (found.index, found.order, found.habit) == (4, None, Habit("bottom", "list"))
    assert place(years, new).order == Order("date", "descending")


@pytest.mark.parametrize("between", [["*\n"], ["- [Another 2022](#another),  \n", "*Art of things*\n"] * 4])
def test_empty_items_and_references_part_no_section(between: Sequence[str]) -> None:
    """Only a head for what follows does."""
    shown = [
        line
        for number, entered in enumerate((2019, 2019, 2020, 2021, 2021, 2021, 2022))
        for line in (
            f"- {'Beauty' if number < 5 else 'Art'} of things,  \n",
            f"*[T{number}](https://x.org/{number}.pdf)*,  \n",
            f"CVPR {entered}.\n",
        )
    ]
    lines = [*shown[:15], *between, *shown[15:]]
    new = Citation("Beauty of things", venue="CVPR 2021", links=(Link("pdf", "https://x.org/t.pdf", "pdf"),))
    assert place(lines, new).line == len(lines) - 3


def test_two_named_entries_above_are_no_group() -> None:
    """So few of seven stand at an end by chance, and the entry goes where the section grows."""
    lines = [entry(f"2{number}01.00001", name="CLIP" if number > 4 else None) for number in (6, 5, 2, 4, 3, 0, 1)]
    found = place(lines, paper("2701.00001"))
    assert (found.index, found.among) == (0, None)


def test_the_latest_paper_goes_where_the_section_grows_though_venues_stand_together() -> None:
    """Venues come together as their papers appear; the next is added above them."""
    lines = [
        f"- Title ({venue}) [[pdf]](https://arxiv.org/pdf/{number}.00001.pdf)\n"
        for venue, numbers in (
            ("NeurIPS", ("2011", "2009", "2010", "2012")),
            ("ECCV", ("2006", "2008", "2005", "2007")),
            ("CVPR", ("2003", "2004", "2001", "2002")),
        )
        for number in numbers
    ]
    assert place(lines, paper_of("ECCV", "2012.00002")).index == 0
    assert place(lines, paper_of("ECCV", "2012.00000")).index == 0, "of the newest month, if not the newest in it"
    assert place(lines, paper_of("ECCV", "2006.00002")).index == 4


def paper_of(venue: str, number: str) -> Citation:
    """A new paper of a venue."""
    return Citation("T", venue=venue, links=paper(number).links)


def test_a_venues_group_grows_where_others_do_though_the_section_grows_elsewhere() -> None:
    """A conference is put on top, and its latest paper last in its group."""
    lines = [
        f"- Title ({venue}) [[pdf]](https://arxiv.org/pdf/{number}.00001.pdf)\n"
        for venue, numbers in (
            ("NeurIPS", ("2009", "2010", "2011", "2012")),
            ("ECCV", ("2005", "2006", "2007", "2008")),
            ("CVPR", ("2001", "2002", "2003", "2004")),
        )
        for number in numbers
    ]
    assert place(lines, paper_of("ECCV", "2007.00002")).index == 8
