"""The page of a check run, and what pull requests show of checks."""

from typing import Any

import httpx
import pytest

from bot.sandbox import App, Installation, Repository, Sandbox
from bot.sandbox import checks as deeds
from bot.sandbox.state import Action, Annotation

from .conftest import README, Ear, as_maintainer

NOTE = Annotation("README.md", 8, 8, "warning", "<b>Six?</b>", "A title")


@pytest.fixture
def rights() -> dict[str, Any]:
    """An app that may write checks."""
    return {"permissions": {"checks": "write"}, "events": ()}


@pytest.fixture
def number(repo: Repository) -> int:
    """A pull request of the visitor's fork that adds a line."""
    repo.fork("visitor").push_file("README.md", README + b"- six\n", by="visitor", branch="b")
    return repo.open_pull("Six", "visitor:b", by="visitor").number


@pytest.fixture
def run(github: Sandbox, app: App, installation: Installation, repo: Repository, number: int) -> int:
    """A check run of its head."""
    pull = repo.pull(number).pull
    assert pull
    report = deeds.Report(
        name="Paper list",
        conclusion="failure",
        title="One thing",
        summary="A **summary**",
        text="- a detail",
        annotations=(NOTE, Annotation("other.md", 3, 4, "notice", "Far away")),
        actions=(Action("Mend it", "Mend what is wrong", "mend"),),
    )
    return deeds.create_run(github.world, github.world.repos[repo.id], app, pull.head_sha, report).id


def test_run_has_a_page(browser: httpx.Client, run: int) -> None:
    """Its outcome, its texts as Markdown, and its annotations by file and line."""
    page = browser.get(f"/ana/list/runs/{run}").text
    for part in (
        "Failure</span>",
        "One thing",
        "A <strong>summary</strong>",
        "<li>a detail</li>",
        "line 8</a>",
        "&lt;b&gt;Six?",
    ):
        assert part in page
    assert browser.get("/ana/list/runs/1").status_code == 404


def test_pull_request_shows_its_checks(browser: httpx.Client, number: int, run: int) -> None:
    """The conversation names them with their outcome; the files show the annotations at their lines."""
    page = browser.get(f"/ana/list/pull/{number}").text
    assert f'href="/ana/list/runs/{run}">Paper list</a>' in page
    assert "Failure</span>" in page
    files = browser.get(f"/ana/list/pull/{number}/files").text
    assert files.index("- six</td>") < files.index("&lt;b&gt;Six?&lt;/b&gt;") < files.index("Unchanged lines")
    assert "on other.md, line 4" in files
    assert files.count("Far away") == 1


def test_run_is_asked_for_again(github: Sandbox, ear: Ear, browser: httpx.Client, run: int) -> None:
    """The author of the pull request asks for it, alone or with all others; the page says that it waits."""
    page = browser.post(f"/ana/list/runs/{run}/rerun").text
    assert "was asked for again" in page
    browser.post(f"/ana/list/runs/{run}/rerun", data={"all": "1"})
    browser.post(f"/ana/list/runs/{run}/press", data={"identifier": "mend"})
    github.wait_idle()
    assert ear.events()[-3:] == ["check_run.rerequested", "check_suite.rerequested", "check_run.requested_action"]
    assert ear.heard[-1].payload["sender"]["login"] == "visitor"


def test_strangers_do_not_ask(browser: httpx.Client, repo: Repository, number: int, run: int) -> None:
    """Neither author nor maintainer: no button, and 403."""
    repo.pull(number).author = "zoe"
    assert "Re-run</button>" not in browser.get(f"/ana/list/runs/{run}").text
    assert browser.post(f"/ana/list/runs/{run}/rerun").status_code == 403
    as_maintainer(browser)
    assert "Re-run</button>" in browser.get(f"/ana/list/runs/{run}").text


def test_required_check_blocks_the_button(browser: httpx.Client, repo: Repository, number: int, run: int) -> None:
    """Where a check is required that failed, there is no button to merge but the reason."""
    repo.protect_branch("main", reviews=0, checks=["Paper list"], admins_too=True)
    as_maintainer(browser)
    page = browser.get(f"/ana/list/pull/{number}").text
    assert "Required status check &#34;Paper list&#34; is failing." in page
    assert "Merge pull request</button>" not in page
    assert browser.post(f"/ana/list/issues/{number}/merge").status_code == 405
