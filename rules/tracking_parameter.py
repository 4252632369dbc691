"""A parameter in an address that only tells where its visitor came from.

`utm_source`, `ab_channel`, `fbclid` and their like change nothing of the page, tell others about the list's readers and
make one page look like two. What says which page or minute is shown stays. The fix is safe: the link leads to the
same page.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.links import host_of
from bot.lint import Change, Example, Finding, Fix, LintContext, Need, Severity

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[video]](https://www.youtube.com/watch?v=a&t=5s)\n",
    "- **[X]** Title [[pdf]](https://openreview.net/forum?id=a&noteId=b) [[list]](https://youtu.be/a?list=PL1)\n",
    "- **[X]** Title [[pdf]](https://example.org/si?si=5)\n",
)
INVALID = (
    Example(
        "- **[X]** Title [[video]](https://www.youtube.com/watch?v=a&ab_channel=YannicKilcher)\n",
        "tracking parameter `ab_channel` in the address of `www.youtube.com`",
        "- **[X]** Title [[video]](https://www.youtube.com/watch?v=a)\n",
    ),
    Example(
        "- **[X]** Title [[blog]](https://example.org/a?utm_source=x&utm_medium=y&id=3#part)\n",
        "tracking parameters `utm_source`, `utm_medium` in the address of `example.org`",
        "- **[X]** Title [[blog]](https://example.org/a?id=3#part)\n",
    ),
    Example(
        "- **[X]** Title [[video]](https://youtu.be/a?si=b#t)\n",
        "tracking parameter `si` in the address of `youtu.be`",
        "- **[X]** Title [[video]](https://youtu.be/a#t)\n",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an address."""
    hits = (found.start() for found in re.finditer(r"\?[^\s()<>]*=", context.text) if re.search(_KEY, found[0]))
    for one in {one: None for at in hits if (one := context.entry_at(at))}:
        for link in one.links:
            if "?" not in link.url:
                continue
            address, mark, fragment = link.url.partition("#")
            path, _, query = address.partition("?")
            pieces = query.split("&")
            noise = [piece for piece in pieces if _tracks(link.url, piece)]
            if not noise:
                continue
            kept = "&".join(piece for piece in pieces if piece not in noise)
            clean = path + (f"?{kept}" if kept else "") + mark + fragment
            names = list(dict.fromkeys(piece.partition("=")[0][:40] for piece in noise))[:4]
            host = re.sub(r"^[a-z]+://|[/?#].*", "", link.url, flags=re.IGNORECASE | re.DOTALL)[:60]
            yield Finding(
                link.url_start,
                link.url_end,
                f"tracking parameter{'s' if len(names) > 1 else ''} {', '.join(f'`{name}`' for name in names)}"
                f" in the address of `{host}`",
                Fix((_least(link.url_start, link.url, clean),)),
            )


#: Parameters that track wherever they stand, and those that do on some hosts alone.
_KEYS: Final = (
    *("fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "igsh", "mc_cid", "mc_eid", "_hsenc", "_hsmi"),
    *("mkt_tok", "ref_src", "ref_url", "ab_channel", "spm", "vd_source", "share_source", "spm_id_from", "wt.mc_id"),
    *("casa_token", "hss_channel", "si", "feature", "pp", "referrer", "trk", "usp"),
)
_ON_HOSTS: Final = {
    "si": ("youtube.com", "youtu.be", "spotify.com"),
    "feature": ("youtube.com", "youtu.be"),
    "pp": ("youtube.com",),
    "referrer": ("openreview.net",),
    "trk": ("linkedin.com",),
    "usp": ("google.com",),
}
_KEY: Final = r"[?&](?:utm_|(?:" + "|".join(map(re.escape, _KEYS)) + ")=)"


def _tracks(url: str, piece: str) -> bool:
    key, mark, _ = piece.partition("=")
    key = key.lower()
    if not mark or not (key.startswith("utm_") or key in _KEYS):
        return False
    hosts = _ON_HOSTS.get(key)
    return hosts is None or host_of(url).endswith(hosts)


def _least(start: int, old: str, new: str) -> Change:
    """The change of the signs in which two addresses differ."""
    head = 0
    while head < len(new) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < len(new) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Change(start + head, start + len(old) - tail, new[head : len(new) - tail])
