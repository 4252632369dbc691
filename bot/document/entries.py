"""Which of a section's blocks are entries, and which of them are one entry together.

Markdown's blocks tell little about paper lists: one entry may be an item with items below it, a paragraph, or
two paragraphs, and one paragraph may be ten entries. What decides is what the blocks of a section have in
common: how they start, and where the links to papers stand.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Final, Literal

from bot.document import Entry, EntryKind, Span

BlockKind = Literal["bullet", "ordered", "row", "paragraph", "code", "fold"]


@dataclass(slots=True)
class Block:
    """A block of Markdown that is an entry, part of one, or holds some.

    `nested` are the items of lists inside an item. "code" is an indented block, which below an item is often
    text that was not indented as Markdown wants it. "fold" is HTML that opens or closes `<details>`.
    """

    span: Span
    kind: BlockKind
    depth: int = 0
    head: int | None = None
    nested: list["Block"] = field(default_factory=list)


def find_entries(blocks: Sequence[Block], lines: Sequence[str]) -> list[Entry]:
    """The entries of one section, in the order in which they start."""
    if any(block.kind not in _ITEMS for block in blocks):
        groups = list(_join(blocks, lines))
    else:
        groups = [[block] for block in blocks]
    groups_of_items = _Verdicts(blocks, lines)
    found: list[Entry] = []
    loose: list[Block] = []
    for group in groups:
        first = group[0]
        if len(group) > 1 and not (first.nested and groups_of_items.holds_entries(first)):
            if first.kind in _ITEMS or any(_has_link(_text(block.span, lines)) for block in group):
                found.append(_entry(first, Span(first.span.start, group[-1].span.end), lines))
        elif first.kind in _ITEMS:
            found += _item_entries(first, lines, groups_of_items)
        elif first.kind == "row":
            if "|" in lines[first.span.start]:
                found.append(_entry(first, first.span, lines))
        elif first.kind == "paragraph":
            loose.append(first)
    if loose:
        found += _paragraph_entries(loose, lines, sum(entry.kind != "row" for entry in found))
        found.sort(key=lambda entry: entry.span)
    return _without_contents([entry for entry in found if len(entry.text) > _SHORT or _SIGN.search(entry.text)])


_ITEMS: Final = frozenset(("bullet", "ordered"))
_PAPER_LINK: Final = re.compile(
    r"arxiv\.org/|doi\.org/|openreview\.net/|aclanthology\.org|aclweb\.org|\.pdf\b|openaccess\.thecvf|/proceedings"
    r"|proceedings\.|papers\.nips|dl\.acm\.org|ieeexplore|biorxiv\.org|ecva\.net|jmlr\.org|isca-archive"
    r"|springer\.com|sciencedirect\.com|semanticscholar\.org|huggingface\.co/papers"
    r"|\[[\W_]{0,6}(?:paper|pdf|arxiv|abs|preprint|openreview)\b[^\[\]\n]{0,20}\]{1,2}\(",
    re.IGNORECASE,
)


def _has_link(text: str) -> bool:
    return "](" in text or "://" in text


def _has_paper(text: str) -> bool:
    return _has_link(text) and _PAPER_LINK.search(text) is not None


_SHORT: Final = 12
_SIGN: Final = re.compile(r"[^\W_]")
_CONTENTS_RUN: Final = 4


def _without_contents(entries: list[Entry]) -> list[Entry]:
    """The entries without those of a list of contents. A few that refer to entries elsewhere are kept."""
    leads = [_leads_about(entry.text) for entry in entries]
    if not any(leads):
        return entries
    least = 1 if 2 * sum(leads) >= len(leads) else _CONTENTS_RUN
    kept: list[Entry] = []
    for about, run in groupby(zip(leads, entries, strict=True), key=lambda pair: pair[0]):
        group = [entry for _, entry in run]
        if not about or len(group) < least:
            kept += group
    return kept


def _leads_about(text: str) -> bool:
    """Whether all links of a text lead to places in the document itself."""
    return "](#" in text and "://" not in text and text.count("](") == text.count("](#")


def _text(span: Span, lines: Sequence[str]) -> str:
    return lines[span.start] if span.end == span.start + 1 else "".join(lines[span.start : span.end])


def _entry(block: Block, span: Span, lines: Sequence[str]) -> Entry:
    text = _text(span, lines)
    return Entry(span, text, _kind(block.kind, text), block.depth, block.head)


def _kind(kind: BlockKind, text: str) -> EntryKind:
    if kind in ("bullet", "ordered", "row"):
        return kind
    shape = _shape(text)
    return "ordered" if shape == "number" else "bullet" if shape == "bullet" else "paragraph"


# Items: which nested ones are entries.

_FOLDED: Final = re.compile(r" {0,3}(?:[-+](?=\[|\*\*)|\d{1,4}[.)])")


def _item_entries(block: Block, lines: Sequence[str], verdicts: "_Verdicts") -> Iterator[Entry]:
    """An item's entries: itself, and those nested below it or run into it."""
    if not block.nested:
        if block.span.end > block.span.start + 1:
            yield from _unfold(block, lines)
        else:
            yield Entry(block.span, lines[block.span.start], _item_kind(block), block.depth)
    elif not verdicts.holds_entries(block):
        yield _entry(block, block.span, lines)
    else:
        own = _own_text(block, lines)
        if own:
            yield Entry(block.span, own, _item_kind(block), block.depth)
        for item in block.nested:
            yield from _item_entries(item, lines, verdicts)


