"""What the entries near a place agree on where the example that a new one is written after does otherwise.

Lists that many hands write vary in small things independently of each other: a comma before the venue, a blank
between two links, the month beside the year. Few entries then share a whole form, but on each of these things
most of them agree.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.forms import Part, Slot, Words
from bot.forms.example import Example, Joint, joints

#: How often what is shown, by the weights of those who show it.
_Votes = dict[str, float]


def settle(example: Example, voters: Sequence[tuple[Example, float]], *, preprint: bool) -> Example:
    """The example with the separators and date forms that most voters have in the same places, by their weights.

    Brackets, emphasis and the blanks within cells stay the example's own: they come in pairs. For a `preprint`
    the voters' dates beside preprints count.
    """
    separators: dict[tuple[Joint, str], _Votes] = {}
    dates: dict[tuple[Joint, bool], _Votes] = {}
    for voter, weight in voters:
        for joint, text, _ in voter.joints:
            poll = separators.setdefault((joint, _signs(text)), {})
            poll[text] = poll.get(text, 0.0) + weight
        for around, slot in _dates(voter.joints):
            if not _is_ambiguous(slot):
                poll = dates.setdefault((around, _beside_preprint(around, voter.venue_kind == "preprint")), {})
                poll[slot.form] = poll.get(slot.form, 0.0) + weight
    return replace(example, parts=tuple(_settled(example.parts, separators, dates, preprint)))


def _settled(
    parts: Sequence[Part],
    separators: Mapping[tuple[Joint, str], _Votes],
    dates: Mapping[tuple[Joint, bool], _Votes],
    preprint: bool,
) -> Iterator[Part]:
    found = joints(parts)
    for (joint, text, part), after in zip(found, (*found[1:], None), strict=True):
        poll = separators.get((joint, _signs(text)), {}) if "|" not in text else {}
        if chosen := _most(poll, text):
            yield Words(chosen)
        if isinstance(part, Slot) and part.field == "date" and after is not None:
            around = joint[0], after[0][1]
            form = _most(dates.get((around, _beside_preprint(around, preprint)), {}), part.form)
            yield replace(part, form=form)
        elif part is not None:
            yield part


def _most(votes: _Votes, own: str) -> str:
    """What most vote for; the example's own where that is as much."""
    return max(votes, key=lambda one: (votes[one], one == own), default=own)


def _dates(found: Sequence[tuple[Joint, str, Part | None]]) -> Iterator[tuple[Joint, Slot]]:
    """The dates, each with the kinds of what stands before and behind it."""
    for (joint, _, part), after in pairwise(found):
        if isinstance(part, Slot) and part.field == "date":
            yield (joint[0], after[0][1]), part


def _beside_preprint(around: Joint, preprint: bool) -> bool:
    return preprint and "venue" in around


def _is_ambiguous(slot: Slot) -> bool:
    """Whether a month's name says nothing of the form: `May` is short and long, `June` not always cut short."""
    return ("{Mon" in slot.form) and slot.value[5:7] in _UNCUT


_UNCUT: Final = frozenset(("05", "06", "07"))
#: What separates without a partner elsewhere.
_SEPARATORS: Final = re.compile(r"[ \t.,;:，。、；：]+")


def _signs(text: str) -> str:
    """What stays the example's own of the words between two things."""
    return _SEPARATORS.sub("", text)
