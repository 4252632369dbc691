"""What is an error, and what only looks bad."""

import pytest

from bot.lint import Severity
from tests.rules.finding import found, listed, plain

URL = "https://arxiv.org/pdf/2301.10001.pdf"
CASES: list[tuple[str, str, Severity]] = [
    ("broken-link-markup", f"- **[X]** Title [[pdf]] ({URL})", "error"),
    ("broken-link-markup", f"- **[X]** Title [[pdf]({URL})", "warning"),
    ("broken-link-markup", "- **[X]** Title Words [[pdf]]()", "error"),
    ("hostile-text", f"- **[X]** Ti\u202etle [[pdf]]({URL})", "error"),
    ("hostile-text", f"- **[X]** Ti\u00adtle [[pdf]]({URL})", "warning"),
    ("html-in-entry", f"- **[X]** <script>a</script> Title [[pdf]]({URL})", "error"),
    ("html-in-entry", f"- **[X]** <div>Title</div> [[pdf]]({URL})", "warning"),
    ("unclosed-emphasis", f"- **[X] Title [[pdf]]({URL})", "error"),
    ("unclosed-emphasis", f"- **[X]** Title `Words [[pdf]]({URL})", "warning"),
]


@pytest.mark.parametrize(("rule", "entry", "severity"), CASES)
def test_severity(rule: str, entry: str, severity: Severity) -> None:
    """An error makes the list wrong for its readers."""
    assert [one.severity for one in found(rule, listed(*plain(6), entry))] == [severity]


def test_empty_links_that_the_list_keeps_as_places_are_warnings() -> None:
    """Whoever writes several means to fill them."""
    entries = [f"- **[X{number}]** Title Words [[pdf]]()" for number in range(3)]
    assert [one.severity for one in found("broken-link-markup", listed(*plain(6), *entries))] == ["warning"] * 3


ROWS = "# L\n\n| A | B |\n| --- | --- |\n" + f"| Title | [pdf]({URL}) |\n" * 6


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        (f"| Title | [pdf]({URL}) | lost |", "error"),
        (f"| Title | [pdf]({URL}) | |", "warning"),
        (f"| Title [pdf]({URL}) |", "warning"),
    ],
)
def test_only_a_row_that_loses_words_is_an_error(row: str, severity: Severity) -> None:
    """An empty cell too many, or one that is missing, loses nothing."""
    assert [one.severity for one in found("table-cell-count", ROWS + row + "\n")] == [severity]
