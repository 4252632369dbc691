"""What is cleared before reading: code blocks opened, numbered references put in place, signatures cut off."""

import re
from dataclasses import replace
from typing import Final

from bot.papers import identify
from bot.submission.fences import read_code
from bot.submission.fields import split_label
from bot.submission.markup import Anchor, Line
from bot.submission.titles import clean_title, looks_like_title, quoted


def open_code(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Code blocks replaced by the list lines in them; and the entries that a diff changes."""
    opened: list[Line] = []
    changed: list[Line] = []
    for line in lines:
        if line.kind != "code":
            opened.append(line)
            continue
        pasted = read_code(line.text, line.label or "")
        changed += pasted.changed
        for number, entry in enumerate(pasted.added):
            opened.append(replace(entry, block=line.block, item=(-line.block, number), label=None))
    return opened, changed


def with_notes(lines: list[Line]) -> list[Line]:
    """Numbered references put where they are cited: `[3]` in the text becomes the address of note [3]."""
    notes: dict[str, Line] = {}
    for line in lines:
        if line.anchors and (found := _NOTE.match(line.text)):
            notes.setdefault(found[1], line)
    if not notes:
        return lines
    titles = {number: _title_of_note(note) for number, note in notes.items()}
    cited: set[str] = set()
    result: list[Line] = []
    of_notes = {id(line) for line in notes.values()}
    for line in lines:
        if id(line) in of_notes:
            result.append(line)
            continue
        marks = [mark for mark in _NOTE_MARK.finditer(line.text) if mark[1] in notes]
        cited |= {mark[1] for mark in marks}
        added = [
            Anchor(mark.start(), mark.end(), anchor.url, None if number else titles[mark[1]], anchor.given)
            for mark in marks
            for number, anchor in enumerate(notes[mark[1]].anchors)
        ]
        anchors = sorted([*line.anchors, *added], key=lambda anchor: anchor.start)
        result.append(replace(line, anchors=tuple(anchors)))
    return [line for line in result if not (cited and id(line) in of_notes)]


def _title_of_note(note: Line) -> str | None:
    """The title in front of a note's first address; None where there is none."""
    text = note.text[: note.anchors[0].start]
    for start, end in quoted(text):
        if looks_like_title(text[start:end]):
            return clean_title(text[start:end])
    title = clean_title(_NOTE.sub("", text, count=1))
    return title if looks_like_title(title, strict=True) else None


def without_signature(lines: list[Line]) -> list[Line]:
    """The lines up to a signature: a rule or a closing formula below which no paper stands."""
    last_paper = max(
        (
            number
            for number, line in enumerate(lines)
            if line.kind == "record" or any(identify(anchor.url) for anchor in line.anchors)
        ),
        default=-1,
    )
    for number, line in enumerate(lines):
        if number <= last_paper:
            continue
        if line.kind == "rule" or _CLOSING.fullmatch(line.text) or line.text.strip() in ("—", "–", "--"):
            return lines[:number]
    return [
        line
        for number, line in enumerate(lines)
        if not (
            number > last_paper
            and line.anchors
            and _HOMEPAGE.search(line.text)
            and line.label is None
            and last_paper >= 0
            and not split_label(line.text)
        )
    ]


_NOTE: Final = re.compile(r"\s*\[(\d{1,2})\]\s?[:.]?\s")
_NOTE_MARK: Final = re.compile(r"\[(\d{1,2})\]")
_CLOSING: Final = re.compile(
    r"\W{0,3}(?:(?:best|kind|warm|many|with)(?: \w+)? (?:regards|wishes|greetings)|best|regards|cheers|"
    r"sincerely(?: yours)?|yours(?: \w+)?|sent from\b.*|"
    r"sent via\b.*|br|--|mit freundlichen grüßen|cordialement|saludos|atenciosamente|此致|祝好|敬礼)\W{0,4}",
    re.IGNORECASE,
)
_HOMEPAGE: Final = re.compile(
    r"\b(?:home ?page|profile|cv|personal|my (?:site|website|page)|more of (?:our|my)|follow (?:me|us)|contact|"
    r"linkedin|twitter|scholar)\b",
    re.IGNORECASE,
)
