"""The sweep: finds what changed in all repositories since it was last looked at, whatever webhooks were lost.

What must hold: a change is found however often this is interrupted; a repository without one costs a request that
GitHub does not count (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate);
the first look at a repository only notes the time, so that what was opened before stays as it is.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from github import Github, GithubException
from sqlalchemy import BigInteger, Column, Double, String, Table, delete, select, update

from bot.commands import without_commands
from bot.config import CONFIG_PATH, ConfigError, read_config
from bot.database import TABLES, Database, put
from bot.events import is_shared, submission_of
from bot.github_app import GitHubApp, Place, is_gone
from bot.model import Key, PullSnapshot, Snapshot
from bot.submission import read_submission

_log = logging.getLogger(__name__)

_DAY = 24 * 3600
#: What a look saw is remembered so long; forgetting costs one look more.
_KEEP_SEEN = 365 * _DAY

#: Seconds after which a change shows in every answer.
SETTLED = 10.0
_PAGE = 100
#: So far behind the last change that was handed on another one may show up late: GitHub is many machines, each with
#: a clock, and dates by full seconds.
_OVERLAP = timedelta(seconds=60)
#: Answers that are about all repositories of an installation: its token is refused, or we ask too much.
_FOR_ALL = (401, 429)
#: What is kept of what GitHub says of installations and repositories.
_WORTH_KEEPING = (
    "id", "account", "created_at", "suspended_at", "full_name", "archived", "disabled", "has_issues",
)  # fmt: skip

_REPOSITORIES = Table(
    "shelver_repositories",
    TABLES,
    # The number stays when a repository is renamed.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("place", BigInteger, nullable=False),
    Column("noted", String(40), nullable=False),
    Column("since", String(40), nullable=False),
    Column("etag", String(300)),
    Column("backlog_at", Double, nullable=False),
    Column("backlog_below", BigInteger),
    Column("missed", BigInteger, nullable=False),
)
_SEEN = Table(
    "shelver_seen",
    TABLES,
    Column("subject", String(300), primary_key=True),
    Column("updated_at", String(40), nullable=False),
    Column("read_at", String(40), nullable=False),
    Column("at", Double, nullable=False),
)


@dataclass(frozen=True)
class Sight:
    """What the last look saw: which version, read when by GitHub's clock; `at` tells this look from others."""

    version: datetime
    read_at: datetime
    at: float

    def shows(self, changed: datetime, settled: timedelta) -> bool:
        """Whether a change is surely in it: GitHub dates by full seconds, and may show what was before for some."""
        return self.version >= changed and self.read_at >= changed + settled


