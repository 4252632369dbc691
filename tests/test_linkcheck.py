"""Checking links: over a real connection to the pages of the sandbox's small internet."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Lock
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import linkcheck
from bot.cache import Cache
from bot.fetch import Answer, Caps, Fetcher, FetchError
from bot.linkcheck import LinkChecker, link_checker
from bot.linkstatus import LinkStatus, State, Why
from bot.sandbox import Sandbox
from bot.sandbox.internet import html, moved, plain
from bot.settings import ReaderSettings
from tests.builders import paper_settings

NO_HOST = "http://lab.invalid/paper"


@pytest.fixture(scope="module")
def github() -> Iterator[Sandbox]:
    """Return a sandbox, for its internet."""
    with Sandbox() as github:
        yield github


@pytest.fixture
def checker(github: Sandbox, tmp_path: Path) -> Iterator[LinkChecker]:
    """Return a checker without pace and with nothing kept."""
    with link_checker(ReaderSettings(github.base_url, paper_settings(github), tmp_path)) as checker:
        yield checker


@pytest.fixture
def cache(checker: LinkChecker, tmp_path: Path) -> Iterator[Cache]:
    """Return what the checker keeps."""
    with closing(Cache(tmp_path / "papers.sqlite")) as cache:
        yield cache


def _one(checker: LinkChecker, url: str, **how: Any) -> LinkStatus:
    return checker.check([url], **how)[url]


def _asked(github: Sandbox, since: int) -> list[str]:
    """What was asked since so many requests: the method is not in the log, but what GET alone sends is."""
    return ["GET" if "range" in visit.headers else "HEAD" for visit in github.internet.calls[since:]]


def _earlier(cache: Cache, url: str, by: timedelta) -> None:
    """Let a link have been checked earlier than it was."""
    met = cache.link(url)
    assert met
    assert met.checked_at
    assert met.since
    cache.put_link(replace(met, checked_at=met.checked_at - by, since=met.since - by))


# Verdicts

VERDICTS: dict[str, tuple[State, Why, int | None, int]] = {
    # name: state, why, status, requests
    "alive": ("alive", "there", 200, 2),
    "only-get": ("alive", "there", 200, 4),
    "not-by-head": ("alive", "there", 200, 4),
    "packed": ("alive", "there", 200, 2),
    "moved-301": ("alive", "there", 200, 4),
    "moved-302": ("alive", "there", 200, 4),
    "moved-308": ("alive", "there", 200, 4),
    "moved-relative": ("alive", "there", 200, 4),
    "moved-nowhere": ("unknown", "failing", 301, 2),
    "moved-dead": ("dead", "gone", 410, 4),
    "dead-404": ("dead", "gone", 404, 2),
    "dead-410": ("dead", "gone", 410, 2),
    "soft-301": ("unknown", "elsewhere", 200, 2),
    "soft-302": ("unknown", "elsewhere", 200, 2),
    "soft-shy": ("unknown", "elsewhere", 200, 2),
    "soft-home": ("alive", "there", 200, 2),
    "soft-login": ("alive", "there", 200, 2),
    "broken-500": ("unknown", "failing", 500, 2),
    "broken-503": ("unknown", "busy", 503, 1),
    "shy-401": ("unknown", "closed", 401, 2),
    "shy-403": ("unknown", "closed", 403, 2),
    "shy-429": ("unknown", "busy", 429, 1),
    "to-https": ("alive", "there", 200, 2),
    "no-https": ("alive", "there", 200, 3),
    "to-loopback": ("unknown", "refused", None, 1),
    "to-metadata": ("unknown", "refused", None, 1),
    "to-private": ("unknown", "refused", None, 1),
    "to-file": ("unknown", "refused", None, 1),
    "to-port": ("unknown", "refused", None, 1),
    "to-password": ("unknown", "refused", None, 1),
    "loop": ("unknown", "broken", None, 9),
    "hundred": ("unknown", "broken", None, 9),
    "cookies": ("unknown", "broken", None, 9),
    "endless-headers": ("unknown", "broken", None, 1),
    "giant-header": ("unknown", "broken", None, 1),
    "many-headers": ("unknown", "broken", None, 1),
    "no-http": ("unknown", "broken", None, 2),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_what_is_said_of_each_page(checker: LinkChecker, github: Sandbox, name: str) -> None:
    """Of pages that are there, moved, gone, shut, ill or hostile; and with how many requests."""
    before = len(github.internet.calls)
    met = _one(checker, github.internet.page(name))
    assert (met.state, met.why, met.status) == VERDICTS[name][:3], met.said
    assert len(github.internet.calls) - before == VERDICTS[name][3]
    assert met.said
    assert met.checked_at == met.since is not None


@pytest.mark.parametrize("name", ["slow", "stuck"])
def test_who_does_not_answer_in_time_is_not_known(
    checker: LinkChecker, github: Sandbox, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Nothing is known of its page."""
    monkeypatch.setattr(linkcheck, "_CAPS", Caps(seconds=0.3, wire=64_000, body=1024))
    met = _one(checker, github.internet.page(name))
    assert (met.state, met.why) == ("unknown", "unreachable")


