"""A person's browser, and the try-out that it looks at.

The browser is Debian's chromium, found on the PATH. Where there is none, these tests are skipped; with
SHELVER_TEST_BROWSER=required that is a failure.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from bot.cli.tryout import BotProcess, add_demo_list, tryout
from bot.sandbox import App, Repository, Sandbox
from bot.tryout import TryOut

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: In containers there is mostly neither a user namespace nor a graphics card.
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
#: Width and height of the window: a desktop's and a phone's.
WINDOWS = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    required = os.environ.get("SHELVER_TEST_BROWSER") == "required"
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        (pytest.fail if required else pytest.skip)("no chromium on the PATH: install it to try the pages in a browser")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=_OPTIONS)
        except Error as error:
            if required:
                raise
            pytest.skip(f"{path} does not start here: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture(params=["desktop", pytest.param("phone", marks=pytest.mark.storm)])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh window without scripts, as wide as a desktop's and as a phone's; it reaches this machine only."""
    width, height = WINDOWS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=False)
    context.set_default_timeout(20_000)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def stage() -> Iterator["Stage"]:
    """A try-out of its own, as `shelver sandbox` starts it."""
    pages = TryOut("partial")
    with tryout(pages=pages) as (github, app, bot):
        repo = add_demo_list(github, app)
        bot.settle(github)
        yield Stage(github, app, bot, repo, pages.address)


@dataclass
class Stage:
    """A GitHub with the demo's list, Shelver beside it, and the address that the terminal shows."""

    github: Sandbox
    app: App
    bot: BotProcess
    repo: Repository
    address: str

    def settle(self) -> None:
        """Wait until Shelver has nothing more to do."""
        self.bot.settle(self.github)
