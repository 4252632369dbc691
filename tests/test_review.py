"""Reviews: what is said of a pull request, to whom, and what is never said twice."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from bot.config import ListConfig
from bot.decide import decide
from bot.document import join_files, parse
from bot.linkstatus import LinkStatus
from bot.marker import read_made_of, read_memory, read_review_marks
from bot.model import (
    CHECK,
    Account,
    Action,
    Check,
    ClosePullRequest,
    Comment,
    CommitFix,
    CompleteCheck,
    DeleteBranch,
    DeleteRemark,
    EditRemark,
    EditReview,
    FileText,
    Key,
    ListFile,
    OpenPullRequest,
    PastReview,
    Plan,
    Post,
    React,
    Remark,
    Required,
    Review,
    Reviewed,
    SetBranch,
    StandIn,
    UpsertComment,
)
from bot.papers import PaperId, Unresolved
from bot.proposal import propose
from bot.review import FEWEST_ANNOTATIONS, MOST_ANNOTATIONS, plan_review
from tests.builders import LIST, LOGIN, NOW, contribution, pull_snapshot, touched

GOOD = "- **[GLIP]** Grounded Language-Image Pre-training [[pdf]](https://arxiv.org/pdf/2112.03857.pdf)\n"
CLUMSY = "- **[GLIP ]** Grounded Language-Image Pre-training [[pdf]](https://arxiv.org/pdf/2112.03857v2.pdf) \n"
TWICE = "- **[BLIP]** Language-Image Pre-training by Bootstrapping [[pdf]](https://arxiv.org/pdf/2201.12086.pdf)\n"

_A = TypeVar("_A", bound=Action)


def _only(plan: Plan, kind: type[_A]) -> _A:
    (found,) = (action for action in plan.actions if isinstance(action, kind))
    return found


def _kinds(plan: Plan) -> list[str]:
    return [type(action).__name__ for action in plan.actions]


def _order(body: str, role: object = "submitter", **changes: object) -> Post:
    fields: dict[str, object] = {"id": 5, "author": Account("zoe", 7), "role": role, "body": body, "version": "1"}
    return Post(**(fields | {"at": NOW} | changes))  # type: ignore[arg-type]


def _standing(plan: Plan, own: Reviewed | None = None) -> Reviewed:
    """What stands once a plan is done, where until then `own` stood."""
    own = own or Reviewed(LOGIN)
    for action in plan.actions:
        match action:
            case CompleteCheck():
                own = replace(own, check=Check(action.mark, NOW + timedelta(seconds=1)))
            case Review():
                made = PastReview(len(own.reviews) + 1, read_review_marks(action.body))
                first = 30 * made.id
                remarks = (
                    Remark(first + n, one.path, one.line, one.body, review=made.id)
                    for n, one in enumerate(action.remarks)
                )
                own = replace(own, remarks=(*own.remarks, *remarks), reviews=(*own.reviews, made))
            case EditReview():
                edited = PastReview(action.id, read_review_marks(action.body))
                own = replace(own, reviews=tuple(edited if one.id == edited.id else one for one in own.reviews))
            case DeleteRemark():
                own = replace(own, remarks=tuple(one for one in own.remarks if one.id != action.id))
            case EditRemark():
                own = replace(
                    own,
                    remarks=tuple(
                        replace(one, body=action.body) if one.id == action.id else one for one in own.remarks
                    ),
                )
            case UpsertComment():
                own = replace(own, comment=Comment(40, action.body))
            case _:
                pass
    return own


# What is judged


def test_a_good_entry_gets_a_green_check_and_silence() -> None:
    """Nobody is written to where nothing is to be said."""
    plan = plan_review(pull_snapshot(LIST + GOOD))
    check = _only(plan, CompleteCheck)
    assert _kinds(plan) == ["CompleteCheck"]
    assert (check.conclusion, check.annotations) == ("success", ())
    assert check.title == "1 entry added or changed, nothing to mend"


def test_other_files_are_none_of_our_business() -> None:
    """A pull request that leaves the list alone gets a neutral check, so that none that is required waits for ever."""
    plan = plan_review(pull_snapshot(None))
    assert _kinds(plan) == ["CompleteCheck"]
    assert _only(plan, CompleteCheck).conclusion == "neutral"


def test_what_is_clumsy_passes_and_has_suggestions() -> None:
    """Form and taste fail nothing: annotations on the line, and the line as it should be, for one click."""
    plan = plan_review(pull_snapshot(LIST + CLUMSY))
    check, review = _only(plan, CompleteCheck), _only(plan, Review)
    assert _kinds(plan) == ["CompleteCheck", "Review"]
    assert check.conclusion == "success"
    assert {one.title for one in check.annotations} == {"name-with-space", "trailing-space", "versioned-arxiv-link"}
    assert {(one.start_line, one.end_line, one.level) for one in check.annotations} == {(10, 10, "warning")}
    (remark,) = review.remarks
    assert (remark.path, remark.start_line, remark.line) == ("README.md", 10, 10)
    assert f"```suggestion\n{GOOD}```" in remark.body


def test_in_a_locked_conversation_the_check_alone_speaks() -> None:
    """GitHub lets apps say nothing there; the check is said beside it."""
    picture = pull_snapshot(LIST + CLUMSY)
    locked = replace(picture, pull=replace(picture.pull, locked=True))
    assert _kinds(decide(picture)) == ["CompleteCheck", "Review"]
    assert _kinds(decide(locked)) == ["CompleteCheck"]


def test_a_paper_that_is_there_fails_the_check_and_is_told() -> None:
    """What makes the list wrong has to be settled by a person, so it is said in the one comment."""
    plan = plan_review(pull_snapshot(LIST + TWICE))
    assert _kinds(plan) == ["CompleteCheck", "UpsertComment"]
    assert _only(plan, CompleteCheck).conclusion == "failure"
    said = _only(plan, UpsertComment).body
    assert said.startswith("@zoe, one thing has to be settled before this is merged:")
    assert "line 7" in said


def test_an_entry_that_cannot_stay_is_not_polished() -> None:
    """No suggestion for the form of an entry that has to go."""
    assert "Review" not in _kinds(plan_review(pull_snapshot(LIST + TWICE.replace(".pdf)\n", ".pdf)  \n"))))


def test_what_came_into_the_list_since_counts() -> None:
    """A paper that was merged meanwhile is a duplicate now."""
    today = LIST.replace("- **[ViLT]**", GOOD + "- **[ViLT]**")
    plan = plan_review(pull_snapshot(LIST + GOOD, today=today))
    assert _only(plan, CompleteCheck).conclusion == "failure"
    assert "`duplicate-paper`" in _only(plan, CompleteCheck).text


def test_lines_are_those_that_people_see() -> None:
    """Where the paper came in meanwhile, its line is that of today's list, not of the two put together."""
    today = LIST.replace("- **[BLIP-2]**", GOOD + "- **[BLIP-2]**")
    head = LIST.replace("- **[ViLT]**", GOOD.replace("GLIP", "GLIP too") + "- **[ViLT]**")
    plan = plan_review(pull_snapshot(head, today=today))
    assert "on line 9 already" in _only(plan, CompleteCheck).text
    assert {one.start_line for one in _only(plan, CompleteCheck).annotations} == {6}


