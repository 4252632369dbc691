"""Lines to papers: which addresses, titles and labels belong to one paper.

Lines are read from top to bottom, as people read them. A draft grows until something of another paper is met:
another identity, another title, another list item or row.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from bot.links import Link, Role, clean_url, is_label, label_role, role_of
from bot.papers import PaperId, identify, url_identity
from bot.submission.bibtex import read_record
from bot.submission.cues import Stance, find_cues
from bot.submission.fields import Field, field_of, is_empty_answer, split_label
from bot.submission.markup import Anchor, Line
from bot.submission.noise import is_noise, is_other_list
from bot.submission.sections import Wish, clean_section
from bot.submission.titles import clean_title, looks_like_name, looks_like_title, quoted, split_name

#: Roles of addresses that may stand for a paper which has no other address, the surest first.
_STAND_INS: Final[tuple[Role, ...]] = ("pdf", "abstract", "website", "code", "demo")

#: What says of a second address that it is the same paper's.
_VERSION_WORDS: Final = re.compile(
    r"\b(?:arxiv|preprint|version|openreview|doi|published|proceedings?|camera[- ]ready|paper|pdf|link|abs|abstract|"
    r"acl|anthology|cvf|ieee|acm|springer|pmlr|neurips|journal|conference|also|url)\b|论文|链接|预印",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    r"\b(?:papers|works|articles|both|two|three|four|five|six|several|some|few|many|multiple|list of|these|preprints|(?:[2-9]|1\d)(?= \w+ ?(?:papers|works|articles)))\b|两篇|三篇|几篇|这些",
    re.IGNORECASE,
)


@dataclass
class Draft:
    """A paper while it is read."""

    block: int
    scope: tuple[int, ...] = ()
    ids: list[PaperId] = field(default_factory=list)
    title: str | None = None
    name: str | None = None
    links: list[Link] = field(default_factory=list)
    section: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    date: str | None = None
    stances: list[Stance | None] = field(default_factory=list)
    prose: bool = False
    labelled: bool = False

    def add_link(self, link: Link) -> None:
        """Keep a link once."""
        if all(link.url != other.url for other in self.links):
            self.links.append(link)


@dataclass(frozen=True)
class Heard:
    """A line, what it says of each of its addresses, where a title may begin before each, and its wishes."""

    line: Line
    stances: tuple[Stance | None, ...]
    starts: tuple[int, ...]
    prose: bool
    lead: Stance | None
    wishes: tuple[Wish, ...] = ()
    scope: tuple[int, ...] = ()


class Assembler:
    """Grows drafts from heard lines. `is_own` tells the addresses of the list itself."""

    def __init__(self, is_own: Callable[[str], bool], *, several: bool) -> None:
        self.drafts: list[Draft] = []
        self.loose: list[Link] = []
        self.spoken: list[str] = []
        self._is_own = is_own
        self._several = several
        self._current: Draft | None = None
        self._pending: list[Link] = []
        self._waiting: tuple[str | None, str | None, int] | None = None
        self._heading: str | None = None
        self._follow: set[int] = set()

    def read(self, lines: list[Heard]) -> None:
        """Take all lines in order."""
        self._follow = _blocks_with_titles_behind(lines)
        one_paper = _lists_of_one_paper(lines)
        for heard in lines:
            self._take(replace(heard, scope=_scope(heard.line, one_paper)))
        self.loose += self._pending

    def _take(self, heard: Heard) -> None:
        line = heard.line
        if line.kind == "rule":
            self._close()
        elif line.kind == "record":
            self._take_record(heard)
        elif line.kind == "heading":
            self._take_heading(heard)
        elif not line.checkbox or line.anchors:
            self._take_text(heard)
            if heard.prose:
                self.spoken += [title for title in _spoken_titles(heard) if title not in self.spoken]

    def _close(self) -> None:
        self._current = None
        self.loose += self._pending
        self._pending = []
        self._waiting = None

    def _take_heading(self, heard: Heard) -> None:
        self._close()
        text = clean_title(heard.line.text)
        if heard.line.anchors:
            self._take_text(heard)
        elif not list(find_cues(text)):
            self._heading = text
            if looks_like_title(text) or looks_like_name(text):
                self._wait(text, heard.line.block)

    def _take_text(self, heard: Heard) -> None:
        line = heard.line
        label: tuple[Field | Role, int] | None
        if line.label is not None:
            known = field_of(line.label)
            label = (known, 0) if known else None
            if known is None and not line.anchors:
                return
        else:
            label = split_label(line.text)
            if label is None and line.strong and line.strong[0][0] == 0 and not line.bold:
                known = field_of(line.text[: line.strong[0][1]])
                label = (known, line.strong[0][1]) if known else None
        if label is not None and self._take_field(heard, *label):
            return
        if line.anchors and self._take_anchors(heard):
            return
        self._take_words(heard)

    def _take_field(self, heard: Heard, name: Field | Role, start: int) -> bool:
        """Read `Label: value`; False where the line says more than its label."""
        line = heard.line
        value = line.text[start:].strip()
        if is_empty_answer(value):
            return True
        anchors = bool(line.anchors)
        match name:
            case "title" if not anchors or self._title_before_anchor(line, start):
                end = line.anchors[0].start if anchors else len(line.text)
                title = clean_title(line.text[start:end])
                draft = self._current
                if draft is None or draft.title or (draft.scope != heard.scope and draft.ids):
                    draft = self._start(heard, Stance.REQUEST)
                _, draft.title = split_name(title)
                draft.name = draft.name or split_name(title)[0]
                draft.labelled = True
                if anchors:
                    self._take_anchors(heard)
                return True
            case "name" | "model" if not anchors:
                draft = self._current
                if draft is None or (draft.scope != heard.scope and (draft.ids or draft.title)):
                    draft = self._start(heard, None)
                if len(value.split()) >= 4 and not draft.title:
                    draft.title = clean_title(value)
                else:
                    draft.name = draft.name or clean_title(value)
                return True
            case "paper" | "link" | "abstract" | "pdf" if not anchors:
                title = clean_title(value)
                if name == "paper" and looks_like_title(title):
                    draft = self._current
                    if draft is None or draft.title:
                        draft = self._start(heard, Stance.REQUEST)
                    draft.name, draft.title = split_name(title)
                    draft.labelled = True
                return True
            case "section" if not anchors:
                section = clean_section(value)
                if self._current is not None and heard.scope == self._current.scope:
                    self._current.section = section
                else:
                    self._heading = section
                return True
            case "venue" | "date" | "authors" if not anchors:
                if self._current is not None:
                    _set_fact(self._current, name, value)
                return True
            case "text" | "correction" | "record":
                return not anchors
            case _:
                return not anchors and not heard.prose and line.label is None and name not in ("title",)

    def _title_before_anchor(self, line: Line, start: int) -> bool:
        return bool(line.anchors) and looks_like_title(line.text[start : line.anchors[0].start])

    def _take_anchors(self, heard: Heard) -> bool:
        """Read a line with addresses; False where none of them counts."""
        line = heard.line
        found = False
        papers = {identify(anchor.url) for anchor in line.anchors} - {None}
        opened = False
        for index, anchor in enumerate(line.anchors):
            stance = heard.stances[index]
            url = clean_url(anchor.url)
            if is_noise(url) or self._is_own(url):
                continue
            identity = identify(url)
            label = _label_of(line, anchor, heard.starts[index])
            role = role_of(label, url)
            if identity is None and role in ("pdf", "abstract"):
                identity = url_identity(url)
            found = True
            if identity is not None:
                if role not in ("pdf", "abstract"):
                    role = role_of(None, url)
                self._take_paper(heard, index, identity, Link(role, url, label), stance)
                opened = True
                continue
            if is_other_list(url) and label is None and (heard.prose or line.checkbox):
                continue
            link = Link(role, url, label)
            if len(papers) == 1 and not opened and self._begins_paper(heard):
                if stance not in _NEGATIVE:
                    self._pending.append(link)
            elif self._current is not None and self._reaches(heard):
                if stance not in _NEGATIVE or stance in self._current.stances:
                    self._current.add_link(link)
            elif stance not in _NEGATIVE:
                self._pending.append(link)
                if not self._waiting:
                    self._wait_for_title_in(heard, index)
        return found

    def _begins_paper(self, heard: Heard) -> bool:
        """Whether the addresses before the paper's own in a line are already its links."""
        current = self._current
        ids = [identity for anchor in heard.line.anchors if (identity := identify(anchor.url))]
        return current is None or (bool(current.ids) and ids[0] not in current.ids)

    def _reaches(self, heard: Heard) -> bool:
        """Whether a line still speaks of the current draft."""
        current = self._current
        if current is None:
            return False
        return current.scope == heard.scope or not heard.scope or not current.scope

    def _take_paper(
        self, heard: Heard, index: int, identity: PaperId, link: Link, stance: Stance | None
    ) -> None:
        line, anchor = heard.line, heard.line.anchors[index]
        title, name = _title_at(heard, index)
        draft = self._current
        if draft is None or not self._same_paper(draft, identity, heard, index, title):
            draft = next((known for known in self.drafts if identity in known.ids), None)
            if draft is None:
                draft = self._start(heard, stance)
        self._current = draft
        if identity not in draft.ids:
            draft.ids.append(identity)
        draft.stances.append(stance)
        draft.prose = draft.prose or heard.prose
        if title and not draft.title:
            draft.title = title
        if name and not draft.name:
            draft.name = name
        if anchor.given:
            draft.add_link(link)
        self._settle(draft, line)

    def _same_paper(
        self, draft: Draft, identity: PaperId, heard: Heard, index: int, title: str | None
    ) -> bool:
        """Whether an address belongs to the paper that is being read."""
        line = heard.line
        if identity in draft.ids:
            return True
        if draft.scope != heard.scope:
            return not draft.ids and draft.labelled and not draft.scope
        if not draft.ids:
            return not (title and draft.title and not _alike(title, draft.title))
        schemes = {known.scheme for known in draft.ids}
        if identity.scheme in schemes and identity.scheme != "url":
            return False
        if title and draft.title and not _alike(title, draft.title):
            return False
        negative = heard.stances[index] in _NEGATIVE
        if negative != any(stance in _NEGATIVE for stance in draft.stances):
            return False
        before = line.text[heard.starts[index] : line.anchors[index].start]
        if not line.anchors[index].given:
            before = line.text[heard.starts[index] : line.anchors[index].end]
        if _VERSION_WORDS.search(before) or _VERSION_WORDS.search(line.anchors[index].label or ""):
            return not title or not draft.title or _alike(title, draft.title)
        if line.label is not None or len(heard.scope) == 1:
            return True
        return not self._several and not title

    def _start(self, heard: Heard, stance: Stance | None) -> Draft:
        draft = Draft(heard.line.block, heard.scope)
        if stance is not None:
            draft.stances.append(stance)
        self.drafts.append(draft)
        self._current = draft
        return draft

    def _settle(self, draft: Draft, line: Line) -> None:
        """Give a draft what was waiting for it: a title above, links above, the heading."""
        for link in self._pending:
            draft.add_link(link)
        self._pending = []
        had_own = bool(draft.title)
        if self._waiting is not None:
            title, name, block = self._waiting
            if not draft.title and title:
                draft.title = title
            if not draft.name and name and not (had_own and not line.item):
                draft.name = name
            self._waiting = None
        if draft.section is None and self._heading and self._heading not in (draft.title, draft.name):
            if had_own or draft.title:
                draft.section = clean_section(self._heading)
        if draft.name and draft.name == self._heading and had_own:
            draft.name, draft.section = None, clean_section(self._heading)

    def _take_words(self, heard: Heard) -> None:
        """Read a line without addresses that count: a title, a name, a heading, or talk."""
        line = heard.line
        text = clean_title(line.text)
        name, rest = split_name(text)
        current = self._current
        if line.label is not None:
            return
        if heard.prose or find_talk(line):
            if line.bold or not heard.prose:
                self._waiting = None
            self._talk(heard)
            return
        if line.bold and not looks_like_title(text, strict=True):
            self._close()
            self._heading = text
            if looks_like_title(text) or looks_like_name(text):
                self._wait(text, line.block)
            return
        if looks_like_title(rest):
            if current is not None and current.ids and not current.title and self._behind(current, line):
                current.title, current.name = rest, current.name or name
                return
            if len(heard.scope) == 2 and self._lists_titles(heard):
                self._close()
                draft = self._start(heard, heard.lead)
                draft.title, draft.name, draft.labelled = rest, name, True
                draft.section = clean_section(self._heading) if self._heading else None
                return
            if current is not None and current.ids and current.title and current.block != line.block:
                self._current = None
            self._wait(rest, line.block, name)
        elif looks_like_name(text):
            if line.item or line.bold:
                self._current = None
            self._wait(text, line.block)

    def _talk(self, heard: Heard) -> None:
        """A sentence to the reader: what was read before is done; titles that it quotes may be proposed."""
        line = heard.line
        if self._current is not None and heard.scope == self._current.scope and heard.scope:
            return
        self._close()
        if heard.lead is not Stance.REQUEST:
            return
        titles = _spoken_titles(heard)
        if len(titles) == 1:
            self._wait(titles[0], line.block)
        for title in titles:
            draft = Draft(line.block, heard.scope, stances=[Stance.REQUEST], prose=True)
            draft.title = title
            self.drafts.append(draft)

    def _wait(self, text: str, block: int, name: str | None = None) -> None:
        if looks_like_title(text):
            self._waiting = (text, name, block)
        else:
            self._waiting = (None, name or text, block)

    def _wait_for_title_in(self, heard: Heard, index: int) -> None:
        """A title beside an address that is no paper's: a project page or a repository may stand for it."""
        title, name = _title_at(heard, index)
        if title:
            self._waiting = (title, name, heard.line.block)
            if heard.stances[index] in (Stance.REQUEST, Stance.ANNOUNCE):
                draft = self._start(heard, heard.stances[index])
                draft.title, draft.name, draft.prose = title, name, True
                self._settle(draft, heard.line)

    def _behind(self, current: Draft, line: Line) -> bool:
        return current.block in self._follow and current.block == line.block

    def _lists_titles(self, heard: Heard) -> bool:
        """Whether an item without an address is a title asked for."""
        return heard.lead is Stance.REQUEST and looks_like_title(heard.line.text, strict=True)

    def _take_record(self, heard: Heard) -> None:
        record = read_record(heard.line.text)
        current = self._current
        if heard.lead is Stance.CHATTER:
            return
        title = clean_title(record.title) if record.title else None
        if record.url and (is_other_list(record.url) or self._is_own(record.url)):
            return
        known = next((draft for draft in self.drafts if set(draft.ids) & set(record.ids)), None)
        if known is None and title:
            known = next((draft for draft in self.drafts if draft.title and _alike(draft.title, title)), None)
        if known is None and current is not None and not (current.ids and record.ids) and not current.title:
            known = current
        if known is None:
            if not record.ids and (title is None or title.casefold().startswith("awesome")):
                return
            known = self._start(heard, heard.lead)
            known.labelled = True
            self._settle(known, heard.line)
        known.ids += [identity for identity in record.ids if identity not in known.ids]
        known.title = title or known.title
        known.date = known.date or record.year
        known.stances.append(heard.lead)
        self._current = known


