"""A key -> one picture of it: reads GitHub, then the papers that the submission names.

The only reader of GitHub. What must hold: every fact is read anew, so that late, lost and doubled webhooks
do no harm; reading changes nothing. Races we accept: the parts of a picture are some hundred milliseconds
apart; `apply` meets a world that moved on with an error of GitHub's (422, 409), and the next look mends it.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from itertools import islice
from urllib.parse import urljoin

from github import GithubException
from github.Comparison import Comparison
from github.IssueComment import IssueComment
from github.PullRequest import PullRequest as GitHubPull
from github.Repository import Repository

from bot.carrying import Standing
from bot.citing import asked_repositories
from bot.commands import Ground, fold, may_wake, wants_recheck, without_commands
from bot.config import Limits, ListConfig
from bot.conversation import answered_at, find_sticky, login_of, may_write, read_account, read_posts
from bot.duplicates import find_entry, identities
from bot.flood import Crowd
from bot.github_app import Installation, is_gone, is_ours, merges_base
from bot.hints import Coming, Hint, Hints, Moved, Written
from bot.intake import MOST_PAPERS
from bot.listing import read_at, read_listing, read_owner
from bot.marker import WAITS, read_memory, read_pull_mark
from bot.model import (
    BRANCH,
    COMBINED,
    Base,
    Branch,
    Claim,
    Issue,
    Key,
    ListFile,
    Own,
    PullRequest,
    Share,
    SharedSnapshot,
    Snapshot,
)
from bot.papers import Paper, PaperId, Unresolved
from bot.repositories import Repository as CodeRepository
from bot.submission import Submission, facts_of, read_submission

_log = logging.getLogger(__name__)

#: Asks paper services: identities, and whether answers that say "no such paper" are to be asked anew.
LookUp = Callable[[Iterable[PaperId], bool], Mapping[PaperId, Paper | Unresolved]]
#: Which pull requests of a repository bring papers.
FindRivals = Callable[[str, Collection[PaperId]], Mapping[PaperId, int]]
#: Which issues that are elder than one propose papers, the one that counts first, if it still stands.
FindClaims = Callable[[str, int, Collection[PaperId]], Mapping[PaperId, tuple[Claim, ...]]]
#: What was filed before a submission of a repository; None where it was taken up already.
FindCrowd = Callable[[str, Issue, Limits], Crowd | None]


#: So many repositories of code are looked at for one submission.
_MOST_REPOSITORIES = 5
#: The pull requests of one submission whose comments are read, the newest first: mostly there is one.
_MOST_PULLS = 3
#: So many pull requests that submissions share are looked through for one of them, the newest.
_MOST_SHARED = 30
#: So many open pull requests are counted; so many files of a branch of ours are known, and so many of them read.
_MOST_AHEAD, _MOST_FILES, _MOST_READ = 1000, 300, 20
#: So many of those who approved are asked for their rights.
_MOST_APPROVED = 10
#: So many commits since ours are listed, and so many of them looked into, the newest.
_MOST_COMMITS, _MOST_LOOKED_AT = 250, 10
#: https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request
_VERDICTS = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED")
_NO_HINTS = Hints()


def no_rivals(repo: str, papers: Collection[PaperId]) -> Mapping[PaperId, int]:
    """Nobody is known to bring a paper."""
    return {}


def no_claims(repo: str, issue: int, papers: Collection[PaperId]) -> Mapping[PaperId, tuple[Claim, ...]]:
    """No elder issue is known to propose a paper."""
    return {}


def no_crowd(repo: str, issue: Issue, limits: Limits) -> Crowd | None:
    """Nobody else is known to have filed anything."""
    return None


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
    claims: FindClaims = no_claims,
    crowd_before: FindCrowd = no_crowd,
    *,
    surely: bool = False,
) -> Snapshot:
    """Look at one submission. `hints` are what we lately made for it, which answers must not be older than; `rivals`
    tells which pull requests bring a paper, too, `claims` which elder issues propose it, and `crowd_before` who else
    wants to be taken up. With `surely` GitHub was asked often enough: an issue that it does not show is gone.

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
    pull, compared = _pull(repository, key, pulls[0], installation.login, hints.branch) if pulls else (None, None)
    own = Own(login=installation.login, pull=pull, comment=sticky, spare_comments=spare)
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
    silent = not (submission.papers or submission.about or submission.form)
    memory = read_memory(sticky.body if sticky else None)
    if memory.shared and not (pull and pull.open):
        own = _with_shared(own, repository, key)
        snapshot = replace(snapshot, own=own)
    stands = bool(own.pull or own.comment)
    # Where nothing is proposed a command may still propose something; who gives it is asked only then.
    if not issue.open or (silent and not stands and not any(map(may_wake, (issue.body, *_by_people(comments))))):
        # Where nothing of ours stands nothing is written, whatever the owner says.
        return replace(snapshot, config=read_owner(repository)) if stands else snapshot
    base, list_file, config, config_problem = read_listing(installation, key.repo)
    if config and not config.enabled:
        return replace(snapshot, config=config)
    if config and config.combined and not memory.shared and not (pull and pull.open):
        own = _with_shared(own, repository, key)
        snapshot = replace(snapshot, own=own)
    if list_file:
        # Read again by one who knows the list: its headings, and which links lead to the list itself.
        facts = facts_of(list_file.document, key.repo)
        submission = read_submission(issue.title, body, list_facts=facts)
    # One that is only taken up by a command, if at all, takes nobody's room.
    for_us = not issue.author.bot and (issue.created_at >= installation.installed_at or key.edited)
    waits = not own.pull and (not sticky or memory.state == WAITS)
    if for_us and submission.papers and list_file and waits:
        limits = (config or ListConfig()).limits
        crowd = crowd_before(key.repo, issue, limits)
        if crowd and crowd.wait(limits, snapshot.now):
            crowd = replace(crowd, exempt=may_write(repository, issue.author.login))
        snapshot = replace(snapshot, submission=submission, base=base, list_file=list_file, config=config, crowd=crowd)
        if crowd and crowd.wait(limits, snapshot.now):
            return snapshot
    for one in pulls[:_MOST_PULLS]:
        comments += repository.get_issue(one.number).get_comments()
    named = config.maintainers if config else ()
    posts = read_posts(repository, issue.author, issue.body, comments, maintainers=named)
    asked, papers = submission, dict[PaperId, Paper | Unresolved]()
    ids: list[PaperId] = []
    if list_file and not list_file.unreadable:
        # Twice: commands name papers by titles, too, that their sources tell.
        for _ in range(2):
            asked, answers = fold(submission, posts, Ground(list_file.document, papers))
            # Of more nobody is asked: their proposer is told to send fewer.
            few = asked.papers if len(asked.papers) <= MOST_PAPERS else ()
            ids = [identity for paper in few for identity in paper.ids]
            anew = key.edited or wants_recheck(answers, memory.answered)
            if more := [identity for identity in ids if identity not in papers]:
                papers |= look_up(more, anew)
    all_ids = _all_ids(ids, papers)
    brought_by, pull = None, own.pull
    if pull and pull.open and compared and base and list_file and not list_file.unreadable:
        branch = _branch(installation, repository, pull, compared, base, list_file, config)
        pull = replace(pull, branch=branch)
        brought_by = _brought_by(repository, compared.merge_base_commit.sha, base, all_ids, list_file)
    shares = config is not None and config.combined and not (pull and pull.open and not pull.shared)
    ahead = 0 if shares else _ahead_of(repository, asked, pull, installation.login)
    return replace(
        snapshot,
        submission=submission,
        own=replace(own, pull=pull, ahead=ahead),
        posts=posts,
        # The papers may have taken their time.
        now=datetime.now(UTC),
        base=base,
        list_file=list_file,
        config=config,
        config_problem=config_problem,
        papers=papers,
        repositories=_repositories(installation, asked, papers),
        rivals=still_open(repository, rivals(key.repo, all_ids), installation.login),
        claims=_claims(repository, claims(key.repo, key.number, all_ids)),
        brought_by=brought_by,
    )


