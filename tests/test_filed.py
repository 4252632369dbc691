"""The line in which a flood of submissions waits."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.config import Limits, ListConfig
from bot.database import Database
from bot.filed import _FILED, _TOLD, Filed
from bot.flood import Crowd
from bot.model import Account, Held, Key, Plan, React
from tests.builders import issue, snapshot

REPO = "ana/awesome-vl"
LIMITS = Limits(per_person=2, in_all=4)
ZOE, KIM, LEE = Account("zoe", 7), Account("kim", 8), Account("lee", 9)
DONE = Plan("done", (React(1),))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return a database in a file."""
    with closing(Database(f"sqlite:///{tmp_path}/queue.sqlite")) as database:
        yield database


def _look(filed: Filed, number: int, by: Account = ZOE, *, done: bool = True, is_open: bool = True) -> str:
    """Look as the worker does; returns what became of it."""
    filed_one = issue(number=number, author=by, open=is_open)
    crowd = filed.before(REPO, filed_one, LIMITS) if is_open else None
    seen = snapshot(key=Key(REPO, number), issue=filed_one, crowd=crowd, config=ListConfig(limits=LIMITS))
    if done:
        filed.keep(seen, DONE)
    if crowd is None:
        return "known" if is_open else "closed"
    wait = crowd.wait(LIMITS, seen.now)
    return "taken" if wait is None else "waits, told before" if crowd.told else "waits"


def test_those_beyond_the_limit_wait_and_one_is_told(database: Database) -> None:
    """Of one person and in all; a person is told once, on the first that waits, however often it is looked at."""
    filed = Filed(database)
    assert [_look(filed, number) for number in (1, 2, 3, 4, 3)] == [
        "taken", "taken", "waits", "waits, told before", "waits",
    ]  # fmt: skip
    assert [_look(filed, number, KIM) for number in (5, 6)] == ["waits", "waits, told before"]
    assert _look(filed, 1) == "known"


def test_two_looks_at_once_never_take_up_too_many(database: Database) -> None:
    """One that is still looked at counts for those that came after it."""
    filed = Filed(database)
    looks = [_look(filed, number, done=False) for number in (1, 2, 3)]
    assert looks == ["taken", "taken", "waits"]


def test_in_many_threads_the_limit_holds(database: Database) -> None:
    """A flood that is looked at by several processes at once takes up as many as one at a time."""
    other = Database(str(database.engine.url))
    stores = (Filed(database), Filed(other))
    with closing(other), ThreadPoolExecutor(4) as pool:
        looks = list(pool.map(lambda number: _look(stores[number % 2], number), range(1, 13)))
    assert looks.count("taken") == 2
    assert looks.count("waits") == 1


def test_another_day_there_is_room_for_the_eldest(database: Database) -> None:
    """They follow by themselves, in the order in which they came; who has more then is told anew."""
    filed = Filed(database)
    assert [_look(filed, number) for number in (1, 2, 3, 4, 5)][2:] == ["waits", *["waits, told before"] * 2]
    with database.engine.begin() as connection:
        connection.execute(update(_FILED).where(_FILED.c.taken.is_not(None)).values(taken=_FILED.c.taken - 25 * 3600))
        connection.execute(update(_TOLD).values(at=_TOLD.c.at - 25 * 3600))
    assert [_look(filed, number) for number in (5, 4, 3)] == ["waits", "taken", "taken"]


def test_who_closes_one_that_waits_leaves_the_line(database: Database) -> None:
    """It counts for nobody any more; one that was taken up does."""
    filed = Filed(database)
    looks = [_look(filed, number) for number in (1, 2, 3)]
    assert looks[-1] == "waits"
    assert _look(filed, 3, is_open=False) == "closed"
    assert _look(filed, 2, is_open=False) == "closed"
    crowd = filed.before(REPO, issue(number=4), LIMITS)
    assert crowd
    assert (len(crowd.person.ends), crowd.person.waiting) == (2, 0)


def test_a_look_without_an_end_takes_up_nothing(database: Database) -> None:
    """A plan that does nothing, as for one that waits for a paper service, leaves it in the line."""
    filed = Filed(database)
    seen = snapshot(crowd=filed.before(REPO, issue(), LIMITS))
    filed.keep(seen, Plan("waits"))
    assert filed.before(REPO, issue(), LIMITS) == Crowd()
    filed.keep(replace(seen, crowd=Crowd()), DONE)
    assert filed.before(REPO, issue(), LIMITS) is None


def test_what_a_trial_would_do_takes_up(database: Database) -> None:
    """Else a trial would look at it again and again."""
    filed = Filed(database)
    seen = snapshot(crowd=filed.before(REPO, issue(), LIMITS))
    filed.keep(seen, Plan("on trial", held=Held("trial", "what would be done")))
    assert filed.before(REPO, issue(), LIMITS) is None


def test_old_ones_are_forgotten(database: Database) -> None:
    """After two days nothing of them counts."""
    filed = Filed(database)
    for number in (1, 2, 3):
        _look(filed, number)
    filed._day = -1.0
    filed.forget_old()
    filed._day = 24 * 3600.0
    assert filed.before(REPO, issue(number=9), LIMITS) == Crowd()
