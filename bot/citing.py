"""The facts of a new entry: what the sources say of a paper, what its contributor says, and who said what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from bot.citation import Citation
from bot.forms.venues import server_of, split_year
from bot.links import Link, clean_url
from bot.papers import Paper, PaperId, Unresolved, identify, semanticscholar, url_identity
from bot.record import merge, said
from bot.repositories import Named, Repository, named_code, repository_name
from bot.submission import ProposedPaper
from bot.titles import compare
from bot.venues import claimed_venue, is_published, same_venue, short_venue

_NONE: Final[Mapping[str, Repository]] = MappingProxyType({})


@dataclass(frozen=True)
class Venue:
    """Where a paper appeared, as its entry says it.

    `by` is who says so: a service, or a paper's authors there; empty where only the contributor does. `denied` is what
    they say instead of what the contributor claims. `long` is what they say where that is too long for an entry: then
    `name` is the contributor's word, or empty.
    """

    name: str
    by: str = ""
    denied: str = ""
    long: str = ""


@dataclass(frozen=True)
class Cited:
    """What an entry will say, and who says it.

    `source` is all that is told of the paper, None where nobody could be asked: then the contributor's word stands
    alone. `others` are other papers, to which links of the contributor lead; `further` are links to the paper itself at
    other addresses than its first one. `code` is a repository that the paper itself names, that is there, and that the
    contributor did not give. `changed` are repositories that the contributor gave and that are archived by now, or have
    another name, by the addresses given.
    """

    citation: Citation
    source: Paper | None = None
    others: tuple[Paper, ...] = ()
    further: tuple[Link, ...] = ()
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

    What a person ruled by a command counts before both. The paper's own link comes first. `venues` are long names and
    short forms of the list's owner, `repositories` those that were asked for, by their names in lower case; one that is
    not there is not among them.
    """
    source, other_papers = _told(proposed, answers)
    venue = _venue(proposed, source, venues)
    # Another paper's would stand in the entry as if it were this paper's.
    elsewhere = {one for paper in other_papers for one in (paper.id, *paper.ids)}
    wanted = (link for link in proposed.links if not is_unlinked(proposed, link.url))
    given = [link for link in wanted if _is_of(link, proposed.id) or identify(link.url) not in elsewhere]
    own = [_to_paper(link) for link in given if _is_of(link, proposed.id)]
    if (page := _page(proposed.id, source)) is not None and (not own or page != proposed.id):
        shown = Link("abstract", PAGES[page.scheme].format(page.value))
        own = [] if is_unlinked(proposed, shown.url) else [shown]
    if proposed.word_of("link") and (ruled := [link for link in given if link.role in ("pdf", "abstract")]):
        own = ruled[-1:]
    others = [link for link in given if not _is_of(link, proposed.id) and link not in own]
    says = proposed.word_of
    citation = Citation(
        title=source.title if source and not says("title") else proposed.title or "",
        name=proposed.name,
        authors=(source.authors if source and not says("authors") else ()) or proposed.authors,
        venue=(venue.name or None) if venue else None,
        date=(source.date if source and not says("date") else None) or proposed.date,
        links=(*own[:1], *others),
    )
    code = None if source is None or any(link.role == "code" for link in others) else _code(source, repositories)
    code = None if code and is_unlinked(proposed, code.url) else code
    further = tuple(link for link in others if source and identify(link.url) in source.ids)
    return Cited(citation, source, other_papers, further, venue, code, tuple(_changed(proposed, repositories)))


def asked_repositories(proposed: ProposedPaper, answers: Mapping[PaperId, Paper | Unresolved]) -> Iterator[str]:
    """The repositories that are worth a look: those that the contributor gave, or else those that the paper names."""
    given = [name for link in proposed.links if (name := repository_name(link.url)) is not None]
    source, _ = _told(proposed, answers)
    yield from given or ([named.name for named in named_code(source)] if source else [])


