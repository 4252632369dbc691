"""`shelver lint --online`, with the sandbox's small internet for the real one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.internet import ArxivPaper
from rules import EXAMPLE_LIST
from tests.cli.commands import run, settings_for

PAPER = ArxivPaper(
    "2407.12345", "Seeing Things: A Study of Sight", ("Ada Lovelace",), "2024-07-16", abstract="Of sight."
)
RIGHT = "- **[Seeing]** Seeing Things: A Study of Sight [[pdf]](https://arxiv.org/pdf/2407.12345.pdf)\n"
WRONG = "- **[Hearing]** Deep Networks for Speech and Language [[pdf]](https://arxiv.org/pdf/2407.12345.pdf)\n"


@pytest.fixture(scope="module")
def github() -> Iterator[Sandbox]:
    """Return a sandbox, for its internet."""
    with Sandbox(papers=[PAPER]) as github:
        yield github


def online(github: Sandbox, folder: Path, entry: str) -> dict[str, str]:
    """The rules that the last line of a list breaks, with their messages, as the web tells them."""
    before = folder / "before.diff"
    readme = folder / "README.md"
    readme.write_text(EXAMPLE_LIST + entry)
    count = EXAMPLE_LIST.count("\n")
    before.write_text(f"--- a/README.md\n+++ b/README.md\n@@ -{count},0 +{count + 1} @@\n+{entry}")
    done = run(
        "lint", readme, "--online", "--diff", before, "--format", "json", settings=settings_for(github, folder / "data")
    )
    assert done.stderr == ""
    return {row["rule"]: row["message"] for row in json.loads(done.stdout) if row["line"] == count + 1}


def test_a_line_that_the_web_confirms_has_no_finding(github: Sandbox, tmp_path: Path) -> None:
    """Its paper is known, and by its title."""
    assert online(github, tmp_path, RIGHT) == {}


def test_a_title_that_is_another_papers_is_told(github: Sandbox, tmp_path: Path) -> None:
    """Only whoever asks the paper's service can know it."""
    assert {"wrong-paper", "title-differs-from-paper"} & online(github, tmp_path, WRONG).keys()


def test_a_dead_link_is_told(github: Sandbox, tmp_path: Path) -> None:
    """With what was met there."""
    entry = RIGHT[:-1] + f" [[website]]({github.internet.page('dead-404')})\n"
    assert "dead-link" in online(github, tmp_path, entry)
