"""`shelver explain`: what Shelver learned of a list, at a glance or as JSON."""

import gc
import shutil
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any, Final
from unicodedata import combining, east_asian_width

import typer

from bot.cli.arguments import ConfigOption, ListArgument
from bot.cli.files import print_json, read_list, stop
from bot.cli.owner import read_owner, repository_of, tell_unknown
from bot.document import ListDocument, Section, Span, parse
from bot.explain import SHOWN_BYTES, Cut, Learned, LearnedSection
from bot.explain import explain as learn
from bot.sections import is_paper_list
from bot.sorting import sections_named
from bot.wording import held_words, near_words, order_words, path_words, skeleton_words


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(explain)


def explain(
    readme: ListArgument,
    section: Annotated[
        list[str] | None,
        typer.Option(
            help='Only this section and those below it, with all that differs: a heading, or a path such as "A > B". '
            "May be repeated.",
            metavar="PATH",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
    config: ConfigOption = None,
) -> None:
    """Tell what Shelver learned of a list.

    A table of the sections with papers, the forms of their entries with a made-up paper in each, and the entries
    that are written otherwise than most of their section, with what differs. Warns of what GitHub does not show of
    a file. What the list's configuration says takes the place of what would be learned.

    --json prints {"bytes", "shown_bytes", "cut", "generated", "other_sections", "sections"}. "cut" is null or
    {"line", "section", "after"}: where GitHub stops showing the file, and the sections behind it. "generated" are
    the first and last lines of what a program writes. Of each section with papers: "section" (its headings),
    "line", "entries", "style" (bullet, ordered, table, paragraph or block; null where none can be written), "form"
    (what entries say replaced by marks), "exact" (entries of this very form), "follow" (those that only leave out
    or add facts, too), "order" (null or {"key", "direction", "kept", "of"}), "new_entries" (where there is no
    order: top or bottom), "sample" (what a made-up paper would look like), "differ" (a list of {"line", "how"}),
    "unread" (first and last line of entries that could not be read), "said" (those of "order" and "entry" that the
    configuration says). Exits with 1 where the file is no paper list, and with 2 for bad use.
    """
    gc.disable()
    document = parse(read_list(readme))
    if not is_paper_list(document):
        entries = sum(len(section.entries) for section in document.sections)
        headings = sum(bool(section.level) for section in document.sections)
        what = f"it has {_count(entries, 'entry', 'entries')} under {_count(headings, 'heading', 'headings')}"
        stop(1, f"{readme}: no paper list found: no section has five entries most of which link to papers; {what}")
    owner = read_owner(config, repository_of(readme))
    tell_unknown(owner, document)
    learned = learn(document, owner)
    if section:
        spans = {one.span for path in section for one in _named(document, path)}
        learned = replace(learned, sections=tuple(one for one in learned.sections if one.section.span in spans))
    if as_json:
        print_json(_as_json(learned))
    else:
        width = min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)
        print("\n".join(_lines(readme.name, learned, width, narrowed=bool(section))))


def _named(document: ListDocument, path: str) -> list[Section]:
    """The sections that a heading names; ends the program where there are none."""
    return sections_named(document, path) or stop(2, f'no section "{path}"{near_words(document, path)}')


_NARROWEST: Final = 60
_WIDEST: Final = 120
#: An address is never broken.
_WHOLE: Final[dict[str, Any]] = {"break_long_words": False, "break_on_hyphens": False}
#: What fits a person's eye: so many forms, so many sections with entries that differ, and lines for all of these.
_MOST_FORMS, _MOST_SECTIONS, _MOST_LINES = 6, 20, 40


def _lines(name: str, learned: Learned, width: int, *, narrowed: bool) -> Iterator[str]:
    """All that is told, line by line; where somebody asked for few sections, all of these."""
    total = sum(one.entries for one in learned.sections)
    others = f"; {_count(learned.others, 'other heading', 'other headings')} without papers" if learned.others else ""
    sections = _count(len(learned.sections), "section", "sections")
    yield from _wrapped(f"{name}: {_count(total, 'entry', 'entries')} in {sections}{others}", width)
    yield from _size(learned, width)
    for region in learned.generated:
        where = f'line {region.line} says "{region.words}"'
        yield from _wrapped(f"A program writes {_line_words(region.span)}, so nothing is added there: {where}", width)
    forms = _forms(learned.sections)
    yield ""
    yield from _table(learned.sections, forms, width)
    shown = list(forms.values())[: None if narrowed else _MOST_FORMS]
    for letter, members in shown:
        yield ""
        yield from _form(letter, members, width)
    if more := list(forms.values())[len(shown) :]:
        entries = _count(sum(one.entries for _, members in more for one in members), "entry", "entries")
        yield ""
        yield f"{_count(len(more), 'more form', 'more forms')}, for {entries} in all; --section PATH shows one"
    odd = [one for one in learned.sections if one.departures or one.unread]
    if odd:
        yield ""
        yield f"Entries that differ from most of their section{'' if narrowed else '; --section PATH shows all of one'}"
    listed = odd[: None if narrowed else _MOST_SECTIONS]
    for one in listed:
        yield from _odd(one, None if narrowed else max(_MOST_LINES // len(listed), 1), width)
    if left := odd[len(listed) :]:
        entries = _count(sum(len(one.departures) + len(one.unread) for one in left), "entry", "entries")
        yield f"  and {entries} in {_count(len(left), 'more section', 'more sections')}"


def _size(learned: Learned, width: int) -> Iterator[str]:
    """What GitHub does not show of the file, or soon will not."""
    if learned.cut is not None:
        yield from _wrapped(f"Warning: {_cut_words(learned.size, learned.cut)}", width)
    elif learned.is_nearly_full:
        yield from _wrapped(
            f"Warning: the file has {learned.size:,} bytes; GitHub shows the first {SHOWN_BYTES:,} of a README on a "
            f"repository's page, so only {learned.left:,} are left. Think of parting the list in several files.",
            width,
        )


def _cut_words(size: int, cut: Cut) -> str:
    after = cut.after[0] if cut.after else None
    more = (
        f', nor {_count(len(cut.after), "section", "sections")} behind it, from "{path_words(after)}" on'
        if after
        else ""
    )
    return (
        f"the file has {size:,} bytes, and GitHub shows the first {SHOWN_BYTES:,} of a README on a repository's page: "
        f'visitors do not see "{path_words(cut.section)}" from line {cut.line} on{more}. '
        "Part the list in several files."
    )


_Forms = dict[tuple[str | None, str], tuple[str, list[LearnedSection]]]


def _form_of(one: LearnedSection) -> tuple[str | None, str]:
    """What sections of one form have in common: what a new entry would look like."""
    return one.family, " ".join(one.sample.split())


def _forms(sections: Sequence[LearnedSection]) -> _Forms:
    """The forms of entries with a letter each, and the sections that have them; the commonest first."""
    members: dict[tuple[str | None, str], list[LearnedSection]] = {}
    for one in sections:
        members.setdefault(_form_of(one), []).append(one)
    ranked = sorted(members, key=lambda form: -sum(one.entries for one in members[form]))
    return {form: (_letter(number), members[form]) for number, form in enumerate(ranked)}


def _letter(number: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    rest, last = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + last)


def _table(sections: Sequence[LearnedSection], forms: _Forms, width: int) -> Iterator[str]:
    rows = [
        (
            str(one.section.heading.start + 1),
            str(one.entries),
            forms[_form_of(one)][0] + ("*" if "entry" in one.said else ""),
            f"{one.follow}/{one.entries}",
            _order(one),
            path_words(one.section),
        )
        for one in sections
    ]
    head = ("line", "entries", "form", "follow it", "order", "section")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(5)]
    # The headings get what is left, and a few signs at least.
    left = max(width - sum(widths) - 2 * 5, 12)
    for row in (head, *rows):
        cells = [
            cell.ljust(size) if column in (2, 4) else cell.rjust(size)
            for column, (cell, size) in enumerate(zip(row, widths, strict=False))
        ]
        yield "  ".join((*cells, _tail(row[5], left))).rstrip()
    if any(one.said for one in sections):
        yield ""
        yield "* as the configuration says"


def _order(one: LearnedSection) -> str:
    said = "*" if "order" in one.said else ""
    if one.order is None:
        return f"none, new ones {'first' if one.habit is not None and one.habit.end == 'top' else 'last'}{said}"
    if one.held is None:
        return order_words(one.order).removeprefix("by ") + said
    return f"{held_words(one.held).removeprefix('by ')} ({one.held.kept}/{one.held.keyed}){said}"


def _form(letter: str, members: Sequence[LearnedSection], width: int) -> Iterator[str]:
    first = members[0]
    entries, follow = sum(one.entries for one in members), sum(one.follow for one in members)
    where = f'in "{path_words(first.section)}"' if len(members) == 1 else f"in {len(members)} sections"
    if first.family is None:
        yield from _wrapped(
            f"{letter}  {_count(entries, 'entry', 'entries')} {where} in a form that cannot be written yet", width
        )
        return
    yield from _wrapped(f"{letter}  {first.family}: {follow} of {_count(entries, 'entry', 'entries')} {where}", width)
    exact: Counter[str] = Counter()
    for one in members:
        exact[one.skeleton] += one.exact
    ((skeleton, count),) = exact.most_common(1)
    # A form that few entries have tells less than the new one does.
    if count >= _TELLING * entries and "entry" not in first.said:
        yield from _block("form", skeleton_words(skeleton), width)
    yield from _block("new", first.sample, width)


#: Such a share of the entries must have a form to the letter for it to be shown.
_TELLING: Final = 0.25


def _block(word: str, text: str, width: int) -> Iterator[str]:
    lead = f"   {word:<5}"
    for line in text.rstrip().split("\n"):
        for part in textwrap.wrap(line, width - len(lead), **_WHOLE) or [""]:
            yield (lead + part).rstrip()
            lead = " " * len(lead)


def _odd(one: LearnedSection, most: int | None, width: int) -> Iterator[str]:
    """The entries of a section that differ; those that do so alike share a line, of which there are `most`."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for odd in one.departures:
        alike["; ".join(odd.differs)].append(odd.line)
    for span in one.unread:
        alike["cannot be read"].append(span.start + 1)
    # What many do is told first.
    ranked = sorted(alike.items(), key=lambda found: (-len(found[1]), found[1]))
    left = sum(len(lines) for _, lines in ranked[len(ranked) if most is None else most :])
    more = f" ({left} more)" if left else ""
    yield from _wrapped(f"  {path_words(one.section)}{more}", width)
    for words, lines in ranked[:most]:
        where = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"
        yield from _wrapped(f"    {where}: {words}", width, " " * 6)


def _line_words(span: Span) -> str:
    return f"line {span.start + 1}" if span.end - span.start == 1 else f"lines {span.start + 1} to {span.end}"


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    lead = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(text, width, subsequent_indent=indent or lead, **_WHOLE)


def _tail(path: str, width: int) -> str:
    """A path's inner headings, as many as there is room for; where there is none for one, its beginning and end."""
    if _columns(path) <= width:
        return path
    parts = path.split(" > ")
    for outer in range(1, len(parts)):
        if _columns(inner := " > ".join(("...", *parts[outer:]))) <= width:
            return inner
    last = parts[-1]
    kept = len(last)
    while kept and _columns(short := f"{last[: kept - kept // 3].rstrip()}...{last[len(last) - kept // 3 :]}") > width:
        kept -= 1
    return short


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes, nearly."""
    return sum(
        0 if combining(char) or char == "\ufe0f" else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _as_json(learned: Learned) -> dict[str, Any]:
    cut = learned.cut
    return {
        "bytes": learned.size,
        "shown_bytes": SHOWN_BYTES,
        "cut": cut
        and {
            "line": cut.line,
            "section": list(cut.section.path),
            "after": [list(section.path) for section in cut.after],
        },
        "generated": [[one.span.start + 1, one.span.end] for one in learned.generated],
        "other_sections": learned.others,
        "sections": [_section_as_json(one) for one in learned.sections],
    }


def _section_as_json(one: LearnedSection) -> dict[str, Any]:
    return {
        "section": list(one.section.path),
        "line": one.section.heading.start + 1,
        "entries": one.entries,
        "style": one.family,
        "form": one.skeleton,
        "exact": one.exact,
        "follow": one.follow,
        "order": one.order
        and {
            "key": one.order.key,
            "direction": one.order.direction,
            "kept": one.held.kept if one.held else None,
            "of": one.held.keyed if one.held else None,
        },
        "new_entries": one.habit.end if one.habit else None,
        "sample": one.sample,
        "differ": [{"line": odd.line, "how": list(odd.differs)} for odd in one.departures],
        "said": list(one.said),
        "unread": [[span.start + 1, span.end] for span in one.unread],
    }
