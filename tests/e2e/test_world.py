"""The world changes under us: what is locked, deleted, moved, renamed, emptied and archived, one story each."""

from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.apply import Outrun, apply
from bot.database import Database
from bot.decide import decide
from bot.github_app import GitHubApp
from bot.model import ClosePullRequest, DeleteBranch, Key
from bot.observe import Gone, observe
from bot.settings import read_settings
from tests.e2e.conftest import LIST, World

LINK = "https://arxiv.org/abs/2305.06500"
OTHER = "https://arxiv.org/abs/2208.12262"


def writes(world: World, since: int) -> list[str]:
    """What the bot tried to change in the repository since the request of that number, allowed or not."""
    calls = [call for call in list(world.github.requests)[since:] if call.login == "shelver[bot]"]
    return [call.route for call in calls if call.method != "GET" and f"/{world.repo.full_name}/" in f"{call.path}/"]


def log(world: World) -> str:
    """What the bot wrote of the repository into its log, as far as it is a complaint."""
    lines = world.bot.log.read_text(errors="replace").splitlines()
    return "\n".join(line for line in lines if world.repo.full_name in line and ("WARN" in line or "ERROR" in line))


def put_off_looks(world: World) -> int:
    """How many looks at the repository wait for their time."""
    database = Database(read_settings(world.bot.environment).database_url)
    put_off = text("SELECT count(*) FROM workflow_status WHERE status = 'DELAYED' AND queue_partition_key LIKE :keys")
    with database.engine.connect() as connection:
        found = connection.scalar(put_off, {"keys": f"{world.repo.full_name}#%"})
    database.close()
    return int(found or 0)


# Issues


def test_locked_issue_is_served_in_silence(world: World) -> None:
    """Nothing is said where nobody may speak, the pull request comes all the same; unlocked, it is told."""
    world.github.pause_webhooks()
    number = world.repo.open_issue("Add a paper", LINK, by="zoe").number
    world.repo.lock(number)
    world.github.resume_webhooks()
    world.settle()
    assert len(world.added(world.pull())) == 1
    assert (world.repo.comments(number), world.repo.labels(number)) == ([], ["submission"])
    world.assert_settled(number)
    world.repo.edit_issue(number, body=OTHER)
    world.settle()
    assert world.repo.pull(world.pull()).title == "Add MaskCLIP to CLIP-related"
    world.assert_settled(number)
    assert log(world) == ""
    world.repo.unlock(number)
    world.settle()
    assert world.comment(number).startswith("**MaskCLIP** is ready")
    world.assert_settled(number)


@pytest.mark.storm
def test_issue_locked_after_the_answer_keeps_it(world: World) -> None:
    """The comment that stands is left as people read it until the conversation is open again."""
    number = world.file("Add a paper", LINK)
    said, pull = world.comment(number), world.pull()
    world.repo.lock(number, reason="resolved")
    world.repo.merge(pull, by="ana")
    world.settle()
    assert world.comment(number) == said
    world.assert_settled(number)
    world.repo.unlock(number)
    world.settle()
    assert world.comment(number).startswith("Merged: the list has it now")
    world.assert_settled(number)


def test_issue_that_is_locked_while_we_write(world: World) -> None:
    """The look ends where it may say nothing, and the next one knows."""
    world.github.pause_webhooks()
    number = world.repo.open_issue("Add a paper", LINK, by="zoe").number
    with closing(GitHubApp(str(world.app.id), world.app.private_key or "", world.github.base_url)) as github:
        seat = github.installation(world.repo.full_name)
        plan = world.look(number)
        world.repo.lock(number)
        with pytest.raises(Outrun):
            apply(Key(world.repo.full_name, number), plan, seat)
    world.github.resume_webhooks()
    world.settle()
    assert (len(world.repo.pulls()), world.repo.comments(number)) == (1, [])
    world.assert_settled(number)


