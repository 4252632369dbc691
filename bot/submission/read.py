"""From an issue's title and body to the papers that it proposes."""

import re
from dataclasses import replace
from typing import Final

from bot.papers import PaperId, identify, url_identity
from bot.submission.clearing import open_code, with_notes, without_signature
from bot.submission.cues import NEGATIVE, Stance, is_question, starts_as_question
from bot.submission.draft import Draft, is_several, stand_in
from bot.submission.drafts import Assembler
from bot.submission.facts import ListFacts
from bot.submission.fields import field_of, is_empty_answer, split_label
from bot.submission.forms import is_submission_form, read_form
from bot.submission.headline import paper_in_title, title_line
from bot.submission.intent import Heard, Said, hear, is_talk
from bot.submission.markup import Line, read_markup
from bot.submission.noise import is_noise, is_other_list
from bot.submission.proposal import ProposedPaper, Submission
from bot.submission.sections import clean_section, find_wishes
from bot.submission.titles import clean_title, looks_like_name, looks_like_title, quoted

_NO_FACTS: Final = ListFacts()


def read_submission(title: str, body: str | None, *, list_facts: ListFacts = _NO_FACTS) -> Submission:
    """Read what one issue proposes.

    `title` and `body` are what GitHub sends (None: an empty body). `list_facts` makes the reading surer:
    headings are told from titles, links to the list itself from links of papers.
    """
    heading = title_line(title)
    lines = read_markup(body or "")
    is_form = is_submission_form(lines)
    lines = read_form(lines) or lines
    lines, changed = open_code(lines)
    lines = without_signature(with_notes(lines))
    issue = _Issue(heading, lines, list_facts, form=is_form, changed=changed)
    papers = tuple(issue.proposed())
    if papers:
        return Submission("submission", papers, is_form)
    if issue.corrects():
        return Submission("correction", (), is_form, issue.about())
    return Submission("none", (), is_form)


_SIGNS_OF_PAPER: Final = re.compile(
    r"\bpapers?\b|\bworks?\b|\bpreprint|\barticle|\bpublication|\bsurvey\b|\bthesis\b|\baccepted\b|论文|論文|논문|"
    r"статья|artículo|artikel|artigo|arxiv",
    re.IGNORECASE,
)
_NO_PAPER_THINGS: Final = re.compile(
    r"\b(?:awesome|sister list|curated list|our list|tool|tools|librar(?:y|ies)|package|toolkit|framework|"
    r"plugin|bot|blog ?post|blog|newsletter|course|tutorial|"
    r"web ?site|web ?page|app|extension|leaderboard|workshop|challenge|competition|startup|product|service|"
    r"channel|podcast|job|jobs|position)\b",
    re.IGNORECASE,
)
_PLACES: Final = re.compile(
    r"\b(?:sections?|categor(?:y|ies)|topics?|sort(?:ed)?|group(?:ed)?|order(?:ed)?|columns?|tables?|format)\b",
    re.IGNORECASE,
)


#: How a line begins that takes the whole issue back, and how it says that the paper is listed after all.
_TAKES_BACK: Final = re.compile(
    r"\W{0,4}(?:edit|update|nvm|never|sorry|oh|ah|oops|found|(?:please|pls) (?:ignore|close|disregard)|i "
    r"(?:withdraw|found)|(?:it|this|they|both)\b|忽略|请忽略|撤回)",
    re.IGNORECASE,
)
_IS_LISTED: Final = re.compile(
    r"\W{0,4}(?:(?:edit|update|sorry|ah|oh|oops|ok)\b[\s\d]{0,3}\W{0,6}(?:(?:sorry|oh|ah|ok|oops|i|we|just|now|have|had|"
    r"ve|saw|see|seen|noticed|found|realized|realised|overlooked|missed|that|it|this|is|s|was|they|are|both|all|actually)\W{1,4}){0,9}"
    r"(?:already (?:in|on|there|here|listed|included)\b(?! arxiv)|there already|"
    r"(?:in|on) (?:the|your) (?:list|readme)\b(?! of)|listed\b(?! (?:at|as|on))|"
    r"overlooked\W*$|.{0,80}\bclosing(?: this| it)?(?: now| issue)?\W*$)|"
    r"(?:it|this|they|both)(?:'s|’s| is| are) (?:actually )?already (?:listed\b(?! (?:in|at|on|as))|"
    r"(?:in|on) (?:the|your|this) (?:list|readme))\b(?! of))",
    re.IGNORECASE,
)

