"""The world changes: what is locked, moved, renamed and archived, as the bot and people meet it."""

import base64

import httpx
import pytest
from github import GithubException
from github.Repository import Repository as RemoteRepository

from bot.sandbox import Repository, Sandbox

from .conftest import README, Ear, as_maintainer
from .test_git import write


@pytest.fixture
def rights() -> dict[str, object]:
    """An app that hears of repositories, too."""
    return {"events": ("issues", "pull_request", "push", "repository")}


def refused(caught: pytest.ExceptionInfo[GithubException]) -> tuple[int, str]:
    """Status and message of what PyGithub raised."""
    return caught.value.status, caught.value.data["message"]


def test_locked_conversation(
    github: Sandbox, bot: RemoteRepository, ana: httpx.Client, stranger: httpx.Client, repo: Repository, ear: Ear
) -> None:
    """Maintainers comment on, strangers and apps do not, nobody reacts; labels and edits are no comments."""
    number = repo.open_issue("A paper", by="stranger").number
    issue = bot.get_issue(number)
    said = issue.create_comment("Seen")
    repo.lock(number, reason="resolved")
    assert (bot.get_issue(number).locked, bot.get_issue(number).active_lock_reason) == (True, "resolved")
    with pytest.raises(GithubException) as caught:
        issue.create_comment("More")
    assert refused(caught) == (403, "Unable to create comment because issue is locked.")
    with pytest.raises(GithubException) as caught:
        issue.create_reaction("eyes")
    assert refused(caught)[0] == 403
    said.edit("Done")
    issue.add_to_labels("bug")
    where = f"/repos/ana/list/issues/{number}/comments"
    assert stranger.post(where, json={"body": "Me too"}).status_code == 403
    assert ana.post(where, json={"body": "Enough"}).status_code == 201
    repo.unlock(number)
    issue.create_comment("More")
    github.wait_idle()
    assert [one for one in ear.events() if "lock" in one] == ["issues.locked", "issues.unlocked"]


def test_transferred_issue(github: Sandbox, bot: RemoteRepository, repo: Repository, ear: Ear) -> None:
    """Who asks for its old number is sent on, what else is asked of it is not found; nobody gets the number again."""
    there = github.create_repo("ana/there", {"README.md": b"x"})
    there.open_issue("First")
    number = repo.open_issue("A paper", "link", by="visitor", labels=["bug", "paper"]).number
    repo.comment(number, "Hello", by="visitor")
    moved = repo.transfer_issue(number, there)
    seen = bot.get_issue(number).raw_data
    assert (seen["number"], seen["repository_url"]) == (2, f"{github.base_url}/repos/ana/there")
    assert (there.labels(2), [one.body for one in there.comments(2)]) == (["bug"], ["Hello"])
    with pytest.raises(GithubException) as caught:
        bot.requester.requestJsonAndCheck("GET", f"/repos/ana/list/issues/{number}/comments")
    assert caught.value.status == 404
    assert repo.open_issue("Next").number == number + 1
    github.wait_idle()
    (told,) = [one.payload for one in ear.heard if one.payload.get("action") == "transferred"]
    assert (told["issue"]["number"], told["changes"]["new_issue"]["number"]) == (number, moved.number)


def test_issue_that_went_to_a_secret_place_is_gone(github: Sandbox, bot: RemoteRepository, repo: Repository) -> None:
    """Who may not see the other repository is told nothing of it."""
    there = github.create_repo("ana/secret", {"README.md": b"x"}, private=True)
    number = repo.open_issue("A paper").number
    repo.transfer_issue(number, there)
    with pytest.raises(GithubException) as caught:
        bot.get_issue(number)
    assert caught.value.status == 404


