"""Reviews of pull requests: what is said of lines of the diff, where those lines stand after a push, and who is told.

https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/about-pull-request-reviews
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.sandbox import differ, herald, shapes
from bot.sandbox.git import FileChange
from bot.sandbox.state import Issue, Pull, Refused, Repo, Review, ReviewComment, World, invalid, node_id
from bot.sandbox.text import BODY_LIMIT, check_length

Json = dict[str, Any]

#: What a reviewer may do, and what the review is called then.
STATES: Final = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}
SIDES: Final = ("LEFT", "RIGHT")

_LINE: Final = "Pull request review thread line must be part of the diff"
_START: Final = "Pull request review thread start line must be part of the same hunk as the line."
_ORDER: Final = "Pull request review thread start line must precede the end line."
_HUNK: Final = "Pull request review thread diff hunk can't be blank"


@dataclass(frozen=True)
class Remark:
    """What somebody wants to say of a line, or of the lines from `start_line` on; `position` is the older way."""

    path: str
    body: str
    line: int | None = None
    side: str = "RIGHT"
    start_line: int | None = None
    start_side: str | None = None
    position: int | None = None


@dataclass(frozen=True)
class _Place:
    """Where a remark stands in the diff."""

    side: str
    line: int
    start_side: str | None
    start_line: int | None
    position: int
    hunk: str


# What reviewers do


def submit(
    world: World,
    repo: Repo,
    issue: Issue,
    by: str,
    event: str,
    body: str = "",
    remarks: Sequence[Remark] = (),
    *,
    commit: str | None = None,
    app: int | None = None,
) -> Review:
    """Review a pull request; a remark that has no place in the diff refuses the whole.

    https://docs.github.com/en/rest/pulls/reviews#create-a-review-for-a-pull-request
    """
    with world.lock:
        pull = pull_of(issue)
        who = world.account(by).login
        if event != "COMMENT" and who == issue.author:
            deed = "approve" if event == "APPROVE" else "request changes on"
            raise _unprocessable(f"Review Can not {deed} your own pull request")
        if event != "APPROVE" and not remarks:
            _check_review_body(body)
        _check_review_size("Review body", body)
        sha = _commit(repo, pull, commit)
        if sha is None:
            raise _unprocessable("Commit is not part of the pull request")
        changes = _changes(repo, pull, sha)
        placed = []
        for remark in remarks:
            if not remark.body.strip():
                raise _unprocessable("Pull request review comment body can't be blank")
            _check_review_size("Pull request review comment body", remark.body)
            found = _place(changes, remark)
            if isinstance(found, list):
                raise _unprocessable(_sentence(found))
            placed.append((remark, found))
        made = Review(world.next_id(), who, body, STATES[event], sha, world.now(), app)
        comments = [_comment(world, made, remark.path, remark.body, place) for remark, place in placed]
        _add(world, repo, issue, made, comments, by)
        return made


def comment(
    world: World,
    repo: Repo,
    issue: Issue,
    by: str,
    remark: Remark,
    *,
    commit: str | None = None,
    app: int | None = None,
) -> ReviewComment:
    """Say one thing of a line, which makes a review of its own.

    https://docs.github.com/en/rest/pulls/comments#create-a-review-comment-for-a-pull-request
    """
    with world.lock:
        pull = pull_of(issue)
        _check_body(remark.body)
        sha = _commit(repo, pull, commit)
        if sha is None:
            message = "commit_id is not part of the pull request"
            raise invalid("PullRequestReviewComment", "commit_id", "custom", message)
        place = _place(_changes(repo, pull, sha), remark)
        if isinstance(place, list):
            raise _invalid_place(place[0])
        review = Review(world.next_id(), world.account(by).login, "", "COMMENTED", sha, world.now(), app)
        made = _comment(world, review, remark.path, remark.body, place)
        _add(world, repo, issue, review, [made], by)
        return made


def reply(
    world: World, repo: Repo, issue: Issue, to: ReviewComment, body: str, by: str, *, app: int | None = None
) -> ReviewComment:
    """Answer a comment, at its lines; answers to an answer belong to the first comment.

    https://docs.github.com/en/rest/pulls/comments#create-a-reply-for-a-review-comment
    """
    with world.lock:
        pull = pull_of(issue)
        _check_body(body)
        now = world.now()
        review = Review(world.next_id(), world.account(by).login, "", "COMMENTED", pull.head_sha, now, app)
        made = replace(
            to,
            id=world.next_id(),
            review=review.id,
            author=review.author,
            body=body,
            created_at=now,
            updated_at=now,
            in_reply_to=to.in_reply_to or to.id,
            app=app,
            edited_at=None,
            reactions=[],
        )
        _add(world, repo, issue, review, [made], by)
        return made


def edit_review(world: World, repo: Repo, issue: Issue, review: Review, body: str, by: str) -> None:
    """Change a review's body.

    https://docs.github.com/en/rest/pulls/reviews#update-a-review-for-a-pull-request
    """
    with world.lock:
        _check_review_body(body)
        _check_review_size("Review body", body)
        if body == review.body:
            return
        before, review.body = review.body, body
        review.edited_at = issue.updated_at = world.now()
        _tell_of_review(world, repo, issue, review, "edited", by, changes={"body": {"from": before}})


def edit_comment(world: World, repo: Repo, issue: Issue, known: ReviewComment, body: str, by: str) -> None:
    """Change what a comment says."""
    with world.lock:
        _check_body(body)
        if body == known.body:
            return
        before, known.body = known.body, body
        known.edited_at = known.updated_at = issue.updated_at = world.now()
        _tell_of_comment(world, repo, issue, known, "edited", by, changes={"body": {"from": before}})


def delete_comment(world: World, repo: Repo, issue: Issue, known: ReviewComment, by: str) -> None:
    """Take a comment away."""
    with world.lock:
        pull_of(issue).review_comments.remove(known)
        issue.updated_at = world.now()
        _tell_of_comment(world, repo, issue, known, "deleted", by)


def follow(repo: Repo, pull: Pull, before: str, comments: Sequence[ReviewComment]) -> None:
    """Move comments along with their lines from a commit to the head; those whose lines changed are outdated then."""
    current = [one for one in comments if one.line is not None]
    if not current:
        return
    bases = herald.merge_base(repo, pull, before), herald.merge_base(repo, pull)
    steps = {"RIGHT": _steps(repo, before, pull.head_sha), "LEFT": _steps(repo, *bases)}
    changes = _changes(repo, pull, pull.head_sha)
    for one in current:
        place = _moved(one, steps[one.side].get(one.path), changes)
        if place is None:
            one.line = one.start_line = one.position = None
        else:
            one.line, one.start_line, one.position = place.line, place.start_line, place.position
            one.commit_id = pull.head_sha


# Looking


def pull_of(issue: Issue) -> Pull:
    """Return what makes an issue a pull request; refuse where nothing does."""
    if issue.pull is None:
        raise Refused(404, "Not Found")
    return issue.pull


def find_review(issue: Issue, number: int) -> Review:
    """Return a review of a pull request by its number."""
    found = next((one for one in pull_of(issue).reviews if one.id == number), None)
    if found is None:
        raise Refused(404, "Not Found")
    return found


def find_comment(repo: Repo, number: int) -> tuple[Issue, ReviewComment]:
    """Return a review comment of a repository by its number, with its pull request."""
    for issue in repo.issues.values():
        for known in issue.pull.review_comments if issue.pull else ():
            if known.id == number:
                return issue, known
    raise Refused(404, "Not Found")


def rows_until(known: ReviewComment, most: int = 4) -> list[differ.Row]:
    """Return the last lines of a comment's hunk, which end with the line that it is about: those that are quoted."""
    wanted = max(most, known.original_line - (known.original_start_line or known.original_line) + 1)
    return [row for row in differ.rows_of(known.diff_hunk) if row.kind not in ("hunk", "note")][-wanted:]


