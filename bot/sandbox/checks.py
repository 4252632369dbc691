"""Checks: what apps find out about commits, as suites of runs; how they are shown, and who is told of them.

An app has one suite for each commit; a run is one of its checks. Only the app that made a run may change it.
https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.sandbox import herald, shapes
from bot.sandbox.state import (
    Action,
    Annotation,
    App,
    CheckRun,
    CheckSuite,
    Installation,
    Issue,
    Pull,
    Refused,
    Repo,
    World,
    invalid,
    node_id,
)

Json = dict[str, Any]

STATUSES: Final = ("queued", "in_progress", "completed")
#: What an app may conclude; "stale" is GitHub's own word.
CONCLUSIONS: Final = ("action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out")
#: A suite concludes with the first of these that one of its runs concludes with.
_WORST: Final = ("failure", "timed_out", "cancelled", "action_required", "success", "neutral", "skipped")
#: Older runs of the same name are deleted beyond so many.
_MOST_OF_A_NAME: Final = 1000


@dataclass(frozen=True)
class Report:
    """What an app says of a run; None is what it does not mention. Annotations are added to those that are there."""

    name: str | None = None
    status: str | None = None
    conclusion: str | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    details_url: str | None = None
    external_id: str | None = None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: tuple[Annotation, ...] = ()
    actions: tuple[Action, ...] | None = None


# What apps do


def create_run(world: World, repo: Repo, app: App, sha: str, report: Report) -> CheckRun:
    """Make a check run of a commit, in the app's suite of that commit, which is made where there is none."""
    with world.lock:
        _check_address(report)
        suite = _suite(repo, app, sha) or _new_suite(world, repo, app, sha, _branch_at(repo, sha))
        run = CheckRun(
            world.next_id(), suite.id, report.name or "", f"{world.origin}/apps/{app.slug}", started_at=world.now()
        )
        suite.runs.append(run)
        same = [one for one in suite.runs if one.name == run.name]
        for old in same[:-_MOST_OF_A_NAME]:
            suite.runs.remove(old)
        _take_in(world, run, report)
        _reported(world, suite)
        _tell_of_run(world, repo, suite, run, "created", app.bot.login)
        if run.status == "completed":
            _completed(world, repo, suite, run, app.bot.login)
        return run


def update_run(world: World, repo: Repo, app: App, run: CheckRun, report: Report) -> None:
    """Change a check run, which only the app may that made it."""
    with world.lock:
        suite = repo.suites[run.suite]
        if suite.app != app.id:
            message = f"Invalid app_id `{app.id}` - check run can only be modified by the GitHub App that created it."
            raise Refused(403, message)
        _check_address(report)
        ended = run.status == "completed"
        _take_in(world, run, report)
        _reported(world, suite)
        if run.status == "completed" and not ended:
            _completed(world, repo, suite, run, app.bot.login)


# What people and pushes bring about


def request(world: World, repo: Repo, branch: str, before: str | None, sha: str, by: str) -> None:
    """Ask every app that may write checks here to look at what was pushed, unless it has a suite of it already.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_suite
    """
    with world.lock:
        for installation in _checkers(world, repo):
            app = world.apps[installation.app]
            if _suite(repo, app, sha):
                continue
            suite = _new_suite(world, repo, app, sha, branch, before or herald.NO_COMMIT)
            payload = {"action": "requested", "check_suite": _told_suite(world, repo, suite)}
            herald.emit_to(world, repo, installation, "check_suite", by, payload)


def rerequest_run(world: World, repo: Repo, run: CheckRun, by: str) -> None:
    """Ask the app that made a run to do it again; the run stays as it is until the app reports.

    https://docs.github.com/en/rest/checks/runs#rerequest-a-check-run
    """
    with world.lock:
        suite = repo.suites[run.suite]
        suite.reset, suite.updated_at = True, world.now()
        payload = {"action": "rerequested", "check_run": _told_run(world, repo, suite, run)}
        _emit_to_maker(world, repo, suite, "check_run", by, payload)


def rerequest_suite(world: World, repo: Repo, suite: CheckSuite, by: str) -> None:
    """Ask the app that made a suite to do all of it again.

    https://docs.github.com/en/rest/checks/suites#rerequest-a-check-suite
    """
    with world.lock:
        suite.reset, suite.updated_at = True, world.now()
        payload = {"action": "rerequested", "check_suite": _told_suite(world, repo, suite)}
        _emit_to_maker(world, repo, suite, "check_suite", by, payload)


