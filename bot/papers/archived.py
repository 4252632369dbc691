"""Copies of other pages whose address holds the whole address of the page: the Wayback Machine, a reader.

https://web.archive.org/: a time stands before the address.
"""

import re
from typing import Final

from bot.papers import PaperId, identify

HOSTS = ("web.archive.org", "r.jina.ai")

EXAMPLES = {
    "https://web.archive.org/web/20230201000000/https://arxiv.org/abs/2301.12597": "arxiv:2301.12597",
    "https://r.jina.ai/https://arxiv.org/abs/2301.12597": "arxiv:2301.12597",
}

#: The last address in it, so that a copy of a copy is one step.
_COPY: Final = r"(?i)https?://[^/]+/.*(https?:/.+)"


def match(url: str) -> PaperId | None:
    """The paper of whose page an address is a copy."""
    found = re.fullmatch(_COPY, url)
    return identify(found[1]) if found else None
