"""`/fix`: what the check of a pull request found is mended by us, as far as that is sure."""

from typing import Final

from bot.commands import Where
from bot.model import Role

USAGE: Final = "`/fix`: I commit all that can be mended for sure"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("pull",))
EXAMPLES: Final = {
    "/fix": True,
    "Thank you!\n\n/Fix, please": True,
    "@shelver please fix": True,
    "/fixed": False,
    "`/fix` does what?": False,
    "> /fix": False,
}
