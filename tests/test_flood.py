"""Who waits, and until when: pure, so any crowd can be tried."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.config import Limits
from bot.flood import Crowd, Line, Wait
from tests.builders import NOW


def _line(*hours: float, waiting: int = 0) -> Line:
    return Line(tuple(NOW + timedelta(hours=hour) for hour in hours), waiting)


def test_below_the_limit_nobody_waits() -> None:
    """The last one that is allowed is taken up."""
    assert _line(1, 2).full_until(3, NOW) is None
    assert _line(1, 2, 3).full_until(3, NOW) == NOW + timedelta(hours=1)


def test_the_next_in_line_waits_for_the_next_room() -> None:
    """With two before it, two must stop to count; who is farther back is counted again then."""
    assert _line(3, 1, 2, waiting=1).full_until(3, NOW) == NOW + timedelta(hours=2)
    assert _line(3, 1, 2, waiting=9).full_until(3, NOW) == NOW + timedelta(hours=3)


def test_where_all_before_are_still_looked_at_it_is_soon() -> None:
    """Nobody knows yet when there will be room."""
    assert _line(waiting=3).full_until(3, NOW) == NOW + timedelta(minutes=5)


def test_no_limit_holds_nobody() -> None:
    """0 is without limit."""
    crowd = Crowd(_line(1, waiting=5000), _line(1, waiting=5000))
    assert crowd.wait(Limits(per_person=0, in_all=0), NOW) is None


def test_both_limits_count() -> None:
    """Whichever lasts longer is told."""
    person, everyone = _line(5, 6), _line(1, 2, 5, 6)
    assert Crowd(person, everyone).wait(Limits(per_person=2, in_all=9), NOW) == Wait(
        NOW + timedelta(hours=5), 2, of_person=True
    )
    assert Crowd(person, everyone).wait(Limits(per_person=9, in_all=2), NOW) == Wait(
        NOW + timedelta(hours=5), 2, of_person=False
    )


def test_who_may_write_never_waits() -> None:
    """Maintainers are not limited."""
    assert Crowd(_line(waiting=99), _line(waiting=99), exempt=True).wait(Limits(), NOW) is None


@given(st.lists(st.floats(0.01, 24), max_size=30), st.integers(0, 30), st.integers(1, 30))
def test_a_wait_ends(hours: list[float], waiting: int, most: int) -> None:
    """Nobody waits for more than a day before it is looked at again, nor for a time that has passed."""
    until = _line(*hours, waiting=waiting).full_until(most, NOW)
    assert (until is None) == (len(hours) + waiting < most)
    assert until is None or NOW < until <= NOW + timedelta(days=1)
