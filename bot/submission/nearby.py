"""What stands near an address in a line: its label, and the title and the name of its paper."""

import re
from typing import Final

from bot.links import is_label, label_role
from bot.submission.cues import Stance, find_cues
from bot.submission.fields import split_label
from bot.submission.intent import Heard, sentences
from bot.submission.markup import Anchor, Line
from bot.submission.titles import clean_title, looks_like_name, looks_like_title, quoted, split_name


def label_of(line: Line, anchor: Anchor, start: int) -> str | None:
    """The words that label an address: its link text, its field, or a few words before it."""
    if anchor.label is not None:
        words = anchor.label.strip("[]() ")
        if is_label(words):
            return words
    if line.label is not None and label_role(line.label) is not None:
        return line.label
    previous = [other.end for other in line.anchors if other.end <= anchor.start]
    before = line.text[max(previous, default=0) : anchor.start]
    clause = re.split(r"[.!?;|·,，；。、(（\[\n]|\band\b|\bor\b", before)
    words = next((part for part in reversed(clause) if part.strip(" \t:：*_`\"'<>)]/-")), "").strip(
        " \t:：*_`\"'<>)](["
    )
    words = _BETWEEN.sub("", words).strip()
    if 1 <= len(words.split()) <= 4 and label_role(words) is not None:
        return words
    ends = re.search(r"(\w+)(?:\s+(?:is|are|at|here|available|page|link|can be found|:))*\W{0,3}$", words)
    if ends and before.rstrip().endswith((":", "：", " at", " is", "at", "here")) and label_role(ends[1]) is not None:
        return ends[1]
    return None


_BETWEEN: Final = re.compile(
    r"(?:\s+(?:is|are|at|here|available|can be found|see|in|on|public|online))+\s*$", re.IGNORECASE
)
_LABEL_BEHIND: Final = re.compile(
    r"[\s,;:：(\[（–—|·/-]*(?<!\w)(?:(?:arxiv|paper|pdf|link|url|preprint|available|see|at|here|doi|abs|abstract|"
    r"openreview|论文|链接|地址|is|on|version|published|its)"
    r"[\s:：(\[（]*){1,6}$",
    re.IGNORECASE,
)
_BRACKET_BEHIND: Final = re.compile(r"\s?[(（]([^()（）\n]{8,300})[)）]")
_FILLERS: Final = frozenset(
    str.split(
        "our the this these my a an following new recent latest paper papers work works article preprint one "
        "ones is are it its here list readme on in to your for titled entitled called named too also as well "
        "accepted at by of too: and or also: i.e. namely e.g. project model method us me about with via page "
        "repo collection under"
    )
)


def title_at(heard: Heard, index: int) -> tuple[str | None, str | None]:
    """Title and name that stand with an address, as (title, name)."""
    anchor = heard.line.anchors[index]
    wished = [(wish.start, wish.end) for wish in heard.wishes]
    if anchor.label is not None and not is_label(anchor.label):
        name, rest = split_name(clean_title(anchor.label))
        if looks_like_title(rest):
            return rest, name
        if looks_like_name(rest):
            return _title_around(heard, index, wished)[0], rest
    return _title_around(heard, index, wished)


def _title_around(heard: Heard, index: int, wished: list[tuple[int, int]]) -> tuple[str | None, str | None]:
    line, anchor = heard.line, heard.line.anchors[index]
    start = heard.starts[index]
    label = split_label(line.text)
    if label is not None and label[1] <= anchor.start and index == 0:
        start = max(start, label[1])
    start = max([start, *(end for _, end in wished if end <= anchor.start)])
    for a, b in sorted([*quoted(line.text), *line.strong, *line.marked]):
        if start <= a and b <= anchor.start and (a, b) not in wished and looks_like_title(line.text[a:b]):
            name, rest = split_name(clean_title(line.text[a:b]))
            return rest, name
    chunk = line.text[start : anchor.start]
    title, name = _title_of_chunk(chunk, strict=heard.prose)
    if title is None and name is None and _says_nothing(chunk):
        following = [other.start for other in line.anchors if other.start >= anchor.end]
        behind = line.text[anchor.end : following[0] if following else len(line.text)]
        candidate = clean_title(re.split(r"(?<=[a-z])[.!]\s", behind)[0])
        if looks_like_title(candidate) and not _says_to_reader(candidate):
            name, title = split_name(candidate)
            return title, name
    if title is None and (bracket := _BRACKET_BEHIND.match(line.text, anchor.end)):
        candidate = clean_title(bracket[1])
        if looks_like_title(candidate, strict=True) and not _says_to_reader(candidate):
            return split_name(candidate)[1], name
    if title is None and index == 0:
        (first, end), *_ = sentences(line)
        candidate = clean_title(line.text[first : min(end, anchor.start)])
        if end <= anchor.start and looks_like_title(candidate, strict=True) and not _says_to_reader(candidate):
            return split_name(candidate)[1], name
    return title, name


