"""Hints: what we just wrote, remembered against answers that are older than that."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.database import Database
from bot.hints import KEPT, Hints, HintStore, Moved, coming, written
from bot.model import Key
from tests.builders import NOW

KEY = Key("ana/list", 7)
COMMENT = written(41, {"updated_at": "2026-03-01T12:00:00Z", "body": "ready"})


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    database = Database(f"sqlite:///{tmp_path}/queue.sqlite")
    yield database
    database.close()


def test_what_was_made_is_known_to_the_next_process(database: Database) -> None:
    """Hints of several writes are kept together, for their own key only, and outlive the connection."""
    store = HintStore(database)
    store.keep(KEY, Hints(comment=COMMENT))
    store.keep(KEY, Hints(branch=Moved("new", "old")))
    store.keep(KEY, Hints(branch=Moved("newer", "new")))
    database.close()
    known = store.of(Key("ana/list", 7, edited=True))
    assert known.comment == COMMENT
    assert known.branch is not None
    assert (known.branch.head, known.branch.before) == ("newer", "new")
    assert known.pull is None
    assert store.of(Key("ana/list", 8)) == Hints()


def test_hints_end_after_ten_minutes(database: Database) -> None:
    """Each hint ends by its own time, and rows without any are deleted."""
    store = HintStore(database)
    store.keep(KEY, Hints(comment=replace(COMMENT, at=time.time() - KEPT - 1), branch=Moved("new")))
    assert store.of(KEY).comment is None
    assert store.of(KEY).branch is not None
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE shelver_hints SET at = at - 601"))
    store.forget_old()
    assert store.of(KEY) == Hints()


def test_hints_of_another_release_count_as_none(database: Database) -> None:
    """What cannot be read is no hint, and is written over."""
    store = HintStore(database)
    store.keep(KEY, Hints(comment=COMMENT))
    with database.engine.begin() as connection:
        connection.execute(text("""UPDATE shelver_hints SET hints = '{"comment": 5}'"""))
    assert store.of(KEY) == Hints()
    store.keep(KEY, Hints(comment=COMMENT))
    assert store.of(KEY).comment == COMMENT


@pytest.mark.parametrize(
    ("seconds", "body", "newer"),
    [(-1, "ready", True), (-1, "waits", True), (0, "ready", False), (0, "waits", True), (1, "edited by hand", False)],
)
def test_what_is_older_than_our_write(seconds: int, body: str, newer: bool) -> None:
    """An earlier date is older, a later one is not; within the same second another text is."""
    hint = written(41, {"updated_at": NOW.isoformat(), "body": "ready"})
    assert hint.is_newer_than(NOW + timedelta(seconds=seconds), body) == newer


def test_what_we_went_on_to_write_is_not_older() -> None:
    """A write that was done though its answer was lost: within the same second its text shows that it is newer."""
    hint = written(41, {"updated_at": NOW.isoformat(), "body": "ready"})
    next_one = coming("merged\r\n").coming
    assert not hint.is_newer_than(NOW, "merged", next_one)
    assert not hint.is_newer_than(NOW, "ready", next_one)
    assert hint.is_newer_than(NOW, "waits", next_one)
    assert hint.is_newer_than(NOW - timedelta(seconds=1), "merged", next_one)


def test_an_answer_is_believed_after_a_minute() -> None:
    """What GitHub does not show a minute after the write is not there."""
    assert replace(COMMENT, at=time.time()).may_be_unseen()
    assert not replace(COMMENT, at=time.time() - 61).may_be_unseen()