def test_lines_of_other_files_are_told_with_their_file() -> None:
    """A list in several files is judged as one."""
    other = LIST.replace("## Papers", "## More").replace("arxiv.org/pdf/1", "arxiv.org/pdf/2")
    for number in ("2102.03334", "2201.12086", "2204.14198", "2301.12597", "2908.03557"):
        other = other.replace(number, number[:5] + "9" + number[6:])
    files = (FileText("README.md", LIST), FileText("more.md", other))
    document = parse(join_files([LIST, other]))
    change = touched(other + TWICE, ancestor=other, path="more.md")
    proposal = propose([("README.md", LIST), ("more.md", other)], {"more.md": (other, other + TWICE)})
    plan = plan_review(pull_snapshot(pull=contribution(change), list_file=ListFile(files, document), proposal=proposal))
    assert "line 7 of `README.md` already" in _only(plan, CompleteCheck).text
    assert {(one.path, one.start_line) for one in _only(plan, CompleteCheck).annotations} == {("more.md", 10)}


def test_old_debt_is_nobody_s_but_the_list_s() -> None:
    """Who mends a title is not told of the blank that stood behind it."""
    old = LIST.rstrip().replace("Frozen", "Frozn") + " \n"
    head = old.replace("Frozn", "Frozen")
    plan = plan_review(pull_snapshot(None, today=old, pull=contribution(touched(head, ancestor=old))))
    assert _kinds(plan) == ["CompleteCheck"]
    assert _only(plan, CompleteCheck).title == "1 entry added or changed, nothing to mend"


def test_a_file_that_is_no_utf_8_is_told() -> None:
    """Nothing is judged of a text that cannot be read."""
    file = touched(LIST + GOOD, problem="the text is not UTF-8: byte 3 (line 1) is 0xe9, which cannot stand there")
    plan = plan_review(pull_snapshot(pull=contribution(file), proposal=None))
    assert _kinds(plan) == ["CompleteCheck"]
    assert _only(plan, CompleteCheck).conclusion == "failure"
    assert "0xe9" in _only(plan, CompleteCheck).summary


def test_a_file_that_was_no_utf_8_before_is_no_fault() -> None:
    """Who adds a line to it need not mend it; whoever asks for fixes hears that there are none."""
    file = touched(LIST + GOOD, problem="the text is not UTF-8", old_problem=True)
    plan = plan_review(pull_snapshot(pull=contribution(file), proposal=None, posts=(_order("/fix"),)))
    assert _only(plan, CompleteCheck).conclusion == "neutral"
    assert "need not mend it" in _only(plan, CompleteCheck).summary
    assert "nothing" in _only(plan, UpsertComment).body


@pytest.mark.parametrize(("count", "annotated"), [(100, 100), (400, FEWEST_ANNOTATIONS)])
def test_more_findings_than_anybody_reads_are_counted(count: int, annotated: int) -> None:
    """Of a list that was added as a whole the first ones are annotated; the report has the rest."""
    entry = "- **[N{0}]** A Paper about the Number {0} [[pdf]](https://arxiv.org/pdf/2401.{0:05}.pdf) \n"
    plan = plan_review(pull_snapshot(LIST + "".join(map(entry.format, range(count)))))
    check = _only(plan, CompleteCheck)
    assert len(check.annotations) == annotated
    assert check.title == f"{count} warnings in the lines of this pull request"
    assert check.text.count("trailing-space") == count
    assert count < MOST_ANNOTATIONS or annotated < count


def test_a_suggestion_mends_all_that_it_names() -> None:
    """Where two fixes meet in one address one is made after the other; more of them stand further up."""
    more = "".join(
        f"- **[N{n}]** A Paper about the Number {n} [[pdf]](https://arxiv.org/pdf/2401.{n:05}.pdf)\n" for n in range(60)
    )
    entry = "- **[GLIP]** Grounded Language-Image Pre-training {}\n"
    old, new = "[[paper]](https://arxiv.org/abs/2112.03857v2)", "[[pdf]](https://arxiv.org/pdf/2112.03857.pdf)"
    head = LIST + more + CLUMSY.replace("2112.03857", "2112.03858").replace("GLIP", "GLIPv2") + entry.format(old)
    plan = plan_review(pull_snapshot(head, today=LIST + more, pull=contribution(touched(head, ancestor=LIST + more))))
    first, second = _only(plan, Review).remarks
    assert "`versioned-arxiv-link`" in second.body
    assert "`form-mismatch`" in second.body
    assert f"```suggestion\n{entry.format(new)}```" in second.body
    assert "[[pdf]](https://arxiv.org/pdf/2112.03858.pdf)\n```" in first.body


def test_a_line_that_is_too_long_for_a_suggestion_has_none() -> None:
    """GitHub refuses a review with a text beyond its limit as a whole; the check tells of it all the same."""
    plan = plan_review(pull_snapshot(LIST + CLUMSY.replace("Grounded", "Grounded " + "and " * 30_000 + "more")))
    assert "Review" not in _kinds(plan)
    assert "`trailing-space`" in _only(plan, CompleteCheck).text


def test_without_a_diff_there_are_no_suggestions() -> None:
    """GitHub shows no diff of a change that is too large for it, and refuses remarks there; the check has all."""
    plan = plan_review(pull_snapshot(pull=contribution(touched(LIST + CLUMSY, patch=None))))
    assert "Review" not in _kinds(plan)
    assert _only(plan, CompleteCheck).title == "3 warnings in the lines of this pull request"
    assert "Reply `/fix`" in _only(plan, UpsertComment).body


# To whom


