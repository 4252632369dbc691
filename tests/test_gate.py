"""GitHub's limits, kept by processes that share a database: each has connections of its own to one file."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from bot.database import Database
from bot.gate import _GATES, _MADE, Asked, Gate, NotNow, limit_of
from bot.turns import _TABLE as _TURNS

COMMENTS = "/repos/ana/list/issues/1/comments"
SPENT = {"x-ratelimit-remaining": "0"}
SECONDARY = '{"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}'


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """The connections of two processes."""
    url = f"sqlite:///{tmp_path}/queue.sqlite"
    with closing(Database(url)) as one, closing(Database(url)) as other:
        yield one, other


@pytest.fixture
def gates(databases: tuple[Database, Database]) -> tuple[Gate, Gate]:
    """The gates of two processes."""
    one, other = databases
    return Gate(one, pace=0.04), Gate(other, pace=0.04)


def _write(gate: Gate, account: str = "ana", verb: str = "POST", path: str = COMMENTS) -> float:
    """Make a request; returns when."""
    with gate.passing(account, verb, path):
        return time.monotonic()


def test_writes_for_one_account_keep_their_pace_in_all_processes(gates: tuple[Gate, Gate]) -> None:
    """They go one at a time, whoever makes them, each so long after the one before."""
    with ThreadPoolExecutor(4) as pool:
        made = sorted(pool.map(_write, gates * 4))
    assert all(after - before >= 0.04 for before, after in pairwise(made))


def test_other_accounts_and_reads_wait_for_nobody(gates: tuple[Gate, Gate]) -> None:
    """While one account's turn is taken, all else goes on."""
    one, other = gates
    with one.passing("ana", "POST", COMMENTS):
        _write(other, "kim")
        _write(other, "ana", "GET")
        _write(one, "ana", "GET")


