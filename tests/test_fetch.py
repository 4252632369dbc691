"""Fetching what strangers link to: every way that we know of to turn a fetcher against its host."""

import gzip
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.fetch import Answer, Caps, Fetcher, FetchError, NoSuchNameError, forbidden, resolve

#: What a test's server does with one connection, after it has read the request.
Serve = Callable[[socket.socket, bytes], None]

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"
CAPS = Caps(seconds=5, redirects=5, wire=300_000, body=100_000)


class RawServer:
    """A server that sends whatever bytes it is told to, well-formed or not."""

    def __init__(self) -> None:
        self.serve: Serve = lambda connection, request: connection.sendall(PAGE)
        self.requests: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def answer(self, head: str, body: bytes = b"") -> None:
        """Answer every request with these bytes."""
        self.serve = lambda connection, request: connection.sendall(head.encode() + b"\r\n\r\n" + body)

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with connection:
            request = b""
            while b"\r\n\r\n" not in request and (more := connection.recv(65536)):
                request += more
            self.requests.append(request)
            try:
                self.serve(connection, request)
            except OSError:  # whoever asked has hung up
                return


@pytest.fixture
def server() -> Iterator[RawServer]:
    """Return a server at loopback."""
    server = RawServer()
    yield server
    server.close()


@pytest.fixture
def fetcher(server: RawServer) -> Fetcher:
    """Return a fetcher whose whole internet is that server."""
    return Fetcher("test", internet=("127.0.0.1", server.port), caps=CAPS)


def _refusal(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    assert caught.value.kind == "refused"
    return str(caught.value)


def test_a_page_comes_with_status_headers_and_body(fetcher: Fetcher, server: RawServer) -> None:
    """An answer is told as it came; the request names its real host and us."""
    answer = fetcher.get("https://paper.example/a?b=c#d")
    assert (answer.status, answer.body, answer.whole) == (200, b"hello", True)
    assert answer.headers["content-type"] == "text/html"
    head = server.requests[0].decode().lower()
    assert head.startswith("get /a?b=c http/1.1\r\n")
    assert "\r\nhost: paper.example\r\n" in head
    assert "\r\nuser-agent: test\r\n" in head


def test_no_cookie_and_no_key_goes_to_another_host(fetcher: Fetcher, server: RawServer) -> None:
    """What was set at the first host, and headers that are for it, are not sent to the next one."""

    def serve(connection: socket.socket, request: bytes) -> None:
        if b"host: first.example" in request.lower():
            connection.sendall(b"HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: http://next.example/\r\n\r\n")
        else:
            connection.sendall(PAGE)

    server.serve = serve
    fetcher.get("http://first.example/", {"X-Api-Key": "secret"})
    first, last = (request.lower() for request in server.requests)
    assert b"x-api-key: secret" in first
    assert b"secret" not in last
    assert b"cookie" not in last


#: Loopback, private, link-local, metadata and other special addresses, in every way of writing that some system reads.
PRIVATE = """
    127.0.0.1 127.1 0177.0.0.1 0x7f.0.0.1 0x7f000001 2130706433 017700000001 127.0.0.1. localhost a.localhost
    [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [fe80::1] [fc00::1]
    [fd00:ec2::254] [::ffff:169.254.169.254] [ff02::1] 0.0.0.0 0 10.0.0.1 172.16.0.1 192.168.0.1 100.64.0.1
    100.100.100.200 169.254.169.254 0251.0376.0251.0376 2852039166 168.63.129.16 192.0.0.8 198.18.0.1 203.0.113.1
    224.0.0.1 240.0.0.1 255.255.255.255 １２７.0.0.1 127。0。0。1
"""


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connect to nothing, whatever a fault lets through."""

    def connect(self: object, host: str, *rest: object) -> httpcore.NetworkStream:
        msg = f"a test wanted to connect to {host}"
        raise AssertionError(msg)

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("address", PRIVATE.split())
def test_no_private_address_in_any_spelling(address: str) -> None:
    """Loopback, private, link-local and metadata addresses are refused, however they are written."""
    assert "only public addresses are fetched" in _refusal(Fetcher("test"), f"http://{address}/")


@pytest.mark.parametrize("address", ["127.0.0.1", "[::1]", "0177.0.0.1", "169.254.169.254", "localhost"])
def test_no_redirect_to_a_private_address(fetcher: Fetcher, server: RawServer, address: str) -> None:
    """What an honest-looking address leads on to is judged as it is."""
    server.answer(f"HTTP/1.1 302 Found\r\nLocation: http://{address}/latest/meta-data/")
    assert "only public addresses" in _refusal(fetcher, "http://paper.example/")
    assert len(server.requests) == 1


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "fe80::1%eth0", "::ffff:10.0.0.1"])
def test_no_name_of_a_private_address(address: str) -> None:
    """A public name that means a private address is refused, also where it means a public one besides."""
    fetcher = Fetcher("test", resolve=lambda host: ["93.184.216.34", address])
    assert "only public addresses" in _refusal(fetcher, "http://paper.example/")


def test_the_address_looked_at_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means another address at its second look-up (rebinding) gains nothing: there is no second one."""
    answers = iter((["93.184.216.34"], ["127.0.0.1"]))
    dialled = []

    def connect(self: object, host: str, port: int, *rest: object) -> httpcore.NetworkStream:
        dialled.append((host, port))
        raise httpcore.ConnectError("nobody is there")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    fetcher = Fetcher("test", resolve=lambda host: next(answers))
    with pytest.raises(FetchError, match="nobody is there"):
        fetcher.get("https://paper.example/")
    assert dialled == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://paper.example/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://paper.example:70/_", "only http and https"),
        ("paper.example", "only http and https"),
        ("http://paper.example:8080/", "port 80 only, met port 8080"),
        ("https://paper.example:22/", "port 443 only"),
        ("http://user:word@paper.example/", "name or password"),
        ("http://paper.example@127.0.0.1/", "name or password"),
        ("http:///path", "names no host"),
        ("http://paper example/", "blanks"),
        ("http://paper.example\\@127.0.0.1/", "backslashes"),
        ("http://paper.example/\r\nHost: other", "control characters"),
        ("http://[::1/", "no address"),
        ("http://[fe80::1%25eth0]/", "names no host"),
        ("http://paper.example:99999/", "no address"),
        ("http://" + "a" * 9000 + ".example/", "too long"),
        ("http://paper..example\u2024/", "no address"),
    ],
)
def test_only_addresses_of_the_web(fetcher: Fetcher, server: RawServer, url: str, said: str) -> None:
    """Other schemes, other ports, names with passwords and broken addresses are refused in words."""
    assert said in _refusal(fetcher, url)
    assert not server.requests


