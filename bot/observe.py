"""A key -> one picture of it: reads GitHub, then the papers that the submission names.

The only reader of GitHub. What must hold: every fact is read anew, so that late, lost and doubled webhooks
do no harm; reading changes nothing. Races we accept: the parts of a picture are some hundred milliseconds
apart; `apply` meets a world that moved on with an error of GitHub's (422, 409), and the next look mends it.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice

from github import GithubException
from github.Commit import Commit
from github.IssueComment import IssueComment
from github.PullRequest import PullRequest as GitHubPull
from github.Repository import Repository

from bot.citing import asked_repositories
from bot.commands import without_commands
from bot.conversation import answered_at, find_sticky, login_of, read_account, read_posts
from bot.github_app import Installation, is_gone, is_ours
from bot.hints import Coming, Hint, Hints, Moved, Written
from bot.listing import read_listing
from bot.model import Issue, Key, Own, PullRequest, Snapshot
from bot.papers import Paper, PaperId, Unresolved
from bot.repositories import Repository as CodeRepository
from bot.submission import Submission, facts_of, read_submission

_log = logging.getLogger(__name__)

#: Asks paper services: identities, and whether answers that say "no such paper" are to be asked anew.
LookUp = Callable[[Iterable[PaperId], bool], Mapping[PaperId, Paper | Unresolved]]
#: Which pull requests of a repository bring papers.
FindRivals = Callable[[str, Collection[PaperId]], Mapping[PaperId, int]]


#: So many repositories of code are looked at for one submission.
_MOST_REPOSITORIES = 5
#: The pull requests of one submission whose comments are read, the newest first: mostly there is one.
_MOST_PULLS = 3
_NO_HINTS = Hints()


def no_rivals(repo: str, papers: Collection[PaperId]) -> Mapping[PaperId, int]:
    """Nobody is known to bring a paper."""
    return {}


class Gone(Exception):
    """There is no such issue (any more), or not for us, or it is a pull request."""


class IsPull(Gone):
    """What was asked for as an issue is a pull request."""


class Behind(Exception):
    """GitHub answers with a state that is older than what we wrote ourselves; soon it will not."""


def observe(
    key: Key,
    installation: Installation,
    look_up: LookUp,
    hints: Hints = _NO_HINTS,
    rivals: FindRivals = no_rivals,
    *,
    surely: bool = False,
) -> Snapshot:
    """Look at one submission. `hints` are what we lately made for it, which answers must not be older than; `rivals`
    tells which pull requests bring a paper, too. With `surely` GitHub was asked often enough: an issue that it does not
    show is gone.

    Raises Gone, Behind, GithubException, or requests' errors where GitHub is out of reach.
    """
    repository = installation.github.get_repo(key.repo)
    issue, comment_count = _issue(repository, key, surely=surely)
    read = comment_count or (hints.comment and not issue.gone)
    comments = list(repository.get_issue(key.number).get_comments()) if read else []
    if len(comments) < comment_count:
        # The list is older than the issue, and what it lacks may be a command: this was no look at that version.
        issue = replace(issue, updated_at=None)
    if hints.comment and not issue.gone:
        comments = up_to_date(repository, key, comments, hints.comment, hints.coming)
    sticky, spare = find_sticky(comments, installation.login)
    pulls = _pulls(repository, key, installation.login, hints.pull, hints.coming)
    own = Own(
        login=installation.login,
        pull=_pull(repository, key, pulls[0], installation.login, hints.branch) if pulls else None,
        comment=sticky,
        spare_comments=spare,
    )
    body = without_commands(issue.body)
    submission = read_submission(issue.title, body)
    snapshot = Snapshot(
        key=key,
        issue=issue,
        submission=submission,
        own=own,
        installed_at=installation.installed_at,
        now=datetime.now(UTC),
    )
    if not issue.open or not (submission.papers or submission.about or submission.form):
        return snapshot
    base, list_file, config, config_problem = read_listing(installation, key.repo)
    if list_file:
        # Read again by one who knows the list: its headings, and which links lead to the list itself.
        facts = facts_of(list_file.document, key.repo)
        submission = read_submission(issue.title, body, list_facts=facts)
    for pull in pulls[:_MOST_PULLS]:
        comments += repository.get_issue(pull.number).get_comments()
    ids = [identity for paper in submission.papers for identity in paper.ids]
    papers = look_up(ids, key.edited) if list_file and not list_file.unreadable else {}
    return replace(
        snapshot,
        submission=submission,
        posts=read_posts(repository, issue.author, issue.body, comments),
        # The papers may have taken their time.
        now=datetime.now(UTC),
        base=base,
        list_file=list_file,
        config=config,
        config_problem=config_problem,
        papers=papers,
        repositories=_repositories(installation, submission, papers),
        rivals=still_open(repository, rivals(key.repo, _all_ids(ids, papers)), installation.login),
    )


def _all_ids(ids: Iterable[PaperId], papers: Mapping[PaperId, Paper | Unresolved]) -> tuple[PaperId, ...]:
    """The papers' identities, those that they are said to have, too."""
    told = (one for paper in papers.values() if isinstance(paper, Paper) for one in paper.ids)
    return tuple(dict.fromkeys((*ids, *told)))


