"""`/unhold`: what `/hold` stopped goes on."""

from dataclasses import replace
from typing import Final

from bot import messages
from bot.commands import Call, Ground, Where
from bot.model import Role, UserError
from bot.submission import Submission

USAGE: Final = "`/unhold`: I go on"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue", "emptied"))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/unhold": None,
    "/hold\n/Unhold!": (None, None),
    "/unhold\n/hold": ("zoe", "zoe"),
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Go on. A submitter may lift their own hold, not that of one who looks after the list. Raises UserError."""
    if submission.held_by and submission.held_by != ground.by and ground.role != "maintainer":
        raise UserError(messages.held_by_another(submission.held_by))
    return replace(submission, held_by=None)
