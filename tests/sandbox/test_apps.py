"""Apps: JWTs, installations, narrowed tokens."""

import time

import httpx
import jwt
import pytest
from github import Auth, GithubException, GithubIntegration

from bot.sandbox import App, Installation, Repository, Sandbox

from .conftest import client


def signed(app: App, key: str | None = None, **claims: object) -> dict[str, str]:
    """The header of a call with a JWT, whose claims are right unless said otherwise."""
    now = int(time.time())
    stated = {"iss": str(app.id), "iat": now - 60, "exp": now + 540, **claims}
    return {"Authorization": f"Bearer {jwt.encode(stated, key or app.private_key or '', algorithm='RS256')}"}


def test_app_knows_itself(integration: GithubIntegration, app: App) -> None:
    """`GET /app` tells an app its slug, from which its bot's login is made."""
    assert integration.get_app().slug == "shelver"
    assert app.bot.login == "shelver[bot]"


def test_client_id_is_an_issuer_too(github: Sandbox, app: App) -> None:
    """A JWT may name the client id instead of the app's number."""
    assert httpx.get(f"{github.base_url}/app", headers=signed(app, iss=app.client_id)).status_code == 200


def test_jwt_of_another_key_is_refused(github: Sandbox, app: App) -> None:
    """A JWT that another key signed is answered 401."""
    other = github.register_app("other")
    response = httpx.get(f"{github.base_url}/app", headers=signed(app, other.private_key))
    assert response.status_code == 401
    assert response.json()["message"] == "A JSON web token could not be decoded"


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 3600},
        {"exp": -30},
        {"iat": 300},
        {"exp": "soon"},
    ],
    ids=["too far ahead", "expired", "issued in the future", "no number"],
)
def test_jwt_with_wrong_claims_is_refused(github: Sandbox, app: App, claims: dict[str, object]) -> None:
    """GitHub wants an expiry of at most ten minutes ahead and a past issue date."""
    claims = {name: int(time.time()) + value if isinstance(value, int) else value for name, value in claims.items()}
    stated = {"iss": str(app.id), "iat": int(time.time()) - 60, "exp": int(time.time()) + 540, **claims}
    if claims.get("exp") == "soon":
        header, _, signature = jwt.encode({"iss": str(app.id)}, app.private_key or "", algorithm="RS256").split(".")
        credentials = f"{header}.e30.{signature}"
    else:
        credentials = jwt.encode(stated, app.private_key or "", algorithm="RS256")
    response = httpx.get(f"{github.base_url}/app", headers={"Authorization": f"Bearer {credentials}"})
    assert response.status_code == 401


def test_jwt_of_an_unknown_app_is_not_found(github: Sandbox, app: App) -> None:
    """A JWT whose issuer is no app is answered 404, as GitHub does."""
    response = httpx.get(f"{github.base_url}/app", headers=signed(app, iss="999999"))
    assert (response.status_code, response.json()["message"]) == (404, "Integration not found")


def test_installation_of_a_repository(
    integration: GithubIntegration, installation: Installation, github: Sandbox
) -> None:
    """An app finds its installation by repository; where it is not installed the answer is 404."""
    assert integration.get_repo_installation("ana", "list").id == installation.id
    assert [one.id for one in integration.get_installations()] == [installation.id]
    github.create_repo("ana/other", {})
    with pytest.raises(GithubException) as refused:
        integration.get_repo_installation("ana", "other")
    assert refused.value.status == 404


def test_token_expires_in_an_hour(integration: GithubIntegration, installation: Installation) -> None:
    """An installation token begins with `ghs_` and lives for an hour."""
    token = integration.get_access_token(installation.id)
    assert token.token.startswith("ghs_")
    assert 3500 < token.expires_at.timestamp() - time.time() <= 3600
    assert token.permissions["contents"] == "write"


def test_token_narrowed_to_permissions(
    github: Sandbox, integration: GithubIntegration, installation: Installation
) -> None:
    """A token narrowed to issues may comment, and may not write contents."""
    token = integration.get_access_token(installation.id, permissions={"issues": "write"}).token
    with client(github, token) as narrowed:
        repo = narrowed.get_repo("ana/list")
        repo.create_issue("by the bot")
        with pytest.raises(GithubException) as refused:
            repo.create_git_ref("refs/heads/x", repo.get_branch("main").commit.sha)
    assert refused.value.status == 403
    assert refused.value.data["message"] == "Resource not accessible by integration"


