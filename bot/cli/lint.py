"""`shelver lint`: what is wrong in a list. It starts at once: an editor or a commit waits for it."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bot.cli.options import Options

#: What the list of commands says of it.
ABOUT: Final = "Tell what is wrong in a list, judged by its own habits."


def main(arguments: Sequence[str]) -> int:
    """Run the command; 0: nothing that counts, 1: errors or warnings, 2: bad use."""
    asked = _options().read(arguments)
    if asked.changed_since is not None and asked.diff is not None:
        _options().error("choose one of --changed-since and --diff")
    gc.disable()
    from bot.cli.abreast import lint_abreast
    from bot.cli.formats import Judged, severity_of, teller
    from bot.cli.judging import Source, read_sources, tell_failures, tell_of_sections

    def judged(source: Source) -> Judged:
        context = source.context()
        tell_of_sections(source, context.document)
        text = _before(source, asked)
        before = None if text is None else source.context(text)
        if asked.online:
            from bot.cli.online import looked_up
            from bot.newfaults import with_changes

            context = looked_up(context if before is None else with_changes(before, context))
        if before is None:
            findings = lint_abreast(context, source.rules)
        else:
            from bot.newfaults import new_faults

            findings = new_faults(before, context, source.rules)
        return Judged(source.name, source.path, context, tuple(findings), source.rules)

    sources = read_sources(asked.files, asked.config)
    runs = [judged(source) for source in sources]
    _KEPT.extend(runs)
    _print(teller(asked.format)(runs))
    for source in sources:
        tell_failures(source.rules)
    return int(any(severity_of(finding) != "hint" for one in runs for finding in one.findings))


def _options() -> Options:
    options = Options("lint", "FILE...", _ABOUT_ALL)
    options.argument("files", "FILE...", "The list's file, or several.  [required]", nargs="+", metavar="FILE")
    options.option(
        "--format",
        told="text for people, json for programs, github for annotations in GitHub Actions, sarif for code scanning; "
        "text if left out.",
        choices=("text", "json", "github", "sarif"),
        metavar="FORMAT",
        default="text",
    )
    options.option(
        "--changed-since",
        told="Only what the changes since this commit, branch or tag made worse.",
        metavar="REV",
    )
    options.option(
        "--diff",
        told="Only what this unified diff made worse, which led to the file as it is; - reads it from the input.",
        metavar="FILE",
    )
    options.option(
        "--online",
        told="Also ask whether links are alive, and those who know the papers; some seconds for each host.",
        action="store_true",
    )
    options.option(
        "--config",
        told="The owner's configuration; left out: .github/shelver.yml in the list's repository, if there is one.",
        metavar="FILE",
    )
    return options


#: What was read: to take a long list apart, sign by sign, takes longer than to write what was found in it.
_KEPT: Final[list[object]] = []
_ABOUT_ALL: Final = """
Tell what is wrong in a list, judged by its own habits.

Errors make the list wrong for its readers, warnings are of form and order, hints may be left. Exits with 1 where there
is an error or a warning, with 0 where there are only hints or nothing, and with 2 for bad use. `shelver rule` lists the
rules, `shelver fix` mends what can be mended without loss. Without --online the network is not asked, and
rules that need it are left out.

With --changed-since or --diff only changed lines count, and of these only what their old lines did not have: who
corrects a title does not answer for the blank behind it.

--format json prints one array of {"rule", "severity", "file", "line", "column", "end_line", "end_column", "message",
"fix"}: lines and columns from 1, columns in characters, the end behind the last one; "fix" is null or {"safe",
"changes"}, a list of {"line", "column", "end_line", "end_column", "text"}.
"""


def _before(source: Any, asked: Any) -> str | None:
    """The text before the change that is to be judged; None where all of it is."""
    if asked.changed_since is not None:
        from bot.cli.revisions import text_at

        return text_at(asked.changed_since, Path(source.name))
    if asked.diff is not None:
        from bot.cli.revisions import text_before

        return text_before(asked.diff, source.path, source.text)
    return None


def _print(text: str) -> None:
    """Print a text as UTF-8, whatever the terminal's signs are."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
