"""Takes an entry apart: tells title, name, authors, venue, date and links from the signs around them.

Nothing is known of the list beforehand. Links that carry a role's word are links of that role; dates and venues
are known by their shapes; of what is left, the words in the best place for a title are the title, and names of
people are its authors. What is none of these is `other`: a note, a tag, an affiliation.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from bot.document.inline import unescape
from bot.forms import LinkPart, Part, Repository, Slot, Target, Words
from bot.forms.dates import ShownDate, find_dates, read_date
from bot.forms.markup import LONGEST, Node, read_markup
from bot.forms.people import is_name, read_authors
from bot.forms.venues import is_preprint, is_venue
from bot.links import Role, is_label, label_role, role_of
from bot.papers import identify

#: What a table's header says that a cell holds.
Hint = Literal["title", "name", "authors", "venue", "date", "links", "other", ""]


@lru_cache(maxsize=4096)
def take_apart(source: str, hints: tuple[Hint, ...] = ()) -> tuple[Part, ...] | None:
    """The parts of an entry's text; None where no title is found in it.

    `hints` tell for the cells of a table's row what its head says of them.
    """
    if len(source) > LONGEST:
        return None
    return _Reader(source, hints).read()


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something known of `source[start:end]`."""

    start: int
    end: int
    part: Slot | Target | Repository


@dataclass(slots=True)
class _Item:
    """A node at the top, or one opened: what it may be, and the words in it."""

    node: Node
    kind: Literal["soft", "hard", "link", "known", "words"]
    core: tuple[int, int] = (0, 0)
    cell: int = 0
    sign: str = ""


@dataclass(slots=True)
class _Candidate:
    score: float
    start: int
    end: int
    link: int | None = None


