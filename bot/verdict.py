"""Whether a new entry stands as one: read again, it is one entry more, and all others are as they were."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from bot.citation import Citation
from bot.document import Edit, Entry, ListDocument, apply_edits, parse
from bot.forms.venues import split_year
from bot.links import Link

#: So many entries before and behind the new one are read again.
_BESIDE: Final = 8


def stands(document: ListDocument, entries: Sequence[Entry], index: int, edit: Edit, citation: Citation) -> bool:
    """Whether the edit adds exactly one entry, with the paper's title, among `entries`, as number `index`."""
    around = entries[max(0, index - _BESIDE) : index + _BESIDE]
    low = min([entry.span.start for entry in around] + [edit.span.start])
    high = max([entry.span.end for entry in around] + [edit.span.start])
    head = next((entry.head for entry in around if entry.head is not None), None)
    above = document.lines[head : head + 2] if head is not None and head + 1 < low else ()
    lines = document.lines[low:high]
    at = edit.span.start - low
    before = "".join((*above, *lines))
    after = "".join((*above, *lines[:at], edit.text, *lines[at:]))
    new = _new_one(_texts(before), _texts(after))
    if new is None:  # so few lines may be read in another way than the whole
        new = _new_one(_texts(document.text), _texts(apply_edits(document.text, [edit])))
    return new is not None and _says(new, citation) and _is_whole(new.text, citation)


def _texts(text: str) -> list[Entry]:
    return [entry for section in parse(text).sections for entry in section.entries]


def _new_one(before: Sequence[Entry], after: Sequence[Entry]) -> Entry | None:
    """The one entry that came in; None where more or less did, or another one changed."""
    if len(after) != len(before) + 1:
        return None
    old, new = [entry.text.rstrip() for entry in before], [entry.text.rstrip() for entry in after]
    at = next((number for number, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), len(old))
    return after[at] if old[at:] == new[at + 1 :] else None


def _says(entry: Entry, citation: Citation) -> bool:
    """Whether the entry shows the paper's title, and its first link where it has any."""
    first = not citation.links or shows(entry.text, citation.links[0])
    return _letters(citation.title) in _letters(entry.text) and first


def shows(text: str, link: Link) -> bool:
    """Whether an entry's text has a link; in the row of a table a bar in its address is encoded."""
    return link.url in text or link.url.replace("|", "%7C") in text


def shows_venue(text: str, citation: Citation) -> bool:
    """Whether an entry's text names the citation's venue, outside of its title and of addresses."""
    if not citation.venue:
        return False
    said = _letters(_ADDRESS.sub(" ", text)).replace(_letters(citation.title), " ")
    return _letters(split_year(citation.venue)[0]) in said


def _is_whole(text: str, citation: Citation) -> bool:
    """Whether no bracket, emphasis or tag is left open. Signs that the paper's own facts hold prove nothing."""
    own = "\n".join((citation.title, citation.name or "", citation.venue or "", *citation.authors))
    own += "".join(link.url + (link.label or "") for link in citation.links)
    text = _ESCAPED.sub("x", text)
    pairs = all(
        text.count(opening) == text.count(closing)
        for opening, closing in ("[]", "()", "（）", "【】")
        if opening not in own and closing not in own
    )
    tags = "<" in own or all(
        len(re.findall(rf"<{tag}\b", text)) == len(re.findall(rf"</{tag}\b", text)) for tag in _TAGS
    )
    even = all(text.count(sign) % 2 == 0 for sign in ("**", "`") if sign[0] not in own)
    return pairs and tags and even and not _HOLLOW.search(text)


_ADDRESS: Final = re.compile(r"https?://[^\s)>\]]+")
_TAGS: Final = ("details", "summary", "a", "b", "i", "em", "strong", "font", "sub", "sup")
_ESCAPED: Final = re.compile(r"\\.")
#: A link without words, and brackets around nothing.
_HOLLOW: Final = re.compile(r"(?<!!)\[\s*\]\([^)\s]|\[\[\s*\]\]|\(\s*\*\*\s*\*\*\s*\)")


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
