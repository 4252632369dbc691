"""What commands come to on an issue: facts, places, what is held, taken back, taken up and answered."""

import json
from dataclasses import replace
from datetime import timedelta
from difflib import ndiff

import pytest

from bot.addition import entry_label
from bot.commands import Ground, fold, wants_recheck
from bot.decide import decide
from bot.document import parse
from bot.links import Link
from bot.marker import Memory, paper_mark, read_memory, with_memory
from bot.model import (
    Account,
    ClosePullRequest,
    OpenPullRequest,
    Own,
    Plan,
    Post,
    React,
    Role,
    SetBranch,
    Snapshot,
    UpsertComment,
)
from bot.papers import PaperId, Unresolved
from bot.placement import level_entries
from bot.submission import ProposedPaper, Submission
from tests.builders import INSTRUCT, INSTRUCT_ID, LIST, LOGIN, NOW, PROPOSED, comment, issue, snapshot
from tests.document.shapes import NAMES, read_list
from tests.test_intake import ANYWHERE, _done, _kinds, _text

SILENT = Submission("none")
CLIP = ProposedPaper(PaperId("arxiv", "2103.00020"), title="Learning Transferable Visual Models")


def _said(body: str, role: Role = "submitter", id: int = 1, version: str = "1") -> Post:
    login = {"submitter": "zoe", "maintainer": "ana", "other": "kim"}[role]
    return Post(id, Account(login, 7), role, body, version, NOW)


def _after(before: Snapshot, plan: Plan) -> Snapshot:
    return _done(before, replace(plan, actions=tuple(one for one in plan.actions if not isinstance(one, React))))


def _looked(before: Snapshot, *posts: Post) -> tuple[Snapshot, Plan]:
    """The picture after a look at posts, and the plan of it; one more look finds nothing to do."""
    told = replace(before, posts=posts)
    plan = decide(told)
    after = _after(told, plan)
    assert decide(after).actions == ()
    return after, plan


def _standing(*papers: ProposedPaper, **changes: object) -> Snapshot:
    picture = snapshot(*papers, **changes)  # type: ignore[arg-type]
    return _after(picture, decide(picture))


def _words(plan: Plan) -> str:
    return _text(plan).partition("\n\n<!--")[0]


def _line(plan: Plan) -> str:
    """The line that a plan's branch adds to the list."""
    (branch,) = (action for action in plan.actions if isinstance(action, SetBranch))
    (line,) = set(branch.files[0].text.splitlines()) - set(LIST.splitlines())
    return line


# Facts by command


def test_what_a_person_rules_beats_the_source() -> None:
    """Title, name, venue and links of commands make the line, and the pull request tells whose word that is."""
    said = (
        "/title InstructBLIP: A Better Title\n/venue NeurIPS 2023\n"
        "/link code https://github.com/salesforce/LAVIS\n/date 2023-06"
    )
    _, plan = _looked(snapshot(), _said(said))
    assert _line(plan) == (
        "- **[InstructBLIP]** A Better Title [[pdf]](https://arxiv.org/pdf/2305.06500.pdf) "
        "[[code]](https://github.com/salesforce/LAVIS)"
    )
    (opened,) = (action for action in plan.actions if isinstance(action, OpenPullRequest))
    assert "- By command: date, title and venue as @zoe says." in opened.body
    assert "Checked: id as arXiv has it" in opened.body
    assert "Please compare" not in opened.body, "the other title is wanted"


def test_a_ruled_venue_is_not_doubted() -> None:
    """A venue by command is nobody's claim to be checked, though a service names another."""
    elsewhere = {INSTRUCT_ID: replace(INSTRUCT, venue="CVPR 2022")}
    standing, _ = _looked(snapshot(answers=elsewhere), _said("/venue NeurIPS 2023"))
    assert standing.own.pull is not None
    assert "check the venue" not in standing.own.pull.body
    assert "Not confirmed" not in standing.own.pull.body


