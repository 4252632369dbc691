"""More submissions than a list takes up in a day: they wait in a line, and nobody else waits for them."""

from contextlib import closing

from sqlalchemy import update

from bot.awaited import awaited
from bot.database import Database
from bot.filed import _FILED
from bot.model import Key
from bot.settings import read_settings
from tests.e2e.conftest import World

CONFIG = b"limits: {per_person: 1}\n"
LINKS = [f"https://arxiv.org/abs/{id}" for id in ("2305.06500", "2208.12262", "2304.14178", "2304.10592", "2310.16045")]


def _another_day(world: World) -> None:
    """Let what was taken up here be of yesterday."""
    with (
        closing(Database(read_settings(world.bot.environment).database_url)) as database,
        database.engine.begin() as connection,
    ):
        ours = update(_FILED).where(_FILED.c.repo == world.repo.full_name, _FILED.c.taken.is_not(None))
        connection.execute(ours.values(taken=_FILED.c.taken - 25 * 3600))


def test_one_person_floods_a_list(world: World) -> None:
    """One a day is taken up, the next is told, one more seen; others and maintainers go on; then comes the rest."""
    world.repo.push_file(".github/shelver.yml", CONFIG, by="ana")
    first, second, third = (world.file("Add a paper", link) for link in LINKS[:3])
    assert [issue.pull.head_ref for issue in world.repo.pulls() if issue.pull] == [f"shelver/issue-{first}"]
    assert world.comment(second).startswith("This submission waits its turn, and you need do nothing.")
    assert world.repo.comments(third) == []
    assert [one.content for one in world.repo.issue(third).reactions] == ["eyes"]
    settings, key = read_settings(world.bot.environment), Key(world.repo.full_name, third)
    assert next(awaited(settings.database_url, settings.turns_url, key)).startswith("room: ")
    for number in (world.file("Add a paper", LINKS[3], by="ana"), world.file("Add a paper", LINKS[4], by="ana")):
        assert "is ready" in world.comment(number)
    for number in (second, third):
        _another_day(world)
        world.repo.edit_issue(number, title="Add this paper")
        world.settle()
        assert "is ready" in world.comment(number)
        world.assert_settled(number)
