"""A picture -> a plan. Pure: the same picture always gives the same plan."""

from dataclasses import replace

from bot.intake import plan_submission
from bot.model import Plan, PullSnapshot, React, Review, Snapshot, UpsertComment
from bot.review import plan_review


def decide(snapshot: Snapshot | PullSnapshot) -> Plan:
    """What to do about one submission or pull request; an empty plan where all is as it should be."""
    match snapshot:
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
