"""Entry templates: what an entry looks like, in the list owner's own words.

    - **[{name}]** {title} [[pdf]]({pdf}) [[code]]({code})

Words in braces are filled in; `PLACEHOLDERS` has them all. What stands between two blanks is one piece, a
link or bracket as a whole; `<br>` and the signs between a table's cells part pieces too. A piece with a
placeholder that nothing is known for falls away with the blank or break before it, and so does a line that
loses all its pieces. Only the title never does: without an address for its link, it stands there plain. Where
a piece should be more or less than that, it stands in `{?` and `?}`, and behind ` else ` may stand what is
written otherwise: `{title}{?, {venue}?}`, `| {?[code]({code}) else -?} |`. Braces that are to be seen are
written twice, `{{` and `}}`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

#: What may stand in braces, and what is filled in for it.
PLACEHOLDERS: Final[dict[str, str]] = {
    "title": "the title, without the short name where the template has that too",
    "name": "the paper's short name, such as BLIP-2",
    "authors": "all authors, commas between them",
    "first_author": "the first author",
    "venue": "where it appeared, without the year, such as CVPR",
    "date": "as much as is known of it: 2023-01-30, 2023-01 or 2023",
    "year": "four digits: the year of the venue, else of the date; of the date where the template has `month` too",
    "month": "two digits",
    "day": "two digits",
    "paper": "the address of the paper's page, or else of its PDF",
    "abstract": "the address of the paper's page",
    "pdf": "the address of the PDF",
    "code": "the address of the code; in the same way `website`, `video`, `demo`, `dataset`, `blog`, `slides`, "
    "`poster` and `model`",
    **dict.fromkeys(("website", "video", "demo", "dataset", "blog", "slides", "poster", "model"), ""),
}
_WORDS: Final = frozenset(("title", "name", "authors", "first_author", "venue", "date", "year", "month", "day"))


class TemplateError(ValueError):
    """A template that cannot be used; the text says what was met, where, and how to mend it."""


@dataclass(frozen=True)
class Template:
    """A template that can be filled: as it was written, and the placeholders that it has."""

    source: str
    placeholders: frozenset[str]
    lines: tuple[tuple["_Piece", ...], ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """The entry's Markdown, its lines ended by LF save the last, which has no end.

        `values` are Markdown already; what is missing or empty there is not known.
        """
        return "".join(_fill_line(line, values) for line in self.lines)


def parse_template(source: str) -> Template:
    """Read a template. Raises TemplateError for one that could not be filled as its owner means it."""
    source = source.replace("\r\n", "\n").rstrip("\n")
    if len(source) > _LONGEST:
        msg = f"it is longer than {_LONGEST} characters, which no entry is"
        raise TemplateError(msg)
    parts = tuple(_parse(source))
    names = frozenset(_names(parts))
    if "title" not in names:
        msg = "it lacks `{title}`, the one placeholder that every entry needs"
        raise TemplateError(msg)
    if any(ord(char) < 32 and char not in "\n\t" for char in source):
        msg = "it holds a control character, which no entry can show"
        raise TemplateError(msg)
    lines: list[list[_Piece]] = [[]]
    shown: dict[str, tuple[_Part, ...]] = {}
    for written in _pieces(parts, is_row=source.lstrip().startswith("|")):
        piece = replace(written, parts=_linked(written.parts))
        shown[_shown(written.parts)] = piece.parts
        _check_whole(piece, _shown(written.parts))
        if "\n" in piece.before:
            lines.append([])
        lines[-1].append(piece)
    _check_title(shown)
    return Template(source, names, tuple(map(tuple, lines)))


#: Longer than any entry; what is longer is a slip.
_LONGEST: Final = 2000


@dataclass(frozen=True)
class _Placeholder:
    name: str


@dataclass(frozen=True)
class _Optional:
    parts: tuple["_Part", ...]
    otherwise: tuple["_Part", ...] = ()


_Part = str | _Placeholder | _Optional


@dataclass(frozen=True)
class _Piece:
    """What stands or falls as one, and the blanks before it."""

    before: str
    parts: tuple[_Part, ...]


_TOKEN: Final = re.compile(r"\{\{|\}\}|\{\?|\?\}|\{[^{}?\n]*\}|[{}]|[^{}?]+|\?")
_ELSE: Final = " else "


def _parse(source: str) -> Iterator[_Part]:
    """The parts of a template; literals are not joined."""
    optional: list[str | _Placeholder] | None = None
    otherwise: list[str | _Placeholder] | None = None
    opened = 0
    for found in _TOKEN.finditer(source):
        sign, at = found[0], found.start()
        if sign == "{?":
            if optional is not None:
                msg = f"it opens `{{?` inside of another `{{?` ({_where(source, at)}); close the first with `?}}`"
                raise TemplateError(msg)
            optional, otherwise, opened = [], None, at
        elif sign == "?}":
            if optional is None:
                msg = f"it has `?}}` without `{{?` before it ({_where(source, at)})"
                raise TemplateError(msg)
            whole = _Optional(tuple(optional), tuple(otherwise or ()))
            if not set(_names((whole,))) - {"title"}:
                msg = (
                    f"what stands between `{{?` and `?}}` ({_where(source, opened)}) has no placeholder that could be "
                    "unknown; take `{?` and `?}` off"
                )
                raise TemplateError(msg)
            yield whole
            optional = otherwise = None
        elif sign in ("{", "}"):
            other = "`}` behind it" if sign == "{" else "`{` before it"
            msg = f"it has `{sign}` without {other} ({_where(source, at)}); a brace to be seen is written `{sign * 2}`"
            raise TemplateError(msg)
        else:
            part = _placeholder(sign[1:-1], source, at) if sign[0] == "{" and sign != "{{" else sign
            part = part[0] if part in ("{{", "}}") and isinstance(part, str) else part
            if optional is None:
                yield part
            elif otherwise is None and isinstance(part, str) and _ELSE in part:
                before, _, behind = part.partition(_ELSE)
                optional.append(before)
                otherwise = [behind]
            else:
                (optional if otherwise is None else otherwise).append(part)
    if optional is not None:
        msg = f"it never closes `{{?` ({_where(source, opened)}); write `?}}` behind what may be missing"
        raise TemplateError(msg)


def _placeholder(word: str, source: str, at: int) -> _Placeholder:
    if word in PLACEHOLDERS:
        return _Placeholder(word)
    near = get_close_matches(word.strip().casefold(), PLACEHOLDERS, 1)
    known = ", ".join(f"`{{{name}}}`" for name in PLACEHOLDERS)
    hint = f"did you mean `{{{near[0]}}}`?" if near else f"known are {known}"
    msg = f"it has the unknown placeholder `{{{word}}}` ({_where(source, at)}); {hint}"
    raise TemplateError(msg)


def _where(source: str, at: int) -> str:
    """Where something stands, counted as people count."""
    line = source.count("\n", 0, at)
    column = f"character {at - (source.rfind(chr(10), 0, at))}"
    return f"line {line + 1}, {column}" if "\n" in source else column


def _names(parts: tuple[_Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, _Placeholder):
            yield part.name
        elif isinstance(part, _Optional):
            yield from _names((*part.parts, *part.otherwise))


_BREAK: Final = r"</?br\s*/?>"
_BOUND: Final = re.compile(rf"(\s+|{_BREAK})", re.IGNORECASE)
_BOUND_IN_ROW: Final = re.compile(rf"(\s+|{_BREAK}|(?<!\\)\|)", re.IGNORECASE)
_PAIRS: Final = {")": "(", "]": "[", ">": "<"}
_BRACKET: Final = re.compile(r"[\[\]()]|<(?=[A-Za-z/])|>")


def _pieces(parts: tuple[_Part, ...], *, is_row: bool) -> Iterator[_Piece]:
    """Parts that no blank or break outside of brackets parts; the signs between cells are pieces of their own."""
    before, piece = "", list[_Part]()
    open_brackets: list[str] = []
    bound = _BOUND_IN_ROW if is_row else _BOUND
    for part in parts:
        if not isinstance(part, str):
            piece.append(part)
            continue
        for text in filter(None, bound.split(part)):
            parting = not open_brackets and bound.fullmatch(text) is not None
            if parting and piece:
                yield _Piece(before, tuple(piece))
                before, piece = "", []
            if parting and text == "|":
                yield _Piece(before, (text,))
                before = ""
            elif parting and (text.isspace() or not before):
                before += text
            else:
                piece.append(text)
                for bracket in _BRACKET.findall(text):
                    if bracket not in _PAIRS:
                        open_brackets.append(bracket)
                    elif open_brackets and open_brackets[-1] == _PAIRS[bracket]:
                        open_brackets.pop()
    if open_brackets:
        msg = f"its `{open_brackets[-1]}` is never closed"
        raise TemplateError(msg)
    if piece or before.isspace():
        yield _Piece(before, tuple(piece))
    elif before:  # a break at the end stays there
        yield _Piece("", (before,))


#: What stands for a part that is no literal; templates hold no control characters.
_MARK: Final = "\0"
_LINK: Final = re.compile(
    r"(?<!!)\[(?P<label>(?:[^\[\]]|\[[^\[\]]*+\])*+)\]\([^()]*+\)|<a\b[^<>]*+>(?P<inner>(?:[^<]|<(?!/?a\b))*+)</a>",
    re.IGNORECASE,
)


def _linked(parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    """The parts, a link around the title turned into one that leaves its text behind where it falls away."""
    text = "".join(part if isinstance(part, str) else _MARK for part in parts)
    others = [part for part in parts if not isinstance(part, str)]

    def cut(start: int, end: int) -> tuple[_Part, ...]:
        marked = iter(others[text.count(_MARK, 0, start) :])
        return tuple(next(marked) if one == _MARK else one for one in re.split(f"({_MARK})", text[start:end]) if one)

    for found in _LINK.finditer(text):
        label = cut(*found.span("label" if found["label"] is not None else "inner"))
        if "title" in _names(label):
            whole = _Optional(cut(*found.span()), label)
            return (*cut(0, found.start()), whole, *cut(found.end(), len(text)))
    return parts


def _shown(parts: tuple[_Part, ...]) -> str:
    """Parts as they were written."""
    written = ""
    for part in parts:
        if isinstance(part, str):
            written += part.replace("{", "{{").replace("}", "}}")
        elif isinstance(part, _Placeholder):
            written += f"{{{part.name}}}"
        else:
            otherwise = _ELSE + _shown(part.otherwise) if part.otherwise else ""
            written += f"{{?{_shown(part.parts)}{otherwise}?}}"
    return written


def _check_title(pieces: Mapping[str, tuple[_Part, ...]]) -> None:
    """Refuse a template that shows no title where something else is not known; pieces are given as they were written.

    A title that hangs together with something else would be lost with it.
    """
    if any(map(_always_shows_title, pieces.values())):
        return
    shown, parts = next((shown, parts) for shown, parts in pieces.items() if "title" in _names(parts))
    own = [part for part in parts if isinstance(part, _Placeholder)]
    otherwise = (part for piece in parts if isinstance(piece, _Optional) for part in piece.otherwise)
    name = next(name for name in _names((*own, *otherwise, *parts)) if name != "title")
    example = f" [{name}]({{{name}}})" if name not in _WORDS else f", {{{name}}}"
    msg = (
        f"the title in `{shown}` comes and goes with `{{{name}}}`; put `{{{name}}}` and its signs between `{{?` and "
        f"`?}}`, the title outside of them, such as `{{title}}{{?{example}?}}`"
    )
    raise TemplateError(msg)


def _always_shows_title(parts: tuple[_Part, ...]) -> bool:
    """Whether parts show the title though nothing else is known, or all is."""
    return not set(_own_names(parts)) - {"title"} and _shows_title(parts)


def _shows_title(parts: tuple[_Part, ...]) -> bool:
    """Whether parts show the title where they show anything."""
    return "title" in _own_names(parts) or any(
        isinstance(part, _Optional) and _shows_title(part.parts) and _always_shows_title(part.otherwise)
        for part in parts
    )


def _own_names(parts: tuple[_Part, ...]) -> list[str]:
    """The placeholders without which parts fall away as a whole."""
    return [part.name for part in parts if isinstance(part, _Placeholder)]


_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*?(/?)>")
_VOID: Final = frozenset(("br", "img", "hr", "wbr"))


def _check_whole(piece: _Piece, shown: str) -> None:
    """Refuse a piece, shown so, that would leave half of a pair of signs behind where it falls away."""
    if not any(isinstance(part, _Placeholder) and part.name != "title" for part in piece.parts):
        return
    text = "".join(part if isinstance(part, str) else "x" for part in piece.parts)
    tags = [found for found in _TAG.finditer(text) if found[2].lower() not in _VOID and not found[3]]
    half = next((pair for pair in ("**", "*", "`", "~~") if text.count(pair) % 2), None)
    if half is None and sum(-1 if found[1] else 1 for found in tags) != 0:
        half = f"<{tags[0][2]}>"
    if half is not None:
        msg = (
            f"`{shown}` would leave half of a pair of `{half}` behind where nothing is known for its placeholder; "
            "put all that should fall away together between `{?` and `?}`"
        )
        raise TemplateError(msg)


def _fill_line(pieces: tuple[_Piece, ...], values: Mapping[str, str]) -> str:
    """A line with the line end before it; empty where it had placeholders and none of them is known."""
    texts = [_fill(piece.parts, values) for piece in pieces]
    known = [bool(text) for text, piece in zip(texts, pieces, strict=True) if any(_names(piece.parts))]
    if known and not any(known):
        return ""
    written, parting, is_told = "", None, False
    for piece, text in zip(pieces, texts, strict=True):
        parting = piece.before if parting is None else parting
        if not text:
            continue
        # What fell away at the start of a line or cell takes the break behind it along, elsewhere that before it.
        before = parting if "<" in piece.before and not is_told else piece.before
        written += before + text if written else text
        parting, is_told = None, text != "|" and (is_told or any(_names(piece.parts)))
    return pieces[0].before + written


def _fill(parts: tuple[_Part, ...], values: Mapping[str, str]) -> str:
    """The text of parts; empty where one of their own placeholders is not known, or nothing else is left."""
    written = ""
    for part in parts:
        if isinstance(part, str):
            written += part
        elif isinstance(part, _Placeholder):
            if not (value := values.get(part.name, "")):
                return ""
            written += value
        else:
            written += _fill(part.parts, values) or _fill(part.otherwise, values)
    return written
