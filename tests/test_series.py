"""The next section of a series of years: when there is one, where, and what it looks like."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citation import Citation
from bot.document import Edit, ListDocument, Section, Span, apply_edits, parse
from bot.series import NextSection, next_in_series, next_named

PAPER = Citation("A Paper", date="2024-05-01")
ENTRY = "- A Paper [[pdf]](https://arxiv.org/abs/2405.00001)"


def _section(heading: str, *titles: str) -> str:
    return f"{heading}\n\n" + "".join(f"- {title} [[pdf]](https://arxiv.org/abs/2101.0000{at})\n" for at, title in
                                      enumerate(titles or ("One", "Two"))) + "\n"  # fmt: skip


def _list(*headings: str) -> str:
    return "# List\n\n" + "".join(map(_section, headings)) + "## License\n\nMIT\n"


def _near(document: ListDocument, heading: str) -> Section:
    return next(section for section in document.sections if section.path[-1:] == (heading,))


def _next(text: str, near: str, citation: Citation = PAPER) -> NextSection | None:
    document = parse(text)
    return next_in_series(document, citation, _near(document, near))


def _made(text: str, new: NextSection, entry: str = ENTRY) -> str:
    return apply_edits(text, [Edit(Span(new.line, new.line), new.with_entry(entry))])


@pytest.mark.parametrize(
    ("headings", "near", "new"),
    [
        (("## 2022", "## 2023"), "2022", "2024"),
        (("## 2023", "## 2022"), "2023", "2024"),
        (("## Papers of 2022", "## Papers of 2023"), "Papers of 2023", "Papers of 2024"),
        (("## 2022年", "## 2023年"), "2023年", "2024年"),
        (("## CVPR 2022", "## ICLR 2023", "## CVPR 2023"), "CVPR 2022", "CVPR 2024"),
        (("## 2022 (7)", "## 2023 (12 papers)", "## 2021 (3)", "## 2023 (2)"), "2022 (7)", "2024 (1)"),
        (("## A", "### 2022", "### 2023", "## B", "### 2021"), "2023", "2024"),
    ],
)
def test_the_year_after_the_last_one_is_next(headings: tuple[str, ...], near: str, new: str) -> None:
    """Sections side by side that differ in the year alone, from the last of which the paper's year is the next."""
    found = _next(_list(*headings), near)
    assert found is not None
    assert found.section.path[-1] == new


@pytest.mark.parametrize(
    ("headings", "near"),
    [
        (("## 2023",), "2023"),
        (("## 2021", "## 2022"), "2022"),
        (("## 2022", "## 2023", "## 2024"), "2023"),
        (("## 2023", "## Surveys"), "Surveys"),
        (("## 2023", "## 2022 and before"), "2023"),
        (("## 2021-2022", "## 2022-2023"), "2022-2023"),
        (("## CVPR 2022", "## ICLR 2023"), "ICLR 2023"),
        (("## 2022", "## 2023", "## 2023"), "2022"),
        (("## A", "### 2022", "## B", "### 2023"), "2023"),
    ],
)
def test_nothing_is_next_where_that_is_not_plain(headings: tuple[str, ...], near: str) -> None:
    """One year alone, a gap, a year that is there, other words, spans of years, other parents: no series goes on."""
    assert _next(_list(*headings), near) is None


@pytest.mark.parametrize(
    ("citation", "opens"),
    [
        (Citation("x", venue="CVPR 2024", date="2023-11"), True),
        (Citation("x", venue="CVPR 2023", date="2024-01"), False),
        (Citation("x", venue="CVPR", date="2024-01"), True),
        (Citation("x", date="2025-01"), False),
        (Citation("x"), False),
    ],
)
def test_the_venues_year_counts_before_the_date(citation: Citation, opens: bool) -> None:
    """A paper is of the year in which it appeared."""
    assert (_next(_list("## 2022", "## 2023"), "2023", citation) is not None) == opens


