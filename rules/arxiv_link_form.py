"""An arXiv link of another form than the list's others.

Where nearly all links go to the abstract, one that opens a PDF surprises, and `.pdf`, `www.` or `export.` make one
paper look like two. Only links with one label are compared. The fix is safe: all forms are the same paper
(https://info.arxiv.org/help/arxiv_identifier_for_services.html).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity, fix
from bot.sketch import LinkAt

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001v1.pdf) [[abs]](https://arxiv.org/abs/2301.00001)\n",
    "- **[X]** Title [[pdf]](http://arxiv.org/pdf/2301.00001.pdf) [[html]](https://arxiv.org/html/2301.00001)\n",
)
INVALID = (
    Example(
        "- **[X]** Title [[pdf]](https://arxiv.org/abs/2301.00001)\n",
        "address `arxiv.org/abs/2301.00001`, the list's other links are of the form `arxiv.org/pdf/2301.00001.pdf`",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001)\n",
        "address `arxiv.org/pdf/2301.00001`, the list's other links are of the form `arxiv.org/pdf/2301.00001.pdf`",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title [[pdf]](https://www.arxiv.org/pdf/2301.00001v2.pdf)\n",
        "address `www.arxiv.org/pdf/2301.00001v2.pdf`, the list's other links are of the form "
        "`arxiv.org/pdf/2301.00001v2.pdf`",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001v2.pdf)\n",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an address, where 19 of 20 links with such labels have another form."""
    if _is_uniform(context.text):
        return
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    links: list[tuple[str, str, LinkAt, re.Match[str]]] = []
    for one in context.entries:
        for link in one.links:
            if "arxiv.org/" in link.url and (found := re.match(_ADDRESS, link.url)):
                role, form = link.label.lower() if link.words and _is_label(link.label) else "", _form(found)
                links.append((role, form, link, found))
                if context.changed is None or not context.is_changed(link.start):
                    forms[role][form] += 1
    usual = {role: count.most_common(1)[0] for role, count in forms.items()}
    for role, form, link, found in links:
        expected, count = usual.get(role, (form, 0))
        if form == expected or (role == found["kind"] == "pdf" and "/abs/" in expected):  # a label kept at its word
            continue
        others = forms[role].total() - count
        if count >= _LEAST and others <= max(1, count // 19):
            start, end = link.url_start + found.start("address"), link.url_end
            new = expected.format(found["id"])
            message = f"address `{found['address']}`, the list's other links are of the form `{new}`"
            yield Finding(start, end, message, fix(start, end, new))


_LEAST: Final = 5
_LONGEST_LABEL: Final = 12
_ADDRESS: Final = (
    r"https?://(?P<address>(?P<host>(?:www\.|export\.|cn\.)?arxiv\.org)/(?P<kind>abs|pdf)/"
    r"(?P<id>(?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,2})?)(?P<file>\.pdf)?)/?$"
)


def _is_uniform(text: str) -> bool:
    """Whether a glance tells that all links have one form."""
    of_abstracts, of_files = text.count("://arxiv.org/abs/"), text.count("://arxiv.org/pdf/")
    if of_abstracts + of_files != text.count("arxiv.org/") or (of_abstracts and of_files):
        return False
    return not of_files or sum(1 for _ in re.finditer(r"://arxiv\.org/pdf/[\w./-]{5,30}?\.pdf", text)) in (0, of_files)


def _is_label(words: str) -> bool:
    return len(words) <= _LONGEST_LABEL


def _form(found: re.Match[str]) -> str:
    return f"{found['host']}/{found['kind']}/{{}}{found['file'] or ''}"
