from importlib import import_module
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, normalize

from bot.document import ListDocument, parse, split_lines
from tests.document.shapes import NAMES, TEXTS, read_list, reshape

PAPER = "https://arxiv.org/abs/2301.12597"


def paths(text: str) -> list[tuple[str, ...]]:
    """The paths of a text's headings."""
    return [section.path for section in parse(text).sections if section.level]


def entry_texts(document: ListDocument) -> list[str]:
    """The texts of all entries."""
    return [entry.text for section in document.sections for entry in section.entries]


@pytest.mark.parametrize(
    "text",
    [
        f"```\n## Papers\n- [x]({PAPER})\n```\n",
        f"~~~~ md\n## Papers\n- [x]({PAPER})\n~~~~\n",
        f"<!--\n## Papers\n\n- [x]({PAPER})\n-->\n",
        f"<!-- a\n<h2>Papers</h2>\n\n- [x]({PAPER}) -->\n",
        f"> ## Papers\n> - [x]({PAPER})\n",
        f"    ## Papers\n    - [x]({PAPER})\n",
        "<div>\n<!--\n<h2>Papers</h2>\n-->\n</div>\n",
        "<pre>\n<h2>Papers</h2>\n</pre>\n",
        "#Papers\n",
        "####### Papers\n",
        "\\## Papers\n",
        "Papers\n\n---\n",
        "",
    ],
)
def test_what_only_looks_like_a_section_or_an_entry_is_neither(text: str) -> None:
    """Headings and items in code, comments and quotes are not read."""
    document = parse(text)
    assert [(section.level, section.entries) for section in document.sections] == ([(0, ())] if text else [])


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("## Papers\n", "Papers"),
        ("   ##   Papers   ##  \n", "Papers"),
        ("Papers\n------\n", "Papers"),
        ("\ufeff## Papers\n", "Papers"),
        ('<h2 align="center">Papers &amp; Code</h2>\n', "Papers & Code"),
        ('<div>\n  <h2><a id="p"></a>Papers</h2>\n</div>\n', "Papers"),
        ("## [Papers](#toc) ![badge](b.svg)\n", "Papers"),
        ('## <a name="p"></a>**Papers** with `code`\n', "Papers with code"),
        ("## :fire: Papers\n", ":fire: Papers"),
        ("## \\[New\\] _Papers_\n", "[New] Papers"),
        ("## ![Papers](logo.png)\n", "Papers"),
        ('<h2><img src="l.png" alt="Papers"></h2>\n', "Papers"),
    ],
)
def test_a_heading_is_read_as_plain_text(text: str, heading: str) -> None:
    """Links, emphasis, badges and anchors fall off a heading; its words, entities and emoji codes stay."""
    assert paths(text) == [(heading,)]


def test_a_heading_inside_a_list_item_is_no_section() -> None:
    """What is nested in an item belongs to the item."""
    assert paths("- ## Papers\n- x\n") == []


def test_the_title_is_left_out_of_paths() -> None:
    """The only first-level heading, if it is the first one, stands in no path but its own."""
    document = parse("# Awesome\n## A\n### B\n## C\n")
    assert document.title == "Awesome"
    assert [section.path for section in document.sections] == [("Awesome",), ("A",), ("A", "B"), ("C",)]


@pytest.mark.parametrize("text", ["# A\n## B\n# C\n", "## B\n# A\n## C\n"])
def test_headings_of_level_one_that_are_no_title_stay_in_paths(text: str) -> None:
    """Several first-level headings, or one that comes late, are sections like others."""
    assert parse(text).title is None
    assert any("A" in section.path for section in parse(text).sections)


def test_a_skipped_level_makes_no_gap() -> None:
    """A heading two levels deeper lies under the one above it, and one that goes back up leaves it."""
    assert paths("## A\n#### B\n### C\n## D\n") == [("A",), ("A", "B"), ("A", "C"), ("D",)]


def test_setext_headings_cover_both_their_lines() -> None:
    """The underline belongs to the heading."""
    section = parse("Papers\n------\n- x\n").sections[0]
    assert (section.heading.start, section.heading.end, section.entries[0].span.start) == (0, 2, 2)


def test_entries_know_kind_depth_and_lines() -> None:
    """Bullets, numbered items, table rows and nested items are entries, each with its own lines."""
    b, c, d = (
        f"{indent}- [{name} of things]({PAPER})\n" for indent, name in (("  ", "Bee"), ("    ", "Cow"), ("    ", "Dog"))
    )
    text = f"- a\n  more\n{b}{c}{d}  - [Eel of things]({PAPER})\n\n1. f\n\n| x | y |\n|---|---|\n| g | h |\n\n"
    entries = parse(text).sections[0].entries
    assert [(entry.kind, entry.depth, entry.span.start, entry.span.end, entry.head) for entry in entries] == [
        ("bullet", 0, 0, 6, None),
        ("bullet", 1, 2, 5, None),
        ("bullet", 2, 3, 4, None),
        ("bullet", 2, 4, 5, None),
        ("bullet", 1, 5, 6, None),
        ("ordered", 0, 7, 8, None),
        ("row", 0, 11, 12, 9),
    ]
    assert [entry.text for entry in entries][:4] == ["- a\n  more\n", b, c, d]


