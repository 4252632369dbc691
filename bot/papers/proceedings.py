"""Proceedings and journals whose papers have a page of their own, and no other identity in its address.

Each row of the table is the shape that the publisher's own index pages link to; pdf and page of one paper
become one identity, the page's address. Indexes, volumes and supplements show no paper. Publishers of many papers
have a file of their own.
"""

from bot.papers import PaperId, page_identity

EXAMPLES = {
    "https://ojs.aaai.org/index.php/AAAI/article/view/25178/24950": (
        "url:https://ojs.aaai.org/index.php/AAAI/article/view/25178"
    ),
    "https://www.ijcai.org/proceedings/2019/0123.pdf": "url:https://ijcai.org/proceedings/2019/123",
    "https://eprint.iacr.org/2021/123.pdf": "url:https://eprint.iacr.org/2021/123",
}

#: A talk or poster at the sites that these conferences share: https://neurips.cc/virtual/2023/papers.html
_VIRTUAL = (r"/(virtual/\d{4}/(?:poster|oral|spotlight)/\d+)", r"/\1")
_BMVC = (
    (r"/(bmvc/\d{4})/files/(paper\d+)\.pdf", r"https://bmva-archive.org.uk/\1/papers/\2"),
    (r"/(bmvc/\d{4}/\w+/(paper\d+))(?:/index\.html|/\2\.pdf)?", r"https://bmva-archive.org.uk/\1"),
)
_ISCA = r"/([\w-]+_\d{4}\w*|[a-z]+\d\d\w*)/([a-z]\w*\d\w*)\.(?:html|pdf)"

_SHAPES = {
    # https://ojs.aaai.org/index.php/AAAI/issue/archive
    "ojs.aaai.org": (
        (r"/+index\.php/([\w-]+)/article/(?:view|download)/(\d+)(?:/\d+)*", r"/index.php/\1/article/view/\2"),
    ),
    "aaai.org": (
        (
            r"/ojs/index\.php/([\w-]+)/article/(?:view|download)/(\d+)(?:/\d+)*",
            r"https://ojs.aaai.org/index.php/\1/article/view/\2",
        ),
        (
            r"/(ocs/index\.php/[^/]+/[^/]+/paper)/(?:view\w*|download)/(\d+)(?:/\d+)?",
            r"/\1/view/\2",
        ),
        (r"/((?:Papers/[^/]+/[^/]+|AAAI\d\dPapers)/[^/]+\.pdf)", r"/\1"),
        (r"/(papers/[^/]+)", r"/\1"),
    ),
    "cdn.aaai.org": ((r"/(ojs/\d+)/[^/]+\.pdf", r"/\1"),),
    # https://www.ijcai.org/past_proceedings
    "ijcai.org": (
        (r"/[Pp]roceedings/(\d{4})/0*(\d+)(?:\.pdf)?", r"/proceedings/\1/\2"),
        (r"/(Proceedings/.+\.pdf)", r"/\1"),
    ),
    # https://proceedings.icml.cc/
    "proceedings.icml.cc": ((r"/(static/paper_files/icml/\d{4}/\d+)-Paper\.pdf", r"/\1-Paper.pdf"),),
    # https://www.isca-archive.org/
    "isca-archive.org": ((_ISCA, r"/\1/\2.html"), (rf"/pdfs{_ISCA}", r"/\1/\2.html")),
    "isca-speech.org": (
        (rf"/archive(?:/pdfs)?{_ISCA}", r"https://isca-archive.org/\1/\2.html"),
        (
            r"/archive(?:_v0)?/(\w+)/(?:pdfs|abstracts)/(\w+)\.(?:pdf|PDF|html)",
            r"/archive/\1/abstracts/\2.html",
        ),
    ),
    # https://www.usenix.org/publications/proceedings
    "usenix.org": (
        (r"/conference/([\w-]+)/(?:technical-sessions/)?presentation/([\w-]+)", r"/conference/\1/presentation/\2"),
        (r"/(system/files/.+\.pdf)", r"/\1"),
    ),
    # https://www.roboticsproceedings.org/
    "roboticsproceedings.org": ((r"/(rss\d+)/(p\d+)\.(?:html|pdf)", r"/\1/\2.html"),),
    # https://bmva-archive.org.uk/
    "bmva-archive.org.uk": _BMVC,
    "bmva.org": _BMVC,
    "bmvc2022.mpi-inf.mpg.de": ((r"/0*(\d{1,4})(?:\.pdf)?", r"/\1"),),
    "vldb.org": ((r"/(pvldb/vol\d+/p\d+-[\w-]+\.pdf)", r"/\1"),),
    # https://eprint.iacr.org/
    "eprint.iacr.org": ((r"/(\d{4})/(\d+)(?:\.pdf)?", r"/\1/\2"),),
    "mdpi.com": ((r"/(\d{4}-\d{3}[\dX]/\d+/\d+/\d+)(?:/(?:htm|pdf|html|review_report|xml|notes))?", r"/\1"),),
    "cell.com": ((r"/([\w-]+)/(?:fulltext|abstract|pdf)/(S[\w().-]+?)(?:\.pdf)?", r"/\1/fulltext/\2"),),
    "thelancet.com": (
        (
            r"/journals/(\w+)/(?:article/PII|PII)(S[\w().-]+?)/(?:fulltext|abstract|pdf)",
            r"/journals/\1/article/PII\2/fulltext",
        ),
    ),
    "computer.org": ((r"/(csdl/(?:proceedings-article|journal|magazine)/\w+/\d{4}/\d+/\w+/\w{8,})", r"/\1"),),
    "iclr.cc": (_VIRTUAL,),
    "icml.cc": (_VIRTUAL,),
    "mlsys.org": (_VIRTUAL,),
    "neurips.cc": (_VIRTUAL,),
    "nips.cc": ((_VIRTUAL[0], r"https://neurips.cc/\1"),),
    "distill.pub": ((r"/(\d{4}/[\w-]+)", r"/\1"),),
    "transformer-circuits.pub": ((r"/(\d{4}/[\w-]+)(?:/index\.html)?", r"/\1"),),
}

HOSTS = tuple(_SHAPES)


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is."""
    return page_identity(url, _SHAPES)
