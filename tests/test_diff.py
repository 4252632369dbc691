import subprocess
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.diff import diff_of, numbered

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
