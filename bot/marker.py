"""What we remember, kept in hidden marks inside our own comment and pull request.

GitHub is the only memory that every process sees. A mark is trusted only in a text of ours; one that is
damaged counts as none and is rebuilt.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TypeVar

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from bot.document import ListDocument
from bot.sketch import sketches
from bot.submission import ProposedPaper

#: On a line of its own: one that a stranger pasted stands in our text as code, inside of a line.
_MARK = re.compile(r"^<!-- shelver:(comment|pull) (\{[^\n]*\}) -->[ \t\r]*$", re.MULTILINE)
_REMARK = re.compile(r"<!-- shelver:remark ([0-9a-z]{1,16}) -->\s*\Z")
_MADE_OF = "Made of "
_REVIEW = re.compile(r"<!-- shelver:review ([0-9a-z ]{1,1000}) -->\s*\Z")
_NOTICE = re.compile(r"<!-- shelver:notice ([a-z]{1,16})( over)? -->\s*\Z")


#: What the comment says of a submission that waits for room, until it is taken up.
WAITS = "waits"


@dataclass(frozen=True)
class Memory:
    """What the sticky comment remembers.

    - `state`: what was said last
    - `question`: what was asked of a person, so that a new question is posted anew and the same one is not
    - `labels`: those that we set; one that a person took away is not set again
    - `since`: when a paper was first asked for in vain, by its mark
    - `added`: marks of papers that were merged
    - `answered`: the posts whose commands were answered, by their comment's id, each in the version that was; where it
      was something done to a commit, that stands behind it
    - `shown`: what the text was made from; while that is the same, the text stays as people have read it
    - `generation`: how often the comment was posted anew in place of an older one
    - `behind`: the elder issue that proposes the same paper, 0 where there is none
    - `shared`: the pull request, shared by several submissions, that was spoken of, 0 where there is none
    - `past`: a shared one that was closed unmerged, and by which this submission is not bound any more
    """

    state: str = ""
    question: str = ""
    labels: tuple[str, ...] = ()
    since: dict[str, AwareDatetime] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    answered: dict[str, str] = field(default_factory=dict)
    shown: str = ""
    generation: int = 0
    behind: int = 0
    shared: int = 0
    past: int = 0


@dataclass(frozen=True)
class PullMark:
    """What the pull request was made of: marks of its papers, and whether its merge settles the issue.

    `issue` is the number of that issue, 0 where a mark does not say. `let_go` tells of one closed unmerged that
    this was no refusal: we closed it, or the issue was closed. `waits` tells that it is kept free of conflicts only
    when its turn comes.

    In one that submissions share, `shares` are the papers' marks by the issues that propose them, and `partly` those of
    them that its merge does not settle; `issue` is 0. `rechecked` are marks of the times that lines were made anew, by
    the issues.
    """

    papers: tuple[str, ...] = ()
    closes: bool = True
    let_go: bool = False
    issue: int = 0
    waits: bool = False
    shares: dict[int, tuple[str, ...]] = field(default_factory=dict)
    partly: tuple[int, ...] = ()
    rechecked: dict[int, str] = field(default_factory=dict)

    def share_of(self, issue: int) -> "PullMark | None":
        """What it says of one of those that share it, as of a pull request of that one alone; None: it is not in it."""
        if issue not in self.shares:
            return None
        return PullMark(self.shares[issue], issue not in self.partly, self.let_go, issue)


def paper_mark(proposed: ProposedPaper) -> str:
    """A short mark of what a person proposed; it changes when the post does, not when the world does.

    What stands before the dot is the paper's own, the rest is of all that was said with it.
    """
    words = "".join(character for character in (proposed.title or "").casefold() if character.isalnum())
    said = {name: value for name, value in asdict(proposed).items() if value or name not in _BY_COMMANDS}
    return f"{_hash(str(proposed.id or words))}.{_hash(json.dumps(said, sort_keys=True))}"


#: Where no command says them they leave the marks of older pull requests as they are.
_BY_COMMANDS = ("ruled", "unlinked", "place", "distinct", "taken_back")


def same_paper(one: str, other: str) -> bool:
    """Whether two marks are of one paper, whatever was said with it."""
    return paper_of(one) == paper_of(other)


def paper_of(mark: str) -> str:
    """The part of a paper's mark that is the paper's own; see `held_papers`."""
    return mark.partition(".")[0]


def held_papers(document: ListDocument) -> frozenset[str]:
    """The papers that a list shows by their addresses, as marks of proposals name them."""
    shown = (one.identity for one in sketches(document))
    return frozenset(_hash(identity) for identity in shown if identity)


def text_mark(texts: tuple[str, ...]) -> str:
    """A short mark of texts, to see whether they are the same."""
    return _hash(json.dumps(texts))


def _hash(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def has_mark(body: str) -> bool:
    """Whether a comment's text carries our mark."""
    return any(found[1] == "comment" for found in _MARK.finditer(body))


