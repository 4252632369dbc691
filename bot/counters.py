"""Numbers of papers and dates that a list keeps of itself, and the edits that keep them true.

A number is kept by somebody only if it is right: one that equals no count of the list's entries is left alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.contents import anchors, line_for, targets, with_anchors
from bot.document import Edit, ListDocument, Section, Span
from bot.generated import generated_regions
from bot.placement import level_entries
from bot.sections import holds_papers


def counter_edits(
    document: ListDocument, added: Sequence[Section], today: date | None = None, model: Section | None = None
) -> list[Edit]:
    """The edits that keep a list's counters true when entries are added; none where it keeps no counters.

    `added` are sections of the document, or new ones that have no lines yet, one for each new entry. With `today`,
    the date of the last update follows too; with `model`, the section that the new ones are formed after, they get
    lines of their own in the contents. Other edits replace one line of the document as it was each; all go together
    with insertions.
    """
    if not added:
        return []
    counts = _Counts(document, added)
    dates = _Dates(today)
    lines: dict[int, str] = {}
    headings = _numbers(section.heading for section in document.sections)
    others = _numbers(entry.span for section in document.sections for entry in section.entries if "http" in entry.text)
    others |= _numbers(region.span for region in generated_regions(document)) | _numbers(document.fences)
    first = min((entry.span.start for section in document.sections for entry in section.entries), default=0)
    for section in document.sections:
        for number in range(section.span.start, section.span.end):
            line = document.lines[number]
            if number in others or len(line) > _LONGEST_LINE:
                continue
            if number in headings:
                lines[number] = counts.in_brackets(line, section)
            elif linked := counts.linked(line):
                lines[number] = counts.in_brackets(line, linked)
            else:
                lines[number] = counts.in_badges(line, section)
                if number < first and not _CELL.match(line):
                    lines[number] = counts.in_prose(lines[number], section)
                dates.look(number, lines[number])
    lines |= dates.edits()
    there = {section.span for section in document.sections}
    new = [section for section in added if section.span not in there]
    anchor_of = _moved_anchors(document, lines, new)
    moved = {
        before: anchor_of[section.span]
        for section, before in zip(document.sections, anchors(document.sections), strict=True)
        if before != anchor_of[section.span]
    }
    if moved:
        for number, line in enumerate(document.lines):
            if "#" in line and number not in others:
                lines[number] = with_anchors(lines.get(number, line), moved)
    edits = [
        Edit(Span(number, number + 1), line) for number, line in sorted(lines.items()) if line != document.lines[number]
    ]
    if model is not None:
        edits += filter(None, (line_for(document, section, model, anchor_of[section.span], others) for section in new))
    return edits


_CELL: Final = re.compile(r"\s{0,20}(?:\||<t[dhr]\b)", re.IGNORECASE)
_LONGEST_LINE: Final = 2000
#: Smaller numbers of papers stand in sentences by chance.
_LEAST_IN_PROSE: Final = 10

_NUMBER: Final = r"(?P<number>\d{1,3}(?:,\d{3})++|\d{1,6})"
_THINGS: Final = r"(?:papers?|articles?|works?|publications?|entries|items?|resources?|篇论文|篇文章|篇|论文)"
_IN_BRACKETS: Final = re.compile(
    rf"(?P<open>[(\[（【`])\s*(?:total:?\s*|#\s*|共\s*)?{_NUMBER}\s*(?:{_THINGS}|in total|total)?\s*[)\]）】`](?!\()",
    re.IGNORECASE,
)
_COUNTED: Final = r"paper|article|work|publication|entries|entry|item|resource|count|number|total|论文|数量"
_BADGE: Final = re.compile(
    rf"img\.shields\.io/badge/[^\s)\"'>]{{0,60}}?(?:{_COUNTED})[^\s)\"'>\d-]{{0,40}}-{_NUMBER}(?=-[A-Za-z0-9]|\.svg)"
    rf"|img\.shields\.io/static/v1\?[^\s)\"'>]{{0,60}}?label=[^\s)\"'>&]{{0,40}}?(?:{_COUNTED})[^\s)\"'>&]{{0,40}}"
    rf"&message={_NUMBER.replace('number', 'number2')}(?=[&)\"'\s])",
    re.IGNORECASE,
)
_PROSE: Final = re.compile(
    rf"(?<![\w.,/#-]){_NUMBER}(?![\d+.,/-])\**\s*(?:[a-z-]{{2,20}}\s+){{0,2}}{_THINGS}(?![a-z])"
    r"(?!\s(?:an?|per|each|every)\s)"
    r"|\b(?:papers|articles|publications|entries|论文(?:总数|数量)?|total)[\w ]{0,20}[:：]\s*\**"
    rf"{_NUMBER.replace('number', 'number2')}"
    r"(?![\d+,/-]|\.\d)",
    re.IGNORECASE,
)
#: Words of a sentence that tells what the list holds.
_TELLING: Final = re.compile(
    r"\b(?:lists?|listed|listing|collect(?:s|ed|ion)|contain(?:s|ed|ing)|includ(?:es|ed|ing)|cover(?:s|ed|ing)"
    r"|curated?|compris(?:es|ing)|total|so far|currently|repo(?:sitory)?)\b|共|收录|包含|汇总|总计|目前",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s)|[。！？]")
_ROUGH: Final = re.compile(
    r"(?:over|than|about|nearly|almost|around|top|first|~|≈|>|超过|近|约|前)\s*\**$", re.IGNORECASE
)


def _numbers(spans: Iterable[Span]) -> set[int]:
    """The lines of spans that may lie inside of each other."""
    numbers: set[int] = set()
    end = 0
    for span in sorted(spans):
        numbers.update(range(max(end, span.start), span.end))
        end = max(end, span.end)
    return numbers


def _parents(document: ListDocument, new: Section) -> Iterator[Section]:
    """The sections that a new one, which has no lines yet, stands below."""
    nearest: dict[tuple[str, ...], Section] = {}
    for section in document.sections:
        is_above = section.path == new.path[: len(section.path)] or (section.level == 1 and document.title is not None)
        if section.span.start < new.span.start and 0 < section.level < new.level and is_above:
            nearest[section.path] = section
    yield from nearest.values()


class _Counts:
    """The counts of a list's entries, by section and over all, and by how much each grows."""

    def __init__(self, document: ListDocument, added: Sequence[Section]) -> None:
        own = [_tallies(section) for section in document.sections]
        there = {section.span for section in document.sections}
        new = Counter(section.span for section in added if section.span in there)
        above = Counter(
            parent.span for section in added if section.span not in there for parent in _parents(document, section)
        )
        grown = [new[section.span] + above[section.span] for section in document.sections]
        self._of: dict[int, dict[int, int]] = {}
        below: list[tuple[int, int]] = []  # the headings that are open, by level and number
        deep = [list(tallies) for tallies in own]
        total = [0] * len(own[0]) if own else []
        for number, section in enumerate(document.sections):
            while below and below[-1][0] >= section.level:
                below.pop()
            for _, upper in below:
                deep[upper] = [one + other for one, other in zip(deep[upper], own[number], strict=True)]
                grown[upper] += new[section.span]
            if section.level:
                below.append((section.level, number))
            if section.entries and holds_papers(section):
                total = [one + other for one, other in zip(total, own[number], strict=True)]
        self._whole = dict.fromkeys(filter(None, total), len(added))
        for number, section in enumerate(document.sections):
            counts = dict.fromkeys(own[number], new[section.span])
            counts |= dict.fromkeys(deep[number], grown[number])
            counts.pop(0, None)
            if not any(deep[number]) and section.level:  # nothing stands there yet
                counts = {0: grown[number]}
            self._of[section.span.start] = counts
        first = next((section for section in document.sections if section.level == 1), None)
        # The first of several headings of level 1 may be the title all the same, if it stands above no entries.
        self._title = first if first and (document.title is not None or not first.entries) else None
        self._by_anchor = dict(zip(anchors(document.sections), document.sections, strict=True))

    def linked(self, line: str) -> Section | None:
        """The one section that a line of the contents leads to."""
        found = targets(line)
        return self._by_anchor.get(found[0]) if len(found) == 1 else None

    def in_brackets(self, line: str, section: Section) -> str:
        """A line about a section with the number that stands in brackets.

        A title speaks of the whole list, which leaves out sections of other things than papers.
        """
        whole = self._whole if section is self._title else {}
        return self._with(_IN_BRACKETS, line, self._of[section.span.start] | whole)

    def in_badges(self, line: str, section: Section) -> str:
        """A line with its badges."""
        return self._with(_BADGE, line, self._of[section.span.start] | self._whole) if "shields.io" in line else line

    def in_prose(self, line: str, section: Section) -> str:
        """A sentence with its number of papers."""
        counts = self._of[section.span.start] | self._whole
        return self._with(_PROSE, line, {count: grown for count, grown in counts.items() if count >= _LEAST_IN_PROSE})

    def _with(self, pattern: re.Pattern[str], line: str, counts: dict[int, int]) -> str:
        def grown(found: re.Match[str]) -> str:
            group = "number" if found["number"] else "number2"
            written = found[group]
            growth = counts.get(int(written.replace(",", "")), 0)
            if not growth or (pattern is _PROSE and not _tells_count(found)):
                return found[0]
            number = int(written.replace(",", "")) + growth
            start, end = found.start(group) - found.start(), found.end(group) - found.start()
            return found[0][:start] + (f"{number:,}" if "," in written else str(number)) + found[0][end:]

        return pattern.sub(grown, line)


