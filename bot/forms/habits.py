"""What the entries of a section have in common beside their form."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.forms import LinkPart, Slot, Words
from bot.forms.example import Example, group_of, names_person
from bot.forms.writing import Donor, Habits


def learn_habits(examples: Sequence[Example], *, table: bool) -> Habits:
    """The habits that a section's examples show; in a `table` every link has its cell."""
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
        donors=_donors(examples, table),
        between=_most(Counter(_between(examples, table)), " "),
        table=table,
    )


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
    """What stands between two links, badges and those of people aside."""
    for one in examples:
        parts = [part for part in one.parts if not (isinstance(part, LinkPart) and (part.badge or names_person(part)))]
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


def _shows_zero(slot: Slot) -> bool:
    parts = slot.value.split("-")[1:]
    return ("{mm}" in slot.form or "{dd}" in slot.form) and any(part.startswith("0") for part in parts)


def _most(values: Counter[str], default: str) -> str:
    return next((value for value, _ in values.most_common(1)), default)
