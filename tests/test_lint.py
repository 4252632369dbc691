"""Linting: which findings count, and how their fixes are made."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Literal, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.document import Span, parse
from bot.lint import (
    Change,
    Finding,
    Fix,
    LintContext,
    Need,
    Rule,
    Severity,
    applied,
    fix,
    lint,
    mended,
    not_looked_up,
)


def _rule(
    word: str, new: str | None = None, *, severity: Severity = "warning", needs: Need | None = None, safe: bool = True
) -> Rule:
    """A rule that finds a word, and puts another in its place."""

    def check(context: LintContext) -> Iterator[Finding]:
        start = context.text.find(word)
        while start >= 0:
            end = start + len(word)
            yield Finding(start, end, f"`{word}`", None if new is None else fix(start, end, new, safe=safe))
            start = context.text.find(word, end)

    return cast(Rule, SimpleNamespace(SEVERITY=severity, NEEDS=needs, VALID=("",), INVALID=(), check=check))


class _Owner:
    def section(self, path: Sequence[str]) -> None:
        return None

    def said_of_rule(self, name: str) -> Severity | Literal["off"] | None:
        return {"quiet": "off", "loud": "error"}.get(name)  # type: ignore[return-value]


def test_findings_stand_in_the_order_of_the_text_with_the_rules_name_and_severity() -> None:
    """Whatever order the rules are asked in."""
    found = lint(LintContext(parse("b a\n")), {"x": _rule("a"), "y": _rule("b", severity="hint")})
    assert [(one.start, one.rule, one.severity) for one in found] == [(0, "y", "hint"), (2, "x", "warning")]


def test_the_owners_word_goes_before_the_rules() -> None:
    """A rule that is off is not asked, and a severity that is said holds."""
    context = LintContext(parse("a\n"), owner=_Owner())  # type: ignore[arg-type]
    found = lint(context, {"quiet": _rule("a"), "loud": _rule("a")})
    assert [(one.rule, one.severity) for one in found] == [("loud", "error")]


def test_only_changed_lines_are_judged() -> None:
    """A finding counts by where it starts."""
    found = lint(LintContext(parse("a\na\na\n"), changed=(Span(1, 2),)), {"x": _rule("a")})
    assert [one.start for one in found] == [2]


def test_a_rule_that_needs_the_web_is_not_asked_offline_and_named() -> None:
    """Nobody who asked nothing is told that a link is alive."""
    rules = {"x": _rule("a", needs="links"), "y": _rule("a", needs="papers")}
    assert lint(LintContext(parse("a\n")), rules) == []
    assert not_looked_up(LintContext(parse("a\n"), links={}), rules) == ("y",)


def test_fixes_that_meet_are_made_one_by_one() -> None:
    """Of two fixes of the same signs the first is made."""
    findings = [Finding(0, 2, "", fix(0, 2, "x")), Finding(1, 3, "", fix(1, 3, "y")), Finding(3, 4, "", fix(3, 4, "z"))]
    text, made = applied("abcd", findings)
    assert (text, made) == ("xcz", (findings[0], findings[2]))


def test_a_fix_with_changes_far_apart_is_made_whole_or_not_at_all() -> None:
    """However many others stand between its changes."""
    between = [Finding(at, at + 1, "", fix(at, at + 1, "x")) for at in range(1, 199)]
    move = Finding(0, 1, "", Fix((Change(0, 1, ""), Change(200, 200, "a"))))
    late = Finding(199, 201, "", fix(199, 201, "!"))
    text, made = applied("a" + "b" * 200, [move, *between, late])
    assert text == "x" * 198 + "ba" + "b"
    assert late not in made


def test_a_fix_whose_own_changes_meet_is_not_made() -> None:
    """It would leave a text that nobody meant."""
    assert applied("abcd", [Finding(0, 1, "", Fix((Change(0, 3, "x"), Change(2, 4, "y"))))]) == ("abcd", ())


def test_unsafe_fixes_are_made_where_they_are_asked_for() -> None:
    """Else they stay."""
    found = lint(LintContext(parse("a\n")), {"x": _rule("a", "b", safe=False)})
    assert applied("a\n", found)[0] == "a\n"
    assert applied("a\n", found, unsafe=True)[0] == "b\n"


_FIXES = st.lists(
    st.builds(
        lambda at, length, text, safe: Finding(at, at + length, "", fix(at, at + length, text, safe=safe)),
        st.integers(0, 30),
        st.integers(0, 4),
        st.text("xyz", max_size=3),
        st.booleans(),
    ),
    max_size=20,
)


@given(st.text("abc\n", min_size=34, max_size=40), _FIXES, st.booleans())
def test_fixes_change_what_they_name_and_nothing_else(text: str, findings: list[Finding], unsafe: bool) -> None:
    """The signs outside of the changes of what was mended are kept, in their order."""
    new, made = applied(text, findings, unsafe=unsafe)
    changes = sorted((change for one in made if one.fix for change in one.fix.changes), key=lambda one: one.start)
    for change in reversed(changes):
        text = text[: change.start] + change.text + text[change.end :]
    assert new == text
    assert all(unsafe or (one.fix and one.fix.safe) for one in made)
    ends = [change.end for change in changes]
    assert all(change.start >= end for change, end in zip(changes[1:], ends, strict=False))


_WORDS = st.lists(st.tuples(st.text("ab", min_size=1, max_size=3), st.text("ab", max_size=3)), max_size=4)


@given(st.text("ab", max_size=8), _WORDS)
@settings(max_examples=60)
def test_what_is_mended_stays_as_it_is(text: str, pairs: list[tuple[str, str]]) -> None:
    """Mending twice is mending once, even where rules undo each other's fixes or never end."""
    rules = {str(number): _rule(word, new) for number, (word, new) in enumerate(pairs)}

    def judge(one: str) -> list[Finding]:
        return lint(LintContext(parse(one)), rules)

    once, _ = mended(text, judge)
    assert mended(once, judge)[0] == once


def test_rules_that_undo_each_other_do_not_keep_the_others_from_mending() -> None:
    """One of their texts is the end of it."""
    rules = {"x": _rule("a", "b"), "y": _rule("b", "a"), "z": _rule("?", "!")}
    text, _ = mended("a?\n", lambda one: lint(LintContext(parse(one)), rules))
    assert text == "a!\n"


def test_a_fix_that_always_leaves_something_to_mend_is_not_made() -> None:
    """It would grow the text without an end."""
    text, made = mended("a\n", lambda one: lint(LintContext(parse(one)), {"x": _rule("a", "aa")}))
    assert (text, made) == ("a\n", ())


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\r\n", "\ufeffa\n"])
def test_a_line_is_known_for_every_sign(text: str) -> None:
    """The offset behind the last sign is in the last line."""
    context = LintContext(parse(text))
    assert [context.line(at) for at in range(len(text) + 1)] == [0] * (len(text) + 1)
