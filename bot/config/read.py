"""Reads the configuration's YAML and tells mistakes with their lines.

Only YAML's structure is read. What `no`, `2024` or `on` means is settled by the key that it stands under, not
by YAML, so that no keyword becomes a truth value and no heading a number.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

import yaml
from pydantic import BaseModel, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.config.said import Labels, Limits, ListConfig, SectionConfig
from bot.config.words import met, shortened, yes_or_no
from bot.document import NotUtf8, decode
from bot.headings import heading_key, readings

#: Where the configuration stands in a repository.
CONFIG_PATH: Final = ".github/shelver.yml"


@dataclass(frozen=True)
class Problem:
    """One mistake in the configuration: the line it stands on, counted from 1, and what to do about it."""

    line: int | None
    text: str


class ConfigError(ValueError):
    """The configuration cannot be used as it stands; the text is for the list owner.

    `problems` are the mistakes in the order of their lines, at most five of them. `usable` is what the keys
    without a mistake say, and whatever else can be read, what keeps us from writing.
    """

    def __init__(self, problems: Sequence[Problem], name: str, usable: "ListConfig | None" = None) -> None:
        self.problems = tuple(problems[:_MOST_PROBLEMS])
        self.usable = usable or ListConfig()
        super().__init__(_told(problems, name))


def read_config(data: str | bytes, name: str = CONFIG_PATH) -> ListConfig:
    """Read a configuration, called `name` where it is spoken of. Raises ConfigError with a text for the list owner."""
    reading = _Reading()
    try:
        content = reading.read(data)
    except _Unreadable as error:
        raise ConfigError([error.problem], name, _held_back(ListConfig(), data)) from error
    config = reading.judge(content)
    if reading.problems:
        problems = sorted(reading.problems, key=lambda problem: problem.line or 0)
        raise ConfigError(problems, name, _held_back(config, data))
    return config


def _held_back(config: ListConfig, data: str | bytes) -> ListConfig:
    """A configuration with mistakes, and what single lines of the file say of writing: of two the more careful."""
    text = data.decode(errors="replace") if isinstance(data, bytes) else data
    said: dict[str, object] = {}
    for key, word in _OF_WRITING.findall(text):
        if key == "enabled" and (truth := yes_or_no(word)) is not None:
            said[key] = truth and said.get(key, True)
        elif key == "mode" and word.casefold() in ("normal", "trial"):
            said[key] = "trial" if "trial" in (word.casefold(), said.get(key)) else "normal"
    return config.model_copy(update=said)


_OF_WRITING: Final = re.compile(r"^\ufeff?(enabled|mode):[ \t]+['\"]?([A-Za-z]+)", re.MULTILINE)


def section_problem(config: ListConfig, paths: Sequence[Sequence[str]], name: str = CONFIG_PATH) -> str | None:
    """A sentence on the keys below `sections` that no heading answers to; `paths` are those of the list's sections.

    None where there is nothing to tell.
    """
    unknown = config.unknown_sections(paths)
    if not unknown:
        return None
    near = list(dict.fromkeys(filter(None, (_nearest(said, paths) for said in unknown[:_MOST_NAMES]))))
    meant = f"; did you mean {_joined(near, 'or')}?" if near else "."
    heading = "heading" if len(unknown) == 1 else "headings"
    return f"`{name}` speaks of {_named(unknown)} below `sections`, but the list has no such {heading}{meant}"


def rule_problem(config: ListConfig, rules: Collection[str], name: str = CONFIG_PATH) -> str | None:
    """A sentence on the keys below `rules` that no lint rule is called; None where there is nothing to tell."""
    unknown = [said for said in config.rules if said not in rules]
    if not unknown:
        return None
    near = list(dict.fromkeys(match for said in unknown for match in get_close_matches(said, rules, 1)))
    meant = f"; did you mean {_joined([f'`{match}`' for match in near[:_MOST_NAMES]], 'or')}?" if near else "."
    rule = "rule" if len(unknown) == 1 else "rules"
    return f"`{name}` speaks of {_named(unknown)} below `rules`, but there is no such {rule}{meant}"


_MOST_NAMES: Final = 3
_MOST_PROBLEMS: Final = 5
_LARGEST: Final = 64 * 1024
#: Aliases may make much of a small file.
_MOST_NODES: Final = 20_000
_DEEPEST: Final = 20


def _told(problems: Sequence[Problem], name: str) -> str:
    """All mistakes in a sentence without its end."""
    if len(problems) == 1:
        (only,) = problems
        return f"`{name}` {only.text}" if only.line is None else f"`{name}`, line {only.line}: {only.text}"
    shown = problems[:_MOST_PROBLEMS]
    more = f", of which these are the first {len(shown)}" if len(problems) > len(shown) else ""
    return f"`{name}` has {len(problems)} mistakes{more}: " + "; ".join(
        f"line {problem.line}: {problem.text}" for problem in shown
    )


def _named(unknown: Sequence[str]) -> str:
    """The first of some keys, and how many more there are."""
    names = [f"`{shortened(said)}`" for said in unknown[:_MOST_NAMES]]
    if left := len(unknown) - len(names):
        names.append(f"{left} more")
    return _joined(names, "and")


def _joined(names: Sequence[str], word: str) -> str:
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _nearest(said: str, paths: Sequence[Sequence[str]]) -> str | None:
    """The heading that is written most like the last one of a key, in backticks."""
    headings = {heading_key(path[-1]): path[-1] for path in reversed(paths) if path}
    words = readings(said)[-1]
    if not words or words[-1].isdigit():  # another year is no slip
        return None
    near = get_close_matches(words[-1], headings, 1)
    return f"`{shortened(headings[near[0]])}`" if near else None


_Loc = tuple[str | int, ...]


class _Unreadable(Exception):
    """A file of which nothing can be told but this problem."""

    def __init__(self, line: int | None, text: str) -> None:
        self.problem = Problem(line, text)
        super().__init__(text)


class _Reading:
    """One reading of a file: where each part of it stands, and what is wrong with it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._lines: dict[_Loc, int] = {}
        self._nodes = 0

    def read(self, data: str | bytes) -> dict[str, object]:
        """The file's keys and values, every scalar as it is written. Raises _Unreadable where nothing can be told."""
        if len(data) > _LARGEST:
            raise _Unreadable(None, f"is larger than {_LARGEST // 1024} KB, which no configuration needs to be")
        try:
            text = decode(data) if isinstance(data, bytes) else data
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except NotUtf8 as error:
            raise _Unreadable(None, f"cannot be read: {error}") from error
        except yaml.YAMLError as error:
            raise _Unreadable(*_slip(error, text)) from error
        except RecursionError as error:
            raise _Unreadable(None, "is nested too deeply to be a configuration") from error
        content = None if node is None else self._value(node, ())
        if content is not None and not isinstance(content, dict):
            msg = f"must hold keys and values, such as `list: README.md`, and holds {met(content)}"
            raise _Unreadable(None, msg)
        return content or {}

    def judge(self, content: dict[str, object]) -> ListConfig:
        """The configuration that the content makes, keys with mistakes left out."""
        try:
            return ListConfig.model_validate(content)
        except ValidationError as error:
            found = error.errors(include_url=False)
        self.problems += map(self._problem, found)
        wrong = {one["loc"][0] for one in found if one["loc"]}
        try:
            return ListConfig.model_validate({key: value for key, value in content.items() if key not in wrong})
        except ValidationError:  # two keys do not go together
            return ListConfig()

    def _value(self, node: Node, loc: _Loc) -> object:
        self._nodes += 1
        if self._nodes > _MOST_NODES or len(loc) > _DEEPEST:
            msg = "grows too large through its aliases, or is nested too deeply; write out what is meant"
            raise _Unreadable(node.start_mark.line + 1, msg)
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag in _ODD_TAGS or "python/" in node.tag:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            self.problems.append(Problem(node.start_mark.line + 1, f"the tag `{tag}` means nothing here; take it off"))
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, loc)
        if isinstance(node, SequenceNode):
            values = []
            for number, item in enumerate(node.value):
                self._lines[(*loc, number)] = item.start_mark.line + 1
                values.append(self._value(item, (*loc, number)))
            return values
        # Only a plain scalar can be empty or null; one in quotes is a text.
        return (
            None
            if isinstance(node, ScalarNode) and node.style is None and node.tag == "tag:yaml.org,2002:null"
            else str(node.value)
        )

    def _mapping(self, node: Node, loc: _Loc) -> dict[str, object]:
        content: dict[str, object] = {}
        firsts: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self.problems.append(
                    Problem(line, "expected a word as a key, met a list or keys and values in its place")
                )
                continue
            key = str(key_node.value)
            if key in firsts:
                msg = f"the key `{shortened(key)}` stands on line {firsts[key]} too; keep one of them"
                self.problems.append(Problem(line, msg))
                continue
            firsts[key] = line
            self._lines[(*loc, key)] = line
            value = self._value(value_node, (*loc, key))
            # A key without a value says nothing.
            if value is not None:
                content[key] = value
        return content

    def _problem(self, error: Any) -> Problem:
        """A mistake that pydantic found, in our words."""
        loc: _Loc = error["loc"]
        place = next((loc[:end] for end in range(len(loc), 0, -1) if loc[:end] in self._lines), ())
        if error["type"] == "extra_forbidden":
            return Problem(self._lines.get(place), _unknown(place))
        if error["type"] in ("model_type", "dict_type"):
            is_section = loc[0] == "sections" and met(error["input"]) == "`no`"
            hint = "; did you mean `papers: no` below it?" if is_section else ""
            reason = f"expected keys and values below it, met {met(error['input'])}{hint}"
        else:
            reason = str(error.get("ctx", {}).get("error", error["msg"]))
        if not place:
            return Problem(self._line_of(reason), reason)
        name = ".".join(part if isinstance(part, str) else str(part + 1) for part in place)
        return Problem(self._lines[place], f"key `{shortened(name)}`: {reason}")

    def _line_of(self, reason: str) -> int | None:
        """The last line that a mistake between several keys is about."""
        named = (line for loc, line in self._lines.items() if len(loc) == 1 and f"`{loc[0]}`" in reason)
        files = (line for loc, line in self._lines.items() if loc[0] in ("list", "lists", "mirrors"))
        return max(named, default=max(files, default=None))


