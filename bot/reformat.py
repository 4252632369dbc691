"""A file that was reformatted around what was meant: an editor's line ends, markers, blanks and escapes in many lines.

Mostly its author does not know. What was meant is found by comparing what Markdown makes of the lines: two that their
readers see alike, with the same addresses as they are written, differ in their look alone. One that a reformatting
broke says something new, and is judged as that.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from bot.diff import changed_lines, diff_lines


class Reformatted(NamedTuple):
    """How many lines only look different, how many say something new, and the text with these alone changed."""

    lines: int
    meant: int
    clean: str


def reformatted(old: str, new: str) -> Reformatted | None:
    """What was meant by a change in which many lines differ in their look alone; None where these are few.

    New lines get the line ends that the old text mostly has.
    """
    if any(len(text) > _MOST_SIGNS or text.count("\n") > _MOST_LINES for text in (old, new)):
        return None
    if _rewritten(diff_lines(old), diff_lines(new)) < _LEAST:
        return None
    # Lines that were wrapped are known by their whole paragraph, which says too little where each line is an entry.
    (lines, paragraphs), (new_lines, new_paragraphs) = _parts(old), _parts(new)
    found = _cleaned(old, new, lines, new_lines)
    if found.meant:
        found = min(found, _cleaned(old, new, paragraphs, new_paragraphs), key=lambda one: one.meant)
    return None if found.lines < _LEAST or found.lines < _SHARE * found.meant else found


#: What is longer than any list is made to keep us busy; it is judged line by line, like others.
_MOST_SIGNS: Final = 1_000_000
_MOST_LINES: Final = 15_000
#: So many lines that only look different are no slip of somebody who meant them.
_LEAST: Final = 10
#: There are so many times more of them than of lines that say something new.
_SHARE: Final = 3


def _rewritten(before: Sequence[str], after: Sequence[str]) -> int:
    """So many lines look different at most: of those that were added only blank ones say nothing."""
    return sum(
        change.end - change.start + sum(not line.strip() for line in after[change.new_start : change.new_end])
        for change in changed_lines(before, after)
    )


# The clean text


class _Part(NamedTuple):
    """Lines that are compared as one, what they say, the lists that they are in, and whether an item starts there."""

    start: int
    end: int
    says: str
    lists: str = ""
    item: bool = False

    def follows(self, other: "_Part") -> bool:
        """Whether this starts an item that is not the first one of its list, or one of a list inside of another's."""
        lists, others = self.lists, other.lists
        return bool(self.item and others) and (lists.startswith(others) or others.startswith(lists))


def _cleaned(old: str, new: str, parts: Sequence[_Part], new_parts: Sequence[_Part]) -> Reformatted:
    """The new text, with those of its parts that say what they said as they stood in the old one."""
    meant = at = 0
    same: list[int | None] = []
    for change in changed_lines([one.says for one in parts], [one.says for one in new_parts]):
        same += [*range(at, change.start), *[None] * (change.new_end - change.new_start)]
        meant += max(
            sum(one.end - one.start for one in parts[change.start : change.end]),
            sum(one.end - one.start for one in new_parts[change.new_start : change.new_end]),
        )
        at = change.end
    same += range(at, len(parts))
    before, after = diff_lines(old), diff_lines(new)
    end = "\r\n" if old.count("\r\n") * 2 > len(before) else "\n"
    clean = "".join(
        _joined(
            [line if line.endswith("\n") else line + end for line in before],
            [line.rstrip("\r\n") + end for line in after],
            parts,
            new_parts,
            same,
            end,
        )
    )
    kept = not same or same[-1] is not None
    if not old.endswith("\n") and (kept or not new.endswith("\n")):
        clean = clean.removesuffix(end)
    changes = changed_lines(diff_lines(clean), after)
    looks = sum(max(one.end - one.start, one.new_end - one.new_start) for one in changes)
    return Reformatted(looks, meant, clean)


