"""The pages of issues: lists, conversations, and what people do in them. Pull requests share most of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from bot.sandbox import deeds, mergequeue, shapes
from bot.sandbox.pages.frame import FormDep, RepoDep, WorldDep, acting_login, go, page
from bot.sandbox.state import Issue, Reaction, Refused, Repo, World
from bot.sandbox.text import closes

routes = APIRouter(include_in_schema=False)

#: The reactions with their pictures: https://docs.github.com/en/rest/reactions/reactions#about-reactions
REACTIONS = dict(zip(shapes.REACTIONS, ["👍", "👎", "😄", "🎉", "😕", "❤️", "🚀", "👀"], strict=True))
_ISSUES_A_PAGE = 25


@dataclass(frozen=True)
class Happening:
    """Something in a conversation that is no comment: `deed` is closed, merged or reopened."""

    at: datetime
    by: str
    deed: str
    detail: str = ""


@routes.get("/{owner}/{name}/issues")
def list_issues(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """List the issues."""
    return _list(request, world, repo, pulls=False)


@routes.get("/{owner}/{name}/pulls")
def list_pulls(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """List the pull requests."""
    return _list(request, world, repo, pulls=True)


@routes.get("/{owner}/{name}/issues/{number}")
def show_issue(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show an issue and its conversation."""
    issue = find(world, repo, number)
    if issue.pull:
        return go(address(repo, issue))
    return page(request, "issue.html", repo=repo, tab="issues", **conversation(world, repo, issue))


@routes.post("/{owner}/{name}/issues/{number}/comments/{comment}/{deed}")
def act_on_comment(
    number: int, comment: int, deed: str, request: Request, world: WorldDep, repo: RepoDep, form: FormDep
) -> Response:
    """Edit or delete a comment (its author may, and the maintainer), or react to it."""
    with world.lock:
        issue, who = find(world, repo, number), acting_login(request, repo)
        known = next((one for one in issue.comments if one.id == comment), None)
        if known is None or deed not in ("edit", "delete", "react"):
            raise Refused(404, "There is no such comment here.")
        if deed == "react":
            _toggle(world, known.reactions, form.get("content"), who)
        elif who not in (repo.owner, known.author):
            raise Refused(403, f"Only a maintainer may {deed} this. You are acting as a visitor.")
        elif deed == "edit":
            deeds.edit_comment(world, repo, issue, known, form.get("body"), who)
        else:
            deeds.delete_comment(world, repo, issue, known, who)
            return go(address(repo, issue))
    return go(f"{address(repo, issue)}#issuecomment-{comment}")


