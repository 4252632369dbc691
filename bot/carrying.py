"""What stands on the branch of our open pull request: whether it may stay, and how its lines are carried on.

What must hold: a line that a person may have read is the same to the byte wherever it is carried to, and what a person
made of it is its text from then on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.addition import Addition
from bot.diff import Changed, changed_lines, diff_lines
from bot.document import Edit, ListDocument, Section, Span, apply_edits, parse, split_lines
from bot.headings import heading_key
from bot.lint import LintContext, LintOwner
from bot.model import Branch, ListFile
from bot.papers import PaperId
from bot.proposal import Proposal, propose
from bot.sketch import Sketch
from rules import out_of_order

_Lines = tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """What a branch makes of the list's files of today, `file`."""

    branch: Branch
    file: ListFile

    def has_only_our_lines(self, papers: int) -> bool:
        """Whether others, if any, changed nothing but the lines that we added for so many papers."""
        made, changes = self.branch.made, self.branch.changes
        if made is None:
            return True
        if changes.keys() != made.keys() or not self.entries:
            return False
        for path in changes:
            added, other = _parted(changes[path])
            added_by_us, other_by_us = _parted(made[path])
            if other != other_by_us or (path not in self._paths and added != added_by_us):
                return False
        blocks, ours = self._added(changes), self._added(made)
        return len(blocks) == 1 if papers == 1 else len(blocks) == len(ours) and len(self.entries) == papers

    @property
    def is_out_of_place(self) -> bool:
        """Whether an entry that merges would stand where it does not belong: the file or the section that it was put
        into is gone. See `strays` for the order.
        """
        if self.file_is_gone:
            return True
        return any(
            others and not others & _others(merged)
            for merged, was in zip(self.merged.entries, self.entries, strict=False)
            if (others := _others(was))
        )

    def strays(self, owner: LintOwner | None) -> bool:
        """Whether an entry would stand out of the order that its section keeps."""
        context = LintContext(self.merged.after, owner, changed=self.merged.changed)
        return any(out_of_order.check(context))

    @property
    def file_is_gone(self) -> bool:
        """Whether the branch changes none of the list's files of today."""
        return self.branch.changes.keys().isdisjoint(self._paths)

    @cached_property
    def merged(self) -> Proposal:
        """The list of today with the branch merged, as far as that goes."""
        return propose([(file.path, file.text) for file in self.file.files], self.branch.changes)

    @cached_property
    def entries(self) -> tuple[Sketch, ...]:
        """The entries that the branch adds, as they stand there."""
        return self._was.entries

    @cached_property
    def _was(self) -> Proposal:
        """The list where the branch began, and at its head."""
        changes = {path: texts for path, texts in self.branch.changes.items() if path in self._paths}
        changes = changes or dict(self.branch.changes)
        return propose([(path, ancestor) for path, (ancestor, _) in changes.items()], changes)

    @property
    def _paths(self) -> set[str]:
        return {file.path for file in self.file.files}

    def _added(self, changes: Mapping[str, tuple[str, str]]) -> list[_Lines]:
        """The lines that were added to the list's files, block by block."""
        return [lines for path, texts in changes.items() if path in self._paths for lines in _parted(texts)[0]]

    def lines_of(self, ids: Sequence[PaperId], number: int, papers: int) -> _Lines | None:
        """The lines of paper `number` of so many, counted from 0, known by these identities; None: they are not there.

        Of a single paper all that was added is its text, which a person may have made several entries of.
        """
        if not self.entries:
            return None
        if papers == 1:
            blocks = self._added(self.branch.changes)
            first, last = self.entries[0].entry.span, self.entries[-1].entry.span
            own = _within(self._was.after, Span(first.start, last.end))
            raw = _trimmed(blocks[0]) if len(blocks) == 1 else own
            # A new section's heading comes with what is added, and is made anew where it is still missing.
            return raw if raw[:1] == own[:1] else own
        known = {str(identity) for identity in ids}
        named = [one for one in self.entries if one.identity in known]
        if not named and len(self.entries) == papers:
            named = [self.entries[number]]
        return _within(self._was.after, named[0].entry.span) if len(named) == 1 else None

    def section_today(self, ids: Sequence[PaperId], number: int) -> tuple[str, ...] | None:
        """Where the section stands in the list of today that a paper's entry is in: by its headings, or by the entries
        that it shares with it. None where it is gone.
        """
        known = {str(identity) for identity in ids}
        own = next((one for one in self.entries if one.identity in known), None)
        if own is None:
            own = self.entries[number] if number < len(self.entries) else None
        if own is None:
            return None
        keys = [heading_key(heading) for heading in own.section.path]
        sections = self.file.document.sections
        for section in sections:
            if [heading_key(heading) for heading in section.path] == keys:
                return section.path
        others = _others(own)
        shared = {section.path: len(others & _texts(section)) for section in sections}
        best = max(shared, key=lambda path: shared[path], default=None)
        return best if best is not None and 2 * shared[best] > len(others) else None

    @cached_property
    def moved_behind(self) -> str | None:
        """The line that a person moved our one entry behind; None where it stands where we put it."""
        if self.branch.made is None:
            return None
        above: list[str] = []
        for texts in (self.branch.made, self.branch.changes):
            found = [line for path in texts if path in self._paths for line in _above(*texts[path])]
            if len(found) != 1:
                return None
            above += found
        ours, theirs = above
        made, head = self._head_lines(self.branch.made), self._head_lines(self.branch.changes)
        return theirs if theirs != ours and theirs in made and ours in head else None

    def _head_lines(self, changes: Mapping[str, tuple[str, str]]) -> set[str]:
        return {line for path, (_, head) in changes.items() if path in self._paths for line in diff_lines(head)}


