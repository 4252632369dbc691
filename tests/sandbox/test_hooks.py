"""An app's webhook through REST: its configuration, its deliveries, and sending them again."""

import time
from collections.abc import Iterator

import httpx
import jwt
import pytest

from bot.sandbox import App, Installation, Repository, Sandbox
from tests.builders import NO_TLS

from .conftest import Ear


@pytest.fixture
def hook(github: Sandbox, app: App, installation: Installation) -> Iterator[httpx.Client]:
    """The REST API below `/app/hook` as the app itself calls it."""
    claims = {"iss": str(app.id), "iat": int(time.time()) - 5, "exp": int(time.time()) + 500}
    token = jwt.encode(claims, app.private_key or "", algorithm="RS256")
    with httpx.Client(
        verify=NO_TLS, base_url=f"{github.base_url}/app/hook", headers={"Authorization": f"Bearer {token}"}
    ) as client:
        yield client


def test_app_lists_its_deliveries(github: Sandbox, ear: Ear, hook: httpx.Client, repo: Repository) -> None:
    """An app can list its deliveries, newest first, look at one and have it sent again."""
    for title in ("one", "two", "three"):
        repo.open_issue(title)
    github.wait_idle()
    first = hook.get("/deliveries", params={"per_page": 3})
    assert [one["event"] for one in first.json()] == ["issues", "issues", "issues"]
    rest = hook.get(first.links["next"]["url"])
    assert [one["event"] for one in rest.json()] == ["installation"]
    assert "next" not in rest.links
    newest = first.json()[0]
    one = hook.get(f"/deliveries/{newest['id']}").json()
    assert one["request"]["payload"]["issue"]["title"] == "three"
    assert one["response"]["payload"] == "heard"
    assert hook.post(f"/deliveries/{newest['id']}/attempts").status_code == 202
    github.wait_idle()
    assert ear.heard[-1].headers["X-GitHub-Delivery"] == newest["guid"]
    assert len(ear.heard) == 5


def test_a_failed_attempt_stays_listed(github: Sandbox, ear: Ear, hook: httpx.Client, repo: Repository) -> None:
    """After a good redelivery both attempts are listed, under one GUID; the list can be had by outcome."""
    github.wait_idle()
    ear.status = 500
    repo.open_issue("A paper")
    github.wait_idle()
    (failed,) = hook.get("/deliveries", params={"status": "failure"}).json()
    ear.status = 202
    hook.post(f"/deliveries/{failed['id']}/attempts")
    github.wait_idle()
    again, before = hook.get("/deliveries", params={"per_page": 2}).json()
    assert again["guid"] == before["guid"] == failed["guid"]
    assert (again["redelivery"], before["redelivery"]) == (True, False)
    assert (again["status_code"], before["status_code"]) == (202, 500)
    assert hook.get("/deliveries", params={"status": "failure"}).json() == [failed]
    assert again in hook.get("/deliveries", params={"status": "success"}).json()
    assert hook.get("/deliveries", params={"status": "odd"}).status_code == 422
    assert hook.get("/deliveries", params={"cursor": "odd"}).status_code == 422
    assert hook.get("/deliveries/1").status_code == 404


def test_the_webhook_can_be_moved(github: Sandbox, app: App, hook: httpx.Client, ear: Ear, repo: Repository) -> None:
    """An app reads and changes its webhook's configuration; the secret is never shown."""
    before = hook.get("/config").json()
    assert before == {"content_type": "json", "insecure_ssl": "0", "secret": "********", "url": ear.url}
    changed = hook.patch("/config", json={"url": f"{ear.url}/moved", "secret": "new", "content_type": "form"}).json()
    assert changed == {**before, "content_type": "form", "url": f"{ear.url}/moved"}
    assert (app.webhook_url, app.webhook_secret) == (f"{ear.url}/moved", "new")
    assert hook.patch("/config", json={"url": "ftp://example.org"}).status_code == 422
    assert hook.get("/config").json() == changed


def test_only_the_app_itself_is_told(github: Sandbox, hook: httpx.Client, installation: Installation) -> None:
    """No token of an installation or a person opens these routes; a JWT does."""
    made = hook.post(f"{github.base_url}/app/installations/{installation.id}/access_tokens").json()["token"]
    for token in (made, github.token_of("ana")):
        headers = {"Authorization": f"Bearer {token}"}
        for path in ("config", "deliveries", "deliveries/1"):
            assert httpx.get(f"{github.base_url}/app/hook/{path}", headers=headers).status_code == 401
        assert httpx.post(f"{github.base_url}/app/hook/deliveries/1/attempts", headers=headers).status_code == 401
