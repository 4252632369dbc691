import pytest

from bot.submission.cues import Stance
from bot.submission.intent import hear, is_prose, sentences
from bot.submission.markup import read_inline

ONE = "https://arxiv.org/abs/2301.12597"
TWO = "https://arxiv.org/abs/2304.08485"


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        (f"Please add {ONE}.", [Stance.REQUEST]),
        (f"{ONE} is missing", [Stance.REQUEST]),
        (f"You have {ONE}, but not {TWO}", [Stance.CONTEXT, Stance.REQUEST]),
        (f"We'd like to suggest X, a variant of Y ({ONE})", [Stance.RELATION]),
        (f"The code link of {ONE} is broken", [Stance.CORRECTION]),
        (f"Is {ONE} or {TWO} better?", [Stance.QUESTION, Stance.QUESTION]),
        (f"Thank you for adding {ONE}!", [Stance.CHATTER]),
        (f"{ONE} (found it in the list, please ignore this one)", [Stance.WITHDRAWN]),
        (f"Could you list it? It is at {ONE}", [Stance.REQUEST]),
        (ONE, [None]),
    ],
)
def test_the_words_nearest_to_an_address_tell(text: str, stances: list[Stance | None]) -> None:
    """Each address is asked for, mentioned, corrected or neither, by the words around it."""
    assert list(hear(read_inline(text)).stances) == stances


def test_words_of_titles_and_quotes_tell_nothing() -> None:
    """ "Missing" in a title and a request in quotes are no requests of the writer."""
    for text in (f'"Please add this method to your list" {ONE}', f"**Learning With Missing Modalities** {ONE}"):
        assert hear(read_inline(text)).stances == (None,)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        (f"- **[MMVP]** Eyes Wide Shut? Exploring the Visual Shortcomings of Multimodal LLMs [[pdf]]({ONE})", False),
        (f"Vision-and-Language or Vision-for-Language? On Cross-Modal Influence in Transformers {ONE}", False),
        (f"Is this one in the list? [pdf]({ONE})", True),
        (f"Why not CLIP? Because it is old {ONE}", True),
    ],
)
def test_a_question_mark_within_a_title_asks_nobody(text: str, asks: bool) -> None:
    """A title that goes on after its question is no question of the writer's, and begins where it begins."""
    said = hear(read_inline(text))
    assert (said.stances == (Stance.QUESTION,)) is asks
    assert asks or said.starts == (0,)


@pytest.mark.parametrize(("text", "prose"), [("We wrote a paper about it.", True), (f"BLIP-2 {ONE}", False)])
def test_sentences_are_told_from_bare_addresses(text: str, prose: bool) -> None:
    """A line that speaks to the reader is prose, an address with a name or a label is not."""
    assert is_prose(read_inline(text)) is prose


def test_a_full_stop_inside_an_address_or_an_abbreviation_ends_no_sentence() -> None:
    """Sentences end at their own signs only."""
    line = read_inline(f"See e.g. {ONE}. Then go! 好。完")
    assert [line.text[start:end].strip() for start, end in sentences(line)] == [
        f"See e.g. {ONE}.",
        "Then go!",
        "好。",
        "完",
    ]
