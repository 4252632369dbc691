"""What people and programs do on the sandbox's GitHub, and what follows: events, mails, closed issues.

Every deed takes the world, the repository and the login of the one who acts. The REST routes, the pages and the
people's Python API all come through here, so a deed has the same consequences whoever asks for it. Whether somebody
*may* do a thing is asked at the door (`api`, `pages`), not here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.sandbox import checks, forks, herald, mergequeue, protection, reviews, shapes
from bot.sandbox.git import GitStore, Signature
from bot.sandbox.state import (
    DEFAULT_LABELS,
    Comment,
    Issue,
    Label,
    Pull,
    Reaction,
    Refused,
    Repo,
    World,
    invalid,
)
from bot.sandbox.text import check_length, closes

# Repositories


def create_repo(
    world: World,
    full_name: str,
    files: dict[str, bytes],
    *,
    default_branch: str = "main",
    private: bool = False,
    description: str | None = None,
) -> Repo:
    """Make a repository with a first commit that holds the given files."""
    owner, _, name = full_name.partition("/")
    with world.lock:
        if not name or world.repo(owner, name):
            raise invalid("Repository", "name", "custom", "name already exists on this account")
        world.account(owner)
        number = world.next_id()
        git = GitStore(world.folder / f"{number}.git", default_branch)
        repo = Repo(number, owner, name, default_branch, world.now(), git, description, private)
        for label, color, meaning in DEFAULT_LABELS:
            repo.labels[label] = Label(world.next_id(), label, color, meaning, default=True)
        repo.watchers.add(owner)
        world.repos[number] = repo
        if files:
            tree = git.write_tree([(path, "100644", git.write_blob(data)) for path, data in files.items()])
            author = herald.signature(world, owner)
            git.set_ref(f"refs/heads/{default_branch}", git.commit_tree(tree, [], "Initial commit", author, author))
        return repo


def push_file(
    world: World, repo: Repo, path: str, data: bytes | None, by: str, branch: str | None = None, message: str = ""
) -> str:
    """Commit one file."""
    return push_files(world, repo, {path: data}, by, branch, message)


def push_files(
    world: World,
    repo: Repo,
    files: Mapping[str, bytes | None],
    by: str,
    branch: str | None = None,
    message: str = "",
) -> str:
    """Commit files (None deletes one) to a branch, which is made from the default branch if new.

    What an app commits GitHub signs, and is its committer.
    https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots
    """
    with world.lock:
        name = branch or repo.default_branch
        parent = repo.git.ref(f"refs/heads/{name}") or repo.git.ref(f"refs/heads/{repo.default_branch}")
        entries = [
            (path, "100644", None if data is None else repo.git.write_blob(data)) for path, data in files.items()
        ]
        tree = repo.git.write_tree(entries, base=parent)
        author = herald.signature(world, by)
        text = message or f"{'Update' if any(sha for *_, sha in entries) else 'Delete'} {', '.join(files)}"
        committer = herald.web(author.at) if world.account(by).kind == "Bot" else author
        commit = repo.git.commit_tree(tree, [parent] if parent else [], text, author, committer)
        move_ref(world, repo, f"refs/heads/{name}", commit, by)
        return commit


def create_ref(world: World, repo: Repo, name: str, sha: str, by: str) -> None:
    """Make a reference; it must not stand already."""
    with world.lock:
        if not re.match(r"refs/[^/]+/.", name) or not repo.git.valid_ref(name):
            raise Refused(422, f"{name} is not a valid ref name.")
        if repo.git.ref(name):
            raise Refused(422, "Reference already exists")
        if repo.git.kind(sha) is None:
            raise Refused(422, "Object does not exist")
        move_ref(world, repo, name, sha, by)


def move_ref(world: World, repo: Repo, name: str, sha: str, by: str, *, force: bool = True) -> None:
    """Point a reference at a commit, with all that a push brings about."""
    with world.lock:
        before = repo.git.ref(name)
        if repo.git.kind(sha) is None:
            raise Refused(422, "Object does not exist")
        fast = before is None or repo.git.is_ancestor(before, sha)
        if not fast and not force:
            raise Refused(422, "Update is not a fast forward")
        if before == sha:
            return
        branch = _branch(name)
        if branch is not None:
            protection.check_push(repo, branch, sha, by, new=before is None, forced=not fast)
        repo.git.set_ref(name, sha)
        if branch is None:
            return
        repo.pushed_at = world.now()
        if before is None:
            herald.tell_of_ref(world, repo, "create", branch, by)
        herald.tell_of_push(world, repo, name, before, sha, by, forced=not fast)
        checks.request(world, repo, branch, before, sha, by)
        _after_push(world, repo, branch, before, sha, by)


def delete_ref(world: World, repo: Repo, name: str, by: str) -> None:
    """Take a reference away; open pull requests from or into that branch are closed, as GitHub does."""
    with world.lock:
        before = repo.git.ref(name)
        if before is None:
            raise Refused(422, "Reference does not exist")
        branch = _branch(name)
        if branch == repo.default_branch:
            raise Refused(422, "Cannot delete the default branch")
        if branch is not None:
            protection.check_delete(repo, branch)
        repo.git.set_ref(name, None)
        if branch is None:
            return
        herald.tell_of_push(world, repo, name, before, None, by, forced=False)
        herald.tell_of_ref(world, repo, "delete", branch, by)
        for base, issue, _ in list(forks.pulls_from(world, repo, branch)):
            close_issue(world, base, issue, by)
        for issue in list(repo.issues.values()):
            if issue.pull and issue.state == "open" and issue.pull.base_ref == branch:
                close_issue(world, repo, issue, by)


def rename_branch(world: World, repo: Repo, old: str, new: str, by: str) -> None:
    """Give a branch another name; its rules and the pull requests into it follow, those from it are closed.

    https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-branches-in-your-repository/renaming-a-branch
    """
    with world.lock:
        sha = repo.git.ref(f"refs/heads/{old}")
        if sha is None or repo.git.ref(f"refs/heads/{new}"):
            raise Refused(422, f"{old} cannot be renamed to {new}.")
        repo.git.set_ref(f"refs/heads/{new}", sha)
        repo.git.set_ref(f"refs/heads/{old}", None)
        repo.renamed.pop(new, None)
        repo.renamed[old] = new
        if old in repo.protections:
            repo.protections[new] = repo.protections.pop(old)
        is_default = repo.default_branch == old
        if is_default:
            repo.default_branch = new
        herald.tell_of_ref(world, repo, "create", new, by)
        herald.tell_of_push(world, repo, f"refs/heads/{new}", None, sha, by, forced=False)
        herald.tell_of_push(world, repo, f"refs/heads/{old}", sha, None, by, forced=False)
        herald.tell_of_ref(world, repo, "delete", old, by)
        if is_default:
            default = {"default_branch": {"from": old}}
            herald.emit(world, repo, "repository", by, {"action": "edited", "changes": default})
        for base, issue, _ in list(forks.pulls_from(world, repo, old)):
            close_issue(world, base, issue, by)
        for issue in list(repo.issues.values()):
            if issue.pull and issue.state == "open" and issue.pull.base_ref == old:
                mergequeue.leave(world, repo, issue, by, "UNKNOWN_REMOVAL_REASON")
                issue.pull.base_ref = new
                issue.updated_at = world.now()
                changes = {"base": {"ref": {"from": old}, "sha": {"from": issue.pull.base_sha}}}
                herald.tell_of_pull(world, repo, issue, "edited", by, changes=changes)


def archive(world: World, repo: Repo, by: str, *, archived: bool) -> None:
    """Make a repository read-only, or let it be written again.

    https://docs.github.com/en/repositories/archiving-a-github-repository/archiving-repositories
    """
    with world.lock:
        if repo.archived != archived:
            repo.archived = archived
            herald.emit(world, repo, "repository", by, {"action": "archived" if archived else "unarchived"})


def _after_push(world: World, repo: Repo, branch: str, before: str | None, sha: str, by: str) -> None:
    for base, issue, pull in list(forks.pulls_from(world, repo, branch)):
        mergequeue.leave(world, base, issue, by, "UNKNOWN_REMOVAL_REASON")
        old, pull.head_sha = pull.head_sha, sha
        base.git.set_ref(f"refs/pull/{issue.number}/head", sha)
        reviews.follow(base, pull, old, pull.review_comments)
        issue.updated_at = world.now()
        herald.tell_of_pull(world, base, issue, "synchronize", by, before=old, after=sha)
    for issue in list(repo.issues.values()):
        into = issue.pull
        if (
            into is None
            or issue.state != "open"
            or into.base_ref != branch
            or (into.head_repo is None and into.head_ref == branch)
        ):
            continue
        if before and repo.git.is_ancestor(into.head_sha, sha):
            _merged(world, repo, issue, before, sha, by)
    mergequeue.follow(world, repo, branch)
    if branch == repo.default_branch:
        revisions = [sha] if before is None else [sha, f"^{before}"]
        for commit in repo.git.log(*revisions, limit=250):
            _close_named(world, repo, commit.message, by)


# Issues


def open_issue(
    world: World,
    repo: Repo,
    title: str,
    body: str | None,
    by: str,
    *,
    labels: Iterable[str] = (),
    created_at: datetime | None = None,
    app: int | None = None,
) -> Issue:
    """Open an issue."""
    with world.lock:
        _check_text("Issue", title, body)
        when = created_at or world.now()
        issue = Issue(world.next_id(), _next_number(repo), title, body, world.account(by).login, when, when, app=app)
        issue.labels = [_ensure_label(world, repo, name).name for name in dict.fromkeys(labels)]
        repo.issues[issue.number] = issue
        herald.tell_of_issue(world, repo, issue, "opened", by)
        for name in issue.labels:
            herald.tell_of_label(world, repo, issue, "labeled", name, by)
        herald.mail(world, repo, issue, "issue", by, body or "")
        return issue


def edit_issue(
    world: World,
    repo: Repo,
    issue: Issue,
    by: str,
    *,
    title: str | None = None,
    body: str | None = None,
) -> None:
    """Change the title or the body of an issue or pull request; nobody is mailed."""
    with world.lock:
        _check_text("Issue", issue.title if title is None else title, body)
        changes: dict[str, Any] = {}
        if title is not None and title != issue.title:
            changes["title"] = {"from": issue.title}
            issue.title = title
        if body is not None and body != (issue.body or ""):
            changes["body"] = {"from": issue.body or ""}
            issue.body = body
            issue.edited_at = world.now()
        if not changes:
            return
        issue.updated_at = world.now()
        if issue.pull:
            herald.tell_of_pull(world, repo, issue, "edited", by, changes=changes)
        else:
            herald.tell_of_issue(world, repo, issue, "edited", by, changes=changes)


def close_issue(world: World, repo: Repo, issue: Issue, by: str, *, reason: str | None = None) -> None:
    """Close an issue, or a pull request without merging it."""
    with world.lock:
        if issue.state == "closed":
            if reason and not issue.pull:
                issue.state_reason = reason
            return
        mergequeue.leave(world, repo, issue, by, "MANUAL")
        issue.state = "closed"
        issue.state_reason = None if issue.pull else reason or "completed"
        issue.closed_at = issue.updated_at = world.now()
        issue.closed_by = world.account(by).login
        if issue.pull:
            herald.tell_of_pull(world, repo, issue, "closed", by)
        else:
            herald.tell_of_issue(world, repo, issue, "closed", by)
        herald.mail(world, repo, issue, "closed", by, f"Closed #{issue.number}.")


def reopen_issue(world: World, repo: Repo, issue: Issue, by: str) -> None:
    """Reopen an issue, or a pull request whose branch still stands."""
    with world.lock:
        if issue.state == "open":
            return
        if issue.pull:
            _check_reopenable(world, repo, issue, issue.pull)
        issue.state = "open"
        issue.state_reason = None if issue.pull else "reopened"
        issue.closed_at = issue.closed_by = None
        issue.updated_at = world.now()
        if issue.pull:
            herald.tell_of_pull(world, repo, issue, "reopened", by)
        else:
            herald.tell_of_issue(world, repo, issue, "reopened", by)
        herald.mail(world, repo, issue, "reopened", by, f"Reopened #{issue.number}.")


def _check_reopenable(world: World, repo: Repo, issue: Issue, pull: Pull) -> None:
    if pull.merged_at:
        raise invalid("PullRequest", "state", "custom", "state cannot be changed. The pull request is merged.")
    tip = world.head_repo(repo, pull).git.ref(f"refs/heads/{pull.head_ref}")
    why = None
    if tip is None:
        why = f"The {pull.head_ref} branch has been deleted."
    elif repo.git.ref(f"refs/heads/{pull.base_ref}") is None:
        why = f"The {pull.base_ref} branch has been deleted."
    elif not repo.git.is_ancestor(pull.head_sha, tip):
        why = f"The {pull.head_ref} branch was force-pushed or recreated."
    elif _open_pull(repo, pull.head_repo, pull.head_ref, pull.base_ref):
        why = f"There is already an open pull request from {pull.head_ref} to {pull.base_ref}."
    if why or tip is None:
        raise invalid("PullRequest", "state", "custom", f"state cannot be changed. {why}")
    pull.head_sha = tip
    repo.git.set_ref(f"refs/pull/{issue.number}/head", tip)


def delete_issue(world: World, repo: Repo, issue: Issue, by: str) -> None:
    """Delete an issue for good; its number is not given again, and asking for it is answered with 410.

    https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/deleting-an-issue
    """
    with world.lock:
        if issue.pull:
            raise Refused(422, "A pull request cannot be deleted")
        del repo.issues[issue.number]
        repo.deleted.add(issue.number)
        herald.tell_of_issue(world, repo, issue, "deleted", by)


def lock(world: World, repo: Repo, issue: Issue, by: str, *, locked: bool, reason: str | None = None) -> None:
    """Lock a conversation, or unlock it.

    https://docs.github.com/en/communities/moderating-comments-and-conversations/locking-conversations
    """
    with world.lock:
        if issue.locked == locked:
            return
        issue.locked, issue.lock = locked, reason if locked else None
        issue.updated_at = world.now()
        tell = herald.tell_of_pull if issue.pull else herald.tell_of_issue
        tell(world, repo, issue, "locked" if locked else "unlocked", by)


def transfer_issue(world: World, repo: Repo, issue: Issue, to: Repo, by: str) -> Issue:
    """Move an issue with its comments to another repository of the same owner, where it gets a new number.

    Labels go along where the other repository has them too. Whoever asks for the old number is sent on.
    https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/transferring-an-issue-to-another-repository
    """
    with world.lock:
        if issue.pull or repo.owner != to.owner or repo is to:
            raise Refused(422, "Only an issue can be transferred, to another repository of the same owner.")
        number = _next_number(to)
        comments = [replace(comment, number=number) for comment in issue.comments]
        labels = [to.labels[name.lower()].name for name in issue.labels if name.lower() in to.labels]
        made = replace(issue, id=world.next_id(), number=number, comments=comments, labels=labels)
        made.updated_at = world.now()
        old = herald.told(world, repo, issue)
        del repo.issues[issue.number]
        repo.moved[issue.number] = (to.id, number)
        to.issues[number] = made
        new = herald.told(world, to, made)
        changes = {"new_issue": new, "new_repository": shapes.repository(world, to)}
        herald.emit(world, repo, "issues", by, {"action": "transferred", "issue": old, "changes": changes})
        changes = {"old_issue": old, "old_repository": shapes.repository(world, repo)}
        herald.emit(world, to, "issues", by, {"action": "opened", "issue": new, "changes": changes})
        return made


# Comments, labels, reactions


def add_comment(
    world: World,
    repo: Repo,
    issue: Issue,
    body: str,
    by: str,
    *,
    created_at: datetime | None = None,
    app: int | None = None,
) -> Comment:
    """Comment; this is what a watcher is mailed, as first written."""
    with world.lock:
        if not body.strip():
            raise invalid("IssueComment", "body", "missing_field")
        check_length("IssueComment", body)
        when = created_at or world.now()
        comment = Comment(world.next_id(), issue.number, world.account(by).login, body, when, when, app)
        issue.comments.append(comment)
        issue.updated_at = max(issue.updated_at, when)
        herald.tell_of_comment(world, repo, issue, comment, "created", by)
        herald.mail(world, repo, issue, "comment", by, body)
        return comment


def edit_comment(world: World, repo: Repo, issue: Issue, comment: Comment, body: str, by: str) -> None:
    """Change a comment; nobody is mailed."""
    with world.lock:
        if not body.strip():
            raise invalid("IssueComment", "body", "missing_field")
        check_length("IssueComment", body)
        if body == comment.body:
            return
        before, comment.body = comment.body, body
        comment.edited_at = comment.updated_at = issue.updated_at = world.now()
        herald.tell_of_comment(world, repo, issue, comment, "edited", by, changes={"body": {"from": before}})


def delete_comment(world: World, repo: Repo, issue: Issue, comment: Comment, by: str) -> None:
    """Take a comment away; the mail that told of it stays out in the world."""
    with world.lock:
        issue.comments.remove(comment)
        issue.updated_at = world.now()
        herald.tell_of_comment(world, repo, issue, comment, "deleted", by)


def create_label(world: World, repo: Repo, name: str, color: str, description: str | None) -> Label:
    """Make a label of the repository."""
    with world.lock:
        if name.lower() in repo.labels:
            raise invalid("Label", "name", "already_exists")
        if not name.strip() or len(name) > 50:
            raise invalid("Label", "name", "custom", "name is too long (maximum is 50 characters)")
        if not re.fullmatch(r"[0-9a-fA-F]{6}", color):
            raise invalid("Label", "color")
        label = Label(world.next_id(), name, color.lower(), description)
        repo.labels[name.lower()] = label
        return label


def add_labels(world: World, repo: Repo, issue: Issue, names: Iterable[str], by: str) -> None:
    """Put labels on an issue; a label that the repository lacks is made, grey."""
    with world.lock:
        for given in dict.fromkeys(names):
            name = _ensure_label(world, repo, given).name
            if name not in issue.labels:
                issue.labels.append(name)
                issue.updated_at = world.now()
                herald.tell_of_label(world, repo, issue, "labeled", name, by)


def remove_label(world: World, repo: Repo, issue: Issue, given: str, by: str) -> None:
    """Take a label off an issue."""
    with world.lock:
        name = next((known for known in issue.labels if known.lower() == given.lower()), None)
        if name is None:
            raise Refused(404, "Label does not exist")
        issue.labels.remove(name)
        issue.updated_at = world.now()
        herald.tell_of_label(world, repo, issue, "unlabeled", name, by)


def set_labels(world: World, repo: Repo, issue: Issue, names: Sequence[str], by: str) -> None:
    """Make an issue bear exactly these labels."""
    with world.lock:
        wanted = {name.lower() for name in names}
        for name in [known for known in issue.labels if known.lower() not in wanted]:
            remove_label(world, repo, issue, name, by)
        add_labels(world, repo, issue, names, by)


def react(world: World, reactions: list[Reaction], content: str, by: str) -> tuple[Reaction, bool]:
    """Add a reaction; return it and whether it is new."""
    with world.lock:
        if content not in shapes.REACTIONS:
            raise invalid("Reaction", "content")
        for known in reactions:
            if (known.login, known.content) == (by, content):
                return known, False
        made = Reaction(world.next_id(), by, content, world.now())
        reactions.append(made)
        return made, True


def unreact(world: World, reactions: list[Reaction], content: str, by: str) -> bool:
    """Take one's reaction back; return whether there was one."""
    with world.lock:
        found = [known for known in reactions if (known.login, known.content) == (by, content)]
        for known in found:
            reactions.remove(known)
        return bool(found)


