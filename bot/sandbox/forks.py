"""Forks: copies of a repository that share its objects, and what their owners lend to the maintainers of the original.

https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/working-with-forks/about-forks
"""

from collections.abc import Iterator

from bot.sandbox.state import Issue, Pull, Refused, Repo, World, invalid


def make(world: World, repo: Repo, owner: str, *, name: str | None = None, only_default: bool = False) -> Repo:
    """Fork a repository to an account; one that has a fork already keeps that.

    https://docs.github.com/en/rest/repos/forks#create-a-fork
    """
    with world.lock:
        if world.account(owner).login == repo.owner:
            raise Refused(403, "The repository is this account's own: it cannot be forked there.")
        known = next((one for one in of(world, repo) if one.owner == owner), None)
        if known:
            return known
        if repo.git.empty:
            raise Refused(
                403, "The repository exists, but it contains no Git content. Empty repositories cannot be forked."
            )
        wanted = name or repo.name
        free, at = wanted, 0
        while world.repo(owner, free):
            at += 1
            free = f"{wanted}-{at}"
        number = world.next_id()
        git = repo.git.fork(world.folder / f"{number}.git", repo.default_branch)
        made = Repo(number, owner, free, repo.default_branch, world.now(), git, repo.description, repo.private)
        made.parent, made.has_issues = repo.id, False
        made.watchers.add(owner)
        world.repos[number] = made
        for ref, sha in repo.git.refs("refs/heads/").items():
            if not only_default or ref == f"refs/heads/{repo.default_branch}":
                git.set_ref(ref, sha)
        return made


def of(world: World, repo: Repo) -> list[Repo]:
    """Return the forks of a repository, the eldest first."""
    return [one for one in world.repos.values() if one.parent == repo.id]


def head_side(world: World, repo: Repo, head: str) -> tuple[Repo, str]:
    """Find the repository and the branch that `branch` or `owner:branch` names beside a repository."""
    owner, colon, branch = head.rpartition(":")
    if not colon or owner.lower() == repo.owner.lower():
        return repo, branch
    near = [*of(world, repo), *(one for one in world.repos.values() if one.id == repo.parent)]
    found = next((one for one in near if one.owner.lower() == owner.lower()), None)
    if found is None:
        raise invalid("PullRequest", "head")
    return found, branch


def pulls_from(world: World, repo: Repo, branch: str | None = None) -> Iterator[tuple[Repo, Issue, Pull]]:
    """Find the open pull requests, here and in other repositories, whose head is a branch of a repository."""
    for base in list(world.repos.values()):
        for issue in list(base.issues.values()):
            pull = issue.pull
            if pull is None or issue.state != "open" or branch not in (None, pull.head_ref):
                continue
            if world.head_repo(base, pull) is repo:
                yield base, issue, pull


def lent(world: World, fork: Repo, branch: str | None = None) -> Iterator[Repo]:
    """Find the repositories whose maintainers may push to a fork: to a branch, or to any where none is named.

    An organisation's fork may say that it lends its branch, but does not.
    https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/working-with-forks/allowing-changes-to-a-pull-request-branch-created-from-a-fork
    """
    if fork.parent is None or fork.refuses_edits or world.account(fork.owner).kind != "User":
        return
    for base, _, pull in pulls_from(world, fork, branch):
        if base is not fork and pull.maintainer_can_modify:
            yield base


def may_push(world: World, repo: Repo, branch: str, login: str) -> bool:
    """Tell whether a person may push to a branch: whoever may write, and maintainers whom it was lent."""
    return repo.may_write(login) or any(base.may_write(login) for base in lent(world, repo, branch))
