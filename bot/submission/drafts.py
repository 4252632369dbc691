"""Lines to papers: which addresses, titles and labels belong to one paper.

Lines are read from top to bottom, as people read them. A draft grows until something of another paper is met:
another identity, another title, another list item or row.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.links import Link, Role, clean_url, host_of, role_of
from bot.papers import PaperId, identify, url_identity
from bot.submission.bibtex import read_record
from bot.submission.cues import NEGATIVE, Stance, find_cues
from bot.submission.draft import Draft, alike, set_fact
from bot.submission.fields import Field, field_of, is_empty_answer, split_label
from bot.submission.intent import Heard, is_talk
from bot.submission.markup import Line
from bot.submission.nearby import label_of, spoken_titles, title_at
from bot.submission.noise import is_noise, is_other_list
from bot.submission.sections import clean_section
from bot.submission.shapes import (
    blocks_with_titles_behind,
    is_listed_title,
    lists_of_one_paper,
    lists_of_titles,
    scope_of,
    topics_above_lists,
)
from bot.submission.titles import clean_title, looks_like_name, looks_like_title, split_name


class Assembler:
    """Grows drafts from heard lines. `is_own` tells the addresses of the list itself."""

    def __init__(self, is_own: Callable[[str], bool], *, several: bool) -> None:
        self.drafts: list[Draft] = []
        self.loose: list[Link] = []
        self.spoken: list[str] = []
        self._is_own = is_own
        self._several = several
        self._by_id: dict[PaperId, Draft] = {}
        self._current: Draft | None = None
        self._pending: list[Link] = []
        self._waiting: tuple[str | None, str | None, int] | None = None
        self._heading: str | None = None
        self._follow: set[int] = set()
        self._topics: set[Line] = set()
        self._titles: set[int] = set()

    def read(self, lines: list[Heard]) -> None:
        """Take all lines in order."""
        self._follow = blocks_with_titles_behind(lines)
        self._topics = topics_above_lists(lines)
        self._titles = lists_of_titles(lines)
        one_paper = lists_of_one_paper(lines)
        for heard in lines:
            self._take(replace(heard, scope=scope_of(heard.line, one_paper)))
        self._close()

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
                self.spoken = list(dict.fromkeys([*self.spoken, *spoken_titles(heard)]))

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
                    set_fact(self._current, name, value)
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
            label = label_of(line, anchor, heard.starts[index])
            role = role_of(label, url)
            if identity is None and role in ("pdf", "abstract"):
                identity = url_identity(url)
            found = True
            if identity is not None:
                if role not in ("pdf", "abstract"):
                    role = role_of(None, url)
                if role == "website":  # a page that only the paper's source knows for the paper's own
                    role = "abstract"
                self._take_paper(heard, index, identity, Link(role, url, label), stance)
                opened = True
                continue
            if is_other_list(url) and label is None and (heard.prose or line.checkbox):
                continue
            link = Link(role, url, label)
            if len(papers) == 1 and not opened and self._begins_paper(heard):
                if stance not in NEGATIVE:
                    self._pending.append(link)
            elif self._current is not None and self._reaches(heard):
                if stance not in NEGATIVE or stance in self._current.stances:
                    self._current.add_link(link)
            elif stance not in NEGATIVE:
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

    def _take_paper(self, heard: Heard, index: int, identity: PaperId, link: Link, stance: Stance | None) -> None:
        line, anchor = heard.line, heard.line.anchors[index]
        title, name = title_at(heard, index)
        draft = self._current
        if draft is None or not self._same_paper(draft, identity, heard, index, title):
            draft = self._by_id.get(identity)
            if draft is None:
                draft = self._start(heard, stance)
        self._current = draft
        self._by_id.setdefault(identity, draft)
        if identity not in draft.ids:
            draft.ids.append(identity)
        if stance is None and not heard.prose and any((a.label or "").startswith("[") for a in line.anchors):
            stance = Stance.REQUEST  # a line written as the list writes its entries is meant for it
        draft.stances.append(stance)
        draft.prose = draft.prose or heard.prose
        if title and not draft.title:
            draft.title = title
        if name and not draft.name:
            draft.name = name
        if anchor.given:
            draft.add_link(link)
        self._settle(draft, line)

    def _same_paper(self, draft: Draft, identity: PaperId, heard: Heard, index: int, title: str | None) -> bool:
        """Whether an address belongs to the paper that is being read."""
        line = heard.line
        if identity in draft.ids:
            return True
        if draft.scope != heard.scope:
            return not draft.ids and draft.labelled and not draft.scope
        if not draft.ids:
            return not (title and draft.title and not alike(title, draft.title))
        schemes = {known.scheme for known in draft.ids}
        if identity.scheme in schemes and identity.scheme != "url":
            return False
        if any(_side_by_side(identity, known) for known in draft.ids):
            return False
        if title and draft.title and not alike(title, draft.title):
            return False
        negative = heard.stances[index] in NEGATIVE
        if negative != any(stance in NEGATIVE for stance in draft.stances):
            return False
        before = line.text[heard.starts[index] : line.anchors[index].start]
        if not line.anchors[index].given:
            before = line.text[heard.starts[index] : line.anchors[index].end]
        if _VERSION_WORDS.search(before) or _VERSION_WORDS.search(line.anchors[index].label or ""):
            return not title or not draft.title or alike(title, draft.title)
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
            if title and title == self._heading and block == line.block:
                self._heading = None
            if not draft.title and title:
                draft.title = title
            if not draft.name and name and not (had_own and not line.item):
                draft.name = name
            self._waiting = None
        heading = self._heading
        if draft.section is None and heading and draft.title and heading not in (draft.title, draft.name):
            draft.section = clean_section(heading)
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
        if heard.prose or is_talk(line):
            if line.bold or not heard.prose:
                self._waiting = None
            self._talk(heard)
            return
        if (line.bold or line in self._topics) and not looks_like_title(text, strict=True):
            self._close()
            self._heading = text
            if line.bold and (looks_like_title(text) or looks_like_name(text)):
                self._wait(text, line.block)
            return
        if looks_like_title(rest):
            if line.text.rstrip().endswith((":", "：")) and not looks_like_title(rest, strict=True):
                return
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
            if (
                self._waiting
                and self._waiting[2] == line.block
                and looks_like_title(self._waiting[0] or "", strict=True)
            ):
                return  # the authors below a title
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
        titles = spoken_titles(heard)
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
        title, name = title_at(heard, index)
        if title:
            self._waiting = (title, name, heard.line.block)
            if heard.stances[index] in (Stance.REQUEST, Stance.ANNOUNCE):
                draft = self._start(heard, heard.stances[index])
                draft.title, draft.name, draft.prose = title, name, True
                self._settle(draft, heard.line)

    def _behind(self, current: Draft, line: Line) -> bool:
        return current.block in self._follow and line.block in self._follow

    def _lists_titles(self, heard: Heard) -> bool:
        """Whether an item without an address is a title asked for."""
        return heard.lead is Stance.REQUEST and (heard.line.item[0] in self._titles or is_listed_title(heard.line))

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
            known = next((draft for draft in self.drafts if draft.title and alike(draft.title, title)), None)
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


def _side_by_side(one: PaperId, other: PaperId) -> bool:
    """Whether two addresses are pages of one kind at one publisher, so that they show two papers."""
    pages = [(host_of(known.value), known.value.rpartition("/")[2].rpartition(".")[2][:4]) for known in (one, other)]
    kinds = [(host, ending if ending in ("html", "pdf", "php") else "") for host, ending in pages]
    return one != other and kinds[0] == kinds[1] and identify(one.value) == one and identify(other.value) == other


#: What says of a second address that it is the same paper's.
_VERSION_WORDS: Final = re.compile(
    r"\b(?:arxiv|preprint|version|openreview|doi|published|proceedings?|camera[- ]ready|paper|pdf|link|abs|abstract|"
    r"acl|anthology|cvf|ieee|acm|springer|pmlr|neurips|journal|conference|also|url)\b|论文|链接|预印",
    re.IGNORECASE,
)
