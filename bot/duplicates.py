"""The entry of a list that has a paper already: by an identity that its links show, or by its title.

Reading every entry of a long list is dear, so something cheap is asked of its text first: a mark that every
spelling of an identity holds, the letters of a title.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.citation import Citation
from bot.document import Entry, ListDocument, Section
from bot.papers import PaperId, identify, url_identity
from bot.papers.arxiv import find_ids
from bot.papers.doi import find_dois
from bot.styles import skim
from bot.titles import TELLING, Sureness, compare, is_same_title, read_title, squash


@dataclass(frozen=True)
class Located:
    """An entry of a list, the section it stands in, and its first line, counted from 1."""

    entry: Entry
    section: Section

    @property
    def line(self) -> int:
        """The entry's first line, counted from 1."""
        return self.entry.span.start + 1


@dataclass(frozen=True)
class Found(Located):
    """An entry of a paper that was looked for: what told it, and how sure that is.

    Told by an identity, `shown` is the one that the entry shows, `asked` the one by which the paper was proposed.
    Told by a title, `alike` tells that it is not the same one.
    """

    by: Literal["identity", "title"]
    sure: Sureness
    asked: PaperId | None = None
    shown: PaperId | None = None
    alike: bool = False

    @property
    def how(self) -> str:
        """What told it, in words: the end of a sentence such as "found by ..."."""
        if self.asked is None or self.shown is None:
            return "a like title" if self.alike else "the same title"
        if self.asked == self.shown:
            return f"the same identity: {self.shown}"
        return f"the same identity: {self.asked} and {self.shown} are one paper"


def find_duplicate(document: ListDocument, citation: Citation, ids: Collection[PaperId] = ()) -> Found | None:
    """The entry of a paper: one that shows an identity of it, else one that bears its title, or may do.

    `ids` are all identities known of the paper, the one by which it was proposed first; those that its links show
    need not be among them.
    """
    known = tuple(dict.fromkeys((*ids, *_own_ids(citation))))
    by_id = _find_by_id(document, known, citation)
    if by_id is not None and by_id.sure == "same":
        return by_id
    by_title = _find_by_title(document, citation, known)
    return by_title if by_id is None or (by_title is not None and by_title.sure == "same") else by_id


def find_entry(document: ListDocument, about: Collection[PaperId | str]) -> Located | None:
    """The one entry that is spoken of, by its paper's identity, title or name; None where that is not sure."""
    ids = {one for one in about if isinstance(one, PaperId)}
    if ids and (found := next(_showing(document, ids), None)) is not None:
        return found[0]
    keys = {key for one in about if isinstance(one, str) and (key := squash(one))}
    found_by_words = [
        located
        for located in located_entries(document)
        if any(key in squash(located.entry.text) for key in keys)
        and (said := skim(located.entry)) is not None
        and not keys.isdisjoint({squash(said.title), squash(said.name or ""), squash(f"{said.name} {said.title}")})
    ]
    return found_by_words[0] if len(found_by_words) == 1 else None


def find_called(document: ListDocument, words: str) -> Located | None:
    """The one entry that words name: an address or identity of its paper, its title or its name; None if not sure."""
    return find_entry(document, (*identities(words), words))


def located_entries(document: ListDocument) -> Iterator[Located]:
    """All entries of a list, in the order of its text."""
    return (Located(entry, section) for section in document.sections for entry in section.entries)


def identities(text: str) -> tuple[PaperId, ...]:
    """The papers that an entry shows, in the order of its text: by its links, or named in its words.

    An address that is no paper's own stands for itself, as `url_identity` spells it.
    """
    shown = {at: identify(url) or url_identity(url) for at, url in addresses(text)}
    for start, _, identity in find_ids(text):
        shown.setdefault(start, identity)
    for start, _, url in find_dois(text) if "10." in text else ():
        if (named := identify(url)) is not None:
            shown.setdefault(start, named)
    return tuple(dict.fromkeys(shown[at] for at in sorted(shown)))


def addresses(text: str) -> Iterator[tuple[int, str]]:
    """The web addresses of a text, and where they stand."""
    return ((found.start(), found[0]) for found in _URL.finditer(text))


_PAPER_ROLES: Final = frozenset(("pdf", "abstract"))
_URL: Final = re.compile(r"https?://(?:[^\s()<>\]\"'|]|\([^\s()]*\))+", re.IGNORECASE)
_RUN: Final = re.compile(r"[a-z0-9]+")
_HASH_HEAD: Final = re.compile(r"^[0-9a-f]{4}(?=[0-9a-f]{36}$)")


def _own_ids(citation: Citation) -> Iterator[PaperId]:
    return (paper for link in citation.links if link.role in _PAPER_ROLES and (paper := identify(link.url)))


def _find_by_id(document: ListDocument, ids: Sequence[PaperId], citation: Citation) -> Found | None:
    """The entry that shows one of the identities; of several the one whose title is most like the paper's."""
    best: Found | None = None
    for located, shown, first in _showing(document, ids):
        said = skim(located.entry) if citation.title else None
        like = said is not None and compare(said, citation) is not None
        # An entry may link to other papers besides its own, and so may a submission.
        own = first and not any(_kind(one) == _kind(shown) for one in ids if one != shown and _is_papers(one))
        sure: Sureness = "same" if own or like or not citation.title else "perhaps"
        found = Found(located.entry, located.section, "identity", sure, ids[0], shown)
        if like:
            return found
        if best is None or (best.sure == "perhaps" and sure == "same"):
            best = found
    return best


