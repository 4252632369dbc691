"""Where in its section a new entry goes.

The answer carries its reasons as data; the words for people are made elsewhere.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt
from typing import Final, Literal

from bot.citation import Citation
from bot.document import Entry, Section
from bot.styles import Style

OrderKey = Literal["date", "name", "title"]
Direction = Literal["ascending", "descending"]
Kind = Literal["named", "nameless"]


@dataclass(frozen=True)
class Order:
    """What the entries of a section are sorted by.

    `strict` is false where the newest only tend to come first: a new entry then goes to the top.
    """

    key: OrderKey
    direction: Direction
    strict: bool = True


@dataclass(frozen=True)
class Place:
    """A place among the entries of a section.

    The new entry goes before line `line` of the document, directly behind `before` or in front of `after`
    (both None: the section has no entries); `index` of the section's entries stand before it. `order` is None where the section follows none. `among` tells
    that only the entries with a name, or only those without, were looked at.
    """

    line: int
    before: Entry | None
    after: Entry | None
    index: int = 0
    order: Order | None = None
    among: Kind | None = None


def find_place(section: Section, citation: Citation, style: Style) -> Place:
    """The place in a section: by the order of its entries, else behind the last entry of its kind."""
    entries = level_entries(section)
    if not entries:
        return Place(section.span.end, None, None)
    sample = entries[:: -(-len(entries) // _ORDER_SAMPLE)]
    read = [style.skim(entry) for entry in sample]
    form = _form(citation)
    own = [number for number, other in enumerate(read) if other and _form(other) == form]
    order = _learn_order(sample, read)
    dated = any(other.date for other in read if other)
    if order is not None and order.strict and not (_stands_apart(own, len(sample)) and _breaks(order, sample, read)):
        return _sorted_place(entries, range(len(entries)), citation, order, None, _reader(order, style, dated))

    def is_own(entry: Entry) -> bool:
        other = style.skim(entry)
        return other is not None and _form(other) == form

    among: Kind | None = None
    if len({other.name is None for other in read if other}) == 2:
        among = "nameless" if citation.name is None else "named"
    if own and len(own) < len(sample):
        order = _learn_order([sample[number] for number in own], [read[number] for number in own])
    if order is not None and order.strict:
        numbers = [number for number, entry in enumerate(entries) if is_own(entry)]
        return _sorted_place(entries, numbers, citation, order, among, _reader(order, style, dated))
    if order is not None:
        at = next((number for number, entry in enumerate(entries) if is_own(entry)), 0)
    else:
        at = next((number + 1 for number in reversed(range(len(entries))) if is_own(entries[number])), len(entries))
    return _place(entries, at, order, among)


def level_entries(section: Section) -> list[Entry]:
    """The entries among which a new one stands: of the kind and depth that most entries with links have."""
    levels: dict[tuple[str, int], list[Entry]] = {}
    linked: Counter[tuple[str, int]] = Counter()
    for entry in section.entries:
        level = entry.kind, entry.depth
        levels.setdefault(level, []).append(entry)
        linked[level] += "](" in entry.text or "://" in entry.text
    return levels[linked.most_common(1)[0][0]] if linked else []


#: So many entries tell what a section is sorted by; more would only take time.
_ORDER_SAMPLE: Final = 200


def _form(citation: Citation) -> tuple[bool, bool]:
    """What sets kinds of entries apart: whether they have a name, and whether the title carries a link."""
    return citation.name is not None, bool(citation.links) and citation.links[0].label is None


def _stands_apart(own: Sequence[int], count: int) -> bool:
    """Whether the entries of one form are a block at the head or the end of a section, the others all beyond."""
    block = len(own) > 1 and own[-1] - own[0] == len(own) - 1 and len(own) < count
    return block and (own[0] == 0 or own[-1] == count - 1)


def _breaks(order: Order, entries: Sequence[Entry], read: Sequence[Citation | None]) -> bool:
    """Whether an order has exceptions."""
    found = (_key(order.key, entry.text, citation) for entry, citation in zip(entries, read, strict=True))
    keys = [value for value in found if value is not None]
    return keys != sorted(keys, reverse=order.direction == "descending")


_Key = tuple[str | float, ...]

#: So many keys must be there before an order is seen in them: fewer are in order by chance too often.
_LEAST_KEYS: Final[dict[OrderKey, int]] = {"date": 4, "name": 5, "title": 5}
#: Share of the entries that must stand in order, the rest being slips; in long sections chance does less.
_LEAST_SHARE, _LEAST_SHARE_OF_MANY, _MANY = 0.85, 0.75, 20
#: Rank correlation of place and date below which a section is seen to grow at its top.
_LEAST_TREND: Final = -0.5
_LEAST_FOR_TREND: Final = 6


def _learn_order(entries: Sequence[Entry], read: Sequence[Citation | None]) -> Order | None:
    """The order that nearly all of the entries follow, or that the newest mostly come first."""
    best, best_share = None, 0.0
    for key, least in _LEAST_KEYS.items():
        if best_share == 1:
            break
        found = (_key(key, entry.text, citation) for entry, citation in zip(entries, read, strict=True))
        keys = [value for value in found if value is not None]
        distinct = sorted(set(keys))
        if len(keys) < least or 2 * len(keys) < len(entries) or len(distinct) < least - 1:
            continue
        rank_of = {value: rank for rank, value in enumerate(distinct)}
        ranks = [rank_of[value] for value in keys]
        for direction, run in (("ascending", _longest_run(ranks)), ("descending", _longest_run(ranks[::-1]))):
            share = run / len(ranks)
            if share >= (_LEAST_SHARE if len(ranks) < _MANY else _LEAST_SHARE_OF_MANY) and share > best_share:
                best, best_share = (
                    Order(key, "ascending" if direction == "ascending" else "descending"),
                    share,
                )
        if best is None and key == "date" and len(ranks) >= _LEAST_FOR_TREND and _correlation(ranks) < _LEAST_TREND:
            best = Order(key, "descending", strict=False)
    return best


def _longest_run(ranks: Sequence[int]) -> int:
    """How many of the numbers can stay where they are so that they never fall."""
    tails: list[int] = []
    for rank in ranks:
        at = bisect_right(tails, rank)
        tails[at : at + 1] = [rank]
    return len(tails)


def _correlation(ranks: Sequence[int]) -> float:
    """Correlation of the numbers with their places, -1 to 1."""
    places = range(len(ranks))
    mean_place, mean_rank = (len(ranks) - 1) / 2, sum(ranks) / len(ranks)
    together = sum((place - mean_place) * (rank - mean_rank) for place, rank in zip(places, ranks, strict=True))
    spread = sum((place - mean_place) ** 2 for place in places) * sum((rank - mean_rank) ** 2 for rank in ranks)
    return together / sqrt(spread) if spread else 0.0


def _key(key: OrderKey, text: str, citation: Citation | None) -> _Key | None:
    """What an entry is sorted by; None where it does not show it. `text` holds its addresses."""
    if key == "date":
        return _date_key(citation.date if citation else None, text)
    words = citation and (citation.name if key == "name" else citation.title)
    return (_UNSORTED.sub("", words.casefold()).strip(),) if words else None


def _date_key(date: str | None, text: str) -> _Key | None:
    """Year, month, and the day or the number within the month; a part that is not known comes last."""
    if date is not None:
        known = [float(part) for part in date.split("-")]
        return (*known, inf, inf)[:3]
    if found := _ARXIV_NUMBER.search(text):
        return (2000.0 + int(found[1]), float(found[2]), float(found[3]))
    if found := _OLD_ARXIV_NUMBER.search(text):
        year = int(found[1])
        return (year + (1900.0 if year > 90 else 2000.0), float(found[2]), float(found[3]))
    return None


_UNSORTED: Final = re.compile(r"[^\w ]+")
_ARXIV_NUMBER: Final = re.compile(r"arxiv[^\s)\]]*?[/.:](\d\d)(0[1-9]|1[0-2])\.(\d{4,5})")
_OLD_ARXIV_NUMBER: Final = re.compile(r"arxiv\.org/[a-z]+/[A-Za-z.-]+/(\d\d)(0[1-9]|1[0-2])(\d{3})")


def _reader(order: Order, style: Style, dated: bool) -> Style | None:
    """The style to read keys with; None where the addresses in an entry's text show all that is sorted by."""
    return style if dated or order.key != "date" else None


