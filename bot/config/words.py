"""The values that the configuration is made of: texts, files, yes and no, orders, templates, labels, venues.

Every scalar arrives as the owner wrote it; what is refused is refused in words for people.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, TypeAdapter, WithJsonSchema

from bot.forms.venues import split_year
from bot.template import Template, TemplateError, parse_template


@dataclass(frozen=True)
class SaidOrder:
    """What the owner says that entries are sorted by; without a key, at which end new ones go."""

    key: Literal["date", "name", "title", "venue"] | None
    direction: Literal["ascending", "descending"] = "ascending"
    end: Literal["top", "bottom"] = "bottom"


@dataclass(frozen=True)
class SaidOfRule:
    """What the owner says of a lint rule: how severe it is, or that it is off, and why."""

    severity: Literal["error", "warning", "hint", "off"]
    reason: str = ""


#: The words for an order.
ORDERS: Final[dict[str, SaidOrder]] = {
    "newest first": SaidOrder("date", "descending"),
    "oldest first": SaidOrder("date", "ascending"),
    "date descending": SaidOrder("date", "descending"),
    "date ascending": SaidOrder("date", "ascending"),
    "name": SaidOrder("name", "ascending"),
    "name ascending": SaidOrder("name", "ascending"),
    "name descending": SaidOrder("name", "descending"),
    "title": SaidOrder("title", "ascending"),
    "title ascending": SaidOrder("title", "ascending"),
    "title descending": SaidOrder("title", "descending"),
    "venue": SaidOrder("venue", "ascending"),
    "venue ascending": SaidOrder("venue", "ascending"),
    "venue descending": SaidOrder("venue", "descending"),
    "append": SaidOrder(None, end="bottom"),
    "top": SaidOrder(None, end="top"),
}


def met(value: object) -> str:
    """What was met in the place of something else, for a message."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "keys and values"
    if isinstance(value, list | tuple):
        return "a list"
    return f"`{shortened(str(value))}`" if str(value).strip() else "an empty text"


def shortened(text: str) -> str:
    """A text of the owner as it can stand in a message, between backticks."""
    text = " ".join(text.replace("`", "'").split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def yes_or_no(value: object) -> bool | None:
    """What a word says; None where it is another word."""
    return _YES_NO.get(value.strip().casefold()) if isinstance(value, str) else None


_MOST_A_DAY: Final = 100
_MOST_OF_ALL: Final = 10_000
_LONGEST_SHOWN: Final = 40
_YES_NO: Final = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
#: https://docs.github.com/en/rest/issues/labels names no limit; GitHub refuses a name of more than 50 characters.
_LONGEST_LABEL: Final = 50
_LONGEST_VENUE: Final = 60
#: https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
_LOGIN: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})")


def _text(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value
    msg = f"expected a text, met {met(value)}"
    raise ValueError(msg)


def _truth(value: object) -> bool:
    said = value if isinstance(value, bool) else yes_or_no(value)
    if said is None:
        msg = f"expected `yes` or `no`, met {met(value)}"
        raise ValueError(msg)
    return said


def _mode(value: object) -> str:
    word = value.strip().casefold() if isinstance(value, str) else ""
    if word in _MODES:
        return word
    near = get_close_matches(word, _MODES, 1)
    meant = f"; did you mean `{near[0]}`?" if near else ""
    msg = f"expected `normal` or `trial`, met {met(value)}{meant}"
    raise ValueError(msg)


def _share(value: object) -> float:
    try:
        number = float(value) if isinstance(value, str | int | float) else -1.0
    except ValueError:
        number = -1.0
    if 0 <= number <= 1:
        return number
    msg = f"expected a number from 0 to 1, met {met(value)}"
    raise ValueError(msg)


def _count(value: object) -> int:
    return _whole(value, _MOST_A_DAY)


def _most(value: object) -> int:
    return 0 if yes_or_no(value) is False else _whole(value, _MOST_OF_ALL)


def _whole(value: object, most: int) -> int:
    text = str(value).strip()
    if text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= most:
        return int(text)
    msg = f"expected a whole number from 0 to {most}, met {met(value)}"
    raise ValueError(msg)


def _order(value: object) -> SaidOrder:
    if isinstance(value, SaidOrder):
        return value
    words = " ".join(_text(value).replace(",", " ").casefold().split()).removeprefix("by ")
    if words in ORDERS:
        return ORDERS[words]
    near = ["newest first", "oldest first"] if words == "date" else get_close_matches(words, ORDERS, 1)
    names = near or list(ORDERS)
    known = " or ".join(f"`{name}`" for name in names) if near else ", ".join(f"`{name}`" for name in names)
    msg = f"{met(value)} is no order; " + (f"did you mean {known}?" if near else f"known are {known}")
    raise ValueError(msg)


def _template(value: object) -> Template:
    if isinstance(value, Template):
        return value
    try:
        return parse_template(_text(value))
    except TemplateError as error:
        msg = f"the template cannot be used: {error}"
        raise ValueError(msg) from error


def _path(value: object) -> str:
    text = _text(value).strip()
    path = PurePosixPath(text.lstrip("/"))
    if "://" in text or "\\" in text or ".." in path.parts or not path.name:
        msg = f"expected the path of a file in this repository, such as `docs/papers.md`, met {met(text)}"
        raise ValueError(msg)
    return str(path)


def _several(value: object) -> object:
    """One text where several may stand is a list of one."""
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, str):
        return [value]
    msg = f"expected a list such as `[one, another]`, met {met(value)}"
    raise ValueError(msg)


