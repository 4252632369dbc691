"""DataCite's records."""

import json
from typing import Any

import pytest

from bot.papers import Paper, PaperId, SourceError
from bot.papers.datacite import parse, request
from tests.papers.recorded import body_of

GPT_NEO = PaperId("doi", "10.5281/zenodo.5297715")


def answered(**attributes: Any) -> Paper:
    """The paper of the recorded answer with other attributes."""
    answer = json.loads(body_of("datacite/gpt-neo.json"))
    answer["data"]["attributes"] |= attributes
    return parse(json.dumps(answer).encode(), [GPT_NEO])[GPT_NEO]


def test_the_doi_is_escaped() -> None:
    """Its slash is no part of the path."""
    assert request([GPT_NEO]) == "/dois/10.5281%2Fzenodo.5297715"


def test_every_fact_of_a_record() -> None:
    """Names of both shapes, the day of issue, and the DOI of all versions."""
    paper = answered()
    assert paper.title == "GPT-Neo: Large Scale Autoregressive Language Modeling with Mesh-Tensorflow"
    assert paper.authors == ("Sid Black", "Leo Gao", "Phil Wang", "Connor Leahy", "Stella Biderman")
    assert (paper.date, paper.venue, paper.year) == ("2021-03-21", None, None)
    assert paper.ids == (GPT_NEO, PaperId("doi", "10.5281/zenodo.5297714"))
    assert paper.abstract == "A made-up description."


def test_a_container_is_a_venue_unless_it_is_a_preprint() -> None:
    """Journals and proceedings are, servers of preprints are not."""
    container = {"type": "Journal", "title": "Journal of Open Things"}
    paper = answered(container=container)
    assert (paper.venue, paper.year) == ("Journal of Open Things", "2021")
    assert answered(container=container, types={"resourceTypeGeneral": "Preprint"}).venue is None
    assert answered(container={"title": "arXiv"}).venue is None


def test_organisations_are_not_turned_around() -> None:
    """Their names hold commas of their own."""
    creators = [{"name": "Gemma Team, Google", "nameType": "Organizational"}]
    assert answered(creators=creators).authors == ("Gemma Team, Google",)


def test_titles_of_other_kinds() -> None:
    """A subtitle belongs to the title, a translation does not."""
    titles = [
        {"title": "Ein Titel", "titleType": "TranslatedTitle"},
        {"title": "A Title"},
        {"title": "More", "titleType": "Subtitle"},
    ]
    assert answered(titles=titles).title == "A Title: More"


def test_only_sameness_makes_identities() -> None:
    """A supplement is another thing; arXiv's ids come with its name."""
    related = [
        {"relationType": "IsSupplementTo", "relatedIdentifier": "10.1234/x", "relatedIdentifierType": "DOI"},
        {"relationType": "IsIdenticalTo", "relatedIdentifier": "arXiv:2301.12597", "relatedIdentifierType": "arXiv"},
    ]
    assert answered(relatedIdentifiers=related).ids[1:] == (PaperId("arxiv", "2301.12597"),)


def test_a_withdrawn_record_says_so() -> None:
    """By a date of that kind."""
    assert answered(dates=[{"date": "2022", "dateType": "Withdrawn"}]).withdrawn
    assert not answered().withdrawn


def test_a_year_alone_is_a_date() -> None:
    """Where no day is told."""
    assert answered(dates=[]).date == "2021"


def test_another_doi_is_an_error() -> None:
    """Some cache mixed the answers up."""
    with pytest.raises(SourceError, match=r"where 10\.5281/zenodo\.1 was asked for"):
        parse(body_of("datacite/gpt-neo.json"), [PaperId("doi", "10.5281/zenodo.1")])
