"""Springer Link and its open journals (SpringerOpen, BioMed Central), whose addresses hold the DOI.

A record's address there is the DOI behind the kind of page: https://dev.springernature.com/docs/.
"""

import re
from typing import Final

from bot.links import path_of
from bot.papers import PaperId, identify

HOSTS = ("springer.com", "springeropen.com", "biomedcentral.com")

EXAMPLES = {
    "https://link.springer.com/article/10.1007/s11263-022-01653-1": "doi:10.1007/s11263-022-01653-1",
    "https://link.springer.com/content/pdf/10.1007/978-3-030-58577-8_8.pdf": "doi:10.1007/978-3-030-58577-8_8",
    "https://bmcbioinformatics.biomedcentral.com/articles/10.1186/s12859-019-3019-7": "doi:10.1186/s12859-019-3019-7",
}

#: A DOI of Springer has one slash; only the journals that it took over from Hindawi have the year before a second.
_DOI: Final = (
    r"/(?:(?:article|articles|chapter|book|protocol|referenceworkentry|doi|epdf|content/pdf|track/pdf|counter/pdf"
    r"|articles/pdf)/)?(10\.\d{4,9}/(?:\d{4}/)?[^/\s]+)(?:/.*)?"
)


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is; journals, series, conferences and searches show none."""
    found = re.fullmatch(_DOI, path_of(url))
    if found is None:
        return None
    return identify("https://doi.org/" + re.sub(r"\.(?:pdf|epub|html)$", "", found[1]))
