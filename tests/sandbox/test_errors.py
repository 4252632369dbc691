"""What is said when something is refused: status, message, what is wrong where, and the page that explains it."""

from typing import Any

import httpx
import pytest
from github import GithubException
from github.Repository import Repository as RemoteRepository

from bot.sandbox import Repository, Sandbox
from bot.sandbox.api import git

from .conftest import Ear

DOCS = "https://docs.github.com/"


def test_error_names_the_page_of_its_route(ana: httpx.Client) -> None:
    """Every error holds a message, the page of the operation that was called and the status once more, as text."""
    answer = ana.get("/repos/ana/list/issues/99")
    assert answer.json() == {
        "message": "Not Found",
        "documentation_url": f"{DOCS}rest/issues/issues#get-an-issue",
        "status": "404",
    }


@pytest.mark.parametrize("credentials", ["Bearer ghs_none", "token ghp_none", "Basic YW5hOng=", "Bearer a.b.c"])
def test_bad_credentials(nobody: httpx.Client, credentials: str) -> None:
    """Credentials that are nobody's are refused even where none are needed."""
    answer = nobody.get("/repos/ana/list", headers={"Authorization": credentials})
    assert answer.status_code == 401
    assert answer.json() == {"message": "Bad credentials", "documentation_url": f"{DOCS}rest", "status": "401"}


def test_authentication_is_required(nobody: httpx.Client) -> None:
    """Without credentials one writes nothing."""
    answer = nobody.post("/repos/ana/list/issues", json={"title": "A paper"})
    assert (answer.status_code, answer.json()["message"]) == (401, "Requires authentication")


@pytest.mark.parametrize(
    ("path", "body", "errors"),
    [
        ("issues", {"title": ""}, [{"resource": "Issue", "code": "missing_field", "field": "title"}]),
        (
            "labels",
            {"name": "BUG"},
            [{"resource": "Label", "code": "already_exists", "field": "name"}],
        ),
        (
            "pulls",
            {"title": "x", "head": "none", "base": "main"},
            [{"resource": "PullRequest", "code": "invalid", "field": "head"}],
        ),
        (
            "pulls",
            {"title": "x", "head": "main", "base": "main"},
            [{"resource": "PullRequest", "code": "custom", "message": "No commits between main and main"}],
        ),
    ],
)
def test_validation_failed(ana: httpx.Client, path: str, body: dict[str, str], errors: list[dict[str, str]]) -> None:
    """What is wrong with a field is told by resource, field and code."""
    answer = ana.post(f"/repos/ana/list/{path}", json=body)
    assert (answer.status_code, answer.json()["message"]) == (422, "Validation Failed")
    assert answer.json()["errors"] == errors


def test_field_that_is_not_there(ana: httpx.Client) -> None:
    """A field that must be given and is not has words of its own."""
    answer = ana.post("/repos/ana/list/issues", json={})
    assert (answer.status_code, answer.json()["message"]) == (422, 'Invalid request.\n\n"title" wasn\'t supplied.')


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "git/ref/heads/main", None),
        ("GET", "git/matching-refs/heads", None),
        ("GET", "git/trees/main", None),
        ("GET", "commits", None),
        ("POST", "git/blobs", {"content": "x"}),
        ("POST", "git/trees", {"tree": []}),
        ("POST", "git/refs", {"ref": "refs/heads/x", "sha": "0" * 40}),
    ],
)
def test_empty_repository(
    ana: httpx.Client, github: Sandbox, method: str, path: str, body: dict[str, Any] | None
) -> None:
    """The git database of a repository without commits answers 409."""
    github.create_repo("ana/empty", {})
    answer = ana.request(method, f"/repos/ana/empty/{path}", json=body)
    assert (answer.status_code, answer.json()["message"]) == (409, "Git Repository is empty.")


