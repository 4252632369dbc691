"""What a pull request makes of the list: its text merged into today's, and where each line stands in its own files."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Final

from bot.diff import Changed, changed_lines, diff_lines
from bot.document import ListDocument, Span, file_spans, join_files, locate, parse
from bot.links import clean_url
from bot.lint import Change, Finding
from bot.merge import Merged, merge
from bot.papers import PaperId, identify
from bot.reformat import Reformatted, reformatted
from bot.sketch import Sketch, line_starts, sketches


@dataclass(frozen=True)
class FileNow:
    """A file of the list in a proposal.

    `meant` is its text at the pull request's head, less what only looks different in `looks`. `lines` tells for each
    line with the pull request merged which line of `meant` that is (None: it came in since), `head_lines` for each line
    of `meant` which line at the head that is.
    """

    path: str
    meant: str
    lines: Sequence[int | None]
    head_lines: Mapping[int, int]
    looks: Reformatted | None = None

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset in `meant` at which each of its lines begins."""
        return tuple(accumulate(map(len, diff_lines(self.meant)), initial=0))


@dataclass(frozen=True)
class Proposal:
    """The list without a pull request and with it. `paths` are the list's files, `files` those that it changes.

    `conflicts` tells that it cannot be merged: then `before` is the list where the branch began.
    """

    before: ListDocument
    after: ListDocument
    paths: tuple[str, ...]
    files: Mapping[str, FileNow] = field(default_factory=dict)
    conflicts: bool = False

    @property
    def looks(self) -> tuple[FileNow, ...]:
        """The files in which many lines only look different."""
        return tuple(file for file in self.files.values() if file.looks)

    def place(self, line: int) -> tuple[str, int, int | None]:
        """The file that a line of `after` stands in, and which line of `meant` and at the head that is, all from 0.

        Where the pull request does not have that line, the last is None, and the one before the line in `after`.
        """
        path, own = self._own(line)
        file = self.files.get(path)
        at = file.lines[own] if file and own < len(file.lines) else None
        if file is None or at is None:
            return path, own, None
        return path, at, file.head_lines.get(at)

    def shown(self, line: int) -> tuple[str, int]:
        """The file and the line, from 0, where people see a line of `after`: at the head, or else in today's list."""
        path, own, head = self.place(line)
        if head is not None:
            return path, head
        before = line
        for change in self._changes:
            if change.new_end <= line:
                before -= (change.new_end - change.new_start) - (change.end - change.start)
        if len(self.paths) == 1:
            return path, before
        number, own = locate(self.before.text, before + 1)
        return self.paths[number], own - 1

    def with_files(self, message: str) -> str:
        """What a rule says of `after`, with the lines that it names as those that people see."""

        def place(found: re.Match[str]) -> str:
            path, line = self.shown(max(0, int(found[1]) - 1))
            return f"line {line + 1}" if len(self.paths) == 1 else f"line {line + 1} of `{path}`"

        parts = message.split("`")
        parts[::2] = [_LINE.sub(place, part) for part in parts[::2]]
        return "`".join(parts)

    def meant_change(self, change: Change) -> tuple[str, Change] | None:
        """A change of `after` as one of a file's `meant`; None where it touches lines that this does not have."""
        first, last = self._line(change.start), self._line(max(change.start, change.end - 1))
        path, start = self._own(first)
        end = start + last - first
        file = self.files.get(path)
        if file is None or end >= len(file.lines):
            return None
        lines = file.lines[start : end + 1]
        at = lines[0]
        if at is None or list(lines) != list(range(at, at + len(lines))):
            return None
        offset = file.starts[at] + change.start - self._starts[first]
        return path, Change(offset, offset + change.end - change.start, change.text)

    @cached_property
    def changed(self) -> tuple[Span, ...]:
        """The lines of `after` that are not in `before`."""
        return tuple(Span(one.new_start, one.new_end) for one in self._changes if one.new_end > one.new_start)

    @cached_property
    def _changes(self) -> list[Changed]:
        return changed_lines(self.before.lines, self.after.lines)

    @cached_property
    def entries(self) -> tuple[Sketch, ...]:
        """The entries of `after` that have changed lines."""
        lines = {line for span in self.changed for line in range(span.start, span.end)}
        return tuple(
            one
            for one in sketches(self.after)
            if any(line in lines for line in range(one.entry.span.start, one.entry.span.end))
        )

    def entry_at(self, line: int) -> Span | None:
        """The lines of the outermost of these entries that a line of `after` is in."""
        at = bisect_right(self._outermost, line, key=lambda span: span.start) - 1
        return self._outermost[at] if at >= 0 and line < self._outermost[at].end else None

    @cached_property
    def _outermost(self) -> list[Span]:
        found: list[Span] = []
        for one in self.entries:
            if not found or one.entry.span.start >= found[-1].end:
                found.append(one.entry.span)
        return found

    @cached_property
    def papers(self) -> tuple[PaperId, ...]:
        """The papers that it adds, as far as their addresses tell them."""
        held = set(map(_paper, sketches(self.before)))
        return tuple(dict.fromkeys(paper for one in self.entries if (paper := _paper(one)) and paper not in held))

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """The addresses that it brings."""
        known = {link.url for one in sketches(self.before) for link in one.links}
        brought = (link.url for one in self.entries for link in one.links)
        return tuple(dict.fromkeys(url for url in brought if url not in known and "://" in url))

    def line_of(self, finding: Finding) -> int:
        """The line of `after` that a finding starts in, counted from 0."""
        return self._line(finding.start)

    def last_line_of(self, finding: Finding) -> int:
        """The line of `after` that a finding ends in, counted from 0."""
        return self._line(max(finding.start, finding.end - 1))

    def offset(self, line: int) -> int:
        """The offset in `after` at which a line begins; behind the last line its end."""
        return self._starts[line]

    def column(self, offset: int) -> int:
        """The column of a sign in its line, counted from 1."""
        return offset - self._starts[self._line(offset)] + 1

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.after)

    @cached_property
    def _file_starts(self) -> list[int]:
        return [span.start for span in file_spans(self.after.text)]

    def _line(self, offset: int) -> int:
        return max(0, min(bisect_right(self._starts, offset) - 1, len(self.after.lines) - 1))

    def _own(self, line: int) -> tuple[str, int]:
        if len(self.paths) == 1:
            return self.paths[0], line
        number = bisect_right(self._file_starts, line) - 1
        return self.paths[number], line - self._file_starts[number]