def _sorted_place(
    entries: Sequence[Entry],
    own: Sequence[int],
    citation: Citation,
    order: Order,
    among: Kind | None,
    style: Style | None,
) -> Place:
    """The place with the fewest entries on its wrong side, behind equals, or before them in falling order.

    `own` are the numbers of the entries to look at. `style` reads them where their addresses do not do.
    """
    addresses = " ".join(link.url for link in citation.links)
    if style is not None:
        new = _key(order.key, addresses, citation)
    else:  # beside ids, which tell the month only, a day says nothing
        new = _date_key(None, addresses) or _date_key(citation.date and citation.date[:7], "")
    if new is None:
        return _place(entries, own[-1] + 1, None, among)
    rising = order.direction == "ascending"
    wrong = least = 0
    at = own[0]
    for number in own:
        entry = entries[number]
        key = _key(order.key, entry.text, style.skim(entry) if style else None)
        if key is not None and key != new:
            wrong += 1 if (key > new) == rising else -1
        if wrong < least or (rising and wrong == least):
            least, at = wrong, number + 1
    return _place(entries, at, order, among)


def _place(entries: Sequence[Entry], at: int, order: Order | None, among: Kind | None) -> Place:
    before = entries[at - 1] if at else None
    after = entries[at] if at < len(entries) else None
    line = before.span.end if before else entries[0].span.start
    return Place(line, before, after, at, order, among)
