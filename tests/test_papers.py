from types import ModuleType
from typing import get_args

import pytest

from bot.links import role_of
from bot.papers import PaperId, Reason, Service, Source, identify, services, sources, url_identity
from bot.papers.arxiv import find_ids
from bot.papers.doi import find_dois

CVF = "https://openaccess.thecvf.com"
NEURIPS = "https://proceedings.neurips.cc"
HASH = "3f5ee243547dee91fbd053c1c4a845aa"

FORMS = {
    "arxiv:2301.12597": """
        https://arxiv.org/abs/2301.12597
        http://arxiv.org/abs/2301.12597
        https://www.arxiv.org/abs/2301.12597
        arxiv.org/abs/2301.12597
        https://arxiv.org/abs/2301.12597v3
        https://arxiv.org/abs/2301.12597/
        https://arxiv.org//abs/2301.12597
        https://arxiv.org/abs/arXiv:2301.12597
        https://arxiv.org/abs/2301.12597?context=cs.CL
        https://arxiv.org/abs/2301.12597#S1
        https://arxiv.org/abs/2301.12597.pdf
        https://arxiv.org/pdf/2301.12597
        https://arxiv.org/pdf/2301.12597.pdf
        https://arxiv.org/pdf/2301.12597v2.pdf#page=3
        https://arxiv.org/html/2301.12597v2
        https://arxiv.org/html/2301.12597v2/#S1
        https://arxiv.org/format/2301.12597
        https://arxiv.org/ps/2301.12597
        https://arxiv.org/e-print/2301.12597
        https://arxiv.org/src/2301.12597
        https://export.arxiv.org/abs/2301.12597
        https://cn.arxiv.org/pdf/2301.12597.pdf
        https://browse.arxiv.org/pdf/2301.12597.pdf
        https://ar5iv.org/abs/2301.12597
        https://ar5iv.labs.arxiv.org/html/2301.12597
        https://www.alphaxiv.org/abs/2301.12597
        https://alphaxiv.org/overview/2301.12597v1
        https://huggingface.co/papers/2301.12597
        https://hf.co/papers/2301.12597
        https://papers.cool/arxiv/2301.12597
        https://www.arxiv-vanity.com/papers/2301.12597/
        https://scirate.com/arxiv/2301.12597
        https://www.semanticscholar.org/arxiv/2301.12597
        https://api.semanticscholar.org/arXiv:2301.12597
        https://dblp.org/rec/journals/corr/abs-2301-12597.html
        https://doi.org/10.48550/arXiv.2301.12597
        https://dx.doi.org/10.48550/ARXIV.2301.12597
        https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2301.12597&sa=D
        https://arxiv.org/abs/2301.12597?utm_source=x
    """,
    "arxiv:0704.0001": "https://arxiv.org/abs/0704.0001 https://arxiv.org/pdf/0704.0001v1",
    "arxiv:1412.6980": "https://arxiv.org/abs/1412.6980 https://arxiv.org/pdf/1412.6980.pdf",
    "arxiv:hep-th/9901001": """
        https://arxiv.org/abs/hep-th/9901001
        https://arxiv.org/pdf/hep-th/9901001v2.pdf
        https://export.arxiv.org/abs/hep-th/9901001v1
        http://xxx.lanl.gov/abs/hep-th/9901001
    """,
    "arxiv:math/0309136": "https://arxiv.org/abs/math.GT/0309136 https://arxiv.org/abs/math/0309136",
    "arxiv:cs/0205028": "https://arxiv.org/abs/cs/0205028v1 https://arxiv.org/abs/cs.CL/0205028",
    "doi:10.1109/cvpr.2016.90": """
        https://doi.org/10.1109/CVPR.2016.90 http://dx.doi.org/10.1109/cvpr.2016.90 doi.org/10.1109/CVPR.2016.90
    """,
    "doi:10.1016/0004-3702(81)90024-2": """
        https://doi.org/10.1016/0004-3702(81)90024-2 https://doi.org/10.1016/0004-3702%2881%2990024-2
    """,
    "doi:10.1145/3580305.3599398": """
        https://dl.acm.org/doi/10.1145/3580305.3599398
        https://dl.acm.org/doi/abs/10.1145/3580305.3599398
        https://dl.acm.org/doi/pdf/10.1145/3580305.3599398?casa_token=x
        https://dl.acm.org/doi/fullHtml/10.1145/3580305.3599398
    """,
    "doi:10.1007/s11263-022-01653-1": """
        https://link.springer.com/article/10.1007/s11263-022-01653-1
        https://link.springer.com/content/pdf/10.1007/s11263-022-01653-1.pdf
        https://link.springer.com/article/10.1007/s11263-022-01653-1/figures/3
    """,
    "doi:10.1007/978-3-030-58577-8_8": "https://link.springer.com/chapter/10.1007/978-3-030-58577-8_8",
    "doi:10.1101/2021.10.04.463034": """
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v2.full
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.full.pdf
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.full-text
        https://www.medrxiv.org/content/10.1101/2021.10.04.463034v1.abstract
    """,
    "doi:10.1038/s41586-021-03819-2": """
        https://www.nature.com/articles/s41586-021-03819-2
        https://www.nature.com/articles/s41586-021-03819-2.pdf
        https://nature.com/articles/s41586-021-03819-2/figures/1
    """,
    "doi:10.1111/cgf.14507": """
        https://onlinelibrary.wiley.com/doi/10.1111/cgf.14507 https://onlinelibrary.wiley.com/doi/full/10.1111/cgf.14507
        https://onlinelibrary.wiley.com/doi/epdf/10.1111/cgf.14507
    """,
    "doi:10.1126/science.aaa8415": "https://www.science.org/doi/10.1126/science.aaa8415",
    "doi:10.1073/pnas.1611835114": "https://www.pnas.org/doi/full/10.1073/pnas.1611835114",
    "doi:10.3389/fnins.2021.1": "https://www.frontiersin.org/articles/10.3389/fnins.2021.1/full",
    "doi:10.1371/journal.pone.0000001": "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001",
    "doi:10.7554/elife.12345": "https://elifesciences.org/articles/12345",
    "doi:10.2139/ssrn.123456": "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=123456",
    "openreview:YicbFdNTTy": """
        https://openreview.net/forum?id=YicbFdNTTy
        https://openreview.net/forum?id=YicbFdNTTy&noteId=abc#discussion
        https://openreview.net/pdf?id=YicbFdNTTy
        https://openreview.net/attachment?id=YicbFdNTTy&name=pdf
        http://www.openreview.net/forum?id=YicbFdNTTy&referrer=%5Bthe%20profile%5D
    """,
    "acl:2021.acl-long.353": """
        https://aclanthology.org/2021.acl-long.353/
        https://aclanthology.org/2021.acl-long.353
        https://aclanthology.org/2021.acl-long.353.pdf
        https://aclanthology.org/2021.acl-long.353v2.pdf
        https://aclanthology.org/2021.acl-long.353.bib
        https://www.aclweb.org/anthology/2021.acl-long.353/
        https://doi.org/10.18653/v1/2021.acl-long.353
    """,
    "acl:N19-1423": """
        https://aclanthology.org/N19-1423/
        https://www.aclweb.org/anthology/N19-1423.pdf
        https://aclweb.org/anthology/n19-1423
        https://www.aclweb.org/anthology/papers/N/N19/N19-1423/
        https://doi.org/10.18653/v1/N19-1423
        https://doi.org/10.18653/v1/n19-1423
    """,
    "acl:P14-1062": "https://doi.org/10.3115/v1/P14-1062 https://aclanthology.org/P14-1062.pdf",
    f"url:{CVF}/content/CVPR2023/html/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.html": f"""
        {CVF}/content/CVPR2023/html/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.html
        {CVF}/content/CVPR2023/papers/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.pdf
        http://{CVF.removeprefix("https://")}/content/CVPR2023/html/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.html
    """,
    f"url:{CVF}/content_cvpr_2018/html/He_Deep_CVPR_2018_paper.html": f"""
        {CVF}/content_cvpr_2018/papers/He_Deep_CVPR_2018_paper.pdf
    """,
    "url:https://proceedings.mlr.press/v162/li22n.html": """
        https://proceedings.mlr.press/v162/li22n.html
        https://proceedings.mlr.press/v162/li22n/li22n.pdf
        http://proceedings.mlr.press/v162/li22n
    """,
    f"url:{NEURIPS}/paper/2017/hash/{HASH}-Abstract.html": f"""
        {NEURIPS}/paper/2017/hash/{HASH}-Abstract.html
        {NEURIPS}/paper/2017/file/{HASH}-Paper.pdf
    """,
    f"url:{NEURIPS}/paper_files/paper/2022/hash/{HASH}-Abstract-Conference.html": f"""
        {NEURIPS}/paper_files/paper/2022/hash/{HASH}-Abstract-Conference.html
        {NEURIPS}/paper_files/paper/2022/file/{HASH}-Paper-Conference.pdf
    """,
    "url:https://papers.nips.cc/paper/5423-generative-adversarial-nets": """
        https://papers.nips.cc/paper/5423-generative-adversarial-nets.pdf
        http://papers.nips.cc/paper/5423-generative-adversarial-nets
    """,
    "url:https://ecva.net/papers/eccv_2020/papers_ECCV/papers/123530001.pdf": """
        https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123530001.pdf
    """,
    "url:https://jmlr.org/papers/v3/bengio03a.html": """
        https://jmlr.org/papers/v3/bengio03a.html
        https://www.jmlr.org/papers/volume3/bengio03a/bengio03a.pdf
    """,
    "url:https://ojs.aaai.org/index.php/AAAI/article/view/25178": """
        https://ojs.aaai.org/index.php/AAAI/article/view/25178
        https://ojs.aaai.org/index.php/AAAI/article/view/25178/24950
        https://ojs.aaai.org//index.php/AAAI/article/download/25178/24950
    """,
    "url:https://ijcai.org/proceedings/2019/123": """
        https://www.ijcai.org/proceedings/2019/123 https://www.ijcai.org/proceedings/2019/0123.pdf
    """,
    "url:https://ieeexplore.ieee.org/document/7780459": """
        https://ieeexplore.ieee.org/document/7780459
        https://ieeexplore.ieee.org/document/7780459/
        https://ieeexplore.ieee.org/abstract/document/7780459
        https://ieeexplore.ieee.org/document/7780459/authors
        https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=7780459
    """,
    "url:https://isca-archive.org/interspeech_2020/gulati20_interspeech.html": """
        https://www.isca-archive.org/interspeech_2020/gulati20_interspeech.html
        https://www.isca-archive.org/interspeech_2020/gulati20_interspeech.pdf
    """,
    "url:https://usenix.org/conference/usenixsecurity21/presentation/carlini-extracting": """
        https://www.usenix.org/conference/usenixsecurity21/presentation/carlini-extracting
    """,
    "url:https://eprint.iacr.org/2021/123": "https://eprint.iacr.org/2021/123 https://eprint.iacr.org/2021/123.pdf",
    "url:https://semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776": """
        https://www.semanticscholar.org/paper/Attention-is-All-you-Need/204e3073870fae3d05bcbc2f6a8e263d9b72e776?sort=x
        https://www.semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776
    """,
    "url:https://pubmed.ncbi.nlm.nih.gov/34265844": "https://pubmed.ncbi.nlm.nih.gov/34265844/",
    "url:https://hal.science/hal-01234567": "https://hal.science/hal-01234567v2/document https://hal.science/hal-01234567",
}

