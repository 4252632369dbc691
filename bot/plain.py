"""Plain text of what services send: titles, names and abstracts come with TeX, HTML, JATS or MathML in them.

HTML's names of characters: https://html.spec.whatwg.org/multipage/named-characters.html. JATS:
https://jats.nlm.nih.gov/publishing/tag-library/. Crossref lets titles carry face markup and MathML:
https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/face-markup/ and the page on
MathML beside it. Capitals are left as they are.
"""

import re
import unicodedata
from html import unescape
from typing import Final


def plain_text(text: str) -> str:
    """A text with what TeX is left in it made into plain characters.

    Formulas become the characters that they show; a text that is no valid TeX stays as it is.
    """
    if not re.search(_TEX, text) or len(text) > _LONGEST_TEX:
        return text
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexwalker import LatexWalkerParseError

    # In a title these are what they look like; TeX would take them for a comment, a column, a parameter.
    escaped = re.sub(r"(?<!\\)([%&#])", r"\\\1", text)
    try:
        plain = LatexNodes2Text(math_mode="text", strict_latex_spaces="except-in-equations").latex_to_text(
            escaped, tolerant_parsing=False
        )
    except (LatexWalkerParseError, RecursionError):
        return text
    return " ".join(str(plain).split()) or text


def without_markup(text: str) -> str:
    """A text on one line, without the tags and the names of characters that HTML, JATS and MathML put into it.

    Figures and signs that stand high or low stay so where Unicode has them (`CO₂`). Comparisons are no tags.
    """
    text = text[:_LONGEST_MARKUP]
    if "<" in text or "&" in text:
        # Publishers escape what is escaped already, and the tags with it.
        for _ in range(_MOST_ESCAPES):
            before = text
            text = unescape(_without_tags(text))
            if text == before:
                break
    return " ".join(unicodedata.normalize("NFC", re.sub(_UNSEEN, "", text)).split())


def plain_title(text: str) -> str:
    """A title as a list wants it: no markup, no TeX, one line. Prices (`$5 and $6`) and sets are no TeX here."""
    text = without_markup(text)
    return plain_text(text) if re.search(_SURELY_TEX, text) else text


def plain_abstract(text: str) -> str:
    """An abstract as one paragraph, without markup and without the heading "Abstract"; its TeX stays."""
    return without_markup(re.sub(_ABSTRACT_HEADING, " ", text, count=1))


def _without_tags(text: str) -> str:
    """The text between the tags, in one pass."""
    reader = _Reader()
    at = 0
    unclosed = set()
    for found in re.finditer(_TAG, text):
        if found.start() < at:
            continue
        reader.take(text[at : found.start()])
        at = found.end()
        name = found["name"].casefold()
        if not (found["prefix"] or name in _BLOCKS or name in _INLINE or name in _UNREAD):
            reader.take(found[0])
        elif name in _UNREAD:
            # The same formula once more, in TeX, or what is for programs only.
            end = f"</{found['prefix'] or ''}{found['name']}>"
            if end not in unclosed:
                at = max(at, text.find(end, at))
                if not text.startswith(end, at):
                    unclosed.add(end)
        elif found["close"]:
            reader.close(name)
        else:
            reader.open(name)
            if found["alone"]:
                reader.close(name)
    reader.take(text[at:])
    return "".join(reader.pieces)


class _Reader:
    """What the tags of a text make of it: high and low signs, fractions and roots, blanks between blocks."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._open: list[tuple[str, int]] = []
        self._children: list[int] = []
        self._formulas = 0

    def take(self, text: str) -> None:
        if text and not (self._formulas and text.isspace()):  # blanks between a formula's tags are only the file's
            self.pieces.append(text)

    def open(self, name: str) -> None:
        if name in _BLOCKS:
            self.pieces.append(" ")
        if self._children:
            self._children[-1] += 1
            if self._children[-1] == 2 and self._open[-1][0] == "mfrac":
                self.pieces.append("/")
        if name == "msqrt":
            self.pieces.append("√")
        self._formulas += name == "math"
        self._open.append((name, len(self.pieces)))
        self._children.append(0)

    def close(self, name: str) -> None:
        if name in _BLOCKS:
            self.pieces.append(" ")
        if not self._open or self._open[-1][0] != name:
            return
        _, start = self._open.pop()
        self._children.pop()
        self._formulas -= name == "math"
        place = (self._open[-1][0], self._children[-1]) if self._open else ("", 0)
        table = _SHIFTED.get((name, 0)) or _SHIFTED.get(place)
        if table and len(self.pieces) - start < _LONGEST_SHIFT:
            self.pieces[start:] = [_moved("".join(self.pieces[start:]), table)]


def _moved(text: str, table: dict[int, int]) -> str:
    """Characters set high or low, if all of them can be."""
    return text.translate(table) if all(ord(character) in table for character in text) else text


_TEX: Final = r"[\\${}]|``|''|~"
#: A command, a word in braces, or a formula by the rule of https://pandoc.org/MANUAL.html#extension-tex_math_dollars:
#: no blank within beside a dollar, no figure behind the second one.
_SURELY_TEX: Final = r"\\[a-zA-Z\"'`^~=.&%$#_{}]|\{[A-Za-z][\w-]{0,40}\}|\$(?!\s)[^$]{1,200}(?<!\s)\$(?!\d)"
#: Titles and names are shorter; a reader of TeX must not be kept busy by a whole book.
_LONGEST_TEX: Final = 4000
_LONGEST_MARKUP: Final = 100_000
_MOST_ESCAPES: Final = 3
#: Soft hyphens, zero-width signs and marks of direction are nothing that a list shows.
_UNSEEN: Final = "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]"

_TAG: Final = (
    r"<(?P<close>/?)(?P<prefix>(?:jats|mml|m|xhtml):)?(?P<name>[A-Za-z][\w-]{0,30})(?:\s[^<>]{0,500}?)?(?P<alone>/?)>"
)
_UNREAD: Final = frozenset(("tex-math", "annotation", "annotation-xml", "script", "style"))
_LOW: Final = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_HIGH: Final = str.maketrans("0123456789+-\u2212=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
#: (element, 0) or (element, number of its child) -> where it stands.
_SHIFTED: Final = {
    ("sub", 0): _LOW, ("sup", 0): _HIGH, ("msub", 2): _LOW, ("msup", 2): _HIGH, ("msubsup", 2): _LOW,
    ("msubsup", 3): _HIGH,
}  # fmt: skip
_LONGEST_SHIFT: Final = 20
_BLOCKS: Final = frozenset(str.split("p br div sec title list list-item li ul ol dl dt dd h1 h2 h3 h4 h5 h6 break"))
_INLINE: Final = frozenset(
    str.split(
        "i b em strong u s sub sup tt scp ovl font span small big a italic bold underline overline sc monospace "
        "roman strike styled-content inline-formula alternatives ext-link xref named-content math mi mo "
        "mn ms mtext mspace mrow mfrac msqrt mroot msub msup msubsup munder mover munderover mstyle mpadded mphantom "
        "mfenced mtable mtr mtd semantics img wbr q cite code sans-serif inline-graphic"
    )
)
_ABSTRACT_HEADING: Final = (
    r"(?i)^\s*<(?P<tag>(?:jats:)?title|h[1-6])\b[^<>]{0,200}>\s*(?:abstract|summary)\s*[.:]?\s*</(?P=tag)>"
    r"|^\s*abstract\s*[.:—-]\s+(?=[A-Z])"
)
