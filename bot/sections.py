"""Which section a new entry goes to.

The answer carries its reasons as data; the words for people are made elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import exp, log, log1p
from typing import Final

from bot.document import ListDocument, Section
from bot.papers import identify
from bot.styles import Citation


@dataclass(frozen=True)
class Candidate:
    """A section that a paper may go to, and how sure that is, 0 to 1."""

    section: Section
    confidence: float


@dataclass(frozen=True)
class SectionChoice:
    """The section for a paper.

    `wished` tells that the submission named it, `wish_missing` that it named one that the list does not
    have, so that this one is a guess. `shared_words` are the words of the title that spoke for a guess,
    the weightiest first.
    """

    section: Section
    confidence: float
    alternatives: tuple[Candidate, ...] = ()
    wished: bool = False
    wish_missing: bool = False
    shared_words: tuple[str, ...] = ()


def is_paper_list(document: ListDocument) -> bool:
    """Whether some section has at least five entries, most of which link to papers."""
    return any(len(section.entries) >= _LIST_ENTRIES and holds_papers(section) for section in document.sections)


def holds_papers(section: Section) -> bool:
    """Whether at least half of a section's entries link to a paper (some of them, if they are many)."""
    items = _items(section)
    sample = items[:: max(1, len(items) // _SAMPLE)]
    return bool(sample) and 2 * sum(map(_links_to_paper, sample)) >= len(sample)


def choose_section(
    document: ListDocument, citation: Citation, wish: str | Sequence[str] | None
) -> SectionChoice | None:
    """The section that the submission wishes, else the one that shares most rare words with the title.

    A wish is a heading, or a path of headings that may leave some out. None where no section holds papers.
    """
    sections = document.sections
    missing = False
    if wish:
        wished = _wished(document, wish)
        if len(wished) == 1:
            return SectionChoice(wished[0], 1.0, wished=True)
        missing = not wished
        # A heading above several sections that hold papers leaves open which: a guess among them.
        sections = tuple(wished) or sections
    guess = _guess(sections, citation)
    if guess is None:
        return None
    ranked, words = guess
    return SectionChoice(
        ranked[0].section,
        ranked[0].confidence,
        tuple(ranked[1 : 1 + _ALTERNATIVES]),
        wish_missing=missing,
        shared_words=words,
    )


_LIST_ENTRIES: Final = 5
#: So many entries tell whether a section holds papers; more would only take time.
_SAMPLE: Final = 30
_ALTERNATIVES: Final = 3
_PAPER_LABEL: Final = re.compile(r"\[(?:paper|pdf|arxiv|abs)\b[^\[\]]{0,20}\]+\(http", re.IGNORECASE)
_URL: Final = re.compile(r"https?://[^\s)>\]\"'|]+", re.IGNORECASE)


def _links_to_paper(text: str) -> bool:
    if "arxiv.org/" in text or _PAPER_LABEL.search(text):
        return True
    return any(url.lower().endswith(".pdf") or identify(url) is not None for url in _URL.findall(text))


def _items(section: Section) -> list[str]:
    """The texts of a section's outermost entries, with what is nested in them."""
    items: list[str] = []
    end = -1
    for entry in section.entries:
        if entry.span.start < end:
            items[-1] += entry.text
        else:
            items.append(entry.text)
            end = entry.span.end
    return items


def _wished(document: ListDocument, wish: str | Sequence[str]) -> list[Section]:
    """The sections that a wish may mean: those that hold papers, else other entries, else nothing yet."""
    paths = [list(wish)] if not isinstance(wish, str) else [[wish], _PATH_SIGNS.split(wish)]
    for path in paths:
        words = [key for part in path if (key := _heading_key(part))]
        found = [
            section
            for section in document.sections
            if words and _leads(words, section, document.title) and not _is_contents(section)
        ]
        if not found:
            continue
        filled = [section for section in found if holds_papers(section)]
        if not filled:
            filled = [section for section in _below(document, found) if holds_papers(section)]
        others = [section for section in found if section.entries]
        empty = [section for section in found if _is_empty(document, section)]
        if filled or others or empty:
            return filled or others or empty[:1]
    return []


def _is_empty(document: ListDocument, section: Section) -> bool:
    """Whether nothing stands below a heading yet, unlike in sections of prose or of other things than papers."""
    return not any(line.strip() for line in document.lines[section.heading.end : section.span.end])


def _is_contents(section: Section) -> bool:
    """Whether a section leads the reader about in the document itself."""
    return 0 < len(section.entries) <= 2 * sum("](#" in entry.text for entry in section.entries)


def _below(document: ListDocument, found: Sequence[Section]) -> Iterator[Section]:
    """The sections inside of the ones found: who names a heading above papers means one of them."""
    inside = 0
    for section in document.sections:
        if section in found:
            inside = section.level
        elif section.level <= inside:
            inside = 0
        elif inside:
            yield section


def _leads(words: Sequence[str], section: Section, title: str | None) -> bool:
    """Whether the words name the section and, in their order, headings above it."""
    keys = [_heading_key(heading) for heading in ((title or ""), *section.path)]
    if not keys or keys[-1] != words[-1]:
        return False
    above = iter(keys[:-1])
    return all(word in above for word in words[:-1])


_PATH_SIGNS: Final = re.compile(r"[>›»→/]|::")
_EMOJI_CODE: Final = re.compile(r":[a-z0-9_+-]+:")
_HEADING_WORD: Final = re.compile(r"[^\W_]+[+#]*")
_TOLERATED: Final = frozenset(("the", "section", "and", "list", "of"))


def _heading_key(heading: str) -> str:
    """A heading's words alone: no case, signs, emoji, numbering, small words or plural ends."""
    words = _HEADING_WORD.findall(_EMOJI_CODE.sub(" ", heading.casefold()))
    kept = [word.removesuffix("s") for word in words if word not in _TOLERATED]
    while len(kept) > 1 and kept[0].isdigit() and len(kept[0]) < 4:
        kept.pop(0)
    return "".join(kept)


#: So many entries with the words of the whole list are thought into each section, in short lists as many as it
#: has, which keeps small sections from winning by one word.
_SMOOTHING: Final = 60.0
#: So many entries a word of a heading counts for; how much a heading's year speaks for or against.
_HEADING_WEIGHT: Final = 6.0
_YEAR_WEIGHT: Final = 4.0
#: The same smoothing for the word that heads a section, and how surely its entries may be said to hold it.
_HELD_SMOOTHING: Final = 5.0
_MOST_HELD: Final = 0.98
_LINK_END: Final = re.compile(r"\]\([^)\s]*\)?")
#: Words as people read them: MaskCLIP holds the word CLIP.
_TITLE_WORD: Final = re.compile(r"[A-Z]{3,}(?![a-z])|[A-Z]?[^\W\d_A-Z]{2,}")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_COMMON: Final = frozenset(
    ("the", "and", "for", "with", "from", "via", "are", "can", "using", "toward", "based", "into", "how", "paper")
)


@dataclass(frozen=True)
class _Profile:
    """How many of a section's outermost entries hold each watched word, and what its headings say."""

    section: Section
    size: int
    held: Counter[str]
    headings: Set[str]
    heading: Set[str]


def _guess(sections: Sequence[Section], citation: Citation) -> tuple[list[Candidate], tuple[str, ...]] | None:
    """The sections that hold papers, the likeliest first, and the words that spoke for that one."""
    candidates = [section for section in sections if section.entries and holds_papers(section)]
    if not candidates:
        return None
    if len(candidates) == 1:
        return [Candidate(candidates[0], 1.0)], ()
    words = _title_words(f"{citation.name or ''} {citation.title}")
    watched = set(words).union(*(_title_words(heading) for section in candidates for heading in section.path[-1:]))
    profiles = [_profile(section, watched) for section in candidates]
    total = sum(profile.size for profile in profiles)
    share = {word: (sum(profile.held[word] for profile in profiles) + 0.5) / (total + 1) for word in watched}
    smoothing = min(_SMOOTHING, total)
    scores = [
        _score(profile, words, share, smoothing) + _year_score(profile.section, citation.date) for profile in profiles
    ]
    weights = [exp(score - max(scores)) for score in scores]
    ranked = sorted(zip(weights, profiles, strict=True), key=lambda pair: -pair[0])
    best = ranked[0][1]
    spoke = sorted((word for word in words if best.held[word] or word in best.headings), key=share.__getitem__)
    return (
        [Candidate(profile.section, round(weight / sum(weights), 3)) for weight, profile in ranked],
        tuple(words[word] for word in spoke[:5]),
    )


def _profile(section: Section, watched: Set[str]) -> _Profile:
    items = _items(section)
    held = Counter[str]()
    # Each watched word by the forms that `_title_words` makes it of.
    forms = {form: word for word in watched for form in (word, f"{word}s")}
    for text in items:
        found = set(map(str.lower, _TITLE_WORD.findall(_LINK_END.sub("]", text))))
        held.update({forms[form] for form in forms.keys() & found})
    heading = _title_words(" ".join(section.path[-1:])).keys()
    return _Profile(section, len(items), held, _title_words(" ".join(section.path)).keys(), heading)


def _score(profile: _Profile, words: Iterable[str], share: Mapping[str, float], smoothing: float) -> float:
    """How well a title's words fit a section: naive Bayes, with its size as what is expected beforehand.

    A word counts by how much more of the section's entries hold it than of all entries. A section whose
    entries hold the word that heads it fits badly where the title lacks that word.
    """
    score = log(profile.size + 1)
    for word in words:
        heading = _HEADING_WEIGHT if word in profile.headings else 0.0
        score += log(((profile.held[word] + heading) / share[word] + smoothing) / (profile.size + heading + smoothing))
    for word in sorted(profile.heading - set(words)):
        held = (profile.held[word] + _HELD_SMOOTHING * share[word]) / (profile.size + _HELD_SMOOTHING)
        score += log1p(-min(held, _MOST_HELD)) - log1p(-min(share[word], _MOST_HELD))
    return score


def _title_words(text: str) -> dict[str, str]:
    """The telling words of a title, entry or heading: plural ends off, and as they stand."""
    words = {}
    for found in _TITLE_WORD.findall(text):
        word = found.lower()
        stem = word[:-1] if word[-1] == "s" and word[-2] != "s" else word
        if len(stem) > 2 and stem not in _COMMON:
            words[stem] = word
    return words


def _year_score(section: Section, date: str | None) -> float:
    """Speaks for a section headed by the paper's year, and against one headed by others."""
    years = _YEAR.findall(section.path[-1]) if section.path else []
    if not years or date is None:
        return 0.0
    return _YEAR_WEIGHT if date[:4] in years else -_YEAR_WEIGHT
