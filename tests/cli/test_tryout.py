"""`shelver sandbox` and `shelver demo`, as programs in a terminal and without one."""

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot.cli.tryout import wait_until
from bot.sandbox import ArxivPaper, Sandbox
from tests.builders import NO_TLS
from tests.tryout.conftest import OWN

_WITHIN = 60


@contextmanager
def _terminal(*words: str, **environment: str) -> Iterator[tuple["subprocess.Popen[bytes]", list[str]]]:
    """Run `shelver` in a terminal until it says how to end it; gives the program and what it said."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", *words]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | environment, start_new_session=True
    )
    os.close(theirs)
    said = ""
    try:
        while "Ctrl-C ends it" not in said:
            said += os.read(ours, 4096).decode()
        yield process, said.splitlines()
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(_WITHIN)
        os.close(ours)


def _ended(process: "subprocess.Popen[bytes]", bot: str) -> bool:
    """Whether the program is gone, and the bot that it had started."""
    try:
        httpx.get(bot, timeout=1)
    except httpx.HTTPError:
        return process.poll() is not None
    return False


def test_the_demo_in_a_terminal_gives_an_address_and_three_lines() -> None:
    """In a terminal it says where to begin and what to try, stays up, and ends with all that it started."""
    with _terminal("demo") as (process, said):
        at = next(number for number, line in enumerate(said) if line.startswith("Open http://127.0.0.1:"))
        assert [line[:5] for line in said[at + 1 : at + 4]] == ["  1. ", "  2. ", "  3. "]
        address = said[at].removeprefix("Open ")
        (internet,) = re.findall(r"looked up; (http://127\.0\.0\.1:\d+/) tells", "\n".join(said))
        with httpx.Client(verify=NO_TLS, follow_redirects=True) as browser:
            page = browser.get(address).text
            assert "The small internet" in browser.get(internet).text
        assert f'href="{internet}"' in page
        assert "Open the example issue" in page
        assert 'name="path"' in page
        process.send_signal(signal.SIGTERM)
        assert wait_until(lambda: _ended(process, address), _WITHIN)
        assert process.returncode == 0


@pytest.mark.storm
def test_the_demo_without_a_terminal_does_the_main_job_and_ends() -> None:
    """`make demo </dev/null` files issues, shows the pull request with its one line, and ends well."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"^    \| \+- \*\*\[InstructBLIP\]\*\*", done.stdout, re.MULTILINE)
    assert "Nothing was merged" in done.stdout


def test_a_list_of_ones_own_with_the_real_arxiv(tmp_path: Path) -> None:
    """`--list FILE --online`: the list is there at once, and papers are looked up elsewhere, by page and by bot."""
    path = tmp_path / "README.md"
    path.write_text(OWN, encoding="utf-8")
    paper = ArxivPaper("2407.12345", "Seeing Things: A Study of Sight", ("Ada Lovelace",), "2024-07-16")
    with (
        Sandbox(papers=[paper]) as elsewhere,
        _terminal(
            "sandbox", "--list", str(path), "--online",
            SHELVER_ARXIV_URL=elsewhere.arxiv_url, SHELVER_PAPERS_PACE="0",
        ) as (_, said),
    ):  # fmt: skip
        text = "\n".join(said)
        (learned,) = re.findall(r"(http://\S+/try/1)", text)
        (new_issue,) = re.findall(r"(http://\S+)/issues/new", text)
        assert "can be looked up" not in text
        with httpx.Client(verify=NO_TLS, follow_redirects=True) as browser:
            page = browser.get(learned, params={"paper": "2407.12345"}).text
            assert "Seeing Things" in page
            assert "small internet" not in page
            assert "arXiv has no paper 2305.06500." in browser.get(learned, params={"paper": "2305.06500"}).text
            browser.post(f"{new_issue}/issues", data={"title": "Add", "body": "https://arxiv.org/abs/2407.12345"})
            assert wait_until(lambda: "Seeing Things" in browser.get(f"{new_issue}/pulls").text, _WITHIN)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--list", "none.md"), "There is no file"),
        (("--list", "."), "is a folder. Expected is a file in Markdown"),
        (("--port", "70000"), "is not in the range"),
    ],
)
def test_what_cannot_be_tried(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """A wrong list or port ends the program with a word on what was met."""
    command = [sys.executable, "-m", "bot", "sandbox", *words]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path, env=environment)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken() -> None:
    """A port in use is named, with what to do."""
    with Sandbox() as other:
        command = [sys.executable, "-m", "bot", "sandbox", "--port", str(other.port)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith(f"port {other.port} cannot be used: ")
    assert "name another with --port" in done.stderr


def test_a_signal_that_no_sleep_hears_ends_it_all_the_same() -> None:
    """The system may hand a signal to any thread, and one that comes right before a sleep does not cut it short."""
    code = """
import signal, threading, time
from bot.cli.tryout import _stay_up
asleep, sleep = threading.Event(), time.sleep
def strike():
    asleep.wait()
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
time.sleep = lambda seconds: (asleep.set(), sleep(seconds))
threading.Thread(target=strike, daemon=True).start()
_stay_up()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=_WITHIN, check=False)
    assert (done.returncode, done.stderr) == (0, "")
