"""An entry as a glance shows it: its links and the words around them, found without reading its form.

Reading an entry's form (`bot.styles.skim`) costs a few hundred microseconds; a rule that would read each entry of a
long list so would be slower than its peers. A sketch costs about five. What must hold: offsets are those of the
document's text, and time is linear in it whatever strangers wrote.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from bot.document import Entry, ListDocument, Section
from bot.links import Role, host_of, label_role, path_of, role_of

if TYPE_CHECKING:
    from bot.citation import Citation

__all__ = ["LinkAt", "Sketch", "identity_of", "line_starts", "sketches"]

_Value = TypeVar("_Value")


class _Kept(Generic[_Value]):
    """A property that is found out once; up to Python 3.11 functools.cached_property takes a lock, which is dear."""

    def __init__(self, find: Callable[[Any], _Value]) -> None:
        self._find = find
        self._name = find.__name__
        self.__doc__ = find.__doc__

    def __get__(self, one: Any, _owner: type) -> _Value:
        found = one.__dict__[self._name] = self._find(one)
        return found


class LinkAt(NamedTuple):
    """A link where it stands: offsets of the whole markup and of its address, its words as written, its address.

    `words` are `[pdf]` in `[[pdf]](url)`, `pdf` in `[pdf](url)`, and empty for a bare address.
    """

    start: int
    end: int
    words: str
    url: str
    url_start: int

    @property
    def label(self) -> str:
        """The words without brackets, emphasis and code marks around them."""
        return self.words.strip(_AROUND)

    @property
    def url_end(self) -> int:
        """The offset behind the address."""
        return self.url_start + len(self.url)

    @property
    def role(self) -> Role:
        """What stands behind the link, as its label or else its address says."""
        return _words_role(self.words) or _role(self.url)

    @property
    def leads_to_paper(self) -> bool:
        """Whether it leads to a paper: its address is one's, or its label says so."""
        return self.address_is_papers or (
            _words_role(self.words) in ("pdf", "abstract") and _role(self.url) not in ("code", "video")
        )

    @property
    def address_is_papers(self) -> bool:
        """Whether the address by itself is a paper's page or file."""
        return (
            self.url.startswith(_ARXIV_HOST)
            or _PAPER_HOST.match(self.url) is not None
            or identity_of(self.url) is not None
        )


@dataclass(eq=False)  # nobody changes one, but to have it frozen would make it four times as dear
class Sketch:
    """One entry: where it stands, its links, and its words outside of them.

    `number` counts the entries of the document; `start` is the offset of its text in the document's. `gaps` are the
    pieces of its text between its links, the first in front of them all, so there is one more than links.
    """

    entry: Entry
    section: Section
    number: int
    start: int
    links: tuple[LinkAt, ...]
    gaps: tuple[str, ...]

    @property
    def text(self) -> str:
        """The entry's own text, with line ends."""
        return self.entry.text

    @property
    def line(self) -> int:
        """The entry's first line, counted from 1."""
        return self.entry.span.start + 1

    @property
    def end(self) -> int:
        """The offset behind the last sign of its text, line end and blanks left out."""
        return self.start + len(self.entry.text.rstrip())

    @property
    def content(self) -> int:
        """The offset of its first sign behind the marker."""
        return self.start + len(self.marker)

    @_Kept
    def marker(self) -> str:
        """What it starts with: `- `, `1. `, `| `; empty for text."""
        own = self.entry.text
        if own[:2] == "- " and not own[2:3].isspace():
            return "- "
        found = _MARKER.match(own)
        return found[0] if found else ""

    @_Kept
    def paper(self) -> LinkAt | None:
        """Its first link to a paper."""
        for link in self.links:
            if link.leads_to_paper:
                return link
        return None

    @_Kept
    def identity(self) -> str | None:
        """The paper that its first link to one leads to (`arxiv:2301.12597`), as far as the address tells it."""
        return None if self.paper is None else identity_of(self.paper.url)

    @_Kept
    def name(self) -> str | None:
        """The short name in bold brackets or bold words in front, as written between the marks; None without."""
        found = _NAME.match(self.entry.text, len(self.marker))
        return None if found is None or found.lastindex is None else found[found.lastindex]

    @_Kept
    def words(self) -> str:
        """All that it says but addresses and labels such as `pdf` or `code`, marks of emphasis left in."""
        gaps = iter(self.gaps)
        said = next(gaps)[len(self.marker) :]
        for link in self.links:
            if _words_role(link.words) is None:
                said += link.words
            said += next(gaps)
        return said

    @_Kept
    def masked(self) -> str:
        """Its text with a NUL for each sign of links, pictures, addresses, code, formulas, tags and escaped signs.

        So what is left are words where they stand. Only for entries that something else made suspicious.
        """
        signs = list(self.entry.text)
        for link in self.links:
            start, end = link.start - self.start, link.end - self.start
            signs[start:end] = "\0" * (end - start)
        return _NO_WORDS.sub(lambda found: "\0" * len(found[0]), "".join(signs))

    @_Kept
    def unpaired(self) -> tuple[int, ...]:
        """Where in its text brackets and parentheses without a partner stand, links and code left out."""
        own = self.entry.text
        if own.count("(") == own.count(")") and own.count("[") == own.count("]"):
            return ()
        waiting: dict[str, list[int]] = {"(": [], "[": []}
        alone: list[int] = []
        for found in _BRACKET.finditer(self.masked):
            sign = found[0]
            if sign in waiting:
                waiting[sign].append(found.start())
            elif opened := waiting["(" if sign == ")" else "["]:
                opened.pop()
            else:
                alone.append(found.start())
        return tuple(sorted(alone + waiting["("] + waiting["["]))

    @_Kept
    def is_bare(self) -> bool:
        """Whether it is nothing but one link with words of its own."""
        if len(self.links) != 1 or not (label := self.links[0].label) or _words_role(label) is not None:
            return False
        before, behind = self.gaps
        return not any(sign.isalnum() for sign in before[len(self.marker) :]) and not any(map(str.isalnum, behind))

    @_Kept
    def phrase(self) -> str:
        """Its longest run of words without a sign between them: a part of its title, if not all of it."""
        words = self.words
        if words.isascii():
            return max(words.encode().translate(_WITHOUT_SIGNS).split(b"\0"), key=len).decode().strip()
        return max(_SIGNS.split(words), key=len).strip()

    @property
    def called(self) -> str:
        """What it is called in a message: its name, or else words of its title."""
        titled = (link.label for link in self.links if len(link.label) >= _LEAST_TITLE and link.label[:1] != "!")
        name = self.name if self.name and not _YEAR.search(self.name) else None
        said = " ".join((name or next(titled, self.phrase)).split()).replace("`", "'")
        return said if len(said) <= _LONGEST_CALLED else said[: _LONGEST_CALLED - 3].rstrip() + "..."

    @_Kept
    def says(self) -> "Citation | None":
        """What it says of a paper, read with care: dear, so only for entries that something else made suspicious."""
        from bot.styles import skim

        return skim(self.entry)