def _by_people(comments: Iterable[IssueComment]) -> Iterator[str]:
    return (comment.body or "" for comment in comments if comment.user and comment.user.type != "Bot")


def _ahead_of(repository: Repository, submission: Submission, pull: PullRequest | None, login: str) -> int:
    """How many pull requests of ours go before this one; asked only where something hangs on it."""
    if pull is None or not pull.open:
        return _ahead(repository, login, None) if submission.papers else 0
    mark = read_pull_mark(pull.body)
    return _ahead(repository, login, pull.number) if pull.branch or (mark and mark.waits) else 0


def _claims(repository: Repository, found: Mapping[PaperId, tuple[Claim, ...]]) -> dict[PaperId, Claim]:
    """Of each paper the first whose issue is still open.

    https://docs.github.com/en/rest/issues/issues#get-an-issue
    """

    @cache
    def stands(number: int) -> bool:
        try:
            return bool(repository.get_issue(number).state == "open")
        except GithubException as error:
            if is_gone(error):
                return False
            raise

    standing = ((paper, next((one for one in claims if stands(one.issue)), None)) for paper, claims in found.items())
    return {paper: claim for paper, claim in standing if claim}


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


def _pull(
    repository: Repository, key: Key, newest: GitHubPull, login: str, hint: Moved | None
) -> tuple[PullRequest, Comparison | None]:
    """Our newest pull request as it is now, and its branch beside its base; None: the branch is gone."""
    merged = newest.merged_at is not None
    compared = _compare(repository, newest.base.ref, key.branch)
    standing = list(compared.commits) if compared else None
    head = standing[-1].sha if standing else None
    if hint and not merged and head == hint.before and standing != []:
        _ask_for_branch(repository, key, hint)
    alone = all(is_ours(commit, login) for commit in standing or ())
    if standing and merged:
        # What was merged with it is in the list; by a squash in a commit of another name.
        untouched = standing[-1].sha == newest.head.sha
    else:
        untouched = all(is_ours(commit, login) or merges_base(commit) for commit in standing or ())
    return PullRequest(
        number=newest.number,
        title=newest.title,
        body=newest.body or "",
        open=newest.state == "open",
        merged=merged,
        untouched=untouched,
        branch_stands=standing is not None,
        updated_at=newest.updated_at,
        alone=alone,
    ), compared


