"""Names of authors as services send them, written as a list of papers writes them: given names first.

BibTeX's three forms, `First von Last`, `von Last, First` and `von Last, Jr, First`:
https://www.ctan.org/pkg/tamethebeast (section on names). Highwire's tags, Dublin Core and DataCite put
the family name first as well.
"""

import re
from collections.abc import Iterable
from typing import Final

from bot.plain import plain_text, without_markup


def person(given: str, family: str, *, particle: str = "", suffix: str = "") -> str:
    """A name made of its parts, whichever of them are there: `Laurens van der Maaten`, `Martin Luther King Jr.`."""
    return plain_name(" ".join(part for part in (given, particle, family, suffix) if part.strip()))


def natural_order(name: str) -> str:
    """A name with the given names first: `van der Maaten, Laurens` becomes `Laurens van der Maaten`.

    Names of organisations with a comma in them are not known from people's; the caller must.
    """
    parts = [part for part in (part.strip() for part in plain_name(name).split(",")) if part]
    if len(parts) == 2:
        return f"{parts[0]} {parts[1]}" if _is_suffix(parts[1]) else f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and _is_suffix(parts[1]):
        return f"{parts[2]} {parts[0]} {parts[1]}"
    if len(parts) == 3 and _is_suffix(parts[2]):
        return f"{parts[1]} {parts[0]} {parts[2]}"
    return " ".join(parts) if len(parts) < 2 else ", ".join(parts)


def plain_name(name: str) -> str:
    """A name without markup, TeX and signs of footnotes, on one line, its accents composed."""
    return _FOOTNOTES.sub("", plain_text(without_markup(name))).strip(" ,;")


def people(names: Iterable[str]) -> tuple[str, ...]:
    """The names that name somebody: no `et al.`, no `Anonymous`. Two authors of one name are two."""
    return tuple(name for name in names if name and not _NOBODY.fullmatch(name))


def _is_suffix(part: str) -> bool:
    return part.rstrip(".").casefold() in _SUFFIXES


_SUFFIXES: Final = frozenset(str.split("jr sr ii iii iv phd md"))
_NOBODY: Final = re.compile(
    r"(?:and\s)?(?:et\.?\s?al\.?|others|etc\.?|anonymous(?:\sauthors?\d*|\d+)?|author\(?s?\)?|unknown|n/?a|none|null|:unav|-+)",
    re.IGNORECASE,
)
_FOOTNOTES: Final = re.compile(r"[*†‡§¶]+")
