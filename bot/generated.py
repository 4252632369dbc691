"""What a list says of itself that programs write: such lines are lost at the next run, so nobody adds to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.document import ListDocument, Span


@dataclass(frozen=True)
class Generated:
    """Lines that a program writes: those of `span`, its markers included.

    `words` say so, and stand on line `line`, counted from 1.
    """

    span: Span
    line: int
    words: str


def generated_at(document: ListDocument, line: int) -> Generated | None:
    """What says that an entry put before line `line` (counted from 0) would stand among generated lines."""
    if (whole := generated_whole(document)) is not None:
        return whole
    inside = (region for region in generated_regions(document) if region.span.start < line < region.span.end)
    return min(inside, key=lambda region: region.span.end - region.span.start, default=None)


def generated_regions(document: ListDocument) -> tuple[Generated, ...]:
    """What stands between two comments that open and close it: `<!-- BEGIN x -->` and `<!-- END x -->`.

    https://github.com/thlorenz/doctoc, https://github.com/DavidWells/markdown-magic and
    https://allcontributors.org/docs/en/cli/usage show markers as tools write them.
    """
    regions: list[Generated] = []
    opened: list[tuple[_Comment, tuple[str, ...]]] = []
    for comment in _comments(document):
        if (marker := _marker(comment.text)) is None:
            continue
        opens, name = marker
        if opens:
            opened.append((comment, name))
            continue
        for number in range(len(opened) - 1, max(-1, len(opened) - 1 - _DEEPEST), -1):
            start, other = opened[number]
            length = min(len(name), len(other))
            if name[:length] == other[:length] and (other or not name):
                del opened[number:]
                span = Span(start.span.start, comment.span.end)
                regions.append(Generated(span, start.span.start + 1, _quote(start.text)))
                break
    return tuple(regions)


def generated_whole(document: ListDocument) -> Generated | None:
    """Where a list says that all of it is generated, or must not be edited by hand; None where it does not."""
    found = min(_self_told(document), default=None)
    if found is None:
        return None
    line, words = found
    return Generated(Span(0, len(document.lines)), line + 1, words)


@dataclass(frozen=True)
class _Comment:
    span: Span
    text: str


#: So many markers may be open inside of each other.
_DEEPEST: Final = 50
_OTHER_COMMENT: Final = re.compile(r" {0,3}\[(?://|comment)\]: *# *[(\"'](.*)[)\"']\s*$", re.IGNORECASE)


def _comments(document: ListDocument) -> Iterator[_Comment]:
    """All comments outside of fenced code, in both ways that Markdown has."""
    fenced = _fenced(document)
    begun: int | None = None
    parts: list[str] = []
    for number, line in enumerate(document.lines):
        if begun is None:
            if number in fenced:
                continue
            if found := _OTHER_COMMENT.match(line):
                yield _Comment(Span(number, number + 1), found[1])
                continue
        at = 0
        while at < len(line):
            if begun is None:
                if (at := line.find("<!--", at)) < 0:
                    break
                begun, at, parts = number, at + 4, []
            end = line.find("-->", at)
            parts.append(line[at : end if end >= 0 else None])
            if end < 0:
                break
            yield _Comment(Span(begun, number + 1), "".join(parts))
            begun, at = None, end + 3


def _fenced(document: ListDocument) -> set[int]:
    return {number for fence in document.fences for number in range(fence.start, fence.end)}


#: A word of its own in capitals, or joined to the marker's name: `START doctoc`, `toc:start`, `END_SECTION`.
_EDGE: Final = re.compile(
    r"(?<![A-Za-z])(?:(?P<open>START|BEGIN)|(?P<close>END|STOP))S?(?![A-Za-z])"
    r"|(?<=[:_-])\s?(?:(?P<open2>start|begin)|(?P<close2>end|stop))(?![A-Za-z])"
    r"|(?<![A-Za-z])(?:(?P<open3>start|begin)|(?P<close3>end|stop))(?=[:_-])"
    r"|(?P<open4>开始)|(?P<close4>结束)",
)
_LOOSE_EDGE: Final = re.compile(
    r"(?<![A-Za-z])(?:(?P<open>start|begin)|(?P<close>end|stop))s?(?![A-Za-z])", re.IGNORECASE
)
_BY_PROGRAM: Final = re.compile(r"generated|generator|automat|auto[- ]?(?:gen|updat)|script|自动", re.IGNORECASE)
#: What only keeps tools for formatting and checking away from lines that people write.
_KEEPS_AWAY: Final = re.compile(r"ignore|disable|lint|prettier|spell|format", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_MARKER: Final = 300


def _marker(text: str) -> tuple[bool, tuple[str, ...]] | None:
    """Whether a comment opens or closes a region, and the first words of the region's name; None for neither."""
    text = " ".join(text[:_LONGEST_MARKER].split())
    if _KEEPS_AWAY.search(text):
        return None
    found = _EDGE.search(text) or (_LOOSE_EDGE.search(text) if _BY_PROGRAM.search(text) else None)
    if found is None:
        return None
    opens = (found.lastgroup or "").startswith("open")
    before, behind = _WORD.findall(text[: found.start()]), _WORD.findall(text[found.end() :])
    return opens, tuple(word.casefold() for word in (before or behind)[:2])


