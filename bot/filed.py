"""The submissions that were filed lately, and which of them were taken up: so that a flood waits in a line.

A hint that spares asking GitHub: what it forgot is taken up at once.
"""

import time
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, Double, String, Table, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.config import Limits, ListConfig
from bot.database import TABLES, Database, upsert
from bot.flood import Crowd, Line
from bot.model import Issue, Plan, Snapshot

_DAY = 24 * 3600.0

_FILED = Table(
    "shelver_filed",
    TABLES,
    Column("repo", String(200), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("author", BigInteger, nullable=False),
    Column("came", BigInteger, nullable=False),
    Column("seen", Double, nullable=False),
    Column("taken", Double),
)
_LINES = Table(
    "shelver_lines",
    TABLES,
    Column("repo", String(200), primary_key=True),
    Column("last", BigInteger, nullable=False),
)
_TOLD = Table(
    "shelver_told",
    TABLES,
    Column("repo", String(200), primary_key=True),
    Column("author", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Column("at", Double, nullable=False),
)


class Filed:
    """The lines of all repositories. `patience` is a factor on the day."""

    def __init__(self, database: Database, patience: float = 1.0) -> None:
        self._database = database
        self._day = _DAY * patience

    def before(self, repo: str, issue: Issue, limits: Limits) -> Crowd | None:
        """What counts before a submission that is looked at now; None where it was taken up already.

        Of those that a person has waiting, one is the first: the others are told as being told on that one.
        """
        now, author = time.time(), issue.author.id
        with self._database.engine.begin() as connection:
            # Numbered by one row that is locked meanwhile: of two looks at once the later one sees the other.
            line = {"repo": repo, "last": 1}
            place = upsert(connection, _LINES, line, {"last": _LINES.c.last + 1}).returning(_LINES.c.last)
            came = connection.execute(place).scalar_one()
            row = {"repo": repo, "number": issue.number, "author": author, "came": came, "seen": now}
            change = upsert(connection, _FILED, row, {"seen": now}).returning(_FILED.c.came, _FILED.c.taken)
            came, taken = connection.execute(change).one()
        if taken is not None:
            return None
        # Others are taken up meanwhile, by clocks that may be ahead; one that was set back holds up nobody for ever.
        lately = (_FILED.c.taken > now - self._day) & (_FILED.c.taken < now + self._day)
        # One that was not looked at for two days is gone, or closed, and nobody told us.
        waiting = _FILED.c.taken.is_(None) & (_FILED.c.seen > now - 2 * self._day) & (_FILED.c.came < came)
        wanted = select(_FILED).where(_FILED.c.repo == repo, _FILED.c.number != issue.number, lately | waiting)
        with self._database.engine.connect() as connection:
            rows = connection.execute(wanted).all()
        everyone, person = (
            Line(
                tuple(datetime.fromtimestamp(row.taken + self._day, UTC) for row in some if row.taken is not None),
                sum(row.taken is None for row in some),
            )
            for some in (rows, [row for row in rows if row.author == author])
        )
        crowd = Crowd(person, everyone)
        if crowd.wait(limits, datetime.now(UTC)):
            return replace(crowd, told=self._first(repo, issue) != issue.number)
        return crowd

    def keep(self, snapshot: Snapshot, plan: Plan) -> None:
        """Remember whether a submission was taken up, once all that followed from the look is done."""
        open_, crowd, limits = snapshot.issue.open, snapshot.crowd, (snapshot.config or ListConfig()).limits
        # On trial what would be done counts as done.
        does = plan.actions or plan.held or snapshot.own.pull
        if open_ and (crowd is None or crowd.wait(limits, snapshot.now) or not does):
            return
        waits = (_FILED.c.repo == snapshot.key.repo, _FILED.c.number == snapshot.issue.number, _FILED.c.taken.is_(None))
        with self._database.engine.begin() as connection:
            connection.execute(
                update(_FILED).where(*waits).values(taken=time.time()) if open_ else delete(_FILED).where(*waits)
            )

    def waits(self, repo: str, number: int) -> bool:
        """Whether a submission was looked at and not taken up yet."""
        ours = and_(_FILED.c.repo == repo, _FILED.c.number == number, _FILED.c.taken.is_(None))
        with self._database.engine.connect() as connection:
            return connection.scalar(select(_FILED.c.number).where(ours)) is not None

    def forget_old(self) -> None:
        """Delete what does not count any more."""
        old = time.time() - 2 * self._day
        with self._database.engine.begin() as connection:
            connection.execute(
                delete(_FILED).where(_FILED.c.seen < old, _FILED.c.taken.is_(None) | (_FILED.c.taken < old))
            )
            connection.execute(delete(_TOLD).where(_TOLD.c.at < old))

    def _first(self, repo: str, issue: Issue) -> int:
        """The issue on which a person is told today that some of theirs wait: this one, if none is yet."""
        now, theirs = time.time(), and_(_TOLD.c.repo == repo, _TOLD.c.author == issue.author.id)
        mine = {"number": issue.number, "at": now}
        try:
            with self._database.engine.begin() as connection:
                connection.execute(update(_TOLD).where(theirs, _TOLD.c.at <= now - self._day).values(mine))
                if connection.scalar(select(_TOLD.c.number).where(theirs)) is None:
                    connection.execute(insert(_TOLD).values(repo=repo, author=issue.author.id, **mine))
        except IntegrityError:  # another look was first
            pass
        with self._database.engine.connect() as connection:
            return connection.scalar(select(_TOLD.c.number).where(theirs)) or issue.number
