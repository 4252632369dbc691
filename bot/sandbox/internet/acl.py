"""The ACL Anthology: page, BibTeX and PDF of a paper by its id.

Addresses: https://aclanthology.org/faq/linking/; the page's tags, content before name, are those of
https://github.com/acl-org/acl-anthology (`hugo/layouts/papers/single.html`).
"""

import re
from html import escape
from typing import Final

from bot.sandbox.internet.publication import Library, Publication, family_first, given_and_family, slashed
from bot.sandbox.internet.web import Answer, Asked, html, missing, moved, pdf

HOSTS = ("aclanthology.org", "aclweb.org")
WHAT = "The ACL Anthology: page, BibTeX and PDF by id; aclweb.org sends on to it"
EXAMPLES = (
    "https://aclanthology.org/2021.acl-long.353/",
    "https://aclanthology.org/2021.acl-long.353.bib",
    "https://aclanthology.org/N19-1423.pdf",
    "https://www.aclweb.org/anthology/N19-1423/",
)
CONDITIONAL = True
TROUBLES: Final[dict[int, Answer]] = {}

_PATH: Final = re.compile(r"/([^/]+?)(\.bib|\.pdf|/)?")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def answer(asked: Asked, library: Library) -> Answer:
    """Answer a GET."""
    if asked.host == "aclweb.org":
        return moved(f"https://aclanthology.org{asked.path.removeprefix('/anthology')}")
    match = _PATH.fullmatch(asked.path)
    found = library.find("acl", match[1]) if match else None
    if match is None or found is None:
        return missing("404 Not Found")
    match match[2]:
        case ".bib":
            return Answer(200, _bibtex(found).encode(), "application/x-bibtex")
        case ".pdf":
            return pdf(found.title)
        case "/":
            return _page(found)
        case _:
            return moved(f"https://aclanthology.org/{found.acl}/")


def _page(publication: Publication) -> Answer:
    first, _, last = (publication.pages or "").partition("-")
    tags = [
        ("citation_title", publication.title),
        *(("citation_author", author) for author in publication.authors),
        ("citation_conference_title", publication.venue),
        ("citation_publication_date", slashed(publication.issued)),
        ("citation_pdf_url", f"https://aclanthology.org/{publication.acl}.pdf"),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_doi", publication.doi),
    ]
    head = "".join(f'<meta content="{escape(value)}" name="{name}" >\n' for name, value in tags if value)
    body = (
        f'<h2 id="title">{escape(publication.title)}</h2><p class="lead">{escape(", ".join(publication.authors))}</p>'
    )
    return html(f"{publication.title} - ACL Anthology", body, head=head)


def _bibtex(publication: Publication) -> str:
    families = [given_and_family(author)[1].lower().replace(" ", "-") for author in publication.authors]
    who = "-".join(families) if len(families) < 3 else f"{families[0]}-etal"
    words = [word for word in re.findall(r"[a-z0-9]+", publication.title.lower()) if word not in _SMALL]
    year, _, month = publication.issued.partition("-")
    title = _CAPITALS.sub(r"{\1}", publication.title)
    lines = [
        f'title = "{title}"',
        'author = "{}"'.format("  and\n      ".join(family_first(author) for author in publication.authors)),
        f'booktitle = "{publication.venue}"',
        *([f"month = {_MONTHS[int(month[:2]) - 1]}"] if month else []),
        f'year = "{year}"',
        f'publisher = "{publication.publisher}"',
        f'url = "https://aclanthology.org/{publication.acl}/"',
        *([f'doi = "{publication.doi}"'] if publication.doi else []),
        *(['pages = "{}"'.format(publication.pages.replace("-", "--"))] if publication.pages else []),
    ]
    inside = ",\n".join(f"    {line}" for line in lines)
    return f"@inproceedings{{{who}-{year}-{words[0]},\n{inside}\n}}\n"


#: Words with capitals inside, which BibTeX would put in lower case.
_CAPITALS: Final = re.compile(r"\b([A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*)\b")
#: Words that a key is not made of.
_SMALL: Final = frozenset({"a", "an", "the", "on", "of", "for", "in", "to", "and", "with"})
