"""The queue's database, for what else must outlive a process: its tables stand beside the queue's own."""

import threading

from sqlalchemy import Engine, MetaData, create_engine, inspect, make_url
from sqlalchemy.exc import DatabaseError

#: Every table of ours.
TABLES = MetaData()
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
        try:
            TABLES.create_all(engine)
        except DatabaseError:
            # Two processes that start together may both find no table; one of them then makes it.
            if not set(TABLES.tables) <= set(inspect(engine).get_table_names()):
                raise
        return engine
