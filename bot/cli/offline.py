"""Commands that need no server, and a network only where asked to: they use the very functions of the bot."""

import gc
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from bot.addition import Addition, Duplicate, NoList, Unwritable, entry_label, place_reason, plan_addition
from bot.citation import Citation
from bot.cli.arguments import ListArgument
from bot.cli.files import print_bytes, print_json, read_list, stop
from bot.cli.owner import read_owner, tell_unknown
from bot.diff import diff_of
from bot.document import apply_edits, decode, parse, split_lines
from bot.links import Link, Role, role_of
from bot.papers import Paper, PaperId, Unresolved, identify
from bot.titles import compare

if TYPE_CHECKING:
    from bot.citing import Cited

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def register(app: typer.Typer) -> None:
    """Add the offline commands to the command line."""
    app.command()(add)


def add(
    readme: ListArgument,
    submission: Annotated[Path, typer.Option("--json", help="The paper.", metavar="SUBMISSION.json")],
    section: Annotated[str | None, typer.Option(help='A heading, or a path such as "A > B".')] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Print the plan as JSON, the default.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print the change as a unified diff.")] = False,
    stdout: Annotated[bool, typer.Option("--stdout", help="Print the new text, byte for byte.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Change the file.")] = False,
    online: Annotated[bool, typer.Option("--online", help="Ask paper services for what the JSON leaves out.")] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            help="The owner's configuration: what it says of sections, orders and entries holds.",
            metavar="FILE",
        ),
    ] = None,
) -> None:
    """Add one paper to a list: in the right section, the list's own style and order, nothing else changed.

    SUBMISSION.json holds {"title", "name", "authors", "venue", "date", "links": [{"role", "label", "url"}],
    "section"}; only the title must be there, and not even that with --online and a link to the paper: then title and
    authors are those that arXiv, its publisher or its page tells, and so are venue and date where the JSON has none.
    Exits with 1 where the paper is refused (the list has it, or the file is no paper list, or nobody knows the paper)
    and with 2 for bad use.
    """
    if plan + diff + stdout + write > 1:
        stop(2, "choose one of --plan, --diff, --stdout and --write")
    # One short run: what the collector would find is never worth a third of the time on a long list.
    gc.disable()
    text, owner = read_list(readme), read_owner(config)
    citation, wish = _read_submission(submission)
    citation, abstract, ids = _looked_up(citation, owner.venues if owner else ()) if online else (citation, "", ())
    if not citation.title:
        stop(2, f'{submission}: "title" is missing: an entry needs at least the paper\'s title')
    document = parse(text)
    tell_unknown(owner, document)
    planned = plan_addition(document, citation, ids=ids, wish=section or wish, abstract=abstract, owner=owner)
    if isinstance(planned, Duplicate) and not (diff or stdout or write):
        print_json(_duplicate_plan(planned))
    if not isinstance(planned, Addition):
        stop(1, _refusal(readme, planned))
    for note in _notes(planned, section or wish):
        print(note, file=sys.stderr)
    new = apply_edits(text, [planned.edit])
    if write:
        readme.write_bytes(new.encode())
        blank = len(planned.text) - len(planned.text.lstrip("\r\n"))
        print(f"{readme}:{planned.line + len(split_lines(planned.text[:blank]))}: {planned.text.strip()}")
    elif stdout:
        print_bytes(new)
    elif diff:
        print_bytes(diff_of(readme.name, text, new))
    else:
        print_json(_plan(planned))


def _read_submission(path: Path) -> tuple[Citation, str | Sequence[str] | None]:
    """The paper and the section wished; ends the program where the file does not hold them."""
    try:
        data = json.loads(decode(path.read_bytes()).removeprefix("\ufeff"))
        return _citation(data), _wish(data.get("section"))
    except OSError as error:
        stop(2, f"{path}: {error.strerror or error}")
    except json.JSONDecodeError as error:
        stop(2, f"{path}, line {error.lineno}: this is no JSON: {error.msg}")
    except RecursionError:
        stop(2, f"{path}: this is nested too deeply for a submission")
    except ValueError as error:
        stop(2, f"{path}: {error}")


def _looked_up(citation: Citation, venues: Sequence[tuple[str, str]]) -> tuple[Citation, str, tuple[PaperId, ...]]:
    """The citation with what is told of its paper, the abstract and all ids; ends the program where nobody tells any.

    `venues` are the owner's names for them.
    """
    from bot.citing import cite
    from bot.cli.service import reader_settings
    from bot.cli.unresolved import why_not
    from bot.lookup import paper_service
    from bot.submission import ProposedPaper

    identity = next((paper for link in citation.links if (paper := identify(link.url))), None)
    if identity is None:
        met = ", ".join(link.url for link in citation.links) or "none"
        stop(
            2,
            "--online needs a link to the paper at arXiv, its publisher or its proceedings, such as "
            f"https://doi.org/10.1109/CVPR.2016.90; met {met}. Add one to the JSON's links, or leave --online out",
        )
    proposed = ProposedPaper(
        identity, citation.title or None, citation.name, citation.links,
        authors=citation.authors, venue=citation.venue, date=citation.date,
    )  # fmt: skip
    with paper_service(reader_settings()) as service:
        answers = service.look_up(proposed.ids)
    cited = cite(proposed, answers, venues)
    if (source := cited.source) is None:
        silent = (answer for answer in answers.values() if isinstance(answer, Unresolved))
        stop(1, "\n".join(f"{answer.id}: {why_not(answer)}" for answer in silent))
    for note in _told_notes(citation, cited, source):
        print(note, file=sys.stderr)
    told = cited.citation
    return (
        replace(told, venue=citation.venue or told.venue, date=citation.date or told.date),
        source.abstract,
        source.ids,
    )


