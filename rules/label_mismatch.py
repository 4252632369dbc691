"""A label that says something else than what its link opens.

Who clicks `code` and meets a project's page looks for the code in vain. Only addresses that are sure are told: many
hosts are homes of code, and some pages are an author's own. The fix takes the label that the list uses for what is
there; it is no safe one, as the address may be the slip. It surely is where the entry has such a link already, so there
is no fix then.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from bot.links import Role, host_of, is_label, label_role, path_of, role_of
from bot.lint import Example, Finding, Fix, LintContext, Need, Severity, fix
from bot.sketch import LinkAt

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title Words [[code]](https://gitlab.com/a/b) [[code]](https://example.org/code.zip)\n",
    "- **[X]** Title Words [[demo video]](https://www.youtube.com/watch?v=X2k7n4FuI7c)\n",
    "- **[X]** Title Words [[code]](https://janedoe.github.io/)\n",
    "- **[X]** Title Words [[paper]](https://github.com/a/b/blob/main/paper.pdf)\n",
)
INVALID = (
    Example(
        "- **[UNIMO]** Title Words [[code]](https://unimo-ptm.github.io/)\n",
        "the label `code` on a project's page; the list has `website` for such",
        "- **[UNIMO]** Title Words [[website]](https://unimo-ptm.github.io/)\n",
        safe=False,
    ),
    Example(
        "- **[X]** Title Words [[pdf]](https://github.com/a/b)\n",
        "the label `pdf` on a repository; the list has `code` for such",
        "- **[X]** Title Words [[code]](https://github.com/a/b)\n",
        safe=False,
    ),
    Example(
        "- **[X]** Title Words [[code]](https://arxiv.org/abs/2301.00001)\n",
        "the label `code` on a paper; the list has `pdf` for such",
        "- **[X]** Title Words [[pdf]](https://arxiv.org/abs/2301.00001)\n",
        safe=False,
    ),
    Example(
        "- **[X]** Title Words [[pdf]](https://arxiv.org/abs/2301.00001) [[code]](https://arxiv.org/abs/2301.00001)\n",
        "the label `code` on a paper; `pdf` leads there too",
    ),
    Example(
        "- **[X]** Title Words [[pdf]](https://arxiv.org/abs/2301.00001) [[code]](https://arxiv.org/abs/2301.00002)\n",
        "the label `code` on a paper",
    ),
    Example(
        "- **[X]** Title Words [[video code]](https://www.youtube.com/watch?v=jwZQD0Cqz4o)\n",
        "the label `video code` on a video",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Labels of sure wrongness; nothing of a kind that is the list's habit."""
    found: list[tuple[LinkAt, Role, Role]] = []
    said: Counter[Role] = Counter()
    labels: dict[str, list[LinkAt]] = {}
    for one in context.entries:
        for link in one.links:
            if link.words:
                labels.setdefault(link.words, []).append(link)
    for words, links in labels.items():
        label = links[0].label
        if not (claimed := _claimed(label)) or "![" in words:
            continue
        said[claimed] += len(links)
        suspect = _SUSPECT[claimed].search
        found += (
            (link, claimed, opened)
            for link in links
            if suspect(link.url) and (opened := _opened(link.url)) in _NEVER[claimed] and opened
        )
    wrong = Counter((claimed, opened) for _, claimed, opened in found)
    for link, claimed, opened in sorted(found):
        if wrong[claimed, opened] > max(_SOME, _HABIT * said[claimed]) or _may_be_an_author_s(context, link):
            continue
        mixed = opened in _roles(link.label)
        usual = None if mixed else _usual_label(labels, opened)
        message, mended = f"the label `{link.label}` on a {_KINDS[opened]}", None
        if (other := _like(context, link, usual)) is not None:
            message += f"; `{other.label}` leads there too" if _is_one_address(link, other) else ""
        elif usual:
            message += f"; the list has `{usual}` for such"
            mended = _relabelled(link, usual)
        yield Finding(link.start, link.end, message, mended, "hint" if mixed else None)


def _claimed(label: str) -> Role | None:
    """What a label surely says; None where it says nothing, or several things."""
    if not label or len(label) > _LONGEST or _SEVERAL.search(label) or not is_label(label):
        return None
    role = label_role(label)
    if role == "abstract":
        role = "pdf"
    return role if role in _NEVER and _SURE[role].search(label) else None