def propose(today: Sequence[tuple[str, str]], touched: Mapping[str, tuple[str, str]]) -> Proposal:
    """A proposal of the list's files as they are today, by path, and for those that the pull request changes their
    texts where its branch began and at its head.
    """
    looks = {path: found for path, (old, new) in touched.items() if (found := reformatted(old, new)) is not None}
    texts, files = dict(today), {}
    conflicts = False
    for path, (ancestor, head) in touched.items():
        if path not in texts:
            continue
        meant = looks[path].clean if path in looks else head
        made = merge(ancestor, texts[path], meant)
        conflicts = conflicts or made is None
        lines = _lines(meant, made)
        files[path] = FileNow(path, meant, lines, _same_lines(meant, head), looks.get(path))
        texts[path] = made.text if made else meant
    before = dict(today)
    if conflicts:
        # What came in since cannot be put together with it: it is judged by the list that its author saw.
        for path, file in files.items():
            before[path], texts[path] = touched[path][0], file.meant
            files[path] = replace(file, lines=_lines(file.meant))
    paths = tuple(before)
    return Proposal(
        parse(join_files(list(before.values()))), parse(join_files(list(texts.values()))), paths, files, conflicts
    )


_LINE: Final = re.compile(r"\bline (\d{1,9})\b")
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")


def _lines(meant: str, made: Merged | None = None) -> Sequence[int | None]:
    """The lines of what was meant, as merged; none where Markdown counts others than git: nothing can be pointed at."""
    if _LONE_RETURN.search(made.text if made else meant):
        return ()
    return made.lines if made else range(len(diff_lines(meant)))


def _paper(one: Sketch) -> PaperId | None:
    return None if one.paper is None else identify(clean_url(one.paper.url))


def _same_lines(meant: str, head: str) -> dict[int, int]:
    """For lines of what was meant which line at the head says the same to the letter."""
    lines = diff_lines(meant)
    if meant == head:
        return dict(enumerate(range(len(lines))))
    places: dict[str, list[int]] = {}
    for number, line in enumerate(diff_lines(head)):
        places.setdefault(line.rstrip("\r\n"), []).append(number)
    found: dict[int, int] = {}
    for number, line in enumerate(lines):
        if at := places.get(line.rstrip("\r\n")):
            found[number] = at.pop(0)
    return found
