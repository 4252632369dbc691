"""Blanks at the end of a line.

Nobody sees them, but every editor that strips them makes a change of lines that nobody meant to touch. Two blanks
that break a line inside an entry are Markdown and stay. The fix is safe: it takes away what is not shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity, fix

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "# L\n\n## A\n\n- Title one,  \n  [pdf](https://arxiv.org/abs/2301.00001)\n",
)
INVALID = (
    Example(
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) \n",
        "1 blank at the end of the line",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """A warning in an entry, a hint elsewhere; one finding a line."""
    lines, starts = context.document.lines, context.starts
    within = _entry_lines(context)
    for found in _BLANKS.finditer(context.text):
        line = context.line(found.start())
        if found.start() == starts[line] or _breaks(found[0], line, lines, within):
            continue
        count = len(found[0])
        yield Finding(
            found.start(),
            found.end(),
            f"{count} blank{'s' if count > 1 else ''} at the end of the line",
            fix(found.start(), found.end(), ""),
            None if line in within else "hint",
        )


_BLANKS: Final = re.compile(r"(?<![ \t])[ \t]++(?=\r?\n|\r|\Z)")


def _entry_lines(context: LintContext) -> dict[int, int]:
    """The lines of entries, and the last line of the entry that each is of."""
    return {
        line: one.entry.span.end - 1
        for one in context.entries
        for line in range(one.entry.span.start, one.entry.span.end)
    }


def _breaks(blanks: str, line: int, lines: Sequence[str], within: Mapping[int, int]) -> bool:
    """Whether blanks break a line inside of its paragraph. https://spec.commonmark.org/0.31.2/#hard-line-breaks"""
    following = lines[line + 1] if line + 1 < len(lines) else ""
    goes_on = within.get(line, line + 1) > line and bool(following.strip())
    return len(blanks) > 1 and "\t" not in blanks and goes_on
