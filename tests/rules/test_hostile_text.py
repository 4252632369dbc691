"""The rule on hidden signs: what its examples cannot say."""

from tests.rules.finding import found, plain

RULE = "hostile-text"
MARK = "\ufeff"


def test_the_mark_of_the_file_s_encoding_is_no_hidden_sign() -> None:
    """Not where the first line is an entry either."""
    assert found(RULE, MARK + "\n".join(plain(3))) == []


def test_a_second_mark_is_a_hidden_sign() -> None:
    """It is told at its place."""
    (one,) = found(RULE, MARK + MARK + "\n".join(plain(3)))
    assert (one.start, one.end) == (1, 2)


def test_such_a_mark_in_another_line_is_a_hidden_sign() -> None:
    """Files that were put together leave it there."""
    assert len(found(RULE, "\n".join([plain(1)[0], plain(2)[1] + MARK]))) == 1
