"""How well a paper fits each section of a list: by the entries that stand there, its headings and its dates.

Everything is learned from the list itself. A few weights say how much each kind of evidence counts; they
were fitted to additions that people made to lists, each list judged by weights that had not seen it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from math import exp, log, log1p
from typing import Final

from bot.citation import Citation
from bot.document import Entry, ListDocument, Section, Span


@dataclass(frozen=True)
class Fit:
    """How well a paper fits a section.

    `probability` is that of this section among those compared, `words` are the paper's words that speak
    for it, the rarest first, `like` the two entries of the section that the paper resembles most.
    """

    section: Section
    probability: float
    words: tuple[str, ...]
    like: tuple[Entry, ...]


def rank(
    document: ListDocument, sections: Sequence[Section], citation: Citation, *, abstract: str = "", asked: str = ""
) -> list[Fit]:
    """The sections with entries, the fittest first. `asked` are words by which headings count, as the title's do."""
    filled = [section for section in sections if section.entries]
    if not filled:
        return []
    evidence = weigh(document, filled, citation, abstract=abstract, asked=asked)
    scores = [sum(WEIGHTS[kind] * value for kind, value in one.values.items()) for one in evidence]
    highest = max(scores)
    shares = [exp(score - highest) for score in scores]
    total = sum(shares)
    ranked = sorted(zip(shares, evidence, strict=True), key=lambda pair: -pair[0])
    return [Fit(one.section, share / total, one.words, one.like) for share, one in ranked]


def items(section: Section) -> list[tuple[Entry, str]]:
    """A section's outermost entries, and their texts with what is nested in them."""
    if not any(entry.depth for entry in section.entries):
        return [(entry, entry.text) for entry in section.entries]
    outermost: list[tuple[Entry, list[str]]] = []
    end = -1
    for entry in section.entries:
        if entry.span.start < end:
            outermost[-1][1].append(entry.text)
        else:
            outermost.append((entry, [entry.text]))
            end = entry.span.end
    return [(entry, "".join(texts)) for entry, texts in outermost]


def headings_above(document: ListDocument) -> dict[Span, tuple[str, ...]]:
    """The headings that hold for the section of each span: its path, and a year that stands empty before it.

    Some lists have `### 2024` and, on the same level, `### Conference` and `### Journal` for what belongs to it.
    """
    above: dict[Span, tuple[str, ...]] = {}
    years: dict[int, str] = {}
    for section in document.sections:
        for level in [level for level in years if level > section.level]:
            del years[level]
        path = section.path
        if path and years_named(path[-1]) is not None:
            years.pop(section.level, None)
            if is_empty(document, section):
                years[section.level] = path[-1]
        elif section.level in years:
            path = (*path[:-1], years[section.level], path[-1])
        above[section.span] = path
    return above


def is_empty(document: ListDocument, section: Section) -> bool:
    """Whether nothing stands below a heading yet, unlike in sections of prose or of other things than papers."""
    return not any(line.strip() for line in document.lines[section.heading.end : section.span.end])


def years_named(heading: str) -> range | None:
    """The years that a heading is for: `2023`, `2019-2020`, `Before 2018`, `2023年`; None where it names none."""
    years = _years(heading)
    if not years or len(years) > 2:
        return None
    first, last = min(years), max(years)
    if _EARLIER.search(heading):
        first = 0
    elif _LATER.search(heading):
        last = 9999
    return range(first, last + 1)


