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


def read_date(text: str) -> ShownDate | None:
    """A text that is a date and nothing else."""
    for pattern, maker in _SHAPES:
        if found := pattern.fullmatch(text):
            return _shown(found, maker)
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
    parts = value.split("-")
    year = parts[0]
    month = int(parts[1]) if len(parts) > 1 else None
    day = int(parts[2]) if len(parts) > 2 else None
    values = {"{Y}": year, "{y}": year[2:]}
    if month is not None:
        values |= {
            "{mm}": f"{month:02}",
            "{m}": str(month),
            "{Mon}": _MONTHS[month - 1][:3],
            "{Month}": _MONTHS[month - 1],
        }
        values["{Sept}"] = "Sept" if month == 9 else _MONTHS[month - 1][:3]
    if day is not None:
        values |= {"{dd}": f"{day:02}", "{d}": str(day)}
    out = form
    for mark in _MARK.findall(form):
        if mark not in values:
            return None
        out = out.replace(mark, values[mark])
    return out


def coarser(form: str) -> str | None:
    """The form without its day, or without its month where it has no day; None for a bare year."""
    for drop in _COARSER:
        shorter = drop.sub("", form)
        if shorter != form:
            return shorter
    return None


def is_exact(form: str) -> bool:
    """Whether a form shows more than the year."""
    return form not in ("{Y}", "{y}")


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MARK: Final = re.compile(r"\{\w+\}")
_COARSER: Final = (
    re.compile(r"[-./ ]?\{dd?\}日?[ ,]*(?=$)|\{dd?\}(?:st|nd|rd|th)? (?=\{M)|(?<=\}) \{dd?\}(?=,)"),
    re.compile(r"\{(?:Mon|Month|Sept)\}\.?,? ?(?=\{Y\})|\{mm?\}[-./](?=\{Y\})|[-./ ]?\{mm?\}月?$"),
)
_YEAR: Final = r"(?P<Y>(?:19|20)\d\d)"
_MONTH_NAME: Final = r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_MONTH: Final = r"(?P<m>0[1-9]|1[0-2]|[1-9])"
_DAY: Final = r"(?P<d>0[1-9]|[12]\d|3[01]|[1-9])"
#: Shapes, the commonest first: pattern and the form with `N` for a month's name, `m` and `d` for numbers.
_SHAPES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), maker)
    for pattern, maker in (
        (_YEAR, "{Y}"),
        (rf"{_YEAR}(?P<s>[-./]){_MONTH}", "{Y}s{m}"),
        (rf"{_YEAR}(?P<s>[-./]){_MONTH}(?P=s){_DAY}", "{Y}s{m}s{d}"),
        (rf"{_MONTH_NAME}(?P<dot>\.?) {_YEAR}", "{N}. {Y}"),
        (rf"{_MONTH_NAME}(?P<dot>\.?), {_YEAR}", "{N}., {Y}"),
        (rf"{_YEAR},? {_MONTH_NAME}(?P<dot>\.?)", "{Y} {N}."),
        (rf"{_DAY} {_MONTH_NAME}(?P<dot>\.?),? {_YEAR}", "{d} {N}. {Y}"),
        (rf"{_MONTH_NAME}(?P<dot>\.?) {_DAY}, {_YEAR}", "{N}. {d}, {Y}"),
        (rf"{_MONTH}(?P<s>[/.]){_YEAR}", "{m}s{Y}"),
        (rf"{_DAY}(?P<s>[/.]){_MONTH}(?P=s){_YEAR}", "{d}s{m}s{Y}"),
        (rf"{_YEAR}年(?:{_MONTH}月)?(?:{_DAY}日)?", "cjk"),
        (r"(?P<y>[012]\d)(?P<s>[-./])(?P<m>0[1-9]|1[0-2])", "{y}s{m}"),
    )
)
_ANY: Final = re.compile(
    r"(?<![\w/.-])(?:(?:19|20)\d\d(?:年(?:\d{1,2}月)?(?:\d{1,2}日)?|([-./])(?:1[0-2]|0?[1-9])(?:\1(?:3[01]|[12]\d|0?[1-9]))?"
    r"|,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)?"
    r"|(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? (?:\d{1,2}, )?(?:19|20)\d\d"
    r"|\d{1,2}/(?:\d{1,2}/)?(?:19|20)\d\d"
    r"|[012]\d[-./](?:0[1-9]|1[0-2]))(?![\w/-]|\.\d)",
    re.IGNORECASE,
)


def _shown(found: re.Match[str], maker: str) -> ShownDate | None:
    groups = found.groupdict()
    year = groups.get("Y") or f"20{groups['y']}"
    number = groups.get("m")
    name = groups.get("name")
    day = groups.get("d")
    month = int(number) if number else None
    if name:
        month = next(place for place, full in enumerate(_MONTHS, 1) if full.casefold().startswith(name[:3].casefold()))
    value = year + (f"-{month:02}" if month else "") + (f"-{int(day):02}" if day else "")
    if maker == "cjk":
        form = "{Y}年" + (f"{_number('m', number)}月" if number else "") + (f"{_number('d', day)}日" if day else "")
        return ShownDate(value, form)
    form = maker
    if name:
        mark = (
            "{Month}"
            if len(name) > 4 or name.casefold() in ("june", "july")
            else "{Sept}"
            if len(name) == 4
            else "{Mon}"
        )
        if name.isupper() or name.islower():
            return None
        form = form.replace("{N}.", mark + (groups.get("dot") or ""))
    if "s" in form and groups.get("s"):
        form = re.sub(r"(?<=\})s(?=\{)", groups["s"].replace("\\", ""), form)
    if number:
        form = form.replace("{m}", _number("m", number))
    if day:
        form = form.replace("{d}", _number("d", day))
    return ShownDate(value, form) if write_date(value, form) == found[0] else None


def _number(mark: str, shown: str | None) -> str:
    """`{mm}` where a number shows a zero, else `{m}`; from ten on both look alike, and `{mm}` is the commoner."""
    return f"{{{mark}}}" if shown is not None and len(shown) == 1 else f"{{{mark * 2}}}"
