"""Reads a list's text: which headings, which entries, on which lines.

Only block structure is parsed, with markdown-it-py where a text needs it, which takes a while to load; what stands
inside an entry is left to the styles. What must hold: line numbers are those of `split_lines`, whatever the text
contains.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.document import ListDocument, Section, Span, split_lines
from bot.document.entries import Block, BlockKind, find_entries
from bot.document.files import BETWEEN, file_spans
from bot.document.runs import RUN, Piece, read_plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BOM: Final = "\ufeff"
_HTML_HEADING: Final = r"(?i)[ \t]*<h([1-6])\b[^>]*>(.*)</h\1\s*>[ \t]*[\r\n]*"
_HTML_TAG: Final = r"<[^<>]*>"
_IMAGE_TEXT: Final = r"""(?i)<img\b[^>]*\balt=(["'])(.*?)\1"""
#: What may be more than text: a bracket that closes, say, is not.
_MARKUP: Final = r"[\\`*_\[<]|&(?=[#\w])"
_WORDS: Final = r"[^\[\]\\`*_<&]"
_TARGET: Final = r"\(https?://[!-'*-;=?-\[\]-~]*\)"
#: A picture, with a link around it or not, and a link, in their plainest form.
_LINK: Final = (
    rf"(?P<linked>(?<!!)\[)?!\[(?P<picture>{_WORDS}*)\]{_TARGET}(?(linked)\]{_TARGET})"
    rf"|(?<!!)\[(?P<words>{_WORDS}+)\]{_TARGET}"
)
_RAW_TEXT_BLOCK: Final = r"(?i) {0,3}<(?:script\b|pre\b|style\b|textarea\b|\?|!)"
#: A line with nothing but tags of a fold and its caption, between blanks and line end.
_FOLD_LINE: Final = (
    r"(?i)^([ \t]*+)(?=<)"
    r"(?:</?details\b[^<>]*+>|<summary\b[^>\r\n]*+>(?:(?!</summary)[^\r\n])*+(?:</summary[^<>]*+>)?+"
    r"|</summary[^<>]*+>|[ \t]++)++"
    r"([\r\n]*)$"
)


@dataclass
class _Heading:
    level: int
    span: Span
    text: str
    blocks: list[Block] = field(default_factory=list)


def parse(text: str) -> ListDocument:
    """Read a list's text into sections and entries. Any text can be read.

    Where it was joined of several files, each is read for itself: no section or fold goes on in the next one.
    """
    lines = split_lines(text)
    files = file_spans(text) if BETWEEN in text else ()
    if len(files) <= 1:
        tokens = _tokens(text, lines)
        headings = _headings(tokens, lines)
        title = _title(headings)
        return ListDocument(text, tuple(lines), tuple(_sections(headings, title, lines)), title, _fences(tokens))
    sections: list[Section] = []
    fences: list[Span] = []
    for file in files:
        own = lines[file.start : file.end]
        tokens = _tokens("".join(own), own)
        sections += (_moved(section, file.start) for section in _sections(_headings(tokens, own), None, own))
        fences += (_further(fence, file.start) for fence in _fences(tokens))
    return ListDocument(text, tuple(lines), tuple(sections), fences=tuple(fences))


def _tokens(text: str, lines: list[str]) -> "Sequence[Token | Piece]":
    # A byte order mark would hide a heading on the first line from the parser.
    text = _without_folds(text, lines).removeprefix(_BOM)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if (pieces := read_plain(text)) is not None:
        return pieces
    from bot.document.blocks import parse_blocks

    return parse_blocks(text)


def _fences(tokens: "Sequence[Token | Piece]") -> tuple[Span, ...]:
    return tuple(Span(*token.map) for token in tokens if token.type == "fence" and token.map)


def _headings(tokens: "Sequence[Token | Piece]", lines: list[str]) -> list[_Heading]:
    """The headings, each with the blocks below it; the first one stands for what is above all others."""
    headings = [_Heading(0, Span(0, 0), "")]
    for part in _parts(tokens, lines):
        if isinstance(part, _Heading):
            headings.append(part)
        else:
            headings[-1].blocks += part
    return headings


def _moved(section: Section, by: int) -> Section:
    """A section, so many lines further down."""
    entries = (
        entry._replace(span=_further(entry.span, by), head=None if entry.head is None else entry.head + by)
        for entry in section.entries
    )
    heading, span = _further(section.heading, by), _further(section.span, by)
    return replace(section, heading=heading, span=span, entries=tuple(entries))


def _further(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _title(headings: list[_Heading]) -> str | None:
    tops = [heading for heading in headings if heading.level == 1]
    return tops[0].text if len(tops) == 1 and headings[1] is tops[0] else None


def _sections(headings: list[_Heading], title: str | None, lines: list[str]) -> Iterator[Section]:
    entries = find_entries([heading.blocks for heading in headings], lines)
    open_headings: list[tuple[int, str]] = []
    for number, heading in enumerate(headings):
        start = heading.span.start
        end = headings[number + 1].span.start if number + 1 < len(headings) else len(lines)
        if heading.level == 0 and end == 0:
            continue
        while open_headings and open_headings[-1][0] >= heading.level:
            open_headings.pop()
        if heading.level:
            open_headings.append((heading.level, heading.text))
        path = tuple(text for _, text in open_headings)
        if title is not None and heading.level > 1:
            path = path[1:]
        yield Section(path, heading.level, heading.span, Span(start, end), tuple(entries[number]))


def _without_folds(text: str, lines: list[str]) -> str:
    """The text with the tags of folds hidden, as to Markdown all that follows one up to a blank line is HTML.

    In their place stands what is a block of HTML by itself wherever they may stand. Line numbers stay.
    """
    if not re.search(r"(?i)<(?:details|summary)", text):
        return text
    return "".join(re.sub(_FOLD_LINE, r"\1<?>\2", line) if "<" in line else line for line in lines)


def _parts(tokens: "Sequence[Token | Piece]", lines: list[str]) -> Iterator[_Heading | list[Block]]:
    """Headings, and the blocks between them, in the order in which they start."""
    items: list[Block] = []
    quotes = 0
    html_tables = 0
    head: int | None = None
    in_table_body = False
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "inline":
            continue
        if kind == "blockquote_open":
            quotes += 1
        elif kind == "blockquote_close":
            quotes -= 1
        elif quotes:
            continue
        elif kind == "list_item_open":
            item = Block(_span(token, lines), "ordered" if token.info else "bullet", len(items))
            if items:
                items[-1].nested.append(item)
            items.append(item)
        elif kind == "list_item_close":
            item = items.pop()
            if not items and not html_tables:
                yield [item]
        elif items:
            continue
        elif kind == "heading_open":
            html_tables = 0
            yield _Heading(int(token.tag[1]), _span(token, lines), _plain(tokens[index + 1].content))
        elif kind == "html_block":
            span = _span(token, lines)
            for heading in _html_headings(span, lines):
                html_tables = 0
                yield heading
            source = "".join(lines[span.start : span.end]).lower()
            html_tables = max(0, html_tables + source.count("<table") - source.count("</table"))
            if not html_tables and ("<details" in source or "</details" in source):
                yield [Block(span, "fold")]
        elif html_tables:
            continue
        elif kind == "table_open":
            head = _span(token, lines).start
        elif kind == "tbody_open":
            in_table_body = True
        elif kind == "tbody_close":
            in_table_body = False
        elif kind == "tr_open" and in_table_body:
            yield [Block(_span(token, lines), "row", head=head)]
        elif kind == RUN:
            yield _run(token, head, lines)
        elif kind == "paragraph_open":
            yield [Block(_span(token, lines), "paragraph")]
        elif kind == "code_block":
            yield [Block(_span(token, lines), "code")]


def _run(token: "Token | Piece", head: int | None, lines: list[str]) -> list[Block]:
    """The items or rows of a run, of which each has one line; rows are those of the table with that head."""
    kind: BlockKind = "row" if token.info == "row" else "ordered" if token.info == "ordered" else "bullet"
    head = head if kind == "row" else None
    return [
        Block(Span(number, number + 1), kind, 0, head)
        for number in range(*(token.map or ()))
        if not lines[number].isspace()
    ]


def _span(token: "Token | Piece", lines: list[str]) -> Span:
    """The token's lines without blank ones at the end (a list item's map may hold some)."""
    start, end = token.map or (0, 0)
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return Span(start, end)


def _html_headings(span: Span, lines: list[str]) -> Iterator[_Heading]:
    """The headings that stand on one line of a block of HTML, comments and raw text left out."""
    if re.match(_RAW_TEXT_BLOCK, lines[span.start].removeprefix(_BOM)):
        return
    in_comment = False
    for number in range(span.start, span.end):
        line = lines[number].removeprefix(_BOM)
        if not in_comment and (found := re.fullmatch(_HTML_HEADING, line)):
            yield _Heading(int(found[1]), Span(number, number + 1), _plain_html(found[2]))
        opened, closed = line.rfind("<!--"), line.rfind("-->")
        if max(opened, closed) >= 0:
            in_comment = opened > closed


def _plain_html(source: str) -> str:
    from html import unescape

    text = " ".join(unescape(re.sub(_HTML_TAG, "", source)).split())
    return text or " ".join(found[2] for found in re.finditer(_IMAGE_TEXT, source))


def _plain(source: str) -> str:
    """A heading's text without its markup; images count only where there is nothing else."""
    text = re.sub(_LINK, r"\g<words>", source) if "](" in source else source
    if not re.search(_MARKUP, text):
        shown = (found["picture"] for found in re.finditer(_LINK, source) if found["words"] is None)
        return " ".join(text.split()) or " ".join(shown)
    words: list[str] = []
    pictures: list[str] = []
    for token in _inline().parseInline(source)[0].children or ():
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "image":
            pictures.append(token.content)
    return " ".join("".join(words).split()) or " ".join(pictures)


@cache
def _inline() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")