_NEGATIVE: Final = (
    Stance.CONTEXT, Stance.CORRECTION, Stance.QUESTION, Stance.CHATTER, Stance.WITHDRAWN,
)  # fmt: skip


def find_talk(line: Line) -> bool:
    """Whether a short line speaks to the reader: a greeting, a request, thanks."""
    if looks_like_title(line.text, strict=True):
        return False
    return bool(_TALK.match(line.text)) or any(True for _ in find_cues(line.text))


_TALK: Final = re.compile(
    r"\W{0,4}(?:hi|hello|hey|dear|thanks?|thank you|thx|many thanks|best|cheers|regards|kind regards|greetings|good (?:day|morning|evening)|"
    r"sincerely|yours|sent from|bonjour|merci|hallo|danke|hola|gracias|olá|obrigad|ciao|grazie|你好|您好|谢谢|感谢|作者|こんにちは|よろしく|안녕)\b",
    re.IGNORECASE,
)


def _label_of(line: Line, anchor: Anchor, start: int) -> str | None:
    """The words that label an address: its link text, its field, or a few words before it."""
    if anchor.label is not None:
        words = anchor.label.strip("[]() ")
        if is_label(words):
            return words
    if line.label is not None and label_role(line.label) is not None:
        return line.label
    previous = [other.end for other in line.anchors if other.end <= anchor.start]
    before = line.text[max(previous, default=0) : anchor.start]
    clause = re.split(r"[.!?;|·,，；。、(（\[\n]|\band\b|\bor\b", before)
    words = next((part for part in reversed(clause) if part.strip(" \t:：*_`\"'<>)]/-")), "").strip(" \t:：*_`\"'<>)]([")
    words = _BETWEEN.sub("", words).strip()
    if 1 <= len(words.split()) <= 4 and label_role(words) is not None:
        return words
    ends = re.search(r"(\w+)(?:\s+(?:is|are|at|here|available|page|link|can be found|:))*\W{0,3}$", words)
    if ends and before.rstrip().endswith((":", "：", " at", " is", "at", "here")) and label_role(ends[1]) is not None:
        return ends[1]
    return None


