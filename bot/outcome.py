"""What becomes of one proposed paper: its line is ready, it is in the list already, or something is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from bot.addition import Addition, Duplicate, NoList, Unwritable, plan_addition
from bot.citation import Citation
from bot.config import ListConfig
from bot.document import ListDocument, file_spans, parse
from bot.forms.venues import is_preprint, split_year
from bot.generated import Generated, generated_at
from bot.links import Link
from bot.offers import Offer, offers
from bot.papers import Paper, PaperId, Unresolved, identify
from bot.submission import ProposedPaper


@dataclass(frozen=True)
class Ready:
    """A line to add. `source` is what a paper service says; None: the line stands as it was proposed.

    `asked_in_vain` tells that the service did not answer, so that it is asked again. `guess` tells that the
    section is not sure; `others` are then those that it might be as well, the likeliest first.
    """

    proposed: ProposedPaper
    addition: Addition
    source: Paper | None
    asked_in_vain: bool = False
    guess: bool = False
    others: tuple[Offer, ...] = ()

    @property
    def other_title(self) -> bool:
        """Whether the post names a quite different title than the paper behind its link has."""
        if not (self.source and self.proposed.title):
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
class UnknownPaper:
    """The source has no such paper, asked last at `asked`."""

    proposed: ProposedPaper
    asked: datetime


@dataclass(frozen=True)
class Unreachable:
    """The source does not answer, and without its title the paper has no line."""

    proposed: ProposedPaper


@dataclass(frozen=True)
class Queued:
    """It is not our turn at the source yet."""

    proposed: ProposedPaper


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
    host = urlsplit(proposed.id.value).hostname or ""
    return host == "arxiv.org" or host.endswith(".arxiv.org")


@dataclass(frozen=True)
class Withdrawn:
    """The paper's authors took it back."""

    proposed: ProposedPaper


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
) -> Outcome:
    """What becomes of a proposed paper in this document.

    `answers` are those of the paper services, `owner` what the list's owner says.
    """
    answer = answers.get(proposed.id) if proposed.id else None
    source = answer if isinstance(answer, Paper) else None
    if source and source.withdrawn:
        return Withdrawn(proposed)
    reason = answer.reason if isinstance(answer, Unresolved) else "no-source"
    planned = plan_addition(
        document,
        cite(proposed, source),
        id=proposed.id,
        ids=source.ids if source else (),
        wish=proposed.section,
        abstract=source.abstract if source else "",
        owner=owner,
    )
    if isinstance(planned, Duplicate):
        return InList(proposed, planned)
    if source is None:
        if isinstance(answer, Unresolved) and reason == "unknown" and answer.asked:
            return UnknownPaper(proposed, answer.asked)
        if reason == "queued":
            return Queued(proposed)
        if not proposed.title:
            return Unreachable(proposed) if reason == "unreachable" else Titleless(proposed, reason == "not-covered")
    if isinstance(planned, Unwritable | NoList):
        path = planned.section.path if isinstance(planned, Unwritable) else ()
        return NoForm(proposed, path, source.title if source else proposed.title)
    title = planned.citation.name or planned.citation.title
    if (region := _generated_at(document, planned.edit.span.start)) is not None:
        return Programmed(proposed, region, title)
    if not owner.preprints and _is_preprint(planned.citation):
        return Unpublished(proposed, title)
    choice = planned.choice
    sure = choice.wished or choice.by_rule or (choice.confidence >= owner.sure and not choice.wish_missing)
    guess = choice.wish_missing or not sure
    return Ready(
        proposed,
        planned,
        source,
        asked_in_vain=reason == "unreachable" and source is None,
        guess=guess,
        others=_others(document, proposed, planned) if guess else (),
    )


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


def _is_preprint(citation: Citation) -> bool:
    """Whether nothing says that the paper appeared anywhere: no venue, and no address but that of a preprint."""
    if citation.venue and not is_preprint(split_year(citation.venue)[0]):
        return False
    papers = [paper for link in citation.links if (paper := identify(link.url))]
    return all(paper.scheme == "arxiv" for paper in papers) and bool(papers)


_PAPER_PAGES: Final = {
    "arxiv": "https://arxiv.org/abs/{}",
    "doi": "https://doi.org/{}",
    "openreview": "https://openreview.net/forum?id={}",
    "acl": "https://aclanthology.org/{}",
    "url": "{}",
}
_WORD: Final = re.compile(r"\w+")


def cite(proposed: ProposedPaper, source: Paper | None) -> Citation:
    """The facts for an entry: the source's where it answered, otherwise the writer's, with all links given.

    The paper's own link comes first; further addresses of the very same paper are left out.
    """
    own = [link for link in proposed.links if proposed.id and identify(link.url) == proposed.id]
    if not own and proposed.id:
        own = [Link("abstract", _PAPER_PAGES[proposed.id.scheme].format(proposed.id.value))]
    others = [link for link in proposed.links if not proposed.id or identify(link.url) != proposed.id]
    return Citation(
        title=source.title if source else proposed.title or "",
        name=proposed.name,
        authors=source.authors if source else proposed.authors,
        venue=proposed.venue,
        date=(source.date if source else None) or proposed.date,
        links=(*own[:1], *others),
    )


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
