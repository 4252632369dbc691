"""The door: signatures, content types, limits, and what is answered."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from bot.app import MAX_BODY, create_app, is_signed
from bot.model import Key

SECRETS = ("new secret", "old secret")
PAYLOAD = {
    "action": "opened",
    "issue": {"number": 12},
    "repository": {"full_name": "ana/awesome-vl"},
    "sender": {"login": "zoe"},
}


class Queue:
    """Remembers what was enqueued, by delivery, as the real one does."""

    def __init__(self) -> None:
        self.queued: dict[str, Key] = {}

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def login(self) -> str:
        return "shelver[bot]"

    def enqueue(self, delivery: str, key: Key) -> None:
        self.queued[f"{delivery}/{key}"] = key

    def waiting(self) -> tuple[int, int]:
        return len(self.queued), 0


@pytest.fixture
def queue() -> Queue:
    """Return an empty queue."""
    return Queue()


@pytest.fixture
def client(queue: Queue) -> Iterator[TestClient]:
    """Return a client of the door."""
    with TestClient(create_app(queue, SECRETS)) as client:
        yield client


def _headers(body: bytes, secret: str = SECRETS[0], **more: str) -> dict[str, str]:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {
        "X-GitHub-Event": "issues",
        "X-GitHub-Delivery": "guid-1",
        "X-Hub-Signature-256": f"sha256={signature}",
        "Content-Type": "application/json",
        **more,
    }


def test_githubs_own_test_vector() -> None:
    """The signature of GitHub's documentation is accepted."""
    signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    assert is_signed(b"Hello, World!", signature, ["It's a Secret to Everybody"])


@pytest.mark.parametrize("secret", SECRETS)
def test_each_of_several_secrets_is_accepted(client: TestClient, queue: Queue, secret: str) -> None:
    """While a secret is replaced, deliveries signed with either are taken."""
    body = json.dumps(PAYLOAD).encode()
    assert client.post("/webhook", content=body, headers=_headers(body, secret)).status_code == 202
    assert list(queue.queued.values()) == [Key("ana/awesome-vl", 12)]


@pytest.mark.parametrize(
    "signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "sha256=ümlaut".encode().decode("latin-1")]
)
def test_anything_else_is_refused(client: TestClient, queue: Queue, signature: str) -> None:
    """A missing, short, wrong or odd signature is answered 401 and nothing is queued."""
    body = json.dumps(PAYLOAD).encode()
    headers = {**_headers(body), "X-Hub-Signature-256": signature.encode("latin-1")}
    assert client.post("/webhook", content=body, headers=headers).status_code == 401
    assert queue.queued == {}


def test_form_encoded_payload(client: TestClient, queue: Queue) -> None:
    """GitHub's other content type, a form with the field `payload`, is read too."""
    body = urlencode({"payload": json.dumps(PAYLOAD)}).encode()
    headers = _headers(body, **{"Content-Type": "application/x-www-form-urlencoded"})
    assert client.post("/webhook", content=body, headers=headers).status_code == 202
    assert list(queue.queued.values()) == [Key("ana/awesome-vl", 12)]


def test_redelivery_is_the_same_work(client: TestClient, queue: Queue) -> None:
    """The same delivery twice is answered the same and queued under the same name."""
    body = json.dumps(PAYLOAD).encode()
    answers = [client.post("/webhook", content=body, headers=_headers(body)) for _ in range(2)]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(202, answers[0].json())] * 2
    assert len(queue.queued) == 1


def test_unhandled_event_is_taken(client: TestClient, queue: Queue) -> None:
    """An event that we do not handle is answered 2xx."""
    body = json.dumps({"zen": "Design for failure.", "hook_id": 1}).encode()
    answer = client.post("/webhook", content=body, headers=_headers(body, **{"X-GitHub-Event": "ping"}))
    assert answer.status_code == 202
    assert queue.queued == {}


@pytest.mark.parametrize(
    ("body", "headers", "word"),
    [
        (b"{", {}, "not JSON"),
        (b"[]", {}, "not a JSON object"),
        (b"\xff", {}, "can't decode"),
        (b"{}", {}, "no payload of the event 'issues'"),
        (b"{}", {"Content-Type": "text/plain"}, "expected application/json"),
        (b"{}", {"X-GitHub-Delivery": ""}, "X-GitHub-Delivery"),
    ],
)
def test_signed_nonsense_is_named(client: TestClient, body: bytes, headers: dict[str, str], word: str) -> None:
    """What is signed but no delivery of GitHub's is answered 400 with what was met."""
    answer = client.post("/webhook", content=body, headers=_headers(body, **headers))
    assert answer.status_code == 400
    assert word in answer.json()["message"]


def test_larger_than_githubs_cap_is_refused(client: TestClient, queue: Queue) -> None:
    """A body beyond GitHub's cap is refused before its signature is looked at."""
    body = b" " * (MAX_BODY + 1)
    assert client.post("/webhook", content=body, headers=_headers(body)).status_code == 413
    assert queue.queued == {}


def test_health(client: TestClient) -> None:
    """The health page answers 200 and counts what is unfinished."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "unfinished": 0, "put_off": 0})


def test_who_is_not_served_is_ignored_and_logged_once(queue: Queue, caplog: pytest.LogCaptureFixture) -> None:
    """GitHub is answered that all is well, so that nothing is sent again; nothing is queued."""
    caplog.set_level("INFO", "bot.app")
    body = json.dumps(PAYLOAD | {"repository": {"full_name": "eve/list"}}).encode()
    ours = json.dumps(PAYLOAD).encode()
    with TestClient(create_app(queue, SECRETS, lambda repo: repo.startswith("ana/"))) as client:
        answers = [client.post("/webhook", content=body, headers=_headers(body)) for _ in range(2)]
        assert [(one.status_code, one.json()["message"]) for one in answers] == [(202, "concerns nothing here")] * 2
        assert queue.queued == {}
        assert client.post("/webhook", content=ours, headers=_headers(ours)).status_code == 202
    assert list(queue.queued.values()) == [Key("ana/awesome-vl", 12)]
    (record,) = caplog.records
    assert "eve has installed us" in record.message
