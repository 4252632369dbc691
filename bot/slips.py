"""Lines that are meant as entries, and that Markdown reads as part of the entry above: a bullet is missing or glued.

A line in column 0 below an item goes on with that item's paragraph unless it starts a block of its own
(https://spec.commonmark.org/0.31.2/#lazy-continuation-line), so a paper whose bullet was forgotten merges with the one
above on the page. To tell this from an entry of several lines, a section must show that its entries have one line
each and begin alike.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.document import Entry, ListDocument, Section, Span, split_lines
from bot.document.entries import has_paper

__all__ = ["lead_of", "opening_of", "parted", "usual_opening"]


def parted(document: ListDocument) -> ListDocument:
    """The document with each line that is meant as an entry as one; most documents as they are."""
    sections = tuple(_parted(section) if _is_tall(section) else section for section in document.sections)
    return document if sections == document.sections else replace(document, sections=sections)


def lead_of(text: str) -> str:
    """What stands in front of an entry's first word: blanks, and a bullet or what is meant as one."""
    found = re.match(_LEAD, text)
    return found[0] if found else ""


def opening_of(text: str) -> str:
    """The signs with which an entry begins behind its lead: `**[`, `[`; `w` for a word."""
    found = re.compile(_OPENING).match(text, len(lead_of(text)))
    return "" if found is None else "w" if found[0].isalnum() else found[0]


def usual_opening(texts: Sequence[str]) -> str | None:
    """The signs with which nearly all of some entries begin; None where they begin in different ways."""
    usual, count = Counter(map(opening_of, texts)).most_common(1)[0] if texts else ("", 0)
    return usual if usual and count >= _SHARE * len(texts) else None


def _is_tall(section: Section) -> bool:
    """Whether some of a section's entries have several lines, and few enough to be slips."""
    entries = section.entries
    tall = sum(one.span.end - one.span.start > 1 for one in entries)
    return 0 < tall <= max(1, len(entries) // _RARE) and len(entries) >= _LEAST


def _parted(section: Section) -> Section:
    usual = usual_opening([one.text for one in section.entries if one.kind == "bullet" and one.depth == 0])
    if usual is None:
        return section
    return replace(section, entries=tuple(part for one in section.entries for part in _parts(one, usual)))


def _parts(one: Entry, usual: str) -> Iterator[Entry]:
    """An entry, and those that its further lines are meant as."""
    lines = split_lines(one.text) if one.span.end - one.span.start > 1 else []
    if one.kind != "bullet" or len(lines) != one.span.end - one.span.start:  # others are nested below it
        yield one
        return
    starts = [0, *(number for number in range(1, len(lines)) if _is_meant(lines, number, usual)), len(lines)]
    if len(starts) == _WHOLE:
        yield one
        return
    for start, end in pairwise(starts):
        span = Span(one.span.start + start, one.span.start + end)
        text = "".join(lines[start:end])
        yield one._replace(span=span, text=text, kind="bullet" if text[0] in "-+*" and lead_of(text) else "paragraph")


def _is_meant(lines: Sequence[str], number: int, usual: str) -> bool:
    """Whether a line begins as entries do: behind a bullet, or with a title and a paper as the line above has them."""
    line, above = lines[number], lines[number - 1]
    # What is indented says more of the entry on purpose.
    if line[0].isspace() or "](" not in line or "](" not in above or opening_of(line) != usual:
        return False
    if lead_of(line):
        return True
    if not has_paper(line) or not has_paper(above):
        return False
    words = re.sub(_LINK, "", line) if usual == "w" else re.sub(_TARGET, "", line)
    # A title is more than a label, and an entry ends as the one above it does.
    return len(re.findall(_WORD, words)) >= _TITLE and (usual != "w" or line.rstrip()[-1:] == above.rstrip()[-1:])


#: Blanks, and a bullet or a sign that looks like one; a star only where it opens no emphasis.
_LEAD: Final = r"[ \t]*+(?:(?:[-+•·–—●▪◦]|\*(?=[ \t]|\*\*\[))[ \t]*+)?"
_OPENING: Final = r"\*\*\[|__\[|\[\*\*|\[\[|\*\*|__|[^\W_]|\S"
_LINK: Final = r"\[[^\[\]\n]{0,200}\]{1,2}\([^()\s]*+\)|https?://\S++"
_TARGET: Final = r"\]\([^()\s]*+\)|https?://\S++"
_WORD: Final = r"[^\W\d_]{2,}+"
_TITLE: Final = 3
_WHOLE: Final = 2
#: So many entries show a section's habit; slips are one of so many at most.
_LEAST: Final = 5
_RARE: Final = 20
_SHARE: Final = 0.8
