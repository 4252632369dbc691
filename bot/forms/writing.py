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
from bot.forms.dates import coarser, is_exact, write_date
from bot.forms.example import Example, group_of
from bot.forms.people import write_authors
from bot.forms.venues import is_preprint, split_year
from bot.links import Link, host_of, path_of


@dataclass(frozen=True)
class Donor:
    """A link as another entry has it, and what stands before it there. `cell` is its cell in a table's row."""

    part: LinkPart
    before: str
    cell: int


@dataclass(frozen=True)
class Habits:
    """What the entries of a section have in common beside their form.

    `preprint` is their word for a preprint, if they have one. `zeros` tells whether months and days below ten have a zero before
    them. `order` holds the groups of roles as they follow each other, `donors` a link of each, `between` what
    stands between two links. In a `table` every link has its cell.
    """

    preprint: str | None
    zeros: bool
    order: tuple[str, ...]
    donors: dict[str, Donor]
    between: str = " "
    table: bool = False


def write(example: Example, said: Citation, habits: Habits, number: str = "1") -> str:
    """The text of an entry for a paper, in the form of an example; `number` counts an ordered one."""
    return _Writer(example, said, habits, number).text()


@dataclass
class _Piece:
    """A piece of the new entry: words of the form, or a value. A value that is None falls out."""

    text: str | None
    is_words: bool = False
    link: LinkPart | None = None


