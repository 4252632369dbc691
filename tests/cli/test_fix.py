"""`shelver fix`: what it mends, and what it leaves as it was."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.diff import changed_lines
from bot.document import parse, split_lines
from bot.lint import Finding, LintContext, applied, lint, mended
from rules import EXAMPLE_LIST, all_rules
from tests.cli.commands import run

BAD = EXAMPLE_LIST[:-1] + " \n"


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    """Make a list with a blank at the end of its last line."""
    path = tmp_path / "README.md"
    path.write_text(BAD)
    return path


@pytest.mark.parametrize("mode", [(), ("--diff",)])
def test_the_change_is_printed_and_nothing_written(readme: Path, mode: tuple[str, ...]) -> None:
    """Git can apply it; what would be mended is told beside it."""
    done = run("fix", readme, *mode)
    assert (done.returncode, done.stderr) == (0, f"{readme}: would mend 1 trailing-space\n")
    assert readme.read_text() == BAD
    subprocess.run(["git", "apply", "-"], cwd=readme.parent, input=done.stdout.encode(), check=True)
    assert readme.read_text() == EXAMPLE_LIST


def test_write_changes_the_file_once(readme: Path) -> None:
    """A second run finds nothing to do, and does not touch the file."""
    done = run("fix", readme, "--write")
    assert (done.stdout, done.stderr) == ("", f"{readme}: mended 1 trailing-space\n")
    assert readme.read_text() == EXAMPLE_LIST
    readme.chmod(0o444)
    again = run("fix", readme, "--write")
    assert (again.returncode, again.stderr) == (0, f"{readme}: mended nothing\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text[:-1],
        lambda text: text.replace("\n", "\r\n", 3) + "\r\n\r\n",
    ],
    ids=["crlf", "mark", "no last line end", "mixed"],
)
def test_every_other_byte_stays_as_it_is(readme: Path, change: object) -> None:
    """Line ends, encoding marks and a missing last line end are no business of a fix."""
    assert callable(change)
    readme.write_bytes(change(BAD).encode())
    expected = change(EXAMPLE_LIST[:-1] + "\0\n").replace("\0", "").encode()
    printed = subprocess.run(
        [sys.executable, "-m", "bot", "fix", readme, "--stdout"], capture_output=True, check=True
    ).stdout
    run("fix", readme, "--write")
    assert readme.read_bytes() == printed == expected


def test_what_is_left_to_people_is_told(readme: Path) -> None:
    """And that more could be mended, at a risk."""
    metadata = readme.with_name("house-1.0.dist-info")
    metadata.mkdir()
    (metadata / "entry_points.txt").write_text("[shelver.rules]\nhouse-pali = house_pali\n")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n")
    readme.with_name("house_pali.py").write_text(
        "from bot.lint import Finding, fix\nSEVERITY, NEEDS = 'warning', None\n"
        "def check(context):\n    at = context.text.find('PaLI')\n"
        "    if at >= 0:\n        yield Finding(at, at + 4, 'a name', fix(at, at + 4, 'PALI', safe=False))\n"
    )
    config = readme.with_name("shelver.yml")
    config.write_text("rules: {house-pali: warning}\n")
    path = {"PYTHONPATH": f"{readme.parent}:{Path(__file__).parents[2]}"}
    assert run("fix", readme, "--config", config, "--write", settings=path).stderr.splitlines() == [
        f"{readme}: mended 1 trailing-space",
        f"{readme}: left to people 1 house-pali",
        f"{readme}: --unsafe mends 1 more; look at its diff first",
    ]
    done = run("fix", readme, "--config", config, "--write", "--unsafe", settings=path)
    assert done.stderr == f"{readme}: mended 1 house-pali\n"
    assert readme.read_text() == EXAMPLE_LIST.replace("PaLI", "PALI")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--diff", "--write"), "Error: choose one of --diff, --write and --stdout"),
        (("--stdout", "README.md"), "Error: --stdout prints one file; name one"),
        (("--wirte",), "Error: unrecognized arguments: --wirte"),
    ],
)
def test_bad_use_is_told(readme: Path, arguments: tuple[str, ...], words: str) -> None:
    """The file stays as it is."""
    done = run("fix", readme, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert readme.read_text() == BAD


_PIECES = st.sampled_from(
    [
        "\n", "\r\n", "\r", "\n\n", " ", "  \n", "\t", "\ufeff", "\u2028", "- ", "* ", "1. ", "# ", "## A\n",
        "**[X]** ", "[[pdf]]", "[pdf]", "(https://arxiv.org/abs/2301.00001v2)",
        "(http://x.example/?utm_source=a&b=c#d)", "| a |\n",
        "|---|\n", "```\n", "<!--", "-->", "[", "]", "(", ")", "`", "**", "Title", "title. ", "𝛼", "https://youtu.be/a?t=1s",
        *(example.text for rule in all_rules().values() for example in rule.INVALID),
        *(text for rule in all_rules().values() for text in rule.VALID),
    ]
)  # fmt: skip
_HOSTILE = st.lists(_PIECES, max_size=25).map("".join)
_LISTS = st.one_of(_HOSTILE, _HOSTILE.map(lambda text: EXAMPLE_LIST + text))


def judge(text: str) -> list[Finding]:
    """What all rules find, with nothing known of links and papers."""
    return lint(LintContext(parse(text), links={}, papers={}), all_rules())


@given(_LISTS, st.booleans())
@example("", False)
@settings(max_examples=150)
def test_mending_twice_is_mending_once(text: str, unsafe: bool) -> None:
    """Whatever stands in a list, with all rules together."""
    once, _ = mended(text, judge, unsafe=unsafe)
    again, done = mended(once, judge, unsafe=unsafe)
    assert again == once
    assert once == text or done == () or unsafe


@given(_LISTS)
@settings(max_examples=150)
def test_lines_that_no_fix_names_stay_byte_for_byte(text: str) -> None:
    """A line is changed only where a change of a fix touches it."""
    findings = judge(text)
    new, made = applied(text, findings)
    context = LintContext(parse(text))
    touched = {
        line
        for one in made
        if one.fix
        for change in one.fix.changes
        for line in range(context.line(change.start), context.line(change.end) + 1)
    }
    kept = [line for number, line in enumerate(context.document.lines) if number not in touched]
    rest = iter(split_lines(new))
    assert all(any(line == other for other in rest) for line in kept)
    assert bool(changed_lines(context.document.lines, split_lines(new))) == (text != new)


@given(_LISTS)
@settings(max_examples=100)
def test_findings_and_fixes_lie_within_the_text(text: str) -> None:
    """Whatever stands in it."""
    for one in judge(text):
        assert 0 <= one.start <= one.end <= len(text)
        for change in one.fix.changes if one.fix else ():
            assert 0 <= change.start <= change.end <= len(text)
