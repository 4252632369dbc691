"""The sweep: what is handed on, and that nothing of it is lost or handed on twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from time import time

import pytest

from bot.database import Database
from bot.gate import Gate
from bot.github_app import GitHubApp
from bot.marker import PullMark, with_pull_mark
from bot.model import Key, Own, PullRequest
from bot.sandbox import Repository, Sandbox
from bot.sandbox.weather import Rule, Status
from bot.sweep import SETTLED, Seen, Sweep
from tests.builders import contribution, issue, pull_snapshot, snapshot


class Round:
    """A GitHub with one list, and sweeps of it; `looks` are those that they enqueued."""

    def __init__(self, github: Sandbox, folder: Path) -> None:
        self.github = github
        self.app = github.register_app()
        self.repo: Repository = github.create_repo("ana/list", {"README.md": b"# List\n"})
        self.installation = github.install(self.app, self.repo)
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


def test_who_is_not_served_is_left_out(sweeps: Round) -> None:
    """Not even read."""
    sweeps.repo.open_issue("A paper")
    before = len(sweeps.github.requests)
    sweep = Sweep(sweeps.tools, sweeps.database, sweeps.seen, sweeps.enqueue, serves=lambda account: account != "ana")
    assert sweep.run() == 0
    assert [call.path.rpartition("/v3")[2] for call in sweeps.github.requests[before:]] == ["/app/installations"]


def test_what_is_filed_while_we_are_off_is_left_alone(sweeps: Round) -> None:
    """A repository that is taken off and added again is new: its first look only notes the time."""
    sweeps.installation.created_at -= timedelta(minutes=10)
    other = sweeps.github.create_repo("ana/other", {"README.md": b"# List\n"})
    sweeps.github.install(sweeps.app, other)
    sweeps.run()
    sweeps.github.take_off(sweeps.installation, sweeps.repo)
    assert [sweeps.run(), sweeps.run()] == [[], []]
    sweeps.github.now = sweeps.github.now - timedelta(minutes=5)
    for _ in range(3):
        sweeps.repo.open_issue("A paper", "https://arxiv.org/abs/2305.06500")
    sweeps.github.now = None
    sweeps.github.install(sweeps.app, sweeps.repo)
    assert [sweeps.run(), sweeps.run()] == [[], []]


def test_a_repository_that_a_list_left_out_once_is_not_forgotten(sweeps: Round) -> None:
    """Pages shift while they are read: what was filed is found when the list shows the repository again."""
    other = sweeps.github.create_repo("ana/other", {"README.md": b"# List\n"})
    sweeps.github.install(sweeps.app, other)
    sweeps.run()
    sweeps.github.take_off(sweeps.installation, sweeps.repo)
    assert sweeps.run() == []
    sweeps.github.install(sweeps.app, sweeps.repo)
    number = sweeps.repo.open_issue("A paper").number
    assert sweeps.run() == [number]


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
    shown = issue(number=number, updated_at=changed, read_at=changed + timedelta(seconds=SETTLED))
    sweeps.seen.keep(snapshot(key=Key("ana/list", number), issue=shown))
    assert sweeps.run() == []
    sweeps.github.now = sweeps.github.now + timedelta(minutes=5)
    sweeps.repo.comment(number, "/section Papers", by="ana")
    assert sweeps.run() == [number]


def test_a_look_right_after_a_change_is_followed_by_another(sweeps: Round) -> None:
    """GitHub dates by full seconds and may answer with what was before: only a later look has surely seen it."""
    number = sweeps.repo.open_issue("A paper").number
    changed = sweeps.repo.issue(number).updated_at.replace(microsecond=0)
    for _ in range(2):  # the second look may have come too early, too
        shown = issue(number=number, updated_at=changed, read_at=changed + timedelta(seconds=1))
        sweeps.seen.keep(snapshot(key=Key("ana/list", number), issue=shown))
        assert sweeps.run() == [number]
        assert sweeps.run() == []
    later = issue(number=number, updated_at=changed, read_at=changed + timedelta(seconds=SETTLED))
    sweeps.seen.keep(snapshot(key=Key("ana/list", number), issue=later))
    assert sweeps.run() == []


def test_our_pull_request_stands_for_its_issue(sweeps: Round) -> None:
    """A change of our pull request leads to its issue and to itself, one of others to itself; a bot's issue to none."""
    sweeps.repo.push_file("a.md", b"a", branch="shelver/issue-7", by="ana")
    sweeps.repo.push_file("b.md", b"b", branch="other", by="ana")
    body = with_pull_mark("This adds a line.", PullMark(issue=7))
    sweeps.repo.open_pull("Add a paper", "shelver/issue-7", body=body, by="shelver[bot]")
    sweeps.repo.open_pull("Tidy up", "other", body=body, by="ana")
    sweeps.repo.open_issue("Update dependencies", by="renovate[bot]")
    assert sweeps.run() == [7, 1, 2]


def test_a_look_at_an_issue_is_none_at_its_pull_request(sweeps: Round) -> None:
    """Nor the other way round: each judges something else, and a webhook may have told only one of them."""
    body = with_pull_mark("This adds a line.", PullMark(issue=7))
    sweeps.repo.push_file("a.md", b"a", branch="shelver/issue-7", by="ana")
    number = sweeps.repo.open_pull("Add a paper", "shelver/issue-7", body=body, by="shelver[bot]").number
    changed = sweeps.repo.pull(number).updated_at.replace(microsecond=0)
    read_at = changed + timedelta(seconds=SETTLED)
    own = Own("shelver[bot]", PullRequest(number, "Add", body, open=True, merged=False, updated_at=changed))
    sweeps.seen.keep(snapshot(key=Key("ana/list", 7), issue=issue(number=7, read_at=read_at), own=own))
    assert sweeps.run() == [number]
    judged = contribution(number=number, updated_at=changed, read_at=read_at)
    sweeps.seen.keep(pull_snapshot(key=Key("ana/list", number, pull=True), pull=judged))
    assert sweeps.run() == []


