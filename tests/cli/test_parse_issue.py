import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import parse_issue


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of `shelver parse-issue`."""
    app = typer.Typer()
    app.callback()(lambda: None)
    parse_issue.register(app)
    result = CliRunner().invoke(app, ["parse-issue", *arguments])
    return result.exit_code, result.stdout, result.stderr


def issue_file(folder: Path, content: object) -> str:
    """A file with an issue in it; bytes are written as they are."""
    path = folder / "issue.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


def test_an_issue_is_answered_in_json(tmp_path: Path) -> None:
    """Each paper comes with title, name, id, links and section."""
    body = "- **[OFA]** Unifying Architectures [[pdf]](https://arxiv.org/pdf/2202.03052) [[code]](https://github.com/OFA-Sys/OFA)"
    status, out, _ = run(issue_file(tmp_path, {"title": "Add OFA", "body": body}))
    assert status == 0
    assert json.loads(out) == {
        "papers": [
            {
                "title": "Unifying Architectures",
                "name": "OFA",
                "id": "arxiv:2202.03052",
                "links": [
                    {"role": "pdf", "label": "pdf", "url": "https://arxiv.org/pdf/2202.03052"},
                    {"role": "code", "label": "code", "url": "https://github.com/OFA-Sys/OFA"},
                ],
                "section": None,
            }
        ]
    }


@pytest.mark.parametrize("body", [None, "", "Thanks!"])
def test_an_issue_without_papers_gives_an_empty_list(tmp_path: Path, body: str | None) -> None:
    """GitHub sends null for an empty body."""
    assert json.loads(run(issue_file(tmp_path, {"title": "Hi", "body": body}))[1]) == {"papers": []}


def test_the_lists_headings_help(tmp_path: Path) -> None:
    """With the list at hand, its headings are places without any mark."""
    readme = tmp_path / "README.md"
    readme.write_text("# List\n\n## sound and vision\n\n- [A](https://arxiv.org/abs/2202.03052)\n")
    issue = issue_file(tmp_path, {"title": "Add", "body": "for sound and vision: https://arxiv.org/abs/2305.11834"})
    assert json.loads(run(issue, "--list", str(readme))[1])["papers"][0]["section"] == "sound and vision"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"{", "not JSON"),
        (b"[]", "no issue"),
        (b"{}", "neither"),
        (b'{"title": 3, "body": ""}', "texts"),
        (b'{"title": "a", "body": ["b"]}', "texts"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000, "nested"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path: Path, content: bytes, word: str) -> None:
    """What is no issue ends with status 2, the reason on standard error and nothing on standard output."""
    status, out, err = run(issue_file(tmp_path, content))
    assert (status, out) == (2, "")
    assert word in err
    assert err.count("\n") == 1


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is named."""
    status, out, err = run(str(tmp_path / "nothing.json"))
    assert (status, out) == (2, "")
    assert "nothing.json" in err


def test_reading_an_issue_loads_no_server_and_no_database() -> None:
    """The command imports neither a web server, a database, PyGithub nor pydantic."""
    code = (
        "import sys, bot.cli.parse_issue, bot.submission; bot.submission.read_submission('a', 'b');"
        "print([name for name in ('fastapi', 'dbos', 'github', 'pydantic', 'httpx', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
