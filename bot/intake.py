"""The plan for a submission: what becomes of each paper, one pull request, one comment, labels."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import messages
from bot.addition import find_entry, holds_paper_list
from bot.document import ListDocument, apply_edits, parse
from bot.marker import (
    Memory,
    PullMark,
    paper_mark,
    read_memory,
    read_pull_mark,
    with_memory,
    with_pull_mark,
)
from bot.model import (
    PULL_NUMBER,
    Action,
    Base,
    ClosePullRequest,
    DeleteBranch,
    EditPullRequest,
    ListFile,
    OpenPullRequest,
    Plan,
    React,
    SetBranch,
    SetLabels,
    Snapshot,
    UpsertComment,
)
from bot.outcome import (
    Added,
    InList,
    NoForm,
    Outcome,
    Queued,
    Ready,
    Titleless,
    UnknownPaper,
    Unreachable,
    Withdrawn,
    judge,
)

#: Labels, made when first needed.
SUBMISSION, NEEDS_ANSWER, DUPLICATE = "submission", "needs answer", "duplicate"

#: New papers show late at arXiv: an unknown id is asked for daily this long, then at an edit.
ASK_UNKNOWN_FOR = timedelta(days=3)
_DAY = 24 * 3600
#: Seconds between two looks while a paper service is down, and while others are served first.
_RETRY, _QUEUE_RETRY = 1800, 10

#: What the mark of a paper in a pull request ends with: a source confirmed it, or it is the writer's word.
_VERIFIED, _AS_GIVEN = ":verified", ":as given"


def plan_submission(snapshot: Snapshot) -> Plan:
    """What to do about an issue; empty where all is as it should be."""
    if reason := _left_alone(snapshot):
        return Plan(reason)
    memory = read_memory(snapshot.own.comment.body if snapshot.own.comment else None)
    if not snapshot.issue.open:
        return _closed(snapshot, memory)
    return _Intake(snapshot, memory).plan()


def _left_alone(snapshot: Snapshot) -> str | None:
    """Why nothing at all is written, if so."""
    issue, own = snapshot.issue, snapshot.own
    if issue.author.bot:
        return "opened by a bot"
    if own.pull or own.comment:
        return None
    if issue.created_at < snapshot.installed_at and not snapshot.key.edited:
        return "older than the installation"
    if not issue.open:
        return "closed"
    submission = snapshot.submission
    if submission.kind == "none" and not submission.form:
        return "proposes no paper"
    if snapshot.list_file is None:
        return "the repository has no README in Markdown"
    return None


def _closed(snapshot: Snapshot, memory: Memory) -> Plan:
    """The issue is closed: the pull request goes with it, unless it was merged."""
    pull = snapshot.own.pull
    actions: list[Action] = []
    if pull and pull.open:
        actions += [ClosePullRequest(pull.number), DeleteBranch(snapshot.key.branch)]
    if pull and pull.merged:
        mark = read_pull_mark(pull.body)
        memory = replace(memory, state="merged", question="", added=_union(memory.added, mark.papers if mark else ()))
        text, reason = messages.merged(pull.number), "merged"
    else:
        memory = replace(memory, state="closed", question="", let_go=pull.number if pull else None)
        text, reason = messages.closed(pull.number if pull else None), "the issue is closed"
    # Where we did nothing yet, nothing is said: closing an issue is no question to us.
    if snapshot.own.comment or actions:
        actions += _comment(snapshot, text, memory)
    return Plan(reason, tuple(actions))


@dataclass(frozen=True)
class _Intake:
    """One open issue."""

    snapshot: Snapshot
    memory: Memory

    def plan(self) -> Plan:
        """Judge each paper, then say and do what follows for the whole issue."""
        snapshot, file, base = self.snapshot, self.snapshot.list_file, self.snapshot.base
        submission, pull = snapshot.submission, snapshot.own.pull
        if pull and not pull.open and not pull.merged and self.memory.let_go != pull.number:
            return self._say("declined", messages.declined(pull.number), reason="declined")
        if not submission.papers:
            return self._no_paper()
        if file is None or base is None:
            return Plan("the list's file is gone", look_again=_RETRY)
        if file.text is None:
            return self._say(
                "unreadable",
                messages.unreadable(file.path, file.problem or ""),
                reason="the list is not UTF-8",
                look_again=_DAY,
            )
        document = parse(file.text)
        if snapshot.config is None and not holds_paper_list(document):
            return Plan("the README holds no paper list")
        outcomes, text = self._judge(document)
        if any(isinstance(outcome, Queued) for outcome in outcomes):
            return self._wait_for_turn()
        if self._stands_still(outcomes):
            return Plan("arXiv does not answer; the pull request stands as it is", look_again=_RETRY)
        return self._settle(outcomes, text, file, base)

    def _judge(self, document: ListDocument) -> tuple[tuple[Outcome, ...], str]:
        """What becomes of each paper, and the list's text with all that are ready."""
        added = self._added()
        outcomes: list[Outcome] = []
        for proposed in self.snapshot.submission.papers:
            if paper_mark(proposed) in added:
                outcomes.append(Added(proposed))
                continue
            outcome = judge(document, proposed, self.snapshot.papers)
            if isinstance(outcome, Ready):
                document = parse(apply_edits(document.text, [outcome.addition.edit]))
            outcomes.append(outcome)
        return tuple(outcomes), document.text

    def _added(self) -> set[str]:
        """Marks of papers that were merged; whatever a maintainer made of their entries later."""
        pull = self.snapshot.own.pull
        mark = read_pull_mark(pull.body) if pull and pull.merged else None
        return {_bare(mark) for mark in (*self.memory.added, *(mark.papers if mark else ()))}

    def _wait_for_turn(self) -> Plan:
        issue = self.snapshot.issue
        react = (React(issue.number),) if not issue.eyes and not self.snapshot.own.comment else ()
        return Plan("waits for its turn at arXiv", react, look_again=_QUEUE_RETRY)

    def _stands_still(self, outcomes: tuple[Outcome, ...]) -> bool:
        """Whether an open pull request would change only because a source is silent: what it said once stays."""
        pull = self.snapshot.own.pull
        mark = read_pull_mark(pull.body) if pull and pull.open else None
        return mark is not None and any(
            f"{paper_mark(outcome.proposed)}{_VERIFIED}" in mark.papers for outcome in outcomes if _is_silent(outcome)
        )

    def _settle(self, outcomes: tuple[Outcome, ...], text: str, file: ListFile, base: Base) -> Plan:
        snapshot, own = self.snapshot, self.snapshot.own
        ready = [outcome for outcome in outcomes if isinstance(outcome, Ready)]
        pull = own.pull if own.pull and own.pull.open else None
        memory = self.memory
        if own.pull and own.pull.merged:
            memory = replace(memory, added=tuple(sorted(self._added())))
        actions: list[Action] = []
        if ready:
            actions += self._pull_actions(ready, outcomes, text, file, base)
        elif pull:
            actions += [ClosePullRequest(pull.number), DeleteBranch(snapshot.key.branch)]
            memory = replace(memory, let_go=pull.number)
        since = self._since(outcomes)
        until: dict[Outcome, datetime] = {
            one: first + ASK_UNKNOWN_FOR for one, first in since.items() if isinstance(one, UnknownPaper)
        }
        said = messages.result(
            outcomes,
            pull=(pull.number if pull else PULL_NUMBER) if ready else None,
            touched=bool(ready and pull and not pull.untouched),
            list_page=self._web(base, file),
            until=until,
            since=since,
            now=snapshot.now,
        )
        wanted = _labels(outcomes)
        memory = replace(memory, state=_state(outcomes), question=_question(outcomes), since=_dates(since))
        label_actions, memory = self._label_actions(wanted, memory)
        actions += label_actions
        actions += _comment(
            snapshot, said, memory, anew=bool(memory.question) and memory.question != self.memory.question
        )
        return Plan(_reason(outcomes), tuple(actions), _look_again(outcomes, until, snapshot.now))

    def _pull_actions(
        self, ready: list[Ready], outcomes: tuple[Outcome, ...], text: str, file: ListFile, base: Base
    ) -> list[Action]:
        """Make the pull request, or let it follow the post. One that stands for the same is left as it is."""
        snapshot = self.snapshot
        key, issue = snapshot.key, snapshot.issue
        pull = snapshot.own.pull if snapshot.own.pull and snapshot.own.pull.open else None
        standing = read_pull_mark(pull.body) if pull else None
        mark = PullMark(
            papers=tuple(paper_mark(one.proposed) + (_VERIFIED if one.source else _AS_GIVEN) for one in ready),
            closes=all(isinstance(outcome, Ready | InList | Added) for outcome in outcomes),
        )
        if standing == mark or (pull and not pull.untouched):
            return []
        title = messages.pull_title(ready)
        body = with_pull_mark(
            messages.pull_body(
                ready,
                issue=issue.number,
                author=issue.author.login,
                closes=mark.closes,
                config_problem=snapshot.config_problem,
            ),
            mark,
        )
        actions: list[Action] = []
        if standing is None or standing.papers != mark.papers:
            message = messages.commit_message(ready, issue=issue.number, author=issue.author)
            actions.append(SetBranch(key.branch, base, file.path, file.mode, text, message))
        if pull:
            actions.append(EditPullRequest(pull.number, title, body))
        else:
            actions.append(OpenPullRequest(key.branch, base.branch, title, body))
        return actions

    def _no_paper(self) -> Plan:
        """No paper is proposed (any more): silence, unless something stands already or a form wants an answer."""
        snapshot, pull = self.snapshot, self.snapshot.own.pull
        if pull and pull.open:
            memory = replace(self.memory, state="withdrawn", question="", let_go=pull.number)
            text = messages.withdrawn_post(pull.number)
            closing = (ClosePullRequest(pull.number), DeleteBranch(snapshot.key.branch))
            return Plan("names no paper any more", (*closing, *_comment(snapshot, text, memory)))
        if snapshot.submission.form:
            labels, memory = self._label_actions({SUBMISSION, NEEDS_ANSWER}, self.memory)
            memory = replace(memory, state="asked", question="form")
            anew = self.memory.question != "form"
            return Plan(
                "a form without a paper",
                (*labels, *_comment(snapshot, messages.empty_form(), memory, anew=anew)),
            )
        if snapshot.submission.kind == "correction" and snapshot.list_file and snapshot.list_file.text:
            found = find_entry(parse(snapshot.list_file.text), snapshot.submission.about)
            if found is not None and snapshot.base:
                return self._say(
                    "correction",
                    messages.correction(found, self._web(snapshot.base, snapshot.list_file)),
                    reason="a correction",
                )
        return Plan("proposes no paper")

    def _web(self, base: Base, file: ListFile) -> str:
        return f"{self.snapshot.issue.web}/blob/{base.branch}/{file.path}"

    def _say(self, state: str, text: str, *, reason: str, look_again: int | None = None) -> Plan:
        """Only a comment, which asks nothing of the submitter."""
        memory = replace(self.memory, state=state, question="")
        return Plan(reason, tuple(_comment(self.snapshot, text, memory)), look_again)

    def _label_actions(self, wanted: set[str], memory: Memory) -> tuple[list[Action], Memory]:
        """Set what is wanted and take away what we set before; what a person took away stays away."""
        issue = self.snapshot.issue
        add = tuple(sorted(wanted - set(memory.labels) - issue.labels))
        remove = tuple(sorted((set(memory.labels) - wanted) & issue.labels))
        labels = tuple(sorted(set(memory.labels) & wanted | set(add)))
        return [SetLabels(issue.number, add, remove)] if add or remove else [], replace(memory, labels=labels)

    def _since(self, outcomes: tuple[Outcome, ...]) -> dict[Outcome, datetime]:
        """When each paper that a source knows nothing of, or is silent on, was first asked for."""
        since: dict[Outcome, datetime] = {}
        for outcome in outcomes:
            known = self.memory.since.get(paper_mark(outcome.proposed))
            if isinstance(outcome, UnknownPaper):
                since[outcome] = datetime.fromisoformat(known) if known else outcome.asked
            elif _is_silent(outcome):
                since[outcome] = datetime.fromisoformat(known) if known else self.snapshot.now
        return since


