"""An address that one entry links to twice.

The second link tells readers nothing new, or one of the two was meant to lead elsewhere. Entries may share the address
of a repository with each other. There is no fix: which of the two is wrong, a person knows.
"""

from collections.abc import Iterator
from typing import Final

from bot.links import is_label
from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.sketch import LinkAt, Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[code]](https://github.com/openai/CLIP)\n",
    "- **[X]** Title [[code]](https://github.com/a/b) [[code]](https://github.com/a/c)\n",
)
INVALID = (
    Example(
        "- **[X]** Title [[code]](https://github.com/a/b) [[code]](https://github.com/a/b/)\n",
        "`https://github.com/a/b/` is linked twice in this entry, each time as `code`",
    ),
    Example(
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[code]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "`https://arxiv.org/pdf/2301.00001.pdf` is linked twice in this entry, as `pdf` and as `code`",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """The second link; nothing in a list in which many entries link twice, as those whose titles are links too may."""
    found = [(one, *pair) for one in context.entries if len(one.links) > 1 and (pair := _twice(one)) is not None]
    if len(found) > max(_SOME, _HABIT * len(context.entries)):
        return
    for _, first, second in found:
        same = first.label.casefold() == second.label.casefold()
        how = f"each time as `{second.label}`" if same else f"as `{first.label}` and as `{second.label}`"
        yield Finding(second.start, second.end, f"`{_shortened(second.url)}` is linked twice in this entry, {how}")


def _twice(one: Sketch) -> tuple[LinkAt, LinkAt] | None:
    """The first two links of an entry with one address."""
    addresses = [link.url for link in one.links]
    if len({address.rstrip("/") for address in addresses}) == len(addresses):
        return None
    seen: dict[str, LinkAt] = {}
    for link in one.links:
        # The title, or a person, may lead where a label leads; slides or a video may stand on the project's page.
        if "://" not in link.url or not is_label(link.label) or link.role not in _APART:
            continue
        if (other := seen.setdefault(link.url.rstrip("/"), link)) is not link:
            return other, link
    return None


def _shortened(url: str) -> str:
    return url if len(url) <= _LONGEST else url[: _LONGEST - 3] + "..."


_APART: Final = frozenset(("pdf", "abstract", "code", "website"))
_LONGEST: Final = 80
_SOME: Final = 3
_HABIT: Final = 0.03
