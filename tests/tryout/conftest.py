"""A try-out without the bot, which is fast, and one with it; both over real HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.cli.tryout import BotProcess, add_demo_list, tryout
from bot.sandbox import Sandbox, demo_list
from bot.tryout import REPOSITORY, TEMPLATES, TryOut, routes
from tests.builders import NO_TLS, looking_up

#: A small list of named entries, by date.
OWN = """\
# Awesome Pictures

## Papers

- **[VisualBERT]** A Simple and Performant Baseline for Vision and Language [[pdf]](https://arxiv.org/pdf/1908.03557.pdf)
- **[ViLT]** Vision-and-Language Transformer Without Convolution [[pdf]](https://arxiv.org/pdf/2102.03334.pdf)
- **[BLIP]** Bootstrapping Language-Image Pre-training [[pdf]](https://arxiv.org/pdf/2201.12086.pdf)
- **[Flamingo]** A Visual Language Model for Few-Shot Learning [[pdf]](https://arxiv.org/pdf/2204.14198.pdf)
- **[BLIP-2]** Bootstrapping with Frozen Image Encoders [[pdf]](https://arxiv.org/pdf/2301.12597.pdf)
"""


@dataclass
class Seat:
    """A try-out and somebody's browser in front of it; `key` lets it in as the operator's."""

    github: Sandbox
    pages: TryOut
    browser: httpx.Client

    def enter(self) -> None:
        """Come by the address that the terminal shows."""
        self.browser.get(self.pages.address)

    def act_as(self, role: str) -> None:
        """Press the button that changes as whom the pages act."""
        self.browser.post("/act-as", data={"role": role, "back": "/"})

    def bring(self, text: str = OWN) -> str:
        """Paste a list; returns the path of its page."""
        answer = self.browser.post("/try", files={"text": (None, text.encode()), "file": ("", b"")})
        assert answer.status_code == 200, answer.text
        return answer.url.path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sandbox, TryOut]]:
    """A try-out that nobody's bot answers in."""
    pages = TryOut("partial")
    with Sandbox(routes=[routes(pages)], templates=[TEMPLATES]) as github:
        app = github.register_app("shelver")
        with looking_up(github, tmp_path_factory.mktemp("data"), partial=True) as papers:
            pages.begin(github, app, papers)
            github.create_repo(REPOSITORY, {"README.md": demo_list()})
            yield github, pages


@pytest.fixture
def seat(served: tuple[Sandbox, TryOut]) -> Iterator[Seat]:
    """A fresh browser in front of the try-out without a bot."""
    github, pages = served
    with httpx.Client(verify=NO_TLS, base_url=github.url, follow_redirects=True) as browser:
        yield Seat(github, pages, browser)


@dataclass
class Whole(Seat):
    """A try-out with the bot in it."""

    bot: BotProcess

    def settle(self) -> None:
        """Wait until the bot is done."""
        self.bot.settle(self.github)


@pytest.fixture(scope="module")
def whole() -> Iterator[Whole]:
    """A try-out as `shelver sandbox` starts it."""
    pages = TryOut("partial")
    with tryout(pages=pages) as (github, app, bot):
        add_demo_list(github, app)
        with httpx.Client(verify=NO_TLS, base_url=github.url, follow_redirects=True) as browser:
            yield Whole(github, pages, browser, bot)


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    """A list in a file of this machine."""
    path = tmp_path / "README.md"
    path.write_text(OWN, encoding="utf-8")
    return path
