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


def find_entries(sections: Sequence[Sequence[Block]], lines: Sequence[str]) -> list[list[Entry]]:
    """The entries of each section, in the order in which they start.

    What a section has too little of to show a habit is read by the habits of the whole list.
    """
    joined = _join(sections, lines)
    judged = [_Verdicts(blocks, lines) for blocks in sections]
    usual = Counter(verdict for verdicts in judged for verdict in verdicts.known.values())
    found: list[list[Entry]] = []
    loose: list[list[_Candidate]] = []
    for groups, verdicts in zip(joined, judged, strict=True):
        verdicts.settle(usual)
        entries: list[Entry] = []
        for group in groups:
            span, kind = group[0].span, group[0].kind
            if len(group) == 1 and kind in _ITEMS and not group[0].nested and span.end == span.start + 1:
                # Most are such. `_group_entries` would make the same of them, by detours.
                entries.append(Entry(span, lines[span.start], _item_kind(group[0]), group[0].depth))
            else:
                entries += _group_entries(group, lines, verdicts)
        found.append(entries)
        alone = (group[0] for group in groups if len(group) == 1 and group[0].kind == "paragraph")
        loose.append([one for block in alone for one in _candidates(block.span, lines)])
    for entries, more in zip(found, _paragraph_entries(loose, found), strict=True):
        if more:
            entries += more
            entries.sort(key=lambda entry: (entry.span.start, entry.depth))
    return [
        _without_contents(
            [one for one in entries if len(one.text.rstrip("\r\n")) > _SHORT or re.search(_SIGN, one.text)]
        )
        for entries in found
    ]


def _group_entries(group: Sequence[Block], lines: Sequence[str], verdicts: "_Verdicts") -> Iterator[Entry]:
    """The entries of blocks that belong together; none of one paragraph, which needs its neighbours to tell."""
    first = group[0]
    if len(group) > 1 and not (first.nested and verdicts.holds_entries(first)):
        if first.kind in _ITEMS or any(_has_link(_text(block.span, lines)) for block in group):
            yield _entry(first, Span(first.span.start, group[-1].span.end), lines)
    elif first.kind in _ITEMS:
        yield from _item_entries(first, lines, verdicts)
    elif first.kind == "row" and "|" in lines[first.span.start]:
        yield _entry(first, first.span, lines)


_ITEMS: Final = frozenset(("bullet", "ordered"))
_APART: Final = frozenset(("bullet", "ordered", "row"))
# Patterns are compiled where they are first used: a list of nothing but items of one line needs none of them.
_PAPER_LINK: Final = (
    r"(?i)arxiv\.org/|doi\.org/|openreview\.net/|aclanthology\.org|aclweb\.org|\.pdf\b|openaccess\.thecvf|/proceedings"
    r"|proceedings\.|papers\.nips|dl\.acm\.org|ieeexplore|biorxiv\.org|ecva\.net|jmlr\.org|isca-archive"
    r"|springer\.com|sciencedirect\.com|semanticscholar\.org|huggingface\.co/papers"
    r"|\[[\W_]{0,6}(?:paper|pdf|arxiv|abs|preprint|openreview)\b[^\[\]\n]{0,20}\]{1,2}\("
)


def _has_link(text: str) -> bool:
    return "](" in text or "://" in text


def has_paper(text: str) -> bool:
    """Whether a text links to a paper, as its addresses or labels tell at a glance."""
    # What is met most is looked for first, as it is found much faster so.
    return _has_link(text) and ("arxiv.org/" in text or re.search(_PAPER_LINK, text) is not None)


_SHORT: Final = 12
_SIGN: Final = r"[^\W_]"
_CONTENTS_RUN: Final = 4


def _without_contents(entries: list[Entry]) -> list[Entry]:
    """The entries without those of a list of contents. A few that refer to entries elsewhere are kept."""
    if not any("](#" in entry.text for entry in entries):
        return entries
    leads = [_leads_about(entry.text) for entry in entries]
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

_FOLDED: Final = r" {0,3}(?:[-+](?=\[|\*\*)|\d{1,4}[.)])"


