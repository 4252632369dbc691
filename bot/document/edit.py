"""Edits on a text: the one function that applies them, and the way in from bytes."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from bot.document import Edit, split_lines


class Unreadable(ValueError):
    """A text that cannot be worked with; its message says why, for the person whose text it is."""


class NotUtf8(Unreadable):
    """A text that is not UTF-8; its message says where, for the person whose text it is."""


class TooLong(Unreadable):
    """A text that would keep everybody else waiting; its message says how long it is, and what to do."""


class OverlappingEdits(ValueError):
    """Two edits that name the same lines: which of them is meant cannot be told."""


def decode(data: bytes) -> str:
    """The text of UTF-8 bytes, a byte order mark kept. Raises NotUtf8 for anything else."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        msg = (
            f"the text is not UTF-8: byte {error.start + 1} (line {line}) is 0x{data[error.start]:02x}, "
            "which cannot stand there"
        )
        raise NotUtf8(msg) from error


#: Ten times what GitHub shows of a README, and ten times the lines of the longest lists. What is longer was made to
#: be so, perhaps by a stranger in a fork; a line may cost 50 microseconds and 3 kB.
MOST_BYTES: Final = 5_000_000
MOST_LINES: Final = 50_000


def decode_bounded(data: bytes) -> str:
    """The text of UTF-8 bytes that came from anybody. Raises Unreadable, whose message makes part of a sentence."""
    check_length(data)
    return decode(data)


def check_length(data: bytes) -> None:
    """Raise TooLong for a text that is longer than any list."""
    lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    for count, most, unit in ((len(data), MOST_BYTES, "bytes"), (lines, MOST_LINES, "lines")):
        if count > most:
            msg = f"it has {count:,} {unit}, and I read {most:,} at most; a list may be split over several files"
            raise TooLong(msg)


def beginning(data: bytes) -> str:
    """The text of any bytes as far as it would be read, signs in the place of what is not UTF-8."""
    text = data[:MOST_BYTES].decode(errors="replace")
    return "".join(split_lines(text)[:MOST_LINES])


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; every line that no edit names stays byte for byte.

    Edits name lines of the text as it was. Insertions before the same line keep their order. Raises
    OverlappingEdits where edits meet, and IndexError where one names lines that the text does not have.
    """
    lines = split_lines(text)
    ordered = sorted(edits, key=lambda edit: edit.span)
    for one, other in pairwise(ordered):
        if other.span.start < one.span.end:
            msg = f"two edits name line {other.span.start + 1}"
            raise OverlappingEdits(msg)
    for edit in reversed(ordered):
        start, end = edit.span.start, edit.span.end
        if not 0 <= start <= end <= len(lines):
            msg = f"no lines {start} to {end} in a text of {len(lines)} lines"
            raise IndexError(msg)
        lines[start:end] = [edit.text]
    return "".join(lines)
