import re
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.diff import BadDiff, diff_of, hunks_of, numbered, taken_back

_TEXTS = st.lists(st.sampled_from(("a\n", "b\n", "c\n", "\n", "d\r\n", "e f\n")), max_size=30).map("".join)


@given(_TEXTS, _TEXTS, st.booleans(), st.booleans())
@settings(max_examples=150)
def test_a_diff_leads_from_the_old_text_to_the_new(old: str, new: str, bare: bool, new_bare: bool) -> None:
    """Git applies it, missing last line ends included."""
    old, new = (text.removesuffix("\n") if cut else text for text, cut in ((old, bare), (new, new_bare)))
    diff = diff_of("list.md", old, new)
    assert (diff == "") == (old == new)
    if not diff:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.md")
        path.write_bytes(old.encode())
        subprocess.run(
            ["git", "apply", "--unidiff-zero", "--whitespace=nowarn", "-"], cwd=folder, input=diff.encode(), check=True
        )
        assert path.read_bytes() == new.encode()


def test_a_moved_line_is_shown_once_removed_and_once_added() -> None:
    """Three lines around a change, and no more."""
    lines = [f"{number}\n" for number in range(20)]
    diff = diff_of("list.md", "".join(lines), "".join([*lines[:5], *lines[6:8], lines[5], *lines[8:]]))
    assert diff == ("--- a/list.md\n+++ b/list.md\n@@ -3,9 +3,9 @@\n 2\n 3\n 4\n-5\n 6\n 7\n+5\n 8\n 9\n 10\n")


def test_a_long_list_of_which_much_has_moved_is_quick() -> None:
    """No time is lost that grows with the square of the length."""
    lines = [f"{(number * 7919) % 20011}\n" for number in range(20000)]
    assert diff_of("list.md", "".join(lines), "".join(sorted(lines))).count("\n") > 20000


@given(_TEXTS, _TEXTS)
@settings(max_examples=150)
def test_numbers_of_a_diffs_lines_are_those_of_the_texts(old: str, new: str) -> None:
    """Each line of a diff stands in the texts where its numbers say."""
    before, after = old.split("\n"), new.split("\n")
    for line in numbered(diff_of("list.md", old, new)):
        if line.old is not None:
            assert before[line.old - 1].removesuffix("\r") == line.text
        if line.new is not None:
            assert after[line.new - 1].removesuffix("\r") == line.text
        assert (line.kind == "hunk") == (line.old is None and line.new is None)


@given(_TEXTS, _TEXTS, st.booleans(), st.booleans())
@settings(max_examples=150)
def test_a_diff_can_be_taken_back(old: str, new: str, bare: bool, new_bare: bool) -> None:
    """The new text and the diff give the old text, missing last line ends included."""
    old, new = (text.removesuffix("\n") if cut else text for text, cut in ((old, bare), (new, new_bare)))
    assert taken_back(hunks_of(diff_of("list.md", old, new), "list.md"), new) == old


@pytest.mark.parametrize("context", [0, 1, 10])
def test_diffs_of_git_are_read_with_any_number_of_lines_around(tmp_path: Path, context: int) -> None:
    """Several files, a removed line that looks like a file's head, and an odd name."""
    old = {"a/LIST.md": "1\n-- a\n2\n3\n4\n5", "b.md": "1\n", "é\t.md": "1\n"}
    new = {"a/LIST.md": "1\n++ a\n2\n3\n4\n5\n6", "b.md": "2\n", "é\t.md": "2\n"}
    for folder, files in (("old", old), ("new", new)):
        for name, text in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    diff = subprocess.run(
        ["git", "diff", f"-U{context}", "--no-index", "--no-prefix", "old", "new"],
        cwd=tmp_path, capture_output=True, check=False,
    ).stdout.decode()  # fmt: skip
    for name, text in new.items():
        assert taken_back(hunks_of(diff, name), text) == old[name]
    assert hunks_of(diff, "c.md") == []


@pytest.mark.parametrize(
    ("diff", "words"),
    [
        ("hello\n", "expected a unified diff, such as `git diff` prints, met `hello`"),
        ("--- a/L.md\n+++ b/L.md\n@@ -1 +1 @@\n-a\n", "line 3: expected 1 old and 1 new lines below it, met 1 and 0"),
        ("--- a/L.md\n+++ b/L.md\n@@ -1 +1 @@\n-a\n+c\n", "does not lead to this file"),
        ("@@ -1 +1 @@\n-a\n+b\n", "line 1: `@@` stands behind no"),
        ("--- a/L.md\n+++ b/L.md\n--- a/x/L.md\n+++ b/x/L.md\n", "`L.md` may be `L.md` and `x/L.md` of it"),
    ],
)
def test_a_diff_that_does_not_fit_says_where(diff: str, words: str) -> None:
    """Nothing is judged by halves."""
    with pytest.raises(BadDiff, match=re.escape(words)):
        taken_back(hunks_of(diff, "L.md"), "b\n")
