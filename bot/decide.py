"""A picture -> a plan. Pure: the same picture always gives the same plan."""

from bot.intake import plan_submission
from bot.model import Plan, PullSnapshot, Snapshot
from bot.review import plan_review


def decide(snapshot: Snapshot | PullSnapshot) -> Plan:
    """What to do about one submission or pull request; an empty plan where all is as it should be."""
    match snapshot:
        case Snapshot():
            return plan_submission(snapshot)
        case PullSnapshot():
            return plan_review(snapshot)
