"""`/add LINK`: a paper is taken up, in whatever issue; words behind the link may be the rest of its entry."""

from dataclasses import replace
from typing import Final

from bot import messages
from bot.commands import Call, Ground, Where
from bot.links import Link, clean_url, role_of
from bot.model import Role, UserError
from bot.papers import identify, url_identity
from bot.submission import ProposedPaper, Submission, read_submission

USAGE: Final = "`/add LINK`: I take this paper up; its title and further links may stand behind it"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue", "silent", "emptied"))
_THREE: Final = ("2305.06500", "2206.10996", "1411.4555")
EXAMPLES: Final[dict[str, tuple[object, ...] | None]] = {
    "/add https://arxiv.org/abs/1411.4555": _THREE,
    "@shelver please add 1411.4555": _THREE,
    "/add: <https://arxiv.org/abs/1411.4555>, please": _THREE,
    "- /add **[NIC]** Show and Tell [[pdf]](https://arxiv.org/pdf/1411.4555)": _THREE,
    "/add https://arxiv.org/abs/2206.10996": None,
    "/add that one": None,
    "/add [x](javascript:alert(1))": None,
    "> /add https://arxiv.org/abs/1411.4555": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Take up what the line proposes; of a paper that was taken back, that. Raises UserError where it has no link."""
    urls = [url for url in map(clean_url, call.urls) if url.startswith(("https://", "http://"))]
    if not urls:
        raise UserError(messages.wants(call.word, "a link to the paper", None))
    named = read_submission("", call.markdown).papers
    papers = list(submission.papers)
    for paper in named or (_bare(urls[0]),):
        known = next((at for at, one in enumerate(papers) if not set(one.ids).isdisjoint(paper.ids)), None)
        if known is None:
            papers.append(paper)
        else:
            papers[known] = replace(papers[known], taken_back=None)
    return replace(submission, kind="submission", papers=tuple(papers))


def _bare(url: str) -> ProposedPaper:
    """The paper behind an address, of which nothing more is said."""
    return ProposedPaper(identify(url) or url_identity(url), links=(Link(role_of(None, url), url),))
