"""GitHub answers with an older state than what the bot wrote: nothing is made twice."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from github import GithubException
from github.Issue import Issue
from github.IssueComment import IssueComment
from github.Repository import Repository

from bot.apply import apply
from bot.database import Database
from bot.decide import decide
from bot.github_app import GitHubApp, Installation
from bot.hints import Hints, HintStore
from bot.marker import Memory, with_memory
from bot.model import Key, OpenPullRequest, Plan, SetBranch, UpsertComment
from bot.observe import Behind, observe
from tests.e2e.conftest import World

LINK = "https://arxiv.org/abs/2305.06500"


@pytest.fixture
def number(world: World) -> int:
    """An issue that the bot just served."""
    return world.file("Add a paper", LINK)


@pytest.fixture
def hints(world: World, number: int) -> Iterator[Hints]:
    """What the bot's process keeps of it in its database."""
    database = Database(f"sqlite:///{Path(world.bot.environment['SHELVER_DATA'], 'queue.sqlite')}")
    yield HintStore(database).of(Key(world.repo.full_name, number))
    database.close()


@contextmanager
def _looking(world: World, number: int) -> Iterator[tuple[Installation, Callable[[Hints], Plan]]]:
    """The bot's seat in the repository, and a look at the issue from here, with hints."""
    github = GitHubApp(str(world.app.id), world.app.private_key or "", world.github.base_url)
    key = Key(world.repo.full_name, number)
    with closing(github), world.papers() as papers:
        seat = github.installation(key.repo)
        yield seat, lambda hints: decide(observe(key, seat, papers.look_up, hints))


def _look(world: World, number: int, hints: Hints) -> Plan:
    with _looking(world, number) as (_, look):
        return look(hints)


def test_a_settled_world_needs_no_hint(world: World, number: int, hints: Hints) -> None:
    """Where GitHub shows all, a look with the hints finds nothing to do and reads nothing more than one without."""
    assert hints.comment and hints.pull and hints.branch  # noqa: PT018 - all three were written
    before = len(world.calls())
    assert _look(world, number, hints).actions == ()
    with_hints = [call.route for call in world.calls()[before:]]
    before = len(world.calls())
    assert _look(world, number, Hints()).actions == ()
    assert with_hints == [call.route for call in world.calls()[before:]]


def test_a_comment_that_the_list_lacks(
    world: World, number: int, hints: Hints, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our comment is read by its id where the list of comments is older than it; without a hint it is posted."""
    monkeypatch.setattr(Issue, "get_comments", lambda _: [])
    assert _look(world, number, hints).actions == ()
    assert [type(action) for action in _look(world, number, Hints()).actions] == [UpsertComment]


def test_an_older_version_of_the_comment(
    world: World, number: int, hints: Hints, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that shows our comment as it was before our last edit is not taken for the truth."""
    listed = Issue.get_comments

    def older(issue: Issue) -> list[IssueComment]:
        return [
            IssueComment(comment.requester, {}, comment.raw_data | {"body": with_memory("waits", Memory())})
            for comment in listed(issue)
        ]

    monkeypatch.setattr(Issue, "get_comments", older)
    assert _look(world, number, hints).actions == ()
    assert [type(action) for action in _look(world, number, Hints()).actions] == [UpsertComment]


def test_a_comment_that_is_not_shown_at_all(world: World, number: int, hints: Hints) -> None:
    """A comment that cannot even be read by its id is waited for, and posted again once it must be gone."""
    assert hints.comment
    world.repo.delete_comment(hints.comment.number, by="ana")
    with pytest.raises(Behind):
        _look(world, number, hints)
    a_minute_later = replace(hints, comment=replace(hints.comment, at=time.time() - 61))
    assert [type(action) for action in _look(world, number, a_minute_later).actions] == [UpsertComment]


def test_a_pull_request_that_the_list_lacks(
    world: World, number: int, hints: Hints, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our pull request is read by its number where the list is older than it; without a hint one is opened."""
    monkeypatch.setattr(Repository, "get_pulls", lambda *_, **__: [])
    assert _look(world, number, hints).actions == ()
    without = _look(world, number, Hints()).actions
    assert any(isinstance(action, OpenPullRequest) for action in without)


def test_a_branch_that_the_comparison_lacks(
    world: World, number: int, hints: Hints, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comparison that does not know our branch yet is waited for; a branch that a person took away is gone."""

    def unknown(*_: Any) -> None:
        raise GithubException(404, {"message": "Not Found"})

    monkeypatch.setattr(Repository, "compare", unknown)
    with pytest.raises(Behind):
        _look(world, number, hints)
    world.repo.delete_branch(f"shelver/issue-{number}", by="ana")
    _look(world, number, hints)


def test_a_branch_that_is_set_again_within_a_second(world: World) -> None:
    """The commit is the same one then, so nothing moved, and no comparison is older than that."""
    database = Database(f"sqlite:///{world.data / 'hints.sqlite'}")
    store = HintStore(database)
    world.github.pause_webhooks()
    number = world.repo.open_issue("Add a paper", LINK, by="zoe").number
    key = Key(world.repo.full_name, number)
    world.github.now = datetime.now(UTC)
    with _looking(world, number) as (seat, look):
        plan = look(Hints())
        apply(key, plan, seat, note=partial(store.keep, key))
        again = tuple(action for action in plan.actions if isinstance(action, SetBranch))
        assert again
        apply(key, replace(plan, actions=again), seat, note=partial(store.keep, key))
        assert look(store.of(key)).actions == ()
    world.github.now = None
    world.github.resume_webhooks()
    database.close()


def test_of_two_comments_the_elder_stays(world: World, number: int) -> None:
    """A doubled comment is deleted by the next look, which leaves the elder as it was."""
    (first,) = world.repo.comments(number)
    world.repo.comment(number, first.body, by="shelver[bot]")
    world.look(number, act=True)
    (left,) = world.repo.comments(number)
    assert (left.id, left.body) == (first.id, first.body)
    world.assert_settled(number)


def test_a_cut_between_a_comment_posted_anew_and_the_end_of_the_old_one(world: World) -> None:
    """The comment that was posted anew, and so mailed, stays; the one whose place it takes goes, though elder."""
    number = world.file("Two papers", "https://arxiv.org/abs/2305.99998")
    (asked,) = world.repo.comments(number)
    world.github.pause_webhooks()
    world.repo.comment(number, "/section Nowhere at all", by="zoe")

    def cut(made: Hints) -> None:
        if made.comment:
            raise ConnectionAbortedError

    with _looking(world, number) as (seat, look), pytest.raises(ConnectionAbortedError):
        apply(Key(world.repo.full_name, number), look(Hints()), seat, note=cut)
    ours = [comment for comment in world.repo.comments(number) if comment.author == "shelver[bot]"]
    assert len(ours) == 2
    assert ours[0].id == asked.id
    world.look(number, act=True)
    left = [comment.id for comment in world.repo.comments(number) if comment.author == "shelver[bot]"]
    assert left == [ours[1].id]
    world.assert_settled(number)
    world.github.resume_webhooks()
