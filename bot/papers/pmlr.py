"""PMLR, the Proceedings of Machine Learning Research: ICML, AISTATS, CoRL and others.

Volumes and addresses: https://proceedings.mlr.press/. JMLR's host held the early volumes; the pdfs of the newest
lie in the repositories of https://github.com/mlresearch.
"""

from bot.papers import PaperId, page_identity

EXAMPLES = {
    "https://proceedings.mlr.press/v162/li22n/li22n.pdf": "url:https://proceedings.mlr.press/v162/li22n.html",
    "http://www.jmlr.org/proceedings/papers/v48/patrini16.pdf": "url:https://proceedings.mlr.press/v48/patrini16.html",
}

_PAPER = r"([vr]\d+)/([\w-]+?\d\d[a-z]*)"
_FILE = r"(?:\.html|\.pdf|\.bib|/\2\.pdf)?"
_PAGE = r"https://proceedings.mlr.press/\1/\2.html"

_SHAPES = {
    "proceedings.mlr.press": ((rf"/{_PAPER}{_FILE}", _PAGE),),
    "jmlr.org": ((rf"/proceedings/papers/{_PAPER}{_FILE}", _PAGE),),
    "jmlr.csail.mit.edu": ((rf"/proceedings/papers/{_PAPER}{_FILE}", _PAGE),),
    "raw.githubusercontent.com": ((r"/mlresearch/([vr]\d+)/\w+/assets/([\w-]+?\d\d[a-z]*)/\2\.pdf", _PAGE),),
}

HOSTS = tuple(_SHAPES)


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is; volumes and supplements show none."""
    return page_identity(url, _SHAPES)
