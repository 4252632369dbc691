"""What a list owner says in .github/shelver.yml, and what comes of it: each story ends settled."""

import pytest

from tests.document.shapes import read_list
from tests.e2e.conftest import LIST, World

LINK = "https://arxiv.org/abs/2305.06500"
LINE = (
    "- **[InstructBLIP]** Towards General-purpose Vision-Language Models with Instruction Tuning "
    "[[pdf]](https://arxiv.org/pdf/2305.06500.pdf)"
)
SAID = "* InstructBLIP: *Towards General-purpose Vision-Language Models with Instruction Tuning*"
CODE = "https://github.com/salesforce/LAVIS"


def _say(world: World, config: str) -> None:
    """Put a configuration on the default branch."""
    world.repo.push_file(".github/shelver.yml", config.encode(), by="ana")


def _mails(world: World) -> int:
    return sum(mail.repo == world.repo.full_name for mail in world.github.mails())


# Preprints


def test_a_preprint_is_asked_about_and_a_venue_is_the_answer(world: World) -> None:
    """A list of what has appeared asks where it did; the line that it asks for, in the edited post, is enough."""
    _say(world, "preprints: no\n")
    number = world.file("Add a paper", LINK)
    said = world.comment(number)
    assert said.startswith("This list takes papers once they have appeared somewhere, and I know **InstructBLIP** as a")
    assert "`Venue: CVPR 2024`" in said
    assert world.repo.pulls() == []
    assert sorted(world.repo.labels(number)) == ["needs answer", "submission"]
    world.assert_settled(number)
    world.repo.edit_issue(number, body=f"{LINK}\nVenue: CVPR 2024")
    world.settle()
    assert world.added(world.pull()) == [LINE]
    assert world.repo.labels(number) == ["submission"]
    world.assert_settled(number)


@pytest.mark.parametrize("more", ["\r\n\r\nVenue: NeurIPS 2023\r\n", "\n- **Venue**: ACL 2023"])
def test_a_venue_is_read_in_the_ways_that_people_write_it(world: World, more: str) -> None:
    """A line of its own, or an item of a list."""
    _say(world, "preprints: no\n")
    number = world.file("Add a paper", LINK + more)
    assert world.added(world.pull()) == [LINE]
    world.assert_settled(number)


def test_arxiv_is_no_venue(world: World) -> None:
    """Who names arXiv as the venue is asked all the same."""
    _say(world, "preprints: no\n")
    number = world.file("Add a paper", f"{LINK}\nVenue: arXiv 2023\n")
    assert world.comment(number).startswith("This list takes papers once they have appeared")
    world.assert_settled(number)


# Labels


def test_labels_have_the_owners_names(world: World) -> None:
    """The owner's names are used, and a label that is not wanted is not put."""
    _say(world, "labels:\n  submission: new paper\n  needs_answer: no\n  duplicate: known\n")
    number = world.file("New paper", "https://arxiv.org/abs/2305.99991")
    assert world.repo.labels(number) == ["new paper"]
    world.assert_settled(number)
    other = world.file("BLIP-2", "https://arxiv.org/abs/2301.12597")
    assert world.repo.labels(other) == ["known"]
    world.assert_settled(other)


@pytest.mark.storm
def test_no_labels_at_all(world: World) -> None:
    """`labels: no` puts none."""
    _say(world, "labels: no\n")
    number = world.file("Add a paper", LINK)
    assert world.repo.labels(number) == []
    world.assert_settled(number)


def test_a_label_that_a_person_took_away_stays_away(world: World) -> None:
    """What a person took off is not put on again, whatever happens next."""
    _say(world, "labels:\n  submission: new paper\n")
    number = world.file("Add a paper", LINK)
    world.repo.remove_label(number, "new paper", by="ana")
    world.settle()
    world.repo.comment(number, "/section CLIP-related", by="zoe")
    world.settle()
    assert world.repo.labels(number) == []
    world.assert_settled(number)


@pytest.mark.storm
def test_a_new_name_takes_the_place_of_the_old_one(world: World) -> None:
    """When the owner renames a label, the next change of the issue swaps it."""
    number = world.file("New paper", "https://arxiv.org/abs/2305.99992")
    _say(world, "labels:\n  submission: new paper\n  needs_answer: no\n")
    world.repo.edit_issue(number, body=LINK)
    world.settle()
    assert world.repo.labels(number) == ["new paper"]
    world.assert_settled(number)


# How sure


@pytest.mark.parametrize(("sure", "guess"), [("0", False), ("1", True)])
def test_the_owner_says_from_when_on_a_section_is_a_guess(world: World, sure: str, guess: bool) -> None:
    """At 0 nothing is a guess, at 1 all is that nobody named."""
    _say(world, f"sure: {sure}\n")
    number = world.file("Add a paper", LINK)
    assert world.pull_body().startswith("The section is a guess") == guess
    assert ("I am not sure" in world.comment(number)) == guess
    world.assert_settled(number)


