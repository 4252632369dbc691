"""A change of a file as a unified diff, in a time that does not explode where much of a long list has moved."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple


def diff_of(name: str, old: str, new: str) -> str:
    """A change of a file as a unified diff that `git apply` and `patch` take; empty where nothing changed."""
    before, after = diff_lines(old), diff_lines(new)
    lines = [line for hunk in _hunks(changed_lines(before, after)) for line in _hunk(before, after, hunk)]
    if lines:
        lines[:0] = [f"--- a/{name}\n", f"+++ b/{name}\n"]
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def diff_lines(text: str) -> list[str]:
    """The lines as diffs know them: only LF ends one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


class Changed(NamedTuple):
    """Lines of the old text that others of the new text take the place of; both half-open."""

    start: int
    end: int
    new_start: int
    new_end: int


def changed_lines(before: Sequence[str], after: Sequence[str]) -> list[Changed]:
    """What differs between the lines that each text has once and that stand in the same order (patience diff)."""
    changes: list[Changed] = []
    for (line, new_line), (next_line, next_new) in pairwise(
        [(-1, -1), *_anchors(before, after), (len(before), len(after))]
    ):
        start, new_start, end, new_end = line + 1, new_line + 1, next_line, next_new
        while start < end and new_start < new_end and before[start] == after[new_start]:
            start, new_start = start + 1, new_start + 1
        while start < end and new_start < new_end and before[end - 1] == after[new_end - 1]:
            end, new_end = end - 1, new_end - 1
        if start < end or new_start < new_end:
            changes.append(Changed(start, end, new_start, new_end))
    return changes


class DiffLine(NamedTuple):
    """One line of a unified diff, with its numbers in the old and the new text where it stands in them."""

    kind: Literal["add", "del", "hunk", "same"]
    text: str
    old: int | None = None
    new: int | None = None


def numbered(diff: str) -> Iterator[DiffLine]:
    """The lines of a unified diff of one file, as `diff_of` makes it; its two first lines are left out."""
    old = new = 0
    for line in diff.split("\n")[2:-1]:
        text = line[1:].removesuffix("\r")
        match line[:1]:
            case "@":
                old, new = (int(part.partition(",")[0][1:]) for part in line.split()[1:3])
                yield DiffLine("hunk", line)
            case "+":
                yield DiffLine("add", text, None, new)
                new += 1
            case "-":
                yield DiffLine("del", text, old)
                old += 1
            case " ":
                yield DiffLine("same", text, old, new)
                old, new = old + 1, new + 1
            case _:
                # "\\ No newline at end of file"
                yield DiffLine("hunk", line)


#: So many lines are shown around a change.
_AROUND: Final = 3


def _hunks(changes: Sequence[Changed]) -> Iterator[list[Changed]]:
    """Changes that stand close together."""
    hunk: list[Changed] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * _AROUND:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk(before: Sequence[str], after: Sequence[str], hunk: Sequence[Changed]) -> Iterator[str]:
    first, last = hunk[0], hunk[-1]
    above = min(_AROUND, first.start)
    below = min(_AROUND, len(before) - last.end)
    old_range = _range(first.start - above, last.end + below)
    new_range = _range(first.new_start - above, last.new_end + below)
    yield f"@@ -{old_range} +{new_range} @@\n"
    at = first.start - above
    for change in hunk:
        yield from (f" {line}" for line in before[at : change.start])
        yield from (f"-{line}" for line in before[change.start : change.end])
        yield from (f"+{line}" for line in after[change.new_start : change.new_end])
        at = change.end
    yield from (f" {line}" for line in before[at : at + below])


def _range(start: int, end: int) -> str:
    """Lines as a diff counts them: from 1, and from the line before where there are none."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + 1 if count else start},{count}"


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that each text has once: the most of them that stand in the same order in both."""
    counts, new_counts = Counter(before), Counter(after)
    place_of = {line: place for place, line in enumerate(after) if new_counts[line] == 1}
    pairs = [(place, place_of[line]) for place, line in enumerate(before) if counts[line] == 1 and line in place_of]
    # The longest run of rising places: for each length the pair that ends it soonest, and each pair's pair before.
    soonest: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(soonest, place)
        soonest[length : length + 1] = [place]
        ends[length : length + 1] = [number]
        previous.append(ends[length - 1] if length else -1)
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = previous[number]
    return chain[::-1]
