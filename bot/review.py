"""The plan for a pull request: a check on its newest commit, suggestions at its lines, one comment if one is needed.

Who may write here, bots and drafts are not talked to; they get the check. What is judged is what the pull request
brings, against the list's own habits; old debt is nobody's but the list's.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from itertools import groupby
from typing import Final

from bot import review_texts as texts
from bot.commands import Order, is_answered, is_past, orders, recent, unknown_words, usages, waiting
from bot.config import ListConfig
from bot.document import ListDocument, parse
from bot.lint import Change, Finding, LintContext, Rule, applied, changed_by
from bot.marker import (
    Memory,
    read_memory,
    read_remark_mark,
    text_mark,
    with_made_of,
    with_memory,
    with_remark_mark,
    with_review_marks,
)
from bot.model import (
    CHECK,
    FIX_BRANCH,
    PULL_NUMBER,
    Action,
    Annotation,
    ClosePullRequest,
    CommitFix,
    CompleteCheck,
    Conclusion,
    DeleteBranch,
    DeleteRemark,
    EditRemark,
    EditReview,
    FileText,
    Level,
    NewRemark,
    OpenPullRequest,
    Plan,
    Post,
    PullSnapshot,
    React,
    Remark,
    Review,
    SetBranch,
    TouchedFile,
    UpsertComment,
)
from bot.newfaults import new_faults
from bot.papers import Unresolved
from bot.plugins import named_rules
from bot.proposal import Proposal, propose
from bot.review_texts import Ignored, Looks, Told
from bot.sections import is_paper_list
from rules import all_rules

#: So many annotations are made; where there are more, the file was changed as a whole, and the first ones will do.
MOST_ANNOTATIONS, FEWEST_ANNOTATIONS = 150, 50
#: One review with more suggestions than these is nothing that anybody clicks through.
MOST_REMARKS: Final = 30
#: Seconds until what could not be looked up is asked for again.
_RETRY: Final = 1800
#: What is not known so long after the last change is not asked for any more by itself.
_ASK_FOR: Final = 24 * 3600
#: Rounds in which fixes are made: one may make room for another.
_ROUNDS: Final = 5


def plan_review(snapshot: PullSnapshot) -> Plan:
    """What to do about a pull request; empty where all is as it should be."""
    if reason := _left_alone(snapshot):
        return Plan(reason, () if snapshot.pull.open else tuple(_let_go(snapshot, texts.IS_CLOSED)))
    review = _Review(snapshot, read_memory(snapshot.own.comment.body if snapshot.own.comment else None))
    return review.plan_group() if snapshot.key.head else review.plan()


def _let_go(snapshot: PullSnapshot, why: str) -> Iterator[Action]:
    """Close our pull request that stands in for this one; one in which others worked on is theirs."""
    stand_in, number = snapshot.own.stand_in, snapshot.pull.number
    if stand_in and stand_in.untouched:
        yield ClosePullRequest(stand_in.number, texts.fix_over(number, why, stand_in.body))
        yield DeleteBranch(f"{FIX_BRANCH}{number}")


def _left_alone(snapshot: PullSnapshot) -> str | None:
    """Why nothing at all is written, if so."""
    pull, own = snapshot.pull, snapshot.own
    if not pull.open:
        return "closed"
    if pull.updated_at < snapshot.installed_at and not snapshot.key.edited and not (own.check or own.comment):
        return "older than the installation"
    if snapshot.list_file is None or (snapshot.config is None and not is_paper_list(snapshot.list_file.document)):
        return "the repository has no paper list"
    return None


@dataclass(frozen=True)
class _Review:
    """One pull request; `memory` is the sticky comment's."""

    snapshot: PullSnapshot
    memory: Memory

    def plan(self) -> Plan:
        """Judge what it brings, then say what follows."""
        reason, actions = self._verdict()
        # Nobody is mailed suggestions that a commit of ours settles a moment later.
        actions += self._fix() or [*self._remarks(), *self._follow(), *self._speak()]
        return Plan(reason, tuple(actions), self._again)

    def plan_group(self) -> Plan:
        """Say of a commit on which the merge queue tries the pull request what is said of that.

        Else, where our check is required, nothing would ever be merged.

        https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
        """
        unsaid = replace(self.snapshot, own=replace(self.snapshot.own, check=None))
        reason, actions = _Review(unsaid, self.memory)._verdict()
        checks = (one for one in actions if isinstance(one, CompleteCheck))
        return Plan(reason, tuple(replace(one, head=self.snapshot.key.head, annotations=()) for one in checks))

    def _verdict(self) -> tuple[str, list[Action]]:
        """What the check says, and in a few words what it says."""
        snapshot, pull = self.snapshot, self.snapshot.pull
        if bad := next((file for file in pull.touched if file.problem), None):
            conclusion: Conclusion = "neutral" if bad.old_problem else "failure"
            told = texts.unreadable(bad.path, bad.problem or "", old=bad.old_problem)
            reason, actions = "a file cannot be read", self._check(conclusion, *told)
        elif snapshot.proposal is None:
            reason = "does not touch the list"
            # The check of a commit is that of the pull request which brings it to the list.
            actions = [] if pull.shares_head else self._check("neutral", *self._untouched())
        else:
            reason, actions = texts.counts(self._found) or "nothing to mend", self._judged(snapshot.proposal)
        return reason, actions

    def _untouched(self) -> tuple[str, str]:
        onto, base = self.snapshot.pull.onto, self.snapshot.base
        return texts.elsewhere(onto, base.branch) if base and onto != base.branch else texts.untouched()

    # What is found

    @cached_property
    def _found(self) -> tuple[Finding, ...]:
        proposal = self.snapshot.proposal
        return self._lint(proposal) if proposal else ()

    def _lint(self, proposal: Proposal, after: ListDocument | None = None) -> tuple[Finding, ...]:
        """What a proposal brings, or another text in the place of its own."""
        snapshot = self.snapshot
        contexts = (
            LintContext(document, snapshot.config, links=snapshot.links, papers=snapshot.papers)
            for document in (proposal.before, after or proposal.after)
        )
        before, now = contexts
        found = new_faults(before, now, self._rules)
        return tuple(one._replace(message=proposal.with_files(one.message)) for one in found)

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        """The rules that are asked: all that nobody ignores here."""
        rules = _rules(self.snapshot.config)
        return {name: rule for name, rule in rules.items() if name not in self._ignored}

    @cached_property
    def _ignored(self) -> Mapping[str, Ignored]:
        """The rules that are ignored here, by whom and why; of two words about one the later counts."""
        said = (self._ignoring(one) for one in self._orders if one.word == "ignore" and one.heeded)
        return {one.rule: one for one in said if isinstance(one, Ignored)}

    def _ignoring(self, order: Order) -> Ignored | str:
        """What an `/ignore` says, or why it cannot be obeyed."""
        said = _RULE.match(order.argument.replace("`", ""))
        name, reason = said.groups() if said else ("", "")
        rules = _rules(self.snapshot.config)
        rule = name.casefold().strip(".,;").replace("_", "-")
        if rule not in rules:
            near = get_close_matches(rule, rules, 1)
            return texts.no_such_rule(name, near[0] if near else None)
        return Ignored(rule, order.post.author.login, reason) if reason else texts.reason_missing(rule)

    @cached_property
    def _told(self) -> tuple[Told, ...]:
        """The findings with their places at the head."""
        proposal = self.snapshot.proposal
        return tuple(_told(proposal, one) for one in self._found) if proposal else ()

    @cached_property
    def _looks(self) -> tuple[Looks, ...]:
        files = self.snapshot.proposal.looks if self.snapshot.proposal else ()
        return tuple(Looks(one.path, one.looks.lines, one.looks.meant) for one in files if one.looks)

    @property
    def _conflicts(self) -> bool:
        """Whether the list has changed at the same lines since."""
        return self.snapshot.proposal is not None and self.snapshot.proposal.conflicts

    @property
    def _not_known(self) -> int:
        """How many links and papers could not be looked up for now."""
        papers = (one for one in self.snapshot.papers.values() if isinstance(one, Unresolved))
        silent = sum(one.why in _MAY_ANSWER for one in self.snapshot.links.values())
        return sum(one.reason in ("unreachable", "queued") for one in papers) + silent

    @property
    def _again(self) -> int | None:
        age = (self.snapshot.now - self.snapshot.pull.updated_at).total_seconds()
        return _RETRY if self._not_known and age < _ASK_FOR else None

    # To whom it is said

    @cached_property
    def _orders(self) -> tuple[Order, ...]:
        return tuple(orders(self.snapshot.posts))

    @cached_property
    def _fresh(self) -> tuple[Order, ...]:
        """The commands that are still to be obeyed."""
        fixed = self.snapshot.pull.fixed_at
        return tuple(
            one
            for one in waiting(self.snapshot.posts, self.memory.answered, self.snapshot.now)
            # What was committed since is its answer, though nobody told us that it was done.
            if not (one.word == "fix" and fixed and (one.post.at is None or one.post.at <= fixed))
        )

    @property
    def _is_quiet(self) -> bool:
        """Whether only the check speaks."""
        pull = self.snapshot.pull
        asked = any(one.word == "recheck" and one.heeded for one in self._orders)
        return pull.ours or pull.draft or ((pull.author.bot or pull.by_writer) and not asked)

    # The check

    def _judged(self, proposal: Proposal) -> list[Action]:
        found = self._found
        failed = any(one.severity == "error" for one in found)
        mendable = 0 if self._is_quiet and self.snapshot.pull.ours else self._mendable
        return self._check(
            "failure" if failed else "success",
            texts.check_title(found, len(proposal.entries), self._looks),
            texts.check_summary(
                found,
                self._looks,
                not_known=self._not_known,
                conflicts=proposal.conflicts,
                mendable=mendable,
                removed=[file.path for file in self.snapshot.pull.touched if file.removed],
                ignored=tuple(self._ignored.values()),
            ),
            texts.check_text(self._told),
            tuple(self._annotations(proposal)),
            required="" if failed or proposal.conflicts else self._required,
        )

    @property
    def _required(self) -> str:
        """What its base's rules want before a merge, beside our check, which passes; empty where that is nothing."""
        wanted = self.snapshot.required
        checks = [name for name in wanted.checks if name != CHECK]
        return texts.required(self.snapshot.pull.onto, wanted.reviews, checks)

    def _check(
        self,
        conclusion: Conclusion,
        title: str,
        summary: str,
        text: str = "",
        annotations: tuple[Annotation, ...] = (),
        required: str = "",
    ) -> list[Action]:
        """The check, unless it stands as it should; one that somebody asked for anew is made anew.

        What is `required` beside it is told with it, and is no reason to make it anew.
        """
        mark = text_mark((conclusion, title, summary, text, repr(annotations)))
        standing = self.snapshot.own.check
        anew = self.snapshot.key.edited or any(one.word == "recheck" and one.heeded for one in self._fresh)
        if standing and standing.finished and standing.mark == mark and not anew:
            return []
        summary = "\n\n".join(filter(None, (summary, required)))
        return [CompleteCheck(CHECK, self.snapshot.pull.head, conclusion, title, summary, text, mark, annotations)]

    def _annotations(self, proposal: Proposal) -> Iterator[Annotation]:
        told = self._told if len(self._told) <= MOST_ANNOTATIONS else self._told[:FEWEST_ANNOTATIONS]
        for one in told:
            last = proposal.place(proposal.last_line_of(one.finding))[2]
            start = one.line or 1
            end = start if last is None or one.line is None else max(start, last + 1)
            columns = None
            if end == start and one.line is not None:
                first = proposal.column(one.finding.start)
                columns = first, max(first, proposal.column(max(one.finding.start, one.finding.end - 1)))
            level = _LEVELS[one.finding.severity or "warning"]
            yield Annotation(one.path, start, end, level, one.finding.rule, one.finding.message, columns)

    # Remarks

    @cached_property
    def _wanted(self) -> Mapping[str, NewRemark]:
        """The remarks that should stand, by their marks."""
        proposal = self.snapshot.proposal
        if proposal is None:
            return {}
        heads = {file.path: file.head.split("\n") for file in self.snapshot.pull.touched}
        found: dict[str, NewRemark] = {}
        groups = self._groups[:MOST_REMARKS]
        for group, (meant, sure) in zip(groups, self._settled(proposal, groups), strict=True):
            body = texts.remark(group.findings, meant, sure=sure)
            remark = NewRemark(group.path, group.at + 1, group.at + group.end - group.start, body)
            # Known by the lines and what they should be: the words may speak of other lines, which move.
            mark = text_mark((remark.path, meant, *heads[remark.path][remark.start_line - 1 : remark.line]))
            found[mark] = replace(remark, body=with_remark_mark(remark.body, mark))
        return found

    def _settled(self, proposal: Proposal, groups: Sequence["_Group"]) -> list[tuple[str, bool]]:
        """What the lines of each group should be, and whether that is sure.

        Of fixes that meet one is made at a time; what is left is judged anew, since what it changes is no more there.
        """
        text = proposal.after.text
        spans = [(proposal.offset(group.start), proposal.offset(group.end)) for group in groups]
        waiting = [group.findings for group in groups]
        sure = [True] * len(groups)
        for _ in range(_ROUNDS):
            text, made = applied(text, [one for own in waiting for one in own], unsafe=True)
            kept = {id(one) for one in made}
            left, grown = [], 0
            for number, ((low, high), own) in enumerate(zip(spans, waiting, strict=True)):
                done = [one.fix for one in own if one.fix is not None and id(one) in kept]
                more = sum(len(change.text) - change.end + change.start for fix in done for change in fix.changes)
                spans[number] = low + grown, high + grown + more
                grown += more
                sure[number] &= all(fix.safe for fix in done)
                left.append({one.rule for one in own if id(one) not in kept})
            if not made or not any(left):
                break
            found = [one for one in self._lint(proposal, parse(text)) if one.fix is not None]
            waiting = [
                tuple(one for one in found if one.rule in rules and _can_be_suggested(text, one, *span))
                for rules, span in zip(left, spans, strict=True)
            ]
        return [(text[low:high], safe) for (low, high), safe in zip(spans, sure, strict=True)]

    @cached_property
    def _standing(self) -> Mapping[str, Remark]:
        """The remarks that stand as they should, by their marks."""
        found: dict[str, Remark] = {}
        for remark in self.snapshot.own.remarks:
            mark = read_remark_mark(remark.body)
            if mark and mark in self._wanted and remark.line is not None:
                found.setdefault(mark, remark)
        return found

    @cached_property
    def _new(self) -> Mapping[str, NewRemark]:
        """The remarks to come. What a person deleted is not said again, unless a person asks for it."""
        own = self.snapshot.own
        if self._is_elsewhere or self._renewed:
            return {}
        if any(one.word == "recheck" and one.heeded for one in self._fresh):
            deleted = frozenset[str | None]()
        else:
            known = {read_remark_mark(remark.body) for remark in own.remarks}
            deleted = frozenset().union(*(one.marks for one in own.reviews)) - known
        return {mark: one for mark, one in self._wanted.items() if mark not in self._standing and mark not in deleted}

    @property
    def _suggestions(self) -> int:
        """How many suggestions there are once all is done."""
        return len(self._standing) + len(self._new)

    def _remarks(self) -> list[Action]:
        """New suggestions in one review; those that nobody needs any more go, or say that they are settled.

        In an order that may end anywhere: what is new comes first, and before one of ours goes its review no longer
        counts it, so that the next look does not take it for one that a person deleted.
        """
        number, own = self.snapshot.pull.number, self.snapshot.own
        actions: list[Action] = []
        if self._is_quiet:
            return actions
        if self._new:
            body = with_review_marks(self._review_body(len(self._new)), self._new)
            actions.append(Review(number, self.snapshot.pull.head, body, tuple(self._new.values())))
        stay = {remark.id for remark in self._standing.values()}
        over = [(one, mark) for one in own.remarks if (mark := read_remark_mark(one.body)) and one.id not in stay]
        for review in own.reviews:
            marks = review.marks - {mark for remark, mark in over if remark.review == review.id}
            if marks != review.marks:
                left = sum(remark.review == review.id for remark in self._standing.values())
                body = with_review_marks(self._review_body(left) if left else texts.review_over(), marks)
                actions.append(EditReview(number, review.id, body))
        for remark, mark in over:
            if not remark.answered:
                actions.append(DeleteRemark(remark.id))
            elif mark != _SETTLED:
                actions.append(EditRemark(remark.id, with_remark_mark(texts.settled_remark(), _SETTLED)))
        return actions

    def _review_body(self, count: int) -> str:
        return texts.review_body(count, mendable=bool(self._mendable))

    # The comment

    @cached_property
    def _fixes(self) -> tuple[Mapping[str, str], int]:
        """The files' texts at the head with all that can be mended for sure, and how many findings that are; lines that
        only look different are taken back beside.
        """
        proposal = self.snapshot.proposal
        if proposal is None or proposal.conflicts:
            return {}, 0
        touched = {file.path: (file.ancestor, file.head) for file in self.snapshot.pull.touched}
        today = [(file.path, file.text) for file in self.snapshot.list_file.files] if self.snapshot.list_file else []
        count = 0
        new = {path: file.meant for path, file in proposal.files.items()}
        found = self._found
        for _ in range(_ROUNDS):
            made = 0
            for path, text in _mended(proposal, found):
                new[path], more = text
                made += more
            if not made:
                break
            count += made
            proposal = propose(today, {path: (old, new.get(path, head)) for path, (old, head) in touched.items()})
            found = self._lint(proposal)
        return {path: text for path, text in new.items() if text != touched[path][1]}, count

    @property
    def _mendable(self) -> int:
        return self._fixes[1]

    def _speak(self) -> list[Action]:
        """The comment, and thumbs for the commands."""
        answer = texts.cannot_fix(_CONFLICT) if self._conflicts else texts.nothing_to_fix()
        return [*self._comment("" if self._fixes[0] else answer), *self._acknowledge()]

    @property
    def _is_elsewhere(self) -> bool:
        """Whether the same commit stands in a pull request of ours, fixed."""
        return self.memory.state == _ELSEWHERE and self.memory.question == self.snapshot.pull.head

    def _comment(self, answer: str = "") -> list[Action]:
        """The comment, where something has to be said, or what it said has changed; `answer` is to who wrote `/fix`."""
        own, memory = self.snapshot.own, self.memory
        suggested = {id(one) for group in self._groups for one in group.findings}
        open_ones = [one for one in self._told if id(one.finding) not in suggested and self._matters(one.finding)]
        writers = dict.fromkeys(one.post.author.login for one in self._fresh if one.word == "fix" and one.heeded)
        errors = [*((login, answer) for login in writers if answer), *self._answers]
        if own.stand_in and self._renewed:
            return self._upsert(self._elsewhere(own.stand_in.number), _ELSEWHERE, errors)
        if self._is_elsewhere and not errors:
            return []
        rivals = tuple(dict.fromkeys(self.snapshot.rivals.values()))
        needed = not self._is_quiet and bool(open_ones or self._looks or rivals or self._conflicts)
        if needed:
            open_ones.sort(key=lambda one: one.finding.severity != "error")
            said = texts.ask(
                self.snapshot.pull.author.login,
                open_ones,
                suggestions=self._suggestions,
                mendable=self._mendable,
                looks=self._looks,
                conflicts=self._conflicts,
                rivals=rivals,
            )
            state = "asked"
        elif own.comment and memory.state in _SPOKEN and not (self._is_quiet and self._found):
            said, state = self._rest(), "asked"
        elif errors:
            said, state = "", memory.state
        else:
            return []
        return self._upsert(said, state, errors)

    @cached_property
    def _answers(self) -> tuple[tuple[str, str], ...]:
        """What is to be said to those who gave commands, by their logins, save for `/fix`."""
        fresh, author = self._fresh, self.snapshot.pull.author.login
        said = [(one.post, self._ignoring(one)) for one in fresh if one.word == "ignore" and one.heeded]
        unknown = [(post, why) for post, why in unknown_words(self.snapshot.posts) if self._is_fresh(post)]
        told = [(post.author.login, why) for post, why in (*said, *unknown) if isinstance(why, str)]
        others = dict.fromkeys(one.post for one in fresh if not one.heeded)
        told += [(post.author.login, texts.not_yours(author, own=post.role == "submitter")) for post in others]
        asked = dict.fromkeys(one.post for one in fresh if one.word == "help" and one.heeded)
        helps = [(post.author.login, texts.command_help(usages("pull", post.role))) for post in asked]
        return tuple(dict.fromkeys((*told[-_MOST_ANSWERS:], *helps[-1:])))

    def _is_fresh(self, post: Post) -> bool:
        """Whether a post that asks nothing of the check was not answered yet."""
        return not is_past(post, self.snapshot.now) and not is_answered(post, self.memory.answered)

    def _rest(self) -> str:
        """What the comment says once nothing is left that no suggestion says."""
        if self._suggestions:
            return self._review_body(self._suggestions)
        return texts.nothing_left() if self._wanted else texts.all_mended()

    def _matters(self, finding: Finding) -> bool:
        """Whether a person must hear of it: errors, and warnings of entries that may stay."""
        proposal = self.snapshot.proposal
        if finding.severity != "warning" or proposal is None:
            return finding.severity == "error"
        return _entry_of(proposal, finding) not in self._stuck

    @cached_property
    def _stuck(self) -> frozenset[tuple[int, int]]:
        """The lines of entries that cannot stay as they are: they are not polished before that is settled."""
        proposal = self.snapshot.proposal
        errors = (one for one in self._found if one.severity == "error" and one.fix is None)
        return frozenset(_entry_of(proposal, one) for one in errors) if proposal else frozenset()

    def _acknowledge(self) -> list[Action]:
        """Thumbs for who gave commands: the last thing that is done, by which the next look knows that all was.

        Those are given, too, that an earlier look came to its end without.
        """
        heeded = (one.post for one in recent(self.snapshot.posts, self.snapshot.now) if one.heeded)
        posts = dict.fromkeys(post for post in heeded if not post.acknowledged)
        number = self.snapshot.pull.number
        return [React(number, one.id or None, "+1", inline=one.inline, since=one.at) for one in posts]

    @cached_property
    def _groups(self) -> tuple["_Group", ...]:
        """The findings that suggestions speak of."""
        proposal = self.snapshot.proposal
        if proposal is None or self._is_quiet or proposal.looks:
            return ()
        shown = {file.path: _shown_lines(file) for file in self.snapshot.pull.touched}
        return tuple(_groups(proposal, self._found, self._stuck, shown))

    def _upsert(self, text: str, state: str, errors: Iterable[tuple[str, str]] = ()) -> list[Action]:
        own = self.snapshot.own
        answered = dict(self._done())
        question = self.snapshot.pull.head if state == _ELSEWHERE else ""
        memory = replace(self.memory, state=state, question=question, answered=answered, shown="")
        body = with_memory(texts.answered(text, errors), memory)
        if own.comment and not own.spare_comments:
            standing = own.comment.body.replace("\r\n", "\n").strip()
            # An answer that was given above it stays as long as the rest holds.
            if standing == body or (text and not errors and standing.endswith(f"\n\n{body}")):
                return []
        replaced = own.comment.id if own.comment else None
        return [UpsertComment(self.snapshot.pull.number, body, replaced, spare=own.spare_comments)]

    def _done(self) -> Iterator[tuple[str, str]]:
        """The posts that are answered then: each in its version, with the commit for which it was done once."""
        moments = {one.post for one in self._orders if one.word in ("fix", "recheck") and one.heeded}
        for post in (*(one.post for one in self._orders), *(post for post, _ in unknown_words(self.snapshot.posts))):
            if is_answered(post, self.memory.answered):
                yield str(post.id), self.memory.answered[str(post.id)]
            else:
                yield str(post.id), f"{post.version} {self.snapshot.pull.head}" if post in moments else post.version

    # /fix

    def _fix(self) -> list[Action]:
        """What `/fix` asks for: a commit on the branch, or where we may not write there a pull request of our own."""
        snapshot, pull = self.snapshot, self.snapshot.pull
        wanted = [one for one in self._fresh if one.word == "fix" and one.heeded]
        new, count = self._fixes if wanted else ({}, 0)
        if not new or snapshot.base is None or snapshot.list_file is None:
            return []
        modes = {file.path: file.mode for file in pull.touched}
        files = tuple(FileText(path, text, modes[path]) for path, text in new.items())
        branch = f"{FIX_BRANCH}{pull.number}"
        here, thumbs = self._merged, self._acknowledge()
        otherwise = (*self._remarks(), *self._comment(texts.cannot_fix(_NOWHERE)), *thumbs)
        if here:
            why = f"I may not write to its branch, and `{branch}` is taken"
            taken = (*self._remarks(), *self._comment(texts.cannot_fix(why)), *thumbs)
            body = texts.fix_body(pull.number, pull.author.login, others=self._others)
            otherwise = (
                SetBranch(branch, snapshot.base, here, self._stand_in_message, taken),
                OpenPullRequest(
                    branch, snapshot.base.branch, texts.fix_title(pull.title, pull.number), body, may_stand=True
                ),
                *self._upsert(self._elsewhere(PULL_NUMBER), _ELSEWHERE, self._answers),
                *thumbs,
            )
        return [
            CommitFix(pull.fork or "", pull.branch, pull.head, files, texts.fix_message(), otherwise),
            *self._upsert(texts.fixed(count, self._looks), "fixed", self._answers),
            *thumbs,
        ]

    @cached_property
    def _merged(self) -> tuple[FileText, ...]:
        """The list's files of today with the pull request and its fixes; empty where they conflict."""
        list_file, pull, new = self.snapshot.list_file, self.snapshot.pull, self._fixes[0]
        if list_file is None or list_file.unreadable or any(file.removed for file in pull.touched):
            return ()
        touched = {file.path: (file.ancestor, new.get(file.path, file.head)) for file in pull.touched}
        proposal = propose([(file.path, file.text) for file in list_file.files], touched)
        return () if proposal.conflicts else list_file.changed(proposal.after.text)

    # The pull request of ours that stands in

    @property
    def _others(self) -> int:
        """How many of the files that it changes are not the list's."""
        return self.snapshot.pull.files - len(self.snapshot.pull.touched)

    def _elsewhere(self, number: int | str) -> str:
        errors = [one for one in self._told if one.finding.severity == "error"]
        left = [one for one in errors if one.finding.fix is None or not one.finding.fix.safe]
        return texts.fixed_elsewhere(number, self.snapshot.pull.author.login, left, others=self._others)

    @property
    def _stand_in_message(self) -> str:
        pull = self.snapshot.pull
        credit = f"Co-authored-by: {pull.author.login} <{pull.author.id}+{pull.author.login}@users.noreply.github.com>"
        return with_made_of(texts.fix_message(), pull.head) + f"\n\n{credit}"

    @property
    def _renewed(self) -> bool:
        """Whether one stands, and holds this pull request as it is now once all is done."""
        stand_in = self.snapshot.own.stand_in
        return bool(stand_in and stand_in.untouched and self._fixes[0] and self._merged)

    def _follow(self) -> list[Action]:
        """Let it follow what it holds: it is made anew after a push and on a newer list, and closed once it is of no
        use, so that nobody merges what its author has changed since.
        """
        snapshot, stand_in = self.snapshot, self.snapshot.own.stand_in
        if stand_in is None or snapshot.base is None or any(file.problem for file in snapshot.pull.touched):
            return []
        if not self._renewed:
            return list(_let_go(snapshot, texts.CONFLICTS if self._fixes[0] or self._conflicts else texts.NEEDS_NONE))
        if (stand_in.of, stand_in.onto) == (snapshot.pull.head, snapshot.base.commit):
            return []
        branch = f"{FIX_BRANCH}{snapshot.pull.number}"
        return [SetBranch(branch, snapshot.base, self._merged, self._stand_in_message)]


