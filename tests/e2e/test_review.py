"""Contributors' pull requests through the front door: check, suggestions, one comment, `/fix`."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.apply import apply
from bot.github_app import GitHubApp
from bot.model import Key, Plan, React
from bot.sandbox import Refused
from tests.e2e.conftest import LIST, World

GOOD = "- **[RegionCLIP]** Region-based Language-Image Pretraining [[pdf]](https://arxiv.org/pdf/2112.09106.pdf)\n"
CLUMSY = (
    "- **[RegionCLIP ]** Region-based Language-Image Pretraining [[pdf]](https://arxiv.org/pdf/2112.09106v2.pdf) \n"
)
CLUMSY_TOO = (
    "- **[MaskCLIP]** Masked Self-Distillation Advances Contrastive Language-Image Pretraining  "
    "[[pdf]](https://arxiv.org/pdf/2208.12262.pdf)\n"
)
TWICE = "- **[FLIP it]** Scaling Pre-training via Masking [[pdf]](https://arxiv.org/pdf/2212.00794.pdf)\n"
LAST = "- **[CLIP-ViL]**"


def _with(*entries: str, text: str = LIST) -> str:
    """The list with entries before its last one in CLIP-related, which keeps no order."""
    return text.replace(LAST, "".join(entries) + LAST)


@pytest.mark.parametrize("fork", [True, False], ids=["fork", "branch"])
def test_a_clumsy_pull_request_gets_its_review(world: World, fork: bool) -> None:
    """A green check with annotations, one review with suggestions, no comment; a further look says nothing more."""
    pull = world.propose(_with(CLUMSY, CLUMSY_TOO), fork=fork)
    check = world.check(pull)
    assert (check.conclusion, check.title) == ("success", "4 warnings in the lines of this pull request")
    assert {one.start_line for one in check.annotations} == {25, 26}
    (review,) = world.repo.reviews(pull)
    assert review.state == "COMMENTED"
    assert [(one.line, one.path) for one in world.remarks(pull)] == [(25, "README.md"), (26, "README.md")]
    assert world.repo.comments(pull) == []
    assert world.look_at_pull(pull).actions == ()


def test_a_good_pull_request_gets_a_green_check_alone(world: World) -> None:
    """Nobody is written to where nothing is to be said."""
    pull = world.propose(_with(GOOD))
    assert world.check(pull).title == "1 entry added or changed, nothing to mend"
    assert (world.repo.comments(pull), world.repo.reviews(pull)) == ([], [])
    assert world.look_at_pull(pull).actions == ()


def test_mending_by_hand_takes_suggestions_back(world: World) -> None:
    """What was mended is not spoken of any more, what was not is neither repeated nor lost."""
    pull = world.propose(_with(CLUMSY, CLUMSY_TOO))
    second = world.remarks(pull)[1].id
    world.push(pull, _with(GOOD, CLUMSY_TOO))
    assert [one.id for one in world.remarks(pull)] == [second]
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.parametrize("fork", [True, False], ids=["fork", "branch"])
def test_suggestions_applied_one_by_one_make_the_check_green(world: World, fork: bool) -> None:
    """Each by its button on the page; after each one what is left stands as it stood, and nothing is said twice."""
    pull = world.propose(_with(CLUMSY, CLUMSY_TOO), fork=fork)
    first, second = (one.id for one in world.remarks(pull))
    world.apply_suggestion(pull, first)
    assert world.head_text(pull) == _with(GOOD, CLUMSY_TOO)
    assert [one.id for one in world.remarks(pull)] == [second]
    world.apply_suggestion(pull, second)
    assert world.head_text(pull) == _with(GOOD, CLUMSY_TOO.replace("  [", " ["))
    assert (world.check(pull).conclusion, world.check(pull).annotations) == ("success", [])
    assert (world.remarks(pull), world.repo.comments(pull)) == ([], [])
    assert world.look_at_pull(pull).actions == ()


def test_a_duplicate_is_told_and_its_going_thanked_for(world: World) -> None:
    """The check fails for what its author can mend, and the one comment is edited, not followed by another."""
    pull = world.propose(_with(TWICE))
    assert world.check(pull).conclusion == "failure"
    assert world.comment(pull).startswith("@zoe, one thing has to be settled before this is merged:")
    world.push(pull, _with(GOOD))
    assert world.check(pull).conclusion == "success"
    assert world.comment(pull).startswith("All mended, thank you.")
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.parametrize("fork", [True, False], ids=["fork", "branch"])
def test_fix_commits_onto_the_branch(world: World, fork: bool) -> None:
    """One commit of ours on top of the author's, and a green check without findings on it."""
    pull = world.propose(_with(CLUMSY, CLUMSY_TOO), fork=fork)
    world.repo.comment(pull, "/fix", by="zoe")
    world.settle()
    assert world.head_text(pull) == _with(GOOD, CLUMSY_TOO.replace("  [", " ["))
    assert world.check(pull).title == "2 entries added or changed, nothing to mend"
    assert world.remarks(pull) == []
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.storm
def test_fix_is_heard_in_a_reply_to_a_suggestion(world: World) -> None:
    """That is the nearest box to write it in; a stranger's there counts as little as elsewhere."""
    pull = world.propose(_with(CLUMSY, CLUMSY_TOO))
    first, second = (one.id for one in world.remarks(pull))
    world.repo.reply(first, "/fix", by="eve")
    world.settle()
    assert world.head_text(pull) == _with(CLUMSY, CLUMSY_TOO)
    reply = world.repo.reply(second, "/fix", by="zoe")
    world.settle()
    assert world.head_text(pull) == _with(GOOD, CLUMSY_TOO.replace("  [", " ["))
    assert [one.content for one in reply.reactions] == ["+1"]
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.parametrize("allowed", [True, False], ids=["refused all the same", "not allowed"])
def test_where_we_may_not_write_our_own_pull_request_has_the_fixes(world: World, allowed: bool) -> None:
    """A fork whose author allows no edits, or an organisation's, which refuses them whatever it says."""
    if allowed:
        world.repo.fork("zoe").refuse_edits()
    pull = world.propose(_with(CLUMSY), maintainer_can_modify=allowed)
    world.repo.comment(pull, "/fix", by="zoe")
    world.settle()
    assert world.head_text(pull) == _with(CLUMSY)
    (ours,) = (one for one in world.repo.pulls("open") if one.number != pull)
    assert world.added(ours.number) == [GOOD.rstrip("\n")]
    assert "by @zoe" in (ours.body or "")
    made = ours.pull
    assert made is not None
    assert "Co-authored-by: zoe" in world.repo.commit_message(made.head_sha)
    assert f"#{ours.number} holds this change with the fixes" in world.said(pull)
    assert world.check(ours.number).conclusion == "success"


