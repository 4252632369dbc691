"""Pages for people: look at lists, issues and pull requests, and act as a maintainer or a visitor.

Server-rendered, without scripts. A page acts as the repository's owner ("maintainer") or as the account `visitor`;
a cookie holds which.

Other routers stand beside these pages, in the same frame and look:

```python
routes = APIRouter()


@routes.get("/")
def first(request: Request) -> Response:
    return page(request, "first.html", steps=steps)  # {% extends "base.html" %} {% block main %}...


Sandbox(routes=[routes], templates=[Path("folder/with/first.html")])
```

They are asked before the sandbox's own pages, so an address can be taken over; their templates go before those of the
same name here. Forms come in through `FormDep`, which refuses other sites; `style.css` names the parts to build with.
"""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from bot.sandbox import deeds, herald, markdown
from bot.sandbox.api.repos import readme
from bot.sandbox.pages.frame import (
    HEADERS,
    ROLES,
    VISITOR,
    Form,
    FormDep,
    RepoDep,
    WorldDep,
    acting_login,
    acting_role,
    environment,
    go,
    only_maintainer,
    page,
    reason,
)
from bot.sandbox.state import Issue, Refused, Repo, World

__all__ = [
    "HEADERS",
    "Form",
    "FormDep",
    "RepoDep",
    "WorldDep",
    "acting_login",
    "acting_role",
    "environment",
    "error_page",
    "go",
    "only_maintainer",
    "page",
    "reason",
    "routes",
]

routes = APIRouter(include_in_schema=False)


@routes.get("/")
def home(request: Request, world: WorldDep) -> Response:
    """Show the repositories."""
    with world.lock:
        return page(request, "home.html", repos=list(world.repos.values()))


@routes.post("/act-as")
def act_as(request: Request, form: FormDep) -> Response:
    """Choose as whom the pages act."""
    back = form.get("back", "/")
    answer = go(back if back.startswith("/") and not back.startswith("//") else "/")
    role = form.get("role", VISITOR)
    answer.set_cookie("role", role if role in ROLES else VISITOR, samesite="strict", httponly=True)
    return answer