def _with_shared(own: Own, repository: Repository, key: Key) -> Own:
    """The same with the newest pull request that submissions share and that names this one, if none of ours is newer.

    https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
    """
    head = f"{key.repo.partition('/')[0]}:{COMBINED}"
    pulls = repository.get_pulls(state="all", sort="created", direction="desc", head=head)
    for pull in islice(pulls, _MOST_SHARED):
        mark = read_pull_mark(pull.body)
        if login_of(pull.user) == own.login and mark and mark.share_of(key.number):
            shared = PullRequest(
                number=pull.number,
                title=pull.title,
                body=pull.body or "",
                open=pull.state == "open",
                merged=pull.merged_at is not None,
                branch_stands=False,
                updated_at=pull.updated_at,
                shared=True,
            )
            return own if own.pull and own.pull.number > shared.number else replace(own, pull=shared)
    return own


def observe_shared(
    key: Key, installation: Installation, shares: Collection[Share], hints: Hints = _NO_HINTS
) -> SharedSnapshot:
    """Look at the pull request that all submissions of a repository share, and at the list.

    `hints` are what we lately made of it. Raises Behind, GithubException, or requests' errors.
    """
    repository = installation.github.get_repo(key.repo)
    base, list_file, config, config_problem = read_listing(installation, key.repo)
    pulls = _pulls(repository, key, installation.login, hints.pull, hints.coming)
    pull, compared = _pull(repository, key, pulls[0], installation.login, hints.branch) if pulls else (None, None)
    if pull and pull.open and compared and base and list_file and not list_file.unreadable:
        branch = _branch(installation, repository, pull, compared, base, list_file, config, always=True)
        pull = replace(pull, branch=branch)
    now = datetime.now(UTC)
    papers = tuple(paper for share in shares for paper in share.papers)
    return SharedSnapshot(
        key=key,
        issue=Issue(0, "", "", read_account(None), now, urljoin(installation.settings, f"/{key.repo}")),
        submission=Submission("submission", papers),
        own=Own(login=installation.login, pull=pull),
        installed_at=installation.installed_at,
        now=now,
        base=base,
        list_file=list_file,
        config=config,
        config_problem=config_problem,
        papers={one.id: one for share in shares for one in share.known},
        repositories={name: found for share in shares for name, found in share.repositories},
        shares=tuple(shares),
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


def _compare(repository: Repository, base: str, branch: str) -> Comparison | None:
    """What a branch has and its base has not; None where there is no such branch.

    https://docs.github.com/en/rest/commits/commits#compare-two-commits
    """
    try:
        compared = repository.compare(base, branch)
        # Asked for at once: that there is no such branch shows only then.
        compared.merge_base_commit  # noqa: B018
    except GithubException as error:
        if is_gone(error):
            return None
        raise
    return compared


def _branch(
    installation: Installation,
    repository: Repository,
    pull: PullRequest,
    compared: Comparison,
    base: Base,
    list_file: ListFile,
    config: ListConfig | None,
    *,
    always: bool = False,
) -> Branch | None:
    """What stands on the branch of an open pull request; None where that is one commit of ours on the list's newest.

    With `always` in any case: the lines of one that grows are carried on.

    https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request
    https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-your-git-database#checking-mergeability-of-pull-requests
    """
    ancestor, commits = compared.merge_base_commit.sha, list(compared.commits)
    if not commits or (pull.alone and ancestor == base.commit and not always):
        return None
    raw = repository.get_pull(pull.number).raw_data
    read = partial(_read_text, installation, repository)
    head = commits[-1].sha
    changed = {file.filename for file in islice(compared.files, _MOST_FILES)}
    own = changed & {file.path for file in (*list_file.files, *list_file.mirrors)}
    # Of a branch that changes none of the list's files the list stood elsewhere when it was made.
    paths = sorted(own or changed)[:_MOST_READ]
    changes = {path: (read(path, ancestor), read(path, head)) for path in paths}
    made = None
    if not pull.alone:
        ours = next((one for one in reversed(commits) if is_ours(one, installation.login)), None)
        # Without a commit of ours nothing there is: somebody made the branch anew.
        # The list's branch is the last parent, of a commit that merged it into others' as well.
        made = {path: (read(path, ours.parents[-1].sha), read(path, ours.sha)) for path in paths} if ours else {}
        # That others changed further files is enough to know; their texts are not read.
        changes |= dict.fromkeys(changed - set(paths), ("", ""))
    if raw["mergeable"] is None:
        # The first question makes GitHub try; what was read since has given it some time.
        raw = repository.get_pull(pull.number).raw_data
    branch = Branch(
        head, changes, made, raw["mergeable"], raw["mergeable_state"] == "behind", pushed_at=repository.pushed_at
    )
    standing = Standing(branch, list_file)
    if branch.mergeable and (standing.is_out_of_place or standing.strays(config)):
        return replace(branch, spared=_is_spared(repository, pull.number, base.branch))
    return branch


def _read_text(installation: Installation, repository: Repository, path: str, commit: str) -> str:
    return read_at(installation, repository, path, commit).decode(errors="replace")


def _is_spared(repository: Repository, number: int, base: str) -> bool:
    """Whether somebody who may write approved a pull request, or it waits in the merge queue.

    Anybody may say so of a public one.

    https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request
    https://docs.github.com/en/rest/git/refs#list-matching-references
    """
    reviews = repository.get_pull(number).get_reviews()
    # A remark does not take an approval back.
    latest = {login_of(review.user): review.state for review in reviews if review.state in _VERDICTS}
    approved = (login for login, verdict in latest.items() if login and verdict == "APPROVED")
    if any(may_write(repository, login) for login in islice(approved, _MOST_APPROVED)):
        return True
    queued = f"heads/gh-readonly-queue/{base}/pr-{number}-"
    return any(True for _ in repository.get_git_matching_refs(queued))


def _ahead(repository: Repository, login: str, number: int | None) -> int:
    """How many open pull requests of ours for submissions are older than one; than the one to come without it.

    https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
    """
    pulls = islice(repository.get_pulls(state="open", sort="created", direction="asc"), _MOST_AHEAD)
    ours = (pull.number for pull in pulls if login_of(pull.user) == login and pull.head.ref.startswith(BRANCH))
    return sum(number is None or one < number for one in ours)


def _brought_by(
    repository: Repository, ancestor: str, base: Base, ids: Collection[PaperId], list_file: ListFile
) -> str | None:
    """The newest commit since `ancestor` that brought one of these papers into the list; None where none shows it.

    https://docs.github.com/en/rest/commits/commits#compare-two-commits
    https://docs.github.com/en/rest/commits/commits#get-a-commit
    """
    if ancestor == base.commit or find_entry(list_file.document, ids) is None:
        return None
    wanted, paths = set(ids), {file.path for file in list_file.files}
    commits = list(islice(repository.compare(ancestor, base.commit).commits, _MOST_COMMITS))
    for commit in reversed(commits[-_MOST_LOOKED_AT:]):
        for file in commit.files:
            added = [line for line in (file.patch or "").splitlines() if line.startswith("+")]
            if file.filename in paths and any(wanted & set(identities(line)) for line in added):
                return commit.sha
    return None
