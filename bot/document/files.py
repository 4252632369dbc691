"""A list that is kept in several files, read as one text: sections, duplicates and guesses know them all."""

from collections.abc import Sequence
from typing import Final

#: Stands between two files. An HTML comment ends what came before it, and its sign for private use is in no list.
_BETWEEN: Final = "<!-- \ue001 -->"
_GLUE: Final = f"\n\n{_BETWEEN}\n\n"


def join_files(texts: Sequence[str]) -> str:
    """One text of the texts of several files; `split_files` gives them back byte for byte."""
    return _GLUE.join(texts)


def split_files(text: str) -> list[str]:
    """The texts of the files that one text was joined of, with what was changed in it since."""
    return text.split(_GLUE)


def locate(text: str, line: int) -> tuple[int, int]:
    """Which file, counted from 0, and which line of it, counted from 1, a line of the whole text is (from 1)."""
    for number, part in enumerate(split_files(text)):
        length = part.count("\n") + 1
        if line <= length:
            return number, line
        line -= length + _GLUE.count("\n") - 1
    return 0, line