class _Writer:
    def __init__(self, example: Example, said: Citation, habits: Habits, number: str) -> None:
        self.example = example
        self.number = number
        self.said = said
        self.habits = habits
        self.venue: str | None = None
        self.year: str | None = None
        if said.venue:
            self.venue, self.year = split_year(said.venue)
        # A year within the venue's name ("ACL 2023 (Findings)") stays there.
        self.year_within = bool(self.year) and not (said.venue or "").strip().endswith(
            (self.year or "", f"'{(self.year or '')[2:]}")
        )
        if self.year_within and (said.venue or "").startswith(self.year or ""):
            self.year_within = False
        self.waiting = list(said.links)

    def text(self) -> str:
        pieces = [self.piece(number, part) for number, part in enumerate(self.example.parts)]
        for number in reversed(range(len(pieces))):
            if pieces[number].text is None:
                _take_out(pieces, number, self.habits.table)
        for link in self.waiting:
            self.add(pieces, link)
        _one_stop(pieces)
        text = ""
        for piece in pieces:
            value = piece.text or ""
            # A value at the start of a line must open no other block there.
            opens = not piece.is_words and piece.link is None and _LINE_START.search(text)
            text += escape_start(value) if opens else value
        return text

    def piece(self, number: int, part: Part) -> _Piece:
        match part:
            case Words():
                return _Piece(part.text, is_words=True)
            case Slot():
                return _Piece(self.value(part, number))
            case LinkPart():
                return _Piece(self.linked(part), link=part)
            case Target() | Repository():  # only within links
                return _Piece(None)

    def value(self, slot: Slot, number: int = -1) -> str | None:
        """What goes into a slot; None where nothing is known."""
        said = self.said
        match slot.field:
            case "title":
                return escape(said.title)
            case "name":
                return escape(said.name) if said.name else None
            case "anchor":
                name = re.sub(r"[^\w.+-]", "", said.name or "")
                return slot.form.replace("{}", name) if name else None
            case "authors":
                if not said.authors or slot.authors is None:
                    return None
                more = said.more_authors or (
                    bool(slot.authors.more) and len(said.authors) == 1 and " " not in said.authors[0]
                )
                return escape_names(write_authors(said.authors, slot.authors, cut=more))
            case "venue":
                return self.venue_text(slot)
            case "date":
                return self.date_text(slot, number)
            case "number":
                return self.number
            case "other" | "label":
                return None

    def venue_text(self, slot: Slot) -> str | None:
        if self.venue is None:
            return self.habits.preprint if self.is_arxiv() else None
        if is_preprint(self.venue):
            return self.habits.preprint or escape(self.venue)
        whole = slot.form == "dated" or (self.year_within and "date" in self.example.fields)
        return escape((self.said.venue or "") if whole else self.venue)

    def is_arxiv(self) -> bool:
        return any("arxiv.org/" in link.url for link in self.said.links)

    def date_text(self, slot: Slot, number: int) -> str | None:
        date = self.said.date
        if self.year_within and not is_exact(slot.form) and self.beside_venue(number):
            return None
        if (
            self.year
            and date
            and date[:4] != self.year
            and is_exact(slot.form)
            and "d" not in slot.form
            and self.beside_venue(number)
        ):
            date = self.year
        if not is_exact(slot.form) and (self.beside_venue(number) or date is None):
            date = self.year or date
        if date is None:
            return None
        form: str | None = slot.form
        if not self.habits.zeros and _two_digits(slot):
            form = slot.form.replace("{mm}", "{m}").replace("{dd}", "{d}")
        while form is not None:
            if (shown := write_date(date, form)) is not None:
                return shown
            form = coarser(form)
        return None

    def beside_venue(self, number: int) -> bool:
        """Whether the last or next thing that the example says is the venue."""
        parts = self.example.parts
        slots = [part for part in parts[max(0, number - 2) : number + 3] if isinstance(part, Slot)]
        return number < 0 or any(slot.field == "venue" for slot in slots)

    # Links

    def linked(self, part: LinkPart) -> str | None:
        """The text of a link; None where the paper has none of its role."""
        if part.badge:
            repository = next((found for link in self.said.links if (found := _repository(link.url))), None)
            return None if repository is None else self.filled(part, Link("code", ""), repository)
        link = self.take(part)
        if link is None:
            if part.label is None:  # the title stays, without a link
                inner = [one for one in part.parts if isinstance(one, Slot)]
                return "".join(self.value(slot) or "" for slot in inner)
            return None
        return self.filled(part, link, _repository(link.url))

    def take(self, part: LinkPart) -> Link | None:
        fits = [
            link
            for link in self.waiting
            if group_of(link.role) == group_of(part.role) and (link.label is None) == (part.label is None)
        ]
        if part.label is None and not fits:
            fits = [link for link in self.waiting if link.label is None]
        if not fits:
            return None
        link = min(fits, key=lambda one: (one.label != part.label, one.role != part.role))
        self.waiting.remove(link)
        return link

    def filled(self, part: LinkPart, link: Link, repository: str | None = None) -> str | None:
        """The text of a link after another's."""
        out = []
        for one in part.parts:
            match one:
                case Words():
                    out.append(one.text)
                case Target():
                    out.append(link.url)
                case Repository():
                    if repository is None:
                        return None
                    out.append(repository)
                case Slot(field="label"):
                    out.append(escape(link.label or ""))
                case Slot():
                    value = self.value(one)
                    if value is None:
                        value = escape(link.label) if one.field in ("venue", "name") and link.label else ""
                    out.append(value)
        return "".join(out)

    def add(self, pieces: list[_Piece], link: Link) -> None:
        """Put a link that the example lacks where it belongs among the others."""
        group = group_of(link.role)
        donor = self.habits.donors.get(group)
        part = donor.part if donor else next((one.part for one in self.habits.donors.values()), _PLAIN)
        if not any(isinstance(one, Slot) and one.field == "label" for one in part.parts):
            text = self.filled(part, link, _repository(link.url)) if donor else None
        else:
            text = self.filled(part, link, _repository(link.url))
        if text is None:
            text = f"[{escape(link.label or '')}]({link.url})"
        if self.habits.table and donor is not None:
            _into_cell(pieces, donor, text)
            return
        order = {name: rank for rank, name in enumerate(self.habits.order)}
        rank = order.get(group, len(order))
        labelled = [
            n
            for n, piece in enumerate(pieces)
            if piece.link is not None and piece.link.label is not None and not piece.link.badge
        ]
        before = [n for n in labelled if order.get(group_of(pieces[n].link.role), len(order)) <= rank]  # type: ignore[union-attr]
        new = _Piece(text, link=part)
        if before:
            at = before[-1] + 1
            while at < len(pieces) and pieces[at].link is not None and pieces[at].link.badge:  # type: ignore[union-attr]
                at += 1
            pieces[at:at] = [_Piece(self.habits.between, is_words=True), new]
        elif labelled:
            pieces[labelled[0] : labelled[0]] = [new, _Piece(self.habits.between, is_words=True)]
        else:
            at = len(pieces)
            while at > 1 and pieces[at - 1].is_words and not _solid(pieces[at - 1].text):
                at -= 1
            lead = donor.before if donor and donor.before.strip('*_`)]"').strip(" ,.;:|-–—([") == "" else " "
            pieces[at:at] = [_Piece(lead or " ", is_words=True), new]


_PLAIN: Final = LinkPart(
    "other", (Words("[["), Slot("label", "link", "link"), Words("]]("), Target(""), Words(")")), "link"
)
_LINE_START: Final = re.compile(r"(?:^|\n)[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?$")
_OPENING: Final = {
    "(": ")",
    "[": "]",
    "{": "}",
    "`": "`",
    "*": "*",
    "_": "_",
    '"': '"',
    "“": "”",
    "（": "）",
    "【": "】",
    "「": "」",
}
_BREAK: Final = re.compile(r"[ \t]*(?:<br\s*/?>[ \t]*\n?|\\?\n)[ \t]*(?:[-*+][ \t]+)?", re.IGNORECASE)
_SEPARATOR_END: Final = re.compile(r"[ \t]*(?:[,;:·–—/-]|(?<!\|)\|(?!\|))?[ \t]*$")
_SEPARATOR_START: Final = re.compile(r"^[ \t]*(?:[,;:·–—/.-]|\|(?!\|))?[ \t]*")
_REPOSITORY: Final = re.compile(r"/([\w.-]+/[\w.-]+?)(?:\.git)?(?:/|$)")


