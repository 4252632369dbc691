"""What the sandbox's GitHub knows: accounts, repositories, issues, pull requests, apps, and the mails it sent.

Records only, with the look-ups and the clock; what people and programs do to them is in `deeds`. One lock guards
everything: whoever reads or changes more than one fact holds `World.lock`.
"""

import base64
import itertools
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from bot.sandbox.git import GitStore
from bot.sandbox.limits import Meter

#: The labels that GitHub gives to every new repository.
DEFAULT_LABELS = (
    ("bug", "d73a4a", "Something isn't working"),
    ("documentation", "0075ca", "Improvements or additions to documentation"),
    ("duplicate", "cfd3d7", "This issue or pull request already exists"),
    ("enhancement", "a2eeef", "New feature or request"),
    ("good first issue", "7057ff", "Good for newcomers"),
    ("help wanted", "008672", "Extra attention is needed"),
    ("invalid", "e4e669", "This doesn't seem right"),
    ("question", "d876e3", "Further information is requested"),
    ("wontfix", "ffffff", "This will not be worked on"),
)

#: What a GitHub App of a list needs, and is subscribed to, if the one who registers it says nothing else.
DEFAULT_PERMISSIONS = {"metadata": "read", "contents": "write", "issues": "write", "pull_requests": "write"}
DEFAULT_EVENTS = ("issues", "issue_comment", "pull_request", "push")


