"""A name with an at sign in front that GitHub may take for a person.

Where the line is quoted, in a commit, an issue or a pull request, a mention tells that person, who has nothing to do
with it
(https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#mentioning-people-and-teams).
Lists that often name people so are left alone. The fix is safe: a backslash that nobody sees.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity, fix
from bot.sketch import Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title, jane@example.org, CLIP@448, `@jane` [[blog]](https://medium.com/@jane)\n",
    "- **[X]** Title \\@jane, recall @5, @ home, [@jane](https://example.org) [[pdf]](https://arxiv.org/a)\n",
)
INVALID = (
    Example(
        "- **[X]** Title, by @jane-doe [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "`@jane-doe` tells that person wherever the line is quoted on GitHub",
        "- **[X]** Title, by \\@jane-doe [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding a name."""
    text = context.text
    found: list[tuple[Sketch, int, str]] = []
    at = text.find("@")
    while at >= 0:
        name = re.compile(_NAME).match(text, at)
        if name is not None and (at == 0 or text[at - 1] in _BEFORE):
            one = context.entry_at(at)
            if one is not None and one.masked[at - one.start] == "@":
                found.append((one, at, name[0]))
        at = text.find("@", at + 1)
    if context.is_rare({one for one, _, _ in found}):
        for _, start, name_shown in found:
            end = start + len(name_shown)
            message = f"`{name_shown}` tells that person wherever the line is quoted on GitHub"
            yield Finding(start, end, message, fix(start, start, "\\"))


_BEFORE: Final = " \t\n(,;:*|"
#: A name has letters, digits and single hyphens; one of digits alone or a single letter is hardly meant.
_NAME: Final = r"@(?!\d+\b|k\b)[A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){1,38}(?![\w@/-]|\.\w)"
