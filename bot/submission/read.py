"""From an issue's title and body to the papers that it proposes."""

import re
from dataclasses import replace
from typing import Final

from bot.papers import PaperId, identify, url_identity
from bot.submission.addresses import bare_addresses
from bot.submission.cues import Stance, find_cues, is_question, starts_as_question
from bot.submission.drafts import Assembler, Draft, Heard, find_talk, is_several, stand_in
from bot.submission.facts import ListFacts
from bot.submission.fences import read_code
from bot.submission.fields import field_of, split_label
from bot.submission.forms import is_submission_form, read_form
from bot.submission.intent import Said, hear
from bot.submission.markup import Anchor, Line, read_markup
from bot.submission.noise import is_noise, is_other_list
from bot.submission.proposal import ProposedPaper, Submission
from bot.submission.sections import clean_section, find_wishes
from bot.submission.titles import clean_title, is_capitalised, is_marked_name, looks_like_name, looks_like_title, quoted, split_name

_NO_FACTS: Final = ListFacts()


def read_submission(title: str, body: str | None, *, list_facts: ListFacts = _NO_FACTS) -> Submission:
    """Read what one issue proposes.

    `title` and `body` are what GitHub sends (None: an empty body). `list_facts` makes the reading surer:
    headings are told from titles, links to the list itself from links of papers.
    """
    heading = _title_line(title)
    lines = read_markup(body or "")
    is_form = is_submission_form(lines)
    lines = read_form(lines) or lines
    lines, changed = _open_code(lines)
    lines = _without_signature(_with_notes(lines))
    issue = _Issue(heading, lines, list_facts, form=is_form, changed=changed)
    papers = tuple(issue.proposed())
    if papers:
        return Submission("submission", papers, is_form)
    kind = "correction" if issue.corrects() else "none"
    return Submission(kind, (), is_form, issue.about() if kind == "correction" else ())


