"""What every request passes before and after the application: the log, cut connections."""

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
                call = Call(
                    scope["method"], route(scope), scope["path"].removeprefix(API), message["status"], login, at
                )
                with self._world.lock:
                    self._world.calls.append(call)
            await send(message)

        await self._app(scope, receive, watched)


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
