"""Workflow commands, which GitHub Actions turns into annotations.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands tells their form; they are
escaped as https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts does it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.cli.formats import Judged, counted, place, severity_of
from bot.lint import SEVERITIES, Finding


def told(runs: Sequence[Judged]) -> str:
    """A command for each finding, the most severe first, as many as are shown, and a line on the others."""
    return "".join(f"{line}\n" for line in _lines(runs))


#: GitHub shows so many annotations of each kind a step, and drops the rest without a word.
_SHOWN: Final = 10
_COMMANDS: Final = {"error": "error", "warning": "warning", "hint": "notice"}


def _lines(runs: Sequence[Judged]) -> Iterator[str]:
    left: list[Finding] = []
    for severity in SEVERITIES:
        found = [(one, finding) for one in runs for finding in one.findings if severity_of(finding) == severity]
        yield from (_command(one, finding) for one, finding in found[:_SHOWN])
        left += [finding for _, finding in found[_SHOWN:]]
    if left:
        yield f"not shown as annotations, of which GitHub takes {_SHOWN} of each kind: {counted(left)}"


def _command(judged: Judged, finding: Finding) -> str:
    first, last = place(judged.context, finding.start), place(judged.context, finding.end)
    said = {"file": judged.path, "line": first.line}
    if last.column == 1 and last.line > first.line:  # the line end is flagged too: no line more
        said["endLine"] = last.line - 1
    else:
        said["endLine"] = last.line
    if first.line == last.line:  # GitHub takes columns on one line only
        said |= {"col": first.column, "endColumn": max(last.column - 1, first.column)}
    said["title"] = finding.rule
    properties = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTIES)}" for name, value in said.items())
    message = finding.message + (f"\nexpected: {finding.expected}" if finding.expected else "")
    return f"::{_COMMANDS[severity_of(finding)]} {properties}::{_escaped(message, _IN_DATA)}"


_IN_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
#: Nothing in a log steers a terminal or turns the direction of what follows.
_STEERING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_IN_PROPERTIES: Final = _IN_DATA | str.maketrans({":": "%3A", ",": "%2C"})


def _escaped(text: str, signs: Mapping[int, str]) -> str:
    return _STEERING.sub("\ufffd", text.translate(signs))
