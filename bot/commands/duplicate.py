"""`/duplicate no`: the entry that was taken for the same paper is another's."""

import re
from dataclasses import replace
from typing import Final

from bot import messages
from bot.citing import cite
from bot.commands import Call, Ground, Where
from bot.duplicates import find_duplicate
from bot.model import Role, UserError
from bot.pointing import clean, point, with_paper
from bot.submission import Submission

USAGE: Final = "`/duplicate no`: the entry that looks like the same paper is another's"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/duplicate 1 no": ("perhaps", None),
    "/Duplicate: no 2": (None, "perhaps"),
    "/duplicate ProtoCLIP no, please": (None, "perhaps"),
    "/duplicate 2 no, it is another one": (None, "perhaps"),
    "/duplicate no": None,
    "/duplicate not ProtoCLIP": None,
    "/duplicate 1 yes": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Go on though an entry looks like the paper. Raises UserError.

    A submitter may say so of one that only may be the same paper; where an identity or the title is the same, that is
    for those who look after the list.
    """
    words = clean(call.argument)
    pointed = point(call.word, words, submission.papers, ground.papers)
    # Before a number, "no" is read as its abbreviation, which is the same wish.
    if not _NO.match(pointed.rest) and not (not pointed.rest and _NO_BEFORE_NUMBER.match(words)):
        raise UserError(messages.wants(call.word, "`no`", pointed.number))
    paper = pointed.paper
    if ground.role == "maintainer":
        return with_paper(submission, pointed.index, replace(paper, distinct="surely"))
    cited = cite(paper, ground.papers)
    ids = (*paper.ids, *(cited.source.ids if cited.source else ()))
    found = find_duplicate(ground.document, cited.citation, ids)
    if found is not None and found.sure == "same":
        raise UserError(messages.surely_the_same(pointed.number))
    return with_paper(submission, pointed.index, replace(paper, distinct="perhaps"))


_NO: Final = re.compile(r"no(?!\w)", re.IGNORECASE)
_NO_BEFORE_NUMBER: Final = re.compile(r"no[.\s]+#?\d", re.IGNORECASE)
