"""A unified diff as rows of a table: each line with its number on either side, and what changed within it."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.sandbox.git import FileChange

Kind = Literal["same", "add", "del", "hunk", "note"]

_HUNK: Final = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")
#: GitHub does not draw larger diffs either.
MOST_ROWS: Final = 3000


@dataclass(frozen=True)
class Row:
    """One line of a diff. Of a changed line `changed` is what differs from its counterpart, between `text` and `after`.

    `old` and `new` are the line's numbers before and after; a line has only those of the sides it stands on.
    """

    kind: Kind
    old: int | None
    new: int | None
    text: str
    changed: str = ""
    after: str = ""

    @property
    def mark(self) -> str:
        """The sign in front of the line."""
        return {"add": "+", "del": "-"}.get(self.kind, " ")


@dataclass(frozen=True)
class FileDiff:
    """One file of a diff."""

    change: FileChange
    rows: tuple[Row, ...]
    cut: bool = False


def file_diff(change: FileChange) -> FileDiff:
    """Return a changed file's rows, the first `MOST_ROWS` of them; none where git calls the file binary."""
    rows = tuple(itertools.islice(_rows(change.patch or ""), MOST_ROWS + 1))
    return FileDiff(change, _marked(rows[:MOST_ROWS]), len(rows) > MOST_ROWS)


def _rows(patch: str) -> Iterator[Row]:
    old = new = 0
    for line in patch.split("\n") if patch else ():
        sign, text = line[:1], line[1:].removesuffix("\r")
        if hunk := _HUNK.match(line):
            old, new = int(hunk[1]), int(hunk[2])
            yield Row("hunk", None, None, line)
        elif sign == "+":
            yield Row("add", None, new, text)
            new += 1
        elif sign == "-":
            yield Row("del", old, None, text)
            old += 1
        elif sign == "\\":
            yield Row("note", None, None, text.strip())
        else:
            yield Row("same", old, new, text)
            old, new = old + 1, new + 1


def _marked(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Mark what changed within lines, where as many lines were added as were taken away in their place."""
    made: list[Row] = []
    runs = [list(run) for _, run in itertools.groupby(rows, key=lambda row: row.kind)]
    for at, run in enumerate(runs):
        after = runs[at + 1] if at + 1 < len(runs) else []
        before = runs[at - 1] if at else []
        if run[0].kind == "del" and after and after[0].kind == "add" and len(after) == len(run):
            made += [_compared(row, other) for row, other in zip(run, after, strict=True)]
        elif run[0].kind == "add" and before and before[0].kind == "del" and len(before) == len(run):
            made += [_compared(row, other) for row, other in zip(run, before, strict=True)]
        else:
            made += run
    return tuple(made)


def _compared(row: Row, other: Row) -> Row:
    shortest = min(len(row.text), len(other.text))
    start = next((at for at in range(shortest) if row.text[at] != other.text[at]), shortest)
    end = next((at for at in range(shortest - start) if row.text[-1 - at] != other.text[-1 - at]), shortest - start)
    if start + end == 0:
        return row
    stop = len(row.text) - end
    return replace(row, text=row.text[:start], changed=row.text[start:stop], after=row.text[stop:])