def request_action(world: World, repo: Repo, run: CheckRun, identifier: str, by: str) -> None:
    """Press one of the buttons that a run offers.

    https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks#check-runs-and-requested-actions
    """
    with world.lock:
        if identifier not in {action.identifier for action in run.actions}:
            raise Refused(404, "Not Found")
        suite = repo.suites[run.suite]
        payload = {
            "action": "requested_action",
            "requested_action": {"identifier": identifier},
            "check_run": _told_run(world, repo, suite, run),
        }
        _emit_to_maker(world, repo, suite, "check_run", by, payload)


# Looking


def find_run(repo: Repo, number: int) -> tuple[CheckSuite, CheckRun]:
    """Return a check run by its number, with its suite."""
    found = next(((s, run) for s in repo.suites.values() for run in s.runs if run.id == number), None)
    if found is None:
        raise Refused(404, "Not Found")
    return found


def latest(suite: CheckSuite) -> list[CheckRun]:
    """Return a suite's runs, the newest first; of one name only the last."""
    return sorted({run.name: run for run in suite.runs}.values(), key=lambda run: -run.id)


def outcome(suite: CheckSuite) -> tuple[str, str | None]:
    """Return a suite's status and its conclusion, which its latest runs make up."""
    runs = latest(suite)
    if suite.reset or not runs:
        return "queued", None
    if all(run.status == "completed" for run in runs):
        concluded = {run.conclusion for run in runs}
        return "completed", next(word for word in _WORST if word in concluded)
    return ("queued" if all(run.status == "queued" for run in runs) else "in_progress"), None


def pulls_of(repo: Repo, suite: CheckSuite) -> Iterator[tuple[Issue, Pull]]:
    """Find the open pull requests of a suite's commit and branch: those from forks are not among them."""
    for issue in repo.issues.values():
        pull = issue.pull
        if pull and issue.state == "open" and pull.head_repo is None and pull.head_sha == suite.head_sha:
            yield issue, pull


# How they are shown


def run_shape(world: World, repo: Repo, run: CheckRun) -> Json:
    """A check run as the REST API shows it."""
    suite = repo.suites[run.suite]
    url = f"{shapes.repo_url(world, repo)}/check-runs/{run.id}"
    return {
        "id": run.id,
        "name": run.name,
        "node_id": node_id("CheckRun", run.id),
        "head_sha": suite.head_sha,
        "external_id": run.external_id,
        "url": url,
        "html_url": f"{world.origin}/{repo.full_name}/runs/{run.id}",
        "details_url": run.details_url,
        "status": run.status,
        "conclusion": run.conclusion,
        "started_at": shapes.stamp(run.started_at),
        "completed_at": shapes.stamp(run.completed_at),
        "output": {
            "title": run.title,
            "summary": run.summary,
            "text": run.text,
            "annotations_count": len(run.annotations),
            "annotations_url": f"{url}/annotations",
        },
        "check_suite": {"id": suite.id},
        "app": shapes.app(world, world.apps[suite.app]),
        "pull_requests": _pulls(world, repo, suite),
    }


def annotation_shape(world: World, repo: Repo, suite: CheckSuite, known: Annotation) -> Json:
    """An annotation as the REST API shows it."""
    return {
        "path": known.path,
        "blob_href": f"{world.origin}/{repo.full_name}/blob/{suite.head_sha}/{known.path}",
        "start_line": known.start_line,
        "start_column": known.start_column,
        "end_line": known.end_line,
        "end_column": known.end_column,
        "annotation_level": known.level,
        "title": known.title,
        "message": known.message,
        "raw_details": known.raw_details,
    }


def suite_shape(world: World, repo: Repo, suite: CheckSuite) -> Json:
    """A check suite as the REST API shows it."""
    return _suite_core(world, repo, suite) | {
        "app": shapes.app(world, world.apps[suite.app]),
        "repository": shapes.repository(world, repo),
    }


def _suite_core(world: World, repo: Repo, suite: CheckSuite) -> Json:
    status, conclusion = outcome(suite)
    url = f"{shapes.repo_url(world, repo)}/check-suites/{suite.id}"
    return {
        "id": suite.id,
        "node_id": node_id("CheckSuite", suite.id),
        "head_branch": suite.head_branch,
        "head_sha": suite.head_sha,
        "status": status,
        "conclusion": conclusion,
        "url": url,
        "before": suite.before,
        "after": suite.head_sha,
        "pull_requests": _pulls(world, repo, suite),
        "created_at": shapes.stamp(suite.created_at),
        "updated_at": shapes.stamp(suite.updated_at),
        "rerequestable": True,
        "runs_rerequestable": True,
        "latest_check_runs_count": len(latest(suite)),
        "check_runs_url": f"{url}/check-runs",
        "head_commit": shapes.simple_commit(repo.git.commit(suite.head_sha)),
    }


