"""An entry without a link to its paper where nearly all others of the section have one.

A list of papers is there to lead to them. What has no paper may belong into another section. There is no fix: the
address stands with the paper. A post in the place of a paper is only a hint, and none where the list has several.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from bot.links import host_of, is_label, label_role, role_of
from bot.lint import Example, Finding, Group, LintContext, Need, Severity
from bot.sketch import LinkAt, Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "- **[X]** Title Words [[here]](https://example.org/x)\n",
    "- **[X]** Title Words, to appear\n",
    "- [X](https://github.com/a/b): words on a tool\n",
    "- **[X Series]** All Models [[code]](https://github.com/a/b) [[code]](https://github.com/a/c)\n",
    "# L\n\n## A\n\n- Library [[github]](https://github.com/a/b)\n- Other [[github]](https://github.com/a/c)\n",
)
INVALID = (
    Example(
        "- **[X]** Title Words [[code]](https://github.com/a/b) [[website]](https://a.github.io/b)\n",
        "no link to the paper; 8 of the section's 9 entries have one, as `pdf`",
    ),
    Example("- **[X]** Title Words Of A Paper\n", "no link at all; 8 of the section's 9 entries have one to the paper"),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Entries whose links surely lead to no paper, or that have none; those are errors where all others have one."""
    without = [one for one in context.house if one.links and one.paper is None]
    posts = sum(_is_post(one) and all(map(_leads_elsewhere, one.links)) for one in without)
    for group in context.paper_groups:
        settled = context.settled(group)
        having = [one for one in settled if one.paper is not None]
        if len(having) < _LEAST or len(having) < min(_SHARE * len(settled), len(settled) - 1):
            continue
        linked = all(one.links for one in settled if one.paper is None)
        kind = Counter((one.entry.kind, one.entry.depth) for one in having).most_common(1)[0][0]
        for one in group.entries:
            if one.paper is not None or one.is_bare or (one.entry.kind, one.entry.depth) != kind:
                continue
            if (
                _LATER.search(one.text)
                or _NONE.search(one.text)
                or (one.name is not None and _SEVERAL.search(one.name))
            ):
                continue
            share = f"{len(having)} of the section's {len(settled)} entries have one"
            if not one.links:
                if _may_be_a_paper(one, group):
                    alone = linked or sum(not other.links for other in settled) == 1
                    said = f"no link at all; {share} to the paper"
                    yield Finding(one.content, one.end, said, severity="error" if alone else None)
            elif all(map(_leads_elsewhere, one.links)) and not _is_tool(one):
                label = next((found.label for found in (some.paper for some in having) if found and found.label), "")
                called = f", as `{label}`" if label and is_label(label) else ""
                said = f"no link to the paper; {share}{called}"
                if not _is_post(one):
                    yield Finding(one.content, one.end, said)
                elif posts <= _FEW_POSTS:
                    yield Finding(one.content, one.end, said, severity="hint")


def _is_post(one: Sketch) -> bool:
    """Whether an entry shows a post or a talk in the place of a paper."""
    roles = {link.role for link in one.links}
    return "blog" in roles or roles == {"video"} or any(link.label.casefold() == "docs" for link in one.links)


def _is_tool(one: Sketch) -> bool:
    """Whether an entry is nothing but the name of a repository, with a few words on it, and shows no year."""
    link = one.links[0]
    named = not is_label(link.label) or len(link.label.split()) > _LEAST_WORDS
    return len(one.links) == 1 and role_of(None, link.url) == "code" and named and not _YEAR.search(one.words)


def _may_be_a_paper(one: Sketch, group: Group) -> bool:
    """Whether an entry without links is one of its section, and not a remark or the head of some."""
    return (
        len(one.words.split()) >= _LEAST_WORDS
        and one.entry.span.end - one.entry.span.start == len(one.text.strip().splitlines())
        and "[" + "]" not in one.text
        and (one.name is not None or not any(other.name for other in group.entries))
        and "://" not in one.text
        and "](" not in one.text
    )


def _leads_elsewhere(link: LinkAt) -> bool:
    """Whether a link surely leads to no paper."""
    if "://" not in link.url or _FILE.search(link.url):
        return False
    named = label_role(link.label) if is_label(link.label) else None
    if named in ("pdf", "abstract"):
        return False
    by_address = role_of(None, link.url)
    if named is not None:
        return by_address not in ("pdf", "abstract")
    host = host_of(link.url)
    return by_address in _ELSEWHERE or host.endswith("github.io") or host in ("huggingface.co", "hf.co", "github.com")


_ELSEWHERE: Final = frozenset(("code", "video", "demo", "model", "blog"))
_LEAST: Final = 5
_SHARE: Final = 0.9
_FEW_POSTS: Final = 2
_LEAST_WORDS: Final = 3
#: A cell that says that there is none.
_NONE: Final = re.compile(r"\|\s*(?:-{1,3}|\u2014|N/?A)\s*\|")
#: What has many papers or none.
_SEVERAL: Final = re.compile(r"\b(?:series|family|collection|resources)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d|['\u2019]\d\d")
#: A paper, or a page that may hold one.
_FILE: Final = re.compile(r"\.(?:pdf|md|tex|ps|html)\b", re.IGNORECASE)
_LATER: Final = re.compile(
    r"\b(?:coming soon|to appear|to be (?:released|published)|tba|tbd|forthcoming)\b", re.IGNORECASE
)
