"""Pull requests: opened, followed, merged, closed, reopened, in conflict."""

import httpx
import pytest
from github import GithubException
from github.Repository import Repository as RemoteRepository

from bot.sandbox import Refused, Repository, Sandbox

from .conftest import README, Ear
from .test_git import write

CHANGED = README.decode().replace("- three\n", "- three\n- three and a half\n")


def test_whole_story_through_pygithub(bot: RemoteRepository, repo: Repository) -> None:
    """Tree, commit, reference, pull request, merge: the line stands in the list and the issue is closed."""
    issue = bot.get_issue(repo.open_issue("A paper", by="visitor").number)
    sha = write(bot, CHANGED, "shelver/issue-1")
    pull = bot.create_pull(base="main", head="shelver/issue-1", title="Add it", body=f"Closes #{issue.number}")
    assert (pull.number, pull.user.login, pull.head.sha) == (2, "shelver[bot]", sha)
    assert (pull.commits, pull.additions, pull.deletions, pull.changed_files) == (1, 1, 0, 1)
    (file,) = pull.get_files()
    assert file.patch == "@@ -3,5 +3,6 @@\n - one\n - two\n - three\n+- three and a half\n - four\n - five"
    assert [commit.sha for commit in pull.get_commits()] == [sha]
    assert bot.get_issue(2).pull_request is not None
    merged = pull.merge()
    assert merged.merged
    assert repo.read_file("README.md").decode() == CHANGED
    assert bot.get_pull(2).merged
    assert bot.get_pull(2).merged_by.login == "shelver[bot]"
    assert bot.get_issue(1).state == "closed"


def test_pulls_are_found_by_head(bot: RemoteRepository, repo: Repository) -> None:
    """A pull request is found by its branch, in the state asked for."""
    write(bot, CHANGED, "b")
    bot.create_pull(base="main", head="b", title="B")
    assert [pull.title for pull in bot.get_pulls(state="all", head="ana:b")] == ["B"]
    assert list(bot.get_pulls(state="all", head="ana:c")) == []
    repo.close_pull(1)
    assert list(bot.get_pulls(head="ana:b")) == []
    assert [pull.state for pull in bot.get_pulls(state="closed", base="main")] == ["closed"]


@pytest.mark.parametrize(
    ("head", "base", "error"),
    [
        ("b", "main", "A pull request already exists for ana:b."),
        ("same", "main", "No commits between main and same"),
        ("none", "main", "head"),
        ("b", "none", "base"),
    ],
)
def test_pull_that_cannot_be(bot: RemoteRepository, repo: Repository, head: str, base: str, error: str) -> None:
    """A pull request wants two branches, something between them, and no other one for them."""
    write(bot, CHANGED, "b")
    bot.create_pull(base="main", head="b", title="B")
    bot.create_git_ref("refs/heads/same", repo.branches()["main"])
    with pytest.raises(GithubException) as refused:
        bot.create_pull(base=base, head=head, title="again")
    assert refused.value.status == 422
    (told,) = refused.value.data["errors"]
    assert error in (told.get("message"), told.get("field"))


def test_push_moves_the_pull(bot: RemoteRepository, repo: Repository) -> None:
    """A push to its branch is a new head of the pull request, by force too."""
    write(bot, CHANGED, "b")
    pull = bot.create_pull(base="main", head="b", title="B")
    other = write(bot, README.decode() + "- six\n", "c")
    bot.get_git_ref("heads/b").edit(other, force=True)
    pull.update()
    assert pull.head.sha == other
    assert "+- six" in repo.pull_diff(pull.number)


def test_conflict_is_not_mergeable(bot: RemoteRepository, repo: Repository) -> None:
    """A pull request that conflicts says so, and merging it is refused with 405."""
    write(bot, CHANGED, "b")
    pull = bot.create_pull(base="main", head="b", title="B")
    repo.push_file("README.md", README.replace(b"- three\n", b"- three\n- another\n"))
    assert bot.get_pull(pull.number).mergeable is None
    tried = bot.get_pull(pull.number)
    assert (tried.mergeable, tried.mergeable_state) == (False, "dirty")
    with pytest.raises(GithubException) as refused:
        pull.merge()
    assert (refused.value.status, refused.value.data["message"]) == (405, "Pull Request is not mergeable")


