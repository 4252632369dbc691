"""Words for what Shelver learned of a list, shared by the commands that tell of it."""

from typing import Final

from bot.document import Section
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


_WORDS: Final = {"ascending": "from A to Z", "descending": "from Z to A"}
#: What a direction means for a key.
DIRECTIONS: Final = {
    "date": {"ascending": "oldest first", "descending": "newest first"},
    "name": _WORDS,
    "title": _WORDS,
    "authors": _WORDS,
    "venue": _WORDS,
}
