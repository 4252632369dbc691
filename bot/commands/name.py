"""`/name NAME`: the short name of a paper, as lists show it before or instead of the title."""

from typing import Final

from bot.commands import Call, Ground, Where, rule
from bot.model import Role
from bot.pointing import clean
from bot.submission import Submission

USAGE: Final = "`/name NAME`: the short name, such as BLIP-2, is this one"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/name 1 BLIP-I": ("BLIP-I", None),
    "@shelver, name paper 2: **ProtoCLIP+**": (None, "ProtoCLIP+"),
    "/name InstructBLIP IBLIP": ("IBLIP", None),
    "/name 1": None,
    "/name 1 A name that nobody could ever take for the short name of any paper": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Let a person's word on the name of a paper count before all others."""
    return rule(submission, call, ground, _name, "a short name, such as `BLIP-2`,")


#: What is longer is a title.
_LONGEST: Final = 40


def _name(text: str) -> str | None:
    name = clean(text)
    return name if len(name) <= _LONGEST else None
