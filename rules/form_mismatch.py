"""An entry that departs from the form which nearly all others keep.

One form lets readers find what they look for, and lets programs read the list. Each finding is of one thing: how a
label is worded, its brackets, the marks of a name, what stands between links, around them and at the end. A section
that keeps to a form of its own is left alone. The fixes are safe: they change signs and labels of one meaning, no word
of a title, and an address only into another of the same paper at arXiv that goes with the label.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from bot.links import Role, is_label, label_role
from bot.lint import Change, Example, Finding, Fix, LintContext, Need, Severity
from bot.sketch import LinkAt, Sketch

if TYPE_CHECKING:
    from bot.styles import Style

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
_ONE = "- **[N]** A Title [[pdf]](https://arxiv.org/pdf/2301.{}) [[code]](https://github.com/a/b)\n"
_MANY = "# L\n\n## A\n\n" + "".join(map(_ONE.format, range(10000, 10025)))
_RIGHT = _MANY + "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2302.1) [[code]](https://github.com/c/d)\n"
VALID = (
    _RIGHT,
    _MANY + "- Title? [[pdf]](https://arxiv.org/pdf/2302.1) [[official code]](https://github.com/c/d)\n",
)
INVALID = (
    Example(
        _MANY + "- **[X]** Title [[paper]](https://arxiv.org/pdf/2302.1) [[code]](https://github.com/c/d)\n",
        "`paper` as the label of a paper's link; 25 of the list's 26 have `pdf`",
        _RIGHT,
        line=30,
    ),
    Example(
        _MANY + "- **[X]** Title [[arXiv]](https://arxiv.org/abs/2302.10002v1) [[code]](https://github.com/c/d)\n",
        "`arXiv` as the label of a paper's link; 25 of the list's 26 have `pdf`",
        _MANY + "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2302.10002v1) [[code]](https://github.com/c/d)\n",
        line=30,
    ),
    Example(
        _MANY + "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2302.1) [code](https://github.com/c/d)\n",
        "`[code](...)` for a label; 51 of the list's 52 stand as `[[code]](...)`",
        _RIGHT,
        line=30,
    ),
    Example(
        _MANY + "- [X] Title [[pdf]](https://arxiv.org/pdf/2302.1) [[code]](https://github.com/c/d)\n",
        "`[X]` for a name; 25 of the list's 26 stand as `**[X]**`",
        _RIGHT,
        line=30,
    ),
    Example(
        _MANY + "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2302.1), [[code]](https://github.com/c/d)\n",
        "`, ` between two links; 25 of the list's 26 have ` `",
        _RIGHT,
        line=30,
    ),
    Example(
        _MANY
        + "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2302.1), [[code]](https://github.com/c/d), [[pitch]](a.md)\n",
        "`, ` between two links; 25 of the list's 26 have ` `",
        _MANY
        + "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2302.1) [[code]](https://github.com/c/d) [[pitch]](a.md)\n",
        line=30,
    ),
    Example(
        _MANY + "- **[X]** Title. [[pdf]](https://arxiv.org/pdf/2302.1) [[code]](https://github.com/c/d)\n",
        "`. ` before the first link; 25 of the list's 26 have ` `",
        _RIGHT,
        line=30,
    ),
    Example(
        _MANY + "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2302.1) [[code]](https://github.com/c/d).\n",
        "`.` at the end of the entry; 25 of the list's 26 have nothing there",
        _RIGHT,
        line=30,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """What departs, thing by thing; at most one finding of a thing in an entry."""
    if len(context.entries) < _LEAST:
        return
    settled = frozenset(context.house) if context.changed is not None else None
    reword = partial(_reworded, cache(partial(_usual_address, context.text)))
    found = list(_departures(context, settled, reword))
    yield from found
    if context.changed is not None:
        told = {context.line(one.start) for one in found}
        yield from _reformed(context, told)


def _departures(
    context: LintContext, settled: Collection[Sketch] | None, reword: "Callable[[_Departure], _Mended]"
) -> Iterator[Finding]:
    alike = _alike(context.entries)
    for role in dict.fromkeys(key.role for key in alike):
        of_role = {key: places for key, places in alike.items() if key.role == role}
        reworded = list(_told(_departing(of_role, lambda key: key.name, settled), reword))
        yield from reworded
        told = {one.start for one in reworded}
        for word in sorted({key.name.casefold() for key in of_role}):
            of_word = {key: places for key, places in of_role.items() if key.name.casefold() == word}
            if len({key.name for key in of_word}) > 1:
                found = _told(_departing(of_word, lambda key: key.name, settled), reword)
                yield from (one for one in found if one.start not in told)
    yield from _told(_departing(alike, _brackets, settled), _rebracketed)
    between = {key: places for key, places in alike.items() if key.at == "between"}
    yield from _told(_departing(between, _core, settled), _respaced)
    first = {key: places for key, places in alike.items() if key.at == "first"}
    yield from _told(_departing(first, _core, settled), _reparted)
    yield from _told(_departing(_alike_at_the_end(context.entries), _tail, settled), _reended)
    yield from _told(_departing(_alike_names(context.entries), lambda key: key.before, settled), _remarked)


class _Key(NamedTuple):
    """What forms are told by: the words of a link, its label, what stands around it, and where in its entry it is.

    Links of one key are looked at but once: a list has thousands of links, and few keys.
    """

    words: str
    name: str
    role: Role
    before: str
    behind: str
    at: Literal["first", "between", "apart", "row"]


#: An entry, and the number of a link in it.
_Place = tuple[Sketch, int]


class _Departure(NamedTuple):
    """What departs: its form, the one that `most` of `total` have, and whether no settled entry shares its form."""

    key: _Key
    one: Sketch
    number: int
    form: str
    usual: str
    most: int
    total: int
    is_alone: bool

    @property
    def link(self) -> LinkAt:
        """The link."""
        return self.one.links[self.number]


#: What is wrong, in words, and what mends it; None: nothing is.
_Mended = tuple[str, tuple[Change, ...]] | None


def _alike(entries: Iterable[Sketch]) -> dict[_Key, list[_Place]]:
    """The links that are labels, by what their forms are told by."""
    found: defaultdict[tuple[str, str, str, Literal["first", "between", "apart", "row"]], list[_Place]]
    found = defaultdict(list)
    for one in entries:
        row = one.entry.kind == "row"
        last = -1
        for number, link in enumerate(one.links):
            if link.words and _named(link.words) is not None:
                at: Literal["first", "between", "apart", "row"] = (
                    "row" if row else "first" if last < 0 else "between" if last == number - 1 else "apart"
                )
                key = link.words, one.gaps[number][-_FAR:], one.gaps[number + 1][:1], at
                found[key].append((one, number))
                last = number
    keys: dict[_Key, list[_Place]] = {}
    for (words, before, behind, at), places in found.items():
        if (named := _named(words)) is not None:
            keys[_Key(words, *named, before, behind, at)] = places
    return keys


def _departing(
    alike: Mapping[_Key, Sequence[_Place]], form_of: Callable[[_Key], str | None], settled: Collection[Sketch] | None
) -> Iterator[_Departure]:
    """What departs from the form that nearly all have; None is a form that cannot be compared.

    A form that is more than a slip in its section is that section's own, and a section without the usual one tells
    nothing.
    """
    forms = {key: form for key in alike if (form := form_of(key)) is not None}
    counts: Counter[str] = Counter()
    for key, form in forms.items():
        counts[form] += len(alike[key]) if settled is None else sum(one in settled for one, _ in alike[key])
    total = counts.total()
    usual, most = counts.most_common(1)[0] if counts else ("", 0)
    rare = [key for key, form in forms.items() if form != usual]
    if not rare or total < _LEAST or most < _SHARE * total:
        return
    shows = {one for places in alike.values() for one, _ in places if settled is None or one in settled}
    homes = {id(one.section) for key, form in forms.items() if form == usual for one, _ in alike[key]}
    own = Counter((id(one.section), forms[key]) for key in rare for one in {one for one, _ in alike[key]} & shows)
    sizes = Counter(id(one.section) for one in shows)
    for key in rare:
        for one, number in alike[key]:
            section = id(one.section)
            if section in homes and own[section, forms[key]] <= max(1, _OWN * sizes[section]):
                alone = counts[forms[key]] <= (settled is None)
                yield _Departure(key, one, number, forms[key], usual, most, total, alone)


def _told(departures: Iterable[_Departure], mend: Callable[[_Departure], _Mended]) -> Iterator[Finding]:
    """One finding an entry, that mends all departures of a kind in it."""
    found: dict[Sketch, tuple[str, list[Change]]] = {}
    for departure in departures:
        if (mended := mend(departure)) is not None:
            said, some = mended
            share = f"{departure.most} of the list's {departure.total}"
            found.setdefault(departure.one, (said.format(share), []))[1].extend(some)
    for said, changes in found.values():
        all_changes = sorted(set(changes), key=lambda change: change.start)
        yield Finding(all_changes[0].start, all_changes[0].end, said, Fix(tuple(all_changes)))


@lru_cache(maxsize=4096)
def _named(words: str) -> tuple[str, Role] | None:
    """The label that a link's words are, and its role, a paper's page and its file being one."""
    name = words.strip("[]*_` ")
    if len(name) > _LONGEST or not is_label(name) or (role := label_role(name)) is None:
        return None
    return name, "pdf" if role == "abstract" else role


# How a label is worded

#: What stands in front of a paper's number in its address at arXiv, and behind it.
_Address = tuple[str, str]


def _reworded(address_of: Callable[[str], _Address | None], found: _Departure) -> _Mended:
    form, usual, link = found.form, found.usual, found.link
    moved: tuple[Change, ...] = ()
    if form.casefold() != usual.casefold():
        paper = re.match(_AT_ARXIV, link.url) if found.key.role == "pdf" else None
        alike = any(form.casefold() in some and usual.casefold() in some for some in _SYNONYMS)
        sole = paper is not None and found.is_alone and sum(other.leads_to_paper for other in found.one.links) == 1
        if not sole and not (alike and (found.is_alone or found.most >= _SHARE_OF_WORDS * found.total)):
            return None
        if paper is not None and (address := address_of(usual)) is not None:
            new = f"{address[0]}{paper[1]}{address[1]}"
            moved = (Change(link.url_start, link.url_end, new),) if new != link.url else ()
        # "pdf" is said of files, "github" and "youtube" of what is there.
        if not moved and usual.casefold() in _TOLD_BY_ADDRESS and usual.casefold() not in link.url.casefold():
            return None
    if any(other.label == usual for other in found.one.links):
        return None
    at = link.start + 1 + link.words.find(form)
    said = f"`{form}` as the label of {_THINGS[found.key.role]}; {{}} have `{usual}`"
    return said, (Change(at, at + len(form), usual), *moved)


def _usual_address(text: str, label: str) -> _Address | None:
    """The form of address at arXiv that nearly all links with a label have."""
    pattern = rf"\[{re.escape(label)}\]{{1,2}}\((https?://arxiv\.org/(?:abs|pdf)/){_ID}((?:\.pdf)?)\)"
    forms: Counter[_Address] = Counter(re.findall(pattern, text))
    usual, most = forms.most_common(1)[0] if forms else (None, 0)
    return usual if most >= _SHARE * forms.total() else None


# Its brackets


def _brackets(key: _Key) -> str | None:
    if key.name.count(" ") > 1:
        return None  # a title, perhaps
    before, behind = key.before[-1:], key.behind
    if key.words == f"[{key.name}]":
        return _DOUBLE if before not in ("[", "(") and behind not in ("]", ")") else None
    if key.words != key.name:
        return None
    if before + behind == "[]":
        return _WITHIN
    return None if before in ("[", "(") or behind in ("]", ")") else _PLAIN


def _rebracketed(found: _Departure) -> _Mended:
    one, number, link, name = found.one, found.number, found.link, found.key.name
    gap = one.gaps[number].removesuffix("[" if found.form == _WITHIN else "")
    if link.start == one.content or "://" not in link.url or gap.rfind("[") > gap.rfind("]"):
        return None  # no label, or one among others in brackets
    target = one.text[link.start - one.start + len(link.words) + 2 : link.end - one.start]
    new = {_DOUBLE: f"[[{name}]]{target}", _WITHIN: f"[[{name}]{target}]", _PLAIN: f"[{name}]{target}"}[found.usual]
    wide = found.form == _WITHIN
    said = f"`{found.form.replace('x', name)}` for a label; {{}} stand as `{found.usual.replace('x', name)}`"
    return said, (Change(link.start - wide, link.end + wide, new),)


_DOUBLE, _WITHIN, _PLAIN = "[[x]](...)", "[[x](...)]", "[x](...)"


# What stands between links, in front of the first and behind the last


def _core(key: _Key) -> str | None:
    """What stands in front of a link, brackets that may be its label's or those of another left out."""
    return _parting(key.before)


