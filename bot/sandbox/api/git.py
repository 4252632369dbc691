"""REST: the git database (blobs, trees, commits, references)."""

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import Any

from fastapi import Request, Response

from bot.sandbox import deeds, herald, shapes
from bot.sandbox.api.caller import (
    BodyDep,
    CallerDep,
    RepoDep,
    Routes,
    WorldDep,
    answer,
    nothing,
    required,
    text_field,
    wants,
)
from bot.sandbox.git import Signature
from bot.sandbox.state import Refused, Repo, World, node_id

routes = Routes(prefix="/repos/{owner}/{repo}/git")

#: Above this neither blobs nor contents are given out in any form.
RAW_LIMIT = 100_000_000
_FULL = re.compile(r"[0-9a-f]{40}")
MODES = ("100644", "100755", "040000", "160000", "120000")


@routes.post("/blobs")
def create_blob(world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/git/blobs#create-a-blob"""
    caller.must_push(repo)
    must_have_commits(repo)
    content = required(body, "content")
    data = decode(content) if body.get("encoding") == "base64" else content.encode()
    sha = repo.git.write_blob(data)
    return answer({"url": f"{shapes.repo_url(world, repo)}/git/blobs/{sha}", "sha": sha}, 201)


@routes.get("/blobs/{sha}")
def get_blob(sha: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/git/blobs#get-a-blob"""
    must_have_commits(repo)
    if not _is(repo, sha, "blob"):
        raise Refused(404, "Not Found")
    refuse_too_large(repo.git.size(sha))
    data = repo.git.read_blob(sha)
    if wants(request, "raw"):
        return Response(data, media_type="application/vnd.github.raw; charset=utf-8")
    return answer(
        {
            "sha": sha,
            "node_id": node_id("Blob", repo.id) + sha[:8],
            "size": len(data),
            "url": f"{shapes.repo_url(world, repo)}/git/blobs/{sha}",
            "content": encode(data),
            "encoding": "base64",
        }
    )


@routes.get("/trees/{sha:path}")
def get_tree(sha: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/git/trees#get-a-tree"""
    must_have_commits(repo)
    tree = _treeish(repo, sha)
    # Any value of `recursive` counts, even 0 and false: so says the documentation.
    return answer(_tree(world, repo, tree, recursive="recursive" in request.query_params))


@routes.post("/trees")
def create_tree(world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/git/trees#create-a-tree"""
    caller.must_push(repo)
    must_have_commits(repo)
    base = text_field(body, "base_tree")
    if base is not None and not (_is(repo, base, "tree") or _is(repo, base, "commit")):
        raise Refused(422, "base_tree is not a valid tree oid")
    entries = body.get("tree")
    if not isinstance(entries, list) or not entries:
        raise Refused(422, "Invalid tree info")
    changes = [_entry(repo, entry) for entry in entries]
    if base is None:
        changes = [change for change in changes if change[2] is not None]
    tree = repo.git.write_tree(changes, base)
    return answer(_tree(world, repo, tree, recursive=False), 201)


@routes.post("/commits")
def create_commit(world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/git/commits#create-a-commit"""
    who = caller.must_push(repo)
    must_have_commits(repo)
    tree, parents = required(body, "tree"), body.get("parents", [])
    if not _is(repo, tree, "tree"):
        raise Refused(422, "Tree SHA does not exist")
    if not isinstance(parents, list) or not all(_is(repo, str(parent), "commit") for parent in parents):
        raise Refused(422, "Parent SHA does not exist or is not a commit object")
    author = _signature(world, body.get("author"), herald.signature(world, who))
    committer = _signature(world, body.get("committer"), author)
    if caller.token and not (body.get("author") or body.get("committer")):
        # GitHub signs what an app commits in its own name, and is the committer of it.
        committer = herald.web(author.at)
    sha = repo.git.commit_tree(tree, parents, required(body, "message"), author, committer)
    return answer(shapes.git_commit(world, repo, repo.git.commit(sha)), 201)


@routes.get("/commits/{sha}")
def get_commit(sha: str, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/git/commits#get-a-commit-object"""
    must_have_commits(repo)
    if not _is(repo, sha, "commit"):
        raise Refused(404, "Not Found")
    return answer(shapes.git_commit(world, repo, repo.git.commit(sha)))


@routes.get("/ref/{name:path}")
def get_ref(name: str, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/git/refs#get-a-reference"""
    must_have_commits(repo)
    full = f"refs/{name.removeprefix('refs/')}"
    sha = repo.git.ref(full)
    if sha is None:
        raise Refused(404, "Not Found")
    return answer(shapes.ref(world, repo, full, sha, repo.git.kind(sha) or "commit"))


@routes.get("/matching-refs/{name:path}")
def list_matching_refs(name: str, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/git/refs#list-matching-references"""
    must_have_commits(repo)
    found = repo.git.refs(f"refs/{name}")
    return answer([shapes.ref(world, repo, full, sha) for full, sha in found.items()])


@routes.post("/refs")
def create_ref(world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/git/refs#create-a-reference"""
    who = caller.must(repo, "write")
    must_have_commits(repo)
    name, sha = required(body, "ref"), required(body, "sha")
    deeds.create_ref(world, repo, name, sha, who)
    return answer(shapes.ref(world, repo, name, sha, repo.git.kind(sha) or "commit"), 201)


@routes.patch("/refs/{name:path}")
def update_ref(name: str, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/git/refs#update-a-reference"""
    who = caller.must_push(repo, name.removeprefix("heads/"))
    must_have_commits(repo)
    full, sha = f"refs/{name}", required(body, "sha")
    if repo.git.ref(full) is None:
        raise Refused(422, "Reference does not exist")
    deeds.move_ref(world, repo, full, sha, who, force=bool(body.get("force")))
    return answer(shapes.ref(world, repo, full, sha))


@routes.delete("/refs/{name:path}")
def delete_ref(name: str, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/git/refs#delete-a-reference"""
    who = caller.must(repo, "write")
    must_have_commits(repo)
    deeds.delete_ref(world, repo, f"refs/{name}", who)
    return nothing()


def must_have_commits(repo: Repo) -> None:
    """Refuse where nothing was ever pushed: the git database wants a first commit, made through contents.

    https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-your-git-database
    """
    if repo.git.empty:
        raise Refused(409, "Git Repository is empty.")


def refuse_too_large(size: int) -> None:
    """Refuse a file that is too large for the API.

    https://docs.github.com/en/rest/git/blobs#get-a-blob
    """
    if size > RAW_LIMIT:
        message = (
            "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API, "
            "but you can always clone the repository via Git in order to obtain it."
        )
        raise Refused(403, message, [{"resource": "Blob", "field": "data", "code": "too_large"}])


def encode(data: bytes) -> str:
    """Write bytes in base64 as GitHub breaks its lines."""
    text = base64.b64encode(data).decode()
    return "".join(text[at : at + 60] + "\n" for at in range(0, len(text), 60))


def decode(content: str) -> bytes:
    """Read base64, whose line breaks do not matter."""
    try:
        return base64.b64decode(content)
    except binascii.Error as error:
        raise Refused(422, "content is not valid Base64") from error


def _is(repo: Repo, sha: str, kind: str) -> bool:
    """Whether there is such a thing of this full name; a branch's name is none."""
    return _FULL.fullmatch(sha) is not None and repo.git.kind(sha) == kind


def _treeish(repo: Repo, name: str) -> str:
    if _is(repo, name, "tree"):
        return name
    commit = repo.git.resolve(name)
    if commit is None:
        raise Refused(404, "Not Found")
    return repo.git.commit(commit).tree


def _tree(world: World, repo: Repo, sha: str, *, recursive: bool) -> dict[str, Any]:
    url = shapes.repo_url(world, repo)
    entries = []
    for entry in repo.git.tree(sha, recursive=recursive):
        shape: dict[str, Any] = {
            "path": entry.path,
            "mode": entry.mode,
            "type": entry.kind,
            "sha": entry.sha,
            "url": f"{url}/git/{entry.kind}s/{entry.sha}",
        }
        if entry.size is not None:
            shape["size"] = entry.size
        entries.append(shape)
    return {"sha": sha, "url": f"{url}/git/trees/{sha}", "tree": entries, "truncated": False}


def _entry(repo: Repo, entry: Any) -> tuple[str, str, str | None]:
    if not isinstance(entry, dict) or not isinstance(entry.get("path"), str):
        raise Refused(422, "Must supply a valid tree.path")
    path, mode = entry["path"], str(entry.get("mode", "100644"))
    if any(part in ("", ".", "..", ".git") for part in path.split("/")):
        raise Refused(422, "tree.path contains a malformed path component")
    if mode not in MODES:
        raise Refused(422, f"Must supply a valid tree.mode, not {mode}")
    if entry.get("content") is not None:
        return path, mode, repo.git.write_blob(str(entry["content"]).encode())
    sha = entry.get("sha")
    if sha is not None and repo.git.kind(str(sha)) is None:
        raise Refused(422, f"tree.sha {sha} is not a valid blob")
    return path, mode, sha


def _signature(world: World, given: Any, default: Signature) -> Signature:
    if not isinstance(given, dict):
        return default
    date = given.get("date")
    at = datetime.fromisoformat(date).astimezone(UTC) if date else world.now()
    return Signature(str(given.get("name", default.name)), str(given.get("email", default.email)), at)
