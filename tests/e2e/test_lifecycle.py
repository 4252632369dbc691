"""Ends and edges: what people do to issues and pull requests after the first answer."""

from datetime import timedelta

import pytest

from tests.e2e.conftest import World

LINK = "https://arxiv.org/abs/2305.06500"
OTHER = "https://arxiv.org/abs/2208.12262"


def test_closed_unmerged_is_declined_and_stays_so(world: World) -> None:
    """A pull request closed unmerged is told as declined, and an edit of the issue does not bring it back."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    world.repo.close_pull(pull, by="ana")
    world.settle()
    assert world.comment(number).startswith(f"A maintainer closed #{pull} without merging it")
    world.assert_settled(number)
    world.repo.edit_issue(number, body=f"{LINK} please!")
    world.settle()
    assert world.repo.pulls("open") == []
    world.assert_settled(number)


def test_declined_pull_request_that_is_reopened_goes_on(world: World) -> None:
    """A person who reopens the pull request takes the refusal back."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    world.repo.close_pull(pull, by="ana")
    world.settle()
    world.repo.reopen_pull(pull, by="ana")
    world.settle()
    assert world.pull() == pull
    assert world.comment(number).startswith("**InstructBLIP** is ready")
    world.assert_settled(number)


def test_declined_issue_that_is_closed_and_reopened_gets_a_new_pull_request(world: World) -> None:
    """A person who reopens the issue takes the refusal back."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    world.repo.close_pull(pull, by="ana")
    world.settle()
    world.repo.close_issue(number, by="ana")
    world.settle()
    world.assert_settled(number)
    world.repo.reopen_issue(number, by="ana")
    world.settle()
    assert world.pull() != pull
    world.assert_settled(number)


def test_closed_issue_takes_its_pull_request_along(world: World) -> None:
    """Closing the issue closes the pull request and deletes its branch; reopening brings both back."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    world.repo.close_issue(number, by="zoe")
    world.settle()
    assert world.repo.pulls("open") == []
    assert list(world.repo.branches()) == ["main"]
    assert f"I closed #{pull} too" in world.comment(number)
    world.assert_settled(number)
    world.repo.reopen_issue(number, by="zoe")
    world.settle()
    again = world.pull()
    assert len(world.added(again)) == 1
    assert f"#{again}" in world.comment(number)
    assert f"#{pull}" not in world.comment(number)
    world.assert_settled(number)


def test_pull_request_follows_an_edited_issue(world: World) -> None:
    """Another paper in the edited post replaces the line in the same pull request."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    world.repo.edit_issue(number, body=f"Sorry, I meant {OTHER}")
    world.settle()
    assert world.pull() == pull
    (added,) = world.added(pull)
    assert "2208.12262" in added
    assert world.repo.pull(pull).title == "Add MaskCLIP to CLIP-related"
    world.assert_settled(number)


def test_edit_that_changes_no_paper_changes_no_pull_request(world: World) -> None:
    """An edit that only changes words around the link leaves branch, title and comment as they are."""
    number = world.file("Add a paper", LINK)
    before = (world.repo.branches(), world.repo.pull(world.pull()).body, world.repo.comments(number)[0].updated_at)
    world.repo.edit_issue(number, body=f"Please add {LINK}, thank you!")
    world.settle()
    after = (world.repo.branches(), world.repo.pull(world.pull()).body, world.repo.comments(number)[0].updated_at)
    assert before == after
    world.assert_settled(number)


def test_issue_edited_to_nothing_withdraws(world: World) -> None:
    """A post that names no paper any more closes its pull request and says so."""
    number = world.file("Add a paper", LINK)
    world.repo.edit_issue(number, title="Never mind", body="Never mind, thanks!")
    world.settle()
    assert world.repo.pulls("open") == []
    assert "names no paper any more" in world.comment(number)
    world.assert_settled(number)


def test_someone_elses_commit_on_our_branch_is_kept(world: World) -> None:
    """Once a person changed the branch, an edited issue no longer moves it, and the comment says so."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    branch = f"shelver/issue-{number}"
    text = world.repo.read_file("README.md", branch).replace(b"Towards General-purpose", b"Toward General-Purpose")
    world.repo.push_file("README.md", text, by="ana", branch=branch)
    world.settle()
    standing = world.repo.branches()[branch]
    world.repo.edit_issue(number, body=OTHER)
    world.settle()
    assert world.repo.branches()[branch] == standing
    assert f"somebody else works on #{pull}" in world.comment(number)
    assert f"\nFor #{number}" in world.pull_body()
    world.assert_settled(number)


def test_bot_issue_is_ignored(world: World) -> None:
    """An issue opened by a bot gets nothing."""
    number = world.file("Add a paper", LINK, by="helper[bot]")
    assert world.repo.comments(number) == []
    assert world.repo.pulls() == []
    world.assert_settled(number)


def test_repository_without_a_paper_list_is_left_alone(world: World) -> None:
    """In a repository whose README holds no paper list nothing is written, whatever its issues say."""
    world.repo.push_file("README.md", b"# A tool\n\nIt does things.\n\n- fast\n- small\n", by="ana")
    number = world.file("Add a paper", LINK)
    assert world.repo.comments(number) == []
    assert world.repo.labels(number) == []
    assert world.repo.pulls() == []
    world.assert_settled(number)


