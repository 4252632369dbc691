"""What is left of a plan where we may not do all of it."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.decide import decide, wish
from bot.hindrance import _NEEDS
from bot.marker import read_memory
from bot.model import (
    Action,
    Bounds,
    CompleteCheck,
    Held,
    OpenPullRequest,
    Own,
    Plan,
    Review,
    SetBranch,
    SetLabels,
    UpsertComment,
)
from tests.builders import LIST, LOGIN, comment, contribution, issue, pull, pull_snapshot, snapshot, touched

ENTRY = "- **[InstructBLIP]** Towards General-purpose"


def _lacking(*names: str) -> Bounds:
    return Bounds(missing=frozenset(names))


def _kinds(plan: Plan) -> set[type[Action]]:
    return {type(action) for action in plan.actions}


def test_what_every_action_takes_is_known() -> None:
    """A new action without its permissions would be tried, and fail, for days."""
    assert set(_NEEDS) == set(get_args(Action))


@pytest.mark.parametrize(
    ("bounds", "held"),
    [
        (_lacking("contents"), Held("permission", "contents")),
        (_lacking("pull_requests"), Held("permission", "pull_requests")),
        (_lacking("contents", "pull_requests", "checks"), Held("permission", "contents pull_requests")),
        (Bounds(rule="Cannot create ref"), Held("rule", "Cannot create ref")),
    ],
)
def test_a_submitter_reads_that_nothing_is_wanted_of_them(bounds: Bounds, held: Held) -> None:
    """With the very line that waits; once."""
    plan = decide(snapshot(), bounds)
    assert plan.held == held
    (said,) = plan.actions
    assert isinstance(said, UpsertComment)
    assert "there is no pull request yet" in said.body
    assert "you need do nothing" in said.body
    assert ENTRY in said.body
    told = Own(LOGIN, comment=comment(said.body))
    again = decide(snapshot(own=told), bounds)
    assert (again.actions, again.held) == ((), held)
    free = decide(snapshot(own=told))
    assert free.held is None
    assert {SetBranch, OpenPullRequest, SetLabels, UpsertComment} == _kinds(free)


def test_a_pull_request_that_would_be_changed_is_named() -> None:
    """It stands, and stays as it is for now."""
    own = Own(LOGIN, pull=pull())
    (said,) = decide(snapshot(own=own), _lacking("contents")).actions
    assert isinstance(said, UpsertComment)
    assert "so #13 is not changed yet" in said.body


def test_what_was_remembered_is_kept() -> None:
    """Whose commands were answered, and which labels are ours."""
    written = next(one for one in wish(snapshot()).actions if isinstance(one, UpsertComment))
    own = Own(LOGIN, comment=comment(written.body))
    (said,) = decide(snapshot(own=own), _lacking("contents")).actions
    assert isinstance(said, UpsertComment)
    memory = read_memory(written.body)
    assert read_memory(said.body) == replace(memory, state="hindered", question="", shown="")
    assert said.replace == 99


def test_where_we_may_say_nothing_nothing_is_said() -> None:
    """The submission waits all the same."""
    plan = decide(snapshot(), _lacking("issues", "pull_requests"))
    assert plan.actions == ()
    assert plan.held == Held("permission", "issues pull_requests")


def test_a_closed_issue_s_pull_request_waits_in_silence() -> None:
    """No entry waits there, and what would be said is not yet true."""
    plan = decide(snapshot(issue=issue(open=False), own=Own(LOGIN, pull=pull())), _lacking("contents"))
    assert plan.actions == ()
    assert plan.held == Held("permission", "contents")


def test_what_nobody_wants_hinders_nothing() -> None:
    """A plan that takes only what we have is carried out."""
    assert decide(snapshot(), _lacking("checks")) == wish(snapshot())


def test_a_pull_request_gets_its_check_or_all_but_that() -> None:
    """A comment may speak of suggestions that cannot be made, a check does not."""
    clumsy = LIST + "- **[X]** A Paper of Theirs [[pdf]](https://arxiv.org/pdf/2305.06501.pdf) \n"
    picture = pull_snapshot(clumsy, pull=contribution(touched(clumsy)))
    assert _kinds(wish(picture)) >= {CompleteCheck, Review}
    mute = decide(picture, _lacking("pull_requests"))
    assert _kinds(mute) == {CompleteCheck}
    assert mute.held == Held("permission", "pull_requests")
    unchecked = decide(picture, _lacking("checks"))
    assert _kinds(unchecked) == _kinds(wish(picture)) - {CompleteCheck}
    assert unchecked.held == Held("permission", "checks")
