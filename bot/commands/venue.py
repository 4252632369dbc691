"""`/venue VENUE`: where a paper appeared, before what its source says."""

from typing import Final

from bot.commands import Call, Ground, Where, rule
from bot.model import Role
from bot.pointing import clean
from bot.submission import Submission

USAGE: Final = "`/venue VENUE`: it appeared there, such as `/venue CVPR 2024`"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/venue 1 NeurIPS 2023": ("NeurIPS 2023", None),
    "/Venue, please: #2 TNNLS, please.": (None, "TNNLS"),
    "/venue NeurIPS 2023": None,
    "/venue 2": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Let a person's word on the venue of a paper count before all others."""
    return rule(submission, call, ground, _venue, "where it appeared, such as `CVPR 2024`,")


#: No entry has room for more.
_LONGEST: Final = 60


def _venue(text: str) -> str | None:
    venue = clean(text)
    return venue if len(venue) <= _LONGEST else None
