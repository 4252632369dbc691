"""REST: pull requests."""

import re

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse

from bot.sandbox import deeds, differ, herald, shapes
from bot.sandbox.api.caller import (
    BodyDep,
    CallerDep,
    RepoDep,
    Routes,
    WorldDep,
    answer,
    find_issue,
    pages,
    required,
    text_field,
    wants,
)
from bot.sandbox.api.issues import change_state, sort
from bot.sandbox.state import Issue, Pull, Refused, Repo, World

routes = Routes(prefix="/repos/{owner}/{repo}")

#: Further files of a pull request are not listed.
_MOST_FILES = 3000
#: A diff as text has no more lines and files than these.
_MOST_DIFF_LINES = 20_000
_MOST_DIFF_FILES = 300


@routes.get("/pulls")
def list_pulls(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/pulls#list-pull-requests"""
    query = request.query_params
    state, head, base = query.get("state", "open"), query.get("head"), query.get("base")
    found = [
        issue
        for issue in repo.issues.values()
        if issue.pull
        and state in ("all", issue.state)
        and (not head or head.lower() == _label(world, repo, issue.pull).lower())
        and (not base or base == issue.pull.base_ref)
    ]
    return pages(request, sort(found, request), lambda issue: shapes.pull_request(world, repo, issue))


@routes.post("/pulls")
def create_pull(world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request"""
    who = caller.must(repo)
    # GitHub takes it for granted where nothing is said, and refuses those who may not say so.
    lends = body.get("maintainer_can_modify", True) is not False
    issue = deeds.open_pull(
        world,
        repo,
        required(body, "title"),
        text_field(body, "body"),
        required(body, "head"),
        required(body, "base"),
        who,
        draft=bool(body.get("draft")),
        maintainer_can_modify=lends,
        app=caller.app,
    )
    stats = herald.pull_stats(repo, _pull(repo, issue.number)[1])
    return answer(shapes.full_pull_request(world, repo, issue, None, stats), 201)


@routes.get("/pulls/{number}")
def get_pull(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request"""
    issue, pull = _pull(repo, number)
    if wants(request, "diff"):
        return PlainTextResponse(_diff(repo, pull))
    return answer(_full(world, repo, issue))


@routes.patch("/pulls/{number}")
def update_pull(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request"""
    issue, _ = _pull(repo, number)
    who = caller.must(repo, "read" if caller.login == issue.author else "write")
    deeds.edit_issue(
        world, repo, issue, who, title=text_field(body, "title"), body=text_field(body, "body", issue.body)
    )
    if isinstance(lends := body.get("maintainer_can_modify"), bool):
        deeds.lend(world, repo, issue, who, allowed=lends)
    change_state(world, repo, issue, body, who)
    return answer(_full(world, repo, issue))


@routes.get("/pulls/{number}/commits")
def list_pull_commits(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/pulls#list-commits-on-a-pull-request"""
    _, pull = _pull(repo, number)
    commits = repo.git.log(pull.head_sha, f"^{herald.merge_base(repo, pull)}", limit=250)[::-1]
    return pages(request, commits, lambda commit: shapes.commit(world, repo, commit))


@routes.get("/pulls/{number}/files")
def list_pull_files(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files"""
    _, pull = _pull(repo, number)
    changes = repo.git.changes(herald.merge_base(repo, pull), pull.head_sha)[:_MOST_FILES]
    return pages(
        request, list(differ.loadable(changes)), lambda change: shapes.file_change(world, repo, change, pull.head_sha)
    )


@routes.get("/pulls/{number}/merge")
def is_merged(number: int, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/pulls/pulls#check-if-a-pull-request-has-been-merged"""
    _, pull = _pull(repo, number)
    if pull.merged_at is None:
        raise Refused(404, "Not Found")
    return Response(status_code=204)


@routes.put("/pulls/{number}/merge")
def merge_pull(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request"""
    issue, _ = _pull(repo, number)
    who = caller.must(repo, "write")
    made = deeds.merge_pull(
        world,
        repo,
        issue,
        who,
        method=text_field(body, "merge_method") or "merge",
        title=text_field(body, "commit_title"),
        message=text_field(body, "commit_message"),
        sha=text_field(body, "sha"),
    )
    return answer({"sha": made, "merged": True, "message": "Pull Request successfully merged"})


@routes.put("/pulls/{number}/update-branch")
def update_branch(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request-branch"""
    issue, pull = _pull(repo, number)
    who = caller.must_push(world.head_repo(repo, pull), pull.head_ref)
    deeds.update_branch(world, repo, issue, who, expected=text_field(body, "expected_head_sha"))
    url = f"{shapes.repo_url(world, repo)}/pulls/{number}"
    return answer({"message": "Updating pull request branch.", "url": url}, 202)


def _label(world: World, repo: Repo, pull: Pull) -> str:
    return f"{world.head_repo(repo, pull).owner}:{pull.head_ref}"


def _diff(repo: Repo, pull: Pull) -> str:
    """The diff as text; GitHub refuses to give one that is too large."""
    text = repo.git.diff(herald.merge_base(repo, pull), pull.head_sha)
    sizes = (
        (text.count("\n"), _MOST_DIFF_LINES, "lines"),
        (len(re.findall(r"^diff --git ", text, re.MULTILINE)), _MOST_DIFF_FILES, "files"),
    )
    for size, most, what in sizes:
        if size > most:
            error = {"resource": "PullRequest", "field": "diff", "code": "too_large"}
            raise Refused(406, f"Sorry, the diff exceeded the maximum number of {what} ({most})", [error])
    return text


def _pull(repo: Repo, number: int) -> tuple[Issue, Pull]:
    issue = find_issue(repo, number)
    if issue.pull is None:
        raise Refused(404, "Not Found")
    return issue, issue.pull


def _full(world: World, repo: Repo, issue: Issue) -> dict[str, object]:
    if issue.pull is None:
        raise Refused(404, "Not Found")
    stats = herald.pull_stats(repo, issue.pull)
    return shapes.full_pull_request(world, repo, issue, deeds.try_merge(world, repo, issue), stats)
