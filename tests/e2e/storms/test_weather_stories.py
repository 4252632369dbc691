"""The main stories in every weather end in the world of fair weather: nothing is lost, nothing doubled."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.weather import Cut, Delay, Fault, Hook, Rule, Stale, Status, Truncate, Wrong, names
from tests.e2e.storms.stage import PATIENCE, House, Stage, differences
from tests.e2e.storms.stories import STORIES, Story, undisturbed

ARXIV = "GET /arxiv/api/query"
#: The writes that make something that could be doubled or left behind.
MAKING = ("POST */git/refs", "POST */pulls", "POST */comments", "POST */labels", "PATCH *", "DELETE *")


#: The reads that tell what stands already.
TELLING = ("GET */issues/1", "GET */issues/1/comments", "GET */pulls")


@dataclass(frozen=True)
class Kind:
    """A kind of weather: rules made anew for each story, or a clock that is ahead.

    `again` plays the look that the next event or sweep would bring: what only a later look can see is judged after it.
    `sweep` is the patience of a bot that sweeps all the time; 0 where it never does. An old answer is looked after
    for ten seconds of patience, so a bot without any would take one for GitHub's last word on a slow machine.
    """

    name: str
    rules: Callable[[], list[Rule]] = list
    skew: int = 0
    again: bool = False
    sweep: float = 0

    def __str__(self) -> str:
        return self.name


def _each(fault: Fault, *calls: str, **when: Any) -> Callable[[], list[Rule]]:
    return lambda: [Rule(call, fault, **when) for call in calls]


def _limit_reached() -> list[Rule]:
    """https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit"""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 2)}
    return [Rule("GET /repos/*", Status(403, "API rate limit exceeded for installation.", headers=headers), nth=2)]


def _comment_unseen() -> list[Rule]:
    """Nobody tells the bot that its comment stands: not the answer, and not the next look's."""
    cut = Rule("POST */issues/*/comments", Cut("after"), nth=1)
    return [cut, *(Rule(call, Stale(0), times=1) for call in TELLING)]


def _storm() -> list[Rule]:
    faults = (Status(500), Status(502, done=True), Cut("before"), Cut("after"), Cut("within"), Truncate(50), Delay(0.1))
    return [
        # Once each: a look that fails ten times in a row is given up until something happens there.
        *(Rule("* *", fault, probability=0.15, times=1) for fault in faults),
        Rule("HOOK *", Hook("double"), probability=0.5),
    ]


