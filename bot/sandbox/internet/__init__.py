"""The small internet beside the sandbox's GitHub: paper services, publishers and strangers' pages.

It is served at one port (`github.internet.address`) and goes by the Host header, with or without `www.`:

```python
with Sandbox() as github:
    github.internet.publish(Publication("Seeing Things", ("Ada Lovelace",), doi="10.1000/seeing", published="2024"))
    github.internet.place("https://lab.example/seeing", html("Seeing Things"))
    httpx.get(f"http://{github.internet.address}/works/10.1000/seeing", headers={"Host": "api.crossref.org"})
    assert github.internet.calls[-1].host == "api.crossref.org"
```

Each other file is a site or several of one kind; they show the same facts (`publication`), each in its own protocol.
The front page, http://internet.example/, lists them all. Bad days are the weather's: `GET api.crossref.org/works/*`.
"""

import hashlib
import re
import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from fnmatch import fnmatchcase
from typing import Any, Final
from urllib.parse import parse_qsl

from bot.sandbox.internet import (
    acl,
    arxiv,
    code,
    crossref,
    datacite,
    doi,
    example,
    hugging_face,
    openreview,
    publishers,
    semantic_scholar,
)
from bot.sandbox.internet.arxiv import Arxiv, ArxivPaper, load_papers, preprint, record
from bot.sandbox.internet.front import HOST, front
from bot.sandbox.internet.publication import Library, Publication, load_publications, place_of
from bot.sandbox.internet.web import TEXT, Answer, Asked, Raw, Service, Wire, html, missing, moved, pdf, plain

__all__ = [
    "Answer",
    "Arxiv",
    "ArxivPaper",
    "Internet",
    "Publication",
    "Visit",
    "html",
    "load_papers",
    "moved",
    "pdf",
    "plain",
]

#: The sites that show what the library holds.
SERVICES: Final[tuple[Service, ...]] = (
    crossref, datacite, doi, openreview, acl, semantic_scholar, hugging_face, publishers, code
)  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """One request that was answered; what bad weather kept away is in the weather's log instead.

    `host` is the Host header's, in lower case, without port and `www.`; `status` 0 is no answer at all.
    """

    at: datetime
    host: str
    path: str
    status: int
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