# Pull requests


def open_pull(
    world: World,
    repo: Repo,
    title: str,
    body: str | None,
    head: str,
    base: str,
    by: str,
    *,
    draft: bool = False,
    maintainer_can_modify: bool = False,
    app: int | None = None,
) -> Issue:
    """Propose to merge one branch into another; the head is a branch, or one of a fork as `owner:branch`.

    Whoever lets maintainers push to the head must be able to do so too.
    https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request
    """
    with world.lock:
        _check_text("PullRequest", title, body)
        place, branch = forks.head_side(world, repo, head)
        head_sha = place.git.ref(f"refs/heads/{branch}")
        base_sha = repo.git.ref(f"refs/heads/{base}")
        if head_sha is None:
            raise invalid("PullRequest", "head")
        if base_sha is None:
            raise invalid("PullRequest", "base")
        fork = None if place is repo else place.id
        if _open_pull(repo, fork, branch, base):
            message = f"A pull request already exists for {place.owner}:{branch}."
            raise Refused(422, "Validation Failed", [{"resource": "PullRequest", "code": "custom", "message": message}])
        lends = fork is not None and maintainer_can_modify
        if lends:
            _check_lender(place, by)
        if repo.git.is_ancestor(head_sha, base_sha):
            message = f"No commits between {base} and {branch}"
            raise Refused(422, "Validation Failed", [{"resource": "PullRequest", "code": "custom", "message": message}])
        when = world.now()
        number = _next_number(repo)
        pull = Pull(world.next_id(), branch, head_sha, base, base_sha, draft)
        pull.head_repo, pull.maintainer_can_modify = fork, lends
        issue = Issue(world.next_id(), number, title, body, world.account(by).login, when, when, app=app, pull=pull)
        repo.issues[number] = issue
        repo.git.set_ref(f"refs/pull/{number}/head", head_sha)
        herald.tell_of_pull(world, repo, issue, "opened", by)
        herald.mail(world, repo, issue, "pull_request", by, body or "")
        return issue


