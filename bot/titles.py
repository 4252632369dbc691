"""Whether two citations are of one paper, as far as titles, names, people and years tell.

Papers change their titles between versions, and lists write them freely: a short name in front or not, a subtitle
dropped, a plural, an abbreviation. Other papers differ in just as little: in a number, a "not", one word of eight.
So a difference is looked at word by word. The limits were measured on real lists (`tests.benchmarks.duplicates`):
of 1,000 papers that a list does not have, at most one may be taken for one that it has.
"""

import html
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise, product
from typing import Final, Literal

from bot.citation import Citation
from bot.document.inline import unescape
from bot.forms.venues import split_year
from bot.plain import plain_text

#: How sure it is that two citations are of one paper.
Sureness = Literal["same", "perhaps"]


@dataclass(frozen=True)
class Title:
    """A title taken apart: its short name if it has one, the other words, and where parts of it begin.

    `words` are all words of the title as it is written, lower case and without accents; `own` of them are its name
    with the colon behind it. `name` is that name, else the one that stands beside the title. `breaks` are the words
    before which a colon, a dash or a full stop stands. `cut` tells that it ends in dots.
    """

    name: str
    words: tuple[str, ...]
    own: int = 0
    breaks: frozenset[int] = frozenset()
    cut: bool = False

    @property
    def key(self) -> str:
        """The whole title, whatever stands between its words."""
        return "".join(self.words)

    @property
    def parts(self) -> list[tuple[int, int]]:
        """Where its parts begin and end."""
        ends = [0, *sorted(self.breaks), len(self.words)]
        return list(pairwise(ends))

    @property
    def rest(self) -> str:
        """The title without its own name."""
        return "".join(self.words[self.own :])


def squash(text: str) -> str:
    """Letters and digits alone, in one case, accents off."""
    if not text.isascii():
        text = _NO_LETTERS.sub("", unicodedata.normalize("NFKD", text))
    return text.casefold().translate(_SIGNS)


@lru_cache(maxsize=4096)
def read_title(title: str, name: str | None = None) -> Title:
    """Take a title apart; `name` is what an entry or a contributor puts beside it."""
    text = _AFFIX.sub("", unescape(html.unescape(_TAG.sub("", plain_text(title)))))
    words: list[str] = []
    breaks = set()
    for part in _BREAK.split(text):
        breaks.add(len(words))
        words += _words(part)
    breaks -= {0, len(words)}
    label = "".join(_words((name or "").partition(" (")[0]))
    first = min(breaks, default=0)
    head = words[:first]
    own = first if "".join(head) == label or _is_name(_BREAK.split(text.strip())[0], head) else 0
    return Title("".join(words[:own]) or label, tuple(words), own, frozenset(breaks), _CUT.search(text) is not None)


def _is_name(text: str, words: Sequence[str]) -> bool:
    """Whether what stands before a title's first colon is a name: one word, or few with a number in them."""
    blanks = len(text.split())
    numbers = [word for word in words if not word.isalpha()]
    return (
        (blanks == 1 or (blanks <= _MOST_NAME_WORDS and bool(numbers)))
        and _TELLING_WORDS.isdisjoint(words)
        and not any(_YEAR.fullmatch(word) for word in numbers)
    )


def compare(one: Citation, other: Citation, *, apart: bool = False) -> Sureness | None:
    """How sure it is that two citations are of one paper; None: nothing speaks for it.

    `apart` tells that each has an identity of the same kind as the other, and not the same one.
    """
    ours, theirs = read_title(one.title, one.name), read_title(other.title, other.name)
    if not ours.words or not theirs.words:
        return None
    people = _people(one.authors, other.authors)
    strange = people == "others" or _far_apart(one, other)
    if (sure := _equal(ours, theirs)) is not None:
        return "perhaps" if apart or strange else sure
    if strange or (apart and people != "shared"):
        return None
    return "perhaps" if _alike(ours, theirs, people == "shared") else None


def is_same_title(one: Citation, other: Citation) -> bool:
    """Whether two citations have one title, whoever wrote it: but for its signs, and for the name of the paper."""
    return _equal(read_title(one.title, one.name), read_title(other.title, other.name)) is not None