def test_a_link_is_taken_out() -> None:
    """What `/unlink` names stands in no line, whether it was given or is the paper's own page."""
    code = Link("code", "https://github.com/salesforce/LAVIS")
    given = replace(PROPOSED, links=(*PROPOSED.links, code))
    _, plan = _looked(snapshot(given), _said(f"/unlink {code.url}"))
    assert "LAVIS" not in _line(plan)
    pdf = Link("pdf", "https://example.org/instruct.pdf")
    given = replace(PROPOSED, links=(*PROPOSED.links, pdf))
    _, plan = _looked(snapshot(given), _said("/unlink https://arxiv.org/abs/2305.06500"))
    assert "arxiv.org" not in _line(plan)
    assert pdf.url in _line(plan)


def test_a_link_to_the_paper_takes_the_place_of_its_own() -> None:
    """What somebody wants linked is linked alone; taken out again, the paper's own page is back."""
    standing, plan = _looked(snapshot(), _said("/link pdf https://example.org/x.pdf"))
    assert _line(plan).endswith("Tuning [[pdf]](https://example.org/x.pdf)")
    assert standing.own.pull is not None
    assert "- By command: link as @zoe says." in standing.own.pull.body
    both = "/link pdf https://example.org/x.pdf\n/unlink https://example.org/x.pdf"
    _, plan = _looked(snapshot(), _said(both))
    assert _line(plan).endswith("[[pdf]](https://arxiv.org/pdf/2305.06500.pdf)")


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("after ViLT", "[ViLT]", "[BLIP]"),
        ("before https://arxiv.org/abs/2201.12086", "[ViLT]", "[BLIP]"),
        ("before VisualBERT", "## Papers", "[VisualBERT]"),
        ("after BLIP-2", "[BLIP-2]", ""),
    ],
)
def test_the_entry_goes_where_it_is_wanted(words: str, before: str, after: str) -> None:
    """A place by command goes before the order of the section, and the pull request says so."""
    _, plan = _looked(snapshot(), _said(f"/place {words}"))
    (branch,) = (action for action in plan.actions if isinstance(action, SetBranch))
    lines = [line for line in branch.files[0].text.splitlines() if line]
    at = lines.index(_line(plan))
    assert before in lines[at - 1]
    assert after in (lines[at + 1] if at + 1 < len(lines) else "")
    (opened,) = (action for action in plan.actions if isinstance(action, OpenPullRequest))
    assert "; as asked." in opened.body


@pytest.mark.parametrize("name", NAMES)
def test_a_place_in_lists_of_all_forms(name: str) -> None:
    """Before the first entry of a section and after its last, in whatever form; no other line changes."""
    text = read_list(name)
    section = next(one for one in parse(text).sections if len(level_entries(one)) > 2)
    labels = [entry_label(entry) for entry in level_entries(section)]
    for words, at in ((f"before {labels[0]}", 0), (f"after {labels[-1]}", len(labels))):
        _, plan = _looked(snapshot(ANYWHERE, text=text), _said(f"/place {words}"))
        (branch,) = (action for action in plan.actions if isinstance(action, SetBranch))
        new = branch.files[0].text
        assert not [line for line in ndiff(text.splitlines(), new.splitlines()) if line.startswith("-")]
        entries = level_entries(next(one for one in parse(new).sections if one.path == section.path))
        assert "InstructBLIP" in entries[at].text
        assert len(entries) == len(labels) + 1


def test_a_place_in_another_section() -> None:
    """The entry goes into the section of the one that is named; a section asked for later counts instead."""
    text = (
        LIST
        + "\n## CLIP\n\n"
        + "".join(
            f"- **[CLIP-{n}]** Contrast {n} [[pdf]](https://arxiv.org/pdf/2103.0000{n}.pdf)\n" for n in range(1, 7)
        )
    )
    standing, plan = _looked(snapshot(text=text), _said("/place after CLIP-2"))
    (opened,) = (action for action in plan.actions if isinstance(action, OpenPullRequest))
    assert opened.title.endswith("to CLIP")
    standing, _ = _looked(standing, _said("/place after CLIP-2"), _said("/section Papers", id=2))
    assert standing.own.pull is not None
    assert standing.own.pull.title.endswith("to Papers")


