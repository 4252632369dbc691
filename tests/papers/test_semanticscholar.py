"""Semantic Scholar's answers."""

import json
from typing import Any

import pytest

from bot.links import Link
from bot.papers import Paper, PaperId, SourceError
from bot.papers.semanticscholar import asks, parse, request
from tests.papers.recorded import ANSWERS, body_of

ATTENTION = ANSWERS["semanticscholar/attention.json"]
BERT = PaperId("acl", "N19-1423")


def answered(**fields: Any) -> Paper:
    """The paper of the recorded answer with other fields."""
    answer = json.loads(body_of("semanticscholar/attention.json")) | fields
    return parse(json.dumps(answer).encode(), [ATTENTION])[ATTENTION]


@pytest.mark.parametrize(
    ("identity", "path"),
    [
        (ATTENTION, "/graph/v1/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776?"),
        (PaperId("doi", "10.1016/s0140-6736(97)11096-0"), "/graph/v1/paper/DOI:10.1016/s0140-6736%2897%2911096-0?"),
        (BERT, "/graph/v1/paper/ACL:N19-1423?"),
    ],
)
def test_papers_are_asked_for_by_any_id(identity: PaperId, path: str) -> None:
    """Its own id stands alone, others have their scheme before them."""
    assert asks(identity)
    assert request([identity]).startswith(path + "fields=title,")


def test_other_pages_are_not_asked_for() -> None:
    """Nor are ids whose own service is always there."""
    assert not asks(PaperId("url", "https://a.org/paper"))
    assert not asks(PaperId("arxiv", "1706.03762"))


def test_every_fact_of_a_paper() -> None:
    """With the ids that it has elsewhere; an empty address is no link."""
    paper = answered()
    assert paper.title == "Attention is All you Need"
    assert paper.authors[0] == "Ashish Vaswani"
    assert (paper.date, paper.venue, paper.year) == ("2017-06-12", "Neural Information Processing Systems", "2017")
    assert paper.ids == (ATTENTION, PaperId("arxiv", "1706.03762"))
    assert paper.links == ()


def test_the_ids_of_one_paper_are_one() -> None:
    """The Anthology's DOI is its id."""
    paper = parse(body_of("semanticscholar/bert.json"), [BERT])[BERT]
    assert paper.ids == (BERT, PaperId("arxiv", "1810.04805"))
    assert paper.links == (Link("pdf", "https://aclanthology.org/N19-1423.pdf"),)


def test_a_server_of_preprints_is_no_venue() -> None:
    """The index calls it one."""
    paper = answered(publicationVenue={"name": "arXiv.org"}, venue="arXiv.org")
    assert (paper.venue, paper.year) == (None, None)


def test_a_paper_joined_with_another_is_not_there() -> None:
    """The answer is of another DOI or id: nobody can tell whether it is the same paper."""
    assert parse(body_of("semanticscholar/bert.json"), [PaperId("doi", "10.1234/other")]) == {}


def test_a_complaint_is_an_error() -> None:
    """What the service complains of is told."""
    with pytest.raises(SourceError, match="Too Many Requests"):
        parse(b'{"message": "Too Many Requests. Please wait", "code": "429"}', [BERT])
