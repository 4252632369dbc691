"""An entry in the owner's own template, filled with what is known of a paper."""

import re
from typing import Final

from bot.citation import Citation
from bot.document.inline import escape, escape_start, link_target
from bot.links import Role
from bot.papers import PaperId, identify
from bot.template import PLACEHOLDERS, Template


def fill_template(template: Template, citation: Citation) -> str:
    """The entry's Markdown, lines ended by LF save the last. Of several links of one kind the first is taken.

    A title stands whole where the template does not show the name beside it.
    """
    title = citation.title
    if citation.name and "name" not in template.placeholders and not title.startswith(citation.name):
        title = f"{citation.name}: {title}"
    year, month, day = (*(citation.date or "").split("-"), "", "", "")[:3]
    venue = citation.venue or ""
    if "year" in template.placeholders and (ends := _VENUE_YEAR.search(venue)):
        # A paper of 2023 that appeared at a conference of 2024 is one of 2024, unless the template tells its month.
        venue = venue[: ends.start()]
        year = year if year and "month" in template.placeholders else ends[1]
    texts = {
        "title": title,
        "name": citation.name or "",
        "authors": ", ".join(citation.authors),
        "first_author": citation.authors[0] if citation.authors else "",
        "venue": venue,
        "date": citation.date or "",
        "year": year,
        "month": month,
        "day": day,
    }
    values = {name: escape(text) for name, text in texts.items()}
    return template.fill({**values, "title": escape_start(values["title"]), **_addresses(citation)})


_VENUE_YEAR: Final = re.compile(r"(?<=\w)[ ,'’]*+\b((?:19|20)\d\d)$")
#: Signs that an address may hold, but that would end the table cell or the attribute it stands in.
_ENDS: Final = str.maketrans({"|": "%7C", '"': "%22"})
#: Where papers that have both are shown and kept: https://info.arxiv.org/help/arxiv_identifier_for_services.html
_PAGES: Final = {
    "arxiv": ("https://arxiv.org/abs/{}", "https://arxiv.org/pdf/{}"),
    "openreview": ("https://openreview.net/forum?id={}", "https://openreview.net/pdf?id={}"),
}


def _addresses(citation: Citation) -> dict[str, str]:
    """The first address of each role; the page and the PDF follow from each other where a paper has both."""
    found: dict[str, str] = {}
    for link in citation.links:
        if link.role in PLACEHOLDERS and (target := link_target(link.url)) is not None:
            found.setdefault(link.role, target.translate(_ENDS))
    roles: tuple[Role, Role] = ("abstract", "pdf")
    papers = [paper for role in roles if role in found and (paper := identify(found[role]))]
    for paper in papers:
        for role, address in zip(roles, _both(paper), strict=True):
            if address:
                found.setdefault(role, address)
    if paper_page := found.get("abstract") or found.get("pdf"):
        found["paper"] = paper_page
    return found


def _both(paper: PaperId) -> tuple[str, str]:
    page, pdf = _PAGES.get(paper.scheme, ("", ""))
    return page.format(paper.value), pdf.format(paper.value)
