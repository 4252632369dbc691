"""Our open pull requests stay mergeable as the list changes, and what people wrote on them is kept."""

import pytest

from tests.e2e.conftest import LIST, World

#: Three papers that all go behind the last named one of Papers.
LLAVA, MINIGPT, INSTRUCT = (
    f"{line}\n\nSection: Papers"
    for line in (
        "- **[LLaVA]** Visual Instruction Tuning [[pdf]](https://arxiv.org/pdf/2304.08485.pdf)",
        "https://arxiv.org/abs/2304.10592",
        "https://arxiv.org/abs/2305.06500",
    )
)


def _file(world: World, *bodies: str) -> list[int]:
    """Open issues and return their numbers."""
    numbers = [world.repo.open_issue("Add a paper", body, by="zoe").number for body in bodies]
    world.settle()
    return numbers


def _pull_of(world: World, issue: int) -> int:
    return next(
        one.number for one in world.repo.pulls("open") if one.pull and one.pull.head_ref == f"shelver/issue-{issue}"
    )


def _line(world: World, issue: int) -> str:
    (line,) = world.added(_pull_of(world, issue))
    return line


def test_those_that_no_longer_merge_are_refreshed_and_all_merge(world: World) -> None:
    """Of three pull requests at one place each is mergeable again after the merge of another; the list is in order."""
    issues = _file(world, LLAVA, MINIGPT, INSTRUCT)
    lines = [_line(world, issue) for issue in issues]
    for issue in (issues[1], issues[2], issues[0]):
        assert world.repo.mergeable(_pull_of(world, issue))
        world.repo.merge(_pull_of(world, issue), by="ana")
        world.settle()
    assert world.repo.pulls("open") == []
    text = world.repo.read_file("README.md").decode()
    places = [text.index(line) for line in lines]
    assert places == sorted(places)
    for issue in issues:
        assert world.repo.issue(issue).state == "closed"
        world.assert_settled(issue)


@pytest.mark.storm
def test_one_that_merges_is_left_alone(world: World) -> None:
    """A merge elsewhere in the list touches no pull request that merges all the same."""
    first, second = _file(world, INSTRUCT, "https://arxiv.org/abs/2208.12262\n\nSection: CLIP-related")
    before = world.repo.branches()[f"shelver/issue-{first}"]
    world.repo.merge(_pull_of(world, second), by="ana")
    world.settle()
    assert world.repo.branches()[f"shelver/issue-{first}"] == before
    world.assert_settled(first)


def test_a_persons_line_is_the_entry_from_now_on(world: World) -> None:
    """What a person made of the line is carried to its place byte for byte, on top of their commit."""
    first, second = _file(world, LLAVA, INSTRUCT)
    branch = f"shelver/issue-{second}"
    text = world.repo.read_file("README.md", branch).decode()
    line = _line(world, second)
    mine = line.replace("Towards", "Toward").replace("[[pdf]]", "*my favourite* [[pdf]]")
    world.repo.push_file("README.md", text.replace(line, mine).encode(), by="ana", branch=branch)
    world.settle()
    mended = world.repo.branches()[branch]
    world.repo.merge(_pull_of(world, first), by="ana")
    world.settle()
    pull = _pull_of(world, second)
    assert world.repo.mergeable(pull)
    assert _line(world, second) == mine
    assert world.repo.commit_message(branch) == f"Merge branch 'main' into {branch}"
    assert world.entry_before(pull).startswith("- **[LLaVA]**")
    assert mended != world.repo.branches()[branch]
    world.assert_settled(second)
    world.repo.merge(pull, by="ana")
    world.settle()
    assert mine in world.repo.read_file("README.md").decode()


