"""Protected branches: what they refuse, to whom and in which words."""

import base64

import httpx
import pytest
from github import GithubException
from github.Repository import Repository as RemoteRepository

from bot.sandbox import Refused, Repository

from .test_git import write

PAGE = "https://docs.github.com/articles/about-protected-branches"
REVIEW = "At least 1 approving review is required by reviewers with write access."


def refusal(caught: pytest.ExceptionInfo[GithubException]) -> tuple[int, str]:
    """Status and message of what PyGithub raised; it names the page on protected branches."""
    assert caught.value.data["documentation_url"] == PAGE
    return caught.value.status, caught.value.data["message"]


def test_push_to_a_protected_branch_is_refused(bot: RemoteRepository, repo: Repository) -> None:
    """Where changes take a review, a branch is not moved by hand."""
    before = repo.branches()["main"]
    sha = write(bot, "x", "b")
    repo.protect_branch("main")
    with pytest.raises(GithubException) as caught:
        bot.get_git_ref("heads/main").edit(sha)
    assert refusal(caught) == (422, "Changes must be made through a pull request.")
    assert repo.branches()["main"] == before


@pytest.mark.parametrize(("path", "verb"), [("README.md", "update"), ("new.md", "create")])
def test_file_on_a_protected_branch_is_refused(
    bot: RemoteRepository, ana: httpx.Client, repo: Repository, path: str, verb: str
) -> None:
    """A file is not put there either: 409, in the words of this endpoint."""
    repo.protect_branch("main", admins_too=True)
    seen = ana.get(f"/repos/ana/list/contents/{path}").json()
    change = {"message": "x", "content": base64.b64encode(b"x").decode(), "sha": seen.get("sha")}
    refused = ana.put(f"/repos/ana/list/contents/{path}", json=change)
    assert refused.status_code == 409
    assert refused.json()["message"] == f"Could not {verb} file: Changes must be made through a pull request."


def test_protected_branch_is_kept_from_everybody(ana: httpx.Client, repo: Repository) -> None:
    """Not even an admin moves it by force or deletes it."""
    repo.push_file("a.md", b"a", branch="kept")
    repo.protect_branch("kept")
    ref = "/repos/ana/list/git/refs/heads/kept"
    for refused, message in (
        (ana.patch(ref, json={"sha": repo.branches()["main"], "force": True}), "Cannot force-push to this branch"),
        (ana.delete(ref), "Cannot delete this branch"),
    ):
        assert (refused.status_code, refused.json()["message"]) == (422, message)
    assert "kept" in repo.branches()


def test_admins_stand_above(ana: httpx.Client, repo: Repository) -> None:
    """An admin pushes and merges, unless the rules are for admins too."""
    repo.protect_branch("main")
    repo.push_file("a.md", b"a")
    repo.protect_branch("main", admins_too=True)
    with pytest.raises(Refused, match="through a pull request"):
        repo.push_file("b.md", b"b")


def test_merge_takes_a_review(bot: RemoteRepository, repo: Repository) -> None:
    """A pull request into a protected branch says that it is blocked, and merging it is refused with 405."""
    write(bot, "x", "b")
    pull = bot.create_pull(base="main", head="b", title="B")
    repo.protect_branch("main")
    bot.get_pull(pull.number)
    seen = bot.get_pull(pull.number)
    assert (seen.mergeable, seen.mergeable_state) == (True, "blocked")
    with pytest.raises(GithubException) as caught:
        pull.merge()
    assert refusal(caught) == (405, REVIEW)
    repo.merge(pull.number, by="ana")
    assert bot.get_pull(pull.number).merged


def test_only_some_may_push(bot: RemoteRepository, repo: Repository) -> None:
    """Rules may name who pushes, by pattern: nobody else makes such a branch, or moves it."""
    repo.add_collaborator("mia", "write")
    repo.protect_branch("release/*", reviews=0, pushers=["mia"])
    with pytest.raises(GithubException) as caught:
        write(bot, "x", "release/1")
    status, message = refusal(caught)
    assert (status, message.split(".")[0]) == (403, "You're not authorized to push to this branch")
    repo.push_file("a.md", b"a", by="mia", branch="release/1")
    write(bot, "x", "other")
    pull = bot.create_pull(base="release/1", head="other", title="Other")
    with pytest.raises(GithubException) as caught:
        pull.merge()
    assert refusal(caught)[0] == 405


