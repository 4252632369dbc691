"""Headings as people name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.headings import heading_key, leads, readings


@pytest.mark.parametrize(
    ("heading", "same"),
    [
        ("## 1. Surveys", "survey"),
        ("🔥 Vision (12)", "vision"),
        ("Vision [1,200 papers]", "VISION"),
        ("视觉（12篇）", "视觉"),
        ("三、多模态 ✨", "多模态"),
        (":rocket: The Language & Speech section", "language and speech"),
        ("1.2.3 3D Detection", "3d-detection"),
        ("Papers (2024)", "papers 2024"),
        ("2024", "Year 2024"),
    ],
)
def test_headings_that_people_take_for_one(heading: str, same: str) -> None:
    """Numbering, counts, emoji, case, plural and small words do not tell headings apart."""
    assert heading_key(heading) == heading_key(same)


@pytest.mark.parametrize(
    ("heading", "other"),
    [("C++", "C#"), ("2024", "2023"), ("3D", "2D"), ("Papers (2024)", "Papers"), ("List", "Section"), ("🔥", "✨")],
)
def test_headings_that_differ(heading: str, other: str) -> None:
    """What is left of a heading when it has nothing else is its key."""
    assert heading_key(heading) != heading_key(other)


@given(st.text(max_size=30))
def test_every_heading_that_shows_something_has_a_key(heading: str) -> None:
    """No heading with a sign in it is nameless."""
    assert bool(heading_key(heading)) == bool(heading.strip())


@pytest.mark.parametrize(
    ("named", "paths"),
    [
        ("Surveys", [["survey"]]),
        ("2024 > Papers", [["2024paper"], ["2024", "paper"]]),
        ("Vision / Language", [["visionlanguage"], ["vision", "language"]]),
        (["Vision / Language", "2024"], [["visionlanguage", "2024"]]),
        ("  ", [[]]),
    ],
)
def test_a_text_may_name_one_heading_or_several(named: str | list[str], paths: list[list[str]]) -> None:
    """A sign of paths may be one of the heading's own."""
    assert readings(named) == paths


@pytest.mark.parametrize(
    ("words", "keys", "found"),
    [
        (["b"], ["a", "b"], True),
        (["a", "c"], ["a", "b", "c"], True),
        (["b", "a", "c"], ["a", "b", "c"], False),
        (["a"], ["a", "b"], False),
        ([], ["a"], False),
        (["a"], [], False),
    ],
)
def test_headings_above_may_be_left_out(words: list[str], keys: list[str], found: bool) -> None:
    """The last one is the section's own, the others stand above it in their order."""
    assert leads(words, keys) is found
