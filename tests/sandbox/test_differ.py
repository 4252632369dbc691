"""Unified diffs as rows."""

import difflib

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import Sandbox, differ
from bot.sandbox.differ import Row, file_diff
from bot.sandbox.git import FileChange

LINES = st.lists(st.text("abc +-@\\é\r", max_size=4), max_size=12)


def change(patch: str | None) -> FileChange:
    """A changed file with a patch."""
    return FileChange("a.md", "modified", "0" * 40, 1, 1, patch)


def test_lines_have_their_numbers_on_either_side() -> None:
    """Across hunks."""
    patch = "@@ -1,2 +1,2 @@\n one\n-two\n+TWO\n@@ -9 +9,2 @@ head\n nine\n+ten\n\\ No newline at end of file"
    assert file_diff(change(patch)).rows == (
        Row("hunk", None, None, "@@ -1,2 +1,2 @@"),
        Row("same", 1, 1, "one"),
        Row("del", 2, None, "two"),
        Row("add", None, 2, "TWO"),
        Row("hunk", None, None, "@@ -9 +9,2 @@ head"),
        Row("same", 9, 9, "nine"),
        Row("add", None, 10, "ten"),
        Row("note", None, None, "No newline at end of file"),
    )


def test_what_changed_within_a_line_is_marked() -> None:
    """Between what both lines begin and end with; lines that share nothing are left whole."""
    rows = file_diff(change("@@ -1,2 +1,2 @@\n-see [a](x) end\n-p\n+see [b](x) end\n+q")).rows
    assert [(row.text, row.changed, row.after) for row in rows[1:]] == [
        ("see [", "a", "](x) end"),
        ("p", "", ""),
        ("see [", "b", "](x) end"),
        ("q", "", ""),
    ]


def test_large_and_binary_files() -> None:
    """The first rows of a large one; none of a binary one."""
    patch = "@@ -0,0 +1,9999 @@\n" + "\n".join("+x" for _ in range(9999))
    large = file_diff(change(patch))
    assert (len(large.rows), large.cut) == (differ.MOST_ROWS, True)
    assert file_diff(change(None)).rows == ()


@given(LINES, LINES)
def test_rows_tell_both_files(old: list[str], new: list[str]) -> None:
    """Of whatever change: the rows of a side are, in order, lines of that side, at their own numbers."""
    with_git = _diff(old, new)
    for lines, side in ((old, "old"), (new, "new")):
        for row in with_git:
            number = getattr(row, side)
            if number is not None:
                assert row.text + row.changed + row.after == lines[number - 1].removesuffix("\r")


def _diff(old: list[str], new: list[str]) -> tuple[Row, ...]:
    lines = list(difflib.unified_diff(old, new, lineterm=""))[2:]
    return file_diff(change("\n".join(lines) if lines else None)).rows


def test_git_writes_what_is_read(github: Sandbox) -> None:
    """A real diff of the sandbox's git: new, changed, renamed and deleted files."""
    repo = github.create_repo("ana/files", {"a.md": b"1\n2\n3\n", "b.md": b"x\n" * 30, "c.md": b"bye\n"})
    before = repo.branches()["main"]
    repo.push_file("a.md", b"1\nzwei\n3")
    repo.push_file("c.md", None)
    after = repo.push_file("d.md", b"new\n")
    git = github.world.repos[repo.id].git
    files = {change.path: file_diff(change) for change in git.changes(before, after)}
    assert [(row.kind, row.old, row.new) for row in files["a.md"].rows if row.kind in ("add", "del")] == [
        ("del", 2, None),
        ("del", 3, None),
        ("add", None, 2),
        ("add", None, 3),
    ]
    assert [row.kind for row in files["d.md"].rows] == ["hunk", "add"]
    assert [row.kind for row in files["c.md"].rows] == ["hunk", "del"]
