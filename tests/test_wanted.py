"""Bursts of events: what a look has seen needs no other look, and no event is lost."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.database import Database
from bot.model import Key
from bot.wanted import Begun, Wanted

KEY = Key("ana/list", 1)
EDITED = Key("ana/list", 1, edited=True)


@pytest.fixture
def wanted(tmp_path: Path) -> Iterator[Wanted]:
    """Return what is kept in a database of its own."""
    with closing(Database(f"sqlite:///{tmp_path}/queue.sqlite")) as database:
        yield Wanted(database)


def test_one_look_sees_all_that_came_before_it(wanted: Wanted) -> None:
    """The looks that were queued for these events have nothing to do."""
    numbers = [wanted.note(KEY).number for _ in range(50)]
    begun = wanted.begin(KEY, numbers[0])
    assert begun == Begun(50, edited=False)
    wanted.done(KEY, begun)
    assert [wanted.begin(KEY, number) for number in numbers] == [None] * 50


def test_what_comes_during_a_look_gets_another_one(wanted: Wanted) -> None:
    """A look has seen nothing that came after it began."""
    begun = wanted.begin(KEY, wanted.note(KEY).number)
    late = wanted.note(KEY).number
    assert begun
    wanted.done(KEY, begun)
    assert wanted.begin(KEY, late) == Begun(late, edited=False)


def test_a_look_that_fails_has_seen_nothing(wanted: Wanted) -> None:
    """Only its end counts: the next one sees the same."""
    number = wanted.note(KEY).number
    assert wanted.begin(KEY, number) == wanted.begin(KEY, number) == Begun(number, edited=False)


def test_an_edit_is_told_to_the_look_that_sees_it(wanted: Wanted) -> None:
    """Whichever look that is, and to it alone."""
    first = wanted.note(KEY).number
    wanted.note(EDITED)
    begun = wanted.begin(KEY, first)
    assert begun == Begun(2, edited=True)
    assert wanted.begin(KEY, first) == begun
    wanted.done(KEY, begun)
    assert wanted.begin(KEY, wanted.note(KEY).number) == Begun(3, edited=False)


def test_a_planned_look_is_always_due(wanted: Wanted) -> None:
    """That all events were seen says nothing of what it was planned for."""
    begun = wanted.begin(KEY, wanted.note(KEY).number)
    assert begun
    wanted.done(KEY, begun)
    assert wanted.begin(KEY, 0) == Begun(2, edited=False)


def test_a_pull_request_is_another_key(wanted: Wanted) -> None:
    """An issue, a pull request of that number, all pull requests, and those of a commit are different things."""
    repo = KEY.repo
    keys = (KEY, Key(repo, 1, pull=True), Key(repo, 0, pull=True), Key(repo, 0, pull=True, head="a"))
    assert [wanted.note(key).number for key in keys] == [1, 1, 1, 1]


def test_a_look_that_waits_to_begin_is_known(wanted: Wanted) -> None:
    """So that nobody queues another one while it waits; once it, or any other, has begun, it sees nothing more."""
    event = wanted.note(KEY)
    assert event.order is None
    wanted.queued(KEY, event.number, 2)
    assert wanted.note(KEY).order == 2
    assert wanted.begin(KEY, event.number) == Begun(2, edited=False)
    assert wanted.note(KEY).order is None


def test_who_was_forgotten_is_looked_at(wanted: Wanted, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgetting costs a look, never an event."""
    number = wanted.note(KEY).number
    monkeypatch.setattr("bot.wanted._KEPT", -1)
    wanted.forget_old()
    assert wanted.begin(EDITED, number) == Begun(number, edited=True)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(("event", "edit", "begin", "end", "fail")), max_size=16))
def test_every_event_is_seen_by_a_look_that_began_after_it(acts: list[str]) -> None:
    """However events, looks and their ends mingle: a look is refused only where one that began later ended well."""
    with closing(Database("sqlite://")) as database:
        wanted, queued, edits = Wanted(database), list[tuple[int, int]](), list[int]()
        seen_until, running = -1, None
        for now, act in enumerate([*acts, *("begin", "end") * len(acts)]):
            if act in ("event", "edit"):
                queued.append((wanted.note(EDITED if act == "edit" else KEY).number, now))
                edits += [now] if act == "edit" else []
            elif act == "begin" and queued and running is None:
                number, came = queued.pop(0)
                begun = wanted.begin(KEY, number)
                if begun is None:
                    assert came < seen_until
                else:
                    assert begun.edited == any(edit > seen_until for edit in edits)
                    running = begun, now
            elif act == "end" and running:
                wanted.done(KEY, running[0])
                seen_until, running = running[1], None
            elif act == "fail" and running:
                queued.append((running[0].number, running[1]))
                running = None
        assert not queued
