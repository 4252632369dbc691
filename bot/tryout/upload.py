"""Forms with files, as browsers send them: multipart/form-data.

https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data says how a browser writes
one, and https://www.rfc-editor.org/rfc/rfc7578 how it is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request


class BadForm(ValueError):
    """A body that is no form; the text says so to whoever sent it."""


class TooLarge(BadForm):
    """A body that is larger than is read."""


@dataclass(frozen=True)
class Part:
    """One field as it was sent; `filename` is None where it is no file, and empty where no file was chosen."""

    name: str
    content: bytes
    filename: str | None = None


async def read_form(request: Request, most: int) -> dict[str, Part]:
    """The fields of a form, each by its name; of fields with one name the last. Raises BadForm and TooLarge.

    `most` bytes are read; the rest of a larger body is not waited for.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            msg = (
                f"What was sent has more than {most:,} bytes, so it was not read to its end. Please go back in your "
                "browser, where all you typed still stands, and give less."
            )
            raise TooLarge(msg)
    return {part.name: part for part in parse_form(request.headers.get("content-type", ""), bytes(body))}


def parse_form(content_type: str, body: bytes) -> Iterator[Part]:
    """The fields of a body with this content type, byte for byte. Raises BadForm where it is no form."""
    if content_type.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded":
        fields = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, errors="surrogateescape")
        for name, value in fields:
            yield Part(name, value.encode("utf-8", "surrogateescape"))
        return
    found = _BOUNDARY.search(content_type)
    if found is None:
        msg = "What was sent is no form. Please use the form on this page."
        raise BadForm(msg)
    boundary = b"\r\n--" + (found["quoted"] or found["plain"]).encode("latin-1", "replace")
    # The first delimiter may stand at the very beginning; behind the last one nothing counts.
    _, *parts = (b"\r\n" + body).split(boundary)
    if not parts or not parts[-1].startswith(b"--"):
        msg = "The form ends before its end. Please send it again."
        raise BadForm(msg)
    for part in parts[:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        said = head.decode("utf-8", "replace")
        if named := _NAME.search(said):
            filename = _FILENAME.search(said)
            yield Part(_unquoted(named[1]), content, _unquoted(filename[1]) if filename else None)


def _unquoted(value: str) -> str:
    """A name as it was before the browser wrote it between quotation marks."""
    return value.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")


_BOUNDARY: Final = re.compile(
    r'^\s*multipart/form-data\s*;(?:.*;)?\s*boundary=(?:"(?P<quoted>[^"]+)"|(?P<plain>[^\s;,"]+))', re.IGNORECASE
)
_NAME: Final = re.compile(r';\s*name="([^"]*)"', re.IGNORECASE)
_FILENAME: Final = re.compile(r';\s*filename="([^"]*)"', re.IGNORECASE)
