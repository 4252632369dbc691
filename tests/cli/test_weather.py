"""`shelver sandbox --weather`, as a person runs it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import run


def test_a_wrong_storm_file_is_refused_with_its_line(tmp_path: Path) -> None:
    """File, line, what was met and what was expected are told, and nothing is started."""
    storm = tmp_path / "storm.yml"
    storm.write_text("rules:\n- at: GET /app\n  cut: later\n- at: GET *\n  every: 2\n")
    done = run("sandbox", "--weather", storm)
    assert done.returncode == 2
    first, second = done.stderr.splitlines()
    assert first == f"{storm}, line 3: cut is 'later'; expected one of before, after, within"
    assert second.startswith(f"{storm}, line 4: this rule has no fault; expected `at` and one of status, ")


def test_a_missing_storm_file_is_told(tmp_path: Path) -> None:
    """A file that is not there is named."""
    done = run("sandbox", "--weather", tmp_path / "none.yml")
    assert (done.returncode, done.stderr) == (2, f"{tmp_path / 'none.yml'} cannot be read: No such file or directory\n")


@pytest.mark.storm
def test_weather_is_told_as_it_happens_and_the_bot_starts_in_it(tmp_path: Path) -> None:
    """A GitHub that is down when the bot starts is weather: it is told, and the bot goes on."""
    storm = tmp_path / "storm.yml"
    storm.write_text("rules:\n- {at: GET /app, status: 503, nth: 1}\n")
    command = [sys.executable, "-u", "-m", "bot", "sandbox", "--weather", str(storm)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as sandbox:
        assert sandbox.stderr
        assert sandbox.stdout
        told = next(line for line in sandbox.stderr if line.startswith("weather: "))
        assert told.endswith(" GET /app: status 503 (call 1 of GET /app)\n")
        assert any("Ctrl-C ends it" in line for line in sandbox.stdout)
        sandbox.send_signal(signal.SIGINT)
        sandbox.communicate(timeout=60)
