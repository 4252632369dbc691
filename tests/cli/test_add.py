"""`shelver add`, as people run it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import BROKEN, MISTAKES
from tests.document.shapes import read_list, reshape

Run = Callable[..., subprocess.CompletedProcess[bytes]]

SUBMISSION: dict[str, Any] = {
    "title": "InstructBLIP: Towards General-purpose Vision-Language Models with Instruction Tuning",
    "name": None,
    "authors": ["Wenliang Dai", "Junnan Li"],
    "venue": None,
    "date": "2023-05",
    "links": [{"role": "abstract", "label": None, "url": "https://arxiv.org/abs/2305.06500"}],
    "section": None,
}
LINE = (
    "- **[InstructBLIP]** Towards General-purpose Vision-Language Models with Instruction Tuning"
    " [[pdf]](https://arxiv.org/pdf/2305.06500.pdf)\n"
)
BLIP2 = {"title": "BLIP-2", "links": [{"url": "https://arxiv.org/abs/2301.12597"}, {"url": "https://x.org/demo"}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a list and a submission."""
    (tmp_path / "README.md").write_bytes(read_list("named").encode())
    (tmp_path / "paper.json").write_text(json.dumps(SUBMISSION))
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run `shelver add README.md --json paper.json` with more arguments, on another submission if one is given."""

    def run(*arguments: str, submission: object = None) -> subprocess.CompletedProcess[bytes]:
        if submission is not None:
            text = submission if isinstance(submission, str) else json.dumps(submission)
            (folder / "paper.json").write_text(text)
        command = [sys.executable, "-m", "bot", "add", str(folder / "README.md"), "--json", str(folder / "paper.json")]
        return subprocess.run([*command, *arguments], capture_output=True, timeout=60)

    return run


def test_without_a_mode_the_plan_is_printed_and_nothing_changed(run: Run, folder: Path) -> None:
    """The plan is JSON with the section, the line in the new text, the text, the reason."""
    done = run("--section", "Papers")
    assert (done.returncode, done.stderr) == (0, b"")
    plan = json.loads(done.stdout)
    assert plan == {
        "section": ["Papers"],
        "confidence": 1.0,
        "alternatives": [],
        "line": 35,
        "text": LINE,
        "reason": "Papers: the section's entries with a name follow no order, so the new one comes last of them.",
        "duplicate_of": None,
    }
    assert done.stdout == run("--section", "Papers", "--plan").stdout
    assert (folder / "README.md").read_bytes() == read_list("named").encode()


def test_a_guess_names_alternatives(run: Run) -> None:
    """Without a section the plan says how sure it is and what comes next."""
    plan = json.loads(run().stdout)
    assert 0 < plan["confidence"] < 1
    assert all(set(other) == {"section", "confidence"} for other in plan["alternatives"])
    assert plan["alternatives"]


@pytest.mark.parametrize("crlf", [False, True])
@pytest.mark.parametrize("final", [False, True])
def test_stdout_gets_the_exact_bytes(run: Run, folder: Path, crlf: bool, final: bool) -> None:
    """The new text is the old one with the plan's text before the plan's line, whatever its line ends."""
    old = reshape(read_list("named"), crlf=crlf, bom=True, final=final, trailing=True).encode()
    (folder / "README.md").write_bytes(old)
    arguments = ("--section", "Diffusion")
    plan = json.loads(run(*arguments).stdout)
    rows = old.splitlines(keepends=True)
    rows.insert(plan["line"] - 1, plan["text"].encode())
    assert run(*arguments, "--stdout").stdout == b"".join(rows)


def test_write_changes_the_file_and_says_where(run: Run, folder: Path) -> None:
    """`--write` puts the line into the file, and a second run finds it there."""
    path = folder / "README.md"
    done = run("--section", "Papers", "--write")
    assert (done.returncode, done.stdout.decode()) == (0, f"{path}:35: {LINE}")
    assert path.read_bytes().splitlines(keepends=True)[34].decode() == LINE
    again = run("--write")
    assert (again.returncode, again.stdout) == (1, b"")
    assert again.stderr.decode() == f"{path}:35: the list has this paper: InstructBLIP\n"


def test_an_entry_that_may_be_the_same_paper_is_told(run: Run) -> None:
    """The paper is added all the same, and a note says which entry to look at and why."""
    title = "Bootstrapping Language-Image Pretraining with Frozen Image Encoder and Large Language Models"
    done = run("--section", "Papers", submission={"title": title, "links": [{"url": "https://x.org/blip2.pdf"}]})
    assert done.returncode == 0
    assert done.stderr.decode() == "line 17 may be the same paper (a like title): BLIP-2\n"
    assert json.loads(done.stdout)["duplicate_of"] is None


def test_diff_is_one_added_line(run: Run) -> None:
    """The diff can be read, and applied, by others."""
    lines = run("--section", "Papers", "--diff").stdout.decode().splitlines(keepends=True)
    assert lines[:2] == ["--- a/README.md\n", "+++ b/README.md\n"]
    assert [line for line in lines[2:] if line[0] in "+-"] == ["+" + LINE]


def test_a_duplicate_is_refused_with_its_line(run: Run) -> None:
    """The plan and the message tell where the paper stands and what its entry lacks."""
    done = run(submission=BLIP2)
    assert done.returncode == 1
    assert done.stderr.decode().endswith("README.md:17: the list has this paper: BLIP-2; it lacks https://x.org/demo\n")
    plan = json.loads(done.stdout)
    assert (plan["duplicate_of"], plan["section"], plan["line"], plan["text"]) == (17, ["Papers"], None, "")
    assert run("--stdout").stdout == b""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"# Tool\n", "no paper list found: no section has five entries most of which link to papers"),
        (b"# M\xe4rchen\n", "the text is not UTF-8: byte 4 (line 1) is 0xe4, which cannot stand there"),
        (b"", "no paper list found: no section has five entries most of which link to papers"),
        (b"## P\n" + b"- https://arxiv.org/abs/2301.12597\n" * 6, "in a form that cannot be written yet"),
    ],
)
def test_a_list_that_cannot_take_it_is_refused(run: Run, folder: Path, text: bytes, message: str) -> None:
    """The reason stands on standard error, the exit status is 1."""
    (folder / "README.md").write_bytes(text)
    done = run()
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().endswith(message + "\n")


@pytest.mark.parametrize(
    ("submission", "message"),
    [
        ("{", "line 1: this is no JSON: Expecting property name enclosed in double quotes"),
        ([], 'expected an object such as {"title": "...", "links": [...]}'),
        ({"title": " "}, '"title" is missing: an entry needs at least the paper\'s title'),
        ({"title": 3}, '"title" must be a text, met 3'),
        ({"title": "T", "links": {}}, '"links" must be a list'),
        ({"title": "T", "links": ["x"]}, '"links" must be a list of objects with "role", "label" and "url"'),
        ({"title": "T", "links": [{"role": "pdf"}]}, 'every link needs a "url"'),
        ({"title": "T", "links": [{"role": "song", "url": "x"}]}, 'unknown role "song" of x; roles are pdf, abstract'),
        ({"title": "T", "section": 3}, '"section" must be a heading or a list of headings, the outermost first'),
        ({"title": "T", "authors": "A"}, '"authors" must be a list, met "A"'),
    ],
)
def test_a_submission_that_says_nothing_is_bad_use(run: Run, submission: object, message: str) -> None:
    """What is wrong with the file is said in one line, the exit status is 2."""
    done = run(submission=submission)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_two_modes_and_missing_files_are_bad_use(run: Run, folder: Path) -> None:
    """Contradicting options and files that are not there end with 2."""
    done = run("--stdout", "--write")
    assert (done.returncode, done.stderr) == (2, b"choose one of --plan, --diff, --stdout and --write\n")
    (folder / "README.md").unlink()
    done = run()
    assert (done.returncode, done.stderr.decode()) == (2, f"{folder / 'README.md'}: No such file or directory\n")


HEAVY = {
    "dbos", "fastapi", "starlette", "github", "pydantic", "yaml", "rich", "httpx", "requests", "jwt", "sqlalchemy",
}  # fmt: skip


def test_nothing_heavy_is_imported(folder: Path) -> None:
    """`add` loads no server, no database, no client of GitHub, and nothing that only a configuration needs."""
    arguments = ["shelver", "add", str(folder / "README.md"), "--json", str(folder / "paper.json")]
    script = (
        f"import json, sys\nsys.argv = {arguments!r}\nfrom bot.cli import main\ntry:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stderr))
    assert "bot" in loaded
    assert sorted(HEAVY & loaded) == []


def test_what_the_owner_says_holds(run: Run, folder: Path) -> None:
    """The entry, its place and its section are those of the configuration."""
    config = folder / "shelver.yml"
    config.write_text("entry: '- {title} ([pdf]({pdf}))'\norder: top\nsections:\n  Gone:\n    keywords: [x]\n")
    done = run("--section", "Papers", "--config", str(config))
    assert done.returncode == 0
    assert b'"the configuration" speaks of "Gone" below "sections", but the list has no such heading.' in done.stderr
    plan = json.loads(done.stdout)
    assert plan["text"] == f"- {SUBMISSION['title']} ([pdf](https://arxiv.org/pdf/2305.06500))\n"
    assert plan["reason"].endswith("the list's settings put new entries first.")


@pytest.mark.parametrize(("content", "told"), [(BROKEN, MISTAKES), (None, (": No such file or directory",))])
def test_a_configuration_that_cannot_be_used_is_told_with_its_lines(
    run: Run, folder: Path, content: str | None, told: tuple[str, ...]
) -> None:
    """One line a mistake, and nothing is done."""
    config = folder / "shelver.yml"
    if content is not None:
        config.write_text(content)
    done = run("--write", "--config", str(config))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "".join(f"{config}{words}\n" for words in told)
