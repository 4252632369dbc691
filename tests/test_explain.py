import pytest
from hypothesis import given, settings

from bot.document import parse
from bot.explain import SHOWN_BYTES, Learned, explain
from bot.ordering import Order
from tests.document.shapes import NAMES, TEXTS, read_list

DATES = ["2024.11", "2024.09", "2024.05", "2024.02", "2023.12", "2023.08", "2023.07", "2023.02"]
LINES = [
    f"- **Title of paper {number}**, CVPR {date} [[pdf]](https://arxiv.org/abs/{date[2:4]}{date[5:]}.0000{number})\n"
    for number, date in enumerate(DATES)
]


def learned(lines: list[str]) -> Learned:
    """What is learned of a list with one section of these lines."""
    return explain(parse("# List\n\n## Papers\n\n" + "".join(lines) + "\n## License\n\nMIT\n"))


def test_a_section_tells_its_form_its_order_and_a_sample() -> None:
    """All that a maintainer checks at a glance is there."""
    (one,) = learned(LINES).sections
    assert (one.section.path, one.entries, one.family, one.follow) == (("Papers",), 8, "bullet", 8)
    assert one.order == Order("date", "descending")
    assert one.held is not None
    assert (one.held.kept, one.held.keyed) == (8, 8)
    assert one.skeleton.startswith("- **‹title›**")
    assert one.sample.startswith("- **ListKeeper: Learning to Keep Lists of Papers**")
    assert (one.departures, one.unread) == ((), ())


def test_sections_without_papers_are_only_counted() -> None:
    """A license is no section to learn from."""
    assert learned(LINES).others == 2


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("**, CVPR", "** CVPR", '"** " between title and venue, mostly "**, "'),
        ("[[pdf]]", "[[PDF]]", 'label "PDF", mostly "pdf"'),
        ("- **", "* **", 'starts with "* **", mostly "- **"'),
        ("/abs/", "/pdf/", "arXiv address https://arxiv.org/pdf/ID, mostly https://arxiv.org/abs/ID"),
        (", CVPR 2023.12", ", CVPR", "no date"),
    ],
)
def test_an_entry_that_is_written_otherwise_is_named_with_its_line(old: str, new: str, differs: str) -> None:
    """It is told what differs, and from what."""
    lines = [*LINES[:4], LINES[4].replace(old, new), *LINES[5:]]
    (one,) = learned(lines).sections
    (odd,) = [odd for odd in one.departures if odd.line == 9]
    assert differs in odd.differs
    assert one.follow == 7


def test_a_link_more_or_less_is_no_departure() -> None:
    """Not every paper has code."""
    lines = [
        line.replace("\n", " [[code]](https://github.com/a/b)\n") if n % 2 else line for n, line in enumerate(LINES)
    ]
    assert learned(lines).sections[0].departures == ()


def test_a_small_file_is_shown_whole() -> None:
    """There is nothing to warn of."""
    small = learned(LINES)
    assert (small.cut, small.is_nearly_full) == (None, False)


def test_a_file_near_the_limit_is_told() -> None:
    """A tenth before the limit there is time to part the list."""
    text = "# List\n\n## Papers\n\n" + "".join(LINES)
    full = text + "x" * (SHOWN_BYTES - len(text.encode()) - 10)
    assert explain(parse(full)).is_nearly_full
    assert explain(parse(full)).left == 10
    assert explain(parse(full)).cut is None


def test_the_section_that_is_cut_is_named_and_those_behind_it() -> None:
    """Bytes are counted, not characters."""
    body = "".join(LINES)
    filler = "é" * (SHOWN_BYTES // 2 - 500)
    text = f"# List\n\n## A\n\n{body}\n{filler}\n## B\n\n{body}\n## C\n\n{body}"
    cut = explain(parse(text)).cut
    assert cut is not None
    assert (cut.section.path, [section.path for section in cut.after]) == (("B",), [("C",)])
    lines = text.split("\n")
    before = "\n".join(lines[: cut.line - 1]) + "\n"
    assert len(before.encode()) <= SHOWN_BYTES < len((before + lines[cut.line - 1] + "\n").encode())


def test_what_a_program_writes_is_told() -> None:
    """Its lines are named."""
    (region,) = learned(["<!-- BEGIN papers -->\n", *LINES, "<!-- END papers -->\n"]).generated
    assert (region.span.start, region.span.end) == (4, 14)


@pytest.mark.parametrize("name", NAMES)
def test_lists_of_all_kinds_are_explained(name: str) -> None:
    """Every section with papers has a form, and its numbers add up."""
    for one in explain(parse(read_list(name))).sections:
        assert one.family
        assert one.sample
        assert 0 <= one.exact <= one.entries
        assert one.follow + len(one.departures) + len(one.unread) == one.entries


@given(TEXTS)
@settings(max_examples=100)
def test_any_text_is_explained(text: str) -> None:
    """Nothing that a text holds breaks it."""
    assert explain(parse(text)).size == len(text.encode())
