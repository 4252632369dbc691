"""The Markdown of an issue as plain lines: what its writer says himself, with the links where they stand.

Quotes, HTML comments, images and struck-out text are gone; a table's row and a list's item become lines
that know where they belong. Line breaks count, since GitHub shows them in issues:
https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from bot.papers import identify
from bot.submission.addresses import bare_addresses
from bot.submission.fields import field_of

Kind = Literal["text", "heading", "code", "rule", "record"]


@dataclass(frozen=True)
class Anchor:
    """An address in a line: `text[start:end]` is what the reader sees of it.

    `label` is the text that a Markdown link carries, None for an address that shows itself. `given` is False
    for the address of an id that was written as an id.
    """

    start: int
    end: int
    url: str
    label: str | None = None
    given: bool = True


@dataclass(frozen=True)
class Line:
    """One line as its reader sees it.

    `block` numbers the paragraph. `item` is the path of lists and their items around it, by turns (a table
    and its row count as such), empty outside lists. `strong` and `marked` are the spans in bold and in
    italics or code. `label` is the field that a form or a table's head puts it under. A "code" line holds a
    whole code block, its language in `label`; a "record" line a BibTeX record. `added` tells that a diff adds it.
    """

    text: str
    block: int
    kind: Kind = "text"
    item: tuple[int, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    strong: tuple[tuple[int, int], ...] = ()
    marked: tuple[tuple[int, int], ...] = ()
    label: str | None = None
    checkbox: bool = False
    added: bool = False

    @property
    def bold(self) -> bool:
        """Whether nothing but bold text (and a colon) stands in the line."""
        rest = list(self.text)
        for start, end in self.strong:
            rest[start:end] = " " * (end - start)
        return bool(self.strong) and not "".join(rest).strip(" :：.")


def read_markup(body: str) -> list[Line]:
    """All lines of a body in order."""
    return _Reader().read(_tidy(body))


def read_inline(text: str) -> Line:
    """One line of Markdown, such as a line of a list's README or an issue's title."""
    lines = [line for line in _Reader().read(text.strip()) if line.text.strip()]
    return replace(lines[0], item=(), kind="text") if lines else Line("", 0)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.inline.ruler.before("emphasis", "address", _underscores_of_address)
    return parser


_UNDERSCORES: Final = re.compile(r"_+(?=[^\s<>]*\w)")


def _underscores_of_address(state: StateInline, silent: bool) -> bool:
    """Underscores within a bare address stand for themselves, as GitHub takes addresses before emphasis.

    https://github.github.com/gfm/#autolinks-extension-
    """
    found = _UNDERSCORES.match(state.src, state.pos)
    if found is None:
        return False
    start = max(state.src.rfind(sign, 0, state.pos) for sign in " \n<)")
    if "://" not in state.src[start + 1 : state.pos]:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


#: What no person writes by hand is not read: it would only cost time.
_LONGEST_LINE: Final = 4000
_MOST_LINES: Final = 1500

_BLANKS: Final = dict.fromkeys(
    map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\u200b\ufeff\u2060\u200e\u200f"), " "
)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})((?:\s[^<>]{0,2000})?)/?>")
_HREF: Final = re.compile(r"""href\s{0,3}=\s{0,3}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BREAKING_TAGS: Final = frozenset(str.split("p div li br tr td th ul ol table summary details h1 h2 h3 h4 h5 h6 hr"))
_CHECKBOX: Final = re.compile(r"\[[ xX]?\][ \t]+")
_RECORD: Final = re.compile(
    r"^[ \t]{0,8}@(?:article|misc|inproceedings|conference|proceedings|incollection|inbook|book|techreport|"
    r"phdthesis|mastersthesis|unpublished|online|software|report|thesis)[ \t]{0,4}[{(]",
    re.IGNORECASE | re.MULTILINE,
)
_RECORD_MARK: Final = "\ue000"


def _tidy(body: str) -> str:
    """One kind of line end and of blank; no HTML comments."""
    body = body.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS).replace(_RECORD_MARK, " ")
    kept: list[str] = []
    position = 0
    while (start := body.find("<!--", position)) >= 0:
        end = body.find("-->", start + 4)
        line_start = body.rfind("\n", 0, start) + 1
        if end < 0 and body[line_start:start].strip():
            break  # only a comment that opens a line may stay unclosed
        kept.append(body[position:start])
        if end < 0:
            position = len(body)
            break
        position = end + 3
    kept.append(body[position:])
    lines = "".join(kept).split("\n")
    return "\n".join(line[:_LONGEST_LINE] for line in lines[:_MOST_LINES])