@routes.post("/{owner}/{name}/issues/{number}/{deed}")
def act(number: int, deed: str, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Comment, react, edit, label, lock, close, reopen, merge, queue, delete or restore the branch."""
    with world.lock:
        issue, who = find(world, repo, number), acting_login(request, repo)
        if deed == "comment":
            if issue.locked and not repo.may_write(who):
                raise Refused(403, "This conversation is locked: only maintainers may comment.")
            made = deeds.add_comment(world, repo, issue, form.get("body"), who)
            return go(f"{address(repo, issue)}#issuecomment-{made.id}")
        if deed == "react":
            _toggle(world, issue.reactions, form.get("content"), who)
        elif deed in _AUTHORS_DEEDS | _MAINTAINERS_DEEDS:
            if who != repo.owner and (deed in _MAINTAINERS_DEEDS or who != issue.author):
                what = deed.replace("-", " the ")
                raise Refused(403, f"Only a maintainer may {what} this. You are acting as a visitor.")
            _change(world, repo, issue, deed, form, who)
        else:
            raise Refused(404, "There is no such page.")
    return go(address(repo, issue))


_AUTHORS_DEEDS = {"edit", "close", "reopen", "ready", "draft"}
_MAINTAINERS_DEEDS = {"lock", "unlock", "merge", "queue", "unqueue", "labels", "delete-branch", "restore-branch"}


def _change(world: World, repo: Repo, issue: Issue, deed: str, form: FormDep, who: str) -> None:
    pull = issue.pull
    if deed == "edit":
        title = form.get("title") if "title" in form else None
        deeds.edit_issue(world, repo, issue, who, title=title, body=form.get("body") if "body" in form else None)
    elif deed == "close":
        chosen = "not_planned" if form.get("reason") == "not_planned" else "completed"
        deeds.close_issue(world, repo, issue, who, reason=None if pull else chosen)
    elif deed == "reopen":
        deeds.reopen_issue(world, repo, issue, who)
    elif deed == "labels":
        deeds.set_labels(world, repo, issue, [name for name in form.all("label") if name.lower() in repo.labels], who)
    elif deed in ("lock", "unlock"):
        deeds.lock(world, repo, issue, who, locked=deed == "lock")
    elif pull is None:
        raise Refused(404, "This is no pull request.")
    elif deed in ("ready", "draft"):
        deeds.set_draft(world, repo, issue, who, draft=deed == "draft")
    elif deed == "merge":
        deeds.merge_pull(world, repo, issue, who, method=form.get("method", "merge"))
    elif deed == "queue":
        deeds.merge_when_ready(world, repo, issue, who)
    elif deed == "unqueue":
        mergequeue.leave(world, repo, issue, who, "MANUAL")
    elif issue.state == "open":
        raise Refused(422, "The branch of an open pull request stays.")
    elif deed == "delete-branch":
        deeds.delete_ref(world, world.head_repo(repo, pull), f"refs/heads/{pull.head_ref}", who)
    else:
        deeds.create_ref(world, world.head_repo(repo, pull), f"refs/heads/{pull.head_ref}", pull.head_sha, who)


def _toggle(world: World, reactions: list[Reaction], content: str, who: str) -> None:
    """Add a reaction, or take it back where it stands already: GitHub's button does both."""
    if not deeds.unreact(world, reactions, content, who):
        deeds.react(world, reactions, content, who)


def _list(request: Request, world: World, repo: Repo, *, pulls: bool) -> Response:
    state = "closed" if request.query_params.get("state") == "closed" else "open"
    label = request.query_params.get("label", "")
    with world.lock:
        found = [issue for issue in repo.issues.values() if bool(issue.pull) == pulls]
        known = dict(repo.labels)
    if label:
        found = [issue for issue in found if label.lower() in (name.lower() for name in issue.labels)]
    counts = {word: sum(issue.state == word for issue in found) for word in ("open", "closed")}
    shown = sorted((i for i in found if i.state == state), key=lambda i: -i.number)
    at = request.query_params.get("page", "1")
    number = max(1, int(at)) if at.isascii() and at.isdigit() and len(at) < 6 else 1
    pages = max(1, -(-len(shown) // _ISSUES_A_PAGE))

    def query(**changes: object) -> str:
        said = {"state": state, "label": label} | changes
        return "?" + urlencode({key: value for key, value in said.items() if value})

    facts: dict[str, Any] = {
        "issues": shown[(number - 1) * _ISSUES_A_PAGE : number * _ISSUES_A_PAGE],
        "pulls": pulls,
        "state": state,
        "label": label,
        "counts": counts,
        "known": known,
        "number": number,
        "pages": pages,
        "query": query,
    }
    return page(request, "issues.html", repo=repo, tab="pulls" if pulls else "issues", **facts)


def find(world: World, repo: Repo, number: int) -> Issue:
    """Return an issue or pull request by its number."""
    with world.lock:
        issue = repo.issues.get(number)
    if issue is None:
        raise Refused(404, f"There is no issue or pull request #{number} in {repo.full_name}.")
    return issue


def address(repo: Repo, issue: Issue) -> str:
    """Return the address of an issue's or pull request's page."""
    return f"/{repo.full_name}/{'pull' if issue.pull else 'issues'}/{issue.number}"


def conversation(world: World, repo: Repo, issue: Issue, more: Sequence[tuple[datetime, Any]] = ()) -> dict[str, Any]:
    """Return what the template of a conversation shows: comments, what happened, and `more` items with their times."""
    with world.lock:
        items: list[tuple[datetime, Any]] = [(comment.created_at, comment) for comment in issue.comments]
        items += [(happening.at, happening) for happening in _happenings(issue)]
        items += more
        linked = [other for other in repo.issues.values() if _closes(repo, other, issue)]
        closing = [repo.issues[n] for n in closes(issue.body, repo.full_name) if n in repo.issues] if issue.pull else []
        return {
            "issue": issue,
            "labels": [repo.labels[name.lower()] for name in issue.labels],
            "all_labels": sorted(repo.labels.values(), key=lambda label: label.name.lower()),
            "items": [item for _, item in sorted(items, key=lambda pair: pair[0])],
            "linked": [other for other in linked if not issue.pull],
            "closing": [other for other in closing if other is not issue and not other.pull],
            "reactions": REACTIONS,
            "association": lambda login: shapes.association(repo, login),
            "bot": lambda login: login.endswith("[bot]"),
        }


def _closes(repo: Repo, other: Issue, issue: Issue) -> bool:
    # Most bodies do not name the issue at all, and reading Markdown takes its time.
    named = other.pull is not None and f"#{issue.number}" in (other.body or "")
    return named and issue.number in closes(other.body, repo.full_name)


def _happenings(issue: Issue) -> list[Happening]:
    """What the conversation's state tells of its past: how it ended, if it has."""
    if issue.closed_at is None:
        return []
    by = issue.closed_by or issue.author
    if issue.pull and issue.pull.merged_at:
        return [Happening(issue.closed_at, by, "merged", (issue.pull.merge_commit_sha or "")[:7])]
    return [Happening(issue.closed_at, by, "closed", issue.state_reason or "")]
