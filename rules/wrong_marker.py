"""A bullet of another kind or indentation than its section's others.

Markdown ends a list where the bullet changes and begins a new one, with a gap on the page; indentation makes an item
part of the one above (https://spec.commonmark.org/0.31.2/#lists). The fix is safe: the words stay.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity, fix

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "# L\n\n## A\n\n- A [pdf](https://arxiv.org/abs/2301.00001)\n\n## B\n\n* B [pdf](https://arxiv.org/abs/2301.00002)\n",
)
INVALID = (
    Example(
        "* Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "bullet `*`, the section's others are `-`",
        "- Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        " - Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "bullet with 1 blank in front, the section's others have 0",
        "- Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an entry, where 19 of 20 bullets of its section are others."""
    for group in context.groups:
        bullets = [one for one in group.entries if one.entry.kind == "bullet" and one.entry.depth == 0]
        leads = [_lead(one.entry.text) for one in bullets]
        if len(set(leads)) < 2:
            continue
        settled = [
            lead
            for one, lead in zip(bullets, leads, strict=True)
            if context.changed is None or not context.is_changed(one.start)
        ]
        usual, count = Counter(settled or leads).most_common(1)[0]
        if count < _LEAST or len(settled or leads) - count > max(1, count // 19) or usual[-1] not in _BULLETS:
            continue
        for one, lead in zip(bullets, leads, strict=True):
            if lead == usual or lead[-1] not in _BULLETS:
                continue
            start, end = one.start, one.start + len(lead)
            if lead[-1] != usual[-1]:
                message = f"bullet `{lead[-1]}`, the section's others are `{usual[-1]}`"
            else:
                blanks = len(lead) - 1
                said = f"{blanks} blank{'s' if blanks != 1 else ''}"
                message = f"bullet with {said} in front, the section's others have {len(usual) - 1}"
            is_one_line = "\n" not in one.entry.text.strip()
            yield Finding(start, end, message, fix(start, end, usual, safe=is_one_line or len(lead) == len(usual)))


_LEAST: Final = 5
_BULLETS: Final = "-*+"


def _lead(own: str) -> str:
    """What stands up to and with the bullet."""
    return own[0] if own[0] in _BULLETS else own[: len(own) - len(own.lstrip(" ")) + 1]
