"""A bare git repository on disk, driven through git's own plumbing commands.

Nothing is emulated: blobs, trees, commits, three-way merges and diffs are git's. The machine's git settings (hooks,
signing, names) are kept out, so the same deeds give the same objects everywhere.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


class GitError(Exception):
    """git refused; the message is git's own."""


@dataclass(frozen=True)
class Signature:
    """Who wrote a commit, and when."""

    name: str
    email: str
    at: datetime


@dataclass(frozen=True)
class TreeEntry:
    """One line of a tree: a file, a folder or a submodule."""

    path: str
    mode: str
    kind: str
    sha: str
    size: int | None


@dataclass(frozen=True)
class Commit:
    """A commit as git holds it."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str


@dataclass(frozen=True)
class FileChange:
    """What happened to one file between two trees."""

    path: str
    status: str
    sha: str
    additions: int
    deletions: int
    patch: str | None
    previous_path: str | None = None


class GitStore:
    """One bare repository. Its objects are its own, or those of the repository that it is a fork of."""

    def __init__(self, path: Path, default_branch: str, objects: Path | None = None) -> None:
        self.path = path
        self._objects = objects or path / "objects"
        #: Whether nothing was ever pushed here.
        self.empty = True
        path.mkdir(parents=True)
        self._git("init", "--quiet", "--bare", "--template=", f"--initial-branch={default_branch}", str(path))

    def fork(self, path: Path, default_branch: str) -> "GitStore":
        """Make a repository that shares this one's objects, as all of a network do on GitHub."""
        return GitStore(path, default_branch, self._objects)

    # Objects

    def write_blob(self, data: bytes) -> str:
        """Store a file's bytes and return their sha."""
        return self._git("hash-object", "-w", "--stdin", stdin=data).decode().strip()

    def read_blob(self, sha: str) -> bytes:
        """Return the bytes of a blob."""
        return self._git("cat-file", "blob", sha)

    def size(self, sha: str) -> int:
        """Return how many bytes a blob has."""
        return int(self._git("cat-file", "-s", sha))

    def kind(self, sha: str) -> str | None:
        """Return `commit`, `tree`, `blob` or `tag`, or None where there is no such object."""
        try:
            return self._git("cat-file", "-t", sha).decode().strip()
        except GitError:
            return None

    def tree(self, treeish: str, *, recursive: bool = False) -> list[TreeEntry]:
        """List a tree; with `recursive` all below it, folders included, as GitHub does."""
        options = ["-r", "-t"] if recursive else []
        out = self._git("ls-tree", "-z", "-l", *options, treeish)
        entries = []
        for line in out.decode("utf-8", "surrogateescape").split("\0"):
            if not line:
                continue
            facts, path = line.split("\t", 1)
            mode, kind, sha, size = facts.split()
            entries.append(TreeEntry(path, mode, kind, sha, None if size == "-" else int(size)))
        return entries

    def write_tree(self, changes: Iterable[tuple[str, str, str | None]], base: str | None = None) -> str:
        """Write a tree of (path, mode, sha) on top of a base tree; a sha of None takes the path away."""
        with tempfile.TemporaryDirectory(prefix="index-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            if base and base != EMPTY_TREE:
                self._git("read-tree", base, env=index)
            lines = []
            for path, mode, sha in changes:
                if sha is not None and mode == "040000":
                    self._git("read-tree", f"--prefix={path}/", sha, env=index)
                elif sha is None:
                    lines.append(f"0 {'0' * 40}\t{path}")
                else:
                    lines.append(f"{mode} {sha}\t{path}")
            data = "".join(line + "\0" for line in lines).encode()
            self._git("update-index", "-z", "--index-info", stdin=data, env=index)
            return self._git("write-tree", env=index).decode().strip()

    def commit_tree(
        self, tree: str, parents: Sequence[str], message: str, author: Signature, committer: Signature
    ) -> str:
        """Write a commit and return its sha."""
        options = [part for parent in parents for part in ("-p", parent)]
        env = {
            "GIT_AUTHOR_NAME": author.name,
            "GIT_AUTHOR_EMAIL": author.email,
            "GIT_AUTHOR_DATE": f"{int(author.at.timestamp())} +0000",
            "GIT_COMMITTER_NAME": committer.name,
            "GIT_COMMITTER_EMAIL": committer.email,
            "GIT_COMMITTER_DATE": f"{int(committer.at.timestamp())} +0000",
        }
        out = self._git("commit-tree", tree, *options, "-F", "-", stdin=message.encode(), env=env)
        return out.decode().strip()

    def commit(self, sha: str) -> Commit:
        """Read one commit."""
        return self.log(sha, limit=1)[0]

    def log(self, *revisions: str, limit: int | None = None, path: str | None = None) -> list[Commit]:
        """Return the commits of a range, newest first."""
        layout = "%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%B%x00%x01"
        options = [f"--max-count={limit}"] if limit is not None else []
        paths = [path] if path else []
        out = self._git("log", f"--format={layout}", *options, *revisions, "--", *paths)
        commits = []
        for record in out.decode("utf-8", "replace").split("\0\x01"):
            fields = record.lstrip("\n").split("\0")
            if len(fields) < 10:
                continue
            author = Signature(fields[3], fields[4], _moment(fields[5]))
            committer = Signature(fields[6], fields[7], _moment(fields[8]))
            parents = tuple(fields[2].split())
            commits.append(Commit(fields[0], fields[1], parents, author, committer, fields[9].rstrip("\n")))
        return commits

    # References

    def resolve(self, revision: str) -> str | None:
        """Return the sha of the commit that a branch, tag or sha names, or None."""
        if revision.startswith("-"):
            return None
        for name in (f"refs/heads/{revision}", f"refs/tags/{revision}", revision):
            try:
                return self._git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
            except GitError:
                continue
        return None

    def ref(self, name: str) -> str | None:
        """Return the sha that a full reference name such as `refs/heads/main` holds, or None."""
        try:
            return self._git("show-ref", "--verify", "--hash", name).decode().strip()
        except GitError:
            return None

    def refs(self, prefix: str = "refs/") -> dict[str, str]:
        """Return all references whose full name starts with a prefix, sorted by name."""
        out = self._git("for-each-ref", "--format=%(refname) %(objectname)")
        pairs = (line.split(" ") for line in out.decode().splitlines())
        return {name: sha for name, sha in pairs if name.startswith(prefix)}

    def valid_ref(self, name: str) -> bool:
        """Tell whether git takes this as a reference name."""
        try:
            self._git("check-ref-format", name)
        except GitError:
            return False
        return True

    def set_ref(self, name: str, sha: str | None) -> None:
        """Point a reference at a commit; None deletes it."""
        if sha is None:
            self._git("update-ref", "-d", name)
        else:
            self._git("update-ref", name, sha)
            self.empty = False

    # Histories

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Tell whether one commit is contained in another's history."""
        try:
            self._git("merge-base", "--is-ancestor", older, newer)
        except GitError:
            return False
        return True

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the best common ancestor of two commits, or None."""
        try:
            return self._git("merge-base", one, other).decode().strip()
        except GitError:
            return None

    def merge(self, ours: str, theirs: str) -> str | None:
        """Return the tree that merging one commit into another gives, or None on a conflict."""
        base = self.merge_base(ours, theirs)
        return None if base is None else self.merge_trees(base, ours, theirs)

    def merge_trees(self, base: str, ours: str, theirs: str) -> str | None:
        """Merge two trees over their base and return the merged tree, or None on a conflict.

        A file that one side moved is merged in its new place, as git's own merges have it.
        """
        merged = self._merge_trees(base, ours, theirs)
        if merged is None and (moved := self._renames(base, ours)):
            base, theirs = self._moved(base, moved), self._moved(theirs, moved)
            merged = self._merge_trees(base, ours, theirs)
        if merged is None and (moved := self._renames(base, theirs)):
            merged = self._merge_trees(self._moved(base, moved), self._moved(ours, moved), theirs)
        return merged

    def _renames(self, old: str, new: str) -> dict[str, str]:
        """The files that were moved between two trees: old path -> new path."""
        out = self._git("diff", "--name-status", "-z", "--find-renames", "--diff-filter=R", old, new).decode()
        fields = out.split("\0")[:-1]
        return dict(zip(fields[1::3], fields[2::3], strict=True))

    def _moved(self, treeish: str, renames: dict[str, str]) -> str:
        """A tree with its files moved, those that it has."""
        changes: list[tuple[str, str, str | None]] = []
        for old, new in renames.items():
            if found := self.file(treeish, old):
                changes += [(old, found.mode, None), (new, found.mode, found.sha)]
        return self.write_tree(changes, base=treeish)

    def _merge_trees(self, base: str, ours: str, theirs: str) -> str | None:
        """Merge two trees path by path.

        Done with `read-tree -m` and `merge-file`, which every git of the last ten years has; `git merge-tree
        --write-tree` came with git 2.38 and took `--merge-base` only with 2.40.
        """
        with tempfile.TemporaryDirectory(prefix="merge-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._git("read-tree", "-i", "-m", "--aggressive", base, ours, theirs, env=index)
            unmerged: dict[str, dict[int, tuple[str, str]]] = {}
            for line in self._git("ls-files", "-z", "--unmerged", env=index).decode().split("\0"):
                if line:
                    facts, path = line.split("\t", 1)
                    mode, sha, stage = facts.split()
                    unmerged.setdefault(path, {})[int(stage)] = (mode, sha)
            settled = []
            for path, stages in unmerged.items():
                if set(stages) != {1, 2, 3}:
                    return None
                files = []
                for side in (2, 1, 3):
                    file = Path(folder) / str(side)
                    file.write_bytes(self.read_blob(stages[side][1]))
                    files.append(str(file))
                try:
                    merged = self._git("merge-file", "--stdout", *files)
                except GitError:
                    return None
                settled.append(f"0 {'0' * 40}\t{path}\0{stages[2][0]} {self.write_blob(merged)}\t{path}\0")
            self._git("update-index", "-z", "--index-info", stdin="".join(settled).encode(), env=index)
            return self._git("write-tree", env=index).decode().strip()

    def diff(self, old: str, new: str) -> str:
        """Return the unified diff between two trees, with git's headers."""
        return self._git("diff", "--no-ext-diff", "--find-renames", old, new).decode("utf-8", "replace")

    def changes(self, old: str, new: str) -> list[FileChange]:
        """Return what happened to each file between two trees, with the patch as GitHub's API prints it."""
        raw = self._git("diff", "--raw", "-z", "--no-abbrev", "--find-renames", old, new).decode()
        fields = raw.split("\0")
        changes: list[FileChange] = []
        at = 0
        while at < len(fields) - 1:
            facts = fields[at].lstrip(":").split()
            letter, sha = facts[4][0], facts[3]
            moved = letter in "RC"
            before = fields[at + 1]
            path = fields[at + 2] if moved else before
            at += 3 if moved else 2
            word = {"A": "added", "D": "removed", "M": "modified", "R": "renamed", "C": "copied"}.get(letter, "changed")
            paths = [before, path] if moved else [path]
            text = self._git("diff", "--no-ext-diff", "--find-renames", old, new, "--", *paths)
            body = text.decode("utf-8", "replace")
            start = body.find("\n@@")
            patch = None if start < 0 else body[start + 1 :].removesuffix("\n")
            lines = [] if patch is None else patch.split("\n")
            additions = sum(line.startswith("+") for line in lines)
            deletions = sum(line.startswith("-") for line in lines)
            blob = facts[2] if letter == "D" else sha
            changes.append(FileChange(path, word, blob, additions, deletions, patch, before if moved else None))
        return changes

    def file(self, revision: str, path: str) -> TreeEntry | None:
        """Return the entry that stands at a path of a commit, or None."""
        found = self._git("ls-tree", "-z", "-l", revision, "--", path).decode("utf-8", "surrogateescape")
        for line in found.split("\0"):
            facts, _, name = line.partition("\t")
            if name == path:
                mode, kind, sha, size = facts.split()
                return TreeEntry(path, mode, kind, sha, None if size == "-" else int(size))
        return None

    def _git(self, *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> bytes:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        surroundings = {
            **clean,
            "GIT_DIR": str(self.path),
            "GIT_OBJECT_DIRECTORY": str(self._objects),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_LITERAL_PATHSPECS": "1",
            "LC_ALL": "C",
            **(env or {}),
        }
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            input=stdin,
            env=surroundings,
            cwd=self.path,
            capture_output=True,
            check=False,
        )
        if done.returncode != 0:
            raise GitError(done.stderr.decode("utf-8", "replace").strip() or f"git {arguments[0]} failed")
        return done.stdout


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
