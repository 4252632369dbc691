"""A title that is not the paper's.

Nobody finds the paper by a title with a slip in it, or without its front. Capitals are the list's own affair, and a
short name in front may stand apart or go. The fix puts in the paper's title; it is no safe one, as a paper may change
its title.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, Fix, LintContext, Need, Severity, fix
from bot.papers import Paper, PaperId
from bot.sketch import Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = "papers"
_ID = PaperId("arxiv", "2301.00001")
_LINK = "[[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n"
VALID = (
    f"- **[SOHO]** End-to-End Pre-training for Representation Learning {_LINK}",
    f"- End-to-end pre-training for representation learning {_LINK}",
)
INVALID = (
    Example(
        f"- **[SOHO]** End-to-End Pre-trainng for Representation Learning {_LINK}",
        "the paper's title is `End-to-End Pre-training for Representation Learning`",
        f"- **[SOHO]** End-to-End Pre-training for Representation Learning {_LINK}",
        safe=False,
        papers={_ID: Paper(_ID, "SOHO: End-to-End Pre-training for Representation Learning")},
    ),
    Example(
        f"- **[SOHO]** End-to-End Pre-training for Representation Learning {_LINK}",
        "the front of the paper's title is left out: `Seeing Out of tHe bOx`",
        f"- **[SOHO]** Seeing Out of tHe bOx: End-to-End Pre-training for Representation Learning {_LINK}",
        safe=False,
        papers={_ID: Paper(_ID, "Seeing Out of tHe bOx: End-to-End Pre-training for Representation Learning")},
    ),
    Example(
        f"- **[VQ]** Learning $\\beta$ Codes for Image Generation {_LINK}",
        "TeX in the title; the paper's is `Learning Beta Codes for Image Generation`",
        f"- **[VQ]** Learning Beta Codes for Image Generation {_LINK}",
        safe=False,
        papers={_ID: Paper(_ID, "Learning Beta Codes for Image Generation")},
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Entries whose title is nearly the paper's; one that is quite another is no matter of wording."""
    papers = {str(identity): paper for identity, paper in (context.papers or {}).items() if isinstance(paper, Paper)}
    for one in context.entries if papers else ():
        paper = papers.get(one.identity or "")
        if paper is None or len(paper.title.split()) < _LEAST_WORDS or "$" in paper.title or "\\" in paper.title:
            continue
        words = _squashed(one.words)
        tex = _TEX.search(one.words) is not None and not _TEX.search(paper.title)
        if not tex and any(_squashed(some.title) in words for some in (paper, *paper.parts) if some.title):
            continue  # services may know the titles of several versions
        front, rest = _parts(paper.title)
        if front and len(rest.split()) >= _LEAST_WORDS and _squashed(rest) in words and not tex:
            if not _is_name(front) and _squashed(front) not in words:
                yield _front_missing(one, front, rest)
            continue
        finding = _another_wording(one, paper.title, front, rest, tex=tex)
        if finding is not None:
            yield finding


def _front_missing(one: Sketch, front: str, rest: str) -> Finding:
    said = f"the front of the paper's title is left out: `{_shortened(front.rstrip(':'))}`"
    at = one.text.find(rest)
    mended = fix(one.start + at, one.start + at, f"{front} ", safe=False) if at >= 0 else None
    start = one.start + at if at >= 0 else one.content
    return Finding(start, start + len(rest) if at >= 0 else one.end, said, mended, "hint")


def _another_wording(one: Sketch, title: str, front: str, rest: str, *, tex: bool) -> Finding | None:
    """The finding of a title with a slip or another wording of the paper's."""
    said = one.says
    if said is None or len(said.title.split()) < _LEAST_WORDS or _CUT.search(said.title):
        return None
    from rapidfuzz.distance.Indel import normalized_similarity

    own = _squashed(said.title)
    best, likeness = max(
        ((some, normalized_similarity(own, _squashed(some))) for some in (title, rest) if some),
        key=lambda pair: pair[1],
    )
    if best == rest and front and not (_is_name(front) or _squashed(front) in _squashed(one.words)):
        best = title
    if likeness < _LIKE:
        return None
    if likeness == 1 and not tex:
        return None
    at = one.text.find(said.title)
    alone = at >= 0 and one.text.count(said.title) == 1
    mended: Fix | None = fix(one.start + at, one.start + at + len(said.title), best, safe=False) if alone else None
    words = (
        f"TeX in the title; the paper's is `{_shortened(best)}`"
        if tex
        else f"the paper's title is `{_shortened(best)}`"
    )
    span = (one.start + at, one.start + at + len(said.title)) if alone else (one.content, one.end)
    return Finding(*span, words, mended, None if tex or likeness >= _SLIP else "hint", expected=best)


def _parts(title: str) -> tuple[str, str]:
    """The front of a title with its sign, and the rest; empty where it has no parts."""
    found = _BREAK.match(title)
    return (found[1], found[2]) if found else ("", title)


def _is_name(front: str) -> bool:
    """Whether the front of a title is a name rather than words of it."""
    return front.endswith(":") and len(front.split()) <= _MOST_NAME_WORDS


def _squashed(text: str) -> str:
    text = unicodedata.normalize("NFKD", text).casefold()
    return _NO_LETTERS.sub("", text)


def _shortened(text: str) -> str:
    text = text.replace("`", "'")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


_BREAK: Final = re.compile(r"([^:?]{2,100}[:?])\s+(\S.*)", re.DOTALL)
_NO_LETTERS: Final = re.compile(r"[\W_\u0300-\u036f]+")
_TEX: Final = re.compile(r"\$[^$\n]{1,40}\$|\\[a-zA-Z]{2,}|\{[^{}\n]{1,20}\}")
_CUT: Final = re.compile(r"(?:\.\.\.|\u2026)\s*$")
_LEAST_WORDS: Final = 4
_MOST_NAME_WORDS: Final = 2
#: So like are titles that differ by a slip, and by some words.
_SLIP, _LIKE = 0.93, 0.7
_LONGEST: Final = 140