def line_starts(document: ListDocument) -> list[int]:
    """The offset of each line in the document's text, and one more behind the last."""
    return list(accumulate(map(len, document.lines), initial=0))


def sketches(document: ListDocument) -> Iterator[Sketch]:
    """All entries of a list as sketches, in the order of its text.

    Of an entry with others nested in it the text in front of these is sketched.
    """
    starts = line_starts(document)
    text = document.text
    number = 0
    for section in document.sections:
        for entry in section.entries:
            start = starts[entry.span.start]
            own = entry.text
            if not text.startswith(own, start):
                # Entries are nested below it and it goes on behind them: only what stands in front can be pointed at.
                own = _shared(own, text, start)
            links, gaps = _links(own, start)
            yield Sketch(entry, section, number, start, links, gaps)
            number += 1


def _shared(own: str, text: str, start: int) -> str:
    lines = own.splitlines(keepends=True)
    length = 0
    for line in lines:
        if not text.startswith(line, start + length):
            break
        length += len(line)
    return own[:length]


def _links(own: str, start: int) -> tuple[tuple[LinkAt, ...], tuple[str, ...]]:
    found: list[LinkAt] = []
    gaps: list[str] = []
    end = 0
    new = tuple.__new__  # a third of what it costs to call the class
    # Most entries hold no other links than those in brackets, which are found twice as fast by themselves.
    addresses, linked = own.count("://"), own.count("](https://")
    in_brackets = addresses == linked or addresses == linked + own.count("](http://")
    for match in (_IN_BRACKETS if in_brackets else _LINK).finditer(own):
        first, last = match.span()
        words, url = match.group(1, 2)
        if url is not None:
            at = match.start(2)
        else:
            words, url, at = "", match[3] or match[4], match.start(match.lastindex or 0)
            if url is None:  # a bare address
                url, at = match[0].rstrip(_SENTENCE), first
                last = at + len(url)
        gaps.append(own[end:first])
        end = last
        found.append(new(LinkAt, (start + first, start + last, words, url, start + at)))
    gaps.append(own[end:])
    return tuple(found), tuple(gaps)


def identity_of(url: str) -> str | None:
    """The identity of the paper behind an address (`doi:10.1109/...`); None where the address alone tells none."""
    if found := _ARXIV.match(url):
        return f"arxiv:{found[1]}"
    return _identity(url) if "://" in url else None