def test_token_cannot_be_widened(github: Sandbox, app: App, installation: Installation) -> None:
    """A token with more than what was granted is refused."""
    address = f"{github.base_url}/app/installations/{installation.id}/access_tokens"
    response = httpx.post(address, headers=signed(app), json={"permissions": {"administration": "write"}})
    assert response.status_code == 422


def test_token_narrowed_to_a_repository(github: Sandbox, app: App, repo: Repository) -> None:
    """A token for one repository does not write in another one of the same installation."""
    other = github.create_repo("ana/other", {"README.md": b"x"})
    installation = github.install(app, repo, other)
    address = f"{github.base_url}/app/installations/{installation.id}/access_tokens"
    made = httpx.post(address, headers=signed(app), json={"repositories": ["list"]}).json()
    assert [one["name"] for one in made["repositories"]] == ["list"]
    headers = {"Authorization": f"token {made['token']}"}
    for name, status in (("list", 201), ("other", 403)):
        issues = f"{github.base_url}/repos/ana/{name}/issues"
        assert httpx.post(issues, headers=headers, json={"title": "x"}).status_code == status


def test_expired_token_is_refused(github: Sandbox, app: App, installation: Installation) -> None:
    """After an hour a token is as good as none."""
    address = f"{github.base_url}/app/installations/{installation.id}/access_tokens"
    token = httpx.post(address, headers=signed(app)).json()["token"]
    key = github.world.tokens[token]
    github.clock_skew = key.expires_at - github.now
    response = httpx.get(f"{github.base_url}/repos/ana/list", headers={"Authorization": f"token {token}"})
    assert response.status_code == 401


def test_private_repository_is_hidden(github: Sandbox, app: App, integration: GithubIntegration) -> None:
    """What one may not see does not exist: 404, not 403."""
    hidden = github.create_repo("ana/hidden", {"README.md": b"x"}, private=True)
    assert httpx.get(f"{github.base_url}/repos/ana/hidden").status_code == 404
    installation = github.install(app, hidden)
    with client(github, integration.get_access_token(installation.id).token) as bot:
        assert bot.get_repo("ana/hidden").private


def test_stopped_clock_locks_nobody_out(
    github: Sandbox, integration: GithubIntegration, installation: Installation
) -> None:
    """Setting the clock of the contents does not touch authentication."""
    github.now = github.now.replace(year=2031)
    with client(github, integration.get_access_token(installation.id).token) as bot:
        assert bot.get_repo("ana/list").create_issue("later").created_at.year == 2031


def test_installed_permissions_bound_the_token(github: Sandbox, app: App, repo: Repository) -> None:
    """Where contents were not granted, the default token cannot write them."""
    installation = github.install(app, repo, permissions={"issues": "write"})
    auth = Auth.AppAuth(app.id, app.private_key or "")
    with GithubIntegration(auth=auth, base_url=github.base_url, retry=None) as integration:
        token = integration.get_access_token(installation.id)
    assert token.permissions == {"metadata": "read", "issues": "write"}


def test_uninstalling_ends_the_tokens(
    github: Sandbox, integration: GithubIntegration, installation: Installation
) -> None:
    """A token dies with its installation."""
    token = integration.get_access_token(installation.id).token
    github.uninstall(installation)
    response = httpx.get(f"{github.base_url}/repos/ana/list", headers={"Authorization": f"token {token}"})
    assert response.status_code == 401


def test_repositories_of_an_installation_come_in_pages(github: Sandbox, app: App, repo: Repository) -> None:
    """An installation's repositories are listed page by page, with their number on each."""
    installation = github.install(app, repo, github.create_repo("ana/other", {}))
    address = f"{github.base_url}/app/installations/{installation.id}/access_tokens"
    headers = {"Authorization": f"token {httpx.post(address, headers=signed(app)).json()['token']}"}
    listing = f"{github.base_url}/installation/repositories?per_page=1"
    first = httpx.get(listing, headers=headers)
    second = httpx.get(first.links["next"]["url"], headers=headers)
    assert [one["name"] for page in (first, second) for one in page.json()["repositories"]] == ["list", "other"]
    assert first.json()["total_count"] == second.json()["total_count"] == 2
    assert "next" not in second.links
