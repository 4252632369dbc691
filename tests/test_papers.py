import subprocess
import sys
from types import ModuleType
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import role_of
from bot.papers import PaperId, Reason, Service, Source, identify, services, sources, url_identity
from bot.papers.arxiv import find_ids
from bot.papers.doi import find_dois
from tests.online.papers import KNOWN

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
        HTTPS://ARXIV.ORG/ABS/2301.12597
        https://arxiv.org:443/abs/2301.12597
        http://arxiv.org:80/abs/2301.12597
        //arxiv.org/abs/2301.12597
        https:/arxiv.org/abs/2301.12597
        http://https://arxiv.org/abs/2301.12597
        arXiv:2301.12597
        arxiv:2301.12597v2
        https%3A%2F%2Farxiv.org%2Fabs%2F2301.12597
        https://arxiv.org/abs/2301.12597.
        https://arxiv.org/abs/2301.12597),
        https://arxiv.org/abs/2301.12597**
        https://arxiv.org/abs/2301.12597].
        <https://arxiv.org/abs/2301.12597>
        https://arxiv.org/abs/2301.12597&sa=D&usg=x
        https://arxiv.org/abs/2301.12597%20
        https://arxiv.org/abs/2301%2E12597
        https://arxiv.org/abs/2301.12597，代码
        https://arxiv.org/abs/2301.12597#:~:text=BLIP
        https://arxiv.org/abs/2301.12597?fbclid=IwAR0&ref=mail
        https://arxiv.org/ftp/arxiv/papers/2301/2301.12597.pdf
        https://arxiv.org/tb/2301.12597
        https://arxiv.org/bibtex/2301.12597
        https://lanl.arxiv.org/abs/2301.12597
        https://ar5iv.labs.arxiv.org/html/2301.12597v1?_immersive_translate_auto_translate=1
        https://www.alphaxiv.org/zh/overview/2301.12597
        https://www.alphaxiv.org/pdf/2301.12597v3.pdf
        https://huggingface.co/papers/2301.12597?utm_source=digest-papers
        https://huggingface.co/papers/2301.12597#65b0c0d3
        https://huggingface.co/papers/2301.12597/
        https://huggingface.co/papers/2301.12597.md
        https://hjfy.top/arxiv/2301.12597
        https://bytez.com/docs/arxiv/2301.12597/paper
        https://www.emergentmind.com/papers/2301.12597
        https://www.catalyzex.com/paper/arxiv:2301.12597
        https://inspirehep.net/arxiv/2301.12597
        https://ui.adsabs.harvard.edu/abs/2023arXiv230112597L/abstract
        https://dblp.org/rec/journals/corr/abs-2301-12597
        https://dblp.uni-trier.de/rec/bibtex/journals/corr/abs-2301-12597
        https://doi.org/10.48550/arXiv.2301.12597v2
        https://www.doi.org/10.48550/arxiv.2301.12597
        https://doi.org/10.48550%2FarXiv.2301.12597
        https://doi.org/https://doi.org/10.48550/arXiv.2301.12597
        https://doi.org/doi:10.48550/arXiv.2301.12597
        doi:10.48550/arXiv.2301.12597
        https://dl.acm.org/doi/10.48550/arXiv.2301.12597
        https://api.semanticscholar.org/graph/v1/paper/arXiv:2301.12597?fields=title
        https://api.semanticscholar.org/DOI:10.48550/arXiv.2301.12597
        https://www.connectedpapers.com/api/redirect/arxiv/2301.12597
        https://web.archive.org/web/20230201000000/https://arxiv.org/abs/2301.12597
        https://web.archive.org/web/2023*/http://web.archive.org/web/2022/https://arxiv.org/abs/2301.12597
        https://r.jina.ai/https://arxiv.org/pdf/2301.12597
        https://arxiv-org.translate.goog/abs/2301.12597?_x_tr_sl=en&_x_tr_tl=de
        https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2301.12597&data=05
        https://link.zhihu.com/?target=https%3A//arxiv.org/abs/2301.12597
        https://urldefense.com/v3/__https://arxiv.org/abs/2301.12597__;!!abc$
        https://www.linkedin.com/safety/go?url=https%3A%2F%2Farxiv.org%2Fabs%2F2301.12597
        https://t.umblr.com/redirect?z=https%3A%2F%2Farxiv.org%2Fabs%2F2301.12597
        https://scholar.google.com/scholar_url?url=https://arxiv.org/pdf/2301.12597&hl=en
        https://www.google.com/url?q=https://eur03.safelinks.protection.outlook.com/?url%3Dhttps%253A%252F%252Farxiv.org%252Fabs%252F2301.12597
    """,
    "arxiv:0704.0001": "https://arxiv.org/abs/0704.0001 https://arxiv.org/pdf/0704.0001v1",
    "arxiv:1412.6980": "https://arxiv.org/abs/1412.6980 https://arxiv.org/pdf/1412.6980.pdf",
    "arxiv:hep-th/9901001": """
        https://arxiv.org/abs/hep-th/9901001
        https://arxiv.org/pdf/hep-th/9901001v2.pdf
        https://export.arxiv.org/abs/hep-th/9901001v1
        http://xxx.lanl.gov/abs/hep-th/9901001
        https://arxiv.org/abs/hep-th%2F9901001
        https://doi.org/10.48550/arXiv.hep-th/9901001
        arXiv:hep-th/9901001
        https://arxiv.org/abs/HEP-TH/9901001
        https://api.semanticscholar.org/arXiv:hep-th/9901001
    """,
    "arxiv:math/0309136": "https://arxiv.org/abs/math.GT/0309136 https://arxiv.org/abs/math/0309136",
    "arxiv:cs/0205028": "https://arxiv.org/abs/cs/0205028v1 https://arxiv.org/abs/cs.CL/0205028",
    "doi:10.1109/cvpr.2016.90": """
        https://doi.org/10.1109/CVPR.2016.90 http://dx.doi.org/10.1109/cvpr.2016.90 doi.org/10.1109/CVPR.2016.90
        https://www.doi.org/10.1109/CVPR.2016.90
        http://doi.org/10.1109%2FCVPR.2016.90
        https://doi.org/10.1109/CVPR.2016.90.
        https://doi.org/10.1109/CVPR.2016.90),
        https://doi.org/10.1109/CVPR.2016.90/
        https://doi.org/10.1109/CVPR.2016.90?utm_source=x
        https://doi.org/https://doi.org/10.1109/CVPR.2016.90
        https://doi.org/http://dx.doi.org/10.1109/CVPR.2016.90
        https://doi.org/doi:10.1109/CVPR.2016.90
        https://doi.org/DOI:%2010.1109/CVPR.2016.90
        doi:10.1109/CVPR.2016.90
        DOI:10.1109/CVPR.2016.90
        info:doi/10.1109/CVPR.2016.90
        https://hdl.handle.net/10.1109/CVPR.2016.90
        https://doi.ieeecomputersociety.org/10.1109/CVPR.2016.90
        https://doi-org.ezproxy.example.edu/10.1109/CVPR.2016.90
        https://api.semanticscholar.org/DOI:10.1109/CVPR.2016.90
    """,
    "doi:10.1016/0004-3702(81)90024-2": """
        https://doi.org/10.1016/0004-3702(81)90024-2 https://doi.org/10.1016/0004-3702%2881%2990024-2
        https://doi.org/10.1016/0004-3702(81)90024-2).
    """,
    "doi:10.1145/3580305.3599398": """
        https://dl.acm.org/doi/10.1145/3580305.3599398
        https://dl.acm.org/doi/abs/10.1145/3580305.3599398
        https://dl.acm.org/doi/pdf/10.1145/3580305.3599398?casa_token=x
        https://dl.acm.org/doi/fullHtml/10.1145/3580305.3599398
        https://dl.acm.org/doi/epdf/10.1145/3580305.3599398
        https://dl.acm.org/doi/full/10.1145/3580305.3599398
        https://dl.acm.org/doi/pdf/10.1145/3580305.3599398?download=true
        https://dl.acm.org/doi/pdf/10.1145/3580305.3599398.pdf
        https://dl.acm.org/doi/10.1145/3580305.3599398#sec-ref
        http://dl.acm.org/citation.cfm?doid=3580305.3599398
        https://doi.acm.org/10.1145/3580305.3599398
        https://dl-acm-org.proxy.example.edu/doi/10.1145/3580305.3599398
        https://dl.acm.org.ezproxy.example.edu/doi/10.1145/3580305.3599398
        https://login.proxy.example.edu/login?url=https://dl.acm.org/doi/10.1145/3580305.3599398
        https://ezp.example.edu/login?qurl=https%3A%2F%2Fdl.acm.org%2Fdoi%2F10.1145%2F3580305.3599398
    """,
    "doi:10.1007/s11263-022-01653-1": """
        https://link.springer.com/article/10.1007/s11263-022-01653-1
        https://link.springer.com/content/pdf/10.1007/s11263-022-01653-1.pdf
        https://link.springer.com/article/10.1007/s11263-022-01653-1/figures/3
        https://link.springer.com/10.1007/s11263-022-01653-1
        https://link.springer.com/article/10.1007%2Fs11263-022-01653-1
        https://link.springer.com/article/10.1007/s11263-022-01653-1#Sec2
        https://link.springer.com/article/10.1007/s11263-022-01653-1/fulltext.html
        https://link.springer.com/content/pdf/10.1007/s11263-022-01653-1.pdf?pdf=button
        https://link.springer.com/epdf/10.1007/s11263-022-01653-1
        https://link.springer.com/article/10.1007/s11263-022-01653-1;jsessionid=0A1B2C.app1
        http://rd.springer.com/article/10.1007/s11263-022-01653-1
        https://link-springer-com.ezproxy.example.edu/article/10.1007/s11263-022-01653-1
    """,
    "doi:10.1007/978-3-030-58577-8_8": """
        https://link.springer.com/chapter/10.1007/978-3-030-58577-8_8
        https://link.springer.com/chapter/10.1007%2F978-3-030-58577-8_8
        https://link.springer.com/content/pdf/10.1007/978-3-030-58577-8_8.pdf
        https://link.springer.com/chapter/10.1007/978-3-030-58577-8_8?noAccess=true
    """,
    "doi:10.1101/2021.10.04.463034": """
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v2.full
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.full.pdf
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.full-text
        https://www.medrxiv.org/content/10.1101/2021.10.04.463034v1.abstract
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.full.pdf+html
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.article-info
        https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1#disqus_thread
        https://www.biorxiv.org/content/biorxiv/early/2021/10/05/2021.10.04.463034.full.pdf
        https://www.biorxiv.org/content/early/2021/10/05/2021.10.04.463034
        https://www.biorxiv.org/cgi/content/short/2021.10.04.463034v1
        https://doi.org/10.1101/2021.10.04.463034
    """,
    "doi:10.1038/s41586-021-03819-2": """
        https://www.nature.com/articles/s41586-021-03819-2
        https://www.nature.com/articles/s41586-021-03819-2.pdf
        https://nature.com/articles/s41586-021-03819-2/figures/1
        https://www.nature.com/articles/s41586-021-03819-2_reference.pdf
        https://www.nature.com/articles/s41586-021-03819-2.epdf?sharing_token=x
        https://www.nature.com/articles/s41586-021-03819-2#Abs1
        https://www.nature.com/articles/s41586-021-03819-2?utm_source=x&error=cookies_not_supported
        https://doi.org/10.1038/s41586-021-03819-2
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
        openreview.net/forum?id=YicbFdNTTy
        https://openreview.net/forum?noteId=abc&id=YicbFdNTTy
        https://openreview.net/forum?id=YicbFdNTTy&amp;noteId=abc
        https://openreview.net/forum?id=YicbFdNTTy?noteId=abc
        https://openreview.net/forum?id=YicbFdNTTy).
        https://openreview.net/forum/?id=YicbFdNTTy
        https://openreview.net/pdf?id=YicbFdNTTy#page=5
        https://api2.openreview.net/pdf?id=YicbFdNTTy
        https://openreview.net/attachment?name=supplementary_material&id=YicbFdNTTy
        https://www.google.com/url?q=https://openreview.net/forum?id%3DYicbFdNTTy&sa=D
    """,
    "acl:2021.acl-long.353": """
        https://aclanthology.org/2021.acl-long.353/
        https://aclanthology.org/2021.acl-long.353
        https://aclanthology.org/2021.acl-long.353.pdf
        https://aclanthology.org/2021.acl-long.353v2.pdf
        https://aclanthology.org/2021.acl-long.353.bib
        https://www.aclweb.org/anthology/2021.acl-long.353/
        https://doi.org/10.18653/v1/2021.acl-long.353
        https://www.aclweb.org/anthology/2021.acl-long.353.pdf
        http://aclanthology.org/2021.ACL-long.353/
        https://aclanthology.org/2021.acl-long.353.pdf#page=4
        https://aclanthology.org/2021.acl-long.353.pdf).
        https://doi.org/10.18653/V1/2021.ACL-LONG.353
        https://doi.org/https://doi.org/10.18653/v1/2021.acl-long.353
        doi:10.18653/v1/2021.acl-long.353
        https://api.semanticscholar.org/ACL:2021.acl-long.353
    """,
    "acl:N19-1423": """
        https://aclanthology.org/N19-1423/
        https://www.aclweb.org/anthology/N19-1423.pdf
        https://aclweb.org/anthology/n19-1423
        https://www.aclweb.org/anthology/papers/N/N19/N19-1423/
        https://doi.org/10.18653/v1/N19-1423
        https://doi.org/10.18653/v1/n19-1423
        https://www.aclweb.org/anthology/N19-1423v2.pdf
        https://www.aclweb.org/anthology/N/N19/N19-1423.pdf
        https://anthology.aclweb.org/N/N19/N19-1423.pdf
        https://aclanthology.info/papers/N19-1423/n19-1423
        https://aclanthology.org/N19-1423.xml
    """,
    "acl:P14-1062": "https://doi.org/10.3115/v1/P14-1062 https://aclanthology.org/P14-1062.pdf",
    f"url:{CVF}/content/CVPR2023/html/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.html": f"""
        {CVF}/content/CVPR2023/html/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.html
        {CVF}/content/CVPR2023/papers/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.pdf
        http://{CVF.removeprefix("https://")}/content/CVPR2023/html/Liu_Slimmable_Dataset_Condensation_CVPR_2023_paper.html
    """,
    f"url:{CVF}/content_cvpr_2018/html/He_Deep_CVPR_2018_paper.html": f"""
        {CVF}/content_cvpr_2018/papers/He_Deep_CVPR_2018_paper.pdf
        {CVF}/content_cvpr_2018/html/He_Deep_CVPR_2018_paper.html
        http://openaccess.thecvf.com/content_cvpr_2018/papers/He_Deep_CVPR_2018_paper.pdf#page=2
        https://www.cv-foundation.org/openaccess/content_cvpr_2018/papers/He_Deep_CVPR_2018_paper.pdf
    """,
    "url:https://proceedings.mlr.press/v162/li22n.html": """
        https://proceedings.mlr.press/v162/li22n.html
        https://proceedings.mlr.press/v162/li22n/li22n.pdf
        http://proceedings.mlr.press/v162/li22n
        https://proceedings.mlr.press/v162/li22n.html).
        https://proceedings.mlr.press/v162/li22n/li22n.pdf#page=3
        https://raw.githubusercontent.com/mlresearch/v162/main/assets/li22n/li22n.pdf
    """,
    f"url:{NEURIPS}/paper/2017/hash/{HASH}-Abstract.html": f"""
        {NEURIPS}/paper/2017/hash/{HASH}-Abstract.html
        {NEURIPS}/paper/2017/file/{HASH}-Paper.pdf
        {NEURIPS}//paper/2017/hash/{HASH}-Abstract.html
        {NEURIPS}/paper_files/paper/2017/file/{HASH}-Paper.pdf
        {NEURIPS}/paper_files/paper/2017/hash/{HASH}-Abstract.html?utm_source=x
        {NEURIPS}/paper/2017/file/{HASH}-Bibtex.bib
        https://papers.nips.cc/paper/2017/hash/{HASH}-Abstract.html
        https://papers.nips.cc/paper_files/paper/2017/file/{HASH}-Paper.pdf
        https://papers.neurips.cc/paper/2017/hash/{HASH}-Abstract.html
    """,
    f"url:{NEURIPS}/paper_files/paper/2022/hash/{HASH}-Abstract-Conference.html": f"""
        {NEURIPS}/paper_files/paper/2022/hash/{HASH}-Abstract-Conference.html
        {NEURIPS}/paper_files/paper/2022/file/{HASH}-Paper-Conference.pdf
        {NEURIPS}/paper/2022/hash/{HASH}-Abstract-Conference.html
        https://papers.nips.cc/paper_files/paper/2022/hash/{HASH}-Abstract-Conference.html
    """,
    "url:https://papers.nips.cc/paper/5423-generative-adversarial-nets": """
        https://papers.nips.cc/paper/5423-generative-adversarial-nets.pdf
        http://papers.nips.cc/paper/5423-generative-adversarial-nets
        https://papers.nips.cc/paper/5423-generative-adversarial-nets.pdf.
        https://papers.neurips.cc/paper/5423-generative-adversarial-nets.pdf
    """,
    "url:https://ecva.net/papers/eccv_2020/papers_ECCV/papers/123530001.pdf": """
        https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123530001.pdf
    """,
    "url:https://jmlr.org/papers/v3/bengio03a.html": """
        https://jmlr.org/papers/v3/bengio03a.html
        https://www.jmlr.org/papers/volume3/bengio03a/bengio03a.pdf
        http://www.jmlr.org/papers/v3/bengio03a.html
        http://jmlr.csail.mit.edu/papers/v3/bengio03a.html
        https://jmlr.org/papers/v3/bengio03a
        https://jmlr.org/papers/v3/bengio03a.bib
    """,
    "url:https://ojs.aaai.org/index.php/AAAI/article/view/25178": """
        https://ojs.aaai.org/index.php/AAAI/article/view/25178
        https://ojs.aaai.org/index.php/AAAI/article/view/25178/24950
        https://ojs.aaai.org//index.php/AAAI/article/download/25178/24950
        https://www.aaai.org/ojs/index.php/AAAI/article/view/25178
        https://aaai.org/ojs/index.php/AAAI/article/view/25178/24950
    """,
    "url:https://ijcai.org/proceedings/2019/123": """
        https://www.ijcai.org/proceedings/2019/123 https://www.ijcai.org/proceedings/2019/0123.pdf
        https://www.ijcai.org/Proceedings/2019/0123.pdf
        https://www.ijcai.org/proceedings/2019/123/
    """,
    "url:https://ieeexplore.ieee.org/document/7780459": """
        https://ieeexplore.ieee.org/document/7780459
        https://ieeexplore.ieee.org/document/7780459/
        https://ieeexplore.ieee.org/abstract/document/7780459
        https://ieeexplore.ieee.org/document/7780459/authors
        https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=7780459
        ieeexplore.ieee.org/document/7780459
        https://ieeexplore.ieee.org/document/7780459?arnumber=7780459
        https://ieeexplore.ieee.org/document/7780459/references#references
        https://ieeexplore.ieee.org/document/07780459
        https://ieeexplore.ieee.org/abstract/document/7780459/
        https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=7780459&tag=1
        https://ieeexplore.ieee.org/stampPDF/getPDF.jsp?tp=&arnumber=7780459&ref=aHR0cHM6
        https://ieeexplore.ieee.org/xpls/abs_all.jsp?arnumber=7780459
        https://ieeexplore.ieee.org/search/srchabstract.jsp?tp=&arnumber=7780459
        https://ieeexplore.ieee.org/xpl/articleDetails.jsp?arnumber=7780459
        https://ieeexplore.ieee.org/xpl/freeabs_all.jsp?arnumber=7780459&abstractAccess=no
        https://ieeexplore.ieee.org/iel7/7776647/7780329/07780459.pdf
        https://ieeexplore.ieee.org/rest/document/7780459/citation
        https://ieeexplore-ieee-org.ezproxy.example.edu/document/7780459
        https://ieeexplore.ieee.org.proxy.example.edu/document/7780459
        https://ieeexplore.ieee.org/document/7780459;jsessionid=ABC123
        https://ieeexplore.ieee.org/document/7780459).
    """,
    "url:https://isca-archive.org/interspeech_2020/gulati20_interspeech.html": """
        https://www.isca-archive.org/interspeech_2020/gulati20_interspeech.html
        https://www.isca-archive.org/interspeech_2020/gulati20_interspeech.pdf
        https://www.isca-archive.org/pdfs/interspeech_2020/gulati20_interspeech.pdf
        https://www.isca-speech.org/archive/interspeech_2020/gulati20_interspeech.html
        https://www.isca-speech.org/archive/pdfs/interspeech_2020/gulati20_interspeech.pdf
    """,
    "url:https://usenix.org/conference/usenixsecurity21/presentation/carlini-extracting": """
        https://www.usenix.org/conference/usenixsecurity21/presentation/carlini-extracting
        https://www.usenix.org/conference/usenixsecurity21/technical-sessions/presentation/carlini-extracting
    """,
    "url:https://eprint.iacr.org/2021/123": "https://eprint.iacr.org/2021/123 https://eprint.iacr.org/2021/123.pdf",
    "url:https://semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776": """
        https://www.semanticscholar.org/paper/Attention-is-All-you-Need/204e3073870fae3d05bcbc2f6a8e263d9b72e776?sort=x
        https://www.semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776
        https://www.semanticscholar.org/paper/Attention-is-All-you-Need/204e3073870fae3d05bcbc2f6a8e263d9b72e776/figure/3
        https://www.semanticscholar.org/reader/204e3073870fae3d05bcbc2f6a8e263d9b72e776
        https://semanticscholar.org/paper/204E3073870FAE3D05BCBC2F6A8E263D9B72E776
        https://www.semanticscholar.org/paper/FracBits%3A-Mixed/204e3073870fae3d05bcbc2f6a8e263d9b72e776
        https://api.semanticscholar.org/graph/v1/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776
        https://pdfs.semanticscholar.org/204e/3073870fae3d05bcbc2f6a8e263d9b72e776.pdf
        https://www.connectedpapers.com/main/204e3073870fae3d05bcbc2f6a8e263d9b72e776/Attention-is-All-you-Need/graph
    """,
    "url:https://pubmed.ncbi.nlm.nih.gov/34265844": """
        https://pubmed.ncbi.nlm.nih.gov/34265844/
        http://www.ncbi.nlm.nih.gov/pubmed/34265844
        https://pubmed.ncbi.nlm.nih.gov/34265844/?dopt=Abstract
    """,
    "url:https://hal.science/hal-01234567": """
        https://hal.science/hal-01234567v2/document
        https://hal.science/hal-01234567
        https://hal.archives-ouvertes.fr/hal-01234567v1/document
        https://inria.hal.science/hal-01234567
        https://hal.inria.fr/hal-01234567/file/main.pdf
    """,
    "doi:10.1186/s12859-019-3019-7": """
        https://bmcbioinformatics.biomedcentral.com/articles/10.1186/s12859-019-3019-7
        https://bmcbioinformatics.biomedcentral.com/track/pdf/10.1186/s12859-019-3019-7
        https://bmcbioinformatics.biomedcentral.com/counter/pdf/10.1186/s12859-019-3019-7.pdf
    """,
    "doi:10.1155/2007/82174": "https://link.springer.com/article/10.1155/2007/82174",
    "doi:10.1101/331876": """
        https://www.biorxiv.org/content/early/2018/05/28/331876
        https://www.biorxiv.org/content/biorxiv/early/2018/05/28/331876.full.pdf
        https://www.biorxiv.org/content/10.1101/331876v3
    """,
    "doi:10.64898/2025.12.03.692054": "https://www.biorxiv.org/content/10.64898/2025.12.03.692054v1.full",
    "doi:10.1038/nature14236": """
        https://www.nature.com/articles/nature14236
        https://www.nature.com/articles/nature14236.pdf
        http://www.nature.com/nature/journal/v518/n7540/full/nature14236.html
        http://www.nature.com/nature/journal/v518/n7540/abs/nature14236.html
        http://www.nature.com/nature/journal/v518/n7540/pdf/nature14236.pdf
        https://www.nature.com/doifinder/10.1038/nature14236
    """,
    "doi:10.1038/323533a0": "https://www.nature.com/articles/323533a0 https://www.nature.com/articles/323533a0.pdf",
    "doi:10.1117/1.jei.27.6.063006": """
        https://www.spiedigitallibrary.org/journals/a/volume-27/issue-6/063006/Title/10.1117/1.JEI.27.6.063006.short?SSO=1
        https://www.spiedigitallibrary.org/journals/a/volume-27/issue-6/063006/Title/10.1117/1.JEI.27.6.063006.full
    """,
    "doi:10.36227/techrxiv.176289261.16802577": (
        "https://www.techrxiv.org/doi/pdf/10.36227/techrxiv.176289261.16802577"
    ),
    "doi:10.1093/bib/bbac566": "https://academic.oup.com/bib/advance-article/doi/10.1093/bib/bbac566/6966532",
    "doi:10.1155/2018/7068349": "https://www.hindawi.com/journals/cin/2018/7068349/",
    "doi:10.7717/peerj-cs.123": "https://peerj.com/articles/cs-123/ https://peerj.com/articles/cs-123.pdf",
    "doi:10.1039/d3sc01234a": "https://pubs.rsc.org/en/content/articlelanding/2023/sc/d3sc01234a",
    "url:https://dl.acm.org/citation.cfm?id=2806337": """
        https://dl.acm.org/citation.cfm?id=2806337
        http://portal.acm.org/citation.cfm?id=2806337&dl=ACM&coll=DL
        https://dl.acm.org/citation.cfm?id=2806000.2806337
        https://dl.acm.org/ft_gateway.cfm?id=2806337&ftid=1990359&dwn=1
        http://delivery.acm.org/10.1145/2810000/2806337/p1-li.pdf?ip=1.2.3.4
    """,
    "url:https://sciencedirect.com/science/article/pii/S0925231219317795": """
        https://www.sciencedirect.com/science/article/pii/S0925231219317795
        https://www.sciencedirect.com/science/article/abs/pii/S0925231219317795
        https://www.sciencedirect.com/science/article/pii/S0925231219317795?via%3Dihub
        https://www.sciencedirect.com/science/article/pii/S0925231219317795/pdfft?md5=x&pid=1-s2.0-S0925231219317795-main.pdf
        https://www.sciencedirect.com/science/article/pii/S0925231219317795#bib1
        https://www.sciencedirect.com/science/article/pii/s0925231219317795
        https://linkinghub.elsevier.com/retrieve/pii/S0925231219317795
        https://linkinghub.elsevier.com/retrieve/pii/S0925-2312(19)31779-5
        https://reader.elsevier.com/reader/sd/pii/S0925231219317795?token=x
        https://pdf.sciencedirectassets.com/271597/1-s2.0-S0925231219X00434/1-s2.0-S0925231219317795/main.pdf?X-Amz-Date=x
        https://pdf.sciencedirectassets.com/271597/1-s2.0-S0925231219X00434/1-s2.0-S0925231219317795-main.pdf
        https://www-sciencedirect-com.ezproxy.example.edu/science/article/pii/S0925231219317795
    """,
    "openreview:-tYCaP0phY_": "https://openreview.net/forum?id=-tYCaP0phY_",
    "url:https://openreview.net/pdf/3f5ee243547dee91fbd053c1c4a845aa3f5ee243.pdf": (
        "https://openreview.net/pdf/3f5ee243547dee91fbd053c1c4a845aa3f5ee243.pdf"
    ),
    "url:https://openreview.net/references/pdf?id=HkwoSDPgg": "https://openreview.net/references/pdf?id=HkwoSDPgg",
    "acl:W18-6301": "https://www.aclweb.org/anthology/W/W18/W18-6301.pdf https://aclanthology.org/W18-6301/",
    f"url:{CVF}/content/CVPR2021W/NTIRE/html/Liu_NTIRE_CVPRW_2021_paper.html": f"""
        {CVF}/content/CVPR2021W/NTIRE/papers/Liu_NTIRE_CVPRW_2021_paper.pdf
        {CVF}/content/CVPR2021W/NTIRE/html/Liu_NTIRE_CVPRW_2021_paper.html
    """,
    f"url:{CVF}/content_CVPRW_2020/html/w40/Yu_Low-Bit_CVPRW_2020_paper.html": f"""
        {CVF}/content_CVPRW_2020/papers/w40/Yu_Low-Bit_CVPRW_2020_paper.pdf
        {CVF}/content_CVPRW_2020/html/w40/Yu_Low-Bit_CVPRW_2020_paper.html
    """,
    f"url:{CVF}/content_CVPRW_2019/html/Deep%20Vision%20Workshop/Aich_Global_CVPRW_2019_paper.html": f"""
        {CVF}/content_CVPRW_2019/papers/Deep%20Vision%20Workshop/Aich_Global_CVPRW_2019_paper.pdf
    """,
    f"url:{CVF}/content_cvpr_workshops_2014/W17/html/Eibensteiner_A_2014_CVPR_paper.html": f"""
        {CVF}/content_cvpr_workshops_2014/W17/papers/Eibensteiner_A_2014_CVPR_paper.pdf
        https://www.cv-foundation.org/openaccess/content_cvpr_workshops_2014/W17/papers/Eibensteiner_A_2014_CVPR_paper.pdf
    """,
    f"url:{CVF}/content_iccv_2013/html/Loy_From_2013_ICCV_paper.html": """
        https://www.cv-foundation.org/openaccess/content_iccv_2013/papers/Loy_From_2013_ICCV_paper.pdf
        https://www.cv-foundation.org/openaccess/content_iccv_2013/html/Loy_From_2013_ICCV_paper.html
    """,
    "url:https://proceedings.mlr.press/v48/patrini16.html": """
        http://www.jmlr.org/proceedings/papers/v48/patrini16.pdf
        http://jmlr.csail.mit.edu/proceedings/papers/v48/patrini16.html
        https://proceedings.mlr.press/v48/patrini16.pdf
    """,
    "url:https://jmlr.org/papers/v21/20-074.html": """
        https://jmlr.org/papers/v21/20-074.html https://www.jmlr.org/papers/volume21/20-074/20-074.pdf
    """,
    f"url:https://proceedings.iclr.cc/paper_files/paper/2024/hash/{HASH}-Abstract-Conference.html": f"""
        https://proceedings.iclr.cc/paper_files/paper/2024/hash/{HASH}-Abstract-Conference.html
        https://proceedings.iclr.cc/paper_files/paper/2024/file/{HASH}-Paper-Conference.pdf
    """,
    f"url:https://proceedings.mlsys.org/paper_files/paper/2023/hash/{HASH}-Abstract-mlsys2023.html": f"""
        https://proceedings.mlsys.org/paper_files/paper/2023/file/{HASH}-Paper-mlsys2023.pdf
    """,
    f"url:https://datasets-benchmarks-proceedings.neurips.cc/paper/2021/hash/{HASH}-Abstract-round1.html": f"""
        https://datasets-benchmarks-proceedings.neurips.cc/paper/2021/file/{HASH}-Paper-round1.pdf
        https://datasets-benchmarks-proceedings.neurips.cc/paper_files/paper/2021/hash/{HASH}-Abstract-round1.html
    """,
    "url:https://ecva.net/papers/eccv_2018/papers_ECCV/papers/Qinghao_Hu_Training_ECCV_2018_paper.pdf": """
        https://www.ecva.net/papers/eccv_2018/papers_ECCV/papers/Qinghao_Hu_Training_ECCV_2018_paper.pdf
        https://www.ecva.net/papers/eccv_2018/papers_ECCV/html/Qinghao_Hu_Training_ECCV_2018_paper.php
    """,
    "url:https://ecva.net/papers/eccv_2022/papers_ECCV/html/12_ECCV_2022_paper.php": """
        https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/12_ECCV_2022_paper.php
    """,
    "url:https://aaai.org/ocs/index.php/AAAI/AAAI18/paper/view/17341": """
        https://www.aaai.org/ocs/index.php/AAAI/AAAI18/paper/view/17341
        https://www.aaai.org/ocs/index.php/AAAI/AAAI18/paper/viewFile/17341/16122
        https://aaai.org/ocs/index.php/AAAI/AAAI18/paper/viewPDFInterstitial/17341/16122
        https://aaai.org/ocs/index.php/AAAI/AAAI18/paper/download/17341/16122
    """,
    "url:https://aaai.org/Papers/AAAI/2020GB/AAAI-ChenH.2586.pdf": (
        "https://www.aaai.org/Papers/AAAI/2020GB/AAAI-ChenH.2586.pdf"
    ),
    "url:https://isca-speech.org/archive/Interspeech_2017/abstracts/1343.html": """
        https://www.isca-speech.org/archive/Interspeech_2017/pdfs/1343.PDF
        https://www.isca-speech.org/archive_v0/Interspeech_2017/abstracts/1343.html
    """,
    "url:https://bmva-archive.org.uk/bmvc/2014/papers/paper066": """
        http://www.bmva.org/bmvc/2014/files/paper066.pdf
        http://www.bmva.org/bmvc/2014/papers/paper066/
        https://bmva-archive.org.uk/bmvc/2014/papers/paper066/index.html
    """,
    "url:https://bmvc2022.mpi-inf.mpg.de/577": """
        https://bmvc2022.mpi-inf.mpg.de/0577.pdf https://bmvc2022.mpi-inf.mpg.de/577/
    """,
    "url:https://mdpi.com/2313-433X/8/8/210": """
        https://www.mdpi.com/2313-433X/8/8/210 https://www.mdpi.com/2313-433X/8/8/210/pdf?version=1659
        https://www.mdpi.com/2313-433X/8/8/210/htm
    """,
    "url:https://roboticsproceedings.org/rss11/p36.html": "http://www.roboticsproceedings.org/rss11/p36.pdf",
    "url:https://neurips.cc/virtual/2023/poster/72396": """
        https://neurips.cc/virtual/2023/poster/72396 https://nips.cc/virtual/2023/poster/72396
    """,
    "url:https://api.semanticscholar.org/CorpusID:13756489": """
        https://api.semanticscholar.org/CorpusID:13756489
        https://api.semanticscholar.org/CorpusId:13756489
        https://www.semanticscholar.org/p/13756489
    """,
    "url:https://pmc.ncbi.nlm.nih.gov/articles/PMC5357511": """
        https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5357511/ https://pmc.ncbi.nlm.nih.gov/articles/PMC5357511/
        https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5357511/pdf/main.pdf
    """,
    "url:https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17": """
        https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17.html https://dblp.uni-trier.de/rec/conf/nips/VaswaniSPUJGKP17
    """,
    "url:https://researchgate.net/publication/324691022": """
        https://www.researchgate.net/publication/324691022_Domain_Generalization
        https://www.researchgate.net/profile/A_B5/publication/324691022_Domain_Generalization/links/5add/Domain.pdf
    """,
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
    https://arxiv.org/pdf/
    https://arxiv.org/abs/ID
    https://arxiv.org/abs/xxxx.xxxxx
    https://arxiv.org/abs/2305.0978
    https://arxiv.org/abs/2407.11681mini
    https://arxiv.org/abs/0701.0001
    https://arxiv.org/abs/cs.CV
    https://arxiv.org/list/cs.CV/2301
    https://arxiv.org/list/cs.CV/2301.12597
    https://arxiv.org/help/arxiv_identifier
    https://arxiv.org/auth/show-endorsers/2301.12597
    https://export.arxiv.org/api/query?id_list=2301.12597
    https://info.arxiv.org/about/2301
    https://arxiv.orgs/abs/2301.12597
    arXiv:2313.12597
    arXiv:
    https://doi.org/10.48550/arXiv.2313.12597
    https://doi.org/https://doi.org/10.48550/arXiv.2313.12597
    https://dl.acm.org/doi/10.48550/arXiv.2313.12597
    https://api.semanticscholar.org/arXiv:2313.12597
    https://huggingface.co/papers/2313.12597
    https://huggingface.co/papers/trending
    https://huggingface.co/papers/month/2024-01
    https://huggingface.co/papers?q=2301.12597
    https://huggingface.co/2301.12597/papers
    https://papers.cool/arxiv/cs.CV
    https://scirate.com/arxiv/quant-ph
    https://www.alphaxiv.org/explore
    https://www.emergentmind.com/topics/2301.12597
    https://dblp.org/db/journals/corr/corr2301.html
    https://github.com/2301.12597/2301.12597
    https://github.com/user/arxiv-2301.12597
    https://github.com/user/10.1109-CVPR.2016.90
    https://gitlab.com/user/YicbFdNTTy
    https://doi.org/10.1109/
    https://doi.org/10.1109/TPAMI
    https://doi.org/10.1109/CVPR.2016
    https://doi.org/10.1109/CVPR52688.2022
    https://doi.org/10.1002/(ISSN)1097-4571
    https://doi.org/10.1016/issn.0004-3702
    https://doi.org/10.1007/11263.1573-1405
    https://doi.org/10.1007/11263
    https://doi.org/10.1371/journal.pone
    https://doi.org/10.18653/v1/2021.acl-long
    doi:
    https://www.doi.org/the-identifier/resources/handbook
    https://hdl.handle.net/11567/1047290
    https://dl.acm.org/doi/proceedings/10.1145/3580305
    https://dl.acm.org/doi/suppl/10.1145/3580305.3599398
    https://dl.acm.org/toc/tog/2023/42/4
    https://dl.acm.org/action/doSearch?AllField=10.1145/3580305.3599398
    https://dl.acm.org/citation.cfm?id=
    https://link.springer.com/bookseries/558
    https://link.springer.com/conference/eccv
    https://link.springer.com/search?query=10.1007/s11263-022-01653-1
    https://static-content.springer.com/esm/art%3A10.1007%2Fs11263/MediaObjects/1.pdf
    https://onlinelibrary.wiley.com/journal/10.1002/(ISSN)1097-4571
    https://onlinelibrary.wiley.com/toc/14678659/2022/41/2
    https://www.tandfonline.com/doi/suppl/10.1080/01621459.2020.1762613
    https://www.nature.com/natmachintell
    https://www.nature.com/articles?type=article
    https://www.nature.com/nature/journal/v518/n7540/index.html
    https://www.biorxiv.org/collection/neuroscience
    https://www.biorxiv.org/content/early/recent
    https://www.biorxiv.org/search/2021.10.04.463034
    https://www.sciencedirect.com/journal/neurocomputing
    https://www.sciencedirect.com/journal/neurocomputing/vol/380
    https://www.sciencedirect.com/topics/computer-science/pii
    https://www.sciencedirect.com/author/123456/a-b
    https://openreview.net/pdf
    https://openreview.net/group?id=YicbFdNTTy
    https://openreview.net/login?redirect=/forum
    https://openreview.net/revisions?id=YicbFdNTTy
    https://openreview.com/forum?id=YicbFdNTTy
    https://aclanthology.org/2021.acl-long
    https://aclanthology.org/2021.acl-long.0
    https://aclanthology.org/P19-1000.pdf
    https://aclanthology.org/W18-6300/
    https://aclanthology.org/venues/acl/
    https://aclanthology.org/attachments/2021.acl-long.353.OptionalSupplementaryMaterial.zip
    https://openaccess.thecvf.com/content/CVPR2023/html/
    https://openaccess.thecvf.com/content/CVPR2023/posters/Liu_Slimmable_CVPR_2023_poster.pdf
    https://openaccess.thecvf.com/CVPR2021_workshops/NTIRE
    https://www.cv-foundation.org/openaccess/CVPR2016.py
    https://cvpr.thecvf.com/Conferences/2023
    https://proceedings.neurips.cc/paper_files/paper/2022
    https://proceedings.neurips.cc/paper/2021/file/39d4b545fb02556829aab1db805021c3-Supplemental.pdf
    https://proceedings.neurips.cc/paper/2017/file/3f5ee243547dee91fbd053c1c4a845aa-Reviews.html
    https://papers.nips.cc/book/advances-in-neural-information-processing-systems-30-2017
    https://papers.nips.cc/author/ashish-vaswani-9961
    https://nips.cc/Conferences/2022/Schedule?showEvent=53412
    https://iclr.cc/virtual/2024/papers.html
    https://proceedings.mlr.press/v162/li22n/li22n-supp.pdf
    https://proceedings.mlr.press/v162/assets/rss/feed.xml
    https://raw.githubusercontent.com/mlresearch/v162/main/README.md
    https://raw.githubusercontent.com/user/repo/main/assets/li22n/li22n.pdf
    https://jmlr.org/papers/
    https://jmlr.org/papers/v3
    https://jmlr.org/papers/topic/topic.html
    https://jmlr.org/tmlr/papers/
    https://www.ecva.net/papers.php
    https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123740035-supp.pdf
    https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123740035-supp.zip
    https://aaai.org/conference/aaai/aaai-24/
    https://www.ijcai.org/proceedings/2019/
    https://ieeexplore.ieee.org/xpl/RecentIssue.jsp?punumber=34
    https://ieeexplore.ieee.org/xpl/mostRecentIssue.jsp?punumber=8642793
    https://ieeexplore.ieee.org/search/searchresult.jsp?queryText=7780459
    https://ieeexplore.ieee.org/servlet/Login?document=7780459
    https://ieeexplore.ieee.org/author/37085836538
    https://www.semanticscholar.org/search?q=attention
    https://www.semanticscholar.org/topic/Attention/204e
    https://www.semanticscholar.org/paper/Attention-is-All-you-Need
    https://www.isca-archive.org/interspeech_2020/index.html
    https://hal.science/search/index?q=x
    https://www.researchgate.net/profile/A_B5
    https://web.archive.org/web/2020/https://arxiv.org/list/cs.CV/recent
    https://www.google.com/url?q=https://github.com/2301.12597
    https://ezproxy.example.edu/login?url=https://ieeexplore.ieee.org/Xplore/home.jsp
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


@pytest.mark.parametrize(
    "text", ["wget https://arxiv.org/abs/2301.12597", "- [x](https://arxiv.org/abs/2301.12597)", ""]
)
def test_a_text_around_an_address_is_no_address(text: str) -> None:
    """Words before an address are not cut off: finding addresses in a text is another's work."""
    assert identify(text) is None


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
    assert ("{}" in service.KEY_FORM) is bool(service.KEY_HEADER)
    assert 200 in service.STATUSES
    assert service.ABSENT in get_args(Reason)
    assert not service.JOINS or service.KEY_HEADER
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
    assert {"acl", "arxiv", "cvf", "doi", "indexes", "openreview", "proceedings"} <= names


