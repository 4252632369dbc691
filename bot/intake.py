"""The plan for a submission: what becomes of each paper, one pull request, one comment, labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal

from bot import messages
from bot.addition import Addition
from bot.carrying import Standing, carried, moved
from bot.commands import (
    MOST_ANSWERED,
    PUT_OFF,
    Answer,
    Ground,
    calls,
    fold,
    is_answered,
    is_wish,
    rechecks_of,
    wants_recheck,
)
from bot.config import ListConfig
from bot.counters import counter_edits
from bot.document import ListDocument, Section, apply_edits, parse
from bot.duplicates import find_entry
from bot.headings import heading_key
from bot.marker import (
    WAITS,
    Memory,
    PullMark,
    paper_mark,
    paper_of,
    read_memory,
    read_pull_mark,
    same_paper,
    text_mark,
    with_memory,
    with_pull_mark,
    without_memory,
)
from bot.mirrors import Mirrored, mirror_addition
from bot.model import (
    PULL_NUMBER,
    Action,
    Base,
    Claim,
    CloseIssue,
    ClosePullRequest,
    DeleteBranch,
    EditPullRequest,
    FileText,
    ListFile,
    MergeBase,
    OpenPullRequest,
    Own,
    Plan,
    PullRequest,
    React,
    ReopenPullRequest,
    SetBranch,
    SetLabels,
    Share,
    Snapshot,
    UpsertComment,
)
from bot.outcome import (
    Added,
    Claimed,
    Contributed,
    InList,
    NoForm,
    Outcome,
    Programmed,
    Queued,
    Ready,
    TakenBack,
    Titleless,
    UnknownPaper,
    Unpublished,
    Unreachable,
    Withdrawn,
    judge,
)
from bot.papers import Paper, PaperId
from bot.sections import is_paper_list
from bot.submission import ProposedPaper

#: What labels of ours say; how they are called is the owner's.
Label = Literal["submission", "needs_answer", "duplicate"]

#: New papers show late at arXiv: an unknown id is asked for daily this long, then at an edit.
ASK_UNKNOWN_FOR = timedelta(days=3)
#: More papers in one post are nothing that a maintainer would merge with one click.
MOST_PAPERS = 100
_DAY = 24 * 3600
#: Seconds between two looks while a paper service is down, and while others are served first.
_RETRY, _QUEUE_RETRY = 1800, 10

#: So many commands in vain are answered in one comment, the last ones, and so many people who ask for help.
_MOST_ERRORS, _MOST_HELPS = 3, 2
#: So many posts with commands of those who are not heeded are answered, the last ones.
_MOST_OTHERS = 20
#: States of the comment: it only answers people, nothing being done; somebody holds the submission.
_ANSWERED, _HELD = "answered", "held"
#: Why nothing is done about an issue, where a command may change that.
_NO_PAPER, _OLD = "proposes no paper", "older than the installation"

#: Seconds after which it is looked whether the pull request of all has what is ready, and after which it is shown that
#: this was seen.
_SHARED_SOON, _SEEN_AFTER = 10, 60
#: Seconds after which GitHub has tried a merge that it was asked for.
_TRIED_SOON = 5

#: What the mark of a paper in a pull request ends with: a source confirmed it, or it is the writer's word.
_VERIFIED, _AS_GIVEN = ":verified", ":as given"


def plan_submission(snapshot: Snapshot) -> Plan:
    """What to do about an issue; empty where all is as it should be."""
    own = snapshot.own
    memory = read_memory(own.comment.body if own.comment else None)
    mark = read_pull_mark(own.pull.body) if own.pull else None
    if own.pull and own.pull.shared:
        mark, memory = mark and mark.share_of(snapshot.issue.number), replace(memory, shared=own.pull.number)
        if own.pull.open and not (snapshot.config and snapshot.config.combined):
            # The owner wants one for each again, and this one goes.
            snapshot, mark = replace(snapshot, own=replace(own, pull=None)), None
    if snapshot.issue.gone:
        return Intake(snapshot, memory, mark).plan_gone()
    if snapshot.own.pull is None and "Ready " in memory.shown and not memory.shared:
        # It came along from another repository with its issue, and speaks of a pull request there.
        memory = replace(memory, shown="", labels=tuple(sorted({*memory.labels} & snapshot.issue.labels)))
    if own.pull and own.pull.merged:
        memory = replace(memory, added=tuple(sorted({*memory.added, *map(_bare, mark.papers if mark else ())})))
    answers: tuple[Answer, ...] = ()
    if snapshot.posts and snapshot.list_file and not snapshot.list_file.unreadable:
        owner = snapshot.config or ListConfig()
        ground = Ground(
            snapshot.list_file.document,
            snapshot.papers,
            owner.new_sections,
            lambda path: owner.section(path).papers,
            stands=_stands(snapshot.own, memory),
        )
        submission, answers = fold(snapshot.submission, snapshot.posts, ground)
        snapshot, answers = replace(snapshot, submission=submission), _latest(answers)
    intake = Intake(snapshot, memory, mark, answers)
    if reason := _left_alone(snapshot, memory):
        return intake.plan_silent(reason)
    return intake.plan() if snapshot.issue.open else intake.plan_closed()


def _left_alone(snapshot: Snapshot, memory: Memory) -> str | None:
    """Why nothing is done, if so; somebody who asks something may get an answer all the same."""
    issue = snapshot.issue
    if _stands(snapshot.own, memory):
        return None
    if issue.author.bot and not _asked_for(snapshot):
        return "opened by a bot"
    if issue.created_at < snapshot.installed_at and not snapshot.key.edited and not _asked_for(snapshot):
        return _OLD
    if not issue.open:
        return "closed"
    submission = snapshot.submission
    if submission.kind == "none" and not submission.form:
        return _NO_PAPER
    if snapshot.list_file is None:
        return "the repository has no README in Markdown"
    if snapshot.config is None and not is_paper_list(snapshot.list_file.document):
        return "the README holds no paper list"
    return None


def _stands(own: Own, memory: Memory) -> bool:
    """Whether something of ours stands for a submission; a mere answer to somebody is nothing of the kind."""
    return own.pull is not None or (own.comment is not None and memory.state != _ANSWERED)


def _asked_for(snapshot: Snapshot) -> bool:
    """Whether somebody whose commands count gave one since the installation that asks for more than words."""
    since = snapshot.installed_at
    return any(post.at is not None and post.at >= since and is_wish(post) for post in snapshot.posts)


@dataclass(frozen=True)
class Intake:
    """One issue.

    `memory` is the sticky comment's, `mark` that of the newest pull request. The snapshot's submission is as the
    commands want it; `answers` are what became of them.
    """

    snapshot: Snapshot
    memory: Memory
    mark: PullMark | None
    answers: tuple[Answer, ...] = ()

    @property
    def _own_pull(self) -> PullRequest | None:
        """Our pull request for this submission alone."""
        pull = self.snapshot.own.pull
        return None if pull and pull.shared else pull

    @property
    def _shares(self) -> bool:
        """Whether what is ready goes into the pull request that all share; one of its own that is open is kept."""
        own = self._own_pull
        return self.owner.combined and not (own and own.open)

    @property
    def _unread(self) -> tuple[PaperId, ...] | None:
        """What is claimed while the list cannot be read: the pull request that all share stays as it is."""
        return None if self.owner.combined else ()

    @property
    def _is_declined(self) -> bool:
        """Whether a maintainer closed the pull request unmerged, and nobody took that back."""
        pull = self.snapshot.own.pull
        if pull is None or pull.open or pull.merged or (self.mark and self.mark.let_go):
            return False
        return not pull.shared or pull.number != self.memory.past

    @property
    def rechecked(self) -> bool:
        """Whether somebody asks that all is looked at anew, which may change what stands."""
        return wants_recheck(self.answers, self.memory.answered)

    def _is_rechecked(self, proposed: ProposedPaper) -> bool:
        """The same of one paper."""
        return self.rechecked

    def plan_silent(self, reason: str) -> Plan:
        """Nothing is done here, for this reason. Who asks something is answered; a stranger not on what is old."""
        heard = [one for one in self.answers if one.speaks and (one.heeded or reason == _NO_PAPER)]
        if not heard or not self.snapshot.issue.open or reason not in (_NO_PAPER, _OLD):
            return Plan(reason)
        answering = replace(self, answers=tuple(heard))
        return Plan(reason, answering._answer(answering._with_answers(""), _ANSWERED, answering._answered))

    def plan(self) -> Plan:
        """The issue is open: judge each paper, then say and do what follows for the whole."""
        snapshot, pull = self.snapshot, self.snapshot.own.pull
        papers, file, base = snapshot.submission.papers, snapshot.list_file, snapshot.base
        if pull and self._is_declined:
            claims = tuple(dict.fromkeys(one for paper in papers for one in self._known_ids(paper)))
            told = self._say("declined", messages.declined(pull.number, branch=pull.branch_stands, shared=pull.shared))
            return Plan("declined", told, claims=claims, declined=True)
        if (by := snapshot.submission.held_by) and not (pull and pull.merged):
            return self._held(by)
        if not papers:
            return self._no_paper()
        if file is None or base is None:
            return Plan("the list's file is gone", claims=self._unread)
        if bad := file.unreadable:
            said = messages.unreadable(bad.path, bad.problem or "")
            return Plan("the list cannot be read", self._say("unreadable", said), _DAY, self._unread)
        if waits := self._flooded():
            return waits
        if len(papers) > MOST_PAPERS:
            return self._ask("too many papers", messages.too_many(len(papers), MOST_PAPERS))
        outcomes, changes = self._judge(file)
        if any(isinstance(outcome, Queued) for outcome in outcomes):
            react = (React(snapshot.issue.number),) if not snapshot.issue.eyes and not snapshot.own.comment else ()
            return Plan("waits for its turn at a paper service", react, _QUEUE_RETRY, claims=None)
        if self._stands_still(outcomes):
            why = "a paper service does not answer; the pull request stands as it is"
            return Plan(why, look_again=_RETRY, claims=None)
        return self._settle(outcomes, changes, file, base)

    def plan_closed(self) -> Plan:
        """The issue is closed: the pull request goes with it, unless it was merged."""
        pull = self.snapshot.own.pull
        if pull and pull.merged and self.memory.state != "in the list":
            return Plan("merged", self._say("merged", messages.merged(pull.number)))
        if pull and pull.shared and self._is_declined:
            # Who reopens the issue takes that back; the text of what others share is left as it is.
            return replace(self, memory=replace(self.memory, past=pull.number)).plan_closed()
        pull = self._own_pull
        again = bool(pull and pull.open and self.mark and self.mark.let_go)
        if self.memory.state == "in the list" and not again:
            return Plan("came into the list by another way", tuple(self._clear_away()))
        actions: list[Action] = []
        if pull and pull.open and self.memory.state in ("closed", "alone", "in the list"):
            # Somebody opened it again though the issue is closed.
            if self.mark and self.mark.let_go:
                body = with_pull_mark(pull.body, replace(self.mark, let_go=False))
                actions.append(EditPullRequest(pull.number, pull.title, body))
            return Plan("opened again", (*actions, *self._say("alone", messages.stands_alone(pull.number))))
        if pull and not pull.open and not (self.mark and self.mark.let_go):
            # It was declined; who reopens the issue takes that back.
            actions.append(EditPullRequest(pull.number, pull.title, self._let_go(pull)))
        said = self._say("closed", messages.closed(pull.number if pull else None))
        return Plan("the issue is closed", (*actions, *self._clear_away(), *said))

    def _flooded(self) -> Plan | None:
        """A submission that waits as too many were taken up today; who has several waiting is told on one of them."""
        snapshot, crowd = self.snapshot, self.snapshot.crowd
        wait = crowd.wait(self.owner.limits, snapshot.now) if crowd else None
        if crowd is None or wait is None:
            return None
        actions: Sequence[Action]
        if crowd.told and not snapshot.own.comment:
            actions = () if snapshot.issue.eyes else (React(snapshot.issue.number),)
        else:
            memory = replace(self.memory, state=WAITS, question="", shown=f"waits {wait.of_person}")
            said = messages.waits_for_room(wait.until, wait.most, of_person=wait.of_person)
            actions = self._speak(said, memory, None)
        reason = f"waits: {wait.most} submissions a day are taken up {'of one person' if wait.of_person else 'in all'}"
        return Plan(reason, tuple(actions), max(1, int((wait.until - snapshot.now).total_seconds()) + 1))

    def plan_gone(self) -> Plan:
        """The issue was deleted, or went to another repository: its pull request goes too, and nothing is said."""
        pull = self._own_pull
        if pull and pull.open and self.mark and self.mark.let_go:
            return Plan("the issue is gone, and somebody opened its pull request again")
        return Plan("the issue is gone", tuple(self._clear_away()))

    # The papers

    def _judge(self, file: ListFile) -> tuple[tuple[Outcome, ...], "Changes"]:
        """What becomes of each paper in the list as it is, and the list's files with all that are ready."""
        answers, pull, owner = self.snapshot.papers, self.snapshot.own.pull, self.owner
        unmarked = pull is not None and pull.merged and self.mark is None
        outcomes: list[Outcome] = []
        changes = Changes(file)
        for proposed in self.snapshot.submission.papers:
            outcome = judge(file.document, proposed, answers, self._owner_of(proposed), self.snapshot.repositories)
            held = isinstance(outcome, InList)
            merged = any(same_paper(paper_mark(proposed), mark) for mark in self.memory.added)
            if merged or (held and unmarked):
                if proposed.distinct:  # in the list by now, it looks like itself
                    again = judge(file.document, replace(proposed, distinct=None), answers, self.owner)
                    held = isinstance(again, InList)
                outcomes.append(Added(proposed, self._title(proposed), held))
                continue
            if proposed.taken_back:
                outcomes.append(TakenBack(proposed, proposed.taken_back, self._title(proposed)))
                continue
            if isinstance(outcome, Ready) and changes.document is not file.document:
                alike = outcome.perhaps  # with its line in the list as it is
                outcome = judge(
                    changes.document, proposed, answers, self._owner_of(proposed), self.snapshot.repositories
                )
                if isinstance(outcome, InList):
                    continue  # the same paper as one before it in this very post
                if isinstance(outcome, Ready) and alike:
                    outcome = replace(outcome, addition=replace(outcome.addition, perhaps=alike))
            if isinstance(outcome, Ready) and (rival := self._rival(outcome)) is not None:
                outcomes.append(Contributed(proposed, rival, self._title(proposed)))
                continue
            if isinstance(outcome, Ready) and (claim := self._claim(outcome)) is not None:
                outcomes.append(Claimed(proposed, claim.issue, self._title(proposed), claim.declined))
                continue
            if isinstance(outcome, Ready):
                outcome = self._carried(outcome, changes.document)
                changes.add(outcome.addition, self.snapshot.now.date() if owner.counters else None)
            outcomes.append(outcome)
        return tuple(outcomes), changes

    @property
    def owner(self) -> ListConfig:
        """What the list's owner says."""
        return self.snapshot.config or ListConfig()

    def _rival(self, ready: Ready) -> int | None:
        """Somebody's own pull request that brings a paper, unless ours stood first."""
        pull, mark = self.snapshot.own.pull, self.mark
        if pull is not None and pull.open and mark is not None:
            own = paper_mark(ready.proposed)
            if any(same_paper(own, _bare(other)) for other in mark.papers):
                return None
        return next((number for one in _ids(ready) if (number := self.snapshot.rivals.get(one))), None)

    def _claim(self, ready: Ready) -> Claim | None:
        """The elder issue that proposes a paper, too. What was declined there is wanted where a maintainer says so."""
        for one in _ids(ready):
            claim = self.snapshot.claims.get(one)
            if claim is None or claim.issue >= self.snapshot.issue.number:
                continue
            if not claim.declined or (claim.issue == self.memory.behind and not self._is_wanted):
                return claim
        return None

    @property
    def _is_wanted(self) -> bool:
        """Whether a maintainer asked for what the issue proposes, by a command."""
        asks = ("recheck", "add")
        return any(
            post.role == "maintainer" and any(call.word in asks for call in calls(post.body))
            for post in self.snapshot.posts
        )

    @cached_property
    def _standing(self) -> Standing | None:
        """What stands on the branch of our open pull request, where it may have to be touched."""
        pull, file = self.snapshot.own.pull, self.snapshot.list_file
        if pull is None or not pull.open or pull.branch is None or file is None or self.mark is None:
            return None
        return Standing(pull.branch, file)

    def _carried(self, ready: Ready, document: ListDocument) -> Ready:
        """A paper's line as it stands on our branch, where that was made for the same words or a person edited it."""
        standing, mark = self._standing, self.mark
        if standing is None or mark is None:
            return ready
        own, count = mark_of(ready), len(mark.papers)
        asked = [place for place, other in enumerate(mark.papers) if same_paper(own, other)]
        pull = self.snapshot.own.pull
        edited = pull is not None and not pull.untouched and standing.has_only_our_lines(count)
        if not asked or not (edited or (own in mark.papers and not self._is_rechecked(ready.proposed))):
            return ready
        place, ids = asked[0], _ids(ready)
        lines = standing.lines_of(ids, place, count)
        if lines is None:
            return ready
        proposed, guess, others = ready.proposed, ready.guess, ready.others
        if own in mark.papers and (path := standing.section_today(ids, place)) not in (
            None,
            ready.addition.section.path,
        ):
            there = judge(
                document, proposed, self.snapshot.papers, self._owner_of(proposed), self.snapshot.repositories, path
            )
            ready = replace(there, guess=guess, others=others) if isinstance(there, Ready) else ready
        if edited and count == 1 and own in mark.papers and (behind := standing.moved_behind) is not None:
            return replace(ready, addition=moved(ready.addition, lines, behind, document))
        return replace(ready, addition=carried(ready.addition, lines, document))

    def _owner_of(self, proposed: ProposedPaper) -> ListConfig:
        """What the list's owner says of a paper: one that stands in an open pull request is not turned away."""
        pull, mark = self.snapshot.own.pull, self.mark
        stands = pull is not None and pull.open and mark is not None
        if stands and mark and any(same_paper(paper_mark(proposed), _bare(other)) for other in mark.papers):
            return self.owner.model_copy(update={"preprints": True})
        return self.owner

    def _title(self, proposed: ProposedPaper) -> str | None:
        answer = self.snapshot.papers.get(proposed.id) if proposed.id else None
        return answer.title if isinstance(answer, Paper) else proposed.title

    def _stands_still(self, outcomes: Iterable[Outcome]) -> bool:
        """Whether an open pull request would change only because a source is silent: what it said once stays."""
        pull, mark = self.snapshot.own.pull, self.mark
        return (pull is not None and pull.open and mark is not None) and any(
            mark_of_pull.endswith(_VERIFIED) and same_paper(paper_mark(outcome.proposed), mark_of_pull)
            for outcome in outcomes
            if _is_silent(outcome)
            for mark_of_pull in mark.papers
        )

    # The whole

    def _settle(self, outcomes: tuple[Outcome, ...], changes: "Changes", file: ListFile, base: Base) -> Plan:
        snapshot, pull = self.snapshot, self.snapshot.own.pull
        ready = [outcome for outcome in outcomes if isinstance(outcome, Ready)]
        wanted = PullMark(
            papers=tuple(map(mark_of, ready)),
            closes=all(isinstance(one, Ready | InList | Added | TakenBack | Contributed | Claimed) for one in outcomes),
            issue=snapshot.issue.number,
            waits=self._waits,
        )
        claims = tuple(dict.fromkeys(one for outcome in outcomes for one in self._claimed(outcome)))
        if pull and not pull.merged and self._is_theirs(pull, wanted):
            return replace(self._leave(pull, wanted, _reason(outcomes)), claims=claims)
        if pull and ready and not pull.untouched and pull.merged:
            return Plan("the branch is taken", self._say("left", messages.branch_taken(snapshot.key.branch)))
        if self._came_in(outcomes):
            return self._end_in_list(outcomes, base, file)
        share = self._share(ready, closes=wanted.closes) if ready and self._shares else None
        if share is None:
            actions = self._propose(ready, wanted, changes, file, base) if ready else self._clear_away()
        elif not self._is_shared(ready):
            return self._wait_for_others(_reason(outcomes), share, claims)
        else:
            actions = self._clear_away()
        since = self._since(outcomes)
        until: dict[Outcome, datetime] = {
            one: first + ASK_UNKNOWN_FOR for one, first in since.items() if isinstance(one, UnknownPaper)
        }
        said = messages.result(
            outcomes,
            papers=snapshot.submission.papers,
            pull=(pull.number if pull and pull.open else PULL_NUMBER) if ready else None,
            page=self._page(base, file),
            until=until,
            since=since,
            now=snapshot.now,
        )
        # Where there is a pull request its body tells of it, to those who can mend it.
        problem = None if ready else snapshot.config_problem
        if problem:
            said = messages.with_config_problem(said, problem)
        where = f"in {pull.number}" if share and pull else ""
        memory = replace(
            self.memory,
            state=_state(outcomes),
            question=_question(outcomes),
            since={paper_mark(one.proposed): first for one, first in since.items()},
            answered=self._answered,
            behind=next((one.issue for one in outcomes if isinstance(one, Claimed)), 0),
            shown="; ".join(
                filter(None, (_shown(outcomes, until, snapshot.now), where, problem, _shown_answers(self.answers)))
            ),
        )
        actions += [
            *self._reactions,
            *self._speak(self._with_answers(said), memory, _labels(outcomes), anew=self._mails),
        ]
        again = self._try_again(pull) or _look_again(outcomes, until, snapshot.now)
        return Plan(_reason(outcomes), tuple(actions), again, claims, share=share)

    def _share(self, ready: Sequence[Ready], *, closes: bool) -> Share:
        """What goes into the pull request that all share."""
        snapshot = self.snapshot
        papers = tuple(one.proposed for one in ready)
        ids = {one for paper in papers for one in paper.ids}
        return Share(
            snapshot.issue.number,
            snapshot.issue.author,
            papers,
            tuple(answer for id, answer in snapshot.papers.items() if id in ids),
            tuple(snapshot.repositories.items()),
            closes,
            self.memory.past,
            rechecks_of(self.answers),
        )

    def _wait_for_others(self, reason: str, share: Share, claims: tuple[PaperId, ...]) -> Plan:
        """The pull request that all share is made next, and has this looked at once it holds it.

        Looked at by itself as well, as GitHub may show an old one; what has waited for long less and less often.
        """
        issue = self.snapshot.issue
        waited = int(((issue.read_at or self.snapshot.now) - (issue.updated_at or self.snapshot.now)).total_seconds())
        seen = issue.eyes or self.snapshot.own.comment or waited < _SEEN_AFTER
        again = max(_SHARED_SOON, min(waited, _DAY))
        react = () if seen else (React(issue.number),)
        return Plan(f"{reason}; goes into the pull request of all", react, again, claims, share=share)

    def _is_shared(self, ready: Sequence[Ready]) -> bool:
        """Whether the pull request that all share is open and has all that is ready."""
        pull, mark = self.snapshot.own.pull, self.mark
        papers = set(map(paper_of, mark.papers)) if pull and pull.shared and pull.open and mark else set[str]()
        return all(paper_of(mark_of(one)) in papers for one in ready)

    def _try_again(self, pull: PullRequest | None) -> int | None:
        """Seconds until GitHub is asked again whether a pull request merges; None where that is known, or does not
        matter yet. It tries the merge when it is first asked. One that takes long is asked for less and less often.
        """
        if pull is None or pull.branch is None or pull.branch.mergeable is not None or self._waits:
            return None
        tried = self.snapshot.now - (pull.branch.pushed_at or self.snapshot.now)
        return max(_TRIED_SOON, min(int(tried.total_seconds()), _RETRY))

    @property
    def _waits(self) -> bool:
        """Whether so many pull requests of ours go before this one that it waits for its turn to be kept mergeable."""
        return self.snapshot.own.ahead >= self.owner.ahead

    def _is_theirs(self, pull: PullRequest, wanted: PullMark) -> bool:
        """Whether others changed more on our branch than our lines, or lines of papers that are wanted no more."""
        standing, mark = self._standing, self.mark
        if standing is None or mark is None:
            return not pull.untouched
        same = len(mark.papers) == len(wanted.papers) and all(map(same_paper, mark.papers, wanted.papers))
        return not standing.has_only_our_lines(len(mark.papers)) or not (pull.untouched or same)

    def _claimed(self, outcome: Outcome) -> tuple[PaperId, ...]:
        """The identities of a paper that later issues wait for."""
        if isinstance(outcome, Ready):
            return _ids(outcome)
        return self._known_ids(outcome.proposed) if isinstance(outcome, Claimed) else ()

    def _known_ids(self, proposed: ProposedPaper) -> tuple[PaperId, ...]:
        """The identities of a paper, those that its source names, too."""
        answer = self.snapshot.papers.get(proposed.id) if proposed.id else None
        return (*proposed.ids, *(answer.ids if isinstance(answer, Paper) else ()))

    def _came_in(self, outcomes: Sequence[Outcome]) -> bool:
        """Whether the list got all papers that we, or an elder issue, had a pull request for, by another way."""
        found = [one for one in outcomes if isinstance(one, InList)]
        settled = (isinstance(one, Added) or (isinstance(one, InList) and self._stood_for(one)) for one in outcomes)
        return bool(found) and all(settled)

    def _stood_for(self, outcome: Outcome) -> bool:
        """Whether an open pull request of ours, or an elder issue, was for this very paper."""
        pull, mark, own = self.snapshot.own.pull, self.mark, paper_of(paper_mark(outcome.proposed))
        ours = mark.papers if pull and pull.open and mark else ()
        shown, memory = self.memory.shown, self.memory
        if memory.behind and f"Claimed {own}." in shown:
            return True
        # The one that all share may be without it by now.
        return own in map(paper_of, ours) or (bool(memory.shared) and f"Ready {own}." in shown)

    def _end_in_list(self, outcomes: Sequence[Outcome], base: Base, file: ListFile) -> Plan:
        """The list has it: say so and close what stood for it."""
        found = [one for one in outcomes if isinstance(one, InList)]
        said = messages.came_in(
            found,
            page=self._page(base, file),
            commit=self.snapshot.brought_by,
            pull=own.number if (own := self._own_pull) and own.open else None,
        )
        memory = replace(self.memory, state="in the list", question="", shown="", behind=0)
        actions = (*self._clear_away(), *self._tell(said, memory, set()), CloseIssue(self.snapshot.issue.number))
        return Plan("came into the list by another way", actions)

    # Those who gave commands

    @property
    def _answered(self) -> dict[str, str]:
        return {str(one.post.id): one.post.version for one in self.answers}

    @property
    def _fresh(self) -> list[Answer]:
        """The answers that were not given yet."""
        return [one for one in self.answers if not is_answered(one.post, self.memory.answered)]

    @property
    def _reactions(self) -> list[Action]:
        return [
            React(self.snapshot.issue.number, one.post.id, "+1" if one.heeded and not one.errors else "eyes")
            for one in self._fresh
            if one.post.id
        ]

    @property
    def _mails(self) -> bool:
        """Whether somebody waits for words of ours, so that the comment has to be posted anew."""
        return any(one.errors or one.help for one in self._fresh)

    def _with_answers(self, text: str) -> str:
        """The comment's text with what has to be said to those who gave commands."""
        return messages.answered(text, *self._said)

    @property
    def _said(self) -> tuple[str, str]:
        """What has to be said to those who gave commands, above the comment's text and below it."""
        errors = [(one.post.author.login, error) for one in self.answers for error in one.errors]
        others = dict.fromkeys(one.post.author.login for one in self.answers if not one.heeded)
        helps = list({one.post.author.login: one.help for one in self.answers if one.help}.items())
        author = self.snapshot.issue.author.login
        return messages.answers(errors[-_MOST_ERRORS:], tuple(others), author, helps[-_MOST_HELPS:])

    def _answer(self, text: str, state: str, answered: dict[str, str]) -> tuple[Action, ...]:
        """The comment where nothing is done; no label changes."""
        memory = replace(self.memory, state=state, answered=answered, shown=text_mark((text,)))
        return (*self._reactions, *self._speak(text, memory, None, anew=self._mails))

    def _held(self, by: str) -> Plan:
        """Somebody holds the submission: all stays as it is, and our comment says so above what it said before."""
        comment = self.snapshot.own.comment
        standing = without_memory(comment.body) if comment else ""
        if self.memory.state == _HELD:
            standing = messages.before_hold(standing)
        else:  # what was said to those who gave commands stands above, with what is said to others
            above, below = replace(self, answers=tuple(one for one in self.answers if one not in self._fresh))._said
            standing = standing.removeprefix(above).removesuffix(below).strip()
        text = "\n\n".join(filter(None, (self._with_answers(""), messages.held(by, standing))))
        # What is a moment, as /recheck, is not past by that.
        put_off = {str(one.post.id): f"{one.post.version} {PUT_OFF}" for one in self._fresh}
        answered = {id: put_off.get(id) or self.memory.answered[id] for id in self._answered}
        return Plan(f"held by {by}", self._answer(text, _HELD, answered), claims=None)

    def _propose(
        self, ready: Sequence[Ready], wanted: PullMark, changes: "Changes", file: ListFile, base: Base
    ) -> list[Action]:
        """Make the pull request, or let it follow the post. One that stands for the same is left as it is, as long as
        it merges and its entries stand where they belong.
        """
        key, pull = self.snapshot.key, self.snapshot.own.pull
        standing = self.mark if pull and pull.open else None
        moves = standing is None or standing.papers != wanted.papers or self.rechecked or self._must_move(changes)
        if standing == wanted and not moves:
            return []
        title, body = messages.pull_title(ready), self._body(ready, wanted, changes, file, base)
        body = with_pull_mark(body, wanted)
        actions: list[Action] = []
        if pull and pull.merged and pull.branch_stands:
            # What stands on the branch of a merged pull request is in the list, in whatever form.
            actions.append(DeleteBranch(key.branch))
        if moves:
            message = self._message(ready)
            if pull and pull.open and pull.branch and not pull.alone:
                message = self._carry_message(ready, base)
                actions.append(MergeBase(key.branch, pull.branch.head, base, changes.files(), message))
            else:
                stands = pull is not None and pull.open and pull.branch_stands
                actions.append(SetBranch(key.branch, base, changes.files(), message, stands=stands))
        if pull and pull.open:
            if (title, body) != (pull.title, pull.body.replace("\r\n", "\n")):
                actions.append(EditPullRequest(pull.number, title, body))
        else:
            actions.append(OpenPullRequest(key.branch, base.branch, title, body))
        return actions

    def _body(self, ready: Sequence[Ready], wanted: PullMark, changes: "Changes", file: ListFile, base: Base) -> str:
        return messages.pull_body(
            ready,
            papers=self.snapshot.submission.papers,
            page=self._page(base, file),
            issue=self.snapshot.issue.number,
            author=self.snapshot.issue.author.login,
            closes=wanted.closes,
            besides=changes.said(),
            config_problem=self.snapshot.config_problem,
            ahead=self.owner.ahead if wanted.waits else None,
        )

    def _carry_message(self, ready: Sequence[Ready], base: Base) -> str:
        return messages.carry_message(self.snapshot.key.branch, base.branch)

    def _message(self, ready: Sequence[Ready]) -> str:
        return messages.commit_message(ready, issue=self.snapshot.issue.number, author=self.snapshot.issue.author)

    def _must_move(self, changes: "Changes") -> bool:
        """Whether our branch, which is for the same papers, must be brought to the list of today.

        One that no longer merges is, when its turn has come; one that is only to be brought up to date, when no other
        goes before it; one whose entries stand out of place, unless somebody approved it or it is queued to be merged.
        """
        standing = self._standing
        if standing is None or self._waits:
            return False
        branch = standing.branch
        if branch.mergeable is False:
            return True
        if branch.mergeable is None:
            return False
        if branch.behind and self.snapshot.own.ahead == 0:
            return True
        if branch.spared or standing.merged.after.text == changes.document.text or standing.moved_behind is not None:
            return False
        return standing.is_out_of_place or standing.strays(self.owner)

    def _leave(self, pull: PullRequest, wanted: PullMark, reason: str) -> Plan:
        """Somebody else works on our branch: it stays as it is, and so does what they made."""
        mark = self.mark or PullMark(issue=self.snapshot.issue.number)
        follows = mark.papers == wanted.papers
        kept = replace(mark, closes=follows and wanted.closes, let_go=False)
        actions: list[Action] = []
        body = with_pull_mark(pull.body, kept)
        # Its merge must not close an issue that asks for something else by now.
        number, words = self.snapshot.issue.number, ("For", "Closes")
        body = body.replace(f"{words[mark.closes]} #{number}", f"{words[kept.closes]} #{number}")
        if not pull.open:
            actions.append(ReopenPullRequest(pull.number, body))
        elif kept != mark:
            actions.append(EditPullRequest(pull.number, pull.title, body))
        said = self._say("left", messages.left(pull.number, follows=follows))
        return Plan(f"{reason}; somebody else changed the branch", (*actions, *said))

    def _no_paper(self) -> Plan:
        """No paper is proposed (any more): silence, unless something stands already or a form wants an answer."""
        snapshot, own = self.snapshot, self.snapshot.own
        submission, pull = snapshot.submission, own.pull
        if pull and pull.open and not pull.untouched:
            return self._leave(pull, PullMark(closes=False), "names no paper any more")
        if submission.form:
            return self._ask("a form without a paper", self._with_answers(messages.empty_form()))
        if submission.kind == "correction" and snapshot.list_file and snapshot.base:
            found = find_entry(snapshot.list_file.document, submission.about)
            if found is not None:
                text = messages.correction(found, self._page(snapshot.base, snapshot.list_file))
                return self._end("a correction", "correction", text)
        if own.comment and pull and pull.merged:
            return self._end("merged", "merged", messages.merged(pull.number))
        if self.memory.state == _ANSWERED and not pull:
            return self.plan_silent(_NO_PAPER)
        if own.comment or pull:
            text = messages.no_paper_any_more(pull.number if pull and not pull.shared else None)
            return self._end("names no paper any more", "withdrawn", text)
        return Plan(_NO_PAPER)

    # What is done

    def _page(self, base: Base, file: ListFile) -> messages.Page:
        return messages.Page(self.snapshot.issue.web, base.branch, file)

    def _let_go(self, pull: PullRequest) -> str:
        mark = self.mark or PullMark(issue=self.snapshot.issue.number)
        return with_pull_mark(pull.body, replace(mark, let_go=True))

    def _clear_away(self) -> list[Action]:
        """Close our pull request and delete its branch, as far as they stand; other people's work on it stays."""
        pull = self._own_pull
        if pull is None or pull.merged:
            return []
        actions: list[Action] = [ClosePullRequest(pull.number, self._let_go(pull))] if pull.open else []
        if pull.branch_stands and pull.untouched:
            actions.append(DeleteBranch(self.snapshot.key.branch))
        return actions

    def _ask(self, reason: str, text: str) -> Plan:
        """A comment that wants an answer of the submitter; what stood for the post before goes."""
        pull = self.snapshot.own.pull
        if pull and pull.open and not pull.untouched:
            return self._leave(pull, PullMark(closes=False), reason)
        memory = replace(self.memory, state="asked", question=reason, shown="")
        return Plan(reason, (*self._clear_away(), *self._tell(text, memory, {"submission", "needs_answer"})))

    def _end(self, reason: str, state: str, text: str) -> Plan:
        """A comment that asks nothing more; what stood for the post before goes, and our labels with it."""
        memory = replace(self.memory, state=state, question="", shown="")
        return Plan(reason, (*self._clear_away(), *self._tell(text, memory, set())))

    def _say(self, state: str, text: str) -> tuple[Action, ...]:
        """A comment that asks nothing; where we did nothing yet, a closed issue gets none."""
        if state == "closed" and not (self.snapshot.own.comment or self.snapshot.own.pull):
            return ()
        return tuple(self._tell(text, replace(self.memory, state=state, question="", shown=""), None))

    def _tell(self, text: str, memory: Memory, wanted: set[Label] | None) -> list[Action]:
        """What is said, with answers to those who gave commands."""
        if self.answers:
            text, memory = self._with_answers(text), replace(memory, answered=self._answered)
        return [*self._reactions, *self._speak(text, memory, wanted, anew=self._mails)]

    def _speak(self, text: str, memory: Memory, wanted: set[Label] | None, *, anew: bool = False) -> list[Action]:
        """Labels, then the comment with what is to be remembered; nothing where both stand already.

        The comment is posted anew, and so mailed, where it asks a new question, or with `anew`. Labels that we
        set before and no longer want are taken away; what a person took away stays away.
        """
        snapshot, issue, own = self.snapshot, self.snapshot.issue, self.snapshot.own
        actions: list[Action] = []
        if wanted is not None:
            labels = self._called(wanted)
            # Without a comment of ours these two, and what we want ourselves, are from a look that was cut short.
            from_cut = (self._called({"submission", "needs_answer"}) | labels) & issue.labels
            ours = set(memory.labels) if own.comment else from_cut
            add = tuple(sorted(labels - ours - issue.labels))
            remove = tuple(sorted((ours - labels) & issue.labels))
            memory = replace(memory, labels=tuple(sorted(ours & labels | set(add))))
            actions += [SetLabels(issue.number, add, remove)] if add or remove else []
        if own.comment and not own.spare_comments:
            unchanged = memory.shown and memory == self.memory
            if unchanged or own.comment.body.replace("\r\n", "\n").strip() == with_memory(text, memory):
                return actions
        anew = anew or (bool(memory.question) and memory.question != self.memory.question)
        replaced = own.comment.id if own.comment else None
        is_anew = anew and own.comment is not None
        if is_anew:
            memory = replace(memory, generation=self.memory.generation + 1)
        body = with_memory(text, memory)
        actions.append(UpsertComment(snapshot.issue.number, body, replaced, is_anew, own.spare_comments))
        return actions

    def _called(self, labels: Iterable[Label]) -> set[str]:
        """What the owner calls these labels; those that the owner does not want fall out."""
        named = self.owner.labels
        return {name for label in labels if (name := getattr(named, label)) is not None}

    def _since(self, outcomes: Iterable[Outcome]) -> dict[Outcome, datetime]:
        """When each paper that a source knows nothing of, or is silent on, was first asked for."""
        since: dict[Outcome, datetime] = {}
        for outcome in outcomes:
            first = self.memory.since.get(paper_mark(outcome.proposed))
            if first and first > self.snapshot.now:
                first = None  # nothing that we wrote
            if isinstance(outcome, UnknownPaper):
                since[outcome] = first or outcome.asked.replace(second=0, microsecond=0)
            elif _is_silent(outcome):
                since[outcome] = first or self.snapshot.now.replace(second=0, microsecond=0)
        return since


