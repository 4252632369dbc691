"""A long list judged by two processes: what they find together is what one finds."""

import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest

from bot.cli import abreast
from bot.cli.abreast import lint_abreast
from bot.document import parse
from bot.lint import Finding, LintContext, Rule, lint
from rules import EXAMPLE_LIST, all_rules

CONTEXT = LintContext(parse(EXAMPLE_LIST.replace("\n- **[GIT]** ", " \n- **[GIT ]**  ")))


@pytest.fixture(autouse=True)
def _short_lists_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abreast, "_LEAST", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_the_findings_are_those_of_one_process() -> None:
    """All of them, in the same order."""
    found = lint_abreast(CONTEXT, all_rules())
    assert found == lint(CONTEXT, all_rules())
    assert len(found) >= 3


def _rule(check: object) -> Rule:
    return cast(Rule, SimpleNamespace(SEVERITY="hint", NEEDS=None, check=check))


@pytest.mark.parametrize("way", ["dies", "fails"])
def test_what_the_second_process_does_not_tell_is_judged_by_the_first(way: str) -> None:
    """Whatever became of it."""
    here = os.getpid()

    def check(_: LintContext) -> Iterator[Finding]:
        if os.getpid() != here:
            if way == "dies":
                os.kill(os.getpid(), 9)
            raise RuntimeError
        yield Finding(0, 1, "met")

    rules = {f"rule-{number}": _rule(check) for number in range(40)}
    assert lint_abreast(CONTEXT, rules) == lint(CONTEXT, rules)


def test_a_short_list_stays_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process would take longer to begin than it spares."""
    monkeypatch.setattr(abreast, "_LEAST", 3000)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a second process was begun"))
    assert lint_abreast(CONTEXT, all_rules()) == lint(CONTEXT, all_rules())
