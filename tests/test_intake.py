"""The plan for a submission, judged from pictures."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decide import decide
from bot.links import Link
from bot.marker import Memory, PullMark, paper_mark, read_memory, read_pull_mark, with_memory, with_pull_mark
from bot.model import (
    PULL_NUMBER,
    Account,
    ClosePullRequest,
    DeleteBranch,
    EditPullRequest,
    OpenPullRequest,
    Own,
    Plan,
    React,
    SetBranch,
    SetLabels,
    Snapshot,
    UpsertComment,
)
from bot.papers import Paper, PaperId, Unresolved
from bot.submission import ProposedPaper, Submission
from tests.builders import INSTRUCT, INSTRUCT_ID, LIST, LOGIN, NOW, PROPOSED, comment, issue, pull, snapshot

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
            case ClosePullRequest():
                assert own.pull is not None
                own = replace(own, pull=replace(own.pull, open=False))
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
    assert branch.text == LIST + LINE
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


def test_waiting_for_a_turn_is_a_reaction() -> None:
    """While others are served first the issue gets a reaction, once, and a look soon."""
    waiting = snapshot(answers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "queued")})
    plan = decide(waiting)
    assert plan.actions == (React(12),)
    assert plan.look_again == 10
    assert decide(_done(waiting, plan)).actions == ()


def test_unknown_paper_is_asked_for_three_days() -> None:
    """The days count from the first look; after them nothing is asked by itself, and the text no longer says so."""
    picture = snapshot(answers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", NOW)})
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
    picture = snapshot(titled, answers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unreachable", NOW)})
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
    silent = replace(standing, papers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unreachable", NOW)})
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
    added = [line for line in branch.text.splitlines() if line not in LIST.splitlines()]
    assert [line[: line.index("]")] for line in added] == ["- **[CoCa", "- **[InstructBLIP"]
    (opened,) = [action for action in plan.actions if isinstance(action, OpenPullRequest)]
    assert opened.title == "Add InstructBLIP and CoCa to Papers"


def test_the_same_paper_twice_in_one_issue_is_one_line() -> None:
    """A paper that is named twice is added once."""
    again = replace(PROPOSED, title="Another wording", links=())
    (branch,) = [action for action in decide(snapshot(PROPOSED, again)).actions if isinstance(action, SetBranch)]
    assert branch.text.count("2305.06500") == 1


def test_declined_is_remembered_without_a_comment() -> None:
    """A pull request closed unmerged is a refusal even where our comment was deleted."""
    mark = with_pull_mark("x", PullMark((paper_mark(PROPOSED) + ":verified",)))
    plan = decide(snapshot(own=Own(LOGIN, pull=pull(open=False, body=mark))))
    assert plan.reason == "declined"
    assert _kinds(plan) == ["UpsertComment"]


def test_merged_paper_is_done_whatever_became_of_its_entry() -> None:
    """A merged paper is not proposed again, even when a maintainer has removed or rewritten its entry."""
    mark = with_pull_mark("x", PullMark((paper_mark(PROPOSED) + ":verified",)))
    picture = snapshot(own=Own(LOGIN, pull=pull(open=False, merged=True, body=mark)))
    plan = decide(picture)
    assert _kinds(plan) == ["SetLabels", "UpsertComment"] or _kinds(plan) == ["UpsertComment"]
    assert "Merged" in _text(plan)
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
    assert "2305.06500" not in branch.text
    assert "2205.01917" in branch.text


def test_closed_issue_takes_pull_request_and_branch_along() -> None:
    """Closing the issue closes the pull request and deletes the branch, and remembers that it was no refusal."""
    standing = _done(snapshot(), decide(snapshot()))
    closed = replace(standing, issue=replace(standing.issue, open=False))
    plan = decide(closed)
    assert plan.actions[:2] == (ClosePullRequest(13), DeleteBranch("shelver/issue-12"))
    after = _done(closed, plan)
    assert decide(after).actions == ()
    reopened = replace(after, issue=replace(after.issue, open=True))
    assert "OpenPullRequest" in _kinds(decide(reopened))


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
    asked = snapshot(answers={INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", NOW)})
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
    plan = decide(snapshot(config_problem="`.github/shelver.yml` is not valid YAML, line 3"))
    (opened,) = [action for action in plan.actions if isinstance(action, OpenPullRequest)]
    assert "`.github/shelver.yml` is not valid YAML, line 3, so I went by my defaults." in opened.body


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
            start = next(i for i, (a, b) in enumerate(zip(LIST + "\0", action.text + "\1", strict=False)) if a != b)
            assert action.text.endswith(LIST[start:])
            assert len(action.text.splitlines()) == len(LIST.splitlines()) + 1
        if isinstance(action, OpenPullRequest):
            assert read_pull_mark(action.body) is not None
            assert "\n" not in action.title
            assert len(action.body) < 65_536


def test_memory_survives_the_round_trip_through_a_comment() -> None:
    """What a plan remembers is what the next look reads."""
    body = _text(decide(snapshot()))
    assert read_memory(body) == Memory(state="ready", labels=("submission",))
    assert read_memory(with_memory("text", Memory(state="ready"))).state == "ready"
