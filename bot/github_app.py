"""Who we are on GitHub: private key -> JWT -> installation token -> PyGithub client.

PyGithub is built without its own retries, which re-send a POST after a cut connection and so double
comments, and without its own pace, which no other process knows of: repeating is the worker's, and `bot.gate` says when
GitHub may be asked.
"""

import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from github import Auth, Github, GithubException
from github.Commit import Commit
from github.Requester import Requester

from bot.gate import APP, Door, Gate
from bot.model import Required

_ALGORITHM = "RS256"
#: Seconds that we let GitHub's clock be behind ours, as its page on JWTs advises.
_CLOCK_DRIFT = 60
#: Seconds until a JWT ends; GitHub allows ten minutes.
_JWT_LIFETIME = 9 * 60
#: A token is renewed this long before it ends, so that no look runs into its end.
_RENEW_BEFORE = timedelta(minutes=5)
_TIMEOUT = 30
_USER_AGENT = "Shelver"
#: The one that we were written for; without a name GitHub's default counts, which moves on.
#: https://docs.github.com/en/rest/about-the-rest-api/api-versions
_API_VERSION = "2022-11-28"

#: What a submission's walk needs, whatever else the installation allows.
_PERMISSIONS = {"contents": "write", "issues": "write", "pull_requests": "write", "metadata": "read", "checks": "write"}
#: It is asked again so soon whether the owner has allowed meanwhile what we lack.
_ASK_AGAIN = timedelta(seconds=60)
#: What it takes to see in which repositories something changed, and what their owners say of the backlog.
_READING = {"contents": "read", "issues": "read", "pull_requests": "read", "metadata": "read"}


class _Guarded(Requester):
    """Sends each request through a door of the gate. PyGithub sends nothing of ours past `requestJson`."""

    door: Door

    def requestJson(self, verb: str, url: str, *args: Any, **options: Any) -> tuple[int, dict[str, Any], str]:
        """Send one request."""
        with self.door.passing(verb, url):
            status, headers, output = super().requestJson(verb, url, *args, **options)
            # Before others of this account have their turn.
            self.door.heard(status, headers, output if status in (403, 429) else "")
        return status, headers, output


def connect(base_url: str, auth: Auth.Auth | None = None, door: Door | None = None) -> Github:
    """A PyGithub client for any GitHub; `auth` None reads public repositories only. It asks through the `door`."""
    client = Github(
        auth=auth,
        base_url=base_url,
        timeout=_TIMEOUT,
        user_agent=_USER_AGENT,
        api_version=_API_VERSION,
        per_page=100,
        # Objects ask GitHub when something of theirs is wanted, not when they are made.
        lazy=True,
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )
    if door is not None:
        # The one place where PyGithub lets a client be given a requester of another kind.
        requester = client.requester
        requester.__class__ = _Guarded
        assert isinstance(requester, _Guarded)  # noqa: S101 - it is one now
        requester.door = door
    return client


@lru_cache(maxsize=1)
def _read_key(private_key: str) -> Any:
    """The key of a PEM text. Reading it checks it, which takes a hundred times as long as signing with it."""
    return jwt.get_algorithm_by_name(_ALGORITHM).prepare_key(private_key)


@dataclass(frozen=True)
class Installation:
    """Our seat in one repository: a client that may act there, our login, and since when we are installed.

    `missing` are the permissions that we need and were not given, by GitHub's names; `settings` is the page where the
    owner gives them. `blobs` keeps the files read last, by their hash or a commit and their path, which never changes
    its meaning; `trees` the files of the newest commit by path; `required` what the rules of branches want, and when
    that was read, in seconds of a clock that nobody sets.
    """

    github: Github
    login: str
    installed_at: datetime
    missing: frozenset[str] = frozenset()
    settings: str = ""
    blobs: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    trees: dict[str, Mapping[str, Any]] = field(default_factory=dict, repr=False, compare=False)
    required: dict[str, tuple[Required, float]] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class Place:
    """An account that installed us, on one or more of its repositories."""

    id: int
    account: str
    created_at: datetime


@dataclass(frozen=True)
class _Seat:
    installation: Installation
    renew_at: datetime