def test_an_entry_that_is_not_there_is_answered_with_those_like_it() -> None:
    """A place in vain changes nothing and offers lines to copy."""
    _, plan = _looked(_standing(), _said("/place after VisualBART"))
    assert _kinds(plan) == ["React", "UpsertComment"]
    assert "the list has no entry `VisualBART`, so I moved nothing. Did you mean `/place after VisualBERT`" in _text(
        plan
    )


# Duplicates


def test_the_submitter_says_that_it_is_another_paper() -> None:
    """Where an entry only may be the same paper, the submitter's word is enough."""
    text = (
        LIST
        + "- Something Else [[pdf]](https://arxiv.org/pdf/2001.00001.pdf) and \
[its follow-up](https://arxiv.org/abs/2305.06500)\n"
    )
    standing = _standing(text=text)
    assert standing.own.comment is not None
    assert "please reply `/withdraw`, and if not, `/duplicate no`" in standing.own.comment.body
    after, _ = _looked(standing, _said("/duplicate no"))
    assert after.own.comment is not None
    assert after.own.pull is not None
    assert "that is the same paper" not in after.own.comment.body + after.own.pull.body
    assert "Perhaps" not in after.own.pull.body


def test_of_the_same_paper_only_a_maintainer_says_that_it_is_another() -> None:
    """An entry with the very id stands against the submitter's word, not against that of who looks after the list."""
    twice = replace(PROPOSED, id=PaperId("arxiv", "2201.12086"), links=())
    standing = _standing(twice, answers={})
    assert standing.own.pull is None
    after, plan = _looked(standing, _said("/duplicate no"))
    assert "@zoe, the list's entry has the very id or title of this paper" in _text(plan)
    assert after.own.pull is None
    known = {twice.id: replace(INSTRUCT, id=twice.id, ids=(twice.id,))} if twice.id else {}
    _, plan = _looked(replace(standing, papers=known), _said("/duplicate no", "maintainer"))
    assert "OpenPullRequest" in _kinds(plan)


# Withdrawn, taken up


def test_a_paper_that_is_taken_back_has_no_pull_request() -> None:
    """`/withdraw` closes it as no refusal, says so kindly, and takes our labels away; deleted, all is as it was."""
    after, plan = _looked(_standing(), _said("/withdraw"))
    assert [kind for kind in _kinds(plan) if kind != "React"] == [
        "ClosePullRequest", "DeleteBranch", "SetLabels", "UpsertComment",
    ]  # fmt: skip
    assert _words(plan).startswith("@zoe took **InstructBLIP: ")
    assert after.issue.labels == frozenset()
    assert after.own.pull is not None
    closed = next(action for action in plan.actions if isinstance(action, ClosePullRequest))
    assert '"let_go": true' in closed.body
    back = decide(replace(after, posts=()))
    assert "OpenPullRequest" in _kinds(back) or "ReopenPullRequest" in _kinds(back)


def test_of_several_papers_one_is_taken_back() -> None:
    """The other one stays, with its number."""
    answers = {INSTRUCT_ID: INSTRUCT}
    standing = _standing(PROPOSED, CLIP, answers=answers)
    after, plan = _looked(standing, _said("/withdraw 1"))
    assert "1. **InstructBLIP: Towards General-purpose Vision-Language ...**: taken back by @zoe" in _text(plan)
    assert after.own.pull is not None
    assert after.own.pull.open
    assert "Closes #12" in after.own.pull.body


def test_a_paper_is_taken_up_where_we_are_silent() -> None:
    """`/add` makes a submission of any issue, by those whose commands count, also of an old one or a bot's."""
    for of_issue in ({}, {"created_at": NOW - timedelta(days=300)}, {"author": Account("helper[bot]", 5, bot=True)}):
        silent = snapshot(submission=SILENT, issue=issue(**of_issue))
        assert decide(silent).actions == ()
        _, plan = _looked(silent, _said("/add https://arxiv.org/abs/2305.06500", "maintainer"))
        assert "OpenPullRequest" in _kinds(plan)
        assert "[InstructBLIP]" in _line(plan)


def test_a_closed_issue_stays_closed() -> None:
    """What is closed is nobody's to take up."""
    closed = snapshot(submission=SILENT, issue=issue(open=False))
    assert decide(replace(closed, posts=(_said("/add https://arxiv.org/abs/2305.06500", "maintainer"),))).actions == ()


