"""Crossref's REST API: one work by its DOI.

The shape of a work: https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md; limits are told in headers,
those of the polite pool to who names an address to write to:
https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/
"""

from typing import Any, Final

from bot.sandbox.internet.publication import Library, Publication, given_and_family, parts_of
from bot.sandbox.internet.web import Answer, Asked, as_json, plain

HOSTS = ("api.crossref.org",)
WHAT = "Crossref: works by DOI, as JSON"
EXAMPLES = ("https://api.crossref.org/works/10.1109/CVPR.2016.90",)
CONDITIONAL = False
TROUBLES: Final = {429: plain("Too many requests. Please slow down.", 429)}


def answer(asked: Asked, library: Library) -> Answer:
    """Answer a GET."""
    polite = "mailto" in asked.query or "mailto:" in asked.headers.get("user-agent", "")
    limits = (
        ("x-rate-limit-limit", "10" if polite else "5"),
        ("x-rate-limit-interval", "1s"),
        ("x-concurrency-limit", "3" if polite else "1"),
        ("x-api-pool", "polite" if polite else "public"),
    )
    path = asked.path.removeprefix("/v1")
    found = library.find("doi", path.removeprefix("/works/")) if path.startswith("/works/") else None
    if found is None or found.registrar != "crossref":
        return plain("Resource not found.", 404, limits)
    message = _work(found, library)
    return as_json(
        {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": message}, 200, limits
    )


def _work(publication: Publication, library: Library) -> dict[str, Any]:
    doi = (publication.doi or "").lower()
    issued = {"date-parts": [parts_of(publication.issued)]}
    is_preprint = publication.kind == "preprint"
    work: dict[str, Any] = {
        "DOI": doi,
        "URL": f"https://doi.org/{doi}",
        "prefix": doi.partition("/")[0],
        "source": "Crossref",
        "publisher": publication.publisher,
        "type": "posted-content" if is_preprint else publication.kind,
        "title": [publication.title],
        "subtitle": [],
        "short-title": [],
        "author": [_author(name, first=at == 0) for at, name in enumerate(publication.authors)],
        "container-title": [publication.venue] if publication.venue and not is_preprint else [],
        "issued": issued,
        "published": issued,
        "relation": _relations(publication, library),
        "resource": {"primary": {"URL": publication.landing or publication.page or f"https://doi.org/{doi}"}},
        "score": 1,
    }
    for key, value in (("volume", publication.volume), ("issue", publication.issue), ("page", publication.pages)):
        if value:
            work[key] = value
    if publication.abstract:
        work["abstract"] = f"<jats:p>{publication.abstract}</jats:p>"
    if is_preprint:
        work |= {"subtype": "preprint", "posted": issued, "institution": [{"name": publication.venue}]}
    elif publication.kind == "proceedings-article":
        work["event"] = {"name": publication.venue}
    return work


def _author(name: str, *, first: bool) -> dict[str, Any]:
    given, family = given_and_family(name)
    sequence = "first" if first else "additional"
    known = {"given": given, "family": family} if given else {"name": family}
    return {**known, "sequence": sequence, "affiliation": []}


def _relations(publication: Publication, library: Library) -> dict[str, Any]:
    """https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/relationships/"""
    if publication.preprint_doi:
        return {"has-preprint": [{"id-type": "doi", "id": publication.preprint_doi.lower(), "asserted-by": "subject"}]}
    later = library.successor(publication.doi or "") if publication.kind == "preprint" else None
    if later and later.doi:
        return {"is-preprint-of": [{"id-type": "doi", "id": later.doi.lower(), "asserted-by": "subject"}]}
    return {}
