"""The bot is killed at every step, or its connection is cut there: the world comes out as if nothing had been."""

import random
from collections.abc import Callable, Iterator
from itertools import count
from typing import Literal

import pytest

from bot.sandbox.weather import Cut, Gate, Rule
from tests.e2e.storms.stage import House, Stage, differences
from tests.e2e.storms.stories import STORIES, Story, undisturbed

Way = Literal["killed before", "killed after", "cut after"]
WAYS: tuple[Way, ...] = ("killed before", "killed after", "cut after")


def _struck_at(house: House, story: Story, way: Way, k: int) -> bool:
    """Play a story whose k-th outgoing call is struck; returns whether the story is as long as that."""
    stage = Stage(house)
    gate = Gate() if way.startswith("killed") else None
    rule = house.github.weather.add(Rule("* *", Cut("before" if way == "killed before" else "after", gate), nth=k))
    for act in story.acts:
        act(stage)
        if gate is None or gate.opened.is_set():
            stage.settle()
            continue
        stage.settle(unless=gate.reached.is_set)
        if gate.reached.is_set():
            house.bot.kill()
            gate.opened.set()
            house.bot.start()
            stage.settle()
            stage.catch_up()
    struck = house.github.weather.struck(rule) > 0
    house.github.weather.clear()
    plan = stage.look()
    different = differences(undisturbed(house, story).picture, stage.picture())
    assert not different, f"{story}, {way} call {k}:\n{different}"
    assert plan.actions == (), f"{story}, {way} call {k}"
    stage.close()
    return struck


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Iterator[list[int]]:
    """Keep the points that were tried, for the count at the end of the run."""
    points: list[int] = []
    yield points
    record_property("crash points", len(points))


@pytest.mark.storm
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("story", STORIES, ids=str)
def test_every_point(shared: House, tried: list[int], story: Story, way: Way) -> None:
    """Struck at its k-th outgoing call, for every k until the story ends, it ends in the undisturbed world."""
    calls = sum(not call.startswith("HOOK ") for call in undisturbed(shared, story).calls)
    for k in count(1):
        if not _struck_at(shared, story, way, k):
            break
        tried.append(k)
    # A burst of events is seen by one look or by two, so a story has not always as many calls.
    assert 4 * len(tried) >= 3 * calls


@pytest.mark.parametrize("story", STORIES[::3], ids=str)
def test_a_point_by_chance(shared: House, tried: list[int], story: Story, request: pytest.FixtureRequest) -> None:
    """The same at one point of some stories and in one way, chosen by --storm-seed."""
    calls = sum(not call.startswith("HOOK ") for call in undisturbed(shared, story).calls)
    chance = random.Random(f"{request.config.getoption('--storm-seed')}/{story}")  # noqa: S311 - a choice, no secret
    # As above: it may have some calls less this time.
    k = chance.randint(1, max(1, 3 * calls // 4))
    assert _struck_at(shared, story, chance.choice(WAYS), k)
    tried.append(k)