@pytest.mark.parametrize(
    "changes",
    [{"draft": True}, {"by_writer": True}, {"author": Account("renovate[bot]", 8, bot=True)}, {"ours": True}],
    ids=["draft", "writer", "bot", "ours"],
)
def test_some_are_not_talked_to(changes: dict[str, object]) -> None:
    """Drafts, people who may write here, bots and ourselves get the check alone."""
    pull = contribution(touched(LIST + CLUMSY + TWICE), **changes)
    assert _kinds(plan_review(pull_snapshot(pull=pull))) == ["CompleteCheck"]


def _summary(plan: Plan) -> str:
    return _only(plan, CompleteCheck).summary


def test_ours_names_what_the_rules_want_beside_our_check() -> None:
    """Where that is all that is missing; a change of the rules alone makes no check anew."""
    pull, wanted = contribution(touched(LIST + GOOD), ours=True), Required(1, (CHECK, "build"))
    plan = plan_review(pull_snapshot(pull=pull, required=wanted))
    sentence = "Before this can be merged, the rules of `main` want an approving review and the check `build`."
    assert _summary(plan).endswith(f"\n\n{sentence}")
    assert "rules of" not in _summary(plan_review(pull_snapshot(pull=pull, required=Required(0, (CHECK,)))))
    own = _standing(plan)
    assert plan_review(pull_snapshot(pull=pull, own=own)).actions == ()
    assert plan_review(pull_snapshot(pull=pull, own=own, required=Required(2))).actions == ()


@pytest.mark.parametrize(("head", "today"), [(LIST + TWICE, LIST), (LIST + GOOD, LIST + CLUMSY)], ids=["bad", "late"])
def test_ours_names_no_rules_where_more_is_missing(head: str, today: str) -> None:
    """A check that fails, and a conflict, come first."""
    pull = contribution(touched(head), ours=True)
    assert "rules of" not in _summary(plan_review(pull_snapshot(pull=pull, today=today, required=Required(1))))


def test_who_may_write_here_can_ask_for_a_review() -> None:
    """`/recheck` by them makes it speak."""
    pull = contribution(touched(LIST + CLUMSY), by_writer=True)
    plan = plan_review(pull_snapshot(pull=pull, posts=(_order("/recheck", id=0),)))
    assert "Review" in _kinds(plan)


def test_what_is_older_than_the_installation_is_left_alone() -> None:
    """Nothing is written on pull requests that nobody touched since we came."""
    old = NOW - timedelta(days=60)
    pull = contribution(touched(LIST + TWICE), created_at=old, updated_at=old)
    assert plan_review(pull_snapshot(pull=pull)) == Plan("older than the installation")
    key = Key("ana/awesome-vl", 21, edited=True, pull=True)
    assert _kinds(plan_review(pull_snapshot(pull=pull, key=key)))


@pytest.mark.parametrize("text", ["# Nothing\n", "# Links\n\n- [a](https://example.org)\n"])
def test_a_repository_without_a_paper_list_is_left_alone(text: str) -> None:
    """Who installs us everywhere hears nothing elsewhere."""
    pull = contribution(touched(text + "more\n", ancestor=text))
    assert plan_review(pull_snapshot(None, today=text, pull=pull)).actions == ()


# Nothing is said twice


@pytest.mark.parametrize("head", [LIST + GOOD, LIST + CLUMSY, LIST + TWICE, LIST + CLUMSY + TWICE, None])
def test_a_settled_world_needs_nothing(head: str | None) -> None:
    """Once all is said, a further look finds nothing to do."""
    own = _standing(plan_review(pull_snapshot(head)))
    assert plan_review(pull_snapshot(head, own=own)).actions == ()


def test_a_check_that_is_wanted_again_is_made_again() -> None:
    """Though it says the same: GitHub waits for a new one."""
    own = _standing(plan_review(pull_snapshot(LIST + GOOD)))
    key = Key("ana/awesome-vl", 21, edited=True, pull=True)
    assert _kinds(plan_review(pull_snapshot(LIST + GOOD, own=own, key=key))) == ["CompleteCheck"]


def test_suggestions_that_still_hold_stay() -> None:
    """After a push that mends one of two lines the other's suggestion is neither repeated nor taken back."""
    other = CLUMSY.replace("GLIP", "GLUE").replace("Grounded Language", "Unified Picture").replace("03857", "05836")
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY + other)))
    pushed = pull_snapshot(LIST + GOOD + other, own=replace(own, check=None))
    plan = plan_review(pushed)
    first, second = own.remarks
    assert [action for action in plan.actions if isinstance(action, DeleteRemark | Review)] == [DeleteRemark(first.id)]
    assert second.line == 11
    assert _only(plan, EditReview).body.startswith("The suggestion below applies with one click")


def test_an_answered_suggestion_is_settled_not_deleted() -> None:
    """What somebody answered stays with their answer, and says once that it is settled."""
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY)))
    answered = replace(own, remarks=(replace(own.remarks[0], answered=True, line=None),))
    plan = plan_review(pull_snapshot(LIST + GOOD, own=answered))
    edited = _only(plan, EditRemark)
    assert edited.body.startswith("This is settled")
    after = replace(answered, remarks=(replace(answered.remarks[0], body=edited.body),))
    assert "EditRemark" not in _kinds(plan_review(pull_snapshot(LIST + GOOD, own=after)))


def test_a_suggestion_on_lines_that_moved_on_is_made_anew() -> None:
    """GitHub applies none that is outdated, so the same words on the line as it stands now take its place."""
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY)))
    outdated = replace(own, remarks=(replace(own.remarks[0], line=None),))
    plan = plan_review(pull_snapshot(LIST + CLUMSY, own=outdated))
    assert _kinds(plan) == ["Review", "EditReview", "DeleteRemark"]
    assert _only(plan, EditReview).body.startswith("Nothing of this is left")
    settled = _standing(plan, outdated)
    assert [one.line for one in settled.remarks] == [10]
    assert plan_review(pull_snapshot(LIST + CLUMSY, own=settled)).actions == ()


@pytest.mark.parametrize("done", range(4))
def test_a_review_that_failed_is_made_the_next_time(done: int) -> None:
    """Wherever a plan ended, the line has its one suggestion once the next one is done."""
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY)))
    outdated = replace(own, remarks=(replace(own.remarks[0], line=None),))
    plan = plan_review(pull_snapshot(LIST + CLUMSY, own=outdated))
    own = _standing(replace(plan, actions=plan.actions[:done]), outdated)
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY, own=own)), own)
    assert [one.line for one in own.remarks] == [10]


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("between", [LIST + GOOD, LIST + CLUMSY + TWICE.replace("BLIP", "B", 1), None])
def test_a_slip_that_comes_back_is_suggested_again(between: str | None, answered: bool) -> None:
    """What we took back ourselves, as a push mended it, is no person's word against it."""
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY)))
    own = replace(own, remarks=tuple(replace(one, answered=answered) for one in own.remarks))
    own = _standing(plan_review(pull_snapshot(between, own=own)), own)
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY, own=own)), own)
    assert [one.line for one in own.remarks if "```suggestion" in one.body] == [10]