def _parting(before: str) -> str | None:
    core = before[len(before.rstrip(_SIGNS_BETWEEN)) :].rstrip("[(").lstrip("])")
    return core if core in _PARTINGS and "\n" not in before else None


def _parted(found: _Departure, where: str) -> tuple[str, tuple[Change, ...]]:
    gap = found.one.gaps[found.number]
    end = found.link.start - (len(gap) - len(gap.rstrip("[(")))
    said = f"{_quoted(found.form)} {where}; {{}} have {_quoted(found.usual)}"
    return said, (Change(end - len(found.form), end, found.usual),)


def _respaced(found: _Departure) -> _Mended:
    said, changes = _parted(found, "between two links")
    # Links whose words are no label that is known are parted alike: all of an entry is mended, or nothing.
    one = found.one
    for number in range(found.number + 1, len(one.links)):
        link, gap = one.links[number], one.gaps[number]
        if _named(link.words) is None and gap.strip(_SIGNS_BETWEEN) == "" and _parting(gap[-_FAR:]) == found.form:
            if not link.words or len(link.label.split()) > _MOST_WORDS:
                return None
            changes += _parted(found._replace(number=number), "")[1]
    return said, changes


def _reparted(found: _Departure) -> _Mended:
    said = found.one.gaps[found.number].rstrip(_SIGNS_BETWEEN)
    # An abbreviation keeps its full stop, and dots are no full stop.
    if not said or not said[-1].isalnum() or len(said.split()[-1]) <= _SHORT or not found.form:
        return None
    return _parted(found, "before the first link")


