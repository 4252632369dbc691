"""What a pull request's pages show of reviews, and what people do there."""

import re

import httpx
import pytest

from bot.sandbox import Remark, Repository

from .conftest import README, as_maintainer

CHANGED = README.replace(b"- three\n", b"- threee\n")
BODY = "Better so:\n\n```suggestion\n- three\n```\n"
BUTTON = "Commit suggestion</button>"


@pytest.fixture
def fork(repo: Repository) -> Repository:
    """The visitor's fork, with a change."""
    made = repo.fork("visitor")
    made.push_file("README.md", CHANGED, by="visitor", branch="b")
    return made


@pytest.fixture
def number(repo: Repository, fork: Repository) -> int:
    """The visitor's pull request, reviewed by the bot."""
    number = repo.open_pull("A change", "visitor:b", by="visitor").number
    repo.review(number, "Look **here**", [Remark("README.md", BODY, 5)], by="shelver[bot]")
    return number


@pytest.fixture
def comment(repo: Repository, number: int) -> int:
    """The comment with a suggestion."""
    return repo.review_comments(number)[0].id


def test_review_is_shown(browser: httpx.Client, number: int, comment: int) -> None:
    """Its text, the lines that it is about, and the suggestion as a change."""
    page = browser.get(f"/ana/list/pull/{number}").text
    assert "Look <strong>here</strong>" in page
    assert "from <code>visitor:b</code>" in page
    thread = page.split(f'id="discussion_r{comment}"')[1]
    quoted = page.split(f'id="discussion_r{comment}"')[0]
    assert "- threee" in re.sub("<[^>]+>", "", quoted)
    assert "Better so:" in thread
    suggested = re.sub(r"<[^>]+>", "", thread.split("Suggested change</h4>")[1])
    assert suggested.index("- threee") < suggested.index("- three\n")
    assert "```" not in thread.split("</section>")[0]


def test_suggestion_is_committed_by_its_button(
    browser: httpx.Client, repo: Repository, fork: Repository, number: int, comment: int
) -> None:
    """The author of the fork commits it; then it is outdated, and refused a second time."""
    assert BUTTON in browser.get(f"/ana/list/pull/{number}").text
    apply = f"/ana/list/pull/{number}/comments/{comment}/apply"
    page = browser.post(apply, data={"suggestion": "0"}).text
    assert fork.read_file("README.md", "b") == README
    assert "Outdated suggestions cannot be applied." in page
    assert BUTTON not in page
    again = browser.post(apply, data={"suggestion": "0"})
    assert (again.status_code, "Outdated suggestions cannot be applied" in again.text) == (422, True)


@pytest.mark.parametrize("lent", [True, False])
def test_maintainer_commits_where_it_is_lent(
    browser: httpx.Client, repo: Repository, fork: Repository, lent: bool
) -> None:
    """A maintainer has the button only where the author lets maintainers edit."""
    number = repo.open_pull("A change", "visitor:b", by="visitor", maintainer_can_modify=lent).number
    repo.review(number, "", [Remark("README.md", BODY, 5)])
    as_maintainer(browser)
    assert (BUTTON in browser.get(f"/ana/list/pull/{number}").text) == lent
    apply = f"/ana/list/pull/{number}/comments/{repo.review_comments(number)[0].id}/apply"
    assert browser.post(apply).status_code == (200 if lent else 403)
    assert (fork.read_file("README.md", "b") == README) == lent


def test_reply(browser: httpx.Client, repo: Repository, number: int, comment: int) -> None:
    """An answer stands in the thread, once."""
    page = browser.post(f"/ana/list/pull/{number}/comments/{comment}/reply", data={"body": "I *will*"}).text
    assert page.count("I <em>will</em>") == 1
    assert [(one.author, one.in_reply_to) for one in repo.review_comments(number)][1:] == [("visitor", comment)]


def test_remarks_stand_in_the_files(browser: httpx.Client, number: int, comment: int) -> None:
    """Among the changed files a comment stands below its line."""
    page = browser.get(f"/ana/list/pull/{number}/files").text
    row = page.split(f'id="discussion_r{comment}"')[0].rsplit("<tr", 2)[1]
    assert "- threee" in re.sub("<[^>]+>", "", row)
    assert BUTTON in page


def test_what_a_review_says_is_harmless(browser: httpx.Client, repo: Repository, number: int) -> None:
    """HTML in a comment, a suggestion or a review is shown, not run."""
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    repo.review(number, bad, [Remark("README.md", f"{bad}\n\n```suggestion\n{bad}\n```\n", 5)], by="zoe")
    for tab in ("", "/files"):
        page = browser.get(f"/ana/list/pull/{number}{tab}").text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_people_review(browser: httpx.Client, repo: Repository, number: int) -> None:
    """A maintainer approves; the author does not."""
    review = f"/ana/list/pull/{number}/review"
    assert browser.post(review, data={"event": "APPROVE"}).status_code == 422
    as_maintainer(browser)
    assert "approved these changes" in browser.post(review, data={"event": "APPROVE"}).text
    assert repo.reviews(number)[-1].state == "APPROVED"


def test_branch_is_updated(browser: httpx.Client, repo: Repository, fork: Repository, number: int) -> None:
    """The button shows where the branch is behind, to those who may push to it."""
    button = "Update branch</button>"
    assert button not in browser.get(f"/ana/list/pull/{number}").text
    repo.push_file("new.md", b"new")
    assert button in browser.get(f"/ana/list/pull/{number}").text
    browser.post(f"/ana/list/pull/{number}/update-branch")
    assert fork.read_file("new.md", "b") == b"new"


def test_draft_is_made_ready(browser: httpx.Client, repo: Repository, fork: Repository) -> None:
    """A draft is made ready for review by its author, and a draft again."""
    number = repo.open_pull("A change", "visitor:b", by="visitor", draft=True).number
    page = browser.get(f"/ana/list/pull/{number}").text
    assert "Ready for review</button>" in page
    page = browser.post(f"/ana/list/issues/{number}/ready").text
    assert "Convert to draft</button>" in page
    browser.post(f"/ana/list/issues/{number}/draft")
    pull = repo.pull(number).pull
    assert pull
    assert pull.draft


def test_edits_by_maintainers_are_forbidden_later(browser: httpx.Client, repo: Repository, number: int) -> None:
    """The author changes it on the page; a maintainer only reads it there."""
    page = browser.post(f"/ana/list/pull/{number}/maintainer-edits", data={"allowed": "no"}).text
    assert "Maintainers are not allowed to edit this pull request." in page
    pull = repo.pull(number).pull
    assert pull
    assert not pull.maintainer_can_modify
    as_maintainer(browser)
    assert "Allow edits by maintainers</button>" not in browser.get(f"/ana/list/pull/{number}").text
    refused = browser.post(f"/ana/list/pull/{number}/maintainer-edits", data={"allowed": "yes"})
    assert refused.status_code == 422
