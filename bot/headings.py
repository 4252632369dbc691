"""Headings as people name them: in a wish, in the configuration, in the list itself."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from unicodedata import normalize


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """A heading's words alone: no case, signs, emoji, numbering, small words, plural ends or count of its papers.

    Two headings with one key are the same for people; of a heading that is nothing but signs, these are the key.
    """
    text = _EMOJI_CODE.sub(" ", normalize("NFKC", heading).casefold()).rstrip()
    words = _WORD.findall(_COUNT_BEHIND.sub("", text)) or _WORD.findall(text)
    kept = [word for word in words if word not in _TOLERATED] or words
    while len(kept) > 1 and (kept[0] in _NUMBERS or (kept[0].isdigit() and len(kept[0]) < _YEAR_DIGITS)):
        kept.pop(0)
    return "".join(word.removesuffix("s") for word in kept) or heading.strip()


def readings(named: str | Sequence[str]) -> list[list[str]]:
    """The keys of the headings that somebody may name, the likelier reading first.

    A text names one heading that may hold such signs as `/` itself, or several, one above the other.
    """
    if not isinstance(named, str):
        return [_keys(named)]
    whole, parts = _keys([named]), _keys(_PATH_SIGNS.split(named))
    return [whole, parts] if len(parts) > 1 else [whole]


def leads(words: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether keys name a section by those of its headings: the last one and, in their order, some above."""
    if not words or not keys or keys[-1] != words[-1]:
        return False
    above = iter(keys[:-1])
    return all(word in above for word in words[:-1])


_PATH_SIGNS: Final = re.compile(r"[>＞›»→/／]|::")
_EMOJI_CODE: Final = re.compile(r":[a-z0-9_+-]+:")
#: A number of papers behind a heading, such as `(8)` or `[120 papers]`; a year is none.
_COUNT_BEHIND: Final = re.compile(
    r"[(\[]\s?(?!(?:19|20)\d\d\s?[)\]])\d[\d,]{0,7}+(?:\s[^\W\d_]{1,20}|\s?篇[^\W\d_]{0,2})?\s?[)\]]$"
)
_WORD: Final = re.compile(r"[^\W_]+[+#]*")
_TOLERATED: Final = frozenset(("the", "section", "and", "list", "of", "year"))
_NUMBERS: Final = frozenset("一二三四五六七八九十")
_YEAR_DIGITS: Final = 4


def _keys(headings: Sequence[str]) -> list[str]:
    return [key for heading in headings if (key := heading_key(heading))]
