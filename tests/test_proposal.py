"""Proposals: what a pull request makes of the list of today, and where its lines are."""

from bot.document import Span
from bot.lint import Change
from bot.papers import PaperId
from bot.proposal import propose


def _entry(number: int, title: str = "A Paper of That Number") -> str:
    return f"- {title} {number} [[pdf]](https://arxiv.org/pdf/2301.{number:05}.pdf)\n"


_OLD = "# L\n\n## A\n\n" + "".join(map(_entry, range(1, 6)))
_HEAD = _OLD + _entry(9)


def test_what_it_adds_is_told() -> None:
    """The changed lines, the entries and papers in them, and the addresses that come with them."""
    proposal = propose([("README.md", _OLD)], {"README.md": (_OLD, _HEAD)})
    assert proposal.after.text == _HEAD
    assert proposal.changed == (Span(9, 10),)
    assert [one.line for one in proposal.entries] == [10]
    assert proposal.papers == (PaperId("arxiv", "2301.00009"),)
    assert proposal.urls == ("https://arxiv.org/pdf/2301.00009.pdf",)
    assert proposal.place(9) == ("README.md", 9, 9)


def test_lines_that_came_in_since_are_not_the_pull_request_s() -> None:
    """It is judged with what was merged meanwhile, whose lines it does not have."""
    today = _OLD.replace("## A\n\n", "## A\n\n" + _entry(7))
    proposal = propose([("README.md", today)], {"README.md": (_OLD, _HEAD)})
    assert proposal.after.text == today + _entry(9)
    assert proposal.changed == (Span(10, 11),)
    assert proposal.place(10) == ("README.md", 9, 9)
    assert proposal.place(4)[2] is None
    assert not proposal.conflicts


def test_a_conflict_is_judged_as_its_author_saw_it() -> None:
    """Where both changed the end of the list, the list before the branch counts."""
    proposal = propose([("README.md", _OLD + _entry(7))], {"README.md": (_OLD, _HEAD)})
    assert proposal.conflicts
    assert (proposal.before.text, proposal.after.text) == (_OLD, _HEAD)
    assert proposal.place(9)[2] == 9


def test_a_reformatted_file_is_judged_by_what_was_meant() -> None:
    """The new line is known at the head, others that only look different are not among what changed."""
    old = _OLD + "".join(map(_entry, range(10, 30)))
    proposal = propose([("README.md", old)], {"README.md": (old, old.replace("- ", "* ") + _entry(9))})
    assert proposal.after.text == old + _entry(9)
    assert [file.path for file in proposal.looks] == ["README.md"]
    assert proposal.place(len(old.splitlines()))[2] == len(old.splitlines())


def test_what_a_reformatting_breaks_is_what_the_pull_request_brings() -> None:
    """Links that an editor escaped are among what changed, however many they are and whatever else it did."""
    old = _OLD + "".join(map(_entry, range(10, 30)))
    broken = old.replace("[[pdf]]", "\\[[pdf]]")
    for head, looks in ((broken, False), (broken.replace("\\", "", 20).replace("- ", "* "), True)):
        proposal = propose([("README.md", old)], {"README.md": (old, head)})
        assert bool(proposal.looks) == looks
        brought = [line for span in proposal.changed for line in proposal.after.lines[span.start : span.end]]
        assert brought == [line for line in head.splitlines(keepends=True) if "\\" in line]


def test_lines_of_several_files_keep_their_own_numbers() -> None:
    """The list's files are judged as one, and told apart again."""
    proposal = propose([("a.md", _OLD), ("b.md", _OLD)], {"b.md": (_OLD, _HEAD)})
    (one,) = proposal.entries
    assert proposal.place(one.line - 1) == ("b.md", 9, 9)


def test_lines_that_a_rule_names_are_those_of_the_files() -> None:
    """The list's files are judged as one, and a line of the second one is not told as one of the whole."""
    proposal = propose([("a.md", _OLD), ("b.md", _OLD)], {"b.md": (_OLD, _HEAD)})
    last = len(proposal.after.lines)
    message = f"`on line 3` is on line 5 already, and on line {last}"
    assert proposal.with_files(message) == "`on line 3` is on line 5 of `a.md` already, and on line 10 of `b.md`"
    alone = propose([("b.md", _OLD)], {"b.md": (_OLD, _HEAD)})
    assert alone.with_files("is on line 10 already") == "is on line 10 already"


def test_a_change_is_known_in_the_file_at_the_head() -> None:
    """Offsets of the merged text become those of the pull request's own."""
    today = _OLD.replace("## A\n\n", "## A\n\n" + _entry(7))
    proposal = propose([("README.md", today)], {"README.md": (_OLD, _HEAD)})
    start = proposal.after.text.index("A Paper of That Number 9")
    assert proposal.meant_change(Change(start, start + 7, "x")) == (
        "README.md",
        Change(_HEAD.index("A Paper of That Number 9"), _HEAD.index("A Paper of That Number 9") + 7, "x"),
    )
    other = proposal.after.text.index("Number 7")
    assert proposal.meant_change(Change(other, other + 1, "x")) is None


def test_what_the_list_has_by_now_too_is_no_conflict() -> None:
    """One line that both changed alike, as after a commit was picked, is nobody's to settle."""
    today = _OLD.replace("# L", "# The L")
    proposal = propose([("README.md", today)], {"README.md": (_OLD, _HEAD.replace("# L", "# The L"))})
    assert not proposal.conflicts
    assert proposal.changed == (Span(9, 10),)
    assert proposal.place(9) == ("README.md", 9, 9)


def test_the_outermost_entry_of_a_line_is_told() -> None:
    """What stands nested below an entry is of that entry; other lines are of none."""
    proposal = propose(
        [("README.md", _OLD)], {"README.md": (_OLD, _OLD + "- A [x](https://e.org)\n  - B [y](https://f.org)\n")}
    )
    assert [proposal.entry_at(line) for line in (8, 9, 10)] == [None, Span(9, 11), Span(9, 11)]


def test_nothing_is_pointed_at_in_a_conflict_either() -> None:
    """Where git counts other lines than Markdown, that holds for what its author saw, too."""
    head = _OLD.replace("# L", "# L\rx") + _entry(9)
    proposal = propose([("README.md", _OLD + _entry(7))], {"README.md": (_OLD, head)})
    assert proposal.conflicts
    assert all(proposal.place(line)[2] is None for span in proposal.changed for line in range(span.start, span.end))


def test_nothing_is_pointed_at_where_git_counts_other_lines() -> None:
    """A carriage return alone ends a line for Markdown, and none for git."""
    proposal = propose([("README.md", _OLD)], {"README.md": (_OLD, _OLD + "x\ry\n" + _entry(9))})
    assert all(proposal.place(line)[2] is None for span in proposal.changed for line in range(span.start, span.end))