def _joined(
    before: Sequence[str],
    after: Sequence[str],
    parts: Sequence[_Part],
    new_parts: Sequence[_Part],
    same: Sequence[int | None],
    blank: str,
) -> Iterator[str]:
    """The lines of the new parts, those of the old part that is the `same` where there is one, and the blank lines
    around them; `blank` is one.
    """
    loose = False
    for number, (last, this) in enumerate(pairwise([-1, *same, len(parts)])):
        items = 0 < number < len(same) and new_parts[number].follows(new_parts[number - 1])
        if last is not None and this is not None and this == last + 1:
            gap = _gap(before, parts, this)
            loose = bool(gap) if items else loose
        elif items:
            # Whether blank lines stand between items is the look of a list.
            gap = [blank] if loose else []
        else:
            gap = _gap(after, new_parts, number)
        yield from gap
        if number < len(same):
            part = new_parts[number] if this is None else parts[this]
            yield from (after if this is None else before)[part.start : part.end]


def _gap(lines: Sequence[str], parts: Sequence[_Part], number: int) -> Sequence[str]:
    """The blank lines before a part; those at the end of the text for the number behind the last one."""
    start = parts[number - 1].end if number else 0
    return lines[start : parts[number].start if number < len(parts) else len(lines)]


# What lines say


def _parts(text: str) -> tuple[list[_Part], list[_Part]]:
    """A text's parts in their order, all but its blank lines: with paragraphs cut into lines, and with whole ones."""
    # Lines are git's: a carriage return that ends one for Markdown alone is a sign like others.
    source = re.sub(_LINE_END, "\n", text.removeprefix("\ufeff")).replace("\r", _STRANGE)
    lines = [line.strip(_BLANKS) for line in source.split("\n")]
    env: dict[str, Any] = {}
    blocks = _BLOCKS.parse(source, env)
    reader = _Reader(lines, env)
    for block in blocks:
        reader.read(block)
    return _filled(lines, reader.lines), _filled(lines, reader.paragraphs)


def _filled(lines: Sequence[str], parts: Sequence[_Part]) -> list[_Part]:
    """Parts without blank lines at their ends, and between them the lines that show nothing, as they are written."""
    found: list[_Part] = []
    at = 0
    for part in [*parts, _Part(len(lines), len(lines), "")]:
        start, end = max(part.start, at), part.end
        found += (_Part(number, number + 1, _key("", lines[number])) for number in range(at, start) if lines[number])
        at = max(at, end)
        while start < end and not lines[start]:
            start += 1
        while start < end and not lines[end - 1]:
            end -= 1
        if start < end:
            found.append(part._replace(start=start, end=end))
    return found


