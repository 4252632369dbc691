"""Forks: made by people, proposed from, and lent to the maintainers of the original, or not."""

import base64
from collections.abc import Iterator

import httpx
import pytest
from github import Auth, Github, GithubException, GithubIntegration, InputGitTreeElement
from github.Repository import Repository as RemoteRepository

from bot.sandbox import Installation, Refused, Repository, Sandbox

from .conftest import README, Ear, client, person

CHANGED = README + b"- six\n"
FORBIDDEN = (403, "Resource not accessible by integration")


@pytest.fixture
def fork(repo: Repository) -> Repository:
    """Zoe's fork, with a commit on its branch `six`."""
    made = repo.fork("zoe")
    made.push_file("README.md", CHANGED, by="zoe", branch="six", message="Add six")
    return made


@pytest.fixture
def zoe(github: Sandbox, repo: Repository) -> Iterator[httpx.Client]:
    """The REST API as Zoe calls it."""
    yield from person(github, "zoe")


@pytest.fixture
def remote(github: Sandbox, integration: GithubIntegration, installation: Installation) -> Iterator[Github]:
    """PyGithub with the token of the installation on the original."""
    with client(github, integration.get_access_token(installation.id).token) as made:
        yield made


def propose(repo: Repository, *, lent: bool = True) -> int:
    """Open Zoe's pull request."""
    return repo.open_pull("Add six", "zoe:six", by="zoe", maintainer_can_modify=lent).number


def push(remote: Github, fork: Repository, branch: str = "six") -> str:
    """Put a commit on a branch through the git database, as a bot does."""
    place = remote.get_repo(fork.full_name)
    tip = place.get_git_commit(place.get_git_ref(f"heads/{branch}").object.sha)
    blob = place.create_git_blob("mended\n", "utf-8").sha
    tree = place.create_git_tree([InputGitTreeElement("README.md", "100644", "blob", sha=blob)], tip.tree)
    commit = place.create_git_commit("Mend it", tree, [tip])
    place.get_git_ref(f"heads/{branch}").edit(commit.sha)
    return commit.sha


def refusal(caught: pytest.ExceptionInfo[GithubException]) -> tuple[int, str]:
    """Status and message of what PyGithub raised."""
    return caught.value.status, caught.value.data["message"]


def test_story_by_rest(zoe: httpx.Client, repo: Repository, bot: RemoteRepository) -> None:
    """Fork, commit, propose: the pull request names the fork as its head, and may be merged."""
    fork = zoe.post("/repos/ana/list/forks", json={}).json()
    assert (fork["full_name"], fork["fork"], fork["parent"]["full_name"]) == ("zoe/list", True, "ana/list")
    assert zoe.post("/repos/ana/list/forks").json()["id"] == fork["id"]
    sha = zoe.get("/repos/zoe/list/contents/README.md").json()["sha"]
    change = {"message": "Six", "content": base64.b64encode(CHANGED).decode(), "sha": sha}
    assert zoe.put("/repos/zoe/list/contents/README.md", json=change).status_code == 200
    made = zoe.post("/repos/ana/list/pulls", json={"title": "Six", "head": "zoe:main", "base": "main"}).json()
    pull = bot.get_pull(made["number"])
    assert (pull.head.label, pull.head.repo.full_name, pull.head.user.login) == ("zoe:main", "zoe/list", "zoe")
    assert (pull.base.label, pull.maintainer_can_modify) == ("ana:main", True)
    assert [one.number for one in bot.get_pulls(head="zoe:main")] == [pull.number]
    assert list(bot.get_pulls(head="ana:main")) == []
    repo.merge(pull.number)
    assert repo.read_file("README.md") == CHANGED
    assert repo.commit_message("main").startswith(f"Merge pull request #{pull.number} from zoe/main")


def test_one_does_not_fork_ones_own(ana: httpx.Client) -> None:
    """A repository is forked to another account."""
    assert ana.post("/repos/ana/list/forks").status_code == 403


def test_original_knows_the_head(bot: RemoteRepository, repo: Repository, fork: Repository) -> None:
    """What a fork proposes can be read from the original: commit, tree, blob, file."""
    sha = bot.get_pull(propose(repo)).head.sha
    assert sha == fork.branches()["six"]
    assert bot.get_git_ref("pull/1/head").object.sha == sha
    assert bot.get_git_commit(sha).message == "Add six"
    file = bot.get_contents("README.md", ref=sha)
    assert not isinstance(file, list)
    assert file.decoded_content == CHANGED
    assert base64.b64decode(bot.get_git_blob(file.sha).content) == CHANGED
    assert "six" not in repo.branches()


