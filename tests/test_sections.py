from collections.abc import Sequence

import pytest

from bot.citation import Citation
from bot.document import ListDocument, parse
from bot.likeness import years_named
from bot.sections import Keyworded, SectionChoice, choose_section, holds_papers, is_paper_list
from tests.document.shapes import NAMES, read_list


def entry(number: str, title: str = "Some title", name: str | None = None) -> str:
    """One line of a list: a paper at arXiv."""
    return f"- {f'**[{name}]** ' if name else ''}{title} [[pdf]](https://arxiv.org/pdf/{number}.pdf)\n"


LIST = parse(
    "# Awesome Things\n\n## Contents\n- [Papers](#papers)\n- [Diffusion](#diffusion)\n"
    "## Papers\n### Diffusion Models\n"
    + "".join(entry(f"2101.0000{n}", f"Diffusion of images {n}") for n in range(6))
    + "### :speech_balloon: Language & Speech\n"
    + "".join(entry(f"2102.0000{n}", f"Speaking language {n}") for n in range(6))
    + "### Surveys\n## Libraries\n- [diffusers](https://github.com/huggingface/diffusers) diffusion images\n"
    "- [other](https://github.com/other/other)\n## Diffusion Models\n- [d](https://x.org)\n- [e](https://y.org)\n"
)


def path_for(
    wish: str | Sequence[str] | None, document: ListDocument = LIST, title: str = "On images"
) -> Sequence[str]:
    """The path of the section chosen."""
    choice = choose_section(document, Citation(title), wish)
    assert choice is not None
    return choice.section.path if not choice.wish_missing else ("missing", *choice.section.path)


@pytest.mark.parametrize(
    ("wish", "path"),
    [
        ("Language & Speech", ("Papers", ":speech_balloon: Language & Speech")),
        ("the language and speech section", ("Papers", ":speech_balloon: Language & Speech")),
        ("LANGUAGE-SPEECH", ("Papers", ":speech_balloon: Language & Speech")),
        ("Papers > Diffusion Models", ("Papers", "Diffusion Models")),
        ("Awesome Things / Papers / Diffusion models", ("Papers", "Diffusion Models")),
        (["Papers", "Surveys"], ("Papers", "Surveys")),
        (["Awesome Things", "Surveys"], ("Papers", "Surveys")),
        ("Survey", ("Papers", "Surveys")),
        ("Libraries", ("Libraries",)),
        ("diffusion model", ("Papers", "Diffusion Models")),
        ("Papers", ("Papers", "Diffusion Models")),
        ("Contents", ("missing", "Papers", "Diffusion Models")),
        ("Robots", ("missing", "Papers", "Diffusion Models")),
        (["Libraries", "Surveys"], ("missing", "Papers", "Diffusion Models")),
        ("  ", ("missing", "Papers", "Diffusion Models")),
    ],
)
def test_a_wish_names_a_section(wish: str | Sequence[str], path: Sequence[str]) -> None:
    """Case, signs, emoji and small words do not matter; of several headings the one with papers is meant."""
    assert path_for(wish) == path


def test_a_wish_is_sure_and_a_guess_says_how_sure() -> None:
    """A wish that is met has confidence 1; a guess has less and names the sections that come next."""
    wished = choose_section(LIST, Citation("T"), "Surveys")
    assert wished is not None
    assert (wished.confidence, wished.alternatives, wished.wished) == (1.0, (), True)
    guess = choose_section(LIST, Citation("Diffusion for images"), None)
    assert guess is not None
    assert guess.section.path == ("Papers", "Diffusion Models")
    assert 0.5 < guess.confidence < 1
    assert [other.section.path[-1] for other in guess.alternatives] == [":speech_balloon: Language & Speech"]
    assert guess.shared_words == ("diffusion", "images")


def test_a_guess_never_goes_where_no_papers_are() -> None:
    """Libraries and contents are no place for papers, though they share the words."""
    assert path_for(None, title="diffusers and contents of libraries")[0] == "Papers"