#: Words of a remark on one of two papers: that it is listed already, or that it is the one that is wanted.
_ONE_OF: Final = re.compile(r"\b(?:former|first|latter|second|but|please add)\b", re.IGNORECASE)
_LISTED_ONE: Final = re.compile(
    r"\b(?:former|(?P<second>latter|second)|first)(?: one| paper)?(?: is|'s|’s| was) (?:already (?:in|on|here|"
    r"there|listed|included|covered)\b(?! arxiv)|(?:in|on) (?:the|your|this) (?:list|readme)\b(?! of)|listed\b)",
    re.IGNORECASE,
)
_ONLY_ONE: Final = re.compile(
    r"\b(?:only|just)(?: add| list)?(?: the)? (?:(?P<second>former|first)|latter|second)(?: one| paper)?"
    r"(?: please|(?=\W*(?:$|[.,;!)\n])))",
    re.IGNORECASE,
)


class _Issue:
    """One issue while it is judged."""

    def __init__(self, heading: Line, lines: list[Line], facts: ListFacts, *, form: bool, changed: list[Line]) -> None:
        self.heading = heading
        self.lines = lines
        self.facts = facts
        self.form = form
        self.changed = changed
        self.title_said = hear(heading)
        self.said = [hear(line) if line.kind in ("text", "heading") else None for line in lines]
        self.said = [
            None if said and _is_aside(line, said) else said for line, said in zip(lines, self.said, strict=True)
        ]
        self.body_said = frozenset[Stance]().union(*(said.all for said in self.said if said is not None))
        self.correction_form = any(line.label and field_of(line.label) == "correction" for line in lines)
        self.text = "\n".join([heading.text, *(line.text for line in lines if line.kind == "text")])
        self.assembler = Assembler(facts.is_list_itself, several=is_several(self.text))

    # --- what the issue does as a whole

    def _title_corrects(self) -> bool:
        asks = bool({Stance.REQUEST, Stance.ANNOUNCE} & self.title_said.all)
        return Stance.CORRECTION in self.title_said.all and not (asks and self._asks_in_body())

    def _asks_in_body(self) -> bool:
        return bool({Stance.REQUEST, Stance.ANNOUNCE} & self.body_said)

    def _asks(self) -> bool:
        """Whether something is asked for or presented, in the title or in the body."""
        wanted = {Stance.REQUEST, Stance.ANNOUNCE}
        return self.form or bool(wanted & (self.title_said.all | self.body_said))

    def corrects(self) -> bool:
        """Whether the issue speaks of entries that the list has."""
        said = self.title_said.all | self.body_said
        return bool(self.changed) or self.correction_form or Stance.CORRECTION in said

    def _is_question(self) -> bool:
        """Whether the issue as a whole asks something, and nothing to be listed."""
        text = self.heading.text
        return (
            ((is_question(text) and len(text.split()) > 3) or (starts_as_question(text) and len(text.split()) < 6))
            and not looks_like_title(text, strict=True)
            and Stance.REQUEST not in self.title_said.all
        )

    def about(self) -> tuple[PaperId | str, ...]:
        """What a correction speaks of: identities, and names or titles that stand out."""
        found: list[PaperId | str] = []
        for line in [self.heading, *self.lines, *self.changed]:
            found += [identity for anchor in line.anchors if (identity := identify(anchor.url))]
            spans = [*quoted(line.text), *line.strong, *line.marked]
            found += [text for a, b in spans if (text := clean_title(line.text[a:b])) and "://" not in text]
        words = [word.strip(".,:;!?()[]'\"“”`*_") for word in self.heading.text.split()]
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
        wanted = [draft for draft in drafts if self._wanted(draft)]
        if not wanted and Stance.REQUEST in self.title_said.all | self._stances_of_lines():
            wanted = [
                draft for draft in drafts if set(draft.stances) == {Stance.RELATION} and not _PLACES.search(self.text)
            ]
        drafts = [] if withdrawn else self._chosen(wanted)
        drafts = self._without_doubles(drafts)
        self._lend_title(drafts, withdrawn=withdrawn)
        self._stand_in(drafts)
        drafts = [draft for draft in drafts if draft.ids or draft.title]
        if len(drafts) == 1:
            for link in self.assembler.loose:
                drafts[0].add_link(link)
        section = self._wished_section()
        return [_paper(draft, section) for draft in drafts]

    def _stances_of_lines(self) -> frozenset[Stance]:
        return frozenset().union(*(said.all for said in self.said if said is not None and said.stances))

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
            if lead is Stance.QUESTION and self._asks_in_body():
                lead = None
            negative = lead in NEGATIVE
            reaches = lead is not None and (
                not negative or lead_open or line.block == lead_block or lead is Stance.QUESTION
            )
            if line.block == lead_block and negative and not lead_open and labelled:
                reaches = False
            if line.added and lead is Stance.QUESTION:  # "Apply this?"
                lead = Stance.REQUEST
            stances = tuple(
                stance if stance is not None or said.prose else (lead if reaches else None) for stance in said.stances
            )
            speaks = said.prose or line.kind == "heading" or (is_talk(line) and not line.anchors)
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
        by_id: dict[PaperId, Draft] = {}
        for draft in drafts:
            known = next((by_id[identity] for identity in draft.ids if identity in by_id), None)
            by_id.update(dict.fromkeys(draft.ids, known or draft))
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
        if any(stance in NEGATIVE for stance in stances):
            return False
        if self.correction_form:
            return False
        corrects = Stance.CORRECTION in self.body_said
        if Stance.ANNOUNCE in stances and not draft.prose:
            return True
        if self._asks():
            return not (corrects and Stance.REQUEST not in self.title_said.all and not self._asks_in_body())
        if self._is_question() or corrects:
            return False
        if {Stance.CHATTER, Stance.QUESTION} & (self.title_said.all | self.body_said):
            return False
        return not draft.prose and (draft.labelled or bool(draft.ids))

    def _chosen(self, drafts: list[Draft]) -> list[Draft]:
        """Of two papers the one that a remark leaves: "the former is already listed", "only the second"."""
        if len(drafts) == 2 and (left_out := _LISTED_ONE.search(self.text) or _ONLY_ONE.search(self.text)):
            return [drafts[0] if left_out["second"] else drafts[1]]
        return drafts

    def _withdrawn_at_the_end(self) -> bool:
        """Whether a sentence without an address takes the whole issue back."""
        lines = [
            line
            for line, said in zip(self.lines, self.said, strict=True)
            if said is not None
            and not line.anchors
            and not line.item
            and (said.last is Stance.WITHDRAWN or (_IS_LISTED.match(line.text) and not _ONE_OF.search(line.text)))
            and _TAKES_BACK.match(line.text)
        ]
        return bool(lines)

    def _without_doubles(self, drafts: list[Draft]) -> list[Draft]:
        """Titles alone that another draft bears with an address are that paper."""
        with_ids = [draft for draft in drafts if draft.ids]
        result: list[Draft] = []
        titles: set[str] = set()
        for draft in drafts:
            words = _words(draft.title or "")
            if draft.ids:
                result.append(draft)
                titles.add(words)
                continue
            if draft.prose and with_ids:
                if len(with_ids) == 1 and not with_ids[0].title:
                    with_ids[0].title = draft.title
                continue
            if words not in titles:
                result.append(draft)
                titles.add(words)
        return result

    def _lend_title(self, drafts: list[Draft], *, withdrawn: bool) -> None:
        """Use the issue's title: it names the one paper, or proposes one itself."""
        name, title, sure = paper_in_title(self.heading)
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
        if {Stance.QUESTION, Stance.CHATTER} & self.body_said:
            return
        drafts.append(Draft(0, title=title, name=name, stances=[Stance.REQUEST], labelled=True))

    def _stand_in(self, drafts: list[Draft]) -> None:
        """A paper without an own address is known by its project page or repository."""
        if len(drafts) == 1 and not drafts[0].ids:
            for loose in self.assembler.loose:
                drafts[0].add_link(loose)
        if not drafts and self._asks() and not self._is_question() and not self._title_corrects():
            self._take_loose(drafts)
        for draft in drafts:
            if not draft.ids and (link := stand_in(draft.links)):
                draft.ids.append(url_identity(link.url))

    def _take_loose(self, drafts: list[Draft]) -> None:
        """An issue that asks for a paper and gives nothing but a project page or a repository."""
        links = [link for link in self.assembler.loose if not is_other_list(link.url)]
        corrects = Stance.CORRECTION in self.body_said
        name, title, _ = paper_in_title(self.heading)
        if not links or corrects or _NO_PAPER_THINGS.search(self.text):
            return
        if (title or name or _SIGNS_OF_PAPER.search(self.text)) and stand_in(links):
            drafts.append(Draft(0, title=title, name=name, links=list(links), stances=[Stance.REQUEST]))

    def _wished_section(self) -> str | None:
        """The place that the issue names for all its papers."""
        if (label := split_label(self.heading.text)) and label[0] == "section":
            return clean_section(self.heading.text[label[1] :])
        title = _words(paper_in_title(self.heading)[1] or "")
        for line, said in zip([self.heading, *self.lines], [self.title_said, *self.said], strict=True):
            if said is None or len(line.text) > 2000:
                continue
            if line.label is not None and field_of(line.label) == "section":
                return clean_section(line.text)
            if line.label is None and (label := split_label(line.text)) and label[0] == "section":
                value = clean_section(line.text[label[1] :])
                if value and not is_empty_answer(value):
                    return value
            if Stance.QUESTION in said.all and Stance.REQUEST not in said.all:
                continue
            for wish in find_wishes(line, self.facts.headings):
                if (
                    (_words(wish.section) != title and not looks_like_title(wish.section, strict=True))
                    or (wish.section.casefold() in self.facts.headings)
                    or len(wish.section.split()) <= 6
                ):
                    return wish.section
        return None


