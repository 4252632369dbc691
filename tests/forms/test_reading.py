import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.document import Entry, Span
from bot.forms import text_of
from bot.forms.markup import LONGEST
from bot.forms.reading import take_apart
from bot.styles import skim

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
    ("line", "name", "title", "authors", "venue", "date"),
    [
        ("- **[BLIP-2]** A title of it [[pdf]](u)", "BLIP-2", "A title of it", (), None, None),
        ("- **BLIP**: \"A title of it\", *arXiv, Apr 2022*.", "BLIP", "A title of it", (), "arXiv 2022", "2022-04"),
        (f"1. [A title of it]({PDF}), A. Lee and B. Chen, AAAI 2023", None, "A title of it", ("A. Lee", "B. Chen"), "AAAI 2023", "2023"),
        ("- Lee, A., Chen, B. and Wu, C. A title of it. CVPR 2020. [[pdf]](u)", None, "A title of it", ("A. Lee", "B. Chen", "C. Wu"), "CVPR 2020", "2020"),
        ("- A title of it, A. Lee, B. Chen, and C. Wu, ICLR'24.", None, "A title of it", ("A. Lee", "B. Chen", "C. Wu"), "ICLR 2024", "2024"),
        ("- [2024/01] A title of it (Lee et al.) [[pdf]](u)", None, "A title of it", ("Lee",), None, "2024-01"),
        ("- [CVPR2024] A title of it [[pdf]](u)", None, "A title of it", (), "CVPR 2024", "2024"),
        ("- A title of it (NeurIPS 2023 Spotlight) [[pdf]](u)", None, "A title of it", (), "NeurIPS 2023 Spotlight", None),
        ("- A title of it, Jan. 2024 [[arXiv]](u)", None, "A title of it", (), None, "2024-01"),
        ("- A title of it [arxiv 1910] [[pdf]](u)", None, "A title of it", (), "arxiv 2019", "2019-10"),
        (f"- A title of it [[CVPR 2020]]({PDF})", None, "A title of it", (), "CVPR 2020", "2020"),
        ("- A title of it ![](https://img.shields.io/badge/CVPR-2024-blue)", None, "A title of it", (), "CVPR 2024", "2024"),
        (f"- 《A title of it》，2023年5月，ICML。[[论文]({PDF})]", None, "A title of it", (), "ICML", "2023-05"),
        (f"- 何恺明，孙剑. A title of it. CVPR 2020. [[论文]]({PDF})", None, "A title of it", ("何恺明", "孙剑"), "CVPR 2020", "2020"),
        ("- A title: is it? [[pdf]](u)", None, "A title: is it?", (), None, None),
        ("- **[LAION]** [[code]](u)", None, "LAION", (), None, None),
    ],
)  # fmt: skip
def test_an_entry_says(
    line: str, name: str | None, title: str, authors: tuple[str, ...], venue: str | None, date: str | None
) -> None:
    """Facts are told from the signs around them. What has a name alone is called by it."""
    said = skim(Entry(Span(0, 1), line + "\n", "ordered" if line[0] == "1" else "bullet"))
    assert said is not None
    assert (said.name, said.title, said.authors, said.venue, said.date) == (name, title, authors, venue, date)


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
