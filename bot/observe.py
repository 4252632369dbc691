"""A key -> one picture of it: reads GitHub, then the papers that the submission names.

The only reader of GitHub. What must hold: every fact is read anew, so that late, lost and doubled webhooks
do no harm; reading changes nothing. Races we accept: the parts of a picture are some hundred milliseconds
apart; `apply` meets a world that moved on with an error of GitHub's (422, 409), and the next look mends it.
"""

import base64
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache, partial
from itertools import islice
from typing import Any

from github import GithubException
from github.Commit import Commit
from github.GitTree import GitTree
from github.IssueComment import IssueComment
from github.NamedUser import NamedUser
from github.Organization import Organization
from github.PullRequest import PullRequest as GitHubPull
from github.Repository import Repository

from bot.citing import asked_repositories
from bot.commands import calls, without_commands
from bot.config import CONFIG_PATH, ConfigError, ListConfig, read_config, section_problem
from bot.document import BETWEEN, NotUtf8, decode, join_files, parse
from bot.github_app import Installation, is_gone, is_ours
from bot.hints import Coming, Hint, Hints, Moved, Written
from bot.marker import has_mark, read_memory, text_mark
from bot.model import Account, Base, Comment, FileText, Issue, Key, ListFile, Own, Post, PullRequest, Role, Snapshot
from bot.papers import Paper, PaperId, Unresolved
from bot.repositories import Repository as CodeRepository
from bot.submission import Submission, facts_of, read_submission

_log = logging.getLogger(__name__)

#: Asks paper services: identities, and whether answers that say "no such paper" are to be asked anew.
LookUp = Callable[[Iterable[PaperId], bool], Mapping[PaperId, Paper | Unresolved]]

#: Where GitHub looks for the README it shows, in this order.
#: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes
_README_FOLDERS = (".github/", "", "docs/")


#: So many earlier versions of a broken configuration are tried.
_EARLIER = 5
#: Files kept by their hash: a list and its configuration, in a few versions.
_BLOBS = 8
#: For so many people GitHub is asked whether they may write; commands of further ones do not count.
_MOST_ASKED = 20
#: So many repositories of code are looked at for one submission.
_MOST_REPOSITORIES = 5
#: The pull requests of one submission whose comments are read, the newest first: mostly there is one.
_MOST_PULLS = 3
#: https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
#: says that "maintain" is given as "write" there, and "triage" as "read".
_WRITERS = ("admin", "write")
#: https://docs.github.com/en/graphql/reference/enums#commentauthorassociation
_MEMBERS = ("OWNER", "MEMBER", "COLLABORATOR")
_NO_HINTS = Hints()


class Gone(Exception):
    """There is no such issue (any more), or not for us, or it is a pull request."""


class Behind(Exception):
    """GitHub answers with a state that is older than what we wrote ourselves; soon it will not."""


def observe(key: Key, installation: Installation, look_up: LookUp, hints: Hints = _NO_HINTS) -> Snapshot:
    """Look at one submission. `hints` are what we lately made for it, which answers must not be older than.

    Raises Gone, Behind, GithubException, or requests' errors where GitHub is out of reach.
    """
    repository = installation.github.get_repo(key.repo)
    issue, comment_count = _issue(repository, key.number)
    comments = list(repository.get_issue(key.number).get_comments()) if comment_count or hints.comment else []
    if len(comments) < comment_count:
        # The list is older than the issue, and what it lacks may be a command: this was no look at that version.
        issue = replace(issue, updated_at=None)
    if hints.comment:
        comments = _up_to_date(repository, key, comments, hints.comment, hints.coming)
    sticky, spare = _sticky(comments, installation.login)
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
    base, list_file, config, config_problem = _list(installation, key.repo)
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
        posts=_posts(repository, issue, comments),
        # The papers may have taken their time.
        now=datetime.now(UTC),
        base=base,
        list_file=list_file,
        config=config,
        config_problem=config_problem,
        papers=papers,
        repositories=_repositories(installation, submission, papers),
    )


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


def _issue(repository: Repository, number: int) -> tuple[Issue, int]:
    """The issue and how many comments it has. https://docs.github.com/en/rest/issues/issues#get-an-issue"""
    try:
        issue = repository.get_issue(number)
        raw = issue.raw_data
    except GithubException as error:
        if is_gone(error):
            msg = f"{repository.full_name}#{number}: no such issue"
            raise Gone(msg) from error
        raise
    if "pull_request" in raw:
        msg = f"{repository.full_name}#{number} is a pull request"
        raise Gone(msg)
    return Issue(
        number=number,
        title=raw["title"],
        body=raw["body"] or "",
        author=_account(raw["user"]),
        created_at=datetime.fromisoformat(raw["created_at"]),
        web=raw["html_url"].rpartition("/issues/")[0],
        open=raw["state"] == "open",
        labels=frozenset(label["name"] for label in raw["labels"]),
        eyes=raw.get("reactions", {}).get("eyes", 0),
        updated_at=datetime.fromisoformat(raw["updated_at"]),
        read_at=_date(issue.raw_headers),
    ), raw["comments"]


