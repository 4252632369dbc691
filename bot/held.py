"""Whose plans are not carried out for now, and why; and where the maintainers of a repository were told.

What it forgot is found again: an issue of ours by its mark, a submission when something happens there.
"""

import time
from collections.abc import Mapping

from sqlalchemy import BigInteger, Boolean, Column, Double, String, Table, Text, and_, delete, select

from bot.database import TABLES, Database, put
from bot.model import Held, Key, NoticeKind, Waiting

#: Seconds after which a plan that waited is given up, and an issue of ours looked for anew.
_KEPT = 365 * 24 * 3600

_WAITING = Table(
    "shelver_waiting",
    TABLES,
    Column("repo", String(200), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("pull", Boolean, primary_key=True),
    Column("edited", Boolean, nullable=False),
    Column("why", String(20), nullable=False),
    Column("said", Text, nullable=False),
    Column("at", Double, nullable=False),
)
_NOTICES = Table(
    "shelver_notices",
    TABLES,
    Column("repo", String(200), primary_key=True),
    Column("kind", String(20), primary_key=True),
    # 0 while it is being opened.
    Column("number", BigInteger, nullable=False),
    Column("at", Double, nullable=False),
)


class HeldStore:
    """The keys that wait. One process at a time works on a key, so nobody else changes its row meanwhile."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, key: Key, held: Held | None) -> bool:
        """Remember why a key waits, or that it does not any more; tells whether that is worth a word."""
        ours = and_(_WAITING.c.repo == key.repo, _WAITING.c.number == key.number, _WAITING.c.pull == key.pull)
        with self._database.engine.begin() as connection:
            row = connection.execute(select(_WAITING).where(ours)).first()
            before = Held(row.why, row.said) if row else None
            edited = key.edited or bool(row and row.edited)
            if held is None:
                if row:
                    connection.execute(delete(_WAITING).where(ours))
            elif held != before or edited != bool(row and row.edited):
                subject = {"repo": key.repo, "number": key.number, "pull": key.pull}
                put(connection, _WAITING, **subject, edited=edited, why=held.why, said=held.said, at=time.time())
        # Who stopped us, or archives, is told nothing.
        return held != before and any(one and one.why not in ("stopped", "archived") for one in (held, before))

    def of(self, repo: str) -> tuple[Waiting, ...]:
        """Who waits in a repository."""
        with self._database.engine.connect() as connection:
            rows = connection.execute(select(_WAITING).where(_WAITING.c.repo == repo)).all()
        return tuple(
            Waiting(Key(row.repo, row.number, row.edited, row.pull), Held(row.why, row.said), row.at) for row in rows
        )

    def repositories(self, account: str = "") -> list[str]:
        """Where somebody waits, of an account or at all."""
        with self._database.engine.connect() as connection:
            found = connection.scalars(select(_WAITING.c.repo).distinct().order_by(_WAITING.c.repo)).all()
        return [repo for repo in found if not account or repo.partition("/")[0].lower() == account.lower()]

    def forget(self, repo: str) -> None:
        """Nobody waits in a repository that we were taken off."""
        with self._database.engine.begin() as connection:
            connection.execute(delete(_WAITING).where(_WAITING.c.repo == repo))

    def notices(self, repo: str) -> Mapping[NoticeKind, tuple[int, float]]:
        """The numbers of our issues for maintainers, 0 while one is being opened, and since when that is known."""
        with self._database.engine.connect() as connection:
            rows = connection.execute(select(_NOTICES).where(_NOTICES.c.repo == repo)).all()
        return {row.kind: (row.number, row.at) for row in rows}

    def keep_notice(self, repo: str, kind: NoticeKind, number: int = 0) -> None:
        """Remember the number of our issue for maintainers; 0: that it is about to be opened."""
        with self._database.engine.begin() as connection:
            put(connection, _NOTICES, repo=repo, kind=kind, number=number, at=time.time())

    def forget_old(self) -> None:
        """Delete what nobody has asked for in a very long time."""
        before = time.time() - _KEPT
        with self._database.engine.begin() as connection:
            for table in (_WAITING, _NOTICES):
                connection.execute(delete(table).where(table.c.at < before))
