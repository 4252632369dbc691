"""What would become of a paper in a list: read, looked up and judged as the bot does it, told for a page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal
from urllib.parse import urlsplit

from bot.addition import Addition, entry_label, place_reason
from bot.config import ListConfig
from bot.diff import diff_of
from bot.document import ListDocument, apply_edits
from bot.outcome import (
    InList,
    NoForm,
    Outcome,
    Programmed,
    Queued,
    Ready,
    Titleless,
    UnknownPaper,
    Unreachable,
    Withdrawn,
    judge,
    names_no_arxiv_paper,
)
from bot.papers import Paper, PaperId, Unresolved
from bot.submission import ProposedPaper, facts_of, read_submission
from bot.wording import has

#: As `bot.lookup.PaperService.look_up`.
LookUp = Callable[[Iterable[PaperId]], Mapping[PaperId, Paper | Unresolved]]


@dataclass(frozen=True)
class Answer:
    """What would become of one paper: a first line, what else there is to say, and the change of the list.

    `ways` tells that the two ways on from a small internet are to be offered.
    """

    kind: Literal["good", "warn", "bad"]
    first: str
    lines: tuple[str, ...] = ()
    diff: str = ""
    ways: bool = False


#: More papers than this are no try any more.
_MOST: Final = 5
_NAME: Final = "README.md"


def answers(document: ListDocument, look_up: LookUp, paper: str, title: str = "", section: str = "") -> list[Answer]:
    """What would become of each paper that somebody types, with its title and section if they say them."""
    text = "\n".join(filter(None, (f"Title: {title.strip()}" if title.strip() else "", paper.strip())))
    read = read_submission("", text, list_facts=facts_of(document)).papers
    if not read:
        return [_nothing_read(paper, title)]
    proposed = [_as_said(one, title if len(read) == 1 else "", section) for one in read[:_MOST]]
    found = look_up([paper for one in proposed for paper in one.ids])
    made = [_told(document, judge(document, one, found, ListConfig())) for one in proposed]
    if len(read) > _MOST:
        made.append(Answer("warn", f"{len(read)} papers are read there; the first {_MOST} are shown."))
    return made


def _as_said(proposed: ProposedPaper, title: str, section: str) -> ProposedPaper:
    return replace(proposed, title=title.strip() or proposed.title, section=section or proposed.section)


def _nothing_read(paper: str, title: str) -> Answer:
    met = f"“{_short(paper or title)}” names" if (paper + title).strip() else "This names"
    return Answer(
        "bad",
        f"{met} no paper that Shelver can find.",
        (_EXPECTED,),
    )


_EXPECTED: Final = (
    "Give the paper's address, its DOI or its arXiv id, such as 2305.06500. By a title alone nothing is looked up; "
    "with its title any page will do."
)


def _told(document: ListDocument, outcome: Outcome) -> Answer:
    name = _name(outcome)
    match outcome:
        case Ready(addition=addition):
            new = apply_edits(document.text, [addition.edit])
            diff = diff_of(_NAME, document.text, new)
            first = f"{name} goes into {_section(addition)}" + (", which is a guess." if outcome.guess else ".")
            return Answer("warn" if outcome.guess else "good", first, tuple(_why(outcome)), diff)
        case InList(_, duplicate):
            where = " > ".join(duplicate.section.path) or "the part before the first heading"
            lacks = tuple(f"Its entry lacks this link of yours: {link.url}" for link in duplicate.lacks)
            label = _short(entry_label(duplicate.entry))
            return Answer("warn", f"The list has this paper: {label}, line {duplicate.line:,}, in {where}.", lacks)
        case UnknownPaper():
            line = "Please check the number. If it is right all the same, any other address will do, with the title."
            return Answer("bad", f"{outcome.where} {has(outcome.where)} no paper {name}.", (line,))
        case Titleless(not_covered=True):
            first = f"{name} is not in this try-out's small internet, which knows some hundreds of papers."
            return Answer("warn", first, ways=True)
        case Titleless(proposed) if names_no_arxiv_paper(proposed):
            line = "A paper's ends in a number such as 2305.06500; please correct it."
            return Answer("bad", f"{name} is no address of a paper at arXiv.", (line,))
        case Titleless():
            line = "Fill in its title, and the line can be made."
            return Answer("warn", f"{_host(outcome)} does not tell this paper's title.", (line,))
        case Unreachable() | Queued():
            line = "Try again in a while, or fill in its title."
            return Answer("warn", f"{outcome.where} does not answer, so {name} could not be looked up.", (line,))
        case Withdrawn():
            return Answer("bad", f"{outcome.where} says that {name} was withdrawn, so it would not be added.")
        case NoForm(_, path):
            where = " > ".join(path) or "this list"
            line = "In an issue Shelver says so, and a maintainer adds the paper."
            return Answer("bad", f"The entries of {where} have a form that Shelver cannot write yet.", (line,))
        case Programmed(_, region):
            first = f"{name} belongs among lines that a program writes, so Shelver leaves them alone."
            return Answer("warn", first, (f"Line {region.line} says so: {region.words}",))
        case _:
            return Answer("warn", f"{name} would not be added as it stands.")


def _why(ready: Ready) -> Iterable[str]:
    """Why there: the section, the place, what was left out."""
    choice = ready.addition.choice
    if choice.wish_missing:
        yield f"No section “{ready.proposed.section}” takes papers here."
    elif choice.wished:
        yield "The section is the one that you chose."
    elif choice.like and not ready.guess:
        like = dict.fromkeys(_short(entry_label(entry)) for entry in choice.like)
        yield f"The section has papers like it: {'; '.join(like)}"
    if ready.guess and ready.others:
        *others, last = [offer.path for offer in ready.others]
        either = f"{', '.join(others)} or " if others else ""
        yield f"It might also be {either}{last}."
    yield f"The place: {place_reason(ready.addition)}."
    if ready.source is None:
        yield "The facts are as you gave them; nobody confirmed them."
    if ready.other_title:
        yield "Your title is quite another one than that of the paper behind the link."
    for link in ready.addition.dropped:
        yield f"Left out, since an entry here has no place for it: {link.url}"


def _section(addition: Addition) -> str:
    return " > ".join(addition.section.path) or "the part before the first heading"


def _name(outcome: Outcome) -> str:
    """What a paper is called: by its name or title where one is known, else by its id."""
    if isinstance(outcome, Ready):
        return outcome.addition.citation.name or _short(outcome.addition.citation.title)
    proposed = outcome.proposed
    return proposed.id.value if proposed.id else proposed.name or _short(proposed.title or "this paper")


def _host(outcome: Outcome) -> str:
    identity = outcome.proposed.id
    known = {"doi": "doi.org", "openreview": "OpenReview", "acl": "the ACL Anthology", "arxiv": "arXiv"}
    if identity is None:
        return "that address"
    return known.get(identity.scheme) or urlsplit(identity.value).hostname or "that address"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LABEL else text[:_LABEL].rpartition(" ")[0].rstrip(",;:- ") + " ..."


_LABEL: Final = 50
