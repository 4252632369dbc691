"""The plan for the pull request that all submissions of a list share, where its owner wants one for all.

It is made as that of one submission that has the papers of all; who proposed what stands in its mark. What is said to
those who proposed is the business of the look at each issue.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import messages
from bot.intake import Changes, Intake, mark_of
from bot.marker import Memory, PullMark, paper_mark, paper_of, read_pull_mark, text_mark, with_pull_mark
from bot.model import Action, Base, EditPullRequest, ListFile, Plan, PullRequest, Share, SharedSnapshot
from bot.outcome import Ready
from bot.submission import ProposedPaper, Submission


def plan_shared(snapshot: SharedSnapshot) -> Plan:
    """What to do about the shared pull request; empty where it is as it should be."""
    pull = snapshot.own.pull
    mark = read_pull_mark(pull.body) if pull else None
    wanted = snapshot.config is not None and snapshot.config.combined
    shares = (
        tuple(_unmerged(one, pull, mark) for one in snapshot.shares if _is_wanted(one, pull, mark)) if wanted else ()
    )
    papers = tuple(paper for share in shares for paper in share.papers)[:_MOST]
    submission = Submission("submission", papers)
    return _Together(replace(snapshot, submission=submission), Memory(), mark, (), shares).plan_whole()


#: More papers make no pull request that somebody would read.
_MOST = 100


def _is_wanted(share: Share, pull: PullRequest | None, mark: PullMark | None) -> bool:
    """Whether a maintainer did not decline the shared pull request with this share, or that was taken back."""
    if pull is None or pull.open or pull.merged or mark is None or mark.let_go:
        return True
    return share.issue not in mark.shares or share.past == pull.number


def _unmerged(share: Share, pull: PullRequest | None, mark: PullMark | None) -> Share:
    """The share without what was merged, which the look at its issue may not have seen yet."""
    merged = mark.shares.get(share.issue, ()) if pull and pull.merged and mark else ()
    done = set(map(paper_of, merged))
    return replace(share, papers=tuple(one for one in share.papers if paper_of(paper_mark(one)) not in done))


@dataclass(frozen=True)
class _Together(Intake):
    """All submissions as one."""

    shares: tuple[Share, ...] = ()

    @property
    def rechecked(self) -> bool:
        """Whether somebody wants lines made anew since the pull request was."""
        return any(map(self._is_anew, self.shares))

    def _is_rechecked(self, proposed: ProposedPaper) -> bool:
        return any(self._is_anew(share) for share in self.shares if proposed in share.papers)

    def _is_anew(self, share: Share) -> bool:
        known = self.mark.rechecked.get(share.issue) if self.mark else None
        return bool(share.rechecks) and text_mark(share.rechecks) != known

    def plan_whole(self) -> Plan:
        """The pull request with all that is ready, or without anything none."""
        snapshot, pull = self.snapshot, self.snapshot.own.pull
        file, base = snapshot.list_file, snapshot.base
        if file is None or base is None or file.unreadable:
            return Plan("the list cannot be read", claims=None)
        if not snapshot.submission.papers:
            return self._nothing("nothing is shared")
        outcomes, changes = self._judge(file)
        ready = [one for one in outcomes if isinstance(one, Ready)]
        if not ready:
            return self._nothing("nothing is ready")
        by_issue = {
            share.issue: tuple(mark_of(one) for one in ready if one.proposed in share.papers) for share in self.shares
        }
        wanted = PullMark(
            papers=tuple(map(mark_of, ready)),
            shares={issue: marks for issue, marks in by_issue.items() if marks},
            partly=tuple(
                one.issue for one in self.shares if not one.closes or len(by_issue[one.issue]) < len(one.papers)
            ),
            rechecked={one.issue: text_mark(one.rechecks) for one in self.shares if one.rechecks},
        )
        if pull and not pull.merged and self._is_theirs(pull, wanted):
            return Plan("somebody else works on the shared branch", tuple(self._left(pull)), claims=None)
        if pull and pull.merged and not pull.untouched:
            return Plan("the shared branch is taken", tuple(self._left(pull)), claims=None)
        again = self._try_again(pull)
        count = len(wanted.shares)
        reason = f"{count} {'submission shares' if count == 1 else 'submissions share'} a pull request"
        return Plan(reason, tuple(self._propose(ready, wanted, changes, file, base)), again, claims=None)

    def _nothing(self, reason: str) -> Plan:
        """There is to be no pull request; the branch of one that a person closed stays, for whoever opens it again."""
        pull, mark = self.snapshot.own.pull, self.mark
        if pull and pull.open and self._is_theirs(pull, PullMark()):
            return Plan("somebody else works on the shared branch", tuple(self._left(pull)), claims=None)
        stays = pull and not pull.open and not (mark and mark.let_go)
        return Plan(reason, () if stays else tuple(self._clear_away()), claims=None)

    def _is_theirs(self, pull: PullRequest, wanted: PullMark) -> bool:
        """Whether others changed more than our lines; those of more papers can be put beside what they made of them."""
        standing, mark = self._standing, self.mark
        if standing is None or mark is None:
            return not pull.untouched
        return not standing.has_only_our_lines(len(mark.papers))

    def _left(self, pull: PullRequest) -> list[Action]:
        """That it is theirs now, or that its branch is, is said in the pull request, once."""
        said = messages.shared_left() if pull.open else messages.shared_taken(self.snapshot.key.branch)
        if self.mark is None or said in pull.body:
            return []
        return [EditPullRequest(pull.number, pull.title, with_pull_mark(f"{said}\n\n{pull.body}", self.mark))]

    def _body(self, ready: Sequence[Ready], wanted: PullMark, changes: Changes, file: ListFile, base: Base) -> str:
        brought = [(one, [paper for paper in ready if paper.proposed in one.papers]) for one in self.shares]
        return messages.shared_body(
            [(share.issue, share.author.login, own) for share, own in brought if own],
            partly=wanted.partly,
            page=self._page(base, file),
            besides=changes.said(),
            config_problem=self.snapshot.config_problem,
        )

    def _carry_message(self, ready: Sequence[Ready], base: Base) -> str:
        """That of a merge, with the credits of the other below it."""
        _, _, credits = self._message(ready).partition("\n\n")
        return f"{super()._carry_message(ready, base)}\n\n{credits}"

    def _message(self, ready: Sequence[Ready]) -> str:
        """The commit's message; each author is credited in it once."""
        brought = {one.issue: one.author for one in self.shares if any(paper.proposed in one.papers for paper in ready)}
        return messages.shared_message(ready, brought)
