"""Chat commands: lines such as `/section Surveys` that people write in a post or a comment.

Each other file of this folder is one command, called by the file's name, with agreed names:

- `USAGE`: how it is written, and what it does, for the help.
- `WHO`: whose commands of this kind count.
- `ON`: where it means something: on the "issue" of a submission, on an issue on which we are "silent" since no paper is
  proposed there, on one that was "emptied" of its papers while something of ours stands, on a contributor's "pull"
  request.
- `apply(submission, call, ground) -> Submission`, on issues: the submission as the command wants it. Raises UserError
  where the command cannot be obeyed, with the reason for its writer.
- `EXAMPLES`: comments, run as tests. Where there is `apply`, with what they say of two papers then (None where nothing
  changes), with the list and the papers of tests/test_commands.py; on pull requests with whether it is heard.

Commands are folded from the posts that exist: what is edited counts as edited, what is deleted is taken back, and
of two commands about one thing that counts which stands further down.
"""

import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import import_module
from itertools import islice
from typing import Any, Final, Literal, Protocol, cast

from bot import messages
from bot.document import ListDocument
from bot.model import Post, Role, UserError
from bot.papers import Paper, PaperId, Unresolved
from bot.pointing import point, with_paper, with_ruled
from bot.sections import Said
from bot.submission import Submission
from bot.submission.markup import Line, read_markup

#: Where a command may mean something.
Where = Literal["issue", "silent", "emptied", "pull"]


@dataclass(frozen=True)
class Ground:
    """What commands are read against: the list, what the paper services say, and who gives them.

    `new_sections` tells that the list's owner lets the next section of a series of years be added, `said` whether
    sections get papers by the owner's word, `stands` that there is something of ours for the submission.
    """

    document: ListDocument
    papers: Mapping[PaperId, Paper | Unresolved] = field(default_factory=dict)
    new_sections: bool = False
    said: Said | None = None
    stands: bool = False
    by: str = ""
    role: Role = "submitter"


@dataclass(frozen=True)
class Call:
    """One command as it was written: its word in lower case, and what stands behind it in the line.

    `urls` are the addresses there; `markdown` is the same with links as Markdown writes them. `addressed` tells that it
    was written to us by name.
    """

    word: str
    argument: str
    urls: tuple[str, ...] = ()
    markdown: str = ""
    addressed: bool = False


class Command(Protocol):
    """What every file of this folder offers; see the head of this file."""

    USAGE: str
    WHO: frozenset[Role]
    ON: frozenset[Where]
    EXAMPLES: Mapping[str, object]

    def apply(self, submission: Submission, call: Call, ground: Ground) -> Submission:
        """The submission as the command wants it. Raises UserError."""


