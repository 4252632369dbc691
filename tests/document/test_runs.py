import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.document import join_files, parse
from bot.document.blocks import parse_blocks
from bot.document.runs import RUN, read_plain
from tests.document.shapes import NAMES, TEXTS, read_by_lines, read_list, reshape

PAPER = "https://arxiv.org/abs/2301.12597"

_LINKS = st.sampled_from(("", "a", "A paper of things", f"[A paper of things]({PAPER})", "**[Bee]** x [pdf](u.pdf)"))
_MARKERS = st.sampled_from(
    ("-", "*", "+", "1.", "2.", "07)", "1234567890.", "-\t", "- ", "-  ", "-     ", "|", "- |")
)  # fmt: skip
#: What an item or a row may start and end with; mostly nothing.
_STARTS = st.just("") | st.sampled_from(
    ("- ", "* ", "-", "--", "**", "* * *", "_ _ _", "1. ", "3) ", "3D ", "2024.", "# ", "#", "> ", "```", "``", "~~~",
     "`", "<!--", "-->", "<pre>", "<b>", "<div>", "<?", "<table>", "</table>", "[x]: ", "[x", "[ ] ", "| ", " | b |",
     "\\", "\t", "=", "===", "\x00", "\x0c", "\u00a0")
)  # fmt: skip
_ENDS = st.just("") | st.sampled_from((" | b |", " -->", "|", "</table>", "\\", "  ", "\x0b", ":"))
_LIKE = st.builds("{} {}{}{}".format, _MARKERS, _STARTS, _LINKS, _ENDS)
_INDENTS = st.just("") | st.sampled_from(("", "", " ", "  ", "   ", "    ", "\t", "> ", "- ", "\ufeff"))
_OTHERS = st.just("") | st.sampled_from(
    (" ", "\t", "\x0c", "text", "## A", "# B", "#", "---", "===", "***", "- - -", "--", "=", "```", "````", "~~~",
     "```x", "<!--", "-->", "-->x", "<details>", "</details>", "<summary>x</summary>", "<table>", "</table>", "<pre>",
     "</pre>", "<div>", "<h2>C</h2>", "<script>", "> q", ">", "> - q", "> | a |", "| a | b |", "|---|---|", "|-|", "|",
     ":-: | -", "|:-|", "a | b", "--|--", "- | -", "-|-", "-", "1.", "[x]: /u", "[x]:", "'t", "/u", "  more", "\\",
     "*a* b", "__a__", "[a](b) [c](d)", "12 Sep", "a\nb\nc", "**b**\n[c](d)",
     "    code", "  - in", "    - in", "\t- in", "   1. in", "- a\n  - b\n  - c", "| a |\n|---|", "- x\n  > y")
)  # fmt: skip
_RUNS = st.one_of(
    st.builds(lambda indent, lines: [indent + line for line in lines], _INDENTS, st.lists(_LIKE, max_size=4)),
    st.builds(lambda line, count: [line] * count, _LIKE, st.integers(2, 4)),
    st.builds(lambda line, count: [line, ""] * count, _LIKE, st.integers(2, 3)),
    st.builds(lambda indent, line: [indent + line], _INDENTS, _OTHERS),
    st.builds(lambda rows: ["| a | b |", "|---|:-:|", *(f"| {row}" for row in rows)], st.lists(_LINKS, max_size=4)),
)
_LISTS = st.builds(
    lambda bom, runs, end, last: bom + end.join(line for run in runs for line in run) + last,
    st.sampled_from(("", "", "\ufeff")),
    st.lists(_RUNS, max_size=10),
    st.sampled_from(("\n", "\n", "\r\n", "\r")),
    st.sampled_from(("", "\n", "\n\n", "\n- ", " ")),
)


def runs(text: str) -> list[tuple[str, int, int]]:
    """What runs are found in a text: kind, first line, line after the last one."""
    return [(token.info, token.map[0], token.map[1]) for token in parse_blocks(text) if token.type == RUN and token.map]


@settings(max_examples=400)
@given(st.one_of(_LISTS, TEXTS))
@example("- a | b |\n- a | b |\n|---|---|")
@example("- x\n\n- a | b |\n|---|---|")
@example("[a\nb]: /u\nc\n\n")
@example("[a]: /u\nc\n\n")
@example("a | b\n-|-\nc\n\n")
@example("a\nb\n=\n\n")
@example("# a | b\n--|--\n")
@example("# a # \n")
@example("```a|b\n-|-\n```\n")
@example("```\n````\n```\n- a\n")
def test_runs_are_read_as_their_lines_are(text: str) -> None:
    """Whatever stands around and in the lines of a run, the list is the one that Markdown's own rules give."""
    assert parse(text) == read_by_lines(text)


