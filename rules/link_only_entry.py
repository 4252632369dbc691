"""A bare link among entries that have words of their own and a link to their paper.

It names no paper, so readers cannot tell what it is or why it stands there; one of more than a few words does tell.
There is no fix: the title stands with the paper, and what is no paper may belong into another section.
"""

from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- [Title](https://github.com/a/b) with words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- [Why Sampling Differs Between Runs](https://example.org/blog/sampling)\n",
    "# L\n\n## A\n\n- [x](https://github.com/a/b)\n- [y](https://github.com/a/c)\n",
)
INVALID = (
    Example(
        "- [x-clip](https://github.com/lucidrains/x-clip)\n",
        "nothing but a link to `https://github.com/lucidrains/x-clip`; the section's entries have a title and a paper",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Bare links where nearly all others of the section are none and have a link to a paper."""
    for group in context.paper_groups:
        settled = context.settled(group)
        full = sum(one.paper is not None and not one.is_bare for one in settled)
        if full < _LEAST or full < _SHARE * len(settled):
            continue
        for one in group.entries:
            if one.paper is not None or not one.is_bare or len(one.links[0].label.split()) > _MOST_WORDS:
                continue
            if one.links[0].url.startswith("http"):
                url = one.links[0].url
                shown = url if len(url) <= _LONGEST else url[: _LONGEST - 3] + "..."
                said = f"nothing but a link to `{shown}`; the section's entries have a title and a paper"
                yield Finding(one.links[0].start, one.links[0].end, said)


_LEAST: Final = 5
_SHARE: Final = 0.85
_MOST_WORDS: Final = 3
_LONGEST: Final = 80
