"""A repository's pages: its README and files, its commits, its labels."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from bot.sandbox import deeds, differ, forks, markdown, shapes
from bot.sandbox.api.repos import readme
from bot.sandbox.forms import FOLDER, BrokenTemplate
from bot.sandbox.git import EMPTY_TREE, GitError, TreeEntry
from bot.sandbox.pages.frame import (
    HEADERS,
    FormDep,
    RepoDep,
    WorldDep,
    acting_login,
    go,
    only_maintainer,
    page,
    reason,
    templates_of,
)
from bot.sandbox.state import Refused, Repo

routes = APIRouter(include_in_schema=False)

_PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "bmp": "image/bmp",
}
_COMMITS_A_PAGE = 35
_MOST_LINES = 20_000


@routes.get("/{owner}/{name}")
def show_repo(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show a repository's files and its README."""
    with world.lock:
        tip = repo.git.resolve(repo.default_branch)
        entry = readme(repo, tip) if tip else None
        text = repo.git.read_blob(entry.sha).decode("utf-8", "replace") if entry else ""
        listed = _folder(repo, tip, "") if tip else []
        last = repo.git.commit(tip) if tip else None
        branches = [name.removeprefix("refs/heads/") for name in repo.git.refs("refs/heads/")]
    rendered = _rendered(repo, repo.default_branch, entry.path, text) if entry else ""
    facts: dict[str, Any] = {"entry": entry, "readme": rendered, "listed": listed, "last": last, "branches": branches}
    facts["parent"] = world.repos[repo.parent] if repo.parent is not None else None
    facts["may_fork"] = tip is not None and acting_login(request, repo) != repo.owner
    return page(request, "repo.html", repo=repo, tab="code", branch=repo.default_branch, **facts)


