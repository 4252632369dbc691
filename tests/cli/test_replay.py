import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import BROKEN, MISTAKES, list_text, run

Commit = Callable[..., None]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Make an empty repository."""
    path = tmp_path / "clone"
    path.mkdir()
    _git(path, "init", "--quiet", "--initial-branch=main")
    return path


@pytest.fixture
def commit(clone: Path) -> Commit:
    """Commit a text of the list."""

    def commit(text: str | bytes, subject: str = "Change", name: str = "README.md") -> None:
        (clone / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        _git(clone, "add", "--all")
        _git(clone, "commit", "--quiet", "--allow-empty", f"--message={subject}")

    return commit


def _git(path: Path, *arguments: str) -> None:
    person = {f"GIT_{who}_{what}": "ana@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", "-C", str(path), *arguments], check=True, capture_output=True, env=os.environ | person | nothing
    )


def test_additions_are_found_and_compared(clone: Path, commit: Commit) -> None:
    """The latest come first; other commits are passed over; the totals stand at the end."""
    commit(list_text([1, 2, 3, 4, 5]), "Start")
    commit(list_text([1, 2, 3, 4, 5, 6]), "Add Net6")
    commit(list_text([1, 2, 3, 4, 5, 6]).replace("MIT", "CC0"), "Other license")
    commit(list_text([7, 1, 2, 3, 4, 5, 6]).replace("MIT", "CC0"), "Add Net7 on top")
    done = run("replay", clone)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].split()[2:] == ["line", "=", "form", "=", "place", "≠", "section", "=", "Add", "Net7", "on", "top"]
    assert lines[1] == "    place: in front of line 11 instead of 5"
    assert lines[2].split()[2:] == ["line", "=", "form", "=", "place", "=", "section", "=", "Add", "Net6"]
    assert [line.split()[:2] + line.split()[-5:] for line in lines[5:8]] == [
        ["line", "equal", "2", "of", "2", "(100", "%)"],
        ["form", "equal", "2", "of", "2", "(100", "%)"],
        ["place", "equal", "1", "of", "2", "(50", "%)"],
    ]


def test_a_line_that_differs_is_shown_as_a_diff(clone: Path, commit: Commit) -> None:
    """The maintainer's with -, Shelver's with +."""
    commit(list_text([1, 2, 3, 4, 5]))
    commit(
        list_text([1, 2, 3, 4, 5, 6]).replace(
            "[[pdf]](https://arxiv.org/pdf/2406", "[[PDF]](https://arxiv.org/pdf/2406"
        )
    )
    done = run("replay", clone, columns=90)
    assert done.stdout.splitlines()[1:3] == [
        "    - - **[Net6]** Title of paper 6 [[PDF]](https://arxiv.org/pdf/2406.00001.pdf)",
        "    + - **[Net6]** Title of paper 6 [[pdf]](https://arxiv.org/pdf/2406.00001.pdf)",
    ]
    done = run("replay", clone, columns=60)
    assert done.stdout.splitlines()[1] == "    - ...**[Net6]** Title of paper 6 [[PDF]](https://arxi..."


def test_blanks_that_nobody_sees_are_told_in_words(clone: Path, commit: Commit) -> None:
    """Two lines that look the same would tell nothing."""
    commit(list_text([1, 2, 3, 4, 5]))
    commit(list_text([1, 2, 3, 4, 5, 6]).replace("2406.00001.pdf)", "2406.00001.pdf)  "))
    assert run("replay", clone).stdout.splitlines()[1] == "    only blanks at the end of a line differ"


def test_json_has_the_same(clone: Path, commit: Commit) -> None:
    """Every key is documented."""
    commit(list_text([1, 2, 3, 4, 5]))
    commit(list_text([1, 2, 3, 4, 5, 6]), "Add Net6")
    told = json.loads(run("replay", clone, "--json").stdout)
    assert (told["file"], told["commits"], told["totals"]["entries"], told["totals"]["line"]) == ("README.md", 1, 1, 1)
    (entry,) = told["entries"]
    assert (entry["subject"], entry["section"], entry["line"]) == ("Add Net6", ["Papers"], 10)
    assert entry["planned"]["text"] == entry["text"]
    help_text = run("replay", "--help").stdout
    for key in (*told, *entry):
        assert f'"{key}"' in help_text


def test_so_many_are_looked_at_as_asked_for(clone: Path, commit: Commit) -> None:
    """The latest ones."""
    for last in range(5, 10):
        commit(list_text(list(range(1, last + 1))), f"Add Net{last}")
    told = json.loads(run("replay", clone, "--last", "2", "--json").stdout)
    assert [entry["subject"] for entry in told["entries"]] == ["Add Net9", "Add Net8"]


def test_merges_and_renames_are_followed(clone: Path, commit: Commit) -> None:
    """A merged branch is one change of the list; the file's earlier name counts too."""
    commit(list_text([1, 2, 3, 4, 5]), name="papers.md")
    commit(list_text([1, 2, 3, 4, 5, 6]), "Add Net6", name="papers.md")
    _git(clone, "mv", "papers.md", "README.md")
    _git(clone, "commit", "--quiet", "--message=Rename")
    _git(clone, "checkout", "--quiet", "-b", "topic")
    commit(list_text([1, 2, 3, 4, 5, 6, 7]), "Add Net7")
    _git(clone, "checkout", "--quiet", "main")
    _git(clone, "merge", "--quiet", "--no-ff", "--message=Merge Net7", "topic")
    told = json.loads(run("replay", clone, "--json").stdout)
    assert [entry["subject"] for entry in told["entries"]] == ["Merge Net7", "Add Net6"]