def lend(world: World, repo: Repo, issue: Issue, by: str, *, allowed: bool) -> None:
    """Let maintainers push to a pull request's head, or no longer.

    https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request
    """
    with world.lock:
        pull = reviews.pull_of(issue)
        if pull.head_repo is not None:
            _check_lender(world.head_repo(repo, pull), by)
            pull.maintainer_can_modify = allowed


def set_draft(world: World, repo: Repo, issue: Issue, by: str, *, draft: bool) -> None:
    """Mark a pull request as ready for review, or make it a draft again.

    https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/changing-the-stage-of-a-pull-request
    """
    with world.lock:
        pull = reviews.pull_of(issue)
        if issue.state == "closed" or pull.draft == draft:
            return
        mergequeue.leave(world, repo, issue, by, "MANUAL")
        pull.draft = draft
        issue.updated_at = world.now()
        herald.tell_of_pull(world, repo, issue, "converted_to_draft" if draft else "ready_for_review", by)


def update_branch(world: World, repo: Repo, issue: Issue, by: str, *, expected: str | None = None) -> str:
    """Merge the base into the head of a pull request and return the commit that came of it.

    https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request-branch
    """
    with world.lock:
        pull = reviews.pull_of(issue)
        if expected is not None and expected != pull.head_sha:
            raise Refused(422, "expected head sha didn’t match current head ref.")
        tip = repo.git.ref(f"refs/heads/{pull.base_ref}")
        if tip is None or issue.state == "closed" or repo.git.is_ancestor(tip, pull.head_sha):
            raise Refused(422, "There are no new commits on the base branch.")
        tree = merged_tree(repo, pull)
        if tree is None:
            raise Refused(422, "merge conflict between base and head")
        author = herald.signature(world, by)
        text = f"Merge branch '{pull.base_ref}' into {pull.head_ref}"
        made = repo.git.commit_tree(tree, [pull.head_sha, tip], text, author, herald.web(author.at))
        move_ref(world, world.head_repo(repo, pull), f"refs/heads/{pull.head_ref}", made, by)
        return made


