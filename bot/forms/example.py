"""An entry as an example of its list's form: what it shows, and how another paper is written after it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from bot.citation import Citation
from bot.forms import LinkPart, Part, Repository, Slot, Target, Words, flat
from bot.forms.dates import is_exact
from bot.forms.venues import split_year
from bot.links import Link, Role
from bot.papers import PaperId

VenueKind = Literal["none", "preprint", "venue"]
PAPER: Final[frozenset[Role]] = frozenset(("pdf", "abstract"))


def group_of(role: Role) -> str:
    """The role of a link as far as entries tell roles apart: a paper's PDF and its page are one."""
    return "paper" if role in PAPER else role


@dataclass(frozen=True)
class Example:
    """An entry taken apart. `position` is its number among the entries of its section; None in another section."""

    parts: tuple[Part, ...]
    position: int | None = None

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """What it says, but for addresses."""
        return tuple(part for part in flat(self.parts) if isinstance(part, Slot))

    @cached_property
    def fields(self) -> frozenset[str]:
        """Which facts it shows."""
        return frozenset(slot.field for slot in self.slots)

    @cached_property
    def links(self) -> tuple[LinkPart, ...]:
        """Its links, badges aside."""
        return tuple(part for part in self.parts if isinstance(part, LinkPart) and not part.badge)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of its links' roles in order; a paper linked twice counts once."""
        groups = [group_of(link.role) for link in self.links]
        return tuple(group for n, group in enumerate(groups) if group != "paper" or "paper" not in groups[:n])

    @cached_property
    def venue_kind(self) -> VenueKind:
        """Whether it shows a venue, and one that is a preprint's."""
        venues = [slot for slot in self.slots if slot.field == "venue"]
        if not venues:
            return "none"
        return "preprint" if all(slot.form == "preprint" for slot in venues) else "venue"

    @cached_property
    def arxiv_forms(self) -> tuple[str, ...]:
        """The forms of its arXiv addresses, each once; none where its paper is elsewhere."""
        forms = (part.form for part in flat(self.parts) if isinstance(part, Target) and part.form)
        return tuple(dict.fromkeys(forms))

    @cached_property
    def free(self) -> int:
        """How many things it says that no fact tells."""
        return sum(slot.field == "other" for slot in self.slots)

    @cached_property
    def badges(self) -> bool:
        """Whether it shows a badge made of the code's repository."""
        return any(isinstance(part, Repository) for part in flat(self.parts))

    @cached_property
    def day(self) -> bool:
        """Whether it shows a date to the day."""
        return any(slot.field == "date" and "{d" in slot.form for slot in self.slots)

    @cached_property
    def skeleton(self) -> str:
        """Its form as a text: what it says replaced by marks."""
        return "".join(_marks(self.parts))

    @cached_property
    def says(self) -> Citation:
        """What it says of its paper."""
        return _citation(self.parts)


def _marks(parts: Iterable[Part]) -> Iterator[str]:
    for part in flat(parts):
        match part:
            case Words():
                yield part.text
            case Target():
                yield "‹url›"
            case Repository():
                yield "‹repository›"
            case Slot(field="date"):
                yield f"‹{part.form.replace('{mm}', '{m}').replace('{dd}', '{d}')}›"
            case Slot(field="label"):
                yield part.shown
            case Slot(field="authors") if part.authors:
                yield f"‹authors{part.authors.more}›"
            case Slot():
                yield f"‹{part.field}›"


def _citation(parts: Sequence[Part]) -> Citation:
    title = name = venue = None
    authors: tuple[str, ...] = ()
    cut = False
    dates: list[str] = []
    links: list[Link] = []
    for part in parts:
        if isinstance(part, LinkPart):
            target = next((one.url for one in part.parts if isinstance(one, Target)), None)
            if target is not None and not part.badge:
                links.append(Link(part.role, target, part.label))
    year = None
    previous = ""
    for part in flat(parts):
        if isinstance(part, Slot):
            match part.field:
                case "title" if title is None:
                    title = part.value
                case "name" if name is None:
                    name = part.value
                case "authors" if not authors:
                    authors, cut = part.names, part.cut
                case "venue" if venue is None:
                    venue = part.value
                case "date":
                    if previous == "venue" or (venue is not None and not is_exact(part.form)):
                        year = year or part.value[:4]
                    dates.append(part.value)
                case _:
                    pass
            previous = part.field
    date = max(dates, key=len, default=None)
    if venue is not None and year is not None and year not in venue:
        venue = f"{venue} {year}"
    return Citation(title or "", name, authors, venue, date, tuple(links), cut)


@dataclass(frozen=True)
class Wanted:
    """A paper that is to be written: its citation, and what of it an entry can show."""

    citation: Citation
    groups: tuple[str, ...]
    venue_kind: VenueKind
    arxiv: PaperId | None
    labels: tuple[str | None, ...] | None = None

    @cached_property
    def fields(self) -> frozenset[str]:
        """Which facts are known."""
        said = self.citation
        known = {"title", "other", "label"}
        known |= {"name", "anchor"} if said.name else set()
        known |= {"authors"} if said.authors else set()
        known |= {"date"} if said.date or (said.venue and split_year(said.venue)[1]) else set()
        known |= {"venue"} if self.venue_kind != "none" or self.arxiv else set()
        return frozenset(known)
