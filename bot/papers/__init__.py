"""Papers: what a paper is, how it is identified, and where its facts come from.

Each other file of this folder is one source, known by agreed names:

- `HOSTS`: the hosts whose addresses it reads, those below them included.
- `match(url) -> PaperId | None`: the identity that an address of this source shows; pure, offline.
- `EXAMPLES`: addresses and the identities that they show, run as tests.
- a source that can also be asked has `request(ids) -> path and query` and `parse(body) -> papers by id`.

A source whose addresses hold another one's id (a publisher's a DOI, a reader's an arXiv id) asks `identify` for it.
"""

import pkgutil
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from importlib import import_module
from typing import Literal, Protocol, cast

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
    """What a source says of a paper. `date` is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.

    `journal` is the journal reference in the source's own words; `venue` is a name as lists write it.
    """

    id: PaperId
    title: str
    authors: tuple[str, ...] = ()
    date: str | None = None
    abstract: str = ""
    comment: str = ""
    venue: str | None = None
    journal: str | None = None
    doi: str | None = None
    categories: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class Unresolved:
    """No facts, and why: the source knows no such paper, did not answer, or it was not our turn yet.

    "not-covered" says that the source asked holds only some papers, so that its silence proves nothing.
    """

    id: PaperId
    reason: Literal["unknown", "not-covered", "unreachable", "queued", "no-source"]
    asked: datetime | None = None


class SourceError(Exception):
    """A source answered with something else than the facts that were asked for."""


class BadIdError(SourceError):
    """A source refused the whole request because of an id in it."""


class Source(Protocol):
    """What every file of this folder offers; see the head of this file."""

    HOSTS: tuple[str, ...]
    EXAMPLES: dict[str, str]

    def match(self, url: str) -> PaperId | None:
        """The identity that a clean address shows; None where it shows no paper of this source."""


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
    """All sources of this folder, found by walking it."""
    return tuple(cast(Source, import_module(f"{__name__}.{module.name}")) for module in pkgutil.iter_modules(__path__))


@lru_cache(maxsize=4096)
def _sources_at(host: str) -> tuple[Source, ...]:
    """The sources that read the addresses of a host."""
    labels = host.split(".")
    names = {".".join(labels[start:]) for start in range(len(labels))}
    return tuple(source for source in sources() if not names.isdisjoint(source.HOSTS))
