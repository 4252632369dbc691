"""Where in its section a new entry goes.

The answer carries its reasons as data; the words for people are made elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final, Literal

from bot.citation import Citation
from bot.document import Entry, ListDocument, Section
from bot.ordering import (
    Dates,
    Direction,
    End,
    Group,
    Key,
    Order,
    OrderKey,
    Sorted,
    follow,
    lead_within,
    place_in,
    read_dates,
    read_venue,
    text_key,
    venue_groups,
    venue_year,
)  # fmt: skip
from bot.peers import Kind, find_part, of_one_form
from bot.styles import Style


@dataclass(frozen=True)
class Habit:
    """Where new entries go in a section that is not sorted: at its top or at its end.

    `whose` tells whether the section itself shows that, or the whole list, or whether its owner said so; None:
    nothing tells, it is a guess.
    """

    end: End
    whose: Literal["section", "list", "owner"] | None = None


@dataclass(frozen=True)
class Place:
    """A place among the entries of a section.

    The new entry goes before line `line` of the document, directly behind `before` or in front of `after`
    (both None: the section has no entries); `index` of the section's entries stand before it. It goes there by
    the section's `order`, or by a `habit`, or beside the others of its `venue`. `among` tells that only the
    entries with a name, or only those without, were looked at. `asked` tells that a person wants it there.
    """

    line: int
    before: Entry | None
    after: Entry | None
    index: int = 0
    order: Order | None = None
    among: Kind | None = None
    habit: Habit | None = None
    venue: str | None = None
    asked: bool = False


def place_beside(section: Section, entry: Entry, side: Literal["after", "before"]) -> Place | None:
    """The place after or before an entry of a section; None where that is no entry among which a new one stands."""
    entries = level_entries(section)
    at = next((number for number, other in enumerate(entries) if other.span == entry.span), None)
    if at is None:
        return None
    at += side == "after"
    before = entries[at - 1] if at else None
    after = entries[at] if at < len(entries) else None
    line = entry.span.end if side == "after" else entry.span.start
    return Place(line, before, after, at, asked=True)


def find_place(
    document: ListDocument, section: Section, citation: Citation, style: Style, order: Order | Habit | None = None
) -> Place:
    """The place of a new entry, `citation` as it will be shown, in a section that is written in this style.

    `order` is the owner's word for what the section is sorted by, or for where new entries go; without it that is
    learned.
    """
    entries = level_entries(section)
    if not entries:
        return Place(section.span.end, None, None)
    new = _New(citation, style.render(citation))
    sorts = _sorts(entries)
    if _best_kind(sorts, new.dates) is None:
        new = replace(new, usual_month=_usual_month(document, new))
    own: Sequence[int] = range(len(entries))
    among: Kind | None = None
    if order is None and not _are_in_perfect_order(sorts, new):
        own = find_part(document, section, entries, citation)
        own, among = of_one_form(entries, own, citation, style)
        if len(own) < len(entries):
            sorts = _sorts([entries[number] for number in own])
    found = _find([entries[number] for number in own], sorts, new, style, order, _others(document, section))
    at = own[found.at] if found.at < len(own) else own[-1] + 1
    before = entries[at - 1] if at else None
    after = entries[at] if at < len(entries) else None
    # At the head of a part the new entry stands below the words that part it from what is above.
    line = before.span.end if before and (after is None or at != own[0]) else entries[at].span.start
    return Place(line, before, after, at, found.order, among, found.habit, found.venue)


def level_entries(section: Section) -> list[Entry]:
    """The entries among which a new one stands: of the kind and depth that most entries with links have."""
    levels: dict[tuple[str, int], list[Entry]] = {}
    linked: Counter[tuple[str, int]] = Counter()
    for entry in section.entries:
        level = entry.kind, entry.depth
        levels.setdefault(level, []).append(entry)
        linked[level] += "](" in entry.text or "://" in entry.text
    return levels[linked.most_common(1)[0][0]] if linked else []


# The entries among which the new one has its place


@dataclass(frozen=True)
class _New:
    """The new entry: what it says, and its text as far as that is known without its place.

    `usual_month` is when papers of its venue came out, for one of which only the year is known.
    """

    citation: Citation
    text: str
    usual_month: Key | None = None

    @cached_property
    def venue(self) -> str | None:
        """The venue that it will show, or else is known to have."""
        return read_venue(self.text) or read_venue(self.citation.venue or "")

    @cached_property
    def dates(self) -> Dates:
        """The dates that it will show, and what else is known of its date."""
        shown = read_dates(self.text)
        if shown.number is not None and shown.number[:2] != shown.month:
            shown = shown._replace(number=None)  # the month shown in words is what people sort by
        if self.citation.date is None:
            return shown
        known = tuple(map(int, self.citation.date.split("-")))
        return Dates(
            shown.day or (known if len(known) == 3 else None),
            shown.number,
            shown.month or (known[:2] if len(known) > 1 else self.usual_month),
            shown.year or known[:1],
        )


def _usual_month(document: ListDocument, new: _New) -> Key | None:
    """The month of most of the list's papers of the new one's venue and year, if only the year of the new one is known.

    Where all entries are of that year, and in the order of their months, it tells where the new one belongs.
    """
    venue = new.venue
    if venue is None or new.dates.month is not None:
        return None
    months = sorted(
        dates.month
        for section in document.sections
        for entry in section.entries
        if read_venue(entry.text) == venue
        and venue_year(entry.text) == new.dates.year
        and (dates := read_dates(entry.text)).month is not None
    )
    return months[len(months) // 2] if len(months) >= _LEAST_OF_VENUE else None


#: So many papers tell when those of a venue came out.
_LEAST_OF_VENUE: Final = 3


def _others(document: ListDocument, section: Section) -> Iterator[Section]:
    """The other sections with entries, the nearest first."""
    others = (other for other in document.sections if other.entries and other.heading != section.heading)
    yield from sorted(others, key=lambda other: abs(other.span.start - section.span.start))


def _are_in_perfect_order(sorts: Mapping[str, Sorted], new: _New) -> bool:
    """Whether all are so well in the order of one kind of date, finer than years, that no parts count."""
    kind = _best_kind(sorts, new.dates)
    return (
        kind is not None
        and kind != "year"
        and sorts[kind].share >= _PERFECT_SHARE
        and sorts[kind].coverage >= _PERFECT_COVERAGE
    )


_PERFECT_SHARE, _PERFECT_COVERAGE = 0.95, 0.9


# The place among the entries


@dataclass(frozen=True)
class _Found:
    """A place among some entries, and why there; see `Place`."""

    at: int
    order: Order | None = None
    habit: Habit | None = None
    venue: str | None = None


#: Kinds of dates, the finest first: of two that fit as well the finer decides more.
_DATES: Final = ("day", "number", "month", "year")
#: An order is seen where so many entries show the key and this share of them is in order. Fewer are in some order
#: by chance.
_LEAST_KEYS: Final = 4
_LEAST_COVERAGE: Final = 0.6
_LEAST_SHARE: Final = 0.8
_LEAST_SORTED: Final = 0.8
#: A finer kind of date gives way to a coarser that fits so much better.
_FINER: Final = 0.03
#: The habit of the whole list counts like so many pairs of entries of the section.
_HABIT_WEIGHT: Final = 6.0
#: So many entries of other sections show the habit of the list.
_ASKED: Final = 400
#: Entries of one date follow a finer kind of it where rising pairs outweigh falling ones by this share.
_LEAST_WITHIN: Final = 0.7
_BY_WORDS: Final[tuple[OrderKey, ...]] = ("name", "title", "authors")
_LEAST_WORDS: Final = 5
_WORDS_SAMPLE: Final = 30
_LEAST_WORDS_SHARE: Final = 0.85


def _find(
    entries: Sequence[Entry],
    sorts: Mapping[str, Sorted],
    new: _New,
    style: Style,
    order: Order | Habit | None,
    others: Iterable[Section],
) -> _Found:
    """The place among entries of one kind; `sorts` tells how well they follow each kind of date."""
    if isinstance(order, Habit):
        return _Found(0 if order.end == "top" else len(entries), habit=order)
    if order is not None:
        return _kept(order, entries, new, style, sorts) or _by_habit(sorts, _list_trend(others), len(entries))

    @cache
    def list_trend() -> float:
        return _list_trend(others)  # dear, and seldom asked for

    kind = _best_kind(sorts, new.dates)
    if (
        kind is not None
        and abs(lead := sorts[kind].lead) < _HABIT_WEIGHT
        and lead * (lead + _HABIT_WEIGHT * list_trend()) < 0
    ):
        kind = None  # a few entries that stand against the list's order are so by chance
    if (kind is None or sorts[kind].share < 1) and (by_words := _by_words(entries, new.citation, style)):
        return by_words
    learned = Order("date", sorts[kind].direction) if kind is not None else None
    if kind is None or learned is None or kind == "year":
        habit = _by_habit(sorts, list_trend(), len(entries))
        end: End = "bottom" if habit.at else "top"
        numbers = sorts["number"].keys
        if not _is_latest(sorts, new.dates, end) and (at := _by_venue(entries, numbers, new, end)) is not None:
            return _Found(at, learned, venue=new.citation.venue)
        if kind is None or learned is None:
            return habit
    at = place_in(sorts[kind].keys, getattr(new.dates, kind), learned.direction)
    return _Found(_among_equals(at, kind, sorts, new.dates, learned.direction), learned)


def _is_latest(sorts: Mapping[str, Sorted], new: Dates, end: End) -> bool:
    """Whether no entry is of a later month than the paper, and the later ones stand where the section grows."""
    numbers, years = sorts["number"], sorts["year"]
    if new.number is None or new.year is None or (numbers.lead > 0) != (end == "bottom"):
        return False
    months = [key and key[:2] for key in numbers.keys]
    return _none_above(months, new.number[:2]) and _none_above(years.keys, new.year)


def _none_above(keys: Sequence[Key | None], new: Key) -> bool:
    return all(key is None or key <= new for key in keys)  # type: ignore[operator]


def _among_equals(at: int, kind: str, sorts: Mapping[str, Sorted], new: Dates, direction: Direction) -> int:
    """The place among the entries of the new one's date, by a finer kind of date where the section keeps to that too.

    Where the section grows nothing is sorted in: the entries of the newest date go there one by one.
    """
    keys, own = sorts[kind].keys, getattr(new, kind)
    start = end = at
    while start and keys[start - 1] in (own, None):
        start -= 1
    while end < len(keys) and keys[end] in (own, None):
        end += 1
    if end == len(keys) if direction == "ascending" else start == 0:
        return at
    for finer in _DATES[: _DATES.index(kind)]:
        date = getattr(new, finer)
        lead, pairs = lead_within(keys, sorts[finer].keys)
        if direction == "descending":
            lead = -lead
        if date is not None and pairs >= _LEAST_KEYS and lead >= _LEAST_WITHIN * pairs:
            return start + place_in(sorts[finer].keys[start:end], date, direction)
    return at


def _sorts(entries: Sequence[Entry]) -> Mapping[str, Sorted]:
    dates = [read_dates(entry.text) for entry in entries]
    return {kind: follow([getattr(date, kind) for date in dates]) for kind in _DATES}


def _best_kind(sorts: Mapping[str, Sorted], new: Dates) -> str | None:
    """The kind of date that the entries are sorted by, if they are by one that the new entry has too."""
    best = None
    for kind in _DATES:
        sort = sorts[kind]
        if (
            getattr(new, kind) is not None
            and sort.distinct > 1
            and sort.coverage >= _LEAST_COVERAGE
            and sort.coverage * len(sort.keys) >= _LEAST_KEYS
            and sort.share >= _LEAST_SHARE
            and abs(sort.trend) >= _LEAST_SORTED
            and (best is None or sort.share > sorts[best].share + _FINER)
        ):
            best = kind
    return best


def _by_habit(sorts: Mapping[str, Sorted], list_trend: float, count: int) -> _Found:
    """The end at which the newest entries stand, in this section or else in the list."""
    own = max(sorts.values(), key=lambda sort: abs(sort.lead))
    shows = abs(own.trend) >= _LEAST_TREND
    lead = own.lead + _HABIT_WEIGHT * list_trend if shows else list_trend
    whose: Literal["section", "list"] | None = None
    if shows and own.lead * lead > 0:
        whose = "section"
    elif abs(list_trend) >= _LEAST_LIST_TREND and list_trend * lead > 0:
        whose = "list"
    end: End = "top" if whose is not None and lead < 0 else "bottom"
    return _Found(0 if end == "top" else count, habit=Habit(end, whose))


#: What the list does counts from less on: it is made of more, and where the section shows nothing it is all there is.
_LEAST_TREND: Final = 0.3
_LEAST_LIST_TREND: Final = 0.1


def _list_trend(others: Iterable[Section]) -> float:
    """-1 where all of the list's sections have their newest entries first, 1 where all have them last."""
    trends: list[float] = []
    asked = 0
    for section in others:
        entries = level_entries(section)
        if len(entries) < 2:
            continue
        dates = [read_dates(entry.text) for entry in entries[:_ASKED]]
        sorts = [follow([date.month for date in dates]), follow([date.year for date in dates])]
        sort = max(sorts, key=lambda sort: abs(sort.lead))
        if sort.pairs:
            trends.append(sort.trend)
        asked += len(entries)
        if asked >= _ASKED:
            break
    return sum(trends) / len(trends) if trends else 0.0


