"""Bad weather: which call is struck, what then comes, and storm files."""

import time
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import Repository, Sandbox, api, checks
from bot.sandbox.door import Names
from bot.sandbox.storm import StormError, read_storm
from bot.sandbox.weather import (
    Cut,
    Delay,
    Fault,
    Gate,
    Hook,
    Rule,
    Stale,
    Status,
    Strike,
    Truncate,
    Weather,
    Wrong,
    names,
    strikes,
)
from tests.sandbox.conftest import Ear

DOWN = Status(503)
COMMENTS = "POST /repos/{owner}/{repo}/issues/{number}/comments"
#: What a client meets: an end, or a reset if not all that it sent was read by then.
CUT_OFF = (httpx.RemoteProtocolError, httpx.ReadError)
STORM = Path(__file__).parent.parent / "data" / "weather" / "storm.yml"


def which(rule: Rule, calls: int = 12) -> list[int]:
    """The numbers of the calls that a rule strikes, of so many that it names."""
    weather = Weather([rule], clock=lambda: 0.0)
    return [number for number in range(1, calls + 1) if weather.meet("GET /x", "GET /x")[1]]


# Which call


@pytest.mark.parametrize(
    ("rule", "struck"),
    [
        (Rule("GET /x", DOWN), list(range(1, 13))),
        (Rule("GET /x", DOWN, nth=3), [3]),
        (Rule("GET /x", DOWN, every=5), [5, 10]),
        (Rule("GET /x", DOWN, times=2), [1, 2]),
        (Rule("GET /x", DOWN, every=2, times=3), [2, 4, 6]),
        (Rule("GET /y", DOWN), []),
    ],
)
def test_which_calls_are_struck(rule: Rule, struck: list[int]) -> None:
    """The n-th, every n-th, at most so many, and only what the rule names."""
    assert which(rule) == struck


def test_a_rule_is_in_force_for_its_time() -> None:
    """From and until are seconds since the rule was added."""
    now = [100.0]
    weather = Weather(clock=lambda: now[0])
    weather.add(Rule("* *", DOWN, start=2, until=5))
    met = []
    for now[0] in (100.0, 101.9, 102.0, 104.9, 105.0):
        met.append(weather.meet("GET /x", "GET /x")[1] is not None)
    assert met == [False, False, True, True, False]


@given(st.integers(), st.integers(1, 50))
def test_chance_is_the_same_every_time(seed: int, calls: int) -> None:
    """With the same seed the same calls are struck, whatever other calls come between."""
    rules = [Rule("GET /a", DOWN, probability=0.5), Rule("GET /b", DOWN, probability=0.5)]
    alone, mixed = Weather(rules, seed=seed), Weather(rules, seed=seed)
    first = [alone.meet("GET /b", "GET /b")[1] for _ in range(calls)]
    second = []
    for _ in range(calls):
        mixed.meet("GET /a", "GET /a")
        second.append(mixed.meet("GET /b", "GET /b")[1])
    assert first == second


def test_probability_is_a_share() -> None:
    """Of many calls about the given share is struck."""
    assert 150 < len(which(Rule("GET /x", DOWN, probability=0.2), calls=1000)) < 250


@given(
    st.builds(
        Rule,
        st.just("* *"),
        st.just(DOWN),
        nth=st.none() | st.integers(1, 5),
        every=st.none() | st.integers(1, 5),
        probability=st.none() | st.floats(0.1, 1),
        times=st.integers(1, 3),
    ),
    st.integers(1, 10),
    st.integers(0, 5),
    st.floats(0, 0.999),
)
def test_never_more_often_than_it_may(rule: Rule, number: int, struck: int, chance: float) -> None:
    """A rule that struck as often as it may strikes no more, whatever else it says."""
    if rule.times is not None and struck >= rule.times:
        assert not strikes(rule, number, struck, 0.0, chance)


@pytest.mark.parametrize(
    ("at", "means"),
    [
        ("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", True),
        ("POST /repos/ana/list/issues/3/comments", True),
        ("POST *", True),
        ("* *", True),
        ("* */comments", True),
        ("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", False),
        ("POST /repos/{owner}/{repo}/issues/{issue_number}", False),
        ("POST /repos/ana/list/issues/4/comments", False),
        ("HOOK *", False),
    ],
)
def test_names_of_calls(at: str, means: bool) -> None:
    """A route may be named with any words in braces, by a very path, or with stars."""
    assert names(at, COMMENTS, "POST /repos/ana/list/issues/3/comments") is means


def test_every_call_means_no_webhook() -> None:
    """Webhooks are meant by HOOK alone."""
    assert not names("* *", "HOOK issues.opened", "HOOK issues.opened")
    assert names("HOOK issues.*", "HOOK issues.opened", "HOOK issues.opened")