def still_open(repository: Repository, rivals: Mapping[PaperId, int], but_by: str = "") -> dict[PaperId, int]:
    """Those whose pull request is still open, and not by a certain account.

    https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request
    """

    @cache
    def stands(number: int) -> bool:
        try:
            pull = repository.get_pull(number)
            return pull.state == "open" and login_of(pull.user) != but_by
        except GithubException as error:
            if is_gone(error):
                return False
            raise

    return {paper: number for paper, number in rivals.items() if stands(number)}


def _repositories(
    installation: Installation, submission: Submission, papers: Mapping[PaperId, Paper | Unresolved]
) -> dict[str, CodeRepository]:
    """The repositories of code that the papers come with, as they are now; none that is gone or not public.

    https://docs.github.com/en/rest/repos/repos#get-a-repository
    """
    names = dict.fromkeys(name for one in submission.papers for name in asked_repositories(one, papers))
    found: dict[str, CodeRepository] = {}
    for name in islice(names, _MOST_REPOSITORIES):
        try:
            repository = installation.github.get_repo(name)
            if not repository.private:
                found[name.casefold()] = CodeRepository(repository.full_name, repository.archived)
        except GithubException as error:
            if not is_gone(error):
                _log.info("%s cannot be read: %s", name, error)
    return found


def _issue(repository: Repository, key: Key, *, surely: bool) -> tuple[Issue, int]:
    """The issue and how many comments it has.

    One that was deleted is answered with 410, one that went elsewhere by a redirect, or with 404 where we may not know
    the other repository; 410 also tells of a repository whose issues are turned off.
    https://docs.github.com/en/rest/issues/issues#get-an-issue
    """
    number = key.number
    gone = Issue(number, "", "", read_account(None), datetime.now(UTC), "", open=False, gone=True)
    try:
        issue = repository.get_issue(number)
        raw = issue.raw_data
    except GithubException as error:
        if not is_gone(error):
            raise
        if (error.status == 410 or surely) and repository.has_issues:
            return gone, 0
        msg = f"{repository.full_name}#{number}: no such issue"
        raise Gone(msg) from error
    if "pull_request" in raw:
        msg = f"{repository.full_name}#{number} is a pull request"
        raise IsPull(msg)
    place = raw["repository_url"].rpartition("/repos/")[2].casefold()
    # A repository that was renamed is asked for its name, too.
    if place not in (key.repo.casefold(), repository.full_name.casefold()):
        return gone, 0
    return Issue(
        number=number,
        title=raw["title"],
        body=raw["body"] or "",
        author=read_account(raw["user"]),
        created_at=datetime.fromisoformat(raw["created_at"]),
        web=raw["html_url"].rpartition("/issues/")[0],
        open=raw["state"] == "open",
        labels=frozenset(label["name"] for label in raw["labels"]),
        eyes=raw.get("reactions", {}).get("eyes", 0),
        updated_at=datetime.fromisoformat(raw["updated_at"]),
        read_at=answered_at(issue.raw_headers),
        locked=bool(raw.get("locked")),
    ), raw["comments"]


