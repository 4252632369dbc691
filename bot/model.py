"""The words of the work: what is looked at (Key, Snapshot) and what is to be done (Plan, the actions)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from bot.config import ListConfig
from bot.document import ListDocument, locate, split_files
from bot.papers import Paper, PaperId, Unresolved
from bot.repositories import Repository
from bot.submission import Submission


@dataclass(frozen=True)
class Key:
    """One submission: an issue of a repository (`owner/name`).

    `edited` tells that its author just edited the issue, which wakes one that is older than the installation
    and asks the paper services anew. It is a fact of the moment that GitHub's REST answers do not show. One whose
    turn in the list's backlog came is treated so, too.
    """

    repo: str
    number: int
    edited: bool = False

    def __str__(self) -> str:
        return f"{self.repo}#{self.number}"

    @property
    def branch(self) -> str:
        """The one branch that this submission may have."""
        return f"shelver/issue-{self.number}"


@dataclass(frozen=True)
class Account:
    """A GitHub account; `bot` is true for apps and machine accounts that GitHub marks as such."""

    login: str
    id: int
    bot: bool = False


@dataclass(frozen=True)
class Issue:
    """An issue as it is now. `web` is its repository's page; `eyes` counts 👀 reactions, ours among them.

    `read_at` is when GitHub answered so, by its own clock.
    """

    number: int
    title: str
    body: str
    author: Account
    created_at: datetime
    web: str
    open: bool = True
    labels: frozenset[str] = frozenset()
    eyes: int = 0
    updated_at: datetime | None = None
    read_at: datetime | None = None


@dataclass(frozen=True)
class Comment:
    """A comment of ours."""

    id: int
    body: str


#: Who writes: the one who opened the issue, somebody who may write to the repository, or neither.
Role = Literal["submitter", "writer", "other"]


@dataclass(frozen=True)
class Post:
    """What a person wrote that holds a command: the issue's first post, a comment there or on its pull request.

    `id` is the comment's, 0 for the first post. `version` changes when the text is edited. `at` is when a comment was
    written or last edited.
    """

    id: int
    author: Account
    role: Role
    body: str
    version: str
    at: datetime | None = None


@dataclass(frozen=True)
class PullRequest:
    """Our newest pull request from a submission's branch.

    `untouched` is false once the branch holds a commit that is not ours and not merged with it, `branch_stands`
    once the branch is gone.
    """

    number: int
    title: str
    body: str
    open: bool
    merged: bool
    untouched: bool = True
    branch_stands: bool = True
    updated_at: datetime | None = None


@dataclass(frozen=True)
class FileText:
    """A file of the repository and its text; `problem` says why that cannot be worked with, if so."""

    path: str
    text: str
    mode: str = "100644"
    problem: str | None = None


@dataclass(frozen=True)
class ListFile:
    """The list on the default branch: its files, read as one text where they are several.

    Where one of them has a problem, `document` only serves to see whether it is a list at all. `mirrors` are files
    that hold the same entries.
    """

    files: tuple[FileText, ...]
    document: ListDocument
    mirrors: tuple[FileText, ...] = ()

    @property
    def path(self) -> str:
        """The first of its files."""
        return self.files[0].path

    @property
    def unreadable(self) -> FileText | None:
        """The first of its files that has a problem."""
        return next((file for file in self.files if file.problem), None)

    def place(self, line: int) -> tuple[str, int]:
        """The file and its line, counted from 1, where line `line` of the document stands."""
        if len(self.files) == 1:
            return self.path, line
        number, line = locate(self.document.text, line)
        return self.files[number].path, line

    def changed(self, text: str) -> tuple[FileText, ...]:
        """The files that `text`, the document's with what is new, makes of the list's; only those that differ."""
        texts = [text] if len(self.files) == 1 else split_files(text)
        return tuple(replace(file, text=new) for file, new in zip(self.files, texts, strict=True) if file.text != new)


@dataclass(frozen=True)
class Base:
    """The head of the default branch."""

    branch: str
    commit: str
    tree: str


@dataclass(frozen=True)
class Own:
    """What we made for this submission: the newest pull request, and the sticky comment."""

    login: str
    pull: PullRequest | None = None
    comment: Comment | None = None
    spare_comments: tuple[int, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """One submission and all that is needed to judge it, at one moment.

    `submission` is what the first post says without its commands; `posts` are those that hold commands, in the
    order of their making. `repositories` are those of code that papers or their contributors name, by the names in
    lower case.
    """

    key: Key
    issue: Issue
    submission: Submission
    own: Own
    installed_at: datetime
    now: datetime
    posts: tuple[Post, ...] = ()
    base: Base | None = None
    list_file: ListFile | None = None
    config: ListConfig | None = None
    config_problem: str | None = None
    papers: Mapping[PaperId, Paper | Unresolved] = field(default_factory=dict)
    repositories: Mapping[str, Repository] = field(default_factory=dict)


@dataclass(frozen=True)
class SetBranch:
    """Let a branch be one commit on `base` that gives files their texts. Made, or moved while all on it is ours."""

    branch: str
    base: Base
    files: tuple[FileText, ...]
    message: str


@dataclass(frozen=True)
class DeleteBranch:
    """Remove our branch; one that is gone already is no error."""

    branch: str


@dataclass(frozen=True)
class OpenPullRequest:
    """Open a pull request from our branch."""

    branch: str
    base: str
    title: str
    body: str


@dataclass(frozen=True)
class EditPullRequest:
    """Give our pull request a new title and body."""

    number: int
    title: str
    body: str


@dataclass(frozen=True)
class ClosePullRequest:
    """Close our pull request unmerged, and in the same write say in its body that this was no refusal."""

    number: int
    body: str


@dataclass(frozen=True)
class ReopenPullRequest:
    """Open our closed pull request again, and take back in its body what its closing said."""

    number: int
    body: str


@dataclass(frozen=True)
class UpsertComment:
    """Let the sticky comment say `body`.

    `replace` names the one that stands. It is edited in place, or, with `anew`, posted again below and the
    old one deleted, so that GitHub mails it. Comments in `spare` are deleted.
    """

    number: int
    body: str
    replace: int | None = None
    anew: bool = False
    spare: tuple[int, ...] = ()


@dataclass(frozen=True)
class SetLabels:
    """Add and remove labels of ours on the issue; GitHub makes a label that does not exist yet."""

    number: int
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True)
class React:
    """Show that the issue was seen while its result takes time, or that a comment was heard."""

    number: int
    comment: int | None = None
    content: Literal["eyes", "+1"] = "eyes"


Action = (
    SetBranch
    | DeleteBranch
    | OpenPullRequest
    | EditPullRequest
    | ClosePullRequest
    | ReopenPullRequest
    | UpsertComment
    | SetLabels
    | React
)

#: Stands in texts where the number of a pull request belongs that the same plan opens. A character for private
#: use, which `bot.quoting` takes out of all that strangers wrote.
PULL_NUMBER = "\ue000"


@dataclass(frozen=True)
class Plan:
    """What to do, in this order, and why. `look_again` is in seconds; None means that nothing is awaited."""

    reason: str
    actions: tuple[Action, ...] = ()
    look_again: int | None = None


Payload = Mapping[str, Any]


class UserError(Exception):
    """A person's command cannot be obeyed. The text tells them why; it goes on after their name and a comma."""
