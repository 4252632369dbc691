"""Lists for tests of rules."""

from bot.document import Span, parse
from bot.lint import Finding, LintContext, lint
from rules import all_rules

PDF = "https://arxiv.org/pdf/"


def entry(number: int, name: str = "", rest: str = "") -> str:
    """An entry of a paper of its own, in the form of the lists here."""
    named = f"**[{name}]** " if name else ""
    words = " ".join(f"{word}{number}" for word in ("Learning", "Deep", "Models"))
    return f"- {named}{words} [[pdf]]({PDF}2301.{number:05}.pdf){rest}\n"


def section(heading: str, *entries: str) -> str:
    """A section with its entries."""
    return f"## {heading}\n\n{''.join(entries)}\n"


def found(rule: str, text: str, **known: object) -> list[Finding]:
    """What one rule finds in a list."""
    return lint(LintContext(parse(text), **known), {rule: all_rules()[rule]})  # type: ignore[arg-type]


def at(*lines: int) -> tuple[Span, ...]:
    """Lines that are changed, counted from 1."""
    return tuple(Span(line - 1, line) for line in lines)


def lines_of(text: str, findings: list[Finding]) -> list[int]:
    """The lines of findings, counted from 1."""
    return [text.count("\n", 0, one.start) + 1 for one in findings]
