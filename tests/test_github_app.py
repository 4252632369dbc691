"""Who we are on GitHub, against the sandbox's real checks."""

from collections.abc import Iterator
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from github import GithubException

from bot.github_app import GitHubApp, is_archived, is_limit, is_locked
from bot.sandbox import App, Repository, Sandbox


@pytest.fixture(scope="module")
def github() -> Iterator[Sandbox]:
    """Return a sandbox."""
    with Sandbox() as github:
        yield github


@pytest.fixture(scope="module")
def app(github: Sandbox) -> App:
    """Return a registered app without a webhook."""
    return github.register_app("shelver")


@pytest.fixture(scope="module")
def repo(github: Sandbox, app: App) -> Repository:
    """Return a repository on which the app is installed."""
    repo = github.create_repo("ana/list", {"README.md": b"# List\n"})
    github.install(app, repo)
    return repo


@pytest.fixture
def ours(github: Sandbox, app: App) -> Iterator[GitHubApp]:
    """Return our side of the app."""
    ours = GitHubApp(str(app.id), app.private_key or "", github.base_url)
    yield ours
    ours.close()
    github.clock_skew = timedelta()


def test_jwt_is_rs256_and_short_lived(ours: GitHubApp, app: App) -> None:
    """The JWT names the app, begins a minute ago and ends within GitHub's ten minutes."""
    claims = jwt.decode(ours.json_web_token(), app.public_key, algorithms=["RS256"])
    assert claims["iss"] == str(app.id)
    assert claims["exp"] - claims["iat"] <= 660


def test_login_is_asked_once(ours: GitHubApp, github: Sandbox) -> None:
    """Our login comes from GitHub and is asked for once."""
    before = len(github.requests)
    assert ours.login() == ours.login() == "shelver[bot]"
    assert [call.path.rpartition("/v3")[2] for call in github.requests[before:]] == ["/app"]


def test_token_is_kept_until_shortly_before_its_end(ours: GitHubApp, github: Sandbox, repo: Repository) -> None:
    """A token serves many looks; a new one is asked for when it is dropped."""
    seat = ours.installation(repo.full_name)
    before = len(github.requests)
    assert ours.installation(repo.full_name) is seat
    assert len(github.requests) == before
    ours.forget(repo.full_name)
    assert ours.installation(repo.full_name) is not seat


def test_token_acts_in_its_repository_alone(ours: GitHubApp, github: Sandbox, app: App, repo: Repository) -> None:
    """The token is narrowed to the one repository, even where the app is installed on more."""
    other = github.create_repo("ana/other", {"README.md": b"# Other\n"})
    github.install(app, other)
    seat = ours.installation(repo.full_name)
    seat.github.get_repo(repo.full_name).create_issue("works")
    with pytest.raises(GithubException):
        seat.github.get_repo(other.full_name).create_issue("must not")


@pytest.mark.parametrize("skew", [timedelta(seconds=-50), timedelta(seconds=50)])
def test_a_minute_of_clock_drift_is_tolerated(
    ours: GitHubApp, github: Sandbox, repo: Repository, skew: timedelta
) -> None:
    """GitHub's clock may be most of a minute away from ours."""
    github.clock_skew = skew
    assert ours.installation(repo.full_name).login == "shelver[bot]"


def test_wrong_key_is_refused(github: Sandbox, app: App) -> None:
    """A key that is not the app's is refused with 401."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    stranger = GitHubApp(str(app.id), pem, github.base_url)
    with pytest.raises(GithubException) as caught:
        stranger.login()
    assert caught.value.status == 401


def test_where_the_app_is_not_installed(ours: GitHubApp, github: Sandbox) -> None:
    """A repository without the app has no seat for us."""
    github.create_repo("eve/list", {"README.md": b"# List\n"})
    with pytest.raises(GithubException) as caught:
        ours.installation("eve/list")
    assert caught.value.status == 404


@pytest.mark.parametrize(
    ("message", "headers", "limit"),
    [
        ("Resource not accessible by integration", {}, False),
        ("Must have push access to the repository", {"X-RateLimit-Remaining": "812"}, False),
        ("You have exceeded a secondary rate limit.", {}, True),
        ("Forbidden", {"Retry-After": "60"}, True),
        ("Forbidden", {"X-RateLimit-Remaining": "0"}, True),
    ],
)
def test_a_limit_is_told_from_a_refusal(message: str, headers: dict[str, str], limit: bool) -> None:
    """Both are 403, and only the one passes by itself."""
    assert is_limit(GithubException(403, {"message": message}, headers)) is limit


@pytest.mark.parametrize(
    ("status", "message", "found"),
    [
        (403, "Repository was archived so is read-only.", "archived"),
        (403, "Unable to create comment because issue is locked.", "locked"),
        (403, "Resource not accessible by integration", ""),
        (404, "Not Found", ""),
    ],
)
def test_why_a_write_is_refused(status: int, message: str, found: str) -> None:
    """An archived repository and a locked conversation are told from a permission that is missing."""
    error = GithubException(status, {"message": message})
    assert (is_archived(error), is_locked(error)) == (found == "archived", found == "locked")