def test_a_redirect_to_a_file_is_refused(fetcher: Fetcher, server: RawServer) -> None:
    """Redirects lead to the web only."""
    server.answer("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd")
    assert "only http and https" in _refusal(fetcher, "http://paper.example/")


def test_a_hundred_redirects_are_not_followed(fetcher: Fetcher, server: RawServer) -> None:
    """After the cap of redirects nothing more is asked."""
    server.answer("HTTP/1.1 302 Found\r\nLocation: /again")
    with pytest.raises(FetchError, match="more than 5 times") as caught:
        fetcher.get("http://paper.example/")
    assert caught.value.kind == "astray"
    assert len(server.requests) == CAPS.redirects + 1


def test_where_redirects_end_is_told(fetcher: Fetcher, server: RawServer) -> None:
    """Relative ones too; `moved` is told where all of them are meant to last."""

    def serve(connection: socket.socket, request: bytes) -> None:
        path = request.split()[1]
        way = {
            b"/a": b"301 Moved\r\nLocation: b",
            b"/b": b"308 Moved\r\nLocation: /c",
            b"/d": b"302 Found\r\nLocation: c",
        }
        connection.sendall(b"HTTP/1.1 " + way[path] + b"\r\n\r\n" if path in way else PAGE)

    server.serve = serve
    moved, elsewhere = fetcher.get("http://paper.example/a"), fetcher.get("http://paper.example/d")
    assert (moved.url, moved.moved) == ("http://paper.example/c", "http://paper.example/c")
    assert (elsewhere.url, elsewhere.moved) == ("http://paper.example/c", None)
    assert fetcher.get("http://paper.example/c").moved is None