class Refused(Exception):
    """GitHub says no: a status, a message, for a 422 the list of what is wrong, and where that is documented.

    https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
    """

    def __init__(
        self,
        status: int,
        message: str,
        errors: list[dict[str, str]] | list[str] | None = None,
        *,
        documentation: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {message} {errors or ''}".strip())
        self.status = status
        self.message = message
        self.errors = errors
        self.documentation = documentation
        self.headers = headers


def invalid(resource: str, field: str, code: str = "invalid", message: str | None = None) -> Refused:
    """A 422 as GitHub writes it.

    https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed
    """
    error = {"resource": resource, "code": code, "field": field}
    return Refused(422, "Validation Failed", [error | ({"message": message} if message else {})])


@dataclass
class Account:
    """A person, an organisation or an app's bot."""

    id: int
    login: str
    kind: str = "User"


@dataclass
class Label:
    """A repository's label."""

    id: int
    name: str
    color: str = "ededed"
    description: str | None = None
    default: bool = False


@dataclass
class Reaction:
    """One account's reaction to an issue or a comment."""

    id: int
    login: str
    content: str
    created_at: datetime


@dataclass
class Comment:
    """A comment in an issue's or a pull request's conversation."""

    id: int
    number: int
    author: str
    body: str
    created_at: datetime
    updated_at: datetime
    app: int | None = None
    edited_at: datetime | None = None
    reactions: list[Reaction] = field(default_factory=list)


@dataclass(frozen=True)
class Annotation:
    """What a check run says of some lines of a file."""

    path: str
    start_line: int
    end_line: int
    level: str
    message: str
    title: str | None = None
    raw_details: str | None = None
    start_column: int | None = None
    end_column: int | None = None


@dataclass(frozen=True)
class Action:
    """A button that a check run offers."""

    label: str
    description: str
    identifier: str


@dataclass
class CheckRun:
    """One check of one commit, as the app reports it that made it."""

    id: int
    suite: int
    name: str
    details_url: str
    started_at: datetime
    status: str = "queued"
    conclusion: str | None = None
    completed_at: datetime | None = None
    external_id: str = ""
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: list[Annotation] = field(default_factory=list)
    actions: tuple[Action, ...] = ()


@dataclass
class CheckSuite:
    """All that one app checks of one commit.

    `before` is what the branch stood at before the push that asked for it. `reset` tells that it was asked for again
    and nothing was reported since.
    """

    id: int
    app: int
    head_sha: str
    created_at: datetime
    updated_at: datetime
    head_branch: str | None = None
    before: str | None = None
    runs: list[CheckRun] = field(default_factory=list)
    reset: bool = False


@dataclass
class Review:
    """One look at a pull request: `state` is APPROVED, CHANGES_REQUESTED or COMMENTED."""

    id: int
    author: str
    body: str
    state: str
    commit_id: str
    submitted_at: datetime
    app: int | None = None
    edited_at: datetime | None = None


@dataclass
class ReviewComment:
    """What a review says of lines of the diff.

    `side` is RIGHT for the file after the change, LEFT for before; `line` and `start_line` are where the lines stand in
    the newest diff, None where they changed since ("outdated"). `position` counts the diff's lines below its first hunk
    header. The `original_` ones are where the comment was made.
    """

    id: int
    review: int
    author: str
    body: str
    path: str
    side: str
    line: int | None
    start_side: str | None
    start_line: int | None
    position: int | None
    commit_id: str
    diff_hunk: str
    created_at: datetime
    updated_at: datetime
    original_line: int
    original_start_line: int | None
    original_position: int
    original_commit_id: str
    in_reply_to: int | None = None
    app: int | None = None
    edited_at: datetime | None = None
    reactions: list[Reaction] = field(default_factory=list)


@dataclass
class Pull:
    """What makes an issue a pull request. `head_repo` is the number of the fork that the head is a branch of, or None.

    `tried` is the pair of head and base for which the merge was last tried, `mergeable` and `test_merge` what came of
    it: GitHub tries it in the background, so both may be older than head and base are.
    """

    id: int
    head_ref: str
    head_sha: str
    base_ref: str
    base_sha: str
    draft: bool = False
    merged_at: datetime | None = None
    merged_by: str | None = None
    merge_commit_sha: str | None = None
    tried: tuple[str, str | None] | None = None
    mergeable: bool | None = None
    test_merge: str | None = None
    head_repo: int | None = None
    maintainer_can_modify: bool = False
    reviews: list[Review] = field(default_factory=list)
    review_comments: list[ReviewComment] = field(default_factory=list)


@dataclass
class Issue:
    """An issue, or a pull request's conversation: both share one row of numbers. `lock` is why it is locked."""

    id: int
    number: int
    title: str
    body: str | None
    author: str
    created_at: datetime
    updated_at: datetime
    state: str = "open"
    state_reason: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    app: int | None = None
    edited_at: datetime | None = None
    locked: bool = False
    lock: str | None = None
    labels: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    pull: Pull | None = None


@dataclass(frozen=True)
class Protection:
    """The rules of a protected branch. Nobody may push by force to it or delete it.

    `reviews` is how many approvals a merge takes; where it takes any, nobody may push either. `pushers` are the only
    ones who may push or merge; None is whoever may write. `checks` are the names of check runs that must have passed;
    `strict` wants a head that holds all of its base, too; with `queue` nothing is merged but by the merge queue. Admins
    stand above all of them, unless `admins_too`. Those of a `ruleset` are told and refused otherwise than those of a
    protected branch.
    https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
    """

    reviews: int = 1
    pushers: frozenset[str] | None = None
    admins_too: bool = False
    checks: tuple[str, ...] = ()
    strict: bool = False
    queue: bool = False
    ruleset: bool = False


@dataclass
class Queued:
    """A pull request in the merge queue of a branch, and who put it there.

    GitHub tries it on a `branch` of its own: `head` is the merge with the commit `onto`, which is the base or the head
    of who is before it.
    """

    number: int
    by: str
    base: str
    onto: str = ""
    branch: str = ""
    head: str = ""


@dataclass
class Repo:
    """A repository with its git store. `protections` are by pattern, `deleted` the numbers of deleted issues.

    `moved` says where the issues are now that went to other repositories: repository and number. `renamed` are old
    names of branches with their newer ones, `restricted` the patterns of branches that a ruleset lets nobody make.
    `archived` tells that it can only be read, `former` are its names of before as `owner/name` in lower case.
    `parent` is the number of the repository that it is a fork of. A fork that `refuses_edits` lets no maintainer of its
    parent push, whatever its pull requests say.
    """

    id: int
    owner: str
    name: str
    default_branch: str
    created_at: datetime
    git: GitStore
    description: str | None = None
    private: bool = False
    updated_at: datetime = field(init=False)
    pushed_at: datetime = field(init=False)
    issues: dict[int, Issue] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    collaborators: dict[str, str] = field(default_factory=dict)
    watchers: set[str] = field(default_factory=set)
    has_issues: bool = True
    deleted: set[int] = field(default_factory=set)
    moved: dict[int, tuple[int, int]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    protections: dict[str, Protection] = field(default_factory=dict)
    restricted: tuple[str, ...] = ()
    queues: dict[str, list[Queued]] = field(default_factory=dict)
    archived: bool = False
    former: set[str] = field(default_factory=set)
    suites: dict[int, CheckSuite] = field(default_factory=dict)
    parent: int | None = None
    refuses_edits: bool = False

    def __post_init__(self) -> None:
        self.updated_at = self.pushed_at = self.created_at

    @property
    def full_name(self) -> str:
        """The repository's `owner/name`."""
        return f"{self.owner}/{self.name}"

    def permission(self, login: str) -> str:
        """Return what an account may do here: admin, write, triage, read or none."""
        if login == self.owner:
            return "admin"
        return self.collaborators.get(login, "none" if self.private else "read")

    def may_write(self, login: str) -> bool:
        """Tell whether an account may push here."""
        return self.permission(login) in ("write", "maintain", "admin")

    def protection(self, branch: str) -> Protection | None:
        """Return the rules of a branch, None where it is not protected."""
        return next((rules for pattern, rules in self.protections.items() if fnmatchcase(branch, pattern)), None)

    def checks(self, sha: str) -> list[tuple[CheckSuite, CheckRun]]:
        """Return the check runs of a commit with their suites, the newest first; of one name and app only the last."""
        found = [(suite, run) for suite in self.suites.values() if suite.head_sha == sha for run in suite.runs]
        found.sort(key=lambda pair: -pair[1].id)
        last = {(suite.app, run.name): run for suite, run in reversed(found)}
        return [(suite, run) for suite, run in found if last[suite.app, run.name] is run]


@dataclass
class App:
    """A registered GitHub App."""

    id: int
    slug: str
    name: str
    owner: str
    bot: Account
    public_key: str
    client_id: str
    created_at: datetime
    private_key: str | None = None
    webhook_url: str | None = None
    webhook_secret: str | None = None
    content_type: str = "json"
    hook_id: int = 0
    permissions: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_PERMISSIONS))
    events: tuple[str, ...] = DEFAULT_EVENTS