def carried(addition: Addition, lines: _Lines, document: ListDocument) -> Addition:
    """The same addition with other lines for its entry; the list's own blank lines around it are kept."""
    after = parse(apply_edits(document.text, [addition.edit]))
    start = addition.edit.span.start
    end = start + len(after.lines) - len(document.lines)
    spans = [entry.span for section in after.sections for entry in section.entries if start <= entry.span.start < end]
    if not spans or not lines:
        return addition
    own = _within(after, Span(spans[0].start, max(span.end for span in spans)))
    before, found, behind = addition.edit.text.partition("".join(own))
    if not found:
        return addition
    kept = "".join((*lines[:-1], lines[-1].rstrip("\r\n") + own[-1][len(own[-1].rstrip("\r\n")) :]))
    return replace(addition, edit=replace(addition.edit, text=before + kept + behind))


def moved(addition: Addition, lines: _Lines, behind: str, document: ListDocument) -> Addition:
    """The same addition where a person moved it: behind a line, if the list has it once."""
    if list(document.lines).count(behind) != 1:
        return carried(addition, lines, document)
    line = document.lines.index(behind)
    spans = (entry.span for section in document.sections for entry in section.entries)
    at = next((span.end for span in spans if span.start <= line < span.end), line + 1)
    last = lines[-1] if lines[-1].endswith(("\n", "\r")) else lines[-1] + "\n"
    text = "".join((*lines[:-1], last))
    if at == len(document.lines) and not document.text.endswith(("\n", "\r")):
        text = "\n" + text.rstrip("\r\n")
    return replace(addition, edit=Edit(Span(at, at), text), line=at + 1)


def _parted(texts: tuple[str, str]) -> tuple[list[_Lines], list[tuple[_Lines, _Lines]]]:
    """The lines that were added between others, block by block, and all other changes."""
    old, new = diff_lines(texts[0]), diff_lines(texts[1])
    added: list[_Lines] = []
    other: list[tuple[_Lines, _Lines]] = []
    for change in changed_lines(old, new):
        lines = tuple(new[change.new_start : change.new_end])
        if change.start == change.end:
            added.append(lines)
        else:
            other.append((tuple(old[change.start : change.end]), lines))
    return added, other


def _above(old: str, new: str) -> list[str]:
    """For each block of added lines the line above it that is not blank."""
    before, after = diff_lines(old), diff_lines(new)

    def line(change: Changed) -> str:
        return next((one for one in reversed(after[: change.new_start]) if one.strip()), "")

    return [line(change) for change in changed_lines(before, after) if change.start == change.end]


def _within(document: ListDocument, span: Span) -> _Lines:
    return tuple(document.lines[span.start : span.end])


def _trimmed(lines: _Lines) -> _Lines:
    """Lines without blank ones at both ends."""
    text = "".join(lines)
    kept = split_lines(text)
    while kept and not kept[0].strip():
        del kept[0]
    while kept and not kept[-1].strip():
        del kept[-1]
    return tuple(kept)


def _texts(section: Section) -> set[str]:
    return {entry.text.strip() for entry in section.entries}


def _others(one: Sketch) -> set[str]:
    """The entries beside one."""
    return _texts(one.section) - {one.entry.text.strip()}
