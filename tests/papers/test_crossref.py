"""Crossref's records."""

import json
from typing import Any

import pytest

from bot.links import Link
from bot.papers import Paper, PaperId, SourceError
from bot.papers.crossref import asks, parse, request
from tests.papers.recorded import ANSWERS, body_of


def answered(name: str = "alphafold", **fields: Any) -> Paper:
    """The paper of a recorded answer with other fields; underscores are hyphens."""
    answer = json.loads(body_of(f"crossref/{name}.json"))
    answer["message"] |= {key.replace("_", "-"): value for key, value in fields.items()}
    (paper,) = parse(json.dumps(answer).encode(), [ANSWERS[f"crossref/{name}.json"]]).values()
    return paper


def test_the_doi_is_escaped() -> None:
    """Slashes and brackets of a DOI are no part of the path."""
    assert request([PaperId("doi", "10.1016/s0140-6736(97)11096-0")]) == "/works/10.1016%2Fs0140-6736%2897%2911096-0"


def test_only_dois_are_asked_for() -> None:
    """Papers of other schemes have services of their own."""
    assert asks(PaperId("doi", "10.1/x"))
    assert not asks(PaperId("acl", "N19-1423"))


def test_a_journal_article() -> None:
    """First made public online, of the printed year; the pdf is the one for readers."""
    paper = answered()
    assert paper.title == "Highly accurate protein structure prediction with AlphaFold"
    assert paper.authors == ("John Jumper", "Richard Evans", "Augustin Žídek", "Demis Hassabis")
    assert (paper.date, paper.venue, paper.year) == ("2021-07-15", "Nature", "2021")
    assert paper.abstract == "A made-up abstract1–4 of proteins, p < 0.05."
    assert paper.links == (Link("pdf", "https://www.nature.com/articles/s41586-021-03819-2.pdf"),)
    assert not paper.withdrawn


def test_a_proceedings_article() -> None:
    """Its book is its venue; addresses for the search of copies are nobody's pdf."""
    paper = answered("resnet")
    assert paper.venue == "2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)"
    assert (paper.date, paper.year, paper.links) == ("2016-06", "2016", ())


def test_an_event_stands_in_for_a_book() -> None:
    """Where no book is named, the conference is."""
    assert answered("resnet", container_title=[]).venue == (
        "2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)"
    )


def test_a_series_is_no_venue() -> None:
    """Of series and book the book counts."""
    assert answered("detr").venue == "Computer Vision – ECCV 2020"
    assert answered("detr").date == "2020-11-03"


def test_a_preprint_has_no_venue() -> None:
    """The server that keeps it is told as a remark, the published paper as another identity."""
    paper = answered("biorxiv")
    assert (paper.venue, paper.year, paper.date) == (None, None, "2021-10-04")
    assert paper.comment == "bioRxiv preprint"
    assert paper.ids == (ANSWERS["crossref/biorxiv.json"], PaperId("doi", "10.1000/made.up.1"))


def test_a_retracted_paper_says_so() -> None:
    """By the notice that updates it, and in its title, from which the word is taken."""
    paper = answered("retracted")
    assert paper.withdrawn
    assert paper.title.startswith("Ileal-lymphoid-nodular hyperplasia")
    assert answered(updated_by=[{"type": "retraction"}]).withdrawn
    assert answered(update_to=[{"type": "withdrawal"}]).withdrawn
    assert not answered(updated_by=[{"type": "correction"}], update_to=[{"type": "new_version"}]).withdrawn


@pytest.mark.parametrize(
    ("title", "subtitle", "told"),
    [
        (["A <i>Title</i>"], ["And more"], "A Title: And more"),
        (["A Title: And more"], ["And more"], "A Title: And more"),
        (["Why?"], ["Because"], "Why? Because"),
        (["A Title."], [], "A Title."),
        (["A Title", "Ein Titel"], None, "A Title"),
        (["A\n   Title &amp;amp; more"], [], "A Title & more"),
    ],
)
def test_titles_and_subtitles(title: list[str], subtitle: list[str] | None, told: str) -> None:
    """Joined by a colon, unless the title has the subtitle or a mark at its end."""
    assert answered(title=title, subtitle=subtitle).title == told


@pytest.mark.parametrize(
    ("author", "told"),
    [
        ({"given": "Laurens", "family": "van der Maaten"}, "Laurens van der Maaten"),
        ({"given": "Luc", "family": "Gool", "non-dropping-particle": "Van"}, "Luc Van Gool"),
        ({"given": "Martin Luther", "family": "King", "suffix": "Jr."}, "Martin Luther King Jr."),
        ({"name": "The ATLAS Collaboration"}, "The ATLAS Collaboration"),
        ({"family": "Plato"}, "Plato"),
        ({"family": "Smith, John"}, "John Smith"),
        ({"given": "Jos&#233;", "family": "Garci\u0301a"}, "José García"),
    ],
)
def test_names_of_authors(author: dict[str, str], told: str) -> None:
    """Parts are joined, organisations kept."""
    assert answered(author=[author]).authors == (told,)


@pytest.mark.parametrize(
    ("relation", "others"),
    [
        ({"has-preprint": [{"id-type": "arxiv", "id": "2301.12597"}]}, ["arxiv:2301.12597"]),
        ({"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2301.12597"}]}, ["arxiv:2301.12597"]),
        ({"has-preprint": {"id-type": "doi", "id": "10.1101/X"}}, ["doi:10.1101/x"]),
        ({"is-version-of": [{"id-type": "doi", "id": "10.1/y"}]}, []),
        ({"is-version-of": [{"id-type": "doi", "id": "10.1234/y"}]}, ["doi:10.1234/y"]),
        ({"has-review": [{"id-type": "doi", "id": "10.1234/y"}]}, []),
        ({"has-preprint": [{"id-type": "uri", "id": "https://a.org"}]}, []),
        ({"is-preprint-of": [{"id-type": "doi", "id": f"10.1234/{n}"} for n in range(4)]}, []),
    ],
)
def test_relations_that_name_the_same_paper(relation: dict[str, Any], others: list[str]) -> None:
    """Preprints and versions are; reviews, pages and whole lists are not."""
    assert [str(one) for one in answered(relation=relation).ids[1:]] == others


def test_nulls_in_dates_end_them() -> None:
    """A date of nulls is none."""
    nothing = {"date-parts": [[None]]}
    assert answered("resnet", published_print=nothing, issued=nothing, published=nothing).date is None


def test_another_doi_is_an_error() -> None:
    """Case does not count, the rest does."""
    body = body_of("crossref/resnet.json")
    upper = body.replace(b"10.1109/cvpr.2016.90", b"10.1109/CVPR.2016.90")
    assert parse(upper, [PaperId("doi", "10.1109/cvpr.2016.90")])
    with pytest.raises(SourceError, match=r"10\.1109/cvpr\.2016\.90, where 10\.1/x was asked for"):
        parse(body, [PaperId("doi", "10.1/x")])
