"""One paper of all that services say of it: whose word counts for which field, and where they contradict each other.

What counts is who says something, never in which order the answers came: merging is the same for any order, for
answers that come twice, and for records that were merged before.

`PRECEDENCE` is the table of that; beside it,

- a title in capitals counts after one that is not, and a list of authors after one that goes on where it ends;
- a venue counts before a preprint server and before a place where the paper was only submitted;
- a year is that of the venue: of who told the venue, or else of somebody who told the same one;
- the date is the earliest day that somebody who makes papers public tells, else the earliest day, month, year told:
  it says when the paper was first made public;
- links and ids are all that are told, ids by their schemes: none of them is wrong;
- a paper is withdrawn where anyone says so. At OpenReview it is withdrawn from one venue, and may appear elsewhere:
  its word counts where nobody else knows the paper.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import chain
from math import inf
from operator import eq
from typing import Any, Final, Literal
from unicodedata import combining, normalize

from bot.forms.venues import split_year
from bot.links import Link, clean_url
from bot.papers import Paper, PaperId, services
from bot.venues import is_published, same_venue

Field = Literal["title", "authors", "date", "abstract", "comment", "venue", "year", "categories"]
Contradicted = Literal["title", "authors", "venue", "year"]


@dataclass(frozen=True)
class Conflict:
    """Two services that contradict each other about a paper; the first of them is believed.

    `believed` and `other` are the services' names and what they say.
    """

    field: Contradicted
    believed: tuple[str, Any]
    other: tuple[str, Any]


def merge(papers: Iterable[Paper], identity: PaperId | None = None) -> Paper:
    """One record of all answers about a paper; records that were merged before count as the answers that they hold.

    `parts` are the single answers, the most believed first, `source` the names of those who gave them. `id` is the
    `identity` given, or else the most telling one: the first of `ids`. Raises ValueError where there is no answer.
    """
    given = tuple(papers)
    parts = _in_order(set(chain.from_iterable(paper.parts or (paper,) for paper in given)), _GENERAL)
    if not parts:
        msg = "there is no answer to merge"
        raise ValueError(msg)
    # An identity that only the caller of an earlier merge gave stands in that record, and in none of its parts.
    named = chain.from_iterable((paper.id, *paper.ids) for paper in (*parts, *sorted(given, key=repr)))
    ids = sorted(dict.fromkeys([identity, *named] if identity else named), key=_scheme_place)
    alone = all(part.source == _OPENREVIEW for part in parts)
    return Paper(
        id=identity or ids[0],
        title=_believed("title", parts) or "",
        authors=_believed("authors", parts) or (),
        date=_believed("date", parts),
        abstract=_believed("abstract", parts) or "",
        comment=_believed("comment", parts) or "",
        venue=_believed("venue", parts),
        year=_believed("year", parts),
        categories=_believed("categories", parts) or (),
        links=_links(parts),
        withdrawn=any(part.withdrawn for part in parts if alone or part.source != _OPENREVIEW),
        ids=tuple(ids),
        source=", ".join(dict.fromkeys(part.source for part in parts if part.source)),
        parts=parts,
    )


def said(paper: Paper, field: Field) -> tuple[tuple[str, Any], ...]:
    """Who says what of a field, the believed one first; who says nothing of it is left out.

    A year that belongs to another venue than the believed one is told, but never believed.
    """
    return tuple((part.source, value) for part, value in _told(field, paper.parts or (paper,)))


def conflicts(paper: Paper) -> tuple[Conflict, ...]:
    """Where services contradict the one that is believed: in title, authors, venue, year of the venue.

    A title in other capitals or without its subtitle is the same, a shorter list of authors may have been cut, and
    venues contradict each other only where both are known and say that the paper has appeared.
    """
    parts = paper.parts or (paper,)
    venues = [(part, venue) for part, venue in _told("venue", parts) if is_published(venue)]
    here = {part for part, venue in venues if _same_place(venues[0][1], venue)}
    years = [(part, year) for part, year in _told("year", parts) if part in here or not venues]
    return (
        *_contradictions("title", _told("title", parts), _same_title),
        *_contradictions("authors", _told("authors", parts), _same_people),
        *_contradictions("venue", venues, _same_place),
        *_contradictions("year", years, eq),
    )


_ARXIV: Final = "arXiv"
_ANTHOLOGY: Final = "the ACL Anthology"
_OPENREVIEW: Final = "OpenReview"
_PAGE: Final = "the paper's page"
_DATACITE: Final = "DataCite"
_CROSSREF: Final = "Crossref"

#: Authors themselves fill in what the first of these show. Crossref has titles in capitals and subtitles set apart.
_GENERAL: Final = (_ARXIV, _ANTHOLOGY, _OPENREVIEW, _PAGE, _DATACITE, _CROSSREF)
#: Publishers know where they published; a page may tell the series, and a journal reference is typed by hand.
_PUBLISHERS: Final = (_ANTHOLOGY, _CROSSREF, _OPENREVIEW, _PAGE, _ARXIV)
#: Whose word counts, field by field. Services that are not named come after them, by their `RANK` and name.
PRECEDENCE: Final[Mapping[Field, tuple[str, ...]]] = {
    "title": _GENERAL,
    "authors": _GENERAL,
    "abstract": _GENERAL,
    "comment": _GENERAL,
    "categories": _GENERAL,
    # They make papers public; an index only heard of it.
    "date": _GENERAL,
    "venue": _PUBLISHERS,
    "year": _PUBLISHERS,
}
#: They know the day; others write 1 January where they know only the year.
_CLOCKS: Final = frozenset((_ARXIV, _OPENREVIEW))
#: The schemes of ids, the one that tells most of a paper first.
_SCHEMES: Final = ("arxiv", "doi", "acl", "openreview", "url")

_Told = list[tuple[Paper, Any]]


def _told(field: Field, parts: Iterable[Paper]) -> _Told:
    """The answers that tell a field, with what they tell, the believed one first."""
    ordered = _in_order(parts, PRECEDENCE[field])
    told = [(part, value) for part in ordered if (value := _value(field, part))]
    match field:
        case "title":
            told.sort(key=lambda pair: pair[1].isupper())
        case "authors" if told:
            first = told[0][1]
            told.sort(key=lambda pair: -_beyond(first, pair[1]))
        case "date":
            told.sort(key=lambda pair: (_coarseness(*pair), pair[1]))
        case "venue":
            told.sort(key=lambda pair: not is_published(pair[1]))
        case "year" if venues := _told("venue", ordered):
            told.sort(key=lambda pair: _distance(venues[0], pair[0]))
    return told


def _believed(field: Field, parts: Sequence[Paper]) -> Any:
    """The value of a field that counts; None where there is none."""
    told = _told(field, parts)
    if not told:
        return None
    (part, value), *_ = told
    if field == "year" and (venues := _told("venue", parts)) and _distance(venues[0], part) > 1:
        return None
    return value


def _value(field: Field, part: Paper) -> Any:
    """What an answer tells of a field."""
    match field:
        case "year":
            return part.year or split_year(part.venue or "")[1]
        case "date" if part.date and part.date.endswith("-01-01") and part.source not in _CLOCKS:
            return part.date[:4]
        case "authors":
            return tuple(name for name in part.authors if not _AND_OTHERS.fullmatch(name))
    return getattr(part, field)


def _in_order(parts: Iterable[Paper], names: Sequence[str]) -> tuple[Paper, ...]:
    """Answers by whose word counts most; two of one service stand in the order of their words."""
    places = {name: place for place, name in enumerate(names)}
    return tuple(
        sorted(
            parts,
            key=lambda part: (places.get(part.source, len(places)), _rank(part.source), part.source, repr(part)),
        )
    )


@cache
def _rank(source: str) -> float:
    return next((service.RANK for service in services() if source == service.NAME), inf)


def _coarseness(part: Paper, date: str) -> int:
    """How late a date counts: a day of who makes papers public, any day, a month, a year."""
    if len(date) < _DAY:
        return 1 + (_DAY - len(date)) // 3
    return 0 if part.source in PRECEDENCE["date"] else 1


def _distance(believed: tuple[Paper, str], part: Paper) -> int:
    """How far an answer's year is from that of the believed venue: told with it, with the same one, with another."""
    if part == believed[0]:
        return 0
    return 1 if part.venue and same_venue(believed[1], part.venue, years=False) else 2


