import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.explain import SHOWN_BYTES
from tests.cli.commands import BROKEN, MISTAKES, list_text, run


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    """Make a list that is in order, with one entry that differs."""
    path = tmp_path / "README.md"
    path.write_text(
        list_text([8, 7, 6, 5, 4, 3, 2]).replace(
            "[[pdf]](https://arxiv.org/pdf/2405", "[[PDF]](https://arxiv.org/pdf/2405"
        )
    )
    return path


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_what_was_learned_fits_a_terminal(readme: Path, columns: int) -> None:
    """A table of the sections, the forms below, the entries that differ at the end."""
    done = run("explain", readme, columns=columns)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "README.md: 7 entries in 1 section; 2 other headings without papers"
    assert lines[2].split() == ["line", "entries", "form", "follow", "it", "order", "section"]
    assert lines[3].split() == ["3", "7", "A", "6/7", "date,", "newest", "first", "(7/7)", "Papers"]
    assert 'A  bullet: 6 of 7 entries in "Papers"' in lines
    assert any(line.startswith("   form - **[‹name›]** ‹title›") for line in lines)
    assert any(line.startswith("   new  - **[ListKeeper]**") for line in lines)
    assert lines[-3] == "Entries that differ from most of their section; --section PATH shows all of one"
    assert lines[-1].strip() == 'line 8: label "PDF", mostly "pdf"'
    assert max(map(len, lines)) <= columns


def test_json_has_all_of_it(readme: Path) -> None:
    """Its keys are those that the help documents."""
    told = json.loads(run("explain", readme, "--json").stdout)
    help_text = run("explain", "--help").stdout
    assert (told["bytes"], told["cut"], told["other_sections"]) == (len(readme.read_bytes()), None, 2)
    (section,) = told["sections"]
    assert section["order"] == {"key": "date", "direction": "descending", "kept": 7, "of": 7}
    assert section["differ"] == [{"line": 8, "how": ['label "PDF", mostly "pdf"']}]
    for key in (*told, *section):
        assert f'"{key}"' in help_text


def test_a_file_that_github_cuts_is_warned_of(readme: Path) -> None:
    """The section that visitors do not see is named."""
    readme.write_text(readme.read_text() + "\n" + "x" * SHOWN_BYTES + "\n\n## Last\n\nNobody sees this.\n")
    done = run("explain", readme)
    words = " ".join(done.stdout.split())
    assert 'visitors do not see "License" from line 17 on, nor 1 section behind it, from "Last" on.' in words
    cut = json.loads(run("explain", readme, "--json").stdout)["cut"]
    assert cut == {"line": 17, "section": ["License"], "after": [["Last"]]}


@pytest.mark.parametrize(
    ("content", "word", "code"),
    [
        (b"", "no paper list found", 1),
        (b"# A list\n\nof nothing\n", "no paper list found", 1),
        (b"\xff\xfe\x00", "not UTF-8", 1),
        (None, "No such file", 2),
    ],
)
@pytest.mark.parametrize("command", ["explain", "sort", "init"])
def test_what_is_no_list_gets_a_clear_word(
    tmp_path: Path, command: str, content: bytes | None, word: str, code: int
) -> None:
    """One line, no traceback."""
    path = tmp_path / "README.md"
    if content is not None:
        path.write_bytes(content)
    done = run(command, path)
    assert (done.returncode, done.stdout) == (code, "")
    assert word in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_directory_is_no_list(tmp_path: Path) -> None:
    """It is told so."""
    done = run("explain", tmp_path)
    assert (done.returncode, done.stderr) == (2, f"{tmp_path}: Is a directory\n")


@pytest.mark.parametrize("command", ["explain", "sort", "replay"])
def test_nothing_heavy_is_imported(command: str) -> None:
    """A command that only reads files needs no server and no library for forms."""
    script = (
        "import sys; from importlib import import_module; "
        f"import_module('bot.cli.{command}'); "
        "heavy = ('fastapi', 'dbos', 'github', 'pydantic', 'httpx', 'yaml', 'rich'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_the_configuration_of_the_repository_is_gone_by(readme: Path) -> None:
    """What it says is marked, and measured at the entries; one with mistakes ends the program."""
    config = readme.parent / ".github/shelver.yml"
    config.parent.mkdir()
    config.write_text("order: oldest first\nentry: '* {title} ([pdf]({pdf}))'\n")
    done = run("explain", readme)
    assert (done.returncode, done.stderr) == (0, f"by the configuration {config.resolve()}\n")
    row = done.stdout.splitlines()[3]
    assert row.split() == ["3", "7", "A*", "6/7", "date,", "oldest", "first", "(1/7)*", "Papers"]
    assert "* as the configuration says" in done.stdout
    assert "   new  * ListKeeper: Learning to Keep Lists of Papers ([pdf](https://arxiv.org" in done.stdout
    config.write_text(BROKEN)
    for command in ("explain", "sort"):
        done = run(command, readme)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines()[1:] == [f"{config.resolve()}{words}" for words in MISTAKES]


def test_a_section_that_the_owner_closes_is_not_explained(readme: Path) -> None:
    """It is one of the others."""
    config = readme.parent / "other.yml"
    config.write_text("sections:\n  Papers:\n    papers: no\n")
    assert run("explain", readme, "--config", config).stdout.startswith("README.md: 0 entries in 0 sections; 3 other")


def test_many_sections_are_told_in_short_and_one_in_full(readme: Path) -> None:
    """Entries that differ alike share a line; --section shows all of one."""
    parts = [list_text([*range(12, 0, -1)], heading=f"Part {k}").partition("## License")[0] for k in range(40)]
    text = "".join(parts)
    for month in ("2403", "2405"):
        text = text.replace(f"[[pdf]](https://arxiv.org/pdf/{month}", f"[[PDF]](https://arxiv.org/pdf/{month}")
    readme.write_text(text)
    lines = run("explain", readme).stdout.splitlines()
    assert len(lines) < 120
    assert lines[-1] == "  and 40 entries in 20 more sections"
    assert "A  bullet: 400 of 480 entries in 40 sections" in lines
    short = run("explain", readme, "--section", "part 7").stdout.splitlines()
    assert short[0] == "README.md: 12 entries in 1 section; 40 other headings without papers"
    assert short[-1].split(":")[0].startswith("    lines ")
    assert short[-1].split(": ")[1] == 'label "PDF", mostly "pdf"'
    done = run("explain", readme, "--section", "Parts 7")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith('no section "Parts 7"; near are "Part 7"')
