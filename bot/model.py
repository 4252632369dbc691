"""The words of the work: what is looked at (Key, Snapshot) and what is to be done (Plan, the actions)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from bot.config import ListConfig
from bot.document import ListDocument, locate, split_files
from bot.flood import Crowd
from bot.linkstatus import LinkStatus
from bot.papers import Paper, PaperId, Unresolved
from bot.proposal import Proposal
from bot.repositories import Repository
from bot.submission import ProposedPaper, Submission

#: What the branches are called that hold what issues propose; the issue's number follows.
BRANCH = "shelver/issue-"
#: What the branch is called that holds all submissions that are ready, where the list's owner wants one pull request.
COMBINED = "shelver/submissions"


@dataclass(frozen=True)
class Key:
    """One submission: an issue of a repository (`owner/name`), or with `pull` a pull request there, whose it may be.

    Numbers are shared by both, so a number means one thing. Number 0 means the repository itself: what waits there,
    what its maintainers are to be told, and our open pull requests for submissions; with `pull` the pull requests of
    people, too, or with `head` only those whose newest commit that is. They are found and looked at one by one;
    `edited` then tells that what keeps others may be gone. A pull request with `head` is tried by the merge queue on
    that commit.
    A `repo` that is a login alone means all repositories of that account in which something waits.

    `edited` tells that its author just edited the issue, which wakes one that is older than the installation
    and asks the paper services anew. It is a fact of the moment that GitHub's REST answers do not show. One whose
    turn in the list's backlog came is treated so, too.
    """

    repo: str
    number: int
    edited: bool = False
    pull: bool = False
    head: str = ""

    def __str__(self) -> str:
        return f"{self.repo}#{self.number}"

    @property
    def branch(self) -> str:
        """The one branch that this submission may have; of a repository the one that all share."""
        return f"{BRANCH}{self.number}" if self.number else COMBINED


@dataclass(frozen=True)
class Account:
    """A GitHub account; `bot` is true for apps and machine accounts that GitHub marks as such."""

    login: str
    id: int
    bot: bool = False


@dataclass(frozen=True)
class Issue:
    """An issue as it is now. `web` is its repository's page; `eyes` counts 👀 reactions, ours among them.

    `read_at` is when GitHub answered so, by its own clock. In one that is `locked` we cannot say anything. One that is
    `gone` was deleted, or went to another repository: of it nothing else is known.
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
    locked: bool = False
    gone: bool = False


@dataclass(frozen=True)
class Comment:
    """A comment of ours."""

    id: int
    body: str


#: Who writes: the one who opened the issue, somebody who may triage there or more, or neither.
Role = Literal["submitter", "maintainer", "other"]


@dataclass(frozen=True)
class Post:
    """What a person wrote that holds a command: the issue's first post, a comment there or on its pull request.

    `id` is the comment's, 0 for the first post. `version` changes when the text is edited. `at` is when a comment was
    written or last edited; of the first post of a pull request when that was opened. `inline` tells of a comment at
    lines of the pull request, `acknowledged` that our thumb stands on it: its commands on a pull request are done.
    """

    id: int
    author: Account
    role: Role
    body: str
    version: str
    at: datetime | None = None
    inline: bool = False
    acknowledged: bool = False


@dataclass(frozen=True)
class Branch:
    """What stands on the branch of our open pull request, where the list moved on since, or others wrote there.

    `changes` are the files that it changes, each as it was where the branch began and as it is at its head. `made` is
    the same of our newest commit, where commits of others stand there, too. `mergeable` is None until GitHub has tried;
    `behind` tells that it must be brought up to date before it can be merged. `spared` tells that somebody approved it
    or that it waits in the merge queue; that is asked for only where its entry stands out of place. `pushed_at` is when
    somebody last pushed to the repository: since then GitHub has had the time to try.
    """

    head: str
    changes: Mapping[str, tuple[str, str]]
    made: Mapping[str, tuple[str, str]] | None = None
    mergeable: bool | None = True
    behind: bool = False
    spared: bool = False
    pushed_at: datetime | None = None