def test_deleted_issue_takes_its_pull_request_along(world: World) -> None:
    """The pull request is closed, its branch deleted, and nothing said; who opens it again is let alone."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    head = world.repo.branches()[f"shelver/issue-{number}"]
    world.repo.delete_issue(number, by="ana")
    world.settle()
    assert world.repo.pulls("open") == []
    assert list(world.repo.branches()) == ["main"]
    assert world.repo.comments(pull) == []
    world.assert_settled(number)
    world.repo.restore_branch(f"shelver/issue-{number}", head, by="ana")
    world.repo.reopen_pull(pull, by="ana")
    world.settle()
    assert world.pull() == pull
    world.assert_settled(number)
    assert log(world) == ""


def test_transferred_issue_is_a_submission_where_it_went(world: World) -> None:
    """Here nothing is left dangling; there it is served anew, with a comment that names the pull request there."""
    there = world.github.create_repo(f"{world.repo.full_name}-there", {"README.md": LIST.encode()})
    for _ in range(3):
        there.open_issue("Unrelated", by="ana")
    world.github.install(world.app, there)
    number = world.file("Add a paper", LINK)
    moved = world.repo.transfer_issue(number, there).number
    world.settle()
    assert world.repo.pulls("open") == []
    assert list(world.repo.branches()) == ["main"]
    world.assert_settled(number)
    (pull,) = there.pulls("open")
    (comment,) = there.comments(moved)
    assert f"#{pull.number}" in comment.body
    assert there.labels(moved) == ["submission"]
    assert log(world) == ""
    new = World(world.github, world.app, world.bot, there, world.data)
    new.assert_settled(moved)


@pytest.mark.storm
def test_issue_that_went_where_we_are_not_is_gone(world: World) -> None:
    """The other repository is none of ours: nothing is written there, and nothing is left here."""
    there = world.github.create_repo(f"{world.repo.full_name}-away", {"README.md": LIST.encode()})
    number = world.file("Add a paper", LINK)
    moved = world.repo.transfer_issue(number, there).number
    world.settle()
    assert world.repo.pulls("open") == []
    assert there.pulls() == []
    assert len(there.comments(moved)) == 1
    world.assert_settled(number)


@pytest.mark.storm
def test_old_issue_that_comes_from_elsewhere_is_a_submission(world: World) -> None:
    """It was opened where we are not, before we were here; to this list it is new."""
    away = world.github.create_repo(f"{world.repo.full_name}-away", {"README.md": LIST.encode()})
    old = world.github.now - timedelta(days=30)
    number = away.open_issue("Add a paper", LINK, by="zoe", created_at=old).number
    moved = away.transfer_issue(number, world.repo).number
    world.settle()
    assert world.comment(moved).startswith("**InstructBLIP** is ready")
    world.assert_settled(moved)


def test_issue_that_went_to_a_secret_place_is_gone_in_the_end(world: World) -> None:
    """GitHub shows as little of it as of one that is still to come: only after some looks it is taken for gone."""
    secret = world.github.create_repo(f"{world.repo.full_name}-secret", {"README.md": b"x"}, private=True)
    number = world.file("Add a paper", LINK)
    world.repo.transfer_issue(number, secret)
    with closing(GitHubApp(str(world.app.id), world.app.private_key or "", world.github.base_url)) as github:
        key = Key(world.repo.full_name, number)
        seat = github.installation(key.repo)
        with pytest.raises(Gone):
            observe(key, seat, lambda ids, _: {})
        plan = decide(observe(key, seat, lambda ids, _: {}, surely=True))
    assert [type(action) for action in plan.actions] == [ClosePullRequest, DeleteBranch]


def test_issues_that_are_turned_off_are_not_gone(world: World) -> None:
    """The pull request of a submission that nobody can see for now is left alone."""
    number = world.file("Add a paper", LINK)
    world.repo.disable_issues()
    with pytest.raises(Gone):
        world.look(number)
    assert world.pull()


# Branches


def test_branch_deleted_by_hand_is_a_refusal(world: World) -> None:
    """GitHub closes the pull request then; the comment says how both come back, and they do."""
    number = world.file("Add a paper", LINK)
    pull, branch = world.pull(), f"shelver/issue-{number}"
    head = world.repo.branches()[branch]
    world.repo.delete_branch(branch, by="ana")
    world.settle()
    assert world.comment(number) == (
        f"A maintainer closed #{pull} without merging it, so this stays out of the list. Thank you for proposing it.\n"
        f"To bring it back, restore the branch in #{pull} and reopen that, or close and reopen this issue; "
        "I do nothing more until then."
    )
    assert list(world.repo.branches()) == ["main"]
    world.assert_settled(number)
    world.repo.restore_branch(branch, head, by="ana")
    world.repo.reopen_pull(pull, by="ana")
    world.settle()
    assert world.comment(number).startswith("**InstructBLIP** is ready")
    world.assert_settled(number)


@pytest.mark.storm
def test_renamed_default_branch(world: World) -> None:
    """Open pull requests go into the branch by its new name, and so do later ones."""
    number = world.file("Add a paper", LINK)
    first = world.pull()
    world.repo.rename_branch("main", "trunk", by="ana")
    world.settle()
    world.repo.edit_issue(number, body=OTHER)
    world.settle()
    assert world.pull() == first
    assert len(world.added(first)) == 1
    world.assert_settled(number)
    world.repo.merge(first, by="ana")
    world.settle()
    later = world.file("Add a paper", LINK)
    made = world.repo.pull(world.pull()).pull
    assert made is not None
    assert made.base_ref == "trunk"
    world.assert_settled(later)
    assert log(world) == ""


# The list


@pytest.mark.storm
def test_list_that_is_emptied(world: World) -> None:
    """Where no list is left the pull request is closed; once there is one again, an edit brings a new one."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    world.repo.push_file("README.md", b"", by="ana")
    world.settle()
    assert world.repo.pulls("open") == []
    assert list(world.repo.branches()) == ["main"]
    assert world.comment(number).startswith("I found no list of papers in the file, so a maintainer has to add")
    world.assert_settled(number)
    world.repo.push_file("README.md", LIST.encode(), by="ana")
    world.settle()
    world.repo.edit_issue(number, body=f"{LINK} please")
    world.settle()
    assert world.pull() > pull
    assert world.comment(number).startswith("**InstructBLIP** is ready")
    world.assert_settled(number)


