"""What an app may call: the permissions of each operation, as GitHub documents them."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from github import Auth, GithubIntegration

from bot.sandbox import Installation, Repository, Sandbox, api
from bot.sandbox.api.permissions import NEEDS, fulfilled, reads
from tests.builders import NO_TLS

from .fidelity.recorder import recording

#: Placeholders of a path: what they stand for does not matter, permissions are asked first.
FILLED = {"{number}": "1", "{name}": "main", "{sha}": "0" * 40, "{path}": "README.md", "{login}": "ana"}
FILLED |= {"{span}": "main...main", "{reaction}": "1", "{ref}": "main", "{comment}": "1", "{review}": "1"}

Calling = Callable[[dict[str, str], bool], httpx.Client]


@pytest.fixture(scope="module")
def calling(keys: tuple[str, str]) -> Iterator[Calling]:
    """Gives a client of an app that was granted certain permissions on `list` of an owner of its own.

    All share one sandbox: no call here changes what another one asks. `client.base_url` ends with the repository.
    """
    private_key, public_key = keys
    clients: dict[str, httpx.Client] = {}
    with recording() as recorder, Sandbox() as github:
        app = github.register_app("asker", private_key=private_key, public_key=public_key)
        auth = Auth.AppAuth(app.id, private_key)

        def made(permissions: dict[str, str], private: bool) -> httpx.Client:
            name = f"{permissions} {private}"
            if name not in clients:
                repo = github.create_repo(f"owner-{len(clients)}/list", {"README.md": b"x"}, private=private)
                repo.open_issue("A paper")
                installation = github.install(app, repo, permissions=permissions)
                with GithubIntegration(auth=auth, base_url=github.base_url) as integration:
                    token = integration.get_access_token(installation.id).token
                address = f"{github.base_url}/repos/{repo.full_name}"
                clients[name] = httpx.Client(
                    verify=NO_TLS, base_url=address, headers={"Authorization": f"Bearer {token}"}
                )
            return clients[name]

        yield made
        for client in clients.values():
            client.close()
        assert recorder.drifts() == []


def call(client: httpx.Client, operation: str) -> httpx.Response:
    """Call an operation on the client's repository, with an empty body."""
    method, _, path = operation.partition(" ")
    path = path.removeprefix("/repos/{owner}/{repo}")
    for placeholder, value in FILLED.items():
        path = path.replace(placeholder, value)
    # As one address: the client would put a slash behind the repository's own.
    address = f"{client.base_url}".rstrip("/") + path
    return client.request(method, address, json={} if method != "GET" else None)


def test_every_operation_on_a_repository_has_its_permission() -> None:
    """The table names all routes below a repository, and no others."""
    below = "/repos/{owner}/{repo}"
    known = {
        f"{method} {route.path.replace(':path}', '}')}"
        for route in api.routes()
        for method in route.methods or ()
        if route.path.startswith(below) and route.path != f"{below}/installation"
    }
    assert set(NEEDS) == known


@pytest.mark.parametrize("operation", [one for one in NEEDS if NEEDS[one] != "metadata=read"])
def test_without_its_permission_an_operation_is_refused(calling: Calling, operation: str) -> None:
    """An installation that lacks the permission gets 403, and is told which one it would take."""
    refused = call(calling({}, True), operation)
    assert (refused.status_code, refused.json()["message"]) == (403, "Resource not accessible by integration")
    assert refused.headers["x-accepted-github-permissions"] == NEEDS[operation]


@pytest.mark.parametrize("operation", NEEDS)
def test_with_its_permission_an_operation_is_let_through(calling: Calling, operation: str) -> None:
    """Any one of the permissions named is enough; what is missing otherwise is another matter."""
    name, _, level = NEEDS[operation].split("; ")[0].partition("=")
    answer = call(calling({name: level}, True), operation)
    assert answer.status_code not in (401, 403)
    assert answer.headers["x-accepted-github-permissions"] == NEEDS[operation]


@pytest.mark.parametrize("operation", [one for one in NEEDS if "=write" in NEEDS[one]])
def test_reading_is_not_writing(calling: Calling, operation: str) -> None:
    """Who may only read may not write."""
    assert (
        call(calling({"contents": "read", "issues": "read", "pull_requests": "read"}, True), operation).status_code
        == 403
    )


@pytest.mark.parametrize("operation", [one for one in NEEDS if reads(NEEDS[one])])
def test_what_is_public_is_read_without_permission(calling: Calling, operation: str) -> None:
    """Of a public repository an app reads what anybody may read."""
    assert call(calling({}, False), operation).status_code in (200, 404, 422)


@pytest.mark.parametrize(("permission", "status"), [("issues", 201), ("pull_requests", 403)])
def test_pull_requests_give_no_rights_to_issues(calling: Calling, permission: str, status: int) -> None:
    """The permission for pull requests opens the conversation of these, not that of an issue."""
    answer = calling({permission: "write"}, False).post("/issues/1/comments", json={"body": "hello"})
    assert answer.status_code == status


def test_public_repository_without_installation(
    github: Sandbox, integration: GithubIntegration, installation: Installation
) -> None:
    """Where an app is not installed it reads what is public, and writes nothing."""
    github.create_repo("bea/list", {"README.md": b"x"})
    headers = {"Authorization": f"Bearer {integration.get_access_token(installation.id).token}"}
    with httpx.Client(verify=NO_TLS, base_url=github.base_url, headers=headers) as client:
        assert client.get("/repos/bea/list/issues").status_code == 200
        assert client.post("/repos/bea/list/issues", json={"title": "x"}).status_code == 403


def test_private_repository_without_installation(
    github: Sandbox, integration: GithubIntegration, installation: Installation
) -> None:
    """What is private and not installed on does not exist for an app."""
    github.create_repo("bea/list", {"README.md": b"x"}, private=True)
    headers = {"Authorization": f"Bearer {integration.get_access_token(installation.id).token}"}
    with httpx.Client(verify=NO_TLS, base_url=github.base_url, headers=headers) as client:
        for method, path in (("GET", "/repos/bea/list/issues"), ("POST", "/repos/bea/list/issues")):
            assert client.request(method, path).status_code == 404


def test_people_are_told_no_permissions(ana: httpx.Client, repo: Repository) -> None:
    """The header with permissions is for apps."""
    assert "x-accepted-github-permissions" not in ana.get("/repos/ana/list").headers


@pytest.mark.parametrize(
    ("granted", "enough"),
    [
        ({}, False),
        ({"issues": "read"}, False),
        ({"issues": "write"}, True),
        ({"pull_requests": "admin"}, True),
        ({"contents": "write"}, False),
    ],
)
def test_alternatives(granted: dict[str, str], enough: bool) -> None:
    """One alternative fulfilled is enough, and a higher level holds the lower ones."""
    assert fulfilled("issues=write; pull_requests=write", granted) is enough
