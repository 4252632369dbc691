"""Storm files: weather in YAML, for `shelver sandbox --weather storm.yml`.

```yaml
seed: 7             # makes chance the same every time; 0 by default
clock_skew: -45     # seconds that GitHub's clock is ahead of this machine's; negative where it is behind
rules:
  - at: POST /repos/{owner}/{repo}/issues/{n}/comments
    status: 502
    done: true
    nth: 1
```

Each rule has one `at`, one fault, and may say which of the calls it strikes:

- `at`: method and route as GitHub's documentation writes it (the words in braces do not matter), or a very path;
  `GET /arxiv/api/query` is the small arXiv, `GET api.crossref.org/works/*` another site of the small internet by host
  and path, `HOOK issues.opened` a webhook; `*` stands for anything
- `nth`: only the n-th such call; `every`: every n-th; `probability`: up to 1, by chance; without them every one
- `times`: at most so often; `from`, `until`: seconds since the sandbox started

The faults:

- `status`: an error with that status; beside it `message` (GitHub's error JSON says it), `body` (the whole text),
  `headers` (such as `Retry-After: 5`), `done: true` (the work was done all the same)
- `delay`: the call is taken up so many seconds late
- `cut`: the connection ends `before` the work was done, `after` it without an answer, or `within` the answer
- `truncate`: only so many bytes of the answer come, and it says that this is all
- `stale`: a GET is answered as the same GET was so many seconds ago or longer
- `wrong`: arXiv talks nonsense: `html`, `error feed` or `another paper`
- `webhook`: `lose` (GitHub believes it delivered), `fail` (GitHub lists it as failed), `double`, or `late`: held back
  until `behind` further ones went out (1 by default), or `at_most` seconds (1 by default)
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, get_args, get_type_hints

import yaml

from bot.sandbox.weather import Cut, Delay, Fault, Hook, Rule, Stale, Status, Truncate, Weather, Wrong

_FAULTS = ("status", "delay", "cut", "truncate", "stale", "wrong", "webhook")
#: What may stand beside a fault, and what every rule may have.
_BESIDE = {"status": ("message", "body", "headers", "done"), "webhook": ("behind", "at_most")}
_WHEN = ("at", "nth", "every", "probability", "times", "from", "until")


class StormError(Exception):
    """A storm file is wrong; `problems` names all that is, each with its line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def read_storm(text: str, known: Callable[[str], bool] = lambda at: True) -> Weather:
    """Read a storm file. `known` tells whether there are calls that an `at` means.

    Raises StormError that names every problem: line, what was met, what was expected.
    """
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise StormError([f"line {line}: this is no YAML: {error.problem}"]) from error
    reader = _Reader(known)
    weather = reader.storm(root)
    if reader.problems:
        raise StormError(reader.problems)
    return weather