def _look_again(outcomes: tuple[Outcome, ...], until: dict[Outcome, datetime], now: datetime) -> int | None:
    if any(map(_is_silent, outcomes)):
        return _RETRY
    return _DAY if any(now < last for last in until.values()) else None


def _is_silent(outcome: Outcome) -> bool:
    """Whether a source did not answer."""
    return isinstance(outcome, Unreachable) or (isinstance(outcome, Ready) and outcome.asked_in_vain)


def _dates(since: dict[Outcome, datetime]) -> dict[str, str]:
    return {paper_mark(one.proposed): first.isoformat(timespec="minutes") for one, first in since.items()}


def _comment(snapshot: Snapshot, text: str, memory: Memory, *, anew: bool = False) -> list[Action]:
    """Let the sticky comment say this; nothing where it does already."""
    own, body = snapshot.own, with_memory(text, memory)
    standing = own.comment
    if standing and standing.body.replace("\r\n", "\n").strip() == body and not own.spare_comments:
        return []
    return [
        UpsertComment(
            snapshot.issue.number,
            body,
            replace=standing.id if standing else None,
            anew=anew and standing is not None,
            spare=own.spare_comments,
        )
    ]


def _labels(outcomes: tuple[Outcome, ...]) -> set[str]:
    in_list = [outcome for outcome in outcomes if isinstance(outcome, InList)]
    labels = {DUPLICATE} if len(in_list) == len(outcomes) else {SUBMISSION}
    if _question(outcomes) or any(outcome.duplicate.lacks for outcome in in_list):
        labels.add(NEEDS_ANSWER)
    return labels