def test_a_slip_of_a_link_that_lives_again_is_suggested_again() -> None:
    """An entry that could not stay is not polished; once it can, it is."""
    url = "https://arxiv.org/pdf/2112.03857v2.pdf"
    dead = {url: LinkStatus(url, "dead", "gone", 404)}
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY)))
    stuck = plan_review(pull_snapshot(LIST + CLUMSY, own=own, links=dead))
    own = _standing(stuck, own)
    assert own.remarks == ()
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY, own=own)), own)
    assert [one.line for one in own.remarks] == [10]


def test_a_reformatting_that_is_taken_back_brings_the_suggestion_back() -> None:
    """And the comment does not promise what does not stand."""
    head = LONG + CLUMSY
    pull = contribution(touched(head, ancestor=LONG))
    looks = contribution(touched(head.replace("- **", "* **"), ancestor=LONG))
    own = _standing(plan_review(pull_snapshot(None, today=LONG, pull=pull)))
    own = _standing(plan_review(pull_snapshot(None, today=LONG, pull=looks, own=own)), own)
    assert own.remarks == ()
    plan = plan_review(pull_snapshot(None, today=LONG, pull=pull, own=own))
    assert len(_only(plan, Review).remarks) == 1
    assert _only(plan, UpsertComment).body.startswith("The suggestion below applies")


def test_a_suggestion_that_somebody_deleted_is_not_promised() -> None:
    """The comment counts those that stand, and says nothing of the other."""
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY + TWICE)))
    own = replace(own, remarks=())
    plan = plan_review(pull_snapshot(LIST + CLUMSY + TWICE, own=own))
    assert "suggestion" not in _only(plan, UpsertComment).body
    own = _standing(plan, own)
    plan = plan_review(pull_snapshot(LIST + CLUMSY, own=own))
    assert "Review" not in _kinds(plan)
    assert _only(plan, UpsertComment).body.startswith("Nothing is left that has to be settled")


def test_a_suggestion_that_somebody_deleted_is_not_made_again() -> None:
    """Unless somebody asks for another look."""
    own = replace(_standing(plan_review(pull_snapshot(LIST + CLUMSY))), remarks=())
    assert plan_review(pull_snapshot(LIST + CLUMSY, own=own)).actions == ()
    later = (_order("/recheck", at=NOW + timedelta(minutes=1)),)
    assert "Review" in _kinds(plan_review(pull_snapshot(LIST + CLUMSY, own=own, posts=later)))


def test_what_was_asked_for_is_thanked_for() -> None:
    """The comment says that all is mended, and stays so."""
    own = _standing(plan_review(pull_snapshot(LIST + TWICE)))
    plan = plan_review(pull_snapshot(LIST + GOOD, own=replace(own, check=None)))
    comment = _only(plan, UpsertComment)
    assert comment.body.startswith("All mended, thank you.")
    assert comment.replace == 40
    settled = replace(_standing(plan), comment=Comment(40, comment.body))
    assert plan_review(pull_snapshot(LIST + GOOD, own=settled)).actions == ()


# /fix


def test_fix_commits_what_is_sure() -> None:
    """On top of the head, only the lines that need it; the comment remembers that it was done."""
    plan = plan_review(pull_snapshot(LIST + CLUMSY, posts=(_order("/fix"),)))
    commit, comment = _only(plan, CommitFix), _only(plan, UpsertComment)
    assert (commit.repo, commit.branch, commit.head) == ("zoe/awesome-vl", "patch-1", "h" * 40)
    assert [(file.path, file.text) for file in commit.files] == [("README.md", LIST + GOOD)]
    assert read_memory(comment.body).answered == {"5": f"1 {'h' * 40}"}, "the version, and the commit it was done for"
    assert plan.actions[-1] == React(21, 5, "+1", since=NOW), "the thumb tells that all is done, so it comes last"


def test_where_we_may_not_write_a_pull_request_of_ours_holds_it() -> None:
    """With the author as co-author, on the list of today."""
    today = LIST.replace("# Awesome Vision-Language\n", "# Awesome Vision-Language!\n")
    plan = plan_review(pull_snapshot(LIST + CLUMSY, today=today, posts=(_order("/fix"),)))
    branch, opened, comment, thumb = _only(plan, CommitFix).otherwise
    assert isinstance(branch, SetBranch)
    assert isinstance(opened, OpenPullRequest)
    assert isinstance(comment, UpsertComment)
    assert branch.files[0].text == today + GOOD
    assert "Co-authored-by: zoe <7+zoe@users.noreply.github.com>" in branch.message
    assert "by @zoe" in opened.body
    assert isinstance(thumb, React)


def test_a_fix_is_made_once() -> None:
    """The same command is not obeyed again, whatever comes after it."""
    done = _only(plan_review(pull_snapshot(LIST + CLUMSY, posts=(_order("/fix"),))), UpsertComment)
    own = Reviewed(LOGIN, Comment(40, done.body))
    again = plan_review(pull_snapshot(LIST + CLUMSY, posts=(_order("/fix"),), own=own))
    assert "CommitFix" not in _kinds(again)
    edited = plan_review(pull_snapshot(LIST + CLUMSY, posts=(_order("/fix", version="2"),), own=own))
    assert "CommitFix" in _kinds(edited)


def test_a_fix_that_nobody_told_us_of_is_done() -> None:
    """The newest commit is ours and younger than the command: its connection was cut, the fix was not."""
    pull = contribution(touched(LIST + GOOD), fixed_at=NOW)
    plan = plan_review(pull_snapshot(pull=pull, posts=(_order("/fix", at=NOW - timedelta(seconds=5)),)))
    assert _kinds(plan) == ["CompleteCheck", "React"]
    later = plan_review(pull_snapshot(pull=pull, posts=(_order("/fix", at=NOW + timedelta(seconds=5)),)))
    assert "nothing that I can mend by myself" in _only(later, UpsertComment).body


