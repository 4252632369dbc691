"""Editing a file in the browser, and proposing the change."""

import html
import re

import httpx
import pytest

from bot.sandbox import Repository

from .conftest import README, as_maintainer

CHANGED = README + b"- six\n"
EDIT = "/ana/list/edit/main/README.md"


def fields(page: str) -> dict[str, str]:
    """The hidden fields of a page, and its text areas without the line break that HTML puts first."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    areas = dict(re.findall(r'<textarea id="\w+" name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
    return {name: html.unescape(value) for name, value in (hidden | areas).items()}


def send(browser: httpx.Client, path: str = EDIT, data: bytes = CHANGED, **more: str) -> httpx.Response:
    """Change a file by its page, as browsers do: with CRLF."""
    shown = fields(browser.get(path).text)
    return browser.post(path, data={"sha": shown["sha"], "text": data.decode().replace("\n", "\r\n"), **more})


def test_file_leads_to_its_edit(browser: httpx.Client, repo: Repository) -> None:
    """The page of a file on a branch has the link; that of a commit's file has not."""
    assert f'href="{EDIT}"' in browser.get("/ana/list/blob/main/README.md").text
    sha = repo.branches()["main"]
    assert "Edit this file" not in browser.get(f"/ana/list/blob/{sha}/README.md").text
    assert fields(browser.get(EDIT).text)["text"] == README.decode()


def test_visitor_proposes_a_change(browser: httpx.Client, repo: Repository) -> None:
    """Without write access a fork is made, and the change is proposed from its new branch."""
    page = send(browser, message="Add six")
    assert page.url.path == "/ana/list/compare/main...visitor:patch-1"
    assert 'value="Add six"' in page.text
    form = fields(page.text) | {"title": "Add six", "body": "A paper", "maintainer_can_modify": "1"}
    shown = browser.post("/ana/list/pulls", data=form)
    assert shown.url.path == "/ana/list/pull/1"
    issue = repo.pull(1)
    assert (issue.author, issue.title, issue.body) == ("visitor", "Add six", "A paper")
    assert issue.pull
    assert (issue.pull.head_ref, issue.pull.maintainer_can_modify, issue.pull.draft) == ("patch-1", True, False)
    fork = repo.fork("visitor")
    assert fork.read_file("README.md", "patch-1") == CHANGED
    assert repo.read_file("README.md") == README


def test_draft_without_edits_by_maintainers(browser: httpx.Client, repo: Repository) -> None:
    """The box that is not ticked and the other button count."""
    form = fields(send(browser).text) | {"title": "Six", "body": "", "draft": "1"}
    browser.post("/ana/list/pulls", data=form)
    pull = repo.pull(1).pull
    assert pull
    assert (pull.maintainer_can_modify, pull.draft) == (False, True)


def test_second_change_goes_to_another_branch(browser: httpx.Client, repo: Repository) -> None:
    """Each change has a branch of its own, from where the original stands."""
    send(browser)
    repo.push_file("new.md", b"new")
    send(browser, data=CHANGED + b"- seven\n")
    fork = repo.fork("visitor")
    assert {"patch-1", "patch-2"} <= set(fork.branches())
    assert fork.read_file("new.md", "patch-2") == b"new"


def test_own_branch_is_changed_directly(browser: httpx.Client, repo: Repository) -> None:
    """The author goes on in the fork's branch, and the pull request follows."""
    browser.post("/ana/list/pulls", data=fields(send(browser).text) | {"title": "Six"})
    after = CHANGED + b"- seven\n"
    assert (
        send(browser, "/visitor/list/edit/patch-1/README.md", after).url.path == "/visitor/list/blob/patch-1/README.md"
    )
    pull = repo.pull(1).pull
    assert pull
    assert repo.read_file("README.md", pull.head_sha) == after


@pytest.mark.parametrize(("to", "branch"), [("branch", "main"), ("new", "patch-1")])
def test_maintainer_chooses(browser: httpx.Client, repo: Repository, to: str, branch: str) -> None:
    """Who may write commits to the branch, or to a new one."""
    as_maintainer(browser)
    send(browser, to=to)
    assert repo.read_file("README.md", branch) == CHANGED
    assert set(repo.branches()) == {"main", branch}


@pytest.mark.parametrize(
    ("before", "after"), [(b"a\r\nb\r\n", b"a\r\nc\r\n"), (b"a\nb\n", b"a\nc\n"), (b"a\nb", b"a\nc")]
)
def test_line_ends_stay(browser: httpx.Client, repo: Repository, before: bytes, after: bytes) -> None:
    """What the browser sends ends its lines as the file does."""
    repo.push_file("x.md", before)
    as_maintainer(browser)
    send(browser, "/ana/list/edit/main/x.md", after.replace(b"\r\n", b"\n"))
    assert repo.read_file("x.md") == after


def test_nothing_to_commit(browser: httpx.Client, repo: Repository) -> None:
    """A file that is the same, or that changed meanwhile, comes back with the reason."""
    same = send(browser, data=README)
    assert (same.status_code, "there are no changes to commit" in same.text) == (422, True)
    shown = fields(browser.get(EDIT).text)
    repo.push_file("README.md", b"other\n")
    late = browser.post(EDIT, data={"sha": shown["sha"], "text": "mine"})
    assert (late.status_code, "has changed since you started editing it" in late.text) == (409, True)
    assert fields(late.text)["text"] == "mine"


def test_description_comes_from_the_template(browser: httpx.Client, repo: Repository) -> None:
    """The repository's template for pull requests fills the description."""
    repo.push_file(".github/PULL_REQUEST_TEMPLATE.md", b"What is it?\n")
    assert fields(send(browser).text)["body"] == "What is it?\n"


def test_pull_request_that_is_refused(browser: httpx.Client, repo: Repository) -> None:
    """It comes back as it was filled in, with the reason."""
    form = fields(send(browser).text) | {"title": " ", "body": "kept"}
    page = browser.post("/ana/list/pulls", data=form)
    assert (page.status_code, fields(page.text)["body"]) == (422, "kept")
    assert browser.get("/ana/list/compare/main...nobody:x").status_code == 404


def test_fork_by_its_button(browser: httpx.Client, repo: Repository) -> None:
    """The front page forks, and the fork says of what."""
    assert "Fork</button>" in browser.get("/ana/list").text
    page = browser.post("/ana/list/fork")
    assert page.url.path == "/visitor/list"
    assert 'Forked from <a href="/ana/list">' in page.text
    assert "Fork</button>" not in page.text