def test_every_service_has_a_paper_to_be_tried_by() -> None:
    """A new service is asked online too (see `tests/online`)."""
    assert set(KNOWN) == {str(getattr(service, "__name__", "")).rpartition(".")[2] for service in services()}


def test_who_reads_addresses_loads_no_service_that_reads_none() -> None:
    """Commands that ask nobody are not slower for every service that there is."""
    names = {str(getattr(one, "__name__", "")) for one in services() if not hasattr(one, "match")}
    script = (
        "import sys\nfrom bot.papers import identify\nidentify('https://arxiv.org/abs/2301.12597')\n"
        "print(*(name for name in sys.modules if name.startswith('bot.papers.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "bot.papers.arxiv" in loaded
    assert sorted(names & set(loaded)) == []


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


ADDRESSES = [
    url for forms in FORMS.values() for url in forms.split() if url.startswith("https://") and url[-1].isalnum()
]


@st.composite
def decorated(draw: st.DrawFn) -> tuple[str, str]:
    """An address of a paper, and the same one as people pass it on."""
    url = draw(st.sampled_from(ADDRESSES))
    rest = url.removeprefix("https://")
    host, slash, path = rest.partition("/")
    path, hash_mark, fragment = path.partition("#")
    host = draw(st.sampled_from((host, host.upper(), host.title())))
    tracking = draw(st.sampled_from(("", "utm_source=x", "fbclid=IwAR0_y", "utm_source=a&ref=b", "casa_token=a:b")))
    if tracking:
        path += ("&" if "?" in path else "?") + tracking
    if hash_mark or draw(st.booleans()):
        path += "#" + (fragment or draw(st.sampled_from((":~:text=paper", "page=3", "Sec2"))))
    scheme = draw(st.sampled_from(("https://", "http://", "HTTPS://", "", "//", "https:/")))
    before, after = draw(st.sampled_from((("", ""), ("<", ">"), (" ", " "), ("\u200b", "\u200b"))))
    end = draw(st.sampled_from(("", ".", ",", ")", ").", "**", "]", '"', "!", "…")))
    return url, f"{before}{scheme}{host}{slash}{path}{end}{after}"


@given(decorated())
def test_what_stands_around_an_address_makes_no_other_paper(addresses: tuple[str, str]) -> None:
    """Scheme, case of the host, tracking, fragment and the sentence's punctuation change no identity."""
    url, passed_on = addresses
    assert identify(passed_on) == identify(url)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    """Whatever stands where an address should, there is an answer."""
    identify(text)


@given(st.sampled_from([host for source in sources() for host in source.HOSTS]), st.text(max_size=80))
def test_no_path_breaks_the_reading_of_a_source(host: str, path: str) -> None:
    """Whatever stands behind a source's host, there is an answer, and it is one for good."""
    found = identify(f"https://{host}/{path}")
    assert found is None or found.value


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/" * 20_000,
        "https://r.jina.ai/https://web.archive.org/" * 20_000,
        "https://doi.org/" * 20_000 + "10.48550/arXiv.%25252525",
        "https://doi.org/10.1109/" + "(" * 100_000 + ")" * 99_999,
        "https://arxiv.org/abs/" + ")" * 200_000,
        "https://ieeexplore.ieee.org/iel7/" + "1/" * 50_000,
        "https://openaccess.thecvf.com/content" + "/papers" * 20_000 + "_paper.pdf",
    ],
    ids=["archive", "archives", "resolver", "brackets", "closing brackets", "ieee", "cvf"],
)
def test_a_long_address_is_read_in_time(url: str) -> None:
    """An address made to be read for ever is read; the suite's time limit watches."""
    identify(url)
