"""Files that were reformatted around what was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reformat import reformatted

_OLD = "# List\n\n" + "".join(f"* [Paper {n}](https://example.org/{n})\n" for n in range(30))
_NEW = "* [New paper](https://example.org/new)\n"


@pytest.mark.parametrize(
    "formatted",
    [
        _OLD.replace("* ", "- "),
        _OLD.replace("\n", "\r\n"),
        _OLD.replace("](", "]( ").replace(")\n", " )\n"),
        _OLD.replace("* ", "*   ").replace("# List\n\n", "# List\n\n\n"),
    ],
    ids=["markers", "line ends", "blanks", "indentation"],
)
def test_what_was_meant_is_found(formatted: str) -> None:
    """Only the new line is left, in the file's own line ends."""
    found = reformatted(_OLD, formatted + _NEW)
    assert found is not None
    assert (found.lines >= 30, found.meant, found.clean) == (True, 1, _OLD + _NEW)


@pytest.mark.parametrize(
    "new",
    [_OLD + _NEW, _OLD.replace("* [Paper 3]", "- [Paper 3]"), _OLD.replace("Paper", "Article"), ""],
    ids=["an entry more", "one marker", "all new", "emptied"],
)
def test_other_changes_are_taken_as_they_are(new: str) -> None:
    """One new entry, one slip, or lines that all say something new are no reformatting."""
    assert reformatted(_OLD, new) is None


def test_a_correction_inside_is_kept() -> None:
    """A title that was mended in the midst of it all stays mended."""
    found = reformatted(_OLD, _OLD.replace("* ", "- ").replace("Paper 7]", "Paper Seven]"))
    assert found is not None
    assert found.clean == _OLD.replace("* [Paper 7]", "- [Paper Seven]")


@given(st.lists(st.text(alphabet="ab *-\r\n", max_size=6), max_size=40), st.text(alphabet="ab\n ", max_size=30))
def test_the_clean_text_needs_no_cleaning(lines: list[str], more: str) -> None:
    """What was found to be meant is no reformatting itself, and says what the new text says."""
    old, new = "\n".join(lines), "\n".join(f"- {line}" for line in lines) + more
    found = reformatted(old, new)
    if found is not None:
        assert reformatted(old, found.clean) is None
        assert [c for c in found.clean if c.isalnum()] == [c for c in new if c.isalnum()]
