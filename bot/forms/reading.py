"""Takes an entry apart: tells title, name, authors, venue, date and links from the signs around them.

Nothing is known of the list beforehand. Links that carry a role's word are links of that role; dates and venues
are known by their shapes; of what is left, the words in the best place for a title are the title, and names of
people are its authors. What is none of these is `other`: a note, a tag, an affiliation.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from bot.document.inline import unescape
from bot.forms import LinkPart, Part, Repository, Slot, Target, Words
from bot.forms.facts import count_words
from bot.forms.markup import LONGEST
from bot.forms.people import is_name, leading_authors, read_authors
from bot.forms.survey import CUT, Candidate, Hint, Item, LinkSpan, Mark, Survey, only_link
from bot.links import role_of

#: A stretch of the entry's text.
_Stretch = tuple[int, int]


@lru_cache(maxsize=4096)
def take_apart(source: str, hints: tuple[Hint, ...] = ()) -> tuple[Part, ...] | None:
    """The parts of an entry's text; None where no title is found in it.

    `hints` tell for the cells of a table's row what its other rows hold there.
    """
    if len(source) > LONGEST:
        return None
    return _Reader(source, hints).read()


class _Reader:
    """Reads one entry: a survey of its nodes, the title among them, and then what stands beside the title."""

    def __init__(self, source: str, hints: tuple[Hint, ...]) -> None:
        self.source = source
        self.survey = Survey(source, hints)
        self.starts = [item.node.start for item in self.survey.items]
        #: Where the title stands.
        self.title: _Stretch = (0, 0)

    def read(self) -> tuple[Part, ...] | None:
        """The parts; None without a title."""
        runs = list(self.runs())
        title = self.choose_title(runs)
        if title is None:
            return None
        self.mark_title(title)
        for run in runs:
            self.read_run(run)
        self.read_words()
        self.name_first_venue()
        return tuple(self.parts())

    def runs(self) -> Iterator[list[Item]]:
        """Stretches of words with no link, line end or known thing among them."""
        run: list[Item] = []
        for item in self.survey.items:
            if item.kind == "soft":
                run.append(item)
            elif run:
                yield run
                run = []
        if run:
            yield run

    # The title

    def choose_title(self, runs: Iterable[list[Item]]) -> Candidate | None:
        """The best candidate, the first of equals; without any the last of two bold words (`**[CLIP]**`)."""
        candidates = list(self.survey.candidates)
        for run in runs:
            start, end = self.title_in(run)
            count = count_words(unescape(self.source[start:end]))
            if count and end - start <= _LONGEST_TITLE:
                candidates.append(Candidate(2.5 if count > 2 else 1, start, end))
        if candidates:
            return max(candidates, key=lambda one: (one.score, -one.start))
        short = [item.core for item in self.survey.items if item.kind == "words" and self.solid(item.core)][:2]
        return Candidate(0, *short[-1]) if short else None

    def mark_title(self, title: Candidate) -> None:
        start, end = self.survey.trim(title.start, title.end)
        end = self.without_stop(start, end)
        shown = self.source[start:end]
        self.survey.mark(start, end, Slot("title", shown, unescape(shown)))
        self.title = start, end
        if title.link is not None:
            node = title.link.node
            self.survey.links.append(LinkSpan(node.start, node.end, role_of(None, only_link(node).url), None))

    def title_in(self, run: list[Item]) -> _Stretch:
        """The words of a run that may be a title: venues, dates and people at its ends left out."""
        pieces = self.pieces(run)
        cell = run[0].cell
        low, high = 0, len(pieces)
        while low < high and self.is_no_title(pieces[low], cell):
            low += 1
        while high > low and self.is_no_title(pieces[high - 1], cell):
            high -= 1
        people_from = high
        while people_from > low and self.are_names(pieces[people_from - 1]):
            people_from -= 1
        if low < people_from < high and self.names_in(pieces[people_from][0], pieces[high - 1][1]) > 1:
            high = people_from
        people_to = low
        while people_to < high and self.are_names(pieces[people_to]):
            people_to += 1
        if low < people_to < high and self.names_in(pieces[low][0], pieces[people_to - 1][1]) > 1:
            low = people_to
        if low >= high:
            return run[0].node.start, run[0].node.start
        start, end = self.survey.trim(pieces[low][0], pieces[high - 1][1], "-–—|,;")
        return start, self.without_stop(start, end)

    def without_stop(self, start: int, end: int) -> int:
        """The end of a title without a full stop or comma that belongs to the form."""
        while end > start and self.source[end - 1] in ".,;: \t" and not self.source.startswith("..", end - 2):
            end -= 1
        return end

    # What words are

    def pieces(self, run: list[Item]) -> list[_Stretch]:
        """The run cut at commas, full stops, dashes and colons that stand in no brackets."""
        cuts = [run[0].node.start]
        for item in run:
            if item.node.kind == "text":
                start = item.node.start
                if item is run[0] and (people := leading_authors(self.source[start : item.node.end])):
                    start += people
                    cuts += [start, start]
                for found in CUT.finditer(self.source, start, item.node.end):
                    cuts += found.span()
        cuts.append(run[-1].node.end)
        return [self.survey.trim(cuts[n], cuts[n + 1]) for n in range(0, len(cuts), 2)]

    def solid(self, piece: _Stretch) -> bool:
        """Whether there is a word in a stretch."""
        return _WORD.search(self.source, *piece) is not None

    def is_no_title(self, piece: _Stretch, cell: int) -> bool:
        """Whether a piece at the end of a run is no part of a title: no word, or a venue or date."""
        return not self.solid(piece) or bool(self.survey.venue_and_date(*piece, cell))

    def are_names(self, piece: _Stretch) -> bool:
        """Whether a piece names people, or says that there are more of them."""
        shown = _AND.sub("", self.source[slice(*piece)])
        words = shown.rstrip(".")
        return (
            is_name(words)
            or read_authors(shown) is not None
            or read_authors(words) is not None
            or _ET_AL.fullmatch(words) is not None
        )

    def names_in(self, start: int, end: int) -> int:
        """How many people a stretch names; those that are cut short count as two."""
        people = read_authors(unescape(self.source[start:end]))
        return 0 if people is None else len(people.names) + people.cut

    def is_short_name(self, start: int, end: int) -> bool:
        """Whether words can be the name of a method."""
        words = self.source[start:end].strip(" :")
        if not 0 < len(words) <= _LONGEST_NAME or _EMOJI.search(self.source, start, end):
            return False
        return count_words(words) <= 6 and _LETTER.search(words) is not None

    def in_title(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps the title."""
        return start < self.title[1] and end > self.title[0]

    def cell_of(self, position: int) -> int:
        """The number of the cell that a place is in."""
        return self.survey.items[max(0, bisect_right(self.starts, position) - 1)].cell

    # What stands beside the title

    def read_run(self, run: list[Item]) -> None:
        """Tell what the pieces of a run are."""
        pieces = [piece for piece in self.pieces(run) if self.solid(piece)]
        number = tried = 0
        while number < len(pieces):
            piece = pieces[number]
            if self.in_title(*piece):
                self.read_beside_title(piece)
            elif number >= tried and "authors" not in self.survey.named:
                tried = self.names_from(pieces, number)
                if tried > number and self.read_people(pieces[number][0], pieces[tried - 1][1], self.cell_of(piece[0])):
                    number = tried
                    continue
                self.read_piece(*piece)
            else:
                self.read_piece(*piece)
            number += 1

    def names_from(self, pieces: list[_Stretch], number: int) -> int:
        """The number behind the last of the pieces from `number` on that name people, a venue behind them left out."""
        first = number
        while number < len(pieces) and not self.in_title(*pieces[number]) and self.are_names(pieces[number]):
            if number > first and self.survey.venue_and_date(*pieces[number], self.cell_of(pieces[number][0])):
                break
            number += 1
        return number

    def read_people(self, start: int, end: int, cell: int) -> bool:
        """Take a stretch for authors; one short word that may be a venue is none."""
        people = self.names_in(start, end)
        if not people or (people == 1 and self.survey.venue_and_date(start, end, cell)):
            return False
        return self.survey.mark_authors(start, end)

    def read_beside_title(self, piece: _Stretch) -> None:
        """What stands in one piece with the title, before or behind it."""
        for rest in ((piece[0], self.title[0]), (self.title[1], piece[1])):
            start, end = self.survey.trim(*rest, "-–—|,;:.")
            if start < end and self.solid((start, end)):
                self.read_piece(start, end)

    def read_piece(self, start: int, end: int) -> None:
        """A date, a venue, a short name before the title, or something else."""
        if self.survey.mark_venue_and_date(start, end, self.cell_of(start)):
            return
        if not self.read_name(start, end):
            self.survey.mark_other(start, end)

    def read_name(self, start: int, end: int) -> bool:
        """A short name, which stands before the title."""
        if start >= self.title[0] or "name" in self.survey.named or not self.is_short_name(start, end):
            return False
        start, end = self.survey.trim(start, end, ":")
        shown = self.source[start:end]
        self.survey.mark(start, end, Slot("name", shown, unescape(shown)))
        return True

    def read_words(self) -> None:
        """Words in signs of their own that are not the title: a name before it, people, or something else."""
        for item in self.survey.items:
            start, end = item.core
            if item.kind != "words" or self.in_title(start, end):
                continue
            if item.sign == "link":
                self.read_link(item)
            elif not self.read_fact(start, end, item.cell) and self.solid((start, end)):
                self.survey.mark_other(start, end)

    def name_first_venue(self) -> None:
        """Take a word in signs of its own that an entry begins with for a name, though it could be a venue.

        So it is where the title follows behind a colon, or another short venue behind the title.
        """
        venues = [mark for mark in self.survey.marks if isinstance(mark.part, Slot) and mark.part.field == "venue"]
        first = min(venues, key=lambda mark: mark.start, default=None)
        if first is None or first.end > self.title[0] or "name" in self.survey.named:
            return
        slot = first.part
        item = self.survey.items[0]
        if not isinstance(slot, Slot) or slot.form or item.kind != "known" or item.node.start > first.start:
            return
        if " " in slot.shown or _SIGNS.fullmatch(self.source, first.end, self.title[0]) is None:
            return
        others = [mark.part.value for mark in venues if mark.start >= self.title[1] and isinstance(mark.part, Slot)]
        if not others or slot.value in others:
            return
        if ":" in self.source[first.end : self.title[0]] or any(count_words(other) < 3 for other in others):
            self.survey.marks.remove(first)
            self.survey.mark(first.start, first.end, Slot("name", slot.shown, slot.value))

    def read_fact(self, start: int, end: int, cell: int) -> bool:
        """A venue, a date, a short name or people."""
        return (
            self.survey.mark_venue_and_date(start, end, cell)
            or self.read_name(start, end)
            or ("authors" not in self.survey.named and self.survey.mark_authors(start, end))
        )

    def read_link(self, item: Item) -> None:
        """A link whose words name no role: they say a fact, or they are its label (`link`, `here`)."""
        start, end = item.core
        words = ""
        if not self.read_fact(start, end, item.cell):
            words = unescape(self.source[start:end])
            self.survey.mark(start, end, Slot("label", self.source[start:end], words))
        role = role_of(None, only_link(item.node).url)
        self.survey.links.append(LinkSpan(item.node.start, item.node.end, role, words))

    # The parts

    def parts(self) -> Iterator[Part]:
        """All of the source, in order."""
        marks = sorted(self.survey.marks, key=lambda mark: (mark.start, -mark.end))
        starts = [mark.start for mark in marks]
        at = 0
        for link in sorted(map(self.widened, self.survey.links), key=lambda link: (link.start, link.end)):
            if link.start < at:
                continue
            low, high, end = (bisect_right(starts, place - 1) for place in (at, link.start, link.end))
            yield from self.filled((mark for mark in marks[low:high] if mark.end <= link.start), at, link.start)
            inside = (mark for mark in marks[high:end] if mark.end <= link.end)
            yield LinkPart(link.role, tuple(self.filled(inside, link.start, link.end)), link.label, link.badge)
            at = link.end
        yield from self.filled(marks[bisect_right(starts, at - 1) :], at, len(self.source))

    def widened(self, link: LinkSpan) -> LinkSpan:
        """A link with the escaped brackets around it."""
        if self.source.startswith(r"\]", link.end) and self.source.endswith(r"\[", 0, link.start):
            return LinkSpan(link.start - 2, link.end + 2, link.role, link.label, link.badge)
        return link

    def filled(self, marks: Iterable[Mark], start: int, end: int) -> Iterator[Words | Slot | Target | Repository]:
        """What is marked in a stretch, and the words of the form between."""
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


_LONGEST_TITLE: Final = 300
_LONGEST_NAME: Final = 60
_WORD: Final = re.compile(r"[^\W_]")
_EMOJI: Final = re.compile(r"(?<!:):[a-z_]{2,30}:(?!:)")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: Before the last of several people; before one word alone it ends a title (`Theory, Algorithms, and Practice`).
_AND: Final = re.compile(r"^(?:and|&) (?=\S+ )")
_SIGNS: Final = re.compile(r"[^\w\n]*+")
_ET_AL: Final = re.compile(r"et\.? al\.?|etc|and others|others", re.IGNORECASE)
