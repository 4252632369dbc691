"""The plan for a submission, judged from pictures."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Limits, ListConfig
from bot.decide import decide
from bot.document import file_spans, join_files, parse
from bot.flood import Crowd, Line
from bot.links import Link
from bot.marker import WAITS, Memory, PullMark, paper_mark, read_memory, read_pull_mark, with_memory, with_pull_mark
from bot.model import (
    PULL_NUMBER,
    Account,
    ClosePullRequest,
    DeleteBranch,
    EditPullRequest,
    FileText,
    ListFile,
    OpenPullRequest,
    Own,
    Plan,
    Post,
    React,
    ReopenPullRequest,
    Role,
    SetBranch,
    SetLabels,
    Snapshot,
    UpsertComment,
)
from bot.outcome import Ready, judge
from bot.papers import Paper, PaperId, Unresolved
from bot.submission import ProposedPaper, Submission
from tests.builders import INSTRUCT, INSTRUCT_ID, LIST, LOGIN, NOW, PROPOSED, comment, issue, list_file, pull, snapshot
from tests.document.shapes import NAMES, read_list, reshape

LINE = (
    "- **[InstructBLIP]** Towards General-purpose Vision-Language Models with Instruction Tuning "
    "[[pdf]](https://arxiv.org/pdf/2305.06500.pdf)\n"
)


def _kinds(plan: Plan) -> list[str]:
    return [type(action).__name__ for action in plan.actions]


def _done(before: Snapshot, plan: Plan) -> Snapshot:
    """The picture after a plan was carried out."""
    own, labels = before.own, set(before.issue.labels)
    for action in plan.actions:
        match action:
            case OpenPullRequest(_, _, title, body):
                own = replace(own, pull=pull(title=title, body=body))
            case EditPullRequest(number, title, body):
                assert own.pull is not None
                assert own.pull.number == number
                own = replace(own, pull=replace(own.pull, title=title, body=body))
            case ClosePullRequest(_, body) | ReopenPullRequest(_, body):
                assert own.pull is not None
                is_open = isinstance(action, ReopenPullRequest)
                own = replace(own, pull=replace(own.pull, open=is_open, body=body))
            case DeleteBranch():
                assert own.pull is not None
                own = replace(own, pull=replace(own.pull, branch_stands=False))
            case UpsertComment(_, body):
                own = replace(own, comment=comment(body.replace(PULL_NUMBER, "13")), spare_comments=())
            case SetLabels(_, add, remove):
                labels = labels - set(remove) | set(add)
            case React():
                return replace(before, issue=replace(before.issue, eyes=1))
    return replace(before, own=own, issue=replace(before.issue, labels=frozenset(labels)))


def _text(plan: Plan) -> str:
    (said,) = [action.body for action in plan.actions if isinstance(action, UpsertComment)]
    return said


def test_ready_paper_gets_branch_pull_request_label_and_comment() -> None:
    """A paper that is ready gets all four, in this order, and then nothing more."""
    plan = decide(snapshot())
    assert _kinds(plan) == ["SetBranch", "OpenPullRequest", "SetLabels", "UpsertComment"]
    branch = plan.actions[0]
    assert isinstance(branch, SetBranch)
    assert branch.files[0].text == LIST + LINE
    assert decide(_done(snapshot(), plan)).actions == ()


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (snapshot(issue=issue(author=Account("dependabot[bot]", 1, bot=True))), "opened by a bot"),
        (snapshot(installed_at=NOW), "older than the installation"),
        (snapshot(submission=Submission("none")), "proposes no paper"),
        (snapshot(text=None), "the repository has no README in Markdown"),
        (snapshot(text="# Tool\n\n- fast\n"), "the README holds no paper list"),
        (snapshot(issue=issue(open=False)), "closed"),
    ],
)
def test_left_alone(picture: Snapshot, reason: str) -> None:
    """What is none of our business gets nothing at all, for a stated reason."""
    assert decide(picture) == Plan(reason)


def test_an_edit_wakes_an_old_issue() -> None:
    """An issue from before the installation is taken up when somebody edits it, and stays taken up."""
    old = snapshot(installed_at=NOW)
    woken = replace(old, key=replace(old.key, edited=True))
    plan = decide(woken)
    assert "OpenPullRequest" in _kinds(plan)
    assert decide(replace(_done(woken, plan), key=old.key)).actions == ()


@pytest.mark.parametrize(
    ("role", "minutes", "wakes"),
    [("maintainer", 1, True), ("submitter", 1, True), ("other", 1, False), ("maintainer", -1, False)],
)
def test_a_command_wakes_an_old_issue(role: Role, minutes: int, wakes: bool) -> None:
    """An issue from before the installation is taken up for a command since then by somebody whose commands count."""
    told = replace(_said("/section Papers", role), at=NOW + timedelta(minutes=minutes))
    plan = decide(snapshot(installed_at=NOW, posts=(told,)))
    assert ("OpenPullRequest" in _kinds(plan)) == wakes
    assert wakes or plan == Plan("older than the installation")


def test_waiting_for_a_turn_is_a_reaction() -> None:
    """While others are served first the issue gets a reaction, once, and a look soon."""
    waiting = snapshot(answers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "queued", source="arXiv")})
    plan = decide(waiting)
    assert plan.actions == (React(12),)
    assert plan.look_again == 10
    assert decide(_done(waiting, plan)).actions == ()


def test_unknown_paper_is_asked_for_three_days() -> None:
    """The days count from the first look; after them nothing is asked by itself, and the text no longer says so."""
    picture = snapshot(answers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", NOW, "arXiv")})
    plan = decide(picture)
    assert plan.look_again == 24 * 3600
    assert "once a day until 27 Nov" in _text(plan)
    later = NOW + timedelta(days=3, minutes=1)
    last = replace(_done(picture, plan), now=later, papers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", later)})
    plan = decide(last)
    assert plan.look_again is None
    assert "once a day" not in _text(plan)
    assert not any(action.anew for action in plan.actions if isinstance(action, UpsertComment))


def test_silent_source_with_a_title_is_proposed_as_not_verified() -> None:
    """With a title the line is proposed and looked at again; when the source answers, the same one is completed."""
    titled = replace(PROPOSED, title="InstructBLIP: Towards General-purpose Models")
    picture = snapshot(titled, answers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unreachable", NOW, "arXiv")})
    plan = decide(picture)
    assert "OpenPullRequest" in _kinds(plan)
    assert plan.look_again == 1800
    standing = _done(picture, plan)
    later = replace(standing, now=NOW + timedelta(minutes=30))
    assert decide(later).actions == (), "the time of the next look changes no text"
    plan = decide(replace(later, papers={INSTRUCT_ID: INSTRUCT}))
    assert _kinds(plan) == ["SetBranch", "EditPullRequest", "UpsertComment"]
    assert plan.look_again is None


def test_what_a_source_said_once_stays_when_it_is_silent() -> None:
    """A silent source neither takes a pull request back nor changes it."""
    standing = _done(snapshot(), decide(snapshot()))
    silent = replace(standing, papers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unreachable", NOW, "arXiv")})
    plan = decide(silent)
    assert plan.actions == ()
    assert plan.look_again == 1800


def test_pull_request_closes_the_issue_only_when_all_is_settled() -> None:
    """With a paper still open the pull request is `For` the issue; once that is settled it closes it."""
    other = ProposedPaper(PaperId("arxiv", "2305.99999"), section="Papers")
    two = snapshot(
        PROPOSED,
        other,
        answers={
            INSTRUCT_ID: INSTRUCT,
            PaperId("arxiv", "2305.99999"): Unresolved(other.id or INSTRUCT_ID, "unknown", NOW),
        },
    )
    plan = decide(two)
    (opened,) = [action for action in plan.actions if isinstance(action, OpenPullRequest)]
    assert "\nFor #12" in opened.body
    only_first = replace(_done(two, plan), submission=Submission("submission", (PROPOSED,)))
    plan = decide(only_first)
    assert _kinds(plan) == ["EditPullRequest", "SetLabels", "UpsertComment"], "the branch stays as it is"
    (edited,) = [action for action in plan.actions if isinstance(action, EditPullRequest)]
    assert "\nCloses #12" in edited.body


def test_two_new_papers_are_two_lines_of_one_commit() -> None:
    """Two papers that are ready come in one pull request with a line each, each at its place."""
    other = ProposedPaper(
        PaperId("arxiv", "2205.01917"),
        title="CoCa: Contrastive Captioners are Image-Text Foundation Models",
        section="Papers",
    )
    answers = {
        INSTRUCT_ID: INSTRUCT,
        PaperId("arxiv", "2205.01917"): Paper(PaperId("arxiv", "2205.01917"), other.title or ""),
    }
    plan = decide(snapshot(PROPOSED, other, answers=answers))
    (branch,) = [action for action in plan.actions if isinstance(action, SetBranch)]
    added = [line for line in branch.files[0].text.splitlines() if line not in LIST.splitlines()]
    assert [line[: line.index("]")] for line in added] == ["- **[CoCa", "- **[InstructBLIP"]
    (opened,) = [action for action in plan.actions if isinstance(action, OpenPullRequest)]
    assert opened.title == "Add InstructBLIP and CoCa to Papers"


def test_the_same_paper_twice_in_one_issue_is_one_line() -> None:
    """A paper that is named twice is added once."""
    again = replace(PROPOSED, title="Another wording", links=())
    (branch,) = [action for action in decide(snapshot(PROPOSED, again)).actions if isinstance(action, SetBranch)]
    assert branch.files[0].text.count("2305.06500") == 1


def test_declined_is_remembered_without_a_comment() -> None:
    """A pull request closed unmerged is a refusal even where our comment was deleted."""
    mark = with_pull_mark("x", PullMark((paper_mark(PROPOSED) + ":verified",)))
    plan = decide(snapshot(own=Own(LOGIN, pull=pull(open=False, body=mark))))
    assert plan.reason == "declined"
    assert _kinds(plan) == ["UpsertComment"]


def test_merged_paper_is_done_whatever_became_of_its_entry() -> None:
    """A merged paper that a maintainer took out is not proposed again, and nobody is told that the list has it."""
    mark = with_pull_mark("x", PullMark((paper_mark(PROPOSED) + ":verified",)))
    picture = snapshot(own=Own(LOGIN, pull=pull(open=False, merged=True, body=mark)))
    plan = decide(picture)
    assert _kinds(plan) == ["SetLabels", "UpsertComment"]
    assert "a maintainer took it out" in _text(plan)
    other = ProposedPaper(PaperId("arxiv", "2205.01917"), title="CoCa", section="Papers")
    both = replace(
        _done(picture, plan),
        submission=Submission("submission", (PROPOSED, other)),
        papers={
            INSTRUCT_ID: INSTRUCT,
            PaperId("arxiv", "2205.01917"): Paper(PaperId("arxiv", "2205.01917"), "CoCa: Things"),
        },
    )
    plan = decide(both)
    (branch,) = [action for action in plan.actions if isinstance(action, SetBranch)]
    assert "2305.06500" not in branch.files[0].text
    assert "2205.01917" in branch.files[0].text


def test_closed_issue_takes_pull_request_and_branch_along() -> None:
    """Closing the issue closes the pull request and deletes the branch, and remembers that it was no refusal."""
    standing = _done(snapshot(), decide(snapshot()))
    closed = replace(standing, issue=replace(standing.issue, open=False))
    plan = decide(closed)
    assert _kinds(plan) == ["ClosePullRequest", "DeleteBranch", "UpsertComment"]
    after = _done(closed, plan)
    assert decide(after).actions == ()
    reopened = replace(after, issue=replace(after.issue, open=True))
    assert "OpenPullRequest" in _kinds(decide(reopened))


@pytest.mark.parametrize("done", [1, 2])
def test_cut_in_the_middle_of_closing_it_is_no_refusal(done: int) -> None:
    """A plan that closes our pull request and is cut after its first writes goes on at the next look."""
    standing = _done(snapshot(), decide(snapshot()))
    unknown = replace(standing, papers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", NOW, "arXiv")})
    plan = decide(unknown)
    assert _kinds(plan)[:2] == ["ClosePullRequest", "DeleteBranch"]
    cut = _done(unknown, replace(plan, actions=plan.actions[:done]))
    plan = decide(cut)
    assert plan.reason == "arxiv:2305.06500: unknown to its source"
    again = decide(replace(_done(cut, plan), papers={INSTRUCT_ID: INSTRUCT}))
    assert "OpenPullRequest" in _kinds(again)


def test_reopened_issue_with_its_comment_deleted_comes_back() -> None:
    """That the issue was closed stands in the pull request too, so it is no refusal without our comment."""
    standing = _done(snapshot(), decide(snapshot()))
    closed = replace(standing, issue=replace(standing.issue, open=False))
    after = _done(closed, decide(closed))
    reopened = replace(after, issue=replace(after.issue, open=True), own=replace(after.own, comment=None))
    assert "OpenPullRequest" in _kinds(decide(reopened))


@pytest.mark.parametrize("done", [0, 1, 2])
def test_issue_that_is_gone_takes_pull_request_and_branch_along(done: int) -> None:
    """Nothing is said of it, a cut on the way is made good, and who opens the pull request again keeps it."""
    standing = _done(snapshot(), decide(snapshot()))
    gone = replace(
        standing, issue=replace(standing.issue, open=False, gone=True), own=replace(standing.own, comment=None)
    )
    plan = decide(gone)
    assert _kinds(plan) == ["ClosePullRequest", "DeleteBranch"]
    after = _done(gone, replace(plan, actions=plan.actions[:done]))
    assert _kinds(decide(after)) == ["ClosePullRequest", "DeleteBranch"][done:]
    after = _done(gone, plan)
    assert after.own.pull is not None
    again = replace(after.own.pull, open=True, branch_stands=True)
    assert decide(replace(after, own=replace(after.own, pull=again))).actions == ()


def test_nothing_is_said_where_the_conversation_is_locked() -> None:
    """Pull request and labels are what they would be; once it is unlocked the comment follows."""
    picture = snapshot(issue=issue(locked=True))
    plan = decide(picture)
    assert _kinds(plan) == ["SetBranch", "OpenPullRequest", "SetLabels"]
    after = _done(picture, plan)
    assert decide(after).actions == ()
    assert _kinds(decide(replace(after, issue=replace(after.issue, locked=False)))) == ["UpsertComment"]


def test_comment_from_another_repository_speaks_of_the_pull_request_here() -> None:
    """An issue brings our comment along when it is transferred; labels that stayed behind are set anew."""
    there = _done(snapshot(), decide(snapshot()))
    here = replace(there, own=replace(there.own, pull=None), issue=replace(there.issue, labels=frozenset()))
    plan = decide(here)
    assert _kinds(plan) == ["SetBranch", "OpenPullRequest", "SetLabels", "UpsertComment"]
    assert PULL_NUMBER in _text(plan)
    assert decide(_done(here, plan)).actions == ()


def test_refused_with_its_branch_gone_says_what_brings_it_back() -> None:
    """GitHub reopens no pull request whose branch is gone."""
    standing = _done(snapshot(), decide(snapshot()))
    assert standing.own.pull is not None
    refused = replace(standing.own.pull, open=False, branch_stands=False)
    plan = decide(replace(standing, own=replace(standing.own, pull=refused)))
    assert "restore the branch in #13 and reopen that, or close and reopen this issue" in _text(plan)


def _touched() -> Snapshot:
    """A settled submission on whose branch somebody else has committed."""
    standing = _done(snapshot(), decide(snapshot()))
    assert standing.own.pull is not None
    return replace(standing, own=replace(standing.own, pull=replace(standing.own.pull, untouched=False)))


@pytest.mark.parametrize(
    "changes",
    [
        {"papers": {INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", NOW, "arXiv")}},
        {"submission": Submission("none")},
        {"submission": Submission("submission", (ProposedPaper(None, title="Quite Another Paper of Things"),))},
    ],
)
def test_somebody_elses_work_is_never_closed_or_moved(changes: dict[str, object]) -> None:
    """On a branch that a person changed an edit of the post moves, closes and deletes nothing; it says so."""
    picture = replace(_touched(), **changes)  # type: ignore[arg-type]
    plan = decide(picture)
    assert set(_kinds(plan)) <= {"EditPullRequest", "UpsertComment"}
    assert "somebody else works on #13" in _text(plan)
    (edited,) = [action for action in plan.actions if isinstance(action, EditPullRequest)]
    assert "\nFor #12" in edited.body, "its merge must not close an issue that asks for something else"
    assert decide(_done(picture, plan)).actions == ()


def test_post_that_comes_back_to_a_changed_pull_request_closes_the_issue_again() -> None:
    """Where the post asks again for what the changed pull request is for, its merge closes the issue again."""
    away = replace(_touched(), submission=Submission("none"))
    back = replace(_done(away, decide(away)), submission=_touched().submission)
    plan = decide(back)
    (edited,) = [action for action in plan.actions if isinstance(action, EditPullRequest)]
    assert "\nCloses #12" in edited.body
    assert decide(_done(back, plan)).actions == ()


def test_changed_branch_that_is_gone_leaves_nothing_to_keep() -> None:
    """Where somebody's branch was deleted, a reopened issue gets a new pull request."""
    closed = replace(_touched(), issue=replace(_touched().issue, open=False))
    after = _done(closed, decide(closed))
    assert after.own.pull is not None
    gone = replace(after.own.pull, untouched=True, branch_stands=False)
    reopened = replace(after, issue=replace(after.issue, open=True), own=replace(after.own, pull=gone))
    assert _kinds(decide(reopened)) == ["SetBranch", "OpenPullRequest", "UpsertComment"]


