"""Puts the entries of sections into their order, once and without a loss.

Only whole entries move, with what is nested in them. What does not move: text between entries, the blank lines
between them, the numbers of a numbered list, and which places hold entries with a name, where these stand apart.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from bot.document import Entry, ListDocument, Section, parse, split_lines
from bot.generated import generated_regions, generated_whole
from bot.ordering import Direction, Key, Order, OrderKey, read_dates, text_key
from bot.placement import level_entries
from bot.styles import Style

#: What is compared: words, or the dates of one kind, since a venue's year, a month in words and the number of a
#: preprint may tell three different years.
Kind = Literal["day", "number", "month", "year", "name", "title", "authors", "venue"]
#: Why a section is left as it is.
Left = Literal["sorted", "no order", "loose", "unsafe", "generated"]


@dataclass(frozen=True)
class OrderWish:
    """What somebody wants entries sorted by; without a direction, the one that they keep already."""

    key: OrderKey
    direction: Direction | None = None


@dataclass(frozen=True)
class Held:
    """An order, and how well entries hold it: `kept` of `keyed` entries that show its key stand in it.

    `kind` tells what of it is compared, and `parts` how much of a date: 1 is the year, 2 the month, 3 the day or the
    number of a preprint.
    """

    order: Order
    kept: int
    keyed: int
    kind: Kind
    parts: int = 1

    @property
    def share(self) -> float:
        """How well it is held, 0 to 1."""
        return self.kept / self.keyed if self.keyed else 0.0


@dataclass(frozen=True)
class Sorted:
    """What becomes of one section: the order it is put in and how many entries move, or why it is left alone."""

    section: Section
    held: Held | None
    moved: int = 0
    left: Left | None = None


@dataclass(frozen=True)
class Sorting:
    """A sorted list: its new text, and what became of each section."""

    text: str
    sections: tuple[Sorted, ...]


def sort_sections(
    document: ListDocument, sections: Sequence[tuple[Section, Style, OrderWish | None]], *, careful: bool = False
) -> Sorting:
    """Sort sections by what is wished for each, or by the order that it follows; one that follows none is left alone.

    When `careful`, so is one for which nothing is wished and of which more than a few entries would move.

    Nothing is done to a section whose entries would read otherwise at other places, or that a program writes.
    Sorting twice changes nothing more.
    """
    whole = generated_whole(document)
    regions = (whole,) if whole else generated_regions(document)
    plans = [
        _Plan(section, None, left="generated")
        if any(region.span.start < section.span.end and section.span.start < region.span.end for region in regions)
        else _plan(document, section, style, wish, careful=careful)
        for section, style, wish in sections
    ]
    text, unsafe = _apply(document, plans)
    results = [
        Sorted(plan.section, plan.held, left="unsafe")
        if plan.section in unsafe
        else Sorted(plan.section, plan.held, plan.moved, plan.left)
        for plan in plans
    ]
    return Sorting(text, tuple(results))


def order_wish(words: str) -> OrderWish | None:
    """The order that words such as `newest first`, `date`, `title descending` name; None for other words."""
    said = " ".join(words.replace(",", " ").casefold().split()).removeprefix("by ")
    if said in _WORDS:
        return _WORDS[said]
    key, _, direction = said.partition(" ")
    known_key, known_direction = _KEYS.get(key), _DIRECTIONS.get(direction)
    if known_key is None or (direction and known_direction is None):
        return None
    return OrderWish(known_key, known_direction)


def sections_named(document: ListDocument, path: str) -> list[Section]:
    """The sections that a heading or a path such as `A > B` names, and those below them."""
    parts = [_heading(part) for part in path.split(">")]
    found: list[Section] = []
    inside = 0
    for section in document.sections:
        headings = [_heading(part) for part in section.path]
        if headings[-len(parts) :] == parts and (not inside or section.level <= inside):
            inside = section.level
            found.append(section)
        elif inside and section.level > inside:
            found.append(section)
        else:
            inside = 0
    return found


def held_order(document: ListDocument, section: Section, style: Style, wish: OrderWish | None = None) -> Held | None:
    """The order that a section's entries follow, groups apart; None where they follow none.

    With a wish, how well they hold that one; None where no entry shows its key.
    """
    chains = _chains(_units(document, section, style))
    return _wished(chains, wish) if wish else _follows(chains)


_KEYS: Final[dict[str, OrderKey]] = {
    "date": "date", "name": "name", "title": "title", "authors": "authors", "venue": "venue"
}  # fmt: skip
_DIRECTIONS: Final[dict[str, Direction]] = {
    "ascending": "ascending", "asc": "ascending", "descending": "descending", "desc": "descending"
}  # fmt: skip
_WORDS: Final = {"newest first": OrderWish("date", "descending"), "oldest first": OrderWish("date", "ascending")}


def _heading(text: str) -> str:
    return " ".join(text.casefold().split())


# The entries that are sorted among each other


@dataclass(frozen=True)
class _Unit:
    """One entry that can move, and what it is sorted by: all keys of it. `named` is None where it cannot be read."""

    entry: Entry
    keys: dict[Kind, Key | None]
    named: bool | None


@dataclass(frozen=True)
class _Chain:
    """Entries that stand in one order. Together with `units` move those without the key."""

    units: tuple[_Unit, ...]


def _chains(runs: Iterable[Sequence[_Unit]]) -> list[_Chain]:
    """The units of each run, parted into groups where these stand apart."""
    chains: list[_Chain] = []
    for run in runs:
        named = list(_named(run))
        if _stand_apart(named):
            for group in (True, False):
                chains.append(_Chain(tuple(unit for unit, one in zip(run, named, strict=True) if one is group)))
        else:
            chains.append(_Chain(tuple(run)))
    return chains


def _named(run: Iterable[_Unit]) -> Iterator[bool]:
    """Whether each has a name; one that cannot be read is of the kind of the one before it."""
    before = False
    for unit in run:
        before = before if unit.named is None else unit.named
        yield before


def _units(document: ListDocument, section: Section, style: Style) -> list[tuple[_Unit, ...]]:
    """A section's entries, parted at text that stands between them."""
    return [tuple(_unit(entry, style) for entry in run) for run in _runs(document, level_entries(section))]


