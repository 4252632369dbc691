"""How well an entry serves as the example of a new paper's: by its place, its age, and the facts that both show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp
from typing import Final

from bot.citation import Citation
from bot.forms.example import Example, VenueKind
from bot.forms.venues import is_preprint
from bot.links import host_of


@dataclass(frozen=True)
class Wanted:
    """A paper that is to be written. `labels` are those of its links, where they are chosen already."""

    said: Citation
    groups: tuple[str, ...]
    labels: tuple[str | None, ...] | None = None

    @cached_property
    def arxiv(self) -> bool:
        """Whether it is on arXiv."""
        return any("arxiv.org/" in link.url for link in self.said.links)

    @cached_property
    def year(self) -> int | None:
        """The year of its date."""
        return int(self.said.date[:4]) if self.said.date else None

    @cached_property
    def venue_kind(self) -> VenueKind:
        """Whether it has a venue, and one that is a preprint's."""
        if not self.said.venue:
            return "none"
        return "preprint" if is_preprint(self.said.venue.rstrip(" 0123456789'’")) else "venue"

    @cached_property
    def has_date(self) -> bool:
        """Whether a date of it can be shown: its venue has a year."""
        return self.said.date is not None or self.venue_kind == "venue"


class Shares:
    """How many of the examples show what."""

    def __init__(self, examples: Sequence[Example]) -> None:
        total = len(examples)
        self.field = {
            field: sum(field in one.fields for one in examples) / total
            for field in ("authors", "date", "name", "anchor")
        }
        self.venue = sum(one.venue_kind == "venue" for one in examples) / total
        self.preprint = sum(one.venue_kind == "preprint" for one in examples) / total
        self.groups = Counter(group for one in examples for group in set(one.groups))
        self.total = total


def cost_of(wanted: Wanted, one: Example, shares: Shares) -> float:
    """How badly an example's form fits a paper's facts."""
    cost = 0.8 * one.free
    said = wanted.said
    for field, known in (
        ("name", bool(said.name)),
        ("anchor", bool(said.name)),
        ("authors", bool(said.authors)),
        ("date", wanted.has_date),
    ):
        shown = field in one.fields
        if shown and not known:
            cost += 2.5
        elif shown and shares.field[field] < _RARE:  # perhaps misread: hardly any other entry shows it
            cost += _RARITY
        elif known and not shown:
            cost += (2.0 if field != "date" else 0.8) * shares.field[field]
    cost += _venue_cost(wanted, one, shares)
    have, show = Counter(wanted.groups), Counter(one.groups)
    for group in have.keys() | show.keys():
        if have[group] > show[group]:
            cost += 1.5 * (have[group] - show[group]) if shares.groups[group] else 0.1
        elif group == "paper" and not have[group]:
            cost += 0.5
        else:
            cost += 1.2 * (show[group] - have[group])
    if wanted.arxiv != bool(one.arxiv_forms):
        cost += 0.4
    if one.badges and not any(host_of(link.url) == "github.com" for link in said.links):
        cost += 1.0
    if "arxiv" in one.fields and not wanted.arxiv:
        cost += 1.0
    if one.day and (said.date is None or len(said.date) < 10):
        cost += 1.0
    if wanted.labels is not None:
        labels = tuple(link.label for link in one.links)
        cost += 0.6 * (labels != wanted.labels)
        cost += 3.0 * ((None in labels) != (None in wanted.labels))
    return cost


def _venue_cost(wanted: Wanted, one: Example, shares: Shares) -> float:
    match wanted.venue_kind, one.venue_kind:
        case ("venue", "none"):
            return 1.5 * min(1.0, 6 * shares.venue)
        case ("venue", "preprint"):
            return 1.5
        case ("preprint", "venue"):
            return 1.5
        case ("preprint", "none"):
            return 0.8 * (shares.preprint > 0)
        case ("none", "preprint"):
            return 0.5 if wanted.arxiv else 2.5
        case ("none", "venue"):
            return 2.5
        case ("venue", "venue") if shares.venue < _RARE:
            return _RARITY
        case _:
            return 0.0


def weight_near(one: Example, middle: int) -> float:
    """How much an example's nearness to the place before number `middle` speaks for it."""
    if one.position is None:
        return _ELSEWHERE_WEIGHT
    distance = one.position - middle if one.position >= middle else middle - 1 - one.position
    return _FAR_WEIGHT + exp(-distance / _REACH)


def weight_of_age(one: Example, year: int | None) -> float:
    """How much an example's age speaks for it: lists change their form over the years."""
    if year is None or one.year is None:
        return _AGELESS
    return max(_OLDEST, exp(-abs(one.year - year) / _AGES))


#: An example's weight falls to a third over so many entries; far ones keep a little, other sections' less.
_REACH: Final = 3.5
_FAR_WEIGHT, _ELSEWHERE_WEIGHT = 0.04, 0.01
#: An example's weight falls to a third over so many years.
_AGES: Final = 2.0
#: What an example is worth however old it is, and one that shows no date.
_OLDEST: Final = 0.25
_AGELESS: Final = 0.6
#: What so few of the entries show costs this much.
_RARE, _RARITY = 0.1, 1.0
