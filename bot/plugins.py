"""Rules that other distributions bring, as entry points of the group `shelver.rules`: the rule's name -> its module.

https://packaging.python.org/en/latest/specifications/entry-points/

A module keeps what every file of `rules/` keeps. Only what a list's owner names below `rules` is looked for: looking
takes longer than linting a list does, and no list is judged otherwise because of what happens to be installed. What
is wrong with such a rule is told; it never ends the run.
"""

from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, Final

from bot.lint import SEVERITIES, Example, Finding, LintContext, Need, Rule, Severity

GROUP: Final = "shelver.rules"


def named_rules(names: Collection[str]) -> tuple[dict[str, Rule], dict[str, str]]:
    """The rules of these names that are installed, and by name what is wrong with those that cannot be used."""
    rules: dict[str, Rule] = {}
    problems: dict[str, str] = {}
    for point in entry_points(group=GROUP):
        if point.name not in names or point.name in rules:
            continue
        try:
            module = point.load()
            if lacking := _lacking(module):
                problems[point.name] = f'the rule "{point.name}" of {point.value} cannot be used: {lacking}'
            else:
                rules[point.name] = _Guarded(point.name, module)
        except Exception as error:
            problems[point.name] = f'the rule "{point.name}" of {point.value} cannot be loaded: {_words(error)}'
    return rules, problems


def failures(rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """What went wrong in rules of others since they were loaded, each once."""
    return tuple(rule.failure for rule in rules.values() if isinstance(rule, _Guarded) and rule.failure)


def _lacking(module: ModuleType) -> str:
    """What a module lacks of a rule; empty if nothing."""
    if getattr(module, "SEVERITY", None) not in SEVERITIES:
        return f"SEVERITY must be one of {', '.join(SEVERITIES)}"
    if getattr(module, "NEEDS", "") not in (None, "links", "papers"):
        return "NEEDS must be None, links or papers"
    return "" if callable(getattr(module, "check", None)) else "it has no function check"


class _Guarded:
    """A rule of others: where it fails it has no more findings, and what it failed of is kept."""

    def __init__(self, name: str, module: Any) -> None:
        self.SEVERITY: Severity = module.SEVERITY
        self.NEEDS: Need | None = module.NEEDS
        self.VALID: tuple[str, ...] = tuple(getattr(module, "VALID", ()))
        self.INVALID: tuple[Example, ...] = tuple(getattr(module, "INVALID", ()))
        self.__doc__ = module.__doc__ or name
        self.failure = ""
        self._name = name
        self._module = module

    def check(self, context: LintContext) -> Iterator[Finding]:
        """The findings up to the first that is none."""
        try:
            for one in self._module.check(context):
                if not isinstance(one, Finding) or not _is_within(one, len(context.text)):
                    self.failure = f'the rule "{self._name}" gave what is no finding in this text: {one!r:.200}'
                    return
                yield one
        except Exception as error:
            self.failure = f'the rule "{self._name}" failed: {_words(error)}'


def _is_within(one: Finding, length: int) -> bool:
    spans = [(one.start, one.end), *((change.start, change.end) for change in (one.fix.changes if one.fix else ()))]
    return all(0 <= start <= end <= length for start, end in spans)


def _words(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
