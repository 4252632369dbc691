"""What others learn of a deed on the sandbox's GitHub: webhook events for apps, mails for people.

https://docs.github.com/en/webhooks/webhook-events-and-payloads
"""

from datetime import datetime
from typing import Any

from bot.sandbox import shapes
from bot.sandbox.git import EMPTY_TREE, Signature
from bot.sandbox.state import Comment, Installation, Issue, Mail, Pull, Repo, World, node_id
from bot.sandbox.text import mentions

NO_COMMIT = "0" * 40
#: A push tells of no more: https://docs.github.com/en/webhooks/webhook-events-and-payloads#push
_MOST_COMMITS = 2048


def emit(world: World, repo: Repo, event: str, by: str, payload: dict[str, Any]) -> None:
    """Send an event to every app that is installed here and subscribed to it."""
    for installation in list(world.installations.values()):
        if repo.id in installation.repos and event in installation.events:
            emit_to(world, repo, installation, event, by, payload)


def emit_to(world: World, repo: Repo, installation: Installation, event: str, by: str, payload: dict[str, Any]) -> None:
    """Send an event to one installed app."""
    common = {"repository": shapes.repository(world, repo), "sender": shapes.account(world, by)}
    seen = {"id": installation.id, "node_id": node_id("Installation", installation.id)}
    world.publish(world.apps[installation.app], installation, event, {**payload, **common, "installation": seen})


def tell_of_issue(world: World, repo: Repo, issue: Issue, action: str, by: str, **extra: Any) -> None:
    """Send an `issues` event."""
    emit(world, repo, "issues", by, {"action": action, "issue": told(world, repo, issue), **extra})


def tell_of_comment(
    world: World, repo: Repo, issue: Issue, comment: Comment, action: str, by: str, **extra: Any
) -> None:
    """Send an `issue_comment` event."""
    payload = {
        "action": action,
        **extra,
        "issue": told(world, repo, issue),
        "comment": shapes.comment(world, repo, comment),
    }
    emit(world, repo, "issue_comment", by, payload)


def tell_of_pull(world: World, repo: Repo, issue: Issue, action: str, by: str, **extra: Any) -> None:
    """Send a `pull_request` event."""
    if issue.pull is None or not world.installations:
        return
    stats = pull_stats(repo, issue.pull)
    # The event is made before GitHub has tried the merge, so it says nothing of conflicts.
    shape = shapes.full_pull_request(world, repo, issue, None, stats)
    payload = {"action": action, "number": issue.number, "pull_request": shape, **extra}
    emit(world, repo, "pull_request", by, payload)


def told(world: World, repo: Repo, issue: Issue) -> dict[str, Any]:
    """An issue as events tell of it: not who closed it, and less of the app that opened it."""
    shape = shapes.issue(world, repo, issue)
    del shape["closed_by"]
    maker = shape["performed_via_github_app"]
    if maker:
        shape["performed_via_github_app"] = {
            key: value for key, value in maker.items() if key not in ("client_id", "installations_count")
        }
    return shape


def tell_of_label(world: World, repo: Repo, issue: Issue, action: str, name: str, by: str) -> None:
    """Tell that a label was put on or taken off."""
    label = shapes.label(world, repo, repo.labels[name.lower()])
    if issue.pull:
        tell_of_pull(world, repo, issue, action, by, label=label)
    else:
        tell_of_issue(world, repo, issue, action, by, label=label)


def tell_of_ref(world: World, repo: Repo, event: str, branch: str, by: str) -> None:
    """Send a `create` or `delete` event of a branch."""
    payload: dict[str, Any] = {"ref": branch, "ref_type": "branch", "pusher_type": "user"}
    if event == "create":
        payload |= {"master_branch": repo.default_branch, "description": repo.description}
    emit(world, repo, event, by, payload)


