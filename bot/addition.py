"""What adding one paper to a list comes to: the edit and its reasons, or why there is none.

The bot and `shelver add` both go this way. Nothing here asks a network.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Final, Literal, Protocol

from bot.citation import Citation
from bot.document import Edit, Entry, ListDocument, Section, Span
from bot.document.inline import link_target, unescape
from bot.duplicates import Found, Located, addresses, find_duplicate, located_entries
from bot.filling import fill_template
from bot.links import Link, clean_url, role_of
from bot.naming import Name, find_name
from bot.ordering import Order
from bot.papers import PaperId, identify
from bot.placement import Habit, Place, find_place, level_entries, place_beside
from bot.sections import Candidate, Keyworded, SectionChoice, choose_section, holds_papers, is_paper_list
from bot.series import NextSection, next_in_series, next_named
from bot.styles import Style, learn_style, skim
from bot.template import Template
from bot.verdict import shows, stands
from bot.wording import DIRECTIONS


@dataclass(frozen=True)
class Addition:
    """One entry to add, and why there.

    `edit` makes it; `line` is where its text starts in the new text, counted from 1. `citation` is what the
    new entry says, `name` where its short name was found. `dropped` are links that it does not carry: their
    addresses are none that an entry may hold, or no place is theirs in the section's form. `follows` is the
    section that the entry's own, which is new then, comes next after in a series of years; `is_said` tells that
    the place is by the owner's word. `perhaps` is an entry that may be of the same paper. `code` is the link to code
    that nobody gave: most entries of the section have one.
    """

    edit: Edit
    line: int
    citation: Citation
    choice: SectionChoice
    place: Place
    name: Name | None = None
    dropped: tuple[Link, ...] = ()
    follows: Section | None = None
    is_said: bool = False
    perhaps: Found | None = None
    code: Link | None = None

    @property
    def section(self) -> Section:
        """The section that gets the entry; no section of the document where it is new."""
        return self.choice.section

    @property
    def text(self) -> str:
        """The inserted text, with line ends and the blank lines that the section keeps between entries."""
        return self.edit.text


@dataclass(frozen=True)
class Duplicate:
    """The list has the paper. `lacks` are links of the submission that the entry does not show."""

    located: Found
    lacks: tuple[Link, ...] = ()

    @property
    def how(self) -> str:
        """What told it, in words such as "the same title"."""
        return self.located.how

    @property
    def entry(self) -> Entry:
        """The entry that the list has."""
        return self.located.entry

    @property
    def section(self) -> Section:
        """The section that it stands in."""
        return self.located.section

    @property
    def line(self) -> int:
        """Its first line, counted from 1."""
        return self.located.line


@dataclass(frozen=True)
class Unwritable:
    """The chosen section's entries have a form that no style family can write yet."""

    choice: SectionChoice

    @property
    def section(self) -> Section:
        """The section that would get the entry."""
        return self.choice.section


@dataclass(frozen=True)
class NoList:
    """The document is no paper list: no section has five entries most of which link to papers."""


@dataclass(frozen=True)
class Beside:
    """A person's wish that an entry stands after or before another."""

    side: Literal["after", "before"]
    located: Located


class SaidOrder(Protocol):
    """What the owner says that entries are sorted by; without a key, at which end new ones go."""

    @property
    def key(self) -> Literal["date", "name", "title", "venue"] | None:
        """What is compared."""
        ...

    @property
    def direction(self) -> Literal["ascending", "descending"]:
        """Which way it goes."""
        ...

    @property
    def end(self) -> Literal["top", "bottom"]:
        """Where new ones go where nothing is compared."""
        ...


class SaidOfSection(Protocol):
    """What the list's owner says of one section; None and empty: nothing."""

    @property
    def order(self) -> SaidOrder | None:
        """What its entries are sorted by."""
        ...

    @property
    def entry(self) -> Template | None:
        """What its entries look like."""
        ...

    @property
    def papers(self) -> bool | None:
        """Whether papers may go there."""
        ...


class Owner(Protocol):
    """What the list's owner says instead of what would be learned."""

    def section(self, path: Sequence[str]) -> SaidOfSection:
        """What holds for the section under these headings."""
        ...

    @property
    def keywords(self) -> Sequence[Keyworded]:
        """Keywords that put papers into sections."""
        ...

    @property
    def new_sections(self) -> bool:
        """Whether the next section of a series of years may be added."""
        ...