def _for_ever(connection: socket.socket, head: bytes, piece: bytes, pause: threading.Event, seconds: float) -> None:
    connection.sendall(head)
    while True:
        connection.sendall(piece)
        pause.wait(seconds)


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"],
    ids=["without length", "with length"],
)
def test_an_endless_body_is_bounded(fetcher: Fetcher, server: RawServer, head: bytes) -> None:
    """Reading ends at the cap; who only wants the start gets it."""
    server.serve = lambda connection, request: _for_ever(connection, head, b"x" * 5000, threading.Event(), 0)
    with pytest.raises(FetchError, match="100000 bytes") as caught:
        fetcher.get("http://paper.example/")
    assert caught.value.kind == "large"
    start = fetcher.get("http://paper.example/", cut=True)
    assert (start.body, start.whole) == (b"x" * CAPS.body, False)


def test_endless_chunks_without_content_are_bounded(fetcher: Fetcher, server: RawServer) -> None:
    """Bytes count as they come in, those around the body too."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"1;" + b"e" * 4000 + b"\r\nx\r\n"
    server.serve = lambda connection, request: _for_ever(connection, head, piece, threading.Event(), 0)
    with pytest.raises(FetchError) as caught:
        fetcher.get("http://paper.example/")
    assert caught.value.kind == "large"


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "], ids=["body", "header"])
def test_a_slow_drip_ends_in_time(server: RawServer, head: bytes) -> None:
    """A byte now and then keeps no connection open: the cap is on the whole, not on a pause."""
    fetcher = Fetcher("test", internet=("127.0.0.1", server.port), caps=Caps(seconds=0.5))
    server.serve = lambda connection, request: _for_ever(connection, head, b"x", threading.Event(), 0.02)
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"longer than 0\.5 seconds") as caught:
        fetcher.get("http://paper.example/")
    assert caught.value.kind == "slow"
    assert time.monotonic() - begun < 30  # a machine may be busy, but it ended


def test_a_server_that_says_nothing_ends_in_time(server: RawServer) -> None:
    """A connection that stays open without a byte is given up."""
    fetcher = Fetcher("test", internet=("127.0.0.1", server.port), caps=Caps(seconds=0.3))
    over = threading.Event()

    def wait(connection: socket.socket, request: bytes) -> None:
        over.wait(30)

    server.serve = wait
    with pytest.raises(FetchError) as caught:
        fetcher.get("http://paper.example/")
    over.set()
    assert caught.value.kind == "slow"


def test_a_name_that_is_never_told_ends_in_time() -> None:
    """The system's look-up of names knows no limit; ours does."""
    over = threading.Event()

    def never(host: str) -> list[str]:
        over.wait(30)
        return []

    fetcher = Fetcher("test", resolve=never, caps=Caps(seconds=0.3))
    with pytest.raises(FetchError, match="not told in time") as caught:
        fetcher.get("http://paper.example/")
    over.set()
    assert caught.value.kind == "slow"


def test_a_gzip_bomb_is_bounded(fetcher: Fetcher, server: RawServer) -> None:
    """What unpacks to a hundred megabytes is given up at the cap, and no more than that is ever unpacked."""
    bomb = gzip.compress(b"\0" * 100_000_000)
    assert len(bomb) < CAPS.body
    server.answer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", bomb)
    with pytest.raises(FetchError, match="more than 100000 bytes") as caught:
        fetcher.get("http://paper.example/")
    assert caught.value.kind == "large"
    assert len(fetcher.get("http://paper.example/", cut=True).body) == CAPS.body


def test_packed_bodies_are_unpacked(fetcher: Fetcher, server: RawServer) -> None:
    """Gzip is what we ask for."""
    server.answer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", gzip.compress(b"hello " * 1000))
    assert fetcher.get("http://paper.example/").body == b"hello " * 1000
    assert b"accept-encoding: gzip\r\n" in server.requests[0].lower()


