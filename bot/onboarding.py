"""What is learned of a list, in the words of its owner's configuration: for `shelver init`."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bot.citation import Citation
from bot.counters import counter_edits
from bot.document import Entry, ListDocument, Section
from bot.explain import LearnedSection as Explained
from bot.explain import explain
from bot.filling import fill_template
from bot.forms import LinkPart, Part, Slot, Target, Words
from bot.forms.example import Example
from bot.ordering import Order
from bot.placement import Habit, level_entries
from bot.scaffold import Learned, LearnedSection, Usual
from bot.styles import read_form, skim
from bot.template import PLACEHOLDERS, Template, TemplateError, parse_template


def learned_of(document: ListDocument, file: str, mirrors: tuple[str, ...] = ()) -> Learned:
    """What is learned of a list in `file`, of which `mirrors` are other files with the same papers.

    Of its sections only that is told in which they surely differ from the list.
    """
    papers = explain(document).sections
    own = {one.section.span: one for one in papers}
    order, entry = _usual_order(papers), _usual_entry(papers)
    sections = [
        LearnedSection(
            section.path,
            len(section.entries),
            section.span in own,
            _other_order(own[section.span], order) if section.span in own else None,
            _other_entry(section, entry) if section.span in own else None,
        )
        for section in document.sections
        if section.level
    ]
    counters = bool(papers) and bool(counter_edits(document, [papers[0].section]))
    return Learned(file, tuple(sections), mirrors, counters, order, entry)


def is_mirror(document: ListDocument, other: str) -> bool:
    """Whether another text holds mostly the same papers, as a translation does."""
    ours, theirs = _numbers(document.text), _numbers(other)
    return len(ours & theirs) >= _LEAST_SHARED and 2 * len(ours & theirs) > len(ours | theirs)


def order_said(order: Order | None, habit: Habit | None = None) -> str | None:
    """The words of the configuration for an order, or for a habit to put new entries on top; None: there are none."""
    if order is None:
        return "top" if habit is not None and habit.end == "top" and habit.whose is not None else None
    if order.key == "authors":
        return None
    if order.key == "date":
        return "newest first" if order.direction == "descending" else "oldest first"
    return order.key if order.direction == "ascending" else f"{order.key} descending"


def entry_template(entries: Sequence[Entry]) -> Usual | None:
    """The template that writes most of some entries as they are written; None where none of them can be said so.

    Further links behind are no difference, nor are blanks, numbers and addresses.
    """
    some = _some(entries)
    examples = [found[1] for entry in some if (found := read_form(entry)) is not None]
    counts = Counter(example.skeleton for example in examples)
    first = {example.skeleton: example for example in reversed(examples)}
    templates = [
        template
        for skeleton, count in counts.most_common(_FORMS)
        if count >= _COMMON * len(examples) and (template := _template(first[skeleton])) is not None
    ]
    papers = _papers(some)
    usual = [Usual(template.source, _written(template, papers), len(some)) for template in templates]
    most = max((one.entries for one in usual), default=0)
    # Of those that write nearly as many the one that says most, since what is not known falls away.
    enough = [one for one in usual if one.entries >= max(_NEARLY * most, 1)]
    return max(enough, key=lambda one: (one.said.count("{"), one.entries), default=None)


def _usual_order(papers: Sequence[Explained]) -> Usual | None:
    """The order that most entries stand in; None where no section follows one that can be said."""
    counted: Counter[str] = Counter()
    for one in papers:
        if said := order_said(one.held.order if one.held else None, one.habit):
            counted[said] += one.entries
    return next((Usual(said, n, sum(one.entries for one in papers)) for said, n in counted.most_common(1)), None)


def _usual_entry(papers: Sequence[Explained]) -> Usual | None:
    usual = entry_template([entry for one in papers for entry in level_entries(one.section)])
    return usual if usual and usual.entries >= _MOSTLY * usual.of else None


def _other_order(one: Explained, usual: Usual | None) -> str | None:
    """The order that a section surely follows, or follows none, unlike the list."""
    if one.held is not None:
        said = order_said(one.held.order)
        return said if usual and said and said != usual.said and one.held.keyed >= _FEW else None
    if usual is None or usual.said == "top" or one.entries < 2 * _FEW:
        return None
    return order_said(None, one.habit) or "append"


def _other_entry(section: Section, usual: Usual | None) -> str | None:
    """The template of a section whose entries are nearly all written by it, and mostly not as the list's are."""
    entries = level_entries(section)
    if usual is None or len(entries) < _FEW:
        return None
    own = entry_template(entries)
    if own is None or own.entries < _SURELY * own.of:
        return None
    written = _written(parse_template(usual.said), _papers(_some(entries)))
    return own.said if written < _RARELY * own.of else None


