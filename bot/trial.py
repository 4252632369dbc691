"""What a plan would do, in Markdown, for the issue that a trial keeps.

All that is quoted stands in code blocks: nobody is mentioned by it, and no issue or pull request shows a link to it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Final

from bot.diff import diff_of
from bot.model import (
    PULL_NUMBER,
    Action,
    CommitFix,
    CompleteCheck,
    EditRemark,
    FileText,
    MergeBase,
    OpenPullRequest,
    Plan,
    PullSnapshot,
    React,
    Review,
    SetBranch,
    SetLabels,
    Snapshot,
    UpsertComment,
)
from bot.quoting import code, code_block, one_line

#: So much is shown of one submission or pull request, and of one text of it.
_MOST: Final = 12_000
_LONGEST: Final = 4_000
_MARK: Final = re.compile(r"\s*<!-- shelver:[^\n]*-->\s*\Z")


def would_do(snapshot: Snapshot | PullSnapshot, plan: Plan) -> str:
    """What a plan would do, folded below a line that says of whom and what."""
    title = snapshot.pull.title if isinstance(snapshot, PullSnapshot) else snapshot.issue.title
    kind = "Pull request" if snapshot.key.pull else "Issue"
    # A number sign would link this issue on the page of that one.
    which = f"{kind} {snapshot.key.number}, {one_line(title)}" if snapshot.key.number else "The pull request of all"
    said = f"{which}: {one_line(plan.reason)}"
    parts = [part for action in plan.actions for part in _told(action, _texts_before(snapshot))]
    shown, room = [], _MOST
    for part in parts:
        if len(part) > room:
            shown.append("... and more than can be shown here.")
            break
        room -= len(part)
        shown.append(part)
    return "\n\n".join([f"<details><summary>{_escaped(said[:300])}</summary>", *shown, "</details>"])


def _escaped(text: str) -> str:
    """A text as HTML's, without what GitHub makes links of."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"(?i)([@#]|\bgh-|://|www\.)", lambda match: f"{match[0][:1]}<!-- -->{match[0][1:]}", text)


def _texts_before(snapshot: Snapshot | PullSnapshot) -> Mapping[str, str]:
    before = snapshot.list_file.texts if snapshot.list_file else {}
    if isinstance(snapshot, PullSnapshot):
        before |= {file.path: file.head for file in snapshot.pull.touched}
    return before


def _told(action: Action, before: Mapping[str, str]) -> Iterator[str]:
    """One action: a line that says what it is, and its texts as they would be."""
    match action:
        case SetBranch() | MergeBase() | CommitFix():
            yield f"Put one commit on the branch {code(action.branch)}:"
            yield _block(_diffs(action.files, before), "diff")
        case OpenPullRequest(_, base, title, body):
            yield f"Open a pull request onto {code(base)}, {code(title)}:"
            yield _quoted(body)
        case UpsertComment(body=body):
            yield "Say in a comment there:"
            yield _quoted(body)
        case SetLabels(_, add, remove):
            changes = [f"put {code(name)}" for name in add] + [f"take off {code(name)}" for name in remove]
            yield f"Labels: {', '.join(changes)}."
        case CompleteCheck():
            notes = len(action.annotations)
            yield f"Make a check, {code(action.conclusion)}, {code(action.title)}, with annotations: {notes}:"
            yield _quoted(action.summary)
        case Review():
            yield "Say in one review:"
            yield _quoted(action.body)
            for remark in action.remarks:
                yield f"At {code(f'{remark.path}:{remark.line}')}:"
                yield _quoted(remark.body)
        case EditRemark(body=body):
            yield "Say in one of the remarks from now on:"
            yield _quoted(body)
        case React():
            return
        case _:
            words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(action).__name__).lower()
            yield f"Also: {words}{_numbered(action)}."


def _numbered(action: Action) -> str:
    named = {field.name: getattr(action, field.name) for field in fields(action)}
    return f" {named['number']}" if "number" in named else f" {code(str(named['branch']))}" if "branch" in named else ""


def _diffs(files: Sequence[FileText], before: Mapping[str, str]) -> str:
    return "".join(diff_of(file.path, before.get(file.path, ""), file.text) for file in files)


def _quoted(text: str) -> str:
    return _block(_MARK.sub("", text).replace(PULL_NUMBER, "N"), "markdown")


def _block(text: str, language: str) -> str:
    return code_block(text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}\n...", language)