def test_an_entry_ends_before_the_blank_lines_below_it() -> None:
    """In a list with blank lines between its items no item owns them."""
    entries = parse("- a\n\n- b\n\n\ntext\n").sections[0].entries
    assert [(entry.span.start, entry.span.end) for entry in entries] == [(0, 1), (2, 3)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("crlf", [False, True])
@pytest.mark.parametrize("bom", [False, True])
def test_line_ends_and_byte_order_mark_change_nothing_that_is_read(name: str, crlf: bool, bom: bool) -> None:
    """The same list with CRLF or a byte order mark has the same sections and entries on the same lines."""
    plain, other = parse(read_list(name)), parse(reshape(read_list(name), crlf=crlf, bom=bom))
    assert [(one.path, one.heading, len(one.entries)) for one in plain.sections] == [
        (one.path, one.heading, len(one.entries)) for one in other.sections
    ]
    assert other.title == plain.title


def test_the_shaped_lists_are_read_as_they_are_meant() -> None:
    """Sections with how many entries each, in the lists kept for tests."""
    found = {name: [(s.path, len(s.entries)) for s in parse(read_list(name)).sections] for name in NAMES}
    assert found == {
        "aligned": [(("Aligned",), 0), (("Supervised",), 10), (("Large Models",), 10)],
        "authors": [(("With Authors",), 0), (("Perception",), 10), (("Generation",), 10)],
        "badges": [(("Badges",), 0), (("Understanding",), 7), (("Tuning",), 7)],
        "blocks": [(("Radiance and More",), 0), (("2018-2021",), 8), (("Since 2021",), 8)],
        "broken_lines": [(("Reading Group",), 0), (("Spring",), 7), (("Autumn",), 7)],
        "chinese": [(("论文列表",), 0), (("图像",), 10), (("语言",), 10)],
        "dated": [(("Dated",), 0), (("Models",), 10), (("Methods",), 10)],
        "linked_titles": [
            (("Reading List",), 0),
            (("Foundations",), 16),
            (("Foundations", "Older work"), 9),
            ((":books: Links",), 4),
        ],
        "loose": [((), 0), (("2023 and before",), 9), (("Surveys",), 0), (("Surveys",), 4)],
        "named": [
            (("Awesome Seeing and Speaking Models",), 0),
            (("Contents",), 0),
            (("Papers",), 23),
            (("Diffusion",), 8),
            (("Instructions",), 8),
            (("Instructions", "Libraries"), 2),
            (("Instructions", "Other lists"), 1),
        ],
        "ordered": [(("Numbered Papers",), 0), (("Recent",), 10), (("Classic",), 10)],
        "paragraphs": [(("Paragraphs",), 0), (("Older",), 10), (("Newer",), 10)],
        "table": [(("Graphs and Scenes",), 0), (("Vision",), 8), (("Language and Vision",), 8)],
    }


@given(TEXTS)
def test_any_text_is_read_and_kept(text: str) -> None:
    """Lines put together are the text; sections tile it; entries stand in order, in their section, on their lines."""
    document = parse(text)
    assert "".join(document.lines) == document.text == text
    ends = [0]
    for section in document.sections:
        assert section.span.start == section.heading.start == ends[-1]
        assert section.heading.end <= section.span.end
        ends.append(section.span.end)
        starts = [entry.span.start for entry in section.entries]
        assert starts == sorted(starts)
        for entry in section.entries:
            assert section.heading.end <= entry.span.start < entry.span.end <= section.span.end
            assert entry.text
            assert set(split_lines(entry.text)) <= set(document.lines[entry.span.start : entry.span.end])
    assert ends[-1] == len(document.lines)


@given(TEXTS)
def test_lines_are_those_of_markdown(text: str) -> None:
    """The parser counts the very lines that we cut, with form feeds and other separators inside them."""
    text += "x"  # a last line of blanks alone is not counted there
    markdown = MarkdownIt("commonmark")
    core = StateCore(text, markdown, {})
    normalize(core)
    assert StateBlock(core.src, markdown, {}, []).lineMax == len(split_lines(text))


_HEADING_PARTS = st.sampled_from(
    ("A", "b", " ", "&", "&amp;", "&amp", "&x", "!", "[", "]", "(", ")", "![", "](https://x.org/a_b)", "](/u)",
     "](u v)", "[a](https://x.org)", "![a](https://x.org)", "[![a](https://x.org/?a=b&c)](https://y.org)",
     "](javascript:x)", "[a](https://x.org/a\x01)", "[]", "()", "*", "_", "~", "~~", "`", "<", ">", "<b>", "\\",
     "\u00a0", "#", "https://x.org")
)  # fmt: skip


@given(st.lists(_HEADING_PARTS, max_size=8).map("".join))
@example("![![a](https://x.org)](https://y.org)")
def test_a_heading_without_much_markup_says_what_markdown_shows(source: str) -> None:
    """Links and pictures that are read at a glance are read as Markdown's own rules read them."""
    with patch.object(import_module("bot.document.parse"), "_MARKUP", ""):
        shown = parse(f"# {source} .")
    assert parse(f"# {source} .") == shown