@dataclass(frozen=True)
class Answer:
    """What became of the commands of one post.

    `errors` say why some cannot be obeyed, as far as nobody gave a better one since. `heeded` is false where the
    writer may give none of them. `help` are the commands that its writer may give, if that was asked.
    """

    post: Post
    errors: tuple[str, ...] = ()
    heeded: bool = True
    help: tuple[str, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether our comment has to say something for it."""
        return bool(self.errors or self.help or not self.heeded)


def fold(submission: Submission, posts: Sequence[Post], ground: Ground) -> tuple[Submission, tuple[Answer, ...]]:
    """The submission as its first post and the commands in the posts, in their order, want it; an answer a post.

    A post whose commands mean nothing here gets none.
    """
    heard: list[_Heard] = []
    for post in posts:
        own = _Heard(post)
        heard.append(own)
        for call in calls(post.body):
            submission = _obey(submission, call, replace(ground, by=post.author.login, role=post.role), heard)
            if len(own.vain) == _MOST_VAIN:
                break
    return submission, tuple(
        Answer(one.post, tuple(dict.fromkeys(error for _, error in one.vain))[:_MOST_ERRORS], one.heeded, one.help)
        for one in heard
        if one.meant
    )


@dataclass
class _Heard:
    """A post while its commands are obeyed; `vain` are the words of those in vain, and why."""

    post: Post
    vain: list[tuple[str, str]] = field(default_factory=list)
    meant: bool = False
    heeded: bool = False
    help: tuple[str, ...] = ()


def _obey(submission: Submission, call: Call, ground: Ground, heard: Sequence[_Heard]) -> Submission:
    """The submission as one command of the last post wants it; what it comes to is noted there."""
    own, where = heard[-1], _where(submission, ground)
    command = family().get(call.word)
    if command is None or where not in command.ON:
        unknown = _not_here(call, where) if ground.role != "other" else None
        if unknown:
            own.meant = own.heeded = True
            own.vain.append((nearest(call.word) or call.word, unknown))
        return submission
    own.meant = True
    if ground.role not in command.WHO:
        return submission
    own.heeded = True
    if call.word == "help":
        own.help = usages(where, ground.role)
    try:
        wanted = command.apply(submission, call, ground)
    except UserError as error:
        own.vain.append((call.word, str(error)))
        return submission
    for earlier in heard:  # who found what they looked for needs no answer any more
        earlier.vain = [(word, why) for word, why in earlier.vain if word != call.word]
    return wanted


def _where(submission: Submission, ground: Ground) -> Where:
    if submission.papers:
        return "issue"
    return "emptied" if ground.stands else "silent"


def usages(where: Where, role: Role) -> tuple[str, ...]:
    """How the commands are written that somebody may give at a place, each with what it does."""
    return tuple(one.USAGE for one in family().values() if where in one.ON and role in one.WHO)


@lru_cache(maxsize=1024)
def nearest(word: str) -> str | None:
    """The command of which an unknown word may be a slip; None for one that may be another program's, or means nothing.

    A slip is seldom in the first letter: `/update` is no `/date`, `/retitle` no `/title`.
    """
    near = get_close_matches(word, [known for known in family() if known[0] == word[0]], 1, _LIKE)
    return near[0] if near else None


def _not_here(call: Call, where: Where) -> str | None:
    """What to say of a word that is no command at this place, if it was meant for us."""
    if command := family().get(call.word):
        return messages.only_on_pulls(call.word) if where == "issue" and "pull" in command.ON else None
    near = nearest(call.word)
    if near and where in family()[near].ON:
        return messages.no_such_command(call.word, near)
    return messages.no_such_command(call.word, None) if call.addressed and where != "silent" else None


def may_wake(body: str) -> bool:
    """Whether a text holds a command that means something on an issue on which we are silent."""
    return any(call.word in family() and "silent" in family()[call.word].ON for call in calls(body))


def is_wish(post: Post) -> bool:
    """Whether a post asks for more than words of those whose commands count."""
    known = (family()[call.word] for call in calls(post.body) if call.word in family() and call.word != "help")
    return any(post.role in command.WHO and not command.ON.isdisjoint(("issue", "silent")) for command in known)


def wants_recheck(answers: Sequence[Answer], answered: Mapping[str, str]) -> bool:
    """Whether somebody whose commands count wants all asked anew, and was not answered yet, or was put off.

    `answers` are those of `fold`: a post that means nothing here is never answered, and would be obeyed for ever.
    `answered` are the posts that our comment answered, by their ids, each in the version that was.
    """
    return any(
        (not is_answered(post, answered) or answered[str(post.id)].endswith(PUT_OFF))
        and any(call.word == "recheck" and post.role in family()[call.word].WHO for call in calls(post.body))
        for post in [one.post for one in answers if one.heeded][-MOST_ANSWERED:]
    )


def rechecks_of(answers: Sequence[Answer]) -> tuple[str, ...]:
    """All times that somebody whose commands count wanted all asked anew: their posts, each in its version."""
    posts = (one.post for one in answers if one.heeded)
    return tuple(f"{one.id} {one.version}" for one in posts if any(call.word == "recheck" for call in calls(one.body)))


def hangs_on_rights(body: str) -> bool:
    """Whether a command of somebody's on their own submission says more by one who looks after the list."""
    return any(call.word in _BY_RIGHTS for call in calls(body))


@dataclass(frozen=True)
class Order:
    """A command on a pull request; most are moments, done once. `heeded` is false where its writer may not give it."""

    word: str
    post: Post
    heeded: bool
    argument: str = ""


def orders(posts: Sequence[Post]) -> Iterator[Order]:
    """The commands on a pull request, in the order of its posts, each once a post."""
    for post in posts:
        for call in dict.fromkeys(replace(call, addressed=False) for call in calls(post.body)):
            command = family().get(call.word)
            if command and "pull" in command.ON:
                yield Order(call.word, post, post.role in command.WHO, call.argument)


def unknown_words(posts: Sequence[Post]) -> Iterator[tuple[Post, str]]:
    """What to say of words on a pull request that are no commands, to those who may give some; once a post."""
    for post in posts:
        told = (_not_here(call, "pull") for call in calls(post.body) if call.word not in family())
        if post.role != "other" and (first := next(filter(None, told), None)):
            yield post, first


def recent(posts: Sequence[Post], now: datetime) -> Iterator[Order]:
    """The commands on a pull request that are not past: those of the last three days.

    An edited comment counts as written when it was edited, the first post, of which nobody tells that, as written when
    it was opened.
    """
    return (one for one in orders(posts) if not is_past(one.post, now))


def is_past(post: Post, now: datetime) -> bool:
    """Whether a post is too old for its commands to be obeyed still."""
    return post.at is not None and now - post.at > _WAITS


def waiting(posts: Sequence[Post], answered: Mapping[str, str], now: datetime) -> Iterator[Order]:
    """The commands on a pull request that wait to be obeyed. `answered` are the posts that our comment answered.

    A command is a moment, obeyed once. That it was is told by our comment, which may never come or be deleted, or by
    our thumb on the post, which only we can take away and which is given last, when all else is done. So neither a push
    nor a missing comment wakes it again, and one that is written while we look, or while we are away, still waits.
    One that is past is let go, whoever did not see it: better ignored than obeyed late. A thumb on the first post
    answers it for good.
    """
    for one in recent(posts, now):
        if not one.post.acknowledged and not is_answered(one.post, answered):
            yield one


def is_answered(post: Post, answered: Mapping[str, str]) -> bool:
    """Whether our comment answered a post in the version that it has; what it was done for may stand behind that."""
    return answered.get(str(post.id), "").partition(" ")[0] == post.version


def calls(body: str) -> list[Call]:
    """The commands in a text of GitHub's Markdown, and words that may be meant as such, which are no command's.

    Quotes, code, links and what is struck out or hidden hold none.
    """
    return list(_calls(body)) if may_hold(body) else []


@lru_cache(maxsize=64)
def _calls(body: str) -> tuple[Call, ...]:
    found = (call for line in read_markup(_without_code_tags(body)) if (call := _call(line)))
    return tuple(islice(found, _MOST_CALLS))


def may_hold(text: str) -> bool:
    """Whether a text has a line that starts as commands do: cheap, for the many comments that have none."""
    return _START.search(text) is not None


def without_commands(body: str) -> str:
    """A post without its lines that are commands, so that nothing is read there; the paper's address that may stand
    behind a section stays.
    """
    if not calls(body):
        return body
    return "".join(map(_without_command, body.splitlines(keepends=True)))


def rule(submission: Submission, call: Call, ground: Ground, read: Callable[[str], Any], wants: str) -> Submission:
    """The submission with a fact of a paper, called like the command, as the person who wrote it gives it.

    `read` makes the fact of what was written behind the paper's name; what it makes nothing of raises UserError, which
    tells what the command `wants`.
    """
    pointed = point(call.word, call.argument, submission.papers, ground.papers)
    value = read(pointed.rest)
    if not value:
        raise UserError(messages.wants(call.word, wants, pointed.number))
    ruled = with_ruled(pointed.paper.ruled, call.word, ground.by)
    return with_paper(submission, pointed.index, replace(pointed.paper, ruled=ruled, **{call.word: value}))


@cache
def family() -> dict[str, Command]:
    """All commands by their words, found by walking this folder."""
    return {
        module.name: cast(Command, import_module(f"{__name__}.{module.name}"))
        for module in pkgutil.iter_modules(__path__)
    }


#: No outage that anybody waits for is longer.
_WAITS: Final = timedelta(days=3)
#: Stands behind the version of an answered post of which nothing is done yet, as the submission is held.
PUT_OFF: Final = "put off"
#: So many posts with commands are answered and remembered, the last ones.
MOST_ANSWERED: Final = 100
#: So many commands of one post are read: enough for any list of papers.
_MOST_CALLS: Final = 100
#: So many commands in vain of one post are told of; one with more than so many is no honest try.
_MOST_ERRORS: Final = 3
_MOST_VAIN: Final = 20
#: Commands that tell or do more for one who looks after the list, be it their own submission.
_BY_RIGHTS: Final = ("add", "duplicate", "help", "ignore", "recheck", "unhold")
#: How alike a word is to a command that it may be a slip of.
_LIKE: Final = 0.8
#: What may stand before a command in its line: a list's mark, bold.
_BEFORE: Final = " \t\r*_+-.)0123456789"
_START: Final = re.compile(r"^[ \t\r*_+\-.)0-9]*+(?:/|@shelver\b)", re.MULTILINE | re.IGNORECASE)
_URL: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_CALL: Final = re.compile(
    r"(?:(?P<us>@shelver)(?:\[bot\])?+[\s,:，：]++(?:please\b[\s,:]*+)?+(?P<slash>/?+)|/)"
    r"(?P<word>[a-z]{2,20}+)(?![\w/-]|\.\w)[\s.:,，：]*+(?P<argument>.*)",
    re.IGNORECASE,
)


def _call(line: Line) -> Call | None:
    """The command that a line of prose starts with."""
    start = len(line.text) - len(line.text.lstrip())
    quoted = (*line.marked, *((anchor.start, anchor.end) for anchor in line.anchors))
    if line.kind != "text" or any(begin <= start < end for begin, end in quoted):
        return None
    found = _CALL.match(line.text, start)
    if found is None or not (call := _heard(found)):
        return None
    at = found.start("argument")
    behind = [anchor for anchor in line.anchors if anchor.start >= at]
    markdown, end = "", at
    for anchor in behind:
        markdown += line.text[end : anchor.start]
        shown, end = line.text[anchor.start : anchor.end], anchor.end
        markdown += f"[{shown}]({anchor.url})" if anchor.label is not None else shown
    markdown = " ".join((markdown + line.text[end:]).split())
    return replace(call, urls=tuple(anchor.url for anchor in behind), markdown=markdown)


def _heard(found: re.Match[str]) -> Call | None:
    """A command, or a word that may be meant as one."""
    call = Call(
        found["word"].casefold(), " ".join(found["argument"].split()), addressed=bool(found["us"] and found["slash"])
    )
    return call if call.word in family() or call.addressed or nearest(call.word) else None


def _without_command(line: str) -> str:
    found = _CALL.match(line.lstrip(_BEFORE))
    call = _heard(found) if found else None
    if call is None:
        return line
    return " ".join([*(_URL.findall(line) if call.word == "section" else ()), "\n"])


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
