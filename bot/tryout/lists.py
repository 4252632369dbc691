"""Lists that people bring: read from bytes or from a file of this machine, or refused with what would mend it."""

import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from bot.document import ListDocument, NotUtf8, decode, parse
from bot.explain import SHOWN_BYTES, Learned, explain
from bot.sandbox.pages.frame import count
from bot.sections import is_paper_list

#: Four times what GitHub shows of a README; a longer text is no list that anybody reads.
MOST_BYTES: Final = 4 * SHOWN_BYTES


class BadList(ValueError):
    """Something that is no list that can be tried. The text tells what was met, what is expected, and what mends it."""


@dataclass(frozen=True)
class OwnList:
    """A list that somebody brought; `source` says where it came from, in words for them."""

    text: str
    source: str

    @cached_property
    def document(self) -> ListDocument:
        """The list, read."""
        return parse(self.text)

    @cached_property
    def learned(self) -> Learned:
        """What Shelver learns of it."""
        return explain(self.document)

    @property
    def title(self) -> str:
        """What it is called."""
        return self.document.title or "Your list"


def read_own_list(data: bytes, source: str) -> OwnList:
    """The list in the bytes of a text. `source` is what they are called. Raises BadList where they hold none."""
    if not data.strip():
        msg = f"{source} is empty. Expected is the list itself, in Markdown: the text of its README.md."
        raise BadList(msg)
    if len(data) > MOST_BYTES:
        raise BadList(_too_large(source, len(data)))
    own = OwnList(_text(data, source), source)
    if not is_paper_list(own.document):
        entries = sum(len(section.entries) for section in own.document.sections)
        headings = sum(bool(section.level) for section in own.document.sections)
        msg = (
            f"{source} holds no list of papers that Shelver can read: {count(entries, 'entry', 'entries')} under "
            f"{count(headings, 'heading')}. Expected is at least one heading with five entries, most of "
            "which link to papers: bullets, numbered items, table rows or paragraphs. If your papers stand in another "
            "file than the README, take that file."
        )
        raise BadList(msg)
    return own


def read_list_file(name: str) -> OwnList:
    """The list in a file of this machine, by its path; `~` is the operator's home. Raises BadList."""
    if "\0" in name:
        msg = "The path holds a zero byte, which no path may. Please type it again, such as ~/my-list/README.md."
        raise BadList(msg)
    path = Path(name.strip()).expanduser().absolute()
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise BadList(_is_folder(path))
        # A pipe or a device might never end.
        if not stat.S_ISREG(kind):
            msg = f"{path} is no ordinary file. Expected is a file in Markdown, such as README.md."
            raise BadList(msg)
        if (size := path.stat().st_size) > MOST_BYTES:
            raise BadList(_too_large(str(path), size))
        return read_own_list(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise BadList(_is_missing(path)) from None
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}. Please name one that you may read, or paste its text."
        raise BadList(msg) from error


def _text(data: bytes, source: str) -> str:
    """The text of bytes. Raises BadList for a binary file and for other encodings than UTF-8."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            msg = f"{source} is in {encoding}. Expected is UTF-8: save it anew with that encoding, and try again."
            raise BadList(msg)
    if (zero := data.find(b"\0")) >= 0:
        msg = (
            f"{source} is no text: byte {zero + 1:,} is zero, as in pictures, PDFs and archives. Expected is a file in "
            "Markdown, such as README.md."
        )
        raise BadList(msg)
    try:
        return decode(data)
    except NotUtf8 as error:
        reason = str(error).removeprefix("the text is not UTF-8: ")
        msg = f"{source} is not in UTF-8: {reason}. Save it anew with the encoding UTF-8, and try again."
        raise BadList(msg) from error


#: How texts in other encodings begin: https://www.unicode.org/faq/utf_bom.html#bom4
_MARKS: Final = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x00\x00\xfe\xff": "UTF-32"}


def _too_large(source: str, size: int) -> str:
    return (
        f"{source} has {size:,} bytes. Lists of up to {MOST_BYTES:,} bytes can be tried here, and GitHub shows the "
        f"first {SHOWN_BYTES:,} of a README. Please try one of its files, or some of its sections."
    )


def _is_folder(path: Path) -> str:
    """A folder was named; what may have been meant is looked for."""
    try:
        inside = sorted(one.name for one in path.iterdir() if one.name.lower().startswith("readme."))
    except OSError:
        inside = []
    meant = f" Did you mean {path / inside[0]}?" if inside else ""
    return f"{path} is a folder. Expected is a file in Markdown, such as README.md.{meant}"


def _is_missing(path: Path) -> str:
    parent = next((parent for parent in path.parents if parent.is_dir()), None)
    where = f" The folder {parent} is there." if parent and parent != path.parent else ""
    return (
        f"There is no file {path}.{where} Please name the whole path, such as ~/my-list/README.md, or paste the text."
    )
