from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.citation import Citation
from bot.document import Entry, Span, parse
from bot.forms import LinkPart, Slot, Target, Words
from bot.forms.example import Example
from bot.forms.writing import Donor, Habits, write
from bot.links import Link
from bot.styles import learn_style
from tests.forms.shapes import PAPER

PDF = "https://arxiv.org/abs/2301.12597"
NEW = replace(PAPER, title="Learning Sparse Things", links=PAPER.links[:2])
PAPER_LINK = "https://arxiv.org/abs/2311.01234"
CODE = "https://github.com/moor/sparse-net"


def written(citation: Citation, *lines: str) -> str:
    """How a paper is written beside these lines."""
    entries: Sequence[Entry] = [Entry(Span(n, n + 1), line + "\n") for n, line in enumerate(lines)]
    style = learn_style(entries)
    assert style is not None
    return style.render(style.fit(citation)).rstrip("\n")


@pytest.mark.parametrize(
    ("line", "whole", "bare"),
    [
        ("[CVPR2020] One of many", "[CVPR2024] {t}", "{t}"),
        ("One of many, ICLR'21.", "{t}, CVPR'24.", "{t}."),
        ("One of many (NeurIPS 2020 Spotlight)", "{t} (CVPR 2024)", "{t}"),
        ("**One of many**, Ann Lee & Bo Chen, *ICML 2020*",
         "**{t}**, Ada Moor, Ben de Vries, Chi Wang & Dora O'Neil, *CVPR 2024*", "**{t}**"),
        ("(24.05) One of many", "(23.11) {t}", "{t}"),
        ("《One of many》，2023年5月，ICML。", "《{t}》，2024年，CVPR。", "《{t}》。"),
        ("One of many, ICML 2020", "{t}, CVPR 2024", "{t}"),
        ("One of many - Ann Lee et al. - ICML - 2020", "{t} - Ada Moor et al. - CVPR - 2024", "{t}"),
        ("One of many [arxiv 1910]", "{t} [CVPR 2024]", "{t}"),
        ("**One of many**<br>*Ann Lee, Bo Chen*<br>ICML 2020.",
         "**{t}**<br>*Ada Moor, Ben de Vries, Chi Wang, Dora O'Neil*<br>CVPR 2024.", "**{t}**."),
    ],
)  # fmt: skip
def test_facts_go_into_their_form_or_fall_out_with_their_signs(line: str, whole: str, bare: str) -> None:
    """Brackets, separators and line breaks around what is not known go with it."""
    title = "Learning Sparse Things"
    assert written(replace(NEW, links=()), f"- {line}") == f"- {whole}".replace("{t}", title)
    assert written(Citation(title), f"- {line}") == f"- {bare}".replace("{t}", title)


