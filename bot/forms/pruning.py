"""Leaves out the lines of an example that say only what no fact tells: keywords, a digest, a note."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.forms import LinkPart, Part, Slot, Words


def prune(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts of an example without its lines of free words, and without what they would leave open."""
    lines = _lines(parts)
    if len(lines) == 1:
        return tuple(parts)
    kept: list[Part] = []
    open_tags = 0
    for line in lines:
        free = any(isinstance(part, Slot) and part.field == "other" for part in line)
        if _says_facts(line) or not (free or open_tags > 0):
            kept += line
            continue
        text = "".join(part.text if isinstance(part, Words) else getattr(part, "shown", "") for part in line)
        open_tags = max(0, open_tags + len(_OPENS.findall(text)) - len(_CLOSES.findall(text)))
    if len(kept) == sum(map(len, lines)):
        return tuple(parts)
    if kept and isinstance(kept[-1], Words):
        kept[-1] = Words(_LAST_BREAK.sub("", kept[-1].text))
    return tuple(_joined(kept))


_OPENS: Final = re.compile(r"<details\b", re.IGNORECASE)
_CLOSES: Final = re.compile(r"</details\b", re.IGNORECASE)
_LAST_BREAK: Final = re.compile(r"(?:<br\s*/?>|\\)?[ \t]*\n[ \t]*$", re.IGNORECASE)
_FACTS: Final = frozenset(("title", "name", "authors", "venue", "date", "anchor", "number"))


def _says_facts(line: Sequence[Part]) -> bool:
    return any(isinstance(part, LinkPart) or (isinstance(part, Slot) and part.field in _FACTS) for part in line)


def _joined(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts with words that follow each other made one."""
    words = ""
    for part in parts:
        if isinstance(part, Words):
            words += part.text
            continue
        if words:
            yield Words(words)
        words = ""
        yield part
    if words:
        yield Words(words)


def _lines(parts: Sequence[Part]) -> list[list[Part]]:
    """The parts line by line, words cut behind their line ends."""
    lines: list[list[Part]] = [[]]
    for part in parts:
        if not isinstance(part, Words) or "\n" not in part.text:
            lines[-1].append(part)
            continue
        for piece in part.text.splitlines(keepends=True):
            lines[-1].append(Words(piece))
            if piece.endswith("\n"):
                lines.append([])
    return lines
