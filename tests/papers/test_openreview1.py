"""OpenReview's first interface."""

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


def test_a_note_from_dblp_is_the_paper_that_it_links_to() -> None:
    """CoRR is arXiv: no venue, but one identity more."""
    identity = ANSWERS["openreview1/imported.json"]
    paper = parse(body_of("openreview1/imported.json"), [identity])[identity]
    assert paper.ids == (identity, PaperId("arxiv", "1706.03762"))
    assert paper.venue is None
