"""What becomes of a plan where we may not do all of it: what is still right is done, the rest waits.

https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot import messages
from bot.diff import changed_lines, diff_lines
from bot.marker import read_memory, with_memory
from bot.model import (
    Action,
    Bounds,
    CloseIssue,
    ClosePullRequest,
    CommitFix,
    CompleteCheck,
    DeleteBranch,
    DeleteRemark,
    EditIssue,
    EditPullRequest,
    EditRemark,
    EditReview,
    Held,
    MergeBase,
    OpenIssue,
    OpenPullRequest,
    Plan,
    PullSnapshot,
    React,
    ReopenPullRequest,
    Review,
    SetBranch,
    SetLabels,
    SharedSnapshot,
    Snapshot,
    UpsertComment,
)

#: What each action takes; one of several is enough.
_NEEDS: Final[dict[type[Action], tuple[str, ...]]] = {
    SetBranch: ("contents",),
    MergeBase: ("contents",),
    DeleteBranch: ("contents",),
    CommitFix: ("contents",),
    OpenPullRequest: ("pull_requests",),
    EditPullRequest: ("pull_requests",),
    ClosePullRequest: ("pull_requests",),
    ReopenPullRequest: ("pull_requests",),
    Review: ("pull_requests",),
    EditReview: ("pull_requests",),
    EditRemark: ("pull_requests",),
    DeleteRemark: ("pull_requests",),
    CloseIssue: ("issues",),
    UpsertComment: ("issues", "pull_requests"),
    SetLabels: ("issues", "pull_requests"),
    React: ("issues",),
    CompleteCheck: ("checks",),
    OpenIssue: ("issues",),
    EditIssue: ("issues",),
}
#: What the pull request takes that submissions share.
_SHARING: Final = frozenset(("contents", "pull_requests"))
#: What is a courtesy, or stands by itself: a plan without it is still true.
_DISPENSABLE: Final = (React, CompleteCheck)


def may_do(action: Action, bounds: Bounds) -> bool:
    """Whether we may do an action, as far as that is known."""
    if bounds.rule and isinstance(action, SetBranch | MergeBase):
        return False
    return not bounds.missing.issuperset(_NEEDS[type(action)])


def confine(snapshot: Snapshot | PullSnapshot, plan: Plan, bounds: Bounds) -> Plan:
    """The plan within the bounds; it holds what waits, if anything does.

    Of a pull request without some of its actions only the check is made, as what is said of it may speak of all.
    A submission's comment tells its author that nothing is wanted of them, where an entry waits.
    """
    barred = [action for action in _all(plan.actions) if not may_do(action, bounds)]
    if isinstance(snapshot, Snapshot) and _waits_with_others(snapshot, plan) and bounds.missing & _SHARING:
        # It is held with the pull request that all share; here its author is told.
        said = _tell(snapshot, ())
        return replace(plan, actions=(said,) if said and may_do(said, bounds) else ())
    if not barred:
        return plan
    left = tuple(action for action in plan.actions if action not in barred)
    if all(isinstance(action, _DISPENSABLE) for action in barred):
        waits = any(isinstance(action, CompleteCheck) for action in barred)
        return replace(plan, actions=left, held=_held(barred, bounds) if waits else None)
    if isinstance(snapshot, Snapshot):
        said = _say_so(snapshot, plan)
        left = (said,) if said and may_do(said, bounds) else ()
    else:
        left = tuple(action for action in left if isinstance(action, CompleteCheck))
    reason = f"{plan.reason}; we may not do all of it"
    return replace(plan, reason=reason, actions=left, held=_held(barred, bounds))


def _waits_with_others(snapshot: Snapshot, plan: Plan) -> bool:
    """Whether a submission goes into a pull request that is still to be made."""
    pull = snapshot.own.pull
    return plan.share is not None and not (pull and pull.open)


def _all(actions: Iterable[Action]) -> Iterable[Action]:
    """The actions, and those that are done instead of one of them."""
    for action in actions:
        yield action
        if isinstance(action, SetBranch | CommitFix):
            yield from _all(action.otherwise)


def _held(barred: Iterable[Action], bounds: Bounds) -> Held:
    missing = {name for action in barred for name in _NEEDS[type(action)]} & bounds.missing
    return Held("permission", " ".join(sorted(missing))) if missing else Held("rule", bounds.rule)


def _say_so(snapshot: Snapshot, plan: Plan) -> UpsertComment | None:
    """What the submitter is told where an entry waits; nothing where that is told already."""
    branch = next((action for action in plan.actions if isinstance(action, SetBranch | MergeBase)), None)
    if branch is None or isinstance(snapshot, SharedSnapshot):
        return None
    before = snapshot.list_file.texts if snapshot.list_file else {}
    new: list[str] = []
    for file in branch.files[:1]:
        old_lines, lines = diff_lines(before.get(file.path, "")), diff_lines(file.text)
        for change in changed_lines(old_lines, lines):
            new += lines[change.new_start : change.new_end]
    return _tell(snapshot, new)


def _tell(snapshot: Snapshot, lines: Sequence[str]) -> UpsertComment | None:
    """The comment that a submission with these lines waits; None where it says so already."""
    own = snapshot.own
    pull = own.pull.number if own.pull and own.pull.open else None
    memory = read_memory(own.comment.body if own.comment else None)
    body = with_memory(messages.waits(lines, pull), replace(memory, state="hindered", question="", shown=""))
    if own.comment and not own.spare_comments and own.comment.body.replace("\r\n", "\n").strip() == body:
        return None
    replaced = own.comment.id if own.comment else None
    return UpsertComment(snapshot.issue.number, body, replaced, spare=own.spare_comments)