def test_files_of_an_empty_repository(ana: httpx.Client, github: Sandbox) -> None:
    """Its files are not found, and the first one may be put there."""
    repo = github.create_repo("ana/empty", {})
    answer = ana.get("/repos/ana/empty/contents/README.md")
    assert (answer.status_code, answer.json()["message"]) == (404, "This repository is empty.")
    assert ana.get("/repos/ana/empty/readme").status_code == 404
    assert ana.get("/repos/ana/empty/branches").json() == []
    assert ana.put("/repos/ana/empty/contents/a.md", json={"message": "First", "content": "YQ=="}).status_code == 201
    assert repo.read_file("a.md") == b"a"


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("GET", "/1"), ("POST", ""), ("GET", "/1/comments")])
def test_issues_are_disabled(ana: httpx.Client, repo: Repository, method: str, path: str) -> None:
    """Where a repository has no issues, what concerns them is gone."""
    repo.open_issue("A paper")
    repo.disable_issues()
    answer = ana.request(method, f"/repos/ana/list/issues{path}", json=None if method == "GET" else {"title": "x"})
    assert (answer.status_code, answer.json()["message"]) == (410, "Issues are disabled for this repo")
    assert ana.get("/repos/ana/list").json()["has_issues"] is False


def test_pull_requests_stay_where_issues_are_disabled(ana: httpx.Client, repo: Repository) -> None:
    """The conversation of a pull request needs no issues."""
    repo.push_file("a.md", b"a", branch="b")
    repo.open_pull("B", "b")
    repo.disable_issues()
    assert ana.post("/repos/ana/list/issues/1/comments", json={"body": "hello"}).status_code == 201


def test_deleted_issue(github: Sandbox, ear: Ear, bot: RemoteRepository, repo: Repository) -> None:
    """A deleted issue is gone, apps are told, and its number is not given again."""
    repo.open_issue("A paper")
    repo.delete_issue(1)
    with pytest.raises(GithubException) as gone:
        bot.get_issue(1).title  # noqa: B018 - the property asks
    assert (gone.value.status, gone.value.data["message"]) == (410, "This issue was deleted")
    github.wait_idle()
    assert ear.events()[-1] == "issues.deleted"
    assert repo.open_issue("Another").number == 2


@pytest.mark.parametrize("form", ["", "application/vnd.github.raw+json"], ids=["JSON", "raw"])
@pytest.mark.parametrize("place", ["contents/large.md", "git/blobs/{sha}"])
def test_file_too_large(
    ana: httpx.Client, repo: Repository, monkeypatch: pytest.MonkeyPatch, form: str, place: str
) -> None:
    """A file beyond the limit is given out in no form."""
    monkeypatch.setattr(git, "RAW_LIMIT", 10)
    repo.push_file("large.md", b"x" * 11)
    (sha,) = [one["sha"] for one in ana.get("/repos/ana/list/contents").json() if one["name"] == "large.md"]
    answer = ana.get(f"/repos/ana/list/{place.format(sha=sha)}", headers={"Accept": form or "*/*"})
    assert answer.status_code == 403
    assert answer.json()["errors"] == [{"resource": "Blob", "field": "data", "code": "too_large"}]


@pytest.mark.parametrize(
    ("accept", "text", "kind"),
    [
        ("application/vnd.github.raw+json", "# List\n", "application/vnd.github.raw"),
        ("application/vnd.github.v3.raw", "# List\n", "application/vnd.github.raw"),
        ("application/vnd.github.html+json", '<h1 id="list">', "application/vnd.github.html"),
    ],
)
@pytest.mark.parametrize("path", ["readme", "contents/README.md"])
def test_media_types(ana: httpx.Client, path: str, accept: str, text: str, kind: str) -> None:
    """A file comes as it is, or as HTML, where that is asked for; the answer says which."""
    answer = ana.get(f"/repos/ana/list/{path}", headers={"Accept": accept})
    assert answer.text.startswith(text)
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["x-github-media-type"].startswith("github.v3; param=")


def test_a_page_holds_a_hundred_at_most(ana: httpx.Client, repo: Repository) -> None:
    """Who asks for more than a hundred gets a hundred, and links to the other pages."""
    for number in range(201):
        repo.open_issue(f"{number}")
    first = ana.get("/repos/ana/list/issues", params={"per_page": 500})
    assert len(first.json()) == 100
    assert set(first.links) == {"next", "last"}
    second = ana.get(first.links["next"]["url"])
    assert set(second.links) == {"first", "prev", "next", "last"}
    last = ana.get(second.links["last"]["url"])
    assert (len(last.json()), set(last.links)) == (1, {"first", "prev"})