@dataclass(frozen=True)
class PullRequest:
    """Our newest pull request from a submission's branch.

    `untouched` is false once a person's own commit stands on the branch that was not merged with it; that the list's
    branch was merged into it, as GitHub's button "Update branch" does, is none. `alone` tells that all commits there
    are ours. `branch_stands` is false once the branch is gone. `branch` is what stands on it, None where it is closed,
    or one commit of ours on the newest one of the list's branch.

    To a submission one that is `shared` with others is no more than read: of its branch nothing is known, as if it were
    gone.
    """

    number: int
    title: str
    body: str
    open: bool
    merged: bool
    untouched: bool = True
    branch_stands: bool = True
    updated_at: datetime | None = None
    alone: bool = True
    branch: Branch | None = None
    shared: bool = False


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

    @property
    def texts(self) -> dict[str, str]:
        """The texts of its files, its mirrors among them, by their paths."""
        return {file.path: file.text for file in (*self.files, *self.mirrors)}

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
    """What we made for this submission: the newest pull request, and the sticky comment.

    `ahead` counts our open pull requests in the repository that are older than this one, or than the one to come.
    """

    login: str
    pull: PullRequest | None = None
    comment: Comment | None = None
    spare_comments: tuple[int, ...] = ()
    ahead: int = 0


@dataclass(frozen=True)
class Claim:
    """An elder open issue that proposes a paper, too; `declined`: a maintainer closed its pull request unmerged."""

    issue: int
    declined: bool = False


@dataclass(frozen=True)
class Snapshot:
    """One submission and all that is needed to judge it, at one moment.

    `submission` is what the first post says without its commands; `posts` are those that hold commands, in the
    order of their making. `repositories` are those of code that papers or their contributors name, by the names in
    lower case. `rivals` are papers that somebody's own open pull request brings, and its number, `claims` those that
    an elder issue proposes. `brought_by` is the commit that brought a paper of our open pull request into the list.
    `crowd` is what was filed before a submission that was not taken up yet.
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
    rivals: Mapping[PaperId, int] = field(default_factory=dict)
    claims: Mapping[PaperId, Claim] = field(default_factory=dict)
    brought_by: str | None = None
    crowd: Crowd | None = None


@dataclass(frozen=True)
class Share:
    """What a submission brings to the pull request that all share: its papers that are ready, what is known of them.

    `closes` tells that the merge settles the issue, `past` is the number of a shared pull request that was closed
    unmerged and by which the submission is not bound any more, 0: there is none. `rechecks` tell of each time that
    somebody wanted its lines made anew.
    """

    issue: int
    author: Account
    papers: tuple[ProposedPaper, ...]
    known: tuple[Paper | Unresolved, ...] = ()
    repositories: tuple[tuple[str, Repository], ...] = ()
    closes: bool = True
    past: int = 0
    rechecks: tuple[str, ...] = ()


@dataclass(frozen=True)
class SharedSnapshot(Snapshot):
    """The pull request that all submissions of a repository share, as if it were for one that has their papers."""

    shares: tuple[Share, ...] = ()


@dataclass(frozen=True)
class TouchedFile:
    """A file of the list that a pull request changes, as it was where its branch began and as it is at its head.

    `patch` is GitHub's, which shows the lines that a review may speak of; None where the change is too large for it.
    `problem` says why the text at the head cannot be read, if so, and `old_problem` that it could not be read
    before, or cannot in the list of today, either. `removed` tells that there is none at the head.
    """

    path: str
    ancestor: str
    head: str
    patch: str | None = None
    mode: str = "100644"
    problem: str | None = None
    removed: bool = False
    old_problem: bool = False


#: What the branches are called that hold somebody's pull request with fixes; its number follows.
FIX_BRANCH = "shelver/fix-"


@dataclass(frozen=True)
class Contribution:
    """A pull request as it is now. `web` is its repository's page.

    `head` is its newest commit, on `branch` of the repository `fork` (None: that was deleted), which may be the list's
    own. `may_edit` is what its author allows, `by_writer` whether they may write here anyway; `ours` tells that we made
    it. `touched` are the list's files that it changes, `files` counts all that it changes. `onto` is the branch that it
    is to be merged into. `fixed_at` is when its newest commit was made, where that is ours; read only if `/fix` waits.
    `shares_head` tells of one that is not onto the list's branch that another with the same newest commit is. In the
    conversation of one that is `locked` we cannot say anything.
    """

    number: int
    title: str
    author: Account
    head: str
    branch: str
    fork: str | None
    created_at: datetime
    updated_at: datetime
    web: str
    read_at: datetime | None = None
    open: bool = True
    draft: bool = False
    ours: bool = False
    by_writer: bool = False
    may_edit: bool = False
    fixed_at: datetime | None = None
    touched: tuple[TouchedFile, ...] = ()
    files: int = 0
    onto: str = "main"
    shares_head: bool = False
    locked: bool = False

    @property
    def stands_in(self) -> bool:
        """Whether it is ours and only holds somebody's pull request with fixes."""
        return self.ours and self.branch.startswith(FIX_BRANCH)


@dataclass(frozen=True)
class Remark:
    """A comment of ours on lines of a pull request, which came with a `review`. `line` is None once these lines were
    changed.
    """

    id: int
    path: str
    line: int | None
    body: str
    answered: bool = False
    review: int = 0