def test_a_draft_is_checked_quietly(world: World) -> None:
    """Until its author says that it is ready."""
    pull = world.propose(_with(CLUMSY), draft=True)
    assert world.check(pull).conclusion == "success"
    assert world.remarks(pull) == []
    world.repo.mark_ready(pull)
    world.settle()
    assert len(world.remarks(pull)) == 1


def test_who_may_write_here_is_not_lectured(world: World) -> None:
    """They get the check, and a review where they ask for one."""
    world.repo.add_collaborator("lee")
    pull = world.propose(_with(CLUMSY), by="lee", fork=False)
    assert world.check(pull).conclusion == "success"
    assert (world.remarks(pull), world.repo.comments(pull)) == ([], [])
    world.repo.comment(pull, "/recheck", by="lee")
    world.settle()
    assert len(world.remarks(pull)) == 1


def test_other_files_are_left_alone(world: World) -> None:
    """A neutral check, so that a required one does not wait for ever, and silence."""
    world.repo.push_file("LICENSE", b"free\n", branch="licence", by="zoe")
    pull = world.repo.open_pull("Add a licence", "licence", by="zoe").number
    world.settle()
    assert world.check(pull).conclusion == "neutral"
    assert world.repo.comments(pull) == []


def test_what_comes_into_the_list_meanwhile_counts(world: World) -> None:
    """Two pull requests with one paper: once the one is merged, the other is a duplicate, and says so by itself."""
    first, second = world.propose(_with(GOOD)), world.propose(LIST.replace("## CLIP", GOOD + "\n## CLIP"), by="mia")
    world.repo.merge(first)
    world.settle()
    assert world.check(second).conclusion == "failure"
    assert "is on line" in world.comment(second)


