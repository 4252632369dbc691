"""Entries on one line behind a number: `1. [Title](url), AAAI 2023`."""

from bot.document import Entry
from bot.forms import Part
from bot.forms.frame import framed, lines_of


def take(entry: Entry) -> tuple[Part, ...] | None:
    """The entry's parts; None for other entries."""
    return framed(entry) if entry.kind == "ordered" and lines_of(entry) == 1 else None
