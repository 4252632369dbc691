"""The small arXiv, which knows some hundreds of real papers: its API, and the pages of its papers.

The API speaks the Atom protocol of the real one (https://info.arxiv.org/help/api/user-manual.html, and the shapes that
the service has sent since its rewrite of 2025), for `id_list` only. Where a paper's facts name no day, its first
version is dated to the first of its month; where they name no category, it stands in cs.CV. The pages' tags are those
of https://github.com/arXiv/arxiv-browse (`browse/formatting/metatags.py`).
"""

import base64
import hashlib
import re
import textwrap
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from html import escape as quoted
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from bot.sandbox.internet.publication import Publication, family_first, load_publications, slashed
from bot.sandbox.internet.web import Answer, Asked, html, metas, missing, moved, pdf, plain

HOSTS = ("arxiv.org", "export.arxiv.org")
WHAT = "arXiv: the API for id lists (at export.arxiv.org), a page and a PDF for each paper"
EXAMPLES = (
    "https://export.arxiv.org/api/query?id_list=2305.06500,2301.12597",
    "https://arxiv.org/abs/2305.06500",
    "https://arxiv.org/pdf/2305.06500v1",
)

ATOM = "application/atom+xml; charset=utf-8"
ERRORS = "https://arxiv.org/api/errors"
LIMIT = 2000

_ID = re.compile(
    r"(?P<base>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3})(?:v(?P<version>[1-9]\d*))?"
)


@dataclass(frozen=True)
class ArxivPaper:
    """What this arXiv knows of a paper."""

    id: str
    title: str
    authors: tuple[str, ...]
    published: str
    category: str = "cs.CV"
    updated: str | None = None
    version: int = 1
    abstract: str = ""
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None


@dataclass(frozen=True)
class ArxivCall:
    """One request that was answered; what bad weather kept away is in the weather's log instead."""

    at: datetime
    ids: tuple[str, ...]
    status: int


class Arxiv:
    """The papers, and the requests so far. Its bad days are the weather's (`bot.sandbox.weather`).

    `papers` may be what gives them: they are asked for on first use.
    """

    def __init__(self, papers: Iterable[ArxivPaper] | Callable[[], Iterable[ArxivPaper]] = ()) -> None:
        self.lock = threading.RLock()
        self._given = papers
        self.calls: list[ArxivCall] = []

    @cached_property
    def papers(self) -> dict[str, ArxivPaper]:
        """The papers by their ids."""
        with self.lock:
            return {paper.id: paper for paper in (self._given() if callable(self._given) else self._given)}

    def find(self, identifier: str) -> ArxivPaper | None:
        """The paper of an id, in the version that the id names; None where there is no such paper or version."""
        match = _ID.fullmatch(identifier)
        with self.lock:
            paper = self.papers.get(match["base"]) if match else None
        if paper is None or match is None or not match["version"]:
            return paper
        return replace(paper, version=int(match["version"])) if int(match["version"]) <= paper.version else None

    def add(self, paper: ArxivPaper) -> None:
        """Publish a paper, or another version of its facts."""
        with self.lock:
            self.papers[paper.id] = paper

    def remove(self, identifier: str) -> None:
        """Forget a paper."""
        with self.lock:
            self.papers.pop(identifier, None)

    def withdraw(self, identifier: str) -> None:
        """Have a paper withdrawn by its authors: the record stays, the newest version says so."""
        with self.lock:
            paper = self.papers[identifier]
            note = "This paper has been withdrawn by the authors"
            self.papers[identifier] = replace(paper, version=paper.version + 1, abstract=note + ".", comment=note)

    def query(self, asked: Mapping[str, str]) -> tuple[int, str]:
        """Answer a query with a status and an Atom feed."""
        ids = [one.strip() for one in asked.get("id_list", "").split(",") if one.strip()]
        with self.lock:
            status, feed = self._answer(asked, ids)
            self.calls.append(ArxivCall(datetime.now(UTC), tuple(ids), status))
        return status, feed

    def nonsense(self, what: str, asked: Mapping[str, str]) -> tuple[int, str, str]:
        """Answer a query wrongly with status 200: status, media type and text.

        `html` is a web page, `error feed` an error that is none of the question's, `another paper` a feed of one that
        nobody asked for.
        """
        if what == "html":
            page = "<!DOCTYPE html>\n<html><head><title>arXiv</title></head><body>We will be back soon.</body></html>\n"
            return 200, "text/html; charset=utf-8", page
        if what == "error feed":
            return 200, ATOM, _error("Internal error: the search backend timed out", asked)[1]
        with self.lock:
            other = next(paper for paper in self.papers.values() if paper.id not in asked.get("id_list", ""))
        return 200, ATOM, _feed(asked, [other], 1, 0, 10)

    def _answer(self, asked: Mapping[str, str], ids: list[str]) -> tuple[int, str]:
        numbers = {}
        for name, default in (("start", 0), ("max_results", 10)):
            text = asked.get(name, str(default))
            if not re.fullmatch(r"-?\d+", text):
                return _error(f"{name} must be an integer", asked)
            numbers[name] = int(text)
            if numbers[name] < 0:
                return _error(f"{name} must be non-negative", asked)
        if asked.get("search_query"):
            return 501, "Not implemented in the sandbox: search_query"
        if not ids:
            return _error("Either a search_query or id_list must be specified for the classic API.", asked)
        found = []
        for one in dict.fromkeys(ids):
            match = _ID.fullmatch(one)
            if match is None:
                # One malformed id takes the whole request down, as it does at arXiv.
                return _error(f"incorrect id format for {one}", asked)
            paper = self.papers.get(match["base"])
            if paper:
                version = match["version"]
                found.append(replace(paper, version=int(version)) if version else paper)
        start, size = numbers["start"], min(numbers["max_results"], LIMIT)
        return 200, _feed(asked, found[start : start + size], len(found), start, size)