def merged_tree(repo: Repo, pull: Pull) -> str | None:
    """Return the tree that merging would give, or None where the two sides are in conflict."""
    tip = repo.git.ref(f"refs/heads/{pull.base_ref}")
    return None if tip is None else repo.git.merge(tip, pull.head_sha)


def mergeable(repo: Repo, issue: Issue) -> bool | None:
    """Tell whether a pull request can be merged without conflict; None once it is closed."""
    if issue.pull is None or issue.state == "closed":
        return None
    return merged_tree(repo, issue.pull) is not None


def try_merge(world: World, repo: Repo, issue: Issue) -> bool | None:
    """Tell what a look at a pull request learns of its mergeability: None until a look after the change.

    GitHub tries the merge in the background: the first look after head or base moved begins it, a later one has the
    outcome, and the commit that the trial made.
    https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-your-git-database#checking-mergeability-of-pull-requests
    """
    with world.lock:
        pull = issue.pull
        if pull is None or issue.state == "closed":
            return None
        sides = (pull.head_sha, repo.git.ref(f"refs/heads/{pull.base_ref}"))
        if pull.tried == sides:
            return pull.mergeable
        pull.tried = sides
        tree = merged_tree(repo, pull)
        pull.mergeable = tree is not None
        if tree and sides[1]:
            web = herald.web(world.now())
            text = f"Merge {pull.head_sha} into {sides[1]}"
            pull.test_merge = repo.git.commit_tree(tree, [sides[1], pull.head_sha], text, web, web)
            repo.git.set_ref(f"refs/pull/{issue.number}/merge", pull.test_merge)
        return None