def test_it_stands_where_the_series_goes_on() -> None:
    """Behind the last year and all below it, or before the first where the newest comes first; with their blanks."""
    oldest = _list("## 2022", "## 2023", "### Notes of then")
    new = _next(oldest, "2023")
    assert new is not None
    assert _made(oldest, new) == oldest.replace("## License", f"## 2024\n\n{ENTRY}\n\n## License")
    newest = _list("## 2023", "## 2022")
    new = _next(newest, "2022")
    assert new is not None
    assert _made(newest, new) == newest.replace("## 2023", f"## 2024\n\n{ENTRY}\n\n## 2023")


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
@pytest.mark.parametrize("below", ["", "\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("is_closed", [True, False])
@pytest.mark.parametrize("years", [(2022, 2023), (2023, 2022)])
def test_it_is_spaced_as_the_others_are(
    gap: str, below: str, end: str, is_closed: bool, years: tuple[int, int]
) -> None:
    """Blank lines, line ends and the file's end are as the other years have them: the three look alike."""

    def written(*shown: int) -> str:
        parts = (f"## {year}\n{below}{ENTRY.replace('2405', f'{year - 2000}05')}\n" for year in shown)
        text = f"Words.\n{gap}" + gap.join(parts)
        return (text if is_closed else text.removesuffix("\n")).replace("\n", end)

    text = written(*years)
    new = _next(text, "2023")
    assert new is not None
    made, wanted = _made(text, new), written(*sorted((*years, 2024), reverse=years[0] > years[1]))
    if gap:
        assert made == wanted
    else:  # a heading close behind an entry gets the blank line that it should have
        assert made.replace(end, "") == wanted.replace(end, "")


def test_a_table_begins_with_the_head_of_the_one_before() -> None:
    """A row without a head would be no table."""
    rows = "".join(f"| [T{at}](https://arxiv.org/abs/2101.0000{at}) |\n" for at in range(3))
    text = "".join(f"## {year}\n\nNote.\n\n| Title |\n|:---|\n{rows}\n" for year in (2022, 2023))
    new = _next(text, "2023")
    assert new is not None
    row = "| [New](https://arxiv.org/abs/2401.00001) |"
    assert f"\n## 2024\n\n| Title |\n|:---|\n{row}\n" in _made(text, new, row)


@pytest.mark.parametrize(
    ("wish", "new"),
    [
        ("2024", "2024"),
        ("2024 (3)", "2024"),
        (" 2024: ", "2024"),
        ("Things > 2024", "2024"),
        (["Things", "2024"], "2024"),
        ("2025", None),
        ("2023", None),
        ("CVPR 2024", None),
        ("Surveys", None),
        ("2023-2024", None),
    ],
)
def test_the_next_one_can_be_named(wish: str | list[str], new: str | None) -> None:
    """Who names the next section of a series means it, whatever the paper's date; others are not invented."""
    found = next_named(parse(_list("## 2022", "## 2023", "## Surveys")), wish)
    assert (found.section.path[-1] if found else None) == new


def test_a_name_that_two_series_have_names_none() -> None:
    """Years under two headings: which of them is meant cannot be told."""
    document = parse(_list("## A", "### 2022", "### 2023", "## B", "### 2022", "### 2023"))
    assert next_named(document, "2024") is None


_HEADINGS = st.lists(
    st.sampled_from(("## 2021", "## 2022", "## 2023", "## 2023 (4)", "### 2023", "## Papers 2022", "## Papers 2023",
                     "# X", "### Vision", "## Surveys", "2023\n----", "## **2022**", '<h2 align="center">2023</h2>')),
    max_size=7,
)  # fmt: skip


@given(_HEADINGS, st.sampled_from(("\n", "\r\n")), st.booleans(), st.booleans())
def test_it_is_one_block_of_its_own(headings: list[str], end: str, is_closed: bool, has_rest: bool) -> None:
    """Whatever the headings: a new section is one insertion that takes nothing from any other."""
    text = "".join(map(_section, headings)) + ("## License\n\nMIT\n" if has_rest else "")
    text = (text if is_closed else text.rstrip("\n")).replace("\n", end)
    document = parse(text)
    for near in document.sections:
        new = next_in_series(document, PAPER, near)
        if new is None:
            continue
        assert new.section.span not in {section.span for section in document.sections}
        made = parse(_made(text, new))
        added = [section for section in made.sections if section.path == new.section.path]
        assert [entry.text.strip() for entry in added[0].entries] == [ENTRY]
        others = [section for section in made.sections if section is not added[0]]
        assert [(one.path, [entry.text.rstrip() for entry in one.entries]) for one in others] == [
            (one.path, [entry.text.rstrip() for entry in one.entries]) for one in document.sections
        ]
        assert made.text.endswith(("\n", "\r")) == text.endswith(("\n", "\r"))
        assert (end == "\n") == ("\r" not in made.text)


def test_years_in_any_order_agree_on_what_is_next() -> None:
    """Whichever section of the series is near, the next one is the same."""
    for headings in combinations(("## 2020", "## 2021", "## 2022", "## 2023"), 3):
        found = {
            (new.section.path, new.line)
            for heading in headings
            if (new := _next(_list(*headings), heading.removeprefix("## "))) is not None
        }
        assert len(found) == (1 if "## 2023" in headings else 0)


def test_a_year_in_brackets_is_no_count() -> None:
    """`[2024]` goes on as `[2025]`, not as a section with one paper."""
    document = parse("# L\n\n## Papers [2024]\n\n- [A](https://arxiv.org/abs/2401.00001)\n\n## Papers [2023]\n")
    near = next(one for one in document.sections if one.path == ("Papers [2024]",))
    new = next_in_series(document, Citation("T", date="2025-03-01"), near)
    assert new is not None
    assert new.section.path == ("Papers [2025]",)
