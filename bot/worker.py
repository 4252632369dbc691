"""The durable queue: a key is looked at, judged, and made so, once at a time.

What must hold:
- a delivery that was answered 202 is worked on, whatever dies in between;
- two looks at one key never overlap, other keys go on beside;
- a look never ends in an error that the queue remembers: its id would not be run again. Errors are logged
  and a later look is enqueued.
Races we accept: an event during a look starts one more look after it, which mostly finds nothing to do.
"""

import fcntl
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from json import JSONDecodeError
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import requests
from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID
from github import GithubException

from bot.apply import Outrun, apply, paced
from bot.database import Database
from bot.decide import decide
from bot.github_app import GitHubApp, Installation, is_archived, is_gone
from bot.hints import HintStore
from bot.linkcheck import LinkChecker
from bot.lookup import PaperService
from bot.model import Key, Plan, PullSnapshot, Snapshot
from bot.observe import Behind, Gone, observe
from bot.observe_pull import observe_pull, open_pulls
from bot.parked import Parked
from bot.redelivery import Redelivery
from bot.rivals import Rivals
from bot.settings import Settings
from bot.sweep import SETTLED, Seen, Sweep

_log = logging.getLogger(__name__)

_QUEUE = "looks"
#: Constant, so that work queued by one release is done by the next.
_VERSION = "shelver"
#: SQLite knows `unixepoch('subsec')` from here on: https://sqlite.org/releaselog/3_42_0.html
_SUBSECONDS = (3, 42, 0)
#: Looks at the same time in one process.
_AT_ONCE = 4
_POLL = 0.1
_KEEP_FINISHED = 30 * 24 * 3600
_HOUSEKEEPING = 600
#: A process that starts sweeps at once, unless that was done so few seconds ago.
_START_GAP = 30
#: Seconds that the end of a process waits for the request that its sweep is at.
_SWEEP_ENDS = 5
#: Seconds until a look that failed is tried again; after the last it is given up until the next event.
_PATIENCE = (10, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600)
#: An issue that GitHub does not show yet may come; one that was deleted does not.
_PATIENCE_GONE = (5, 60)
#: Seconds until an answer is asked for again that was older than what we wrote ourselves.
_BEHIND_RETRY = 5


@dataclass(frozen=True)
class Tools:
    """What a look needs of the outside."""

    github: GitHubApp
    papers: PaperService
    links: LinkChecker
    database: Database
    hints: HintStore
    rivals: Rivals
    seen: Seen
    pace: Callable[[], None]
    patience: float = 1.0


def make_tools(settings: Settings) -> Tools:
    """Connect nothing yet; everything is asked when it is needed."""
    database = Database(settings.database_url)
    return Tools(
        github=GitHubApp(settings.app_id, settings.private_key, settings.github_url),
        papers=PaperService(settings.papers, settings.data, settings.turns_url),
        links=LinkChecker(settings.papers, settings.data, settings.turns_url),
        database=database,
        hints=HintStore(database),
        rivals=Rivals(database),
        seen=Seen(database),
        pace=paced(settings.github_pace),
        patience=settings.patience,
    )


def reconcile(key: Key, tools: Tools, *, surely: bool = False) -> Plan:
    """Look at a submission or a pull request, judge it, and make it so. Safe at any time; returns what was done.

    `surely` tells that an issue which GitHub does not show was asked for often enough.
    """
    installation = _installation(key.repo, tools)
    snapshot: Snapshot | PullSnapshot
    if key.pull:
        snapshot = observe_pull(
            key, installation, tools.papers.look_up, tools.links.check, tools.hints.of(key), tools.rivals.of
        )
        # Ours with somebody's change and fixes is no other than that one.
        counts = snapshot.pull.open and snapshot.proposal and not snapshot.pull.stands_in
        brings = snapshot.proposal.papers if counts and snapshot.proposal else ()
        tools.rivals.keep(key.repo, key.number, brings)
    else:
        hints = tools.hints.of(key)
        snapshot = observe(key, installation, tools.papers.look_up, hints, tools.rivals.of, surely=surely)
    plan = decide(snapshot)
    apply(key, plan, installation, tools.pace, partial(tools.hints.keep, key))
    tools.seen.keep(snapshot)
    return plan


