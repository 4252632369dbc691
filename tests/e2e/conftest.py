"""The world of the end-to-end tests: one embedded GitHub and one bot a test process, one repository a test."""

import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.apply import apply
from bot.claims import Claims
from bot.cli.tryout import BotProcess, tryout
from bot.database import Database
from bot.decide import decide
from bot.github_app import GitHubApp
from bot.linkcheck import link_checker
from bot.lookup import PaperService
from bot.model import Claim, Key, Plan
from bot.observe import observe
from bot.observe_pull import observe_pull
from bot.papers import PaperId
from bot.rivals import Rivals
from bot.sandbox import App, Call, Installation, Repository, Sandbox
from bot.sandbox.state import CheckRun, ReviewComment
from bot.settings import read_reader_settings, read_settings
from tests.builders import looking_up

_NUMBERS = itertools.count(1)

#: A list in the shape of a real one: named entries before nameless ones, Papers by date, Others in no order.
LIST = """\
# Awesome Vision-Language

Some works we like. Add yours like this:
```
- **[]** Paper Name [[pdf]]() [[code]]()
```

## Papers

- **[VisualBERT]** A Simple and Performant Baseline for Vision and Language [[pdf]](https://arxiv.org/pdf/1908.03557.pdf)
- **[Oscar]** Object-Semantics Aligned Pre-training for Vision-Language Tasks \
[[pdf]](https://arxiv.org/pdf/2004.06165.pdf) [[code]](https://github.com/microsoft/Oscar)
- **[ViLT]** Vision-and-Language Transformer Without Convolution or Region Supervision \
[[pdf]](https://arxiv.org/pdf/2102.03334.pdf)
- **[BLIP]** Bootstrapping Language-Image Pre-training for Unified Vision-Language Understanding and Generation \
[[pdf]](https://arxiv.org/pdf/2201.12086.pdf) [[code]](https://github.com/salesforce/BLIP)
- **[Flamingo]** A Visual Language Model for Few-Shot Learning [[pdf]](https://arxiv.org/pdf/2204.14198.pdf)
- **[BLIP-2]** Bootstrapping Language-Image Pre-training with Frozen Image Encoders and Large Language Models \
[[pdf]](https://arxiv.org/pdf/2301.12597.pdf)
- Multimodal Few-Shot Learning with Frozen Language Models [[pdf]](https://arxiv.org/pdf/2106.13884.pdf)
- Perceptual Grouping in Vision-Language Models [[pdf]](https://arxiv.org/pdf/2210.09996.pdf)

## CLIP-related

- **[CLIP]** Learning Transferable Visual Models From Natural Language Supervision \
[[pdf]](https://arxiv.org/pdf/2103.00020.pdf)
- **[DenseCLIP]** Language-Guided Dense Prediction with Context-Aware Prompting \
[[pdf]](https://arxiv.org/pdf/2112.01518.pdf)
- **[DeCLIP]** Supervision Exists Everywhere: A Data Efficient Contrastive Language-Image Pre-training Paradigm \
[[pdf]](https://arxiv.org/pdf/2110.05208.pdf)
- **[FLIP]** Scaling Language-Image Pre-training via Masking [[pdf]](https://arxiv.org/pdf/2212.00794.pdf)
- **[CLIP-ViL]** How Much Can CLIP Benefit Vision-and-Language Tasks? [[pdf]](https://arxiv.org/pdf/2107.06383.pdf)

## Resources

- [A course](https://example.org/course)
"""


