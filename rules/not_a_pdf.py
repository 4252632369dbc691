"""A label that promises a PDF where a page opens.

Readers save or print what they take for the paper. Lists whose label for all links to papers is `pdf` are left alone.
The fix is there for arXiv only, whose files stand at known addresses; it is no safe one, as it changes where readers
are led.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.linkstatus import LinkStatus
from bot.lint import Example, Finding, LintContext, Need, Severity, fix

SEVERITY: Severity = "warning"
NEEDS: Need | None = "links"
VALID = ("- **[X]** Title Words [[paper]](https://arxiv.org/abs/2301.00001)\n",)
_ABS = "https://arxiv.org/abs/2301.00001"
INVALID = (
    Example(
        f"- **[X]** Title Words [[pdf]]({_ABS})\n",
        f"`pdf` opens a page, no PDF: `{_ABS}`",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001)\n",
        safe=False,
        links={_ABS: LinkStatus(_ABS, "alive", is_pdf=False)},
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Labels `pdf` of pages; nothing where a tenth of such labels or more stand at pages."""
    pages = {url for url, status in (context.links or {}).items() if status.state == "alive" and status.is_pdf is False}
    labelled = [link for one in context.entries for link in one.links if "pdf" in link.words.lower()] if pages else []
    found = [link for link in labelled if link.url in pages and link.label.casefold() == "pdf"]
    if len(found) > max(1, _HABIT * len(labelled)):
        return
    for link in found:
        file = _ARXIV_PAGE.sub(r"\1pdf/\2", link.url)
        mended = fix(link.url_start, link.url_end, file, safe=False) if file != link.url else None
        shown = link.url if len(link.url) <= _LONGEST else link.url[: _LONGEST - 3] + "..."
        yield Finding(link.start, link.end, f"`{link.label}` opens a page, no PDF: `{shown}`", mended)


_HABIT: Final = 0.1
_LONGEST: Final = 100
#: https://info.arxiv.org/help/arxiv_identifier_for_services.html: page and file of a paper.
_ARXIV_PAGE: Final = re.compile(r"(https?://(?:www\.)?arxiv\.org/)abs/(\d{4}\.\d{4,5}(?:v\d+)?)$")
