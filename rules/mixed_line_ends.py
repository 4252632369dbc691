"""Lines that end in two ways.

A file with LF and CRLF shows whole lines as changed as soon as an editor settles for one of them. The fix is not safe:
it touches lines that nobody else would.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Change, Example, Finding, Fix, LintContext, Need, Severity

SEVERITY: Severity = "hint"
NEEDS: Need | None = None
VALID = ("# L\n\n- Title [pdf](https://arxiv.org/abs/2301.00001)\n", "# L\r\n\r\n- Title\r\n")
INVALID = (
    Example(
        "# L\n\n- One\r\n- Two\n",
        "1 line ends in CRLF and 3 in LF, one kind expected",
        "# L\n\n- One\n- Two\n",
        safe=False,
        line=3,
    ),
    Example(
        "# L\r\n\r\n- One\n- Two\r\n- Three\n",
        "2 lines end in LF and 3 in CRLF, one kind expected",
        "# L\r\n\r\n- One\r\n- Two\r\n- Three\r\n",
        safe=False,
        line=3,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding a file, at the first line of the rarer kind."""
    text = context.text
    if "\r" not in text:
        return
    both = text.count("\r\n")
    counts = {"CRLF": both, "LF": text.count("\n") - both, "CR": text.count("\r") - both}
    usual, *rarer = sorted((kind for kind in counts if counts[kind]), key=lambda kind: -counts[kind])
    if not rarer:
        return
    hits = list(re.finditer("|".join(_KINDS[kind] for kind in rarer), text))
    said = f"{counts[rarer[0]]} line{'s end' if counts[rarer[0]] > 1 else ' ends'} in {rarer[0]}"
    message = f"{said} and {counts[usual]} in {usual}, one kind expected"
    changes = tuple(Change(hit.start(), hit.end(), _SIGNS[usual]) for hit in hits)
    yield Finding(hits[0].start(), hits[0].end(), message, Fix(changes, safe=False))


_KINDS: Final = {"CRLF": r"\r\n", "LF": r"(?<!\r)\n", "CR": r"\r(?!\n)"}
_SIGNS: Final = {"CRLF": "\r\n", "LF": "\n", "CR": "\r"}
