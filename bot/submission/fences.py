"""Code blocks: mostly logs and commands, but also lines meant for the list, plain or as a diff."""

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.papers import identify
from bot.submission.markup import Line, read_inline
from bot.submission.titles import clean_title


@dataclass(frozen=True)
class Pasted:
    """What a code block proposes: entry lines to add, and the entries that a diff changes or drops."""

    added: tuple[Line, ...] = ()
    changed: tuple[Line, ...] = ()


def read_code(content: str, language: str) -> Pasted:
    """The list lines of a code block. Lines without a filled link to a paper are other content.

    A block of nothing but papers' addresses is what its writer wants to be copied.
    """
    lines = content.split("\n")
    is_diff = language in ("diff", "patch", "udiff") or any(line.startswith("@@ ") for line in lines)
    if not is_diff:
        marked = [line for line in lines if line.strip()]
        is_diff = bool(marked) and all(line[:1] in "+-" and line[1:2] in "-*+|" for line in marked)
    filled = [line.strip() for line in lines if line.strip()]
    if all(" " not in line and identify(line) for line in filled):
        return Pasted(tuple(read_inline(line) for line in filled))
    if not is_diff:
        return Pasted(tuple(entry for line in lines if (entry := _entry(line))))
    removed = [entry for line in lines if line.startswith("-") and (entry := _entry(line[1:]))]
    added = [entry for line in lines if line.startswith("+") and (entry := _entry(line[1:]))]
    gone = {mark for entry in removed for mark in _marks(entry)}
    return Pasted(
        tuple(replace(entry, added=True) for entry in added if not _marks(entry) & gone),
        tuple(removed) + tuple(entry for entry in added if _marks(entry) & gone),
    )


_MARKDOWN_LINK: Final = re.compile(r"\]\(\s?https?://|\|\s?https?://")
_ENTRY_START: Final = re.compile(r"\s{0,12}(?:[-*+]\s|\d{1,3}[.)]\s|\||\[|\*\*|<li>)")


def _entry(line: str) -> Line | None:
    """A line in a list's format with an address in it; a table's row is read cell by cell, as plain text."""
    if not (_ENTRY_START.match(line) and _MARKDOWN_LINK.search(line)):
        return None
    text = line.strip()
    if text.startswith("|"):
        text = text.strip("|").replace("|", " · ")
    entry = read_inline(re.sub(r"^(?:[-*+]|\d{1,3}[.)])\s+", "", text))
    papers = [anchor for anchor in entry.anchors if identify(anchor.url) or anchor.url.lower().endswith(".pdf")]
    return entry if papers else None


def _marks(entry: Line) -> set[str]:
    """What tells an entry from others: its papers, or its words before the first link."""
    ids = {str(identity) for anchor in entry.anchors if (identity := identify(anchor.url))}
    first = entry.anchors[0].start if entry.anchors else len(entry.text)
    words = clean_title(entry.text[:first]).casefold()
    return ids | ({words} if words else set())
