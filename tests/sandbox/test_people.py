"""What people may do, and who may know it."""

import httpx
import pytest
from github import GithubException, GithubIntegration, UnknownObjectException
from github.Repository import Repository as RemoteRepository

from bot.sandbox import Installation, Repository, Sandbox

from .conftest import client


@pytest.mark.parametrize(
    ("login", "permission", "role"),
    [
        ("ana", "admin", "admin"),
        ("lee", "write", "maintain"),
        ("mia", "write", "write"),
        ("tom", "read", "triage"),
        ("kim", "read", "read"),
    ],
)
def test_what_others_may_do(bot: RemoteRepository, repo: Repository, login: str, permission: str, role: str) -> None:
    """The bot asks for anybody's rights; the older field knows four words only."""
    repo.open_issue("A paper", by=login)
    if login not in ("ana", "kim"):
        repo.add_collaborator(login, role)
    assert bot.get_collaborator_permission(login) == permission
    assert bot.get_collaborator_role_name(login) == role


def test_who_may_ask_what_others_may_do(
    ana: httpx.Client, stranger: httpx.Client, nobody: httpx.Client, bot: RemoteRepository
) -> None:
    """People who may write may ask, others may not; whom GitHub does not know is not found."""
    path = "/repos/ana/list/collaborators/ana/permission"
    assert ana.get(path).json()["permission"] == "admin"
    refused = stranger.get(path)
    assert refused.status_code == 403
    assert refused.json()["message"] == "Must have push access to view collaborator permission."
    assert nobody.get(path).status_code == 401
    with pytest.raises(UnknownObjectException):
        bot.get_collaborator_permission("nobody-of-this-name")


def test_rights_are_told_only_where_the_app_is_installed(
    github: Sandbox, integration: GithubIntegration, installation: Installation, repo: Repository
) -> None:
    """An app learns nothing of the people of a repository that it is not installed on."""
    github.create_repo("ana/other", {"README.md": b"x"})
    with client(github, integration.get_access_token(installation.id).token) as made:
        with pytest.raises(GithubException) as refused:
            made.get_repo("ana/other").get_collaborator_permission("ana")
        assert refused.value.status == 403


def test_a_repository_by_its_old_name(github: Sandbox, bot: RemoteRepository, ana: httpx.Client) -> None:
    """Who asks by the old name is sent on to the repository, unless another one has the name by now."""
    github.create_repo("kim/old", {"README.md": b"x"}).rename("new")
    sent = ana.get("/repos/kim/old")
    assert sent.status_code == 301
    assert ana.get(sent.headers["location"]).json()["full_name"] == "kim/new"
    assert bot.requester.requestJsonAndCheck("GET", "/repos/kim/Old")[1]["full_name"] == "kim/new"
    github.create_repo("kim/old", {"README.md": b"y"})
    assert ana.get("/repos/kim/old").json()["full_name"] == "kim/old"


def test_an_archived_repository_says_so(github: Sandbox, ana: httpx.Client) -> None:
    """It can be read as before, and its facts tell."""
    repo = github.create_repo("kim/done", {"README.md": b"x"})
    assert ana.get("/repos/kim/done").json()["archived"] is False
    repo.archive()
    assert ana.get("/repos/kim/done").json()["archived"] is True


def test_a_private_repository_is_not_betrayed_by_its_old_name(github: Sandbox, ana: httpx.Client) -> None:
    """Neither its old name nor its number tells strangers that it is there."""
    repo = github.create_repo("kim/secret", {"README.md": b"x"}, private=True)
    repo.rename("hidden")
    assert ana.get("/repos/kim/secret").status_code == 404
    assert ana.get(f"/repositories/{repo.id}").status_code == 404
