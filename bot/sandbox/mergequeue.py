"""The merge queue: pull requests that wait to be merged, each tried together with those before it.

https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
"""

from bot.sandbox import checks, herald, protection, shapes
from bot.sandbox.state import Issue, Pull, Queued, Refused, Repo, World

#: Who makes the branches of the queue, and takes out what cannot be merged.
BOT = "github-merge-queue[bot]"
_CONFLICT, _FAILED = "MERGE_CONFLICT", "CI_FAILURE"


def enter(world: World, repo: Repo, issue: Issue, pull: Pull, by: str) -> None:
    """Put a pull request at the end of its base's queue; refused where it could not be merged by itself."""
    with world.lock:
        if issue.state == "closed" or pull.draft or repo.git.merge(_tip(repo, pull.base_ref), pull.head_sha) is None:
            raise Refused(405, "Pull Request is not mergeable")
        protection.check_queue(repo, pull)
        if entry_of(repo, issue) is not None:
            return
        entry = Queued(issue.number, by, pull.base_ref)
        repo.queues.setdefault(pull.base_ref, []).append(entry)
        herald.tell_of_pull(world, repo, issue, "enqueued", by)
        _form(world, repo, entry)


def leave(world: World, repo: Repo, issue: Issue, by: str, reason: str) -> None:
    """Take a pull request out of the queue, if it is in it; those behind it are tried anew, without it."""
    with world.lock:
        entry = entry_of(repo, issue)
        if entry is None:
            return
        queue = repo.queues[entry.base]
        at = queue.index(entry)
        queue.remove(entry)
        _disband(world, repo, entry, "dequeued")
        herald.tell_of_pull(world, repo, issue, "dequeued", by, reason=reason)
        _form_anew(world, repo, queue[at:])


def follow(world: World, repo: Repo, base: str) -> None:
    """Try all that wait for a branch anew, where it moved on without them."""
    with world.lock:
        queue = repo.queues.get(base)
        if queue and queue[0].onto != _tip(repo, base):
            _form_anew(world, repo, list(queue))


def next_to_merge(world: World, repo: Repo) -> tuple[Queued, Issue] | None:
    """Take the first that has passed all checks out of its queue; who failed leaves, and the next is first."""
    with world.lock:
        for base, queue in repo.queues.items():
            while queue and (passed := protection.passed(repo, base, queue[0].head)) is not None:
                issue = repo.issues[queue[0].number]
                if not passed:
                    leave(world, repo, issue, BOT, _FAILED)
                    continue
                entry = queue.pop(0)
                _disband(world, repo, entry, "merged")
                herald.tell_of_pull(world, repo, issue, "dequeued", BOT, reason="MERGE")
                return entry, issue
        return None


def entry_of(repo: Repo, issue: Issue) -> Queued | None:
    """Return a pull request's place in the queue, None where it has none."""
    return next((one for queue in repo.queues.values() for one in queue if one.number == issue.number), None)


def _form(world: World, repo: Repo, entry: Queued) -> None:
    """Make the branch on which a pull request is tried, or take it out where it fits no more."""
    issue, queue = repo.issues[entry.number], repo.queues[entry.base]
    pull, at = issue.pull, queue.index(entry)
    if pull is None:
        return
    entry.onto = queue[at - 1].head if at else _tip(repo, entry.base)
    tree = repo.git.merge(entry.onto, pull.head_sha)
    if tree is None:
        queue.remove(entry)
        herald.tell_of_pull(world, repo, issue, "dequeued", BOT, reason=_CONFLICT)
        return
    author = herald.signature(world, entry.by)
    text = f"Merge pull request #{issue.number} from {world.head_repo(repo, pull).owner}/{pull.head_ref}"
    parents = [entry.onto, pull.head_sha]
    entry.head = repo.git.commit_tree(tree, parents, f"{text}\n\n{issue.title}", author, herald.web(author.at))
    entry.branch = f"gh-readonly-queue/{entry.base}/pr-{issue.number}-{entry.onto}"
    repo.git.set_ref(f"refs/heads/{entry.branch}", entry.head)
    herald.tell_of_ref(world, repo, "create", entry.branch, BOT)
    herald.tell_of_push(world, repo, f"refs/heads/{entry.branch}", None, entry.head, BOT, forced=False)
    checks.request(world, repo, entry.branch, None, entry.head, BOT)
    _tell(world, repo, entry, {"action": "checks_requested"})


def _disband(world: World, repo: Repo, entry: Queued, reason: str) -> None:
    ref = f"refs/heads/{entry.branch}"
    repo.git.set_ref(ref, None)
    herald.tell_of_push(world, repo, ref, entry.head, None, BOT, forced=False)
    herald.tell_of_ref(world, repo, "delete", entry.branch, BOT)
    _tell(world, repo, entry, {"action": "destroyed", "reason": reason})


def _form_anew(world: World, repo: Repo, entries: list[Queued]) -> None:
    for entry in entries:
        _disband(world, repo, entry, "invalidated")
    for entry in entries:
        _form(world, repo, entry)


def _tell(world: World, repo: Repo, entry: Queued, payload: dict[str, str]) -> None:
    """https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group"""
    group = {
        "head_sha": entry.head,
        "head_ref": f"refs/heads/{entry.branch}",
        "base_sha": entry.onto,
        "base_ref": f"refs/heads/{entry.base}",
        "head_commit": shapes.simple_commit(repo.git.commit(entry.head)),
    }
    herald.emit(world, repo, "merge_group", BOT, {**payload, "merge_group": group})


def _tip(repo: Repo, base: str) -> str:
    return repo.git.ref(f"refs/heads/{base}") or ""