class _Reader:
    """Walks Markdown's tokens once and writes lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.records: list[str] = []
        self.block = 0
        self.items: list[int] = []
        self.items_seen = 0

    def read(self, body: str) -> list[Line]:
        tokens = _parser().parse(self._without_records(body))
        quotes = 0
        heading = ""
        for index, token in enumerate(tokens):
            if token.type == "blockquote_open":
                quotes += 1
            elif token.type == "blockquote_close":
                quotes -= 1
            elif quotes:
                continue
            elif token.type in ("bullet_list_open", "ordered_list_open", "list_item_open"):
                self.items_seen += 1
                self.items.append(self.items_seen)
            elif token.type in ("bullet_list_close", "ordered_list_close", "list_item_close"):
                self.items.pop()
            elif token.type == "heading_open":
                heading = token.markup
            elif token.type == "inline" and tokens[index - 1].type not in ("th_open", "td_open"):
                self._inline(token, heading)
                heading = ""
            elif token.type in ("fence", "code_block"):
                self._code(token)
            elif token.type == "html_block":
                self._inline_tokens([_as_inline_html(token.content)], "text")
            elif token.type == "hr":
                self._add("", kind="rule")
            elif token.type == "table_open":
                self._table(tokens, index)
        return self.lines

    def _without_records(self, body: str) -> str:
        """The body with every BibTeX record replaced by a mark, so that Markdown leaves it alone."""
        kept: list[str] = []
        position = 0
        for found in _RECORD.finditer(body):
            if found.start() < position:
                continue
            end = _record_end(body, found.end())
            kept += [body[position : found.start()], f"{_RECORD_MARK}{len(self.records)}{_RECORD_MARK}"]
            self.records.append(body[found.start() : end])
            position = end
        kept.append(body[position:])
        return "".join(kept)

    def _add(
        self,
        text: str,
        *,
        kind: Kind = "text",
        anchors: Iterable[Anchor] = (),
        strong: Iterable[tuple[int, int]] = (),
        marked: Iterable[tuple[int, int]] = (),
        label: str | None = None,
        checkbox: bool = False,
    ) -> None:
        if kind == "text" and _RECORD_MARK in text:
            for number in re.findall(_RECORD_MARK + r"(\d+)" + _RECORD_MARK, text):
                self.lines.append(Line(self.records[int(number)], self.block, "record", tuple(self.items)))
            return
        self.lines.append(
            Line(
                text,
                self.block,
                kind,
                tuple(self.items),
                tuple(anchors),
                tuple(strong),
                tuple(marked),
                label,
                checkbox,
            )
        )

    def _inline(self, token: Token, heading: str) -> None:
        self.block += 1
        if heading.startswith("#"):
            self._inline_tokens(token.children or [], "heading")
            return
        self._inline_tokens(token.children or [], "text")
        if heading == "-" * len(heading) and heading:  # a line of hyphens below text is a signature's mark
            self._add("", kind="rule")

    def _code(self, token: Token) -> None:
        self.block += 1
        content = token.content
        if _RECORD_MARK in content:
            self._add(content)
        else:
            self._add(content, kind="code", label=token.info.strip().lower())

    def _table(self, tokens: list[Token], start: int) -> None:
        """Rows as lines under their column's head; in a table of two columns whose first one names fields, under it."""
        heads: list[str] = []
        named = _rows_with_names(tokens, start)
        column = 0
        for index in range(start, len(tokens)):
            token = tokens[index]
            if token.type == "table_close":
                return
            if token.type == "tr_open":
                column = 0
                self.block += 1
                self.items_seen += 0 if named else 1
            elif token.type == "inline" and named:
                if column % 2:
                    self.items += [start, self.items_seen]
                    self._inline_tokens(token.children or [], "text", label=heads[-1])
                    del self.items[-2:]
                heads.append(token.content.strip(" *_`"))
                column += 1
            elif token.type == "inline" and tokens[index - 1].type == "th_open":
                heads.append(token.content.strip(" *_`"))
            elif token.type == "inline" and tokens[index - 1].type == "td_open":
                self.items += [start, self.items_seen]
                label = heads[column] if column < len(heads) else ""
                column += 1
                if token.content.strip():
                    self._inline_tokens(token.children or [], "text", label=label)
                del self.items[-2:]

    def _inline_tokens(self, tokens: list[Token], kind: Kind, *, label: str | None = None) -> None:
        writer = _LineWriter()
        for line in writer.lines(tokens):
            text, anchors, strong, marked = line
            checkbox = bool(self.items) and bool(_CHECKBOX.match(text))
            if not text.strip():
                continue
            self._add(text, kind=kind, anchors=anchors, strong=strong, marked=marked, label=label, checkbox=checkbox)


_Span = tuple[int, int]
_Parts = tuple[str, list[Anchor], list[_Span], list[_Span]]


