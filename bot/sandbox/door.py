"""What every request passes before and after the application: the log, the weather."""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.routing import Route

from bot.sandbox.internet import Internet, known
from bot.sandbox.state import Call, World
from bot.sandbox.weather import ARXIV, EXPORT, Cut, Delay, Fault, Hook, Stale, Status, Truncate, Weather, Wrong, names

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

API = "/api/v3"
#: Earlier answers of GETs that are kept for stale reads; what is named by its hash is never stale.
_KEPT = 500
_BY_HASH = re.compile(r"/git/(?:blobs|trees|commits)/[0-9a-f]{40}$")
#: A gate that nobody opens must not hold a call for ever.
_GATE_WITHIN = 120.0
#: What GitHub says where a rule gives no words of its own.
_SAID = {
    403: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    404: "Not Found",
    429: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    500: "Server Error",
    502: "Server Error",
    503: "Service unavailable",
}


@dataclass(frozen=True)
class Answer:
    """One whole answer."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    async def send(self, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": self.body})


class Names:
    """The names that GitHub's documentation gives to calls, made of the application's routes."""

    def __init__(self, routes: Iterable[Route]) -> None:
        # The pattern matches what is below the API's prefix, as the route is written.
        self._routes = [(route.path_regex, _written(route.path), route.methods or set()) for route in routes]

    def of(self, method: str, path: str) -> str:
        """Return method and route of a call; method and path where there is no such route."""
        for pattern, written, methods in self._routes:
            if method in methods and pattern.match(path):
                return f"{method} {written}"
        return f"{method} {path}"

    def known(self, at: str) -> bool:
        """Tell whether there are calls that a rule's `at` means; of webhooks and very paths nobody can know."""
        method, _, what = at.partition(" ")
        if method == "HOOK" or what.startswith((ARXIV, "*")):
            return True
        if not what.startswith("/"):
            return known(what.partition("/")[0])
        if "*" in what:
            return True
        if "{" not in what:
            return any(pattern.match(what) for pattern, _, methods in self._routes if method in (*methods, "*"))
        return any(names(at, f"{one} {written}", "") for _, written, methods in self._routes for one in methods)


