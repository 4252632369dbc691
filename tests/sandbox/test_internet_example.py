"""Strangers' pages: those that move, refuse, wait, and those that mean harm."""

import gzip
import re
import select
import socket

import httpx
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.internet import example
from tests.sandbox.internet import ask, follow, listen

WELL_BEHAVED = {
    "alive": 200,
    "tagged": 200,
    "project": 200,
    "only-get": 200,
    "moved-nowhere": 301,
    "moved-refresh": 200,
    "dead-200": 200,
    "dead-404": 404,
    "dead-410": 410,
    "broken-500": 500,
    "broken-503": 503,
    "shy-401": 401,
    "shy-403": 403,
    "shy-429": 429,
    "shy-robots": 200,
    "crafted": 200,
    "crowd": 200,
}


@pytest.mark.parametrize(("name", "status"), WELL_BEHAVED.items())
def test_statuses(github: Sandbox, name: str, status: int) -> None:
    """Each page answers with its status."""
    assert ask(github, github.internet.page(name)).status_code == status


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_moved(github: Sandbox, status: int) -> None:
    """Each kind of redirect leads to the page that is there."""
    response = ask(github, github.internet.page(f"moved-{status}"))
    assert (response.status_code, response.headers["location"]) == (status, "http://alive.example/page")


def test_moved_relative(github: Sandbox) -> None:
    """A relative Location leads to a page of the same host."""
    passed = follow(github, github.internet.page("moved-relative"))
    assert passed[1:] == [github.internet.page("moved-here")]
    assert ask(github, passed[-1]).status_code == 200


def test_chains(github: Sandbox) -> None:
    """One redirect leads to another; a hundred lead to a page; a loop to itself."""
    assert len(follow(github, github.internet.page("moved-twice"))) == 3
    assert len(follow(github, github.internet.page("hundred"))) == 100
    assert ask(github, github.internet.page("loop")).headers["location"] == "/loop"


def test_retry_after(github: Sandbox) -> None:
    """Who comes too often or too early is told when to come again."""
    assert ask(github, github.internet.page("shy-429")).headers["retry-after"] == "30"
    assert ask(github, github.internet.page("broken-503")).headers["retry-after"] == "120"


def test_only_get(github: Sandbox) -> None:
    """Some pages refuse HEAD."""
    assert ask(github, github.internet.page("only-get"), "HEAD").status_code == 405


@pytest.mark.parametrize(
    ("name", "location"),
    [
        ("to-loopback", "http://127.0.0.1/"),
        ("to-localhost", "http://localhost/"),
        ("to-metadata", "http://169.254.169.254/latest/meta-data/"),
        ("to-ipv6", "http://[::1]/"),
        ("to-mapped", "http://[::ffff:127.0.0.1]/"),
        ("to-number", "http://2130706433/"),
        ("to-private", "http://10.0.0.1/"),
        ("to-file", "file:///etc/passwd"),
        ("to-port", "http://alive.example:22/"),
        ("to-password", "http://user:password@alive.example/"),
    ],
)
def test_redirects_to_where_nobody_should_go(github: Sandbox, name: str, location: str) -> None:
    """Redirects into the reader's own house."""
    assert ask(github, github.internet.page(name)).headers["location"] == location


