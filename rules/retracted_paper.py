"""A paper that was withdrawn.

Readers build on what its authors or its publisher took back. There is no fix: whether the entry goes or says so, a
person decides.
"""

from collections.abc import Iterator

from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.papers import Paper, PaperId

SEVERITY: Severity = "error"
NEEDS: Need | None = "papers"
_ID = PaperId("arxiv", "2301.00001")
VALID = (
    "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00002.pdf)\n",
    "- **[X]** Title Words (withdrawn) [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
)
INVALID = (
    Example(
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "`arxiv:2301.00001` was withdrawn",
        papers={_ID: Paper(_ID, "Title Words", withdrawn=True)},
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Entries of withdrawn papers that do not say so."""
    withdrawn = {
        str(identity)
        for identity, paper in (context.papers or {}).items()
        if isinstance(paper, Paper) and paper.withdrawn
    }
    for one in context.entries if withdrawn else ():
        if one.paper is not None and one.identity in withdrawn:
            said = one.words.casefold()
            if "withdrawn" not in said and "retracted" not in said:
                yield Finding(one.paper.start, one.paper.end, f"`{one.identity}` was withdrawn")
