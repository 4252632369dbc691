"""Addresses that never are a paper's, whatever stands around them: images, profiles, indexes, other lists."""

import re
from typing import Final

from bot.links import clean_url, host_of, path_of
from bot.papers import identify


def is_noise(url: str) -> bool:
    """Whether an address is nothing that an entry of a list would link to."""
    if not url.lower().startswith(("http://", "https://")):
        return True
    host, path = host_of(url), path_of(url)
    if host in _HOSTS or path.lower().endswith(_IMAGE_ENDINGS):
        return True
    if any(host == name or host.endswith("." + name) for name in _HOSTS_AND_BELOW):
        return True
    shown = (pattern for name, pattern in _PATHS if host == name or host.endswith("." + name))
    return any(pattern.match(path) for pattern in shown) and identify(url) is None


def is_other_list(url: str) -> bool:
    """Whether an address is a list of this kind: its repository says so by its name."""
    if host_of(url) not in ("github.com", "gitlab.com", "gitee.com"):
        return False
    parts = [part for part in path_of(clean_url(url)).lower().split("/") if part]
    return len(parts) >= 2 and bool(_LIST_NAME.search(parts[1]))


_IMAGE_ENDINGS: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".ico")
_HOSTS: Final = frozenset(
    ("awesome.re", "shields.io", "img.shields.io", "badgen.net", "visitor-badge.laobi.icu", "orcid.org",
     "scholar.google.com", "calendly.com", "t.me", "discord.gg", "discord.com", "wa.me", "buymeacoffee.com",
     "patreon.com", "paypal.me", "forms.gle", "creativecommons.org", "star-history.com", "api.star-history.com")
)  # fmt: skip
_HOSTS_AND_BELOW: Final = (
    "shields.io", "user-images.githubusercontent.com", "camo.githubusercontent.com", "githubassets.com",
    "forms.example.org", "scholar.google.de", "scholar.google.co.uk",
)  # fmt: skip

_CONFERENCE: Final = (
    r"/?$|/Conferences|/virtual/\d{4}/(?:papers|calendar)|/paper(?:_files/paper)?/\d{4}/?$|/(?:book|author)/"
)

#: Host -> paths on it that show a person, an index, a search or a conversation.
_PATHS: Final = tuple(
    (host, re.compile(pattern, re.IGNORECASE))
    for host, pattern in (
        ("github.com", r"/?$|/[^/]+/?$|/(?:orgs|settings|marketplace|topics|features)/"),
        ("github.com", r"/[^/]+/[^/]+/(?:issues|pulls?|discussions|commit|compare|actions|stargazers|graphs)(?:/|$)"),
        ("arxiv.org", r"/?$|/(?:list|a|archive|search|find|help|auth|user|year)(?:/|$)|/(?:abs|pdf)/?$"),
        ("openreview.net", r"/?$|/(?:group|profile|search|venue|submissions)"),
        ("thecvf.com", r"/?$|/[A-Z]+\d{4}/?$|/[A-Z]+\d{4}_workshops|/menu"),
        ("aclanthology.org", r"/?$|/(?:events|volumes|people|venues|search)(?:/|$)"),
        ("semanticscholar.org", r"/?$|/(?:author|search|me|topic|venue)(?:/|$)"),
        ("dblp.org", r"/?$|/(?:pid|db|search|pers)(?:/|$)"),
        ("dblp.uni-trier.de", r"/?$|/(?:pid|db|search|pers)(?:/|$)"),
        ("researchgate.net", r"/?$|/profile/"),
        ("linkedin.com", r"/(?:in|company|jobs)/|/?$"),
        ("twitter.com", r"/[^/]+/?$|/?$"),
        ("x.com", r"/[^/]+/?$|/?$"),
        ("youtube.com", r"/?$|/(?:@|channel|c/|user)"),
        ("huggingface.co", r"/?$|/(?:datasets|models|spaces|papers|docs|join|settings)/?$"),
        ("google.com", r"/(?:search|maps|forms)|/?$"),
        ("docs.google.com", r"/forms"),
        ("proceedings.mlr.press", r"/?$|/v\d+/?$"),
        ("neurips.cc", _CONFERENCE),
        ("nips.cc", _CONFERENCE),
        ("icml.cc", _CONFERENCE),
        ("iclr.cc", _CONFERENCE),
        ("mlsys.org", _CONFERENCE),
        ("jmlr.org", r"/?$|/papers/?(?:v\d+/?)?$|/tmlr/?$"),
        ("ecva.net", r"/?$|/papers\.php"),
        ("aaai.org", r"/?$|/(?:conference|library|index\.php/[\w-]+/(?:issue|index|about))(?:/|$)"),
        ("ijcai.org", r"/?$|/proceedings/(?:\d{4}/?)?$"),
        ("usenix.org", r"/?$|/conference/[\w-]+(?:/technical-sessions|/[\w-]*accepted-papers)?/?$"),
        ("isca-archive.org", r"/?$|/\w+/?(?:index\.html)?$"),
        ("ieeexplore.ieee.org", r"/?$|/(?:xpl/(?:conhome|\w*issue|tocresult)|search|author|servlet|xplore)"),
        ("dl.acm.org", r"/?$|/(?:doi/proceedings|toc|journal|conference|profile|action|topic|sig|magazine)(?:/|$)"),
        ("springer.com", r"/?$|/(?:journal|bookseries|series|conference|search)(?:/|$)"),
        ("sciencedirect.com", r"/?$|/(?:journal|topics|author|search|browse|bookseries|handbook)(?:/|$)"),
        ("nature.com", r"/?$|/(?:search|subjects|collections|nature-portfolio)(?:/|$)|/\w+/?$"),
        ("biorxiv.org", r"/?$|/(?:collection|search|alerts|about)(?:/|$)"),
        ("medrxiv.org", r"/?$|/(?:collection|search|alerts|about)(?:/|$)"),
        ("onlinelibrary.wiley.com", r"/?$|/(?:journal|toc|loi|action)(?:/|$)"),
        ("doi.org", r"/?$|/10\.\d+/\(?issn"),
        ("paperswithcode.com", r"/?$|/(?:task|method|sota|area|author)"),
        ("kaggle.com", r"/?$"),
        ("arxiv-sanity.com", r""),
        ("wikipedia.org", r""),
        ("reddit.com", r""),
    )
)  # fmt: skip

_LIST_NAME: Final = re.compile(
    r"awesome|[-_](?:papers?|paper-?list|reading-?list|resources)$|^(?:papers?|paper-?list|reading-?list)[-_]|-papers-"
)
