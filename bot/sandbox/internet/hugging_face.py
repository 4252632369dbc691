"""Hugging Face's pages of papers, which are known by their arXiv ids: https://huggingface.co/docs/hub/paper-pages"""

import re
from html import escape
from typing import Final

from bot.sandbox.internet.publication import Library
from bot.sandbox.internet.web import Answer, Asked, html, metas, missing

HOSTS = ("huggingface.co",)
WHAT = "Hugging Face: the pages of papers, by arXiv id"
EXAMPLES = ("https://huggingface.co/papers/2305.06500",)
CONDITIONAL = True
TROUBLES: Final[dict[int, Answer]] = {}


def answer(asked: Asked, library: Library) -> Answer:
    """Answer a GET."""
    match = re.fullmatch(r"/papers/([^/]+)/?", asked.path)
    found = library.find("arxiv", match[1]) if match else None
    if found is None:
        return missing("404 - Hugging Face")
    title = f"Paper page - {found.title}"
    tags = metas([("description", "Join the discussion on this paper page")])
    more = metas([("og:title", title), ("og:url", f"https://huggingface.co/papers/{found.arxiv}")], "property")
    body = f'<h1>{escape(found.title)}</h1><a href="https://arxiv.org/abs/{found.arxiv}">View arXiv page</a>'
    return html(title, body, head=tags + more)
