"""A short name that two papers of one section bear.

Readers take the one for the other, or one of the names is a slip. Different papers may have one name, so it is a hint
only, without a fix.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.alike import share_title
from bot.lint import Example, Finding, Group, LintContext, Need, Severity
from bot.sketch import Sketch

SEVERITY: Severity = "hint"
NEEDS: Need | None = None
VALID = (
    "- **[CLIP2]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- **[Flamingo]** A Visual Language Model for Few-Shot Learning [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
)
INVALID = (
    Example(
        "- **[Clip]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "the name `Clip` is that of another paper on line 5 too",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """The later one, or the changed one; nothing where names repeat as venues do, or often over all sections."""
    names = {one: name for one in context.entries if (name := _called(one)) is not None}
    if len(names) - len(set(names.values())) > max(_SOME, _HABIT * len(names)):
        return
    for group in context.groups:
        pairs = list(_pairs(group, names))
        if len(pairs) > max(1, _HABIT * len(group.entries)):
            continue
        for one, other in pairs:
            told, there = (one, other) if context.is_changed(one.start) else (other, one)
            yield Finding(
                told.content,
                told.content + len(told.name or ""),
                f"the name `{told.called}` is that of another paper on line {there.line} too",
            )


def _pairs(group: Group, names: Mapping[Sketch, str]) -> Iterator[tuple[Sketch, Sketch]]:
    """Entries of two papers with one name; that of one title are one paper, which another rule tells."""
    seen: dict[str, Sketch] = {}
    for one in group.entries:
        if (name := names.get(one)) is None:
            continue
        other = seen.setdefault(name, one)
        is_another = other is not one and None is not one.identity != other.identity is not None
        if is_another and not share_title(one, other):
            yield one, other


def _called(one: Sketch) -> str | None:
    """An entry's name, told without its letters' case."""
    if one.name is None or len(one.name.split()) > _MOST_WORDS or _YEAR.search(one.name):
        return None
    return one.name.strip().casefold()


_HABIT: Final = 0.02
_SOME: Final = 8
_MOST_WORDS: Final = 3
#: A venue or a date, no name.
_YEAR: Final = re.compile(r"(?:19|20)\d\d|['\u2019]\d\d")
