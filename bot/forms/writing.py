"""Writes a paper's entry after an example: the example's signs around the paper's own facts.

What the example says and the paper does not is left out together with the brackets and separators that belong
to it; links that the example lacks are put where other entries have them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.citation import Citation
from bot.document.inline import escape, escape_start
from bot.forms import LinkPart, Part, Repository, Slot, Target, Words
from bot.forms.badges import badge_words
from bot.forms.dates import coarser, is_exact, write_date
from bot.forms.example import Example, group_of, names_authors, names_person
from bot.forms.people import write_authors
from bot.forms.pieces import Piece, before_end, behind_badges, behind_brackets, take_out
from bot.forms.venues import is_preprint, server_of, split_year
from bot.links import Link, host_of, path_of
from bot.papers import identify

#: What a link is made of.
_InLink = Words | Slot | Target | Repository


@dataclass(frozen=True)
class Donor:
    """A link as another entry has it, and what stands before it there. `cell` is its cell in a table's row."""

    part: LinkPart
    before: str
    cell: int


@dataclass(frozen=True)
class Habits:
    """What the entries of a section have in common beside their form.

    `preprint` is their word for a preprint, if they have one. `zeros` tells whether months and days below ten
    have a zero before them. `order` holds the groups of roles as they follow each other, `donors` a link of
    each, `between` what stands between two links. In a `table` every link has its cell. `dated_preprints` tells
    whether a year stands beside the word for a preprint.
    """

    preprint: str | None
    zeros: bool
    order: tuple[str, ...]
    donors: dict[str, Donor]
    between: str = " "
    table: bool = False
    dated_preprints: bool = True


def write(example: Example, said: Citation, habits: Habits, number: str = "1") -> str:
    """The text of an entry for a paper, in the form of an example; `number` counts an ordered one."""
    return _Writer(example, _Values(example, said, habits, number), habits).text()


def groups_of(links: Sequence[Link]) -> tuple[str, ...]:
    """The groups of links' roles; a paper's links count once, and so does what is linked twice."""
    groups = [group_of(link.role) for link in {link.url: link for link in links}.values()]
    return tuple(group for n, group in enumerate(groups) if group != "paper" or "paper" not in groups[:n])