def test_a_branch_that_a_person_changed_otherwise_is_theirs(world: World) -> None:
    """Who changed more than our line has the branch; that is said once, and nothing moves it."""
    first, second = _file(world, LLAVA, INSTRUCT)
    branch = f"shelver/issue-{second}"
    text = world.repo.read_file("README.md", branch).replace(b"Some works we like.", b"All works we like.")
    world.repo.push_file("README.md", text, by="ana", branch=branch)
    world.settle()
    standing = world.repo.branches()[branch]
    world.repo.merge(_pull_of(world, first), by="ana")
    world.settle()
    assert world.repo.branches()[branch] == standing
    assert "it is theirs now" in world.comment(second)
    assert "`/recheck`" in world.comment(second)
    world.assert_settled(second)


@pytest.mark.storm
def test_update_branch_is_no_persons_edit(world: World) -> None:
    """GitHub's button "Update branch" leaves the pull request ours: it is still brought to the list of today."""
    clip = "https://arxiv.org/abs/2208.12262\n\nSection: CLIP-related"
    first, second, third = _file(world, INSTRUCT, clip, LLAVA)
    world.repo.merge(_pull_of(world, second), by="ana")
    world.settle()
    line = _line(world, first)
    world.repo.update_branch(_pull_of(world, first), by="ana")
    world.settle()
    world.repo.merge(_pull_of(world, third), by="ana")
    world.settle()
    assert world.repo.mergeable(_pull_of(world, first))
    assert _line(world, first) == line
    assert "is ready" in world.comment(first)
    world.assert_settled(first)


@pytest.mark.storm
def test_only_so_many_are_kept_free_of_conflicts(world: World) -> None:
    """Behind as many as the owner wants, a pull request waits for its turn, says so, and follows as room is made."""
    world.repo.push_file(".github/shelver.yml", b"ahead: 1\n", by="ana")
    first, second, third = [*_file(world, LLAVA), *_file(world, MINIGPT), *_file(world, INSTRUCT)]
    bodies = [world.repo.pull(_pull_of(world, issue)).body or "" for issue in (first, second, third)]
    assert ["Waiting for its turn" in body for body in bodies] == [False, True, True]
    world.repo.merge(_pull_of(world, first), by="ana")
    world.settle()
    assert world.repo.mergeable(_pull_of(world, second))
    assert not world.repo.mergeable(_pull_of(world, third))
    assert "Waiting for its turn" not in (world.repo.pull(_pull_of(world, second)).body or "")
    world.repo.close_pull(_pull_of(world, second), by="ana")
    world.settle()
    assert world.repo.mergeable(_pull_of(world, third))
    world.assert_settled(third)


@pytest.mark.storm
def test_approved_is_touched_only_where_it_no_longer_merges(world: World) -> None:
    """An approved pull request whose section was renamed stays; one that meets a conflict is mended."""
    (first, second) = _file(world, LLAVA, INSTRUCT)
    pull = _pull_of(world, second)
    world.repo.review(pull, event="APPROVE", by="ana")
    other = _pull_of(world, first)
    world.repo.review(other, event="APPROVE", by="eve")
    before = world.repo.branches()[f"shelver/issue-{second}"]
    text = world.repo.read_file("README.md").decode()
    world.repo.push_file("README.md", text.replace("## Papers", "## Works").encode(), by="ana")
    world.settle()
    assert world.repo.branches()[f"shelver/issue-{second}"] == before
    world.repo.merge(_pull_of(world, first), by="ana")
    world.settle()
    assert world.repo.mergeable(pull)
    assert world.entry_before(pull).startswith("- **[LLaVA]**")
    world.assert_settled(second)


@pytest.mark.storm
def test_those_behind_are_brought_up_one_a_merge(world: World) -> None:
    """Where branches must be up to date, the eldest is brought up after each merge, and no other."""
    first, second, third = _file(
        world,
        INSTRUCT,
        "https://arxiv.org/abs/2208.12262\n\nSection: CLIP-related",
        "https://arxiv.org/abs/2304.08485\n\nSection: Papers",
    )
    world.repo.protect_branch("main", reviews=0, checks=["Shelver"], strict=True, admins_too=True)
    issues = sorted((first, second, third), key=lambda issue: _pull_of(world, issue))
    while issues:
        before = world.repo.branches()
        world.repo.merge(_pull_of(world, issues.pop(0)), by="ana")
        world.settle()
        after = world.repo.branches()
        moved = [issue for issue in issues if before[f"shelver/issue-{issue}"] != after[f"shelver/issue-{issue}"]]
        assert moved == issues[:1]