def _item_entries(block: Block, lines: Sequence[str], verdicts: "_Verdicts") -> Iterator[Entry]:
    """An item's entries: itself, and those nested below it or run into it."""
    if not block.nested:
        yield from _unfold(block, lines)
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
        if re.match(_FOLDED, line) and lines[number - 1].strip() and has_paper(line):
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
    decided as it is in the rest of the section, or of the list.
    """

    def __init__(self, blocks: Sequence[Block], lines: Sequence[str]) -> None:
        self.known: dict[tuple[int, int], bool | None] = {}
        self._usual = False
        for block in blocks:
            if block.nested:
                self._judge(block, lines)

    def settle(self, elsewhere: Counter[bool | None]) -> None:
        """Settle what is not known by what is usual here, or else elsewhere."""
        votes = Counter(self.known.values())
        if votes[True] == votes[False]:
            votes = elsewhere
        self._usual = votes[True] > votes[False]

    def holds_entries(self, block: Block) -> bool:
        """Whether the items nested in a block are entries of their own."""
        known = self.known.get(_key(block))
        return self._usual if known is None else known

    def _judge(self, block: Block, lines: Sequence[str]) -> None:
        papers = linked = 0
        for item in block.nested:
            if item.nested:
                self._judge(item, lines)
                papers += 2 * (self.known[_key(item)] is True)
                text = _own_text(item, lines)
            else:
                text = _text(item.span, lines)
            if _has_link(text) and not re.match(_FOLD, text):
                words = _title_words(text)
                linked += words > 0
                papers += words >= _TITLE_WORDS and has_paper(text)
        own = _own_text(block, lines)
        verdict: bool | None
        if papers == 0:
            verdict = linked >= 2 and linked == len(block.nested) and not _has_link(own)
        elif papers == 1:
            verdict = True if has_paper(own) else None if len(block.nested) == 1 else False
        else:
            verdict = 3 * papers >= len(block.nested)
        self.known[_key(block)] = verdict


#: An item that is folded away: a digest, which may speak of other papers.
_FOLD: Final = r"(?i)[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+<details\b"


def _key(block: Block) -> tuple[int, int]:
    return block.span.start, block.depth


_TARGET: Final = r"\]\([^()\s]*+|https?://[^\s)>\]]++|<[^<>]{0,200}>"
_WORD: Final = r"[^\W\d_]{2,}+"
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
    words = (word.lower() for word in re.findall(_WORD, re.sub(_TARGET, "]", text[:_LONG])))
    return sum(word not in _LABELS for word in words)


# Paragraphs: where one starts is what kind of text it is.

Shape = Literal["item", "number", "bold", "link", "quote", "italic", "bullet", "paren", "text", "image", "pipe", "none"]

_LONG: Final = 4000
_TAGS: Final = r"(?i)(?:\s++|<(?!https?:)[^<>]{0,200}>|&nbsp;|:[a-z][\w+-]{0,30}:)++"
_BOLD_TAG: Final = r"(?i)<(?:b|strong)>"
_START: Final = (
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
    if (skipped := re.match(_TAGS, text)) is not None:
        if re.search(_BOLD_TAG, skipped[0]):
            return "bold"
        at = skipped.end()
    found = re.compile(_START).match(text, at)
    while found is None and at < min(len(text), 24):
        at += 1
        found = re.compile(_START).match(text, at)
    return found.lastgroup if found is not None and found.lastgroup else "none"  # type: ignore[return-value]


#: Shapes that speak for an entry, those that do so most first.
_HEADS: Final[tuple[Shape, ...]] = ("item", "number", "bullet", "bold", "link", "quote", "italic", "paren", "text")
#: Shapes with which a single paragraph is an entry, if it links to a paper.
_TELLING: Final = frozenset(("number", "bullet", "bold", "link", "quote"))
#: Badges, and tables that Markdown does not see.
_NEVER: Final = frozenset(("image", "pipe", "none"))
_LEAST_REPEATS: Final = 3
_MOST_TAIL: Final = 3
_NEARLY: Final = 0.8
_INDENTED: Final = r"\t|[ ]{2}"


def _join(sections: Sequence[Sequence[Block]], lines: Sequence[str]) -> list[list[list[Block]]]:
    """The blocks of each section, those together that are one entry by its habit, or by that of the list."""
    if all(block.kind in _APART for blocks in sections for block in blocks):
        return [[[block] for block in blocks] for blocks in sections]
    joined = [_join_sure(blocks, lines) for blocks in _with_folds(sections, lines)]
    shapes = [[_block_shape(group[0], lines) for group in groups] for groups in joined]
    # Headings stand between the sections, so that nothing is joined beyond one.
    flat = [group for groups in joined for group in groups]
    whole = _habit(flat, [shape for row in shapes for shape in row], lines)
    common = _block_shape(flat[min(whole)][0], lines) if whole else "none"
    offset = 0
    for place, (groups, row) in enumerate(zip(joined, shapes, strict=True)):
        tails = _habit(groups, row, lines)
        if not tails and 0 < row.count(common) < _LEAST_REPEATS:
            tails = {
                start - offset: range(tail.start - offset, tail.stop - offset)
                for start in range(offset, offset + len(groups))
                if (tail := whole.get(start)) is not None
            }
        offset += len(groups)
        if not tails:
            continue
        inside = {number for tail in tails.values() for number in tail}
        joined[place] = [
            [*group, *(block for more in tails.get(number, ()) for block in groups[more])]
            for number, group in enumerate(groups)
            if number not in inside
        ]
    return joined


def _block_shape(block: Block, lines: Sequence[str]) -> Shape:
    if block.kind == "paragraph":
        return _shape(lines[block.span.start])
    return "item" if block.kind in _ITEMS else "none"


def _join_sure(blocks: Sequence[Block], lines: Sequence[str]) -> list[list[Block]]:
    """Items together with the text below them that was indented, if not as Markdown wants it, and with their folds."""
    groups: list[list[Block]] = []
    for block in blocks:
        above = groups[-1] if groups else None
        if (
            above
            and block.kind not in _APART
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
        or not re.match(_INDENTED, lines[block.span.start])
    ):
        return False
    return block.kind == "code" or not (
        _shape(lines[block.span.start]) in _TELLING and has_paper(_text(block.span, lines))
    )


def _with_folds(sections: Sequence[Sequence[Block]], lines: Sequence[str]) -> list[Sequence[Block]]:
    """The sections' blocks, each fold without papers as one block where it is usual that entries have one.

    Other folds hold entries: what is inside stays, they themselves fall out.
    """
    if not any(block.kind == "fold" for blocks in sections for block in blocks):
        return list(sections)
    found = [_fold(blocks, lines) for blocks in sections]
    counts = [_count_folds(blocks, lines) for blocks in found]
    folds, heads = (sum(count) for count in zip(*counts, strict=True))
    everywhere = _is_usual(folds, heads)
    return [
        blocks if everywhere or _is_usual(*count) else [block for block in blocks if block.kind != "fold"]
        for blocks, count in zip(found, counts, strict=True)
    ]


def _is_usual(folds: int, heads: int) -> bool:
    return folds >= _LEAST_REPEATS and 2 * folds >= heads


def _count_folds(blocks: Sequence[Block], lines: Sequence[str]) -> tuple[int, int]:
    """How many folds there are, and how many blocks that may have one."""
    folds = sum(block.kind == "fold" for block in blocks)
    papers = sum(block.kind == "paragraph" and has_paper(_text(block.span, lines)) for block in blocks)
    return folds, papers + sum(block.kind in _ITEMS for block in blocks)


def _fold(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """The blocks, each fold without papers in one; what is in other folds without these."""
    found: list[Block] = []
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
            if any(one.kind in _ITEMS or one.kind == "row" or has_paper(_text(one.span, lines)) for one in inside):
                found += (other for other in inside if other.kind != "fold")
            else:
                found.append(Block(Span(blocks[start].span.start, block.span.end), "fold"))
            start = number + 1
    found += (other for other in blocks[start:] if other.kind != "fold")
    return found


def _adjacent(one: Block, other: Block, lines: Sequence[str]) -> bool:
    """Whether nothing but a few blank lines stands between two blocks."""
    start, end = one.span.end, other.span.start
    return end - start <= _MOST_BLANK and not any(lines[number].strip() for number in range(start, end))


_MOST_BLANK: Final = 3


def _habit(groups: Sequence[list[Block]], shapes: Sequence[Shape], lines: Sequence[str]) -> dict[int, range]:
    """The groups that belong to the one before: nearly each of its shape is followed by such ones."""
    present = set(shapes)
    if len(present - {"none"}) < 2:
        return {}
    for head in _HEADS:
        if head not in present:
            continue
        starts = [number for number, shape in enumerate(shapes) if shape == head]
        if len(shapes) - len(starts) < _NEARLY * len(starts):  # too few that could follow
            continue
        tails: dict[int, range] = {}
        for start, after in pairwise((*starts, len(shapes))):
            end = start + 1
            while (
                end < after
                and groups[end][0].kind == "paragraph"
                and _adjacent(groups[end - 1][-1], groups[end][0], lines)
            ):
                end += 1
            tails[start] = range(start + 1, end)
        usual, count = Counter(tuple(shapes[number] for number in tail) for tail in tails.values()).most_common(1)[0]
        if not 0 < len(usual) <= _MOST_TAIL or count < _LEAST_REPEATS or count < _NEARLY * len(starts):
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
    if any(re.match(_CAPTION, _text(block.span, lines)) for block in below):
        return False
    if not has_paper(_text(Span(head[0].span.start, tail[-1][-1].span.end), lines)):
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

    @property
    def entry(self) -> Entry:
        """The candidate as an entry."""
        return Entry(self.span, self.text, _kind("paragraph", self.text))


def _paragraph_entries(sections: Sequence[Sequence[_Candidate]], found: Sequence[Sequence[Entry]]) -> list[list[Entry]]:
    """The entries among each section's paragraphs; `found` are those that it has besides."""
    habits = [
        _shapes_of_entries(candidates, sum(entry.kind != "row" for entry in others))
        for candidates, others in zip(sections, found, strict=True)
    ]
    sure = [[_is_entry(one, shapes) for one in candidates] for candidates, shapes in zip(sections, habits, strict=True)]
    usual = Counter(
        one.shape
        for ones, flags in zip(sections, sure, strict=True)
        for one, flag in zip(ones, flags, strict=True)
        if flag
    )
    common = {shape for shape, count in usual.items() if count >= _LEAST_REPEATS}
    speaking = [
        one for ones in sections for one in ones if one.has_link and not (one.shape == "text" and _is_prose(one.text))
    ]
    common |= _shapes_of_entries(speaking, 0)
    entries: list[list[Entry]] = []
    for candidates, flags, others in zip(sections, sure, found, strict=True):
        if candidates and not others and not any(flags):
            flags = [one.has_paper and _is_entry(one, common) for one in candidates]
        heights = Counter(one.height for one, flag in zip(candidates, flags, strict=True) if flag)
        # A slip in the form of one entry among many others of as many lines.
        slips = {height for height, count in heights.items() if height > 1 and count >= _LEAST_REPEATS}
        if 2 * sum(flags) < len(flags):
            slips = set()
        entries.append([one.entry for one, flag in zip(candidates, flags, strict=True) if flag or one.height in slips])
    return entries