@pytest.mark.parametrize(
    "changes",
    [{"acknowledged": True}, {"at": NOW - timedelta(days=9)}, {"id": 0, "acknowledged": True}],
    ids=["done", "long ago", "first post"],
)
@pytest.mark.parametrize("word", ["/fix", "/recheck"])
def test_an_old_command_does_not_wake_again(word: str, changes: dict[str, object]) -> None:
    """Whoever deleted our comment, and whatever was pushed since: nothing is committed or asked for anew."""
    own = replace(_standing(plan_review(pull_snapshot(LIST + CLUMSY))), remarks=(), check=None)
    plan = plan_review(pull_snapshot(LIST + CLUMSY, own=own, posts=(_order(word, **changes),)))
    assert _kinds(plan) == ["CompleteCheck"]


def test_a_command_that_came_while_we_were_away_is_obeyed() -> None:
    """An outage of a day loses none."""
    order = _order("/fix", at=NOW - timedelta(days=1))
    assert "CommitFix" in _kinds(plan_review(pull_snapshot(LIST + CLUMSY, posts=(order,))))


def test_a_look_that_was_asked_for_during_a_look_is_done() -> None:
    """The check that was finished since says nothing of it: it was read before."""
    own = _standing(plan_review(pull_snapshot(LIST + CLUMSY)))
    order = _order("/recheck", at=NOW - timedelta(seconds=5))
    plan = plan_review(pull_snapshot(LIST + CLUMSY, own=own, posts=(order,)))
    assert _kinds(plan) == ["CompleteCheck", "React"]


def test_strangers_fix_nothing() -> None:
    """Only the writer of the pull request and who may write here are obeyed."""
    assert "CommitFix" not in _kinds(plan_review(pull_snapshot(LIST + CLUMSY, posts=(_order("/fix", "other"),))))


def test_a_fix_with_nothing_to_mend_is_answered() -> None:
    """A command is never met with silence."""
    plan = plan_review(pull_snapshot(LIST + GOOD, posts=(_order("/fix"),)))
    assert "nothing that I can mend by myself" in _only(plan, UpsertComment).body


def test_a_fix_in_vain_is_answered_once() -> None:
    """The answer stays above what else is said, and a further look writes nothing."""
    asked = pull_snapshot(LIST + TWICE, posts=(_order("/fix"),))
    own = _standing(plan_review(asked))
    assert own.comment is not None
    assert "nothing that I can mend by myself" in own.comment.body
    assert _kinds(plan_review(asked))[-1] == "React"
    assert _kinds(plan_review(replace(asked, own=own))) == ["React"], "as where the look before was cut short"
    asked = replace(asked, posts=(_order("/fix", acknowledged=True),))
    assert plan_review(replace(asked, own=own)).actions == ()


def test_a_fix_of_a_conflict_says_why_not() -> None:
    """Nothing is mended in lines that the list has changed since."""
    today = LIST + GOOD.replace("GLIP", "GLUE")
    plan = plan_review(pull_snapshot(LIST + CLUMSY, today=today, posts=(_order("/fix"),)))
    assert "CommitFix" not in _kinds(plan)
    assert "the list has changed at the same lines since" in _only(plan, UpsertComment).body


def _fixed_elsewhere(head: str) -> Reviewed:
    """What stands once the fixes went into a pull request of ours."""
    plan = plan_review(pull_snapshot(head, posts=(_order("/fix"),)))
    said = _only(plan, CommitFix).otherwise[-2]
    assert isinstance(said, UpsertComment)
    return Reviewed(LOGIN, Comment(40, said.body), check=Check(_only(plan, CompleteCheck).mark, NOW))


@pytest.mark.parametrize("head", [LIST + CLUMSY, LIST + CLUMSY + TWICE])
def test_where_the_fixes_are_stays_said_until_the_next_push(head: str) -> None:
    """The same commit is not spoken of anew; another one is."""
    own = _fixed_elsewhere(head)
    assert plan_review(pull_snapshot(head, posts=(_order("/fix", acknowledged=True),), own=own)).actions == ()
    pushed = contribution(touched(LIST + TWICE), head="i" * 40)
    plan = plan_review(pull_snapshot(None, pull=pushed, posts=(_order("/fix"),), own=own))
    assert "one thing has to be settled" in _only(plan, UpsertComment).body


def test_a_taken_branch_is_told() -> None:
    """Where others' commits are on the branch that would hold the fixes, who asked hears of it."""
    plan = plan_review(pull_snapshot(LIST + CLUMSY, posts=(_order("/fix"),)))
    branch = _only(plan, CommitFix).otherwise[0]
    assert isinstance(branch, SetBranch)
    review, said, _ = branch.otherwise
    assert isinstance(review, Review)
    assert isinstance(said, UpsertComment)
    assert (
        "@zoe, I cannot fix this by myself: I may not write to its branch, and `shelver/fix-21` is taken" in said.body
    )


_OURS = StandIn(30, "This is #21", "h" * 40, "c" * 40)
_HELD = Reviewed(LOGIN, stand_in=_OURS)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"head": LIST + CLUMSY, "pull": {"open": False}}, "#21 is closed, too"),
        ({"head": LIST + GOOD}, "#21 needs no fixes any more"),
        ({"head": None}, "#21 needs no fixes any more"),
        (
            {"head": LIST + CLUMSY, "today": LIST + GOOD.replace("GLIP", "GLUE")},
            "#21 and the list have changed at the same lines since",
        ),
    ],
    ids=["closed", "fixed", "list left alone", "conflict"],
)
def test_ours_is_closed_once_it_is_of_no_use(changes: dict[str, Any], why: str) -> None:
    """Nobody merges an old state of somebody's change; where others worked on in it, it is theirs."""
    head = changes["head"]
    pull = contribution(*((touched(head),) if head else ()), **changes.get("pull", {}))
    asked = pull_snapshot(None, pull=pull, today=changes.get("today", LIST), own=_HELD)
    plan = plan_review(asked)
    closed = _only(plan, ClosePullRequest)
    assert (closed.number, closed.body) == (30, f"Closed, as {why}.\n\nThis is #21")
    assert _only(plan, DeleteBranch).branch == "shelver/fix-21"
    theirs = replace(_HELD, stand_in=replace(_OURS, untouched=False))
    assert not {"ClosePullRequest", "SetBranch"} & set(_kinds(plan_review(replace(asked, own=theirs))))


