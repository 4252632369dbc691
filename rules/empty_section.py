"""A heading with nothing under it.

Readers look for entries there and find the next heading. Headings that are the words themselves, such as banners and
links, and lists with several empty ones are left alone. There is no fix: what was to stand there a person knows.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity

SEVERITY: Severity = "hint"
NEEDS: Need | None = None
_ENTRY = "- Title [pdf](https://arxiv.org/abs/2301.00001)\n\n"
VALID = (
    f"# L\n\n## A\n\n### B\n\n{_ENTRY}## C\n\n{_ENTRY}",
    f"# L\n\n## A\n\n{_ENTRY}## [Send us a pull request](https://example.org)\n\n## C\n\n{_ENTRY}",
    f"# L\n\n## A\n\n{_ENTRY}## B\n\n## C\n\n## D\n\n## E\n\n## F\n\n{_ENTRY}",
    f"# L\n\n## A\n\n{_ENTRY}## B\n\n<!-- to come -->\n\n## C\n\n{_ENTRY}",
)
INVALID = (
    Example(
        f"# L\n\n## A\n\n{_ENTRY}## Few-shot\n\n## C\n\n{_ENTRY}",
        "nothing stands under the heading `Few-shot`",
        line=7,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding a heading, where the list has few such and several sections with entries."""
    sections = context.document.sections
    if sum(bool(section.entries) for section in sections) < _LEAST:
        return
    lines = context.document.lines
    found = [
        one
        for one, below in pairwise(sections)
        if below.level <= one.level and one.path and not "".join(lines[one.heading.end : one.span.end]).strip()
    ]
    if len(found) > _MOST:
        return
    for one in found:
        words = one.path[-1]
        written = "".join(lines[one.heading.start : one.heading.end])
        if words and len(words.split()) <= _MOST_WORDS and "](" not in written and "<" not in written:
            start = context.starts[one.heading.start]
            yield Finding(
                start, start + len(written.rstrip()), f"nothing stands under the heading `{words[:_LONGEST]}`"
            )


_LEAST: Final = 2
_MOST: Final = 2
_MOST_WORDS: Final = 6
_LONGEST: Final = 60
