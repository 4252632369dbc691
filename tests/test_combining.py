"""What becomes of the pull request that all submissions share."""

from dataclasses import replace

from bot.config import ListConfig
from bot.decide import decide
from bot.marker import read_pull_mark
from bot.model import (
    Account,
    Branch,
    ClosePullRequest,
    DeleteBranch,
    EditPullRequest,
    Key,
    OpenPullRequest,
    Own,
    Plan,
    SetBranch,
    Share,
    SharedSnapshot,
)
from bot.papers import PaperId, Unresolved
from bot.submission import ProposedPaper
from tests.builders import INSTRUCT, LIST, LOGIN, NOW, PROPOSED, issue, list_file, pull, snapshot
from tests.test_intake import LINE, _done, _kinds

COCA = ProposedPaper(PaperId("arxiv", "2205.01917"), title="CoCa", section="Papers")
UNKNOWN = Unresolved(PaperId("arxiv", "2205.01917"), "unreachable", source="arXiv")
ONE = Share(12, Account("zoe", 7), (PROPOSED,), (INSTRUCT,))
TWO = Share(14, Account("kim", 8), (COCA,), (UNKNOWN,), closes=False)
OWNER = ListConfig(combined=True)


def _picture(*shares: Share) -> SharedSnapshot:
    plain = snapshot(own=Own(LOGIN), config=OWNER)
    return SharedSnapshot(
        key=Key(plain.key.repo, 0),
        issue=issue(number=0),
        submission=plain.submission,
        own=plain.own,
        installed_at=plain.installed_at,
        now=NOW,
        base=plain.base,
        list_file=plain.list_file,
        config=OWNER,
        papers={one.id: one for share in shares for one in share.known},
        shares=shares,
    )


def _after(before: SharedSnapshot, plan: Plan) -> SharedSnapshot:
    after = _done(before, plan)
    assert isinstance(after, SharedSnapshot)
    return after


def _body(plan: Plan) -> str:
    (body,) = (one.body for one in plan.actions if isinstance(one, OpenPullRequest | EditPullRequest))
    return body


def test_all_that_is_ready_goes_into_one() -> None:
    """One commit with a line each, and a mark of who proposed what; a second look finds nothing to do."""
    before = _picture(ONE, TWO)
    plan = decide(before)
    assert _kinds(plan) == ["SetBranch", "OpenPullRequest"]
    branch = plan.actions[0]
    assert isinstance(branch, SetBranch)
    assert branch.branch == "shelver/submissions"
    assert len(set(branch.files[0].text.splitlines()) - set(LIST.splitlines())) == 2
    assert "Proposed in #12 and #14." in branch.message
    assert "Co-authored-by: kim <8+kim@users.noreply.github.com>" in branch.message
    mark = read_pull_mark(_body(plan))
    assert mark
    assert list(mark.shares) == [12, 14]
    assert mark.partly == (14,)
    assert "Closes #12, for #14" in _body(plan)
    assert plan.claims is None
    assert decide(_after(before, plan)).actions == ()


def test_the_same_paper_of_two_is_one_line() -> None:
    """That of the elder one."""
    plan = decide(_picture(ONE, replace(ONE, issue=13)))
    branch = plan.actions[0]
    assert isinstance(branch, SetBranch)
    assert branch.files[0].text.count("2305.06500") == 1


def test_without_anything_it_is_closed_as_no_refusal() -> None:
    """Nobody's submission is ready any more, or the owner wants one for each again."""
    standing = _after(picture := _picture(ONE), decide(picture))
    for gone in (replace(standing, shares=()), replace(standing, config=ListConfig())):
        close, delete = decide(gone).actions
        assert isinstance(close, ClosePullRequest)
        assert isinstance(delete, DeleteBranch)
        mark = read_pull_mark(close.body)
        assert mark
        assert mark.let_go


def test_what_a_person_closed_is_not_proposed_again() -> None:
    """Its branch stays for whoever opens it again. What comes later is proposed alone; who is bound no more, too."""
    standing = _after(picture := _picture(ONE), decide(picture))
    assert standing.own.pull
    closed = replace(standing, own=replace(standing.own, pull=replace(standing.own.pull, open=False)))
    assert decide(closed).actions == ()
    later = decide(replace(closed, shares=(ONE, TWO), papers=_picture(ONE, TWO).papers))
    assert "Proposed by @kim in #14:" in _body(later)
    assert "#12" not in _body(later)
    again = decide(replace(closed, shares=(replace(ONE, past=standing.own.pull.number),)))
    assert "Proposed by @zoe in #12:" in _body(again)


