"""What a link is: an address, the label it carries, and the role it plays for a paper."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import unquote

Role = Literal[
    "pdf", "abstract", "code", "website", "video", "demo",
    "dataset", "blog", "slides", "poster", "model", "other",
]  # fmt: skip


@dataclass(frozen=True)
class Link:
    """One link of a paper.

    `role` says what stands behind the address, `label` the words that it carries in a list or a post
    (None: nobody labelled it).
    """

    role: Role
    url: str
    label: str | None = None


def role_of(label: str | None, url: str) -> Role:
    """Tell what stands behind `url`: its label says it, or else the address does."""
    named = label_role(label) if label else None
    if named is None:
        return _address_role(url)
    if named in ("pdf", "abstract"):  # people write "paper" and "pdf" for either, and for repositories never
        by_address = _address_role(url)
        return by_address if by_address in ("pdf", "abstract") else named
    return named


def label_role(label: str) -> Role | None:
    """The role that the words of a label name; None for a label that says nothing (`link`, `here`).

    The last telling word decides, as English puts the head last: a "demo video" is a video. "Project"
    and "website" decide only where no word tells more, "paper" only where neither does.
    """
    found: Role | None = None
    rank = -1
    for word in re.findall(_WORD, label.casefold()):
        role = _LABEL_WORDS.get(word) or _LABEL_WORDS.get(word.removesuffix("s"))
        if role is None and not word.isascii():
            role = next((role for part, role in _LABEL_PARTS if part in word), None)
        if role is not None and _RANK.get(role, 2) >= rank:
            found, rank = role, _RANK.get(role, 2)
    return found


def is_label(text: str) -> bool:
    """Whether a text is nothing but a label of a link: `code`, `Project page`, `official PyTorch implementation`."""
    words = re.findall(_WORD, text.casefold())
    if not words or len(words) > 5 or label_role(text) is None:
        return False
    known = sum(
        word in _LABEL_WORDS or word.removesuffix("s") in _LABEL_WORDS or word in _BESIDE_LABELS or not word.isascii()
        for word in words
    )
    return known > len(words) / 2


def clean_url(url: str) -> str:
    """The address itself: redirects unwrapped, tracking off, slips mended, a missing scheme added.

    Fragments and query parameters that say what is shown are kept; a text that is no address comes back
    as it is, without the blanks around it.
    """
    url = _mend(url)
    for _ in range(_MOST_REDIRECTS):
        target = _redirect_target(url)
        if target is None:
            break
        url = _mend(target)
    head, mark, rest = url.partition("://")
    if not mark:
        return url
    address, hash_mark, fragment = rest.partition("#")
    path, _, query = address.partition("?")
    host, slash, path = path.partition("/")
    host = host.lower().removesuffix(":443" if head.lower() == "https" else ":80")
    if host == "web.archive.org":  # its path holds an address of its own
        return f"{head.lower()}://{host}{slash}{path}"
    while "//" in path or path.startswith("/"):
        path = path.replace("//", "/").removeprefix("/")
    if ";" in path:
        path = re.sub(_SESSION, "", path)
    if host in _REPOSITORY_HOSTS:
        path = path.removesuffix(".git")
    kept = "&".join(piece for piece in query.split("&") if piece and not _is_noise(host, piece))
    shown = fragment if hash_mark and not _is_noise_fragment(host, fragment) else ""
    return f"{head.lower()}://{host}{slash}{path}" + (f"?{kept}" if kept else "") + (f"#{shown}" if shown else "")


def trim(address: str) -> str:
    """An address without the sentence's punctuation and the brackets around it; its own brackets stay."""
    end = len(address)
    surplus = None
    while end and not address[end - 1].isalnum():
        sign = address[end - 1]
        if sign in _BRACKETS:
            if surplus is None:
                surplus = {closing: address.count(closing) - address.count(_BRACKETS[closing]) for closing in _BRACKETS}
            if surplus[sign] <= 0:
                break
            surplus[sign] -= 1
        elif sign not in _AROUND:
            break
        end -= 1
    return address[:end]


def host_of(url: str) -> str:
    """The host of an address in lower case, without `www.`; empty for a text without a scheme."""
    rest = url.partition("://")[2]
    host = rest.partition("/")[0].partition("?")[0].partition("#")[0].rpartition("@")[2].partition(":")[0]
    return host.lower().removeprefix("www.")


