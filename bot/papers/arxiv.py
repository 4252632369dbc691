"""arXiv: preprints, known by ids such as 2301.12597 and hep-th/9901001.

The identifiers and their history: https://info.arxiv.org/help/arxiv_identifier.html; the addresses made
of them: https://info.arxiv.org/help/arxiv_identifier_for_services.html. Mirrors and readers of arXiv put
the same id into addresses of their own; all of them are one paper.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlencode

from bot.links import host_of, path_of
from bot.papers import BadIdError, Paper, PaperId, Reason, SourceError, doi_identity

HOSTS = (
    "arxiv.org", "ar5iv.org", "xxx.lanl.gov", "doi.org", "alphaxiv.org", "arxiv-vanity.com", "papers.cool",
    "scirate.com", "hjfy.top", "bytez.com", "dblp.org", "dblp.uni-trier.de", "emergentmind.com", "catalyzex.com",
    "inspirehep.net", "adsabs.harvard.edu",
)  # fmt: skip

EXAMPLES = {
    "https://arxiv.org/abs/2301.12597": "arxiv:2301.12597",
    "https://arxiv.org/pdf/2301.12597v2.pdf": "arxiv:2301.12597",
    "https://arxiv.org/abs/math.GT/0309136": "arxiv:math/0309136",
    "https://www.alphaxiv.org/abs/2301.12597": "arxiv:2301.12597",
    "https://doi.org/10.48550/arXiv.2301.12597": "arxiv:2301.12597",
}


NAME = "arXiv"
URL = "https://export.arxiv.org"
#: One request every three seconds, and one connection at a time: https://info.arxiv.org/help/api/tou.html
PACE = 3.0
#: https://info.arxiv.org/help/api/user-manual.html allows 2,000; an address should stay short.
BATCH = 100
RANK = 10
ACCEPT = "application/atom+xml"
KEY_HEADER = ""
KEY_FORM = ""
#: A wrong id comes with status 400, as a feed.
STATUSES = frozenset((200, 400))
ABSENT: Reason = "unknown"
JOINS: tuple[str, ...] = ()


def asks(identity: PaperId) -> bool:
    """Whether a paper has an arXiv id."""
    return identity.scheme == "arxiv"


def match(url: str) -> PaperId | None:
    """The paper that an address at arXiv or one of its mirrors shows; listings and searches show none."""
    host, path = host_of(url), path_of(url)
    if host.endswith(("dblp.org", "dblp.uni-trier.de", "adsabs.harvard.edu")):
        found = re.search(_RESPELLED, path)
        return _from_parts(None, ".".join(part for part in found.groups() if part)) if found else None
    before = _BEFORE_IDS.get(host, _ARXIV_PATHS if host.endswith((".arxiv.org", ".ar5iv.org")) else None)
    if before is None or (start := before.match(path)) is None:
        return None
    found = re.compile(_ID).fullmatch(path, start.end())
    return _from_parts(found["archive"], found["number"]) if found else None


def find_ids(text: str, *, bare: bool = False) -> Iterator[tuple[int, int, PaperId]]:
    """The ids named in a text as (start, end, id): `arXiv:2301.12597v2`, `arXiv hep-th/9901001`.

    With `bare` also numbers that stand alone and have the shape of an id (`2308.04079`): plausible month,
    five digits since 2015 and four before, no further digits, signs of money or of a version around them.
    """
    for found in re.finditer(_NAMED, text):
        if identity := _from_parts(found["archive"], found["number"]):
            yield found.start(), found.end(), identity
    if not bare:
        return
    for found in re.finditer(_BARE, text):
        before = text[max(found.start() - 2, 0) : found.start()]
        if re.search(_MONEY_OR_VERSION, before) or re.compile(_UNIT).match(text, found.end()):
            continue
        if identity := _from_parts(found["archive"], found["number"]):
            yield found.start(), found.end(), identity


def request(ids: Sequence[PaperId]) -> str:
    """Path and query that ask arXiv's API for papers, below the service's address.

    https://info.arxiv.org/help/api/user-manual.html, section "Query Interface". Without `max_results`
    the API answers with ten at most.
    """
    values = [identity.value for identity in ids]
    return "/api/query?" + urlencode({"id_list": ",".join(values), "max_results": len(values)}, safe=",/")


def parse(body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
    """The papers of an answer of arXiv's API; a paper that arXiv does not know is not among them.

    Raises BadIdError where arXiv takes offence at an id: it then answers with a single entry titled "Error"
    (the manual's section "Errors"), and SourceError for anything else that is no feed of papers.
    """
    from xml.etree import ElementTree

    from bot.plain import plain_text

    try:
        # As text: in another encoding declarations would not be seen.
        answer = body.decode("utf-8-sig")
        if "<!DOCTYPE" in answer or "<!ENTITY" in answer:
            msg = "arXiv's answer declares entities, which its feeds never do"
            raise SourceError(msg)
        feed = ElementTree.fromstring(answer)  # noqa: S314 - declarations are refused above
    except (UnicodeDecodeError, ElementTree.ParseError) as error:
        msg = f"arXiv's answer is no Atom feed: {body[:80]!r}"
        raise SourceError(msg) from error
    if feed.tag != f"{_ATOM}feed":
        msg = f"arXiv's answer is no Atom feed but {feed.tag!r}"
        raise SourceError(msg)
    papers = {}
    for entry in feed.iter(f"{_ATOM}entry"):

        def text(path: str, entry: ElementTree.Element = entry) -> str:
            # Titles and abstracts are wrapped at some 80 characters.
            return " ".join((entry.findtext(path) or "").split())

        address, title = text(f"{_ATOM}id"), text(f"{_ATOM}title")
        identity = match(address)
        if identity is None or not title:
            complaint = text(f"{_ATOM}summary") or repr(address)
            kind = BadIdError if "incorrect id format" in complaint.lower() else SourceError
            raise kind(f"arXiv answered with an error: {complaint}")
        abstract, comment = text(f"{_ATOM}summary"), text(f"{_ARXIV}comment")
        names = (" ".join((name.text or "").split()) for name in entry.iterfind(f"{_ATOM}author/{_ATOM}name"))
        doi = doi_identity(text(f"{_ARXIV}doi"))
        papers[identity] = Paper(
            id=identity,
            source=NAME,
            ids=tuple(dict.fromkeys(filter(None, (identity, doi)))),
            title=plain_text(title),
            authors=tuple(plain_text(name) for name in names if name),
            date=text(f"{_ATOM}published")[:10] or None,
            abstract=abstract,
            comment=comment,
            venue=text(f"{_ARXIV}journal_ref") or None,
            categories=tuple(
                dict.fromkeys(
                    element.get("term", "")
                    for tag in (f"{_ARXIV}primary_category", f"{_ATOM}category")
                    for element in entry.iterfind(tag)
                )
            ),
            withdrawn=bool(re.search(_WITHDRAWN, abstract) or re.search(_WITHDRAWN, comment)),
        )
    if strangers := set(papers).difference(ids):
        # Some cache mixed answers up: what it leaves out is not unknown to arXiv.
        msg = f"arXiv answered with {min(map(str, strangers))}, which nobody asked for"
        raise SourceError(msg)
    return papers


_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
#: arXiv keeps a withdrawn paper's page and says so in its abstract or comment.
#: https://info.arxiv.org/help/withdraw.html
_WITHDRAWN: Final = (
    r"(?i)\b(?:this|the)\s(?:paper|article|submission|manuscript|preprint|work)\s(?:has\sbeen|is|"
    r"was)\s(?:now\s)?withdrawn\b"
    r"|\bwithdrawn\sby\s(?:the\s)?(?:authors?|arxiv|submitter)|^\W*withdrawn\b"
)

#: All archives of old-style ids, closed ones included: https://arxiv.org/archive/
_ARCHIVES: Final = frozenset(
    str.split(
        "astro-ph cond-mat cs gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex nucl-th physics "
        "q-bio q-fin quant-ph stat acc-phys adap-org alg-geom ao-sci atom-ph bayes-an chao-dyn chem-ph cmp-lg "
        "comp-gas dg-ga funct-an mtrl-th patt-sol plasm-ph q-alg solv-int supr-con"
    )
)


def _path(shape: str) -> re.Pattern[str]:
    return re.compile(shape, re.IGNORECASE)


_ARXIV_PATHS: Final = _path(
    r"/(?:(?:abs|pdf|html|format|ps|dvi|e-print|src|tb|bibtex|papers|list/recent/abs|ftp/arxiv/papers/\d{4})/)?"
)

#: Host (without `www.`) -> what stands before the id in its paths.
_BEFORE_IDS: Final[dict[str, re.Pattern[str]]] = {
    "arxiv.org": _ARXIV_PATHS,
    "ar5iv.org": _ARXIV_PATHS,
    "xxx.lanl.gov": _ARXIV_PATHS,
    "doi.org": _path(r"/10\.48550/arxiv[./]"),
    "dx.doi.org": _path(r"/10\.48550/arxiv[./]"),
    "alphaxiv.org": _path(r"/(?:[a-z]{2}/)?(?:(?:abs|pdf|overview|paper|html|resources|audio)/)?"),
    "arxiv-vanity.com": _path("/papers/"),
    "bytez.com": _path("/docs/arxiv/"),
    "catalyzex.com": _path("/paper/(?=arxiv:)"),
    "emergentmind.com": _path("/papers/"),
    "hjfy.top": _path("/arxiv/"),
    "inspirehep.net": _path("/(?:api/)?arxiv/"),
    "papers.cool": _path("/arxiv/"),
    "scirate.com": _path("/arxiv/"),
}

#: dblp and NASA ADS write the number in their own way: `abs-2301-12597`, `2023arXiv230112597L`.
_RESPELLED: Final = (
    r"/rec/(?:\w+/)?journals/corr/abs-(\d{4})-(\d{4,5})(?:\.\w+)?$|/abs/\d{4}arXiv(\d{4})\.?(\d{4,5})[A-Z](?:/.*)?$"
)

_NUMBER: Final = r"\d{4}\.\d{4,5}|\d{7}"
_ID: Final = (
    rf"(?is)(?:arxiv:)?(?:(?P<archive>[a-z-]{{2,8}})(?:\.[a-z]{{2}})?/)?(?P<number>{_NUMBER})"
    r"(?:v\d{1,3})?(?:\.pdf|\.ps|\.html?)?(?:[/)\].,;:'\"*_`>&?#\s，。；、）].{0,200})?"
)
_ARCHIVE: Final = r"(?:(?P<archive>[a-z-]{2,8})(?:\.[a-z]{2})?/)?"
_NAMED: Final = (
    rf"(?i)(?<![a-z0-9])arxiv(?:[ -]?id|[ -]?preprint)?(?:[ \t]?[:：#.=]|[ \t][–-][ \t]|[ \t]|\[)[ \t]{{0,3}}\[?"
    rf"(?:arxiv:)?{_ARCHIVE}(?P<number>{_NUMBER})(?!\d)(?:v\d{{1,3}}(?![a-z0-9]))?"
)
_BARE: Final = (
    r"(?i)(?<![\w.,/:=#$€£@+-])(?:(?P<archive>[a-z-]{2,8})(?:\.[a-z]{2})?/(?=\d{7}(?!\d)))?"
    r"(?P<number>\d{4}\.\d{4,5}|(?<=/)\d{7})(?:v\d{1,3})?(?:\.pdf)?(?![\w%]|[.,/-]\d)"
)
_MONEY_OR_VERSION: Final = r"(?i)[$€£¥v=#]\s?$"
_UNIT: Final = r"(?i)\s?(?:%|€|\$|ms|s\b|sec|gb|mb|kb|k\b|m\b|km|mm|hz|ghz|fps|points?|steps?|tokens?|usd|eur)"


def _from_parts(archive: str | None, number: str) -> PaperId | None:
    """An identity of archive and number, if arXiv could have given it; the subject class falls off."""
    month = number[2:4]
    if not "01" <= month <= "12":
        return None
    if "." not in number:
        if archive is None or archive.lower() not in _ARCHIVES or not (number[:2] >= "91" or number[:4] <= "0703"):
            return None
        return PaperId("arxiv", f"{archive.lower()}/{number}")
    if archive is not None or not "07" <= number[:2] <= "49":
        return None
    five_digits = number[:4] >= "1501"
    if len(number) != (10 if five_digits else 9) or number[:4] < "0704":
        return None
    return PaperId("arxiv", number)