def is_unlinked(proposed: ProposedPaper, url: str) -> bool:
    """Whether a person took an address out of the entry, in whatever form a list shows it."""
    address, paper = clean_url(url), identify(url)
    return any(clean_url(one) == address or (paper and identify(one) == paper) for one in proposed.unlinked)


def _is_of(link: Link, identity: PaperId | None) -> bool:
    """Whether a link leads to a paper by the identity that it was proposed by, which may be its bare address."""
    return identity is not None and identity in (identify(link.url), url_identity(link.url))


def _to_paper(link: Link) -> Link:
    """The link to a paper's own page as such, whatever its address looks like."""
    return link if link.role in ("pdf", "abstract") else replace(link, role="abstract")


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


def _told(
    proposed: ProposedPaper, answers: Mapping[PaperId, Paper | Unresolved]
) -> tuple[Paper | None, tuple[Paper, ...]]:
    """What is told of the paper under all addresses that its post gives, and the other papers among them."""
    found = [answer for one in proposed.ids if isinstance(answer := answers.get(one), Paper)]
    if not found:
        return None, ()
    first, own = found[0], [found[0]]
    others: list[Paper] = []
    for paper in found[1:]:
        same = set(first.ids) & set(paper.ids) or compare(Citation(first.title), Citation(paper.title))
        (own if same else others).append(paper)
    return merge((part for paper in own for part in paper.parts or (paper,)), first.id), tuple(others)


def _venue(proposed: ProposedPaper, source: Paper | None, venues: Sequence[tuple[str, str]]) -> Venue | None:
    """The venue that an entry says: a source's word, or the contributor's where no source contradicts it.

    What somebody ruled stands as it is, by their word.
    """
    if proposed.venue and (login := proposed.word_of("venue")):
        return Venue(proposed.venue, f"@{login}")
    told = _told_venue(source, venues) if source else None
    if not proposed.venue:
        return told or (_server(source) if source else None)
    claimed = _claimed(proposed.venue, venues)
    if told is None:
        return claimed
    same = same_venue(proposed.venue, told.name or told.long)
    if same is False:
        return replace(claimed, by=told.by, denied=told.name or told.long)
    return replace(claimed, by=told.by, long=told.long) if told.long and claimed.name else told


def _told_venue(source: Paper, venues: Sequence[tuple[str, str]]) -> Venue | None:
    """Where the sources say that a paper appeared; what its authors say of it counts last."""
    if source.venue and is_published(source.venue):
        return _fitting(short_venue(source.venue, source.year, venues), said(source, "venue")[0][0])
    for by, comment in said(source, "comment"):
        if name := claimed_venue(comment):
            return _fitting(short_venue(name, None, venues), f"its authors' comment at {by}")
    return None


def _server(source: Paper) -> Venue | None:
    """The server where a preprint stands, as a venue, if a service tells it; arXiv shows in a paper's address."""
    if any(identity.scheme == "arxiv" for identity in source.ids):
        return None
    for by, told in (*said(source, "venue"), *said(source, "comment")):
        name, year = split_year(told.removesuffix(" preprint"))
        if server_of(name):
            return Venue(" ".join(filter(None, (name, year or source.year or (source.date or "")[:4]))), by)
    return None


def _claimed(venue: str, venues: Sequence[tuple[str, str]]) -> Venue:
    """What a contributor claims, as it was written where that is a short form with or without something behind it."""
    short = short_venue(venue, None, venues)
    name, _ = split_year(short)
    return _fitting(venue if venue.casefold().startswith(name.casefold()) else short)


def _fitting(name: str, by: str = "") -> Venue:
    """A venue that an entry has room for; what is longer has no short form that anybody knows."""
    return Venue(name, by) if len(name) <= _LONGEST_VENUE else Venue("", by, long=name)


#: Short forms are a word or two, and journals that lists write in full stay below this.
_LONGEST_VENUE: Final = 60
