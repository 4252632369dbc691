"""The pages of a pull request: conversation, commits, files changed."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from bot.sandbox import deeds, herald, protection
from bot.sandbox.pages.frame import RepoDep, WorldDep, acting_login, go, page
from bot.sandbox.pages.issues import address, conversation, find
from bot.sandbox.pages.repository import diffs
from bot.sandbox.pages.reviews import notes_elsewhere, remarks_of, review_facts, reviewed
from bot.sandbox.state import Issue, Pull, Refused, Repo, World

routes = APIRouter(include_in_schema=False)

#: A change of so few rows is shown under the conversation too.
_SMALL = 40


@routes.get("/{owner}/{name}/pull/{number}.diff")
def show_diff(number: int, world: WorldDep, repo: RepoDep) -> Response:
    """Give a pull request's diff as text."""
    _, pull = _find(world, repo, number)
    with world.lock:
        return PlainTextResponse(repo.git.diff(herald.merge_base(repo, pull), pull.head_sha))


@routes.get("/{owner}/{name}/pull/{number}")
def show_pull(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show a pull request's conversation, and its change where that is small."""
    issue = find(world, repo, number)
    if issue.pull is None:
        return go(address(repo, issue))
    with world.lock:
        facts = _facts(world, repo, issue, issue.pull)
        facts |= review_facts(request, world, repo, issue)
        facts["mergeable"] = deeds.mergeable(repo, issue)
        facts["behind"] = protection.behind(repo, issue.pull)
        facts["blocked"] = protection.hindrance(repo, issue.pull, acting_login(request, repo))
        shown = conversation(world, repo, issue, reviewed(repo, issue))
        head = world.head_repo(repo, issue.pull)
        facts["branch_stands"] = head.git.ref(f"refs/heads/{issue.pull.head_ref}") is not None
    facts["small"] = sum(len(file.rows) for file in facts["files"]) <= _SMALL
    return page(request, "pull.html", repo=repo, tab="pulls", **shown, **facts)


@routes.get("/{owner}/{name}/pull/{number}/commits")
def show_commits(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """List the commits of a pull request, the eldest first."""
    issue, pull = _find(world, repo, number)
    with world.lock:
        facts = _facts(world, repo, issue, pull)
    return page(request, "pull_commits.html", repo=repo, tab="pulls", issue=issue, **facts)


@routes.get("/{owner}/{name}/pull/{number}/files")
def show_files(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show what a pull request changes, file by file."""
    issue, pull = _find(world, repo, number)
    with world.lock:
        facts = _facts(world, repo, issue, pull) | review_facts(request, world, repo, issue)
        facts["remarks"] = remarks_of(repo, issue)
        facts["elsewhere"] = notes_elsewhere(repo, issue, facts["files"])
    return page(request, "pull_files.html", repo=repo, tab="pulls", issue=issue, **facts)


def _find(world: World, repo: Repo, number: int) -> tuple[Issue, Pull]:
    issue = find(world, repo, number)
    if issue.pull is None:
        raise Refused(404, f"#{number} is an issue, not a pull request.")
    return issue, issue.pull


def _facts(world: World, repo: Repo, issue: Issue, pull: Pull) -> dict[str, Any]:
    base = herald.merge_base(repo, pull)
    files = diffs(repo, base, pull.head_sha)
    return {
        "pull": pull,
        "head_repo": world.head_repo(repo, pull),
        "address": address(repo, issue),
        "commits": repo.git.log(pull.head_sha, f"^{base}")[::-1],
        "files": files,
        "additions": sum(file.change.additions for file in files),
        "deletions": sum(file.change.deletions for file in files),
    }
