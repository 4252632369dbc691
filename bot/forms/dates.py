"""The forms in which lists write dates: `2024`, `2024.5`, `May 2024`, `12 Jun 2022`, `24.05`, `2023年5月`."""

import re
from typing import Final, NamedTuple


class ShownDate(NamedTuple):
    """A date as it is shown: its value (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`) and its form.

    A form is a text with `{Y}` for the year, `{y}` for its last two digits, `{mm}` and `{dd}` for numbers with a
    zero before those below ten, `{m}` and `{d}` for those without, `{Mon}` and `{Month}` for names.
    """

    value: str
    form: str


#: Forms of a year alone; two digits stand beside a venue.
BARE_YEARS: Final = frozenset(("{Y}", "{y}", "'{y}", "’{y}"))


def read_date(text: str) -> ShownDate | None:
    """A text that is a date and nothing else."""
    for pattern, form in _SHAPES:
        if found := pattern.fullmatch(text):
            return _shown(found, form)
    return None


def find_dates(text: str) -> list[tuple[int, int, ShownDate]]:
    """The dates within a text, with where they start and end; a bare year counts only as a word of its own."""
    found = []
    for match in _ANY.finditer(text):
        shown = read_date(match[0])
        if shown is not None:
            found.append((match.start(), match.end(), shown))
    return found


def write_date(value: str, form: str) -> str | None:
    """A date in a form; None where the date is less exact than the form shows."""
    year, month, day = (*value.split("-"), None, None)[:3]
    marks = {"{Y}": year, "{y}": year and year[2:]}
    if month is not None:
        name = _MONTHS[int(month) - 1]
        marks |= {"{mm}": month, "{m}": month.lstrip("0"), "{Month}": name, "{Mon}": name[:3]}
        marks["{Sept}"] = "Sept" if month == "09" else name[:3]
    if day is not None:
        marks |= {"{dd}": day, "{d}": day.lstrip("0")}
    if any(mark not in marks for mark in _MARK.findall(form)):
        return None
    return _MARK.sub(lambda found: marks[found[0]] or "", form)


def coarser(form: str) -> str | None:
    """The form without its day, or without its month where it has no day; None for a bare year."""
    if form == "{y}{mm}":  # the start of arXiv's identifiers
        return "{Y}"
    shorter = (drop.sub("", form) for drop in _COARSER)
    return next((one for one in shorter if one and one != form), None)


def is_exact(form: str) -> bool:
    """Whether a form shows more than the year."""
    return form not in BARE_YEARS


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MARK: Final = re.compile(r"\{\w+\}")
#: What falls out of a form with its day, and with its month, the separator on one side included.
_COARSER: Final = (
    re.compile(r"[-./]?\{dd?\}日?$|^\{dd?\}[-./ ]| \{dd?\},(?= )"),
    re.compile(r"^\{(?:Mon|Month|Sept|mm?)\}[-./,]? ?|,? \{(?:Mon|Month|Sept)\}\.?$|[-./]?\{mm?\}月?$"),
)
_YEAR: Final = r"(?P<Y>(?:19|20)\d\d)"
_NAME: Final = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?P<dot>\.?)"
)
_MONTH: Final = r"(?P<m>0[1-9]|1[0-2]|[1-9])"
_DAY: Final = r"(?P<d>0[1-9]|[12]\d|3[01]|[1-9])"
#: Shapes, the commonest first: a pattern, and its form with `{N}` for a month's name and `~` for a separator.
_SHAPES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (_YEAR, "{Y}"),
        (rf"{_YEAR}(?P<s>[-./]){_MONTH}", "{Y}~{m}"),
        (rf"{_YEAR}(?P<s>[-./]){_MONTH}(?P=s){_DAY}", "{Y}~{m}~{d}"),
        (rf"{_NAME} {_YEAR}", "{N} {Y}"),
        (rf"{_NAME}, {_YEAR}", "{N}, {Y}"),
        (rf"{_YEAR} {_NAME}", "{Y} {N}"),
        (rf"{_YEAR}, {_NAME}", "{Y}, {N}"),
        (rf"{_DAY} {_NAME} {_YEAR}", "{d} {N} {Y}"),
        (rf"{_DAY} {_NAME}, {_YEAR}", "{d} {N}, {Y}"),
        (rf"{_NAME} {_DAY}, {_YEAR}", "{N} {d}, {Y}"),
        (rf"{_MONTH}(?P<s>[/.]){_YEAR}", "{m}~{Y}"),
        (rf"{_DAY}(?P<s>[/.]){_MONTH}(?P=s){_YEAR}", "{d}~{m}~{Y}"),
        (rf"{_YEAR}年", "{Y}年"),
        (rf"{_YEAR}年{_MONTH}月", "{Y}年{m}月"),
        (rf"{_YEAR}年{_MONTH}月{_DAY}日", "{Y}年{m}月{d}日"),
        (r"(?P<y>[012]\d)(?P<s>[-./])(?P<m>0[1-9]|1[0-2])", "{y}~{m}"),
    )
)
_ANY_NAME: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}+"
_ANY: Final = re.compile(
    r"(?<![\w/.-])(?:(?:19|20)\d\d(?:年(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"|(?P<s>[-./])(?:1[0-2]|0?[1-9])(?:(?P=s)(?:3[01]|[12]\d|0?[1-9]))?"
    rf"|,? {_ANY_NAME})?"
    rf"|(?:\d{{1,2}} )?{_ANY_NAME}\.?,? (?:\d{{1,2}}, )?(?:19|20)\d\d"
    r"|\d{1,2}/(?:\d{1,2}/)?(?:19|20)\d\d"
    r"|[012]\d[-./](?:0[1-9]|1[0-2]))(?![\w/-]|\.\d)",
    re.IGNORECASE,
)


def _shown(found: re.Match[str], form: str) -> ShownDate | None:
    """The date of a text that has a shape; None where its form would write it otherwise (`MAY 2024`)."""
    groups = found.groupdict("")
    year, month, day = groups.get("Y") or f"20{groups['y']}", groups.get("m", ""), groups.get("d", "")
    if name := groups.get("name"):
        form = form.replace("{N}", _name_mark(name) + groups["dot"])
        month = str(1 + next(n for n, full in enumerate(_MONTHS) if full.casefold().startswith(name[:3].casefold())))
    form = form.replace("~", groups.get("s", ""))
    form = form.replace("{m}", _number_mark("m", month)).replace("{d}", _number_mark("d", day))
    value = "-".join(part.zfill(2) for part in (year, month, day) if part)
    return ShownDate(value, form) if write_date(value, form) == found[0] else None


def _name_mark(name: str) -> str:
    if len(name) == 4 and name.casefold() == "sept":
        return "{Sept}"
    return "{Mon}" if len(name) == 3 else "{Month}"


def _number_mark(mark: str, shown: str) -> str:
    """`{m}` for a number of one digit, else `{mm}`: from ten on both look alike, and `{mm}` is the commoner."""
    return f"{{{mark}}}" if len(shown) == 1 else f"{{{mark * 2}}}"
