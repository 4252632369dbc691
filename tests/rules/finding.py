"""Findings of one rule in a list that a test writes."""

from bot.document import Span, parse
from bot.lint import Finding, LintContext, lint
from rules import all_rules

PDF = "[[pdf]](https://arxiv.org/pdf/2301.0000{}.pdf)"


def found(name: str, text: str, changed: tuple[Span, ...] | None = None) -> list[Finding]:
    """What a rule finds in a text, where it is given in its changed lines."""
    return lint(LintContext(parse(text), changed=changed), {name: all_rules()[name]})


def listed(*entries: str) -> str:
    """A list of one section with these entries."""
    return "# L\n\n## A\n\n" + "".join(f"{entry}\n" for entry in entries)


def plain(count: int) -> list[str]:
    """Entries with nothing wrong."""
    return [f"- **[N{number}]** Title Words {PDF.format(number)}" for number in range(count)]