# How they are shown


def review_shape(world: World, repo: Repo, issue: Issue, known: Review) -> Json:
    """A review as the REST API shows it."""
    url = f"{shapes.repo_url(world, repo)}/pulls/{issue.number}"
    html = f"{world.origin}/{repo.full_name}/pull/{issue.number}#pullrequestreview-{known.id}"
    return {
        "id": known.id,
        "node_id": node_id("PullRequestReview", known.id),
        "user": shapes.account(world, known.author),
        "body": known.body,
        "state": known.state,
        "html_url": html,
        "pull_request_url": url,
        "author_association": shapes.association(repo, known.author),
        "_links": {"html": {"href": html}, "pull_request": {"href": url}},
        "submitted_at": shapes.stamp(known.submitted_at),
        "commit_id": known.commit_id,
    }


def comment_shape(world: World, repo: Repo, issue: Issue, known: ReviewComment) -> Json:
    """A review comment as the REST API shows it."""
    api = shapes.repo_url(world, repo)
    url, pull = f"{api}/pulls/comments/{known.id}", f"{api}/pulls/{issue.number}"
    html = f"{world.origin}/{repo.full_name}/pull/{issue.number}#discussion_r{known.id}"
    shape: Json = {
        "url": url,
        "pull_request_review_id": known.review,
        "id": known.id,
        "node_id": node_id("PullRequestReviewComment", known.id),
        "diff_hunk": known.diff_hunk,
        "path": known.path,
        "position": known.position,
        "original_position": known.original_position,
        "commit_id": known.commit_id,
        "original_commit_id": known.original_commit_id,
        "user": shapes.account(world, known.author),
        "body": known.body,
        "created_at": shapes.stamp(known.created_at),
        "updated_at": shapes.stamp(known.updated_at),
        "html_url": html,
        "pull_request_url": pull,
        "author_association": shapes.association(repo, known.author),
        "_links": {"self": {"href": url}, "html": {"href": html}, "pull_request": {"href": pull}},
        "start_line": known.start_line,
        "original_start_line": known.original_start_line,
        "start_side": known.start_side,
        "line": known.line,
        "original_line": known.original_line,
        "side": known.side,
        "subject_type": "line",
        "reactions": shapes.reaction_counts(url, known.reactions),
    }
    if known.in_reply_to:
        shape["in_reply_to_id"] = known.in_reply_to
    return shape