@dataclass
class World:
    """What a test sees: a GitHub, a repository on it, and the bot. It acts as people do."""

    github: Sandbox
    app: App
    bot: BotProcess
    repo: Repository
    data: Path
    installation: Installation | None = None

    def install(self) -> None:
        """Install the bot on the repository."""
        self.installation = self.github.install(self.app, self.repo)

    def file(self, title: str, body: str | None = None, by: str = "zoe") -> int:
        """Open an issue and wait until the bot is done with it."""
        number = self.repo.open_issue(title, body, by=by).number
        self.settle()
        return number

    def settle(self) -> None:
        """Wait until every webhook is delivered and every look done."""
        self.bot.settle(self.github)

    def look(self, number: int, *, act: bool = False, edited: bool = False, data: Path | None = None) -> Plan:
        """Look at an issue from here, with the bot's own identity; with `act` also do what the plan says.

        `data` is a folder with answers of arXiv, if not the bot's own.
        """
        github = GitHubApp(str(self.app.id), self.app.private_key or "", self.github.base_url)
        with closing(github), self.papers(data) as papers:
            key = Key(self.repo.full_name, number, edited)
            seat = github.installation(key.repo)
            plan = decide(observe(key, seat, papers.look_up, rivals=self._rivals, claims=self._claims))
            if act:
                apply(key, plan, seat)
            return plan

    def look_at_pull(self, number: int) -> Plan:
        """Look at a pull request from here, with the bot's own identity."""
        github = GitHubApp(str(self.app.id), self.app.private_key or "", self.github.base_url)
        settings = read_reader_settings(self.bot.environment)
        with closing(github), self.papers() as papers, link_checker(settings) as links:
            key = Key(self.repo.full_name, number, pull=True)
            seat = github.installation(key.repo)
            return decide(observe_pull(key, seat, papers.look_up, links.check, rivals=self._rivals))

    def _rivals(self, repo: str, papers: Collection[PaperId]) -> Mapping[PaperId, int]:
        """What the bot remembers of pull requests."""
        database = Database(read_settings(self.bot.environment).database_url)
        try:
            return Rivals(database).of(repo, papers)
        finally:
            database.close()

    def _claims(self, repo: str, issue: int, papers: Collection[PaperId]) -> Mapping[PaperId, tuple[Claim, ...]]:
        """What the bot remembers of issues."""
        database = Database(read_settings(self.bot.environment).database_url)
        try:
            return Claims(database).elder(repo, issue, papers)
        finally:
            database.close()

    def propose(
        self,
        text: str,
        *,
        by: str = "zoe",
        fork: bool = True,
        branch: str = "",
        title: str = "Add a paper",
        **how: Any,
    ) -> int:
        """Have somebody propose the list's new text, from a fork or a branch here; wait until it is judged."""
        where = self.repo.fork(by) if fork else self.repo
        branch = branch or f"patch-{next(_NUMBERS)}"
        where.push_file("README.md", text.encode(), branch=branch, by=by)
        head = f"{by}:{branch}" if fork else branch
        number = self.repo.open_pull(title, head, by=by, **how).number
        self.settle()
        return number

    def push(self, pull: int, text: str, by: str = "zoe") -> None:
        """Have somebody push the list's next text to a pull request's branch; wait until it is judged."""
        made = self.repo.pull(pull).pull
        assert made is not None
        where = self.repo.fork(by) if made.head_repo else self.repo
        where.push_file("README.md", text.encode(), branch=made.head_ref, by=by)
        self.settle()

    def head_text(self, pull: int, by: str = "zoe") -> str:
        """The list's text at the head of a pull request."""
        made = self.repo.pull(pull).pull
        assert made is not None
        where = self.repo.fork(by) if made.head_repo else self.repo
        return where.read_file("README.md", made.head_ref).decode()

    def apply_suggestion(self, pull: int, remark: int) -> None:
        """Press "Commit suggestion" on the page, as a maintainer; wait until it is judged."""
        page = f"{self.github.url}/{self.repo.full_name}/pull/{pull}"
        with httpx.Client(follow_redirects=True, trust_env=False) as person:
            person.cookies.set("role", "maintainer")
            shown = person.get(page).text
            form = f"/{self.repo.full_name}/pull/{pull}/comments/{remark}/apply"
            assert f'action="{form}"' in shown
            number = re.search(rf'action="{form}"><button[^>]* value="(\d+)"', shown)
            assert number is not None
            person.post(f"{self.github.url}{form}", data={"suggestion": number[1]}).raise_for_status()
        self.settle()

    def check(self, pull: int) -> CheckRun:
        """The one check run on the head of a pull request."""
        made = self.repo.pull(pull).pull
        assert made is not None
        (run,) = self.repo.checks(made.head_sha)
        return run

    def remarks(self, pull: int) -> list[ReviewComment]:
        """The bot's remarks at lines of a pull request."""
        return [one for one in self.repo.review_comments(pull) if one.author == "shelver[bot]"]

    def papers(self, data: Path | None = None) -> AbstractContextManager[PaperService]:
        """What the bot asks, with what it keeps: asked anew a minute later, a comment would tell another minute."""
        return looking_up(self.github, data or Path(self.bot.environment["SHELVER_DATA"]))

    def calls(self) -> list[Call]:
        """What was asked of GitHub in this repository; those of other tests may be looked at again at any time."""
        return [call for call in list(self.github.requests) if f"/{self.repo.full_name}/" in f"{call.path}/"]

    def assert_settled(self, number: int) -> None:
        """A further look finds nothing to do."""
        plan = self.look(number)
        assert plan.actions == (), plan

    def comment(self, number: int) -> str:
        """The one comment of the bot on an issue, without its hidden mark."""
        (comment,) = self.repo.comments(number)
        assert comment.author == "shelver[bot]"
        return comment.body.partition("\n\n<!--")[0]

    def said(self, number: int) -> str:
        """The one comment of the bot among those of others, without its hidden mark."""
        (comment,) = (one for one in self.repo.comments(number) if one.author == "shelver[bot]")
        return comment.body.partition("\n\n<!--")[0]

    def pull(self) -> int:
        """The number of the one open pull request."""
        (pull,) = self.repo.pulls("open")
        return pull.number

    def pull_body(self) -> str:
        """What the one open pull request says, without its hidden mark."""
        (pull,) = self.repo.pulls("open")
        return (pull.body or "").partition("\n\n<!--")[0]

    def added(self, pull: int) -> list[str]:
        """The lines that a pull request adds; it must take none away."""
        lines = self.repo.pull_diff(pull).splitlines()
        assert not [line for line in lines if line.startswith("-") and not line.startswith("---")]
        return [line[1:] for line in lines if line.startswith("+") and not line.startswith("+++")]

    def entry_before(self, pull: int) -> str:
        """The line of the list behind which a pull request adds its first line."""
        lines = self.repo.pull_diff(pull).splitlines()
        first = next(i for i, line in enumerate(lines) if line.startswith("+") and not line.startswith("+++"))
        return lines[first - 1][1:]


