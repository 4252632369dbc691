"""A link that Markdown does not read as one.

`[pdf] (url)`, `[pdf](url` or `[[pdf]])(url)` show the marks and lead nowhere; of `[[pdf](url)` a bracket is left over.
The fix is safe where only one reading is possible (https://spec.commonmark.org/0.31.2/#links).
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from bot.links import label_role
from bot.lint import Change, Example, Finding, Fix, LintContext, Need, Severity, fix
from bot.sketch import Sketch

SEVERITY: Severity = "error"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[a](https://example.org/a), [b](https://example.org/b)]\n",
    "- **[X]** Title [[pdf](https://arxiv.org/a)](more of [A](#a)) `[a] (https://a.org)` [[see https://example.org]]\n",
    "# L\n\n## A\n\n" + "- Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [Coming soon]()\n" * 3,
    "- **[X]** Title \\[[pdf](https://arxiv.org/pdf/2301.00001.pdf)\\], [\\[a\\]](https://example.org/a), `\\[a](https://a.org)`\n",
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
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf [[code]](https://github.com/a/b)\n",
        "link without its last parenthesis",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[code]](https://github.com/a/b)\n",
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
    Example(
        "- **[X]** Title \\[[pdf]\\](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "backslash in `\\[[pdf]\\](`, which is no link",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title [pdf]\\(https://arxiv.org/pdf/2301.00001.pdf)\n",
        "backslash in `[pdf]\\(`, which is no link",
        "- **[X]** Title [pdf](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example("- **[X]** Title [[pdf]]()\n", "link `[[pdf]]` without an address"),
    Example("- **[X]** Title [[pdf]](Title of It)\n", "`Title of It` is no address"),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding a link."""
    yield from _apart(context)
    yield from _empty(context)
    escaped = {finding.end: finding for finding in _escaped(context)}
    yield from escaped.values()
    is_inner = bool(context.torn) and context.text.count("]](") >= context.text.count(")]")
    for one in context.torn:
        yield from (finding for finding in _torn(one) if finding.end not in escaped)
        if one.unpaired:
            yield from _lopsided(context.text, one, is_inner=is_inner)


def _apart(context: LintContext) -> Iterator[Finding]:
    """Words and address with something in between."""
    found = list(_parted(context))
    habits = context.habits
    if not habits.is_rare({one for one, *_ in (found if habits is context else _parted(habits))}):
        return
    for _, start, end, words in found:
        what = "parenthesis" if context.text[start] == ")" else "blank"
        yield Finding(start, end, f"{what} between `{words}` and its address, which is no link", fix(start, end, ""))


def _parted(context: LintContext) -> Iterator[tuple[Sketch, int, int, str]]:
    """Entries, from where to where something stands in between, and the words."""
    for hit in (hit for pattern in _APART for hit in re.finditer(pattern, context.text)):
        one = context.entry_at(hit.start())
        if one is None or one.masked[hit.start() - one.start] != "]":
            continue
        words = _words(one.text, hit.start() + 1 - one.start)
        if words is not None and re.compile(_WHOLE_ADDRESS).match(context.text, hit.end()):
            yield one, hit.start() + 1, hit.end() - 1, words


_APART: Final = (r"\]  *\((?=https?://)", r"\]\)\((?=https?://)")
_WHOLE_ADDRESS: Final = r"https?://(?:[^\s()<>]|\([^\s()<>]*\)){1,2000}\)"


def _escaped(context: LintContext) -> Iterator[Finding]:
    """Links of which a bracket is escaped, as some editors write what they take for text."""
    hits = re.finditer(r"\\[\[\](]", context.text)
    for one in {entry: None for hit in hits if (entry := context.entry_at(hit.start()))}:
        addresses = {link.url_start - one.start for link in one.links}
        for hit in re.finditer(_SKELETON, one.text):
            code = any(sign != "\0" for sign in one.masked[hit.start("words") : hit.end("words")])
            if "\\" in hit[0] and hit.end() not in addresses and code:
                start, end = one.start + hit.start(), one.start + hit.end()
                message = f"backslash in `{hit[0]}`, which is no link"
                yield Finding(start, end, message, fix(start, end, hit[0].replace("\\", "")))


#: Words in one or two pairs of brackets and what opens their address, any of it escaped.
_SKELETON: Final = r"(?:\\?\[)?\\?\[(?P<words>[^\[\]\\\n]{1,60})(?:\\?\])?\\?\]\\?\((?=https?://)"


def _words(own: str, end: int) -> str | None:
    """The words in one or two pairs of brackets that end here."""
    found = re.search(r"\[?\[[^\[\]\n]{1,60}\]{1,2}$", own[max(0, end - _FAR) : end])
    return found and found[0]


_FAR: Final = 70


def _empty(context: LintContext) -> Iterator[Finding]:
    """Links that lead nowhere; a warning where the list uses them as places to fill.

    Words that are no label and stand so in several entries are the list's own remark ("Coming soon").
    """
    hits = re.finditer(r"\]\(\)", context.text)
    entries = {one: None for hit in hits if (one := context.entry_at(hit.start()))}
    found = [link for one in entries for link in one.links if not link.url and link.label and link.words[0] != "!"]
    severity: Severity | None = None if len(found) < _PLACES else "warning"
    remarks = {words for words, count in Counter(link.words for link in found).items() if count >= _PLACES}
    for link in found:
        if link.words in remarks and label_role(link.label) is None:
            continue
        yield Finding(link.start, link.end, f"link `[{_shortened(link.words)}]` without an address", severity=severity)


_PLACES: Final = 3


def _torn(one: Sketch) -> Iterator[Finding]:
    """Addresses behind words that do not belong to them, or without an end."""
    own, unpaired = one.text, set(one.unpaired)
    for hit in re.finditer(r"(?<=[^\0\n])\]\(", one.masked):
        at, address = hit.start(), re.compile(_ADDRESS).match(own, hit.end())
        before = own[max(0, at - _FAR) : at]
        words = re.search(r"\[[^\[\]\n]{1,60}\]?$", before)
        if address is None:
            said = re.compile(_SENTENCE).match(own, hit.end())
            if said is not None and words is not None:
                start = one.start + hit.end()
                yield Finding(start, start + len(said[1]), f"`{_shortened(said[1])}` is no address")
        elif not own.startswith(")", address.end()):
            behind = own[address.end() : address.end() + 1]
            if words is not None and (
                re.compile(_NEXT_LINK).match(own, address.end())
                or ((behind in "]\r\n" or not behind) and not re.compile(_CLOSED).match(own, address.end()))
            ):
                end = one.start + address.end()
                yield Finding(one.start + at, end, "link without its last parenthesis", fix(end, end, ")"))
        elif words is not None and words[0].endswith("]"):
            start = one.start + at - len(words[0])
            message = f"`{words[0]}](` is no link, `[{words[0]}](` expected"
            yield Finding(start, one.start + hit.end(), message, fix(start, start, "["))
        elif words is None and at in unpaired:
            yield Finding(one.start + at, one.start + hit.end(), "link without its first bracket")


_ADDRESS: Final = r"https?://(?:[^\s()<>\[\]]|\([^\s()<>\[\]]*\))+"
_SENTENCE: Final = r"([A-Z][^\s()<>\[\]]{0,40}(?: [^\s()<>\[\]]{1,40}){1,30})\)"
#: Blanks and a link of its own.
_NEXT_LINK: Final = r"[ \t]+\[{1,2}[^\[\]\n]{1,60}\]{1,2}\(https?://"
#: Up to a parenthesis on the same line.
_CLOSED: Final = r"[^)\n]{0,500}\)"


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