def _told_notes(citation: Citation, cited: "Cited", source: Paper) -> Iterator[str]:
    """Where the services and the JSON do not agree."""
    if source.withdrawn:
        yield f"{source.source} says that this paper was withdrawn"
    if citation.title and compare(Citation(citation.title), Citation(source.title)) is None:
        yield f'the title is "{source.title}", as {source.source} has it; "{citation.title}" is another one'
    for other in cited.others:
        yield f'left out, since it leads to another paper, "{other.title}": {other.id}'
    if cited.venue is not None and cited.venue.denied:
        yield f"{cited.venue.by} says {cited.venue.denied}, where the JSON says {cited.venue.name}"


def _citation(data: Any) -> Citation:
    """The paper of a submission. Raises ValueError with a text for the person who wrote it."""
    if not isinstance(data, dict):
        msg = 'expected an object such as {"title": "...", "links": [...]}'
        raise ValueError(msg)
    authors, links = _list(data, "authors"), _list(data, "links")
    if not all(isinstance(author, str) for author in authors):
        msg = '"authors" must be a list of names'
        raise ValueError(msg)
    if not all(isinstance(link, dict) for link in links):
        msg = '"links" must be a list of objects with "role", "label" and "url"'
        raise ValueError(msg)
    return Citation(
        title=_text(data, "title") or "",
        name=_text(data, "name"),
        authors=tuple(authors),
        venue=_text(data, "venue"),
        date=_date(data),
        links=tuple(map(_link, links)),
    )


def _date(data: dict[str, Any]) -> str | None:
    date = _text(data, "date")
    if date is not None and not _DATE.fullmatch(date):
        msg = f'"date" must be YYYY-MM-DD, YYYY-MM or YYYY, met {json.dumps(date)}'
        raise ValueError(msg)
    return date


def _link(data: dict[str, Any]) -> Link:
    url, label, role = _text(data, "url"), _text(data, "label"), _text(data, "role")
    if not url:
        msg = 'every link needs a "url"'
        raise ValueError(msg)
    known: dict[str, Role] = {name: name for name in get_args(Role)}
    if role is not None and role not in known:
        msg = f'unknown role "{role}" of {url}; roles are {", ".join(known)}'
        raise ValueError(msg)
    return Link(role_of(label, url) if role is None else known[role], url, label)


def _list(data: dict[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    if value is not None and not isinstance(value, list):
        msg = f'"{key}" must be a list, met {json.dumps(value)}'
        raise ValueError(msg)
    return value or []


def _text(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        msg = f'"{key}" must be a text, met {json.dumps(value)}'
        raise ValueError(msg)
    if value and any("\ud800" <= character <= "\udfff" for character in value):
        msg = f'"{key}" holds half a character: {json.dumps(value)}'
        raise ValueError(msg)
    return value.strip() or None if value else None


def _wish(value: Any) -> str | list[str] | None:
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return value or None
    msg = '"section" must be a heading or a list of headings, the outermost first'
    raise ValueError(msg)


def _refusal(readme: Path, planned: Duplicate | Unwritable | NoList) -> str:
    """Why nothing is added, in one line."""
    match planned:
        case Duplicate():
            lacks = f"; it lacks {', '.join(link.url for link in planned.lacks)}" if planned.lacks else ""
            return f"{readme}:{planned.line}: the list has this paper: {entry_label(planned.entry)}{lacks}"
        case Unwritable():
            return f"the entries of {' > '.join(planned.section.path)} are in a form that cannot be written yet"
        case NoList():
            return f"{readme}: no paper list found: no section has five entries most of which link to papers"


def _notes(planned: Addition, wish: str | Sequence[str] | None) -> list[str]:
    """What somebody who asked for something else should know."""
    notes = []
    if (near := planned.perhaps) is not None:
        notes.append(f"line {near.line} may be the same paper ({near.how}): {entry_label(near.entry)}")
    if planned.choice.wish_missing:
        wished = wish if isinstance(wish, str) else " > ".join(wish or ())
        notes.append(f'no section "{wished}" with papers: {" > ".join(planned.section.path)} is a guess')
    notes += [f"left out, since an entry here has no place for it: {link.url}" for link in planned.dropped]
    return notes


def _plan(planned: Addition) -> dict[str, Any]:
    choice = planned.choice
    return {
        "section": list(planned.section.path),
        "confidence": choice.confidence,
        "alternatives": [
            {"section": list(other.section.path), "confidence": other.confidence} for other in choice.alternatives
        ],
        "line": planned.line,
        "text": planned.text,
        "reason": f"{' > '.join(planned.section.path)}: {place_reason(planned)}.",
        "duplicate_of": None,
    }


def _duplicate_plan(planned: Duplicate) -> dict[str, Any]:
    return {
        "section": list(planned.section.path),
        "confidence": 1.0,
        "alternatives": [],
        "line": None,
        "text": "",
        "reason": f"The list has this paper in line {planned.line}.",
        "duplicate_of": planned.line,
    }