@routes.post("/{owner}/{name}/fork")
def fork(request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Fork a repository to one's own account."""
    return go(f"/{forks.make(world, repo, acting_login(request, repo)).full_name}")


@routes.get("/{owner}/{name}/blob/{place:path}")
@routes.get("/{owner}/{name}/tree/{place:path}")
def show_file(place: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show a folder's files, or a file's lines; `#L12` leads to the twelfth. Markdown is rendered without `?plain=1`.

    https://docs.github.com/en/repositories/working-with-files/using-files/working-with-non-code-files#rendering-prose-documents
    """
    with world.lock:
        branch, commit, path = place_of(repo, place)
        entry = repo.git.file(commit, path) if path else None
        if not path or (entry and entry.kind == "tree"):
            facts: dict[str, Any] = {"listed": _folder(repo, commit, path), "path": path, "branch": branch}
            return page(request, "folder.html", repo=repo, tab="code", **facts)
        if entry is None or entry.kind != "blob":
            raise Refused(404, f"There is no file {path} on {branch}.")
        data = repo.git.read_blob(entry.sha)
        broken = _broken(repo, path)
    facts = {"path": path, "branch": branch, "size": len(data), "lines": None, "rendered": None, "broken": broken}
    facts["on_branch"] = repo.git.ref(f"refs/heads/{branch}") is not None
    facts["markdown"] = path.lower().endswith((".md", ".markdown"))
    if _type(path):
        facts["picture"] = True
    elif b"\0" not in data[:8000]:
        text = data.decode("utf-8", "replace")
        if facts["markdown"] and not request.query_params.get("plain"):
            facts["rendered"] = _rendered(repo, branch, path, text)
        lines = text.replace("\r\n", "\n").split("\n")
        facts["lines"] = lines[:-1] if lines[-1] == "" else lines
    return page(request, "blob.html", repo=repo, tab="code", most=_MOST_LINES, **{"picture": False, **facts})


@routes.get("/{owner}/{name}/raw/{place:path}")
def raw_file(place: str, world: WorldDep, repo: RepoDep) -> Response:
    """Give a file's bytes: a picture as such, all else as plain text, whatever is in it."""
    with world.lock:
        branch, commit, path = place_of(repo, place)
        entry = repo.git.file(commit, path) if path else None
        if entry is None or entry.kind != "blob":
            raise Refused(404, f"There is no file {path} on {branch}.")
        data = repo.git.read_blob(entry.sha)
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return Response(data, media_type=_type(path) or "text/plain; charset=utf-8", headers=HEADERS | policy)


@routes.get("/{owner}/{name}/commits")
@routes.get("/{owner}/{name}/commits/{branch:path}")
def list_commits(request: Request, world: WorldDep, repo: RepoDep, branch: str = "") -> Response:
    """List the commits of a branch, the newest first."""
    name = branch or repo.default_branch
    with world.lock:
        tip = repo.git.resolve(name)
        if tip is None and branch:
            raise Refused(404, f"There is no branch {name}.")
        start = request.query_params.get("after", tip or "")
        if start and (repo.git.kind(start) != "commit" or len(start) != 40):
            raise Refused(404, f"There is no commit {start}.")
        commits = repo.git.log(start, limit=_COMMITS_A_PAGE + 1) if start else []
        branches = [known.removeprefix("refs/heads/") for known in repo.git.refs("refs/heads/")]
    further = commits[_COMMITS_A_PAGE].sha if len(commits) > _COMMITS_A_PAGE else ""
    facts = {"commits": commits[:_COMMITS_A_PAGE], "branch": name, "branches": branches, "further": further}
    return page(request, "commits.html", repo=repo, tab="commits", **facts)


@routes.get("/{owner}/{name}/commit/{sha}")
def show_commit(sha: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show a commit's message and what it changed, compared with its first parent."""
    with world.lock:
        found = repo.git.resolve(sha) if sha.isalnum() else None
        if found is None:
            raise Refused(404, f"There is no commit {sha}.")
        commit = repo.git.commit(found)
        files = diffs(repo, commit.parents[0] if commit.parents else EMPTY_TREE, commit.sha)
        signed = shapes.verification(commit)["verified"]
    return page(request, "commit.html", repo=repo, tab="commits", commit=commit, files=files, signed=signed)


@routes.get("/{owner}/{name}/labels")
def list_labels(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """List the labels with how many open issues and pull requests bear each."""
    return _labels(request, world, repo)


@routes.post("/{owner}/{name}/labels")
def create_label(request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Make a label."""
    only_maintainer(request, "make labels")
    color = form.get("color").strip().removeprefix("#")
    try:
        deeds.create_label(world, repo, form.get("name").strip(), color, form.get("description").strip() or None)
    except Refused as refused:
        typed = {name: form.get(name) for name in ("name", "color", "description")}
        return _labels(request, world, repo, refused.status, error=reason(refused), typed=typed)
    return go(f"/{repo.full_name}/labels")


def _labels(request: Request, world: WorldDep, repo: Repo, status: int = 200, **facts: Any) -> Response:
    with world.lock:
        labels = sorted(repo.labels.values(), key=lambda label: label.name.lower())
        bearers = [name for issue in repo.issues.values() if issue.state == "open" for name in issue.labels]
    facts = {"error": "", "typed": {"color": "ededed"}, **facts}
    facts |= {"labels": [(label, bearers.count(label.name)) for label in labels]}
    return page(request, "labels.html", status, repo=repo, tab="labels", **facts)


def diffs(repo: Repo, old: str, new: str) -> list[differ.FileDiff]:
    """Return what changed between two trees, file by file."""
    return [differ.file_diff(change) for change in repo.git.changes(old, new)]


def _rendered(repo: Repo, branch: str, path: str, text: str) -> str:
    if path.lower().endswith((".md", ".markdown")) or "." not in path:
        return markdown.render(text, repo.full_name, branch, path)
    return markdown.plain(text)


def place_of(repo: Repo, place: str) -> tuple[str, str, str]:
    """Tell branch and path apart in an address; a branch's name may hold slashes. Returns branch, commit, path."""
    parts = place.split("/")
    if "\0" in place or {"..", "."} & set(parts):
        raise Refused(404, "There is no such file.")
    for at in range(1, len(parts) + 1):
        branch = "/".join(parts[:at])
        commit = repo.git.resolve(branch) if repo.git.valid_ref(f"refs/heads/{branch}") else None
        if commit:
            return branch, commit, "/".join(parts[at:]).strip("/")
    raise Refused(404, f"There is no branch {parts[0]}.")


def _folder(repo: Repo, commit: str, path: str) -> Sequence[TreeEntry]:
    try:
        entries = repo.git.tree(f"{commit}:{path}")
    except GitError as error:
        raise Refused(404, f"There is no folder {path}.") from error
    return sorted(entries, key=lambda entry: (entry.kind != "tree", entry.path))


def _broken(repo: Repo, path: str) -> tuple[str, ...]:
    """What is wrong with an issue template, as GitHub says on the file's page."""
    folder, _, file = path.rpartition("/")
    found = templates_of(repo).find(file) if folder == FOLDER else None
    return found.errors if isinstance(found, BrokenTemplate) else ()


def _type(path: str) -> str | None:
    return _PICTURES.get(path.rpartition(".")[2].lower())
