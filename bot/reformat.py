"""A file that was reformatted around what was meant: an editor's line ends, markers, blanks and escapes in many lines.

Mostly its author does not know. What was meant is found by comparing lines by their letters and digits alone.
"""

import re
from typing import Final, NamedTuple

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
    before, after = diff_lines(old), diff_lines(new)
    shown = sum(change.end - change.start for change in changed_lines(before, after))
    if shown < _LEAST:
        return None
    meant = [
        change
        for change in changed_lines([_letters(line) for line in before], [_letters(line) for line in after])
        if any(line.strip() for line in before[change.start : change.end] + after[change.new_start : change.new_end])
    ]
    said = sum(max(change.end - change.start, change.new_end - change.new_start) for change in meant)
    looks = shown - sum(change.end - change.start for change in meant)
    if looks < _LEAST or looks < _SHARE * said:
        return None
    crlf = old.count("\r\n") * 2 > len(before)
    kept: list[str] = []
    at = 0
    for change in meant:
        kept += before[at : change.start]
        kept += (_ended(line, crlf=crlf) for line in after[change.new_start : change.new_end])
        at = change.end
    kept += before[at:]
    return Reformatted(looks, said, "".join(kept))


#: So many lines that only look different are no slip of somebody who meant them.
_LEAST: Final = 10
#: There are so many times more of them than of lines that say something new.
_SHARE: Final = 3
_LETTERS: Final = re.compile(r"[\W_]+")


def _letters(line: str) -> str:
    """What a line says; of one without letters and digits the blanks alone are no part."""
    return _LETTERS.sub("", line) or line.strip()


def _ended(line: str, *, crlf: bool) -> str:
    if not line.endswith("\n"):
        return line
    return line.rstrip("\r\n") + ("\r\n" if crlf else "\n")
