import pytest

from bot.submission.markup import Line, read_inline, read_markup


def shown(body: str) -> list[tuple[str, list[str]]]:
    """Each line's text and addresses."""
    return [(line.text, [anchor.url for anchor in line.anchors]) for line in read_markup(body)]


def urls(body: str) -> list[str]:
    """All addresses of a body."""
    return [url for _, found in shown(body) for url in found]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("see https://a.org/x.", ["https://a.org/x"]),
        ("(https://a.org/x), [https://a.org/y]", ["https://a.org/x", "https://a.org/y"]),
        ("<https://a.org/x>", ["https://a.org/x"]),
        ("[x](https://a.org/x_(1))", ["https://a.org/x_(1)"]),
        ("[[pdf]](https://a.org/x) [[code]](https://a.org/y)", ["https://a.org/x", "https://a.org/y"]),
        ("[x][1]\n\n[1]: https://a.org/x", ["https://a.org/x"]),
        ("[https://a.org/x](https://a.org/x)", ["https://a.org/x"]),
        ("[![badge](https://img.shields.io/x.svg)](https://a.org/x)", ["https://a.org/x"]),
        ("<a href=\"https://a.org/x\">x</a> <a href='https://a.org/y'>y</a>", ["https://a.org/x", "https://a.org/y"]),
        ('<p>\n<a href="https://a.org/x">x</a>\n</p>', ["https://a.org/x"]),
        ("\\[x\\](https://a.org/x)", ["https://a.org/x"]),
        ("论文：https://a.org/x，代码：https://a.org/y。", ["https://a.org/x", "https://a.org/y"]),
        ("（https://a.org/x）和https://a.org/y也", ["https://a.org/x", "https://a.org/y"]),
        ("https://a.org/x,https://a.org/y", ["https://a.org/x", "https://a.org/y"]),
        ("https://www.google.com/url?q=https://a.org/x", ["https://www.google.com/url?q=https://a.org/x"]),
        ("arxiv.org/abs/2301.12597 and github.com/a/b", ["https://arxiv.org/abs/2301.12597", "https://github.com/a/b"]),
        ("nerfies.github.io", ["https://nerfies.github.io"]),
        ("**Link:** https://a.org/x_y_z", ["https://a.org/x_y_z"]),
        ("arXiv:2301.12597", ["https://arxiv.org/abs/2301.12597"]),
        ("doi:10.1109/cvpr.2016.90", ["https://doi.org/10.1109/cvpr.2016.90"]),
        ("`https://a.org/x`", ["https://a.org/x"]),
        ("`arXiv:2301.12597`", ["https://arxiv.org/abs/2301.12597"]),
        ("`arxiv.org/abs/2301.12597`", ["https://arxiv.org/abs/2301.12597"]),
        ("`doi:10.1109/cvpr.2016.90`", ["https://doi.org/10.1109/cvpr.2016.90"]),
        ("`pip install a==2301.12597`, `2301.12597`, `example.org/x`", []),
        ("https://a.org/?id=_b1_ and https://a.org/?id=c2_", ["https://a.org/?id=_b1_", "https://a.org/?id=c2_"]),
        ("https://a.org/?id=c2_, or https://a.org/?id=-__G.", ["https://a.org/?id=c2_", "https://a.org/?id=-__G"]),
        ("_https://a.org/x_ and __https://a.org/y_z__", ["https://a.org/x", "https://a.org/y_z"]),
        ("_see https://a.org/x_y_", ["https://a.org/x_y"]),
        ("[x](https://a.org/x)_, y_", ["https://a.org/x"]),
        ("https://urldefense.com/v3/__https://a.org/x__;!!b$", ["https://urldefense.com/v3/__https://a.org/x__;!!b$"]),
        ("write to me@a.org or see main.py and e.g. v1.2/3", []),
        ("`wget https://a.org/x`", []),
        ("> https://a.org/x", []),
        ("<!-- https://a.org/x -->", []),
        ("<!-- never closed https://a.org/x", []),
        ("~~https://a.org/x~~ <del>https://a.org/y</del>", []),
        ("![x](https://a.org/x.png)", []),
        ('<img src="https://a.org/x.png">', []),
        ("[pdf]()", []),
        ("batch size 2304.01010", []),
    ],
)
def test_addresses_are_found_as_their_reader_sees_them(body: str, found: list[str]) -> None:
    """Links in every notation are found; what is quoted, hidden, struck out or an image is not."""
    assert urls(body) == found


def test_lines_end_where_github_breaks_them() -> None:
    """CRLF and lone line breaks part lines; blanks of other widths are blanks."""
    assert [text for text, _ in shown("a\r\nb\n\nc\u00a0d")] == ["a", "b", "c d"]


def test_items_know_their_list() -> None:
    """Lines of one item share its path; nested items lie below it."""
    first, nested, second = read_markup("- a\n  - b\n- c")
    assert first.item == nested.item[:2]
    assert first.item[0] == second.item[0]
    assert first.item != second.item


def test_a_tables_cells_are_lines_under_their_head() -> None:
    """Each filled cell is a line labelled by its column."""
    lines = read_markup("| Title | Link |\n|--|--|\n| A | https://a.org/x |\n| B | |")
    assert [(line.label, line.text) for line in lines] == [("Title", "A"), ("Link", "https://a.org/x"), ("Title", "B")]
    assert lines[0].item == lines[1].item != lines[2].item


@pytest.mark.parametrize("fence", ["```bibtex\n{}\n```", "{}", "    {}"])
def test_a_bibtex_record_is_one_line(fence: str) -> None:
    """Records are kept whole, in a fence, in plain text, and indented."""
    record = "@misc{a,\n title={B {C}},\n url={https://a.org/x}\n}"
    assert [(line.kind, line.text.strip()) for line in read_markup(fence.format(record))] == [("record", record)]


def test_other_code_is_kept_as_code() -> None:
    """A code block is one line with its language."""
    assert read_markup("```Diff\n+ a\n```") == [Line("+ a\n", 1, "code", label="diff")]


def test_a_signatures_mark_makes_no_heading() -> None:
    """A line of hyphens right below text is read as the rule that its writer meant."""
    assert [line.kind for line in read_markup("Regards\n--\nme")] == ["text", "rule", "text"]


def test_bold_lines_are_known() -> None:
    """A line is bold if nothing but bold text and a colon stands in it."""
    assert [line.bold for line in read_markup("**a b**:\n**a** b")] == [True, False]


def test_a_single_line_can_be_read_by_itself() -> None:
    """A list's line is read without its marker."""
    assert read_inline("- **[A]** B").text == "[A] B"
    assert read_inline("").text == ""