def test_who_gets_no_turn_looks_again_soon(gates: tuple[Gate, Gate], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for longer than some seconds, neither for this process nor for another."""
    monkeypatch.setattr("bot.gate._WAIT", 0.05)
    one, other = gates
    other._turns._patience = 0.05
    for gate in gates:
        with one.passing("ana", "POST", COMMENTS), pytest.raises(NotNow, match="others write") as told:
            _write(gate)
        assert 0 < told.value.until - time.time() <= 5


def test_a_holder_that_died_bars_nobody(gates: tuple[Gate, Gate], databases: tuple[Database, Database]) -> None:
    """What a process of another machine took with it is free after its lease; of this machine, at once (test_turns)."""
    lost = {"host": "github ana", "rest_until": 0.0, "failures": 0, "holder": "elsewhere/1"}
    with databases[0].engine.begin() as connection:
        connection.execute(insert(_TURNS).values(free_at=time.time() + 0.1, **lost))
    started = time.monotonic()
    _write(gates[0])
    assert time.monotonic() - started > 0.05


def test_where_there_is_no_pace_nothing_is_kept(databases: tuple[Database, Database]) -> None:
    """Towards a GitHub of one's own a write costs no row."""
    gate = Gate(databases[0], pace=0)
    for _ in range(3):
        _write(gate)
        gate.heard("ana", 201, {"X-RateLimit-Remaining": "4000", "X-RateLimit-Limit": "5000"}, "")
    with databases[0].engine.connect() as connection:
        counts = [connection.scalar(select(func.count()).select_from(table)) for table in (_TURNS, _MADE, _GATES)]
    assert counts == [0, 0, 0]


def test_what_one_process_hears_holds_for_all(gates: tuple[Gate, Gate]) -> None:
    """Neither asks anything for that account then, as GitHub's page on limits wants it; others are not meant."""
    with pytest.raises(NotNow):
        gates[0].heard("Ana", 403, {"Retry-After": "30"}, "")
    for gate in gates:
        with pytest.raises(NotNow, match="ana waits until") as told:
            gate.check_look("ana")
        assert 25 < told.value.until - time.time() <= 30
        with pytest.raises(NotNow):
            _write(gate, "ana", "GET")
        _write(gate, "kim")
    assert told.value.status == 429


def test_the_apps_own_limit_stops_every_look(gates: tuple[Gate, Gate]) -> None:
    """Without the app no look can have its token."""
    with pytest.raises(NotNow):
        gates[0].heard("", 429, {"Retry-After": "30"}, "")
    with pytest.raises(NotNow, match="the app waits"):
        gates[1].check_look("ana")


def test_a_limit_without_a_number_is_a_minute_and_doubles(databases: tuple[Database, Database]) -> None:
    """Who comes back too early stays away twice as long, up to an hour; who hears of one limit twice does not."""
    gate, waits = Gate(databases[0], pace=0), []
    for _ in range(8):
        for _ in range(2):
            with pytest.raises(NotNow) as told:
                gate.heard("ana", 403, {}, SECONDARY)
        waits.append(round(told.value.until - time.time()))
        gate._change("ana", closed_until=time.time() - 1)
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_it_forgives_after_a_while(databases: tuple[Database, Database]) -> None:
    """A limit long after the last one is a first one again."""
    gate = Gate(databases[0], pace=0)
    gate._change("ana", closed_until=time.time() - 3600, closings=1)
    with pytest.raises(NotNow) as told:
        gate.heard("ana", 403, {}, SECONDARY)
    assert 59 < told.value.until - time.time() <= 60


def test_a_clock_that_went_back_bars_nobody(databases: tuple[Database, Database]) -> None:
    """What is closed for longer than GitHub ever asks is open."""
    gate = Gate(databases[0], pace=0)
    gate._change("ana", closed_until=time.time() + 10**6, spared_until=time.time() + 10**6)
    gate.check_look("ana")
    gate.check("ana", spare=True)


def test_the_last_requests_of_an_hour_are_for_people(gates: tuple[Gate, Gate]) -> None:
    """With less than a fifth left the sweep stays away until the next hour, in all processes; looks go on."""
    headers = {"X-RateLimit-Limit": "5000", "X-RateLimit-Reset": str(int(time.time()) + 600)}
    gates[0].heard("ana", 200, {**headers, "X-RateLimit-Remaining": "1000"}, "")
    gates[1].check("ana", spare=True)
    gates[0].heard("ana", 200, {**headers, "X-RateLimit-Remaining": "999"}, "")
    gates[1]._states.clear()
    with pytest.raises(NotNow, match="for people") as told:
        gates[1].check("ana", spare=True)
    assert 598 < told.value.until - time.time() <= 600
    gates[1].check_look("ana")
    gates[0].heard("ana", 200, {**headers, "X-RateLimit-Remaining": "0"}, "")
    with pytest.raises(NotNow):
        gates[1].check_look("ana")


def test_content_is_counted_in_all_processes(databases: tuple[Database, Database]) -> None:
    """Near GitHub's number no look begins until there is room; one that has begun may use up the rest."""
    one, other = (Gate(database, pace=0.0001) for database in databases)
    now = time.time()
    with databases[0].engine.begin() as connection:
        connection.execute(insert(_MADE), [{"account": "ana", "at": now - 3000 + second} for second in range(449)])
    other.check_look("ana")
    _write(one, "ana", "POST", "/repos/ana/list/git/trees")
    _write(one, "ana", "DELETE", f"{COMMENTS}/1")
    other.check_look("ana")
    _write(one)
    with pytest.raises(NotNow, match="as much as GitHub allows in an hour") as told:
        other.check_look("ana")
    assert 590 < told.value.until - now < 610
    _write(other)
    with databases[0].engine.begin() as connection:
        connection.execute(insert(_MADE), [{"account": "ana", "at": now - 100}] * 49)
    with pytest.raises(NotNow):
        _write(other)


def test_a_minute_has_its_limit_too(databases: tuple[Database, Database]) -> None:
    """Only a pace below GitHub's own comes near it."""
    gate, now = Gate(databases[0], pace=0.0001), time.time()
    with databases[0].engine.begin() as connection:
        connection.execute(insert(_MADE), [{"account": "ana", "at": now - 50}] * 72)
    with pytest.raises(NotNow, match="in a minute") as told:
        gate.check_look("ana")
    assert 9 < told.value.until - now < 11


def test_old_rows_are_forgotten(databases: tuple[Database, Database]) -> None:
    """What nobody needs is deleted, what still counts is not."""
    gate, now = Gate(databases[0]), time.time()
    gate._change("ana", closed_until=now + 60)
    gate._change("kim", closed_until=1.0)
    with databases[0].engine.begin() as connection:
        connection.execute(insert(_MADE), [{"account": "ana", "at": now - 3700}, {"account": "ana", "at": now - 3500}])
    gate.forget_old()
    with databases[0].engine.connect() as connection:
        assert connection.scalars(select(_GATES.c.account)).all() == ["ana"]
        assert connection.scalar(select(func.count()).select_from(_MADE)) == 1


@pytest.mark.parametrize(
    ("status", "headers", "body", "seconds"),
    [
        (403, {"retry-after": "120"}, "", 120),
        (429, {"retry-after": "7"}, "", 7),
        (403, {**SPENT, "x-ratelimit-reset": "1000300", "date": "Mon, 12 Jan 1970 13:46:40 GMT"}, "", 300),
        (403, {**SPENT, "x-ratelimit-reset": "1"}, "", 0),
        (403, SPENT, "", None),
        (403, {}, SECONDARY, None),
        (403, {}, '{"message": "You have triggered an abuse detection mechanism."}', None),
        (403, {"retry-after": "soon"}, "", None),
        (429, {}, "", None),
    ],
)  # fmt: skip
def test_github_is_left_alone_as_long_as_it_asks(
    status: int, headers: dict[str, str], body: str, seconds: float | None
) -> None:
    """Retry-After and the reset are obeyed, by GitHub's own clock; a limit may come without a number."""
    assert limit_of(status, headers, body) == Asked(seconds)


@pytest.mark.parametrize(("status", "headers"), [(500, {"retry-after": "120"}), (404, {}), (403, {}), (200, SPENT)])
def test_what_is_no_limit(status: int, headers: dict[str, str]) -> None:
    """A refusal for another reason is not waited for, nor is trouble of GitHub's own."""
    assert limit_of(status, headers, '{"message": "Resource not accessible by integration"}') is None


@settings(max_examples=50)
@given(
    st.sampled_from((200, 403, 429)),
    st.dictionaries(st.sampled_from(("retry-after", "x-ratelimit-remaining", "x-ratelimit-reset", "date")), st.text()),
)
def test_no_header_is_too_strange(status: int, headers: dict[str, str]) -> None:
    """Whatever stands in them, the answer is some seconds, unknown, or no limit."""
    wait = limit_of(status, headers, "")
    assert wait is None or wait.seconds is None or 0 <= wait.seconds < float("inf")
