"""The form of one entry: which words say what, and which signs stand around them.

An entry is taken apart into parts: words that belong to the form, slots that hold what it says of its paper,
and links. Put together again the parts give the entry's very text; with other values in the slots they give
another paper's entry in the same form.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.forms.people import AuthorsForm
from bot.links import Role

Field = Literal["name", "anchor", "title", "authors", "venue", "date", "arxiv", "label", "other", "number"]


@dataclass(frozen=True, slots=True)
class Words:
    """Text of the form itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """What an entry says of its paper.

    `value` is what is said, free of its form where the form is known: a date as `YYYY-MM-DD` or shorter, a
    venue without its year. `form` is a date's form (see `bot.forms.dates`), `preprint` or `dated` of venues;
    `authors` is the form of authors, `names` who they are, and `cut` tells that there are more. What stands
    `in_badge` is spelled as in a badge's address (see `bot.forms.badges`).
    """

    field: Field
    shown: str
    value: str
    form: str = ""
    authors: AuthorsForm | None = None
    names: tuple[str, ...] = ()
    cut: bool = False
    in_badge: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """The address of a link. `form` is an arXiv address with `{}` for the id; empty for others."""

    url: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Repository:
    """The `owner/name` of a code repository within a badge's address."""

    shown: str


@dataclass(frozen=True, slots=True)
class LinkPart:
    """A link with the brackets that belong to it. `label` are the words it carries; None: the title carries it.

    A picture that leads nowhere and is made of a paper's facts is a `badge`: it stays where these are known.
    """

    role: Role
    parts: tuple["Words | Slot | Target | Repository", ...]
    label: str | None
    badge: bool = False


Part = Words | Slot | Target | Repository | LinkPart


def text_of(parts: Iterable[Part]) -> str:
    """The text that the parts were taken from."""
    return "".join(_texts(parts))


def flat(parts: Iterable[Part]) -> Iterator[Words | Slot | Target | Repository]:
    """The parts with links opened."""
    for part in parts:
        if isinstance(part, LinkPart):
            yield from part.parts
        else:
            yield part


def _texts(parts: Iterable[Part]) -> Iterator[str]:
    for part in flat(parts):
        match part:
            case Words():
                yield part.text
            case Target():
                yield part.url
            case Slot() | Repository():
                yield part.shown