@pytest.mark.parametrize(
    ("lines", "bare"),
    [
        (f"1. **One of many.** `ICML`\n\n    *Ann Lee, Bo Chen.* [[Paper]({PDF})], 2024.1",
         f"2. **{{t}}.**\n\n    [[Paper]({PAPER_LINK})]"),
        (f"- Ann Lee, Bo Chen,  \n*[One of many]({PDF})*,  \nICML, 2024.", f"- *[{{t}}]({PAPER_LINK})*."),
        (f"- [One of many]({PDF})  \n  Ann Lee, Bo Chen  \n  ICML 2024. [[pdf]]({PDF})",
         f"- [{{t}}]({PAPER_LINK})  \n  [[pdf]]({PAPER_LINK})"),
        (f"**[One of many]({PDF})**<br>\nAnn Lee, Bo Chen<br>\nICML 2024<br>", f"**[{{t}}]({PAPER_LINK})**<br>"),
    ],
)  # fmt: skip
def test_a_value_alone_on_its_line_takes_the_line_with_it(lines: str, bare: str) -> None:
    """The indent of the next lines stays, and behind a first line that falls out they move up to the marker."""
    paper = Citation("Learning Sparse Things", links=PAPER.links[:1])
    assert written(paper, lines) == bare.replace("{t}", paper.title)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("One of many. CVPR. Conference on Computer Vision (CVPR), 2020.", "{t}. ICML, 2024."),
        ('**ICRA**: "One of many", *Student Research Workshop (SRW), Jan 2020*.', '"{t}", *ICML, Jan 2024*.'),
        ("One of many. Conference on Computer Vision (CVPR), 2020.", "{t}. ICML, 2024."),
        ("[CVPR] One of many. CVPR 2020", "[ICML] {t}. ICML 2024"),
    ],
)
def test_a_venue_named_in_two_ways_is_named_once(line: str, expected: str) -> None:
    """The other name would be the same word again; what repeats the very word repeats the new one."""
    paper = Citation("Learning Sparse Things", venue="ICML 2024", date="2024-01")
    assert written(paper, f"- {line}") == f"- {expected}".replace("{t}", paper.title)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("[[27 Nov 2020]]", "[[paper]]"), ("[[CVPR 2024]]", "[[paper]]"), ("[[2024 CVPR]]", "[[paper]]")],
)
def test_a_link_whose_words_are_not_known_has_a_word_of_its_own(shown: str, expected: str) -> None:
    """Neither empty brackets nor half of the words."""
    line = f"- One of many {shown}({PDF})"
    assert written(Citation("T", links=PAPER.links[:1]), line) == f"- T {expected}({PAPER_LINK})"


def test_counts_of_stars_fall_out() -> None:
    """They are another repository's, in brackets of their own before the title or behind it."""
    line = f"- [[paper]({PDF})] [191:fire:] One of many. [53:star:]"
    assert written(Citation("T", links=PAPER.links[:1]), line) == f"- [[paper]({PAPER_LINK})] T."


def test_links_stand_outside_of_emphasis_and_of_other_links_brackets() -> None:
    """Each is put behind what closes, with no stop doubled."""
    paper = Citation("T", links=PAPER.links[:2])
    assert written(paper, "- *One of many*.") == f"- *T* [[paper]]({PAPER_LINK}) [[code]]({CODE})."
    lines = [
        f"- One of many [[CoRR]({PDF}) ([pdf]({PDF}))] ok",
        f"- One of all [[pdf]({PDF})] [[code](https://x.org/c)]",
    ]
    text = written(paper, *lines)
    assert "[[code]" not in text.split("]", maxsplit=1)[0]
    assert text.count("[") == text.count("]")


def test_a_year_opens_no_list() -> None:
    """With a full stop behind it at the start of a line it would: it stands on the line before."""
    line = f"- *[One of many]({PDF})*,  \nICML, 2024. [PDF]({PDF})"
    text = written(Citation("T", date="2024", links=PAPER.links[:1]), line)
    assert text == f"- *[T]({PAPER_LINK})*, 2024. [PDF]({PAPER_LINK})"


def test_a_year_within_a_venues_brackets_keeps_them_whole() -> None:
    """No bracket is left open."""
    paper = Citation("T", venue="ICML 2024")
    assert written(paper, "- One of many, Conference on Robotics (ICRA 2020)") == "- T, ICML (2024)"


def test_a_link_stands_in_no_cell_of_another_table() -> None:
    """A donor from a table with other columns tells nothing of a cell that holds a date."""
    example = Example(
        (Words("| "), Slot("title", "One", "One"), Words(" | "), Slot("date", "2024", "2024", "{Y}"), Words(" |"))
    )
    link = LinkPart("code", (Words("[["), Slot("label", "code", "code"), Words("]]("), Target(""), Words(")")), "code")
    habits = Habits(None, True, ("code",), {"code": Donor(link, " | ", 2)}, table=True)
    paper = Citation("T", date="2023", links=(Link("code", CODE, "code"),))
    assert write(example, paper, habits) == "| T | 2023 |"


def test_people_whom_nobody_could_name_fall_out() -> None:
    """A team and its firm are no names; they are not left as words of the form."""
    line = f"- **One of many.** *Gemini Team, Google.* [[Paper]({PDF})]"
    assert written(Citation("T", links=PAPER.links[:1]), line) == f"- **T.** [[Paper]({PAPER_LINK})]"


