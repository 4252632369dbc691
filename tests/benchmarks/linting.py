"""How long `shelver lint` takes, Python's start included, beside other linters of lists.

Run by hand on any lists: `python -m tests.benchmarks.linting LIST.md ... [--peer "COMMAND"] ...`. A peer is a command
that takes the list's name as its last argument, in the list's folder. The commands take turns, so that what else the
machine does disturbs all of them alike; each figure is the median of the rounds.
"""

import argparse
import os
import shlex
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Final

from bot.document import decode, parse

OURS: Final = (sys.executable, "-P", "-m", "bot", "lint", "--format", "json")
ROOT: Final = Path(__file__).parent.parent.parent


def seconds(command: Sequence[str], path: Path) -> tuple[float, float]:
    """The wall time and the CPU of one run on a list, whatever it answers."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    before, start = os.times(), perf_counter()
    done = subprocess.run((*command, path.name), cwd=path.parent, env=environment, capture_output=True, check=False)
    wall, after = perf_counter() - start, os.times()
    if not done.stdout + done.stderr:
        print(f"said nothing: {shlex.join(command)}", file=sys.stderr)
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return wall, cpu


def main(arguments: Sequence[str]) -> None:
    """Print a line of figures for each list and command; `times` is how much longer than ours its wall time is."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lists", nargs="+", type=Path)
    options.add_argument("--peer", action="append", default=[], help="a command that takes a list's name")
    options.add_argument("--rounds", type=int, default=7)
    asked = options.parse_args(arguments)
    commands = {"shelver lint": OURS, **{peer: tuple(shlex.split(peer)) for peer in asked.peer}}
    print("entries   wall s    CPU s    times  command, list")
    for path in asked.lists:
        entries = sum(len(section.entries) for section in parse(decode(path.read_bytes())).sections)
        rounds = [{name: seconds(command, path) for name, command in commands.items()} for _ in range(asked.rounds)]
        figures = {
            name: tuple(map(statistics.median, zip(*(one[name] for one in rounds), strict=True))) for name in commands
        }
        for name, (wall, cpu) in figures.items():
            times = wall / figures["shelver lint"][0]
            print(f"{entries:7,}   {wall:6.3f}   {cpu:6.3f}   {times:6.1f}  {name}, {path.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
