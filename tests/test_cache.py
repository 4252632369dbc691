"""Answers on disk."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cache import Cache, Kept
from bot.links import Link
from bot.linkstatus import LinkStatus
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


def _rewrite(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path / "papers.sqlite")) as file, file:
        assert file.execute(f"UPDATE answer_1 SET {change}").rowcount  # noqa: S608 - the test's own words


@pytest.mark.parametrize(
    "change",
    [
        "facts = 'no JSON'",
        "facts = ''",
        "facts = '[]'",
        "facts = 'null'",
        "facts = x'ff00'",
        "facts = json_remove(facts, '$.title')",
        "facts = json_remove(facts, '$.id.scheme')",
        "facts = json_set(facts, '$.authors', 'Li')",
        "facts = json_set(facts, '$.links[0].role', 'no such role')",
        "asked = 'yesterday'",
        "asked = 1e300",
    ],
)
def test_a_row_that_cannot_be_read_is_nothing_kept(cache: Cache, tmp_path: Path, change: str) -> None:
    """Rows of another release, and rubbish, are asked for anew and overwritten."""
    cache.put("arxiv", BLIP2, Kept(PAPER, NOW))
    _rewrite(tmp_path, change)
    assert cache.get("arxiv", BLIP2) is None
    cache.put("arxiv", BLIP2, Kept(PAPER, NOW))
    assert cache.get("arxiv", BLIP2) == Kept(PAPER, NOW)


def test_what_a_later_release_says_besides_is_passed_over(cache: Cache, tmp_path: Path) -> None:
    """The facts that both releases know are facts."""
    cache.put("arxiv", BLIP2, Kept(PAPER, NOW))
    _rewrite(tmp_path, "facts = json_remove(json_set(facts, '$.mood', 'good'), '$.comment')")
    assert cache.get("arxiv", BLIP2) == Kept(PAPER, NOW)


def test_parts_come_back_too(cache: Cache) -> None:
    """A record made of several answers is whole after it was kept."""
    whole = replace(PAPER, parts=(PAPER, replace(PAPER, source="Crossref", withdrawn=True)))
    cache.put("arxiv", BLIP2, Kept(whole, NOW))
    assert cache.get("arxiv", BLIP2) == Kept(whole, NOW)


def test_a_file_that_cannot_be_used_keeps_nothing(cache: Cache, tmp_path: Path) -> None:
    """Whoever looks papers up goes on without it."""
    with closing(sqlite3.connect(tmp_path / "papers.sqlite")) as file, file:
        file.execute("DROP TABLE answer_1")
    cache.put("arxiv", BLIP2, Kept(PAPER, NOW))
    cache.forget(NOW)
    assert cache.get("arxiv", BLIP2) is None


def test_old_answers_are_forgotten(cache: Cache) -> None:
    """What is older than a moment goes, and nothing else."""
    cache.put("arxiv", BLIP2, Kept(PAPER, NOW))
    cache.put("crossref", BLIP2, Kept(None, NOW - timedelta(seconds=2)))
    cache.forget(NOW - timedelta(seconds=1))
    assert cache.get("arxiv", BLIP2) == Kept(PAPER, NOW)
    assert cache.get("crossref", BLIP2) is None


def test_many_may_open_it_at_once(tmp_path: Path) -> None:
    """Workers that start together find one new file, and none of them stumbles."""
    opened: list[Cache] = []
    threads = [threading.Thread(target=lambda: opened.append(Cache(tmp_path / "papers.sqlite"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in opened:
        one.close()
    assert len(opened) == 8


def test_a_link_comes_back_as_it_was(cache: Cache, tmp_path: Path) -> None:
    """Every fact of it, in this process and in another one; what was met later takes its place."""
    met = LinkStatus("http://lab.example/", "alive", "there", 200, "https://lab.example/", "text/html", False, True)
    met = replace(met, checked_at=NOW, since=NOW - timedelta(days=1), said="status 200")
    cache.put_link(LinkStatus("http://lab.example/", "unknown", "busy", checked_at=NOW))
    cache.put_link(met)
    assert cache.link("http://lab.example/") == met
    assert cache.link("http://lab.example/other") is None
    with closing(Cache(tmp_path / "papers.sqlite")) as other:
        assert other.link("http://lab.example/") == met


def test_links_are_forgotten_by_their_age(cache: Cache) -> None:
    """Those that were asked for since then stay, and so do papers."""
    cache.put("arxiv", BLIP2, Kept(PAPER, NOW - timedelta(days=9)))
    for name, days in (("old", 9), ("new", 1)):
        cache.put_link(LinkStatus(name, "alive", "there", checked_at=NOW - timedelta(days=days)))
    cache.forget_links(NOW - timedelta(days=5))
    assert cache.link("old") is None
    assert cache.link("new")
    assert cache.get("arxiv", BLIP2)


def test_what_nobody_was_asked_for_is_not_kept(cache: Cache) -> None:
    """It would be no answer."""
    with pytest.raises(ValueError, match="nobody was asked"):
        cache.put_link(LinkStatus("http://lab.example/", "unknown", "queued"))


def test_a_link_that_cannot_be_read_or_kept_counts_as_none(cache: Cache, tmp_path: Path) -> None:
    """What another release wrote, and an address that is no text."""
    cache.put_link(LinkStatus("http://lab.example/", "alive", "there", checked_at=NOW))
    with closing(sqlite3.connect(tmp_path / "papers.sqlite")) as other, other:
        other.execute("UPDATE link_1 SET met = '{}'")
    assert cache.link("http://lab.example/") is None
    cache.put_link(LinkStatus("http://\ud800.example/", "unknown", "refused", checked_at=NOW))
    assert cache.link("http://\ud800.example/") is None
