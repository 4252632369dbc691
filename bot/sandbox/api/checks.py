"""REST: check runs and check suites."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from fastapi import Request, Response

from bot.sandbox import checks, deeds
from bot.sandbox.api.caller import (
    BodyDep,
    Caller,
    CallerDep,
    RepoDep,
    Routes,
    WorldDep,
    answer,
    counted_pages,
    pages,
    required,
    text_field,
)
from bot.sandbox.state import Action, Annotation, App, CheckSuite, Refused, Repo, World, invalid

routes = Routes(prefix="/repos/{owner}/{repo}")

LEVELS: Final = ("notice", "warning", "failure")
MOST_ANNOTATIONS: Final = 50
MOST_ACTIONS: Final = 3
#: Of a run's summary and of its text.
MOST_CHARACTERS: Final = 65535
#: Of an annotation's message and of its details.
_MOST_BYTES: Final = 64 * 1024
_LONGEST_TITLE: Final = 255


@routes.post("/check-runs")
def create_check_run(world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/checks/runs#create-a-check-run"""
    app = _app(world, caller)
    name, sha = required(body, "name"), required(body, "head_sha")
    report = _report(body, titled=True)
    if not name.strip():
        raise invalid("CheckRun", "name", "missing_field")
    run = checks.create_run(world, repo, app, _commit(repo, sha), report)
    deeds.merge_queued(world, repo)
    return answer(checks.run_shape(world, repo, run), 201)


