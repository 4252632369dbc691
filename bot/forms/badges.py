"""Badges: pictures of words, whose address says what they show (`badge/CVPR-2024-blue`, `github/stars/a/b`).

How shields.io spells words in an address: https://shields.io/badges/static-badge
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from bot.forms import Repository, Slot
from bot.forms.facts import venue_and_date


def read_badge(url: str) -> list[tuple[int, int, Slot | Repository]]:
    """What a picture's address says of a paper, with where it says it; nothing for other pictures."""
    if found := _REPOSITORY.search(url):
        return [(found.start(1), found.end(1), Repository(found[1]))]
    found = _STATIC.search(url)
    if found is None:
        return []
    start, end = found.span(1)
    if arxiv := _ARXIV_ID.search(url, start, end):
        return [(*arxiv.span(), Slot("arxiv", arxiv[0], arxiv[0], in_badge=True))]
    # A badge may call what it shows by a name: `badge/Venue-CVPR_2024-blue`.
    if caption := _CAPTION.match(url, start, end):
        start = caption.end()
    return _shown(url, start, end)


def badge_words(text: str) -> str:
    """Words as a badge's address spells them."""
    return quote(text.replace("-", "--").replace("_", "__").replace(" ", "_"), safe="")


def _shown(url: str, start: int, end: int) -> list[tuple[int, int, Slot | Repository]]:
    """The venue and date that `url[start:end]` shows."""
    signs = list(_spelled(url, start, end))
    text = "".join(sign for _, sign in signs)
    places = [*(place for place, _ in signs), end]
    return [
        (
            places[low],
            places[high],
            Slot(slot.field, url[places[low] : places[high]], slot.value, slot.form, in_badge=True),
        )
        for low, high, slot in venue_and_date(text)
    ]


def _spelled(url: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The signs that a badge shows, with their places."""
    for found in _SPELLED.finditer(url, start, end):
        match found[0]:
            case "--" | "__":
                yield found.start(), found[0][0]
            case "-" | "_" | "%20":
                yield found.start(), " "
            case sign:
                yield found.start(), sign


_REPOSITORY: Final = re.compile(
    r"img\.shields\.io/github/[a-z-]+/([^/?#\s]+/[^/?#\s]+?)(?=\.svg|[?#/]|$)", re.IGNORECASE
)
#: What stands before the badge's colour.
_STATIC: Final = re.compile(r"img\.shields\.io/badge/([^/?#\s]{1,120})-(?!-)[\w.]{1,30}(?=[?#]|$)", re.IGNORECASE)
_ARXIV_ID: Final = re.compile(r"(?<![\d.])\d{4}\.\d{4,5}(?![\d.])", re.ASCII)
_CAPTION: Final = re.compile(r"(?:date|year|time|venue|conf(?:erence)?|published(?:_in)?)-(?!-)", re.IGNORECASE)
_SPELLED: Final = re.compile(r"--|__|%20|.", re.DOTALL)