@dataclass(frozen=True)
class PastReview:
    """A review of ours, and the marks of its remarks, less those that we took back ourselves."""

    id: int
    marks: frozenset[str]


@dataclass(frozen=True)
class Check:
    """Our newest check run on a commit: what it was made of, and when it was finished, if it was."""

    mark: str
    at: datetime | None

    @property
    def finished(self) -> bool:
        """Whether all of it was said."""
        return self.at is not None


@dataclass(frozen=True)
class StandIn:
    """Our open pull request that holds somebody's with the fixes.

    It was made of their commit `of` and stands on the commit `onto` of the list's branch. `untouched` is false once its
    branch holds a commit that is not ours.
    """

    number: int
    body: str
    of: str
    onto: str
    untouched: bool = True


@dataclass(frozen=True)
class Reviewed:
    """What we said of a pull request: the sticky comment, remarks on its lines, the reviews that these came with, the
    check of its newest commit; and where we may not write to its branch, the pull request of ours that stands in.
    """

    login: str
    comment: Comment | None = None
    spare_comments: tuple[int, ...] = ()
    remarks: tuple[Remark, ...] = ()
    check: Check | None = None
    reviews: tuple[PastReview, ...] = ()
    stand_in: StandIn | None = None


@dataclass(frozen=True)
class Required:
    """What the rules of a branch want before a merge into it: so many approving reviews, and checks by their names."""

    reviews: int = 0
    checks: tuple[str, ...] = ()


@dataclass(frozen=True)
class PullSnapshot:
    """A pull request and all that is needed to judge it, at one moment.

    `proposal` is the list with and without it; None where it does not touch the list. `posts` hold commands. `papers`
    and `links` are what the web says of the entries that it changes, `rivals` other open pull requests that bring some
    of these papers, too. `required` is read where the check of one of ours is to be made.
    """

    key: Key
    pull: Contribution
    own: Reviewed
    installed_at: datetime
    now: datetime
    posts: tuple[Post, ...] = ()
    base: Base | None = None
    list_file: ListFile | None = None
    config: ListConfig | None = None
    proposal: Proposal | None = None
    papers: Mapping[PaperId, Paper | Unresolved] = field(default_factory=dict)
    links: Mapping[str, LinkStatus] = field(default_factory=dict)
    rivals: Mapping[PaperId, int] = field(default_factory=dict)
    required: Required = Required()


@dataclass(frozen=True)
class Bounds:
    """What keeps us from writing in a repository, beside its owner's configuration.

    `trial` is the operator's wish to see what we would do, `missing` are the permissions that we need and were not
    given, by GitHub's names, `rule` is what GitHub said when it did not let us make a branch.
    """

    trial: bool = False
    missing: frozenset[str] = frozenset()
    rule: str = ""


@dataclass(frozen=True)
class Held:
    """Why a plan is not carried out for now.

    `said` is for a trial what would have been done, in Markdown; for a permission the names of those that are missing,
    with blanks between; for a rule GitHub's words.
    """

    why: Literal["stopped", "trial", "permission", "rule", "archived"]
    said: str = ""


@dataclass(frozen=True)
class Waiting:
    """Whose plan was not carried out; `at` is when that was last found, in seconds since 1970."""

    key: Key
    held: Held
    at: float


#: What an issue of ours tells maintainers: what we would do, or what we need to go on.
NoticeKind = Literal["trial", "hindered"]


@dataclass(frozen=True)
class Notice:
    """An issue of ours that tells maintainers something."""

    number: int
    body: str
    open: bool = True


@dataclass(frozen=True)
class RepositorySnapshot:
    """What waits in a repository, what keeps it, and what its maintainers were told.

    `web` is the repository's page, `settings` the page where its owner gives us permissions. One that is `archived`,
    which is seen where somebody waits for the end of that, cannot be written.
    """

    key: Key
    config: ListConfig
    bounds: Bounds
    web: str
    settings: str = ""
    waiting: tuple[Waiting, ...] = ()
    notices: Mapping[NoticeKind, Notice] = field(default_factory=dict)
    archived: bool = False


@dataclass(frozen=True)
class SetBranch:
    """Let a branch be one commit on `base` that gives files their texts. Made, or moved while all on it is ours.

    `stands` tells that there is such a branch. Where not all on it is ours, `otherwise` is done in the place of this
    and all that was to follow, if there is any.
    """

    branch: str
    base: Base
    files: tuple[FileText, ...]
    message: str
    otherwise: tuple["Action", ...] = ()
    stands: bool = False