def _pulls(world: World, repo: Repo, suite: CheckSuite) -> list[Json]:
    return [shapes.minimal_pull(world, repo, issue, pull) for issue, pull in pulls_of(repo, suite)]


# Who is told


def _checkers(world: World, repo: Repo) -> list[Installation]:
    """The installations that may write checks here: these hear of checks without subscribing to it."""
    found = [one for one in world.installations.values() if repo.id in one.repos]
    return [one for one in found if one.permissions.get("checks") == "write"]


def _tell_of_run(world: World, repo: Repo, suite: CheckSuite, run: CheckRun, action: str, by: str) -> None:
    _tell_all(world, repo, "check_run", by, {"action": action, "check_run": _told_run(world, repo, suite, run)})


def _completed(world: World, repo: Repo, suite: CheckSuite, run: CheckRun, by: str) -> None:
    """Tell that a run is completed, and that the suite is where it was the last one."""
    _tell_of_run(world, repo, suite, run, "completed", by)
    if outcome(suite)[0] == "completed":
        payload = {"action": "completed", "check_suite": _told_suite(world, repo, suite)}
        _tell_all(world, repo, "check_suite", by, payload)


def _tell_all(world: World, repo: Repo, event: str, by: str, payload: Json) -> None:
    """Tell those who may write checks, and those who may read them and have subscribed."""
    writers = _checkers(world, repo)
    for one in list(world.installations.values()):
        reads = repo.id in one.repos and one.permissions.get("checks") == "read" and event in one.events
        if one in writers or reads:
            herald.emit_to(world, repo, one, event, by, payload)


def _emit_to_maker(world: World, repo: Repo, suite: CheckSuite, event: str, by: str, payload: Json) -> None:
    for one in _checkers(world, repo):
        if one.app == suite.app:
            herald.emit_to(world, repo, one, event, by, payload)


def _told_run(world: World, repo: Repo, suite: CheckSuite, run: CheckRun) -> Json:
    core = _suite_core(world, repo, suite)
    more = ("rerequestable", "runs_rerequestable", "latest_check_runs_count", "check_runs_url", "head_commit")
    told = {key: value for key, value in core.items() if key not in more}
    app = shapes.app(world, world.apps[suite.app])
    return run_shape(world, repo, run) | {"check_suite": told | {"app": app}}


def _told_suite(world: World, repo: Repo, suite: CheckSuite) -> Json:
    app = shapes.app(world, world.apps[suite.app])
    del app["installations_count"]
    return _suite_core(world, repo, suite) | {"app": app}


# Small rules


def _suite(repo: Repo, app: App, sha: str) -> CheckSuite | None:
    return next((one for one in repo.suites.values() if (one.app, one.head_sha) == (app.id, sha)), None)


def _new_suite(
    world: World, repo: Repo, app: App, sha: str, branch: str | None, before: str | None = None
) -> CheckSuite:
    now = world.now()
    made = CheckSuite(world.next_id(), app.id, sha, now, now, branch, before)
    repo.suites[made.id] = made
    return made


def _branch_at(repo: Repo, sha: str) -> str | None:
    found = (name for name, tip in repo.git.refs("refs/heads/").items() if tip == sha)
    return next((name.removeprefix("refs/heads/") for name in found), None)


def _check_address(report: Report) -> None:
    if report.details_url is not None and not report.details_url.startswith(("http://", "https://")):
        raise invalid("CheckRun", "details_url", "custom", "details_url must use http or https scheme")


def _reported(world: World, suite: CheckSuite) -> None:
    suite.reset, suite.updated_at = False, world.now()


def _take_in(world: World, run: CheckRun, report: Report) -> None:
    for name in ("name", "started_at", "details_url", "external_id", "title", "summary", "text", "actions"):
        value = getattr(report, name)
        if value is not None:
            setattr(run, name, value)
    run.annotations += report.annotations
    ends = report.conclusion is not None or report.completed_at is not None
    status = "completed" if ends else report.status
    if status is None:
        return
    run.status = status
    run.conclusion = report.conclusion if status == "completed" else None
    run.completed_at = (report.completed_at or world.now()) if status == "completed" else None
