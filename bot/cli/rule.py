"""`shelver rule`: what a lint rule is about, with examples; or all of them at a glance."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.cli.options import Options, columns

#: What the list of commands says of it.
ABOUT: Final = "Tell what a lint rule is about, or list them all."


def main(arguments: Sequence[str]) -> int:
    """Run the command; 0: told, 2: there is no such rule."""
    options = Options("rule", "[NAME]", "Tell what a lint rule is about, with examples; without a name, list them all.")
    options.argument("name", "[NAME]", "The rule's name.", nargs="?")
    name = options.read(arguments).name
    from bot.lint import Rule
    from rules import all_rules

    rules: Mapping[str, Rule] = all_rules()
    if name is None:
        lines = _table(rules)
    else:
        name = name.strip().lower().replace("_", "-")
        lines = _page(name, rules[name] if name in rules else _others(name, rules))
    print("\n".join(lines))
    return 0


def _others(name: str, rules: Mapping[str, Any]) -> Any:
    """The rule of another distribution; ends the program where there is none of this name."""
    from difflib import get_close_matches

    from bot.cli.files import stop
    from bot.plugins import named_rules

    others, problems = named_rules([name])
    if name not in others:
        near = get_close_matches(name, rules, 1)
        meant = f'; did you mean "{near[0]}"?' if near else "; `shelver rule` lists them"
        stop(2, problems.get(name) or f'there is no rule "{name}"{meant}')
    return others[name]


def _page(name: str, rule: Any) -> Iterator[str]:
    defect, _, why = (rule.__doc__ or "").strip().partition("\n\n")
    yield f"{name}: {' '.join(defect.split())}"
    yield ""
    if why:
        yield why.strip()
        yield ""
    needs = {"links": "asks whether links are alive", "papers": "asks those who know the papers"}.get(rule.NEEDS)
    yield f"severity  {rule.SEVERITY}"
    yield f"needs     {needs}, so only with --online" if needs else "needs     nothing but the list"
    yield f"fix       {fix_words(rule)}"
    for example in rule.INVALID:
        yield ""
        yield f"wrong, {example.message}:"
        yield from _quoted(example.text)
        if example.fixed is not None:
            yield f"mended{'' if example.safe else ', with --unsafe'}:"
            yield from _quoted(example.fixed) or ["    (nothing)"]
    for text in rule.VALID:
        yield ""
        yield "right:"
        yield from _quoted(text)


def _quoted(text: str) -> list[str]:
    """An example's lines, with a sign for what nobody sees at their ends."""
    return (
        [
            f"    {line.rstrip()}{_BLANK * (len(line) - len(line.rstrip()))}".replace("\r", "")
            for line in text.removesuffix("\n").split("\n")
        ]
        if text
        else []
    )


#: Stands for a blank at a line's end.
_BLANK: Final = "\u00b7"


def fix_words(rule: Any) -> str:
    """Whether a rule mends what it finds, as its examples show."""
    safe = {example.safe for example in rule.INVALID if example.fixed is not None}
    return {(): "none", (True,): "safe", (False,): "unsafe"}.get(tuple(safe), "safe or unsafe")


def _table(rules: Mapping[str, Any]) -> Iterator[str]:
    from textwrap import shorten

    rows = [("rule", "severity", "fix", "defect")]
    rows += [(name, rule.SEVERITY, fix_words(rule), defect_of(rule)) for name, rule in rules.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    room = max(columns() - sum(widths) - 6, 30)
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join((*cells, shorten(row[3], room, placeholder="...")))


def defect_of(rule: Any) -> str:
    """What a rule finds, in a line."""
    return " ".join((rule.__doc__ or "").partition("\n\n")[0].split()).removesuffix(".")


def markdown_table() -> str:
    """All rules as a table for the README."""
    from rules import all_rules

    rows: list[str] = []
    for name, rule in all_rules().items():
        defect = defect_of(rule).replace("|", "\\|")
        when = "" if rule.NEEDS is None else ", online"
        rows.append(f"| `{name}` | {rule.SEVERITY}{when} | {defect} | {fix_words(rule)} |")
    return "\n".join(("| rule | severity | what it finds | fix |", "|---|---|---|---|", *rows)) + "\n"


def with_table(readme: str) -> str:
    """A README with the table of rules as it is now, between its two marks."""
    before, start, rest = readme.partition(_START)
    _, end, behind = rest.partition(_END)
    if not end:
        msg = f"the README needs the lines {_START} and {_END}"
        raise ValueError(msg)
    return f"{before}{start}\n{markdown_table()}{end}{behind}"


_START: Final = "<!-- rules: written by `make rules` -->"
_END: Final = "<!-- end of rules -->"


if __name__ == "__main__":
    from pathlib import Path

    path = Path(sys.argv[1])
    path.write_text(with_table(path.read_text(encoding="utf-8")), encoding="utf-8")
