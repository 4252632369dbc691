"""What a file was before a change: as git keeps it, or as a diff tells."""

import os
import subprocess
import sys
from pathlib import Path

from bot.cli.files import stop
from bot.document import NotUtf8, decode
from bot.patch import BadDiff, hunks_of, taken_back


def text_at(revision: str, file: Path) -> str:
    """A file's text at a commit, under the name that it had there; empty where it was not there, which is told.

    Ends the program where git does not know the commit.
    """
    folder = file.resolve().parent
    known = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if known.returncode:
        words = known.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        stop(2, f'--changed-since "{revision}": {words or "git knows no such commit, branch or tag here"}')
    commit = known.stdout.decode().strip()
    shown = _git(folder, "cat-file", "blob", f"{commit}:./{file.resolve().name}")
    if shown.returncode and (old := _renamed(commit, folder, file.resolve().name)) is not None:
        shown = _git(folder, "cat-file", "blob", f"{commit}:{old}")
    if shown.returncode:
        print(f'{file}: not in "{revision}", so all of it counts as new', file=sys.stderr)
        return ""
    try:
        return decode(shown.stdout)
    except NotUtf8 as error:
        stop(2, f"{file} at {revision}: {error}")


def _renamed(commit: str, folder: Path, name: str) -> str | None:
    """The path in its repository that a file had at a commit; None where git sees no other file become it."""
    here = _git(folder, "rev-parse", "--show-prefix").stdout.removesuffix(b"\n") + os.fsencode(name)
    told = _git(
        folder, "diff", "--find-renames", "--diff-filter=R", "--name-status", "-z", "--no-ext-diff", commit, "--"
    ).stdout.split(b"\0")
    for old, new in zip(told[1::3], told[2::3], strict=False):
        if new == here:
            return os.fsdecode(old)
    return None


def text_before(diff: str, path: str, text: str) -> str:
    """A file's text before a unified diff (a file, or `-` for the input); ends the program where it does not fit."""
    try:
        told = decode(_read(diff))
        hunks = hunks_of(told, path)
        if not hunks:
            print(f"{path}: the diff leaves it as it is", file=sys.stderr)
        return taken_back(hunks, text)
    except OSError as error:
        stop(2, f"{diff}: {error.strerror or error}")
    except (NotUtf8, BadDiff) as error:
        stop(2, f"--diff {diff}: {error}")


_kept: dict[str, bytes] = {}


def _read(diff: str) -> bytes:
    """The diff's bytes; the input can be read once only."""
    if diff not in _kept:
        _kept[diff] = sys.stdin.buffer.read() if diff == "-" else Path(diff).read_bytes()
    return _kept[diff]


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(
            ["git", "-C", str(folder), "--literal-pathspecs", "--no-pager", *arguments],
            capture_output=True, env=environment, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        stop(2, "--changed-since needs git, and there is none on the PATH")
