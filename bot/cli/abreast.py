"""A long list is judged by two processes at once: rules do not know of each other, so each takes one after the other.

Both have the list in memory, as the second is forked from the first; only findings go from one to the other. What the
second does not tell, whatever became of it, the first judges itself. They begin at two ends of one row, in which rules
stand together that ask entries for the same: what is found out for one rule is kept for those that follow it.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.lint import Finding, LintContext, Rule, lint

#: With fewer entries a second process takes longer to begin than it spares.
_LEAST: Final = 3000


def lint_abreast(context: LintContext, rules: Mapping[str, Rule]) -> list[Finding]:
    """What `lint` finds, sooner where the list is long and there is a second processor for it."""
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or len(rules) > _MOST or len(context.entries) < _LEAST:
        return lint(context, rules)
    import pickle

    names = sorted(rules, key=lambda name: name not in _OF_PAPERS)
    turns, turn = os.pipe()
    # A byte a rule: who reads one, judges by the next rule from his end. Both read from the one pipe until it is empty.
    os.write(turn, bytes(len(names)))
    os.close(turn)
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(ours)
            with os.fdopen(theirs, "wb") as answer:
                pickle.dump(
                    {name: lint(context, {name: rules[name]}) for name in _taken(reversed(names), turns)}, answer
                )
            status = 0
        finally:
            os._exit(status)
    os.close(theirs)
    found = {name: lint(context, {name: rules[name]}) for name in _taken(names, turns)}
    os.close(turns)
    with os.fdopen(ours, "rb") as answer:
        data = answer.read()
    _, status = os.waitpid(child, 0)
    if status == 0:
        found |= pickle.loads(data)  # noqa: S301 - our own child's
    for name in names:
        if name not in found:
            found[name] = lint(context, {name: rules[name]})
    return sorted((one for own in found.values() for one in own), key=lambda one: (one.start, one.end, one.rule))


#: The pipe takes so many bytes at once, whatever the system.
_MOST: Final = 512
#: The rules that ask entries for their paper or their words.
_OF_PAPERS: Final = frozenset(
    (
        "duplicate-link-text",
        "duplicate-paper",
        "entry-in-wrong-section",
        "link-only-entry",
        "missing-paper-link",
        "missing-title",
        "out-of-order",
    )
)


def _taken(names: Iterable[str], turns: int) -> Iterator[str]:
    """The rules that are this process's turn."""
    for name in names:
        if not os.read(turns, 1):
            return
        yield name