@pytest.mark.parametrize(
    "head",
    [
        "HTTP/1.1 200 OK\r\n" + "\r\n".join(f"X-{number}: {'y' * 200}" for number in range(1500)),
        "HTTP/1.1 200 OK\r\nX: " + "y" * 290_000,
    ],
    ids=["many", "one"],
)
def test_giant_headers_are_bounded(fetcher: Fetcher, server: RawServer, head: str) -> None:
    """Headers beyond what any site needs are no answer."""
    server.answer(head, b"hello")
    with pytest.raises(FetchError) as caught:
        fetcher.get("http://paper.example/")
    assert caught.value.kind in ("broken", "large")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"hello" * 999, mtime=0)[:-20],
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nhello",
        b"HTTP/1.1 999999 OK\r\n\r\nhello",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[broken/\r\n\r\n",
    ],
)
def test_what_is_no_answer_is_an_error(fetcher: Fetcher, server: RawServer, answer: bytes) -> None:
    """Cut, contradicting and garbled answers are errors, never half a page."""
    server.serve = lambda connection, request: connection.sendall(answer)
    with pytest.raises(FetchError):
        fetcher.get("http://paper.example/")


def test_nobody_listening_is_unreachable() -> None:
    """A port where nobody answers, and a name that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for fetcher in (Fetcher("test", internet=("127.0.0.1", port)), Fetcher("test", resolve=lambda host: [])):
        with pytest.raises(FetchError) as caught:
            fetcher.get("http://paper.example/")
        assert caught.value.kind == "unreachable"


def test_only_the_operators_own_word_opens_a_private_address(server: RawServer) -> None:
    """A service at loopback is asked where the settings name it, and by no stranger's address or redirect."""
    fetcher, home = Fetcher("test", caps=CAPS), f"http://127.0.0.1:{server.port}"
    assert fetcher.get(f"{home}/api", trusted=True).body == b"hello"
    assert "port 80 only" in _refusal(fetcher, f"{home}/api")
    server.answer("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/")
    with pytest.raises(FetchError, match="port 80 only"):
        fetcher.get(f"{home}/api", trusted=True)


