"""A paper's entry without a title.

A name and links alone do not tell a reader what the paper is about, and nobody finds it by its title. There is no fix:
the title stands with the paper.
"""

from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.sketch import Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- [The Title of the Paper](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "# L\n\n## A\n\n- [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
)
INVALID = (
    Example(
        "- **[X]** [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[my code]](https://github.com/a/b)\n",
        "no title between `X` and the links, as the entries around have one",
    ),
    Example(
        "- [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "no title in front of the links, as the entries around have one",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Entries with a link to a paper and no words but a name, where nearly all others have more."""
    for group in context.groups:
        if len(group.entries) >= _LEAST or len(context.house) >= _LEAST:
            lacking = [one for one in group.entries if one.entry.kind != "row" and one.paper and _lacks_title(one)]
            if len(lacking) > max(1, _HABIT * len(context.house)):
                continue
            for one in lacking:
                where = f"between `{one.called}` and" if one.name else "in front of"
                yield Finding(
                    one.content, one.links[0].start, f"no title {where} the links, as the entries around have one"
                )


def _lacks_title(one: Sketch) -> bool:
    """Whether nothing but a name and labels stands in an entry."""
    if sum(map(len, one.gaps)) > _LONGEST * (len(one.links) + 1):
        return False  # dear to look at, and seldom without words
    words = "".join(one.gaps).strip()[len(one.marker.strip()) :]
    if one.name is not None:
        if len(one.name) >= _LETTERS:
            return False  # it is the title
        words = words.replace(one.name, "", 1)
    return (
        not any(sign.isalnum() for sign in words)
        and not any(len(link.label.split()) >= _WORDS or len(link.label) >= _LETTERS for link in one.links)
        and "\n" not in one.text.strip()
    )


_LEAST: Final = 5
_HABIT: Final = 0.05
_LONGEST: Final = 20
_WORDS: Final = 3
_LETTERS: Final = 20
