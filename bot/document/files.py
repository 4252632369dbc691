"""A list that is kept in several files, read as one text: sections, duplicates and guesses know them all."""

import re
from collections.abc import Sequence
from typing import Final

from bot.document import Span, split_lines

#: Stands between two files. Its sign for private use is in no list; where it is, the list is not joined.
BETWEEN: Final = "<!-- \ue001 -->"


def join_files(texts: Sequence[str]) -> str:
    """One text of the texts of several files; `split_files` gives them back byte for byte.

    No text may hold what stands between them.
    """
    parts: list[str] = []
    for text in texts[:-1]:
        parts += (text, _glue(text))
    return "".join([*parts, *texts[-1:]])


def split_files(text: str) -> list[str]:
    """The texts of the files that one text was joined of, with what was changed in it since."""
    return _GLUE.split(text)


def file_spans(text: str) -> list[Span]:
    """The lines of each file in the text that they were joined to; between them stand the lines that join."""
    if BETWEEN not in text:
        return [Span(0, len(split_lines(text)))]
    spans: list[Span] = []
    line = position = 0
    for glue in _GLUE.finditer(text):
        spans.append(Span(line, line + len(split_lines(text[position : glue.start()]))))
        # What joins may end the file's last line, or make one line end with a carriage return there.
        line += len(split_lines(text[position : glue.end()]))
        position = glue.end()
    spans.append(Span(line, line + len(split_lines(text[position:]))))
    return spans


def locate(text: str, line: int) -> tuple[int, int]:
    """Which file, counted from 0, and which line of it, counted from 1, a line of the whole text is (from 1)."""
    if BETWEEN not in text:
        return 0, line
    starts = [span.start for span in file_spans(text)]
    number = sum(start < line for start in starts[1:])
    return number, line - starts[number]


#: The first of its line ends may be that of a line that was put before it.
_GLUE: Final = re.compile(rf"\r?\n\r\n{BETWEEN}\r\n\r\n|\n\n{BETWEEN}\n\n")


def _glue(text: str) -> str:
    """What stands behind a file, in its own line ends: a last line without one gets the first of them."""
    last = text.rfind("\n")
    end = "\r\n" if last > 0 and text[last - 1] == "\r" else "\n"
    return f"{end}{end}{BETWEEN}{end}{end}"
