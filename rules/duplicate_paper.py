"""A paper that is in the list already.

Two entries of one paper grow apart: one gets the code, the other the venue, and readers count it twice. It is told by
the paper's identity, however its address is spelled, or by its title. Lists that show papers in several sections on
purpose are told by how often they do; there it may stay, and in others it is a warning unless the sections are of years
or the like, or a change brings it. Which of the two entries goes is a person's choice, so there is a fix only where
both are the same line, and it is no safe one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal

from bot.alike import LEAST_WORDS, SURELY_TWO, TELLING, WORD, bear_one_title, begin_otherwise, squashed
from bot.lint import Example, Finding, Fix, LintContext, Need, Severity
from bot.sketch import Sketch

SEVERITY: Severity = "error"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title Words That Are New [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- **[CLIP2]** More [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[code]](https://github.com/openai/CLIP)\n",
    "# L\n\n## Our\n\n**T** [[pdf]](https://arxiv.org/abs/2205.01917)\n\n## A\n\n- T [pdf](https://arxiv.org/abs/2205.01917)\n",
    "# L\n\n## News\n\n- [T](https://arxiv.org/abs/2205.01917)\n\n## A\n\n- T [[pdf]](https://arxiv.org/pdf/2205.01917)\n",
)
INVALID = (
    Example(
        "- Contrastive Captioners are Image-Text Foundation Models [[pdf]](https://arxiv.org/abs/2205.01917v2)\n",
        "`arxiv:2205.01917` is on line 10 already: `CoCa`",
    ),
    Example(
        "- **[CoCa]** Contrastive Captioners are Image-Text Foundation Models"
        " [[pdf]](https://openreview.net/pdf?id=Ee277P3AYC)\n",
        "a paper of this title is on line 10 already: `CoCa`",
    ),
    Example(
        "- **[CoCa]** Contrastive Captioners are Image-Text Foundation Models"
        " [[pdf]](https://arxiv.org/pdf/2205.01917.pdf)\n",
        "`arxiv:2205.01917` is on line 10 already: `CoCa`",
        "",
        safe=False,
    ),
    Example(
        "- **[Other]** Words of Quite Another Title About Graphs [[pdf]](https://arxiv.org/pdf/2205.01917.pdf)\n",
        "`arxiv:2205.01917` is linked on line 10 too, under another title: `CoCa`",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """The later of two entries of one paper, or the changed one."""
    entries = [one for one in context.entries if _stands_for_a_paper(one)]
    titles = {
        one: key
        for one in entries
        if len(one.phrase) >= TELLING and TELLING <= len(key := squashed(one.phrase)) <= _MOST_TELLING
    }
    # What stands in several entries is a venue, or a remark of the list's own.
    often = {key for key, count in Counter(titles.values()).items() if count > _MOST_OF_ONE_TITLE}
    titles = {one: key for one, key in titles.items() if key not in often}
    pairs = list(_pairs(context, {one: paper for one in entries if (paper := one.identity)}))
    across = sum(one.section is not other.section for one, other in pairs)
    having = sum(one.identity is not None for one in entries)

    def severity(one: Sketch, other: Sketch) -> Severity | None:
        """How bad it is: within a section it is a slip, across sections many lists do it on purpose.

        There it is a slip where a paper can belong to one of the sections only, or where whoever brings it to a list
        that never does so did not see it.
        """
        if one.section is other.section:
            return "error"
        shown = _otherwise(one, other)
        copied = across >= _COPIED * having and squashed(one.words) == squashed(other.words)
        if shown == "kind":
            return None
        if across >= _SOME_ACROSS and (copied or across >= _ON_PURPOSE * having):
            return "hint" if context.changed is not None else None
        if shown == "data":
            return "hint"
        is_slip = context.changed is not None or _exclude_each_other(one.section.path, other.section.path)
        return "error" if is_slip and across - 1 <= _BY_ACCIDENT * having else "warning"

    how: Severity | None
    for one, other in pairs:
        alike = _share_title(one, other, titles) or _alikeness(one, other) > SURELY_TWO
        if alike and not begin_otherwise(one, other):
            said = f"`{_shortened(one.identity)}` is on line {other.line} already"
            how = severity(one, other)
        else:
            said = f"`{_shortened(one.identity)}` is linked on line {other.line} too, under another title"
            shown = _otherwise(one, other)
            how = "warning" if shown is None else "hint" if shown == "data" else None
        if how:
            yield _finding(context, one, other, said, how)
    told = {one for pair in pairs for one in pair}
    for one, other in _pairs(context, {one: key for one, key in titles.items() if one not in told}, every=True):
        if one in told:
            continue
        how = severity(one, other)
        alike = squashed(one.words) == squashed(other.words)
        if how is None or not (alike or (one.paper and other.paper)):
            continue
        if alike or bear_one_title(one, other):
            if how == "error" and not (alike and one.section is other.section):
                how = "warning"
            told.add(one)
            yield _finding(context, one, other, f"a paper of this title is on line {other.line} already", how)


def _pairs(context: LintContext, keys: Mapping[Sketch, str], *, every: bool = False) -> Iterator[tuple[Sketch, Sketch]]:
    """Each entry that repeats a key, and the first that has it, or `every` one above; the changed one is the first."""
    seen: dict[str, list[Sketch]] = {}
    for one, key in keys.items():
        others = seen.setdefault(key, [])
        for number, other in enumerate(others):
            if context.is_changed(other.start) and not context.is_changed(one.start):
                yield other, one
                others[number] = other if every else one
            else:
                yield one, other
        if every or not others:
            others.append(one)


def _finding(context: LintContext, one: Sketch, other: Sketch, said: str, severity: Severity) -> Finding:
    end = one.start + len(one.text.partition("\n")[0].rstrip())
    return Finding(one.start, end, f"{said}: `{other.called}`", _removal(context, one, other), severity)


def _removal(context: LintContext, one: Sketch, other: Sketch) -> Fix | None:
    """The fix that takes an entry away, where the other says all that it says."""
    if one.text.strip() != other.text.strip() or one.section is not other.section:
        return None
    away = context.taken_away(one)
    # An entry that has others nested below it goes by hand.
    is_whole = context.text[away.start : away.end].strip() == one.text.strip()
    return Fix((away,), safe=False) if is_whole else None


def _stands_for_a_paper(one: Sketch) -> bool:
    """Whether an entry is one of the list, and none that tells once more of others."""
    if not one.links or _tells_again(one.section.path):
        return False
    return "#" not in one.entry.text or not any("#" in link.url[:2] for link in one.links)


def _otherwise(one: Sketch, other: Sketch) -> Literal["kind", "data"] | None:
    """In what way of its own another section shows a paper: by another kind of entry, as surveys, or for its data."""
    if one.section is other.section:
        return None
    if one.entry.kind != other.entry.kind:
        return "kind"
    return "data" if _is_of_data(one.section.path) != _is_of_data(other.section.path) else None


@cache
def _exclude_each_other(path: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sections part papers by when or where they appeared: by years, or preprints from others."""
    return path[:-1] == other[:-1] and all(some and _APPEARED.search(some[-1]) for some in (path, other))


