"""What a line does with each address in it: asks for it, mentions it, corrects an entry, or says nothing."""

import re
from dataclasses import dataclass
from typing import Final

from bot.submission.cues import Cue, Stance, find_cues, is_question, starts_as_question
from bot.submission.markup import Anchor, Line
from bot.submission.sections import Wish
from bot.submission.titles import looks_like_title, quoted


@dataclass(frozen=True)
class Said:
    """How one line speaks: of each of its anchors, and as a whole.

    `stances` follow the line's anchors, None where no word near them tells. `last` is what its last sentence
    does, which goes for lines below it that say nothing themselves. `prose` tells that it holds a sentence.
    """

    stances: tuple[Stance | None, ...]
    all: frozenset[Stance]
    last: Stance | None
    prose: bool
    open: bool
    starts: tuple[int, ...]


@dataclass(frozen=True)
class Heard:
    """A line, what it says of each of its addresses, where a title may begin before each, and its wishes."""

    line: Line
    stances: tuple[Stance | None, ...]
    starts: tuple[int, ...]
    prose: bool
    lead: Stance | None
    wishes: tuple[Wish, ...] = ()
    scope: tuple[int, ...] = ()


def hear(line: Line) -> Said:
    """Read the wording of one line."""
    stances: list[Stance | None] = [None] * len(line.anchors)
    starts = [0] * len(line.anchors)
    seen: set[Stance] = set()
    last: Stance | None = None
    cues = [cue for cue in find_cues(_masked(line)) if not _inside_title(line, cue)]
    prose = is_prose(line)
    # "Eyes Wide Shut? Exploring the Visual Shortcomings of ..." asks nobody.
    titled = not prose and not cues and _TITLE_GOES_ON.search(_without_anchors(line)) is not None
    for start, end in [(0, len(line.text))] if titled else sentences(line):
        own = [cue for cue in cues if start <= cue.start < end]
        anchors = [(i, anchor) for i, anchor in enumerate(line.anchors) if start <= anchor.start < end]
        asks = not titled and is_question(line.text[start:end])
        asks = asks and not looks_like_title(line.text[start:end], strict=True)
        if not asks and not titled and not own and starts_as_question(line.text[start:end]) and "?" in line.text[end:]:
            asks = True
        previous_end = start
        for i, anchor in anchors:
            following = [other.start for _, other in anchors if other.start >= anchor.end]
            first = start + len(line.text[start:end]) - len(line.text[start:end].lstrip())
            clause = (previous_end, following[0] if following else end)
            stances[i] = _stance(line, anchor, own, first, clause, asks=asks)
            if stances[i] is None and last in (Stance.REQUEST, Stance.CORRECTION, Stance.QUESTION):
                stances[i] = last  # the sentence before goes on
            leads = [cue.end for cue in own if cue.end <= anchor.start and cue.stance is not Stance.WITHDRAWN]
            starts[i] = max([previous_end, *leads])
            previous_end = anchor.end
        if any(stances[i] is Stance.REQUEST and _CLAUSE.match(line.text, anchor.end) for i, anchor in anchors):
            for i, _ in anchors:  # "A cites B, which is missing"
                stances[i] = stances[i] or Stance.CONTEXT
        if not anchors and _TAKES_BACK.fullmatch(line.text[start:end]):
            stances = [Stance.WITHDRAWN if anchor.end <= start else stances[i] for i, anchor in enumerate(line.anchors)]
        seen |= {cue.stance for cue in own}
        last = _sentence_stance(own, asks) if own or asks or _has_words(line, start, end) else last
        if asks and Stance.REQUEST not in {cue.stance for cue in own}:
            seen.add(Stance.QUESTION)
    return Said(tuple(stances), frozenset(seen), last, prose, _is_open(line), tuple(starts))


def is_prose(line: Line) -> bool:
    """Whether a line holds a sentence to the reader, and not just an address, a label or a title."""
    words = re.findall(r"[^\W\d_]+", _without_anchors(line))
    rest = _masked(line).replace("\x00", " ")
    wide = len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]", rest))
    if wide > 8 or (wide > 4 and find_cues(rest)):
        return True
    if len(words) <= 4 or looks_like_title(rest, strict=True):
        return False
    return bool(_SPEECH.search(rest)) or (len(rest.split()) > 6 and not looks_like_title(rest))


