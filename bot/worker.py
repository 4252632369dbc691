"""The durable queue: a key is looked at, judged, and made so, once at a time.

What must hold:
- a delivery that was answered 202 is worked on, whatever dies in between;
- two looks at one key never overlap, other keys go on beside, and a repository with thousands of them leaves room for
  others;
- a look never ends in an error that the queue remembers: its id would not be run again. Errors are logged
  and a later look is enqueued;
- where GitHub is to be left alone a look does not begin, or ends, and a later look is enqueued.
Races we accept: events during a look start one more look after it, which mostly finds nothing to do.
"""

import fcntl
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from json import JSONDecodeError
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import requests
from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID
from github import GithubException

from bot.apply import Forbidden, Outrun, apply
from bot.claims import Claims
from bot.database import Database
from bot.decide import decide
from bot.filed import Filed
from bot.gate import Gate, NotNow
from bot.github_app import GitHubApp, Installation, account_of, is_archived, is_gone, lacking
from bot.held import HeldStore
from bot.hints import HintStore
from bot.linkcheck import LinkChecker
from bot.lookup import PaperService
from bot.marker import PullMark, read_pull_mark
from bot.model import (
    Bounds,
    ClosePullRequest,
    EditPullRequest,
    Held,
    Key,
    OpenIssue,
    OpenPullRequest,
    Plan,
    PullRequest,
    PullSnapshot,
    Snapshot,
)
from bot.notices import due
from bot.observe import Behind, Gone, observe, observe_shared
from bot.observe_pull import concerned, observe_pull
from bot.observe_repository import observe_repository
from bot.redelivery import Redelivery
from bot.rivals import Rivals
from bot.settings import Accounts, Settings
from bot.shares import Shares
from bot.sweep import SETTLED, Seen, Sweep
from bot.wanted import Wanted

_log = logging.getLogger(__name__)

#: What the queue of looks is called.
QUEUE = "looks"
#: Constant, so that work queued by one release is done by the next.
_VERSION = "shelver"
#: SQLite knows `unixepoch('subsec')` from here on: https://sqlite.org/releaselog/3_42_0.html
_SUBSECONDS = (3, 42, 0)
#: Looks at the same time in one process.
_AT_ONCE = 4
#: The looks of a repository go in so many rows, each one by one, in all processes together. The queue takes the next
#: row by chance: a repository with thousands of looks gets no more than one with three, and never all of a process.
_ROWS = 3
#: In which order the looks of a row go: what people wait for, then what the sweep found.
_PEOPLE, _SWEPT = 1, 2
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
#: The state of a shared pull request while submissions are looked at that it names and that we know nothing of.
_WAITS = "waits"
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
    claims: Claims
    shares: Shares
    seen: Seen
    wanted: Wanted
    filed: Filed
    held: HeldStore
    gate: Gate
    patience: float = 1.0
    accounts: Accounts = field(default_factory=Accounts)


def make_tools(settings: Settings) -> Tools:
    """Connect nothing yet; everything is asked when it is needed."""
    database = Database(settings.database_url)
    gate = Gate(database, settings.github_pace, settings.patience)
    return Tools(
        github=GitHubApp(settings.app_id, settings.private_key, settings.github_url, gate),
        papers=PaperService(settings.papers, settings.data, settings.turns_url),
        links=LinkChecker(settings.papers, settings.data, settings.turns_url),
        database=database,
        hints=HintStore(database),
        rivals=Rivals(database),
        claims=Claims(database),
        shares=Shares(database),
        seen=Seen(database),
        wanted=Wanted(database),
        filed=Filed(database, settings.patience),
        held=HeldStore(database),
        gate=gate,
        patience=settings.patience,
        accounts=settings.accounts,
    )


def reconcile(key: Key, tools: Tools, *, surely: bool = False) -> Plan:
    """Look at a submission or a pull request, judge it, and make it so, as far as we may. Safe at any time; returns
    what was done.

    `surely` tells that an issue which GitHub does not show was asked for often enough.
    """
    if tools.accounts.stops(key.repo):
        return Plan("stopped by the operator", claims=None, held=Held("stopped"))
    installation = _installation(key.repo, tools)
    bounds = Bounds(tools.accounts.tries(key.repo), installation.missing)
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
        snapshot = observe(
            key,
            installation,
            tools.papers.look_up,
            tools.hints.of(key),
            tools.rivals.of,
            tools.claims.elder,
            tools.filed.before,
            surely=surely,
        )
    plan = _carry_out(key, snapshot, bounds, installation, tools)
    if isinstance(snapshot, Snapshot):
        tools.filed.keep(snapshot, plan)
    tools.seen.keep(snapshot)
    return plan


