"""Answers of paper services, and what was met at links, on disk: nobody is asked again for what was told lately.

The lifetimes are ours: the services send none, or ones for readers' browsers. What a service sent along to ask "has
it changed?" is kept with its answer. Safe to share between threads and processes of one machine.

What is kept spares requests and nothing else: a row that another release wrote, or a file that cannot be read or
written, counts as nothing kept.
"""

import logging
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from bot.linkstatus import LinkStatus
from bot.papers import Paper, PaperId

_log = logging.getLogger(__name__)
_SHAPE = TypeAdapter(Paper)
_LINK = TypeAdapter(LinkStatus)


@dataclass(frozen=True)
class Kept:
    """What a service said of a paper, and when; None: that it knows none. `tags` are for asking whether that holds."""

    paper: Paper | None
    asked: datetime
    tags: tuple[str | None, str | None] = (None, None)

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for another answer only. https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests"""
        pairs = zip(("If-None-Match", "If-Modified-Since"), self.tags, strict=True)
        return {name: value for name, value in pairs if value}


class Cache:
    """Answers by service and paper, and links by their address, in a file."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, timeout=30)
        with self._lock, self._db:
            with suppress(sqlite3.OperationalError):  # nobody waits here: another process is just doing it
                self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS answer_1 (service TEXT, id TEXT, asked REAL NOT NULL, facts TEXT,"
                " etag TEXT, modified TEXT, PRIMARY KEY (service, id))"
            )
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS link_1 (url TEXT PRIMARY KEY, checked REAL NOT NULL, met TEXT NOT NULL)"
            )

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def get(self, service: str, identity: PaperId) -> Kept | None:
        """The answer that is kept, however old."""
        query = "SELECT asked, facts, etag, modified FROM answer_1 WHERE service = ? AND id = ?"
        try:
            with self._lock, closing(self._db.execute(query, [service, str(identity)])) as rows:
                row = rows.fetchone()
            if row is None:
                return None
            asked, facts, etag, modified = row
            paper = None if facts is None else _SHAPE.validate_json(facts)
            return Kept(paper, datetime.fromtimestamp(asked, UTC), (etag, modified))
        except (sqlite3.Error, ValueError, TypeError, OverflowError, OSError) as error:
            _log.warning("what is kept of %r cannot be read: %s", str(identity), error)
            return None

    def put(self, service: str, identity: PaperId, kept: Kept) -> None:
        """Keep an answer in the place of an earlier one."""
        try:
            facts = _SHAPE.dump_json(kept.paper).decode() if kept.paper else None
        except ValueError as error:
            _log.warning("an answer cannot be kept: %s", error)
            return
        row = [service, str(identity), kept.asked.timestamp(), facts, *kept.tags]
        self._write("REPLACE INTO answer_1 VALUES (?, ?, ?, ?, ?, ?)", row)

    def forget(self, before: datetime) -> None:
        """Delete the answers that are older."""
        self._write("DELETE FROM answer_1 WHERE asked < ?", [before.timestamp()])

    def link(self, url: str) -> LinkStatus | None:
        """What is kept of a link, however old."""
        try:
            with self._lock, closing(self._db.execute("SELECT met FROM link_1 WHERE url = ?", [url])) as rows:
                row = rows.fetchone()
            return None if row is None else _LINK.validate_json(row[0])
        except (sqlite3.Error, ValueError, TypeError) as error:
            _log.warning("what is kept of %r cannot be read: %s", url, error)
            return None

    def put_link(self, met: LinkStatus) -> None:
        """Keep what was met at a link, in the place of what was met earlier; it must have been asked for."""
        if met.checked_at is None:
            raise ValueError("nobody was asked for this link")
        try:
            text = _LINK.dump_json(met).decode()
        except ValueError as error:
            _log.warning("what was met at a link cannot be kept: %s", error)
            return
        self._write("REPLACE INTO link_1 VALUES (?, ?, ?)", [met.url, met.checked_at.timestamp(), text])

    def forget_links(self, before: datetime) -> None:
        """Delete what was met at links earlier."""
        self._write("DELETE FROM link_1 WHERE checked < ?", [before.timestamp()])

    def _write(self, statement: str, values: Sequence[str | float | None]) -> None:
        try:
            with self._lock, self._db:
                self._db.execute(statement, values)
        except (sqlite3.Error, ValueError) as error:
            _log.warning("an answer cannot be kept: %s", error)