@given(st.lists(_LISTS, min_size=2, max_size=3))
def test_runs_of_joined_files_are_read_as_their_lines_are(texts: list[str]) -> None:
    """No run goes on in the next file."""
    text = join_files(texts)
    assert parse(text) == read_by_lines(text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("crlf", [False, True])
def test_real_lists_are_read_as_their_lines_are(name: str, crlf: bool) -> None:
    """What people write is read alike too."""
    text = reshape(read_list(name), crlf=crlf)
    assert parse(text) == read_by_lines(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- a\n- b\n- c\n", [("bullet", 0, 3)]),
        ("- a\r\n- b\r\n- c", [("bullet", 0, 3)]),
        ("x\n- a\n\n* **b**\n \n+ c\n\n## D\n", [("bullet", 1, 7)]),
        ("1. a\n2. b\n3) c\n# D\n", [("ordered", 0, 3)]),
        ("1. a\n- b\n- c\n", [("ordered", 0, 1), ("bullet", 1, 3)]),
        ("- a\n- b\nc\n", [("bullet", 0, 1)]),
        ("- a\n- b\n\n  c\n", [("bullet", 0, 1)]),
        ("- a\n  b\n- c\n- d\n  e\n- f\n", [("bullet", 2, 3), ("bullet", 5, 6)]),
        ("| a |\n|---|\n| b |\n| c |\n\nd\n", [("row", 2, 4)]),
        ("| a |\n|---|\n| b |\n| c |", [("row", 2, 4)]),
    ],
)
def test_a_run_has_the_items_of_one_line_and_all_rows(text: str, found: list[tuple[str, int, int]]) -> None:
    """An item to which more lines belong, or may belong, stays outside."""
    assert runs(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "```\n- a\n- b\n- c\n",
        "<div>\n- a\n- b\n- c\n",
        "> - a\n> - b\n",
        "x\n2. a\n3. b\n4. c\n",
        "- a\n- | b |\n|---|\n",
        "- ```\n- ```\n",
        "- - a\n- - b\n",
        "- - -\n- - -\n",
        "| a |\n|---|\n| b |\nc\n",
        "| a | b |\n|---|\n| b |\n| c |\n",
    ],
)
def test_what_is_not_sure_to_be_lines_alone_is_no_run(text: str) -> None:
    """The other rules of Markdown decide there."""
    assert runs(text) == []


def test_a_table_may_end_early() -> None:
    """Where its rows lack too many cells, what follows is text, which a run would not see."""
    text = f"{'|a' * 7000}|\n{'|-' * 7000}|\n" + f"| [A paper of things]({PAPER}) |\n" * 12
    assert len(parse(text).sections[0].entries) == 9


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a\nb\n", True),
        ("[a](b)\n*c* 1\n  - 2\n\n", False),
        ("[a](b)\n  **c** 1", True),
        ("12 a\n__b__ c\n \n", True),
        ("[a]: b\n", False),
        ("a | b\n- | -\n", False),
        ("a\n1. b\n", False),
        ("a\n--\n", False),
        ("a\n~~~\n", False),
        ("a\n<b>\n", False),
    ],
)
def test_a_paragraph_is_read_at_once_if_its_lines_can_be_nothing_else(text: str, plain: bool) -> None:
    """Markdown's own rules would add what stands inside."""
    types = [token.type for token in parse_blocks(text)]
    assert (types == ["paragraph_open", "paragraph_close"]) is plain


_PLAIN_LINES = st.sampled_from(
    ("# A", "## B *c* `d`", "### C# d", "#\tE", "## F ##", "###### G", "####### H", "# a | b", "-|-", "-- |", "---",
     "- a", "* [b](c) | d", "1. e", "2) f", "- ```", "f", "**g** [h](i)", "  j", "[k]: /l", "```", "```python", "``` ",
     "````", "  ```", "~~~", "", "", " ", "\t", "\ufeff", "==", "| a |")
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(_PLAIN_LINES, max_size=12).map("\n".join), st.sampled_from(("", "\n", "\n\n", " ", "\n ")))
def test_what_is_read_plainly_is_read_as_its_lines_are(text: str, last: str) -> None:
    """Headings, fences, items and paragraphs in any order are what Markdown's own rules find."""
    assert parse(text + last) == read_by_lines(text + last)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", True),
        ("# A\n\ntext\n\n## B\n- a\n- b\n\n1. c\n\n```\n- d\n\n# e\n```\n- f", True),
        ("a\nb\n```\nc\n```\nd\n## E\n", True),
        ("# A\n<b>\n", False),
        ("# A #\n", False),
        ("# a | b\n-|-\n", False),
        ("- a\n  - b\n", False),
        ("| a |\n|---|\n| b |\n", False),
        ("```\na\n", False),
        ("```\n  ```\n```\n", False),
        ("~~~\na\n~~~\n", False),
    ],
)
def test_plain_texts_need_no_other_rules(text: str, plain: bool) -> None:
    """What may be more than it seems is left to Markdown's own rules."""
    assert (read_plain(text) is not None) is plain
