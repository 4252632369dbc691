"""The web that strangers link to: fetches an address without being turned against the machine that we run on.

Everything whose address somebody else chose goes through here, and so do the paper services. What must hold, at
the first address and at every one that an answer leads on to: it is http or https on its own port, no name and
password in it; every address that its name has is a public one, and the address that was looked at is the one that is
connected to, whatever the name means a moment later; no cookies and no credentials go along; and time, redirects and
bytes are capped, headers and packed bodies included. Trusted is only what the operator's own settings name, and only
where we ask there by ourselves: no stranger's address and no redirect leads to it.

The attacks: https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
Proxies of the environment are not used: they would look names up for us.
"""

import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any, Final, Literal
from urllib.parse import quote, urljoin, urlsplit

import httpcore
import idna

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Tells the addresses of a host's name; an empty answer: there is no such name. Raises OSError where nobody can tell.
Resolve = Callable[[str], Iterable[str]]
Method = Literal["GET", "HEAD"]
#: Waits until a host may be asked, and is left when that is done.
Turn = Callable[[str], AbstractContextManager[object]]


@dataclass(frozen=True)
class Caps:
    """What an answer may cost: seconds for all of it, redirects, bytes as they come in, bytes of the body unpacked."""

    seconds: float = 20.0
    redirects: int = 5
    wire: int = 6_000_000
    body: int = 5_000_000


@dataclass(frozen=True)
class Answer:
    """What an address answered. `url` is where the redirects ended; names of headers are in lower case.

    `site` is the host that answered, with its port where that is not the usual one: one name for all spellings of it.
    `whole` is false where the body was cut at the cap. `moved` is the new address, where redirects that are meant to
    last led to all of it.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    site: str = ""
    whole: bool = True
    moved: str | None = None

    @property
    def wait(self) -> float:
        """The seconds of its Retry-After header. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after"""
        said = self.headers.get("retry-after", "").strip()
        if said.isascii() and said.isdigit():
            return float(said[:9])
        try:
            return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
        except (ValueError, TypeError, OverflowError):
            return 0.0


#: "refused": we do not connect there. "slow", "large", "astray": a cap on time, bytes or redirects. "unreachable": no
#: connection. "broken": what came is no answer.
Kind = Literal["refused", "slow", "large", "astray", "unreachable", "broken"]


class FetchError(Exception):
    """There is no answer; the text says for people what was met, and `kind` for programs.

    `site` is the host that was asked last, as in `Answer`; empty where nobody was asked.
    """

    def __init__(self, kind: Kind, text: str) -> None:
        self.kind: Kind = kind
        self.site = ""
        super().__init__(text)


class NoSuchNameError(FetchError):
    """The host's name does not exist, as those say who know all names: no weather, unless they err."""

    def __init__(self, text: str) -> None:
        super().__init__("unreachable", text)