class Seen:
    """In which version a look last saw an issue or a pull request.

    A look at a submission sees its issue and our pull request, one at a pull request that alone: they judge something
    else, so what the one saw is not seen by the other.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, snapshot: Snapshot | PullSnapshot) -> None:
        """Remember what was looked at, once all that followed from it is done."""
        key = snapshot.key
        versions: dict[int, datetime | None] = {}
        if isinstance(snapshot, PullSnapshot):
            versions[snapshot.pull.number] = snapshot.pull.updated_at
            read_at = snapshot.pull.read_at or snapshot.now
        else:
            versions[snapshot.issue.number] = snapshot.issue.updated_at
            if (pull := snapshot.own.pull) and not pull.shared:
                versions[pull.number] = pull.updated_at
            read_at = snapshot.issue.read_at or snapshot.now
        read = read_at.astimezone(UTC).isoformat()
        with self._database.engine.begin() as connection:
            for number, updated_at in versions.items():
                if updated_at is not None:
                    subject, version = _subject(key.repo, number, pull=key.pull), updated_at.astimezone(UTC).isoformat()
                    put(connection, _SEEN, subject=subject, updated_at=version, read_at=read, at=time.time())

    def last(self, repo: str, number: int, *, pull: bool = False) -> Sight | None:
        """What a look at a submission last saw, or with `pull` one at a pull request; None where there was none."""
        subject = _subject(repo, number, pull=pull)
        wanted = select(_SEEN.c.updated_at, _SEEN.c.read_at, _SEEN.c.at).where(_SEEN.c.subject == subject)
        with self._database.engine.connect() as connection:
            row = connection.execute(wanted).first()
        return Sight(_time(row.updated_at), _time(row.read_at), row.at) if row else None

    def forget_old(self) -> None:
        """Delete what was seen very long ago."""
        with self._database.engine.begin() as connection:
            connection.execute(delete(_SEEN).where(_SEEN.c.at < time.time() - _KEEP_SEEN))


def _subject(repo: str, number: int, *, pull: bool) -> str:
    """What is remembered is kept by this: the issue or pull request, and which kind of look saw it."""
    return f"{repo}#{number} as a pull request" if pull else f"{repo}#{number}"


@dataclass(frozen=True)
class _Progress:
    """How far we are in one repository.

    - `place`: the installation that it belongs to
    - `noted`: when we first saw it
    - `since`: when the last change that was handed on was made, by GitHub's clock
    - `etag`: GitHub's name for the answer that there was nothing since
    - `backlog_at`, `backlog_below`: when the backlog was last taken up, and down to which number
    - `missed`: in how many sweeps on end it was not there
    """

    id: int
    place: int
    noted: str
    since: str
    etag: str | None = None
    backlog_at: float = 0.0
    backlog_below: int | None = None
    missed: int = 0


@dataclass(frozen=True)
class _Answer:
    """What GitHub answered. `data` is None where that is what it answered before."""

    data: Any
    etag: str | None


class Sweep:
    """Goes through all repositories; `enqueue` takes a name for the reason, and whom to look at.

    `pace` is called before each request and each look, and waits as long as it must. `settled` is how many seconds
    after a change a look must have read it to be sure that it saw all of it. Installations of accounts that are not
    served by `serves` are left out.
    """

    def __init__(
        self,
        github: GitHubApp,
        database: Database,
        seen: Seen,
        enqueue: Callable[[str, Key], None],
        pace: Callable[[], None] = lambda: None,
        settled: float = SETTLED,
        serves: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self._github = github
        self._database = database
        self._seen = seen
        self._enqueue = enqueue
        self._pace = pace
        self._settled = timedelta(seconds=settled)
        self._serves = serves
        self._known: dict[tuple[int, str, int], _Answer] = {}
        #: By GitHub's clock, as its last answer told it.
        self._now = datetime.now(UTC)

    def run(self) -> int:
        """Hand on what changed; returns how many looks that makes.

        Raises GithubException or requests' errors where GitHub as a whole is out of reach.
        """
        looks = 0
        with self._github.as_app() as app:
            places = [
                Place(place["id"], (place["account"] or {}).get("login", "?"), _time(place["created_at"]))
                for place in self._pages(0, lambda: app, "/app/installations", lambda page: page)
                if not place.get("suspended_at")
            ]
        others = [place.account for place in places if not self._serves(place.account)]
        if others:
            _log.info(
                "installations that SHELVER_ACCOUNTS does not name are ignored: %s", ", ".join(sorted(others)[:10])
            )
        places = [place for place in places if self._serves(place.account)]
        for place in places:
            try:
                looks += self._place(place)
            except GithubException as error:
                if error.status == 401:
                    self._github.forget_reader(place)
                # The budget is each installation's own, so the others go on.
                _log.warning("the sweep of %s ended early: %s", place.account, error)
        active = {place.id for place in places}
        for gone in self._places() - active:
            self._miss(gone, set())  # taken off, or suspended
        return looks

    def _place(self, place: Place) -> int:
        """https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation"""
        looks = 0
        there: set[int] = set()

        def reader() -> Github:
            # Asked for anew each time: a token may end before a long list does.
            return self._github.reader(place)

        for repository in self._pages(
            place.id, reader, "/installation/repositories", lambda page: page["repositories"]
        ):
            there.add(repository["id"])
            if repository.get("archived") or repository.get("disabled") or not repository.get("has_issues", True):
                continue
            try:
                looks += self._repository(place, reader(), repository["id"], repository["full_name"])
            except GithubException as error:
                if error.status in _FOR_ALL:
                    raise
                # Moved, without issues, blocked, or one that GitHub fails to answer for.
                _log.info("%s is left out of the sweep: %s", repository["full_name"], error)
        self._miss(place.id, there)
        return looks

    def _places(self) -> set[int]:
        """The installations that repositories were noted in."""
        with self._database.engine.connect() as connection:
            return set(connection.scalars(select(_REPOSITORIES.c.place).distinct()))

    def _miss(self, place: int, there: Collection[int]) -> None:
        """Forget the repositories of an installation that are not in it any more: what is filed there is not ours.

        Pages of a list may shift while they are read, so only one that is missed twice is.
        """
        with self._database.engine.begin() as connection:
            noted = select(_REPOSITORIES.c.id, _REPOSITORIES.c.missed).where(_REPOSITORIES.c.place == place)
            for id, missed in connection.execute(noted).all():
                row = _REPOSITORIES.c.id == id
                if id in there:
                    if missed:
                        connection.execute(update(_REPOSITORIES).where(row).values(missed=0))
                elif missed:
                    connection.execute(delete(_REPOSITORIES).where(row))
                else:
                    connection.execute(update(_REPOSITORIES).where(row).values(missed=1))

    def _repository(self, place: Place, reader: Github, id: int, repo: str) -> int:
        progress, looks = self._progress(id), 0
        if progress is None or progress.place != place.id:
            now = self._now.isoformat()
            progress = self._save(_Progress(id, place.id, noted=now, since=now))
            _log.info("%s is new; what was opened there before is left alone", repo)
        else:
            for item in self._changes(reader, repo, progress):
                looks += self._hand_on(place, repo, progress, item)
            progress = self._progress(id)
            if looks and progress and progress.etag:
                # The list may stay as it is though one of these looks missed something: it is asked for once more.
                self._save(replace(progress, etag=None))
        return looks + self._backlog(place, reader, id, repo)

    def _changes(self, reader: Github, repo: str, progress: _Progress) -> Iterator[Mapping[str, Any]]:
        """The issues and pull requests that changed since the last time, the one that changed first first.

        What was handed on is not asked for again after a crash. Each page is asked for by the time where the one
        before it ended: numbers of pages would shift when something changes meanwhile.
        https://docs.github.com/en/rest/issues/issues#list-repository-issues
        """
        page = 1
        told: set[tuple[int, str]] = set()
        while True:
            wanted = {"state": "all", "sort": "updated", "direction": "asc", "per_page": _PAGE, "page": page}
            since = (_time(progress.since) - _OVERLAP).strftime("%Y-%m-%dT%H:%M:%SZ")
            etag = progress.etag if page == 1 else None
            answer = self._get(reader, f"/repos/{repo}/issues", {**wanted, "since": since}, etag)
            if answer.data is None:
                return
            for item in answer.data:
                version = item["number"], item["updated_at"]
                if version not in told:
                    told.add(version)
                    yield item
            newest = max((_time(item["updated_at"]) for item in answer.data), default=_time(progress.since))
            if newest > _time(progress.since):
                progress, page = self._save(replace(progress, since=newest.isoformat(), etag=None)), 1
            elif len(answer.data) < _PAGE:
                if page == 1:
                    self._save(replace(progress, etag=answer.etag))
                return
            else:
                page += 1

    def _hand_on(self, place: Place, repo: str, progress: _Progress, item: Mapping[str, Any]) -> bool:
        """Have a change looked at that no look has seen."""
        number = submission_of(item)
        by_bot = "pull_request" not in item and (item["user"] or {}).get("type") == "Bot"
        if by_bot:
            return False
        keys = [] if number is None else [Key(repo, number)]
        if "pull_request" in item:
            keys.append(Key(repo, int(item["number"]), pull=True))
            keys += [Key(repo, 0)] if is_shared(item) else []
        due = []
        for key in keys:
            seen = self._seen.last(repo, item["number"], pull=key.pull)
            if seen is not None and seen.shows(_time(item["updated_at"]), self._settled):
                continue
            # A look knows since when the account has us, not since when this repository.
            if seen is None and place.created_at <= _time(item["created_at"]) < _time(progress.noted):
                continue
            # Once after each look: one that read an old answer, or came too early to be sure, is followed by another.
            due.append((f"sweep/{item['number']}/{item['updated_at']}/{seen.at if seen else 0}", key))
        if due and item.get("pull_request", {}).get("merged_at"):
            # Others hang on the push that it was, which may have been lost, too.
            due.append((f"sweep/merged/{item['number']}", Key(repo, 0, pull=True)))
        if due:
            self._pace()
        for reason, key in due:
            self._enqueue(reason, key)
        return bool(due)

    def _backlog(self, place: Place, reader: Github, id: int, repo: str) -> int:
        """Take up the newest of the submissions that are older than we are here, as many a day as the owner wants."""
        progress = self._progress(id)
        if progress is None or time.time() < progress.backlog_at + _DAY:
            return 0
        # Noted first: after a crash too few are taken up that day, never too many.
        progress = self._save(replace(progress, backlog_at=time.time()))
        left = wanted = self._wanted(reader, repo)
        for item in self._open_issues(reader, repo) if wanted else ():
            number, created_at = item["number"], _time(item["created_at"])
            unseen = created_at < _time(progress.noted) and self._seen.last(repo, number) is None
            if number >= (progress.backlog_below or number + 1) or not (created_at < place.created_at or unseen):
                continue
            if not _proposes(item):
                continue
            self._pace()
            self._enqueue("backlog", Key(repo, number, edited=True))
            progress = self._save(replace(progress, backlog_below=number))
            left -= 1
            if not left:
                break
        return wanted - left

    def _wanted(self, reader: Github, repo: str) -> int:
        """What the list's owner says of the backlog. https://docs.github.com/en/rest/repos/contents#get-repository-content"""
        self._pace()
        try:
            found = reader.get_repo(repo).get_contents(CONFIG_PATH)
            # Of what is no file, or larger than 1 MB, GitHub sends no content.
            if isinstance(found, list) or found.encoding != "base64":
                return 0
            return read_config(found.decoded_content).backlog
        except ConfigError as error:
            return error.usable.backlog
        except GithubException as error:
            if is_gone(error):
                return 0
            raise

    def _open_issues(self, reader: Github, repo: str) -> Iterator[Mapping[str, Any]]:
        """The open issues, the newest first. https://docs.github.com/en/rest/issues/issues#list-repository-issues"""
        wanted, page = {"state": "open", "sort": "created", "direction": "desc", "per_page": _PAGE}, 1
        while items := self._get(reader, f"/repos/{repo}/issues", {**wanted, "page": page}).data:
            yield from (item for item in items if "pull_request" not in item)
            if len(items) < _PAGE:
                return
            page += 1

    # What is asked and kept

    def _pages(
        self, place: int, github: Callable[[], Github], address: str, pick: Callable[[Any], list[Mapping[str, Any]]]
    ) -> Iterator[Mapping[str, Any]]:
        """All pages of a list; one that is as it was is not sent again. `pick` takes what is listed out of a page."""
        page = 1
        while True:
            known = self._known.get((place, address, page))
            answer = self._get(github(), address, {"per_page": _PAGE, "page": page}, known.etag if known else None)
            if answer.data is not None:
                items = [{name: item[name] for name in _WORTH_KEEPING if name in item} for item in pick(answer.data)]
                known = self._known[place, address, page] = replace(answer, data=items)
            items = known.data if known else []
            yield from items
            if len(items) < _PAGE:
                return
            page += 1

    def _get(self, github: Github, address: str, wanted: Mapping[str, Any], etag: str | None = None) -> _Answer:
        """https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate"""
        self._pace()
        condition = {"If-None-Match": etag} if etag else {}
        headers, data = github.requester.requestJsonAndCheck("GET", address, parameters=dict(wanted), headers=condition)
        if "date" in headers:
            self._now = parsedate_to_datetime(headers["date"])
        return _Answer(data, headers.get("etag"))

    def _progress(self, id: int) -> _Progress | None:
        with self._database.engine.connect() as connection:
            row = connection.execute(select(_REPOSITORIES).where(_REPOSITORIES.c.id == id)).first()
        return _Progress(*row) if row else None

    def _save(self, progress: _Progress) -> _Progress:
        with self._database.engine.begin() as connection:
            put(connection, _REPOSITORIES, **asdict(progress))
        return progress


def _proposes(item: Mapping[str, Any]) -> bool:
    """Whether a person proposes a paper in an issue."""
    if (item["user"] or {}).get("type") == "Bot":
        return False
    submission = read_submission(item["title"], without_commands(item["body"] or ""))
    return submission.kind != "none" or bool(submission.form)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
