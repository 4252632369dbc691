"""What a change of a list made worse: the findings in its changed lines that the lines before did not have.

Who corrects a title does not answer for the blank behind it, nor who moves a line for what was wrong with it where it
stood; both would be told of a debt that is older than the change.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.diff import Changed, changed_lines
from bot.document import Span
from bot.lint import Finding, LintContext, Rule, lint

#: What is wrong with a line by where it stands: who moves it there answers for it.
PLACE_RULES: Final = frozenset(
    {
        "duplicate-link",
        "duplicate-link-text",
        "duplicate-name",
        "duplicate-paper",
        "entry-in-wrong-section",
        "out-of-order",
    }
)


def new_faults(before: LintContext, after: LintContext, rules: Mapping[str, Rule]) -> list[Finding]:
    """The findings in the lines that changed between two states of a list, without those that these lines had.

    A line had a finding if the lines that it takes the place of had one of the same rule, with the same words flagged
    or the same message; so had one that was only moved, save for the rules of places. Each old finding excuses one.
    What `changed` says in the contexts does not matter.
    """
    hunks = changed_lines(before.document.lines, after.document.lines)
    found = _judged(replace(after, earlier=before), [Span(one.new_start, one.new_end) for one in hunks], rules)
    if not found:
        return []
    # What the web says of the new lines it says of the old ones too.
    before = replace(before, links=after.links, papers=after.papers)
    had = _judged(before, [Span(one.start, one.end) for one in hunks], rules)
    debts = _Debts(before, had, hunks)
    left = debts.without_kept(after, found)
    return debts.without_moved(after, left)


def with_changes(before: LintContext, after: LintContext) -> LintContext:
    """The state after a change, with the lines that it changed as those to be judged."""
    hunks = changed_lines(before.document.lines, after.document.lines)
    return replace(after, earlier=before, changed=tuple(Span(one.new_start, one.new_end) for one in hunks))


def _judged(context: LintContext, spans: Sequence[Span], rules: Mapping[str, Rule]) -> list[Finding]:
    spans = [span for span in spans if span.start < span.end]
    return lint(replace(context, changed=tuple(spans)), rules) if spans else []


class _Debts:
    """The findings of the lines that a change took away, each of which excuses one of the new lines."""

    def __init__(self, before: LintContext, had: Sequence[Finding], hunks: Sequence[Changed]) -> None:
        self._hunks = hunks
        self._left = dict(enumerate(had))
        self._by_hunk: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        self._by_line: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        starts = [one.start for one in hunks]
        for number, one in self._left.items():
            line = before.line(one.start)
            hunk = _number(starts, line)
            for key in _keys(before, one):
                self._by_hunk[(hunk, *key)].append(number)
            self._by_line[before.document.lines[line].rstrip("\r\n"), one.rule, one.message].append(number)

    def without_kept(self, after: LintContext, found: Sequence[Finding]) -> list[Finding]:
        """The findings that the lines which stood in the same place did not have."""
        starts = [one.new_start for one in self._hunks]
        hunk_of = {id(one): _number(starts, after.line(one.start)) for one in found}
        # What agrees in all is excused first, so that what agrees in part does not take its place.
        for kind in range(_KINDS):
            found = [
                one for one in found if not self._excuse(self._by_hunk, (hunk_of[id(one)], *_keys(after, one)[kind]))
            ]
        return list(found)

    def without_moved(self, after: LintContext, found: Sequence[Finding]) -> list[Finding]:
        """The findings that the same line did not have in another place."""
        lines = after.document.lines
        return [
            one
            for one in found
            if one.rule in PLACE_RULES
            or not self._excuse(self._by_line, (lines[after.line(one.start)].rstrip("\r\n"), one.rule, one.message))
        ]

    def _excuse(self, debts: Mapping[tuple[object, ...], list[int]], key: tuple[object, ...]) -> bool:
        numbers = debts.get(key, [])
        while numbers:
            if self._left.pop(numbers.pop(0), None):
                return True
        return False


def _keys(context: LintContext, one: Finding) -> tuple[tuple[object, ...], ...]:
    """What a finding is known by: all of it, the words flagged, the message."""
    words = context.text[one.start : one.end]
    return (
        ("all", one.rule, words, one.message),
        ("words", one.rule, words or one.message),
        ("message", one.rule, one.message),
    )


_KINDS: Final = 3


def _number(starts: Sequence[int], line: int) -> int:
    """Which of some spans, by where they start, a line that is in one of them is in."""
    return bisect_right(starts, line) - 1
