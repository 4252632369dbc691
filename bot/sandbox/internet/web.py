"""What all sites of the small internet share: what they are asked, what they answer, and pages to answer with."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Protocol

from bot.sandbox.internet.publication import Library

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """One request: the host without port and `www.`, the decoded path, the query, and headers by lower-case names."""

    method: str
    host: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """Host and path, without a slash at the end."""
        return f"{self.host}{self.path}".rstrip("/")

    @property
    def secure(self) -> bool:
        """Whether https was meant: nobody speaks TLS here, so that a header tells it."""
        return self.headers.get("x-forwarded-proto") == "https"


@dataclass(frozen=True)
class Answer:
    """One well-behaved answer; its length is told by the server."""

    status: int = 200
    body: bytes = b""
    kind: str = HTML
    headers: tuple[tuple[str, str], ...] = ()


class Wire:
    """The connection of a request, for sites that do not keep to HTTP. `over` tells when the sandbox ends."""

    def __init__(self, transport: asyncio.Transport, over: threading.Event) -> None:
        self._transport = transport
        self._over = over

    @property
    def gone(self) -> bool:
        """Whether nobody is there to be written to."""
        return self._transport.is_closing() or self._over.is_set()

    async def write(self, data: bytes) -> bool:
        """Send bytes as they are; False once the other side is gone. Waits while the other side does not read."""
        while not self.gone and self._transport.get_write_buffer_size() > _BUFFERED:
            await asyncio.sleep(_LOOK_AGAIN)
        if self.gone:
            return False
        self._transport.write(data)
        await asyncio.sleep(0)
        return True

    async def hold(self) -> None:
        """Say nothing until the other side is gone."""
        while not self.gone:
            await asyncio.sleep(_LOOK_AGAIN)

    def close(self) -> None:
        """End the connection once all was sent; at the sandbox's end at once."""
        if self._over.is_set():
            self._transport.abort()
        self._transport.close()


@dataclass(frozen=True)
class Raw:
    """What does not keep to HTTP, or to good manners: it writes to the wire itself."""

    act: Callable[[Wire], Awaitable[None]]
    status: int = 200


class Site(Protocol):
    """A file of this folder: a site, or several of one kind."""

    @property
    def HOSTS(self) -> tuple[str, ...]:
        """The hosts that it serves, without `www.`."""

    @property
    def WHAT(self) -> str:
        """What it is, for the front page."""

    @property
    def EXAMPLES(self) -> tuple[str, ...]:
        """Some of its addresses, for the front page; each is answered."""

    @property
    def TROUBLES(self) -> Mapping[int, Answer]:
        """Its own words for errors that bad weather makes, by status."""


class Service(Site, Protocol):
    """A site that shows what the library holds."""

    @property
    def CONDITIONAL(self) -> bool:
        """Whether its answers can be asked for anew with If-None-Match and If-Modified-Since."""

    def answer(self, asked: Asked, library: Library) -> Answer:
        """Answer a GET."""


def html(title: str, body: str = "", *, head: str = "", status: int = 200) -> Answer:
    """Make a page; `title` is text, `body` and `head` are HTML."""
    top = f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>{escape(title)}</title>\n{head}</head>\n'
    page = f"{top}<body>\n{body}\n</body>\n</html>\n"
    return Answer(status, page.encode())


def metas(tags: Iterable[tuple[str, str | None]], attribute: str = "name") -> str:
    """Write meta tags, leaving out those without content."""
    return "".join(f'<meta {attribute}="{name}" content="{escape(value)}">\n' for name, value in tags if value)


def as_json(value: object, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Answer with JSON."""
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), JSON, headers)


def plain(words: str, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Answer with plain text."""
    return Answer(status, words.encode(), TEXT, headers)


def moved(location: str, status: int = 301) -> Answer:
    """Send on to another address."""
    page = html("Moved", f'<p>The document has moved <a href="{escape(location)}">here</a>.</p>')
    return Answer(status, page.body, HTML, (("Location", location),))


def missing(words: str = "Not Found") -> Answer:
    """Say that there is no such page."""
    return html(words, f"<h1>{escape(words)}</h1>", status=404)


def pdf(title: str) -> Answer:
    """Make a PDF of one page with a title on it (ISO 32000: header, objects, table of their places, trailer)."""
    shown = title.encode("latin-1", "replace").decode("latin-1").translate({40: "\\(", 41: "\\)", 92: "\\\\"})
    drawn = f"BT /F1 14 Tf 40 760 Td ({shown}) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R>> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    text, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{one}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{rows}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    return Answer(200, (text + end).encode("latin-1"), "application/pdf")


#: So much may wait to be read by the other side.
_BUFFERED = 1 << 20
#: Seconds until the wire is looked at again.
_LOOK_AGAIN = 0.01
