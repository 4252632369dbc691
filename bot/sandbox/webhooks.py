"""Webhooks: signed deliveries, sent in order from a thread of their own, and kept with what was answered.

https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers
"""

import hashlib
import hmac
import json
import queue
import ssl
import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.sandbox.state import App, Installation, World
from bot.sandbox.weather import Hook, Weather

#: GitHub closes the connection after ten seconds without an answer.
TIMEOUT = 10.0


@dataclass
class Delivery:
    """One delivery of one event to one app, or one attempt to deliver it again."""

    id: int
    guid: str
    app: int
    event: str
    action: str | None
    url: str
    body: bytes
    payload: dict[str, Any]
    request_headers: dict[str, str]
    installation_id: int | None
    repository_id: int | None
    redelivery: bool = False
    delivered_at: datetime | None = None
    duration: float = 0.0
    status: str = "pending"
    status_code: int = 0
    response_headers: dict[str, str] = field(default_factory=dict)
    response_body: str = ""

    @property
    def done(self) -> bool:
        """Whether it was sent, with or without success."""
        return self.delivered_at is not None

    @property
    def ok(self) -> bool:
        """Whether the app answered it well."""
        return 200 <= self.status_code < 400


class Postman:
    """Takes events from the world and brings them to the apps."""

    def __init__(self, world: World, weather: Weather) -> None:
        self._world = world
        self._weather = weather
        self._deliveries: list[Delivery] = []
        self._changed = threading.Condition()
        self._paused = False
        self._queue: queue.Queue[Delivery | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="sandbox-webhooks", daemon=True)

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    def stop(self) -> None:
        """Stop; what was not sent yet never is."""
        with self._changed:
            self._paused = False
            for delivery in self._deliveries:
                if not delivery.done:
                    delivery.status = "dropped"
            self._changed.notify_all()
        self._queue.put(None)
        self._thread.join(TIMEOUT + 1)

    def publish(self, app: App, installation: Installation, event: str, payload: dict[str, Any]) -> None:
        """Send an event to an app that has a webhook."""
        if app.webhook_url is None:
            return
        repository = payload.get("repository")
        body = encode(payload, app.content_type)
        guid = str(uuid.uuid1())
        delivery = Delivery(
            id=self._world.next_id(),
            guid=guid,
            app=app.id,
            event=event,
            action=payload.get("action"),
            url=app.webhook_url,
            body=body,
            payload=payload,
            request_headers=headers(app, event, guid, body),
            installation_id=installation.id,
            repository_id=repository["id"] if repository else None,
        )
        self._send(delivery)

    def redeliver(self, old: Delivery) -> Delivery:
        """Send a delivery again, under the same GUID, signed with the secret of today."""
        app = self._world.apps[old.app]
        again = Delivery(
            id=self._world.next_id(),
            guid=old.guid,
            app=old.app,
            event=old.event,
            action=old.action,
            url=app.webhook_url or old.url,
            body=old.body,
            payload=old.payload,
            request_headers=headers(app, old.event, old.guid, old.body),
            installation_id=old.installation_id,
            repository_id=old.repository_id,
            redelivery=True,
        )
        self._send(again)
        return again

    def deliveries(self, app_id: int | None = None) -> list[Delivery]:
        """Return the deliveries so far, oldest first."""
        with self._changed:
            return [d for d in self._deliveries if app_id is None or d.app == app_id]

    def pause(self) -> None:
        """Hold all further deliveries back."""
        with self._changed:
            self._paused = True

    def resume(self) -> None:
        """Let the deliveries that were held back go out, in order."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def wait_idle(self, timeout: float = 30.0) -> None:
        """Return once every delivery was made; raise TimeoutError where that takes too long."""
        with self._changed:
            if not self._changed.wait_for(lambda: all(d.done for d in self._deliveries), timeout):
                waiting = [f"{d.event}.{d.action}" for d in self._deliveries if not d.done]
                raise TimeoutError(f"{len(waiting)} deliveries still wait: {', '.join(waiting[:5])}")

    def _send(self, delivery: Delivery) -> None:
        with self._changed:
            self._deliveries.append(delivery)
        self._queue.put(delivery)

    def _run(self) -> None:
        late: list[_Late] = []
        # The environment's proxies are for the outside world; webhooks here go to this machine.
        with httpx.Client(timeout=TIMEOUT, trust_env=False, verify=_tls()) as client:
            while True:
                wait = max(0.0, min(one.until for one in late) - time.monotonic()) if late else None
                try:
                    delivery = self._queue.get(timeout=wait)
                except queue.Empty:
                    pass
                else:
                    if delivery is None:
                        return
                    with self._changed:
                        self._changed.wait_for(lambda: not self._paused)
                    if delivery.status == "dropped":
                        continue
                    if held := self._send_out(client, delivery):
                        late.append(held)
                    else:
                        for one in late:
                            one.behind -= 1
                for one in [one for one in late if one.behind <= 0 or one.until <= time.monotonic()]:
                    late.remove(one)
                    self._deliver(client, one.delivery)

    def _send_out(self, client: httpx.Client, delivery: Delivery) -> "_Late | None":
        """Bring a delivery through the weather; returns it if it is held back."""
        name = f"HOOK {delivery.event}" + (f".{delivery.action}" if delivery.action else "")
        delay, fault = self._weather.meet(name, name)
        time.sleep(delay)
        how = fault.how if isinstance(fault, Hook) else None
        if isinstance(fault, Hook) and how == "late":
            return _Late(delivery, fault.behind, time.monotonic() + fault.at_most)
        if how == "lose":
            self._note(delivery, "OK", 200)
        elif how == "fail":
            self._note(delivery, "failed to connect to host", 502)
        else:
            if how == "double":
                self._post(client, delivery)
            self._deliver(client, delivery)
        return None

    def _deliver(self, client: httpx.Client, delivery: Delivery) -> None:
        start = time.monotonic()
        response = self._post(client, delivery)
        delivery.duration = time.monotonic() - start
        if isinstance(response, httpx.Response):
            delivery.response_headers, delivery.response_body = dict(response.headers), response.text
            ok = 200 <= response.status_code < 400
            self._note(delivery, "OK" if ok else response.reason_phrase or "OK", response.status_code)
        elif isinstance(response, httpx.TimeoutException):
            self._note(delivery, "timed out", 0)
        else:
            self._note(delivery, "failed to connect to host", 502)

    def _post(self, client: httpx.Client, delivery: Delivery) -> httpx.Response | httpx.HTTPError:
        try:
            return client.post(delivery.url, content=delivery.body, headers=delivery.request_headers)
        except httpx.HTTPError as error:
            return error

    def _note(self, delivery: Delivery, status: str, code: int) -> None:
        """Keep what became of a delivery, and tell whoever waits for it."""
        with self._changed:
            delivery.status = status
            delivery.status_code = code
            delivery.delivered_at = self._world.now()
            self._changed.notify_all()


@cache
def _tls() -> ssl.SSLContext:
    """Made once a process: reading the certificates of the world takes longer than starting all else."""
    return httpx.create_ssl_context(trust_env=False)


@dataclass
class _Late:
    """A delivery that is held back until so many others went out, or until a moment of the monotonic clock."""

    delivery: Delivery
    behind: int
    until: float


def encode(payload: dict[str, Any], content_type: str) -> bytes:
    """Write a payload as JSON, or as a form whose field `payload` holds it."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return urlencode({"payload": text}).encode() if content_type == "form" else text.encode()


def sign(secret: str, body: bytes, algorithm: str = "sha256") -> str:
    """Sign a body as the signature headers carry it.

    https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    """
    return f"{algorithm}={hmac.new(secret.encode(), body, getattr(hashlib, algorithm)).hexdigest()}"


def headers(app: App, event: str, guid: str, body: bytes) -> dict[str, str]:
    """Write the headers of a delivery."""
    kind = "application/x-www-form-urlencoded" if app.content_type == "form" else "application/json"
    made = {
        "Accept": "*/*",
        "Content-Type": kind,
        "User-Agent": "GitHub-Hookshot/5a4d0be",
        "X-GitHub-Delivery": guid,
        "X-GitHub-Event": event,
        "X-GitHub-Hook-ID": str(app.hook_id),
        "X-GitHub-Hook-Installation-Target-ID": str(app.id),
        "X-GitHub-Hook-Installation-Target-Type": "integration",
    }
    if app.webhook_secret:
        made["X-Hub-Signature"] = sign(app.webhook_secret, body, "sha1")
        made["X-Hub-Signature-256"] = sign(app.webhook_secret, body)
    return made