KINDS = (
    Kind("every third call fails", _each(Status(502), "* *", every=3, times=6)),
    Kind("writes fail", _each(Status(500), *MAKING, nth=1)),
    Kind("writes are done and fail", _each(Status(502, done=True), *MAKING, nth=1)),
    Kind(
        "a page instead of answers", _each(Status(503, body="<html>Unicorn!</html>"), "GET /repos/*", every=4, times=3)
    ),
    Kind("secondary limit", _each(Status(403, headers={"Retry-After": "1"}), "POST /repos/*", nth=2)),
    Kind("too many requests", _each(Status(429, headers={"Retry-After": "1"}), "GET /repos/*", nth=3)),
    Kind("primary limit", _limit_reached),
    Kind("no rights for a moment", _each(Status(401, "Bad credentials"), "GET /repos/*/issues/*", nth=1)),
    Kind("slow", _each(Delay(0.2), "* *", every=3)),
    Kind("cut before the work", _each(Cut("before"), "* *", every=4, times=5)),
    Kind("cut after writes", _each(Cut("after"), *MAKING, nth=1)),
    Kind("cut within answers", _each(Cut("within"), "* *", every=3, times=4)),
    Kind("truncated answers", _each(Truncate(60), "GET /repos/*", every=3, times=4)),
    Kind("empty answers", _each(Truncate(0), "GET /repos/*", every=5, times=3)),
    Kind("truncated answers to writes", _each(Truncate(20), *MAKING, nth=1)),
    Kind("webhooks doubled", _each(Hook("double"), "HOOK *")),
    Kind("webhooks out of order", _each(Hook("late", at_most=0.3), "HOOK *", every=2)),
    Kind("webhooks lost", _each(Hook("lose"), "HOOK *"), sweep=PATIENCE),
    Kind("webhooks failed", _each(Hook("fail"), "HOOK *", every=2), sweep=PATIENCE),
    Kind("old answers", _each(Stale(0), *TELLING, times=3), sweep=0.5),
    Kind("comment cut and old answers", _comment_unseen, again=True),
    Kind("clock ahead", skew=45),
    Kind("clock behind", skew=-45),
    Kind("arXiv down", _each(Status(503), ARXIV, times=2)),
    Kind("arXiv busy", _each(Status(429, headers={"Retry-After": "1"}), ARXIV, nth=1)),
    Kind("arXiv cuts", _each(Cut("before"), ARXIV, nth=1)),
    Kind("arXiv cuts within", _each(Cut("within"), ARXIV, nth=1)),
    Kind("arXiv slow", _each(Delay(0.5), ARXIV)),
    Kind("arXiv truncated", _each(Truncate(400), ARXIV, nth=1)),
    Kind("arXiv a page", _each(Wrong("html"), ARXIV, nth=1)),
    Kind("arXiv an error's feed", _each(Wrong("error feed"), ARXIV, nth=1)),
    Kind("arXiv another paper", _each(Wrong("another paper"), ARXIV, nth=1)),
    Kind("storm", _storm),
)


#: So many kinds of weather are no long tests, each in one story.
_SHORT = 4


def _sample() -> Iterator[Any]:
    """Each kind of weather with each story; all but a few are long tests."""
    chance = random.Random(4)  # noqa: S311 - a choice, no secret
    chosen = {(chance.choice(STORIES).name, kind.name) for kind in chance.sample(KINDS, _SHORT)}
    for kind in KINDS:
        for story in STORIES:
            marks = () if (story.name, kind.name) in chosen else (pytest.mark.storm,)
            yield pytest.param(story, kind, marks=marks, id=f"{story} in {kind}")


@pytest.mark.parametrize(("story", "kind"), list(_sample()))
def test_story_in_weather(
    shared: House, record_property: Callable[[str, object], None], story: Story, kind: Kind
) -> None:
    """The settled world is that of fair weather, and a further look finds nothing to do."""
    fair = undisturbed(shared, story)
    weather = shared.github.weather
    stage = Stage(shared)
    rules = [weather.add(rule) for rule in kind.rules()]
    shared.github.clock_skew = timedelta(seconds=kind.skew)
    if kind.sweep:
        # It notes the repository first, as one that it was just installed on.
        shared.bot.restart(kind.sweep)
    for act in story.acts:
        act(stage)
        stage.settle()
        if kind.sweep:
            stage.swept()
    weather.clear()
    if kind.sweep:
        stage.swept()
        shared.bot.restart()
    if kind.again:
        stage.look(act=True)
    plan = stage.look()
    record_property("weather stories", 1)
    # What the story never calls cannot be struck. A burst of events is seen by one look or by two, so not every rule
    # always has its call.
    meant = [rule for rule in rules if rule.probability is None and _meant(rule, fair.calls)]
    assert not meant or any(map(weather.struck, meant)), "the weather never came"
    different = differences(fair.picture, stage.picture())
    assert not different, different
    assert plan.actions == ()
    stage.close()


def _meant(rule: Rule, calls: list[str]) -> bool:
    """Whether a story has as many of a rule's calls as it needs to strike once; old answers need an earlier one."""
    meant = [call for call in calls if names(rule.at, call, call)]
    if isinstance(rule.fault, Stale):
        return len(set(meant)) < len(meant)
    return len(meant) >= (rule.nth or rule.every or 1)