def merge_pull(
    world: World,
    repo: Repo,
    issue: Issue,
    by: str,
    *,
    method: str = "merge",
    title: str | None = None,
    message: str | None = None,
    sha: str | None = None,
) -> str:
    """Merge a pull request and return the commit that came of it.

    https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request
    """
    with world.lock:
        pull = issue.pull
        if pull is None:
            raise Refused(404, "Not Found")
        if issue.state == "closed":
            raise Refused(405, "Pull Request is not mergeable")
        if pull.draft:
            raise Refused(405, "Pull Request is still a draft")
        if sha is not None and sha != pull.head_sha:
            raise Refused(409, "Head branch was modified. Review and try the merge again.")
        protection.check_merge(repo, pull, by)
        tree = merged_tree(repo, pull)
        tip = repo.git.ref(f"refs/heads/{pull.base_ref}")
        if tree is None or tip is None:
            raise Refused(405, "Pull Request is not mergeable")
        made = _merge_commit(world, repo, issue, pull, tip, tree, by, method, title, message)
        _land(world, repo, issue, pull.base_ref, made, by)
        return made


def merge_when_ready(world: World, repo: Repo, issue: Issue, by: str) -> None:
    """Put a pull request into the merge queue of its base, which merges it once its checks have passed there."""
    with world.lock:
        mergequeue.enter(world, repo, issue, reviews.pull_of(issue), by)
        merge_queued(world, repo)


