"""Where a new entry goes: which section, and which place in it.

Both answers carry their reasons as data; the words for people are made elsewhere.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import exp, inf, log, log1p, sqrt
from typing import Final, Literal

from bot.document import Entry, ListDocument, Section
from bot.papers import identify
from bot.citation import Citation
from bot.styles import Style

OrderKey = Literal["date", "name", "title"]
Direction = Literal["ascending", "descending"]
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
class Order:
    """What the entries of a section are sorted by.

    `strict` is false where the newest only tend to come first: a new entry then goes to the top.
    """

    key: OrderKey
    direction: Direction
    strict: bool = True


@dataclass(frozen=True)
class Place:
    """A place among the entries of a section.

    The new entry goes before line `line` of the document, directly behind `before` or in front of `after`
    (both None: the section has no entries); `index` of the section's entries stand before it. `order` is None where the section follows none. `among` tells
    that only the entries with a name, or only those without, were looked at.
    """

    line: int
    before: Entry | None
    after: Entry | None
    index: int = 0
    order: Order | None = None
    among: Kind | None = None


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


def find_place(section: Section, citation: Citation, style: Style) -> Place:
    """The place in a section: by the order of its entries, else behind the last entry of its kind."""
    entries = level_entries(section)
    if not entries:
        return Place(section.span.end, None, None)
    sample = entries[:: -(-len(entries) // _ORDER_SAMPLE)]
    read = [style.skim(entry) for entry in sample]
    form = _form(citation)
    own = [number for number, other in enumerate(read) if other and _form(other) == form]
    order = _learn_order(sample, read)
    dated = any(other.date for other in read if other)
    if order is not None and order.strict and not (_stands_apart(own, len(sample)) and _breaks(order, sample, read)):
        return _sorted_place(entries, range(len(entries)), citation, order, None, _reader(order, style, dated))

    def is_own(entry: Entry) -> bool:
        other = style.skim(entry)
        return other is not None and _form(other) == form

    among: Kind | None = None
    if len({other.name is None for other in read if other}) == 2:
        among = "nameless" if citation.name is None else "named"
    if own and len(own) < len(sample):
        order = _learn_order([sample[number] for number in own], [read[number] for number in own])
    if order is not None and order.strict:
        numbers = [number for number, entry in enumerate(entries) if is_own(entry)]
        return _sorted_place(entries, numbers, citation, order, among, _reader(order, style, dated))
    if order is not None:
        at = next((number for number, entry in enumerate(entries) if is_own(entry)), 0)
    else:
        at = next((number + 1 for number in reversed(range(len(entries))) if is_own(entries[number])), len(entries))
    return _place(entries, at, order, among)


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
_ORDER_SAMPLE: Final = 200
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


def _form(citation: Citation) -> tuple[bool, bool]:
    """What sets kinds of entries apart: whether they have a name, and whether the title carries a link."""
    return citation.name is not None, bool(citation.links) and citation.links[0].label is None


def _stands_apart(own: Sequence[int], count: int) -> bool:
    """Whether the entries of one form are a block at the head or the end of a section, the others all beyond."""
    block = len(own) > 1 and own[-1] - own[0] == len(own) - 1 and len(own) < count
    return block and (own[0] == 0 or own[-1] == count - 1)


def _breaks(order: Order, entries: Sequence[Entry], read: Sequence[Citation | None]) -> bool:
    """Whether an order has exceptions."""
    found = (_key(order.key, entry.text, citation) for entry, citation in zip(entries, read, strict=True))
    keys = [value for value in found if value is not None]
    return keys != sorted(keys, reverse=order.direction == "descending")


_Key = tuple[str | float, ...]

#: So many keys must be there before an order is seen in them: fewer are in order by chance too often.
_LEAST_KEYS: Final[dict[OrderKey, int]] = {"date": 4, "name": 5, "title": 5}
#: Share of the entries that must stand in order, the rest being slips; in long sections chance does less.
_LEAST_SHARE, _LEAST_SHARE_OF_MANY, _MANY = 0.85, 0.75, 20
#: Rank correlation of place and date below which a section is seen to grow at its top.
_LEAST_TREND: Final = -0.5
_LEAST_FOR_TREND: Final = 6


def _learn_order(entries: Sequence[Entry], read: Sequence[Citation | None]) -> Order | None:
    """The order that nearly all of the entries follow, or that the newest mostly come first."""
    best, best_share = None, 0.0
    for key, least in _LEAST_KEYS.items():
        if best_share == 1:
            break
        found = (_key(key, entry.text, citation) for entry, citation in zip(entries, read, strict=True))
        keys = [value for value in found if value is not None]
        distinct = sorted(set(keys))
        if len(keys) < least or 2 * len(keys) < len(entries) or len(distinct) < least - 1:
            continue
        rank_of = {value: rank for rank, value in enumerate(distinct)}
        ranks = [rank_of[value] for value in keys]
        for direction, run in (("ascending", _longest_run(ranks)), ("descending", _longest_run(ranks[::-1]))):
            share = run / len(ranks)
            if share >= (_LEAST_SHARE if len(ranks) < _MANY else _LEAST_SHARE_OF_MANY) and share > best_share:
                best, best_share = (
                    Order(key, "ascending" if direction == "ascending" else "descending"),
                    share,
                )
        if best is None and key == "date" and len(ranks) >= _LEAST_FOR_TREND and _correlation(ranks) < _LEAST_TREND:
            best = Order(key, "descending", strict=False)
    return best


def _longest_run(ranks: Sequence[int]) -> int:
    """How many of the numbers can stay where they are so that they never fall."""
    tails: list[int] = []
    for rank in ranks:
        at = bisect_right(tails, rank)
        tails[at : at + 1] = [rank]
    return len(tails)


def _correlation(ranks: Sequence[int]) -> float:
    """Correlation of the numbers with their places, -1 to 1."""
    places = range(len(ranks))
    mean_place, mean_rank = (len(ranks) - 1) / 2, sum(ranks) / len(ranks)
    together = sum((place - mean_place) * (rank - mean_rank) for place, rank in zip(places, ranks, strict=True))
    spread = sum((place - mean_place) ** 2 for place in places) * sum((rank - mean_rank) ** 2 for rank in ranks)
    return together / sqrt(spread) if spread else 0.0


def _key(key: OrderKey, text: str, citation: Citation | None) -> _Key | None:
    """What an entry is sorted by; None where it does not show it. `text` holds its addresses."""
    if key == "date":
        return _date_key(citation.date if citation else None, text)
    words = citation and (citation.name if key == "name" else citation.title)
    return (_UNSORTED.sub("", words.casefold()).strip(),) if words else None


def _date_key(date: str | None, text: str) -> _Key | None:
    """Year, month, and the day or the number within the month; a part that is not known comes last."""
    if date is not None:
        known = [float(part) for part in date.split("-")]
        return (*known, inf, inf)[:3]
    if found := _ARXIV_NUMBER.search(text):
        return (2000.0 + int(found[1]), float(found[2]), float(found[3]))
    if found := _OLD_ARXIV_NUMBER.search(text):
        year = int(found[1])
        return (year + (1900.0 if year > 90 else 2000.0), float(found[2]), float(found[3]))
    return None


_UNSORTED: Final = re.compile(r"[^\w ]+")
_ARXIV_NUMBER: Final = re.compile(r"arxiv[^\s)\]]*?[/.:](\d\d)(0[1-9]|1[0-2])\.(\d{4,5})")
_OLD_ARXIV_NUMBER: Final = re.compile(r"arxiv\.org/[a-z]+/[A-Za-z.-]+/(\d\d)(0[1-9]|1[0-2])(\d{3})")


def _reader(order: Order, style: Style, dated: bool) -> Style | None:
    """The style to read keys with; None where the addresses in an entry's text show all that is sorted by."""
    return style if dated or order.key != "date" else None


