"""Sections that a person may choose, as words to write: for guesses, and for wishes that name no heading."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Final

from bot.addition import entry_label
from bot.citation import Citation
from bot.document import ListDocument, Section
from bot.sections import choose_section, holds_papers

#: More to choose from than this is no help.
MOST_OFFERS: Final = 3


@dataclass(frozen=True)
class Offer:
    """A section to choose: words that name no other one, and entries there that the paper is like."""

    path: str
    like: tuple[str, ...] = ()


def offers(document: ListDocument, sections: Iterable[Section], citation: Citation) -> tuple[Offer, ...]:
    """The first sections as offers. Left out are those that no words name alone."""
    made: list[Offer] = []
    for section in sections:
        path = name_of(document, section)
        if path is not None and path not in {offer.path for offer in made}:
            made.append(Offer(path, _alike(section, citation)))
        if len(made) == MOST_OFFERS:
            break
    return tuple(made)


def name_of(document: ListDocument, section: Section) -> str | None:
    """The shortest words that name exactly this section: its heading, else with headings above it; None where none do.

    A heading may stand for several sections, in which case that of the section above is put before it.
    """
    for start in reversed(range(len(section.path))):
        path = " > ".join(section.path[start:])
        if _names(document, path, section):
            return path
    return None


def names_section(document: ListDocument, wish: str) -> bool:
    """Whether a wish names a heading under which papers may stand, be it several of them."""
    choice = choose_section(document, Citation(""), wish)
    return choice is not None and not choice.wish_missing


def nearest(document: ListDocument, wish: str) -> list[Section]:
    """The sections with papers whose headings are written most like a wish that names none of them."""
    wanted = _letters(wish)[:_LONGEST_HEADING]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)

    def likeness(section: Section) -> float:
        best = 0.0
        for heading in (section.path[-1], " ".join(section.path)):
            written = _letters(heading)[:_LONGEST_HEADING]
            if min(len(wanted), len(written)) >= _TELLING and (wanted in written or written in wanted):
                return 1.0
            matcher.set_seq1(written)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                best = max(best, matcher.ratio())
        return best

    found = [(likeness(section), section) for section in document.sections if section.path and holds_papers(section)]
    return [section for like, section in nlargest(MOST_OFFERS, found, key=lambda pair: pair[0]) if like >= _NEAR]


_LONGEST_HEADING: Final = 60
_NEAR: Final = 0.5
#: So few letters are in every other heading.
_TELLING: Final = 2
#: So many labels show what a section is about; the words of so many entries are looked at for them.
_LABELS: Final = 2
_MOST_ENTRIES: Final = 1000
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_LINK_END: Final = re.compile(r"\]\([^)\s]*\)")


def _names(document: ListDocument, path: str, section: Section) -> bool:
    choice = choose_section(document, Citation(""), path)
    return choice is not None and choice.wished and choice.section is section


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _alike(section: Section, citation: Citation) -> tuple[str, ...]:
    """What the entries are called that share most words with the paper's title; the first ones where none do."""
    words = _words(f"{citation.name or ''} {citation.title}")

    def shared(number_and_text: tuple[int, str]) -> tuple[int, int]:
        number, text = number_and_text
        return len(words & _words(_LINK_END.sub("]", text))), -number

    numbered = enumerate(entry.text for entry in section.entries[:_MOST_ENTRIES])
    best = nlargest(_LABELS, numbered, key=shared)
    return tuple(dict.fromkeys(_labels(section, (number for number, _ in best))))


def _labels(section: Section, numbers: Iterable[int]) -> Iterator[str]:
    return (label for number in numbers if (label := entry_label(section.entries[number])))


def _words(text: str) -> set[str]:
    return set(map(str.casefold, _WORD.findall(text)))
