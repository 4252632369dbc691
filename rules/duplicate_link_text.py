"""Entries of one section that are nothing but a link, with the same words.

A reader cannot tell them apart. There is no fix: how they differ, a person knows.
"""

from collections.abc import Iterator

from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.sketch import Sketch

SEVERITY: Severity = "hint"
NEEDS: Need | None = None
VALID = (
    "# L\n\n## Lists\n\n- [captions](https://github.com/a/b)\n- [graphs](https://github.com/a/c)\n",
    "# L\n\n## A\n\n- X\n  - [guide](https://github.com/a/b)\n- Y\n  - [guide](https://github.com/a/c)\n",
    "# L\n\n## A\n\n- [captions](https://github.com/a/b)\n\n## B\n\n- [captions](https://github.com/a/c)\n",
)
INVALID = (
    Example(
        "# L\n\n## Lists\n\n- [captions](https://github.com/a/b)\n- [Captions](https://github.com/a/c)\n",
        "the entry on line 5 is called `Captions` too and leads elsewhere",
        line=6,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """The later one, or the changed one."""
    seen: dict[tuple[int, str], Sketch] = {}
    for one in context.entries:
        if not one.is_bare or one.entry.depth:  # what is nested says the rest above
            continue
        key = id(one.section), one.links[0].label.casefold()
        other = seen.setdefault(key, one)
        if other is one or other.links[0].url == one.links[0].url:
            continue
        told, there = (one, other) if context.is_changed(one.start) else (other, one)
        yield Finding(
            told.links[0].start, told.links[0].end,
            f"the entry on line {there.line} is called `{told.called}` too and leads elsewhere",
        )  # fmt: skip
