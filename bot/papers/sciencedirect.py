"""ScienceDirect, which knows a paper by its PII, the number that Elsevier gives to everything it publishes.

Links by PII: https://dev.elsevier.com/documentation/ArticleRetrievalAPI.wadl. The hyphens and brackets of the
printed form (`S0925-2312(19)31779-5`) do not count.
"""

import re
from typing import Final

from bot.links import path_of
from bot.papers import PaperId, url_identity

HOSTS = ("sciencedirect.com", "linkinghub.elsevier.com", "reader.elsevier.com", "pdf.sciencedirectassets.com")

EXAMPLES = {
    "https://www.sciencedirect.com/science/article/abs/pii/S0925231219317795": (
        "url:https://sciencedirect.com/science/article/pii/S0925231219317795"
    ),
    "https://linkinghub.elsevier.com/retrieve/pii/S0925-2312(19)31779-5": (
        "url:https://sciencedirect.com/science/article/pii/S0925231219317795"
    ),
}

_PII: Final = r"(?i)/pii/([\w()-]{16,24})(?:[/.].*)?$|/1-s2\.0-(\w{16,17})[-/]main\w*\.pdf$"


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is; journals, issues, topics and authors show none."""
    found = re.search(_PII, path_of(url))
    if found is None:
        return None
    pii = re.sub(r"[()-]", "", found[1] or found[2]).upper()
    return url_identity(f"https://sciencedirect.com/science/article/pii/{pii}")
