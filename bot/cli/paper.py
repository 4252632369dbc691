"""`shelver paper`: what is told of a paper, and by whom.

With `--json` it prints a list with one object for each paper, in the order asked for:

- `address`: as typed; `id`: the identity read there, such as `doi:10.1109/cvpr.2016.90`
- `title`, `authors`, `date`, `venue`, `year`, `categories`, `comment`, `abstract`, as far as somebody says them:
  `{"value": what is believed, "said": [{"source": name, "value": its word}]}`, the believed one first; also `withdrawn`
- `ids`: `[{"id", "sources": [names]}]`; `links`: `[{"role", "url", "sources"}]`; `code`: `[{"url", "where"}]`,
  repositories that the paper itself names
- `listed_venue`: as an entry says it, null where it says none
- `conflicts`: `[{"field", "believed": {"source", "value"}, "other": {"source", "value"}}]`

Of a paper that could not be looked up it holds `address`, `id`, `unresolved` (one of `bot.papers.Reason`), `source`
(who was asked), `why` (that in words) and `again` (when that can be asked next, or null).
"""

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from math import inf
from typing import Annotated, Any, Final

import typer

from bot.citing import PAGES, cite
from bot.cli.files import print_json, stop
from bot.cli.unresolved import why_not
from bot.links import clean_url, trim
from bot.papers import Paper, PaperId, Unresolved, url_identity
from bot.record import Field, conflicts, said
from bot.repositories import Named, named_code
from bot.submission import ProposedPaper, read_submission


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(paper)


