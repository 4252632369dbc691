"""What becomes of one proposed paper: its line is ready, it is in the list already, or something is missing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Final

from bot.addition import Addition, Beside, Duplicate, NoList, Unwritable, plan_addition
from bot.citation import Citation
from bot.citing import Cited, Venue, cite
from bot.config import ListConfig
from bot.document import ListDocument, file_spans, parse
from bot.duplicates import Found, addresses, find_called
from bot.forms.venues import is_preprint, split_year
from bot.generated import Generated, generated_at
from bot.links import Link, host_of
from bot.offers import Offer, offers
from bot.papers import Paper, PaperId, Unresolved, identify
from bot.placement import level_entries
from bot.repositories import Repository
from bot.styles import skim
from bot.submission import ProposedPaper
from bot.verdict import shows_venue

_NONE: Final[Mapping[str, Repository]] = MappingProxyType({})


@dataclass(frozen=True)
class Ready:
    """A line to add. `cited` is what it says, and who says so.

    `silent` is the service that did not answer, so that it is asked again; empty where none was silent. `unknown_to`
    names those that do not know the paper. `guess` tells that the section is not sure; `others` are then those that it
    might be as well, the likeliest first. `further` are links to the paper itself that its line leaves out, since
    entries there link to their papers once.
    """

    proposed: ProposedPaper
    addition: Addition
    cited: Cited
    silent: str = ""
    unknown_to: str = ""
    guess: bool = False
    others: tuple[Offer, ...] = ()
    further: tuple[Link, ...] = ()

    @property
    def source(self) -> Paper | None:
        """What the paper services say; None: the line stands as it was proposed."""
        return self.cited.source

    @property
    def perhaps(self) -> Found | None:
        """An entry that may be the same paper."""
        return self.addition.perhaps

    @property
    def venue(self) -> Venue | None:
        """The venue that the line shows, and who says so; None where it shows none."""
        venue = self.cited.venue
        return venue if venue and shows_venue(self.addition.text, self.addition.citation) else None

    @property
    def unfit_venue(self) -> Venue | None:
        """A venue that the line does not show though others do: it is too long, and has no short form."""
        venue = self.cited.venue
        if venue is None or venue.name:
            return None
        entries = level_entries(self.addition.follows or self.addition.section)
        having = sum(said is not None and said.venue is not None for said in map(skim, entries))
        return venue if having * 2 > len(entries) else None

    @property
    def other_title(self) -> bool:
        """Whether the post names a quite different title than the paper behind its link has."""
        if not (self.source and self.proposed.title) or self.proposed.word_of("title"):
            return False
        ours, theirs = _words(self.source.title), _words(self.proposed.title)
        return len(ours & theirs) * 2 < min(len(ours), len(theirs))


@dataclass(frozen=True)
class InList:
    """The list has this paper."""

    proposed: ProposedPaper
    duplicate: Duplicate


@dataclass(frozen=True)
class Added:
    """This paper was in a pull request of ours that was merged. `title` is what is known of it by now.

    `held` is false where the list does not have it: a maintainer took it out, before the merge or after.
    """

    proposed: ProposedPaper
    title: str | None = None
    held: bool = True


@dataclass(frozen=True)
class TakenBack:
    """Somebody took this paper back, `by` their login. `title` is what is known of it by now."""

    proposed: ProposedPaper
    by: str
    title: str | None = None


@dataclass(frozen=True)
class Contributed:
    """Somebody's own pull request brings this paper to the list already."""

    proposed: ProposedPaper
    pull: int
    title: str | None = None


@dataclass(frozen=True)
class Claimed:
    """An elder open issue proposes this paper already; `declined`: a maintainer did not want it there."""

    proposed: ProposedPaper
    issue: int
    title: str | None = None
    declined: bool = False


@dataclass(frozen=True)
class UnknownPaper:
    """No service has such a paper. `asked` is when that was last said, `where` the names of those who said it."""

    proposed: ProposedPaper
    asked: datetime
    where: str = "arXiv"


