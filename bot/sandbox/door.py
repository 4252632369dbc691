"""What every request passes before and after the application: the log, the rate-limit headers, cut connections."""

import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from bot.sandbox.internet import Arxiv
from bot.sandbox.state import Call, World

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

API = "/api/v3"


class Door:
    """An ASGI application around another one."""

    def __init__(self, app: App, world: World, arxiv: Arxiv) -> None:
        self._app = app
        self._world = world
        self._arxiv = arxiv
        self._used: Counter[str | None] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"].startswith("/arxiv/") and self._arxiv.outage == "cut":
            self._arxiv.query(dict(parse_qsl(scope["query_string"].decode())))
            await cut(receive, send)
        elif scope["path"].startswith(API + "/"):
            await self._rest(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _rest(self, scope: Scope, receive: Receive, send: Send) -> None:
        at = self._world.auth_now()
        scope["state"] = {}

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                login = scope["state"].get("login")
                self._used[login] += 1
                call = Call(
                    scope["method"], route(scope), scope["path"].removeprefix(API), message["status"], login, at
                )
                with self._world.lock:
                    self._world.calls.append(call)
                message["headers"] = [*message["headers"], *self._headers(login)]
            await send(message)

        await self._app(scope, receive, watched)

    def _headers(self, login: str | None) -> list[tuple[bytes, bytes]]:
        """https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit"""
        used = self._used[login]
        reset = int(self._world.auth_now().timestamp()) // 3600 * 3600 + 3600
        values = {
            "x-github-media-type": "github.v3; format=json",
            "x-github-request-id": uuid.uuid4().hex[:16].upper(),
            "x-ratelimit-limit": "5000",
            "x-ratelimit-remaining": str(max(5000 - used, 1)),
            "x-ratelimit-reset": str(reset),
            "x-ratelimit-resource": "core",
            "x-ratelimit-used": str(used),
        }
        return [(name.encode(), value.encode()) for name, value in values.items()]


def route(scope: Scope) -> str:
    """Return the route that answered, as GitHub's documentation writes it: `/repos/{owner}/{repo}/issues`."""
    found = scope.get("route")
    path = getattr(found, "path", "") if found else ""
    return str(path).removeprefix(API).replace(":path}", "}")


async def cut(receive: Receive, send: Send) -> None:
    """Close the connection without an answer. Naughty, but ASGI has no word for it: the transport is uvicorn's."""
    owner = getattr(send, "__self__", None)
    if owner is None or not hasattr(owner, "transport"):
        raise RuntimeError("this server shows no transport to cut")
    owner.transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass
