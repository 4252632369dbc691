"""BibTeX records: their fields, as they stand and in plain text.

The language: https://www.ctan.org/pkg/bibtex (btxdoc). Read by hand because the libraries drop a record whole where
one comma or brace is missing or a field stands twice, and people paste such records.
"""

import re
from typing import Final

from bot.names import natural_order, people
from bot.plain import plain_text, without_markup


def read_fields(text: str) -> dict[str, str]:
    """The fields of one record by their names in small letters, without the braces or quotes around them.

    What is broken in it is left out; of a field that stands twice the last counts.
    """
    closings = _closings(text)
    fields = {}
    at = 0
    while found := _NAME.search(text, at):
        start = found.end()
        at = start
        if text.startswith("{", start):
            end = closings.get(start)
        elif text.startswith('"', start):
            end = _closing_quote(text, start, closings)
        else:
            value = _BARE.match(text, start)
            if value:
                fields[found[1].lower()] = value[0]
                at = value.end()
            continue
        if end is not None:
            fields[found[1].lower()] = text[start + 1 : end]
            at = end + 1
    return fields


def plain_value(value: str) -> str:
    """A field's value as people read it: without braces, TeX's commands and line breaks."""
    plain = plain_text(without_markup(_COMMAND.sub("", value)))
    return " ".join(plain.replace("{", "").replace("}", "").split())


def authors_of(value: str) -> tuple[str, ...]:
    """The people of a field such as `author`; a name in braces of its own is an organisation's."""
    names = []
    for piece in _pieces(value)[:_MOST_AUTHORS]:
        whole = piece.startswith("{") and _closings(piece).get(0) == len(piece) - 1
        names.append(plain_value(piece) if whole else natural_order(plain_value(piece)))
    return people(names)


def _pieces(value: str) -> list[str]:
    """What stands between the `and` of a list of names, those within braces left alone."""
    pieces, start, depth = [], 0, 0
    for found in _AND_OR_BRACE.finditer(value):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth <= 0:
            pieces.append(value[start : found.start()])
            start = found.end()
    return [" ".join(piece.split()) for piece in (*pieces, value[start:])]


def _closings(text: str) -> dict[int, int]:
    """Where each brace that opens is closed; those that never are, are not among them."""
    closings, opened = {}, []
    for found in _BRACE.finditer(text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            closings[opened.pop()] = found.start()
    return closings


def _closing_quote(text: str, start: int, closings: dict[int, int]) -> int | None:
    """Where a value in quotes ends: at the next quote outside braces (`{\\"u}` is an ü)."""
    at = start + 1
    while found := _QUOTE_OR_BRACE.search(text, at):
        if found[0] == '"':
            return found.start()
        at = closings.get(found.start(), found.start()) + 1
    return None


#: More than any paper has had so far (5,154).
_MOST_AUTHORS: Final = 6000
_NAME: Final = re.compile(r"(?<![\w-])([a-zA-Z]{2,20})\s{0,20}=\s{0,20}")
_BARE: Final = re.compile(r"[\w.-]+")
_BRACE: Final = re.compile(r"\\[{}]|[{}]")
_QUOTE_OR_BRACE: Final = re.compile(r'"|\{')
_AND_OR_BRACE: Final = re.compile(r"(?<!\s)\s++and\s++|[{}]", re.IGNORECASE)
_COMMAND: Final = re.compile(r"\\(?:url|href|emph|textit|textbf|textsc|texttt|text|mathbf|mathrm|em|it|bf)\b\s?")
