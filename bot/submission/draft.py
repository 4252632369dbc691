"""A paper while it is read: what has been found of it so far."""

import re
from dataclasses import dataclass, field
from typing import Final

from bot.links import Link, Role
from bot.papers import PaperId
from bot.submission.cues import Stance
from bot.submission.noise import is_other_list


@dataclass
class Draft:
    """A paper while it is read."""

    block: int
    scope: tuple[int, ...] = ()
    ids: list[PaperId] = field(default_factory=list)
    title: str | None = None
    name: str | None = None
    links: list[Link] = field(default_factory=list)
    section: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    date: str | None = None
    stances: list[Stance | None] = field(default_factory=list)
    prose: bool = False
    labelled: bool = False

    def add_link(self, link: Link) -> None:
        """Keep a link once."""
        if all(link.url != other.url for other in self.links):
            self.links.append(link)


def alike(one: str, other: str) -> bool:
    """Whether two titles are the same words, one of them perhaps with a name before it."""
    first, second = (" ".join(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return first == second or first.endswith(second) or second.endswith(first)


def set_fact(draft: Draft, name: str, value: str) -> None:
    """Keep the value of a venue, date or authors field."""
    value = value.strip(" *_`")
    if name == "venue":
        draft.venue = value
    elif name == "authors":
        draft.authors = tuple(part.strip() for part in re.split(r",|;|\band\b|、|，", value) if part.strip())
    elif found := re.search(r"(?:19|20)\d\d(?:-\d\d){0,2}", value):
        draft.date = found[0]


def is_several(text: str) -> bool:
    """Whether words speak of more than one paper."""
    return bool(_SEVERAL.search(text))


def stand_in(links: list[Link]) -> Link | None:
    """The address that stands for a paper without an own one."""
    for role in _STAND_INS:
        for link in links:
            if link.role == role and not is_other_list(link.url):
                return link
    return None


#: Roles of addresses that may stand for a paper which has no other address, the surest first.
_STAND_INS: Final[tuple[Role, ...]] = ("pdf", "abstract", "website", "code", "demo")

_SEVERAL: Final = re.compile(
    r"\b(?:papers|works|articles|both|two|three|four|five|six|several|some|few|many|multiple|list of|these|"
    r"preprints|(?:[2-9]|1\d)(?= \w+ ?(?:papers|works|articles)))\b|两篇|三篇|几篇|这些",
    re.IGNORECASE,
)
