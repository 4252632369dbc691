"""How people put it: short bodies in many wordings, each with the papers that it proposes."""

import pytest

from bot.submission import read_submission

ONE = "https://arxiv.org/abs/2102.03334"
TWO = "https://arxiv.org/abs/2107.07651"
TITLE = "ViLT: Vision-and-Language Transformer Without Convolution or Region Supervision"
OTHER = "OFA: Unifying Architectures, Tasks, and Modalities Through a Simple Sequence-to-Sequence Learning Framework"


def proposed(body: str, title: str = "ViLT") -> list[str]:
    """The addresses, ONE and TWO, of the papers that a body proposes."""
    ids = [str(paper.id) for paper in read_submission(title, body).papers]
    return [url for url in (ONE, TWO) if f"arxiv:{url[-10:]}" in ids]


@pytest.mark.parametrize(
    "body",
    [
        f"I don't know if it is too old for you, but ViLT ({ONE}) is still my first choice.",
        f"Surely off-topic, but I like {ONE}.",
        f"Not sure if it is in scope: {ONE}",
        f"I know that you focus on large models, but {ONE} is small and quick.",
        f"Would {ONE} fit?",
        f"Is there room for {ONE}?",
        f"No love for {ONE}?",
        f"The page has no entry for ViLT ({ONE}).",
        f"Your readme has nothing on ViLT ({ONE}).",
        f"No one has mentioned {ONE} so far.",
        f"{ONE} is outside of it, so could you make an exception?",
        f"Why don't you list {ONE}?",
        f"Please don't forget {ONE}.",
        f"{ONE} should go into Transformers.",
        f"I was surprised that {ONE} is nowhere to be found.",
        f"It seems that you skipped {ONE}.",
        f"{ONE} would complete the part on transformers.",
    ],
)
def test_modest_words_around_a_paper_propose_it(body: str) -> None:
    """Doubts, apologies and rhetorical questions about the place of one paper ask for it."""
    assert proposed(body) == [ONE]


@pytest.mark.parametrize(
    "body",
    [
        f"The base model ({TWO}) is on the list, the large one is not: {ONE}",
        f"The base model is covered, the large one isn't yet: {ONE}",
        f"{TWO} is listed, {ONE} isn't.",
        f"While {TWO} is included, {ONE} is missing.",
        f"{TWO} uses {ONE}, which is missing.",
        f"Like {TWO}, {ONE} drops the detector; please add it.",
        f"Please add {ONE} (not to be confused with {TWO}).",
        f"Please don't add {TWO}. Add {ONE}.",
        f"Please drop my suggestion of {TWO}. I'd rather propose {ONE}.",
        f"Please add {ONE} and {TWO}. Oh, the latter is already listed.",
        f"Please add {TWO} and {ONE}.\n\nEdit: the first one is in the list, so only the second please.",
        f"I wanted to propose {ONE} and {TWO}, well, just the former.",
        f"Please add\n~~{TWO}~~ (wrong tab, my apologies)\n{ONE}",
    ],
)
def test_of_two_papers_the_one_that_is_asked_for_is_proposed(body: str) -> None:
    """What is said of one paper goes for its own clause; a remark may pick among papers just named."""
    assert proposed(body) == [ONE]


@pytest.mark.parametrize(
    "body",
    [
        f"Would {ONE} and {TWO} fit?",
        "2102.03334 and arXiv:2107.07651 belong on the list.",
        "2102.03334, 2107.07651 are missing",
        f"Please add {ONE} and {TWO}. The first is on arXiv, the second is in the proceedings.",
        f"Please add {ONE} and {TWO}. Only the first author is ours.",
    ],
)
def test_papers_named_together_share_their_standing(body: str) -> None:
    """Addresses and bare ids joined by a comma or "and" are both asked for."""
    assert proposed(body) == [ONE, TWO]


@pytest.mark.parametrize(
    "note",
    [
        "Edit: I see it is already in the list. Closing.",
        "**Update:** already there!",
        "EDIT: overlooked that it's listed, closing this.",
        "It's already in the list, I should have searched.",
        "Oh, we missed that it is listed.",
        "Update: this is no longer needed.",
        "Please disregard, there will be a pull request.",
    ],
)
def test_a_closing_note_takes_the_issue_back(note: str) -> None:
    """An edit that says that the paper is listed, or that the issue is closed, leaves nothing proposed."""
    assert proposed(f"Please add {ONE}\n\n{note}", "Add ViLT") == []