class _Values:
    """What goes into the slots of an example: the paper's facts in the example's forms."""

    def __init__(self, example: Example, said: Citation, habits: Habits, number: str) -> None:
        self.example = example
        self.said = said
        self.habits = habits
        self.number = number
        whole = (said.venue or "").strip()
        self.venue, self.year = split_year(whole)
        year = self.year or ""
        #: A year within the venue's name ("ACL 2023 (Findings)") stays there.
        self.year_within = bool(year) and not whole.endswith((year, f"'{year[2:]}")) and not whole.startswith(year)
        urls = [link.url for link in said.links]
        papers = (identify(url) for url in urls)
        self.is_arxiv = any("arxiv.org/" in url for url in urls)
        self.shows_venue = bool(self.venue) or (self.is_arxiv and habits.preprint is not None)
        self.shows_preprint = self.shows_venue and (not self.venue or is_preprint(self.venue))
        self.arxiv = next((paper.value for paper in papers if paper and paper.scheme == "arxiv"), None)
        self.repository = next((found for url in urls if (found := repository_of(url))), None)

    def value(self, slot: Slot, at: int | None = None) -> str | None:
        """What goes into a slot, as Markdown; None where nothing is known. `at` is its number among the parts."""
        plain = self._plain(slot, at)
        if not plain or slot.field == "anchor":
            return plain
        return badge_words(plain) if slot.in_badge else _escaped(plain)

    def _plain(self, slot: Slot, at: int | None) -> str | None:
        match slot.field:
            case "title":
                return self.said.title
            case "name":
                return self.said.name
            case "anchor":
                return slot.form.replace("{}", _NO_ANCHOR.sub("", self.said.name or "")) if self.said.name else None
            case "authors":
                return self._authors(slot)
            case "venue":
                return self._venue(slot)
            case "date":
                return self._date(slot, at)
            case "arxiv":
                return self.arxiv
            case "number":
                return self.number
            case "other" | "label":
                return None

    def _authors(self, slot: Slot) -> str | None:
        names = self.said.authors
        if not names or slot.authors is None:
            return None
        # One last name alone is how some sources shorten a longer list.
        alone = bool(slot.authors.more) and len(names) == 1 and " " not in names[0]
        return write_authors(names, slot.authors, cut=self.said.more_authors or alone)

    def _venue(self, slot: Slot) -> str | None:
        if not self.venue:
            return self.habits.preprint if self.is_arxiv else None
        if is_preprint(self.venue):
            word = self.habits.preprint or self.venue
            own, theirs = server_of(self.venue) or ("arxiv" if self.is_arxiv else None), server_of(word)
            return word if theirs in (None, own) else self.venue  # no server is called by another's name
        whole = slot.form == "dated" or (self.year_within and "date" in self.example.fields)
        return self.said.venue if whole else self.venue

    def _date(self, slot: Slot, at: int | None) -> str | None:
        beside_venue = self._beside_venue(at)
        if self.year_within and not is_exact(slot.form) and beside_venue:
            return None
        undated = self.shows_preprint and not self.habits.dated_preprints
        if undated and at is not None and beside_venue and self.example.venue_kind == "venue":
            return None
        date = self.said.date
        if is_exact(slot.form):
            # Beside the venue of another year the month of the preprint would be wrong.
            if self.year and date and date[:4] != self.year and "d" not in slot.form and beside_venue:
                date = self.year
        elif beside_venue or date is None:
            date = self.year or date
        # Two digits are a year only beside a venue.
        form = "{Y}" if not self.shows_venue and not is_exact(slot.form) else slot.form
        return None if date is None else self._in_form(date, form)

    def _in_form(self, date: str, form: str) -> str | None:
        """A date in a form, or in a coarser one where it is less exact."""
        if not self.habits.zeros:
            form = form.replace("{mm}", "{m}").replace("{dd}", "{d}")
        coarse: str | None = form
        while coarse is not None:
            if (shown := write_date(date, coarse)) is not None:
                return shown
            coarse = coarser(coarse)
        return None

    def _beside_venue(self, at: int | None) -> bool:
        """Whether the last or next thing that the example says is the venue; so it is within a link."""
        if at is None:
            return True
        around = self.example.parts[max(0, at - 2) : at + 3]
        return any(isinstance(part, Slot) and part.field == "venue" for part in around)


