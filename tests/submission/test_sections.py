import pytest

from bot.submission.markup import read_inline
from bot.submission.sections import clean_section, find_wishes


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("under `Papers`", "Papers"),
        ('in the "Papers" section', "Papers"),
        ("best in the *Large Models* section", "Large Models"),
        ('Add to "Papers": X', "Papers"),
        ("Please put it into the Large Models section", "Large Models"),
        ('Hey, for "Large Models": X', "Large Models"),
        ("belongs under Large Models.", "Large Models"),
        ("放在「Papers」部分", "Papers"),
        ("加到 Papers 下面", "Papers"),
    ],
)
def test_a_heading_named_as_a_place_is_a_wish(text: str, section: str) -> None:
    """Words of place, or the word "section", make a wish of what stands out beside them."""
    assert [wish.section for wish in find_wishes(read_inline(text))] == [section]


@pytest.mark.parametrize(
    "text", ["I like `Papers`", 'the code of "Visual Prompt Tuning"', "[under](https://a.org/x)", ""]
)
def test_other_marked_words_are_no_wish(text: str) -> None:
    """What stands out without a word of place is no wish."""
    assert find_wishes(read_inline(text)) == []


def test_known_headings_need_no_marks() -> None:
    """A heading that the list has is found in plain words, the longest first."""
    headings = frozenset({"video", "video and sound"})
    assert [wish.section for wish in find_wishes(read_inline("for video and sound please"), headings)] == [
        "video and sound"
    ]


@pytest.mark.parametrize(
    ("text", "section"), [("the *Papers* section", "Papers"), ("## Papers", "Papers"), (" ", None)]
)
def test_a_section_is_cleaned(text: str, section: str | None) -> None:
    """Marks and the word "section" are not part of a heading's name."""
    assert clean_section(text) == section
