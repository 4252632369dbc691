"""HTML in an entry where the list's others have none of the kind.

GitHub shows no tag that it does not know, and the words inside look like the list's own; scripts, frames and handlers
have no place in a list at all (https://github.github.com/gfm/#disallowed-raw-html-extension-). The fix escapes a tag
that GitHub would swallow; it is not safe, as the words are shown then.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity, fix
from bot.sketch import Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title 2<sup>nd</sup> `<div>` a < b [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) <https://example.org>\n",
    "# L\n\n## A\n\n" + "- <b>X</b> Title [pdf](https://arxiv.org/abs/2301.00001)\n" * 6,
)
INVALID = (
    Example(
        "- **[X]** <div>Title</div> [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "HTML tag `<div>` that no other entry has",
    ),
    Example(
        "- **[X]** Rewards for <think> tokens [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "`<think>` is no tag that GitHub knows, so it is not shown",
        "- **[X]** Rewards for \\<think> tokens [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        safe=False,
    ),
    Example(
        "- **[X]** <script>a</script> [[pdf]](https://arxiv.org/a.pdf)\n", "HTML tag `<script>` has no place in a list"
    ),
    Example(
        '- **[X]** <b onclick="a()">T</b> [[pdf]](https://arxiv.org/a.pdf)\n',
        "HTML handler `onclick` has no place in a list",
    ),
    Example("- **[X]** Title [[pdf]](javascript:a)\n", "`javascript:` address has no place in a list"),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding a kind of tag and entry."""
    text = context.text
    lowered = text.lower()
    has_script = any(scheme in lowered for scheme in ("javascript:", "vbscript:", "data:"))
    for found in re.finditer(_SCRIPT_ADDRESS, text, re.IGNORECASE) if has_script else ():
        if context.entry_at(found.start()) is not None:
            message = f"`{found[1].lower()}` address has no place in a list"
            yield Finding(found.start(1), found.end(1), message, severity="error")
    tags: dict[str, dict[Sketch, re.Match[str]]] = defaultdict(dict)
    for found in re.finditer(_TAG, text):
        one = context.entry_at(found.start())
        if one is not None:
            tags[found[1].lower()].setdefault(one, found)
    for tag, entries in tags.items():
        for one, found in entries.items():
            handler = re.search(_HANDLER, found[2], re.IGNORECASE)
            if not handler and tag not in _NEVER and (tag in _INLINE or not _is_alone(context, entries)):
                continue
            if tag in _KNOWN and not handler and one.entry.kind == "paragraph":  # laid out on purpose
                continue
            if _is_code(one, found.start() - one.start):
                continue
            start, end = found.span()
            if handler:
                yield Finding(start, end, f"HTML handler `{handler[1][:40]}` has no place in a list", severity="error")
            elif tag in _NEVER:
                yield Finding(start, end, f"HTML tag `<{tag}>` has no place in a list", severity="error")
            elif tag in _KNOWN:
                yield Finding(start, end, f"HTML tag `<{tag}>` that no other entry has")
            else:
                message = f"`<{found[1][:40]}>` is no tag that GitHub knows, so it is not shown"
                yield Finding(start, end, message, fix(start, start, "\\", safe=False))


_TAG: Final = r"<([a-zA-Z][a-zA-Z\d-]*)((?:\s[^<>]*)?)/?>"
_SCRIPT_ADDRESS: Final = r"(?:\]\(\s*<?|\b(?:href|src)\s*=\s*[\"']?)\s*((?:javascript|vbscript|data):)"
_HANDLER: Final = r"\s(on[a-z]{3,20})\s*="
_NEVER: Final = frozenset(("script", "iframe", "object", "embed", "form", "style", "base", "meta", "link"))
#: Tags without which a title cannot always be written.
_INLINE: Final = frozenset(("sub", "sup", "br", "i", "b", "em", "strong", "a", "kbd", "code", "img", "var"))
_KNOWN: Final = _INLINE | frozenset(
    str.split(
        "abbr bdo big blockquote caption center cite col colgroup dd del details dfn div dl dt figcaption figure font "
        "h1 h2 h3 h4 h5 h6 hr ins li mark ol p picture pre q rp rt ruby s samp small source span strike summary table "
        "tbody td tfoot th thead time tr tt u ul video wbr svg path g audio section article nav header footer button"
    )
)


def _is_alone(context: LintContext, entries: dict[Sketch, re.Match[str]]) -> bool:
    """Whether one entry alone has such a tag, or those alone that were changed."""
    if context.changed is not None:
        return len(context.house) > _FEW and all(context.is_changed(one.start) for one in entries)
    return len(entries) == 1 and len(context.entries) > _FEW


_FEW: Final = 5


def _is_code(one: Sketch, at: int) -> bool:
    """Whether a sign of an entry stands in code or is escaped: there it is shown as written."""
    own = one.text
    if own[at - 1 : at] == "\\":
        return True
    return "`" in own and any(found.start() < at < found.end() for found in re.finditer(_CODE, own))


_CODE: Final = r"(?<!`)(`+)(?!`)[^`]*+(?:(?!\1(?!`))`+[^`]*+)*+\1(?!`)"
