"""An address that begins with `http` although its host serves `https`.

What is read so can be read and changed on the way. Judged are hosts known to serve `https` where the list's links to
them do so, and others where it was tried; a host that the list often writes with `http` keeps it. The fix is safe: it
is the same page.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from bot.links import host_of
from bot.linkstatus import LinkStatus
from bot.lint import Example, Finding, LintContext, Need, Severity, fix

SEVERITY: Severity = "hint"
NEEDS: Need | None = None
_SECURED = "# L\n\n## A\n\n" + "".join(f"- T [[pdf]](https://arxiv.org/abs/2301.{n})\n" for n in range(10000, 10040))
VALID = (
    "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[blog]](http://example.org/a)\n",
    "# L\n\n## A\n\n- One [pdf](http://arxiv.org/abs/2301.00001)\n- Two [pdf](http://arxiv.org/abs/2301.00002)\n",
    _SECURED + "".join(f"- Title [[pdf]](http{'s' * (n > 2)}://doi.org/10.1/{n})\n" for n in range(8)),
)
INVALID = (
    Example(
        "- **[X]** Title [[pdf]](http://arxiv.org/pdf/2301.00001.pdf)\n",
        "`http` link to `arxiv.org`, which serves `https`",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "- **[X]** Title [[pdf]](http://example.org/a)\n",
        "`http` link to `example.org`, which serves `https`",
        "- **[X]** Title [[pdf]](https://example.org/a)\n",
        links={"http://example.org/a": LinkStatus("http://example.org/a", "alive", https_works=True)},
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an address."""
    text, links = context.text, context.links or {}
    found = list(re.finditer(r"http://[^\s()<>\"'\[\]|]+", text)) if "http://" in text else []
    if not found:
        return
    known = [hit for hit in found if host_of(hit[0]) in _SECURE]
    secured: Counter[str] = Counter()
    for written, count in context.hosts.items():
        if written.startswith("https:"):
            secured[host_of(written)] += count
    plain = [host_of(hit[0]) for hit in known if context.changed is None or not context.is_changed(hit.start())]
    secure = sum(secured[host] for host in _SECURE)
    against_habit = secure >= _LEAST and len(plain) <= max(1, secure // 9)
    usual = {host for host, count in Counter(plain).items() if count >= _SOME and secured[host] <= _OFTEN * count}
    for hit in found:
        host = host_of(hit[0])
        status = links.get(hit[0])
        if not (against_habit and host in _SECURE and host not in usual) and not (status and status.https_works):
            continue
        if context.entry_at(hit.start()) is not None:
            message = f"`http` link to `{host[:60]}`, which serves `https`"
            yield Finding(hit.start(), hit.end(), message, fix(hit.start(), hit.start() + 4, "https"))


_LEAST: Final = 5
#: So many links to a host are its habit, where not more than so many times as many have `https`.
_SOME, _OFTEN = 3, 2
_SECURE: Final = frozenset(
    (
        *(
            "arxiv.org",
            "github.com",
            "openreview.net",
            "doi.org",
            "dx.doi.org",
            "youtube.com",
            "youtu.be",
            "dl.acm.org",
        ),
        *("aclanthology.org", "openaccess.thecvf.com", "proceedings.mlr.press", "proceedings.neurips.cc", "nature.com"),
        *("papers.nips.cc", "ieeexplore.ieee.org", "link.springer.com", "sciencedirect.com", "huggingface.co"),
        *("colab.research.google.com", "drive.google.com", "kaggle.com", "zenodo.org", "gitlab.com", "medium.com"),
        *("biorxiv.org", "jmlr.org", "ecva.net", "semanticscholar.org", "vimeo.com", "docs.google.com"),
    )
)