def _item_kind(block: Block) -> EntryKind:
    return "bullet" if block.kind == "bullet" else "ordered"


def _unfold(block: Block, lines: Sequence[str]) -> Iterator[Entry]:
    """The entries of an item to whose lines others were added that only look like items (`2. ...`, `-[...`)."""
    starts = [block.span.start]
    for number in range(block.span.start + 1, block.span.end):
        line = lines[number]
        if _FOLDED.match(line) and lines[number - 1].strip() and _has_paper(line):
            starts.append(number)
    if len(starts) == 1:
        yield _entry(block, block.span, lines)
        return
    for start, end in pairwise((*starts, block.span.end)):
        as_text = block if start == block.span.start else Block(block.span, "paragraph", block.depth)
        yield _entry(as_text, Span(start, end), lines)


def _own_text(block: Block, lines: Sequence[str]) -> str:
    """An item's lines without those of its nested items."""
    start, end = block.span.start, block.span.end
    own: list[str] = []
    for item in block.nested:
        own += lines[start : item.span.start]
        start = max(start, item.span.end)
    own += lines[start:end]
    while own and not own[-1].strip():
        own.pop()
    return "".join(own)


class _Verdicts:
    """Whether the items nested below an item are entries, or say more about that one.

    Two papers below an item make entries; none makes details. One below an item without a paper of its own is
    decided as it is in the rest of the section.
    """

    def __init__(self, blocks: Sequence[Block], lines: Sequence[str]) -> None:
        self._known: dict[tuple[int, int], bool | None] = {}
        for block in blocks:
            if block.nested:
                self._judge(block, lines)
        votes = Counter(self._known.values())
        self._usual = votes[True] > votes[False]

    def holds_entries(self, block: Block) -> bool:
        known = self._known.get(_key(block))
        return self._usual if known is None else known

    def _judge(self, block: Block, lines: Sequence[str]) -> None:
        papers = linked = 0
        for item in block.nested:
            if item.nested:
                self._judge(item, lines)
                papers += 2 * (self._known[_key(item)] is True)
                text = _own_text(item, lines)
            else:
                text = _text(item.span, lines)
            if _has_link(text):
                words = _title_words(text)
                linked += words > 0
                papers += words >= _TITLE_WORDS and _has_paper(text)
        own = _own_text(block, lines)
        verdict: bool | None
        if papers == 0:
            verdict = linked >= 2 and linked == len(block.nested) and not _has_link(own)
        elif papers == 1:
            verdict = True if _has_paper(own) else None if len(block.nested) == 1 else False
        else:
            verdict = 3 * papers >= len(block.nested)
        self._known[_key(block)] = verdict


def _key(block: Block) -> tuple[int, int]:
    return block.span.start, block.depth


_TARGET: Final = re.compile(r"\]\([^()\s]*+|https?://[^\s)>\]]++|<[^<>]{0,200}>")
_WORD: Final = re.compile(r"[^\W\d_]{2,}+")
_LABELS: Final = frozenset(
    """
    paper papers pdf arxiv abs abstract code codes github gitlab project page website webpage homepage site demo
    video videos slides poster supp supplementary material materials blog post dataset data model models weights
    official pytorch tensorflow jax tf link links url doi openreview bibtex html huggingface hugging face space
    and the cvpr iccv eccv neurips nips icml iclr acl emnlp naacl aaai ijcai preprint journal conference published
    in at on jan feb mar apr may jun jul aug sep oct nov dec
    """.split()  # noqa: SIM905 -- a list of words is easier to read and to change as text
)
_TITLE_WORDS: Final = 3