def _title_of_chunk(chunk: str, *, strict: bool) -> tuple[str | None, str | None]:
    """Title and name in the words right before an address."""
    latin = [part for part in _OTHER_SCRIPTS.split(chunk) if len(part.split()) > 2]
    if len(latin) == 1 and _OTHER_SCRIPTS.search(chunk):
        chunk = latin[0]
    for _ in range(3):
        chunk = _LABEL_BEHIND.sub("", chunk)
    text = chunk.strip(" \t,;:：-–—|(")
    for _ in range(12):
        first, _, rest = text.partition(" ")
        if (first.strip(",:;.!?()").casefold() in _FILLERS and not first[:1].isupper()) or not first.strip(
            ",:;.!?()*_"
        ):
            if not rest:
                break
            text = rest.lstrip(" ,;:：-–—")
        else:
            break
    head, colon, tail = text.partition(": ")
    if (
        colon
        and not looks_like_name(head)
        and (
            (
                re.search(r"\b(?:is|are|one|works?|papers?|here|this|these|we|I)\b", head)
                and (looks_like_title(tail) or looks_like_name(tail))
            )
            or (looks_like_title(tail, strict=True) and (head[:1].islower() or ": " in tail))
        )
    ):
        text = tail
    text = clean_title(text)
    name, rest = split_name(text)
    if looks_like_title(rest, strict=strict):
        return rest, name
    if name is not None:  # what a list puts between a bracketed name and the links is the title
        return (None if strict else rest) or None, name
    return None, text if looks_like_name(text) else None


def _says_to_reader(text: str) -> bool:
    """Whether a text holds a telling phrase, not written as words of titles are."""
    return any(cue.start == 0 or not text[cue.start].isupper() for cue in find_cues(text))


def _says_nothing(chunk: str) -> bool:
    """Whether the words before an address only lead to it."""
    words = re.findall(r"[^\W\d_]{2,}", _LABEL_BEHIND.sub("", chunk).casefold())
    return all(word in _FILLERS for word in words)


_OTHER_SCRIPTS: Final = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]+")
_TITLE_NAMED: Final = re.compile(r"\b(?:title|titled|entitled|called)\s?[:：]?\s+(?=[A-Z0-9\"“])", re.IGNORECASE)
_END_OF_TITLE: Final = re.compile(
    r"\s(?:to|in|into|on|from)\s(?:the|your|this)\s(?:\S+\s)?(?:list|readme|repo\w*|collection|section|page)\b|"
    r"[.!?](?:\s|$)|\s\(|[\x00]"
)


def spoken_titles(heard: Heard) -> list[str]:
    """The titles that a sentence names: in quotes or set off, after "titled", or right behind a request."""
    line = heard.line
    wished = {(wish.start, wish.end) for wish in heard.wishes}
    spans = sorted({*quoted(line.text), *line.strong, *line.marked} - wished)
    found = [clean_title(line.text[a:b]) for a, b in spans if looks_like_title(line.text[a:b])]
    if found:
        return [split_name(title)[1] for title in found]
    starts = [cue.end for cue in find_cues(line.text) if cue.stance is Stance.REQUEST]
    starts += [named.end() for named in _TITLE_NAMED.finditer(line.text)]
    for start in starts:
        rest = line.text[start : start + 400]
        end = _END_OF_TITLE.search(rest)
        title, _ = _title_of_chunk(rest[: end.start()] if end else rest, strict=True)
        if title:
            return [title]
    return []
