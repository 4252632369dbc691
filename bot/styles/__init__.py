"""House styles: how a list writes an entry, learned from the entries that stand there.

Each other file of this folder is one family of styles with one agreed name:

- `take(entry) -> parts | None`: an entry of this family taken apart (see `bot.forms`), or None for one of another.
"""

import pkgutil
from collections.abc import Sequence
from functools import cache, partial
from importlib import import_module
from typing import Any, Protocol

from bot.citation import Citation
from bot.document import Entry
from bot.forms.example import Example
from bot.forms.house import HouseStyle

__all__ = ["Citation", "Style", "families", "learn_style", "read_form", "skim"]


class Style(Protocol):
    """One learned style. Places are counted among the entries that it was learned from."""

    @property
    def shows_name(self) -> bool:
        """Whether most entries put a short name beside the title."""
        ...

    @property
    def repeats_name(self) -> bool:
        """Whether the title is written whole beside the name that it begins with."""
        ...

    @property
    def skeleton(self) -> str:
        """The commonest form of its entries, what they say replaced by marks such as `‹title›`."""
        ...

    def skeleton_of(self, entry: Entry) -> str | None:
        """The form of one entry, for comparison with `skeleton`; None where the entry cannot be read."""
        ...

    def read(self, entry: Entry) -> Citation | None:
        """What an entry says, if `render` writes exactly this entry of it; None otherwise.

        Only the line end that the last entry of a text may lack is added.
        """
        ...

    def skim(self, entry: Entry) -> Citation | None:
        """What an entry says, small departures overlooked. None where it cannot be read."""
        ...

    def fit(self, citation: Citation, at: int | None = None, rank: int = 0) -> Citation:
        """A new paper's citation in the habits near place `at`: which links, their addresses, labels and order."""
        ...

    def render(self, citation: Citation, at: int | None = None, rank: int = 0) -> str:
        """The entry's text at place `at` (None: at the end), with a line end."""
        ...


def learn_style(entries: Sequence[Entry], nearby: Sequence[Entry] = ()) -> Style | None:
    """The style that these entries follow, or None where no family can write them.

    `nearby` are entries of other sections, to learn from where these are few.
    """
    of_whom = entries or nearby
    sample = of_whom[:: max(1, len(of_whom) // 12)]
    members = {family: sum(family.take(entry) is not None for entry in sample) for family in families()}
    family = max(members, key=lambda one: members[one], default=None)
    if family is None or not members[family]:
        return None
    if hasattr(family, "hints"):  # a table: what each column holds
        take = partial(family.take, hints=family.hints(sample))
        return HouseStyle(tuple(entries), tuple(nearby), take, family.finish)
    return HouseStyle(tuple(entries), tuple(nearby), family.take)


def skim(entry: Entry) -> Citation | None:
    """What an entry says by itself, whatever its neighbours look like."""
    found = read_form(entry)
    return None if found is None else found[1].says


def read_form(entry: Entry) -> tuple[str, Example] | None:
    """The family that an entry by itself is of, and its form; None where it is of none."""
    for family in families():
        if (parts := family.take(entry)) is not None:
            return family.__name__.rpartition(".")[2], Example(parts)
    return None


@cache
def families() -> tuple[Any, ...]:
    """The files of this folder, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}") for name in names)
