"""Among which entries of its section a new one stands: a part of the section, or those of its own form."""

import re
from collections.abc import Sequence, Set
from itertools import pairwise
from math import comb, log
from typing import Final, Literal

from bot.citation import Citation
from bot.document import Entry, ListDocument, Section
from bot.forms.venues import is_preprint, split_year
from bot.styles import Style

#: Entries with a short name, or those without.
Kind = Literal["named", "nameless"]


def find_part(document: ListDocument, section: Section, entries: Sequence[Entry], citation: Citation) -> Sequence[int]:
    """The numbers of the entries in the part that the paper belongs to, where words part a section without headings.

    A part headed by the kind of the paper's venue is meant; else the one with most entries that share its words.
    """
    starts = [
        number
        for number, (one, other) in enumerate(pairwise(entries), 1)
        if _is_head(document.lines[one.span.end : other.span.start])
    ]
    if not starts:
        return range(len(entries))
    parts = [range(start, end) for start, end in pairwise((0, *starts, len(entries)))]
    above = [section.heading.end, *(entries[start - 1].span.end for start in starts)]
    heads = [
        # What stands right above, without the head of a table.
        _words(" ".join(line for line in document.lines[max(top, first - _HEAD_LINES) : first] if "|" not in line))
        for top, first in zip(above, (entries[part[0]].span.start for part in parts), strict=True)
    ]
    of_kind = [part for part, head in zip(parts, heads, strict=True) if head & _KIND_WORDS[_venue_kind(citation)]]
    if len(of_kind) == 1:
        return of_kind[0]
    words = [_words(entry.text) for entry in entries]
    wanted = _words(f"{citation.name or ''} {citation.title} {citation.venue or ''} {citation.date or ''}")
    wanted &= set().union(*words, *heads)
    share = {word: (sum(word in of for of in words) + 0.5) / (len(entries) + 1) for word in wanted}

    def score(number: int) -> float:
        part, head = parts[number], heads[number]
        total = log(len(part) + 1)
        for word in sorted(wanted):
            heads_it = _PART_HEAD_WEIGHT if word in head else 0.0
            held = sum(word in words[entry] for entry in part) + heads_it
            total += log((held / share[word] + _PART_SMOOTHING) / (len(part) + heads_it + _PART_SMOOTHING))
        return total

    return parts[max(range(len(parts)), key=score)]


def _is_head(lines: Sequence[str]) -> bool:
    """Whether what stands between two entries parts them: not empty items, nor such that refer to entries elsewhere."""
    said = [line for line in lines if line.strip() not in ("", "*", "-", "+")]
    return bool(said) and not any(_REFERENCE.match(line) for line in said)


_REFERENCE: Final = re.compile(r"\s*(?:[-*+]|\d+[.)])\s.*\]\(#")


def _words(text: str) -> Set[str]:
    return {word.casefold().removesuffix("s") for word in _WORD.findall(_ADDRESS.sub("]", text))}


_WORD: Final = re.compile(r"[^\W\d_]{3,}|(?:19|20)\d\d")
_ADDRESS: Final = re.compile(r"\]\([^)\s]*+\)?|<[^<>]*+>|https?://[^\s)]*+")
_HEAD_LINES: Final = 5
_PART_HEAD_WEIGHT, _PART_SMOOTHING = 15.0, 30.0
_KIND_WORDS: Final[dict[str, frozenset[str]]] = {
    "preprint": frozenset(("arxiv", "preprint", "unpublished")),
    "journal": frozenset(("journal", "transaction")),
    "conference": frozenset(("conference", "proceeding")),
}
_JOURNAL: Final = re.compile(
    r"\b(?:T[A-Z]{2,6}|IJ[A-Z]{2,3}|[A-Z]*PAMI|[A-Z]{2,}J|J[A-Z]{2,}|R-?AL|CVIU)\b"
    r"|Journal|Transactions|Trans\.|Letters|Nature|Science"
)


def _venue_kind(citation: Citation) -> str:
    venue, _ = split_year(citation.venue or "arXiv")
    return "preprint" if is_preprint(venue) else "journal" if _JOURNAL.search(venue) else "conference"


def of_one_form(
    entries: Sequence[Entry], numbers: Sequence[int], citation: Citation, style: Style
) -> tuple[Sequence[int], Kind | None]:
    """The entries of the new one's form, if they stand together and others apart from them: those with a name first.

    Told with whether they are those with or without a name.
    """
    form = _form(citation)
    read = {}
    for number in numbers[:: -(-len(numbers) // _FORMS_SAMPLE)]:
        if (said := style.skim(entries[number])) is not None:
            read[number] = _form(said)
    known = list(read)
    own = [place for place, number in enumerate(known) if read[number] == form]
    by_chance = (len(known) - len(own) + 1) / comb(len(known), len(own))
    if len(own) < _LEAST_FORMS or by_chance > _MOST_BY_CHANCE or own[-1] - own[0] != len(own) - 1:
        return numbers, None

    def is_other(number: int) -> bool:
        said = style.skim(entries[number])
        return said is not None and _form(said) != form

    # Between the sampled entries at the edge the others are read.
    start, end = known[own[0]], known[own[-1]] + 1
    above = known[own[0] - 1] if own[0] else numbers[0] - 1
    below = known[own[-1] + 1] if own[-1] + 1 < len(known) else numbers[-1] + 1
    start = next((number + 1 for number in range(start - 1, above, -1) if is_other(number)), above + 1)
    end = next((number for number in range(end, below) if is_other(number)), below)
    named = {name for name, _ in read.values()}
    return range(start, end), None if len(named) < 2 else "named" if form[0] else "nameless"


def _form(citation: Citation) -> tuple[bool, bool]:
    """What sets kinds of entries apart: whether they have a name, and whether the title carries a link."""
    return citation.name is not None, bool(citation.links) and citation.links[0].label is None


_FORMS_SAMPLE: Final = 40
_LEAST_FORMS: Final = 3
#: Forms are kept apart where so many of one would hardly stand together by chance.
_MOST_BY_CHANCE: Final = 0.12
