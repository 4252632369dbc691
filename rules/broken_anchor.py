"""A link to a place in the list that is not there.

A click on it does nothing. GitHub makes the anchors of headings from their words: lower case, blanks as hyphens, signs
left out, a number behind those that repeat; `id` and `name` of tags are anchors too
(https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links).
The fix is not safe: it leads to the one heading with these letters.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from bot.lint import Example, Finding, LintContext, Need, Severity, fix

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    '# L\n\n- [A](#a--b-c)\n- [B](#here)\n- [T](#top)\n- [O](other.md#x)\n\n## A & B: C\n\n<a name="here"></a>\n',
    "# L\n\n- [A](#a)\n- [A](#a-1)\n- [C](#%E8%AE%BA%E6%96%87)\n\n## A\n\n## A\n\n## 论文\n",
    "# L\n\n```\n[A](#x)\n```\n\n<!-- [A](#x) -->\n",
    "# L ![badge](https://example.org/a.svg)\n\n[L](#l-) [A B](#A\\_B)\n\n## A_B\n",
)
INVALID = (
    Example("# L\n\n- [A](#papers)\n\n## A\n", "no heading has the anchor `#papers`", line=3),
    Example(
        "# L\n\n- [A](#a-b)\n\n## A & B\n",
        "no heading has the anchor `#a-b`, `#a--b` expected",
        "# L\n\n- [A](#a--b)\n\n## A & B\n",
        safe=False,
        line=3,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding a link."""
    text = context.text
    hits = list(re.finditer(_TARGET, text)) if "(#" in text or '="#' in text or "='#" in text else []
    if not hits:
        return
    known, headings = _anchors(context)
    unread = [(context.starts[fence.start], context.starts[fence.end]) for fence in context.document.fences]
    unread += [found.span() for found in re.finditer(r"(?s)<!--.*?-->", text)]
    for hit in hits:
        anchor = unquote(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", hit[1])).lower()
        if anchor in known or any(start <= hit.start() < end for start, end in unread):
            continue
        near = [given for given in headings if _letters(given) == _letters(anchor)]
        message = f"no heading has the anchor `#{_shortened(hit[1])}`"
        start, end = hit.span(1)
        if len(near) == 1:
            change = fix(start, end, near[0], safe=False)
            yield Finding(start, end, f"{message}, `#{_shortened(near[0])}` expected", change)
        else:
            yield Finding(start, end, message)


_TARGET: Final = r"(?:\]\(\s*<?|\bhref\s*=\s*[\"'])#([^)\s\"'>]+)"
_NAMED: Final = r"<[a-zA-Z][^<>]*?\b(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)"
_HTML_HEADING: Final = r"<h[1-6]\b[^<>]*>([^<]*(?:<(?!/h[1-6])[^<]*)*)</h[1-6]"
#: Anchors that GitHub's own page has.
_OF_THE_PAGE: Final = ("top", "readme", "readme-ov-file", "")


def _anchors(context: LintContext) -> tuple[set[str], list[str]]:
    """All anchors of the list in lower case, and those of its headings."""
    from html import unescape

    from bot.contents import anchors

    text = context.text
    headings = [given for given in anchors(context.document.sections) if given]
    known = {*headings, *_OF_THE_PAGE, *(f"user-content-{given}" for given in headings)}
    for section in context.document.sections:
        # A badge behind the words leaves its blank, and blanks that stand twice are two hyphens.
        written = "".join(context.document.lines[section.heading.start : section.heading.end]).strip("#\r\n").lower()
        shown = re.sub(r"!\[[^\[\]]*\]\([^()]*\)|\]\([^()]*\)|<[^<>]*>|[*`\[\]]", "", written).removeprefix(" ")
        slug = re.sub(r"[^\w\- ]", "", shown).replace(" ", "-")
        known |= {slug, slug.rstrip("-") + "-"}
    known |= {unescape(found).lower().removeprefix("user-content-") for found in re.findall(_NAMED, text)}
    for found in re.findall(_HTML_HEADING, text, re.IGNORECASE):
        words = re.sub(r"<[^<>]*>", "", unescape(found)).strip().lower()
        known.add(re.sub(r"[^\w\- ]", "", words).replace(" ", "-"))
    return known, headings


def _letters(anchor: str) -> str:
    return "".join(filter(str.isalnum, anchor))


def _shortened(anchor: str) -> str:
    return anchor if len(anchor) <= _LONGEST else anchor[: _LONGEST - 1] + "…"


_LONGEST: Final = 60
