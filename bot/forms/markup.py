"""The inline Markdown of one entry as a tree of nodes, each with its place in the text.

Not a Markdown renderer: what matters is which signs stand around which words, so that the same signs can be
put around other words. Signs that pair with nothing are words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

#: Entries longer than this are nobody's example.
LONGEST = 20_000

NodeKind = Literal["text", "group", "code", "link", "image", "address", "tag", "comment", "break", "cell"]


@dataclass(slots=True)
class Node:
    """One piece of an entry, `source[start:end]`.

    `inner_start` and `inner_end` bound what stands between the signs of a group, the label of a link or the
    alternative text of an image. `url` is the address of a link or image, at `url_start`. `sign` is the opening
    sign of a group, or a tag's name in lower case.
    """

    kind: NodeKind
    start: int
    end: int
    inner_start: int = 0
    inner_end: int = 0
    sign: str = ""
    url: str = ""
    url_start: int = 0
    children: list["Node"] = field(default_factory=list)


def read_markup(source: str) -> list[Node]:
    """The nodes of an entry's text, in order and without gaps."""
    return _nodes(source, 0, len(source), 0)


_DEEPEST: Final = 8
_LABEL_3: Final = r"\[(?:[^\[\]\\]++|\\.)*+\](?:\([^()\s]*+\))?+"
_LABEL_2: Final = rf"\[(?:[^\[\]\\]++|\\.|{_LABEL_3})*+\](?:\([^()\s]*+\))?+"
_TARGET: Final = r"\([ \t]*+((?:[^()\s\\]++|\\.|\((?:[^()\s]|\([^()\s]*+\))*+\))*+)(?:[ \t]++\"[^\"\n]*+\")?+[ \t]*+\)"
_LINK: Final = re.compile(rf"\[((?:[^\[\]\\]++|\\.|{_LABEL_2})*+)\]{_TARGET}", re.DOTALL)
_IMAGE: Final = re.compile(rf"!\[((?:[^\[\]\\]++|\\.|{_LABEL_3})*+)\]{_TARGET}", re.DOTALL)
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_SOURCE: Final = re.compile(r"""\b(?:src|href)\s*+=\s*+["']?([^"'\s>]++)""", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"<?(https?://(?:[^\s()<>\[\]|\"'`]|\([^\s()<>]*+\))++)>?", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"[ \t]*+(?:<br\s*+/?>[ \t]*+(?:\r\n|\n|\r)?|\\?(?:\r\n|\n|\r))[ \t]*+(?:(?<=[\s])[-*+][ \t]++)?", re.IGNORECASE
)
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "“": "”", "「": "」", "『": "』", "【": "】", "（": "）", "《": "》"}
_CLOSERS: Final = {closing: opening for opening, closing in _PAIRS.items()}
_SAME: Final = ("***", "**", "*", "__", "_", '"', "~~")
_SPECIAL: Final = re.compile(
    r"[\\<!\[\](){}“”「」『』【】（）《》*_\"~`|\r\n]|https?://|[ \t]++(?=\\?[\r\n]|<br)", re.IGNORECASE
)


def _nodes(source: str, start: int, end: int, depth: int) -> list[Node]:
    """The nodes of `source[start:end]`."""
    if depth > _DEEPEST:
        return [Node("text", start, end)] if start < end else []
    flat = list(_tokens(source, start, end, depth))
    return _paired(source, flat, start, end)


def _tokens(source: str, start: int, end: int, depth: int) -> Iterator[Node]:
    """Nodes that need no partner, and the signs that may have one (kind `group`, not yet closed)."""
    at = start
    while at < end:
        found = _SPECIAL.search(source, at, end)
        if found is None:
            return
        at = found.start()
        node = _token(source, at, end, depth)
        if node is None:
            at += 2 if source[at] == "\\" else 1
        else:
            yield node
            at = node.end