#: So many commands in vain are answered at once, the last ones.
_MOST_ANSWERS: Final = 3
#: What stands behind `/ignore`: a rule, and the reason.
_RULE: Final = re.compile(r"(?:please\b[\s,:]*+)?+([^\s:,，：]*+)[\s:,，：–—-]*+(.*)", re.IGNORECASE)
#: Why nothing is known of a link that may be known soon.
_MAY_ANSWER: Final = frozenset(("busy", "failing", "unreachable", "queued"))
#: A line that goes to its place loses nothing, and no suggestion can do that.
_MOVES: Final = frozenset(("out-of-order",))
_SETTLED: Final = "settled"
#: States of the comment.
_ELSEWHERE: Final = "fixed elsewhere"
_SPOKEN: Final = ("asked", "fixed", _ELSEWHERE)
_CONFLICT: Final = "the list has changed at the same lines since, which has to be settled first"
_NOWHERE: Final = "I may not write to its branch, and with the newest list the fixes would conflict"
_LEVELS: Final[Mapping[str, Level]] = {"error": "failure", "warning": "warning", "hint": "notice"}


def _rules(owner: ListConfig | None) -> Mapping[str, Rule]:
    """Our rules, and those of others that the owner names and that are installed here."""
    ours = all_rules()
    others = [name for name in owner.rules if name not in ours] if owner else []
    return {**ours, **named_rules(others)[0]} if others else ours


