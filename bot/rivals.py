"""Which open pull requests of people bring which papers: so that none is proposed twice.

A hint that spares reading them all: that one is still open is asked of GitHub. What it forgot is found again when the
pull request is looked at.
"""

from collections.abc import Collection

from sqlalchemy import BigInteger, Column, String, Table, and_, delete, insert, select

from bot.database import TABLES, Database
from bot.papers import PaperId

_TABLE = Table(
    "shelver_rivals",
    TABLES,
    Column("repo", String(200), primary_key=True),
    Column("pull", BigInteger, primary_key=True, autoincrement=False),
    Column("paper", String(500), primary_key=True),
)
#: A pull request with more papers is no proposal of single ones.
_MOST = 100


class Rivals:
    """The papers of open pull requests."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, repo: str, pull: int, papers: Collection[PaperId]) -> None:
        """Remember what a pull request brings, in the place of what it brought before; nothing once it is closed."""
        own = and_(_TABLE.c.repo == repo, _TABLE.c.pull == pull)
        wanted = {str(paper)[:500] for paper in list(papers)[:_MOST]}
        with self._database.engine.begin() as connection:
            kept = set(connection.scalars(select(_TABLE.c.paper).where(own)))
            if kept - wanted:
                connection.execute(delete(_TABLE).where(own, _TABLE.c.paper.in_(kept - wanted)))
            if new := wanted - kept:
                connection.execute(
                    insert(_TABLE), [{"repo": repo, "pull": pull, "paper": paper} for paper in sorted(new)]
                )

    def of(self, repo: str, papers: Collection[PaperId]) -> dict[PaperId, int]:
        """The first pull request that brings each of these papers, as far as one does."""
        by_name = {str(paper)[:500]: paper for paper in papers}
        wanted = select(_TABLE.c.paper, _TABLE.c.pull).where(_TABLE.c.repo == repo, _TABLE.c.paper.in_(by_name))
        with self._database.engine.connect() as connection:
            rows = connection.execute(wanted.order_by(_TABLE.c.pull.desc())).all() if by_name else ()
        return {by_name[row.paper]: row.pull for row in rows}
