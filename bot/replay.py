"""What Shelver would have done where a maintainer added one entry to the list, and how far both agree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.addition import Addition, Duplicate, NoList, Owner, plan_addition, section_style
from bot.citation import Citation
from bot.document import Entry, ListDocument, Section, parse, split_lines
from bot.links import Link
from bot.papers import identify
from bot.placement import level_entries
from bot.styles import Style, read_form


@dataclass(frozen=True)
class Added:
    """One entry that somebody added to a list.

    `document` is the list before, `section` and `line` (0-based) where in it the entry was put, `entry` stands in the
    list after, `text` are all of its lines.
    """

    document: ListDocument
    section: Section
    line: int
    entry: Entry
    text: str

    @property
    def index(self) -> int:
        """How many entries of the section stand before it."""
        return _index(self.section, self.line)


@dataclass(frozen=True)
class Replayed:
    """What Shelver would have done for an entry that was added.

    `planned` is what it would have written where the section is given. The four answers tell whether it agrees with
    what was done: the very text, its form (whatever it says), the place among the section's entries, and the section
    that it would have found by itself; `near` that the section is among its first three. All are no where the list
    had the paper (`duplicate_line`), or Shelver would have `refused`, for the file was no list to it, or the section's
    form none that it writes. `free` tells that the entry says things that no facts of a paper tell: a comment, a star.
    """

    added: Added
    citation: Citation
    planned: Addition | None = None
    duplicate_line: int | None = None
    refused: Literal["no list", "no form"] | None = None
    free: bool = False
    guessed: Section | None = None
    line: bool = False
    form: bool = False
    place: bool = False
    section: bool = False
    near: bool = False


def added_entry(before: str, after: str) -> Added | None:
    """The one entry that was added from a text to the next; None where anything else was done to it."""
    old, new = split_lines(before), split_lines(after)
    found = _inserted(old, new)
    if found is None:
        return None
    start, count = found
    document = parse(after)
    for shift in _readings(new, start, count):
        if (added := _added(document, shift, count)) is not None:
            section, entry = added
            earlier = parse(before)
            if len(earlier.sections) != len(document.sections):
                return None
            text = "".join(new[entry.span.start : entry.span.end])
            return Added(earlier, earlier.sections[document.sections.index(section)], shift, entry, text)
    return None


def replay(added: Added, owner: Owner | None = None) -> Replayed | None:
    """Do again what was done, from the facts that the entry shows. None where it shows no title or no link.

    `owner` is what the list's owner says instead of what would be learned.
    """
    style = section_style(added.document, added.section)
    said = style.skim(added.entry) if style else None
    if style is None or said is None or not said.title or not said.links:
        return None
    citation = as_submitted(said)
    given = plan_addition(added.document, citation, wish=added.section.path or None, owner=owner)
    if isinstance(given, Duplicate):
        return Replayed(added, citation, duplicate_line=given.line)
    form = read_form(added.entry)
    free = form is not None and form[1].free > 0
    if not isinstance(given, Addition):
        return Replayed(added, citation, refused="no list" if isinstance(given, NoList) else "no form", free=free)
    guess = plan_addition(added.document, citation, owner=owner)
    choice = guess.choice if isinstance(guess, Addition) else None
    candidates = [choice.section, *(other.section for other in choice.alternatives[:2])] if choice else []
    there = given.section.span == added.section.span
    return Replayed(
        added,
        citation,
        given,
        free=free,
        guessed=candidates[0] if candidates else None,
        line=_same_text(given.text, added.text),
        form=_same_form(style, given.text, added),
        place=there and _index(added.section, given.edit.span.start) == added.index,
        section=bool(candidates) and candidates[0].span == added.section.span,
        near=any(section.span == added.section.span for section in candidates),
    )


def as_submitted(said: Citation) -> Citation:
    """What an entry says, as somebody submits it who does not know the list's form.

    The name stands before the title, the links are in no order and bear no labels, arXiv links lead to the abstract.
    """
    title = said.title.strip().removesuffix(".")
    if said.name and not title.casefold().startswith(said.name.casefold()):
        title = f"{said.name}: {title}"
    links = dict.fromkeys(map(_plain_link, said.links))
    date = said.date or next(filter(None, (_arxiv_month(link.url) for link in links)), None)
    ranked = sorted(links, key=lambda link: _ROLES.index(link.role) if link.role in _ROLES else len(_ROLES))
    return replace(said, title=title, name=None, date=date, links=tuple(ranked))


_ROLES: Final = ("abstract", "pdf", "code", "website")
_MONTH: Final = re.compile(r"(\d\d)(0[1-9]|1[0-2])\.\d{4,5}")


def _plain_link(link: Link) -> Link:
    paper = identify(link.url)
    if paper is not None and paper.scheme == "arxiv":
        return Link("abstract", f"https://arxiv.org/abs/{paper.value}")
    return Link(link.role, link.url)


def _arxiv_month(url: str) -> str | None:
    paper = identify(url)
    found = _MONTH.fullmatch(paper.value) if paper is not None and paper.scheme == "arxiv" else None
    return f"20{found[1]}-{found[2]}" if found else None


# What was inserted

#: Lines that stand above and below alike leave open which of them is new; so many readings are tried.
_MOST_READINGS: Final = 40
#: No entry has more lines.
_MOST_LINES: Final = 60


def _inserted(old: list[str], new: list[str]) -> tuple[int, int] | None:
    """Where lines were inserted and how many, if nothing else was done."""
    count = len(new) - len(old)
    if not 0 < count <= _MOST_LINES:
        return None
    if old and not old[-1].endswith(("\n", "\r")) and new[len(old) - 1] != old[-1]:
        # A line end was put behind the last line, for the new one to stand below it.
        old = [*old[:-1], old[-1] + new[len(old) - 1][len(old[-1].rstrip("\r\n")) :]]
    start = 0
    while start < len(old) and old[start] == new[start]:
        start += 1
    return (start, count) if old[start:] == new[start + count :] else None


def _readings(new: list[str], start: int, count: int) -> Iterator[int]:
    """Every line at which the insertion can be read to start, the last first."""
    yield start
    for _ in range(_MOST_READINGS):
        if not start or new[start - 1] != new[start + count - 1]:
            return
        start -= 1
        yield start


def _added(document: ListDocument, start: int, count: int) -> tuple[Section, Entry] | None:
    """The entry that the inserted lines are, blank ones aside, and its section."""
    lines = document.lines
    first, last = start, start + count
    while first < last and not lines[first].strip():
        first += 1
    while first < last and not lines[last - 1].strip():
        last -= 1
    for section in document.sections:
        if section.span.start <= first < section.span.end:
            entries = level_entries(section)
            found = [entry for entry in entries if (entry.span.start, entry.span.end) == (first, last)]
            return (section, found[0]) if found else None
    return None


def _index(section: Section, line: int) -> int:
    return sum(entry.span.start < line for entry in level_entries(section))


# How far both agree


def _same_text(one: str, other: str) -> bool:
    return _normal(one) == _normal(other)


def _normal(text: str) -> str:
    return "\n".join(line.rstrip("\r\n") for line in split_lines(text.strip("\r\n")))


def _same_form(style: Style, text: str, added: Added) -> bool:
    """Whether a text is written in the form of the entry that was added; how many blanks stand where is no matter."""
    ours = style.skeleton_of(added.entry._replace(text=text.strip("\r\n") + "\n"))
    theirs = style.skeleton_of(added.entry)
    return (
        ours is not None and theirs is not None and _BLANKS.sub(" ", ours.strip()) == _BLANKS.sub(" ", theirs.strip())
    )


_BLANKS: Final = re.compile(r"[ \t]+")
