"""First look at an entry: which of its pieces are links, venues, dates or people, and which may be the title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.document.inline import unescape
from bot.forms import Repository, Slot, Target
from bot.forms.badges import read_badge
from bot.forms.facts import count_words, venue_and_date
from bot.forms.markup import Node, read_markup
from bot.forms.people import is_name, read_authors
from bot.forms.venues import is_venue
from bot.links import Role, is_label, label_role, role_of
from bot.papers import identify

#: What a table's header says that a cell holds.
Hint = Literal["venue", ""]

#: Months as they are cut short with a full stop.
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
#: Where a stretch of words falls into pieces.
CUT: Final = re.compile(
    r"(?:(?<!\s)\s++)?+[,;，；、]\s*+"
    r"|(?<!\b[A-Z])(?<!\bal)(?<!\bvs)(?<!\bConf)(?<!\bTrans)(?<!\bProc)(?<!\bInt)(?<!\bSymp)(?<!\bJ)"
    rf"{''.join(rf'(?<!{month})' for month in _MONTHS)}[.。]\s++|。"
    r"|(?<!\s)\s++[-–—|/]++\s++|[:：]\s++|：|(?<!\s)\s++@(?=\w)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something known of `source[start:end]`."""

    start: int
    end: int
    part: Slot | Target | Repository


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """A link with the brackets that belong to it; see `bot.forms.LinkPart`."""

    start: int
    end: int
    role: Role
    label: str | None
    badge: bool = False


ItemKind = Literal["soft", "hard", "link", "known", "words"]


