"""The bot was away, or webhooks were lost: what happened meanwhile is found, once; what is older stays as it is."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.cli.tryout import BotProcess, tryout, wait_until
from bot.database import Database
from bot.sandbox import App, Call, Repository, Sandbox
from bot.sandbox.door import API, Door
from tests.builders import LIST

PAPERS = ("2305.06500", "2208.12262", "2206.01127", "2206.06336", "2304.10592")
_WITHIN = 60


class Town:
    """A GitHub and a bot that sweeps every second."""

    def __init__(self, github: Sandbox, app: App, bot: BotProcess) -> None:
        self.github, self.app, self.bot = github, app, bot
        self._lists = 0

    def repo(self, owner: str = "ana", config: str | None = None) -> Repository:
        """A list of its own, on which the bot is not installed yet."""
        self._lists += 1
        files = {"README.md": LIST.encode()}
        if config:
            files[".github/shelver.yml"] = config.encode()
        return self.github.create_repo(f"{owner}/list-{self._lists}", files)

    def install(self, repo: Repository) -> None:
        """Install the bot, and wait until it has noted that."""
        self.github.install(self.app, repo)
        self.swept()

    def swept(self) -> None:
        """Wait until a sweep that began after now is over, and all that it found is done."""

        def begun() -> int:
            return sum(call.route == "/app/installations" for call in list(self.github.requests))

        before = begun()
        # The third begins when the second, which began after now, is over.
        assert wait_until(lambda: begun() >= before + 3, _WITHIN)
        self.bot.settle(self.github)

    def calls(self, repo: Repository | None = None, since: int = 0) -> list[Call]:
        """What the bot asked of GitHub, in one repository or at all."""
        path = f"/repos/{repo.full_name}" if repo else ""
        calls = self.github.requests[since:]
        return [call for call in calls if call.login == self.app.bot.login and call.path.startswith(path)]

    def writes(self, repo: Repository) -> list[str]:
        """What the bot changed in a repository."""
        return [f"{call.method} {call.path}" for call in self.calls(repo) if call.method != "GET"]

    def redelivered(self) -> int:
        """How many deliveries were sent again."""
        return sum(delivery.redelivery for delivery in self.github.deliveries)

    def assert_served(self, repo: Repository, *numbers: int) -> None:
        """Each of these issues, and no other, has one pull request and one comment."""
        assert wait_until(lambda: len(repo.pulls()) >= len(numbers), _WITHIN)
        self.bot.settle(self.github)
        heads = sorted(branch for branch in repo.branches() if branch != "main")
        assert heads == sorted(f"shelver/issue-{number}" for number in numbers)
        assert len(repo.pulls()) == len(numbers)
        for number in numbers:
            assert len(repo.comments(number)) == 1


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    """One GitHub and one bot for these stories."""
    with tryout() as (github, app, bot):
        bot.stop()
        # Impatient: what changed is looked at once more a second later, not ten.
        bot.environment |= {"SHELVER_SWEEP_EVERY": "1", "SHELVER_PATIENCE": "0.1"}
        bot.start()
        yield Town(github, app, bot)


@contextmanager
def missing(monkeypatch: pytest.MonkeyPatch, pattern: str, status: int = 404) -> Iterator[None]:
    """While this lasts GitHub answers with an error where a path begins like this regular expression."""
    served: Callable[..., Any] = Door.__call__

    async def door(self: Door, scope: Any, receive: Any, send: Any) -> None:
        if not re.match(API + pattern, scope["path"]):
            await served(self, scope, receive, send)
            return
        body = json.dumps({"message": "Not Found"}).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    with monkeypatch.context() as patched:
        patched.setattr(Door, "__call__", door)
        yield


def _file_while_down(town: Town, repo: Repository) -> list[int]:
    town.bot.stop()
    numbers = [repo.open_issue("A paper", f"https://arxiv.org/abs/{paper}", by="zoe").number for paper in PAPERS[:2]]
    town.github.wait_idle()
    assert not any(delivery.ok for delivery in town.github.deliveries[-2:])
    return numbers


def test_what_was_filed_while_the_bot_was_down_is_redelivered(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub sends the failed deliveries again, once each, though the failed attempts stay listed.

    What the sweep then finds in the same issues makes nothing twice.
    """
    repo = town.repo()
    town.install(repo)
    numbers = _file_while_down(town, repo)
    before = town.redelivered()
    with missing(monkeypatch, "/app/installations$"):  # no sweep
        town.bot.start()
        town.assert_served(repo, *numbers)
    town.swept()
    town.swept()
    assert town.redelivered() == before + 2
    town.assert_served(repo, *numbers)