def _showing(document: ListDocument, ids: Collection[PaperId]) -> Iterator[tuple[Located, PaperId, bool]]:
    """The entries that show one of the identities, which, and whether it is their first of its kind."""
    marks = _marks_in(document.text, ids)
    if not marks:
        return
    in_digits = all(map(str.isdigit, marks))
    for located in located_entries(document):
        text = located.entry.text if in_digits else located.entry.text.lower()
        if any(mark in text for mark in marks):
            of_kind = set()
            for shown in identities(located.entry.text):
                if shown in ids:
                    yield located, shown, _kind(shown) not in of_kind
                    break
                if _is_papers(shown):
                    of_kind.add(_kind(shown))


def _marks_in(text: str, ids: Collection[PaperId]) -> set[str]:
    """The marks of identities that a list's text holds."""
    marks = set(map(_mark, ids))
    # Most marks are digits, which need no text in lower case.
    digits = {mark for mark in marks if mark.isdigit()}
    found = {mark for mark in digits if mark in text}
    if others := marks - digits:
        text = text.lower()
        found |= {mark for mark in others if mark in text}
    return found


def _mark(paper: PaperId) -> str:
    """The longest run of letters and digits in an identity; of an address in its last part, less the form of file."""
    value = paper.value.lower()
    if paper.scheme == "acl":  # one spelling everywhere, whose longest run is a year
        return value
    if paper.scheme == "url":
        # html and pdf, http and https: what differs stands elsewhere.
        value = value.partition("://")[2].partition("?")[0].rstrip("/").rpartition("/")[2]
        value = value.removesuffix(".html").removesuffix(".pdf")
    runs: list[str] = _RUN.findall(value)
    # The pdfs of an index have a slash behind the first four digits of a paper's hash.
    return _HASH_HEAD.sub("", max(runs, key=len, default=""))


def _kind(paper: PaperId) -> str:
    """Of what kind an identity is: one paper has at most one of them."""
    if paper.scheme == "doi":
        return "doi:" + paper.value.partition("/")[0]
    return "url:" + paper.value.split("/")[2] if paper.scheme == "url" else paper.scheme


def _apart(ids: Collection[PaperId], shown: Collection[PaperId]) -> bool:
    """Whether both have identities of a kind, and none of them is shared."""
    ours, theirs = ({_kind(one): one for one in some if _is_papers(one)} for some in (ids, shown))
    return set(ids).isdisjoint(shown) and not ours.keys().isdisjoint(theirs)


def _is_papers(paper: PaperId) -> bool:
    return paper.scheme != "url" or identify(paper.value) is not None


def _find_by_title(document: ListDocument, citation: Citation, ids: Collection[PaperId]) -> Found | None:
    best: Found | None = None
    for located in _candidates(document, citation):
        sure = _bears_title(located.entry, citation, ids)
        if sure is not None and (best is None or sure == "same"):
            said = skim(located.entry)
            alike = sure == "perhaps" and said is not None and not is_same_title(said, citation)
            best = Found(located.entry, located.section, "title", sure, alike=alike)
            if sure == "same":
                break
    return best


def _candidates(document: ListDocument, citation: Citation) -> list[Located]:
    """The entries whose text holds most of the longer words of a title, those with the most first."""
    title = read_title(citation.title, citation.name)
    groups = [
        words
        for start, end in ((0, len(title.words)), (title.own, len(title.words)), *title.parts)
        if (words := _long_words(title.words[start:end]))
    ]
    key, rest = squash(title.key), squash(title.rest)
    starts = {some[:TELLING] for some in (key, rest)} - {""}
    ranked: list[tuple[float, Located]] = []
    for located in located_entries(document):
        text = squash(located.entry.text)
        # An entry may cut a title.
        share = _LEAST_SHARE if any(start in text for start in starts) else 0.0
        if share and rest in text:
            share = 3.0 if key in text else 2.0
        for words in groups if share < 1 else ():
            held = sum(word in text for word in words) / len(words)
            share = max(share, held)
        if share >= _LEAST_SHARE:
            ranked.append((share, located))
    ranked.sort(key=lambda pair: -pair[0])
    return [located for _, located in ranked[:_MOST_CANDIDATES]]


def _long_words(words: Sequence[str]) -> list[str]:
    """The longest words of a title, without the sign of the plural."""
    plain = {squash(word).removesuffix("s"): None for word in words}
    plain.pop("", None)
    return sorted(plain, key=len, reverse=True)[:_MOST_ASKED]


#: So many words of a title, or of a part of it, are looked for in an entry's text.
_MOST_ASKED: Final = 8
#: This share of them an entry holds at least that is read.
_LEAST_SHARE: Final = 0.7
#: Of one question: common words stand in hundreds of entries.
_MOST_CANDIDATES: Final = 50


def _bears_title(entry: Entry, citation: Citation, ids: Collection[PaperId]) -> Sureness | None:
    said = skim(entry)
    if said is None:
        return "same" if _holds_title(entry, citation) else None
    if said.name and len(squash(said.name)) >= TELLING and compare(Citation(said.name), citation) == "same":
        said = Citation(said.name)  # a long name is a title, and what stands behind it words about it
    apart = bool(ids) and _apart(ids, identities(entry.text))
    return compare(said, citation, apart=apart)


def _holds_title(entry: Entry, citation: Citation) -> bool:
    """Whether the text of an entry holds a title, with signs around it as around a title."""
    title = read_title(citation.title)
    return any(
        len("".join(words)) >= TELLING
        and re.search(_TITLE_START + r"[\W_]+".join(map(re.escape, words)) + _TITLE_END, entry.text, re.IGNORECASE)
        for words in (title.words, title.words[title.own :])
    )


_TITLE_START: Final = r"(?:^|[\[*_\"“`>(|:.–—-])[\s\[*_\"“`]*"
_TITLE_END: Final = r"[\s?!]*(?:[\]*_\"”`<)|.,(]|\s[–—-]|$)"
