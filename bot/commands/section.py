"""`/section PATH`: the paper goes into another section."""

from dataclasses import replace
from typing import Final

from bot import messages
from bot.commands import Call, Ground, Where
from bot.model import Role, UserError
from bot.offers import names_section, nearest
from bot.pointing import citation_of, clean, named_paper, point, with_paper
from bot.submission import Submission

USAGE: Final = "`/section PATH`: it goes into another section, such as `/section Vision > Surveys`"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "maintainer"))
ON: Final[frozenset[Where]] = frozenset(("issue",))
EXAMPLES: Final[dict[str, tuple[object, object] | None]] = {
    "/section 1 Datasets": ("Datasets", None),
    "/section 2: Datasets": (None, "Datasets"),
    "/section 2 datasets\n/section 1 Papers": ("Papers", "datasets"),
    "/section 1 Papers\n/section 1 Datasets": ("Datasets", None),
    "/Section: #2, “Datasets”, please!": (None, "Datasets"),
    "Thank you!\n\n/SECTION please (2) `Vision > Surveys`": (None, "Vision > Surveys"),
    "@shelver section paper 2 **Vision** > **Surveys**": (None, "Vision > Surveys"),
    "@Shelver, please /section 2 Speech / Surveys": (None, "Speech / Surveys"),
    "- /section InstructBLIP Datasets\n- /section protoclip: Datasets": ("Datasets", "Datasets"),
    "/section 2206.10996 Datasets": (None, "Datasets"),
    "/section https://arxiv.org/abs/2206.10996v2 Datasets": (None, "Datasets"),
    "/section 2 Datasets https://arxiv.org/abs/2206.10996": (None, "Datasets"),
    "/section 2 Surveys": (None, "Surveys"),
    "/section 2 3D Vision": (None, "3D Vision"),
    "/section Datasets": None,
    "/section 3 Datasets": None,
    "/section 2 Nonsense": None,
    "/section 2": None,
    "/section": None,
    "> /section 2 Datasets": None,
    "`/section 2 Datasets`": None,
    "```\n/section 2 Datasets\n```": None,
    "    /section 2 Datasets": None,
    "<pre>\n/section 2 Datasets\n</pre>": None,
    "<!-- /section 2 Datasets -->": None,
    "~~/section 2 Datasets~~": None,
    "What does /section 2 Datasets do?": None,
    "/sections 2 Datasets": None,
    "/section/2/Datasets": None,
}


def apply(submission: Submission, call: Call, ground: Ground) -> Submission:
    """Ask for a section for the one paper, or for the one of several that the argument names first."""
    path, number, index = clean(call.argument), None, 0
    if len(submission.papers) > 1:
        pointed = point(call.word, path, submission.papers, ground.papers)
        number, index, path = pointed.number, pointed.index, pointed.rest
    elif not _is_there(path, ground) and (named := named_paper(path, submission.papers, ground.papers)):
        path = named[1]
    if not path:
        raise UserError(messages.which_section(number))
    proposed = submission.papers[index]
    if not _is_there(path, ground):
        near = nearest(ground.document, path, citation_of(proposed, ground.papers), ground.said)
        raise UserError(messages.no_such_section(path, near, number))
    return with_paper(submission, index, replace(proposed, section=path, place=None))


def _is_there(path: str, ground: Ground) -> bool:
    """Whether a path names a section in which papers may stand."""
    return bool(path) and names_section(ground.document, path, new=ground.new_sections, papers=ground.said)