class _Reader:
    def __init__(self, source: str, hints: tuple[Hint, ...]) -> None:
        self.source = source
        self.hints = hints
        self.marks: list[_Mark] = []
        self.links: list[tuple[int, int, Role, str | None, bool]] = []
        self.items: list[_Item] = []
        self.candidates: list[_Candidate] = []
        self.cell = 0

    def read(self) -> tuple[Part, ...] | None:
        for node in read_markup(self.source):
            self.look_at(node, node)
        runs = list(self.runs())
        title = self.choose_title(runs)
        if title is None:
            return None
        self.mark_title(title)
        for run in runs:
            self.read_run(run, title)
        self.read_words(title)
        return tuple(self.parts())

    # What each node is

    def look_at(self, node: Node, outer: Node) -> None:
        """Tell what a node is. `outer` is the node with the brackets that belong to it."""
        match node.kind:
            case "text":
                self.add(node, "soft")
            case "break" | "comment":
                self.add(node, "hard")
                if node.kind == "comment":
                    self.other(node.start, node.end)
            case "cell":
                self.add(node, "hard")
                self.cell += 1
            case "tag":
                self.look_at_tag(node)
            case "image":
                self.look_at_image(node, node)
            case "address":
                role = role_of(None, node.url)
                self.link(outer, node, role, None)
            case "link":
                self.look_at_link(node, outer)
            case "code":
                self.look_at_words(node, outer, node.inner_start, node.inner_end, "`")
            case "group":
                self.look_at_group(node, outer)

    def add(
        self,
        node: Node,
        kind: Literal["soft", "hard", "link", "known", "words"],
        core: tuple[int, int] = (0, 0),
        sign: str = "",
    ) -> None:
        self.items.append(_Item(node, kind, core, self.cell, sign))

    def other(self, start: int, end: int) -> None:
        shown = self.source[start:end]
        self.marks.append(_Mark(start, end, Slot("other", shown, shown)))

    def look_at_tag(self, node: Node) -> None:
        self.add(node, "hard")
        if node.sign == "a" and (found := _ANCHOR.match(self.source, node.start)):
            self.marks.append(
                _Mark(node.start, found.end(), Slot("anchor", found[0], found[2], f"{found[1]}{{}}{found[3]}"))
            )
        elif node.sign in ("img", "a", "details", "summary", "video", "iframe") or node.url:
            self.other(node.start, node.end)

    def look_at_image(self, node: Node, outer: Node) -> None:
        """A badge that is made of the repository's name is the code's; any other picture is nobody else's."""
        self.add(outer, "hard")
        found = _BADGE.search(node.url)
        if found:
            start = node.url_start + found.start(1)
            self.marks.append(_Mark(start, start + len(found[1]), Repository(found[1])))
            if outer is node:
                self.links.append((node.start, node.end, "code", "", True))
        elif outer is node:
            self.other(node.start, node.end)

    def look_at_link(self, node: Node, outer: Node) -> None:
        start, end = self.core(node.inner_start, node.inner_end, node.children)
        label = self.source[start:end]
        pictures = [child for child in node.children if child.kind == "image"]
        if pictures:
            role = role_of(None, node.url)
            self.link(outer, node, role, pictures[0].url)
            for picture in pictures:
                if found := _BADGE.search(picture.url):
                    at = picture.url_start + found.start(1)
                    self.marks.append(_Mark(at, at + len(found[1]), Repository(found[1])))
            return
        words = unescape(label).strip()
        if not words or self.names_role(words):
            self.link(outer, node, role_of(words or None, node.url), words)
            self.marks.append(_Mark(start, end, Slot("label", label, words)))
        elif marks := self.venue_and_date(start, end):
            self.marks += marks
            self.link(outer, node, role_of(None, node.url), words)
        elif not node.url.startswith(("http", "//")) or node.url.startswith("#"):
            self.link(outer, node, "other", words)
            self.marks.append(_Mark(start, end, Slot("label", label, words)))
        else:
            count = _count_words(words)
            is_paper = identify(node.url) is not None or role_of(None, node.url) in ("pdf", "abstract")
            telling = 1.5 if is_name(words) and not is_paper else 5.0 if count > 2 else 2.0
            self.candidates.append(_Candidate(telling + 0.3 * is_paper, start, end, len(self.items)))
            self.add(outer, "words", (start, end), "link")
            self.target(node)
            return

    def names_role(self, words: str) -> bool:
        if len(words) > 60:
            return False
        return is_label(words) or (label_role(words) is not None and _count_words(words) < 3)

    def link(self, outer: Node, node: Node, role: Role, label: str | None) -> None:
        self.add(outer, "link")
        self.target(node)
        self.links.append((outer.start, outer.end, role, label, False))

    def target(self, node: Node) -> None:
        start = node.url_start
        self.marks.append(_Mark(start, start + len(node.url), Target(node.url, _arxiv_form(node.url))))

    def look_at_group(self, node: Node, outer: Node) -> None:
        solid = [child for child in node.children if not self.is_blank(child)]
        if len(solid) == 1 and solid[0].kind in ("link", "address", "group", "code"):
            self.look_at(solid[0], outer)
            return
        if all(child.kind in ("text", "code", "group") and not _holds_links(child) for child in node.children):
            self.look_at_words(node, outer, node.inner_start, node.inner_end, node.sign)
            return
        opening = Node("break", node.start, node.inner_start)
        closing = Node("break", node.inner_end, node.end)
        self.add(opening, "hard")
        for child in node.children:
            self.look_at(child, child)
        self.add(closing, "hard")

    def look_at_words(self, node: Node, outer: Node, start: int, end: int, sign: str) -> None:
        """Words in brackets, quotes or emphasis."""
        start, end = self.trim(start, end)
        words = self.source[start:end]
        if marks := self.venue_and_date(start, end):
            if sign == "(" and len(marks) == 1 and self.follows_venue(node):
                self.add(outer, "soft", (start, end), sign)
                return
            self.marks += marks
            self.add(outer, "known")
            return
        count = _count_words(words)
        signs = sign + outer.sign
        people = read_authors(unescape(words)) if sign not in ('"', "“", "`") else None
        if people is not None and (len(people.names) > 1 or people.cut) and sign != "(":
            self.mark_authors(start, end, words)
            self.add(outer, "known")
            return
        quoted, bold = any(mark in signs for mark in ('"', "“", "《", "「")), "**" in signs or "__" in signs
        if (quoted and count > 1) or (("*" in signs or "_" in signs) and count > 2):
            self.candidates.append(_Candidate(4.5 if quoted else 4 if bold else 3, start, end, None))
            self.add(outer, "words", (start, end), signs)
        elif sign in ("(", "（") or (sign in ('"', "“") and count < 2):
            self.add(outer, "soft", (start, end), signs)
        else:
            self.add(outer, "words", (start, end), signs)

    def follows_venue(self, node: Node) -> bool:
        """Whether brackets stand behind the long name of a venue, whose short one they hold."""
        before = self.items[-1].node if self.items and self.items[-1].kind == "soft" else None
        if before is None or before.end != node.start:
            return False
        words = _CUT.split(self.source[before.start : before.end])[-1]
        return len(words) > 12 and is_venue(words)

    def is_blank(self, node: Node) -> bool:
        return node.kind == "text" and not self.source[node.start : node.end].strip()

    def core(self, start: int, end: int, children: Sequence[Node]) -> tuple[int, int]:
        """The words within signs that stand around all of them."""
        solid = [child for child in children if not self.is_blank(child)]
        while len(solid) == 1 and solid[0].kind in ("group", "code"):
            start, end = solid[0].inner_start, solid[0].inner_end
            solid = [child for child in solid[0].children if not self.is_blank(child)]
        return self.trim(start, end)

    def trim(self, start: int, end: int, more: str = "") -> tuple[int, int]:
        """The span without blanks at its ends, and without signs in `more` there."""
        signs = " \t\r\n" + more
        while start < end and self.source[start] in signs:
            start += 1
        while end > start and self.source[end - 1] in signs:
            end -= 1
        return start, end

    # The title

    def runs(self) -> Iterator[list[_Item]]:
        """Stretches of words with no link, line end or known thing among them."""
        run: list[_Item] = []
        for item in self.items:
            if item.kind == "soft":
                run.append(item)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def choose_title(self, runs: Iterable[list[_Item]]) -> _Candidate | None:
        hinted = self.hinted("title")
        for run in runs:
            start, end = self.title_in(run)
            words = unescape(self.source[start:end])
            count = _count_words(words)
            if count and end - start <= _LONGEST_TITLE:
                self.candidates.append(_Candidate(2.5 if count > 2 else 1, start, end))
        if hinted and (inside := [one for one in self.candidates if self.cell_of(one.start) in hinted]):
            self.candidates = inside
        if not self.candidates:
            # A name alone, or words that look like something else
            short = [item.core for item in self.items if item.kind == "words"][:2]
            return _Candidate(0, *short[-1]) if short else None
        return max(self.candidates, key=lambda one: (one.score, -one.start))

    def hinted(self, *fields: str) -> set[int]:
        return {number for number, hint in enumerate(self.hints) if hint in fields}

    def cell_of(self, position: int) -> int:
        return next((item.cell for item in reversed(self.items) if item.node.start <= position), 0)

    def mark_title(self, title: _Candidate) -> None:
        start, end = self.trim(title.start, title.end)
        end = self.without_stop(start, end)
        shown = self.source[start:end]
        self.marks.append(_Mark(start, end, Slot("title", shown, unescape(shown))))
        title.start, title.end = start, end
        if title.link is not None:
            node = self.items[title.link].node
            inner = _only_link(node)
            self.links.append((node.start, node.end, role_of(None, inner.url), None, False))

    def without_stop(self, start: int, end: int) -> int:
        """The end of a title without a full stop or comma that belongs to the form."""
        while end > start and self.source[end - 1] in ".,;: \t" and not self.source.startswith("..", end - 2):
            end -= 1
        return end

    def title_in(self, run: list[_Item]) -> tuple[int, int]:
        """The words of a run that may be a title: venues, dates and people at its ends left out."""
        pieces = self.pieces(run)
        low, high = 0, len(pieces)
        while low < high and (not self.solid(pieces[low]) or self.venue_and_date(*pieces[low])):
            low += 1
        while high > low and (not self.solid(pieces[high - 1]) or self.venue_and_date(*pieces[high - 1])):
            high -= 1
        people_from = high
        while people_from > low and self.are_names(pieces[people_from - 1]):
            people_from -= 1
        if (
            people_from > low
            and high - people_from >= 1
            and self.names_in(pieces[people_from][0], pieces[high - 1][1]) > 1
        ):
            high = people_from
        people_to = low
        while people_to < high and self.are_names(pieces[people_to]):
            people_to += 1
        if people_to < high and people_to > low and self.names_in(pieces[low][0], pieces[people_to - 1][1]) > 1:
            low = people_to
        if low >= high:
            return run[0].node.start, run[0].node.start
        start, end = self.trim(pieces[low][0], pieces[high - 1][1], "-–—|,;")
        return start, self.without_stop(start, end)

    def pieces(self, run: list[_Item]) -> list[tuple[int, int]]:
        """The run cut at commas, full stops, dashes and colons that stand in no brackets."""
        start, end = run[0].node.start, run[-1].node.end
        cuts = [start]
        for item in run:
            if item.node.kind == "text":
                for found in _CUT.finditer(self.source, item.node.start, item.node.end):
                    cuts += [found.start(), found.end()]
        cuts.append(end)
        return [self.trim(cuts[n], cuts[n + 1]) for n in range(0, len(cuts), 2)]

    def solid(self, piece: tuple[int, int]) -> bool:
        return _WORD.search(self.source, piece[0], piece[1]) is not None

    def are_names(self, piece: tuple[int, int]) -> bool:
        words = self.source[piece[0] : piece[1]].rstrip(".")
        return is_name(words) or read_authors(words) is not None or _ET_AL.fullmatch(words) is not None

    def names_in(self, start: int, end: int) -> int:
        """How many people a stretch names; those that are cut short count as two."""
        people = read_authors(unescape(self.source[start:end]))
        return 0 if people is None else len(people.names) + people.cut

    # What stands beside the title

    def read_run(self, run: list[_Item], title: _Candidate) -> None:
        pieces = [piece for piece in self.pieces(run) if self.solid(piece)]
        number = 0
        while number < len(pieces):
            start, end = pieces[number]
            if start < title.end and end > title.start:
                # What stands in one piece with the title, before or behind it
                for rest in ((start, title.start), (title.end, end)):
                    piece = self.trim(*rest, "-–—|,;:.")
                    if piece[0] < piece[1] and self.solid(piece):
                        self.read_piece(*piece, title)
                number += 1
                continue
            last = number
            while (
                last < len(pieces) and self.are_names(pieces[last]) and not title.start <= pieces[last][0] < title.end
            ):
                last += 1
            if last > number and not self.has("authors"):
                stop = self.trim(pieces[number][0], pieces[last - 1][1])
                words = self.source[stop[0] : stop[1]]
                people = read_authors(unescape(words))
                enough = people is not None and (len(people.names) > 1 or people.cut or not self.venue_and_date(*stop))
                if enough and self.mark_authors(*stop, words):
                    number = last
                    continue
            self.read_piece(start, end, title)
            number += 1

    def has(self, field: str) -> bool:
        return any(isinstance(mark.part, Slot) and mark.part.field == field for mark in self.marks)

    def read_piece(self, start: int, end: int, title: _Candidate) -> None:
        """A date, a venue, a short name before the title, or something else."""
        hint = self.hints[cell] if self.hints and (cell := self.cell_of(start)) < len(self.hints) else ""
        if marks := self.venue_and_date(start, end, hint):
            self.marks += marks
        elif start < title.start and not self.has("name") and self.is_short_name(start, end):
            shown = self.source[start:end]
            self.marks.append(_Mark(start, end, Slot("name", shown, unescape(shown))))
        else:
            self.other(start, end)

    def read_words(self, title: _Candidate) -> None:
        """Words in signs of their own that are not the title: a name before it, or something else."""
        for item in self.items:
            start, end = item.core
            if item.kind != "words" or (start < title.end and end > title.start):
                continue
            hint = self.hints[item.cell] if item.cell < len(self.hints) else ""
            if item.sign == "link":
                url = _only_link(item.node).url
                self.links.append((item.node.start, item.node.end, role_of(None, url), "", False))
            if marks := self.venue_and_date(start, end, hint):
                self.marks += marks
            elif not self.has("name") and start < title.start and self.is_short_name(start, end):
                start, end = self.trim(start, end, ":")
                shown = self.source[start:end]
                self.marks.append(_Mark(start, end, Slot("name", shown, unescape(shown))))
            elif not self.has("authors") and self.mark_authors(start, end, self.source[start:end]):
                continue
            elif _WORD.search(self.source, start, end):
                self.other(start, end)

    def is_short_name(self, start: int, end: int) -> bool:
        words = self.source[start:end].strip(" :")
        return 0 < len(words) <= 60 and _count_words(words) <= 6 and _LETTER.search(words) is not None

    def mark_authors(self, start: int, end: int, words: str) -> bool:
        start, end = self.trim(start, end)
        while end > start and self.source[end - 1] in ".,;" and not _KEEPS_STOP.search(self.source, start, end):
            end -= 1
        shown = self.source[start:end]
        people = read_authors(unescape(shown))
        if people is None:
            return False
        slot = Slot("authors", shown, shown, authors=people.form, names=people.names, cut=people.cut)
        self.marks.append(_Mark(start, end, slot))
        return True

    def venue_and_date(self, start: int, end: int, hint: str = "") -> list[_Mark] | None:
        """The marks of a stretch that is a venue, a date, or both, and nothing else."""
        start, end = self.trim(start, end, ".,;:-–|")
        found = _venue_and_date(self.source[start:end], hint)
        return [_Mark(start + low, start + high, slot) for low, high, slot in found] if found else None

    # The parts

    def parts(self) -> Iterator[Part]:
        """All of the source, in order."""
        marks = sorted(self.marks, key=lambda mark: (mark.start, -mark.end))
        spans = sorted(self.widened(), key=lambda link: link[:2])
        at = 0
        for start, end, role, label, badge in spans:
            if start < at:
                continue
            yield from self.filled([mark for mark in marks if at <= mark.start and mark.end <= start], at, start)
            inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
            yield LinkPart(role, tuple(self.filled(inside, start, end)), label, badge)
            at = end
        yield from self.filled([mark for mark in marks if at <= mark.start], at, len(self.source))

    def widened(self) -> Iterator[tuple[int, int, Role, str | None, bool]]:
        """Links with the escaped brackets around them."""
        for start, end, role, label, badge in self.links:
            if self.source.startswith(r"\]", end) and self.source.endswith(r"\[", 0, start):
                yield start - 2, end + 2, role, label, badge
            else:
                yield start, end, role, label, badge

    def filled(self, marks: Iterable[_Mark], start: int, end: int) -> Iterator[Words | Slot | Target | Repository]:
        at = start
        for mark in marks:
            if mark.start < at:
                continue
            if mark.start > at:
                yield Words(self.source[at : mark.start])
            yield mark.part
            at = mark.end
        if at < end:
            yield Words(self.source[at:end])


