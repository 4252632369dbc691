"""The pages of a repository and its issues: look, and act as a maintainer or a visitor."""

import re

import httpx
import pytest

from bot.sandbox import Repository

from .conftest import README, as_maintainer


def test_front_page_lists_repositories(browser: httpx.Client) -> None:
    """The first page leads to the list, whose page shows the README."""
    assert "/ana/list" in browser.get("/").text
    page = browser.get("/ana/list").text
    assert re.search(r'<h1 id="list">.*List</h1>', page)
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


def test_forms_of_other_sites_are_refused(browser: httpx.Client, repo: Repository) -> None:
    """A page of another site cannot act here."""
    repo.open_issue("A paper")
    headers = {"Origin": "http://evil.example"}
    refused = browser.post("/ana/list/issues/1/comment", data={"body": "x"}, headers=headers)
    assert refused.status_code == 403
    assert repo.comments(1) == []
    for back in ("//evil.example", "/\\evil.example", "https://evil.example", ""):
        away = browser.post("/act-as", data={"role": "visitor", "back": back}, follow_redirects=False)
        assert away.headers["location"] == "/"


def test_missing_pages_lead_on(browser: httpx.Client) -> None:
    """What does not exist is 404, in a page that leads back to what does."""
    missing = ("/ana/none", "/ana/list/issues/9", "/ana/list/blob/main/none.md", "/ana/list/pull/x", "/x", "/a/b/c/d/e")
    for address in missing:
        page = browser.get(address)
        assert page.status_code == 404
        assert 'href="/"' in page.text
    assert 'href="/ana/list/issues"' in browser.get("/ana/list/issues/9").text


def test_issues_are_listed_by_state_and_label(browser: httpx.Client, repo: Repository) -> None:
    """Counts, labels and pages of the list of issues."""
    for number in range(1, 28):
        repo.open_issue(f"Paper {number}", labels=["question"] if number == 3 else [])
    repo.close_issue(27)
    first = browser.get("/ana/list/issues").text
    assert "26 open" in first
    assert "1 closed" in first
    assert "Paper 26<" in first
    assert "Paper 1<" not in first
    assert "Paper 1<" in browser.get("/ana/list/issues", params={"page": 2}).text
    labelled = browser.get("/ana/list/issues", params={"label": "question"}).text
    assert "1 open" in labelled
    assert "Paper 3<" in labelled
    assert "Paper 4<" not in labelled


def test_edits_and_the_end_of_an_issue_are_shown(browser: httpx.Client, repo: Repository) -> None:
    """An edited comment is marked; who closed an issue and how is told, and which pull request would close it."""
    repo.open_issue("A paper", by="zoe")
    comment = repo.comment(1, "first", by="zoe")
    assert "edited" not in browser.get("/ana/list/issues/1").text
    repo.edit_comment(comment.id, "second")
    assert browser.get("/ana/list/issues/1").text.count("· edited") == 1
    repo.edit_issue(1, body="more")
    assert browser.get("/ana/list/issues/1").text.count("· edited") == 2
    repo.push_file("README.md", README + b"- six\n", branch="b")
    repo.open_pull("Add six", "b", "Closes #1")
    assert "Add six #2" in browser.get("/ana/list/issues/1").text
    assert "A paper #1" in browser.get("/ana/list/pull/2").text
    as_maintainer(browser)
    page = browser.post("/ana/list/issues/1/close", data={"reason": "not_planned"}).text
    assert "Closed as not planned" in page
    assert repo.issue(1).state_reason == "not_planned"


def test_reactions_are_put_and_taken_back(browser: httpx.Client, repo: Repository) -> None:
    """The same button adds one's reaction and takes it back, on the issue and on comments."""
    repo.open_issue("A paper")
    comment = repo.comment(1, "hello")
    for _ in range(2):
        page = browser.post("/ana/list/issues/1/react", data={"content": "+1"}).text
        browser.post(f"/ana/list/issues/1/comments/{comment.id}/react", data={"content": "heart"})
        if repo.reactions(1):
            assert 'aria-pressed="true" title="visitor"' in page
            assert [(r.login, r.content) for r in comment.reactions] == [("visitor", "heart")]
    assert repo.reactions(1) == []
    assert comment.reactions == []
    assert browser.post("/ana/list/issues/1/react", data={"content": "shrug"}).status_code == 422


def test_labels_of_an_issue_are_the_maintainers(browser: httpx.Client, repo: Repository) -> None:
    """The maintainer sets an issue's labels; only labels of the repository count."""
    repo.open_issue("A paper", by="visitor", labels=["bug"])
    assert browser.post("/ana/list/issues/1/labels", data={"label": "question"}).status_code == 403
    as_maintainer(browser)
    browser.post("/ana/list/issues/1/labels", data={"label": ["question", "no such label"]})
    assert repo.labels(1) == ["question"]


def test_labels_page(browser: httpx.Client, repo: Repository) -> None:
    """The labels with their colours and counts; the maintainer can make one."""
    repo.open_issue("A paper", labels=["bug"])
    page = browser.get("/ana/list/labels").text
    assert 'style="background:#d73a4a;color:#000000"' in page
    assert "1 open" in page
    made = {"name": "survey", "color": "#00ff00", "description": "Reviews"}
    assert browser.post("/ana/list/labels", data=made).status_code == 403
    as_maintainer(browser)
    assert "survey" in browser.post("/ana/list/labels", data=made).text
    refused = browser.post("/ana/list/labels", data={"name": "x", "color": "red;}</style>"})
    assert refused.status_code == 422
    assert "</style>" not in refused.text.partition("</style>")[2]


@pytest.mark.parametrize("word", ['"><script>1</script>', "<img src=x onerror=1>"])
def test_names_become_no_html(browser: httpx.Client, repo: Repository, word: str) -> None:
    """Titles, labels, file names, branches and logins stay text on every page that shows them."""
    repo.open_issue(word, word, by=word, labels=[word])
    repo.comment(1, word, by=word)
    repo.push_file(f"{word}.md", b"x", by=word, message=word)
    sha = repo.branches()["main"]
    as_maintainer(browser)
    quoted = f"{word}.md".replace("/", "%2F")
    pages = ("", "/issues", "/issues/1", "/labels", "/commits", f"/commit/{sha}", "/tree/main", f"/blob/main/{quoted}")
    for page in pages:
        text = browser.get(f"/ana/list{page}").text
        assert "<script" not in text
        assert "<img" not in text


def test_private_and_odd_addresses_do_no_harm(browser: httpx.Client) -> None:
    """Options of git and paths out of the repository are no addresses."""
    for place in (
        "--help/x",
        "main/../../etc/passwd",
        "main/%2e%2e/x",
        ":/Initial",
        "HEAD@%7B0%7D/x",
        "main:README.md",
        "main/%00",
    ):
        assert browser.get(f"/ana/list/blob/{place}").status_code == 404
    assert browser.get("/ana/list/commits", params={"after": "--all"}).status_code == 404
    assert browser.get("/ana/list/commit/--all").status_code == 404


def test_changing_the_role_comes_back(browser: httpx.Client, repo: Repository) -> None:
    """To the same page with its query, and from a refused form to the page that it stood on."""
    repo.open_issue("A paper")
    assert 'name="back" value="/ana/list/issues?state=closed"' in browser.get("/ana/list/issues?state=closed").text
    referer = {"Referer": str(browser.get("/ana/list/issues/1").url)}
    refused = browser.post("/ana/list/issues/1/close", headers=referer)
    assert refused.status_code == 403
    assert 'name="back" value="/ana/list/issues/1"' in refused.text
