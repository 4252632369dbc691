"""The merge queue: who waits, what is tried, who is told, and what takes a pull request out again."""

import httpx
import pytest
from github.Repository import Repository as RemoteRepository

from bot.sandbox import Refused, Repository, Sandbox

from .conftest import Ear, as_maintainer
from .test_git import write

CHECK = "Paper list"


@pytest.fixture
def rights() -> dict[str, object]:
    """An app that may write checks, and hears of the queue."""
    permissions = {"contents": "write", "pull_requests": "write", "checks": "write"}
    return {"permissions": permissions, "events": ("pull_request", "merge_group")}


@pytest.fixture
def queued(repo: Repository) -> Repository:
    """Ana's list with a merge queue that wants a check."""
    repo.protect_branch("main", reviews=0, checks=[CHECK], queue=True, admins_too=True)
    return repo


def report(bot: RemoteRepository, sha: str, conclusion: str = "success") -> None:
    """Have the app conclude its check of a commit."""
    bot.create_check_run(CHECK, sha, status="completed", conclusion=conclusion)


def propose(bot: RemoteRepository, repo: Repository, name: str) -> int:
    """Open a pull request that adds a file, and passed its check."""
    report(bot, repo.push_file(f"{name}.md", name.encode(), branch=name))
    return repo.open_pull(name, name).number


def trial(bot: RemoteRepository, number: int) -> tuple[str, str]:
    """The branch on which GitHub tries a pull request, and its head."""
    found = [ref for ref in bot.get_git_matching_refs("heads/gh-readonly-queue/main/") if f"/pr-{number}-" in ref.ref]
    return found[0].ref, found[0].object.sha


def test_queued_pull_is_merged_once_its_trial_has_passed(
    github: Sandbox, bot: RemoteRepository, queued: Repository, ear: Ear
) -> None:
    """A branch holds the would-be merge; its check decides, and it becomes the base."""
    number = propose(bot, queued, "a")
    before = queued.branches()["main"]
    queued.merge_when_ready(number)
    ref, head = trial(bot, number)
    assert ref == f"refs/heads/gh-readonly-queue/main/pr-{number}-{before}"
    assert (queued.queue(), queued.pull(number).state) == ([number], "open")
    report(bot, head)
    assert (queued.branches()["main"], queued.queue()) == (head, [])
    assert bot.get_pull(number).merged
    assert list(queued.branches()) == ["a", "main"]
    github.wait_idle()
    told = [f"{one.headers['X-GitHub-Event']}.{one.payload['action']}" for one in ear.heard]
    assert [event for event in told if not event.startswith("check_")][-5:] == [
        "pull_request.enqueued",
        "merge_group.checks_requested",
        "merge_group.destroyed",
        "pull_request.dequeued",
        "pull_request.closed",
    ]
    group = next(one.payload for one in ear.heard if one.payload["action"] == "checks_requested")["merge_group"]
    assert (group["head_sha"], group["head_ref"]) == (head, ref)
    assert (group["base_sha"], group["base_ref"]) == (before, "refs/heads/main")


def test_nothing_is_merged_past_the_queue(bot: RemoteRepository, queued: Repository) -> None:
    """Neither by a click nor by a push."""
    number = propose(bot, queued, "a")
    with pytest.raises(Refused, match="through the merge queue"):
        queued.merge(number)
    with pytest.raises(Refused, match="through the merge queue"):
        queued.push_file("b.md", b"b")


def test_each_is_tried_on_top_of_those_before(bot: RemoteRepository, queued: Repository) -> None:
    """The second is merged after the first only, whichever passed first; a failure makes room."""
    first, second, third = (propose(bot, queued, name) for name in "abc")
    for number in (first, second, third):
        queued.merge_when_ready(number)
    heads = [trial(bot, number)[1] for number in (first, second, third)]
    assert [bot.get_commit(sha).parents[0].sha for sha in heads[1:]] == heads[:2]
    report(bot, heads[1])
    assert queued.queue() == [first, second, third]
    report(bot, heads[0], "failure")
    assert queued.queue() == [second, third]
    report(bot, trial(bot, second)[1])
    report(bot, trial(bot, third)[1])
    assert [queued.pull(number).state for number in (first, second, third)] == ["open", "closed", "closed"]
    assert queued.read_file("c.md") == b"c"


def test_a_push_takes_it_out(bot: RemoteRepository, queued: Repository) -> None:
    """So do a closed pull request and a conflict with one before it."""
    number = propose(bot, queued, "a")
    queued.merge_when_ready(number)
    sha = write(bot, "x", "elsewhere")
    bot.get_git_ref("heads/a").edit(sha, force=True)
    assert (queued.queue(), queued.pull(number).state) == ([], "open")
    assert bot.get_git_matching_refs("heads/gh-readonly-queue/").totalCount == 0
    report(bot, sha)
    queued.merge_when_ready(number)
    other = queued.open_pull("Other", "clash").number if write(bot, "y", "clash") else 0
    report(bot, queued.branches()["clash"])
    queued.merge_when_ready(other)
    assert queued.queue() == [number]
    queued.close_pull(number)
    assert queued.queue() == []


def test_what_is_missing_keeps_it_out(bot: RemoteRepository, repo: Repository) -> None:
    """Without its review, or where there is no queue, nothing is queued."""
    number = propose(bot, repo, "a")
    with pytest.raises(Refused, match="no merge queue"):
        repo.merge_when_ready(number)
    repo.protect_branch("main", queue=True, admins_too=True)
    with pytest.raises(Refused, match="approving review"):
        repo.merge_when_ready(number)


def test_a_maintainer_queues_by_a_click(browser: httpx.Client, bot: RemoteRepository, queued: Repository) -> None:
    """The page offers "Merge when ready" in place of the buttons that merge, and the way out."""
    number = propose(bot, queued, "a")
    as_maintainer(browser)
    page = browser.get(f"/ana/list/pull/{number}").text
    assert "Merge when ready" in page
    assert "Squash and merge" not in page
    shown = browser.post(f"/ana/list/issues/{number}/queue").text
    assert "Queued to merge." in shown
    assert queued.queue() == [number]
    browser.post(f"/ana/list/issues/{number}/unqueue")
    assert queued.queue() == []