LOOK_ALIKES = """
    https://arxiv.org
    https://arxiv.org/
    https://arxiv.org/list/cs.CV/recent
    https://arxiv.org/a/li_j_1
    https://arxiv.org/search/?query=2301.12597
    https://arxiv.org/abs/2313.12597
    https://arxiv.org/abs/2300.12597
    https://arxiv.org/abs/2301.1259
    https://arxiv.org/abs/1401.12597
    https://arxiv.org/abs/2301.125970
    https://arxiv.org/abs/foo/9901001
    https://arxiv.org/abs/hep-th/9913001
    https://arxiv.org/abs/hep-th/990100
    https://arxiv.org/abs/
    https://notarxiv.org/abs/2301.12597
    https://arxiv.org.example.com/abs/2301.12597
    https://example.com/arxiv.org/abs/2301.12597
    https://huggingface.co/papers
    https://huggingface.co/papers/date/2024-01-01
    https://huggingface.co/datasets/2301.12597
    https://huggingface.co/Salesforce/blip2
    https://github.com/salesforce/LAVIS
    https://github.com/2301.12597
    https://doi.org
    https://doi.org/10.1109
    https://doi.org/abc
    https://dl.acm.org/profile/81100000000
    https://dl.acm.org/conference/kdd
    https://link.springer.com/journal/11263
    https://www.nature.com/subjects/biology
    https://www.nature.com/articles
    https://openreview.net
    https://openreview.net/group?id=ICLR.cc/2024/Conference
    https://openreview.net/profile?id=~A_B1
    https://openreview.net/forum
    https://openreview.net/forum?id=
    https://aclanthology.org
    https://aclanthology.org/volumes/2021.acl-long/
    https://aclanthology.org/events/acl-2021/
    https://aclanthology.org/people/j/jacob-devlin/
    https://aclanthology.org/N19-1423.mp4
    https://openaccess.thecvf.com/CVPR2023?day=all
    https://openaccess.thecvf.com/menu
    https://openaccess.thecvf.com/content/CVPR2023/supplemental/Liu_Slimmable_CVPR_2023_supplemental.pdf
    https://proceedings.mlr.press/v162/
    https://proceedings.mlr.press
    https://proceedings.neurips.cc/paper/2017
    https://jmlr.org/papers/v3/
    https://ojs.aaai.org/index.php/AAAI/issue/view/1
    https://ieeexplore.ieee.org/xpl/conhome/1000147/all-proceedings
    https://ieeexplore.ieee.org/author/37085
    https://www.semanticscholar.org/author/1741101
    https://dblp.org/pid/1/2.html
    https://pubmed.ncbi.nlm.nih.gov/?term=x
    https://youtu.be/2301.12597
    mailto:a@arxiv.org
    #papers
    2301.12597
    text
"""


