"""A unified diff of others, read back: what the file was before it.

Its form is told at https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html, and what git adds to
it at https://git-scm.com/docs/diff-format.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bot.diff import diff_lines


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
    after = diff_lines(new)
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