class _Reader:
    """Makes parts of Markdown's blocks; `text` are the lines that these were read from, without blanks around."""

    def __init__(self, text: Sequence[str], env: dict[str, Any]) -> None:
        self.lines: list[_Part] = []
        self.paragraphs: list[_Part] = []
        self._text = text
        self._env = env
        self._around: list[Token] = []
        self._item: int | None = None
        self._row: list[str] = []
        self._aligned: list[str] = []

    def read(self, block: Token) -> None:
        """Take the next block, or one of its ends."""
        if block.nesting > 0:
            self._around.append(block)
            if block.tag == "li" and self._item is None:
                self._item = _lines(block).start
            elif block.tag == "table":
                self._aligned = []
            elif block.tag == "th":
                self._aligned.append(str(block.attrGet("style")))
        elif block.nesting < 0:
            start = _lines(self._around.pop()).start
            if block.tag == "tr":
                self._end_row(start)
            elif block.tag == "thead":
                self._add(start + 1, start + 2, *self._aligned)
            elif block.tag == "li" and self._item is not None:
                self._add(start, start + 1)
        elif block.type != "inline":
            self._take(block)
        elif self._around[-1].tag in ("td", "th"):
            self._row.append(" ".join(_shown(block.content, self._env)))
        else:
            self._take_words(block)

    def _take(self, block: Token) -> None:
        """Code, HTML or a rule."""
        lines = _lines(block)
        if block.type == "html_block" and "<pre" not in block.content.lower():
            for number in lines:
                self._add(number, number + 1, self._text[number])
        else:
            # What is no other language shows entries to be copied, whose markers change with those of the list.
            says = block.content if block.info not in _PLAIN else re.sub(_MARKER, "-", block.content)
            self._add(lines.start, lines.stop, block.info, says)

    def _take_words(self, block: Token) -> None:
        """A heading or a paragraph."""
        shown, written = _shown(block.content, self._env), block.content.split("\n")
        lines = _lines(self._around[-1])
        if not len(shown) == len(written) == len(lines):
            self._add(lines.start, lines.stop, " ".join(shown), *_addresses(block.content))
            return
        whole = self._part(lines.start, lines.stop, " ".join(shown), *_addresses(block.content))
        first, *rest = (_key(line, *_addresses(source)) for line, source in zip(shown, written, strict=True))
        self.paragraphs.append(whole)
        self.lines.append(self._part(lines.start, lines.start + 1, first))
        self._item = None
        self.lines += (self._part(number, number + 1, "+", says) for number, says in zip(lines[1:], rest, strict=True))

    def _end_row(self, number: int) -> None:
        """A row of a table: its reader sees neither the cells that are too many nor those that it lacks."""
        row, self._row = self._row, []
        line = self._text[number]
        cells = escapedSplit(line.removeprefix("|").removesuffix("|"))
        self._add(number, number + 1, str(len(cells)), *row, *cells[len(row) :], *_addresses(line))

    def _add(self, start: int, end: int, *says: str) -> None:
        """Lines that are one part, whatever becomes of paragraphs."""
        part = self._part(start, end, *says)
        self.lines.append(part)
        self.paragraphs.append(part)
        self._item = None

    def _part(self, start: int, end: int, *said: str) -> _Part:
        """Lines with all that they are in; the first ones of an item have its marker, be it on a line of its own."""
        item = self._item is not None
        where = "/".join(block.tag for block in self._around)
        says = _key(where, "*" if item else "", *said)
        return _Part(start if self._item is None else self._item, end, says, where.rpartition("li")[0], item)


def _lines(block: Token) -> range:
    return range(*(block.map or (0, 0)))


def _shown(source: str, env: dict[str, Any]) -> list[str]:
    """What a reader sees of the words of a paragraph, as HTML, by its lines."""
    if len(source) > _LONGEST or sum(map(source.count, "*_`<")) > _MOST_MARKS or _unpaired(source) > _MOST_UNPAIRED:
        return source.split("\n")
    (inline,) = _MARKDOWN.parseInline(source, env)
    # GitHub makes a link of an address without marks, too.
    signs = [one for one in inline.children or () if one.markup != "autolink"]
    lines = [list(line) for ends, line in groupby(signs, lambda one: one.type in _BREAKS) if not ends]
    return [re.sub(_SPACES, " ", _HTML.renderInline(line, _MARKDOWN.options, env)).strip() for line in lines]


def _unpaired(source: str) -> int:
    """How many brackets are open that are none of a link's; the reader goes on from each of them to the end."""
    return source.count("[") - 2 * source.count("](")


def _addresses(source: str) -> list[str]:
    """The addresses in a text as they are written."""
    return [found.rstrip(_BEHIND) for found in re.findall(_ADDRESS, source)]


def _key(*says: str) -> str:
    return "\0".join(says)


#: Paragraphs that are longer, or hold more that may be markup, are compared as they are written, for reading them may
#: take very long.
_LONGEST: Final = 5_000
_MOST_MARKS: Final = 300
_MOST_UNPAIRED: Final = 40
_MARKDOWN: Final = MarkdownIt("commonmark").enable("table")
_BLOCKS: Final = MarkdownIt("commonmark").enable("table").disable("inline")
_HTML: Final = RendererHTML()
_PLAIN: Final = ("", "md", "markdown")
_MARKER: Final = r"(?m)^[-*](?= )"
_BREAKS: Final = ("softbreak", "hardbreak")
_BLANKS: Final = " \t"
_SPACES: Final = r"[ \t\n]+"
_LINE_END: Final = r"\r+\n"
_STRANGE: Final = "\ue000"
_ADDRESS: Final = r"(?i)https?://[^\s<>()|\[\]\"']+"
#: What stands behind an address rather than in it.
_BEHIND: Final = "*_.,:;!?\\"