@pytest.mark.parametrize(
    "older", [replace(_OURS, of="i" * 40), replace(_OURS, onto="d" * 40)], ids=["push", "newer list"]
)
def test_ours_follows_a_push_and_the_list(older: StandIn) -> None:
    """It is made anew, and the comment names it for the new commit."""
    own = replace(_HELD, stand_in=older)
    plan = plan_review(pull_snapshot(LIST + CLUMSY, own=own))
    assert _kinds(plan) == ["CompleteCheck", "SetBranch", "UpsertComment"]
    branch = _only(plan, SetBranch)
    assert branch.files[0].text == LIST + GOOD
    assert read_made_of(branch.message) == "h" * 40
    assert "#30 holds this change with the fixes" in _only(plan, UpsertComment).body
    done = replace(_standing(plan), stand_in=_OURS)
    assert plan_review(pull_snapshot(LIST + CLUMSY, own=done)).actions == ()


@pytest.mark.parametrize(
    ("files", "said"), [(1, "Merging this settles #21"), (3, "2 other files of #21 are not in it")]
)
def test_what_our_pull_request_leaves_out_is_told(files: int, said: str) -> None:
    """Only the list's files are mended, and only they are in it."""
    pull = contribution(touched(LIST + CLUMSY), files=files)
    _, opened, comment, _ = _only(
        plan_review(pull_snapshot(None, pull=pull, posts=(_order("/fix"),))), CommitFix
    ).otherwise
    assert isinstance(opened, OpenPullRequest)
    assert isinstance(comment, UpsertComment)
    assert said in opened.body
    assert ("Merging that one settles this" in comment.body) is (files == 1)


def test_a_fix_is_answered_where_the_list_is_not_touched() -> None:
    """A command is never met with silence."""
    plan = plan_review(pull_snapshot(None, posts=(_order("/fix"),)))
    assert "nothing that I can mend by myself" in _only(plan, UpsertComment).body


# What no longer holds


def test_a_look_that_the_first_post_asks_for_is_done_once() -> None:
    """A thumb on the pull request itself tells that it was done."""
    asked = pull_snapshot(LIST + CLUMSY, posts=(_order("/recheck", id=0),))
    plan = plan_review(asked)
    assert plan.actions[-1] == React(21, None, "+1", since=NOW)
    done = replace(asked, own=_standing(plan), posts=(replace(asked.posts[0], acknowledged=True),))
    assert plan_review(done).actions == ()


def test_a_draft_is_not_thanked_for_what_is_not_mended() -> None:
    """What was said before it became a draft stays as it was."""
    own = _standing(plan_review(pull_snapshot(LIST + TWICE)))
    draft = contribution(touched(LIST + TWICE), draft=True)
    assert plan_review(pull_snapshot(None, pull=draft, own=own)).actions == ()


def test_a_pull_request_that_leaves_the_list_alone_at_last_is_freed_of_what_was_said() -> None:
    """Its suggestions go, and the comment asks for nothing any more."""
    own = _standing(plan_review(pull_snapshot(LIST + TWICE + CLUMSY)))
    plan = plan_review(pull_snapshot(None, own=own))
    assert _kinds(plan) == ["CompleteCheck", "EditReview", "DeleteRemark", "UpsertComment"]
    assert _only(plan, UpsertComment).body.startswith("All mended")


def test_another_branch_than_the_list_s_is_none_of_our_business() -> None:
    """The check is neutral, and says where the list is."""
    check = _only(plan_review(pull_snapshot(None, pull=contribution(onto="stable"))), CompleteCheck)
    assert (check.conclusion, check.title) == ("neutral", "Not onto main")
    assert "merged into `stable`" in check.summary


def test_a_file_that_is_taken_away_is_told() -> None:
    """Nothing is wrong with what is not there, but nobody should miss it."""
    gone = touched("", removed=True)
    check = _only(plan_review(pull_snapshot(None, pull=contribution(gone))), CompleteCheck)
    assert check.conclusion == "success"
    assert "`README.md` is a file of the list, and this pull request takes it away." in check.summary


def test_a_line_that_no_comment_holds_gets_no_suggestion() -> None:
    """GitHub would refuse the whole review for it."""
    long = CLUMSY.replace("Grounded", "Grounded " + "x" * 40_000)
    plan = plan_review(pull_snapshot(LIST + long + CLUMSY.replace("GLIP", "GLUE").replace("03857", "05836")))
    assert [remark.line for remark in _only(plan, Review).remarks] == [11]


def _dated(*entries: str) -> str:
    """A list by date, newest last, with entries at its end."""
    papers = (
        f"- **[N{n}]** A Paper of Month {n} [[pdf]](https://arxiv.org/pdf/{20 + n // 12}{n % 12 + 1:02}.0{n:04}.pdf)\n"
        for n in range(30)
    )
    return f"# By date\n\n## Papers\n\n{''.join(papers)}{''.join(entries)}"


def test_an_entry_out_of_order_keeps_its_other_suggestions() -> None:
    """No suggestion moves a line: that is left to `/fix`, and the rest of the line is mended with one click."""
    early = "- **[VLP]** Early  Vision and Language [[pdf]](https://arxiv.org/pdf/2001.03557v2.pdf) \n"
    meant = "- **[VLP]** Early Vision and Language [[pdf]](https://arxiv.org/pdf/2001.03557.pdf)\n"
    pull = contribution(touched(_dated(early), ancestor=_dated()))
    plan = plan_review(pull_snapshot(None, today=_dated(), pull=pull))
    (remark,) = _only(plan, Review).remarks
    assert f"```suggestion\n{meant}```" in remark.body
    assert "out-of-order" not in remark.body
    said = _only(plan, UpsertComment).body
    assert "out of the order by date" in said
    assert "trailing" not in said
    mended = contribution(touched(_dated(meant), ancestor=_dated()))
    check = _only(plan_review(pull_snapshot(None, today=_dated(), pull=mended)), CompleteCheck)
    assert (check.conclusion, check.title) == ("success", "1 warning in the lines of this pull request")


# What is said is true


def test_line_ends_alone_are_no_suggestion() -> None:
    """It would show the line as it stands, and GitHub commits none of it."""
    crlf = LIST.replace("\n", "\r\n")
    pull = contribution(touched(crlf + GOOD, ancestor=crlf))
    plan = plan_review(pull_snapshot(None, today=crlf, pull=pull))
    assert _kinds(plan) == ["CompleteCheck"]
    assert "`mixed-line-ends`" in _only(plan, CompleteCheck).text


