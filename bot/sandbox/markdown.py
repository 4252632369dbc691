"""Markdown as GitHub shows it: its own extensions, raw HTML by an allow-list, `#12` as a link.

https://github.github.com/gfm/
"""

import functools
import posixpath
import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup, escape

from bot.sandbox.emoji import emoji
from bot.sandbox.sanitize import Rules, sanitize

#: Issue numbers, and addresses without a sign around them: https://github.github.com/gfm/#autolinks-extension-
_LINKS: Final = re.compile(
    r"(?<![\w&/#])\#(?P<number>\d+)\b"
    r"|(?<![\w/.:@-])(?P<address>(?:https?://|www\.)[^\s<\[\]]+)"
    r"|(?<![\w.+@-])(?P<mail>[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})(?![\w-])",
    re.IGNORECASE,
)
_SHORTCODE: Final = re.compile(r"(?<![\w:]):([a-z0-9_+-]{1,40}):(?![\w:])")
_TASK: Final = re.compile(r"\[([ xX])\](?=\s|$)")
_ALERT: Final = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.IGNORECASE)
#: https://github.github.com/gfm/#disallowed-raw-html-extension-
_DISALLOWED: Final = re.compile(
    r"<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)\b|!\[)", re.IGNORECASE
)
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".ico", ".bmp")


def render(text: str | None, full_name: str, branch: str = "main", path: str = "README.md") -> Markup:
    """Render a file of a repository to HTML; its relative links lead to the repository's files on that branch."""
    return Markup(_render_file(text or "", full_name, branch, path))  # noqa: S704 - sanitised


def render_comment(text: str | None, full_name: str) -> Markup:
    """Render a post of a conversation to HTML: in these a new line is a new line, unlike in files.

    https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#line-breaks
    """
    return Markup(_render_post(text or "", full_name))  # noqa: S704 - sanitised


def plain(text: str) -> Markup:
    """Show a file that is no Markdown as it stands."""
    return Markup("<pre>{}</pre>").format(escape(text))


@functools.lru_cache(maxsize=32)
def _render_file(text: str, full_name: str, branch: str, path: str) -> str:
    folder = posixpath.dirname(path)

    def place(address: str, page: str) -> str:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return address
        target = unquote(parts.path)
        inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        inside = re.sub(r"^(?:\.\.?(?:/|$))+", "", posixpath.normpath(inside))
        rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        return f"/{full_name}/{page}/{quote(branch)}/{quote(inside)}{rest}"

    def link(address: str) -> str:
        try:
            return place(address, "blob")
        except ValueError:
            return address

    def image(address: str) -> str | None:
        try:
            found = place(address, "raw")
        except ValueError:
            return None
        own = found.startswith(f"/{full_name}/raw/")
        return found if own and urlsplit(found).path.lower().endswith(_PICTURES) else None

    made = _FILE.render(text, {"repo": full_name})
    return sanitize(made, Rules(link, image, anchors=True))


@functools.lru_cache(maxsize=512)
def _render_post(text: str, full_name: str) -> str:
    return sanitize(_POST.render(text, {"repo": full_name}), Rules())


