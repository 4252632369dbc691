from collections.abc import Sequence

import pytest

from bot.document import ListDocument, parse
from bot.links import Link
from bot.placement import Order, Place, choose_section, find_place, holds_papers, is_paper_list
from bot.styles import Citation, learn_style
from tests.document.shapes import NAMES, read_list


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


LIST = parse(
    "# Awesome Things\n\n## Contents\n- [Papers](#papers)\n- [Diffusion](#diffusion)\n"
    "## Papers\n### Diffusion Models\n"
    + "".join(entry(f"2101.0000{n}", f"Diffusion of images {n}") for n in range(6))
    + "### :speech_balloon: Language & Speech\n"
    + "".join(entry(f"2102.0000{n}", f"Speaking language {n}") for n in range(6))
    + "### Surveys\n## Libraries\n- [diffusers](https://github.com/huggingface/diffusers) diffusion images\n"
    "- [other](https://github.com/other/other)\n## Diffusion Models\n- [d](https://x.org)\n- [e](https://y.org)\n"
)


def path_for(
    wish: str | Sequence[str] | None, document: ListDocument = LIST, title: str = "On images"
) -> Sequence[str]:
    """The path of the section chosen."""
    choice = choose_section(document, Citation(title), wish)
    assert choice is not None
    return choice.section.path if not choice.wish_missing else ("missing", *choice.section.path)


@pytest.mark.parametrize(
    ("wish", "path"),
    [
        ("Language & Speech", ("Papers", ":speech_balloon: Language & Speech")),
        ("the language and speech section", ("Papers", ":speech_balloon: Language & Speech")),
        ("LANGUAGE-SPEECH", ("Papers", ":speech_balloon: Language & Speech")),
        ("Papers > Diffusion Models", ("Papers", "Diffusion Models")),
        ("Awesome Things / Papers / Diffusion models", ("Papers", "Diffusion Models")),
        (["Papers", "Surveys"], ("Papers", "Surveys")),
        (["Awesome Things", "Surveys"], ("Papers", "Surveys")),
        ("Survey", ("Papers", "Surveys")),
        ("Libraries", ("Libraries",)),
        ("diffusion model", ("Papers", "Diffusion Models")),
        ("Papers", ("Papers", "Diffusion Models")),
        ("Contents", ("missing", "Papers", "Diffusion Models")),
        ("Robots", ("missing", "Papers", "Diffusion Models")),
        (["Libraries", "Surveys"], ("missing", "Papers", "Diffusion Models")),
        ("  ", ("missing", "Papers", "Diffusion Models")),
    ],
)
def test_a_wish_names_a_section(wish: str | Sequence[str], path: Sequence[str]) -> None:
    """Case, signs, emoji and small words do not matter; of several headings the one with papers is meant."""
    assert path_for(wish) == path


def test_a_wish_is_sure_and_a_guess_says_how_sure() -> None:
    """A wish that is met has confidence 1; a guess has less and names the sections that come next."""
    wished = choose_section(LIST, Citation("T"), "Surveys")
    assert wished is not None
    assert (wished.confidence, wished.alternatives, wished.wished) == (1.0, (), True)
    guess = choose_section(LIST, Citation("Diffusion for images"), None)
    assert guess is not None
    assert guess.section.path == ("Papers", "Diffusion Models")
    assert 0.5 < guess.confidence < 1
    assert [other.section.path[-1] for other in guess.alternatives] == [":speech_balloon: Language & Speech"]
    assert guess.shared_words == ("diffusion", "images")


def test_a_guess_never_goes_where_no_papers_are() -> None:
    """Libraries and contents are no place for papers, though they share the words."""
    assert path_for(None, title="diffusers and contents of libraries")[0] == "Papers"


def test_a_section_of_the_papers_year_is_preferred() -> None:
    """In a list that is cut by years the year decides."""
    text = "".join(f"## {year}\n" + entry(f"{year % 100}01.00001") * 3 for year in (2021, 2022, 2023))
    choice = choose_section(parse(text), Citation("T", date="2022-05-01"), None)
    assert choice is not None
    assert choice.section.path == ("2022",)


def test_a_list_without_papers_has_no_section_for_one() -> None:
    """Without a section that holds papers nothing is guessed."""
    assert choose_section(parse("## A\n- [x](https://x.org)\n"), Citation("T"), None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("# Tool\n\nText with https://arxiv.org/abs/2301.12597.\n", False),
        ("## Papers\n" + entry("2301.12597") * 4, False),
        ("## Papers\n" + entry("2301.12597") * 5, True),
        ("## Tools\n" + "- [x](https://github.com/a/b)\n" * 9, False),
        ("## Mixed\n" + entry("2301.12597") * 3 + "- [x](https://github.com/a/b)\n" * 4, False),
        ("## Papers\n" + "- T [[paper]](https://x.org/t)\n" * 5, True),
        ("## Papers\n" + "- T\n  - Authors\n  - [x](https://x.org/t.pdf)\n" * 5, True),
    ],
)
def test_what_makes_a_paper_list(text: str, expected: bool) -> None:
    """Five entries in one section, most of which link to papers."""
    assert is_paper_list(parse(text)) is expected


def test_the_shaped_lists_hold_papers_where_they_should() -> None:
    """Sections of links, tools and contents hold none."""
    assert {name: [s.path[-1] for s in parse(read_list(name)).sections if holds_papers(s)] for name in NAMES} == {
        "aligned": ["Supervised", "Large Models"],
        "authors": ["Perception", "Generation"],
        "badges": ["Understanding", "Tuning"],
        "blocks": ["2018-2021", "Since 2021"],
        "broken_lines": ["Spring", "Autumn"],
        "chinese": ["图像", "语言"],
        "dated": ["Models", "Methods"],
        "linked_titles": ["Foundations", "Older work"],
        "loose": ["2023 and before", "Surveys"],
        "named": ["Papers", "Diffusion", "Instructions"],
        "ordered": ["Recent", "Classic"],
        "paragraphs": ["Older", "Newer"],
        "table": ["Vision", "Language and Vision"],
    }


def test_a_wish_for_a_heading_above_several_sections_is_a_guess_among_them() -> None:
    """A wished heading that holds no papers itself leaves open which section below it; no other one is offered."""
    text = "# L\n" + "".join(
        f"\n## {above}\n"
        + "".join(
            f"\n### {above} {below}\n\n"
            + "".join(f"- {below} paper {n} [[pdf]](https://arxiv.org/pdf/230{n}.0000{n}.pdf)\n" for n in range(1, 7))
            for below in ("Detection", "Tracking")
        )
        for above in ("Images", "Videos")
    )
    choice = choose_section(parse(text), Citation("Better tracking of things"), "Videos")
    assert choice is not None
    assert (choice.wished, choice.wish_missing) == (False, False)
    assert choice.section.path == ("Videos", "Videos Tracking")
    assert [other.section.path[0] for other in choice.alternatives] == ["Videos"]


@pytest.mark.parametrize(("wish", "missing"), [("Papers on Nothing", True), ("Libraries", False), (None, False)])
def test_a_wish_that_names_no_section_is_told(wish: str | None, missing: bool) -> None:
    """A choice tells apart that a wish was met, that it named nothing, and that there was none."""
    choice = choose_section(LIST, Citation("On images"), wish)
    assert choice is not None
    assert (choice.wish_missing, choice.wished) == (missing, wish is not None and not missing)