def test_a_trusted_service_may_lead_on_within_itself(server: RawServer) -> None:
    """A redirect at the same scheme, host and port stays the operator's."""

    def serve(connection: socket.socket, request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /new\r\n\r\n" if b" /old " in request else PAGE)

    server.serve = serve
    assert Fetcher("test").get(f"http://127.0.0.1:{server.port}/old", trusted=True).body == b"hello"


@given(st.ip_addresses(v=4))
def test_an_old_address_within_a_new_one_is_judged_by_itself(address: ipaddress.IPv4Address) -> None:
    """What is forbidden stays forbidden in every IPv6 form that carries it."""
    number = int(address)
    carriers = (
        ipaddress.IPv6Address(0xFFFF << 32 | number),
        ipaddress.IPv6Address(0x64FF9B << 96 | number),
        ipaddress.IPv6Address(0x2002 << 112 | number << 80),
    )
    if forbidden(address):
        assert all(forbidden(carrier) for carrier in carriers)


@pytest.mark.usefixtures("no_network")
@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_makes_it_fail_otherwise(text: str) -> None:
    """Whatever stands where an address should, the answer is a FetchError in words."""
    fetcher = Fetcher("test", resolve=lambda host: ["127.0.0.1"])
    for url in (text, "http://" + text):
        with pytest.raises(FetchError) as caught:
            fetcher.get(url)
        assert str(caught.value)


# Where redirects lead


@pytest.mark.parametrize(
    "location",
    [
        "//127.0.0.1/", "https://LOCALHOST/", "HTTP://[0:0:0:0:0:ffff:7f00:1]/", "http://x@alive.example/",
        "http://:@alive.example/", "http://alive.example:0/", "https://alive.example:80/", "https:/alive.example/",
        "http://[fe80::1%25lo]/", "http://127.0.0.1\t/", "http://%6c%6f%63alhost/", "http://\\\\127.0.0.1/",
        "javascript:alert(1)", "http://[64:ff9b:1::7f00:1]/", "http://①②⑦.0.0.1/",
    ],
)  # fmt: skip
def test_no_redirect_in_disguise(fetcher: Fetcher, server: RawServer, location: str) -> None:
    """Nothing but plain addresses of public hosts is followed, however a Location is spelled."""
    server.serve = lambda connection, request: connection.sendall(
        b"HTTP/1.1 302 Found\r\nLocation: " + location.encode() + b"\r\n\r\n"
    )
    assert _refusal(fetcher, "http://paper.example/")
    assert len(server.requests) == 1


def test_a_key_does_not_come_back_from_a_stranger(server: RawServer) -> None:
    """Once a stranger has led on, the way back to the first host is the stranger's: no key, and no trust."""

    def serve(connection: socket.socket, request: bytes) -> None:
        if b"host: away.example" in request.lower():
            location = f"http://127.0.0.1:{server.port}/chosen"
        else:
            location = "http://away.example/"
        connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n".encode())

    server.serve = serve
    fetcher = Fetcher("test", internet=("127.0.0.1", server.port))
    with pytest.raises(FetchError, match="port 80 only"):
        fetcher.get(f"http://127.0.0.1:{server.port}/", {"X-Api-Key": "secret"}, trusted=True)
    assert len(server.requests) == 2

    def lead_back(connection: socket.socket, request: bytes) -> None:
        host = "away" if b"host: home.example" in request.lower() and b" / " in request else "home"
        way = f"HTTP/1.1 302 Found\r\nLocation: http://{host}.example/back\r\n\r\n".encode()
        connection.sendall(PAGE if b"home.example" in request and b"/back" in request else way)

    server.serve = lead_back
    fetcher.get("http://home.example/", {"X-Api-Key": "secret"})
    assert [b"secret" in request for request in server.requests[2:]] == [True, False, False]


def test_a_key_does_not_go_where_anybody_can_read_along(fetcher: Fetcher, server: RawServer) -> None:
    """From https to http at the same host is another place."""
    server.serve = lambda connection, request: connection.sendall(
        PAGE if b" /plain " in request else b"HTTP/1.1 302 Found\r\nLocation: http://paper.example/plain\r\n\r\n"
    )
    fetcher.get("https://paper.example/", {"X-Api-Key": "secret"})
    assert [b"secret" in request for request in server.requests] == [True, False]


def test_a_redirect_may_be_written_in_utf_8(fetcher: Fetcher, server: RawServer) -> None:
    """Addresses in headers that are no ASCII are UTF-8, as browsers read them."""
    server.serve = lambda connection, request: connection.sendall(
        PAGE if b"%" in request else "HTTP/1.1 302 Found\r\nLocation: /étude\r\n\r\n".encode()
    )
    fetcher.get("http://paper.example/")
    assert server.requests[-1].startswith(b"GET /%C3%A9tude HTTP/1.1\r\n")


def test_time_is_one_budget_for_all_redirects(server: RawServer) -> None:
    """Many hosts that each take less than the cap take no more than the cap together."""
    pause = threading.Event()

    def serve(connection: socket.socket, request: bytes) -> None:
        pause.wait(0.15)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n")

    server.serve = serve
    fetcher = Fetcher("test", internet=("127.0.0.1", server.port), caps=Caps(seconds=0.5, redirects=20))
    with pytest.raises(FetchError) as caught:
        fetcher.get("http://paper.example/")
    assert caught.value.kind == "slow"
    assert len(server.requests) <= 4


def test_bytes_are_one_budget_for_all_redirects(fetcher: Fetcher, server: RawServer) -> None:
    """Large headers at each of several hosts count together."""
    server.answer("HTTP/1.1 302 Found\r\nLocation: /again\r\nX: " + "y" * 80_000)
    with pytest.raises(FetchError) as caught:
        fetcher.get("http://paper.example/")
    assert caught.value.kind == "large"


def test_a_key_that_cannot_be_sent_is_not_told(fetcher: Fetcher, server: RawServer) -> None:
    """The error says what is wrong without the words that are: errors go into logs."""
    for key in ("sec\nret", "sec\x00ret"):
        with pytest.raises(FetchError) as caught:
            fetcher.get("http://paper.example/", {"X-Api-Key": key})
        assert "sec" not in f"{caught.value}{caught.value.__cause__}"
    assert not any(server.requests)


@pytest.mark.parametrize("url", ["http://Paper.example/a", "https://paper.EXAMPLE.:443?b", "http://paper.example#c"])
def test_a_site_has_one_name(fetcher: Fetcher, url: str) -> None:
    """However its address is spelled, a host is the same one."""
    assert fetcher.get(url).site == "paper.example"


def test_a_turn_is_taken_at_each_host_on_the_way(fetcher: Fetcher, server: RawServer) -> None:
    """One visit to a host is one turn, and nobody has two of them at a time."""
    ways = {
        b"/a": b"/b",
        b"/b": b"http://Next.example./c",
        b"/c": b"https://next.example/d",
        b"/d": b"http://end.example/",
    }
    log: list[str] = []

    def serve(connection: socket.socket, request: bytes) -> None:
        path = request.split()[1]
        log.append(path.decode())
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + ways[path] + b"\r\n\r\n" if path in ways else PAGE)

    @contextmanager
    def turn(host: str) -> Iterator[None]:
        log.append(f"to {host}")
        yield
        log.append(f"from {host}")

    server.serve = serve
    fetcher.get("http://paper.example/a", turn=turn)
    assert log == [
        *("to paper.example", "/a", "/b", "from paper.example"),
        *("to next.example", "/c", "/d", "from next.example"),
        *("to end.example", "/", "from end.example"),
    ]