def _beyond(first: Sequence[str], names: Sequence[str]) -> int:
    """How many authors a list has after those of the first one, where it begins like that; else 0."""
    more = len(names) - len(first)
    return more if more > 0 and all(map(_same_person, first, names)) else 0


def _links(parts: Iterable[Paper]) -> tuple[Link, ...]:
    """All links, one for an address."""
    links = chain.from_iterable(part.links for part in parts)
    return tuple({_address(link.url): link for link in reversed(list(links))}.values())[::-1]


def _address(url: str) -> str:
    return clean_url(url).partition("://")[2].rstrip("/").removeprefix("www.")


def _scheme_place(identity: PaperId) -> int:
    return _SCHEMES.index(identity.scheme) if identity.scheme in _SCHEMES else len(_SCHEMES)


def _contradictions(field: Contradicted, told: _Told, agree: Callable[[Any, Any], bool]) -> Iterator[Conflict]:
    """What speaks against the first of what is told."""
    for part, value in told[1:]:
        first, believed = told[0]
        if not agree(believed, value):
            yield Conflict(field, (first.source, believed), (part.source, value))


def _same_title(one: str, other: str) -> bool:
    """Whether two titles are one: alike save for some letters, or one of them the other without its subtitle."""
    first, second = _letters(one), _letters(other)
    if SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE:
        return True
    return any(
        short == _letters(piece)
        for short, long in ((first, other), (second, one))
        for cut in _SUBTITLE.finditer(long)
        for piece in (long[: cut.start()], long[cut.end() :])
    )


def _same_people(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists name the same authors, in any order, or one of them ends where the other goes on."""
    if len(one) != len(other):
        return all(map(_same_person, one, other))
    left = list(other)
    for name in one:
        if (found := next((there for there in left if _same_person(name, there)), None)) is None:
            return False
        left.remove(found)
    return True


def _same_person(one: str, other: str) -> bool:
    """Whether two spellings share a name that is more than an initial."""
    names = {word for word in _words(one) if len(word) > 1}
    return one == other or not names.isdisjoint(_words(other))


def _same_place(one: str, other: str) -> bool:
    """Whether two venues do not plainly differ."""
    return same_venue(one, other, years=False) is not False


def _letters(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    plain = "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
    return _WORD.findall(plain)


_DAY: Final = len("YYYY-MM-DD")
#: Of titles that differ in a typing error, a plural or TeX, this much is the same.
_ALIKE: Final = 0.9
_SUBTITLE: Final = re.compile(r"\s*[:–—?!.]\s+|\s-\s")
_AND_OTHERS: Final = re.compile(r"(?:and )?(?:others|et\.? al\.?)|\.\.\.|…", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
