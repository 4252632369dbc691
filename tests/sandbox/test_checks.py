"""Check runs: made, changed and found by apps, asked for again by people, and told of to the apps concerned."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from github import Auth, GithubIntegration
from github.Repository import Repository as RemoteRepository

from bot.sandbox import App, Refused, Repository, Sandbox
from tests.builders import NO_TLS

from .conftest import README, Ear, client

PERMISSIONS = {"contents": "write", "pull_requests": "write", "checks": "write"}
NOTE: dict[str, Any] = {
    "path": "README.md",
    "start_line": 3,
    "end_line": 3,
    "annotation_level": "warning",
    "message": "One?",
}
OUTPUT: dict[str, Any] = {"title": "Look", "summary": "One thing"}


@pytest.fixture
def rights() -> dict[str, Any]:
    """An app that may write checks."""
    return {"permissions": PERMISSIONS, "events": ()}


@pytest.fixture
def api(github: Sandbox, integration: GithubIntegration, app: App, repo: Repository) -> Iterator[httpx.Client]:
    """Ana's list as the app calls it, by plain HTTP."""
    yield from calling(github, integration, github.install(app, repo).id)


def calling(github: Sandbox, integration: GithubIntegration, installation: int) -> Iterator[httpx.Client]:
    """The list's address in the REST API, called by an installation."""
    headers = {"Authorization": f"Bearer {integration.get_access_token(installation).token}"}
    base = f"{github.base_url}/repos/ana/list"
    with httpx.Client(verify=NO_TLS, base_url=base, headers=headers) as made:
        yield made


@pytest.fixture
def sha(repo: Repository) -> str:
    """The commit that is checked."""
    return repo.branches()["main"]


def create(api: httpx.Client, sha: str, **said: Any) -> dict[str, Any]:
    """Make a check run."""
    answer = api.post("/check-runs", json={"name": "Paper list", "head_sha": sha, **said})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """Status and message, with the first detail behind it."""
    told = answer.json()
    detail: dict[str, str] = told["errors"][0] if told.get("errors") else {}
    return answer.status_code, told["message"] + (
        f": {detail.get('field')} {detail.get('message', '')}" if detail else ""
    )


def test_whole_story_through_pygithub(bot: RemoteRepository, sha: str) -> None:
    """A run is made, changed, completed, and found by its commit."""
    run = bot.create_check_run("Paper list", sha, status="in_progress", output=OUTPUT)
    assert (run.status, run.output.title, run.app.slug) == ("in_progress", "Look", "shelver")
    assert run.raw_data["conclusion"] is None
    run.edit(conclusion="success", output={"title": "Well", "summary": "All is well", "text": "- one"})
    (found,) = bot.get_commit(sha).get_check_runs(check_name="Paper list")
    assert (found.id, found.status, found.conclusion, found.output.text) == (run.id, "completed", "success", "- one")
    assert found.completed_at is not None


def test_annotations_are_appended(bot: RemoteRepository, sha: str) -> None:
    """An update adds to the annotations that are there."""
    run = bot.create_check_run("Paper list", sha, output={**OUTPUT, "annotations": [NOTE]})
    run.edit(output={**OUTPUT, "annotations": [NOTE | {"message": "Two?", "start_column": 1, "end_column": 3}]})
    assert [one.message for one in run.get_annotations()] == ["One?", "Two?"]
    assert bot.get_check_run(run.id).output.annotations_count == 2


MANY = [NOTE] * 51


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"name": None}, 'Invalid request.\n\n"name" wasn\'t supplied.'),
        ({"head_sha": "1" * 40}, f"No commit found for SHA: {'1' * 40}"),
        ({"head_sha": "main"}, "No commit found for SHA: main"),
        ({"status": "done"}, '"done" is not a member of'),
        ({"status": "completed"}, '"conclusion" wasn\'t supplied.'),
        ({"conclusion": "stale"}, '"stale" is not a member of'),
        ({"output": {"title": "x"}}, '"summary" wasn\'t supplied.'),
        ({"output": {"summary": "x"}}, '"title" wasn\'t supplied.'),
        ({"output": {**OUTPUT, "summary": "x" * 65536}}, "Only 65535 characters are allowed; 65536 were supplied."),
        ({"output": {**OUTPUT, "text": "x" * 65536}}, "Only 65535 characters are allowed; 65536 were supplied."),
        ({"output": {**OUTPUT, "annotations": MANY}}, "No more than 50 items are allowed; 51 were supplied."),
        ({"output": {**OUTPUT, "annotations": [NOTE | {"annotation_level": "note"}]}}, "is not a member of"),
        ({"output": {**OUTPUT, "annotations": [NOTE | {"end_line": 4, "start_column": 1}]}}, "start_column"),
        ({"output": {**OUTPUT, "annotations": [NOTE | {"end_line": 2}]}}, "end_line"),
        ({"output": {**OUTPUT, "annotations": [NOTE | {"start_line": 0}]}}, "start_line"),
        ({"output": {**OUTPUT, "annotations": [NOTE | {"title": "x" * 256}]}}, "Only 255 characters"),
        ({"details_url": "ftp://x"}, "details_url must use http or https scheme"),
        ({"actions": [{"label": "a", "description": "b", "identifier": "c"}] * 4}, "No more than 3 items"),
        ({"actions": [{"label": "a" * 21, "description": "b", "identifier": "c"}]}, "Only 20 characters"),
    ],
)
def test_what_a_run_may_not_say(api: httpx.Client, repo: Repository, sha: str, said: Any, message: str) -> None:
    """What GitHub's description does not allow is refused with 422, and no run is made."""
    status, told = refusal(api.post("/check-runs", json={"name": "x", "head_sha": sha} | said))
    assert (status, message in told) == (422, True), told
    assert repo.checks(sha) == []


