"""Linting: a list, and what its owner and the web say, -> findings. The rules come from the caller.

A finding points at signs of the text, counted from 0 in the whole of it. Its fix is a set of changes of the text, made
all together or not at all. What must hold: rules see the same frozen context in any order; a rule that needs the
network yields nothing where nobody asked it.
"""

import re
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol

from bot.document import ListDocument, Section, Span
from bot.sketch import Sketch, line_starts, sketches
from bot.slips import parted

if TYPE_CHECKING:  # a list is linted in a tenth of a second: nothing is loaded that is not needed
    from bot.addition import SaidOfSection
    from bot.linkstatus import LinkStatus
    from bot.papers import Paper, PaperId, Unresolved

#: An error makes the list wrong for its readers; a warning is of form, order or taste; a hint may be left.
Severity = Literal["error", "warning", "hint"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "hint")
#: What a rule may need that is not in the list itself.
Need = Literal["links", "papers"]


class Change(NamedTuple):
    """Put `text` in the place of the signs from `start` up to `end`."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """What mends a finding. A safe fix changes nothing that readers see or follow, save for what is surely wrong."""

    changes: tuple[Change, ...]
    safe: bool = True


def fix(start: int, end: int, text: str, *, safe: bool = True) -> Fix:
    """A fix of one change."""
    return Fix((Change(start, end, text),), safe)


class Finding(NamedTuple):
    """One defect: the signs that it is about, what is there and what was expected.

    `rule` and `severity` are filled in by `lint`; a rule gives a severity only where it differs from its own.
    `expected` is what the signs should read, where that helps and no fix says it.
    """

    start: int
    end: int
    message: str
    fix: Fix | None = None
    severity: Severity | None = None
    expected: str | None = None
    rule: str = ""


class LintOwner(Protocol):
    """What the list's owner says."""

    def section(self, path: Sequence[str]) -> "SaidOfSection":
        """What holds for the section under these headings."""
        ...

    def said_of_rule(self, name: str) -> Severity | Literal["off"] | None:
        """How severe a rule is, or that it is not to be asked; None: as the rule itself says."""
        ...


class Rule(Protocol):
    """What every file of `rules/` offers; see the head of that folder."""

    SEVERITY: Severity
    NEEDS: Need | None
    VALID: tuple[str, ...]
    INVALID: "tuple[Example, ...]"

    def check(self, context: "LintContext") -> Iterator[Finding]:
        """The rule's findings in this list."""


class Example(NamedTuple):
    """A text and what is wrong in it.

    `fixed` is the text after the fix; None: there is none. `safe` tells whether that fix is a safe one. `line` is that
    of the finding, counted from 1 in the text; `links` and `papers` are what the web says.
    """

    text: str
    message: str
    fixed: str | None = None
    safe: bool = True
    line: int = 1
    links: "Mapping[str, LinkStatus]" = MappingProxyType({})
    papers: "Mapping[PaperId, Paper | Unresolved]" = MappingProxyType({})


@dataclass(frozen=True)
class Group:
    """A section and its entries at a glance; `share` tells how many of them show something."""

    section: Section
    entries: tuple[Sketch, ...]

    def share(self, test: Callable[[Sketch], object]) -> float:
        """The share of its entries for which a test holds, 0 to 1."""
        return sum(map(bool, map(test, self.entries))) / len(self.entries) if self.entries else 0.0

    @cached_property
    def paper_share(self) -> float:
        """The share of its entries that link to a paper."""
        return self.share(lambda one: one.paper)