def paper(
    addresses: Annotated[
        list[str],
        typer.Argument(
            help="Addresses, arXiv ids, DOIs, BibTeX records, or what this prints as ids.", metavar="ADDRESS..."
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the records as JSON, with the abstracts.")] = False,
) -> None:
    """Print what is told of papers, and who says what.

    Each address is read as in an issue, and the services that know the paper are asked; answers are kept for two
    weeks. The first line of a field is what an entry would go by; "also" says it in another way, "but" contradicts it.
    Exits with 1 where a paper could not be looked up, and with 2 where an address names none.
    """
    from bot.cli.service import reader_settings
    from bot.lookup import paper_service

    asked = [(address, identity) for address, ids in _identities(addresses) for identity in ids]
    with paper_service(reader_settings()) as service:
        # A person who has enough of waiting can say so.
        answers = service.look_up((identity for _, identity in asked), seconds=inf)
    rows = [(address, answers[identity]) for address, identity in asked]
    if json:
        print_json([_record(address, answer) for address, answer in rows])
    else:
        width = min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)
        print("\n\n".join("\n".join(_lines(address, answer, width)) for address, answer in rows))
    if any(isinstance(answer, Unresolved) for _, answer in rows):
        raise typer.Exit(1)


def _identities(addresses: Iterable[str]) -> list[tuple[str, tuple[PaperId, ...]]]:
    """The papers that each address names; ends the program where one names none."""
    found = [(address, tuple(_named(address))) for address in addresses]
    if wrong := [address for address, ids in found if not ids]:
        expected = (
            "Expected is an address, an arXiv id or a DOI, such as https://aclanthology.org/N19-1423, 2305.06500 or "
            "10.1109/CVPR.2016.90; no paper is looked up by its title."
        )
        stop(2, "\n".join([*(f"{_short(address)!r} names no paper." for address in wrong), expected]))
    return found


def _named(address: str) -> Iterator[PaperId]:
    """The papers in a text; any page may be asked what it tells of one."""
    scheme, _, value = address.strip().partition(":")
    text = PAGES[scheme].format(value) if scheme in PAGES and value else address
    ids = dict.fromkeys(identity for one in read_submission("", text).papers for identity in one.ids)
    page = clean_url(trim(text))
    if not ids and _PAGE.fullmatch(page):
        yield url_identity(page)
    yield from ids


def _short(text: str) -> str:
    """What was typed, on one line; an address whole."""
    words = text.split()
    return textwrap.shorten(text, _LONGEST, placeholder=" ...") if len(words) > 1 else "".join(words)


_PAGE: Final = re.compile(r"https?://[\w-]+\.[^\s/]+\S*")
_LONGEST: Final = 60
#: The fields that are printed, in that order; JSON has the abstract too.
_FIELDS: Final[tuple[Field, ...]] = ("title", "authors", "date", "venue", "year", "categories", "comment")


def _record(address: str, answer: Paper | Unresolved) -> dict[str, Any]:
    """A record for programs."""
    about = {"address": address, "id": str(answer.id)}
    if isinstance(answer, Unresolved):
        again = f"{answer.again:%Y-%m-%dT%H:%M:%SZ}" if answer.again else None
        return {
            **about, "unresolved": answer.reason, "source": answer.source, "why": why_not(answer), "again": again
        }  # fmt: skip
    fields = {
        name: {"value": getattr(answer, name), "said": _told(said(answer, name))} for name in _FIELDS_AND_ABSTRACT
    }
    by = [part.source for part in _parts(answer) if part.withdrawn]
    venue = _venue(answer)
    return {
        **about,
        "ids": [{"id": str(one), "sources": _who_identifies(answer, one)} for one in answer.ids],
        **{name: field for name, field in fields.items() if field["said"]},
        "withdrawn": {"value": answer.withdrawn, "said": _told((source, True) for source in by)},
        "listed_venue": venue[0] if venue else None,
        "links": [
            {"role": link.role, "url": link.url, "sources": _who_links(answer, link.url)} for link in answer.links
        ],
        "code": [{"url": one.url, "where": one.where} for one in _code(answer)],
        "conflicts": [
            {"field": one.field, "believed": _told([one.believed])[0], "other": _told([one.other])[0]}
            for one in conflicts(answer)
        ],
    }


_FIELDS_AND_ABSTRACT: Final[tuple[Field, ...]] = (*_FIELDS, "abstract")


def _told(pairs: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{"source": source, "value": value} for source, value in pairs]


def _lines(address: str, answer: Paper | Unresolved, width: int) -> Iterator[str]:
    """A record for people: each field, what is believed first, and who says so."""
    yield _short(address)
    if isinstance(answer, Unresolved):
        yield from _row(str(answer.id), why_not(answer), (), width)
        return
    for number, one in enumerate(answer.ids):
        yield from _row("" if number else "ids", str(one), _who_identifies(answer, one), width)
    contradicted = {(one.field, one.other[1]) for one in conflicts(answer)}
    for name in _FIELDS:
        told: dict[Any, list[str]] = {}
        for by, value in said(answer, name):
            told.setdefault(value, []).append(by)
        for number, (value, who) in enumerate(told.items()):
            word = "  but" if (name, value) in contradicted else "  also"
            yield from _row(word if number else name, _shown(value), who, width)
        if name == "venue" and (venue := _venue(answer)):
            yield from _row("  in a list", *venue, width)
    if answer.withdrawn:
        yield from _row("withdrawn", "yes", [part.source for part in _parts(answer) if part.withdrawn], width)
    for link in answer.links:
        yield from _row(link.role, link.url, _who_links(answer, link.url), width)
    for named in _code(answer):
        if all(named.url != link.url for link in answer.links):
            yield from _row("code", named.url, (named.where,), width)


def _row(name: str, text: str, who: Iterable[str], width: int) -> list[str]:
    # Who says it stands together; and an address is there to be copied.
    by = ", ".join(who).replace(" ", _TOGETHER).replace(f",{_TOGETHER}", ", ")
    lines = textwrap.wrap(
        f"{text}  [{by}]" if by else text,
        width,
        initial_indent=f"  {name:<{_COLUMN}}" if len(name) < _COLUMN else f"  {name}  ",
        subsequent_indent=" " * (_COLUMN + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_TOGETHER, " ") for line in lines]


_COLUMN: Final = 13
_TOGETHER: Final = "\u00a0"
_NARROWEST: Final = 60
_WIDEST: Final = 120


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _parts(answer: Paper) -> tuple[Paper, ...]:
    return answer.parts or (answer,)


def _who_identifies(answer: Paper, identity: PaperId) -> list[str]:
    return list(dict.fromkeys(part.source for part in _parts(answer) if identity in (part.id, *part.ids)))


def _who_links(answer: Paper, url: str) -> list[str]:
    told = (part.source for part in _parts(answer) if any(clean_url(link.url) == clean_url(url) for link in part.links))
    return list(dict.fromkeys(told))


def _venue(answer: Paper) -> tuple[str, list[str]] | None:
    """The venue as an entry says it, and who told it."""
    venue = cite(ProposedPaper(answer.id), {answer.id: answer}).venue
    return (venue.name, [venue.by]) if venue else None


def _code(answer: Paper) -> list[Named]:
    """The repositories that the paper names, each once."""
    return list({named.name.casefold(): named for named in reversed(list(named_code(answer)))}.values())[::-1]
