"""A link whose page moved for good.

It still works, by a redirect that its host may drop one day. The fix is safe: it puts the new address in the place of
the old one. An address that only stands for another one by intention, as a DOI does, is left alone.
"""

from collections.abc import Iterator
from typing import Final

from bot.links import host_of, path_of
from bot.linkstatus import LinkStatus
from bot.lint import Example, Finding, LintContext, Need, Severity, fix
from bot.sketch import identity_of

SEVERITY: Severity = "warning"
NEEDS: Need | None = "links"
VALID = ("- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",)
INVALID = (
    Example(
        "- **[X]** Title Words [[code]](https://github.com/old/name)\n",
        "`https://github.com/old/name` moved to `https://github.com/new/name`",
        "- **[X]** Title Words [[code]](https://github.com/new/name)\n",
        links={
            "https://github.com/old/name": LinkStatus(
                "https://github.com/old/name", "alive", moved_to="https://github.com/new/name"
            )
        },
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Moved links of entries."""
    moved = {
        url: status.moved_to
        for url, status in (context.links or {}).items()
        if status.state == "alive" and status.moved_to and _is_a_move(url, status.moved_to)
    }
    for one in context.entries if moved else ():
        for link in one.links:
            if (target := moved.get(link.url)) is not None:
                said = f"`{_shortened(link.url)}` moved to `{_shortened(target)}`"
                fits = not any(sign in target for sign in " ()<>\"'")
                mended = fix(link.url_start, link.url_end, target) if fits else None
                yield Finding(link.url_start, link.url_end, said, mended, expected=target)


def _is_a_move(url: str, target: str) -> bool:
    """Whether a page is at another address now: no front page stands for it, and no resolver was asked."""
    if url.partition("://")[2].rstrip("/") == target.partition("://")[2].rstrip("/"):
        return False
    if host_of(url) in _RESOLVERS or (path_of(target) == "/" and path_of(url) != "/"):
        return False
    identity = identity_of(url)
    return identity is None or identity != identity_of(target)


def _shortened(url: str) -> str:
    return url if len(url) <= _LONGEST else url[: _LONGEST - 3] + "..."


_RESOLVERS: Final = frozenset(("doi.org", "dx.doi.org", "hdl.handle.net", "youtu.be", "purl.org", "w3id.org", "bit.ly"))
_LONGEST: Final = 80