_BETWEEN: Final = re.compile(r"(?:\s+(?:is|are|at|here|available|can be found|see|in|on|public|online))+\s*$", re.IGNORECASE)
_LABEL_BEHIND: Final = re.compile(
    r"[\s,;:：(\[（–—|·/-]*(?<!\w)(?:(?:arxiv|paper|pdf|link|url|preprint|available|see|at|here|doi|abs|abstract|openreview|论文|链接|地址|is|on|version|published|its)"
    r"[\s:：(\[（]*){1,6}$",
    re.IGNORECASE,
)
_FILLERS: Final = frozenset(
    "our the this these my a an following new recent latest paper papers work works article preprint one ones is are it its here list readme on in "
    "to your for titled entitled called named too also as well accepted at by of too: and or also: i.e. namely e.g. project model method us me "
    "about with via page repo collection under".split()
)


def _title_at(heard: Heard, index: int) -> tuple[str | None, str | None]:
    """Title and name that stand with an address, as (title, name)."""
    line, anchor = heard.line, heard.line.anchors[index]
    wished = [(wish.start, wish.end) for wish in heard.wishes]
    if anchor.label is not None and not is_label(anchor.label):
        name, rest = split_name(clean_title(anchor.label))
        if looks_like_title(rest):
            return rest, name
        if looks_like_name(rest):
            return _title_around(heard, index, wished)[0], rest
    return _title_around(heard, index, wished)


