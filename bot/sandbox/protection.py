"""What a protected branch refuses, and a ruleset.

https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
"""

from fnmatch import fnmatchcase
from typing import Any

from bot.sandbox.state import CheckRun, Protection, Pull, Refused, Repo

PAGE = "https://docs.github.com/articles/about-protected-branches"
#: How a refusal begins that comes from a ruleset.
RULES = "Repository rule violations found"

_QUEUE = "Changes must be made through the merge queue"
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
        raise _refused(rules, 422, "Cannot force-push to this branch")
    if _above(rules, repo, by):
        return
    _check_pusher(rules, by, 403)
    if rules.queue and not new:
        raise _refused(rules, 422, _QUEUE)
    # A pull request can change only what is there: a new branch may be pushed.
    if rules.reviews and not new:
        raise _refused(rules, 422, "Changes must be made through a pull request.")
    if not new and (unmet := _unmet(repo, rules, sha)):
        raise _refused(rules, 422, unmet)


def check_delete(repo: Repo, branch: str) -> None:
    """Refuse to delete a protected branch."""
    if rules := repo.protection(branch):
        raise _refused(rules, 422, "Cannot delete this branch")


def check_merge(repo: Repo, pull: Pull, by: str) -> None:
    """Refuse to merge a pull request where the rules of its base do not allow that."""
    rules = repo.protection(pull.base_ref)
    if rules is None or _above(rules, repo, by):
        return
    _check_pusher(rules, by, 405)
    if rules.queue:
        raise _refused(rules, 405, _QUEUE)
    if missing := _missing(repo, rules, pull) or _outdated(repo, rules, pull):
        raise _refused(rules, 405, missing)


def check_queue(repo: Repo, pull: Pull) -> None:
    """Refuse to queue a pull request where its base has no queue, or its rules want something else first."""
    rules = repo.protection(pull.base_ref)
    if rules is None or not rules.queue:
        raise Refused(405, f"{pull.base_ref} has no merge queue.", documentation=PAGE)
    if missing := _missing(repo, rules, pull):
        raise _refused(rules, 405, missing)


def rules_of(repo: Repo, branch: str) -> list[dict[str, Any]]:
    """Return the rules that rulesets have for a branch, which need not be there, as GitHub tells them."""
    found: list[dict[str, Any]] = []
    if any(fnmatchcase(branch, pattern) for pattern in repo.restricted):
        found.append({"type": "creation"})
    rules = repo.protection(branch)
    if rules is None or not rules.ruleset:
        return found
    found += [{"type": "deletion"}, {"type": "non_fast_forward"}]
    if rules.reviews:
        of_reviews = {
            "required_approving_review_count": rules.reviews,
            "dismiss_stale_reviews_on_push": False,
            "require_code_owner_review": False,
            "require_last_push_approval": False,
            "required_review_thread_resolution": False,
        }
        found.append({"type": "pull_request", "parameters": of_reviews})
    if rules.checks:
        required = [{"context": name} for name in rules.checks]
        of_checks = {"required_status_checks": required, "strict_required_status_checks_policy": rules.strict}
        found.append({"type": "required_status_checks", "parameters": of_checks})
    return found


def queued(repo: Repo, branch: str) -> bool:
    """Tell whether what goes into a branch goes through the merge queue."""
    rules = repo.protection(branch)
    return rules is not None and rules.queue


def passed(repo: Repo, branch: str, sha: str) -> bool | None:
    """Tell whether a commit has passed the checks that a branch requires; None while some are still to come."""
    rules = repo.protection(branch)
    found = [run for _, run in _runs(repo, rules, sha)] if rules else []
    done = [run for run in found if run is not None and run.status == "completed"]
    if any(run.conclusion not in _PASSED for run in done):
        return False
    return True if len(done) == len(found) else None


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
    for name, run in _runs(repo, rules, sha):
        if run is None:
            return f'Required status check "{name}" is expected.'
        if run.status != "completed":
            return f'Required status check "{name}" is {run.status.replace("_", " ")}.'
        if run.conclusion not in _PASSED:
            return f'Required status check "{name}" is failing.'
    return None


def _runs(repo: Repo, rules: Protection, sha: str) -> list[tuple[str, CheckRun | None]]:
    """The names of the required checks, each with its newest run on a commit."""
    known = {run.name: run for _, run in reversed(repo.checks(sha))}
    return [(name, known.get(name)) for name in rules.checks]


def _above(rules: Protection, repo: Repo, login: str) -> bool:
    return not rules.admins_too and repo.permission(login) == "admin"


def _check_pusher(rules: Protection, by: str, status: int) -> None:
    if rules.pushers is not None and by not in rules.pushers:
        raise _refused(rules, status, _NOT_LET)


def _refused(rules: Protection, status: int, why: str) -> Refused:
    """A refusal in the words of a protected branch, or of a ruleset."""
    return Refused(status, f"{RULES}\n\n{why}\n\n") if rules.ruleset else Refused(status, why, documentation=PAGE)
