"""A first author who is not one of the paper's.

The name was mostly copied from another entry, or is a slip. It is a hint, as people change their names and services
write them in other scripts. There is no fix: how the list shortens names, a person knows.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.papers import Paper, PaperId

SEVERITY: Severity = "hint"
NEEDS: Need | None = "papers"
_ID = PaperId("arxiv", "2301.00001")
_PAPER = Paper(_ID, "Deep Models of Everything", ("Ada Lovelace", "Charles Babbage"))
VALID = ("- [Deep Models of Everything](https://arxiv.org/abs/2301.00001), Ada Lovelace, Charles Babbage, 2023\n",)
_RIGHT = "# L\n\n## A\n\n" + "".join(
    f"- [Title Words {n}](https://arxiv.org/abs/2301.0000{n}), Ada Lovelace, Charles Babbage, 2023\n" for n in (2, 3)
)
INVALID = (
    Example(
        _RIGHT + "- [Deep Models of All](https://arxiv.org/abs/2301.00001), Kurt Goedel, Emmy Noether, 2023\n",
        "`Kurt Goedel` is no author of this paper; its first one is `Ada Lovelace`",
        line=7,
        papers=dict.fromkeys((_ID, PaperId("arxiv", "2301.00002"), PaperId("arxiv", "2301.00003")), _PAPER),
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Entries that show authors, none of whom is the paper's."""
    papers = {
        str(identity): paper
        for identity, paper in (context.papers or {}).items()
        if isinstance(paper, Paper) and paper.authors
    }
    known = [(one, paper) for one in context.entries if (paper := papers.get(one.identity or "")) is not None]
    strange = [(one, paper) for one, paper in known if not _share(paper.authors, one.words)]
    if len(strange) > _HABIT * len(known):
        return  # a list without authors
    for one, paper in strange:
        said = one.says
        # Where the title is another one's too, it is the link that is wrong.
        if said is None or not said.authors or not _is_one_title(said.title, paper.title):
            continue
        first = said.authors[0]
        if not _words(first) or _share(said.authors, " ".join(paper.authors)):
            continue
        at = one.text.find(first)
        start, end = (one.start + at, one.start + at + len(first)) if at >= 0 else (one.content, one.end)
        shown = f"`{first[:_LONGEST]}` is no author of this paper; its first one is `{paper.authors[0][:_LONGEST]}`"
        yield Finding(start, end, shown)


def _share(people: Sequence[str], text: str) -> bool:
    """Whether the surname of one of the people stands in a text."""
    words = _words(text)
    return any(not (own := _words(person)) or not words.isdisjoint(own) for person in people)


def _is_one_title(one: str, other: str) -> bool:
    ours, theirs = _words(one), _words(other)
    return len(ours & theirs) > min(len(ours), len(theirs)) / 2


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return set(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LONGEST: Final = 60
_HABIT: Final = 0.34
