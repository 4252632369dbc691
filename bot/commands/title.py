"""`/title TITLE`: the title of a paper, before what its source says."""

from functools import partial
from typing import Final

from bot.commands import Call, Ground, Where, rule
from bot.model import Role
from bot.pointing import NUMBER, bare
from bot.submission import Submission

USAGE: Final = "`/title TITLE`: the title is this one"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/title 1 A Better Title!": ("A Better Title!", None),
    '/title 2: "Quoted: A Study"': (None, "Quoted: A Study"),
    "/title 2206.10996 Prototypes of Images": (None, "Prototypes of Images"),
    "/title 1 First\n/title 1 Second, please": ("Second", None),
    "/title InstructBLIP: A Better Title": ("InstructBLIP: A Better Title", None),
    "/title InstructBLIP A Better Title": ("A Better Title", None),
    "/title 1 A \u202eTitle\u200b": ("A Title", None),
    "/title A Better Title": None,
    "/title 1": None,
    "/title InstructBLIP:": None,
    "/titles 1 Better": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Let a person's word on the title of a paper count before all others."""
    return rule(submission, call, ground, partial(_title, call.argument), "the title")


def _title(said: str, rest: str) -> str:
    """The title behind what names the paper; a name that the title itself begins with is a part of it."""
    name, _, behind = said.partition(":")
    begins_with_name = rest and bare(behind) == bare(rest) and any(map(str.isalpha, name)) and not NUMBER.match(said)
    return bare(said if begins_with_name else rest)
