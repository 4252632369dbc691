"""What the try-out's pages work on: the sandbox, the app on it, its papers, and the lists that people bring."""

import re
import secrets
import threading
from dataclasses import dataclass, field
from itertools import count
from typing import Final, Literal

from bot.document import ListDocument
from bot.lookup import PaperService
from bot.sandbox import App, Refused, Repository, Sandbox
from bot.sandbox.state import Repo
from bot.tryout.lists import OwnList

#: The repository that the first page's steps lead through.
REPOSITORY: Final = "ana/awesome-vision-language"
#: The paper that they add.
EXAMPLE: Final = "2305.06500"

#: Who is asked about papers: the services of the sandbox's small internet, taken for all there is (as tests do) or for
#: a small part of it; or the real ones.
Services = Literal["complete", "partial", "real"]

#: So many lists of people are kept; the eldest goes first.
_MOST_LISTS: Final = 20


@dataclass
class TryOut:
    """One try-out. `begin` gives it what it works on; before that its pages cannot be asked.

    `key` is known to those who see the operator's terminal: nobody else on this machine may have files read.
    """

    services: Services = "complete"
    key: str = field(default_factory=lambda: secrets.token_urlsafe(12), repr=False)
    lists: dict[int, OwnList] = field(default_factory=dict)
    github: Sandbox = field(init=False)
    papers: PaperService = field(init=False)
    _app: App = field(init=False)
    _repositories: dict[int, str] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, github: Sandbox, app: App, papers: PaperService) -> None:
        """Work on this sandbox, with this app on it; `papers` are looked up as the bot does it."""
        self.github, self._app, self.papers = github, app, papers

    @property
    def demo(self) -> Repo:
        """The repository that the steps lead through."""
        owner, _, name = REPOSITORY.partition("/")
        found = self.github.world.repo(owner, name)
        if found is None:
            raise Refused(404, f"{REPOSITORY} is not there yet.")
        return found

    @property
    def address(self) -> str:
        """Where a person begins; whoever comes this way is known as one who sees the operator's terminal."""
        return f"{self.github.url}/?key={self.key}"

    @property
    def internet(self) -> str | None:
        """The front page of the small internet where papers are looked up; None where the real one is asked."""
        return None if self.services == "real" else f"http://{self.github.internet_address}/"

    def keep(self, own: OwnList) -> int:
        """Keep a list; returns the number that its page is called by."""
        with self._lock:
            number = next(self._numbers)
            self.lists[number] = own
            for eldest in sorted(self.lists)[:-_MOST_LISTS]:
                del self.lists[eldest]
            return number

    def repository(self, number: int) -> str | None:
        """The repository that was made of a list, as `owner/name`; None where none was."""
        return self._repositories.get(number)

    def found(self, number: int) -> Repository:
        """Make a repository of a list that was kept, with Shelver installed on it; one that was made is given again."""
        with self._lock:
            if (known := self._repositories.get(number)) is None:
                own = self.lists[number]
                owner = REPOSITORY.partition("/")[0]
                known = self._free_name(owner, repository_name(own.document))
                repo = self.github.create_repo(known, {"README.md": own.text.encode()})
                self.github.install(self._app, repo)
                self._repositories[number] = known
            return self.github.repo(known)

    def _free_name(self, owner: str, name: str) -> str:
        names = (name if number == 1 else f"{name}-{number}" for number in count(1))
        with self.github.world.lock:
            return next(f"{owner}/{free}" for free in names if self.github.world.repo(owner, free) is None)


def repository_name(document: ListDocument) -> str:
    """What a list's repository may be called: after its title, in the characters that GitHub allows there."""
    words = re.findall(r"[a-z0-9]+", (document.title or "").lower())
    return "-".join(words)[:_LONGEST_NAME].strip("-") or "my-list"


_LONGEST_NAME: Final = 50
