"""Semantic Scholar: an index of papers that joins what other places know.

The interface: https://api.semanticscholar.org/api-docs/graph (`/paper/{paper_id}`). It is asked about its own pages,
whose address ends in its id, and last of all about DOIs and papers of the ACL Anthology.
"""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from bot.answers import Facts, read_object
from bot.dates import date_in
from bot.links import Link
from bot.names import people, plain_name
from bot.papers import Paper, PaperId, Reason, SourceError, doi_identity, identify
from bot.plain import plain_abstract, plain_title
from bot.preprints import is_preprint_server

NAME = "Semantic Scholar"
URL = "https://api.semanticscholar.org"
#: One request a second with a key, to begin with; without one all share a pool, and 429 is frequent:
#: https://www.semanticscholar.org/product/api
PACE = 1.0
BATCH = 1
RANK = 60
ACCEPT = "application/json"
KEY_HEADER = "x-api-key"
STATUSES = frozenset((200,))
#: What an index does not have may well be a paper.
ABSENT: Reason = "no-source"


def asks(identity: PaperId) -> bool:
    """Whether a paper has a page here, or an id that the index reads."""
    return identity.scheme in _SCHEMES or (identity.scheme == "url" and identity.value.startswith(_PAGE))


def request(ids: Sequence[PaperId]) -> str:
    """Path and query that ask for one paper, below the service's address."""
    (identity,) = ids
    scheme = _SCHEMES.get(identity.scheme)
    name = f"{scheme[0]}:{identity.value}" if scheme else identity.value.removeprefix(_PAGE)
    return f"/graph/v1/paper/{quote(name, safe=':/')}?fields={_FIELDS}"


def parse(body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
    """The paper of an answer; none where the index has joined it with another one.

    Raises SourceError where the answer is no paper.
    """
    (identity,) = ids
    answer = read_object(body, NAME)
    if not answer.text("paperId"):
        msg = f"{NAME} answered with no paper: {answer.text('error') or answer.text('message') or body[:80]!r}"
        raise SourceError(msg)
    others = answer["externalIds"]
    scheme = _SCHEMES.get(identity.scheme)
    said = others.text(scheme[1]) if scheme else _PAGE + answer.text("paperId")
    title = plain_title(answer.text("title"))
    if said.casefold() != identity.value.casefold() or not title:
        return {}
    venue = plain_title(answer["publicationVenue"].text("name") or answer.text("venue"))
    venue = "" if is_preprint_server(venue) else venue
    year = date_in(answer.text("year"))
    pdf = answer["openAccessPdf"].text("url")
    return {
        identity: Paper(
            id=identity,
            source=NAME,
            ids=tuple(dict.fromkeys((identity, *_ids(others)))),
            title=title,
            authors=people(plain_name(author.text("name")) for author in answer.each("authors")),
            date=date_in(answer.text("publicationDate")) or year,
            abstract=plain_abstract(answer.text("abstract")),
            venue=venue or None,
            year=year if venue else None,
            links=(Link("pdf", pdf),) if pdf.startswith(("https://", "http://")) else (),
        )
    }


def _ids(others: Facts) -> list[PaperId]:
    """The identities of a paper elsewhere."""
    arxiv, acl = others.text("ArXiv"), others.text("ACL")
    found = (
        identify(f"https://arxiv.org/abs/{arxiv}") if arxiv else None,
        identify(f"https://aclanthology.org/{acl}") if acl else None,
        doi_identity(others.text("DOI")),
    )
    return [identity for identity in found if identity]


_PAGE: Final = "https://semanticscholar.org/paper/"
#: Scheme -> what the index calls it in a request, and in its answer.
_SCHEMES: Final = {"doi": ("DOI", "DOI"), "acl": ("ACL", "ACL")}
_FIELDS: Final = "title,authors,abstract,venue,publicationVenue,year,publicationDate,externalIds,openAccessPdf"
