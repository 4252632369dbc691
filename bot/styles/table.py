"""Entries that are rows of a table: `| [Title](url) | CVPR 2024 | 2024-03 | [code](url) |`."""

from bot.document import Entry
from bot.forms import Part
from bot.forms.frame import framed


def take(entry: Entry) -> tuple[Part, ...] | None:
    """The entry's parts; None for other entries."""
    return framed(entry) if entry.kind == "row" else None
