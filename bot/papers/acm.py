"""ACM Digital Library, whose addresses hold a DOI, or of old the number of a citation.

The pages' kinds stand before the DOI; all of them redirect from https://dl.acm.org/doi/ and the DOI.
"""

import re
from typing import Final

from bot.links import path_of, query_of
from bot.papers import PaperId, identify, url_identity

HOSTS = ("dl.acm.org", "doi.acm.org", "portal.acm.org", "delivery.acm.org")

EXAMPLES = {
    "https://dl.acm.org/doi/abs/10.1145/3580305.3599398": "doi:10.1145/3580305.3599398",
    "https://dl.acm.org/citation.cfm?doid=2522848.2522886": "doi:10.1145/2522848.2522886",
    "https://dl.acm.org/citation.cfm?id=2806337": "url:https://dl.acm.org/citation.cfm?id=2806337",
}

_DOI: Final = r"(?i)/(?:doi/)?(?:(?:abs|pdf|epdf|full|fullhtml|pdfplus|book)/)?(10\.\d{4,9}/[^/]+)/?"
_DELIVERED: Final = r"/10\.1145/\d+/(\d+)/.+\.pdf"


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is; proceedings, journals, people and supplements show none."""
    path = path_of(url)
    if found := re.fullmatch(_DOI, path):
        return identify("https://doi.org/" + found[1].removesuffix(".pdf"))
    if found := re.fullmatch(_DELIVERED, path):
        number = found[1]
    elif path.lower().endswith(("citation.cfm", "ft_gateway.cfm")):
        if end := query_of(url, "doid"):
            return identify("https://doi.org/10.1145/" + end.removeprefix("10.1145/"))
        # The number of the proceedings before it tells no DOI: not all that is listed there is ACM's.
        number = (query_of(url, "id") or "").rpartition(".")[2]
    else:
        return None
    return url_identity(f"https://dl.acm.org/citation.cfm?id={number}") if number.isdigit() else None