@pytest.mark.parametrize(("entry", "sure"), [(CLUMSY, True), (GOOD.rstrip() + " [[docs]](https://a.org/b c)\n", False)])
def test_fix_is_offered_where_something_is_sure(entry: str, sure: bool) -> None:
    """A suggestion that only its author can judge is not promised to be committed."""
    body = _only(plan_review(pull_snapshot(LIST + entry)), Review).body
    assert ("a comment `/fix`" in body) is sure


def test_a_conflict_is_told_with_the_next_step() -> None:
    """Of an entry that is good, too: nobody can merge it, and no check turns red for it."""
    today = LIST + GOOD.replace("GLIP", "GLUE").replace("2112.03857", "2112.03858")
    plan = plan_review(pull_snapshot(LIST + GOOD, today=today))
    assert _kinds(plan) == ["CompleteCheck", "UpsertComment"]
    said = _only(plan, UpsertComment).body
    assert said.startswith("@zoe, thank you. This cannot be merged yet: the list has changed at the same lines since.")
    assert "*Resolve conflicts*" in said
    own = _standing(plan)
    assert plan_review(pull_snapshot(LIST + GOOD, today=today, own=own)).actions == ()
    settled = plan_review(pull_snapshot(LIST + GOOD, own=own))
    assert _only(settled, UpsertComment).body.startswith("All mended")


def test_a_fix_that_waits_comes_without_a_review() -> None:
    """Nobody is mailed suggestions that the same look commits."""
    assert "Review" not in _kinds(plan_review(pull_snapshot(LIST + CLUMSY, posts=(_order("/fix", id=0),))))


def test_a_fix_that_cannot_be_has_its_review() -> None:
    """Where nothing is committed, the suggestions are still of use."""
    gone = contribution(touched(LIST + CLUMSY), touched("", path="other.md", removed=True))
    otherwise = _only(plan_review(pull_snapshot(None, pull=gone, posts=(_order("/fix"),))), CommitFix).otherwise
    assert [type(action).__name__ for action in otherwise] == ["Review", "UpsertComment", "React"]


# Files that were changed as a whole

LONG = LIST + "".join(
    f"- **[N{n}]** A Paper about the Number {n} [[pdf]](https://arxiv.org/pdf/{1801 + n * 7 % 12}.{n:05}.pdf)\n"
    for n in range(30)
)


def test_a_reformatted_file_is_told_as_such() -> None:
    """Not 35 findings, but what happened, and how to take it back; the new line alone is judged."""
    head = LONG.replace("- **", "* **") + GOOD
    plan = plan_review(pull_snapshot(None, today=LONG, pull=contribution(touched(head, ancestor=LONG))))
    check = _only(plan, CompleteCheck)
    assert check.title == "35 lines only look different"
    assert check.annotations == ()
    said = _only(plan, UpsertComment).body
    assert "35 lines of `README.md` only look different" in said
    assert "`/fix` takes the rest back" in said


def test_fix_takes_a_reformatting_back() -> None:
    """One commit after which the pull request adds its one line; what was taken back is not called a fix."""
    head = LONG.replace("- **", "* **") + GOOD
    pull = contribution(touched(head, ancestor=LONG))
    plan = plan_review(pull_snapshot(None, today=LONG, pull=pull, posts=(_order("/fix"),)))
    assert _only(plan, CommitFix).files[0].text == LONG + GOOD
    done = _only(plan, UpsertComment).body
    assert done.startswith("Done: I put one commit with 35 lines as they looked before onto this branch")


def test_fixes_and_reformatted_lines_are_counted_apart() -> None:
    """Of three warnings no more than three are mended, however many lines are taken back beside."""
    pull = contribution(touched(LONG.replace("- **", "* **") + CLUMSY, ancestor=LONG))
    plan = plan_review(pull_snapshot(None, today=LONG, pull=pull))
    assert "A comment `/fix` lets me commit what mends 3 of them." in _only(plan, CompleteCheck).summary
    asked = plan_review(pull_snapshot(None, today=LONG, pull=pull, posts=(_order("/fix"),)))
    assert "with 35 lines as they looked before and 3 fixes onto" in _only(asked, UpsertComment).body
    assert _only(asked, CommitFix).files[0].text == LONG + GOOD


def test_who_meant_the_looks_alone_is_not_accused() -> None:
    """Nothing else is in the pull request: it may be wanted, and nothing of it is called a finding."""
    pull = contribution(touched(LONG.replace("- **", "* **"), ancestor=LONG))
    plan = plan_review(pull_snapshot(None, today=LONG, pull=pull))
    check = _only(plan, CompleteCheck)
    told = (
        "35 lines of `README.md` only look different, as after an editor's formatting, and say what they said before. "
        "If that was not meant, `/fix` takes it back."
    )
    assert (check.conclusion, check.summary) == ("success", told)
    assert _only(plan, UpsertComment).body.startswith(
        f"@zoe, thank you. A maintainer can merge this as it is.\n\n{told}\n"
    )


@pytest.mark.parametrize("lines", [3, 12, 30])
def test_links_that_an_editor_broke_fail_the_check(lines: int) -> None:
    """More damage is no reformatting: each broken link is told as what it is."""
    pull = contribution(touched(LONG.replace("[[pdf]](", "[[pdf]] (", lines), ancestor=LONG))
    check = _only(plan_review(pull_snapshot(None, today=LONG, pull=pull)), CompleteCheck)
    assert check.conclusion == "failure"
    assert f"| `broken-link-markup` | error | {lines} |" in check.summary


def test_links_that_are_mended_are_not_broken_again() -> None:
    """Who mends a whole list is told of no looks, and `/fix` has nothing to take back."""
    broken = LONG.replace("[[pdf]](", "[[pdf]] (")
    pull = contribution(touched(LONG, ancestor=broken))
    plan = plan_review(pull_snapshot(None, today=broken, pull=pull, posts=(_order("/fix"),)))
    assert _only(plan, CompleteCheck).title == "35 entries added or changed, nothing to mend"
    assert "there is nothing that I can mend" in _only(plan, UpsertComment).body
    assert "CommitFix" not in _kinds(plan)


def test_what_cannot_be_fixed_is_not_offered() -> None:
    """Where the list has changed at the same lines since, `/fix` takes nothing back."""
    pull = contribution(touched(LONG.replace("- **", "* **") + GOOD, ancestor=LONG))
    plan = plan_review(pull_snapshot(None, today=LONG + TWICE, pull=pull))
    said = _only(plan, CompleteCheck).summary + _only(plan, UpsertComment).body
    assert "35 lines of `README.md` only look different" in said
    assert "/fix" not in said


# What strangers wrote