class _Writer:
    """Writes one entry: the example's parts with the paper's values, and then the links that are left."""

    def __init__(self, example: Example, values: _Values, habits: Habits) -> None:
        self.example = example
        self.values = values
        self.habits = habits
        self.waiting = list(values.said.links)

    def text(self) -> str:
        """The entry's text."""
        spare = _spare_venues(self.example.parts)
        pieces = [
            Piece(None) if number in spare else self.piece(number, part)
            for number, part in enumerate(self.example.parts)
        ]
        for number in reversed(range(len(pieces))):
            if pieces[number].text is None:
                take_out(pieces, number, table=self.habits.table)
        for link in self.waiting:
            self.add(pieces, link)
        _one_stop(pieces)
        text = ""
        for number, piece in enumerate(pieces):
            value = piece.text or ""
            if value.isdecimal() and text.strip() and _counts(pieces[number + 1 : number + 2]):
                # `2024.` at the start of a line would be the first item of a list: it goes to the line before.
                text = _LINE_END.sub(" ", text)
            # A value at the start of a line must open no other block there.
            opens = not piece.is_words and piece.link is None and _LINE_START.search(text)
            text += escape_start(value) if opens else value
        return text

    def piece(self, number: int, part: Part) -> Piece:
        """What a part of the example becomes."""
        match part:
            case Words():
                return Piece(part.text, is_words=True)
            case Slot():
                return Piece(self.values.value(part, number) or None)
            case LinkPart():
                return Piece(self.linked(part), link=part)
            case Target() | Repository():  # only within links
                return Piece(None)

    # Links

    def linked(self, part: LinkPart) -> str | None:
        """The text of a link; None where the paper has none of its role."""
        if part.badge:
            return self.filled(part, None)
        if names_authors(part):  # they stay, without the link to another's page
            return self.put_together(_unlinked(part.parts), None)
        if names_person(part):
            return None
        link = self.fitting(part)
        if link is not None and (text := self.filled(part, link)) is not None:
            self.waiting.remove(link)
            return text
        if part.label is None:  # the title stays, without a link
            slots = (one for one in part.parts if isinstance(one, Slot))
            return "".join(self.values.value(slot) or "" for slot in slots)
        return None

    def fitting(self, part: LinkPart) -> Link | None:
        """The paper's link that goes where the example has this one."""
        on_title = part.label is None
        open_ones = [link for link in self.waiting if (link.label is None) == on_title]
        fits = [link for link in open_ones if group_of(link.role) == group_of(part.role)]
        if on_title and not fits:
            fits = open_ones
        return min(fits, key=lambda one: (one.label != part.label, one.role != part.role), default=None)

    def filled(self, part: LinkPart, link: Link | None) -> str | None:
        """A link or badge with the paper's values; None where one that it needs is not known.

        A link whose words are facts that are not known is called by its own word instead.
        """
        if link is None or part.label is None:
            return self.put_together(part.parts, link)
        if self.knows(part.parts):
            text = self.put_together(part.parts, link)
            if text is None or not _EMPTY_LABEL.search(text):
                return text
        return self.put_together(_with_label(part.parts), link)

    def knows(self, parts: Sequence[_InLink]) -> bool:
        """Whether the facts that a link's words tell are known; beside a venue its year may be missing."""
        slots = [one for one in parts if isinstance(one, Slot) and _in_label(one) and one.field != "other"]
        known = {slot.field for slot in slots if self.values.value(slot)}
        return all(slot.field in known or (slot.field == "date" and "venue" in known) for slot in slots)

    def put_together(self, parts: Sequence[_InLink], link: Link | None) -> str | None:
        """The parts of a link or badge with their values; None where one is not known."""
        texts: list[str] = []
        for one in parts:
            text: str | None
            match one:
                case Words():
                    text = one.text
                case Target():
                    text = link.url if link else ""
                case Repository():
                    text = (repository_of(link.url) if link else None) or self.values.repository
                case Slot():
                    text = self.in_link(one, link)
            if text is None and isinstance(one, Slot) and one.field == "date" and not one.in_badge and texts:
                texts[-1] = texts[-1].rstrip(" ,'’-")
            elif text is None:
                return None
            else:
                texts.append(text)
        return "".join(texts)

    def in_link(self, slot: Slot, link: Link | None) -> str | None:
        """What a slot within a link or badge becomes; None where it is not known."""
        label = _escaped(link.label or "") if link else ""
        if slot.field == "label":
            return label
        value = self.values.value(slot)
        if value is None and slot.field == "name" and not slot.in_badge:
            return label or None
        return "" if value is None and slot.field == "other" else value

    def add(self, pieces: list[Piece], link: Link) -> None:
        """Put a link that the example lacks where it belongs among the others."""
        group = group_of(link.role)
        donor = self.habits.donors.get(group)
        part = donor.part if donor else next((one.part for one in self.habits.donors.values()), _PLAIN)
        shown = self.filled(part, link) or f"[{_escaped(link.label or '')}]({link.url})"
        if self.habits.table and donor is not None and _into_cell(pieces, donor, shown):
            return
        ranks = {name: rank for rank, name in enumerate(self.habits.order)}
        labelled = [(number, other) for number, piece in enumerate(pieces) if (other := piece.group) is not None]
        rank = ranks.get(group, len(ranks))
        before = [number for number, other in labelled if ranks.get(other, len(ranks)) <= rank]
        new, between = Piece(shown, link=part), Piece(self.habits.between, is_words=True)
        if before:
            at = behind_badges(pieces, before[-1] + 1)
            if shown.startswith(_OWN_BRACKETS):
                at = behind_brackets(pieces, at)
            pieces[at:at] = [between, new]
        elif labelled:
            at = labelled[0][0]
            pieces[at:at] = [new, between]
        elif not self.habits.table:
            at = before_end(pieces)
            lead = _lead(donor)
            if at and (pieces[at - 1].text or "").endswith("."):
                lead = lead.lstrip(",.") or " "
            pieces[at:at] = [Piece(lead, is_words=True), new]


