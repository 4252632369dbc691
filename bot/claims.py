"""Which issues propose which papers: of several about one, the elder goes first.

A hint that spares reading all issues: that the elder is still open is asked of GitHub.
"""

from collections.abc import Collection

from sqlalchemy import BigInteger, Boolean, Column, String, Table, and_, delete, insert, select

from bot.database import TABLES, Database
from bot.model import Claim
from bot.papers import PaperId

_TABLE = Table(
    "shelver_claims",
    TABLES,
    Column("repo", String(200), primary_key=True),
    Column("issue", BigInteger, primary_key=True, autoincrement=False),
    Column("paper", String(500), primary_key=True),
    Column("declined", Boolean, nullable=False),
)


class Claims:
    """The papers of issues, and whether a maintainer declined them there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, repo: str, issue: int, papers: Collection[PaperId], *, declined: bool) -> tuple[int, ...]:
        """Remember what an issue proposes, in the place of what it did before.

        Returns the other issues about a paper that it comes to propose, or no longer does, or that was declined.
        """
        own = and_(_TABLE.c.repo == repo, _TABLE.c.issue == issue)
        now = {(_name(paper), declined) for paper in papers}
        with self._database.engine.connect() as connection:
            before = {(row.paper, row.declined) for row in connection.execute(select(_TABLE).where(own))}
        if before == now:
            return ()
        rows = [{"repo": repo, "issue": issue, "paper": paper, "declined": declined} for paper, _ in sorted(now)]
        with self._database.engine.begin() as connection:
            connection.execute(delete(_TABLE).where(own))
            if rows:
                connection.execute(insert(_TABLE), rows)
        changed = {paper for paper, _ in before ^ now}
        others = select(_TABLE.c.issue).where(
            _TABLE.c.repo == repo, _TABLE.c.issue != issue, _TABLE.c.paper.in_(changed)
        )
        # Read last: of two issues that come at the same time at least one sees the other.
        with self._database.engine.connect() as connection:
            return tuple(sorted(set(connection.scalars(others))))

    def elder(self, repo: str, issue: int, papers: Collection[PaperId]) -> dict[PaperId, tuple[Claim, ...]]:
        """The issues before this one that propose each of these papers, as far as some do, the eldest first.

        Those in which it was not declined go before those in which it was.
        """
        by_name = {_name(paper): paper for paper in papers}
        wanted = select(_TABLE).where(_TABLE.c.repo == repo, _TABLE.c.issue < issue, _TABLE.c.paper.in_(by_name))
        with self._database.engine.connect() as connection:
            rows = connection.execute(wanted).all() if by_name else ()
        found: dict[PaperId, tuple[Claim, ...]] = {}
        for row in sorted(rows, key=lambda row: (row.declined, row.issue)):
            found[by_name[row.paper]] = (*found.get(by_name[row.paper], ()), Claim(row.issue, row.declined))
        return found


def _name(paper: PaperId) -> str:
    return str(paper)[:500]
