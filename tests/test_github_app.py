"""Who we are on GitHub, against the sandbox's real checks."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from github import GithubException

from bot.database import Database
from bot.gate import Gate, NotNow
from bot.github_app import GitHubApp, Place, is_archived, is_locked, lacking
from bot.sandbox import App, Repository, Sandbox
from bot.sandbox.weather import Rule, Status


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


def test_what_we_were_not_given_is_known_and_the_rest_is_used(github: Sandbox, app: App, ours: GitHubApp) -> None:
    """A permission to read where we need to write is no such permission; a gift is seen when it is asked for again."""
    given = {"contents": "read", "issues": "write", "pull_requests": "write"}
    repo = github.create_repo("olga/list", {"README.md": b"# List\n"})
    installation = github.install(app, repo, permissions=given)
    seat = ours.installation(repo.full_name)
    assert seat.missing == {"contents", "checks"}
    assert seat.settings == f"{github.url}/settings/installations/{installation.id}"
    assert seat.github.get_repo(repo.full_name).create_issue("works").number == 1
    with pytest.raises(GithubException) as caught:
        seat.github.get_repo(repo.full_name).create_git_ref("refs/heads/x", "0" * 40)
    assert lacking(caught.value) == {"contents"}
    github.grant(installation, {"contents": "write", "checks": "write"})
    ours.forget(repo.full_name)
    assert ours.installation(repo.full_name).missing == frozenset()


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


SECONDARY = Status(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.")


def test_every_request_goes_through_the_gate(github: Sandbox, app: App, repo: Repository, tmp_path: Path) -> None:
    """After a limit nothing more is asked for that account, by no client of ours; and writes take their turn."""
    with (
        closing(Database(f"sqlite:///{tmp_path}/queue.sqlite")) as database,
        closing(GitHubApp(str(app.id), app.private_key or "", github.base_url, Gate(database, 0.001))) as ours,
    ):
        seat = ours.installation(repo.full_name)
        with ours.as_app() as as_app:
            _, places = as_app.requester.requestJsonAndCheck("GET", "/app/installations")
        place = next(one for one in places if one["account"]["login"] == "ana")
        issue = repo.open_issue("A paper")
        listed = seat.github.get_repo(repo.full_name).get_issue(issue.number)
        listed.create_comment("one")
        github.weather.add(Rule("POST */comments", SECONDARY))
        with pytest.raises(NotNow):
            listed.create_comment("two")
        github.weather.clear()
        before = len(github.requests)
        for ask in (listed.update, lambda: listed.create_comment("three"), lambda: list(listed.get_comments())):
            with pytest.raises(NotNow):
                ask()
        assert len(github.requests) == before
        reader = ours.reader(Place(place["id"], "ana", seat.installed_at))
        with pytest.raises(NotNow):
            reader.get_repo(repo.full_name).get_contents("README.md")
        assert [call.path.rpartition("/")[2] for call in github.requests[before:]] == ["access_tokens"]
        assert len(repo.comments(issue.number)) == 1


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