def resolve(host: str) -> list[str]:
    """The addresses of a name, as the system knows them; none where it says that the name does not exist.

    Raises OSError where it does not know by now, or where the name exists and has no address:
    https://man7.org/linux/man-pages/man3/getaddrinfo.3.html
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError:
        return []
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            return []
        raise
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Fetcher:
    """Fetches addresses; safe to share between threads.

    `agent` is the user agent. `internet` is address and port of a small internet that stands for the real one, as a
    try-out has it: every name is said to be there, without TLS, and no other address is connected to.
    """

    def __init__(
        self,
        agent: str,
        *,
        internet: tuple[str, int] | None = None,
        resolve: Resolve = resolve,
        caps: Caps = Caps(),
    ) -> None:
        self._agent = agent
        self._internet = internet
        self._resolve = resolve
        self._caps = caps

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        caps: Caps | None = None,
        cut: bool = False,
        trusted: bool = False,
        turn: Turn = nullcontext,
        method: Method = "GET",
    ) -> Answer:
        """Fetch an address. `headers` go to its own host only; `cut` takes the start of a body that is too large.

        With the method HEAD, which redirects do not change, an answer has no body.

        `turn` is taken at each host that the address leads through, by the name that `Answer.site` gives it; the time
        until it comes is not counted, and what it raises is passed on.

        `trusted` says that the address is one of the operator's settings, which may be anywhere; what it leads on to
        at another host is a stranger's again, the way back included.

        Raises FetchError.
        """
        caps = caps or self._caps
        budget = _Budget(caps.seconds, caps.wire)
        own: _Origin | None = None
        at_home = lasting = True
        at = ""
        try:
            with ExitStack() as held:
                for _ in range(caps.redirects + 1):
                    target = _read(url, trusted and at_home, own)
                    own = own or target.origin
                    at_home = at_home and target.origin == own
                    if target.site != at:
                        held.close()  # nobody has one host while waiting for another
                        with budget.stopped():
                            held.enter_context(turn(target.site))
                        at = target.site
                    answer = self._one(method, target, headers or {} if at_home else {}, budget, caps.body, cut)
                    location = answer.headers.get("location")
                    if answer.status not in _REDIRECTS or not location:
                        return replace(answer, moved=url if lasting and budget.hops else None)
                    lasting = lasting and answer.status in _LASTING
                    budget.hops += 1
                    url = _onward(target, location)
            msg = f"{at} leads on more than {caps.redirects} times; the last address was {_short(url)}"
            raise FetchError("astray", msg)
        except FetchError as error:
            error.site = at
            raise

    def _one(
        self, method: Method, target: "_Target", headers: Mapping[str, str], budget: "_Budget", most: int, cut: bool
    ) -> Answer:
        """Ask one address, and nothing that it leads on to."""
        sent = {
            "Host": target.authority,
            "User-Agent": self._agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        if self._internet and target.scheme == "https":
            # What stands before a server and takes TLS off tells it so; in the small internet that is nobody but us.
            sent["X-Forwarded-Proto"] = "https"
        sent |= headers
        pairs = [(name.encode(errors="replace"), value.encode(errors="replace")) for name, value in sent.items()]
        try:
            addresses, port, secure = self._way(target, budget)
            address = httpcore.URL(
                scheme=b"https" if secure else b"http",
                host=target.host.encode(),
                port=port,
                target=target.path.encode(),
            )
            with (
                httpcore.ConnectionPool(
                    self._tls if secure else _NO_TLS, network_backend=_Wire(addresses, budget)
                ) as pool,
                pool.stream(method.encode(), address, headers=pairs) as response,
            ):
                told = _headers(response.headers)
                body, whole = b"", True
                if response.status not in _REDIRECTS:
                    body, whole = _body(response.iter_stream(), told.get("content-encoding", ""), most, cut, target)
                return Answer(target.url, response.status, told, body, target.site, whole)
        except httpcore.TimeoutException as error:
            msg = f"{target.host} took longer than {budget.seconds:g} seconds"
            raise FetchError("slow", msg) from error
        except httpcore.NetworkError as error:
            msg = f"{target.host} cannot be reached: {error or type(error).__name__}"
            raise FetchError("unreachable", msg) from error
        except httpcore.LocalProtocolError:
            # The error's own words repeat the header that is wrong, which may hold a key.
            msg = f"what {target.host} was to be asked cannot be sent: a header holds signs that headers must not hold"
            raise FetchError("broken", msg) from None
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            msg = f"{target.host} sent what is no answer: {error or type(error).__name__}"
            raise FetchError("broken", msg) from error

    def _way(self, target: "_Target", budget: "_Budget") -> tuple[list[str], int, bool]:
        """Where to connect to, at which port, and whether by TLS. Raises FetchError where we must not."""
        secure = target.scheme == "https"
        literal = _literal(target.host)
        if literal is None and target.host.rstrip(".").endswith(".invalid"):
            # Whoever is asked for it must say so: https://www.rfc-editor.org/rfc/rfc6761#section-6.4
            raise NoSuchNameError(_nameless(target.host))
        if self._internet and literal is None and not target.trusted:
            return [self._internet[0]], self._internet[1], False
        if literal is not None:
            found = [literal]
        else:
            names = _in_time(lambda: list(self._resolve(target.host)), budget, target.host)
            found = [ipaddress.ip_address(name.partition("%")[0]) for name in names]
        if not found:
            raise NoSuchNameError(_nameless(target.host))
        if not target.trusted:
            for one in found:
                if why := forbidden(one):
                    msg = f"{target.host} leads to {one}, {why}; only public addresses are fetched"
                    raise FetchError("refused", msg)
            if self._internet:
                msg = f"{target.host} is not in this small internet"
                raise FetchError("refused", msg)
        return [str(one) for one in found], target.port, secure

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpcore.default_ssl_context()


def forbidden(address: Address) -> str | None:
    """Why we never connect to an address, in words that go on after it; None where it is a public one.

    https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry; addresses of the old
    internet that stand within new ones are judged by themselves.
    """
    inner = None
    if isinstance(address, ipaddress.IPv6Address):
        inner = next(filter(None, map(forbidden, _within(address))), None)
    if address.is_unspecified:
        return "which stands for any address of this machine"
    if address.is_loopback:
        return "this machine itself"
    if address in _METADATA:
        return "where a cloud keeps its machines' secrets"
    if address.is_link_local:
        return "an address of the nearest network, where clouds keep their machines' secrets"
    if address.is_multicast:
        return "an address of many machines"
    if address.is_private or not address.is_global or address.is_reserved or any(address in one for one in _SPECIAL):
        return "an address of a private network"
    return inner


_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_LASTING: Final = frozenset((301, 308))
_PORTS: Final = {"http": 80, "https": 443}
#: No TLS is spoken there; a context that is never used keeps the pool from making its own, which is dear.
_NO_TLS: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
#: Azure's, which is a public address: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
_METADATA: Final = frozenset(map(ipaddress.ip_address, ("168.63.129.16", "169.254.169.254", "fd00:ec2::254")))
#: https://www.rfc-editor.org/rfc/rfc6052 (NAT64)
_NAT64: Final = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48")))
#: What the registries keep for special purposes and some releases of Python call public.
_SPECIAL: Final = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",
            "192.88.99.0/24",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fec0::/10",
        ),
    )
)
_HOST: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?\.?|\[[0-9a-f:.]{2,45}\]")
_LONGEST: Final = 8000


#: Scheme, host and port.
_Origin = tuple[str, str, int]


@dataclass(frozen=True)
class _Target:
    """An address taken apart, and whether the operator named it."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    trusted: bool

    @property
    def origin(self) -> _Origin:
        return self.scheme, self.host, self.port

    @property
    def site(self) -> str:
        return self.authority.rstrip(".")

    @property
    def authority(self) -> str:
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"


