"""What is seen of a repository: our issues for maintainers are found again, and none is opened twice."""

import time
from collections.abc import Iterator, Mapping

import pytest

from bot.apply import apply
from bot.decide import decide
from bot.github_app import GitHubApp
from bot.model import Bounds, Held, Key, NoticeKind, RepositorySnapshot, Waiting
from bot.observe import Behind
from bot.observe_repository import observe_repository
from bot.sandbox import Repository, Sandbox

KEY = Key("ana/list", 0)
WAITING = (Waiting(Key("ana/list", 1), Held("trial", "<one>"), 1.0),)
TRIAL = Bounds(trial=True)


class Seat:
    """A list with us on it."""

    def __init__(self, github: Sandbox) -> None:
        self.github = github
        app = github.register_app()
        self.repo: Repository = github.create_repo("ana/list", {"README.md": b"# List\n"})
        github.install(app, self.repo)
        self.ours = GitHubApp(str(app.id), app.private_key or "", github.base_url)

    def look(
        self, known: Mapping[NoticeKind, tuple[int, float]], waiting: tuple[Waiting, ...] = WAITING
    ) -> RepositorySnapshot:
        """Look, and do what follows."""
        seat = self.ours.installation("ana/list")
        snapshot = observe_repository(KEY, seat, TRIAL, waiting, known)
        apply(KEY, decide(snapshot), seat)
        return snapshot


@pytest.fixture
def seat() -> Iterator[Seat]:
    """Return a list with us on it."""
    with Sandbox() as github:
        made = Seat(github)
        yield made
        made.ours.close()


def test_an_issue_is_found_by_its_mark_and_by_its_number(seat: Seat) -> None:
    """Of ours alone: what others copied is none."""
    assert seat.look({}).notices == {}
    (notice,) = seat.repo.issues()
    seat.repo.open_issue("Mine", notice.body or "", by="eve")
    for known in ({}, {"trial": (notice.number, 0.0)}, {"trial": (2, 0.0)}, {"trial": (99, 0.0)}):
        assert seat.look(known).notices["trial"].number == notice.number  # type: ignore[arg-type]
    assert len(seat.repo.issues()) == 2


def test_one_that_is_being_opened_is_waited_for(seat: Seat) -> None:
    """GitHub's list may not show it yet; a minute later there was none."""
    with pytest.raises(Behind):
        seat.look({"trial": (0, time.time())})
    assert seat.repo.issues() == []
    seat.look({"trial": (0, time.time() - 61)})
    assert seat.look({"trial": (0, time.time())}).notices["trial"].number == 1
    assert len(seat.repo.issues()) == 1


def test_where_nobody_waits_and_nothing_was_told_little_is_asked(seat: Seat) -> None:
    """Only what the owner says."""
    seat.look({}, ())
    before = len(seat.github.requests)
    snapshot = seat.look({}, ())
    assert [call.path.rpartition("/list/")[2] for call in seat.github.requests[before:]] == [
        "contents/.github/shelver.yml"
    ]
    assert snapshot.web == f"{seat.github.url}/ana/list"


def test_an_archive_is_seen_by_who_waits_for_its_end(seat: Seat) -> None:
    """Nobody else asks."""
    waits = (Waiting(Key("ana/list", 1), Held("archived"), 1.0),)
    seat.repo.archive()
    assert seat.look({}, waits).archived
    assert not seat.look({}, ()).archived
    seat.repo.unarchive()
    assert not seat.look({}, waits).archived
