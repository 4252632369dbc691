"""The links of a new entry as its list writes them: which there are, in what order, their addresses and labels."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.citation import Citation
from bot.document.inline import link_target, tidy
from bot.forms import LinkPart, Slot, Target
from bot.forms.example import Example, group_of
from bot.links import Link, Role, host_of, is_label
from bot.papers import PaperId, identify


def once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Links that an entry can hold, each paper and each address once, unlabelled but for what only a label tells."""
    kept: dict[str, Link] = {}
    for link in links:
        target = link_target(link.url)
        if target is None:
            continue
        paper = identify(target)
        key = str(paper) if paper is not None and paper.scheme == "arxiv" else target
        # A bar would end the cell of a row.
        kept.setdefault(key, Link(link.role, target.replace("|", "%7C"), link.label))
    return tuple(kept.values())


def fitted_links(
    example: Example, said: Citation, examples: Sequence[Example], forms: Mapping[str, float]
) -> list[Link]:
    """The links as the example has them, in its order; then those that it lacks."""
    waiting = list(said.links)
    fitted: list[Link] = []
    papers: dict[PaperId | str, Link] = {}
    on_title = False
    #: The paper's link in place of each address of the example: what that links twice is linked twice.
    places: dict[str, Link] = {}
    for part in example.links:
        address = next((one.url for one in part.parts if isinstance(one, Target)), "")
        group = group_of(part.role)
        same = [link for link in waiting if group_of(link.role) == group]
        if part.label is None and not same and waiting and not fitted:
            same = waiting[:1]
        identity = identify(address) or address
        if papers and group == "paper" and not same and (on_title or part.label is None or identity in papers):
            link = next(iter(papers.values()))  # linked by its title and by a word, or as abstract and as PDF
        elif same:
            link = min(same, key=lambda one: (one.role != part.role, _names(part.label) not in ("", host_of(one.url))))
            waiting.remove(link)
        elif address in places:
            link = places[address]
        else:
            continue
        places[address] = link
        if group == "paper":
            papers.setdefault(identity, link)
            on_title |= part.label is None
        url = _address(link.url, part if len(example.arxiv_forms) > 1 else None, forms)
        if part.label is None:
            label = None
        elif any(isinstance(one, Slot) and one.field == "venue" for one in part.parts):
            label = said.venue or _label(link, None, examples)
        else:
            label = _label(link, part.label, examples)
        fitted.append(Link(link.role if group != "paper" else _paper_role(url, link.role), url, label))
    for link in waiting:
        url = _address(link.url, None, forms)
        fitted.append(Link(link.role, url, _label(link, None, examples)))
    return fitted


def _paper_role(url: str, role: Role) -> Role:
    if "arxiv.org/pdf/" in url:
        return "pdf"
    return "abstract" if "arxiv.org/abs/" in url else role


def _address(url: str, part: LinkPart | None, forms: Mapping[str, float]) -> str:
    """An address in the form of the list, where it is arXiv's."""
    paper = identify(url)
    if paper is None or paper.scheme != "arxiv":
        return url
    form = (
        next((target.form for target in part.parts if hasattr(target, "form") and "{}" in target.form), "")
        if part
        else ""
    )
    form = form or max(forms, key=forms.__getitem__, default="")
    return form.replace("{}", paper.value) if form else url


#: Words of labels that are true of some code only.
_FRAMEWORK: Final = re.compile(r"torch|tensorflow|\btf\b|keras|\bjax\b|caffe|official|matlab|theano", re.IGNORECASE)
#: Hosts and archives that a label may name.
_CLAIMS: Final = re.compile(
    r"\b(?:acl|cvf|ieee|acm|springer|openreview|arxiv|thesis|zenodo|zhihu|youtube|bilibili|colab|kaggle|hugging ?face"
    r"|hf|github|gitlab|gitee)\b",
    re.IGNORECASE,
)


def _names(label: str | None) -> str:
    """The host that a label names; empty where it names none."""
    found = _CLAIMS.search(label or "")
    return found[0].casefold().replace(" ", "") if found else ""


def _true_of(label: str, link: Link) -> bool:
    """Whether a label that names a host names the one that the link leads to."""
    named = _names(label)
    return not named or named in host_of(link.url) or (named == "hf" and "huggingface" in host_of(link.url))


def _label(link: Link, label: str | None, examples: Sequence[Example]) -> str:
    """The list's word for a link: the example's, else the commonest that is true of it."""
    group = group_of(link.role)
    shown = Counter(part.label for one in examples for part in one.links if part.label)
    same = {part.label for one in examples for part in one.links if part.label and group_of(part.role) == group}
    # Words that one entry alone shows may be its own, unless they are plain ones. What code is written with is a
    # claim, unless the list says it of nearly all code.
    total = sum(shown[word] for word in same)
    fit = [
        word
        for word in same
        if _true_of(word, link)
        and (shown[word] > 1 or (is_label(word) and " " not in word))
        and (not _FRAMEWORK.search(word) or 3 * shown[word] >= 2 * total)
    ]
    if label is not None and label in fit:
        others = (shown[word] for word in fit if word.casefold() != label.casefold())
        if _OUTVOTED * shown[label] >= max(others, default=0):
            return label
    plain = [word for word in fit if is_label(word)]
    if plain:
        return max(plain, key=lambda word: (shown[word], word))
    own = tidy(link.label or "").strip("[]() ")
    word = own if link.role == "other" and _PLAIN_LABEL.fullmatch(own) else _ROLE_WORDS.get(link.role, link.role)
    capital = [known[:1].isupper() for known in shown if is_label(known)]
    return word.capitalize() if capital and all(capital) else word.lower()


#: An example's own label goes where another one is so many times as common.
_OUTVOTED: Final = 5
_PLAIN_LABEL: Final = re.compile(r"[^\W_][\w -]{0,19}")
_ROLE_WORDS: Final[dict[str, str]] = {"abstract": "paper", "other": "link"}
