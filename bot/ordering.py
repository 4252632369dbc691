"""What a section's entries are sorted by, and at which end a list grows: learned from the entries alone.

Dates and venues are read from an entry's text by cheap scans, so that a long section costs little; names, titles
and authors are read by the section's style, of a sample.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from bot.citation import Citation
from bot.document import Entry
from bot.forms.dates import find_dates
from bot.forms.venues import is_venue

OrderKey = Literal["date", "name", "title", "authors", "venue"]
Direction = Literal["ascending", "descending"]
#: Where new entries go.
End = Literal["top", "bottom"]

#: Of one kind: keys of one section are all numbers or all words.
Key = tuple[int, ...] | tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """What the entries of a section are sorted by."""

    key: OrderKey
    direction: Direction


class Dates(NamedTuple):
    """The dates that an entry shows, each as numbers from the year down; None where it shows none of the kind.

    `number` is the arXiv id's: its year, month and number within it. `month` and `year` are what is shown in
    words, else what the addresses tell.
    """

    day: Key | None = None
    number: Key | None = None
    month: Key | None = None
    year: Key | None = None


@dataclass(frozen=True)
class Sorted:
    """How well entries follow keys of one kind.

    `keys` are theirs, None where an entry shows none. `share` of those that do can stay where they are, so that
    all are in order. `lead` tells how many more pairs of entries rise than fall, of the `pairs` that differ.
    """

    keys: Sequence[Key | None]
    direction: Direction
    share: float
    coverage: float
    distinct: int
    lead: int
    pairs: int

    @property
    def trend(self) -> float:
        """-1 where all pairs fall, 1 where all rise."""
        return self.lead / self.pairs if self.pairs else 0.0


@lru_cache(maxsize=8192)
def read_dates(text: str) -> Dates:
    """The dates of an entry."""
    words = _ADDRESS.sub("]", text)
    number = _arxiv_number(text)
    day = month = None
    dated = _MAY_BE_DATE.search(words) is not None  # by far the most entries show none
    for _, _, shown in find_dates(words) if dated else ():
        parts = tuple(map(int, shown.value.split("-")))
        # `24/10` is a date only where nothing speaks against it: scores and ratios look like it.
        if len(parts) == 1 or (shown.form.startswith("{y}") and number is not None and number[0] != parts[0]):
            continue
        month = month or parts[:2]
        day = day or (parts if len(parts) == 3 else None)
    year = month[0] if month else _year(words) if dated else None
    if number is not None:
        year = year or number[0]
        month = month or number[:2]
    elif year is None and (found := _ADDRESS_YEAR.search(text)):
        year = int(found[1])
    return Dates(day, number, month, (year,) if year else None)


@lru_cache(maxsize=8192)
def read_venue(text: str) -> str | None:
    """The known conference or journal that an entry shows, as a key to compare."""
    words = _ADDRESS.sub("]", text)
    found = [key for word in _CAPITALS.findall(words) if (key := word.casefold()) not in _PUBLISHERS and is_venue(word)]
    return _RENAMED.get(found[-1], found[-1]) if found else None


def venue_year(text: str) -> Key | None:
    """The year that an entry shows in words, which is its venue's where it shows one."""
    year = _year(_ADDRESS.sub("]", text))
    return None if year is None else (year,)


def text_key(key: OrderKey, citation: Citation | None) -> Key | None:
    """The name, title, first author's last name or venue of an entry, as people sort it."""
    if citation is None:
        return None
    match key:
        case "name":
            words = citation.name
        case "title":
            words = citation.title
        case "authors":
            words = citation.authors[0].split()[-1] if citation.authors and citation.authors[0].split() else None
        case _:
            words = citation.venue
    words = _SIGNS.sub("", words.casefold()).strip() if words else None
    return (words,) if words else None


def follow(keys: Sequence[Key | None]) -> Sorted:
    """How well the keys of entries are in order, in the direction that fits better."""
    known = [key for key in keys if key is not None]
    rank_of = {key: rank for rank, key in enumerate(sorted(set(known)))}
    ranks = [rank_of[key] for key in known]
    lead, pairs = _lead(ranks)
    up, down = _longest_run(ranks), _longest_run(ranks[::-1])
    return Sorted(
        keys,
        "descending" if lead < 0 else "ascending",
        (down if lead < 0 else up) / max(1, len(ranks)),
        len(ranks) / max(1, len(keys)),
        len(rank_of),
        lead,
        pairs,
    )


def lead_within(groups: Sequence[Hashable], keys: Sequence[Key | None]) -> tuple[int, int]:
    """How many more pairs of entries of one group rise in `keys` than fall, and how many differ."""
    of_group: dict[Hashable, list[Key]] = defaultdict(list)
    for group, key in zip(groups, keys, strict=True):
        if group is not None and key is not None:
            of_group[group].append(key)
    sorts = [follow(own) for own in of_group.values()]
    return sum(sort.lead for sort in sorts), sum(sort.pairs for sort in sorts)


