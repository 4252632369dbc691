"""Webhooks that did not reach us: GitHub is asked which, and to send them again. It never does so by itself.

https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
What must hold: a delivery that failed is asked for, however often this is interrupted; one that arrived at last is
not. A failed attempt stays listed after a good redelivery, under the same GUID. What is older than GitHub keeps, and
a GitHub that does not list deliveries, is left to the sweep.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from github import GithubException
from requests.utils import parse_header_links
from sqlalchemy import Column, Double, Integer, String, Table, delete, select

from bot.database import TABLES, Database, put
from bot.events import HANDLERS
from bot.github_app import GitHubApp

_log = logging.getLogger(__name__)

#: So long GitHub keeps deliveries, and can send them again.
#: https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks
_KEPT = timedelta(days=3)
#: The list is read again so far behind what was read before: an attempt is listed when it is over.
_OVERLAP = timedelta(minutes=10)
#: A delivery that fails so often will go on to fail, and what it told of is found by the sweep.
_MOST_ASKED = 5
#: Seconds in which one that was asked for may be under way.
_UNDER_WAY = 60
#: Answers of a GitHub that lists no deliveries of apps.
_NOT_THERE = (404, 410, 501)
_MARK = "deliveries read until"

_ASKED = Table(
    "shelver_redeliveries",
    TABLES,
    Column("guid", String(100), primary_key=True),
    Column("asked", Integer, nullable=False),
    Column("at", Double, nullable=False),
)


@dataclass
class _Fate:
    """What became of one delivery, over all attempts that are listed."""

    id: int
    event: str
    arrived: bool = False


class Redelivery:
    """Asks for what failed. `pace` is called before each request and waits as long as it must."""

    def __init__(self, github: GitHubApp, database: Database, pace: Callable[[], None] = lambda: None) -> None:
        self._github = github
        self._database = database
        self._pace = pace

    def run(self) -> int:
        """Have everything sent again that failed since the last run; returns how many that are.

        Raises GithubException or requests' errors; what is left is asked for the next time.
        """
        fates: dict[str, _Fate] = {}
        mark = self._database.mark(_MARK)
        kept = datetime.now(UTC) - _KEPT
        newest = datetime.fromisoformat(mark) if mark else kept
        try:
            for attempt in self._attempts(max(kept, newest - _OVERLAP)):
                newest = max(newest, datetime.fromisoformat(attempt["delivered_at"]))
                fate = fates.setdefault(attempt["guid"], _Fate(attempt["id"], attempt["event"]))
                fate.arrived = fate.arrived or 200 <= attempt["status_code"] < 300
        except GithubException as error:
            if error.status not in _NOT_THERE:
                raise
            _log.info("GitHub lists no deliveries (%s); what was missed is found by the sweep", error.status)
            return 0
        # The list begins with the newest; they are wanted in the order in which things happened.
        failed = [(guid, one) for guid, one in fates.items() if not one.arrived and one.event in HANDLERS]
        asked = sum(self._ask(guid, one) for guid, one in reversed(failed))
        self._database.set_mark(_MARK, newest.isoformat())
        self._forget_old()
        return asked

    def _attempts(self, oldest: datetime) -> Iterator[Mapping[str, Any]]:
        """The attempts since a moment, the newest first.

        https://docs.github.com/en/rest/apps/webhooks#list-deliveries-for-an-app-webhook
        """
        address: str | None = "/app/hook/deliveries?per_page=100"
        while address:
            self._pace()
            with self._github.as_app() as github:
                headers, attempts = github.requester.requestJsonAndCheck("GET", address)
            for attempt in attempts:
                if datetime.fromisoformat(attempt["delivered_at"]) < oldest:
                    return
                yield attempt
            links = {link.get("rel"): link["url"] for link in parse_header_links(headers.get("link", ""))}
            address = links.get("next")

    def _ask(self, guid: str, fate: _Fate) -> bool:
        """Have one delivery sent again, unless that was just asked for, or too often in vain.

        https://docs.github.com/en/rest/apps/webhooks#redeliver-a-delivery-for-an-app-webhook
        """
        asked, at = self._asked(guid)
        if asked >= _MOST_ASKED or time.time() < at + _UNDER_WAY:
            return False
        self._pace()
        try:
            with self._github.as_app() as github:
                github.requester.requestJsonAndCheck("POST", f"/app/hook/deliveries/{fate.id}/attempts")
        except GithubException as error:
            if error.status not in (*_NOT_THERE, 400, 422):
                raise
            _log.warning("delivery %s cannot be had again: %s", guid, error)
        with self._database.engine.begin() as connection:
            put(connection, _ASKED, guid=guid, asked=asked + 1, at=time.time())
        return True

    def _asked(self, guid: str) -> tuple[int, float]:
        """How often a delivery was asked for, and when last."""
        wanted = select(_ASKED.c.asked, _ASKED.c.at).where(_ASKED.c.guid == guid)
        with self._database.engine.connect() as connection:
            row = connection.execute(wanted).first()
        return (row.asked, row.at) if row else (0, 0.0)

    def _forget_old(self) -> None:
        with self._database.engine.begin() as connection:
            connection.execute(delete(_ASKED).where(_ASKED.c.at < time.time() - 2 * _KEPT.total_seconds()))
