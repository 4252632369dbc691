"""`shelver fix`: mends what can be mended without loss."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.cli.options import Options

if TYPE_CHECKING:
    from bot.cli.judging import Source
    from bot.lint import Finding

#: What the list of commands says of it.
ABOUT: Final = "Mend what lint finds and what can be mended without loss."


def main(arguments: Sequence[str]) -> int:
    """Run the command; 0: done, 2: bad use."""
    asked = _options().read(arguments)
    if sum((asked.diff, asked.write, asked.stdout)) > 1:
        _options().error("choose one of --diff, --write and --stdout")
    if asked.stdout and len(asked.files) > 1:
        _options().error("--stdout prints one file; name one")
    gc.disable()
    from bot.cli.files import print_bytes, stop
    from bot.cli.judging import read_sources, tell_failures, tell_of_sections
    from bot.diff import diff_of
    from bot.lint import lint, mended

    for source in read_sources(asked.files, asked.config):
        if source.owner is not None:
            tell_of_sections(source, source.context().document)

        def judge(text: str, source: "Source" = source) -> "list[Finding]":
            return lint(source.context(text), source.rules)

        text, done = mended(source.text, judge, unsafe=asked.unsafe)
        if asked.stdout:
            print_bytes(text)
        elif not asked.write:
            print_bytes(diff_of(source.path, source.text, text))
        elif text != source.text:
            try:
                Path(source.name).write_bytes(text.encode())
            except OSError as error:
                stop(2, f"{source.name}: {error.strerror or error}")
        word = "mended" if asked.write or asked.stdout else "would mend"
        _tell(f"{source.name}: ", word, done, judge(text), unsafe=asked.unsafe)
        tell_failures(source.rules)
    return 0


def _options() -> Options:
    options = Options("fix", "FILE...", _ABOUT_ALL)
    options.argument("files", "FILE...", "The list's file, or several.  [required]", nargs="+", metavar="FILE")
    options.option("--diff", told="Print the change as a unified diff, the default.", action="store_true")
    options.option("--write", told="Change the file.", action="store_true")
    options.option("--stdout", told="Print the whole text as it is to be.", action="store_true")
    options.option(
        "--unsafe",
        told="Also make fixes that may lose what somebody meant, such as the removal of an entry that stands twice. "
        "Look at the diff first.",
        action="store_true",
    )
    options.option(
        "--config",
        told="The owner's configuration; left out: .github/shelver.yml in the list's repository, if there is one.",
        metavar="FILE",
    )
    return options


_ABOUT_ALL: Final = """
Mend what lint finds and what can be mended without loss.

Safe fixes change nothing that readers see or follow, save for what is surely wrong: blanks at line ends, tracking
parameters, brackets, markers. Every other byte stays as it is, line ends and encoding marks included, and a second run
finds nothing more to do. What was mended, and what is left to people, is told on the error stream. Exits with 2 for bad
use, else with 0; `shelver lint` tells whether anything is left.
"""


def _tell(head: str, word: str, done: "Sequence[Finding]", left: "Sequence[Finding]", *, unsafe: bool) -> None:
    """What was mended and what is left, by rule."""
    print(f"{head}{word} {_by_rule(done) or 'nothing'}", file=sys.stderr)
    if not left:
        return
    print(f"{head}left to people {_by_rule(left)}", file=sys.stderr)
    more = sum(one.fix is not None and not one.fix.safe for one in left)
    if more and not unsafe:
        print(f"{head}--unsafe mends {more} more; look at its diff first", file=sys.stderr)


def _by_rule(findings: "Sequence[Finding]") -> str:
    counts: dict[str, int] = {}
    for one in findings:
        counts[one.rule] = counts.get(one.rule, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{count} {name}" for name, count in ranked)
