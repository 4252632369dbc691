"""Dates as services write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import date_at, date_in, date_of, earliest, year_in


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2016-06-27", "2016-06-27"),
        ("2016-06-27T10:00:00Z", "2016-06-27"),
        ("2016/6/27", "2016-06-27"),
        ("2016/06", "2016-06"),
        ("2016", "2016"),
        ("2016-13", "2016"),
        ("2016-02-31", "2016-02"),
        ("27 June 2016", "2016-06-27"),
        ("June 27, 2016", "2016-06-27"),
        ("Jun. 2016", "2016-06"),
        ("20160627", None),
        ("soon", None),
        ("0001", None),
        ("", None),
    ],
)
def test_a_date_is_as_exact_as_it_is_told(text: str, date: str | None) -> None:
    """What is missing is not made up, and what no calendar has falls off."""
    assert date_in(text) == date


@pytest.mark.parametrize(
    ("parts", "date"),
    [([2016, 6, 27], "2016-06-27"), ([2016, None], "2016"), ([None], None), (["2016", "06"], "2016-06"), ([], None),
     ([2016.5], None), ([True], None), ([10**30], None)],
)  # fmt: skip
def test_parts_of_a_date(parts: list[object], date: str | None) -> None:
    """Nulls end a date."""
    assert date_of(parts) == date


@pytest.mark.parametrize(
    ("moment", "date"), [(1601297426000, "2020-09-28"), (None, None), ("1", None), (10**30, None), (float("nan"), None)]
)
def test_a_moment_is_a_day(moment: object, date: str | None) -> None:
    """Milliseconds since 1970 are a day; anything else is none."""
    assert date_at(moment) == date


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["2021-08-26", "2021-07-15"], "2021-07-15"),
        (["2021", "2021-07-15"], "2021-07-15"),
        (["2021-07-15", "2021"], "2021-07-15"),
        (["2021-07-15", "2020"], "2020"),
        ([None, "2020"], "2020"),
        ([], None),
    ],
)
def test_the_earliest_date_is_the_more_exact_one(dates: list[str | None], first: str | None) -> None:
    """A year that holds a day says less than the day."""
    assert earliest(dates) == first


def test_the_last_year_counts() -> None:
    """A venue's year stands at its end."""
    assert year_in("Advances in Neural Information Processing Systems 36 (NeurIPS 2023)") == "2023"
    assert year_in("TMLR") is None


@given(st.text(max_size=30))
def test_no_text_is_too_odd_for_a_date(text: str) -> None:
    """A date has one of three lengths."""
    assert len(date_in(text) or "2016") in (4, 7, 10)
