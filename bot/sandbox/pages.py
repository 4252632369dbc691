"""Plain pages for people: look at the list, its issues and pull requests, and act as its maintainer or a visitor.

Server-rendered, without scripts. A page acts as the repository's owner ("maintainer") or as the account `visitor`;
a cookie holds which.
"""

from typing import Annotated, Any
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, select_autoescape

from bot.sandbox import deeds, herald, markdown
from bot.sandbox.api.repos import readme
from bot.sandbox.state import Issue, Refused, Repo, World

routes = APIRouter(include_in_schema=False)

VISITOR = "visitor"
ROLES = ("visitor", "maintainer")
#: The pages need no script and load nothing from elsewhere, so neither does what strangers write into them.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

_TEMPLATES = Environment(
    loader=PackageLoader("bot.sandbox"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


def the_world(request: Request) -> World:
    """Give a page the world that it shows."""
    world: World = request.app.state.world
    return world


def the_repo(owner: str, name: str, world: Annotated[World, Depends(the_world)]) -> Repo:
    """Find the repository of an address."""
    found = world.repo(owner, name)
    if found is None:
        raise Refused(404, "Not Found")
    return found


async def the_form(request: Request) -> dict[str, str]:
    """Read a form that one of these pages sent; a form of another site is refused."""
    world: World = request.app.state.world
    origin = request.headers.get("origin")
    if origin not in (None, world.origin):
        raise Refused(403, "This form was sent from another site.")
    sent = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in sent.items()}


WorldDep = Annotated[World, Depends(the_world)]
RepoDep = Annotated[Repo, Depends(the_repo)]
FormDep = Annotated[dict[str, str], Depends(the_form)]


@routes.get("/")
def home(request: Request, world: WorldDep) -> Response:
    """Show the repositories."""
    with world.lock:
        return _page(request, "home.html", repos=list(world.repos.values()))


@routes.post("/act-as")
def act_as(request: Request, form: FormDep) -> Response:
    """Choose as whom the pages act."""
    back = form.get("back", "/")
    answer = _go(back if back.startswith("/") and not back.startswith("//") else "/")
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
    return _page(request, "repo.html", repo=repo, entry=entry, readme=rendered)


@routes.get("/{owner}/{name}/blob/{branch}/{path:path}")
def show_file(branch: str, path: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show a file's lines; `#L12` leads to the twelfth."""
    lines = _read(world, repo, branch, path).decode("utf-8", "replace").splitlines()
    return _page(request, "blob.html", repo=repo, path=path, branch=branch, lines=lines)


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
    return _page(request, "new_issue.html", repo=repo, title=query.get("title", ""), body=query.get("body", ""))


@routes.post("/{owner}/{name}/issues")
def create_issue(request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Open an issue."""
    try:
        issue = deeds.open_issue(world, repo, form.get("title", ""), form.get("body", ""), _login(request, repo))
    except Refused as refused:
        shown = {"title": form.get("title", ""), "body": form.get("body", "")}
        return _page(request, "new_issue.html", refused.status, repo=repo, error=_reason(refused), **shown)
    return _go(_path(repo, issue))


@routes.get("/{owner}/{name}/issues/{number}")
def show_issue(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show an issue and its conversation."""
    issue = _find(world, repo, number)
    if issue.pull:
        return _go(_path(repo, issue))
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
        return _go(_path(repo, issue))
    return _conversation(request, world, repo, issue)


@routes.post("/{owner}/{name}/issues/{number}/comments/{comment}/{deed}")
def act_on_comment(
    number: int, comment: int, deed: str, request: Request, world: WorldDep, repo: RepoDep, form: FormDep
) -> Response:
    """Edit or delete a comment: its author may, and the maintainer."""
    with world.lock:
        issue, who = _find(world, repo, number), _login(request, repo)
        known = next((one for one in issue.comments if one.id == comment), None)
        if known is None or deed not in ("edit", "delete"):
            raise Refused(404, "Not Found")
        if who not in (repo.owner, known.author):
            raise Refused(403, f"Only a maintainer may {deed} this. You are acting as a visitor.")
        if deed == "edit":
            deeds.edit_comment(world, repo, issue, known, form.get("body", ""), who)
        else:
            deeds.delete_comment(world, repo, issue, known, who)
    return _go(_path(repo, issue))


@routes.post("/{owner}/{name}/issues/{number}/{deed}")
def act(number: int, deed: str, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Comment, edit, close, reopen or merge."""
    with world.lock:
        issue, who = _find(world, repo, number), _login(request, repo)
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
    return _go(_path(repo, issue))


def error_page(request: Request, refused: Refused) -> Response:
    """Say in a page what was refused."""
    return _page(request, "error.html", refused.status, message=_reason(refused))


def _list(request: Request, world: World, repo: Repo, *, pulls: bool) -> Response:
    state = request.query_params.get("state", "open")
    with world.lock:
        found = [issue for issue in repo.issues.values() if bool(issue.pull) == pulls]
    counts = {word: sum(issue.state == word for issue in found) for word in ("open", "closed")}
    shown = sorted((i for i in found if i.state == state), key=lambda i: -i.number)
    return _page(request, "issues.html", repo=repo, issues=shown, pulls=pulls, state=state, counts=counts)


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
    return _page(request, "issue.html", repo=repo, **facts)


def _page(request: Request, template: str, status: int = 200, **facts: Any) -> Response:
    role = _role(request)
    repo = facts.get("repo")
    login = _login(request, repo) if isinstance(repo, Repo) else None

    def rendered(text: str | None) -> str:
        return markdown.render_comment(text, repo.full_name if isinstance(repo, Repo) else "")

    page = _TEMPLATES.get_template(template).render(
        role=role, login=login, here=request.url.path, render=rendered, quote=quote, **facts
    )
    return HTMLResponse(page, status, HEADERS)


def _go(address: str) -> Response:
    return RedirectResponse(address, 303)


def _role(request: Request) -> str:
    role = request.cookies.get("role", VISITOR)
    return role if role in ROLES else VISITOR


def _login(request: Request, repo: Repo) -> str:
    return repo.owner if _role(request) == "maintainer" else VISITOR


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


def _reason(refused: Refused) -> str:
    first = refused.errors[0] if refused.errors else None
    if isinstance(first, dict):
        return first.get("message") or f"{first.get('field', 'something')} is missing or not valid"
    return refused.message
