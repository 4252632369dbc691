"""Words that several texts share: for what was learned of a list, and for who says something."""

import re
from difflib import get_close_matches
from typing import Final

from bot.document import ListDocument, Section
from bot.ordering import Order
from bot.sorting import Held


def path_words(section: Section) -> str:
    """A section by its headings."""
    return " > ".join(section.path) or "(before the first heading)"


def order_words(order: Order | None) -> str:
    """An order, as in "sorted by date, newest first"."""
    if order is None:
        return "no order"
    return f"by {order.key}, {DIRECTIONS[order.key][order.direction]}"


def held_words(held: Held) -> str:
    """The order that entries hold, as in "sorted by year, newest first"."""
    words = order_words(held.order)
    return words.replace("by date", "by year", 1) if held.parts == 1 else words


def near_words(document: ListDocument, path: str) -> str:
    """Which sections with entries are called nearly as a path says, for the end of a sentence; empty where none is."""
    headings = {
        section.path[-1].casefold(): section.path[-1]
        for section in document.sections
        if section.entries and section.path
    }
    near = get_close_matches(path.rpartition(">")[2].strip().casefold(), headings, 3, 0.5)
    return "; near are " + ", ".join(f'"{headings[name]}"' for name in near) if near else ""


def skeleton_words(skeleton: str) -> str:
    """A skeleton with its marks for people: dates as they are read, other words told once."""
    return _OTHERS.sub("‹...›", date_words(skeleton))


def date_words(form: str) -> str:
    """The form of a date, as in "YYYY.MM"."""
    return _DATE_MARK.sub(lambda found: _DATE_WORDS.get(found[1], found[1]), form)


_DATE_WORDS: Final = {"Y": "YYYY", "y": "YY", "mm": "MM", "m": "M", "dd": "DD", "d": "D", "Sept": "Mon"}
_OTHERS: Final = re.compile(r"‹other›(?:[^‹›\n]{0,3}‹other›)*+")
_DATE_MARK: Final = re.compile(r"\{([A-Za-z]{1,4})\}")
_WORDS: Final = {"ascending": "from A to Z", "descending": "from Z to A"}
#: What a direction means for a key.
DIRECTIONS: Final = {
    "date": {"ascending": "oldest first", "descending": "newest first"},
    "name": _WORDS,
    "title": _WORDS,
    "authors": _WORDS,
    "venue": _WORDS,
}


def has(names: str) -> str:
    """The verb that goes on after one name, or after several with an "and" between them."""
    return "have" if " and " in names else "has"
