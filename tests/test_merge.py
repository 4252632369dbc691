"""Merging: what git would make of two changes of one text."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.merge import merge

_LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\r\n", "\n", "e\u2028f\n"]), max_size=12).map("".join)


def test_changes_apart_are_put_together() -> None:
    """Each side's lines are in the result, and the second side's are known by their numbers."""
    merged = merge("1\n2\n3\n4\n5\n", "0\n1\n2\n3\n4\n5\n", "1\n2\n3\nx\n5\ny\n")
    assert merged is not None
    assert merged.text == "0\n1\n2\n3\nx\n5\ny\n"
    assert merged.lines == (None, 0, 1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("1\nx\n3\n", "1\ny\n3\n"),
        ("1\n2\n3\nx\n", "1\n2\n3\ny\n"),
        ("1\n3\n", "1\nx\n3\n"),
        ("1\nx\n3\n", "1\n2\n3x\n"),
    ],
)
def test_changes_that_meet_conflict(ours: str, theirs: str) -> None:
    """Nothing is guessed where both sides changed the same lines, or lines beside each other."""
    assert merge("1\n2\n3\n", ours, theirs) is None


@given(_LINES, _LINES)
def test_a_side_that_changed_nothing_gives_the_other(ancestor: str, other: str) -> None:
    """Whatever the one side holds is the result."""
    assert merge(ancestor, ancestor, other) == (other, tuple(range(other.count("\n"))))
    merged = merge(ancestor, other, ancestor)
    assert merged is not None
    assert merged.text == other


@given(_LINES, _LINES)
def test_what_both_sides_made_alike_is_no_conflict(ancestor: str, other: str) -> None:
    """As where a branch took over what the list has by now."""
    assert merge(ancestor, other, other) == (other, tuple(range(other.count("\n"))))


@given(_LINES, _LINES, _LINES)
def test_known_lines_are_the_second_side_s(ancestor: str, ours: str, theirs: str) -> None:
    """Each line of the result that is told to be of the second side stands there."""
    merged = merge(ancestor, ours, theirs)
    if merged is None:
        return
    lines, known = theirs.split("\n"), merged.text.split("\n")
    assert len(merged.lines) == len(known) - 1
    assert all(place is None or lines[place] == known[number] for number, place in enumerate(merged.lines))


@settings(max_examples=15, deadline=None)
@given(_LINES, _LINES, _LINES)
def test_git_merges_the_same(tmp_path_factory: pytest.TempPathFactory, ancestor: str, ours: str, theirs: str) -> None:
    """Where both put changes together without a conflict, git makes the same text, or pairs equal lines otherwise."""
    folder: Path = tmp_path_factory.mktemp("merge")
    for name, text in (("a", ancestor), ("o", ours), ("t", theirs)):
        (folder / name).write_bytes(text.encode())
    done = subprocess.run(["git", "merge-file", "-p", "o", "a", "t"], cwd=folder, capture_output=True, check=False)
    merged = merge(ancestor, ours, theirs)
    lines = ancestor.splitlines()
    if merged is not None and done.returncode == 0 and len(set(lines)) == len(lines):
        assert sorted(merged.text) == sorted(done.stdout.decode())