def test_delays_add_up_and_the_first_other_fault_is_taken() -> None:
    """Of two errors at one call the first rule's comes, and only that is in the log."""
    slow, slower, first, second = (Rule("* *", fault) for fault in (Delay(1), Delay(2), Status(500), Status(502)))
    weather = Weather([slow, first, slower, second])
    assert weather.meet("GET /x", "GET /x") == (3.0, Status(500))
    assert [weather.struck(rule) for rule in (slow, slower, first, second)] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("at", "fault", "options", "problem"),
    [
        ("/repos", DOWN, {}, "expected a method and a route"),
        ("GET /x", DOWN, {"nth": 0}, "nth is 0; expected a whole number from 1 on"),
        ("GET /x", DOWN, {"probability": 1.5}, "probability is 1.5; expected more than 0, up to 1"),
        ("GET /x", DOWN, {"start": 5, "until": 4}, "expected from before until"),
        ("GET /x", Hook("lose"), {}, "faults of webhooks are for HOOK"),
        ("HOOK issues.opened", DOWN, {}, "faults of webhooks are for HOOK"),
        ("POST /x", Stale(1), {}, "only a GET has earlier answers"),
        ("GET /repos/{owner}/{repo}", Wrong("html"), {}, "only arXiv at /arxiv/ talks like that"),
    ],
)
def test_rules_without_sense_are_refused(at: str, fault: Fault, options: dict[str, int], problem: str) -> None:
    """A rule that could never strike, or never as it says, is refused with what was expected."""
    with pytest.raises(ValueError, match=problem):
        Rule(at, fault, **options)


# What comes then


def test_an_error_is_githubs(github: Sandbox, repo: Repository, ana: httpx.Client) -> None:
    """A status comes with GitHub's error body and the headers that the rule gives; nothing was done."""
    number = repo.open_issue("x").number
    github.weather.add(Rule(COMMENTS, Status(403, headers={"Retry-After": "7"}), nth=1))
    response = ana.post(f"/repos/ana/list/issues/{number}/comments", json={"body": "hello"})
    assert (response.status_code, response.headers["retry-after"]) == (403, "7")
    assert response.json() == {
        "message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
        "documentation_url": "https://docs.github.com/rest",
        "status": "403",
    }
    assert repo.comments(number) == []
    assert ana.post(f"/repos/ana/list/issues/{number}/comments", json={"body": "hello"}).status_code == 201


def test_an_error_after_the_work_was_done(github: Sandbox, repo: Repository, ana: httpx.Client) -> None:
    """With `done` the comment stands, whatever the answer says."""
    number = repo.open_issue("x").number
    github.weather.add(Rule(COMMENTS, Status(502, body="<html>Unicorn</html>", done=True)))
    response = ana.post(f"/repos/ana/list/issues/{number}/comments", json={"body": "hello"})
    assert (response.status_code, response.text) == (502, "<html>Unicorn</html>")
    assert [comment.body for comment in repo.comments(number)] == ["hello"]


def test_a_review_may_stand_all_the_same(github: Sandbox, repo: Repository, ana: httpx.Client) -> None:
    """Weather is over reviews too; and a fork's commits are met by the names of the original's calls."""
    fork = repo.fork("ana-too")
    fork.push_file("README.md", b"new", branch="b")
    number = repo.open_pull("x", "ana-too:b", by="ana-too").number
    github.weather.add(Rule("POST /repos/{owner}/{repo}/pulls/{number}/reviews", Status(502, done=True)))
    github.weather.add(Rule("PUT /repos/{owner}/{repo}/contents/{path}", Status(500), nth=1))
    asked = {"event": "COMMENT", "body": "Look"}
    assert ana.post(f"/repos/ana/list/pulls/{number}/reviews", json=asked).status_code == 502
    assert [one.body for one in repo.reviews(number)] == ["Look"]
    assert ana.put(f"/repos/{fork.full_name}/contents/x", json={"branch": "b"}).status_code == 500


def test_a_rerun_may_not_be_heard(github: Sandbox, ear: Ear, repo: Repository) -> None:
    """Webhooks of checks are lost as others are."""
    app = github.register_app("checker", webhook_url=ear.url, permissions={"checks": "write"}, events=())
    github.install(app, repo)
    place = github.world.repos[repo.id]
    run = checks.create_run(github.world, place, app, repo.branches()["main"], checks.Report(name="x"))
    github.weather.add(Rule("HOOK check_run.rerequested", Hook("lose"), nth=1))
    repo.rerun(run.id)
    repo.rerun(run.id)
    github.wait_idle()
    assert ear.events() == ["installation.created", "check_run.created", "check_run.rerequested"]


