"""A pull request -> one picture of it: what it makes of the list, what we said of it, what the web says of its entries.

Every fact is read anew, as for an issue (see `bot.observe`). Nothing of a fork is trusted or run: its files are data.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any

from github import GithubException
from github.PullRequest import PullRequest
from github.Repository import Repository

from bot.commands import Order, recent, waiting
from bot.config import ListConfig
from bot.conversation import answered_at, find_sticky, login_of, may_write, read_account, read_posts
from bot.document import BETWEEN, Unreadable, beginning, decode_bounded
from bot.github_app import Installation, is_gone, is_ours
from bot.hints import Hints
from bot.linkstatus import LinkStatus
from bot.listing import Listing, read_at, read_listing
from bot.marker import held_papers, paper_of, read_made_of, read_memory, read_pull_mark, read_review_marks
from bot.model import (
    CHECK,
    FIX_BRANCH,
    Check,
    Contribution,
    Key,
    PastReview,
    Post,
    PullSnapshot,
    Remark,
    Required,
    Reviewed,
    StandIn,
    TouchedFile,
)
from bot.observe import FindRivals, Gone, LookUp, no_rivals, still_open, up_to_date
from bot.papers import Paper, PaperId, Unresolved, identify
from bot.proposal import Proposal, propose
from bot.requirements import read_required

#: Asks whether pages are there: addresses, and whether answers that are known are to be asked for anew.
CheckLinks = Callable[[Iterable[str], bool], Mapping[str, LinkStatus]]

#: https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files lists so many files of one.
_MOST_FILES = 3000
#: So many papers and links of one pull request are looked up; more are of a list that was changed as a whole.
_MOST_PAPERS, _MOST_LINKS = 40, 60
_NO_HINTS = Hints()
#: So many comments at lines of a pull request are read, the eldest.
_MOST_AT_LINES = 1000
#: Open pull requests that are looked through for one with a certain head.
_MOST_PULLS = 300
#: So many of all open ones are looked at when the list's branch moves.
_MOST_OF_ALL = 1000


def observe_pull(
    key: Key,
    installation: Installation,
    look_up: LookUp,
    check_links: CheckLinks,
    hints: Hints = _NO_HINTS,
    rivals: FindRivals = no_rivals,
) -> PullSnapshot:
    """Look at one pull request. `hints` are what we lately made for it, which answers must not be older than.

    Raises Gone, Behind, GithubException, or requests' errors where GitHub is out of reach.
    """
    repository = installation.github.get_repo(key.repo)
    headers: dict[str, Any] = {}
    raw = _get(repository, f"/pulls/{key.number}", headers)
    if raw is None:
        msg = f"{key.repo}#{key.number}: no such pull request"
        raise Gone(msg)
    author, head = read_account(raw["user"]), raw["head"]
    ours = author.login == installation.login
    listing = read_listing(installation, key.repo)
    comments = list(repository.get_issue(key.number).get_comments()) if not ours else []
    if hints.comment:
        comments = up_to_date(repository, key, comments, hints.comment, hints.coming)
    sticky, spare = find_sticky(comments, installation.login)
    is_open = raw["state"] == "open"
    touched, count = _touched(installation, repository, key.number, raw, listing) if is_open else ((), 0)
    pull = Contribution(
        number=key.number,
        title=raw["title"],
        author=author,
        head=head["sha"],
        branch=head["ref"],
        fork=head["repo"]["full_name"] if head["repo"] else None,
        created_at=datetime.fromisoformat(raw["created_at"]),
        updated_at=datetime.fromisoformat(raw["updated_at"]),
        web=raw["html_url"].rpartition("/pull/")[0],
        read_at=answered_at(headers),
        open=is_open,
        draft=bool(raw.get("draft")),
        ours=ours,
        by_writer=not ours and not author.bot and is_open and may_write(repository, author.login),
        may_edit=bool(raw.get("maintainer_can_modify")),
        touched=touched,
        files=count,
        onto=raw["base"]["ref"],
        shares_head=is_open and _shares_head(repository, raw, listing),
        locked=bool(raw.get("locked")),
    )
    # https://docs.github.com/en/rest/pulls/comments#list-review-comments-on-a-pull-request
    at_lines = list(_pages(repository, f"/pulls/{key.number}/comments", _MOST_AT_LINES)) if is_open and not ours else []
    named = listing.config.maintainers if listing.config else ()
    body = raw["body"] or ""
    posts = () if ours else read_posts(repository, author, body, comments, at_lines, pull.created_at, named)
    own = Reviewed(
        login=installation.login,
        comment=sticky,
        spare_comments=spare,
        remarks=tuple(_remarks(at_lines, installation.login)),
        check=_check(repository, head["sha"], installation.login) if is_open else None,
        reviews=tuple(_reviews(repository, key.number, installation.login)) if is_open and not ours else (),
        stand_in=None if ours else _stand_in(repository, key.number, installation.login),
    )
    proposal = None
    read_at = datetime.now(UTC)
    if is_open and listing.file and touched and not any(file.problem for file in touched):
        today = [(file.path, file.text) for file in listing.file.files]
        proposal = propose(today, {file.path: (file.ancestor, file.head) for file in touched})
    posts = _with_thumbs(repository, pull, posts, installation.login, read_at) if is_open else posts
    orders = [one.word for one in _waiting(posts, own, read_at) if one.heeded] if is_open else []
    if "fix" in orders:
        pull = replace(pull, fixed_at=_fixed_at(repository, pull.head, installation.login))
    anew = key.edited or "recheck" in orders
    papers = look_up(proposal.papers[:_MOST_PAPERS], anew) if proposal and proposal.papers and not ours else {}
    urls = [url for url in proposal.urls if not _is_told(url, papers)] if proposal and not ours else []
    links = check_links(urls[:_MOST_LINKS], anew) if urls else {}
    return PullSnapshot(
        key=key,
        pull=pull,
        own=own,
        installed_at=installation.installed_at,
        now=read_at,
        posts=posts,
        base=listing.base,
        list_file=listing.file,
        config=listing.config,
        proposal=proposal,
        papers=papers,
        links=links,
        rivals=_rivals(repository, key, proposal, rivals) if proposal and not ours else {},
        required=_required(installation, repository, pull, own, key) if proposal and ours else Required(),
    )


def _required(
    installation: Installation, repository: Repository, pull: Contribution, own: Reviewed, key: Key
) -> Required:
    """What the rules of its base want, where its check is to be made: one that stands is not made anew for that."""
    if own.check and own.check.finished and not key.edited:
        return Required()
    return read_required(installation, repository, pull.onto, anew=key.edited)


def _rivals(repository: Repository, key: Key, proposal: Proposal, rivals: FindRivals) -> dict[PaperId, int]:
    found = rivals(key.repo, proposal.papers)
    return still_open(repository, {paper: number for paper, number in found.items() if number != key.number})


def concerned(key: Key, installation: Installation) -> list[Key]:
    """Whom a key without a number means.

    With `head` the open pull requests with that newest commit: GitHub does not tell which ones of forks a check is of.
    With `pull` all that a move of the list's branch concerns: the pull requests of people, and our own as below. Else
    our own by the keys of their issues: the eldest, as many as are kept free of conflicts, and of the others those that
    do not say yet that they wait, and those whose papers the list has by now. One that submissions share is
    meant by the repository's own key.
    https://docs.github.com/en/rest/checks/runs
    https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
    """
    repository = installation.github.get_repo(key.repo)
    if key.head:
        return [replace(key, number=pull.number, head="") for pull in _open_pulls(repository, key.head)]
    pulls = list(islice(repository.get_pulls(state="open", sort="created", direction="asc"), _MOST_OF_ALL))
    marks = {pull.number: read_pull_mark(pull.body) for pull in pulls if login_of(pull.user) == installation.login}
    ours = [mark for mark in marks.values() if mark is not None and mark.issue]
    theirs = [replace(key, number=pull.number) for pull in pulls if pull.number not in marks] if key.pull else []
    theirs += [Key(key.repo, 0)] if any(mark and mark.shares for mark in marks.values()) else []
    if not ours:
        return theirs
    listing = read_listing(installation, key.repo)
    ahead = (listing.config or ListConfig()).ahead
    near, far = ours[:ahead], ours[ahead:]
    held = held_papers(listing.file.document) if listing.file and far else frozenset()
    far = [mark for mark in far if not mark.waits or any(paper_of(paper) in held for paper in mark.papers)]
    return [*(Key(key.repo, mark.issue) for mark in (*near, *far)), *theirs]


def _open_pulls(repository: Repository, head: str) -> Iterator[PullRequest]:
    pulls = islice(repository.get_pulls(state="open", sort="updated", direction="desc"), _MOST_PULLS)
    return (pull for pull in pulls if not head or pull.head.sha == head)


def _shares_head(repository: Repository, raw: Mapping[str, Any], listing: Listing) -> bool:
    """Whether a pull request onto another branch has its newest commit in common with one onto the list's.

    A check belongs to the commit, so that both would write one check.
    """
    if listing.base is None or raw["base"]["ref"] == listing.base.branch:
        return False
    return any(pull.base.ref == listing.base.branch for pull in _open_pulls(repository, raw["head"]["sha"]))


def _is_told(url: str, papers: Mapping[PaperId, Paper | Unresolved]) -> bool:
    """Whether a service has told of the paper behind an address: its host is spared a second question."""
    paper = identify(url)
    return paper is not None and isinstance(papers.get(paper), Paper)


def _waiting(posts: Sequence[Post], own: Reviewed, now: datetime) -> list[Order]:
    """The commands that wait for an answer."""
    answered = read_memory(own.comment.body if own.comment else None).answered
    return list(waiting(posts, answered, now))


def _with_thumbs(
    repository: Repository, pull: Contribution, posts: Sequence[Post], login: str, now: datetime
) -> tuple[Post, ...]:
    """The posts, and whether our thumb tells that their commands were obeyed, as long as that matters."""
    asked = {one.post for one in recent(posts, now) if one.heeded}
    return tuple(
        replace(one, acknowledged=one in asked and _is_thumbed(repository, pull.number, one, login)) for one in posts
    )


def _is_thumbed(repository: Repository, number: int, post: Post, login: str) -> bool:
    """Whether our thumb stands on a post, as it reads since its last edit.

    https://docs.github.com/en/rest/reactions/reactions#list-reactions-for-an-issue
    https://docs.github.com/en/rest/reactions/reactions#list-reactions-for-an-issue-comment
    https://docs.github.com/en/rest/reactions/reactions#list-reactions-for-a-pull-request-review-comment
    """
    what = f"comments/{post.id}" if post.id else number
    where = "pulls" if post.inline else "issues"
    return any(
        read_account(one["user"]).login == login
        and (post.at is None or datetime.fromisoformat(one["created_at"]) >= post.at)
        for one in _pages(repository, f"/{where}/{what}/reactions?content=%2B1", 300)
    )


def _fixed_at(repository: Repository, head: str, login: str) -> datetime | None:
    """When a commit was made, if it is ours: a fix of which nobody told us that it was done.

    https://docs.github.com/en/rest/commits/commits#get-a-commit
    """
    commit = _get(repository, f"/commits/{head}")
    if commit is None or (commit.get("author") or {}).get("login") != login:
        return None
    return datetime.fromisoformat(commit["commit"]["committer"]["date"])


def _get(repository: Repository, path: str, headers: dict[str, Any] | None = None) -> Any:
    """What GitHub answers; None where there is no such thing, or not for us. `headers` are filled with the answer's."""
    try:
        told, data = repository.requester.requestJsonAndCheck("GET", f"/repos/{repository.full_name}{path}")
    except GithubException as error:
        if is_gone(error):
            return None
        raise
    if headers is not None:
        headers |= told
    return data