@pytest.mark.storm
def test_a_queued_one_is_left_alone_and_its_trial_is_judged(world: World) -> None:
    """The merge queue gets our check of the commit that it tries, and what waits there is not pushed to."""
    first, second = _file(world, INSTRUCT, LLAVA)
    world.repo.protect_branch("main", reviews=0, checks=["Shelver"], queue=True, admins_too=True)
    pull = _pull_of(world, first)
    line = _line(world, first)
    world.repo.merge_when_ready(pull, by="ana")
    world.settle()
    assert pull not in [one.number for one in world.repo.pulls("open")]
    assert line in world.repo.read_file("README.md").decode()
    assert world.repo.mergeable(_pull_of(world, second))
    world.assert_settled(second)


@pytest.mark.storm
def test_a_learned_style_changes_no_line_that_was_read(world: World) -> None:
    """A list that changed its habits keeps the line of a pull request as it was read, even where that has to move."""
    first, second = _file(world, LLAVA, INSTRUCT)
    line = _line(world, second)
    world.repo.merge(_pull_of(world, first), by="ana")
    text = world.repo.read_file("README.md").decode().replace("[[pdf]]", "[[paper]]")
    world.repo.push_file("README.md", text.encode(), by="ana")
    world.settle()
    assert world.repo.mergeable(_pull_of(world, second))
    assert _line(world, second) == line
    world.assert_settled(second)


def test_the_list_got_it_by_another_way(world: World) -> None:
    """A maintainer's own commit with the paper closes pull request and issue, with thanks and the commit."""
    (number,) = _file(world, INSTRUCT)
    pull = _pull_of(world, number)
    line = "- **[InstructBLIP]** By hand [[pdf]](https://arxiv.org/pdf/2305.06500.pdf)\n"
    world.repo.push_file("README.md", LIST.replace("- Multimodal", f"{line}- Multimodal").encode(), by="ana")
    world.settle()
    commit = world.repo.branches()["main"]
    assert world.repo.pulls("open") == []
    assert world.repo.issue(number).state == "closed"
    assert f"by {commit}, so I closed #{pull} and this issue. Thank you" in world.comment(number)
    assert list(world.repo.branches()) == ["main"]
    world.assert_settled(number)


@pytest.mark.parametrize(
    "how",
    [pytest.param("withdrawn", marks=pytest.mark.storm), "declined", pytest.param("merged", marks=pytest.mark.storm)],
)
def test_two_people_one_paper(world: World, how: str) -> None:
    """Of two issues about one paper the elder goes first; the other follows what becomes of it."""
    first = world.repo.open_issue("Add a paper", INSTRUCT, by="zoe").number
    second = world.repo.open_issue("Add InstructBLIP", INSTRUCT, by="kim").number
    world.settle()
    pull = world.pull()
    assert world.repo.pull(pull).pull.head_ref == f"shelver/issue-{first}"  # type: ignore[union-attr]
    assert world.comment(second).startswith(f"Thank you. **InstructBLIP** is proposed in #{first} already")
    world.assert_settled(second)
    match how:
        case "withdrawn":
            world.repo.close_issue(first, by="zoe")
            world.settle()
            assert world.repo.pull(world.pull()).pull.head_ref == f"shelver/issue-{second}"  # type: ignore[union-attr]
        case "declined":
            world.repo.close_pull(pull, by="ana")
            world.settle()
            assert world.repo.pulls("open") == []
            assert "decided against it there" in world.comment(second)
        case _:
            world.repo.merge(pull, by="ana")
            world.settle()
            assert world.repo.issue(second).state == "closed"
            assert "I closed this issue. Thank you" in world.comment(second)
    world.assert_settled(first)
    world.assert_settled(second)
