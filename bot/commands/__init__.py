"""Chat commands: lines such as `/section Surveys` that people write in a post or a comment.

Each other file of this folder is one command, called by the file's name, with agreed names:

- `USAGE`: how it is written.
- `WHO`: whose commands of this kind count.
- `ON`: where it means something, on the issue of a submission or on a contributor's pull request.
- `apply(submission, argument, ground) -> Submission`, on issues: the submission as the command wants it. Raises
  UserError where the command cannot be obeyed, with the reason for its writer.
- `EXAMPLES`: comments, run as tests. On issues with the sections that two papers of one issue then ask for (None where
  nothing changes), with the list and the papers of tests/test_commands.py; on pull requests with whether it is heard.

Commands are folded from the posts that exist: what is edited counts as edited, what is deleted is taken back, and
of two commands about one thing that counts which stands further down.
"""

import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Final, Literal, Protocol, cast

from bot.document import ListDocument
from bot.model import Post, Role, UserError
from bot.papers import Paper, PaperId, Unresolved
from bot.sections import Said
from bot.submission import Submission
from bot.submission.markup import Line, read_markup


@dataclass(frozen=True)
class Ground:
    """What commands are read against: the list, and what the paper services say.

    `new_sections` tells that the list's owner lets the next section of a series of years be added, `said` whether
    sections get papers by the owner's word.
    """

    document: ListDocument
    papers: Mapping[PaperId, Paper | Unresolved]
    new_sections: bool = False
    said: Said | None = None


class Command(Protocol):
    """What every file of this folder offers; see the head of this file."""

    USAGE: str
    WHO: frozenset[Role]
    ON: Literal["issue", "pull"]
    EXAMPLES: Mapping[str, object]

    def apply(self, submission: Submission, argument: str, ground: Ground) -> Submission:
        """The submission as the command wants it. Raises UserError."""


@dataclass(frozen=True)
class Call:
    """One command as it was written: its word in lower case, and what stands behind it in the line."""

    word: str
    argument: str


@dataclass(frozen=True)
class Answer:
    """What became of the commands of one post.

    `errors` say why some cannot be obeyed, as far as nobody gave a better one since. `heeded` is false where the
    writer may give none of them.
    """

    post: Post
    errors: tuple[str, ...] = ()
    heeded: bool = True


def fold(submission: Submission, posts: Sequence[Post], ground: Ground) -> tuple[Submission, tuple[Answer, ...]]:
    """The submission as its first post and the commands in the posts, in their order, want it; an answer a post.

    Where no paper is proposed there is nothing to command, and nobody is answered.
    """
    answers: list[Answer] = []
    for post in posts if submission.papers else ():
        errors: list[str] = []
        obeyed = heeded = False
        for call in calls(post.body):
            command = family()[call.word]
            if command.ON != "issue" or post.role not in command.WHO:
                heeded = heeded or command.ON != "issue"
                continue
            heeded = True
            try:
                submission = command.apply(submission, call.argument, ground)
                obeyed = True
            except UserError as error:
                errors.append(str(error))
            if len(errors) == _MOST_ERRORS:
                break
        if obeyed:
            answers = [replace(earlier, errors=()) for earlier in answers]
        answers.append(Answer(post, tuple(dict.fromkeys(errors)), heeded))
    return submission, tuple(answers)


@dataclass(frozen=True)
class Order:
    """A command on a pull request: a moment, done once; `heeded` is false where its writer may not give it."""

    word: str
    post: Post
    heeded: bool


def orders(posts: Sequence[Post]) -> Iterator[Order]:
    """The commands on a pull request, in the order of its posts, each once a post."""
    for post in posts:
        for word in dict.fromkeys(call.word for call in calls(post.body)):
            command = family()[word]
            if command.ON == "pull":
                yield Order(word, post, post.role in command.WHO)


def recent(posts: Sequence[Post], now: datetime) -> Iterator[Order]:
    """The commands on a pull request that are not past: those of the last three days.

    An edited comment counts as written when it was edited, the first post, of which nobody tells that, as written when
    it was opened.
    """
    return (one for one in orders(posts) if one.post.at is None or now - one.post.at <= _WAITS)