def plan_addition(
    document: ListDocument,
    citation: Citation,
    *,
    ids: Collection[PaperId] = (),
    wish: str | Sequence[str] | None = None,
    abstract: str = "",
    code: str | None = None,
    insist: bool = False,
    another: bool = False,
    beside: Beside | None = None,
    owner: Owner | None = None,
) -> Addition | Duplicate | Unwritable | NoList:
    """Plan one new entry for a paper: section, place, name, text.

    `citation` holds the facts, its title whole; `ids` are all identities known of the paper, the one by which it
    is proposed first; `wish` names a section; `abstract` may give a short name. An entry that surely is of the paper
    makes it a duplicate; one that may be is told with the addition.
    `code` is the address of a repository that the paper itself names; the entry gets it where most others have one.
    With `insist` the paper is added though the list has it, and though the document looks like no list; with `another`
    though an entry looks like the same paper. `beside` is the entry next to which a person wants it, in its section.
    `owner` is what the list's owner says instead of what would be learned.
    """
    found = None
    if not insist:
        found = None if another else find_duplicate(document, citation, ids)
        if found is not None and found.sure == "same":
            return Duplicate(found, _lacking(found.entry, citation.links))
        told = owner is not None and any(owner.section(section.path).papers for section in document.sections)
        if not told and not is_paper_list(document):
            return NoList()
    said = owner.section if owner else None
    choice = choose_section(
        document,
        citation,
        wish,
        abstract=abstract,
        keywords=owner.keywords if owner else (),
        papers=(lambda path: said(path).papers) if said else None,
    )
    asked_for = place_beside(beside.located.section, beside.located.entry, beside.side) if beside else None
    if beside and asked_for:
        choice = SectionChoice(beside.located.section, 1.0, wished=True)
    if choice is None:
        return NoList()
    new, asked = _new_section(document, citation, wish, choice) if owner and owner.new_sections else (None, False)
    style = section_style(document, new.model if new else choice.section)
    template = said(choice.section.path).entry if said else None
    if style is None or len(citation.title) > _LONGEST_TITLE:
        return Unwritable(choice)
    found_code = Link("code", code) if code and _mostly_has_code(choice.section) else None
    if found_code is not None:
        citation = replace(citation, links=(*citation.links, found_code))
    fit = [link for link in citation.links if link_target(link.url) is not None]
    dropped = tuple(link for link in citation.links if link not in fit[:_MOST_LINKS])
    citation = replace(citation, links=tuple(fit[:_MOST_LINKS]), authors=citation.authors[:_MOST_AUTHORS])
    citation, name = _named(document, citation, abstract, style, template)
    order = said_order(said(choice.section.path).order) if said else None
    if new is not None:
        place = Place(new.line, None, None)
        choice = _in_new(choice, new, asked=asked)
    elif asked_for:
        place = asked_for
    else:
        place = find_place(document, choice.section, style.fit(citation), style, order)
    written = _write(document, choice.section, place, citation, style, template, new)
    if written is None:
        return Unwritable(choice)
    citation, edit = written
    if template is None:
        # A table may have no column for a link.
        dropped += tuple(link for link in citation.links if not shows(edit.text, link) and link != found_code)
        citation = replace(citation, links=tuple(link for link in citation.links if shows(edit.text, link)))
    follows = new.model if new is not None else None
    line = edit.span.start + 1
    return Addition(
        edit,
        line,
        citation,
        choice,
        place,
        name,
        dropped,
        follows,
        order is not None,
        found,
        found_code if found_code is not None and shows(edit.text, found_code) else None,
    )


#: More than any entry shows: a stranger's post or page may tell of thousands.
_MOST_LINKS: Final = 12
_MOST_AUTHORS: Final = 100
_LONGEST_TITLE: Final = 2000


def _mostly_has_code(section: Section) -> bool:
    """Whether more than half of a section's entries link to code."""
    entries = level_entries(section)
    having = sum(any(role_of(None, url) == "code" for _, url in addresses(entry.text)) for entry in entries)
    return having * 2 > len(entries)


#: So many forms are tried before a section is left to people.
_TRIES: Final = 4


