"""Reads at once what most lists consist of: runs of items of one line, rows of tables, paragraphs of plain lines.

To try all rules of Markdown on each line takes most of the time of `parse`, and to load them most of the time of a
short command. So a text that is made of nothing else, headings and fences aside, is read here (`read_plain`); for all
others `bot.document.blocks` makes these patterns rules of markdown-it-py. They hold where a block starts outside of all
others.

Items (https://spec.commonmark.org/0.31.2/#list-items): a line in column 0 with a marker, a few spaces and text starts
an item. A line below belongs to it only if it is blank, indented, or goes on with a paragraph. What starts such an item
too, or a heading, does none of that; nor does any line in column 0 below a blank one. So the item ends there, blank
lines aside, whatever its text is. Only an item or a fence inside of it would show, and a line that is a thematic break
as a whole is no item: lines with those are left to the other rules. It is no matter whether a list goes on below a run
or another one starts, as `parse` does not tell the items of one list from those of the next; save for the head of a
table, which may start with a marker too, but not inside of a list. So no run ends before one.

Rows (https://github.github.com/gfm/#tables-extension-): a table goes on until a blank line or the start of another
block, and no other block starts with a pipe. So the lines below the delimiters that start with one are rows. They are
read at once if they are all that the table has. The table's head is not read here.

Paragraphs (https://spec.commonmark.org/0.31.2/#paragraphs): lines above a blank one, a heading or a fence that start
with no sign of another block. As none starts with a sign of an underline or of a table's delimiters, no line above them
is a heading or the head of a table; and as the first one does not start like a definition of a link, none of them is in
one.

Headings (https://spec.commonmark.org/0.31.2/#atx-headings) and fences (#fenced-code-blocks) are read here in their
plainest form: in column 0, no sign `#` at the heading's end, nothing like a fence in a fence; and neither of them is a
table's head.
"""

import re
from dataclasses import dataclass
from typing import Final

#: The type of the token of a run. Its map has the lines, its info says what each of them is that is not blank:
#: "bullet", "ordered" or "row". The rows of a run are those of the table before it.
RUN: Final = "run"

_BULLET: Final = r"[-+*]"
_NUMBER: Final = r"[0-9]{1,9}[.)]"
_MARKER: Final = rf"(?:{_BULLET}|{_NUMBER})"
_END: Final = r"(?:\n|\Z)"
_BLANK: Final = r"(?:[ \t]*+\n)"
_LINE: Final = rf"[^\n]*+{_END}"
#: What stands before a text that is no thematic break, fence, quote or item, nor blank.
_PLAIN: Final = rf"(?![ \t\n>]|`{{3}}|~{{3}}|{_MARKER}(?:[ \t]|{_END})|[-*_ \t]*+{_END})"
#: Blanks behind a marker, and such a text; more blanks would make it code.
_PLAIN_ITEM: Final = rf" {{1,4}}+{_PLAIN}"

#: A line's end, where what follows does not make it a table's head.
_NO_HEAD: Final = r"(?:\n(?![ \t]*+(?:[|:]|-[-:|]))|\Z)"
_NEXT_ITEM: Final = rf"{_MARKER}{_PLAIN_ITEM}[^\n]*+{_NO_HEAD}"
_BELOW_ITEM: Final = rf"(?:{_BLANK}*+(?={_NEXT_ITEM}|\#{{1,6}}[ \t]|\Z)|{_BLANK}++(?!{_MARKER}(?:[ \t]|{_END})|[ \t]))"
ITEM: Final = rf"{_MARKER}{_PLAIN_ITEM}{_LINE}{_BELOW_ITEM}"
ITEMS: Final = (
    rf"(?P<bullet>(?:{_BULLET}{_PLAIN_ITEM}{_LINE}{_BELOW_ITEM})++)"
    rf"|(?P<ordered>(?:{_NUMBER}{_PLAIN_ITEM}{_LINE}{_BELOW_ITEM})++)"
)
ROWS: Final = rf"(?P<row>(?:\|{_LINE})++)(?=[ \t]*+{_END})"
_NO_DEFINITION: Final = r"(?!\[(?![^\[\]\\\n]*+(?:\[|\](?!:))))"
_PARAGRAPH_LINE: Final = rf"(?![#<|:=-]){_PLAIN}{_LINE}"
_BELOW_PARAGRAPH: Final = rf"(?=[ \t]*+{_END}|\#{{1,6}}[ \t]|```[^`\n]*+{_END})"
PARAGRAPH: Final = rf"{_NO_DEFINITION}{_PARAGRAPH_LINE}(?:[ \t]*+{_PARAGRAPH_LINE})*+{_BELOW_PARAGRAPH}"
_PIECE: Final = (
    rf"(?P<blank>{_BLANK}++|[ \t]++\Z)|(?P<heading>\#{{1,6}}[ \t](?![^\n]*\#[ \t]*+{_END})[^\n]*+{_NO_HEAD})"
    rf"|{ITEMS}|(?P<fence>```[^`|\n]*+\n(?:(?![ \t]*+```){_LINE})*+```[ \t]*+{_END})|(?P<paragraph>{PARAGRAPH})"
)


@dataclass(slots=True)
class Piece:
    """What `read_plain` finds: the fields that `parse` needs of a token of markdown-it-py, called alike."""

    type: str
    map: list[int]
    info: str = ""
    tag: str = ""
    content: str = ""


def read_plain(text: str) -> list[Piece] | None:
    """The blocks of a text whose lines end with LF; None where one of them needs more of Markdown's rules."""
    piece = re.compile(_PIECE)
    pieces: list[Piece] = []
    at = line = 0
    while at < len(text):
        found = piece.match(text, at)
        if found is None:
            return None
        at = found.end()
        lines = [line, line := line + height(found)]
        match found.lastgroup:
            case "heading":
                signs, _, words = found[0].replace("\t", " ").partition(" ")
                pieces.append(Piece("heading_open", lines, tag=f"h{len(signs)}"))
                pieces.append(Piece("inline", lines, content=words.strip()))
            case "bullet" | "ordered" as kind:
                pieces.append(Piece(RUN, lines, kind))
            case "fence":
                pieces.append(Piece("fence", lines))
            case "paragraph":
                pieces.append(Piece("paragraph_open", lines))
    return pieces


def height(found: re.Match[str]) -> int:
    """How many lines were found."""
    return found[0].count("\n") + (not found[0].endswith("\n"))