def _title_words(text: str) -> int:
    """How many words a text with links holds besides their labels."""
    words = (word.lower() for word in _WORD.findall(_TARGET.sub("]", text[:_LONG])))
    return sum(word not in _LABELS for word in words)


# Paragraphs: where one starts is what kind of text it is.

Shape = Literal["item", "number", "bold", "link", "quote", "italic", "bullet", "paren", "text", "image", "pipe", "none"]

_LONG: Final = 4000
_TAGS: Final = re.compile(r"(?:\s++|<(?!https?:)[^<>]{0,200}>|&nbsp;|:[a-z][\w+-]{0,30}:)++", re.IGNORECASE)
_BOLD_TAG: Final = re.compile(r"<(?:b|strong)>", re.IGNORECASE)
_START: Final = re.compile(
    r"(?P<number>[\[(]?\d{1,4}[.)\]、](?!\d))"
    r"|(?P<image>\[?!\[)"
    r"|(?P<bold>\*\*|__)"
    r"|(?P<bullet>[-+•·–—●▪◦*](?=[\s\[*]))"
    r"|(?P<link>\[)"
    r"|(?P<quote>[\"“”‘'«「『《])"
    r"|(?P<italic>[*_])"
    r"|(?P<pipe>\|)"
    r"|(?P<paren>[(`【])"
    r"|(?P<text>\w)"
)


def _shape(text: str) -> Shape:
    """What a paragraph or a line starts with, marks such as emoji or anchors aside."""
    at = 0
    if (skipped := _TAGS.match(text)) is not None:
        if _BOLD_TAG.search(skipped[0]):
            return "bold"
        at = skipped.end()
    found = _START.match(text, at)
    while found is None and at < min(len(text), 24):
        at += 1
        found = _START.match(text, at)
    return found.lastgroup if found is not None and found.lastgroup else "none"  # type: ignore[return-value]


#: Shapes that speak for an entry, those that do so most first.
_HEADS: Final[tuple[Shape, ...]] = ("item", "number", "bullet", "bold", "link", "quote", "italic", "paren", "text")
#: Shapes with which a single paragraph is an entry, if it links to a paper.
_TELLING: Final = frozenset(("number", "bullet", "bold", "link", "quote"))
#: Badges, and tables that Markdown does not see.
_NEVER: Final = frozenset(("image", "pipe", "none"))
_LEAST_REPEATS: Final = 3
_MOST_TAIL: Final = 3
_INDENTED: Final = re.compile(r"\t|[ ]{2}")


