"""Papers: what a paper is, how it is identified, and where its facts come from.

Each other file of this folder is one source. It reads addresses (`Source`), or it can be asked (`Service`), or both;
a file that has `match` is the one, a file that has `parse` the other. None of them touches a network: a service
says what to ask and reads what was answered. A source whose addresses hold another one's id (a publisher's a DOI, a
reader's an arXiv id) asks `identify` for it.
"""

import pkgutil
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType
from typing import Final, Literal, Protocol, cast

from bot.answers import AnotherPaperError as AnotherPaperError
from bot.answers import SourceError as SourceError
from bot.answers import TurnedAwayError as TurnedAwayError
from bot.links import Link, clean_url, host_of, path_of, trim


@dataclass(frozen=True, order=True)
class PaperId:
    """The identity of a paper in one scheme: `arxiv:2301.12597`, `doi:10.1109/...`, `url:https://...`.

    arXiv ids carry no version; DOIs are in lower case.
    """

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


@dataclass(frozen=True)
class Paper:
    """What one service says of a paper, or what all of them say together.

    `id` is the identity that was asked about, `ids` are all that the paper is said to have, that one included. `date`
    is when it was first made public: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. `venue` is where it was published, in the
    service's own words, long or short, and `year` the year of that publication; None: nothing is said of it. `comment`
    is what its authors say of it. `links` are its own, told by the service. `source` is the service's name.

    A paper made of several answers holds them in `parts` (see `bot.record`); each of them has none.
    """

    id: PaperId
    title: str
    authors: tuple[str, ...] = ()
    date: str | None = None
    abstract: str = ""
    comment: str = ""
    venue: str | None = None
    year: str | None = None
    categories: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    withdrawn: bool = False
    ids: tuple[PaperId, ...] = ()
    source: str = ""
    parts: tuple["Paper", ...] = ()


#: Why there are no facts of a paper. "unknown": those who should know it say that there is none. "not-covered": they
#: are a try-out's, which hold only some papers, so that their silence proves nothing. "unreachable": no answer.
#: "queued": it was not our turn yet. "no-source": there is nobody who would tell.
Reason = Literal["unknown", "not-covered", "unreachable", "queued", "no-source"]


@dataclass(frozen=True)
class Unresolved:
    """No facts of a paper, and why.

    `source` is the name of the service that was asked, `asked` when; `again` is when it can be asked next, where it
    is at rest.
    """

    id: PaperId
    reason: Reason
    asked: datetime | None = None
    source: str = ""
    again: datetime | None = None


class BadIdError(SourceError):
    """A service refused the whole request because of an id in it."""


class Source(Protocol):
    """A file of this folder that reads addresses."""

    #: The hosts whose addresses it reads, those below them included.
    HOSTS: tuple[str, ...]
    #: Addresses and the identities that they show, run as tests.
    EXAMPLES: dict[str, str]

    def match(self, url: str) -> PaperId | None:
        """The identity that a clean address shows; None where it shows no paper of this source."""


class Service(Protocol):
    """A file of this folder that can be asked for the facts of papers.

    Of several services that can be asked about a paper the first one in the order of `RANK` that knows it answers.
    """

    #: How people call it.
    NAME: str
    #: Its address, without a slash at the end; empty: papers are asked for at their own addresses.
    URL: str
    #: Seconds from the end of one request to the next one, whoever makes it; at most one runs at a time.
    PACE: float
    #: So many papers may be asked for in one request.
    BATCH: int
    #: The lower, the earlier it is asked, and the more its word counts (see `bot.record`).
    RANK: int
    #: What a request names as the form of answer that it wants.
    ACCEPT: str
    #: The header that carries the operator's key for it, and the form in which it does; empty: it takes none.
    KEY_HEADER: str
    KEY_FORM: str
    #: Statuses of answers that `parse` reads; 404 and 410 say that there is no such paper.
    STATUSES: frozenset[int]
    #: What it means that the service does not know a paper.
    ABSENT: Reason
    #: Schemes of identities for which it knows others of the same paper. Only with the operator's key is it asked about
    #: papers that somebody else knows already, by one identity alone.
    JOINS: tuple[str, ...]

    def asks(self, identity: PaperId) -> bool:
        """Whether it can be asked about a paper."""

    def request(self, ids: Sequence[PaperId]) -> str:
        """Path and query below the service's address; a whole address where it has none."""

    def parse(self, body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
        """The papers of an answer, by the ids that were asked for; those that it does not know are left out.

        Raises SourceError where the answer is none.
        """


def identify(url: str) -> PaperId | None:
    """The paper whose own address `url` is, in any of its forms; None where it is no paper's.

    Redirects, tracking and a sentence's punctuation may stand around it. Cheap for the many addresses at hosts
    without papers.
    """
    url = clean_url(trim(url))
    if not url.startswith(("https://", "http://")):
        return None
    for source in _sources_at(host_of(url)):
        if (identity := source.match(url)) is not None:
            return identity
    return None


def doi_identity(doi: str) -> PaperId | None:
    """The identity that a DOI names, with or without its resolver's address; arXiv's and the Anthology's are theirs."""
    value = doi.strip().removeprefix("doi:").strip()
    return identify(value if "://" in value else "https://doi.org/" + value) if value else None


def url_identity(url: str) -> PaperId:
    """The identity of a paper that has nothing but a page: its clean address, spelled in one way."""
    rest = clean_url(url).partition("://")[2].partition("#")[0].rstrip("/")
    return PaperId("url", "https://" + rest.removeprefix("www."))


def page_identity(url: str, shapes: Mapping[str, Sequence[tuple[str, str]]]) -> PaperId | None:
    """The identity of a paper that has nothing but its page, for any address that means that page.

    `shapes` has for a host (and those below it) the patterns of its papers' whole paths, each with what it means:
    a path at the same host, or an address elsewhere. None for an address of another shape.
    """
    host, path = host_of(url), path_of(url).rstrip("/")
    name = host
    while name and name not in shapes:
        name = name.partition(".")[2]
    for shape, meant in shapes.get(name, ()):
        if found := re.fullmatch(shape, path):
            page = found.expand(meant).replace(" ", "%20")
            return url_identity(f"https://{host}{page}" if page.startswith("/") else page)
    return None


@cache
def sources() -> tuple[Source, ...]:
    """All files of this folder that read addresses."""
    names = [name for name in _names() if name not in _ONLY_ASKED]
    return tuple(cast(Source, module) for module in map(_module, names) if hasattr(module, "match"))


@cache
def services() -> tuple[Service, ...]:
    """All files of this folder that can be asked, the one whose word counts most first."""
    found = [cast(Service, module) for module in map(_module, _names()) if hasattr(module, "parse")]
    return tuple(sorted(found, key=lambda service: service.RANK))


@cache
def _names() -> tuple[str, ...]:
    return tuple(module.name for module in pkgutil.iter_modules(__path__))


def _module(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")


#: Files that read no addresses: whoever only identifies papers loads neither them nor what they need.
_ONLY_ASKED: Final = frozenset(("crossref", "datacite", "openreview1", "webpage"))


@lru_cache(maxsize=4096)
def _sources_at(host: str) -> tuple[Source, ...]:
    """The sources that read the addresses of a host."""
    labels = host.split(".")
    names = {".".join(labels[start:]) for start in range(len(labels))}
    return tuple(source for source in sources() if not names.isdisjoint(source.HOSTS))