class Changes:
    """The list with the entries that are ready, what its owner wants kept true with them, and its mirrors."""

    def __init__(self, file: ListFile) -> None:
        self.document = file.document
        self._file = file
        self._mirrors = {mirror.path: mirror.text for mirror in file.mirrors if not mirror.problem}
        self._left = {mirror.path: "unreadable" for mirror in file.mirrors if mirror.problem}
        self._new: set[tuple[str, ...]] = set()
        self._counted = False

    def add(self, addition: Addition, today: date | None) -> None:
        """Add an entry to the list and its mirrors. `today` is given where counters are to be kept true."""
        section, edits = addition.section, [addition.edit]
        if addition.follows is not None:
            self._new.add(_keys(section))
        if today is not None:
            kept = counter_edits(self.document, [section], today, addition.follows)
            self._counted = self._counted or bool(kept)
            edits += kept
        elif _keys(section) in self._new:  # the number in a heading that is ours is right in any case
            edits += [edit for edit in counter_edits(self.document, [section]) if edit.span == section.heading]
        for path, text in self._mirrors.items():
            mirrored = mirror_addition(self.document, addition, parse(text))
            if isinstance(mirrored, Mirrored):
                self._mirrors[path] = apply_edits(text, [mirrored.edit])
            elif mirrored.reason != "there":
                self._left[path] = mirrored.reason
        self.document = parse(apply_edits(self.document.text, edits))

    def files(self) -> tuple[FileText, ...]:
        """All files that change, with their new texts."""
        mirrors = (replace(one, text=self._mirrors.get(one.path, one.text)) for one in self._file.mirrors)
        changed = (new for new, old in zip(mirrors, self._file.mirrors, strict=True) if new.text != old.text)
        return (*self._file.changed(self.document.text), *changed)

    def said(self) -> messages.Besides:
        """What the pull request tells of these changes beside the entries."""
        mirrors = {mirror.path for mirror in self._file.mirrors}
        mirrored = tuple(file.path for file in self.files() if file.path in mirrors)
        return messages.Besides(self._counted, mirrored, self._left)


