"""Sections that a person may choose, as words to write: for guesses, and for wishes that name no heading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.addition import entry_label
from bot.citation import Citation
from bot.document import Entry, ListDocument, Section
from bot.sections import Said, choose_section
from bot.series import next_named

#: More to choose from than this is no help.
MOST_OFFERS: Final = 3
#: So many entries show what a section is about.
_LIKE: Final = 2


@dataclass(frozen=True)
class Offer:
    """A section to choose: words that name no other one, and entries there that the paper is like."""

    path: str
    like: tuple[str, ...] = ()


def offers(document: ListDocument, sections: Iterable[tuple[Section, Sequence[Entry]]]) -> tuple[Offer, ...]:
    """The first sections as offers, each with entries there. Left out are those that no words name alone."""
    made: list[Offer] = []
    for section, like in sections:
        path = name_of(document, section)
        if path is not None and path not in {offer.path for offer in made}:
            made.append(Offer(path, tuple(dict.fromkeys(filter(None, map(entry_label, like))))))
        if len(made) == MOST_OFFERS:
            break
    return tuple(made)


def nearest(document: ListDocument, wish: str, citation: Citation, papers: Said | None = None) -> tuple[Offer, ...]:
    """The sections whose headings are written most like a wish that names none that is open to papers."""
    choice = choose_section(document, citation, wish, papers=papers)
    return offers(document, ((section, section.entries[:_LIKE]) for section in choice.nearest)) if choice else ()


def name_of(document: ListDocument, section: Section) -> str | None:
    """The shortest words that name exactly this section: its heading, else with headings above it; None where none do.

    A heading may stand for several sections, in which case that of the section above is put before it.
    """
    for start in reversed(range(len(section.path))):
        path = " > ".join(section.path[start:])
        if _names(document, path, section):
            return path
    return None


def names_section(document: ListDocument, wish: str, *, new: bool = False, papers: Said | None = None) -> bool:
    """Whether a wish names a heading under which papers may stand, be it several of them.

    With `new` it may be the next of a series of years, too. `papers` is the owner's word.
    """
    choice = choose_section(document, Citation(""), wish, papers=papers)
    if choice is None:
        return False
    return not choice.wish_missing or (new and next_named(document, wish) is not None)


def _names(document: ListDocument, path: str, section: Section) -> bool:
    choice = choose_section(document, Citation(""), path)
    return choice is not None and choice.wished and choice.section is section
