"""DOIs: at the resolver, and inside the addresses of the publishers who write them there.

The resolver and the syntax: https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation
and https://www.doi.org/doi-handbook/DOI_Handbook_Final.pdf (2.2: prefix `10.` + registrant, a slash, any suffix;
letters count without case).
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.links import host_of, path_of, query_of
from bot.papers import PaperId

HOSTS = (
    "doi.org", "dl.acm.org", "springer.com", "wiley.com", "biorxiv.org", "medrxiv.org", "nature.com",
    "science.org", "sciencemag.org", "tandfonline.com", "sagepub.com", "pubs.acs.org", "pnas.org", "aps.org",
    "iopscience.iop.org", "oup.com", "frontiersin.org", "plos.org", "degruyter.com", "worldscientific.com",
    "royalsocietypublishing.org", "siam.org", "direct.mit.edu", "elifesciences.org", "annualreviews.org",
    "pubs.aip.org", "pubs.rsc.org", "informs.org", "emerald.com", "ssrn.com", "osf.io", "researchsquare.com",
    "jamanetwork.com", "thelancet.com", "nejm.org", "liebertpub.com", "karger.com", "hindawi.com", "ahajournals.org",
)  # fmt: skip

EXAMPLES = {
    "https://doi.org/10.1109/CVPR.2016.90": "doi:10.1109/cvpr.2016.90",
    "https://dl.acm.org/doi/abs/10.1145/3580305.3599398": "doi:10.1145/3580305.3599398",
    "https://link.springer.com/article/10.1007/s11263-022-01653-1": "doi:10.1007/s11263-022-01653-1",
    "https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.full.pdf": "doi:10.1101/2021.10.04.463034",
    "https://www.nature.com/articles/s41586-021-03819-2": "doi:10.1038/s41586-021-03819-2",
}


def match(url: str) -> PaperId | None:
    """The DOI that an address holds; None for DOIs that another scheme names, and for journals and searches."""
    host, path = host_of(url), path_of(url)
    special = _special(host, path, url)
    if special is not None:
        return _identity(special)
    found = _DOI_IN_PATH.search(path)
    if found is None:
        return None
    value = found[1]
    if not (host == "doi.org" or host.endswith(".doi.org")):
        value = _without_view(value, host)
    return _identity(value)


def find_dois(text: str) -> Iterator[tuple[int, int, str]]:
    """The DOIs named in a text as (start, end, its address): `doi:10.1109/CVPR.2016.90`, bare ones too.

    The address is the resolver's, because some DOIs are other schemes' papers: arXiv's,
    the Anthology's.
    """
    for found in _DOI_IN_TEXT.finditer(text):
        value = _balanced(found[1].rstrip(".,;:!?'\"»”’、。，；*_`"))
        yield found.start(), found.start(1) + len(value), "https://doi.org/" + value


#: DOIs that are ids of arXiv and of the ACL Anthology; their files read them.
_OTHERS_PREFIXES: Final = ("10.48550/arxiv", "10.18653/v1/", "10.3115/v1/")

_DOI_IN_PATH: Final = re.compile(r"/(10\.\d{4,9}/[^\s?#]{1,300})")
_DOI_IN_TEXT: Final = re.compile(
    r"(?<![\w/.])(?:doi(?:\.org)?[ \t]{0,2}[:：/]?[ \t]{0,2})?(10\.\d{4,9}/[^\s<>|\"'`{}，。；、）】》]{2,300})",
    re.IGNORECASE,
)
_VIEWS: Final = re.compile(
    r"(?:v\d+)?(?:\.(?:full|abstract|short|long|article-info|supplementary-material))?(?:-text)?(?:\.pdf\+html|\.pdf)?$"
)
_TAIL: Final = re.compile(
    r"/(?:full|abstract|pdf|epdf|html|meta|fulltext|summary|references|fig/\d+|figures?)(?:/.{0,80})?$"
)
_ARTICLE_NUMBER: Final = re.compile(r"(10\.\d{4,9}/[^/]+/[^/]+/[^/]+)/\d+/.*$")


def _special(host: str, path: str, url: str) -> str | None:
    """The DOI of publishers who put only its end, or put it into the query."""
    if host == "nature.com" and (found := re.match(r"/articles/([a-z0-9-]+\d[a-z0-9-]*)(?:[./]|$)", path)):
        return "10.1038/" + found[1]
    if host == "elifesciences.org" and (found := re.match(r"/(?:articles|reviewed-preprints)/(\d{4,6})", path)):
        return "10.7554/elife." + found[1]
    if host.endswith("plos.org") and (value := query_of(url, "id")) and value.startswith("10."):
        return value
    if host.endswith("ssrn.com"):
        number = query_of(url, "abstract_id") or query_of(url, "abstractid")
        if number is None and (found := re.match(r"/abstract=(\d+)", path)):
            number = found[1]
        return f"10.2139/ssrn.{number}" if number and number.isdigit() else None
    if host == "osf.io" and (found := re.match(r"/preprints/(psyarxiv|socarxiv|osf)/(\w{5})", path)):
        prefix = {"psyarxiv": "10.31234", "socarxiv": "10.31235", "osf": "10.31219"}[found[1]]
        return f"{prefix}/osf.io/{found[2]}"
    if host == "researchsquare.com" and (found := re.match(r"/article/(rs-\d+)/(v\d+)", path)):
        return f"10.21203/rs.3.{found[1]}/{found[2]}"
    return None


def _without_view(value: str, host: str) -> str:
    """A DOI out of a publisher's path, without the words that only choose how the paper is shown."""
    value = _TAIL.sub("", value.rstrip("/"))
    if host.endswith(("biorxiv.org", "medrxiv.org")):
        return _VIEWS.sub("", value)
    if host.endswith("oup.com"):
        return re.sub(r"/\d+$", "", value)
    return value.removesuffix(".pdf").removesuffix(".html")


def _identity(value: str) -> PaperId | None:
    value = value.strip().rstrip("/.,;").lower()
    return None if value.startswith(_OTHERS_PREFIXES) else PaperId("doi", value)


def _balanced(value: str) -> str:
    """A DOI without the brackets that stand around it; brackets that it opens itself stay."""
    for opening, closing in ("()", "[]"):
        while value.endswith(closing) and value.count(closing) > value.count(opening):
            value = value[:-1].rstrip(".,;:")
    if "](" in value:  # the end of a Markdown link's text
        value = value.partition("](")[0]
    return value