def _join(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[list[Block]]:
    """The blocks, those together that are one entry by the section's habit."""
    if any(block.kind == "fold" for block in blocks):
        blocks = _fold(blocks, lines)
    groups = _join_sure(blocks, lines)
    shapes: list[Shape] = [
        "item"
        if group[0].kind in _ITEMS
        else _shape(lines[group[0].span.start])
        if group[0].kind == "paragraph"
        else "none"
        for group in groups
    ]
    close = [False, *(_adjacent(one[-1], other[0], lines) for one, other in pairwise(groups))]
    tails = _habit(groups, shapes, close, lines)
    joined = {number for tail in tails.values() for number in tail}
    for number, group in enumerate(groups):
        if number not in joined:
            yield [*group, *(block for more in tails.get(number, ()) for block in groups[more])]


def _join_sure(blocks: Sequence[Block], lines: Sequence[str]) -> list[list[Block]]:
    """Items together with the text below them that was indented, if not as Markdown wants it, and with their folds."""
    groups: list[list[Block]] = []
    for block in blocks:
        above = groups[-1] if groups else None
        if (
            above
            and _adjacent(above[-1], block, lines)
            and (block.kind == "fold" or _continues(above[0], block, lines))
        ):
            above.append(block)
        elif block.kind != "fold":
            groups.append([block])
    return groups


def _continues(item: Block, block: Block, lines: Sequence[str]) -> bool:
    """Whether a block below an item is meant as part of it."""
    if (
        item.kind not in _ITEMS
        or block.kind not in ("paragraph", "code")
        or not _INDENTED.match(lines[block.span.start])
    ):
        return False
    return block.kind == "code" or not (
        _shape(lines[block.span.start]) in _TELLING and _has_paper(_text(block.span, lines))
    )


def _fold(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """The blocks, each fold without papers as one; only where it is usual that entries have one.

    Other folds hold entries: what is inside stays, they themselves fall out.
    """
    found: list[Block] = []
    folds = 0
    start, depth = 0, 0  # of the outermost open fold: its first block, and how many are open
    for number, block in enumerate(blocks):
        if block.kind != "fold":
            continue
        tags = _text(block.span, lines).lower()
        if depth == 0:
            found += (other for other in blocks[start:number] if other.kind != "fold")
            start = number
        depth = max(0, depth + tags.count("<details") - tags.count("</details"))
        if depth == 0:
            inside = blocks[start : number + 1]
            if any(one.kind in _ITEMS or one.kind == "row" or _has_paper(_text(one.span, lines)) for one in inside):
                found += (other for other in inside if other.kind != "fold")
            else:
                found.append(Block(Span(blocks[start].span.start, block.span.end), "fold"))
                folds += 1
            start = number + 1
    found += (other for other in blocks[start:] if other.kind != "fold")
    heads = sum(
        block.kind in _ITEMS or (block.kind == "paragraph" and _has_paper(_text(block.span, lines))) for block in found
    )
    if folds >= _LEAST_REPEATS and 2 * folds >= heads:
        return found
    return [block for block in found if block.kind != "fold"]


def _adjacent(one: Block, other: Block, lines: Sequence[str]) -> bool:
    """Whether nothing but a few blank lines stands between two blocks."""
    start, end = one.span.end, other.span.start
    return end - start <= _MOST_BLANK and not any(lines[number].strip() for number in range(start, end))


_MOST_BLANK: Final = 3


def _habit(
    groups: Sequence[list[Block]], shapes: Sequence[Shape], close: Sequence[bool], lines: Sequence[str]
) -> dict[int, range]:
    """The groups that belong to the one before: nearly each of its shape is followed by such ones."""
    present = set(shapes)
    if len(present - {"none"}) < 2:
        return {}
    for head in _HEADS:
        if head not in present:
            continue
        tails: dict[int, range] = {}
        starts = [number for number, shape in enumerate(shapes) if shape == head]
        for start, after in pairwise((*starts, len(shapes))):
            end = start + 1
            while end < after and close[end] and groups[end][0].kind == "paragraph":
                end += 1
            tails[start] = range(start + 1, end)
        usual, count = Counter(tuple(shapes[number] for number in tail) for tail in tails.values()).most_common(1)[0]
        if not 0 < len(usual) <= _MOST_TAIL or count < _LEAST_REPEATS or count < 0.8 * len(starts):
            continue
        kept = {start: tail for start, tail in tails.items() if tuple(shapes[number] for number in tail) == usual}
        if 2 * sum(_is_whole(groups[start], [groups[n] for n in tail], lines) for start, tail in kept.items()) > len(
            kept
        ):
            return kept
    return {}


def _is_whole(head: Sequence[Block], tail: Sequence[Sequence[Block]], lines: Sequence[str]) -> bool:
    """Whether a block and those below it say what an entry says: a title first, a paper once."""
    title = _text(head[0].span, lines)
    if not _has_link(title) and _title_words(title) < _TITLE_WORDS:  # a caption
        return False
    below = [block for group in tail for block in group if block.kind == "paragraph"]
    if any(_CAPTION.match(_text(block.span, lines)) for block in below):
        return False
    if not _has_paper(_text(Span(head[0].span.start, tail[-1][-1].span.end), lines)):
        return False
    return not any(block.kind == "paragraph" and _part_starts(block.span, lines) for block in (head[0], *below))


@dataclass(slots=True)
class _Candidate:
    """Lines outside of lists and tables that may be an entry."""

    span: Span
    text: str
    shape: Shape
    has_link: bool
    has_paper: bool

    @property
    def height(self) -> int:
        """How many lines it has."""
        return self.span.end - self.span.start


def _paragraph_entries(blocks: Sequence[Block], lines: Sequence[str], others: int) -> Iterator[Entry]:
    """The entries among paragraphs; `others` is how many entries the section has besides."""
    candidates = [
        candidate
        for block in blocks
        for candidate in _candidates(block.span, lines)
        if candidate.shape not in _NEVER and not _is_row_of_labels(candidate.text)
    ]
    sizes = Counter(one.shape for one in candidates)
    papers = Counter(one.shape for one in candidates if one.has_paper)
    habits = {shape for shape, size in sizes.items() if papers[shape] >= 2 and 2 * papers[shape] >= size}
    if sizes["text"] < others:
        habits.discard("text")
    sure = [_is_entry(one, habits) for one in candidates]
    heights = Counter(one.height for one, is_entry in zip(candidates, sure, strict=True) if is_entry)
    for one, is_entry in zip(candidates, sure, strict=True):
        # A slip in the form of one entry among many others of as many lines.
        if is_entry or (one.height > 1 and heights[one.height] >= _LEAST_REPEATS and 2 * sum(sure) >= len(sure)):
            yield _entry(Block(one.span, "paragraph"), one.span, lines)


def _is_entry(one: _Candidate, habits: Set[Shape]) -> bool:
    """Whether a candidate is an entry, where such of those shapes mostly link to papers."""
    if not one.has_link or (one.shape == "text" and _is_prose(one.text)):
        return False
    return one.shape in habits or (one.has_paper and one.shape in _TELLING)


def _is_row_of_labels(text: str) -> bool:
    """Whether a text consists of links such as `[Paper](url) [Code](url)`, without a title."""
    return _starts_with_label(text) and _title_words(text) < _TITLE_WORDS


def _candidates(span: Span, lines: Sequence[str]) -> Iterator[_Candidate]:
    """A paragraph, or its parts if several start alike and each links to a paper."""
    starts = _part_starts(span, lines) if span.end > span.start + 1 else []
    bounds = [Span(start, end) for start, end in pairwise((*starts, span.end))] if starts else [span]
    for part in bounds:
        text = _text(part, lines)
        yield _Candidate(part, text, _shape(text), _has_link(text), _has_paper(text))


def _part_starts(span: Span, lines: Sequence[str]) -> list[int]:
    """The lines with which the entries of a paragraph start; none if it is no more than one."""
    starts = _shown_lines(span, lines)
    texts = [_text(Span(start, end), lines) for start, end in pairwise((*starts, span.end))]
    papers = [_has_paper(text) for text in texts]
    if sum(papers) < 2:
        return []
    shapes = [_shape(text) for text in texts]
    for head in dict.fromkeys(shapes[:2]):  # the first line may be a caption
        if head in _NEVER:
            continue
        heads = [number for number, text in enumerate(texts) if shapes[number] == head and not _starts_with_label(text)]
        rest = len(texts) - heads[0] if heads else 0
        if len(heads) < 2 or (head == "text" and len(heads) < rest):  # one of them may be the other's second line
            continue
        if sum(papers) >= 0.8 * rest and len(heads) >= 0.6 * rest:
            heads = [
                heads[0],
                *(number for number in range(heads[0] + 1, len(texts)) if not _starts_with_label(texts[number])),
            ]
        held = sum(any(papers[start:end]) for start, end in pairwise((*heads, len(texts))))
        if 3 * held >= 2 * len(heads):
            return [starts[number] for number in heads]
    return []


_CAPTION: Final = re.compile(r"\s{0,3}(?:\*\*[^*\[\]]{1,60}\*\*:?|[^\[\]]{1,60}:)\s*$")
_BREAK: Final = re.compile(r"(?:<br\s*/?>\s*|\\|[ \t]{2})$", re.IGNORECASE)


def _shown_lines(span: Span, lines: Sequence[str]) -> list[int]:
    """Where the lines of a paragraph start as people see them, if it breaks most of its lines by itself."""
    first = span.start + 1 if _CAPTION.match(lines[span.start]) else span.start
    inner = range(first + 1, span.end)
    after_break = [number for number in inner if _BREAK.search(lines[number - 1].rstrip("\r\n")[-20:])]
    rest = after_break if 2 * len(after_break) >= len(inner) else inner
    return sorted({span.start, first, *rest})


_LABEL_START: Final = re.compile(r"[\s(|]*+\[[\W_]{0,6}(?:paper|pdf|arxiv|abs|code|project|github)\b", re.IGNORECASE)


def _starts_with_label(line: str) -> bool:
    skipped = _TAGS.match(line)
    return _LABEL_START.match(line, skipped.end() if skipped else 0) is not None


_PROSE: Final = re.compile(
    r"(?:this|these|we|our|please|here|if you|if our|note|see|you|thanks?|thank|feel free|welcome|it|there|for more"
    r"|for a|for details|also|other|more|most|some|many|credits?|contributions?|citation|maintained|updates?|last)\b"
    r"(?!:)",
    re.IGNORECASE,
)
_LAST_LINK_WITHIN: Final = 160


def _is_prose(text: str) -> bool:
    """Whether a paragraph that starts with a word talks about papers rather than listing one."""
    text = text.strip()
    last = max(text.rfind("]("), text.rfind("://"))
    after = text[last:].partition(")")[2]
    return _PROSE.match(text) is not None or len(after) > _LAST_LINK_WITHIN or _title_words(text) == 0