def _some(entries: Sequence[Entry]) -> Sequence[Entry]:
    """So many of the entries that the others would say no more, spread over all of them."""
    return entries[:: max(len(entries) // _ENOUGH, 1)]


def _papers(entries: Sequence[Entry]) -> list[tuple[str, Citation]]:
    """What the entries that can be read look like, and what they say."""
    return [(_bare(entry.text), said) for entry in entries if (said := skim(entry)) is not None and said.title]


def _written(template: Template, papers: Sequence[tuple[str, Citation]]) -> int:
    """How many entries the template would have written as they are, further links aside."""
    count = 0
    for text, said in papers:
        ours = _bare(fill_template(template, said))
        # A template of which all falls away writes nothing.
        count += _bare(said.title) in ours and text.startswith(ours)
    return count


def _bare(text: str) -> str:
    """An entry without its number, addresses, signs of escape and superfluous blanks."""
    text = _NUMBER_OF_ITEM.sub("1", _ADDRESS.sub("](", text.replace("\\", "")))
    return _AROUND_CELLS.sub("|", " ".join(text.split()))


_NUMBER_OF_ITEM: Final = re.compile(r"^\s*+\d{1,9}(?=[.)])")
_ADDRESS: Final = re.compile(r"\]\([^()\s]*+")
_AROUND_CELLS: Final = re.compile(r" ?\| ?")
#: So much of what the best one writes.
_NEARLY: Final = 0.9
#: So many entries must be written by a template for it to be the list's.
_MOSTLY: Final = 0.5
#: So many entries tell enough of a list or a section.
_ENOUGH: Final = 200
#: A section's own template must write so many of its entries, and the list's so few.
_SURELY, _RARELY = 0.8, 0.5
#: So many forms are tried, and such a share of the entries must have one.
_FORMS: Final = 8
_COMMON: Final = 0.05
_LEAST_SHARED: Final = 5
_FEW: Final = 5
_NUMBER: Final = re.compile(r"\b\d{4}\.\d{4,5}\b")


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


class _Unsayable(Exception):
    """A part of an entry that no placeholder stands for."""


def _template(example: Example) -> Template | None:
    try:
        return parse_template("".join(_said(example.parts)).rstrip("\r\n").replace("\r", ""))
    except (_Unsayable, TemplateError):
        return None


def _said(parts: tuple[Part, ...], role: str = "") -> Iterator[str]:
    for part in parts:
        match part:
            case Words():
                yield part.text.replace("{", "{{").replace("}", "}}")
            case LinkPart():
                yield from _said(part.parts, part.role)
            case Target():
                yield _address(role, part)
            case Slot():
                yield _slot(part)
            case _:
                raise _Unsayable


def _address(role: str, target: Target) -> str:
    if role in ("pdf", "abstract", "paper"):
        return "{pdf}" if "/pdf/" in target.form or (not target.form and role == "pdf") else "{paper}"
    if role not in PLACEHOLDERS:
        raise _Unsayable
    return f"{{{role}}}"


def _slot(slot: Slot) -> str:
    match slot.field:
        case "name" | "title" | "venue":
            return f"{{{slot.field}}}"
        case "authors":
            return "{first_author} et al." if slot.cut else "{authors}"
        case "label":
            return slot.shown.replace("{", "{{").replace("}", "}}")
        case "number":
            return "1"
        case "date":
            form = slot.form
            for mark, name in _DATE_MARKS.items():
                form = form.replace(mark, name)
            if any(mark not in _DATE_MARKS.values() for mark in _MARK.findall(form)):
                raise _Unsayable
            return form
        case _:
            raise _Unsayable


_DATE_MARKS: Final = {"{Y}": "{year}", "{mm}": "{month}", "{m}": "{month}", "{dd}": "{day}", "{d}": "{day}"}
_MARK: Final = re.compile(r"\{[^{}]*\}")