def path_of(url: str) -> str:
    """The path of an address with its leading slash, percent signs decoded, no query and no fragment."""
    rest = url.partition("://")[2].partition("#")[0].partition("?")[0]
    path = rest.partition("/")[2]
    return "/" + (unquote(path) if "%" in path else path)


def query_of(url: str, name: str) -> str | None:
    """The first value of one query parameter of an address, decoded; None where it is missing."""
    for piece in url.partition("#")[0].partition("?")[2].split("&"):
        key, _, value = piece.partition("=")
        if key.lower() == name:
            return unquote(value.replace("+", " "))
    return None


_BLANKS: Final = " \t\r\n\u200b\u200c\u200d\ufeff\u2060"
#: What a sentence, a quotation or Markdown puts behind an address, never its own last sign.
_AROUND: Final = frozenset(".,;:!?'\"*`>…”’»" + _BLANKS)
_BRACKETS: Final = {")": "(", "]": "["}

_WORD: Final = r"[^\W_]+"

#: How firmly a role stands in a label; all others have 2.
_RANK: Final[dict[str, int]] = {"pdf": 0, "abstract": 0, "website": 1}

#: Words of labels, plural left off, as paper lists and their contributors write them.
_WORDS_OF_ROLES: Final[dict[Role, str]] = {
    "pdf": "pdf preprint manuscript",
    "abstract": "paper abstract abs arxiv article artículo papier artikel статья openreview doi "
    "proceeding publication acl cvf ieee acm springer thesis tesi",
    "code": "code código codice repo repository repositorie github gitlab gitee source implementation "
    "pytorch tensorflow jax официальный код репозиторий dépôt quelltext quellcode library codebase",
    "website": "website site webpage homepage project web página página pagina webseite сайт проект projet "
    "projekt proyecto projeto homepage landing",
    "video": "video vídeo видео youtube bilibili talk recording lecture trailer teaser youtu vimeo",
    "demo": "demo démo демо playground colab notebook space gradio app",
    "dataset": "dataset data datos dados données daten benchmark corpus датасет",
    "blog": "blog blogpost post medium zhihu блог",
    "slides": "slide slidedeck ppt pptx deck folien diapositive diapositiva презентация presentation",
    "poster": "poster póster постер affiche",
    "model": "model modelo modèle modell checkpoint weight ckpt модель huggingface",
    "other": "bibtex bib citation supplement supplementary supp appendix tweet twitter thread wandb "
    "leaderboard reddit review",
}
_LABEL_WORDS: Final = {word: role for role, words in _WORDS_OF_ROLES.items() for word in words.split()}

#: Words that stand in labels beside those that tell the role.
_BESIDE_LABELS: Final = frozenset(
    str.split(
        "the our official unofficial full link here page on of at in for and a to is short long public online "
        "live interactive hf version web html its their released original hugging face camera ready see also "
        "and with"
    )
)

#: Parts of labels in scripts that put no blanks between words; the first that fits decides.
_LABEL_PARTS: Final[tuple[tuple[str, Role], ...]] = (
    ("视频", "video"), ("視頻", "video"), ("影片", "video"), ("動画", "video"), ("영상", "video"), ("비디오", "video"),
    ("数据", "dataset"), ("數據", "dataset"), ("データ", "dataset"), ("데이터", "dataset"),
    ("代码", "code"), ("代碼", "code"), ("程式", "code"), ("源码", "code"), ("仓库", "code"), ("コード", "code"),
    ("リポジトリ", "code"), ("코드", "code"), ("저장소", "code"), ("实现", "code"),
    ("演示", "demo"), ("试玩", "demo"), ("体验", "demo"), ("デモ", "demo"), ("데모", "demo"),
    ("博客", "blog"), ("ブログ", "blog"), ("블로그", "blog"), ("解读", "blog"), ("知乎", "blog"), ("公众号", "blog"),
    ("幻灯", "slides"), ("スライド", "slides"), ("슬라이드", "slides"), ("海报", "poster"), ("ポスター", "poster"),
    ("포스터", "poster"), ("模型", "model"), ("权重", "model"), ("モデル", "model"), ("모델", "model"),
    ("主页", "website"), ("主頁", "website"), ("网站", "website"), ("網站", "website"), ("网页", "website"),
    ("项目", "website"), ("專案", "website"), ("官网", "website"), ("プロジェクト", "website"), ("サイト", "website"),
    ("ページ", "website"), ("프로젝트", "website"), ("홈페이지", "website"), ("사이트", "website"),
    ("论文", "abstract"), ("論文", "abstract"), ("논문", "abstract"), ("文章", "abstract"), ("原文", "abstract"),
)  # fmt: skip

