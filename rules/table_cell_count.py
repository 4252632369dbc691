"""A row with another number of cells than its table's header.

GitHub leaves out the cells that are too many, which is an error where they say something, and shows empty ones for
those that are missing, a warning (https://github.github.com/gfm/#tables-extension-). There is no fix: which cell
is wrong is not known.
"""

from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.sketch import Sketch

SEVERITY: Severity = "error"
NEEDS: Need | None = None
VALID = (
    "# L\n\n| Title | Link |\n| --- | --- |\n| One | [pdf](https://arxiv.org/abs/2301.00001) |\n",
    "# L\n\nTitle | Link\n--- | ---\nOne \\| Two | [pdf](https://arxiv.org/abs/2301.00001)\n",
)
INVALID = (
    Example(
        "# L\n\n| Title | Link |\n| --- | --- |\n| One | Two | [pdf](https://arxiv.org/abs/2301.00001) |\n",
        "row has 3 cells and its header 2, so the last are not shown; a `|` among words needs a backslash",
        line=5,
    ),
    Example(
        "# L\n\n| Title | Venue | Link |\n| --- | --- | --- |\n| One | [pdf](https://arxiv.org/abs/2301.00001) |\n",
        "row has 2 cells and its header 3",
        line=5,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding a row, in lists in which this is rare."""
    lines = context.document.lines
    heads: dict[int, int] = {}
    found: list[tuple[Sketch, int, int]] = []
    rows = [one for one in context.entries if one.entry.head is not None]
    for one in rows:
        head = one.entry.head
        if head is None:
            continue
        if head not in heads:
            heads[head] = _cells(lines[head])
        own = _cells(one.entry.text)
        if own != heads[head]:
            found.append((one, own, heads[head]))
    if not context.is_rare([one for one, _, _ in found], rows) and len(rows) >= _FEW:
        return
    for one, own, expected in found:
        message = f"row has {own} cell{'s' if own > 1 else ''} and its header {expected}"
        is_lost = own > expected and _loses(one.entry.text, expected)
        said = ", so the last are not shown; a `|` among words needs a backslash" if is_lost else ""
        yield Finding(one.start, one.end, message + said, severity=None if is_lost else "warning")


_FEW: Final = 5


def _loses(line: str, expected: int) -> bool:
    """Whether the cells that are too many say something."""
    cells = line.strip().removeprefix("|").replace("\\|", "\0").split("|")
    return any(cell.strip(" -") for cell in cells[expected:])


def _cells(line: str) -> int:
    row = line.strip()
    bars = row.count("|") - row.count("\\|")
    return bars + 1 - row.startswith("|") - (row.endswith("|") and not row.endswith("\\|") and len(row) > 1)
