"""Many submissions at once on one list, in bad weather, merged in random order by clicks alone."""

import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

import pytest

from bot.sandbox import Repository
from bot.sandbox.weather import Cut, Delay, Hook, Rule, Status
from tests.e2e.storms.stage import Bot, House, wait_until

pytestmark = pytest.mark.storm

#: A hundred take seven minutes; the figures are those of a hundred: `SHELVER_STORM=100`.
MANY = int(os.environ.get("SHELVER_STORM", "25"))
#: So many entries a section has before the storm.
_BEFORE = 30
_PEOPLE = [f"person{number}" for number in range(25)]
_ENTRY = "- **[{name}]** {title} [[pdf]](https://arxiv.org/pdf/{arxiv}.pdf)\n"


@dataclass(frozen=True)
class _Paper:
    arxiv: str
    title: str

    @property
    def entry(self) -> str:
        return _ENTRY.format(name=f"P{self.arxiv[-5:]}", title=self.title, arxiv=self.arxiv)


def _papers() -> list[_Paper]:
    """Papers that the small internet knows, in the order of their numbers."""
    lines = files("bot.sandbox").joinpath("data/papers.jsonl").read_text(encoding="utf-8").splitlines()
    known = {
        one["arxiv"]: one["title"] for one in map(json.loads, lines) if re.match(r"\d{4}\.\d{5}$", one.get("arxiv", ""))
    }
    return [_Paper(arxiv, known[arxiv]) for arxiv in sorted(known)]


def _weather() -> list[Rule]:
    faults = (Status(502), Status(502, done=True), Cut("before"), Cut("after"), Delay(0.05))
    return [
        *(Rule("* *", fault, probability=0.002) for fault in faults),
        Rule("HOOK *", Hook("double"), probability=0.1),
        Rule("HOOK *", Hook("late"), probability=0.1),
    ]


@pytest.fixture
def second(shared: House) -> Iterator[Bot]:
    """Start another process of the bot on the same database."""
    port = str(int(shared.bot.environment["SHELVER_PORT"]) + 1)
    url = f"http://127.0.0.1:{port}"
    bot = Bot(url, {**shared.bot.environment, "SHELVER_PORT": port}, shared.bot.log.with_name("second.log"))
    bot.start()
    yield bot
    bot.kill()
    bot.close()


def _settle(shared: House) -> None:
    def idle() -> bool:
        before = len(shared.github.deliveries)
        shared.github.wait_idle()
        return shared.bot.waiting() == 0 and len(shared.github.deliveries) == before

    assert wait_until(idle, seconds=300), shared.bot.last_words()


def _play(
    shared: House, capture: pytest.CaptureFixture[str], kind: str, seed: int, many: int = MANY
) -> tuple[Repository, list[_Paper], dict[str, int]]:
    """The storm: the repository at its end, the papers that were filed, and their issues by number."""
    chance, known = random.Random(seed), _papers()  # noqa: S311 - a test's dice
    chance.shuffle(known)
    old, new = sorted(known[:_BEFORE], key=lambda one: one.arxiv), known[_BEFORE : _BEFORE + many]
    if kind == "append":
        chance.shuffle(old)
    text = f"# Awesome papers\n\n## Papers\n\n{''.join(one.entry for one in old)}\n## Resources\n\n- [A](https://example.org)\n"
    repo = shared.github.create_repo(f"ana/storm-{kind}-{seed}", {"README.md": text.encode()})
    shared.github.install(shared.app, repo)
    start = len(shared.github.requests)
    for rule in _weather():
        shared.github.weather.add(rule)
    issues = {
        one.arxiv: repo.open_issue(
            f"Add {one.title}", f"{one.entry}\nSection: Papers", by=chance.choice(_PEOPLE)
        ).number
        for one in new
    }
    _settle(shared)
    while waiting := repo.pulls("open"):
        # Somebody who only presses the button, on what shows it, one after the other or several at a time.
        ready = [one.number for one in waiting if repo.mergeable(one.number)]
        assert ready, "nothing can be merged any more"
        for number in chance.sample(ready, min(len(ready), chance.choice((1, 1, 1, 2, 3)))):
            if repo.mergeable(number):
                repo.merge(number, by="ana")
        _settle(shared)
    shared.github.weather.clear()
    _tell(shared, capture, kind, start, many)
    return repo, new, issues


def _tell(shared: House, capture: pytest.CaptureFixture[str], kind: str, start: int, many: int) -> None:
    """Print what it cost."""
    calls = [f"{call.method} {call.path}" for call in shared.github.requests[start:] if "/repos/" in call.path]
    updates = sum(call.startswith("PATCH") and "/git/refs/" in call for call in calls)
    made = sum(call.startswith("POST") and call.endswith("/git/refs") for call in calls)
    writes = sum(not call.startswith("GET") for call in calls)
    said = (
        f"\n{kind}: {many} submissions: {len(calls) / many:.1f} REST calls a submission, of them {writes / many:.1f} "
        f"writes; {made} branches made, {updates / many:.1f} updates of branches a submission\n"
    )
    with capture.disabled():
        sys.stdout.write(said)


def _judge(repo: Repository, new: Sequence[_Paper], issues: dict[str, int], *, in_order: bool) -> None:
    text = repo.read_file("README.md").decode()
    shown = re.findall(r"arxiv\.org/pdf/(\d{4}\.\d{5})\.pdf", text)
    assert Counter(shown).most_common(1)[0][1] == 1, "a paper stands twice"
    assert {one.arxiv for one in new} <= set(shown), "a paper is missing"
    if in_order:
        assert shown == sorted(shown)
    for issue in issues.values():
        comments = [one for one in repo.comments(issue) if one.author == "shelver[bot]"]
        assert len(comments) == 1, f"#{issue} has {len(comments)} comments"
        assert repo.issue(issue).state == "closed"
    assert list(repo.branches()) == ["main"] or not repo.pulls("open")


@pytest.mark.parametrize("kind", ["sorted", "append"])
def test_many_at_once(shared: House, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """All come into the list, each once and in order, though nobody did more than press Merge."""
    repo, new, issues = _play(shared, capsys, kind, 1)
    _judge(repo, new, issues, in_order=kind == "sorted")


@pytest.mark.usefixtures("second")
def test_many_with_two_processes(shared: House, capsys: pytest.CaptureFixture[str]) -> None:
    """The same, where two processes of the bot share the work."""
    repo, new, issues = _play(shared, capsys, "sorted", 2)
    _judge(repo, new, issues, in_order=True)
