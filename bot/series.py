"""The next section of a series of years: where `2023` and `2024` have their headings, a paper of 2025 may want one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.citation import Citation
from bot.document import ListDocument, Section, Span


@dataclass(frozen=True)
class NextSection:
    """A section that does not exist yet, to be put before line `line` of the document (counted from 0).

    `section` holds its path and level; its span is empty, as no section of the document has it. `model` is the
    section that it follows in time and is formed after, `years` are all of the series. Its first entry's text
    stands between `ahead` and `behind`. `is_last` tells that the document ends there without a line end, as it
    goes on to do.
    """

    section: Section
    model: Section
    years: tuple[Section, ...]
    line: int
    ahead: str
    behind: str = ""
    is_last: bool = False

    def with_entry(self, text: str) -> str:
        """The new section's text with its first entry, in the line ends of its model."""
        end = "\r\n" if self.ahead.endswith("\r\n") else "\n"
        entry = end.join(text.rstrip("\r\n").split("\n"))
        return self.ahead + entry + ("" if self.is_last else end + self.behind)


def next_in_series(document: ListDocument, citation: Citation, near: Section) -> NextSection | None:
    """The section that a paper's year wants next to those of other years, if the list plainly goes on like that.

    That is: `near` or a heading above it is one of at least two sections side by side whose headings differ in
    the year alone, and the paper's year is the one after the last of them.
    """
    year = _year_of(citation)
    if year is None:
        return None
    for depth in range(len(near.path), 0, -1):
        new = _next(document, near.path[:depth], year)
        if new is not None:
            return new if new.model.entries or depth == len(near.path) else None
    return None


def next_named(document: ListDocument, wish: str | Sequence[str]) -> NextSection | None:
    """The section that a wish names, if the list lacks it and it is the next of a series of years."""
    heading = re.split(r"[>›»→]", wish)[-1] if isinstance(wish, str) else wish[-1]
    year, key = year_in(heading), _key(heading)
    if year is None:
        return None
    paths = {
        section.path
        for section in document.sections
        if section.path and str(year - 1) in section.path[-1] and _key(section.path[-1]) == key
    }
    return _next(document, paths.pop(), year) if len(paths) == 1 else None


def year_in(heading: str) -> int | None:
    """The year that a heading names, if it names one alone."""
    years = _YEAR.findall(heading)
    return int(years[0]) if len(years) == 1 else None


def in_year(text: str, year: int) -> str:
    """A heading, or a line that leads to it, as that of another year with one paper."""
    return _COUNT.sub("1", _YEAR.sub(str(year), text, count=1))


_LEAST: Final = 2
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: A year in brackets is none.
_COUNT: Final = re.compile(r"(?<=[(\[])(?!(?:19|20)\d\d[)\]])\d+(?=(?: papers?)?[)\]])")
_COUNT_BEHIND: Final = re.compile(r"[(\[]#(?: papers?)?[)\]]\s*$")
_SIGNS: Final = re.compile(r"[^\w#]+")


def _year_of(citation: Citation) -> int | None:
    for said in (citation.venue, citation.date):
        if said and (found := _YEAR.search(said)):
            return int(found[0])
    return None


def _next(document: ListDocument, path: tuple[str, ...], year: int) -> NextSection | None:
    """The section of a year in the series that the section under these headings is one of."""
    series = _series(document, path)
    years = [shown for shown, _ in series]
    if len(series) < _LEAST or max(years) != year - 1 or len(set(years)) < len(years):
        return None
    newest = next(section for shown, section in series if shown == year - 1)
    return _beside(document, newest, year, tuple(section for _, section in series))


def _series(document: ListDocument, path: tuple[str, ...]) -> list[tuple[int, Section]]:
    """The sections under the same headings whose own differ from this one in its year alone, with their years."""
    if year_in(path[-1]) is None:
        return []
    form = _form(path[-1])
    return [
        (year, section)
        for section in document.sections
        if len(section.path) == len(path)
        and section.path[:-1] == path[:-1]
        and (year := year_in(section.path[-1])) is not None
        and _form(section.path[-1]) == form
    ]


def _form(heading: str) -> str:
    return _COUNT.sub("#", _YEAR.sub("####", heading))


def _key(heading: str) -> str:
    """What is left of a heading's form without case, signs and a count at its end."""
    return _SIGNS.sub("", _COUNT_BEHIND.sub("", _form(heading.casefold())))


def _beside(document: ListDocument, newest: Section, year: int, years: tuple[Section, ...]) -> NextSection:
    """The section of a year, before the newest one where the newest comes first, else behind it and what it holds."""
    lines = document.lines
    heading = "".join(lines[newest.heading.start : newest.heading.end])
    end = "\r\n" if "\r\n" in heading else "\n"
    heading = in_year(heading, year).rstrip("\r\n") + end
    ahead = heading + _blank(document, newest.heading.end, newest.span.end) + _head(document, newest)
    gaps = (_blank_before(document, section) for section in years if section.heading.start)
    gap = next(filter(None, gaps), end)
    if years[0] is newest:
        at, behind, is_last = newest.heading.start, gap, False
    else:
        ends = [one.span.end for one in document.sections if one.path[: len(newest.path)] == newest.path]
        at, behind = max(ends), ""
        while not lines[at - 1].strip():
            at -= 1
        is_last = not lines[at - 1].endswith(("\n", "\r"))
        ahead = (end if is_last else "") + gap + ahead
    section = Section((*newest.path[:-1], in_year(newest.path[-1], year)), newest.level, Span(at, at), Span(at, at))
    return NextSection(section, newest, years, at, ahead, behind, is_last)


def _blank(document: ListDocument, start: int, end: int) -> str:
    """The blank lines from a line on; none where nothing else follows."""
    at = start
    while at < end and not document.lines[at].strip():
        at += 1
    return "".join(document.lines[start:at]) if at < end else ""


def _blank_before(document: ListDocument, section: Section) -> str:
    """The blank lines in front of a heading."""
    at = section.heading.start
    while at and not document.lines[at - 1].strip():
        at -= 1
    return "".join(document.lines[at : section.heading.start])


def _head(document: ListDocument, section: Section) -> str:
    """The header of the table that a section's entries stand in."""
    heads = [entry.head for entry in section.entries if entry.head is not None]
    return "".join(document.lines[heads[0] : heads[0] + 2]) if 2 * len(heads) > len(section.entries) else ""
