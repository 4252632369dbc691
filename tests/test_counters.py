"""Numbers of papers and dates that a list keeps."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citation import Citation
from bot.counters import counter_edits
from bot.document import Edit, ListDocument, Section, Span, apply_edits, parse
from bot.series import next_in_series
from tests.document.shapes import TEXTS

TODAY = date(2026, 11, 4)


def entries(count: int, start: int = 10_000) -> str:
    """So many entries, each with a paper of its own."""
    return "".join(
        f"- **[N{n}]** Title {n} [[pdf]](https://arxiv.org/abs/2101.{n})\n" for n in range(start, start + count)
    )


def section(document: ListDocument, heading: str) -> Section:
    """The section whose heading starts so."""
    return next(one for one in document.sections if one.path and one.path[-1].startswith(heading))


def after(text: str, *headings: str, today: date | None = None) -> str:
    """The text with counters kept after one entry was added under each of the headings."""
    document = parse(text)
    return apply_edits(text, counter_edits(document, [section(document, heading) for heading in headings], today))


LIST = f"""\
# Awesome things (15)

![](https://img.shields.io/badge/papers-15-blue) ![](https://img.shields.io/badge/stars-15-blue)
A list of **15** papers, over 15 papers, 15+ papers, 15 people.

- [Vision (12)](#vision-12)
  - [2024 [5 papers]](#2024-5-papers)
- [Audio](#audio) (3)
- [License](#license)

## Vision (12)

### 2024 [5 papers]

{entries(5)}
### 2023 (6 papers)

{entries(7, 20000)}
## Audio

{entries(3, 30000)}
## License (3)

See [Vision](#vision-12).
"""


def test_numbers_that_are_right_are_kept_right() -> None:
    """Headings, the contents with their anchors, badges and sentences follow; other numbers stay."""
    assert after(LIST, "2024") == (
        LIST.replace("things (15)", "things (16)")
        .replace("papers-15-blue", "papers-16-blue")
        .replace("**15** papers", "**16** papers")
        .replace("Vision (12)](#vision-12)", "Vision (13)](#vision-13)")
        .replace("2024 [5 papers]](#2024-5-papers)", "2024 [6 papers]](#2024-6-papers)")
        .replace("## Vision (12)", "## Vision (13)")
        .replace("### 2024 [5 papers]", "### 2024 [6 papers]")
        .replace("[Vision](#vision-12)", "[Vision](#vision-13)")
    )


def test_several_new_entries_are_counted_together() -> None:
    """Each entry counts where it stands."""
    text = after(LIST, "2024", "2024", "Audio")
    assert "things (18)" in text
    assert "## Vision (14)" in text
    assert "### 2024 [7 papers]" in text
    assert "- [Audio](#audio) (4)" in text


def test_a_number_that_is_wrong_is_left_alone() -> None:
    """Who does not keep a number does not want it kept."""
    assert "### 2023 (6 papers)" in after(LIST, "2023")
    assert after(f"## Papers (2024)\n\n{entries(3)}", "Papers") == f"## Papers (2024)\n\n{entries(3)}"


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("## Papers (12)", "## Papers (13)"),
        ("## Papers（12篇）", "## Papers（13篇）"),
        ("## Papers `12`", "## Papers `13`"),
        ("## Papers (12 in total)", "## Papers (13 in total)"),
        ("<h2>Papers (12)</h2>", "<h2>Papers (13)</h2>"),
        ("## Papers [12](https://x.org/)", "## Papers [12](https://x.org/)"),
        ("## Papers\n\nA list of 12 recent papers.", "## Papers\n\nA list of 13 recent papers."),
        ("## Papers\n\nHi. There are currently **12** papers. Enjoy!",
         "## Papers\n\nHi. There are currently **13** papers. Enjoy!"),
        ("## Papers\n\n12 recent papers.", "## Papers\n\n12 recent papers."),
        ("## Papers\n\nWe read 12 papers a week", "## Papers\n\nWe read 12 papers a week"),
        ("## Papers\n\nA list for who reads 12 papers a week", "## Papers\n\nA list for who reads 12 papers a week"),
        ("## Papers\n\nThis is a list. Cited 12 papers.", "## Papers\n\nThis is a list. Cited 12 papers."),
        ("## Papers\n\n| List | 12 papers |\n|--|--|\n| in total | 12 papers |",
         "## Papers\n\n| List | 12 papers |\n|--|--|\n| in total | 12 papers |"),
        ("## Papers\n\n共收录 12 篇论文", "## Papers\n\n共收录 13 篇论文"),
        ("## Papers\n\nTotal: 12", "## Papers\n\nTotal: 13"),
        ("## Papers\n\nNumber of papers: **12**", "## Papers\n\nNumber of papers: **13**"),
        ("## Papers\n\nAbout 12 papers", "## Papers\n\nAbout 12 papers"),
        ("## Papers\n\nThe CVPR-12 papers", "## Papers\n\nThe CVPR-12 papers"),
        ("## Papers\n\n```\n12 papers\n```", "## Papers\n\n```\n12 papers\n```"),
        ("## Papers\n\n<!-- BEGIN X -->\n12 papers\n<!-- END X -->",
         "## Papers\n\n<!-- BEGIN X -->\n12 papers\n<!-- END X -->"),
        ("## Papers\n\n![](https://img.shields.io/badge/PaperNumber-12-brightgreen.svg)",
         "## Papers\n\n![](https://img.shields.io/badge/PaperNumber-13-brightgreen.svg)"),
        ("## Papers\n\n![](https://img.shields.io/static/v1?label=papers&message=12&color=red)",
         "## Papers\n\n![](https://img.shields.io/static/v1?label=papers&message=13&color=red)"),
    ],
)  # fmt: skip
def test_the_forms_of_counters(before: str, then: str) -> None:
    """Brackets, words and badges as lists have them."""
    assert after(f"{before}\n\n{entries(12)}", "Papers") == f"{then}\n\n{entries(12)}"


def test_sentences_below_the_first_entry_are_none_of_the_lists() -> None:
    """What stands among entries and behind them speaks of other things."""
    text = f"## Papers (12)\n\n{entries(12)}\nThis list collects 12 papers in total.\n\n- A list of 12 papers\n"
    assert after(text, "Papers").startswith("## Papers (13)")
    assert after(text, "Papers").count("12 papers") == 2


def counted(*headings: str) -> str:
    """Sections with as many entries as their headings tell."""
    numbers = [int(heading.partition("(")[2].rstrip(")") or 0) for heading in headings]
    return "".join(
        f"{heading}\n\n{entries(number, 20_000 + 100 * at)}\n"
        for at, (heading, number) in enumerate(zip(headings, numbers, strict=True))
    )


NEW_YEARS = {
    "newest first": (
        "# L (16)\n\n" + counted("## 2024 (6)", "## 2023 (5)", "## Tools (5)"),
        ["L (17)", "2024 (6)", "2023 (5)", "Tools (5)"],
    ),
    "oldest first": (
        "# L (16)\n\n" + counted("## 2023 (6)", "## 2024 (5)", "## Tools (5)"),
        ["L (17)", "2023 (6)", "2024 (5)", "Tools (5)"],
    ),
    "no title": (
        counted("# 2024 (6)", "# 2023 (5)") + "# Tools (11)\n\n- [a](https://x.org)\n",
        ["2024 (6)", "2023 (5)", "Tools (11)"],
    ),
    "below a heading": (
        "# L\n\n## A (11)\n\n" + counted("### 2024 (6)", "### 2023 (5)", "## B (5)"),
        ["L", "A (12)", "2024 (6)", "2023 (5)", "B (5)"],
    ),
    "below one of two headings": (
        "# L\n\n" + counted("## A (11)") + "## A (11)\n\n" + counted("### 2023 (6)", "### 2024 (5)"),
        ["L", "A (11)", "A (12)", "2023 (6)", "2024 (5)"],
    ),
}


@pytest.mark.parametrize(("text", "headings"), NEW_YEARS.values(), ids=NEW_YEARS)
def test_a_new_section_grows_only_what_it_stands_in(text: str, headings: list[str]) -> None:
    """Its neighbours, at the start or end of which its lines are to stand, have as many entries as before."""
    document = parse(text)
    new = next_in_series(document, Citation("T", date="2025-01-01"), section(document, "2024"))
    assert new is not None
    kept = parse(apply_edits(text, counter_edits(document, [new.section])))
    assert [one.path[-1] for one in kept.sections if one.path] == headings


def test_thousands_keep_their_comma() -> None:
    """A long list's number is written as it was."""
    text = f"## Papers (1,000)\n\n{entries(1000)}"
    assert after(text, "Papers").startswith("## Papers (1,001)\n")


def test_a_first_entry_is_counted() -> None:
    """An empty section's zero becomes one."""
    assert after("## New (0)\n\n## Old\n", "New") == "## New (1)\n\n## Old\n"


def test_anchors_of_equal_headings_follow_each_other() -> None:
    """GitHub numbers anchors that were there before; a count may make two headings equal."""
    text = f"[a](#cvpr-3) [b](#cvpr-4)\n\n## CVPR (3)\n\n{entries(3)}\n## CVPR (4)\n\n{entries(4, 20000)}"
    assert after(text, "CVPR (3)").startswith("[a](#cvpr-4) [b](#cvpr-4-1)\n\n## CVPR (4)\n")


def test_an_anchor_in_other_letters_stays_encoded() -> None:
    """Addresses that were percent-encoded stay so."""
    text = f"- [论文（3）](#%E8%AE%BA%E6%96%873)\n\n## 论文（3）\n\n{entries(3)}"
    assert after(text, "论文").startswith("- [论文（4）](#%E8%AE%BA%E6%96%874)\n\n## 论文（4）\n")


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("Last updated: 2024-05-03", "Last updated: 2026-11-04"),
        ("**Last Update:** 2024/5/3", "**Last Update:** 2026/11/4"),
        ("Last update on 2022/08/19.", "Last update on 2026/11/04."),
        ("_Updated on 2024.05.03_", "_Updated on 2026.11.04_"),
        ("Last updated: May 3, 2024", "Last updated: November 4, 2026"),
        ("Last updated Sep 03, 2024", "Last updated Nov 4, 2026".replace("4", "04")),
        ("Last updated: 3rd September 2024", "Last updated: 4th November 2026"),
        ("Last updated: September 2024", "Last updated: November 2026"),
        ("Last updated: 2024-05", "Last updated: 2026-11"),
        ("最后更新：2024年5月3日", "最后更新：2026年11月4日"),
        ("更新时间: 2024年05月03日", "更新时间: 2026年11月04日"),
        ("![](https://img.shields.io/badge/last%20updated-2024--05--03-blue)",
         "![](https://img.shields.io/badge/last%20updated-2026--11--04-blue)"),
        ("Last updated: 2027-05-03", "Last updated: 2027-05-03"),
        ("Last updated: 2024-15-33", "Last updated: 2024-15-33"),
        ("Updated 2024-05-03: added ten papers", "Updated 2024-05-03: added ten papers"),
        ("Updated: 2024-05-03\nUpdated: 2024-04-03", "Updated: 2024-05-03\nUpdated: 2024-04-03"),
        ("Last updated: 2024-05-03\n<!-- Last updated: 2021-01-01 -->",
         "Last updated: 2026-11-04\n<!-- Last updated: 2021-01-01 -->"),
        ("Founded 2024-05-03", "Founded 2024-05-03"),
    ],
)  # fmt: skip
def test_the_forms_of_dates(before: str, then: str) -> None:
    """The date of the last update is today's in its own form; a history of changes is none."""
    text = f"{before}\n\n## Papers\n\n{entries(3)}"
    assert after(text, "Papers", today=TODAY) == f"{then}\n\n## Papers\n\n{entries(3)}"
    assert after(text, "Papers") == text


@given(TEXTS, st.data())
def test_only_numbers_change(text: str, data: st.DataObject) -> None:
    """Whatever the text, its lines stay as many, letters stay, and insertions go together with the edits."""
    document = parse(text)
    if not document.sections:
        return
    chosen = data.draw(st.lists(st.sampled_from(document.sections), min_size=1, max_size=3))
    edits = counter_edits(document, chosen, TODAY)
    assert all(edit.span.end - edit.span.start == 1 for edit in edits)
    at = data.draw(st.integers(0, len(document.lines)))
    both = apply_edits(text, [*edits, Edit(Span(at, at), "- new\n")])
    alone = apply_edits(text, [Edit(Span(at, at), "- new\n")])
    digits = str.maketrans("", "", "0123456789")
    assert both.translate(digits) == alone.translate(digits)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 4), st.booleans())
def test_true_counters_stay_true(one: int, other: int, new: int, crlf: bool) -> None:
    """What told the counts before tells them afterwards, and a second look at the new list finds them true."""

    def written(first: int, second: int) -> str:
        text = (
            f"# L\n\n- [A](#a-{first})\n- [B](#b-{second})\n\n"
            f"## A ({first})\n\n{entries(first)}\n## B ({second})\n\n{entries(second, 20000)}"
        )
        return text.replace("\n", "\r\n") if crlf else text

    text = written(one, other)
    document = parse(text)
    kept = apply_edits(text, counter_edits(document, [section(document, "A")] * new))
    assert kept.partition("##")[0] == written(one + new, other).partition("##")[0]
    assert [line for line in kept.splitlines() if line.startswith("##")] == [f"## A ({one + new})", f"## B ({other})"]


@pytest.mark.parametrize("piece", ["(1", "12 papers ", "updated 2024-", "a " * 30 + "papers\n", "## (3)\n", "](#a"])
def test_hostile_texts_cost_little(piece: str) -> None:
    """The time grows with the length of the text, not with its square."""
    document = parse(f"## Papers\n\n{entries(5)}\n" + piece * 20_000)
    start = time.process_time()
    counter_edits(document, [document.sections[0]], TODAY)
    assert time.process_time() - start < 5


def test_a_new_section_counts_for_what_is_above_it_alone() -> None:
    """An entry in a section that has no lines yet raises the whole and the headings above, no section beside it."""
    text = (
        f"# Things (12)\n\n## Papers (10)\n\n### 2023 (5)\n\n{entries(5)}\n### 2022 (5)\n\n{entries(5, 20_000)}\n"
        f"## Surveys (2)\n\n{entries(2, 30_000)}"
    )
    document = parse(text)
    start = section(document, "2023").span.start
    new = Section(("Papers (10)", "2024"), 3, Span(start, start), Span(start, start))
    kept = apply_edits(text, counter_edits(document, [new]))
    assert kept == text.replace("Things (12)", "Things (13)").replace("Papers (10)", "Papers (11)")
