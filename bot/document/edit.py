"""Edits on a text: the one function that applies them, and the way in from bytes."""

from collections.abc import Iterable
from itertools import pairwise

from bot.document import Edit, split_lines


class NotUtf8(ValueError):
    """A text that is not UTF-8; its message says where, for the person whose text it is."""


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
