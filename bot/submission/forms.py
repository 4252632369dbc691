"""Issue forms: GitHub writes each field as a third-level heading with the answer below it.

https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
An empty answer reads `_No response_`.
"""

from dataclasses import replace
from typing import Final

from bot.links import Role
from bot.submission.fields import Field, field_of, is_empty_answer, split_label
from bot.submission.markup import Line

#: Fields that only a form about papers asks for.
_OF_PAPERS: Final = frozenset(("title", "paper", "pdf", "abstract", "link", "code", "name", "record"))


def read_form(lines: list[Line]) -> list[Line] | None:
    """The answers of an issue form as lines under their field's label; None where the body is no form.

    A form starts with a heading, and most of its headings are labels. Empty answers and the boxes of
    checklists are left out, and so is what the writer tells under fields that ask for no fact.
    """
    first = next((line for line in lines if line.text.strip()), None)
    headings = [line for line in lines if line.kind == "heading"]
    if first is None or first.kind != "heading" or not headings:
        return None
    fields = [form_field(heading.text) for heading in headings]
    known = [field for field in fields if field is not None]
    if not set(known) & (_OF_PAPERS | {"correction"}) or 2 * len(known) < len(fields):
        return None
    answers: list[Line] = []
    label = ""
    for line in lines:
        if line.kind == "heading":
            label = line.text
        elif (
            not is_empty_answer(line.text)
            and not line.checkbox
            and (form_field(label) != "text" or split_label(line.text))
        ):
            answers.append(replace(line, label=label))
    return answers


def form_field(label: str) -> Field | Role | None:
    """What a heading of a form asks for; a question counts by its words."""
    field = field_of(label)
    if field is None and any(word in label.casefold() for word in ("which entry", "what should", "what is")):
        return "correction"
    return field


def is_submission_form(lines: list[Line]) -> bool:
    """Whether headings of the body are the fields of a form that papers are submitted with."""
    if read_form(lines) is None:
        return False
    fields = {form_field(line.text) for line in lines if line.kind == "heading"}
    return bool(fields & _OF_PAPERS) and "correction" not in fields