_ODD_TAGS: Final = frozenset(f"tag:yaml.org,2002:{name}" for name in ("binary", "omap", "pairs", "set"))


def _unknown(place: _Loc) -> str:
    """What to say of a key that does not exist there."""
    key = str(place[-1])
    models: dict[object, type[BaseModel]] = {"labels": Labels, "limits": Limits, "sections": SectionConfig}
    fields = (models.get(place[0], ListConfig) if len(place) > 1 else ListConfig).model_fields
    word = key.strip().casefold().replace(" ", "_").replace("-", "_")
    near = get_close_matches(_SYNONYMS.get(word, word), fields, 1, 0.6)
    hint = f"did you mean `{near[0]}`?" if near else "known are " + ", ".join(f"`{name}`" for name in fields)
    if not near and len(place) == 1 and word in SectionConfig.model_fields:
        hint = f"`{word}` is said of a section, below `sections`"
    under = f" below `{shortened('.'.join(map(str, place[:-1])))}`" if len(place) > 1 else ""
    return f"unknown key `{shortened(key)}`{under}; {hint}"


#: Words that people write for a key.
_SYNONYMS: Final = {
    "file": "list", "readme": "list", "path": "list", "files": "lists", "template": "entry", "format": "entry",
    "sort": "order", "sorting": "order", "threshold": "sure", "thresholds": "sure", "confidence": "sure",
    "translations": "mirrors", "label": "labels", "tags": "labels", "counts": "counters", "arxiv": "preprints",
    "lint": "rules", "severity": "rules", "conferences": "venues", "journals": "venues", "abbreviations": "venues",
    "owners": "maintainers", "reviewers": "maintainers", "curators": "maintainers", "editors": "maintainers",
    "active": "enabled", "disabled": "enabled", "trial": "mode", "dry_run": "mode",
}  # fmt: skip

