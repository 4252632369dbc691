"""What a pull request's pages show of its reviews and checks, and what people do with these: reply, apply, update."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from bot.sandbox import deeds, differ, forks, reviews, suggestions
from bot.sandbox.pages.frame import FormDep, RepoDep, WorldDep, acting_login, go
from bot.sandbox.pages.issues import address, find
from bot.sandbox.state import Annotation, CheckRun, Issue, Refused, Repo, Review, ReviewComment, World

routes = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Offer:
    """A suggestion on a page: its rows, and why it cannot be applied; None where it can."""

    number: int
    rows: tuple[differ.Row, ...]
    hindrance: str | None


@dataclass(frozen=True)
class Said:
    """One comment of a thread: Markdown and offers in their order."""

    comment: ReviewComment
    parts: tuple[str | Offer, ...]


@dataclass(frozen=True)
class Thread:
    """A comment on lines with what was answered; `rows` are the lines that it is about, as they were then."""

    first: ReviewComment
    rows: list[differ.Row]
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Reviewed:
    """A review in a conversation, with the threads that it began."""

    review: Review
    threads: tuple[Thread, ...]


@dataclass(frozen=True)
class Note:
    """An annotation, with the check run that made it."""

    run: CheckRun
    annotation: Annotation


@routes.post("/{owner}/{name}/pull/{number}/comments/{comment}/reply")
def reply(number: int, comment: int, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Answer a review comment."""
    issue, known = _find(world, repo, number, comment)
    made = reviews.reply(world, repo, issue, known, form.get("body"), acting_login(request, repo))
    return go(f"{address(repo, issue)}#discussion_r{made.id}")


@routes.post("/{owner}/{name}/pull/{number}/comments/{comment}/apply")
def apply(number: int, comment: int, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Commit a suggestion to the head branch."""
    issue, known = _find(world, repo, number, comment)
    at = form.get("suggestion", "0")
    suggestions.apply(world, repo, issue, known, acting_login(request, repo), int(at) if at.isdecimal() else 0)
    return go(f"{address(repo, issue)}#discussion_r{comment}")


@routes.post("/{owner}/{name}/pull/{number}/review")
def review(number: int, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Approve, request changes, or comment."""
    issue = find(world, repo, number)
    event = form.get("event", "COMMENT")
    if event not in reviews.STATES:
        raise Refused(422, "A review approves, requests changes, or comments.")
    made = reviews.submit(world, repo, issue, acting_login(request, repo), event, form.get("body"))
    return go(f"{address(repo, issue)}#pullrequestreview-{made.id}")


@routes.post("/{owner}/{name}/pull/{number}/update-branch")
def update_branch(number: int, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Merge the base into the head."""
    with world.lock:
        issue, who = find(world, repo, number), acting_login(request, repo)
        if not _may_push(world, repo, issue, who):
            raise Refused(403, "Only those who may push to the head branch can update it.")
        deeds.update_branch(world, repo, issue, who)
    return go(address(repo, issue))


@routes.post("/{owner}/{name}/pull/{number}/maintainer-edits")
def lend(number: int, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Let maintainers push to the head, or no longer."""
    issue = find(world, repo, number)
    deeds.lend(world, repo, issue, acting_login(request, repo), allowed=form.get("allowed") == "yes")
    return go(address(repo, issue))


def review_facts(request: Request, world: World, repo: Repo, issue: Issue) -> dict[str, Any]:
    """Return what the templates need to show reviews and checks: the runs of the head, and who may push to it."""
    who, pull = acting_login(request, repo), reviews.pull_of(issue)
    head = world.head_repo(repo, pull)
    return {
        "lends": head is not repo and head.may_write(who),
        "runs": [(world.apps[suite.app], run) for suite, run in repo.checks(pull.head_sha)],
        "may_push": _may_push(world, repo, issue, who),
        "said_of": {"APPROVED": "approved these changes", "CHANGES_REQUESTED": "requested changes"},
    }


def reviewed(repo: Repo, issue: Issue) -> list[tuple[datetime, Reviewed]]:
    """Return a pull request's reviews with their times; what only answers stands in the thread that it answers."""
    pull = reviews.pull_of(issue)
    found, threads = [], _threads(repo, issue)
    for known in pull.reviews:
        begun = tuple(thread for thread in threads if thread.first.review == known.id)
        answers = any(one.review == known.id and one.in_reply_to for one in pull.review_comments)
        if begun or known.body.strip() or known.state != "COMMENTED" or not answers:
            found.append((known.submitted_at, Reviewed(known, begun)))
    return found


def remarks_of(repo: Repo, issue: Issue) -> Callable[[str, differ.Row], list[Thread | Note]]:
    """Return what finds the threads and the annotations that belong below a row of a file's diff."""
    sha = reviews.pull_of(issue).head_sha
    threads = [thread for thread in _threads(repo, issue) if thread.first.line is not None]
    notes = [Note(run, annotation) for _, run in repo.checks(sha) for annotation in run.annotations]

    def below(path: str, row: differ.Row) -> list[Thread | Note]:
        found: list[Thread | Note] = [
            one for one in notes if (one.annotation.path, one.annotation.end_line) == (path, row.new)
        ]
        sides = {("RIGHT", row.new), ("LEFT", row.old if row.kind == "del" else None)} - {
            ("RIGHT", None),
            ("LEFT", None),
        }
        return found + [one for one in threads if one.first.path == path and (one.first.side, one.first.line) in sides]

    return below


def notes_elsewhere(repo: Repo, issue: Issue, files: Sequence[differ.FileDiff]) -> list[Note]:
    """Return the annotations of lines that the diff does not show."""
    shown = {(file.change.path, row.new) for file in files for row in file.rows}
    found = [Note(run, one) for _, run in repo.checks(reviews.pull_of(issue).head_sha) for one in run.annotations]
    return [note for note in found if (note.annotation.path, note.annotation.end_line) not in shown]


def _threads(repo: Repo, issue: Issue) -> list[Thread]:
    known = reviews.pull_of(issue).review_comments
    return [
        Thread(
            first,
            reviews.rows_until(first),
            tuple(_said(repo, issue, one) for one in known if first.id in (one.id, one.in_reply_to)),
        )
        for first in known
        if first.in_reply_to is None or first.in_reply_to not in {one.id for one in known}
    ]


def _said(repo: Repo, issue: Issue, known: ReviewComment) -> Said:
    parts: list[str | Offer] = []
    for part in suggestions.parts(known.body):
        if isinstance(part, str):
            parts.append(part)
        else:
            number = sum(isinstance(one, Offer) for one in parts)
            why = suggestions.hindrance(repo, issue, known, part)
            parts.append(Offer(number, suggestions.as_change(known, part), why))
    return Said(known, tuple(parts))


def _may_push(world: World, repo: Repo, issue: Issue, who: str) -> bool:
    pull = reviews.pull_of(issue)
    return forks.may_push(world, world.head_repo(repo, pull), pull.head_ref, who)


def _find(world: World, repo: Repo, number: int, comment: int) -> tuple[Issue, ReviewComment]:
    with world.lock:
        issue = find(world, repo, number)
        found = next((one for one in reviews.pull_of(issue).review_comments if one.id == comment), None)
    if found is None:
        raise Refused(404, "There is no such comment here.")
    return issue, found
