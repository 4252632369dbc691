"""Indexes and repositories of papers whose pages stand for one paper each.

They rarely are where a list links to, but people find papers there and pass the page on.
"""

import re
from typing import Final

from bot.links import host_of, path_of
from bot.papers import PaperId, url_identity

EXAMPLES = {
    "https://www.semanticscholar.org/paper/Title/204e3073870fae3d05bcbc2f6a8e263d9b72e776": (
        "url:https://semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776"
    ),
    "https://pubmed.ncbi.nlm.nih.gov/34265844/": "url:https://pubmed.ncbi.nlm.nih.gov/34265844",
    "https://hal.science/hal-01234567v2/document": "url:https://hal.science/hal-01234567",
}

#: Host (without `www.`) -> shapes of one paper's page, and the path that all of them mean.
_SHAPES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    # https://www.semanticscholar.org/product/api: the last part is the paper's id, the title is for people
    "semanticscholar.org": ((r"/(?:paper|reader)/(?:[^/]+/)?([0-9a-f]{40})(?:/.*)?", r"/paper/\1"),),
    # https://pubmed.ncbi.nlm.nih.gov/help/
    "pubmed.ncbi.nlm.nih.gov": ((r"/(\d{4,9})", r"/\1"),),
    "pmc.ncbi.nlm.nih.gov": ((r"/articles/(PMC\d+)(?:/.*)?", r"/articles/\1"),),
    "ncbi.nlm.nih.gov": ((r"/(pmc/articles/PMC\d+|pubmed/\d+)(?:/.*)?", r"/\1"),),
    "europepmc.org": ((r"/(?:article|abstract)/(\w+/\w+)", r"/article/\1"),),
    # https://doc.hal.science/
    "hal.science": ((r"/([a-z]+-\d+)(?:v\d+)?(?:/.*)?", r"/\1"),),
    "hal.archives-ouvertes.fr": ((r"/([a-z]+-\d+)(?:v\d+)?(?:/.*)?", r"/\1"),),
    "inria.hal.science": ((r"/([a-z]+-\d+)(?:v\d+)?(?:/.*)?", r"/\1"),),
    "researchgate.net": ((r"/publication/(\d+)(?:_[^/]*)?(?:/.*)?", r"/publication/\1"),),
    "paperswithcode.com": ((r"/paper/([\w-]+)", r"/paper/\1"),),
    "dblp.org": ((r"/rec/((?:conf|journals)/[\w/-]+?)(?:\.html)?", r"/rec/\1"),),
    "dblp.uni-trier.de": ((r"/rec/((?:conf|journals)/[\w/-]+?)(?:\.html)?", r"/rec/\1"),),
    "inspirehep.net": ((r"/literature/(\d+)", r"/literature/\1"),),
    "research.google": ((r"/pubs/([\w-]+)", r"/pubs/\1"),),
    "core.ac.uk": ((r"/(?:works|reader|download)/(\d+)", r"/works/\1"),),
}

HOSTS = tuple(_SHAPES)

_COMPILED: Final = {
    host: tuple((re.compile(shape), meant) for shape, meant in shapes) for host, shapes in _SHAPES.items()
}


def match(url: str) -> PaperId | None:
    """The paper whose page in an index an address is; people, topics and searches show none."""
    host, path = host_of(url), path_of(url).rstrip("/")
    for shape, meant in _COMPILED.get(host, ()):
        if found := shape.fullmatch(path):
            return url_identity(f"https://{host}{found.expand(meant)}")
    return None