def mergeability(bot: RemoteRepository, number: int) -> tuple[bool | None, str]:
    """What one look at a pull request says of merging it."""
    seen = bot.get_pull(number)
    return seen.mergeable, seen.mergeable_state


def test_mergeability_is_known_late(bot: RemoteRepository, repo: Repository) -> None:
    """The first look after a change only begins the trial; a later one has its outcome and the commit that it made."""
    write(bot, CHANGED, "b")
    made = bot.create_pull(base="main", head="b", title="B")
    assert [made.raw_data[field] for field in ("mergeable", "merge_commit_sha")] == [None, None]
    assert mergeability(bot, made.number) == (None, "unknown")
    assert mergeability(bot, made.number) == (True, "clean")
    trial = bot.get_commit(bot.get_pull(made.number).merge_commit_sha or "")
    assert [parent.sha for parent in trial.parents] == [repo.branches()["main"], made.head.sha]


@pytest.mark.parametrize("branch", ["b", "main"], ids=["head", "base"])
def test_mergeability_is_tried_anew(bot: RemoteRepository, repo: Repository, branch: str) -> None:
    """When head or base has moved, it is unknown again for one look."""
    write(bot, CHANGED, "b")
    number = bot.create_pull(base="main", head="b", title="B").number
    assert [mergeability(bot, number)[0] for _ in range(2)] == [None, True]
    repo.push_file("other.md", b"x", branch=branch)
    assert [mergeability(bot, number)[0] for _ in range(3)] == [None, True, True]


def test_webhook_tells_nothing_of_mergeability(
    github: Sandbox, ear: Ear, bot: RemoteRepository, repo: Repository
) -> None:
    """An event is made before the merge was tried."""
    write(bot, CHANGED, "b")
    number = bot.create_pull(base="main", head="b", title="B").number
    assert [mergeability(bot, number)[0] for _ in range(2)] == [None, True]
    repo.edit_issue(number, title="Bee")
    github.wait_idle()
    told = [one.payload["pull_request"] for one in ear.heard if "pull_request" in one.payload]
    assert [(one["mergeable"], one["mergeable_state"]) for one in told] == [(None, "unknown")] * 2


def test_draft_is_not_merged(ana: httpx.Client, bot: RemoteRepository) -> None:
    """A draft says that it is one, and merging it is refused."""
    write(bot, CHANGED, "b")
    number = bot.create_pull(base="main", head="b", title="B", draft=True).number
    assert [mergeability(bot, number) for _ in range(2)] == [(None, "unknown"), (True, "draft")]
    refused = ana.put(f"/repos/ana/list/pulls/{number}/merge")
    assert (refused.status_code, refused.json()["message"]) == (405, "Pull Request is still a draft")


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_ways_to_merge(bot: RemoteRepository, repo: Repository, method: str) -> None:
    """All three ways end with the same list; only a merge commit has two parents."""
    write(bot, CHANGED, "b", "Add a half\n\nCo-authored-by: zoe <1+zoe@users.noreply.github.com>")
    repo.push_file("other.md", b"x")
    pull = bot.create_pull(base="main", head="b", title="B")
    commit = bot.get_git_commit(pull.merge(merge_method=method).sha)
    assert len(commit.parents) == (2 if method == "merge" else 1)
    assert repo.read_file("README.md").decode() == CHANGED
    assert repo.read_file("other.md") == b"x"
    assert ("Co-authored-by" in commit.message) == (method != "merge")


def test_merge_of_a_head_that_moved(ana: httpx.Client, bot: RemoteRepository) -> None:
    """Merging what one has not seen is refused with 409."""
    write(bot, CHANGED, "b")
    bot.create_pull(base="main", head="b", title="B")
    refused = ana.put("/repos/ana/list/pulls/1/merge", json={"sha": "1" * 40})
    assert refused.status_code == 409
    assert ana.get("/repos/ana/list/pulls/1/merge").status_code == 404
    assert ana.put("/repos/ana/list/pulls/1/merge").status_code == 200
    assert ana.get("/repos/ana/list/pulls/1/merge").status_code == 204


