"""Hugging Face's paper pages, which are known by arXiv's ids: https://huggingface.co/docs/hub/paper-pages."""

import re
from typing import Final

from bot.links import path_of
from bot.papers import PaperId, identify

HOSTS = ("huggingface.co", "hf.co")

EXAMPLES = {
    "https://huggingface.co/papers/2301.12597": "arxiv:2301.12597",
    "https://hf.co/papers/2301.12597": "arxiv:2301.12597",
}

_PAPER: Final = r"/papers/(\d[^/]*?)(?:\.md)?(?:/.*)?"


def match(url: str) -> PaperId | None:
    """The paper whose page an address is; models, data sets, spaces and the daily papers show none."""
    found = re.fullmatch(_PAPER, path_of(url))
    return identify("https://arxiv.org/abs/" + found[1]) if found else None
