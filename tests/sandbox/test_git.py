"""The git database and files: what is written through REST is git's own."""

import subprocess

import httpx
import pytest
from github import GithubException, InputGitAuthor, InputGitTreeElement
from github.Repository import Repository as RemoteRepository

from bot.sandbox import Repository, Sandbox

from .conftest import README


def write(bot: RemoteRepository, text: str, branch: str, message: str = "Add six") -> str:
    """Commit a README to a new branch, as the bot does."""
    tip = bot.get_git_commit(bot.get_git_ref("heads/main").object.sha)
    tree = bot.create_git_tree([InputGitTreeElement("README.md", "100644", "blob", content=text)], tip.tree)
    commit = bot.create_git_commit(message, tree, [tip])
    bot.create_git_ref(f"refs/heads/{branch}", commit.sha)
    return commit.sha


def test_blob_tree_commit_reference(bot: RemoteRepository, repo: Repository) -> None:
    """A file written through tree, commit and reference stands in the branch byte for byte."""
    sha = write(bot, "# List\r\n\tx \n", "shelver/issue-1")
    assert repo.branches()["shelver/issue-1"] == sha
    assert repo.read_file("README.md", "shelver/issue-1") == b"# List\r\n\tx \n"
    assert repo.read_file("README.md") == README


def test_bot_signs_with_its_address(bot: RemoteRepository) -> None:
    """A commit without author and committer is the bot's, under the address GitHub gives it, and signed by GitHub."""
    commit = bot.get_git_commit(write(bot, "x", "b"))
    email = commit.author.email
    assert email is not None
    assert email.endswith("+shelver[bot]@users.noreply.github.com")
    assert email.split("+")[0].isdigit()
    assert commit.author.name == "shelver[bot]"
    assert commit.raw_data["verification"]["verified"] is True
    assert commit.committer.name == "GitHub"
    seen = bot.get_commit(commit.sha)
    assert (seen.author.login, seen.committer.login) == ("shelver[bot]", "web-flow")


def test_who_names_an_author_is_not_verified(bot: RemoteRepository) -> None:
    """A commit that names its author is what it says, and GitHub does not sign it."""
    tip = bot.get_git_commit(bot.get_git_ref("heads/main").object.sha)
    commit = bot.create_git_commit("Mine", tip.tree, [tip], author=InputGitAuthor("Zoe", "zoe@example.org"))
    assert (commit.author.name, commit.committer.name) == ("Zoe", "Zoe")
    assert commit.raw_data["verification"]["verified"] is False


def test_a_branch_is_no_parent(bot: RemoteRepository) -> None:
    """A commit is named by its full SHA, as GitHub wants it."""
    tip = bot.get_git_commit(bot.get_git_ref("heads/main").object.sha)
    fields = {"message": "Mine", "tree": tip.tree.sha, "parents": ["main"]}
    with pytest.raises(GithubException, match="Parent SHA does not exist") as refused:
        bot.requester.requestJsonAndCheck("POST", f"/repos/{bot.full_name}/git/commits", input=fields)
    assert refused.value.status == 422