@cache
def load_papers() -> tuple[ArxivPaper, ...]:
    """The papers that come with the sandbox."""
    return tuple(record(publication) for publication in load_publications() if publication.arxiv)


def record(publication: Publication) -> ArxivPaper:
    """What arXiv knows of a publication that it holds."""
    date = publication.date or publication.issued
    return ArxivPaper(
        id=publication.arxiv or "",
        title=publication.title,
        authors=publication.authors,
        published=f"{date}-01-01"[: len("YYYY-MM-DD")] if date else "",
        category=publication.category or "cs.CV",
        abstract=publication.abstract,
        comment=publication.comment,
        journal_ref=publication.journal_ref,
        doi=publication.arxiv_doi,
    )


def preprint(paper: ArxivPaper) -> Publication:
    """The publication that a paper is, of which only arXiv knows."""
    return Publication(
        title=paper.title,
        authors=paper.authors,
        date=paper.published,
        arxiv=paper.id,
        category=paper.category,
        arxiv_doi=paper.doi,
        comment=paper.comment,
        journal_ref=paper.journal_ref,
        abstract=paper.abstract,
        kind="preprint",
    )


def answer(arxiv: Arxiv, asked: Asked) -> Answer:
    """Answer a GET at one of arXiv's hosts."""
    if asked.path == "/api/query":
        status, feed = arxiv.query(asked.query)
        return Answer(status, feed.encode(), ATOM) if feed.startswith("<?xml") else plain(feed, status)
    found = re.fullmatch(r"/(abs|pdf)/(.+)", asked.path)
    if found and found[1] == "pdf" and found[2].endswith(".pdf"):
        return moved(f"https://arxiv.org{asked.path.removesuffix('.pdf')}")
    paper = arxiv.find(found[2]) if found else None
    if found is None or paper is None:
        return missing("Article not found" if found else "Not Found")
    return pdf(paper.title) if found[1] == "pdf" else _page(paper)


TROUBLES: Final = {429: plain("Rate exceeded.", 429), 503: plain("Service Unavailable", 503)}


def routes(arxiv: Arxiv) -> APIRouter:
    """Serve the arXiv's API below `/arxiv`."""
    router = APIRouter(prefix="/arxiv")

    @router.get("/api/query")
    def query(request: Request) -> Response:
        """https://info.arxiv.org/help/api/user-manual.html#31-calling-the-api"""
        status, text = arxiv.query(request.query_params)
        if not text.startswith("<?xml"):
            return PlainTextResponse(text, status)
        return Response(text, status, media_type=ATOM)

    return router


