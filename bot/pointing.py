"""Which paper of a submission a command speaks of, and what it says of it.

Of several papers a command names one first, by its number, its name or title, or its identity; where there is but one
paper, nothing need be named.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot import messages
from bot.citation import Citation
from bot.model import UserError
from bot.naming import find_name
from bot.papers import Paper, PaperId, Unresolved, identify
from bot.quoting import one_line
from bot.submission import ProposedPaper, Submission

Answers = Mapping[PaperId, Paper | Unresolved]


@dataclass(frozen=True)
class Pointed:
    """The paper that a command speaks of, and the `rest` of its words.

    `number` is the one by which the paper is named; None where it is the only one.
    """

    index: int
    number: int | None
    paper: ProposedPaper
    rest: str


def point(word: str, argument: str, papers: tuple[ProposedPaper, ...], answers: Answers) -> Pointed:
    """The paper that the argument of a command, called `word`, names. Raises UserError where it names none of several.

    `answers` are those of the paper services, by whose titles papers are known too.
    """
    argument = _PLEASE_FIRST.sub("", argument.strip(), count=1)
    if len(papers) == 1:
        if found := _by_identity(argument, papers):
            argument = found[1]
        elif word not in _MAY_BEGIN_WITH_A_NUMBER and (first := NUMBER.match(argument)) and first[1] == "1":
            argument = argument[first.end() :]
        return Pointed(0, None, papers[0], argument)
    named = named_paper(argument, papers, answers)
    if named is None:
        names = [_called(paper, answers) for paper in papers]
        raise UserError(messages.which_paper(word, names, NUMBER.sub("", argument, count=1)))
    number, rest = named
    return Pointed(number - 1, number, papers[number - 1], rest)


def with_paper(submission: Submission, index: int, paper: ProposedPaper) -> Submission:
    """The submission with another paper in the place of one."""
    papers = submission.papers
    return replace(submission, papers=(*papers[:index], paper, *papers[index + 1 :]))


def with_ruled(ruled: tuple[tuple[str, str], ...], fact: str, by: str) -> tuple[tuple[str, str], ...]:
    """Whose words count, with one more fact as somebody says it."""
    return tuple(sorted({**dict(ruled), fact: by}.items()))


def bare(text: str) -> str:
    """Words without quotation marks around them, politeness and characters that nobody sees; no more than some hundred
    characters of them.
    """
    text = _PLEASE_FIRST.sub("", one_line(text[:_LONGEST]), count=1)
    return _unquoted(_PLEASE_LAST.sub("", text, count=1))


def clean(argument: str) -> str:
    """The same without the paper's address behind it, as it is copied along, and a full stop."""
    text = _PLEASE_FIRST.sub("", one_line(argument[:_LONGEST]), count=1)
    text = _URL_LAST.sub("", text, count=1)
    return _unquoted(_END.sub("", text, count=1))


def named_paper(text: str, papers: tuple[ProposedPaper, ...], answers: Answers) -> tuple[int, str] | None:
    """The number of the paper that stands first in a text, and what stands behind it; None where none of them does."""
    if found := NUMBER.match(text):
        number = int(found[1])
        return (number, _unquoted(text[found.end() :])) if number <= len(papers) else None
    if by_identity := _by_identity(text, papers):
        return by_identity
    names = [(name, number) for number, paper in enumerate(papers, 1) for name in _names(paper, answers)]
    for name, number in sorted(names, key=lambda pair: -len(pair[0])):
        start, rest = text[: len(name)], text[len(name) :]
        if start.casefold() == name.casefold() and not rest[:1].isalnum():
            return number, _unquoted(rest.strip(_BEHIND_NAME))
    return None


def citation_of(paper: ProposedPaper, answers: Answers) -> Citation:
    """What a paper is called: as its source has it, else as its post does."""
    source = answers.get(paper.id) if paper.id else None
    return Citation(source.title if isinstance(source, Paper) else paper.title or "", paper.name)


#: Nobody's heading is longer; what is, is not looked for.
_LONGEST: Final = 300
_PLEASE_FIRST: Final = re.compile(r"^please\b[\s,:]*+", re.IGNORECASE)
_PLEASE_LAST: Final = re.compile(r",\s*please[\s.!]*$", re.IGNORECASE)
_END: Final = re.compile(r"(?:[\s,.;]+please)?[\s.!,;]*$", re.IGNORECASE)
_URL_LAST: Final = re.compile(r"\shttps?://\S+$", re.IGNORECASE)
_MARKS: Final = "\"'“”„‘’«»「」`*"
_QUOTED: Final = re.compile(rf"[{_MARKS}]++([^\"“”„«»「」`*]*?)[{_MARKS}]*+")
#: How a text begins that names a paper by its number.
NUMBER: Final = re.compile(
    r"^(?:paper\s+|no\.?\s+|nr\.?\s+)?[#(]{0,2}([1-9]\d{0,2})(?:[).:,]++\s*+|\s++|$)", re.IGNORECASE
)
#: What these say may begin with "1" itself.
_MAY_BEGIN_WITH_A_NUMBER: Final = ("title", "name", "section", "date")
_BEHIND_NAME: Final = " \t:：,"


def _unquoted(text: str) -> str:
    """Words without the marks around all of them; those that a title begins or ends with are its own."""
    text = text.strip()
    found = _QUOTED.fullmatch(text)
    return found[1].strip() if found else text


def _by_identity(text: str, papers: tuple[ProposedPaper, ...]) -> tuple[int, str] | None:
    first, _, rest = text.partition(" ")
    first = first.strip("<>()[],:")
    key = first.casefold()
    for number, paper in enumerate(papers, 1):
        if paper.id and (key in (paper.id.value.casefold(), str(paper.id).casefold()) or identify(first) == paper.id):
            return number, _unquoted(rest)
    return None


def _names(paper: ProposedPaper, answers: Answers) -> Iterator[str]:
    """What a paper may be called: its name and title, in the post and as its source has them."""
    citation = citation_of(paper, answers)
    name = find_name(citation.title, paper.name, _abstract(paper, answers), ())
    return filter(None, (paper.name, paper.title, citation.title, name.value if name else None))


def _called(paper: ProposedPaper, answers: Answers) -> str:
    return min(_names(paper, answers), key=len, default=paper.id.value if paper.id else "")


def _abstract(paper: ProposedPaper, answers: Answers) -> str:
    source = answers.get(paper.id) if paper.id else None
    return source.abstract if isinstance(source, Paper) else ""
