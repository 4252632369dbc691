"""What becomes of a write that GitHub does not let us do; the writes themselves are told by the stories."""

from collections.abc import Iterator

import pytest

from bot.apply import Forbidden, apply
from bot.github_app import GitHubApp
from bot.model import Action, Base, DeleteBranch, EditIssue, FileText, Key, OpenIssue, Plan, SetBranch, UpsertComment
from bot.sandbox import Repository, Sandbox

BRANCH = "shelver/issue-1"


class Seat:
    """A list, and us there with some permissions."""

    def __init__(self, github: Sandbox) -> None:
        self.github = github
        self.app = github.register_app()
        self.repo: Repository = github.create_repo("ana/list", {"README.md": b"# List\n"})
        self.ours = GitHubApp(str(self.app.id), self.app.private_key or "", github.base_url)

    def do(self, *actions: Action, **permissions: str) -> None:
        """Do something, with other permissions than the app asks for where any are given."""
        self.github.install(self.app, self.repo, permissions={**self.app.permissions, **permissions})
        apply(Key("ana/list", 1), Plan("test", actions), self.ours.installation("ana/list"))

    def set_branch(self) -> SetBranch:
        """A line more on our branch."""
        repository = self.ours.installation("ana/list").github.get_repo("ana/list")
        head = repository.get_branch("main").commit
        return SetBranch(BRANCH, Base("main", head.sha, head.commit.tree.sha), (FileText("README.md", "# X\n"),), "x")


@pytest.fixture
def seat() -> Iterator[Seat]:
    """Return a list on which we are not installed yet."""
    with Sandbox() as github:
        made = Seat(github)
        yield made
        made.ours.close()


def test_a_permission_that_we_lack_is_named(seat: Seat) -> None:
    """As GitHub names it in its refusal: either of two that would do."""
    seat.repo.open_issue("A paper")
    with pytest.raises(Forbidden) as caught:
        seat.do(UpsertComment(1, "Hello"), issues="read", pull_requests="read")
    assert caught.value.missing == {"issues", "pull_requests"}
    assert caught.value.rule == ""


def test_a_rule_that_forbids_our_branches_is_quoted(seat: Seat) -> None:
    """A ruleset against making them, or branch protection against moving them."""
    seat.do()
    first = seat.set_branch()
    seat.repo.restrict_creations("shelver/*")
    with pytest.raises(Forbidden) as caught:
        seat.do(first)
    assert caught.value.rule == "Repository rule violations found Cannot create ref due to creations being restricted."
    seat.repo.restrict_creations()
    seat.do(first)
    seat.repo.push_file("README.md", b"# Y\n", by="ana")
    seat.repo.protect_branch("shelver/*", reviews=0)
    with pytest.raises(Forbidden) as caught:
        seat.do(seat.set_branch())
    assert caught.value.rule == "Cannot force-push to this branch"


def test_a_branch_that_a_rule_keeps_stays(seat: Seat) -> None:
    """That keeps nothing else from being done."""
    seat.do()
    seat.do(seat.set_branch())
    seat.repo.protect_branch("shelver/*", reviews=0)
    seat.do(DeleteBranch(BRANCH), OpenIssue("trial", "Told", "x"))
    assert [one.title for one in seat.repo.issues()] == ["Told"]


def test_maintainers_without_issues_are_told_nothing(seat: Seat) -> None:
    """No error is made of that, nor of an issue that somebody deleted."""
    seat.do(OpenIssue("trial", "Told", "x"), EditIssue(1, "y", open=False), EditIssue(7, "y", open=True))
    (issue,) = seat.repo.issues()
    assert (issue.body, issue.state) == ("y", "closed")