def _told(proposal: Proposal, finding: Finding) -> Told:
    path, _, line = proposal.place(proposal.line_of(finding))
    return Told(finding, path, None if line is None else line + 1)


@dataclass(frozen=True)
class _Group:
    """Findings that one suggestion mends: lines of `after`, half-open, and the first one's number at the head."""

    path: str
    start: int
    end: int
    at: int
    findings: tuple[Finding, ...]


def _entry_of(proposal: Proposal, finding: Finding) -> tuple[int, int]:
    """The lines of `after`, half-open, of the entry that a finding is of, or else its own."""
    line, last = proposal.line_of(finding), proposal.last_line_of(finding)
    span = proposal.entry_at(line)
    return (span.start, span.end) if span and last < span.end else (line, last + 1)


def _groups(
    proposal: Proposal,
    found: Sequence[Finding],
    stuck: Collection[tuple[int, int]],
    shown: Mapping[str, frozenset[int]],
) -> Iterator[_Group]:
    """The findings whose fixes stand in lines that a review may speak of, those of one entry or line together."""
    places = {id(one): _entry_of(proposal, one) for one in found}
    mendable = sorted((one for one in found if one.fix is not None), key=lambda one: places[id(one)])
    for (start, end), group in groupby(mendable, key=lambda one: places[id(one)]):
        low, high = proposal.offset(start), proposal.offset(end)
        own = [one for one in group if _can_be_suggested(proposal.after.text, one, low, high)]
        if not own or (start, end) in stuck:
            continue
        lines = [proposal.place(line) for line in range(start, end)]
        heads = [line for _, _, line in lines if line is not None]
        path = lines[0][0]
        whole = len(heads) == end - start and heads == list(range(heads[0], heads[0] + len(heads)))
        if whole and high - low < _LONGEST and shown.get(path, frozenset()).issuperset(heads):
            yield _Group(path, start, end, heads[0], tuple(own))