_ANCHOR: Final = re.compile(r"""(<a\s+(?:name|id)=["'])([^"'<>]*)(["']\s*>\s*</a>)""", re.IGNORECASE)
_BADGE: Final = re.compile(r"img\.shields\.io/github/[a-z-]+/([^/?#\s]+/[^/?#\s]+?)(?=\.svg|[?#/]|$)", re.IGNORECASE)
_LONGEST_TITLE: Final = 300
_WORD: Final = re.compile(r"[^\W_]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_CUT: Final = re.compile(
    r"\s*[,;，；、]\s*|(?<!\b[A-Z])(?<!\bal)(?<!\bvs)(?<!\bConf)(?<!\bTrans)(?<!\bProc)(?<!\bInt)(?<!\bSymp)(?<!\bJ)[.。]\s+|。|\s+[-–—|/]+\s+|[:：]\s+|：|\s+@(?=\w)"
)
_ET_AL: Final = re.compile(r"et\.? al\.?|etc|and others|others", re.IGNORECASE)
_KEEPS_STOP: Final = re.compile(r"(?:\bal|\betc|(?<![^\W\d_])[^\W\d_]|Jr)\.$|\.\.\.$")
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ARXIV: Final = re.compile(
    r"(https?://(?:[\w-]+\.)*arxiv\.org/[a-z]+/)(?:[a-z-]+(?:\.[a-z]{2})?/)?\d[\d.]*\d(?:v\d+)?(\.pdf)?/?",
    re.IGNORECASE | re.ASCII,
)
_ATTACHED_YEAR: Final = re.compile(r"(?<=[A-Za-z)])(?:19|20)\d\d$")
_LEADING_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=-?[A-Za-z])")
_SHORT_YEAR: Final = re.compile(r"(?<=[^\W\d_)])\s?['’]?(\s?)(\d\d)(?!\d)")
_APOSTROPHE_YEAR: Final = re.compile(r"['’](\d\d)(?!\d)")


