"""The operator's commands, as an operator runs them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Repository, Sandbox
from tests.builders import LIST


def _shelver(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SHELVER_", "GITHUB_"))}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def github() -> Iterator[Sandbox]:
    """Return a sandbox."""
    with Sandbox() as github:
        yield github


@pytest.fixture(scope="module")
def repo(github: Sandbox) -> Repository:
    """Return a public repository with a list and three open issues; nobody is installed on it."""
    repo = github.create_repo("ana/list", {"README.md": LIST.encode()})
    repo.open_issue("Add a paper", "https://arxiv.org/abs/2305.06500\n\nSection: Papers", by="zoe")
    repo.open_issue("A question", "How do I cite this list?", by="kim")
    repo.open_issue("BLIP-2", "https://arxiv.org/abs/2301.12597", by="max")
    return repo


@pytest.fixture
def reader(github: Sandbox, tmp_path: Path) -> dict[str, str]:
    """Return the environment of somebody who reads without a token."""
    return {
        "SHELVER_GITHUB_URL": github.base_url,
        "SHELVER_ARXIV_URL": github.arxiv_url,
        "SHELVER_PAPERS_PACE": "0",
        "SHELVER_SMALL_INTERNET": github.internet_address,
        "SHELVER_DATA": str(tmp_path),
    }


def test_serve_names_all_missing_settings_at_once() -> None:
    """Without settings `serve` refuses to start, names all that is missing, and shows no traceback."""
    done = _shelver("serve")
    assert done.returncode == 2
    assert done.stderr.startswith("Shelver cannot start:\n- SHELVER_APP_ID is missing")
    assert done.stderr.count("\n- ") == 3
    assert "Traceback" not in done.stderr


def test_serve_says_when_github_refuses_the_key(github: Sandbox, tmp_path: Path) -> None:
    """A key that does not belong to the app is told by name, with GitHub's own words."""
    one, other = github.register_app("one"), github.register_app("other")
    done = _shelver(
        "serve",
        SHELVER_APP_ID=str(one.id),
        SHELVER_PRIVATE_KEY=other.private_key or "",
        SHELVER_WEBHOOK_SECRET="sixteen signs or more",
        SHELVER_GITHUB_URL=github.base_url,
        SHELVER_DATA=str(tmp_path),
    )
    assert done.returncode == 2
    assert f"does not accept SHELVER_APP_ID {one.id} with this private key: 401" in done.stderr


def test_plan_prints_the_texts_and_does_nothing(github: Sandbox, repo: Repository, reader: dict[str, str]) -> None:
    """`plan` prints the diff, the pull request and the comment, and writes nothing."""
    done = _shelver("plan", f"{repo.full_name}#1", **reader)
    assert done.returncode == 0, done.stderr
    assert "| +- **[InstructBLIP]** Towards General-purpose Vision-Language Models" in done.stdout
    assert "title: Add InstructBLIP to Papers" in done.stdout
    assert "**InstructBLIP** is ready" in done.stdout
    assert {call.method for call in github.requests if "/repos/ana/list" in call.path} == {"GET"}
    assert repo.comments(1) == []


def test_plan_says_why_it_would_stay_silent(repo: Repository, reader: dict[str, str]) -> None:
    """For an issue that gets nothing, `plan` says why."""
    done = _shelver("plan", f"{repo.full_name}#2", **reader)
    assert done.returncode == 0
    assert "#2 'A question': proposes no paper\n  nothing to do" in done.stdout


def test_plan_says_that_the_owner_stopped_us(github: Sandbox, reader: dict[str, str]) -> None:
    """What would be done otherwise is not what is done."""
    repo = github.create_repo("ana/stopped", {"README.md": LIST.encode(), ".github/shelver.yml": b"enabled: false\n"})
    repo.open_issue("BLIP-2", "https://arxiv.org/abs/2301.12597", by="zoe")
    done = _shelver("plan", f"{repo.full_name}#1", **reader)
    assert "#1 'BLIP-2': stopped by the list's owner\n  nothing to do" in done.stdout


def test_plan_tells_what_a_bot_waits_for(repo: Repository, reader: dict[str, str], tmp_path: Path) -> None:
    """Where there is a bot's database, what stands in it is told; one that cannot be read is no obstacle."""
    (tmp_path / "queue.sqlite").write_text("no database, this one, and long enough to be sure of that " * 10)
    done = _shelver("plan", f"{repo.full_name}#2", **reader)
    assert done.returncode == 0, done.stderr
    assert "what it waits for cannot be read" in done.stdout
    assert "Traceback" not in done.stderr


def test_plan_of_all_open_issues_ends_with_a_table(repo: Repository, reader: dict[str, str]) -> None:
    """`plan --open` looks at every open issue and ends with one line for each."""
    done = _shelver("plan", repo.full_name, "--open", **reader)
    assert done.returncode == 0
    table = done.stdout[done.stdout.index("3 open issues") :].splitlines()[1:]
    assert sorted(line.split()[0] for line in table) == ["#1", "#2", "#3"]
    assert any("in the list already" in line for line in table)


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("ana/list",), 2, "expected OWNER/REPO#NUMBER"),
        (("ana/list#1", "--open"), 2, "expected OWNER/REPO with --open"),
        (("https://github.com/ana/list/issues/1",), 2, "expected OWNER/REPO#NUMBER"),
        (("ana/list#999",), 1, "ana/list#999: no such issue"),
        (("nobody/nothing#1",), 1, "no such issue"),
    ],
)
def test_plan_with_bad_input(
    repo: Repository, reader: dict[str, str], arguments: tuple[str, ...], code: int, word: str
) -> None:
    """What cannot be planned is said in one line, with what was expected."""
    done = _shelver("plan", *arguments, **reader)
    assert done.returncode == code
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_plan_without_github(tmp_path: Path) -> None:
    """When GitHub is out of reach, `plan` says so and ends."""
    done = _shelver("plan", "ana/list#1", SHELVER_GITHUB_URL="http://127.0.0.1:9", SHELVER_DATA=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("GitHub does not answer:")


def test_demo_does_the_main_job() -> None:
    """Without a terminal the demo ends with status 0 after the pull request stands, and has shown its diff."""
    done = _shelver("demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Add InstructBLIP to Papers" in done.stdout
    assert "| +- **[InstructBLIP]** Towards General-purpose Vision-Language Models" in done.stdout
    assert "in the list already" in done.stdout
