"""The forms in which findings are told."""

import json
from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.formats import FORMATS, Judged, place, teller
from bot.document import parse
from bot.lint import Change, Finding, Fix, LintContext, Severity, fix
from rules import all_rules

RULE = "trailing-space"


def judged(text: str, *findings: Finding, path: str = "README.md") -> Judged:
    """A file with findings."""
    return Judged(path, path, LintContext(parse(text), links={}, papers={}), findings, all_rules())


def finding(start: int, end: int, message: str = "a thing", severity: Severity = "warning", **more: Any) -> Finding:
    """A finding as `lint` gives it."""
    return Finding(start, end, message, severity=severity, rule=RULE, **more)


def told(form: str, *runs: Judged) -> str:
    """What is told of some files in a form."""
    return teller(form)(runs)


def test_each_form_is_a_file() -> None:
    """And each says that there is nothing to tell in its own way."""
    assert {form: bool(told(form, judged("a\n"))) for form in FORMATS} == {
        "text": True, "json": True, "github": False, "sarif": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("ab\n", 2, (1, 3)),
        ("ab\n", 3, (2, 1)),
        ("ab\r\ncd", 4, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("\ufeffab", 1, (1, 1)),
        ("\ufeffab", 0, (1, 1)),
        ("𝛼b\n", 1, (1, 2)),
    ],
)
def test_lines_and_columns_are_counted_from_one(text: str, offset: int, expected: tuple[int, int]) -> None:
    """Columns are code points, and a byte order mark is none."""
    assert place(LintContext(parse(text)), offset) == expected


def test_json_has_a_row_with_the_fix() -> None:
    """The end is behind the last sign."""
    one = finding(3, 4, "1 blank", fix=fix(3, 4, ""))
    assert json.loads(told("json", judged("a\nb \n", one))) == [
        {
            "rule": RULE, "severity": "warning", "file": "README.md", "line": 2, "column": 2, "end_line": 2,
            "end_column": 3, "message": "1 blank",
            "fix": {
                "safe": True,
                "changes": [{"line": 2, "column": 2, "end_line": 2, "end_column": 3, "text": ""}],
            },
        }
    ]  # fmt: skip


@given(st.text("ab\n\r\ufeff𝛼", max_size=20), st.data())
def test_a_program_can_make_the_changes_that_json_tells(text: str, data: st.DataObject) -> None:
    """By lines and columns alone it comes to the text that the fix gives."""
    at = st.integers(1 if text.startswith("\ufeff") else 0, max(len(text), 1))
    start, end = sorted((min(data.draw(at), len(text)), min(data.draw(at), len(text))))
    row = json.loads(told("json", judged(text, finding(start, end, fix=fix(start, end, "!")))))[0]
    (change,) = row["fix"]["changes"]
    lines = parse(text.removeprefix("\ufeff")).lines
    offsets = [
        sum(map(len, lines[: change[line] - 1])) + change[column] - 1
        for line, column in (("line", "column"), ("end_line", "end_column"))
    ]
    bare = text.removeprefix("\ufeff")
    assert bare[: offsets[0]] + change["text"] + bare[offsets[1] :] == (text[:start] + "!" + text[end:]).removeprefix(
        "\ufeff"
    )


def test_github_gets_commands_with_escaped_values() -> None:
    """The kinds are GitHub's; a colon or a comma in a path would end it."""
    one = finding(2, 4, "50% of\nit, met: `x`", "hint", expected="y")
    assert told("github", judged("a\nbc\n", one, path="a,b:c/LIST.md")) == (
        "::notice file=a%2Cb%3Ac/LIST.md,line=2,endLine=2,col=1,endColumn=2,title=trailing-space"
        "::50%25 of%0Ait, met: `x`%0Aexpected: y\n"
    )


def test_github_gets_columns_on_one_line_only() -> None:
    """It refuses them for several."""
    assert told("github", judged("a\nbc\n", finding(0, 3, severity="error"))) == (
        "::error file=README.md,line=1,endLine=2,title=trailing-space::a thing\n"
    )


def test_github_gets_as_many_as_it_shows_and_a_line_on_the_others() -> None:
    """The most severe first."""
    many = [finding(0, 1, severity=severity) for severity in get_args(Severity)[::-1] for _ in range(12)]
    lines = told("github", judged("a\n", *many)).splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert lines[-1] == (
        "not shown as annotations, of which GitHub takes 10 of each kind: 6 findings: 2 errors, 2 warnings, 2 hints"
    )


