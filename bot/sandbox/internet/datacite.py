"""DataCite's REST API: one DOI, in the shape of JSON:API. All papers of arXiv are registered there.

The shape: https://support.datacite.org/docs/api-get-doi; arXiv's DOIs: https://info.arxiv.org/help/doi.html
"""

from typing import Any, Final

from bot.sandbox.internet.publication import Library, Publication, family_first, given_and_family
from bot.sandbox.internet.web import Answer, Asked, as_json

HOSTS = ("api.datacite.org",)
WHAT = "DataCite: DOIs as JSON:API; arXiv's and Zenodo's"
EXAMPLES = (
    "https://api.datacite.org/dois/10.48550/arxiv.2305.06500",
    "https://api.datacite.org/dois/10.5281/zenodo.5143773",
)
CONDITIONAL = False
TROUBLES: Final = {429: as_json({"errors": [{"status": "429", "title": "Too many requests"}]}, 429)}

_ARXIV: Final = "10.48550/arxiv."
#: Words of DataCite's schema for what a thing is (`resourceTypeGeneral`).
_TYPES: Final = {"preprint": "Preprint", "software": "Software", "dataset": "Dataset"}


def answer(asked: Asked, library: Library) -> Answer:
    """Answer a GET."""
    doi = asked.path.removeprefix("/dois/").lower() if asked.path.startswith("/dois/") else ""
    if doi.startswith(_ARXIV):
        found = library.find("arxiv", doi.removeprefix(_ARXIV))
    else:
        found = library.find("doi", doi)
        found = found if found and found.registrar == "datacite" else None
    if found is None:
        return as_json({"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404)
    return as_json({"data": {"id": doi, "type": "dois", "attributes": _attributes(found, doi)}})


def _attributes(publication: Publication, doi: str) -> dict[str, Any]:
    at_arxiv = doi.startswith(_ARXIV)
    date = publication.date if at_arxiv else publication.issued
    general = "Preprint" if at_arxiv else _TYPES.get(publication.kind, "JournalArticle")
    related = []
    if at_arxiv and publication.arxiv_doi:
        related = [
            {
                "relationType": "IsVersionOf",
                "relatedIdentifier": publication.arxiv_doi,
                "relatedIdentifierType": "DOI",
            }
        ]
    prefix, _, suffix = doi.partition("/")
    return {
        "doi": doi,
        "prefix": prefix,
        "suffix": suffix,
        "identifiers": [{"identifier": publication.arxiv, "identifierType": "arXiv"}] if at_arxiv else [],
        "creators": [_creator(name) for name in publication.authors],
        "titles": [{"title": publication.title}],
        "publisher": "arXiv" if at_arxiv else publication.publisher,
        "container": {},
        "publicationYear": int(date[:4]),
        "dates": [{"date": date, "dateType": "Submitted" if at_arxiv else "Issued"}],
        "types": {"resourceTypeGeneral": general, "resourceType": "Article" if at_arxiv else ""},
        "relatedIdentifiers": related,
        "descriptions": [{"description": publication.abstract, "descriptionType": "Abstract"}]
        if publication.abstract
        else [],
        "url": f"https://arxiv.org/abs/{publication.arxiv}" if at_arxiv else publication.page,
        "state": "findable",
    }


def _creator(name: str) -> dict[str, Any]:
    given, family = given_and_family(name)
    return {
        "name": family_first(name),
        "nameType": "Personal",
        "givenName": given,
        "familyName": family,
        "affiliation": [],
        "nameIdentifiers": [],
    }