def test_between_two_values_one_separator_stays() -> None:
    """The venue between title and year goes with one of the signs beside it."""
    for line in ("One of many, ICML 2020", "One of many, ICML, 2020"):
        assert written(Citation("T", date="2024"), f"- {line}") == "- T, 2024"
    assert written(Citation("T", date="2024"), "- One of many. ICML, 2020.") == "- T. 2024."


def test_a_year_of_two_digits_stands_beside_a_venue_only() -> None:
    """Alone it would say nothing."""
    assert written(replace(NEW, venue=None, links=()), "- One of many, ICLR'21.") == "- Learning Sparse Things, 2023."


@pytest.mark.parametrize(
    ("line", "venue", "expected"),
    [
        (f"One of many [[CVPR 2020]]({PDF})", "ICML 2024", "[[ICML 2024]]({p}) [[code]]({c})"),
        (f"One of many [[CVPR 2020]]({PDF})", None, "[[paper]]({p}) [[code]]({c})"),
        (f"One of many [[论文]]({PDF}) [[代码]](https://github.com/a/b)", None, "[[论文]]({p}) [[代码]]({c})"),
        (f"One of many [[PDF]]({PDF}) [[CODE]](https://github.com/a/b)", None, "[[PDF]]({p}) [[CODE]]({c})"),
        (
            f"One of many [![arXiv](https://img.shields.io/badge/arXiv-2301.12597-b31b1b)]({PDF})",
            None,
            "[![arXiv](https://img.shields.io/badge/arXiv-2311.01234-b31b1b)]({p}) [[code]]({c})",
        ),
        (
            f"One of many [[pdf]]({PDF}) [[code]](https://github.com/a/b) ![](https://img.shields.io/badge/ICML_2020-red)",
            "MM-A 2024",
            "[[pdf]]({p}) [[code]]({c}) ![](https://img.shields.io/badge/MM--A_2024-red)",
        ),
        (
            f"One of many [[pdf]]({PDF}) [[code]](https://github.com/a/b) ![](https://img.shields.io/badge/ICML_2020-red)",
            None,
            "[[pdf]]({p}) [[code]]({c})",
        ),
        (f"One of many [[pdf]]({PDF}) ![odd](https://x.org/odd.png)", None, "[[pdf]]({p}) [[code]]({c})"),
        (f"One of many [[pdf]]({PDF}) ![](https://img.shields.io/github/stars/a/b)", None,
         "[[pdf]]({p}) [[code]]({c}) ![](https://img.shields.io/github/stars/moor/sparse-net)"),
    ],
)  # fmt: skip
def test_links_and_badges_show_the_papers_own_values(line: str, venue: str | None, expected: str) -> None:
    """Labels in the list's language and capitals, badges spelled as their address wants; other pictures stay away."""
    text = written(replace(NEW, venue=venue, date=None), f"- {line}")
    assert text == "- Learning Sparse Things " + expected.replace("{p}", PAPER_LINK).replace("{c}", CODE)


def test_two_links_of_a_role_stand_side_by_side() -> None:
    """A paper with two repositories shows both."""
    links = (NEW.links[1], Link("code", "https://github.com/moor/other"))
    assert written(Citation("T", links=links), f"- One [[pdf]]({PDF}), [[code]](https://github.com/a/b)") == (
        f"- T [[code]]({CODE}), [[code]](https://github.com/moor/other)"
    )


def test_an_arxiv_badge_is_nothing_for_a_paper_elsewhere() -> None:
    """Its link is written as a plain one."""
    line = f"- One of many [![arXiv](https://img.shields.io/badge/arXiv-2301.12597-b31b1b)]({PDF})"
    text = written(Citation("T", links=(Link("pdf", "https://x.org/a.pdf"),)), line)
    assert "shields" not in text
    assert "](https://x.org/a.pdf)" in text