def test_versions_are_kept_for_the_issue_and_its_pull_request(sweeps: Round) -> None:
    """A look remembers both in the version that it saw, whatever zone GitHub's times are read in."""
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    seen = snapshot(key=Key("ana/list", 12), issue=issue(updated_at=moment))
    pull = PullRequest(13, "Add", "", open=True, merged=False, updated_at=moment + timedelta(hours=1))
    sweeps.seen.keep(snapshot(key=seen.key, issue=seen.issue, own=Own("shelver[bot]", pull)))
    sights = [sweeps.seen.last("ana/list", number) for number in (12, 13)]
    assert [sight and sight.version for sight in sights] == [moment, moment + timedelta(hours=1)]
    assert sweeps.seen.last("ana/other", 12) is None


@pytest.mark.parametrize("status", [403, 404, 502])
def test_one_repository_does_not_stop_the_others(sweeps: Round, status: int) -> None:
    """One that GitHub has no answer for is left out, and found again when it has."""
    other = sweeps.github.create_repo("ana/other", {"README.md": b"# List\n"})
    sweeps.github.install(sweeps.app, other)
    sweeps.run()
    first, second = sweeps.repo.open_issue("A paper").number, other.open_issue("A paper").number
    sweeps.github.weather.add(Rule("GET /repos/ana/list/issues", Status(status, "No")))
    sweeps.run()
    assert [str(key) for key in sweeps.looks.values()] == [f"ana/other#{second}"]
    sweeps.github.weather.clear()
    sweeps.run()
    assert [str(key) for key in sweeps.looks.values()] == [f"ana/other#{second}", f"ana/list#{first}"]


def test_a_configuration_without_content_asks_for_no_backlog(sweeps: Round) -> None:
    """One that is too large for GitHub to send does not end the sweep."""
    large = sweeps.github.create_repo(
        "ana/large", {"README.md": b"# List\n", ".github/shelver.yml": b"# " + b"x" * 1_100_000}
    )
    sweeps.github.install(sweeps.app, large)
    assert sweeps.run() == []


def test_new_repositories_cost_one_call_each(sweeps: Round) -> None:
    """Their configurations are read with the one token of the installation."""
    new = [sweeps.github.create_repo(f"ana/new-{number}", {"README.md": b"# List\n"}) for number in range(5)]
    sweeps.github.install(sweeps.app, *new)
    before = len(sweeps.github.requests)
    sweeps.run()
    calls = sweeps.github.requests[before:]
    assert sum("/new-" in call.path for call in calls) == len(new)
    assert not any(call.route.endswith("/access_tokens") for call in calls)


def test_a_token_that_ends_on_the_way_is_renewed(sweeps: Round) -> None:
    """A sweep that takes longer than a token lasts goes through all repositories."""
    others = [sweeps.github.create_repo(f"ana/other-{number}", {"README.md": b"# List\n"}) for number in range(3)]
    sweeps.github.install(sweeps.app, *others)
    sweeps.run()
    numbers = [repo.open_issue("A paper").number for repo in others]
    tokens, readers, asked = sweeps.github.world.tokens, sweeps.tools._readers, count()
    old = set(tokens)

    def pace() -> None:
        # Asked for: installations, repositories, the first of them; meanwhile the token's time to be renewed comes.
        number = next(asked)
        if number == 2:
            due = datetime.now(UTC) - timedelta(seconds=1)
            readers.update({place: (reader, due) for place, (reader, _) in readers.items()})
        elif number == 3:
            for token in old:
                tokens.pop(token, None)

    Sweep(sweeps.tools, sweeps.database, sweeps.seen, sweeps.enqueue, pace).run()
    assert [key.number for key in sweeps.looks.values()] == numbers


def test_a_change_that_is_dated_before_another_one_is_found(sweeps: Round) -> None:
    """GitHub is many machines: what shows up later may bear an earlier time by some seconds."""
    sweeps.github.now = sweeps.github.now + timedelta(minutes=5)
    first = sweeps.repo.open_issue("A paper").number
    assert sweeps.run() == [first]
    sweeps.github.now = sweeps.github.now - timedelta(seconds=20)
    second = sweeps.repo.open_issue("A paper").number
    assert sweeps.run() == [second]
    assert sweeps.run() == []


def test_with_a_low_budget_the_sweep_stays_away(sweeps: Round) -> None:
    """What is left of an hour's requests is for people; the next sweep finds what this one left."""
    number = sweeps.repo.open_issue("A paper").number
    gate = Gate(sweeps.database, pace=0)
    low = {"X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": "900", "X-RateLimit-Reset": str(int(time()) + 600)}
    gate.heard("ana", 200, low, "")
    sweeps.tools.close()
    sweeps.tools = GitHubApp(str(sweeps.app.id), sweeps.app.private_key or "", sweeps.github.base_url, gate)
    before = len(sweeps.github.requests)
    assert sweeps.run() == []
    assert not [call for call in sweeps.github.requests[before:] if "/repos/" in call.path]
    gate._change("ana", spared_until=0.0)
    assert sweeps.run() == [number]
