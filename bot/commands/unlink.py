"""`/unlink URL`: a link that an entry shall not have, whether it was given or is ours."""

from dataclasses import replace
from typing import Final

from bot import messages
from bot.commands import Call, Ground, Where
from bot.links import clean_url
from bot.model import Role, UserError
from bot.pointing import point, with_paper
from bot.submission import Submission

USAGE: Final = "`/unlink URL`: the entry does without this link"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/unlink 1 https://github.com/a/b": (("https://github.com/a/b",), ()),
    "/unlink 2: <https://github.com/a/b>.": ((), ("https://github.com/a/b",)),
    "/unlink 1 code": None,
    "/unlink https://github.com/a/b": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Take a link out of the entry. Raises UserError."""
    pointed = point(call.word, call.argument, submission.papers, ground.papers)
    if not call.urls:
        raise UserError(messages.wants(call.word, "the address of a link", pointed.number))
    paper, url = pointed.paper, clean_url(call.urls[-1])
    kept = tuple(link for link in paper.links if clean_url(link.url) != url)
    unlinked = tuple(dict.fromkeys((*paper.unlinked, url)))
    ruled = paper.ruled
    if not any(link.role in ("pdf", "abstract") for link in kept):
        ruled = tuple(one for one in ruled if one[0] != "link")
    return with_paper(submission, pointed.index, replace(paper, links=kept, unlinked=unlinked, ruled=ruled))
