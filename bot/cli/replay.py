"""`shelver replay`: what Shelver would have done in a list's own history, against what its maintainers did."""

import gc
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile, zip_longest
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from bot.addition import Owner
from bot.cli.arguments import ConfigOption
from bot.cli.files import print_json, stop
from bot.cli.history import History, NoHistory, Step
from bot.cli.owner import read_owner
from bot.document import NotUtf8, decode
from bot.replay import Replayed, added_entry
from bot.replay import replay as replay_one
from bot.wording import path_words


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(replay)


def replay(
    clone: Annotated[
        Path, typer.Argument(help="A clone of the list's repository.", metavar="CLONE", show_default=False)
    ],
    last: Annotated[int, typer.Option(help="So many added entries at most, the latest.", min=1)] = 50,
    file: Annotated[
        str | None,
        typer.Option(
            help="The list's file in the repository; left out: the one of the configuration, else README.md.",
            metavar="PATH",
        ),
    ] = None,
    config: ConfigOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
) -> None:
    """Do a list's own history again, and compare.

    Shows what Shelver would have done for the entries that were last added by hand. Changes nothing: each commit
    that added one entry and did nothing else to the file is done again from the facts that its entry shows.
    Compared are, with the section given, the line to the letter, its form (what is said put aside) and its place
    among the section's entries; and the section that Shelver finds by itself. Where they differ, lines with - are
    the maintainer's and lines with + are Shelver's. What an entry says that no facts tell (free words: a comment, a
    star) can never be equal.

    --json prints {"file", "commits", "skipped", "totals", "entries"}: of each entry "commit", "date", "subject",
    "title", "section", "line" (where it was put, in the list before), "text", "duplicate_of" (the line where the
    list had the paper), "refused" (null, "no list" or "no form"), "free_words" (whether it says what no facts
    tell), "planned" (null or {"section", "line", "text"}), "guessed" (the section found without being told) and
    "equal" ({"line", "form", "place", "section", "section_among_three"}). Exits with 1 where no commit added one
    entry, and with 2 where there is no history.
    """
    # Documents hold no cycles that would grow over so many lists.
    gc.disable()
    owner = read_owner(config, clone)
    found: list[tuple[Step, Replayed]] = []
    try:
        with History(clone, file or (owner.path if owner else "") or _README) as history:
            walk = _Walk(history, owner)
            for step, replayed in walk.replayed(last):
                found.append((step, replayed))
                if not as_json:
                    _clear()
                    print("\n".join(_lines(step, replayed)), flush=True)
            _clear()
    except NoHistory as error:
        stop(2, str(error))
    for note in _notes(walk):
        print(note, file=sys.stderr)
    if as_json:
        print_json(_as_json(walk, found))
    if not found:
        stop(1, f"{clone}: none of {walk.looked} commits that changed {history.file} added one entry and nothing else")
    if not as_json:
        print("\n".join(_totals(walk, found)))


_README: Final = "README.md"
#: So many commits that changed the file are looked at, at most.
_MOST_COMMITS: Final = 5_000


@dataclass
class _Walk:
    """A walk through a history; counts what it meets."""

    history: History
    owner: Owner | None = None
    looked: int = 0
    since: str = ""
    skipped: Counter[str] = field(default_factory=Counter)

    def replayed(self, last: int) -> Iterator[tuple[Step, Replayed]]:
        """The latest entries that were added one at a time, done again."""
        count = 0
        for step in self.history.steps():
            if count == last or self.looked == _MOST_COMMITS:
                return
            self.looked, self.since = self.looked + 1, step.date
            _progress(f"{count} of {last} entries, {self.looked} commits, back to {step.date}")
            if (replayed := self._replay(step)) is not None:
                count += 1
                yield step, replayed

    def _replay(self, step: Step) -> Replayed | None:
        old, new = self.history.blob(step.old), self.history.blob(step.new)
        if old is None or new is None:
            self.skipped["missing"] += 1
        elif len(new) > len(old):
            try:
                added = added_entry(decode(old), decode(new))
            except NotUtf8:
                self.skipped["not UTF-8"] += 1
                return None
            if added is not None and (replayed := replay_one(added, self.owner)) is not None:
                return replayed
            self.skipped["other changes" if added is None else "unread"] += 1
        else:
            self.skipped["other changes"] += 1
        return None