def test_a_section_of_the_papers_year_is_preferred() -> None:
    """In a list that is cut by years the year decides."""
    text = "".join(f"## {year}\n" + entry(f"{year % 100}01.00001") * 3 for year in (2021, 2022, 2023))
    choice = choose_section(parse(text), Citation("T", date="2022-05-01"), None)
    assert choice is not None
    assert choice.section.path == ("2022",)


def test_a_list_without_papers_has_no_section_for_one() -> None:
    """Without a section that holds papers nothing is guessed."""
    assert choose_section(parse("## A\n- [x](https://x.org)\n"), Citation("T"), None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("# Tool\n\nText with https://arxiv.org/abs/2301.12597.\n", False),
        ("## Papers\n" + entry("2301.12597") * 4, False),
        ("## Papers\n" + entry("2301.12597") * 5, True),
        ("## Tools\n" + "- [x](https://github.com/a/b)\n" * 9, False),
        ("## Mixed\n" + entry("2301.12597") * 3 + "- [x](https://github.com/a/b)\n" * 4, False),
        ("## Papers\n" + "- T [[paper]](https://x.org/t)\n" * 5, True),
        ("## Papers\n" + "- T\n  - Authors\n  - [x](https://x.org/t.pdf)\n" * 5, True),
    ],
)
def test_what_makes_a_paper_list(text: str, expected: bool) -> None:
    """Five entries in one section, most of which link to papers."""
    assert is_paper_list(parse(text)) is expected


def test_no_sample_hides_that_a_long_section_holds_papers() -> None:
    """Of many entries a sixth must link to papers, wherever in the section these stand."""
    page, link = "- [T](https://lab.org/t)\n", entry("2301.12597")
    papers = [*[link] * 8, *[page] * 112]
    for every in range(0, 120, 4):  # hardly one among every fourth
        papers[every] = page if every else link
    assert not holds_papers(parse("## Papers\n" + "".join(papers)).sections[0])
    papers[1::4] = [link] * 30
    assert holds_papers(parse("## Papers\n" + "".join(papers)).sections[0])


def test_the_shaped_lists_hold_papers_where_they_should() -> None:
    """Sections of links, tools and contents hold none."""
    assert {name: [s.path[-1] for s in parse(read_list(name)).sections if holds_papers(s)] for name in NAMES} == {
        "aligned": ["Supervised", "Large Models"],
        "authors": ["Perception", "Generation"],
        "badges": ["Understanding", "Tuning"],
        "blocks": ["2018-2021", "Since 2021"],
        "broken_lines": ["Spring", "Autumn"],
        "chinese": ["图像", "语言"],
        "dated": ["Models", "Methods"],
        "linked_titles": ["Foundations", "Older work"],
        "loose": ["2023 and before", "Surveys"],
        "named": ["Papers", "Diffusion", "Instructions"],
        "ordered": ["Recent", "Classic"],
        "paragraphs": ["Older", "Newer"],
        "table": ["Vision", "Language and Vision"],
    }


def test_a_wish_for_a_heading_above_several_sections_is_a_guess_among_them() -> None:
    """A wished heading that holds no papers itself leaves open which section below it; no other one is offered."""
    text = "# L\n" + "".join(
        f"\n## {above}\n"
        + "".join(
            f"\n### {above} {below}\n\n"
            + "".join(f"- {below} paper {n} [[pdf]](https://arxiv.org/pdf/230{n}.0000{n}.pdf)\n" for n in range(1, 7))
            for below in ("Detection", "Tracking")
        )
        for above in ("Images", "Videos")
    )
    choice = choose_section(parse(text), Citation("Better tracking of things"), "Videos")
    assert choice is not None
    assert (choice.wished, choice.wish_missing) == (False, False)
    assert choice.section.path == ("Videos", "Videos Tracking")
    assert [other.section.path[0] for other in choice.alternatives] == ["Videos"]


@pytest.mark.parametrize(("wish", "missing"), [("Papers on Nothing", True), ("Libraries", False), (None, False)])
def test_a_wish_that_names_no_section_is_told(wish: str | None, missing: bool) -> None:
    """A choice tells apart that a wish was met, that it named nothing, and that there was none."""
    choice = choose_section(LIST, Citation("On images"), wish)
    assert choice is not None
    assert (choice.wish_missing, choice.wished) == (missing, wish is not None and not missing)