def merge_queued(world: World, repo: Repo) -> None:
    """Merge those at the head of the queue whose checks have passed."""
    with world.lock:
        while found := mergequeue.next_to_merge(world, repo):
            entry, issue = found
            _land(world, repo, issue, entry.base, entry.head, entry.by)


def _land(world: World, repo: Repo, issue: Issue, base: str, commit: str, by: str) -> None:
    """Move a base on to the commit that merges a pull request, with all that follows."""
    tip = repo.git.ref(f"refs/heads/{base}") or ""
    repo.git.set_ref(f"refs/heads/{base}", commit)
    repo.pushed_at = world.now()
    _merged(world, repo, issue, tip, commit, by)
    herald.tell_of_push(world, repo, f"refs/heads/{base}", tip, commit, by, forced=False)
    checks.request(world, repo, base, tip, commit, by)
    _after_push(world, repo, base, tip, commit, by)


def _merge_commit(
    world: World,
    repo: Repo,
    issue: Issue,
    pull: Pull,
    tip: str,
    tree: str,
    by: str,
    method: str,
    title: str | None,
    message: str | None,
) -> str:
    """Write the commit of a merge, a squash or a rebase onto the tip of the base."""
    author = herald.signature(world, by)
    web = herald.web(author.at)
    if method == "merge":
        head = title or f"Merge pull request #{issue.number} from {world.head_repo(repo, pull).owner}/{pull.head_ref}"
        text = f"{head}\n\n{issue.title if message is None else message}".strip()
        return repo.git.commit_tree(tree, [tip, pull.head_sha], text, author, web)
    commits = repo.git.log(pull.head_sha, f"^{tip}")[::-1]
    if method == "squash":
        first = commits[0]
        head = title or f"{issue.title} (#{issue.number})"
        rest = first.message.partition("\n\n")[2] if len(commits) == 1 else "\n".join(c.message for c in commits)
        text = f"{head}\n\n{rest if message is None else message}".strip()
        squashed = Signature(first.author.name, first.author.email, author.at)
        return repo.git.commit_tree(tree, [tip], text, squashed, web)
    if method != "rebase":
        raise invalid("PullRequest", "merge_method")
    for commit in commits:
        if len(commit.parents) > 1:
            continue
        moved = repo.git.merge_trees(commit.parents[0], tip, commit.sha)
        if moved is None:
            raise Refused(405, "This branch can't be rebased")
        tip = repo.git.commit_tree(moved, [tip], commit.message, commit.author, author)
    return tip


