"""`/ignore RULE: reason`: what a rule finds in the lines of a pull request is not told there any more.

A standing wish of those who look after the list; who made the pull request may not silence what judges it.
"""

from typing import Final

from bot.commands import Where
from bot.model import Role

USAGE: Final = "`/ignore RULE: reason`: what this rule finds in this pull request is not told any more"
WHO: Final[frozenset[Role]] = frozenset(("maintainer",))
ON: Final[frozenset[Where]] = frozenset(("pull",))
EXAMPLES: Final = {
    "/ignore trailing-space: our editor writes them": True,
    "/Ignore, `dead-link`: it is down today": True,
    "/ignored": False,
    "`/ignore dead-link: no`": False,
}
