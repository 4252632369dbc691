"""Entries at a glance: what rules ask of them beside their links."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.document import parse
from bot.sketch import _LINK, Sketch, sketches


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


_PIECES = st.sampled_from(
    ("a", " ", "[", "]", "(", ")", "!", "\\", "<", ">", '"', "[b](https://x.org)", "[[c]](http://x.org/d_(e))",
     "![f](https://x.org/g.png)", "https://x.org", "HTTP://x.org", "](https://x.org)", "](http", "](/h)", "://",
     '<a href="https://x.org">', "<https://x.org>", "src = 'https://x.org'", "](HTTPS://x.org)", "](<https://x.org>)")
)  # fmt: skip


@given(st.lists(_PIECES, max_size=10).map("".join))
def test_links_in_brackets_alone_are_found_as_among_others(text: str) -> None:
    """Where an entry holds no other links, a shorter pattern finds the same ones."""
    document = parse(f"# L\n\n- x {text}\n")
    found = [(one.links, one.gaps) for one in sketches(document)]
    with patch("bot.sketch._IN_BRACKETS", _LINK):
        assert [(one.links, one.gaps) for one in sketches(document)] == found


@pytest.mark.parametrize("sign", ["\\[", "[\\]", "[", "![", "[[a]", "[a](", "[[[]]", "[a][b"])
def test_a_line_of_brackets_is_read_once(sign: str) -> None:
    """A stranger's line does not take a time that grows with its square: this one would take hours."""
    found = _sketch(f"- {sign * 200_000} [[pdf]](https://arxiv.org/pdf/2301.12597)")
    assert found.links[-1].url == "https://arxiv.org/pdf/2301.12597"


def test_an_escaped_bracket_opens_no_link() -> None:
    """Markdown shows it as it is."""
    assert _sketch(r"- \[pdf](https://arxiv.org/pdf/2301.12597), [[a\]]](https://x.org)").links[0].words == r"[a\]]"