#: Hosts (with all below them) whose addresses mostly have one role.
_HOST_ROLES: Final[dict[str, Role]] = {
    "github.com": "code", "gist.github.com": "code", "gitlab.com": "code", "bitbucket.org": "code",
    "gitee.com": "code", "codeberg.org": "code", "sourceforge.net": "code", "git.sr.ht": "code",
    "codeocean.com": "code", "raw.githubusercontent.com": "other",
    "youtube.com": "video", "youtu.be": "video", "vimeo.com": "video", "bilibili.com": "video",
    "b23.tv": "video", "slideslive.com": "video", "videolectures.net": "video", "loom.com": "video",
    "colab.research.google.com": "demo", "replicate.com": "demo", "gradio.app": "demo", "hf.space": "demo",
    "streamlit.app": "demo", "mybinder.org": "demo",
    "kaggle.com": "dataset", "zenodo.org": "dataset", "figshare.com": "dataset", "dataverse.harvard.edu": "dataset",
    "ieee-dataport.org": "dataset", "data.mendeley.com": "dataset", "physionet.org": "dataset",
    "medium.com": "blog", "substack.com": "blog", "towardsdatascience.com": "blog", "zhihu.com": "blog",
    "blogspot.com": "blog", "wordpress.com": "blog", "googleblog.com": "blog", "csdn.net": "blog",
    "dev.to": "blog", "hashnode.dev": "blog", "mp.weixin.qq.com": "blog", "wandb.ai": "blog",
    "slideshare.net": "slides", "speakerdeck.com": "slides",
    "twitter.com": "other", "x.com": "other", "reddit.com": "other", "linkedin.com": "other",
    "bsky.app": "other", "mastodon.social": "other", "news.ycombinator.com": "other",
    "drive.google.com": "other", "dropbox.com": "other",
}  # fmt: skip

#: Words in host or path that mark a paper's own address at publishers, archives and indexes.
_PAPER_WORDS: Final = frozenset(
    str.split(
        "arxiv ar5iv alphaxiv openreview doi dl ieeexplore springer sciencedirect aclanthology aclweb "
        "anthology proceedings papers paper article articles abs abstract abstracts publication publications "
        "forum biorxiv medrxiv openaccess semanticscholar nature chapter document pubmed ncbi hal dblp mdpi "
        "wiley tandfonline aaai ojs ijcai jmlr mlr neurips nips ecva pmlr isca usenix interspeech eprint "
        "plos elsevier hindawi spiedigitallibrary rsc hdl connectedpapers"
    )
)

_MODEL_HUBS: Final = frozenset(("huggingface.co", "hf.co", "modelscope.cn"))

#: First part of a path on the model hubs -> what stands there; anything else is a model.
_HUB_ROLES: Final[dict[str, Role]] = {
    "spaces": "demo", "studios": "demo", "datasets": "dataset", "papers": "abstract", "blog": "blog",
    "docs": "website", "collections": "other", "learn": "other",
}  # fmt: skip

#: What publishers, and authors after them, call the file beside a paper.
_SUPPLEMENT: Final = (
    r"[-_/.=](?:supp|suppl|supplement|supplemental|supplementary|appendix)(?:[-_](?:materials?|pdf|file))?"
    r"(?:/|\.(?:pdf|zip)|$|[&#])"
)

_FILE_ROLES: Final[dict[str, Role]] = {
    "pdf": "pdf", "ps": "pdf", "ppt": "slides", "pptx": "slides", "key": "slides", "mp4": "video", "mov": "video",
    "webm": "video", "ipynb": "demo", "zip": "other", "gz": "other", "bib": "other", "png": "other", "jpg": "other",
}  # fmt: skip


