"""Semantic Scholar: an index of papers that joins what other places know.

Its papers have a hash of 40 digits and a corpus id; the title in a page's address is for people only. Connected Papers
names papers by the same hashes. The interface and the ids that it reads, those of arXiv and DOIs among them:
https://api.semanticscholar.org/api-docs/graph (`/paper/{paper_id}`). It is asked about its own pages, and last of all
about DOIs and papers of the ACL Anthology. With a key of its own it joins: an arXiv id leads to a DOI, and back.
"""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from bot.answers import Facts, read_object
from bot.links import Link, host_of, path_of
from bot.papers import Paper, PaperId, Reason, SourceError, doi_identity, identify, url_identity

HOSTS = ("semanticscholar.org", "connectedpapers.com")

EXAMPLES = {
    "https://www.semanticscholar.org/paper/Title/204e3073870fae3d05bcbc2f6a8e263d9b72e776": (
        "url:https://semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776"
    ),
    "https://www.semanticscholar.org/arxiv/2301.12597": "arxiv:2301.12597",
    "https://api.semanticscholar.org/CorpusID:13756489": "url:https://api.semanticscholar.org/CorpusID:13756489",
}

_HASH: Final = r"(?i)(?:/graph)?(?:/v1)?/(?:paper|reader|main)/(?:[^/]+/)?([0-9a-f]{40})(?:[/.].*)?"
#: The host of the pdfs puts a slash into the hash.
_PDF: Final = r"(?i)/([0-9a-f]{4})/([0-9a-f]{36})\.pdf"
_NAMED: Final = (
    r"(?i)(?:/graph/v1|/v1)?(?:/paper|/api/redirect)?/(?P<scheme>arxiv|doi|acl|pmid|corpusid|p)[:/](?P<value>.+)"
)

_ADDRESSES: Final = {
    "arxiv": "https://arxiv.org/abs/",
    "doi": "https://doi.org/",
    "acl": "https://aclanthology.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
}


def match(url: str) -> PaperId | None:
    """The paper whose page, pdf or reader an address is; authors, topics and searches show none."""
    path = path_of(url).rstrip("/")
    if found := re.fullmatch(_HASH, path):
        return _page(found[1])
    if host_of(url) == "pdfs.semanticscholar.org" and (found := re.fullmatch(_PDF, path)):
        return _page(found[1] + found[2])
    found = re.fullmatch(_NAMED, path)
    if found is None:
        return None
    if before := _ADDRESSES.get(found["scheme"].lower()):
        return identify(before + found["value"])
    return url_identity(_CORPUS + found["value"]) if found["value"].isdigit() else None


def _page(digits: str) -> PaperId:
    return url_identity("https://semanticscholar.org/paper/" + digits.lower())


NAME = "Semantic Scholar"
URL = "https://api.semanticscholar.org"
#: One request a second with a key, to begin with; without one all share a pool, and 429 is frequent:
#: https://www.semanticscholar.org/product/api
PACE = 1.0
BATCH = 1
RANK = 60
ACCEPT = "application/json"
KEY_HEADER = "x-api-key"
KEY_FORM = "{}"
STATUSES = frozenset((200,))
#: What an index does not have may well be a paper.
ABSENT: Reason = "no-source"
JOINS = ("arxiv", "doi", "acl")


def asks(identity: PaperId) -> bool:
    """Whether a paper has a page here, or an id that the index reads."""
    return identity.scheme in ("doi", "acl") or (
        identity.scheme == "url" and identity.value.startswith((_PAGE, _CORPUS))
    )


def request(ids: Sequence[PaperId]) -> str:
    """Path and query that ask for one paper, below the service's address."""
    (identity,) = ids
    scheme = _SCHEMES.get(identity.scheme)
    name = identity.value.removeprefix(_PAGE)
    if scheme:
        name = f"{scheme[0]}:{identity.value}"
    elif name.startswith(_CORPUS):
        name = f"CorpusId:{name.removeprefix(_CORPUS)}"
    return f"/graph/v1/paper/{quote(name, safe=':/')}?fields={_FIELDS}"


def parse(body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
    """The paper of an answer; none where the index has joined it with another one.

    Raises SourceError where the answer is no paper.
    """
    # Whoever only reads addresses does without them.
    from bot.dates import date_in
    from bot.names import people, plain_name
    from bot.plain import plain_abstract, plain_title
    from bot.preprints import is_preprint_server

    (identity,) = ids
    answer = read_object(body, NAME)
    if not answer.text("paperId"):
        msg = f"{NAME} answered with no paper: {answer.text('error') or answer.text('message') or body[:80]!r}"
        raise SourceError(msg)
    others = answer["externalIds"]
    scheme = _SCHEMES.get(identity.scheme)
    said = others.text(scheme[1]) if scheme else _PAGE + answer.text("paperId")
    if identity.value.startswith(_CORPUS):
        said = _CORPUS + others.text("CorpusId")
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
_CORPUS: Final = "https://api.semanticscholar.org/CorpusID:"
#: Scheme -> what the index calls it in a request, and in its answer.
_SCHEMES: Final = {"arxiv": ("ARXIV", "ArXiv"), "doi": ("DOI", "DOI"), "acl": ("ACL", "ACL")}
_FIELDS: Final = "title,authors,abstract,venue,publicationVenue,year,publicationDate,externalIds,openAccessPdf"
