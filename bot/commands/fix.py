"""`/fix`: what the check of a pull request found is mended by us, as far as that is sure."""

from typing import Final

from bot.model import Role

USAGE: Final = "`/fix`, on a pull request that changes the list"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "writer"))
ON: Final = "pull"
EXAMPLES: Final = {
    "/fix": True,
    "Thank you!\n\n/Fix, please": True,
    "@shelver please fix": True,
    "/fixed": False,
    "`/fix` does what?": False,
    "> /fix": False,
}
