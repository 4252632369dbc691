"""`/recheck`: a pull request is looked at again, everything asked anew, and its writer gets the suggestions."""

from typing import Final

from bot.model import Role

USAGE: Final = "`/recheck`, on a pull request that changes the list"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "writer"))
ON: Final = "pull"
EXAMPLES: Final = {"/recheck": True, "@shelver: recheck": True, "/rechecks": False, "```\n/recheck\n```": False}
