"""DOIs: at the resolver, and inside the addresses of the publishers who write them there.

The resolver and the syntax: https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation
and https://www.doi.org/doi-handbook/DOI_Handbook_Final.pdf (2.2: prefix `10.` + registrant, a slash, any suffix;
letters count without case).
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.links import host_of, path_of, query_of
from bot.papers import PaperId, identify

HOSTS = (
    "doi.org", "hdl.handle.net", "wiley.com", "science.org", "sciencemag.org", "tandfonline.com", "sagepub.com",
    "pubs.acs.org", "pnas.org", "aps.org", "iopscience.iop.org", "oup.com", "frontiersin.org", "plos.org",
    "degruyter.com", "worldscientific.com", "royalsocietypublishing.org", "siam.org", "direct.mit.edu",
    "elifesciences.org", "annualreviews.org", "pubs.aip.org", "pubs.rsc.org", "informs.org", "emerald.com", "ssrn.com",
    "osf.io", "researchsquare.com", "jamanetwork.com", "thelancet.com", "nejm.org", "liebertpub.com", "karger.com",
    "hindawi.com", "ahajournals.org", "spiedigitallibrary.org", "techrxiv.org", "iospress.com", "iospress.nl",
    "journals.asm.org", "peerj.com", "arc.aiaa.org", "ascelibrary.org", "scitation.org", "journals.uchicago.edu",
)  # fmt: skip

EXAMPLES = {
    "https://doi.org/10.1109/CVPR.2016.90": "doi:10.1109/cvpr.2016.90",
    "https://onlinelibrary.wiley.com/doi/full/10.1111/cgf.14507": "doi:10.1111/cgf.14507",
    "https://elifesciences.org/articles/12345": "doi:10.7554/elife.12345",
}


def match(url: str) -> PaperId | None:
    """The DOI that an address holds; None for the DOIs of arXiv and the Anthology, and for those of journals.

    The files of arXiv and the Anthology read their DOIs where the resolver's address is written plainly.
    """
    host, path = host_of(url), path_of(url)
    value = _made(url)
    if value is None:
        found = re.search(_DOI_IN_PATH, path)
        if found is None or re.match(_NO_PAPERS, path):
            return None
        value = found[1] if host.endswith(_RESOLVERS) else _without_view(found[1], host)
    value = _balanced(value.strip().rstrip(_AFTER_DOI)).rstrip(_AFTER_DOI).lower()
    if not value.startswith(_OTHERS_PREFIXES):
        return None if re.fullmatch(_JOURNAL, value) or "/" not in value else PaperId("doi", value)
    return None if path.lower() == "/" + value and host.endswith(_RESOLVERS) else identify("https://doi.org/" + value)


def find_dois(text: str) -> Iterator[tuple[int, int, str]]:
    """The DOIs named in a text as (start, end, its address): `doi:10.1109/CVPR.2016.90`, bare ones too.

    The address is the resolver's, because some DOIs are other schemes' papers: arXiv's,
    the Anthology's.
    """
    for found in re.finditer(_DOI_IN_TEXT, text):
        value = _balanced(found[1].rstrip(".,;:!?'\"»”’、。，；*_`"))
        yield found.start(), found.start(1) + len(value), "https://doi.org/" + value


#: DOIs that are ids of arXiv and of the ACL Anthology; their files read them.
_OTHERS_PREFIXES: Final = ("10.48550/arxiv", "10.18653/v1/", "10.3115/v1/")

_RESOLVERS: Final = ("doi.org", "hdl.handle.net")

_DOI_IN_PATH: Final = r"(?i)[/:](?:doi:)?\s?(10\.\d{4,9}(?:\.\d{1,9})*/[^\s?#]{1,300})"
#: What stands behind a DOI where it was cut out of a sentence, or put together by hand.
_AFTER_DOI: Final = "/.,;:!?'\"*`>”’»、。，；"
#: Pages of a publisher that hold a DOI and are no paper's.
_NO_PAPERS: Final = r"(?i)/(?:journal|toc|loi|action|series|doi/(?:suppl|proceedings|book/series|mlt|figure))/"
#: DOIs of whole journals and proceedings: by their ISSN (Wiley, Elsevier, Springer), or with no number of a paper.
_JOURNAL: Final = (
    r"10\.\d+/(?:\(issn\)|issn[.:]?)\d{4}-\d{3}[\dx]"
    r"|10\.1007/(?:s?\d{1,5}|\d{1,6}\.\d{4}-\d{3}[\dx])|10\.(?:1038|1109|1111|1145)/[a-z]+|10\.1371/journal\.[a-z]+|10\.1109/[a-z]+\d{0,5}\.\d{4}"
)
_DOI_IN_TEXT: Final = (
    r"(?i)(?<![\w/.])(?:doi(?:\.org)?[ \t]{0,2}[:：/]?[ \t]{0,2})?(10\.\d{4,9}/[^\s<>|\"'`{}，。；、）】》]{2,300})"
)
#: Publishers whose addresses have only the DOI's end: how their papers' paths begin, and the DOI.
_MADE: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "elifesciences.org": ((r"/(?:articles|reviewed-preprints)/(\d{4,6})", r"10.7554/elife.\1"),),
    "hindawi.com": ((r"/(?:journals/\w+|archive)/(\d{4}/\d+)", r"10.1155/\1"),),
    "osf.io": (
        (r"/preprints/psyarxiv/(\w{5})", r"10.31234/osf.io/\1"),
        (r"/preprints/socarxiv/(\w{5})", r"10.31235/osf.io/\1"),
        (r"/preprints/osf/(\w{5})", r"10.31219/osf.io/\1"),
    ),
    "papers.ssrn.com": ((r"/abstract=(\d+)", r"10.2139/ssrn.\1"),),
    "ssrn.com": ((r"/abstract=(\d+)", r"10.2139/ssrn.\1"),),
    "peerj.com": ((r"/articles/cs-(\d+)", r"10.7717/peerj-cs.\1"), (r"/articles/(\d+)", r"10.7717/peerj.\1")),
    "pubs.rsc.org": ((r"/en/content/article\w+/\d{4}/\w+/(\w+)", r"10.1039/\1"),),
    "researchsquare.com": ((r"/article/(rs-\d+)/(v\d+)", r"10.21203/rs.3.\1/\2"),),
}

_TAIL: Final = (
    r"(?:/(?:full|abstract|pdf|epdf|html|meta|fulltext|summary|references|fig/\d+|figures?)(?:/.{0,80})?"
    r"|\.(?:pdf|html|short|full|abstract))$"
)


def _made(url: str) -> str | None:
    """The DOI that a publisher's address tells without writing it."""
    host, path = host_of(url), path_of(url)
    for shape, meant in _MADE.get(host, ()):
        if found := re.match(shape, path):
            return found.expand(meant)
    if host.endswith("plos.org"):
        value = query_of(url, "id") or ""
        return value if value.startswith("10.1371/") else None
    if host.endswith("ssrn.com"):
        number = query_of(url, "abstract_id") or query_of(url, "abstractid") or ""
        return f"10.2139/ssrn.{number}" if number.isdigit() else None
    return None


def _without_view(value: str, host: str) -> str:
    """A DOI out of a publisher's path, without the words that only choose how the paper is shown."""
    value = re.sub(_TAIL, "", value.rstrip("/"))
    return re.sub(r"/\d+$", "", value) if host.endswith("oup.com") else value


def _balanced(value: str) -> str:
    """A DOI without the brackets that stand around it; brackets that it opens itself stay."""
    for opening, closing in ("()", "[]"):
        while value.endswith(closing) and value.count(closing) > value.count(opening):
            value = value[:-1].rstrip(".,;:")
    if "](" in value:  # the end of a Markdown link's text
        value = value.partition("](")[0]
    return value
