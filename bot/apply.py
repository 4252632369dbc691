"""A plan -> GitHub. The only writer; every action may be repeated without doing anything twice.

Identity makes it so: one branch a submission, one open pull request a branch (GitHub refuses a second), one
sticky comment, found by `observe`. A write that fails is not sent again here: the worker looks again first.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, assert_never
from urllib.parse import quote

from github import GithubException
from github.GitCommit import GitCommit
from github.GitTree import GitTree
from github.InputGitTreeElement import InputGitTreeElement
from github.PullRequest import PullRequest
from github.Repository import Repository

from bot.github_app import Installation, is_gone, is_locked, is_ours, lacking
from bot.hints import Hints, Moved, coming, written
from bot.model import (
    PULL_NUMBER,
    Action,
    Annotation,
    CloseIssue,
    ClosePullRequest,
    CommitFix,
    CompleteCheck,
    DeleteBranch,
    DeleteRemark,
    EditIssue,
    EditPullRequest,
    EditRemark,
    EditReview,
    Key,
    MergeBase,
    OpenIssue,
    OpenPullRequest,
    Plan,
    React,
    ReopenPullRequest,
    Review,
    SetBranch,
    SetLabels,
    UpsertComment,
)

_log = logging.getLogger(__name__)


class _Refused(Exception):
    """GitHub does not let us; what is done instead, and instead of all that was to follow."""

    def __init__(self, why: str, otherwise: Sequence[Action]) -> None:
        super().__init__(why)
        self.otherwise = tuple(otherwise)


class Forbidden(Exception):
    """GitHub does not let us, until a person changes that: we lack one of the permissions `missing`, or there is a rule
    about branches, of which `rule` is what GitHub says.
    """

    def __init__(self, why: str, *, missing: frozenset[str] = frozenset(), rule: str = "") -> None:
        super().__init__(why)
        self.missing, self.rule = missing, rule


class Outrun(Exception):
    """The world moved on between look and write; nothing is wrong, but it must be looked at again."""


#: Told of what was just made, right after GitHub's answer.
Note = Callable[[Hints], None]


def apply(key: Key, plan: Plan, installation: Installation, note: Note = lambda _: None) -> None:
    """Do what a plan says. `note` hears of each branch, comment and pull request right after it was made or changed,
    and of a text before it is written.

    Raises Outrun, Forbidden, GithubException (NotNow where the gate bars the way), or requests' errors.
    """
    repository = installation.github.get_repo(key.repo)
    number: int | None = None
    actions = list(plan.actions)
    while actions:
        action = actions.pop(0)
        if isinstance(action, UpsertComment) and number is not None:
            action = replace(action, body=action.body.replace(PULL_NUMBER, str(number)))
        try:
            number = _do(action, repository, installation.login, note) or number
        except _Refused as refused:
            _log.info("%s: %s", key, refused)
            actions = list(refused.otherwise)
        except GithubException as error:
            if is_locked(error):
                msg = "the conversation was locked meanwhile"
                raise Outrun(msg) from error
            if missing := lacking(error):
                msg = f"{key}: we lack the permission {' or '.join(sorted(missing))}"
                raise Forbidden(msg, missing=missing) from error
            raise


def _do(action: Action, repository: Repository, login: str, note: Note) -> int | None:
    """Do one action. Returns the number of a pull request that it opened."""
    match action:
        case SetBranch():
            note(Hints(branch=_set_branch(action, repository, login)))
        case MergeBase():
            note(Hints(branch=_merge_base(action, repository)))
        case DeleteBranch(branch):
            _delete_branch(repository, branch)
        case OpenPullRequest():
            pull = _open_pull_request(action, repository)
            note(Hints(pull=written(pull.number, pull.raw_data)))
            return pull.number
        case EditPullRequest(number, title, body):
            _patch_pull_request(repository, number, note, title=title, body=body)
        case ClosePullRequest(number, body):
            _patch_pull_request(repository, number, note, state="closed", body=body)
        case ReopenPullRequest(number, body):
            _patch_pull_request(repository, number, note, state="open", body=body)
        case CloseIssue(number):
            _close_issue(repository, number)
        case UpsertComment():
            _upsert_comment(action, repository, note)
        case SetLabels(number, add, remove):
            _set_labels(repository, number, add, remove)
        case React():
            _react(action, repository)
        case CompleteCheck():
            _complete_check(action, repository)
        case Review():
            _review(action, repository)
        case EditReview(number, id, body):
            _edit_review(repository, number, id, body)
        case EditRemark(id, body):
            _remark(repository, "PATCH", id, body=body)
        case DeleteRemark(id):
            _remark(repository, "DELETE", id)
        case CommitFix():
            _commit_fix(action, repository)
        case OpenIssue(_, title, body):
            _issue(repository, "POST", "", title=title, body=body)
        case EditIssue(number, body, is_open):
            _issue(repository, "PATCH", f"/{number}", body=body, state="open" if is_open else "closed")
        case _:
            assert_never(action)
    return None


def _url(repository: Repository) -> str:
    return f"/repos/{repository.full_name}"


def _ref(branch: str) -> str:
    """A branch in an address. Its name may hold `#`, with which an address would name the branch `main` of `main#1`."""
    return quote(f"refs/heads/{branch}")


def _set_branch(action: SetBranch, repository: Repository, login: str) -> Moved | None:
    """Tree, commit, then the ref, so that a branch never stands without its commit. None where it stood there already:
    the same made again within a second, as after a crash, is the same commit.

    Author and committer are left out: GitHub then signs the commit as ours.
    https://docs.github.com/en/rest/git/trees#create-a-tree
    https://docs.github.com/en/rest/git/commits#create-a-commit
    https://docs.github.com/en/rest/git/refs#create-a-reference
    """
    requester = repository.requester
    elements = [InputGitTreeElement(file.path, file.mode, "blob", content=file.text) for file in action.files]
    base_tree = GitTree(requester, {}, {"sha": action.base.tree}, completed=True)
    tree = repository.create_git_tree(elements, base_tree)
    parent = GitCommit(requester, {}, {"sha": action.base.commit}, completed=True)
    commit = repository.create_git_commit(action.message, tree, [parent])
    if not action.stands:
        try:
            repository.create_git_ref(f"refs/heads/{action.branch}", commit.sha)
        except GithubException as error:
            # GitHub answers 422 "Reference already exists".
            if error.status != 422 or "already exists" not in str(error.data):
                _raise_rule(error, action.branch)
                raise
        else:
            return Moved(commit.sha)
    before = _move_branch(action, repository, login, commit.sha)
    return Moved(commit.sha, before) if before != commit.sha else None


def _move_branch(action: SetBranch, repository: Repository, login: str, commit: str) -> str:
    """Move our branch by force, if all that stands on it and not on the base is ours. Returns its head until then."""
    compared = repository.compare(action.base.branch, action.branch)
    standing = list(compared.commits)
    foreign = [commit.sha for commit in standing if not is_ours(commit, login)]
    if foreign:
        msg = f"{action.branch} holds a commit that is not ours: {foreign[0]}"
        raise _Refused(msg, action.otherwise) if action.otherwise else Outrun(msg)
    # https://docs.github.com/en/rest/git/refs#update-a-reference
    try:
        repository.requester.requestJsonAndCheck(
            "PATCH", f"{_url(repository)}/git/{_ref(action.branch)}", input={"sha": commit, "force": True}
        )
    except GithubException as error:
        _raise_rule(error, action.branch)
        raise
    # A branch without commits of its own stands where the base does, or did.
    return standing[-1].sha if standing else compared.merge_base_commit.sha


def _merge_base(action: MergeBase, repository: Repository) -> Moved:
    """A commit of two parents on top of the branch. Raises Outrun where somebody wrote there meanwhile.

    https://docs.github.com/en/rest/git/commits#create-a-commit
    https://docs.github.com/en/rest/git/refs#update-a-reference
    """
    requester, address = repository.requester, f"{_url(repository)}/git"
    tree = [{"path": file.path, "mode": file.mode, "type": "blob", "content": file.text} for file in action.files]
    fields: dict[str, Any] = {"base_tree": action.base.tree, "tree": tree}
    _, made = requester.requestJsonAndCheck("POST", f"{address}/trees", input=fields)
    fields = {"message": action.message, "tree": made["sha"], "parents": [action.head, action.base.commit]}
    _, commit = requester.requestJsonAndCheck("POST", f"{address}/commits", input=fields)
    try:
        requester.requestJsonAndCheck(
            "PATCH", f"{address}/{_ref(action.branch)}", input={"sha": commit["sha"], "force": False}
        )
    except GithubException as error:
        if error.status == 422 and "fast forward" in str(error.data):
            msg = f"{action.branch} has moved on"
            raise Outrun(msg) from error
        _raise_rule(error, action.branch)
        raise
    return Moved(commit["sha"], action.head)


def _raise_rule(error: GithubException, branch: str) -> None:
    """Raise Forbidden where a rule of the repository does not let us make or move a branch.

    GitHub has these words for rulesets, for branch protection, and where it does not say which of them it was.
    https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
    """
    said = " ".join(str(error.data.get("message", "")).split()) if isinstance(error.data, dict) else ""
    if error.status in (403, 409, 422) and any(words in said.lower() for words in _OF_RULES):
        msg = f"a rule does not let us make {branch}: {said}"
        raise Forbidden(msg, rule=said[:200]) from error


_OF_RULES = (
    "rule violations", "protected branch", "authorized to push to this branch", "cannot force-push to this branch",
    "cannot delete this branch", "changes must be made through a pull request", "reference update failed",
)  # fmt: skip


def _delete_branch(repository: Repository, branch: str) -> None:
    """https://docs.github.com/en/rest/git/refs#delete-a-reference answers 422 where the branch is gone.

    One that a rule keeps stays: it stands in nobody's way.
    """
    try:
        repository.requester.requestJsonAndCheck("DELETE", f"{_url(repository)}/git/{_ref(branch)}")
    except GithubException as error:
        try:
            _raise_rule(error, branch)
        except Forbidden as kept:
            _log.info("%s", kept)
            return
        if not (is_gone(error) or (error.status == 422 and "does not exist" in str(error.data))):
            raise


def _open_pull_request(action: OpenPullRequest, repository: Repository) -> PullRequest:
    """https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request"""
    try:
        return repository.create_pull(action.base, action.branch, title=action.title, body=action.body)
    except GithubException as error:
        if error.status != 422 or "already exists" not in str(error.data):
            raise
        if action.may_stand:
            # https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
            head = f"{repository.full_name.partition('/')[0]}:{action.branch}"
            for pull in repository.get_pulls(state="open", head=head, base=action.base):
                return pull
        msg = f"{action.branch} has a pull request already"
        raise Outrun(msg) from error


def _patch_pull_request(repository: Repository, number: int, note: Note, **fields: str) -> None:
    """https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request"""
    note(coming(fields["body"]))
    _, answer = repository.requester.requestJsonAndCheck("PATCH", f"{_url(repository)}/pulls/{number}", input=fields)
    note(Hints(pull=written(number, answer)))


def _close_issue(repository: Repository, number: int) -> None:
    """https://docs.github.com/en/rest/issues/issues#update-an-issue"""
    fields = {"state": "closed", "state_reason": "completed"}
    repository.requester.requestJsonAndCheck("PATCH", f"{_url(repository)}/issues/{number}", input=fields)


