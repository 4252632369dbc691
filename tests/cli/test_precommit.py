"""The hooks that pre-commit finds in the repository."""

import shlex
from pathlib import Path

import pytest
import yaml

from tests.cli.commands import run

HOOKS = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_the_hooks_are_those_of_the_readme() -> None:
    """What the README tells to write is there."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert {f"- id: {hook['id']}" in readme for hook in HOOKS} == {True}
    assert [hook["id"] for hook in HOOKS] == ["shelver-lint", "shelver-fix"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_on_the_files_that_are_given_behind_it(hook: dict[str, str], tmp_path: Path) -> None:
    """As pre-commit runs it: the entry, then the names of files."""
    readme, other = tmp_path / "README.md", tmp_path / "README_zh.md"
    for path in (readme, other):
        path.write_text("# L\n")
    program, *arguments = shlex.split(hook["entry"])
    assert program == "shelver"
    assert run(*arguments, readme, other).returncode == 0
