"""A heading that skips a level.

`####` below `##` leaves a hole in the outline that readers with a screen reader walk by
(https://www.w3.org/WAI/tutorials/page-structure/headings/). There is no fix: only the list's owner knows which level is
meant.
"""

from collections.abc import Iterator
from itertools import pairwise

from bot.lint import Example, Finding, LintContext, Need, Severity

SEVERITY: Severity = "hint"
NEEDS: Need | None = None
VALID = ("# L\n\n## A\n\n### B\n\n## C\n\n- Title [pdf](https://arxiv.org/abs/2301.00001)\n", "### L\n\n## A\n")
INVALID = (
    Example("# L\n\n## A\n\n#### B\n\n##### C\n", "heading of level 4 below one of level 2, level 3 expected", line=5),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding a heading, in lists in which this is rare."""
    sections = [section for section in context.document.sections if section.level]
    found = [(above, below) for above, below in pairwise(sections) if below.level > above.level + 1]
    if len(found) > max(1, len(sections) // 10):
        return
    for above, below in found:
        start, end = context.starts[below.heading.start], context.starts[below.heading.end]
        message = f"heading of level {below.level} below one of level {above.level}, level {above.level + 1} expected"
        yield Finding(start, start + len(context.text[start:end].rstrip()), message)