def _upsert_comment(action: UpsertComment, repository: Repository, note: Note) -> None:
    """https://docs.github.com/en/rest/issues/comments"""
    requester, comments = repository.requester, f"{_url(repository)}/issues/comments"
    if action.replace is not None and not action.anew:
        method, address = "PATCH", f"{comments}/{action.replace}"
    else:
        method, address = "POST", f"{_url(repository)}/issues/{action.number}/comments"
    note(coming(action.body))
    _, answer = requester.requestJsonAndCheck(method, address, input={"body": action.body})
    note(Hints(comment=written(answer["id"], answer)))
    # The new comment stands before the old one goes: a cut between the two leaves a spare, never none.
    old = (action.replace,) if action.anew and action.replace is not None else ()
    for comment in (*old, *action.spare):
        try:
            requester.requestJsonAndCheck("DELETE", f"{comments}/{comment}")
        except GithubException as error:
            if not is_gone(error):
                raise


def _react(action: React, repository: Repository) -> None:
    """React to an issue or a comment; one that is gone needs no reaction.

    https://docs.github.com/en/rest/reactions/reactions#create-reaction-for-an-issue
    https://docs.github.com/en/rest/reactions/reactions#create-reaction-for-an-issue-comment
    https://docs.github.com/en/rest/reactions/reactions#create-reaction-for-a-pull-request-review-comment
    https://docs.github.com/en/rest/reactions/reactions#delete-an-issue-comment-reaction
    """
    what = action.number if action.comment is None else f"comments/{action.comment}"
    where = "pulls" if action.inline else "issues"
    requester, address = repository.requester, f"{_url(repository)}/{where}/{what}/reactions"
    try:
        _, made = requester.requestJsonAndCheck("POST", address, input={"content": action.content})
        if action.since and datetime.fromisoformat(made["created_at"]) < action.since:
            # GitHub answers with the one that stands, which tells the time of what was there before.
            requester.requestJsonAndCheck("DELETE", f"{address}/{made['id']}")
            requester.requestJsonAndCheck("POST", address, input={"content": action.content})
    except GithubException as error:
        if not is_gone(error):
            raise


