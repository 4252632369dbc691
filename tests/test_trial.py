"""What a trial shows of a plan: all of it, quoted so that it does nothing."""

import re

import pytest

from bot.config import ListConfig
from bot.decide import decide, wish
from bot.model import Bounds, Plan
from bot.quoting import code_block
from bot.trial import would_do
from tests.builders import LIST, contribution, issue, pull_snapshot, snapshot, touched

TRIED = snapshot(config=ListConfig(mode="trial"))


def _said(*changes: object, **more: object) -> str:
    picture = snapshot(**more)  # type: ignore[arg-type]
    return would_do(picture, wish(picture))


def test_a_submission_is_shown_with_its_texts_and_its_diff() -> None:
    """Folded, below a line that tells which one and what would become of it."""
    held = decide(TRIED).held
    assert held is not None
    assert held.why == "trial"
    said = held.said
    assert said.startswith("<details><summary>Issue 12, Add InstructBLIP: ")
    assert "\n+- **[InstructBLIP]** Towards General-purpose" in said
    assert "Open a pull request onto `main`, `Add InstructBLIP to Papers`:" in said
    assert "is ready: #N adds this line" in said
    assert "Labels: put `submission`." in said
    assert "shelver:comment" not in said
    assert said.endswith("</details>")


def test_a_pull_request_is_shown_with_its_check_and_its_suggestions() -> None:
    """As the people there would read them."""
    clumsy = "- **[X]** A Paper of Theirs [[pdf]](https://arxiv.org/pdf/2305.06501.pdf) \n"
    picture = pull_snapshot(LIST + clumsy, pull=contribution(touched(LIST + clumsy)))
    said = would_do(picture, wish(picture))
    assert said.startswith("<details><summary>Pull request 21, Add a paper: ")
    assert "Make a check, `success`" in said
    assert "Say in one review:" in said
    assert "At `README.md:" in said


@pytest.mark.parametrize("title", ["@eve </summary><h1>", "#1 gh-1 GH-2", "https://e.example www.e.example"])
def test_nobody_is_mentioned_and_nothing_linked(title: str) -> None:
    """What stands outside of code blocks has no sign of GitHub's, and no tag but ours."""
    said = _said(issue=issue(title=title))
    outside = re.sub(r"(?s)(`{3,})\w*\n.*?\n\1", "", said)
    assert re.findall(r"<[^!][^>]*>", outside) == ["<details>", "<summary>", "</summary>", "</details>"]
    assert not re.search(r"(?i)[@#]\w|\bgh-\d|://|www\.", outside)


def test_only_so_much_of_one_is_shown() -> None:
    """A text that is too long is cut inside its block, and a plan behind a whole action."""
    plan = wish(TRIED)
    long = Plan(plan.reason, plan.actions * 9)
    said = would_do(TRIED, long)
    assert len(said) < 14_000
    assert said.endswith("... and more than can be shown here.\n\n</details>")
    assert said.count("```") % 2 == 0
    wide = _said(issue=issue(title="A" * 10_000))
    assert len(wide.partition("</summary>")[0]) < 400
    assert code_block("x", "diff") == "```diff\nx\n```"


def test_in_a_trial_nothing_is_written_and_nothing_forgotten() -> None:
    """By the owner's word or the operator's; a plan without actions does not wait."""
    for plan in (decide(TRIED), decide(snapshot(), Bounds(trial=True))):
        assert plan.actions == ()
        assert plan.held is not None
    closed = decide(snapshot(issue=issue(open=False)), Bounds(trial=True))
    assert (closed.actions, closed.held) == ((), None)
    stopped = decide(snapshot(config=ListConfig(enabled=False)), Bounds(trial=True))
    assert (stopped.actions, stopped.held and stopped.held.why) == ((), "stopped")