@dataclass(frozen=True, slots=True)
class Item:
    """A node with the brackets that belong to it, and what it may be.

    `soft` is text that runs on, `hard` what ends it (a line end, a cell, a tag), `link` a link that is no title,
    `known` a venue, date or people in brackets of their own, `words` other words in signs of their own; `core`
    are these words, `sign` the signs around them, or `link`. `cell` is the number of the cell in a row.
    """

    node: Node
    kind: ItemKind
    cell: int
    core: tuple[int, int] = (0, 0)
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be the title; `link` is the item whose label they are."""

    score: float
    start: int
    end: int
    link: Item | None = None


class Survey:
    """What a first look at an entry's text finds."""

    def __init__(self, source: str, hints: tuple[Hint, ...]) -> None:
        self.source = source
        self.hints = hints
        self.items: list[Item] = []
        self.marks: list[Mark] = []
        self.links: list[LinkSpan] = []
        self.candidates: list[Candidate] = []
        self.named: set[str] = set()
        self._cell = 0
        for node in read_markup(source):
            self._look_at(node, node)

    def mark(self, start: int, end: int, part: Slot | Target | Repository) -> None:
        """Take down what `source[start:end]` is."""
        self.marks.append(Mark(start, end, part))
        if isinstance(part, Slot):
            self.named.add(part.field)

    def mark_other(self, start: int, end: int) -> None:
        """Take down that no fact of a paper tells `source[start:end]`."""
        shown = self.source[start:end]
        self.mark(start, end, Slot("other", shown, shown))

    def mark_venue_and_date(self, start: int, end: int, cell: int) -> bool:
        """Take down the venue and date that a stretch is; False where it is something else."""
        found = self.venue_and_date(start, end, cell)
        for low, high, slot in found:
            self.mark(low, high, slot)
        return bool(found)

    def mark_authors(self, start: int, end: int) -> bool:
        """Take down the people whom a stretch names; False where it is something else."""
        start, end = self.trim(start, end)
        while end > start and self.source[end - 1] in ".,;" and not _KEEPS_STOP.search(self.source, end - 4, end):
            end -= 1
        shown = self.source[start:end]
        people = read_authors(unescape(shown))
        if people is None:
            return False
        self.mark(start, end, Slot("authors", shown, shown, "", people.form, people.names, people.cut))
        return True

    def venue_and_date(self, start: int, end: int, cell: int) -> list[tuple[int, int, Slot]]:
        """The venue and date that a stretch is and nothing else, with their places."""
        start, end = self.trim(start, end, ".,;:-–|")
        in_venue_column = cell < len(self.hints) and self.hints[cell] == "venue"
        found = venue_and_date(self.source[start:end], in_venue_column=in_venue_column)
        return [(start + low, start + high, slot) for low, high, slot in found]

    def trim(self, start: int, end: int, more: str = "") -> tuple[int, int]:
        """The span without blanks at its ends, and without signs in `more` there."""
        signs = " \t\r\n" + more
        while start < end and self.source[start] in signs:
            start += 1
        while end > start and self.source[end - 1] in signs:
            end -= 1
        return start, end

    # What each node is. `outer` is the node with the brackets that belong to it.

    def _look_at(self, node: Node, outer: Node) -> None:
        match node.kind:
            case "text":
                self._add(node, "soft")
            case "break":
                self._add(node, "hard")
            case "comment":
                self._add(node, "hard")
                self.mark_other(node.start, node.end)
            case "cell":
                self._add(node, "hard")
                self._cell += 1
            case "tag":
                self._look_at_tag(node)
            case "image":
                self._look_at_image(node, outer)
            case "address":
                self._link(outer, node, None)
            case "link":
                self._look_at_link(node, outer)
            case "code":
                self._look_at_words(node, outer, "`")
            case "group":
                self._look_at_group(node, outer)

    def _add(self, node: Node, kind: ItemKind, core: tuple[int, int] = (0, 0), sign: str = "") -> Item:
        self.items.append(Item(node, kind, self._cell, core, sign))
        return self.items[-1]

    def _look_at_tag(self, node: Node) -> None:
        self._add(node, "hard")
        if node.sign == "a" and (found := _ANCHOR.match(self.source, node.start)):
            if not found[2]:  # it names nothing: a sign of the form
                return
            self.mark(node.start, found.end(), Slot("anchor", found[0], found[2], f"{found[1]}{{}}{found[3]}"))
        elif node.sign in _OWN_TAGS or node.url:
            self.mark_other(node.start, node.end)

    def _look_at_image(self, node: Node, outer: Node) -> None:
        """A badge made of the paper's facts goes where they go; any other picture is nobody else's."""
        self._add(outer, "hard")
        if self._mark_badge(node):
            self.links.append(LinkSpan(node.start, node.end, "other", "", badge=True))
        else:
            self.mark_other(node.start, node.end)

    def _mark_badge(self, picture: Node) -> str:
        """Take down what a badge shows. Comes back with its address, the facts left out; empty for other pictures."""
        known = read_badge(picture.url)
        for start, end, part in known:
            self.mark(picture.url_start + start, picture.url_start + end, part)
        address = picture.url
        for start, end, _ in reversed(known):
            address = f"{address[:start]}{{}}{address[end:]}"
        return address if known else ""

    def _look_at_link(self, node: Node, outer: Node) -> None:
        start, end = self._core(node.inner_start, node.inner_end, node.children)
        words = unescape(self.source[start:end]).strip()
        pictures = [child for child in node.children if child.kind == "image"]
        if pictures:
            addresses = [self._mark_badge(picture) or picture.url for picture in pictures]
            self._link(outer, node, addresses[0], unworded=True)
        elif not words or _names_role(words) or not _leads_elsewhere(node.url):
            self._link(outer, node, words)
            self.mark(start, end, Slot("label", self.source[start:end], words))
        elif self.mark_venue_and_date(start, end, _NO_CELL):
            self._link(outer, node, words, unworded=True)
        else:
            item = self._add(outer, "words", (start, end), "link")
            self.candidates.append(Candidate(_linked_title_score(words, node.url), start, end, item))
            self._mark_target(node)

    def _link(self, outer: Node, node: Node, label: str | None, *, unworded: bool = False) -> None:
        """A link that is no title. The words of an `unworded` one say nothing of what stands behind it."""
        self._add(outer, "link")
        self._mark_target(node)
        role = role_of(None if unworded else label or None, node.url)
        if not unworded and label and not _leads_elsewhere(node.url) and not _names_role(label):
            role = "other"
        self.links.append(LinkSpan(outer.start, outer.end, role, label))

    def _mark_target(self, node: Node) -> None:
        self.mark(node.url_start, node.url_start + len(node.url), Target(node.url, _arxiv_form(node.url)))

    def _look_at_group(self, node: Node, outer: Node) -> None:
        solid = [child for child in node.children if not self._is_blank(child)]
        if len(solid) == 1 and solid[0].kind in ("link", "address", "group", "code"):
            self._look_at(solid[0], outer)
        elif not any(map(_holds_links, node.children)):
            self._look_at_words(node, outer, node.sign)
        else:
            self._add(Node("break", node.start, node.inner_start), "hard")
            for child in node.children:
                self._look_at(child, child)
            self._add(Node("break", node.inner_end, node.end), "hard")

    def _look_at_words(self, node: Node, outer: Node, sign: str) -> None:
        """Words in brackets, quotes or emphasis."""
        start, end = self.trim(node.inner_start, node.inner_end)
        found = self.venue_and_date(start, end, _NO_CELL)
        if found and not (sign == "(" and len(found) == 1 and self._follows_venue(node)):
            self.mark_venue_and_date(start, end, _NO_CELL)
            self._add(outer, "known")
        elif found:
            self._add(outer, "soft", (start, end), sign)
        elif self._names_people(start, end, sign) and self.mark_authors(start, end):
            self._add(outer, "known")
        else:
            self._add_words(outer, start, end, sign)

    def _add_words(self, outer: Node, start: int, end: int, sign: str) -> None:
        """Words that may be a title if their signs are those of one."""
        count = count_words(self.source[start:end])
        signs = sign + outer.sign
        quoted = any(mark in signs for mark in _QUOTES)
        if (quoted and count > 1) or (_EMPHASIS.search(signs) and count > 2):
            score = 4.5 if quoted else 4 if _STRONG.search(signs) else 3
            self.candidates.append(Candidate(score, start, end))
            self._add(outer, "words", (start, end), signs)
        elif sign in ("(", "（") or (sign in ('"', "“") and count < 2):
            self._add(outer, "soft", (start, end), signs)
        else:
            self._add(outer, "words", (start, end), signs)

    def _names_people(self, start: int, end: int, sign: str) -> bool:
        if sign in _NO_PEOPLE:
            return False
        people = read_authors(unescape(self.source[start:end]))
        if people is None or people.cut:
            return people is not None
        # `[Security and Privacy]` is a topic; people in such brackets have first names too.
        return len(people.names) > 1 and sign != "(" and (sign != "[" or people.form.name != "last")

    def _follows_venue(self, node: Node) -> bool:
        """Whether brackets stand behind the long name of a venue, whose short one they hold."""
        before = self.items[-1].node if self.items and self.items[-1].kind == "soft" else None
        if before is None or before.end != node.start:
            return False
        words = CUT.split(self.source[before.start : before.end])[-1]
        return len(words) > 12 and is_venue(words)

    def _is_blank(self, node: Node) -> bool:
        return node.kind == "text" and not self.source[node.start : node.end].strip()

    def _core(self, start: int, end: int, children: Sequence[Node]) -> tuple[int, int]:
        """The words within signs that stand around all of them."""
        solid = [child for child in children if not self._is_blank(child)]
        while len(solid) == 1 and solid[0].kind in ("group", "code"):
            start, end = solid[0].inner_start, solid[0].inner_end
            solid = [child for child in solid[0].children if not self._is_blank(child)]
        return self.trim(start, end)


