"""Dates as services of papers write them, made `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.

ISO 8601 and its parts, `2016/06/27` (Highwire's tags), `27 June 2016` and `June 2016` (pages), milliseconds since
1970 (OpenReview), and year, month, day in a list (CSL-JSON's `date-parts`:
https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#date-fields).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final


def date_in(text: str) -> str | None:
    """The date with which a text begins, as far as it is told; None where there is none."""
    text = text.strip()
    if found := _NUMBERS.match(text):
        return date_of([int(part) for part in found.groups() if part])
    if found := _WORDS.match(text) or _AMERICAN.match(text):
        month = _MONTHS.get(found["month"][:3].casefold())
        if month is None:
            return None
        return date_of([int(found["year"]), month, *([int(found["day"])] if found["day"] else [])])
    return None


def date_of(parts: Sequence[object]) -> str | None:
    """The date of year, month and day, as far as they are numbers of one."""
    numbers: list[int] = []
    for part in parts[:3]:
        if isinstance(part, str) and part.isascii() and part.isdigit() and len(part) <= 4:
            part = int(part)
        if not isinstance(part, int) or isinstance(part, bool):
            break
        numbers.append(part)
    if not numbers or not _FIRST_YEAR <= numbers[0] <= _LAST_YEAR:
        return None
    while len(numbers) > 1:
        try:
            date(*[*numbers, 1][:3])
        except (ValueError, OverflowError):
            numbers.pop()
        else:
            break
    return "-".join(["%04d", "%02d", "%02d"][place] % number for place, number in enumerate(numbers))


def date_at(milliseconds: object) -> str | None:
    """The day of a moment in milliseconds since 1970, in UTC."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        return None
    try:
        day = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    except (OverflowError, ValueError):
        return None
    return day.date().isoformat() if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def earliest(dates: Iterable[str | None]) -> str | None:
    """The earliest of dates; of two that agree as far as both go, the more exact one."""
    best: str | None = None
    for day in dates:
        if day is None:
            continue
        if best is None or (day.startswith(best) or (day < best and not best.startswith(day))):
            best = day
    return best


def year_in(text: str) -> str | None:
    """The last year that a text names: `Advances ... 36 (NeurIPS 2023)`; None where there is none."""
    years = _YEAR.findall(text)
    return years[-1] if years else None


_FIRST_YEAR: Final = 1600
_LAST_YEAR: Final = 2199
_NUMBERS: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_YEAR_BEHIND: Final = r"(?P<year>\d{4})(?!\d)"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = r"(?P<month>[A-Za-z]{3,9})\.?"
_WORDS: Final = re.compile(rf"(?:{_DAY}\s+)?{_MONTH},?\s+{_YEAR_BEHIND}")
_AMERICAN: Final = re.compile(rf"{_MONTH}\s+{_DAY},?\s+{_YEAR_BEHIND}")
_MONTHS: Final = {
    name: number for number, name in enumerate(str.split("jan feb mar apr may jun jul aug sep oct nov dec"), start=1)
}
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
