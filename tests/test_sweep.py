"""The sweep: what is handed on, and that nothing of it is lost or handed on twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.database import Database
from bot.github_app import GitHubApp
from bot.marker import PullMark, with_pull_mark
from bot.model import Key, Own, PullRequest
from bot.sandbox import Repository, Sandbox
from bot.sweep import Seen, Sweep
from tests.builders import issue, snapshot


class Round:
    """A GitHub with one list, and sweeps of it; `looks` are those that they enqueued."""

    def __init__(self, github: Sandbox, folder: Path) -> None:
        self.github = github
        self.app = github.register_app()
        self.repo: Repository = github.create_repo("ana/list", {"README.md": b"# List\n"})
        github.install(self.app, self.repo)
        self.database = Database(f"sqlite:///{folder}/queue.sqlite")
        self.seen = Seen(self.database)
        self.tools = GitHubApp(str(self.app.id), self.app.private_key or "", github.base_url)
        self.looks: dict[str, Key] = {}
        self.left = 10**6

    def enqueue(self, reason: str, key: Key) -> None:
        """Queue as the worker does: once under each name. Fails when `left` are used up."""
        if not self.left:
            raise ConnectionAbortedError
        self.left -= 1
        self.looks.setdefault(f"{reason}/{key}", key)

    def run(self) -> list[int]:
        """Sweep; returns the numbers that are newly to be looked at."""
        before = len(self.looks)
        Sweep(self.tools, self.database, self.seen, self.enqueue).run()
        return [key.number for key in list(self.looks.values())[before:]]


@pytest.fixture
def sweeps(tmp_path: Path) -> Iterator[Round]:
    """A list whose installation is noted."""
    with Sandbox() as github:
        made = Round(github, tmp_path)
        made.run()
        yield made
        made.tools.close()
        made.database.close()


def test_changes_are_handed_on_once(sweeps: Round) -> None:
    """What was opened, and what changed since, is looked at; what did not change is not."""
    first, second = (sweeps.repo.open_issue("A paper").number for _ in range(2))
    assert sweeps.run() == [first, second]
    assert sweeps.run() == []
    sweeps.github.now = sweeps.github.now + timedelta(minutes=5)
    sweeps.repo.edit_issue(first, body="https://arxiv.org/abs/2305.06500")
    assert sweeps.run() == [first]
    assert sweeps.run() == []


@pytest.mark.parametrize("apart", [0, 1])
def test_more_than_a_page(sweeps: Round, apart: int) -> None:
    """All changes are found, where many were made within the same second too."""
    start = sweeps.github.now
    numbers = []
    for number in range(230):
        sweeps.github.now = start + timedelta(seconds=apart * number)
        numbers.append(sweeps.repo.open_issue(f"Paper {number}").number)
    assert sorted(sweeps.run()) == numbers
    assert sweeps.run() == []


def test_a_sweep_that_is_cut_short_goes_on_where_it_was(sweeps: Round) -> None:
    """What was not handed on when the process died is handed on by the next one."""
    numbers = [sweeps.repo.open_issue(f"Paper {number}").number for number in range(7)]
    sweeps.left = 3
    with pytest.raises(ConnectionAbortedError):
        sweeps.run()
    sweeps.left = 100
    sweeps.run()
    assert sorted(key.number for key in sweeps.looks.values()) == numbers


def test_what_a_look_saw_needs_no_other(sweeps: Round) -> None:
    """A change that a webhook told of, and a look has seen, is not handed on."""
    number = sweeps.repo.open_issue("A paper").number
    changed = sweeps.repo.issue(number).updated_at.replace(microsecond=0)
    sweeps.seen.keep(snapshot(key=Key("ana/list", number), issue=issue(number=number, updated_at=changed)))
    assert sweeps.run() == []
    sweeps.github.now = sweeps.github.now + timedelta(minutes=5)
    sweeps.repo.comment(number, "/section Papers", by="ana")
    assert sweeps.run() == [number]


def test_our_pull_request_stands_for_its_issue(sweeps: Round) -> None:
    """A change of our pull request leads to its issue; other bots' issues and other people's pull requests to none."""
    sweeps.repo.push_file("a.md", b"a", branch="shelver/issue-7", by="ana")
    sweeps.repo.push_file("b.md", b"b", branch="other", by="ana")
    body = with_pull_mark("This adds a line.", PullMark(issue=7))
    sweeps.repo.open_pull("Add a paper", "shelver/issue-7", body=body, by="shelver[bot]")
    sweeps.repo.open_pull("Tidy up", "other", body=body, by="ana")
    sweeps.repo.open_issue("Update dependencies", by="renovate[bot]")
    assert sweeps.run() == [7]


def test_versions_are_kept_for_the_issue_and_its_pull_request(sweeps: Round) -> None:
    """A look remembers both in the version that it saw, whatever zone GitHub's times are read in."""
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    seen = snapshot(key=Key("ana/list", 12), issue=issue(updated_at=moment))
    pull = PullRequest(13, "Add", "", open=True, merged=False, updated_at=moment + timedelta(hours=1))
    sweeps.seen.keep(snapshot(key=seen.key, issue=seen.issue, own=Own("shelver[bot]", pull)))
    assert sweeps.seen.version("ana/list", 12) == moment
    assert sweeps.seen.version("ana/list", 13) == moment + timedelta(hours=1)
    assert sweeps.seen.version("ana/other", 12) is None
