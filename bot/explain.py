"""What Shelver learns of a list, section by section, and which entries speak against it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from bot.addition import Owner, SaidOfSection, said_order, section_style
from bot.citation import Citation
from bot.document import Entry, ListDocument, Section, Span
from bot.filling import fill_template
from bot.forms import Part, Slot, Target, Words, flat
from bot.forms.example import Example
from bot.generated import Generated, generated_regions, generated_whole
from bot.links import Link
from bot.ordering import Order
from bot.placement import Habit, Place, find_place, level_entries
from bot.sections import holds_papers
from bot.sorting import Held, OrderWish, held_order
from bot.styles import Style, read_form
from bot.wording import date_words

#: "When your README is viewed on GitHub, any content beyond 500 KiB will be truncated":
#: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes
#: On the front page it is cut at this very byte; the page of the file itself shows more
#: (https://github.com/isaacs/github/issues/1610).
SHOWN_BYTES: Final = 512_000


@dataclass(frozen=True)
class Departure:
    """An entry that is written otherwise than most, and in what; `line` is its first, counted from 1."""

    line: int
    differs: tuple[str, ...]


@dataclass(frozen=True)
class LearnedSection:
    """What is learned of one section.

    `family` is the family of styles that most entries are of, None where no family can write them. Of the `entries`,
    `exact` have the very form `skeleton`, and all but the `departures` and the `unread` differ from it only in which
    facts and links they show; `alike` show the same fact first. `order` is what a new entry
    would follow and `held` how well an order is kept; where none is, new entries go by a `habit`. `sample` is what a
    made-up paper would look like. `said` are those of "order" and "entry" that are not learned but said by the list's
    owner.
    """

    section: Section
    entries: int
    family: str | None
    skeleton: str
    exact: int
    order: Order | None
    held: Held | None
    habit: Habit | None
    sample: str
    departures: tuple[Departure, ...]
    unread: tuple[Span, ...]
    said: tuple[str, ...] = ()
    alike: int = 0

    @property
    def follow(self) -> int:
        """How many entries follow the form."""
        return self.entries - len(self.departures) - len(self.unread)


@dataclass(frozen=True)
class Cut:
    """Where GitHub stops showing a file: within `section`, on line `line`, counted from 1; `after` come later."""

    section: Section
    line: int
    after: tuple[Section, ...]


@dataclass(frozen=True)
class Learned:
    """What is learned of a list: its sections with papers, how many others it has, and its size in bytes.

    `generated` are lines of which the list says that a program writes them: nothing is added there.
    """

    sections: tuple[LearnedSection, ...]
    others: int
    size: int
    cut: Cut | None
    generated: tuple[Generated, ...] = ()

    @property
    def left(self) -> int:
        """How many bytes the file may still grow."""
        return SHOWN_BYTES - self.size

    @property
    def is_nearly_full(self) -> bool:
        """Whether GitHub shows all of the file, but not for long."""
        return 0 <= self.left < _NEARLY * SHOWN_BYTES


def explain(document: ListDocument, owner: Owner | None = None) -> Learned:
    """What Shelver learns of a list; `owner` is what the list's owner says instead."""
    first = replace(document, sections=document.sections[:_MOST_SECTIONS])
    sections = [section for section in first.sections if _takes_papers(section, owner)]
    own = [_Entries(level_entries(section)) for section in sections]
    whole = _Habits([example for entries in own for _, example in entries.read])
    learned = (
        _learned(first, section, entries, whole, owner.section(section.path) if owner else None)
        for section, entries in zip(sections, own, strict=True)
    )
    headings = sum(bool(section.level) for section in document.sections)
    return Learned(
        tuple(learned),
        headings - sum(bool(section.level) for section in sections),
        len(document.text.encode()),
        _cut(document),
        (all_of_it,) if (all_of_it := generated_whole(document)) else generated_regions(document),
    )


#: For each section all others are asked, and no list that people read has more.
_MOST_SECTIONS: Final = 500
#: So near to the limit it is told: a tenth is left.
_NEARLY: Final = 0.1
#: A paper that nobody wrote, to show what a new entry looks like.
_SAMPLE: Final = Citation(
    title="Learning to Keep Lists of Papers",
    name="ListKeeper",
    authors=("Ada Lovelace", "Alan Turing", "Grace Hopper"),
    venue="CVPR 2025",
    date="2025-06",
    links=(
        Link("abstract", "https://arxiv.org/abs/2506.01234"),
        Link("code", "https://github.com/owner/listkeeper"),
    ),
)


