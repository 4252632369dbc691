"""What it takes to ask strangers: a fetcher, turns at their hosts, and what was answered before."""

from pathlib import Path

from bot.cache import Cache
from bot.database import Database
from bot.fetch import Fetcher
from bot.settings import PaperSettings
from bot.turns import Turns


class Client:
    """Asks as the settings say: by which name, at which pace.

    `data` is the folder where answers are kept, `turns` the address of the database with the turns at hosts. Safe to
    share between threads.
    """

    def __init__(self, settings: PaperSettings, data: Path, turns: str) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self.settings = settings
        self.cache = Cache(data / "papers.sqlite")
        self._database = Database(turns)
        self.turns = Turns(self._database, settings.pace)
        self.fetcher = Fetcher(settings.agent, internet=settings.internet)

    def close(self) -> None:
        """Let go of answers and turns."""
        self.cache.close()
        self._database.close()
