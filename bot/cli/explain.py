"""`shelver explain`: what Shelver learned of a list, at a glance or as JSON."""

import gc
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from bot.cli.files import print_json, read_list, stop
from bot.document import Span, parse
from bot.explain import SHOWN_BYTES, Cut, Learned, LearnedSection
from bot.explain import explain as learn
from bot.sections import is_paper_list
from bot.wording import held_words, order_words, path_words


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(explain)


def explain(
    readme: Annotated[Path, typer.Argument(help="The list's file.", metavar="README.md", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
) -> None:
    """Tell what Shelver learned of a list.

    A table of the sections with papers, the forms of their entries with a made-up paper in each, and the entries
    that are written otherwise than most of their section, with what differs. Warns of what GitHub does not show of
    a file.

    --json prints {"bytes", "shown_bytes", "cut", "generated", "other_sections", "sections"}. "cut" is null or
    {"line", "section", "after"}: where GitHub stops showing the file, and the sections behind it. "generated" are
    the first and last lines of what a program writes. Of each section with papers: "section" (its headings),
    "line", "entries", "style" (bullet, ordered, table, paragraph or block; null where none can be written), "form"
    (what entries say replaced by marks), "exact" (entries of this very form), "follow" (those that only leave out
    or add facts, too), "order" (null or {"key", "direction", "kept", "of"}), "new_entries" (where there is no
    order: top or bottom), "sample" (what a made-up paper would look like), "differ" (a list of {"line", "how"}),
    "unread" (first and last line of entries that could not be read). Exits with 1 where the file is no paper list.
    """
    gc.disable()
    document = parse(read_list(readme))
    if not is_paper_list(document):
        entries = sum(len(section.entries) for section in document.sections)
        headings = sum(bool(section.level) for section in document.sections)
        what = f"it has {_count(entries, 'entry', 'entries')} under {_count(headings, 'heading', 'headings')}"
        stop(1, f"{readme}: no paper list found: no section has five entries most of which link to papers; {what}")
    learned = learn(document)
    if as_json:
        print_json(_as_json(learned))
    else:
        width = min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)
        print("\n".join(_lines(readme.name, learned, width)))


_NARROWEST: Final = 60
_WIDEST: Final = 120
#: An address is never broken.
_WHOLE: Final[dict[str, Any]] = {"break_long_words": False, "break_on_hyphens": False}
#: So many entries that differ are shown of a section.
_SHOWN: Final = 6


def _lines(name: str, learned: Learned, width: int) -> Iterator[str]:
    """All that is told, line by line."""
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
    for letter, members in forms.values():
        yield ""
        yield from _form(letter, members, width)
    if any(one.departures or one.unread for one in learned.sections):
        yield ""
        yield "Entries that differ from most of their section"
        for one in learned.sections:
            yield from _odd(one, width)


def _size(learned: Learned, width: int) -> Iterator[str]:
    """What GitHub does not show of the file, or soon will not."""
    if learned.cut is not None:
        yield from _wrapped(f"Warning: {_cut_words(learned.size, learned.cut)}", width)
    elif learned.is_nearly_full:
        yield from _wrapped(
            f"Warning: the file has {learned.size:,} bytes; GitHub shows the first {SHOWN_BYTES:,} of a README, "
            f"so only {learned.left:,} are left. Think of parting the list in several files.",
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
        f"the file has {size:,} bytes, and GitHub shows the first {SHOWN_BYTES:,} of a README: visitors do not see "
        f'"{path_words(cut.section)}" from line {cut.line} on{more}. Part the list in several files.'
    )


_Forms = dict[tuple[str | None, str], tuple[str, list[LearnedSection]]]


def _forms(sections: Sequence[LearnedSection]) -> _Forms:
    """The forms of entries with a letter each, and the sections that have them; the commonest first."""
    members: dict[tuple[str | None, str], list[LearnedSection]] = {}
    for one in sections:
        members.setdefault((one.family, one.skeleton), []).append(one)
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
            forms[one.family, one.skeleton][0],
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
    if any(one.order is None for one in sections):
        yield ""
        yield "Where no order is followed (-), a new entry goes last, unless it says first."


def _order(one: LearnedSection) -> str:
    if one.order is None:
        return "-, new ones first" if one.habit is not None and one.habit.end == "top" else "-"
    if one.held is None:
        return order_words(one.order).removeprefix("by ")
    return f"{held_words(one.held).removeprefix('by ')} ({one.held.kept}/{one.held.keyed})"


def _form(letter: str, members: Sequence[LearnedSection], width: int) -> Iterator[str]:
    first = max(members, key=lambda one: one.entries)
    entries, exact = sum(one.entries for one in members), sum(one.exact for one in members)
    where = f' in "{path_words(first.section)}"' if len(members) == 1 else f" in {len(members)} sections"
    if first.family is None:
        yield from _wrapped(
            f"{letter}  {_count(entries, 'entry', 'entries')}{where} in a form that cannot be written yet", width
        )
        return
    yield from _wrapped(f"{letter}  {first.family}: {exact} of {_count(entries, 'entry', 'entries')}{where}", width)
    yield from _block("form", first.skeleton, width)
    yield from _block("new", first.sample, width)


def _block(word: str, text: str, width: int) -> Iterator[str]:
    lead = f"   {word:<5}"
    for line in text.rstrip().split("\n"):
        for part in textwrap.wrap(line, width - len(lead), **_WHOLE) or [""]:
            yield (lead + part).rstrip()
            lead = " " * len(lead)


def _odd(one: LearnedSection, width: int) -> Iterator[str]:
    found = [(odd.line, f"line {odd.line}: {'; '.join(odd.differs)}") for odd in one.departures]
    found += [(span.start + 1, f"{_line_words(span)}: cannot be read") for span in one.unread]
    if not found:
        return
    yield from _wrapped(f"  {path_words(one.section)}", width)
    for _, words in sorted(found)[:_SHOWN]:
        yield from _wrapped(f"    {words}", width, " " * 6)
    if len(found) > _SHOWN:
        yield f"    and {len(found) - _SHOWN} more; --json has them all"


def _line_words(span: Span) -> str:
    return f"line {span.start + 1}" if span.end - span.start == 1 else f"lines {span.start + 1} to {span.end}"


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    lead = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(text, width, subsequent_indent=indent or lead, **_WHOLE)


def _tail(path: str, width: int) -> str:
    """A path's inner headings, as many as there is room for, and its beginning where there is no room for one."""
    if len(path) <= width:
        return path
    parts = path.split(" > ")
    for outer in range(1, len(parts)):
        if len(inner := " > ".join(("...", *parts[outer:]))) <= width:
            return inner
    return parts[-1][: max(width - 3, 0)].rstrip() + "..."


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
        "unread": [[span.start + 1, span.end] for span in one.unread],
    }
