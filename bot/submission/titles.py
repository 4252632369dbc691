"""Titles and short names in what people write: what looks like one, and what stands around it."""

import re
from typing import Final


def clean_title(text: str) -> str:
    """A title without numbering, signs, brackets and venue around it; one blank between words."""
    text = " ".join(_WIDE_COLON.sub(": ", text).split())
    for _ in range(_MOST_LAYERS):
        before = text
        text = _NUMBERING.sub("", text)
        text = text.strip(_EDGES)
        text = _LABEL_IN_BRACKETS.sub("", text)
        text = _FILE_ENDING.sub("", text)
        text = _VENUE_BEHIND.sub("", text)
        text = _AUTHORS_BEHIND.sub("", text)
        text = _AUTHORS_BEFORE.sub("", text)
        text = _VENUE_BEFORE.sub("", text)
        text = _unquoted(text)
        text = _without_open_bracket(text).rstrip(",;:：，；、.。")
        if text == before:
            break
    return text


def split_name(text: str) -> tuple[str | None, str]:
    """`[BLIP] Bootstrapping ...` -> ("BLIP", "Bootstrapping ..."): a name in brackets before a title."""
    found = _BRACKETED_NAME.match(text.strip())
    if found and looks_like_name(found[1]):
        return found[1].strip(), found[2].strip()
    return None, text


def looks_like_name(text: str) -> bool:
    """Whether a text can be a paper's short name: one to three words, written as names are."""
    text = text.strip()
    words = text.split()
    if not 1 <= len(words) <= 3 or len(text) > 40 or text.casefold() in _NO_NAMES:
        return False
    if any(word.casefold().strip("().,:;!?\"'") in _NO_NAMES for word in words):
        return False
    if not _NAME_SHAPE.fullmatch(text):
        return False
    if not all(word[:1].isupper() or word[:1].isdigit() or _NAME_SIGN.search(word) for word in words):
        return False
    return len(words) == 1 or any(_NAME_SIGN.search(word) for word in words)


def is_marked_name(text: str) -> bool:
    """Whether a name shows by its letters that it is one: digits, capitals inside, a hyphen before a capital."""
    return looks_like_name(text) and bool(_NAME_SIGN.search(text))


def looks_like_title(text: str, *, strict: bool = False) -> bool:
    """Whether a text can be a paper's title.

    At least three words, none of them a person's word to another (I, you, please). `strict` asks for
    capital letters too, or a name and a colon before the rest, for places where other text stands as often.
    """
    text = split_name(clean_title(text))[1]
    words = _WORD.findall(text)
    if not 3 <= len(words) <= 45 or len(text) > 350 or "://" in text:
        return _looks_like_cjk_title(text)
    if _PERSONAL.search(text) or _DATE.fullmatch(text):
        return False
    if not strict:
        return text[:1].isupper() or text[:1].isdigit() or bool(re.match(r"[a-z]+[A-Z0-9-]", text))
    if len(words) < 4 and ":" not in text:
        return False
    before, colon, _ = text.partition(": ")
    if colon and (looks_like_name(before) or len(before.split()) <= 4) and text[:1].isupper():
        return not re.search(r"\b(?:list|readme|issue|section)s?\b", text, re.IGNORECASE)
    return is_capitalised(text)


def is_capitalised(text: str) -> bool:
    """Whether the telling words of a text begin with capitals, as in most titles."""
    telling = [word for word in _WORD.findall(text) if word.casefold() not in _SMALL_WORDS and not word.isdigit()]
    capital = sum(any(letter.isupper() for letter in word) for word in telling)
    return capital >= 0.7 * max(len(telling), 1)


def quoted(text: str) -> list[tuple[int, int]]:
    """The spans inside quotation marks of any language, marks left out."""
    return [
        next((match.start(group), match.end(group)) for group in range(1, _QUOTED.groups + 1) if match[group])
        for match in _QUOTED.finditer(text)
        if any(match.groups())
    ]