def _keys(section: Section) -> tuple[str, ...]:
    """A section's headings without the numbers of papers in them."""
    return tuple(map(heading_key, section.path))


def _look_again(outcomes: Iterable[Outcome], until: dict[Outcome, datetime], now: datetime) -> int | None:
    if any(map(_is_silent, outcomes)):
        return _RETRY
    if any(isinstance(one, Contributed | Claimed) for one in outcomes):
        return _DAY  # that one may be closed unmerged
    return _DAY if any(now < last for last in until.values()) else None


def _ids(ready: Ready) -> tuple[PaperId, ...]:
    """All identities that are known of a paper."""
    return tuple(dict.fromkeys((*ready.proposed.ids, *(ready.source.ids if ready.source else ()))))


def mark_of(ready: Ready) -> str:
    """The mark of a paper in a pull request."""
    return paper_mark(ready.proposed) + (_VERIFIED if ready.source else _AS_GIVEN)


def _is_silent(outcome: Outcome) -> bool:
    """Whether a source did not answer."""
    return isinstance(outcome, Unreachable) or (isinstance(outcome, Ready) and bool(outcome.silent))


def _shown(outcomes: Iterable[Outcome], until: dict[Outcome, datetime], now: datetime) -> str:
    """What a comment on these outcomes tells that may change; how a ready line looks does not, once it stands."""
    parts = []
    for outcome in outcomes:
        part = f"{type(outcome).__name__} {paper_mark(outcome.proposed)}"
        match outcome:
            case Ready():
                part += f" {_VERIFIED if outcome.source else _AS_GIVEN}"
            case InList(_, duplicate):
                part += f" {duplicate.line} {len(duplicate.lacks)}"
            case Added():
                part += f" {outcome.held}"
            case Contributed():
                part += f" {outcome.pull}"
            case Claimed():
                part += f" {outcome.issue} {outcome.declined}"
            case UnknownPaper(_, asked):
                part += f" {asked:%d %H:%M} {now < until[outcome]}"
            case Programmed():
                part += f" {outcome.region.line}"
            case _:
                pass
        parts.append(part)
    return "; ".join(parts)