def test_longest_texts_are_taken(api: httpx.Client, sha: str) -> None:
    """65,535 characters and fifty annotations fit into one request."""
    output = {"title": "x", "summary": "x" * 65535, "text": "x" * 65535, "annotations": [NOTE] * 50}
    assert create(api, sha, output=output)["output"]["annotations_count"] == 50


def test_people_make_no_runs(ana: httpx.Client, nobody: httpx.Client, sha: str) -> None:
    """Only an app makes check runs."""
    asked = {"name": "x", "head_sha": sha}
    refused = ana.post("/repos/ana/list/check-runs", json=asked)
    assert refusal(refused) == (403, "You must authenticate via a GitHub App.")
    assert nobody.post("/repos/ana/list/check-runs", json=asked).status_code == 401


def test_app_without_the_permission(
    github: Sandbox, integration: GithubIntegration, app: App, repo: Repository, sha: str
) -> None:
    """An app that may only read checks makes none."""
    installation = github.install(app, repo, permissions=PERMISSIONS | {"checks": "read"})
    for reader in calling(github, integration, installation.id):
        refused = reader.post("/check-runs", json={"name": "x", "head_sha": sha})
        assert refusal(refused) == (403, "Resource not accessible by integration")


def test_run_of_another_app(github: Sandbox, api: httpx.Client, repo: Repository, sha: str) -> None:
    """Only the app that made a run may change it."""
    number = create(api, sha)["id"]
    other = github.register_app("other", permissions=PERMISSIONS)
    with GithubIntegration(
        auth=Auth.AppAuth(other.id, other.private_key or ""), base_url=github.base_url
    ) as integration:
        for caller in calling(github, integration, github.install(other, repo).id):
            status, message = refusal(caller.patch(f"/check-runs/{number}", json={"conclusion": "success"}))
    assert (status, "can only be modified by the GitHub App that created it" in message) == (403, True)


def test_runs_of_a_commit_are_chosen(api: httpx.Client, sha: str) -> None:
    """By default the last run of each name; `filter`, `check_name`, `status` and `app_id` choose."""
    first, again = create(api, sha), create(api, sha, conclusion="success")
    other = create(api, sha, name="Links")

    def found(**query: str) -> list[int]:
        answer = api.get("/commits/main/check-runs", params=query).json()
        assert answer["total_count"] == len(answer["check_runs"])
        return [run["id"] for run in answer["check_runs"]]

    assert found() == [other["id"], again["id"]]
    assert found(filter="all") == [other["id"], again["id"], first["id"]]
    assert found(check_name="Links") == [other["id"]]
    assert found(status="completed") == [again["id"]]
    assert found(app_id="1") == []
    assert api.get("/commits/main/check-runs", params={"filter": "some"}).status_code == 422
    assert api.get("/commits/none/check-runs").status_code == 422


def test_suite_gathers_an_apps_runs(api: httpx.Client, repo: Repository, sha: str) -> None:
    """An app has one suite a commit, which is as its runs are."""
    first, second = create(api, sha), create(api, sha, name="Links", conclusion="success")
    assert first["check_suite"] == second["check_suite"]

    def suite() -> tuple[str, str | None]:
        told = api.get(f"/check-suites/{first['check_suite']['id']}").json()
        return told["status"], told["conclusion"]

    assert suite() == ("in_progress", None)
    api.patch(f"/check-runs/{first['id']}", json={"conclusion": "failure"})
    assert suite() == ("completed", "failure")
    repo.rerun(first["id"])
    assert suite() == ("queued", None)
    assert api.get(f"/check-runs/{first['id']}").json()["conclusion"] == "failure"


def test_events_of_a_run(github: Sandbox, ear: Ear, api: httpx.Client, repo: Repository, sha: str) -> None:
    """An app that may write checks hears of them without subscribing; the suite is completed with its last run."""
    number = create(api, sha)["id"]
    api.patch(f"/check-runs/{number}", json={"conclusion": "success"})
    repo.rerun(number, by="zoe")
    github.wait_idle()
    assert ear.events() == [
        "installation.created", "check_run.created", "check_run.completed", "check_suite.completed",
        "check_run.rerequested",
    ]  # fmt: skip
    assert ear.heard[-1].payload["sender"]["login"] == "zoe"


