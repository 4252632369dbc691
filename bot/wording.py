"""Words for what Shelver learned of a list, shared by the commands that tell of it."""

from typing import Final

from bot.document import Section
from bot.placement import Order


def path_words(section: Section) -> str:
    """A section by its headings."""
    return " > ".join(section.path) or "(before the first heading)"


def order_words(order: Order | None) -> str:
    """An order, as in "sorted by date, newest first"."""
    if order is None:
        return "no order"
    if not order.strict:
        return "mostly the newest first"
    return f"by {order.key}, {DIRECTIONS[order.key][order.direction]}"


_WORDS: Final = {"ascending": "from A to Z", "descending": "from Z to A"}
#: What a direction means for a key.
DIRECTIONS: Final = {
    "date": {"ascending": "oldest first", "descending": "newest first"},
    "name": _WORDS,
    "title": _WORDS,
}