def test_where_we_are_silent_questions_are_answered_and_nothing_else() -> None:
    """Help and a command in vain get one short comment; other words of commands get none, nor do they later."""
    silent = snapshot(submission=SILENT)
    for body in ("/section Papers", "/hold", "/sectoin Papers", "/fix", "/lgtm", "@shelver what a list"):
        assert decide(replace(silent, posts=(_said(body, "maintainer"),))).actions == (), body
    after, plan = _looked(silent, _said("/add that one"))
    assert _words(plan) == "@zoe, please write a link to the paper behind `/add`; I changed nothing."
    after, plan = _looked(after, _said("/add that one"), _said("/help", id=2))
    assert "- `/add LINK`: " in _text(plan)
    assert "/section" not in _text(plan)
    assert decide(replace(after, posts=())).actions == (), "what was answered stays"
    _, plan = _looked(after, _said("/add https://arxiv.org/abs/2305.06500"))
    assert "OpenPullRequest" in _kinds(plan)


def test_a_stranger_takes_nothing_up() -> None:
    """Who may not is told kindly, save on an issue that is older than we are."""
    stranger = _said("/add https://arxiv.org/abs/2305.06500", "other")
    _, plan = _looked(snapshot(submission=SILENT), stranger)
    assert _words(plan).startswith("@kim, thank you for the hint. Only @zoe and those who look after this list")
    old = issue(created_at=NOW - timedelta(days=300))
    assert decide(snapshot(submission=SILENT, issue=old, posts=(stranger,))).actions == ()


def test_help_on_an_old_issue_takes_nothing_up() -> None:
    """Who only asks what can be written there gets that, and no pull request, also not at the next look."""
    old = snapshot(issue=issue(created_at=NOW - timedelta(days=300)))
    after, plan = _looked(old, _said("/help", "maintainer"))
    assert _kinds(plan) == ["React", "UpsertComment"]
    assert "`/section PATH`" in _text(plan)
    _, plan = _looked(after, _said("/help", "maintainer"), _said("/recheck", "maintainer", 2))
    assert "OpenPullRequest" in _kinds(plan), "a command that wants something done wakes it"


# Held


def test_nothing_moves_while_it_is_held() -> None:
    """Pull request and comment stay, with who holds it said once above; what was asked for meanwhile follows after."""
    standing = _standing()
    assert standing.own.comment is not None
    said = standing.own.comment.body.partition("\n\n<!--")[0]
    after, plan = _looked(standing, _said("/hold", "maintainer"))
    assert _kinds(plan) == ["React", "UpsertComment"]
    assert _words(plan).startswith("On hold, as @ana wishes. ")
    assert _words(plan).endswith(f"\n\n{said}")
    posts = [_said("/hold", "maintainer"), _said("/title Another Title", id=2)]
    held, plan = _looked(after, *posts)
    assert _kinds(plan) == ["React", "UpsertComment"]
    held, plan = _looked(held, *posts, _said("/unhold", id=3))
    assert _words(plan).startswith("@zoe, @ana holds this, so only they or another")
    assert _words(plan).count("On hold") == 1
    assert _words(plan).endswith(f"\n\n{said}")
    back, plan = _looked(held, *posts, _said("/unhold", "maintainer", 4))
    assert "Another Title" in _line(plan)
    assert "On hold" not in _text(plan)
    assert back.own.pull is not None


def test_what_was_answered_before_a_hold_is_said_once() -> None:
    """It stands with the answers, and is gone with them."""
    early = (_said("/help"), _said("/titel X", id=2), _said("/title Mine", "other", 3))
    told, _ = _looked(_standing(), *early)
    held, plan = _looked(told, *early, _said("/hold", id=4))
    for words in ("<details>", "I know no command", "thank you for the hint"):
        assert _text(plan).count(words) == 1
    _, plan = _looked(held, _said("/hold", id=4))
    assert not any(words in _text(plan) for words in ("<details>", "I know no command", "thank you for the hint"))


