"""The page of a check run: what it found, line by line, and the buttons that ask for more.

https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/about-status-checks
"""

import itertools

from fastapi import APIRouter, Request, Response

from bot.sandbox import checks
from bot.sandbox.pages.frame import FormDep, RepoDep, WorldDep, acting_login, go, page
from bot.sandbox.state import CheckRun, CheckSuite, Refused, Repo

routes = APIRouter(include_in_schema=False)


@routes.get("/{owner}/{name}/runs/{number}")
def show_run(number: int, request: Request, world: WorldDep, repo: RepoDep) -> Response:
    """Show a check run with its annotations, file by file."""
    with world.lock:
        suite, run = _find(repo, number)
        pulls = [issue for issue in repo.issues.values() if issue.pull and issue.pull.head_sha == suite.head_sha]
        notes = sorted(run.annotations, key=lambda one: (one.path, one.start_line))
        facts = {
            "run": run,
            "suite": suite,
            "app": world.apps[suite.app],
            "pulls": pulls,
            "files": [(path, list(found)) for path, found in itertools.groupby(notes, key=lambda one: one.path)],
            "may_rerun": _may_rerun(request, repo, suite),
        }
    return page(request, "check_run.html", repo=repo, tab="pulls", **facts)


@routes.post("/{owner}/{name}/runs/{number}/rerun")
def rerun(number: int, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Ask for a run again, or for all that its app checks of the commit."""
    with world.lock:
        suite, run = _find(repo, number)
        who = _may(request, repo, suite)
        if form.get("all"):
            checks.rerequest_suite(world, repo, suite, who)
        else:
            checks.rerequest_run(world, repo, run, who)
    return go(f"/{repo.full_name}/runs/{number}")


@routes.post("/{owner}/{name}/runs/{number}/press")
def press(number: int, request: Request, world: WorldDep, repo: RepoDep, form: FormDep) -> Response:
    """Press a button that the run offers."""
    with world.lock:
        suite, run = _find(repo, number)
        checks.request_action(world, repo, run, form.get("identifier"), _may(request, repo, suite))
    return go(f"/{repo.full_name}/runs/{number}")


def _find(repo: Repo, number: int) -> tuple[CheckSuite, CheckRun]:
    try:
        return checks.find_run(repo, number)
    except Refused as refused:
        raise Refused(404, f"There is no check run {number}.") from refused


def _may(request: Request, repo: Repo, suite: CheckSuite) -> str:
    if not _may_rerun(request, repo, suite):
        raise Refused(403, "Only a maintainer or the author of the pull request may ask for a check again.")
    return acting_login(request, repo)


def _may_rerun(request: Request, repo: Repo, suite: CheckSuite) -> bool:
    """Who may write here may ask again, and the author of a pull request with this head."""
    who = acting_login(request, repo)
    own = (
        issue.author == who for issue in repo.issues.values() if issue.pull and issue.pull.head_sha == suite.head_sha
    )
    return repo.may_write(who) or any(own)