class Internet:
    """All sites, and the requests so far. An ASGI application. Safe to use from several threads."""

    def __init__(self, arxiv: Arxiv) -> None:
        self.arxiv = arxiv
        self.library = Library(load_publications, self._preprint)
        self.port = 0
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._calls: list[Visit] = []
        self._placed: dict[str, Answer] = {}
        self._services = {host: service for service in SERVICES for host in service.HOSTS}

    @property
    def address(self) -> str:
        """Host and port that it is served at."""
        return f"127.0.0.1:{self.port}"

    @property
    def calls(self) -> list[Visit]:
        """The requests that were answered so far, oldest first."""
        with self._lock:
            return list(self._calls)

    def publish(self, publication: Publication) -> Publication:
        """Publish a work at all services that its identities name, in place of what stood under them; returns it."""
        self.library.publish(publication)
        if publication.arxiv:
            self.arxiv.add(record(publication))
        return publication

    def remove(self, publication: Publication) -> None:
        """Have all services forget a work."""
        self.library.remove(publication)
        if publication.arxiv:
            self.arxiv.remove(publication.arxiv)

    def find(self, scheme: str, value: str) -> Publication | None:
        """The work of an identity: arxiv, doi, openreview, acl, page, pdf, corpus or hash."""
        return self.library.find(scheme, value)

    def place(self, address: str, answer: Answer) -> None:
        """Answer an address so from now on, whatever stood there; its host may be a new one."""
        with self._lock:
            self._placed[place_of(address)] = answer

    def take_away(self, address: str) -> None:
        """Take away what was placed at an address."""
        with self._lock:
            self._placed.pop(place_of(address), None)

    def page(self, name: str) -> str:
        """The address of a stranger's page by its name in the front page's table: `alive`, `gzip-bomb`."""
        return next(page.address for page in example.PAGES if page.name == name)

    # For the sandbox

    def end(self) -> None:
        """Let go of all whom a page holds."""
        self._over.set()

    def named(self, scope: MutableMapping[str, Any]) -> str:
        """Host and path of a request, as rules of the weather name it."""
        asked = _asked(scope)
        return f"{asked.host}{asked.path}"

    def is_raw(self, scope: MutableMapping[str, Any]) -> bool:
        """Whether the answer is none of ASGI's: it must be let through as it comes."""
        asked = _asked(scope)
        with self._lock:
            placed = asked.page in self._placed
        return not placed and isinstance(example.answer(asked), Raw)

    def trouble(self, place: str, status: int, message: str | None) -> Answer:
        """The site's own words for an error that bad weather makes; `message` goes before them."""
        host = place.partition("/")[0]
        known = arxiv.TROUBLES if host in arxiv.HOSTS else {}
        if service := self._services.get(host):
            known = dict(service.TROUBLES)
        if message is not None:
            return Answer(status, message.encode(), TEXT)
        return known.get(status) or html(f"Error {status}", status=status)

    async def __call__(
        self,
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None:
        """Serve one request."""
        asked = _asked(scope)
        found = self._answer(asked)
        if isinstance(found, Answer):
            found = _part(asked, self._conditional(asked, found))
        visit = Visit(
            datetime.now(UTC),
            asked.host,
            asked.path,
            found.status,
            scope["query_string"].decode("latin-1"),
            asked.headers,
        )
        with self._lock:
            self._calls.append(visit)
        if isinstance(found, Raw):
            await self._by_wire(found, receive, send)
            return
        content = [(b"content-type", found.kind.encode()), (b"content-length", str(len(found.body)).encode())]
        headers = [
            *(content if found.status != 304 else []),
            *((name.lower().encode(), value.encode()) for name, value in found.headers),
        ]
        await send({"type": "http.response.start", "status": found.status, "headers": headers})
        await send({"type": "http.response.body", "body": found.body})

    async def _by_wire(
        self,
        found: Raw,
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None:
        """Let an answer be written to the connection itself, and end that: ASGI has no words for it."""
        owner = getattr(send, "__self__", None)
        if owner is None or not hasattr(owner, "transport"):
            raise RuntimeError("this server shows no transport to write to")
        wire = Wire(owner.transport, self._over)
        await found.act(wire)
        wire.close()
        while (await receive())["type"] != "http.disconnect":
            pass

    def _preprint(self, identifier: str) -> Publication | None:
        paper = self.arxiv.find(identifier)
        return preprint(paper) if paper else None

    def _answer(self, asked: Asked) -> Answer | Raw:
        with self._lock:
            placed = self._placed.get(asked.page)
            known = any(place.partition("/")[0] == asked.host for place in self._placed)
        if placed:
            return placed
        if asked.method not in ("GET", "HEAD"):
            return Answer(405, b"", headers=(("Allow", "GET, HEAD"),))
        if asked.path == "/" and asked.host in (HOST, "127.0.0.1", "localhost"):
            return front((arxiv, *SERVICES), self.library.works(), self.address)
        if asked.host in arxiv.HOSTS:
            return arxiv.answer(self.arxiv, asked)
        if service := self._services.get(asked.host):
            return service.answer(asked, self.library)
        if (page := example.answer(asked)) is not None:
            return page
        if known or any(page.key[0] == asked.host for page in example.PAGES):
            return missing()
        return missing("There is no such site in this small internet")

    def _conditional(self, asked: Asked, answer: Answer) -> Answer:
        """Answer "304 Not Modified" where nothing changed: https://www.rfc-editor.org/rfc/rfc9110#section-13.1"""
        service = self._services.get(asked.host)
        is_page = asked.host.endswith(".example") or (asked.host == "arxiv.org" and asked.path.startswith("/abs/"))
        if answer.status != 200 or not (is_page or (service and service.CONDITIONAL)):
            return answer
        tag = f'"{hashlib.sha1(answer.body, usedforsecurity=False).hexdigest()[:20]}"'
        changed = self.library.changed.replace(microsecond=0)
        headers = (*answer.headers, ("ETag", tag), ("Last-Modified", format_datetime(changed, usegmt=True)))
        tags = asked.headers.get("if-none-match")
        if tags is not None:
            same = tags.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in tags.split(","))
        else:
            since = _moment(asked.headers.get("if-modified-since", ""))
            same = since is not None and changed <= since
        return replace(answer, status=304, body=b"", headers=headers) if same else replace(answer, headers=headers)


def known(pattern: str) -> bool:
    """Whether there are sites that the host of a weather rule means; `*` stands for anything."""
    return pattern.endswith(".example") or any(fnmatchcase(host, pattern) for host in hosts())


def hosts() -> Iterable[str]:
    """The hosts that there are from the start."""
    return (
        HOST,
        *arxiv.HOSTS,
        *(h for service in SERVICES for h in service.HOSTS),
        *(p.key[0] for p in example.PAGES),
    )


def _asked(scope: MutableMapping[str, Any]) -> Asked:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    host, path = headers.get("host", ""), scope["path"]
    if not path.startswith("/"):
        # Who takes this for a proxy sends whole addresses (RFC 9112, 3.2.2).
        _, _, rest = path.partition("://")
        host, slash, path = rest.partition("/")
        path = slash + path or "/"
    name = host.lower().rpartition("@")[2].partition(":")[0].rstrip(".").removeprefix("www.")
    query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    return Asked(scope["method"], name, path, query, headers)


def _part(asked: Asked, answer: Answer) -> Answer:
    """The start of a file, where that is asked for: https://www.rfc-editor.org/rfc/rfc9110#section-14.2"""
    wanted = re.fullmatch(r"bytes=0-(\d{1,9})", asked.headers.get("range", ""))
    if answer.status != 200 or answer.kind.startswith("text/") or asked.method != "GET" or not wanted:
        return answer
    body = answer.body[: int(wanted[1]) + 1]
    span = ("Content-Range", f"bytes 0-{len(body) - 1}/{len(answer.body)}")
    return replace(answer, status=206, body=body, headers=(*answer.headers, span)) if body else answer


def _moment(text: str) -> datetime | None:
    try:
        # RFC 9110, 5.6.7: always GMT, whatever the zone is called.
        return parsedate_to_datetime(text).replace(tzinfo=UTC)
    except ValueError:
        return None
