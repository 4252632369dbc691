"""Entries on one line with a bullet: `- **[Name]** Title [[pdf]](url) [[code]](url) ...`.

The name may be missing or stand in other brackets, the title may carry the first link itself, the links
may be any, with any labels. Whatever else an entry says (authors, a venue, a year) makes it another form,
which is left to other families.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Final, NamedTuple, TypeVar

from bot.document import Entry
from bot.document.inline import escape, escape_start, link_target, tidy, unescape
from bot.links import Link, Role, host_of, label_role, role_of
from bot.papers import identify
from bot.styles import Citation

#: So many entries tell a section's habits; more would only take time.
_SAMPLE: Final = 100
_LEAST_SURENESS: Final = 0.5


def learn(entries: Sequence[Entry]) -> "BulletStyle | None":
    """The bullet style that most of these entries follow, or None if fewer than half follow one."""
    sample = entries[:: max(1, len(entries) // _SAMPLE)]
    parts = [part for entry in sample if (part := _take_apart(entry)) is not None]
    if not parts or len(parts) < len(sample) * _LEAST_SURENESS:
        return None
    named = [part for part in parts if part.name is not None]
    if len({part.name for part in named}) < 0.8 * len(named):
        return None  # the same word before many titles is a tag, not the papers' name
    linked = [part for part in parts if part.links]
    style = BulletStyle(
        prefix=_most((part.prefix for part in parts), "- "),
        name_form=_most((part.name_form for part in named), _DEFAULT_NAME_FORM),
        title_wrap=_most((part.title_wrap for part in parts if part.title), ("", "")),
        lead=_most((part.gaps[0] for part in linked), " "),
        between=_most((gap for part in linked for gap in part.gaps[1:-1]), " "),
        tail=_most((part.gaps[-1] for part in linked), ""),
        label_wrap=_most((link.wrap for part in linked for link in part.links), ("[", "]")),
        line_end=_most((part.line_end for part in parts if part.line_end), "\n"),
        shows_name=2 * len(named) > len(parts),
        title_carries_link=2 * sum(part.title_url is not None for part in parts) > len(parts),
        habits=_habits(parts),
    )
    kept = sum(style.read(entry) is not None for entry in sample)
    return replace(style, sureness=kept / len(sample)) if kept >= len(sample) * _LEAST_SURENESS else None


@dataclass(frozen=True)
class Habits:
    """Which links a section's entries carry, and how.

    `labels` holds the words of each role, the usual first; those in `host_labels` name the host that the link
    leads to. `order` holds the roles as they follow each other, `arxiv` the links that an arXiv paper gets:
    address with `{}` for the id, and label (None: carried by the title; empty: none that fits all papers).
    """

    labels: dict[Role, tuple[str, ...]]
    host_labels: frozenset[str]
    order: tuple[Role, ...]
    arxiv: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class BulletStyle:
    """How one section writes its entries; see `bot.styles.Style`."""

    prefix: str
    name_form: tuple[str, str, str]
    title_wrap: tuple[str, str]
    lead: str
    between: str
    tail: str
    label_wrap: tuple[str, str]
    line_end: str
    shows_name: bool
    title_carries_link: bool
    habits: Habits
    sureness: float = 1.0

    def read(self, entry: Entry) -> Citation | None:
        """What an entry says, if `render` writes exactly this entry of it, a missing last line end aside."""
        if entry.span.end - entry.span.start > 1:  # more is nested below it
            return None
        citation = self.skim(entry)
        if citation is None:
            return None
        written = self.render(citation)
        if not entry.text.endswith(("\n", "\r")):  # the last line of a text may end without
            written = written.rstrip("\r\n")
        return citation if written == entry.text else None

    def skim(self, entry: Entry) -> Citation | None:
        """What an entry of this family says, whatever its brackets and blanks."""
        parts = _take_apart(entry)
        if parts is None:
            return None
        links = [Link(_role(link.label, link.url), link.url, unescape(link.label)) for link in parts.links]
        if parts.title_url is not None:
            links.insert(0, Link(_role(None, parts.title_url), parts.title_url))
        name = None if parts.name is None else unescape(parts.name)
        return Citation(unescape(parts.title), name, links=tuple(links))

    def fit(self, citation: Citation) -> Citation:
        """A new paper's citation in the habits of the section. Addresses that no link can hold fall out."""
        links = sorted(self._links(citation.links), key=self._rank)
        carried = bool(links) and self.title_carries_link
        labelled = (
            replace(link, label=None if carried and place == 0 else link.label or self._label(link))
            for place, link in enumerate(links)
        )
        name = tidy(citation.name or "") or None
        return replace(citation, title=tidy(citation.title), name=name, links=tuple(labelled))

    def render(self, citation: Citation) -> str:
        """The entry's line, its line end included."""
        links = list(citation.links)
        carried = links.pop(0) if links and links[0].label is None else None
        title = escape(citation.title)
        if title:
            inside = f"[{title}]({carried.url})" if carried else title
            title = self.title_wrap[0] + inside + self.title_wrap[1]
        if citation.name is None:
            head = title
        else:
            opening, closing, gap = self.name_form
            head = opening + escape(citation.name) + closing + (gap + title if title else "")
        line = self.prefix + escape_start(head)
        if links:
            opening, closing = self.label_wrap
            lead = self.lead.removeprefix(".") if head.endswith((".", "?", "!")) else self.lead
            shown = (f"[{opening}{escape(link.label or '')}{closing}]({link.url})" for link in links)
            line += lead + self.between.join(shown) + self.tail
        return line + self.line_end

    def _links(self, links: Iterable[Link]) -> Iterable[Link]:
        """The links to show, each once; arXiv's in the section's own form and words, others unlabelled."""
        shown: dict[str, Link] = {}
        for link in links:
            target = link_target(link.url)
            if target is None:
                continue
            paper = identify(target)
            if paper is None or paper.scheme != "arxiv" or not self.habits.arxiv:
                shown.setdefault(target, Link(link.role, target, _own_label(link)))
                continue
            for form, label in self.habits.arxiv:
                url = form.replace("{}", paper.value)
                shown.setdefault(url, Link(_role(label, url), url, label))
        return shown.values()

    def _rank(self, link: Link) -> int:
        """Where a link stands: papers first if the title carries them, unknown roles last."""
        paper = link.role in _PAPER_ROLES
        if paper and self.title_carries_link:
            return -1
        for role in (link.role, *(_PAPER_ROLES if paper else ())):
            if role in self.habits.order:
                return self.habits.order.index(role)
        return -1 if paper else len(self.habits.order)

    def _label(self, link: Link) -> str:
        """The section's own word for a link, or its role's name where the section shows none."""
        for role in (link.role, *(_PAPER_ROLES if link.role in _PAPER_ROLES else ())):
            for word in self.habits.labels.get(role, ()):
                if word not in self.habits.host_labels or word.casefold() in host_of(link.url):
                    return word
        return _ROLE_WORDS.get(link.role, link.role)


