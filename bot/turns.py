"""Turns at the hosts that we ask: one request at a time, a pause after it, and a rest after failures.

The pause is the host's, whoever asks there for whatever. The rest is its source's: a paper service, or a host as
strangers link to it. So no address that a stranger found at a service's host, and that fails, puts the service to rest.

Shared by all threads, processes and machines through a database, since services count what comes from all of them
together.
"""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Column, Double, Integer, String, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.database import TABLES, Database, put

_TABLE = Table(
    "shelver_turns",
    TABLES,
    Column("host", String(300), primary_key=True),
    Column("free_at", Double, nullable=False),
    Column("rest_until", Double, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("holder", String(200), nullable=False),
)
#: Seconds after which a turn that nobody gave back is taken for lost: longer than any request may last. That of a
#: process of this machine is lost with it, at once.
LEASE = 60.0
#: A rest after the first failure in turns of the host: five minutes where three seconds lie between two requests.
_REST_TURNS = 100
#: Seconds that a rest of our own making lasts at most, and one that the host asked for.
_LONGEST_REST, _LONGEST_ASKED = 3600.0, 86400.0
#: Seconds between two looks whether a turn is free.
_LOOK = 0.05
#: Seconds after which nobody needs a row any more.
_KEPT = 2 * _LONGEST_ASKED


class Resting(Exception):
    """The source is left alone `until` then."""

    def __init__(self, source: str, until: datetime) -> None:
        self.until = until
        super().__init__(f"{source} is left alone until {until:%Y-%m-%d %H:%M} UTC")


class NoTurn(Exception):
    """Others were before us for longer than anybody waits."""


class Turns:
    """Who may ask which host, and when.

    `pace` is a factor on all pauses; `patience` is how many seconds somebody waits for a turn.
    """

    def __init__(self, database: Database, pace: float = 1.0, patience: float = 15.0) -> None:
        self._database = database
        self._pace = pace
        self._patience = patience

    @contextmanager
    def take(self, host: str, pause: float, source: str, patience: float = float("inf")) -> Iterator[None]:
        """Have the host for oneself, and leave it alone for `pause` seconds then; `source` is what may be at rest.

        Raises Resting, or NoTurn after `patience` seconds or those of all who wait.
        """
        give_up = time.monotonic() + min(self._patience, patience)
        while (wait := self._try(host, pause, source)) > 0:
            if time.monotonic() >= give_up:
                raise NoTurn(host)
            time.sleep(min(wait, _LOOK))
        try:
            yield
        finally:
            self._leave(host, time.time() + pause * self._pace)

    def failed(self, source: str, pause: float, asked: float = 0.0) -> datetime:
        """Remember that a source did not answer; it rests, longer each time. `asked`: so many seconds, by its own word.

        Returns until when.
        """
        with self._database.engine.begin() as connection:
            failures = connection.scalar(select(_TABLE.c.failures).where(_TABLE.c.host == source)) or 0
            rest = min(_REST_TURNS * pause * 2 ** min(failures, 20), _LONGEST_REST) * self._pace
            until = time.time() + max(rest, min(asked, _LONGEST_ASKED))
            row = {"failures": failures + 1, "rest_until": until}
            if not connection.execute(update(_TABLE).where(_TABLE.c.host == source).values(row)).rowcount:
                put(connection, _TABLE, host=source, free_at=0.0, holder="", **row)
        return datetime.fromtimestamp(until, UTC)

    def resting(self) -> dict[str, datetime]:
        """The sources that are at rest, and until when."""
        now = time.time()
        at_rest = (_TABLE.c.rest_until > now) & (_TABLE.c.rest_until <= now + _LONGEST_ASKED)
        with self._database.engine.connect() as connection:
            rows = connection.execute(select(_TABLE.c.host, _TABLE.c.rest_until).where(at_rest)).all()
        return {row.host: datetime.fromtimestamp(row.rest_until, UTC) for row in rows}

    def answered(self, source: str) -> None:
        """Remember that a source is well."""
        sick = (_TABLE.c.host == source) & (_TABLE.c.failures > 0)
        with self._database.engine.begin() as connection:
            connection.execute(update(_TABLE).where(sick).values(failures=0, rest_until=0.0))

    def forget_old(self) -> None:
        """Delete what nobody needs any more."""
        old = time.time() - _KEPT
        with self._database.engine.begin() as connection:
            connection.execute(delete(_TABLE).where((_TABLE.c.free_at < old) & (_TABLE.c.rest_until < old)))

    def _try(self, host: str, pause: float, source: str) -> float:
        """Take the turn if it is free: 0.0; else the seconds until it may be."""
        rows = select(_TABLE).where(_TABLE.c.host.in_((host, source)))
        with self._database.engine.connect() as connection:
            found = {row.host: row for row in connection.execute(rows)}
        now, us = time.time(), f"{_machine()}/{os.getpid()}"
        # A clock that was set back must stop nobody for ever.
        if source in found and now < (until := found[source].rest_until) <= now + _LONGEST_ASKED:
            raise Resting(source, datetime.fromtimestamp(until, UTC))
        if host not in found:
            try:
                with self._database.engine.begin() as connection:
                    row = {"host": host, "free_at": now + LEASE, "rest_until": 0.0, "failures": 0, "holder": us}
                    connection.execute(insert(_TABLE).values(row))
            except IntegrityError:  # somebody else was first
                return _LOOK
            return 0.0
        free_at, holder = found[host].free_at, found[host].holder
        if now < free_at <= now + max(LEASE, pause * self._pace) and not _is_dead(holder):
            return float(free_at - now)
        with self._database.engine.begin() as connection:
            mine = (_TABLE.c.host == host) & (_TABLE.c.free_at == free_at) & (_TABLE.c.holder == holder)
            ours = update(_TABLE).where(mine).values(free_at=now + LEASE, holder=us)
            taken = connection.execute(ours).rowcount == 1
        return 0.0 if taken else _LOOK

    def _leave(self, host: str, free_at: float) -> None:
        with self._database.engine.begin() as connection:
            connection.execute(update(_TABLE).where(_TABLE.c.host == host).values(free_at=free_at, holder=""))


@cache
def _machine() -> str:
    """This machine since it was started: its processes are counted anew then."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        boot = ""
    return f"{socket.gethostname()[:100]} {boot}"


def _is_dead(holder: str) -> bool:
    """Whether a turn's holder was a process of this machine that is no more."""
    machine, _, process = holder.rpartition("/")
    if machine != _machine():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        return False
    return False