def place_in(keys: Sequence[Key | None], new: Key, direction: Direction) -> int:
    """The place with the fewest entries on its wrong side.

    Of places as good as each other it is the last where the keys rise, and the first where they fall: the newest
    stands behind its equals there and before them here.
    """
    rising = direction == "ascending"
    wrong = least = at = 0
    for number, key in enumerate(keys):
        if key is not None and key != new:
            wrong += 1 if (key > new) == rising else -1  # type: ignore[operator]
        if wrong < least or (rising and wrong == least):
            least, at = wrong, number + 1
    return at


class Group(NamedTuple):
    """What entries of one venue in one year have in common."""

    year: Key | None
    venue: str | None


def venue_groups(entries: Sequence[Entry]) -> tuple[list[Group], float]:
    """The group of each entry, and how surely entries of one venue stand together in their year, up to 1.

    0 means: as chance would have it. A year counts if most entries show one in words.
    """
    years = [venue_year(entry.text) for entry in entries]
    shown = 2 * sum(year is not None for year in years) > len(years)
    found = [Group(year if shown else None, read_venue(entry.text)) for year, entry in zip(years, entries, strict=True)]
    sizes: dict[Key | None, Counter[str]] = defaultdict(Counter)
    for year, venue in found:
        if venue is not None:
            sizes[year][venue] += 1
    chance = {
        year: sum(size * (size - 1) for size in sizes[year].values()) / (total * (total - 1))
        for year in sizes
        if (total := sizes[year].total()) > 1
    }
    beside = together = 0
    expected = 0.0
    for (year, venue), (next_year, next_venue) in pairwise(found):
        if year == next_year and venue is not None and next_venue is not None:
            beside += 1
            together += venue == next_venue
            expected += chance[year]
    if beside < _LEAST_BESIDE or expected >= beside:
        return found, 0.0
    return found, (together - expected) / (beside - expected)


#: So many pairs of neighbours must show that venues are kept together.
_LEAST_BESIDE: Final = 10
#: So many entries are compared with each other to see a trend.
_PAIRED: Final = 60


def _lead(ranks: Sequence[int]) -> tuple[int, int]:
    """How many more pairs rise than fall, and how many differ."""
    sample = ranks[:: -(-len(ranks) // _PAIRED)] if ranks else ranks
    lead = pairs = 0
    for place, rank in enumerate(sample):
        for before in sample[:place]:
            if before != rank:
                pairs += 1
                lead += 1 if before < rank else -1
    return lead, pairs


def _longest_run(ranks: Sequence[int]) -> int:
    """How many of the numbers can stay where they are so that they never fall."""
    tails: list[int] = []
    for rank in ranks:
        at = bisect_right(tails, rank)
        tails[at : at + 1] = [rank]
    return len(tails)


_MAY_BE_DATE: Final = re.compile(r"(?:19|20)\d\d|\d\d?[-./]\d\d|['’]\d\d")
_ADDRESS: Final = re.compile(r"\]\([^)\s]*+\)?|<[^<>]*+>|https?://[^\s)]*+")
_PUBLISHERS: Final = frozenset(("ieee", "acm", "cvf"))
_RENAMED: Final = {"nips": "neurips"}
_SIGNS: Final = re.compile(r"[^\w ]+")
_CAPITALS: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]*[A-Z][A-Z][A-Za-z]*")
_ARXIV: Final = re.compile(r"arxiv[^\s)\]]{0,40}?[/.:](\d\d)(0[1-9]|1[0-2])\.(\d{4,5})", re.IGNORECASE)
_OLD_ARXIV: Final = re.compile(r"arxiv\.org/[a-z]+/[A-Za-z.-]+/(\d\d)(0[1-9]|1[0-2])(\d{3})", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(19[5-9]\d|20[0-4]\d)(?!\d)|(?<=[A-Za-z])[ -]?['’](\d\d)(?!\d)")
_ADDRESS_YEAR: Final = re.compile(r"https?://[^\s)]{0,80}?(?<!\d)(199\d|20[0-4]\d)(?!\d)")


def _arxiv_number(text: str) -> tuple[int, int, int] | None:
    if found := _ARXIV.search(text):
        return 2000 + int(found[1]), int(found[2]), int(found[3])
    if found := _OLD_ARXIV.search(text):
        year = int(found[1])
        return year + (1900 if year > 90 else 2000), int(found[2]), int(found[3])
    return None


def _year(words: str) -> int | None:
    """The last year in an entry's words: titles, which may hold one, mostly stand first."""
    found = [int(whole or f"20{short}") for whole, short in _YEAR.findall(words)]
    return found[-1] if found else None
