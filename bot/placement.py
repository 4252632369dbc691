"""Where a new entry goes: which section, and which place in it.

Both answers carry their reasons as data; the words for people are made elsewhere.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import exp, log, log1p
from typing import Final, Literal

from bot.document import Entry, ListDocument, Section
from bot.papers import identify
from bot.citation import Citation
from bot.ordering import (
    Dates, End, Group, Key, Order, OrderKey, Sorted, follow, place_in, read_dates, read_venue, text_key, venue_groups,
)
from bot.forms.venues import is_preprint, split_year
from bot.styles import Style

Kind = Literal["named", "nameless"]


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


@dataclass(frozen=True)
class Habit:
    """Where new entries go in a section that is not sorted: at its top or at its end.

    `whose` tells whether the section itself shows that or the whole list; None: neither, it is a guess.
    """

    end: End
    whose: Literal["section", "list"] | None = None


@dataclass(frozen=True)
class Place:
    """A place among the entries of a section.

    The new entry goes before line `line` of the document, directly behind `before` or in front of `after`
    (both None: the section has no entries); `index` of the section's entries stand before it. It goes there by
    the section's `order`, or by a `habit`, or beside the others of its `venue`. `among` tells that only the
    entries with a name, or only those without, were looked at.
    """

    line: int
    before: Entry | None
    after: Entry | None
    index: int = 0
    order: Order | None = None
    among: Kind | None = None
    habit: Habit | None = None
    venue: str | None = None


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


def find_place(
    document: ListDocument, section: Section, citation: Citation, style: Style, order: Order | None = None
) -> Place:
    """The place of a new entry, `citation` as it will be shown, in a section that is written in this style.

    `order` is the owner's word for what the section is sorted by; without it that is learned.
    """
    entries = level_entries(section)
    if not entries:
        return Place(section.span.end, None, None)
    new = _New(citation, style.render(citation))
    own: Sequence[int] = range(len(entries))
    among: Kind | None = None
    if order is None and not _is_in_perfect_order(entries, new):
        own = _part(document, section, entries, citation)
        own, among = _of_one_form(entries, own, citation, style)
    found = _find([entries[number] for number in own], new, style, order, _others(document, section))
    at = own[found.at] if found.at < len(own) else own[-1] + 1
    before = entries[at - 1] if at else None
    after = entries[at] if at < len(entries) else None
    # At the head of a part the new entry stands below the words that part it from what is above.
    line = before.span.end if before and (after is None or at != own[0]) else entries[at].span.start
    return Place(line, before, after, at, found.order, among, found.habit, found.venue)


def level_entries(section: Section) -> list[Entry]:
    """The entries among which a new one stands: of the kind and depth that most entries with links have."""
    levels: dict[tuple[str, int], list[Entry]] = {}
    linked: Counter[tuple[str, int]] = Counter()
    for entry in section.entries:
        level = entry.kind, entry.depth
        levels.setdefault(level, []).append(entry)
        linked[level] += "](" in entry.text or "://" in entry.text
    return levels[linked.most_common(1)[0][0]] if linked else []


_LIST_ENTRIES: Final = 5
#: So many entries tell whether a section holds papers, and what it is sorted by; more would only take time.
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


# The entries among which the new one has its place


@dataclass(frozen=True)
class _New:
    """The new entry: what it says, and its text as far as that is known without its place."""

    citation: Citation
    text: str

    @cached_property
    def dates(self) -> Dates:
        """The dates that it will show, and what else is known of its date."""
        shown = read_dates(self.text)
        if self.citation.date is None:
            return shown
        known = tuple(map(int, self.citation.date.split("-")))
        return Dates(
            shown.day or (known if len(known) == 3 else None),
            shown.number,
            shown.month or (known[:2] if len(known) > 1 else None),
            shown.year or known[:1],
        )


def _others(document: ListDocument, section: Section) -> Iterator[Section]:
    """The other sections with entries, the nearest first."""
    others = (other for other in document.sections if other.entries and other.heading != section.heading)
    yield from sorted(others, key=lambda other: abs(other.span.start - section.span.start))


def _is_in_perfect_order(entries: Sequence[Entry], new: _New) -> bool:
    """Whether all are so well in the order of one kind of date that no parts count."""
    sorts = _sorts(entries)
    kind = _best_kind(sorts, new.dates)
    return kind is not None and sorts[kind].share >= _PERFECT_SHARE and sorts[kind].coverage >= _PERFECT_COVERAGE


def _part(
    document: ListDocument, section: Section, entries: Sequence[Entry], citation: Citation
) -> Sequence[int]:
    """The numbers of the entries in the part that the paper belongs to, where words part a section without headings.

    A part headed by the kind of the paper's venue is meant; else the one with most entries that share its words.
    """
    starts = [
        number
        for number, (one, other) in enumerate(pairwise(entries), 1)
        if any(line.strip() for line in document.lines[one.span.end : other.span.start])
    ]
    if not starts:
        return range(len(entries))
    parts = [range(start, end) for start, end in pairwise((0, *starts, len(entries)))]
    above = [section.heading.end, *(entries[start - 1].span.end for start in starts)]
    heads = [
        # What stands right above, without the head of a table.
        _words(" ".join(line for line in document.lines[max(top, first - _HEAD_LINES) : first] if "|" not in line))
        for top, first in zip(above, (entries[part[0]].span.start for part in parts), strict=True)
    ]
    of_kind = [part for part, head in zip(parts, heads, strict=True) if head & _KIND_WORDS[_venue_kind(citation)]]
    if len(of_kind) == 1:
        return of_kind[0]
    words = [_words(entry.text) for entry in entries]
    wanted = _words(f"{citation.name or ''} {citation.title} {citation.venue or ''} {citation.date or ''}")
    wanted &= set().union(*words, *heads)
    share = {word: (sum(word in of for of in words) + 0.5) / (len(entries) + 1) for word in wanted}

    def score(number: int) -> float:
        part, head = parts[number], heads[number]
        total = log(len(part) + 1)
        for word in sorted(wanted):
            heads_it = _PART_HEAD_WEIGHT if word in head else 0.0
            held = sum(word in words[entry] for entry in part) + heads_it
            total += log((held / share[word] + _PART_SMOOTHING) / (len(part) + heads_it + _PART_SMOOTHING))
        return total

    return parts[max(range(len(parts)), key=score)]


def _words(text: str) -> Set[str]:
    return {word.casefold().removesuffix("s") for word in _WORD.findall(_ADDRESS.sub("]", text))}


_WORD: Final = re.compile(r"[^\W\d_]{3,}|(?:19|20)\d\d")
_ADDRESS: Final = re.compile(r"\]\([^)\s]*+\)?|<[^<>]*+>|https?://[^\s)]*+")
_HEAD_LINES: Final = 5
_PART_HEAD_WEIGHT, _PART_SMOOTHING = 15.0, 30.0
_KIND_WORDS: Final[dict[str, frozenset[str]]] = {
    "preprint": frozenset(("arxiv", "preprint", "unpublished")),
    "journal": frozenset(("journal", "transaction")),
    "conference": frozenset(("conference", "proceeding")),
}
_JOURNAL: Final = re.compile(r"\b(?:T[A-Z]{2,6}|IJ[A-Z]{2,3}|[A-Z]*PAMI|[A-Z]{2,}J|J[A-Z]{2,}|R-?AL|CVIU)\b|Journal|Trans|Letters|Nature|Science")


def _venue_kind(citation: Citation) -> str:
    venue, _ = split_year(citation.venue or "arXiv")
    return "preprint" if is_preprint(venue) else "journal" if _JOURNAL.search(venue) else "conference"


def _of_one_form(
    entries: Sequence[Entry], numbers: Sequence[int], citation: Citation, style: Style
) -> tuple[Sequence[int], Kind | None]:
    """The entries of the new one's form, if they stand together and others apart from them: those with a name first.

    Told with whether they are those with or without a name.
    """
    form = _form(citation)
    read = {}
    for number in numbers[:: -(-len(numbers) // _FORMS_SAMPLE)]:
        if (said := style.skim(entries[number])) is not None:
            read[number] = _form(said)
    known = list(read)
    own = [place for place, number in enumerate(known) if read[number] == form]
    if len(own) < _LEAST_FORMS or len(own) == len(known) or own[-1] - own[0] != len(own) - 1:
        return numbers, None

    def is_other(number: int) -> bool:
        said = style.skim(entries[number])
        return said is not None and _form(said) != form

    # Between the sampled entries at the edge the others are read.
    start, end = known[own[0]], known[own[-1]] + 1
    above = known[own[0] - 1] if own[0] else numbers[0] - 1
    below = known[own[-1] + 1] if own[-1] + 1 < len(known) else numbers[-1] + 1
    start = next((number + 1 for number in range(start - 1, above, -1) if is_other(number)), above + 1)
    end = next((number for number in range(end, below) if is_other(number)), below)
    named = {name for name, _ in read.values()}
    return range(start, end), None if len(named) < 2 else "named" if form[0] else "nameless"


def _form(citation: Citation) -> tuple[bool, bool]:
    """What sets kinds of entries apart: whether they have a name, and whether the title carries a link."""
    return citation.name is not None, bool(citation.links) and citation.links[0].label is None


_FORMS_SAMPLE: Final = 40
_LEAST_FORMS: Final = 3
_PERFECT_SHARE, _PERFECT_COVERAGE = 0.95, 0.9


# The place among the entries


@dataclass(frozen=True)
class _Found:
    """A place among some entries, and why there; see `Place`."""

    at: int
    order: Order | None = None
    habit: Habit | None = None
    venue: str | None = None


#: Kinds of dates, the finest first: of two that fit as well the finer decides more.
_DATES: Final = ("day", "number", "month", "year")
#: An order is seen where so many entries show the key and this share of them is in order. Fewer are in some order
#: by chance.
_LEAST_KEYS: Final = 4
_LEAST_COVERAGE: Final = 0.6
_LEAST_SHARE: Final = 0.8
_LEAST_SORTED: Final = 0.8
#: A finer kind of date gives way to a coarser that fits so much better.
_FINER: Final = 0.03
#: The habit of the whole list counts like so many pairs of entries of the section.
_HABIT_WEIGHT: Final = 4.0
#: So many entries of other sections show the habit of the list.
_ASKED: Final = 400
_LEAST_WORDS: Final = 5
_WORDS_SAMPLE: Final = 30
_LEAST_WORDS_SHARE: Final = 0.85


def _find(
    entries: Sequence[Entry], new: _New, style: Style, order: Order | None, others: Iterable[Section]
) -> _Found:
    sorts = _sorts(entries)
    if order is not None:
        return _kept(order, entries, new, style, sorts) or _by_habit(sorts, others, len(entries))
    habit = _by_habit(sorts, others, len(entries))
    kind = _best_kind(sorts, new.dates)
    if (kind is None or sorts[kind].share < 1) and (by_words := _by_words(entries, new.citation, style)):
        return by_words
    end: End = "bottom" if habit.at else "top"
    learned = None if kind is None else Order("date", sorts[kind].direction)
    if kind in (None, "year") and (at := _by_venue(entries, new, end)) is not None:
        return _Found(at, learned, venue=new.citation.venue)
    if kind is None or learned is None:
        return habit
    return _Found(place_in(sorts[kind].keys, getattr(new.dates, kind), learned.direction), learned)


def _sorts(entries: Sequence[Entry]) -> Mapping[str, Sorted]:
    dates = [read_dates(entry.text) for entry in entries]
    return {kind: follow([getattr(date, kind) for date in dates]) for kind in _DATES}


def _best_kind(sorts: Mapping[str, Sorted], new: Dates) -> str | None:
    """The kind of date that the entries are sorted by, if they are by one that the new entry has too."""
    best = None
    for kind in _DATES:
        sort = sorts[kind]
        if (
            getattr(new, kind) is not None
            and sort.distinct > 1
            and sort.coverage >= _LEAST_COVERAGE
            and sort.coverage * len(sort.keys) >= _LEAST_KEYS
            and sort.share >= _LEAST_SHARE
            and abs(sort.trend) >= _LEAST_SORTED
            and (best is None or sort.share > sorts[best].share + _FINER)
        ):
            best = kind
    return best


def _by_habit(sorts: Mapping[str, Sorted], others: Iterable[Section], count: int) -> _Found:
    """The end at which the newest entries stand, in this section or else in the list."""
    own = max(sorts.values(), key=lambda sort: abs(sort.lead))
    lead = own.lead + _HABIT_WEIGHT * _list_trend(others)
    whose: Literal["section", "list"] | None = None
    if abs(own.trend) >= _LEAST_TREND and own.lead * lead > 0:
        whose = "section"
    elif abs(lead - own.lead) >= _LEAST_TREND * _HABIT_WEIGHT and (lead - own.lead) * lead > 0:
        whose = "list"
    end: End = "top" if lead < 0 else "bottom"
    return _Found(0 if end == "top" else count, habit=Habit(end, whose))


_LEAST_TREND: Final = 0.3


def _list_trend(others: Iterable[Section]) -> float:
    """-1 where all of the list's sections have their newest entries first, 1 where all have them last."""
    trends: list[float] = []
    asked = 0
    for section in others:
        entries = level_entries(section)
        if len(entries) < 2:
            continue
        dates = [read_dates(entry.text) for entry in entries[:_ASKED]]
        sort = max((follow([getattr(date, kind) for date in dates]) for kind in ("month", "year")), key=lambda sort: abs(sort.lead))
        if sort.pairs:
            trends.append(sort.trend)
        asked += len(entries)
        if asked >= _ASKED:
            break
    return sum(trends) / len(trends) if trends else 0.0


