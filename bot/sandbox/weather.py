"""Bad weather by rule: which call is struck, and by what. Decided here; done by `door` and `webhooks`.

A rule names calls (`at`), says which of them it strikes (`nth`, `every`, `probability`, `times`, `start`, `until`)
and by which fault. Every call that a rule names counts for it; of the faults that strike one call all delays add up,
and of the others the first rule's is taken.

```python
with Sandbox() as github:
    rule = github.weather.add(Rule("POST /repos/{owner}/{repo}/issues/{n}/comments", Status(502, done=True), nth=1))
    ...
    assert github.weather.struck(rule)
```

The names of calls are those of GitHub's documentation (`GET /repos/{owner}/{repo}/issues/{issue_number}`; the words
in braces do not matter), or a call's very path; `HOOK issues.opened` is a webhook. Calls of the small internet are
named by host (without `www.`) and path, `GET api.crossref.org/works/*`; `GET /arxiv/api/query` is its arXiv at both
of its addresses. `*` stands for anything, so `* *` is every call and `POST *` every POST.
"""

import random
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from typing import Literal

#: The first word of a call's name; `HOOK` is a webhook on its way out.
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "HOOK", "*")
#: Where the small arXiv stands beside GitHub, and in the small internet.
ARXIV = "/arxiv/"
EXPORT = "export.arxiv.org/"


@dataclass(frozen=True)
class Status:
    """An error in place of the answer; `done` tells that the work was done all the same.

    Without a `body` it is GitHub's JSON of an error with `message`, or what GitHub usually says with that status.
    """

    status: int
    message: str | None = None
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    done: bool = False

    def __str__(self) -> str:
        return f"status {self.status}" + (" after the work was done" if self.done else "")


@dataclass(frozen=True)
class Delay:
    """The call is taken up so many seconds late."""

    seconds: float

    def __str__(self) -> str:
        return f"{self.seconds:g} s late"


class Gate:
    """Holds a call for a test: `reached` is set when the call is there, and it goes on once `opened` is set."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()


@dataclass(frozen=True)
class Cut:
    """The connection ends: before the work was done, after it without an answer, or within the answer's body.

    A `gate` holds the call right before the cut.
    """

    when: Literal["before", "after", "within"]
    gate: Gate | None = field(default=None, repr=False)

    def __str__(self) -> str:
        words = {
            "before": "before the work was done",
            "after": "after the work was done",
            "within": "within the answer",
        }
        return f"connection cut {words[self.when]}"


@dataclass(frozen=True)
class Truncate:
    """Only the first bytes of the answer come, and the answer says that this is all."""

    keep: int

    def __str__(self) -> str:
        return f"answer truncated to {self.keep} bytes"


@dataclass(frozen=True)
class Stale:
    """A GET is answered as the same GET was so many seconds ago or longer; with none that old, it is not struck."""

    seconds: float

    def __str__(self) -> str:
        return f"an answer of {self.seconds:g} s ago or older"


@dataclass(frozen=True)
class Wrong:
    """The small arXiv talks nonsense with status 200: a web page, an error's feed, a paper that nobody asked for."""

    what: Literal["html", "error feed", "another paper"]

    def __str__(self) -> str:
        return f"wrong answer: {self.what}"


@dataclass(frozen=True)
class Hook:
    """A webhook comes not at all, twice, or late.

    `lose`: GitHub believes that it delivered. `fail`: it does not get through, as its list of deliveries tells.
    `late`: it is held back until `behind` further ones went out, or `at_most` seconds.
    """

    how: Literal["lose", "fail", "double", "late"]
    behind: int = 1
    at_most: float = 1.0

    def __str__(self) -> str:
        words = {"lose": "lost", "fail": "failed", "double": "doubled", "late": f"late by {self.behind}"}
        return f"webhook {words[self.how]}"


Fault = Status | Delay | Cut | Truncate | Stale | Wrong | Hook


@dataclass(frozen=True, eq=False)
class Rule:
    """Which calls are struck by what; raises ValueError where that makes no sense.

    Without `nth`, `every` and `probability` every call is struck. `times` is the most often it strikes; `start` and
    `until` are seconds since the rule was added.
    """

    at: str
    fault: Fault
    nth: int | None = None
    every: int | None = None
    probability: float | None = None
    times: int | None = None
    start: float = 0.0
    until: float | None = None

    def __post_init__(self) -> None:
        method, _, what = self.at.partition(" ")
        if method not in METHODS or not what.strip():
            raise ValueError(f"at is {self.at!r}; expected a method and a route, such as GET /repos/{{owner}}/{{repo}}")
        for name in ("nth", "every", "times"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise ValueError(f"{name} is {value}; expected a whole number from 1 on")
        if self.probability is not None and not 0 < self.probability <= 1:
            raise ValueError(f"probability is {self.probability}; expected more than 0, up to 1")
        if self.start < 0 or (self.until is not None and self.until <= self.start):
            raise ValueError(f"the time from {self.start:g} to {self.until} s is none; expected from before until")
        self._fits(method, what)

    def _fits(self, method: str, what: str) -> None:
        """See that such a fault may strike such a call."""
        if isinstance(self.fault, Hook) != (method == "HOOK") and not isinstance(self.fault, Delay):
            raise ValueError(f"{self.fault} does not fit {self.at!r}; faults of webhooks are for HOOK, others are not")
        if isinstance(self.fault, Stale) and method != "GET":
            raise ValueError(f"{self.fault} does not fit {self.at!r}; only a GET has earlier answers")
        if isinstance(self.fault, Wrong) and not what.startswith((ARXIV, EXPORT)):
            raise ValueError(f"{self.fault} does not fit {self.at!r}; only arXiv at {ARXIV} talks like that")

    def __str__(self) -> str:
        return f"{self.fault} at {self.at}"


@dataclass(frozen=True)
class Strike:
    """What was done to one call: `number` counts the calls that the rule names, `call` is its method and path."""

    rule: Rule
    number: int
    call: str
    at: datetime

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S} {self.call}: {self.rule.fault} (call {self.number} of {self.rule.at})"


