"""A user's name and password in an address.

Whoever reads the list can use them, and browsers warn of such links. The fix is not safe: the page may not open
without them, and what was once public must be changed anyway
(https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1).
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity, fix

SEVERITY: Severity = "error"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title [[blog]](https://medium.com/@jane/a:b) [[mail]](mailto:jane@example.org)\n",
    "- **[X]** Title [[git]](ssh://git@example.org/a) [[web]](https://example.org:8080/@jane)\n",
)
INVALID = (
    Example(
        "- **[X]** Title [[code]](https://jane:secret@example.org/a)\n",
        "a user's name and password stand in the address of `example.org`",
        "- **[X]** Title [[code]](https://example.org/a)\n",
        safe=False,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an address, wherever it stands."""
    text = context.text
    at = text.find("@")
    while at >= 0:
        scheme = text.rfind("://", max(0, at - _LONGEST), at)
        if scheme >= 0 and re.fullmatch(_USER, text[scheme + 3 : at]):
            host = re.match(r"[^\s/?#()<>\"']{0,60}", text[at + 1 : at + 61])
            message = f"a user's name and password stand in the address of `{host[0] if host else ''}`"
            yield Finding(scheme + 3, at + 1, message, fix(scheme + 3, at + 1, "", safe=False))
        at = text.find("@", at + 1)


_LONGEST: Final = 200
_USER: Final = r"[^\s/?#@:()<>\[\]\"']+:[^\s/?#@()<>\[\]\"']+"