def with_memory(text: str, memory: Memory) -> str:
    """A comment's text with its memory."""
    return f"{text}\n\n{_write('comment', memory)}"


def without_memory(body: str) -> str:
    """The text of a comment of ours without its memory."""
    return _MARK.sub("", body).replace("\r\n", "\n").strip()


def with_pull_mark(text: str, mark: PullMark) -> str:
    """A pull request's text with its mark, which takes the place of an older one."""
    return f"{_MARK.sub('', text).rstrip()}\n\n{_write('pull', mark)}"


def with_remark_mark(text: str, mark: str) -> str:
    """The text of a remark at lines of a pull request, with the mark by which it is known."""
    return f"{text}\n\n<!-- shelver:remark {mark} -->"


def read_remark_mark(body: str) -> str | None:
    """The mark of a remark of ours; None where there is none."""
    return found[1] if (found := _REMARK.search(body)) else None


def with_review_marks(text: str, marks: Iterable[str]) -> str:
    """The text above the remarks of a review, with their marks: who deletes one does not want it again.

    What we delete ourselves is taken out of the marks first, so that it may be said again.
    """
    shown = " ".join(sorted(marks))
    return f"{text}\n\n<!-- shelver:review {shown} -->" if shown else text


def read_review_marks(body: str) -> frozenset[str]:
    """The marks of the remarks that a review of ours came with."""
    return frozenset(found[1].split()) if (found := _REVIEW.search(body)) else frozenset()


def with_notice_mark(text: str, kind: str, *, over: bool = False) -> str:
    """The text of an issue of ours for maintainers, with its kind; `over` tells that we closed it ourselves."""
    return f"{_NOTICE.sub('', text).rstrip()}\n\n<!-- shelver:notice {kind}{' over' if over else ''} -->"


def read_notice_mark(body: str) -> tuple[str, bool] | None:
    """The kind of an issue of ours for maintainers, and whether we closed it; None of another issue."""
    return (found[1], bool(found[2])) if (found := _NOTICE.search(body)) else None


def without_notice_mark(body: str) -> str:
    """What people read in an issue of ours for maintainers."""
    return _NOTICE.sub("", body).rstrip()


def with_made_of(message: str, commit: str) -> str:
    """The message of a commit that holds what somebody's commit says, mended."""
    return f"{message}\n\n{_MADE_OF}{commit}."


def read_made_of(message: str) -> str:
    """Of which commit one of ours was made; nothing where it does not say."""
    lines = (line for line in message.splitlines() if line.startswith(_MADE_OF))
    return next((line.removeprefix(_MADE_OF).removesuffix(".") for line in lines), "")


def read_memory(body: str | None) -> Memory:
    """The memory in a comment of ours; an empty one where there is none or it is damaged."""
    return _read("comment", body, Memory) or Memory()


def read_pull_mark(body: str | None) -> PullMark | None:
    """The mark in a pull request of ours; None where there is none or it is damaged."""
    return _read("pull", body, PullMark)


_T = TypeVar("_T", Memory, PullMark)


def _write(kind: str, value: Memory | PullMark) -> str:
    # A comment of HTML ends at "-->", so neither of its characters may stand inside.
    data = TypeAdapter(type(value)).dump_python(value, mode="json")
    text = json.dumps(data, sort_keys=True).replace("-", "\\u002d").replace(">", "\\u003e")
    return f"<!-- shelver:{kind} {text} -->"


def _read(kind: str, body: str | None, shape: type[_T]) -> _T | None:
    found = [match[2] for match in _MARK.finditer(body or "") if match[1] == kind]
    if not found:
        return None
    try:
        return TypeAdapter(shape).validate_json(found[-1])
    except ValidationError:
        return None
