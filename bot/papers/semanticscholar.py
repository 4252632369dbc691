"""Semantic Scholar: an index whose papers have a hash of 40 digits and a corpus id.

The ids that name a paper, those of arXiv and DOIs among them: https://api.semanticscholar.org/api-docs/graph
(`paper_id`). The title in a page's address is for people only. Connected Papers names papers by the same hashes.
"""

import re
from typing import Final

from bot.links import host_of, path_of
from bot.papers import PaperId, identify, url_identity

HOSTS = ("semanticscholar.org", "connectedpapers.com")

EXAMPLES = {
    "https://www.semanticscholar.org/paper/Title/204e3073870fae3d05bcbc2f6a8e263d9b72e776": (
        "url:https://semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776"
    ),
    "https://www.semanticscholar.org/arxiv/2301.12597": "arxiv:2301.12597",
    "https://api.semanticscholar.org/CorpusID:13756489": "url:https://api.semanticscholar.org/CorpusID:13756489",
}

_HASH: Final = re.compile(
    r"(?:/graph)?(?:/v1)?/(?:paper|reader|main)/(?:[^/]+/)?([0-9a-f]{40})(?:[/.].*)?", re.IGNORECASE
)
#: The host of the pdfs puts a slash into the hash.
_PDF: Final = re.compile(r"/([0-9a-f]{4})/([0-9a-f]{36})\.pdf", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"(?:/graph/v1|/v1)?(?:/paper|/api/redirect)?/(?P<scheme>arxiv|doi|acl|pmid|corpusid|p)[:/](?P<value>.+)",
    re.IGNORECASE,
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
    if found := _HASH.fullmatch(path):
        return _page(found[1])
    if host_of(url) == "pdfs.semanticscholar.org" and (found := _PDF.fullmatch(path)):
        return _page(found[1] + found[2])
    found = _NAMED.fullmatch(path)
    if found is None:
        return None
    if before := _ADDRESSES.get(found["scheme"].lower()):
        return identify(before + found["value"])
    return (
        url_identity(f"https://api.semanticscholar.org/CorpusID:{found['value']}") if found["value"].isdigit() else None
    )


def _page(digits: str) -> PaperId:
    return url_identity("https://semanticscholar.org/paper/" + digits.lower())