@pytest.mark.parametrize(("when", "done"), [("before", 0), ("after", 1), ("within", 1)])
def test_cut_connections(github: Sandbox, repo: Repository, ana: httpx.Client, when: str, done: int) -> None:
    """The connection ends before or after the work was done, or in the middle of the answer."""
    number = repo.open_issue("x").number
    rule = github.weather.add(Rule(COMMENTS, Cut(when)))  # type: ignore[arg-type] # the three words above
    with pytest.raises(CUT_OFF):
        ana.post(f"/repos/ana/list/issues/{number}/comments", json={"body": "hello"})
    assert len(repo.comments(number)) == done
    assert github.weather.struck(rule) == 1


def test_a_gate_holds_a_call(github: Sandbox, repo: Repository, ana: httpx.Client) -> None:
    """A call at a gate waits, its work done and its answer not sent, until the gate is opened."""
    number = repo.open_issue("x").number
    gate = Gate()
    github.weather.add(Rule(COMMENTS, Cut("after", gate)))
    with pytest.raises(httpx.ReadTimeout):
        ana.post(f"/repos/ana/list/issues/{number}/comments", json={"body": "hello"}, timeout=0.2)
    assert gate.reached.wait(10)
    assert len(repo.comments(number)) == 1
    gate.opened.set()


def test_delay(github: Sandbox, repo: Repository, ana: httpx.Client) -> None:
    """A call is answered so much later, and well."""
    github.weather.add(Rule("GET *", Delay(0.2)))
    before = time.monotonic()
    assert ana.get("/repos/ana/list").status_code == 200
    assert time.monotonic() - before >= 0.2


def test_truncated(github: Sandbox, repo: Repository, ana: httpx.Client) -> None:
    """Only the first bytes come, and the length says that this is all."""
    whole = ana.get("/repos/ana/list").content
    github.weather.add(Rule("GET /repos/{o}/{r}", Truncate(40)))
    assert ana.get("/repos/ana/list").content == whole[:40]


def test_stale_read(github: Sandbox, repo: Repository, ana: httpx.Client) -> None:
    """A GET is answered as it was before; one that nobody made before is answered as it is."""
    number = repo.open_issue("old").number
    assert ana.get(f"/repos/ana/list/issues/{number}").json()["title"] == "old"
    repo.edit_issue(number, title="new")
    rule = github.weather.add(Rule("GET *", Stale(0), times=1))
    assert ana.get("/repos/ana/list/labels").status_code == 200
    assert github.weather.struck(rule) == 0
    assert ana.get(f"/repos/ana/list/issues/{number}").json()["title"] == "old"
    assert ana.get(f"/repos/ana/list/issues/{number}").json()["title"] == "new"


def test_a_stale_read_is_as_old_as_it_says(github: Sandbox, repo: Repository, ana: httpx.Client) -> None:
    """An answer that is not old enough is not given again."""
    ana.get("/repos/ana/list")
    rule = github.weather.add(Rule("GET *", Stale(3600)))
    assert ana.get("/repos/ana/list").status_code == 200
    assert github.weather.struck(rule) == 0


@pytest.mark.parametrize(
    ("hook", "heard", "status"),
    [
        (Hook("lose"), ["issues.closed"], "OK"),
        (Hook("fail"), ["issues.closed"], "failed to connect to host"),
        (Hook("double"), ["issues.opened", "issues.opened", "issues.closed"], "OK"),
        (Hook("late", at_most=60), ["issues.closed", "issues.opened"], "OK"),
        (Hook("late", behind=2, at_most=0.05), ["issues.opened"], "OK"),
    ],
    ids=["lose", "fail", "double", "late", "late alone"],
)
@pytest.mark.usefixtures("installation")
def test_webhooks(github: Sandbox, repo: Repository, ear: Ear, hook: Hook, heard: list[str], status: str) -> None:
    """Webhooks are lost, listed as failed, doubled, or come after the next one, at last after some time."""
    github.wait_idle()
    ear.heard.clear()
    rule = github.weather.add(Rule("HOOK issues.opened", hook))
    number = repo.open_issue("x").number
    if heard != ["issues.opened"]:
        repo.close_issue(number)
    github.wait_idle()
    assert ear.events() == heard
    assert next(d for d in github.deliveries if d.action == "opened").status == status
    assert github.weather.struck(rule) == 1


def ask_arxiv(github: Sandbox) -> httpx.Response:
    """Ask the small arXiv for one paper."""
    return httpx.get(f"{github.arxiv_url}/api/query", params={"id_list": "2305.06500"})


