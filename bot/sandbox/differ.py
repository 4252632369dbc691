"""A unified diff as rows of a table: each line with its number on either side, and what changed within it."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.sandbox.git import FileChange

Kind = Literal["same", "add", "del", "hunk", "note"]

_HUNK: Final = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")
#: GitHub does not draw larger diffs either.
MOST_ROWS: Final = 3000
#: Beyond these GitHub gives no patch of a file, or of any further file of a pull request.
#: https://docs.github.com/en/repositories/creating-and-managing-repositories/repository-limits
_MOST_LINES: Final = 20_000
_FILE_BYTES: Final = 500_000
_ALL_BYTES: Final = 1_000_000


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
    rows = tuple(itertools.islice(rows_of(change.patch), MOST_ROWS + 1))
    return FileDiff(change, _marked(rows[:MOST_ROWS]), len(rows) > MOST_ROWS)


def loadable(changes: Iterable[FileChange]) -> Iterator[FileChange]:
    """Leave the patch out of the files whose diff is too large, and of all further ones once the whole is."""
    lines = size = 0
    for change in changes:
        patch = change.patch or ""
        own_lines, own_size = patch.count("\n") + bool(patch), len(patch.encode())
        lines, size = lines + own_lines, size + own_size
        fits = own_lines <= _MOST_LINES and own_size <= _FILE_BYTES and lines <= _MOST_LINES and size <= _ALL_BYTES
        yield change if fits else replace(change, patch=None)


def moved(patch: str | None, line: int) -> int | None:
    """Return where a line of the old file stands in the new one; None where it was changed or taken away."""
    shift = 0
    for row in rows_of(patch):
        header = _HUNK.match(row.text) if row.kind == "hunk" else None
        if header and line < int(header[1]):
            break
        if row.old == line:
            return row.new
        shift += (row.kind == "add") - (row.kind == "del")
    return line + shift


def rows_of(patch: str | None) -> Iterator[Row]:
    """Read a patch line by line, its hunks' headers among them."""
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