class _Budget:
    """The time and the bytes that are left for one fetch, redirects and all."""

    def __init__(self, seconds: float, wire: int) -> None:
        self.seconds = seconds
        self.hops = 0
        self._end = time.monotonic() + seconds
        self._wire = wire
        self._left = wire

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Let time pass that is not counted."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self._end += time.monotonic() - begun

    def time(self) -> float:
        """Seconds that are left. Raises httpcore.ReadTimeout where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left

    def most(self) -> int:
        """So many bytes may be read at once: what is left, or one that shows that there are too many."""
        return max(self._left, 1)

    def spend(self, count: int) -> None:
        """Count bytes that came in. Raises FetchError where these are too many."""
        self._left -= count
        if self._left < 0:
            msg = f"the answer is larger than {self._wire} bytes"
            raise FetchError("large", msg)


class _Wire(httpcore.NetworkBackend):
    """Connects to addresses that were looked at before, whatever the host's name means by now."""

    def __init__(self, addresses: list[str], budget: _Budget) -> None:
        self._addresses = addresses
        self._budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        for number, address in enumerate(self._addresses[:_MOST_ADDRESSES], 1):
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, self._budget.time(), None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == min(len(self._addresses), _MOST_ADDRESSES):
                    raise
            else:
                return _Stream(stream, self._budget)
        raise httpcore.ConnectError


class _Stream(httpcore.NetworkStream):
    """A connection whose time and bytes are counted."""

    def __init__(self, stream: httpcore.NetworkStream, budget: _Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(min(max_bytes, self._budget.most()), self._budget.time())
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.time())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._budget.time()), self._budget)
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):  # no outage: a wrong certificate stays so
                msg = f"{server_hostname} does not prove that it is the one that was asked for: {error}"
                raise FetchError("broken", msg) from error
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


#: So many of a name's addresses are tried.
_MOST_ADDRESSES: Final = 4


def _read(url: str, trusted: bool, own: _Origin | None = None) -> _Target:
    """Take an address apart; `trusted` says whether the operator named it, or all that is at `own`.

    Raises FetchError where it is none that we fetch.
    """
    shown = _short(url)
    if len(url) > _LONGEST:
        msg = f"an address of {len(url)} characters is too long: {shown}"
        raise FetchError("refused", msg)
    if re.search(r"[\x00-\x20\x7f\\\ud800-\udfff]", url):
        msg = f"an address holds no blanks, control characters, backslashes and halves of characters: {shown}"
        raise FetchError("refused", msg)
    try:
        parts = urlsplit(url)
        scheme, port, host = parts.scheme, parts.port, _ascii(parts.hostname or "")
    except ValueError as error:
        msg = f"this is no address: {shown} ({error})"
        raise FetchError("refused", msg) from error
    if scheme not in _PORTS:
        msg = f"only http and https are fetched, met {shown}"
        raise FetchError("refused", msg)
    host = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(host):
        msg = f"this address names no host: {shown}"
        raise FetchError("refused", msg)
    if "@" in parts.netloc:
        msg = f"an address with a name or password in it is not fetched: {parts.scheme}://...@{host}"
        raise FetchError("refused", msg)
    port = _PORTS[scheme] if port is None else port
    known = trusted and own in (None, (scheme, host, port))
    if port != _PORTS[scheme] and not known:
        msg = f"{scheme} is fetched at port {_PORTS[scheme]} only, met port {port}: {shown}"
        raise FetchError("refused", msg)
    path = quote(parts.path or "/", safe=_SAFE) + ("?" + quote(parts.query, safe=_SAFE + "?") if parts.query else "")
    return _Target(url, scheme, host, port, path, known)