@pytest.mark.parametrize(
    ("url", "identity"), [(url, identity) for identity, forms in FORMS.items() for url in forms.split()]
)
def test_every_form_of_an_address_is_one_identity(url: str, identity: str) -> None:
    """All addresses of a paper, mirrors, versions and views included, show the same paper."""
    assert str(identify(url)) == identity


@pytest.mark.parametrize("url", LOOK_ALIKES.split())
def test_look_alikes_are_no_papers(url: str) -> None:
    """Indexes, people, searches, wrong numbers and other hosts show no paper."""
    assert identify(url) is None


@pytest.mark.parametrize("source", sources(), ids=lambda source: str(source.__name__))
def test_a_source_keeps_the_contract(source: Source) -> None:
    """Each file of the family has the agreed names, and its examples hold."""
    assert isinstance(source, ModuleType)
    assert source.__doc__
    assert all(name == name.lower() and "/" not in name for name in source.HOSTS)
    assert source.EXAMPLES
    for url, identity in source.EXAMPLES.items():
        assert str(source.match(url)) == identity
        assert str(identify(url)) == identity
        assert role_of(None, url) in ("pdf", "abstract")


@pytest.mark.parametrize("service", services(), ids=lambda service: str(service.__name__))
def test_a_service_keeps_the_contract(service: Service) -> None:
    """Each file that can be asked has the agreed names, in the agreed shapes."""
    assert isinstance(service, ModuleType)
    assert service.NAME
    assert service.URL == "" or (service.URL.startswith("https://") and not service.URL.endswith("/"))
    assert service.PACE > 0
    assert service.BATCH >= 1
    assert service.ACCEPT
    assert service.KEY_HEADER.lower() == service.KEY_HEADER
    assert 200 in service.STATUSES
    assert service.ABSENT in get_args(Reason)
    assert not service.asks(PaperId("no-such-scheme", "1"))
    assert service.parse
    assert service.request


