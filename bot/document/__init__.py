"""The list as text: sections and entries with exact line spans, and edits as data.

A document never changes: `parse` reads a text, `apply_edits` makes a new text. Every byte that no edit
names survives, line ends, byte order mark and trailing blanks included.
"""

import io
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

#: What an entry is written as: an item of a list, a row of a table, or text outside of both. Text that starts
#: with a bullet or a number, where Markdown sees no item (`-[Title]`, `2. Title` below text), is of that kind.
EntryKind = Literal["bullet", "ordered", "row", "paragraph"]


class Span(NamedTuple):
    """Lines of a text, 0-based and half-open: `Span(0, 1)` is the first line."""

    start: int
    end: int


class Entry(NamedTuple):
    """One entry of a list, as it stands.

    An entry may have several lines: wrapped ones, items nested below that only say more about it, or paragraphs
    that belong together. A paragraph may also hold several entries, each on lines of its own.

    `text` is its own lines with their line ends, blank lines inside included, without those of entries nested
    below it; `span` covers the nested ones too, and no blank lines at its end. So `text` is the lines of `span`
    where no entry is nested. `depth` counts the lists around its own. `head` is the line of the header of a
    row's table, None for other kinds; the table's delimiters stand on the line below.
    """

    span: Span
    text: str
    kind: EntryKind = "bullet"
    depth: int = 0
    head: int | None = None


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level.

    `path` holds the headings from the outermost to this one, as plain text. The document's title is left
    out of it, save in the title's own section, whose path is the title alone. The part before the first
    heading has level 0, an empty path and an empty heading. `heading` is the span of the heading's own
    lines; `span` starts with it and ends where the next section starts.
    """

    path: tuple[str, ...]
    level: int
    heading: Span
    span: Span
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class ListDocument:
    """A list's text with its sections, in the order of the text. `lines` keep their line ends.

    `title` is the document's title: its first heading, if that is the only one of level 1. Files that were joined
    have none together: their titles stand in the paths. `fences` are the lines of fenced code, wherever it stands.
    """

    text: str = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    sections: tuple[Section, ...]
    title: str | None = None
    fences: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Edit:
    """Replace the lines of `span` by `text`; an empty span inserts before line `span.start`."""

    span: Span
    text: str


def split_lines(text: str) -> list[str]:
    """The lines of a text with their line ends, split where Markdown splits: at LF, CRLF and CR alone.

    (`str.splitlines` also splits at form feeds, U+2028 and others, which are no line ends in Markdown.)
    """
    return list(io.StringIO(text, newline=""))


from bot.document.edit import (  # noqa: E402 -- they need the types above
    NotUtf8,
    OverlappingEdits,
    Unreadable,
    apply_edits,
    beginning,
    check_length,
    decode,
    decode_bounded,
)
from bot.document.files import BETWEEN, file_spans, join_files, locate, split_files  # noqa: E402
from bot.document.parse import parse  # noqa: E402

__all__ = [
    "BETWEEN", "Edit", "Entry", "EntryKind", "ListDocument", "NotUtf8", "OverlappingEdits", "Section", "Span",
    "Unreadable", "apply_edits", "beginning", "check_length", "decode", "decode_bounded", "file_spans", "join_files",
    "locate", "parse", "split_files", "split_lines",
]  # fmt: skip
