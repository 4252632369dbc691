"""The forms in which lists write authors: all of them or the first and `et al.`, names in full or initials."""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

NameForm = Literal["full", "initials", "last", "last, initials", "last, full", "last initials"]


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
    source, more = text, ""
    if found := _MORE.search(source):
        more = source[found.start() :]
        source = source[: found.start()]
    if not source.strip() or len(source) > _LONGEST:
        return None
    if found := _LAST_FIRST.fullmatch(source):
        return _last_first(source, more)
    pieces = _BETWEEN.split(source)
    names, signs = pieces[::2], pieces[1::2]
    if not all(map(is_name, names)):
        return None
    if len(names) == 1 and not more and not _WORDS.search(source.strip()):
        return None
    between = (
        signs[0] if len(signs) > 1 else ", " if not signs else signs[0] if signs[0].strip() in (",", ";") else ", "
    )
    last = signs[-1] if signs else between
    form: NameForm = "full"
    if all(_INITIAL_FIRST.match(name) for name in names):
        form = "initials"
    elif all(" " not in name for name in names):
        form = "last"
    if any(sign != between for sign in signs[:-1]):
        return None
    return ShownAuthors(tuple(names), AuthorsForm(form, between, last, more, len(names) if more else 0), bool(more))


def write_authors(names: Sequence[str], form: AuthorsForm, *, cut: bool) -> str:
    """The authors of a paper in a form; `cut` tells that there are more than these."""
    shown = [_written(name, form.name) for name in names]
    if form.more and (cut or len(shown) > form.shown):
        kept = shown[: form.shown] if form.shown else shown
        return form.between.join(kept) + form.more
    if len(shown) > 1:
        return form.between.join(shown[:-1]) + form.last + shown[-1] + (" et al." if cut else "")
    return "".join(shown) + (" et al." if cut else "")


def is_name(text: str) -> bool:
    """Whether a text looks like one person's name: two to five capitalised words, initials and particles."""
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 50:
        return False
    solid = 0
    for word in words:
        if word.strip(".") in _PARTICLES or word in ("Jr.", "Sr.", "II", "III"):
            continue
        if not _NAME_WORD.fullmatch(word) or word.casefold() in _NO_NAMES:
            return False
        solid += 1
    return solid > 0


_LONGEST: Final = 3000
_MORE: Final = re.compile(
    r",?\s*(?:\b(?:et\.? ?al\b\.?|etc\b\.?|and others\b)|…|\.\.\.|等)\s*$|,?\s+\*?et\.? al\.?\*?\s*$", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"(\s*,\s*(?:and|&)\s+|\s+(?:and|&)\s+|\s*[,;，、·]\s*)")
_WORDS: Final = re.compile(r"\s")
_NAME_WORD: Final = re.compile(
    r"(?:[^\W\d_a-z][^\W\d_]*(?:['’\-‐‑][^\W\d_]+)*\.?|[A-Z]\.(?:-?[A-Z]\.?)*|[^\W\d_a-z](?:[-.]?[A-Z])*\.?)[*†‡]?(?:\\\*)?"
)
_PARTICLES: Final = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ter",
        "ten",
        "zu",
        "y",
        "e",
        "jr",
        "sr",
        "iii",
        "ii",
    ]
)
#: Capitalised words of titles, venues and labels that no person bears.
_NO_NAMES: Final = frozenset(
    [
        "learning",
        "network",
        "networks",
        "neural",
        "deep",
        "model",
        "models",
        "image",
        "images",
        "video",
        "videos",
        "vision",
        "language",
        "visual",
        "survey",
        "review",
        "transformer",
        "transformers",
        "towards",
        "via",
        "with",
        "for",
        "and",
        "the",
        "of",
        "in",
        "on",
        "from",
        "to",
        "a",
        "an",
        "arxiv",
        "preprint",
        "conference",
        "journal",
        "workshop",
        "proceedings",
        "transactions",
        "international",
        "generation",
        "generative",
        "detection",
        "segmentation",
        "recognition",
        "data",
        "dataset",
        "datasets",
        "paper",
        "code",
        "project",
        "university",
        "research",
        "ieee",
        "acm",
        "openai",
        "google",
        "microsoft",
        "meta",
        "nvidia",
        "findings",
        "attention",
        "graph",
        "graphs",
        "text",
        "multimodal",
        "training",
        "adaptation",
        "estimation",
        "reconstruction",
        "representation",
    ]
)
_INITIAL_FIRST: Final = re.compile(r"[^\W\d_]\.")
_LAST_FIRST: Final = re.compile(
    r"[^\W\d_][^,;]{0,30}, (?:[^\W\d_]\.[- ]?){1,3}(?:(?:, |; |,? and |,? & )[^\W\d_][^,;]{0,30}, (?:[^\W\d_]\.[- ]?){1,3})*"
)
_LAST_FIRST_NAME: Final = re.compile(
    r"([^\W\d_][^,;]*?), ((?:[^\W\d_]\.[- ]?)*[^\W\d_]\.)(, | and |, and |; | & |, & |$)"
)


def _last_first(source: str, more: str) -> ShownAuthors | None:
    names, signs = [], []
    at = 0
    while at < len(source):
        found = _LAST_FIRST_NAME.match(source, at)
        if found is None:
            return None
        names.append(f"{found[2]} {found[1]}")
        signs.append(found[3])
        at = found.end()
    signs = signs[:-1] if signs and not signs[-1] else signs
    between = signs[0] if signs else ", "
    form = AuthorsForm("last, initials", between, signs[-1] if signs else between, more, len(names) if more else 0)
    return ShownAuthors(tuple(names), form, bool(more))


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
    match form:
        case "initials":
            return f"{initials} {last}"
        case "last, initials":
            return f"{last}, {initials}"
        case "last, full":
            return f"{last}, {' '.join(first)}"
        case "last initials":
            return f"{last} {initials}"
