"""Rules: every example of the family, fixes included."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import rules
from bot.document import parse
from bot.lint import SEVERITIES, Example, Finding, LintContext, applied, lint
from rules import EXAMPLE_LIST, all_rules

VALID = [(name, text) for name, rule in all_rules().items() for text in rule.VALID]
INVALID = [(name, example) for name, rule in all_rules().items() for example in rule.INVALID]


def _whole(text: str) -> tuple[str, int]:
    """The list that an example stands for, and how many signs stand before the example itself."""
    if re.match(r"(?:\ufeff|\s|---|<!--)*#", text) or text.startswith(("<", "\n")):
        return text, 0
    return EXAMPLE_LIST + text, len(EXAMPLE_LIST)


def _lint(text: str, name: str, example: Example | None = None) -> Iterator[Finding]:
    rule = all_rules()[name]
    whole, before = _whole(text)
    context = LintContext(
        parse(whole),
        links=example.links if example else {},
        papers=example.papers if example else {},
    )
    return (one for one in lint(context, {name: rule}) if one.start >= before)


def test_the_family_has_rules() -> None:
    """The folder was walked."""
    assert len(all_rules()) >= 1


@pytest.mark.parametrize("name", all_rules())
def test_a_rule_has_all_that_the_family_agreed_on(name: str) -> None:
    """A docstring of a defect and its reasons, a severity, what it needs, examples of both kinds."""
    rule = all_rules()[name]
    title, _, rest = (rule.__doc__ or "").partition("\n\n")
    assert title.endswith(".")
    assert "\n" not in title
    assert len(rest.strip()) > 40
    assert rule.SEVERITY in SEVERITIES
    assert rule.NEEDS in (None, "links", "papers")
    assert rule.VALID
    assert rule.INVALID


@pytest.mark.parametrize(("name", "text"), VALID)
def test_nothing_is_found_in_a_valid_text(name: str, text: str) -> None:
    """A text that a rule calls valid has no finding of it."""
    assert [one.message for one in _lint(text, name)] == []


@pytest.mark.parametrize(("name", "example"), INVALID)
def test_one_thing_is_found_in_an_invalid_text(name: str, example: Example) -> None:
    """A text that a rule calls invalid has one finding, with its message, on its line."""
    whole, before = _whole(example.text)
    found = list(_lint(example.text, name, example))
    assert [one.message for one in found] == [example.message]
    assert whole.count("\n", before, found[0].start) + 1 == example.line
    assert found[0].start <= found[0].end <= len(whole)


@pytest.mark.parametrize(("name", "example"), INVALID)
def test_a_fix_leaves_nothing_to_find(name: str, example: Example) -> None:
    """The fix gives the text that the example tells, is as safe as it tells, and cures the defect."""
    whole, before = _whole(example.text)
    found = list(_lint(example.text, name, example))
    fixes = [one.fix for one in found if one.fix]
    if example.fixed is None:
        assert fixes == []
        return
    assert [one.safe for one in fixes] == [example.safe]
    fixed, _ = applied(whole, found, unsafe=True)
    assert fixed[before:] == example.fixed
    assert list(_lint(fixed[before:], name, example)) == []


@pytest.mark.parametrize("name", all_rules())
def test_a_message_keeps_the_family_s_form(name: str) -> None:
    """No capital, no full stop, nothing asked politely: what is there, and what was expected."""
    for example in all_rules()[name].INVALID:
        assert not example.message.endswith(".")
        assert "please" not in example.message.lower()
        assert len(example.message) <= 200


def test_nothing_beside_rules_stands_in_the_folder() -> None:
    """Each file is a rule."""
    names = {path.stem for path in Path(rules.__path__[0]).glob("*.py")} - {"__init__"}
    assert {name.replace("-", "_") for name in all_rules()} == names


def test_a_rule_is_loaded_when_it_is_asked_for() -> None:
    """To know their names loads none of them, so that each process of `shelver lint` loads those that it judges by."""
    code = (
        "import sys\nfrom rules import all_rules\nfamily = all_rules()\n"
        "assert 'dead-link' in family and len(family) == len(list(family))\nfamily['trailing-space']\n"
        "print(sorted(name for name in sys.modules if name.startswith('rules.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['rules.trailing_space']\n"
