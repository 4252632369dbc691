"""Deliveries that failed are asked for again: which, and how often."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.database import Database
from bot.github_app import GitHubApp
from bot.redelivery import Redelivery
from bot.sandbox import App, Delivery, Repository, Sandbox


class Place:
    """A GitHub, a list on it, and an app whose webhooks reach nobody."""

    def __init__(self, github: Sandbox, folder: Path) -> None:
        self.github = github
        self.app: App = github.register_app(webhook_secret="s")
        self.repo: Repository = github.create_repo("ana/list", {"README.md": b"# List\n"})
        github.install(self.app, self.repo)
        self.app.webhook_url = "http://127.0.0.1:9/webhook"
        # Of this nobody wants to hear.
        github.install(self.app, github.create_repo("ana/other", {"README.md": b"# List\n"}))
        self.database = Database(f"sqlite:///{folder}/queue.sqlite")
        self.tools = GitHubApp(str(self.app.id), self.app.private_key or "", github.base_url)

    def run(self) -> int:
        """One search for what failed, as a process does that just started."""
        self.github.wait_idle()
        asked = Redelivery(self.tools, self.database).run()
        self.github.wait_idle()
        return asked

    def an_hour_later(self) -> None:
        """What was asked for is not under way any more."""
        with self.database.engine.begin() as connection:
            connection.execute(text("UPDATE shelver_redeliveries SET at = at - 3600"))

    def again(self) -> list[Delivery]:
        """What was sent again."""
        return [one for one in self.github.deliveries if one.redelivery]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A GitHub whose webhooks fail."""
    with Sandbox() as github:
        place = Place(github, tmp_path)
        yield place
        place.tools.close()
        place.database.close()


def test_failed_deliveries_are_sent_again_in_their_order(place: Place) -> None:
    """All that failed are asked for, over several pages of the list; events that nobody handles are not."""
    numbers = [place.repo.open_issue(f"Paper {number}").number for number in range(120)]
    assert place.run() == 120
    assert [one.payload["issue"]["number"] for one in place.again()] == numbers
    assert place.run() == 0, "they are under way"


def test_what_goes_on_to_fail_is_given_up(place: Place) -> None:
    """A delivery that fails five times more is left to the sweep."""
    place.repo.open_issue("A paper")
    tries = []
    for _ in range(7):
        tries.append(place.run())
        place.an_hour_later()
    assert tries == [1, 1, 1, 1, 1, 0, 0]


def test_what_was_asked_for_is_known_after_a_crash(place: Place) -> None:
    """Where GitHub refuses in the middle, the rest is asked for the next time, and nothing twice."""
    for number in range(3):
        place.repo.open_issue(f"Paper {number}")
    place.github.wait_idle()
    paces = iter(range(3))  # the list, and two of the three

    def pace() -> None:
        if next(paces, None) is None:
            raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        Redelivery(place.tools, place.database, pace).run()
    assert place.run() == 1
    assert sorted(one.payload["issue"]["number"] for one in place.again()) == [1, 2, 3]
