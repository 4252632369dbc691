"""Which issue proposed a paper first, and who is to hear of it when that changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.claims import Claims
from bot.database import Database
from bot.model import Claim
from bot.papers import PaperId

ONE, TWO = PaperId("arxiv", "2305.06500"), PaperId("doi", "10.1000/xyz")


@pytest.fixture
def claims(tmp_path: Path) -> Iterator[Claims]:
    """Claims in a database of their own."""
    database = Database(f"sqlite:///{tmp_path}/queue.sqlite")
    yield Claims(database)
    database.close()


def test_the_elder_goes_first(claims: Claims) -> None:
    """Whoever was looked at first, the lower number counts, and only elder ones do."""
    assert claims.keep("a/b", 13, [ONE], declined=False) == ()
    assert claims.keep("a/b", 12, [ONE, TWO], declined=False) == (13,)
    assert claims.keep("a/b", 14, [ONE], declined=False) == (12, 13)
    assert claims.elder("a/b", 14, [ONE, TWO]) == {ONE: (Claim(12), Claim(13)), TWO: (Claim(12),)}
    assert claims.elder("a/b", 12, [ONE, TWO]) == {}
    assert claims.elder("a/c", 14, [ONE]) == {}


def test_who_hears_of_a_change(claims: Claims) -> None:
    """A claim that goes, or is declined, concerns the others about that paper; the same one again concerns nobody."""
    claims.keep("a/b", 12, [ONE, TWO], declined=False)
    claims.keep("a/b", 13, [TWO], declined=False)
    assert claims.keep("a/b", 12, [ONE, TWO], declined=False) == ()
    assert claims.keep("a/b", 12, [TWO], declined=False) == ()
    assert claims.keep("a/b", 12, [TWO], declined=True) == (13,)
    assert claims.elder("a/b", 13, [TWO]) == {TWO: (Claim(12, declined=True),)}
    assert claims.keep("a/b", 12, [], declined=False) == (13,)
    assert claims.elder("a/b", 13, [TWO]) == {}


def test_one_that_still_stands_goes_before_one_that_was_declined(claims: Claims) -> None:
    """Of several elder issues the eldest of which it was not declined counts."""
    claims.keep("a/b", 11, [ONE], declined=True)
    claims.keep("a/b", 12, [ONE], declined=False)
    claims.keep("a/b", 13, [ONE], declined=False)
    assert claims.elder("a/b", 14, [ONE]) == {ONE: (Claim(12), Claim(13), Claim(11, declined=True))}
