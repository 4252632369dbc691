"""Links out of the order that nearly all entries of the list keep.

Readers who know that code comes behind the paper look there. Only links with labels count, and only what is the same
way round in more than nine of ten entries that have both, or in all but one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final

from bot.links import Role, is_label, label_role
from bot.lint import Example, Finding, LintContext, Need, Severity
from bot.sketch import LinkAt, Sketch

SEVERITY: Severity = "hint"
NEEDS: Need | None = None
_ONE = "- **[A]** Title [[pdf]](https://arxiv.org/pdf/2301.{}) [[code]](https://github.com/a/b) [[web]](https://a.io)\n"
_MANY = "# L\n\n## A\n\n" + "".join(map(_ONE.format, range(10000, 10012)))
VALID = (
    _MANY + "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2302.00001) [[web]](https://a.io)\n",
    _MANY + "- **[X]** Title [[web]](https://a.io) [[pdf]](https://arxiv.org/pdf/2302.00001)\n" * 2,
    _MANY + "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2302.00001) [[blog]](https://a.io) [[code]](https://b.io)\n",
)
INVALID = (
    Example(
        _MANY + "- **[X]** Title [[web]](https://a.io) [[pdf]](https://arxiv.org/pdf/2302.00001)\n",
        "`web` stands before `pdf`; 12 of 13 entries have them the other way round",
        line=17,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """The first link that stands too early, in entries outside of tables."""
    orders = [(one, order) for one in context.entries if len(one.links) > 1 and len(order := _order(one)) > 1]
    settled = set(context.house) if context.changed is not None else None
    forms = Counter(tuple(order) for one, order in orders if settled is None or one in settled)
    pairs: Counter[tuple[Role, Role]] = Counter()
    for form, times in forms.items():
        for pair in combinations(form, 2):
            pairs[pair] += times
    early = {
        (late, soon): (count, count + pairs[late, soon])
        for (soon, late), count in pairs.items()
        if count >= _LEAST and (pairs[late, soon] <= 1 or count >= _SHARE * (count + pairs[late, soon]))
    }
    wrong = {form: found for form in {tuple(order) for _, order in orders} if (found := _first(form, early))}
    for _, order in orders:
        if (late := wrong.get(tuple(order))) is not None:
            first, second = (order[role] for role in late)
            count, both = early[late]
            said = f"{count} of {both} entries have them the other way round"
            yield Finding(first.start, first.end, f"`{first.label}` stands before `{second.label}`; {said}")


def _order(one: Sketch) -> dict[Role, LinkAt]:
    """The roles of an entry's links with labels, each with its first link."""
    found: dict[Role, LinkAt] = {}
    if one.entry.kind == "row":
        return found
    for link in one.links:
        if link.words and (role := _named(link.words)) is not None:
            found.setdefault(role, link)
    return found


@lru_cache(maxsize=4096)
def _named(words: str) -> Role | None:
    """What a label names, a paper's page and its file being one; None for other words."""
    words = words.strip("[]*_` ")
    role = label_role(words) if len(words) <= _LONGEST and is_label(words) else None
    return "pdf" if role == "abstract" else role


def _first(form: Sequence[Role], early: dict[tuple[Role, Role], tuple[int, int]]) -> tuple[Role, Role] | None:
    return next((pair for pair in combinations(form, 2) if pair in early), None)


_LEAST: Final = 8
_SHARE: Final = 0.92
_LONGEST: Final = 30
