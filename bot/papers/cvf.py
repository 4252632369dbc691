"""CVF Open Access: papers of CVPR, ICCV, WACV, ACCV and their workshops.

The index of all conferences: https://openaccess.thecvf.com/menu. Page and pdf of a paper bear one name in two
folders, `html` and `papers`; a workshop's folder stands before or behind them, as the year has it.
"""

from bot.papers import PaperId, page_identity

EXAMPLES = {
    "https://openaccess.thecvf.com/content/CVPR2023/papers/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.pdf": (
        "url:https://openaccess.thecvf.com/content/CVPR2023/html/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.html"
    ),
    "https://openaccess.thecvf.com/content_CVPRW_2020/papers/w40/Yu_Low-Bit_Quantization_CVPRW_2020_paper.pdf": (
        "url:https://openaccess.thecvf.com/content_CVPRW_2020/html/w40/Yu_Low-Bit_Quantization_CVPRW_2020_paper.html"
    ),
}

_PAPER = r"(content[^/]*(?:/[^/]+){0,2})/(?:html|papers)/((?:[^/]+/)?[^/]+_paper)\.(?:html|pdf)"

_SHAPES = {
    "openaccess.thecvf.com": ((rf"/{_PAPER}", r"/\1/html/\2.html"),),
    # where the papers of 2013 to 2016 were first
    "cv-foundation.org": ((rf"/openaccess/{_PAPER}", r"https://openaccess.thecvf.com/\1/html/\2.html"),),
}

HOSTS = tuple(_SHAPES)


def match(url: str) -> PaperId | None:
    """The paper whose page or pdf an address is; indexes, posters and supplements show none."""
    return page_identity(url, _SHAPES)