_TITLE_TAG: Final = re.compile(
    r"^\W{0,3}[\[【(]\s?(?:new |add |add(?:ing)? a |missing )?(?:paper|papers|request|submission|suggestion|feature(?: request)?|paper request|paper submission|"
    r"addition|add|new|entry|论文|推荐|新论文|论文推荐|收录)\s?[\])】]\s?[:：-]?\s*",
    re.IGNORECASE,
)
_TITLE_LEAD: Final = re.compile(
    r"^\W{0,3}(?:(?:please |pls |kindly |request(?: to|:| for)? |suggestion(?: to|:)? |could you |can you |feature request:? )*(?:add(?:ing)?|include|including|list|new|missing|recommend(?:ing|ation)?|suggest(?:ing|ion)?|"
    r"propos(?:e|al|ing)|submi(?:t|ssion|tting)|request|consider|paper|papers|work|addition)"
    r"(?: (?:of|for|to|a|an|the|our|my|this|new|recent|missing|paper|papers|work|works|article|preprint|survey|titled|called|request|submission|suggestion|recommendation|one|with|two|three|\d))*"
    r"|论文(?:推荐|收录|提交|投稿)?|推荐(?:论文|收录|一篇(?:新)?论文|加入)?|新增(?:论文)?|添加(?:论文)?|收录(?:请求|论文)?|请求(?:添加|收录)|建议(?:添加|收录|增加)?|ajout(?: de| d')?|añadir|agregar|aggiungere|adicionar|"
    r"hinzufügen|vorschlag|proposition|добавить|追加(?:依頼)?|論文(?:追加)?|추가|논문)\s?(?:[:：–—-]\s?|\s|$|(?=[\"“《「『'`\[]))",
    re.IGNORECASE,
)
_TITLE_END: Final = re.compile(
    r"[\s:：,，–—-]*(?:(?:please|pls) (?:add|include|list)(?: (?:it|this|me|us))?|(?:is|are|seems?(?: to be)?) (?:still )?missing|missing|(?:is |are )?not (?:in|on|listed|included)(?: the list| here| yet)?|"
    r"to the (?:list|readme)|to (?:this|your) (?:list|repo)|to list|paper|papers|work|论文|の追加|を追加|추가 요청|추가)\W*$",
    re.IGNORECASE,
)
_SIGNS_OF_PAPER: Final = re.compile(
    r"\bpapers?\b|\bworks?\b|\bpreprint|\barticle|\bpublication|\bsurvey\b|\bthesis\b|\baccepted\b|论文|論文|논문|статья|artículo|artikel|artigo",
    re.IGNORECASE,
)
_NO_PAPER_THINGS: Final = re.compile(
    r"\b(?:awesome|sister list|curated list|our list|tool|tools|librar(?:y|ies)|package|toolkit|framework|plugin|bot|blog ?post|blog|newsletter|course|tutorial|"
    r"web ?site|web ?page|app|extension|leaderboard|workshop|challenge|competition|startup|product|service|channel|podcast|job|jobs|position)\b",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(r"\s*\[(\d{1,2})\]\s?[:.]?\s")
_NOTE_MARK: Final = re.compile(r"\[(\d{1,2})\]")
_CLOSING: Final = re.compile(
    r"\W{0,3}(?:(?:best|kind|warm|many|with)(?: \w+)? (?:regards|wishes|greetings)|best|regards|cheers|sincerely(?: yours)?|yours(?: \w+)?|sent from\b.*|"
    r"sent via\b.*|br|--|mit freundlichen grüßen|cordialement|saludos|atenciosamente|此致|祝好|敬礼)\W{0,4}",
    re.IGNORECASE,
)
_HOMEPAGE: Final = re.compile(r"\b(?:home ?page|profile|cv|personal|my (?:site|website|page)|more of (?:our|my)|follow (?:me|us)|contact|linkedin|twitter|scholar)\b", re.IGNORECASE)


def _title_line(title: str) -> Line:
    """An issue's title: plain text for GitHub, with the addresses that it shows."""
    text = " ".join(title.split())[:1024]
    anchors = tuple(Anchor(start, end, url, None, given) for start, end, url, given in bare_addresses(text, ()))
    return Line(text, 0, anchors=tuple(sorted(anchors, key=lambda anchor: anchor.start)))


def _open_code(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Code blocks replaced by the list lines in them; and the entries that a diff changes."""
    opened: list[Line] = []
    changed: list[Line] = []
    for line in lines:
        if line.kind != "code":
            opened.append(line)
            continue
        pasted = read_code(line.text, line.label or "")
        changed += pasted.changed
        for number, entry in enumerate(pasted.added):
            opened.append(replace(entry, block=line.block, item=(-line.block, number), label=None))
    return opened, changed


def _with_notes(lines: list[Line]) -> list[Line]:
    """Numbered references put where they are cited: `[3]` in the text becomes the address of note [3]."""
    notes: dict[str, Line] = {}
    for line in lines:
        if line.anchors and (found := _NOTE.match(line.text)):
            notes.setdefault(found[1], line)
    if not notes:
        return lines
    cited: set[str] = set()
    result: list[Line] = []
    for line in lines:
        if line in notes.values():
            result.append(line)
            continue
        marks = [mark for mark in _NOTE_MARK.finditer(line.text) if mark[1] in notes]
        cited |= {mark[1] for mark in marks}
        added = [
            Anchor(mark.start(), mark.end(), anchor.url, None, anchor.given)
            for mark in marks
            for anchor in notes[mark[1]].anchors
        ]
        anchors = sorted([*line.anchors, *added], key=lambda anchor: anchor.start)
        result.append(replace(line, anchors=tuple(anchors)))
    return [line for line in result if not (cited and line in notes.values())]


def _without_signature(lines: list[Line]) -> list[Line]:
    """The lines up to a signature: a rule or a closing formula below which no paper stands."""
    last_paper = max(
        (
            number
            for number, line in enumerate(lines)
            if line.kind == "record" or any(identify(anchor.url) for anchor in line.anchors)
        ),
        default=-1,
    )
    for number, line in enumerate(lines):
        if number <= last_paper:
            continue
        if line.kind == "rule" or _CLOSING.fullmatch(line.text) or line.text.strip() in ("—", "–", "--"):
            return lines[:number]
    return [
        line
        for number, line in enumerate(lines)
        if not (number > last_paper and line.anchors and _HOMEPAGE.search(line.text) and line.label is None and last_paper >= 0
                and not split_label(line.text))
    ]


class _Issue:
    """One issue while it is judged."""

    def __init__(
        self, heading: Line, lines: list[Line], facts: ListFacts, *, form: bool, changed: list[Line]
    ) -> None:
        self.heading = heading
        self.lines = lines
        self.facts = facts
        self.form = form
        self.changed = changed
        self.title_said = hear(heading)
        self.said = [hear(line) if line.kind in ("text", "heading") else None for line in lines]
        self.text = "\n".join([heading.text, *(line.text for line in lines if line.kind == "text")])
        self.assembler = Assembler(facts.is_list_itself, several=is_several(self.text))

    # --- what the issue does as a whole

    def _title_corrects(self) -> bool:
        asks = bool({Stance.REQUEST, Stance.ANNOUNCE} & self.title_said.all)
        return Stance.CORRECTION in self.title_said.all and not (asks and self._asks_in_body())

    def _asks_in_body(self) -> bool:
        wanted = {Stance.REQUEST, Stance.ANNOUNCE}
        return any(said is not None and wanted & said.all for said in self.said)

    def _asks(self) -> bool:
        """Whether something is asked for or presented, in the title or in the body."""
        wanted = {Stance.REQUEST, Stance.ANNOUNCE}
        return self.form or bool(wanted & self.title_said.all) or any(
            said is not None and wanted & said.all for said in self.said
        )

    def corrects(self) -> bool:
        """Whether the issue speaks of entries that the list has."""
        if self.changed or Stance.CORRECTION in self.title_said.all:
            return True
        if any(line.label and field_of(line.label) == "correction" for line in self.lines):
            return True
        return any(said is not None and Stance.CORRECTION in said.all for said in self.said)

    def _is_question(self) -> bool:
        """Whether the issue as a whole asks something, and nothing to be listed."""
        text = self.heading.text
        return (
            (is_question(text) and len(text.split()) > 3) or (starts_as_question(text) and len(text.split()) < 6)) and not looks_like_title(text, strict=True) and Stance.REQUEST not in self.title_said.all

    def about(self) -> tuple[PaperId | str, ...]:
        """What a correction speaks of: identities, and names or titles that stand out."""
        found: list[PaperId | str] = []
        for line in [self.heading, *self.lines, *self.changed]:
            found += [identity for anchor in line.anchors if (identity := identify(anchor.url))]
            spans = [*quoted(line.text), *line.strong, *line.marked]
            found += [text for a, b in spans if (text := clean_title(line.text[a:b])) and "://" not in text]
        words = [word.strip(".,:;!?()[]'\"“”") for word in self.heading.text.split()]
        found += [word for word in words if looks_like_name(word) and (word[1:].lower() != word[1:] or "-" in word)]
        return tuple(dict.fromkeys(found))

    # --- which papers it proposes

    def proposed(self) -> list[ProposedPaper]:
        """The papers that the issue asks to be listed, in its own order."""
        heard = [] if not self.heading.anchors else [self._heard(self.heading, self.title_said, None)]
        heard += self._leads()
        self.assembler.read(heard)
        drafts = self._merged([draft for draft in self.assembler.drafts if draft.ids or draft.title])
        withdrawn = self._withdrawn_at_the_end()
        drafts = [] if withdrawn else [draft for draft in drafts if self._wanted(draft)]
        drafts = self._without_doubles(drafts)
        self._lend_title(drafts, withdrawn=withdrawn)
        self._stand_in(drafts)
        drafts = [draft for draft in drafts if draft.ids or draft.title]
        if len(drafts) == 1:
            for link in self.assembler.loose:
                drafts[0].add_link(link)
        section = self._wished_section()
        return [_paper(draft, section) for draft in drafts]

    def _heard(self, line: Line, said: Said | None, lead: Stance | None) -> Heard:
        if said is None:
            return Heard(line, (), (), False, lead)
        wishes = tuple(find_wishes(line, self.facts.headings)) if len(line.text) < 2000 else ()
        return Heard(line, said.stances, said.starts, said.prose, lead, wishes)

    def _leads(self) -> list[Heard]:
        """Lines with what they say; a line that says nothing itself takes it from the one that leads to it."""
        result: list[Heard] = []
        lead: Stance | None = None
        lead_block, lead_open = 0, False
        outer: tuple[Stance | None, int, bool] = (None, 0, False)
        item: tuple[int, ...] = ()
        for line, said in zip(self.lines, self.said, strict=True):
            if said is None:
                result.append(self._heard(line, None, lead))
                continue
            if line.item[:2] != item:  # what an item says goes for this item alone
                if not item:
                    outer = (lead, lead_block, lead_open)
                else:
                    lead, lead_block, lead_open = outer
                item = line.item[:2]
            labelled = line.label is not None or split_label(line.text) is not None
            negative = lead in (
                Stance.CONTEXT, Stance.CORRECTION, Stance.QUESTION, Stance.CHATTER, Stance.WITHDRAWN,
            )  # fmt: skip
            reaches = lead is not None and (not negative or lead_open or line.block == lead_block or lead is Stance.QUESTION)
            if line.block == lead_block and negative and not lead_open and labelled:
                reaches = False
            stances = tuple(
                stance if stance is not None or said.prose else (lead if reaches else None) for stance in said.stances
            )
            speaks = said.prose or line.kind == "heading" or (find_talk(line) and not line.anchors)
            own = said.last if speaks else lead
            result.append(replace(self._heard(line, said, own), stances=stances))
            if speaks and not (labelled and line.label is None and line.anchors):
                lead, lead_block = said.last if said.last is not Stance.WITHDRAWN else lead, line.block
                lead_open = said.open or line.text.rstrip()[-1:] not in ".!?。！？"
            elif line.anchors and any(stances) and said.last is not None and not line.item:
                lead = said.last
        return result

    def _merged(self, drafts: list[Draft]) -> list[Draft]:
        """Drafts of one identity are one paper."""
        result: list[Draft] = []
        for draft in drafts:
            known = next((other for other in result if set(other.ids) & set(draft.ids)), None)
            if known is None:
                result.append(draft)
                continue
            known.stances += draft.stances
            known.ids += [identity for identity in draft.ids if identity not in known.ids]
            known.title, known.name = known.title or draft.title, known.name or draft.name
            known.section = known.section or draft.section
            for link in draft.links:
                known.add_link(link)
        return result

    def _wanted(self, draft: Draft) -> bool:
        """Whether a draft is proposed, by what is said of it, else by what the issue does."""
        stances = [stance for stance in draft.stances if stance is not None]
        if Stance.WITHDRAWN in stances:
            return False
        if Stance.REQUEST in stances:
            return not (self._title_corrects() and draft.labelled and not self._asks_in_body())
        if self._title_corrects() or any(stance is Stance.CORRECTION for stance in stances):
            return False
        if any(stance in (Stance.CONTEXT, Stance.QUESTION, Stance.CHATTER) for stance in stances):
            return False
        if any(line.label and field_of(line.label) == "correction" for line in self.lines):
            return False
        corrects = any(said is not None and Stance.CORRECTION in said.all for said in self.said)
        if Stance.ANNOUNCE in stances and not draft.prose:
            return True
        if self._asks():
            return not (corrects and Stance.REQUEST not in self.title_said.all and not self._asks_in_body())
        if self._is_question() or corrects:
            return False
        if any(said is not None and {Stance.CHATTER, Stance.QUESTION} & said.all for said in (*self.said, self.title_said)):
            return False
        return not draft.prose and (draft.labelled or bool(draft.ids))

    def _withdrawn_at_the_end(self) -> bool:
        """Whether a sentence without an address takes the whole issue back."""
        lines = [
            line
            for line, said in zip(self.lines, self.said, strict=True)
            if said is not None and said.last is Stance.WITHDRAWN and not line.anchors and not line.item
            and re.match(r"\W{0,4}(?:edit|update|nvm|never|sorry|oh|ah|oops|found|please (?:ignore|close|disregard)|i (?:withdraw|found)|忽略|请忽略|撤回)", line.text, re.IGNORECASE)
        ]
        return bool(lines)

    def _without_doubles(self, drafts: list[Draft]) -> list[Draft]:
        """Titles alone that another draft bears with an address are that paper."""
        with_ids = [draft for draft in drafts if draft.ids]
        result: list[Draft] = []
        for draft in drafts:
            if draft.ids:
                result.append(draft)
                continue
            if draft.prose and with_ids:
                if len(with_ids) == 1 and not with_ids[0].title:
                    with_ids[0].title = draft.title
                continue
            words = _words(draft.title or "")
            if any(_words(other.title or "") == words for other in result):
                continue
            result.append(draft)
        return result

    def _lend_title(self, drafts: list[Draft], *, withdrawn: bool) -> None:
        """Use the issue's title: it names the one paper, or proposes one itself."""
        name, title, sure = _paper_in_title(self.heading)
        if len(drafts) == 1:
            draft = drafts[0]
            spoken = self.assembler.spoken
            if not draft.title and len(spoken) == 1:
                draft.title = spoken[0]
            if title and not draft.title:
                draft.title, draft.name = title, draft.name or name
            elif name and not draft.name and not (draft.title or "").casefold().startswith(name.casefold() + ":"):
                draft.name = name
            return
        if drafts or withdrawn or not title or not sure or self._title_corrects() or self._is_question():
            return
        if any(draft.ids for draft in self.assembler.drafts) or (self.corrects() and not self.form):
            return
        if any(said is not None and {Stance.QUESTION, Stance.CHATTER} & said.all for said in self.said):
            return
        drafts.append(Draft(0, title=title, name=name, stances=[Stance.REQUEST], labelled=True))

    def _stand_in(self, drafts: list[Draft]) -> None:
        """A paper without an own address is known by its project page or repository."""
        if len(drafts) == 1 and not drafts[0].ids:
            for link in self.assembler.loose:
                drafts[0].add_link(link)
        if not drafts and self._asks() and not self._is_question() and not self._title_corrects():
            self._take_loose(drafts)
        for draft in drafts:
            if not draft.ids and (link := stand_in(draft.links)):
                draft.ids.append(url_identity(link.url))

    def _take_loose(self, drafts: list[Draft]) -> None:
        """An issue that asks for a paper and gives nothing but a project page or a repository."""
        links = [link for link in self.assembler.loose if not is_other_list(link.url)]
        corrects = any(said is not None and Stance.CORRECTION in said.all for said in self.said)
        name, title, _ = _paper_in_title(self.heading)
        if not links or corrects or _NO_PAPER_THINGS.search(self.text):
            return
        if (title or name or _SIGNS_OF_PAPER.search(self.text)) and stand_in(links):
            drafts.append(Draft(0, title=title, name=name, links=list(links), stances=[Stance.REQUEST]))

    def _wished_section(self) -> str | None:
        """The place that the issue names for all its papers."""
        if (label := split_label(self.heading.text)) and label[0] == "section":
            return clean_section(self.heading.text[label[1] :])
        title = _words(_paper_in_title(self.heading)[1] or "")
        for line, said in zip([self.heading, *self.lines], [self.title_said, *self.said], strict=True):
            if said is None or len(line.text) > 2000:
                continue
            if line.label is not None and field_of(line.label) == "section":
                return clean_section(line.text)
            if line.label is None and (label := split_label(line.text)) and label[0] == "section":
                value = clean_section(line.text[label[1] :])
                if value and field_of(value) is None:
                    return value
            if Stance.QUESTION in said.all and Stance.REQUEST not in said.all:
                continue
            for wish in find_wishes(line, self.facts.headings):
                if _words(wish.section) != title and not looks_like_title(wish.section, strict=True) or (
                    wish.section.casefold() in self.facts.headings
                ) or len(wish.section.split()) <= 6:
                    return wish.section
        return None


def _paper_in_title(heading: Line) -> tuple[str | None, str | None, bool]:
    """Name, title, and whether the title is surely proposed, as an issue's title gives them."""
    text = heading.text
    for anchor in reversed(heading.anchors):
        text = text[: anchor.start] + " " + text[anchor.end :]
    label = split_label(text)
    if label and label[0] in ("title", "paper", "name", "section"):
        text = "" if label[0] == "section" else text[label[1] :]
    labelled = label is not None and label[0] in ("title", "paper")
    plain = text
    text = _TITLE_TAG.sub("", text)
    tagged = labelled or text != plain
    wishes = find_wishes(replace(heading, text=text, anchors=()))
    if wishes and (colon := re.search(r"[:：]", text[wishes[-1].end :])):
        text = text[wishes[-1].end + colon.end() :]
        tagged = True
    for a, b in quoted(text):
        inner = clean_title(text[a:b])
        if looks_like_title(inner) and not any(wish.start <= a < wish.end for wish in wishes):
            return None, inner, bool(list(find_cues(text[:a] + text[b:]))) or tagged
    lead = _TITLE_LEAD.match(text)
    stripped = _TITLE_END.sub("", text[lead.end() :] if lead else text)
    sure = tagged or (lead is not None and bool(re.search(r"[:：]\s?$|\bpaper", lead[0], re.IGNORECASE)))
    candidate = clean_title(stripped)
    name, rest = split_name(candidate)
    if looks_like_title(rest, strict=True):
        return name, rest, sure
    if looks_like_title(rest) and (sure or is_capitalised(rest)) and not list(find_cues(rest)):
        return name, rest, False
    if name is not None:
        return name, None, False
    shortened = clean_title(re.sub(r"\s?[(\[].{0,60}$", "", candidate))
    named = is_marked_name(shortened) or (lead is not None and looks_like_name(shortened))
    return (shortened if named else None), None, False


def _paper(draft: Draft, section: str | None) -> ProposedPaper:
    order = {"arxiv": 0, "doi": 1, "openreview": 2, "acl": 2, "url": 3}
    identity = min(draft.ids, key=lambda known: order.get(known.scheme, 2), default=None)
    links = [link for link in draft.links if not is_noise(link.url)]
    return ProposedPaper(
        identity,
        draft.title or None,
        draft.name or None,
        tuple(links),
        draft.section or section,
        draft.authors,
        draft.venue,
        draft.date,
    )


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
