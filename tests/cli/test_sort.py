import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import list_text, run

SLIPPED, SORTED = [8, 6, 7, 5, 4, 3, 2], [8, 7, 6, 5, 4, 3, 2]


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    """Make a list with one entry out of order."""
    path = tmp_path / "README.md"
    path.write_text(list_text(SLIPPED))
    return path


@pytest.mark.parametrize("mode", [(), ("--diff",)])
def test_the_change_is_printed_and_nothing_written(readme: Path, mode: tuple[str, ...]) -> None:
    """The diff can be applied by git; what was done is told beside it."""
    done = run("sort", readme, *mode)
    assert done.returncode == 0
    assert done.stderr == "Papers: 1 entry moves, by date, newest first\n"
    assert readme.read_text() == list_text(SLIPPED)
    subprocess.run(["git", "apply", "-"], cwd=readme.parent, input=done.stdout.encode(), check=True)
    assert readme.read_text() == list_text(SORTED)


def test_write_changes_the_file_once(readme: Path) -> None:
    """A second run finds nothing to do."""
    assert run("sort", readme, "--write").stdout == ""
    assert readme.read_text() == list_text(SORTED)
    again = run("sort", readme, "--write")
    assert again.stderr == "nothing to sort: every section that follows an order is in it\n"
    assert run("sort", readme).stdout == ""


def test_a_named_section_gets_the_order_that_is_asked_for(readme: Path) -> None:
    """Whatever order it had."""
    readme.write_text(list_text([3, 8, 2, 7, 4, 6, 5]))
    left = run("sort", readme, "--section", "papers")
    assert left.stderr.startswith('Papers: left alone, since it follows no order; --order "newest first" would')
    run("sort", readme, "--section", "papers", "--order", "newest first", "--write")
    assert readme.read_text() == list_text(SORTED)


def test_a_section_in_order_says_so_when_it_is_named(readme: Path) -> None:
    """Nothing is printed as a change."""
    readme.write_text(list_text(SORTED))
    done = run("sort", readme, "--section", "Papers")
    assert (done.stdout, done.stderr.splitlines()[0]) == ("", "Papers: in order already, by date, newest first")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--section", "Paper"), 'no section "Paper" with entries; near are "Papers"\n'),
        (("--section", "License"), 'no section "License" with entries\n'),
        (("--order", "date"), "--order needs --section"),
        (("--section", "Papers", "--order", "size"), '--order "size" is unknown; known are "newest first"'),
        (("--diff", "--write"), "choose one of --diff and --write"),
    ],
)
def test_bad_use_is_told_with_the_next_step(readme: Path, arguments: tuple[str, ...], words: str) -> None:
    """The file stays as it is."""
    done = run("sort", readme, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(words)
    assert readme.read_text() == list_text(SLIPPED)


def test_a_section_of_which_many_entries_would_move_is_left_to_its_owner(readme: Path) -> None:
    """It is told, and sorted when it is named."""
    numbers = [*range(60, 0, -1)]
    for slip in range(8):
        numbers.insert(4 * slip, numbers.pop())
    text = "".join(f"- Title {n} [[pdf]](https://arxiv.org/pdf/{15 + n // 12}{n % 12 + 1:02}.00001)\n" for n in numbers)
    readme.write_text(f"# L\n\n## Papers\n\n{text}")
    done = run("sort", readme)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[0] == (
        "Papers: left alone, since only 52 of 60 entries are in order by date, newest first; --section sorts it"
    )
    assert run("sort", readme, "--section", "Papers").stderr == "Papers: 8 entries move, by date, newest first\n"


def test_what_the_configuration_says_is_sorted_and_what_it_leaves_is_left(readme: Path) -> None:
    """An order that is said needs not to be seen."""
    config = readme.parent / "shelver.yml"
    config.write_text("order: oldest first\n")
    done = run("sort", readme, "--config", config, "--write")
    assert done.stderr == "Papers: 5 entries move, by date, oldest first\n"
    assert readme.read_text() == list_text(sorted(SORTED))
    config.write_text("order: append\n")
    readme.write_text(list_text(SLIPPED))
    assert run("sort", readme, "--config", config).stdout == ""


def test_a_list_without_an_order_is_told_so(readme: Path) -> None:
    """With the way to give it one."""
    readme.write_text(list_text([3, 8, 2, 7, 4, 6, 5]))
    told = run("sort", readme).stderr
    assert told == "nothing to sort: no section follows an order; --section and --order give it one\n"
