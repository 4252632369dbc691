"""Reads runs of like lines at once: items of one line each, and rows of tables.

Lists of papers consist mostly of such lines, and to try all rules of Markdown on each takes most of the time of
`parse`. Two rules are added to those of markdown-it-py. Being rules, they are asked only where a block starts outside
of all others, so that fences, blocks of HTML, comments and quotes need no thought; where they decline, its own rules
go on.

Items (https://spec.commonmark.org/0.31.2/#list-items): a line in column 0 with a marker, one space and text starts an
item. A line below belongs to it only if it is blank, indented, or goes on with a paragraph; a line that starts such an
item too does none of that. So an item ends before the next one, blank lines between them aside, whatever its text is.
Only an item or a fence inside of it would show, and a line that is a thematic break as a whole is no item: lines with
those are left to the other rules. So is the last item of a run, as what comes below may belong to it. It is no matter
whether a list goes on there or another one starts, as `parse` does not tell the items of one list from those of the
next; save for the head of a table, which can start with a marker too, but not inside of a list. So no run ends there.

Rows (https://github.github.com/gfm/#tables-extension-): a table goes on until a blank line or the start of another
block, and no other block starts with a pipe. So the lines below the delimiters that start with one are rows. They are
read at once if they are all that the table has.
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
#: The rules that find runs. With both disabled, `BLOCKS` reads line by line.
RULES: Final = ("items", "rows")

_BULLET: Final = r"[-+*]"
_NUMBER: Final = r"[0-9]{1,9}[.)]"
_TEXT: Final = rf"(?![ \t\n>]|`{{3}}|~{{3}}|(?:{_BULLET}|{_NUMBER})(?:[ \t\n]|\Z)|[-*_ \t]*(?:\n|\Z))"
_NEXT: Final = rf"(?=(?:{_BULLET}|{_NUMBER}) {_TEXT}[^\n]*+(?:\n(?![ \t]*+(?:[|:]|-[-:|]))|\Z))"
_REST: Final = rf"[^\n]*+\n(?:[ \t]*+\n)*+{_NEXT}"
_ITEM: Final = re.compile(rf"(?:{_BULLET}|{_NUMBER}) {_TEXT}{_REST}")
_ITEMS: Final = re.compile(rf"(?P<bullet>(?:{_BULLET} {_TEXT}{_REST})++)|(?P<ordered>(?:{_NUMBER} {_TEXT}{_REST})++)")
_ROWS: Final = re.compile(r"(?P<row>(?:\|[^\n]*+(?:\n|\Z))++)(?=[ \t]*+(?:\n|\Z))")


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
    _push(state, start, run)
    return True


def _rows(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    """A table all of whose rows start with a pipe in column 0."""
    first = start + 2
    if state.level or first >= end:
        return False
    run = _ROWS.match(state.src, state.bMarks[first])
    if run is None:
        return False
    columns = state.src.count("|", state.bMarks[first - 1], state.bMarks[first]) + 1
    # A table ends early where its rows lack that many cells.
    if (run[0].count("\n") + 1) * columns > MAX_AUTOCOMPLETED_CELLS or not table(state, start, first, False):
        return False
    _push(state, first, run)
    return True


def _push(state: StateBlock, start: int, run: re.Match[str]) -> None:
    """Add the token of a run that starts on a line, and go on below it."""
    state.line = start + run[0].count("\n") + (not run[0].endswith("\n"))
    token = state.push(RUN, "", 0)
    token.info = run.lastgroup or ""
    token.map = [start, state.line]


#: The rules by which `parse_blocks` reads: those of CommonMark, tables as GitHub has them, and runs.
BLOCKS: Final = MarkdownIt("commonmark").enable("table")
for _name, _rule, _ends in zip(RULES, (_items, _rows), (["list"], []), strict=True):
    BLOCKS.block.ruler.before("table", _name, _rule, {"alt": _ends})
