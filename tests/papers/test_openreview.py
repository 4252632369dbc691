"""OpenReview's second interface, and what a note of either says of its venue."""

import json
from typing import Any

import pytest

from bot.links import Link
from bot.papers import Paper, PaperId, SourceError
from bot.papers.openreview import parse, request
from tests.papers.recorded import body_of

DPO = PaperId("openreview", "HPuSIXJaa9")


def answered(**content: Any) -> Paper:
    """The paper of the recorded answer with other fields in its content."""
    answer = json.loads(body_of("openreview/HPuSIXJaa9.json"))
    for name, value in content.items():
        answer["notes"][0]["content"][name] = {"value": value}
    return parse(json.dumps(answer).encode(), [DPO])[DPO]


def test_one_note_is_asked_for() -> None:
    """By its id, which is the forum's."""
    assert request([DPO]) == "/notes?id=HPuSIXJaa9"


def test_every_fact_of_a_note() -> None:
    """The page's date, the venue's year, the pdf at the address that people know."""
    dpo = answered()
    assert dpo.title == "Direct Preference Optimization: Your Language Model is Secretly a Reward Model"
    assert dpo.authors[:2] == ("Rafael Rafailov", "Archit Sharma")
    assert dpo.date == "2023-11-02"
    assert dpo.venue == "NeurIPS 2023 oral"
    assert dpo.year == "2023"
    assert dpo.abstract == "A made-up abstract with $\\beta$ and a line break."
    assert dpo.links == (Link("pdf", "https://openreview.net/pdf?id=HPuSIXJaa9"),)
    assert dpo.ids == (DPO,)
    assert not dpo.withdrawn


@pytest.mark.parametrize(
    ("venue", "venueid", "told", "year", "withdrawn"),
    [
        ("ICLR 2023 poster", "ICLR.cc/2023/Conference", "ICLR 2023 poster", "2023", False),
        ("ICLR 2023 notable top 25%", "ICLR.cc/2023/Conference", "ICLR 2023 notable top 25%", "2023", False),
        ("Accepted by TMLR", "TMLR", "TMLR", "2023", False),
        ("Submitted to ICLR 2023", "ICLR.cc/2023/Conference/Rejected_Submission", None, None, False),
        ("ICLR 2023 poster", "ICLR.cc/2023/Conference/Rejected_Submission", None, None, False),
        ("ICLR 2024 Conference Submission", "ICLR.cc/2024/Conference/Submission", None, None, False),
        ("Under review for TMLR", "TMLR/Under_Review", None, None, False),
        ("Decision pending for TMLR", "TMLR/Decision_Pending", None, None, False),
        ("Rejected by TMLR", "TMLR/Rejected", None, None, False),
        ("Desk rejected by TMLR", "TMLR/Desk_Rejected", None, None, False),
        ("ICLR 2024 Conference Withdrawn Submission", "ICLR.cc/2024/Conference/Withdrawn_Submission", None, None, True),
        ("CoRR 2017", "dblp.org/journals/CORR/2017", None, None, False),
        (None, None, None, None, False),
    ],
)  # fmt: skip
def test_only_an_accepted_paper_has_a_venue(
    venue: str | None, venueid: str | None, told: str | None, year: str | None, withdrawn: bool
) -> None:
    """Submitted, rejected and withdrawn papers are told apart by the words of venue and venueid."""
    paper = answered(venue=venue, venueid=venueid)
    assert (paper.venue, paper.year, paper.withdrawn) == (told, year, withdrawn)


def test_authors_with_profiles() -> None:
    """Newer notes tell each author as an object."""
    authors = [{"fullname": "Chelsea Finn", "username": "~Chelsea_Finn1"}, {"fullname": "Stefano Ermon"}]
    assert answered(authors=authors).authors == ("Chelsea Finn", "Stefano Ermon")


def test_hidden_authors_are_nobody() -> None:
    """A blind submission names no one."""
    assert answered(authors=["Anonymous"]).authors == ()


def test_code_that_the_authors_gave() -> None:
    """Told as a link of its own."""
    assert Link("code", "https://github.com/a/b") in answered(code="https://github.com/a/b").links


@pytest.mark.parametrize(
    "answer",
    [
        {"notes": [], "count": 0},
        {"name": "NotFoundError", "message": "The Note HPuSIXJaa9 was not found", "status": 404},
        {"name": "ForbiddenError", "message": "User Guest does not have permission to see Note", "status": 403},
        {"notes": [{"id": "HPuSIXJaa9", "forum": "AnotherOne", "content": {"title": {"value": "Review"}}}]},
        {"notes": [{"id": "HPuSIXJaa9", "forum": "HPuSIXJaa9", "content": {"abstract": {"value": "x"}}}]},
    ],
)
def test_notes_that_guests_may_not_see_are_not_there(answer: dict[str, Any]) -> None:
    """Nor are replies, and notes that hide their title."""
    assert parse(json.dumps(answer).encode(), [DPO]) == {}


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ({"name": "ChallengeRequiredError", "message": "Challenge verification required"}, "OpenReview wants a proof"),
        ({"name": "RateLimitError", "message": "Too many requests"}, "Too many requests"),
        ({"notes": [{"id": "other", "content": {}}]}, "another note than HPuSIXJaa9"),
    ],
)
def test_other_answers_are_errors(answer: dict[str, Any], text: str) -> None:
    """What the service complains of is told."""
    with pytest.raises(SourceError, match=text):
        parse(json.dumps(answer).encode(), [DPO])