def choice_for(
    text: str, citation: Citation, wish: str | None = None, *, keywords: Sequence[Keyworded] = ()
) -> SectionChoice:
    """The choice in a list of this text."""
    choice = choose_section(parse(text), citation, wish, keywords=keywords)
    assert choice is not None
    return choice


def section(heading: str, *titles: str, month: str = "2301") -> str:
    """A section with entries of these titles."""
    lines = (entry(f"{month}.{number:05}", title) for number, title in enumerate(titles, 1))
    return f"{heading}\n" + "".join(lines) + "\n"


TOPICS = (
    section("## Pruning", *(f"Pruning weights of models {n}" for n in range(5)))
    + section("## Quantization", *(f"Quantized weights of models {n}" for n in range(5)))
    + section("## Surveys", "A survey of compression", "Compression: a review", "Surveying small models")
    + section("## Other", *(f"Something else {n}" for n in range(4)))
)


def test_words_are_compared_without_their_endings() -> None:
    """Quantizing, quantized and quantization are one word; the entries that hold it are told."""
    choice = choice_for(TOPICS, Citation("Quantizing transformers"))
    assert choice.section.path == ("Quantization",)
    assert len(choice.like) == 2
    assert all("Quantized" in one.text for one in choice.like)
    assert len(choice.alternatives) == 3


def test_confidences_fall_and_never_exceed_one_in_sum() -> None:
    """The runners-up are less sure than the choice, and all together no surer than sure."""
    choice = choice_for(TOPICS, Citation("Quantizing transformers"))
    sure = [choice.confidence, *(other.confidence for other in choice.alternatives)]
    assert sure == sorted(sure, reverse=True)
    assert sum(sure) <= 1.001


def test_a_word_of_surveys_speaks_for_their_section() -> None:
    """What the title says of the kind of paper counts beside its topic."""
    assert choice_for(TOPICS, Citation("Pruning and its friends: a survey")).section.path == ("Surveys",)


def test_a_name_inside_of_a_name_counts() -> None:
    """MaskCLIP belongs beside DeCLIP."""
    text = section("## A", "DeCLIP: better data", "SLIP and CLIP meet", "RegionCLIP") + section(
        "## B", "Detection of boxes", "Boxes for all", "Regions of text"
    )
    assert choice_for(text, Citation("MaskCLIP")).section.path == ("A",)


def test_chinese_titles_are_compared_by_pairs_of_signs() -> None:
    """Text without blanks between words has its likeness too."""
    text = section("## 图像生成", "基于扩散模型的图像生成方法", "高质量图像生成", "快速的图像合成") + section(
        "## 语音识别", "端到端语音识别研究", "低资源语音识别", "流式语音识别系统"
    )
    assert choice_for(text, Citation("面向手机的语音识别")).section.path == ("语音识别",)
    assert choice_for(text, Citation("可控的图像生成", date="2023-05")).section.path == ("图像生成",)


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("2023", range(2023, 2024)),
        ("Year 2022", range(2022, 2023)),
        ("2023年5月", range(2023, 2024)),
        ("CVPR 2024", range(2024, 2025)),
        ("ICLR'24", range(2024, 2025)),
        ("2019-2020", range(2019, 2021)),
        ("Before 2018", range(2019)),
        ("2016 and earlier", range(2017)),
        ("2018年以前", range(2019)),
        ("2021 - Now", range(2021, 10000)),
        ("Papers", None),
        ("3. Vision", None),
    ],
)
def test_years_in_headings(heading: str, years: range | None) -> None:
    """A heading is for a year, some years, or those before or after one."""
    assert years_named(heading) == years


YEARS = "".join(
    section(f"## {heading}", *(f"Things {n}" for n in range(3)), month=month)
    for heading, month in (("2024", "2401"), ("2019-2023", "2101"), ("Before 2019", "1701"))
)


@pytest.mark.parametrize(
    ("date", "heading"), [("2024-03", "2024"), ("2020", "2019-2023"), ("2015", "Before 2019"), (None, "2024")]
)
def test_the_papers_year_names_its_section(date: str | None, heading: str) -> None:
    """By range and before too; a paper without a date is as new as the newest."""
    assert choice_for(YEARS, Citation("T", date=date)).section.path == (heading,)