@pytest.mark.parametrize(
    "note",
    [
        "Edit: I mended the link.",
        "Update: it is listed at OpenReview now.",
        "It is already listed in the proceedings.",
        "By the way, the table of contents is broken.",
        "PS: there is a typo in your second heading.",
    ],
)
def test_other_notes_leave_the_issue_as_it_is(note: str) -> None:
    """Edits about the paper itself, and wishes beside it, do not withdraw it."""
    assert proposed(f"Paper: {ONE}\n\n{note}", "Add ViLT") == [ONE]


def test_a_paper_below_a_side_wish_is_proposed() -> None:
    """An aside about upkeep does not make a correction of a tagged title or a labelled address."""
    assert proposed(f"Also: please fix the links in the table.\n\nlink: {ONE}", f"[Add] {TITLE}") == [ONE]
    assert proposed(f"Please fix the order of the headings.\n\n{ONE}", "[Add] ViLT") == [ONE]


@pytest.mark.parametrize("words", ["Can you apply it?", "Is the format right?", "I can't fork.", ""])
def test_lines_that_a_diff_adds_are_proposed_whatever_leads_to_them(words: str) -> None:
    """A question above a diff is about the diff, not about its paper."""
    assert proposed(f"{words}\n\n```diff\n+- **[ViLT]** {TITLE} [[pdf]]({ONE})\n```") == [ONE]


@pytest.mark.parametrize(
    "body",
    [
        f"In our report {ONE} we mention your list, thank you!",
        f"Could we have more papers like {ONE}?",
        f"Please add more works along the lines of {ONE}.",
        f"My favourite one is {ONE}.",
        f"Please do not add {ONE}.",
        f"I would not recommend {ONE}.",
        f"pip install fails on my machine; the paper is {ONE}",
        f"The demo of {ONE} crashes.",
        f"A long discussion of {ONE}: https://example.org/t/1",
        f"We summarized {ONE} here: https://example.org/s",
        f"Call for papers: last year's winner was {ONE}",
        f"Looking for works similar to {ONE}.",
        f"Add {ONE}? No, it is about audio. Forget it.",
        f"This is off-topic, but how does {ONE} tokenize?",
        f"{ONE} doesn't run on Windows.",
        f"Great list! I enjoyed reading {ONE}.",
    ],
)
def test_a_paper_may_be_named_and_not_proposed(body: str) -> None:
    """Thanks, tastes, warnings, bugs and talks about a paper ask for nothing."""
    assert proposed(body) == []


@pytest.mark.parametrize(
    "body",
    [
        f"The paper link of ALBEF points to {ONE} instead of {TWO}",
        f"Could you add the code link https://github.com/dandelin/vilt to {ONE}?",
        f"{ONE} shouldn't be listed, it has no text in it.",
        f"The title of {ONE} is new.",
    ],
)
def test_wishes_about_entries_are_corrections(body: str) -> None:
    """What should change in an entry, or that it should go, proposes no paper."""
    assert (read_submission("ViLT", body).kind, proposed(body)) == ("correction", [])


@pytest.mark.parametrize(
    "body",
    [
        f"{ONE}\n\n{TITLE}",
        f"{ONE}\n\n**{TITLE}**\n\nThanks!",
        f"[PDF]({ONE}) [Code](https://github.com/dandelin/vilt)\n\n{TITLE}, ICML 21",
        f"Kindly include {ONE} ({TITLE}).",
        f"Buongiorno, segnalo questo articolo: {TITLE} ({ONE})",
        f"One more, not listed yet: {TITLE}, {ONE}",
        f"Ein Paper, das fehlt:\n\n– {TITLE}: {ONE}",
        f"想问一下能否收录 {TITLE}？\n链接：{ONE}",
        f"- Kim et al. {TITLE}, 2021. {ONE}",
        f"{TITLE}\nWonjae Kim, Bokyung Son\n{ONE}",
        f"| Field | Value |\n| --- | --- |\n| Title | {TITLE} |\n| Paper | {ONE} |\n| Venue | ICML |",
        f"Please add [2].\n\n[1]: ALBEF, {TWO}\n[2]: {TITLE}, {ONE}",
    ],
)
def test_the_title_is_found_where_it_stands(body: str) -> None:
    """Titles stand behind addresses, in brackets, after lead-ins, in tables and in numbered notes."""
    assert [paper.title for paper in read_submission("New", body).papers] == [TITLE]


def test_titles_below_their_addresses_are_told_from_titles_above() -> None:
    """Where every address is followed by a title, each title belongs to the address above it."""
    body = f"{ONE}\n\n{TITLE}\n\n{TWO}\n\n{OTHER}"
    assert [paper.title for paper in read_submission("Two", body).papers] == [TITLE, OTHER]