def _complete_check(action: CompleteCheck, repository: Repository) -> None:
    """A finished check run; with more annotations than one request takes, those in further ones before it is finished.

    Without the permission there is none, and nothing else is kept from being said.
    https://docs.github.com/en/rest/checks/runs#create-a-check-run
    https://docs.github.com/en/rest/checks/runs#update-a-check-run
    """
    said = {"title": action.title, "summary": action.summary}
    if action.text:
        said["text"] = action.text
    batches = [
        [_annotation(one) for one in action.annotations[start : start + _MOST_ANNOTATIONS]]
        for start in range(0, len(action.annotations), _MOST_ANNOTATIONS)
    ] or [[]]
    end = {"status": "completed", "conclusion": action.conclusion}
    address, method = f"{_url(repository)}/check-runs", "POST"
    for number, batch in enumerate(batches, 1):
        fields: dict[str, Any] = {"output": {**said, "annotations": batch}}
        if method == "POST":
            fields |= {"name": action.name, "head_sha": action.head, "external_id": action.mark}
        fields |= end if number == len(batches) else {"status": "in_progress"}
        try:
            _, answer = repository.requester.requestJsonAndCheck(method, address, input=fields)
        except GithubException as error:
            if error.status == 403 and "not accessible by integration" in str(error.data):
                _log.warning("%s: no check: we were not given the permission", repository.full_name)
                return
            raise
        address, method = f"{_url(repository)}/check-runs/{answer['id']}", "PATCH"


