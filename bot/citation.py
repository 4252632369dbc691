"""What an entry says of a paper."""

from dataclasses import dataclass

from bot.links import Link


@dataclass(frozen=True)
class Citation:
    """What an entry says of a paper, whether read from a list or made of a submission.

    `title` stands without the short `name` where `name` is given. `venue` holds its year where that is known
    (`CVPR 2023`); `arXiv` is the venue of a preprint. `date` is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; None means
    that nothing is known or shown. `more_authors` tells that only the first of the authors are named. In an
    entry a link without a label is the one that the title itself carries.
    """

    title: str
    name: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    date: str | None = None
    links: tuple[Link, ...] = ()
    more_authors: bool = False