class _Reader:
    """Reads one node after another and remembers what is wrong."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known
        self.problems: list[str] = []

    def storm(self, root: yaml.Node | None) -> Weather:
        if root is None:
            self.problems.append("line 1: the file is empty; expected `rules:` and a list of rules")
            return Weather()
        fields = dict(self._fields(root, ("seed", "clock_skew", "rules")))
        rules = []
        listed = fields.get("rules")
        if isinstance(listed, yaml.SequenceNode):
            rules = [rule for node in listed.value if (rule := self._rule(node))]
        elif listed is not None:
            self._wrong(listed, "rules", "a list of rules, each with `at` and a fault")
        seed = self._value(fields, "seed", int, "a whole number", 0)
        skew = self._value(fields, "clock_skew", float, "seconds, such as -45", 0.0)
        return Weather(rules, seed=seed, clock_skew=timedelta(seconds=skew))

    def _rule(self, node: yaml.Node) -> Rule | None:
        before = len(self.problems)
        beside = [name for names in _BESIDE.values() for name in names]
        fields = dict(self._fields(node, (*_WHEN, *_FAULTS, *beside)))
        if len(self.problems) > before:
            return None
        found = [name for name in _FAULTS if name in fields]
        if "at" not in fields or len(found) != 1:
            met = " and ".join(found) or "no fault"
            expected = f"expected `at` and one of {', '.join(_FAULTS)}"
            self._say(node, f"this rule has {met}{'' if 'at' in fields else ' and no `at`'}; {expected}")
            return None
        for name in fields:
            if name in beside and name not in _BESIDE.get(found[0], ()):
                self._say(fields[name], f"{name} does not go with {found[0]}")
        at = self._value(fields, "at", str, "a method and a route", "")
        fault = self._fault(found[0], fields)
        number, seconds = "a whole number from 1 on", "seconds"
        when: dict[str, Any] = {
            "nth": self._value(fields, "nth", int, number, None),
            "every": self._value(fields, "every", int, number, None),
            "probability": self._value(fields, "probability", float, "a number up to 1", None),
            "times": self._value(fields, "times", int, number, None),
            "start": self._value(fields, "from", float, seconds, 0.0),
            "until": self._value(fields, "until", float, seconds, None),
        }
        if len(self.problems) > before or fault is None:
            return None
        if not self._known(at):
            self._say(
                fields["at"], f"at is {at!r}; expected a call of GitHub's, as its documentation names it, or a site"
            )
            return None
        try:
            return Rule(at, fault, **when)
        except ValueError as error:
            self._say(node, str(error))
            return None

    def _fault(self, name: str, fields: Mapping[str, yaml.Node]) -> Fault | None:
        before = len(self.problems)
        made: Fault
        match name:
            case "status":
                status = self._value(fields, name, int, "an HTTP status such as 502", 0)
                if not 200 <= status <= 599:
                    self._wrong(fields[name], name, "an HTTP status such as 502")
                headers = self._value(fields, "headers", dict, "names with values, such as Retry-After: 5", {})
                made = Status(
                    status,
                    self._value(fields, "message", str, "a text", None),
                    self._value(fields, "body", str, "a text", None),
                    {str(key): str(value) for key, value in headers.items()},
                    self._value(fields, "done", bool, "true or false", False),
                )
            case "delay":
                made = Delay(self._seconds(fields, name))
            case "cut":
                made = Cut(self._word(fields[name], name, Cut, "when"))
            case "truncate":
                keep = self._value(fields, name, int, "a number of bytes", 0)
                if keep < 0:
                    self._wrong(fields[name], name, "a number of bytes")
                made = Truncate(keep)
            case "stale":
                made = Stale(self._seconds(fields, name))
            case "wrong":
                made = Wrong(self._word(fields[name], name, Wrong, "what"))
            case _:
                how = self._word(fields[name], name, Hook, "how")
                behind = self._value(fields, "behind", int, "a whole number from 1 on", 1)
                made = Hook(how, behind, self._seconds(fields, "at_most", 1.0))
        return made if len(self.problems) == before else None

    def _fields(self, node: yaml.Node, expected: tuple[str, ...]) -> Iterator[tuple[str, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            self._say(node, f"met {_shown(node)}; expected keys such as {', '.join(expected[:3])}")
            return
        for key, value in node.value:
            if key.value in expected:
                yield key.value, value
            else:
                self._say(key, f"{key.value!r} is no key here; expected one of {', '.join(expected)}")

    def _value(self, fields: Mapping[str, yaml.Node], name: str, kind: type, expected: str, default: Any) -> Any:
        """The value of a key, or the default where it is left out or wrong."""
        if name not in fields:
            return default
        value = _python(fields[name])
        # In YAML `true` is no number, though in Python it is.
        fits = isinstance(value, (int, float) if kind is float else kind) and isinstance(value, bool) == (kind is bool)
        if not fits:
            self._wrong(fields[name], name, expected)
            return default
        return value

    def _seconds(self, fields: Mapping[str, yaml.Node], name: str, default: float = 0.0) -> float:
        value = self._value(fields, name, float, "seconds", default)
        if value < 0:
            self._wrong(fields[name], name, "seconds, 0 or more")
        return float(value)

    def _word(self, node: yaml.Node, name: str, kind: type, attribute: str) -> Any:
        """One of the words that a fault knows."""
        words = get_args(get_type_hints(kind)[attribute])
        value = _python(node)
        if value not in words:
            self._wrong(node, name, f"one of {', '.join(words)}")
        return value

    def _wrong(self, node: yaml.Node, name: str, expected: str) -> None:
        self._say(node, f"{name} is {_shown(node)}; expected {expected}")

    def _say(self, node: yaml.Node, problem: str) -> None:
        self.problems.append(f"line {node.start_mark.line + 1}: {problem}")


def _shown(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return repr(node.value)
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"


def _python(node: yaml.Node) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node, deep=True)
    finally:
        loader.dispose()
