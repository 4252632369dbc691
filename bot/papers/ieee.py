"""IEEE Xplore, where a paper is a document with a number, and the DOI resolver of the IEEE Computer Society.

The pages of a document hold its number in their path, the pdf's frame (`stamp.jsp`) and all older pages in their
query: https://ieeexplore.ieee.org/Xplorehelp/.
"""

import re
from typing import Final

from bot.links import host_of, path_of, query_of
from bot.papers import PaperId, identify, url_identity

HOSTS = ("ieeexplore.ieee.org", "doi.ieeecomputersociety.org")

EXAMPLES = {
    "https://ieeexplore.ieee.org/abstract/document/7780459": "url:https://ieeexplore.ieee.org/document/7780459",
    "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=7780459": (
        "url:https://ieeexplore.ieee.org/document/7780459"
    ),
    "https://doi.ieeecomputersociety.org/10.1109/CVPR.2016.90": "doi:10.1109/cvpr.2016.90",
}

_DOCUMENT: Final = r"(?i)/(?:(?:[a-z]+/)?document/0*(\d{5,9})(?:/.*)?|ielx?\d?/(?:[\w-]+/)+0*(\d{5,9})\.pdf)"


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is; conferences, issues, authors and searches show none."""
    host, path = host_of(url), path_of(url)
    if host == "doi.ieeecomputersociety.org":
        return identify("https://doi.org" + path)
    found = re.fullmatch(_DOCUMENT, path)
    number = found[1] or found[2] if found else (query_of(url, "arnumber") or "").lstrip("0")
    return url_identity(f"https://ieeexplore.ieee.org/document/{number}") if number.isdigit() else None
