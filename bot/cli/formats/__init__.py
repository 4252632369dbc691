"""The forms in which findings are told, one file a form: `told(runs)` gives the text."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Final, NamedTuple, cast

from bot.lint import SEVERITIES, Finding, LintContext, Rule, Severity

#: The names of the forms, each that of its file.
FORMATS: Final = ("text", "json", "github", "sarif")


class Judged(NamedTuple):
    """A file and what was found in it.

    `name` is what the person called it, `path` its place in its repository. `rules` are those that it was judged by.
    """

    name: str
    path: str
    context: LintContext
    findings: tuple[Finding, ...]
    rules: Mapping[str, Rule]


def teller(name: str) -> Callable[[Sequence[Judged]], str]:
    """What tells findings in a form."""
    return cast(Callable[[Sequence[Judged]], str], import_module(f"bot.cli.formats.{name}").told)


class Place(NamedTuple):
    """A sign's line and column, both counted from 1; a byte order mark, which nobody sees, is none."""

    line: int
    column: int


def place(context: LintContext, offset: int) -> Place:
    """Where a sign stands; the offset behind the last one is behind the last line, or on it if it has no end."""
    line = context.line(offset)
    lines = context.document.lines
    if lines and offset == len(context.text) and lines[-1].endswith(("\n", "\r")):
        return Place(len(lines) + 1, 1)
    mark = line == 0 and offset > 0 and context.text.startswith("\ufeff")
    return Place(line + 1, offset - context.starts[line] + 1 - mark)


def severity_of(finding: Finding) -> Severity:
    """How severe a finding of `lint` is."""
    return finding.severity or "warning"


def counted(findings: Sequence[Finding]) -> str:
    """How many findings of which severity there are: `3 findings: 1 error, 2 hints`."""
    if not findings:
        return "no findings"
    said = [severity_of(one) for one in findings]
    parts = [f"{count} {name}{'s' * (count > 1)}" for name in SEVERITIES if (count := said.count(name))]
    return f"{len(findings)} finding{'s' * (len(findings) > 1)}: {', '.join(parts)}"