# Who is told


def _tell_of_review(world: World, repo: Repo, issue: Issue, known: Review, action: str, by: str, **extra: Any) -> None:
    shape = review_shape(world, repo, issue, known)
    shape |= {"state": known.state.lower(), "updated_at": shapes.stamp(known.edited_at or known.submitted_at)}
    told = {"action": action, "review": shape, "pull_request": shapes.pull_request(world, repo, issue), **extra}
    herald.emit(world, repo, "pull_request_review", by, told)


def _tell_of_comment(
    world: World, repo: Repo, issue: Issue, known: ReviewComment, action: str, by: str, **extra: Any
) -> None:
    shape = comment_shape(world, repo, issue, known)
    told = {"action": action, "comment": shape, "pull_request": shapes.pull_request(world, repo, issue), **extra}
    herald.emit(world, repo, "pull_request_review_comment", by, told)


def _add(world: World, repo: Repo, issue: Issue, review: Review, comments: Sequence[ReviewComment], by: str) -> None:
    """Put a review and its comments into the pull request, and tell of it; all of it is one mail."""
    pull = pull_of(issue)
    pull.reviews.append(review)
    pull.review_comments += comments
    issue.updated_at = review.submitted_at
    follow(repo, pull, review.commit_id, comments)
    _tell_of_review(world, repo, issue, review, "submitted", by)
    for one in comments:
        _tell_of_comment(world, repo, issue, one, "created", by)
    texts = [review.body, *(one.body for one in comments)]
    herald.mail(world, repo, issue, "review", by, "\n\n".join(text for text in texts if text))


# Places in the diff


def _changes(repo: Repo, pull: Pull, sha: str) -> list[FileChange]:
    """What a pull request changes up to one of its commits."""
    return list(differ.loadable(repo.git.changes(herald.merge_base(repo, pull, sha), sha)))


def _steps(repo: Repo, old: str, new: str) -> dict[str, FileChange]:
    """What changed between two commits, by the path of before."""
    return {} if old == new else {one.previous_path or one.path: one for one in repo.git.changes(old, new)}


def _commit(repo: Repo, pull: Pull, given: str | None) -> str | None:
    """The commit that is reviewed: the head, or another one of the pull request's; None where it is none of these."""
    if given is None or given == pull.head_sha:
        return pull.head_sha
    within = {one.sha for one in repo.git.log(pull.head_sha, f"^{herald.merge_base(repo, pull)}")}
    return given if given in within else None