@routes.get("/{owner}/{name}")
def show_repo(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show a repository's README."""
    with world.lock:
        tip = repo.git.resolve(repo.default_branch)
        entry = readme(repo, tip) if tip else None
        text = repo.git.read_blob(entry.sha).decode("utf-8", "replace") if entry else ""
    rendered = markdown.render(text, repo.full_name)
    return page(request, "repo.html", repo=repo, entry=entry, readme=rendered)


@routes.get("/{owner}/{name}/blob/{branch}/{path:path}")
def show_file(branch: str, path: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show a file's lines; `#L12` leads to the twelfth."""
    lines = _read(world, repo, branch, path).decode("utf-8", "replace").splitlines()
    return page(request, "blob.html", repo=repo, path=path, branch=branch, lines=lines)


@routes.get("/{owner}/{name}/raw/{branch}/{path:path}")
def raw_file(branch: str, path: str, world: WorldDep, repo: RepoDep) -> Response:
    """Give a file's bytes, as plain text whatever is in it."""
    return Response(_read(world, repo, branch, path), media_type="text/plain; charset=utf-8", headers=HEADERS)


@routes.get("/{owner}/{name}/issues")
def list_issues(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """List the issues."""
    return _list(request, world, repo, pulls=False)


@routes.get("/{owner}/{name}/pulls")
def list_pulls(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """List the pull requests."""
    return _list(request, world, repo, pulls=True)


@routes.get("/{owner}/{name}/issues/new")
def new_issue(request: Request, repo: RepoDep) -> Response:
    """Show the form for an issue; the query may fill it in."""
    query = request.query_params
    return page(request, "new_issue.html", repo=repo, title=query.get("title", ""), body=query.get("body", ""))


@routes.post("/{owner}/{name}/issues")
def create_issue(request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Open an issue."""
    try:
        issue = deeds.open_issue(world, repo, form.get("title", ""), form.get("body", ""), acting_login(request, repo))
    except Refused as refused:
        shown = {"title": form.get("title", ""), "body": form.get("body", "")}
        return page(request, "new_issue.html", refused.status, repo=repo, error=reason(refused), **shown)
    return go(_path(repo, issue))


@routes.get("/{owner}/{name}/issues/{number}")
def show_issue(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show an issue and its conversation."""
    issue = _find(world, repo, number)
    if issue.pull:
        return go(_path(repo, issue))
    return _conversation(request, world, repo, issue)


@routes.get("/{owner}/{name}/pull/{number}.diff")
def show_diff(number: int, world: WorldDep, repo: RepoDep) -> Response:
    """Give a pull request's diff as text."""
    issue = _find(world, repo, number)
    if issue.pull is None:
        raise Refused(404, "Not Found")
    with world.lock:
        return PlainTextResponse(repo.git.diff(herald.merge_base(repo, issue.pull), issue.pull.head_sha))


@routes.get("/{owner}/{name}/pull/{number}")
def show_pull(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show a pull request, its conversation and its diff."""
    issue = _find(world, repo, number)
    if issue.pull is None:
        return go(_path(repo, issue))
    return _conversation(request, world, repo, issue)


@routes.post("/{owner}/{name}/issues/{number}/comments/{comment}/{deed}")
def act_on_comment(
    number: int, comment: int, deed: str, request: Request, world: WorldDep, repo: RepoDep, form: FormDep
) -> Response:
    """Edit or delete a comment: its author may, and the maintainer."""
    with world.lock:
        issue, who = _find(world, repo, number), acting_login(request, repo)
        known = next((one for one in issue.comments if one.id == comment), None)
        if known is None or deed not in ("edit", "delete"):
            raise Refused(404, "Not Found")
        if who not in (repo.owner, known.author):
            raise Refused(403, f"Only a maintainer may {deed} this. You are acting as a visitor.")
        if deed == "edit":
            deeds.edit_comment(world, repo, issue, known, form.get("body", ""), who)
        else:
            deeds.delete_comment(world, repo, issue, known, who)
    return go(_path(repo, issue))


@routes.post("/{owner}/{name}/issues/{number}/{deed}")
def act(number: int, deed: str, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Comment, edit, close, reopen or merge."""
    with world.lock:
        issue, who = _find(world, repo, number), acting_login(request, repo)
        mine = who in (repo.owner, issue.author)
        if deed == "comment":
            deeds.add_comment(world, repo, issue, form.get("body", ""), who)
        elif deed == "edit" and mine:
            deeds.edit_issue(world, repo, issue, who, title=form.get("title"), body=form.get("body"))
        elif deed == "close" and mine:
            deeds.close_issue(world, repo, issue, who)
        elif deed == "reopen" and mine:
            deeds.reopen_issue(world, repo, issue, who)
        elif deed == "merge" and who == repo.owner:
            deeds.merge_pull(world, repo, issue, who)
        elif deed in ("edit", "close", "reopen", "merge"):
            raise Refused(403, f"Only a maintainer may {deed} this. You are acting as a visitor.")
        else:
            raise Refused(404, "Not Found")
    return go(_path(repo, issue))


def error_page(request: Request, refused: Refused) -> Response:
    """Say in a page what was refused."""
    return page(request, "error.html", refused.status, message=reason(refused))


def _list(request: Request, world: World, repo: Repo, *, pulls: bool) -> Response:
    state = request.query_params.get("state", "open")
    with world.lock:
        found = [issue for issue in repo.issues.values() if bool(issue.pull) == pulls]
    counts = {word: sum(issue.state == word for issue in found) for word in ("open", "closed")}
    shown = sorted((i for i in found if i.state == state), key=lambda i: -i.number)
    return page(request, "issues.html", repo=repo, issues=shown, pulls=pulls, state=state, counts=counts)


def _conversation(request: Request, world: World, repo: Repo, issue: Issue) -> Response:
    diff, mergeable = "", None
    with world.lock:
        if issue.pull:
            diff = repo.git.diff(herald.merge_base(repo, issue.pull), issue.pull.head_sha)
            mergeable = deeds.mergeable(repo, issue)
        labels = [repo.labels[name.lower()] for name in issue.labels]
        comments = list(issue.comments)
    lines = [(_kind(line), line) for line in diff.splitlines()]
    facts: dict[str, Any] = {
        "issue": issue,
        "labels": labels,
        "comments": comments,
        "mergeable": mergeable,
        "diff": lines,
    }
    return page(request, "issue.html", repo=repo, **facts)


def _find(world: World, repo: Repo, number: int) -> Issue:
    with world.lock:
        issue = repo.issues.get(number)
    if issue is None:
        raise Refused(404, "Not Found")
    return issue


def _read(world: World, repo: Repo, branch: str, path: str) -> bytes:
    with world.lock:
        tip = repo.git.resolve(branch)
        entry = repo.git.file(tip, path) if tip else None
        if entry is None or entry.kind != "blob":
            raise Refused(404, "Not Found")
        return repo.git.read_blob(entry.sha)


def _path(repo: Repo, issue: Issue) -> str:
    return f"/{repo.full_name}/{'pull' if issue.pull else 'issues'}/{issue.number}"


def _kind(line: str) -> str:
    if line.startswith(("diff ", "index ", "--- ", "+++ ")):
        return "file"
    return {"+": "add", "-": "del", "@": "hunk"}.get(line[:1], "same")