def test_list_that_is_not_utf8_is_refused_with_a_word(world: World) -> None:
    """A list in another encoding is not touched; the comment says what to do."""
    text = world.repo.read_file("README.md") + "\n- Schrödinger\n".encode("latin-1")
    world.repo.push_file("README.md", text, by="ana")
    number = world.file("Add a paper", LINK)
    assert world.comment(number).startswith("I cannot read `README.md`")
    assert world.repo.pulls() == []
    world.assert_settled(number)


@pytest.mark.storm
def test_a_pull_request_to_a_list_that_is_not_utf8_is_not_to_blame(world: World) -> None:
    """Its check is neutral and says who can mend it; one that brings the fault itself fails."""
    text = world.repo.read_file("README.md") + "\n- Schrödinger\n".encode("latin-1")
    line = b"- **[GIT]** A Generative Image-to-text Transformer [[pdf]](https://arxiv.org/pdf/2205.14100.pdf)\n"
    fork = world.repo.fork("zoe")
    fork.push_file("README.md", text, branch="bad", by="zoe")
    bad = world.repo.open_pull("Add a paper", "zoe:bad", by="zoe").number
    world.settle()
    assert world.check(bad).conclusion == "failure"
    world.repo.push_file("README.md", text, by="ana")
    world.settle()
    fork.push_file("README.md", text.replace(b"\n## Res", line + b"\n## Res"), branch="good", by="zoe")
    good = world.repo.open_pull("Add a paper", "zoe:good", by="zoe").number
    world.settle()
    assert world.check(good).conclusion == "neutral"
    assert "need not mend it" in (world.check(good).summary or "")
    assert world.repo.comments(good) == []
    assert world.look_at_pull(good).actions == ()


def test_issue_older_than_the_installation_waits_for_an_edit(uninstalled: World) -> None:
    """What was opened before the installation is left alone until somebody edits it."""
    world = uninstalled
    old = world.github.now - timedelta(days=2)
    number = world.repo.open_issue("Add a paper", LINK, by="zoe", created_at=old).number
    world.install()
    world.repo.close_issue(number, by="zoe")
    world.repo.reopen_issue(number, by="zoe")
    world.settle()
    assert world.repo.comments(number) == []
    assert world.repo.pulls() == []
    world.repo.edit_issue(number, body=f"Please add {LINK}")
    world.settle()
    assert len(world.added(world.pull())) == 1
    world.assert_settled(number)


def test_label_that_a_person_took_away_stays_away(world: World) -> None:
    """A label that a maintainer removed is not set again."""
    number = world.file("Add a paper", LINK)
    world.repo.remove_label(number, "submission", by="ana")
    world.repo.edit_issue(number, body=f"Please add {LINK}")
    world.settle()
    assert world.repo.labels(number) == []
    world.assert_settled(number)


def test_new_question_is_posted_anew(world: World) -> None:
    """When a later state needs an answer, the comment is posted anew and the old one deleted, so it is mailed."""
    number = world.file("Add a paper", LINK)
    first = world.repo.comments(number)[0].id
    world.repo.edit_issue(number, body="https://arxiv.org/abs/2305.99997")
    world.settle()
    (comment,) = world.repo.comments(number)
    assert comment.id != first
    assert world.repo.pulls("open") == []
    world.assert_settled(number)


@pytest.mark.storm
def test_deleted_branch_of_changed_work_gives_way(world: World) -> None:
    """Somebody's changed branch outlives the closed issue; once they delete it, a reopened issue starts afresh."""
    number = world.file("Add a paper", LINK)
    branch = f"shelver/issue-{number}"
    world.repo.push_file("README.md", world.repo.read_file("README.md", branch) + b"\n", by="ana", branch=branch)
    world.repo.close_issue(number, by="ana")
    world.settle()
    assert branch in world.repo.branches()
    world.repo.delete_branch(branch, by="ana")
    world.repo.reopen_issue(number, by="ana")
    world.settle()
    assert len(world.added(world.pull())) == 1
    world.assert_settled(number)


def test_work_on_the_branch_of_a_declined_pull_request_is_kept(world: World) -> None:
    """What somebody pushed to the branch after the refusal is not deleted with the closed issue."""
    number = world.file("Add a paper", LINK)
    branch = f"shelver/issue-{number}"
    world.repo.close_pull(world.pull(), by="ana")
    world.repo.push_file("notes.md", b"mine\n", by="ana", branch=branch)
    world.repo.close_issue(number, by="ana")
    world.settle()
    assert branch in world.repo.branches()
    world.assert_settled(number)


def test_somebody_elses_pull_request_from_our_branch_is_theirs(world: World) -> None:
    """A person who proposes our branch in their own words keeps their title, and our refusal stands."""
    number = world.file("Add a paper", LINK)
    branch = f"shelver/issue-{number}"
    world.repo.close_pull(world.pull(), by="ana")
    world.settle()
    theirs = world.repo.open_pull("My own title", branch, "My own words", by="ana").number
    world.repo.edit_issue(number, body=f"{LINK} please")
    world.settle()
    assert (world.repo.pull(theirs).title, world.repo.pull(theirs).body) == ("My own title", "My own words")
    assert world.comment(number).startswith("A maintainer closed")
    world.assert_settled(number)