def _raw_html(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Raw HTML is the sanitiser's business, except the elements that are shown as text."""
    return _DISALLOWED.sub("&lt;", tokens[at].content)


def _find_links(state: StateCore) -> None:
    """Make links of issue numbers, addresses and mail addresses that stand in plain text."""
    repo = state.env.get("repo")
    for block in state.tokens:
        if block.type != "inline":
            continue
        depth, children = 0, []
        for token in block.children or []:
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "html_inline":
                depth += {"<a": 1, "</": -1}.get(token.content[:2].lower(), 0) if _is_anchor(token.content) else 0
            if token.type == "text" and depth == 0:
                children += _split(token, repo)
            else:
                children.append(token)
        block.children = children


def _is_anchor(tag: str) -> bool:
    return re.match(r"</?a[\s>]", tag, re.IGNORECASE) is not None


def _split(token: Token, repo: str | None) -> list[Token]:
    made: list[Token] = []
    at = 0
    for match in _LINKS.finditer(token.content):
        shown = match[0]
        if match["number"]:
            if not repo:
                continue
            target = f"/{repo}/issues/{match['number']}"
        elif match["address"]:
            shown = _trimmed(shown)
            target = shown if shown.lower().startswith("http") else f"http://{shown}"
            if "." not in target.partition("//")[2] and "localhost" not in target and "127.0.0.1" not in target:
                continue
        else:
            target = f"mailto:{shown}"
        opening = Token("link_open", "a", 1, attrs={"href": target})
        made += [_text(token.content[at : match.start()]), opening, _text(shown), Token("link_close", "a", -1)]
        at = match.start() + len(shown)
    return [*made, _text(token.content[at:])]


def _trimmed(address: str) -> str:
    """An address without the signs after it that belong to the sentence.

    https://github.github.com/gfm/#extended-autolink-path-validation
    """
    while address:
        if address[-1] in "?!.,:*_~'\"" or (address[-1] == ")" and address.count(")") > address.count("(")):
            address = address[:-1]
        elif entity := re.search(r"&\w+;$", address):
            address = address[: entity.start()]
        else:
            break
    return address


def _find_tasks(state: StateCore) -> None:
    """Make boxes of `[ ]` and `[x]` at the start of list items.

    https://github.github.com/gfm/#task-list-items-extension-
    """
    tokens = state.tokens
    for at in range(2, len(tokens)):
        block = tokens[at]
        if block.type != "inline" or (tokens[at - 1].type, tokens[at - 2].type) != ("paragraph_open", "list_item_open"):
            continue
        first = block.children[0] if block.children else None
        if first is None or first.type != "text" or not (match := _TASK.match(first.content)):
            continue
        checked = "" if match[1] == " " else " checked"
        box = Token("html_inline", "", 0, content=f'<input type="checkbox"{checked}>')
        first.content = first.content[match.end() :]
        block.children = [box, *(block.children or [])]


def _find_alerts(state: StateCore) -> None:
    """Give quotes that start with `[!NOTE]` or its kin their title.

    https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
    """
    for before, opening, block in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if (before.type, opening.type, block.type) != ("blockquote_open", "paragraph_open", "inline"):
            continue
        first = block.children[0] if block.children else None
        if first is None or first.type != "text" or not (match := _ALERT.fullmatch(first.content)):
            continue
        title = Token("html_inline", "", 0, content=f"<strong>{match[1].capitalize()}</strong>")
        rest = (block.children or [])[1:]
        if rest and rest[0].type == "softbreak":
            rest[0] = Token("hardbreak", "br", 0)
        block.children = [title, *rest]


def _find_emoji(state: StateCore) -> None:
    """Put signs in the place of shortcodes, which the sanitiser still needs to know: anchors are made of them."""
    for block in state.tokens:
        children = []
        for token in block.children or []:
            at = 0
            for match in _SHORTCODE.finditer(token.content) if token.type == "text" else ():
                if sign := emoji(match[1]):
                    shown = Token("html_inline", "", 0, content=f'<g-emoji alias="{match[1]}">{sign}</g-emoji>')
                    children += [_text(token.content[at : match.start()]), shown]
                    at = match.end()
            children.append(_text(token.content[at:]) if at else token)
        if block.type == "inline":
            block.children = children


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _markdown(*, breaks: bool) -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True, "breaks": breaks}).enable(["table", "strikethrough"])
    made.core.ruler.push("tasks", _find_tasks)
    made.core.ruler.push("alerts", _find_alerts)
    made.core.ruler.push("links", _find_links)
    made.core.ruler.push("emoji", _find_emoji)
    made.add_render_rule("html_block", _raw_html)
    made.add_render_rule("html_inline", _raw_html)
    return made


_FILE: Final = _markdown(breaks=False)
_POST: Final = _markdown(breaks=True)
