"""A year in which the paper cannot have appeared.

The years of a preprint and of its publication are both right, and so is any between them. It is a hint, without a fix:
which year the list shows, a person knows.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.papers import Paper, PaperId

SEVERITY: Severity = "hint"
NEEDS: Need | None = "papers"
_ID = PaperId("arxiv", "2301.00001")
VALID = ("- [Deep Models of Everything](https://arxiv.org/abs/2301.00001), CVPR 2024\n",)
INVALID = (
    Example(
        "# L\n\n## A\n\n- [Deep Models of Everything](https://arxiv.org/abs/2301.00001), CVPR 2014\n",
        "the year 2014; the paper is of 2023 to 2024",
        line=5,
        papers={_ID: Paper(_ID, "Deep Models of Everything", date="2023-01-05", venue="CVPR", year="2024")},
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Entries that show one year, and one that is far from those of the paper."""
    years = {
        str(identity): found
        for identity, paper in (context.papers or {}).items()
        if isinstance(paper, Paper) and (found := _years(paper))
    }
    for one in context.entries if years else ():
        if (known := years.get(one.identity or "")) is None:
            continue
        first, last = known
        shown = {int(year) for year in _YEAR.findall(one.words)}
        if not shown or any(first - _BEFORE <= year <= last + _BEHIND for year in shown):
            continue
        said = one.says
        if said is None or _YEAR.search(said.title):
            continue
        year = max(shown)
        at = one.text.find(str(year))
        start, end = (one.start + at, one.start + at + 4) if at >= 0 else (one.content, one.end)
        span = f"{first}" if first == last else f"{first} to {last}"
        yield Finding(start, end, f"the year {year}; the paper is of {span}")


def _years(paper: Paper) -> tuple[int, int] | None:
    """The first and the last year that anybody says of a paper."""
    told = [
        year for part in (paper, *paper.parts) for year in ((part.date or "")[:4], part.year or "") if year.isdigit()
    ]
    return (min(map(int, told)), max(map(int, told))) if told else None


_YEAR: Final = re.compile(r"(?<!\d)(?:19[5-9]|20[0-4])\d(?!\d)")
#: So many years before a preprint a paper may have been accepted, and so many later it may appear in a journal.
_BEFORE, _BEHIND = 1, 3