class GitHubApp:
    """The app: makes and keeps installation tokens, each narrowed to one repository.

    Tokens live in memory only. Safe to share between threads.
    """

    def __init__(self, app_id: str, private_key: str, base_url: str, gate: Gate | None = None) -> None:
        self._app_id = app_id
        self._private_key = private_key
        self._base_url = base_url
        self._gate = gate
        self._login: str | None = None
        self._seats: dict[str, _Seat] = {}
        self._readers: dict[int, tuple[Github, datetime]] = {}
        self._lock = threading.Lock()

    def json_web_token(self) -> str:
        """A fresh JWT that proves to GitHub who the app is.

        https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
        """
        now = int(time.time())
        claims = {"iat": now - _CLOCK_DRIFT, "exp": now + _JWT_LIFETIME, "iss": self._app_id}
        return jwt.encode(claims, _read_key(self._private_key), algorithm=_ALGORITHM)

    @property
    def known_login(self) -> str | None:
        """Our login, if GitHub was asked before."""
        return self._login

    def login(self) -> str:
        """The login that our comments and commits carry.

        https://docs.github.com/en/rest/apps/apps#get-the-authenticated-app
        """
        with self._lock:
            if self._login is None:
                with self.as_app() as github:
                    _, app = github.requester.requestJsonAndCheck("GET", "/app")
                self._login = f"{app['slug']}[bot]"
            return self._login

    def installation(self, repo: str) -> Installation:
        """Our seat in `owner/name`. Raises GithubException where the app is not installed there."""
        with self._lock:
            seat = self._seats.get(repo)
        if seat is None or seat.renew_at <= datetime.now(UTC):
            # Two threads may both ask: two tokens do no harm, waiting for a stranger's repository would.
            seat = self._take_seat(repo, self.login())
            with self._lock:
                self._seats[repo] = seat
        return seat.installation

    def forget(self, repo: str) -> None:
        """Drop a repository's token, after GitHub refused it."""
        with self._lock:
            self._seats.pop(repo, None)

    def forget_reader(self, place: Place) -> None:
        """Drop an installation's token for reading, after GitHub refused it."""
        with self._lock:
            if dropped := self._readers.pop(place.id, None):
                dropped[0].close()

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for seat in self._seats.values():
                seat.installation.github.close()
            for reader, _ in self._readers.values():
                reader.close()
            self._seats.clear()
            self._readers.clear()

    def as_app(self) -> Github:
        """A client that speaks for the app itself, for some minutes."""
        return connect(self._base_url, Auth.AppAuthToken(self.json_web_token()), self._door(APP))

    def reader(self, place: Place) -> Github:
        """A client that may read files, issues and pull requests in all repositories of an installation."""
        with self._lock:
            reader, renew_at = self._readers.get(place.id, (None, datetime.min.replace(tzinfo=UTC)))
        if reader is None or renew_at <= datetime.now(UTC):
            # https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
            with self.as_app() as github:
                _, token = github.requester.requestJsonAndCheck(
                    "POST", f"/app/installations/{place.id}/access_tokens", input={"permissions": _READING}
                )
            reader = connect(self._base_url, Auth.Token(token["token"]), self._door(place.account, spare=True))
            with self._lock:
                self._readers[place.id] = reader, _time(token["expires_at"]) - _RENEW_BEFORE
        return reader

    def _door(self, account: str, *, spare: bool = False) -> Door | None:
        return Door(self._gate, account, spare=spare) if self._gate else None

    def _take_seat(self, repo: str, login: str) -> _Seat:
        # https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app
        # https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
        with self.as_app() as github:
            _, place = github.requester.requestJsonAndCheck("GET", f"/repos/{repo}/installation")
            granted: dict[str, str] = place["permissions"]
            missing = frozenset(
                name
                for name, level in _PERMISSIONS.items()
                if name not in granted or (level, granted[name]) == ("write", "read")
            )
            # GitHub refuses a token that is to do more than was granted.
            wanted = {
                name: "read" if name in missing else level for name, level in _PERMISSIONS.items() if name in granted
            }
            _, token = github.requester.requestJsonAndCheck(
                "POST",
                f"/app/installations/{place['id']}/access_tokens",
                input={"repositories": [repo.partition("/")[2]], "permissions": wanted},
            )
        client = connect(self._base_url, Auth.Token(token["token"]), self._door(account_of(repo)))
        installation = Installation(client, login, _time(place["created_at"]), missing, place["html_url"])
        renew_at = _time(token["expires_at"]) - _RENEW_BEFORE
        return _Seat(installation, min(renew_at, datetime.now(UTC) + _ASK_AGAIN) if missing else renew_at)


def account_of(repo: str) -> str:
    """The account that a repository belongs to; it has at most one installation of ours."""
    return repo.partition("/")[0]


def lacking(error: GithubException) -> frozenset[str]:
    """The permissions, one of which a request takes that GitHub refused for want of it; none where that is not why.

    https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#insufficient-permission-errors
    """
    if error.status != 403 or "not accessible by integration" not in str(error.data):
        return frozenset()
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    told = re.findall(r"(\w+)=", str(headers.get("x-accepted-github-permissions", "")))
    return frozenset(told).intersection(_PERMISSIONS) or frozenset(("contents",))


def is_ours(commit: Commit, login: str) -> bool:
    """Whether a commit is ours as we made it: one that a person amended or rebased keeps us as author only.

    GitHub signs what an app commits through the API, and is then the committer, as `web-flow`.
    """
    # Either is null where GitHub knows no account of the address.
    author, committer = (account.login if account else None for account in (commit.author, commit.committer))
    return author == login and committer in (login, "web-flow")


def merges_base(commit: Commit) -> bool:
    """Whether a commit is what GitHub's button "Update branch" makes: GitHub commits it, of two parents.

    What somebody did to mend conflicts on GitHub's page looks the same; only the texts tell that.
    https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/keeping-your-pull-request-in-sync-with-the-base-branch
    """
    return len(commit.parents) == 2 and (commit.committer.login if commit.committer else None) == "web-flow"


def is_archived(error: GithubException) -> bool:
    """Whether GitHub refuses a write because the repository is archived.

    https://docs.github.com/en/repositories/archiving-a-github-repository/archiving-repositories
    """
    return error.status == 403 and "archived" in str(error.data)


def is_locked(error: GithubException) -> bool:
    """Whether GitHub lets us say nothing in a conversation because that is locked.

    https://docs.github.com/en/communities/moderating-comments-and-conversations/locking-conversations
    """
    return error.status == 403 and "is locked" in str(error.data)


def is_gone(error: GithubException) -> bool:
    """Whether GitHub says that a thing is not there, or not for us."""
    return error.status in (404, 410)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