def test_ours_names_what_the_rules_of_its_base_want(world: World) -> None:
    """Nothing on an unprotected base; once a ruleset wants something, a new check names it all, save for itself."""
    world.file("Add a paper", "https://arxiv.org/abs/2305.06500")
    pull = world.pull()
    before = world.check(pull)
    assert (before.conclusion, "rules of" in (before.summary or "")) == ("success", False)
    world.repo.protect_branch("main", checks=["build", "Shelver"], ruleset=True, admins_too=True)
    world.repo.rerun(before.id)
    world.settle()
    sentence = "Before this can be merged, the rules of `main` want an approving review and the check `build`."
    assert (world.check(pull).summary or "").endswith(f"\n\n{sentence}")
    with pytest.raises(Refused, match="approving review"):
        world.repo.merge(pull, by="ana")
    assert world.look_at_pull(pull).actions == ()


def test_re_run_makes_the_check_again(world: World) -> None:
    """From a fork, too, where GitHub does not say which pull request it is of."""
    pull = world.propose(_with(GOOD))
    before = world.check(pull)
    world.repo.rerun(before.id)
    world.settle()
    assert world.check(pull).id != before.id
    assert world.check(pull).title == before.title


def test_our_own_pull_request_has_a_check_and_no_review(world: World) -> None:
    """Where the list requires the check, it can be merged by one click."""
    issue = world.file("Add", "https://arxiv.org/abs/2305.06500")
    pull = world.pull()
    assert world.check(pull).conclusion == "success"
    assert (world.repo.comments(pull), world.repo.reviews(pull)) == ([], [])
    world.assert_settled(issue)


def test_a_contributor_s_pull_request_counts_as_a_submission(world: World) -> None:
    """No pull request of ours for a paper that one brings already; both are linked."""
    entry = GOOD.replace("RegionCLIP", "InstructBLIP").replace("2112.09106", "2305.06500")
    pull = world.propose(_with(entry))
    issue = world.file("Add", "https://arxiv.org/abs/2305.06500", by="mia")
    assert [one.number for one in world.repo.pulls("open")] == [pull]
    assert f"comes with #{pull} already" in world.comment(issue)
    world.assert_settled(issue)
    world.repo.merge(pull)
    world.repo.edit_issue(issue, title="Add it", by="mia")
    world.settle()
    assert "in the list already" in world.comment(issue)


def test_a_pull_request_with_a_paper_of_ours_is_linked(world: World) -> None:
    """Ours stood first, and stays; the contributor is told, and nobody has to do anything."""
    world.file("Add", "https://arxiv.org/abs/2305.06500", by="mia")
    ours = world.pull()
    entry = GOOD.replace("RegionCLIP", "InstructBLIP").replace("2112.09106", "2305.06500")
    pull = world.propose(_with(entry))
    assert f"#{ours} brings the same paper" in world.comment(pull)
    assert world.check(pull).conclusion == "success"


def test_a_reformatted_file_is_told_and_taken_back(world: World) -> None:
    """One entry meant, all others reformatted: no review of thirty lines, and one command that cleans it up."""
    pull = world.propose(_with(GOOD).replace("- **", "* **"))
    assert "only look different" in world.comment(pull)
    assert world.remarks(pull) == []
    world.repo.comment(pull, "/fix", by="zoe")
    world.settle()
    assert world.added(pull) == [GOOD.rstrip("\n")]
    assert world.said(pull).startswith("All mended")


def test_a_huge_pull_request_is_judged_within_bounds(world: World) -> None:
    """A thousand new entries with a slip each: the first are annotated, all are counted."""
    entry = "- **[N{0}]** A Paper about the Number {0} [[pdf]](https://arxiv.org/pdf/2401.{0:05}.pdf) \n"
    pull = world.propose(_with(*map(entry.format, range(1000))))
    check = world.check(pull)
    assert (check.title or "").endswith("1000 warnings in the lines of this pull request")
    assert len(check.annotations) == 50
    assert (check.text or "").rstrip().endswith("GitHub takes no longer text.")
    assert len(world.remarks(pull)) == 30


@pytest.mark.storm
def test_more_findings_than_one_request_takes_are_annotated(world: World) -> None:
    """GitHub takes fifty annotations at once; the check is finished with the last of them."""
    entry = "- **[N{0}]** A Paper about the Number {0} [[pdf]](https://example.org/{0}.pdf) \n"
    pull = world.propose(_with(*map(entry.format, range(80))))
    check = world.check(pull)
    assert check.status == "completed"
    assert len([one for one in check.annotations if one.title == "trailing-space"]) == 80
    calls = [call for call in world.calls() if "/check-runs" in call.path and call.method in ("POST", "PATCH")]
    assert [call.method for call in calls] == ["POST", "PATCH", "PATCH"]


