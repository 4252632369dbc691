"""What submissions bring to the pull request that they share, where a list's owner wants one for all.

A hint that spares looking at all of them again: who proposes what is read anew in the look at each. A submission that
was forgotten is looked at before its lines are taken out.
"""

import time
from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import BigInteger, Column, Double, String, Table, Text, and_, delete, select

from bot.database import TABLES, Database, put
from bot.model import Share

#: Seconds after which nobody brings anything any more that was not looked at since.
_KEPT = 365 * 24 * 3600

_TABLE = Table(
    "shelver_shares",
    TABLES,
    Column("repo", String(200), primary_key=True),
    # 0: the pull request itself, of which its number and state are noted.
    Column("issue", BigInteger, primary_key=True, autoincrement=False),
    Column("share", Text, nullable=False),
    Column("at", Double, nullable=False),
)
_SHAPE = TypeAdapter(Share)


class Shares:
    """The shares of all repositories."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, repo: str, issue: int, share: Share | None, *, known: bool = False) -> bool:
        """Remember what a submission brings, None: nothing. Returns whether that is new.

        With `known` also that one brings nothing of which nothing was remembered.
        """
        text = _SHAPE.dump_json(share).decode() if share else ""
        row = and_(_TABLE.c.repo == repo, _TABLE.c.issue == issue)
        with self._database.engine.begin() as connection:
            before = connection.scalar(select(_TABLE.c.share).where(row))
            if before == text or (before is None and not text and not known):
                return False
            put(connection, _TABLE, repo=repo, issue=issue, share=text, at=time.time())
        return True

    def of(self, repo: str) -> Mapping[int, Share | None]:
        """What the submissions of a repository bring, by their issues."""
        with self._database.engine.connect() as connection:
            wanted = select(_TABLE).where(_TABLE.c.repo == repo, _TABLE.c.issue != 0).order_by(_TABLE.c.issue)
            rows = connection.execute(wanted).all()
        found: dict[int, Share | None] = {}
        for row in rows:
            try:
                found[row.issue] = _SHAPE.validate_json(row.share) if row.share else None
            except ValidationError:  # of another release: it is looked at anew
                continue
        return found

    def state(self, repo: str) -> str:
        """The number and state of the shared pull request, as they were noted; nothing where there was none."""
        row = and_(_TABLE.c.repo == repo, _TABLE.c.issue == 0)
        with self._database.engine.connect() as connection:
            return connection.scalar(select(_TABLE.c.share).where(row)) or ""

    def note(self, repo: str, state: str) -> None:
        """Remember the number and state of the shared pull request."""
        with self._database.engine.begin() as connection:
            put(connection, _TABLE, repo=repo, issue=0, share=state, at=time.time())

    def forget(self, repo: str) -> None:
        """Forget those that bring nothing, once the pull request does not hold them any more, either."""
        with self._database.engine.begin() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.repo == repo, _TABLE.c.share == "", _TABLE.c.issue != 0))

    def forget_old(self) -> None:
        """Delete what nobody has asked for in a very long time."""
        with self._database.engine.begin() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.at < time.time() - _KEPT))
