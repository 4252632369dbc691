"""The ACL Anthology: papers of computational linguistics, known by ids such as 2021.acl-long.353 and N19-1423.

Ids and addresses: https://aclanthology.org/info/ids/; its DOIs are the same ids behind a prefix.
"""

import re
from typing import Final

from bot.links import path_of
from bot.papers import PaperId

HOSTS = ("aclanthology.org", "aclweb.org", "aclanthology.info", "anthology.aclweb.org", "doi.org")

EXAMPLES = {
    "https://aclanthology.org/2021.acl-long.353/": "acl:2021.acl-long.353",
    "https://www.aclweb.org/anthology/N19-1423.pdf": "acl:N19-1423",
    "https://doi.org/10.18653/v1/2021.acl-long.353": "acl:2021.acl-long.353",
}

_PAPER: Final = re.compile(
    r"/(?:10\.18653/v1/|10\.3115/v1/|(?:anthology(?:-new)?/)?(?:papers/)?(?:[a-z]/[a-z]\d\d/)?)"
    r"(?:(?P<old>[a-z]\d{2}-\d{4,5})|(?P<new>\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+))"
    r"(?:v\d)?(?:/[a-z]\d{2}-\d{4})?(?:\.pdf|\.bib|\.html|\.xml|\.endf)?/?",
    re.IGNORECASE,
)
#: What stands before the papers of a volume has the number 0.
_FRONT_MATTER: Final = re.compile(r"W\d\d-\d\d00|[A-V]\d\d-\d000|.*\.0")


def match(url: str) -> PaperId | None:
    """The paper that an Anthology address or DOI shows; volumes, events, people and videos show none."""
    found = _PAPER.fullmatch(path_of(url))
    if found is None:
        return None
    value = found["old"].upper() if found["old"] else found["new"].lower()
    return None if _FRONT_MATTER.fullmatch(value) else PaperId("acl", value)
