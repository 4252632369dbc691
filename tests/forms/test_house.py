from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.document import Entry, Span
from bot.styles import Citation, learn_style
from tests.forms.shapes import PAPER

NEW = replace(PAPER, links=PAPER.links[:1])


def bullets(*lines: str) -> list[Entry]:
    """Entries of one line each."""
    return [Entry(Span(n, n + 1), f"- {line}\n") for n, line in enumerate(lines)]


def written(citation: Citation, entries: Sequence[Entry], nearby: Sequence[Entry] = (), at: int | None = None) -> str:
    """How a paper is written among entries."""
    style = learn_style(entries, nearby)
    assert style is not None
    return style.render(style.fit(citation, at), at).rstrip("\n")


def linked(title: str, rest: str = "") -> str:
    """An entry with a link on its title."""
    return f"[{title}](https://arxiv.org/abs/2301.12597){rest}"


def test_a_single_odd_entry_is_no_example() -> None:
    """The section's own form wins, even beside the odd one."""
    entries = bullets(*(linked(f"Number {n} of many", ", CVPR 2020") for n in range(8)))
    odd = bullets("**Odd thing of it** | CVPR | 2020 | [pdf](https://arxiv.org/abs/2301.12597)")
    text = written(NEW, [*entries[:4], *odd, *entries[4:]], at=5)
    assert text == f"- [{NEW.title}](https://arxiv.org/abs/2311.01234), CVPR 2024"


def test_the_form_near_the_place_wins_over_one_far_away() -> None:
    """Lists change their form over the years."""
    old = [linked(f"Old {n} of many", " (ICML 2015)") for n in range(9)]
    new = [linked(f"New {n} of many", ", *ICML 2020*") for n in range(9)]
    assert written(NEW, bullets(*old, *new)).endswith(", *CVPR 2024*")
    assert written(NEW, bullets(*old, *new), at=2).endswith(" (CVPR 2024)")


def test_an_empty_section_takes_the_form_of_others() -> None:
    """So the first entry of a section looks like its neighbours'."""
    assert written(NEW, [], bullets(*(linked(f"Number {n} of many", " `CVPR 2020`") for n in range(4)))) == (
        f"- [{NEW.title}](https://arxiv.org/abs/2311.01234) `CVPR 2024`"
    )


def test_a_section_without_names_stays_without() -> None:
    """What other sections show beside the title is theirs."""
    style = learn_style(
        bullets(*(linked(f"Number {n} of many") for n in range(6))),
        bullets(*(f"**[N{n}]** " + linked(f"Number {n} of many") for n in range(40))),
    )
    assert style is not None
    assert not style.shows_name


@pytest.mark.parametrize(
    ("rests", "expected"),
    [
        ((", CVPR 2020", ", ICML 2021", ""), ""),
        ((", CVPR 2020", ", arXiv 2021", ", arXiv 2022"), ", arXiv 2023"),
        ((", CVPR 2020", ", Arxiv 2021", ", ICML 2022"), ", Arxiv 2023"),
    ],
)
def test_a_preprint_is_written_as_the_list_writes_its_preprints(rests: tuple[str, ...], expected: str) -> None:
    """With the list's word for it, or without a venue where some entries have none."""
    entries = bullets(*(linked(f"Number {n} of many", rest) for n, rest in enumerate(rests * 3)))
    assert written(replace(NEW, venue=None), entries) == (
        f"- [{NEW.title}](https://arxiv.org/abs/2311.01234){expected}"
    )


def test_a_preprint_has_no_year_where_preprints_have_none() -> None:
    """Though the entry that fits best names a venue with its year."""
    rests = (" `ICML 2020`", " `Preprint`", " `ICML 2021`")
    entries = bullets(*(linked(f"Number {n} of many", rest) for n, rest in enumerate(rests)))
    code = " [[Code]](https://github.com/o/r)"
    entries += bullets(*(linked(f"Other {n} of many", f" `ICML 202{n}`{code}") for n in range(4)))
    paper = replace(PAPER, venue="arXiv", authors=(), links=PAPER.links[:2])
    assert " `Preprint` [[Code]]" in written(paper, entries)


