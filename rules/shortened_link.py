"""A link through a service that shortens addresses.

Readers cannot see where it leads, the service sees who follows it, and when it ends, as goo.gl and git.io did, the page
is lost. There is no fix without asking the service.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.links import host_of
from bot.lint import Example, Finding, LintContext, Need, Severity

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title [[video]](https://youtu.be/a) [[map]](https://goo.gl/maps/a) [[model]](https://hf.co/a/b)\n",
    "- **[X]** Title [[site]](https://habit.ly/a) [[news]](https://bit.ly)\n",
)
INVALID = (
    Example(
        "- **[X]** Title [[data]](https://bit.ly/3abc)\n", "`bit.ly` hides where the link leads, its target expected"
    ),
    Example("- **[X]** Title <http://goo.gl/abc>\n", "`goo.gl` hides where the link leads, its target expected"),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an address."""
    hosts = {host for written in context.hosts if (host := host_of(written)) in _HOSTS}
    if not hosts:
        return
    pattern = rf"https?://(?:www\.)?({'|'.join(map(re.escape, sorted(hosts)))})/(?!maps/)[\w?-][^\s()<>\"']*"
    for found in re.finditer(pattern, context.text, re.IGNORECASE):
        if context.entry_at(found.start()) is not None:
            message = f"`{found[1]}` hides where the link leads, its target expected"
            yield Finding(found.start(), found.end(), message)


_HOSTS: Final = frozenset(
    (
        *("bit.ly", "t.co", "goo.gl", "tinyurl.com", "ow.ly", "is.gd", "buff.ly", "git.io", "rb.gy", "cutt.ly", "t.ly"),
        *(
            "shorturl.at",
            "lnkd.in",
            "tiny.cc",
            "rebrand.ly",
            "dlvr.it",
            "t.cn",
            "dwz.cn",
            "suo.im",
            "bitly.com",
            "v.gd",
        ),
    )
)