def _onward(target: _Target, location: str) -> str:
    """Where an address leads on to, as its header says. Raises FetchError where that is no address."""
    try:
        # Headers come as Latin-1; an address in one that is no ASCII is UTF-8, as browsers read it.
        return urljoin(target.url, location.encode("latin-1").decode())
    except ValueError as error:
        msg = f"{target.host} leads on to what is no address: {_short(location)}"
        raise FetchError("broken", msg) from error


#: What may stand in a path as it is; https://www.rfc-editor.org/rfc/rfc3986#section-3.3
_SAFE: Final = "/%!$&'()*+,;=:@~[]"


def _ascii(host: str) -> str:
    """A host as it is asked for; https://www.rfc-editor.org/rfc/rfc5891. Raises ValueError where it is none."""
    return host if host.isascii() else idna.encode(host, uts46=True).decode()


def _literal(host: str) -> Address | None:
    """The address that a host is, in any way of writing that systems understand; None for a name."""
    name = host.removeprefix("[").removesuffix("]").rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):  # https://www.rfc-editor.org/rfc/rfc6761#section-6.3
        return ipaddress.IPv4Address("127.0.0.1")
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        pass
    try:  # octal, hexadecimal, a single number, fewer than four parts
        return ipaddress.IPv4Address(socket.inet_aton(name)) if re.fullmatch(r"[0-9a-fx.]+", name) else None
    except OSError:
        return None


def _within(address: ipaddress.IPv6Address) -> Iterator[Address]:
    """The addresses of the old internet that an address of the new one stands for."""
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if any(address in network for network in _NAT64) or int(address) >> 32 == 0:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _in_time(ask: Callable[[], list[str]], budget: _Budget, host: str) -> list[str]:
    """Look a name up; the system's own call knows no limit of time."""
    found: list[list[str] | OSError] = []

    def look() -> None:
        try:
            found.append(ask())
        except OSError as error:
            found.append(error)

    thread = threading.Thread(target=look, daemon=True, name=f"look up {host}")
    thread.start()
    thread.join(budget.time())
    if not found:
        msg = f"the address of {host} was not told in time"
        raise FetchError("slow", msg)
    if isinstance(told := found[0], OSError):
        msg = f"the address of {host} cannot be looked up: {told.strerror or told}"
        raise FetchError("unreachable", msg) from told
    return told


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name; of those that stand twice the first counts."""
    told: dict[str, str] = {}
    for name, value in pairs:
        told.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return told


def _body(chunks: Iterable[bytes], packing: str, most: int, cut: bool, target: _Target) -> tuple[bytes, bool]:
    """The body unpacked, and whether that is all of it."""
    packing = packing.strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        msg = f"{target.host} sent a body packed as {packing[:20]!r}, which was not asked for"
        raise FetchError("broken", msg)
    unpacker = zlib.decompressobj(47) if packing not in ("", "identity") else None  # 47: gzip or zlib, as it comes
    body, came = bytearray(), False
    for chunk in chunks:
        came = True
        try:
            # Never more than the cap is unpacked, however much a bomb holds.
            body += unpacker.decompress(chunk, most + 1 - len(body)) if unpacker else chunk
        except zlib.error as error:
            msg = f"{target.host} sent a body that cannot be unpacked: {error}"
            raise FetchError("broken", msg) from error
        if len(body) > most:
            if cut:
                return bytes(body[:most]), False
            msg = f"{target.host} answers with more than {most} bytes"
            raise FetchError("large", msg)
        if unpacker and unpacker.eof:  # what a stranger adds behind the end costs time, and is none of the body
            break
    if unpacker and came and not unpacker.eof:
        msg = f"{target.host} sent a packed body without its end"
        raise FetchError("broken", msg)
    return bytes(body), True


def _nameless(host: str) -> str:
    return f"{host} has no address: is the name spelled right?"


def _short(url: str) -> str:
    """An address as it can stand in a message."""
    shown = "".join(character if character.isprintable() else "?" for character in url)
    return shown if len(shown) <= 100 else shown[:97] + "..."
