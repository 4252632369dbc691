"""Venues: one short name for the many ways in which services, publishers and people write where a paper appeared.

`bot/venues.tsv` holds the names and, where a conference is counted without gaps, the year before its first. A venue
is read only where all of its words are explained: by a name of the table, or by what stands around names (places,
days, volumes, publishers, honours). What is left over might tell of another event, and then the long name stays.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import combining, normalize

from bot.forms.venues import is_preprint, split_year


def short_venue(name: str, year: str | None = None, known: Sequence[tuple[str, str]] = ()) -> str:
    """A venue as lists write it, with its year: `CVPR 2023`, `Findings of EMNLP 2023`, `CVPR Workshop 2022`, `TPAMI`.

    `name` is what a service says, long or short; `year` counts where the name tells none. `known` are pairs of a long
    name and the short form that a list's owner wants, which win. A name that is not surely known comes back tidied,
    with its year at the end; a workshop never becomes the conference that it belongs to. An empty name stays empty.
    """
    for _ in range(_MOST_ROUNDS):
        name, before = _shortened(name, year, known), name
        if name == before:
            break
    return name


def _shortened(name: str, year: str | None, known: Sequence[tuple[str, str]]) -> str:
    """One round of it: of a name that is not known, what was taken away may have hidden more."""
    plain = _plain(name)
    if not plain or _UNDECIDED.search(plain):
        return plain
    venue = _read(plain)
    rest, told = _year_apart(plain)
    if not rest:
        return plain
    short, told = (venue.name, venue.year_beside(year)) if venue else (rest, told or year)
    short = _owned(rest, venue, known) or short
    return f"{short} {told}" if told and not _YEAR_IN.search(short) else short


def same_venue(one: str, other: str, *, years: bool = True) -> bool | None:
    """Whether two texts name the same venue and year, as far as both tell them; without `years`, the same venue.

    None: they cannot be compared. One of them is not known; one is a preprint server, where a published paper may
    stand as well; or one is the journal that prints what is presented at the other.
    """
    first, second = _plain(one), _plain(other)
    if not first or not second or _UNDECIDED.search(first) or _UNDECIDED.search(second):
        return None
    a, b = _read(first), _read(second)
    if a is None or b is None:
        (rest, year), (other_rest, other_year) = _year_apart(first), _year_apart(second)
        if a is not b or not _key(rest) or _key(rest) != _key(other_rest):
            return None
        return not years or not year or not other_year or year == other_year
    if a.short != b.short:
        if (a.kind == "preprint") != (b.kind == "preprint") or _go_together(a.short, b.short):
            return None
        return False
    if a.track != b.track and (a.track in _APART or b.track in _APART or (a.track and b.track)):
        return False
    year, other_year = a.year or a.counted, b.year or b.counted
    return not years or not year or not other_year or year == other_year


def claimed_venue(comment: str) -> str | None:
    """Where a paper's comment or journal reference says that it was accepted, in the short form; None: nowhere.

    A submission, a review and an earlier or longer version of another paper are no claims, nor is a preprint server.
    """
    text = _plain(_ADDRESS.sub(" ", comment))
    if not text or len(text) > _LONGEST_COMMENT:
        return None
    whole = _read(text)
    if whole and whole.kind != "preprint" and (whole.year or whole.counted) and not _NO_CLAIM.search(text):
        return short_venue(text)
    for clause in _CLAUSES.split(text):
        if not _NO_CLAIM.search(clause) and (claim := _claim(clause)):
            return claim
    return None


def is_published(venue: str) -> bool:
    """Whether a venue's words name a place where a paper has appeared: no preprint server, and no submission."""
    plain = _plain(venue)
    if not plain or _UNDECIDED.search(plain):
        return False
    read = _read(plain)
    return not is_preprint(_all_years(plain)[0]) and (read is None or read.kind != "preprint")


class _Known(NamedTuple):
    """A row of the table; `first` is the year before the first of a counted series."""

    short: str
    kind: str
    first: int | None