def waiting(posts: Sequence[Post], answered: Mapping[str, str], now: datetime) -> Iterator[Order]:
    """The commands on a pull request that wait to be obeyed. `answered` are the posts that our comment answered.

    A command is a moment, obeyed once. That it was is told by our comment, which may never come or be deleted, or by
    our thumb on the post, which only we can take away and which is given last, when all else is done. So neither a push
    nor a missing comment wakes it again, and one that is written while we look, or while we are away, still waits.
    One that is past is let go, whoever did not see it: better ignored than obeyed late. A thumb on the first post
    answers it for good.
    """
    for one in recent(posts, now):
        if not one.post.acknowledged and answered.get(str(one.post.id)) != one.post.version:
            yield one


def calls(body: str) -> list[Call]:
    """The commands in a text of GitHub's Markdown. Quotes, code, links and what is struck out or hidden hold none."""
    if not may_hold(body):
        return []
    return [call for line in read_markup(_without_code_tags(body)) if (call := _call(line))]


def may_hold(text: str) -> bool:
    """Whether a text has a line that starts as commands do: cheap, for the many comments that have none."""
    return _START.search(text) is not None


def without_commands(body: str) -> str:
    """A post whose lines that are commands keep only the addresses in them, so that nothing else is read there."""
    if not calls(body):
        return body
    lines = body.splitlines(keepends=True)
    return "".join(" ".join([*_URL.findall(line), "\n"]) if _is_call(line.lstrip(_BEFORE)) else line for line in lines)


@cache
def family() -> dict[str, Command]:
    """All commands by their words, found by walking this folder."""
    return {
        module.name: cast(Command, import_module(f"{__name__}.{module.name}"))
        for module in pkgutil.iter_modules(__path__)
    }


#: No outage that anybody waits for is longer.
_WAITS: Final = timedelta(days=3)
#: One post with more commands in vain than these is no honest try.
_MOST_ERRORS: Final = 3
#: What may stand before a command in its line: a list's mark, bold.
_BEFORE: Final = " \t\r*_+-.)0123456789"
_START: Final = re.compile(r"^[ \t\r*_+\-.)0-9]*+[/@]", re.MULTILINE)
_URL: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_CALL: Final = re.compile(
    r"(?:@shelver(?:\[bot\])?+[\s,:，：]++(?:please\b[\s,:]*+)?+/?+|/)(?P<word>[a-z]{2,20}+)(?![\w/.-])"
    r"[\s,:，：]*+(?P<argument>.*)",
    re.IGNORECASE,
)


def _call(line: Line) -> Call | None:
    """The command that a line of prose starts with."""
    start = len(line.text) - len(line.text.lstrip())
    quoted = (*line.marked, *((anchor.start, anchor.end) for anchor in line.anchors))
    if line.kind != "text" or any(begin <= start < end for begin, end in quoted):
        return None
    found = _CALL.match(line.text, start)
    if found is None or found["word"].casefold() not in family():
        return None
    return Call(found["word"].casefold(), " ".join(found["argument"].split()))


def _is_call(text: str) -> bool:
    found = _CALL.match(text)
    return found is not None and found["word"].casefold() in family()


#: Elements of HTML in which GitHub shows code and quotes.
_CODE_TAG: Final = re.compile(r"<(/?)(pre|code|blockquote)\b[^<>]{0,200}>", re.IGNORECASE)


def _without_code_tags(body: str) -> str:
    """The text without what stands between the tags of code and quotes; a tag without an end holds nothing."""
    opened: dict[str, list[int]] = {}
    spans: list[tuple[int, int]] = []
    for tag in _CODE_TAG.finditer(body):
        starts = opened.setdefault(tag[2].casefold(), [])
        if not tag[1]:
            starts.append(tag.start())
        elif starts:
            spans.append((starts.pop(), tag.end()))
    kept: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if start >= position:
            kept.append(body[position:start])
        position = max(position, end)
    return "".join([*kept, body[position:]])