def _address_role(url: str) -> Role:
    """The role that an address alone shows; an unknown page is a website."""
    if "://" not in url:
        url = "https://" + url
    host = host_of(url)
    path = path_of(url).casefold()
    parts = [part for part in path.split("/") if part]
    extension = path.rpartition(".")[2] if "." in path[-6:] else ""
    if host in _MODEL_HUBS:
        return _HUB_ROLES.get(parts[0] if parts else "docs", "model")
    if host in ("docs.google.com",):
        return "slides" if parts[:1] == ["presentation"] else "other"
    if host == "github.com" and len(parts) < 2:
        return "other"  # a person or an organisation
    if extension != "pdf":
        for name in _with_parents(host):
            if name in _HOST_ROLES:
                return _HOST_ROLES[name]
    words = set(re.findall(r"[a-z0-9]+", host.removesuffix("github.io")))
    last = parts[-1] if parts else ""
    if extension in ("pdf", "ppt", "pptx") and "poster" in last:
        return "poster"
    if extension in ("pdf", "ppt", "pptx") and "slides" in last:
        return "slides"
    if re.search(_SUPPLEMENT, url.casefold()):
        return "other"
    if extension in _FILE_ROLES:
        return _FILE_ROLES[extension]
    if "pdf" in parts:
        return "pdf"
    if "blog" in words or "blogs" in words or "blog" in parts or "blogs" in parts or "posts" in parts:
        return "blog"
    if "github.io" in host:
        return "website"
    if words & _PAPER_WORDS or any(part in _PAPER_WORDS for part in parts[:-1]):
        return "pdf" if host == "openreview.net" and "pdf" in parts else "abstract"
    return "website"


def _with_parents(host: str) -> list[str]:
    """`a.b.c` -> `a.b.c`, `b.c`: the host and the domains above it, the top one left out."""
    parts = host.split(".")
    return [".".join(parts[start:]) for start in range(max(len(parts) - 1, 1))]


_MOST_REDIRECTS: Final = 3

#: Redirect pages: host -> the parameter that holds the real address.
_REDIRECTS: Final[dict[str, tuple[str, ...]]] = {
    "google.com": ("q", "url"),
    "scholar.google.com": ("url",),
    "safelinks.protection.outlook.com": ("url",),
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "l.instagram.com": ("u",),
    "l.messenger.com": ("u",),
    "youtube.com": ("q",),
    "slack-redir.net": ("url",),
    "out.reddit.com": ("url",),
    "vk.com": ("to",),
    "link.zhihu.com": ("target",),
    "link.csdn.net": ("target",),
    "link.juejin.cn": ("target",),
    "jianshu.com": ("url",),
    "c.pc.qq.com": ("url", "pfurl"),
    "mail.qq.com": ("gourl", "url"),
    "duckduckgo.com": ("uddg",),
    "linkprotect.cudasvc.com": ("a",),
    "urldefense.proofpoint.com": ("u",),
    "translate.google.com": ("u",),
    "deref-mail.com": ("redirecturl",),
    "deref-gmx.net": ("redirecturl",),
    "deref-web.de": ("redirecturl",),
    "getpocket.com": ("url",),
    "linkedin.com": ("url",),
    "t.umblr.com": ("z",),
    "exit.sc": ("url",),
    "gate.sc": ("url",),
    "douban.com": ("url",),
    "go.bsky.app": ("u",),
    "go.redirectingat.com": ("url",),
    "steamcommunity.com": ("u", "url"),
}

#: Hosts on which clean addresses of people's repositories end; a clone address adds `.git` to them.
_REPOSITORY_HOSTS: Final = frozenset(("github.com", "www.github.com", "gitlab.com", "gitee.com", "bitbucket.org"))

#: Parameters that tell where a visitor came from, never what he sees.
_NOISE: Final = frozenset(
    str.split(
        "fbclid gclid dclid msclkid yclid igshid igsh mc_cid mc_eid _hsenc _hsmi mkt_tok ref ref_src ref_url "
        "refsrc casa_token si feature ab_channel spm vd_source share_source spm_id_from wt.mc_id usp sharing "
        "trk hss_channel needaccess sntz ved cmpid ncid from_source"
    )
)

#: Parameters that say nothing on one host, but may elsewhere.
_HOST_NOISE: Final[dict[str, frozenset[str]]] = {
    "arxiv.org": frozenset(("context",)),
    "openreview.net": frozenset(("noteid", "referrer")),
    "github.com": frozenset(("tab",)),
    "youtube.com": frozenset(("pp", "app", "list", "index")),
    "medium.com": frozenset(("source", "sk")),
    "bilibili.com": frozenset(("share_medium", "share_plat", "share_session_id", "share_tag", "timestamp")),
    "zhihu.com": frozenset(("utm_id", "share_code")),
}

# Patterns are compiled where they are first used: a short command needs few of them.

#: Servers of publishers put a session into the path of a visitor without cookies.
_SESSION: Final = r"(?i);jsessionid=[^/]*"