@pytest.mark.parametrize(
    ("fault", "status", "kind", "part"),
    [
        (Status(503), 503, "text/plain", "Service Unavailable"),
        (Status(429, headers={"Retry-After": "3"}), 429, "text/plain", "Rate exceeded."),
        (Truncate(300), 200, "application/atom+xml", "<feed"),
        (Wrong("html"), 200, "text/html", "We will be back soon"),
        (Wrong("error feed"), 200, "application/atom+xml", "<title>Error</title>"),
        (Wrong("another paper"), 200, "application/atom+xml", "<entry>"),
    ],
    ids=str,
)
def test_bad_days_of_arxiv(github: Sandbox, fault: Fault, status: int, kind: str, part: str) -> None:
    """The small arXiv is down, busy, or talks nonsense; afterwards it is as before."""
    rule = github.weather.add(Rule("GET /arxiv/api/query", fault))
    response = ask_arxiv(github)
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (status, kind)
    assert part in response.text
    assert "InstructBLIP" not in response.text
    assert github.weather.struck(rule) == 1
    github.weather.clear()
    assert "InstructBLIP" in ask_arxiv(github).text


def test_arxiv_cuts_the_connection(github: Sandbox) -> None:
    """On a worse day the connection closes without an answer."""
    github.weather.add(Rule("GET /arxiv/api/query", Cut("before")))
    with pytest.raises(httpx.RemoteProtocolError):
        ask_arxiv(github)


def test_the_log_tells_what_was_done(github: Sandbox, repo: Repository, ana: httpx.Client) -> None:
    """Each strike is told with its call, at once and in the log."""
    told: list[Strike] = []
    github.weather.tell = told.append
    github.weather.add(Rule("GET *", DOWN, nth=2))
    for _ in range(3):
        ana.get("/repos/ana/list")
    assert told == github.weather.log
    assert [str(strike).partition(" ")[2] for strike in told] == ["GET /repos/ana/list: status 503 (call 2 of GET *)"]


def test_clock_skew() -> None:
    """The weather's clock is GitHub's."""
    with Sandbox(weather=Weather(clock_skew=timedelta(seconds=-45))) as github:
        assert github.clock_skew == timedelta(seconds=-45)


# Storm files


def test_the_example_is_read_whole() -> None:
    """The storm file that shows everything is good, and every kind of fault is in it."""
    weather = read_storm(STORM.read_text(), Names(api.routes()).known)
    assert (weather.seed, weather.clock_skew) == (7, timedelta(seconds=-45))
    assert {type(rule.fault) for rule in weather.rules} == {Status, Delay, Cut, Truncate, Stale, Wrong, Hook}
    trees = next(rule for rule in weather.rules if rule.at.endswith("/git/trees"))
    assert (trees.every, trees.times) == (3, 2)
    assert isinstance(trees.fault, Status)
    assert trees.fault.headers == {"Retry-After": "2"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1: the file is empty"),
        ("rules: [", "line 1: this is no YAML"),
        ("- x", "line 1: met a list; expected keys such as seed, clock_skew, rules"),
        ("sed: 7", "line 1: 'sed' is no key here; expected one of seed, clock_skew, rules"),
        ("seed: x", "line 1: seed is 'x'; expected a whole number"),
        ("rules: 3", "line 1: rules is '3'; expected a list of rules"),
        ("rules:\n- at: GET *", "line 2: this rule has no fault; expected `at` and one of status, delay"),
        ("rules:\n- delay: 1", "line 2: this rule has delay and no `at`"),
        ("rules:\n- at: GET *\n  delay: 1\n  cut: after", "line 2: this rule has delay and cut"),
        ("rules:\n- at: GET *\n  cut: later", "line 3: cut is 'later'; expected one of before, after, within"),
        ("rules:\n- at: GET *\n  status: true", "line 3: status is 'true'; expected an HTTP status"),
        ("rules:\n- at: GET *\n  status: 42", "line 3: status is '42'; expected an HTTP status"),
        ("rules:\n- at: GET *\n  delay: -1", "line 3: delay is '-1'; expected seconds, 0 or more"),
        ("rules:\n- at: GET *\n  delay: 1\n  done: true", "line 4: done does not go with delay"),
        ("rules:\n- at: GET *\n  delay: 1\n  nth: 0", "line 2: nth is 0; expected a whole number from 1 on"),
        ("rules:\n- at: POST *\n  stale: 1", "line 2: an answer of 1 s ago or older does not fit 'POST *'"),
        (
            "rules:\n- at: GET /repo/{owner}\n  delay: 1",
            "line 2: at is 'GET /repo/{owner}'; expected a call of GitHub's",
        ),
        ("rules:\n- at: DELETE /app\n  delay: 1", "line 2: at is 'DELETE /app'; expected a call of GitHub's"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, problem: str) -> None:
    """A wrong storm file is refused: line, what was met, what was expected."""
    with pytest.raises(StormError) as caught:
        read_storm(text, Names(api.routes()).known)
    assert caught.value.problems[0].startswith(problem)


def test_all_problems_are_named_at_once() -> None:
    """Every problem of a storm file is told in one go."""
    with pytest.raises(StormError) as caught:
        read_storm("seed: x\nrules:\n- at: GET *\n- at: GET *\n  cut: never\n")
    assert len(caught.value.problems) == 3
