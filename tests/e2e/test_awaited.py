"""What a running bot waits for, told to its operator."""

import re
import time
from contextlib import closing

import pytest

from bot.awaited import awaited
from bot.cli.tryout import wait_until
from bot.database import Database
from bot.gate import Gate
from bot.model import Key
from bot.settings import read_settings
from tests.e2e.conftest import World


@pytest.mark.storm
def test_a_look_that_waits_for_github(world: World) -> None:
    """What one process heard holds for the other: it asks nothing until then, says so, and goes on by itself."""
    settings = read_settings(world.bot.environment)
    key = Key(world.repo.full_name, 1)

    def told() -> list[str]:
        return list(awaited(settings.database_url, settings.turns_url, key))

    assert told() == []
    with closing(Database(settings.database_url)) as database:
        Gate(database)._change("ana", closed_until=time.time() + 4)
    before = len(world.calls())
    world.repo.open_issue("Add a paper", "https://arxiv.org/abs/2305.06500", by="zoe")
    expected = r"GitHub, until [-0-9: ]+ UTC: GitHub's limit is reached\na later look, at [-0-9: ]+ UTC"
    assert wait_until(lambda: re.fullmatch(expected, "\n".join(told())) is not None, 20)
    assert len(world.calls()) == before
    assert wait_until(lambda: bool(world.repo.comments(1)), 30)
    world.settle()
    assert told() == []
    world.assert_settled(1)
