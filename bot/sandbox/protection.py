"""What a protected branch refuses.

https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
"""

from bot.sandbox.state import Protection, Refused, Repo

PAGE = "https://docs.github.com/articles/about-protected-branches"

_NOT_LET = f"You're not authorized to push to this branch. Visit {PAGE}/ for more information."


def check_push(repo: Repo, branch: str, by: str, *, new: bool, forced: bool) -> None:
    """Refuse a push to a branch, or the making of one, that its rules do not allow."""
    rules = repo.protection(branch)
    if rules is None:
        return
    if forced:
        raise Refused(422, "Cannot force-push to this branch", documentation=PAGE)
    if _above(rules, repo, by):
        return
    _check_pusher(rules, by, 403)
    # A pull request can change only what is there: a new branch may be pushed.
    if rules.reviews and not new:
        raise Refused(422, "Changes must be made through a pull request.", documentation=PAGE)


def check_delete(repo: Repo, branch: str) -> None:
    """Refuse to delete a protected branch."""
    if repo.protection(branch):
        raise Refused(422, "Cannot delete this branch", documentation=PAGE)


def check_merge(repo: Repo, branch: str, by: str) -> None:
    """Refuse to merge into a branch what its rules do not allow; here nobody reviews."""
    rules = repo.protection(branch)
    if rules is None or _above(rules, repo, by):
        return
    _check_pusher(rules, by, 405)
    if rules.reviews:
        message = f"At least {rules.reviews} approving review is required by reviewers with write access."
        raise Refused(405, message, documentation=PAGE)


def blocks(repo: Repo, branch: str) -> bool:
    """Tell whether a branch's rules keep pull requests from being merged for now."""
    rules = repo.protection(branch)
    return rules is not None and rules.reviews > 0


def _above(rules: Protection, repo: Repo, login: str) -> bool:
    return not rules.admins_too and repo.permission(login) == "admin"


def _check_pusher(rules: Protection, by: str, status: int) -> None:
    if rules.pushers is not None and by not in rules.pushers:
        raise Refused(status, _NOT_LET, documentation=PAGE)
