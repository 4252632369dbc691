"""A blank at the edge of a bracketed name.

`[GLIP ]` shows the blank, and whoever searches for `[GLIP]` does not find the entry. The fix is safe: it takes away
the blank.
"""

from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity, fix

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[Uni-Perceiver v2]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- [ ] Title Words [ here ] [[pdf ]](https://arxiv.org/pdf/2301.00001.pdf)\n",
)
INVALID = (
    Example(
        "- **[GLIP ]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "name `GLIP ` has a blank at its edge, `GLIP` expected",
        "- **[GLIP]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[ GLIP ]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "name ` GLIP ` has a blank at its edge, `GLIP` expected",
        "- **[GLIP]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding a name, in lists that do not write most of them so."""
    found = []
    for one in {one: None for at in _edges(context.text) if (one := context.entry_at(at))}:
        name = one.name
        if name is None or name == name.strip() or not name.strip():
            continue
        start = one.text.find(name, len(one.marker))
        if one.text[start - 1] == "[" and one.text[start + len(name)] == "]":
            found.append((one, one.start + start, name))
    if context.is_rare([one for one, _, _ in found]):
        for _, start, name in found:
            end = start + len(name)
            message = f"name `{name}` has a blank at its edge, "
            message += f"`{name.strip()}` expected" if len(name) <= _LONGEST else "none expected"
            yield Finding(start, end, message, fix(start, end, name.strip()))


_LONGEST: Final = 60


def _edges(text: str) -> Iterator[int]:
    for needle in (" ]", "[ "):
        at = text.find(needle)
        while at >= 0:
            yield at
            at = text.find(needle, at + 1)