def test_renamed_default_branch(github: Sandbox, bot: RemoteRepository, repo: Repository, ear: Ear) -> None:
    """Its rules and the pull requests into it follow; its old name leads to it, the way to a branch only."""
    repo.push_file("a.md", b"a", branch="a")
    pull = repo.open_pull("A", "a").number
    repo.protect_branch("main", reviews=0)
    repo.rename_branch("main", "trunk")
    repo.rename_branch("trunk", "stem")
    assert bot.get_pull(pull).base.ref == "stem"
    assert bot.get_branch("main").raw_data["name"] == "stem"
    assert bot.get_branch("stem").protected
    with pytest.raises(GithubException):
        bot.get_commit("main")
    assert repo.read_file("README.md") == repo.read_file("README.md", "stem")
    repo.merge(pull)
    github.wait_idle()
    told = [one.payload for one in ear.heard if one.payload.get("action") == "edited"]
    assert [one["changes"].get("default_branch") for one in told if "pull_request" not in one] == [
        {"from": "main"},
        {"from": "trunk"},
    ]
    assert [one["changes"]["base"]["ref"]["from"] for one in told if "pull_request" in one] == ["main", "trunk"]


def test_renamed_head_closes_the_pull(bot: RemoteRepository, repo: Repository) -> None:
    """A pull request from a branch that is renamed is closed."""
    repo.push_file("a.md", b"a", branch="a")
    pull = repo.open_pull("A", "a").number
    repo.rename_branch("a", "b")
    assert bot.get_pull(pull).state == "closed"


def test_archived_repository_is_read_only(github: Sandbox, bot: RemoteRepository, repo: Repository, ear: Ear) -> None:
    """Every write is refused in the same words, whatever it is; once it is unarchived none is."""
    number = repo.open_issue("A paper").number
    repo.archive()
    issue = bot.get_issue(number)
    for deed in (lambda: issue.create_comment("x"), lambda: write(bot, "x", "b"), lambda: issue.add_to_labels("bug")):
        with pytest.raises(GithubException) as caught:
            deed()
        assert refused(caught) == (403, "Repository was archived so is read-only.")
    repo.unarchive()
    issue.create_comment("x")
    github.wait_idle()
    assert [one for one in ear.events() if one.startswith("repository")] == [
        "repository.archived",
        "repository.unarchived",
    ]


def test_file_moves_in_one_commit(bot: RemoteRepository, repo: Repository) -> None:
    """It is gone here and there elsewhere, byte for byte, and GitHub shows the README in its new place."""
    text = repo.read_file("README.md")
    repo.move_file("README.md", "docs/README.md")
    assert base64.b64decode(bot.get_readme().content) == text
    assert bot.get_readme().path == "docs/README.md"
    assert [file.status for file in bot.get_commit("main").files] == ["renamed"]


@pytest.mark.parametrize("moves", ["base", "head"])
def test_moved_file_is_merged_where_it_is_now(bot: RemoteRepository, repo: Repository, moves: str) -> None:
    """Whichever side moved it, what the other side changed in it is not lost."""
    repo.push_file("README.md", README + b"- six\n", branch="b")
    repo.move_file("README.md", "docs/README.md", branch="b" if moves == "head" else None)
    if moves == "head":
        repo.push_file("README.md", b"# A better list" + README.removeprefix(b"# List"))
    pull = repo.open_pull("Six", "b").number
    bot.get_pull(pull)
    assert bot.get_pull(pull).mergeable
    repo.merge(pull)
    text = repo.read_file("docs/README.md")
    assert text.endswith(b"- six\n")
    assert text.startswith(b"# A better" if moves == "head" else b"# List")


def test_lock_on_the_page(browser: httpx.Client, repo: Repository) -> None:
    """A maintainer locks a conversation by a click; a visitor then finds no form, and is refused without it."""
    number = repo.open_issue("A paper").number
    as_maintainer(browser)
    assert "Unlock conversation" in browser.post(f"/ana/list/issues/{number}/lock").text
    browser.post("/act-as", data={"role": "visitor", "back": "/"})
    assert "Add a comment" not in browser.get(f"/ana/list/issues/{number}").text
    assert browser.post(f"/ana/list/issues/{number}/comment", data={"body": "x"}).status_code == 403
    as_maintainer(browser)
    browser.post(f"/ana/list/issues/{number}/unlock")
    assert not repo.issue(number).locked
