"""What is remembered of submissions that share a pull request."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.database import Database
from bot.model import Account, Share
from bot.repositories import Repository
from bot.shares import _TABLE, Shares
from tests.builders import INSTRUCT, PROPOSED

REPO = "ana/list"
SHARE = Share(
    12, Account("zoe", 7), (PROPOSED,), (INSTRUCT,), (("a/b", Repository("a/b", archived=True)),), closes=False, past=9
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return a database in a file."""
    with closing(Database(f"sqlite:///{tmp_path}/queue.sqlite")) as database:
        yield database


def test_a_share_is_kept_as_it_is(database: Database) -> None:
    """All of it, so that the same line comes of it."""
    shares = Shares(database)
    assert shares.keep(REPO, 12, SHARE)
    assert not shares.keep(REPO, 12, SHARE)
    assert shares.of(REPO) == {12: SHARE}
    assert shares.of("ana/other") == {}


def test_that_a_submission_brings_nothing_any_more_is_known(database: Database) -> None:
    """Until the pull request is closed; of one that never brought anything nothing is kept unless somebody waits."""
    shares = Shares(database)
    assert not shares.keep(REPO, 11, None)
    assert shares.keep(REPO, 13, None, known=True)
    shares.keep(REPO, 12, SHARE)
    assert shares.keep(REPO, 12, None)
    assert not shares.keep(REPO, 12, None)
    assert shares.of(REPO) == {12: None, 13: None}
    shares.note(REPO, "14 open")
    shares.forget(REPO)
    assert shares.of(REPO) == {}
    assert shares.state(REPO) == "14 open"


def test_what_another_release_wrote_is_as_if_forgotten(database: Database) -> None:
    """The submission is looked at anew."""
    shares = Shares(database)
    shares.keep(REPO, 12, SHARE)
    with database.engine.begin() as connection:
        connection.execute(update(_TABLE).values(share='{"issue": "none"}'))
    assert shares.of(REPO) == {}
    with database.engine.begin() as connection:
        connection.execute(update(_TABLE).values(at=0.0))
    shares.forget_old()
    assert shares.keep(REPO, 12, SHARE)
