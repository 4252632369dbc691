"""Answers of paper services on disk, so that nobody is asked again for what was answered lately.

The lifetimes are ours: the services send none, or ones for readers' browsers. What a service sent along to ask "has
it changed?" is kept with its answer. Safe to share between threads and processes of one machine.
"""

import json
import sqlite3
import threading
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.links import Link
from bot.papers import Paper, PaperId


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
    """Answers by service and paper, in a file."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, timeout=30)
        with self._lock, self._db:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS answer_1 (service TEXT, id TEXT, asked REAL NOT NULL, facts TEXT,"
                " etag TEXT, modified TEXT, PRIMARY KEY (service, id))"
            )

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def get(self, service: str, identity: PaperId) -> Kept | None:
        """The answer that is kept, however old."""
        query = "SELECT asked, facts, etag, modified FROM answer_1 WHERE service = ? AND id = ?"
        with self._lock, closing(self._db.execute(query, [service, str(identity)])) as rows:
            row = rows.fetchone()
        if row is None:
            return None
        asked, facts, *tags = row
        paper = _paper(json.loads(facts)) if facts else None
        return Kept(paper, datetime.fromtimestamp(asked, UTC), (tags[0], tags[1]))

    def put(self, service: str, identity: PaperId, kept: Kept) -> None:
        """Keep an answer in the place of an earlier one."""
        facts = json.dumps(asdict(kept.paper), ensure_ascii=False) if kept.paper else None
        row = [service, str(identity), kept.asked.timestamp(), facts, *kept.tags]
        with self._lock, self._db:
            self._db.execute("REPLACE INTO answer_1 VALUES (?, ?, ?, ?, ?, ?)", row)


def _paper(facts: dict[str, Any]) -> Paper:
    """The paper that a row holds."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}
    values["id"] = PaperId(**values["id"])
    values["ids"] = tuple(PaperId(**one) for one in values["ids"])
    values["links"] = tuple(Link(**link) for link in values["links"])
    return Paper(**values)
