"""The processes that storms kill and start: none outlives its house, and no house ends what is another's."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.tryout import wait_until
from tests.e2e.storms.stage import house, lives


@pytest.mark.storm
def test_the_bot_ends_with_its_house(tmp_path: Path) -> None:
    """Its process is gone soon after."""
    with house(tmp_path) as one:
        pid = one.bot.pid
        assert pid
        assert lives(pid)
    assert wait_until(lambda: not lives(pid), 10)


def test_nobody_is_killed_by_a_number_that_a_bot_had_once(tmp_path: Path) -> None:
    """By the time its nursery ends the number may be another's: a long storm needs more than a system has."""
    code = "import os; os.kill = None; from tests.e2e.storms.nursery import main; main()"
    order = json.dumps({"environment": {}, "log": str(tmp_path / "log")})
    done = subprocess.run([sys.executable, "-c", code], input=f"{order}\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert wait_until(lambda: not lives(int(done.stdout)), 10)