@dataclass(frozen=True)
class Unreachable:
    """The service `where` does not answer, and without its title the paper has no line."""

    proposed: ProposedPaper
    where: str = "arXiv"


@dataclass(frozen=True)
class Queued:
    """It is not our turn at the service `where` yet."""

    proposed: ProposedPaper
    where: str = "arXiv"


@dataclass(frozen=True)
class Titleless:
    """A paper that cannot be looked up, and its title is not given.

    `not_covered` tells that its source could be asked, but holds only some papers, and not this one.
    """

    proposed: ProposedPaper
    not_covered: bool = False


def names_no_arxiv_paper(proposed: ProposedPaper) -> bool:
    """Whether a paper's address leads to arXiv, but to no paper there: mostly its number has a slip in it."""
    if proposed.id is None or proposed.id.scheme != "url":
        return False
    host = host_of(proposed.id.value)
    return host == "arxiv.org" or host.endswith(".arxiv.org")


@dataclass(frozen=True)
class Withdrawn:
    """The paper was taken back, says the service `where`."""

    proposed: ProposedPaper
    where: str = "arXiv"


@dataclass(frozen=True)
class NoForm:
    """The section's entries have a form that cannot be written yet; an empty path: the file has no paper list."""

    proposed: ProposedPaper
    path: tuple[str, ...]
    title: str | None = None


@dataclass(frozen=True)
class Programmed:
    """The entry would stand among lines that a program writes; `region` says which, and what says so."""

    proposed: ProposedPaper
    region: Generated
    title: str | None = None


@dataclass(frozen=True)
class Unpublished:
    """A preprint, and the list's owner takes none."""

    proposed: ProposedPaper
    title: str | None = None


Outcome = (
    Ready
    | InList
    | Added
    | TakenBack
    | Contributed
    | Claimed
    | UnknownPaper
    | Unreachable
    | Queued
    | Titleless
    | Withdrawn
    | NoForm
    | Programmed
    | Unpublished
)


def judge(
    document: ListDocument,
    proposed: ProposedPaper,
    answers: Mapping[PaperId, Paper | Unresolved],
    owner: ListConfig,
    repositories: Mapping[str, Repository] = _NONE,
    section: Sequence[str] | None = None,
) -> Outcome:
    """What becomes of a proposed paper in this document.

    `answers` are those of the paper services, `owner` what the list's owner says, `repositories` those of code (see
    `bot.citing.cite`). `section` is the path of the one that it stands in already, whatever else would be chosen.
    """
    answer = answers.get(proposed.id) if proposed.id else None
    cited = cite(proposed, answers, owner.venues, repositories)
    source = cited.source
    elsewhere = {one for paper in cited.others for one in (paper.id, *paper.ids)}
    ids = (*(one for one in proposed.ids if one not in elsewhere), *(source.ids if source else ()))
    if source and source.withdrawn:
        return Withdrawn(proposed, next(part.source for part in source.parts or (source,) if part.withdrawn))
    reason, where = (answer.reason, answer.source) if isinstance(answer, Unresolved) else ("no-source", "")
    plan = partial(
        plan_addition,
        document,
        ids=tuple(dict.fromkeys(ids)),
        code=cited.code.url if cited.code else None,
        wish=section or proposed.section,
        abstract=source.abstract if source else "",
        owner=owner,
        another=proposed.distinct == "surely",
        beside=_beside(document, proposed),
    )
    planned, further = plan(cited.citation), cited.further
    if further and isinstance(planned, Addition) and _link_once(document, planned):
        planned = plan(replace(cited.citation, links=tuple(one for one in cited.citation.links if one not in further)))
    else:
        further = ()
    if isinstance(planned, Duplicate):
        return InList(proposed, planned)
    if isinstance(planned, Addition) and proposed.distinct:
        planned = replace(planned, perhaps=None)
    if isinstance(answer, Unresolved) and answer.reason == "unknown" and answer.asked and _must_know(proposed):
        return UnknownPaper(proposed, answer.asked, where)
    if source is None:
        if reason == "queued":
            return Queued(proposed, where)
        if not proposed.title and reason == "unreachable":
            return Unreachable(proposed, where)
        if not proposed.title:
            return Titleless(proposed, reason == "not-covered")
    if isinstance(planned, Unwritable | NoList):
        path = planned.section.path if isinstance(planned, Unwritable) else ()
        return NoForm(proposed, path, source.title if source else proposed.title)
    title = planned.citation.name or planned.citation.title
    if (region := _generated_at(document, planned.edit.span.start)) is not None:
        return Programmed(proposed, region, title)
    if not owner.preprints and _is_preprint(planned.citation, cited.venue):
        return Unpublished(proposed, title)
    choice = planned.choice
    sure = choice.wished or choice.by_rule or (choice.confidence >= owner.sure and not choice.wish_missing)
    guess = choice.wish_missing or not sure
    return Ready(
        proposed,
        planned,
        cited,
        silent=where if reason == "unreachable" and source is None else "",
        unknown_to=where if reason == "unknown" and source is None else "",
        guess=guess,
        others=_others(document, proposed, planned) if guess else (),
        further=further,
    )


