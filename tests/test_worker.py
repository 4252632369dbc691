"""The queue's own parts; the queue itself is tested end to end."""

import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cache import Cache
from bot.claims import Claims
from bot.database import Database
from bot.filed import Filed
from bot.gate import Gate
from bot.github_app import GitHubApp
from bot.held import HeldStore
from bot.hints import HintStore
from bot.linkcheck import LinkChecker
from bot.lookup import PaperService
from bot.model import Held, Key
from bot.rivals import Rivals
from bot.settings import Accounts, PaperSettings
from bot.sweep import Seen
from bot.turns import Turns
from bot.wanted import Wanted
from bot.worker import Tools, Worker, _look_at_all, _NotInstalledError, _OldSQLite, _Slot, reconcile


def _tools(folder: Path, database: Database) -> Tools:
    return Tools(
        github=GitHubApp("1", "", "http://127.0.0.1:9"),
        papers=PaperService(PaperSettings(), folder, f"sqlite:///{folder}/turns.sqlite"),
        links=LinkChecker(PaperSettings(), folder, f"sqlite:///{folder}/turns.sqlite"),
        database=database,
        hints=HintStore(database),
        rivals=Rivals(database),
        claims=Claims(database),
        seen=Seen(database),
        wanted=Wanted(database),
        filed=Filed(database),
        held=HeldStore(database),
        gate=Gate(database),
    )


def test_old_sqlite_counts_parts_of_a_second(tmp_path: Path) -> None:
    """With an SQLite that lacks it, the time in parts of a second is there all the same, in defaults too."""
    with sqlite3.connect(tmp_path / "x.sqlite", factory=_OldSQLite) as database:
        database.execute("CREATE TABLE t (id INTEGER, at INTEGER NOT NULL DEFAULT (unixepoch('subsec') * 1000))")
        database.execute("INSERT INTO t (id) VALUES (1)")
        ((at,),) = database.execute("SELECT at FROM t").fetchall()
    database.close()
    assert abs(at / 1000 - time.time()) < 60


def test_two_workers_never_share_a_place(tmp_path: Path) -> None:
    """A second worker takes the next place; one that starts again takes the one that became free."""
    first, second = _Slot(tmp_path), _Slot(tmp_path)
    assert first.name != second.name
    first.release()
    again = _Slot(tmp_path)
    assert again.name == first.name
    again.release()
    second.release()


def test_places_without_a_holder_are_orphans(tmp_path: Path) -> None:
    """A place whose process is gone is found by the living, a held one and one's own are not."""
    first, second, third = _Slot(tmp_path), _Slot(tmp_path), _Slot(tmp_path)
    assert list(first.orphans()) == []
    second.release()
    assert list(first.orphans()) == [second.name]
    assert list(third.orphans()) == [second.name]
    first.release()
    third.release()


def test_places_of_two_machines_differ(tmp_path: Path) -> None:
    """Machines that share a database have data folders, and so names, of their own."""
    one, other = _Slot(tmp_path / "a"), _Slot(tmp_path / "b")
    assert one.name != other.name
    one.release()
    other.release()


def test_a_sweep_that_has_no_database_waits_its_time(tmp_path: Path) -> None:
    """Where nobody can say whose turn it is, that is asked again after the usual time, not at once."""
    waits: list[float] = []

    class Stopping(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0.0)
            return len(waits) == 3

    database = Database(f"sqlite:///{tmp_path}/none/queue.sqlite")
    worker = Worker.__new__(Worker)
    worker._stopping = Stopping()
    worker.tools = _tools(tmp_path, database)
    worker._sweep(every=900, seconds=0)
    assert waits == [0, 900, 900]
    worker.tools.papers.close()


def test_a_sweep_tries_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a restart with other settings, and where no webhook tells that a rule is gone."""
    monkeypatch.setattr("bot.worker.Redelivery.run", lambda _: 0)
    monkeypatch.setattr("bot.worker.Sweep.run", lambda _: 0)
    queued: list[Key] = []

    class Stopping(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            return bool(timeout)

    worker = Worker.__new__(Worker)
    worker._stopping = Stopping()
    worker.tools = _tools(tmp_path, Database(f"sqlite:///{tmp_path}/queue.sqlite"))
    worker.tools.held.keep(Key("ana/list", 12), Held("stopped"))
    monkeypatch.setattr(worker, "enqueue", lambda _, key: queued.append(key))
    worker._sweep(every=900, seconds=0)
    assert queued == [Key("ana/list", 0, edited=True)]
    worker.tools.papers.close()


def test_housekeeping_forgets_what_is_old_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that strangers can make grow grows for ever: looks, hints, sights, answers and turns."""
    forgotten: list[str] = []
    monkeypatch.setattr("bot.worker._forget_finished", lambda: forgotten.append("looks"))
    for kind, name, method in (
        (HintStore, "hints", "forget_old"),
        (Seen, "sights", "forget_old"),
        (HeldStore, "those that wait", "forget_old"),
        (Cache, "answers", "forget"),
        (Cache, "links", "forget_links"),
        (Turns, "turns", "forget_old"),
        (Wanted, "events", "forget_old"),
        (Filed, "submissions", "forget_old"),
        (Gate, "gates", "forget_old"),
    ):
        monkeypatch.setattr(kind, method, lambda *_, name=name: forgotten.append(name))
    database = Database(f"sqlite:///{tmp_path}/queue.sqlite")
    worker = Worker.__new__(Worker)
    worker._stopping = threading.Event()
    worker._stopping.set()
    worker._slot = _Slot(tmp_path)
    worker.tools = _tools(tmp_path, database)
    worker._keep_house()
    worker._slot.release()
    worker.tools.papers.close()
    worker.tools.links.close()
    things = [
        "answers",
        "events",
        "gates",
        "hints",
        "links",
        "looks",
        "sights",
        "submissions",
        "those that wait",
        "turns",
    ]
    assert sorted(set(forgotten)) == things


@pytest.mark.parametrize("pull", [False, True])
def test_where_the_operator_stopped_us_github_is_not_even_asked(tmp_path: Path, *, pull: bool) -> None:
    """The look ends, and is noted as one that waits."""
    database = Database(f"sqlite:///{tmp_path}/queue.sqlite")
    tools = replace(_tools(tmp_path, database), accounts=Accounts(stopped=frozenset(("ana",))))
    plan = reconcile(Key("Ana/list", 12, pull=pull), tools)
    assert (plan.actions, plan.held) == ((), Held("stopped"))
    assert _look_at_all(Key("Ana/list", 0, pull=True), tools) == "stopped by the operator"


def test_who_is_not_served_has_no_seat(tmp_path: Path) -> None:
    """What was queued before the operator named the accounts is let go without a question to GitHub."""
    database = Database(f"sqlite:///{tmp_path}/queue.sqlite")
    tools = replace(_tools(tmp_path, database), accounts=Accounts(served=frozenset(("ana",))))
    with pytest.raises(_NotInstalledError, match="SHELVER_ACCOUNTS"):
        reconcile(Key("eve/list", 12), tools)
