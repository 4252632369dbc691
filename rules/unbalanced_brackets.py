"""A bracket or parenthesis that has no partner.

One sign too many or too few is a slip, and readers look for the other half. Links, code, formulas, smileys, intervals
and enumerations such as `1)` are left out. There is no fix: where the partner belongs is not known.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.sketch import Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title (A [B]) 1) one a) two :) `(` $[0, 1)$ \\( [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- **[X]** Title in [0, 1) and (0, 1] [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
)
INVALID = (
    Example(
        "- **[X]** Title (CVPR 2023 [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "`(` in front of `CVPR 2023` has no partner",
    ),
    Example(
        "- **[X]** Title CVPR 2023) [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "`)` behind `Title CVPR 2023` has no partner",
    ),
    Example("- **[X Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n", "`[` in front of `X Title` has no partner"),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an entry, where it is rare."""
    found = [(one, at) for one in context.torn if one.unpaired and (at := _slip(one)) is not None]
    if not context.is_rare([one for one, _ in found]):
        return
    for one, at in found:
        sign, masked = one.text[at], one.masked
        if sign in "([":
            near = re.match(r"[^\0()\[\]\r\n]{0,40}", masked[at + 1 : at + 41])
            where = "in front of"
        else:
            near = re.search(r"[^\0()\[\]\r\n]{0,40}$", masked[max(0, at - 40) : at])
            where = "behind"
        words = near[0].strip(" *_") if near else ""
        said = f" {where} `{words}`" if words else ""
        yield Finding(one.start + at, one.start + at + 1, f"`{sign}`{said} has no partner")


def _slip(one: Sketch) -> int | None:
    """The first bracket that stands alone and is neither at a link nor meant so."""
    masked = one.masked
    alone = [at for at in one.unpaired if not re.match(_MEANT, masked[max(0, at - 4) : at + 1])]
    if len(alone) == 2 and re.fullmatch(_INTERVAL, one.text[alone[0] : alone[1] + 1]):
        return None
    for at in alone:
        # What belongs to a link is told by the rule of links.
        if not re.match(_AT_LINK, masked[max(0, at - 1) : at + _LONGEST]):
            return at
    return None


_LONGEST: Final = 100
_AT_LINK: Final = r"(?s).?(?:\[\0|\[\[[^\[\]\n]*\]+ +\(\0)|\0\]|\]\(|.\]\("
#: Up to and with the sign: an enumeration's, a smiley's.
_MEANT: Final = r"(?s).*(?:(?:^|[\s\0])(?:\d{1,2}|[a-zA-Z]|[ivx]{1,3})\)|[:;=8]-?[()\[\]])$"
_INTERVAL: Final = r"[\[(]\s*[-+]?[\w.∞]+\s*,\s*[-+]?[\w.∞]+\s*[\])]"