def _equal(one: Title, other: Title) -> Sureness | None:
    """Whether two titles are the same but for their signs, and for a name that one of them lacks."""
    named_apart = _named_apart(one, other)
    if one.key == other.key:
        unsure = len(one.key) < _FEW_LETTERS or (named_apart and not one.own and not other.own)
        return "perhaps" if unsure else "same"
    if not named_apart and (one.name + one.rest == other.key or one.key == other.name + other.rest):
        return "same"
    rests = {rest for rest in (one.key, one.rest) if len(rest) >= TELLING} & {other.key, other.rest}
    if not rests:
        return None
    if named_apart:
        alike = _marks((one.name,)) == _marks((other.name,)) and any(len(rest) >= _LONG for rest in rests)
        return "perhaps" if alike else None
    return "same"


def _alike(one: Title, other: Title, same_people: bool) -> bool:
    """Whether two titles may be wordings of one title."""
    for short, long in ((one, other), (other, one)):
        if short.cut and len(short.key) >= TELLING and any(key.startswith(short.key) for key in (long.key, long.rest)):
            return True
    same_name = bool(one.name and one.name == other.name and (one.own or other.own))
    return not _named_apart(one, other) and any(
        _close(_difference(one, first, other, second), same_people=same_people, same_name=same_name)
        for first, second in product({0, one.own}, {0, other.own})
    )


def _named_apart(one: Title, other: Title) -> bool:
    """Whether both have a name, and each its own."""
    return bool(one.name and other.name and one.name != other.name)


@dataclass(frozen=True)
class _Difference:
    """What two titles share, word by word, and what only one of them has.

    `at_break`: the words that one of them has more are a whole part of it.
    """

    shared: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    at_break: bool

    @property
    def letters(self) -> int:
        """So many letters stand in both."""
        return sum(map(len, self.shared))

    @property
    def likeness(self) -> float:
        """The share of the letters that stand in both."""
        shared = 2 * self.letters
        return shared / ((shared + sum(map(len, self.ours)) + sum(map(len, self.theirs))) or 1)


def _close(found: _Difference, *, same_people: bool, same_name: bool) -> bool:
    """Whether two titles may be of one paper, as far as they differ."""
    if _marks(found.ours) != _marks(found.theirs) or found.letters < _LEAST_LETTERS:
        return False
    words = len(found.shared)
    if found.at_break and words >= _WORDS_BESIDE_A_PART and not (found.ours and found.theirs):
        return True
    if max(len(found.ours), len(found.theirs)) <= (words >= _WORDS_BESIDE_ONE):
        return True
    return (same_people and words >= _WORDS_OF_PEOPLE and found.likeness >= _LIKE_OF_PEOPLE) or (
        same_name and found.likeness >= _LIKE_OF_A_NAME
    )


def _difference(one: Title, first: int, other: Title, second: int) -> _Difference:
    """How two titles differ, each from one of its words on."""
    # Loaded where it is needed: equal titles need it not, and `shelver add` is one short run.
    from rapidfuzz.distance.Levenshtein import opcodes

    ours, theirs = _content(one, first), _content(other, second)
    left, right = [word for _, word in ours], [word for _, word in theirs]
    shared: list[str] = []
    only: tuple[list[str], list[str]] = ([], [])
    whole_parts = True
    for kind, run in groupby(opcodes(left, right), lambda code: code.tag == "equal"):
        codes = list(run)
        a, b, c, d = codes[0].src_start, codes[-1].src_end, codes[0].dest_start, codes[-1].dest_end
        if kind or _same_words(left[a:b], right[c:d]):
            shared += left[a:b]
            continue
        only[0].extend(left[a:b])
        only[1].extend(right[c:d])
        title, places, start, end = (one, ours, a, b) if b > a else (other, theirs, c, d)
        # Where the other title goes without its own beginning, it is another beginning.
        bare = not (second if title is one else first)
        at = start if end == len(places) else end if bare and start == 0 else 0
        whole_parts &= at > 0 and any(places[at - 1][0] < place <= places[at][0] for place in title.breaks)
    return _Difference(tuple(shared), tuple(only[0]), tuple(only[1]), whole_parts)