def _tells_count(found: re.Match[str]) -> bool:
    """Whether a sentence with a number of papers tells, and exactly, how many the list holds."""
    line, start = found.string, found.start()
    if _ROUGH.search(line, max(0, start - 20), start):
        return False
    if found["number2"]:  # a label, such as `Number of papers: 12`
        return True
    before = max((end.end() for end in _SENTENCE_END.finditer(line, 0, start)), default=0)
    behind = _SENTENCE_END.search(line, found.end())
    return _TELLING.search(line, before, behind.start() if behind else len(line)) is not None


def _tallies(section: Section) -> tuple[int, int, int]:
    """What a person may count in a section: outermost entries, those of the usual kind, those with links."""
    outermost = sum(entry.depth == 0 for entry in section.entries)
    linked = sum("http" in entry.text for entry in section.entries)
    return outermost, len(level_entries(section)), linked


def _moved_anchors(document: ListDocument, lines: Mapping[int, str], new: Sequence[Section]) -> dict[Span, str]:
    """The anchors of all headings once their numbers are others and new ones stand beside them, by section."""
    sections = sorted([*new, *document.sections], key=lambda section: section.span)
    headings: list[str] = []
    for section in sections:
        heading, number = section.path[-1] if section.path else "", section.heading.start
        line = lines.get(number) if section.level and section not in new else None
        headings.append(heading if line is None else _renumbered(heading, document.lines[number], line))
    return dict(zip((section.span for section in sections), anchors(sections, headings), strict=True))