def names(at: str, name: str, path: str) -> bool:
    """Tell whether a rule's `at` means a call, given by method and route and by method and path."""
    if name.startswith("HOOK ") and not at.startswith("HOOK "):
        return False
    return fnmatchcase(_bare(name), _glob(at)) or fnmatchcase(path, _glob(at))


def strikes(rule: Rule, number: int, struck: int, age: float, chance: float) -> bool:
    """Decide whether a rule strikes a call.

    `number` is the call's among those that the rule names, from 1; `struck` how often the rule struck before; `age`
    seconds since it was added; `chance` a random number from 0 up to 1.
    """
    return (
        (rule.nth is None or number == rule.nth)
        and (rule.every is None or number % rule.every == 0)
        and (rule.probability is None or chance < rule.probability)
        and (rule.times is None or struck < rule.times)
        and rule.start <= age
        and (rule.until is None or age < rule.until)
    )


@dataclass
class _Standing:
    """A rule in force."""

    rule: Rule
    since: float
    order: int
    calls: int = 0
    struck: int = 0


class Weather:
    """The rules in force and what they did. Safe to use from several threads.

    `seed` makes chance the same every time: whether a rule strikes its n-th call does not depend on what else happens.
    `clock_skew` is how far GitHub's clock is ahead. `tell` is called with every strike.
    """

    def __init__(
        self,
        rules: Iterable[Rule] = (),
        *,
        seed: int = 0,
        clock_skew: timedelta = timedelta(0),
        tell: Callable[[Strike], None] = lambda strike: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.seed = seed
        self.clock_skew = clock_skew
        self.tell = tell
        self._clock = clock
        self._lock = threading.Lock()
        self._standing: list[_Standing] = []
        self._added = 0
        self._log: list[Strike] = []
        for rule in rules:
            self.add(rule)

    def add(self, rule: Rule) -> Rule:
        """Put a rule in force, from now on; returns it."""
        with self._lock:
            self._standing.append(_Standing(rule, self._clock(), self._added))
            self._added += 1
        return rule

    def clear(self) -> None:
        """Fair weather from now on; the log stays."""
        with self._lock:
            self._standing.clear()

    @property
    def rules(self) -> list[Rule]:
        """The rules in force."""
        with self._lock:
            return [standing.rule for standing in self._standing]

    @property
    def log(self) -> list[Strike]:
        """What was done so far, oldest first."""
        with self._lock:
            return list(self._log)

    def struck(self, rule: Rule) -> int:
        """How often a rule struck; a test whose weather never did has shown nothing."""
        return sum(strike.rule is rule for strike in self.log)

    def meet(
        self, name: str, path: str, possible: Callable[[Fault], bool] = lambda fault: True
    ) -> tuple[float, Fault | None]:
        """Decide what befalls a call, and write it down: a delay in seconds, and one fault or none.

        `name` is its method and route, `path` its method and path. A fault that is not `possible` does not strike.
        """
        delay, fault, made = 0.0, None, []
        with self._lock:
            for standing in self._standing:
                rule = standing.rule
                if not names(rule.at, name, path):
                    continue
                standing.calls += 1
                number, age = standing.calls, self._clock() - standing.since
                if not strikes(rule, number, standing.struck, age, self._chance(standing.order, number)):
                    continue
                if isinstance(rule.fault, Delay):
                    delay += rule.fault.seconds
                elif fault is None and possible(rule.fault):
                    fault = rule.fault
                else:
                    continue
                standing.struck += 1
                made.append(Strike(rule, number, path, datetime.now(UTC)))
            self._log += made
        for strike in made:
            self.tell(strike)
        return delay, fault

    def _chance(self, order: int, number: int) -> float:
        return random.Random(f"{self.seed}/{order}/{number}").random()  # noqa: S311 - weather, no secret


def _bare(name: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", name)


def _glob(at: str) -> str:
    # Brackets mean nothing here, though fnmatch would read a set of characters.
    return re.sub(r"[\[?]", lambda found: f"[{found[0]}]", _bare(" ".join(at.split())))
