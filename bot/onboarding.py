"""What is learned of a list, in the words of its owner's configuration: for `shelver init`."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from bot.counters import counter_edits
from bot.document import ListDocument, Section
from bot.explain import explain
from bot.forms import LinkPart, Part, Slot, Target, Words
from bot.forms.example import Example
from bot.ordering import Order
from bot.placement import Habit, level_entries
from bot.scaffold import Learned, LearnedSection
from bot.styles import read_form
from bot.template import PLACEHOLDERS, TemplateError, parse_template


def learned_of(document: ListDocument, file: str, mirrors: tuple[str, ...] = ()) -> Learned:
    """What is learned of a list in `file`, of which `mirrors` are other files with the same papers."""
    papers = explain(document).sections
    orders = {one.section.span: order_said(one.order, one.habit) for one in papers}
    # Few entries show no order; nothing speaks against the one of the list.
    counted: Counter[str | None] = Counter()
    for one in papers:
        counted[orders[one.section.span]] += one.entries
    usual = max(counted, key=lambda said: counted[said], default=None)
    orders |= {one.section.span: usual for one in papers if one.order is None and one.entries < _FEW}
    sections = [
        LearnedSection(
            section.path,
            len(section.entries),
            section.span in orders,
            orders.get(section.span),
            entry_template(section) if section.span in orders else None,
        )
        for section in document.sections
        if section.level
    ]
    first = next((section for section in document.sections if section.span in orders), None)
    counters = first is not None and bool(counter_edits(document, [first]))
    return Learned(file, tuple(sections), mirrors, counters)


def is_mirror(document: ListDocument, other: str) -> bool:
    """Whether another text holds mostly the same papers, as a translation does."""
    ours, theirs = _numbers(document.text), _numbers(other)
    return len(ours & theirs) >= _LEAST_SHARED and 2 * len(ours & theirs) > len(ours | theirs)


def order_said(order: Order | None, habit: Habit | None = None) -> str | None:
    """The words of the configuration for an order, or for a habit to put new entries on top."""
    if order is None:
        return "top" if habit is not None and habit.end == "top" and habit.whose is not None else None
    if order.key == "authors":
        return None
    if order.key == "date":
        return "newest first" if order.direction == "descending" else "oldest first"
    return order.key if order.direction == "ascending" else f"{order.key} descending"


def entry_template(section: Section) -> str | None:
    """A template that writes entries as most of a section's are written; None where none of them can be said so.

    Of the forms that are common enough it is the one that says most: what is not known falls away.
    """
    examples: dict[str, Example] = {}
    counts: Counter[str] = Counter()
    for entry in level_entries(section):
        if (found := read_form(entry)) is not None:
            counts[found[1].skeleton] += 1
            examples.setdefault(found[1].skeleton, found[1])
    templates = [
        template
        for skeleton, count in counts.most_common(_FORMS)
        if count >= _COMMON * counts.total() and (template := _template(examples[skeleton])) is not None
    ]
    return max(templates, key=lambda template: template.count("{"), default=None)


#: So many forms are tried, and such a share of the entries must have one.
_FORMS: Final = 8
_COMMON: Final = 0.1
_LEAST_SHARED: Final = 5
_FEW: Final = 5
_NUMBER: Final = re.compile(r"\b\d{4}\.\d{4,5}\b")


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


class _Unsayable(Exception):
    """A part of an entry that no placeholder stands for."""


def _template(example: Example) -> str | None:
    try:
        text = "".join(_said(example.parts)).rstrip("\r\n").replace("\r", "")
        parse_template(text)
    except (_Unsayable, TemplateError):
        return None
    return text


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
