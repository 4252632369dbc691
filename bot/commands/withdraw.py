"""`/withdraw`: a paper is taken back."""

import re
from dataclasses import replace
from typing import Final

from bot import messages
from bot.commands import Call, Ground, Where
from bot.model import Role, UserError
from bot.pointing import clean, point, with_paper
from bot.submission import Submission

USAGE: Final = "`/withdraw`: the paper is taken back, and its pull request closed"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/withdraw 2": (None, "zoe"),
    "/withdraw InstructBLIP, please": ("zoe", None),
    "Sorry!\n/Withdraw all": ("zoe", "zoe"),
    "/withdraw 2\n/add https://arxiv.org/abs/2206.10996": (None, None),
    "/withdraw": None,
    "/withdraw 3": None,
    "/withdraw 1 and 2": None,
    "/withdraw 1, 2": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Take back the one paper, or of several the one that is named, or all. Raises UserError."""
    words = clean(call.argument)
    if words.casefold() in _ALL:
        taken = tuple(replace(paper, taken_back=ground.by) for paper in submission.papers)
        return replace(submission, papers=taken)
    pointed = point(call.word, words, submission.papers, ground.papers)
    if pointed.number is not None and _MORE.match(pointed.rest):
        raise UserError(messages.one_by_one(call.word))
    return with_paper(submission, pointed.index, replace(pointed.paper, taken_back=ground.by))


_ALL: Final = ("all", "both", "everything")
#: Another paper's number.
_MORE: Final = re.compile(r"(?:and|or|&|,)?\s*#?\d", re.IGNORECASE)
