"""Which findings a change of a list answers for."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.document import parse
from bot.linkstatus import LinkStatus
from bot.lint import Finding, LintContext, Rule, lint
from bot.newfaults import PLACE_RULES, new_faults
from rules import all_rules


def _word(context: LintContext) -> Iterator[Finding]:
    """Finds signs that are `x`, and names the line before, as a rule of places would."""
    for at, sign in enumerate(context.text):
        if sign == "x":
            yield Finding(at, at + 1, "an `x`")


def _lines(context: LintContext) -> Iterator[Finding]:
    """Finds every line but the first, by its place."""
    for at, line in zip(context.starts, context.document.lines, strict=False):
        if at and line.strip():
            yield Finding(at, at + 1, "not first")


_RULES = {
    name: cast(Rule, SimpleNamespace(SEVERITY="warning", NEEDS=None, VALID=(), INVALID=(), check=check))
    for name, check in {"letter": _word, "out-of-order": _lines}.items()
}


def faults(before: str, after: str, *names: str) -> list[tuple[int, str]]:
    """The lines, counted from 0, and rules of the new faults of a change."""
    context = LintContext(parse(after))
    rules = {name: _RULES[name] for name in names or ("letter",)}
    return [(context.line(one.start), one.rule) for one in new_faults(LintContext(parse(before)), context, rules)]


def test_a_fault_in_an_added_line_is_new() -> None:
    """Those of the other lines are not told."""
    assert faults("x\na\n", "x\na\nx\n") == [(2, "letter")]


def test_a_fault_that_the_line_had_before_it_was_edited_is_an_old_debt() -> None:
    """Who edits something else in the line does not answer for it."""
    assert faults("ax\n", "bx\n") == []


def test_one_old_fault_excuses_one_new_fault() -> None:
    """A line that had one and has two now has a new one."""
    assert faults("ax\n", "bxx\n") == [(0, "letter")]


def test_an_old_fault_excuses_only_the_lines_in_its_place() -> None:
    """What was wrong far away is no excuse."""
    assert faults("ax\nb\nc\nd\n", "a\nb\nc\ndx\n") == [(3, "letter")]


def test_a_line_that_was_only_moved_is_an_old_debt() -> None:
    """Its faults went with it."""
    assert faults("ax\nb\nc\n", "b\nc\nax\n") == []


def test_a_copy_of_a_line_is_new() -> None:
    """A line is moved only where it is gone at its old place."""
    assert faults("ax\nb\nc\n", "ax\nb\nc\nax\n") == [(3, "letter")]


def test_who_moves_a_line_answers_for_its_place() -> None:
    """Even if it was wrong where it stood before."""
    assert faults("a\nb\nc\nd\n", "a\nc\nd\nb\n", "out-of-order") == [(3, "out-of-order")]


def test_the_rules_of_places_are_rules() -> None:
    """A rule that was renamed is renamed there too."""
    assert all_rules().keys() >= PLACE_RULES


@pytest.mark.parametrize(("old", "new"), [("\n", "\r\n"), ("\r\n", "\n")])
def test_other_line_ends_make_no_fault_new(old: str, new: str) -> None:
    """Every line is changed then, and none is worse."""
    text = "x\nax\n\nb\n"
    assert faults(text.replace("\n", old), text.replace("\n", new)) == []


def test_a_new_file_is_all_new() -> None:
    """There was nothing before it."""
    assert faults("", "x\nax\n") == [(0, "letter"), (1, "letter")]


def test_what_the_web_says_of_a_link_holds_for_its_old_line() -> None:
    """A dead link that stood in the line before is an old debt; nobody has to ask for it twice."""
    url = "https://example.org/gone"
    old, new = (
        LintContext(parse(f"# L\n\n## A\n\n- {title} [[website]]({url})\n")) for title in ("Some words", "Other words")
    )
    dead = {url: LinkStatus(url, "dead", "gone", 404, said="404")}
    rules = {"dead-link": all_rules()["dead-link"]}
    assert new_faults(old, replace(new, links=dead), rules) == []
    assert [one.rule for one in new_faults(LintContext(parse("")), replace(new, links=dead), rules)] == ["dead-link"]


_TEXTS = st.lists(st.sampled_from(("ax\n", "x\n", "b\n", "\n", "- [a](https://arxiv.org/abs/2301.00001) \n"))).map(
    "".join
)


@given(_TEXTS, _TEXTS)
def test_new_faults_are_findings_of_the_new_text(before: str, after: str) -> None:
    """None without a change, all of them where there was nothing before, and never more than there are."""
    old, new = LintContext(parse(before)), LintContext(parse(after))
    assert new_faults(new, new, all_rules()) == []
    # Other rules judge by habits, which the changed lines do not show.
    rules = {"letter": _RULES["letter"]}
    assert new_faults(LintContext(parse("")), new, rules) == lint(new, rules)
    assert {one.start for one in new_faults(old, new, rules)} <= {one.start for one in lint(new, rules)}


@pytest.mark.parametrize("count", [1, 3, 30, 35])
def test_a_fault_in_all_entries_is_no_habit(count: int) -> None:
    """What the list does is told by the list before the change, where hardly an entry was left alone."""
    entry = "- **[N{0}]** A Paper about the Number {0} [[pdf]](https://arxiv.org/pdf/2401.{0:05}.pdf)\n"
    before = "# L\n\n## A\n\n" + "".join(map(entry.format, range(35)))
    after = before.replace("]](", "]] (", count)
    old, new = (LintContext(parse(text)) for text in (before, after))
    found = new_faults(old, new, {"broken-link-markup": all_rules()["broken-link-markup"]})
    assert [(one.rule, one.severity) for one in found] == [("broken-link-markup", "error")] * count