def _latest(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers that are given and remembered: a comment and its mark hold only so many."""
    others = [one for one in answers if not one.heeded]
    forgotten = {*others[:-_MOST_OTHERS], *[one for one in answers if one.heeded][:-MOST_ANSWERED]}
    return tuple(one for one in answers if one not in forgotten)


def _shown_answers(answers: Iterable[Answer]) -> str:
    """What a comment tells of commands that is no part of the outcome."""
    parts = [
        f"{one.post.id} {'' if one.heeded else 'not heeded'}{text_mark(told) if told else ''}"
        for one in answers
        if one.speaks
        for told in (one.errors + one.help,)
    ]
    return "; ".join(parts)


def _labels(outcomes: Sequence[Outcome]) -> set[Label]:
    outcomes = [outcome for outcome in outcomes if not isinstance(outcome, TakenBack)]
    if not outcomes:
        return set()
    in_list = [outcome for outcome in outcomes if isinstance(outcome, InList)]
    labels: set[Label] = {"duplicate"} if len(in_list) == len(outcomes) else {"submission"}
    if _question(outcomes) or any(outcome.duplicate.lacks for outcome in in_list):
        labels.add("needs_answer")
    return labels


def _question(outcomes: Iterable[Outcome]) -> str:
    """What is asked of the submitter, so that the same question is not asked twice."""
    asked = [
        paper_mark(one.proposed)
        for one in outcomes
        if isinstance(one, UnknownPaper | Titleless | Withdrawn | Unpublished)
    ]
    return " ".join(sorted(asked))


def _state(outcomes: Iterable[Outcome]) -> str:
    kinds = {type(outcome) for outcome in outcomes}
    if kinds & {UnknownPaper, Titleless, Withdrawn, Unpublished}:
        return "asked"
    if Unreachable in kinds:
        return "waiting"
    if Ready in kinds:
        return "ready"
    if kinds == {InList}:
        return "duplicate"
    if kinds & {Contributed, Claimed}:
        return "contributed"
    if kinds == {TakenBack}:
        return "taken back"
    return "for a maintainer" if kinds & {NoForm, Programmed} else "merged"


def _reason(outcomes: Iterable[Outcome]) -> str:
    """One line for the log and for `shelver plan`."""
    return ", ".join(f"{_title(outcome)}: {_REASONS[type(outcome)]}" for outcome in outcomes)


def _title(outcome: Outcome) -> str:
    proposed = outcome.proposed
    return proposed.name or proposed.title or str(proposed.id)


_REASONS: dict[type[Outcome], str] = {
    Ready: "ready",
    InList: "in the list already",
    Added: "merged",
    TakenBack: "taken back",
    Contributed: "in somebody's own pull request",
    Claimed: "proposed in an elder issue",
    UnknownPaper: "unknown to its source",
    Unreachable: "its source does not answer",
    Queued: "waits for its turn",
    Titleless: "its title is missing",
    Withdrawn: "withdrawn",
    NoForm: "its section's form cannot be written yet",
    Programmed: "a program writes the lines around its place",
    Unpublished: "a preprint, and the list takes none",
}


def _bare(mark: str) -> str:
    """A paper's mark without what a pull request's mark says of it."""
    return mark.partition(":")[0]
