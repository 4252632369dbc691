"""The place that a writer wishes for: under which heading of the list a paper should stand."""

import re
from dataclasses import dataclass
from typing import Final

from bot.submission.markup import Line
from bot.submission.titles import quoted


@dataclass(frozen=True)
class Wish:
    """A heading in the writer's words and where its name stands in the line."""

    start: int
    end: int
    section: str


def find_wishes(line: Line, headings: frozenset[str] = frozenset()) -> list[Wish]:
    """The headings that a line names as a place: "under `Papers`", "in the *Datasets* section", `Add to "X":`.

    `headings` are those that the list is known to have, in any case.
    """
    wishes: list[Wish] = []
    for start, end in _highlights(line):
        text = " ".join(line.text[start:end].strip(" \"'`*_“”").split())
        if not text or len(text.split()) > _MOST_WORDS or "://" in text:
            continue
        before, after = line.text[max(0, start - 60) : start], line.text[end : end + 30]
        named = _NAMED_BEHIND.match(after) or _NAMED_BEFORE.search(before)
        place = _PLACE_BEFORE.search(before)
        colon = _FOR_BEFORE.search(before) and _COLON_BEHIND.match(after)
        if named or colon or place or (text.casefold() in headings and _ANY_PLACE.search(before)):
            wishes.append(Wish(start, end, _without_section_word(text)))
    if not wishes:
        for pattern in (_PLAIN, _PLAIN_NAMED, _PLAIN_UNDER, _PLAIN_PUT, _PLAIN_LABEL, _PLAIN_CHINESE):
            for found in pattern.finditer(line.text):
                inside = any(anchor.start <= found.start(1) < anchor.end for anchor in line.anchors)
                if not inside and not _NO_PLACE.match(found[1]):
                    wishes.append(Wish(found.start(1), found.end(1), _without_section_word(found[1])))
    if not wishes and headings:
        for found in _UNQUOTED_PLACE.finditer(line.text):
            rest = line.text[found.end() : found.end() + 80].casefold()
            fits = [
                heading for heading in headings if rest.startswith(heading) and not rest[len(heading) :][:1].isalnum()
            ]
            if fits:
                longest = max(fits, key=len)
                end = found.end() + len(longest)
                wishes.append(Wish(found.end(), end, line.text[found.end() : end]))
    return wishes


def clean_section(text: str) -> str | None:
    """A section from a field or a heading, without marks and the word "section"; None where it says nothing."""
    text = _without_section_word(" ".join(text.strip(" \t\"'`*_#:：“”«»「」<>").split()))
    return text or None


