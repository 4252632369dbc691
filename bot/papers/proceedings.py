"""Proceedings and journals whose papers have a page of their own, and no other identity in its address.

Each row of the table is the shape that the publisher's own index pages link to; pdf and page of one paper
become one identity, the page's address. Indexes, volumes and supplements show no paper.
"""

import re
from typing import Final

from bot.links import host_of, path_of, query_of
from bot.papers import PaperId, url_identity

EXAMPLES = {
    "https://openaccess.thecvf.com/content/CVPR2023/papers/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.pdf": (
        "url:https://openaccess.thecvf.com/content/CVPR2023/html/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.html"
    ),
    "https://proceedings.mlr.press/v162/li22n/li22n.pdf": "url:https://proceedings.mlr.press/v162/li22n.html",
    "https://www.jmlr.org/papers/volume3/bengio03a/bengio03a.pdf": "url:https://jmlr.org/papers/v3/bengio03a.html",
    "https://ieeexplore.ieee.org/abstract/document/7780459": "url:https://ieeexplore.ieee.org/document/7780459",
}

#: Host (without `www.`) -> shapes of its papers' paths, and the path that all of them mean.
_SHAPES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    # https://openaccess.thecvf.com/menu
    "openaccess.thecvf.com": (
        (r"(/content[^/]*(?:/[^/]+)?)/(?:html|papers)/(?:(w\d+)/)?([^/]+_paper)\.(?:html|pdf)", r"\1/html/\2\3.html"),
    ),
    # https://proceedings.mlr.press/
    "proceedings.mlr.press": ((r"/(v\d+|r\d+)/([\w-]+?\d\d[a-z]*)(?:\.html|/\2\.pdf|\.pdf)?", r"/\1/\2.html"),),
    # https://proceedings.neurips.cc/
    "proceedings.neurips.cc": (
        (
            (
                r"/(paper(?:_files/paper)?)/(\d{4})/(?:hash|file)/([0-9a-f]{32})-(?:Abstract|Paper)"
                r"([\w-]*)\.(?:html|pdf)"
            ),
            r"/\1/\2/hash/\3-Abstract\4.html",
        ),
        (r"/paper/(\d{1,5}-[\w-]+?)(?:\.pdf)?", r"/paper/\1"),
    ),
    # https://www.ecva.net/papers.php: pages and pdfs are numbered apart, so they cannot be joined
    "ecva.net": ((r"/(papers/eccv_\d{4}/papers_ECCV/(?:papers|html)/[^/]+\.(?:pdf|php))", r"/\1"),),
    # https://www.jmlr.org/papers/
    "jmlr.org": ((r"/papers/v(?:olume)?(\d+)/([\w-]+)(?:\.html|/\2\.pdf)", r"/papers/v\1/\2.html"),),
    # https://ojs.aaai.org/index.php/AAAI/issue/archive
    "ojs.aaai.org": (
        (r"/+index\.php/([\w-]+)/article/(?:view|download)/(\d+)(?:/\d+)*", r"/index.php/\1/article/view/\2"),
    ),
    "aaai.org": ((r"/((?:ocs/index\.php/.+/paper/view|papers)/[^/]+)(?:/\d+)?", r"/\1"),),
    # https://www.ijcai.org/past_proceedings
    "ijcai.org": (
        (r"/proceedings/(\d{4})/0*(\d+)(?:\.pdf)?", r"/proceedings/\1/\2"),
        (r"/(Proceedings/.+\.pdf)", r"/\1"),
    ),
    # https://ieeexplore.ieee.org/
    "ieeexplore.ieee.org": ((r"/(?:abstract/)?document/(\d+)(?:/.*)?", r"/document/\1"),),
    # https://www.isca-archive.org/
    "isca-archive.org": ((r"/([\w-]+)/([\w-]+)\.(?:html|pdf)", r"/\1/\2.html"),),
    "isca-speech.org": ((r"/archive/(?:pdfs/)?([\w-]+)/([\w-]+)\.(?:html|pdf)", r"/archive/\1/\2.html"),),
    # https://www.usenix.org/publications/proceedings
    "usenix.org": (
        (r"/conference/([\w-]+)/(?:technical-sessions/)?presentation/([\w-]+)", r"/conference/\1/presentation/\2"),
        (r"/(system/files/.+\.pdf)", r"/\1"),
    ),
    # https://www.roboticsproceedings.org/
    "roboticsproceedings.org": ((r"/(rss\d+)/(p\d+)\.(?:html|pdf)", r"/\1/\2.html"),),
    "bmva-archive.org.uk": ((r"/(bmvc/\d{4}/.*paper.*)", r"/\1"),),
    "vldb.org": ((r"/(pvldb/vol\d+/p\d+-[\w-]+\.pdf)", r"/\1"),),
    # https://eprint.iacr.org/
    "eprint.iacr.org": ((r"/(\d{4})/(\d+)(?:\.pdf)?", r"/\1/\2"),),
    "sciencedirect.com": ((r"/science/article/(?:abs/)?pii/(\w+)(?:/.*)?", r"/science/article/pii/\1"),),
    "mdpi.com": ((r"/(\d{4}-\d{3}[\dX]/\d+/\d+/\d+)(?:/(?:htm|pdf|html|review_report))?", r"/\1"),),
    "cell.com": ((r"/([\w-]+)/(?:fulltext|abstract|pdf)/(S[\w().-]+?)(?:\.pdf)?", r"/\1/fulltext/\2"),),
    "iclr.cc": ((r"/(virtual/\d{4}/(?:poster|oral|spotlight)/\d+)", r"/\1"),),
    "icml.cc": ((r"/(virtual/\d{4}/(?:poster|oral|spotlight)/\d+)", r"/\1"),),
    "neurips.cc": ((r"/(virtual/\d{4}/(?:poster|oral|spotlight)/\d+)", r"/\1"),),
    "bmvc2022.mpi-inf.mpg.de": ((r"/(\d{4})(?:\.pdf)?", r"/\1"),),
    "distill.pub": ((r"/(\d{4}/[\w-]+)", r"/\1"),),
    "transformer-circuits.pub": ((r"/(\d{4}/[\w-]+)(?:/index\.html)?", r"/\1"),),
}

#: Further hosts of the same papers.
_ALIASES: Final = {
    "papers.nips.cc": "proceedings.neurips.cc",
    "papers.neurips.cc": "proceedings.neurips.cc",
    "datasets-benchmarks-proceedings.neurips.cc": "proceedings.neurips.cc",
    "proceedings.iclr.cc": "proceedings.neurips.cc",
    "proceedings.mlsys.org": "proceedings.neurips.cc",
    "jmlr.csail.mit.edu": "jmlr.org",
}

HOSTS = tuple({*_SHAPES, *_ALIASES})

_COMPILED: Final = {
    host: tuple((re.compile(shape), meant) for shape, meant in shapes) for host, shapes in _SHAPES.items()
}


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is."""
    host, path = host_of(url), path_of(url).rstrip("/")
    if host == "ieeexplore.ieee.org" and path.endswith(("stamp.jsp", "getPDF.jsp")):
        number = query_of(url, "arnumber") or ""
        return url_identity(f"https://{host}/document/{number}") if number.isdigit() else None
    for name in (host, _ALIASES.get(host, host)):
        for shape, meant in _COMPILED.get(name, ()):
            if found := shape.fullmatch(path):
                return url_identity(f"https://{host}{found.expand(meant)}")
    return None
