"""What holds for every service that can be asked, whatever it sends."""

import json
from importlib import import_module
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.papers import Paper, PaperId, Service, SourceError
from tests.papers.recorded import ANSWERS, body_of

JSON_ANSWERS = [name for name in ANSWERS if name.endswith(".json")]
ODD_VALUES: list[Any] = [
    None, "", "x", "\ud800", "<i>", 0, -1, 10**40, 1.5, float("inf"), True, [], {}, [None], [[]], [{}], {"a": []}
]  # fmt: skip


def service_of(name: str) -> Service:
    """The service of a recorded answer."""
    return cast(Service, import_module(f"bot.papers.{name.partition('/')[0]}"))


def read(service: Service, body: bytes, identity: PaperId) -> dict[PaperId, Paper]:
    """What a service makes of an answer, checked to be of the right types; nothing where it raises SourceError."""
    try:
        papers = service.parse(body, [identity])
    except SourceError:
        return {}
    for key, paper in papers.items():
        assert key == paper.id == identity
        assert paper.title == " ".join(paper.title.split()) != ""
        assert all(paper.authors)
        assert paper.date is None or len(paper.date) in (4, 7, 10)
        assert paper.year is None or len(paper.year) == 4
        assert paper.year is None or paper.venue
        assert paper.venue != ""
        assert isinstance(paper.abstract, str)
        assert isinstance(paper.comment, str)
        assert all(link.url.startswith(("https://", "http://")) for link in paper.links)
        assert paper.ids[0] == identity
        assert all(isinstance(one, PaperId) for one in paper.ids)
        assert len(set(paper.ids)) == len(paper.ids)
        assert isinstance(paper.withdrawn, bool)
        assert paper.source == service.NAME
        json.dumps([paper.title, paper.abstract, paper.authors, paper.venue], ensure_ascii=False).encode()
    return papers


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All places in a JSON value, the whole included."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The value with something else at a place; `...` takes what stands there away."""
    if not path:
        return None if new is ... else new
    copy = value.copy()
    if len(path) == 1 and new is ...:
        del copy[path[0]]
    else:
        copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize("name", ANSWERS)
def test_a_recorded_answer_is_a_paper(name: str) -> None:
    """Each service reads its own answers, and can be asked about what they answer."""
    service = service_of(name)
    assert service.asks(ANSWERS[name])
    assert set(read(service, body_of(name), ANSWERS[name])) == {ANSWERS[name]}


@pytest.mark.parametrize("name", JSON_ANSWERS)
def test_any_value_may_be_missing_or_odd(name: str) -> None:
    """Wherever something is taken away or replaced, facts of the right types come out, or a SourceError."""
    whole, service = json.loads(body_of(name)), service_of(name)
    for place in places(whole):
        for new in (..., *ODD_VALUES):
            read(service, json.dumps(changed(whole, place, new)).encode(), ANSWERS[name])


@pytest.mark.parametrize("name", ANSWERS)
@given(data=st.data())
def test_a_cut_or_garbled_answer_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """Bytes cut out and put in make no other error."""
    body = body_of(name)
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, min(len(body), start + 200)))
    read(service_of(name), body[:start] + data.draw(st.binary(max_size=8)) + body[end:], ANSWERS[name])


@pytest.mark.parametrize("name", ANSWERS)
@given(body=st.binary(max_size=60) | st.text(alphabet='{}[]":,<>meta ', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(name: str, body: bytes) -> None:
    """What is no answer at all is refused by the agreed error, or tells of no paper."""
    assert read(service_of(name), body, ANSWERS[name]) == {}


@pytest.mark.parametrize("name", [name for name in ANSWERS if not name.startswith("webpage/")])
@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{}", b"<html><title>Just a moment...</title></html>", b"Rate exceeded.", b"[" * 9999],
)
def test_what_is_no_answer_is_an_error(name: str, body: bytes) -> None:
    """Walls, empty and other answers never mean that there is no such paper."""
    with pytest.raises(SourceError, match=service_of(name).NAME.partition(" (")[0]):
        service_of(name).parse(body, [ANSWERS[name]])