def test_topic_and_year_decide_together() -> None:
    """Below topics the topic's words count whichever year they stand in, and the year picks the section."""
    text = "".join(
        f"## {topic}\n" + "".join(section(f"### {year}", *(f"{topic} of {n}" for n in range(3))) for year in years)
        for topic, years in (("Privacy", (2023, 2024)), ("Fairness", (2023, 2024)))
    )
    choice = choice_for(text, Citation("More fairness", date="2024-02"))
    assert choice.section.path == ("Fairness", "2024")


BESIDE_YEARS = "## Papers\n" + "".join(
    f"### {year}\n" + section("### Conference", *(f"C {year} {n}" for n in range(3)), month=f"{year - 2000}01")
    for year in (2024, 2023)
)


def test_a_year_that_stands_empty_is_the_heading_of_what_follows() -> None:
    """Some lists set years and what belongs to them on one level."""
    choice = choice_for(BESIDE_YEARS, Citation("T", date="2023-01"))
    assert choice.section.heading.start > BESIDE_YEARS[: BESIDE_YEARS.index("### 2023")].count("\n")
    for wish in ("2023", "2023 > Conference"):
        wished = choice_for(BESIDE_YEARS, Citation("T"), wish)
        assert (wished.wished, wished.section) == (True, choice.section)


def test_preprints_go_where_preprints_are() -> None:
    """A paper known from arXiv alone, and one of a venue, where headings tell them apart."""
    text = section("## arXiv", *(f"Things {n}" for n in range(3))) + section("## ICML 2024", *"ABC")
    assert choice_for(text, Citation("T", venue="arXiv")).section.path == ("arXiv",)
    assert choice_for(text, Citation("T", venue="ICML 2024")).section.path == ("ICML 2024",)


@pytest.mark.parametrize("heading", ["License", "News", "Citation", "引用", "致谢", "相关资源", "目录"])
def test_sections_about_the_list_get_nothing_unless_wished(heading: str) -> None:
    """A link to one's own paper does not make a list of papers."""
    text = section("## Papers", *(f"Things {n}" for n in range(6))) + section(f"## {heading}", "Our own survey")
    assert choice_for(text, Citation("Our own survey")).section.path == ("Papers",)
    assert choice_for(text, Citation("T"), heading).section.path == (heading,)


@pytest.mark.parametrize("wish", ["Quantisation", "quantization methods", "Quant"])
def test_a_wish_that_misses_is_told_the_nearest(wish: str) -> None:
    """Headings with a slip or more words than the list has are offered, and count in the guess."""
    choice = choice_for(TOPICS, Citation("T"), wish)
    assert choice.wish_missing
    assert choice.nearest[0].path == ("Quantization",)
    assert len(choice.nearest) <= 3


@pytest.mark.parametrize("wish", ["＃ 三、多模态", "3. 多模态", "论文＞多模态", "✨ 多模态"])
def test_wishes_in_chinese(wish: str) -> None:
    """Full-width signs and numbering do not matter there either."""
    text = "## 论文\n" + section("### 三、多模态 ✨", *"ABC") + section("### 语音", *"DEF")
    assert choice_for(text, Citation("T"), wish).section.path == ("论文", "三、多模态 ✨")


KEYWORDS: Sequence[Keyworded] = [
    ("Pruning", ["sparse", "lottery ticket"]),
    (["Other"], ["图像", "C++"]),
    ("Nowhere", ["x"]),
]


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("A Lottery Ticket for quantized weights", ("Pruning",)),
        ("SPARSE: quantized", ("Pruning",)),
        ("面向图像的方法", ("Other",)),
    ],
)
def test_the_owners_keywords_decide(title: str, path: tuple[str, ...]) -> None:
    """A keyword of the owner's is surer than any likeness."""
    choice = choice_for(TOPICS, Citation(title), keywords=KEYWORDS)
    assert (choice.section.path, choice.by_rule, choice.confidence) == (path, True, 1.0)