@lru_cache(maxsize=65536)
def _identity(url: str) -> str | None:
    from bot.papers import identify

    return None if (paper := identify(url)) is None else str(paper)


@lru_cache(maxsize=4096)
def _words_role(words: str) -> Role | None:
    label = words.strip(_AROUND)
    return label_role(label) if label and len(label) <= _LONGEST_LABEL else None


def _role(url: str) -> Role:
    if url.startswith(_CODE_HOST):
        return "code"
    return _address_role(host_of(url), path_of(url)) if "://" in url else role_of(None, url)


@lru_cache(maxsize=8192)
def _address_role(host: str, path: str) -> Role:
    return role_of(None, f"https://{host}{path}")


_LONGEST_LABEL: Final = 40
_LONGEST_CALLED: Final = 60
_LEAST_TITLE: Final = 20
#: What most titles consist of stands first, where `re` finds it in a table.
_SIGNS: Final = re.compile(r"[^A-Za-z0-9 \w\s'\u2019&+-]+")
#: The same for words of ASCII alone, as bytes: a NUL in the place of each sign.
_WITHOUT_SIGNS: Final = bytes(0 if _SIGNS.match(chr(sign)) else sign for sign in range(128)).ljust(256, b"\0")
_YEAR: Final = re.compile(r"(?:19|20)\d\d$")
_AROUND: Final = " \t\r\n[]*_`~()"
_SENTENCE: Final = ".,;:!?*_'\""
_ARXIV_HOST: Final = ("https://arxiv.org/abs/", "https://arxiv.org/pdf/")
_CODE_HOST: Final = ("https://github.com/", "https://www.github.com/")
_PAPER_HOST: Final = re.compile(
    r"https?://(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf)/|openreview\.net/(?:forum|pdf)|aclanthology\.org/"
    r"|(?:dx\.)?doi\.org/10\.|openaccess\.thecvf\.com/content)",
    re.IGNORECASE,
)
_ARXIV: Final = re.compile(
    r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?(?:[?#]|$)", re.IGNORECASE
)
_MARKER: Final = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])(?:\s+|$)|\|\s*)?")
_NAME: Final = re.compile(
    r"(?:\*\*|__)\[([^\[\]\n]{1,80})\](?:\*\*|__)(?!\()|\[(?:\*\*|__)([^\[\]*\n]{1,80})(?:\*\*|__)\](?!\()"
    r"|\[([^\[\]\n]{1,80})\](?![\[(])"
)
#: Code, formulas, tags, pictures, addresses of other kinds, and escaped signs.
_NO_WORDS: Final = re.compile(
    r"(?<!`)(`+)(?!`)[^`]*+(?:(?!\1(?!`))`+[^`]*+)*+\1(?!`)|\$\$?[^$\n]++\$\$?|<[A-Za-z/!][^<>]*+>"
    r"|!\[[^\[\]\n]*+\]\([^()\s]*+\)|[a-z]{2,8}://[^\s()<>\[\]|]++|\\[!-/:-@\[-`{-~]"
)
_BRACKET: Final = re.compile(r"[()\[\]]")
#: Signs that are no bracket, and escaped ones.
_PLAIN: Final = r"(?:[^\[\]\\\n]++|\\.)*+"
#: What stands behind the bracket that opens a link: words, which may hold brackets and a picture, and the address.
#: Brackets are few there: else each of the open ones in a stranger's line would be followed to its end.
_WORDS_AND_ADDRESS: Final = (
    rf"({_PLAIN}(?:!?\[{_PLAIN}(?:\[[^\[\]\n]*+\]{_PLAIN}){{0,8}}+\](?:\([^()\s]*+\))?{_PLAIN}){{0,16}}+)\]"
    r"\(\s*+<?+((?:[^\s()<>]++|\((?:[^\s()<>]++|\([^\s()<>]*+\))*+\))*+)>?+(?:\s++(?:\"[^\"\n]*+\"|'[^'\n]*+'))?+\s*+\)"
)
_IN_BRACKETS: Final = re.compile(rf"\[(?<![!\\]\[){_WORDS_AND_ADDRESS}")
#: A link in brackets; an address in `<...>`, of HTML, and a bare one. As this begins with a set of signs, `re` looks at
#: no place where none of them stands.
_LINK: Final = re.compile(
    rf"[\[<hHsS](?i:(?<=\[)(?<![!\\]\[){_WORDS_AND_ADDRESS}"
    r"|(?<=<)(https?://[^\s<>]++)>"
    r"|(?:(?<=h)ref|(?<=s)rc)\s*+=\s*+[\"'](https?://[^\"'\s<>]++)[\"']"
    r"|(?<=h)(?<![\w/\"'=(<]h)ttps?://(?:[^\s()<>\[\]|\"']++|\([^\s()<>]*+\))++)"
)