def _alike_at_the_end(entries: Iterable[Sketch]) -> dict[_Key, list[_Place]]:
    """The entries whose last link is a label, by what stands behind it."""
    found: dict[str, list[_Place]] = {}
    for one in entries:
        if one.links and one.entry.kind != "row" and one.links[-1].words and _named(one.links[-1].words) is not None:
            found.setdefault(one.gaps[-1].strip()[:_FAR], []).append((one, len(one.links) - 1))
    return {_Key("", "", "other", "", behind, "apart"): places for behind, places in found.items()}


def _tail(key: _Key) -> str | None:
    """What stands behind the last link of an entry; None where that is words."""
    tail = key.behind.lstrip("])")
    return tail if tail in _ENDS else None


def _reended(found: _Departure) -> _Mended:
    end = found.link.end + len(found.one.gaps[-1].rstrip())
    usual = f"have `{found.usual}`" if found.usual else "have nothing"
    said = f"{_quoted(found.form)} at the end of the entry; {{}} {usual} there"
    return said, (Change(end - len(found.form), end, found.usual),)


def _quoted(signs: str) -> str:
    return f"`{signs}`" if signs else "nothing"


# The marks of a name


def _alike_names(entries: Iterable[Sketch]) -> dict[_Key, list[_Place]]:
    """The entries with a name in front, by the marks around it."""
    found: dict[str, list[_Place]] = {}
    for one in entries:
        if one.links and (name := _NAME.match(one.entry.text, len(one.marker))) is not None:
            mark = _MARKS[name.lastindex or 0] + ":" * (one.entry.text[name.end() - 1] == ":")
            found.setdefault(mark, []).append((one, name.end() - name.start()))
    return {_Key("", "", "other", mark, "", "apart"): places for mark, places in found.items()}