@dataclass(frozen=True)
class MergeBase:
    """Put a commit on top of `head` of our branch that merges `base` into it and gives files their texts.

    What others wrote there stays; where they wrote more meanwhile, nothing is done.
    """

    branch: str
    head: str
    base: Base
    files: tuple[FileText, ...]
    message: str


@dataclass(frozen=True)
class DeleteBranch:
    """Remove our branch; one that is gone already is no error."""

    branch: str


@dataclass(frozen=True)
class OpenPullRequest:
    """Open a pull request from our branch; with `may_stand` one that is open there already will do."""

    branch: str
    base: str
    title: str
    body: str
    may_stand: bool = False


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
class CloseIssue:
    """Close an issue as completed: the list has what it asked for."""

    number: int


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
    """Show that the issue was seen while its result takes time, or that a comment was heard, `inline` if at lines.

    With `since`, one of ours that is older takes no part: it was given to what stood there before an edit.
    """

    number: int
    comment: int | None = None
    content: Literal["eyes", "+1"] = "eyes"
    inline: bool = False
    since: datetime | None = None


#: What our check is called; a list may require it under this name.
CHECK = "Shelver"

#: https://docs.github.com/en/rest/checks/runs#create-a-check-run
Conclusion = Literal["success", "failure", "neutral"]
Level = Literal["notice", "warning", "failure"]


@dataclass(frozen=True)
class Annotation:
    """A finding at lines of a file, counted from 1; columns only where it is one line.

    https://docs.github.com/en/rest/checks/runs#create-a-check-run
    """

    path: str
    start_line: int
    end_line: int
    level: Level
    title: str
    message: str
    columns: tuple[int, int] | None = None


@dataclass(frozen=True)
class CompleteCheck:
    """Let a check run on a commit say how it was judged. `mark` is of all that, so that the same is not said twice."""

    name: str
    head: str
    conclusion: Conclusion
    title: str
    summary: str
    text: str
    mark: str
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True)
class NewRemark:
    """A comment to come on lines of a file at the head, counted from 1 and both included."""

    path: str
    start_line: int
    line: int
    body: str


@dataclass(frozen=True)
class Review:
    """Say what suggestions there are, all in one review of the kind "comment"."""

    number: int
    head: str
    body: str
    remarks: tuple[NewRemark, ...]


@dataclass(frozen=True)
class EditReview:
    """Give the text above the remarks of a review of ours another wording, or marks."""

    number: int
    id: int
    body: str


@dataclass(frozen=True)
class EditRemark:
    """Give a remark of ours another text."""

    id: int
    body: str


@dataclass(frozen=True)
class DeleteRemark:
    """Take back a remark that nobody answered; one that is gone already is no error."""

    id: int


@dataclass(frozen=True)
class CommitFix:
    """Put one commit with these texts onto a pull request's branch, on top of its head, where we may.

    Where we may not, `otherwise` is done instead.
    """

    repo: str
    branch: str
    head: str
    files: tuple[FileText, ...]
    message: str
    otherwise: tuple["Action", ...] = ()


@dataclass(frozen=True)
class OpenIssue:
    """Open an issue for the maintainers."""

    kind: NoticeKind
    title: str
    body: str


@dataclass(frozen=True)
class EditIssue:
    """Give an issue of ours another text, and in the same write open or close it."""

    number: int
    body: str
    open: bool


Action = (
    SetBranch
    | MergeBase
    | DeleteBranch
    | OpenPullRequest
    | EditPullRequest
    | ClosePullRequest
    | ReopenPullRequest
    | CloseIssue
    | UpsertComment
    | SetLabels
    | React
    | CompleteCheck
    | Review
    | EditReview
    | EditRemark
    | DeleteRemark
    | CommitFix
    | OpenIssue
    | EditIssue
)

#: Stands in texts where the number of a pull request belongs that the same plan opens. A character for private
#: use, which `bot.quoting` takes out of all that strangers wrote.
PULL_NUMBER = "\ue000"


@dataclass(frozen=True)
class Plan:
    """What to do, in this order, and why. `look_again` is in seconds; None means that nothing is awaited.

    `claims` are the papers that the issue proposes and that later ones are to wait for, `declined` that a maintainer
    does not want them; None: as it was before, and so is its `share`, what it brings to the pull request that all
    share. `held` tells that this is not all, and that the rest waits.
    """

    reason: str
    actions: tuple[Action, ...] = ()
    look_again: int | None = None
    claims: tuple[PaperId, ...] | None = ()
    declined: bool = False
    held: Held | None = None
    share: Share | None = None


Payload = Mapping[str, Any]


class UserError(Exception):
    """A person's command cannot be obeyed. The text tells them why; it goes on after their name and a comma."""