class Worker:
    """The queue and its threads in this process. `start` once, `stop` at the end."""

    def __init__(self, settings: Settings) -> None:
        self.tools = make_tools(settings)
        self._slot = _Slot(settings.data / "slots")
        self._stopping = threading.Event()
        self._sweeper = threading.Thread(
            target=self._sweep, args=(settings.sweep_every, settings.github_pace), name="sweeper", daemon=True
        )
        self._housekeeper = threading.Thread(target=self._keep_house, name="housekeeper", daemon=True)
        settings.data.mkdir(parents=True, exist_ok=True)
        config: DBOSConfig = {
            "name": "shelver",
            "system_database_url": settings.database_url,
            "application_version": _VERSION,
            "executor_id": self._slot.name,
            "log_level": "WARNING",
            "enable_otlp": False,
            "max_executor_threads": _AT_ONCE + 2,
        }
        if sqlite3.sqlite_version_info < _SUBSECONDS and settings.database_url.startswith("sqlite:"):
            config["db_engine_kwargs"] = {"connect_args": {"factory": _OldSQLite}}
        DBOS(config=config)

    def start(self) -> None:
        """Begin to work on what is queued, and on what a process that died left behind."""
        global _tools
        _tools = self.tools
        DBOS.launch()
        DBOS.register_queue(_QUEUE, partition_concurrency=1, worker_concurrency=_AT_ONCE, polling_interval_sec=_POLL)
        self._housekeeper.start()
        self._sweeper.start()

    def stop(self) -> None:
        """Finish what is running and let go of everything."""
        self._stopping.set()
        self._sweeper.join(_SWEEP_ENDS)
        DBOS.destroy(workflow_completion_timeout_sec=10)
        self._slot.release()
        self.tools.github.close()
        self.tools.papers.close()
        self.tools.links.close()
        self.tools.database.close()

    def login(self) -> str | None:
        """Our login, as far as GitHub has told it; nobody waits for that here."""
        return self.tools.github.known_login

    def enqueue(self, delivery: str, key: Key) -> None:
        """Queue a look at a key for a delivery. Durable once this returns; the same delivery queues once."""
        _enqueue(f"{delivery}/{key}", key, attempt=0)

    def waiting(self) -> tuple[int, int]:
        """How many looks are running or wait for a thread, and how many are put off until a later time."""
        # One question, so that no look is missed on its way from one state to another.
        rows = DBOS.list_workflows(status=["ENQUEUED", "PENDING", "DELAYED"], load_input=False, load_output=False)
        put_off = sum(row.status == "DELAYED" for row in rows)
        return len(rows) - put_off, put_off

    def _keep_house(self) -> None:
        while True:
            try:
                for name in self._slot.orphans():
                    # A key stays barred until somebody finishes what a dead process began. DBOS recovers
                    # only its own name by itself, and has no public call for another's.
                    DBOS._recover_pending_workflows([name])
                _forget_finished()
                self.tools.hints.forget_old()
                self.tools.seen.forget_old()
                Parked(self.tools.database).forget_old()
                self.tools.papers.forget_old()
                self.tools.links.forget_old()
            except Exception:
                _log.exception("housekeeping failed; it is tried again in %d s", _HOUSEKEEPING)
            if self._stopping.wait(_HOUSEKEEPING):
                return

    def _sweep(self, every: float, seconds: float) -> None:
        """Look for what webhooks did not tell: when this process starts, and then every so often.

        One process at a time does it. A second one would do no harm: what it finds is queued under the same names.
        """
        if not every:
            return
        pace = paced(seconds)

        def go_on() -> None:
            pace()
            if self._stopping.is_set():
                raise _Stopped

        redelivery = Redelivery(self.tools.github, self.tools.database, go_on)
        # GitHub dates by full seconds: less than one tells nothing.
        settled = max(1.0, SETTLED * self.tools.patience)
        sweep = Sweep(self.tools.github, self.tools.database, self.tools.seen, self.enqueue, go_on, settled)
        gap = min(every, _START_GAP)
        wait = 0.0
        while not self._stopping.wait(wait):
            wait = every
            try:
                if others := self.tools.database.take_turn("sweep", gap):
                    wait = others
                    continue
                gap = every
                again = _as_far_as_it_goes("the search for failed deliveries", redelivery.run)
                looks = _as_far_as_it_goes("the sweep", sweep.run)
                _log.info("sweep: %d deliveries are sent again, %d looks are due", again, looks)
            except _Stopped:
                return
            except Exception:
                _log.exception("the sweep failed; the next one is in %.0f s", every)


