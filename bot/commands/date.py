"""`/date DATE`: when a paper appeared, before what its source says."""

from typing import Final

from bot.commands import Call, Ground, Where, rule
from bot.dates import date_in
from bot.model import Role
from bot.pointing import clean
from bot.submission import Submission

USAGE: Final = "`/date DATE`: it appeared then, such as `/date 2024-05-30` or `/date 2024`"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/date 1 2023-05-11": ("2023-05-11", None),
    "/date 2 June 2022": (None, "2022-06"),
    "/date 2: 2022.": (None, "2022"),
    "/date 1 tomorrow": None,
    "/date 2022": None,
    "/update 1 2022": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Let a person's word on the date of a paper count before all others."""
    return rule(submission, call, ground, _date, "a date, such as `2024-05-30` or `2024`,")


def _date(text: str) -> str | None:
    return date_in(clean(text))
