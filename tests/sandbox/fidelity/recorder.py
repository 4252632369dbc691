"""Watch everything that a sandbox answers and sends, and judge it by GitHub's own description."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from bot.sandbox import Sandbox
from bot.sandbox.door import API, App, Door, Message, Receive, Scope, Send

from . import description, judge
from .judge import drift

_PAGE = re.compile(r"https://docs\.github\.com/en/(rest/\S+)")


@dataclass(frozen=True)
class Exchange:
    """One request and its answer."""

    method: str
    route: str
    page: str
    status: int
    version: str
    accept: str
    kind: str
    body: bytes

    @property
    def name(self) -> str:
        """The route and the status, as a table shows them."""
        return f"{self.method} {self.route} {self.status}"

    def model(self) -> Any:
        """Return the model that the body must fit, None where there is no JSON to judge."""
        found = description.operation(self.version, self.method, self.page)
        if found is None:
            return None
        if "vnd.github.object" in self.accept and self.status == 200:
            # githubkit knows one model a status; a folder as an object has a model of its own.
            return description.model(self.version, "ContentTree")
        return found.model(self.status)

    def drift(self) -> list[str]:
        """Return how the answer departs from GitHub's description."""
        # A route that the sandbox lacks says so, which is no answer of GitHub's.
        if self.status == 501 or not description.installed(self.version):
            return []
        found = description.operation(self.version, self.method, self.page)
        if found is None:
            return [f"{self.method} {self.page} is no operation of GitHub's"]
        if self.status == 304 or not self.kind.startswith("application/json"):
            return []
        model = self.model()
        if model is None:
            return [f"a body, {self.body!r:.60}, where none is described for {self.status}"] if self.body else []
        return drift(model, self.body)


@dataclass
class Recorder:
    """All that was answered."""

    exchanges: list[Exchange] = field(default_factory=list)

    def drifts(self) -> list[str]:
        """Return what departs from GitHub's description, once a place."""
        lines = [f"{one.name} ({one.version}): {line}" for one in self.exchanges for line in one.drift()]
        return list(dict.fromkeys(lines))


def left_out(one: Exchange) -> set[str]:
    """Return the fields that an answer leaves out, and the description lets it."""
    model = one.model()
    return set() if model is None or not one.kind.startswith("application/json") else judge.left_out(model, one.body)


def told(github: Sandbox, version: str = description.WEBHOOKS) -> dict[tuple[str, str | None], list[str]]:
    """Return the webhook events that a sandbox sent, each with how it departs from GitHub's description."""
    found: dict[tuple[str, str | None], list[str]] = {}
    if not description.installed(version):
        return found
    for delivery in github.deliveries:
        model = description.event(version, delivery.event, delivery.action)
        name = (delivery.event, delivery.action)
        lines = ["GitHub has no such event"] if model is None else drift(model, json.dumps(delivery.payload))
        found[name] = list(dict.fromkeys([*found.get(name, []), *lines]))
    return found


@contextmanager
def recording() -> Iterator[Recorder]:
    """Record what every sandbox answers that is started inside."""
    recorder = Recorder()

    def watched(app: App, *arguments: Any) -> Door:
        async def heard(scope: Scope, receive: Receive, send: Send) -> None:
            rest = scope["type"] == "http" and scope["path"].startswith(API + "/")
            await app(scope, receive, _listening(recorder, scope, send) if rest else send)

        return Door(heard, *arguments)

    with mock.patch("bot.sandbox.Door", watched):
        yield recorder


def _listening(recorder: Recorder, scope: Scope, send: Send) -> Send:
    heard: dict[str, Any] = {"body": b""}

    async def listen(message: Message) -> None:
        if message["type"] == "http.response.start":
            heard["status"] = message["status"]
            heard["headers"] = {name.decode(): value.decode() for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            heard["body"] += message.get("body", b"")
            if not message.get("more_body"):
                recorder.exchanges.append(_exchange(scope, heard))
        await send(message)

    return listen


def _exchange(scope: Scope, heard: dict[str, Any]) -> Exchange:
    route = scope.get("route")
    link = _PAGE.search(getattr(getattr(route, "endpoint", None), "__doc__", None) or "")
    headers = heard["headers"]
    return Exchange(
        method=scope["method"],
        route=re.sub(r":path\}", "}", getattr(route, "path", "")).removeprefix(API),
        page=link[1] if link else "",
        status=heard["status"],
        version=headers.get("x-github-api-version-selected", "2022-11-28"),
        accept=next((value.decode() for name, value in scope["headers"] if name == b"accept"), ""),
        kind=headers.get("content-type", ""),
        body=heard["body"],
    )