def _pages(repository: Repository, path: str, most: int) -> Iterator[Any]:
    """The items of a list, page by page, at most so many."""
    for page in range(1, most // 100 + 1):
        items = _get(repository, f"{path}{'&' if '?' in path else '?'}per_page=100&page={page}") or []
        yield from items
        if len(items) < 100:
            return


def _touched(
    installation: Installation, repository: Repository, number: int, raw: Mapping[str, Any], listing: Listing
) -> tuple[tuple[TouchedFile, ...], int]:
    """The list's files that a pull request changes, with their texts, and how many files it changes in all.

    None of one onto another branch than the list's. One that is renamed away is removed.
    https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files
    """
    if listing.file is None or listing.base is None or raw["base"]["ref"] != listing.base.branch:
        return (), 0
    paths = {file.path: file.mode for file in listing.file.files}
    files = list(_pages(repository, f"/pulls/{number}/files", _MOST_FILES))
    mine = [file for file in files if file["filename"] in paths and file["status"] != "unchanged"]
    there = {file["filename"] for file in files}
    left = (file["previous_filename"] for file in files if file["status"] == "renamed")
    mine += [{"filename": path, "status": "removed"} for path in left if path in paths and path not in there]
    if not mine:
        return (), len(files)
    # From the very commit that the list was read at: GitHub's own word on the base may be older.
    # https://docs.github.com/en/rest/commits/commits#compare-two-commits
    compared = _get(repository, f"/compare/{listing.base.commit}...{raw['head']['sha']}?per_page=1")
    ancestor = compared["merge_base_commit"]["sha"] if compared else raw["base"]["sha"]
    # Most are made on the list as it stands: then that need not be read once more.
    same = ancestor == listing.base.commit
    known = {file.path: file.text.encode() for file in listing.file.files if same and not file.problem}

    def read_old(path: str) -> bytes:
        return known[path] if path in known else read_at(installation, repository, path, ancestor)

    read_new = partial(read_at, installation, repository, commit=raw["head"]["sha"])
    touched = (_touched_file(file, read_old, read_new, paths) for file in mine)
    bad = {file.path for file in listing.file.files if file.problem}
    return tuple(replace(file, old_problem=file.old_problem or file.path in bad) for file in touched), len(files)


def _touched_file(
    file: Mapping[str, Any],
    read_old: Callable[[str], bytes],
    read_new: Callable[[str], bytes],
    modes: Mapping[str, str],
) -> TouchedFile:
    """One file of the list, before and after; `modes` are those of all its files."""
    path = file["filename"]
    added, removed = (file["status"] == status for status in ("added", "removed"))
    old = b"" if added else read_old(file.get("previous_filename", path))
    new = b"" if removed else read_new(path)
    before, text = beginning(old), beginning(new)
    problem, old_problem = (_problem(data, several=len(modes) > 1) for data in (new, old))
    patch = None if problem else file.get("patch")
    return TouchedFile(path, before, text, patch, modes[path], problem, removed, old_problem is not None)


def _problem(data: bytes, *, several: bool) -> str | None:
    """Why one of the list's files, which may be `several`, cannot be read."""
    try:
        text = decode_bounded(data)
    except Unreadable as error:
        return str(error)
    return "it holds a comment of U+E001 alone, a sign that I need for myself" if several and BETWEEN in text else None


def _remarks(comments: Sequence[Mapping[str, Any]], login: str) -> Iterator[Remark]:
    """Our remarks at lines, and whether somebody answered them."""
    answered = {comment.get("in_reply_to_id") for comment in comments}
    for comment in comments:
        if read_account(comment["user"]).login == login and comment.get("in_reply_to_id") is None:
            yield Remark(
                comment["id"],
                comment["path"],
                comment.get("line"),
                comment["body"],
                comment["id"] in answered,
                comment.get("pull_request_review_id") or 0,
            )


def _reviews(repository: Repository, number: int, login: str) -> Iterator[PastReview]:
    """Our reviews, as far as they have marks.

    https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request
    """
    for one in _pages(repository, f"/pulls/{number}/reviews", 1000):
        if read_account(one["user"]).login == login and (marks := read_review_marks(one["body"] or "")):
            yield PastReview(one["id"], marks)


def _stand_in(repository: Repository, number: int, login: str) -> StandIn | None:
    """Our open pull request that holds another one with the fixes.

    https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
    """
    branch = f"{FIX_BRANCH}{number}"
    head = f"{repository.full_name.partition('/')[0]}:{branch}"
    for pull in repository.get_pulls(state="open", head=head):
        if login_of(pull.user) == login:
            compared = repository.compare(pull.base.ref, branch)
            commits = list(compared.commits)
            return StandIn(
                pull.number,
                pull.body or "",
                read_made_of(commits[-1].commit.message) if commits else "",
                compared.merge_base_commit.sha,
                untouched=all(is_ours(commit, login) for commit in commits),
            )
    return None


def _check(repository: Repository, head: str, login: str) -> Check | None:
    """Our newest check run on a commit. https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference"""
    try:
        answer = _get(repository, f"/commits/{head}/check-runs?check_name={CHECK}&filter=latest&per_page=100")
    except GithubException as error:
        if error.status == 403 and "not accessible by integration" in str(error.data):
            return None  # who installed us has not agreed to checks yet
        raise
    slug = login.removesuffix("[bot]")
    runs = [run for run in (answer or {}).get("check_runs", ()) if (run.get("app") or {}).get("slug") == slug]
    if not runs:
        return None
    newest = max(runs, key=lambda run: run["id"])
    finished = newest["status"] == "completed" and newest.get("completed_at")
    return Check(newest.get("external_id") or "", datetime.fromisoformat(finished) if finished else None)