def test_push_to_the_fork_is_told_to_the_original(
    github: Sandbox, ear: Ear, installation: Installation, repo: Repository, fork: Repository
) -> None:
    """The pull request follows the fork's branch; of the push itself the original's app hears nothing."""
    propose(repo)
    before = fork.branches()["six"]
    after = fork.push_file("README.md", CHANGED + b"- seven\n", by="zoe", branch="six")
    fork.push_file("README.md", b"x", by="zoe", branch="other")
    github.wait_idle()
    assert ear.events() == ["installation.created", "pull_request.opened", "pull_request.synchronize"]
    told = ear.heard[-1].payload
    assert (told["before"], told["after"], told["pull_request"]["head"]["sha"]) == (before, after, after)
    assert (told["repository"]["full_name"], told["sender"]["login"]) == ("ana/list", "zoe")


def test_fork_of_a_pull_request_is_compared(bot: RemoteRepository, fork: Repository) -> None:
    """A comparison may name a fork's branch."""
    assert [one.sha for one in bot.compare("main", "zoe:six").commits] == [fork.branches()["six"]]


def test_deleted_branch_closes_the_pull(repo: Repository, fork: Repository) -> None:
    """Without its branch in the fork a pull request is closed, and cannot be reopened."""
    number = propose(repo)
    fork.delete_branch("six", by="zoe")
    assert repo.pull(number).state == "closed"
    with pytest.raises(Refused, match="branch has been deleted"):
        repo.reopen_pull(number)


def test_lent_branch_is_pushed_to(remote: Github, repo: Repository, fork: Repository) -> None:
    """Where edits by maintainers are allowed, the original's app may write to the pull request's branch."""
    number = propose(repo)
    sha = push(remote, fork)
    pull = repo.pull(number).pull
    assert pull
    assert pull.head_sha == sha == fork.branches()["six"]
    place = remote.get_repo(fork.full_name)
    file = place.get_contents("README.md", ref="six")
    assert not isinstance(file, list)
    place.update_file("README.md", "Mend", "better\n", file.sha, branch="six")
    assert fork.read_file("README.md", "six") == b"better\n"


def test_nothing_else_of_the_fork_is_lent(remote: Github, repo: Repository, fork: Repository) -> None:
    """Not its other branches, nor new ones, nor deleting the branch, nor its issues."""
    propose(repo)
    place = remote.get_repo(fork.full_name)
    branch, sha = place.get_git_ref("heads/six"), fork.branches()["six"]
    for deed in (
        lambda: push(remote, fork, "main"),
        lambda: place.create_git_ref("refs/heads/mine", sha),
        branch.delete,
        lambda: place.create_label("x", "ffffff"),
        lambda: place.create_pull(base="main", head="six", title="x"),
    ):
        with pytest.raises(GithubException) as caught:
            deed()
        assert refusal(caught) == FORBIDDEN


@pytest.mark.parametrize("why", ["not lent", "closed", "refused", "reader"])
def test_branch_that_is_not_lent(
    github: Sandbox, remote: Github, installation: Installation, repo: Repository, fork: Repository, why: str
) -> None:
    """Without the author's leave, for a closed pull request, or where the fork refuses all the same: 403."""
    number = propose(repo, lent=why != "not lent")
    if why == "closed":
        repo.close_pull(number)
    if why == "refused":
        fork.refuse_edits()
    if why == "reader":
        token = next(iter(github.world.tokens.values()))
        token.permissions["contents"] = "read"
    with pytest.raises(GithubException) as caught:
        push(remote, fork)
    assert refusal(caught) == FORBIDDEN


def test_organisation_says_that_it_lends(github: Sandbox, remote: Github, repo: Repository) -> None:
    """An organisation's fork claims the flag, but takes no edits."""
    github.create_organization("lab")
    fork = repo.fork("lab")
    fork.add_collaborator("zoe", "write")
    fork.push_file("README.md", CHANGED, by="zoe", branch="six")
    number = repo.open_pull("Six", "lab:six", by="zoe").number
    pull = remote.get_repo(repo.full_name).get_pull(number)
    assert (pull.maintainer_can_modify, pull.head.user.type) == (True, "Organization")
    with pytest.raises(GithubException) as caught:
        push(remote, fork)
    assert refusal(caught) == FORBIDDEN


