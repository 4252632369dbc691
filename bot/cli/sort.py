"""`shelver sort`: puts sections in their order, once."""

import gc
import sys
from collections.abc import Sequence, Set
from pathlib import Path
from typing import Annotated

import typer

from bot.addition import Owner, section_style
from bot.cli.arguments import ConfigOption, ListArgument
from bot.cli.files import print_bytes, read_list, stop
from bot.cli.owner import read_owner, repository_of, tell_unknown
from bot.diff import diff_of
from bot.document import ListDocument, Section, parse
from bot.sections import holds_papers, is_paper_list
from bot.sorting import Left, OrderWish, Sorted, Sorting, order_wish, sections_named, sort_sections
from bot.wording import held_words, near_words, path_words


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(sort)


def sort(
    readme: ListArgument,
    section: Annotated[
        list[str] | None,
        typer.Option(
            help='Only this section and those below it: a heading, or a path such as "A > B". May be repeated.',
            metavar="PATH",
        ),
    ] = None,
    order: Annotated[
        str | None,
        typer.Option(
            help='What to sort by, with --section only: "newest first", "oldest first", date, name, title, authors or '
            "venue, with ascending or descending behind it.",
            metavar="KEY",
        ),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Print the change as a unified diff, the default.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Change the file.")] = False,
    config: ConfigOption = None,
) -> None:
    """Put sections in the order that they follow.

    Sorted are the sections whose entries follow an order, a few slips aside, and those for which the list's
    configuration says one. A section that follows an order roughly is only sorted when --section names it. Only
    whole entries move. Every line is kept once: text and blank lines between entries stay where they are, and so do
    the numbers of numbered lists. Entries with a name and those without are kept apart where they stand apart, and an
    entry that does not show what is sorted by stays behind the one before it. Sections that follow no order are left
    alone, unless --section and --order name them. What was done is told on the error stream. Exits with 1 where
    nothing can be sorted (the file is no paper list), and with 2 for bad use.
    """
    if diff and write:
        stop(2, "choose one of --diff and --write")
    wish = _wish(order)
    if wish is not None and not section:
        stop(2, "--order needs --section: name the section to be sorted that way")
    gc.disable()
    text = read_list(readme)
    document = parse(text)
    owner = read_owner(config, repository_of(readme))
    tell_unknown(owner, document)
    sorting = sort_sections(
        document,
        [
            (one, style, wish or _said(owner, one))
            for one in _chosen(readme, document, section or ())
            if (wish or not _is_unsorted(owner, one)) and (style := section_style(document, one)) is not None
        ],
        careful=not section,
    )
    for line in _told(sorting, named=bool(section)):
        print(line, file=sys.stderr)
    if write:
        if sorting.text != text:
            readme.write_bytes(sorting.text.encode())
    else:
        print_bytes(diff_of(readme.name, text, sorting.text))


def _wish(order: str | None) -> OrderWish | None:
    if order is None:
        return None
    if (wish := order_wish(order)) is None:
        known = '"newest first", "oldest first", date, name, title, authors and venue, also "title descending" and such'
        stop(2, f'--order "{order}" is unknown; known are {known}')
    return wish


def _said(owner: Owner | None, section: Section) -> OrderWish | None:
    """What the list's owner says that a section is sorted by."""
    order = owner.section(section.path).order if owner else None
    return OrderWish(order.key, order.direction) if order and order.key else None


def _is_unsorted(owner: Owner | None, section: Section) -> bool:
    """Whether the list's owner says that a section follows no order, new entries going to one end of it."""
    order = owner.section(section.path).order if owner else None
    return order is not None and order.key is None


def _chosen(readme: Path, document: ListDocument, paths: Sequence[str]) -> list[Section]:
    """The sections to sort; ends the program where there are none."""
    if not paths:
        if not is_paper_list(document):
            stop(1, f"{readme}: no paper list found: no section has five entries most of which link to papers")
        return [section for section in document.sections if holds_papers(section)]
    chosen: list[Section] = []
    for path in paths:
        found = [section for section in sections_named(document, path) if section.entries]
        if not found:
            stop(2, f'no section "{path}" with entries{near_words(document, path)}')
        chosen += [section for section in found if all(section is not other for other in chosen)]
    return chosen


def _told(sorting: Sorting, *, named: bool) -> list[str]:
    """What was done, a line for each section that was touched, or that was asked for and was not."""
    lines = [line for one in sorting.sections if (line := _line(one, named=named))]
    moved = sum(one.moved for one in sorting.sections)
    touched = sum(bool(one.moved) for one in sorting.sections)
    if not moved and not named:
        lines.append(_nothing({one.left for one in sorting.sections}))
    elif touched > 1:
        lines.append(f"{moved} entries moved in {touched} sections")
    return lines


def _nothing(left: Set[Left | None]) -> str:
    """Why nothing moves."""
    if "sorted" in left:
        return (
            "nothing to sort: every other section that follows an order is in it"
            if "loose" in left
            else ("nothing to sort: every section that follows an order is in it")
        )
    return "nothing to sort: no section follows an order; --section and --order give it one"


def _line(one: Sorted, *, named: bool) -> str:
    path = path_words(one.section)
    match one.left:
        case None if one.held:
            entries = "1 entry moves" if one.moved == 1 else f"{one.moved} entries move"
            return f"{path}: {entries}, {held_words(one.held)}"
        case "loose" if one.held:
            held = f"{one.held.kept} of {one.held.keyed} entries are in order {held_words(one.held)}"
            return f"{path}: left alone, since only {held}; --section sorts it"
        case "unsafe":
            return f"{path}: left alone, since its entries would read otherwise at other places"
        case "generated":
            return f"{path}: left alone, since the list says that a program writes it"
        case "no order" if named:
            return f'{path}: left alone, since it follows no order; --order "newest first" would give it one'
        case "sorted" if named and one.held:
            return f"{path}: in order already, {held_words(one.held)}"
        case _:
            return ""
