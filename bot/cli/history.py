"""A file's history in a clone, read with git: which versions there were, and their texts."""

import os
import subprocess
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self


class NoHistory(Exception):
    """There is no history to read; the message says why, for the person who asked."""


@dataclass(frozen=True)
class Step:
    """One commit that changed the file: from the blob `old` to the blob `new`."""

    commit: str
    date: str
    subject: str
    old: str
    new: str


class History:
    """The history of one file on the first parents of HEAD, the latest first. Closes with its context."""

    def __init__(self, clone: Path, file: str) -> None:
        """Look whether there is one. Raises NoHistory."""
        self._clone = clone
        if not clone.is_dir():
            raise NoHistory(f"{clone}: there is no such directory")
        self._ask("rev-parse", "--git-dir")
        try:
            self._ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        except NoHistory:
            raise NoHistory(f"{clone}: the repository has no commits yet") from None
        self.is_shallow = self._ask("rev-parse", "--is-shallow-repository") == "true"
        self.file = self._find(file)
        self._blobs = self._open("cat-file", "--batch", stdin=subprocess.PIPE)
        self._cache: OrderedDict[str, bytes | None] = OrderedDict()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End git."""
        _end(self._blobs)

    def steps(self) -> Iterator[Step]:
        """The commits that changed the file, the latest first, under its earlier names too."""
        log = self._open(
            "log", "--first-parent", "-m", "--follow", "--raw", "--no-abbrev", "--no-color", "--no-notes",
            "--format=%x01%H%x02%cs%x02%s", "HEAD", "--", self.file,
        )  # fmt: skip
        try:
            commit = date = subject = ""
            for line in _lines(log.stdout):
                if line.startswith("\x01"):
                    commit, date, subject = line[1:].split("\x02", 2)
                elif line.startswith(":"):
                    _, _, old, new, _ = line.split(maxsplit=4)
                    if old.strip("0") and new.strip("0"):
                        yield Step(commit, date, subject, old, new)
        finally:
            _end(log)

    def blob(self, name: str) -> bytes | None:
        """The content of a blob; None where the clone lacks it or it is larger than any list that people read."""
        if name not in self._cache:
            self._cache[name] = self._read(name)
            while len(self._cache) > _KEPT:
                self._cache.popitem(last=False)
        self._cache.move_to_end(name)
        return self._cache[name]

    def _read(self, name: str) -> bytes | None:
        stdin, stdout = self._blobs.stdin, self._blobs.stdout
        if stdin is None or stdout is None:
            return None
        stdin.write(f"{name}\n".encode())
        stdin.flush()
        head = stdout.readline().split()
        if len(head) != 3 or head[1] != b"blob":
            return None
        size = int(head[2])
        if size <= LARGEST:
            return stdout.read(size + 1)[:-1]
        left = size + 1
        while left and (part := stdout.read(min(left, 1 << 20))):
            left -= len(part)
        return None

    def _find(self, file: str) -> str:
        """The file's path in HEAD, as it is spelled there."""
        files = self._ask("ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")
        if file in files:
            return file
        alike = [name for name in files if name.casefold() == file.casefold()]
        if alike:
            return alike[0]
        near = [name for name in files if "/" not in name and name.casefold().endswith(".md")][:5]
        other = f"; there are {', '.join(near)}: name one with --file" if near else ""
        raise NoHistory(f"{self._clone}: no file {file} in the last commit{other}")

    def _ask(self, *arguments: str) -> str:
        """What git prints, without blanks around. Raises NoHistory with git's own words."""
        process = self._open(*arguments, stderr=subprocess.PIPE)
        out, error = process.communicate()
        if process.returncode:
            words = error.decode(errors="replace").strip().removeprefix("fatal: ") or "git failed"
            raise NoHistory(f"{self._clone}: {words}")
        return out.decode(errors="replace").strip()

    def _open(
        self, *arguments: str, stdin: int = subprocess.DEVNULL, stderr: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        command = ["git", "-C", str(self._clone), "--literal-pathspecs", "--no-pager", "-c", "log.showSignature=false"]
        # A clone without all blobs would fetch each, one at a time.
        environment = os.environ | {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        try:
            return subprocess.Popen(
                [*command, *arguments], stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, env=environment
            )
        except FileNotFoundError:
            raise NoHistory("git is needed to read the history of a list, and there is none on the PATH") from None


#: Files larger than that are no lists that people read.
LARGEST: Final = 8_000_000
#: A commit's version before is the next commit's version after, mostly.
_KEPT: Final = 4


def _lines(stream: IO[bytes] | None) -> Iterator[str]:
    for line in stream or ():
        yield line.decode(errors="replace").rstrip("\n")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and close its pipes."""
    process.kill()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    process.wait()
