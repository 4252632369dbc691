"""Rules that other distributions bring."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.document import parse
from bot.lint import LintContext, lint
from bot.plugins import failures, named_rules
from tests.cli.commands import run

GOOD = '''"""The word foo.

It means nothing; this docstring is long enough for a rule. The fix is safe.
"""

from bot.lint import Finding, fix

SEVERITY = "hint"
NEEDS = None
VALID = ("- bar\\n",)
INVALID = ()


def check(context):
    at = context.text.find("foo")
    if at >= 0:
        yield Finding(at, at + 3, "the word `foo`", fix(at, at + 3, "bar"))
'''
MODULES = {
    "good": GOOD,
    "raising": GOOD.replace("    at =", "    raise KeyError('x')\n    at ="),
    "beyond": GOOD.replace("Finding(at, at + 3", "Finding(at, 10**9"),
    "other": GOOD.replace("yield Finding", "yield str"),
    "severe": GOOD.replace('"hint"', '"fatal"'),
    "needy": GOOD.replace("NEEDS = None", "NEEDS = 'money'"),
    "checkless": GOOD.replace("def check", "def chekc"),
    "broken": "import nowhere_to_be_found\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a distribution with rules, good and bad ones, that is installed."""
    for name, text in MODULES.items():
        (tmp_path / f"house_{name}.py").write_text(text)
    metadata = tmp_path / "house_rules-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: house-rules\nVersion: 1.0\n")
    points = "".join(f"house-{name} = house_{name}\n" for name in MODULES)
    (metadata / "entry_points.txt").write_text(f"[shelver.rules]\n{points}")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    yield tmp_path
    for name in MODULES:
        sys.modules.pop(f"house_{name}", None)


@pytest.mark.usefixtures("folder")
def test_only_what_is_named_is_loaded() -> None:
    """What merely happens to be installed judges nobody."""
    rules, problems = named_rules(["house-good", "house-missing"])
    assert (list(rules), problems) == (["house-good"], {})
    assert "house_raising" not in sys.modules


@pytest.mark.usefixtures("folder")
def test_a_rule_of_others_is_a_rule() -> None:
    """With its severity, its fix and its words."""
    rules, _ = named_rules(["house-good"])
    (one,) = lint(LintContext(parse("- a foo\n")), rules)
    assert (one.rule, one.severity, one.message) == ("house-good", "hint", "the word `foo`")
    assert (rules["house-good"].__doc__ or "").startswith("The word foo.")
    assert failures(rules) == ()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("broken", "cannot be loaded: ModuleNotFoundError: No module named 'nowhere_to_be_found'"),
        ("severe", "cannot be used: SEVERITY must be one of error, warning, hint"),
        ("needy", "cannot be used: NEEDS must be None, links or papers"),
        ("checkless", "cannot be used: it has no function check"),
    ],
)
def test_a_module_that_is_no_rule_is_told(name: str, words: str) -> None:
    """With the entry point that named it."""
    rules, problems = named_rules([f"house-{name}"])
    assert rules == {}
    assert problems[f"house-{name}"] == f'the rule "house-{name}" of house_{name} {words}'


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("raising", "failed: KeyError: 'x'"),
        ("beyond", "gave what is no finding in this text: Finding("),
        ("other", "failed: TypeError"),
    ],
)
def test_a_rule_that_fails_ends_nothing(name: str, words: str) -> None:
    """The others go on, and its failure is told once."""
    rules, _ = named_rules([f"house-{name}", "house-good"])
    assert [one.rule for one in lint(LintContext(parse("- a foo\n")), rules)] == ["house-good"]
    (told,) = failures(rules)
    assert told.startswith(f'the rule "house-{name}" {words}')


def test_the_command_asks_the_rules_that_the_configuration_names(folder: Path) -> None:
    """Its severity as it is said there; what fails is told beside the findings of the others."""
    readme, config = folder / "README.md", folder / "shelver.yml"
    readme.write_text("# L\n\n- a foo\n")
    path = {"PYTHONPATH": f"{folder}:{Path(__file__).parents[1]}"}
    assert run("lint", readme, "--config", config, settings=path).returncode == 2
    config.write_text("rules: {house-good: error, house-raising: hint, house-broken: hint, house-none: hint}\n")
    done = run("lint", readme, "--config", config, settings=path)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, f"{readme}:3:5: error house-good: the word `foo`")
    told = done.stderr
    assert '"house-broken" of house_broken cannot be loaded' in told
    assert "the rule \"house-raising\" failed: KeyError: 'x'" in told
    assert '"house-none" below "rules", but there is no such rule' in told
    assert run("rule", "house-good", settings=path).stdout.startswith("house-good: The word foo.\n")
    done = run("fix", readme, "--config", config, "--write", settings=path)
    assert (done.returncode, "the rule \"house-raising\" failed: KeyError: 'x'" in done.stderr) == (0, True)
    assert readme.read_text() == "# L\n\n- a bar\n"
