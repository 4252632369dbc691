"""Entries that are a line of text without a marker: `[Title](url), CVPR 2019 [[code]](url)`."""

from bot.document import Entry
from bot.forms import Part
from bot.forms.frame import framed, lines_of


def take(entry: Entry) -> tuple[Part, ...] | None:
    """The entry's parts; None for other entries."""
    return framed(entry) if entry.kind not in ("bullet", "ordered", "row") and lines_of(entry) == 1 else None
