"""Texts of reviews: what strangers wrote stays a quotation."""

import pytest

from bot.review_texts import said


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
