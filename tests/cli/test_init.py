from pathlib import Path

import pytest
import yaml

from bot.config import CONFIG_PATH, ListConfig, read_config
from bot.scaffold import FORM_PATH
from tests.cli.commands import list_text, run


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    """Make a repository with a list and a translation of it."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "LIST.md").write_text(list_text([8, 7, 6, 5, 4, 3, 2]))
    (folder / "LIST_zh.md").write_text(list_text([8, 7, 6, 5, 4, 3, 2], heading="论文"))
    (folder / "other.md").write_text(list_text([1], heading="Other"))
    return folder / "LIST.md"


def test_both_files_are_printed_and_none_written(readme: Path, tmp_path: Path) -> None:
    """What was learned stands in them."""
    done = run("init", readme)
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        f"# {CONFIG_PATH}\n",
        f"# {FORM_PATH}\n",
        "#list: docs/LIST.md\n",
        "#mirrors: [docs/LIST_zh.md]\n",
        "#order: newest first\n",
        "#entry: '- **[{name}]** {title} [[pdf]]({pdf})'\n",
        '- "Papers"\n',
    ):
        assert words in done.stdout
    assert not (tmp_path / ".github").exists()


def test_write_puts_them_into_the_repository(readme: Path, tmp_path: Path) -> None:
    """The configuration changes nothing as it stands; the form is YAML with the list's sections."""
    done = run("init", readme, "--write")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "".join(f"{tmp_path.resolve() / path}: written\n" for path in (CONFIG_PATH, FORM_PATH))
    assert read_config((tmp_path / CONFIG_PATH).read_bytes()) == ListConfig()
    form = yaml.safe_load((tmp_path / FORM_PATH).read_text())
    assert [part["attributes"].get("options") for part in form["body"] if part["type"] == "dropdown"] == [["Papers"]]


def test_what_is_there_is_kept_without_force(readme: Path, tmp_path: Path) -> None:
    """The other file is written; when both are there nothing is."""
    path = tmp_path / CONFIG_PATH
    path.parent.mkdir()
    path.write_text("list: docs/LIST.md\n")
    assert f"# {CONFIG_PATH} (there already; --write keeps it)\n" in run("init", readme).stdout
    done = run("init", readme, "--write")
    assert (done.returncode, path.read_text()) == (0, "list: docs/LIST.md\n")
    assert done.stderr == f"{path.resolve()}: kept, since it is there already; --force writes over it\n"
    assert (tmp_path / FORM_PATH).exists()
    again = run("init", readme, "--write")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.endswith("nothing was written: both files are there already; --force writes over them\n")
    assert run("init", readme, "--write", "--force").returncode == 0
    assert path.read_text().startswith("# yaml-language-server")


def test_another_directory_is_the_repository_when_it_is_named(readme: Path, tmp_path: Path) -> None:
    """The list must be in it."""
    assert "#list: LIST.md\n" in run("init", readme, "--directory", readme.parent).stdout
    other = tmp_path / "other"
    other.mkdir()
    done = run("init", readme, "--directory", other)
    assert (done.returncode, done.stderr.split(" is not in ")[0]) == (2, str(readme))