def only_link(node: Node) -> Node:
    """The link within signs that stand around nothing else."""
    while node.kind == "group":
        node = next(child for child in node.children if child.kind in ("group", "link", "address"))
    return node


#: In no cell of a table.
_NO_CELL: Final = 1 << 30
_OWN_TAGS: Final = frozenset(("img", "a", "details", "summary", "video", "iframe"))
_QUOTES: Final = '"“《「'
_NO_PEOPLE: Final = frozenset('"“`')
_EMPHASIS: Final = re.compile(r"[*_]")
_STRONG: Final = re.compile(r"\*\*|__")
_LONGEST_LABEL: Final = 60
_KEEPS_STOP: Final = re.compile(r"(?:\bal|\betc|(?<![^\W\d_])[^\W\d_]|Jr)\.$|\.\.\.$")
_ANCHOR: Final = re.compile(r"""(<a\s+(?:name|id)=["'])([^"'<>]*)(["']\s*>\s*</a>)""", re.IGNORECASE)
_ARXIV: Final = re.compile(
    r"(https?://(?:[\w-]+\.)*arxiv\.org/[a-z]+/)(?:[a-z-]+(?:\.[a-z]{2})?/)?\d[\d.]*\d(?:v\d+)?(\.pdf)?/?",
    re.IGNORECASE | re.ASCII,
)


def _names_role(words: str) -> bool:
    if len(words) > _LONGEST_LABEL:
        return False
    return is_label(words) or (label_role(words) is not None and count_words(words) < 3)


def _leads_elsewhere(url: str) -> bool:
    """Whether an address leads out of the document."""
    return url.startswith(("http", "//"))


def _linked_title_score(words: str, url: str) -> float:
    """How much words that carry a link look like a title."""
    is_paper = identify(url) is not None or role_of(None, url) in ("pdf", "abstract")
    if is_name(words) and not is_paper:
        return 1.5
    return (5.0 if count_words(words) > 2 else 2.0) + 0.3 * is_paper


def _holds_links(node: Node) -> bool:
    return node.kind not in ("text", "code", "group") or any(map(_holds_links, node.children))


def _arxiv_form(url: str) -> str:
    found = _ARXIV.fullmatch(url)
    return f"{found[1]}{{}}{found[2] or ''}" if found else ""