def _carry_out(
    key: Key, snapshot: Snapshot | PullSnapshot, bounds: Bounds, installation: Installation, tools: Tools
) -> Plan:
    """Do what is to be done, as far as GitHub lets us."""
    while True:
        plan = decide(snapshot, bounds)
        try:
            apply(key, plan, installation, partial(tools.hints.keep, key))
        except Forbidden as error:
            _log.warning("%s", error)
            tools.github.forget(key.repo)
            known = bounds
            bounds = replace(bounds, missing=bounds.missing | error.missing, rule=error.rule or bounds.rule)
            if bounds == known:
                raise
        else:
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
        DBOS.register_queue(QUEUE, partition_concurrency=1, worker_concurrency=_AT_ONCE, polling_interval_sec=_POLL)
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

    def enqueue(self, delivery: str, key: Key, order: int = _PEOPLE) -> None:
        """Queue a look at a key for a delivery. Durable once this returns; the same delivery queues once.

        While a look at the key waits to begin, it will see this event, too.
        """
        if DBOS.get_workflow_status(id := f"{delivery}/{key}") is None:
            _ask(self.tools, id, key, order)

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
                self.tools.wanted.forget_old()
                self.tools.filed.forget_old()
                self.tools.gate.forget_old()
                self.tools.held.forget_old()
                self.tools.shares.forget_old()
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
        pace = _paced(seconds)

        def go_on() -> None:
            pace()
            if self._stopping.is_set():
                raise _Stopped

        redelivery = Redelivery(self.tools.github, self.tools.database, go_on)
        # GitHub dates by full seconds: less than one tells nothing.
        settled = max(1.0, SETTLED * self.tools.patience)
        sweep = Sweep(
            self.tools.github,
            self.tools.database,
            self.tools.seen,
            partial(self.enqueue, order=_SWEPT),
            go_on,
            settled,
            self.tools.accounts.serves,
        )
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
                for repo in self.tools.held.repositories():
                    self.enqueue(f"sweep/{time.time():.0f}", Key(repo, 0, edited=True), _SWEPT)
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


def _paced(seconds: float) -> Callable[[], None]:
    """A pace of one step in so many seconds, for one thread."""
    next_at = 0.0

    def wait() -> None:
        nonlocal next_at
        now = time.monotonic()
        start = max(now, next_at)
        next_at = start + seconds
        if start > now:
            time.sleep(start - now)

    return wait


class _Stopped(Exception):
    """The process is to end."""


class _NotInstalledError(Exception):
    """We are not installed in a repository (any more)."""


def _installation(repo: str, tools: Tools) -> Installation:
    if not tools.accounts.serves(repo):
        msg = f"{repo}: SHELVER_ACCOUNTS does not name its account"
        raise _NotInstalledError(msg)
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
def _look(
    repo: str, number: int, edited: bool, attempt: int, pull: bool = False, head: str = "", event: int = 0
) -> str:
    """One look at one key. Not made of steps: run again after a crash, it looks again from the start.

    `event` is the number of what it was queued for, 0 where it was planned.
    """
    assert _tools is not None  # noqa: S101 - `Worker.start` has set it
    key, started = Key(repo, number, edited, pull, head), time.monotonic()
    begun = _tools.wanted.begin(key, event)
    if begun is None:
        return "an earlier look saw this"
    key = replace(key, edited=begun.edited)
    patience: tuple[int, ...] = _PATIENCE
    try:
        _tools.gate.check_look(account_of(repo))
        if not number:
            said = _look_at_all(key, _tools)
            _tools.wanted.done(key, begun)
            return said
        plan = reconcile(key, _tools, surely=attempt >= len(_PATIENCE_GONE))
        _keep(key, plan.held, _tools)
        _tell_others(key, plan, _tools)
    except _NotInstalledError as error:
        # Whoever installs us again is heard of, and the sweep finds what was missed.
        _tools.held.forget(repo)
        _log.info("%s: %s", key, error)
        _tools.wanted.done(key, begun)
        return str(error)
    except NotNow as error:
        # No failure either, and no thread waits for it.
        _log.info("%s: put off: %s", key, error)
        _look_later(key, max(0.0, error.until - time.time()), attempt)
        return f"put off: {error}"
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
                if number:
                    _tools.held.keep(key, Held("archived"))
                _tools.wanted.done(key, begun)
                return "archived"
            if number and (missing := lacking(error)):
                _log.warning("%s: %s", key, outcome)
                _tools.github.forget(repo)
                _keep(key, Held("permission", " ".join(sorted(missing))), _tools)
                _tools.wanted.done(key, begun)
                return outcome
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
        _tools.wanted.done(key, begun)
        return plan.reason
    if attempt < len(patience):
        _look_later(key, patience[attempt] * _tools.patience, attempt + 1)
    else:
        _log.error("%s: given up until something happens there: %s", key, outcome)
    return outcome


