"""What we just wrote to GitHub, kept for ten minutes: a hint against answers that are older than that.

GitHub may answer a read with a state of some seconds ago, and no call of it deduplicates comments. A look that
does not find what we made would make it once more; a hint lets it notice. Only a hint: what GitHub says goes,
once it cannot be old any more.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Column, Double, String, Table, Text, delete, select

from bot.database import TABLES, Database, put
from bot.marker import text_mark
from bot.model import Key

#: Seconds that a hint is kept.
KEPT = 600
#: Seconds after which an answer is believed, whatever we wrote.
_SETTLED = 60

_TABLE = Table(
    "shelver_hints",
    TABLES,
    Column("key", String(300), primary_key=True),
    Column("hints", Text, nullable=False),
    Column("at", Double, nullable=False),
)


@dataclass(frozen=True)
class Hint:
    """One thing that we wrote, and when by our own clock."""

    at: float = field(default_factory=time.time, kw_only=True)

    def may_be_unseen(self) -> bool:
        """Whether an answer that does not show it may be an old one."""
        return time.time() < self.at + _SETTLED


@dataclass(frozen=True)
class Coming(Hint):
    """A text that we are about to write over another one: whoever reads it reads nothing old, answered or not."""

    text: str


@dataclass(frozen=True)
class Written(Hint):
    """A comment or a pull request as we last wrote it: its id or number, and which version of it that was."""

    number: int
    updated_at: datetime
    text: str

    def is_newer_than(self, updated_at: datetime | None, body: str | None, coming: Coming | None = None) -> bool:
        """Whether what was read is older than what we wrote. GitHub dates by full seconds, so texts decide a tie.

        `coming` is what we went on to write then, perhaps without hearing that it was done.
        """
        if updated_at is None or updated_at == self.updated_at:
            return _mark(body) not in (self.text, coming.text if coming else None)
        return updated_at < self.updated_at


@dataclass(frozen=True)
class Moved(Hint):
    """A branch as we last set it: its head, and the one before; None where there was no branch."""

    head: str
    before: str | None = None


@dataclass(frozen=True)
class Hints:
    """What we lately made for one key: our comment, our pull request, our branch; and the text we wrote last."""

    comment: Written | None = None
    pull: Written | None = None
    branch: Moved | None = None
    coming: Coming | None = None


_SHAPE = TypeAdapter(Hints)


def written(number: int, answer: Mapping[str, Any]) -> Written:
    """The hint in GitHub's answer to a write, which shows what was written as a later read will."""
    return Written(number, datetime.fromisoformat(answer["updated_at"]), _mark(answer["body"]))


def coming(body: str) -> Hints:
    """The hint that a text is about to take the place of another one."""
    return Hints(coming=Coming(_mark(body)))


def _mark(body: str | None) -> str:
    return text_mark(((body or "").replace("\r\n", "\n").strip(),))


class HintStore:
    """The hints of all keys. One process at a time works on a key, so nobody else changes its row meanwhile."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, key: Key) -> Hints:
        """What we lately made for a key."""
        row = select(_TABLE.c.hints).where(_TABLE.c.key == str(key))
        with self._database.engine.connect() as connection:
            kept = connection.scalar(row)
        try:
            hints = _SHAPE.validate_json(kept) if kept else Hints()
        except ValidationError:  # of another release
            return Hints()
        oldest = time.time() - KEPT
        made = {one.name: getattr(hints, one.name) for one in fields(hints)}
        return Hints(**{name: hint for name, hint in made.items() if hint and hint.at > oldest})

    def keep(self, key: Key, made: Hints) -> None:
        """Remember what was just made for a key; it takes the place of an earlier hint of its kind."""
        new = {one.name: hint for one in fields(made) if (hint := getattr(made, one.name))}
        hints = _SHAPE.dump_json(replace(self.of(key), **new)).decode()
        with self._database.engine.begin() as connection:
            put(connection, _TABLE, key=str(key), hints=hints, at=time.time())

    def forget_old(self) -> None:
        """Delete the hints that nobody needs any more."""
        with self._database.engine.begin() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.at <= time.time() - KEPT))
