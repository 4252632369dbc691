"""An entry without a short name where nearly all others of its section have one.

Readers look for papers by these names. A paper without one may stay as it is: the rule is for sections in which that
is a rare exception. There is no fix: the name stands with the paper.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
_MANY = "".join(f"- **[N{n}]** Title {n} [[pdf]](https://arxiv.org/pdf/2301.000{n}.pdf)\n" for n in range(10, 35))
VALID = (
    "- Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    f"# L\n\n## A\n\n{_MANY}- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
)
INVALID = (
    Example(
        f"# L\n\n## A\n\n{_MANY}- Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "no short name such as `N10` in front; 25 of the section's 26 entries have one",
        line=30,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Entries with a link to a paper and no name."""
    for group in context.groups:
        settled = context.settled(group)
        named = [one for one in settled if one.name is not None]
        if len(settled) < _LEAST or len(named) < _SHARE * len(settled):
            continue
        if sum(map(bool, map(_DATED.search, (one.name or "" for one in named)))) * 2 > len(named):
            continue  # a venue and its year
        for one in group.entries:
            if one.name is None and one.paper is not None:
                yield Finding(
                    one.content,
                    one.content,
                    f"no short name such as `{named[0].name}` in front;"
                    f" {len(named)} of the section's {len(settled)} entries have one",
                )


_LEAST: Final = 20
_SHARE: Final = 0.95
_DATED: Final = re.compile(r"(?:19|20)\d\d|['\u2019]\d\d")
