"""An entry that stands in a section of quite another kind.

Readers who look for other lists do not find one among the papers. Only what is sure is told: another list among papers
where this list has a section for such, and papers where its owner wants none. There is no fix: whether it moves or
goes, a person knows.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Example, Finding, Group, LintContext, Need, Severity
from bot.sketch import Sketch

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
_PAPERS = "".join(f"- Title {n} [[pdf]](https://arxiv.org/pdf/2301.000{n}.pdf)\n" for n in range(10, 16))
_LISTS = "## Other Lists\n\n- [one](https://github.com/a/awesome-one)\n- [two](https://github.com/a/awesome-two)\n\n"
VALID = (
    f"# L\n\n{_LISTS}## Papers\n\n{_PAPERS}",
    f"# L\n\n## Papers\n\n{_PAPERS}- [clip](https://github.com/a/Awesome-CLIP)\n",
)
INVALID = (
    Example(
        f"# L\n\n{_LISTS}## Papers\n\n{_PAPERS}- [clip](https://github.com/a/Awesome-CLIP)\n",
        "a list of papers, not a paper; such entries stand under `Other Lists`",
        line=16,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """Other lists among papers; papers in sections that hold none, as the owner says."""
    if "awesome" in context.text.lower():
        home = next(filter(_holds_lists, context.groups), None)
        for group in context.paper_groups if home else ():
            if group.paper_share < _SHARE or group is home or home is None:
                continue
            for one in filter(_is_list, group.entries):
                yield Finding(
                    one.content,
                    one.end,
                    f"a list of papers, not a paper; such entries stand under `{home.section.path[-1][:_LONGEST]}`",
                )
    if context.owner is not None:
        for group in context.groups:
            if group.section.path and context.owner.section(group.section.path).papers is False:
                for one in group.entries:
                    if one.paper is not None and one.paper.address_is_papers:
                        said = "a paper in a section that holds none, as the list's settings say"
                        yield Finding(one.content, one.end, said)


def _holds_lists(group: Group) -> bool:
    return bool(group.section.path) and len(group.entries) > 1 and group.share(_is_list) > _SHARE_OF_LISTS


def _is_list(one: Sketch) -> bool:
    """Whether an entry's only link is the repository of a list that calls itself awesome."""
    return len(one.links) == 1 and one.paper is None and _AWESOME.match(one.links[0].url) is not None


_SHARE: Final = 0.8
_LONGEST: Final = 80
_SHARE_OF_LISTS: Final = 0.6
#: https://github.com/sindresorhus/awesome/blob/main/create-list.md: lists are called `awesome-name-of-list`.
_AWESOME: Final = re.compile(r"https?://(?:www\.)?github\.com/[\w.-]+/[\w.-]*?awesome(?![a-z])", re.IGNORECASE)
