"""OpenReview: submissions and their reviews, known by a forum's id.

Addresses: https://docs.openreview.net/getting-started/objects-in-openreview/introduction-to-notes (a paper is the
note whose id is its forum's).
"""

import re
from typing import Final

from bot.links import path_of, query_of
from bot.papers import PaperId

HOSTS = ("openreview.net",)

EXAMPLES = {
    "https://openreview.net/forum?id=YicbFdNTTy": "openreview:YicbFdNTTy",
    "https://openreview.net/pdf?id=YicbFdNTTy": "openreview:YicbFdNTTy",
    "https://openreview.net/attachment?id=YicbFdNTTy&name=pdf": "openreview:YicbFdNTTy",
}

_PAGES: Final = ("/forum", "/pdf", "/attachment")
_ID: Final = re.compile(r"[\w-]{5,40}")


def match(url: str) -> PaperId | None:
    """The paper whose forum, pdf or attachment an address is; groups and profiles show none."""
    if path_of(url).rstrip("/") not in _PAGES:
        return None
    value = query_of(url, "id") or query_of(url, "forum") or ""
    return PaperId("openreview", value) if _ID.fullmatch(value) else None
