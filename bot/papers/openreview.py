"""OpenReview: submissions and their reviews, known by a forum's id.

Addresses: https://docs.openreview.net/getting-started/objects-in-openreview/introduction-to-notes (a paper is the
note whose id is its forum's). Notes are asked for at its second interface; those of venues that began before are
only in the first one (see openreview1): https://docs.openreview.net/getting-started/using-the-api
"""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from bot.links import path_of, query_of
from bot.papers import Paper, PaperId, Reason, identify, url_identity

HOSTS = ("openreview.net",)

EXAMPLES = {
    "https://openreview.net/forum?id=YicbFdNTTy": "openreview:YicbFdNTTy",
    "https://openreview.net/pdf?id=YicbFdNTTy": "openreview:YicbFdNTTy",
    "https://openreview.net/attachment?id=YicbFdNTTy&name=pdf": "openreview:YicbFdNTTy",
}

_PAGES: Final = ("/forum", "/pdf", "/attachment")
_ID: Final = r"[\w-]{5,40}"
#: Files without their forum's id: a pdf by its own hash, and an earlier version of a submission by its own id.
_FILE: Final = r"/pdf/[0-9a-f]{40}\.pdf"


def match(url: str) -> PaperId | None:
    """The paper whose forum, pdf or attachment an address is; groups and profiles show none."""
    path = path_of(url).rstrip("/").lower()
    found = re.match(_ID, query_of(url, "id") or query_of(url, "forum") or "")
    if path in _PAGES:
        return PaperId("openreview", found[0]) if found else None
    if path == "/references/pdf" and found:
        return url_identity(f"https://openreview.net/references/pdf?id={found[0]}")
    return url_identity(f"https://openreview.net{path}") if re.fullmatch(_FILE, path) else None


NAME = "OpenReview"
URL = "https://api2.openreview.net"
#: The limits are tight and move: 20 searches a minute for guests were told in January 2025
#: (https://github.com/openreview/openreview/issues/254), and no page gives a number for single notes.
PACE = 2.0
BATCH = 1
RANK = 30
ACCEPT = "application/json"
#: A token of somebody who is signed in. Since the summer of 2026 guests who ask from servers
#: are mostly met by a proof that they are human (https://github.com/openreview/openreview-web/pull/2818).
KEY_HEADER = "authorization"
KEY_FORM = "Bearer {}"
#: Notes that guests may not see come with status 403, and so does the request for that proof; both in JSON.
STATUSES = frozenset((200, 403))
#: A note lives in one of two interfaces, and hidden ones are told like missing ones.
ABSENT: Reason = "unknown"
JOINS: tuple[str, ...] = ()


def asks(identity: PaperId) -> bool:
    """Whether a paper has a forum at OpenReview."""
    return identity.scheme == "openreview"


def request(ids: Sequence[PaperId]) -> str:
    """Path and query that ask for one note, below the service's address."""
    return "/notes?" + urlencode({"id": ids[0].value})


def parse(body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
    """The paper of an answer; none where the note is hidden from guests or elsewhere.

    Raises SourceError where the answer is no list of notes, or another note.
    """
    # Whoever only reads addresses does without it.
    from bot.notes import find_note, read_note, same_paper

    (identity,) = ids
    note = find_note(body, NAME, identity.value)
    if note is None:
        return {}
    others = (identify(address) for address in same_paper(note))
    known = tuple(dict.fromkeys((identity, *filter(None, others))))
    return {identity: Paper(id=identity, source=NAME, ids=known, **read_note(note))}