def test_versions_that_cannot_be_read_are_counted(clone: Path, commit: Commit) -> None:
    """A text that is not UTF-8 is passed over."""
    commit(list_text([1, 2, 3, 4, 5]))
    commit(list_text([1, 2, 3, 4, 5]).encode() + b"\xff\n")
    commit(list_text([1, 2, 3, 4, 5]))
    commit(list_text([1, 2, 3, 4, 5, 6]))
    done = run("replay", clone)
    assert done.returncode == 0
    assert done.stderr == "1 version could not be looked at: the text is not UTF-8\n"


def test_a_shallow_clone_is_told(clone: Path, commit: Commit, tmp_path: Path) -> None:
    """With the way to the rest."""
    commit(list_text([1, 2, 3, 4, 5]))
    commit(list_text([1, 2, 3, 4, 5, 6]))
    shallow = tmp_path / "shallow"
    _git(tmp_path, "clone", "--quiet", "--depth=1", clone.as_uri(), str(shallow))
    done = run("replay", shallow)
    assert done.returncode == 1
    assert "`git fetch --unshallow` gets the rest" in done.stderr
    assert "none of 0 commits" in done.stderr or "none of 1 commits" in done.stderr


def test_without_a_history_there_is_a_clear_word(clone: Path, commit: Commit, tmp_path: Path) -> None:
    """No directory, no repository, no commit, no such file: each with what to do."""
    missing, bare = tmp_path / "missing", tmp_path / "bare"
    bare.mkdir()
    assert run("replay", missing).stderr == f"{missing}: there is no such directory\n"
    assert "not a git repository" in run("replay", bare).stderr
    assert run("replay", clone).stderr == f"{clone}: the repository has no commits yet\n"
    commit("# Hi\n", name="LIST.md")
    done = run("replay", clone)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{clone}: no file README.md in the last commit; there are LIST.md: name one with --file\n"
    assert run("replay", clone, "--file", "list.md").returncode == 1


def test_a_file_is_found_whatever_its_case(clone: Path, commit: Commit) -> None:
    """GitHub shows readme.md as well."""
    commit(list_text([1, 2, 3, 4, 5]), name="readme.md")
    commit(list_text([1, 2, 3, 4, 5, 6]), name="readme.md")
    assert json.loads(run("replay", clone, "--json").stdout)["file"] == "readme.md"


def test_the_configuration_in_the_clone_is_gone_by(clone: Path, commit: Commit, tmp_path: Path) -> None:
    """It may name the file, too; one with mistakes ends the program."""
    (clone / ".github").mkdir()
    (clone / ".github/shelver.yml").write_text("list: LIST.md\norder: top\n")
    commit(list_text([1, 2, 3, 4, 5]), name="LIST.md")
    commit(list_text([6, 1, 2, 3, 4, 5]), name="LIST.md")
    done = run("replay", clone)
    assert (done.returncode, done.stderr) == (0, f"by the configuration {clone}/.github/shelver.yml\n")
    assert done.stdout.split()[2:8] == ["line", "=", "form", "=", "place", "="]
    config = tmp_path / "other.yml"
    config.write_text("order: oldest first\n")
    assert "place ≠" in run("replay", clone, "--file", "LIST.md", "--config", config).stdout
    config.write_text(BROKEN)
    done = run("replay", clone, "--config", config)
    assert (done.returncode, done.stderr.splitlines()) == (2, [f"{config}{words}" for words in MISTAKES])