def test_commits_on_a_merged_branch_are_kept() -> None:
    """What somebody put on the branch after the merge is not deleted; the comment says what to do."""
    mark = with_pull_mark("x", PullMark((paper_mark(PROPOSED) + ":verified",)))
    other = ProposedPaper(PaperId("arxiv", "2205.01917"), title="CoCa: Contrastive Captioners", section="Papers")
    merged = pull(open=False, merged=True, untouched=False, body=mark)
    plan = decide(snapshot(PROPOSED, other, text=LIST + LINE, own=Own(LOGIN, pull=merged)))
    assert _kinds(plan) == ["UpsertComment"]
    assert "Somebody else works on the branch `shelver/issue-12`" in _text(plan)


def test_branch_left_by_a_cut_is_deleted() -> None:
    """A pull request that we closed and whose branch still stands loses it at the next look."""
    standing = _done(snapshot(), decide(snapshot()))
    unknown = replace(standing, papers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", NOW, "arXiv")})
    plan = decide(unknown)
    cut = _done(unknown, replace(plan, actions=(plan.actions[0], *plan.actions[2:])))
    assert _kinds(decide(cut)) == ["DeleteBranch"]


@pytest.mark.parametrize(
    ("submission", "word"),
    [
        (Submission("none", form=True), "I found no paper in your form"),
        (Submission("correction", about=(PaperId("arxiv", "2301.12597"),)), "This looks like a correction"),
    ],
)
def test_what_a_post_became_is_said_at_once(submission: Submission, word: str) -> None:
    """A post edited to an empty form or a correction loses its pull request and gets its answer in one look."""
    edited = replace(_done(snapshot(), decide(snapshot())), submission=submission)
    plan = decide(edited)
    assert _kinds(plan)[:2] == ["ClosePullRequest", "DeleteBranch"]
    assert word in _text(plan)
    assert decide(_done(edited, plan)).actions == ()


def test_too_many_papers_close_what_stood_for_fewer() -> None:
    """A post that grows beyond what is taken loses its pull request, so that no merge closes it unanswered."""
    papers = tuple(ProposedPaper(PaperId("arxiv", f"2301.{n:05d}")) for n in range(1, 102))
    grown = replace(_done(snapshot(), decide(snapshot())), submission=Submission("submission", papers))
    plan = decide(grown)
    assert _kinds(plan)[:2] == ["ClosePullRequest", "DeleteBranch"]
    assert decide(_done(grown, plan)).actions == ()


def test_pull_request_reopened_under_a_closed_issue_stands() -> None:
    """A person who reopens our pull request while the issue is closed wants it to stand; it is said so."""
    standing = _done(snapshot(), decide(snapshot()))
    closed = replace(standing, issue=replace(standing.issue, open=False))
    after = _done(closed, decide(closed))
    assert after.own.pull is not None
    alone = replace(after, own=replace(after.own, pull=replace(after.own.pull, open=True)))
    plan = decide(alone)
    assert _kinds(plan) == ["EditPullRequest", "UpsertComment"]
    assert "#13 was opened again" in _text(plan)
    assert decide(_done(alone, plan)).actions == ()


def test_merged_with_its_mark_gone_is_no_duplicate() -> None:
    """A merged pull request whose body a maintainer rewrote still makes its paper no duplicate of itself."""
    merged = pull(open=False, merged=True, body="My own words")
    plan = decide(snapshot(text=LIST + LINE, own=Own(LOGIN, pull=merged)))
    assert "Merged: the list has **InstructBLIP" in _text(plan)


def test_label_of_a_look_that_was_cut_short_is_ours() -> None:
    """A label that was set just before a cut is taken away when it no longer fits."""
    cut = snapshot(
        ProposedPaper(PaperId("arxiv", "2301.12597")), issue=issue(labels=frozenset({"submission"})), answers={}
    )
    (labels,) = [action for action in decide(cut).actions if isinstance(action, SetLabels)]
    assert labels == SetLabels(12, ("duplicate",), ("submission",))


def test_somebody_elses_branch_outlives_a_closed_issue() -> None:
    """Closing the issue closes a changed pull request but keeps its branch; reopening opens the same one again."""
    closed = replace(_touched(), issue=replace(_touched().issue, open=False))
    plan = decide(closed)
    assert _kinds(plan) == ["ClosePullRequest", "UpsertComment"]
    after = _done(closed, plan)
    assert decide(after).actions == ()
    reopened = replace(after, issue=replace(after.issue, open=True))
    plan = decide(reopened)
    assert _kinds(plan) == ["ReopenPullRequest", "UpsertComment"]
    assert decide(_done(reopened, plan)).actions == ()


def test_merged_paper_is_no_duplicate_when_the_post_says_more_of_it() -> None:
    """A code link that is added to the post after the merge makes the paper no duplicate of itself."""
    mark = with_pull_mark("x", PullMark((paper_mark(PROPOSED) + ":verified",)))
    more = replace(PROPOSED, links=(*PROPOSED.links, Link("code", "https://github.com/a/b")))
    picture = snapshot(more, text=LIST + LINE, own=Own(LOGIN, pull=pull(open=False, merged=True, body=mark)))
    plan = decide(picture)
    assert "Merged: the list has **InstructBLIP" in _text(plan)
    assert not [a for a in plan.actions if isinstance(a, SetLabels) and "duplicate" in a.add]


def test_a_paper_twice_under_two_identities_is_one() -> None:
    """The same paper by arXiv id and by another address with its title is proposed once."""
    again = ProposedPaper(PaperId("openreview", "abc"), title=INSTRUCT.title, section="Papers")
    (branch,) = [a for a in decide(snapshot(PROPOSED, again)).actions if isinstance(a, SetBranch)]
    assert len(branch.files[0].text.splitlines()) == len(LIST.splitlines()) + 1


def test_lines_are_those_of_the_list_as_it_is() -> None:
    """A duplicate is pointed to its line on the default branch, whatever is added above it by the same post."""
    old = ProposedPaper(PaperId("arxiv", "1908.00001"), title="An Old Paper of Things", section="Papers")
    blip = ProposedPaper(PaperId("arxiv", "2301.12597"))
    said = _text(decide(snapshot(old, blip, answers={})))
    assert f"#L{LIST.splitlines().index(next(x for x in LIST.splitlines() if '[BLIP-2]' in x)) + 1})" in said


def test_post_edited_to_nothing_takes_its_pull_request_along() -> None:
    """A post that names no paper any more closes its pull request, once, and says so."""
    standing = _done(snapshot(), decide(snapshot()))
    dropped = replace(standing, submission=Submission("none"))
    plan = decide(dropped)
    assert _kinds(plan) == ["ClosePullRequest", "DeleteBranch", "SetLabels", "UpsertComment"]
    assert decide(_done(dropped, plan)).actions == ()


def test_question_goes_when_the_post_names_no_paper_any_more() -> None:
    """A question that stands is taken back, and its labels with it, when the post drops the paper."""
    asked = snapshot(answers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", NOW, "arXiv")})
    standing = _done(asked, decide(asked))
    dropped = replace(standing, submission=Submission("none"))
    plan = decide(dropped)
    assert "names no paper any more" in _text(plan)
    after = _done(dropped, plan)
    assert after.issue.labels == frozenset()
    assert decide(after).actions == ()


def test_what_people_have_read_stays_when_the_list_changes() -> None:
    """A ready line is not told anew when the list's style or headings change under it."""
    standing = _done(snapshot(), decide(snapshot()))
    changed = LIST.replace("[[pdf]]", "[[paper]]")
    assert standing.list_file is not None
    assert decide(replace(standing, list_file=replace(standing.list_file, document=parse(changed)))).actions == ()


def test_too_many_papers_are_asked_to_be_split() -> None:
    """A post with more papers than anybody would merge at once gets a word, and no pull request."""
    papers = [ProposedPaper(PaperId("arxiv", f"2301.{n:05d}")) for n in range(1, 102)]
    plan = decide(snapshot(*papers, answers={}))
    assert "I read 101 papers in your post, and take 100 at most" in _text(plan)
    assert "OpenPullRequest" not in _kinds(plan)


def _flooded(*, told: bool = False, config: ListConfig | None = None) -> Snapshot:
    """A picture of an issue whose author had twenty others taken up today, the first of which ends its day first."""
    ends = tuple(NOW + timedelta(hours=hour) for hour in range(3, 23))
    return snapshot(crowd=Crowd(person=Line(ends), told=told), config=config)


def test_a_flood_waits_in_the_line() -> None:
    """One beyond the day's number is told until when it waits, gets nothing else, and is looked at again then."""
    plan = decide(_flooded())
    assert plan.reason == "waits: 20 submissions a day are taken up of one person"
    assert "you need do nothing" in _text(plan)
    assert _kinds(plan) == ["UpsertComment"]
    assert 3 * 3600 <= (plan.look_again or 0) <= 3 * 3600 + 1
    assert decide(_done(_flooded(), plan)).actions == ()


def test_a_flood_is_told_once() -> None:
    """On the others of a person that wait, a reaction shows that they were seen."""
    plan = decide(_flooded(told=True))
    assert plan.actions == (React(12),)
    assert plan.look_again
    seen = _flooded(told=True)
    assert decide(replace(seen, issue=replace(seen.issue, eyes=1))).actions == ()


def test_what_waited_is_taken_up_when_there_is_room() -> None:
    """The comment that told of the line then tells of the pull request."""
    waiting = _done(_flooded(), decide(_flooded()))
    assert waiting.own.comment
    assert read_memory(waiting.own.comment.body).state == WAITS
    plan = decide(replace(waiting, crowd=Crowd()))
    assert "OpenPullRequest" in _kinds(plan)
    (said,) = (action for action in plan.actions if isinstance(action, UpsertComment))
    assert said.replace == waiting.own.comment.id
    assert "is ready" in said.body
    assert "waits its turn" not in said.body


@pytest.mark.parametrize(
    "free",
    [
        _flooded(config=ListConfig(limits=Limits(per_person=21))),
        _flooded(config=ListConfig(limits=Limits(per_person=0))),
        replace(_flooded(), crowd=Crowd(person=Line(waiting=99), exempt=True)),
        replace(_flooded(), crowd=None),
    ],
    ids=["higher", "none", "may write", "taken up"],
)
def test_who_is_not_held_up(free: Snapshot) -> None:
    """The owner says how many, people who may write are not meant, and what was taken up stays so."""
    assert "OpenPullRequest" in _kinds(decide(free))


@pytest.mark.parametrize("submission", [Submission("none", form=True), Submission("submission", (PROPOSED,))])
@pytest.mark.parametrize("problem", [None, "byte 3 is not UTF-8"])
def test_nothing_is_written_where_there_is_no_list(submission: Submission, problem: str | None) -> None:
    """In a repository without a paper list neither a form nor an unreadable file gets a word."""
    file = list_file("# Tool\n\n- fast\n", problem)
    plan = decide(snapshot(submission=submission, list_file=file))
    assert plan == Plan("the README holds no paper list")


def test_duplicate_label_of_a_look_that_was_cut_short_is_ours() -> None:
    """The label "duplicate" that stands before our first comment, and fits, is remembered as ours."""
    cut = snapshot(
        ProposedPaper(PaperId("arxiv", "2301.12597")), issue=issue(labels=frozenset({"duplicate"})), answers={}
    )
    (said,) = [action for action in decide(cut).actions if isinstance(action, UpsertComment)]
    memory = read_memory(said.body)
    assert memory is not None
    assert memory.labels == ("duplicate",)


def test_labels_are_only_ours_to_take_away() -> None:
    """A label that we did not set is never removed, and one that a person removed is never set again."""
    plan = decide(snapshot(issue=issue(labels=frozenset({"duplicate"}))))
    (labels,) = [action for action in plan.actions if isinstance(action, SetLabels)]
    assert labels.remove == ()
    standing = _done(snapshot(), decide(snapshot()))
    without = replace(standing, issue=replace(standing.issue, labels=frozenset()))
    assert decide(without).actions == ()


def test_the_same_question_is_not_posted_anew() -> None:
    """A question that stands is edited in place; a new one is posted anew."""
    asked = snapshot(answers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", NOW, "arXiv")})
    standing = _done(asked, decide(asked))
    later = NOW + timedelta(days=1)
    plan = decide(replace(standing, now=later, papers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", later)}))
    (edited,) = plan.actions
    assert isinstance(edited, UpsertComment)
    assert not edited.anew
    other = ProposedPaper(PaperId("openreview", "abc"))
    plan = decide(replace(standing, submission=Submission("submission", (other,)), papers={}))
    (said,) = [action for action in plan.actions if isinstance(action, UpsertComment)]
    assert said.anew


def test_damaged_memory_is_rebuilt() -> None:
    """A comment whose mark somebody damaged is written again, and its memory with it."""
    standing = _done(snapshot(), decide(snapshot()))
    assert standing.own.comment is not None
    body = standing.own.comment.body.replace('"state"', '"stat"')
    plan = decide(replace(standing, own=replace(standing.own, comment=comment(body))))
    (said,) = plan.actions
    assert isinstance(said, UpsertComment)
    assert read_memory(said.body).state == "ready"


def test_second_sticky_comment_is_removed() -> None:
    """Where two comments of ours stand, the spare one goes."""
    standing = _done(snapshot(), decide(snapshot()))
    plan = decide(replace(standing, own=replace(standing.own, spare_comments=(98,))))
    (said,) = plan.actions
    assert isinstance(said, UpsertComment)
    assert said.spare == (98,)


def test_bad_config_is_told_in_the_pull_request() -> None:
    """A configuration that cannot be read changes nothing but is told where the maintainer looks."""
    problem = "`.github/shelver.yml` is not valid YAML, line 3.\nUntil that is mended, I go by my defaults."
    plan = decide(snapshot(config_problem=problem))
    (opened,) = [action for action in plan.actions if isinstance(action, OpenPullRequest)]
    assert problem in opened.body


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(lambda text: text.strip())


@given(title=texts, name=st.none() | texts, url=texts, section=st.none() | texts)
def test_whatever_strangers_write_the_plan_settles(title: str, name: str | None, url: str, section: str | None) -> None:
    """Any title, name, link and section give a plan whose result needs no further one, and one block of text."""
    proposed = ProposedPaper(
        None, title=title, name=name, section=section, links=(Link("code", f"https://example.org/{url}"),)
    )
    picture = snapshot(proposed, answers={})
    plan = decide(picture)
    assert decide(_done(picture, plan)).actions == ()
    for action in plan.actions:
        if isinstance(action, SetBranch):
            text = action.files[0].text
            start = next(i for i, (a, b) in enumerate(zip(LIST + "\0", text + "\1", strict=False)) if a != b)
            assert text.endswith(LIST[start:])
            assert len(text.splitlines()) == len(LIST.splitlines()) + 1
        if isinstance(action, OpenPullRequest):
            assert read_pull_mark(action.body) is not None
            assert "\n" not in action.title
            assert len(action.body) < 65_536


def test_memory_survives_the_round_trip_through_a_comment() -> None:
    """What a plan remembers is what the next look reads."""
    body = _text(decide(snapshot()))
    memory = read_memory(body)
    assert (memory.state, memory.labels, memory.question) == ("ready", ("submission",), "")
    assert read_memory(with_memory("text", Memory(state="ready"))).state == "ready"


def _said(body: str, role: Role = "submitter", id: int = 1, version: str = "1") -> Post:
    return Post(id, Account({"submitter": "zoe", "maintainer": "ana", "other": "kim"}[role], 7), role, body, version)


#: Two sections that fit equally well.
TWINS = LIST + "\n## Twins\n\n" + LIST.partition("## Papers\n\n")[2].replace("org/pdf/", "org/pdf/99")
ANYWHERE = replace(PROPOSED, section=None)


def test_a_command_moves_the_entry_in_place() -> None:
    """A command remakes the branch, edits pull request and comment in place, and gives a sign to its writer."""
    standing = _done(snapshot(ANYWHERE, text=TWINS), decide(snapshot(ANYWHERE, text=TWINS)))
    told = replace(standing, posts=(_said("/section Twins"),))
    plan = decide(told)
    assert _kinds(plan) == ["SetBranch", "EditPullRequest", "React", "UpsertComment"]
    assert React(12, 1, "+1") in plan.actions
    assert not any(action.anew for action in plan.actions if isinstance(action, UpsertComment))
    settled = _done(told, replace(plan, actions=tuple(one for one in plan.actions if not isinstance(one, React))))
    assert decide(settled).actions == ()
    back = decide(replace(settled, posts=()))
    assert _kinds(back) == ["SetBranch", "EditPullRequest", "UpsertComment"], "a deleted command is taken back"


def test_a_command_goes_before_the_post() -> None:
    """What the post asks for is replaced by a valid command, and not by one in vain."""
    wishes = replace(PROPOSED, section="Papers")
    plan = decide(
        snapshot(wishes, text=TWINS, posts=(_said("/section Twins", "maintainer"), _said("/section Foo", id=2)))
    )
    (opened,) = [action for action in plan.actions if isinstance(action, OpenPullRequest)]
    assert opened.title == "Add InstructBLIP to Twins"


def test_an_answer_to_a_command_in_vain_is_posted_anew_once() -> None:
    """Who wished in vain is mailed once for each version of the wish; whoever does not count is not mailed at all."""
    standing = _done(snapshot(ANYWHERE, text=TWINS), decide(snapshot(ANYWHERE, text=TWINS)))

    def look(before: Snapshot, *posts: Post) -> tuple[Snapshot, list[bool]]:
        plan = decide(replace(before, posts=posts))
        kept = replace(plan, actions=tuple(action for action in plan.actions if not isinstance(action, React)))
        after = _done(replace(before, posts=posts), kept)
        assert decide(after).actions == ()
        return after, [action.anew for action in plan.actions if isinstance(action, UpsertComment)]

    stranger = _said("/section Twins", "other", 5)
    standing, anew = look(standing, stranger)
    assert anew == [False]
    standing, anew = look(standing, stranger, _said("/section Foo"))
    assert anew == [True]
    standing, anew = look(standing, stranger, _said("/section Bar", version="2"))
    assert anew == [True]
    standing, anew = look(standing, _said("/section Bar", version="2"))
    assert anew == [False]


def test_a_crowd_of_commands_is_answered_within_githubs_limit() -> None:
    """However many commands stand there, the last valid one counts and the comment stays short enough."""
    crowd = [_said("/section Foo", "other", id=number) for number in range(10, 3000)]
    mine = [_said("/section Twins", id=number) for number in range(3000, 3500)]
    picture = snapshot(ANYWHERE, text=TWINS, posts=(*mine, *crowd))
    plan = decide(picture)
    assert len(_text(plan)) < 10_000
    assert "adds this line to *Twins*" in _text(plan)
    standing = _done(picture, replace(plan, actions=tuple(a for a in plan.actions if not isinstance(a, React))))
    assert decide(standing).actions == ()


def test_a_damaged_memory_of_answers_is_rebuilt() -> None:
    """Without its memory the answer is given again and remembered; the wish itself needs none."""
    picture = snapshot(ANYWHERE, text=TWINS, posts=(_said("/section Twins"),))
    plan = decide(picture)
    standing = _done(picture, replace(plan, actions=tuple(a for a in plan.actions if not isinstance(a, React))))
    assert standing.own.comment is not None
    damaged = standing.own.comment.body.replace('"answered": {"1": "1"}', '"answered": 7')
    assert damaged != standing.own.comment.body
    plan = decide(replace(standing, own=replace(standing.own, comment=comment(damaged))))
    assert _kinds(plan)[-2:] == ["React", "UpsertComment"]
    assert read_memory(_text(plan)).answered == {"1": "1"}


def test_a_command_waits_while_its_source_is_silent() -> None:
    """A pull request that a source confirmed stays as it is while that is silent, whatever is asked for by now."""
    standing = _done(snapshot(ANYWHERE, text=TWINS), decide(snapshot(ANYWHERE, text=TWINS)))
    silent = replace(
        standing,
        posts=(_said("/section Twins"),),
        papers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unreachable", NOW, "arXiv")},
    )
    plan = decide(silent)
    assert plan.actions == ()
    assert plan.look_again == 1800


def test_the_number_of_a_paper_is_its_place_in_the_post() -> None:
    """A paper that is named twice leaves no hole in what commands name: the third is the third, also in the text."""
    again = ProposedPaper(None, title=INSTRUCT.title)
    other = ProposedPaper(None, title="Some Quite Different Things about Bees", section="Papers")
    plan = decide(snapshot(PROPOSED, again, other, text=TWINS, posts=(_said("/section 3 Twins"),)))
    assert "\n1\\. **InstructBLIP**" in _text(plan)
    third = "3\\. **Some Quite Different Things about Bees**: ready, but your post gives no link to it, in *Twins*"
    assert third in _text(plan).splitlines()


@pytest.mark.parametrize("sure", [0.0, 1.0])
def test_how_sure_a_section_must_be_is_the_owners_word(sure: float) -> None:
    """Below the threshold the section is a guess with others to choose, above it is none."""
    outcome = judge(parse(TWINS), ANYWHERE, {INSTRUCT_ID: INSTRUCT}, ListConfig(sure=sure))
    assert isinstance(outcome, Ready)
    assert outcome.guess == bool(outcome.others) == (sure == 1)


# What the list's owner says


def _files(plan: Plan) -> dict[str, str]:
    """The files that a plan changes."""
    (branch,) = [action for action in plan.actions if isinstance(action, SetBranch)]
    return {file.path: file.text for file in branch.files}


def test_a_preprint_in_an_open_pull_request_is_not_turned_away() -> None:
    """Who says `preprints: no` while a pull request is open decides about it there; once closed it is asked about."""
    before = snapshot()
    standing = replace(_done(before, decide(before)), config=ListConfig(preprints=False))
    assert decide(standing).actions == ()
    assert standing.own.pull is not None
    merged = replace(standing, own=replace(standing.own, pull=replace(standing.own.pull, open=False, merged=True)))
    assert "SetBranch" not in _kinds(decide(merged))
    moved = replace(standing, submission=Submission("submission", (PROPOSED, ANYWHERE_ELSE)), papers=BOTH)
    plan = decide(moved)
    assert "**InstructBLIP**: ready" in _text(plan)
    assert "**Bees**: a preprint" in _text(plan)


BEES_ID = PaperId("arxiv", "2401.00001")
BEES = Paper(BEES_ID, "Bees: Some Quite Different Things", date="2024-01-01")
ANYWHERE_ELSE = ProposedPaper(BEES_ID, links=(Link("abstract", "https://arxiv.org/abs/2401.00001"),))
BOTH = {INSTRUCT_ID: INSTRUCT, BEES_ID: BEES}


def test_a_preprint_is_asked_about_once() -> None:
    """The question stands, with its label, until the post says where the paper appeared."""
    picture = snapshot(config=ListConfig(preprints=False))
    plan = decide(picture)
    assert _kinds(plan) == ["SetLabels", "UpsertComment"]
    assert decide(_done(picture, plan)).actions == ()
    answered = replace(
        _done(picture, plan), submission=Submission("submission", (replace(PROPOSED, venue="NeurIPS 2023"),))
    )
    assert "OpenPullRequest" in _kinds(decide(answered))


_YEARS = "".join(
    f"## {year} (5)\n\n"
    + "".join(f"- **[{name}{year}]** Words [[pdf]](https://arxiv.org/pdf/{year - 2000}01.9000{at}.pdf)\n"
              for at, name in enumerate("ABCDE"))
    + "\n"
    for year in (2022, 2021)
)  # fmt: skip
COUNTED = f"# List (10)\n\n- [2022 (5)](#2022-5)\n- [2021 (5)](#2021-5)\n\n{_YEARS}"


@pytest.mark.parametrize("counters", [False, True])
def test_numbers_around_a_new_section(counters: bool) -> None:
    """The new heading counts its own papers in any case; the list's whole number follows if the owner wants it."""
    bees = replace(BEES, date="2023-01-01")
    nobody = (replace(PROPOSED, section=None), ANYWHERE_ELSE)
    owner = ListConfig(new_sections=True, counters=counters)
    picture = snapshot(*nobody, text=COUNTED, config=owner, answers={INSTRUCT_ID: INSTRUCT, BEES_ID: bees})
    text = _files(decide(picture))["README.md"]
    assert "\n## 2023 (2)\n\n- **[" in text
    assert "\n## 2022 (5)\n" in text
    assert ("# List (12)\n" in text) == counters
    assert text.count("\n## 2023") == 1


def test_only_the_files_that_change_are_in_the_commit() -> None:
    """Of several files and mirrors those are written that get an entry, each with its whole text."""
    other = "# Others\n\n## Bees\n\n" + "".join(
        f"- **[Bee{at}]** Honey [[pdf]](https://arxiv.org/pdf/2001.9000{at}.pdf)\n" for at in range(5)
    )
    texts = (FileText("README.md", LIST), FileText("bees.md", other, "100755"))
    mirrors = (FileText("zh.md", LIST), FileText("ja.md", other), FileText("ko.md", "\ufffd", problem="not UTF-8"))
    file = ListFile(texts, parse(join_files([one.text for one in texts])), mirrors)
    plan = decide(snapshot(list_file=file))
    assert _files(plan) == {"README.md": LIST + LINE, "zh.md": LIST + LINE}
    plan = decide(snapshot(replace(PROPOSED, section="Bees"), list_file=file))
    assert _files(plan) == {"bees.md": other + LINE, "ja.md": other + LINE}
    (branch,) = [action for action in plan.actions if isinstance(action, SetBranch)]
    assert branch.files[0].mode == "100755"


def test_a_mirror_gets_each_of_several_entries_behind_the_one_before() -> None:
    """The second entry's place in the mirror is found with the first one there."""
    file = replace(list_file(LIST), mirrors=(FileText("zh.md", LIST),))
    bees = replace(ANYWHERE_ELSE, section="Papers")
    files = _files(decide(snapshot(PROPOSED, bees, list_file=file, answers=BOTH)))
    assert files["README.md"] == files["zh.md"]
    assert files["zh.md"].count("\n") == LIST.count("\n") + 2


def test_the_file_that_cannot_be_read_is_named() -> None:
    """Of several files the one with the problem is told, and nothing is proposed meanwhile."""
    texts = (FileText("README.md", LIST), FileText("bees.md", "\ufffd", problem="the text is not UTF-8"))
    plan = decide(snapshot(list_file=ListFile(texts, parse(join_files([one.text for one in texts])))))
    assert _kinds(plan) == ["UpsertComment"]
    assert _text(plan).startswith("I cannot read `bees.md`: the text is not UTF-8. Nothing is wrong with your post.")


@pytest.mark.parametrize("crlf", [False, True])
@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("names", list(pairwise((*NAMES, NAMES[0]))))
def test_in_lists_of_two_files_an_entry_is_one_block_in_one_of_them(
    names: tuple[str, str], final: bool, crlf: bool
) -> None:
    """Whatever the shapes and the ends of the files: wherever it is wished, one block is put into that file."""
    texts = [reshape(read_list(name), crlf=crlf, final=final, bom=final) for name in names]
    files = tuple(FileText(f"{number}.md", text) for number, text in enumerate(texts))
    whole = parse(join_files(texts))
    bounds = file_spans(whole.text)
    for number, bound in enumerate(bounds):
        own = [section for section in whole.sections if bound.start <= section.span.start < bound.end]
        wished = [
            section.path for section in own if len([one for one in whole.sections if one.path == section.path]) == 1
        ]
        for path in wished[-2:]:
            plan = decide(snapshot(replace(PROPOSED, section=" > ".join(path)), list_file=ListFile(files, whole)))
            if "SetBranch" not in _kinds(plan):
                continue
            ((changed, text),) = _files(plan).items()
            if "The section is a guess" not in str(plan.actions):
                assert changed == f"{number}.md"
            before = texts[int(changed[0])]
            start = next(
                (at for at, pair in enumerate(zip(before, text, strict=False)) if pair[0] != pair[1]), len(before)
            )
            assert text.endswith(before[start:]), "one block is inserted, nothing else changes"
            assert text.endswith("\n") == before.endswith("\n")
            assert ("\r\n" in text) == crlf
            assert not re.search(r"(?<!\r)\n", text) or not crlf


def test_another_paper_that_the_list_has_closes_no_issue() -> None:
    """Only where the paper of our pull request came in otherwise is the issue settled; an edit names another one."""
    standing = _done(snapshot(), decide(snapshot()))
    came = decide(replace(standing, list_file=list_file(LIST + LINE)))
    assert "CloseIssue" in _kinds(came)
    vilt = PaperId("arxiv", "2102.03334")
    edited = replace(standing, submission=Submission("submission", (ProposedPaper(vilt),)))
    plan = decide(edited)
    assert "CloseIssue" not in _kinds(plan)
    assert "ClosePullRequest" in _kinds(plan)


def test_of_several_papers_the_others_go_on_when_one_came_in() -> None:
    """The list got one by a maintainer's hand: the pull request goes on with the other."""
    coca = ProposedPaper(PaperId("arxiv", "2205.01917"), title="CoCa", section="Papers")
    both = snapshot(PROPOSED, coca)
    standing = _done(both, decide(both))
    plan = decide(replace(standing, list_file=list_file(LIST + LINE)))
    assert not {"CloseIssue", "ClosePullRequest"}.intersection(_kinds(plan))
    assert {"SetBranch", "EditPullRequest"} <= {*_kinds(plan)}
    assert "has **Instruct" not in _text(plan)


def test_a_pull_request_that_a_person_opens_again_stays_though_the_list_had_its_paper() -> None:
    """They took the line out once more: nobody fights with them, and it is said once."""
    standing = _done(snapshot(), decide(snapshot()))
    came = replace(standing, list_file=list_file(LIST + LINE))
    ended = _done(came, decide(came))
    assert ended.own.pull
    assert not ended.own.pull.open
    again = replace(
        ended,
        list_file=standing.list_file,
        issue=replace(ended.issue, open=False),
        own=replace(ended.own, pull=replace(ended.own.pull, open=True)),
    )
    plan = decide(again)
    assert "ClosePullRequest" not in _kinds(plan)
    assert "UpsertComment" in _kinds(plan)
    assert decide(_done(again, plan)).actions == ()


def test_what_was_declined_is_claimed_by_all_names_that_its_source_has_for_it() -> None:
    """A later issue with the DOI of the same paper waits, too."""
    mark = with_pull_mark("x", PullMark((paper_mark(PROPOSED) + ":verified",)))
    doi = PaperId("doi", "10.1000/xyz")
    papers = {INSTRUCT_ID: replace(INSTRUCT, ids=(*INSTRUCT.ids, doi))}
    declined = decide(snapshot(own=Own(LOGIN, pull=pull(open=False, body=mark)), papers=papers))
    assert declined.reason == "declined"
    assert declined.claims
    assert doi in declined.claims