def _runs(document: ListDocument, entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Entries between which nothing but blank lines stands."""
    run: list[Entry] = []
    for entry in entries:
        if run and any(line.strip() for line in document.lines[run[-1].span.end : entry.span.start]):
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def _unit(entry: Entry, style: Style) -> _Unit:
    """An entry to sort."""
    said = style.skim(entry)
    dates = read_dates(entry.text)
    keys: dict[Kind, Key | None] = {
        "day": dates.day or dates.month or dates.year,
        "number": dates.number,
        "month": dates.month or dates.year,
        "year": dates.year,
        "name": text_key("name", said),
        "title": text_key("title", said),
        "authors": text_key("authors", said),
        "venue": text_key("venue", said),
    }
    return _Unit(entry, keys, None if said is None else said.name is not None)


def _stand_apart(named: Sequence[bool]) -> bool:
    """Whether entries with a name and those without stand in two blocks, a few slips aside."""
    count, total = len(named), sum(named)
    if not 2 <= total <= count - 2:
        return False
    # How many stand in the wrong block, the named being the first `at`; the other way round it is the rest.
    wrong, best = total, total
    worst = total
    for one in named:
        wrong += -1 if one else 1
        best, worst = min(best, wrong), max(worst, wrong)
    slips = min(best, count - worst)
    return slips <= _SLIPS * min(total, count - total)


#: Of the smaller group so many may stand in the other.
_SLIPS: Final = 0.15


# Orders

#: What may be compared, the most exact first.
_KINDS: Final[dict[OrderKey, tuple[Kind, ...]]] = {
    "date": ("day", "number", "month", "year"),
    "name": ("name",),
    "title": ("title",),
    "authors": ("authors",),
    "venue": ("venue",),
}
#: So many keys must be there before an order is seen in them: fewer are in order by chance too often. Nothing is
#: sorted by venue unless somebody says so: venues have no order.
_LEAST_KEYS: Final[dict[OrderKey, int]] = {"date": 4, "name": 5, "title": 5, "authors": 5}
#: A more exact kind of date gives way to another that fits so much better.
_FINER: Final = 0.05
#: Share of the entries that must stand in order, the rest being slips; in long sections chance does less.
_LEAST_SHARE, _LEAST_SHARE_OF_MANY, _MANY = 0.85, 0.75, 20
#: The same among those that could stand out of order at all: equals stand in any order.
_LEAST_EVIDENCE: Final = 0.7
#: So many of the dates must be as fine as they are compared.
_AS_FINE: Final = 0.8
#: So many entries may move, or such a share of a long section's, without somebody having named the section.
_FEW, _FEW_OF_MANY = 5, 0.1
#: Sorting may show that another key is followed too, or that groups stand apart; so many times it is looked.
_ROUNDS: Final = 4


def _follows(chains: Sequence[_Chain]) -> Held | None:
    """The order that nearly all entries of the chains follow."""
    best: Held | None = None
    for key in _LEAST_KEYS:
        held = [
            held
            for kind in _KINDS[key]
            for direction in _BOTH
            if (held := _held(chains, Order(key, direction), kind)) is not None
        ]
        share = max((one.share for one in held), default=0.0)
        if held and (best is None or share > best.share):
            best = max(held, key=lambda one: (one.share >= share - _FINER, one.parts, one.share))
        if best is not None and best.share == 1:
            break
    return best


def _held(chains: Sequence[_Chain], order: Order, kind: Kind) -> Held | None:
    """An order, as fine as it is held, if it is: dates may be in order by year and in none within a year.

    What is asked of months is asked within each year, which sorting by years does not change.
    """
    least = _LEAST_KEYS[order.key] - 1
    parts = 0
    for fineness in range(1, _finest(chains, kind) + 1):
        within = [
            group
            for chain in chains
            for group in _grouped([value for value in _keys_of(chain, kind, fineness) if value is not None])
        ]
        kept, possible = _evidence(within, order.direction)
        if possible < least:
            continue
        if kept < _LEAST_EVIDENCE * possible:
            break
        parts = fineness
    held = _measure(chains, order, kind, parts)
    if not parts or 2 * held.keyed < sum(len(chain.units) for chain in chains):
        return None
    return held if held.share >= (_LEAST_SHARE if held.keyed < _MANY else _LEAST_SHARE_OF_MANY) else None


def _grouped(keys: Sequence[Key]) -> Iterable[list[Key]]:
    """The keys that are equal but for their last part, in their order."""
    groups: dict[Key, list[Key]] = {}
    for key in keys:
        groups.setdefault(key[:-1], []).append(key)
    return groups.values()


def _evidence(groups: Iterable[Sequence[Key]], direction: Direction) -> tuple[int, int]:
    """How many keys beside the commonest one of each group stand in order, and how many there are."""
    kept = possible = 0
    for group in groups:
        commonest = max(Counter(group).values(), default=0)
        kept += _in_line(group, direction) - commonest
        possible += len(group) - commonest
    return kept, possible


def _in_line(keys: Sequence[Key], direction: Direction) -> int:
    """How many of the keys can stay where they are so that the others make no disorder."""
    rank_of = {value: rank for rank, value in enumerate(sorted(set(keys)))}
    return _longest_run([rank_of[value] for value in (keys if direction == "ascending" else reversed(keys))])


def _measure(chains: Sequence[_Chain], order: Order, kind: Kind, parts: int) -> Held:
    keys = [[value for value in _keys_of(chain, kind, parts) if value is not None] for chain in chains]
    return Held(order, sum(_in_line(chain, order.direction) for chain in keys), sum(map(len, keys)), kind, parts)


_BOTH: Final[tuple[Direction, Direction]] = ("descending", "ascending")


def _wished(chains: Sequence[_Chain], wish: OrderWish) -> Held | None:
    """The order that is wished, by what most entries show of its key; None where none shows it."""
    directions = (wish.direction,) if wish.direction else _BOTH if wish.key == "date" else _BOTH[::-1]
    held = [
        _measure(chains, Order(wish.key, direction), kind, _finest(chains, kind))
        for kind in _KINDS[wish.key]
        for direction in directions
    ]
    shown = max(one.keyed for one in held)
    best = max(held, key=lambda one: (one.keyed >= _AS_FINE * shown, one.parts, one.kept))
    return best if best.keyed else None


def _finest(chains: Iterable[_Chain], kind: Kind) -> int:
    """How many parts of a key most entries show."""
    known = sorted(len(value) for chain in chains for unit in chain.units if (value := unit.keys[kind]) is not None)
    return known[int(len(known) * (1 - _AS_FINE))] if known else 1


def _keys_of(chain: _Chain, kind: Kind, parts: int) -> list[Key | None]:
    """The keys of a chain's entries, as coarse as they are compared; None where an entry shows none so fine."""
    return [
        None if value is None or len(value) < parts else value[:parts]
        for value in (unit.keys[kind] for unit in chain.units)
    ]


def _longest_run(ranks: Sequence[int]) -> int:
    """How many of the numbers can stay where they are so that they never fall."""
    tails: list[int] = []
    for rank in ranks:
        at = bisect_right(tails, rank)
        tails[at : at + 1] = [rank]
    return len(tails)


# Moving entries


@dataclass(frozen=True)
class _Plan:
    """Which entry comes to the place of which; empty where the section stays as it is."""

    section: Section
    held: Held | None
    moves: tuple[tuple[Entry, Entry], ...] = ()
    left: Left | None = None
    safe: bool = True

    @property
    def moved(self) -> int:
        """How few entries must be taken up and put down elsewhere for it."""
        starts = [entry.span.start for _, entry in self.moves]
        return len(starts) - _longest_run(starts)


def _plan(document: ListDocument, section: Section, style: Style, wish: OrderWish | None, *, careful: bool) -> _Plan:
    places = _units(document, section, style)
    runs = places
    first: Held | None = None
    for _ in range(_ROUNDS):
        chains = _chains(runs)
        held = _wished(chains, wish) if wish else _follows(chains)
        if held is None:
            return _Plan(section, first, left="no order")
        first = first or held
        if careful and not wish and first.keyed - first.kept > max(_FEW, _FEW_OF_MANY * first.keyed):
            return _Plan(section, first, left="loose")
        comes = {
            old.entry: new for chain in chains for old, new in zip(chain.units, _in_order(chain, held), strict=True)
        }
        before, runs = runs, [tuple(comes[unit.entry] for unit in run) for run in runs]
        if runs == before:
            break
    else:
        return _Plan(section, first, left="no order")
    moves = tuple(
        (place.entry, unit.entry)
        for old, run in zip(places, runs, strict=True)
        for place, unit in zip(old, run, strict=True)
    )
    if all(place is entry for place, entry in moves):
        return _Plan(section, first, left="sorted")
    return _Plan(section, first, moves, safe=_break_alike(document, [place for place, _ in moves]))


def _in_order(chain: _Chain, held: Held) -> tuple[_Unit, ...]:
    """A chain's entries sorted; those that do not show the key stay behind the one before them."""
    lead: list[_Unit] = []
    blocks: list[tuple[Key, list[_Unit]]] = []
    for unit, key in zip(chain.units, _keys_of(chain, held.kind, held.parts), strict=True):
        if key is not None:
            blocks.append((key, [unit]))
        elif blocks:
            blocks[-1][1].append(unit)
        else:
            lead.append(unit)
    blocks.sort(key=lambda block: block[0], reverse=held.order.direction == "descending")
    return (*lead, *(unit for _, block in blocks for unit in block))


def _break_alike(document: ListDocument, entries: Sequence[Entry]) -> bool:
    """Whether entries that are lines of one paragraph all end, or all do not end, with a line break that is seen."""
    touching: set[Entry] = set()
    for one, other in pairwise(entries):
        if one.kind == "paragraph" and one.span.end == other.span.start:
            touching |= {one, other}
    breaks = {_HARD_BREAK.search(document.lines[entry.span.end - 1]) is not None for entry in touching}
    return len(breaks) < 2


_HARD_BREAK: Final = re.compile(r"(?:  |\\|<br ?/?>[ \t]*)[\r\n]*$")


def _apply(document: ListDocument, plans: Sequence[_Plan]) -> tuple[str, list[Section]]:
    """The text with all plans done that can be done, and the sections of those that cannot.

    A text is taken only if it is read as the same entries.
    """
    unsafe = [plan.section for plan in plans if not plan.safe]
    doing = [plan for plan in plans if plan.moves and plan.safe]
    # A second look is for those that are left once the ones that went wrong are taken out.
    for _ in range(2):
        lines = _moved(document, [move for plan in doing for move in plan.moves])
        text = "".join(lines)
        # A line that ends in CR before one that is LF alone would become one line.
        wrong = _misread(document, text, doing) if split_lines(text) == lines else doing
        if not wrong:
            return text, unsafe
        unsafe += [plan.section for plan in wrong]
        doing = [plan for plan in doing if plan not in wrong]
    return document.text, unsafe + [plan.section for plan in doing]


def _moved(document: ListDocument, moves: Iterable[tuple[Entry, Entry]]) -> list[str]:
    """The document's lines with each entry at its new place."""
    lines = list(document.lines)
    marked = bool(lines) and lines[0].startswith(_BOM)
    if marked:
        lines[0] = lines[0].removeprefix(_BOM)
    new: list[str] = []
    done = 0
    for place, entry in sorted(moves, key=lambda move: move[0].span):
        new += lines[done : place.span.start]
        own = lines[entry.span.start : entry.span.end]
        if place.kind == "ordered" and (number := _NUMBER.match(lines[place.span.start])):
            own[0] = _NUMBER.sub(lambda found, to=number[2]: found[1] + to, own[0], count=1)  # type: ignore[misc]
        new += own
        done = place.span.end
    new += lines[done:]
    if marked:
        new[0] = _BOM + new[0]
    if lines and not lines[-1].endswith(("\n", "\r")):
        # The end that the last line lacks goes with the place, not with the line.
        bare = next(number for number, line in enumerate(new) if not line.endswith(("\n", "\r")))
        text = new[-1].rstrip("\r\n")
        new[bare], new[-1] = (new[bare] + new[-1][len(text) :], text) if bare < len(new) - 1 else (new[bare], new[-1])
    return new


_BOM: Final = "\ufeff"
_NUMBER: Final = re.compile(r"(\s*)(\d{1,9})(?=[.)])")


def _misread(document: ListDocument, text: str, doing: Sequence[_Plan]) -> Sequence[_Plan]:
    """The plans after which a section is read otherwise."""
    if not doing:
        return ()
    new = parse(text)
    if len(new.sections) != len(document.sections):
        return doing
    wrong = [
        old
        for old, section in zip(document.sections, new.sections, strict=True)
        if old.path != section.path or _content(old) != _content(section)
    ]
    found = [plan for plan in doing if plan.section in wrong]
    return found if len(found) == len(wrong) else doing


def _content(section: Section) -> Counter[tuple[str, int, str]]:
    """A section's entries, wherever they stand in it."""
    return Counter(
        (entry.kind, entry.depth, _NUMBER.sub(r"\1", entry.text.removeprefix(_BOM), count=1).rstrip("\r\n"))
        if entry.kind == "ordered"
        else (entry.kind, entry.depth, entry.text.removeprefix(_BOM).rstrip("\r\n"))
        for entry in section.entries
    )
