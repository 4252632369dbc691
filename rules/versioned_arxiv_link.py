"""A link to one version of a preprint where the list's others lead to the newest.

`https://arxiv.org/abs/2205.12005v2` stays at its version when the authors mend the paper, and the same paper looks like
another one. The fix is safe where the list has the habit: it takes away the version
(https://info.arxiv.org/help/arxiv_identifier.html).
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity, fix

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- **[X]** Title Words [[html]](https://arxiv.org/html/2301.00001v1)\n",
    "# L\n\n## A\n\n- One [pdf](https://arxiv.org/abs/2301.00001v1)\n- Two [pdf](https://arxiv.org/abs/2301.00002)\n",
)
INVALID = (
    Example(
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001v2.pdf)\n",
        "link to version `v2` of `2301.00001`; all of the list's other arXiv links name none",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title Words [[pdf]](https://arxiv.org/abs/cs/0101001v10)\n",
        "link to version `v10` of `cs/0101001`; all of the list's other arXiv links name none",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/abs/cs/0101001)\n",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an address, where at most one in ten of the list's arXiv links has a version."""
    text = context.text
    found = [hit for hit in re.finditer(_VERSIONED, text) if context.entry_at(hit.start()) is not None]
    if not found:
        return
    plain = text.count("arxiv.org/abs/") + text.count("arxiv.org/pdf/") - len(found)
    settled = [hit for hit in found if context.changed is None or not context.is_changed(hit.start())]
    if plain < _LEAST or len(settled) > max(1, plain // 9):
        return
    others = "nearly all" if len(found) > 1 else "all"
    for hit in found:
        start, end = hit.span(2)
        message = f"link to version `{hit[2]}` of `{hit[1]}`; {others} of the list's other arXiv links name none"
        yield Finding(start, end, message, fix(start, end, ""))


_LEAST: Final = 5
_VERSIONED: Final = (
    r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(v\d{1,2})(?:(?=\.pdf)|(?![\w.]))"
)
