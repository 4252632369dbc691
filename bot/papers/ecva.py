"""ECVA: papers of ECCV since 2018; the index of all of them: https://www.ecva.net/papers.php.

Page and pdf of 2018 bear one name. Since 2020 they are numbered apart, so that they cannot be joined.
"""

from bot.papers import PaperId, page_identity

EXAMPLES = {
    "https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123530001.pdf": (
        "url:https://ecva.net/papers/eccv_2020/papers_ECCV/papers/123530001.pdf"
    ),
    "https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/12_ECCV_2022_paper.php": (
        "url:https://ecva.net/papers/eccv_2022/papers_ECCV/html/12_ECCV_2022_paper.php"
    ),
}

_SHAPES = {
    "ecva.net": (
        (
            r"/(papers/eccv_\d{4}/papers_ECCV)/(?:papers|html)/([^/\d][^/]+_paper)\.(?:pdf|php)",
            r"/\1/papers/\2.pdf",
        ),
        (r"/(papers/eccv_\d{4}/papers_ECCV/(?:papers/\d+\.pdf|html/\w+_paper\.php))", r"/\1"),
    )
}

HOSTS = tuple(_SHAPES)


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is; supplements show none."""
    return page_identity(url, _SHAPES)