def _merged(world: World, repo: Repo, issue: Issue, base: str, commit: str, by: str) -> None:
    pull = issue.pull
    if pull is None:
        return
    pull.base_sha = base
    pull.merged_at = issue.closed_at = issue.updated_at = world.now()
    pull.merged_by = issue.closed_by = world.account(by).login
    pull.merge_commit_sha = commit
    issue.state = "closed"
    herald.tell_of_pull(world, repo, issue, "closed", by)
    herald.mail(world, repo, issue, "merged", by, f"Merged #{issue.number} into {pull.base_ref}.")
    if pull.base_ref == repo.default_branch:
        _close_named(world, repo, issue.body, by)


def _close_named(world: World, repo: Repo, text: str | None, by: str) -> None:
    for number in closes(text, repo.full_name):
        named = repo.issues.get(number)
        if named and named.pull is None and named.state == "open":
            close_issue(world, repo, named, by)


# Small rules


def _check_text(resource: str, title: str, body: str | None) -> None:
    if not title.strip():
        raise invalid(resource, "title", "missing_field")
    if len(title) > 256:
        raise invalid(resource, "title", "custom", "title is too long (maximum is 256 characters)")
    check_length(resource, body or "")


def _ensure_label(world: World, repo: Repo, name: str) -> Label:
    known = repo.labels.get(name.lower())
    return known or create_label(world, repo, name, "ededed", None)


def _open_pull(repo: Repo, fork: int | None, head: str, base: str) -> Issue | None:
    for issue in repo.issues.values():
        pull = issue.pull
        if pull and issue.state == "open" and (pull.head_repo, pull.head_ref, pull.base_ref) == (fork, head, base):
            return issue
    return None


def _check_lender(head: Repo, by: str) -> None:
    if not head.may_write(by):
        message = "fork_collab Fork collab can't be granted by someone without permission"
        raise invalid("PullRequest", "fork_collab", "custom", message)


def _next_number(repo: Repo) -> int:
    return max([*repo.issues, *repo.deleted, *repo.moved], default=0) + 1


def _branch(name: str) -> str | None:
    prefix = "refs/heads/"
    return name.removeprefix(prefix) if name.startswith(prefix) else None
