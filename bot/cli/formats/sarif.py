"""SARIF 2.1.0, as code scanning and editors read it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, and what GitHub reads of it:
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
"""

import json
import re
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

from bot.cli.formats import Judged, place, severity_of
from bot.lint import Finding, LintContext, Rule


def told(runs: Sequence[Judged]) -> str:
    """One run with the rules that were asked and a result for each finding."""
    rules = {name: rule for one in runs for name, rule in one.rules.items()}
    names = list(rules)
    driver = {
        "name": "Shelver",
        "version": version("shelver"),
        "informationUri": "https://github.com/shelver/shelver",
        "rules": [_rule(name, rule) for name, rule in rules.items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(one, finding, names.index(finding.rule)) for one in runs for finding in one.findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "hint": "note"}


def _rule(name: str, rule: Rule) -> dict[str, Any]:
    defect, _, why = (rule.__doc__ or name).partition("\n\n")
    defect, why = " ".join(defect.split()), why.strip() or defect
    return {
        "id": name,
        "shortDescription": {"text": defect},
        "fullDescription": {"text": defect},
        "help": {"text": why, "markdown": why},
        "defaultConfiguration": {"level": _LEVELS[rule.SEVERITY]},
    }


def _result(judged: Judged, finding: Finding, number: int) -> dict[str, Any]:
    location = {"uri": quote(judged.path)}
    context = judged.context
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": _LEVELS[severity_of(finding)],
        "message": {"text": _plain(finding.message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": location,
                    "region": _region(context, finding.start, finding.end),
                }
            }
        ],
    }
    if finding.fix:
        replacements = [
            {"deletedRegion": _region(context, one.start, one.end), "insertedContent": {"text": one.text}}
            for one in finding.fix.changes
        ]
        result["fixes"] = [
            {
                "description": {"text": "safe" if finding.fix.safe else "to be looked at: it may lose meaning"},
                "artifactChanges": [{"artifactLocation": location, "replacements": replacements}],
            }
        ]
    return result


def _region(context: LintContext, start: int, end: int) -> dict[str, int]:
    """A region's end is the column behind its last sign (3.30.8)."""
    first, last = place(context, start), place(context, end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
    }


def _plain(message: str) -> str:
    """A message that has no links and no places to be filled in, whatever it quotes (3.11.5 and 3.11.6)."""
    return _LINK.sub(lambda found: found[0].replace("[", "\\[").replace("]", "\\]"), message)


_LINK: Final = re.compile(r"\[[^\[\]\n]*+\]\(")