def _write(
    document: ListDocument,
    section: Section,
    place: Place,
    citation: Citation,
    style: Style,
    template: Template | None,
    new: NextSection | None,
) -> tuple[Citation, Edit] | None:
    """What the new entry says, and the edit that puts it in its place; None where nothing stands there as an entry."""
    entries = level_entries(section)
    for rank in range(_TRIES if template is None else 1):
        fitted = style.fit(citation, place.index, rank) if template is None else citation
        text = style.render(fitted, place.index, rank) if template is None else fill_template(template, citation)
        if not text.strip():
            return None
        if new is not None:
            edit = Edit(Span(new.line, new.line), new.with_entry(text))
        else:
            edit = _edit(document, section, place, text)
        if stands(document, entries, place.index, edit, fitted if template is None else replace(citation, links=())):
            return fitted, edit
    return None


def _new_section(
    document: ListDocument, citation: Citation, wish: str | Sequence[str] | None, choice: SectionChoice
) -> tuple[NextSection | None, bool]:
    """The section that is to be added for a paper, if any, and whether it was asked for: else its year wants it."""
    if choice.wished or choice.by_rule:
        return None, False
    named = next_named(document, wish) if wish and choice.wish_missing else None
    return named or next_in_series(document, citation, choice.section), named is not None


def _in_new(choice: SectionChoice, new: NextSection, *, asked: bool) -> SectionChoice:
    """The choice of a new section: as sure as that the paper belongs to the series, whose sections differ in the year.

    What the paper would have been put into without it is the first of what it might be as well.
    """
    if asked:
        return SectionChoice(new.section, 1.0, wished=True)
    own = {section.span for section in new.years}
    first = Candidate(choice.section, choice.confidence, choice.like)
    series = sum(one.confidence for one in (first, *choice.alternatives) if one.section.span in own)
    return replace(
        choice,
        section=new.section,
        confidence=min(1.0, series) if first.section.span in own else choice.confidence,
        alternatives=(first, *choice.alternatives),
    )


def said_order(said: SaidOrder | None) -> Order | Habit | None:
    """What the list's owner says of an order, as a place is found by it."""
    if said is None:
        return None
    return Habit(said.end, "owner") if said.key is None else Order(said.key, said.direction)


def _named(
    document: ListDocument, citation: Citation, abstract: str, style: Style, template: Template | None
) -> tuple[Citation, Name | None]:
    """The citation with a short name apart from the title, where entries show one and the paper has one."""
    shown = style.shows_name if template is None else "name" in template.placeholders
    name = _name(document, style, citation, abstract) if shown else None
    if name is None:
        return replace(citation, name=None), None
    title = citation.title if template is None and style.repeats_name else name.title_rest
    return replace(citation, name=name.value, title=title), name


def section_style(document: ListDocument, section: Section) -> Style | None:
    """A section's style, the entries of the nearest sections at hand where its own say too little. None: unknown."""
    entries = level_entries(section)
    if len(entries) >= _NEARBY:
        return learn_style(entries)
    nearby: list[Entry] = []
    for other in sorted(document.sections, key=lambda other: _distance(section, other)):
        if other is not section and holds_papers(other):
            nearby += level_entries(other)[: _NEARBY - len(nearby)]
            if len(nearby) >= _NEARBY:
                break
    return learn_style(entries, nearby)


def entry_label(entry: Entry) -> str:
    """What an entry is called in a sentence: its name, else its title, else its first words."""
    said = skim(entry)
    if said is not None and (label := (said.name or said.title).strip()):
        return label
    words = unescape(_LINK_END.sub("", entry.text[:_LONGEST_LABEL])).strip(" \t\r\n-*+|[]`_")
    return " ".join(words.split()[:8])