def test_rerun_is_told_to_its_app_only(
    github: Sandbox, ear: Ear, api: httpx.Client, repo: Repository, sha: str
) -> None:
    """Another app hears that a run was made, not that it is wanted again."""
    heard = Ear()
    with heard.listening():
        other = github.register_app("other", webhook_url=heard.url, permissions={"checks": "write"}, events=())
        github.install(other, repo)
        repo.rerun(create(api, sha)["id"])
        github.wait_idle()
    assert "check_run.rerequested" in ear.events()
    assert heard.events() == ["installation.created", "check_run.created"]


def test_push_asks_for_a_suite(github: Sandbox, ear: Ear, api: httpx.Client, repo: Repository) -> None:
    """A push makes a suite of each app that may write checks, and asks the app to look."""
    before = repo.branches()["main"]
    after = repo.push_file("README.md", README + b"- six\n")
    github.wait_idle()
    told = ear.heard[-1].payload
    assert ear.events()[-1] == "check_suite.requested"
    suite = told["check_suite"]
    assert (suite["before"], suite["head_sha"], suite["head_branch"]) == (before, after, "main")
    assert create(api, after)["check_suite"]["id"] == suite["id"]


def test_same_commit_is_asked_for_once(github: Sandbox, ear: Ear, api: httpx.Client, repo: Repository) -> None:
    """A new branch at a commit that has a suite asks for nothing; a new commit on a new branch follows no other."""
    sha = repo.push_file("README.md", README + b"- six\n", branch="six")
    repo.restore_branch("again", sha)
    github.wait_idle()
    told = [one.payload["check_suite"] for one in ear.heard if "check_suite" in one.payload]
    assert [(one["head_branch"], one["head_sha"], one["before"]) for one in told] == [("six", sha, "0" * 40)]


def test_run_names_its_pull_request(api: httpx.Client, repo: Repository) -> None:
    """A run of a branch of the repository names the pull requests that are open for it."""
    sha = repo.push_file("README.md", README + b"- six\n", branch="six")
    repo.open_pull("Six", "six")
    assert [one["number"] for one in create(api, sha)["pull_requests"]] == [1]


def test_action_of_a_run(github: Sandbox, ear: Ear, api: httpx.Client, repo: Repository, sha: str) -> None:
    """The buttons that a run offers are told to its app; others there are none."""
    number = create(api, sha, actions=[{"label": "Mend", "description": "Mend it", "identifier": "mend"}])["id"]
    repo.press(number, "mend")
    with pytest.raises(Refused, match="404"):
        repo.press(number, "break")
    github.wait_idle()
    assert ear.heard[-1].payload["requested_action"] == {"identifier": "mend"}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (None, 'Required status check "Paper list" is expected.'),
        ({"status": "in_progress"}, 'Required status check "Paper list" is in progress.'),
        ({"conclusion": "failure"}, 'Required status check "Paper list" is failing.'),
        ({"conclusion": "neutral"}, None),
        ({"conclusion": "success"}, None),
    ],
)
def test_required_check(api: httpx.Client, repo: Repository, said: Any, message: str | None) -> None:
    """A pull request into a branch that requires a check is merged once its head has passed it."""
    head = repo.push_file("README.md", README + b"- six\n", branch="six")
    number = repo.open_pull("Six", "six").number
    repo.protect_branch("main", reviews=0, checks=["Paper list"], admins_too=True)
    if said:
        create(api, head, **said)
    answer = api.put(f"/pulls/{number}/merge")
    assert answer.status_code == (405 if message else 200)
    assert answer.json()["message"] == (message or "Pull Request successfully merged")


def test_required_check_blocks_the_state(api: httpx.Client, repo: Repository) -> None:
    """What is kept from being merged is called blocked; a push past the check is refused too."""
    repo.push_file("README.md", README + b"- six\n", branch="six")
    number = repo.open_pull("Six", "six").number
    repo.protect_branch("main", reviews=0, checks=["Paper list"])
    states = [api.get(f"/pulls/{number}").json()["mergeable_state"] for _ in range(2)]
    assert states == ["unknown", "blocked"]
    refused = api.patch("/git/refs/heads/main", json={"sha": repo.branches()["six"]})
    assert refusal(refused) == (422, 'Required status check "Paper list" is expected.')


@pytest.mark.parametrize(("conclusion", "state"), [("success", "clean"), ("failure", "unstable"), (None, "unstable")])
def test_check_that_is_not_required(api: httpx.Client, repo: Repository, conclusion: str | None, state: str) -> None:
    """It does not keep from merging, but the pull request is called unstable until it has passed."""
    head = repo.push_file("README.md", README + b"- six\n", branch="six")
    number = repo.open_pull("Six", "six").number
    create(api, head, **({"conclusion": conclusion} if conclusion else {}))
    assert [api.get(f"/pulls/{number}").json()["mergeable_state"] for _ in range(2)] == ["unknown", state]
    assert api.put(f"/pulls/{number}/merge").status_code == 200


@pytest.fixture
def bot(github: Sandbox, integration: GithubIntegration, app: App, repo: Repository) -> Iterator[RemoteRepository]:
    """Ana's list as the app's bot sees it through PyGithub."""
    token = integration.get_access_token(github.install(app, repo).id).token
    with client(github, token) as made:
        yield made.get_repo(repo.full_name)