def _remarked(found: _Departure) -> _Mended:
    one = found.one
    written = one.text[len(one.marker) : len(one.marker) + found.number]
    name = written.strip("[]*:")
    if len(name.split()) > _MOST_WORDS or _YEAR.search(name) or name != name.strip() or not name:
        return None
    new = found.usual.replace("X", name)
    return f"`{written}` for a name; {{}} stand as `{new}`", (Change(one.content, one.content + len(written), new),)


# The form as a whole


def _reformed(context: LintContext, told: set[int]) -> Iterator[Finding]:
    """Changed entries whose form is none of their section's, where they can be written in one without a loss.

    Reading forms is dear, so it is done for changed entries only.
    """
    from bot.styles import learn_style

    left = _MOST_REFORMED
    for group in context.groups:
        changed = [
            one
            for one in group.entries
            if context.is_changed(one.start)
            and one.entry.kind != "row"
            and told.isdisjoint(range(one.entry.span.start, one.entry.span.end))
        ]
        settled = context.settled(group)[-_MOST_READ:]
        if not changed or len(settled) < _LEAST_FORMS or not left:
            continue
        style = learn_style([some.entry for some in settled])
        if style is None:
            continue
        forms = Counter(form for some in settled if (form := style.skeleton_of(some.entry)) is not None)
        for one in changed[:left]:
            yield from _in_a_form_of(one, settled, style, forms)
        left -= len(changed[:left])