@pytest.mark.storm
def test_section_that_is_renamed_under_an_open_pull_request(world: World) -> None:
    """The pull request stands as people read it, and its entry comes into the section by its new name."""
    number = world.file("Add a paper", LINK)
    pull, said = world.pull(), world.comment(number)
    world.repo.push_file("README.md", LIST.replace("## Papers", "## Publications").encode(), by="ana")
    world.settle()
    assert (world.pull(), world.comment(number)) == (pull, said)
    world.assert_settled(number)
    world.repo.merge(pull, by="ana")
    world.settle()
    section = world.repo.read_file("README.md").decode().partition("## Publications")[2].partition("## CLIP-related")[0]
    assert "2305.06500" in section
    world.assert_settled(number)


@pytest.mark.parametrize(
    ("now", "hint"),
    [
        ("CLIP and friends", "Did you mean `/section CLIP and friends` (like **CLIP** and **DenseCLIP**)?"),
        pytest.param("", "Please copy a heading from the list.", marks=pytest.mark.storm),
    ],
)
def test_section_that_changed_while_a_submission_waited(world: World, now: str, hint: str) -> None:
    """What was asked for by its old name is asked about, and stands somewhere meanwhile."""
    number = world.file("Add a paper", "https://arxiv.org/abs/2305.99997\n\n/section CLIP-related")
    without = LIST[: LIST.index("## CLIP")] + LIST[LIST.index("## Res") :]
    changed = LIST.replace("CLIP-related", now) if now else without
    world.repo.push_file("README.md", changed.encode(), by="ana")
    world.settle()
    world.repo.edit_issue(number, body=f"{LINK}\n\n/section CLIP-related")
    world.settle()
    missing = "@zoe, the list has no section `CLIP-related` with papers, so I moved nothing."
    assert world.comment(number).startswith(f"{missing} {hint}\n\n**InstructBLIP** is ready")
    assert world.entry_before(world.pull()).startswith("- **[BLIP-2]**")
    world.assert_settled(number)


@pytest.mark.storm
def test_pull_request_of_a_list_that_moved_is_merged_where_it_is_now(world: World) -> None:
    """GitHub follows the file, so nothing has to be done to a pull request that stands."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    world.repo.move_file("README.md", "docs/README.md", by="ana")
    world.settle()
    assert world.repo.mergeable(pull)
    world.repo.merge(pull, by="ana")
    world.settle()
    assert b"2305.06500" in world.repo.read_file("docs/README.md")
    assert world.comment(number).startswith("Merged: the list has it now")
    world.assert_settled(number)


def test_list_that_moved_into_a_folder(world: World) -> None:
    """The pull request follows it."""
    number = world.file("Add a paper", LINK)
    world.repo.move_file("README.md", "docs/README.md", by="ana")
    world.settle()
    assert "+++ b/docs/README.md" in world.repo.pull_diff(world.pull())
    assert len(world.added(world.pull())) == 1
    world.repo.merge(world.pull(), by="ana")
    assert b"2305.06500" in world.repo.read_file("docs/README.md")
    world.settle()
    world.assert_settled(number)


@pytest.mark.storm
def test_list_of_more_than_a_megabyte(world: World) -> None:
    """A list that GitHub gives out only as a blob is read and written like any other."""
    number = world.file("Add a paper", LINK)
    filler = "".join(f"\n{i} A paragraph about nothing in particular, as long lists have them.\n" for i in range(15000))
    long = LIST.replace("## Resources\n", f"## Resources\n{filler}")
    assert len(long) > 1_000_000
    world.repo.push_file("README.md", long.encode(), by="ana")
    world.settle()
    assert world.repo.mergeable(world.pull())
    world.repo.edit_issue(number, body=OTHER)
    world.settle()
    assert len(world.added(world.pull())) == 1
    world.assert_settled(number)


# The repository


def test_archived_repository_is_left_in_peace(world: World) -> None:
    """A write is tried once and complained of nowhere; what had to wait goes on when it is unarchived."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    world.repo.archive(by="ana")
    world.repo.edit_issue(number, body=OTHER)
    late = world.repo.open_issue("Add a paper", "https://arxiv.org/abs/2206.06336", by="mia").number
    before = len(world.github.requests)
    world.settle()
    assert world.repo.comments(late) == []
    assert len(writes(world, before)) == 2
    assert (log(world), put_off_looks(world)) == ("", 0)
    world.repo.unarchive(by="ana")
    world.settle()
    assert "2208.12262" in world.added(pull)[0]
    assert world.said(late)
    world.assert_settled(number)
    world.assert_settled(late)