def _by_words(entries: Sequence[Entry], citation: Citation, style: Style) -> _Found | None:
    """The place by name or title, if the entries are sorted by it."""
    if len(entries) < _LEAST_WORDS:
        return None
    step = -(-len(entries) // _WORDS_SAMPLE)
    read = [style.skim(entry) for entry in entries[::step]]
    best: tuple[OrderKey, Key, Sorted] | None = None
    for key in _BY_WORDS:
        new = text_key(key, citation)
        if new is None:
            continue
        sort = follow([text_key(key, other) for other in read])
        if (
            sort.coverage >= _LEAST_COVERAGE
            and sort.distinct >= _LEAST_WORDS - 1
            and sort.share >= _LEAST_WORDS_SHARE
            and sort.direction == "ascending"  # nobody sorts from Z to A
            and (best is None or sort.share > best[2].share)
        ):
            best = key, new, sort
    if best is None:
        return None
    key, new, sort = best
    return _Found(_place_by_words(entries, key, new, sort, style, step), Order(key, sort.direction))


def _place_by_words(entries: Sequence[Entry], key: OrderKey, new: Key, sample: Sorted, style: Style, step: int) -> int:
    """The place by words, first among every so many entries, then among all near it: reading each is dear."""
    at = place_in(sample.keys, new, sample.direction)
    if step == 1:
        return at
    start, end = max(0, (at - 2) * step), min(len(entries), (at + 2) * step)
    keys = [text_key(key, style.skim(entry)) for entry in entries[start:end]]
    return start + place_in(keys, new, sample.direction)


def _kept(
    order: Order, entries: Sequence[Entry], new: _New, style: Style, sorts: Mapping[str, Sorted]
) -> _Found | None:
    """The place in an order that the owner asked for; None where the new entry lacks what it goes by."""
    if order.key != "date":
        key = text_key(order.key, new.citation)
        if key is None:
            return None
        step = -(-len(entries) // _WORDS_SAMPLE)
        sample = follow([text_key(order.key, style.skim(entry)) for entry in entries[::step]])
        sample = replace(sample, direction=order.direction)
        return _Found(_place_by_words(entries, order.key, key, sample, style, step), order)
    known = [kind for kind in _DATES if getattr(new.dates, kind) is not None]
    if not known:
        return None
    kind = max(known, key=lambda kind: (sorts[kind].coverage >= _LEAST_COVERAGE) + sorts[kind].share)
    return _Found(place_in(sorts[kind].keys, getattr(new.dates, kind), order.direction), order)


def _by_venue(entries: Sequence[Entry], numbers: Sequence[Key | None], new: _New, end: End) -> int | None:
    """The place in the group of the paper's venue, or where that would stand, if entries are grouped by venue.

    Groups may grow at another end than the section does: a conference that is put on top can have its latest last.
    """
    venue = new.venue
    if venue is None:
        return None
    groups, sureness = venue_groups(entries)
    own = Group(new.dates.year if any(group.year for group in groups) else None, venue)
    of_venue = [number for number, group in enumerate(groups) if group == own]
    together = len(of_venue) > 1 and of_venue[-1] - of_venue[0] == len(of_venue) - 1
    if sureness < (_LEAST_GROUPED_HERE if together else _LEAST_GROUPED):
        return None
    if not of_venue:
        return _beside_venues(groups, own, end)
    lead, pairs = lead_within([group if group.venue else None for group in groups], numbers)
    if pairs >= _LEAST_IN_GROUPS and abs(lead) >= _LEAST_TREND * pairs:
        end = "bottom" if lead > 0 else "top"
    # The longest run is the group, others are strays.
    runs: list[list[int]] = []
    for number in of_venue:
        if runs and number - runs[-1][-1] <= 2:
            runs[-1].append(number)
        else:
            runs.append([number])
    run = max(runs, key=len)
    return run[0] if end == "top" else run[-1] + 1


_LEAST_GROUPED, _LEAST_GROUPED_HERE = 0.5, 0.3
#: So many pairs of entries of one venue must show at which end its group grows.
_LEAST_IN_GROUPS: Final = 10


def _beside_venues(groups: Sequence[Group], new: Group, end: End) -> int | None:
    """The place of a venue that is the first of its year, by where it stood among the others in other years."""
    year = [number for number, group in enumerate(groups) if group.year == new.year]
    if not year or year[-1] - year[0] >= 2 * len(year):
        return None
    stood: dict[Key | None, dict[str | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, group in enumerate(groups):
        stood[group.year][group.venue].append(number)
    follows = Counter[str | None]()  # in how many more years a venue stands before the new one than behind it
    for venues in stood.values():
        if new.venue in venues:
            own = sum(venues[new.venue]) / len(venues[new.venue])
            for venue, numbers in venues.items():
                follows[venue] += 1 if sum(numbers) / len(numbers) < own else -1
    if not follows:
        return None
    wrong = least = 0
    at = year[0]
    for number in range(year[0], year[-1] + 1):
        if groups[number].year == new.year:
            wrong -= follows[groups[number].venue]
        if wrong < least or (end == "bottom" and wrong == least):
            least, at = wrong, number + 1
    return at