def _as_far_as_it_goes(what: str, part: Callable[[], int]) -> int:
    """Do a part of the sweep; what GitHub refuses to the one does not keep the other from being done."""
    try:
        return part()
    except (GithubException, requests.RequestException, JSONDecodeError) as error:
        _log.warning("%s ended early; the rest is done the next time: %s", what, error)
    return 0


class _Stopped(Exception):
    """The process is to end."""


class _NotInstalledError(Exception):
    """We are not installed in a repository (any more)."""


def _installation(repo: str, tools: Tools) -> Installation:
    try:
        return tools.github.installation(repo)
    except GithubException as error:
        if is_gone(error):
            msg = f"{repo}: we are not installed there any more"
            raise _NotInstalledError(msg) from error
        raise


class _OldSQLite(sqlite3.Connection):
    """A connection whose SQLite counts parts of a second.

    DBOS asks for `unixepoch('subsec')` on every Python from 3.12 on, but it is SQLite that must be new enough,
    and a Python may be built with an older one.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.create_function("unixepoch", -1, lambda *_: time.time())


#: The workflow runs in threads of DBOS's own and takes no objects as arguments: the database keeps those.
_tools: Tools | None = None


@DBOS.workflow(name="look")
def _look(repo: str, number: int, edited: bool, attempt: int, pull: bool = False, head: str = "") -> str:
    """One look at one key. Not made of steps: run again after a crash, it looks again from the start."""
    assert _tools is not None  # noqa: S101 - `Worker.start` has set it
    key, started = Key(repo, number, edited, pull, head), time.monotonic()
    patience: tuple[int, ...] = _PATIENCE
    wait = 0.0
    try:
        if not number:
            return _look_at_pulls(key, _tools) if pull else _resume(key, _tools)
        plan = reconcile(key, _tools, surely=attempt >= len(_PATIENCE_GONE))
    except _NotInstalledError as error:
        # Whoever installs us again is heard of, and the sweep finds what was missed.
        _log.info("%s: %s", key, error)
        return str(error)
    except Gone as error:
        outcome, patience = str(error), _PATIENCE_GONE
    except Behind as error:
        # Not counted as a failure: it ends by itself, as a hint is soon believed less than GitHub.
        _log.info("%s: GitHub is behind: %s", key, error)
        _look_later(key, _BEHIND_RETRY * _tools.patience, attempt)
        return str(error)
    except Outrun as error:
        outcome = str(error)
        _log.info("%s: %s", key, outcome)
    except (GithubException, requests.RequestException, JSONDecodeError) as error:
        # The last of them is an answer that came in part.
        outcome = f"GitHub: {error}"
        if isinstance(error, GithubException):
            if is_archived(error):
                _log.info("%s: the repository is archived; this waits until it can be written again", key)
                Parked(_tools.database).keep(key)
                return "archived"
            wait = _asked_to_wait(error)
            if error.status == 401:
                _tools.github.forget(repo)
        _log.warning("%s: %s", key, outcome)
    except Exception as error:
        outcome = f"bug: {error!r}"
        _log.exception("%s: look failed", key)
    else:
        actions = ", ".join(type(action).__name__ for action in plan.actions) or "nothing to do"
        _log.info("%s: %s: %s (%.1f s)", key, plan.reason, actions, time.monotonic() - started)
        if plan.look_again is not None:
            _look_later(key, plan.look_again * _tools.patience, attempt=0)
        return plan.reason
    if attempt < len(patience):
        _look_later(key, max(patience[attempt] * _tools.patience, wait), attempt + 1)
    else:
        _log.error("%s: given up until something happens there: %s", key, outcome)
    return outcome


def _look_at_pulls(key: Key, tools: Tools) -> str:
    """Queue a look at each open pull request that is meant."""
    numbers = list(open_pulls(key.repo, _installation(key.repo, tools), key.head))
    if key.head and not numbers:
        msg = f"{key.repo}: no open pull request has the head {key.head[:10]}"
        raise Gone(msg)
    for number in numbers:
        one = Key(key.repo, number, key.edited, pull=True)
        _enqueue(f"{DBOS.workflow_id}/{one}", one, attempt=0)
    return f"{len(numbers)} pull requests are looked at"


def _resume(key: Key, tools: Tools) -> str:
    """Queue what had to wait while its repository was archived."""
    parked = Parked(tools.database)
    waiting = parked.of(key.repo)
    for one in waiting:
        _enqueue(f"{DBOS.workflow_id}/{one}/{one.pull}", one, attempt=0)
    parked.drop(waiting)
    return f"{len(waiting)} looks go on"


def _asked_to_wait(error: GithubException) -> float:
    """Seconds that GitHub asks us to stay away.

    https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
    """
    if error.status not in (403, 429):
        return 0.0
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    try:
        if "retry-after" in headers:
            return float(headers["retry-after"])
        if headers.get("x-ratelimit-remaining") == "0":
            return max(0.0, float(headers["x-ratelimit-reset"]) - time.time())
    except (KeyError, ValueError):
        pass
    # A secondary limit may come without a number; a minute is the least that is asked for.
    return 60.0


def _enqueue(workflow_id: str, key: Key, attempt: int, delay: float | None = None) -> None:
    with (
        SetWorkflowID(workflow_id),
        SetEnqueueOptions(queue_partition_key=str(key), delay_seconds=delay),
    ):
        DBOS.enqueue_workflow(_QUEUE, _look, key.repo, key.number, key.edited, attempt, key.pull, key.head)


def _look_later(key: Key, seconds: float, attempt: int) -> None:
    """Queue a later look. Looks that fall due at about the same time are one."""
    step = max(1, int(seconds) // 4)
    due = (int(time.time() + seconds) // step + 1) * step
    _enqueue(f"later/{key}/{due}/{attempt}/{key.edited}{key.head}", key, attempt, delay=max(0.0, due - time.time()))


def _forget_finished() -> None:
    """Delete the rows of looks that ended long ago; a redelivery is possible for days, not for weeks."""
    before = datetime.fromtimestamp(time.time() - _KEEP_FINISHED, UTC).isoformat()
    while old := DBOS.list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED"],
        end_time=before,
        limit=500,
        load_input=False,
        load_output=False,
    ):
        DBOS.delete_workflows([row.workflow_id for row in old])


class _Slot:
    """A worker's place, held by a file lock that the kernel frees at death.

    The queue remembers who runs what by this name. Two living processes never share one; a process that
    starts again takes the first free one, so mostly its own; one without a holder is an orphan.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._machine = _machine(folder / "machine")
        number = 0
        while (held := self._lock(number)) is None:
            number += 1
        self._held: IO[str] = held
        self.number = number
        self.name = self._name(number)

    def release(self) -> None:
        """Give the place free."""
        self._held.close()

    def orphans(self) -> Iterator[str]:
        """The names of places whose process died, each held while it is looked after."""
        for path in sorted(self._folder.glob("*.lock")):
            number = int(path.stem)
            if number != self.number and (held := self._lock(number)) is not None:
                with held:
                    yield self._name(number)

    def _name(self, number: int) -> str:
        return f"{self._machine}-{number}"

    def _lock(self, number: int) -> IO[str] | None:
        file = (self._folder / f"{number}.lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        return file


def _machine(path: Path) -> str:
    """A name for this data folder, so that machines that share a database do not share places."""
    try:
        with path.open("x") as file:
            file.write(uuid4().hex[:8])
    except FileExistsError:
        pass
    return path.read_text()
