"""Where stories are played: one GitHub and one bot a test process, a fresh repository a story."""

import difflib
import itertools
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from bot.apply import apply
from bot.cli.tryout import tryout
from bot.cli.tryout import wait_until as wait_for
from bot.decide import decide
from bot.github_app import GitHubApp
from bot.model import Key, Plan
from bot.observe import observe
from bot.observe_pull import observe_pull
from bot.sandbox import App, Repository, Sandbox
from bot.sandbox.limits import Limits
from tests.builders import NO_TLS, looking_up
from tests.e2e.conftest import LIST

#: The waits of the bot in these stories are so many times shorter than in life.
PATIENCE = 0.0001
_WITHIN = 60.0
_ROOT = Path(__file__).parents[3]
#: Papers that the stories name; each stage gives them ids of its own, so that arXiv is asked anew.
PAPERS = {"instruct": "2305.06500", "mask": "2208.12262", "known": "2212.00794"}
#: In texts and marks: what differs from one stage to the next though the world is the same.
_PASSING = (
    (re.compile(r"\b[0-9a-f]{8}\.[0-9a-f]{8}\b"), "HASH"),
    (re.compile(r"(?<=shelver:remark )[0-9a-f]{8}\b"), "HASH"),
    (re.compile(r"(?<=shelver:review )[0-9a-f ]+(?= -->)"), "HASHES"),
    (re.compile(r"\b[0-9a-f]{40}\b"), "SHA"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)"), "TIME"),
    (re.compile(r'"\d{4,}"'), '"ID"'),
)
_NUMBERS = itertools.count(1)


wait_until = partial(wait_for, seconds=_WITHIN)


class Bot:
    """The bot as a process that may be killed and started again, forked from one that has it in memory."""

    def __init__(self, url: str, environment: dict[str, str], log: Path) -> None:
        self.url = url
        self.environment = environment
        self.log = log
        self.pid: int | None = None
        self._client = httpx.Client(verify=NO_TLS, base_url=url, timeout=10, trust_env=False)
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.storms.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            text=True,
        )

    def start(self, **more: str) -> None:
        """Start it, with more in its environment perhaps, and wait until it takes webhooks."""
        assert self._nursery.stdin
        assert self._nursery.stdout
        order = json.dumps({"environment": {**self.environment, **more}, "log": str(self.log)})
        self._nursery.stdin.write(order + "\n")
        self._nursery.stdin.flush()
        self.pid = int(self._nursery.stdout.readline())
        assert wait_until(lambda: self.waiting() is not None), self.last_words()

    def kill(self) -> None:
        """End it at once, as a machine that loses its power."""
        pid = self.pid
        assert pid
        os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda: not lives(pid))

    def restart(self, sweep: float = 0) -> None:
        """Kill it and start it again, to sweep all the time with this patience, or never."""
        self.kill()
        before = self.sweeps()
        if not sweep:
            self.start()
            return
        self.start(SHELVER_SWEEP_EVERY="0.5", SHELVER_PATIENCE=str(sweep))
        assert wait_until(lambda: self.sweeps() > before), self.last_words()

    def close(self) -> None:
        """End it, and what it comes from."""
        self._client.close()
        self._nursery.communicate(timeout=_WITHIN)

    def waiting(self) -> int | None:
        """How many looks run, wait for a thread or are put off; None while it does not answer."""
        try:
            answer = self._client.get("/healthz")
        except httpx.HTTPError:
            return None
        health = answer.json()
        return int(health["unfinished"] + health["put_off"])

    def sweeps(self) -> int:
        """How many sweeps its log tells of."""
        return self.log.read_text(errors="replace").count(": sweep: ")

    def last_words(self) -> str:
        """The end of its log, how many looks it waits for, and the rows of its queue that are not done."""
        words = f"{self.log.read_text(errors='replace')[-3000:]}\nwaiting: {self.waiting()}, pid {self.pid}"
        database = Path(self.environment["SHELVER_DATA"]) / "queue.sqlite"
        if not database.exists():
            return words
        with closing(sqlite3.connect(database)) as rows:
            left = rows.execute(
                "select workflow_uuid, status, executor_id, created_at, started_at_epoch_ms, queue_name,"
                " recovery_attempts from workflow_status where status not in ('SUCCESS', 'ERROR')"
            ).fetchall()
        return "\n".join((words, *map(str, left)))


