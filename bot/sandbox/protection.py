"""What a protected branch refuses.

https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
"""

from bot.sandbox.state import Protection, Refused, Repo

PAGE = "https://docs.github.com/articles/about-protected-branches"

_PASSED = ("success", "skipped", "neutral")
_NOT_LET = f"You're not authorized to push to this branch. Visit {PAGE}/ for more information."


def check_push(repo: Repo, branch: str, sha: str, by: str, *, new: bool, forced: bool) -> None:
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
    if not new and (unmet := _unmet(repo, rules, sha)):
        raise Refused(422, unmet, documentation=PAGE)


def check_delete(repo: Repo, branch: str) -> None:
    """Refuse to delete a protected branch."""
    if repo.protection(branch):
        raise Refused(422, "Cannot delete this branch", documentation=PAGE)


def check_merge(repo: Repo, branch: str, sha: str, by: str) -> None:
    """Refuse to merge a commit into a branch where its rules do not allow that; here no approval counts."""
    rules = repo.protection(branch)
    if rules is None or _above(rules, repo, by):
        return
    _check_pusher(rules, by, 405)
    if rules.reviews:
        message = f"At least {rules.reviews} approving review is required by reviewers with write access."
        raise Refused(405, message, documentation=PAGE)
    if unmet := _unmet(repo, rules, sha):
        raise Refused(405, unmet, documentation=PAGE)


def blocks(repo: Repo, branch: str, sha: str) -> bool:
    """Tell whether a branch's rules keep a commit from being merged for now."""
    rules = repo.protection(branch)
    return rules is not None and (rules.reviews > 0 or _unmet(repo, rules, sha) is not None)


def _unmet(repo: Repo, rules: Protection, sha: str) -> str | None:
    """What GitHub says of the first required check that a commit has not passed; None where it passed all.

    https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks
    """
    known = {run.name: run for _, run in reversed(repo.checks(sha))}
    for name in rules.checks:
        run = known.get(name)
        if run is None:
            return f'Required status check "{name}" is expected.'
        if run.status != "completed":
            return f'Required status check "{name}" is {run.status.replace("_", " ")}.'
        if run.conclusion not in _PASSED:
            return f'Required status check "{name}" is failing.'
    return None


def _above(rules: Protection, repo: Repo, login: str) -> bool:
    return not rules.admins_too and repo.permission(login) == "admin"


def _check_pusher(rules: Protection, by: str, status: int) -> None:
    if rules.pushers is not None and by not in rules.pushers:
        raise Refused(status, _NOT_LET, documentation=PAGE)