class Door:
    """An ASGI application around GitHub, and around the small internet at its own port."""

    def __init__(self, app: App, world: World, internet: Internet, weather: Weather, named: Names) -> None:
        self._app = app
        self._world = world
        self._internet = internet
        self._weather = weather
        self._names = named
        self._kept: deque[tuple[str, float, Answer]] = deque(maxlen=_KEPT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["server"][1] == self._internet.port:
            await self._outdoors(self._internet.named(scope), self._internet, scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(API + "/"):
            await self._outdoors(scope["path"].removeprefix(API), self._rest, scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(ARXIV):
            await self._outdoors(scope["path"], self._app, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _outdoors(self, path: str, app: App, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request that weather may befall; `path` is what its rules call it."""
        method = scope["method"]
        raw = app is self._internet and self._internet.is_raw(scope)
        # A "304 Not Modified" is an answer only to who asked for changes since the same version.
        known = dict(scope["headers"]).get(b"if-none-match", b"").decode("latin-1")
        asked = f"{method} {path}?{scope['query_string'].decode()} {known}"
        # The small arXiv has two addresses; a rule for the one is for the other too.
        name = self._names.of(method, ARXIV + path.removeprefix(EXPORT) if path.startswith(EXPORT) else path)
        delay, fault = self._weather.meet(name, f"{method} {path}", lambda fault: self._possible(fault, asked, raw=raw))
        if delay:
            await asyncio.sleep(delay)

        async def answer() -> Answer:
            made = await _whole(app, scope, receive)
            if method == "GET" and not _BY_HASH.search(path):
                self._kept.append((asked, time.monotonic(), made))
            return made

        match fault:
            case None if raw:
                await app(scope, receive, send)
            case None:
                await (await answer()).send(send)
            case Status():
                if fault.done:
                    await answer()
                await self._error(fault, path).send(send)
            case Cut():
                made = None if fault.when == "before" else await answer()
                if fault.gate:
                    fault.gate.reached.set()
                    await asyncio.to_thread(fault.gate.opened.wait, _GATE_WITHIN)
                if made and fault.when == "within":
                    await send({"type": "http.response.start", "status": made.status, "headers": list(made.headers)})
                    half = made.body[: len(made.body) // 2]
                    await send({"type": "http.response.body", "body": half, "more_body": True})
                await cut(receive, send)
            case Truncate(keep):
                made = await answer()
                headers = [(name, value) for name, value in made.headers if name != b"content-length"]
                body = made.body[:keep]
                length = (b"content-length", str(len(body)).encode())
                await Answer(made.status, (*headers, length), body).send(send)
            case Stale(seconds):
                await (self._older(asked, seconds) or await answer()).send(send)
            case Wrong(what):
                status, kind, text = self._internet.arxiv.nonsense(
                    what, dict(parse_qsl(scope["query_string"].decode()))
                )
                await _text(status, kind, text).send(send)
            case Delay() | Hook():
                raise AssertionError(f"{fault} strikes no request")

    def _possible(self, fault: Fault, asked: str, *, raw: bool) -> bool:
        """Whether a fault can be done: one of an answer needs an answer that keeps to HTTP, and ends."""
        if raw and not (isinstance(fault, Status) and not fault.done) and fault != Cut("before"):
            return False
        return not isinstance(fault, Stale) or self._older(asked, fault.seconds) is not None

    def _older(self, asked: str, seconds: float) -> Answer | None:
        """The newest answer to the same question that is old enough."""
        before = time.monotonic() - seconds
        return next((answer for key, at, answer in reversed(self._kept) if key == asked and at <= before), None)

    def _error(self, fault: Status, path: str) -> Answer:
        """https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api"""
        if fault.body is not None:
            answer = _text(fault.status, "text/html; charset=utf-8", fault.body)
        elif path.startswith(ARXIV) or not path.startswith("/"):
            place = EXPORT if path.startswith(ARXIV) else path
            own = self._internet.trouble(place, fault.status, fault.message)
            answer = _text(fault.status, own.kind, own.body.decode())
        else:
            said = fault.message or _SAID.get(fault.status, "")
            error = {"message": said, "documentation_url": "https://docs.github.com/rest", "status": str(fault.status)}
            answer = _text(fault.status, "application/json; charset=utf-8", json.dumps(error))
        more = tuple((name.lower().encode(), value.encode()) for name, value in fault.headers.items())
        given = {name for name, _ in more}
        return Answer(answer.status, (*(pair for pair in answer.headers if pair[0] not in given), *more), answer.body)

    async def _rest(self, scope: Scope, receive: Receive, send: Send) -> None:
        at = self._world.auth_now()
        scope["state"] = {}

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                login = scope["state"].get("login")
                call = Call(
                    scope["method"], route(scope), scope["path"].removeprefix(API), message["status"], login, at
                )
                with self._world.lock:
                    self._world.calls.append(call)
            await send(message)

        await self._app(scope, receive, watched)


async def _whole(app: App, scope: Scope, receive: Receive) -> Answer:
    """Have an application do the work, and keep what it answers."""
    start: Message = {}
    body = b""

    async def keep(message: Message) -> None:
        nonlocal body
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            body += message.get("body", b"")

    await app(scope, receive, keep)
    return Answer(start["status"], tuple(start["headers"]), body)


def route(scope: Scope) -> str:
    """Return the route that answered, as GitHub's documentation writes it: `/repos/{owner}/{repo}/issues`."""
    found = scope.get("route")
    return _written(str(getattr(found, "path", "") if found else "").removeprefix(API))


def _written(path: str) -> str:
    return path.replace(":path}", "}")


def _text(status: int, kind: str, text: str) -> Answer:
    body = text.encode()
    length = str(len(body)).encode()
    return Answer(status, ((b"content-type", kind.encode()), (b"content-length", length)), body)


async def cut(receive: Receive, send: Send) -> None:
    """Close the connection without an answer. Naughty, but ASGI has no word for it: the transport is uvicorn's."""
    owner = getattr(send, "__self__", None)
    if owner is None or not hasattr(owner, "transport"):
        raise RuntimeError("this server shows no transport to cut")
    owner.transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass
