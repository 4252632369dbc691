"""How far the example is, as the first page tells it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.sandbox.state import Issue, Pull
from bot.tryout.steps import Example, State, steps

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
ISSUE = Issue(1, 1, "Add InstructBLIP", "https://arxiv.org/abs/2305.06500", "visitor", NOW, NOW)

CLOSED = replace(ISSUE, state="closed")


def _pull(state: str = "open", *, merged: bool = False) -> Issue:
    pull = Pull(3, "shelver/issue-1", "a" * 40, "main", "b" * 40, merged_at=NOW if merged else None)
    return Issue(2, 2, "Add InstructBLIP to Papers", "", "shelver[bot]", NOW, NOW, state=state, pull=pull)


@pytest.mark.parametrize(
    ("example", "states"),
    [
        (Example(), ("now", "later", "later")),
        (Example(ISSUE), ("done", "waiting", "later")),
        (Example(ISSUE, overdue=True), ("done", "waiting", "later")),
        (Example(ISSUE, answered=True), ("done", "now", "later")),
        (Example(ISSUE, _pull(), answered=True), ("done", "now", "now")),
        (Example(ISSUE, _pull("closed", merged=True), answered=True), ("done", "done", "done")),
        (Example(ISSUE, _pull("closed"), answered=True), ("done", "done", "now")),
        (Example(CLOSED, _pull("closed"), answered=True), ("done", "done", "now")),
    ],
)
@pytest.mark.parametrize("maintainer", [True, False])
def test_each_step_knows_its_state(example: Example, states: tuple[State, ...], *, maintainer: bool) -> None:
    """The states follow the world, and whoever's turn it is has a button; what is not yet has none."""
    told = steps("ana/list", example, maintainer=maintainer)
    assert tuple(step.state for step in told) == states
    for step in told:
        if step.state == "now":
            assert step.button
        if step.state == "later":
            assert step.button is None
        assert (step.address is not None) + (step.does is not None) == (step.button is not None)


@pytest.mark.parametrize(
    ("example", "awaited"),
    [
        (Example(), False),
        (Example(ISSUE), True),
        (Example(ISSUE, answered=True), False),
        (Example(ISSUE, overdue=True), False),
        (Example(ISSUE, _pull()), False),
    ],
)
def test_only_shelvers_turn_is_awaited(example: Example, *, awaited: bool) -> None:
    """Nothing changes by itself but what Shelver does, and that only for a minute."""
    assert example.awaited is awaited


@pytest.mark.parametrize(("issue", "leads_to"), [(ISSUE, "/ana/list/pull/2"), (CLOSED, "/ana/list/issues/1")])
def test_what_was_closed_is_reopened_where_it_can_be(issue: Issue, leads_to: str) -> None:
    """A pull request that was closed alone is reopened itself; one that went with its issue, by its issue."""
    assert steps("ana/list", Example(issue, _pull("closed"), answered=True), maintainer=True)[2].address == leads_to


def test_a_visitor_cannot_merge() -> None:
    """The third step offers a visitor to act as the maintainer, and the maintainer to merge."""
    example = Example(ISSUE, _pull(), answered=True)
    assert steps("ana/list", example, maintainer=False)[2].does == "act as maintainer"
    assert steps("ana/list", example, maintainer=True)[2].does == "merge"
