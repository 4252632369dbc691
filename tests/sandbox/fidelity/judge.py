"""Compare a JSON text with a model: strictly, and both ways.

pydantic alone is kind: it turns "1" into 1 and passes over fields that it does not know. Here types must agree as they
stand, and a field that the description does not name is drift as well.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

#: Where the description forgets, here and there, fields that it names elsewhere for the same thing, by pattern.
FORGOTTEN = {
    r"status": "the description has it in the plain error, not in the other kinds of error",
    r"errors": "a file too large is refused with them (403), though the description has the plain error there",
    r"pull_request\.(head|base)\.repo\.(has_discussions|web_commit_signoff_required)": (
        "required of a repository elsewhere, and forgotten where a review was edited"
    ),
    r"(.+\.)?labels\.\[\]\.archived_(at|by)": "required of a label that stands alone, and of some labels in lists",
}


def drift(model: Any, text: str | bytes) -> list[str]:
    """Return how a text departs from a model, one line a place; an empty list where it fits."""
    try:
        found = _adapter(model).validate_json(text, strict=True)
    except ValidationError as error:
        return [f"{_place(one['loc'])}: {one['msg']}, not {one['input']!r:.60}" for one in error.errors()]
    forgotten = [re.compile(place) for place in FORGOTTEN]
    unknown = _unknown(found, json.loads(text), "")
    return [
        f"{one}: the description knows no such field" for one in unknown if not any(p.fullmatch(one) for p in forgotten)
    ]


def left_out(model: Any, text: str | bytes) -> set[str]:
    """Return the fields that the description lets an answer leave out, and that this one leaves out."""
    found = _adapter(model).validate_json(text)
    return set(_missing(found))


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _place(parts: tuple[int | str, ...]) -> str:
    return ".".join("[]" if isinstance(part, int) else part for part in parts)


def _unknown(found: Any, raw: Any, place: str) -> Iterator[str]:
    if isinstance(found, BaseModel):
        fields = {field.alias or name: name for name, field in type(found).model_fields.items()}
        open_ended = type(found).model_config.get("extra") == "allow"
        for key, value in raw.items():
            here = f"{place}.{key}".lstrip(".")
            if key in fields:
                yield from _unknown(getattr(found, fields[key]), value, here)
            elif not open_ended:
                yield here
    elif isinstance(found, list):
        for one, value in zip(found, raw, strict=True):
            yield from _unknown(one, value, f"{place}.[]".lstrip("."))


def _missing(found: Any, place: str = "") -> Iterator[str]:
    if isinstance(found, BaseModel):
        for name, field in type(found).model_fields.items():
            here = f"{place}.{field.alias or name}".lstrip(".")
            if name in found.model_fields_set:
                yield from _missing(getattr(found, name), here)
            else:
                yield here
    elif isinstance(found, list):
        for one in found:
            yield from _missing(one, f"{place}.[]".lstrip("."))