def _count_words(text: str) -> int:
    """How many words a text has; of scripts without blanks, two signs count as a word."""
    return len(re.findall(r"[^\W_](?:[\w'’.-]*[^\W_])?", _CJK.sub(" ", text))) + len(_CJK.findall(text)) // 2


def _holds_links(node: Node) -> bool:
    return node.kind in ("link", "image", "address", "tag", "cell") or any(map(_holds_links, node.children))


def _only_link(node: Node) -> Node:
    """The link within signs that stand around nothing else."""
    while node.kind == "group":
        node = next(child for child in node.children if child.kind in ("group", "link", "address"))
    return node


def _arxiv_form(url: str) -> str:
    found = _ARXIV.fullmatch(url)
    return f"{found[1]}{{}}{found[2] or ''}" if found else ""


@lru_cache(maxsize=4096)
def _venue_and_date(text: str, hint: str = "") -> tuple[tuple[int, int, Slot], ...]:
    """The venue and the date that a text is, with their places; empty where it is something else."""
    if not text or len(text) > 160:
        return ()
    if shown := read_date(text):
        return ((0, len(text), Slot("date", text, shown.value, shown.form)),)
    dates = find_dates(text)
    if not dates and (found := _short_year(text)):
        dates = [found]
    if len(dates) == 1:
        low, high, date = dates[0]
        slot = Slot("date", text[low:high], date.value, date.form)
        before = (*_trimmed(text, 0, low),)
        after = (*_trimmed(text, high, len(text)),)
        if before[0] < before[1] and after[0] >= after[1]:
            venue = text[before[0] : before[1]]
            if is_venue(venue, dated=True) or hint == "venue":
                return ((*before, _venue(venue)), (low, high, slot))
        elif after[0] < after[1] and before[0] >= before[1]:
            venue = text[after[0] : after[1]]
            if is_venue(venue, dated=True) or hint == "venue":
                return ((low, high, slot), (*after, _venue(venue)))
        elif is_venue(text[before[0] : before[1]], dated=True) and (_NOTE.match(text[after[0] :]) or hint == "venue"):
            return ((0, len(text), Slot("venue", text, text, "dated")),)
    if not dates and (is_venue(text) or (hint == "venue" and _WORD.search(text) and _count_words(text) < 12)):
        return ((0, len(text), _venue(text)),)
    return ()


