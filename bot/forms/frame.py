"""The frame of an entry: the marker before it, the blanks behind it, and whether it is one line or several."""

import re
from typing import Final

from bot.document import Entry
from bot.forms import Part, Slot, Words
from bot.forms.reading import take_apart
from bot.forms.survey import Hint


def lines_of(entry: Entry) -> int:
    """How many lines of text an entry has."""
    return len(entry.text.strip().splitlines()) if "\n" in entry.text.strip() or "\r" in entry.text.strip() else 1


def framed(entry: Entry, hints: tuple[Hint, ...] = ()) -> tuple[Part, ...] | None:
    """An entry taken apart, its marker and what stands behind it included, its last line end left out."""
    text = entry.text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removesuffix("\n")
    body = text.rstrip()
    tail = text[len(body) :]
    found = _MARKER.match(body)
    lead: list[Part] = []
    if found:
        indent, bullet, number, close, gap = found.groups()
        if bullet:
            lead = [Words(indent + bullet + gap)]
        else:
            lead = [Words(indent)] if indent else []
            lead += [Slot("number", number, number), Words(close + gap)]
        body = body[found.end() :]
    parts = take_apart(body, hints)
    if parts is None:
        return None
    return (*lead, *parts, *((Words(tail),) if tail else ()))


_MARKER: Final = re.compile(r"(\s*)(?:([-*+])|(\d{1,5})([.)]))([ \t]+(?:\[[ xX]\][ \t]+)?|(?=\[))")