@cache
def _is_of_data(path: tuple[str, ...]) -> bool:
    return any(map(_DATA.search, path))


@cache
def _tells_again(path: tuple[str, ...]) -> bool:
    return any(map(_AGAIN.search, path))


def _share_title(one: Sketch, other: Sketch, titles: Mapping[Sketch, str]) -> bool:
    """Whether one of two entries holds what tells the title of the other."""
    return any(
        short in titles and len(key := squashed(_title(short))) >= TELLING and key in squashed(long.words)
        for short, long in ((one, other), (other, one))
    )


def _alikeness(one: Sketch, other: Sketch) -> float:
    """Which share of the words of one entry's title stand in the other, as far as a glance shows titles."""
    ours, theirs = _title(one), _title(other)
    shares = []
    for title, words in ((ours, other.words), (theirs, one.words)):
        said = set(WORD.findall(title.casefold()))
        if len(said) >= LEAST_WORDS:  # fewer tell nothing
            shares.append(len(said & set(WORD.findall(words.casefold()))) / len(said))
    return max(shares, default=1.0)


def _title(one: Sketch) -> str:
    """The words that are most likely a title: the longest of a link, or else the longest run of others."""
    linked = max((link.label for link in one.links if not link.label.startswith("!")), key=len, default="")
    return linked if len(linked) >= TELLING else one.phrase


def _shortened(identity: str | None) -> str:
    text = identity or ""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


#: So many letters are no title.
_MOST_TELLING: Final = 160
_LONGEST: Final = 80
#: So many entries may share words that tell a title.
_MOST_OF_ONE_TITLE: Final = 3
#: A list that shows this share of its papers in another section again does it on purpose; of one that shows fewer than
#: the second share it is a slip. Between them a copy of all words is no slip, from the third share on.
_ON_PURPOSE, _BY_ACCIDENT, _COPIED = 0.03, 0.005, 0.01
_SOME_ACROSS: Final = 3
_AGAIN: Final = re.compile(
    r"\b(?:news|updates?|updated|highlights?|must[- ]reads?|must read|contents?|toc|what'?s new|change ?log"
    r"|recent(?:ly)?|our(?:[ _]\w+)?|publications|latest|featured|recommended|selected|spotlights?|trending|hot|popular"
    r"|most cited|top \d+)\b",
    re.IGNORECASE,
)
_APPEARED: Final = re.compile(r"\b(?:(?:19|20)\d\d|arxiv|preprints?|conferences?|journals?)\b", re.IGNORECASE)
_DATA: Final = re.compile(
    r"\b(?:data|datasets?|benchmarks?|software|simulators?|tools?|libraries|frameworks?)\b", re.IGNORECASE
)