def test_who_holds_keeps_their_papers_and_an_edit_does_not_get_around_it() -> None:
    """Later issues go on waiting; nothing goes while the post names no paper, either."""
    _, plan = _looked(_standing(), hold := _said("/hold", "maintainer"))
    assert plan.claims is None
    emptied = replace(_standing(), submission=SILENT)
    _, plan = _looked(emptied, hold)
    assert _kinds(plan) == ["React", "UpsertComment"]
    assert _words(plan).startswith("On hold, as @ana wishes. ")


def test_help_does_not_grow_while_it_is_held() -> None:
    """Answers stand above what the comment said before, once, however often it is looked at."""
    held, _ = _looked(_standing(), _said("/hold"))
    held, _ = _looked(held, _said("/hold"), _said("/help", id=2))
    held, plan = _looked(held, _said("/hold"), _said("/help", id=2), _said("/titel X", id=3))
    assert _text(plan).count("<details>") == 1
    assert _text(plan).count("is ready: #13") == 1


def test_a_recheck_while_it_is_held_is_obeyed_after() -> None:
    """A hold puts off what is a moment; what was obeyed before it is not obeyed again."""

    def waits(picture: Snapshot, *posts: Post) -> bool:
        assert picture.own.comment is not None
        _, answers = fold(picture.submission, posts, Ground(parse(LIST)))
        return wants_recheck(answers, read_memory(picture.own.comment.body).answered)

    early, hold, late, unhold = _said("/recheck"), _said("/hold", id=2), _said("/recheck", id=3), _said("/unhold", id=4)
    done, _ = _looked(_standing(), early)
    assert not waits(done, early)
    held, _ = _looked(done, early, hold)
    assert not waits(held, early)
    held, _ = _looked(held, early, hold, late)
    assert waits(held, early, hold, late)
    back, _ = _looked(held, early, hold, late, unhold)
    assert not waits(back, early, hold, late, unhold)


# Moments


def test_a_recheck_is_obeyed_once() -> None:
    """It is answered by the comment's memory alone: in each version, and again once that is lost."""
    posts = (_said("/recheck"),)
    after, plan = _looked(_standing(), *posts)
    assert React(12, 1, "+1") in plan.actions
    assert not any(action.anew for action in plan.actions if isinstance(action, UpsertComment))
    assert decide(replace(after, posts=(_said("/recheck", version="2"),))).actions != ()
    assert decide(replace(after, posts=(_said("/recheck", "other", 4),))).actions != (), "a stranger is only told"


@pytest.mark.parametrize(
    "mark",
    [
        "",
        "<!-- shelver:comment {} -->",
        "<!-- shelver:comment {broken -->",
        f"<!-- shelver:comment {json.dumps({'answered': {'1': 7}})} -->",
        f'<!-- shelver:comment {{"state": {"[" * 9000}}} -->',
        f'<!-- shelver:comment {{"generation": 1{"0" * 5000}}} -->',
        '<!-- shelver:comment {"state": "\\ud800"} -->',
        f"<!-- shelver:comment {json.dumps({'shown': 'x' * 50_000})} -->",
        f"<!-- shelver:comment {json.dumps({'since': {'a.b': '9999-12-31T23:59:59Z'}})} -->",
    ],
)
def test_a_damaged_memory_is_made_anew(mark: str) -> None:
    """Whatever somebody made of our comment's mark, the same pull request stands and the memory is right again."""
    standing = _standing()
    broken = replace(standing, own=replace(standing.own, comment=comment(f"What a person wrote.\n\n{mark}")))
    after, plan = _looked(broken, _said("/title InstructBLIP: Another"))
    assert "SetBranch" in _kinds(plan)
    assert after.own.comment is not None
    assert read_memory(after.own.comment.body).answered == {"1": "1"}


def test_a_time_that_is_to_come_is_none_of_ours() -> None:
    """A memory that says that a paper was first asked for in the year 9999 is not believed."""
    late = Memory(since={paper_mark(PROPOSED): NOW.replace(year=9999)})
    unknown = {INSTRUCT_ID: Unresolved(INSTRUCT_ID, "unknown", source="arXiv", asked=NOW)}
    own = Own(LOGIN, comment=comment(with_memory("x", late)))
    assert "I ask again once a day until 27 Nov" in _text(decide(snapshot(answers=unknown, own=own)))
