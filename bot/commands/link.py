"""`/link ROLE URL`: a link of a paper, such as that to its code."""

from dataclasses import replace
from typing import Final, get_args

from bot import links, messages
from bot.commands import Call, Ground, Where
from bot.document.inline import link_target
from bot.model import Role, UserError
from bot.pointing import clean, point, with_paper, with_ruled
from bot.submission import Submission

USAGE: Final = "`/link ROLE URL`: it has this link, such as `/link code https://...`"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/link 1 code https://github.com/a/b": ("code https://github.com/a/b", None),
    "/link 2: project page: https://example.org/proto": (None, "website https://example.org/proto"),
    "/link 2 [code](https://github.com/a/b)": (None, "code https://github.com/a/b"),
    "/link InstructBLIP https://github.com/a/b": ("code https://github.com/a/b", None),
    "/link 1 code https://github.com/a/b\n/link 1 code https://github.com/a/c": ("code https://github.com/a/c", None),
    "/link 1 nonsense https://example.org/x": None,
    "/link 1 code": None,
    "/link 1 code javascript:alert(1)": None,
    "/link code https://github.com/a/b": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Give a paper a link, in the place of others that lead to the same of it; one to the paper itself goes before
    those that its source knows. Raises UserError.
    """
    pointed = point(call.word, call.argument, submission.papers, ground.papers)
    url = links.clean_url(call.urls[-1]) if call.urls else ""
    if not url.startswith(("https://", "http://")) or link_target(url) is None:
        raise UserError(messages.wants(call.word, _WANTS, pointed.number))
    words = clean(pointed.rest.replace(call.urls[-1], " "))
    role = _role(words, url)
    if role is None:
        raise UserError(messages.no_such_role(words, [one for one in _ROLES if one != "other"], pointed.number))
    paper = pointed.paper
    kept = [link for link in paper.links if link.url != url and (link.role != role or role in _SEVERAL)]
    made = (*kept, links.Link(role, url))
    unlinked = tuple(one for one in paper.unlinked if one != url)
    ruled = with_ruled(paper.ruled, "link", ground.by) if role in ("pdf", "abstract") else paper.ruled
    return with_paper(submission, pointed.index, replace(paper, links=made, unlinked=unlinked, ruled=ruled))


_ROLES: Final[tuple[links.Role, ...]] = get_args(links.Role)
#: Roles in which a post may give more than one link.
_SEVERAL: Final = ("pdf", "abstract", "other")
_WANTS: Final = "a role and an address, such as `code https://...`,"


def _role(words: str, url: str) -> links.Role | None:
    """The role that the words before an address name; without words the address may show it."""
    word = words.strip(" :,[]()<>").casefold()
    named = next((role for role in _ROLES if role == word), None) or (links.label_role(word) if word else None)
    if named or word:
        return links.role_of(word, url) if named in ("pdf", "abstract") else named
    shown = links.role_of(None, url)
    return None if shown == "other" else shown
