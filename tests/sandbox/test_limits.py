"""Limits: what one may ask in an hour and in a minute, and what is said to those who ask more."""

from datetime import timedelta

import httpx
import pytest
from github import GithubIntegration
from github.Repository import Repository as RemoteRepository
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import GITHUB_LIMITS, Installation, Limits, Repository, Sandbox
from bot.sandbox.limits import HOUR, MINUTE, Meter


def told(response: httpx.Response) -> tuple[int, int, int]:
    """Limit, used and remaining, as an answer's headers tell them."""
    limit, used, remaining = (int(response.headers[f"x-ratelimit-{name}"]) for name in ("limit", "used", "remaining"))
    return limit, used, remaining


def test_every_answer_tells_what_is_left(ana: httpx.Client, nobody: httpx.Client) -> None:
    """All answers bear the six headers, refusals too; each caller has a budget of its own."""
    assert told(ana.get("/repos/ana/list")) == (5000, 1, 4999)
    assert told(ana.get("/repos/ana/none")) == (5000, 2, 4998)
    assert told(nobody.get("/repos/ana/list")) == (60, 1, 59)
    answer = ana.post("/repos/ana/list/issues", json={"title": ""})
    assert (answer.status_code, *told(answer)) == (422, 5000, 3, 4997)
    assert answer.headers["x-ratelimit-resource"] == "core"


def test_the_hour_begins_with_the_first_request(ana: httpx.Client, github: Sandbox) -> None:
    """The reset stays where it is for an hour, and then all is there again."""
    first = ana.get("/repos/ana/list").headers["x-ratelimit-reset"]
    github.clock_skew = timedelta(minutes=59)
    assert ana.get("/repos/ana/list").headers["x-ratelimit-reset"] == first
    github.clock_skew = timedelta(minutes=61)
    later = ana.get("/repos/ana/list")
    assert told(later) == (5000, 1, 4999)
    assert int(later.headers["x-ratelimit-reset"]) >= int(first) + HOUR


@pytest.mark.parametrize("status", [403, 429])
def test_budget_is_used_up(ana: httpx.Client, github: Sandbox, repo: Repository, status: int) -> None:
    """Beyond the limit everything is refused with nothing remaining, until the hour is over."""
    github.limits = Limits(per_hour=2, status=status)
    assert [ana.get("/repos/ana/list").status_code for _ in range(2)] == [200, 200]
    refused = ana.post("/repos/ana/list/issues", json={"title": "A paper"})
    assert refused.status_code == status
    assert refused.json()["message"].startswith("API rate limit exceeded for user ID")
    assert refused.json()["documentation_url"].startswith("https://docs.github.com/rest/using-the-rest-api/rate-limits")
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert "retry-after" not in refused.headers
    assert repo.issues() == []
    github.clock_skew = timedelta(hours=1, seconds=1)
    assert ana.post("/repos/ana/list/issues", json={"title": "A paper"}).status_code == 201


def test_address_has_sixty_an_hour(nobody: httpx.Client) -> None:
    """Who does not say who he is has sixty requests."""
    assert {nobody.get("/repos/ana/list").status_code for _ in range(60)} == {200}
    refused = nobody.get("/repos/ana/list")
    assert refused.status_code == 403
    assert refused.json()["message"] == "API rate limit exceeded for 127.0.0.1."


def test_asking_for_the_limit_is_free(ana: httpx.Client) -> None:
    """`GET /rate_limit` tells the same as the headers, and costs nothing."""
    ana.get("/repos/ana/list")
    answers = [ana.get("/rate_limit") for _ in range(3)]
    assert {told(one) for one in answers} == {(5000, 1, 4999)}
    core = answers[-1].json()["resources"]["core"]
    assert (core["limit"], core["used"], core["remaining"]) == (5000, 1, 4999)
    assert str(core["reset"]) == answers[-1].headers["x-ratelimit-reset"]


def test_installation_of_many_repositories_has_more(
    github: Sandbox, integration: GithubIntegration, installation: Installation, repo: Repository
) -> None:
    """Each repository beyond the twentieth gives fifty requests more."""
    github.install(github.world.apps[installation.app], *(github.create_repo(f"ana/{n}", {}) for n in range(21)))
    headers = {"Authorization": f"Bearer {integration.get_access_token(installation.id).token}"}
    assert told(httpx.get(f"{github.base_url}/repos/ana/list", headers=headers))[0] == 5100


def test_content_is_limited_by_the_minute(ana: httpx.Client, github: Sandbox, repo: Repository) -> None:
    """Who writes too fast is told how long to wait; reading goes on, and so does writing after the wait."""
    github.limits = Limits(content_per_minute=2)
    made = [ana.post("/repos/ana/list/issues", json={"title": f"{n}"}) for n in range(3)]
    assert [one.status_code for one in made] == [201, 201, 403]
    assert made[2].json()["message"].startswith("You have exceeded a secondary rate limit.")
    assert int(made[2].headers["x-ratelimit-remaining"]) > 0
    wait = int(made[2].headers["retry-after"])
    assert 0 < wait <= MINUTE
    assert ana.get("/repos/ana/list/issues").status_code == 200
    github.clock_skew = timedelta(seconds=wait + 1)
    assert ana.post("/repos/ana/list/issues", json={"title": "again"}).status_code == 201
    assert len(repo.issues()) == 3


def test_refusal_names_the_page_of_secondary_limits(ana: httpx.Client, github: Sandbox) -> None:
    """429 is answered where one asks for it, with the page on secondary limits."""
    github.limits = Limits(points_per_minute=5, status=429)
    assert ana.get("/repos/ana/list").status_code == 200
    refused = ana.post("/repos/ana/list/issues", json={"title": "five points"})
    assert refused.status_code == 429
    assert refused.json()["documentation_url"].endswith("#about-secondary-rate-limits")
    assert ana.get("/repos/ana/list").status_code == 200


def test_limits_of_github_are_off_unless_asked_for(github: Sandbox) -> None:
    """A sandbox begins with the primary limits; GitHub's secondary ones can be turned on."""
    assert github.limits == Limits()
    github.limits = GITHUB_LIMITS
    assert (github.limits.content_per_minute, github.limits.content_per_hour) == (80, 500)


def test_bot_and_people_do_not_share(bot: RemoteRepository, ana: httpx.Client, github: Sandbox) -> None:
    """What a person used up the app still has."""
    github.limits = Limits(per_hour=3)
    assert [ana.get("/repos/ana/list").status_code for _ in range(4)] == [200, 200, 200, 403]
    assert bot.get_branch("main").name == "main"


@given(
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from(["GET", "POST"])), max_size=40).map(sorted),
    st.integers(1, 8),
)
def test_no_minute_holds_more_than_its_limit(calls: list[tuple[int, str]], limit: int) -> None:
    """Whatever comes when: no 60 seconds let more content through than allowed, and after the wait there is room."""
    meter = Meter(Limits(content_per_minute=limit))
    passed: list[int] = []
    for at, method in calls:
        wait = meter.wait("ana", method, "/repos/ana/list/issues", at)
        if method == "POST" and wait is None:
            passed.append(at)
        assert method == "POST" or wait is None
        assert wait is None or 1 <= wait <= MINUTE
    for start in passed:
        assert sum(start <= at < start + MINUTE for at in passed) <= limit
