"""OpenReview's first interface."""

import json

import pytest

from bot.links import Link
from bot.papers import PaperId
from bot.papers.openreview1 import parse
from tests.papers.recorded import ANSWERS, body_of

VIT = PaperId("openreview", "YicbFdNTTy")


def test_every_fact_of_an_old_note() -> None:
    """Its fields are the values themselves; the code's address stands in Markdown."""
    vit = parse(body_of("openreview1/YicbFdNTTy.json"), [VIT])[VIT]
    assert vit.title == "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale"
    assert len(vit.authors) == 12
    assert (vit.venue, vit.year, vit.date) == ("ICLR 2021 Oral", "2021", "2020-09-28")
    assert vit.links == (
        Link("pdf", "https://openreview.net/pdf?id=YicbFdNTTy"),
        Link("code", "https://github.com/google-research/vision_transformer"),
    )


@pytest.mark.parametrize(
    ("record", "venue", "year"),
    [
        ("@inproceedings{\na,\nbooktitle={International Conference on Learning Representations},\nyear={2020}\n}",
         "International Conference on Learning Representations", "2020"),
        ("@inproceedings{\na,\nbooktitle={Submitted to ICLR},\nyear={2020},\nnote={under review}\n}", None, None),
        ("@inproceedings{\na,\nauthor={Anonymous},\nbooktitle={ICLR},\nyear={2020}\n}", None, None),
        ("@misc{\na,\nyear={2020}\n}", None, None),
    ],
)  # fmt: skip
def test_the_record_of_a_note_without_a_venue(record: str, venue: str | None, year: str | None) -> None:
    """Before 2021 only the BibTeX record told whether a paper was accepted."""
    answer = json.loads(body_of("openreview1/YicbFdNTTy.json"))
    content = answer["notes"][0]["content"]
    del content["venue"], content["venueid"]
    content["_bibtex"] = record
    vit = parse(json.dumps(answer).encode(), [VIT])[VIT]
    assert (vit.venue, vit.year) == (venue, year)


def test_a_note_from_dblp_is_the_paper_that_it_links_to() -> None:
    """CoRR is arXiv: no venue, but one identity more."""
    identity = ANSWERS["openreview1/imported.json"]
    paper = parse(body_of("openreview1/imported.json"), [identity])[identity]
    assert paper.ids == (identity, PaperId("arxiv", "1706.03762"))
    assert paper.venue is None
