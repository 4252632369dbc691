"""The same entry in a second file that holds the same entries, such as a translation of the list.

Headings may be in another language, so sections and places are told by the papers that stand there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from bot.addition import Addition
from bot.document import Edit, Entry, ListDocument, Section, Span, split_lines
from bot.generated import generated_at
from bot.papers import PaperId, identify, url_identity


@dataclass(frozen=True)
class Mirrored:
    """The edit that puts the entry into the mirror, the section there, and the line of the new text, from 1."""

    edit: Edit
    section: Section
    line: int


@dataclass(frozen=True)
class NotMirrored:
    """No edit of the mirror, and why.

    - `there`: it has the paper already, on line `line`
    - `section`: no section, or more than one, holds the papers that the list's section holds
    - `place`: the entry's neighbours are not there, stand twice, or follow each other the other way
    - `form`: the neighbours there are written as another kind of block
    - `generated`: a program writes the lines around the place
    """

    reason: Literal["there", "section", "place", "form", "generated"]
    section: Section | None = None
    line: int | None = None


def mirror_addition(document: ListDocument, addition: Addition, mirror: ListDocument) -> Mirrored | NotMirrored:
    """Plan for a mirror of a list what was planned for the list itself.

    `document` is the list that the addition was planned for; the mirror has what was added before already.
    """
    new = _papers(addition.text)
    papers = {section.span: [_papers(entry.text) for entry in section.entries] for section in mirror.sections}
    for section in mirror.sections:
        for entry, its in zip(section.entries, papers[section.span], strict=True):
            if not new.isdisjoint(its):
                return NotMirrored("there", section, entry.span.start + 1)
    found = _section(document, addition.section, mirror, papers)
    if found is None:
        return NotMirrored("section")
    beside = (addition.place.before, addition.place.after)
    if beside == (None, None):
        return _first(addition, mirror, found)
    place = _place(beside, found, papers[found.span])
    if place is None:
        return NotMirrored("place", found)
    neighbour, behind = place
    model = addition.place.before or addition.place.after
    if model is not None and (neighbour.kind, neighbour.depth) != (model.kind, model.depth):
        return NotMirrored("form", found, neighbour.span.start + 1)
    at = neighbour.span.end if behind else neighbour.span.start
    text, gap = _bare(addition.text), _gap(mirror, found, neighbour)
    return _insert(mirror, found, at, (gap, text, "") if behind else ("", text, gap))


#: A neighbour that stands more often than this in a section is none.
_MOST_PAIRS: Final = 100
_URL: Final = re.compile(r"https?://(?:[^\s()<>\]\"'|]|\([^\s()]*\))+", re.IGNORECASE)


def _papers(text: str) -> frozenset[PaperId]:
    """The papers that an entry links to; the first address of one that links to none that is known as such."""
    urls = _URL.findall(text)
    found = frozenset(paper for url in urls if (paper := identify(url)))
    return found or frozenset(map(url_identity, urls[:1]))


_Papers = list[frozenset[PaperId]]


def _section(
    document: ListDocument, section: Section, mirror: ListDocument, papers: Mapping[Span, _Papers]
) -> Section | None:
    """The one section of the mirror with the same papers; of the same number where none stand there yet."""
    own = frozenset[PaperId]().union(*(_papers(entry.text) for entry in section.entries))
    if not own:
        if [one.level for one in document.sections] != [one.level for one in mirror.sections]:
            return None
        pairs = zip(document.sections, mirror.sections, strict=True)
        return next((same for one, same in pairs if one.span == section.span and not same.entries), None)
    others = [frozenset[PaperId]().union(*papers[one.span]) for one in mirror.sections]
    shared = sorted(((len(own & other), number) for number, other in enumerate(others)), reverse=True)
    if not shared or (len(shared) > 1 and shared[0][0] == shared[1][0]):
        return None
    count, number = shared[0]
    return mirror.sections[number] if count and 2 * count >= min(len(own), len(others[number])) else None


def _place(beside: Sequence[Entry | None], section: Section, papers: _Papers) -> tuple[Entry, bool] | None:
    """The neighbour in the mirror, and whether the new entry goes behind it; None where that is not sure."""
    entries = section.entries
    near = [_papers(entry.text) if entry is not None else frozenset() for entry in beside]
    before, after = ([number for number, its in enumerate(papers) if not its.isdisjoint(of)] for of in near)
    if before and after and len(before) * len(after) <= _MOST_PAIRS:
        pairs = [
            (one, other) for one in before for other in after if entries[one].span.end <= entries[other].span.start
        ]
        nearest = min(pairs, key=lambda pair: pair[1] - pair[0], default=None)
        return None if nearest is None else (entries[nearest[0]], True)
    if len(before) == 1:
        return entries[before[0]], True
    if len(after) == 1:
        return entries[after[0]], False
    return None


def _bare(text: str) -> str:
    """An entry's text without the blank lines around it and its last line end."""
    lines = split_lines(text)
    told = [number for number, line in enumerate(lines) if line.strip()]
    return "".join(lines[told[0] : told[-1] + 1]).rstrip("\r\n") if told else ""


def _gap(mirror: ListDocument, section: Section, neighbour: Entry) -> str:
    """The blank lines between the neighbour and the entries around it."""
    level = [entry for entry in section.entries if (entry.kind, entry.depth) == (neighbour.kind, neighbour.depth)]
    gaps = [
        "".join(mirror.lines[one.span.end : other.span.start])
        for one, other in pairwise(level)
        if neighbour in (one, other)
    ]
    return next((gap for gap in gaps if not gap.strip()), "")


def _first(addition: Addition, mirror: ListDocument, section: Section) -> Mirrored | NotMirrored:
    """The first entry of a section, with a blank line around it."""
    at = section.span.end
    while at > section.heading.end and not mirror.lines[at - 1].strip():
        at -= 1
    more = at < len(mirror.lines) and bool(mirror.lines[at].strip())
    return _insert(mirror, section, at, ("\n", _bare(addition.text), "\n" if more else ""))


def _insert(mirror: ListDocument, section: Section, at: int, parts: tuple[str, str, str]) -> Mirrored | NotMirrored:
    """The edit with the mirror's own line ends; `parts` are the text and the blank lines before and behind it."""
    if generated_at(mirror, at) is not None:
        return NotMirrored("generated", section, at + 1)
    ends = (line[len(line.rstrip("\r\n")) :] for line in reversed(mirror.lines[:at]))
    line_end = next(filter(None, ends), "\n")
    before, text, behind = parts
    written = "".join(line.rstrip("\r\n") + line_end for line in split_lines(f"{before}{text}\n{behind}"))
    line = at + 1 + len(split_lines(before))
    if at and not mirror.lines[at - 1].endswith(("\n", "\r")):  # the last line of a text may end without
        written = line_end + written.removesuffix(line_end)
    return Mirrored(Edit(Span(at, at), written), section, line)
