"""`/hold`: nothing is done about a submission until somebody writes `/unhold`."""

from dataclasses import replace
from typing import Final

from bot import messages
from bot.commands import Call, Ground, Where
from bot.model import Role, UserError
from bot.pointing import clean
from bot.submission import Submission

USAGE: Final = "`/hold`: I leave all as it is until somebody writes `/unhold`"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue", "emptied"))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/hold": ("zoe", "zoe"),
    "@shelver, please hold.": ("zoe", "zoe"),
    "/hold\n/unhold": (None, None),
    "/hold cancel": None,
    "/holds": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Hold it, in the name of the first who wants that. Raises UserError for what lifts a hold with other bots."""
    if clean(call.argument).casefold() in ("cancel", "off"):
        raise UserError(messages.meant_unhold())
    return submission if submission.held_by else replace(submission, held_by=ground.by)
