"""The plain pages: look, and act as a maintainer or a visitor."""

from collections.abc import Iterator

import httpx
import pytest

from bot.sandbox import Repository, Sandbox

from .conftest import README


@pytest.fixture
def browser(github: Sandbox, repo: Repository) -> Iterator[httpx.Client]:
    """A browser without scripts, as forms need it."""
    with httpx.Client(base_url=github.url, follow_redirects=True) as made:
        yield made


def as_maintainer(browser: httpx.Client) -> None:
    """Act as the owner from now on."""
    browser.post("/act-as", data={"role": "maintainer", "back": "/"})


def test_front_page_lists_repositories(browser: httpx.Client) -> None:
    """The first page leads to the list, whose page shows the README."""
    assert "/ana/list" in browser.get("/").text
    page = browser.get("/ana/list").text
    assert "<h1>List</h1>" in page
    assert "<li>three</li>" in page


def test_visitor_files_an_issue(browser: httpx.Client, repo: Repository) -> None:
    """The form for an issue can come filled in, and opens the issue."""
    form = browser.get("/ana/list/issues/new", params={"title": "Add InstructBLIP", "body": 'a "link"'}).text
    assert 'value="Add InstructBLIP"' in form
    assert "a &#34;link&#34;" in form
    page = browser.post("/ana/list/issues", data={"title": "Add InstructBLIP", "body": "see #1"})
    assert str(page.url).endswith("/ana/list/issues/1")
    assert '<a href="/ana/list/issues/1">#1</a>' in page.text
    assert repo.issue(1).author == "visitor"
    assert "Add InstructBLIP" in browser.get("/ana/list/issues").text


def test_issue_without_title_is_refused(browser: httpx.Client) -> None:
    """Without a title the form comes back with what was written."""
    page = browser.post("/ana/list/issues", data={"title": " ", "body": "my text"})
    assert page.status_code == 422
    assert "my text" in page.text
    assert 'role="alert"' in page.text


def test_nothing_that_is_written_becomes_html(browser: httpx.Client, repo: Repository) -> None:
    """Scripts, comments and dangerous links of strangers stay text or vanish."""
    repo.open_issue("<script>1</script>", "<script>2</script> <!-- unseen -->\n\n[x](javascript:3)", by="<b>")
    page = browser.get("/ana/list/issues/1")
    assert "<script" not in page.text
    assert "unseen" not in page.text
    assert 'href="javascript' not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_pull_request_is_shown_and_merged(browser: httpx.Client, repo: Repository) -> None:
    """A pull request's page shows its diff; only the maintainer may merge it there."""
    repo.push_file("README.md", README + b"- six\n", branch="b")
    repo.open_pull("B", "b")
    page = browser.get("/ana/list/issues/1")
    assert str(page.url).endswith("/ana/list/pull/1")
    assert '<span class="add">+- six</span>' in page.text
    assert "Merge pull request" not in page.text
    assert browser.post("/ana/list/issues/1/merge").status_code == 403
    as_maintainer(browser)
    assert "Merge pull request" in browser.get("/ana/list/pull/1").text
    assert "merged" in browser.post("/ana/list/issues/1/merge").text
    assert repo.read_file("README.md") == README + b"- six\n"


def test_conflict_is_told(browser: httpx.Client, repo: Repository) -> None:
    """A pull request in conflict says so and has no button to merge."""
    repo.push_file("README.md", b"one", branch="b")
    repo.open_pull("B", "b")
    repo.push_file("README.md", b"two")
    as_maintainer(browser)
    page = browser.get("/ana/list/pull/1").text
    assert "in conflict" in page
    assert "Merge pull request" not in page


def test_conversation(browser: httpx.Client, repo: Repository) -> None:
    """Commenting, editing, closing and reopening work by plain forms."""
    browser.post("/ana/list/issues", data={"title": "A paper", "body": ""})
    browser.post("/ana/list/issues/1/comment", data={"body": "hello"})
    browser.post("/ana/list/issues/1/edit", data={"title": "Better", "body": "more"})
    browser.post("/ana/list/issues/1/close")
    issue = repo.issue(1)
    assert (issue.title, issue.body, issue.state) == ("Better", "more", "closed")
    assert [comment.author for comment in repo.comments(1)] == ["visitor"]
    assert "Better" in browser.get("/ana/list/issues", params={"state": "closed"}).text
    browser.post("/ana/list/issues/1/reopen")
    assert issue.state == "open"
    assert browser.post("/ana/list/issues/1/explode").status_code == 404


def test_comments_are_edited_and_deleted(browser: httpx.Client, repo: Repository) -> None:
    """On issues and pull requests, one's own comments can be changed and deleted, those of others by the maintainer."""
    repo.open_issue("A paper")
    repo.push_file("README.md", README + b"- six\n", branch="b")
    repo.open_pull("B", "b")
    for number in (1, 2):
        browser.post(f"/ana/list/issues/{number}/comment", data={"body": "/section A & <b>"})
        theirs = repo.comment(number, "by the owner")
        (mine, _) = repo.comments(number)
        page = browser.get(f"/ana/list/issues/{number}").text
        assert "/section A &amp; &lt;b&gt;</textarea>" in page
        assert f"comments/{mine.id}/delete" in page
        assert f"comments/{theirs.id}/delete" not in page
        browser.post(f"/ana/list/issues/{number}/comments/{mine.id}/edit", data={"body": "/section B"})
        assert repo.comments(number)[0].body == "/section B"
        assert browser.post(f"/ana/list/issues/{number}/comments/{mine.id}/edit", data={"body": " "}).status_code == 422
        assert browser.post(f"/ana/list/issues/{number}/comments/{theirs.id}/delete").status_code == 403
        assert browser.post(f"/ana/list/issues/{number}/comments/{mine.id}/explode").status_code == 404
        assert browser.post(f"/ana/list/issues/{3 - number}/comments/{mine.id}/delete").status_code == 404
        browser.post(f"/ana/list/issues/{number}/comments/{mine.id}/delete")
        assert repo.comments(number) == [theirs]
    as_maintainer(browser)
    assert f"comments/{theirs.id}/edit" in browser.get("/ana/list/pull/2").text


def test_lines_can_be_linked(browser: httpx.Client) -> None:
    """A file's page has an anchor a line, and its bytes can be had."""
    assert '<span id="L4">' in browser.get("/ana/list/blob/main/README.md").text
    raw = browser.get("/ana/list/raw/main/README.md")
    assert raw.content == README
    assert raw.headers["content-type"].startswith("text/plain")


def test_forms_of_other_sites_are_refused(browser: httpx.Client, repo: Repository) -> None:
    """A page of another site cannot act here."""
    repo.open_issue("A paper")
    headers = {"Origin": "http://evil.example"}
    refused = browser.post("/ana/list/issues/1/comment", data={"body": "x"}, headers=headers)
    assert refused.status_code == 403
    assert repo.comments(1) == []
    away = browser.post("/act-as", data={"role": "visitor", "back": "//evil.example"}, follow_redirects=False)
    assert away.headers["location"] == "/"


def test_missing_pages(browser: httpx.Client) -> None:
    """What does not exist is 404."""
    for address in ("/ana/none", "/ana/list/issues/9", "/ana/list/blob/main/none.md", "/ana/list/pull/x"):
        assert browser.get(address).status_code == 404
