"""What strangers wrote, quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.quoting import code, code_block, emphasis, one_line, plain, strong

HOSTILE = [
    "@everyone look",
    "fixes #1",
    "closes ana/awesome-vl#12",
    "<img src=x onerror=alert(1)>",
    "</details><h1>hi</h1>",
    "a `tick` and ``two``",
    "`",
    "**bold** [link](https://example.org)",
    "line\nbreak\r\n# heading",
    "![x](https://example.org/x.png)",
    "-->",
    "javascript:alert(1)",
    "\u202eright to left\u2066",
    "zero\u200bwidth\ufeff",
]


def _inline(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(text)
    return [child.type for token in tokens for child in token.children or []]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("quote", [code, strong, emphasis])
def test_hostile_text_becomes_no_structure(text: str, quote: object) -> None:
    """Quoted, hostile text is one paragraph of text, emphasis or code: no link, image, HTML or heading."""
    quoted = quote(text)  # type: ignore[operator]
    tokens = MarkdownIt("commonmark").parse(quoted)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    allowed = {"text", "code_inline", "strong_open", "strong_close", "em_open", "em_close"}
    assert set(_inline(quoted)) <= allowed


@pytest.mark.parametrize(
    "text",
    [
        "@everyone", "fixes #1", "GH-12", "https://example.org/issues/1", "www.evil.example", "WWW.evil.example",
        "a5c3785ed8d6a35868bc169f07e40e889087fd2e", "see a5c3785 for it", "a :tada: b",
    ],
)  # fmt: skip
@pytest.mark.parametrize("quote", [strong, emphasis])
def test_what_github_would_link_stands_as_code(text: str, quote: object) -> None:
    """Mentions, references and addresses are only ever shown as code."""
    assert _inline(quote(text)) == ["code_inline"]  # type: ignore[operator]


@given(st.text())
def test_code_shows_the_text(text: str) -> None:
    """A code span shows exactly the text on one line, whatever backticks are in it."""
    shown = one_line(text)
    tokens = MarkdownIt("commonmark").parse(code(text))
    spans = [child.content for token in tokens for child in token.children or []]
    assert spans == [shown] or not shown


@given(st.text())
def test_code_block_holds_the_text(text: str) -> None:
    """A fenced block is not ended by what stands in it."""
    tokens = MarkdownIt("commonmark").parse(code_block(text))
    assert [token.type for token in tokens] == ["fence"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("InstructBLIP", "InstructBLIP"),
        ("fixes #12 @ana", "fixes # 12 @ ana"),
        ("see GH-12", "see GH 12"),
        ("x [skip ci] [ci skip] [no ci]", "x [ skip ci] [ ci skip] [ no ci]"),
        ("www.evil.example", "www. evil.example"),
        ("two\nlines\u202e", "two lines"),
        ("C#, e@ mail", "C#, e@ mail"),
    ],
)
def test_plain_breaks_references_up(text: str, quoted: str) -> None:
    """A title or commit message refers to nothing and nobody."""
    assert plain(text) == quoted


@pytest.mark.parametrize("name", ["BLIP-2", "Uni-Perceiver v2", "Conceptual 12M", "12-in-1", "MI2P", "C³", "模型"])
def test_ordinary_names_stay_readable(name: str) -> None:
    """An ordinary name is written in bold, not as code."""
    assert strong(name) == f"**{name}**"