def test_git_itself_reads_the_store(bot: RemoteRepository, github: Sandbox, repo: Repository) -> None:
    """What the sandbox holds is a sound git repository."""
    write(bot, "x", "b")
    folder = github.folder / f"{repo.id}.git"
    checked = subprocess.run(["git", "fsck", "--strict"], cwd=folder, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_tree_is_listed(bot: RemoteRepository, repo: Repository) -> None:
    """A tree is listed with folders when asked for all of it, and by branch as well as by sha."""
    repo.push_file("docs/a/b.md", b"b")
    assert [entry.path for entry in bot.get_git_tree("main").tree] == ["README.md", "docs"]
    deep = bot.get_git_tree("main", recursive=True)
    assert [entry.path for entry in deep.tree] == ["README.md", "docs", "docs/a", "docs/a/b.md"]
    assert deep.tree[0].size == len(README)


def test_tree_takes_files_away(bot: RemoteRepository, repo: Repository) -> None:
    """An entry whose sha is null deletes the file."""
    repo.push_file("old.md", b"old")
    tip = bot.get_git_commit(bot.get_git_ref("heads/main").object.sha)
    tree = bot.create_git_tree([InputGitTreeElement("old.md", "100644", "blob", sha=None)], tip.tree)
    assert [entry.path for entry in tree.tree] == ["README.md"]


@pytest.mark.parametrize("path", ["../x", "/x", ".git/config", "a//b"])
def test_tree_refuses_malformed_paths(ana: httpx.Client, path: str) -> None:
    """A path that leaves the repository is refused."""
    entry = {"path": path, "mode": "100644", "type": "blob", "content": "x"}
    assert ana.post("/repos/ana/list/git/trees", json={"tree": [entry]}).status_code == 422


def test_blobs(bot: RemoteRepository, ana: httpx.Client) -> None:
    """A blob comes in base64, and raw where that is asked for."""
    blob = bot.create_git_blob("héllo", "utf-8")
    shown = bot.get_git_blob(blob.sha)
    assert (shown.encoding, shown.size) == ("base64", 6)
    raw = ana.get(f"/repos/ana/list/git/blobs/{blob.sha}", headers={"Accept": "application/vnd.github.raw+json"})
    assert raw.content == "héllo".encode()
    assert ana.get(f"/repos/ana/list/git/blobs/{'0' * 40}").status_code == 404


def test_reference_that_exists_is_refused(bot: RemoteRepository) -> None:
    """A reference is made once; unsound names and unknown objects are refused."""
    sha = write(bot, "x", "b")
    for name, what, message in (
        ("refs/heads/b", sha, "Reference already exists"),
        ("refs/heads/a..b", sha, "refs/heads/a..b is not a valid ref name."),
        ("heads/c", sha, "heads/c is not a valid ref name."),
        ("refs/heads/c", "1" * 40, "Object does not exist"),
    ):
        with pytest.raises(GithubException) as refused:
            bot.create_git_ref(name, what)
        assert (refused.value.status, refused.value.data["message"]) == (422, message)


def test_reference_moves_forward_only(bot: RemoteRepository, repo: Repository) -> None:
    """Moving a branch off its history takes force."""
    write(bot, "one", "b")
    other = write(bot, "two", "c", "Another")
    ref = bot.get_git_ref("heads/b")
    with pytest.raises(GithubException) as refused:
        ref.edit(other)
    assert (refused.value.status, refused.value.data["message"]) == (422, "Update is not a fast forward")
    ref.edit(other, force=True)
    assert repo.branches()["b"] == other


def test_reference_is_deleted(bot: RemoteRepository, repo: Repository) -> None:
    """A deleted branch is gone, and deleting it again is refused."""
    write(bot, "one", "b")
    ref = bot.get_git_ref("heads/b")
    ref.delete()
    assert set(repo.branches()) == {"main"}
    with pytest.raises(GithubException) as refused:
        ref.delete()
    assert refused.value.status == 422
    with pytest.raises(GithubException) as missing:
        bot.get_git_ref("heads/b")
    assert missing.value.status == 404


def test_matching_references(bot: RemoteRepository) -> None:
    """References are found by the beginning of their names, and an empty list is an answer."""
    write(bot, "one", "shelver/issue-1")
    write(bot, "two", "shelver/issue-12")
    found = [ref.ref for ref in bot.get_git_matching_refs("heads/shelver/issue-1")]
    assert found == ["refs/heads/shelver/issue-1", "refs/heads/shelver/issue-12"]
    assert list(bot.get_git_matching_refs("heads/none")) == []


def test_contents(bot: RemoteRepository, ana: httpx.Client, repo: Repository) -> None:
    """A file comes in base64 or raw, of any branch; a folder as a list."""
    repo.push_file("docs/a.md", b"a", branch="other")
    found = bot.get_contents("README.md")
    assert not isinstance(found, list)
    assert found.decoded_content == README
    assert bot.get_readme().path == "README.md"
    raw = ana.get("/repos/ana/list/contents/README.md", headers={"Accept": "application/vnd.github.raw+json"})
    assert raw.content == README
    listed = bot.get_contents("docs", ref="other")
    assert isinstance(listed, list)
    assert [one.path for one in listed] == ["docs/a.md"]
    for path, ref in (("docs/a.md", "main"), ("README.md", "none")):
        with pytest.raises(GithubException) as refused:
            bot.get_contents(path, ref=ref)
        assert refused.value.status == 404


def test_contents_above_a_megabyte(ana: httpx.Client, repo: Repository) -> None:
    """Above one megabyte JSON has no content; the raw form has it."""
    large = b"x" * 1_000_001
    repo.push_file("large.md", large)
    shown = ana.get("/repos/ana/list/contents/large.md").json()
    assert (shown["content"], shown["encoding"], shown["size"]) == ("", "none", len(large))
    raw = ana.get("/repos/ana/list/contents/large.md", headers={"Accept": "application/vnd.github.raw"})
    assert raw.content == large


def test_readme_of_the_front_page(ana: httpx.Client, repo: Repository) -> None:
    """The README in `.github` comes before that in the root."""
    repo.push_file(".github/README.md", b"other")
    assert ana.get("/repos/ana/list/readme").json()["path"] == ".github/README.md"


def test_file_is_put(bot: RemoteRepository, repo: Repository) -> None:
    """Changing a file takes the sha of what one has seen: another one is a conflict."""
    seen = bot.get_contents("README.md")
    assert not isinstance(seen, list)
    bot.update_file("README.md", "Change", b"new", seen.sha)
    assert repo.read_file("README.md") == b"new"
    with pytest.raises(GithubException) as refused:
        bot.update_file("README.md", "Change", b"newer", seen.sha)
    assert refused.value.status == 409


def test_commits_and_comparison(bot: RemoteRepository) -> None:
    """Commits are listed newest first, and two branches compared from where they parted."""
    write(bot, README.decode() + "- six\n", "b")
    assert [commit.commit.message for commit in bot.get_commits("b")] == ["Add six", "Initial commit"]
    assert bot.get_commit("b").files[0].patch.splitlines()[-1] == "+- six"
    compared = bot.compare("main", "b")
    assert (compared.status, compared.ahead_by, compared.behind_by) == ("ahead", 1, 0)
    assert [file.filename for file in compared.files] == ["README.md"]
    assert bot.compare("main", "main").status == "identical"


def test_stranger_does_not_push(stranger: httpx.Client, repo: Repository) -> None:
    """A person without rights cannot write contents."""
    sha = repo.branches()["main"]
    refused = stranger.post("/repos/ana/list/git/refs", json={"ref": "refs/heads/x", "sha": sha})
    assert refused.status_code == 403


def test_permission_of_people(bot: RemoteRepository, github: Sandbox, repo: Repository) -> None:
    """The owner is admin, a collaborator what he was given, all others may read."""
    repo.add_collaborator("bea", "write")
    github.token_of("carl")
    levels = [bot.get_collaborator_permission(login) for login in ("ana", "bea", "carl")]
    assert levels == ["admin", "write", "read"]


def test_app_files_are_real_merges(repo: Repository) -> None:
    """Two branches that touch different lines merge; two that touch the same line are in conflict."""
    repo.push_file("README.md", README.replace(b"one", b"ONE"), branch="top")
    repo.push_file("README.md", README.replace(b"five", b"FIVE"), branch="end")
    repo.push_file("README.md", README.replace(b"one", b"1"), branch="clash")
    numbers = [repo.open_pull(name, name).number for name in ("top", "end", "clash")]
    assert [repo.mergeable(number) for number in numbers] == [True, True, True]
    repo.merge(numbers[0])
    assert [repo.mergeable(number) for number in numbers[1:]] == [True, False]
    repo.merge(numbers[1])
    assert repo.read_file("README.md") == README.replace(b"one", b"ONE").replace(b"five", b"FIVE")
