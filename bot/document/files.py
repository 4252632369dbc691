"""A list that is kept in several files, read as one text: sections, duplicates and guesses know them all."""

from collections.abc import Sequence
from typing import Final

from bot.document import Span, split_lines

#: Stands between two files. Its sign for private use is in no list; where it is, the list is not joined.
BETWEEN: Final = "<!-- \ue001 -->"
_GLUE: Final = f"\n\n{BETWEEN}\n\n"


def join_files(texts: Sequence[str]) -> str:
    """One text of the texts of several files; `split_files` gives them back byte for byte.

    No text may hold what stands between them.
    """
    return _GLUE.join(texts)


def split_files(text: str) -> list[str]:
    """The texts of the files that one text was joined of, with what was changed in it since."""
    return text.split(_GLUE)


def file_spans(text: str) -> list[Span]:
    """The lines of each file in the text that they were joined to; between them stand the lines that join."""
    spans: list[Span] = []
    parts = split_files(text)
    start = 0
    for part in parts[:-1]:
        spans.append(Span(start, start + len(split_lines(part))))
        # A carriage return at a file's end makes one line end with what joins.
        start += len(split_lines(part + _GLUE))
    spans.append(Span(start, start + len(split_lines(parts[-1]))))
    return spans


def locate(text: str, line: int) -> tuple[int, int]:
    """Which file, counted from 0, and which line of it, counted from 1, a line of the whole text is (from 1)."""
    starts = [span.start for span in file_spans(text)]
    number = sum(start < line for start in starts[1:])
    return number, line - starts[number]
