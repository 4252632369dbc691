"""Whether two entries of a list bear one title, as far as a glance shows titles: what rules of repetition share."""

import re
from typing import Final

from bot.sketch import Sketch

__all__ = [
    "LEAST_WORDS",
    "SURELY_TWO",
    "TELLING",
    "WORD",
    "bear_one_title",
    "begin_otherwise",
    "share_title",
    "squashed",
]


def share_title(one: Sketch, other: Sketch) -> bool:
    """Whether two entries surely bear one title, which is long enough to tell a paper."""
    key = squashed(one.phrase)
    return len(key) >= TELLING and key == squashed(other.phrase) and bear_one_title(one, other)


def bear_one_title(one: Sketch, other: Sketch) -> bool:
    """Whether two entries that share a part of a title share all of it, parts and versions of papers included."""
    words, others = one.words.casefold(), other.words.casefold()
    if set(_MARK.findall(words)) != set(_MARK.findall(others)) or one.entry.depth != other.entry.depth:
        return False
    if begin_otherwise(one, other):
        return False
    ours, theirs = set(WORD.findall(words)), set(WORD.findall(others))
    if None is not one.identity != other.identity is not None:
        return len(ours & theirs) >= _NEARLY_ONE * max(len(ours), len(theirs))
    return len(ours & theirs) >= _SURELY_ONE * min(len(ours), len(theirs))


def begin_otherwise(one: Sketch, other: Sketch) -> bool:
    """Whether the first of several lines say other words in two entries; what follows may be copied by mistake."""
    if "\n" not in one.text.strip() or "\n" not in other.text.strip():
        return False
    first, second = (set(WORD.findall(some.masked.partition("\n")[0].casefold())) for some in (one, other))
    least = min(len(first), len(second))
    return least >= LEAST_WORDS and len(first & second) < SURELY_TWO * least


def squashed(text: str) -> str:
    """A text without blanks and hyphens, in one case."""
    if text.isascii():  # twice as fast
        return text.encode().translate(None, _BLANKS_AND_HYPHENS).lower().decode()
    return "".join(text.split()).replace("-", "").casefold()


_BLANKS_AND_HYPHENS: Final = bytes(sign for sign in range(128) if chr(sign).isspace()) + b"-"


#: So many letters make a title that no other paper has.
TELLING: Final = 24
#: The longer words; fewer of them than so many tell nothing.
WORD: Final = re.compile(r"[^\W\d_]{3,}")
LEAST_WORDS: Final = 3
#: Of the longer words this share stands in both entries where they surely have one title, or surely not; the second is
#: that of all words where the papers are two by their addresses.
_SURELY_ONE, _NEARLY_ONE, SURELY_TWO = 0.8, 0.75, 0.5
#: What makes another paper of a title.
_MARK: Final = re.compile(
    r"(?<![\w-])(?:\d|[ivx]{1,4}|not|no|survey|review|workshop|challenge)\b"
    r"|\((?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
