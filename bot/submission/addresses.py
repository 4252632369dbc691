"""Addresses and ids that stand in plain text, with or without a scheme, among any punctuation."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.links import trim
from bot.papers.arxiv import find_ids
from bot.papers.doi import find_dois

#: What ends an address in running text: blanks, quotes, brackets, full-width signs and the letters of scripts
#: that are written without blanks.
_END: Final = (
    r"\s<>\[\]{}\"`|\\^«»“”„‘’\u2026\u3000-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7a3\uff00-\uffef\U0001f000-\U0001faff\ue000"
)

_ADDRESS: Final = re.compile(
    rf"(?:https?:/{{1,2}}|(?<![\w@./-])(?:www\.)?(?=[a-z0-9-]+\.[a-z]))"
    rf"(?:(?!(?<![=/_])https?://)[^{_END}]){{1,2000}}",
    re.IGNORECASE,
)

#: Addresses without a scheme: `www.`, or a host under a usual top level with a path, or somebody's pages.
_SCHEMELESS: Final = re.compile(
    r"www\.[\w-]+\.\w|(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|io|ai|edu|cc|press|dev|cn|de|uk|fr|jp|kr|ch|eu|"
    r"gov|me|co|nl|it|ca|in|site|studio|pub|science|info|tech|app|ac|be|us|cool|xyz)/[\w?@~#%.+-]"
    r"|[a-z0-9-]{1,63}\.github\.io(?:/|$)",
    re.IGNORECASE,
)


def bare_addresses(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str, bool]]:
    """The addresses in a text as (start, end, address, given), those inside the spans `taken` left out.

    `given` is False where an id was written (`arXiv:2301.12597`, `doi:10.1109/...`), so that the address is ours.
    """
    used = bytearray(len(text))
    for start, end in taken:
        used[start:end] = b"\1" * (end - start)

    def free(start: int, end: int) -> bool:
        if any(used[start:end]):
            return False
        used[start:end] = b"\1" * (end - start)
        return True

    for found in _ADDRESS.finditer(text):
        url = _cut(found[0], text[text.rfind("\n", 0, found.start()) + 1 : found.start()])
        start, end = found.start(), found.start() + len(url)
        with_scheme = url[:4].lower() == "http"
        if "." not in url or not (with_scheme or _SCHEMELESS.match(url)):
            continue
        if free(start, end):
            yield start, end, url if with_scheme else "https://" + url, True
    for start, end, identity in find_ids(text, bare=True):
        if _stands_as_id(text, start, end) and free(start, end):
            yield start, end, f"https://arxiv.org/abs/{identity.value}", False
    for start, end, url in find_dois(text):
        if free(start, end):
            yield start, end, url, False


def _stands_as_id(text: str, start: int, end: int) -> bool:
    """Whether a number of arXiv's shape is written as an id, and not as a measure of something.

    It bears arXiv's name, or begins its line (a file's name, a list of ids), or stands where ids are put.
    """
    if not text[start : start + 1].isdigit() or _ID_BEFORE.search(text[max(0, start - 40) : start]):
        return True
    before, after = text[max(0, start - 300) : start], text[end : end + 40]
    if not re.search(r"[^\W\d_]", before):
        return not re.match(r"[\s,;:]*[a-z]", after) or bool(_ID_BEHIND.match(after))
    return bool(_TITLE_BEFORE.search(before)) and after[:1] in (")", "]", "）", "】")


#: Words right before an id: "add 2301.12597", "papers 2301.12597 and 2304.08485".
_ID_BEFORE: Final = re.compile(
    r"\b(?:arxiv|arxiv id|ids?|papers?|preprints?|abs|add|include|list|"
    r"see)[\s:#/(\[]{1,3}(?:\d{4}\.\d{4,5}(?:v\d+)?(?:\s?,\s?|\s?and\s|\s?&\s?)){0,2}"
    r"(?:and\s)?$|\d{4}\.\d{4,5}(?:v\d+)?(?:\s?,\s?(?:and\s)?|\s?(?:and|&)\s|\s?、)$",
    re.IGNORECASE,
)
_ID_BEHIND: Final = re.compile(r"\s?(?:,|&|and\b|or\b)\s?(?:and\s)?(?:arxiv:?\s?)?\d{4}\.\d{4,5}\b", re.IGNORECASE)
_TITLE_BEFORE: Final = re.compile(r"[A-Z][\w-]+(?: [\w-]+){2,}[?!]? ?[(\[（【]$")


def _cut(address: str, before: str) -> str:
    """An address as it ends in running text; `before` is what stands before it on its line."""
    marks = "*~" + ("_" if _EMPHASIS.search(before) else "")
    while address != (shorter := trim(address).rstrip(marks)):
        address = shorter
    end = address.find(")")  # `(https://a.org/x)(more` and `](https://a.org/x) text` end at the bracket
    if end >= 0 and "(" not in address[:end]:
        address = address[:end]
    return address


#: An underscore that opens emphasis; without one an address ends in its own, as some ids do.
_EMPHASIS: Final = re.compile(r"(?:^|[\s(\[])_(?=\S|$)")