def _unlinked(parts: Sequence[_InLink]) -> list[_InLink]:
    """The parts of a link without its signs and its address; emphasis around them stays."""
    first, *middle, last = parts
    if not (isinstance(first, Words) and isinstance(last, Words)):
        return list(parts)
    words = (one for one in middle if isinstance(one, Slot))
    return [Words(first.text.removesuffix("[")), *words, Words(last.text.removeprefix(")"))]


def repository_of(url: str) -> str | None:
    """The `owner/name` of a repository on GitHub; None for other addresses."""
    if host_of(url) != "github.com":
        return None
    found = _REPOSITORY.match(path_of(url))
    return found[1] if found else None


_PLAIN: Final = LinkPart(
    "other", (Words("[["), Slot("label", "link", "link"), Words("]]("), Target(""), Words(")")), "link"
)
_NO_ANCHOR: Final = re.compile(r"[^\w.+-]")
_REPOSITORY: Final = re.compile(r"/([\w.-]+/[\w.-]+?)(?:\.git)?(?:/|$)")
_LINE_START: Final = re.compile(r"(?:^|\n)[ \t]*+(?:(?:[-*+]|\d+[.)])[ \t]++)?$")
_EMPTY_LABEL: Final = re.compile(r"(?<!!)\[[\[\] ]*+\]\(|<a\s[^<>]*+>[\[\] ]*+</a>", re.IGNORECASE)
#: How a link begins that has brackets of its own around it.
_OWN_BRACKETS: Final = ("[[", "([", "\\[")
_LINE_END: Final = re.compile(r"(?<![ \t\n])(?:[ \t]*+\n)++[ \t]*+$")
_PIPE: Final = re.compile(r"(?<!\\)\|")


def _spare_venues(parts: Sequence[Part]) -> frozenset[int]:
    """Where an example names its venue once more in other words (`CVPR. Conference on Vision (CVPR), 2025`).

    The venue goes where the date is, else to the last of these places; a long name has its short one in brackets.
    """
    venues = [n for n, part in enumerate(parts) if isinstance(part, Slot) and part.field == "venue"]
    if len(venues) < 2:
        return frozenset()
    dates = [n for n, part in enumerate(parts) if isinstance(part, Slot) and part.field == "date"]
    dated = [n for n in venues if any(abs(n - date) < 3 for date in dates)]
    chosen = (dated or venues)[-1]
    before = parts[chosen - 1]
    if chosen - 2 in venues and isinstance(before, Words) and before.text.strip() in ("(", "（"):
        chosen -= 2
    shown = {n: part.shown for n, part in enumerate(parts) if isinstance(part, Slot)}
    return frozenset(n for n in venues if shown[n] != shown[chosen])


def _in_label(slot: Slot) -> bool:
    """Whether a slot within a link is one of its words that say a fact."""
    return not slot.in_badge and slot.field != "label"