@pytest.mark.parametrize(
    "title", ["Diffusion Models in Vision: A Survey", "Video Understanding with Transformers: A Review"]
)
def test_a_title_that_begins_like_a_label_is_a_title(title: str) -> None:
    """ "Models in Vision:" is no label, although "Model:" is."""
    assert [paper.title for paper in read_submission("New", f"- {title} ({ONE})").papers] == [title]


def test_every_item_under_a_request_is_a_title() -> None:
    """One sure title makes titles of the items around it; authors and years are no part of them."""
    body = (
        "Please add the following:\n\n1. Learning to prompt for vision-language models (Zhou et al., 2022)\n"
        f"2. Kim et al., {TITLE}, 2021\n3. {OTHER} by Wang et al.\n"
    )
    titles = [paper.title for paper in read_submission("Papers", body).papers]
    assert titles == ["Learning to prompt for vision-language models", TITLE, OTHER]
    wishes = "Please add the following:\n\n- Better sorting of the papers\n- A Table of Contents for Each Section\n"
    assert read_submission("Ideas", wishes).papers == ()


@pytest.mark.parametrize(
    ("body", "section"),
    [
        (f"Please add {ONE} to Image Captioning.", "Image Captioning"),
        (f"Please put our paper {ONE} in Robotics", "Robotics"),
        (f"Could go into Image Captioning imo: {ONE}", "Image Captioning"),
        (f"{ONE}\n\nUnder Robotics please.", "Robotics"),
        (f"{ONE}\n\nBest fit: Robotics", "Robotics"),
        (f"{ONE}\n\n-> Robotics", "Robotics"),
        (f"Topic*: Robotics\nPaper*: {ONE}", "Robotics"),
        (f"Where: Robotics\nPaper: {ONE}", "Robotics"),
        (f"Добавьте {ONE} в раздел Robotics.", "Robotics"),
        (f"Please add {ONE}, related to CLIP.", None),
        (f"Please add {ONE} to Awesome-VLP.", None),
        (f"Please put {ONE} in. It runs in PyTorch", None),
    ],
)
def test_a_capitalised_phrase_behind_a_word_of_place_is_the_section(body: str, section: str | None) -> None:
    """Places need neither quotes nor the word "section"; lists, tools and other works are no places."""
    assert [paper.section for paper in read_submission("New", body).papers] == [section]


def test_a_title_of_an_issue_may_give_name_and_section() -> None:
    """ "Add X to Y" names the paper and its place."""
    (paper,) = read_submission("Add ViLT to Transformers", ONE).papers
    assert (paper.name, paper.title, paper.section) == ("ViLT", None, "Transformers")


@pytest.mark.parametrize(
    "title",
    [
        "Learning to Summarize with Human Feedback",
        "Crash to Not Crash: Learn to Identify Dangerous Vehicles Using a Simulator",
        "Not All Images are Worth 16x16 Words: Dynamic Transformers",
        "Code Generation in the Wild: A Survey",
    ],
)
def test_words_of_titles_are_no_places_and_no_talk(title: str) -> None:
    """ "Add", "to" and "in" inside a title name no section, in the issue's title as in its body."""
    for heading, body in ((f"Add {title}", ONE), ("New", f"Please add {title} ({ONE})"), ("New", f"- {title} {ONE}")):
        (paper,) = read_submission(heading, body).papers
        assert (paper.title, paper.section) == (title, None)


def test_lines_above_lists_are_headings_and_titles_above_addresses_are_not() -> None:
    """ "Robotics:" heads the list below it; a bold line right above an address is that paper's title alone."""
    body = f"Robotics:\n- {TITLE} {ONE}\n\nSurveys:\n- {OTHER} {TWO}"
    assert [paper.section for paper in read_submission("Two", body).papers] == ["Robotics", "Surveys"]
    body = f"**Align before Fuse**\n{TWO}\n\n**{TITLE}**\n{ONE}"
    papers = read_submission("Two", body).papers
    assert [(paper.title, paper.section) for paper in papers] == [("Align before Fuse", None), (TITLE, None)]


def test_a_table_of_names_and_papers_is_no_form() -> None:
    """Two columns are a form only where the first one names different fields."""
    body = f"| Model | Paper |\n|---|---|\n| Video-LLaMA | {ONE} |\n| Video-ChatGPT | {TWO} |"
    assert proposed(body, "Add papers") == [ONE, TWO]
