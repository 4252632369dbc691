"""The pieces that a new entry is made of: where another one goes, and what else falls out with a value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.forms import LinkPart
from bot.forms.example import group_of


@dataclass(slots=True)
class Piece:
    """A piece of the new entry: words of the form, or a value. A value without text falls out."""

    text: str | None
    is_words: bool = False
    link: LinkPart | None = None

    @property
    def group(self) -> str | None:
        """The group of a labelled link; None for all else."""
        link = self.link
        return None if link is None or link.label is None or link.badge else group_of(link.role)


def before_end(pieces: list[Piece]) -> int:
    """The place before the signs that an entry ends with, but for those that close what stands before them."""
    at = len(pieces)
    while at > 1 and pieces[at - 1].is_words and not _has_word(pieces[at - 1].text):
        at -= 1
    if at < len(pieces) and (closing := _CLOSING.match(pieces[at].text or "")):
        rest = (pieces[at].text or "")[closing.end() :]
        pieces[at : at + 1] = [Piece(closing[0], is_words=True), Piece(rest, is_words=True)]
        at += 1
    return at


def behind_brackets(pieces: list[Piece], at: int) -> int:
    """The place behind the square brackets that are open at a place and hold other links; they are left as they are."""
    depth = sum((piece.text or "").count("[") - (piece.text or "").count("]") for piece in pieces[:at])
    if depth < 1:
        return at
    for number in range(at, len(pieces)):
        piece = pieces[number]
        text = piece.text or ""
        if not piece.is_words:
            continue
        for found in _SQUARE.finditer(text):
            depth += 1 if found[0] == "[" else -1
            if depth == 0:
                head, rest = text[: found.end()], text[found.end() :]
                pieces[number : number + 1] = [Piece(head, is_words=True), Piece(rest, is_words=True)]
                return number + 1
    return at


def behind_badges(pieces: Sequence[Piece], at: int) -> int:
    """The place behind the badges that stand right at a place."""
    while at < len(pieces) and (link := pieces[at].link) is not None and link.badge:
        at += 1
    return at


def take_out(pieces: list[Piece], number: int, *, table: bool) -> None:
    """Take a value out, with the brackets around it and one of the separators beside it."""
    before = pieces[number - 1] if number and pieces[number - 1].is_words else None
    after = pieces[number + 1] if number + 1 < len(pieces) and pieces[number + 1].is_words else None
    first = all(piece.is_words or not piece.text for piece in pieces[:number])
    last = all(piece.is_words or not piece.text for piece in pieces[number + 1 :])
    if number + 1 < len(pieces) and not after:  # a value of its own follows
        del pieces[number]
        return
    left, right = _without_brackets((before.text or "") if before else "", (after.text or "") if after else "")
    # Of links in a row each goes with what stands between it and the next.
    in_row = pieces[number].group is not None and number + 2 < len(pieces) and pieces[number + 2].group is not None
    if table and (cell := _without_break(left, right)) is not None:
        left, right = cell
    elif not (table and _is_cell(left, right)):
        lead = "".join(piece.text or "" for piece in pieces[: max(0, number - 1)])
        begins = _FIRST_LINE.fullmatch(lead + left) is not None
        cut = _without_line(left, right, begins=begins, last=last)
        # Between two values the separator before both stays.
        follows = bool(after and not right.strip() and left.strip()) and _is_value(pieces[number + 2 : number + 3])
        left, right = cut or _without_separator(left, right, leads=in_row or follows or (first and not last))
    kept = [Piece(left + right, is_words=True)] if before or after else []
    pieces[number - (before is not None) : number + 1 + (after is not None)] = kept


def _is_value(pieces: Sequence[Piece]) -> bool:
    return any(piece.text and not piece.is_words and piece.link is None for piece in pieces)


def _without_brackets(left: str, right: str) -> tuple[str, str]:
    """What stands on both sides of a value that falls out, less the signs that stood around it alone."""
    while right.lstrip(" .") and (closing := _OPENING.get(left.rstrip(" ")[-1:])):
        rest = right.lstrip(" .,")
        # Emphasis and quotes open and close with no blank on their inner side; else they stand around other values.
        if closing in _NO_SIDES and (left[-1:] == " " or right[:1] == " "):
            break
        if not rest.startswith(closing):
            break
        left, right = left.rstrip(" ")[:-1], rest[1:]
    return left, right


def _is_cell(left: str, right: str) -> bool:
    """Whether nothing else stands in the value's cell of a row."""
    return left.rstrip().endswith("|") and (not right.strip() or right.lstrip().startswith("|"))


