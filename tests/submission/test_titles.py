import pytest

from bot.submission.titles import clean_title, looks_like_name, looks_like_title, quoted, split_name


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1. Visual Prompt Tuning", "Visual Prompt Tuning"),
        ("「Visual Prompt Tuning」", "Visual Prompt Tuning"),
        ('"Visual Prompt Tuning",', "Visual Prompt Tuning"),
        ("Visual Prompt Tuning (ECCV 2022)", "Visual Prompt Tuning"),
        ("[ECCV 2022] Visual Prompt Tuning", "Visual Prompt Tuning"),
        ("Visual Prompt Tuning.pdf", "Visual Prompt Tuning"),
        ("Visual Prompt Tuning [paper](", "Visual Prompt Tuning"),
        ("VPT：Visual Prompt Tuning", "VPT: Visual Prompt Tuning"),
        ("Visual Prompt Tuning, Menglin Jia et al., ECCV 2022", "Visual Prompt Tuning"),
        ("How Much Can CLIP Benefit Tasks?", "How Much Can CLIP Benefit Tasks?"),
        ("3D Gaussian Splatting (Really)", "3D Gaussian Splatting (Really)"),
    ],
)
def test_a_title_is_freed_of_what_stands_around_it(text: str, title: str) -> None:
    """Numbers, quotes, venues and labels around a title go; its own signs stay."""
    assert clean_title(text) == title


@pytest.mark.parametrize(
    ("text", "lenient", "strict"),
    [
        ("Attention Is All You Need", True, True),
        ("Determining optical flow", True, False),
        ("VPT: visual prompt tuning", True, True),
        ("Please add this paper", False, False),
        ("some works that I could not find", False, False),
        ("Table of Contents", True, False),
        ("CLIP", False, False),
        ("30 Jan 2023", False, False),
        ("January 30, 2023", False, False),
    ],
)
def test_titles_are_told_from_talk(text: str, lenient: bool, strict: bool) -> None:
    """Titles have three words and speak to nobody; a strict look wants capitals or a name before a colon."""
    assert (looks_like_title(text), looks_like_title(text, strict=True)) == (lenient, strict)


@pytest.mark.parametrize("name", ["CLIP", "BLIP-2", "mPLUG-Owl", "DALL-E 2", "X²-VLM", "Florence"])
def test_names_are_known_by_their_letters(name: str) -> None:
    """One word, or words with a digit, an inner capital or a hyphen, can be a paper's name."""
    assert looks_like_name(name)


@pytest.mark.parametrize("text", ["paper", "Missing", "although OpenFlamingo", "our new work", "a b c d", ""])
def test_common_words_are_no_names(text: str) -> None:
    """Words of everyday use name no paper."""
    assert not looks_like_name(text)


def test_a_name_in_brackets_is_split_off() -> None:
    """A bracket before a title holds its name, unless it holds something else."""
    assert split_name("[VPT] Visual Prompt Tuning") == ("VPT", "Visual Prompt Tuning")
    assert split_name("[paper] Visual Prompt Tuning") == (None, "[paper] Visual Prompt Tuning")


def test_quotes_of_many_languages_are_found() -> None:
    """The span inside the marks is given."""
    for text in ('x "a b" y', "x “a b” y", "x «a b» y", "x 《a b》 y", "x 「a b」 y", "x „a b“ y"):
        ((start, end),) = quoted(text)
        assert text[start:end] == "a b"
