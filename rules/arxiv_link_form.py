"""An arXiv link of another form than the list's others.

Where nearly all links go to the abstract, one that opens a PDF surprises, and `.pdf`, `www.` or `export.` make one
paper look like two. Only links with one label are compared. The fix is safe: all forms are the same paper
(https://info.arxiv.org/help/arxiv_identifier_for_services.html).
"""

import re
from collections import Counter
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
        "address `arxiv.org/abs/2301.00001`; all of the list's other arXiv links have the form "
        "`arxiv.org/pdf/2301.00001.pdf`",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001)\n",
        "address `arxiv.org/pdf/2301.00001`; all of the list's other arXiv links have the form "
        "`arxiv.org/pdf/2301.00001.pdf`",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title [[pdf]](https://www.arxiv.org/pdf/2301.00001v2.pdf)\n",
        "address `www.arxiv.org/pdf/2301.00001v2.pdf`; all of the list's other arXiv links have the form "
        "`arxiv.org/pdf/2301.00001v2.pdf`",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001v2.pdf)\n",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an address, where 19 of 20 links have another form, and so have 19 of 20 with its label."""
    text = context.text
    counts = Counter[tuple[str, str]](re.findall(_FORM, text))
    if len(counts) < _TWO:
        return
    for span in context.changed or ():
        counts.subtract(re.findall(_FORM, "".join(context.document.lines[span.start : span.end])))
    (usual, most), total = counts.most_common(1)[0], counts.total()
    others = "nearly all" if total - most > 1 else "all"
    told: dict[tuple[str, str], bool] = {}
    places: dict[str, Counter[str]] = {}
    for lead, file in counts:
        if (lead, file) == usual or most < _LEAST or total - most > max(1, total // _ONE_IN):
            continue
        for hit in re.finditer(rf"://({re.escape(lead)}({_ID}){re.escape(file)}/?)\)", text):
            start, end = hit.span(1)
            label = _label(text[max(0, start - _LONGEST_LABEL) : start])
            if label is None or context.entry_at(start) is None:
                continue
            if (label, lead) not in told:
                if label not in places:
                    places[label] = _places(text, label)
                told[label, lead] = _differs(places[label], label, lead, usual[0])
            if told[label, lead]:
                new = f"{usual[0]}{hit[2]}{usual[1]}"
                message = f"address `{hit[1]}`; {others} of the list's other arXiv links have the form `{new}`"
                yield Finding(start, end, message, fix(start, end, new))


_TWO: Final = 2
_ONE_IN: Final = 20
_LEAST: Final = 5
_LONGEST_LABEL: Final = 24
_ID: Final = r"(?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,2})?"
_LEAD: Final = r"(?:www\.|export\.|cn\.)?arxiv\.org/(?:abs|pdf)/"
_FORM: Final = rf"//({_LEAD}){_ID}((?:\.pdf)?)/?\)"


def _label(before: str) -> str | None:
    """The short label of a link whose address begins behind this text, empty for a long one; None: it is no link."""
    words, mark, _ = before.rpartition("](http")
    if not mark:
        return None
    label = words.rstrip("]")
    return label[label.rfind("[") + 1 :] if "[" in label else ""


def _places(text: str, label: str) -> Counter[str]:
    """How often links with this label lead to which place."""
    return Counter(re.findall(rf"\[{re.escape(label)}\]{{1,2}}\(https?://({_LEAD})", text) if label else ())


def _differs(places: Counter[str], label: str, lead: str, usual: str) -> bool:
    """Whether links with this label nearly all lead to the usual place."""
    if not label or lead[-4:] == usual[-4:]:
        return True
    if label.lower() == "pdf" and lead.endswith("/pdf/"):  # the label is kept at its word
        return False
    return places[usual] >= max(_LEAST, _ONE_IN * (places[lead] - 1))