# Order, entries, sections


@pytest.mark.parametrize(
    ("order", "behind", "reason"),
    [
        ("newest first", "", "the list's settings sort entries by date, newest first"),
        ("top", "", "the list's settings put new entries first"),
        ("append", "- Perceptual", "the list's settings put new entries last"),
    ],
)
@pytest.mark.storm
def test_the_place_is_by_the_owners_word(world: World, order: str, behind: str, reason: str) -> None:
    """The entry stands by the order that the owner says, and the pull request tells that it is the owner's word."""
    _say(world, f"order: {order}\n")
    number = world.file("Add a paper", f"{LINK} in the section Papers")
    assert world.added(world.pull()) == [LINE]
    assert world.entry_before(world.pull()).startswith(behind)
    assert bool(behind) == bool(world.entry_before(world.pull()))
    place = next(line for line in world.pull_body().splitlines() if line.startswith("- Place: "))
    assert reason in place
    world.assert_settled(number)


def test_an_order_of_one_section_is_kept_to(world: World) -> None:
    """In a section that follows the owner's order the entry stands exactly by it."""
    names = ("Alpha", "Beta", "Kappa", "Omega", "Zeta")
    text = "# Things\n\n## Models\n\n" + "".join(
        f"- **[{name}]** Words of {name} [[pdf]](https://arxiv.org/pdf/2{5 - at}01.9000{at}.pdf)\n"
        for at, name in enumerate(names)
    )
    world.repo.push_file("README.md", text.encode(), by="ana")
    _say(world, "sections:\n  Models:\n    order: name\n")
    number = world.file("Add a paper", LINK)
    assert world.entry_before(world.pull()).startswith("- **[Beta]**")
    assert "the list's settings sort entries by name, from A to Z" in world.pull_body()
    world.assert_settled(number)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (LINK, f"{SAID} ([paper](https://arxiv.org/abs/2305.06500))"),
        (f"{LINK}, code: {CODE}", f"{SAID} ([paper](https://arxiv.org/abs/2305.06500)) ([code]({CODE}))"),
    ],
)
def test_an_entry_looks_as_the_owner_says(world: World, body: str, line: str) -> None:
    """The template is filled with the name, and what is not known falls away."""
    _say(world, "entry: '* {name}: *{title}* ([paper]({abstract})) ([code]({code}))'\n")
    number = world.file("Add a paper", body)
    assert world.added(world.pull()) == [line]
    world.assert_settled(number)


def test_a_row_looks_as_the_owner_says(world: World) -> None:
    """In a table the cells of what is not known stay, empty."""
    world.repo.push_file("README.md", read_list("table").encode(), by="ana")
    _say(world, "entry: '| [{title}]({pdf}) | {venue} | {date} | [Code]({code}) |'\norder: oldest first\n")
    number = world.file("Add a paper", LINK)
    (line,) = world.added(world.pull())
    assert line.startswith("| [InstructBLIP: Towards General-purpose")
    assert line.count("|") == 5
    assert line.endswith("](https://arxiv.org/pdf/2305.06500) | | 2023-05-11 | |")
    world.assert_settled(number)


def test_a_section_without_papers_gets_none(world: World) -> None:
    """`papers: no` keeps papers out of a section, guesses and wishes alike; a command for it moves nothing."""
    _say(world, "sections:\n  Papers:\n    papers: no\n")
    number = world.file("Add a paper", LINK)
    assert world.repo.pull(world.pull()).title == "Add InstructBLIP to CLIP-related"
    assert "/section Papers" not in world.comment(number)
    world.repo.comment(number, "/section Papers", by="ana")
    world.settle()
    assert world.repo.pull(world.pull()).title == "Add InstructBLIP to CLIP-related"
    assert any("has no section `Papers` with papers" in one.body for one in world.repo.comments(number))
    world.assert_settled(number)


def test_a_keyword_puts_a_paper_into_its_section(world: World) -> None:
    """A word of the title decides, which is no guess, and the pull request tells why."""
    _say(world, "sure: 1\nsections:\n  CLIP-related:\n    keywords: [instruction tuning]\n")
    number = world.file("Add a paper", LINK)
    assert "- Section: *CLIP-related*, by a keyword in `.github/shelver.yml`." in world.pull_body()
    assert "guess" not in world.pull_body()
    world.assert_settled(number)


# Mistakes


