"""A paper's own page: what its meta tags say to machines.

Google Scholar asks publishers for Highwire's tags (`citation_title`), Eprints', BE Press's, PRISM's, and Dublin Core
as a last resort: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing. Some tell the same in JSON-LD:
https://schema.org/ScholarlyArticle. What stands in the text of a page is not read, and a page that tells nothing in
these ways is not in the answer. Read with the library's own parser, which takes about a second for half a million
characters of the worst markup; more than that is not read.
"""

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

from bot.answers import Facts
from bot.dates import date_in, earliest
from bot.links import Link, host_of, path_of
from bot.names import natural_order, people, person
from bot.papers import Paper, PaperId, Reason, doi_identity, identify
from bot.plain import plain_abstract, plain_title
from bot.preprints import is_preprint_server

NAME = "the paper's page"
URL = ""
PACE = 2.0
BATCH = 1
RANK = 50
ACCEPT = "text/html, application/xhtml+xml;q=0.9"
KEY_HEADER = ""
KEY_FORM = ""
#: Publishers turn programs away with one of these; such a page says nothing, and will say nothing tomorrow.
STATUSES = frozenset((200, 401, 402, 403, 451))
ABSENT: Reason = "no-source"
JOINS: tuple[str, ...] = ()


def asks(identity: PaperId) -> bool:
    """Whether a paper has nothing but a page; a pdf is none, and an index with a service of its own is asked there."""
    if identity.scheme != "url" or path_of(identity.value).casefold().endswith(_NO_PAGE):
        return False
    return host_of(identity.value) not in _ASKED_ELSEWHERE


def request(ids: Sequence[PaperId]) -> str:
    """The address of the page."""
    return ids[0].value


