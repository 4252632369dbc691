"""The door: GitHub's webhooks come in here, are checked, stored in the queue, and answered at once."""

import hashlib
import hmac
import json
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from bot.events import Delivery, keys
from bot.model import Key

_log = logging.getLogger(__name__)

#: GitHub sends no larger payload: https://docs.github.com/en/webhooks/webhook-events-and-payloads
MAX_BODY = 25 * 1024 * 1024


class Queue(Protocol):
    """What the door needs of the worker."""

    def start(self) -> None: ...  # noqa: D102
    def stop(self) -> None: ...  # noqa: D102
    def login(self) -> str | None: ...  # noqa: D102
    def enqueue(self, delivery: str, key: Key) -> None: ...  # noqa: D102
    def waiting(self) -> tuple[int, int]: ...  # noqa: D102


def create_app(queue: Queue, secrets: Sequence[str], serves: Callable[[str], bool] = lambda _: True) -> FastAPI:
    """The web application. `secrets` are all that GitHub may sign with, so that one can be replaced in peace.

    `serves` tells whether we are there for a repository, or an account; what concerns others is taken and let go.
    """
    ignored: dict[str, float] = {}

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(queue.start)
        yield
        await run_in_threadpool(queue.stop)

    app = FastAPI(title="Shelver", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    def health() -> dict[str, Any]:
        """200 once webhooks are taken; `unfinished` looks run or wait for a thread, `put_off` ones for their time."""
        unfinished, put_off = queue.waiting()
        return {"status": "ready", "unfinished": unfinished, "put_off": put_off}

    @app.post("/webhook")
    async def receive(request: Request) -> JSONResponse:
        """One delivery. https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries"""
        body = await _body(request)
        if body is None:
            return _answer(413, f"the body is larger than {MAX_BODY} bytes, which no delivery of GitHub's is")
        if not is_signed(body, request.headers.get("X-Hub-Signature-256", ""), secrets):
            _log.warning("a delivery with a wrong signature was refused; is the webhook secret the same on both sides?")
            return _answer(401, "the signature in X-Hub-Signature-256 is not made with our secret")
        try:
            delivery = _delivery(request, body)
        except ValueError as error:
            return _answer(400, str(error))
        try:
            concerned = keys(delivery, queue.login())
        except (KeyError, TypeError, ValueError) as error:
            return _answer(400, f"this is no payload of the event {delivery.event!r}: {error!r}")
        served = [key for key in concerned if serves(key.repo)]
        for key in served:
            await run_in_threadpool(queue.enqueue, delivery.id, key)
        if len(served) < len(concerned):
            _tell_of_ignored(concerned[0].repo.partition("/")[0], ignored)
        return _answer(202, f"concerns {', '.join(map(str, served)) or 'nothing here'}")

    return app


def _tell_of_ignored(account: str, told: dict[str, float]) -> None:
    """Log that an account is not served, once an hour; `told` is when that was said of accounts."""
    if time.monotonic() - told.get(account, -_TELL_AGAIN) >= _TELL_AGAIN:
        if len(told) >= _MOST_TOLD:
            told.clear()
        told[account] = time.monotonic()
        _log.info("%s has installed us, but SHELVER_ACCOUNTS does not name it: its webhooks are ignored", account)


_TELL_AGAIN = 3600.0
_MOST_TOLD = 1000


def is_signed(body: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """Whether one of our secrets made the signature; all are compared, each in constant time."""
    given = signature.encode()
    matches = [
        hmac.compare_digest(b"sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode(), given)
        for secret in secrets
    ]
    return any(matches)


def _answer(status: int, message: str) -> JSONResponse:
    return JSONResponse({"message": message}, status)


async def _body(request: Request) -> bytes | None:
    """The raw body, or None where it is too large; read no further than that."""
    parts, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY:
            return None
        parts.append(chunk)
    return b"".join(parts)


def _delivery(request: Request, body: bytes) -> Delivery:
    """The delivery in a request. Raises ValueError that says what was met and expected."""
    event, guid = request.headers.get("X-GitHub-Event"), request.headers.get("X-GitHub-Delivery")
    if not event or not guid:
        msg = "the headers X-GitHub-Event and X-GitHub-Delivery are missing; GitHub sends both"
        raise ValueError(msg)
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        # The webhook's other content type: JSON in the field `payload`.
        text = parse_qs(body.decode(), keep_blank_values=True).get("payload", [""])[0]
    elif kind == "application/json":
        text = body.decode()
    else:
        msg = f"content type {kind!r}; expected application/json or application/x-www-form-urlencoded"
        raise ValueError(msg)
    try:
        payload = json.loads(text)
    except ValueError as error:
        msg = f"the payload is not JSON: {error}"
        raise ValueError(msg) from error
    if not isinstance(payload, dict):
        msg = "the payload is not a JSON object"
        raise ValueError(msg)
    return Delivery(guid, event, payload)
