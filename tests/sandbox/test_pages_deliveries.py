"""The pages of webhook deliveries."""

import re

import httpx
import pytest

from bot.sandbox import Installation, Repository, Sandbox

from .conftest import Ear, as_maintainer

PLACES = ("/ana/list/deliveries", "/apps/shelver/deliveries")


@pytest.mark.parametrize("place", PLACES)
def test_only_a_maintainer_sees_deliveries(browser: httpx.Client, installation: Installation, place: str) -> None:
    """A visitor is told so."""
    assert browser.get(place).status_code == 403
    as_maintainer(browser)
    assert browser.get(place).status_code == 200


@pytest.mark.parametrize("place", PLACES)
def test_delivery_is_shown_and_sent_again(
    browser: httpx.Client, github: Sandbox, repo: Repository, installation: Installation, ear: Ear, place: str
) -> None:
    """The newest first; one with its payload, headers and answer; redelivered under the same GUID."""
    repo.open_issue("One <script>", by="zoe")
    repo.comment(1, "hello", by="zoe")
    github.wait_idle()
    as_maintainer(browser)
    listed = re.findall(rf'href="{place}/(\d+)">([\w.]+)</a>', browser.get(place).text)
    assert [name for _, name in listed][:2] == ["issue_comment.created", "issues.opened"]
    address = f"{place}/{listed[1][0]}"
    page = browser.get(address).text
    delivery = next(d for d in github.deliveries if d.event == "issues")
    assert delivery.guid in page
    assert "X-Hub-Signature-256" in page
    assert "&#34;action&#34;: &#34;opened&#34;" in page
    assert "<code>heard</code>" in page
    assert "202" in page
    assert "<script" not in page
    again = browser.post(f"{address}/redeliver")
    github.wait_idle()
    assert github.deliveries[-1].redelivery
    assert str(again.url).endswith(f"{place}/{github.deliveries[-1].id}")
    assert [one.headers["X-GitHub-Delivery"] for one in ear.heard].count(delivery.guid) == 2
    assert "redelivery" in browser.get(place).text


def test_failure_is_told(browser: httpx.Client, github: Sandbox, repo: Repository, installation: Installation) -> None:
    """What an app answered badly, or not at all, is marked."""
    installed = github.world.apps[installation.app]
    installed.webhook_url = "http://127.0.0.1:9/closed"
    repo.open_issue("One")
    github.wait_idle()
    as_maintainer(browser)
    assert "✗ 502 failed to connect to host" in browser.get("/ana/list/deliveries").text


def test_what_an_app_answers_becomes_no_html(
    browser: httpx.Client, github: Sandbox, repo: Repository, installation: Installation
) -> None:
    """Headers and body of the answer stay text."""
    repo.open_issue("One")
    github.wait_idle()
    delivery = github.deliveries[-1]
    delivery.response_body = delivery.status = "<script>1</script>"
    delivery.response_headers = {"<script>": "<script>"}
    as_maintainer(browser)
    for page in ("/ana/list/deliveries", f"/ana/list/deliveries/{delivery.id}"):
        assert "<script" not in browser.get(page).text


def test_other_repositories_deliveries_stay_theirs(
    browser: httpx.Client, github: Sandbox, repo: Repository, installation: Installation
) -> None:
    """A delivery is found only under the repository that it concerns."""
    github.create_repo("bea/other", {})
    repo.open_issue("One")
    github.wait_idle()
    as_maintainer(browser)
    number = github.deliveries[-1].id
    assert browser.get(f"/bea/other/deliveries/{number}").status_code == 404
    assert browser.post(f"/bea/other/deliveries/{number}/redeliver").status_code == 404
    assert browser.get("/apps/none/deliveries").status_code == 404
    browser.post("/act-as", data={"role": "visitor"})
    assert browser.post(f"/ana/list/deliveries/{number}/redeliver").status_code == 403
