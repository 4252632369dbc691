"""Strangers' pages below `.example`: alive, moved, dead, shy, slow, and those that mean harm.

`PAGES` is all of them, by name. What ASGI cannot say (a wrong length, broken chunks, silence) is written to the
connection itself.
"""

import asyncio
import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from bot.sandbox.internet.web import (
    HTML,
    TEXT,
    Answer,
    Asked,
    Raw,
    Wire,
    html,
    metas,
    missing,
    moved,
    pdf,
    plain,
)

#: Seconds between two bytes of the slow page.
DRIP = 0.1
#: What the gzip bomb unpacks to, in bytes.
BOMB = 100 << 20


@dataclass(frozen=True)
class Page:
    """One page, or several that share the first part of their path: how tests call it, where it is, what it does."""

    name: str
    address: str
    what: str
    serve: Callable[[Asked], Answer | Raw]

    @property
    def key(self) -> tuple[str, str]:
        """Host and first part of the path."""
        host, _, path = self.address.removeprefix("http://").partition("/")
        return host, path.partition("/")[0]


def answer(asked: Asked) -> Answer | Raw | None:
    """Answer a GET; None where there is no such page."""
    page = _index().get((asked.host, asked.path.strip("/").partition("/")[0]))
    return page.serve(asked) if page else None


@cache
def _index() -> Mapping[tuple[str, str], Page]:
    return {page.key: page for page in PAGES}


def _always(answer: Answer | Raw) -> Callable[[Asked], Answer | Raw]:
    return lambda asked: answer


def _bytes(data: bytes, *, linger: bool = False) -> Raw:
    """An answer as it stands; with `linger` the connection stays open after it."""

    async def act(wire: Wire) -> None:
        if await wire.write(data) and linger:
            await wire.hold()

    return Raw(act)


def _head(*lines: str) -> bytes:
    return "\r\n".join(("HTTP/1.1 200 OK", *lines, "", "")).encode("latin-1")


async def _drip(wire: Wire) -> None:
    for at in range(len(_SLOW)):
        if not await wire.write(_SLOW[at : at + 1]):
            return
        await asyncio.sleep(DRIP)


async def _silence(wire: Wire) -> None:
    await wire.hold()


async def _endless(wire: Wire) -> None:
    block = b"<p>And so on.</p>\n" * 1000
    chunk = b"%x\r\n%b\r\n" % (len(block), block)
    more = await wire.write(_head(f"Content-Type: {HTML}", "Transfer-Encoding: chunked"))
    while more:
        more = await wire.write(chunk)


async def _endless_headers(wire: Wire) -> None:
    more = await wire.write(b"HTTP/1.1 200 OK\r\n")
    while more:
        more = await wire.write(b"X-More: " + b"x" * 1000 + b"\r\n")


async def _bomb(wire: Wire) -> None:
    packed = _packed()
    await wire.write(
        _head(f"Content-Type: {HTML}", "Content-Encoding: gzip", f"Content-Length: {len(packed)}") + packed
    )


