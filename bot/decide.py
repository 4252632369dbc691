"""A picture -> a plan. Pure: the same picture always gives the same plan."""

from bot.intake import plan_submission
from bot.model import Plan, Snapshot


def decide(snapshot: Snapshot) -> Plan:
    """What to do about one submission; an empty plan where all is as it should be."""
    return plan_submission(snapshot)
