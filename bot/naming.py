"""The short name of a paper, for lists that put one before the title."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal


@dataclass(frozen=True)
class Name:
    """A paper's short name, what is left of the title beside it, and where the name was found."""

    value: str
    title_rest: str
    origin: Literal["given", "title", "abstract"]


def find_name(title: str, given: str | None, abstract: str, taken: Collection[str]) -> Name | None:
    """The paper's short name, or None where none is sure.

    `given` is what the contributor named it, `taken` holds the names that other entries bear: a guess never
    repeats one of them. Title text before a colon falls away only where it is the name.
    """
    title = " ".join(title.split())
    before, after = _split(title)
    if given and given.strip():
        name = given.strip()
        return Name(name, after if after and _key(before) == _key(name) else title, "given")
    used = {_key(name) for name in taken}
    if after and _key(before) not in used and (_looks_like_name(before) or _repeats(before, after)):
        return Name(before, after, "title")
    introduced = _introduced(abstract)
    if introduced is not None and _key(introduced) not in used:
        return Name(introduced, title, "abstract")
    return None


def _split(title: str) -> tuple[str, str]:
    """What stands before and after the title's first colon; empty strings where there is none."""
    found = _COLON.search(title)
    return (title[: found.start()].rstrip(), title[found.end() :]) if found else ("", "")


def _repeats(before: str, after: str) -> bool:
    """Whether a title begins again behind the colon, with the name before it: `SANet (crowds): SANet: Scale ...`."""
    name, again = before.partition(" (")[0], _split(after)[0]
    return len(before) <= 2 * _LONGEST and bool(again) and _key(again) == _key(name) and _looks_like_name(name)


def _key(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum() or char in "+#")


#: A colon that ends the first part of a title, and dashes that do the same.
_COLON: Final = re.compile(r"\s*[:：]\s+|：|\s+[–—]\s+")
_MOST_WORDS: Final = 3
_LONGEST: Final = 40

_WORD: Final = r"(?:[A-Z0-9]|[a-z]+[A-Z0-9])[\w+@*.-]*[\w+*]"
_NAME: Final = rf"[\"“'`*]*(?P<name>{_WORD}(?: (?:v?\d[\d.]*|[A-Z][\w-]+))?)"
_SELF: Final = r"\b(?i:we|paper|work|article|report)\s+(?:\w+ly\s+|also\s+|then\s+|first\s+)?"
_PUT_FORWARD: Final = r"(?:propose|introduce|present|develop|describe|release|build|design|offer|unveil)s?\s+"
#: we introduce Contrastive Language-Image Pre-training (CLIP)
_SPELLED_OUT: Final = re.compile(
    rf"{_SELF}{_PUT_FORWARD}(?:(?!\b(?:for|on|to|in|with|that|which|using|based|where)\b)[^.()]){{3,120}}"
    rf"\({_NAME}\)",
)
_INTRODUCTIONS: Final = (
    # we propose InstructBLIP, a vision-language ...
    re.compile(
        rf"{_SELF}{_PUT_FORWARD}(?:(?:the|our)\s+)?{_NAME}"
        r"(?=[\"”'`*]*(?:\s*[,:(–—.]|\s(?:a|an|the|which|that|to|as|for|is)\b))",
    ),
    # a model called InstructBLIP
    re.compile(
        rf"\b(?:called|dubbed|termed|named|coined|nicknamed|(?:we|which)\s+(?:call|name|dub)(?:\s+it)?)\s+{_NAME}"
    ),
    _SPELLED_OUT,
)
#: Words that are no name, and make none: words of the field, kinds of papers, and those that phrases begin with.
# fmt: off
_PLAIN_WORDS: Final = frozenset((
    "a", "an", "the", "we", "it", "this", "that", "these", "our", "new", "novel", "large", "language",
    "model", "models", "vision", "transformer", "transformers", "image", "images", "video", "videos",
    "text", "multimodal", "contrastive", "learning", "deep", "neural", "network", "networks", "survey",
    "review", "benchmark", "report", "dataset", "datasets", "method", "methods", "system", "systems",
    "approach", "data", "pre-training", "pretraining", "vision-language", "image-text",
    "vision-and-language", "fine-tuning", "self-supervised", "zero-shot", "few-shot", "ai", "nlp", "llm",
    "llms", "vlm", "vlms", "mllm", "vqa", "gan", "gans", "cnn", "cnns", "3d", "2d", "rgb-d",
    "position", "discussion", "tutorial", "perspective", "perspectives", "opinion", "viewpoint", "overview",
    "introduction", "primer", "comment", "reply", "erratum", "correction", "editorial", "letter", "demo",
    "workshop", "challenge", "beyond", "from", "to", "towards", "toward", "on", "in", "of", "for", "with",
    "without", "via", "by", "as", "and", "or", "not", "is", "are", "was", "be", "do", "does", "can", "should",
    "what", "what's", "how", "why", "when", "where", "who", "which", "itself", "all", "more", "less", "better",
    "rethinking", "revisiting", "understanding", "exploring", "scaling", "improving", "training",
))
# fmt: on


def _looks_like_name(text: str) -> bool:
    """Whether the words before a colon are a name and not a phrase."""
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > _LONGEST or text[-1] in "?!.,;)":
        return False
    if any(word.casefold() in _PLAIN_WORDS for word in words):
        return False
    if len(words) == 1:
        return any(char.isalpha() for char in text)
    return not any(word.islower() and not _VERSION.fullmatch(word) for word in words) and any(map(_is_coined, words))


_VERSION: Final = re.compile(r"v?\d[\d.]*")


def _is_coined(word: str) -> bool:
    """Whether a word has what names have and plain words lack: digits, inner capitals, all capitals, a prefix."""
    letters = [char for char in word if char.isalpha()]
    return (
        any(char.isdigit() for char in word)
        or (len(letters) > 1 and all(char.isupper() for char in letters))
        or any(first.islower() and second.isupper() for first, second in pairwise(word))
        or _PREFIXED.match(word) is not None
    )


#: A hyphen behind a short prefix (Q-Former, Mini-Gemini); behind a whole word it may be a phrase's (Open-World).
_PREFIXED: Final = re.compile(r"(?:[A-Z]\w{0,2}|Mini|Meta|Omni|Tiny|Auto)-\w", re.ASCII)


def _introduced(abstract: str) -> str | None:
    """The first name that an abstract gives its own work."""
    text = " ".join(abstract.split())
    found = [match for pattern in _INTRODUCTIONS for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda match: match.start("name")):
        name = match["name"].strip(".*")
        plural = len(name) > 1 and name[-1] == "s" and name[-2].isupper()
        first = name.split()[0]
        explained = _EXPLAINED.match(text, match.end("name")) is not None
        if match.re is _SPELLED_OUT and not _abbreviates(name, text[match.start() : match.start("name")]):
            continue  # "a study of ChatGPT (OpenAI)": what stands in brackets may be anything
        if (_is_coined(first) or explained) and not plural and first.casefold() not in _PLAIN_WORDS:
            return name
    return None


def _abbreviates(name: str, words: str) -> bool:
    """Whether the capitals of a name stand in their order among the first letters of words before it."""
    initials = iter(re.findall(r"(?<![^\W_])[^\W\d_]", words.casefold()))
    return all(letter.casefold() in initials for letter in name if letter.isupper())


#: What follows a name that a sentence introduces: "Flamingo, a family of ...", "the Q-Former, which ..."
_EXPLAINED: Final = re.compile(r"[\"”'`*]*,\s(?:an?|the|which|our)\s")
