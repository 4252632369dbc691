"""A paper that is called a preprint and has been published since.

Readers like to know where it appeared. It is a hint, and never more: the list may mean the preprint. There is no fix:
how a venue stands in an entry, the next edit shows.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.papers import Paper, PaperId

SEVERITY: Severity = "hint"
NEEDS: Need | None = "papers"
_ID = PaperId("arxiv", "2301.00001")
VALID = (
    "- [Deep Models of Everything](https://arxiv.org/abs/2301.00001), CVPR 2024\n",
    "- Deep Models of Everything [[arXiv]](https://arxiv.org/abs/2301.00001)\n",
)
INVALID = (
    Example(
        "# L\n\n## A\n\n- [Deep Models of Everything](https://arxiv.org/abs/2301.00001), arXiv 2023\n",
        "`arXiv 2023`; the paper appeared at `CVPR 2024`",
        line=5,
        papers={
            _ID: Paper(
                _ID,
                "Deep Models of Everything",
                venue="IEEE/CVF Conference on Computer Vision and Pattern Recognition",
                year="2024",
            )
        },
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Entries that say `arXiv` or `preprint` in words, of papers whose venue somebody tells."""
    published = {
        str(identity): (paper.venue, paper.year)
        for identity, paper in (context.papers or {}).items()
        if isinstance(paper, Paper) and paper.venue and not paper.withdrawn
    }
    for one in context.entries if published else ():
        told = published.get(one.identity or "")
        if told is None or (found := _PREPRINT.search(one.words)) is None:
            continue
        from bot.venues import is_published, short_venue

        venue, year = told
        short = short_venue(venue, year) if venue and is_published(venue) else ""
        # What is too long for an entry is no name that anybody looks for.
        if not short or len(short) > _LONGEST or short.split()[0].casefold() in one.words.casefold():
            continue
        written = found[0].strip()
        at = one.text.find(written)
        start, end = (one.start + at, one.start + at + len(written)) if at >= 0 else (one.content, one.end)
        yield Finding(start, end, f"`{written}`; the paper appeared at `{short}`")


_PREPRINT: Final = re.compile(r"\b(?:arxiv(?:\s+preprint)?|preprint)\b(?:[,.]?\s*(?:19|20)\d\d)?", re.IGNORECASE)
_LONGEST: Final = 40