_MOST_LAYERS: Final = 6
_WIDE_COLON: Final = re.compile(r"(?<=[\w*])[ *_]{0,4}：[ *_]{0,4}(?=\w)")
_WORD: Final = re.compile(r"[^\W_][\w'’+.-]*")
_EDGES: Final = " \t*_`~#>|•·→⇒—–-,;:：，；、/\\+=👉👈📄📝📑📃🔗📌📚✨🔥🚀⭐🌟💡"
_NUMBERING: Final = re.compile(
    r"^\s*(?:\(?\d{1,2}\s?[.)、．:：]\s?(?!\d)|\[\d{1,2}\]\s|[①-⑳]\s?|[ivx]{1,4}[.)]\s|\([a-z]\)\s|[-*+•]\s)\s?"
)
_FILE_ENDING: Final = re.compile(r"\.pdf$", re.IGNORECASE)
_VENUE: Final = (
    r"(?:[A-Za-z][\w&' -]{1,40}?,?\s?['’]?(?:19|20)?\d{2}(?:\s?\w{1,12}){0,3}|(?:accepted|published|to "
    r"appear)[^()\[\]]{0,60}|"
    r"arxiv[^()\[\]]{0,30}|preprint|oral|spotlight|poster|under review|TPAMI|IJCV|JMLR|TMLR|TACL|(?:19|20)\d\d|"
    r"[A-Za-z][\w' -]{1,40} et al\.?,?(?:\s(?:19|20)\d\d)?|[A-Z][\w'’., &;-]{1,80}[,;]\s(?:19|20)\d\d)"
)
_VENUE_BEHIND: Final = re.compile(rf"\s?[(\[（【]\s?{_VENUE}\s?[)\]）】]$", re.IGNORECASE)
_VENUE_BEFORE: Final = re.compile(
    r"^[\[【(]\s?[A-Za-z][A-Za-z& ]{1,20}\s?['’]?(?:19|20)?\d{2}(?:\s?\w{1,12}){0,2}\s?[\])】]\s?", re.IGNORECASE
)
_AUTHORS_BEHIND: Final = re.compile(
    r"(?:[,.;]|\s[–—-])\s(?:by\s)?(?:[A-Z][\w.'’-]{0,20}\s){0,4}[A-Z][\w.'’-]{0,20},?\s(?:et al|and others)\b.{0,80}$|"
    r"[,.;]\s(?:in\s|to appear (?:at|in)\s|accepted (?:at|by|to)\s)?(?:[A-Z]{2,8}|"
    r"[A-Z][a-z]{1,4}[A-Z]{1,4}[a-z]{0,4})\s?['’]?(?:20)?\d\d(?:\s\w{1,12})?$|"
    r",?\sby\s(?:[A-Z][\w.'’-]{0,20}\s){1,3}et al\.?$|"
    r",\sby\s(?:[A-Z][\w.'’-]{0,20}(?:,|\sand|\s&)?\s){1,11}[A-Z][\w.'’-]{0,20}$|"
    r"[,.;]\s(?:19|20)\d\d$"
)
_AUTHORS_BEFORE: Final = re.compile(
    r"^(?:[A-Z][\w.'’-]{0,20}\s){1,3}et al(?:\.,?|,):?\s(?:\(?(?:19|20)\d\d\)?[.,:]?\s)?(?=\W?[A-Z])"
)
_LABEL_IN_BRACKETS: Final = re.compile(
    r"(?:\s?[\[(（【]{1,2}\s?(?:pdf|paper|arxiv|link|code|github|project(?: page)?|page|website|url|论文|代码|see|"
    r"abs)?\s?[\])）】]{0,2}\s?)$",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(
    r"\"([^\"\n]{2,300})\"|“([^”\n]{2,300})[”\"]|„([^“”\n]{2,300})[“”]|«([^»\n]{2,300})»|《([^》\n]{2,300})》|"
    r"「([^」\n]{2,300})」|『([^』\n]{2,300})』|``([^'\n]{2,300})''|(?<!\w)'([^'\n]{8,300})'(?!\w)|"
    r"(?<!\w)‘([^’\n]{8,300})’(?!\w)"
)
_QUOTE_PAIRS: Final = ('""', "“”", "„“", "«»", "《》", "「」", "『』", "''", "‘’", "{}", "**")
_BRACKET_PAIRS: Final = (("(", ")"), ("[", "]"), ("（", "）"), ("【", "】"))
_BRACKETED_NAME: Final = re.compile(r"\[{1,2}\s?([^\[\]]{1,40}?)\s?\]{1,2}\s*[:：,–—-]?\s*(.*)$", re.DOTALL)
_NAME_SHAPE: Final = re.compile(r"[\w.+*$^&@'’/!² -]{1,40}")
_NAME_SIGN: Final = re.compile(r"\d|[a-z][A-Z]|^[A-Z][A-Z0-9+*.-]+$|[A-Za-z]-[A-Z0-9]|[A-Z]{2}")

#: Words that no title holds in small letters, since they speak to somebody.
_DATE: Final = re.compile(r"\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}")
_PERSONAL: Final = re.compile(
    r"\b(?:please|pls|thanks|thank|hi|hello|dear|kindly|sorry)\b|\b(?:I|i)(?:'m|'d|'ve| )(?=[a-z])|\b(?:you|"
    r"your|we|our|my|me|us)\b(?=.{0,40}\b(?:list|repo|readme|paper|work|add|page|format)\b)"
    r"|\bin (?:the|your|this) (?:list|readme|repo)\b|\breadme\b|\bissue\b.{0,10}\bpull\b|\bthis (?:list|repo|"
    r"repository|readme|paper|issue)\b",
    re.IGNORECASE,
)
_SMALL_WORDS: Final = frozenset(
    str.split(
        "a an the of for and or in on to with without from by via at as is are be its it into over under using "
        "through can do does than that not no all you need your we vs against between beyond towards toward "
        "across per"
    )
)

#: Words that stand where a name could, but name no paper.
_NO_NAMES: Final = frozenset(
    str.split(
        "paper papers the a an my our your this that these those new one two three it its add added adding "
        "missing more some work works please thanks hi hello hey update updates question suggestion "
        "suggestions request requests issue readme list entry link links code data pdf arxiv github title name "
        "section submission submissions recommendation feature help bug survey re fwd and or for missed here "
        "title paper's cvpr iccv eccv neurips icml iclr acl emnlp aaai dataset datasets benchmark model models "
        "method test first second author authors good great nice awesome useful related recent relevant "
        "interesting preprint article project page correction wrong typo dear best cheers regards series other "
        "others todo none addition additions proposal format"
    )
)


def _unquoted(text: str) -> str:
    for pair in _QUOTE_PAIRS:
        if len(text) > 2 and text[0] == pair[0] and text[-1] == pair[-1] and text.count(pair[0]) <= 2:
            return text[1:-1]
    if text[:2] == "**" and text[-2:] == "**":
        return text[2:-2]
    return text


def _without_open_bracket(text: str) -> str:
    """Brackets that open at the end or close at the start belong to what stood beside the title."""
    text = text.rstrip(" ([（【{").lstrip(" )]）】}")
    for opening, closing in _BRACKET_PAIRS:
        if text.endswith(closing) and text.count(closing) > text.count(opening):
            text = text[:-1].rstrip()
        if text.startswith(opening) and text.count(opening) > text.count(closing):
            text = text[1:].lstrip()
        if text.startswith(opening) and text.endswith(closing) and opening not in text[1:]:
            text = text[1:-1].strip()
    return text


def _looks_like_cjk_title(text: str) -> bool:
    """A title in a script without blanks: long enough, and no sentence."""
    letters = re.findall(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]", text)
    return len(letters) >= 6 and not re.search(r"[。！？，请吗我您你谢]", text) and "://" not in text