_FIRST_LINES: Final = 30
_LONGEST_LINE: Final = 1000
_LONGEST_QUOTE: Final = 120
_ITSELF: Final = (
    r"(?:this|the)\s+(?:[\"'`*_]{0,3}README(?:\.md)?[\"'`*_]{0,3}|file|page|document|markdown|(?:paper\s+)?list)"
    r"(?:\s+(?:file|below|of\s+papers))?"
)
_AUTO: Final = r"(?:automatically|programmatically|auto)[\s-]*+"
#: A list that says this of itself anywhere is generated.
_SURE: Final = re.compile(
    rf"\b{_ITSELF}\s+(?:is|was|gets|has\s+been)\s+(?:{_AUTO}(?:re)?(?:generated|built|created|compiled|rendered|updated)"
    r"|(?:re)?(?:generated|built|compiled|rendered)\s+(?:automatically|by\s+(?:a\s+script|`)|from\s+`))"
    rf"|\b(?:do\s+not|don['’]t|never)\s+(?:manually\s+|directly\s+)?(?:edit|modify|change|update)\s+{_ITSELF}"
    r"|(?:本|此|该)(?:文件|文档|页面|列表|\s?README)[^。\n]{0,12}自动生成"
    r"|(?:请勿|不要|勿)(?:手动|直接)(?:修改|编辑)"
    r"|自动生成[^。\n]{0,8}(?:请勿|不要|勿)",
    re.IGNORECASE,
)
#: At the head of a list, or in a comment, less is enough.
_AT_HEAD: Final = re.compile(
    rf"^[\W_]*(?:{_AUTO}generated|generated\s+automatically)\s+(?:by|from|with|using|on)\b"
    r"|\b(?:do\s+not|don['’]t|never)\s+(?:edit|modify)\s+(?:(?:directly|manually|by\s+hand|it)\b|[\"'`*_]{0,3}README)"
    r"|\bedit\s+(?:this|it)\s+by\s+hand\s+will\s+be\s+(?:lost|overwritten)",
    re.IGNORECASE,
)
_IN_COMMENT: Final = re.compile(
    rf"^[\W_]*(?i:{_AUTO}generated|generated\s+(?:by|from)\b)|\bDO\s+NOT\s+(?:EDIT|MODIFY)\b|自动生成", re.MULTILINE
)


def _self_told(document: ListDocument) -> Iterator[tuple[int, str]]:
    """Lines on which a list says that it is generated, and the words. Regions speak for themselves only."""
    regional: set[int] = set()
    end = 0
    for region in sorted(generated_regions(document), key=lambda region: region.span):
        regional.update(range(max(end, region.span.start), region.span.end))
        end = max(end, region.span.end)
    commented: set[int] = set()
    for comment in _comments(document):
        commented.update(range(comment.span.start, comment.span.end))
        if comment.span.start in regional or _marker(comment.text) is not None:
            continue
        text = comment.text[:_LONGEST_LINE]
        found = _SURE.search(text) or _AT_HEAD.search(text) or _IN_COMMENT.search(text)
        if found and not _OF_A_PART.search(text):
            at = found.end() - len(found[0].lstrip(" \t\r\n"))
            yield comment.span.start + text.count("\n", 0, at), _sentence(text, at)
    skipped = commented | regional | _fenced(document)
    for section in document.sections:
        skipped.update(range(section.heading.start, section.heading.end))
        for entry in section.entries:
            if "http" in entry.text:
                skipped.update(range(entry.span.start, entry.span.end))
    for number, line in enumerate(document.lines):
        if number in skipped:
            continue
        text = line[:_LONGEST_LINE]
        found = _SURE.search(text) or (_AT_HEAD.search(text) if number < _FIRST_LINES else None)
        if found:
            yield number, _sentence(text, found.start())


_OF_A_PART: Final = re.compile(
    r"\b(?:section|table|toc|contents|contributors?|badges?|stats|line|block)\b", re.IGNORECASE
)
_SENTENCE_END: Final = re.compile(r"[.!。](?=\s|$)|[\r\n。]")


def _sentence(text: str, at: int) -> str:
    """The sentence around a place in a text, without the signs around it."""
    start = max((found.end() for found in _SENTENCE_END.finditer(text, 0, at)), default=0)
    end = _SENTENCE_END.search(text, at)
    return _quote(text[start : end.start() if end else None])


def _quote(text: str) -> str:
    """Words as they can be quoted: on one line, short, no signs around them."""
    text = " ".join(text.replace("`", "").split()).strip(" *_>#-!<")
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " ..."