def _page(paper: ArxivPaper) -> Answer:
    name = f"{paper.id}v{paper.version}"
    head = metas(
        [
            ("citation_title", paper.title),
            *(("citation_author", family_first(author)) for author in paper.authors),
            ("citation_doi", paper.doi),
            ("citation_date", slashed(paper.published[:10])),
            ("citation_online_date", slashed((paper.updated or paper.published)[:10])),
            ("citation_pdf_url", f"https://arxiv.org/pdf/{paper.id}"),
            ("citation_arxiv_id", paper.id),
            ("citation_abstract", paper.abstract),
        ]
    )
    body = f"""<h1 class="title">{quoted(paper.title)}</h1>
<div class="authors">{quoted(", ".join(paper.authors))}</div>
<blockquote class="abstract">{quoted(paper.abstract)}</blockquote>
<p>{quoted(paper.comment or "")}</p>
<p>arXiv:{name} [{paper.category}]</p>"""
    return html(f"[{paper.id}] {paper.title}", body, head=head)


def _feed(asked: Mapping[str, str], papers: list[ArxivPaper], total: int, start: int, size: int) -> str:
    query = f"search_query=&id_list={asked.get('id_list', '')}&start={start}&max_results={size}"
    name = base64.b64encode(hashlib.sha1(query.encode(), usedforsecurity=False).digest()).decode()[:-1]
    entries = "".join(_entry(paper) for paper in papers)
    return _frame(f"arXiv Query: {query}", f"https://arxiv.org/api/{name}", query, (size, total, start), entries)


def _error(message: str, asked: Mapping[str, str]) -> tuple[int, str]:
    address = f"{ERRORS}#{message.replace(' ', '_')}"
    entry = f"""  <entry>
    <id>{escape(address)}</id>
    <title>Error</title>
    <updated>{_now()}</updated>
    <link href={quoteattr(address)} rel="alternate" type="text/html"/>
    <summary>{escape(message)}</summary>
    <author>
      <name>arXiv api core</name>
    </author>
  </entry>
"""
    query = f"search_query=&id_list={asked.get('id_list', '')}"
    return 400, _frame(f"arXiv Query: {query}", ERRORS, query, (1, 1, 0), entry)


def _frame(title: str, identity: str, query: str, counts: tuple[int, int, int], entries: str) -> str:
    size, total, start = counts
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>{escape(identity)}</id>
  <title>{escape(title)}</title>
  <updated>{_now()}</updated>
  <link href={quoteattr(f"https://arxiv.org/api/query?{query}")} type="application/atom+xml"/>
  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>
{entries}</feed>
"""


def _entry(paper: ArxivPaper) -> str:
    name = f"{paper.id}v{paper.version}"
    lines = [
        f"<id>http://arxiv.org/abs/{name}</id>",
        f"<title>{escape(_wrapped(paper.title))}</title>",
        f"<updated>{_moment(paper.updated or paper.published)}</updated>",
    ]
    if paper.doi:
        lines.append(f'<link href={quoteattr(f"https://doi.org/{paper.doi}")} rel="related" title="doi"/>')
    lines += [
        f'<link href="https://arxiv.org/abs/{name}" rel="alternate" type="text/html"/>',
        f'<link href="https://arxiv.org/pdf/{name}" rel="related" type="application/pdf" title="pdf"/>',
        f"<summary>{escape(_wrapped(paper.abstract))}</summary>",
        f'<category term="{paper.category}" scheme="http://arxiv.org/schemas/atom"/>',
        f"<published>{_moment(paper.published)}</published>",
    ]
    if paper.comment:
        lines.append(f"<arxiv:comment>{escape(paper.comment)}</arxiv:comment>")
    lines.append(f'<arxiv:primary_category term="{paper.category}"/>')
    if paper.journal_ref:
        lines.append(f"<arxiv:journal_ref>{escape(paper.journal_ref)}</arxiv:journal_ref>")
    for author in paper.authors:
        lines += ["<author>", f"  <name>{escape(author)}</name>", "</author>"]
    if paper.doi:
        lines.append(f"<arxiv:doi>{escape(paper.doi)}</arxiv:doi>")
    inside = "".join(f"    {line}\n" for line in lines)
    return f"  <entry>\n{inside}  </entry>\n"


def _wrapped(text: str) -> str:
    """Break lines as arXiv does: long texts go on in the next line, two blanks in."""
    return "\n  ".join(textwrap.wrap(text, 76, break_long_words=False, break_on_hyphens=False))


def _moment(date: str) -> str:
    return date if "T" in date else f"{date}T00:00:00Z"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
