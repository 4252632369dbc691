"""An entry that stands where it does not belong in a section that keeps an order.

Who looks for a paper by its date or its name looks there, and the next contributor takes the slip for the habit. A
section keeps an order where nearly all its entries can stay in it, or where the list's owner says so; parts that other
lines divide are judged each by itself. The fix moves the entry; it is no safe one, as an entry may stand apart on
purpose.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import gt
from typing import Final, Literal, NamedTuple

from bot.lint import Example, Finding, Fix, Group, LintContext, Need, Severity
from bot.sketch import Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
_ONE = "- ({}.{:02}) Title [[pdf]](https://arxiv.org/pdf/2301.1)\n"
_DATED = [_ONE.format(2020 + month // 12, month % 12 + 1) for month in range(24)]
VALID = (
    "# L\n\n## A\n\n" + "".join(_DATED),
    "# L\n\n## A\n\n" + "".join(_DATED[3:]) + "\n**Others**\n\n" + "".join(_DATED[:3]),
    "# L\n\n## A\n\n" + "".join(_DATED[::2] + _DATED[1::2]),
    "# L\n\n## A\n\n" + "".join(_DATED) + "- Title without a date [[pdf]](https://arxiv.org/pdf/2301.1)\n",
)
INVALID = (
    Example(
        "# L\n\n## A\n\n" + "".join(_DATED[:3] + _DATED[4:] + _DATED[3:4]),
        "out of the order by date, oldest first, that 23 of the section's 24 entries keep; it belongs behind line 7",
        "# L\n\n## A\n\n" + "".join(_DATED),
        safe=False,
        line=28,
    ),
)

_Key = tuple[int, ...] | str


class _Order(NamedTuple):
    """An order: by what, which way, and the keys of entries, None where an entry shows none."""

    by: str
    rising: bool
    keys: Sequence[_Key | None]
    kept: Sequence[int]


def check(context: LintContext) -> Iterator[Finding]:
    """Entries of sections in order that break it; of a pull request those that it changes."""
    for path, part in ((group.section.path, part) for group in context.groups for part in _parts(context, group)):
        entries = _level(part)
        if len(entries) < _LEAST:
            continue
        changed = [context.changed is not None and context.is_changed(one.start) for one in entries]
        said = context.owner.section(path).order if context.owner else None
        if said is not None:
            if said.key is None:
                continue
            kinds = [kind for kind in _KINDS if said.key in kind.keys]
            order = _kept_order(entries, changed, kinds, rising=said.direction == "ascending")
        else:
            order = _kept_order(entries, changed, _KINDS)
        if order is not None:
            yield from _strays(context, entries, changed, order)


def _parts(context: LintContext, group: Group) -> Iterator[Sequence[Sketch]]:
    """The entries of a section between lines of other words, such as subheadings in bold and heads of tables."""
    lines, end = context.document.lines, 0
    part: list[Sketch] = []
    for one in group.entries:
        if part and end < one.entry.span.start and "".join(lines[end : one.entry.span.start]).strip():
            yield part
            part = []
        part.append(one)
        end = max(end, one.entry.span.end)
    yield part


def _level(entries: Sequence[Sketch]) -> list[Sketch]:
    """The entries of the kind and depth that most have."""
    levels = [(one.entry.kind, one.entry.depth) for one in entries]
    level = max(set(levels), key=levels.count)
    return [one for one, own in zip(entries, levels, strict=True) if own == level]


def _kept_order(
    entries: Sequence[Sketch], changed: Sequence[bool], kinds: "Sequence[_Kind]", rising: bool | None = None
) -> _Order | None:
    """The order that the unchanged entries keep best; `rising` is the owner's word for it, that needs no proof."""
    step = max(1, len(entries) // _SAMPLE)
    for kind in kinds:
        ways: tuple[bool, ...] = (True, False) if rising is None else (rising,)
        if step > 1 and rising is None:
            sample = [kind.read(one) for one in entries[::step]]
            some = [key for key in sample if key is not None]
            if len(some) < _COVERAGE_OF_SAMPLE * len(sample):
                continue
            rises, falls = (
                len(_run(way)) if _share_at_most(way) >= _SHARE_OF_SAMPLE else 0 for way in (some, some[::-1])
            )
            if max(rises, falls) < _SHARE_OF_SAMPLE * len(some):
                continue
            ways = (rises >= falls,)
        keys = [kind.read(one) for one in entries]
        settled = [n for n, key in enumerate(keys) if key is not None and not changed[n]]
        values = [keys[n] for n in settled]
        if len(settled) < _LEAST or len(settled) < _COVERAGE * (len(keys) - sum(changed)):
            continue
        for way in ways if kind.falls or rising is not None else (True,):
            if rising is None and _share_at_most(values if way else values[::-1]) < kind.share:
                continue
            run = _run(values if way else values[::-1])
            kept = [settled[n] for n in run] if way else [settled[len(settled) - 1 - n] for n in reversed(run)]
            share = len(kept) / len(settled)
            distinct = len({keys[n] for n in kept})
            proved = share >= kind.share and len(settled) >= kind.least and distinct >= kind.distinct
            if proved or rising is not None:
                return _Order(kind.words[0 if way else 1], way, keys, kept)
    return None


def _share_at_most(keys: "Sequence[_Key | None]") -> float:
    """No larger share of keys can be kept: of each two neighbours that fall, one goes, and it goes for two at most."""
    falls = sum(map(gt, keys, keys[1:]))  # type: ignore[arg-type]
    return (len(keys) - (falls + 1) // 2) / len(keys)


def _run(keys: "Sequence[_Key | None]") -> list[int]:
    """The places of the most keys that never fall."""
    tails: list[_Key] = []
    ends: list[int] = []
    before: list[int] = []
    for place, key in enumerate(keys):
        if not tails or key >= tails[-1]:  # type: ignore[operator]
            before.append(ends[-1] if ends else -1)
            tails.append(key)  # type: ignore[arg-type]
            ends.append(place)
        else:
            at = bisect_right(tails, key)  # type: ignore[type-var]
            before.append(ends[at - 1] if at else -1)
            tails[at] = key  # type: ignore[assignment]
            ends[at] = place
    run = []
    place = ends[-1] if ends else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def _strays(
    context: LintContext, entries: Sequence[Sketch], changed: Sequence[bool], order: _Order
) -> Iterator[Finding]:
    """The entries that break an order, each with the place that it belongs to."""
    values = [order.keys[n] for n in order.kept]
    if not order.rising:
        values.reverse()

    def place(key: _Key) -> tuple[int, int]:
        """The first and the last place of a key among the entries that keep the order."""
        low, high = bisect_left(values, key), bisect_right(values, key)  # type: ignore[type-var]
        return (low, high) if order.rising else (len(values) - high, len(values) - low)

    kept = set(order.kept)
    strays: dict[int, int] = {}
    for number, key in enumerate(order.keys):
        if key is None or number in kept:
            continue
        here = bisect_left(order.kept, number)
        low, high = place(key)
        if _shows_another_year(entries[number], key):
            continue
        if not low <= here <= high and not any(
            first <= here <= last for other in _other_years(entries[number], key) for first, last in [place(other)]
        ):
            strays[number] = high if order.rising else low
    judged = sum(key is not None for key in order.keys) - sum(changed)
    for number, target in strays.items():
        if context.changed is None and not strays.keys().isdisjoint((number - 1, number + 1)):
            continue  # entries that stand together elsewhere do so on purpose
        if context.changed is not None and not changed[number]:
            continue
        one = entries[number]
        there = entries[order.kept[target - 1 if target else 0]]
        where = f"{'behind' if target else 'before'} line {there.entry.span.end if target else there.line}"
        said = f"out of the order {order.by}, that {len(kept)} of the section's {judged} entries keep"
        yield Finding(
            one.content, one.end, f"{said}; it belongs {where}", _move(context, one, there, behind=target > 0)
        )


def _shows_another_year(one: Sketch, key: _Key) -> bool:
    """Whether an entry that is placed by its preprint's number shows another year, by which it may stand."""
    if not isinstance(key, tuple) or len(key) == 1 or key[0] >= _FULL_YEAR:
        return False
    shown = {int(year) for year in _YEAR.findall(one.words)}
    return bool(shown) and 2000 + key[0] not in shown


def _other_years(one: Sketch, key: _Key) -> Iterator[_Key]:
    """The other years by which an entry may have its place: that of its preprint, and all that it shows."""
    if isinstance(key, tuple) and len(key) == 1:
        yield from ((int(year),) for year in _YEAR.findall(one.words))
        if (number := _month(one)) is not None and not isinstance(number, str):
            yield (2000 + number[0],)


def _move(context: LintContext, one: Sketch, there: Sketch, *, behind: bool) -> Fix | None:
    """The fix that moves an entry of one line beside another one."""
    if one.entry.kind not in ("bullet", "row") or any(
        some.entry.span.end - some.entry.span.start != 1 for some in (one, there)
    ):
        return None
    line = one.entry.span.start
    start, end = context.starts[line], context.starts[line + 1]
    text = context.text[start:end]
    put = context.put_beside(there, text, behind=behind)
    if not text.endswith("\n") or not context.text[: put.start].endswith("\n"):
        return None
    return Fix((context.taken_away(one), put), safe=False)


# What entries are sorted by


class _Kind(NamedTuple):
    """One thing that sections are sorted by: how it is read, and what proves it.

    `keys` are the owner's words for it, `words` the message's for both directions.
    """

    keys: tuple[Literal["date", "name", "title"], ...]
    words: tuple[str, str]
    read: Callable[[Sketch], _Key | None]
    share: float
    least: int
    distinct: int
    falls: bool = True


def _shown_date(one: Sketch) -> _Key | None:
    found = _DATE.search(one.words)
    return None if found is None else tuple(int(part) for part in found.groups(default="0"))


def _shown_year(one: Sketch) -> _Key | None:
    found = _YEAR.findall(one.words)
    return (int(found[-1]),) if found else None


def _number(one: Sketch) -> _Key | None:
    return _read_number(one.identity) if one.identity else None


@lru_cache(maxsize=65536)
def _read_number(identity: str) -> tuple[int, int, int] | None:
    if not identity.startswith("arxiv:") or not identity[6:10].isdigit() or identity[10] != ".":
        return None
    key = int(identity[6:8]), int(identity[8:10]), int(identity[11:])
    return key if 1 <= key[1] <= _MONTHS else None


def _month(one: Sketch) -> _Key | None:
    key = _read_number(one.identity) if one.identity else None
    return None if key is None else key[:2]


def _first_letter(one: Sketch) -> _Key | None:
    words = (one.name or one.words[:_LONGEST]).strip(" *_[]\"'`").casefold()
    # Hyphens, blanks and articles count for some and not for others.
    return words[0] if words[:1].isalpha() and not words.startswith(("a ", "an ", "the ")) else None


_OF_DATE: Final = ("by date, oldest first", "by date, newest first")
_KINDS: Final = (
    _Kind(("date",), _OF_DATE, _shown_date, 0.95, 10, 5),
    _Kind(("date",), _OF_DATE, _number, 0.97, 20, 10),
    _Kind(("date",), _OF_DATE, _month, 0.95, 20, 8),
    _Kind(("date",), _OF_DATE, _number, 0.95, 20, 10),
    _Kind(("date",), ("by year, oldest first", "by year, newest first"), _shown_year, 0.95, 10, 3),
    _Kind(("name", "title"), ("from A to Z", "from Z to A"), _first_letter, 0.94, 15, 8, falls=False),
)
_LEAST: Final = 8
_COVERAGE: Final = 0.8
_SAMPLE: Final = 24
_SHARE_OF_SAMPLE: Final = 0.85
_COVERAGE_OF_SAMPLE: Final = 0.6
_LONGEST: Final = 40
_FULL_YEAR: Final = 1900
_MONTHS: Final = 12
# Each begins with a digit, as `re` is fast only in looking for signs; that none stands in front of it is asked behind.
_DATE: Final = re.compile(r"((?:1(?<!\d1)9|2(?<!\d2)0)\d\d)[-./](0?[1-9]|1[0-2])(?:[-./]([0-2]?\d|3[01]))?(?!\d)")
_YEAR: Final = re.compile(r"(?:1(?<!\d1)9[5-9]|2(?<!\d2)0[0-4])\d(?!\d)")
