from collections.abc import Sequence

import pytest

from bot.document import ListDocument, parse
from bot.sections import choose_section, holds_papers, is_paper_list
from bot.styles import Citation
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


def test_the_shaped_lists_hold_papers_where_they_should() -> None:
    """Sections of links, tools and contents hold none."""
    assert {name: [s.path[-1] for s in parse(read_list(name)).sections if holds_papers(s)] for name in NAMES} == {
        "linked_titles": ["Foundations", "Older work"],
        "loose": ["2023 and before", "Surveys"],
        "named": ["Papers", "Diffusion", "Instructions"],
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
