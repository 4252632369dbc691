"""Two or more blanks between words.

Readers see one of them: it is a slip, and whoever searches for the words as shown does not find the line. Padding of
tables, indentation, code, what the list does often and two blanks between sentences stay. The fix is safe: Markdown
shows one blank for many.
"""

from collections.abc import Iterator
from typing import Final

from bot.lint import Change, Example, Finding, Fix, LintContext, Need, Severity
from bot.sketch import Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "-  **[X]** Title `a  b` Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- Title. [pdf](https://arxiv.org/pdf/2301.00001.pdf).  (Some words.  More of them.)\n",
    "- Title,  \n  words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)  \n",
    "# L\n\n| Title   | Link |\n| --- | --- |\n| One     |  [pdf](https://arxiv.org/abs/2301.00001)  |\n",
)
INVALID = (
    Example(
        "- **[X]**  Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "2 blanks between words, one expected",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title  Words  [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "2 blanks between words, one expected (2 times)",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)   [[code]](https://github.com/a/b)\n",
        "3 blanks between words, one expected",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[code]](https://github.com/a/b)\n",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an entry."""
    found: dict[Sketch, list[tuple[int, int]]] = {}
    for start, end in _gaps(context.text):
        one = context.entry_at(start)
        if one is None or start < one.content or "\0" in one.masked[start - one.start : end - one.start]:
            continue
        if one.entry.kind != "row" or "|" not in (context.text[start - 1], context.text[end]):
            found.setdefault(one, []).append((start, end))
    if not context.is_rare(found):
        return
    for gaps in found.values():
        (start, end), count = gaps[0], len(gaps)
        message = f"{end - start} blanks between words, one expected" + (f" ({count} times)" if count > 1 else "")
        yield Finding(start, end, message, Fix(tuple(Change(*gap, " ") for gap in gaps)))


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """Where two or more blanks stand between other signs of a line."""
    start = text.find("  ")
    while start >= 0:
        end = start + 2
        while text[end : end + 1] == " ":
            end += 1
        before, behind = text[max(0, start - 1) : start] or "\n", text[end : end + 1]
        is_sentences = before == "." and (behind.isupper() or behind == "(")
        if before not in _EDGE and behind not in _EDGE and not is_sentences:
            yield start, end
        start = text.find("  ", end)


_EDGE: Final = "\r\n\t"
