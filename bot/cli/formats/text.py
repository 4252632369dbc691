"""For people: each finding with its line, the signs that it is about, and what was expected. Colours on terminals."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from unicodedata import category, combining, east_asian_width

from bot.cli.formats import Judged, counted, place, severity_of
from bot.cli.options import columns
from bot.lint import Change, Finding, Fix, LintContext, applied, not_looked_up


def told(runs: Sequence[Judged]) -> str:
    """Findings in the order of the files, then how many there are and which rules were not looked up."""
    width = max(columns(), _NARROWEST)
    lines = [line for one in runs for finding in one.findings for line in _finding(one, finding, width)]
    lines += [[Piece(line, "")] for line in _summary(runs)]
    return _coloured(lines) if _is_colourful() else "".join("".join(one.text for one in line) + "\n" for line in lines)


class Piece(NamedTuple):
    """Some words and their style, in rich's words."""

    text: str
    style: str


def _finding(judged: Judged, finding: Finding, width: int) -> Iterator[list[Piece]]:
    context = judged.context
    where = place(context, finding.start)
    severity = severity_of(finding)
    yield [
        Piece(f"{_shown(judged.name)}:{where.line}:{where.column}: ", "bold"),
        Piece(severity, _STYLES[severity]),
        Piece(f" {finding.rule}: ", "bold"),
        Piece(_shown(finding.message), ""),
    ]
    number = context.line(finding.start)
    line = context.document.lines[number].rstrip("\r\n") if context.document.lines else ""
    start = min(finding.start - context.starts[number], len(line))
    end = min(max(finding.end - context.starts[number], start), len(line))
    shown, before, marked = _cut(line, start, end, width - len(_INDENT))
    yield [Piece(_INDENT + shown, "")]
    yield [Piece(_INDENT + " " * before, ""), Piece("^" * marked, _STYLES[severity])]
    if (expected := _expected(context, finding)) is not None:
        text, at = expected
        shown, _, _ = _cut(text, at, at, width - len(_EXPECTED))
        yield [Piece(_EXPECTED, "green"), Piece(shown, "")]


def _expected(context: LintContext, finding: Finding) -> tuple[str, int] | None:
    """What is to stand there, and at which sign it differs; None where it is not told, or is no single line."""
    if finding.expected is not None:
        return finding.expected, 0
    if finding.fix is None or not finding.fix.changes:
        return None
    start = min(one.start for one in finding.fix.changes)
    end = max(one.end for one in finding.fix.changes)
    first, last = context.line(start), context.line(max(end - 1, start))
    if last - first > _MOST_LINES:
        return None
    before, lines = context.starts[first], context.document.lines
    changes = tuple(Change(one.start - before, one.end - before, one.text) for one in finding.fix.changes)
    fixed, _ = applied("".join(lines[first : last + 1]), [finding._replace(fix=Fix(changes))])
    if fixed and not fixed.endswith(("\r", "\n")):  # its line end is taken away: the next line goes on there
        fixed += "".join(lines[last + 1 : last + 2])
    line = fixed.rstrip("\r\n")
    return None if not line or "\n" in line or "\r" in line else (line, start - before)


def _summary(runs: Sequence[Judged]) -> Iterator[str]:
    findings = [finding for one in runs for finding in one.findings]
    safe = sum(one.fix is not None and one.fix.safe for one in findings)
    yield counted(findings) + (f"; {safe} can be mended by `shelver fix`" if safe else "")
    if unasked := sorted({name for one in runs for name in not_looked_up(one.context, one.rules)}):
        yield f"not looked up without --online: {', '.join(unasked)}"


def _cut(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """A line as it fits: its part around some signs, how many columns stand before these, and how many they take."""
    first, last = 0, len(line)
    if _width(line) > width:
        room = width - 2 * len(_MORE)
        first, last = start, start
        # What is flagged first, then a little of what follows, as much as fits of what stands before, and the rest.
        last, left = _reach(line, last, end, room - room // 3)
        last, more = _reach(line, last, len(line), room // 3)
        first, left = _reach(line, first, 0, left + more)
        last, _ = _reach(line, last, len(line), left)
    lead, tail = _MORE if first else "", _MORE if last < len(line) else ""
    before = len(lead) + _width(line[first:start])
    marked = _width(line[start : min(end, last)])
    return lead + _shown(line[first:last]) + tail, before, max(marked, 1)


def _reach(line: str, at: int, goal: int, room: int) -> tuple[int, int]:
    """How far towards a sign one comes in so many columns, and how many of them are left."""
    step = 1 if goal > at else -1
    while at != goal:
        taken = _width(line[at] if step > 0 else line[at - 1])
        if taken > room:
            break
        at, room = at + step, room - taken
    return at, room


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(sign) or category(sign) in ("Mn", "Me") else 2 if east_asian_width(sign) in "WF" else 1
        for sign in _shown(text)
    )


def _shown(text: str) -> str:
    """A text with nothing in it that steers a terminal or turns the direction of what follows."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else " " if sign in "\t\u3000\u00a0" else "\ufffd" for sign in text)


def _is_colourful() -> bool:
    """Whether colours are wanted: on a terminal only, and not against https://no-color.org."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _coloured(lines: Sequence[Sequence[Piece]]) -> str:
    from rich.console import Console
    from rich.text import Text

    console = Console(force_terminal=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        for line in lines:
            console.print(Text.assemble(*((one.text, one.style) for one in line)))
    return captured.get()


_INDENT: Final = "  "
_MORE: Final = "..."
_EXPECTED: Final = "  expected: "
_NARROWEST: Final = 40
#: A fix that reaches over more lines moves something: no single line tells it.
_MOST_LINES: Final = 3
_STYLES: Final = {"error": "bold red", "warning": "yellow", "hint": "cyan"}
