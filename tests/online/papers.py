"""One well-known paper for each service that can be asked."""

from typing import Final, NamedTuple

from bot.papers import PaperId


class Known(NamedTuple):
    """A paper by an identity that its service is asked about; `year` is that of its venue, or else of its date."""

    id: PaperId
    title: str
    year: str


#: By the names of the services' files.
KNOWN: Final = {
    "arxiv": Known(PaperId("arxiv", "1706.03762"), "Attention Is All You Need", "2017"),
    "acl": Known(
        PaperId("acl", "N19-1423"),
        "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
        "2019",
    ),
    "crossref": Known(PaperId("doi", "10.1109/cvpr.2016.90"), "Deep Residual Learning for Image Recognition", "2016"),
    "datacite": Known(PaperId("doi", "10.5281/zenodo.5143773"), "OpenCLIP", "2021"),
    "openreview": Known(
        PaperId("openreview", "di52zR8xgf"),
        "SDXL: Improving Latent Diffusion Models for High-Resolution Image Synthesis",
        "2024",
    ),
    "openreview1": Known(
        PaperId("openreview", "YicbFdNTTy"),
        "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale",
        "2021",
    ),
    "semanticscholar": Known(
        PaperId("url", "https://api.semanticscholar.org/CorpusID:206594692"),
        "Deep Residual Learning for Image Recognition",
        "2016",
    ),
    "webpage": Known(
        PaperId(
            "url",
            "https://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_Residual_Learning_CVPR_2016_paper.html",
        ),
        "Deep Residual Learning for Image Recognition",
        "2016",
    ),
}