def _keep(key: Key, held: Held | None, tools: Tools) -> None:
    """Remember why a key waits, or that it does not; have the maintainers told, and others tried, where that is new."""
    if tools.held.keep(key, held):
        whole = Key(key.repo, 0, edited=held is None)
        _ask_within(tools, "held", whole)


def _look_at_all(key: Key, tools: Tools) -> str:
    """Look at what waits in a repository, or in all of an account; and at open pull requests, where that is meant."""
    if "/" not in key.repo:
        repositories = [Key(repo, 0, edited=True) for repo in tools.held.repositories(key.repo)]
        for one in repositories:
            _ask_within(tools, "account", one)
        return f"{len(repositories)} repositories are looked at"
    if tools.accounts.stops(key.repo):
        tools.held.keep(replace(key, edited=False), Held("stopped"))
        return "stopped by the operator"
    if key.pull:
        tools.held.keep(key, None)
    parts = [] if key.head else [_look_at_repository(key, tools)]
    parts.append(_look_at_pulls(key, tools))
    # Last: what goes wrong there keeps nobody else, and what we may do is read by now.
    parts += [] if key.head else [_look_at_shared(key.repo, tools)]
    return "; ".join(filter(None, parts))


def _look_at_shared(repo: str, tools: Tools) -> str:
    """See to the pull request that all submissions of a repository share, if there is one or is to be; and have those
    looked at that it concerns.
    """
    key, noted, shares = Key(repo, 0), tools.shares.state(repo), tools.shares.of(repo)
    if not noted and not any(shares.values()):
        _keep(key, None, tools)
        return ""
    installation = _installation(repo, tools)
    snapshot = observe_shared(key, installation, [one for one in shares.values() if one], tools.hints.of(key))
    state, mark = _state_of(snapshot.own.pull)
    if state.endswith(" open"):
        if noted not in (state, _WAITS):
            # Somebody opened it again: of those that brought nothing since it was closed each may bring it again.
            tools.shares.forget(repo)
            shares = tools.shares.of(repo)
        if forgotten := sorted(mark.shares.keys() - shares.keys()):
            tools.shares.note(repo, _WAITS)
            for issue in forgotten:
                _ask_within(tools, "forgotten", Key(repo, issue))
            return f"{len(forgotten)} submissions are looked at before their lines are taken out"
    bounds = Bounds(tools.accounts.tries(repo), installation.missing)
    plan = _carry_out(key, snapshot, bounds, installation, tools)
    tools.seen.keep(snapshot)
    _keep(key, plan.held, tools)
    before = mark.shares
    for action in plan.actions:
        if isinstance(action, OpenPullRequest | EditPullRequest):
            mark = read_pull_mark(action.body) or mark
    if any(isinstance(action, OpenPullRequest) for action in plan.actions):
        state = f"{made.number} open" if (made := tools.hints.of(key).pull) else "unknown"
    elif any(isinstance(action, ClosePullRequest) for action in plan.actions):
        state = state.replace("open", "closed")
    concerned = {issue for issue in before.keys() | mark.shares.keys() if before.get(issue) != mark.shares.get(issue)}
    if state != noted:
        concerned |= before.keys() | mark.shares.keys()
    if plan.actions:
        # Who thinks that it has a line, and has none, thinks so of an older list.
        concerned |= {issue for issue, share in shares.items() if share} - mark.shares.keys()
    for issue in sorted(concerned):
        _ask_within(tools, "shared", Key(repo, issue))
    tools.shares.note(repo, state)
    if not state.endswith(" open"):
        tools.shares.forget(repo)
    if plan.look_again is not None:
        _look_later(key, plan.look_again * tools.patience, attempt=0)
    _log.info("%s: %s: %d submissions are looked at", repo, plan.reason, len(concerned))
    return plan.reason


def _state_of(pull: PullRequest | None) -> tuple[str, PullMark]:
    """The number and state of a shared pull request, and its mark."""
    if pull is None:
        return "", PullMark()
    state = "open" if pull.open else "merged" if pull.merged else "closed"
    return f"{pull.number} {state}", read_pull_mark(pull.body) or PullMark()