def _beside(document: ListDocument, proposed: ProposedPaper) -> Beside | None:
    """The entry that a person wants this one to stand after or before, if the list has it."""
    if proposed.place is None:
        return None
    side, words = proposed.place
    found = find_called(document, words)
    return Beside(side, found) if found else None


def _link_once(document: ListDocument, planned: Addition) -> bool:
    """Whether entries where a new one comes link to their papers at one address; few may do otherwise."""
    sections = [planned.follows or planned.section, *document.sections]
    entries = next((entries for section in sections if (entries := level_entries(section))), ())
    papers = ({identify(url) for _, url in addresses(entry.text)} - {None} for entry in entries)
    return sum(len(own) > 1 for own in papers) * _FEW < len(entries)


#: One entry in so many is an exception.
_FEW: Final = 4


def _generated_at(document: ListDocument, line: int) -> Generated | None:
    """What says that lines around a place are generated, looked for in the file that the line stands in."""
    files = file_spans(document.text)
    if len(files) == 1:
        return generated_at(document, line)
    own = max(file for file in files if file.start <= line)
    region = generated_at(parse("".join(document.lines[own.start : own.end])), line - own.start)
    return region and replace(region, line=region.line + own.start)


def _others(document: ListDocument, proposed: ProposedPaper, planned: Addition) -> tuple[Offer, ...]:
    """What else the section of a paper might be: headings like the one that was asked for, then the runners-up."""
    choice = planned.choice
    like = {candidate.section.heading: candidate.like for candidate in choice.alternatives}
    sections = [*choice.nearest, *(candidate.section for candidate in choice.alternatives)]
    others = (section for section in sections if section.heading != choice.section.heading)
    return offers(document, ((section, like.get(section.heading) or section.entries[:2]) for section in others))


def _is_preprint(citation: Citation, venue: Venue | None) -> bool:
    """Whether nothing says that the paper appeared anywhere: no venue, and no address but that of a preprint."""
    if venue and (venue.long or not is_preprint(split_year(venue.name)[0])):
        return False
    if venue and venue.by:  # a service tells where the preprint stands
        return True
    papers = [paper for link in citation.links if (paper := identify(link.url))]
    return all(paper.scheme == "arxiv" for paper in papers) and bool(papers)


_WORD: Final = re.compile(r"\w+")


def _must_know(proposed: ProposedPaper) -> bool:
    """Whether a paper that its service does not know cannot be, or at least cannot be written.

    All arXiv ids are arXiv's. DOIs are registered at further agencies than those that are asked, and not every paper at
    OpenReview is shown to everybody: with a title these have a line.
    """
    return (proposed.id is not None and proposed.id.scheme == "arxiv") or not proposed.title


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
