"""Who waits is remembered, and when that is worth a word."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.database import Database
from bot.held import HeldStore
from bot.model import Held, Key

KEY = Key("ana/list", 12)
STOPPED, TRIAL = Held("stopped"), Held("trial", "what would be done")


@pytest.fixture
def held(tmp_path: Path) -> Iterator[HeldStore]:
    """Return an empty store."""
    database = Database(f"sqlite:///{tmp_path}/queue.sqlite")
    yield HeldStore(database)
    database.close()


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([TRIAL, TRIAL, Held("trial", "other"), None, None], [True, False, True, True, False]),
        ([STOPPED, STOPPED, None], [False, False, False]),
        ([STOPPED, TRIAL, STOPPED], [False, True, True]),
        ([None], [False]),
    ],
)
def test_what_is_new_is_worth_a_word(held: HeldStore, steps: list[Held | None], told: list[bool]) -> None:
    """Who stopped us is told nothing; who tries us or keeps us is, of each change, and once."""
    assert [held.keep(KEY, step) for step in steps] == told
    last = steps[-1]
    assert [one.held for one in held.of("ana/list")] == ([last] if last else [])


def test_an_edit_that_waits_stays_one(held: HeldStore) -> None:
    """It wakes an old submission, and that must not be lost because of a further look meanwhile."""
    held.keep(Key("ana/list", 12, edited=True), STOPPED)
    held.keep(KEY, STOPPED)
    (one,) = held.of("ana/list")
    assert one.key == Key("ana/list", 12, edited=True)


def test_who_waits_is_known_by_repository_and_account(held: HeldStore) -> None:
    """A pull request is told from a submission; what we were taken off is forgotten."""
    for key in (KEY, Key("ana/list", 13, pull=True), Key("ana/more", 1), Key("bob/list", 1)):
        held.keep(key, TRIAL)
    assert [one.key for one in held.of("ana/list")] == [KEY, Key("ana/list", 13, pull=True)]
    assert held.repositories() == ["ana/list", "ana/more", "bob/list"]
    assert held.repositories("Ana") == ["ana/list", "ana/more"]
    held.forget("ana/list")
    assert held.repositories("ana") == ["ana/more"]


def test_an_issue_for_maintainers_is_known_before_it_is_opened(held: HeldStore) -> None:
    """0 tells that it may be there soon."""
    held.keep_notice("ana/list", "trial")
    assert held.notices("ana/list")["trial"][0] == 0
    held.keep_notice("ana/list", "trial", 7)
    held.forget_old()
    assert {kind: number for kind, (number, _) in held.notices("ana/list").items()} == {"trial": 7}
