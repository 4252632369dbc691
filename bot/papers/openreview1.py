"""OpenReview's first interface: papers of the venues that began before its second one (most until the middle of 2023).

Notes and their fields: https://docs.openreview.net/reference/api-v1. A paper is in one of both; the second one is
asked first, and reads the addresses.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from bot.notes import find_note, read_note, same_paper
from bot.papers import Paper, PaperId, Reason, identify

NAME = "OpenReview"
URL = "https://api.openreview.net"
#: The limits are tight and move: 20 searches a minute for guests were told in January 2025
#: (https://github.com/openreview/openreview/issues/254), and no page gives a number for single notes.
PACE = 2.0
BATCH = 1
RANK = 31
ACCEPT = "application/json"
#: A token of somebody who is signed in. Since the summer of 2026 guests who ask from servers
#: are mostly met by a proof that they are human (https://github.com/openreview/openreview-web/pull/2818).
KEY_HEADER = "authorization"
KEY_FORM = "Bearer {}"
#: Notes that guests may not see come with status 403, and so does the request for that proof; both in JSON.
STATUSES = frozenset((200, 403))
#: Hidden notes are told like missing ones.
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
    (identity,) = ids
    note = find_note(body, NAME, identity.value)
    if note is None:
        return {}
    others = (identify(address) for address in same_paper(note))
    known = tuple(dict.fromkeys((identity, *filter(None, others))))
    return {identity: Paper(id=identity, source=NAME, ids=known, **read_note(note))}
