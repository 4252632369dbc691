"""REST: repositories, their files, branches, commits and people."""

from typing import Any

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse

from bot.sandbox import deeds, differ, forks, markdown, protection, shapes
from bot.sandbox.api.caller import (
    BodyDep,
    CallerDep,
    RepoDep,
    Routes,
    WorldDep,
    answer,
    pages,
    required,
    text_field,
    wants,
)
from bot.sandbox.api.git import decode, encode, must_have_commits, refuse_too_large
from bot.sandbox.git import TreeEntry
from bot.sandbox.state import Refused, Repo, World

routes = Routes(prefix="/repos/{owner}/{repo}")

#: Above this the contents endpoint answers JSON without the content, and only the raw form holds the file.
JSON_LIMIT = 1_000_000


@routes.get("")
def get_repo(world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/repos/repos#get-a-repository"""
    return answer(shapes.full_repository(world, repo, caller.login))


@routes.get("/branches")
def list_branches(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/branches/branches#list-branches"""
    found = [name.removeprefix("refs/heads/") for name in repo.git.refs("refs/heads/")]
    return pages(request, found, lambda name: _branch(world, repo, name, full=False))


@routes.get("/branches/{name:path}")
def get_branch(name: str, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/branches/branches#get-a-branch"""
    if repo.git.ref(f"refs/heads/{name}") is None:
        now = name
        while now in repo.renamed:
            now = repo.renamed[now]
        if now != name:
            location = f"{world.api}/repositories/{repo.id}/branches/{now}"
            raise Refused(301, "Moved Permanently", headers={"location": location})
        raise Refused(404, "Branch not found")
    return answer(_branch(world, repo, name, full=True))


@routes.get("/rules/branches/{name:path}")
def list_rules(name: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch"""
    source = {"ruleset_source_type": "Repository", "ruleset_source": repo.full_name}
    return pages(request, protection.rules_of(repo, name), lambda rule: rule | source)


@routes.get("/commits")
def list_commits(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/commits/commits#list-commits"""
    must_have_commits(repo)
    query = request.query_params
    sha = _resolve(repo, query.get("sha") or repo.default_branch)
    commits = repo.git.log(sha, path=query.get("path"))
    return pages(request, commits, lambda commit: shapes.commit(world, repo, commit))


@routes.get("/commits/{name:path}")
def get_commit(name: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/commits/commits#get-a-commit"""
    must_have_commits(repo)
    sha = repo.git.resolve(name.removeprefix("heads/"))
    if sha is None:
        raise Refused(422, f"No commit found for SHA: {name}")
    if wants(request, "sha"):
        return PlainTextResponse(sha, media_type="application/vnd.github.sha")
    commit = repo.git.commit(sha)
    changes = repo.git.changes(commit.parents[0], sha) if commit.parents else []
    plus = sum(change.additions for change in changes)
    minus = sum(change.deletions for change in changes)
    files = [shapes.file_change(world, repo, change, sha) for change in differ.loadable(changes)]
    stats = {"total": plus + minus, "additions": plus, "deletions": minus}
    return answer(shapes.commit(world, repo, commit) | {"stats": stats, "files": files})


@routes.get("/compare/{span:path}")
def compare(span: str, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/commits/commits#compare-two-commits"""
    left, dots, right = span.partition("...")
    base, head = (_side(world, repo, name) for name in (left, right))
    start = repo.git.merge_base(base, head) if base and head else None
    if not dots or base is None or head is None or start is None:
        raise Refused(404, "Not Found")
    ahead = repo.git.log(head, f"^{base}")[::-1]
    behind = len(repo.git.log(base, f"^{head}"))
    status = {(True, True): "diverged", (True, False): "ahead", (False, True): "behind"}
    html = f"{world.origin}/{repo.full_name}/compare/{span}"
    return answer(
        {
            "url": f"{shapes.repo_url(world, repo)}/compare/{span}",
            "html_url": html,
            "permalink_url": html,
            "diff_url": f"{html}.diff",
            "patch_url": f"{html}.patch",
            "base_commit": shapes.commit(world, repo, repo.git.commit(base)),
            "merge_base_commit": shapes.commit(world, repo, repo.git.commit(start)),
            "status": status.get((bool(ahead), bool(behind)), "identical"),
            "ahead_by": len(ahead),
            "behind_by": behind,
            "total_commits": len(ahead),
            "commits": [shapes.commit(world, repo, commit) for commit in ahead[:250]],
            "files": [
                shapes.file_change(world, repo, c, head) for c in differ.loadable(repo.git.changes(start, head)[:300])
            ],
        }
    )


@routes.get("/readme")
def get_readme(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/repos/contents#get-a-repository-readme"""
    name = request.query_params.get("ref") or repo.default_branch
    entry = readme(repo, _resolve(repo, name))
    if entry is None:
        raise Refused(404, "Not Found")
    return _file(request, world, repo, entry, name)


@routes.get("/contents")
def get_root(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/repos/contents#get-repository-content"""
    return _contents("", request, world, repo)


@routes.get("/contents/{path:path}")
def get_contents(path: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/repos/contents#get-repository-content"""
    return _contents(path.strip("/"), request, world, repo)


@routes.put("/contents/{path:path}")
def put_contents(path: str, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/repos/contents#create-or-update-file-contents"""
    branch = text_field(body, "branch") or repo.default_branch
    who = caller.must_push(repo, branch)
    tip = repo.git.ref(f"refs/heads/{branch}")
    if tip is None and (branch != repo.default_branch or not repo.git.empty):
        raise Refused(404, f"Branch {branch} not found")
    old, given = repo.git.file(tip, path) if tip else None, text_field(body, "sha")
    if old and given is None:
        raise Refused(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
    if given and (old is None or old.sha != given):
        raise Refused(409, f"{path} does not match {given}")
    data = decode(required(body, "content"))
    try:
        sha = deeds.push_file(world, repo, path, data, who, branch, required(body, "message"))
    except Refused as refused:
        if refused.message.startswith(protection.RULES):
            raise Refused(409, refused.message) from refused
        if refused.documentation != protection.PAGE:
            raise
        verb = "update" if old else "create"
        raise Refused(409, f"Could not {verb} file: {refused.message}", documentation=protection.PAGE) from refused
    entry = repo.git.file(sha, path)
    shape = {
        "content": _entry(world, repo, entry, branch) if entry else None,
        "commit": shapes.git_commit(world, repo, repo.git.commit(sha)),
    }
    return answer(shape, 200 if old else 201)


@routes.get("/collaborators/{login}/permission")
def get_permission(login: str, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user

    An app needs to read metadata, a person to write to the repository.
    """
    caller.must_be_let(repo, "metadata=read", public=False)
    if caller.who and not caller.may(repo, "write"):
        raise Refused(403, "Must have push access to view collaborator permission.")
    known = world.known_account(login)
    if known is None:
        raise Refused(404, "Not Found")
    role = repo.permission(known.login)
    # The older field knows four words only.
    level = {"triage": "read", "maintain": "write"}.get(role, role)
    return answer({"permission": level, "role_name": role, "user": shapes.collaborator(world, repo, known)})


@routes.get("/forks")
def list_forks(request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/repos/forks#list-forks"""
    return pages(request, forks.of(world, repo)[::-1], lambda fork: shapes.repository(world, fork))


@routes.post("/forks")
def create_fork(world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/repos/forks#create-a-fork"""
    owner = text_field(body, "organization") or caller.who
    if world.known_account(owner) is None:
        raise Refused(404, "Not Found")
    only = bool(body.get("default_branch_only"))
    made = forks.make(world, repo, owner, name=text_field(body, "name"), only_default=only)
    return answer(shapes.full_repository(world, made, caller.login), 202)


def readme(repo: Repo, commit: str) -> TreeEntry | None:
    """Return the README that GitHub shows on a repository's front page.

    https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes
    """
    entries = repo.git.tree(commit, recursive=True)
    for folder in (".github", "", "docs"):
        for entry in entries:
            place, _, name = entry.path.rpartition("/")
            if place == folder and entry.kind == "blob" and name.lower().split(".")[0] == "readme":
                return entry
    return None


def _contents(path: str, request: Request, world: World, repo: Repo) -> Response:
    name = request.query_params.get("ref") or repo.default_branch
    commit = repo.git.resolve(name.removeprefix("refs/heads/"))
    if commit is None:
        raise Refused(404, f"No commit found for the ref {name}" if not repo.git.empty else "This repository is empty.")
    entry = repo.git.file(commit, path) if path else None
    if path and entry is None:
        raise Refused(404, "Not Found")
    if entry and entry.kind == "blob":
        return _file(request, world, repo, entry, name)
    inside = f"{path}/" if path else ""
    listed = repo.git.tree(f"{commit}:{path}")
    entries = [
        _entry(world, repo, TreeEntry(inside + e.path, e.mode, e.kind, e.sha, e.size), name) for e in listed[:1000]
    ]
    if wants(request, "object") and entry:
        return answer(_entry(world, repo, entry, name) | {"entries": entries})
    return answer(entries)


def _file(request: Request, world: World, repo: Repo, entry: TreeEntry, name: str) -> Response:
    size = entry.size or 0
    refuse_too_large(size)
    if wants(request, "raw"):
        return Response(repo.git.read_blob(entry.sha), media_type="application/vnd.github.raw; charset=utf-8")
    if wants(request, "html"):
        shown = markdown.render(repo.git.read_blob(entry.sha).decode("utf-8", "replace"), repo.full_name)
        return Response(str(shown), media_type="application/vnd.github.html; charset=utf-8")
    content = {"content": "", "encoding": "none"}
    if size <= JSON_LIMIT:
        content = {"content": encode(repo.git.read_blob(entry.sha)), "encoding": "base64"}
    return answer(_entry(world, repo, entry, name) | content)


def _entry(world: World, repo: Repo, entry: TreeEntry, name: str) -> dict[str, Any]:
    api, html = shapes.repo_url(world, repo), f"{world.origin}/{repo.full_name}"
    url = f"{api}/contents/{entry.path}?ref={name}"
    folder = entry.kind == "tree"
    git_url = f"{api}/git/{entry.kind}s/{entry.sha}"
    html_url = f"{html}/{entry.kind}/{name}/{entry.path}"
    return {
        # A submodule counts as a file here, in the version of the API that is spoken where none is named.
        "type": "dir" if folder else "file",
        "name": entry.path.rpartition("/")[2],
        "path": entry.path,
        "sha": entry.sha,
        "size": entry.size or 0,
        "url": url,
        "html_url": html_url,
        "git_url": git_url,
        "download_url": None if folder else f"{html}/raw/{name}/{entry.path}",
        "_links": {"self": url, "git": git_url, "html": html_url},
    }


def _branch(world: World, repo: Repo, name: str, *, full: bool) -> dict[str, Any]:
    sha = repo.git.ref(f"refs/heads/{name}") or ""
    url = shapes.repo_url(world, repo)
    commit = shapes.commit(world, repo, repo.git.commit(sha)) if full else {"sha": sha, "url": f"{url}/commits/{sha}"}
    rules = repo.protection(name)
    classic = rules if rules and not rules.ruleset else None
    required = list(classic.checks) if classic else []
    level = "off" if classic is None or not required else "everyone" if classic.admins_too else "non_admins"
    checks = {
        "enforcement_level": level,
        "contexts": required,
        "checks": [{"context": name, "app_id": None} for name in required],
    }
    shape: dict[str, Any] = {
        "name": name,
        "commit": commit,
        "protected": rules is not None,
        "protection": {"enabled": classic is not None, "required_status_checks": checks},
        "protection_url": f"{url}/branches/{name}/protection",
    }
    if full:
        html = f"{world.origin}/{repo.full_name}/tree/{name}"
        shape["_links"] = {"self": f"{url}/branches/{name}", "html": html}
    return shape


def _side(world: World, repo: Repo, name: str) -> str | None:
    """The commit that one side of a comparison names: `branch`, or `owner:branch` of a fork."""
    try:
        place, branch = forks.head_side(world, repo, name)
    except Refused:
        return None
    return place.git.resolve(branch)


def _resolve(repo: Repo, name: str) -> str:
    sha = repo.git.resolve(name.removeprefix("refs/heads/"))
    if sha is None:
        raise Refused(404, "Not Found")
    return sha