def _place(changes: Sequence[FileChange], remark: Remark) -> _Place | list[str]:
    """Find a remark's place in the diff; returns what is wrong with it where it has none."""
    change = next((one for one in changes if one.path == remark.path), None)
    if change is None:
        return ["Path could not be resolved"]
    rows = list(differ.rows_of(change.patch))
    end = _at(rows, remark.side, remark.line) if remark.line is not None else remark.position
    if end is None or not 0 < end < len(rows) or rows[end].kind in ("hunk", "note"):
        return [_LINE, *([_START] if remark.start_line is not None else []), _HUNK]
    top = max(at for at in range(end) if rows[at].kind == "hunk")
    hunk = "\n".join((change.patch or "").split("\n")[top : end + 1])
    side = remark.side if remark.line is not None else "LEFT" if rows[end].kind == "del" else "RIGHT"
    line = (rows[end].new if side == "RIGHT" else rows[end].old) or 0
    if remark.start_line is None:
        return _Place(side, line, None, None, end, hunk)
    start_side = remark.start_side or side
    start = _at(rows, start_side, remark.start_line)
    if start is not None and start >= end:
        return [_ORDER]
    if start is None or start < top:
        return [_START]
    return _Place(side, line, start_side, remark.start_line, end, hunk)


def _at(rows: Sequence[differ.Row], side: str, line: int) -> int | None:
    """The position of a line of one side in a diff."""
    number = [(row.new if side == "RIGHT" else row.old) for row in rows]
    return number.index(line) if line in number else None


def _moved(known: ReviewComment, step: FileChange | None, changes: Sequence[FileChange]) -> _Place | None:
    """Where a comment stands after its file was changed; None where its lines were, or left the diff."""
    last = known.line or 0
    lines: list[int | None] = list(range(known.start_line or last, last + 1))
    if step is not None:
        lost = step.path != known.path or step.patch is None
        lines = [None if lost or line is None else differ.moved(step.patch, line) for line in lines]
    start, end = lines[0], lines[-1]
    if start is None or end is None or None in lines or end - start != len(lines) - 1:
        return None
    remark = Remark(known.path, "", end, known.side, start if known.start_line else None, known.start_side)
    found = _place(changes, remark)
    return found if isinstance(found, _Place) else None


def _comment(world: World, review: Review, path: str, body: str, place: _Place) -> ReviewComment:
    return ReviewComment(
        id=world.next_id(),
        review=review.id,
        author=review.author,
        body=body,
        path=path,
        side=place.side,
        line=place.line,
        start_side=place.start_side,
        start_line=place.start_line,
        position=place.position,
        commit_id=review.commit_id,
        diff_hunk=place.hunk,
        created_at=review.submitted_at,
        updated_at=review.submitted_at,
        original_line=place.line,
        original_start_line=place.start_line,
        original_position=place.position,
        original_commit_id=review.commit_id,
        app=review.app,
    )


# Small rules


def _check_body(body: str) -> None:
    if not body.strip():
        raise invalid("PullRequestReviewComment", "body", "missing_field")
    check_length("PullRequestReviewComment", body)


def _check_review_body(body: str) -> None:
    if not body.strip():
        raise _unprocessable("Review Body can't be blank")


def _check_review_size(what: str, text: str) -> None:
    if len(text) > BODY_LIMIT:
        raise _unprocessable(f"{what} is too long (maximum is {BODY_LIMIT} characters)")


def _unprocessable(error: str) -> Refused:
    return Refused(422, "Unprocessable Entity", [error])


def _sentence(errors: Sequence[str]) -> str:
    """Write what is wrong as one sentence, as GitHub does of a review."""
    if len(errors) < 3:
        return " and ".join(errors)
    return f"{', '.join(errors[:-1])}, and {errors[-1]}"


def _invalid_place(error: str) -> Refused:
    """Say what is wrong with the place of a single comment, which GitHub does in other words than of a review."""
    fields = {_LINE: "line", _START: "start_line", _ORDER: "start_line"}
    if error not in fields:
        return invalid("PullRequestReviewComment", "path", "custom", "path could not be resolved")
    name = f"pull_request_review_thread.{fields[error]}"
    said = {_LINE: "must be part of the diff", _START: "must be part of the same hunk as the line."}
    message = f"{name} {said.get(error, 'must precede the end line.')}"
    return invalid("PullRequestReviewComment", name, "custom", message)
