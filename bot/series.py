"""The next section of a series of years: where `2023` and `2024` have their headings, a paper of 2025 may want one."""

import re
from dataclasses import dataclass
from typing import Final

from bot.citation import Citation
from bot.document import ListDocument, Section, Span


@dataclass(frozen=True)
class NextSection:
    """A section that does not exist yet, to be put before line `line` of the document (counted from 0).

    `section` holds its path and level. `model` is the section that it follows in time and is formed after;
    `heading` is the text of its heading's lines with the blank lines below them, `behind` the blank lines that
    end it.
    """

    section: Section
    model: Section
    line: int
    heading: str
    behind: str


def next_in_series(document: ListDocument, citation: Citation, near: Section) -> NextSection | None:
    """The section that a paper's year wants next to those of other years, if the list plainly goes on like that.

    That is: `near` or a heading above it is one of at least two sections side by side whose headings differ in
    the year alone, and the paper's year is the one after the last of them.
    """
    year = _year_of(citation)
    if year is None:
        return None
    for depth in range(len(near.path), 0, -1):
        series = _series(document, near.path[:depth])
        years = [shown for shown, _ in series]
        if len(series) < _LEAST or max(years) != year - 1 or len(set(years)) < len(years):
            continue
        newest = next(section for shown, section in series if shown == year - 1)
        if newest.entries or depth == len(near.path):
            return _after(document, newest, year, first=series[0][1] is newest)
    return None


_LEAST: Final = 2
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNT: Final = re.compile(r"(?<=[(\[])\d+(?=(?: papers?)?[)\]])")


def _year_of(citation: Citation) -> int | None:
    for said in (citation.venue, citation.date):
        if said and (found := _YEAR.search(said)):
            return int(found[0])
    return None


def _series(document: ListDocument, path: tuple[str, ...]) -> list[tuple[int, Section]]:
    """The sections under the same headings whose own differ from this one in its year alone, with their years."""
    if len(_YEAR.findall(path[-1])) != 1:
        return []
    form = _form(path[-1])
    return [
        (int(years[0]), section)
        for section in document.sections
        if len(section.path) == len(path)
        and section.path[:-1] == path[:-1]
        and len(years := _YEAR.findall(section.path[-1])) == 1
        and _form(section.path[-1]) == form
    ]


def _form(heading: str) -> str:
    return _COUNT.sub("#", _YEAR.sub("####", heading))


def _after(document: ListDocument, newest: Section, year: int, *, first: bool) -> NextSection:
    """The section of a year, before the newest one where the newest comes first, else behind it and what it holds."""
    lines = document.lines
    at = newest.heading.start
    if not first:
        below = [one.span.end for one in document.sections if one.path[: len(newest.path)] == newest.path]
        at = max(below)
    heading = "".join(lines[newest.heading.start : newest.heading.end])
    heading = _COUNT.sub("1", _YEAR.sub(str(year), heading, count=1))
    gap = newest.heading.end
    while gap < newest.span.end and not lines[gap].strip():
        gap += 1
    blank = "".join(lines[newest.heading.end : gap])
    name = _COUNT.sub("1", _YEAR.sub(str(year), newest.path[-1], count=1))
    section = Section((*newest.path[:-1], name), newest.level, Span(at, at), Span(at, at))
    end = "\r\n" if heading.endswith("\r\n") else "\n"
    return NextSection(section, newest, at, heading, blank if gap > newest.heading.end else end)
