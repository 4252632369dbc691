"""Texts of reviews: what strangers wrote stays a quotation."""

import pytest

from bot.review_texts import required, said


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("`a` has a blank", "`a` has a blank"),
        ("the name `a`<b>x</b>` is long", "the name 'a'\\<b>x\\</b>' is long"),
        ("`a` &#64;ana", "`a` \\&# 64;ana"),
        ("`a``<img src=x> [x](y)` ~~z~~", "`a``<img src=x> [x](y)` \\~\\~z\\~\\~"),
    ],
    ids=["whole", "odd backtick", "entity", "two backticks"],
)
def test_a_message_is_no_structure(message: str, shown: str) -> None:
    """Backticks in what a rule quotes let nothing out that GitHub would make something of."""
    assert said(message) == shown


@pytest.mark.parametrize(
    ("reviews", "checks", "wanted"),
    [
        (1, [], "an approving review"),
        (2, ["build"], "2 approving reviews and the check `build`"),
        (0, ["build", "links", "`@ana`"], "the checks `build`, `links` and `` `@ana` ``"),
        (0, [f"c{number}" for number in range(7)], "the checks `c0`, `c1`, `c2`, `c3`, `c4` and 2 more"),
        (0, ["x" * 200], f"the check `{'x' * 100}`"),
    ],
    ids=["review", "both", "quoted", "many", "long"],
)
def test_what_the_rules_of_a_branch_want(reviews: int, checks: list[str], wanted: str) -> None:
    """One sentence, in which names are quoted."""
    assert required("main", reviews, checks) == f"Before this can be merged, the rules of `main` want {wanted}."


def test_nothing_is_said_where_the_rules_want_nothing() -> None:
    """No sentence at all."""
    assert required("main", 0, []) == ""