def test_deleting_the_branch_closes_the_pull(bot: RemoteRepository, repo: Repository) -> None:
    """Without its branch a pull request is closed and stays so until the branch is back."""
    sha = write(bot, CHANGED, "b")
    pull = bot.create_pull(base="main", head="b", title="B")
    bot.get_git_ref("heads/b").delete()
    assert bot.get_pull(pull.number).state == "closed"
    with pytest.raises(GithubException) as refused:
        pull.edit(state="open")
    assert refused.value.status == 422
    assert "branch has been deleted" in refused.value.data["errors"][0]["message"]
    bot.create_git_ref("refs/heads/b", sha)
    pull.edit(state="open")
    assert repo.pull(pull.number).state == "open"


def test_pull_of_a_recreated_branch_stays_closed(bot: RemoteRepository, repo: Repository) -> None:
    """A branch made anew from elsewhere does not bring the closed pull request back."""
    write(bot, CHANGED, "b")
    bot.create_pull(base="main", head="b", title="B")
    repo.delete_branch("b")
    write(bot, README.decode() + "- six\n", "b")
    with pytest.raises(Refused, match="force-pushed or recreated"):
        repo.reopen_pull(1)


def test_merged_pull_cannot_be_reopened(bot: RemoteRepository, repo: Repository) -> None:
    """What is merged is merged."""
    write(bot, CHANGED, "b")
    bot.create_pull(base="main", head="b", title="B")
    repo.merge(1)
    with pytest.raises(Refused, match="422"):
        repo.reopen_pull(1)


def test_pull_is_edited(bot: RemoteRepository, repo: Repository) -> None:
    """Title and body can be changed, by the issue's route too; closing leaves the branch."""
    write(bot, CHANGED, "b")
    pull = bot.create_pull(base="main", head="b", title="B", body="old")
    pull.edit(title="Better", body="new")
    assert (repo.pull(1).title, repo.pull(1).body) == ("Better", "new")
    bot.get_issue(1).edit(state="closed")
    assert repo.pull(1).state == "closed"
    assert "b" in repo.branches()


def test_commits_pushed_by_hand_merge_the_pull(repo: Repository) -> None:
    """A pull request whose commits reach the base some other way counts as merged."""
    repo.push_file("README.md", b"new", branch="b")
    repo.open_pull("B", "b")
    repo.push_file("other.md", b"x", branch="b2")
    repo.merge(repo.open_pull("B2", "b2").number)
    repo.push_file("README.md", b"newer", branch="b")
    repo.merge(1, method="merge")
    assert all(pull.pull and pull.pull.merged_at for pull in repo.pulls())


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("Closes #1", "closed"),
        ("This fixes: #1, I hope", "closed"),
        ("resolved ana/list#1", "closed"),
        ("For #1", "open"),
        ("Closes other/list#1", "open"),
        ("`Closes #1`", "open"),
        ("```\nCloses #1\n```", "open"),
        ("<!-- Closes #1 -->", "open"),
        ("Closes [#1](https://example.org)", "open"),
    ],
)
def test_which_texts_close_an_issue(repo: Repository, body: str, state: str) -> None:
    """A merge closes the issues that the prose of the body names with a closing word."""
    repo.open_issue("A paper")
    repo.push_file("README.md", b"new", branch="b")
    repo.merge(repo.open_pull("B", "b", body).number)
    assert repo.issue(1).state == state


def test_commit_message_closes_an_issue(repo: Repository) -> None:
    """A commit that reaches the default branch closes what its message names."""
    repo.open_issue("A paper")
    repo.push_file("README.md", b"new", message="Add it\n\nFixes #1")
    assert repo.issue(1).state == "closed"


def test_diff_media_type(ana: httpx.Client, bot: RemoteRepository) -> None:
    """A pull request's diff can be had as text."""
    write(bot, CHANGED, "b")
    bot.create_pull(base="main", head="b", title="B")
    diff = ana.get("/repos/ana/list/pulls/1", headers={"Accept": "application/vnd.github.diff"}).text
    assert [line for line in diff.splitlines() if line.startswith("+")] == ["+++ b/README.md", "+- three and a half"]
