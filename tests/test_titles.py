import pytest

from bot.citation import Citation
from bot.titles import compare, read_title, squash


@pytest.mark.parametrize(
    ("title", "beside", "name", "rest"),
    [
        ("BLIP-2: Bootstrapping Pre-training", None, "blip2", "bootstrappingpretraining"),
        ("Deep Voice 3: Scaling Speech", None, "deepvoice3", "scalingspeech"),
        ("Align before Fuse: Vision and Language", None, "", "alignbeforefusevisionandlanguage"),
        ("Align before Fuse: Vision and Language", "ALBEF", "albef", "alignbeforefusevisionandlanguage"),
        ("Ring Attention: On Context", "Ring Attention", "ringattention", "oncontext"),
        ("Scissorhands: On Caches", "Cache Compress", "scissorhands", "oncaches"),
        ("Survey: What We Know", None, "", "surveywhatweknow"),
        ("NIPS 2016: What We Know", None, "", "nips2016whatweknow"),
        ("On Words", "Flow-TTS (flow based)", "flowtts", "onwords"),
        ("", None, "", ""),
    ],
)
def test_a_title_is_taken_apart(title: str, beside: str | None, name: str, rest: str) -> None:
    """A word before the colon is a name, and so is what stands beside the title; a phrase is part of the title."""
    found = read_title(title, beside)
    assert (found.name, found.rest) == (name, rest)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("A $\\pi$-GAN for Two", ("a", "π", "gan", "for", "two")),
        ("Qwen2.5 and StackGAN++", ("qwen2.5", "and", "stackgan++")),
        ("On Words (CVPR 2020)", ("on", "words")),
        ("On Words(@Some University etc)", ("on", "words")),
        ("Ünïcode <b>Tags</b> &amp; \\_Escapes\\_", ("unicode", "tags", "escapes")),
    ],
)
def test_words_are_those_that_a_reader_sees(title: str, words: tuple[str, ...]) -> None:
    """No TeX, no tags, no accents, nothing that a list adds behind; versions stay whole."""
    assert read_title(title).words == words


def test_comparing_has_no_sides() -> None:
    """What two titles are to each other does not hang on which is asked about first."""
    titles = [
        "BLIP-2: Bootstrapping Language-Image Pre-training with Frozen Encoders",
        "Bootstrapping Language-Image Pre-training with Frozen Encoders",
        "Bootstrapping Language-Image Pre-training with Frozen Image Encoders and Models",
        "Bootstrapping Language-Image Pre-training",
        "Bootstrapping Language-Image...",
        "",
    ]
    for one in map(Citation, titles):
        for other in map(Citation, titles):
            assert compare(one, other) == compare(other, one)


def test_two_identities_of_a_kind_keep_like_titles_apart() -> None:
    """An equal title is then only perhaps the same paper; a like one is another, save of the same people."""
    one = Citation("Mean teachers are much better role models: On targets", authors=("Ann Lee",))
    other = Citation("Mean teachers are much better role models", authors=("Ann Lee",))
    assert compare(one, one, apart=True) == "perhaps"
    assert compare(one, other, apart=True) == "perhaps"
    assert compare(Citation(one.title), Citation(other.title), apart=True) is None
    assert compare(Citation(one.title), Citation(other.title)) == "perhaps"


@pytest.mark.parametrize(("text", "squashed"), [("Pre-Training", "pretraining"), ("Ünï—Code", "unicode"), ("…", "")])
def test_squashing_leaves_letters_and_digits(text: str, squashed: str) -> None:
    """Whatever stands between them, and in whatever case."""
    assert squash(text) == squashed