def _renumbered(heading: str, before: str, behind: str) -> str:
    """A heading's plain text with the numbers that its line got."""
    if before == behind:
        return heading
    numbers = iter(found["number"] for found in _IN_BRACKETS.finditer(behind))

    def next_number(found: re.Match[str]) -> str:
        start = found.start("number") - found.start()
        return found[0][:start] + next(numbers, found["number"]) + found[0][start + len(found["number"]) :]

    return _IN_BRACKETS.sub(next_number, heading)


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DATE: Final = re.compile(
    r"(?P<y>20\d\d)(?P<s1>-{1,2}|[/.])(?P<m>\d\d?)(?:(?P<s2>-{1,2}|[/.])(?P<d>\d\d?))?(?![\d:])"
    r"|(?P<y3>20\d\d)(?P<c1>\s?年\s?)(?P<m3>\d\d?)(?P<c2>\s?月)(?:(?P<c3>\s?)(?P<d3>\d\d?)(?P<c4>\s?[日号]))?"
    r"|(?P<name>[A-Z][a-z]{2,8})(?P<dot>\.?)\s+(?:(?P<d1>\d\d?)(?P<th>st|nd|rd|th)?(?P<comma>,?)\s+)?(?P<y1>20\d\d)"
    r"|(?P<d2>\d\d?)(?P<th2>st|nd|rd|th)?\s+(?P<name2>[A-Z][a-z]{2,8})(?P<dot2>\.?)(?P<comma2>,?)\s+(?P<y2>20\d\d)"
)
_UPDATED: Final = re.compile(
    r"(?P<last>(?:last|latest)[\s_]+(?:updated?|modified|revised)|最(?:后|近)更新|更新(?:时间|日期|于)|上次更新)"
    r"(?:\s+(?:on|at|date|time|in))?[\s:：*_`~-]{0,8}"
    r"|(?<![A-Za-z])updated(?:\s+(?:on|at|in))?[\s:：*_`]{1,8}"
    r"|badge/(?P<badge>(?:last[_%20]{1,4})?updated?(?:[_%20]{1,4}(?:on|at|date))?-)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Seen:
    """A date of an update: where it stands, and the date; the day is None where only the month is told."""

    number: int
    found: re.Match[str]
    line: str
    when: tuple[int, int, int | None]
    sure: bool


class _Dates:
    """The dates of the last update that a list shows."""

    def __init__(self, today: date | None) -> None:
        self._today = today
        self._seen: list[_Seen] = []

    def look(self, number: int, line: str) -> None:
        """Take note of the dates on a line."""
        if self._today is None or "20" not in line:
            return
        for said in _UPDATED.finditer(line):
            found = _DATE.match(line, said.end())
            if found is None or (when := _read_date(found)) is None or when > _as_key(self._today):
                continue
            sure = bool(said["last"] or said["badge"])
            if sure or not line[found.end() :].strip(" \t\r\n*_.`)>~!-。"):
                self._seen.append(_Seen(number, found, line, when, sure))

    def edits(self) -> dict[int, str]:
        """The lines with the newest of the dates, moved to today; none where several may be a history of changes."""
        if self._today is None or not self._seen:
            return {}
        seen = [one for one in self._seen if one.sure]
        if not seen and len({one.when for one in self._seen}) == 1:
            seen = self._seen
        newest = max((_filled(one.when) for one in seen), default=None)
        lines: dict[int, str] = {}
        for one in reversed(seen):
            if _filled(one.when) == newest:
                line = lines.get(one.number, one.line)
                lines[one.number] = (
                    line[: one.found.start()] + _written(one.found, self._today) + line[one.found.end() :]
                )
        return lines


def _as_key(day: date) -> tuple[int, int, int | None]:
    return day.year, day.month, day.day


def _filled(when: tuple[int, int, int | None]) -> tuple[int, int, int]:
    """A date to compare with others; a whole month counts as its end."""
    return when[0], when[1], 31 if when[2] is None else when[2]


def _group(found: re.Match[str], *names: str) -> str:
    return next((found[name] for name in names if found[name]), "")


def _read_date(found: re.Match[str]) -> tuple[int, int, int | None] | None:
    """Year, month and, where it is told, day; None for what is no date."""
    year, day = int(_group(found, "y", "y3", "y1", "y2")), _group(found, "d", "d3", "d1", "d2")
    if name := _group(found, "name", "name2"):
        month = next((number for number, full in enumerate(_MONTHS, 1) if full.startswith(name[:3])), 0)
        if not month or not (_MONTHS[month - 1].startswith(name) or name == "Sept"):
            return None
    else:
        month = int(_group(found, "m", "m3"))
    try:
        date(year, month, int(day or 1))
    except ValueError:
        return None
    return year, month, int(day) if day else None


def _written(found: re.Match[str], today: date) -> str:
    """Today in the form of the date that was found."""
    if name := _group(found, "name", "name2"):
        month = _MONTHS[today.month - 1]
        short = len(name) < len(next(full for full in _MONTHS if full.startswith(name[:3])))
        # Nothing tells the two forms of May apart; whole names are the usual ones.
        words = (month[:3] if short else month) + _group(found, "dot", "dot2")
        old_day = _group(found, "d1", "d2")
        day = (str(today.day).zfill(2) if old_day.startswith("0") else str(today.day)) if old_day else ""
        if day and _group(found, "th", "th2"):
            day += "th" if 10 < today.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(today.day % 10, "th")
        comma = _group(found, "comma", "comma2")
        if found["name2"]:
            return f"{day} {words}{comma} {today.year}"
        return f"{words} {day}{comma} {today.year}" if day else f"{words} {today.year}"
    old = _group(found, "m", "m3"), _group(found, "d", "d3")
    # Two digits tell nothing of whether one would stand for itself; a machine's date has two always.
    width = (
        1 if any(len(part) == 1 for part in old) or (found["y3"] and not any(part[:1] == "0" for part in old)) else 2
    )
    month, day = str(today.month).zfill(width), str(today.day).zfill(width)
    if found["y3"]:
        rest = f"{found['c3']}{day}{found['c4']}" if found["d3"] else ""
        return f"{today.year}{found['c1']}{month}{found['c2']}{rest}"
    return f"{today.year}{found['s1']}{month}" + (f"{found['s2']}{day}" if found["d"] else "")