def _title_around(
    heard: Heard, index: int, wished: list[tuple[int, int]]
) -> tuple[str | None, str | None]:
    line, anchor = heard.line, heard.line.anchors[index]
    start = heard.starts[index]
    label = split_label(line.text)
    if label is not None and label[1] <= anchor.start and index == 0:
        start = max(start, label[1])
    for a, b in wished:
        if start <= b <= anchor.start:
            start = b
    for a, b in sorted([*quoted(line.text), *line.strong, *line.marked]):
        if start <= a and b <= anchor.start and (a, b) not in wished and looks_like_title(line.text[a:b]):
            name, rest = split_name(clean_title(line.text[a:b]))
            return rest, name
    chunk = line.text[start : anchor.start]
    title, name = _title_of_chunk(chunk, strict=heard.prose)
    if title is None and name is None and _says_nothing(chunk):
        following = [other.start for other in line.anchors if other.start >= anchor.end]
        behind = line.text[anchor.end : following[0] if following else len(line.text)]
        candidate = clean_title(re.split(r"(?<=[a-z])[.!]\s", behind)[0])
        if looks_like_title(candidate) and not any(True for _ in find_cues(candidate)):
            name, title = split_name(candidate)
            return title, name
    return title, name


def _title_of_chunk(chunk: str, *, strict: bool) -> tuple[str | None, str | None]:
    """Title and name in the words right before an address."""
    latin = [part for part in _OTHER_SCRIPTS.split(chunk) if len(part.split()) > 2]
    if len(latin) == 1 and _OTHER_SCRIPTS.search(chunk):
        chunk = latin[0]
    for _ in range(3):
        chunk = _LABEL_BEHIND.sub("", chunk)
    text = chunk.strip(" \t,;:：-–—|(")
    for _ in range(12):
        first, _, rest = text.partition(" ")
        if first.strip(",:;.!?()").casefold() in _FILLERS and not first[:1].isupper() or not first.strip(",:;.!?()*_"):
            if not rest:
                break
            text = rest.lstrip(" ,;:：-–—")
        else:
            break
    head, colon, tail = text.partition(": ")
    if colon and not looks_like_name(head) and re.search(r"\b(?:is|are|one|works?|papers?|here|this|these|we|I)\b", head):
        text = tail
    text = clean_title(text)
    name, rest = split_name(text)
    if looks_like_title(rest, strict=strict):
        return rest, name
    if name is not None:
        return None, name
    return None, text if looks_like_name(text) else None


