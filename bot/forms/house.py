"""The house form of a section: its entries as examples, and which of them a new paper is written after."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import exp
from typing import Final

from bot.citation import Citation
from bot.document import Entry
from bot.document.inline import link_target, tidy
from bot.forms import LinkPart, Part, Slot, Target, Words, text_of
from bot.forms.consensus import settle
from bot.forms.example import Example, VenueKind, group_of, names_person
from bot.forms.pruning import prune
from bot.forms.venues import is_preprint
from bot.forms.writing import Donor, Habits, groups_of, write
from bot.links import Link, Role, host_of, is_label
from bot.papers import identify

#: Takes an entry apart; None where it is of another family.
Take = Callable[[Entry], tuple[Part, ...] | None]
#: Brings a new row into the shape of its table: the row, the one it was written after, and its neighbours.
Finish = Callable[[str, str, Sequence[str]], str]

#: So many entries near the place are examples, and so many of the rest.
_NEAR: Final = 12
_FAR: Final = 12
#: So many tell what a section has in common.
_COMMON: Final = 24
#: An example's weight falls to a third over so many entries; far ones keep a little, other sections' less.
_REACH: Final = 3.5
_FAR_WEIGHT, _ELSEWHERE_WEIGHT = 0.04, 0.01
#: An example's weight falls to a third over so many years.
_AGES: Final = 2.0
#: What an example is worth however old it is, and one that shows no date.
_OLDEST: Final = 0.25
_AGELESS: Final = 0.6
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
    def sureness(self) -> float:
        """Share of the entries that are read and written back unchanged."""
        sample = _sample(self.entries, 20)
        return sum(self.read(entry) is not None for entry in sample) / len(sample) if sample else 0.0

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
        links = _once(citation.links)
        examples = self._examples(at)
        wanted = _Wanted(replace(citation, links=links), groups_of(links))
        example = self._choose(wanted, examples, at, rank)
        fitted = _fitted(example, wanted.said, examples, self._arxiv_forms(examples, at)) if example else links
        title, name = tidy(citation.title), tidy(citation.name or "") or None
        return replace(citation, title=title, name=name, links=tuple(fitted))

    def render(self, citation: Citation, at: int | None = None, rank: int = 0) -> str:
        """The entry's text at place `at`, ending with a line end; empty where there are not so many forms."""
        examples = self._examples(at)
        labels = tuple(link.label for link in citation.links)
        wanted = _Wanted(citation, groups_of(citation.links), labels)
        example = self._choose(wanted, examples, at, rank)
        if example is None:
            return ""
        middle = len(self.entries) if at is None else at
        voters = [(one, _weight(one, middle) * _same_age(one, wanted.year)) for one in examples]
        example = settle(example, voters, preprint=wanted.venue_kind == "preprint")
        text = write(
            replace(example, parts=prune(example.parts)), citation, self._habits(examples), self._number(at)
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

    def _examples(self, at: int | None) -> list[Example]:
        """The entries around a place, a few of the others, and where these are few, some of other sections."""
        count = len(self.entries)
        middle = count if at is None else at
        near = range(max(0, middle - _NEAR), min(count, middle + _NEAR))
        far = [number for number in range(0, count, max(1, count // _FAR)) if number not in near]
        examples = self._taken((*near, *far))
        if len(examples) < 2 * _NEAR:
            examples += self._elsewhere
        return _with_constants(examples)

    def _choose(self, wanted: "_Wanted", examples: Sequence[Example], at: int | None, rank: int = 0) -> Example | None:
        """The example whose form most entries near the place share, among those that show what is known."""
        if not examples:
            return None
        shares = _Shares(examples)
        middle = len(self.entries) if at is None else at
        votes: dict[str, float] = {}
        best: dict[str, tuple[float, Example]] = {}
        for one in examples:
            vote = _weight(one, middle) * _same_age(one, wanted.year) * exp(-_STRICT * _cost(wanted, one, shares))
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
                forms[form] = forms.get(form, 0.0) + _weight(one, middle)
        return forms

    def _habits(self, examples: Sequence[Example]) -> Habits:
        preprints = Counter(
            slot.value for one in examples for slot in one.slots if slot.field == "venue" and slot.form == "preprint"
        )
        dates = [slot for one in examples for slot in one.slots if slot.field == "date"]
        plain = sum("{m}" in slot.form or "{d}" in slot.form for slot in dates)
        padded = sum(_shows_zero(slot) for slot in dates)
        return Habits(
            preprint=next((word for word, _ in preprints.most_common(1)), None),
            zeros=padded >= plain,
            dated_preprints=_dates_preprints(examples),
            order=_order(examples),
            donors=_donors(examples, self.finish is not None),
            between=_most(Counter(_between(examples, self.finish is not None)), " "),
            table=self.finish is not None,
        )


@dataclass(frozen=True)
class _Wanted:
    """A paper that is to be written. `labels` are those of its links, where they are chosen already."""

    said: Citation
    groups: tuple[str, ...]
    labels: tuple[str | None, ...] | None = None

    @cached_property
    def arxiv(self) -> bool:
        return any("arxiv.org/" in link.url for link in self.said.links)

    @cached_property
    def year(self) -> int | None:
        return int(self.said.date[:4]) if self.said.date else None

    @cached_property
    def venue_kind(self) -> VenueKind:
        if not self.said.venue:
            return "none"
        return "preprint" if is_preprint(self.said.venue.rstrip(" 0123456789'’")) else "venue"

    @cached_property
    def has_date(self) -> bool:
        return self.said.date is not None or self.venue_kind == "venue"


class _Shares:
    """How many of the examples show what."""

    def __init__(self, examples: Sequence[Example]) -> None:
        total = len(examples)
        self.field = {
            field: sum(field in one.fields for one in examples) / total
            for field in ("authors", "date", "name", "anchor")
        }
        self.venue = sum(one.venue_kind == "venue" for one in examples) / total
        self.preprint = sum(one.venue_kind == "preprint" for one in examples) / total
        self.groups = Counter(group for one in examples for group in set(one.groups))
        self.total = total


def _cost(wanted: _Wanted, one: Example, shares: _Shares) -> float:
    """How badly an example's form fits a paper's facts."""
    cost = 0.8 * one.free
    said = wanted.said
    for field, known in (
        ("name", bool(said.name)),
        ("anchor", bool(said.name)),
        ("authors", bool(said.authors)),
        ("date", wanted.has_date),
    ):
        shown = field in one.fields
        if shown and not known:
            cost += 2.5
        elif shown and shares.field[field] < _RARE:  # perhaps misread: hardly any other entry shows it
            cost += _RARITY
        elif known and not shown:
            cost += (2.0 if field != "date" else 0.8) * shares.field[field]
    cost += _venue_cost(wanted, one, shares)
    have, show = Counter(wanted.groups), Counter(one.groups)
    for group in have.keys() | show.keys():
        if have[group] > show[group]:
            cost += 1.5 * (have[group] - show[group]) if shares.groups[group] else 0.1
        elif group == "paper" and not have[group]:
            cost += 0.5
        else:
            cost += 1.2 * (show[group] - have[group])
    if wanted.arxiv != bool(one.arxiv_forms):
        cost += 0.4
    if one.badges and not any(host_of(link.url) == "github.com" for link in said.links):
        cost += 1.0
    if "arxiv" in one.fields and not wanted.arxiv:
        cost += 1.0
    if one.day and (said.date is None or len(said.date) < 10):
        cost += 1.0
    if wanted.labels is not None:
        labels = tuple(link.label for link in one.links)
        cost += 0.6 * (labels != wanted.labels)
        cost += 3.0 * ((None in labels) != (None in wanted.labels))
    return cost


def _venue_cost(wanted: _Wanted, one: Example, shares: _Shares) -> float:
    match wanted.venue_kind, one.venue_kind:
        case ("venue", "none"):
            return 1.5 * min(1.0, 6 * shares.venue)
        case ("venue", "preprint"):
            return 1.5
        case ("preprint", "venue"):
            return 1.5
        case ("preprint", "none"):
            return 0.8 * (shares.preprint > 0)
        case ("none", "preprint"):
            return 0.5 if wanted.arxiv else 2.5
        case ("none", "venue"):
            return 2.5
        case ("venue", "venue") if shares.venue < _RARE:
            return _RARITY
        case _:
            return 0.0


#: What so few of the entries show costs this much.
_RARE, _RARITY = 0.1, 1.0


def _weight(one: Example, middle: int) -> float:
    if one.position is None:
        return _ELSEWHERE_WEIGHT
    distance = one.position - middle if one.position >= middle else middle - 1 - one.position
    return _FAR_WEIGHT + exp(-distance / _REACH)


def _same_age(one: Example, year: int | None) -> float:
    """How much an example's age speaks for it: lists change their form over the years."""
    if year is None or one.year is None:
        return _AGELESS
    return max(_OLDEST, exp(-abs(one.year - year) / _AGES))


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


def _once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Links that an entry can hold, each paper and each address once, unlabelled but for what only a label tells."""
    kept: dict[str, Link] = {}
    for link in links:
        target = link_target(link.url)
        if target is None:
            continue
        paper = identify(target)
        key = str(paper) if paper is not None and paper.scheme == "arxiv" else target
        # A bar would end the cell of a row.
        kept.setdefault(key, Link(link.role, target.replace("|", "%7C"), link.label))
    return tuple(kept.values())


def _fitted(example: Example, said: Citation, examples: Sequence[Example], forms: Mapping[str, float]) -> list[Link]:
    """The links as the example has them, in its order; then those that it lacks."""
    waiting = list(said.links)
    fitted: list[Link] = []
    papers: list[Link] = []
    #: The paper's link in place of each address of the example: what that links twice is linked twice.
    places: dict[str, Link] = {}
    for part in example.links:
        address = next((one.url for one in part.parts if isinstance(one, Target)), "")
        group = group_of(part.role)
        same = [link for link in waiting if group_of(link.role) == group]
        if part.label is None and not same and waiting and not fitted:
            same = waiting[:1]
        if group == "paper" and not same and papers:
            link = papers[0]  # the paper is linked twice
        elif same:
            link = min(same, key=lambda one: (one.role != part.role, _names(part.label) not in ("", host_of(one.url))))
            waiting.remove(link)
        elif address in places:
            link = places[address]
        else:
            continue
        places[address] = link
        if group == "paper":
            papers.append(link)
        url = _address(link.url, part if len(example.arxiv_forms) > 1 else None, forms)
        if part.label is None:
            label = None
        elif any(isinstance(one, Slot) and one.field == "venue" for one in part.parts):
            label = said.venue or _label(link, None, examples)
        else:
            label = _label(link, part.label, examples)
        fitted.append(Link(link.role if group != "paper" else _paper_role(url, link.role), url, label))
    for link in waiting:
        url = _address(link.url, None, forms)
        fitted.append(Link(link.role, url, _label(link, None, examples)))
    return fitted


def _paper_role(url: str, role: Role) -> Role:
    if "arxiv.org/pdf/" in url:
        return "pdf"
    return "abstract" if "arxiv.org/abs/" in url else role


def _address(url: str, part: LinkPart | None, forms: Mapping[str, float]) -> str:
    """An address in the form of the list, where it is arXiv's."""
    paper = identify(url)
    if paper is None or paper.scheme != "arxiv":
        return url
    form = (
        next((target.form for target in part.parts if hasattr(target, "form") and "{}" in target.form), "")
        if part
        else ""
    )
    form = form or max(forms, key=forms.__getitem__, default="")
    return form.replace("{}", paper.value) if form else url


#: Words of labels that are true of some code only.
_FRAMEWORK: Final = re.compile(r"torch|tensorflow|\btf\b|keras|\bjax\b|caffe|official|matlab|theano", re.IGNORECASE)
_LETTER: Final = re.compile(r"[^\W\d_]")
#: Hosts and archives that a label may name.
_CLAIMS: Final = re.compile(
    r"\b(?:acl|cvf|ieee|acm|springer|openreview|arxiv|thesis|zenodo|zhihu|youtube|bilibili|colab|kaggle|hugging ?face"
    r"|hf|github|gitlab|gitee)\b",
    re.IGNORECASE,
)


def _names(label: str | None) -> str:
    """The host that a label names; empty where it names none."""
    found = _CLAIMS.search(label or "")
    return found[0].casefold().replace(" ", "") if found else ""


def _true_of(label: str, link: Link) -> bool:
    """Whether a label that names a host names the one that the link leads to."""
    named = _names(label)
    return not named or named in host_of(link.url) or (named == "hf" and "huggingface" in host_of(link.url))


def _label(link: Link, label: str | None, examples: Sequence[Example]) -> str:
    """The list's word for a link: the example's, else the commonest that is true of it."""
    group = group_of(link.role)
    shown = Counter(part.label for one in examples for part in one.links if part.label)
    same = {part.label for one in examples for part in one.links if part.label and group_of(part.role) == group}
    # Words that one entry alone shows may be its own, unless they are plain ones. What code is written with is a
    # claim, unless the list says it of most code.
    total = sum(shown[word] for word in same)
    fit = [
        word
        for word in same
        if _true_of(word, link)
        and (shown[word] > 1 or (is_label(word) and " " not in word))
        and (not _FRAMEWORK.search(word) or 2 * shown[word] >= total)
    ]
    if label is not None and label in fit:
        others = (shown[word] for word in fit if word.casefold() != label.casefold())
        if _OUTVOTED * shown[label] >= max(others, default=0):
            return label
    plain = [word for word in fit if is_label(word)]
    if plain:
        return max(plain, key=lambda word: (shown[word], word))
    own = tidy(link.label or "").strip("[]() ")
    word = own if link.role == "other" and _PLAIN_LABEL.fullmatch(own) else _ROLE_WORDS.get(link.role, link.role)
    capital = [known[:1].isupper() for known in shown if is_label(known)]
    return word.capitalize() if capital and all(capital) else word.lower()


#: An example's own label goes where another one is so many times as common.
_OUTVOTED: Final = 5
_PLAIN_LABEL: Final = re.compile(r"[^\W_][\w -]{0,19}")
_ROLE_WORDS: Final[dict[str, str]] = {"abstract": "paper", "other": "link"}


def _order(examples: Iterable[Example]) -> tuple[str, ...]:
    """Groups of roles such that each stands before those that it mostly precedes."""
    before: Counter[tuple[str, str]] = Counter()
    for one in examples:
        groups = list(dict.fromkeys(group_of(link.role) for link in one.links if link.label is not None))
        before.update((first, second) for n, first in enumerate(groups) for second in groups[n:])
    names = [first for first, second in before if first == second]

    def rank(name: str) -> tuple[int, int]:
        lead = sum((before[o, name] > before[name, o]) - (before[name, o] > before[o, name]) for o in names)
        return lead, -before[name, name]

    return tuple(sorted(names, key=rank))


def _donors(examples: Sequence[Example], table: bool) -> dict[str, Donor]:
    """A link of each group of roles, in the shape that most of them have; the first of these."""
    found: dict[str, list[Donor]] = {}
    for one in examples:
        text = ""
        cell = 0
        for part in one.parts:
            if isinstance(part, LinkPart) and part.label and not part.badge and _gives_shape(part):
                found.setdefault(group_of(part.role), []).append(Donor(part, text, cell))
            if isinstance(part, Words):
                text = part.text
                cell += len(re.findall(r"(?<!\\)\|", part.text)) if table else 0
            else:
                text = ""
    shapes = Counter(_shape(donor) for some in found.values() for donor in some)
    return {group: max(some, key=lambda one: shapes[_shape(one)]) for group, some in found.items()}


def _shape(donor: Donor) -> str:
    """The signs of a link."""
    return "‹›".join(one.text for one in donor.part.parts if isinstance(one, Words))


def _gives_shape(part: LinkPart) -> bool:
    """Whether another link can be written as this one is."""
    return not names_person(part) and any(isinstance(one, Slot) and one.field == "label" for one in part.parts)


def _between(examples: Iterable[Example], table: bool) -> Iterable[str]:
    """What stands between two links, badges aside."""
    for one in examples:
        parts = [part for part in one.parts if not (isinstance(part, LinkPart) and part.badge)]
        for first, other in pairwise(parts):
            if isinstance(first, LinkPart) and first.label is not None and isinstance(other, LinkPart):
                yield ""
        for first, words, other in zip(parts, parts[1:], parts[2:], strict=False):
            between = words.text if isinstance(words, Words) and isinstance(first, LinkPart) and first.label else None
            if between is not None and isinstance(other, LinkPart) and not (table and "|" in between):
                yield between


def _dates_preprints(examples: Iterable[Example]) -> bool:
    """Whether most preprints have a date beside their venue; so they do where there are none."""
    preprints = [one for one in examples if one.venue_kind == "preprint"]
    dated = sum(any(set(joint) == {"venue", "date"} for joint, _, _ in one.joints) for one in preprints)
    return 2 * dated >= len(preprints)


def _number_of(entry: Entry) -> str | None:
    found = re.match(r"\s*(\d{1,5})[.)]", entry.text)
    return found and found[1]


def _shows_zero(slot: Slot) -> bool:
    parts = slot.value.split("-")[1:]
    return ("{mm}" in slot.form or "{dd}" in slot.form) and any(part.startswith("0") for part in parts)


def _most(values: Counter[str], default: str) -> str:
    return next((value for value, _ in values.most_common(1)), default)


def _sample(entries: Sequence[Entry], most: int) -> Sequence[Entry]:
    return entries[:: max(1, -(-len(entries) // most))]
