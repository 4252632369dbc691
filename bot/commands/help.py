"""`/help`: what the one who asks may write there."""

from typing import Final

from bot.commands import Call, Ground, Where
from bot.model import Role
from bot.submission import Submission

USAGE: Final = "`/help`: shows this"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue", "silent", "emptied", "pull"))
EXAMPLES: Final = {"/help": True, "@shelver help!": True, "/helpful": False, "help": False, "> /help": False}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Nothing of the submission is changed by it."""
    return submission