@pytest.mark.parametrize(
    "url",
    ["", "paper.pdf", "#part", "mailto:a@b.example", "ftp://lab.example/", "http://", "http://[", "http://a b.example/",
     "http://user:word@lab.example/", "http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://10.0.0.1/",
     "http://lab.example:22/", "http://\ud800.example/"],
)  # fmt: skip
def test_where_nobody_must_go_nobody_is_asked(checker: LinkChecker, github: Sandbox, url: str) -> None:
    """What is no address of the web, or one of a private network, is no dead link."""
    before = len(github.internet.calls)
    met = _one(checker, url)
    assert (met.url, met.state, met.why) == (url, "unknown", "refused")
    assert len(github.internet.calls) == before


def test_gone_is_said_only_where_both_say_so(checker: LinkChecker, github: Sandbox) -> None:
    """Where HEAD is refused, a GET that finds nothing is one witness."""
    github.internet.place("http://lab.example/half-gone", plain("no", 403))
    page = "http://lab.example/half-gone"
    heads = {"HEAD": Answer(page, 405), "GET": Answer(page, 404)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fetcher, "get", lambda *rest, **how: heads[how["method"]])
        assert _one(checker, page).state == "unknown"


_ANSWERS = st.builds(
    Answer,
    st.sampled_from(["http://lab.example/paper", "http://lab.example/", "https://lab.example/login"]),
    st.integers(100, 599) | st.sampled_from([200, 404, 410]),
)


@given(st.none() | _ANSWERS, _ANSWERS)
def test_no_pair_of_answers_but_two_that_say_gone_is_dead(head: Answer | None, answer: Answer) -> None:
    """Whatever they are, and wherever they came from; and alive is only a page of its own."""
    state, _ = linkcheck._verdict("http://lab.example/paper", head, answer)
    assert (state == "dead") == (head is not None and {head.status, answer.status} <= {404, 410})
    assert (state == "alive") == (answer.status in (200, 203, 206) and answer.url.endswith("/paper"))


@pytest.mark.parametrize("status", [202, 204, 400, 418, 451, 501, 502, 504])
def test_no_other_answer_is_alive_or_dead(checker: LinkChecker, github: Sandbox, status: int) -> None:
    """Whatever a site answers to programs, people may get another answer."""
    page = f"http://odd.example/{status}"
    github.internet.place(page, html("Odd", status=status))
    assert _one(checker, page).state == "unknown"


