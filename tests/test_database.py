"""What stands in the queue's database beside the queue."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import inspect

import bot.worker  # noqa: F401 - all tables
from bot.database import TABLES, Database


@pytest.fixture
def url(tmp_path: Path) -> str:
    """An address where no database is yet."""
    return f"sqlite:///{tmp_path}/queue.sqlite"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """One process's connections."""
    database = Database(url)
    yield database
    database.close()


def test_a_mark_is_what_was_set_last(database: Database) -> None:
    """A value is found under its name until another one is set."""
    assert database.mark("a") is None
    database.set_mark("a", "1")
    database.set_mark("a", "2")
    database.set_mark("b", "3")
    assert (database.mark("a"), database.mark("b")) == ("2", "3")


def test_a_turn_is_taken_once(database: Database) -> None:
    """Who comes too early is told how long it takes; a turn of another name is another one."""
    assert database.take_turn("sweep", 900) == 0
    assert 899 < database.take_turn("sweep", 900) <= 900
    assert database.take_turn("sweep", 0) == 0
    assert database.take_turn("other", 900) == 0


def test_a_clock_that_went_back_does_not_stop_the_turns(database: Database) -> None:
    """A turn that was taken in the future may be taken now."""
    database.set_mark("sweep", "9999999999.0")
    assert database.take_turn("sweep", 900) == 0
    assert database.take_turn("sweep", 900) > 0


@pytest.mark.parametrize("taken_before", [True, False])
def test_of_many_processes_one_has_the_turn(url: str, *, taken_before: bool) -> None:
    """Processes that start together make the tables without a quarrel, and one of them gets the turn."""
    databases = [Database(url) for _ in range(8)]
    if taken_before:
        databases[0].set_mark("sweep", "1.0")
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda one: one.take_turn("sweep", 900), databases))
    assert sorted(wait == 0 for wait in waits) == [False] * 7 + [True]
    for one in databases:
        one.close()


def test_processes_that_start_together_make_all_tables(tmp_path: Path) -> None:
    """Each of them has its connections, however their attempts at several tables mingle."""
    assert len(TABLES.tables) > 1
    start = Barrier(8)

    def names(database: Database) -> set[str]:
        start.wait()
        return set(inspect(database.engine).get_table_names())

    for number in range(10):
        databases = [Database(f"sqlite:///{tmp_path}/{number}.sqlite") for _ in range(8)]
        with ThreadPoolExecutor(8) as pool:
            assert all(found >= set(TABLES.tables) for found in pool.map(names, databases))
        for one in databases:
            one.close()
