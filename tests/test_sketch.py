"""Entries at a glance: what rules ask of them beside their links."""

from bot.document import parse
from bot.sketch import Sketch, sketches


def _sketch(entry: str) -> Sketch:
    (found,) = sketches(parse(f"# L\n\n## A\n\n{entry}\n"))
    return found


def test_a_phrase_is_the_longest_run_of_words() -> None:
    """A colon ends it, a hyphen does not."""
    assert (
        _sketch("- **[X]** X: Language-Image Models of All, [pdf](https://a.org)").phrase
        == "Language-Image Models of All"
    )


def test_an_entry_is_called_by_its_name() -> None:
    """It is what readers know it by."""
    assert _sketch("- **[CLIP]** Words of a Title [[pdf]](https://a.org)").called == "CLIP"


def test_a_venue_in_brackets_is_no_name() -> None:
    """The title is what it is called then."""
    assert _sketch("- [CVPR 2023] Words of a Long Title [[pdf]](https://a.org)").called == "Words of a Long Title"


def test_a_linked_title_is_what_an_entry_is_called() -> None:
    """Whatever else stands beside it, and shortened where it is long."""
    title = "Words " * 20
    called = _sketch(f"- [{title.strip()}](https://a.org), somebody").called
    assert called.startswith("Words Words")
    assert len(called) <= 60


def test_a_link_alone_is_bare() -> None:
    """A label that names a role is none of its own words, and words beside it are more."""
    assert _sketch("- [x-clip](https://github.com/a/b)").is_bare
    assert not _sketch("- [code](https://github.com/a/b)").is_bare
    assert not _sketch("- [x-clip](https://github.com/a/b) with words").is_bare
