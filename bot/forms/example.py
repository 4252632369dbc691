"""An entry as an example of its list's form: what it shows, and how another paper is written after it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.citation import Citation
from bot.forms import LinkPart, Part, Repository, Slot, Target, Words, flat
from bot.forms.dates import is_exact
from bot.forms.people import is_name
from bot.links import Link, Role, is_label, label_role

VenueKind = Literal["none", "preprint", "venue"]

#: Two things that follow each other in an entry, by their kinds; its ends are things too.
Joint = tuple[str, str]


def group_of(role: Role) -> str:
    """The role of a link as far as entries tell roles apart: a paper's PDF and its page are one."""
    return "paper" if role in ("pdf", "abstract") else role


def names_authors(link: LinkPart) -> bool:
    """Whether a link's words are the authors."""
    return any(isinstance(one, Slot) and one.field == "authors" for one in link.parts)


def names_person(link: LinkPart) -> bool:
    """Whether a link leads to one of the authors: it carries people, or a person's name in no brackets of its own."""
    if names_authors(link):
        return True
    label = link.label or ""
    if " " not in label or is_label(label) or label_role(label) is not None or not is_name(label):
        return False
    first = link.parts[0]
    return isinstance(first, Words) and first.text.startswith("[") and not first.text.startswith("[[")


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
        """Its links, badges and those of its authors aside."""
        return tuple(
            part for part in self.parts if isinstance(part, LinkPart) and not part.badge and not names_person(part)
        )

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of its links' roles in order; what is linked twice counts once."""
        groups = [group_of(link.role) for link in {_address(link): link for link in self.links}.values()]
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
    def joints(self) -> tuple[tuple[Joint, str, Part | None], ...]:
        """What stands between the things that it shows; see `joints`."""
        return joints(self.parts)

    @cached_property
    def year(self) -> int | None:
        """The year that it shows; the first of several."""
        return next((int(slot.value[:4]) for slot in self.slots if slot.field == "date"), None)

    @cached_property
    def says(self) -> Citation:
        """What it says of its paper."""
        return _citation(self.parts)


def joints(parts: Sequence[Part]) -> tuple[tuple[Joint, str, Part | None], ...]:
    """The words before each thing that parts show, with the kinds of both their neighbours and the thing itself.

    The last are the words behind them all, without a thing.
    """
    found: list[tuple[Joint, str, Part | None]] = []
    before, words = "", ""
    for part in parts:
        if isinstance(part, Words):
            words += part.text
            continue
        kind = _kind(part)
        found.append(((before, kind), words, part))
        before, words = kind, ""
    return (*found, ((before, ""), words, None))


def _kind(part: Part) -> str:
    match part:
        case Slot():
            return part.field
        case LinkPart():
            return "badge" if part.badge else f"{group_of(part.role)} {'title' if part.label is None else 'link'}"
        case _:
            return ""


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
    slots = [part for part in flat(parts) if isinstance(part, Slot)]
    first = {slot.field: slot for slot in reversed(slots)}
    # The year on a badge is its venue's.
    dates = [one.value for one in slots if one.field == "date" and (is_exact(one.form) or not one.in_badge)]
    authors, venue, name = first.get("authors"), first.get("venue"), first.get("name")
    return Citation(
        title=first["title"].value if "title" in first else "",
        name=name.value if name else None,
        authors=authors.names if authors else (),
        venue=_with_year(venue.value, _venue_year(slots)) if venue else None,
        date=max(dates, key=len, default=None),
        links=tuple(_links(parts)),
        more_authors=authors is not None and authors.cut,
    )


def _address(link: LinkPart) -> str:
    return next((part.url for part in link.parts if isinstance(part, Target)), "")


def _links(parts: Iterable[Part]) -> Iterator[Link]:
    for part in parts:
        if isinstance(part, LinkPart) and not part.badge:
            for target in part.parts:
                if isinstance(target, Target):
                    yield Link(part.role, target.url, part.label)
                    break


def _venue_year(slots: Sequence[Slot]) -> str | None:
    """The year that belongs to the venue: that of the date behind it, or of a bare year further on."""
    seen, previous = False, ""
    for slot in slots:
        if slot.field == "date" and (previous == "venue" or (seen and not is_exact(slot.form))):
            return slot.value[:4]
        seen |= slot.field == "venue"
        previous = slot.field
    return None


def _with_year(venue: str, year: str | None) -> str:
    return venue if year is None or year in venue else f"{venue} {year}"
