"""What `shelver init` writes."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.citation import Citation
from bot.config import ORDERS, ListConfig, read_config
from bot.document import parse
from bot.papers import PaperId
from bot.scaffold import Learned, LearnedSection, Usual, config_text, form_text, section_options
from bot.sections import choose_section, holds_papers
from bot.submission import read_submission
from tests.document.shapes import NAMES, read_list

USUAL = "- **[{name}]** {title} [[pdf]]({pdf})"
BLOCK = "- {title}  \n  *{authors}*\n  [[pdf]]({pdf})"
LEARNED = Learned(
    "docs/LIST.md",
    (
        LearnedSection(("Papers",), 40, True),
        LearnedSection(("Papers", "2024: new & 'old'"), 14, True, "append", BLOCK),
        LearnedSection(("Vision", "2023"), 3, True),
        LearnedSection(("Audio", "2023"), 9, True, "title"),
        LearnedSection(("Tools",), 7, False),
        LearnedSection(("News",), 1, False),
        LearnedSection(("License",), 0, False),
    ),
    ("README_zh.md",),
    counters=True,
    order=Usual("newest first", 43, 66),
    entry=Usual(USUAL, 50, 66),
)


def uncommented(text: str) -> str:
    """The configuration with its keys in force."""
    return re.sub(r"^#(?! \S)", "", text, flags=re.MULTILINE)


def test_the_file_changes_nothing_as_it_is_written() -> None:
    """All keys are commented out, and each has a line above it."""
    assert read_config(config_text(LEARNED)) == ListConfig()
    assert config_text(LEARNED).startswith("# yaml-language-server: $schema=https://raw.githubusercontent.com/shelver/")
    for paragraph in config_text(LEARNED).split("\n\n"):
        assert paragraph.startswith("# ")


def test_without_its_comments_it_says_what_was_learned() -> None:
    """Every key is there, with the learned value; sections are named where they differ."""
    config = read_config(uncommented(config_text(LEARNED)))
    assert config.model_fields_set == set(ListConfig.model_fields) - {"lists"}
    assert (config.list, config.mirrors, config.counters) == ("docs/LIST.md", ("README_zh.md",), True)
    assert (config.order, config.entry and config.entry.source) == (ORDERS["newest first"], USUAL)
    assert list(config.sections) == ["2024: new & 'old'", "Audio > 2023", "Tools"]
    for section in LEARNED.sections:
        said = config.section(section.path)
        if section.papers:
            assert said.order == ORDERS[section.order or "newest first"]
            assert said.entry is not None
            assert said.entry.source == (section.template or USUAL)
        assert (said.papers is False) == (section.path == ("Tools",))


def test_each_reason_tells_how_many_entries_are_so() -> None:
    """Of the list and of the sections that differ."""
    lines = config_text(LEARNED).splitlines()
    assert "# 43 of 66 entries stand in sections that are sorted so." in lines
    assert "# 50 of 66 entries are written so, further links aside. What is not known falls away." in lines
    assert [line for line in lines if line.startswith("#  # ")] == [
        "#  # 14 entries, unlike those of the list.",
        "#  # 9 entries, unlike those of the list.",
        "#  # 7 entries; they do not link to papers.",
    ]


def test_a_list_of_which_nothing_was_learned() -> None:
    """Then the keys show examples."""
    config = read_config(uncommented(config_text(Learned("README.md", ()))))
    assert config.entry is not None
    assert (config.mirrors, config.sections, config.counters) == ((), {}, False)


_HEADINGS = st.text(alphabet="Ab1>:#'\"- []{}*&!|%@`\\,\u4e2d\u2028\x85\t\U0001f525", max_size=12)
_SECTIONS = st.builds(
    LearnedSection,
    st.lists(_HEADINGS, min_size=1, max_size=3).map(tuple),
    st.integers(0, 5),
    st.booleans(),
    st.sampled_from((None, "newest first", "title descending", "top")),
    _TEMPLATES := st.sampled_from((None, USUAL, BLOCK, "  * it's {title}\n\n    x: '{venue}' # ", "| {title} | \\| |")),
)


@given(st.lists(_SECTIONS, max_size=6).map(tuple), _HEADINGS, _TEMPLATES)
def test_whatever_was_learned_can_be_read_back(
    sections: tuple[LearnedSection, ...], file: str, template: str | None
) -> None:
    """Headings and templates in any script and with any sign give valid files."""
    entry = None if template is None else Usual(template, 1, 2)
    learned = Learned(f"x{file}.md".replace("\\", ""), sections, entry=entry)
    assert read_config(config_text(learned)) == ListConfig()
    config = read_config(uncommented(config_text(learned)))
    assert config.entry is not None
    assert template is None or config.entry.source == template
    form = yaml.safe_load(form_text(learned))
    assert tuple(options(form)) == section_options(sections)


def options(form: dict[str, list[dict[str, dict[str, list[str]]]]]) -> list[str]:
    """What the form's dropdown offers, checked as GitHub checks it."""
    found = [field["attributes"]["options"] for field in form["body"] if "options" in field["attributes"]]
    assert len(found) <= 1
    for offered in found:
        assert offered
        assert len(set(offered)) == len(offered)
        assert all(str(option) == option and option.strip() and option.casefold() != "none" for option in offered)
    return found[0] if found else []


def test_the_dropdown_has_the_sections_that_hold_papers() -> None:
    """A heading that stands twice gets the one above it; others' sections are left out."""
    assert section_options(LEARNED.sections) == ("Papers", "2024: new & 'old'", "Vision > 2023", "Audio > 2023")


@pytest.mark.parametrize("heading", ["None", "none", "x" * 101, "", "\u2028"])
def test_what_no_dropdown_can_offer_is_left_out(heading: str) -> None:
    """The reserved word, names beyond reading, and none at all."""
    sections = (
        LearnedSection((heading,), 5, True),
        LearnedSection(("yes",), 5, True),
        LearnedSection(("YES",), 5, True),
    )
    form = yaml.safe_load(form_text(Learned("README.md", sections)))
    assert options(form) == []
    form = yaml.safe_load(form_text(Learned("README.md", sections[:2])))
    assert options(form) == ["yes"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_chosen_is_found_again(name: str) -> None:
    """A submission with a choice of the dropdown goes to that very section."""
    document = parse(read_list(name))
    sections = tuple(LearnedSection(one.path, len(one.entries), holds_papers(one)) for one in document.sections)
    assert section_options(sections)
    for option in section_options(sections):
        body = (
            f"### Paper link\n\nhttps://arxiv.org/abs/2301.12597\n\n### Section\n\n{option}\n\n"
            "### Title\n\n_No response_\n\n### Code link\n\nhttps://github.com/a/b\n\n"
            "### Additional comments\n\n_No response_\n"
        )
        (paper,) = read_submission("Add: ", body).papers
        assert paper.id == PaperId("arxiv", "2301.12597")
        assert paper.section is not None
        choice = choose_section(document, Citation("A title"), paper.section)
        assert choice is not None
        assert choice.wished
        assert choice.section.path[-1] == option.rpartition(" > ")[2]
    fields = [field["attributes"]["label"] for field in yaml.safe_load(form_text(Learned("x", sections)))["body"]]
    assert fields == ["Paper link", "Section", "Title", "Code link", "Additional comments"]
