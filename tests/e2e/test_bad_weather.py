"""Bad days: arXiv silent, deliveries wrong, doubled or forged."""

import hashlib
import hmac
import json
from collections.abc import Iterator

import httpx
import pytest

from bot.github_app import GitHubApp
from bot.model import Key
from bot.observe import observe
from bot.sandbox.weather import Cut, Rule, Stale, Status
from tests.e2e.conftest import World

LINK = "https://arxiv.org/abs/2305.06500"


@pytest.fixture
def silent_arxiv(world: World) -> Iterator[None]:
    """ArXiv answers nothing but 503 during the test, and has forgotten nothing afterwards.

    A paper that another test of this process asked for would be remembered: these tests have papers of their own.
    """
    world.github.weather.add(Rule("GET /arxiv/api/query", Status(503)))
    yield
    world.github.weather.clear()


@pytest.mark.usefixtures("silent_arxiv")
def test_silent_arxiv_with_a_title(world: World) -> None:
    """With a title the pull request is opened, marked as not verified; it is completed when arXiv answers."""
    number = world.file(
        "Add mPLUG-Owl: Modularization Empowers Large Language Models with Multimodality",
        "https://arxiv.org/abs/2304.14178",
    )
    pull = world.pull()
    assert "Not verified: arXiv does not answer" in world.pull_body()
    assert world.comment(number).startswith("arXiv does not answer (since ")
    world.assert_settled(number)
    assert world.look(number).look_again == 1800
    world.github.weather.clear()
    world.look(number, act=True)
    assert world.pull() == pull
    assert "Not verified" not in world.pull_body()
    assert world.comment(number).startswith("**mPLUG-Owl** is ready")
    world.assert_settled(number)


@pytest.mark.usefixtures("silent_arxiv")
def test_silent_arxiv_with_a_bare_id(world: World) -> None:
    """With a bare id the issue waits, told so; the pull request comes when arXiv answers."""
    number = world.file("add paper", "https://arxiv.org/abs/2304.10592")
    assert world.repo.pulls() == []
    assert world.comment(number).startswith("arXiv does not answer (since ")
    world.assert_settled(number)
    world.github.weather.clear()
    world.look(number, act=True)
    assert len(world.added(world.pull())) == 1
    world.assert_settled(number)


def test_what_arxiv_said_once_is_not_taken_back_when_it_is_silent(world: World) -> None:
    """A verified pull request stands as it is while arXiv is silent, even for a process without its answers."""
    number = world.file("Add a paper", LINK)
    rule = world.github.weather.add(Rule("GET /arxiv/api/query", Cut("before")))
    assert world.look(number, data=world.data).actions == ()
    world.github.weather.clear()
    assert world.github.weather.struck(rule)


def test_withdrawn_paper_is_asked_about(world: World) -> None:
    """A paper that its authors withdrew gets no pull request, and the submitter is asked."""
    world.github.arxiv.withdraw("2206.07643")
    number = world.file("FIBER", "https://arxiv.org/abs/2206.07643")
    assert "was withdrawn" in world.comment(number)
    assert world.repo.pulls() == []
    world.assert_settled(number)


def test_several_ids_take_one_request_to_arxiv(world: World) -> None:
    """All papers of an issue are asked for in one request."""
    before = len(world.github.arxiv.calls)
    world.file("Papers", "- https://arxiv.org/abs/2206.01127\n- https://arxiv.org/abs/2206.06336\n")
    calls = world.github.arxiv.calls[before:]
    assert [sorted(call.ids) for call in calls] == [["2206.01127", "2206.06336"]]


def test_a_look_that_missed_a_comment_has_not_seen_the_issue(world: World) -> None:
    """Where the comments are older than the issue that counts them, the sweep is left to look again."""
    number = world.file("Add a paper", LINK)
    world.assert_settled(number)
    comments = f"GET /repos/{world.repo.full_name}/issues/{number}/comments"
    github = GitHubApp(str(world.app.id), world.app.private_key or "", world.github.base_url)
    world.repo.comment(number, "Thanks!", by="kim")
    world.github.weather.add(Rule(comments, Stale(0), nth=1))
    try:
        seat = github.installation(world.repo.full_name)
        first, second = (
            observe(Key(world.repo.full_name, number), seat, lambda ids, _: {}).issue.updated_at for _ in range(2)
        )
    finally:
        github.close()
        world.github.weather.clear()
    assert first is None
    assert second is not None


def _send(world: World, body: bytes, secret: str, guid: str = "00000000-0000-0000-0000-000000000001") -> httpx.Response:
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {
        "X-GitHub-Event": "issues",
        "X-GitHub-Delivery": guid,
        "X-Hub-Signature-256": signature,
        "Content-Type": "application/json",
    }
    return httpx.post(f"{world.bot.url}/webhook", content=body, headers=headers)


def test_wrong_signature_is_refused_and_nothing_is_stored(world: World) -> None:
    """A delivery that is not signed with our secret is answered 401 and starts nothing."""
    world.app.webhook_url, url = None, world.app.webhook_url
    try:
        number = world.file("Add a paper", LINK)
    finally:
        world.app.webhook_url = url
    payload = {
        "action": "opened",
        "issue": {"number": number},
        "repository": {"full_name": world.repo.full_name},
        "sender": {"login": "zoe"},
    }
    body = json.dumps(payload).encode()
    assert _send(world, body, "a guess").status_code == 401
    world.settle()
    assert world.repo.pulls() == []
    assert _send(world, body, world.app.webhook_secret or "").status_code == 202
    world.settle()
    assert len(world.repo.pulls()) == 1


def test_redelivery_is_answered_the_same_and_does_nothing_twice(world: World) -> None:
    """The same delivery again is answered 202 and starts no second look."""
    number = world.file("Add a paper", LINK)
    first = next(
        delivery
        for delivery in reversed(world.github.deliveries)
        if delivery.event == "issues" and delivery.action == "opened"
    )
    before = len(world.calls())
    assert before
    again = world.github.redeliver(first.guid)
    world.settle()
    assert (again.guid, again.status_code) == (first.guid, first.status_code) == (first.guid, 202)
    assert len(world.calls()) == before
    world.assert_settled(number)


def test_unhandled_event_is_answered_2xx(world: World) -> None:
    """Events that nobody handles are answered well, so that failures stay visible in the delivery list."""
    world.settle()
    installed = [d for d in world.github.deliveries if d.event.startswith("installation")]
    assert installed
    assert all(200 <= delivery.status_code < 300 for delivery in installed)


def test_what_comes_for_a_repository_that_is_not_ours_is_let_go(uninstalled: World) -> None:
    """A webhook from before we were taken off: nothing waits for it, as whoever installs us again is heard of."""
    health = f"{uninstalled.bot.url}/healthz"
    before = httpx.get(health).json()["put_off"]
    payload = {
        "action": "opened",
        "issue": {"number": 1},
        "repository": {"full_name": uninstalled.repo.full_name},
        "sender": {"login": "zoe"},
    }
    guid = "00000000-0000-0000-0000-000000000002"
    sent = _send(uninstalled, json.dumps(payload).encode(), uninstalled.app.webhook_secret or "", guid)
    assert sent.status_code == 202
    uninstalled.settle()
    assert httpx.get(health).json()["put_off"] <= before
