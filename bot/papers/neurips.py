"""NeurIPS, and ICLR and MLSys whose proceedings run on the same software.

The proceedings: https://proceedings.neurips.cc/, https://proceedings.iclr.cc/, https://proceedings.mlsys.org/.
All files of a paper bear one hash, which is the paper's within its year. Since 2022 they lie below `paper_files`;
older papers answer there too.
"""

from bot.papers import PaperId, page_identity

EXAMPLES = {
    "https://proceedings.neurips.cc/paper/2017/file/3f5ee243547dee91fbd053c1c4a845aa-Paper.pdf": (
        "url:https://proceedings.neurips.cc/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html"
    ),
    "https://papers.nips.cc/paper/5423-generative-adversarial-nets.pdf": (
        "url:https://papers.nips.cc/paper/5423-generative-adversarial-nets"
    ),
}

_FILE = r"(?:hash|file)/([0-9a-f]{32})-(?:Abstract|Paper|Bibtex)([\w-]*)\.(?:html|pdf|bib)"
_OLD = rf"/paper(?:_files/paper)?/(19\d\d|20[01]\d|202[01])/{_FILE}"
_NEW = rf"/paper(?:_files/paper)?/(\d{{4}})/{_FILE}"

_OWN_PAGES = (
    (_OLD, r"/paper/\1/hash/\2-Abstract\3.html"),
    (_NEW, r"/paper_files/paper/\1/hash/\2-Abstract\3.html"),
)
#: The main conference's papers answer at three hosts. Those up to 2019 also have a number and their title.
_NEURIPS_PAGES = (
    *((shape, f"https://proceedings.neurips.cc{page}") for shape, page in _OWN_PAGES),
    (r"/paper/(\d{1,5}-[\w-]+?)(?:\.pdf)?", r"https://papers.nips.cc/paper/\1"),
)

_SHAPES = {
    "proceedings.neurips.cc": _NEURIPS_PAGES,
    "papers.neurips.cc": _NEURIPS_PAGES,
    "papers.nips.cc": _NEURIPS_PAGES,
    "datasets-benchmarks-proceedings.neurips.cc": _OWN_PAGES,
    "proceedings.iclr.cc": _OWN_PAGES,
    "proceedings.mlsys.org": _OWN_PAGES,
}

HOSTS = tuple(_SHAPES)


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is; years, reviews and supplements show none."""
    return page_identity(url, _SHAPES)
