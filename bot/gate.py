"""GitHub's limits, kept for each account that installed us, by all processes that share a database.

What must hold:
- writes for one account go one at a time, with a pause after each; a holder that died bars nobody for ever
- where GitHub asks to be left alone, nobody asks it anything for that account until then, in whichever process
- we make less content than GitHub lets us, and the sweep leaves the last part of an hour's requests to people
Nobody waits here for more than some seconds: what must wait longer is told so (`NotNow`), and looks again then.

https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

import logging
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from github import GithubException
from sqlalchemy import Column, Double, Integer, String, Table, delete, func, insert, select

from bot.database import TABLES, Database, upsert
from bot.turns import NoTurn, Turns

_log = logging.getLogger(__name__)

#: The account of the app itself, whose requests have limits of their own.
APP = ""
#: GitHub names about 80 requests a minute and 500 an hour that make content. The first share of it is taken up by new
#: looks, the rest by those that have begun.
_CONTENT = ((60, 80), (3600, 500))
_SHARE = 0.9
#: GitHub does not say which requests make content: those are counted whose outcome people see or get by mail.
_MAKES_CONTENT = re.compile(r"/repos/[^/]+/[^/]+/(issues|pulls|check-runs)\b")
_MAKING = ("POST", "PATCH", "PUT")
_WRITING = (*_MAKING, "DELETE")
#: Below this share of an hour's requests the sweep stays away.
_SPARE = 0.2
#: Seconds to stay away where GitHub names no number, the most after several such answers, and after one that is named.
_UNNAMED, _LONGEST_UNNAMED, _LONGEST = 60.0, 3600.0, 86400.0
#: Seconds that a thread waits for its turn to write; then the look is put off by some more.
_WAIT, _NEXT_TRY = 15.0, 5.0
#: Seconds between two questions whether another process closed the gate.
_ASK = 1.0
_KEPT = 2 * _LONGEST

_GATES = Table(
    "shelver_gates",
    TABLES,
    Column("account", String(200), primary_key=True),
    Column("closed_until", Double, nullable=False),
    Column("closings", Integer, nullable=False),
    Column("spared_until", Double, nullable=False),
)
_MADE = Table(
    "shelver_made",
    TABLES,
    Column("account", String(200), nullable=False, index=True),
    Column("at", Double, nullable=False),
)


class NotNow(GithubException):
    """GitHub is not to be asked before `until`, seconds since 1970. To all who know nothing of this it is a 429."""

    def __init__(self, account: str, until: float, why: str) -> None:
        self.until = until
        self.why = f"until {datetime.fromtimestamp(until, UTC):%Y-%m-%d %H:%M:%S} UTC: {why}"
        super().__init__(429, message=f"{account or 'the app'} waits {self.why}")

    def __str__(self) -> str:
        return self.message or ""


@dataclass(frozen=True)
class _State:
    """What all processes know of an account."""

    closed_until: float = 0.0
    closings: int = 0
    spared_until: float = 0.0


class Gate:
    """`pace` is the pause between two writes in seconds; 0 is for a GitHub of one's own, where nothing is counted.

    `patience` is a factor on the waits that GitHub names no number for.
    """

    def __init__(self, database: Database, pace: float = 1.0, patience: float = 1.0) -> None:
        self._database = database
        self._turns = Turns(database, patience=_WAIT)
        self._pace = pace
        self._patience = patience
        self._states: dict[str, tuple[float, _State]] = {}
        # Of the threads of a process one at a time asks for the turn.
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def check(self, account: str, *, spare: bool = False) -> None:
        """Raise NotNow where GitHub is to be left alone; with `spare` also where what is left is for people."""
        state = self._state(account.casefold())
        # A clock that was set back must stop nobody for ever.
        if (now := time.time()) < state.closed_until <= now + _LONGEST:
            raise NotNow(account, state.closed_until, "GitHub's limit is reached")
        if spare and now < state.spared_until <= now + _LONGEST:
            raise NotNow(account, state.spared_until, "what is left of this hour's requests is for people")

    def check_look(self, account: str) -> None:
        """Raise NotNow where a look at something of this account had better not begin now."""
        for one in (APP, account):
            self._states.pop(one.casefold(), None)
            self.check(one)
        self._check_content(account.casefold(), _SHARE)

    @contextmanager
    def passing(self, account: str, verb: str, path: str, *, spare: bool = False) -> Iterator[None]:
        """Do one request within this. Raises NotNow where it is not the time for it."""
        self.check(account, spare=spare)
        if not self._pace or account == APP or verb not in _WRITING:
            yield
            return
        name = account.casefold()
        if not self._locks[name].acquire(timeout=_WAIT):
            raise _no_turn(account)
        try:
            with self._turns.take(f"github {name}", self._pace, f"github {name}"):
                self.check(account, spare=spare)  # it may have been closed while we waited
                if verb in _MAKING and _MAKES_CONTENT.search(path):
                    self._check_content(name, 1.0)
                    self._count(name)
                yield
        except NoTurn as error:
            raise _no_turn(account) from error
        finally:
            self._locks[name].release()

    def heard(self, account: str, status: int, headers: Mapping[str, object], body: str) -> None:
        """Take notice of an answer. Raises NotNow where it says that a limit is reached."""
        named = {key.lower(): str(value) for key, value in headers.items()}
        if wait := limit_of(status, named, body):
            raise NotNow(account, self._close(account.casefold(), wait), "GitHub's limit is reached")
        left, most, reset = (_number(named.get(f"x-ratelimit-{name}")) for name in ("remaining", "limit", "reset"))
        other = named.get("x-ratelimit-resource", "core") != "core"
        if other or left is None or most is None or reset is None or left >= _SPARE * most:
            return
        until = time.time() + max(0.0, reset - _now(named))
        if not left:
            self._close(account.casefold(), Asked(until - time.time()))
        elif until > self._state(account.casefold()).spared_until + 1:
            _log.info("%s: %.0f of %.0f requests are left; the sweep leaves them to people", account, left, most)
            self._change(account.casefold(), spared_until=until)

    def forget_old(self) -> None:
        """Delete what nobody needs any more."""
        now = time.time()
        old = (_GATES.c.closed_until < now - _KEPT) & (_GATES.c.spared_until < now - _KEPT)
        with self._database.engine.begin() as connection:
            connection.execute(delete(_GATES).where(old))
            connection.execute(delete(_MADE).where(_MADE.c.at < now - max(span for span, _ in _CONTENT)))
        self._turns.forget_old()

    def _state(self, name: str) -> _State:
        asked_at, state = self._states.get(name, (0.0, _State()))
        if time.monotonic() - asked_at < _ASK and asked_at:
            return state
        wanted = select(_GATES.c.closed_until, _GATES.c.closings, _GATES.c.spared_until)
        with self._database.engine.connect() as connection:
            row = connection.execute(wanted.where(_GATES.c.account == name)).first()
        state = _State(*row) if row else _State()
        self._states[name] = time.monotonic(), state
        return state

    def _close(self, name: str, wait: "Asked") -> float:
        """Close the gate; returns until when. Several threads may hear of one limit: that counts once."""
        self._states.pop(name, None)
        state, now = self._state(name), time.time()
        closed, closings = now < state.closed_until <= now + _LONGEST, state.closings
        if wait.seconds is not None:
            until = now + min(wait.seconds, _LONGEST)
        elif closed:
            return state.closed_until
        else:
            # The next one soon after the last one ended means that we came back too early.
            closings = closings + 1 if 0 < now - state.closed_until < 10 * self._unnamed(closings) else 0
            until = now + self._unnamed(closings)
        if closed and until <= state.closed_until:
            return state.closed_until
        when = datetime.fromtimestamp(until, UTC)
        _log.warning("%s: GitHub's limit is reached; it is left alone until %s UTC", name, f"{when:%Y-%m-%d %H:%M:%S}")
        self._change(name, closed_until=until, closings=closings)
        return until

    def _unnamed(self, closings: int) -> float:
        return min(_UNNAMED * 2.0 ** min(closings, 10), _LONGEST_UNNAMED) * self._patience

    def _change(self, name: str, **values: float) -> None:
        self._states.pop(name, None)
        with self._database.engine.begin() as connection:
            # Only what changes: another process may change the rest at the same time.
            first = {"account": name, "closed_until": 0.0, "closings": 0, "spared_until": 0.0}
            connection.execute(upsert(connection, _GATES, first | values, values))

    def _check_content(self, name: str, share: float) -> None:
        """Raise NotNow where so much of what GitHub lets us make was made already."""
        if not self._pace:
            return
        now = time.time()
        for span, most in _CONTENT:
            allowed = int(most * share)
            recent = (_MADE.c.account == name) & (_MADE.c.at > now - span) & (_MADE.c.at <= now)
            with self._database.engine.connect() as connection:
                if (connection.scalar(select(func.count()).where(recent)) or 0) < allowed:
                    continue
                newest = select(_MADE.c.at).where(recent).order_by(_MADE.c.at.desc()).offset(allowed - 1).limit(1)
                last = connection.scalar(newest)
            why = f"we made as much as GitHub allows in {'an hour' if span == 3600 else 'a minute'}"
            raise NotNow(name, (last or now) + span, why)

    def _count(self, name: str) -> None:
        with self._database.engine.begin() as connection:
            connection.execute(insert(_MADE).values(account=name, at=time.time()))


class Door:
    """One account's way through the gate, for a client of it. With `spare` it is not for people's sake."""

    def __init__(self, gate: Gate, account: str, *, spare: bool = False) -> None:
        self._gate = gate
        self._account = account
        self._spare = spare

    @contextmanager
    def passing(self, verb: str, path: str) -> Iterator[None]:
        """Do one request within this. Raises NotNow where it is not the time for it."""
        with self._gate.passing(self._account, verb, path, spare=self._spare):
            yield

    def heard(self, status: int, headers: Mapping[str, object], body: str) -> None:
        """Take notice of an answer. Raises NotNow where it says that a limit is reached."""
        self._gate.heard(self._account, status, headers, body)


@dataclass(frozen=True)
class Asked:
    """GitHub asks to be left alone for so many seconds; None where it does not say how many."""

    seconds: float | None = None


def limit_of(status: int, headers: Mapping[str, str], body: str) -> Asked | None:
    """How long GitHub asks us to stay away, if it does. The names of headers are in lower case.

    https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
    """
    spent = headers.get("x-ratelimit-remaining") == "0"
    said = "retry-after" in headers or spent or "rate limit" in body.lower() or "abuse detection" in body.lower()
    if not (status == 429 or (status == 403 and said)):
        return None
    if (seconds := _number(headers.get("retry-after"))) is not None:
        return Asked(seconds)
    if spent and (reset := _number(headers.get("x-ratelimit-reset"))) is not None:
        return Asked(max(0.0, reset - _now(headers)))
    return Asked()


def _number(text: str | None) -> float | None:
    """A number that is none below zero; None where there is none."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _now(headers: Mapping[str, str]) -> float:
    """The time by GitHub's own clock, as far as it tells. https://www.rfc-editor.org/rfc/rfc9110#name-date"""
    try:
        return parsedate_to_datetime(headers["date"]).timestamp()
    except (KeyError, ValueError):
        return time.time()


def _no_turn(account: str) -> NotNow:
    return NotNow(account, time.time() + _NEXT_TRY, "others write there")