def _can_be_suggested(text: str, finding: Finding, low: int, high: int) -> bool:
    """Whether a fix can be shown as other lines in the place of these: it stays within them, and it can be seen.

    GitHub shows no line ends, and commits none of a suggestion that changes them alone.
    """
    start, end = changed_by((finding,))
    changes = finding.fix.changes if finding.fix else ()
    return (
        low <= start
        and end <= high
        and any(_lines(text[change.start : change.end]) != _lines(change.text) for change in changes)
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _mended(proposal: Proposal, found: Iterable[Finding]) -> Iterator[tuple[str, tuple[str, int]]]:
    """The files as they were meant with the safe fixes made, and how many in each."""
    of_file: dict[str, list[Finding]] = {}
    for one in found:
        if one.fix is None or not (one.fix.safe or one.rule in _MOVES):
            continue
        changes = [proposal.meant_change(change) for change in one.fix.changes]
        paths = {change[0] for change in changes if change is not None}
        if None not in changes and len(paths) == 1:
            own: tuple[Change, ...] = tuple(change[1] for change in changes if change is not None)
            of_file.setdefault(paths.pop(), []).append(one._replace(fix=one.fix._replace(changes=own)))
    for path, own_findings in of_file.items():
        text, made = applied(proposal.files[path].meant, own_findings, unsafe=True)
        if made:
            yield path, (text, len(made))


#: GitHub takes 65,536 characters in a comment: lines that are longer than these get no suggestion.
_LONGEST: Final = 20_000
_HUNK: Final = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")


def _shown_lines(file: TouchedFile) -> frozenset[int]:
    """The lines at the head, from 0, that GitHub's diff shows as new; nothing else is ours to suggest on.

    https://docs.github.com/en/rest/pulls/reviews#create-a-review-for-a-pull-request
    """
    found: set[int] = set()
    at = 0
    for line in (file.patch or "").split("\n"):
        if hunk := _HUNK.match(line):
            at = int(hunk[1]) - 1
        elif line.startswith("+"):
            found.add(at)
            at += 1
        elif line.startswith(" "):
            at += 1
    return frozenset(found)
