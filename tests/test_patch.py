"""Unified diffs, read back."""

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.diff import diff_of
from bot.patch import BadDiff, hunks_of, taken_back

_TEXTS = st.lists(st.sampled_from(("a\n", "b\n", "c\n", "\n", "d\r\n", "e f\n")), max_size=30).map("".join)


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
