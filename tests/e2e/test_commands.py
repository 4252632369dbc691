"""Guesses and `/section`: what people write in posts and comments, on the issue and on the pull request."""

import re

import pytest

from tests.e2e.conftest import LIST, World

#: A paper that is like neither section of the list.
UNLIKE = "https://arxiv.org/abs/1411.4555"
OTHER = "https://arxiv.org/abs/2208.12262"
_SECTIONS = {"Papers", "CLIP-related"}


def _section(world: World) -> str:
    """The section of the one open pull request, which must add its one line there."""
    pull = world.pull()
    (line,) = world.added(pull)
    (section,) = _SECTIONS & {world.repo.pull(pull).title.rpartition(" to ")[2]}
    text = world.repo.read_file("README.md", world.repo.pull(pull).pull.head_ref).decode()  # type: ignore[union-attr]
    assert line in text.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return section


def _guessed(world: World) -> tuple[int, str, str]:
    """File a paper that is like neither section: its issue, the section it is put in, and the other one.

    The owner wants every section that nobody named to be called a guess.
    """
    world.repo.push_file(".github/shelver.yml", b"sure: 1\n", by="ana")
    number = world.file("Add a paper", UNLIKE)
    section = _section(world)
    (other,) = _SECTIONS - {section}
    return number, section, other


def _mails(world: World) -> int:
    return sum(mail.repo == world.repo.full_name for mail in world.github.mails())


def _reactions(world: World, number: int) -> list[tuple[str, str]]:
    """Who was reacted to in a conversation, and how."""
    return [(one.author, mark.content) for one in world.repo.comments(number) for mark in one.reactions]


def _said(world: World, number: int) -> str:
    """The one comment of the bot among those of people."""
    (said,) = [one.body for one in world.repo.comments(number) if one.author == "shelver[bot]"]
    return said.partition("\n\n<!--")[0]


def test_a_guess_is_told_first_with_lines_to_copy(world: World) -> None:
    """The pull request's first line says that the section is a guess; both texts offer the other one as a line."""
    number, section, other = _guessed(world)
    assert world.pull_body().startswith("The section is a guess: ")
    assert f"stands in *{section}* for now" in world.pull_body().splitlines()[0]
    for text in (world.pull_body(), world.comment(number)):
        assert re.search(rf"(?m)^`/section {other}` \(like \*\*.+\*\* and \*\*.+\*\*\)$", text)
        assert "%" not in text
    world.assert_settled(number)


def test_the_submitter_moves_the_entry_by_a_comment(world: World) -> None:
    """The same pull request holds the entry in the other section, and nobody is mailed but for the comment itself."""
    number, _, other = _guessed(world)
    pull, comment, mails = world.pull(), world.repo.comments(number)[0], _mails(world)
    world.repo.comment(number, f"Thanks! This one fits:\n\n/section {other}", by="zoe")
    world.settle()
    assert world.pull() == pull
    assert _section(world) == other
    assert world.pull_body().startswith("Proposed by @zoe")
    assert f"Section: *{other}*, as asked." in world.pull_body()
    first, _ = world.repo.comments(number)
    assert first.id == comment.id, "edited in place"
    assert f"adds this line to *{other}*" in _said(world, number)
    assert _mails(world) == mails + 1
    assert _reactions(world, number) == [("zoe", "+1")]
    world.assert_settled(number)


def test_the_maintainer_moves_the_entry_on_the_pull_request(world: World) -> None:
    """A comment on the pull request of somebody who may write counts as one on the issue."""
    number, _, other = _guessed(world)
    pull = world.pull()
    world.repo.comment(pull, f"@shelver please /section: **{other.lower()}**, please", by="ana")
    world.settle()
    assert _section(world) == other
    assert f"adds this line to *{other}*" in world.comment(number)
    assert _reactions(world, pull) == [("ana", "+1")]
    world.assert_settled(number)


def test_a_collaborator_who_may_triage_is_a_maintainer(world: World) -> None:
    """Who may do what is asked of GitHub: triage is enough, reading is not."""
    number, section, other = _guessed(world)
    world.repo.add_collaborator("lee", "read")
    world.repo.comment(number, f"/section {other}", by="lee")
    world.settle()
    assert _section(world) == section
    world.repo.add_collaborator("lee", "triage")
    world.repo.comment(world.pull(), f"/section {other}", by="lee")
    world.settle()
    assert _section(world) == other
    world.assert_settled(number)