#: What SARIF 2.1.0 says of the objects that are written (section 3 of the standard): each property's kind, those
#: that must be there marked; nothing else may stand there.
_SARIF: dict[str, dict[str, str]] = {
    "log": {"$schema": "str", "version!": "2.1.0", "runs!": "[run]"},
    "run": {"tool!": "tool", "results": "[result]", "columnKind": "kind", "newlineSequences": "[str]"},
    "tool": {"driver!": "component"},
    "component": {"name!": "str", "version": "str", "informationUri": "str", "rules": "[descriptor]"},
    "descriptor": {
        "id!": "str", "shortDescription": "words", "fullDescription": "words", "help": "words",
        "defaultConfiguration": "configuration",
    },
    "words": {"text!": "str", "markdown": "str"},
    "configuration": {"level": "level"},
    "result": {
        "message!": "message", "ruleId": "str", "ruleIndex": "index", "level": "level", "locations": "[location]",
        "fixes": "[fix]",
    },
    "message": {"text": "str"},
    "location": {"physicalLocation": "physical"},
    "physical": {"artifactLocation": "artifact", "region": "region"},
    "artifact": {"uri": "str"},
    "region": {"startLine": "place", "startColumn": "place", "endLine": "place", "endColumn": "place"},
    "fix": {"description": "message", "artifactChanges!": "[change]+"},
    "change": {"artifactLocation!": "artifact", "replacements!": "[replacement]+"},
    "replacement": {"deletedRegion!": "region", "insertedContent": "content"},
    "content": {"text": "str"},
}  # fmt: skip
_LEAVES: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str),
    "2.1.0": lambda value: value == "2.1.0",
    "kind": lambda value: value in ("utf16CodeUnits", "unicodeCodePoints"),
    "level": lambda value: value in ("none", "note", "warning", "error"),
    "index": lambda value: isinstance(value, int) and value >= -1,
    "place": lambda value: isinstance(value, int) and value >= 1,
}


def check_sarif(value: Any, kind: str = "log") -> None:
    """Compare a SARIF log with the standard."""
    if kind.startswith("["):
        assert isinstance(value, list)
        assert value or not kind.endswith("+")
        for one in value:
            check_sarif(one, kind.strip("[]+"))
    elif kind in _LEAVES:
        assert _LEAVES[kind](value), (kind, value)
    else:
        properties = {name.removesuffix("!"): one for name, one in _SARIF[kind].items()}
        assert value.keys() <= properties.keys(), kind
        assert {name[:-1] for name in _SARIF[kind] if name.endswith("!")} <= value.keys(), kind
        for name, one in value.items():
            check_sarif(one, properties[name])


def test_sarif_is_what_the_standard_says() -> None:
    """Rules with their texts, results with regions in code points, and fixes."""
    findings = [
        finding(2, 3, "says [a](b) and {0}", "hint", fix=Fix((Change(2, 3, "x"), Change(4, 4, "y")), safe=False)),
        finding(0, 5, severity="error"),
    ]
    log = json.loads(told("sarif", judged("a\n𝛼b\n", *findings, path="an odd/läst.md"), judged("a\n")))
    check_sarif(log)
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(all_rules())
    assert run["columnKind"] == "unicodeCodePoints"
    hint, error = run["results"]
    assert (hint["level"], error["level"]) == ("note", "error")
    assert hint["message"]["text"] == "says \\[a\\](b) and {0}"
    assert run["tool"]["driver"]["rules"][hint["ruleIndex"]]["id"] == hint["ruleId"] == RULE
    assert hint["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "an%20odd/l%C3%A4st.md"},
        "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 2},
    }
    (one,) = hint["fixes"]
    assert [part["insertedContent"]["text"] for part in one["artifactChanges"][0]["replacements"]] == ["x", "y"]
    assert error["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1, "startColumn": 1, "endLine": 3, "endColumn": 1,
    }  # fmt: skip


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")


def test_text_marks_the_very_signs_in_a_line_that_is_cut() -> None:
    """Wide signs take two columns; what is left out is shown as left out."""
    text = "x" * 100 + "论文 bad " + "y" * 100 + "\n"
    lines = told("text", judged(text, finding(103, 106))).splitlines()
    assert lines[0] == "README.md:1:104: warning trailing-space: a thing"
    assert len(lines[1]) <= 58
    assert lines[1].startswith("  ...xxx")
    assert lines[1].endswith("yyy...")
    assert lines[2].strip() == "^^^"
    assert lines[2].index("^") == lines[1].index("bad") + 2


def test_text_shows_nothing_that_steers_a_terminal() -> None:
    """Nor what turns the direction of a line."""
    said = told("text", judged("a \x1b[31m \u202e b\n", finding(0, 1, "met `\x1b]0;x\x07`")))
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


def test_text_tells_what_is_expected_where_that_is_one_line() -> None:
    """By the finding, or else by its fix."""
    text = "a\nb \nc\n"
    assert "  expected: b\n" in told("text", judged(text, finding(3, 4, fix=fix(3, 4, ""))))
    assert "  expected: d\n" in told("text", judged(text, finding(2, 3, expected="d")))
    assert "expected" not in told("text", judged(text, finding(0, 1, fix=fix(0, 2, "e\nf\n"))))
    assert "expected" not in told("text", judged(text, finding(0, 1, fix=fix(0, 2, ""))))


def test_text_says_once_what_was_not_looked_up() -> None:
    """For all files together."""
    rules = {name: all_rules()[name] for name in ("dead-link", "trailing-space")}
    offline = Judged("A.md", "A.md", LintContext(parse("a\n")), (), rules)
    assert told("text", offline, offline) == "no findings\nnot looked up without --online: dead-link\n"


@given(st.text(max_size=120), st.data())
def test_text_keeps_to_the_width_whatever_a_list_holds(text: str, data: st.DataObject) -> None:
    """The line and the signs below it are no wider than the terminal."""
    from bot.cli.formats.text import _width

    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    lines = told("text", judged(text, finding(start, end))).split("\n")
    assert _width(lines[1]) <= 60
    assert len(lines[2]) <= 61
    assert set(lines[2].strip()) == {"^"}


def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not for those who want none."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    one = judged("a b\n", finding(0, 1))
    assert "\x1b" not in told("text", one)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm")
    coloured = told("text", one)
    assert "\x1b[33m" in coloured
    assert "trailing-space" in coloured