def parse(body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
    """The paper of a page; none where its tags tell of none, or it is no page."""
    (identity,) = ids
    if body[:1024].lstrip().startswith(b"%PDF"):
        return {}
    page = _Page()
    with suppress(AssertionError):  # the parser's own word for a declaration that it cannot read
        page.feed(_decoded(body)[:_LONGEST])
    found = (
        _from_tags(page.tags, identity)
        or _from_article(page.articles(), identity)
        or _from_dublin_core(page.tags, identity)
    )
    return {identity: found} if found else {}


_Tags = dict[str, list[str]]


class _Page(HTMLParser):
    """The meta tags of a page by their names in small letters, and its scripts in JSON-LD."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: _Tags = {}
        self._scripts: list[str] = []
        self._in_script = False
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta" and self._count < _MOST_TAGS:
            said = {name: value or "" for name, value in attrs}
            name, content = said.get("name") or said.get("property") or "", said.get("content", "").strip()
            if name and content:
                self.tags.setdefault(name.strip().casefold(), []).append(content[:_LONGEST_TAG])
                self._count += 1
        elif tag == "script":
            kind = dict(attrs).get("type") or ""
            self._in_script = kind.strip().casefold() == "application/ld+json" and len(self._scripts) < _MOST_SCRIPTS
            if self._in_script:
                self._scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self._scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False

    def articles(self) -> list[Facts]:
        """The scholarly articles that the page's JSON-LD describes."""
        found: list[Facts] = []
        for script in self._scripts:
            try:
                value = json.loads(script)
            except (ValueError, RecursionError):
                continue
            found += _articles(value)
        return found


def _articles(value: object, depth: int = 0) -> Iterator[Facts]:
    """The articles among the things that JSON-LD puts at the top."""
    if depth > _DEEPEST:
        return
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            continue
        facts = Facts(one)
        if any(kind.endswith("ScholarlyArticle") for kind in facts.texts("@type")):
            yield facts
        else:
            for name in ("@graph", "mainEntity"):
                yield from _articles(one.get(name), depth + 1)


def _from_tags(tags: _Tags, identity: PaperId) -> Paper | None:
    """The paper that tags made for papers tell of."""
    title = plain_title(_first(tags, _TITLES))
    if not title:
        return None
    authors = _authors(_every(tags, _AUTHORS))
    days = [date_in(text) for name in _DATES for text in tags.get(name, [])[:1]]
    arxiv = _first(tags, ("citation_arxiv_id",)).removeprefix("arXiv:")
    return _paper(
        identity,
        ids=(identity, identify(f"https://arxiv.org/abs/{arxiv}") if arxiv else None, _doi_of(tags)),
        title=title,
        authors=authors or _authors(name for text in tags.get("citation_authors", []) for name in _split(text)),
        date=earliest(days),
        abstract=_first(tags, _ABSTRACTS),
        venue=plain_title(_first(tags, _VENUES)),
        year=next((day[:4] for day in days if day), None),
        pdf=_first(tags, _PDFS),
    )


def _from_dublin_core(tags: _Tags, identity: PaperId) -> Paper | None:
    """The paper that Dublin Core tells of. It stands in pages of any kind: people, and a date or a DOI make a paper."""
    title, authors = plain_title(_first(tags, _DC_TITLES)), _authors(_every(tags, _DC_CREATORS))
    date, doi = date_in(_first(tags, _DC_DATES)), _doi_of(tags)
    if not title or not authors or not (date or doi):
        return None
    return _paper(
        identity,
        ids=(identity, doi),
        title=title,
        authors=authors,
        date=date,
        abstract=_first(tags, _ABSTRACTS),
        venue=plain_title(_first(tags, _VENUES)),
        year=date[:4] if date else None,
    )


def _first(tags: _Tags, names: Iterable[str]) -> str:
    return next(iter(_every(tags, names)), "")


def _every(tags: _Tags, names: Iterable[str]) -> list[str]:
    """What the first tag says of those that the page has."""
    return next((tags[name] for name in names if name in tags), [])


def _doi_of(tags: _Tags) -> PaperId | None:
    dois = (_doi_in(text) for name in _DOIS for text in tags.get(name, []))
    return next((doi for doi in dois if doi), None)


def _from_article(articles: list[Facts], identity: PaperId) -> Paper | None:
    """The paper that JSON-LD tells of; a page with several articles is a list of them."""
    if len(articles) != 1:
        return None
    (article,) = articles
    title = plain_title(article.text("headline") or article.text("name"))
    if not title:
        return None
    names = [
        person(each.text("givenName"), each.text("familyName")) if "familyName" in each else each.text("name")
        for each in article.each("author")
    ]
    addresses = [*article.texts("sameAs"), *article.texts("@id"), *article.texts("identifier")]
    addresses += [each.text("value") or each.text("@id") for each in article.each("identifier")]
    known = [_doi_in(text) or (identify(text) if text.startswith("https://arxiv.org/") else None) for text in addresses]
    date = date_in(article.text("datePublished"))
    return _paper(
        identity,
        ids=(identity, *known),
        title=title,
        authors=_authors(names or article.texts("author")),
        date=date,
        abstract=article.text("abstract") or article.text("description"),
        venue=plain_title(_whole(article["isPartOf"])),
        year=date[:4] if date else None,
        pdf=next((each.text("contentUrl") for each in article.each("encoding") if _is_pdf(each)), ""),
        code=article.text("codeRepository"),
    )


def _paper(
    identity: PaperId,
    *,
    ids: Iterable[PaperId | None],
    title: str,
    authors: tuple[str, ...],
    date: str | None,
    abstract: str,
    venue: str,
    year: str | None,
    pdf: str = "",
    code: str = "",
) -> Paper:
    venue = "" if is_preprint_server(venue) else venue
    links = [Link("pdf", address) for address in _absolute(pdf, identity)]
    links += [Link("code", address) for address in _absolute(code, identity)]
    return Paper(
        id=identity,
        source=NAME,
        ids=tuple(dict.fromkeys(one for one in ids if one)),
        title=title,
        authors=authors,
        date=date,
        abstract=plain_abstract(abstract),
        venue=venue or None,
        year=year if venue else None,
        links=tuple(links),
    )


def _whole(part: Facts) -> str:
    """The journal or the book of which an article is part, beyond its issue and volume."""
    for _ in range(_DEEPEST):
        if not {"PublicationIssue", "PublicationVolume"}.intersection(part.texts("@type")):
            break
        part = part["isPartOf"]
    return part.text("name")


def _authors(names: Iterable[str]) -> tuple[str, ...]:
    return people(map(natural_order, names))


def _split(text: str) -> list[str]:
    """The names of a tag that holds all of them: `Doe, Jane; Li, Wei` or `Jane Doe, Wei Li`."""
    if ";" in text:
        return text.split(";")
    return text.split(",") if text.count(",") > 1 else [text]


def _doi_in(text: str) -> PaperId | None:
    """The DOI that a text is, in any spelling."""
    found = _DOI.fullmatch(text.strip())
    return doi_identity(found[1]) if found else None


def _is_pdf(encoding: Facts) -> bool:
    return "pdf" in encoding.text("encodingFormat").casefold() or "pdf" in encoding.text("fileFormat").casefold()


def _absolute(address: str, identity: PaperId) -> list[str]:
    """An address as the web has it, seen from the page; nothing where it is none."""
    if not address or re.search(r"[\s<>\"\\]", address):
        return []
    try:
        whole = urljoin(identity.value, address)
    except ValueError:
        return []
    is_other = whole.startswith(("https://", "http://")) and host_of(whole) and whole != identity.value
    return [whole] if is_other else []


def _decoded(body: bytes) -> str:
    """The text of a page: the mark at its start, else its own word, else UTF-8, else Latin-1 counts.

    https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding, without the header.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    if found := _CHARSET.search(body[:_CHARSET_WITHIN]):
        name = found[1].decode().casefold()
        # Pages that say Latin-1 mean what Windows made of it.
        return body.decode("cp1252" if name in ("iso-8859-1", "latin1") else name, errors="replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("latin-1")


_NO_PAGE: Final = (".pdf", ".ps", ".zip", ".gz", ".pptx", ".mp4")
#: Its page is for people with browsers.
_ASKED_ELSEWHERE: Final = frozenset(("semanticscholar.org",))
_LONGEST: Final = 500_000
_LONGEST_TAG: Final = 20_000
_MOST_TAGS: Final = 10_000
_MOST_SCRIPTS: Final = 50
_DEEPEST: Final = 4
_TITLES: Final = ("citation_title", "bepress_citation_title", "eprints.title", "prism.title")
_AUTHORS: Final = ("citation_author", "bepress_citation_author", "eprints.creators_name")
_ABSTRACTS: Final = ("citation_abstract", "eprints.abstract", "dc.description.abstract", "dcterms.abstract")
_PDFS: Final = ("citation_pdf_url", "bepress_citation_pdf_url", "eprints.document_url")
_DOIS: Final = (
    "citation_doi", "bepress_citation_doi", "prism.doi", "eprints.id_number", "dc.identifier", "dc.identifier.doi",
    "dcterms.identifier",
)  # fmt: skip
_DC_TITLES: Final = ("dc.title", "dcterms.title")
_DC_CREATORS: Final = ("dc.creator", "dcterms.creator", "dc.creator.personalname")
_DC_DATES: Final = ("dc.date.issued", "dcterms.issued", "dc.date", "dc.issued", "dcterms.date")
_DATES: Final = (
    "citation_publication_date", "citation_online_date", "citation_date", "citation_cover_date", "citation_year",
    "bepress_citation_date", "eprints.date", "prism.publicationdate",
)  # fmt: skip
_VENUES: Final = (
    "citation_conference_title", "citation_journal_title", "citation_inbook_title", "citation_conference",
    "bepress_citation_journal_title", "prism.publicationname", "eprints.event_title", "eprints.publication",
)  # fmt: skip
_DOI: Final = re.compile(r"(?:doi:\s?|info:doi/|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S{1,300})", re.IGNORECASE)
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET_WITHIN: Final = 4096
_CHARSET: Final = re.compile(
    rb"<meta[^>]{1,200}?charset\s?=\s?[\"']?(utf-8|iso-8859-(?:1[0345]|[1-9])(?!\d)|latin1|windows-125\d|gbk|gb2312|gb18030|big5"
    rb"|euc-jp|shift_jis|euc-kr|koi8-[ru])",
    re.IGNORECASE,
)
