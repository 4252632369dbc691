"""Looks that wait for an archived repository."""

from pathlib import Path

import pytest

from bot.database import Database
from bot.model import Key
from bot.parked import Parked


def test_who_waits_is_kept_once_and_by_repository(tmp_path: Path) -> None:
    """An issue and a pull request are two; that one was edited is not forgotten."""
    database = Database(f"sqlite:///{tmp_path}/queue.sqlite")
    parked = Parked(database)
    for key in (Key("a/b", 2, edited=True), Key("a/b", 2), Key("a/b", 1, pull=True), Key("a/c", 3)):
        parked.keep(key)
    assert parked.of("a/b") == [Key("a/b", 1, pull=True), Key("a/b", 2, edited=True)]
    parked.drop([Key("a/b", 2)])
    assert parked.of("a/b") == [Key("a/b", 1, pull=True)]
    assert parked.last("a/c") is not None
    assert parked.last("a/d") is None
    database.close()


def test_nobody_waits_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waited for more than a year is forgotten."""
    database = Database(f"sqlite:///{tmp_path}/queue.sqlite")
    parked = Parked(database)
    parked.keep(Key("a/b", 1))
    parked.forget_old()
    assert parked.of("a/b")
    monkeypatch.setattr("bot.parked._KEPT", -1)
    parked.forget_old()
    assert parked.of("a/b") == []
    database.close()