def test_protected_branch_says_so(ana: httpx.Client, repo: Repository) -> None:
    """Branches tell whether they are protected."""
    repo.push_file("a.md", b"a", branch="free")
    repo.protect_branch("ma*")
    listed = {one["name"]: one["protected"] for one in ana.get("/repos/ana/list/branches").json()}
    assert listed == {"free": False, "main": True}


def state(bot: RemoteRepository, number: int) -> str:
    """What GitHub calls a pull request once it has tried the merge."""
    bot.get_pull(number)
    return bot.get_pull(number).mergeable_state


def test_only_a_strict_base_wants_heads_up_to_date(bot: RemoteRepository, repo: Repository) -> None:
    """A head that lacks commits of its base is behind where the rules say so, and clean anywhere else."""
    write(bot, "x", "b")
    pull = bot.create_pull(base="main", head="b", title="B")
    repo.push_file("other.md", b"other")
    assert state(bot, pull.number) == "clean"
    repo.protect_branch("main", reviews=0, strict=True, admins_too=True)
    assert state(bot, pull.number) == "behind"
    with pytest.raises(GithubException, match="is expected"):
        pull.merge()
    made = bot.get_commit(repo.update_branch(pull.number, by="ana"))
    assert made.commit.message == "Merge branch 'main' into b"
    assert (made.author.login, made.committer.login, len(made.parents)) == ("ana", "web-flow", 2)
    assert state(bot, pull.number) == "clean"
    assert pull.merge().merged


def test_what_else_is_missing_goes_before_being_behind(bot: RemoteRepository, repo: Repository) -> None:
    """Without its review a pull request is blocked, up to date or not."""
    write(bot, "x", "b")
    pull = bot.create_pull(base="main", head="b", title="B")
    repo.push_file("other.md", b"other")
    repo.protect_branch("main", strict=True)
    assert state(bot, pull.number) == "blocked"
    repo.review(pull.number, event="APPROVE", by="ana")
    assert state(bot, pull.number) == "behind"
    assert [one.state for one in pull.get_reviews()] == ["APPROVED"]


def test_ruleset_keeps_branches_from_being_made(bot: RemoteRepository, ana: httpx.Client, repo: Repository) -> None:
    """Where creations are restricted nobody makes a branch; one that stands is moved as before."""
    repo.push_file("a.md", b"a", branch="shelver/old")
    repo.restrict_creations("shelver/*")
    with pytest.raises(GithubException) as caught:
        write(bot, "x", "shelver/new")
    assert caught.value.status == 422
    assert caught.value.data["message"].split("\n\n") == [
        "Repository rule violations found",
        "Cannot create ref due to creations being restricted.",
        "",
    ]
    repo.push_file("a.md", b"b", branch="shelver/old")
    repo.restrict_creations()
    write(bot, "x", "shelver/new")
    assert {"shelver/old", "shelver/new"} < set(repo.branches())


def test_ruleset_is_told_to_all_and_refuses_in_its_own_words(
    bot: RemoteRepository, ana: httpx.Client, repo: Repository
) -> None:
    """What it wants is told among the rules of a branch, and not as its protection; a merge takes it, too."""
    write(bot, "x", "b")
    pull = bot.create_pull(base="main", head="b", title="B")
    repo.protect_branch("main", reviews=2, checks=["build"], ruleset=True)
    rules = {one["type"]: one.get("parameters") for one in ana.get("/repos/ana/list/rules/branches/main").json()}
    assert rules["pull_request"]["required_approving_review_count"] == 2
    assert rules["required_status_checks"]["required_status_checks"] == [{"context": "build"}]
    branch = ana.get("/repos/ana/list/branches/main").json()
    assert (branch["protected"], branch["protection"]["enabled"]) == (True, False)
    assert branch["protection"]["required_status_checks"]["contexts"] == []
    with pytest.raises(GithubException, match=r"Repository rule violations found.*2 approving review") as caught:
        pull.merge()
    assert caught.value.status == 405


def test_protection_of_a_branch_is_no_rule_of_it(ana: httpx.Client, repo: Repository) -> None:
    """It is told with the branch, less its reviews, which only administrators see; no ruleset wants anything."""
    repo.protect_branch("main", checks=["build"])
    assert ana.get("/repos/ana/list/rules/branches/main").json() == []
    assert ana.get("/repos/ana/list/rules/branches/not/there").json() == []
    assert ana.get("/repos/ana/list/branches/main").json()["protection"]["required_status_checks"]["contexts"] == [
        "build"
    ]
