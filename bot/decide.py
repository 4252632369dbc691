"""A picture -> a plan. Pure: the same picture always gives the same plan."""

from dataclasses import replace

from bot.hindrance import confine
from bot.intake import plan_submission
from bot.model import Bounds, Held, Plan, PullSnapshot, React, RepositorySnapshot, Snapshot
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
        case Snapshot():
            return plan_submission(snapshot)
        case PullSnapshot():
            return plan_review(snapshot)