def _in_a_form_of(one: Sketch, settled: Sequence[Sketch], style: "Style", forms: Counter[str]) -> Iterator[Finding]:
    said = style.skim(one.entry)
    if said is None or style.skeleton_of(one.entry) in forms:
        return
    text = style.render(style.fit(said)).rstrip("\r\n")
    own = one.text.rstrip("\r\n")
    rewritten = one.entry._replace(text=text + "\n")
    lost = Counter(_WORDS.findall(own)) - Counter(_WORDS.findall(text))
    if lost or forms[style.skeleton_of(rewritten) or ""] < max(2, _OWN * len(settled)):
        return
    if text.split() != own.split() and not _MISREAD.search(text) and "\\" not in text:
        said_so = "the form of this entry is none of its section's"
        mended = Fix((Change(one.start, one.start + len(own), text),), safe=False)
        yield Finding(one.content, one.end, said_so, mended, expected=text)


#: So many changed entries are read with care; where there are more, the list was changed as a whole.
_MOST_REFORMED: Final = 100
_WORDS: Final = re.compile(r"[^\W_]+")
#: A sign of the old form that was taken for a word.
_MISREAD: Final = re.compile(r"([:,;|])\s*\1|\*{4}|\)\*\*\)")
_LEAST_FORMS: Final = 8
_MOST_READ: Final = 100
_MARKS: Final = ("", "**[X]**", "[**X**]", "[X]", "**X**")
_NAME: Final = re.compile(
    r"(?:(\*\*\[[^\[\]\n*]{1,40}\]\*\*)|(\[\*\*[^\[\]*\n]{1,40}\*\*\])|(\[[^\[\]\n*]{1,40}\])"
    r"|(\*\*[^*\n\[\]]{1,40}\*\*)):?(?= )"
)
_YEAR: Final = re.compile(r"\d\d\d\d|['\u2019]\d\d|arxiv", re.IGNORECASE)
_MOST_WORDS: Final = 3

#: A form is the list's where so many things were seen and this share of them has it; a form that this share of a
#: section has is that section's own.
_LEAST: Final = 20
_SHARE: Final = 0.95
_OWN: Final = 0.1
#: Another word for one thing is more often meant than another mark.
_SHARE_OF_WORDS: Final = 0.97
_ID: Final = r"(?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,2})?"
_AT_ARXIV: Final = rf"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/({_ID})(?:\.pdf)?$"
_LONGEST: Final = 30
_SHORT: Final = 3
#: So many signs in front of a link tell what parts it from the words.
_FAR: Final = 5
_SIGNS_BETWEEN: Final = " .,;:|-\u2013[](){}"
_PARTINGS: Final = frozenset(("", " ", ", ", ". ", "; ", ": ", " - ", " | ", " \u2013 "))
_ENDS: Final = frozenset(("", ".", ",", ";"))
_SYNONYMS: Final = (
    frozenset(("pdf", "paper")),
    frozenset(("code", "github", "repo", "repository")),
    frozenset(("website", "project", "project page", "webpage", "homepage", "project website")),
    frozenset(("video", "youtube")),
    frozenset(("dataset", "data")),
)
_TOLD_BY_ADDRESS: Final = frozenset(("pdf", "github", "youtube"))
_THINGS: Final[Mapping[Role, str]] = {
    "pdf": "a paper's link", "code": "a link to code", "website": "a link to a website", "video": "a link to a video",
    "dataset": "a link to data", "demo": "a link to a demo", "blog": "a link to a post", "slides": "a link to slides",
    "poster": "a link to a poster", "model": "a link to a model", "other": "a link",
}  # fmt: skip