def test_maintainers_push_to_a_lent_branch(
    ana: httpx.Client, stranger: httpx.Client, repo: Repository, fork: Repository
) -> None:
    """What is lent is lent to those who may write to the original."""
    change = {"message": "x", "content": base64.b64encode(b"x").decode(), "branch": "six"}
    path = f"/repos/{fork.full_name}/contents/new.md"
    assert ana.put(path, json=change).status_code == 403
    propose(repo)
    assert stranger.put(path, json=change).status_code == 403
    assert ana.put(path, json=change).status_code == 201


@pytest.mark.parametrize(
    ("said", "status"), [({}, 422), ({"maintainer_can_modify": True}, 422), ({"maintainer_can_modify": False}, 201)]
)
def test_who_may_lend(stranger: httpx.Client, fork: Repository, said: dict[str, bool], status: int) -> None:
    """Only who may push to the head lets others do so, and GitHub takes that for granted where nothing is said."""
    asked = {"title": "Six", "head": "zoe:six", "base": "main"}
    answer = stranger.post("/repos/ana/list/pulls", json=asked | said)
    assert answer.status_code == status
    if status == 422:
        assert answer.json()["errors"][0]["field"] == "fork_collab"


def test_lending_is_taken_back(zoe: httpx.Client, ana: httpx.Client, repo: Repository, fork: Repository) -> None:
    """The fork's owner changes it later; the original's cannot."""
    path = f"/repos/ana/list/pulls/{propose(repo)}"
    assert zoe.patch(path, json={"maintainer_can_modify": False}).json()["maintainer_can_modify"] is False
    assert ana.patch(path, json={"maintainer_can_modify": True}).json()["errors"][0]["field"] == "fork_collab"


@pytest.mark.parametrize("head", ["zoe:none", "nobody:six"])
def test_head_that_is_not_there(zoe: httpx.Client, fork: Repository, head: str) -> None:
    """A head that names no branch or no fork is not valid."""
    answer = zoe.post("/repos/ana/list/pulls", json={"title": "x", "head": head, "base": "main"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "head")


def test_second_pull_of_the_same_branch(repo: Repository, fork: Repository) -> None:
    """A fork's branch is proposed once; a branch of the same name here is another one."""
    repo.push_file("README.md", CHANGED, branch="six")
    repo.open_pull("Six", "six")
    propose(repo)
    with pytest.raises(Refused, match="A pull request already exists for zoe:six"):
        propose(repo)


def test_branch_is_updated(zoe: httpx.Client, repo: Repository, fork: Repository) -> None:
    """The base is merged into the head; there must be something to merge."""
    path = f"/repos/ana/list/pulls/{propose(repo)}/update-branch"
    assert zoe.put(path).json()["message"] == "There are no new commits on the base branch."
    repo.push_file("new.md", b"new")
    assert zoe.put(path, json={"expected_head_sha": "1" * 40}).status_code == 422
    assert zoe.put(path).status_code == 202
    assert fork.read_file("new.md", "six") == b"new"
    repo.push_file("README.md", b"something else")
    assert zoe.put(path).json()["message"] == "merge conflict between base and head"


def test_check_of_a_fork_names_no_pull(github: Sandbox, repo: Repository, fork: Repository) -> None:
    """A commit of a fork can be checked from the original; the run names no pull request and no branch."""
    app = github.register_app("checker", permissions={"checks": "write"})
    propose(repo)
    auth = GithubIntegration(auth=Auth.AppAuth(app.id, app.private_key or ""), base_url=github.base_url)
    with auth, client(github, auth.get_access_token(github.install(app, repo).id).token) as made:
        run = made.get_repo(repo.full_name).create_check_run("Paper list", fork.branches()["six"])
        suite = made.get_repo(repo.full_name).get_check_suite(run.check_suite.id)
    assert run.pull_requests == []
    assert suite.pull_requests == []
    assert suite.raw_data["head_branch"] is None


def test_draft_is_made_ready(
    github: Sandbox, ear: Ear, installation: Installation, repo: Repository, fork: Repository
) -> None:
    """A draft is marked as ready and made a draft again, and apps hear of both."""
    number = repo.open_pull("Six", "zoe:six", by="zoe", draft=True).number
    repo.mark_ready(number)
    repo.convert_to_draft(number)
    github.wait_idle()
    assert ear.events()[1:] == [
        "pull_request.opened",
        "pull_request.ready_for_review",
        "pull_request.converted_to_draft",
    ]
    assert [one.payload["pull_request"]["draft"] for one in ear.heard[1:]] == [True, False, True]