def test_a_cut_connection_is_asked_again_by_get(checker: LinkChecker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some sites cut it where they do not know HEAD."""
    page = "https://lab.example/paper"

    def get(self: Fetcher, url: str, headers: object, **how: Any) -> Answer:
        if how["method"] == "HEAD":
            raise FetchError("unreachable", "cut")
        return Answer(url, 200, {"content-type": "text/html"}, b"<html>")

    monkeypatch.setattr(Fetcher, "get", get)
    assert _one(checker, page).state == "alive"


def test_a_tryout_calls_no_page_of_the_real_internet_dead(github: Sandbox, tmp_path: Path) -> None:
    """Its small internet holds only some of them; pages that only it can have are dead as ever."""
    real, unreal = "https://github.com/nobody/nothing", github.internet.page("dead-404")
    led_on, led_out = "https://doi.org/10.1000/led-on", "http://lab.example/led-out"
    github.internet.place(led_on, moved(unreal, 302))
    github.internet.place(led_out, moved(real, 302))
    settings = paper_settings(github, partial=True)
    with link_checker(ReaderSettings(github.base_url, settings, tmp_path)) as checker:
        found = checker.check([real, unreal, led_on, led_out])
    assert [found[url].why for url in (real, unreal, led_on, led_out)] == [
        "not-covered",
        "gone",
        "not-covered",
        "not-covered",
    ]
    assert {met.state for url, met in found.items() if url != unreal} == {"unknown"}


# Names that do not exist


def test_a_name_is_looked_up_once(checker: LinkChecker, monkeypatch: pytest.MonkeyPatch) -> None:
    """GET finds no host either."""
    asked: list[str] = []
    get = Fetcher.get

    def watched(self: Fetcher, url: str, *rest: Any, **how: Any) -> Answer:
        asked.append(how["method"])
        return get(self, url, *rest, **how)

    monkeypatch.setattr(Fetcher, "get", watched)
    assert _one(checker, NO_HOST).why == "no-name"
    assert asked == ["HEAD"]


def test_a_name_that_does_not_exist_is_dead_at_the_second_look(checker: LinkChecker, cache: Cache) -> None:
    """An hour after the first one, and not before."""
    first = _one(checker, NO_HOST)
    assert (first.state, first.why) == ("unknown", "no-name")
    _earlier(cache, NO_HOST, timedelta(minutes=50))
    again = _one(checker, NO_HOST, anew=True)
    assert (again.state, again.why) == ("unknown", "no-name")
    assert again.since
    assert first.since
    assert again.since < first.since
    _earlier(cache, NO_HOST, timedelta(minutes=15))
    assert _one(checker, NO_HOST, anew=True).state == "dead"


def test_a_dead_name_is_asked_for_once_a_day(checker: LinkChecker, github: Sandbox, cache: Cache) -> None:
    """As other dead links are; one that may be dead is asked for after an hour."""
    _one(checker, NO_HOST)
    for by, state in ((50, "unknown"), (15, "dead")):
        _earlier(cache, NO_HOST, timedelta(minutes=by))
        assert _one(checker, NO_HOST).state == state
    _earlier(cache, NO_HOST, timedelta(hours=20))
    kept = cache.link(NO_HOST)
    assert _one(checker, NO_HOST) == kept


def test_weather_in_between_begins_anew(checker: LinkChecker, cache: Cache) -> None:
    """A name that could not be looked up in between was not met as missing twice in a row."""
    _one(checker, NO_HOST)
    _earlier(cache, NO_HOST, timedelta(hours=5))
    met = cache.link(NO_HOST)
    assert met
    cache.put_link(replace(met, why="unreachable"))
    assert _one(checker, NO_HOST).state == "unknown"


# Where pages moved to


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("moved-301", "http://alive.example/page"),
        ("moved-308", "http://alive.example/page"),
        ("moved-chain", "http://alive.example/page"),
        ("moved-relative", "http://moved.example/here/after-all"),
        ("to-https", "https://secure.example/"),
        ("moved-302", None),
        ("moved-303", None),
        ("moved-307", None),
        ("moved-twice", None),
        ("moved-refresh", None),
        ("moved-dead", None),
        ("soft-301", None),
        ("alive", None),
    ],
)
def test_only_a_lasting_move_to_a_page_that_is_there_is_told(
    checker: LinkChecker, github: Sandbox, name: str, to: str | None
) -> None:
    """Every redirect must be one for good."""
    assert _one(checker, github.internet.page(name)).moved_to == to


def test_a_part_of_a_page_moves_with_it(checker: LinkChecker, github: Sandbox) -> None:
    """Links to parts of one page are one request, and keep their parts, unless the new address names one."""
    github.internet.place("http://old.example/page", moved("https://new.example/page"))
    github.internet.place("http://old.example/named", moved("https://new.example/page#new"))
    github.internet.place("http://new.example/page", html("Here"))
    before = len(github.internet.calls)
    urls = [f"http://old.example/page{part}" for part in ("", "#a", "#b")]
    found = checker.check(urls)
    assert [found[url].moved_to for url in urls] == [f"https://new.example/page{part}" for part in ("", "#a", "#b")]
    assert [found[url].url for url in urls] == urls
    assert sum(visit.path == "/page" for visit in github.internet.calls[before:]) == 4  # twice, for http and https
    assert _one(checker, "http://old.example/named#a").moved_to == "https://new.example/page#new"


@pytest.mark.parametrize(
    ("name", "works"), [("alive", True), ("to-https", True), ("no-https", False), ("dead-404", None)]
)
def test_whether_https_works(checker: LinkChecker, github: Sandbox, name: str, works: bool | None) -> None:
    """It is asked for only where the page is there by http."""
    assert _one(checker, github.internet.page(name)).https_works is works


def test_https_that_leads_back_to_http_does_not_work(checker: LinkChecker, github: Sandbox) -> None:
    """Nobody gains by a detour; and of a link that has https already it is no question."""

    def get(self: Fetcher, url: str, headers: object, **how: Any) -> Answer:
        return Answer(url.replace("https:", "http:"), 200, {"content-type": "text/html"})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fetcher, "get", get)
        assert _one(checker, "http://back.example/").https_works is False
    assert _one(checker, github.internet.page("alive").replace("http:", "https:")).https_works is None


def test_a_busy_https_is_not_known(checker: LinkChecker, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may work a while later."""

    def get(self: Fetcher, url: str, headers: object, **how: Any) -> Answer:
        return Answer(url, 503 if url.startswith("https:") else 200, {"content-type": "text/html"})

    monkeypatch.setattr(Fetcher, "get", get)
    met = _one(checker, "http://lab.example/paper")
    assert (met.state, met.https_works) == ("alive", None)


# What pages are


@pytest.mark.parametrize(
    ("name", "kind", "is_pdf", "asked"),
    [
        ("pdf", "application/pdf", True, ["HEAD"]),
        ("no-pdf", "text/html", False, ["HEAD"]),
        ("pdf-unnamed", "application/octet-stream", True, ["HEAD", "GET"]),
    ],
)
def test_what_a_page_is(
    checker: LinkChecker, github: Sandbox, name: str, kind: str, is_pdf: bool, asked: list[str]
) -> None:
    """Its name tells it, or else its first bytes do; its address does not."""
    before = len(github.internet.calls)
    met = _one(checker, github.internet.page(name).replace("http:", "https:"))
    assert (met.state, met.content_type, met.is_pdf) == ("alive", kind, is_pdf)
    assert _asked(github, before) == asked


def test_only_the_start_of_a_page_is_asked_for(checker: LinkChecker, github: Sandbox) -> None:
    """As it is, since the start of a packed one could not be unpacked."""
    _one(checker, github.internet.page("pdf-unnamed"))
    asked = [visit.headers for visit in github.internet.calls if "range" in visit.headers][-1]
    assert (asked["range"], asked["accept-encoding"]) == ("bytes=0-1023", "identity")


def test_a_page_is_there_though_its_body_is_not(checker: LinkChecker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where HEAD found it, a GET that fails says nothing but that."""

    def get(self: Fetcher, url: str, headers: object, **how: Any) -> Answer:
        if how["method"] == "GET":
            raise FetchError("slow", "too long")
        return Answer(url, 200)

    monkeypatch.setattr(Fetcher, "get", get)
    met = _one(checker, "https://lab.example/paper")
    assert (met.state, met.is_pdf) == ("alive", None)


def test_a_page_without_a_name_may_be_anything(checker: LinkChecker, github: Sandbox) -> None:
    """Its bytes tell; nothing is made up where there are none."""
    for text in ("", "no pdf"):
        github.internet.place(f"http://odd.example/{text[:2]}", replace(plain(text), kind="application/octet-stream"))
    assert _one(checker, "https://odd.example/").is_pdf is None
    assert _one(checker, "https://odd.example/no").is_pdf is False


@pytest.mark.parametrize("name", ["endless", "gzip-bomb", "title", "stuck-within"])
def test_of_large_pages_the_head_is_enough(checker: LinkChecker, github: Sandbox, name: str) -> None:
    """They are never read, whether they end or not."""
    assert _one(checker, github.internet.page(name)).state == "alive"


# What is kept


def test_what_was_met_lately_is_not_asked_again(checker: LinkChecker, github: Sandbox) -> None:
    """Neither in this process nor, with the same folder, in another one."""
    pages = [github.internet.page(name) for name in ("alive", "dead-404", "shy-403", "broken-500")]
    first = checker.check(pages)
    before = len(github.internet.calls)
    assert checker.check(pages) == first
    assert len(github.internet.calls) == before


@pytest.mark.parametrize(
    ("name", "holds", "over"),
    [
        ("alive", timedelta(days=6), timedelta(days=8)),
        ("moved-301", timedelta(days=6), timedelta(days=8)),
        ("dead-404", timedelta(hours=22), timedelta(hours=24)),
        ("shy-403", timedelta(hours=22), timedelta(hours=24)),
        ("broken-500", timedelta(minutes=55), timedelta(minutes=65)),
    ],
)
def test_how_long_it_holds(
    checker: LinkChecker, github: Sandbox, cache: Cache, name: str, holds: timedelta, over: timedelta
) -> None:
    """A page that is there longest, weather shortest."""
    page = github.internet.page(name)
    _one(checker, page)
    for age, again in ((holds, False), (over - holds, True)):
        before = len(github.internet.calls)
        _earlier(cache, page, age)
        _one(checker, page)
        assert (len(github.internet.calls) > before) is again


def test_somebody_may_ask_anew(checker: LinkChecker, github: Sandbox, cache: Cache) -> None:
    """For what was not alive, and not every second; a page that is there is left alone."""
    dead, alive = github.internet.page("dead-404"), github.internet.page("alive")
    checker.check([dead, alive])
    before = len(github.internet.calls)
    checker.check([dead, alive], anew=True)
    assert len(github.internet.calls) == before
    _earlier(cache, dead, timedelta(minutes=1))
    _earlier(cache, alive, timedelta(minutes=1))
    checker.check([dead, alive], anew=True)
    assert {visit.host for visit in github.internet.calls[before:]} == {"dead.example"}


def test_since_when_it_is_so(checker: LinkChecker, github: Sandbox, cache: Cache) -> None:
    """The first look of those that met the same; another finding begins anew."""
    page = "http://odd.example/comes-and-goes"
    github.internet.place(page, html("Gone", status=410))
    first = _one(checker, page)
    _earlier(cache, page, timedelta(days=2))
    second = _one(checker, page)
    assert first.since
    assert second.since == first.since - timedelta(days=2)
    github.internet.place(page, html("Back"))
    _earlier(cache, page, timedelta(days=2))
    third = _one(checker, page)
    assert third.since == third.checked_at


def test_old_links_are_forgotten(checker: LinkChecker, github: Sandbox, cache: Cache) -> None:
    """What nobody needs does not stay for ever."""
    page = github.internet.page("alive")
    _one(checker, page)
    _earlier(cache, page, timedelta(days=13))
    checker.forget_old()
    assert cache.link(page)
    _earlier(cache, page, timedelta(days=2))
    checker.forget_old()
    assert cache.link(page) is None


# Hosts and their turns


def test_who_asks_to_wait_is_left_alone(checker: LinkChecker, github: Sandbox) -> None:
    """By all links to it, and until then: the others are told as not asked yet."""
    pages = [github.internet.page(name) for name in ("shy-429", "shy-401", "shy-403")]
    before = len(github.internet.calls)
    found = checker.check(pages)
    assert len(github.internet.calls) == before + 1
    assert [found[page].why for page in pages] == ["busy", "queued", "queued"]
    for page in pages:
        again = found[page].again
        assert again
        assert timedelta(0) < again - datetime.now(UTC) <= timedelta(seconds=31)


def test_a_host_that_answers_again_is_well(checker: LinkChecker, github: Sandbox, tmp_path: Path) -> None:
    """Its next failure is the first one again, with the shortest rest."""
    ill, well = "https://odd.example/busy", "https://odd.example/well"
    github.internet.place(ill, html("Later", status=503))
    github.internet.place(well, html("Here"))
    with closing(sqlite3.connect(tmp_path / "turns.sqlite")) as turns:
        for page, failures in ((ill, 1), (well, 0)):
            _one(checker, page)
            assert turns.execute("SELECT failures FROM shelver_turns").fetchall() == [(failures,)]


def test_who_cannot_be_reached_is_left_alone(
    checker: LinkChecker, github: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One who has no https is not."""
    _one(checker, github.internet.page("no-https"))
    monkeypatch.setattr(linkcheck, "_CAPS", Caps(seconds=0.3, wire=64_000, body=1024))
    _one(checker, github.internet.page("stuck"))
    with closing(sqlite3.connect(tmp_path / "turns.sqlite")) as turns:
        found = dict(turns.execute("SELECT host, failures FROM shelver_turns").fetchall())
    assert found == {"stuck.example": 1, "plain.example": 0}


def test_an_ill_page_is_no_ill_host(github: Sandbox, tmp_path: Path) -> None:
    """A page that fails, is gone or shut puts no other page of its host off."""
    settings = replace(paper_settings(github), pace=0.001)
    with closing(LinkChecker(settings, tmp_path, f"sqlite:///{tmp_path}/turns.sqlite")) as checker:
        pages = [f"http://odd.example/{status}" for status in (500, 404, 403, 200)]
        for page in pages:
            github.internet.place(page, html("Page", status=int(page[-3:])))
        assert [checker.check(pages)[page].why for page in pages] == ["failing", "gone", "closed", "there"]


def test_a_host_is_asked_by_one_at_a_time(checker: LinkChecker, monkeypatch: pytest.MonkeyPatch) -> None:
    """And eight hosts at the same time, no more."""
    at_work: list[str] = []
    calls, most, lock, eight = 0, 0, Lock(), Barrier(8, timeout=20)

    def watched(self: Fetcher, url: str, *rest: Any, **how: Any) -> Answer:
        nonlocal calls, most
        host = url.split("/")[2]
        with lock:
            assert host not in at_work
            at_work.append(host)
            calls += 1
            is_early, most = calls <= 8, max(most, len(at_work))
        if is_early:
            eight.wait()
        with lock:
            at_work.remove(host)
        return Answer(url, 404)

    monkeypatch.setattr(Fetcher, "get", watched)
    found = checker.check([f"http://host{n % 20}.example/{n}" for n in range(60)])
    assert {met.state for met in found.values()} == {"dead"}
    assert most == 8


@pytest.mark.parametrize(
    ("host", "seconds"), [("arxiv.org", 3.0), ("www.arxiv.org", 3.0), ("aclanthology.org", 1.0), ("lab.example", 2.0)]
)
def test_the_pause_is_the_one_that_a_service_asks_for(host: str, seconds: float) -> None:
    """Links to a service's pages come from the same machine as questions to it."""
    assert linkcheck._pause(host) == seconds


# Time and number


def test_no_more_than_so_many_are_asked_for(checker: LinkChecker, github: Sandbox) -> None:
    """The rest is not asked yet, and comes at the next looks, without those that are known by then."""
    pages = [f"https://many.example/{n}" for n in range(5)]
    for page in pages:
        github.internet.place(page.replace("https:", "http:"), html("Page"))
    for known in (2, 4, 5):
        found = checker.check(pages, most=2)
        assert [found[page].state for page in pages].count("alive") == known
        assert {found[page].why for page in pages} <= {"there", "queued"}


def test_who_waited_longest_comes_first(checker: LinkChecker, github: Sandbox, cache: Cache) -> None:
    """Links that were never asked for, then those whose look is oldest."""
    pages = {name: f"https://many.example/{name}" for name in ("young", "old", "new")}
    now = datetime.now(UTC)
    for name, days in (("young", 8), ("old", 12)):
        checked = now - timedelta(days=days)
        cache.put_link(LinkStatus(pages[name], "dead", "gone", checked_at=checked, since=checked))
    for name in ("new", "old", "young"):
        before = len(github.internet.calls)
        checker.check(pages.values(), most=1)
        assert {visit.path for visit in github.internet.calls[before:]} == {f"/{name}"}


def test_when_time_is_over_nobody_is_asked(checker: LinkChecker, github: Sandbox, cache: Cache) -> None:
    """A page that was there some time ago is told as such; a death of yesterday is not."""
    alive, dead, new = (github.internet.page(name) for name in ("alive", "dead-404", "moved-301"))
    checker.check([alive, dead])
    _earlier(cache, alive, timedelta(days=9))
    _earlier(cache, dead, timedelta(days=2))
    before = len(github.internet.calls)
    found = checker.check([alive, dead, new], seconds=0)
    assert [(found[page].state, found[page].why) for page in (alive, dead, new)] == [
        ("alive", "there"),
        ("unknown", "queued"),
        ("unknown", "queued"),
    ]
    assert len(github.internet.calls) == before
    kept = cache.link(dead)
    assert kept
    assert kept.state == "dead"  # nobody has said otherwise


def test_nothing_to_check_is_nothing(checker: LinkChecker) -> None:
    """No links, no answers."""
    assert checker.check([]) == {}
