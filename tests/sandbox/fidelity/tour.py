"""A walk past every route of the sandbox, in every way that it may succeed, and past every event that it sends."""

import base64
import time
from dataclasses import dataclass, field
from typing import Any

import httpx
import jwt

from bot.sandbox import App, Installation, Repository, Sandbox
from tests.builders import NO_TLS

README = b"# List\n\n- one\n- two\n"
#: Events beyond those that an app hears of itself.
EVENTS = (
    "issues",
    "issue_comment",
    "pull_request",
    "pull_request_review",
    "pull_request_review_comment",
    "push",
    "create",
    "delete",
    "merge_group",
    "repository",
)


@dataclass
class Tour:
    """One sandbox with a repository and an app, and the three who call: the app, its bot, and the owner."""

    github: Sandbox
    version: str
    repo: Repository
    app: App
    installation: Installation
    _clients: list[httpx.Client] = field(default_factory=list)

    def client(self, credentials: str, **headers: str) -> httpx.Client:
        """A client that calls with these credentials, in the tour's version of the API."""
        headers |= {"Authorization": f"Bearer {credentials}", "X-GitHub-Api-Version": self.version}
        made = httpx.Client(verify=NO_TLS, base_url=self.github.base_url, headers=headers)
        self._clients.append(made)
        return made

    def signed(self) -> str:
        """A JWT of the app."""
        now = int(time.time())
        claims = {"iss": str(self.app.id), "iat": now - 60, "exp": now + 540}
        return jwt.encode(claims, self.app.private_key or "", algorithm="RS256")

    def close(self) -> None:
        """Close the connections."""
        for client in self._clients:
            client.close()


def prepare(github: Sandbox, version: str, webhook_url: str, keys: tuple[str, str]) -> Tour:
    """Make what the tour walks through."""
    repo = github.create_repo("ana/list", {"README.md": README, "docs/a.md": b"a"})
    private, public = keys
    app = github.register_app(
        "shelver",
        private_key=private,
        public_key=public,
        webhook_url=webhook_url,
        webhook_secret="s",
        permissions={"contents": "write", "issues": "write", "pull_requests": "write", "checks": "write"},
        events=EVENTS,
    )
    return Tour(github, version, repo, app, github.install(app, repo))


def walk(tour: Tour) -> None:
    """Call every route; a call that GitHub would not have let through raises."""
    token = _apps(tour)
    bot, ana = tour.client(token), tour.client(tour.github.token_of("ana"))
    here = f"/repos/{tour.repo.full_name}"
    _accounts(bot, ana)
    _contents(bot, here)
    branch = _git(bot, here)
    _issues(bot, here)
    _pulls(bot, ana, here, branch)
    _checks(tour, bot, here)
    _reviews(tour, bot, here)
    _forks(tour, bot, here)
    _people(tour)
    tour.github.wait_idle()
    _deliveries(tour)


def _ok(response: httpx.Response, status: int = 200) -> Any:
    if response.status_code != status:
        raise AssertionError(
            f"{response.request.method} {response.request.url}: {response.status_code} {response.text}"
        )
    return response.json() if response.content and "json" in response.headers["content-type"] else None


def _apps(tour: Tour) -> str:
    app, number = tour.client(tour.signed()), tour.installation.id
    _ok(app.get("/app"))
    _ok(app.get("/app/installations"))
    _ok(app.get(f"/app/installations/{number}"))
    _ok(app.get(f"/repos/{tour.repo.full_name}/installation"))
    tokens = f"/app/installations/{number}/access_tokens"
    _ok(app.post(tokens, json={"repositories": ["list"], "permissions": {"issues": "write"}}), 201)
    made: str = _ok(app.post(tokens), 201)["token"]
    return made


def _accounts(bot: httpx.Client, ana: httpx.Client) -> None:
    _ok(bot.get("/installation/repositories"))
    _ok(bot.get("/rate_limit"))
    _ok(ana.get("/user"))
    _ok(bot.get("/users/ana"))


