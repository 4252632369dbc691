"""Turns at the hosts that we ask: one request at a time, a pause after it, and a rest after failures.

Shared by all threads, processes and machines through the queue's database, since services count what comes from all
of them together.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Column, Double, Integer, String, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.database import TABLES, Database

_TABLE = Table(
    "shelver_turns",
    TABLES,
    Column("host", String(300), primary_key=True),
    Column("free_at", Double, nullable=False),
    Column("rest_until", Double, nullable=False),
    Column("failures", Integer, nullable=False),
)
#: Seconds after which a turn that nobody gave back is taken for lost: longer than any request may last.
LEASE = 60.0
#: A rest after the first failure in turns of the host: five minutes where three seconds lie between two requests.
_REST_TURNS = 100
#: Seconds that a rest of our own making lasts at most, and one that the host asked for.
_LONGEST_REST, _LONGEST_ASKED = 3600.0, 86400.0
#: Seconds between two looks whether a turn is free.
_LOOK = 0.05
#: Seconds after which nobody needs a host's row any more.
_KEPT = 2 * _LONGEST_ASKED


class Resting(Exception):
    """The host is left alone `until` then."""

    def __init__(self, host: str, until: datetime) -> None:
        self.until = until
        super().__init__(f"{host} is left alone until {until:%Y-%m-%d %H:%M} UTC")


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
    def take(self, host: str, pause: float) -> Iterator[None]:
        """Have the host for oneself, and leave it alone for `pause` seconds then. Raises Resting or NoTurn."""
        give_up = time.monotonic() + self._patience
        while (wait := self._try(host, pause)) > 0:
            if time.monotonic() >= give_up:
                raise NoTurn(host)
            time.sleep(min(wait, _LOOK))
        try:
            yield
        finally:
            self._set(host, free_at=time.time() + pause * self._pace)

    def failed(self, host: str, pause: float, asked: float = 0.0) -> datetime:
        """Remember that the host did not answer; it rests, longer each time. `asked`: so many seconds, by its own word.

        Returns until when.
        """
        with self._database.engine.begin() as connection:
            failures = connection.scalar(select(_TABLE.c.failures).where(_TABLE.c.host == host)) or 0
        rest = min(_REST_TURNS * pause * 2 ** min(failures, 20), _LONGEST_REST) * self._pace
        until = time.time() + max(rest, min(asked, _LONGEST_ASKED))
        self._set(host, failures=failures + 1, rest_until=until)
        return datetime.fromtimestamp(until, UTC)

    def answered(self, host: str) -> None:
        """Remember that the host is well."""
        sick = (_TABLE.c.host == host) & (_TABLE.c.failures > 0)
        with self._database.engine.begin() as connection:
            connection.execute(update(_TABLE).where(sick).values(failures=0, rest_until=0.0))

    def forget_old(self) -> None:
        """Delete what nobody needs any more."""
        old = time.time() - _KEPT
        with self._database.engine.begin() as connection:
            connection.execute(delete(_TABLE).where((_TABLE.c.free_at < old) & (_TABLE.c.rest_until < old)))

    def _try(self, host: str, pause: float) -> float:
        """Take the turn if it is free: 0.0; else the seconds until it may be."""
        row = select(_TABLE.c.free_at, _TABLE.c.rest_until).where(_TABLE.c.host == host)
        with self._database.engine.connect() as connection:
            found = connection.execute(row).one_or_none()
        now = time.time()
        if found is None:
            try:
                with self._database.engine.begin() as connection:
                    connection.execute(
                        insert(_TABLE).values(host=host, free_at=now + LEASE, rest_until=0.0, failures=0)
                    )
            except IntegrityError:  # somebody else was first
                return _LOOK
            return 0.0
        free_at, rest_until = found
        # A clock that was set back must stop nobody for ever.
        if now < rest_until <= now + _LONGEST_ASKED:
            raise Resting(host, datetime.fromtimestamp(rest_until, UTC))
        if now < free_at <= now + max(LEASE, pause * self._pace):
            return float(free_at - now)
        with self._database.engine.begin() as connection:
            mine = (_TABLE.c.host == host) & (_TABLE.c.free_at == free_at)
            taken = connection.execute(update(_TABLE).where(mine).values(free_at=now + LEASE)).rowcount == 1
        return 0.0 if taken else _LOOK

    def _set(self, host: str, **values: float) -> None:
        with self._database.engine.begin() as connection:
            connection.execute(update(_TABLE).where(_TABLE.c.host == host).values(**values))
