"""`shelver paper`: what is told of a paper, and by whom."""

from math import inf
from typing import Annotated, Any, Final

import typer

from bot.cli.files import print_json, stop
from bot.papers import Paper, PaperId, Unresolved
from bot.record import Field, conflicts, said
from bot.submission import read_submission
from bot.venues import short_venue


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(paper)


def paper(
    addresses: Annotated[list[str], typer.Argument(help="Addresses, ids or DOIs of papers.", metavar="ADDRESS...")],
    json: Annotated[bool, typer.Option("--json", help="Print the records as JSON.")] = False,
) -> None:
    """Print what is told of papers, and who says what.

    Each address is read as in an issue; the services that know the paper are asked, politely and with answers kept for
    two weeks. Exits with 1 where a paper could not be looked up, and with 2 where an address names none.
    """
    from bot.cli.service import reader_settings
    from bot.lookup import paper_service

    ids = [_identity(address) for address in addresses]
    with paper_service(reader_settings()) as service:
        # A person who has enough of waiting can say so.
        answers = service.look_up(ids, seconds=inf)
    rows = [(address, answers[identity]) for address, identity in zip(addresses, ids, strict=True)]
    if json:
        print_json([_record(address, answer) for address, answer in rows])
    else:
        print("\n\n".join("\n".join(_lines(address, answer)) for address, answer in rows))
    if any(isinstance(answer, Unresolved) for _, answer in rows):
        raise typer.Exit(1)


def _identity(address: str) -> PaperId:
    """The paper that an address names; ends the program where it names none."""
    identity = next((one.id for one in read_submission("", address).papers if one.id), None)
    if identity is None:
        stop(2, f"{address!r} names no paper; expected an address, an arXiv id or a DOI, such as 2305.06500")
    return identity


#: The fields of a record that somebody says, in the order in which they are printed.
_FIELDS: Final[tuple[Field, ...]] = ("title", "authors", "date", "venue", "year", "categories", "comment")
_WIDTH: Final = 12


def _record(address: str, answer: Paper | Unresolved) -> dict[str, Any]:
    if isinstance(answer, Unresolved):
        again = {"again": f"{answer.again:%Y-%m-%dT%H:%M:%SZ}"} if answer.again else {}
        return {"address": address, "id": str(answer.id), "unresolved": answer.reason, "source": answer.source} | again
    record: dict[str, Any] = {"address": address, "id": str(answer.id), "ids": [str(one) for one in answer.ids]}
    for name in _FIELDS:
        told = [{"source": by, "value": _value(value)} for by, value in said(answer, name)]
        if told:
            record[name] = {"value": _value(getattr(answer, name)), "said": told}
    record["links"] = [{"role": link.role, "url": link.url} for link in answer.links]
    record["withdrawn"] = answer.withdrawn
    if answer.venue:
        record["venue"]["short"] = short_venue(answer.venue, answer.year)
    record["conflicts"] = [
        {
            "field": one.field,
            "said": [{"source": by, "value": _value(value)} for by, value in (one.believed, one.other)],
        }
        for one in conflicts(answer)
    ]
    return record


def _value(value: Any) -> Any:
    """A field as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def _lines(address: str, answer: Paper | Unresolved) -> list[str]:
    """A record for people: each field, what is believed first, and who says so."""
    if isinstance(answer, Unresolved):
        return [address, _line("", _why(answer))]
    lines = [address, _line("ids", ", ".join(map(str, answer.ids)))]
    disputed = {one.field for one in conflicts(answer)}
    for name in _FIELDS:
        told: dict[str, list[str]] = {}
        for by, value in said(answer, name):
            told.setdefault(_shown(value), []).append(by)
        for number, (value, who) in enumerate(told.items()):
            mark = "  (they do not agree)" if number == 0 and name in disputed else ""
            lines.append(_line("" if number else name, f"{value}  [{', '.join(who)}]{mark}"))
    lines += [_line(link.role, link.url) for link in answer.links]
    lines += [_line("withdrawn", "yes")] if answer.withdrawn else []
    if answer.venue and (short := short_venue(answer.venue, answer.year)) != answer.venue:
        lines.append(_line("as a list", short))
    return lines


def _line(name: str, text: str) -> str:
    return f"  {name:<{_WIDTH}}{text}"


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _why(answer: Unresolved) -> str:
    again = f"; it is left alone until {answer.again:%H:%M} UTC" if answer.again else ""
    return {
        "unknown": f"{answer.source}: no such paper",
        "not-covered": f"{answer.source} as set up here holds only some papers, and not this one",
        "unreachable": f"{answer.source} does not answer{again}",
        "queued": f"{answer.source} is busy with others; please try again",
        "no-source": "nobody who can be asked tells anything of it",
    }[answer.reason]