def _contents(bot: httpx.Client, here: str) -> None:
    _ok(bot.get(here))
    _ok(bot.get(f"{here}/branches"))
    _ok(bot.get(f"{here}/branches/main"))
    _ok(bot.get(f"{here}/readme"))
    _ok(bot.get(f"{here}/contents"))
    _ok(bot.get(f"{here}/contents/docs"))
    file = _ok(bot.get(f"{here}/contents/README.md"))
    for form in ("raw", "raw+json", "html"):
        _ok(bot.get(f"{here}/contents/README.md", headers={"Accept": f"application/vnd.github.{form}"}))
    _ok(bot.get(f"{here}/contents/docs", headers={"Accept": "application/vnd.github.object"}))
    change = {"message": "Change it", "content": base64.b64encode(README + b"- three\n").decode()}
    _ok(bot.put(f"{here}/contents/README.md", json=change | {"sha": file["sha"]}))
    _ok(bot.put(f"{here}/contents/new.md", json=change), 201)
    newest = _ok(bot.get(f"{here}/commits"))[0]["sha"]
    commit = bot.get(f"{here}/commits/{newest}")
    _ok(commit)
    _ok(bot.get(f"{here}/commits/{newest}", headers={"If-None-Match": commit.headers["etag"]}), 304)
    _ok(bot.get(f"{here}/commits/main", headers={"Accept": "application/vnd.github.sha"}))
    _ok(bot.get(f"{here}/compare/{newest}~1...main"))
    _ok(bot.get(f"{here}/collaborators/ana/permission"))


def _git(bot: httpx.Client, here: str) -> str:
    git = f"{here}/git"
    blob = _ok(bot.post(f"{git}/blobs", json={"content": "# List\n\n- one\n- six\n"}), 201)["sha"]
    _ok(bot.get(f"{git}/blobs/{blob}"))
    _ok(bot.get(f"{git}/blobs/{blob}", headers={"Accept": "application/vnd.github.raw+json"}))
    tip = _ok(bot.get(f"{git}/ref/heads/main"))["object"]["sha"]
    base = _ok(bot.get(f"{git}/commits/{tip}"))["tree"]["sha"]
    _ok(bot.get(f"{git}/trees/{base}"))
    _ok(bot.get(f"{git}/trees/main", params={"recursive": "1"}))
    entry = {"path": "README.md", "mode": "100644", "type": "blob", "sha": blob}
    tree = _ok(bot.post(f"{git}/trees", json={"base_tree": base, "tree": [entry]}), 201)["sha"]
    made = _ok(bot.post(f"{git}/commits", json={"message": "Six", "tree": tree, "parents": [tip]}), 201)["sha"]
    _ok(bot.post(f"{git}/refs", json={"ref": "refs/heads/six", "sha": tip}), 201)
    _ok(bot.patch(f"{git}/refs/heads/six", json={"sha": made}))
    _ok(bot.get(f"{git}/matching-refs/heads/s"))
    _ok(bot.post(f"{git}/refs", json={"ref": "refs/heads/gone", "sha": made}), 201)
    _ok(bot.delete(f"{git}/refs/heads/gone"), 204)
    return "six"


def _issues(bot: httpx.Client, here: str) -> None:
    issue = _ok(bot.post(f"{here}/issues", json={"title": "A paper", "body": "its link"}), 201)["number"]
    one = f"{here}/issues/{issue}"
    _ok(bot.get(one))
    _ok(bot.patch(one, json={"body": "another link", "labels": ["bug"]}))
    comment = _ok(bot.post(f"{one}/comments", json={"body": "Seen"}), 201)["id"]
    _ok(bot.get(f"{one}/comments"))
    _ok(bot.get(f"{here}/issues/comments/{comment}"))
    _ok(bot.patch(f"{here}/issues/comments/{comment}", json={"body": "Done"}))
    for status in (201, 200):
        thumb = _ok(bot.post(f"{here}/issues/comments/{comment}/reactions", json={"content": "eyes"}), status)["id"]
        made = _ok(bot.post(f"{one}/reactions", json={"content": "rocket"}), status)["id"]
    _ok(bot.get(f"{one}/reactions"))
    _ok(bot.get(f"{here}/issues/comments/{comment}/reactions", params={"content": "eyes"}))
    _ok(bot.delete(f"{here}/issues/comments/{comment}/reactions/{thumb}"), 204)
    _ok(bot.get(f"{here}/issues", params={"state": "all"}))
    _ok(bot.delete(f"{one}/reactions/{made}"), 204)
    _ok(bot.delete(f"{here}/issues/comments/{comment}"), 204)
    _ok(bot.post(f"{here}/labels", json={"name": "submission", "color": "0e8a16"}), 201)
    _ok(bot.get(f"{here}/labels"))
    _ok(bot.get(f"{here}/labels/submission"))
    _ok(bot.patch(f"{here}/labels/submission", json={"new_name": "paper", "description": "A paper"}))
    _ok(bot.post(f"{one}/labels", json={"labels": ["paper"]}))
    _ok(bot.put(f"{one}/labels", json={"labels": ["paper", "question"]}))
    _ok(bot.get(f"{one}/labels"))
    _ok(bot.delete(f"{one}/labels/question"))
    _ok(bot.patch(one, json={"state": "closed", "state_reason": "not_planned"}))
    _ok(bot.patch(one, json={"state": "open"}))