def _progress(words: str) -> None:
    """Where the walk is, on a line that the next one takes the place of; nothing where nobody looks."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _notes(walk: _Walk) -> list[str]:
    """What somebody should know of the history itself."""
    notes = []
    if walk.history.is_shallow:
        notes.append("the clone is shallow, so this is not the whole history; `git fetch --unshallow` gets the rest")
    if missing := walk.skipped["missing"]:
        notes.append(
            f"{_count(missing, 'version', 'versions')} could not be looked at: not in this clone, or too large; "
            "a clone made without --filter has them all"
        )
    if strange := walk.skipped["not UTF-8"]:
        notes.append(f"{_count(strange, 'version', 'versions')} could not be looked at: the text is not UTF-8")
    return notes


# For people


def _lines(step: Step, one: Replayed) -> Iterator[str]:
    """One entry that was added, how far both agree, and what differs."""
    subject = "".join(char for char in step.subject if char.isprintable())
    yield f"{step.commit[:10]}  {step.date}  {_verdict(one)}  {subject[:60]}".rstrip()
    if one.duplicate_line is not None:
        yield f"    the list has this paper already, in line {one.duplicate_line}"
        return
    if one.refused == "no list":
        yield "    the file was no paper list to Shelver then: no section had five entries most of which link to papers"
        return
    if one.planned is None:
        yield "    the section's entries are in a form that cannot be written yet"
        return
    if not one.line:
        yield from _diff(one.added.text, one.planned.text)
    if not one.place:
        yield f"    place: in front of line {one.planned.edit.span.start + 1} instead of {one.added.line + 1}"
    if not one.section:
        guess = f'"{path_words(one.guessed)}"' if one.guessed is not None else "none"
        second = ", which is among the first three" if one.near else ""
        yield f'    section: {guess} instead of "{path_words(one.added.section)}"{second}'


def _verdict(one: Replayed) -> str:
    if one.duplicate_line is not None or one.refused is not None:
        return ("had it already" if one.refused is None else "refused").ljust(37)
    answers = {"line": one.line, "form": one.form, "place": one.place, "section": one.section}
    return "  ".join(f"{word} {'=' if equal else '≠'}" for word, equal in answers.items()) + "  "


def _diff(theirs: str, ours: str) -> Iterator[str]:
    """The maintainer's lines with -, ours with +, both from shortly before they part; equal lines are left out."""
    width = shutil.get_terminal_size((100, 24)).columns - len(_MARGIN) - 2
    for one, other in zip_longest(theirs.strip("\r\n").splitlines(), ours.strip("\r\n").splitlines()):
        if one == other:
            continue
        if one is not None and other is not None and one.rstrip() == other.rstrip():
            yield f"{_MARGIN}only blanks at the end of a line differ"
            continue
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one or "", other or "", strict=False)))
        yield from (f"{_MARGIN}{sign} {_part(line, same, width)}" for sign, line in (("-", one), ("+", other)) if line)


_MARGIN: Final = " " * 4
#: So much is shown of what is equal before a difference.
_BEFORE: Final = 30


def _part(line: str, same: int, width: int) -> str:
    """As much of a line as fits, the place where `same` signs have passed among it."""
    start = max(same - _BEFORE, 0) if len(line) > width else 0
    shown = f"...{line[start:]}" if start else line
    return shown if len(shown) <= width else f"{shown[: width - 3]}..."


def _totals(walk: _Walk, found: Sequence[tuple[Step, Replayed]]) -> Iterator[str]:
    compared = [one for _, one in found if one.duplicate_line is None]
    had = len(found) - len(compared)
    count = len(compared)
    yield ""
    yield (
        f"{_count(len(found), 'entry', 'entries')} added one at a time, in "
        f"{_count(walk.looked, 'commit', 'commits')} back to {walk.since}"
    )
    refused = sum(one.refused is not None for one in compared)
    for words, number in (("the list had the paper already", had), ("Shelver would have refused", refused)):
        if number:
            yield f"  {words:31} {number:5}"
    for words, equal in _equal(compared).items():
        yield f"  {words:31} {equal:5} of {count}{_percent(equal, count)}"
    bare = [one for one in compared if not one.free and one.refused is None]
    if 0 < len(bare) < count:
        equal = sum(one.line for one in bare)
        yield f"  line equal, without free words  {equal:5} of {len(bare)}{_percent(equal, len(bare))}"


def _equal(compared: Sequence[Replayed]) -> dict[str, int]:
    return {
        "line equal to the letter": sum(one.line for one in compared),
        "form equal": sum(one.form for one in compared),
        "place equal": sum(one.place for one in compared),
        "section found without a word": sum(one.section for one in compared),
        "  among the first three": sum(one.near for one in compared),
    }


def _percent(part: int, whole: int) -> str:
    return f"  ({100 * part / whole:.0f} %)" if whole else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


# For programs


def _as_json(walk: _Walk, found: Sequence[tuple[Step, Replayed]]) -> dict[str, Any]:
    compared = [one for _, one in found if one.duplicate_line is None]
    return {
        "file": walk.history.file,
        "commits": walk.looked,
        "skipped": {
            "other_changes": walk.skipped["other changes"],
            "unread_entries": walk.skipped["unread"],
            "not_utf8": walk.skipped["not UTF-8"],
            "missing_or_huge": walk.skipped["missing"],
        },
        "totals": {
            "entries": len(found),
            "duplicates": len(found) - len(compared),
            "refused": sum(one.refused is not None for one in compared),
            "line": sum(one.line for one in compared),
            "form": sum(one.form for one in compared),
            "place": sum(one.place for one in compared),
            "section": sum(one.section for one in compared),
            "section_among_three": sum(one.near for one in compared),
        },
        "entries": [_entry_as_json(step, one) for step, one in found],
    }


def _entry_as_json(step: Step, one: Replayed) -> dict[str, Any]:
    planned = one.planned
    return {
        "commit": step.commit,
        "date": step.date,
        "subject": step.subject,
        "title": one.citation.title,
        "section": list(one.added.section.path),
        "line": one.added.line + 1,
        "text": one.added.text,
        "duplicate_of": one.duplicate_line,
        "refused": one.refused,
        "free_words": one.free,
        "planned": planned
        and {"section": list(planned.section.path), "line": planned.edit.span.start + 1, "text": planned.text},
        "guessed": list(one.guessed.path) if one.guessed is not None else None,
        "equal": {
            "line": one.line,
            "form": one.form,
            "place": one.place,
            "section": one.section,
            "section_among_three": one.near,
        },
    }
