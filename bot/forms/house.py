"""The house form of a section: its entries as examples, and which of them a new paper is written after."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp
from typing import Final

from bot.citation import Citation
from bot.document import Entry
from bot.document.inline import tidy
from bot.forms import Part, Slot, Words, text_of
from bot.forms.choice import Shares, Wanted, cost_of, weight_near, weight_of_age
from bot.forms.consensus import settle
from bot.forms.example import Example
from bot.forms.habits import learn_habits
from bot.forms.linking import fitted_links, once
from bot.forms.pruning import prune
from bot.forms.writing import groups_of, write

#: Takes an entry apart; None where it is of another family.
Take = Callable[[Entry], tuple[Part, ...] | None]
#: Brings a new row into the shape of its table: the row, the one it was written after, and its neighbours.
Finish = Callable[[str, str, Sequence[str]], str]

#: So many entries near the place are examples, and so many of the rest.
_NEAR: Final = 12
_FAR: Final = 12
#: So many tell what a section has in common.
_COMMON: Final = 24
#: How fast an example loses its vote as it fits worse.
_STRICT: Final = 2.0


@dataclass(frozen=True)
class HouseStyle:
    """How a section writes its entries; see `bot.styles.Style`.

    `entries` are the section's own, `nearby` those of other sections that are asked where these say nothing.
    """

    entries: tuple[Entry, ...]
    nearby: tuple[Entry, ...]
    take: Take
    finish: Finish | None = None

    @cached_property
    def shows_name(self) -> bool:
        """Whether most entries put a short name beside the title."""
        examples = self._common
        return 2 * sum("name" in one.fields for one in examples) > len(examples)

    @cached_property
    def repeats_name(self) -> bool:
        """Whether the title is written whole beside the name that it begins with."""
        said = [one.says for one in self._common if one.says.name]
        whole = sum(one.title.casefold().startswith(f"{(one.name or '').casefold()}:") for one in said)
        return bool(said) and 4 * whole > len(said)

    @cached_property
    def skeleton(self) -> str:
        """The commonest form, what an entry says replaced by marks."""
        found = Counter(one.skeleton for one in self._common)
        return next((form for form, _ in found.most_common(1)), "")

    def skeleton_of(self, entry: Entry) -> str | None:
        """The form of one entry; None where it cannot be read."""
        parts = self.take(entry)
        return None if parts is None else Example(parts).skeleton

    def skim(self, entry: Entry) -> Citation | None:
        """What an entry says, whatever its form."""
        parts = self.take(entry)
        return None if parts is None else Example(parts).says

    def read(self, entry: Entry) -> Citation | None:
        """What an entry says, if `render` writes exactly this entry of it; None otherwise."""
        said = self.skim(entry)
        if said is None:
            return None
        at = next((number for number, other in enumerate(self.entries) if other is entry), None)
        written = self.render(said, at)
        return said if written.rstrip("\r\n") == entry.text.replace("\r\n", "\n").rstrip("\r\n") else None

    def fit(self, citation: Citation, at: int | None = None, rank: int = 0) -> Citation:
        """A new paper's citation in the habits of the section near place `at`: its links, their words and order.

        `rank` 1 takes the form that fits second best, and so on.
        """
        links = once(citation.links)
        examples = self._examples(at)
        wanted = Wanted(replace(citation, links=links), groups_of(links))
        example = self._choose(wanted, examples, at, rank)
        fitted = fitted_links(example, wanted.said, examples, self._arxiv_forms(examples, at)) if example else links
        title, name = tidy(citation.title), tidy(citation.name or "") or None
        return replace(citation, title=title, name=name, links=tuple(fitted))

    def render(self, citation: Citation, at: int | None = None, rank: int = 0) -> str:
        """The entry's text at place `at`, ending with a line end; empty where there are not so many forms."""
        examples = self._examples(at)
        labels = tuple(link.label for link in citation.links)
        wanted = Wanted(citation, groups_of(citation.links), labels)
        example = self._choose(wanted, examples, at, rank)
        if example is None:
            return ""
        middle = len(self.entries) if at is None else at
        voters = [(one, weight_near(one, middle) * weight_of_age(one, wanted.year)) for one in examples]
        example = settle(example, voters, preprint=wanted.venue_kind == "preprint")
        text = write(
            replace(example, parts=prune(example.parts)),
            citation,
            learn_habits(examples, table=self.finish is not None),
            self._number(at),
        ).rstrip("\n")
        if self.finish is not None:
            text = self.finish(text, text_of(example.parts), [entry.text for entry in self._around(at)])
        return text + "\n"

    def _around(self, at: int | None) -> Sequence[Entry]:
        middle = len(self.entries) if at is None else at
        return self.entries[max(0, middle - 10) : middle + 10] or self.nearby[:10]

    def _number(self, at: int | None) -> str:
        """The number of an ordered entry: one more than the last's, one less, or the same, as the section counts."""
        at = len(self.entries) if at is None else at
        around = range(max(0, at - 3), min(len(self.entries), at + 3))
        numbers = {n: int(found) for n in around if (found := _number_of(self.entries[n]))}
        steps = Counter(numbers[n + 1] - numbers[n] for n in numbers if n + 1 in numbers)
        step = next((step for step, _ in steps.most_common(1) if step in (-1, 0, 1)), 1)
        if at - 1 in numbers:
            return str(max(1, numbers[at - 1] + step))
        return str(numbers[at] - min(step, 0)) if at in numbers else "1"

    # Examples

    @cached_property
    def _common(self) -> list[Example]:
        """A sample of the whole section, of others where it has no entries."""
        sample = self._taken(range(0, len(self.entries), max(1, len(self.entries) // _COMMON)))
        return sample or self._elsewhere

    @cached_property
    def _known(self) -> dict[int, Example | None]:
        """The entries that were taken apart, by their numbers."""
        return {}

    def _taken(self, numbers: Iterable[int]) -> list[Example]:
        """The entries of these numbers as examples, as far as they can be read."""
        for number in numbers:
            if number not in self._known:
                parts = self.take(self.entries[number])
                self._known[number] = None if parts is None else Example(parts, number)
        return [one for number in numbers if (one := self._known[number]) is not None]

    @cached_property
    def _elsewhere(self) -> list[Example]:
        """A few entries of other sections."""
        sample = _sample(self.nearby, _FAR)
        return [Example(parts) for entry in sample if (parts := self.take(entry)) is not None]

    @cached_property
    def _asked(self) -> dict[int | None, list[Example]]:
        """The examples that were found for a place: `fit` and `render` ask for the same ones."""
        return {}

    def _examples(self, at: int | None) -> list[Example]:
        """The entries around a place, a few of the others, and where these are few, some of other sections."""
        if at not in self._asked:
            self._asked[at] = self._find_examples(at)
        return self._asked[at]

    def _find_examples(self, at: int | None) -> list[Example]:
        count = len(self.entries)
        middle = count if at is None else at
        near = range(max(0, middle - _NEAR), min(count, middle + _NEAR))
        far = [number for number in range(0, count, max(1, count // _FAR)) if number not in near]
        examples = self._taken((*near, *far))
        if len(examples) < 2 * _NEAR:
            examples += self._elsewhere
        return _with_constants(examples)

    def _choose(self, wanted: Wanted, examples: Sequence[Example], at: int | None, rank: int = 0) -> Example | None:
        """The example whose form most entries near the place share, among those that show what is known."""
        if not examples:
            return None
        shares = Shares(examples)
        middle = len(self.entries) if at is None else at
        votes: dict[str, float] = {}
        best: dict[str, tuple[float, Example]] = {}
        for one in examples:
            vote = (
                weight_near(one, middle)
                * weight_of_age(one, wanted.year)
                * exp(-_STRICT * cost_of(wanted, one, shares))
            )
            form = one.skeleton
            votes[form] = votes.get(form, 0.0) + vote
            if form not in best or vote > best[form][0]:
                best[form] = vote, one
        ranked = sorted(votes, key=votes.__getitem__, reverse=True)
        return best[ranked[rank]][1] if rank < len(ranked) else None

    def _arxiv_forms(self, examples: Sequence[Example], at: int | None) -> dict[str, float]:
        """The forms of arXiv's addresses near a place, with their weights; entries with several forms left out."""
        middle = len(self.entries) if at is None else at
        forms: dict[str, float] = {}
        for one in examples:
            if len(one.arxiv_forms) == 1:
                form = one.arxiv_forms[0]
                forms[form] = forms.get(form, 0.0) + weight_near(one, middle)
        return forms


def _with_constants(examples: list[Example]) -> list[Example]:
    """The examples with words that many of them repeat seen as words of the form."""
    said = Counter(
        slot.shown for one in examples for slot in {s.shown: s for s in one.slots if s.field == "other"}.values()
    )
    constant = {
        shown
        for shown, times in said.items()
        if times >= 3 and times >= (0.9 if _LETTER.search(shown) else 0.5) * len(examples)
    }
    if not constant:
        return examples
    return [replace(one, parts=tuple(_constant(one.parts, constant))) for one in examples]


def _constant(parts: Iterable[Part], constant: set[str]) -> Iterable[Part]:
    for part in parts:
        if isinstance(part, Slot) and part.field == "other" and part.shown in constant:
            yield Words(part.shown)
        else:
            yield part


_LETTER: Final = re.compile(r"[^\W\d_]")


def _number_of(entry: Entry) -> str | None:
    found = re.match(r"\s*(\d{1,5})[.)]", entry.text)
    return found and found[1]


def _sample(entries: Sequence[Entry], most: int) -> Sequence[Entry]:
    return entries[:: max(1, -(-len(entries) // most))]
