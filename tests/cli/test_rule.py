"""`shelver rule`, and the README's table of rules."""

from pathlib import Path

import pytest

from bot.cli.rule import with_table
from rules import all_rules
from tests.cli.commands import run

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_has_the_table_of_the_rules_as_they_are() -> None:
    """It was written anew after the last change of a rule (`make rules`)."""
    text = README.read_text(encoding="utf-8")
    assert with_table(text) == text


def test_a_table_is_written_between_its_marks_only() -> None:
    """A README without them is refused."""
    with pytest.raises(ValueError, match="needs the lines"):
        with_table("# Shelver\n")


def test_without_a_name_all_rules_are_listed() -> None:
    """One line each, with what it finds."""
    done = run("rule", columns=100)
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0].split() == ["rule", "severity", "fix", "defect"]
    assert [line.split()[0] for line in lines[1:]] == list(all_rules())
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("name", all_rules())
def test_a_rules_page_has_its_reasons_and_examples(name: str) -> None:
    """With the message of each example."""
    done = run("rule", name)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{name}: ")
    assert all(example.message in done.stdout for example in all_rules()[name].INVALID)


@pytest.mark.parametrize("name", ["trailing_space", "Trailing-Space"])
def test_a_rule_is_found_however_its_name_is_spelled(name: str) -> None:
    """As its file is called, too."""
    assert run("rule", name).stdout.startswith("trailing-space: Blanks at the end of a line.\n")


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    """And with the way to find the others."""
    assert run("rule", "trailing-blank").stderr == 'there is no rule "trailing-blank"; did you mean "trailing-space"?\n'
    done = run("rule", "xyz")
    assert (done.returncode, done.stderr) == (2, 'there is no rule "xyz"; `shelver rule` lists them\n')
