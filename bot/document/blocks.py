"""Reads a text's blocks with markdown-it-py, to whose rules those of `bot.document.runs` are added.

Being rules, they are asked only where a block starts outside of all others, so that fences, blocks of HTML, comments
and quotes need no thought; where they decline, its own rules go on.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS
from markdown_it.token import Token

from bot.document.runs import ITEM, ITEMS, PARAGRAPH, ROWS, RUN, height

_ITEM: Final = re.compile(ITEM)
_ITEMS: Final = re.compile(ITEMS)
_ROWS: Final = re.compile(ROWS)
_PARAGRAPH: Final = re.compile(PARAGRAPH)


def parse_blocks(text: str) -> list[Token]:
    """The blocks of a text whose lines end with LF, what is inside of lines left unread; runs are one token each."""
    tokens: list[Token] = []
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
    state.line = start + height(found)
    state.push("paragraph_open", "p", 1).map = [start, state.line]
    state.push("paragraph_close", "p", -1)
    return True


def _push_run(state: StateBlock, start: int, run: re.Match[str]) -> None:
    """Add the token of a run that starts on a line, and go on below it."""
    state.line = start + height(run)
    token = state.push(RUN, "", 0)
    token.info = run.lastgroup or ""
    token.map = [start, state.line]


#: The rules by which `parse_blocks` reads: those of CommonMark, tables as GitHub has them, and RULES.
BLOCKS: Final = MarkdownIt("commonmark").enable("table")
#: What is added here. Disabled, all is read line by line.
RULES: Final = ("items", "rows", "plain paragraph")
for _name, _rule, _ends in zip(RULES, (_items, _rows, _paragraph), (["list"], [], []), strict=True):
    BLOCKS.block.ruler.before("table", _name, _rule, {"alt": _ends})