def test_a_separator_is_what_most_entries_near_by_have() -> None:
    """Whatever else these entries show: few share a whole form."""
    code = "[[code]](https://github.com/o/r)"
    entries = bullets(
        linked("One of the many", f", CVPR 2023 {code}"),
        linked("Two of the many", ", CVPR 2023"),
        linked("Three of many", " CVPR 2023"),
        linked("Four of many", " CVPR 2023 [[video]](https://youtu.be/x)"),
        linked("Five of many", " CVPR 2023"),
    )
    text = written(replace(NEW, links=PAPER.links[:2]), entries)
    assert text.endswith(" CVPR 2024 [[code]](https://github.com/moor/sparse-net)")
    assert "), CVPR" not in text


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (("arXiv 2020/03", "arXiv 2021", "arXiv 2021"), "arXiv 2023"),
        (("arXiv 2020/03", "arXiv 2021/05", "ICML 2021"), "arXiv 2023/11"),
        (("arXiv May 2021", "arXiv Jul 2020", "arXiv June 2020"), "arXiv Nov 2023"),
    ],
)
def test_a_date_is_as_exact_as_those_of_its_kind(shown: tuple[str, ...], expected: str) -> None:
    """Preprints are dated as preprints near by are; `May` and `June` tell nothing of other months."""
    entries = bullets(*(linked(f"Number {n} of many", f", {one}") for n, one in enumerate(shown)))
    assert written(replace(NEW, venue="arXiv"), entries).endswith(f", {expected}")


def test_entries_of_the_papers_own_age_are_asked_first() -> None:
    """In a section of no order too."""
    shown = ("(2019)", "(2022-10)", "(2018)", "(2019)")
    entries = bullets(*(linked(f"Number {n} of many", f" {one}") for n, one in enumerate(shown)))
    assert written(replace(NEW, venue=None, date="2022-03"), entries).endswith(" (2022-03)")


def test_an_odd_label_is_no_example() -> None:
    """The one that many more links bear is written; of a framework only where two thirds of the code have it."""
    page = "(https://a.example.org/)"
    entries = bullets(*(linked(f"Number {n} of many", f" [[Website]]{page}") for n in range(6)))
    entries += bullets(linked("Last of many", f" [[Webpage]]{page}"))
    site = replace(PAPER, authors=(), venue=None, links=(PAPER.links[0], PAPER.links[2]))
    assert " [[Website]](" in written(site, entries)
    for pytorch, expected in ((8, "PyTorch"), (7, "code")):
        labels = enumerate(["code"] * 4 + ["PyTorch"] * pytorch)
        coded = bullets(*(linked(f"Number {n} of many", f" [[{one}]](https://g.org/{n})") for n, one in labels))
        assert f" [[{expected}]](" in written(replace(site, links=PAPER.links[:2]), coded)


def test_an_authors_page_is_no_link_of_the_paper() -> None:
    """It makes no order of links and takes none of them."""
    people = "*[Ann Lee](https://ann.example.org/), Bo Chen, Chi Wu*"
    line = f"**One of many**, {people}. [[PDF](https://arxiv.org/abs/2301.12597)]"
    paper = replace(PAPER, title="T", venue=None, date=None, links=(PAPER.links[0], PAPER.links[2]))
    names = ", ".join(PAPER.authors)
    pdf, site = "[[PDF](https://arxiv.org/abs/2311.01234)]", "[[Website](https://moor.example.org/sparse)]"
    assert written(paper, bullets(line)) == f"- **T**, *{names}*. {pdf} {site}"


def test_authors_who_are_linked_stay_without_a_link() -> None:
    """The page behind their names is another's, and the paper's own page is not theirs."""
    line = "**One of many**, *[Ann Lee](https://ann.example.org/)*. [[PDF](https://arxiv.org/abs/2301.12597)]"
    paper = replace(PAPER, title="T", venue=None, date=None, links=(PAPER.links[0], PAPER.links[2]))
    pdf, site = "[[PDF](https://arxiv.org/abs/2311.01234)]", "[[Website](https://moor.example.org/sparse)]"
    assert written(paper, bullets(line)) == f"- **T**, *{', '.join(PAPER.authors)}*. {pdf} {site}"


def test_numbers_go_on_as_the_section_counts() -> None:
    """One more behind the last, one less before the first of a falling row."""
    rows = [Entry(Span(n, n + 1), f"{9 - n}. {linked(f'Number {n} of many')}\n", "ordered") for n in range(5)]
    assert written(NEW, rows).startswith("4. ")
    assert written(NEW, rows, at=0).startswith("10. ")
    assert written(NEW, rows[::-1]).startswith("10. ")


def test_entries_that_say_nothing_have_no_style() -> None:
    """A list whose entries are all broken gives none, and no exception."""
    assert learn_style(bullets("[", "![", "[[pdf]](u)", "<!--", "***", "|||")) is None
    assert learn_style([]) is None