def _date(headers: Mapping[str, str | int]) -> datetime | None:
    """When GitHub answered, by its own clock. https://www.rfc-editor.org/rfc/rfc9110#name-date"""
    try:
        return parsedate_to_datetime(str(headers["date"]))
    except (KeyError, ValueError):
        return None


def _account(raw: Mapping[str, Any] | None) -> Account:
    """An account; a deleted one is shown by GitHub as null and on its pages as `ghost`."""
    if raw is None:
        return Account("ghost", 10137)
    return Account(raw["login"], raw["id"], raw["type"] == "Bot")


def _up_to_date(
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


def _sticky(comments: Sequence[IssueComment], login: str) -> tuple[Comment | None, tuple[int, ...]]:
    """Our sticky comment, and further ones that should not be.

    One that was posted anew counts before the one whose place it takes, which a cut left standing: it alone knows
    what was said last. Of two of the same generation a write was doubled; the elder is the one people answered to.
    """
    ours = [comment for comment in comments if _login(comment.user) == login and has_mark(comment.body)]
    if not ours:
        return None, ()
    ours.sort(key=lambda comment: (-read_memory(comment.body).generation, comment.id))
    return Comment(ours[0].id, ours[0].body), tuple(comment.id for comment in ours[1:])


def _posts(repository: Repository, issue: Issue, comments: Iterable[IssueComment]) -> tuple[Post, ...]:
    """The first post and the comments of people, as far as they hold commands, the eldest first."""
    first = calls(issue.body)
    posts = [Post(0, issue.author, "submitter", issue.body, text_mark((repr(first),)))] if first else []
    by_people = [comment for comment in comments if comment.user and comment.user.type != "Bot" and calls(comment.body)]
    by_people.sort(key=lambda comment: (comment.created_at, comment.id))
    others = [comment for comment in reversed(by_people) if comment.user.id != issue.author.id]
    # Whom GitHub calls a member is asked for first, so that no crowd gets before them; the answer alone counts.
    others.sort(key=lambda comment: comment.author_association not in _MEMBERS)
    asked = list(dict.fromkeys(comment.user.login for comment in others))[:_MOST_ASKED]

    @cache
    def role(login: str) -> Role:
        return "writer" if login in asked and _may_write(repository, login) else "other"

    for comment in by_people:
        author = Account(comment.user.login, comment.user.id)
        posts.append(
            Post(
                comment.id,
                author,
                "submitter" if author.id == issue.author.id else role(author.login),
                comment.body,
                comment.updated_at.isoformat(),
                comment.updated_at,
            )
        )
    return tuple(posts)


def _may_write(repository: Repository, login: str) -> bool:
    """Whether somebody may write to the repository; not where we may not know it, as a mere reader of it.

    https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
    """
    try:
        return repository.get_collaborator_permission(login) in _WRITERS
    except GithubException as error:
        if is_gone(error) or error.status == 401 or (error.status == 403 and "push access" in str(error.data)):
            return False
        raise


def _login(user: NamedUser | Organization | None) -> str | None:
    return user.login if user else None


def _pulls(
    repository: Repository, key: Key, login: str, hint: Written | None, coming: Coming | None
) -> list[GitHubPull]:
    """Our pull requests from our branch, the newest first, ours as we last wrote it among them.

    https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
    https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request
    """
    head = f"{key.repo.partition('/')[0]}:{key.branch}"
    pulls = repository.get_pulls(state="all", sort="created", direction="desc", head=head)
    found = [pull for pull in pulls if _login(pull.user) == login]
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


def _list(installation: Installation, repo: str) -> tuple[Base | None, ListFile | None, ListConfig | None, str | None]:
    """The default branch's head, the list's file there, and the list owner's configuration with its problem.

    None of it in a repository without a commit: https://docs.github.com/en/rest/commits/commits#get-a-commit
    """
    repository = installation.github.get_repo(repo)
    try:
        head = repository.get_commit(repository.default_branch)
        base = Base(repository.default_branch, head.sha, head.commit.tree.sha)
    except GithubException as error:
        if error.status == 409:
            return None, None, None, None
        raise
    files = _files(repository, base.tree)
    content = partial(_content, installation, repository)
    config, problem = _config(repository, files, content)
    paths, problem = _list_paths(files, config, problem)
    if not paths:
        return base, None, config, problem
    list_file = _list_file(paths, files, config, content)
    if config and problem is None:
        problem = section_problem(config, [section.path for section in list_file.document.sections])
    return base, list_file, config, problem


def _config(
    repository: Repository, files: Mapping[str, Any], content: Callable[[str], bytes]
) -> tuple[ListConfig | None, str | None]:
    """The list owner's configuration, and what is wrong with it: then the last version that was good holds."""
    if CONFIG_PATH not in files:
        return None, None
    try:
        return read_config(content(files[CONFIG_PATH].sha)), None
    except ConfigError as error:
        good = _last_good(repository)
        if good:
            went_by = "its last good version"
        else:
            went_by = "what is right in it" if error.usable != ListConfig() else "what the list itself shows"
        stop = "" if f"{error}"[-1] in ".?!" else "."
        return good or error.usable, f"{error}{stop} Until that is mended, I go by {went_by}."


def _last_good(repository: Repository) -> ListConfig | None:
    """The newest earlier version of the configuration that can be used.

    https://docs.github.com/en/rest/commits/commits#list-commits
    https://docs.github.com/en/rest/repos/contents#get-repository-content
    """
    earlier = islice(repository.get_commits(path=CONFIG_PATH), 1, 1 + _EARLIER)
    for commit in earlier:
        try:
            found = repository.get_contents(CONFIG_PATH, ref=commit.sha)
            if not isinstance(found, list):
                return read_config(found.decoded_content)
        except ConfigError:
            continue
        except GithubException as error:
            if not is_gone(error):  # that commit took the file away
                raise
    return None


def _list_paths(
    files: Mapping[str, Any], config: ListConfig | None, problem: str | None
) -> tuple[list[str], str | None]:
    """The list's files that there are; the README's where the configuration names none of them."""
    said = config.paths if config else ()
    there = [path for path in said if path in files]
    paths = there or [path for path in [_readme(files)] if path]
    missing = [path for path in (*said, *(config.mirrors if config else ())) if path not in files]
    if missing and problem is None:
        names = " and ".join(f"`{path}`" for path in missing[:3])
        problem = f"`{CONFIG_PATH}` names {names}, which {'is no file' if len(missing) == 1 else 'are no files'} here."
        if said and not there and paths:
            problem += f" Until that is mended, I take `{paths[0]}` for the list."
    return paths, problem


def _list_file(
    paths: Sequence[str], files: Mapping[str, Any], config: ListConfig | None, content: Callable[[str], bytes]
) -> ListFile:
    """The list, all of its files in one, and the files that mirror it."""
    texts = [_file_text(path, content(files[path].sha), files[path].mode) for path in paths]
    for number, file in enumerate(texts):
        if len(texts) > 1 and BETWEEN in file.text:
            problem = "it holds a comment of U+E001 alone, a sign that I need for myself"
            texts[number] = replace(file, text=file.text.replace(BETWEEN, ""), problem=problem)
    mirrors = [
        _file_text(path, content(files[path].sha), files[path].mode)
        for path in (config.mirrors if config else ())
        if path in files and path not in paths
    ]
    document = parse(join_files([file.text for file in texts]))
    return ListFile(tuple(texts), document, tuple(mirrors))


def _file_text(path: str, data: bytes, mode: str) -> FileText:
    try:
        return FileText(path, decode(data), mode)
    except NotUtf8 as error:
        return FileText(path, data.decode(errors="replace"), mode, f"{error}")


def _files(repository: Repository, tree: str) -> dict[str, Any]:
    """The files of a commit by path. https://docs.github.com/en/rest/git/trees#get-a-tree

    GitHub cuts the answer of a very large repository; the folders that matter are read one by one then.
    """
    whole = repository.get_git_tree(tree, recursive=True)
    if not whole.raw_data.get("truncated"):
        return _blobs(whole)
    top = repository.get_git_tree(tree)
    files = _blobs(top)
    for folder in top.tree:
        if folder.type == "tree" and f"{folder.path}/" in _README_FOLDERS:
            inner = _blobs(repository.get_git_tree(folder.sha))
            files |= {f"{folder.path}/{path}": element for path, element in inner.items()}
    return files


def _blobs(tree: GitTree) -> dict[str, Any]:
    return {element.path: element for element in tree.tree if element.type == "blob"}


def _readme(files: Mapping[str, Any]) -> str | None:
    """The README that GitHub shows, if it is Markdown."""
    for folder in _README_FOLDERS:
        for path in sorted(files):
            name = path.removeprefix(folder)
            if path.startswith(folder) and name.lower() in ("readme.md", "readme.markdown"):
                return path
    return None


def _content(installation: Installation, repository: Repository, sha: str) -> bytes:
    """The bytes of a file, up to 100 MB. https://docs.github.com/en/rest/git/blobs#get-a-blob"""
    known = installation.blobs.get(sha)
    if known is not None:
        return known
    blob = repository.get_git_blob(sha)
    data = base64.b64decode(blob.content) if blob.encoding == "base64" else b""
    if len(data) != blob.size:
        msg = f"blob {sha} came as {blob.encoding!r} with {len(data)} bytes instead of {blob.size}"
        raise GithubException(502, {"message": msg})
    if len(installation.blobs) >= _BLOBS:
        installation.blobs.clear()
    installation.blobs[sha] = data
    return data
