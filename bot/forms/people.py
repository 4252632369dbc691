"""The forms in which lists write authors: all of them or the first and `et al.`, names in full or initials."""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

NameForm = Literal["full", "initials", "last", "last, initials"]


class AuthorsForm(NamedTuple):
    """How authors are written: each name, what stands between them, and how a cut list ends.

    `more` is what follows the last name shown where there are more (` et al.`), `shown` how many names stand
    before it; both are empty where all are named.
    """

    name: NameForm
    between: str
    last: str
    more: str = ""
    shown: int = 0


class ShownAuthors(NamedTuple):
    """Authors as they are shown; `cut` tells that there are more."""

    names: tuple[str, ...]
    form: AuthorsForm
    cut: bool


def read_authors(text: str) -> ShownAuthors | None:
    """A text that names people and nothing else."""
    if len(text) > _LONGEST:
        return None
    source, more = text, ""
    if found := _MORE.search(text, max(0, len(text) - _LONGEST_MORE)):
        source, more = text[: found.start()], found[0]
    if not source.strip():
        return None
    if (people := _last_first(source, more)) is not None:
        return people
    pieces = _BETWEEN.split(source)
    names, signs = pieces[::2], pieces[1::2]
    if not all(map(is_name, names)):
        return None
    if len(names) == 1 and not more and " " not in source.strip():
        return None
    between = signs[0] if len(signs) > 1 or (signs and signs[0].strip() in _COMMAS) else ", "
    if any(sign != between for sign in signs[:-1]):
        return None
    return _shown(names, _name_form(names), between, signs, more)


def write_authors(names: Sequence[str], form: AuthorsForm, *, cut: bool) -> str:
    """The authors of a paper in a form; `cut` tells that there are more than these."""
    shown = [_written(name, form.name) for name in names]
    if form.more and (cut or len(shown) > form.shown):
        kept = shown[: form.shown] if form.shown else shown
        return form.between.join(kept) + form.more
    if len(shown) > 1:
        return form.between.join(shown[:-1]) + form.last + shown[-1] + (" et al." if cut else "")
    return "".join(shown) + (" et al." if cut else "")


def leading_authors(text: str) -> int:
    """Where the authors end with whom a text begins, each with the last name first (`Moor, A. and Lee, B.`); else 0."""
    end = count = 0
    while found := _LAST_FIRST_NAME.match(text, end):
        end, count = found.end(), count + 1
        if not found[3]:
            break
    return end if count > 1 else 0


def is_name(text: str) -> bool:
    """Whether a text looks like one person's name: up to six capitalised words, initials and particles."""
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 50:
        return False
    solid = 0
    for word in words:
        if word.strip(".") in _PARTICLES or word in ("Jr.", "Sr.", "II", "III"):
            continue
        if not _NAME_WORD.fullmatch(word) or _bare(word) in _NO_NAMES:
            return False
        if len(word) > _LONGEST_CJK_NAME and _CJK.search(word):
            return False
        solid += 1
    return solid > 0


def _bare(word: str) -> str:
    """A word in lower case without a full stop behind it; an initial keeps it."""
    return word.casefold() if len(word) < 3 else word.casefold().removesuffix(".")


def _shown(names: Sequence[str], form: NameForm, between: str, signs: Sequence[str], more: str) -> ShownAuthors:
    """Names that stand as they are read. `signs` stand between them, `more` behind them."""
    last = signs[-1] if signs else between
    return ShownAuthors(tuple(names), AuthorsForm(form, between, last, more, len(names) if more else 0), bool(more))


def _name_form(names: Sequence[str]) -> NameForm:
    if all(map(_INITIAL_FIRST.match, names)):
        return "initials"
    return "last" if all(" " not in name and not _CJK.search(name) for name in names) else "full"


_LONGEST: Final = 3000
_LONGEST_MORE: Final = 24
_COMMAS: Final = frozenset(",;，、；·")
_MORE: Final = re.compile(
    r",?\s*(?:\b(?:et\.? ?al\b\.?|etc\b\.?|and others\b)|…|\.\.\.|等)\s*$|,?\s+\*?et\.? al\.?\*?\s*$", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"((?<!\s)(?:\s*+,\s*+(?:and|&)\s++|\s++(?:and|&)\s++|\s*+[,;，；、·]\s*+))")
#: Scripts without blanks between words, where a longer word is no name but a sentence.
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LONGEST_CJK_NAME: Final = 4
_NAME_WORD: Final = re.compile(
    r"(?:[^\W\d_a-z][^\W\d_]*+(?:['’\-‐‑][^\W\d_]++)*+\.?"  # Ben, O'Neil, Li-Wei
    r"|[A-Z]\.(?:-?[A-Z]\.?)*+|[^\W\d_a-z](?:[-.]?[A-Z])*+\.?)"  # J., J.-P., JP
    r"[*†‡]?(?:\\\*)?"
)
_PARTICLES: Final = frozenset(
    str.split("van von der den de del della di da dos la le el al bin ibn ter ten zu y e jr sr iii ii")
)
#: Capitalised words of titles, venues and labels that no person bears.
_NO_NAMES: Final = frozenset(
    str.split(
        "learning network networks neural deep model models image images video videos vision language visual survey "
        "review transformer transformers towards via with for and the of in on from to a an arxiv preprint conference "
        "journal workshop proceedings transactions international generation generative detection segmentation "
        "recognition data dataset datasets paper code project university research ieee acm openai google microsoft "
        "meta nvidia findings attention graph graphs text multimodal training adaptation estimation reconstruction "
        "representation"
    )
)
_INITIAL_FIRST: Final = re.compile(r"[^\W\d_]\.")
#: `Moor, A. B.` and what stands between it and the next.
_LAST_FIRST_NAME: Final = re.compile(
    r"([^\W\d_][^,;]{0,40}), ((?:[^\W\d_]\.[- ]?){0,3}[^\W\d_]\.)(,? and |,? & |, (?=[^\W\d_][^,;]{0,40}, )|; |$|(?= ))"
)


def _last_first(source: str, more: str) -> ShownAuthors | None:
    """Authors each of whom has the last name first; None for others."""
    names, signs = [], []
    at = 0
    while at < len(source):
        found = _LAST_FIRST_NAME.match(source, at)
        if found is None:
            return None
        names.append(f"{found[2]} {found[1]}")
        signs.append(found[3])
        at = found.end()
    signs = signs[:-1]
    return _shown(names, "last, initials", signs[0] if signs else ", ", signs, more)


def _written(name: str, form: NameForm) -> str:
    words = name.split()
    if form == "full" or len(words) < 2:
        return name
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    first, last = words[:at], " ".join(words[at:])
    if form == "last":
        return last
    initials = " ".join(word if word.endswith(".") else f"{word[0]}." for word in first)
    return f"{initials} {last}" if form == "initials" else f"{last}, {initials}"
