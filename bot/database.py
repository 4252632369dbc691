"""The queue's database, for what else must outlive a process: its tables stand beside the queue's own."""

import threading
import time
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, IntegrityError

#: Every table of ours.
TABLES = MetaData()
_MARKS = Table(
    "shelver_marks", TABLES, Column("name", String(100), primary_key=True), Column("value", Text, nullable=False)
)
#: Seconds that one who writes waits for another one.
_BUSY = 30


class Database:
    """Connections to a database, made when they are first asked for. Safe to share between threads."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    @property
    def engine(self) -> Engine:
        """The connections; our tables are there."""
        with self._lock:
            if self._engine is None:
                self._engine = self._connect()
            return self._engine

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _connect(self) -> Engine:
        if self._url.get_backend_name() == "sqlite":
            engine = create_engine(self._url, connect_args={"timeout": _BUSY})
        else:
            # The driver that the queue uses, whichever of its names the address bears.
            engine = create_engine(self._url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        # Processes that start together may all find a table missing; one of them then makes it. In SQLite each table
        # is there by itself, so another one may be lost to another process.
        for left in reversed(range(len(TABLES.tables) + 1)):
            try:
                TABLES.create_all(engine)
                break
            except DatabaseError:
                if not left:
                    raise
        return engine

    def mark(self, name: str) -> str | None:
        """What was set under a name, by whichever process."""
        with self.engine.connect() as connection:
            return connection.scalar(select(_MARKS.c.value).where(_MARKS.c.name == name))

    def set_mark(self, name: str, value: str) -> None:
        """Remember a value under a name."""
        with self.engine.begin() as connection:
            put(connection, _MARKS, name=name, value=value)

    def take_turn(self, name: str, seconds: float) -> float:
        """Take the turn for what one process at a time does, once in so many seconds.

        Returns 0.0 where the turn is ours, else the seconds until it may be taken.
        """
        before, now = self.mark(name), time.time()
        if before is not None:
            if 0 <= (since := now - float(before)) < seconds:
                return seconds - since
            ours = (_MARKS.c.name == name) & (_MARKS.c.value == before)
            with self.engine.begin() as connection:
                taken = connection.execute(update(_MARKS).where(ours).values(value=repr(now))).rowcount == 1
            return 0.0 if taken else seconds
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(_MARKS).values(name=name, value=repr(now)))
        except IntegrityError:  # another process was first
            return seconds
        return 0.0


def exists(url: str) -> bool:
    """Whether a database is there; one on a server is taken to be."""
    where = make_url(url)
    return where.get_backend_name() != "sqlite" or Path(where.database or "").is_file()


def put(connection: Connection, table: Table, **values: object) -> None:
    """Write a row, in the place of the one with the same primary key; of two processes at once the last one's stays."""
    connection.execute(upsert(connection, table, values, values))


def upsert(
    connection: Connection, table: Table, first: Mapping[str, object], again: Mapping[str, object]
) -> postgresql.Insert | sqlite.Insert:
    """Insert a row with the values `first`; where one with the same primary key stands, change it as `again` says."""
    # One statement: in PostgreSQL two who delete and insert at the same time would meet in the primary key.
    how = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return how(table).values(first).on_conflict_do_update(index_elements=table.primary_key, set_=again)