class _LinkPart(NamedTuple):
    wrap: tuple[str, str]
    label: str
    url: str


class _Parts(NamedTuple):
    """An entry taken apart: its Markdown, put together again in this order.

    `gaps` stand before the first link, between links, and after the last one.
    """

    prefix: str
    name: str | None
    name_form: tuple[str, str, str]
    title_wrap: tuple[str, str]
    title: str
    title_url: str | None
    gaps: tuple[str, ...]
    links: tuple[_LinkPart, ...]
    line_end: str


_PAPER_ROLES: Final[tuple[Role, ...]] = ("pdf", "abstract")
_ROLE_WORDS: Final[dict[Role, str]] = {"abstract": "paper", "other": "link"}
_DEFAULT_NAME_FORM: Final = ("**[", "]**", " ")

_PREFIX: Final = re.compile(r"[ \t]*[-*+][ \t]+")
_LINK: Final = re.compile(
    r"(?<!!)\[((?:[^\[\]\\]++|\\.|\[(?:[^\[\]\\]++|\\.)*+\])*+)\]\(((?:[^()\s]++|\([^()\s]*+\))*+)\)"
)
_LABEL: Final = re.compile(r"([\[(*_`]*)(.*?)([\])*_`]*)")
_NAME_GAP: Final = r"([ \t]*[:|–—-]?[ \t]*)"
_NAME_FORMS: Final = tuple(
    (opening, closing, re.compile(f"{re.escape(opening)}(.{{1,60}}?){re.escape(closing)}{after}{_NAME_GAP}"))
    for opening, closing, after in (
        ("**[", "]**", ""),
        ("__[", "]__", ""),
        ("[**", "**]", r"(?![(\[:])"),
        ("**", ":**", ""),
        ("**", "**", ""),
        ("`", "`", ""),
        ("[", "]", r"(?![(\[:])"),
    )
)  # fmt: skip
_BARE_NAME: Final = re.compile(r"([^\s:\[\]*`](?:[^:\[\]*`]{0,38}[^\s:\[\]*`])?):([ \t]+)(?=[*_\"]*$)")
_LONGEST_LABEL: Final = 60
_BLANKS: Final = ("", " ")
_WRAPS: Final = {"": "", "**": "**", "__": "__", "*": "*", "_": "_", '"': '"', "“": "”"}
_WRAP_SIGNS: Final = frozenset('*_"“')
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOST_COMMAS: Final = 3
_WORD: Final = re.compile(r"[^\W_]")
#: Words of labels that are true of some papers only: who published it, what the code is written with.
_CLAIMS: Final = re.compile(
    r"\b(?:acl|cvf|ieee|acm|springer|openreview|thesis|official|pytorch|tensorflow|tf|jax|keras|\d+)\b", re.IGNORECASE
)
_ONE_WORD: Final = re.compile(r"[^\W_]+")
_PLAIN_LABEL: Final = re.compile(r"[^\W_][\w -]{0,19}")
_ARXIV_ADDRESS: Final = re.compile(
    r"(https?://(?:[\w-]+\.)*arxiv\.org/[a-z]+/)(?:[a-z-]+(?:\.[a-z]{2})?/)?\d[\d.]*\d(?:v\d+)?(\.pdf)?",
    re.IGNORECASE,
)