#: What PyYAML says of the slips that people make, and what they are.
_SLIPS: Final = (
    ("'\\t'", "a tab; YAML wants blanks at the start of a line"),
    ("mapping values are not allowed", "a second colon on the line; put the value into single quotes"),
    ("undefined alias", "a value that starts with `*`; put it into single quotes"),
    ("alphabetic or numeric", "a value that starts with `*` or `&`; put it into single quotes"),
    ("sequence entries are not allowed", "a value that starts with `-`; put it into single quotes"),
    ("block scalar", "a value that starts with `|` or `>`; put it into single quotes"),
    ("cannot start any token", "a value that starts with a sign that YAML keeps for itself; put it into single quotes"),
    ("while parsing a flow", "a `[` or `{` that is not closed; put a text that starts with one into single quotes"),
    ("could not find expected ':'", "a line without `key: value`"),
    ("quoted scalar", "a quote that is not closed, or a `\\` in double quotes; take single ones"),
    ("expected a single document", "a second document behind `---`; keep one"),
    ("expected <block end>", ("a line that is indented unlike its neighbours, or a value that goes on behind a `]` or "
     "a quote, which single quotes around the whole mend")),
    ("special characters are not allowed", "a control character; take it out"),
)  # fmt: skip


def _slip(error: Any, text: str) -> tuple[int, str]:
    """The line of a slip in the YAML itself, and what was met there."""
    said = " ".join(str(error).split())
    met = next((met for sign, met in _SLIPS if sign in said), said.partition(" in ")[0])
    mark = getattr(error, "problem_mark", None)
    if "not closed" in met or "without" in met:  # where it began tells more than where the parser gave up
        mark = getattr(error, "context_mark", None) or mark
    line = mark.line if mark is not None else text.count("\n", 0, getattr(error, "position", 0))
    return min(line, text.rstrip().count("\n")) + 1, f"is not valid YAML: met {met}"