def test_a_backslash_at_the_end_reaches_no_sign_of_the_form() -> None:
    """It would undo the bracket or star behind it."""
    assert written(Citation("T\\"), "- **One of many**") == "- **T\\\\**"


def test_what_the_example_links_twice_is_linked_twice() -> None:
    """A badge over the code and a link to it; without code no break of the line is left at the start of a cell."""
    stars = "[![Star](https://img.shields.io/github/stars/{0}.svg)](https://github.com/{0})"
    row = "|" + stars.format("o/r") + f"<br>[One of many]({PDF}) |[Github](https://github.com/o/r) <br> [Paper]({PDF})|"
    bare = f"|[Two of many]({PDF}) |[Paper]({PDF})|"
    table = f"| Title | Links |\n|:--|:--|\n{row}\n{bare}\n{row}\n"
    entries = [entry for section in parse(table).sections for entry in section.entries]
    style = learn_style(entries)
    assert style is not None
    coded = style.render(style.fit(Citation("T", links=PAPER.links[:2])))
    assert coded == (
        f"|{stars.format('moor/sparse-net')}<br>[T]({PAPER_LINK}) |[Github]({CODE}) <br> [Paper]({PAPER_LINK})|\n"
    )
    alone = learn_style(entries[:1])
    assert alone is not None
    assert alone.render(alone.fit(Citation("T", links=PAPER.links[:1]))).endswith(f"|[Paper]({PAPER_LINK})|\n")


def test_two_addresses_of_the_examples_paper_are_no_two_links_of_one() -> None:
    """Only a title that links as well repeats the paper's address, or what leads to its abstract and to its PDF."""
    other = "https://x.org/t.pdf"
    paper = Citation("T", links=PAPER.links[:1])
    assert written(paper, f"- One of many [[arXiv]({PDF})] [[PDF]({other})]") == f"- T [[arXiv]({PAPER_LINK})]"
    pdf = PDF.replace("abs", "pdf")
    both = f"- T [[abs]({PAPER_LINK})] [[pdf]({PAPER_LINK.replace('abs', 'pdf')})]"
    assert written(paper, f"- One of many [[abs]({PDF})] [[pdf]({pdf})]") == both
    assert written(paper, f"- [One of many]({other}) [[PDF]({PDF})]") == f"- [T]({PAPER_LINK}) [[PDF]({PAPER_LINK})]"


def test_a_link_that_is_new_has_the_shape_of_most() -> None:
    """Not that of the first."""
    lines = [f"- One of many [Code]({CODE})", *(f"- Number {n} of many [[PDF]({PDF})]" for n in range(3))]
    lines += [f"- Number {n} of many [[PDF]({PDF})] [[Code]({CODE})] [[Demo](https://d.org/{n})]" for n in range(2)]
    assert written(NEW, *lines).endswith(f"[[PDF]({PAPER_LINK})] [[Code]({CODE})]")


@pytest.mark.parametrize(
    ("venue", "line", "said"),
    [
        ("bioRxiv 2024", "One of many, Ann Lee and Bo Chen. *arXiv 2021*", "*bioRxiv 2024*"),
        ("bioRxiv 2024", "One of many, Ann Lee and Bo Chen. *Preprint 2021*", "*Preprint 2024*"),
        ("Preprint 2024", "One of many, Ann Lee and Bo Chen. *arXiv 2021*", "*Preprint 2024*"),
        ("CoRR 2024", "One of many, Ann Lee and Bo Chen. *arXiv 2021*", "*arXiv 2024*"),
        ("arXiv 2024", "One of many, Ann Lee and Bo Chen. *arXiv preprint 2021*", "*arXiv preprint 2024*"),
    ],
)
def test_no_server_of_preprints_is_called_by_anothers_name(venue: str, line: str, said: str) -> None:
    """The list's word for a preprint stands for all, unless it is the name of another server."""
    paper = replace(NEW, venue=venue, date="2024", links=())
    assert written(paper, f"- {line}").endswith(said)
