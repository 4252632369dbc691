"""A picture -> a plan. Pure: the same picture always gives the same plan."""

from dataclasses import replace

from bot.combining import plan_shared
from bot.hindrance import confine
from bot.intake import plan_submission
from bot.model import (
    Bounds,
    Held,
    Plan,
    PullSnapshot,
    React,
    RepositorySnapshot,
    Review,
    SharedSnapshot,
    Snapshot,
    UpsertComment,
)
from bot.notices import plan_notices
from bot.review import plan_review
from bot.trial import would_do

_FREE = Bounds()


def decide(snapshot: Snapshot | PullSnapshot | RepositorySnapshot, bounds: Bounds = _FREE) -> Plan:
    """What to do about one submission, pull request or repository; an empty plan where all is as it should be.

    Of a plan that the list's owner or the operator wants not to be carried out, or that we may not carry out within
    these bounds, only what is allowed is left, and why the rest waits.
    """
    if isinstance(snapshot, RepositorySnapshot):
        return plan_notices(snapshot)
    config = snapshot.config
    if config and not config.enabled:
        return Plan("stopped by the list's owner", claims=None, held=Held("stopped"))
    plan = wish(snapshot)
    if bounds.trial or (config and config.mode == "trial"):
        # A thumb alone tells that work goes on.
        tells = any(not isinstance(action, React) for action in plan.actions)
        held = Held("trial", would_do(snapshot, plan)) if tells else None
        return replace(plan, reason=f"on trial; {plan.reason}", actions=(), held=held)
    return confine(snapshot, plan, bounds)


def wish(snapshot: Snapshot | PullSnapshot) -> Plan:
    """What to do about one submission or pull request if nothing keeps us from it."""
    match snapshot:
        case SharedSnapshot():
            plan, locked = plan_shared(snapshot), False
        case Snapshot():
            plan, locked = plan_submission(snapshot), snapshot.issue.locked
        case PullSnapshot():
            plan, locked = plan_review(snapshot), snapshot.pull.locked
    return _in_silence(plan) if locked else plan


def _in_silence(plan: Plan) -> Plan:
    """The plan without what it says in a conversation that is locked: GitHub refuses that to apps, reactions too.

    https://docs.github.com/en/communities/moderating-comments-and-conversations/locking-conversations
    """
    said = tuple(action for action in plan.actions if isinstance(action, UpsertComment | React | Review))
    kept = tuple(action for action in plan.actions if action not in said)
    return replace(plan, reason=f"{plan.reason}; the conversation is locked", actions=kept) if said else plan
