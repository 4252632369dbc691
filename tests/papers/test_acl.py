"""The ACL Anthology's records."""

import pytest

from bot.links import Link
from bot.papers import Paper, PaperId, SourceError
from bot.papers.acl import parse, request
from tests.papers.recorded import ANSWERS, body_of

BERT = PaperId("acl", "N19-1423")


def paper(name: str) -> Paper:
    """The paper of a recorded answer."""
    (found,) = parse(body_of(f"acl/{name}.bib"), [ANSWERS[f"acl/{name}.bib"]]).values()
    return found


def test_the_record_stands_beside_the_page() -> None:
    """The id and `.bib` are the path."""
    assert request([PaperId("acl", "2020.acl-main.747")]) == "/2020.acl-main.747.bib"


def test_every_fact_of_a_record() -> None:
    """TeX is gone from title, names and venue; its DOI is the id itself."""
    bert = paper("N19-1423")
    assert bert.title == "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
    assert bert.authors == ("Jacob Devlin", "Ming-Wei Chang", "Kenton Lee", "Kristina Toutanova")
    assert bert.date == "2019-06"
    assert bert.year == "2019"
    assert bert.venue == (
        "Proceedings of the 2019 Conference of the North American Chapter of the Association for Computational "
        "Linguistics: Human Language Technologies, Volume 1 (Long and Short Papers)"
    )
    assert bert.abstract == "A made-up abstract: 7.7% better, and “quoted” words."
    assert bert.ids == (BERT,)
    assert bert.links == (Link("pdf", "https://aclanthology.org/N19-1423.pdf"),)


def test_accents_and_double_names() -> None:
    """Accents are composed, family names of several words stay together."""
    assert "Francisco Guzmán" in paper("2020.acl-main.747").authors
    assert paper("W03-0419").authors == ("Erik F. Tjong Kim Sang", "Fien De Meulder")
    assert paper("W03-0419").date == "2003"


def test_a_journal_is_a_venue() -> None:
    """Papers of TACL and CL have a journal instead of a book."""
    body = body_of("acl/N19-1423.bib").replace(b"booktitle =", b"journal =")
    assert (parse(body, [BERT])[BERT].venue or "").startswith("Proceedings of the 2019")


def test_half_a_record_is_an_error() -> None:
    """A connection that was cut must not make half an author of somebody."""
    with pytest.raises(SourceError, match="no BibTeX record"):
        parse(body_of("acl/N19-1423.bib")[:400], [BERT])


def test_another_papers_record_is_an_error() -> None:
    """Some cache mixed the answers up."""
    with pytest.raises(SourceError, match=r"another paper than P14-1062: https://aclanthology.org/N19-1423/"):
        parse(body_of("acl/N19-1423.bib"), [PaperId("acl", "P14-1062")])
