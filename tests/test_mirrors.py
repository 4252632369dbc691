"""The same entry in a second file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.addition import Addition, plan_addition
from bot.citation import Citation
from bot.document import ListDocument, apply_edits, parse
from bot.links import Link
from bot.mirrors import Mirrored, NotMirrored, mirror_addition
from tests.document.shapes import TEXTS, reshape

NEW = Citation("A New Paper on Images", "NewNet", links=(Link("abstract", "https://arxiv.org/abs/2206.00001"),))


USUAL = "- **[N{0}]** Title {0} [[pdf]](https://arxiv.org/pdf/{1}.{0}.pdf)\n"


def entry(number: int, form: str = USUAL) -> str:
    """An entry whose paper is of the year that its number starts with."""
    return form.format(number, f"{number // 1000}06")


def entries(numbers: tuple[int, ...], form: str = USUAL) -> str:
    """Entries one below the other."""
    return "".join(entry(number, form) for number in numbers)


PAPERS, DATASETS = (20001, 21002, 22003, 23004, 24005), (20011, 21012, 22013, 24014, 25015)
LIST = f"# Things\n\n## Papers\n\n{entries(PAPERS)}\n## Datasets\n\n{entries(DATASETS)}\n## License\n\nMIT\n"
#: Most of the same papers, in other words and with links in another form.
FORM = "* **[N{0}]** 题目 {0} [[论文]](http://arxiv.org/abs/{1}.{0}v2)\n"
CHINESE = (
    f"# 论文\n\n- [论文](#论文)\n\n## 论文\n\n{entries((20001, 21002, 23004), FORM)}\n"
    f"## 数据集\n\n{entries((20011, 21012, 24014), FORM)}"
)
LINE = "- **[NewNet]** A New Paper on Images [[pdf]](https://arxiv.org/pdf/2206.00001.pdf)"


def planned(text: str, wish: str) -> tuple[ListDocument, Addition]:
    """The list and what is planned for the new paper."""
    document = parse(text)
    addition = plan_addition(document, NEW, wish=wish)
    assert isinstance(addition, Addition)
    return document, addition


@pytest.mark.parametrize(("section", "before"), [("Papers", 21002), ("Datasets", 21012)])
def test_the_entry_stands_beside_the_same_papers(section: str, before: int) -> None:
    """Section and place are told by the papers, whatever the headings, the links' forms and papers that lack."""
    document, addition = planned(LIST, section)
    mirrored = mirror_addition(document, addition, parse(CHINESE))
    assert isinstance(mirrored, Mirrored)
    line = entry(before, FORM)
    assert apply_edits(CHINESE, [mirrored.edit]) == CHINESE.replace(line, f"{line}{LINE}\n")
    assert mirrored.line == CHINESE.partition(line)[0].count("\n") + 2


@pytest.mark.parametrize("section", ["Papers", "Datasets"])
@pytest.mark.parametrize("options", [{}, {"crlf": True}, {"bom": True}, {"final": False}])
def test_a_copy_gets_the_same_edit(section: str, options: dict[str, bool]) -> None:
    """In a file that is the list itself, the plan is the list's, in the file's own line ends."""
    document, addition = planned(LIST, section)
    text = reshape(LIST, **options)
    mirrored = mirror_addition(document, addition, parse(text))
    assert isinstance(mirrored, Mirrored)
    assert apply_edits(text, [mirrored.edit]) == reshape(apply_edits(LIST, [addition.edit]), **options)
    assert mirrored.line == addition.line


def test_blank_lines_between_entries_are_the_mirrors() -> None:
    """A mirror that spaces its entries keeps them spaced."""
    document, addition = planned(LIST, "Papers")
    text = LIST.replace(")\n", ")\n\n")
    mirrored = mirror_addition(document, addition, parse(text))
    assert isinstance(mirrored, Mirrored)
    assert f"\n\n{LINE}\n\n- **[N" in apply_edits(text, [mirrored.edit])


def test_the_end_of_a_text_without_a_line_end() -> None:
    """Behind the last line of a file that has no end, the line end comes first."""
    text = f"# Things\n\n{entries((18001, 18002, 19001, 20001, 21002))}"
    document, addition = planned(text, "Things")
    mirrored = mirror_addition(document, addition, parse(text.rstrip("\n")))
    assert isinstance(mirrored, Mirrored)
    assert apply_edits(text.rstrip("\n"), [mirrored.edit]) == text + LINE
    assert mirrored.edit.text == "\n" + LINE


def test_a_first_entry_goes_to_the_section_at_the_same_place() -> None:
    """An empty section is told by the headings around it, where these are as many and of the same levels."""
    text = LIST.replace("## License\n\nMIT\n", "## Talks\n")
    document, addition = planned(text, "Talks")
    mirror = text.replace("## Talks", "## 演讲").replace("## Papers", "## 论文")
    mirrored = mirror_addition(document, addition, parse(mirror))
    assert isinstance(mirrored, Mirrored)
    assert apply_edits(mirror, [mirrored.edit]).endswith(f"## 演讲\n\n{LINE}\n")
    other = mirror_addition(document, addition, parse("## Extra\n\n" + mirror))
    assert other == NotMirrored("section")


@pytest.mark.parametrize(
    ("mirror", "reason"),
    [
        (CHINESE + f"\n## 更多\n\n{entry(22001, '* [x](https://arxiv.org/abs/2206.00001) {0}{1}')}\n", "there"),
        ("# Other\n\n" + entries((20101, 20102)), "section"),
        ("", "section"),
        ("# One\n\nNo papers.\n", "section"),
        (f"# T\n\n## A\n\n{entries(PAPERS)}\n## B\n\n{entries(PAPERS)}", "section"),
        ("# T\n\n" + entries(PAPERS[::-1]), "place"),
        ("# T\n\n" + entries((20001, 24005)), "place"),
        ("# T\n\n|a|\n|-|\n" + entries(PAPERS, "|[x{0}](https://arxiv.org/abs/{1}.{0})|\n"), "form"),
        (f"# T\n\n<!-- BEGIN X -->\n\n{entries(PAPERS)}\n<!-- END X -->\n", "generated"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_left_alone(mirror: str, reason: str) -> None:
    """A paper that is there, no or several sections, strange neighbours, another form, and generated lines are told."""
    document, addition = planned(LIST, "Papers")
    refused = mirror_addition(document, addition, parse(mirror))
    assert isinstance(refused, NotMirrored)
    assert refused.reason == reason


@given(TEXTS, st.integers(0, 8), st.booleans())
def test_one_block_is_inserted_and_nothing_else_changes(text: str, cut: int, copy: bool) -> None:
    """Whatever the mirror holds, its lines all stay, and the entry's line stands where it was told."""
    document, addition = planned(LIST, "Papers")
    lines = LIST.splitlines(keepends=True)
    mirror = text + "\n" + "".join(lines[cut:]) if copy else text
    mirrored = mirror_addition(document, addition, parse(mirror))
    if isinstance(mirrored, NotMirrored):
        return
    start, end = mirrored.edit.span.start, mirrored.edit.span.end
    assert start == end
    after = apply_edits(mirror, [mirrored.edit])
    assert parse(after).lines[mirrored.line - 1].rstrip("\r\n") == LINE
    assert after.replace(mirrored.edit.text, "", 1) == mirror
