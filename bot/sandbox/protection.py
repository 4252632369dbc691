"""What a protected branch refuses, and a ruleset.

https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
"""

from fnmatch import fnmatchcase

from bot.sandbox.state import Protection, Pull, Refused, Repo

PAGE = "https://docs.github.com/articles/about-protected-branches"
#: How a refusal begins that comes from a ruleset.
RULES = "Repository rule violations found"

_PASSED = ("success", "skipped", "neutral")
_NOT_LET = f"You're not authorized to push to this branch. Visit {PAGE}/ for more information."


def check_push(repo: Repo, branch: str, sha: str, by: str, *, new: bool, forced: bool) -> None:
    """Refuse a push to a branch, or the making of one, that its rules do not allow."""
    if new and any(fnmatchcase(branch, pattern) for pattern in repo.restricted):
        raise Refused(422, f"{RULES}\n\nCannot create ref due to creations being restricted.\n\n")
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


def check_merge(repo: Repo, pull: Pull, by: str) -> None:
    """Refuse to merge a pull request where the rules of its base do not allow that."""
    rules = repo.protection(pull.base_ref)
    if rules is None or _above(rules, repo, by):
        return
    _check_pusher(rules, by, 405)
    if missing := _missing(repo, rules, pull) or _outdated(repo, rules, pull):
        raise Refused(405, missing, documentation=PAGE)


def hindrance(repo: Repo, pull: Pull, by: str) -> str | None:
    """Say why somebody may not merge a pull request; None where nothing is in the way."""
    try:
        check_merge(repo, pull, by)
    except Refused as refused:
        return refused.message
    return None


def merge_state(repo: Repo, pull: Pull, mergeable: bool | None) -> str:
    """Return the word that GitHub has for how near a pull request is to being merged.

    "Behind" is only what the rules of its base want up to date; where they want something else first, it is "blocked".
    https://docs.github.com/en/graphql/reference/enums#mergestatestatus
    """
    if mergeable is None:
        return "unknown"
    if not mergeable:
        return "dirty"
    if pull.draft:
        return "draft"
    rules = repo.protection(pull.base_ref)
    if rules and _missing(repo, rules, pull):
        return "blocked"
    if rules and _outdated(repo, rules, pull):
        return "behind"
    return "unstable" if any(run.conclusion not in _PASSED for _, run in repo.checks(pull.head_sha)) else "clean"


def behind(repo: Repo, pull: Pull) -> bool:
    """Tell whether the base of a pull request holds commits that its head has not."""
    tip = repo.git.ref(f"refs/heads/{pull.base_ref}")
    return tip is not None and not repo.git.is_ancestor(tip, pull.head_sha)


def _missing(repo: Repo, rules: Protection, pull: Pull) -> str | None:
    return _unreviewed(repo, rules, pull) or _unmet(repo, rules, pull.head_sha)


def _outdated(repo: Repo, rules: Protection, pull: Pull) -> str | None:
    """What GitHub says where a head must hold all of its base and does not: its checks count for nothing then."""
    if not rules.strict or not behind(repo, pull):
        return None
    first = f'Required status check "{rules.checks[0]}"' if rules.checks else "An up-to-date head branch"
    return f"{first} is expected."


def _unreviewed(repo: Repo, rules: Protection, pull: Pull) -> str | None:
    """What GitHub says where reviews are missing; of each reviewer with write access the last word counts."""
    if not rules.reviews:
        return None
    said = {one.author: one.state for one in pull.reviews if one.state != "COMMENTED"}
    counted = [state for login, state in said.items() if repo.may_write(login)]
    if "CHANGES_REQUESTED" in counted:
        return "Changes have been requested."
    if len(counted) >= rules.reviews:
        return None
    return f"At least {rules.reviews} approving review is required by reviewers with write access."


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
