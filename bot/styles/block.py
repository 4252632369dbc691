"""Entries of several lines, with or without a marker: a title, its authors below, a line of venue and links."""

from bot.document import Entry
from bot.forms import Part
from bot.forms.frame import framed, lines_of


def take(entry: Entry) -> tuple[Part, ...] | None:
    """The entry's parts; None for other entries."""
    return framed(entry) if entry.kind != "row" and lines_of(entry) > 1 else None
