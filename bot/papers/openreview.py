"""OpenReview: submissions and their reviews, known by a forum's id.

Addresses: https://docs.openreview.net/getting-started/objects-in-openreview/introduction-to-notes (a paper is the
note whose id is its forum's).
"""

import re
from typing import Final

from bot.links import path_of, query_of
from bot.papers import PaperId, url_identity

HOSTS = ("openreview.net",)

EXAMPLES = {
    "https://openreview.net/forum?id=YicbFdNTTy": "openreview:YicbFdNTTy",
    "https://openreview.net/pdf?id=YicbFdNTTy": "openreview:YicbFdNTTy",
    "https://openreview.net/attachment?id=YicbFdNTTy&name=pdf": "openreview:YicbFdNTTy",
}

_PAGES: Final = ("/forum", "/pdf", "/attachment")
_ID: Final = re.compile(r"[\w-]{5,40}")
#: Files without their forum's id: a pdf by its own hash, and an earlier version of a submission by its own id.
_FILE: Final = re.compile(r"/pdf/[0-9a-f]{40}\.pdf")


def match(url: str) -> PaperId | None:
    """The paper whose forum, pdf or attachment an address is; groups and profiles show none."""
    path = path_of(url).rstrip("/").lower()
    found = _ID.match(query_of(url, "id") or query_of(url, "forum") or "")
    if path in _PAGES:
        return PaperId("openreview", found[0]) if found else None
    if path == "/references/pdf" and found:
        return url_identity(f"https://openreview.net/references/pdf?id={found[0]}")
    return url_identity(f"https://openreview.net{path}") if _FILE.fullmatch(path) else None