def _may_be_an_author_s(context: LintContext, link: LinkAt) -> bool:
    """Whether it leads to the first page of a host that is named after nothing in the entry."""
    found = _FIRST_PAGE.match(link.url)
    one = context.entry_at(link.start)
    return found is not None and one is not None and found[1].casefold() not in one.words.casefold()


def _like(context: LintContext, link: LinkAt, usual: str | None) -> LinkAt | None:
    """Another link of the entry with its address, or with the label that it should have: so the address is the slip."""
    one = context.entry_at(link.start)
    others = [other for other in one.links if other.start != link.start and other.words] if one is not None else []
    alike = [other for other in others if _is_one_address(link, other)]
    named = [other for other in others if usual and other.label.casefold() == usual.casefold()]
    return next(iter(alike + named), None)


def _is_one_address(one: LinkAt, other: LinkAt) -> bool:
    return one.url.rstrip("/") == other.url.rstrip("/")


def _roles(label: str) -> set[Role | None]:
    return {label_role(word) for word in label.split()}


def _opened(url: str) -> Role | None:
    """What an address surely opens; None: unknown."""
    if "://" not in url:
        return None
    host, path = host_of(url), path_of(url).strip("/")
    if host in _REPOSITORIES:
        return (
            "code"
            if role_of(None, url) == "code" and path.count("/") + 1 >= 2 and "." not in path.rpartition("/")[2]
            else None
        )
    if host in _VIDEOS:
        return "video"
    if host == "arxiv.org":
        return "pdf" if path.startswith(("abs/", "pdf/")) else None
    if host.endswith(".github.io"):
        return "website" if "." not in path.rpartition("/")[2] and not _HOLDS_CODE.search(url) else None
    return None


def _usual_label(labels: dict[str, list[LinkAt]], opened: Role) -> str | None:
    """The label that the list mostly has for what is there."""
    usual: Counter[str] = Counter()
    for links in labels.values():
        label = links[0].label
        role = label_role(label) if len(label) <= _LONGEST else None
        if (role == opened or (opened == "pdf" and role == "abstract")) and len(label.split()) <= _MOST_WORDS:
            usual[label] += len(links)
    return usual.most_common(1)[0][0] if usual else None


def _relabelled(link: LinkAt, label: str) -> Fix:
    at = link.start + 1 + link.words.find(link.label)
    return fix(at, at + len(link.label), label, safe=False)


_KINDS: Final[dict[Role, str]] = {"website": "project's page", "code": "repository", "video": "video", "pdf": "paper"}
#: What a label says, and what then is not behind it.
_NEVER: Final[dict[Role, frozenset[Role]]] = {
    "code": frozenset(("website", "video", "pdf")),
    "video": frozenset(("code", "pdf")),
    "pdf": frozenset(("code", "video")),
}
_SUSPECT: Final[dict[Role, re.Pattern[str]]] = {
    "code": re.compile(r"\.github\.io|arxiv\.org|youtu\.?be|vimeo"),
    "video": re.compile(r"github\.com|gitlab\.com|arxiv\.org"),
    "pdf": re.compile(r"github\.com|gitlab\.com|youtu\.?be|vimeo"),
}
_SURE: Final[dict[Role, re.Pattern[str]]] = {
    "code": re.compile(r"\b(?:code|codes|github|repo|repository)\b", re.IGNORECASE),
    "video": re.compile(r"\b(?:videos?|youtube|talk)\b", re.IGNORECASE),
    "pdf": re.compile(r"\b(?:pdf|paper|arxiv)\b", re.IGNORECASE),
}
#: A page that a person or a project has at GitHub, and the first letters of whose it is.
_FIRST_PAGE: Final = re.compile(r"https?://(?:www\.)?([^./]{1,4})[^./]*\.github\.io(?:/(?:index\.html)?)?(?:[?#]|$)")
_SEVERAL: Final = re.compile(r"[/,&+|]|\band\b")
_REPOSITORIES: Final = frozenset(("github.com", "gitlab.com"))
_VIDEOS: Final = frozenset(("youtube.com", "youtu.be", "vimeo.com"))
_HOLDS_CODE: Final = re.compile(r"(?:/|#|[-_])(?:code|download|software|docs|demo)", re.IGNORECASE)
_LONGEST: Final = 30
_MOST_WORDS: Final = 2
_SOME: Final = 2
_HABIT: Final = 0.06
