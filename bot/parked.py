"""Looks that wait for their repository, which is archived: kept until it can be written again."""

import time
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import BigInteger, Boolean, Column, Double, String, Table, delete, select

from bot.database import TABLES, Database, put
from bot.model import Key

_TABLE = Table(
    "shelver_parked",
    TABLES,
    Column("repo", String(200), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("pull", Boolean, primary_key=True),
    Column("edited", Boolean, nullable=False),
    Column("at", Double, nullable=False),
)
#: Seconds that a look waits at most: who comes back after a year finds what is new by the sweep.
_KEPT = 365 * 24 * 3600


class Parked:
    """The keys whose looks wait, by repository."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, key: Key) -> None:
        """Let a look wait; the same one waits once, as one after an edit if any of them was."""
        edited = key.edited or replace(key, edited=True) in self.of(key.repo)
        row = {"repo": key.repo, "number": key.number, "pull": key.pull, "edited": edited, "at": time.time()}
        with self._database.engine.begin() as connection:
            put(connection, _TABLE, **row)

    def of(self, repo: str) -> list[Key]:
        """The looks that wait for a repository."""
        wanted = select(_TABLE.c.number, _TABLE.c.edited, _TABLE.c.pull).where(_TABLE.c.repo == repo)
        with self._database.engine.connect() as connection:
            return [Key(repo, *row) for row in connection.execute(wanted.order_by(_TABLE.c.number))]

    def last(self, repo: str) -> float | None:
        """When the last of the looks came that wait for a repository; None where none waits."""
        wanted = select(_TABLE.c.at).where(_TABLE.c.repo == repo).order_by(_TABLE.c.at.desc()).limit(1)
        with self._database.engine.connect() as connection:
            return connection.scalar(wanted)

    def drop(self, keys: Iterable[Key]) -> None:
        """Forget looks that need not wait any more."""
        with self._database.engine.begin() as connection:
            for key in keys:
                row = (_TABLE.c.repo == key.repo) & (_TABLE.c.number == key.number) & (_TABLE.c.pull == key.pull)
                connection.execute(delete(_TABLE).where(row))

    def forget_old(self) -> None:
        """Delete what waits for a repository that nobody opens again."""
        with self._database.engine.begin() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.at < time.time() - _KEPT))