_NOTE: Final = re.compile(
    r"\W*(?:oral|spotlight|poster|highlight|workshop|findings|best|award|short|long|demo|main|track|wksp|w\b|d&b|accepted|to appear|survey)",
    re.IGNORECASE,
)


def _venue(words: str) -> Slot:
    return Slot("venue", words, unescape(words), "preprint" if is_preprint(words) else "")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t,'’-–(:/":
        start += 1
    while end > start and text[end - 1] in " \t,'’-–):/":
        end -= 1
    return start, end


def _short_year(text: str) -> tuple[int, int, ShownDate] | None:
    """A year behind a venue's name without a blank or in two digits: `ICRA2022`, `ICLR'24`, `ICLR 25`."""
    if found := _ATTACHED_YEAR.search(text):
        return found.start(), found.end(), ShownDate(found[0], "{Y}")
    if (found := _LEADING_YEAR.match(text)) and is_venue(text[found.end() :].strip(" -"), dated=True):
        return 0, 4, ShownDate(text[:4], "{Y}")
    found = _APOSTROPHE_YEAR.search(text) or _SHORT_YEAR.search(text)
    if found is None:
        return None
    digits = found[found.lastindex or 1]
    start = found.end() - 2
    if int(digits) > 30 or not is_venue(text[:start].strip(" '’"), dated=True):
        return None
    return start, found.end(), ShownDate(f"20{digits}", "{y}")