def place_reason(addition: Addition) -> str:
    """Why the entry stands where it stands, as a sentence without capital and full stop."""
    place = addition.place
    if place.asked:
        return "as asked"
    if place.before is None and place.after is None:
        return (
            "the section has no entries yet"
            if addition.follows is None
            else "the section is new, the next of its series"
        )
    whose = "the section's entries" if place.among is None else f"the section's entries {_AMONG[place.among]}"
    said = []
    if place.order is not None and addition.is_said:
        among = "entries" if place.among is None else f"entries {_AMONG[place.among]}"
        direction = DIRECTIONS[place.order.key][place.order.direction]
        return f"the list's settings sort {among} by {place.order.key}, {direction}"
    if place.order is not None:
        said.append(f"are sorted by {place.order.key}, {DIRECTIONS[place.order.key][place.order.direction]}")
    if place.venue is not None:
        said.append(f"stand together by venue, so the new one comes where those of {place.venue} do")
    if said:
        return f"{whose} {' and '.join(said)}"
    first_or_last = "first" if place.habit is not None and place.habit.end == "top" else "last"
    match place.habit.whose if place.habit is not None else None:
        case "section":
            return f"{whose} mostly have the newest {first_or_last}, so the new one comes {first_or_last}"
        case "list":
            return f"the list's sections mostly have the newest {first_or_last}, so the new one comes {first_or_last}"
        case "owner":
            return f"the list's settings put new entries {first_or_last}"
        case _:
            return f"{whose} follow no order, so the new one comes {first_or_last} of them"


#: So many entries of other sections are asked where the section's own say too little.
_NEARBY: Final = 200
_AMONG: Final = {"named": "with a name", "nameless": "without a name"}

_PAPER_ROLES: Final = frozenset(("pdf", "abstract"))
#: The first words stand before this.
_LONGEST_LABEL: Final = 4000
_LINK_END: Final = re.compile(r"\]\([^)\s]*\)")


def _lacking(entry: Entry, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links that the entry does not show, in any spelling of their addresses."""
    shown = [url for _, url in addresses(entry.text)]
    known = {_address(url) for url in shown} | {str(paper) for url in shown if (paper := identify(url))}
    shows_paper = any(identify(url) for url in shown)
    return tuple(
        link
        for link in links
        if link_target(link.url)
        and _address(link.url) not in known
        and str(identify(link.url)) not in known
        # Another address of the paper itself is nothing that the entry lacks.
        and not (shows_paper and link.role in _PAPER_ROLES)
    )


def _address(url: str) -> str:
    return clean_url(url).partition("://")[2].removeprefix("www.").rstrip("/").casefold()


def _distance(one: Section, other: Section) -> tuple[int, int]:
    """How far apart two sections are: by the headings that they do not share, then by lines."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one.path, other.path, strict=False)))
    return -shared, abs(one.span.start - other.span.start)


def _name(document: ListDocument, style: Style, citation: Citation, abstract: str) -> Name | None:
    """The paper's short name; a guess that another entry bears is none."""
    taken: list[str] = []
    while (name := find_name(citation.title, citation.name, abstract, taken)) is not None and name.origin != "given":
        if not any(
            name.value in located.entry.text
            and (said := style.skim(located.entry)) is not None
            and said.name is not None
            and said.name.strip().casefold() == name.value.casefold()
            for located in located_entries(document)
        ):
            break
        taken.append(name.value)
    return name


def _edit(document: ListDocument, section: Section, place: Place, text: str) -> Edit:
    """The edit that puts an entry's text at its place, spaced as the entries around it."""
    lines = document.lines
    # The neighbour's line end, in a file that mixes them.
    ends = (line[len(line.rstrip("\r\n")) :] for line in reversed(lines[: place.line]))
    line_end = next(filter(None, ends), "\n")
    text = line_end.join(text.rstrip("\r\n").split("\n")) + line_end
    if place.before is not None or place.after is not None:
        gap = _gap(document, section)
        at = place.line
        is_ahead = place.before is None or place.before.span.end != place.line
        text = text + gap if is_ahead else gap + text
    else:
        at = place.line
        while at > section.heading.end and not lines[at - 1].strip():
            at -= 1
        text = (line_end if at else "") + text
        if at < len(lines) and lines[at].strip():
            text += line_end
    if at and not lines[at - 1].endswith(("\n", "\r")):
        text = line_end + text.removesuffix(line_end)
    return Edit(Span(at, at), text)


def _gap(document: ListDocument, section: Section) -> str:
    """The blank lines that mostly stand between the entries of a section, or else of the list."""
    for some in ((section,), document.sections):
        blank = Counter(
            gap
            for one in some
            for before, after in pairwise(level_entries(one))
            if not (gap := "".join(document.lines[before.span.end : after.span.start])).strip()
        )
        if blank:
            return blank.most_common(1)[0][0]
    return ""
