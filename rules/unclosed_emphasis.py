"""Marks of emphasis or code that Markdown shows as they are.

`**[Parti] Scaling ...` has one pair of stars where two are needed, `** Name**` a blank in between; readers see the
stars. The fix is safe where a bracketed name tells where the emphasis ends
(https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.lint import Change, Example, Finding, Fix, LintContext, Need, Severity
from bot.sketch import Sketch

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

SEVERITY: Severity = "error"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title with **bold** words `a**b` 2\\*\\*3 [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- **[X]** On the pair__wise loss, __init__ [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- **X**: Title `a` ``Words'' `[[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
)
INVALID = (
    Example(
        "- **[X] Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "`**` has no partner and is shown, `**[X]**` expected",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- [X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "`**` has no partner and is shown, `**[X]**` expected",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- ** [X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "`**` beside a blank is shown, `**[X]**` expected",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title **Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n", "`**` has no partner and is shown"
    ),
    Example(
        "- **[X]** Title `Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n", "backtick has no partner and is shown"
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an entry and kind of mark, in lists in which the suspicion is rare."""
    suspects: dict[str, list[Sketch]] = {"**": [], "`": [], "__": []}
    others = [mark for mark in _OTHERS if mark in context.text]
    for one in context.entries:
        own = one.entry.text
        if "**" in own:
            first, last = own.find("**"), own.rfind("**")
            if own.count("**") % 2 or own[first + 2 : first + 3].isspace() or own[last - 1].isspace():
                suspects["**"].append(one)
        for mark in others:
            if mark in own and own.count(mark) % 2 and "''" not in own and "$" not in own:
                suspects[mark].append(one)
    for mark, entries in suspects.items():
        for one in entries if context.is_rare(entries) else ():
            if _shows(one.text, mark):
                yield from _of_stars(one) if mark == "**" else _of_other(one, mark)


def _of_other(one: Sketch, mark: str) -> Iterator[Finding]:
    edges = list(re.finditer(rf"(?<!\w){mark}|{mark}(?!\w)" if mark == "__" else mark, one.masked))
    if len(edges) % 2:
        start, end = one.start + edges[0].start(), one.start + edges[0].end()
        yield Finding(start, end, f"{_OTHERS[mark]} has no partner and is shown", severity="warning")


#: Marks that titles and names may hold on purpose.
_OTHERS: Final = {"`": "backtick", "__": "`__`"}


def _of_stars(one: Sketch) -> Iterator[Finding]:
    own = one.text
    if "***" in own or "\\*" in own or "$" in own:
        return
    masked = re.sub(r"(?s)\*\*(?=[^\s*])[^*]*(?<=[^\s*])\*\*", lambda pair: "\0" * len(pair[0]), one.masked)
    at = masked.find("**")
    if at < 0:
        return
    begin = len(one.marker)
    lone = re.match(r"\*\*(\[[^\[\]\n*]{1,80}\])(?=\s)(?!\*)", own[begin:]) or re.match(
        r"(\[[^\[\]\n*]{1,80}\])\*\*(?=\s)", own[begin:]
    )
    blank = re.match(r"\*\*(\s*)(\[[^\[\]\n*]{1,80}\]|[^\[\]\n*]{1,80}?)(\s*)\*\*(?=\s)", own[begin:])
    start = one.start + at
    if lone is not None and own.count("**") == 1:
        name = one.start + begin + lone.start(1), one.start + begin + lone.end(1)
        where = name[1] if lone[0].startswith("*") else name[0]
        message = f"`**` has no partner and is shown, `**{lone[1]}**` expected"
        yield Finding(start, start + 2, message, Fix((Change(where, where, "**"),)))
    elif blank is not None and (blank[1] or blank[3]) and own.count("**") == 2:
        base = one.start + begin
        gaps = tuple(Change(base + blank.start(part), base + blank.end(part), "") for part in (1, 3) if blank[part])
        yield Finding(start, start + 2, f"`**` beside a blank is shown, `**{blank[2]}**` expected", Fix(gaps))
    else:
        said = "has no partner and" if own.count("**") % 2 else "beside a blank"
        yield Finding(start, start + 2, f"`**` {said} is shown")


def _shows(own: str, mark: str) -> bool:
    """Whether Markdown shows a mark of this text as words."""
    tokens = _parser().parse(own.lstrip())  # an item that is nested elsewhere would be code by itself
    shown = (child for token in tokens for child in token.children or () if child.type == "text")
    return any(mark in child.content for child in shown)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")