@dataclass
class Installation:
    """An app installed on an account, for some of its repositories."""

    id: int
    app: int
    account: str
    repos: set[int]
    permissions: dict[str, str]
    events: tuple[str, ...]
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Token:
    """An installation token: perhaps narrowed to some repositories and permissions."""

    value: str
    installation: int
    permissions: dict[str, str]
    repos: frozenset[int] | None
    expires_at: datetime


@dataclass(frozen=True)
class Mail:
    """One notification as GitHub mails it: to watchers and participants, never to the one who acted.

    `kind` is issue, pull_request (opened), comment, review, closed, merged or reopened. A review is one
    mail, whatever it says of lines.
    """

    repo: str
    number: int
    kind: str
    by: str
    subject: str
    body: str
    at: datetime
    recipients: frozenset[str]


@dataclass(frozen=True)
class Call:
    """One request that the REST API answered."""

    method: str
    route: str
    path: str
    status: int
    login: str | None
    at: datetime


Publish = Callable[[App, Installation, str, dict[str, Any]], None]


class World:
    """All that this GitHub knows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.RLock()
        self.origin = ""
        self.accounts: dict[str, Account] = {}
        self.repos: dict[int, Repo] = {}
        self.apps: dict[int, App] = {}
        self.installations: dict[int, Installation] = {}
        self.tokens: dict[str, Token] = {}
        self.people_tokens: dict[str, str] = {}
        self.mails: list[Mail] = []
        self.calls: list[Call] = []
        self.clock_skew = timedelta(0)
        self.meter = Meter()
        self.publish: Publish = lambda app, installation, event, payload: None
        self._now: datetime | None = None
        self._ids = itertools.count(1001)

    @property
    def api(self) -> str:
        """Base address of the REST API, as of GitHub Enterprise Server."""
        return f"{self.origin}/api/v3"

    # Time

    def now(self) -> datetime:
        """Return the moment that new things are dated with; GitHub counts in whole seconds."""
        return (self._now or datetime.now(UTC)).replace(microsecond=0)

    def set_now(self, moment: datetime | None) -> None:
        """Stop the clock at a moment, or let it run again with None."""
        self._now = None if moment is None else moment.astimezone(UTC)

    def auth_now(self) -> datetime:
        """Return the moment that tokens are judged by: the machine's clock, so a stopped clock locks nobody out."""
        return datetime.now(UTC) + self.clock_skew

    # Making and finding

    def next_id(self) -> int:
        """Return a number that nothing else bears."""
        return next(self._ids)

    def account(self, login: str) -> Account:
        """Return an account, made on first mention; a login in `[bot]` is an app's."""
        with self.lock:
            for known in self.accounts.values():
                if known.login.lower() == login.lower():
                    return known
            made = Account(self.next_id(), login, "Bot" if login.endswith("[bot]") else "User")
            self.accounts[login] = made
            return made

    def known_account(self, login: str) -> Account | None:
        """Return an account that exists, whatever the case of its letters."""
        return next((a for a in self.accounts.values() if a.login.lower() == login.lower()), None)

    def repo(self, owner: str, name: str) -> Repo | None:
        """Return a repository by owner and name, whatever the case of their letters."""
        wanted = f"{owner}/{name}".lower()
        return next((repo for repo in self.repos.values() if repo.full_name.lower() == wanted), None)

    def moved_repo(self, owner: str, name: str) -> Repo | None:
        """Return the repository that had this name once, unless another one has it now."""
        wanted = f"{owner}/{name}".lower()
        return next((repo for repo in self.repos.values() if wanted in repo.former), None)

    def head_repo(self, base: Repo, pull: Pull) -> Repo:
        """Return the repository that the head of a pull request is a branch of."""
        return base if pull.head_repo is None else self.repos[pull.head_repo]

    def installation_on(self, app: App, repo: Repo) -> Installation | None:
        """Return the installation through which an app sees a repository."""
        return next((i for i in self.installations.values() if i.app == app.id and repo.id in i.repos), None)

    def person_token(self, login: str) -> str:
        """Return a token with which a person calls the API, made on first demand."""
        with self.lock:
            account = self.account(login)
            for token, owner in self.people_tokens.items():
                if owner == account.login:
                    return token
            token = f"ghp_{secrets.token_hex(18)}"
            self.people_tokens[token] = account.login
            return token


def node_id(kind: str, number: int) -> str:
    """Return the id that GraphQL would know a thing by."""
    return base64.b64encode(f"0{len(kind)}:{kind}{number}".encode()).decode()