def _with_label(parts: Sequence[_InLink]) -> Sequence[_InLink]:
    """The parts of a link with a label in place of the facts that its words tell."""
    facts = [n for n, one in enumerate(parts) if isinstance(one, Slot) and _in_label(one)]
    if not facts or any(isinstance(one, Target) for one in parts[facts[0] : facts[-1]]):
        return parts
    return (*parts[: facts[0]], Slot("label", "", ""), *parts[facts[-1] + 1 :])


def _escaped(text: str) -> str:
    """Plain text as Markdown, whatever sign of the form follows: a backslash at its end must not reach that."""
    source = escape(text)
    return source + "\\" if source.endswith("\\") else source


def _counts(pieces: Sequence[Piece]) -> bool:
    """Whether what follows a number makes it an item's of a list, at the start of a line."""
    return any((piece.text or "").startswith((".", ")")) for piece in pieces)


def _lead(donor: Donor | None) -> str:
    """What stands before an entry's first link: as another entry has it where that is a mere separator."""
    if donor is None or donor.before.strip('*_`)]"').strip(" ,.;:|-–—(["):
        return " "
    return donor.before or " "


def _one_stop(pieces: Sequence[Piece]) -> None:
    """No full stop behind a title that ends with a sign of its own."""
    for piece, after in pairwise(pieces):
        ends = not piece.is_words and piece.text and piece.text[-1] in ".?!"
        if ends and after.is_words and after.text and after.text.startswith("."):
            after.text = after.text[1:]


def _into_cell(pieces: list[Piece], donor: Donor, text: str) -> bool:
    """Put a link into its cell of a row: in place of what marks an empty one, else behind what stands there.

    False where that cell holds something else: the row is another table's than the donor's.
    """
    cell = start_number = start_at = 0
    for number, piece in enumerate(pieces):
        if not piece.is_words or piece.text is None:
            continue
        at = 0
        for found in _PIPE.finditer(piece.text):
            if cell == donor.cell:
                if _begins_cell(donor) and not _takes_links(pieces, (start_number, start_at), (number, found.start())):
                    return False
                start, end = at, found.start()
                if number and not at:  # the cell begins with a value
                    start = len(piece.text[:end].rstrip())
                    filled = f" {text}" + piece.text[start:end]
                else:
                    filled = _filled_cell(piece.text[start:end], text, donor)
                piece.text = piece.text[:start] + filled + piece.text[end:]
                return True
            cell += 1
            at = found.end()
            start_number, start_at = number, at
    if cell < donor.cell or _begins_cell(donor):
        return False
    pieces.append(Piece(f" {text}", is_words=True))
    return True


def _begins_cell(donor: Donor) -> bool:
    """Whether the donor is the first thing in its cell."""
    return donor.before.rstrip().endswith("|")


def _takes_links(pieces: Sequence[Piece], start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Whether a cell between two places is empty or holds labelled links and badges alone."""
    (first, low), (last, high) = start, end
    inside = pieces[first + 1 : last]
    if any(piece.text and not piece.is_words and (piece.link is None or piece.link.label is None) for piece in inside):
        return False
    if any(piece.link is not None and piece.text for piece in inside):
        return True
    words = (pieces[first].text or "")[low : high if first == last else None]
    words += (pieces[last].text or "")[:high] if last > first else ""
    return _EMPTY.fullmatch(words.strip()) is not None


def _filled_cell(cell: str, text: str, donor: Donor) -> str:
    """A cell of words with a link in it: in place of a mark of emptiness, with the blanks around that."""
    body = cell.strip()
    if _EMPTY.fullmatch(body) is None:
        return cell.rstrip() + " " + text + cell[len(cell.rstrip()) :]
    if body:
        return cell.replace(body, text, 1)
    blank = donor.before[len(donor.before.rstrip()) :]
    return blank + text + blank


#: What marks an empty cell.
_EMPTY: Final = re.compile(r"[^\w]*|n/?a|none", re.IGNORECASE)