def _takes_papers(section: Section, owner: Owner | None) -> bool:
    said = owner.section(section.path).papers if owner else None
    return bool(section.entries) and (holds_papers(section) if said is None else said)


def _learned(
    document: ListDocument, section: Section, entries: "_Entries", whole: "_Habits", said: SaidOfSection | None
) -> LearnedSection:
    style = section_style(document, section)
    habits = _Habits([example for _, example in entries.read])
    differs = ((entry, tuple(habits.differences(example, whole))) for entry, example in entries.read)
    skeleton = style.skeleton if style else ""
    # What a table's columns hold is known to its style alone; for others the form was read already.
    if style and entries.family == "table":
        exact = sum(style.skeleton_of(entry) == skeleton for entry in entries.all)
    else:
        exact = sum(example.skeleton == skeleton for _, example in entries.read)
    sample, place = _sample(document, section, style, said) if style else ("", None)
    wish = OrderWish(said.order.key, said.order.direction) if said and said.order and said.order.key else None
    at_an_end = said is not None and said.order is not None and said.order.key is None
    held = held_order(document, section, style, wish) if style and not at_an_end else None
    return LearnedSection(
        section,
        len(entries.all),
        entries.family,
        skeleton,
        exact,
        held.order if held else place.order if place else None,
        held,
        place.habit if place and not held else None,
        sample,
        tuple(Departure(entry.span.start + 1, words) for entry, words in differs if words),
        tuple(entry.span for entry in entries.unread),
        tuple(word for word in ("order", "entry") if said and getattr(said, word) is not None),
        max(Counter(_first_fact(example) for _, example in entries.read).values(), default=0),
    )


def _sample(document: ListDocument, section: Section, style: Style, said: SaidOfSection | None) -> tuple[str, Place]:
    """A made-up paper as it would be written, and where it would stand."""
    citation = _SAMPLE if style.shows_name else replace(_SAMPLE, name=None)
    if style.repeats_name or not style.shows_name:
        citation = replace(citation, title=f"{_SAMPLE.name}: {_SAMPLE.title}")
    place = find_place(document, section, style.fit(citation), style, said_order(said.order) if said else None)
    if said and said.entry is not None:
        return fill_template(said.entry, _SAMPLE), place
    return style.render(style.fit(citation, place.index), place.index), place


class _Entries:
    """A section's entries, taken apart."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.all = entries
        self.read: list[tuple[Entry, Example]] = []
        self.unread: list[Entry] = []
        counted: Counter[str] = Counter()
        for entry in entries:
            if (found := read_form(entry)) is None:
                self.unread.append(entry)
            else:
                family, example = found
                counted[family] += 1
                self.read.append((entry, example))
        self.family = next((family for family, _ in counted.most_common(1)), None)


# What is habit

#: So many entries must show a thing before most of them make a habit, and such a share of them.
_LEAST, _MOST = 5, 0.8
#: The same of the whole list, asked where a section shows a thing too seldom.
_LEAST_OF_ALL, _MOST_OF_ALL = 20, 0.9
#: So nearly all others must show a fact before an entry without it is odd.
_NEARLY_ALL: Final = 0.9
_FACTS: Final = ("name", "title", "authors", "venue", "date")
_MOST_DIFFERENCES: Final = 3


@dataclass(frozen=True)
class _Trait:
    """One thing that entries do in one way or another: `where` names it, `how` is the way."""

    where: tuple[str, ...]
    how: str


class _Habits:
    """How most of some entries do what they do."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._ways: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self._count = len(examples)
        self._facts: Counter[str] = Counter()
        for example in examples:
            self._facts.update(_facts(example))
            for trait in _traits(example):
                self._ways[trait.where][trait.how] += 1

    def differences(self, example: Example, whole: "_Habits") -> Iterator[str]:
        """In what an entry departs from them, in words; the whole list's are asked where these are few."""
        facts = _facts(example)
        found = [f"no {fact}" for fact in _FACTS if fact not in facts and fact in self._usual_facts]
        for trait in _traits(example):
            usual = self._usual.get(trait.where) or (
                whole._usual_of_all.get(trait.where) if self._ways[trait.where].total() < _LEAST else None
            )
            if usual is not None and usual != trait.how:
                found.append(_words(trait, usual))
        yield from dict.fromkeys(found[:_MOST_DIFFERENCES])

    @cached_property
    def _usual_facts(self) -> frozenset[str]:
        if self._count <= _LEAST:
            return frozenset()
        return frozenset(fact for fact, count in self._facts.items() if count >= _NEARLY_ALL * (self._count - 1))

    @cached_property
    def _usual(self) -> dict[tuple[str, ...], str]:
        return self._habits(_LEAST, _MOST)

    @cached_property
    def _usual_of_all(self) -> dict[tuple[str, ...], str]:
        return self._habits(_LEAST_OF_ALL, _MOST_OF_ALL)

    def _habits(self, least: int, most: float) -> dict[tuple[str, ...], str]:
        found = {}
        for where, ways in self._ways.items():
            ((how, count),) = ways.most_common(1)
            if ways.total() >= least and count >= most * ways.total():
                found[where] = how
        return found


