"""How looks are named in the queue: the same twice is one, and others are never taken for it."""

import pytest

from bot import worker
from bot.model import Key


def test_looks_that_differ_are_put_off_each_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository's own look and that at all its pull requests bear the same number."""
    names: list[str] = []
    monkeypatch.setattr(worker, "_enqueue", lambda name, *_, **__: names.append(name))
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    whole = Key("ana/list", 0)
    for key in (
        whole,
        whole,
        Key("ana/list", 0, pull=True),
        Key("ana/list", 0, edited=True),
        Key("ana/list", 0, head="a"),
    ):
        worker._look_later(key, 60, attempt=0)
    assert names[0] == names[1]
    assert len(set(names)) == 4