@dataclass(frozen=True)
class _Venue:
    """A venue that was read: `counted` is the year that its ordinal tells, `track` what part of it."""

    short: str
    kind: str
    track: str = ""
    year: str | None = None
    counted: str | None = None

    @property
    def name(self) -> str:
        """The short name without a year."""
        if self.track == "Findings":
            return f"Findings of {self.short}"
        return f"{self.short} {self.track}".strip()

    def year_beside(self, year: str | None) -> str | None:
        """Its year, where something else tells `year`: proceedings are at times dated a year late or early."""
        if self.year or not self.counted:
            return self.year or year
        near = year is None or not year.isdigit() or abs(int(year) - int(self.counted)) <= 1
        return self.counted if near else year


@dataclass(frozen=True)
class _Table:
    """The table's rows by their names, by those names' keys, by their acronyms as written, and the names' words."""

    by_name: Mapping[str, _Known]
    by_key: Mapping[str, _Known]
    acronyms: Mapping[str, _Known]
    names: Sequence[tuple[tuple[str, ...], _Known]]

    def find(self, text: str) -> _Known | None:
        """The row of a name, with or without the societies that hold it."""
        key = _key(text)
        return self.by_key.get(key) or self.by_key.get(_unhosted(key))

    def find_abbreviated(self, text: str) -> _Known | None:
        """The row of a name with words cut short by points: `IEEE Trans. Pattern Anal. Mach. Intell.`."""
        if "." not in text:
            return None
        words = [word for word in _ABBREVIATED.findall(_folded(text)) if word not in _IDLE and word not in _HOSTS]
        if len(words) < 2:
            return None
        words[-1] = words[-1].rstrip(".") + "."  # its point went off with the signs around
        found = {
            known.short: known
            for name, known in self.names
            if len(name) == len(words) and all(map(_abbreviates, words, name))
        }
        return next(iter(found.values())) if len(found) == 1 else None