def sentences(line: Line) -> list[tuple[int, int]]:
    """The spans of a line's sentences; full stops inside addresses, quotes and abbreviations end none."""
    text = line.text
    closed = [(anchor.start, anchor.end) for anchor in line.anchors] + quoted(text)
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[max(0, found.start() - 8) : found.start() + 1]):
            continue
        if any(a <= found.start() < b for a, b in closed):
            continue
        spans.append((start, found.end()))
        start = found.end()
    if text[start:].strip() or not spans:
        spans.append((start, len(text)))
    return spans


_SENTENCE_END: Final = re.compile(r"[.!?]+[)\]\"”'’]?(?=\s)|[。！？]+[」』”）]?")
_TITLE_GOES_ON: Final = re.compile(
    r"\?\s+[^\W\d_][\w-]*\s+(?:(?:a|an|and|for|in|of|on|the|to|with)\s+){0,4}[^\W\d_a-z][\w-]*\s"
)
_LIKE: Final = re.compile(r"(?:just |un)?like\b|similar", re.IGNORECASE)
_IS_NOT: Final = re.compile(r"[\s)]{0,3}(?:is not|isn['’]t|are not|aren['’]t)(?: yet)?\s?(?:$|[.,;!])")
_CLAUSE: Final = re.compile(r"[\s),]{0,3}(?:which|that) (?:is|was|isn't)\b")
_TAKES_BACK: Final = re.compile(
    r"\W*(?:(?:please|pls|oh|ah|sorry|no)\W{1,3})?(?:forget (?:it|this|that)|never ?mind|nvm|scratch that|"
    r"(?:ignore|disregard)(?: this| it| that)?)\W*",
    re.IGNORECASE,
)
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|vs|cf|fig|no|approx|resp|etc|dr|prof|mr|ms|eq|sec|w\.r\.t|ver)\.|\b[A-Z]\.)$",
    re.IGNORECASE,
)
_SPEECH: Final = re.compile(
    r"\b(?:I|i|we|We|our|Our|my|My|you|You|your|Your|it|it's|It|is|are|was|were|has|have|had|this|This|that|"
    r"they|them|us|me|which|please|"
    r"Please|[Cc]ould|[Ww]ould|should|can|did|does|do|also|not|so|but|there|here|too|wrote|made|saw|found|\w{2,6}n['’]t)\b"
)


def _stance(
    line: Line, anchor: Anchor, cues: list[Cue], first: int, clause: tuple[int, int], *, asks: bool
) -> Stance | None:
    """What a sentence does with one of its addresses; the cues nearest to it tell."""
    before = [cue for cue in cues if cue.end <= anchor.start]
    if (
        before
        and before[-1].start == first < clause[0]
        and _LIKE.match(line.text, first)
        and "," in line.text[clause[0] : anchor.start][:3]
    ):
        before.pop()  # "Like A, B ...": the comparison is over
    after = [cue for cue in cues if anchor.end <= cue.start < clause[1] and cue.stance is not Stance.RELATION]
    if any(cue.stance is Stance.WITHDRAWN for cue in [*after, *before[-1:]]):
        return Stance.WITHDRAWN
    if before and before[-1].stance is Stance.CONTEXT:  # "A is listed, B is not", "A is listed, B is missing"
        asked = clause[0] > first and after and after[0].stance is Stance.REQUEST
        if (asked and not line.text[anchor.end : after[0].start].strip(" )")) or _IS_NOT.match(line.text, anchor.end):
            return Stance.REQUEST
    near = after[0] if after and len(line.text[anchor.end : after[0].start].split()) <= 3 else None
    nearest = before[-1] if before else None
    if nearest is not None and nearest.stance is Stance.ANNOUNCE and len(before) > 1:
        nearest = next((cue for cue in reversed(before) if cue.stance is not Stance.ANNOUNCE), nearest)
    if near is not None and near.stance in (Stance.REQUEST, Stance.CONTEXT, Stance.CORRECTION, Stance.CHATTER):
        told = nearest is not None and nearest.start >= clause[0] and nearest.stance is not Stance.ANNOUNCE
        if not told or (near.stance is Stance.CONTEXT and nearest is not None and nearest.stance is not Stance.REQUEST):
            return near.stance
    if nearest is not None:
        if nearest.stance is Stance.ANNOUNCE and asks:
            return Stance.QUESTION
        return nearest.stance
    if after:
        return after[0].stance
    return Stance.QUESTION if asks else None