#: https://docs.github.com/en/rest/checks/runs#create-a-check-run
_MOST_ANNOTATIONS = 50


def _annotation(one: Annotation) -> dict[str, Any]:
    fields = {
        "path": one.path,
        "start_line": one.start_line,
        "end_line": one.end_line,
        "annotation_level": one.level,
        "title": one.title,
        "message": one.message,
    }
    if one.columns:
        fields |= {"start_column": one.columns[0], "end_column": one.columns[1]}
    return fields


def _review(action: Review, repository: Repository) -> None:
    """All remarks in one review of the kind "comment".

    https://docs.github.com/en/rest/pulls/reviews#create-a-review-for-a-pull-request
    """
    comments = []
    for one in action.remarks:
        place: dict[str, Any] = {"path": one.path, "line": one.line, "side": "RIGHT", "body": one.body}
        if one.start_line < one.line:
            place |= {"start_line": one.start_line, "start_side": "RIGHT"}
        comments.append(place)
    fields = {"commit_id": action.head, "event": "COMMENT", "body": action.body, "comments": comments}
    try:
        repository.requester.requestJsonAndCheck(
            "POST", f"{_url(repository)}/pulls/{action.number}/reviews", input=fields
        )
    except GithubException as error:
        if error.status == 422:  # pushed to since we looked: the lines are no longer there
            msg = f"#{action.number}: GitHub refuses the review: {error.data}"
            raise Outrun(msg) from error
        raise


