"""Signs that nobody sees, or that turn the direction of the words around them.

They hide words from readers and searches, break addresses and make one text look like another
(https://www.unicode.org/reports/tr36/). Joiners in emoji and in scripts that need them stay. The fix is safe: it takes
away what is not shown.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from bot.lint import Change, Example, Finding, Fix, LintContext, Need, Severity

SEVERITY: Severity = "error"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title \U0001f468\u200d\U0001f4bb \u2764\ufe0f [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- **[X]** \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0915\u094d\u200d\u0937 [[pdf]](https://arxiv.org/a)\n",
    "- **[X]** \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f [[pdf]](https://arxiv.org/a)\n",
    "\ufeff# L\n\n## A\n\n- Title [pdf](https://arxiv.org/abs/2301.00001)\n",
)
INVALID = (
    Example(
        "- **[X]** Ti\u200btle [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "invisible sign U+200B (zero width space)",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title \u202efdp\u202c [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "signs that turn the direction of words: U+202E (right-to-left override), U+202C (pop directional formatting)",
        "- **[X]** Title fdp [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Ti\u00adtle [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "invisible sign U+00AD (soft hyphen)",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an entry: an error, or a warning for what editors and web pages leave behind."""
    text = context.text
    if text.isascii() and len(text.translate(_WITHOUT_CONTROL)) == len(text):
        return
    entries = {one: None for found in re.finditer(_HIDDEN, text) if (one := context.entry_at(found.start()))}
    for one in entries:
        own = one.text
        # The mark at the very start of a file tells how it is encoded.
        first = int(one.start == 0 and own.startswith("\ufeff"))
        hits = [found for found in re.compile(_HIDDEN).finditer(own, first) if not _is_needed(own, found.start())]
        if not hits:
            continue
        signs = list(dict.fromkeys(found[0] for found in hits))
        said = ", ".join(f"U+{ord(sign):04X} ({_name(sign)})" for sign in signs[:2])
        turns = any(sign in _TURNS for sign in signs)
        one_or_more = "invisible sign" if len(signs) == 1 else "invisible signs:"
        lead = "signs that turn the direction of words:" if turns else one_or_more
        start, end = one.start + hits[0].start(), one.start + hits[0].end()
        changes = tuple(Change(one.start + hit.start(), one.start + hit.end(), "") for hit in hits)
        yield Finding(start, end, f"{lead} {said}", Fix(changes), None if _is_grave(signs) else "warning")


_TURNS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: What word processors and web pages leave behind.
_LEFT: Final = frozenset("\u00ad\ufeff\u200e\u200f\u200c\u200d\u2060")
_WITHOUT_CONTROL: Final = dict.fromkeys((*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F))
_HIDDEN: Final = (
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]"
)


def _is_grave(signs: list[str]) -> bool:
    return any(sign not in _LEFT and unicodedata.category(sign) != "Cc" for sign in signs)


def _name(sign: str) -> str:
    return unicodedata.name(sign, "control character").lower()


def _is_needed(text: str, at: int) -> bool:
    """Whether a sign joins emoji, or shapes or orders letters of a script that needs it."""
    sign, before, behind = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign >= "\U000e0000":
        return re.search("\U0001f3f4[\U000e0000-\U000e007f]*$", text[max(0, at - 16) : at]) is not None
    if sign in "\u200c\u200d":
        return bool(re.match(_JOINED, before)) or (sign == "\u200d" and not (before + behind).isascii())
    if sign in "\u200e\u200f\u061c":
        return re.search(_RIGHT_TO_LEFT, text) is not None
    return sign == "\u200b" and re.match("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]", before) is not None


#: Arabic and its like, Indic scripts, Mongolian: https://www.unicode.org/reports/tr31/#A1
_JOINED: Final = "[\u0590-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]"
_RIGHT_TO_LEFT: Final = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
