"""`shelver lint` as people and programs run it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rules import EXAMPLE_LIST
from tests.cli.commands import BROKEN, MISTAKES, run

TEXT = EXAMPLE_LIST
#: The last entry, on line 12, has a blank behind it.
BAD = TEXT[:-1] + " \n"
MORE = "- **[OFA]** Unifying Tasks and Modalities [[pdf]](https://arxiv.org/pdf/2202.03052.pdf)\n"


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    """Make a list with a blank at the end of line 12."""
    path = tmp_path / "README.md"
    path.write_text(BAD)
    return path


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def rows(readme: Path, *arguments: str | Path) -> list[tuple[str, int]]:
    """The rules and lines of all findings."""
    done = run("lint", readme, "--format", "json", *arguments)
    assert done.returncode in (0, 1), done.stderr
    return [(row["rule"], row["line"]) for row in json.loads(done.stdout)]


def test_a_finding_is_told_with_its_line_and_what_was_expected(readme: Path) -> None:
    """The caret stands under the very sign; what is piped has no colours."""
    done = run("lint", readme, columns=140)
    line = BAD.splitlines()[11]
    assert done.stdout.splitlines()[:5] == [
        f"{readme}:12:{len(line)}: warning trailing-space: 1 blank at the end of the line",
        f"  {line}",
        f"  {'^':>{len(line)}}",
        f"  expected: {line[:-1]}",
        "1 finding: 1 warning; 1 can be mended by `shelver fix`",
    ]
    assert (done.returncode, done.stderr) == (1, "")


def test_a_clean_list_says_so(readme: Path) -> None:
    """And ends with 0."""
    readme.write_text(TEXT)
    done = run("lint", readme)
    assert (done.returncode, done.stdout.splitlines()[0], done.stderr) == (0, "no findings", "")
    assert run("lint", readme, "--format", "json").stdout == "[]\n"


def test_hints_alone_are_no_failure(readme: Path) -> None:
    """They may be left."""
    readme.write_text(TEXT.replace("Examples\n", "Examples \n"))
    done = run("lint", readme)
    assert (done.returncode, done.stdout.splitlines()[4]) == (
        0,
        "1 finding: 1 hint; 1 can be mended by `shelver fix`",
    )


def test_several_files_are_one_array(readme: Path) -> None:
    """Each row names its file as it was named."""
    other = readme.with_name("OTHER.md")
    other.write_text(BAD)
    done = run("lint", readme, other, "--format", "json")
    assert [row["file"] for row in json.loads(done.stdout)] == [str(readme), str(other)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing.md",), "missing.md: No such file or directory\n"),
        (("latin.md",), "latin.md: the text is not UTF-8: byte 3 (line 1) is 0xe9, which cannot stand there\n"),
        ((".",), ".: Is a directory\n"),
        ((), "Error: the following arguments are required: FILE\n"),
        (("README.md", "--format", "xml"), "Error: argument --format: invalid choice: 'xml'"),
        (("README.md", "--changed-since", "nowhere"), '--changed-since "nowhere": '),
        (("README.md", "--changed-since", "--help"), "Error: argument --changed-since: expected one argument"),
        (("README.md", "--diff", "latin.md"), "--diff latin.md: the text is not UTF-8"),
        (("README.md", "--diff", "README.md"), "--diff README.md: expected a unified diff, such as `git diff` prints"),
        (("README.md", "--diff", "a", "--changed-since", "b"), "Error: choose one of --changed-since and --diff"),
        (("README.md", "--config", "missing.yml"), "missing.yml: No such file or directory"),
    ],
)
def test_bad_use_is_told_and_ends_with_2(readme: Path, arguments: tuple[str, ...], words: str) -> None:
    """Nothing is printed that a program could take for findings."""
    readme.with_name("latin.md").write_bytes(b"a \xe9\n")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "lint", *arguments], cwd=readme.parent, capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_the_configuration_of_the_repository_is_gone_by(readme: Path) -> None:
    """A severity that is said holds, and a rule that is off is not asked."""
    git(readme.parent, "init", "-q")
    config = readme.parent / ".github" / "shelver.yml"
    config.parent.mkdir()
    config.write_text("rules: {trailing-space: error}\n")
    assert ": error trailing-space: 1 blank" in run("lint", readme).stdout
    config.write_text("rules: {trailing-space: {off: our editor writes them}}\n")
    assert rows(readme) == []
    config.write_text("rules: {trailing-spaces: error}\n")
    told = run("lint", readme).stderr
    assert '"trailing-spaces" below "rules", but there is no such rule; did you mean "trailing-space"?' in told
    config.write_text(BROKEN)
    done = run("lint", readme)
    assert (done.returncode, done.stderr.splitlines()[1:]) == (2, [f"{config}{one}" for one in MISTAKES])


def test_a_change_answers_for_what_it_made_worse(readme: Path) -> None:
    """Old debts are left out, in lines that were edited too; a file that git does not know is all new."""
    git(readme.parent, "init", "-q")
    assert run("lint", readme, "--changed-since", "HEAD").returncode == 2
    git(readme.parent, "commit", "-q", "--allow-empty", "-m", "a")
    assert rows(readme, "--changed-since", "HEAD") == [("trailing-space", 12)]
    git(readme.parent, "add", "README.md")
    git(readme.parent, "commit", "-q", "-m", "b")
    assert rows(readme, "--changed-since", "HEAD") == []
    readme.write_text(BAD.replace("Multilingual", "Multi-Lingual").replace("Noisy", "Noise") + MORE[:-1] + " \n")
    assert rows(readme, "--changed-since", "HEAD") == [("trailing-space", 13)]
    assert rows(readme, "--changed-since", "HEAD~1") == rows(readme)


def test_a_renamed_file_is_compared_with_what_it_was(readme: Path) -> None:
    """Git tells the name that it had, in another folder too."""
    git(readme.parent, "init", "-q")
    git(readme.parent, "add", "README.md")
    git(readme.parent, "commit", "-q", "-m", "a")
    moved = readme.parent / "docs" / "pàpers list.md"
    moved.parent.mkdir()
    git(readme.parent, "mv", "README.md", str(moved))
    moved.write_text(BAD + MORE[:-1] + " \n")
    assert rows(moved, "--changed-since", "HEAD") == [("trailing-space", 13)]


def test_a_file_that_was_not_there_is_new(readme: Path) -> None:
    """Which is told, as a wrong name would be."""
    git(readme.parent, "init", "-q")
    git(readme.parent, "commit", "-q", "--allow-empty", "-m", "a")
    done = run("lint", readme, "--changed-since", "HEAD")
    assert done.stderr.startswith(f'{readme}: not in "HEAD", so all of it counts as new\n')
    assert done.returncode == 1


@pytest.mark.parametrize("data", [TEXT.encode("utf-16-le"), bytes(20)])
@pytest.mark.parametrize("command", ["lint", "fix"])
def test_what_is_no_text_is_not_judged(readme: Path, data: bytes, command: str) -> None:
    """Its NULs tell it."""
    readme.write_bytes(data)
    done = run(command, readme)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{readme}: the text is not UTF-8: ")


def test_one_nul_is_a_finding(readme: Path) -> None:
    """The rest is a text."""
    readme.write_text(TEXT[:-1] + "\0\n")
    assert rows(readme) == [("hostile-text", 12)]


@pytest.mark.parametrize("source", ["-", "change.diff"])
def test_a_diff_tells_what_was_there_before(readme: Path, source: str) -> None:
    """From a file or from the input; a file that the diff leaves alone has nothing new."""
    git(readme.parent, "init", "-q")
    git(readme.parent, "add", "README.md")
    readme.write_text(BAD.replace("Multilingual", "Multi-Lingual").replace("14198.pdf)\n", "14198.pdf) \n"))
    diff = subprocess.run(["git", "diff"], cwd=readme.parent, check=True, capture_output=True).stdout
    readme.with_name("change.diff").write_bytes(diff)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "lint", "README.md", "--diff", source, "--format", "json"],
        cwd=readme.parent, input=diff, capture_output=True,
    )  # fmt: skip
    assert [row["line"] for row in json.loads(done.stdout)] == [8]
    other = readme.with_name("OTHER.md")
    other.write_text(BAD)
    done2 = run("lint", other, "--diff", readme.with_name("change.diff"))
    assert (done2.returncode, done2.stderr) == (0, "OTHER.md: the diff leaves it as it is\n")


def test_a_diff_that_leads_elsewhere_is_refused(readme: Path) -> None:
    """Findings in the wrong lines would help nobody."""
    diff = readme.with_name("x.diff")
    diff.write_text("--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-a\n+b\n")
    done = run("lint", readme, "--diff", diff)
    assert (done.returncode, done.stdout) == (2, "")
    assert "does not lead to this file" in done.stderr


def test_nothing_is_loaded_that_is_not_needed(readme: Path) -> None:
    """An editor waits for it: no library for commands, colours, configurations or services."""
    command = [sys.executable, "-X", "importtime", "-m", "bot", "lint", "--format", "json", str(readme)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert json.loads(done.stdout)
    assert "rules" in loaded
    assert (
        not {"markdown_it", "typer", "click", "rich", "pydantic", "yaml", "rapidfuzz", "httpx", "subprocess"} & loaded
    )


def test_a_reader_who_goes_away_is_no_mistake(readme: Path) -> None:
    """`shelver lint README.md | head -1` says nothing of broken pipes."""
    line = BAD.splitlines()[-1]
    readme.write_text(TEXT + (f"{line[:-1]}\n" * 19 + f"{line}\n") * 200)
    for command in ("lint", "fix"):
        both = f"{sys.executable} -m bot {command} {readme} | head -1"
        done = subprocess.run(both, shell=True, capture_output=True, encoding="utf-8", check=False)  # noqa: S602
        assert (done.stdout.count("\n"), "Traceback" in done.stderr) == (1, False)


@pytest.mark.parametrize("command", ["lint", "fix", "rule"])
def test_help_looks_like_that_of_the_other_commands(command: str) -> None:
    """Usage, a text, arguments, options; and the list of commands names it."""
    done = run(command, "--help", columns=80)
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: shelver {command} [OPTIONS] ")
    assert "\n\nOptions:\n" in done.stdout
    assert "  --help" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert f"\n  {command}  " in run("--help").stdout