def _says_nothing(chunk: str) -> bool:
    """Whether the words before an address only lead to it."""
    words = re.findall(r"[^\W\d_]{2,}", _LABEL_BEHIND.sub("", chunk).casefold())
    return all(word in _FILLERS for word in words)


_OTHER_SCRIPTS: Final = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]+")
_TITLE_NAMED: Final = re.compile(r"\b(?:title|titled|entitled|called)\s?[:：]?\s+(?=[A-Z0-9\"“])", re.IGNORECASE)
_END_OF_TITLE: Final = re.compile(
    r"\s(?:to|in|into|on|from)\s(?:the|your|this)\s(?:\S+\s)?(?:list|readme|repo\w*|collection|section|page)\b|[.!?](?:\s|$)|\s\(|[\x00]"
)


def _spoken_titles(heard: Heard) -> list[str]:
    """The titles that a sentence names: in quotes or set off, after "titled", or right behind a request."""
    line = heard.line
    wished = {(wish.start, wish.end) for wish in heard.wishes}
    spans = sorted({*quoted(line.text), *line.strong, *line.marked} - wished)
    found = [clean_title(line.text[a:b]) for a, b in spans if looks_like_title(line.text[a:b])]
    if found:
        return [split_name(title)[1] for title in found]
    starts = [cue.end for cue in find_cues(line.text) if cue.stance is Stance.REQUEST]
    starts += [named.end() for named in _TITLE_NAMED.finditer(line.text)]
    for start in starts:
        rest = line.text[start : start + 400]
        end = _END_OF_TITLE.search(rest)
        title, _ = _title_of_chunk(rest[: end.start()] if end else rest, strict=True)
        if title:
            return [title]
    return []


