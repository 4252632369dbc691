"""What was learned, and what would become of a paper, in words."""

from dataclasses import replace

import pytest

from bot.document import parse
from bot.explain import SHOWN_BYTES, explain
from bot.papers import Paper, PaperId, Unresolved
from bot.tryout.answers import Answer, answers
from bot.tryout.learned import Sure, view
from tests.builders import INSTRUCT, INSTRUCT_ID, NOW
from tests.document.shapes import read_list
from tests.tryout.conftest import OWN

TABLE = "# T\n\n## Papers\n\n" + "".join(f"- https://arxiv.org/abs/210{n}.00001\n" for n in range(1, 7))
ODD = "- 2019, *Words about {0}*. Somebody. <https://arxiv.org/abs/1904.0000{0}>\n"


def _answers(text: str, answer: Paper | Unresolved, paper: str = "2305.06500", title: str = "") -> list[Answer]:
    return answers(parse(text), lambda ids: dict.fromkeys(ids, answer), paper, title)


@pytest.mark.parametrize(("odd", "sure"), [(0, "sure"), (2, "fairly sure"), (4, "fairly sure")])
def test_confidence_follows_how_alike_entries_are(odd: int, sure: Sure) -> None:
    """The more entries are written otherwise, the less sure is what a new one looks like."""
    named = "".join(
        f"- **[N{number}]** Words about {number} [[pdf]](https://arxiv.org/pdf/2105.9000{number}.pdf)\n"
        for number in range(8)
    )
    document = parse("# L\n\n## Papers\n\n" + named + "".join(map(ODD.format, range(odd))))
    (one,) = view(document, explain(document)).sections
    assert one.sure == sure, one.why
    assert str(one.entries) in one.why
    assert ("several kinds" in one.why) == (odd == 4)


def test_a_form_that_cannot_be_written() -> None:
    """A section in a form without a writer is told to be one, and the sum says how many are writable."""
    document = parse(TABLE)
    told = view(document, explain(document))
    assert told.first.startswith("Shelver reads 0 of 6 entries in 1 section and can add to 0 of them.")
    assert told.sections[0].sure == "cannot"
    assert [passage.line for passage in told.unread] == [5, 6, 7, 8, 9, 10]


def test_what_github_does_not_show_is_warned_of() -> None:
    """A README past what GitHub shows of one, and one that is nearly there."""
    learned = explain(parse(OWN))
    nearly = view(parse(OWN), replace(learned, size=SHOWN_BYTES - 10))
    assert nearly.warnings[0].endswith("so only 10 are left.")
    text = OWN + f"\n{'word ' * 20}\n" * (SHOWN_BYTES // 100)
    (cut,) = view(parse(text), explain(parse(text))).warnings
    assert "visitors do not see what stands behind line" in cut


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (INSTRUCT, "InstructBLIP goes into Papers."),
        (replace(INSTRUCT, withdrawn=True), "arXiv says that 2305.06500 was withdrawn"),
        (Unresolved(INSTRUCT_ID, "unknown", NOW, "arXiv"), "arXiv has no paper 2305.06500."),
        (Unresolved(INSTRUCT_ID, "not-covered", NOW, "arXiv"), "2305.06500 is not in this try-out's small internet"),
        (Unresolved(INSTRUCT_ID, "unreachable", NOW, "arXiv"), "arXiv does not answer"),
        (Unresolved(INSTRUCT_ID, "queued", source="arXiv"), "arXiv does not answer"),
    ],
)
def test_each_outcome_has_its_words(answer: Paper | Unresolved, said: str) -> None:
    """What the bot would make of a paper is told in one line, and a change only where there is one."""
    (told,) = _answers(OWN, answer)
    assert told.first.startswith(said)
    assert bool(told.diff) == isinstance(answer, Paper) == (told.kind == "good") or not told.diff


def test_a_form_that_cannot_be_written_is_a_maintainers() -> None:
    """Where no line can be made, it is told whose work it is."""
    (told,) = _answers(TABLE, INSTRUCT)
    assert "have a form that Shelver cannot write yet" in told.first


def test_papers_that_cannot_be_looked_up() -> None:
    """Of another site the title is asked for, and with it a line is made."""
    address = "https://openreview.net/forum?id=vvoWPYqZJA"
    identity = PaperId("openreview", "vvoWPYqZJA")
    (told,) = _answers(OWN, Unresolved(identity, "no-source"), address)
    assert told.first == "OpenReview does not tell this paper's title."
    (told,) = _answers(OWN, Unresolved(identity, "no-source"), address, "Seeing Things")
    assert "Seeing Things" in told.diff


def test_a_slip_in_an_address_at_arxiv() -> None:
    """An address at arXiv without a paper's number is told to be one, and what would be one."""
    slip = "https://arxiv.org/abs/2305.650"
    (told,) = _answers(OWN, Unresolved(PaperId("url", slip), "no-source"), slip)
    assert told.first == f"{slip} is no address of a paper at arXiv."
    assert "2305.06500" in told.lines[0]


def test_many_papers_at_once() -> None:
    """A few are told each by itself, and how many more were read."""
    ids = "\n".join(f"https://arxiv.org/abs/2305.0{number}" for number in range(6500, 6508))
    told = _answers(OWN, Unresolved(INSTRUCT_ID, "not-covered", source="arXiv"), ids)
    assert len(told) == 6
    assert told[-1].first == "8 papers are read there; the first 5 are shown."


@pytest.mark.parametrize("name", ["named", "table", "ordered", "blocks", "authors", "chinese", "loose", "paragraphs"])
def test_a_change_adds_and_takes_nothing_away(name: str) -> None:
    """In lists of all shapes the diff holds added lines alone."""
    (told,) = _answers(read_list(name), INSTRUCT)
    lines = told.diff.splitlines()[2:]
    assert any(line.startswith("+") for line in lines)
    assert not any(line.startswith("-") for line in lines)
