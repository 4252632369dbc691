"""A link that leads nowhere.

The reader cannot follow it. Told only where that is sure: the host has no such page, or is no more. There is no fix:
where the page went, or whether the link goes, a person finds out.
"""

from collections.abc import Iterator
from typing import Final

from bot.linkstatus import LinkStatus
from bot.lint import Example, Finding, LintContext, Need, Severity

SEVERITY: Severity = "error"
NEEDS: Need | None = "links"
VALID = ("- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",)
INVALID = (
    Example(
        "- **[X]** Title Words [[website]](https://example.org/gone)\n",
        "`https://example.org/gone` leads nowhere: 404",
        links={"https://example.org/gone": LinkStatus("https://example.org/gone", "dead", "gone", 404, said="404")},
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Dead links of entries."""
    links = context.links or {}
    dead = {url: status for url, status in links.items() if status.state == "dead"}
    for one in context.entries if dead else ():
        for link in one.links:
            if (status := dead.get(link.url)) is not None:
                why = f": {status.said}" if status.said else ""
                yield Finding(link.url_start, link.url_end, f"`{_shortened(link.url)}` leads nowhere{why}")


def _shortened(url: str) -> str:
    return url if len(url) <= _LONGEST else url[: _LONGEST - 3] + "..."


_LONGEST: Final = 100