def _token(source: str, at: int, end: int, depth: int) -> Node | None:
    """The node that starts at a special sign; None where it is a word's."""
    char = source[at]
    if (char in "<\r\n \t" or char == "\\") and (found := _BREAK.match(source, at, end)):
        return Node("break", at, found.end())
    if char == "<":
        return _angle(source, at, end)
    if char == "[" and (found := _LINK.match(source, at, end)):
        node = Node("link", at, found.end(), found.start(1), found.end(1), "", found[2], found.start(2))
        node.children = _nodes(source, node.inner_start, node.inner_end, depth + 1)
        return node
    if char == "!":
        found = _IMAGE.match(source, at, end)
        return found and Node("image", at, found.end(), found.start(1), found.end(1), "", found[2], found.start(2))
    if char in "hH":
        found = _ADDRESS.match(source, at, end)
        return found and Node("address", at, found.end(), url=found[1], url_start=found.start(1))
    if char == "`":
        ticks = len(source[at:end]) - len(source[at:end].lstrip("`"))
        close = source.find("`" * ticks, at + ticks, end)
        if close < 0:
            return None
        return Node("code", at, close + ticks, at + ticks, close, "`" * ticks)
    if char == "|":
        return Node("cell", at, at + 1)
    if char in _PAIRS or char in _CLOSERS:
        return Node("group", at, at + 1, sign=char)
    for sign in _SAME:
        if source.startswith(sign, at, end):
            before, after = source[at - 1 : at], source[at + len(sign) : at + len(sign) + 1]
            if sign[0] == "_" and before.isalnum() and after.isalnum():
                return None
            return Node("group", at, at + len(sign), sign=sign)
    return None


def _angle(source: str, at: int, end: int) -> Node | None:
    if source.startswith("<!--", at, end):
        close = source.find("-->", at + 4, end)
        return None if close < 0 else Node("comment", at, close + 3)
    if found := _ADDRESS.match(source, at, end):
        if found[0].endswith(">"):
            return Node("address", at, found.end(), url=found[1], url_start=found.start(1))
        return None
    if found := _TAG.match(source, at, end):
        name = found[1] + found[2].lower()
        url = _SOURCE.search(source, found.start(3), found.end(3))
        if url is not None:
            return Node("tag", at, found.end(), sign=name, url=url[1], url_start=url.start(1))
        return Node("tag", at, found.end(), sign=name)
    return None


def _paired(source: str, flat: list[Node], start: int, end: int) -> list[Node]:
    """Signs joined to groups, the words between the nodes made nodes of their own."""
    levels: list[tuple[Node | None, list[Node]]] = [(None, [])]
    waiting: dict[str, int] = {}
    for node in flat:
        if node.kind != "group":
            levels[-1][1].append(node)
            continue
        sign = node.sign
        opening = _CLOSERS.get(sign, sign)
        can_close = waiting.get(opening, 0) > 0 and (opening in _PAIRS or not source[node.start - 1].isspace())
        if can_close and (sign in _CLOSERS or sign not in _PAIRS):
            while levels[-1][0] is not None and levels[-1][0].sign != opening:
                _drop(levels, waiting)
            opened, inner = levels.pop()
            assert opened is not None
            waiting[opening] -= 1
            group = Node("group", opened.start, node.end, opened.end, node.start, opening)
            group.children = _filled(source, inner, opened.end, node.start)
            levels[-1][1].append(group)
        elif sign not in _CLOSERS and (sign in _PAIRS or not source[node.end : node.end + 1].isspace()):
            if len(levels) < 4 * _DEEPEST:
                levels.append((node, []))
                waiting[sign] = waiting.get(sign, 0) + 1
    while len(levels) > 1:
        _drop(levels, waiting)
    return _filled(source, levels[0][1], start, end)


def _drop(levels: list[tuple[Node | None, list[Node]]], waiting: dict[str, int]) -> None:
    """Give up on an opening sign: it is a word, and what stood in it stands beside it."""
    opened, inner = levels.pop()
    assert opened is not None
    waiting[opened.sign] -= 1
    levels[-1][1].extend(inner)


def _filled(source: str, nodes: list[Node], start: int, end: int) -> list[Node]:
    """The nodes with text nodes for what stands between them."""
    filled = []
    at = start
    for node in nodes:
        if node.start > at:
            filled.append(Node("text", at, node.start))
        filled.append(node)
        at = node.end
    if at < end:
        filled.append(Node("text", at, end))
    return filled
