"""Repositories of code: which one an address names, and which one a paper names as its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.links import clean_url, host_of, path_of
from bot.papers import Paper


@dataclass(frozen=True)
class Repository:
    """A public repository at GitHub as it is now: `name` is `owner/name`, by which it may not have been asked for."""

    name: str
    archived: bool = False

    @property
    def url(self) -> str:
        """Its page."""
        return f"https://github.com/{self.name}"


@dataclass(frozen=True)
class Named:
    """A repository that a paper names: its address, `owner/name` of it, and where the paper names it."""

    url: str
    name: str
    where: str


def repository_name(url: str) -> str | None:
    """`owner/name` of the repository at GitHub that an address leads to, or into; None for any other address."""
    if host_of(url) != "github.com":
        return None
    found = _NAME.match(path_of(clean_url(url)))
    return None if found is None or found[1].casefold() in _NO_OWNERS else f"{found[1]}/{found[2].removesuffix('.git')}"


def named_code(paper: Paper) -> Iterator[Named]:
    """The repositories at GitHub that a paper itself names: on its page, in its abstract, in its authors' comment."""
    for part in paper.parts or (paper,):
        told = [(link.url, f"its page at {part.source}") for link in part.links if link.role == "code"]
        told += [(url, "its abstract") for url in _ADDRESS.findall(part.abstract)]
        told += [(url, f"its authors' comment at {part.source}") for url in _ADDRESS.findall(part.comment)]
        for url, where in told:
            url = url if "://" in url else "https://" + url
            url = url.rstrip(".,;:")
            if (name := repository_name(url)) is not None:
                yield Named(url, name, where)


_NAME: Final = re.compile(r"/([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/([\w.-]{1,100})(?:/|$)", re.ASCII)
_ADDRESS: Final = re.compile(r"(?:https?://)?(?:www\.)?github\.com/[\w.-]+/[\w.-]+", re.IGNORECASE | re.ASCII)
#: First parts of paths at GitHub that are nobody's name.
_NO_OWNERS: Final = frozenset(
    str.split(
        "about apps collections contact customer-stories enterprise explore features login marketplace notifications "
        "orgs pricing pulls search security settings sponsors stars topics trending users"
    )
)