def up_to_date(
    repository: Repository, key: Key, comments: list[IssueComment], hint: Written, coming: Coming | None
) -> list[IssueComment]:
    """The comments with ours among them as we last wrote it; the list may be older than that.

    https://docs.github.com/en/rest/issues/comments#get-an-issue-comment
    """
    listed = [comment for comment in comments if comment.id == hint.number]
    if listed and not hint.is_newer_than(listed[0].updated_at, listed[0].body, coming):
        return comments
    others = [comment for comment in comments if comment.id != hint.number]
    try:
        ours = repository.get_issue(key.number).get_comment(hint.number)
        behind = hint.is_newer_than(ours.updated_at, ours.body, coming)
    except GithubException as error:
        if not is_gone(error):
            raise
        _believe(hint, f"comment {hint.number} of {key} is not shown")
        return others
    if behind:
        _believe(hint, f"comment {hint.number} of {key} is shown in an older version")
    return sorted([*others, ours], key=lambda comment: comment.id)


def _believe(hint: Hint, what: str) -> None:
    """Raise Behind while an answer that knows nothing of what we wrote may be an old one."""
    if hint.may_be_unseen():
        raise Behind(what)


def _pulls(
    repository: Repository, key: Key, login: str, hint: Written | None, coming: Coming | None
) -> list[GitHubPull]:
    """Our pull requests from our branch, the newest first, ours as we last wrote it among them.

    https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
    https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request
    """
    head = f"{key.repo.partition('/')[0]}:{key.branch}"
    pulls = repository.get_pulls(state="all", sort="created", direction="desc", head=head)
    found = [pull for pull in pulls if login_of(pull.user) == login]
    listed = [pull for pull in found if hint and pull.number == hint.number]
    if hint is None or (listed and not hint.is_newer_than(listed[0].updated_at, listed[0].body, coming)):
        return found
    what = f"pull request {hint.number} of {key}"
    try:
        ours = repository.get_pull(hint.number)
        behind = hint.is_newer_than(ours.updated_at, ours.body, coming)
    except GithubException as error:
        if not is_gone(error):
            raise
        _believe(hint, f"{what} is not shown")
        return found
    if behind:
        _believe(hint, f"{what} is shown in an older version")
    others = [pull for pull in found if pull.number != hint.number]
    return sorted([*others, ours], key=lambda pull: -pull.number)


def _pull(repository: Repository, key: Key, newest: GitHubPull, login: str, hint: Moved | None) -> PullRequest:
    """Our newest pull request as it is now."""
    merged = newest.merged_at is not None
    standing = _branch_commits(repository, newest.base.ref, key.branch)
    head = standing[-1].sha if standing else None
    if hint and not merged and head == hint.before and standing != []:
        _ask_for_branch(repository, key, hint)
    if standing and merged:
        # What was merged with it is in the list; by a squash in a commit of another name.
        untouched = standing[-1].sha == newest.head.sha
    else:
        untouched = all(is_ours(commit, login) for commit in standing or ())
    return PullRequest(
        number=newest.number,
        title=newest.title,
        body=newest.body or "",
        open=newest.state == "open",
        merged=merged,
        untouched=untouched,
        branch_stands=standing is not None,
        updated_at=newest.updated_at,
    )


def _ask_for_branch(repository: Repository, key: Key, hint: Moved) -> None:
    """Raise Behind where our branch stands as we set it, though the comparison still showed the one before.

    A person may have taken it back, or away. https://docs.github.com/en/rest/git/refs#get-a-reference
    """
    try:
        head = repository.get_git_ref(f"heads/{key.branch}").object.sha
    except GithubException as error:
        if is_gone(error):
            return
        raise
    if head == hint.head:
        _believe(hint, f"{key.branch} is compared in an older version")


def _branch_commits(repository: Repository, base: str, branch: str) -> list[Commit] | None:
    """The commits that a branch has and its base has not; None where there is no such branch.

    https://docs.github.com/en/rest/commits/commits#compare-two-commits
    """
    try:
        return list(repository.compare(base, branch).commits)
    except GithubException as error:
        if is_gone(error):
            return None
        raise