def _edit_review(repository: Repository, number: int, id: int, body: str) -> None:
    """https://docs.github.com/en/rest/pulls/reviews#update-a-review-for-a-pull-request"""
    repository.requester.requestJsonAndCheck(
        "PUT", f"{_url(repository)}/pulls/{number}/reviews/{id}", input={"body": body}
    )


def _remark(repository: Repository, method: str, id: int, **fields: str) -> None:
    """https://docs.github.com/en/rest/pulls/comments#delete-a-review-comment-for-a-pull-request"""
    try:
        repository.requester.requestJsonAndCheck(
            method, f"{_url(repository)}/pulls/comments/{id}", input=fields or None
        )
    except GithubException as error:
        if not is_gone(error):
            raise


def _commit_fix(action: CommitFix, repository: Repository) -> None:
    """One commit on a pull request's branch, which may be a fork's. Raises _Refused where we may not write there.

    Whether the author lets maintainers edit does not tell whether an app may, so it is tried.
    https://docs.github.com/en/rest/git/commits#create-a-commit
    """
    requester, address = repository.requester, f"/repos/{action.repo}/git"
    try:
        _, head = requester.requestJsonAndCheck("GET", f"{address}/commits/{action.head}")
        tree = [{"path": file.path, "mode": file.mode, "type": "blob", "content": file.text} for file in action.files]
        _, made = requester.requestJsonAndCheck(
            "POST", f"{address}/trees", input={"base_tree": head["tree"]["sha"], "tree": tree}
        )
        _, commit = requester.requestJsonAndCheck(
            "POST",
            f"{address}/commits",
            input={"message": action.message, "tree": made["sha"], "parents": [action.head]},
        )
        requester.requestJsonAndCheck(
            "PATCH", f"{address}/{_ref(action.branch)}", input={"sha": commit["sha"], "force": False}
        )
    except GithubException as error:
        if error.status == 422 and "fast forward" in str(error.data):
            msg = f"{action.branch} has moved on"
            raise Outrun(msg) from error
        if action.otherwise and error.status in (403, 404, 422):
            msg = f"we may not write to {action.repo}: {error.status}"
            raise _Refused(msg, action.otherwise) from error
        raise


def _issue(repository: Repository, method: str, which: str, **fields: str) -> None:
    """Write an issue of ours, save where issues are switched off, or that one was deleted.

    https://docs.github.com/en/rest/issues/issues#create-an-issue
    https://docs.github.com/en/rest/issues/issues#update-an-issue
    """
    try:
        repository.requester.requestJsonAndCheck(method, f"{_url(repository)}/issues{which}", input=fields)
    except GithubException as error:
        if not is_gone(error):
            raise
        _log.warning("%s: maintainers cannot be told in an issue: %s", repository.full_name, error)


def _set_labels(repository: Repository, number: int, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """https://docs.github.com/en/rest/issues/labels; adding makes a label that the repository lacks."""

    labels = f"{_url(repository)}/issues/{number}/labels"
    if add:
        repository.requester.requestJsonAndCheck("POST", labels, input={"labels": list(add)})
    for name in remove:
        try:
            repository.requester.requestJsonAndCheck("DELETE", f"{labels}/{quote(name, safe='')}")
        except GithubException as error:
            if not is_gone(error):
                raise
