"""JMLR, the Journal of Machine Learning Research; its papers and their addresses: https://www.jmlr.org/papers/."""

from bot.papers import PaperId, page_identity

EXAMPLES = {
    "https://www.jmlr.org/papers/volume3/bengio03a/bengio03a.pdf": "url:https://jmlr.org/papers/v3/bengio03a.html",
    "https://jmlr.org/papers/v21/20-074.html": "url:https://jmlr.org/papers/v21/20-074.html",
}

_PAPERS = (
    (
        r"(?:/beta)?/papers/v(?:olume)?(\d+)/([a-z]\w*\d\d[a-z]?|\d\d-\d{3,4})(?:\.html|\.pdf|\.bib|/\2\.pdf)?",
        r"https://jmlr.org/papers/v\1/\2.html",
    ),
)

_SHAPES = {"jmlr.org": _PAPERS, "jmlr.csail.mit.edu": _PAPERS}

HOSTS = tuple(_SHAPES)


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is; volumes show none."""
    return page_identity(url, _SHAPES)
