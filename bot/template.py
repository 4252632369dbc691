"""Entry templates: what an entry looks like, in the list owner's own words.

    - **[{name}]** {title} [[pdf]]({pdf}) [[code]]({code})

Words in braces are filled in; `PLACEHOLDERS` has them all. What stands between two blanks is one piece, a
link or bracket as a whole. A piece with a placeholder that nothing is known for falls away with the blank
before it, and so does a line that loses all its pieces. Where a piece should be more or less than that, it
stands in `{?` and `?}`, and behind ` else ` may stand what is written otherwise: `{title}{?, {venue}?}`,
`| {?[code]({code}) else -?} |`. Braces that are to be seen are written twice, `{{` and `}}`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

#: What may stand in braces, and what is filled in for it.
PLACEHOLDERS: Final[dict[str, str]] = {
    "title": "the title, without the short name where the template has that too",
    "name": "the paper's short name, such as BLIP-2",
    "authors": "all authors, commas between them",
    "first_author": "the first author",
    "venue": "where it appeared, such as CVPR 2023, or CVPR where the template has the year too",
    "date": "as much as is known of it: 2023-01-30, 2023-01 or 2023",
    "year": "four digits: of the date, or of the venue where the template has no month",
    "month": "two digits",
    "day": "two digits",
    "paper": "the address of the paper's page, or else of its PDF",
    "abstract": "the address of the paper's page",
    "pdf": "the address of the PDF",
    "code": "the address of the code; in the same way `website`, `video`, `demo`, `dataset`, `blog`, `slides`, "
    "`poster` and `model`",
    **dict.fromkeys(("website", "video", "demo", "dataset", "blog", "slides", "poster", "model"), ""),
}


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
    for piece in _pieces(parts):
        _check_whole(piece)
        if "\n" in piece.before:
            lines.append([])
        lines[-1].append(piece)
    return Template(source, names, tuple(map(tuple, lines)))


#: Longer than any entry; what is longer is a slip.
_LONGEST: Final = 2000


@dataclass(frozen=True)
class _Placeholder:
    name: str


@dataclass(frozen=True)
class _Optional:
    parts: tuple["str | _Placeholder", ...]
    otherwise: tuple["str | _Placeholder", ...] = ()


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


_BLANKS: Final = re.compile(r"(\s+)")
_PAIRS: Final = {")": "(", "]": "[", ">": "<"}
_BRACKET: Final = re.compile(r"[\[\]()]|<(?=[A-Za-z/])|>")


def _pieces(parts: tuple[_Part, ...]) -> Iterator[_Piece]:
    """Parts that no blank outside of brackets parts."""
    before, piece = "", list[_Part]()
    open_brackets: list[str] = []
    for part in parts:
        if not isinstance(part, str):
            piece.append(part)
            continue
        for text in _BLANKS.split(part):
            if text.isspace() and not open_brackets:
                if piece:
                    yield _Piece(before, tuple(piece))
                    before, piece = text, []
                else:
                    before += text
            elif text:
                piece.append(text)
                for bracket in _BRACKET.findall(text):
                    if bracket not in _PAIRS:
                        open_brackets.append(bracket)
                    elif open_brackets and open_brackets[-1] == _PAIRS[bracket]:
                        open_brackets.pop()
    if open_brackets:
        msg = f"its `{open_brackets[-1]}` is never closed"
        raise TemplateError(msg)
    yield _Piece(before, tuple(piece))


_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*?(/?)>")
_VOID: Final = frozenset(("br", "img", "hr", "wbr"))


def _check_whole(piece: _Piece) -> None:
    """Refuse a piece that would leave half of a pair of signs behind where it falls away."""
    if not any(isinstance(part, _Placeholder) and part.name != "title" for part in piece.parts):
        return
    text = "".join(part if isinstance(part, str) else "x" for part in piece.parts)
    tags = [found for found in _TAG.finditer(text) if found[2].lower() not in _VOID and not found[3]]
    half = next((pair for pair in ("**", "*", "`", "~~") if text.count(pair) % 2), None)
    if half is None and sum(-1 if found[1] else 1 for found in tags) != 0:
        half = f"<{tags[0][2]}>"
    if half is not None:
        shown = "".join(f"{{{part.name}}}" if isinstance(part, _Placeholder) else str(part) for part in piece.parts
                        if not isinstance(part, _Optional))  # fmt: skip
        msg = (
            f"`{shown}` would leave half of a pair of `{half}` behind where nothing is known for its placeholder; "
            "put all that should fall away together between `{?` and `?}`"
        )
        raise TemplateError(msg)


def _fill_line(pieces: tuple[_Piece, ...], values: Mapping[str, str]) -> str:
    """A line with the line end before it; empty where it had placeholders and none of them is known."""
    texts = [_fill(piece.parts, values) for piece in pieces]
    told = [bool(text) for text, piece in zip(texts, pieces, strict=True) if any(_names(piece.parts))]
    if told and not any(told):
        return ""
    start = pieces[0].before
    left = ((piece.before, text) for piece, text in zip(pieces, texts, strict=True) if text)
    return start + "".join(before + text if number else text for number, (before, text) in enumerate(left))


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
