"""What came for a key, and how much of it a look has seen: a burst of events about one key costs one more look.

What must hold: an event that comes when a look has begun gets a look that begins after it. Events are numbered as they
come; a look sees all up to the number that is the last one when it begins.
"""

import time
from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Double, String, Table, delete, update

from bot.database import TABLES, Database, upsert
from bot.model import Key

#: Seconds after which nobody asks any more; who was forgotten is looked at once more.
_KEPT = 30 * 24 * 3600

_TABLE = Table(
    "shelver_wanted",
    TABLES,
    Column("key", String(300), primary_key=True),
    Column("wanted", BigInteger, nullable=False),
    Column("edited", BigInteger, nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("queued", BigInteger, nullable=False),
    Column("order", BigInteger, nullable=False),
    Column("at", Double, nullable=False),
)


@dataclass(frozen=True)
class Event:
    """One that came: its number, and the order of the look that waits to begin and will see it; None: none does."""

    number: int
    order: int | None = None


@dataclass(frozen=True)
class Begun:
    """A look that begins: it sees all events up to `number`, of which one not seen before may tell of an edit."""

    number: int
    edited: bool


class Wanted:
    """The events of all keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, key: Key) -> Event:
        """An event came."""
        first = {"key": _name(key), "wanted": 1, "edited": int(key.edited), "at": time.time()}
        first |= {"begun": 0, "seen": 0, "queued": 0, "order": 0}
        next_one = _TABLE.c.wanted + 1
        again = {"wanted": next_one, "at": first["at"]} | ({"edited": next_one} if key.edited else {})
        with self._database.engine.begin() as connection:
            row = connection.execute(
                upsert(connection, _TABLE, first, again).returning(
                    _TABLE.c.wanted, _TABLE.c.begun, _TABLE.c.queued, _TABLE.c.order
                )
            ).one()
        return Event(row.wanted, row.order if row.queued > row.begun else None)

    def queued(self, key: Key, number: int, order: int) -> None:
        """A look was queued for the event of this number, in this order."""
        with self._database.engine.begin() as connection:
            connection.execute(update(_TABLE).where(_TABLE.c.key == _name(key)).values(queued=number, order=order))

    def begin(self, key: Key, number: int) -> Begun | None:
        """A look begins that was queued for the event of this number, 0 where it was for none; None: all is seen."""
        if not number:
            number = self.note(key).number
        begins = update(_TABLE).where(_TABLE.c.key == _name(key)).values(begun=_TABLE.c.wanted)
        with self._database.engine.begin() as connection:
            row = connection.execute(begins.returning(_TABLE.c.wanted, _TABLE.c.edited, _TABLE.c.seen)).first()
        if row is None:
            return Begun(number, key.edited)
        if number <= row.seen:
            return None
        return Begun(row.wanted, key.edited or row.edited > row.seen)

    def done(self, key: Key, begun: Begun) -> None:
        """A look has ended well, and all that follows from it is done or queued."""
        later = (_TABLE.c.key == _name(key)) & (_TABLE.c.seen < begun.number)
        with self._database.engine.begin() as connection:
            connection.execute(update(_TABLE).where(later).values(seen=begun.number))

    def forget_old(self) -> None:
        """Delete what nobody asks for any more."""
        with self._database.engine.begin() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.at < time.time() - _KEPT))


def _name(key: Key) -> str:
    """The key without what is of the moment: an issue, a pull request, all of them, those of a commit."""
    return f"{key}{' pull' if key.pull else ''} {key.head}".rstrip()
