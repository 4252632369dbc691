"""What every call of the REST API passes, whatever its route: versions, limits, conditional requests, headers."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.api.caller import app_of_jwt, caller_of, credentials_of, refusal
from bot.sandbox.limits import Budget
from bot.sandbox.state import Refused, World

#: https://docs.github.com/en/rest/about-the-rest-api/api-versions
VERSIONS = ("2022-11-28", "2026-03-10")
#: What a call has that names no version.
DEFAULT_VERSION = VERSIONS[0]
#: What the newer version left out of its answers.
#: https://docs.github.com/en/rest/about-the-rest-api/breaking-changes
_GONE = {"assignee", "has_downloads", "merge_commit_sha", "rate"}

_VERSIONS = "https://docs.github.com/rest/about-the-rest-api/api-versions"
_LIMITS = "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api"
_SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to "
    "GitHub Support for help, please include the request ID"
)


class Protocol:
    """An ASGI application around the REST API, which is what lies below `prefix`."""

    def __init__(self, app: ASGIApp, world: World, prefix: str, routes: Iterable[Route]) -> None:
        self._app = app
        self._world = world
        self._prefix = prefix
        self._routes = tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        if scope["type"] == "http" and scope["path"].startswith(self._prefix + "/"):
            await self._serve(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        answer = _Answer()
        # A thread may wait for the world's lock; the loop that serves everybody must not.
        payer = await run_in_threadpool(Payer, self._world, request)
        request.state.login = payer.login
        wanted = request.headers.get("x-github-api-version", DEFAULT_VERSION)
        version = wanted if wanted in VERSIONS else DEFAULT_VERSION
        path = scope["path"].removeprefix(self._prefix)
        try:
            if wanted != version:
                raise Refused(400, f"Invalid API version: {wanted}", documentation=_VERSIONS)
            self._admit(payer, request, path)
            await self._app(scope, receive, answer.keep)
        except Refused as refused:
            below = {**scope, "path": path}
            scope["route"] = next((r for r in self._routes if r.matches(below)[0] is Match.FULL), None)
            await refusal(refused, scope["route"])(scope, receive, answer.keep)
        if version == VERSIONS[-1]:
            answer.leave_out(_GONE)
        free = path == "/rate_limit"
        if request.method == "GET" and answer.status == 200 and not free:
            answer.validators(request.headers)
            if answer.unchanged(request.headers):
                answer.status, answer.body = 304, b""
                free = payer.login is not None
        budget = payer.budget() if free else payer.spend()
        answer.headers |= _headers(request, budget, version)
        await answer.send(send)

    def _admit(self, payer: "Payer", request: Request, path: str) -> None:
        """Refuse a call that is one too many.

        https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
        """
        if path == "/rate_limit":
            return
        status = self._world.meter.limits.status
        if payer.budget().remaining == 0:
            raise Refused(status, f"API rate limit exceeded for {payer.words}.", documentation=_LIMITS)
        seconds = self._world.meter.wait(payer.key, request.method, path, payer.now)
        if seconds is not None:
            page, headers = f"{_LIMITS}#about-secondary-rate-limits", {"retry-after": str(seconds)}
            raise Refused(status, f"{_SECONDARY} {uuid.uuid4()}.", documentation=page, headers=headers)


class Payer:
    """Whose budget a call is taken from: an installation's, a person's, an app's, or that of the address it comes from.

    `login` is None for an address: those who say nothing of themselves, or nothing true.
    """

    def __init__(self, world: World, request: Request) -> None:
        self._meter = world.meter
        self.now = world.auth_now().timestamp()
        self.limit = world.meter.limits.per_hour
        self.login: str | None = None
        with world.lock:
            try:
                self.key, self.words = self._find(world, request)
            except Refused:
                host = request.client.host if request.client else "127.0.0.1"
                self.key, self.words, self.limit = f"address {host}", host, world.meter.limits.anonymous_per_hour

    def budget(self) -> Budget:
        """What is left."""
        return self._meter.budget(self.key, self.limit, self.now)

    def spend(self) -> Budget:
        """Take one call from it."""
        return self._meter.spend(self.key, self.limit, self.now)

    def _find(self, world: World, request: Request) -> tuple[str, str]:
        credentials = credentials_of(request)
        if credentials and credentials.count(".") == 2:
            app = app_of_jwt(world, credentials)
            self.login = app.bot.login
            return f"app {app.id}", f"app ID {app.id}"
        caller = caller_of(world, credentials)
        self.login = caller.login
        if caller.token:
            installation = world.installations[caller.token.installation]
            # Fifty more for each repository beyond twenty, up to 12,500.
            self.limit = max(self.limit, min(self.limit + 50 * max(len(installation.repos) - 20, 0), 12_500))
            return f"installation {installation.id}", f"installation ID {installation.id}"
        return f"user {caller.who}", f"user ID {world.account(caller.who).id}"


class _Answer:
    """One answer, held back until it is whole."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""

    async def keep(self, message: Message) -> None:
        """Take in what the application sends."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in message["headers"]}
        else:
            self.body += message.get("body", b"")

    async def send(self, send: Send) -> None:
        """Send it on."""
        self.headers.pop("content-length", None)
        if self.status not in (204, 304):
            self.headers["content-length"] = str(len(self.body))
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})

    def leave_out(self, names: set[str]) -> None:
        """Take fields out of the JSON, at whatever depth."""
        if self._json:
            found = json.loads(self.body, object_hook=lambda one: {k: v for k, v in one.items() if k not in names})
            self.body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()

    def validators(self, asked: Any) -> None:
        """Add what a conditional request is made of.

        The tag depends on who asks and for which form: with a new token the first answer is a whole one again.
        https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
        """
        known = asked.get("authorization")
        seed = "\0".join((asked.get("accept", ""), known or "")).encode()
        self.headers["etag"] = f'W/"{hashlib.sha256(seed + self.body).hexdigest()}"'
        self.headers["cache-control"] = f"{'private' if known else 'public'}, max-age=60, s-maxage=60"
        self.headers["vary"] = "Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, Accept, X-Requested-With"
        changed = self._changed()
        if changed:
            self.headers["last-modified"] = format_datetime(changed, usegmt=True)

    def unchanged(self, asked: Any) -> bool:
        """Tell whether the one who asks has this answer already; a tag goes before a date."""
        tags = asked.get("if-none-match")
        if tags is not None:
            mine = self.headers["etag"].removeprefix("W/")
            return any(tag.strip().removeprefix("W/") in (mine, "*") for tag in tags.split(","))
        since, changed = asked.get("if-modified-since"), self._changed()
        try:
            return bool(since and changed and changed <= parsedate_to_datetime(since))
        except (TypeError, ValueError):
            return False

    @property
    def _json(self) -> bool:
        return bool(self.body) and self.headers.get("content-type", "").startswith("application/json")

    def _changed(self) -> datetime | None:
        """When the one thing that is answered was last changed; of lists GitHub does not say it."""
        found = json.loads(self.body) if self._json else None
        moment = found.get("updated_at") if isinstance(found, dict) else None
        return datetime.fromisoformat(moment).astimezone(UTC) if isinstance(moment, str) else None


def _headers(request: Request, budget: Budget, version: str) -> dict[str, str]:
    """https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit"""
    media = request.headers.get("accept", "").partition("application/vnd.github.")[2]
    form = next(
        (one for one in media.partition(",")[0].split("+")[0].split(".") if one not in ("v3", "json", "")), None
    )
    made = {
        "x-github-media-type": "github.v3; " + (f"param={form}" if form else "format=json"),
        "x-github-api-version-selected": version,
        "x-github-request-id": uuid.uuid4().hex[:16].upper(),
        "x-ratelimit-limit": str(budget.limit),
        "x-ratelimit-remaining": str(budget.remaining),
        "x-ratelimit-reset": str(budget.reset),
        "x-ratelimit-resource": "core",
        "x-ratelimit-used": str(budget.used),
    }
    needs = getattr(request.state, "needs", None)
    return made | ({"x-accepted-github-permissions": needs} if needs else {})
