"""The contents of a list: the lines that lead to its headings, by the anchors that GitHub gives those."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Final
from urllib.parse import quote, unquote

from bot.document import Edit, ListDocument, Section, Span
from bot.series import in_year, year_in

_HASH: Final = re.compile(r"(?:\]\(\s*<?|\bhref=[\"']?)#([^)\s\"'>]+)", re.IGNORECASE)
_INDENT: Final = re.compile(r"[ \t]*")
_NUMBERED: Final = re.compile(r"([ \t]*)(\d{1,9})(?=[.)][ \t])")


def anchors(sections: Sequence[Section], headings: Sequence[str] | None = None) -> list[str]:
    """The anchors that GitHub gives to headings, in their order; empty for the part before the first.

    `headings` are their texts where these are to be others than now. Letters, marks, digits, `_` and `-` stay,
    blanks become `-`, and one that was there before gets a number
    (https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links).
    """
    seen = Counter[str]()
    given: list[str] = []
    for number, section in enumerate(sections):
        text = headings[number] if headings else section.path[-1] if section.path else ""
        kept = (
            char for char in text.lower() if char in "-_ " or unicodedata.category(char)[0] in "LM" or char.isdecimal()
        )
        anchor = "".join(kept).replace(" ", "-") if section.level else ""
        given.append(f"{anchor}-{seen[anchor]}" if seen[anchor] and anchor else anchor)
        seen[anchor] += 1
    return given


def targets(line: str) -> list[str]:
    """The anchors that a line links to."""
    return [unquote(anchor) for anchor in _HASH.findall(line)]


def with_anchors(line: str, moved: Mapping[str, str]) -> str:
    """A line whose links lead to where the anchors have moved."""

    def other(found: re.Match[str]) -> str:
        anchor = moved.get(unquote(found[1]))
        if anchor is None:
            return found[0]
        return found[0].removesuffix(found[1]) + (quote(anchor) if "%" in found[1] else anchor)

    return _HASH.sub(other, line)


def line_for(
    document: ListDocument, new: Section, model: Section, anchor: str, skipped: Set[int] = frozenset()
) -> Edit | None:
    """The line that leads to a new section, formed after the one that leads to the section it follows in time.

    It stands on the same side of that line as the new section of its model. `anchor` is the new section's. Lines
    whose numbers are `skipped` are no contents. None where no line leads to the model alone, and where the lines are
    numbered and others would need another number.
    """
    lines, year = document.lines, year_in(new.path[-1])
    before = anchors(document.sections)[[section.span for section in document.sections].index(model.span)]
    number = next(
        (at for at, line in enumerate(lines) if "#" in line and at not in skipped and targets(line) == [before]), None
    )
    if number is None or year is None:
        return None
    line, end = lines[number], number + 1
    while end < len(lines) and lines[end].strip() and _depth(lines[end]) > _depth(line):
        end += 1  # what stands below the model's line
    link = _HASH.search(line)
    assert link is not None  # noqa: S101 - `targets` has found it
    written = quote(anchor) if "%" in link[1] else anchor
    copy = in_year(line[: link.start(1)], year) + written + in_year(line[link.end(1) :], year)
    is_last = new.span.start > model.span.start
    if marker := _NUMBERED.match(copy):
        if not is_last or (end < len(lines) and _NUMBERED.match(lines[end])):
            return None
        copy = f"{marker[1]}{int(marker[2]) + 1}{copy[marker.end() :]}"
    return Edit(Span(end, end) if is_last else Span(number, number), copy)


def _depth(line: str) -> int:
    found = _INDENT.match(line)
    return len(found[0].expandtabs(4)) if found else 0