@pytest.fixture(scope="session")
def running() -> Iterator[tuple[Sandbox, App, BotProcess]]:
    """One GitHub and one bot for all tests of this process."""
    with tryout() as parts:
        yield parts


@pytest.fixture
def uninstalled(running: tuple[Sandbox, App, BotProcess], tmp_path: Path) -> Iterator[World]:
    """A repository with a list, on which the bot is not installed yet. Whatever the story: no secret came out."""
    github, app, bot = running
    repo = github.create_repo(f"ana/list-{next(_NUMBERS)}", {"README.md": LIST.encode()})
    world = World(github, app, bot, repo, tmp_path)
    yield world
    assert [*leaks(world)] == []


def leaks(world: World) -> Iterator[str]:
    """Where a secret stands that is nobody's business: the log, the bot's data, or what is to be read on GitHub."""
    said = [repr(world.repo.issue(one.number)) for one in world.repo.issues()]
    said += [repr(world.repo.pull(one.number)) for one in world.repo.pulls()]
    said += [world.repo.commit_message(sha) + repr(world.repo.checks(sha)) for sha in world.repo.branches().values()]
    places = {"GitHub": "\n".join(said).encode(errors="replace"), "the log": world.bot.log.read_bytes()}
    data = Path(world.bot.environment["SHELVER_DATA"])
    places |= {path.name: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    told = [value for name, value in world.bot.environment.items() if re.search(r"_(?:SECRET|KEY)$", name)]
    secrets = {line for value in (*told, *world.github.world.tokens) for line in value.splitlines() if len(line) > 8}
    shown = re.compile("|".join([*map(re.escape, secrets), _SECRET]).encode())
    for name, data_there in places.items():
        if found := shown.search(data_there):
            yield f"{name} holds {found[0]!r}"


#: Tokens of GitHub's, JSON web tokens, and keys.
_SECRET = r"gh[pousr]_[A-Za-z0-9]{36}|eyJ[\w-]{10,}\.eyJ|PRIVATE KEY"


@pytest.fixture
def world(uninstalled: World) -> World:
    """A repository with a list, on which the bot is installed."""
    uninstalled.install()
    return uninstalled
