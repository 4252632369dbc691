"""Answers on disk."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cache import Cache, Kept
from bot.links import Link
from bot.papers import Paper, PaperId

BLIP2 = PaperId("arxiv", "2301.12597")
NOW = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
PAPER = Paper(
    BLIP2,
    "BLIP-2: Bootstrapping",
    authors=("Junnan Li", "José Martínez"),
    date="2023-01-30",
    venue="ICML",
    year="2023",
    categories=("cs.CV",),
    links=(Link("code", "https://github.com/salesforce/LAVIS"),),
    ids=(BLIP2, PaperId("doi", "10.1/x")),
    source="arXiv",
)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """Return an empty cache."""
    with closing(Cache(tmp_path / "papers.sqlite")) as cache:
        yield cache


def test_an_answer_comes_back_as_it_was(cache: Cache, tmp_path: Path) -> None:
    """Every fact, in this process and in another one."""
    kept = Kept(PAPER, NOW, ('"etag"', None))
    cache.put("arxiv", BLIP2, kept)
    assert cache.get("arxiv", BLIP2) == kept
    with closing(Cache(tmp_path / "papers.sqlite")) as other:
        assert other.get("arxiv", BLIP2) == kept


def test_no_such_paper_is_an_answer_too(cache: Cache) -> None:
    """It is kept, and not the same as nothing."""
    assert cache.get("crossref", BLIP2) is None
    cache.put("crossref", BLIP2, Kept(None, NOW))
    assert cache.get("crossref", BLIP2) == Kept(None, NOW)
    assert cache.get("arxiv", BLIP2) is None


def test_only_what_was_sent_along_is_asked_with() -> None:
    """Tags become the headers of a conditional request."""
    assert Kept(None, NOW).conditions == {}
    assert Kept(None, NOW, ('"a"', None)).conditions == {"If-None-Match": '"a"'}
    assert Kept(None, NOW, (None, "Sun, 29 Nov 2026 10:00:00 GMT")).conditions == {
        "If-Modified-Since": "Sun, 29 Nov 2026 10:00:00 GMT"
    }