class _LineWriter:
    """Puts the pieces of inline Markdown together to lines with spans."""

    def __init__(self) -> None:
        self._start_line()
        self.struck = 0
        self.link: tuple[int, str] | None = None
        self.open: dict[str, list[int]] = {"strong": [], "em": []}

    def lines(self, tokens: list[Token]) -> Iterator[_Parts]:
        for token in tokens:
            yield from self._take(token)
        yield self._finish()

    def _take(self, token: Token) -> Iterator[_Parts]:
        match token.type:
            case "text":
                self._write(token.content)
            case "softbreak" | "hardbreak":
                yield from self._break()
            case "code_inline":
                self._code(token.content)
            case "image":
                if self.link is not None:  # a badge: its words say what its target is
                    self._write(token.content)
            case "link_open":
                self._open_link(str(token.attrGet("href") or ""))
            case "link_close":
                self._close_link()
            case "strong_open" | "em_open":
                self.open[token.type.removesuffix("_open")].append(len(self.text))
            case "strong_close" | "em_close":
                self._close_span(token.type.removesuffix("_close"))
            case "s_open":
                self.struck += 1
            case "s_close":
                self.struck = max(self.struck - 1, 0)
            case "html_inline":
                yield from self._html(token.content)

    def _start_line(self) -> None:
        self.text = ""
        self.anchors: list[Anchor] = []
        self.strong: list[_Span] = []
        self.marked: list[_Span] = []
        self.closed_to_scan: list[_Span] = []

    def _write(self, text: str) -> None:
        if not self.struck:
            self.text += text

    def _code(self, content: str) -> None:
        start = len(self.text)
        self._write(content)
        if not self.struck:
            self.marked.append((start, len(self.text)))
            shows_address = " " not in content.strip() and "://" in content
            if self.link is None and not shows_address and identify(content) is None:
                self.closed_to_scan.append((start, len(self.text)))  # commands are no submissions

    def _open_link(self, url: str) -> None:
        self.link = (len(self.text), url)

    def _close_link(self) -> None:
        if self.link is None:
            return
        start, url = self.link
        self.link = None
        if self.struck or not url:
            return
        shown = self.text[start:].strip()
        label = None if "://" in shown or shown.rstrip("/") in url else shown
        self.closed_to_scan.append((start, len(self.text)))
        self.anchors.append(Anchor(start, len(self.text), url, label))

    def _close_span(self, kind: str) -> None:
        if not self.open[kind]:
            return
        start = min(self.open[kind].pop(), len(self.text))
        if self.text[start:].strip():
            (self.strong if kind == "strong" else self.marked).append((start, len(self.text)))

    def _html(self, content: str) -> Iterator[_Parts]:
        """HTML as GitHub shows it: links, bold, struck-out; other tags only part lines or say nothing."""
        position = 0
        for tag in _TAG.finditer(content):
            yield from self._html_text(content[position : tag.start()])
            position = tag.end()
            closing, name, attributes = bool(tag[1]), tag[2].lower(), tag[3]
            if name == "a":
                if closing:
                    self._close_link()
                elif href := _HREF.search(attributes):
                    self._open_link(html.unescape(href[1] or href[2] or href[3] or ""))
            elif name in ("b", "strong", "em", "i"):
                kind = "strong" if name in ("b", "strong") else "em"
                if closing:
                    self._close_span(kind)
                else:
                    self.open[kind].append(len(self.text))
            elif name in ("s", "del", "strike"):
                self.struck = max(self.struck - 1, 0) if closing else self.struck + 1
            elif name in _BREAKING_TAGS:
                yield from self._break()
        yield from self._html_text(content[position:])

    def _html_text(self, content: str) -> Iterator[_Parts]:
        first, *rest = html.unescape(content).split("\n") if content else [""]
        self._write(first)
        for line in rest:
            yield from self._break()
            self._write(line)

    def _break(self) -> Iterator[_Parts]:
        link, self.link = self.link, None
        reopened = [kind for kind, starts in self.open.items() if starts]
        if link is not None:  # a link over two lines: its address counts in the first
            self.link = link
            self._close_link()
        for kind in reopened:
            self._close_span(kind)
        if self.text.strip():
            yield self._finish()
        self._start_line()
        for kind in reopened:
            self.open[kind].append(0)

    def _finish(self) -> _Parts:
        for start, end, url, given in bare_addresses(self.text, self.closed_to_scan):
            self.anchors.append(Anchor(start, end, url, None, given))
        self.anchors.sort(key=lambda anchor: anchor.start)
        return self.text, self.anchors, self.strong, self.marked


def _as_inline_html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


def _rows_with_names(tokens: list[Token], start: int) -> bool:
    """Whether a table has two columns, the names of fields in the first."""
    cells: list[str] = []
    columns = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.type == "table_close":
            break
        columns += token.type == "th_open"
        if token.type == "inline" and tokens[index - 1].type in ("th_open", "td_open"):
            cells.append(token.content)
    names = [name for cell in cells[::2] if (name := field_of(cell.strip(" *_`")))]
    return columns == 2 and 2 < len(cells[::2]) < 2 * len(names) and len(names) == len(set(names))


_RECORD_PART: Final = re.compile(r"[{}]|\n[ \t]*\n|\n[ \t]*```")


def _record_end(body: str, start: int) -> int:
    """Where the record ends whose first brace is open at `start`: at its closing brace, or a blank line."""
    depth = 1
    for found in _RECORD_PART.finditer(body, start):
        depth += {"{": 1, "}": -1}.get(found[0], -depth)
        if depth == 0:
            return found.end() if found[0] == "}" else found.start()
    return len(body)
