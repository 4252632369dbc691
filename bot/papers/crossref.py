"""Crossref: the agency with which most publishers, and bioRxiv, register the DOIs of papers.

The interface: https://api.crossref.org (its fields: https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md,
which its makers call deprecated; they name no other list). Not every DOI is Crossref's: see datacite.
"""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from bot.answers import Facts, read_object
from bot.dates import date_of, earliest
from bot.links import Link
from bot.names import natural_order, people, person, plain_name
from bot.papers import AnotherPaperError, Paper, PaperId, Reason, SourceError, doi_identity, identify
from bot.plain import plain_abstract, plain_title

NAME = "Crossref"
URL = "https://api.crossref.org"
#: Single records: five a second for everybody, as remembered of December 2025; each answer tells the present number
#: (https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/).
PACE = 1.0
BATCH = 1
RANK = 40
ACCEPT = "application/json"
#: Of subscribers to Metadata Plus.
KEY_HEADER = "crossref-plus-api-token"
KEY_FORM = "Bearer {}"
STATUSES = frozenset((200,))
#: Other agencies have DOIs of their own, and a new one appears within some twenty minutes.
ABSENT: Reason = "unknown"
JOINS: tuple[str, ...] = ()


def asks(identity: PaperId) -> bool:
    """Whether a paper has a DOI that is no other scheme's."""
    return identity.scheme == "doi"


def request(ids: Sequence[PaperId]) -> str:
    """Path of the record of one DOI, below the service's address; its slash is escaped, as the manual asks."""
    return "/works/" + quote(ids[0].value, safe="")


def parse(body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
    """The paper of a record.

    Raises SourceError where the answer is no record, or that of another DOI.
    """
    (identity,) = ids
    work = read_object(body, NAME)["message"]
    doi, title = work.text("DOI"), _title(work)
    if not doi:
        msg = f"{NAME} answered with no record of a work: {body[:80]!r}"
        raise SourceError(msg)
    if doi.casefold() != identity.value.casefold():
        msg = f"{NAME} answered with the DOI {doi}, where {identity.value} was asked for"
        raise AnotherPaperError(msg)
    if not title:
        return {}
    is_preprint = work.text("type") == "posted-content"
    plain = _retraction(title)
    venue = "" if is_preprint else _venue(work)
    return {
        identity: Paper(
            id=identity,
            source=NAME,
            ids=tuple(dict.fromkeys((identity, *_same_paper(work)))),
            title=plain or title,
            authors=people(map(_author, work.each("author"))),
            date=earliest(_date(work, name) for name in ("posted", "published-online", "published-print", "issued")),
            abstract=plain_abstract(work.text("abstract")),
            comment=_preprint_server(work) if is_preprint else "",
            venue=venue or None,
            year=_year(work) if venue else None,
            links=_links(work),
            withdrawn=bool(plain) or _is_withdrawn(work),
        )
    }


def _title(work: Facts) -> str:
    """Title and subtitle; some publishers write the subtitle into both."""
    title, subtitle = plain_title(work.text("title")), plain_title(work.text("subtitle"))
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title} {subtitle}" if title[-1] in ":?!–—" else f"{title.rstrip('.')}: {subtitle}"


def _retraction(title: str) -> str:
    """The title behind the word that marks it as retracted; empty where there is none."""
    for mark in _RETRACTED:
        if title.casefold().startswith(mark):
            return title[len(mark) :].strip(" :-–—]")
    return ""


def _author(author: Facts) -> str:
    family = author.text("family")
    if not family:
        # An organisation; a few publishers put people there as well.
        return plain_name(author.text("name") or author.text("given"))
    if not author.text("given"):
        return natural_order(family)
    particle = author.text("non-dropping-particle") or author.text("dropping-particle")
    return person(author.text("given"), family, particle=particle, suffix=author.text("suffix"))


def _date(work: Facts, name: str) -> str | None:
    """A date in `date-parts`: a list in a list, of which all but the year may be missing or null."""
    parts = work[name].many("date-parts")
    return date_of(parts[0]) if parts and isinstance(parts[0], list) else None


def _year(work: Facts) -> str | None:
    """The year that a citation names: the printed one where there is one."""
    dates = (_date(work, name) for name in ("published-print", "published-online", "published", "issued"))
    return next((date[:4] for date in dates if date), None)


def _venue(work: Facts) -> str:
    """The journal or the book, not the series in which the book stands; else the event."""
    containers = [plain_title(text) for text in work.texts("container-title")]
    books = [text for text in containers if not text.casefold().startswith(_SERIES)]
    return next(iter(books or containers), "") or plain_title(work["event"].text("name"))


def _preprint_server(work: Facts) -> str:
    """`bioRxiv preprint`: the institution that keeps it; empty where none is named."""
    server = next((plain_title(institution.text("name")) for institution in work.each("institution")), "")
    return f"{server} preprint" if server else ""


def _same_paper(work: Facts) -> list[PaperId]:
    """What the record says is this paper elsewhere. A relation to many works is a slip (seen: one to hundreds)."""
    found: list[PaperId] = []
    for name in _SAME:
        related = work["relation"].each(name)
        if len(related) > _MOST_VERSIONS:
            continue
        for one in related:
            value = one.text("id")
            if one.text("id-type") == "doi":
                identity = doi_identity(value)
            elif one.text("id-type") == "arxiv":
                identity = identify("https://arxiv.org/abs/" + value)
            else:
                continue
            found += [identity] if identity else []
    return found


def _links(work: Facts) -> tuple[Link, ...]:
    """The pdfs that people may open; those for the search of copies lie behind doors."""
    addresses = [
        link.text("URL")
        for link in work.each("link")
        if link.text("content-type") == "application/pdf" and link.text("intended-application") in _FOR_READERS
    ]
    web = [address for address in addresses if address.startswith(("https://", "http://"))]
    return tuple(Link("pdf", address) for address in web[:1])


def _is_withdrawn(work: Facts) -> bool:
    """Whether the paper was taken back, or the record is the notice of that."""
    updates = work.each("updated-by") + work.each("update-to")
    return any(update.text("type").casefold() in _TAKEN_BACK for update in updates)


_SERIES: Final = ("lecture notes in", "communications in computer and information science", "ifip advances")
_FOR_READERS: Final = frozenset(("text-mining", "unspecified", "syndication"))
_TAKEN_BACK: Final = frozenset(("retraction", "withdrawal", "removal"))
_RETRACTED: Final = ("retracted article:", "retracted paper:", "retracted:", "withdrawn:", "[retracted]")
#: https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/relationships/
_SAME: Final = (
    "is-preprint-of", "has-preprint", "is-version-of", "has-version", "is-identical-to", "is-same-as",
    "is-manuscript-of", "has-manuscript",
)  # fmt: skip
_MOST_VERSIONS: Final = 3