_MOST_WORDS: Final = 9
_SECTION_WORD: Final = (
    r"(?:sub-?)?section|category|heading|chapter|abschnitt|rubrik|rubrique|catégorie|sección|seção|sezione|categoría|"
    r"categoria|kategorie|раздел\w*|категори\w*"
)
_MARKS: Final = r"[\s\"“”„'‘`*_«»「『《(\[]{0,4}"
_NAMED_BEHIND: Final = re.compile(
    rf"[\"”“'’`*_»」』》)\]]{{0,3}}\s{{0,2}}(?:{_SECTION_WORD}|部分|章节|分类|类别|一节|栏目|小节|这一类|セクション|の項|カテゴリ|섹션|카테고리)",
    re.IGNORECASE,
)
_NAMED_BEFORE: Final = re.compile(
    rf"(?:{_SECTION_WORD}|章节|分类)(?: (?:called|named|of|on|is|be))?\s?[:：]?{_MARKS}$", re.IGNORECASE
)
_PLACE_BEFORE: Final = re.compile(
    r"(?:(?<!\w)(?:under|below|into|within|beneath|underneath|inside|unter|sous|sotto|sob|bajo)(?: the| your| "
    r"heading| den| la| le| el)?|"
    r"(?:add(?:ed)?|put|place[d]?|listed|list|include[d]?|go|goes|fits?|belongs?|suits?|best|well|better|it|"
    r"this|them|paper)(?: \w+){0,2}? (?:to|in|for|on)(?: the| your)?|"
    r"^\W*(?:add|addition|new (?:paper|entry))(?: \w+){0,2} (?:to|in|for)(?: the)?|"
    rf"放在|放到|加到|添加到|归到|归入|加入到|收录到|收录在|列在)\s?{_MARKS}$",
    re.IGNORECASE,
)
_ANY_PLACE: Final = re.compile(
    rf"(?<!\w)(?:under|in|into|to|for|within|on|as)(?: the| your)? ?{_MARKS}$", re.IGNORECASE
)
_FOR_BEFORE: Final = re.compile(
    rf"(?:^|[.,;!?]\s?|\b(?:hi|hey|hello)\s?)\W{{0,3}}(?:for|to|in)(?: the| your)?\s{_MARKS}$", re.IGNORECASE
)
_COLON_BEHIND: Final = re.compile(r"[\"”“'’`*_»」]{0,3}\s?[:：]")
_NAME: Final = r"[A-Z0-9][\w&/+.-]{0,30}(?:[ ,](?:[A-Z0-9&(][\w&/+.()-]{0,30}|of|and|for|the|in|on|with|to|-)){0,7}?"
#: What ends a heading in plain words: a sign, the line's end, or words that are in no heading.
_NAME_END: Final = r"(?=[.,;:!?()]|$| (?:\(|please\b|pls\b|imo\b|I\b|if\b|perhaps\b|maybe\b|since\b|because\b))"
_PLAIN: Final = re.compile(
    rf"\b(?:[Uu]nder|[Ii]n|[Ii]nto|[Tt]o|[Ff]or|[Ww]ithin)(?: the| your)? ({_NAME})[ -](?:[Ss]ubs|[Ss])ection\b"
)
_PLAIN_NAMED: Final = re.compile(
    rf"\b(?:[Uu]nder|[Ii]n|[Ii]nto|[Tt]o|в|dans|en|nella|na|à|zu|unter)(?: the| la| die)? (?:{_SECTION_WORD}) "
    rf"({_NAME}){_NAME_END}"
)
_PLAIN_UNDER: Final = re.compile(
    rf"\b(?:[Uu]nder|(?:[Ff]its?|[Bb]elongs?)(?: best| well| nicely)? (?:in|to|under|into)) (?:the |section |"
    rf"heading )?({_NAME}){_NAME_END}"
)
#: What is to be put somewhere: a pointer to the paper, its name, its address, or several of these.
_THING: Final = (
    r"(?: (?:an?|the|our|my|this|these|it|them|both|all|new|recent|papers?|works?|articles?|preprints?|surveys?|"
    r"datasets?)){0,4}(?: (?!\w+ing )(?=\S{0,300}[A-Z\d/])\S{1,300}(?: \(\S{1,300}\))?)?"
)
_PLAIN_PUT: Final = re.compile(
    rf"(?:(?:(?:^\W{{0,4}}|[.!?:] )A|\ba)dd(?:ing)?{_THING} (?:to|into|under)|\b[Pp]ut{_THING} (?:in|into|under)|"
    rf"\b[Gg]o(?:es)?(?: best| well)? (?:in|into|under)) (?:the )?({_NAME})(?!:\s?[^\s:h]){_NAME_END}"
)
_PLAIN_LABEL: Final = re.compile(
    rf"^\W{{0,4}}(?:->|=>|→|⇒|➡️?|(?:[Ww]here|(?:[Bb]est|[Gg]ood) (?:fit|place)|[Gg]oes (?:in|to|under))"
    rf"\s?[:：])\s?({_NAME})\W{{0,3}}$"
)
#: What lists, venues and tools are called, or months: no heading.
_NO_PLACE: Final = re.compile(
    r"(?:\S*(?:README|[Aa]wesome|[Ll]ist\b|[Rr]epo)|[Gg]it[Hh]ub|Git[Ll]ab|Py\w+|JAX|TensorFlow|I\b|It\b|The\b|A\b|"
    r"CVPR|ICCV|ECCV|WACV|BMVC|NeurIPS|NIPS|ICML|ICLR|AAAI|IJCAI|ACL|EMNLP|NAACL|EACL|COLING|TMLR|TPAMI|SIGGRAPH|"
    r"INTERSPEECH|Interspeech|ICASSP|KDD|SIGIR|Nature|Science|arXiv|ArXiv|Hugging|MIT\b|Apache|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\d{4}\b)"
)
_PLAIN_CHINESE: Final = re.compile(
    r"(?:放在|放到|加到|添加到|归到|归入|加入到|收录到|列在)\s?[“\"「『《]?(\w[\w /&+-]{1,40}?)[”\"」』》]?\s?"
    r"(?:部分|章节|分类|类别|一节|栏目|小节|下面|下|里|中)"
)
_UNQUOTED_PLACE: Final = re.compile(r"\b(?:under|in|into|to|for|within)(?: the| your)? ", re.IGNORECASE)
_SECTION_AT_END: Final = re.compile(rf"^(?:the )?(.*?)(?:[ -](?:{_SECTION_WORD}))?$", re.IGNORECASE)


def _highlights(line: Line) -> list[tuple[int, int]]:
    """What stands out in a line: in quotation marks, italics, bold or code; no links."""
    spans = {*quoted(line.text), *line.marked, *line.strong}
    return sorted(
        (start, end)
        for start, end in spans
        if not any(anchor.start < end and start < anchor.end for anchor in line.anchors)
    )


def _without_section_word(text: str) -> str:
    found = _SECTION_AT_END.match(text.strip(" :：.,"))
    return (found[1] if found else text).strip(" :：.,\"'`*_")
