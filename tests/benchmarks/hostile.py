"""How long texts that were made to keep a reader busy are read, and what memory that takes.

Run by hand: `python -m tests.benchmarks.hostile [WORD ...]`; words choose cases and readers by parts of their names.
Each case is read in a process of its own at half its size and in full: a factor of two is linear, of four quadratic.
It fails if one takes longer than `MOST` or is ended after `PATIENCE` seconds.
"""

import multiprocessing
import resource
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from time import process_time
from typing import Final

from bot.diff import diff_of
from bot.document import beginning, parse
from bot.explain import explain
from bot.lint import LintContext, lint
from bot.merge import merge
from bot.plain import plain_abstract, plain_title
from bot.reformat import reformatted
from bot.submission import read_submission
from rules import all_rules
from tests.hostile import BODIES, LISTS, grown

#: GitHub takes no longer bodies, and READMEs of 5 MB are longer than any that it shows.
BODY: Final = 65_536
README: Final = 5_000_000
MOST: Final = 20.0
PATIENCE: Final = 120


def _reformat(text: str) -> None:
    lines = text.replace("\n", "\r\n") if "\n" in text else f" {text}"
    reformatted(text, lines)


def _change(text: str) -> None:
    half = len(text) // 2
    changed = f"{text[:half]}\nnew\n{text[half:]}"
    diff_of("README.md", text, changed)
    merge(text, changed, f"{text}\nend\n")


READERS: Final[Mapping[str, tuple[Callable[[str], object], int, Mapping[str, str]]]] = {
    "submission": (lambda text: read_submission("Add a paper", text), BODY, BODIES),
    "title": (lambda text: read_submission(text.replace("\n", " ")[:256], text), BODY, BODIES),
    "abstract": (lambda text: (plain_abstract(text), plain_title(text)), 1_000_000, BODIES),
    "parse": (parse, README, LISTS),
    "explain": (lambda text: explain(parse(text)), README, LISTS),
    "lint": (lambda text: list(lint(LintContext(parse(text)), all_rules())), README, LISTS),
    "diff and merge": (_change, README, LISTS),
    "reformat": (_reformat, README, LISTS),
}


def _run(reader: str, case: str, size: int, told: Connection) -> None:
    read, _, cases = READERS[reader]
    # Longer ones are not read.
    text = beginning(grown(cases[case], size).encode())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = process_time()
    read(text)
    told.send((process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))


def measured(reader: str, case: str, size: int) -> tuple[float, float] | None:
    """Seconds of CPU and megabytes beyond those of the text itself; None where it was ended, or died."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_run, args=(reader, case, size, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(PATIENCE) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def main(words: list[str]) -> int:
    """Print a line of figures for each case and reader; 1 where one took too long."""
    late = 0
    print("seconds  of half  factor      MB  reader, case")
    for reader, (_, size, cases) in READERS.items():
        for case in cases:
            if not all(word in f"{reader}, {case}" for word in words):
                continue
            half, whole = measured(reader, case, size // 2), measured(reader, case, size)
            if half is None or whole is None or whole[0] > MOST:
                late += 1
            shown = f"{whole[0]:7.2f}" if whole else "   more"
            factor = f"{whole[0] / max(half[0], 0.001):6.1f}" if whole and half else "      "
            shown += f"  {half[0]:7.2f}  {factor}  {whole[1] if whole else 0:6.0f}" if half else "     more" + " " * 16
            print(f"{shown}  {reader}, {case}", flush=True)
    print(f"too long: {late}")
    return int(late > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
