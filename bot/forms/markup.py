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
_MOST_OPEN: Final = 32
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
_TICKS: Final = re.compile(r"`+")
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "“": "”", "「": "」", "『": "』", "【": "】", "（": "）", "《": "》"}
_CLOSERS: Final = {closing: opening for opening, closing in _PAIRS.items()}
_SAME: Final = ("***", "**", "*", "__", "_", '"', "~~")
_SPECIAL: Final = re.compile(
    r"[\\<!\[\](){}“”「」『』【】（）《》*_\"~`|\r\n]|https?://|(?<![ \t])[ \t]++(?=\\?[\r\n]|<br)", re.IGNORECASE
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
        return _code(source, at, end)
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


def _code(source: str, at: int, end: int) -> Node | None:
    """Code between equal numbers of backticks; None where they do not close."""
    found = _TICKS.match(source, at, end)
    ticks = found[0] if found else "`"
    inner = at + len(ticks)
    close = source.find(ticks, inner, end)
    return None if close < 0 else Node("code", at, close + len(ticks), inner, close, ticks)


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


@dataclass(slots=True)
class _Open:
    """An opening sign that waits for its partner, and the nodes behind it so far."""

    sign: Node
    nodes: list[Node]


def _paired(source: str, flat: list[Node], start: int, end: int) -> list[Node]:
    """Signs joined to groups, the words between the nodes made nodes of their own."""
    nodes: list[Node] = []
    waiting: list[_Open] = []
    for node in flat:
        inner = waiting[-1].nodes if waiting else nodes
        if node.kind != "group":
            inner.append(node)
        elif _closes(source, node, waiting):
            opening = _CLOSERS.get(node.sign, node.sign)
            while waiting[-1].sign.sign != opening:
                _give_up(waiting, nodes)
            group = _group(source, waiting.pop(), node)
            (waiting[-1].nodes if waiting else nodes).append(group)
        elif _opens(source, node) and len(waiting) < _MOST_OPEN:
            waiting.append(_Open(node, []))
    while waiting:
        _give_up(waiting, nodes)
    return _filled(source, nodes, start, end)


def _closes(source: str, node: Node, waiting: list[_Open]) -> bool:
    """Whether a sign closes one that waits."""
    if node.sign in _PAIRS or (node.sign not in _CLOSERS and source[node.start - 1].isspace()):
        return False
    opening = _CLOSERS.get(node.sign, node.sign)
    return any(one.sign.sign == opening for one in waiting)


def _opens(source: str, node: Node) -> bool:
    """Whether a sign may open a group: one that has no closing form stands before a word."""
    return node.sign not in _CLOSERS and (node.sign in _PAIRS or not source[node.end : node.end + 1].isspace())


def _group(source: str, opened: _Open, closing: Node) -> Node:
    """The group of two signs and what stands between them."""
    start, end = opened.sign.end, closing.start
    children = _filled(source, opened.nodes, start, end)
    return Node("group", opened.sign.start, closing.end, start, end, opened.sign.sign, children=children)


def _give_up(waiting: list[_Open], nodes: list[Node]) -> None:
    """Take the last opening sign for a word: what stands behind it stands beside it."""
    dropped = waiting.pop()
    (waiting[-1].nodes if waiting else nodes).extend(dropped.nodes)


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
