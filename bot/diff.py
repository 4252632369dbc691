"""A change of a file as a unified diff, in a time that does not explode where much of a long list has moved.

Unified diffs of others are read too: their form is told at
https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple


def diff_of(name: str, old: str, new: str) -> str:
    """A change of a file as a unified diff that `git apply` and `patch` take; empty where nothing changed."""
    before, after = _lines(old), _lines(new)
    lines = [line for hunk in _hunks(replaced(before, after)) for line in _hunk(before, after, hunk)]
    if lines:
        lines[:0] = [f"--- a/{name}\n", f"+++ b/{name}\n"]
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


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


class BadDiff(ValueError):
    """A diff that cannot be read, or that does not lead to the text at hand; its message says where and why."""


class Hunk(NamedTuple):
    """Lines of an old text and those of the new one in their place, from one of its lines on, counted from 0."""

    new_start: int
    old: list[str]
    new: list[str]


def hunks_of(diff: str, name: str) -> list[Hunk]:
    """What a unified diff, of one file or several, changes in the file of this path.

    A path that is longer than the other by folders in front names the same file. Raises BadDiff where the text is no
    unified diff, or where several of its files may be meant.
    """
    files = dict(_files(diff))
    if diff.strip() and not files and "diff --git " not in diff:
        msg = f"expected a unified diff, such as `git diff` prints, met `{diff.strip().splitlines()[0][:_SHOWN]}`"
        raise BadDiff(msg)
    fitting = [path for path in files if _is_same(path, name)]
    if len(fitting) > 1:
        named = " and ".join(f"`{path}`" for path in fitting[:2])
        msg = f"`{name}` may be {named} of it; name the file by its path in the repository"
        raise BadDiff(msg)
    return files[fitting[0]] if fitting else []


def taken_back(hunks: Sequence[Hunk], new: str) -> str:
    """The text of which these hunks made the new one. Raises BadDiff where they do not lead to it."""
    after = _lines(new)
    before: list[str] = []
    done = 0
    for start, olds, news in hunks:
        if start < done or after[start : start + len(news)] != news:
            msg = f"it does not lead to this file, which differs from the diff at line {start + 1} or below"
            raise BadDiff(msg)
        before += after[done:start] + olds
        done = start + len(news)
    return "".join(before + after[done:])


def _files(diff: str) -> Iterator[tuple[str, list[Hunk]]]:
    """The files of a diff, and their hunks."""
    lines = diff.split("\n")
    at = 0
    while at < len(lines):
        if not (lines[at].startswith("--- ") and lines[at + 1 :][:1] and lines[at + 1].startswith("+++ ")):
            if lines[at].startswith("@@"):
                msg = f"line {at + 1}: `@@` stands behind no `---` and `+++`, or behind a hunk that is too short"
                raise BadDiff(msg)
            at += 1
            continue
        path, hunks = _path(lines[at + 1]), list[Hunk]()
        at += 2
        while at < len(lines) and (head := _HUNK.match(lines[at])):
            hunk, at = _read_hunk(lines, at, head)
            hunks.append(hunk)
        yield path, hunks


def _read_hunk(lines: Sequence[str], at: int, head: re.Match[str]) -> tuple[Hunk, int]:
    """The hunk whose head stands at a line, and the line behind it."""
    start, old, new = at + 1, int(head[2] or "1"), int(head[4] or "1")
    olds: list[str] = []
    news: list[str] = []
    sides: tuple[list[str], ...] = ()
    # Behind the last line end of a diff stands nothing more.
    for at in range(start, len(lines) if lines[-1] else len(lines) - 1):
        sign, text = lines[at][:1], f"{lines[at][1:]}\n"
        if sign == "\\":  # "\\ No newline at end of file"
            for side in sides:
                side[-1] = side[-1].removesuffix("\n")
            continue
        if (len(olds), len(news)) == (old, new):
            at -= 1
            break
        # Editors strip the blank of an empty line.
        sides = {"-": (olds,), "+": (news,), " ": (olds, news), "": (olds, news)}.get(sign, ())
        for side in sides:
            side.append(text)
        if not sides or len(olds) > old or len(news) > new:
            break
    if (len(olds), len(news)) != (old, new):
        msg = f"line {start}: expected {old} old and {new} new lines below it, met {len(olds)} and {len(news)}"
        raise BadDiff(msg)
    # Where there are no lines, a diff counts from the line before.
    return Hunk(max(int(head[3]) - bool(new), 0), olds, news), at + 1


def _path(head: str) -> str:
    """The path in a `+++` line: a tab ends it, and git puts odd ones in quotes, in the way of C."""
    path = head[4:].removesuffix("\r").partition("\t")[0]
    if path.startswith('"') and path.endswith('"') and len(path) > 1:
        path = _ESCAPED.sub(_unescaped, path[1:-1]).encode("latin-1", "replace").decode("utf-8", "replace")
    return path.removeprefix("b/")


def _unescaped(found: re.Match[str]) -> str:
    sign = found[1]
    return chr(int(sign, 8) % 256) if sign.isdigit() else _ESCAPES.get(sign, sign)


def _is_same(path: str, name: str) -> bool:
    longer, shorter = (path, name) if len(path) > len(name) else (name, path)
    return bool(shorter) and (longer == shorter or longer.endswith(f"/{shorter}"))


_HUNK: Final = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPED: Final = re.compile(r"\\([0-7]{3}|.)")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}
_SHOWN: Final = 60


def _lines(text: str) -> list[str]:
    """The lines as diffs know them: only LF ends one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


#: So many lines are shown around a change.
_AROUND: Final = 3


class Replaced(NamedTuple):
    """Lines of the old text that others of the new text take the place of; both half-open."""

    start: int
    end: int
    new_start: int
    new_end: int


def _hunks(found: Sequence[Replaced]) -> Iterator[list[Replaced]]:
    """Changes that stand close together."""
    hunk: list[Replaced] = []
    for change in found:
        if hunk and change.start - hunk[-1].end > 2 * _AROUND:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk(before: Sequence[str], after: Sequence[str], hunk: Sequence[Replaced]) -> Iterator[str]:
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


def replaced(before: Sequence[str], after: Sequence[str]) -> list[Replaced]:
    """What differs between the lines that each text has once and that stand in the same order (patience diff)."""
    found: list[Replaced] = []
    for (line, new_line), (next_line, next_new) in pairwise(
        [(-1, -1), *_anchors(before, after), (len(before), len(after))]
    ):
        start, new_start, end, new_end = line + 1, new_line + 1, next_line, next_new
        while start < end and new_start < new_end and before[start] == after[new_start]:
            start, new_start = start + 1, new_start + 1
        while start < end and new_start < new_end and before[end - 1] == after[new_end - 1]:
            end, new_end = end - 1, new_end - 1
        if start < end or new_start < new_end:
            found.append(Replaced(start, end, new_start, new_end))
    return found


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
