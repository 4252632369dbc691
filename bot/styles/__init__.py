"""House styles: how a list writes an entry, learned from the entries that stand there.

Each other file of this folder is one family of styles with one agreed name:

- `learn(entries) -> Style | None`: the style that these entries follow, or None if it is of another family.
"""

import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Protocol

from bot.document import Entry
from bot.links import Link


@dataclass(frozen=True)
class Citation:
    """What an entry says of a paper, whether read from a list or made of a submission.

    `title` stands without the short `name` where `name` is given. `date` is `YYYY-MM-DD`, `YYYY-MM` or
    `YYYY`; None means that nothing is known or shown. In an entry a link without a label is the one that
    the title itself carries.
    """

    title: str
    name: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    date: str | None = None
    links: tuple[Link, ...] = ()


class Style(Protocol):
    """One learned style."""

    @property
    def sureness(self) -> float:
        """Share of the entries it was learned from that it reads and writes back unchanged, 0 to 1."""
        ...

    @property
    def shows_name(self) -> bool:
        """Whether most entries put a short name before the title."""
        ...

    def read(self, entry: Entry) -> Citation | None:
        """What an entry says, if `render` writes exactly this entry of it; None otherwise.

        Only the line end that the last entry of a text may lack is added.
        """
        ...

    def skim(self, entry: Entry) -> Citation | None:
        """What an entry says, small departures overlooked. None where it is of another form."""
        ...

    def fit(self, citation: Citation) -> Citation:
        """A new paper's citation in the list's habits: which links, their addresses, labels and order."""
        ...

    def render(self, citation: Citation) -> str:
        """The entry's text, line ends included."""
        ...


Learn = Callable[[Sequence[Entry]], Style | None]


def learn_style(entries: Sequence[Entry]) -> Style | None:
    """The style that these entries follow best, or None where no family can write them."""
    styles = [style for learn in families() if (style := learn(entries)) is not None]
    return max(styles, key=lambda style: style.sureness, default=None)


@cache
def families() -> tuple[Learn, ...]:
    """`learn` of every file in this folder, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").learn for name in names)
