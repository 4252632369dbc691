"""The web beyond GitHub: asks paper services, keeps their answers, and keeps to their pace.

The only place that opens a connection to a paper service. Safe to share between threads and processes of
one machine: the data folder holds the answers and the turn-taking.
"""

import fcntl
import json
import logging
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import httpx

from bot.links import Link
from bot.papers import BadIdError, Paper, PaperId, SourceError, Unresolved, arxiv

_log = logging.getLogger(__name__)

#: arXiv's facts of a paper hardly change; a new version shows after this time.
_KEEP_FACTS = timedelta(days=14)
#: A paper that arXiv does not know is asked for once a day: the next look comes a day later, a little early
#: by the clock of another machine perhaps.
_KEEP_UNKNOWN = timedelta(hours=23)
#: Even somebody who edits a post every second makes us ask no more often than this.
_KEEP_UNKNOWN_EDITED = timedelta(seconds=20)
#: After a failed request arXiv is left alone for so many turns, whoever asks: five minutes at its own pace.
_REST_TURNS = 100
#: Nobody waits longer than this for a turn; the look is put off instead.
_PATIENCE = 15.0
_TIMEOUT = httpx.Timeout(20.0, connect=10.0)
_MAX_ANSWER = 5_000_000
_USER_AGENT = "Shelver (a bot for curated paper lists)"


class PaperService:
    """Looks papers up. Only arXiv can be asked so far; other identities are answered "no-source".

    `pace` is seconds between two requests to arXiv, whoever makes them: its terms ask for three, and for one
    connection at a time (https://info.arxiv.org/help/api/tou.html). With `partial` the arXiv at that address holds
    only some papers: one that it does not know is answered "not-covered" instead of "unknown".
    """

    def __init__(self, arxiv_url: str, data: Path, pace: float, *, partial: bool = False) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._url = arxiv_url
        self._pace = pace
        self._missing: Literal["unknown", "not-covered"] = "not-covered" if partial else "unknown"
        self._turn = data / "arxiv.turn"
        self._cache = _Cache(data / "papers.sqlite")
        self._client = httpx.Client(timeout=_TIMEOUT, headers={"User-Agent": _USER_AGENT}, follow_redirects=True)
        self._rest_until: datetime | None = None

    def close(self) -> None:
        """Close connections and the cache."""
        self._client.close()
        self._cache.close()

    def look_up(self, ids: Iterable[PaperId], anew: bool = False) -> dict[PaperId, Paper | Unresolved]:
        """What is known of papers, all in one request. `anew` asks again for those that were unknown."""
        wanted = list(dict.fromkeys(ids))
        answers: dict[PaperId, Paper | Unresolved] = {
            identity: Unresolved(identity, "no-source") for identity in wanted if identity.scheme != "arxiv"
        }
        missing = []
        for identity in wanted:
            if identity.scheme == "arxiv":
                kept = self._cache.get(identity, _KEEP_UNKNOWN_EDITED if anew else _KEEP_UNKNOWN)
                if kept is None:
                    missing.append(identity)
                elif isinstance(kept, Unresolved):
                    answers[identity] = replace(kept, reason=self._missing)
                else:
                    answers[identity] = kept
        return answers | self._ask(missing)

    def _ask(self, ids: list[PaperId]) -> dict[PaperId, Paper | Unresolved]:
        if not ids:
            return {}
        now = datetime.now(UTC)
        if self._rest_until and now < self._rest_until:
            return {identity: Unresolved(identity, "unreachable", now) for identity in ids}
        try:
            papers = self._answer(ids)
        except TimeoutError:
            return {identity: Unresolved(identity, "queued") for identity in ids}
        except BadIdError:
            if len(ids) > 1:
                # One wrong id spoils the whole answer, so each is asked alone.
                return {key: value for identity in ids for key, value in self._ask([identity]).items()}
            papers = {}
        except (httpx.HTTPError, SourceError) as error:
            _log.warning("arXiv does not answer: %r", error)
            self._rest_until = now + timedelta(seconds=_REST_TURNS * self._pace)
            return {identity: Unresolved(identity, "unreachable", now) for identity in ids}
        self._rest_until = None
        answers: dict[PaperId, Paper | Unresolved] = {}
        for identity in ids:
            answers[identity] = papers.get(identity) or Unresolved(identity, self._missing, now)
            self._cache.put(identity, papers.get(identity), now)
        return answers

    def _answer(self, ids: list[PaperId]) -> dict[PaperId, Paper]:
        """What arXiv knows of papers, in our turn. A connection that was cut once is no outage: it is asked again."""
        try:
            with self._next_turn():
                return self._request(ids)
        except (httpx.NetworkError, httpx.ProtocolError) as error:
            _log.info("arXiv is asked once more: %r", error)
        with self._next_turn():
            return self._request(ids)

    def _request(self, ids: list[PaperId]) -> dict[PaperId, Paper]:
        """One request. Raises httpx.HTTPError or SourceError where arXiv is out of reach or talks nonsense."""
        with self._client.stream("GET", self._url + arxiv.request(ids)) as response:
            body = b""
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > _MAX_ANSWER:
                    msg = f"arXiv's answer is larger than {_MAX_ANSWER} bytes"
                    raise httpx.DecodingError(msg)
            # A wrong id comes with status 400 or 200, as a feed; anything else is the weather.
            if response.status_code != 400:
                response.raise_for_status()
        return arxiv.parse(body, ids)

    @contextmanager
    def _next_turn(self) -> Iterator[None]:
        """Wait until nobody else asks and the pace allows it. Raises TimeoutError where that takes too long."""
        give_up = time.monotonic() + _PATIENCE
        with self._turn.open("a+") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > give_up:
                        raise TimeoutError from None
                    time.sleep(0.05)
            file.seek(0)
            last = float(file.read().strip() or 0)
            # A clock that was set back must not stop us for ever.
            time.sleep(min(max(0.0, last + self._pace - time.time()), self._pace))
            try:
                yield
            finally:
                file.seek(0)
                file.truncate()
                file.write(f"{time.time():.3f}")
                file.flush()


class _Cache:
    """Answers on disk. A row without facts says that the paper was unknown at that time."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, timeout=30)
        with self._lock, self._db:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS paper_2 (id TEXT PRIMARY KEY, asked REAL NOT NULL, facts TEXT)"
            )

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def get(self, identity: PaperId, keep_unknown: timedelta) -> Paper | Unresolved | None:
        with (
            self._lock,
            closing(self._db.execute("SELECT asked, facts FROM paper_2 WHERE id = ?", [str(identity)])) as rows,
        ):
            row = rows.fetchone()
        if row is None:
            return None
        asked = datetime.fromtimestamp(row[0], UTC)
        if datetime.now(UTC) - asked > (_KEEP_FACTS if row[1] else keep_unknown):
            return None
        return _paper(identity, json.loads(row[1])) if row[1] else Unresolved(identity, "unknown", asked)

    def put(self, identity: PaperId, paper: Paper | None, asked: datetime) -> None:
        facts = json.dumps(asdict(paper), ensure_ascii=False) if paper else None
        with self._lock, self._db:
            self._db.execute("REPLACE INTO paper_2 VALUES (?, ?, ?)", [str(identity), asked.timestamp(), facts])


def _paper(identity: PaperId, facts: dict[str, Any]) -> Paper:
    """The paper that a row of the cache holds."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}
    values["id"] = identity
    values["ids"] = tuple(PaperId(**one) for one in values["ids"])
    values["links"] = tuple(Link(**link) for link in values["links"])
    return Paper(**values)