def test_without_the_permission_for_checks_the_rest_is_said(uninstalled: World) -> None:
    """Who installed Shelver before it had checks, and has not agreed to them, gets suggestions all the same."""
    world = uninstalled
    permissions = {name: level for name, level in world.app.permissions.items() if name != "checks"}
    world.installation = world.github.install(world.app, world.repo, permissions=permissions)
    pull = world.propose(_with(CLUMSY, TWICE))
    assert len(world.remarks(pull)) == 1
    assert "one thing has to be settled" in world.comment(pull)


def test_an_entry_in_the_wrong_place_is_moved_by_a_command(world: World) -> None:
    """No suggestion reaches beyond the diff, so the comment offers `/fix`, which puts the line where it belongs."""
    dated = [
        f"- **[N{n}]** A Paper of Month {n} [[pdf]](https://arxiv.org/pdf/{20 + n // 12}{n % 12 + 1:02}.0{n:04}.pdf)\n"
        for n in range(30)
    ]
    late = "- **[InstructBLIP]** Towards Vision-Language Models [[pdf]](https://arxiv.org/pdf/2305.06500.pdf)\n"
    world.repo.push_file("README.md", f"# By date\n\n## Papers\n\n{''.join(dated)}".encode(), by="ana")
    world.settle()
    pull = world.propose(f"# By date\n\n## Papers\n\n{late}{''.join(dated)}")
    assert world.check(pull).conclusion == "success"
    said = world.comment(pull)
    assert "out of the order by date" in said
    assert "Reply `/fix`" in said
    world.repo.comment(pull, "/fix", by="zoe")
    world.settle()
    assert world.head_text(pull) == f"# By date\n\n## Papers\n\n{''.join(dated)}{late}"
    assert world.said(pull).startswith("All mended")


def _pull_at_fix(world: World) -> tuple[int, int]:
    """A pull request that we may not write to, and ours that holds it with the fixes."""
    pull = world.propose(_with(CLUMSY), maintainer_can_modify=False)
    world.repo.comment(pull, "/fix", by="zoe")
    world.settle()
    (ours,) = (one.number for one in world.repo.pulls("open") if one.number != pull)
    return pull, ours


@pytest.mark.storm
def test_what_only_its_author_can_settle_is_said_beside_where_the_fixes_are(world: World) -> None:
    """Ours holds a duplicate as theirs does; once it is gone there it is gone here, and no longer spoken of."""
    pull = world.propose(_with(CLUMSY, TWICE), maintainer_can_modify=False)
    world.repo.comment(pull, "/fix", by="zoe")
    world.settle()
    (ours,) = (one.number for one in world.repo.pulls("open") if one.number != pull)
    assert "One thing in it only you can settle:\n- `README.md:26`: `arxiv:2212.00794` is on line" in world.said(pull)
    assert world.check(ours).conclusion == "failure"
    world.push(pull, _with(CLUMSY))
    assert "Merging that one settles this" in world.said(pull)
    assert world.check(ours).conclusion == "success"
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.storm
def test_where_the_fixes_are_stays_said(world: World) -> None:
    """Our pull request with the paper is no rival of the one whose change it holds."""
    pull, ours = _pull_at_fix(world)
    assert world.look_at_pull(pull).actions == ()
    assert world.look_at_pull(ours).actions == ()


