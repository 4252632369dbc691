"""Venues and dates in the words of an entry, and how many words there are."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.document.inline import unescape
from bot.forms import Slot
from bot.forms.dates import ShownDate, find_dates, read_date
from bot.forms.venues import is_preprint, is_venue

#: A fact, and where it stands in a text.
Placed = tuple[int, int, Slot]


@lru_cache(maxsize=4096)
def venue_and_date(text: str, *, in_venue_column: bool = False) -> tuple[Placed, ...]:
    """The venue and the date that a text is, with their places; nothing where it is something else.

    In a table's column of venues any few words are one.
    """
    if not text or len(text) > _LONGEST:
        return ()
    if shown := read_date(text):
        return ((0, len(text), Slot("date", text, shown.value, shown.form)),)
    dates = _short_date(text) or find_dates(text)
    if len(dates) == 1:
        return _beside_date(text, dates[0], in_venue_column)
    if not dates and (is_venue(text) or (in_venue_column and 0 < count_words(text) < 12)):
        return ((0, len(text), _venue(text)),)
    return ()


def count_words(text: str) -> int:
    """How many words a text has; of scripts without blanks, two signs count as a word."""
    if text.isascii():
        return len(_WORD.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + len(_CJK.findall(text)) // 2


_LONGEST: Final = 160
_WORD: Final = re.compile(r"[^\W_](?:[\w'’.-]*[^\W_])?")
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: What stands behind a venue and its year.
_NOTE: Final = re.compile(
    r"\W*(?:oral|spotlight|poster|highlight|workshop|findings|best|award|short|long|demo|main|track|wksp|w\b|d&b"
    r"|accepted|to appear|survey)",
    re.IGNORECASE,
)
_ATTACHED_YEAR: Final = re.compile(r"(?<=[A-Za-z)])(?:19|20)\d\d$")
_LEADING_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=-?[A-Za-z])")
_TWO_DIGITS: Final = (
    re.compile(r"(?P<shown>(?P<sign>['’])(?P<y>\d\d))(?!\d)"),
    re.compile(r"(?<=[^\W\d_)])\s?['’]?\s?(?P<shown>(?P<sign>)(?P<y>\d\d))(?!\d)"),
)
#: The month of arXiv's identifiers, where it cannot be a year.
_ARXIV_MONTH: Final = re.compile(r"(?<!\d)(?:0[7-9]|1\d|2[1-9])(?:0[1-9]|1[0-2])$")
_LAST_TWO_DIGITS: Final = 30


def _beside_date(text: str, found: tuple[int, int, ShownDate], in_venue_column: bool) -> tuple[Placed, ...]:
    """A date with a venue on one side of it, or within a venue's words."""
    low, high, date = found
    slot = Slot("date", text[low:high], date.value, date.form)
    before, after = _trimmed(text, 0, low), _trimmed(text, high, len(text))
    lead, rest = text[slice(*before)], text[slice(*after)]
    if lead.count("(") > lead.count(")") and text.endswith(")"):  # the year is within the venue's own brackets
        return ((0, len(text), Slot("venue", text, text, "dated")),) if _names_venue(lead, in_venue_column) else ()
    if lead and not rest:
        return ((*before, _venue(lead)), (low, high, slot)) if _names_venue(lead, in_venue_column) else ()
    if rest and not lead:
        return ((low, high, slot), (*after, _venue(rest))) if _names_venue(rest, in_venue_column) else ()
    if is_venue(lead, dated=True) and (in_venue_column or _NOTE.match(rest)):
        return ((0, len(text), Slot("venue", text, text, "dated")),)
    return ()


def _names_venue(words: str, in_venue_column: bool) -> bool:
    return in_venue_column or is_venue(words, dated=True)


def _venue(words: str) -> Slot:
    return Slot("venue", words, unescape(words), "preprint" if is_preprint(words) else "")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and the signs that stand between a venue and its date.

    Of brackets only those that stand around all of it, or whose other half is elsewhere: `Workshop (SRW)` is whole.
    """
    while start < end:
        if text[start] in _BESIDE_DATE or _is_open(text[start:end]):
            start += 1
        elif text[end - 1] in _BESIDE_DATE or _is_open(text[start:end], closing=True):
            end -= 1
        elif text[start] == "(" and text[end - 1] == ")" and _depth(text[start : end - 1]) > 0:
            start, end = start + 1, end - 1
        else:
            break
    return start, end


_BESIDE_DATE: Final = " \t,'’-–:/"


def _is_open(text: str, *, closing: bool = False) -> bool:
    """Whether a text begins with a bracket that nothing in it closes, or ends with one that nothing opens."""
    if closing:
        return text.endswith(")") and text.count(")") > text.count("(")
    return text.startswith("(") and text.count("(") > text.count(")")


def _depth(text: str) -> int:
    """How many brackets are open throughout a text behind the first."""
    lowest = depth = 1
    for sign in text[1:]:
        depth += (sign == "(") - (sign == ")")
        lowest = min(lowest, depth)
    return lowest


def _short_date(text: str) -> list[tuple[int, int, ShownDate]]:
    """A date that is none without the venue beside it: `ICRA2022`, `2022ICRA`, `ICLR'24`, `ICLR 25`, `arXiv 1910`."""
    return next(([found] for found in _short_dates(text)), [])


def _short_dates(text: str) -> Iterator[tuple[int, int, ShownDate]]:
    if (found := _ARXIV_MONTH.search(text)) and is_preprint(text[: found.start()].strip(" -:")):
        yield *found.span(), ShownDate(f"20{found[0][:2]}-{found[0][2:]}", "{y}{mm}")
    if find_dates(text):
        return
    if found := _ATTACHED_YEAR.search(text):
        yield *found.span(), ShownDate(found[0], "{Y}")
    if (found := _LEADING_YEAR.match(text)) and is_venue(text[found.end() :].strip(" -"), dated=True):
        yield *found.span(), ShownDate(found[0], "{Y}")
    if found := next(filter(None, (pattern.search(text) for pattern in _TWO_DIGITS)), None):
        start, end = found.span("shown")
        if int(found["y"]) <= _LAST_TWO_DIGITS and is_venue(text[:start].strip(" '’"), dated=True):
            yield start, end, ShownDate(f"20{found['y']}", found["sign"] + "{y}")
