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