def test_a_fix_that_is_asked_for_again_finds_its_pull_request(world: World) -> None:
    """As after a push: the one that stands is moved on, and told of again."""
    pull, ours = _pull_at_fix(world)
    world.push(pull, _with(CLUMSY, CLUMSY_TOO))
    world.repo.comment(pull, "/fix", by="zoe")
    world.settle()
    assert {one.number for one in world.repo.pulls("open")} == {pull, ours}
    assert world.added(ours) == [GOOD.rstrip("\n"), CLUMSY_TOO.replace("  [", " [").rstrip("\n")]
    assert f"#{ours} holds this change with the fixes" in world.said(pull)
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.storm
def test_others_commits_on_our_branch_are_left_alone(world: World) -> None:
    """Who worked on in our pull request loses nothing, and who asked is answered."""
    pull, ours = _pull_at_fix(world)
    world.repo.push_file("README.md", _with(GOOD, TWICE).encode(), branch=f"shelver/fix-{pull}", by="ana")
    world.push(pull, _with(CLUMSY, CLUMSY_TOO))
    world.repo.comment(pull, "/fix", by="zoe")
    world.settle()
    assert f"`shelver/fix-{pull}` is taken" in world.said(pull)
    assert TWICE.rstrip("\n") in world.added(ours)
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.storm
def test_our_pull_request_follows_a_push(world: World) -> None:
    """Without a further command: nobody merges what its author has changed since."""
    pull, ours = _pull_at_fix(world)
    world.push(pull, _with(CLUMSY, CLUMSY_TOO))
    assert world.added(ours) == [GOOD.rstrip("\n"), CLUMSY_TOO.replace("  [", " [").rstrip("\n")]
    assert f"#{ours} holds this change with the fixes" in world.said(pull)
    assert world.check(ours).conclusion == "success"
    assert world.look_at_pull(pull).actions == ()


def test_our_pull_request_follows_the_list(world: World) -> None:
    """It stands on the list of today."""
    pull, ours = _pull_at_fix(world)
    text = LIST.replace("Some works we like", "Some works that we like")
    world.repo.push_file("README.md", text.encode(), by="ana")
    world.settle()
    assert world.added(ours) == [GOOD.rstrip("\n")]
    assert world.repo.read_file("README.md", f"shelver/fix-{pull}").decode() == _with(GOOD, text=text)
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.parametrize("end", ["closed", "merged", "mended"])
@pytest.mark.storm
def test_our_pull_request_ends_with_what_it_holds(world: World, end: str) -> None:
    """One sentence says why; its branch goes with it."""
    pull, ours = _pull_at_fix(world)
    if end == "closed":
        world.repo.close_issue(pull, by="zoe")
    elif end == "merged":
        world.repo.merge(pull)
    else:
        world.push(pull, _with(GOOD))
    world.settle()
    assert [one.number for one in world.repo.pulls("open")] == ([pull] if end == "mended" else [])
    (closed,) = (one for one in world.repo.pulls("closed") if one.number == ours)
    why = "needs no fixes any more" if end == "mended" else "is closed, too"
    assert (closed.body or "").startswith(f"Closed, as #{pull} {why}.")
    assert f"shelver/fix-{pull}" not in world.repo.branches()
    assert world.look_at_pull(pull).actions == ()


def test_a_pull_request_onto_another_branch_is_left_alone(world: World) -> None:
    """Its list is not the one that we know."""
    world.repo.push_file("LICENSE", b"free\n", branch="stable", by="ana")
    pull = world.propose(_with(TWICE), base="stable")
    assert world.check(pull).title == "Not onto main"
    assert (world.repo.comments(pull), world.remarks(pull)) == ([], [])
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.storm
def test_a_commit_that_is_proposed_twice_keeps_the_check_of_the_list(world: World) -> None:
    """The same branch onto another branch, too: a check belongs to the commit, and what is red stays red."""
    world.repo.push_file("notes.md", b"x", branch="stable", by="ana")
    pull = world.propose(_with(TWICE), branch="twice-proposed")
    other = world.repo.open_pull("The same", "zoe:twice-proposed", by="zoe", base="stable").number
    world.settle()
    assert world.check(pull).conclusion == "failure"
    assert world.look_at_pull(other).actions == ()
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.storm
def test_a_deleted_suggestion_is_not_made_again(world: World) -> None:
    """Who deletes one has read it; the other stands."""
    pull = world.propose(_with(CLUMSY, CLUMSY_TOO))
    first, second = world.remarks(pull)
    world.repo.delete_review_comment(first.id)
    assert world.look_at_pull(pull).actions == ()
    world.push(pull, _with(CLUMSY, CLUMSY_TOO, TWICE))
    assert [one.id for one in world.remarks(pull)] == [second.id]