@cache
def _table() -> _Table:
    by_name: dict[str, _Known] = {}
    by_key: dict[str, _Known] = {}
    acronyms: dict[str, _Known] = {}
    names = []
    for line in Path(__file__).with_name("venues.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, short, kind, count = line.split("\t")
        row = _Known(short, kind, int(count) if count else None)
        by_name[name.casefold()] = row
        for key in (_key(name), _unhosted(_key(name))):
            if key and key not in _HOSTS:
                by_key.setdefault(key, row)
        names.append((tuple(word for word in _key(name).split() if word not in _HOSTS), row))
        plain = row._replace(first=None)
        for word in (short, name):
            if _ACRONYM.fullmatch(word):
                acronyms.setdefault(word, plain)
        if _key(short) not in _HOSTS:
            by_key.setdefault(_key(short), plain)
    return _Table(by_name, by_key, acronyms, names)


@lru_cache(maxsize=4096)
def _read(plain: str) -> _Venue | None:
    """The venue that a tidy text names; None where it is not surely one of the table's."""
    if len(plain) > _LONGEST:
        return None
    text = _DATE.sub(",", _REFERENCE.sub(" ", plain))
    text, years = _all_years(text)
    if not years and (found := _TWO_DIGITS.search(text)) and _table().find(found["name"]):
        text, years = text.replace(found[0], found["name"]), (f"20{found['year']}",)
    text = _WORKSHOP_LETTER.sub(lambda found: f"{found[1]} Workshop" if _is_conference(found[1]) else found[0], text)
    track, pattern = next(((name, pattern) for pattern, name in _TRACKS if pattern.search(text)), ("", None))
    # Some are called workshops and are none of a conference: every word of theirs is the table's.
    base = _table().by_name.get(text.casefold()) or _explained(_segments(text), alone=pattern is not None)
    if base is not None:
        track = ""
    elif pattern is not None:
        rest = pattern.sub(" , ", text)
        base = _host_of_workshop(rest) if track == "Workshop" else _explained(_segments(rest))
        if track == "Findings" and not _segments(rest):
            base = _table().find("ACL")
    if base is None:
        return None
    counted = None
    if base.first is not None and (number := _ordinal(text)) and base.first + number >= _FIRST_COUNTED:
        counted = str(base.first + number)
    return _Venue(base.short, base.kind, track, years[0] if years else None, counted)


class _Segment(NamedTuple):
    text: str
    bracketed: bool = False


def _segments(text: str) -> list[_Segment]:
    """The parts of a venue between signs, without what stands around names."""
    marked = text.replace("(", ",\0").replace("[", ",\0").replace(")", ",").replace("]", ",")
    parts = []
    for part in _SEPARATOR.split(marked):
        whole = " ".join(part.replace("\0", " ").split())
        trimmed = _trimmed(whole)
        if _key(trimmed) and not _AROUND.fullmatch(whole) and not _AROUND.fullmatch(trimmed):
            parts.append(_Segment(trimmed, "\0" in part))
    return parts


def _trimmed(text: str) -> str:
    """A part of a venue without the words before and behind a name."""
    while (rest := _BEHIND.sub("", _BEFORE.sub("", _ORDINAL.sub(" ", text).strip(" .'’\"")))) != text:
        text = " ".join(rest.split())
    return text


def _explained(segments: Sequence[_Segment], *, alone: bool = False) -> _Known | None:
    """The only venue that the parts name, where the others say nothing else; `alone`: there may be no others."""
    if not segments or len(segments) > _MOST_SEGMENTS:
        return None
    table = _table()
    found: list[_Known] = []
    named: set[int] = set()
    in_full = False
    for start in range(len(segments)):
        for end in range(len(segments), start, -1):
            if start in named:
                break
            joined = ", ".join(segment.text for segment in segments[start:end])
            whole = len(segments) == end - start
            row, full = table.acronyms.get(joined) or table.acronyms.get(_HOST.sub("", joined)), False
            if row is None and (whole or start == 0 or _key(joined) in table.by_key):
                row, full = table.find(joined) or table.find_abbreviated(joined), True
            if row is None or (row.kind == "journal" and not (whole or start == 0 or segments[start].bracketed)):
                continue
            if segments[start].bracketed and not found and start:
                if not _resembles(" ".join(segment.text for segment in segments[:start]), row.short):
                    return None
                named.update(range(start))
            found.append(row)
            named.update(range(start, end))
            in_full = in_full or full
    if len({row.short for row in found}) > 1:
        return None
    others = [segment.text for index, segment in enumerate(segments) if index not in named]
    if not found:
        return None if alone else _self_named(segments)
    if others and (alone or any(_DOUBT.search(other) for other in others)):
        return None
    if in_full and any(_AND.search(other) for other in others):
        return None
    if others and found[0].kind == "journal":
        return None
    return next((row for row in found if row.first is not None), found[0])


def _self_named(segments: Sequence[_Segment]) -> _Known | None:
    """An event that the table lacks, but that tells its own acronym in brackets."""
    if len(segments) != 2 or not segments[1].bracketed or not _EVENT.search(segments[0].text):
        return None
    acronym = segments[1].text
    if not _INITIALS.fullmatch(acronym) or _table().find(acronym):
        return None
    initials = iter(word[0].upper() for word in re.findall(r"\w+", segments[0].text))
    return _Known(acronym, "conference", None) if all(letter in initials for letter in acronym) else None


def _host_of_workshop(text: str) -> _Known | None:
    """The one conference that a workshop's name tells it belongs to."""
    segments = _segments(text)
    if (row := _explained(segments)) is not None and _is_conference(row.short):
        return row
    table = _table()
    words = [] if text.isupper() else [word for word in _WORD.findall(text) if word not in _TOPICS]
    hosts = {row.short: row for word in words if (row := table.acronyms.get(word)) and row.kind == "conference"}
    if not hosts:
        key = f" {_key(text)} "
        inside = [
            (len(name), known)
            for name, known in table.names
            if known.kind == "conference" and len(name) >= _LEAST_INSIDE and f" {' '.join(name)} " in key
        ]
        longest = max((length for length, _ in inside), default=0)
        hosts = {known.short: known for length, known in inside if length == longest}
    return next(iter(hosts.values())) if len(hosts) == 1 else None


def _is_conference(word: str) -> bool:
    row = _table().find(word)
    return row is not None and row.kind == "conference"


def _resembles(text: str, short: str) -> bool:
    """Whether a long name has half of its words, or more, from a name of this venue."""
    words = set(_key(text).split()) - _HOSTS - _MEETINGS
    names = (set(name) - _MEETINGS for name, known in _table().names if known.short == short)
    return any(2 * len(words & name) >= max(len(words), len(name)) for name in names if name)


def _go_together(one: str, other: str) -> bool:
    """Whether one prints what is presented at the other, or both are the same meeting of two societies."""
    if not set(one.split("-")).isdisjoint(other.split("-")):
        return True
    return other in _PRINTS.get(one, ()) or one in _PRINTS.get(other, ())


def _owned(rest: str, venue: _Venue | None, known: Sequence[tuple[str, str]]) -> str | None:
    """The short form that a list's owner has for a venue."""
    keys = {_key(rest), _key(venue.name) if venue else ""} - {""}
    for _, short in known:
        if _key(_all_years(_plain(short))[0]) == _key(rest):
            return short.strip()
    for long, short in known:
        plain = _plain(long)
        meant = _read(plain)
        if _key(_year_apart(plain)[0]) in keys or (meant and venue and meant.name == venue.name):
            return short.strip()
    return None


def _claim(clause: str) -> str | None:
    """The venue that a part of a comment claims."""
    accepted = _ACCEPTED.search(clause)
    if accepted is not None:
        rest = _TO.sub("", clause[accepted.end() :], count=1).strip()
        if _DOUBT.search(rest):
            return None
        for piece in _pieces(rest):
            plain = _plain(piece)
            found = _read(plain)
            named = found.kind != "preprint" if found else _ACRONYM_YEAR.fullmatch(plain)
            if named and _track(piece) == _track(rest):
                return short_venue(piece)
        clause = clause[: accepted.start()]
    for part in clause.split(","):
        found = _read(_plain(part))
        if found and found.kind != "preprint" and (found.year or found.counted) and found.track == _track(clause):
            return short_venue(part)
    return None


def _pieces(text: str) -> Iterator[str]:
    """A text, and its beginnings up to what may follow a venue, the longest first."""
    yield text
    for cut in sorted({found.start() for found in _CUT.finditer(text)}, reverse=True):
        if piece := text[:cut].strip():
            yield piece


def _track(text: str) -> str:
    text = _WORKSHOP_LETTER.sub(lambda found: f"{found[1]} Workshop" if _is_conference(found[1]) else found[0], text)
    return next((name for pattern, name in _TRACKS if pattern.search(text)), "")


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """A venue's words without markup, TeX and doubled blanks."""
    while (rest := _tidied(text)) != text:
        text = rest
    return text


def _tidied(text: str) -> str:
    text = normalize("NFC", unescape(text)).replace("\\&", "&").replace("~", " ")
    text = re.sub(r"[{}\0]|</?[a-z]{1,6}>", "", text).replace("---", "—").replace("--", "–")
    text = _EMPTY.sub(" ", text)
    text = " ".join(text.split())[:_LONGEST_NAME].strip(_EDGES)
    # IEEE's library puts the kind behind: "Computer Vision (ICCV), 2011 IEEE International Conference on".
    return _KIND_BEHIND.sub(r"\g<kind> \g<name>", text)


def _all_years(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without its years, and those in their order."""
    years: list[str] = []
    while True:
        rest, year = split_year(text)
        if year is None:
            return text, tuple(years)
        text = rest
        years.append(year)


def _year_apart(plain: str) -> tuple[str, str | None]:
    """A name that is not known without "Proceedings of", and its year; one that tells several stays as it is."""
    rest, years = _all_years(plain)
    if len(set(years)) > 1:
        return plain, None
    while (less := _PROCEEDINGS.sub("", _EMPTY.sub(" ", rest)).strip(_EDGES)) != rest:
        rest = re.sub(r" (?=[,:;)])", "", " ".join(less.split()))
    return rest, years[0] if years else None


def _ordinal(text: str) -> int | None:
    """The first number that counts a series: `35`, `61st`, `Thirty-seventh`."""
    found = _ORDINAL.search(text)
    if found is None:
        last = _LAST_NUMBER.search(text)
        return int(last[1]) if last else None
    if found["digits"]:
        return int(found["digits"])
    words = re.split(r"[\s-]+", found[0].strip().casefold())
    return sum(_NUMBERS.get(word, 0) for word in words)


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    """What two spellings of a name share."""
    words = re.findall(r"[^\W_]+", _folded(_ORDINAL.sub(" ", text)))
    return " ".join(word for word in words if word not in _IDLE)


def _folded(text: str) -> str:
    return "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))


def _unhosted(key: str) -> str:
    """A key without the societies; empty where too little is left to name one venue."""
    words = [word for word in key.split() if word not in _HOSTS]
    return " ".join(words) if len(words) >= _LEAST_WORDS else ""


def _abbreviates(word: str, name: str) -> bool:
    return name.startswith(word[:-1]) if word.endswith(".") else name == word


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + ")"


#: Nobody's venue has a longer name; the patterns here may go over it more than once.
_LONGEST: Final = 400
_KIND_BEHIND: Final = re.compile(r"(?P<name>.+), (?P<kind>[^,]*\b(?:Conference|Symposium|Workshop|Transactions) on)")
_YEAR_IN: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EDGES: Final = " ,;:'’–—-"
_LONGEST_NAME: Final = 300
_LONGEST_COMMENT: Final = 1000
_MOST_SEGMENTS: Final = 12
#: So many words name a venue without the societies before them: `Multimedia` alone is a magazine or a conference.
_LEAST_WORDS: Final = 3
#: So many words inside of a workshop's name are a conference's.
_LEAST_INSIDE: Final = 4
#: Before, some series left years out.
_FIRST_COUNTED: Final = 2010

_IDLE: Final = frozenset(str.split("the of on in and for a an to proceedings procedings proc annual"))
_HOST: Final = re.compile(r"^(?:IEEE(?:/CVF|/RSJ)?|ACM) ")
_HOSTS: Final = frozenset(str.split("ieee acm cvf rsj ras siam ccf"))

#: Words that most meetings' names have.
_MEETINGS: Final = frozenset(str.split("international conference symposium meeting congress european asian joint"))

#: Acronyms that a workshop's name may hold as its topic.
_TOPICS: Final = frozenset(str.split("ACC ALT ASE AutoML CASE CAV CHI DAC DATE DIS FAST ICC LAK LoG MICRO RAID VIS"))

#: Parts of a conference that are venues of their own, unlike a track of its main programme.
_APART: Final = frozenset(
    (
        "Workshop", "Student Research Workshop", "Findings", "Companion", "Extended Abstracts", "Tutorials",
        "Posters", "Doctoral Consortium",
    )
)  # fmt: skip
_DATASETS: Final = r"\b(?:datasets? (?:and|&) benchmarks?|datasets?(?= track)|D&B)"
_TRACKS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"\bstudent research workshop\b|\bSRW\b", "Student Research Workshop"),
        (r"\b(?:workshops?|wkshps?|wksp)\b", "Workshop"),
        (r"\bfindings\b(?: of)?(?: the association for computational linguistics)?(?: papers?)?", "Findings"),
        (r"\bextended abstracts\b(?: of| on| in)?", "Extended Abstracts"),
        (r"\bcompanion\b(?: proceedings| publication)?(?: of)?", "Companion"),
        (r"\bdoctoral consortium\b", "Doctoral Consortium"),
        (r"\btutorials?(?: abstracts)?\b", "Tutorials"),
        (rf"(?:\btrack(?: on)? )?{_DATASETS}(?: (?:track|proceedings))?(?: round \d)?", "Datasets and Benchmarks"),
        (r"\b(?:system )?demonstrations?\b(?: track)?|\bdemos?\b(?: track| papers?)?", "Demo"),
        (r"\b(?:industry|industrial)(?: (?:track|papers?))?\b", "Industry"),
        (r"\bposters\b", "Posters"),
    )
)

#: Journals that print what is presented at conferences.
_PRINTS: Final[Mapping[str, frozenset[str]]] = {
    "TOG": frozenset(("SIGGRAPH", "SIGGRAPH Asia")),
    "CGF": frozenset(("Eurographics", "EGSR", "SGP", "SCA", "PG", "HPG")),
    "TVCG": frozenset(("VIS", "VR", "ISMAR")),
    "RA-L": frozenset(("ICRA", "IROS")),
    "TACL": frozenset(("ACL", "EMNLP", "NAACL", "EACL", "AACL")),
    "PVLDB": frozenset(("VLDB",)),
    "PACMHCI": frozenset(("CSCW",)),
    "IMWUT": frozenset(("UbiComp",)),
    "PACMPL": frozenset(("POPL", "PLDI", "OOPSLA")),
    "TMLR": frozenset(("ICLR", "ICML", "NeurIPS")),
    "JMLR": frozenset(("ICLR", "ICML", "NeurIPS")),
}

_UNDECIDED: Final = re.compile(
    r"\b(?:submitted|submission|under (?:\w+ )?review|in review|reject(?:ed)?|withdrawn|desk[ -]reject\w*"
    r"|ARR 20\d\d)\b",
    re.IGNORECASE,
)

_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_TILL: Final = r"\s?[-–—]\s?"
_DATE: Final = re.compile(
    rf"\b{_DAY}(?:{_TILL}{_DAY})? {_MONTH}(?:{_TILL}{_DAY} {_MONTH})?"
    rf"|\b{_MONTH} {_DAY}(?!\d)(?:{_TILL}(?:{_MONTH} )?{_DAY}(?!\d))?|\(\d\d/(?=(?:19|20)\d\d\))"
)
#: What tells where in a volume a paper stands, and ids.
_REFERENCE: Final = re.compile(
    r"(?<![\w&])(?:pp?|pages?)\b\.? ?\d+(?:\s?[-–—]+\s?\d+)?|\b(?:vol(?:ume)?|no|issue|number|art(?:icle)?)\b\.? ?\d+"
    r"|\b\d+\s?\(\d{1,3}(?:[-–]\d+)?\)(?:\s?:\s?\w?\d+(?:\s?[-–]\s?\d+)?)?|\b\d{1,3}\s?:\s?\w?\d+(?:\s?[-–]\s?\d+)?"
    r"|(?<=arXiv)\s?:\s?[a-z-]*/?\d[\d.]+\d(?:v\d+)?(?: \[[\w.-]+\])?"
    r"|\babs/\d[\d.]+\d|\bdoi:? ?10\.\d+/\S+|\b10\.\d{4,}/\S+",
    re.IGNORECASE,
)
#: `CVPR 23`, alone or in brackets.
_TWO_DIGITS: Final = re.compile(r"(?:^|(?<=\())(?P<name>[A-Za-z][A-Za-z&*/ -]{,14}[A-Za-z])[ -]?(?P<year>\d\d)(?=$|\))")
_WORKSHOP_LETTER: Final = re.compile(r"\b([A-Za-z]{3,})[- ]?W(?:S|orkshops?)?\b(?!\w)")
_SEPARATOR: Final = re.compile(r"[,;:|–—@]|\s-\s|\bat the\b|\. (?=Lecture Notes)")
_WORD: Final = re.compile(r"(?<![\w-])[A-Z][\w&*/-]{2,}(?![\w-])")
_ABBREVIATED: Final = re.compile(r"[^\W_]+\.?")
_ACRONYM: Final = re.compile(
    r"(?=.*[A-Z0-9&].*[A-Z&])[A-Za-z0-9*&/+-]{2,12}|ACM MM|[A-Z]{4,} (?:Asia|Security|ATC|PKDD)"
)
_INITIALS: Final = re.compile(r"[A-Z]{4,8}")
_EVENT: Final = re.compile(r"\b(?:Conference|Symposium|Congress)\b")
_LAST_NUMBER: Final = re.compile(r"(?<![\d.])\b(\d{1,2})$")

_UNITS: Final = str.split("first second third fourth fifth sixth seventh eighth ninth")
_TEENS: Final = str.split(
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS: Final = str.split("twenty thirty forty fifty sixty seventy eighty ninety")
_NUMBERS: Final = {
    **{word: number for number, word in enumerate([*_UNITS, *_TEENS], 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{word[:-1] + "ieth": 10 * number for number, word in enumerate(_TENS, 2)},
}
_ORDINAL: Final = re.compile(
    rf"\b(?:(?P<digits>\d{{1,3}})[- ]?(?:st|nd|rd|th)|(?:{_any(_TENS)}[\s-])?{_any([*_UNITS, *_TEENS])}"
    rf"|{_any(word[:-1] + 'ieth' for word in _TENS)})\b(?! (?:party|person))",
    re.IGNORECASE,
)

_HONOUR: Final = _any(
    (
        r"oral|spotlights?|poster|highlights?", r"(?:oral|spotlight) ?poster", r"notable(?:[ -]top[ -]?\d+ ?%)?",
        r"top[ -]?\d+ ?%", r"(?:best|outstanding) (?:\w+ )?paper(?: (?:award|honou?rable mention|candidate|finalist))?",
        r"award candidate", r"\w+ certification", r"honou?rable mention", r"camera[ -]?ready", "regular",
        r"(?:long|short|full)(?: (?:paper|oral|poster|main))?", "main", r"(?:conditionally )?accept(?:ed)?", "paper",
        "presentation", "version",
    )
)  # fmt: skip
_BEFORE: Final = re.compile(
    r"^(?:(?:in )?(?:the )?(?:conference )?(?:proceedings|procedings|proc\.?)(?: of)?|in|at|of|the|to appear (?:in|at)"
    r"|accepted (?:to|by|at|in|for)|published (?:in|at|as a)|appear(?:s|ed) (?:in|at)|presented at|adjunct)\b\.?\s*",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    rf"\s+(?:{_HONOUR}|(?:conference |main )?(?:proceedings|papers)|(?:main )?(?:conference|research|technical) track"
    r"|main (?:conference|track)|technical papers|\d+|part [ivxl\d]+|(?-i:[IVXL]+)|(?-i:(?<=[A-Z] )Conference))$",
    re.IGNORECASE,
)
#: Parts that stand beside a name and tell of no other venue.
_AROUND: Final = re.compile(
    rf"{_HONOUR}|(?:part|volume|vol\.?|issue|number|no\.?|series|round|track) ?[\divxlc]*"
    r"|(?:long|short|regular|full|(?:main )?conference|main|technical|research|long and short)?"
    r" ?(?:papers?|proceedings|conference|track|volume)(?: [ivx\d]+)?"
    r"|\w?\d+(?: ?[-–] ?\d+)?|[ivxl]+|code|project page|virtual(?: event| conference| only)?|online"
    r"|human language technologies|lecture notes in (?:computer science|artificial intelligence|networks and systems)"
    r"|lncs|lnai|pmlr|jmlr w&cp|ceur workshop proceedings"
    r"|proceedings of machine learning research|curran associates(?: inc\.?)?|inc\.?|cham|elsevier|wiley|isca"
    r"|springer(?:[ -](?:nature|verlag|international publishing))?(?: switzerland)?|(?:aaai|mit|bmva) press"
    r"|ieee(?:/cvf)?|ieee computer society|cvf|computer vision foundation|acm|association for computing machinery"
    r"|usenix association|openreview(?:\.net)?",
    re.IGNORECASE,
)
#: Words beside a venue's name that tell of something else near it.
_DOUBT: Final = re.compile(
    r"\b(?:challenges?|competitions?|contest|tutorials?|doctoral|satellite|co-?located|conjunction|adjunct|supplement\w*"
    r"|posters|blog\w*|tiny|keynote|panel|reports?|technical communications|emerging technologies|talks|courses)\b",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\band\b|&|\bfor\b|\bon\b", re.IGNORECASE)
_MOST_ROUNDS: Final = 4
#: Brackets with nothing in them.
_EMPTY: Final = re.compile(r"\(\s*\)|\[\s*\]")
_PROCEEDINGS: Final = re.compile(r"^(?:in:? )?(?:the )?(?:proceedings|proc\.?) of(?: the)?\b\s*", re.IGNORECASE)

_ADDRESS: Final = re.compile(r"https?://\S+|\bwww\.\S+|\b\w[\w.]*\.(?:com|org|io)/\S+")
_STEP: Final = r"(?:accepted|to appear|appears|appeared|published|submitted|under|rejected|in submission|withdrawn)"
_CLAUSES: Final = re.compile(
    rf"[;\n]|(?<=[\w)])(?<!\bProc)(?<!\bTrans)(?<!\bConf)(?<!\bInt)(?<!\bSymp)\.(?=\s|$)|[!?]"
    rf"|,?\s+(?:but|and|then|now)(?: now| then| is| was| has been)?\s+(?={_STEP}\b)|,\s*(?={_STEP}\b)",
    re.IGNORECASE,
)
#: What is said of a submission, of another version or of a contest.
_NO_CLAIM: Final = re.compile(
    r"\b(?:submi(?:tted|tting|ssion)|(?:under (?:\w+ )?|in )review|reject\w*|withdrawn|retracted|in preparation"
    r"|not (?:yet )?accepted|exten(?:ds|sion|ding)|extended (?:of|from)|supersedes?|based on|parts? of this|code for"
    r"|(?:extended|long|longer|journal|full|preliminary|earlier|early|shorter|short|previous|conference|workshop|abridged"
    r"|older|initial) versions?|challenge|competition|winn(?:er|ing)|won|1st|2nd|3rd|place|template|style|format"
    r"|arxiv admin note|comments? on|reply to|erratum|tutorial|follow-?up)\b",
    re.IGNORECASE,
)
_ACCEPTED: Final = re.compile(
    r"\b(?:accept(?:ed)?|(?:to|will) appear|(?:to|will) be (?:published|presented)|appear(?:s|ed|ing)?|published"
    r"|presented|publication|camera[ -]?ready|in press|forthcoming"
    r"|(?:presentation|talk|poster|oral|spotlight|paper) at)\b",
    re.IGNORECASE,
)
_ROLE: Final = (
    r"(?:an? |the )?(?:\w+[ -])?"
    r"(?:oral|spotlight|poster|highlight|conference|long|short|full|regular|journal|demo|main)?"
    r" ?(?:paper|presentation|article|talk|poster|oral|spotlight|highlight|version)?"
)
_TO: Final = re.compile(
    rf"^\s*[:,-]?\s*(?:(?:for|as) {_ROLE}(?: for)? ?(?:publication |presentation |inclusion )?)?"
    rf"(?:(?:for|of|version|paper|manuscript|publication|presentation)\s+)*"
    r"(?:(?:to|at|by|in|for|of|on|as)\b\s*)?(?:(?:the|a|an)\s+)?(?:main (?:conference|track) (?:of|at)\s+)?",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"[,(:\[]|\s(?:with|as|and|for|code|project|selected|\d+ pages|in \w+ 20\d\d|-|–)(?=\W|$)"
    r"|(?<=\d\d)(?=\s+(?-i:[a-z]|Oral|Spotlight|Highlight|Poster|Main|Camera|Code|Project|Website|Suppl|Best|Conference))",
    re.IGNORECASE,
)
_ACRONYM_YEAR: Final = re.compile(r"[A-Z][\w&*/+-]{0,12}[A-Z]\w{0,3}(?: [A-Z]\w+)?(?:[ -]?(?:19|20)\d\d|\s?['’]\d\d)")
