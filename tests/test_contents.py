"""The lines of a list's contents: the anchors they lead to, and those for new sections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citation import Citation
from bot.contents import anchors, targets, with_anchors
from bot.counters import counter_edits
from bot.document import apply_edits, parse
from bot.series import next_in_series


def _years(*years: str) -> str:
    return "".join(
        f"## {heading}\n\n- **[N{n}]** Title {n} [[pdf]](https://arxiv.org/abs/2101.{10_000 + n})\n\n"
        for n, heading in enumerate(years)
    )


def _contents(text: str, year: int = 2025) -> str:
    """What stands above the first heading of a year once a section of the next year was added."""
    document = parse(text)
    near = next(one for one in document.sections if one.path and str(year - 1) in one.path[-1])
    new = next_in_series(document, Citation("T", date=f"{year}-01-01"), near)
    assert new is not None
    edits = counter_edits(document, [new.section], model=new.model)
    return apply_edits(text, edits).partition("\n\n## ")[0]


CASES = {
    "newest first": (
        "# L\n\n- [2024](#2024)\n- [2023](#2023)\n\n" + _years("2024", "2023"),
        "# L\n\n- [2025](#2025)\n- [2024](#2024)\n- [2023](#2023)",
    ),
    "newest last": (
        "# L\n\n- [2023](#2023)\n- [2024](#2024)\n- [More](#more)\n\n" + _years("2023", "2024") + "## More\n",
        "# L\n\n- [2023](#2023)\n- [2024](#2024)\n- [2025](#2025)\n- [More](#more)",
    ),
    "counts in headings": (
        "# L\n\n* [2024 (1)](#2024-1)\n* [2023 (1)](#2023-1)\n\n" + _years("2024 (1)", "2023 (1)"),
        "# L\n\n* [2025 (1)](#2025-1)\n* [2024 (1)](#2024-1)\n* [2023 (1)](#2023-1)",
    ),
    "counts behind": (
        "# L\n\n- [2023](#2023) (1)\n- [2024](#2024) (1)\n\n" + _years("2023", "2024"),
        "# L\n\n- [2023](#2023) (1)\n- [2024](#2024) (1)\n- [2025](#2025) (1)",
    ),
    "what stands below": (
        "# L\n\n- [2023](#2023)\n- [2024](#2024)\n  - [A](#a)\n  - [B](#b)\n- [C](#c)\n\n" + _years("2023", "2024"),
        "# L\n\n- [2023](#2023)\n- [2024](#2024)\n  - [A](#a)\n  - [B](#b)\n- [2025](#2025)\n- [C](#c)",
    ),
    "numbered at the end": (
        "# L\n\n1. [2023](#2023)\n2. [2024](#2024)\n\n" + _years("2023", "2024"),
        "# L\n\n1. [2023](#2023)\n2. [2024](#2024)\n3. [2025](#2025)",
    ),
    "numbered, others behind": (
        "# L\n\n1. [2024](#2024)\n2. [2023](#2023)\n\n" + _years("2024", "2023"),
        "# L\n\n1. [2024](#2024)\n2. [2023](#2023)",
    ),
    "in other letters": (
        "# L\n\n- [2024年](#2024%E5%B9%B4)\n- [2023年](#2023%E5%B9%B4)\n\n" + _years("2024年", "2023年"),
        "# L\n\n- [2025年](#2025%E5%B9%B4)\n- [2024年](#2024%E5%B9%B4)\n- [2023年](#2023%E5%B9%B4)",
    ),
    "written by a program": (
        "# L\n\n<!-- START doctoc -->\n- [2024](#2024)\n<!-- END doctoc -->\n\n" + _years("2024", "2023"),
        "# L\n\n<!-- START doctoc -->\n- [2024](#2024)\n<!-- END doctoc -->",
    ),
    "none": ("# L\n\nAll years.\n\n" + _years("2024", "2023"), "# L\n\nAll years."),
    "a line for several": (
        "# L\n\n[2024](#2024) | [2023](#2023)\n\n" + _years("2024", "2023"),
        "# L\n\n[2024](#2024) | [2023](#2023)",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_new_section_gets_a_line_where_its_model_has_one(text: str, expected: str) -> None:
    """Formed after the line of the year before, and on the same side of it as the section."""
    assert _contents(text) == expected


def test_an_anchor_that_a_new_heading_takes_is_followed() -> None:
    """GitHub numbers the later of two equal headings: links to it go on to lead there."""
    text = "# L\n\n- [2024](#in-2024)\n- [2023](#in-2023)\n- [Others](#in-2025)\n\n"
    text += _years("In 2024", "In 2023") + "# In 2025\n"
    assert _contents(text).splitlines()[2:] == [
        "- [2025](#in-2025)",
        "- [2024](#in-2024)",
        "- [2023](#in-2023)",
        "- [Others](#in-2025-1)",
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [("- [A](#a) [B](<#b>)", ["a", "b"]), ('<a href="#c-d">x</a>', ["c-d"]), ("[x](https://x.org/#a) # b", [])],
)
def test_targets_are_the_links_inside_of_the_page(line: str, found: list[str]) -> None:
    """In both ways to write a link."""
    assert targets(line) == found


@given(st.lists(st.text(st.sampled_from("ab _é中#!"), max_size=6), max_size=6))
def test_anchors_are_told_apart(headings: list[str]) -> None:
    """Each heading has an anchor of its own, whatever the others are called."""
    sections = [section for section in parse("".join(f"# x{text}\n\n" for text in headings)).sections if section.level]
    assert len(sections) == len(headings)
    assert len(set(anchors(sections))) == len(headings)


def test_other_links_stay() -> None:
    """Only anchors that have moved are written anew."""
    assert with_anchors("[a](#a) [b](#b) #a", {"a": "z"}) == "[a](#z) [b](#b) #a"
