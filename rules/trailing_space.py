"""Blanks at the end of a line.

Nobody sees them, but every editor that strips them makes a change of lines that nobody meant to touch. Two blanks
that break a line inside an entry are Markdown and stay, as do blanks in code and those of a list that has them all
over. The fix is safe: it takes away what is not shown.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity, fix
from bot.sketch import Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "# L\n\n## A\n\n- Title one,  \n  [pdf](https://arxiv.org/abs/2301.00001)\n",
    "# L\n\nSo:  \nit goes on\n\n```\n- **[]** Title \n```\n   \n",
)
INVALID = (
    Example(
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) \n",
        "1 blank at the end of the line",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) \t \r\n",
        "3 blanks at the end of the line",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\r\n",
    ),
    Example("# L\n\nWords. \n", "1 blank at the end of the line", "# L\n\nWords.\n", line=3),
)


def check(context: LintContext) -> Iterator[Finding]:
    """A warning in an entry, a hint elsewhere; one finding a line."""
    text = context.text
    inside: list[tuple[int, int]] = []
    outside: list[tuple[int, int]] = []
    shown: set[Sketch] = set()
    fences = [fence.start for fence in context.document.fences]
    for line in (number for number, line in enumerate(context.document.lines) if line.endswith(_ENDS)):
        own = context.document.lines[line].rstrip("\r\n")
        start, end = context.starts[line] + len(own.rstrip(" \t")), context.starts[line] + len(own)
        if start == context.starts[line] or _is_code(context, fences, line):
            continue
        one = context.entry_at(start)
        if _breaks(context, text[start:end], line, one):
            continue
        (outside if one is None else inside).append((start, end))
        if one is not None:
            shown.add(one)
    found = inside if context.is_rare(shown) or len(context.house) < _FEW else []
    if len(outside) <= max(_FEW, len(context.document.lines) // 10):
        found = found + outside
    severity: Severity | None
    for start, end in found:
        severity = "hint" if context.entry_at(start) is None else None
        message = f"{end - start} blank{'s' if end > start + 1 else ''} at the end of the line"
        yield Finding(start, end, message, fix(start, end, ""), severity)


_ENDS: Final = (" \n", " \r\n", "\t\n", "\t\r\n", " \r", "\t\r", " ", "\t")
_FEW: Final = 5


def _is_code(context: LintContext, starts: list[int], line: int) -> bool:
    at = bisect_right(starts, line) - 1
    return at >= 0 and line < context.document.fences[at].end


def _breaks(context: LintContext, blanks: str, line: int, one: Sketch | None) -> bool:
    """Whether blanks break a line inside of its paragraph. https://spec.commonmark.org/0.31.2/#hard-line-breaks"""
    if len(blanks) < 2 or "\t" in blanks:
        return False
    lines = context.document.lines
    goes_on = one is None or one.entry.span.end - 1 > line
    return goes_on and line + 1 < len(lines) and bool(lines[line + 1].strip())
