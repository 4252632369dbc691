"""Semantic Scholar's graph: one paper by any of its ids.

https://api.semanticscholar.org/api-docs/graph#tag/Paper-Data/operation/get_graph_get_paper
"""

from typing import Any, Final

from bot.sandbox.internet.publication import Library, Publication, place_of
from bot.sandbox.internet.web import Answer, Asked, as_json, moved

HOSTS = ("api.semanticscholar.org",)
WHAT = "Semantic Scholar: a paper by its hash, ARXIV:, DOI:, ACL:, CorpusId: or URL:"
EXAMPLES = (
    "https://api.semanticscholar.org/graph/v1/paper/ARXIV:1512.03385?fields=title,externalIds,venue,year",
    "https://api.semanticscholar.org/graph/v1/paper/CorpusId:52967399?fields=externalIds",
    "https://api.semanticscholar.org/CorpusID:206594692",
)
CONDITIONAL = False
TROUBLES: Final = {
    429: as_json(
        {
            "message": "Too Many Requests. Please wait and try again or apply for a key for higher rate limits. "
            "https://www.semanticscholar.org/product/api#api-key-form",
            "code": "429",
        },
        429,
    )
}

_PATH: Final = "/graph/v1/paper/"
_ARXIV_DOI: Final = "10.48550/arxiv."


def answer(asked: Asked, library: Library) -> Answer:
    """Answer a GET."""
    if not asked.path.startswith(_PATH):
        # The addresses that its own BibTeX names: https://api.semanticscholar.org/CorpusID:206594692
        found = _find(asked.path.removeprefix("/"), library)
        if found:
            return moved(f"https://www.semanticscholar.org/paper/{found.s2_hash}", 302)
        return as_json({"message": "Not Found"}, 404)
    name = asked.path.removeprefix(_PATH)
    found = _find(name, library)
    if found is None:
        return as_json({"error": f"Paper with id {name} not found"}, 404)
    known = _paper(found)
    fields = [field for field in asked.query.get("fields", "title").split(",") if field]
    strange = [field for field in fields if field.partition(".")[0] not in known]
    if strange:
        return as_json({"error": f"Unrecognized or unsupported fields: [{', '.join(strange)}]"}, 400)
    return as_json({key: known[key] for key in ("paperId", *(field.partition(".")[0] for field in fields))})


def _find(name: str, library: Library) -> Publication | None:
    scheme, colon, value = name.partition(":")
    match scheme.lower() if colon else "":
        case "":
            return library.find("hash", name)
        case "arxiv":
            return library.find("arxiv", value)
        case "doi" if value.lower().startswith(_ARXIV_DOI):
            return library.find("arxiv", value.lower().removeprefix(_ARXIV_DOI))
        case "doi" | "acl":
            return library.find(scheme.lower(), value)
        case "corpusid":
            return library.find("corpus", value)
        case "url":
            place = place_of(value)
            if place.startswith("arxiv.org/abs/"):
                return library.find("arxiv", place.removeprefix("arxiv.org/abs/"))
            return library.find("page", place)
        case _:
            return None


def _paper(publication: Publication) -> dict[str, Any]:
    doi = publication.doi or (f"10.48550/arXiv.{publication.arxiv}" if publication.arxiv else None)
    ids = {"ArXiv": publication.arxiv, "DOI": doi, "ACL": publication.acl, "CorpusId": publication.corpus_id}
    venue = publication.venue or ("arXiv.org" if publication.arxiv else "")
    journal = {"name": venue, "volume": publication.volume, "pages": publication.pages}
    kinds = {"journal-article": ["JournalArticle"], "proceedings-article": ["Conference"], "preprint": None}
    pdf = publication.pdf or (f"https://arxiv.org/pdf/{publication.arxiv}" if publication.arxiv else None)
    date = publication.date or publication.issued
    return {
        "paperId": publication.s2_hash,
        "corpusId": publication.corpus_id,
        "externalIds": {key: value for key, value in ids.items() if value},
        "url": f"https://www.semanticscholar.org/paper/{publication.s2_hash}",
        "title": publication.title,
        "abstract": publication.abstract or None,
        "venue": venue,
        "publicationVenue": {"name": venue} if venue else None,
        "year": int(publication.year) if publication.year else None,
        "publicationDate": date if len(date) == len("YYYY-MM-DD") else None,
        "publicationTypes": kinds.get(publication.kind),
        "journal": {key: value for key, value in journal.items() if value} or None,
        "authors": [{"authorId": None, "name": author} for author in publication.authors],
        "isOpenAccess": pdf is not None,
        "openAccessPdf": {"url": pdf, "status": None} if pdf else None,
    }