@pytest.mark.storm
def test_a_slip_that_comes_back_is_suggested_again(world: World) -> None:
    """What we took back, as a push mended it, nobody deleted; the older review says that nothing of it is left."""
    pull = world.propose(_with(CLUMSY))
    world.push(pull, _with(GOOD))
    assert world.remarks(pull) == []
    world.push(pull, _with(CLUMSY))
    assert [one.line for one in world.remarks(pull)] == [25]
    first, second = (one.body.partition("\n")[0] for one in world.repo.reviews(pull))
    assert first == "Nothing of this is left to be applied."
    assert second.startswith("The suggestion below applies with one click")
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.storm
def test_an_old_fix_does_not_wake_when_our_comment_is_deleted(world: World) -> None:
    """Nothing is pushed onto somebody's branch unasked: the thumb on the command tells that it was done."""
    pull = world.propose(_with(CLUMSY))
    world.repo.comment(pull, "/fix", by="zoe")
    world.settle()
    (said,) = (one for one in world.repo.comments(pull) if one.author == "shelver[bot]")
    world.repo.delete_comment(said.id)
    world.push(pull, _with(GOOD, CLUMSY_TOO))
    assert [type(action).__name__ for action in world.look_at_pull(pull).actions] == ["CompleteCheck", "Review"]


def test_a_thumb_on_what_was_edited_is_given_anew(world: World) -> None:
    """One that is older tells nothing of what stands there now."""
    pull = world.propose(_with(GOOD))
    comment = world.repo.comment(pull, "Well", by="zoe")
    thumb = React(pull, comment.id, "+1", since=datetime.now(UTC) + timedelta(hours=1))
    github = GitHubApp(str(world.app.id), world.app.private_key or "", world.github.base_url)
    with closing(github):
        for _ in range(2):
            apply(
                Key(world.repo.full_name, pull, pull=True),
                Plan("", (thumb,)),
                github.installation(world.repo.full_name),
            )
    calls = [call.method for call in world.calls() if "/reactions" in call.path]
    assert calls == ["POST", "DELETE", "POST"] * 2
    (shown,) = (one for one in world.repo.comments(pull) if one.id == comment.id)
    assert [one.content for one in shown.reactions] == ["+1"]


@pytest.mark.parametrize("first", [True, False], ids=["description", "comment"])
@pytest.mark.storm
def test_an_old_recheck_does_not_wake_at_a_push(world: World, first: bool) -> None:
    """What somebody deleted since is not said again by it."""
    pull = world.propose(_with(CLUMSY), body="/recheck" if first else "")
    if not first:
        world.repo.comment(pull, "/recheck", by="zoe")
        world.settle()
    (remark,) = world.remarks(pull)
    world.repo.delete_review_comment(remark.id)
    world.push(pull, _with(CLUMSY, GOOD.replace("RegionCLIP", "CLIPSelf").replace("2112.09106", "2310.01403")))
    assert world.remarks(pull) == []
    assert world.look_at_pull(pull).actions == ()


def test_a_list_s_text_that_becomes_utf_8_is_no_fault(world: World) -> None:
    """Who mends how a list is saved is not told that it cannot be read."""
    text = LIST.replace("Some works we like.", "Some works we like, café.")
    world.repo.push_file("README.md", text.encode("latin-1"), by="ana")
    world.settle()
    pull = world.propose(text)
    assert world.check(pull).conclusion == "success"
    assert world.look_at_pull(pull).actions == ()


@pytest.mark.parametrize("path", [None, "docs/LIST.md"], ids=["removed", "renamed"])
def test_a_list_that_is_taken_away_is_told(world: World, path: str | None) -> None:
    """The check says so, as a pull request that leaves the list alone it is not."""
    fork = world.repo.fork("zoe")
    fork.push_file("README.md", None, branch="away", by="zoe")
    if path:
        fork.push_file(path, LIST.encode(), branch="away", by="zoe")
    pull = world.repo.open_pull("Move it", "zoe:away", by="zoe").number
    world.settle()
    assert "this pull request takes it away" in (world.check(pull).summary or "")
    assert world.look_at_pull(pull).actions == ()


def test_an_updated_branch_is_judged_by_its_own_lines(world: World) -> None:
    """What the button "Update branch" merges into it is the list's, and its suggestion stands where it stood."""
    pull = world.propose(_with(CLUMSY))
    (remark,) = world.remarks(pull)
    text = LIST.replace("Some works we like", "Some works  we love")
    world.repo.push_file("README.md", text.encode(), by="ana")
    world.settle()
    world.repo.update_branch(pull)
    world.settle()
    assert {one.start_line for one in world.check(pull).annotations} == {25}
    assert [one.id for one in world.remarks(pull)] == [remark.id]
    assert world.look_at_pull(pull).actions == ()