def _shapes_of_entries(candidates: Sequence[_Candidate], others: int) -> Set[Shape]:
    """The shapes of which most of a section's paragraphs link to papers."""
    sizes = Counter(one.shape for one in candidates)
    papers = Counter(one.shape for one in candidates if one.has_paper)
    shapes = {shape for shape, size in sizes.items() if papers[shape] >= 2 and 2 * papers[shape] >= size}
    if sizes["text"] < others:
        shapes.discard("text")
    return shapes


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
        shape = _shape(text)
        if shape not in _NEVER and not _is_row_of_labels(text):
            yield _Candidate(part, text, shape, _has_link(text), has_paper(text))


def _part_starts(span: Span, lines: Sequence[str]) -> list[int]:
    """The lines with which the entries of a paragraph start; none if it is no more than one."""
    starts = _shown_lines(span, lines)
    texts = [_text(Span(start, end), lines) for start, end in pairwise((*starts, span.end))]
    papers = [has_paper(text) for text in texts]
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


_CAPTION: Final = r"\s{0,3}(?:\*\*[^*\[\]]{1,60}\*\*:?|[^\[\]]{1,60}:)\s*$"
_BREAK: Final = r"(?i)(?:<br\s*/?>\s*|\\|[ \t]{2})$"


def _shown_lines(span: Span, lines: Sequence[str]) -> list[int]:
    """Where the lines of a paragraph start as people see them, if it breaks most of its lines by itself."""
    first = span.start + 1 if re.match(_CAPTION, lines[span.start]) else span.start
    inner = range(first + 1, span.end)
    after_break = [number for number in inner if re.search(_BREAK, lines[number - 1].rstrip("\r\n")[-20:])]
    rest = after_break if 2 * len(after_break) >= len(inner) else inner
    return sorted({span.start, first, *rest})


_LABEL_START: Final = r"(?i)[\s(|]*+\[[\W_]{0,6}(?:paper|pdf|arxiv|abs|code|project|github)\b"


def _starts_with_label(line: str) -> bool:
    skipped = re.match(_TAGS, line)
    return re.compile(_LABEL_START).match(line, skipped.end() if skipped else 0) is not None


_PROSE: Final = (
    r"(?i)(?:this|these|we|our|please|here|if you|if our|note|see|you|thanks?|thank|feel free|welcome|it|there|for more"
    r"|for a|for details|also|other|more|most|some|many|credits?|contributions?|citation|maintained|updates?|last)\b"
    r"(?!:)"
)
_LAST_LINK_WITHIN: Final = 160


def _is_prose(text: str) -> bool:
    """Whether a paragraph that starts with a word talks about papers rather than listing one."""
    text = text.strip()
    last = max(text.rfind("]("), text.rfind("://"))
    after = text[last:].partition(")")[2]
    return re.match(_PROSE, text) is not None or len(after) > _LAST_LINK_WITHIN or _title_words(text) == 0