def _first_fact(example: Example) -> str | None:
    """What an entry shows first of a paper."""
    return next((mark for mark in _outline(example.parts)[0] if mark in _FACTS), None)


def _facts(example: Example) -> set[str]:
    return {slot.field for slot in example.slots if slot.value or slot.shown}


def _traits(example: Example) -> Iterator[_Trait]:
    marks, signs = _outline(example.parts)
    for number, (one, other) in enumerate(pairwise(marks)):
        yield _Trait(("between", one, other), _plain(signs[number], last=other == "end"))
    shown = [mark for mark in marks if mark in _FACTS]
    for one, other in pairwise(dict.fromkeys(shown)):
        yield _Trait(("first", *sorted((one, other))), one)
    for part in flat(example.parts):
        match part:
            case Slot(field="label"):
                yield _Trait(("label", part.shown.casefold()), part.shown)
            case Slot(field="date") if part.form:
                yield _Trait(("date",), part.form.replace("{mm}", "{m}").replace("{dd}", "{d}"))
            case Target() if part.form:
                yield _Trait(("arxiv",), part.form)


def _outline(parts: Sequence[Part]) -> tuple[list[str], list[str]]:
    """What an entry shows, in order, between its start and its end, and the signs between."""
    marks, signs = ["start"], [""]
    for part in flat(parts):
        if isinstance(part, Words):
            signs[-1] += part.text
        else:
            marks.append(part.field if isinstance(part, Slot) else "address" if isinstance(part, Target) else "badge")
            signs.append("")
    return [*marks, "end"], signs


_BLANKS: Final = re.compile(r"[ \t]+")
_BLANK_LINES: Final = re.compile(r"\n[ \n]*\n")


def _plain(signs: str, *, last: bool) -> str:
    plain = _BLANK_LINES.sub("\n\n", _BLANKS.sub(" ", signs.replace("\r", "")))
    return plain.rstrip() if last else plain


def _words(trait: _Trait, usual: str) -> str:
    match trait.where:
        case ("between", "start", _):
            return f"starts with {_quoted(trait.how)}, mostly {_quoted(usual)}"
        case ("between", one, "end"):
            return f"ends with {_quoted(trait.how)} behind the {one}, mostly {_quoted(usual)}"
        case ("between", one, other):
            return f"{_quoted(trait.how)} between {one} and {other}, mostly {_quoted(usual)}"
        case ("first", one, other):
            return f"{one if one == trait.how else other} before {other if one == trait.how else one}, mostly behind"
        case ("label", _):
            return f"label {_quoted(trait.how)}, mostly {_quoted(usual)}"
        case ("date",):
            return f"date as {date_words(trait.how)}, mostly {date_words(usual)}"
        case _:
            return f"arXiv address {trait.how.replace('{}', 'ID')}, mostly {usual.replace('{}', 'ID')}"


def _quoted(signs: str) -> str:
    return "nothing" if not signs else '"' + signs.replace("\n", "↵") + '"'


# What GitHub shows


def _cut(document: ListDocument) -> Cut | None:
    """Where GitHub stops showing the file; None where it shows all."""
    if len(document.text) * 4 <= SHOWN_BYTES:
        return None
    size = 0
    number = -1
    for line in document.lines:
        number += 1
        size += len(line.encode())
        if size > SHOWN_BYTES:
            break
    else:
        return None
    within = [section for section in document.sections if section.span.start <= number < section.span.end]
    after = tuple(section for section in document.sections if section.span.start > number)
    return Cut(within[0], number + 1, after)
