"""The shapes that entries have in paper lists, each as a person would count them."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.document import ListDocument, parse
from bot.placement import level_entries
from tests.document.shapes import TEXTS

PAPER = "https://arxiv.org/abs/2301.12597"
CODE = "https://github.com/group/model"
SITE = "https://group.example.org/model"


def entries(text: str) -> list[str]:
    """The texts of all entries of a text."""
    return [entry.text for section in parse(text).sections for entry in section.entries]


def starts(text: str) -> list[tuple[int, int]]:
    """First line and end of the entries among which a new one stands, over all sections."""
    return [(e.span.start, e.span.end) for section in parse(text).sections for e in level_entries(section)]


def check_spans(document: ListDocument) -> None:
    """Entries stand in order, in their section, apart or nested, and hold the text of their lines."""
    for section in document.sections:
        open_ends: list[int] = []
        last = (section.heading.end, 0)
        nested_in = {
            one
            for one, other in pairwise(section.entries)
            if one.span.start <= other.span.start < one.span.end and one.depth < other.depth
        }
        for entry in section.entries:
            assert last <= (entry.span.start, entry.depth)
            last = (entry.span.start, entry.depth)
            while open_ends and open_ends[-1] <= entry.span.start:
                open_ends.pop()
            assert len(open_ends) <= entry.depth
            assert entry.span.end <= min(open_ends, default=section.span.end)
            open_ends.append(entry.span.end)
            assert document.lines[entry.span.end - 1].strip()
            whole = "".join(document.lines[entry.span.start : entry.span.end])
            assert entry.text == whole or entry in nested_in
            assert (entry.head is None) == (entry.kind != "row")


BLOCKS = {
    "a bullet with wrapped lines": "- Author A., Author B.,  \n*[Title of it](URL)*,  \nSome Venue, 2024. [PDF](URL)\n",
    "a numbered item with a second paragraph": "1. **Title of it.** `VENUE`\n\n    *Author A.* [[Paper](URL)], 2024\n",
    "a number too wide for the second paragraph": "100. **Title.** `VENUE`\n\n    *Author A.* [[Paper](URL)], 2024\n",
    "details below the title": "- Title of it. [[paper]](URL)\n  - Author A, Author B.\n  - Key words: one; two.\n",
    "links below the title": "- **Title of it**\n  - Author A, Author B\n  - [[paper](URL)] [[code](CODE)]\n",
    "one line below the title": "- **Title of it**\n  - Author A and Author B, [[paper](URL)]\n",
    "labels below a linked title": "- [Title of it](URL), Author A\n  - [code](CODE) [pdf](URL)\n",
    "a fold below an item": "- Title. [[paper](URL)]\n<details>\n<summary>Abstract</summary>\nWords.\n</details>\n",
    "a fold below a paragraph": "**T** [pdf](URL)\n\n<details><summary>B</summary>\n\n```\n@a{b}\n```\n\n</details>\n",
    "hard breaks by backslash": "**Title of it** \\\n*Author A* \\\nVENUE 2022. [[Paper](URL)]  \\\n5 Dec 2021\n",
    "hard breaks by tag": "**Title of it.**<br>\n*Author A, Author B.*<br> \nVENUE 2023. [[PDF](URL)] [[Code](CODE)]\n",
    "a linked title above other lines": "[**Title of it**](URL)<br>\n*Author A*<br>\nVENUE 2022 [[PDF](URL)]\n",
    "two paragraphs": "**Title of it**\n\nAuthor A, Author B. VENUE 2022. [[Paper](URL)]\n",
    "two paragraphs, the title linked": "[Title of it](URL)\n\n*Author A, Author B*, VENUE 2022\n",
    "an item and a paragraph that is not indented": "1. **Title of it**\n\n*Author A*. VENUE 2022. [paper](URL)\n",
    "a linked title": "[Title of it](URL), VENUE 2019 [[code]](CODE)\n",
    "a name and a title": "**NAME**: Title of it. [[pdf]](URL)\n",
    "a plain title": "Title of it. Author A, Author B. [paper](URL)\n",
    "a quoted title": '"Title of it", Author A, VENUE 2020. [pdf](URL)\n',
    "a tag first": "[-] 2016-VENUE - Title of it. [[Paper]](URL)\n",
    "an emoji first": ":fire: **Title of it**. [paper](URL)\n",
    "an anchor first": '<a name="x"></a>[Title of it](URL) VENUE\n',
    "a number without a blank": "42.[Title of it](URL), VENUE 2023\n",
    "a bullet without a blank": "-[Title of it](URL), VENUE 2023\n",
    "a bullet sign": "\u2022 [Title of it](URL), VENUE 2023\n",
}


@pytest.mark.parametrize("shape", BLOCKS)
def test_entries_between_blank_lines_are_found_whole(shape: str) -> None:
    """One entry is one entry, with all its lines, whatever Markdown makes of it."""
    block = BLOCKS[shape].replace("URL", PAPER).replace("CODE", CODE)
    assert entries("## Papers\n\n" + "\n".join([block] * 5)) == [block] * 5


@pytest.mark.parametrize("shape", BLOCKS)
@pytest.mark.parametrize("size", [1, 2])
def test_entries_of_small_sections_are_found_by_the_habits_of_the_list(shape: str, size: int) -> None:
    """A section of one or two entries shows no habit; the whole list does."""
    block = BLOCKS[shape].replace("URL", PAPER).replace("CODE", CODE)
    text = "".join(f"## Topic {number}\n\n" + (block + "\n") * size for number in range(6))
    assert entries("# Papers\n\nSome words.\n\n" + text) == [block] * 6 * size


LINES = {
    "linked titles": "[Title of it](URL), VENUE 2019 [[code]](CODE)\n",
    "linked titles with breaks": "[Title of it](URL), VENUE 2019 [[code]](CODE)<br>\n",
    "names": "**NAME** : Author A, Author B. Title of it [[paper]](URL) [[code]](CODE) In VENUE 2019<br> \n",
    "plain titles": "Title of it. Author A. VENUE 2020. [pdf](URL)  \n",
    "numbers without a blank": "42.[Title of it](URL), VENUE 2023\n",
    "blocks": "**Title of it**<br>\n*Author A*<br>\nVENUE 2023 [[PDF](URL)]<br>\n",
    "wrapped lines": '**NAME** : Author A. "Title\nof it" [[paper]](URL) In VENUE 2019<br>\n',
}


@pytest.mark.parametrize("shape", LINES)
@pytest.mark.parametrize("above", ["", "**2020**\n", "Some papers:\n\n"])
def test_the_lines_of_one_paragraph_may_be_entries(shape: str, above: str) -> None:
    """Entries with no blank line between them are still several."""
    block = LINES[shape].replace("URL", PAPER).replace("CODE", CODE)
    assert entries("## Papers\n" + above + block * 4) == [block] * 4


@pytest.mark.parametrize("tail", ["", "\n"])
def test_entries_in_folds_count_with_and_without_blank_lines(tail: str) -> None:
    """Without a blank line below its tag a fold is HTML to Markdown, but not to who writes the list."""
    items = [f"- [Title {name}]({PAPER})\n" for name in "abc"]
    fold = f"<details open>\n<summary><b>Old</b></summary>\n{tail}{''.join(items)}{tail}</details>\n"
    assert entries(f"## Papers\n{items[0]}{fold}{fold}") == [items[0], *items, *items]


def test_captions_with_papers_below_are_no_entries() -> None:
    """A caption above a paragraph is no title, be there one paper in it or several."""
    line = f"[Title of it]({PAPER}), VENUE\n"
    assert entries("".join(f"**{year}**\n\n{line}{line}\n" for year in range(2018, 2023))) == [line] * 10
    assert entries("".join(f"**{year}**\n\n{line}\n" for year in range(2018, 2023))) == [line] * 5


def test_a_fold_in_an_entry_belongs_to_it() -> None:
    """What an item folds away is no entry, and the item goes to its end."""
    item = f"- [Title of it]({PAPER})\n  <details>\n  <summary>Abstract</summary>\n  Some words.\n  </details>\n"
    assert entries(item * 3) == [item] * 3


def test_an_item_that_is_a_fold_is_no_entry_though_it_speaks_of_a_paper() -> None:
    """A digest names the works that it builds on; the others of such a list name none."""
    said = "  - <details><summary>Digest</summary> Theoretically, we revisit the model of [others]({}).</details>\n"
    items = [
        f"- Title of it. [[paper]]({PAPER})\n  - Author A, Author B.\n{said.format(where)}"
        for where in ("docs/a.md", "https://arxiv.org/abs/1804.11285", "docs/b.md")
    ]
    assert entries("".join(items)) == items


def test_items_that_only_look_like_items_are_entries() -> None:
    """A slip of the pen does not hide an entry in the one above."""
    text = f"- [A]({PAPER})\n-[B]({PAPER})\n- [C]({PAPER})\n"
    assert entries(text) == text.splitlines(keepends=True)
    text = f"See:\n2. [B]({PAPER})\n3. [C]({PAPER})\n"
    assert entries(text) == text.splitlines(keepends=True)[1:]
    assert {entry.kind for entry in parse(text).sections[0].entries} == {"ordered"}


@pytest.mark.parametrize("parent", ["Topic", f"[A survey of it]({PAPER})"])
def test_papers_nested_below_an_item_are_entries_of_their_own(parent: str) -> None:
    """A topic, or a paper, with papers below it."""
    children = [f"  - [Title of the {name} paper]({PAPER}), VENUE\n" for name in ("first", "second", "third")]
    text = f"- {parent}\n" + "".join(children)
    assert entries(text) == [f"- {parent}\n", *children]
    assert starts(text)[-1] == (3, 4) or parent != "Topic"


def test_one_paper_below_an_item_is_an_entry_where_others_have_more() -> None:
    """What cannot be told of one item is told by the rest of the section."""
    child = f"  - Title of the only paper. [pdf]({PAPER})\n"
    assert entries(f"- Topic\n{child}{child}- Topic\n{child}") == ["- Topic\n", child, child, "- Topic\n", child]
    assert entries(f"- Title of it\n{child}- Title of it\n{child}") == [f"- Title of it\n{child}"] * 2


@pytest.mark.parametrize(
    "text",
    [
        f"This repository goes with our survey [Title]({PAPER}).\n\nPlease cite [our paper]({PAPER}) if it helps.\n",
        f"Some words on [a paper]({PAPER}) and what came of it.\n",
        f"[![Paper](badge.svg)]({PAPER}) [![Code](badge.svg)]({CODE})\n",
        f"[Home]({SITE})\n",
        "[A](#a)\n\n[B](#b)\n",
        "- [A](#a)\n  - [B](#b)\n- [C](#c)\n",
        f"```\n- [x]({PAPER})\n```\n",
        f"<!--\n<details>\n- [x]({PAPER})\n</details>\n-->\n",
        f"<table>\n<tr><td>\n\n[T]({PAPER})\n\n- [x]({PAPER})\n\n</td></tr>\n</table>\n",
        f"<table><tr><td>\n<details>\n<summary>x</summary>\n- [x]({PAPER})\n</details>\n</td></tr></table>\n",
        "-\n- \n",
        f"| [x]({PAPER}) | y |\n",
    ],
)
def test_prose_badges_contents_code_and_html_tables_hold_no_entries(text: str) -> None:
    """What is not written as a list of papers is left alone."""
    assert entries(f"# Title\n\n{text}\n## Next\n") == []


def test_entries_that_refer_to_others_stay() -> None:
    """A few links inside the document make no contents."""
    text = f"- [A]({PAPER})\n- [B](#b)\n- [C]({PAPER})\n- [D]({PAPER})\n"
    assert entries(text) == text.splitlines(keepends=True)


def test_papers_at_hosts_nobody_knows_are_entries_among_others() -> None:
    """One shape, many hosts."""
    text = "\n".join(f"[Title {name}]({url}), VENUE 2020\n" for name, url in (("a", PAPER), ("b", PAPER), ("c", SITE)))
    assert len(entries(text)) == 3


def test_rows_know_the_header_of_their_table() -> None:
    """What the columns are called stands there; the line below a table without a bar is none of its rows."""
    table = f"| Paper | Code |\n|---|---|\n| [A]({PAPER}) | - |\n| [B]({PAPER}) | - |\n"
    document = parse(f"## One\n{table}\n## Two\ntext\n\n{table}And that is all.\n")
    assert [[(e.span.start, e.head) for e in section.entries] for section in document.sections] == [
        [(3, 1), (4, 1)],
        [(11, 9), (12, 9)],
    ]


ALL = [
    *BLOCKS.values(),
    *LINES.values(),
    "<details>\n<summary>x</summary>\n",
    "</details>\n",
    "Some prose.\n",
    "## Next\n",
]


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(ALL), st.sampled_from(("", "\n", "  \n\n"))), max_size=20))
def test_spans_are_sorted_apart_or_nested_and_hold_their_texts(parts: list[tuple[str, str]]) -> None:
    """Whatever shapes meet, no line belongs to two entries unless one is nested in the other."""
    document = parse("".join(block.replace("URL", PAPER) + gap for block, gap in parts))
    check_spans(document)


@given(TEXTS)
def test_spans_of_any_text_are_sorted_apart_or_nested(text: str) -> None:
    """The same for texts of any pieces."""
    check_spans(parse(text))


HOSTILE = {
    "brackets": "[" * 200_000,
    "quotes": ">" * 200_000,
    "nested bullets": "- " * 50_000,
    "deep bullets": "".join("  " * depth + "- x\n" for depth in range(300)),
    "columns": ("|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n") + ("|" + "a|" * 3_000 + "\n") * 3,
    "open fence": "```\n" + f"- [x]({PAPER})\n" * 5_000,
    "folds": "<details>\n<summary>x</summary>\n" * 5_000,
    "captions of folds": "<details>" + "<summary>" * 20_000 + "</summary>x\n",
    "open tags": f"[x]({PAPER}) " + "<a " * 50_000,
    "addresses": "https://" * 30_000 + f" [pdf]({PAPER})",
    "emoji codes": ":a" * 50_000 + f": [x]({PAPER})",
    "blanks": "- a\n" + "\n" * 100_000 + f"  [x]({PAPER})",
    "long blanks": "a\n" + " " * 200_000 + f"[x]({PAPER})\n",
    "HTML tables": "<table>\n\n" * 5_000,
    "lines of a paragraph": f"[x]({PAPER})\n" * 5_000,
    "shapes by turns": f"**Title of it**\n\n[x]({PAPER})\n\n" * 3_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_are_read_in_little_time(kind: str) -> None:
    """Nothing that a text may hold makes reading it slow."""
    start = process_time()
    parse(HOSTILE[kind])
    assert process_time() - start < 3
