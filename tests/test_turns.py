"""Turns at a host: shared by whoever has the database, with a real file of it."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import turns as module
from bot.database import Database
from bot.turns import NoTurn, Resting, Turns


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return a database in a file."""
    with closing(Database(f"sqlite:///{tmp_path / 'turns.sqlite'}")) as database:
        yield database


def test_one_at_a_time_whoever_asks(database: Database) -> None:
    """Threads and processes that share a database are never at a host together."""
    inside, most = 0, 0
    lock = threading.Lock()

    def ask() -> None:
        nonlocal inside, most
        with Turns(database).take("api.example", 0.0, "api.example"):
            with lock:
                inside += 1
                most = max(most, inside)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_who_waits_too_long_has_no_turn(database: Database) -> None:
    """Nobody waits longer than their patience, neither for another one nor for a pause."""
    turns = Turns(database, patience=0.0)
    with (
        turns.take("api.example", 60, "api.example"),
        pytest.raises(NoTurn),
        turns.take("api.example", 60, "api.example"),
    ):
        pass
    with pytest.raises(NoTurn), turns.take("api.example", 60, "api.example"):
        pass


def test_hosts_do_not_wait_for_each_other(database: Database) -> None:
    """A turn at one host is none at another one."""
    turns = Turns(database, patience=0.0)
    with turns.take("one.example", 60, "one.example"), turns.take("other.example", 60, "other.example"):
        pass


def test_a_turn_is_given_back_after_an_error(database: Database) -> None:
    """What goes wrong inside frees the host all the same."""
    turns = Turns(database, pace=0.0, patience=0.0)
    with pytest.raises(ZeroDivisionError), turns.take("api.example", 1, "api.example"):
        raise ZeroDivisionError
    with turns.take("api.example", 1, "api.example"):
        pass


def test_the_turn_of_a_killed_process_is_over_at_once(database: Database, tmp_path: Path) -> None:
    """The kernel knows who died; nobody waits a minute for that."""
    script = (
        "import os, signal, sys\n"
        "from bot.database import Database\n"
        "from bot.turns import Turns\n"
        "with Turns(Database(sys.argv[1])).take('api.example', 0.0, 'api.example'):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    address = f"sqlite:///{tmp_path / 'turns.sqlite'}"
    assert subprocess.run([sys.executable, "-c", script, address], check=False).returncode == -signal.SIGKILL
    with Turns(database, patience=0.0).take("api.example", 0.0, "api.example"):
        pass


def test_a_lost_turn_is_over_in_the_end(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """One who died with the turn in hand bars nobody for ever."""
    turns = Turns(database, patience=0.0)
    monkeypatch.setattr(module, "LEASE", 0.0)
    with turns.take("api.example", 0.0, "api.example"), turns.take("api.example", 0.0, "api.example"):
        pass


def test_a_host_that_failed_rests_longer_each_time(database: Database) -> None:
    """Whoever asks is told until when; one answer ends it."""
    turns, other = Turns(database), Turns(database)
    with turns.take("api.example", 1, "api.example"):
        first = turns.failed("api.example", 1)
    with pytest.raises(Resting) as caught, other.take("api.example", 1, "api.example"):
        pass
    assert caught.value.until == first
    second = turns.failed("api.example", 1)
    now = datetime.now(UTC)
    assert timedelta(seconds=90) < first - now <= timedelta(seconds=100)
    assert timedelta(seconds=190) < second - now <= timedelta(seconds=200)
    assert turns.failed("api.example", 3600) - now <= timedelta(hours=1, seconds=10)
    turns.answered("api.example")
    assert turns.failed("api.example", 1) - now < timedelta(seconds=110)


def test_what_a_host_asks_for_is_obeyed(database: Database) -> None:
    """Its own word counts where it is longer, up to a day, and where pauses are off."""
    turns = Turns(database, pace=0.0)
    now = datetime.now(UTC)
    assert turns.failed("api.example", 3) - now < timedelta(seconds=10)
    with turns.take("api.example", 3, "api.example"):
        until = turns.failed("api.example", 3, asked=500)
    assert timedelta(seconds=480) < until - now <= timedelta(seconds=510)
    assert turns.failed("api.example", 3, asked=10**9) - now <= timedelta(days=1, seconds=10)
    with pytest.raises(Resting), turns.take("api.example", 3, "api.example"):
        pass


def test_a_rest_is_the_sources_and_a_pause_the_hosts(database: Database) -> None:
    """What a stranger found at a service's host, and what failed, puts the service not to rest; nor the reverse."""
    turns, other = Turns(database, pace=0.0, patience=0.0), Turns(database, patience=0.0)
    turns.failed("api.example", 3, asked=500)
    with turns.take("api.example", 3, "service"):
        pass
    with pytest.raises(Resting), turns.take("api.example", 3, "api.example"):
        pass
    turns.answered("api.example")
    turns.failed("service", 3, asked=500)
    with other.take("api.example", 3, "api.example"), pytest.raises(Resting), turns.take("api.example", 3, "service"):
        pass
    turns.answered("service")
    with pytest.raises(NoTurn), other.take("api.example", 3, "service"):
        pass


def test_one_may_be_less_patient_than_all(database: Database) -> None:
    """Who has little time waits no longer than that."""
    turns = Turns(database, patience=600)
    with turns.take("api.example", 60, "a"), pytest.raises(NoTurn), turns.take("api.example", 60, "b", patience=0.0):
        pass


def test_a_process_that_is_killed_takes_its_turn_along(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to clear up behind it: the turn is free again after the longest time that a request takes."""
    turns = Turns(database, patience=0.0)
    killed = turns.take("api.example", 3, "api.example")
    killed.__enter__()  # and never left
    monkeypatch.setattr("bot.turns.time.time", lambda: datetime.now(UTC).timestamp() + module.LEASE - 20)
    with pytest.raises(NoTurn), turns.take("api.example", 3, "api.example"):
        pass
    monkeypatch.setattr("bot.turns.time.time", lambda: datetime.now(UTC).timestamp() + module.LEASE)
    with turns.take("api.example", 3, "api.example"):
        pass


def test_a_clock_that_was_set_back_stops_nobody(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause that ends further ahead than any pause lasts is none."""
    turns = Turns(database, patience=0.0)
    with monkeypatch.context() as ahead:
        ahead.setattr("bot.turns.time.time", lambda: datetime.now(UTC).timestamp() + 10**6)
        with turns.take("api.example", 3, "api.example"):
            turns.failed("api.example", 3)
    with turns.take("api.example", 3, "api.example"):
        pass


def test_old_hosts_are_forgotten(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hosts that strangers once linked to do not fill the database; those at rest stay."""
    turns = Turns(database, patience=0.0)
    with turns.take("api.example", 0.0, "api.example"):
        pass
    turns.forget_old()
    with turns.take("resting.example", 1, "resting.example"):
        turns.failed("resting.example", 1)
    monkeypatch.setattr("bot.turns.time.time", lambda: datetime.now(UTC).timestamp() + 10**6)
    turns.forget_old()
    with database.engine.connect() as connection:
        assert connection.execute(module._TABLE.select()).all() == []


def test_who_rests_is_told(database: Database) -> None:
    """The operator reads which services are left alone, and until when."""
    turns = Turns(database)
    until = turns.failed("api.example", 3.0)
    turns.failed("other.example", 3.0)
    turns.answered("other.example")
    assert turns.resting() == {"api.example": until}