def _paper(draft: Draft, section: str | None) -> ProposedPaper:
    order = {"arxiv": 0, "doi": 1, "openreview": 2, "acl": 2, "url": 3}
    identity = min(draft.ids, key=lambda known: order.get(known.scheme, 2), default=None)
    links = [link for link in draft.links if not is_noise(link.url)]
    return ProposedPaper(
        identity,
        _bounded(draft.title, _LONGEST_TITLE),
        _bounded(draft.name, _LONGEST_NAME),
        tuple(links),
        _bounded(draft.section or section, _LONGEST_TITLE),
        tuple(author for author in draft.authors if len(author) <= _LONGEST_NAME),
        _bounded(draft.venue, _LONGEST_VENUE),
        draft.date,
    )


#: Whoever writes more does not write a title, a name, a venue.
_LONGEST_TITLE: Final = 500
_LONGEST_NAME: Final = 100
_LONGEST_VENUE: Final = 200


def _bounded(text: str | None, most: int) -> str | None:
    return text if text and len(text) <= most else None


def _is_aside(line: Line, said: Said) -> bool:
    """Whether a line without an address wishes for some upkeep beside the issue's matter."""
    return (
        bool(_ASIDE.match(line.text))
        and not line.anchors
        and Stance.CORRECTION in said.all
        and not {Stance.REQUEST, Stance.ANNOUNCE, Stance.WITHDRAWN} & said.all
    )


_ASIDE: Final = re.compile(
    r"\W{0,4}(?:also|p\.? ?s\b|pps|btw|by the way|(?:and )?while (?:you|we)(?:'re|’re| are) at it|(?:on a )?side note|"
    r"unrelated)\b",
    re.IGNORECASE,
)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