def _take_apart(entry: Entry) -> _Parts | None:
    """The parts of an entry of this family, or None for another form."""
    line = entry.text.rstrip("\r\n")
    prefix = _PREFIX.match(line)
    if prefix is None or entry.kind != "bullet" or "\n" in line or "\r" in line:
        return None
    found = list(_LINK.finditer(line, prefix.end()))
    starts = [link.start() for link in found] + [len(line)]
    gaps = [line[link.end() : start] for link, start in zip(found, starts[1:], strict=True)]
    name, name_form, rest = _split_name(line[prefix.end() : starts[0]], bool(found))
    title_url = None
    if rest in _WRAPS and found and _is_title(found[0][1]) and gaps[0].startswith(_WRAPS[rest]):
        wrap = (rest, _WRAPS[rest])
        title, title_url = found[0].groups()
        lead, found, gaps = gaps[0].removeprefix(wrap[1]), found[1:], gaps[1:]
    else:
        title, lead = _split_lead(rest)
        wrap, title = _split_wrap(title)
        if name is not None and name_form[:2] == ("**", "**") and not title:
            wrap, title, name = ("**", "**"), name, None
        if _says_more(title):
            return None
        if name is not None and not title:
            name_form, lead = (*name_form[:2], " "), name_form[2] + lead
    gaps.insert(0, lead)
    if not (title or name) or (name is not None and _YEAR.search(name)):
        return None
    if any(gap not in _BLANKS and _WORD.search(gap) for gap in gaps):
        return None
    links = []
    for link in found:
        label = _read_label(link[1])
        if label is None:
            return None
        links.append(_LinkPart(*label, link[2]))
    return _Parts(
        prefix[0], name, name_form, wrap, title, title_url, tuple(gaps), tuple(links), entry.text[len(line) :]
    )


def _split_name(head: str, linked: bool) -> tuple[str | None, tuple[str, str, str], str]:
    """Name, its form, and the rest of what stands before the first link."""
    if head[:1] in ("*", "[", "`", "_"):
        for opening, closing, pattern in _NAME_FORMS:
            if found := pattern.match(head):
                return found[1], (opening, closing, found[2]), head[found.end() :]
    elif linked and head.endswith((" ", "\t", "*", '"')) and (found := _BARE_NAME.match(head)):
        return found[1], ("", ":", found[2]), head[found.end() :]
    return None, _DEFAULT_NAME_FORM, head


def _split_lead(head: str) -> tuple[str, str]:
    """The title, and what stands between it and the first link."""
    title = head.rstrip(" \t[(|\\")
    if title.endswith((",", ":", " -", "–", "—")):
        title = title[:-1].rstrip(" \t")
    title = title.removesuffix(".")
    return title, head[len(title) :]


def _split_wrap(title: str) -> tuple[tuple[str, str], str]:
    """The signs around the whole title, and the title without them."""
    if title[:1] in _WRAP_SIGNS:
        for opening, closing in _WRAPS.items():
            if opening and title.startswith(opening) and title.endswith(closing):
                inside = title[len(opening) : -len(closing)]
                if inside and closing not in inside:
                    return (opening, closing), inside
    return ("", ""), title


