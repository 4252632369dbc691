"""Answers of services in JSON, read warily: any field may be missing, empty, or something else than its manual says."""

import json
from collections.abc import Mapping
from typing import Any, Final


class SourceError(Exception):
    """A service answered with something else than the facts that were asked for."""


class AnotherPaperError(SourceError):
    """A service answered about another paper than the one asked for: of two ids of one paper it may keep only one."""


class TurnedAwayError(SourceError):
    """A service answers nobody who asks as we do, whatever is asked: it wants a key, or a proof that one is human."""


class Facts:
    """An object of an answer. Whatever is asked of it comes out in the type that was asked for, or empty."""

    def __init__(self, value: object) -> None:
        self._fields: Mapping[str, Any] = value if isinstance(value, dict) else {}

    def __contains__(self, name: str) -> bool:
        return self._fields.get(name) is not None

    def __getitem__(self, name: str) -> "Facts":
        """The object of a name."""
        return Facts(self._fields.get(name))

    def raw(self, name: str) -> object:
        """What stands behind a name, whatever it is."""
        return self._fields.get(name)

    def text(self, name: str) -> str:
        """The text of a name: a number as text, of several texts the first that says something."""
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> list[str]:
        """The texts of a name that say something, whether one or many stand there."""
        value = self._fields.get(name)
        found = map(_text, value if isinstance(value, list) else [value])
        return [text for text in found if text]

    def each(self, name: str) -> list["Facts"]:
        """The objects of a name, whether one or many stand there."""
        value = self._fields.get(name)
        return [Facts(one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]

    def many(self, name: str) -> list[Any]:
        """The list of a name; empty where there is none."""
        value = self._fields.get(name)
        return value if isinstance(value, list) else []


def read_object(body: bytes, service: str) -> Facts:
    """The JSON object that is a service's whole answer. Raises SourceError where it is none."""
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        what = "a page for people" if body.lstrip()[:1] == b"<" else "no JSON"
        msg = f"{service} answered with {what}: {body[:80]!r}"
        raise SourceError(msg) from error
    if not isinstance(value, dict):
        msg = f"{service} answered with {_KINDS.get(type(value), 'a number')}, where an object was expected"
        raise SourceError(msg)
    return Facts(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value) if abs(value) < _LARGEST else ""
    # A half of a pair is no character that could be written anywhere.
    return value.encode(errors="ignore").decode().strip() if isinstance(value, str) else ""


def _no_number(name: str) -> None:
    """NaN and the infinities, which JSON has not."""


_LARGEST: Final = 10**12
_KINDS: Final[dict[type, str]] = {list: "a list", str: "a text", type(None): "null", bool: "true or false"}