def _blocks_with_titles_behind(lines: list[Heard]) -> set[int]:
    """The paragraphs in which a title follows its address, not the other way round."""
    shapes: dict[int, str] = {}
    for heard in lines:
        if heard.line.kind != "text" or heard.prose:
            continue
        paper = [anchor for anchor in heard.line.anchors if identify(anchor.url)]
        bare = bool(paper) and paper[0].given and paper[0].start < 3
        title = not heard.line.anchors and looks_like_title(heard.line.text)
        if paper or title:
            shapes[heard.line.block] = shapes.get(heard.line.block, "") + ("T" if title else "L" if bare else "V")
    return {
        block
        for block, shape in shapes.items()
        if shape.startswith("LT") and (shape.endswith("T") or shape.count("T") == 1)
    }


def _lists_of_one_paper(lines: list[Heard]) -> set[int]:
    """The lists whose items are the fields of one paper: labels, or a title and the addresses below it."""
    items: dict[int, dict[int, Line]] = {}
    for heard in lines:
        if len(heard.line.item) >= 2 and heard.line.item[0] > 0:
            items.setdefault(heard.line.item[0], {}).setdefault(heard.line.item[1], heard.line)
    found: set[int] = set()
    for number, lines_of_list in items.items():
        firsts = list(lines_of_list.values())
        labelled = [line for line in firsts if line.label is None and split_label(line.text)]
        papers = [line for line in firsts if any(identify(anchor.url) for anchor in line.anchors)]
        titles = [line for line in firsts if not line.anchors and looks_like_title(line.text)]
        if len(labelled) >= 0.6 * len(firsts) and len(firsts) > 1:
            found.add(number)
        elif len(papers) == 1 and len(titles) == 1 and all(line.anchors or line in titles for line in firsts):
            found.add(number)
    return found


def _scope(line: Line, one_paper: set[int]) -> tuple[int, ...]:
    """The part of the body that a line's paper is alone in: an item, a row, a whole list of fields, or none."""
    return line.item[:1] if line.item[:1] and line.item[0] in one_paper else line.item[:2]


def _alike(one: str, other: str) -> bool:
    """Whether two titles are the same words, one of them perhaps with a name before it."""
    first, second = (" ".join(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return first == second or first.endswith(second) or second.endswith(first)


def _set_fact(draft: Draft, name: str, value: str) -> None:
    value = value.strip(" *_`")
    if name == "venue":
        draft.venue = value
    elif name == "authors":
        draft.authors = tuple(part.strip() for part in re.split(r",|;|\band\b|、|，", value) if part.strip())
    elif found := re.search(r"(?:19|20)\d\d(?:-\d\d){0,2}", value):
        draft.date = found[0]


def is_several(text: str) -> bool:
    """Whether words speak of more than one paper."""
    return bool(_SEVERAL.search(text))


def stand_in(links: list[Link]) -> Link | None:
    """The address that stands for a paper without an own one."""
    for role in _STAND_INS:
        for link in links:
            if link.role == role and not is_other_list(link.url):
                return link
    return None