def test_an_error_names_the_host_that_it_came_from(fetcher: Fetcher, server: RawServer) -> None:
    """Who leads on to a host that is broken is not broken."""
    way = b"HTTP/1.1 302 Found\r\nLocation: http://broken.example/\r\n\r\n"
    server.serve = lambda connection, request: connection.sendall(b"?\r\n" if b"broken" in request else way)
    with pytest.raises(FetchError) as caught:
        fetcher.get("http://paper.example/")
    assert caught.value.site == "broken.example"


def test_waiting_for_a_turn_is_not_counted(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is slow because we had to wait."""
    begun, ahead = time.monotonic(), [0.0]
    monkeypatch.setattr("bot.fetch.time.monotonic", lambda: begun + ahead[0])

    @contextmanager
    def turn(host: str) -> Iterator[None]:
        ahead[0] += 1000
        yield

    assert fetcher.get("http://paper.example/", turn=turn).body == b"hello"


def test_no_time_is_left_for_a_name() -> None:
    """When the time is over before a name is looked up, that is told like any other end of time."""
    with pytest.raises(FetchError) as caught:
        Fetcher("test", resolve=lambda host: ["93.184.216.34"], caps=Caps(seconds=0)).get("http://paper.example/")
    assert caught.value.kind == "slow"


# What answers are made of


def test_interim_answers_without_end_are_bounded(fetcher: Fetcher, server: RawServer) -> None:
    """A server that only ever says "continue" is given up at the cap of bytes."""
    piece = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 50
    server.serve = lambda connection, request: _for_ever(connection, b"", piece, threading.Event(), 0)
    with pytest.raises(FetchError) as caught:
        fetcher.get("http://paper.example/")
    assert caught.value.kind == "large"


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_body_has_none(fetcher: Fetcher, server: RawServer, status: int) -> None:
    """What stands behind such an answer is not read."""
    server.answer(f"HTTP/1.1 {status} Nothing\r\nContent-Length: 5\r\nContent-Encoding: gzip", b"hello")
    answer = fetcher.get("http://paper.example/")
    assert (answer.status, answer.body) == (status, b"")


def test_nothing_is_read_behind_the_end_of_a_packed_body(fetcher: Fetcher, server: RawServer) -> None:
    """What the packing says is all of it; a stranger's bytes behind it cost neither time nor memory."""
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"hello")
    server.serve = lambda connection, request: _for_ever(connection, head, b"x" * 5000, threading.Event(), 0)
    assert fetcher.get("http://paper.example/").body == b"hello"


_PIECES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 100 Continue\r\n", b"HTTP/1.1 101 Switching\r\n", b"HTTP/1.0 302 \r\n",
        b"HTTP/1.1 204\r\n", b"HTTP/1.1 200\r\n", b"Location: http://[\r\n", b"Location: \xff\xfe//x\r\n",
        b"Location: /\r\n", b"Content-Length: 3\r\n", b"Content-Length: 99999999999999999999\r\n",
        b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip, chunked\r\n", b"Upgrade: x\r\n",
        b"Connection: upgrade\r\n", b"Content-Encoding: gzip\r\n", b"\r\n", b"3\r\nabc\r\n", b"0\r\n\r\n", b"\r", b"\n",
        b"ffffffffffffffffffff\r\n", b"3;x=y\r\nabc\r\n", b" folded\r\n", b": no name\r\n", b"\x00",
        b"\x1f\x8b\x08\x00",
    ]
)  # fmt: skip


