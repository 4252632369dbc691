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
    """One finding an address, where 19 of 20 links with this label have another form."""
    text = context.text
    if _is_uniform(text):
        return
    forms: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    links: list[tuple[str, tuple[str, str], re.Match[str]]] = []
    for hit in re.finditer(_LINK, text):
        before = text[max(0, hit.start() - _LONGEST_LABEL) : hit.start()]
        label = before[before.rfind("[") + 1 :].strip("]*_` ").lower() if "[" in before else ""
        form = hit["lead"], hit["file"] or ""
        links.append((label, form, hit))
        if context.changed is None or not context.is_changed(hit.start()):
            forms[label][form] += 1
    usual = {label: count.most_common(1)[0] for label, count in forms.items()}
    for label, form, hit in links:
        (lead, file), count = usual.get(label, (form, 0))
        if form == (lead, file) or (label == "pdf" and "/pdf/" in form[0] and "/abs/" in lead):  # at its word
            continue
        others = forms[label].total() - count
        if count >= _LEAST and others <= max(1, count // 19) and context.entry_at(hit.start()) is not None:
            new = f"{lead}{hit['id']}{file}"
            message = f"address `{hit['address']}`, the list's other links are of the form `{new}`"
            yield Finding(*hit.span("address"), message, fix(*hit.span("address"), new))


_LEAST: Final = 5
_LONGEST_LABEL: Final = 14
_LINK: Final = (
    r"\]\(https?://(?P<address>(?P<lead>(?:www\.|export\.|cn\.)?arxiv\.org/(?:abs|pdf)/)"
    r"(?P<id>(?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,2})?)(?P<file>\.pdf)?/?)\)"
)


def _is_uniform(text: str) -> bool:
    """Whether a glance tells that all links have one form."""
    of_abstracts, of_files = text.count("://arxiv.org/abs/"), text.count("://arxiv.org/pdf/")
    if of_abstracts + of_files != text.count("arxiv.org/") or (of_abstracts and of_files):
        return False
    return not of_files or sum(1 for _ in re.finditer(r"://arxiv\.org/pdf/[\w./-]{5,30}?\.pdf", text)) in (0, of_files)