def _question(outcomes: tuple[Outcome, ...]) -> str:
    """What is asked of the submitter, so that the same question is not asked twice."""
    asked = [paper_mark(o.proposed) for o in outcomes if isinstance(o, UnknownPaper | Titleless | Withdrawn)]
    return " ".join(sorted(asked))


def _state(outcomes: tuple[Outcome, ...]) -> str:
    kinds = {type(outcome) for outcome in outcomes}
    if kinds & {UnknownPaper, Titleless, Withdrawn}:
        return "asked"
    if Unreachable in kinds:
        return "waiting"
    if Ready in kinds:
        return "ready"
    if kinds == {InList}:
        return "duplicate"
    return "for a maintainer" if NoForm in kinds else "merged"


def _reason(outcomes: tuple[Outcome, ...]) -> str:
    """One line for the log and for `shelver plan`."""
    return ", ".join(f"{_title(outcome)}: {_REASONS[type(outcome)]}" for outcome in outcomes)


def _title(outcome: Outcome) -> str:
    proposed = outcome.proposed
    return proposed.name or proposed.title or str(proposed.id)


_REASONS: dict[type[Outcome], str] = {
    Ready: "ready",
    InList: "in the list already",
    Added: "merged",
    UnknownPaper: "unknown to its source",
    Unreachable: "its source does not answer",
    Queued: "waits for its turn",
    Titleless: "its title is missing",
    Withdrawn: "withdrawn",
    NoForm: "its section's form cannot be written yet",
}


def _bare(mark: str) -> str:
    """A paper's mark without what a pull request's mark says of it."""
    return mark.partition(":")[0]


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*one, *map(_bare, other)}))
