"""Reads at once what most lists consist of: runs of items of one line, rows of tables, paragraphs of plain lines.

To try all rules of Markdown on each line takes most of the time of `parse`. Three rules are added to those of
markdown-it-py. Being rules, they are asked only where a block starts outside of all others, so that fences, blocks of
HTML, comments and quotes need no thought; where they decline, its own rules go on.

Items (https://spec.commonmark.org/0.31.2/#list-items): a line in column 0 with a marker, one space and text starts an
item. A line below belongs to it only if it is blank, indented, or goes on with a paragraph. What starts such an item
too, or a heading, does none of that; nor does any line in column 0 below a blank one. So the item ends there, blank
lines aside, whatever its text is. Only an item or a fence inside of it would show, and a line that is a thematic break
as a whole is no item: lines with those are left to the other rules. It is no matter whether a list goes on below a run
or another one starts, as `parse` does not tell the items of one list from those of the next; save for the head of a
table, which may start with a marker too, but not inside of a list. So no run ends before one.

Rows (https://github.github.com/gfm/#tables-extension-): a table goes on until a blank line or the start of another
block, and no other block starts with a pipe. So the lines below the delimiters that start with one are rows. They are
read at once if they are all that the table has.

Paragraphs (https://spec.commonmark.org/0.31.2/#paragraphs): lines above a blank one that start with no sign of another
block. As none starts with a sign of an underline or of a table's delimiters, no line above them is a heading or the
head of a table; and as the first one does not start like a definition of a link, none of them is in one.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS
from markdown_it.token import Token

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

_NEXT_ITEM: Final = rf"{_MARKER} {_PLAIN}[^\n]*+(?:\n(?![ \t]*+(?:[|:]|-[-:|]))|\Z)"
_BELOW_ITEM: Final = rf"(?:{_BLANK}*+(?={_NEXT_ITEM}|\#{{1,6}}[ \t]|\Z)|{_BLANK}++(?!{_MARKER}(?:[ \t]|{_END})|[ \t]))"
_ITEM: Final = re.compile(rf"{_MARKER} {_PLAIN}{_LINE}{_BELOW_ITEM}")
_ITEMS: Final = re.compile(
    rf"(?P<bullet>(?:{_BULLET} {_PLAIN}{_LINE}{_BELOW_ITEM})++)"
    rf"|(?P<ordered>(?:{_NUMBER} {_PLAIN}{_LINE}{_BELOW_ITEM})++)"
)
_ROWS: Final = re.compile(rf"(?P<row>(?:\|{_LINE})++)(?=[ \t]*+{_END})")
_NO_DEFINITION: Final = r"(?!\[(?![^\[\]\\\n]*+(?:\[|\](?!:))))"
_PARAGRAPH_LINE: Final = rf"(?![#<|:=-]){_PLAIN}{_LINE}"
_PARAGRAPH: Final = re.compile(
    rf"{_NO_DEFINITION}{_PARAGRAPH_LINE}(?:[ \t]*+{_PARAGRAPH_LINE})*+(?=[ \t]*+{_END})",
)


def parse_blocks(text: str) -> list[Token]:
    """The blocks of a text, what is inside of lines left unread; runs are one token each."""
    tokens: list[Token] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    BLOCKS.block.parse(text, BLOCKS, {}, tokens)
    return tokens


def _items(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A run of items; where it is asked silently, whether a list outside of all other blocks may end before one."""
    position = state.bMarks[start]
    if silent:
        return state.level == 1 and _ITEM.match(state.src, position) is not None
    run = None if state.level else _ITEMS.match(state.src, position)
    if run is None:
        return False
    _push_run(state, start, run)
    return True


def _rows(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    """A table all of whose rows start with a pipe in column 0."""
    first = start + 2
    if state.level or first >= end:
        return False
    run = _ROWS.match(state.src, state.bMarks[first])
    if run is None:
        return False
    columns = state.src[state.bMarks[first - 1] : state.eMarks[first - 1]].strip(" \t|").count("|") + 1
    # A row has at least one cell less than it has pipes. A table ends early where too many cells are missing.
    missing = sum(max(0, columns + 1 + row.count("\\|") - row.count("|")) for row in run[0].split("\n"))
    if missing > MAX_AUTOCOMPLETED_CELLS or not table(state, start, first, False):
        return False
    _push_run(state, first, run)
    return True


def _paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    """A paragraph of lines that could be nothing else."""
    found = None if state.level else _PARAGRAPH.match(state.src, state.bMarks[start])
    if found is None:
        return False
    state.line = start + _height(found)
    state.push("paragraph_open", "p", 1).map = [start, state.line]
    state.push("paragraph_close", "p", -1)
    return True


def _push_run(state: StateBlock, start: int, run: re.Match[str]) -> None:
    """Add the token of a run that starts on a line, and go on below it."""
    state.line = start + _height(run)
    token = state.push(RUN, "", 0)
    token.info = run.lastgroup or ""
    token.map = [start, state.line]


def _height(found: re.Match[str]) -> int:
    """How many lines were found."""
    return found[0].count("\n") + (not found[0].endswith("\n"))


#: The rules by which `parse_blocks` reads: those of CommonMark, tables as GitHub has them, and RULES.
BLOCKS: Final = MarkdownIt("commonmark").enable("table")
#: What is added here. Disabled, all is read line by line.
RULES: Final = ("items", "rows", "plain paragraph")
for _name, _rule, _ends in zip(RULES, (_items, _rows, _paragraph), (["list"], [], []), strict=True):
    BLOCKS.block.ruler.before("table", _name, _rule, {"alt": _ends})