def test_no_two_services_are_equally_believed() -> None:
    """Whose word counts most is never left to chance."""
    ranks = [service.RANK for service in services()]
    assert len(set(ranks)) == len(ranks)


def test_the_walk_finds_every_source() -> None:
    """A new file in the folder is a new source."""
    names = {str(getattr(source, "__name__", "")).rpartition(".")[2] for source in sources()}
    assert {"acl", "arxiv", "doi", "indexes", "openreview", "proceedings"} <= names


def test_an_identity_without_a_scheme_is_one_spelling_of_its_address() -> None:
    """Scheme, `www.`, trailing slash, tracking and fragment make no other paper."""
    spellings = ("https://palm-e.github.io", "http://www.palm-e.github.io/", "palm-e.github.io/?utm_source=x#top")
    assert {url_identity(url) for url in spellings} == {PaperId("url", "https://palm-e.github.io")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("arXiv:2301.12597v2", ["arxiv:2301.12597"]),
        ("arXiv: 2301.12597", ["arxiv:2301.12597"]),
        ("arXiv 2301.12597.", ["arxiv:2301.12597"]),
        ("arXiv：2003.13198", ["arxiv:2003.13198"]),
        ("arXiv preprint arXiv:2308.00692", ["arxiv:2308.00692"]),
        ("arXiv:cs/0205028 and arXiv:hep-th/9901001v3", ["arxiv:cs/0205028", "arxiv:hep-th/9901001"]),
        ("(arXiv:2301.12597, arXiv:2304.08485)", ["arxiv:2301.12597", "arxiv:2304.08485"]),
        ("arXiv:2313.12597", []),
        ("2301.12597", []),
        ("myarxiv:2301.12597", []),
    ],
)
def test_named_ids_are_found_in_text(text: str, found: list[str]) -> None:
    """Ids that bear arXiv's name are found in all spellings, numbers without it are not."""
    assert [str(identity) for _, _, identity in find_ids(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2301.12597", ["arxiv:2301.12597"]),
        ("see 2301.12597v2, 2304.08485", ["arxiv:2301.12597", "arxiv:2304.08485"]),
        ("hep-th/9901001", ["arxiv:hep-th/9901001"]),
        ("2308.04079  Title.pdf", ["arxiv:2308.04079"]),
        ("$2301.12597", []),
        ("v2301.12597", []),
        ("2301.12597 ms", []),
        ("2301.12597%", []),
        ("1.2301.12597", []),
        ("2301.125979", []),
        ("9999.12345", []),
        ("2023.0101", []),
        ("-2301.12597", []),
    ],
)
def test_bare_ids_need_the_shape_of_an_id(text: str, found: list[str]) -> None:
    """Money, versions, measures and impossible months are no ids."""
    assert [str(identity) for _, _, identity in find_ids(text, bare=True)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("doi:10.1007/s11263-021-01542-z.", ["https://doi.org/10.1007/s11263-021-01542-z"]),
        ("doi: 10.1109/CVPR.2016.90", ["https://doi.org/10.1109/CVPR.2016.90"]),
        ("(10.1016/0004-3702(81)90024-2)", ["https://doi.org/10.1016/0004-3702(81)90024-2"]),
        ("10.48550/arXiv.1909.11059,", ["https://doi.org/10.48550/arXiv.1909.11059"]),
        ("version 10.12 / 3", []),
    ],
)
def test_dois_are_found_in_text(text: str, found: list[str]) -> None:
    """DOIs are found without the punctuation around them, their own brackets kept."""
    assert [url for _, _, url in find_dois(text)] == found