def _sentence_stance(cues: list[Cue], asks: bool) -> Stance | None:
    """What a sentence without an address does: its strongest cue."""
    stances = [cue.stance for cue in cues]
    for stance in (Stance.WITHDRAWN, Stance.CORRECTION, Stance.REQUEST, Stance.CHATTER):
        if stance in stances:
            return stance
    if asks:
        return Stance.QUESTION
    for stance in (Stance.CONTEXT, Stance.RELATION):
        if stance in stances:
            return stance
    return Stance.ANNOUNCE if stances else None


def _masked(line: Line) -> str:
    """The text of a line with addresses, quotes and bold titles blanked out: their words say nothing here."""
    letters = list(line.text)
    spans = [(anchor.start, anchor.end) for anchor in line.anchors] + quoted(line.text)
    spans += [(a, b) for a, b in [*line.strong, *line.marked] if looks_like_title(line.text[a:b])]
    for start, end in spans:
        letters[start:end] = "\x00" * (end - start)
    return "".join(letters)


def _inside_title(line: Line, cue: Cue) -> bool:
    """Whether a cue is part of a title: written with capitals amid a line of capitals, or in no sentence."""
    words = line.text[cue.start : cue.end]
    first = cue.start == 0 or line.text[: cue.start].rstrip()[-1:] in ("", ".", "!", "?", "。", "！", "？")
    if line.text[: cue.start].rstrip()[-1:] in ("[", "(", "【"):
        return False
    if not first and words[:1].isupper() and words[1:2].islower():
        return looks_like_title(_without_anchors(line), strict=True)
    if cue.stance is Stance.RELATION and not _SPEECH.search(_without_anchors(line)):
        return looks_like_title(line.text[: line.anchors[0].start] if line.anchors else line.text, strict=False)
    return False


def _without_anchors(line: Line) -> str:
    pieces: list[str] = []
    position = 0
    for anchor in line.anchors:
        pieces.append(line.text[position : anchor.start])
        position = max(position, anchor.end)
    pieces.append(line.text[position:])
    return " ".join(pieces)


def _has_words(line: Line, start: int, end: int) -> bool:
    rest = "".join(
        " " if any(anchor.start <= i < anchor.end for anchor in line.anchors) else line.text[i]
        for i in range(start, end)
    )
    return len(re.findall(r"[^\W\d_]{2,}", rest)) > 1


def _is_open(line: Line) -> bool:
    """Whether a line leads to what stands below it: it ends with a colon, or without a full stop."""
    return line.text.rstrip().endswith((":", "：", ",", "，"))


def is_talk(line: Line) -> bool:
    """Whether a short line speaks to the reader: a greeting, a request, thanks."""
    if looks_like_title(line.text, strict=True):
        return False
    return bool(_TALK.match(line.text)) or any(not _inside_title(line, cue) for cue in find_cues(line.text))


_TALK: Final = re.compile(
    r"\W{0,4}(?:hi|hello|hey|dear|thanks?|thank you|thx|many thanks|best|cheers|regards|kind regards|greetings|"
    r"good (?:day|morning|evening)|"
    r"sincerely|yours|sent from|bonjour|merci|hallo|danke|hola|gracias|olá|obrigad|ciao|grazie|"
    r"你好|您好|谢谢|感谢|作者|"
    r"こんにちは|よろしく|안녕)\b",
    re.IGNORECASE,
)
