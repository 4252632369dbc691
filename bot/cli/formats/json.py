"""One array with a row for each finding, for programs."""

import json
from collections.abc import Sequence

from bot.cli.formats import Judged, place
from bot.lint import Finding, LintContext


def told(runs: Sequence[Judged]) -> str:
    """The findings as rows `{rule, severity, file, line, column, end_line, end_column, message, fix}`.

    Lines and columns are counted from 1, columns in characters (code points); the end is behind the last character.
    `fix` is null or `{safe, changes}`, a change being `{line, column, end_line, end_column, text}`.
    """
    rows = [_row(one, finding) for one in runs for finding in one.findings]
    if not rows:
        return "[]\n"
    return "[\n" + ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows) + "\n]\n"


def _row(judged: Judged, finding: Finding) -> dict[str, object]:
    context, fix = judged.context, finding.fix
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": judged.name,
        **_region(context, finding.start, finding.end),
        "message": finding.message,
        "fix": fix
        and {
            "safe": fix.safe,
            "changes": [{**_region(context, one.start, one.end), "text": one.text} for one in fix.changes],
        },
    }


def _region(context: LintContext, start: int, end: int) -> dict[str, int]:
    first, last = place(context, start), place(context, end)
    return {"line": first.line, "column": first.column, "end_line": last.line, "end_column": last.column}