def test_slow(github: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow page comes byte by byte, and is whole in the end."""
    monkeypatch.setattr(example, "DRIP", 0.0)
    assert "At long last" in ask(github, github.internet.page("slow")).text


@pytest.mark.parametrize(("name", "start"), [("stuck", b""), ("stuck-within", b"HTTP/1.1 200 OK")])
def test_stuck(github: Sandbox, name: str, start: bytes) -> None:
    """The request is taken, and the answer does not come, or does not end."""
    host, _, path = github.internet.page(name).removeprefix("http://").partition("/")
    with socket.create_connection(("127.0.0.1", github.internet.port)) as wire:
        wire.sendall(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        heard = b""
        while select.select([wire], [], [], 0.2)[0]:
            more = wire.recv(1 << 16)
            assert more, "the connection was closed"
            heard += more
    assert heard[: len(start)] == start
    assert bool(heard) == bool(start)
    assert github.internet.calls[-1].status == (200 if start else 0)


@pytest.mark.parametrize("name", ["stuck", "stuck-within", "slow", "endless"])
def test_the_sandbox_ends_before_its_pages(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Whom a page still holds is let go at the sandbox's end, and nothing goes wrong."""
    with Sandbox() as github:
        host, _, path = github.internet.page(name).removeprefix("http://").partition("/")
        wire = socket.create_connection(("127.0.0.1", github.internet.port))
        wire.sendall(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        ask(github, "http://alive.example/")
    wire.close()
    assert caplog.records == []


@pytest.mark.parametrize("name", ["endless", "endless-headers"])
def test_without_end(github: Sandbox, name: str) -> None:
    """More and more comes as long as somebody reads; the sandbox serves others meanwhile and afterwards."""
    assert len(listen(github, name, 3 << 20)) >= 3 << 20
    assert ask(github, "http://alive.example/").status_code == 200


def test_gzip_bomb(github: Sandbox) -> None:
    """A small body unpacks to a very large one."""
    heard = listen(github, "gzip-bomb")
    assert len(heard) < 1 << 19
    assert len(gzip.decompress(heard.partition(b"\r\n\r\n")[2])) == example.BOMB


def test_large_heads(github: Sandbox) -> None:
    """One header is very long; another answer has very many."""
    assert len(listen(github, "giant-header").partition(b"\r\n\r\n")[0]) > 5 << 20
    assert listen(github, "many-headers").count(b"\r\n") > 20_000


@pytest.mark.parametrize("name", ["short-body", "bad-length", "broken-chunks", "no-http"])
def test_no_good_http(github: Sandbox, name: str) -> None:
    """What a client that knows HTTP refuses."""
    with pytest.raises(httpx.RemoteProtocolError):
        ask(github, github.internet.page(name))


def test_long_body(github: Sandbox) -> None:
    """More comes than was announced."""
    head, _, body = listen(github, "long-body").partition(b"\r\n\r\n")
    length = re.search(rb"Content-Length: (\d+)", head)
    assert length is not None
    assert len(body) > int(length[1])


def test_bodies_that_lie(github: Sandbox) -> None:
    """Bytes and charsets that are not what the headers say."""
    binary = ask(github, github.internet.page("binary"))
    assert binary.headers["content-type"].startswith("text/html")
    assert binary.content.startswith(b"\x00\x01\x02")
    with pytest.raises(UnicodeDecodeError):
        ask(github, github.internet.page("charset")).content.decode()
    assert "klingon" in ask(github, github.internet.page("charset-unknown")).headers["content-type"]


def test_large_pages(github: Sandbox) -> None:
    """A very long title, and elements very deep in each other."""
    assert len(ask(github, github.internet.page("title")).content) > 2_000_000
    assert ask(github, github.internet.page("deep")).text.count("<div>") == 100_000


def test_crafted_title(github: Sandbox) -> None:
    """A title that would like to be more than text comes as text: the page escapes it, its reader gets it whole."""
    page = ask(github, github.internet.page("crafted")).text
    assert "<img" not in page
    assert "](http://evil.example/)" in page


def test_packed(github: Sandbox) -> None:
    """A page may come packed, whoever asked for that; one is packed by nothing that is known."""
    assert "A page that is there" in ask(github, github.internet.page("packed")).text
    assert ask(github, github.internet.page("packed-unknown")).headers["content-encoding"] == "klingon"


def test_cookies(github: Sandbox) -> None:
    """Without its cookie the page leads to itself for ever."""
    address = github.internet.page("cookies")
    first = ask(github, address)
    assert (first.status_code, first.headers["location"]) == (302, "/cookies")
    assert first.headers["set-cookie"].startswith("seen=1")
    assert ask(github, address, Cookie="seen=1").status_code == 200


def test_a_page_that_head_does_not_find(github: Sandbox) -> None:
    """Only who asks for all of it hears that it is there."""
    address = github.internet.page("not-by-head")
    assert [ask(github, address, method).status_code for method in ("HEAD", "GET")] == [404, 200]


def test_by_which_scheme_a_page_is_there(github: Sandbox) -> None:
    """One leads from http to https, one is there by http only."""
    secure, plain = github.internet.page("to-https"), github.internet.page("no-https")
    assert ask(github, secure).headers["location"] == secure.replace("http:", "https:")
    assert ask(github, secure, X_Forwarded_Proto="https").status_code == ask(github, plain).status_code == 200
    with pytest.raises(httpx.RemoteProtocolError):
        ask(github, plain, X_Forwarded_Proto="https")


@pytest.mark.parametrize("name", ["soft-301", "soft-302", "soft-shy", "moved-dead", "moved-chain"])
def test_redirects_whose_end_matters(github: Sandbox, name: str) -> None:
    """They end at a page of this internet."""
    assert follow(github, github.internet.page(name))[-1] in {page.address for page in example.PAGES} | {
        "http://soft.example/login?next=/shy"
    }


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("pdf-unnamed", "application/octet-stream", b"%PDF-"),
        ("no-pdf", "text/html; charset=utf-8", b"<!DOC"),
    ],
)
def test_files(github: Sandbox, name: str, kind: str, start: bytes) -> None:
    """What a file is, and what it is called."""
    answer = ask(github, github.internet.page(name))
    assert (answer.headers["content-type"], answer.content[:5]) == (kind, start)


def test_the_start_of_a_file(github: Sandbox) -> None:
    """It comes alone where it is asked for, with its place in the whole; a page comes whole."""
    answer = ask(github, github.internet.page("pdf"), Range="bytes=0-4")
    assert (answer.status_code, answer.content) == (206, b"%PDF-")
    assert answer.headers["content-range"].startswith("bytes 0-4/")
    assert ask(github, github.internet.page("no-pdf"), Range="bytes=0-4").status_code == 200


def test_each_page_has_a_name_and_a_place_of_its_own() -> None:
    """No two pages share their name or their place."""
    assert len({page.name for page in example.PAGES}) == len({page.key for page in example.PAGES}) == len(example.PAGES)