@pytest.mark.parametrize("name", ["@everyone", "<b>x</b>", "]( x", "`@ana`", "#1 fixes #2", "\u202egnp"])
def test_what_strangers_wrote_is_quoted(name: str) -> None:
    """No text of ours mentions, closes, or holds HTML because an entry does."""
    entry = TWICE.replace("BLIP", name, 1).rstrip() + " \n"
    plan = plan_review(pull_snapshot(LIST + entry))
    texts = [action.body for action in plan.actions if isinstance(action, UpsertComment)]
    texts += [action.text + action.summary for action in plan.actions if isinstance(action, CompleteCheck)]
    for text in texts:
        outside = "".join(text.replace("@zoe", "").split("`")[::2])
        assert not set("@<\u202e") & set(outside.partition("<!--")[0])


def test_another_pull_request_with_the_paper_is_told() -> None:
    """Two people, one paper: both are linked, and nobody has to do anything."""
    plan = plan_review(pull_snapshot(LIST + GOOD, rivals={PaperId("arxiv", "2112.03857"): 13}))
    said = _only(plan, UpsertComment).body
    assert "#13 brings the same paper" in said
    assert _only(plan, CompleteCheck).conclusion == "success"


def test_what_is_not_known_fails_nothing_and_is_asked_for_again() -> None:
    """A service that is down is looked at later."""
    paper = PaperId("arxiv", "2112.03857")
    plan = plan_review(pull_snapshot(LIST + GOOD, papers={paper: Unresolved(paper, "unreachable")}))
    check = _only(plan, CompleteCheck)
    assert check.conclusion == "success"
    assert "1 link or paper could not be looked up yet" in check.summary
    assert plan.look_again == 1800


def test_the_owner_s_word_on_rules_holds() -> None:
    """A rule that is off is not asked, another severity counts for the check."""
    off = ListConfig.model_validate({"rules": {"trailing-space": {"off": "taste"}, "name-with-space": "error"}})
    check = _only(plan_review(pull_snapshot(LIST + CLUMSY, config=off)), CompleteCheck)
    assert check.conclusion == "failure"
    assert {one.title for one in check.annotations} == {"name-with-space", "versioned-arxiv-link"}


# Other commands


def test_what_a_rule_finds_is_ignored_by_who_looks_after_the_list() -> None:
    """The check passes, says by whom and why, and nobody is told of it; once the comment is gone it is told again."""
    order = _order("/ignore duplicate-paper: the short version is another paper `@all`", "maintainer", id=6)
    own = _standing(plan_review(pull_snapshot(LIST + TWICE)))
    plan = plan_review(pull_snapshot(LIST + TWICE, own=own, posts=(order,)))
    check = _only(plan, CompleteCheck)
    assert check.conclusion == "success"
    assert "`duplicate-paper` is ignored by @zoe: `the short version is another paper @all`." in check.summary
    assert "All mended" in _only(plan, UpsertComment).body
    settled = _standing(plan, own)
    done = replace(order, acknowledged=True)
    assert plan_review(pull_snapshot(LIST + TWICE, own=settled, posts=(done,))).actions == ()
    assert _only(plan_review(pull_snapshot(LIST + TWICE, own=settled)), CompleteCheck).conclusion == "failure"


def test_ignoring_outlives_the_days_of_a_moment() -> None:
    """It is a standing wish: a push a month later is judged by it too."""
    order = _order("/ignore: duplicate-paper, it is another one", "maintainer", at=NOW - timedelta(days=30))
    plan = plan_review(pull_snapshot(LIST + TWICE, posts=(order,)))
    assert _only(plan, CompleteCheck).conclusion == "success"


@pytest.mark.parametrize(
    ("body", "role", "answer"),
    [
        ("/ignore duplicate-paper", "maintainer", "@zoe, please write the reason too, such as `/ignore"),
        ("/ignore duplicate-papers: no", "maintainer", "@zoe, there is no rule `duplicate-papers`, so"),
        ("/ignore", "maintainer", "@zoe, please write a rule and the reason, such as `/ignore dead-link: "),
        ("/ignore duplicate-paper: it is fine", "submitter", "@zoe, what is ignored here is for those who look after"),
        ("/ignore duplicate-paper: it is fine", "other", "@zoe, thank you for the hint. Only @zoe and those who look"),
        ("/ingore duplicate-paper: x", "maintainer", "@zoe, I know no command `/ingore`. Did you mean `/ignore`?"),
        ("/help", "submitter", "@zoe, this is what you can write here, each at the start of a line:\n\n<details>"),
    ],
)  # fmt: skip
def test_other_orders_are_answered_once(body: str, role: str, answer: str) -> None:
    """The answer stands above what else is said, the check stays as it is, and a further look says nothing."""
    standing = _standing(plan_review(pull_snapshot(LIST + TWICE)))
    order = _order(body, role, id=6)
    plan = plan_review(pull_snapshot(LIST + TWICE, own=standing, posts=(order,)))
    assert "CompleteCheck" not in _kinds(plan)
    said = _only(plan, UpsertComment)
    assert said.body.startswith(answer)
    assert "in the list already" in said.body or "BLIP" in said.body
    settled = _standing(plan, standing)
    done = replace(order, acknowledged=role == "maintainer" or body == "/help")
    assert plan_review(pull_snapshot(LIST + TWICE, own=settled, posts=(done,))).actions == ()
    edited = replace(order, version="2")
    again = plan_review(pull_snapshot(LIST + TWICE, own=settled, posts=(edited,)))
    assert _only(again, UpsertComment).body.startswith(answer)


def test_help_shows_what_its_reader_may_do() -> None:
    """Who made the pull request is shown no command that is not theirs."""
    for role, shown in (("submitter", False), ("maintainer", True)):
        body = _only(plan_review(pull_snapshot(LIST + GOOD, posts=(_order("/help", role),))), UpsertComment).body
        assert "- `/fix`" in body
        assert ("- `/ignore RULE: reason`" in body) is shown
        assert "/section" not in body


def test_a_push_does_not_change_what_was_answered() -> None:
    """The commit for which a command was done stays remembered, and the comment as it is."""
    order = _order("/recheck", id=6)
    own = _standing(plan_review(pull_snapshot(LIST + TWICE, posts=(order,))))
    done = replace(order, acknowledged=True)
    pull = contribution(touched(LIST + TWICE), head="i" * 40)
    plan = plan_review(pull_snapshot(pull=pull, own=replace(own, check=None), posts=(done,)))
    assert _kinds(plan) == ["CompleteCheck"]
