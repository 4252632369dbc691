import pytest

from bot.naming import Name, find_name


@pytest.mark.parametrize(
    "title",
    [
        "Align before Fuse: Vision and Language Representation Learning with Momentum Distillation",
        "Image as a Foreign Language: BEiT Pretraining for All Vision and Vision-Language Tasks",
        "Towards General Purpose Vision Systems: An End-to-End Task-Agnostic Architecture",
        "A Good Prompt Is Worth Millions of Parameters: Low-resource Prompt-based Learning",
        "Vision-Language Models: A Survey",
        "Survey: What We Know",
        "Probing Inter-modality: Visual Parsing with Self-Attention for Vision-Language Pre-training",
        "Do You See It?: On Attention",
        "Differential Diffusion: Giving Each Pixel Its Strength",
        "3.14: On Numbers Without Letters",
        "Attention Is All You Need",
        "Learning at 10:30 in the morning",
        "",
    ],
)
def test_a_phrase_before_the_colon_is_no_name(title: str) -> None:
    """Where the title shows no name, none is made up."""
    assert find_name(title, None, "", ()) is None


@pytest.mark.parametrize(
    ("title", "name", "rest"),
    [
        ("BLIP-2: Bootstrapping Language-Image Pre-training", "BLIP-2", "Bootstrapping Language-Image Pre-training"),
        ("InstructBLIP: Towards X", "InstructBLIP", "Towards X"),
        ("Flamingo: a Visual Language Model", "Flamingo", "a Visual Language Model"),
        ("Uni-Perceiver v2: A Generalist Model", "Uni-Perceiver v2", "A Generalist Model"),
        ("mPLUG: Effective and Efficient Learning", "mPLUG", "Effective and Efficient Learning"),
        ("Joey NMT: A Minimalist Toolkit", "Joey NMT", "A Minimalist Toolkit"),
        ("12-in-1: Multi-Task Learning", "12-in-1", "Multi-Task Learning"),
        ("X-VLM : Multi-Grained: Aligning Texts", "X-VLM", "Multi-Grained: Aligning Texts"),
        ("CLIP：中文", "CLIP", "中文"),
    ],
)  # fmt: skip
def test_a_name_before_the_colon_is_taken_off_the_title(title: str, name: str, rest: str) -> None:
    """A word, or up to three with a digit or odd capitals, is the name; the rest of the title stays whole."""
    assert find_name(title, None, "", ()) == Name(name, rest, "title")


def test_what_the_contributor_gave_goes_first() -> None:
    """A given name is kept as given, and the title loses only that very name."""
    title = "BLIP-2: Bootstrapping Pre-training"
    assert find_name(title, "blip-2", "", ()) == Name("blip-2", "Bootstrapping Pre-training", "given")
    assert find_name(title, "LAVIS", "", ()) == Name("LAVIS", title, "given")
    assert find_name("Align before Fuse: Vision", "ALBEF", "", ["ALBEF"]) == Name(
        "ALBEF", "Align before Fuse: Vision", "given"
    )


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("In this paper, we propose InstructBLIP, a framework for tuning.", "InstructBLIP"),
        ("We then introduce a new model called X-CLIP that aligns.", "X-CLIP"),
        ("The resulting model, dubbed DINOv2, is strong.", "DINOv2"),
        ("We introduce Contrastive Language-Image Pre-training (CLIP) from scratch.", "CLIP"),
        ("This paper presents the Q-Former, which bridges the gap.", "Q-Former"),
        ("We present PaLI 2, which is larger.", "PaLI 2"),
        ("we introduce Flamingo, a family of models", "Flamingo"),
        ("We propose\n  LayoutLMv3 to pre-train multimodal Transformers.", "LayoutLMv3"),
    ],
)
def test_a_name_that_the_abstract_introduces_is_found(abstract: str, name: str) -> None:
    """The name is what authors propose, call, dub, or put in brackets behind its long form."""
    title = "Align before Fuse: Vision and Language"
    assert find_name(title, None, abstract, ()) == Name(name, title, "abstract")


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose a method for large language models (LLMs) that is new.",
        "We evaluate BLIP-2 and CLIP on ten tasks.",
        "We propose to use Transformers.",
        "We propose use, a thing, and design Thing.",
        "We present Vision-Language Models that scale.",
        "We introduce a benchmark for visual question answering (VQA).",
        "",
    ],
)
def test_what_an_abstract_only_mentions_is_no_name(abstract: str) -> None:
    """Other people's models, fields and plain words are not this paper's name."""
    assert find_name("A Study of Things", None, abstract, ()) is None


def test_a_name_that_another_entry_bears_is_not_guessed() -> None:
    """The next guess is tried, and without one the title stays whole."""
    title, abstract = "OFA: Unifying Architectures", "We propose UniOFA, a model."
    assert find_name(title, None, "", ["ofa"]) is None
    assert find_name(title, None, abstract, ["OFA"]) == Name("UniOFA", title, "abstract")


def test_a_title_that_begins_again_has_its_name_before_it() -> None:
    """A note in brackets belongs to the name as the list writes it."""
    title = "SANet: Scale Aggregation for Counting"
    assert find_name(f"SANet (crowds): {title}", None, "", ()) == Name("SANet (crowds)", title, "title")
    assert find_name(f"Notes (crowds): {title}", None, "", ()) is None
