"""`/recheck`: all is looked at again and everything asked anew, now: an issue's papers, a pull request's lines.

A moment, obeyed once. On a pull request its writer gets the suggestions; on an issue our pull request may be written
anew.
"""

from typing import Final

from bot.commands import Call, Ground, Where
from bot.model import Role
from bot.submission import Submission

USAGE: Final = "`/recheck`: I look again and ask everybody anew"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue", "pull"))
EXAMPLES: Final = {"/recheck": True, "@shelver: recheck": True, "/rechecks": False, "```\n/recheck\n```": False}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Nothing of the submission is changed by it."""
    return submission