def lives(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def differences(wanted: dict[str, Any], found: dict[str, Any]) -> str:
    """What two pictures of the world differ in, as a diff; empty where they are the same."""
    before, after = (json.dumps(one, indent=1, ensure_ascii=False).splitlines() for one in (wanted, found))
    return "\n".join(difflib.unified_diff(before, after, "wanted", "found", lineterm="", n=2))


@dataclass
class House:
    """What all stories of a test process share, and the worlds that they come to undisturbed."""

    github: Sandbox
    app: App
    bot: Bot
    data: Path
    undisturbed: dict[str, "Undisturbed"] = field(default_factory=dict)


@dataclass(frozen=True)
class Undisturbed:
    """What became of a story in fair weather: the world in the end, and the calls and webhooks on the way."""

    picture: dict[str, Any]
    calls: list[str]


@contextmanager
def house(data: Path) -> Iterator[House]:
    """Open a house and start its bot."""
    with tryout() as (github, app, started):
        # The sweeps of a minute here are those of a week in life, and each reads the deliveries of ten minutes.
        github.limits = Limits(per_hour=1_000_000)
        started.stop()
        environment = {**started.environment, "SHELVER_PATIENCE": str(PATIENCE)}
        bot = Bot(started.url, environment, started.log)
        try:
            bot.start()
            yield House(github, app, bot, data)
        finally:
            bot.close()


class Stage:
    """A repository with a list, the bot installed on it, and papers of its own that arXiv knows."""

    def __init__(self, house: House) -> None:
        number = next(_NUMBERS)
        self.house = house
        self.github = house.github
        self._deliveries = len(self.github.deliveries)
        self.owner = f"owner{number}"
        self.ids = {}
        for name, real in PAPERS.items():
            known = next(paper for paper in self.github.arxiv.papers.values() if paper.id == real)
            self.ids[name] = f"{real[:5]}{50000 + number}"
            self.github.arxiv.add(replace(known, id=self.ids[name]))
        text = LIST.replace(PAPERS["known"], self.ids["known"])
        self.repo: Repository = self.github.create_repo(f"{self.owner}/list", {"README.md": text.encode()})
        self._installation = self.github.install(house.app, self.repo)
        self.settle()

    def close(self) -> None:
        """Take the bot off the repository: who sweeps later finds none of the old ones."""
        self.github.uninstall(self._installation)

    def link(self, name: str) -> str:
        """The address of a paper."""
        return f"https://arxiv.org/abs/{self.ids[name]}"

    def file(self, title: str, body: str) -> None:
        """Zoe opens an issue; it is the first of its repository."""
        self.repo.open_issue(title, body, by="zoe")

    def propose(self, *entries: str) -> None:
        """Zoe proposes entries by hand, from a fork of hers; it is the first pull request of its repository."""
        fork = self.repo.fork("zoe")
        text = fork.read_file("README.md").decode()
        last = text.index("- **[CLIP-ViL]**")
        fork.push_file("README.md", f"{text[:last]}{''.join(entries)}{text[last:]}".encode(), branch="add", by="zoe")
        self.repo.open_pull("Add papers", "zoe:add", by="zoe")

    def pull(self) -> int:
        """The number of the one open pull request."""
        (pull,) = self.repo.pulls("open")
        return pull.number

    def idle(self) -> bool:
        """Whether every webhook was delivered and no look runs, waits or is put off."""
        before = len(self.github.deliveries)
        self.github.wait_idle()
        # What a look did may have caused further webhooks.
        return self.house.bot.waiting() == 0 and len(self.github.deliveries) == before

    def settle(self, unless: Callable[[], bool] = lambda: False) -> None:
        """Wait until nothing is left to do, or until something else is the case."""
        assert wait_until(lambda: unless() or self.idle()), self._what_is_left()

    def swept(self) -> None:
        """Wait until a whole sweep was made from now on, and what it found is done."""
        bot = self.house.bot
        before = bot.sweeps()
        # The first that ends from now on may have begun before.
        assert wait_until(lambda: bot.sweeps() >= before + 2), bot.last_words()
        self.settle()

    def catch_up(self) -> None:
        """Have what was sent while the bot was dead sent again, as it asks for that itself when it sweeps."""
        arrived = {one.guid for one in self.github.deliveries[self._deliveries :] if one.ok}
        if all(one.guid in arrived for one in self.github.deliveries[self._deliveries :]):
            return
        self.house.bot.restart(sweep=PATIENCE)
        self.swept()
        self.house.bot.restart()

    def _what_is_left(self) -> str:
        """Why nothing came to rest: the bot's last words, the newest deliveries, and the newest calls."""
        deliveries = [(one.event, one.action, one.status_code, one.done) for one in self.github.deliveries[-8:]]
        return f"{self.house.bot.last_words()}\n{deliveries}\n{self.github.requests[-8:]}"

    def look(self, *, act: bool = False) -> Plan:
        """Look at the issue from here as the bot would; with `act` also do what the plan says."""
        github = GitHubApp(str(self.house.app.id), self.house.app.private_key or "", self.github.base_url)
        with closing(github), looking_up(self.github, self.house.data) as papers:
            key = Key(self.repo.full_name, 1)
            seat = github.installation(key.repo)
            # Without hints: here is only what GitHub says.
            if self.repo.issue(1).pull is None:
                plan = decide(observe(key, seat, papers.look_up))
            else:
                plan = decide(observe_pull(replace(key, pull=True), seat, papers.look_up, lambda *_: {}))
            if act:
                apply(key, plan, seat)
            return plan

    def picture(self) -> dict[str, Any]:
        """The world as it stands, without what differs from one stage to the next: ids, hashes, times."""
        headers = {"Authorization": f"Bearer {self.github.token_of(self.owner)}"}
        with httpx.Client(
            verify=NO_TLS, base_url=f"{self.github.base_url}/repos/{self.repo.full_name}", headers=headers
        ) as rest:
            branches = {
                branch: {
                    "list": self.repo.read_file("README.md", branch).decode(),
                    "commits": [
                        commit["commit"]["message"]
                        for commit in rest.get(f"/compare/main...{branch}").json()["commits"]
                    ],
                }
                for branch in self.repo.branches()
            }
            labels = sorted(label["name"] for label in rest.get("/labels", params={"per_page": 100}).json())
        conversations = [
            {
                "number": issue.number,
                "title": issue.title,
                "body": issue.body,
                "author": issue.author,
                "state": issue.state,
                "labels": sorted(issue.labels),
                "reactions": sorted((reaction.login, reaction.content) for reaction in issue.reactions),
                "merged": issue.pull is not None and issue.pull.merged_at is not None,
                "branch": issue.pull.head_ref if issue.pull else None,
                "comments": [
                    {
                        "author": comment.author,
                        "body": comment.body,
                        "reactions": sorted((reaction.login, reaction.content) for reaction in comment.reactions),
                    }
                    for comment in issue.comments
                ],
            }
            for issue in (*self.repo.issues(), *self.repo.pulls())
        ]
        whole = {"branches": branches, "labels": labels, "conversations": conversations, "reviews": self._reviews()}
        made: dict[str, Any] = self._without_passing(whole)
        return made

    def _reviews(self) -> list[dict[str, Any]]:
        """What is said of each pull request beside its conversation: the check of its head, remarks at its lines.

        A review that was made twice leaves its words twice; of its remarks, as of checks, the last ones count.
        """
        found = []
        for issue in self.repo.pulls():
            assert issue.pull
            runs = self.repo.checks(issue.pull.head_sha)
            remarks = self.repo.review_comments(issue.number)
            fork = self.repo.fork("zoe") if issue.pull.head_repo else self.repo
            text = fork.read_file("README.md", issue.pull.head_ref).decode() if issue.state == "open" else ""
            found.append(
                {
                    "number": issue.number,
                    "checks": [[run.name, run.status, run.conclusion, run.title, run.text] for run in runs],
                    "remarks": [[one.path, one.line, one.body] for one in remarks],
                    "list": text,
                }
            )
        return found

    def _without_passing(self, value: Any) -> Any:
        if isinstance(value, str):
            for name, real in PAPERS.items():
                value = value.replace(self.ids[name], real)
            value = re.sub(rf"\b{self.owner}\b", "owner", value).replace(r"\u002d", "-")
            for pattern, word in _PASSING:
                value = pattern.sub(word, value)
            return value
        if isinstance(value, dict):
            return {key: self._without_passing(one) for key, one in value.items()}
        return [self._without_passing(one) for one in value] if isinstance(value, list | tuple) else value
