"""How long lists take to be read, beside reading them line by line, and whether both readings are one.

Run by hand on any lists: `python -m tests.benchmarks.reading LIST.md ...`. It fails if a list is read in two ways.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from bot.document import ListDocument, decode, parse
from tests.document.shapes import read_by_lines

ROUNDS = 3


def seconds(read: Callable[[str], ListDocument], text: str) -> float:
    """The CPU that one reading takes, undisturbed."""
    gc.collect()
    gc.disable()
    start = process_time()
    read(text)
    took = process_time() - start
    gc.enable()
    return took


def main(names: list[str]) -> int:
    """Print a line of figures for each list; 1 where the readings differ."""
    differ = 0
    print("entries   by line ms   at once ms   times  list")
    for name in names:
        text = decode(Path(name).read_bytes())
        document = parse(text)
        differ += document != read_by_lines(text)
        rounds = [(seconds(read_by_lines, text), seconds(parse, text)) for _ in range(ROUNDS)]
        by_line, at_once = (min(took) for took in zip(*rounds, strict=True))
        entries = sum(len(section.entries) for section in document.sections)
        print(f"{entries:7,}   {by_line * 1e3:10.1f}   {at_once * 1e3:10.1f}   {by_line / at_once:5.1f}  {name}")
    print(f"read in two ways: {differ}")
    return int(differ > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
