"""`/place after ENTRY`: the paper goes after or before an entry, in whatever section that stands."""

import re
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice
from typing import Final, Literal

from bot import messages
from bot.addition import entry_label
from bot.commands import Call, Ground, Where
from bot.document import ListDocument
from bot.duplicates import find_called, located_entries
from bot.model import Role, UserError
from bot.placement import place_beside
from bot.pointing import clean, point, with_paper
from bot.submission import Submission

USAGE: Final = "`/place after ENTRY` or `/place before ENTRY`: its place; ENTRY is a name, title or link"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/place 1 after Alpha": (("after", "Alpha"), None),
    "/place 2: before “alpha”, please": (None, ("before", "alpha")),
    "/Place protoclip below https://arxiv.org/abs/2301.00011": (None, ("after", "https://arxiv.org/abs/2301.00011")),
    "/place 1 after Alpha\n/section 1 Datasets": (None, None),
    "/place 1 after Nobody": None,
    "/place 1 after Words of Paper 1": None,
    "/place 1 Alpha": None,
    "/place after Alpha": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Want a paper beside the entry that the words name. Raises UserError where that is none, or not one alone."""
    pointed = point(call.word, call.argument, submission.papers, ground.papers)
    said = _SIDE.match(pointed.rest)
    words = clean(said["entry"]) if said else ""
    if not said or not words:
        raise UserError(messages.wants(call.word, "`after` or `before` and an entry", pointed.number))
    side = _SIDES[said["side"].casefold()]
    found = find_called(ground.document, words)
    if found is None:
        raise UserError(messages.no_such_entry(words, side, _near(ground.document, words), pointed.number))
    if place_beside(found.section, found.entry, side) is None:
        raise UserError(messages.no_place_there(words))
    return with_paper(submission, pointed.index, replace(pointed.paper, place=(side, words)))


_SIDE: Final = re.compile(r"(?P<side>after|behind|below|before|above)\b[\s:,]*+(?P<entry>.+)", re.IGNORECASE)
_SIDES: Final[dict[str, Literal["after", "before"]]] = {
    "after": "after", "behind": "after", "below": "after", "before": "before", "above": "before",
}  # fmt: skip
#: So many entries are offered, and so many looked at for them.
_MOST_NEAR: Final = 3
_MOST_ENTRIES: Final = 5000


def _near(document: ListDocument, words: str) -> list[str]:
    """What the entries are called that are written most like some words."""
    called = {entry_label(one.entry): None for one in islice(located_entries(document), _MOST_ENTRIES)}
    by_key = {label.casefold(): label for label in called}
    return [by_key[key] for key in get_close_matches(words.casefold(), by_key, _MOST_NEAR)]
