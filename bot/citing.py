"""The facts of a new entry: what the sources say of a paper, what its contributor says, and who said what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.citation import Citation
from bot.links import Link
from bot.papers import Paper, PaperId, Unresolved, identify, semanticscholar
from bot.record import merge, said
from bot.repositories import Named, Repository, named_code, repository_name
from bot.submission import ProposedPaper
from bot.titles import compare
from bot.venues import claimed_venue, is_published, same_venue, short_venue

_NONE: Final[Mapping[str, Repository]] = MappingProxyType({})


@dataclass(frozen=True)
class Venue:
    """Where a paper appeared, as its entry says it.

    `by` is the service that says so, empty where only the contributor does; `denied` is what a service says instead of
    what the contributor claims.
    """

    name: str
    by: str = ""
    denied: str = ""


@dataclass(frozen=True)
class Cited:
    """What an entry will say, and who says it.

    `source` is all that is told of the paper, None where nobody could be asked: then the contributor's word stands
    alone. `other` is another paper, to which one of the contributor's links leads. `code` is a repository that the
    paper itself names, that is there, and that the contributor did not give. `changed` are repositories that the
    contributor gave and that are archived by now, or have another name, by the addresses given.
    """

    citation: Citation
    source: Paper | None = None
    other: Paper | None = None
    venue: Venue | None = None
    code: Named | None = None
    changed: tuple[tuple[str, Repository], ...] = ()


def cite(
    proposed: ProposedPaper,
    answers: Mapping[PaperId, Paper | Unresolved],
    venues: Sequence[tuple[str, str]] = (),
    repositories: Mapping[str, Repository] = _NONE,
) -> Cited:
    """The facts for an entry: the sources' where they answered, otherwise the contributor's, with all links given.

    The paper's own link comes first. `venues` are long names and short forms of the list's owner, `repositories` those
    that were asked for, by their names in lower case; one that is not there is not among them.
    """
    source, other = _told(proposed, answers)
    venue = _venue(proposed, source, venues)
    own = [link for link in proposed.links if proposed.id and identify(link.url) == proposed.id]
    if (page := _page(proposed.id, source)) is not None and (not own or page != proposed.id):
        own = [Link("abstract", PAGES[page.scheme].format(page.value))]
    others = [link for link in proposed.links if not proposed.id or identify(link.url) != proposed.id]
    if other is not None:  # it would stand in the entry as if it were this paper
        others = [link for link in others if identify(link.url) not in (other.id, *other.ids)]
    citation = Citation(
        title=source.title if source else proposed.title or "",
        name=proposed.name,
        authors=(source.authors if source else ()) or proposed.authors,
        venue=venue.name if venue else None,
        date=(source.date if source else None) or proposed.date,
        links=(*own[:1], *others),
    )
    code = None if source is None or any(link.role == "code" for link in others) else _code(source, repositories)
    return Cited(citation, source, other, venue, code, tuple(_changed(proposed, repositories)))


def asked_repositories(proposed: ProposedPaper, answers: Mapping[PaperId, Paper | Unresolved]) -> Iterator[str]:
    """The repositories that are worth a look: those that the contributor gave, or else those that the paper names."""
    given = [name for link in proposed.links if (name := repository_name(link.url)) is not None]
    source, _ = _told(proposed, answers)
    yield from given or ([named.name for named in named_code(source)] if source else [])


def _page(identity: PaperId | None, source: Paper | None) -> PaperId | None:
    """The identity whose page an entry links to: the one proposed, unless that is only an index's."""
    if identity is None or identity.scheme != "url" or source is None:
        return identity
    asked = [part for part in source.parts or (source,) if part.id == identity]
    if any(part.source != semanticscholar.NAME for part in asked):
        return identity
    return next((one for one in source.ids if one.scheme in PAGES and one != identity), identity)


#: A paper's page by the scheme of its identity.
PAGES: Final = {
    "arxiv": "https://arxiv.org/abs/{}",
    "doi": "https://doi.org/{}",
    "openreview": "https://openreview.net/forum?id={}",
    "acl": "https://aclanthology.org/{}",
    "url": "{}",
}


def _code(source: Paper, repositories: Mapping[str, Repository]) -> Named | None:
    """The first repository that a paper names and that is there, by its name of today."""
    for named in named_code(source):
        if (found := repositories.get(named.name.casefold())) is not None:
            return Named(found.url, found.name, named.where)
    return None


def _changed(proposed: ProposedPaper, repositories: Mapping[str, Repository]) -> Iterator[tuple[str, Repository]]:
    for link in proposed.links:
        name = repository_name(link.url)
        found = repositories.get(name.casefold()) if name else None
        if name and found and (found.archived or found.name.casefold() != name.casefold()):
            yield link.url, found


def _told(proposed: ProposedPaper, answers: Mapping[PaperId, Paper | Unresolved]) -> tuple[Paper | None, Paper | None]:
    """What is told of the paper under all addresses that its post gives, and the first other paper among them."""
    found = [answer for one in proposed.ids if isinstance(answer := answers.get(one), Paper)]
    if not found:
        return None, None
    first, other = found[0], None
    own = [first]
    for paper in found[1:]:
        if set(first.ids) & set(paper.ids) or compare(Citation(first.title), Citation(paper.title)):
            own.append(paper)
        else:
            other = other or paper
    return merge((part for paper in own for part in paper.parts or (paper,)), first.id), other


def _venue(proposed: ProposedPaper, source: Paper | None, venues: Sequence[tuple[str, str]]) -> Venue | None:
    """The venue that an entry says: a source's word, or the contributor's where no source contradicts it."""
    told = _told_venue(source, venues) if source else None
    claimed = proposed.venue
    if not claimed:
        return told
    if told is None:
        return Venue(claimed)
    match same_venue(claimed, told.name):
        case False:
            return Venue(claimed, told.by, denied=told.name)
        case _:
            return told


def _told_venue(source: Paper, venues: Sequence[tuple[str, str]]) -> Venue | None:
    """Where the sources say that a paper appeared; what its authors say of it at arXiv counts last."""
    if source.venue and is_published(source.venue):
        return Venue(short_venue(source.venue, source.year, venues), said(source, "venue")[0][0])
    for by, comment in said(source, "comment"):
        if name := claimed_venue(comment):
            return Venue(short_venue(name, None, venues), by)
    return None