def _content(title: Title, start: int) -> list[tuple[int, str]]:
    """The words that count, in the singular, with their places."""
    return [(at, _singular(word)) for at, word in enumerate(title.words) if at >= start and word not in _SMALL]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _same_words(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether words are written in another way: joined or apart, with a slip, or by their first letters."""
    one, other = "".join(ours), "".join(theirs)
    if not one or not other:
        return False
    if one == other:
        return True
    if len(ours) != len(theirs):
        short, long = (one, theirs) if len(ours) == 1 else (other, ours)
        if min(len(ours), len(theirs)) == 1 and short == "".join(word[0] for word in long):
            return True
    if _marks(ours) != _marks(theirs) or one[0] != other[0] or min(len(one), len(other)) < 6:
        return False
    from rapidfuzz.distance.Levenshtein import distance

    return distance(one, other, score_cutoff=1) <= 1


def _marks(words: Collection[str]) -> frozenset[str]:
    """The words and signs that make another paper of a title: numbers, versions, denials, parts."""
    return frozenset(word for word in words if word in _TELLING_WORDS or not word.isalpha())


def _people(ours: Sequence[str], theirs: Sequence[str]) -> Literal["shared", "others", "unknown"]:
    """Whether the first authors are the same, or nobody is among both."""
    one, other = [_surnames(name) for name in ours], [_surnames(name) for name in theirs]
    if not one or not other:
        return "unknown"
    if one[0] & other[0]:
        return "shared"
    return "unknown" if frozenset().union(*one) & frozenset().union(*other) else "others"


def _surnames(name: str) -> frozenset[str]:
    """The words of a name that are no initials."""
    return frozenset(word for word in _words(name) if len(word) > 1)


def _far_apart(one: Citation, other: Citation) -> bool:
    """Whether more years lie between two citations than between a preprint and its publication."""
    ours, theirs = _year(one), _year(other)
    return ours is not None and theirs is not None and abs(ours - theirs) > _MOST_YEARS


def _year(citation: Citation) -> int | None:
    year = citation.date[:4] if citation.date else split_year(citation.venue)[1] if citation.venue else None
    return int(year) if year and year.isdigit() else None


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _WORD.findall(text.casefold())


#: So many letters make a title that no other paper has.
TELLING: Final = 20
#: So few may be a name that two papers share.
_FEW_LETTERS: Final = 8
#: So many do where two papers have two names and else one title.
_LONG: Final = 32
#: Limits of a like title, measured: letters that are shared at least; words beside a part that one title lacks, and
#: beside one word that differs; words and share of letters where the people are the same, or the name is.
_LEAST_LETTERS: Final = 16
_WORDS_BESIDE_A_PART: Final = 4
_WORDS_BESIDE_ONE: Final = 7
_WORDS_OF_PEOPLE: Final = 5
_LIKE_OF_PEOPLE: Final = 0.85
_LIKE_OF_A_NAME: Final = 0.65

_SIGNS: Final = {code: None for code in range(128) if not chr(code).isalnum()}
_NO_LETTERS: Final = re.compile(r"[^\w\s]++")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,60}>")
#: What a list adds behind a title: `(@Stanford University etc)`, `(CVPR 2020)`.
_AFFIX: Final = re.compile(r"\s*\((?:@[^()]*|[^()]*\b(?:19|20)\d\d)\)?\s*$")
_CUT: Final = re.compile(r"(?:\.{3}|…)\W*$")
_BREAK: Final = re.compile(r"[:：]+(?:\s+|(?=[^\W\d]))|\s+[-–—|]+\s+|—|[.?!]\s+|\s*[()]\s*")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WORD: Final = re.compile(r"[^\W_]+(?:(?<=\d)\.\d+)*\+*")
_MOST_NAME_WORDS: Final = 3
#: So many years may lie between a preprint and its publication.
_MOST_YEARS: Final = 4
# fmt: off
#: Words that a title may lose.
_SMALL: Final = frozenset(str.split(
    "a an the of for in on with and to via by using from towards toward at as is are its their s"
))
#: Words that make another paper of a title: a part, a version, a denial, another kind of text.
_TELLING_WORDS: Final = frozenset(str.split(
    "not no non without never cannot i ii iii iv v vi one two three four five first second third part volume "
    "survey surveys review reviews overview tutorial supplementary supplement supplemental appendix comment comments "
    "reply response corrigendum erratum correction addendum extension extended challenge workshop competition report"
))
# fmt: on
