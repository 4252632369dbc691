"""One pull request for all submissions, where the list's owner wants that: each story ends settled."""

from pathlib import Path

import pytest

from bot.cli.tryout import BotProcess
from bot.sandbox import App, Sandbox
from tests.e2e.conftest import LIST, World
from tests.e2e.test_mergeable import INSTRUCT, LLAVA, MINIGPT

BRANCH = "shelver/submissions"


@pytest.fixture
def combined(world: World) -> World:
    """A list whose owner wants one pull request."""
    world.repo.push_file(".github/shelver.yml", b"combined: yes\n", by="ana")
    world.settle()
    return world


def _file(world: World) -> list[int]:
    """Three people propose a paper each, at the same time."""
    bodies = zip((LLAVA, MINIGPT, INSTRUCT), ("zoe", "kim", "max"), strict=True)
    numbers = [world.repo.open_issue("Add a paper", body, by=by).number for body, by in bodies]
    world.settle()
    return numbers


def _assert_settled(world: World, numbers: list[int]) -> None:
    for number in numbers:
        world.assert_settled(number)


def test_all_that_is_ready_is_one_pull_request_and_one_click(combined: World) -> None:
    """A line each, each author credited in the commit; the merge closes all issues, and each reads so."""
    world = combined
    numbers = _file(world)
    pull = world.pull()
    added = world.added(pull)
    assert len(added) == 3
    assert world.repo.branches().keys() == {"main", BRANCH}
    body = world.pull_body()
    for number, by in zip(numbers, ("zoe", "kim", "max"), strict=True):
        assert f"is ready: #{pull}" in world.comment(number)
        assert f"Proposed by @{by} in #{number}:" in body
    assert f"\nCloses #{numbers[0]}, closes #{numbers[1]}, closes #{numbers[2]}\n" in body
    message = world.repo.commit_message(world.repo.branches()[BRANCH])
    for by in ("zoe", "kim", "max"):
        assert message.count(f"Co-authored-by: {by} <") == 1
    _assert_settled(world, numbers)
    world.repo.merge(pull, by="ana")
    world.settle()
    text = world.repo.read_file("README.md").decode()
    assert all(text.count(line) == 1 for line in added)
    for number in numbers:
        assert world.repo.issue(number).state == "closed"
        assert world.comment(number).startswith(f"Merged: the list has it now, by #{pull}.")
    _assert_settled(world, numbers)


@pytest.mark.storm
def test_who_takes_a_paper_back_takes_its_line_out(combined: World) -> None:
    """The others' lines stay; the last one takes the pull request along. What comes later gets a new one."""
    world = combined
    first, second, third = numbers = _file(world)
    pull = world.pull()
    lines = world.added(pull)
    world.repo.comment(second, "/withdraw", by="kim")
    world.settle()
    left = world.added(world.pull())
    assert left == [line for line in lines if "MiniGPT" not in line]
    assert f"#{second}" not in world.pull_body()
    world.repo.close_issue(first, by="zoe")
    world.settle()
    assert len(world.added(world.pull())) == 1
    assert world.comment(first).startswith("This issue was closed.")
    world.repo.close_issue(third, by="ana")
    world.settle()
    assert world.repo.pulls("open") == []
    _assert_settled(world, numbers)
    world.repo.reopen_issue(first, by="zoe")
    world.settle()
    assert world.pull() != pull
    assert f"is ready: #{world.pull()}" in world.comment(first)
    _assert_settled(world, numbers)


@pytest.mark.storm
def test_who_closes_it_declines_all_of_it(combined: World) -> None:
    """What is proposed later comes in another one; a submission whose issue is opened again comes along."""
    world = combined
    numbers = _file(world)
    pull = world.pull()
    world.repo.close_pull(pull, by="ana")
    world.settle()
    assert world.repo.pulls("open") == []
    for number in numbers:
        assert world.comment(number).startswith(f"A maintainer closed #{pull} without merging it")
    later = world.file("Add a paper", "https://arxiv.org/abs/2208.12262\n\nSection: CLIP-related")
    assert world.pull() != pull
    (line,) = world.added(world.pull())
    assert f"is ready: #{world.pull()}" in world.comment(later)
    world.repo.close_issue(numbers[0], by="zoe")
    world.settle()
    world.repo.reopen_issue(numbers[0], by="zoe")
    world.settle()
    assert len(world.added(world.pull())) == 2
    assert line in world.added(world.pull())
    _assert_settled(world, [*numbers, later])


@pytest.mark.storm
def test_who_opens_it_again_has_all_of_it_back(combined: World) -> None:
    """The same pull request, with the same lines."""
    world = combined
    numbers = _file(world)
    pull, lines = world.pull(), world.added(world.pull())
    world.repo.close_pull(pull, by="ana")
    world.settle()
    world.repo.reopen_pull(pull, by="ana")
    world.settle()
    assert world.pull() == pull
    assert world.added(pull) == lines
    for number in numbers:
        assert f"is ready: #{pull}" in world.comment(number)
    _assert_settled(world, numbers)


