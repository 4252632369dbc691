"""The sandbox's answers and webhooks against GitHub's own description of them, as githubkit generated its models.

`python -m tests.sandbox.fidelity` prints the table.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from starlette.routing import Route

from bot.sandbox import Sandbox, api

from .conftest import Ear
from .fidelity import description
from .fidelity.judge import drift
from .fidelity.recorder import Recorder, recording, told
from .fidelity.tour import prepare, walk

ROUTES = [(method, route) for route in api.routes() for method in sorted(route.methods or ())]
#: What the sandbox tells apps, as event and action.
EVENTS = [
    ("check_run", "completed"),
    ("check_run", "created"),
    ("check_run", "requested_action"),
    ("check_run", "rerequested"),
    ("check_suite", "completed"),
    ("check_suite", "requested"),
    ("check_suite", "rerequested"),
    ("create", None),
    ("delete", None),
    ("installation", "created"),
    ("installation", "deleted"),
    ("installation_repositories", "added"),
    ("issue_comment", "created"),
    ("issue_comment", "deleted"),
    ("issue_comment", "edited"),
    ("issues", "closed"),
    ("issues", "deleted"),
    ("issues", "edited"),
    ("issues", "labeled"),
    ("issues", "locked"),
    ("issues", "opened"),
    ("issues", "reopened"),
    ("issues", "transferred"),
    ("issues", "unlabeled"),
    ("issues", "unlocked"),
    ("merge_group", "checks_requested"),
    ("merge_group", "destroyed"),
    ("pull_request", "closed"),
    ("pull_request", "converted_to_draft"),
    ("pull_request", "dequeued"),
    ("pull_request", "edited"),
    ("pull_request", "enqueued"),
    ("pull_request", "labeled"),
    ("pull_request", "locked"),
    ("pull_request", "opened"),
    ("pull_request", "ready_for_review"),
    ("pull_request", "reopened"),
    ("pull_request", "synchronize"),
    ("pull_request", "unlabeled"),
    ("pull_request", "unlocked"),
    ("pull_request_review", "edited"),
    ("pull_request_review", "submitted"),
    ("pull_request_review_comment", "created"),
    ("pull_request_review_comment", "deleted"),
    ("pull_request_review_comment", "edited"),
    ("push", None),
    ("repository", "archived"),
    ("repository", "edited"),
    ("repository", "unarchived"),
]

Told = dict[tuple[str, str | None], list[str]]
Walked = Callable[[str], tuple[Recorder, Told]]


def named(method: str, route: Route) -> str:
    """A route as GitHub's documentation writes it."""
    return f"{method} {route.path.replace(':path}', '}')}"


def page(route: Route) -> str:
    """The documentation page that a route's docstring links."""
    found = re.match(r"https://docs\.github\.com/en/(rest/\S+)", getattr(route, "description", ""))
    assert found, f"{route.path} links no page of https://docs.github.com/en/rest"
    return found[1]


@pytest.fixture(scope="module")
def walked(keys: tuple[str, str]) -> Walked:
    """The tour past everything, once for each version of the API."""
    done: dict[str, tuple[Recorder, Told]] = {}

    def walk_once(version: str) -> tuple[Recorder, Told]:
        if not description.installed(version):
            pytest.skip(f"githubkit-schemas-{version} is not installed")
        if version not in done:
            ear = Ear()
            with recording() as recorder, ear.listening(), Sandbox() as github:
                tour = prepare(github, version, ear.url, keys)
                walk(tour)
                tour.close()
                done[version] = recorder, told(github)
        return done[version]

    return walk_once


@pytest.mark.parametrize("version", description.MODULES)
@pytest.mark.parametrize(("method", "route"), ROUTES, ids=[named(*one) for one in ROUTES])
def test_route(walked: Walked, method: str, route: Route, version: str) -> None:
    """Each route is answered in the shape that GitHub's description gives it: all that is required, nothing else."""
    recorder, _ = walked(version)
    answers = [one for one in recorder.exchanges if f"{one.method} {one.route}" == named(method, route)]
    assert answers
    assert all(one.status < 400 and one.version == version for one in answers)
    assert [line for one in answers for line in one.drift()] == []


@pytest.mark.parametrize(("method", "route"), ROUTES, ids=[named(*one) for one in ROUTES])
def test_docstring_links_the_page(method: str, route: Route) -> None:
    """Each route's docstring links the page of the very operation that it is."""
    operation = description.operation("2026-03-10", method, page(route))
    assert operation is not None
    places = [re.sub(r"\{[^}]*\}", "{}", path) for path in (operation.path, route.path)]
    # A repository's root is the empty path of its contents.
    assert places[0].removesuffix("/{}") == places[1].removesuffix("/{}")


@pytest.mark.parametrize(
    "route",
    [
        "PUT /repos/{owner}/{repo}/contents/{path}",
        "POST /repos/{owner}/{repo}/issues/{number}/reactions",
        "POST /repos/{owner}/{repo}/issues/comments/{number}/reactions",
    ],
)
def test_both_ways_to_succeed(walked: Walked, route: str) -> None:
    """What makes a thing or finds it there is judged both ways: 201 and 200."""
    recorder, _ = walked("2026-03-10")
    assert {one.status for one in recorder.exchanges if f"{one.method} {one.route}" == route} == {200, 201}


@pytest.mark.parametrize(("event", "action"), EVENTS, ids=[f"{event}.{action}" for event, action in EVENTS])
def test_event(walked: Walked, event: str, action: str | None) -> None:
    """Each webhook has the shape that GitHub's description gives it."""
    _, events = walked(description.WEBHOOKS)
    assert events[event, action] == []


def test_no_event_is_forgotten(walked: Walked) -> None:
    """The tour tells of every event here, among them all that Shelver subscribes to."""
    _, events = walked(description.WEBHOOKS)
    assert sorted(events, key=str) == sorted(EVENTS, key=str)
    manifest = yaml.safe_load((Path(__file__).parents[2] / "app.yml").read_text("utf-8"))
    assert set(manifest["default_events"]) <= {event for event, _ in EVENTS}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"sha": "a", "merged": true, "message": "m"}', None),
        ('{"sha": "a", "merged": true}', "message: Field required"),
        ('{"sha": "a", "merged": "true", "message": "m"}', "merged: Input should be a valid boolean"),
        ('{"sha": "a", "merged": true, "message": "m", "more": 1}', "more: the description knows no such field"),
    ],
    ids=["fits", "left out", "of another type", "unknown"],
)
def test_the_judge_finds_drift(text: str, line: str | None) -> None:
    """A field that is left out, has another type or is unknown is found."""
    operation = description.operation("2026-03-10", "PUT", "rest/pulls/pulls#merge-a-pull-request")
    assert operation is not None
    found = drift(operation.model(200), text)
    assert [one.startswith(line or "") for one in found] == ([True] if line else [])