def _without_break(left: str, right: str) -> tuple[str, str] | None:
    """Both sides less the break between a value at one end of its cell and what else the cell holds; None elsewhere."""
    if left.rstrip().endswith("|") and (after := _BREAK.match(right)):
        return left, right[after.end() :]
    if right.lstrip().startswith("|") and (before := _break_at_end(left)):
        return left[: before.start()], right
    return None


def _without_line(left: str, right: str, *, begins: bool, last: bool) -> tuple[str, str] | None:
    """Both sides less the line of a value that stands alone on it; None where it does not.

    The first line of an entry `begins` with what is left: the next one moves up to the marker.
    """
    rest = right[_separated(right) :]
    after = _BREAK.match(rest)
    if begins:
        return (left, rest[after.end() :]) if after else None
    before = _break_at_end(left)
    if before is None or not (after or (last and not right.strip(" ."))):
        return None
    if after and not (last and after.end() == len(rest)):
        stays = before[0].count("\n") >= after[0].count("\n")
        return (left, rest[after.end() :]) if stays else (left[: before.start()], rest)
    left = left[: before.start()]
    if after:
        return left, rest
    left = _SEPARATOR_END.sub("", left, count=1)
    return (left.removesuffix(".") if right.startswith(".") else left), right


def _without_separator(left: str, right: str, *, leads: bool) -> tuple[str, str]:
    """Both sides less one of the separators between. A value that `leads`, or a line, has it behind itself."""
    width = _separated(right)
    opens = left[-1:] in _OPENING or (left.rstrip(" ")[-1:] in _OPENING and right[:width].strip())
    if leads or opens or _break_at_end(left):
        return left, right[width:]
    if right[:1] in (",", ";") and left.rstrip().endswith("."):
        return left, right[width:]
    if right.startswith(".") and left.rstrip().endswith("."):
        return left.rstrip()[:-1], right
    if not right.strip() or right[0] in _NO_VALUE:
        return _SEPARATOR_END.sub("", left, count=1), right
    return left, right


def _separated(text: str) -> int:
    """Where the separator ends that a text begins with."""
    found = _SEPARATOR_START.match(text)
    return found.end() if found else 0


def _break_at_end(text: str) -> re.Match[str] | None:
    """The line end, and the indent behind it, that a text ends with."""
    return next((found for found in _BREAK.finditer(text) if found.end() == len(text)), None)


def _has_word(text: str | None) -> bool:
    return bool(text and _HAS_WORD.search(text))


_HAS_WORD: Final = re.compile(r"[^\W_]")
_SQUARE: Final = re.compile(r"[\[\]]")
_CLOSING: Final = re.compile(r"[)\]*_`\"”》】」]++")
#: Signs around a value, which fall out with it.
_NO_SIDES: Final = frozenset('`*_"')
_OPENING: Final = dict(zip('([{`*_"“（【「《', ')]}`*_"”）】」》', strict=True))
#: A break of the line, and the marker of an item nested in the entry behind it.
_BREAK: Final = re.compile(r"(?<![ \t])(?:[ \t]*+(?:<br\s*+/?>|\\?\n))++[ \t]*+(?:[-*+][ \t]++)?", re.IGNORECASE)
#: What may stand before the first value of an entry: its marker, a box to tick, an anchor.
_FIRST_LINE: Final = re.compile(
    r"\s*+(?:(?:[-*+]|\d++[.)])[ \t]++)?(?:\[[ xX]\][ \t]++)?(?:<a\s[^<>]*+>\s*+</a>[ \t]*+)?", re.IGNORECASE
)
_SEPARATORS: Final = ",;:·–—/，；：、-"
_SEPARATOR_END: Final = re.compile(rf"(?<![ \t])[ \t]*+(?:[{_SEPARATORS}]|(?<!\|)\|(?!\|))?[ \t]*+$")
_SEPARATOR_START: Final = re.compile(rf"[ \t]*+(?:[.{_SEPARATORS}]|\|(?!\|))?[ \t]*+")
#: What cannot stand behind a separator: the one before it falls out with the value between.
_NO_VALUE: Final = frozenset(" ,;:.)]`*_|\n\\<，；：、。）】》」")
