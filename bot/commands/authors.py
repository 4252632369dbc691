"""`/authors NAMES`: who wrote a paper, before what its source says."""

import re
from typing import Final

from bot.commands import Call, Ground, Where, rule
from bot.model import Role
from bot.pointing import clean
from bot.submission import Submission

USAGE: Final = "`/authors NAMES`: these wrote it, with commas between them"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/authors 1 Wenliang Dai, Junnan Li and Steven Hoi": (("Wenliang Dai", "Junnan Li", "Steven Hoi"), None),
    "/authors 2 Chen, Delong; Wu, Zhao": (None, ("Chen, Delong", "Wu, Zhao")),
    "/authors 1": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Let a person's word on the authors of a paper count before all others."""
    return rule(submission, call, ground, _authors, "the authors with commas between them")


_BETWEEN: Final = re.compile(r"[,、，]|\band\b|&")


def _authors(text: str) -> tuple[str, ...]:
    names = clean(text)
    parts = names.split(";") if ";" in names else _BETWEEN.split(names)
    return tuple(name for part in parts if (name := part.strip()))
