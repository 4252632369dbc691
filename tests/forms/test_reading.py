from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citation import Citation
from bot.document import Entry, Span
from bot.forms import text_of
from bot.forms.markup import LONGEST
from bot.forms.reading import take_apart
from bot.styles import read_form, skim

PDF = "https://arxiv.org/pdf/2301.12597"
PIECES = st.sampled_from(
    (
        "A title of words", "Ann Lee", "Ann Lee, Bo Chen et al.", "CVPR 2024", "2024-05", "[[pdf]](https://x.org/a)",
        "[pdf](https://x.org/a)", "[A linked title](https://arxiv.org/abs/2301.12597)", "**", "*", "_", "`", "(", ")",
        "[", "]", "\\[", "\\]", "<br>", "\n", "| ", ", ", ". ", ": ", " - ", " ", "“", "”", "《", "》", "，", "。",
        "![x](https://img.shields.io/badge/CVPR-2024-blue)", "![](https://img.shields.io/github/stars/a/b)",
        "<a name='x'></a>", "<!-- x -->", "https://x.org/b", "et al.", "模型",
    )
)  # fmt: skip
SOURCES = st.text(max_size=80) | st.lists(PIECES, max_size=14).map("".join)


@given(SOURCES)
def test_the_parts_of_an_entry_are_its_text(source: str) -> None:
    """Whatever is seen in a text, put together again it is that text."""
    parts = take_apart(source)
    assert parts is None or text_of(parts) == source


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- **[BLIP-2]** A title of it [[pdf]](u)", Citation("A title of it", "BLIP-2")),
        (
            '- **BLIP**: "A title of it", *arXiv, Apr 2022*.',
            Citation("A title of it", "BLIP", venue="arXiv 2022", date="2022-04"),
        ),
        (
            f"1. [A title of it]({PDF}), A. Lee and B. Chen, AAAI 2023",
            Citation("A title of it", None, ("A. Lee", "B. Chen"), "AAAI 2023", "2023"),
        ),
        (
            "- Lee, A., Chen, B. and Wu, C. A title of it. CVPR 2020. [[pdf]](u)",
            Citation("A title of it", None, ("A. Lee", "B. Chen", "C. Wu"), "CVPR 2020", "2020"),
        ),
        (
            "- A title of it, A. Lee, B. Chen, and C. Wu, ICLR'24.",
            Citation("A title of it", None, ("A. Lee", "B. Chen", "C. Wu"), "ICLR 2024", "2024"),
        ),
        (
            "- [2024/01] A title of it (Lee et al.) [[pdf]](u)",
            Citation("A title of it", None, ("Lee",), date="2024-01", more_authors=True),
        ),
        ("- [CVPR2024] A title of it [[pdf]](u)", Citation("A title of it", venue="CVPR 2024", date="2024")),
        (
            "- A title of it (NeurIPS 2023 Spotlight) [[pdf]](u)",
            Citation("A title of it", venue="NeurIPS 2023 Spotlight"),
        ),
        ("- A title of it, Jan. 2024 [[arXiv]](u)", Citation("A title of it", date="2024-01")),
        (
            "- A title of it [arxiv 1910] [[pdf]](u)",
            Citation("A title of it", venue="arxiv 2019", date="2019-10"),
        ),
        (f"- A title of it [[CVPR 2020]]({PDF})", Citation("A title of it", venue="CVPR 2020", date="2020")),
        (
            "- A title of it ![](https://img.shields.io/badge/CVPR-2024-blue)",
            Citation("A title of it", venue="CVPR 2024"),
        ),
        (
            f"- 《A title of it》，2023年5月，ICML。[[论文]({PDF})]",
            Citation("A title of it", venue="ICML", date="2023-05"),
        ),
        (
            f"- 何恺明，孙剑. A title of it. CVPR 2020. [[论文]]({PDF})",
            Citation("A title of it", None, ("何恺明", "孙剑"), "CVPR 2020", "2020"),
        ),
        (
            "- One of many - Ann Lee et al. - ICML - 2020",
            Citation("One of many", None, ("Ann Lee",), "ICML 2020", "2020", more_authors=True),
        ),
        (
            "- A title of it, Student Research Workshop (SRW) 2025 [[pdf]](u)",
            Citation("A title of it", venue="Student Research Workshop (SRW) 2025", date="2025"),
        ),
        ("- A title of it (CVPR) 2025 [[pdf]](u)", Citation("A title of it", venue="CVPR 2025", date="2025")),
        (
            f"- **CLEAR**: A title of it, CVPR 2024 [[pdf]]({PDF})",
            Citation("A title of it", "CLEAR", venue="CVPR 2024", date="2024"),
        ),
        ("- [ICML] A title of it, ICML 2024", Citation("A title of it", venue="ICML 2024", date="2024")),
        ("- A title: is it? [[pdf]](u)", Citation("A title: is it?")),
        ("- **[LAION]** [[code]](u)", Citation("LAION")),
    ],
)
def test_an_entry_says(line: str, expected: Citation) -> None:
    """Facts are told from the signs around them. What has a name alone is called by it."""
    said = skim(Entry(Span(0, 1), line + "\n", "ordered" if line[0] == "1" else "bullet"))
    assert said is not None
    assert replace(said, links=()) == expected


@pytest.mark.parametrize(
    "source", ["", "   ", "[[pdf]](u)", "![x](y)", "<!-- a -->", "|||", "*" * 50, "a" * (LONGEST + 1)]
)
def test_what_has_no_title_is_not_taken_apart(source: str) -> None:
    """Links and signs alone are no entry, and what is far too long is nobody's example."""
    assert take_apart(source) is None


@pytest.mark.parametrize(
    "piece",
    [
        "[", "[a", "(", "[a](b", "[a]", "`a", "<a '", "<!-- ", "**a *b __c ", "*", "_", " ", "| a ", "Ann Lee, ", "a. ",
        "模型", "《", "2024 ", "![", "http://a(", "  <br", "\\[", "[[pdf]](https://x.org/a) ", "Lee, A., ", "a  ",
    ],
)  # fmt: skip
def test_the_longest_entries_are_read_in_time(piece: str) -> None:
    """Unclosed signs, thousands of cells or names: all of the text comes back, as far as it is read."""
    source = ("A title " + piece * LONGEST)[:LONGEST]
    parts = take_apart(source)
    assert parts is None or text_of(parts) == source


def test_a_topic_of_two_words_is_nobody() -> None:
    """Two capitalised words in square brackets are no last names."""
    said = skim(Entry(Span(0, 1), "- [Safety and Privacy] A title of it, CVPR 2024\n"))
    assert said is not None
    assert not said.authors


def test_an_anchor_that_names_nothing_is_a_sign_of_the_form() -> None:
    """A paper without a name can be written after its entry."""
    example = read_form(Entry(Span(0, 1), f'- <a name=""></a> A title of it [[pdf]]({PDF})\n'))
    assert example is not None
    assert "anchor" not in example[1].fields