@pytest.mark.storm
def test_who_opens_it_again_without_one_of_its_issues(combined: World) -> None:
    """The lines of the others come back; that of the issue that was closed, and of one that is held, do not."""
    world = combined
    first, second, third = _file(world)
    pull = world.pull()
    world.repo.close_pull(pull, by="ana")
    world.settle()
    world.repo.close_issue(first, by="zoe")
    world.repo.comment(third, "/hold", by="ana")
    world.settle()
    world.repo.reopen_pull(pull, by="ana")
    world.settle()
    (line,) = world.added(world.pull())
    assert "MiniGPT-4" in line
    assert f"is ready: #{world.pull()}" in world.comment(second)
    world.repo.comment(third, "/unhold", by="ana")
    world.settle()
    assert len(world.added(world.pull())) == 2
    _assert_settled(world, [first, second, third])


@pytest.mark.storm
def test_what_a_person_made_of_a_line_is_kept_when_more_comes(combined: World) -> None:
    """Their text stands, and the new line beside it."""
    world = combined
    numbers = _file(world)
    text = world.repo.read_file("README.md", BRANCH).decode()
    world.repo.push_file(
        "README.md", text.replace("Visual Instruction Tuning", "*Visual* Tuning").encode(), branch=BRANCH
    )
    world.settle()
    later = world.file("Add a paper", "https://arxiv.org/abs/2208.12262\n\nSection: CLIP-related")
    added = world.added(world.pull())
    assert len(added) == 4
    assert sum("*Visual* Tuning" in line for line in added) == 1
    _assert_settled(world, [*numbers, later])


@pytest.mark.storm
def test_it_follows_the_list(combined: World) -> None:
    """After a conflict it merges again; a paper that came in by hand is told of in its issue and goes."""
    world = combined
    first, *others = _file(world)
    lines = world.added(world.pull())
    mine = next(line for line in lines if "LLaVA" in line)
    text = world.repo.read_file("README.md").decode()
    place = text.index("## CLIP-related") - 1
    world.repo.push_file("README.md", f"{text[:place]}{mine}\n{text[place:]}".encode(), by="ana")
    world.settle()
    assert world.repo.mergeable(world.pull())
    assert world.added(world.pull()) == [line for line in lines if line != mine]
    assert world.repo.issue(first).state == "closed"
    assert "so I closed this issue" in world.comment(first)
    _assert_settled(world, [first, *others])


@pytest.mark.storm
def test_the_owner_changes_their_mind(world: World) -> None:
    """From one each to one for all only what comes later is shared; back again, each has its own."""
    first = world.file("Add a paper", LLAVA)
    world.repo.push_file(".github/shelver.yml", b"combined: yes\n", by="ana")
    second, third = (world.repo.open_issue("Add a paper", body, by="kim").number for body in (MINIGPT, INSTRUCT))
    world.settle()
    heads = {one.pull.head_ref for one in world.repo.pulls("open") if one.pull}
    assert heads == {f"shelver/issue-{first}", BRANCH}
    world.repo.push_file(".github/shelver.yml", b"combined: no\n", by="ana")
    world.settle()
    heads = {one.pull.head_ref for one in world.repo.pulls("open") if one.pull}
    assert heads == {f"shelver/issue-{number}" for number in (first, second, third)}
    for one in world.repo.pulls("open"):
        assert one.pull
        assert f"is ready: #{one.number}" in world.comment(int(one.pull.head_ref.rpartition("-")[2]))
    assert LIST in world.repo.read_file("README.md").decode()
    _assert_settled(world, [first, second, third])


@pytest.mark.storm
def test_on_trial_it_is_told_of_and_then_made(world: World) -> None:
    """The issue of the trial shows the lines of all in one pull request."""
    world.repo.push_file(".github/shelver.yml", b"combined: yes\nmode: trial\n", by="ana")
    world.settle()
    numbers = _file(world)
    assert world.repo.pulls("open") == []
    (told,) = (one for one in world.repo.issues("open") if one.author == "shelver[bot]")
    assert "<summary>The pull request of all: 3 submissions share a pull request" in (told.body or "")
    assert (told.body or "").count("\n+- ") == 3
    world.repo.push_file(".github/shelver.yml", b"combined: yes\n", by="ana")
    world.settle()
    assert len(world.added(world.pull())) == 3
    _assert_settled(world, numbers)


@pytest.mark.storm
def test_a_missing_permission_is_told_and_its_gift_makes_the_pull_request(
    running: tuple[Sandbox, App, BotProcess], tmp_path: Path
) -> None:
    """Who proposes reads that they need do nothing; who owns the list, what is missing."""
    github, app, bot = running
    files = {"README.md": LIST.encode(), ".github/shelver.yml": b"combined: yes\n"}
    repo = github.create_repo("olga-combined/list", files)
    place = github.install(app, repo, permissions={**app.permissions, "contents": "read"})
    world = World(github, app, bot, repo, tmp_path, place)
    numbers = _file(world)
    for number in numbers:
        assert "you need do nothing" in world.comment(number)
    (told,) = (one for one in repo.issues("open") if one.author == "shelver[bot]")
    assert "*Contents: read and write*" in (told.body or "")
    github.grant(place, {"contents": "write"})
    world.settle()
    assert len(world.added(world.pull())) == 3
    for number in numbers:
        assert f"is ready: #{world.pull()}" in world.comment(number)
    assert repo.issue(told.number).state == "closed"
    _assert_settled(world, numbers)
