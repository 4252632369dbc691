"""Editing a file in the browser, and proposing the change: without write access it goes to a fork of one's own.

https://docs.github.com/en/repositories/working-with-files/managing-files/editing-files
"""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from bot.sandbox import deeds, forks, herald
from bot.sandbox.git import TreeEntry
from bot.sandbox.pages.frame import FormDep, RepoDep, WorldDep, acting_login, go, page, reason
from bot.sandbox.pages.issues import address
from bot.sandbox.pages.repository import diffs, place_of
from bot.sandbox.state import Pull, Refused, Repo, World

routes = APIRouter(include_in_schema=False)

_FOLDERS: Final = (".github", "", "docs")


@routes.get("/{owner}/{name}/edit/{place:path}")
def edit(place: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show a file in a field to change it."""
    with world.lock:
        branch, path, entry = _file(repo, place)
        text = repo.git.read_blob(entry.sha).decode("utf-8", "replace")
        who = acting_login(request, repo)
        direct = forks.may_push(world, repo, branch, who)
    facts = {"branch": branch, "path": path, "text": text, "sha": entry.sha, "message": "", "error": ""}
    return page(request, "edit.html", repo=repo, tab="code", direct=direct, **facts)


@routes.post("/{owner}/{name}/edit/{place:path}")
def save(place: str, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Commit the change: to the branch, or to a new one here or in one's fork, from where it is proposed."""
    with world.lock:
        branch, path, entry = _file(repo, place)
        who = acting_login(request, repo)
        direct = forks.may_push(world, repo, branch, who)
        before = repo.git.read_blob(entry.sha)
        text = form.get("text").replace("\r\n", "\n")
        # Browsers send CRLF, whatever the file has.
        data = (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()
        message = form.get("message").strip() or f"Update {path.rpartition('/')[2]}"
        try:
            if form.get("sha") != entry.sha:
                raise Refused(409, f"{path} has changed since you started editing it")
            if data == before:
                raise Refused(422, "there are no changes to commit")
            if direct and form.get("to") != "new":
                deeds.push_file(world, repo, path, data, who, branch, message)
                return go(f"/{repo.full_name}/blob/{branch}/{path}")
            target = repo if repo.may_write(who) else forks.make(world, repo, who)
            tip = repo.git.ref(f"refs/heads/{branch}") or ""
            made = _free_branch(target)
            deeds.create_ref(world, target, f"refs/heads/{made}", tip, who)
            deeds.push_file(world, target, path, data, who, made, message)
        except Refused as refused:
            facts = {"branch": branch, "path": path, "text": text, "sha": form.get("sha"), "message": message}
            facts["error"] = reason(refused)
            return page(request, "edit.html", refused.status, repo=repo, tab="code", direct=direct, **facts)
    return go(f"/{repo.full_name}/compare/{branch}...{target.owner}:{made}")


@routes.get("/{owner}/{name}/compare/{span:path}")
def compare(span: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show what a branch changes, and the form that proposes it; without a base it is the default branch."""
    base, dots, head = span.rpartition("...")
    facts = _comparison(world, repo, base if dots else repo.default_branch, head)
    message = facts["commits"][0].message if len(facts["commits"]) == 1 else ""
    title, _, rest = message.partition("\n")
    facts |= {"title": title, "body": rest.strip() or _template(repo), "error": "", "lends": True}
    return page(request, "compare.html", repo=repo, tab="pulls", **facts)


@routes.post("/{owner}/{name}/pulls")
def create_pull(request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Open a pull request; where that is refused, the page comes back as it was filled in."""
    base, head, title, body = (form.get(name) for name in ("base", "head", "title", "body"))
    lends, who = "maintainer_can_modify" in form, acting_login(request, repo)
    try:
        issue = deeds.open_pull(
            world, repo, title, body, head, base, who, draft="draft" in form, maintainer_can_modify=lends
        )
    except Refused as refused:
        facts = _comparison(world, repo, base, head)
        facts |= {"title": title, "body": body, "error": reason(refused), "lends": lends}
        return page(request, "compare.html", refused.status, repo=repo, tab="pulls", **facts)
    return go(address(repo, issue))


def _comparison(world: World, repo: Repo, base: str, head: str) -> dict[str, Any]:
    with world.lock:
        try:
            place, branch = forks.head_side(world, repo, head)
        except Refused as refused:
            raise Refused(404, f"There is no fork of {repo.full_name} with a branch {head}.") from refused
        sides = repo.git.ref(f"refs/heads/{base}"), place.git.ref(f"refs/heads/{branch}")
        if None in sides:
            raise Refused(404, f"There is nothing to compare between {base} and {head}.")
        tip, sha = (side or "" for side in sides)
        start = herald.merge_base(repo, Pull(0, branch, sha, base, tip))
        known = [
            issue
            for fork, issue, pull in forks.pulls_from(world, place, branch)
            if fork is repo and pull.base_ref == base
        ]
        return {
            "base": base,
            "head": head,
            "head_sha": sha,
            "across": place is not repo,
            "commits": repo.git.log(sha, f"^{tip}")[::-1],
            "files": diffs(repo, start, sha),
            "known": known,
        }


def _template(repo: Repo) -> str:
    """The text that the repository gives to who opens a pull request.

    https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/creating-a-pull-request-template-for-your-repository
    """
    tip = repo.git.ref(f"refs/heads/{repo.default_branch}")
    entries = {entry.path.lower(): entry for entry in repo.git.tree(tip, recursive=True)} if tip else {}
    for folder in _FOLDERS:
        entry = entries.get(f"{folder}/pull_request_template.md".lstrip("/"))
        if entry and entry.kind == "blob":
            return repo.git.read_blob(entry.sha).decode("utf-8", "replace")
    return ""


def _file(repo: Repo, place: str) -> tuple[str, str, TreeEntry]:
    branch, commit, path = place_of(repo, place)
    entry = repo.git.file(commit, path) if path else None
    if entry is None or entry.kind != "blob":
        raise Refused(404, f"There is no file {path} on {branch}.")
    if repo.git.ref(f"refs/heads/{branch}") is None:
        raise Refused(422, "Only a file on a branch can be edited.")
    return branch, path, entry


def _free_branch(repo: Repo) -> str:
    at = 1
    while repo.git.ref(f"refs/heads/patch-{at}"):
        at += 1
    return f"patch-{at}"
