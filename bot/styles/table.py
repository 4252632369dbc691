"""Entries that are rows of a table: `| [Title](url) | CVPR 2024 | 2024-03 | [code](url) |`."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.document import Entry
from bot.forms import Part, Slot, Words
from bot.forms.frame import framed
from bot.forms.survey import Hint


def take(entry: Entry, hints: tuple[Hint, ...] = ()) -> tuple[Part, ...] | None:
    """The entry's parts; None for other entries. `hints` say what the table's columns hold."""
    return framed(entry, hints) if entry.kind == "row" else None


def hints(entries: Sequence[Entry]) -> tuple[Hint, ...]:
    """What each column holds, as far as most rows agree: a short name in a column of venues is one."""
    found: dict[int, Counter[Hint]] = {}
    rows = 0
    for entry in entries:
        parts = take(entry)
        rows += parts is not None
        cell = 0
        for part in parts or ():
            if isinstance(part, Words):
                cell += len(_PIPE.findall(part.text))
            elif isinstance(part, Slot) and part.field == "venue":
                found.setdefault(cell, Counter())["venue"] += 1
    columns = max(found, default=-1) + 1
    return tuple("venue" if 2 * found.get(cell, Counter())["venue"] > rows else "" for cell in range(columns))


def finish(row: str, example: str, neighbours: Sequence[str]) -> str:
    """A new row in the shape of its table: the mark of empty cells where a value fell out, widths where they agree."""
    cells, shown = _cells(row), _cells(example)
    others = [_cells(text.rstrip("\r\n")) for text in neighbours]
    others = [other for other in others if len(other) == len(cells)]
    if len(cells) != len(shown):
        return row
    for column in range(1, len(cells) - 1):
        if not cells[column].strip() and shown[column].strip():
            empty = Counter(other[column] for other in others if not _SOLID.search(other[column]))
            cells[column] = next((text for text, _ in empty.most_common(1)), cells[column])
        widths = {len(other[column]) for other in others}
        padded = len({len(other[column].rstrip()) for other in others}) > 1
        if len(widths) == 1 and padded:
            cells[column] = f"{cells[column].rstrip()} ".ljust(max(widths))
    return "|".join(cells)


def _cells(row: str) -> list[str]:
    return _PIPE.split(row)


_PIPE: Final = re.compile(r"(?<!\\)\|")
#: What an empty cell does not hold.
_SOLID: Final = re.compile(r"(?!\b(?:n/?a|none|no|tbd|x)\b)[^\W_]{2,}|\(", re.IGNORECASE)