@cache
def _packed() -> bytes:
    """So many zeros, packed by gzip; one block is packed once and repeated (RFC 1951: full flushes stand alone)."""
    size = 1 << 20
    zeros = bytes(size)
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(BOMB // size):
        crc = zlib.crc32(zeros, crc)
    end = zlib.compressobj(wbits=-zlib.MAX_WBITS).flush() + crc.to_bytes(4, "little") + BOMB.to_bytes(4, "little")
    return gzip.compress(b"", mtime=0)[:10] + block * (BOMB // size) + end


def _countdown(asked: Asked) -> Answer:
    """One of a hundred pages, each of which sends on to the next one."""
    number = int(asked.path.rpartition("/")[2])
    return moved(f"/hundred/{number + 1}", 302) if number < 100 else html("At last", "<p>The end of a hundred.</p>")


def _only_get(asked: Asked) -> Answer:
    if asked.method == "HEAD":
        return Answer(405, headers=(("Allow", "GET"),))
    return html("Only GET", "<p>HEAD is refused here.</p>")


def _not_by_head(asked: Asked) -> Answer:
    return missing() if asked.method == "HEAD" else html("There", "<p>HEAD does not find this page.</p>")


def _to_https(asked: Asked) -> Answer:
    return html("Secure", "<p>Only by https.</p>") if asked.secure else moved(f"https://{asked.host}{asked.path}")


def _no_https(asked: Asked) -> Answer | Raw:
    return _bytes(b"") if asked.secure else html("Plain", "<p>Only by http.</p>")


def _cookies(asked: Asked) -> Answer:
    """A page that shows itself only to who comes back with its cookie."""
    if "seen=1" in asked.headers.get("cookie", ""):
        return html("Welcome back", "<p>You brought the cookie.</p>")
    return Answer(302, headers=(("Location", asked.path), ("Set-Cookie", "seen=1; Path=/")))


_ALIVE: Final = html("A page", "<p>A page that is there.</p>")
_PDF: Final = pdf("Seeing Things")
_TAGGED: Final = html(
    "Seeing Things: A Study of Sight",
    "<h1>Seeing Things: A Study of Sight</h1>",
    head=metas(
        [
            ("citation_title", "Seeing Things: A Study of Sight"),
            ("citation_author", "Lovelace, Ada"),
            ("citation_author", "Hopper, Grace"),
            ("citation_publication_date", "2024/07/16"),
            ("citation_conference_title", "Proceedings of the Conference on Examples"),
        ]
    ),
)
#: What a stranger would like to see in a list, in a comment, or in somebody's mail box.
_CRAFTED: Final = (
    "Deep](http://evil.example/) <img src=x> @everyone | `x` <!-- shelver -->\n\n# Heading \u202eesrever\x00"
)
_HARMFUL: Final = html(
    _CRAFTED, head=metas([("citation_title", _CRAFTED), ("citation_author", _CRAFTED), ("og:title", _CRAFTED)])
)
_CROWDED: Final = html(
    "A Crowd", head=metas([("citation_title", "A Crowd"), *(("citation_author", f"Author {n}") for n in range(10_000))])
)
_PROJECT: Final = html(
    "Seeing Things",
    '<h1>Seeing Things</h1><a href="https://arxiv.org/abs/2305.06500">Paper</a>',
    head=metas([("og:title", "Seeing Things"), ("og:description", "A project page")], "property"),
)
_LATE: Final = b"<title>Slow</title><p>At long last.</p>"
_SLOW: Final = _head(f"Content-Type: {HTML}", f"Content-Length: {len(_LATE)}") + _LATE
_HERE: Final = "http://alive.example/page"
_GONE: Final = "http://dead.example/410"

PAGES: Final = (
    Page("alive", "http://alive.example/", "a page that is there", _always(_ALIVE)),
    Page("alive-page", _HERE, "another one, which is no front page", _always(_ALIVE)),
    Page("tagged", "http://lab.example/paper", "a stranger's paper with citation tags", _always(_TAGGED)),
    Page(
        "packed",
        "http://lab.example/packed",
        "a page packed by gzip",
        _always(Answer(200, gzip.compress(_ALIVE.body, mtime=0), headers=(("Content-Encoding", "gzip"),))),
    ),
    Page("project", "http://lab.example/project", "a project page: Open Graph, and a link to arXiv", _always(_PROJECT)),
    Page("not-by-head", "http://lab.example/not-by-head", "404 for HEAD, 200 for GET", _not_by_head),
    Page("pdf", "http://files.example/paper.pdf", "a PDF", _always(_PDF)),
    Page(
        "pdf-unnamed",
        "http://files.example/download",
        "a PDF that is called mere bytes",
        _always(replace(_PDF, kind="application/octet-stream")),
    ),
    Page("no-pdf", "http://files.example/notes.pdf", "a page whose address says PDF", _always(_ALIVE)),
    Page("only-get", "http://lab.example/only-get", "405 for HEAD, 200 for GET", _only_get),
    Page("moved-301", "http://moved.example/301", "moved for good", _always(moved(_HERE, 301))),
    Page("moved-302", "http://moved.example/302", "found elsewhere", _always(moved(_HERE, 302))),
    Page("moved-303", "http://moved.example/303", "see other", _always(moved(_HERE, 303))),
    Page("moved-307", "http://moved.example/307", "moved for now", _always(moved(_HERE, 307))),
    Page("moved-308", "http://moved.example/308", "moved for good, method kept", _always(moved(_HERE, 308))),
    Page("moved-relative", "http://moved.example/relative", "a relative Location", _always(moved("here/after-all"))),
    Page("moved-here", "http://moved.example/here/after-all", "where the relative one leads", _always(_ALIVE)),
    Page("moved-twice", "http://moved.example/twice", "301 to a 302", _always(moved("/302"))),
    Page("moved-chain", "http://moved.example/chain", "301 to a 308", _always(moved("/308"))),
    Page("moved-dead", "http://moved.example/dead", "301 to a page that is gone", _always(moved(_GONE))),
    Page("moved-nowhere", "http://moved.example/nowhere", "301 without Location", _always(Answer(301))),
    Page(
        "moved-refresh",
        "http://moved.example/refresh",
        "200, and a meta refresh",
        _always(html("Moved", head=f'<meta http-equiv="refresh" content="0; url={_HERE}">\n')),
    ),
    Page("to-https", "http://secure.example/", "http leads to https for good", _to_https),
    Page("no-https", "http://plain.example/", "there by http only", _no_https),
    Page("dead-404", "http://dead.example/404", "not found", _always(html("Not Found", status=404))),
    Page("dead-410", _GONE, "gone", _always(html("Gone", status=410))),
    Page("dead-200", "http://dead.example/200", "not found, but with status 200", _always(html("404 Not Found"))),
    Page("soft-home", "http://soft.example/", "the front page of a site", _always(_ALIVE)),
    Page("soft-302", "http://soft.example/302", "gone: 302 to the front page", _always(moved("/", 302))),
    Page("soft-301", "http://soft.example/301", "gone: 301 to the front page", _always(moved("/", 301))),
    Page("soft-shy", "http://soft.example/shy", "302 to where one signs in", _always(moved("/login?next=/shy", 302))),
    Page("soft-login", "http://soft.example/login", "asks for a password with status 200", _always(html("Sign in"))),
    Page("broken-500", "http://broken.example/500", "server error", _always(html("Oops", status=500))),
    Page(
        "broken-503",
        "http://broken.example/503",
        "in maintenance, Retry-After 120",
        _always(Answer(503, b"Maintenance", TEXT, (("Retry-After", "120"),))),
    ),
    Page("shy-401", "http://shy.example/401", "asks for a password", _always(html("Sign in", status=401))),
    Page("shy-403", "http://shy.example/403", "refuses robots", _always(html("Are you a robot?", status=403))),
    Page(
        "shy-429",
        "http://shy.example/429",
        "refuses who comes too often, Retry-After 30",
        _always(plain("Too many requests", 429, (("Retry-After", "30"),))),
    ),
    Page(
        "shy-robots",
        "http://shy.example/robots.txt",
        "asks robots to stay away",
        _always(plain("User-agent: *\nDisallow: /\n")),
    ),
    Page("slow", "http://slow.example/", "drips one byte at a time", _always(Raw(_drip))),
    Page("stuck", "http://stuck.example/", "takes the request and never answers", _always(Raw(_silence, 0))),
    Page(
        "stuck-within",
        "http://stuck.example/within",
        "stops in the middle of the body",
        _always(_bytes(_head(f"Content-Type: {HTML}", "Content-Length: 5000") + b"<title>Stuck</title>", linger=True)),
    ),
    Page("to-loopback", "http://hostile.example/to-loopback", "to 127.0.0.1", _always(moved("http://127.0.0.1/"))),
    Page("to-localhost", "http://hostile.example/to-localhost", "to localhost", _always(moved("http://localhost/"))),
    Page(
        "to-metadata",
        "http://hostile.example/to-metadata",
        "to a cloud's metadata at 169.254.169.254",
        _always(moved("http://169.254.169.254/latest/meta-data/", 302)),
    ),
    Page("to-ipv6", "http://hostile.example/to-ipv6", "to [::1]", _always(moved("http://[::1]/"))),
    Page(
        "to-mapped",
        "http://hostile.example/to-mapped",
        "to 127.0.0.1 written as IPv6",
        _always(moved("http://[::ffff:127.0.0.1]/")),
    ),
    Page(
        "to-number",
        "http://hostile.example/to-number",
        "to 127.0.0.1 as one number",
        _always(moved("http://2130706433/")),
    ),
    Page("to-private", "http://hostile.example/to-private", "to 10.0.0.1", _always(moved("http://10.0.0.1/"))),
    Page("to-file", "http://hostile.example/to-file", "to file:///etc/passwd", _always(moved("file:///etc/passwd"))),
    Page("to-port", "http://hostile.example/to-port", "to port 22", _always(moved("http://alive.example:22/"))),
    Page(
        "to-password",
        "http://hostile.example/to-password",
        "to an address with a password",
        _always(moved("http://user:password@alive.example/")),
    ),
    Page("hundred", "http://hostile.example/hundred/1", "a hundred redirects, then a page", _countdown),
    Page("loop", "http://hostile.example/loop", "redirects to itself", _always(moved("/loop", 302))),
    Page("endless", "http://hostile.example/endless", "a body without end", _always(Raw(_endless))),
    Page(
        "endless-headers",
        "http://hostile.example/endless-headers",
        "headers without end",
        _always(Raw(_endless_headers)),
    ),
    Page("gzip-bomb", "http://hostile.example/gzip-bomb", "100 kB that unpack to 100 MB", _always(Raw(_bomb))),
    Page(
        "packed-unknown",
        "http://hostile.example/packed-unknown",
        "a Content-Encoding that nobody knows",
        _always(Answer(200, _ALIVE.body, headers=(("Content-Encoding", "klingon"),))),
    ),
    Page(
        "giant-header",
        "http://hostile.example/giant-header",
        "one header of 5 MB",
        _always(_bytes(_head(f"Content-Type: {HTML}", "X-Big: " + "x" * (5 << 20), "Content-Length: 0"))),
    ),
    Page(
        "many-headers",
        "http://hostile.example/many-headers",
        "20,000 headers",
        _always(_bytes(_head(f"Content-Type: {HTML}", *(f"X-{n}: x" for n in range(20_000)), "Content-Length: 0"))),
    ),
    Page(
        "short-body",
        "http://hostile.example/short-body",
        "a body shorter than its Content-Length",
        _always(_bytes(_head(f"Content-Type: {HTML}", "Content-Length: 5000") + b"<title>Short</title>")),
    ),
    Page(
        "long-body",
        "http://hostile.example/long-body",
        "a body longer than its Content-Length",
        _always(_bytes(_head(f"Content-Type: {HTML}", "Content-Length: 20") + b"<title>Long</title> and much more")),
    ),
    Page(
        "bad-length",
        "http://hostile.example/bad-length",
        "a Content-Length that is no number",
        _always(_bytes(_head(f"Content-Type: {HTML}", "Content-Length: many") + b"<title>Many</title>")),
    ),
    Page(
        "broken-chunks",
        "http://hostile.example/broken-chunks",
        "chunks whose sizes are no numbers",
        _always(_bytes(_head(f"Content-Type: {HTML}", "Transfer-Encoding: chunked") + b"5\r\n<titl\r\nzz\r\ne>\r\n")),
    ),
    Page(
        "no-http",
        "http://hostile.example/no-http",
        "an answer that is no HTTP",
        _always(_bytes(b"SSH-2.0-Example\r\n")),
    ),
    Page(
        "binary",
        "http://hostile.example/binary",
        "arbitrary bytes that claim to be HTML",
        _always(Answer(200, bytes(range(256)) * 64)),
    ),
    Page(
        "charset",
        "http://hostile.example/charset",
        "Latin-1 that claims to be UTF-8",
        _always(Answer(200, "<title>Étude</title>".encode("latin-1"))),
    ),
    Page(
        "charset-unknown",
        "http://hostile.example/charset-unknown",
        "a charset that nobody knows",
        _always(Answer(200, b"<title>Plain</title>", "text/html; charset=klingon")),
    ),
    Page("crafted", "http://hostile.example/crafted", "a title that is Markdown, HTML and worse", _always(_HARMFUL)),
    Page("crowd", "http://hostile.example/crowd", "ten thousand authors", _always(_CROWDED)),
    Page("title", "http://hostile.example/title", "a title of 2 MB", lambda asked: html("Long " * (400 << 10))),
    Page(
        "deep",
        "http://hostile.example/deep",
        "100,000 elements in each other",
        lambda asked: html("Deep", "<div>" * 100_000),
    ),
    Page("cookies", "http://hostile.example/cookies", "redirects to itself until its cookie comes back", _cookies),
)
