"""A link that opens quite another paper than the entry tells of.

It was mostly copied from the entry beside it. Told only where hardly a word of the paper's title stands in the entry.
There is no fix: the right address stands with the paper that is meant.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.papers import Paper, PaperId
from bot.sketch import Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = "papers"
_ID = PaperId("arxiv", "2301.00001")
VALID = ("- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",)
INVALID = (
    Example(
        "- **[X]** Title Words of Vision [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "the link opens another paper: `Galaxies Colliding Near the Milky Way`",
        papers={_ID: Paper(_ID, "Galaxies Colliding Near the Milky Way")},
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Entries whose first link to a paper opens another one."""
    titles = {str(identity): paper for identity, paper in (context.papers or {}).items() if isinstance(paper, Paper)}
    for one in context.entries if titles else ():
        paper = titles.get(one.identity or "")
        if paper is not None and one.paper is not None and _is_another(one, paper):
            shown = paper.title if len(paper.title) <= _LONGEST else paper.title[: _LONGEST - 3] + "..."
            yield Finding(
                one.paper.start, one.paper.end, f"the link opens another paper: `{shown.replace('`', chr(39))}`"
            )


def _is_another(one: Sketch, paper: Paper) -> bool:
    title = set(_WORD.findall(paper.title.casefold()))
    words = one.words.casefold()
    own = set(_WORD.findall(words))
    if len(title) < _LEAST or len(own) < _LEAST or len(title & own) > _SHARE * len(title):
        return False
    # A paper that changed its title has its name still, or its people.
    name = re.sub(r"\W", "", (one.name or "").casefold())
    if len(name) >= _LEAST and name in re.sub(r"\W", "", f"{paper.title}{paper.abstract}".casefold()):
        return False
    return not any(person.split()[-1].casefold() in own for person in paper.authors if person.split())


_WORD: Final = re.compile(r"[a-z]{4,}")
_LEAST: Final = 3
_SHARE: Final = 0.2
_LONGEST: Final = 120