def test_who_changes_more_than_our_lines_has_it() -> None:
    """That is said in the pull request, once, and nothing more is put there."""
    standing = _after(picture := _picture(ONE), decide(picture))
    ours = {"README.md": (LIST, LIST + LINE)}
    theirs = {"README.md": (LIST, LIST.replace("Papers", "Works") + LINE)}
    made = replace(standing.own.pull or pull(), untouched=False, alone=False, branch=Branch("b" * 40, theirs, ours))
    taken = replace(standing, own=replace(standing.own, pull=made), shares=(ONE, TWO))
    plan = decide(taken)
    assert _kinds(plan) == ["EditPullRequest"]
    assert _body(plan).startswith("Somebody changed more here than the lines that I had added")
    assert decide(_after(taken, plan)).actions == ()


def test_a_line_is_made_anew_only_where_that_is_wanted() -> None:
    """The source says something else by now: a later submission changes no line that was read, a recheck does, once."""
    standing = _after(picture := _picture(ONE), decide(picture))
    first = decide(picture).actions[0]
    assert isinstance(first, SetBranch)
    branch = Branch("b" * 40, {"README.md": (LIST, first.files[0].text)})
    standing = replace(standing, own=replace(standing.own, pull=replace(standing.own.pull or pull(), branch=branch)))
    known = replace(INSTRUCT, title="InstructBLIP: Another Title")
    made = first
    for share, wanted in (
        (replace(ONE, known=(known,)), False),
        (replace(ONE, known=(known,), rechecks=("1 a",)), True),
    ):
        told = _picture(share, TWO)
        plan = decide(replace(standing, shares=told.shares, papers=told.papers))
        (made,) = (one for one in plan.actions if isinstance(one, SetBranch))
        assert ("Another Title" in made.files[0].text) is wanted
    after = _after(standing, plan)
    assert after.own.pull
    branch = Branch("c" * 40, {"README.md": (LIST, made.files[0].text)})
    after = replace(after, own=replace(after.own, pull=replace(after.own.pull, branch=branch)))
    assert decide(replace(after, shares=told.shares, papers=told.papers)).actions == ()


def test_what_was_merged_is_not_proposed_again() -> None:
    """Though the look at its issue comes later, and a person changed its line in the list."""
    standing = _after(picture := _picture(ONE), decide(picture))
    merged = replace(standing.own.pull or pull(), open=False, merged=True)
    assert decide(replace(standing, own=replace(standing.own, pull=merged))).actions == ()


def test_what_is_theirs_is_not_closed() -> None:
    """Though nothing is ready any more."""
    standing = _after(picture := _picture(ONE), decide(picture))
    ours, theirs = {"README.md": (LIST, LIST + LINE)}, {"README.md": (LIST, "# Mine\n")}
    made = replace(standing.own.pull or pull(), untouched=False, alone=False, branch=Branch("b" * 40, theirs, ours))
    plan = decide(replace(standing, own=replace(standing.own, pull=made), shares=()))
    assert _kinds(plan) == ["EditPullRequest"]


def test_a_branch_that_somebody_took_is_told_of_once() -> None:
    """Where the pull request is closed, and something else is ready."""
    standing = _after(picture := _picture(ONE), decide(picture))
    closed = replace(standing.own.pull or pull(), open=False, merged=True, untouched=False)
    taken = replace(_picture(TWO), own=replace(standing.own, pull=closed))
    plan = decide(taken)
    assert "I go on within a day" in _body(plan)
    assert decide(_after(taken, plan)).actions == ()


def test_a_list_that_cannot_be_read_changes_nothing() -> None:
    """It waits until that is mended."""
    bad = list_file(LIST)
    files = tuple(replace(one, problem="it is not UTF-8") for one in bad.files)
    assert decide(replace(_picture(ONE), list_file=replace(bad, files=files))).actions == ()
