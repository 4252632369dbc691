"""The small internet beside the sandbox's GitHub: an arXiv that knows some hundreds of real papers.

It speaks the Atom protocol of the real one (https://info.arxiv.org/help/api/user-manual.html, and the shapes that
the service has sent since its rewrite of 2025), for `id_list` only. Where a paper's facts name no day, its first
version is dated to the first of its month; where they name no category, it stands in cs.CV.
"""

import base64
import hashlib
import json
import re
import textwrap
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

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
    """The papers, and the requests so far. Its bad days are the weather's (`bot.sandbox.weather`)."""

    def __init__(self, papers: Iterable[ArxivPaper] = ()) -> None:
        self.lock = threading.Lock()
        self.papers = {paper.id: paper for paper in papers}
        self.calls: list[ArxivCall] = []

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
    text = (files("bot.sandbox") / "data" / "papers.jsonl").read_text("utf-8")
    return tuple(_paper(json.loads(line)) for line in text.splitlines())


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


def _paper(facts: dict[str, object]) -> ArxivPaper:
    def text(key: str) -> str | None:
        value = facts.get(key)
        return value if isinstance(value, str) else None

    authors = facts.get("authors")
    date = text("date") or ""
    return ArxivPaper(
        id=text("arxiv") or "",
        title=text("title") or "",
        authors=tuple(authors) if isinstance(authors, list) else (),
        published=f"{date}-01" if len(date) == len("2023-01") else date,
        category=text("primary_category") or "cs.CV",
        abstract=text("abstract") or "",
        doi=text("doi"),
    )


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
