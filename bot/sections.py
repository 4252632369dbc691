"""Which section a new entry goes to.

The answer carries its reasons as data; the words for people are made elsewhere.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Final

from bot.citation import Citation
from bot.document import Entry, ListDocument, Section, Span
from bot.headings import heading_key, leads, readings
from bot.likeness import Fit, headings_above, is_empty, items, rank
from bot.papers import identify

#: The owner's word on whether the section under some headings gets papers; None where nothing is said.
Said = Callable[[Sequence[str]], bool | None]
#: Keywords, by the section that the list's owner gives papers with one of them: a heading or a path.
Keyworded = tuple[str | Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class Candidate:
    """A section that a paper may go to, and how sure that is, 0 to 1.

    `like` are the two entries there that the paper resembles most.
    """

    section: Section
    confidence: float
    like: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class SectionChoice:
    """The section for a paper.

    `wished` tells that the submission named it, `by_rule` that the list's owner did. `wish_missing` tells
    that the submission named one that the list does not have, so that this one is a guess; `nearest` are
    then the sections whose headings are most like the wish. `shared_words` are the words of the title that
    spoke for a guess, the rarest first, `like` the two entries there that the paper resembles most.
    """

    section: Section
    confidence: float
    alternatives: tuple[Candidate, ...] = ()
    wished: bool = False
    by_rule: bool = False
    wish_missing: bool = False
    nearest: tuple[Section, ...] = ()
    shared_words: tuple[str, ...] = ()
    like: tuple[Entry, ...] = ()


def is_paper_list(document: ListDocument) -> bool:
    """Whether some section has at least five entries, most of which link to papers."""
    return any(len(section.entries) >= _LIST_ENTRIES and holds_papers(section) for section in document.sections)


def holds_papers(section: Section) -> bool:
    """Whether at least half of a section's entries link to a paper.

    Of many entries a sixth is enough: some lists link titles to the papers' own pages.
    """
    texts = [text for _, text in items(section)]
    sample = texts[:: max(1, len(texts) // _SAMPLE)]
    papers = sum(map(_links_to_paper, sample))
    if papers and not _are_enough(papers, len(sample)):  # a sample that is just short of it proves nothing
        papers, sample = sum(map(_links_to_paper, texts)), texts
    return _are_enough(papers, len(sample))


def _are_enough(papers: int, count: int) -> bool:
    """Whether so many of so many entries make a section one of papers."""
    return bool(papers) and (2 * papers >= count or (papers >= _LIST_ENTRIES and 6 * papers >= count))


def choose_section(
    document: ListDocument,
    citation: Citation,
    wish: str | Sequence[str] | None,
    *,
    abstract: str = "",
    keywords: Sequence[Keyworded] = (),
    papers: Said | None = None,
) -> SectionChoice | None:
    """The section that the submission wishes, else the one that the owner's keywords name, else the likeliest.

    A wish is a heading, or a path of headings that may leave some out. `papers` is the owner's word: nothing goes to
    a section that gets none, and who wishes for it is told that the list lacks it. None where no section holds papers.
    """
    wished = _named(document, wish, papers) if wish else []
    if len(wished) == 1:
        return SectionChoice(wished[0], 1.0, wished=True)
    missing = bool(wish) and not wished
    nearest = _nearest(document, wish, papers) if wish and missing else ()
    ruled = _ruled(document, citation, abstract, keywords, papers)
    if wished:  # a heading above several sections that hold papers leaves open which: a guess among them
        spans = {section.span for section in wished}
        ruled = [section for section in ruled if section.span in spans]
    if len(ruled) == 1:
        return SectionChoice(ruled[0], 1.0, by_rule=True, wish_missing=missing, nearest=nearest)
    candidates = (
        ruled
        or wished
        or [
            section
            for section in document.sections
            if (_may_get_papers(section) if papers is None or (said := papers(section.path)) is None else said)
        ]
    )
    asked = " ".join([wish] if isinstance(wish, str) else wish) if wish and missing else ""
    fits = rank(document, candidates, citation, abstract=abstract, asked=asked)
    if not fits:
        return None
    sure = _confidence(document, candidates, fits)
    others = max(1.0 - fits[0].probability, _LEAST_DOUBT)
    return SectionChoice(
        fits[0].section,
        round(sure, 3),
        tuple(
            Candidate(fit.section, round(min(sure, fit.probability * (1 - sure) / others), 3), fit.like)
            for fit in fits[1 : 1 + _ALTERNATIVES]
        ),
        wish_missing=missing,
        nearest=nearest,
        shared_words=fits[0].words,
        like=fits[0].like,
    )


_LIST_ENTRIES: Final = 5
#: So many entries tell whether a section holds papers; more would only take time.
_SAMPLE: Final = 30
_ALTERNATIVES: Final = 3
_NEAREST: Final = 3
_LEAST_LIKENESS: Final = 0.3
#: By how much the odds that a section is right exceed its odds among the others: measured on lists that had no
#: part in the weights.
_ODDS_SHIFT: Final = 0.2
_LEAST_DOUBT: Final = 1e-6
_ARXIV: Final = "arxiv.org/"
_PAPER_LABEL: Final = re.compile(r"\[(?:paper|pdf|arxiv|abs)\b[^\[\]]{0,20}\]+\(http", re.IGNORECASE)
_URL: Final = re.compile(r"https?://[^\s)>\]\"'|]+", re.IGNORECASE)


def _links_to_paper(text: str) -> bool:
    if "arxiv.org/" in text or _PAPER_LABEL.search(text):
        return True
    return any(url.lower().endswith(".pdf") or identify(url) is not None for url in _URL.findall(text))


def _may_get_papers(section: Section) -> bool:
    """Whether a paper may go to a section that nobody named."""
    heading = heading_key(section.path[-1]) if section.path else ""
    if heading in _NEVER or (len(section.entries) < _LIST_ENTRIES and heading in _SELDOM):
        return False
    return bool(section.entries) and holds_papers(section)


def _confidence(document: ListDocument, candidates: Sequence[Section], fits: Sequence[Fit]) -> float:
    """How often so likely a section is the right one.

    Papers that stand where no entries are read may be the ones that this one belongs to.
    """
    probability = min(max(fits[0].probability, _LEAST_DOUBT), 1 - _LEAST_DOUBT)
    odds = log(probability / (1 - probability)) + _ODDS_SHIFT
    read = sum(entry.text.count(_ARXIV) for section in candidates for entry in section.entries)
    seen = (read + _LIST_ENTRIES) / (max(read, document.text.count(_ARXIV)) + _LIST_ENTRIES)
    return seen / (1 + exp(-odds))


def _ruled(
    document: ListDocument, citation: Citation, abstract: str, keywords: Sequence[Keyworded], papers: Said | None
) -> list[Section]:
    """The sections to which the owner gave a keyword that the paper has."""
    text = _spaced(f"{citation.name or ''} {citation.title} {abstract}")
    fitting = [
        named for named, words in keywords if any((key := _spaced(word)).strip() and key in text for word in words)
    ]
    return list({section.span: section for named in fitting for section in _named(document, named, papers)}.values())


def _spaced(text: str) -> str:
    """A text's words, each between two blanks, signs of scripts without blanks too."""
    return f" {' '.join(_KEYWORD_WORD.findall(text.casefold()))} "


