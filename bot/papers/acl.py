"""The ACL Anthology: papers of computational linguistics, known by ids such as 2021.acl-long.353 and N19-1423.

Ids and addresses: https://aclanthology.org/info/ids/; its DOIs are the same ids behind a prefix.
There is no interface but the pages (https://aclanthology.org/faq/api); each paper has a BibTeX record beside its pdf.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.links import Link, path_of
from bot.papers import AnotherPaperError, Paper, PaperId, Reason, SourceError, doi_identity, identify

HOSTS = ("aclanthology.org", "aclweb.org", "aclanthology.info", "anthology.aclweb.org", "doi.org")

EXAMPLES = {
    "https://aclanthology.org/2021.acl-long.353/": "acl:2021.acl-long.353",
    "https://www.aclweb.org/anthology/N19-1423.pdf": "acl:N19-1423",
    "https://doi.org/10.18653/v1/2021.acl-long.353": "acl:2021.acl-long.353",
}

_PAPER: Final = (
    r"(?i)/(?:10\.18653/v1/|10\.3115/v1/|(?:anthology(?:-new)?/)?(?:papers/)?(?:[a-z]/[a-z]\d\d/)?)"
    r"(?:(?P<old>[a-z]\d{2}-\d{4,5})|(?P<new>\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+))"
    r"(?:v\d)?(?:/[a-z]\d{2}-\d{4})?(?:\.pdf|\.bib|\.html|\.xml|\.endf)?/?"
)
#: What stands before the papers of a volume has the number 0.
_FRONT_MATTER: Final = r"W\d\d-\d\d00|[A-V]\d\d-\d000|.*\.0"


def match(url: str) -> PaperId | None:
    """The paper that an Anthology address or DOI shows; volumes, events, people and videos show none."""
    found = re.fullmatch(_PAPER, path_of(url))
    if found is None:
        return None
    value = found["old"].upper() if found["old"] else found["new"].lower()
    return None if re.fullmatch(_FRONT_MATTER, value) else PaperId("acl", value)


NAME = "the ACL Anthology"
URL = "https://aclanthology.org"
#: No number is told anywhere; it is a static site kept by volunteers.
PACE = 1.0
BATCH = 1
RANK = 20
ACCEPT = "application/x-bibtex, text/plain"
KEY_HEADER = ""
KEY_FORM = ""
STATUSES = frozenset((200,))
ABSENT: Reason = "unknown"
JOINS: tuple[str, ...] = ()


def asks(identity: PaperId) -> bool:
    """Whether a paper has an id of the Anthology."""
    return identity.scheme == "acl"


def request(ids: Sequence[PaperId]) -> str:
    """Path of the record of one paper, below the service's address."""
    return f"/{ids[0].value}.bib"


def parse(body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
    """The paper of a BibTeX record.

    Raises SourceError where the answer is no whole record, or another paper's.
    """
    # Whoever only reads addresses does without them.
    from bot.bibtex import authors_of, plain_value, read_fields
    from bot.dates import date_in
    from bot.plain import plain_abstract

    (identity,) = ids
    text = body.decode("utf-8-sig", errors="replace").strip()
    fields = read_fields(text) if text.startswith("@") and text.endswith("}") else {}
    title = plain_value(fields.get("title", ""))
    if not title:
        msg = f"{NAME} answered with no BibTeX record: {body[:80]!r}"
        raise SourceError(msg)
    doi = doi_identity(fields.get("doi", ""))
    if identity not in (identify(fields.get("url", "")), doi):
        msg = f"{NAME} answered with another paper than {identity.value}: {fields.get('url') or title}"
        raise AnotherPaperError(msg)
    year = fields.get("year", "")
    date = date_in(f"{fields.get('month', '').partition('-')[0]} {year}") or date_in(year)
    venue = plain_value(fields.get("booktitle") or fields.get("journal") or "")
    return {
        identity: Paper(
            id=identity,
            source=NAME,
            ids=tuple(dict.fromkeys(filter(None, (identity, doi)))),
            title=title,
            authors=authors_of(fields.get("author", "")),
            date=date,
            abstract=plain_abstract(plain_value(fields.get("abstract", ""))),
            venue=venue or None,
            year=date[:4] if date and venue else None,
            links=(Link("pdf", f"{URL}/{identity.value}.pdf"),),
        )
    }
