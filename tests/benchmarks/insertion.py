"""What planning and making one insertion costs beside block parsing alone, and how it grows with the list.

Run by hand: `python -m tests.benchmarks.insertion`. It fails if the whole work on a list of the median size costs
more than 60 ms of CPU, an insertion much more than twice the block parsing, or ten times the entries much more than
ten times the time.
"""

import gc
import sys
from collections.abc import Callable
from functools import partial
from statistics import median
from time import process_time

from markdown_it import MarkdownIt

from bot.addition import Addition, plan_addition
from bot.citation import Citation
from bot.document import apply_edits, parse
from bot.links import Link

#: The median of real lists, and what they may grow to.
SIZES = (300, 1_000, 10_000, 100_000)
ROUNDS = 7
MOST_MS_AT_MEDIAN = 60.0
#: In small lists what is learned costs more than what is read; in large ones twice the parsing is the mark.
MOST_TIMES_PARSING = 2.5
#: Ten times the entries may cost this many times the time; the rest is caches that grow too small.
MOST_GROWTH = 14.0

WORDS = """
    adaptive aligned attention audio bridging captioning contrastive cross decoding dense diffusion distillation
    efficient embedding encoder fusion generative graph grounded image instruction language large latent learning
    masked modal multimodal navigation open parsing pretraining prompt reasoning region retrieval robust scaling
    segmentation semantic speech sparse temporal text token transfer unified video vision visual weak zero
""".split()  # noqa: SIM905 -- a list of words is easier to read and to change as text
PAPER = Citation(
    "BLIP-2: Bootstrapping Language-Image Pre-training with Frozen Image Encoders and Large Language Models",
    links=(
        Link("abstract", "https://arxiv.org/abs/2301.12597"),
        Link("code", "https://github.com/salesforce/LAVIS/tree/main/projects/blip2"),
    ),
)


def make_list(entries: int, per_section: int) -> str:
    """A list of so many entries in the bullet style, sorted by date within each section."""
    lines = ["# Awesome Papers", ""]
    for number in range(entries):
        if number % per_section == 0:
            lines += ["", f"## Topic {number // per_section} {WORDS[number // per_section % len(WORDS)]}", ""]
        title = " ".join(WORDS[(number * 7 + step * step * 3 + number // 11) % len(WORDS)] for step in range(9))
        month = 1 + number % per_section * 12 * 8 // per_section
        year, month = 15 + (month - 1) // 12, 1 + (month - 1) % 12
        url = f"https://arxiv.org/pdf/{year}{month:02}.{number % 100000:05}.pdf"
        code = f" [[code]](https://github.com/group{number % 97}/model{number})" if number % 3 else ""
        lines.append(f"- **[Net{number}]** {title.title()} [[pdf]]({url}){code}")
    return "\n".join(lines) + "\n"


def insert(text: str, wish: str | None) -> str:
    """The list with one more paper."""
    document = parse(text)
    planned = plan_addition(document, PAPER, wish=wish)
    if not isinstance(planned, Addition):
        msg = f"nothing was added: {planned}"
        raise TypeError(msg)
    return apply_edits(text, [planned.edit])


def measure(work: Callable[[], object], rounds: int) -> float:
    """CPU seconds of one run, the median of several."""
    times = []
    for _ in range(rounds):
        gc.collect()
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def main() -> int:
    """Print the figures; 1 if they are worse than promised."""
    blocks = MarkdownIt("commonmark").enable("table")
    blocks.core.ruler.enableOnly(["normalize", "block"])
    good = True
    print("entries  sections  wish   blocks ms  insertion ms  times")
    for per_section in (100, max(SIZES)):
        for wish in (None, "Topic 0 adaptive"):
            before = 0.0
            for size in SIZES:
                text = make_list(size, per_section)
                rounds = ROUNDS if size < max(SIZES) else 1
                parsing = measure(partial(blocks.parse, text), rounds)
                inserting = measure(partial(insert, text, wish), rounds)
                if size == SIZES[0]:
                    good &= inserting * 1000 <= MOST_MS_AT_MEDIAN
                else:
                    good &= inserting <= MOST_TIMES_PARSING * parsing
                grown = inserting / before / (size / SIZES[SIZES.index(size) - 1]) if before else 1.0
                good &= grown <= MOST_GROWTH / 10
                before = inserting
                print(
                    f"{size:7}  {-(-size // per_section):8}  {'given' if wish else 'none':5}  {parsing * 1000:9.1f}"
                    f"  {inserting * 1000:12.1f}  {inserting / parsing:5.2f}"
                )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