def _pulls(bot: httpx.Client, ana: httpx.Client, here: str, branch: str) -> None:
    asked = {"title": "Six", "head": branch, "base": "main", "body": "Closes #1"}
    pull = _ok(bot.post(f"{here}/pulls", json=asked), 201)["number"]
    one = f"{here}/pulls/{pull}"
    _ok(bot.post(f"{here}/issues/{pull}/labels", json={"labels": ["bug", "paper"]}))
    for _ in range(2):
        _ok(bot.get(one))
    _ok(bot.get(one, headers={"Accept": "application/vnd.github.diff"}))
    _ok(bot.get(f"{here}/pulls"))
    _ok(bot.get(f"{one}/commits"))
    _ok(bot.get(f"{one}/files"))
    _ok(bot.patch(one, json={"title": "Six of them"}))
    _ok(bot.delete(f"{here}/issues/{pull}/labels/bug"))
    _ok(bot.post(f"{here}/issues/{pull}/comments", json={"body": "Look"}), 201)
    _ok(bot.get(f"{here}/issues/{pull}"))
    _ok(bot.patch(one, json={"state": "closed"}))
    _ok(bot.patch(one, json={"state": "open"}))
    _ok(bot.patch(f"{here}/git/refs/heads/{branch}", json={"sha": _on_top(bot, here, branch)}))
    _ok(ana.put(f"{one}/merge", json={"merge_method": "squash"}))
    _ok(bot.get(one))
    _ok(bot.get(f"{one}/merge"), 204)


def _checks(tour: Tour, bot: httpx.Client, here: str) -> None:
    sha = tour.repo.push_file("README.md", README + b"- seven\n", branch="seven")
    tour.repo.open_pull("Seven", "seven")
    note = {"path": "README.md", "start_line": 5, "end_line": 5, "annotation_level": "warning", "message": "Seven?"}
    told = {"title": "Look", "summary": "One thing", "annotations": [note]}
    offer = {"label": "Mend it", "description": "Mend what is wrong", "identifier": "mend"}
    asked = {"name": "Paper list", "head_sha": sha, "status": "in_progress", "output": told, "actions": [offer]}
    run = _ok(bot.post(f"{here}/check-runs", json=asked), 201)
    one, suite = f"{here}/check-runs/{run['id']}", f"{here}/check-suites/{run['check_suite']['id']}"
    _ok(bot.patch(one, json={"conclusion": "neutral", "output": {"summary": "Done", "text": "All of it"}}))
    _ok(bot.get(one))
    _ok(bot.get(f"{one}/annotations"))
    _ok(bot.get(f"{here}/commits/{sha}/check-runs"))
    _ok(bot.get(f"{here}/commits/seven/check-suites"))
    _ok(bot.get(suite))
    _ok(bot.get(f"{suite}/check-runs"))
    _ok(bot.post(f"{one}/rerequest"), 201)
    _ok(bot.post(f"{suite}/rerequest"), 201)
    tour.repo.press(run["id"], "mend", by="ana")


def _reviews(tour: Tour, bot: httpx.Client, here: str) -> None:
    tour.repo.push_file("lines.md", b"one\ntwo\nthree\n", branch="lines")
    number = tour.repo.open_pull("Lines", "lines").number
    one = f"{here}/pulls/{number}"
    remarks = [
        {"path": "lines.md", "line": 2, "side": "RIGHT", "body": "Two?"},
        {"path": "lines.md", "start_line": 1, "line": 3, "body": "Three?"},
    ]
    review = _ok(bot.post(f"{one}/reviews", json={"event": "COMMENT", "body": "Look", "comments": remarks}))["id"]
    _ok(bot.get(f"{one}/reviews"))
    _ok(bot.get(f"{one}/reviews/{review}"))
    _ok(bot.put(f"{one}/reviews/{review}", json={"body": "Look again"}))
    first = _ok(bot.get(f"{one}/reviews/{review}/comments"))[0]["id"]
    said = {"body": "One?", "path": "lines.md", "line": 1, "commit_id": tour.repo.branches()["lines"]}
    _ok(bot.post(f"{one}/comments", json=said), 201)
    _ok(bot.post(f"{one}/comments/{first}/replies", json={"body": "Well"}), 201)
    own = f"{here}/pulls/comments/{first}"
    for status in (201, 200):
        look = _ok(bot.post(f"{own}/reactions", json={"content": "eyes"}), status)["id"]
    _ok(bot.get(f"{own}/reactions"))
    _ok(bot.delete(f"{own}/reactions/{look}"), 204)
    _ok(bot.patch(own, json={"body": "Two!"}))
    tour.repo.push_file("lines.md", b"one\nTWO\nthree\n", branch="lines")
    _ok(bot.get(own))
    _ok(bot.get(f"{one}/comments"))
    _ok(bot.get(f"{one}/reviews/{review}/comments"))
    _ok(bot.get(f"{here}/pulls/comments"))
    _ok(bot.delete(own), 204)


