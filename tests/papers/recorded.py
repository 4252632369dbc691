"""Answers of services in their real shapes, kept in tests/data/papers: one folder a service, one file an answer."""

from pathlib import Path

from bot.papers import PaperId

_FOLDER = Path(__file__).parent.parent / "data" / "papers"

#: Folder and file -> the identity that was asked for.
ANSWERS = {
    "acl/N19-1423.bib": PaperId("acl", "N19-1423"),
    "acl/2020.acl-main.747.bib": PaperId("acl", "2020.acl-main.747"),
    "acl/W03-0419.bib": PaperId("acl", "W03-0419"),
    "openreview/HPuSIXJaa9.json": PaperId("openreview", "HPuSIXJaa9"),
    "openreview1/YicbFdNTTy.json": PaperId("openreview", "YicbFdNTTy"),
    "openreview1/imported.json": PaperId("openreview", "HygAbCd1xH"),
    "crossref/resnet.json": PaperId("doi", "10.1109/cvpr.2016.90"),
    "crossref/alphafold.json": PaperId("doi", "10.1038/s41586-021-03819-2"),
    "crossref/biorxiv.json": PaperId("doi", "10.1101/2021.10.04.463034"),
    "crossref/detr.json": PaperId("doi", "10.1007/978-3-030-58452-8_13"),
    "crossref/retracted.json": PaperId("doi", "10.1016/s0140-6736(97)11096-0"),
    "datacite/gpt-neo.json": PaperId("doi", "10.5281/zenodo.5297715"),
    "semanticscholar/attention.json": PaperId(
        "url", "https://semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776"
    ),
    "semanticscholar/bert.json": PaperId("acl", "N19-1423"),
    "webpage/cvf.html": PaperId(
        "url",
        "https://openaccess.thecvf.com/content/CVPR2023/html/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.html",
    ),
    "webpage/neurips.html": PaperId(
        "url", "https://proceedings.neurips.cc/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html"
    ),
    "webpage/article.html": PaperId("url", "https://palm-e.github.io"),
}


def body_of(name: str) -> bytes:
    """What the service sent."""
    return (_FOLDER / name).read_bytes()