def test_a_stranger_is_told_once(world: World) -> None:
    """Somebody who neither proposed the paper nor may write moves nothing, and is told kindly in the one comment."""
    number, section, other = _guessed(world)
    mails = _mails(world)
    world.repo.comment(number, f"/section {other}", by="kim")
    world.settle()
    assert _section(world) == section
    said = _said(world, number)
    assert said.count("@kim, thank you for the hint.") == 1
    assert _mails(world) == mails + 1
    assert _reactions(world, number) == [("kim", "eyes")]
    world.assert_settled(number)
    world.repo.comment(number, f"/section {other}", by="kim")
    world.settle()
    assert _said(world, number) == said
    world.assert_settled(number)


def test_a_heading_that_is_not_there_is_answered_with_the_nearest(world: World) -> None:
    """A wish in vain changes nothing and is answered anew, so that it is mailed; a corrected one moves the entry."""
    number, section, other = _guessed(world)
    wrong = {"CLIP-related": "clip releated", "Papers": "Paprs"}[other]
    asked = world.repo.comment(number, f"/section {wrong}", by="zoe")
    mails = _mails(world)
    world.settle()
    assert _section(world) == section
    assert _said(world, number).startswith(f"@zoe, the list has no section `{wrong}` with papers, so I moved nothing.")
    assert f"Did you mean `/section {other}`" in _said(world, number)
    assert _mails(world) == mails + 1
    world.assert_settled(number)
    world.repo.edit_comment(asked.id, f"/section {other}")
    world.settle()
    assert _section(world) == other
    assert "@zoe" not in _said(world, number)
    assert _mails(world) == mails + 1, "what was asked is done in silence"
    world.assert_settled(number)


def test_of_two_papers_the_number_says_which(world: World) -> None:
    """Without a number nothing moves and the papers are named; with one that paper moves, and no other."""
    number = world.file("Two papers", f"- {UNLIKE}\n- {OTHER} in the section CLIP-related\n")
    before = world.repo.branches()
    world.repo.comment(number, "/section Papers", by="zoe")
    world.settle()
    assert world.repo.branches() == before
    assert "which paper do you mean: 1 " in _said(world, number)
    assert "`/section 2 Papers`" in _said(world, number)
    world.assert_settled(number)
    world.repo.comment(number, "/section 2 Papers", by="zoe")
    world.settle()
    assert "which paper" not in _said(world, number)
    text = world.repo.read_file("README.md", f"shelver/issue-{number}").decode()
    papers = text.partition("## Papers\n")[2].partition("\n## ")[0]
    assert "2208.12262" in papers
    assert len(world.added(world.pull())) == 2
    world.assert_settled(number)


def test_what_is_deleted_is_taken_back(world: World) -> None:
    """An edited command counts as edited; a deleted one is taken back, and the guess stands again."""
    number, section, other = _guessed(world)
    comment = world.repo.comment(number, f"/section {other}", by="zoe")
    world.settle()
    assert _section(world) == other
    world.repo.edit_comment(comment.id, f"I wrote /section {other}, sorry")
    world.settle()
    assert _section(world) == section
    assert "I am not sure of the section" in _said(world, number)
    world.assert_settled(number)
    world.repo.edit_comment(comment.id, f"/section {other}")
    world.settle()
    assert _section(world) == other
    world.repo.delete_comment(comment.id, by="ana")
    world.settle()
    assert _section(world) == section
    assert world.pull_body().startswith("The section is a guess")
    world.assert_settled(number)


@pytest.mark.parametrize("around", ["```\n{}\n```", "> {}", "`{}`", "    {}", "<!-- {} -->", "I would not say {}"])
def test_what_is_quoted_or_code_is_no_command(world: World, around: str) -> None:
    """A command that is shown and not given changes nothing at all, and is not answered."""
    number, section, other = _guessed(world)
    said = _said(world, number)
    world.repo.comment(number, around.format(f"/section {other}"), by="zoe")
    world.settle()
    assert _section(world) == section
    assert _said(world, number) == said
    assert _reactions(world, number) == []
    world.assert_settled(number)


def test_a_command_in_the_first_post(world: World) -> None:
    """A command in the first post is obeyed at once, before what the prose says, and a later one goes before it."""
    for first, second in (("Papers", "CLIP-related"), ("CLIP-related", "Papers")):
        number = world.file("Add a paper", f"Please add {UNLIKE} to the section {second}\n/section {first}\n")
        assert _section(world) == first
        assert "as asked" in world.pull_body()
        world.assert_settled(number)
        world.repo.comment(number, f"/section {second}", by="zoe")
        world.settle()
        assert _section(world) == second
        world.assert_settled(number)
        world.repo.close_issue(number, by="zoe")
        world.settle()