def tell_of_push(
    world: World, repo: Repo, name: str, before: str | None, after: str | None, by: str, *, forced: bool
) -> None:
    """Send a `push` event; no commit after it means that the branch was deleted."""
    if not world.installations:
        return
    commits = []
    if after:
        start = before or repo.git.ref(f"refs/heads/{repo.default_branch}")
        revisions = [after] if start in (None, after) else [after, f"^{start}"]
        commits = [_push_commit(world, repo, c.sha) for c in repo.git.log(*revisions, limit=_MOST_COMMITS)[::-1]]
    who = signature(world, by)
    span = f"{(before or NO_COMMIT)[:12]}...{(after or NO_COMMIT)[:12]}"
    payload = {
        "ref": name,
        "before": before or NO_COMMIT,
        "after": after or NO_COMMIT,
        "base_ref": None,
        "created": before is None,
        "deleted": after is None,
        "forced": forced,
        "compare": f"{world.origin}/{repo.full_name}/compare/{span}",
        "commits": commits,
        "head_commit": _push_commit(world, repo, after) if after else None,
        "pusher": {"name": who.name, "email": who.email},
    }
    emit(world, repo, "push", by, payload)


def _push_commit(world: World, repo: Repo, sha: str) -> dict[str, Any]:
    commit = repo.git.commit(sha)
    parent = commit.parents[0] if commit.parents else None
    changes = repo.git.changes(parent or EMPTY_TREE, sha)
    # To this event a file that was renamed is one gone and one come.
    gone = [change.path for change in changes if change.status == "removed"]
    gone += [change.previous_path for change in changes if change.previous_path and change.status == "renamed"]
    return {
        "id": sha,
        "tree_id": commit.tree,
        "distinct": True,
        "message": commit.message,
        "timestamp": shapes.stamp(commit.committer.at),
        "url": f"{world.origin}/{repo.full_name}/commit/{sha}",
        "author": {"name": commit.author.name, "email": commit.author.email},
        "committer": {"name": commit.committer.name, "email": commit.committer.email},
        "added": [change.path for change in changes if change.status in ("added", "renamed", "copied")],
        "removed": gone,
        "modified": [change.path for change in changes if change.status in ("modified", "changed")],
    }


def mail(world: World, repo: Repo, issue: Issue, kind: str, by: str, body: str) -> None:
    """Mail those who watch or take part, except the one who acted."""
    texts = [issue.body, *(comment.body for comment in issue.comments)]
    named = {known.login for text in texts for login in mentions(text) if (known := world.known_account(login))}
    reviewers = (review.author for review in issue.pull.reviews) if issue.pull else ()
    people = {issue.author, *(comment.author for comment in issue.comments), *reviewers, *repo.watchers, *named}
    recipients = {login for login in people if login != by and world.account(login).kind == "User"}
    subject = f"[{repo.full_name}] {issue.title} ({'PR' if issue.pull else 'Issue'} #{issue.number})"
    sent = Mail(repo.full_name, issue.number, kind, by, subject, body, world.now(), frozenset(recipients))
    world.mails.append(sent)


def signature(world: World, login: str, at: datetime | None = None) -> Signature:
    """How an account signs its commits: with the address GitHub gives to those who hide theirs."""
    account = world.account(login)
    email = f"{account.id}+{account.login}@users.noreply.github.com"
    return Signature(account.login, email, at or world.now())


def web(at: datetime) -> Signature:
    """How GitHub itself signs: the committer of what is merged on its pages, and of what an app commits."""
    return Signature("GitHub", shapes.WEB_EMAIL, at)


def merge_base(repo: Repo, pull: Pull, sha: str | None = None) -> str:
    """Return the commit that a pull request's diff starts from: that of its head, or of another one of its commits."""
    tip = pull.base_sha if pull.merged_at else repo.git.ref(f"refs/heads/{pull.base_ref}") or pull.base_sha
    return repo.git.merge_base(tip, sha or pull.head_sha) or tip


def pull_stats(repo: Repo, pull: Pull) -> dict[str, int]:
    """Count a pull request's commits, lines and files."""
    base = merge_base(repo, pull)
    changes = repo.git.changes(base, pull.head_sha)
    return {
        "commits": len(repo.git.log(pull.head_sha, f"^{base}")),
        "additions": sum(change.additions for change in changes),
        "deletions": sum(change.deletions for change in changes),
        "changed_files": len(changes),
    }
