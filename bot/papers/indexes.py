"""Indexes and repositories of papers whose pages stand for one paper each.

They rarely are where a list links to, but people find papers there and pass the page on.
"""

from bot.papers import PaperId, page_identity

EXAMPLES = {
    "https://pubmed.ncbi.nlm.nih.gov/34265844/": "url:https://pubmed.ncbi.nlm.nih.gov/34265844",
    "https://hal.science/hal-01234567v2/document": "url:https://hal.science/hal-01234567",
    "https://paperswithcode.com/paper/attention-is-all-you-need": (
        "url:https://paperswithcode.com/paper/attention-is-all-you-need"
    ),
}

#: https://doc.hal.science/: every portal shows every document under the same id.
_HAL = ((r"/(?:\w+/)?([a-z]+-\d{6,9})(?:v\d+)?(?:/.*)?", r"https://hal.science/\1"),)
_DBLP = ((r"/rec/(?:html/|bibtex/)?((?:conf|journals)/[\w/-]+?)(?:\.html|\.bib)?", r"https://dblp.org/rec/\1"),)

_SHAPES = {
    # https://pubmed.ncbi.nlm.nih.gov/help/
    "pubmed.ncbi.nlm.nih.gov": ((r"/(\d{4,9})", r"/\1"),),
    "pmc.ncbi.nlm.nih.gov": ((r"/articles/(PMC\d+)(?:/.*)?", r"/articles/\1"),),
    "ncbi.nlm.nih.gov": (
        (r"/pmc/articles/(PMC\d+)(?:/.*)?", r"https://pmc.ncbi.nlm.nih.gov/articles/\1"),
        (r"/pubmed/(\d{4,9})", r"https://pubmed.ncbi.nlm.nih.gov/\1"),
    ),
    "europepmc.org": ((r"/(?:article|abstract)/(\w+/\w+)", r"/article/\1"),),
    "hal.science": _HAL,
    "archives-ouvertes.fr": _HAL,
    "hal.inria.fr": _HAL,
    "researchgate.net": ((r"/(?:profile/[^/]+/)?publication/(\d+)(?:_[^/]*)?(?:/.*)?", r"/publication/\1"),),
    "paperswithcode.com": ((r"/paper/([\w-]+)", r"/paper/\1"),),
    "dblp.org": _DBLP,
    "dblp.uni-trier.de": _DBLP,
    "inspirehep.net": ((r"/literature/(\d+)", r"/literature/\1"),),
    "research.google": ((r"/pubs/([\w-]+)", r"/pubs/\1"),),
    "core.ac.uk": ((r"/(?:works|reader|download)/(?:pdf/)?(\d+)(?:\.pdf)?", r"/works/\1"),),
    "preprints.org": ((r"/manuscript/(\d{6}\.\d{4})(?:/.*)?", r"/manuscript/\1"),),
    "chemrxiv.org": ((r"/engage/chemrxiv/article-details/([0-9a-f]{24})", r"/engage/chemrxiv/article-details/\1"),),
}

HOSTS = tuple(_SHAPES)


def match(url: str) -> PaperId | None:
    """The paper whose page in an index an address is; people, topics and searches show none."""
    return page_identity(url, _SHAPES)