def test_a_slip_leaves_the_last_good_version_in_force(world: World) -> None:
    """The last version that was good holds; the pull request tells each line and how to mend it."""
    _say(world, "labels:\n  submission: new paper\n")
    _say(world, "labels:\n  submission: new paper\nordr: name\n")
    _say(world, "labels:\n  submission: newer paper\nordr: name\nsure: 80%\n")
    number = world.file("Add a paper", LINK)
    assert world.repo.labels(number) == ["new paper"]
    (told,) = [line for line in world.pull_body().splitlines() if "shelver.yml` has" in line]
    assert told.startswith(
        "`.github/shelver.yml` has 2 mistakes: line 3: unknown key `ordr`; did you mean `order`?; line 4: "
    )
    assert told.endswith(" Until that is mended, I go by its last good version.")
    world.assert_settled(number)


@pytest.mark.storm
def test_without_a_good_version_what_is_right_holds(world: World) -> None:
    """In a file that was never good, the keys without a mistake are heeded."""
    _say(world, "labels: no\nordr: name\n")
    number = world.file("Add a paper", LINK)
    assert world.repo.labels(number) == []
    assert (
        "`.github/shelver.yml`, line 2: unknown key `ordr`; did you mean `order`? "
        "Until that is mended, I go by what is right in it.\n"
    ) in world.pull_body()
    world.assert_settled(number)


@pytest.mark.storm
def test_a_file_that_cannot_be_read_says_nothing(world: World) -> None:
    """Where nothing in it can be told, the list itself is gone by, as the pull request says."""
    _say(world, "labels: [no\n")
    number = world.file("Add a paper", LINK)
    assert world.repo.labels(number) == ["submission"]
    assert "`.github/shelver.yml`, line 1: is not valid YAML: " in world.pull_body()
    assert world.pull_body().count("Until that is mended, I go by what the list itself shows.\n") == 1
    world.assert_settled(number)


def test_a_section_that_is_not_there_is_told(world: World) -> None:
    """A key below `sections` that names no heading does nothing, so that the owner is told."""
    _say(world, "sections:\n  Vidoes:\n    keywords: video\n")
    number = world.file("Add a paper", LINK)
    told = "`.github/shelver.yml` speaks of `Vidoes` below `sections`, but the list has no such heading.\n"
    assert told in world.pull_body()
    world.assert_settled(number)


# Changes


@pytest.mark.parametrize(
    "config",
    ["order: top\n", "entry: '- {title}'\n", "sure: 1\n", "preprints: no\n", "counters: yes\n", "ordr: x\n",
     "sections:\n  Papers:\n    papers: no\n", "mirrors: README_zh.md\n"],
)  # fmt: skip
@pytest.mark.storm
def test_a_new_configuration_changes_no_line_that_a_person_may_have_read(world: World, config: str) -> None:
    """An open pull request stays as it is whatever the owner says next, and so does the comment; nobody is mailed."""
    number = world.file("Add a paper", LINK)
    pull = world.repo.pull(world.pull())
    comment, mails = world.comment(number), _mails(world)
    world.repo.push_file("README_zh.md", LIST.encode(), by="ana")
    _say(world, config)
    world.look(number, act=True)
    world.repo.edit_issue(number, title="Add this paper, please")
    world.settle()
    after = world.repo.pull(world.pull())
    assert (after.number, after.title, after.body, after.pull and after.pull.head_sha) == (
        pull.number, pull.title, pull.body, pull.pull and pull.pull.head_sha,
    )  # fmt: skip
    assert (world.comment(number), _mails(world)) == (comment, mails)
    world.assert_settled(number)


def test_the_next_submission_follows_the_new_configuration(world: World) -> None:
    """What the owner says now holds for what is filed next."""
    world.file("Add a paper", LINK)
    _say(world, "order: top\n")
    other = world.file("Add another", "https://arxiv.org/abs/2208.12262 in the section CLIP-related")
    newest = max(pull.number for pull in world.repo.pulls("open"))
    assert world.entry_before(newest) == ""
    world.assert_settled(other)


# Mistakes


@pytest.mark.storm
def test_a_mistake_is_told_in_the_comment_where_there_is_no_pull_request(world: World) -> None:
    """Only there: else the pull request tells of it. Once it is mended, the next look takes the words away."""
    _say(world, "ordr: date\n")
    number = world.file("BLIP-2", "https://arxiv.org/abs/2301.12597")
    said = world.comment(number)
    assert "For the maintainers: `.github/shelver.yml`, line 1: " in said
    assert "`ordr`" in said
    world.assert_settled(number)
    _say(world, "order: newest first\n")
    world.repo.edit_issue(number, body="https://arxiv.org/abs/2301.12597 it is")
    world.settle()
    assert "shelver.yml" not in world.comment(number)
    world.assert_settled(number)
    other = world.file("Add a paper", LINK)
    assert "shelver.yml" not in world.comment(other)
