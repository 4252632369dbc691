"""`/section PATH`: the paper goes into another section."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot import messages
from bot.citation import Citation
from bot.commands import Ground
from bot.model import Role, UserError
from bot.naming import find_name
from bot.offers import names_section, nearest
from bot.papers import Paper, identify
from bot.submission import ProposedPaper, Submission

USAGE: Final = "`/section PATH`, where PATH is a heading of the list, such as `/section Vision > Surveys`"
WHO: Final[frozenset[Role]] = frozenset(("submitter", "writer"))
ON: Final = "issue"
EXAMPLES: Final[dict[str, tuple[str | None, str | None] | None]] = {
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


def apply(submission: Submission, argument: str, ground: Ground) -> Submission:
    """Ask for a section for the one paper, or for the one of several that the argument names first."""
    papers = submission.papers
    several = len(papers) > 1
    path, number = _clean(argument), 1
    named = _named_paper(path, papers, ground)
    if several:
        if named is None:
            raise UserError(
                messages.which_paper([_called(paper, ground) for paper in papers], _NUMBER.sub("", path, count=1))
            )
        number, path = named
    elif named is not None and not (
        path and names_section(ground.document, path, new=ground.new_sections, papers=ground.said)
    ):
        path = named[1]
    if not path:
        raise UserError(messages.which_section(number if several else None))
    proposed = papers[number - 1]
    if not names_section(ground.document, path, new=ground.new_sections, papers=ground.said):
        near = nearest(ground.document, path, _citation(proposed, ground), ground.said)
        raise UserError(messages.no_such_section(path, near, number if several else None))
    return replace(submission, papers=(*papers[: number - 1], replace(proposed, section=path), *papers[number:]))


#: Nobody's heading is longer; what is, is not looked for.
_LONGEST: Final = 300
_PLEASE_FIRST: Final = re.compile(r"please\b[\s,:]*+", re.IGNORECASE)
_PLEASE_LAST: Final = re.compile(r"(?:[\s,.;]+please)?[\s.!,;]*$", re.IGNORECASE)
_URL_LAST: Final = re.compile(r"\shttps?://\S+$", re.IGNORECASE)
_QUOTES: Final = " \t\"'“”„‘’«»「」`*"
_NUMBER: Final = re.compile(r"^(?:paper\s+|no\.?\s+)?[#(]{0,2}([1-9]\d{0,2})(?:[).:,]++\s*+|\s++|$)", re.IGNORECASE)
_BEHIND_NAME: Final = " \t:：,"


def _clean(argument: str) -> str:
    """An argument without quotation marks around it, politeness, and the paper's address behind it."""
    text = _PLEASE_FIRST.sub("", argument[:_LONGEST].strip(), count=1)
    text = _URL_LAST.sub("", text, count=1)
    return _PLEASE_LAST.sub("", text, count=1).strip(_QUOTES)


def _named_paper(text: str, papers: tuple[ProposedPaper, ...], ground: Ground) -> tuple[int, str] | None:
    """The number of the paper that stands first in a text, and what stands behind it; None where none of them does."""
    if found := _NUMBER.match(text):
        number = int(found[1])
        return (number, text[found.end() :].strip(_QUOTES)) if number <= len(papers) else None
    first, _, rest = text.partition(" ")
    first = first.strip("<>()[],:")
    key = first.casefold()
    for number, paper in enumerate(papers, 1):
        if paper.id and (key in (paper.id.value.casefold(), str(paper.id).casefold()) or identify(first) == paper.id):
            return number, rest.strip(_QUOTES)
    calls = [(name, number) for number, paper in enumerate(papers, 1) for name in _names(paper, ground)]
    for name, number in sorted(calls, key=lambda call: -len(call[0])):
        start, rest = text[: len(name)], text[len(name) :]
        if start.casefold() == name.casefold() and (not rest or rest[0] in _BEHIND_NAME):
            return number, rest.strip(_BEHIND_NAME + _QUOTES)
    return None


def _names(paper: ProposedPaper, ground: Ground) -> Iterator[str]:
    """What a paper may be called: its name and title, in the post and as its source has them."""
    citation = _citation(paper, ground)
    name = find_name(citation.title, paper.name, _abstract(paper, ground), ())
    return filter(None, (paper.name, paper.title, citation.title, name.value if name else None))


def _called(paper: ProposedPaper, ground: Ground) -> str:
    return min(_names(paper, ground), key=len, default=paper.id.value if paper.id else "")


def _citation(paper: ProposedPaper, ground: Ground) -> Citation:
    source = ground.papers.get(paper.id) if paper.id else None
    return Citation(source.title if isinstance(source, Paper) else paper.title or "", paper.name)


def _abstract(paper: ProposedPaper, ground: Ground) -> str:
    source = ground.papers.get(paper.id) if paper.id else None
    return source.abstract if isinstance(source, Paper) else ""