#: How much each kind of evidence counts.
WEIGHTS: Final[Mapping[str, float]] = {
    "size": 0.43,
    "near": 0.54,
    "profile": 0.22,
    "neighbours": 0.88,
    "heading": 0.42,
    "above": 0.26,
    "lacking": 0.78,
    "years": 0.75,
    "venue": 0.26,
    "preprints": 1.7,
    "survey": 1.0,
    "rest": 0.25,
}
#: So many entries with the words of the whole list are thought into each section, in short lists as many as it
#: has, which keeps small sections from winning by one word.
_SMOOTHING: Final = 60.0
#: The same for the words of headings, of venues, and for how many entries are near in time.
_HEADING_SMOOTHING: Final = 5.0
_VENUE_SMOOTHING: Final = 10.0
_NEAR_SMOOTHING: Final = 4.0
#: How surely a section's entries may be said to hold the word that heads it.
_MOST_HELD: Final = 0.98
#: A neighbour's voice grows with this power of how much of the paper's words it holds.
_CLOSENESS: Final = 3
#: The voice that sections without any neighbours have.
_LEAST_VOICE: Final = 0.03
#: What two words that the paper has side by side, and an entry too, count beside the words.
_PAIR: Final = 0.5
#: All words of an abstract together count this much of what the title's do.
_ABSTRACT: Final = 0.5
#: Months at which an entry speaks half as loud for where papers of that time go.
_NEAR: Final = 4.0

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=['’])\d\d(?!\d)")
_EARLIER: Final = re.compile(r"\b(?:before|until|pre|prior|earlier|older)\b|以前|之前", re.IGNORECASE)
_LATER: Final = re.compile(r"\b(?:after|since|now|present|today)\b|以后|之后|以来|至今", re.IGNORECASE)
_ARXIV_MONTH: Final = re.compile(r"arxiv[^\s)\]]*?[/.:](\d\d)(0[1-9]|1[0-2])\.\d{4,5}")
_PREPRINT: Final = re.compile(r"arxiv|preprint|预印本", re.IGNORECASE)


@dataclass(frozen=True)
class Evidence:
    """What speaks for a section, by kind; the paper's words and the entries that do so."""

    section: Section
    values: Mapping[str, float]
    words: tuple[str, ...]
    like: tuple[Entry, ...]


def weigh(
    document: ListDocument, sections: Sequence[Section], citation: Citation, *, abstract: str = "", asked: str = ""
) -> list[Evidence]:
    """The evidence for each of the sections, which all have entries."""
    texts = [items(section) for section in sections]
    # Every text is cut into words once; what follows looks at the few words that matter.
    found = [[set(_WORD.findall(_LINK_END.sub("]", text))) for _, text in part] for part in texts]
    vocabulary = set[str]().union(*chain.from_iterable(found))
    paper = _paper(citation, abstract, asked)
    heads = [words_of(section.path[-1] if section.path else "").keys() for section in sections]
    forms = _forms(vocabulary, paper.weights.keys() | paper.venue | paper.asked | set[str]().union(*heads))
    groups = [
        [
            _Item(entry, {word for form in forms.keys() & raws for word in forms[form]}, _month(text))
            for (entry, text), raws in zip(part, raws_of_part, strict=True)
        ]
        for part, raws_of_part in zip(texts, found, strict=True)
    ]
    return _compare(paper, sections, heads, headings_above(document), groups)


@dataclass
class _Item:
    """An entry: which of the watched words it holds, the month of its arXiv id, and how close the paper is."""

    entry: Entry
    words: Set[str]
    month: int | None
    closeness: float = 0.0


@dataclass(frozen=True)
class _Paper:
    """What is looked for: words with their weights and as they are written, and which stand side by side.

    `asked` are the words of a wish, `venue` those of the venue.
    """

    weights: Mapping[str, float]
    written: Mapping[str, str]
    pairs: Sequence[tuple[str, str]]
    asked: Set[str]
    venue: Set[str]
    years: Sequence[int]
    month: int | None
    preprint: bool


def _paper(citation: Citation, abstract: str, asked: str) -> _Paper:
    text = f"{citation.name or ''} {citation.title}"
    written = words_of(text)
    more = words_of(abstract).keys() - written.keys()
    by_id = _month(" ".join(link.url for link in citation.links))
    dated, venue = citation.date or "", citation.venue or ""
    year, month = dated[:4], dated[5:7]
    return _Paper(
        dict.fromkeys(written, 1.0) | dict.fromkeys(more, min(1.0, _ABSTRACT * len(written) / max(1, len(more)))),
        written,
        list(pairwise(words_of(citation.title))),
        words_of(asked).keys(),
        words_of(_PREPRINT.sub(" ", venue)).keys(),
        [*_years(year), *_years(venue)[:1]],
        by_id or (12 * int(year) + int(month or 6) if year else None),
        bool(_PREPRINT.search(venue)) if venue else by_id is not None,
    )


def _years(text: str) -> list[int]:
    """The years in a text, those of two digits behind an apostrophe too: ICLR'24."""
    return [int(year) if len(year) == 4 else 2000 + int(year) for year in _YEAR.findall(text)]


def _month(text: str) -> int | None:
    found = _ARXIV_MONTH.search(text) if "arxiv" in text else None
    return 12 * (2000 + int(found[1])) + int(found[2]) if found else None


def _compare(
    paper: _Paper,
    sections: Sequence[Section],
    heads: Sequence[Set[str]],
    headings: Mapping[Span, Sequence[str]],
    groups: Sequence[Sequence[_Item]],
) -> list[Evidence]:
    everything = [item for group in groups for item in group]
    count = len(everything)
    held = [Counter(chain.from_iterable(item.words for item in group)) for group in groups]
    holders = Counter(chain.from_iterable(item.words for item in everything))
    watched = {*holders, *paper.weights, *paper.asked, *paper.venue}
    share = {word: (holders[word] + 0.5) / (count + 1) for word in watched.union(*heads)}
    rarity = {word: paper.weights.get(word, 1.0) * -log(min(1.0, share[word])) for word in watched}
    _set_closeness(paper, everything, rarity)
    now = paper.month or max((item.month for item in everything if item.month), default=None)
    years = paper.years or ([(now - 1) // 12] if now else [])
    smoothing = min(_SMOOTHING, count)
    topics = _topics(sections, groups, held)
    voices = sum(topic.voice for topic in topics)
    near = [sum(_nearness(item.month, now) for item in group) for group in groups]
    sought = paper.weights.keys() | paper.asked

    evidence = []
    for section, topic, head, group, own, beside in zip(sections, topics, heads, groups, held, near, strict=True):
        above = sought & words_of(" ".join(section.path[:-1])).keys()
        told = (sought | paper.venue) & head
        expected = (beside + _NEAR_SMOOTHING * len(group) / count) / (sum(near) + _NEAR_SMOOTHING)
        values = {
            "size": log1p(len(group)),
            "near": log(expected * (count + 1) / (len(group) + 1)),
            "profile": sum(
                weight * log((topic.held[word] / share[word] + smoothing) / (topic.size + smoothing))
                for word, weight in paper.weights.items()
            ),
            "neighbours": log(topic.voice / voices + _LEAST_VOICE) if voices else 0.0,
            "heading": sum(rarity[word] for word in told),
            "above": sum(rarity[word] for word in above),
            "lacking": sum(_lack(own[word], len(group), share[word]) for word in sorted(head - told)),
            "years": _years_fit(headings[section.span], years),
            "venue": sum(
                log((own[word] / share[word] + _VENUE_SMOOTHING) / (len(group) + _VENUE_SMOOTHING))
                for word in paper.venue
                if holders[word]
            ),
            "preprints": (1.0 if paper.preprint else -1.0) if _PREPRINT.search(_own_heading(section)) else 0.0,
            "survey": float(not _SURVEY.isdisjoint(head & paper.written.keys())),
            "rest": float(not _REST.isdisjoint(head)),
        }
        spoke = [word for word in paper.written if topic.held[word] or word in told | above]
        alike = sorted((item for item in group if item.closeness), key=lambda item: -item.closeness)
        evidence.append(
            Evidence(
                section,
                values,
                tuple(paper.written[word] for word in sorted(spoke, key=share.__getitem__)[:_WORDS]),
                tuple(item.entry for item in alike[:_LIKE]),
            )
        )
    return evidence


def _set_closeness(paper: _Paper, everything: Iterable[_Item], rarity: Mapping[str, float]) -> None:
    """Tell each entry how much of the paper's words it holds, rare ones and such as stand side by side above all."""
    sought = paper.weights.keys()
    shared = [(item, words) for item in everything if (words := item.words & sought)]
    pairs = [[pair for pair in paper.pairs if words.issuperset(pair)] if len(words) > 1 else [] for _, words in shared]
    holders = Counter(pair for held in pairs for pair in held)
    pair_rarity = {pair: -log(min(1.0, (held + 0.5) / (len(shared) + 1))) for pair, held in holders.items()}
    whole = sum(rarity[word] for word in sought) or 1.0
    for (item, words), held in zip(shared, pairs, strict=True):
        item.closeness = (sum(rarity[word] for word in words) + _PAIR * sum(pair_rarity[pair] for pair in held)) / whole


@dataclass
class _Topic:
    """What the entries of a section say; those of sections that only years tell apart speak together."""

    size: int = 0
    held: Counter[str] = field(default_factory=Counter)
    voice: float = 0.0


def _topics(
    sections: Sequence[Section], groups: Sequence[Sequence[_Item]], held: Sequence[Counter[str]]
) -> list[_Topic]:
    """The topic of each section."""
    of_years = defaultdict[tuple[str, ...], _Topic](_Topic)
    topics = []
    for section, group, own in zip(sections, groups, held, strict=True):
        topic = of_years[section.path[:-1]] if years_named(_own_heading(section)) is not None else _Topic()
        topic.size += len(group)
        topic.held.update(own)
        topic.voice += sum(item.closeness**_CLOSENESS for item in group)
        topics.append(topic)
    return topics


def _own_heading(section: Section) -> str:
    return section.path[-1] if section.path else ""


def _nearness(month: int | None, now: int | None) -> float:
    return 0.0 if month is None or now is None else 1 / (1 + ((month - now) / _NEAR) ** 2)


def _lack(held: int, size: int, share: float) -> float:
    """Speaks against a section whose entries hold a word of its heading that the paper lacks."""
    expected = (held + _HEADING_SMOOTHING * share) / (size + _HEADING_SMOOTHING)
    return log1p(-min(expected, _MOST_HELD)) - log1p(-min(share, _MOST_HELD))


def _years_fit(headings: Sequence[str], years: Sequence[int]) -> float:
    """Speaks for a section headed by the paper's years, and against one headed by others."""
    named = next((found for heading in reversed(headings) if (found := years_named(heading)) is not None), None)
    return 0.0 if named is None else float(sum(1 if year in named else -1 for year in years))


#: So many words and entries are told as reasons.
_WORDS: Final = 5
_LIKE: Final = 2

_LINK_END: Final = re.compile(r"\]\([^)\s]*\)?|https?://[^\s)>\]]+|<[^<>]*>")
_WORD: Final = re.compile(r"\w+")
#: Words inside of a word as people read them: MaskCLIP holds the word CLIP.
_INNER: Final = re.compile(r"[A-Z]{2,}(?=s?(?![A-Za-z])|[A-Z][a-z])|[A-Z]?[a-z]{2,}|[A-Z]{2,}")
#: Scripts that put no blanks between words; pairs of signs do for words there.
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]+")
#: Endings of words, the longest first.
_ENDINGS: Final = tuple(
    """
    izations ization ations atives itions ating ation ative ators ition izing ments ated ates ator ings ions
    ives ized izes ment ate ers ies ing ion ive ize ors al ed er es ly or ys e s y
    """.split()  # noqa: SIM905 -- a list of words is easier to read and to change as text
)
_LEAST_STEM: Final = 4
_COMMON: Final = frozenset(
    """
    the and for with from via are can using toward based into how paper of in on to an is by at as we do it or
    be not you need all its their what when
    """.split()  # noqa: SIM905 -- a list of words is easier to read and to change as text
)


def words_of(text: str) -> dict[str, str]:
    """The telling words of a text by their stems, and as they stand."""
    words: dict[str, str] = {}
    for raw in _WORD.findall(text):
        for word, written in _telling(raw):
            words.setdefault(word, written)
    return words


@lru_cache(maxsize=1 << 14)
def _telling(raw: str) -> tuple[tuple[str, str], ...]:
    """The words that one run of letters and digits holds: itself, and the parts of `MaskCLIP`, of `基于图像`."""
    if not raw.isascii() and (runs := _UNSPACED.findall(raw)):
        pairs = [run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))]
        return tuple((pair, pair) for pair in pairs) + tuple(
            pair for part in _UNSPACED.split(raw) if part for pair in _telling(part)
        )
    if "_" in raw:
        return tuple(pair for part in raw.split("_") for pair in _telling(part))
    parts = [raw]
    if not raw.islower() and not raw[1:].islower():
        parts += [part for part in _INNER.findall(raw) if len(part) > 2 and part != raw]
    found = [(_stem(part.lower()), part.lower()) for part in parts]
    return tuple((stem, word) for stem, word in found if len(stem) > 1 and word not in _COMMON and not word.isdigit())


def _stem(word: str) -> str:
    """A word without its ending, as far as that takes no more than an ending: retrieving, retrieval; images, image."""
    if word.endswith(_ENDINGS):
        for ending in _ENDINGS:
            if len(word) - len(ending) >= _LEAST_STEM and word.endswith(ending):
                return word[: -len(ending)]
    return word[:-1] if len(word) > 2 and word[-1] == "s" and word[-2] != "s" else word


def _forms(vocabulary: Iterable[str], watched: Set[str]) -> dict[str, list[str]]:
    """The runs of letters and digits that hold watched words, each with those."""
    forms = {}
    for raw in vocabulary:
        if words := [word for word, _ in _telling(raw) if word in watched]:
            forms[raw] = words
    return forms


_SURVEY: Final = frozenset(words_of("survey review overview benchmark benchmarking dataset tutorial").keys())
_REST: Final = frozenset(words_of("other others misc miscellaneous general unsorted uncategorized related").keys())