#: A word, or a sign of a script that puts no blanks between words.
_KEYWORD_WORD: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
)


def _nearest(document: ListDocument, wish: str | Sequence[str], papers: Said | None) -> tuple[Section, ...]:
    """The sections whose headings are most like a wish."""
    key = heading_key(wish if isinstance(wish, str) else wish[-1])
    likeness = [
        (section, _likeness(key, heading_key(section.path[-1])))
        for section in document.sections
        if section.path
        and (section.entries or is_empty(document, section))
        and not _is_contents(section)
        and not _is_closed(section, papers)
    ]
    close = sorted((pair for pair in likeness if pair[1] >= _LEAST_LIKENESS), key=lambda pair: -pair[1])
    return tuple(section for section, _ in close[:_NEAREST])


def _likeness(key: str, other: str) -> float:
    """How much of their pairs of letters two keys share, 0 to 1; one more where one holds the other."""
    pairs, others = ({one[at : at + 2] for at in range(len(one) - 1)} for one in (key, other))
    if not pairs or not others:
        return 0.0
    return 2 * len(pairs & others) / (len(pairs) + len(others)) + (key in other or other in key)


def _is_closed(section: Section, papers: Said | None) -> bool:
    """Whether the list's owner keeps papers out of a section."""
    return papers is not None and papers(section.path) is False


def _named(document: ListDocument, wish: str | Sequence[str], papers: Said | None) -> list[Section]:
    """The sections that a wish may mean: those that hold papers, else other entries, else nothing yet.

    None of them is one that the owner keeps papers out of.
    """
    headings = headings_above(document)
    title = heading_key(document.title or "")
    keys = {span: [title, *map(heading_key, above)] for span, above in headings.items()}
    for words in readings(wish):
        found = [
            section for section in document.sections if leads(words, keys[section.span]) and not _is_contents(section)
        ]
        if not found:
            continue
        open_to_it = [section for section in found if not _is_closed(section, papers)]
        filled = [section for section in open_to_it if holds_papers(section)]
        if not filled:
            below = _below(document, found, headings)
            filled = [section for section in below if holds_papers(section) and not _is_closed(section, papers)]
        others = [section for section in open_to_it if section.entries]
        empty = [section for section in open_to_it if is_empty(document, section)]
        if filled or others or empty:
            return filled or others or empty[:1]
    return []


def _is_contents(section: Section) -> bool:
    """Whether a section leads the reader about in the document itself."""
    return 0 < len(section.entries) <= 2 * sum("](#" in entry.text for entry in section.entries)


def _below(
    document: ListDocument, found: Sequence[Section], headings: Mapping[Span, Sequence[str]]
) -> Iterator[Section]:
    """The sections inside of the ones found: who names a heading above papers means one of them."""
    spans = {section.span for section in found}
    inside = 0
    for section in document.sections:
        # One level with the heading, but under it all the same: a year that stands alone.
        beside = section.level == inside and len(headings[section.span]) > len(section.path)
        if section.span in spans:
            inside = section.level
        elif section.level <= inside and not beside:
            inside = 0
        elif inside:
            yield section


#: Sections that are about the list itself get no papers, however many stand there; the others of that kind
#: may bear such a heading and be a list all the same.
_NEVER: Final = frozenset(
    map(heading_key, ["License", "Contributing", "Contributors", "Contribution", "News", "Updates", "Changelog"])
) | frozenset(map(heading_key, ["许可证", "贡献", "致谢", "更新", "新闻", "Acknowledgements", "Star History"]))
_SELDOM: Final = frozenset(
    map(heading_key, ["Citation", "Cite", "Citing", "Contents", "Table of Contents", "Resources", "Related Resources"])
) | frozenset(map(heading_key, ["引用", "目录", "相关资源", "资源", "Reference", "Contact"]))
