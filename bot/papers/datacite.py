"""DataCite: the agency with which repositories such as Zenodo, figshare and HAL register DOIs.

The interface: https://support.datacite.org/docs/api-get-doi. Its fields are those of the schema:
https://datacite-metadata-schema.readthedocs.io/en/4.6/.
"""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from bot.answers import Facts, read_object
from bot.dates import date_in, earliest
from bot.names import natural_order, people, person, plain_name
from bot.papers import AnotherPaperError, Paper, PaperId, Reason, SourceError, doi_identity, identify
from bot.plain import plain_abstract, plain_title
from bot.preprints import is_preprint_server

NAME = "DataCite"
URL = "https://api.datacite.org"
#: 1,000 requests in five minutes from an address that names a contact, 500 from others: told by
#: https://support.datacite.org, read second hand.
PACE = 1.0
BATCH = 1
RANK = 41
ACCEPT = "application/vnd.api+json"
KEY_HEADER = ""
KEY_FORM = ""
STATUSES = frozenset((200,))
#: Crossref has most DOIs of papers, some national agencies the rest.
ABSENT: Reason = "unknown"
JOINS: tuple[str, ...] = ()


def asks(identity: PaperId) -> bool:
    """Whether a paper has a DOI that is no other scheme's; whose it is, is told by who knows it."""
    return identity.scheme == "doi"


def request(ids: Sequence[PaperId]) -> str:
    """Path of the record of one DOI, below the service's address."""
    return "/dois/" + quote(ids[0].value, safe="")


def parse(body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
    """The paper, data set or program of a record.

    Raises SourceError where the answer is no record, or that of another DOI.
    """
    (identity,) = ids
    record = read_object(body, NAME)["data"]["attributes"]
    doi, title = record.text("doi"), _title(record)
    if not doi:
        msg = f"{NAME} answered with no record of a DOI: {body[:80]!r}"
        raise SourceError(msg)
    if doi.casefold() != identity.value.casefold():
        msg = f"{NAME} answered with the DOI {doi}, where {identity.value} was asked for"
        raise AnotherPaperError(msg)
    if not title:
        return {}
    dates = {each.text("dateType"): date_in(each.text("date")) for each in record.each("dates")}
    published = date_in(record.text("publicationYear"))
    container = plain_title(record["container"].text("title"))
    venue = "" if _is_preprint(record) or is_preprint_server(container) else container
    abstracts = [each.text("description") for each in record.each("descriptions") if _is_abstract(each)]
    return {
        identity: Paper(
            id=identity,
            source=NAME,
            ids=tuple(dict.fromkeys((identity, *_same_paper(record)))),
            title=title,
            authors=people(map(_creator, record.each("creators"))),
            date=earliest(dates.get(name) for name in ("Issued", "Available", "Submitted")) or published,
            abstract=plain_abstract(next(iter(abstracts), "")),
            venue=venue or None,
            year=published if venue else None,
            withdrawn="Withdrawn" in dates,
        )
    }


def _title(record: Facts) -> str:
    """The main title and the subtitle; alternatives and translations are others."""
    titles = record.each("titles")
    main = next((plain_title(each.text("title")) for each in titles if not each.text("titleType")), "")
    subtitle = next((plain_title(each.text("title")) for each in titles if each.text("titleType") == "Subtitle"), "")
    return f"{main}: {subtitle}" if main and subtitle and subtitle.casefold() not in main.casefold() else main


def _creator(creator: Facts) -> str:
    if creator.text("nameType") == "Organizational":
        return plain_name(creator.text("name"))
    if creator.text("familyName") and creator.text("givenName"):
        return person(creator.text("givenName"), creator.text("familyName"))
    return natural_order(creator.text("name"))


def _is_preprint(record: Facts) -> bool:
    types = record["types"]
    return "Preprint" in (types.text("resourceTypeGeneral"), types.text("resourceType"))


def _is_abstract(description: Facts) -> bool:
    return description.text("descriptionType") == "Abstract"


def _same_paper(record: Facts) -> list[PaperId]:
    """What the record says is the same elsewhere; of many things it is one version of none."""
    related = [each for each in record.each("relatedIdentifiers") if each.text("relationType") in _SAME]
    found = []
    for one in related if len(related) <= _MOST_VERSIONS else []:
        value = one.text("relatedIdentifier")
        kind = one.text("relatedIdentifierType").casefold()
        if kind == "doi":
            found.append(doi_identity(value))
        elif kind == "arxiv":
            found.append(identify("https://arxiv.org/abs/" + value.removeprefix("arXiv:")))
    return [identity for identity in found if identity]


_SAME: Final = frozenset(("IsVersionOf", "IsIdenticalTo"))
_MOST_VERSIONS: Final = 3
