"""bioRxiv and medRxiv: preprints, known by DOIs; a version stands behind the DOI in their addresses only.

The DOIs and their versions: https://www.biorxiv.org/about/FAQ.
"""

import re
from typing import Final

from bot.links import path_of
from bot.papers import PaperId, identify

HOSTS = ("biorxiv.org", "medrxiv.org")

EXAMPLES = {
    "https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.full.pdf": "doi:10.1101/2021.10.04.463034",
    "https://www.biorxiv.org/content/biorxiv/early/2022/02/06/2022.02.03.479055.full.pdf": (
        "doi:10.1101/2022.02.03.479055"
    ),
}

_PREPRINT: Final = (
    r"/(?:(?:content|lookup/doi|doi)/(?:\w+/)?(?P<prefix>10\.\d{4,9})/|content/(?:\w+/)?early/\d{4}/\d\d/\d\d/"
    r"|cgi/content/\w+/)(?P<number>(?:\d{4}\.\d\d\.\d\d\.)?\d{5,8})(?:v\d+)?(?:[./+-].*)?"
)


def match(url: str) -> PaperId | None:
    """The preprint whose page or pdf an address is; collections and searches show none."""
    found = re.fullmatch(_PREPRINT, path_of(url))
    return identify(f"https://doi.org/{found['prefix'] or '10.1101'}/{found['number']}") if found else None
