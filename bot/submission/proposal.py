"""What one issue says, as values."""

from dataclasses import dataclass
from typing import Literal

from bot.links import Link
from bot.papers import PaperId, identify


@dataclass(frozen=True)
class ProposedPaper:
    """One paper that an issue proposes, as its writer gave it.

    `id` is None where only a title is given; `title` is None where only a link or an id is. `links` are
    those that the writer put with this paper; `section` is the heading asked for, in the writer's words.

    The rest is said by commands: `ruled` are the facts for which a person's word counts before all others, and that
    person's login; `unlinked` are addresses that the entry shall not hold; `place` is the entry, in words, after or
    before which this one goes; `distinct` tells that the entry taken for the same paper is another's, be it that it
    only may be the same or that it surely is; `taken_back` is who took the paper back.
    """

    id: PaperId | None
    title: str | None = None
    name: str | None = None
    links: tuple[Link, ...] = ()
    section: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    date: str | None = None
    ruled: tuple[tuple[str, str], ...] = ()
    unlinked: tuple[str, ...] = ()
    place: tuple[Literal["after", "before"], str] | None = None
    distinct: Literal["perhaps", "surely"] | None = None
    taken_back: str | None = None

    def word_of(self, fact: str) -> str | None:
        """Whose word counts for a fact before all others; None where the sources are asked first."""
        return dict(self.ruled).get(fact)

    @property
    def ids(self) -> tuple[PaperId, ...]:
        """All identities that its writer gives it: `id` first, then those that its links to the paper show."""
        shown = (identify(link.url) for link in self.links if link.role in ("pdf", "abstract"))
        return tuple(dict.fromkeys(one for one in (self.id, *shown) if one))


@dataclass(frozen=True)
class Submission:
    """What one issue says.

    `kind` is "submission" where papers are proposed, "correction" where the writer speaks of an entry that
    the list has, "none" where nothing is proposed. `form` tells that the issue was made with a submission
    form, which always gets an answer. `about` holds what a correction speaks of: ids and titles or names
    that were read there, to find the entry by. `held_by` is who wants nothing to be done for now.
    """

    kind: Literal["submission", "correction", "none"]
    papers: tuple[ProposedPaper, ...] = ()
    form: bool = False
    about: tuple[PaperId | str, ...] = ()
    held_by: str | None = None
