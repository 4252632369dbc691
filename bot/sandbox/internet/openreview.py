"""OpenReview: the notes of both its APIs, and the page of a forum.

A note lives in one of the two APIs; in the second one each field of its content is an object with a `value`:
https://docs.openreview.net/reference/api-v2/entities/note. Of the page's tags only the last author's stands there,
as https://github.com/openreview/openreview-web (`app/forum/page.js`) writes them.
"""

from datetime import UTC, datetime
from html import escape
from typing import Any, Final

from bot.sandbox.internet.publication import Library, Publication, parts_of, slashed
from bot.sandbox.internet.web import Answer, Asked, as_json, html, metas, missing, moved, pdf

HOSTS = ("openreview.net", "api.openreview.net", "api2.openreview.net")
WHAT = "OpenReview: notes of API 1 and API 2, and the pages of forums"
EXAMPLES = (
    "https://api2.openreview.net/notes?id=di52zR8xgf",
    "https://api.openreview.net/notes?id=YicbFdNTTy",
    "https://openreview.net/forum?id=YicbFdNTTy",
)
CONDITIONAL = False


def answer(asked: Asked, library: Library) -> Answer:
    """Answer a GET."""
    identifier = asked.query.get("id") or asked.query.get("forum") or ""
    found = library.find("openreview", identifier)
    if asked.host == "openreview.net":
        return _site(asked, found)
    if asked.path != "/notes":
        return _error("NotFoundError", f"The route {asked.path} was not found", 404)
    if not identifier:
        return _error("MissingRequiredError", "The property id is required", 400)
    version = 2 if asked.host == "api2.openreview.net" else 1
    if found is None or found.openreview_api != version:
        return _error("NotFoundError", f"The Note {identifier} was not found", 404)
    if not found.public:
        return _error("ForbiddenError", f"User Guest does not have permission to see Note {identifier}", 403)
    return as_json({"notes": [_note(found, version)], "count": 1})


def _site(asked: Asked, found: Publication | None) -> Answer:
    if asked.path.rstrip("/") not in ("/forum", "/pdf") or found is None:
        return missing("Error 404 | OpenReview")
    if not found.public:
        return moved(f"/login?redirect=/forum?id={found.openreview}", 307)
    if asked.path.startswith("/pdf"):
        return pdf(found.title)
    head = metas(
        [
            ("description", found.abstract),
            ("citation_title", found.title),
            ("citation_author", found.authors[-1] if found.authors else None),
            ("citation_online_date", slashed(found.date or found.issued)),
            ("citation_pdf_url", f"https://openreview.net/pdf?id={found.openreview}"),
            ("citation_abstract", found.abstract),
            ("citation_conference_title", found.venue),
        ]
    ) + metas([("og:title", found.title), ("og:type", "article")], "property")
    body = f"<h2>{escape(found.title)}</h2><h3>{escape(', '.join(found.authors))}</h3>"
    return html(f"{found.title} | OpenReview", body, head=head)


def _note(publication: Publication, version: int) -> dict[str, Any]:
    name = publication.openreview
    year, month, day, *_ = (*parts_of(publication.date or publication.issued), 1, 1)
    made = int(datetime(year, month, day, tzinfo=UTC).timestamp() * 1000)
    group = _group(publication)
    content: dict[str, Any] = {
        "title": publication.title,
        "authors": list(publication.authors),
        "authorids": [f"~{author.replace(' ', '_')}1" for author in publication.authors],
        "abstract": publication.abstract,
        "venue": publication.openreview_venue or "",
        "venueid": group,
        "pdf": f"/pdf/{publication.s2_hash}.pdf",
        "_bibtex": f"@inproceedings{{\nanonymous,\ntitle={{{publication.title}}},\n"
        f"booktitle={{{publication.venue}}},\nyear={{{publication.year}}},\n"
        f"url={{https://openreview.net/forum?id={name}}}\n}}",
    }
    note = {"id": name, "forum": name, "number": 1, "cdate": made, "pdate": made, "odate": made, "mdate": made}
    people = {"signatures": [f"{group}/Submission1/Authors"], "readers": ["everyone"], "writers": [group]}
    if version == 1:
        told: dict[str, Any] = {
            "original": None,
            "replyto": None,
            "ddate": None,
            "invitation": f"{group}/-/Blind_Submission",
        }
        return {**note, **told, **people, "nonreaders": [], "content": content}
    values = {key: {"value": value} for key, value in content.items()}
    told = {"invitations": [f"{group}/-/Submission"], "domain": group, "license": "CC BY 4.0", "version": 2}
    return {**note, **told, **people, "content": values}


def _group(publication: Publication) -> str:
    """The venue's group: `ICLR.cc/2021/Conference`."""
    short = (publication.openreview_venue or "Venue").split()[0]
    return f"{short}.cc/{publication.year}/Conference"


def _error(name: str, message: str, status: int) -> Answer:
    details = {"path": "id", "user": "guest"}
    return as_json({"name": name, "message": message, "status": status, "details": details}, status)


TROUBLES: Final = {429: _error("RateLimitError", "Too many requests: wait and try again", 429)}