@pytest.mark.parametrize("title", ["Sparsely quantized", "Lottery with a ticket: quantized", "x quantized"])
def test_keywords_are_whole_words_of_sections_that_are_there(title: str) -> None:
    """Parts of words, phrases torn apart and sections that the list lacks rule nothing."""
    choice = choice_for(TOPICS, Citation(title), keywords=KEYWORDS)
    assert (choice.section.path, choice.by_rule) == (("Quantization",), False)


def test_a_wish_is_above_a_rule_and_two_rules_leave_a_guess() -> None:
    """Rules that disagree narrow the guess to their sections."""
    assert choice_for(TOPICS, Citation("sparse"), "Surveys", keywords=KEYWORDS).section.path == ("Surveys",)
    choice = choice_for(TOPICS, Citation("Sparse 图像, quantized"), keywords=KEYWORDS)
    assert not choice.by_rule
    assert {choice.section.path, *(other.section.path for other in choice.alternatives)} == {("Pruning",), ("Other",)}


@pytest.mark.parametrize("wish", ["Quantization", "quantizations", "The Quantization section"])
def test_a_section_that_the_owner_closed_is_lacking(wish: str) -> None:
    """A wish does not open what `papers: no` closes; it is told the nearest that are open."""

    def said(path: Sequence[str]) -> bool | None:
        return False if path[-1] == "Quantization" else None

    choice = choose_section(parse(TOPICS), Citation("Quantized weights"), wish, papers=said)
    assert choice is not None
    assert (choice.wished, choice.wish_missing) == (False, True)
    shown = [choice.section, *choice.nearest, *(one.section for one in choice.alternatives)]
    assert "Quantization" not in [section.path[-1] for section in shown]


def test_below_a_closed_heading_an_open_one_is_meant() -> None:
    """`papers: yes` below `papers: no` is what a wish for the upper heading means; a rule opens nothing."""
    text = section("## A", *"ABCDE") + section("### B", *"FGHIJ") + section("## C", *"KLMNO")

    def said(path: Sequence[str]) -> bool | None:
        return path[-1] == "B" if path[0] == "A" else None

    choice = choose_section(parse(text), Citation("T"), "A", papers=said)
    assert choice is not None
    assert (choice.section.path, choice.wished) == (("A", "B"), True)
    choice = choose_section(parse(text), Citation("T"), "A", papers=lambda path: False if path[0] == "A" else None)
    assert choice is not None
    assert (choice.section.path, choice.wish_missing) == (("C",), True)
    ruled = choose_section(parse(text), Citation("T word"), None, keywords=[("A", ["word"])], papers=said)
    assert ruled is not None
    assert (ruled.section.path, ruled.by_rule) == (("A", "B"), True)


def test_papers_that_cannot_be_read_as_entries_make_a_guess_unsure() -> None:
    """Where most of the list is in a form that is no entry, the one section that is read is no sure choice."""
    rows = "".join(f"<tr><td>Text on https://arxiv.org/abs/2301.{n:05}</td></tr>\n" for n in range(60))
    text = section("## Surveys", *(f"Survey {n}" for n in range(5)))
    assert choice_for(text, Citation("T")).confidence > 0.9
    assert choice_for(f"{text}## Papers\n<table>\n{rows}</table>\n", Citation("T")).confidence < 0.5


@pytest.mark.parametrize(
    ("wish", "heading"),
    [
        ("Papers", "Papers (8)"),
        ("papers (7)", "Papers (8)"),
        ("Talks", "Talks [1,200 talks]"),
        ("2023", "2023 (5)"),
        ("Surveys (2022)", "Surveys (2022)"),
        ("Surveys (2023)", "Surveys (2023)"),
    ],
)
def test_a_number_of_papers_is_no_part_of_a_heading(wish: str, heading: str) -> None:
    """Whoever names a section need not know how many papers it has today; a year in brackets is no such number."""
    headings = ("Papers (8)", "Talks [1,200 talks]", "2023 (5)", "Surveys (2022)", "Surveys (2023)")
    text = "".join(f"## {one}\n{entry(f'210{at}.00001')}\n" for at, one in enumerate(headings))
    assert path_for(wish, parse(text)) == (heading,)