@routes.get("/check-runs/{number}")
def get_check_run(number: int, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/checks/runs#get-a-check-run"""
    return answer(checks.run_shape(world, repo, checks.find_run(repo, number)[1]))


@routes.patch("/check-runs/{number}")
def update_check_run(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/checks/runs#update-a-check-run"""
    app = _app(world, caller)
    _, run = checks.find_run(repo, number)
    checks.update_run(world, repo, app, run, _report(body, titled=False))
    deeds.merge_queued(world, repo)
    return answer(checks.run_shape(world, repo, run))


@routes.get("/check-runs/{number}/annotations")
def list_annotations(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/checks/runs#list-check-run-annotations"""
    suite, run = checks.find_run(repo, number)
    return pages(request, run.annotations, lambda one: checks.annotation_shape(world, repo, suite, one))


@routes.post("/check-runs/{number}/rerequest")
def rerequest_check_run(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/checks/runs#rerequest-a-check-run"""
    checks.rerequest_run(world, repo, checks.find_run(repo, number)[1], caller.must(repo, "write"))
    return answer({}, 201)


@routes.get("/check-suites/{number}")
def get_check_suite(number: int, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/checks/suites#get-a-check-suite"""
    return answer(checks.suite_shape(world, repo, _suite(repo, number)))


@routes.get("/check-suites/{number}/check-runs")
def list_runs_of_suite(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/checks/runs#list-check-runs-in-a-check-suite"""
    return _runs(request, world, repo, [_suite(repo, number)])


@routes.post("/check-suites/{number}/rerequest")
def rerequest_check_suite(number: int, world: WorldDep, repo: RepoDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/checks/suites#rerequest-a-check-suite"""
    checks.rerequest_suite(world, repo, _suite(repo, number), caller.must(repo, "write"))
    return answer({}, 201)


@routes.get("/commits/{ref:path}/check-runs")
def list_runs_of_commit(ref: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference"""
    return _runs(request, world, repo, _suites(request, repo, ref))


@routes.get("/commits/{ref:path}/check-suites")
def list_suites_of_commit(ref: str, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """https://docs.github.com/en/rest/checks/suites#list-check-suites-for-a-git-reference"""
    name = request.query_params.get("check_name")
    found = [
        one for one in _suites(request, repo, ref) if name is None or name in {run.name for run in checks.latest(one)}
    ]
    return counted_pages(request, "check_suites", found, lambda one: checks.suite_shape(world, repo, one))


def _app(world: World, caller: Caller) -> App:
    """The app that calls: nobody else writes checks."""
    if caller.who and caller.app is None:
        raise Refused(403, "You must authenticate via a GitHub App.")
    return world.apps[caller.app or 0]


def _commit(repo: Repo, sha: str) -> str:
    if len(sha) != 40 or not sha.isalnum() or repo.git.kind(sha) != "commit":
        raise Refused(422, f"No commit found for SHA: {sha}")
    return sha


def _suite(repo: Repo, number: int) -> CheckSuite:
    found = repo.suites.get(number)
    if found is None:
        raise Refused(404, "Not Found")
    return found


def _suites(request: Request, repo: Repo, ref: str) -> list[CheckSuite]:
    """The suites of the commit that a branch, a tag or a sha names."""
    sha = repo.git.resolve(ref.removeprefix("heads/").removeprefix("tags/"))
    if sha is None:
        raise Refused(422, f"No commit found for SHA: {ref}")
    app = request.query_params.get("app_id")
    return [one for one in repo.suites.values() if one.head_sha == sha and app in (None, str(one.app))]


def _runs(request: Request, world: World, repo: Repo, suites: Sequence[CheckSuite]) -> Response:
    query = request.query_params
    which, name, status = query.get("filter", "latest"), query.get("check_name"), query.get("status")
    _one_of(which, "filter", ("latest", "all"))
    if status is not None:
        _one_of(status, "status", checks.STATUSES)
    found = [run for suite in suites for run in (suite.runs if which == "all" else checks.latest(suite))]
    found = [run for run in found if name in (None, run.name) and status in (None, run.status)]
    found.sort(key=lambda run: -run.id)
    return counted_pages(request, "check_runs", found, lambda run: checks.run_shape(world, repo, run))


# What an app sends, checked as GitHub checks it


def _report(body: dict[str, Any], *, titled: bool) -> checks.Report:
    status, conclusion = text_field(body, "status"), text_field(body, "conclusion")
    if status is not None:
        _one_of(status, "status", checks.STATUSES)
    if conclusion is not None:
        _one_of(conclusion, "conclusion", checks.CONCLUSIONS)
    elif status == "completed" or body.get("completed_at") is not None:
        raise Refused(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.')
    output = body.get("output")
    if output is not None and not isinstance(output, dict):
        raise _wrong("output", output, "an object")
    said: dict[str, Any] = {}
    if output is not None:
        said = {
            "title": required(output, "title") if titled else text_field(output, "title"),
            "summary": _short(required(output, "summary")),
            "text": _short(text_field(output, "text")),
            "annotations": tuple(map(_annotation, _objects(output, "annotations", MOST_ANNOTATIONS))),
        }
    actions = None
    if body.get("actions") is not None:
        actions = tuple(map(_action, _objects(body, "actions", MOST_ACTIONS)))
    return checks.Report(
        name=text_field(body, "name"),
        status=status,
        conclusion=conclusion,
        started_at=_moment(body, "started_at"),
        completed_at=_moment(body, "completed_at"),
        details_url=text_field(body, "details_url"),
        external_id=text_field(body, "external_id"),
        actions=actions,
        **said,
    )


def _annotation(sent: dict[str, Any]) -> Annotation:
    level = required(sent, "annotation_level")
    _one_of(level, "annotation_level", LEVELS)
    start, end = _line(sent, "start_line"), _line(sent, "end_line")
    columns = {
        name: _line(sent, name) if sent.get(name) is not None else None for name in ("start_column", "end_column")
    }
    if end < start:
        raise invalid("CheckAnnotation", "end_line", "custom", "end_line must not be before start_line")
    if start != end and any(columns.values()):
        message = "start_column and end_column are only supported where start_line and end_line are the same"
        raise invalid("CheckAnnotation", "start_column", "custom", message)
    title = text_field(sent, "title")
    if title is not None and len(title) > _LONGEST_TITLE:
        raise _too_long(_LONGEST_TITLE, title)
    message, details = required(sent, "message"), text_field(sent, "raw_details")
    for text in (message, details or ""):
        if len(text.encode()) > _MOST_BYTES:
            raise _too_long(_MOST_BYTES, text)
    return Annotation(required(sent, "path"), start, end, level, message, title, details, **columns)


def _action(sent: dict[str, Any]) -> Action:
    made = Action(required(sent, "label"), required(sent, "description"), required(sent, "identifier"))
    for text, most in ((made.label, 20), (made.description, 40), (made.identifier, 20)):
        if len(text) > most:
            raise _too_long(most, text)
    return made


def _objects(sent: dict[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    found = sent.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _wrong(name, found, "an array of objects")
    if len(found) > most:
        message = f"No more than {most} items are allowed; {len(found)} were supplied."
        raise Refused(422, f"Invalid request.\n\n{message}")
    return found


def _line(sent: dict[str, Any], name: str) -> int:
    value = sent.get(name)
    if value is None:
        raise Refused(422, f'Invalid request.\n\n"{name}" wasn\'t supplied.')
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(name, value, "an integer")
    if value < 1:
        raise invalid("CheckAnnotation", name)
    return value


def _moment(sent: dict[str, Any], name: str) -> datetime | None:
    value = text_field(sent, name)
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise _wrong(name, value, "a date-time") from error
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _short(text: str | None) -> str | None:
    if text is not None and len(text) > MOST_CHARACTERS:
        raise _too_long(MOST_CHARACTERS, text)
    return text


def _too_long(most: int, text: str) -> Refused:
    return Refused(422, f"Invalid request.\n\nOnly {most} characters are allowed; {len(text)} were supplied.")


def _one_of(value: str, name: str, words: Sequence[str]) -> None:
    if value not in words:
        known = json.dumps(list(words))
        raise Refused(422, f"Invalid request.\n\nFor '{name}', {json.dumps(value)} is not a member of {known}.")


def _wrong(name: str, value: Any, kind: str) -> Refused:
    return Refused(422, f"Invalid request.\n\nFor '{name}', {value!r:.80} is not {kind}.")