def _label(value: object) -> str | None:
    if value is None or yes_or_no(value) is False:
        return None
    text = _text(value).strip()
    if len(text) <= _LONGEST_LABEL and "," not in text:
        return text
    msg = f"expected `no` or a label of at most {_LONGEST_LABEL} characters without a comma, met {met(text)}"
    raise ValueError(msg)


def _login(value: object) -> str:
    text = _text(value).strip().removeprefix("@")
    if _LOGIN.fullmatch(text):
        return text
    msg = f"expected the name of an account on GitHub, such as `octocat`, met {met(value)}"
    raise ValueError(msg)


def _venue(value: object) -> str:
    text = " ".join(_text(value).split())
    if split_year(text)[1] is None and len(text) <= _LONGEST_VENUE:
        return text
    msg = f"expected a short form of at most {_LONGEST_VENUE} characters without a year, which follows by itself, "
    raise ValueError(msg + f"met {met(text)}")


def _rule(value: object) -> SaidOfRule:
    """A severity, or `off` with the reason for it; a rule that nobody knows why it is off is never put on again."""
    if isinstance(value, SaidOfRule):
        return value
    word = value.strip().casefold() if isinstance(value, str) else ""
    if word in _SEVERITIES:
        return SaidOfRule(_SEVERITIES[word])
    if isinstance(value, Mapping) and len(value) == 1:
        ((key, reason),) = value.items()
        if yes_or_no(key) is False and isinstance(reason, str) and reason.strip():
            return SaidOfRule("off", " ".join(reason.split()))
    if yes_or_no(value) is False or (isinstance(value, Mapping) and all(yes_or_no(key) is False for key in value)):
        msg = "`off` needs a reason, such as `{off: many of our papers have none}`"
        raise ValueError(msg)
    near = get_close_matches(word, _SEVERITIES, 1)
    meant = f"; did you mean `{near[0]}`?" if near else ""
    msg = f"expected `error`, `warning`, `hint` or `{{off: the reason}}`, met {met(value)}{meant}"
    raise ValueError(msg)


def _pairs(value: object) -> object:
    """Keys and values as pairs, in their order; a mistake is told by its key."""
    return value if isinstance(value, tuple) else tuple(_VENUES.validate_python(value).items())


_SEVERITIES: Final[dict[str, Literal["error", "warning", "hint"]]] = {
    "error": "error", "warning": "warning", "hint": "hint",
}  # fmt: skip

_MODES: Final = ("normal", "trial")

# YAML says that `2024` is a number and `no` a truth value; editors that check a file by the schema do so too.
_SCALAR: Final = {"type": ["string", "number", "boolean"]}
_SCALARS: Final = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}
_LOGIN_TEXT: Final = {"type": "string", "pattern": f"^@?{_LOGIN.pattern}$"}
_LOGINS: Final = {"anyOf": [_LOGIN_TEXT, {"type": "array", "items": _LOGIN_TEXT}]}
_FILE: Final = {"type": "string", "minLength": 1}
_FILES: Final = {"anyOf": [_FILE, {"type": "array", "items": _FILE}]}
_SHORT_FORMS: Final = {"type": "object", "additionalProperties": {"type": "string", "maxLength": _LONGEST_VENUE}}
_OFF: Final = {
    "type": "object",
    "properties": {"off": {"type": "string", "minLength": 1, "description": "Why this rule is not asked."}},
    "required": ["off"],
    "additionalProperties": False,
}
_RULE: Final = {"anyOf": [{"enum": ["error", "warning", "hint"]}, _OFF]}
_NO: Final = {"enum": ["no", False]}
_LABEL: Final = {"anyOf": [{"type": "string", "maxLength": _LONGEST_LABEL}, _NO]}

YesNo = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Mode = Annotated[Literal["normal", "trial"], BeforeValidator(_mode)]
Share = Annotated[float, BeforeValidator(_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Count = Annotated[
    int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": _MOST_A_DAY})
]
Most = Annotated[
    int,
    BeforeValidator(_most),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0, "maximum": _MOST_OF_ALL}, _NO]}),
]
FilePath = Annotated[str, BeforeValidator(_path), WithJsonSchema(_FILE)]
FilePaths = Annotated[
    tuple[Annotated[str, BeforeValidator(_path)], ...], BeforeValidator(_several), WithJsonSchema(_FILES)
]
Keywords = Annotated[
    tuple[Annotated[str, BeforeValidator(_text)], ...], BeforeValidator(_several), WithJsonSchema(_SCALARS)
]
Logins = Annotated[
    tuple[Annotated[str, BeforeValidator(_login)], ...], BeforeValidator(_several), WithJsonSchema(_LOGINS)
]
EntryTemplate = Annotated[
    Template, BeforeValidator(_template), WithJsonSchema({"type": "string", "pattern": r"\{title\}"})
]
VenueNames = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_pairs), WithJsonSchema(_SHORT_FORMS)]
RuleWords = Annotated[SaidOfRule, BeforeValidator(_rule), WithJsonSchema(_RULE)]
OrderWords = Annotated[SaidOrder, BeforeValidator(_order), WithJsonSchema({"enum": list(ORDERS)})]
LabelName = Annotated[str | None, BeforeValidator(_label), WithJsonSchema(_LABEL)]

_VENUES: Final = TypeAdapter(dict[Annotated[str, BeforeValidator(_text)], Annotated[str, BeforeValidator(_venue)]])
