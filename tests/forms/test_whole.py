"""A paper's whole way into every kind of list: whatever is said of it, one entry is new and nothing else."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.addition import Addition, plan_addition
from bot.citation import Citation
from bot.document import Entry, ListDocument, apply_edits, parse
from bot.document.inline import link_target
from bot.links import Link
from tests.document.shapes import NAMES, read_list
from tests.forms.shapes import HOSTILE, SOME_FACTS

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def all_entries(document: ListDocument) -> list[Entry]:
    """The entries of all sections."""
    return [entry for section in document.sections for entry in section.entries]


def sections(name: str) -> list[str]:
    """The sections of a list that hold papers."""
    return [section.path[-1] for section in parse(read_list(name)).sections if len(section.entries) > 6]


def _places() -> Iterator[Any]:
    """Each list with each section of it that holds papers; all but the first of a list are long tests."""
    for name in NAMES:
        for number, wish in enumerate(sections(name)):
            yield pytest.param(name, wish, marks=[pytest.mark.storm] * bool(number))


def add(name: str, wish: str, citation: Citation) -> tuple[Entry, list[Entry]]:
    """The entry that a paper becomes, and the others of its section; every other byte is checked to stay."""
    text = read_list(name)
    before = parse(text)
    planned = plan_addition(before, citation, wish=wish, insist=True)
    assert isinstance(planned, Addition)
    after = parse(apply_edits(text, [planned.edit]))
    old = Counter(entry.text.strip() for entry in all_entries(before))
    new = [entry for entry in all_entries(after) if not old[entry.text.strip()]]
    assert len(new) == 1
    assert len(all_entries(after)) == len(all_entries(before)) + 1
    assert Counter(entry.text.strip() for entry in all_entries(after)) - old == Counter([new[0].text.strip()])
    assert [section.path for section in after.sections] == [section.path for section in before.sections]
    neighbours = next(section.entries for section in before.sections if section.path == planned.section.path)
    return new[0], list(neighbours)


def inline(entry: Entry) -> list[Token]:
    """What Markdown sees in an entry."""
    source = (
        entry.text
        if entry.kind != "row"
        else "|a" * (cells(entry) - 1) + "|\n" + "|-" * (cells(entry) - 1) + "|\n" + entry.text
    )
    return [child for token in _MARKDOWN.parse(source) for child in token.children or ()]


def cells(entry: Entry) -> int:
    """How many bars stand in a row."""
    return len(re.findall(r"(?<!\\)\|", entry.text))


def addresses(links: tuple[Link, ...]) -> set[str]:
    """The addresses that an entry may lead to."""
    return {target for link in links if (target := link_target(link.url)) is not None}


def check(name: str, wish: str, citation: Citation) -> None:
    """One entry of the neighbours' kind is new, and shows nothing but the paper."""
    entry, neighbours = add(name, wish, citation)
    # A paragraph that starts with a number is called ordered (`[1. Title](url)`).
    assert entry.kind in {one.kind for one in neighbours} or (name == "paragraphs" and entry.kind == "ordered")
    if entry.kind == "row":
        assert cells(entry) in {cells(one) for one in neighbours}
    assert len(entry.text.splitlines()) <= max(len(one.text.splitlines()) for one in neighbours)
    tokens = inline(entry)
    shown = [token for one in neighbours for token in inline(one)]
    known = {token.content for token in shown if token.type == "html_inline"}
    assert {token.content for token in tokens if token.type == "html_inline"} <= known
    assert {token.type for token in tokens} <= {token.type for token in shown} | {"text_special", "code_inline"}
    for token in tokens:
        if token.type == "link_open":
            href = unquote(str(token.attrs["href"]))
            assert "arxiv.org/" in href or href in {unquote(url) for url in addresses(citation.links)}
        if token.type == "image":
            assert str(token.attrs["src"]).startswith("https://img.shields.io/")
    assert not re.search(r"(?<![\w/\\])@\w", re.sub(r"https?://[^\s)]*", "", entry.text))


@pytest.mark.parametrize(("name", "wish"), list(_places()))
@settings(max_examples=25)
@given(citation=HOSTILE)
def test_what_a_stranger_says_becomes_one_entry(name: str, wish: str, citation: Citation) -> None:
    """Markup, lines, cells, mentions and HTML in any fact of a paper have no effect."""
    check(name, wish, citation)


@pytest.mark.parametrize(("name", "wish"), list(_places()))
@settings(max_examples=40)
@given(citation=SOME_FACTS)
def test_what_is_not_known_leaves_nothing_behind(name: str, wish: str, citation: Citation) -> None:
    """Without authors, venue, date or links no empty brackets, doubled separators or blanks stay."""
    if name in ("paragraphs", "broken_lines") and not citation.links:
        return  # text without a link is no entry there
    check(name, wish, citation)
    entry, neighbours = add(name, wish, citation)
    odd = [
        sign
        for sign in (_ODD_CELLS if entry.kind == "row" else _ODD)
        if re.search(sign, entry.text) and not any(re.search(sign, one.text) for one in neighbours)
    ]
    assert not odd, entry.text


#: Signs of something that fell out, in cells and elsewhere.
_ODD_CELLS = (
    r"\(\s*\)(?!\w)",
    r"\[\s*\](?!\()",
    r"\[\]\(",
    r"\*\*\s*\*\*",
    r"(?<!\*)\* ?\*(?!\*)",
    r"``",
    r'""',
    r"《》",
    r"「」",
    r"[,，;；]\s*[,，;；.。:]",
    r"[.。]\s*[,，.。]",
)
_ODD = (
    *_ODD_CELLS, r"[^|]\|\s*\|\s*[^| ]", r"\S  +\S", r"^[-*+] *[,.;:|]", r"[\[(（《] ", r" [,.;]", r"[-–—,;:|]\s*$",
    r"-\s+-", r"\(\s*[,;:]", r"[,;:]\s*\)",
)  # fmt: skip