def _says_more(title: str) -> bool:
    """Whether the text in the title's place holds more than a title: authors, a year, an address."""
    if ("19" in title or "20" in title) and _YEAR.search(title):
        return True
    return title.count(",") > _MOST_COMMAS or " et al" in title or "://" in title


@lru_cache(maxsize=1024)
def _read_label(source: str) -> tuple[tuple[str, str], str] | None:
    """A link's label: the signs around its words, and the words; None for what labels no link."""
    found = _LABEL.fullmatch(source) if len(source) <= _LONGEST_LABEL else None
    if found is None or not found[2] or _YEAR.search(found[2]):
        return None
    return (found[1], found[3]), found[2]


def _is_title(label: str) -> bool:
    """Whether a link in the title's place holds the title, and not one of the words that label links."""
    return not label.startswith(("[", "!")) and (_label_role(label) is None or len(_ONE_WORD.findall(label)) > 3)


_label_role = lru_cache(maxsize=1024)(label_role)


def _role(label: str | None, url: str) -> Role:
    named = _label_role(label) if label else None
    if named is not None and named not in _PAPER_ROLES:
        return named
    if "//arxiv.org/pdf/" in url:  # by far the commonest addresses, told apart without taking them apart
        return "pdf"
    return "abstract" if "//arxiv.org/abs/" in url else role_of(label, url)


def _own_label(link: Link) -> str | None:
    """A contributor's label where only it says what stands behind the link."""
    label = tidy(link.label or "").strip("[]() ").lower()
    return label if link.role == "other" and _PLAIN_LABEL.fullmatch(label) else None


def _habits(parts: Iterable[_Parts]) -> Habits:
    labels: dict[Role, Counter[str]] = {}
    hosts: Counter[str] = Counter()
    before: Counter[tuple[Role, Role]] = Counter()
    arxiv: list[tuple[tuple[str, str | None], ...]] = []
    for part in parts:
        forms: dict[str, str | None] = {}
        roles: dict[Role, None] = {}
        for label, url in _labelled_urls(part):
            role = _role(label, url)
            roles.setdefault(role)
            if label is not None and _tells_role(label):
                labels.setdefault(role, Counter())[label] += 1
                hosts[label] += label.casefold() in host_of(url)
            if form := _ARXIV_ADDRESS.fullmatch(url):
                known = label is None or _tells_role(label)
                forms.setdefault(f"{form[1]}{{}}{form[2] or ''}", label if known else "")
        before.update(combinations(roles, 2))
        before.update((role, role) for role in roles)
        if forms:
            arxiv.append(tuple(forms.items()))
    return Habits(
        labels={role: words for role, counter in labels.items() if (words := _usual_words(counter))},
        host_labels=frozenset(
            label for counter in labels.values() for label, times in counter.items() if 2 * hosts[label] > times
        ),
        order=_role_order(before),
        arxiv=_most(arxiv, ()),
    )


def _tells_role(label: str) -> bool:
    """Whether a label says what stands behind a link and nothing else, so that it fits other papers too."""
    return _label_role(label) is not None and not _CLAIMS.search(label)


def _usual_words(labels: Counter[str]) -> tuple[str, ...]:
    """The labels that a role has, the usual first; those met once count only if they are a single word."""
    return tuple(label for label, times in labels.most_common() if times > 1 or _ONE_WORD.fullmatch(label))


def _role_order(before: Counter[tuple[Role, Role]]) -> tuple[Role, ...]:
    """Roles such that each stands before those that it mostly precedes; the frequent first among equals."""
    roles = [role for role, other in before if role == other]

    def precedence(role: Role) -> tuple[int, int]:
        lead = sum(
            (before[other, role] > before[role, other]) - (before[role, other] > before[other, role]) for other in roles
        )
        return lead, -before[role, role]

    return tuple(sorted(roles, key=precedence))


def _labelled_urls(part: _Parts) -> Iterator[tuple[str | None, str]]:
    if part.title_url is not None:
        yield None, part.title_url
    for link in part.links:
        yield link.label, link.url


_T = TypeVar("_T")


def _most(values: Iterable[_T], default: _T) -> _T:
    """The most frequent value, the first met among equals; the default where there is none."""
    return next((value for value, _ in Counter(values).most_common(1)), default)