def _look_at_repository(key: Key, tools: Tools) -> str:
    """Queue a look at each key that need not wait any more, and tell the maintainers what keeps the others."""
    waiting, known = tools.held.of(key.repo), tools.held.notices(key.repo)
    if not waiting and not known:
        return ""
    if key.edited and any(one.held.why == "permission" for one in waiting):
        # We may have been given more since.
        tools.github.forget(key.repo)
    installation = _installation(key.repo, tools)
    bounds = Bounds(tools.accounts.tries(key.repo), installation.missing)
    snapshot = observe_repository(key, installation, bounds, waiting, known)
    free = due(snapshot, anew=key.edited or key.pull)
    for one in free:
        if one.number or one.pull:  # the repository itself is being looked at
            _ask_within(tools, "free", one)
    plan = decide(snapshot)
    for kind, notice in snapshot.notices.items():
        if known.get(kind, (0,))[0] != notice.number:
            tools.held.keep_notice(key.repo, kind, notice.number)
    for action in plan.actions:
        if isinstance(action, OpenIssue):
            # Noted first: one that is not shown yet is not opened once more.
            tools.held.keep_notice(key.repo, action.kind)
    try:
        apply(key, plan, installation)
    except Forbidden as error:
        _log.warning("%s: maintainers cannot be told: %s", key.repo, error)
    told = ", ".join(type(action).__name__ for action in plan.actions) or "nothing to tell"
    _log.info("%s: %s: %s; %d of %d that wait are looked at", key.repo, plan.reason, told, len(free), len(waiting))
    return plan.reason


def _look_at_pulls(key: Key, tools: Tools) -> str:
    """Queue a look at each pull request, or submission with one of ours, that is meant."""
    looks = concerned(key, _installation(key.repo, tools))
    if key.head and not looks:
        msg = f"{key.repo}: no open pull request has the head {key.head[:10]}"
        raise Gone(msg)
    for one in looks:
        if one.number:
            _ask_within(tools, "moved", one)
        elif not tools.shares.state(key.repo):
            # There is a shared pull request of which we know nothing any more.
            tools.shares.note(key.repo, _WAITS)
    return f"{len(looks)} looks follow"


def _tell_others(key: Key, plan: Plan, tools: Tools) -> None:
    """Have later issues looked at that propose the same papers, where this one came to, or no longer does."""
    if key.pull:
        return
    waits = tools.shares.state(key.repo) == _WAITS
    if plan.claims is None:
        # Somebody holds it: that nothing is known of it keeps nobody else.
        unknown = waits and plan.look_again is None and key.number not in tools.shares.of(key.repo)
        if unknown and tools.shares.keep(key.repo, key.number, None, known=True):
            _ask_within(tools, "share", Key(key.repo, 0))
        return
    # One that looks again whether it is shared may be forgotten, as after a crash.
    if tools.shares.keep(key.repo, key.number, plan.share, known=waits) or (plan.share and plan.look_again):
        _ask_within(tools, "share", Key(key.repo, 0))
    others = tools.claims.keep(key.repo, key.number, plan.claims, declined=plan.declined)
    later = [number for number in others if number > key.number]
    # An elder one may have come while this one was looked at.
    for number in (*later, *([key.number] if len(later) < len(others) else [])):
        _ask_within(tools, "claim", Key(key.repo, number))
    if any(isinstance(action, ClosePullRequest) for action in plan.actions):
        # Makes room for those that wait for their turn.
        _ask_within(tools, "room", Key(key.repo, 0))


def row_of(key: Key) -> str:
    """The row in which looks at a key go, one by one."""
    return f"{key.repo}/{key.number % _ROWS}"


def _enqueue(
    workflow_id: str, key: Key, attempt: int, delay: float | None = None, event: int = 0, order: int = _PEOPLE
) -> None:
    with (
        SetWorkflowID(workflow_id),
        SetEnqueueOptions(queue_partition_key=row_of(key), priority=order, delay_seconds=delay),
    ):
        DBOS.enqueue_workflow(QUEUE, _look, key.repo, key.number, key.edited, attempt, key.pull, key.head, event)


def _ask(tools: Tools, id: str, key: Key, order: int = _PEOPLE) -> None:
    """Queue a look at a key by an id that is new, unless one waits to begin: that sees what came before it as well."""
    event = tools.wanted.note(key)
    if event.order is not None and event.order <= order:
        return
    _enqueue(id, key, attempt=0, event=event.number, order=order)
    tools.wanted.queued(key, event.number, order)


def _ask_within(tools: Tools, reason: str, key: Key) -> None:
    """The same from within a look, which begun anew after a crash queues nothing twice: so nobody relies on it."""
    event = tools.wanted.note(key)
    if event.order is None:
        # Hashed: of looks that ask for looks each name would hold all before it.
        whence = sha256(f"{DBOS.workflow_id}".encode()).hexdigest()[:16]
        _enqueue(f"{whence}/{reason}/{key}{'/pull' if key.pull else ''}", key, attempt=0, event=event.number)


def _look_later(key: Key, seconds: float, attempt: int) -> None:
    """Queue a later look, whatever is seen until then. Looks that fall due at about the same time are one."""
    step = max(1, int(seconds) // 4)
    due = (int(time.time() + seconds) // step + 1) * step
    what = f"{key.edited}{'/pull' if key.pull else ''}{key.head}"
    _enqueue(f"later/{key}/{due}/{attempt}/{what}", key, attempt, delay=max(0.0, due - time.time()))


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