@given(st.lists(_PIECES | st.binary(max_size=8), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_answer_makes_it_fail_otherwise(pieces: list[bytes]) -> None:
    """Whatever bytes a server sends, there is an answer that holds no more than came, or a FetchError."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *_: httpcore.MockStream(list(pieces)))
        with suppress(FetchError):
            answer = Fetcher("test", internet=("127.0.0.1", 9)).get("http://paper.example/")
            assert len(answer.body) <= sum(map(len, pieces))


@given(st.text(st.characters(categories=["Cs", "Lu", "Po", "Nd"]), max_size=20))
def test_halves_of_characters_are_no_address(text: str) -> None:
    """A half of a pair can be sent to nobody; it is an error in words as any other is."""
    with pytest.raises(FetchError):
        Fetcher("test", resolve=lambda host: ["127.0.0.1"]).get(f"http://paper.example/\ud800{text}")


# TLS


def _certificate() -> tuple[bytes, bytes]:
    """A certificate that nobody vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "paper.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    plain = serialization.NoEncryption()
    return (
        made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM),
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain),
    )


def test_a_certificate_that_nobody_vouches_for_is_refused_in_words(tmp_path: Path) -> None:
    """It will be the same tomorrow, so it is not called an outage; and no request is sent."""
    file = tmp_path / "both.pem"
    file.write_bytes(b"".join(_certificate()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    heard: list[bytes] = []

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
            heard.append(secure.recv(100))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with pytest.raises(FetchError, match="certificate") as caught:
            Fetcher("test", caps=CAPS).get(f"https://127.0.0.1:{listener.getsockname()[1]}/", trusted=True)
        thread.join(10)
    assert caught.value.kind == "broken"
    assert not any(heard)


def test_a_slow_handshake_ends_in_time() -> None:
    """A byte of TLS now and then keeps no connection open."""
    over = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            connection.sendall(b"\x16\x03\x03\x40\x00")  # a record that is long in coming
            while not over.wait(0.02):
                connection.sendall(b"\x02")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(FetchError) as caught:
            Fetcher("test", caps=Caps(seconds=0.5)).get(url, trusted=True)
        over.set()
        thread.join(10)
    assert caught.value.kind == "slow"


# Whom it connects to


def test_proxies_of_the_environment_are_not_used(
    fetcher: Fetcher, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would look names up for us."""
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetcher.get("https://paper.example/").body == b"hello"


def _dialled(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where connections are asked for from now on; none is made."""
    asked: list[tuple[str, int]] = []

    def connect(self: object, host: str, port: int, *rest: object) -> httpcore.NetworkStream:
        asked.append((host, port))
        raise httpcore.ConnectError("nobody is there")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    return asked


def test_a_small_internet_is_the_only_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one is set, nothing else is connected to: no public address, and none of this machine's other ports."""
    asked = _dialled(monkeypatch)
    fetcher = Fetcher("test", internet=("127.0.0.1", 7), resolve=lambda host: ["93.184.216.34"])
    for url in ("http://93.184.216.34/", "http://127.0.0.1/", "http://[2606:4700::1111]/", "https://localhost/"):
        assert _refusal(fetcher, url)
    for url in ("http://paper.example/", "https://paper.example./", "https://xn--e1aybc.example/"):
        with pytest.raises(FetchError):
            fetcher.get(url)
    assert asked == [("127.0.0.1", 7)] * 3


def test_a_name_of_very_many_addresses_costs_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few of them are tried; but all are looked at, and one that is private spoils the name."""
    asked = _dialled(monkeypatch)
    many = [f"93.184.{number // 250}.{number % 250}" for number in range(5000)]
    with pytest.raises(FetchError):
        Fetcher("test", resolve=lambda host: many).get("http://paper.example/")
    assert len(asked) == 4
    assert "only public" in _refusal(Fetcher("test", resolve=lambda host: [*many, "10.0.0.1"]), "http://paper.example/")
    assert len(asked) == 4


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("99999999999999999999", 999_999_999),
        ("in 300", 300),
        ("in -300", 0),
        ("", 0),
        ("soon", 0),
        ("-5", 0),
        ("1.5", 0),
        ("٣", 0),
        ("99999999999 Jan Feb 00:00:00 99999999999", 0),
        ("Sun, 29 Nov 2026 10:00:00", 0),
    ],
)
def test_both_forms_of_retry_after_are_read(said: str, seconds: float) -> None:
    """Seconds and a moment; what is neither asks for nothing."""
    if said.startswith("in "):
        said = format_datetime(datetime.now(UTC) + timedelta(seconds=int(said[3:])), usegmt=True)
    assert seconds - 10 <= Answer("http://x/", 503, {"retry-after": said}).wait <= seconds


# What checking links needs


def test_only_heads_are_asked_for(fetcher: Fetcher, server: RawServer) -> None:
    """HEAD is what is sent, redirects included, and what comes has no body, whatever its length says."""

    def serve(connection: socket.socket, request: bytes) -> None:
        there = request.startswith(b"HEAD /there ")
        more = b"200 OK" if there else b"301 Moved Permanently\r\nLocation: /there"
        connection.sendall(b"HTTP/1.1 " + more + b"\r\nContent-Length: 5000\r\n\r\n")

    server.serve = serve
    answer = fetcher.get("http://paper.example/", method="HEAD")
    assert (answer.status, answer.body, answer.moved) == (200, b"", "http://paper.example/there")
    assert [request.split()[0] for request in server.requests] == [b"HEAD", b"HEAD"]


def test_a_cap_on_bytes_is_no_fault_of_a_body_that_is_cut(fetcher: Fetcher, server: RawServer) -> None:
    """The start of a body is there even where all that may come in came at once."""
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: 900000", b"%PDF-" + bytes(900_000))
    answer = fetcher.get("http://paper.example/", caps=Caps(wire=4000, body=1000), cut=True)
    assert (answer.body[:5], len(answer.body), answer.whole) == (b"%PDF-", 1000, False)


def test_a_name_that_does_not_exist_is_told_apart() -> None:
    """From one that cannot be looked up by now; for programs both are no connection."""

    def nobody_knows(host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with pytest.raises(NoSuchNameError):
        Fetcher("test", resolve=lambda host: []).get("http://paper.example/")
    with pytest.raises(FetchError, match="Temporary failure") as caught:
        Fetcher("test", resolve=nobody_knows).get("http://paper.example/")
    assert caught.value.kind == NoSuchNameError("").kind == "unreachable"
    assert not isinstance(caught.value, NoSuchNameError)


@pytest.mark.parametrize(("code", "exists"), [(socket.EAI_NONAME, False), (socket.EAI_AGAIN, True)])
def test_the_system_tells_which_names_do_not_exist(monkeypatch: pytest.MonkeyPatch, code: int, exists: bool) -> None:
    """Any other error of it is no word about the name."""

    def say(*rest: object, **more: object) -> list[object]:
        raise socket.gaierror(code, "no")

    monkeypatch.setattr(socket, "getaddrinfo", say)
    with pytest.raises(socket.gaierror) if exists else nullcontext():
        assert resolve("paper.example") == []


@pytest.mark.parametrize("internet", [None, ("127.0.0.1", 7)])
def test_invalid_names_exist_nowhere(internet: tuple[str, int] | None) -> None:
    """Nobody is asked for them, and no small internet has them."""
    fetcher = Fetcher("test", internet=internet, resolve=lambda host: ["93.184.216.34"])
    for name in ("gone.invalid", "gone.invalid."):
        with pytest.raises(NoSuchNameError):
            fetcher.get(f"http://{name}/", caps=Caps(seconds=0))


def test_a_small_internet_hears_what_was_meant_to_be_secure(fetcher: Fetcher, server: RawServer) -> None:
    """It has no TLS, so the scheme is told by a header; the real one hears nothing of it."""
    fetcher.get("https://paper.example/")
    fetcher.get("http://paper.example/")
    Fetcher("test", caps=CAPS).get(f"http://127.0.0.1:{server.port}/", trusted=True)
    assert [b"X-Forwarded-Proto: https" in request for request in server.requests] == [True, False, False]
