"""Publishers' pages: proceedings, journals and preprint servers, each with the tags that its own pages have.

The tags of most are those that Google Scholar reads (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing);
IEEE Xplore has its facts in a script and none in tags, ECVA in plain text, ScienceDirect names no authors in its tags,
the ACM uses Dublin Core alone.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Final

from bot.sandbox.internet.publication import Library, Publication, family_first, slashed
from bot.sandbox.internet.web import Answer, Asked, html, metas, missing, moved, pdf

WHAT = "Publishers' pages and PDFs, each with its own kind of tags"
EXAMPLES = (
    "https://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_Residual_Learning_CVPR_2016_paper.html",
    "https://ieeexplore.ieee.org/document/7780459/",
    "https://proceedings.neurips.cc/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html",
    "https://proceedings.mlr.press/v139/radford21a.html",
    "https://jmlr.org/papers/v9/vandermaaten08a.html",
    "https://www.ecva.net/papers/eccv_2020/papers_ECCV/html/832_ECCV_2020_paper.php",
    "https://link.springer.com/article/10.1007/s11263-015-0816-y",
    "https://www.nature.com/articles/s41586-021-03819-2",
    "https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1",
    "https://dl.acm.org/doi/10.1145/2939672.2939785",
    "https://www.sciencedirect.com/science/article/pii/S0893608014002135",
    "https://linkinghub.elsevier.com/retrieve/pii/S0893608014002135",
    "https://zenodo.org/records/5143773",
)
CONDITIONAL = True
TROUBLES: Final[dict[int, Answer]] = {}

Tags = list[tuple[str, str | None]]

#: Other views of a publication's page, and the page that they are views of.
_VIEWS: Final = (
    (re.compile(r"papers\.nips\.cc/"), "proceedings.neurips.cc/"),
    (re.compile(r"(ieeexplore\.ieee\.org)/(?:abstract/)?(document/\d+)(?:/.*)?$"), r"\1/\2"),
    (re.compile(r"(dl\.acm\.org/doi)/(?:abs|full|fullHtml)/"), r"\1/"),
    (re.compile(r"(sciencedirect\.com/science/article)/abs/"), r"\1/"),
    (re.compile(r"(biorxiv\.org/content/.+v\d+)\.(?:abstract|full|full-text)$"), r"\1"),
    (re.compile(r"(proceedings\.mlr\.press/v\d+/\w+)$"), r"\1.html"),
    (re.compile(r"(zenodo\.org)/record/"), r"\1/records/"),
)
#: Addresses that show only a DOI: they send on to the page.
_SHORT: Final = re.compile(
    r"(?:link\.springer\.com|biorxiv\.org/content|dl\.acm\.org/doi/10\.\d+/doi)/(10\.\d{4,9}/.+)"
)


def answer(asked: Asked, library: Library) -> Answer:
    """Answer a GET."""
    place = asked.page
    for pattern, page in _VIEWS:
        place = pattern.sub(page, place)
    if found := library.find("pdf", place):
        return pdf(found.title)
    if found := library.find("page", place):
        style, title = _STYLES[asked.host]
        short = re.search(r"\((\w+)\)$", found.venue or "")
        heading = title.format(title=found.title, venue=found.venue, short=short[1] if short else "", year=found.year)
        return html(heading, _body(found), head=style(found))
    short = _SHORT.fullmatch(place)
    found = library.find("doi", short[1]) if short else None
    if found and found.page:
        return moved(found.page, 302)
    return missing()


def _highwire(
    publication: Publication,
    venue_tag: str | None,
    author: Callable[[str], str],
    date: str,
    *more: tuple[str, str | None],
) -> Tags:
    """The tags that Google Scholar reads."""
    first, _, last = (publication.pages or "").partition("-")
    return [
        ("citation_title", publication.title),
        *(("citation_author", author(name)) for name in publication.authors),
        ("citation_publication_date", slashed(date)),
        *([(venue_tag, publication.venue)] if venue_tag else []),
        ("citation_volume", publication.volume),
        ("citation_issue", publication.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_pdf_url", publication.pdf),
        *more,
    ]


def _cvf(publication: Publication) -> str:
    venue = re.sub(r"^\d{4} | \(\w+\)$", "", publication.venue or "")
    proceedings = replace(publication, venue=f"Proceedings of the {venue}")
    return metas(_highwire(proceedings, "citation_conference_title", family_first, publication.year))


def _neurips(publication: Publication) -> str:
    return metas(_highwire(publication, "citation_journal_title", family_first, publication.year))


def _pmlr(publication: Publication) -> str:
    tags = _highwire(publication, "citation_conference_title", str, publication.issued)
    return metas([*tags, ("citation_publisher", "PMLR")]) + metas([("og:title", publication.title)], "property")


def _jmlr(publication: Publication) -> str:
    return metas(_highwire(publication, "citation_journal_title", str, publication.year))


def _springer(publication: Publication) -> str:
    venue = "citation_inbook_title" if publication.kind == "book-chapter" else "citation_journal_title"
    doi = publication.doi or ""
    more = (("citation_doi", doi), ("citation_publisher", "Springer"), ("dc.identifier", f"doi:{doi}"))
    return metas(_highwire(publication, venue, family_first, publication.issued, *more))


def _nature(publication: Publication) -> str:
    more: Tags = [
        ("citation_online_date", slashed(publication.date)),
        ("citation_doi", publication.doi),
        ("dc.title", publication.title),
        ("dc.source", f"{publication.venue} {publication.year} {publication.volume}:{publication.issue}"),
        ("dc.date", publication.date),
        *(("dc.creator", family_first(name)) for name in publication.authors),
    ]
    month = publication.issued[: len("YYYY-MM")]
    return metas(_highwire(publication, "citation_journal_title", family_first, month, *more))


def _biorxiv(publication: Publication) -> str:
    more: Tags = [
        ("citation_date", publication.issued),
        ("citation_doi", publication.doi),
        ("citation_public_url", publication.page),
        ("citation_abstract", publication.abstract),
        ("DC.Title", publication.title),
        ("DC.Date", publication.issued),
        *(("DC.Contributor", name) for name in publication.authors),
    ]
    return metas(_highwire(publication, "citation_journal_title", str, publication.issued, *more))


def _acm(publication: Publication) -> str:
    tags: Tags = [
        ("dc.Title", publication.title),
        *(("dc.Creator", name) for name in publication.authors),
        ("dc.Publisher", "ACM"),
        ("dc.Date", publication.issued),
    ]
    doi = f'<meta name="dc.Identifier" scheme="doi" content="{escape(publication.doi or "")}">\n'
    return metas(tags) + doi + metas([("citation_journal_title", publication.venue)])


def _sciencedirect(publication: Publication) -> str:
    tags = _highwire(publication, "citation_journal_title", str, f"{publication.issued}-01")
    number = (publication.page or "").rpartition("/")[2]
    named = [tag for tag in tags if tag[0] not in ("citation_author", "citation_pdf_url")]
    return metas([("citation_pii", number), ("citation_doi", publication.doi), *named])


def _ieee(publication: Publication) -> str:
    facts = {
        "title": publication.title,
        "authors": [{"name": name} for name in publication.authors],
        "doi": publication.doi,
        "publicationTitle": publication.venue,
        "publicationYear": publication.year,
    }
    # As in any script, "</" would end it.
    text = json.dumps(facts).replace("</", "<\\/")
    return f"<script>\nxplGlobal.document.metadata={text};\n</script>\n"


def _ecva(publication: Publication) -> str:
    return ""


def _hub(publication: Publication) -> str:
    return f'<meta http-equiv="refresh" content="2; url=\'{escape(publication.page or "")}\'">\n'


def _zenodo(publication: Publication) -> str:
    more = (("citation_doi", publication.doi), ("citation_abstract_html_url", publication.page))
    return metas(_highwire(publication, None, family_first, publication.issued, *more))


def _body(publication: Publication) -> str:
    return (
        f'<div id="papertitle">{escape(publication.title)}</div>\n'
        f'<div id="authors"><b><i>{escape(", ".join(publication.authors))}</i></b></div>'
    )


#: Host -> how its pages write their facts, and how their titles read.
_STYLES: Final[dict[str, tuple[Callable[[Publication], str], str]]] = {
    "openaccess.thecvf.com": (_cvf, "{short} {year} Open Access Repository"),
    "proceedings.neurips.cc": (_neurips, "{title}"),
    "papers.nips.cc": (_neurips, "{title}"),
    "proceedings.mlr.press": (_pmlr, "{title}"),
    "jmlr.org": (_jmlr, "{title}"),
    "ecva.net": (_ecva, "ECVA | European Computer Vision Association"),
    "ieeexplore.ieee.org": (_ieee, "{title} | IEEE Xplore"),
    "dl.acm.org": (_acm, "{title} | {venue}"),
    "link.springer.com": (_springer, "{title} | SpringerLink"),
    "nature.com": (_nature, "{title} | {venue}"),
    "biorxiv.org": (_biorxiv, "{title} | bioRxiv"),
    "sciencedirect.com": (_sciencedirect, "{title} - ScienceDirect"),
    "linkinghub.elsevier.com": (_hub, "Redirecting"),
    "zenodo.org": (_zenodo, "{title}"),
}
HOSTS = tuple(_STYLES)