def _solid(text: str | None) -> bool:
    return bool(text and re.search(r"[^\W_]", text))


def escape_names(names: str) -> str:
    """Authors as Markdown; stars behind names are their marks."""
    return escape(names)


def _two_digits(slot: Slot) -> bool:
    return "{mm}" in slot.form or "{dd}" in slot.form


def _repository(url: str) -> str | None:
    if host_of(url) != "github.com":
        return None
    found = _REPOSITORY.match(path_of(url))
    return found[1] if found else None


def _take_out(pieces: list[_Piece], number: int, table: bool) -> None:
    """Take a value out, with the brackets around it and one of the separators beside it."""
    before = pieces[number - 1] if number and pieces[number - 1].is_words else None
    after = pieces[number + 1] if number + 1 < len(pieces) and pieces[number + 1].is_words else None
    left, right = (before.text or "") if before else "", (after.text or "") if after else ""
    while left and right.lstrip(" .") and (closing := _OPENING.get(left.rstrip(" ")[-1:])):
        stripped = right.lstrip(" .,")
        if not stripped.startswith(closing):
            break
        left, right = left.rstrip(" ")[:-1], stripped[1:]
    first = not any(not piece.is_words and piece.text for piece in pieces[:number])
    last = not any(not piece.is_words and piece.text for piece in pieces[number + 1 :])
    if table and (left.rstrip().endswith("|") and (right.lstrip().startswith("|") or not right.strip())):
        pass
    elif (first and not last) or (left.rstrip(" ")[-1:] in _OPENING and _SEPARATOR_START.match(right)[0].strip()):  # type: ignore[index]
        right = _SEPARATOR_START.sub("", right, count=1)
    elif (
        (breaks := list(_BREAK.finditer(left)))
        and breaks[-1].end() == len(left)
        and (_BREAK.match(right) or not right.strip())
    ):
        left = left[: breaks[-1].start()]
    elif right.startswith(".") and left.rstrip().endswith("."):
        left = left.rstrip()[:-1]
    elif not right.strip() or right[0] in " ,;:.)]`*_|\n\\<" or not after:
        left = _SEPARATOR_END.sub("", left, count=1)
    if before:
        before.text = left
    if after:
        after.text = right
    del pieces[number]
    if before and after:
        before.text = left + right
        del pieces[number]


def _one_stop(pieces: list[_Piece]) -> None:
    """No full stop behind a title that ends with a sign of its own."""
    for piece, after in pairwise(pieces):
        if (
            not piece.is_words
            and after.is_words
            and piece.text
            and piece.text[-1] in ".?!"
            and (after.text or "").startswith(".")
        ):
            after.text = (after.text or "")[1:]


def _into_cell(pieces: list[_Piece], donor: Donor, text: str) -> None:
    """Put a link into its cell of a row: in place of what marks an empty one, else behind what stands there."""
    cell = 0
    for number, piece in enumerate(pieces):
        if not piece.is_words or piece.text is None:
            continue
        at = 0
        for found in re.finditer(r"(?<!\\)\|", piece.text):
            if cell == donor.cell:
                inside = piece.text[at : found.start()]
                blank = re.sub(r"[^\w]|N/?A|none", "", inside, flags=re.IGNORECASE) == "" and (at > 0 or number == 0)
                if blank:
                    lead = (
                        inside[: len(inside) - len(inside.lstrip())]
                        if inside.strip()
                        else donor.before[len(donor.before.rstrip()) :]
                    )
                    trail = inside[len(inside.rstrip()) :] if inside.strip() else lead
                    piece.text = piece.text[:at] + lead + text + trail + piece.text[found.start() :]
                else:
                    kept = piece.text[: found.start()]
                    body = kept.rstrip()
                    piece.text = body + " " + text + kept[len(body) :] + piece.text[found.start() :]
                return
            cell += 1
            at = found.end()
    last = pieces[-1]
    if last.is_words:
        last.text = f" {text}" + (last.text or "")
    else:
        pieces.append(_Piece(f" {text}"))


def groups_of(links: Sequence[Link]) -> tuple[str, ...]:
    """The groups of links' roles; a paper's links count once."""
    groups = [group_of(link.role) for link in links]
    return tuple(group for n, group in enumerate(groups) if group != "paper" or "paper" not in groups[:n])