def _by_words(entries: Sequence[Entry], citation: Citation, style: Style) -> _Found | None:
    """The place by name or title, if the entries are sorted by it."""
    if len(entries) < _LEAST_WORDS:
        return None
    step = -(-len(entries) // _WORDS_SAMPLE)
    read = [style.skim(entry) for entry in entries[::step]]
    best: tuple[float, OrderKey, Sorted] | None = None
    for key in ("name", "title", "authors"):
        if text_key(key, citation) is None:
            continue
        sort = follow([text_key(key, other) for other in read])
        if (
            sort.coverage >= _LEAST_COVERAGE
            and sort.distinct >= _LEAST_WORDS - 1
            and sort.share >= _LEAST_WORDS_SHARE
            and (best is None or sort.share > best[0])
        ):
            best = sort.share, key, sort
    if best is None:
        return None
    _, key, sort = best
    return _Found(_place_by_words(entries, key, sort, citation, style, step), Order(key, sort.direction))


def _place_by_words(
    entries: Sequence[Entry], key: OrderKey, sample: Sorted, citation: Citation, style: Style, step: int
) -> int:
    """The place by words, first among every so many entries, then among all near it: reading each is dear."""
    new = text_key(key, citation)
    assert new is not None
    at = place_in(sample.keys, new, sample.direction)
    if step == 1:
        return at
    start, end = max(0, (at - 2) * step), min(len(entries), (at + 2) * step)
    keys = [text_key(key, style.skim(entry)) for entry in entries[start:end]]
    return start + place_in(keys, new, sample.direction)


def _kept(
    order: Order, entries: Sequence[Entry], new: _New, style: Style, sorts: Mapping[str, Sorted]
) -> _Found | None:
    """The place in an order that the owner asked for; None where the new entry lacks what it goes by."""
    if order.key != "date":
        if text_key(order.key, new.citation) is None:
            return None
        step = -(-len(entries) // _WORDS_SAMPLE)
        sample = follow([text_key(order.key, style.skim(entry)) for entry in entries[::step]])
        sample = replace(sample, direction=order.direction)
        return _Found(_place_by_words(entries, order.key, sample, new.citation, style, step), order)
    known = [kind for kind in _DATES if getattr(new.dates, kind) is not None]
    if not known:
        return None
    kind = max(known, key=lambda kind: (sorts[kind].coverage >= _LEAST_COVERAGE) + sorts[kind].share)
    return _Found(place_in(sorts[kind].keys, getattr(new.dates, kind), order.direction), order)


def _by_venue(entries: Sequence[Entry], new: _New, end: End) -> int | None:
    """The place in the group of the paper's venue, or where that would stand, if entries are grouped by venue."""
    venue = read_venue(new.text)
    if venue is None:
        return None
    groups, sureness = venue_groups(entries)
    own = Group(new.dates.year if any(group.year for group in groups) else None, venue)
    of_venue = [number for number, group in enumerate(groups) if group == own]
    together = len(of_venue) > 1 and of_venue[-1] - of_venue[0] == len(of_venue) - 1
    if sureness < (_LEAST_GROUPED_HERE if together else _LEAST_GROUPED):
        return None
    if not of_venue:
        return _beside_venues(groups, own, end)
    # The longest run is the group, others are strays.
    runs: list[list[int]] = []
    for number in of_venue:
        if runs and number - runs[-1][-1] <= 2:
            runs[-1].append(number)
        else:
            runs.append([number])
    run = max(runs, key=len)
    return run[0] if end == "top" else run[-1] + 1


_LEAST_GROUPED, _LEAST_GROUPED_HERE = 0.5, 0.3


def _beside_venues(groups: Sequence[Group], new: Group, end: End) -> int | None:
    """The place of a venue that is the first of its year, by where it stood among the others in other years."""
    year = [number for number, group in enumerate(groups) if group.year == new.year]
    if not year or year[-1] - year[0] >= 2 * len(year):
        return None
    stood: dict[Key | None, dict[str | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, group in enumerate(groups):
        stood[group.year][group.venue].append(number)
    follows = Counter[str | None]()  # in how many more years a venue stands before the new one than behind it
    for venues in stood.values():
        if new.venue in venues:
            own = sum(venues[new.venue]) / len(venues[new.venue])
            for venue, numbers in venues.items():
                follows[venue] += 1 if sum(numbers) / len(numbers) < own else -1
    if not follows:
        return None
    wrong = least = 0
    at = year[0]
    for number in range(year[0], year[-1] + 1):
        if groups[number].year == new.year:
            wrong -= follows[groups[number].venue]
        if wrong < least or (end == "bottom" and wrong == least):
            least, at = wrong, number + 1
    return at