_SCHEME: Final = r"(?i)(?:h?ttps?|htttps?)\s?(?::/{1,3}|//|:\\\\)(?=[^\s/])"
#: Ids that are written like addresses: https://www.doi.org/the-identifier/resources/handbook/ (3.8),
#: https://info.arxiv.org/help/arxiv_identifier_for_services.html
_ID_SCHEME: Final = r"(?i)(?:(?:info:|urn:)?doi[:/]\s?(?=10\.)|(arxiv):\s?(?=[a-z.-]*/?\d))"
_ENCODED: Final = r"(?i)https?%3a%2f%2f"
_HOST_SHAPE: Final = r"(?i)(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?(?=[/?#]|$)"
#: Hosts through which libraries let their readers in, and Google Translate's:
#: https://help.oclc.org/Library_Management/EZproxy/Configure_resources (Option HttpsHyphens)
_PROXIED: Final = r"([a-z0-9.-]+)\.(?:[a-z0-9-]*(?:proxy|ezp)[a-z0-9-]*\.[a-z0-9.-]+|translate\.goog)$"
#: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
_LONGEST_HOST: Final = 253
_URLDEFENSE: Final = r"(?i)https?://urldefense\.(?:com|us)/v3/__(.+?)__;"


def _mend(url: str) -> str:
    """Take blanks, brackets and zero-width signs off, and give an address the scheme that it lacks."""
    url = url.strip("<>" + _BLANKS)
    if url.startswith("git@github.com:"):
        return "https://github.com/" + url.removeprefix("git@github.com:")
    if url.startswith("git+https://"):
        return url.removeprefix("git+")
    if slip := re.match(_SCHEME, url):
        while again := re.compile(_SCHEME).match(url, slip.end()):
            slip = again
        secure = "s" in slip[0].lower()
        return ("https://" if secure else "http://") + url[slip.end() :]
    if url.startswith("//"):
        return "https:" + url
    if re.match(_ENCODED, url):
        return unquote(url)
    if named := re.match(_ID_SCHEME, url):
        return ("https://arxiv.org/abs/" if named[1] else "https://doi.org/") + url[named.end() :]
    if "://" not in url.partition("/")[0] and re.match(_HOST_SHAPE, url):
        return "https://" + url
    return url


def _redirect_target(url: str) -> str | None:
    """Where a redirect page leads; None for any other address."""
    host = host_of(url)
    if host.startswith("urldefense.") and (wrapped := re.match(_URLDEFENSE, url)):
        return wrapped[1]
    for parameter in _redirect_parameters(host):
        target = query_of(url, parameter)
        if host == "urldefense.proofpoint.com" and target:  # v2 writes `-` for `%` and `_` for `/`
            target = unquote(target.replace("_", "/").replace("-", "%"))
        if target and target.lower().startswith(("http://", "https://")):
            return target
    if "url=" in url and ("proxy" in host or path_of(url).rstrip("/") == "/login"):
        target = query_of(url, "url") or query_of(url, "qurl")
        if target and target.lower().startswith(("http://", "https://")):
            return target
    is_proxy = len(host) <= _LONGEST_HOST and ("proxy" in host or "ezp" in host or host.endswith(".goog"))
    if is_proxy and (proxied := re.match(_PROXIED, host)):
        # The whole host stands before the proxy's, and where the proxy is secure, hyphens stand for its dots.
        name = proxied[1] if "." in proxied[1] else re.sub(r"(?<!-)-(?!-)", ".", proxied[1]).replace("--", "-")
        return f"https://{name}{url[url.lower().index(host) + len(host) :]}" if "." in name else None
    return None


@lru_cache(maxsize=4096)
def _redirect_parameters(host: str) -> tuple[str, ...]:
    return tuple(parameter for name in _with_parents(host) for parameter in _REDIRECTS.get(name, ()))


def _is_noise(host: str, piece: str) -> bool:
    """Whether one `key=value` of a query says nothing about what is shown."""
    key = piece.partition("=")[0].lower()
    if key in _NOISE or key.startswith("utm_"):
        return True
    return any(key in _HOST_NOISE.get(name, ()) for name in _with_parents(host.removeprefix("www.")))


def _is_noise_fragment(host: str, fragment: str) -> bool:
    """Whether a fragment only marks a text for the reader or names the page's own top."""
    lowered = fragment.lower()
    if lowered.startswith(":~:text=") or lowered in ("readme", "readme-ov-file", "top", "discussion"):
        return True
    return host in ("arxiv.org", "www.arxiv.org") and lowered.startswith("page=")
