"""Nature and its journals, whose addresses hold the end of the DOI, `10.1038/` left out.

DOIs at Nature: https://www.nature.com/libraries/public_interfaces/doi.html. Until 2017 journal, volume and issue stood
before the article's number.
"""

import re
from typing import Final

from bot.links import path_of
from bot.papers import PaperId, identify

HOSTS = ("nature.com",)

EXAMPLES = {
    "https://www.nature.com/articles/s41586-021-03819-2": "doi:10.1038/s41586-021-03819-2",
    "https://www.nature.com/articles/nature14539.pdf": "doi:10.1038/nature14539",
    "https://www.nature.com/nature/journal/v518/n7540/full/nature14236.html": "doi:10.1038/nature14236",
}

_ARTICLE: Final = (
    r"(?i)/(?:articles/|doifinder/10\.1038/|\w+/journal/v[\w-]+/n[\w-]+/(?:full|abs|pdf)/"
    r"|(?:srep|ncomms)/\d+/\d+/\w+/(?:full|pdf)/)"
    r"(?=[^/]*\d)([a-z\d][a-z\d.-]*?)(?:_reference)?(?:\.(?:pdf|epdf|html|ris))?(?:/.*)?"
)


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is; journals, subjects and collections show none."""
    found = re.fullmatch(_ARTICLE, path_of(url))
    return identify("https://doi.org/10.1038/" + found[1]) if found else None