@pytest.mark.parametrize("status", [404, pytest.param(500, marks=pytest.mark.storm)])
def test_without_a_list_of_deliveries_the_sweep_finds_it(
    town: Town, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """A GitHub that lists no deliveries, or fails to, is asked what changed."""
    repo = town.repo()
    town.install(repo)
    numbers = _file_while_down(town, repo)
    before = town.redelivered()
    with missing(monkeypatch, "/app/hook/deliveries", status):
        town.bot.start()
        town.assert_served(repo, *numbers)
        town.swept()
        assert town.redelivered() == before
        town.assert_served(repo, *numbers)
    town.swept()


@pytest.mark.storm
def test_what_happened_to_pull_requests_is_found_too(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pull request that was merged, and an issue that was closed, while no webhook came."""
    repo = town.repo()
    town.install(repo)
    first, second = (
        repo.open_issue("A paper", f"https://arxiv.org/abs/{paper}", by="zoe").number for paper in PAPERS[:2]
    )
    town.assert_served(repo, first, second)
    merged, left = (
        next(pull.number for pull in repo.pulls() if f"Closes #{number}" in (pull.body or ""))
        for number in (first, second)
    )
    town.bot.stop()
    with missing(monkeypatch, "/app/hook/deliveries"):
        repo.merge(merged, by="ana")
        repo.close_issue(second, by="zoe")
        town.github.wait_idle()
        town.bot.start()
        assert wait_until(lambda: repo.pull(left).state == "closed", _WITHIN)
        town.swept()
    assert f"#{merged}" in repo.comments(first)[0].body
    assert "merged" in repo.comments(first)[0].body
    assert [len(repo.comments(number)) for number in (first, second)] == [1, 1]
    town.swept()


def _old_issues(town: Town, repo: Repository, count: int) -> list[int]:
    """Issues of the last months, each with a paper."""
    start = town.github.now - timedelta(days=count + 1)
    return [
        repo.open_issue(
            f"Paper {number}",
            f"https://arxiv.org/abs/{PAPERS[number % len(PAPERS)]}",
            by="zoe",
            created_at=start + timedelta(days=number),
        ).number
        for number in range(count)
    ]


@pytest.mark.storm
def test_issues_older_than_the_installation_are_left_alone(town: Town) -> None:
    """40 old issues, then the installation: no write at all, until an author edits one or a maintainer asks."""
    repo = town.repo(owner="old")
    numbers = _old_issues(town, repo, 40)
    town.install(repo)
    town.swept()
    repo.comment(numbers[3], "Any news?", by="kim")
    repo.edit_issue(numbers[4], title="[paper] Paper 4", by="old")
    town.bot.settle(town.github)
    town.swept()
    assert town.writes(repo) == []
    repo.edit_issue(numbers[1], body=f"https://arxiv.org/abs/{PAPERS[0]}", by="zoe")
    repo.comment(numbers[2], "/section Papers", by="old")
    assert wait_until(lambda: len(repo.pulls()) >= 2, _WITHIN)
    town.swept()
    town.bot.settle(town.github)
    assert sorted(set(repo.branches()) - {"main"}) == sorted(f"shelver/issue-{number}" for number in numbers[1:3])


@pytest.mark.storm
def test_a_repository_that_joins_an_installation_later(town: Town) -> None:
    """Issues between the account's installation and the repository's are older than we are there."""
    town.install(town.repo(owner="late"))
    repo = town.repo(owner="late")
    numbers = [repo.open_issue(f"Paper {paper}", f"https://arxiv.org/abs/{paper}", by="zoe").number for paper in PAPERS]
    assert wait_until(lambda: town.github.now > repo.issue(numbers[-1]).created_at + timedelta(seconds=1.1), _WITHIN)
    town.install(repo)
    repo.comment(numbers[0], "Any news?", by="kim")
    town.swept()
    assert town.writes(repo) == []


@pytest.mark.storm
def test_the_backlog_is_taken_up_as_the_owner_wants(town: Town) -> None:
    """`backlog: 2` takes up the two newest submissions a day; a question is none of them."""
    repo = town.repo(owner="eager", config="backlog: 2\n")
    numbers = _old_issues(town, repo, 5)
    repo.open_issue("How do I cite this?", "Thanks!", by="kim", created_at=town.github.now - timedelta(hours=1))
    town.install(repo)
    town.assert_served(repo, *numbers[3:])
    town.swept()
    town.assert_served(repo, *numbers[3:])
    database = Database(f"sqlite:///{Path(town.bot.environment['SHELVER_DATA'], 'queue.sqlite')}")
    with database.engine.begin() as connection:
        a_day_later = text("UPDATE shelver_repositories SET backlog_at = backlog_at - 86400 WHERE id = :id")
        connection.execute(a_day_later, {"id": repo.id})
    database.close()
    town.assert_served(repo, *numbers[1:])
    town.swept()
    town.assert_served(repo, *numbers[1:])


@pytest.mark.storm
def test_an_unchanged_world_costs_nothing(town: Town) -> None:
    """A sweep where nothing changed writes nothing, and asks only what GitHub does not count."""
    repo = town.repo()
    town.install(repo)
    number = repo.open_issue("A paper", f"https://arxiv.org/abs/{PAPERS[0]}", by="zoe").number
    town.assert_served(repo, number)

    def calls() -> list[Call]:
        before = len(town.github.requests)
        town.swept()
        return town.calls(since=before)

    # A look that came right after a change is followed by another one, some seconds later.
    assert wait_until(lambda: not any(call.path.endswith(f"/issues/{number}") for call in calls()), _WITHIN)
    found = calls()
    assert {call.method for call in found} == {"GET"}
    # The app's own two lists are no installation's budget.
    own = {"/app/hook/deliveries", "/app/installations"}
    assert {(call.route, call.status) for call in found if call.route not in own} == {
        ("/installation/repositories", 304),
        ("/repos/{owner}/{repo}/issues", 304),
    }
