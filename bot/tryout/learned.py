"""What was learned of a list, in plain words for a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from bot.document import ListDocument, Span
from bot.explain import SHOWN_BYTES, Learned, LearnedSection
from bot.sandbox.pages.frame import count
from bot.wording import held_words, order_words, path_words

#: How sure Shelver is of a section's form.
Sure = Literal["sure", "fairly sure", "not sure", "cannot"]


@dataclass(frozen=True)
class Passage:
    """Lines of the list: the first, counted from 1, what stands there, and what is said of it."""

    line: int
    text: str
    said: str = ""


@dataclass(frozen=True)
class SectionView:
    """One section with papers: its heading, those above it, and what is known of its entries."""

    name: str
    within: str
    line: int
    entries: int
    sure: Sure
    why: str
    order: str
    sample: str


@dataclass(frozen=True)
class View:
    """What was learned of a list: a first line, warnings, its sections, and what could not be read or is odd."""

    first: str
    warnings: tuple[str, ...]
    sections: tuple[SectionView, ...]
    unread: tuple[Passage, ...]
    odd: tuple[Passage, ...]


def view(document: ListDocument, learned: Learned) -> View:
    """What a page tells of a list."""
    entries = sum(one.entries for one in learned.sections)
    unread = [span for one in learned.sections for span in one.unread]
    written = sum(one.family is not None for one in learned.sections)
    read = f"{entries - len(unread):,} of" if unread else "all"
    first = f"Shelver reads {read} {entries:,} entries in {count(len(learned.sections), 'section')}"
    if written == len(learned.sections):
        first += " and can add to each of them." if written > 1 else " and can add to it."
    else:
        first += f" and can add to {written} of them."
    if learned.others:
        first += f" {count(learned.others, 'other heading holds', 'other headings hold')} no papers."
    return View(
        first,
        tuple(_warnings(learned)),
        tuple(map(_section, learned.sections)),
        tuple(_passage(document, span) for span in sorted(unread)),
        tuple(_odd(document, learned)),
    )


def _warnings(learned: Learned) -> Iterator[str]:
    if learned.cut is not None:
        yield (
            f"The file has {learned.size:,} bytes, and GitHub shows the first {SHOWN_BYTES:,} of a README on a "
            f"repository's page: visitors do not see what stands behind line {learned.cut.line:,}."
        )
    elif learned.is_nearly_full:
        yield (
            f"The file has {learned.size:,} bytes. GitHub shows the first {SHOWN_BYTES:,} of a README on a "
            f"repository's page, so only {learned.left:,} are left."
        )
    for region in learned.generated:
        yield (
            f"A program writes lines {region.span.start + 1:,} to {region.span.end:,}, so nothing is added there: "
            f"line {region.line:,} says “{region.words}”."
        )


#: From such a share of entries on that follow the form Shelver is sure of it, or fairly sure.
_SURE, _FAIRLY = 0.9, 0.7
_LEVELS: Final[tuple[Sure, ...]] = ("not sure", "fairly sure", "sure")
#: Where fewer entries than this share begin with the same fact, they are of several kinds.
_ALIKE: Final = 0.8
#: Fewer entries are little to go by.
_FEW: Final = 5


def _section(one: LearnedSection) -> SectionView:
    sure, why = _confidence(one)
    path = one.section.path
    return SectionView(
        name=path[-1] if path else path_words(one.section),
        within=" > ".join(path[:-1]),
        line=one.section.heading.start + 1,
        entries=one.entries,
        sure=sure,
        why=why,
        order=_order(one),
        sample=one.sample.strip("\r\n"),
    )


def _confidence(one: LearnedSection) -> tuple[Sure, str]:
    """How sure the form of new entries is, and why."""
    if one.family is None:
        return "cannot", "Its entries have a form that cannot be written yet."
    if one.entries < _FEW:
        few = "It has only one entry" if one.entries == 1 else f"It has only {one.entries} entries"
        return "fairly sure", f"{few}, so those of the nearest sections count too."
    share = one.follow / one.entries
    level = (share >= _FAIRLY) + (share >= _SURE)
    why = f"{one.follow:,} of {one.entries:,} entries are written this way."
    if one.follow == one.entries:
        why = f"All {one.entries:,} entries are written this way."
    # Where the entries are of several kinds, none of them differs from a habit.
    if one.alike < _ALIKE * one.entries:
        level = max(level - 1, 0)
        why = f"The entries are of several kinds; {one.alike:,} of {one.entries:,} begin alike."
    return _LEVELS[level], why


def _order(one: LearnedSection) -> str:
    """Where a new entry goes, as a sentence."""
    if one.order is None:
        first = one.habit is not None and one.habit.end == "top"
        return f"In no order, so a new one comes {'first' if first else 'last'}."
    if one.held is None:
        return f"Sorted {order_words(one.order)}."
    all_of_them = one.held.kept == one.held.keyed
    kept = "" if all_of_them else f"; {one.held.kept:,} of {one.held.keyed:,} keep to it"
    return f"Sorted {held_words(one.held)}{kept}."


def _odd(document: ListDocument, learned: Learned) -> Iterator[Passage]:
    for one in learned.sections:
        for odd in one.departures:
            yield Passage(odd.line, _line(document, odd.line - 1), "; ".join(odd.differs))


def _passage(document: ListDocument, span: Span) -> Passage:
    return Passage(span.start + 1, _line(document, span.start))


def _line(document: ListDocument, number: int) -> str:
    text = document.lines[number].strip()
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " ..."


_LONGEST: Final = 160