def _forks(tour: Tour, bot: httpx.Client, here: str) -> None:
    zoe = tour.client(tour.github.token_of("zoe"))
    fork = _ok(zoe.post(f"{here}/forks", json={}), 202)["full_name"]
    _ok(bot.get(f"/repos/{fork}"))
    _ok(bot.get(f"{here}/forks"))
    change = {"message": "Eight", "content": base64.b64encode(b"eight").decode(), "branch": "main"}
    _ok(zoe.put(f"/repos/{fork}/contents/eight.md", json=change), 201)
    asked = {"title": "Eight", "head": "zoe:main", "base": "main", "draft": True}
    number = _ok(zoe.post(f"{here}/pulls", json=asked), 201)["number"]
    tour.repo.mark_ready(number)
    tour.repo.convert_to_draft(number)
    tour.repo.mark_ready(number)
    _ok(zoe.patch(f"{here}/pulls/{number}", json={"maintainer_can_modify": True}))
    tour.repo.push_file("nine.md", b"nine")
    _ok(bot.put(f"{here}/pulls/{number}/update-branch"), 202)
    tour.repo.restrict_creations("ma*")
    tour.repo.protect_branch("main", checks=["build"], ruleset=True)
    assert len(_ok(bot.get(f"{here}/rules/branches/main"))) == 5
    tour.repo.restrict_creations()
    tour.repo.protect_branch("main", reviews=0, queue=True)
    tour.repo.merge_when_ready(number)


def _on_top(bot: httpx.Client, here: str, branch: str) -> str:
    tip = _ok(bot.get(f"{here}/git/ref/heads/{branch}"))["object"]["sha"]
    entry = {"path": "more.md", "mode": "100644", "type": "blob", "content": "more"}
    tree = _ok(bot.post(f"{here}/git/trees", json={"base_tree": tip, "tree": [entry]}), 201)["sha"]
    made: str = _ok(bot.post(f"{here}/git/commits", json={"message": "More", "tree": tree, "parents": [tip]}), 201)[
        "sha"
    ]
    return made


def _people(tour: Tour) -> None:
    """What people do, and no route tells of: issues and pull requests locked, issues deleted and moved, a branch
    renamed, the repository archived, the app installed elsewhere, and taken off."""
    issue = tour.repo.open_issue("Another paper", "link", by="visitor", labels=["bug"])
    tour.repo.comment(issue.number, "Hello", by="visitor")
    tour.repo.delete_issue(issue.number)
    there = tour.github.create_repo("ana/there", {"README.md": README})
    tour.github.install(tour.app, there)
    moved = tour.repo.open_issue("Yet another", "link", by="visitor", labels=["bug"])
    tour.repo.push_file("ten.md", b"ten", branch="ten")
    pull = tour.repo.open_pull("Ten", "ten")
    for number in (moved.number, pull.number):
        tour.repo.lock(number, reason="resolved")
        tour.repo.unlock(number)
    tour.repo.transfer_issue(moved.number, there)
    tour.repo.rename_branch("main", "trunk")
    tour.repo.archive()
    tour.repo.unarchive()
    other = tour.github.create_repo("bea/list", {"README.md": README})
    more = tour.github.create_repo("bea/more", {})
    installation = tour.github.install(tour.app, other)
    tour.github.install(tour.app, more)
    tour.github.uninstall(installation)


def _deliveries(tour: Tour) -> None:
    app = tour.client(tour.signed())
    config = _ok(app.get("/app/hook/config"))
    _ok(app.patch("/app/hook/config", json={"content_type": config["content_type"]}))
    newest = _ok(app.get("/app/hook/deliveries"))[0]["id"]
    _ok(app.get(f"/app/hook/deliveries/{newest}"))
    _ok(app.post(f"/app/hook/deliveries/{newest}/attempts"), 202)
    tour.github.wait_idle()