def _sorted_place(
    entries: Sequence[Entry],
    own: Sequence[int],
    citation: Citation,
    order: Order,
    among: Kind | None,
    style: Style | None,
) -> Place:
    """The place with the fewest entries on its wrong side, behind equals, or before them in falling order.

    `own` are the numbers of the entries to look at. `style` reads them where their addresses do not do.
    """
    addresses = " ".join(link.url for link in citation.links)
    if style is not None:
        new = _key(order.key, addresses, citation)
    else:  # beside ids, which tell the month only, a day says nothing
        new = _date_key(None, addresses) or _date_key(citation.date and citation.date[:7], "")
    if new is None:
        return _place(entries, own[-1] + 1, None, among)
    rising = order.direction == "ascending"
    wrong = least = 0
    at = own[0]
    for number in own:
        entry = entries[number]
        key = _key(order.key, entry.text, style.skim(entry) if style else None)
        if key is not None and key != new:
            wrong += 1 if (key > new) == rising else -1
        if wrong < least or (rising and wrong == least):
            least, at = wrong, number + 1
    return _place(entries, at, order, among)


def _place(entries: Sequence[Entry], at: int, order: Order | None, among: Kind | None) -> Place:
    before = entries[at - 1] if at else None
    after = entries[at] if at < len(entries) else None
    line = before.span.end if before else entries[0].span.start
    return Place(line, before, after, at, order, among)
