"""Stops and trials, and what happens where Shelver is not let do its work: each story ends settled."""

import itertools
from pathlib import Path

import pytest

from bot.cli.tryout import BotProcess
from bot.sandbox import App, Sandbox
from bot.sandbox.state import Issue
from tests.e2e.conftest import LIST, World

_NUMBERS = itertools.count(1)
LINKS = [f"https://arxiv.org/abs/{number}" for number in ("2305.06500", "2208.12262", "2206.01127")]


def _say(world: World, config: str) -> None:
    """Put a configuration on the default branch, and wait until all is done that follows."""
    world.repo.push_file(".github/shelver.yml", config.encode(), by="ana")
    world.settle()


def _writes(world: World, start: int = 0) -> list[tuple[str, str]]:
    """What was written in the repository, since a number of calls."""
    calls = [(call.method, call.path.partition(world.repo.full_name)[2]) for call in world.calls()[start:]]
    return [call for call in calls if call[0] != "GET"]


def _notices(world: World) -> list[Issue]:
    """Our issues for maintainers."""
    return [one for one in world.repo.issues("all") if one.author == "shelver[bot]" and one.pull is None]


def _assert_all_proposed(world: World, numbers: list[int]) -> None:
    """Each submission has its pull request and one comment."""
    assert len(world.repo.pulls("open")) == len(numbers)
    for number in numbers:
        assert "is ready" in world.comment(number)
        world.assert_settled(number)


def test_a_trial_is_one_issue_and_then_all_of_it(world: World) -> None:
    """Three submissions change one issue; then, in normal mode, each gets its pull request, and the issue is closed."""
    _say(world, "mode: trial\n")
    numbers = [world.repo.open_issue("Add a paper", link, by="zoe").number for link in LINKS]
    world.settle()
    (notice,) = _notices(world)
    assert notice.title == "What Shelver would do"
    body = notice.body or ""
    for number in numbers:
        assert f"<summary>Issue {number}, Add a paper" in body
    assert body.count("\n+- ") == len(LINKS)
    writes = _writes(world)
    assert writes[0] == ("POST", "/issues")
    assert set(writes[1:]) <= {("PATCH", f"/issues/{notice.number}")}
    world.repo.edit_issue(numbers[0], body="Sorry, wrong list.")
    world.settle()
    assert (_notices(world)[0].body or "").count("\n+- ") == len(LINKS) - 1
    world.repo.edit_issue(numbers[0], body=LINKS[0])
    _say(world, "mode: normal\n")
    (notice,) = _notices(world)
    assert notice.state == "closed"
    assert (notice.body or "").startswith("The trial is over")
    _assert_all_proposed(world, numbers)


@pytest.mark.storm
def test_who_switches_it_off_stops_what_is_queued_too(world: World) -> None:
    """What is filed or closed meanwhile stays as it is; once it is on again, all of that is taken up."""
    number = world.file("Add a paper", LINKS[0])
    _say(world, "enabled: false\nentry: [\n")
    start = len(world.calls())
    more = world.repo.open_issue("Add a paper", LINKS[1], by="zoe").number
    world.repo.close_issue(number, by="ana")
    world.propose(LIST.replace("Some works", "Some good works"))
    world.settle()
    assert _writes(world, start) == []
    assert _notices(world) == []
    _say(world, "enabled: true\n")
    assert world.comment(number).startswith("This issue was closed, so I closed")
    assert "is ready" in world.comment(more)
    world.assert_settled(number)
    world.assert_settled(more)


def _let_in(running: tuple[Sandbox, App, BotProcess], folder: Path, *, without: str) -> World:
    """A list of an owner who has not given a permission."""
    github, app, bot = running
    repo = github.create_repo(f"olga-{next(_NUMBERS)}/list", {"README.md": LIST.encode()})
    given = {**app.permissions, without: "read"}
    return World(github, app, bot, repo, folder, github.install(app, repo, permissions=given))


def test_a_missing_permission_is_told_once_and_its_gift_resumes_all(
    running: tuple[Sandbox, App, BotProcess], tmp_path: Path
) -> None:
    """Three submitters read that nothing is wanted of them; whoever owns the list reads what is, once."""
    world = _let_in(running, tmp_path, without="contents")
    numbers = [world.repo.open_issue("Add a paper", link, by="zoe").number for link in LINKS]
    world.settle()
    for number in numbers:
        assert "you need do nothing" in world.comment(number)
    (notice,) = _notices(world)
    body = notice.body or ""
    assert "- *Contents: read and write*, to put new lines" in body
    assert world.installation is not None
    assert f"/settings/installations/{world.installation.id}, and accept" in body
    start = len(world.calls())
    world.repo.edit_issue(numbers[0], title="Add this paper")
    world.settle()
    assert _writes(world, start) == []
    world.github.grant(world.installation, {"contents": "write"})
    world.settle()
    _assert_all_proposed(world, numbers)
    (notice,) = _notices(world)
    assert notice.state == "closed"
    assert (notice.body or "").startswith("Settled, thank you")


@pytest.mark.storm
def test_a_rule_against_our_branches_is_told_and_tried_again(world: World) -> None:
    """The pattern to leave out is ready to paste; once it is, the next sweep or push resumes all that waits."""
    world.repo.restrict_creations("*/*")
    numbers = [world.repo.open_issue("Add a paper", link, by="zoe").number for link in LINKS]
    world.settle()
    for number in numbers:
        assert "you need do nothing" in world.comment(number)
    (notice,) = _notices(world)
    assert "GitHub says: `Repository rule violations found Cannot create ref" in (notice.body or "")
    assert "```text\nshelver/*\n```" in (notice.body or "")
    world.repo.restrict_creations()
    world.repo.push_file("other.txt", b"x", by="ana")
    world.settle()
    _assert_all_proposed(world, numbers)
    (notice,) = _notices(world)
    assert notice.state == "closed"