def test_bots_are_not_obeyed(world: World) -> None:
    """A command of a bot changes nothing and is not answered."""
    number, section, other = _guessed(world)
    said = _said(world, number)
    world.repo.comment(number, f"/section {other}", by="helper[bot]")
    world.settle()
    assert _section(world) == section
    assert _said(world, number) == said
    world.assert_settled(number)


def test_a_command_moves_the_line_that_a_person_edited(world: World) -> None:
    """What a person made of the line is its text in another section, too, on top of their commit."""
    number, _, other = _guessed(world)
    branch, pull = f"shelver/issue-{number}", world.pull()
    text = world.repo.read_file("README.md", branch).replace(b"Show and Tell", b"Show & Tell")
    world.repo.push_file("README.md", text, by="ana", branch=branch)
    world.repo.comment(pull, f"/section {other}", by="ana")
    world.settle()
    (line,) = world.added(pull)
    assert "Show & Tell" in line
    assert _section(world) == other
    world.assert_settled(number)


@pytest.mark.storm
def test_a_command_outlives_its_pull_request(world: World) -> None:
    """When the issue was closed and is reopened, a command on the first pull request counts for the second."""
    number, _, other = _guessed(world)
    first = world.pull()
    world.repo.comment(first, f"/section {other}", by="ana")
    world.settle()
    world.repo.close_issue(number, by="zoe")
    world.settle()
    world.repo.reopen_issue(number, by="zoe")
    world.settle()
    assert world.pull() != first
    assert _section(world) == other
    world.assert_settled(number)


@pytest.mark.storm
def test_a_damaged_memory_is_rebuilt(world: World) -> None:
    """Whatever becomes of the hidden mark, the commands that stand are obeyed, and then nothing more is to be done."""
    number, _, other = _guessed(world)
    world.repo.comment(number, f"/section {other}", by="zoe")
    world.settle()
    (said,) = [one for one in world.repo.comments(number) if one.author == "shelver[bot]"]
    world.repo.edit_comment(said.id, re.sub(r'"answered": \{.*?\}', '"answered": 7', said.body), by="ana")
    world.look(number, act=True)
    assert _section(world) == other
    assert _reactions(world, number) == [("zoe", "+1")]
    world.assert_settled(number)


def test_comments_without_commands_cost_no_look(world: World) -> None:
    """Talk starts no look; nor is GitHub asked for people's rights when nobody gives a command."""
    number, _, _ = _guessed(world)
    before = len(world.calls())
    world.repo.comment(number, "Thank you, nice list! See https://example.org/section", by="kim")
    world.repo.comment(world.pull(), "LGTM", by="ana")
    world.repo.comment(number, "@ana what do you think?", by="zoe")
    world.settle()
    assert world.calls()[before:] == []
    world.repo.comment(number, "/lgtm", by="zoe")
    world.settle()
    routes = [call.route for call in world.calls()[before:]]
    assert routes
    assert not [route for route in routes if "collaborators" in route]
    world.assert_settled(number)


def test_a_paper_is_taken_up_in_an_issue_where_we_were_silent(world: World) -> None:
    """A maintainer's `/add` makes a submission of a question; talk costs little there, and a stranger adds nothing."""
    number = world.file("A question", "Why is the list sorted so?")
    before = len(world.calls())
    world.repo.comment(number, "/lgtm", by="ana")
    world.settle()
    read = [call.route for call in world.calls()[before:]]
    assert read
    assert not [route for route in read if "contents" in route or "collaborators" in route]
    assert world.repo.comments(number)[-1].author == "ana"
    world.repo.comment(number, f"/add {UNLIKE}", by="kim")
    world.settle()
    assert world.said(number).startswith("@kim, thank you for the hint. Only @zoe and those who look after this list")
    assert not world.repo.pulls("open")
    world.assert_settled(number)
    taken = world.repo.comment(number, f"This one fits too:\n\n/add {UNLIKE} [code](https://github.com/a/b)", by="ana")
    world.settle()
    assert "1411.4555" in world.added(world.pull())[0]
    assert "https://github.com/a/b" in world.added(world.pull())[0]
    assert "is ready" in world.said(number)
    world.assert_settled(number)
    world.repo.delete_comment(taken.id, by="ana")
    world.settle()
    assert not world.repo.pulls("open")
    world.assert_settled(number)


