"""The pages of pull requests."""

import httpx
import pytest

from bot.sandbox import Repository

from .conftest import README, as_maintainer

LINE = (
    '<tr class="add"><td class="num"></td><td class="num">8</td>'
    '<td class="mark">+<span class="visually-hidden">added</span></td><td class="text">- six</td></tr>'
)


@pytest.fixture
def pull(repo: Repository) -> int:
    """A pull request that adds one line."""
    repo.push_file("README.md", README + b"- six\n", branch="b", message="Add six")
    return repo.open_pull("B", "b").number


def test_pull_request_is_shown_and_merged(browser: httpx.Client, repo: Repository, pull: int) -> None:
    """Its page shows the change; only the maintainer may merge it there."""
    page = browser.get(f"/ana/list/issues/{pull}")
    assert str(page.url).endswith("/ana/list/pull/1")
    assert LINE in page.text
    assert "Merge pull request" not in page.text
    assert browser.post("/ana/list/issues/1/merge").status_code == 403
    as_maintainer(browser)
    assert "Merge pull request" in browser.get("/ana/list/pull/1").text
    merged = browser.post("/ana/list/issues/1/merge").text
    assert 'class="state merged"' in merged
    assert repo.read_file("README.md") == README + b"- six\n"
    assert LINE in browser.get("/ana/list/pull/1/files").text


def test_tabs_of_a_pull_request(browser: httpx.Client, repo: Repository, pull: int) -> None:
    """Its commits and its files have pages of their own."""
    commits = browser.get(f"/ana/list/pull/{pull}/commits").text
    assert f'href="/ana/list/commit/{repo.branches()["b"]}">Add six</a>' in commits
    files = browser.get(f"/ana/list/pull/{pull}/files").text
    assert LINE in files
    assert "(1 line added, 0 lines deleted)" in files
    assert "+- six" in browser.get(f"/ana/list/pull/{pull}.diff").text
    repo.open_issue("An issue")
    assert browser.get("/ana/list/pull/2/files").status_code == 404


@pytest.mark.parametrize(("method", "parents"), [("merge", 2), ("squash", 1), ("rebase", 1)])
def test_ways_to_merge(browser: httpx.Client, repo: Repository, pull: int, method: str, parents: int) -> None:
    """The three buttons make the three kinds of commit."""
    as_maintainer(browser)
    browser.post(f"/ana/list/issues/{pull}/merge", data={"method": method})
    page = browser.get(f"/ana/list/commit/{repo.branches()['main']}").text
    assert page.count("<dt>Parent</dt>") == parents


def test_conflict_is_told(browser: httpx.Client, repo: Repository) -> None:
    """A pull request in conflict says so and has no button to merge."""
    repo.push_file("README.md", b"one", branch="b")
    repo.open_pull("B", "b")
    repo.push_file("README.md", b"two")
    as_maintainer(browser)
    page = browser.get("/ana/list/pull/1").text
    assert "This branch has conflicts that must be resolved" in page
    assert "Merge pull request" not in page
    assert browser.post("/ana/list/issues/1/merge").status_code == 405


def test_closed_and_its_branch_deleted_and_restored(browser: httpx.Client, repo: Repository, pull: int) -> None:
    """A closed pull request's branch can go and come back; then it can be reopened."""
    as_maintainer(browser)
    assert browser.post(f"/ana/list/issues/{pull}/delete-branch").status_code == 422
    assert 'class="state closed pull"' in browser.post(f"/ana/list/issues/{pull}/close").text
    gone = browser.post(f"/ana/list/issues/{pull}/delete-branch").text
    assert "Restore branch" in gone
    assert "Reopen pull request" not in gone
    assert "b" not in repo.branches()
    assert browser.post(f"/ana/list/issues/{pull}/reopen").status_code == 422
    assert "Reopen pull request" in browser.post(f"/ana/list/issues/{pull}/restore-branch").text
    browser.post(f"/ana/list/issues/{pull}/reopen")
    assert repo.pull(pull).state == "open"


def test_names_of_changed_files_become_no_html(browser: httpx.Client, repo: Repository) -> None:
    """Neither a file's name nor its lines nor its branch."""
    repo.push_file('"><script>.md', b"</td><script>1</script>\n", branch="<b>")
    repo.open_pull("B", "<b>")
    for page in ("", "/files", "/commits"):
        text = browser.get(f"/ana/list/pull/1{page}").text
        assert "<script" not in text
        assert "<b>" not in text