@dataclass(frozen=True, eq=False)
class LintContext:
    """A list to be judged, and what is known besides.

    `changed` are the lines that are judged, where it is not all: habits are then those of the other entries, and of
    two that quarrel it is the changed one that is told. `earlier` is the list before that change, which shows
    the habits where hardly an entry was left alone. `links` and `papers` are what the web says; None: nobody asked.
    """

    document: ListDocument
    owner: LintOwner | None = None
    changed: tuple[Span, ...] | None = None
    links: "Mapping[str, LinkStatus] | None" = None
    papers: "Mapping[PaperId, Paper | Unresolved] | None" = None
    earlier: "LintContext | None" = None

    @property
    def habits(self) -> "LintContext":
        """The list that shows the habits: this one, or the earlier one if all but a few of the entries changed."""
        if self.earlier is None or len(self.earlier.entries) < _LEAST_HOUSE or self.house is not self.entries:
            return self
        return self.earlier

    @property
    def text(self) -> str:
        """The list's text."""
        return self.document.text

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line, and one more behind the last."""
        return line_starts(self.document)

    @cached_property
    def entries(self) -> tuple[Sketch, ...]:
        """All entries, in the order of the text; a line that is meant as one is one, whatever Markdown makes of it."""
        return tuple(sketches(parted(self.document)))

    @cached_property
    def hosts(self) -> Counter[str]:
        """How often each scheme and host is written in the text, as it stands there: `https://arxiv.org`."""
        return Counter(re.findall(r"https?://[^\s/?#()<>\[\]\"'|]*", self.text))

    @cached_property
    def torn(self) -> tuple[Sketch, ...]:
        """The entries with brackets that may not pair, or with a `](` that belongs to no link that was found."""
        found = []
        for one in self.entries:
            own = one.entry.text
            if (
                own.count("(") != own.count(")")
                or own.count("[") != own.count("]")
                or ((links := own.count("](")) > len(one.links) and links > len(one.links) + own.count("!["))
            ):
                found.append(one)
        return tuple(found)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The entries by section; sections without any are left out."""
        found: dict[int, list[Sketch]] = {}
        for one in self.entries:
            found.setdefault(id(one.section), []).append(one)
        return tuple(Group(own[0].section, tuple(own)) for own in found.values())

    @cached_property
    def house(self) -> tuple[Sketch, ...]:
        """The entries that show the list's habits: those that nobody just changed, if there are enough of them."""
        if self.changed is None:
            return self.entries
        settled = tuple(one for one in self.entries if not self.is_changed(one.start))
        return settled if len(settled) >= _LEAST_HOUSE else self.entries

    @cached_property
    def paper_groups(self) -> tuple[Group, ...]:
        """The groups of which most entries link to papers."""
        return tuple(group for group in self.groups if 2 * group.paper_share > 1)

    def settled(self, group: Group) -> tuple[Sketch, ...]:
        """The entries of a section that show its habits: those that nobody just changed."""
        if self.changed is None:
            return group.entries
        return tuple(one for one in group.entries if not self.is_changed(one.start))

    def line(self, offset: int) -> int:
        """The line of a sign, counted from 0."""
        return min(bisect_right(self.starts, offset) - 1, max(0, len(self.document.lines) - 1))

    def entry_at(self, offset: int) -> Sketch | None:
        """The entry in whose own text a sign stands; None outside of all."""
        at = bisect_right(self._entry_starts, offset) - 1
        if at < 0:
            return None
        one = self.entries[at]
        return one if offset < one.start + len(one.entry.text) else None

    def taken_away(self, one: Sketch) -> Change:
        """What takes an entry's lines away, with a blank line where blank lines part it from both of its neighbours."""
        start, end = one.entry.span.start, one.entry.span.end
        if self._is_parted(one):
            start, end = (start, end + 1) if end < len(self.document.lines) else (start - 1, end)
        return Change(self.starts[start], self.starts[end], "")

    def put_beside(self, there: Sketch, text: str, *, behind: bool) -> Change:
        """What puts lines behind or before an entry, with a blank line between where blank lines part that one."""
        at = self.starts[there.entry.span.end if behind else there.entry.span.start]
        blank = text[len(text.rstrip("\r\n")) :] if self._is_parted(there) else ""
        return Change(at, at, blank + text if behind else text + blank)

    def _is_parted(self, one: Sketch) -> bool:
        """Whether blank lines stand on both sides of an entry; the file's end is as good as one."""
        lines, start, end = self.document.lines, one.entry.span.start, one.entry.span.end
        return start > 0 and not lines[start - 1].strip() and not "".join(lines[end : end + 1]).strip()

    def is_rare(self, shown: Collection[Sketch], among: Collection[Sketch] | None = None) -> bool:
        """Whether what these entries show is against the list's habit: one in ten shows it at most, or a single one.

        `among` are the entries that could show it, all where it is not given; too few of them tell no habit.
        """
        able = self.house if among is None else among
        if self.house is not self.entries:
            shown = [one for one in shown if not self.is_changed(one.start)]
        return len(able) >= _LEAST_HOUSE and len(shown) <= max(1, len(able) // 10)

    @cached_property
    def _entry_starts(self) -> list[int]:
        return [one.start for one in self.entries]

    def is_changed(self, offset: int) -> bool:
        """Whether a sign stands in a line that is judged."""
        if self.changed is None:
            return True
        line = self.line(offset)
        at = bisect_right(self._changed_starts, line) - 1
        return at >= 0 and line < self._changed[at].end

    @cached_property
    def _changed(self) -> list[Span]:
        return sorted(self.changed or ())

    @cached_property
    def _changed_starts(self) -> list[int]:
        return [span.start for span in self._changed]


_LEAST_HOUSE: Final = 5


def lint(context: LintContext, rules: Mapping[str, Rule]) -> list[Finding]:
    """The findings of these rules, by their names, in the lines that are judged, in the order of the text.

    What the owner switched off is not asked, and what they say of a rule's severity holds.
    """
    found: list[Finding] = []
    for name, rule in rules.items():
        said = context.owner.said_of_rule(name) if context.owner else None
        if said == "off" or not _answered(rule, context):
            continue
        for one in rule.check(context):
            if context.changed is None or context.is_changed(one.start):
                found.append(one._replace(rule=name, severity=said or one.severity or rule.SEVERITY))
    found.sort(key=lambda one: (one.start, one.end, one.rule))
    return found


def not_looked_up(context: LintContext, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The names of the rules that need what nobody asked the web."""
    return tuple(name for name, rule in rules.items() if not _answered(rule, context))


def _answered(rule: Rule, context: LintContext) -> bool:
    match rule.NEEDS:
        case "links":
            return context.links is not None
        case "papers":
            return context.papers is not None
        case None:
            return True


def changed_by(findings: Iterable[Finding]) -> tuple[int, int]:
    """From which sign to which the fixes of findings change a text."""
    changes = [change for one in findings if one.fix for change in one.fix.changes]
    return min((one.start for one in changes), default=0), max((one.end for one in changes), default=0)


def applied(text: str, findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[str, tuple[Finding, ...]]:
    """The text with the fixes of findings made, and the findings that were mended.

    Of fixes that meet, the one that stands first is made; the others may come in the next round. A fix whose own
    changes meet is none.
    """
    made: list[Finding] = []
    taken: list[Change] = []
    for one in findings:
        if one.fix is None or not (one.fix.safe or unsafe):
            continue
        changes = sorted(one.fix.changes, key=_place)
        if any(map(_meet, changes, changes[1:])) or any(_is_taken(change, taken) for change in changes):
            continue
        for change in changes:
            insort(taken, change, key=_place)
        made.append(one)
    pieces: list[str] = []
    end = 0
    for change in taken:
        pieces += (text[end : change.start], change.text)
        end = change.end
    return "".join([*pieces, text[end:]]), tuple(made)


def _place(change: Change) -> tuple[int, int]:
    return change.start, change.end


def _is_taken(change: Change, taken: Sequence[Change]) -> bool:
    """Whether a change meets one of others, which do not meet each other and stand in their order."""
    at = bisect_right(taken, _place(change), key=_place)
    return any(_meet(other, change) for other in taken[max(at - 1, 0) : at + 1])


def _meet(one: Change, other: Change) -> bool:
    return (one.start < other.end and other.start < one.end) or one.start == other.start


def mended(
    text: str, judge: Callable[[str], Sequence[Finding]], *, unsafe: bool = False
) -> tuple[str, tuple[Finding, ...]]:
    """A text with all fixes made, round by round until none is left, and what was mended.

    `judge` lints a text. Run on its own result this changes nothing more: where rules undo each other's fixes for
    ever, the first of their texts by the alphabet is the end of it, and where they find no end, nothing is mended.
    """
    done: list[Finding] = []
    seen = [text]
    for _ in range(_MOST_ROUNDS):
        new, made = applied(seen[-1], judge(seen[-1]), unsafe=unsafe)
        if new == seen[-1]:
            return new, tuple(done)
        done += made
        if new in seen:
            return min(seen[seen.index(new) :]), tuple(done)
        if len(new) > 2 * len(text) + _MOST_MORE:
            break
        seen.append(new)
    return text, ()


#: Fixes that meet are made one a round; no fix writes much.
_MOST_ROUNDS: Final = 50
_MOST_MORE: Final = 1_000