def test_a_paper_is_taken_back_and_again(world: World) -> None:
    """`/withdraw` closes the pull request and says so; once the line is gone it is proposed again."""
    number = world.file("Add a paper", UNLIKE)
    comment = world.repo.comment(number, "Sorry, wrong list.\n\n/withdraw", by="zoe")
    world.settle()
    assert not world.repo.pulls("open")
    assert world.said(number).startswith("@zoe took **Show and Tell")
    assert not world.repo.issue(number).labels
    world.assert_settled(number)
    world.repo.edit_comment(comment.id, "Sorry, wrong list? No, it is right.")
    world.settle()
    assert "1411.4555" in world.added(world.pull())[0]
    world.assert_settled(number)


def test_what_people_rule_makes_the_line(world: World) -> None:
    """Title, place and links by commands of both, in one pull request, which tells whose word the title is."""
    number = world.file("Add a paper", UNLIKE)
    pull = world.pull()
    world.repo.comment(number, "/title NIC: Captions by a Network\n/link code https://github.com/a/b", by="zoe")
    world.repo.comment(pull, "/place after DeCLIP\n@shelver, venue: CVPR 2015, please", by="ana")
    world.settle()
    assert world.pull() == pull
    (line,) = world.added(pull)
    assert line.startswith("- **[NIC]** Captions by a Network [[pdf]](")
    assert line.endswith("[[code]](https://github.com/a/b)")
    assert "[DeCLIP]" in world.entry_before(pull)
    assert "- By command: title as @zoe says; venue as @ana says." in world.pull_body()
    world.assert_settled(number)


@pytest.mark.storm
def test_what_is_held_stays(world: World) -> None:
    """While it is held nothing moves, not even for a command; then all that was asked for follows."""
    number = world.file("Add a paper", UNLIKE)
    branch = f"shelver/issue-{number}"
    standing, said = world.repo.branches()[branch], world.comment(number)
    world.repo.comment(number, "/hold", by="ana")
    world.repo.comment(number, "/title Another Title", by="zoe")
    world.settle()
    assert world.repo.branches()[branch] == standing
    assert world.said(number).startswith("On hold, as @ana wishes. ")
    assert world.said(number).endswith(said)
    world.assert_settled(number)
    world.repo.comment(number, "/unhold", by="ana")
    world.settle()
    assert "Another Title" in world.added(world.pull())[0]
    assert "On hold" not in world.said(number)
    world.assert_settled(number)


@pytest.mark.storm
def test_who_asks_is_answered(world: World) -> None:
    """A slip is answered with what was meant, help is shown folded, both in the one comment; others' words are not."""
    number = world.file("Add a paper", UNLIKE)
    said = world.comment(number)
    world.repo.comment(number, "/lgtm\n/approve", by="ana")
    world.settle()
    assert world.said(number) == said
    world.repo.comment(number, "/sectoin Papers", by="zoe")
    world.settle()
    assert world.said(number).startswith("@zoe, I know no command `/sectoin`. Did you mean `/section`?")
    world.repo.comment(world.pull(), "@shelver help", by="ana")
    world.settle()
    assert "<details><summary>@ana, what you can write here</summary>" in world.said(number)
    assert "- `/withdraw`: " in world.said(number)
    world.assert_settled(number)


@pytest.mark.storm
def test_whom_the_configuration_names_is_obeyed(world: World) -> None:
    """Somebody without any rights here, on an issue and on a pull request; one who names themselves is not."""
    world.repo.push_file(".github/shelver.yml", b"maintainers: [Lee]\n", by="ana")
    number = world.file("Add a paper", UNLIKE)
    world.repo.comment(number, "/title Another Title", by="lee")
    world.settle()
    assert "Another Title" in world.added(world.pull())[0]
    world.assert_settled(number)
    (blip,) = (line for line in LIST.splitlines() if "[BLIP]" in line)
    text = LIST.replace("\n## Resources", f"{blip}\n\n## Resources")
    pull = world.propose(text)
    assert world.check(pull).conclusion == "failure"
    world.repo.comment(pull, "/ignore duplicate-paper: it is the second edition", by="zoe")
    world.settle()
    assert world.check(pull).conclusion == "failure"
    world.repo.comment(pull, "/ignore duplicate-paper: it is the second edition", by="lee")
    world.settle()
    assert world.check(pull).conclusion == "success"
    assert "`duplicate-paper` is ignored by @lee: `it is the second edition`." in (world.check(pull).summary or "")
    assert world.look_at_pull(pull).actions == ()
