"""A link that Markdown does not read as one.

`[pdf] (url)`, `[pdf](url` or `[[pdf]])(url)` show the marks and lead nowhere; of `[[pdf](url)` a bracket is left over.
The fix is safe where only one reading is possible (https://spec.commonmark.org/0.31.2/#links).
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.links import label_role
from bot.lint import Change, Example, Finding, Fix, LintContext, Need, Severity, fix
from bot.sketch import LinkAt, Sketch

SEVERITY: Severity = "error"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[a](https://example.org/a), [b](https://example.org/b)]\n",
    "- **[X]** Title [[pdf](https://arxiv.org/a)](more of [A](#a)) `[a] (https://a.org)` [[see https://example.org]]\n",
    "- **[X]** [Title\n  ](https://arxiv.org/pdf/2301.00001.pdf) [a (https://example.org)]\n",
)
INVALID = (
    Example(
        "- **[X]** Title [[pdf]] (https://arxiv.org/pdf/2301.00001.pdf)\n",
        "blank between `[[pdf]]` and its address, which is no link",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title [[pdf]])(https://arxiv.org/pdf/2301.00001.pdf)\n",
        "parenthesis between `[[pdf]]` and its address, which is no link",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf\n",
        "link without its last parenthesis",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title [pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "`[pdf]](` is no link, `[[pdf]](` expected",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example("- **[X]** Title pdf](https://arxiv.org/pdf/2301.00001.pdf)\n", "link without its first bracket"),
    Example(
        "- **[X]** Title [[pdf](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "bracket at the link `[pdf]` has no partner",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title [[Jane Doe](https://example.org)\n",
        "bracket at the link `[Jane Doe]` has no partner",
        "- **[X]** Title [Jane Doe](https://example.org)\n",
    ),
    Example("- **[X]** Title [[pdf]]()\n", "link `[[pdf]]` without an address"),
    Example("- **[X]** Title [[pdf]](Title of It)\n", "`Title of It` is no address"),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding a link."""
    yield from _apart(context)
    yield from _empty(context)
    is_inner = context.text.count("]](") >= context.text.count(")]")
    for one in context.torn:
        yield from _torn(one)
        if one.unpaired:
            yield from _lopsided(context.text, one, is_inner=is_inner)


def _apart(context: LintContext) -> Iterator[Finding]:
    """Words and address with something in between."""
    found: list[tuple[Sketch, re.Match[str]]] = []
    for hit in (hit for pattern in _APART for hit in re.finditer(pattern, context.text)):
        one = context.entry_at(hit.start())
        if one is not None and one.masked[hit.start() - one.start] == "]":
            words = re.search(r"\[?\[[^\[\]\n]{1,60}\]{1,2}$", one.text[: hit.start() + 1 - one.start])
            address = re.match(r"https?://(?:[^\s()<>]|\([^\s()<>]*\))+\)", context.text[hit.end() : hit.end() + 2000])
            if words is not None and address is not None:
                found.append((one, hit))
    if not context.is_rare({one for one, _ in found}):
        return
    for one, hit in found:
        shown = re.search(r"\[?\[[^\[\]\n]{1,60}\]{1,2}$", one.text[: hit.start() + 1 - one.start])
        what = "parenthesis" if hit[0][1] == ")" else "blank"
        message = f"{what} between `{shown[0] if shown else ''}` and its address, which is no link"
        yield Finding(hit.start() + 1, hit.end() - 1, message, fix(hit.start() + 1, hit.end() - 1, ""))


_APART: Final = (r"\]  *\((?=https?://)", r"\]\)\((?=https?://)")


def _empty(context: LintContext) -> Iterator[Finding]:
    """Links that lead nowhere; a warning where the list uses them as places to fill."""
    found: list[LinkAt] = []
    for hit in re.finditer(r"\]\(\s*\)", context.text) if "]()" in context.text else ():
        one = context.entry_at(hit.start())
        for link in one.links if one else ():
            if link.start <= hit.start() < link.end and link.label and not link.words.startswith("!"):
                found.append(link)
    severity: Severity | None = None if len(found) < _PLACES else "warning"
    for link in found:
        yield Finding(link.start, link.end, f"link `[{_shortened(link.words)}]` without an address", severity=severity)


_PLACES: Final = 3


def _torn(one: Sketch) -> Iterator[Finding]:
    """Addresses behind words that do not belong to them, or without an end."""
    own = one.text
    for hit in re.finditer(r"(?<=[^\0\n])\]\(", one.masked):
        at, address = hit.start(), _ADDRESS.match(own, hit.end())
        words = re.search(r"\[[^\[\]\n]{1,60}\]?$", own[:at])
        if address is None:
            said = re.match(r"([A-Z][^\s()<>\[\]]*(?: [^\s()<>\[\]]+)+)\)", own[hit.end() : hit.end() + 300])
            if said is not None and words is not None:
                start = one.start + hit.end()
                yield Finding(start, start + len(said[1]), f"`{_shortened(said[1])}` is no address")
        elif own[address.end() : address.end() + 1] != ")":
            behind = own[address.end() : address.end() + 1]
            if words is not None and (behind in "]\r\n" or not behind) and ")" not in _rest_of_line(own, address.end()):
                end = one.start + address.end()
                yield Finding(one.start + at, end, "link without its last parenthesis", fix(end, end, ")"))
        elif words is not None and words[0].endswith("]"):
            start = one.start + words.start()
            message = f"`{words[0]}](` is no link, `[{words[0]}](` expected"
            yield Finding(start, one.start + hit.end(), message, fix(start, start, "["))
        elif words is None and at in one.unpaired:
            yield Finding(one.start + at, one.start + hit.end(), "link without its first bracket")


_ADDRESS: Final = re.compile(r"https?://(?:[^\s()<>\[\]]|\([^\s()<>\[\]]*\))+")


def _rest_of_line(own: str, at: int) -> str:
    return own[at:].partition("\n")[0]


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


_LONGEST: Final = 60


def _lopsided(text: str, one: Sketch, *, is_inner: bool) -> Iterator[Finding]:
    """A link that opens, with one bracket too many or too few around it: a warning.

    `is_inner` tells that the list puts both brackets around the words, not one of them around the whole link.
    """
    unpaired = {one.start + at for at in one.unpaired}
    for link in one.links:
        before, behind = link.start - 1, link.end
        if (before in unpaired) == (behind in unpaired) or not link.words or link.words.startswith("["):
            continue
        opens = before in unpaired
        if text[before if opens else behind] != ("[" if opens else "]"):
            continue
        at = before if opens else behind
        if label_role(link.words) is None:
            change = Change(at, at + 1, "")
        elif opens:
            closing = link.start + len(link.words) + 1 if is_inner else link.end
            change = Change(closing, closing, "]")
        else:
            change = Change(at, at + 1, "") if is_inner else Change(link.start, link.start, "[")
        message = f"bracket at the link `[{_shortened(link.words)}]` has no partner"
        yield Finding(at, at + 1, message, Fix((change,)), "warning")
