"""The resolver of DOIs: it sends on to where a publication is.

https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation
"""

from typing import Final

from bot.sandbox.internet.publication import Library, Publication
from bot.sandbox.internet.web import Answer, Asked, html, moved

HOSTS = ("doi.org", "dx.doi.org")
WHAT = "The resolver of DOIs: it sends on to the publisher's page"
EXAMPLES = ("https://doi.org/10.1109/CVPR.2016.90", "https://doi.org/10.48550/arXiv.2305.06500")
CONDITIONAL = False
TROUBLES: Final[dict[int, Answer]] = {}

_ARXIV: Final = "10.48550/arxiv."


def answer(asked: Asked, library: Library) -> Answer:
    """Answer a GET."""
    doi = asked.path.removeprefix("/").lower()
    if doi.startswith(_ARXIV) and (found := library.find("arxiv", doi.removeprefix(_ARXIV))):
        return moved(f"https://arxiv.org/abs/{found.arxiv}", 302)
    publication = library.find("doi", doi)
    if publication is None:
        words = "This DOI cannot be found in the DOI System."
        return html("Error: DOI Not Found", f"<h1>DOI Not Found</h1><p>{words}</p>", status=404)
    return moved(_landing(publication), 302)


def _landing(publication: Publication) -> str:
    if publication.acl:
        return f"https://aclanthology.org/{publication.acl}/"
    return publication.landing or publication.page or f"https://publisher.example/{publication.doi}"
